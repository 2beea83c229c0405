//! A setting's own look, on what leaves the room.

use std::process::Output;

use crate::support::{Nursery, text};

/// The web page of the week of Sunflower, and what was said on standard error.
fn page(nursery: &Nursery, folder: &str) -> (String, String) {
    let out = nursery.text(folder);
    let week = ["export", "room-week", "--week", "2026-W47", "--room", "Sunflower", "--format", "html"];
    let Output { status, stderr, .. } = nursery.run_as("RE", &[&week[..], &["--out", &out]].concat());
    assert!(status.success(), "{}", text(&stderr));
    let file = nursery.path(folder).join("2026-W47 sunflower week.html");
    (std::fs::read_to_string(file).expect("the page"), text(&stderr))
}

#[test]
fn a_settings_look_stands_on_what_leaves_and_what_is_wrong_in_it_is_told_and_passed_over() {
    let nursery = Nursery::set_up();
    let (usual, said) = page(&nursery, "usual");
    assert!(!usual.contains("masthead\">") && said.is_empty(), "{said}");
    let look = "name = \"Little Acorns Nursery\"\nlogo = \"logo.png\"\naccent = \"#7a3b8f\"\nclosing = \"1 Oak Lane\"\n";
    std::fs::write(nursery.home().join("look.toml"), look).expect("written");
    let logo = image::RgbImage::from_pixel(30, 10, image::Rgb([90, 40, 120]));
    logo.save(nursery.home().join("logo.png")).expect("a picture");
    let (own, said) = page(&nursery, "own");
    assert!(said.is_empty(), "{said}");
    for mark in ["Little Acorns Nursery</p><img", "data:image/png;base64,", "#7A3B8F", "1 Oak Lane</p>"] {
        assert!(own.contains(mark), "{mark}: {own}");
    }
    std::fs::write(nursery.home().join("logo.png"), b"\x89PNG\r\n\x1a\n and no more").expect("broken");
    std::fs::write(nursery.home().join("look.toml"), look.replace("7a3b8f", "ffcc00")).expect("written");
    let (rest, said) = page(&nursery, "rest");
    assert!(said.contains("look.toml, line 3: this colour is too pale to be read on paper"), "{said}");
    assert!(said.contains("logo.png: the picture is damaged"), "{said}");
    assert!(rest.contains("Little Acorns Nursery</p></div>") && rest.contains("1 Oak Lane"), "{rest}");
    assert!(!rest.contains("<img") && !rest.contains("FFCC00"), "{rest}");
}
