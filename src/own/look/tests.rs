use super::*;

/// A home with these files in it.
fn home(files: &[(&str, &[u8])]) -> (tempfile::TempDir, Home) {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let home = Home::at(folder.path());
    (folder, home)
}

/// A picture of that many points, as a file of that kind.
fn drawn(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let points = image::RgbImage::from_fn(width, height, |x, y| image::Rgb([x as u8, y as u8, 90]));
    DynamicImage::from(points).write_to(&mut file, format).unwrap();
    file.into_inner()
}

fn said(wrong: &[CatalogError]) -> Vec<String> {
    wrong.iter().map(ToString::to_string).collect()
}

#[test]
fn without_a_file_and_with_an_empty_one_it_is_as_the_program_has_it() {
    for files in [&[][..], &[(FILE, &b""[..])], &[(FILE, b"# ours\n")]] {
        let (_folder, home) = home(files);
        assert_eq!(look(&home), (None, vec![]));
    }
}

#[test]
fn a_setting_says_its_name_its_picture_its_colour_and_a_closing_line() {
    let text =
        "name = \" Little Acorns \"\nlogo = \"logo.jpg\"\naccent = \"#7a3b8f\"\nclosing = \"1 Oak Lane\"\n";
    for (format, kept) in [(ImageFormat::Png, (40, 20)), (ImageFormat::Jpeg, (40, 20))] {
        let (_folder, home) = home(&[(FILE, text.as_bytes()), ("logo.jpg", &drawn(40, 20, format))]);
        let (look, wrong) = look(&home);
        assert_eq!(said(&wrong), [""; 0]);
        let look = look.unwrap();
        assert_eq!((look.name.as_str(), look.closing.as_str()), ("Little Acorns", "1 Oak Lane"));
        assert_eq!(look.accent.unwrap().digits(), "7A3B8F");
        let logo = look.logo.as_ref().unwrap();
        assert_eq!((logo.width, logo.height), kept);
        assert!(logo.png.starts_with(b"\x89PNG"), "whatever it was, it is PNG from here on");
    }
}

/// A JPEG file with one more part behind its beginning.
fn with_part(jpeg: &[u8], marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    let (begins, rest) = jpeg.split_at(2);
    [begins, &[0xff, marker], &length, content, rest].concat()
}

#[test]
fn a_large_picture_is_made_smaller_and_nothing_but_its_points_goes_on() {
    let large = with_part(&drawn(2400, 1200, ImageFormat::Jpeg), 0xfe, b"PLANTED: taken in a park");
    let (_folder, home) = home(&[(FILE, b"logo = \"logo.jpeg\""), ("logo.jpeg", &large)]);
    let (look, wrong) = look(&home);
    assert_eq!(said(&wrong), [""; 0]);
    let logo = look.unwrap().logo.clone().unwrap();
    assert_eq!((logo.width, logo.height), (800, 400));
    assert!(!logo.png.windows(7).any(|letters| letters == b"PLANTED"));
}

#[test]
fn a_picture_that_a_camera_took_on_its_side_stands_upright() {
    // Exif, with one entry: the picture is to be turned by a quarter.
    let turned = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    let photo = with_part(&drawn(40, 20, ImageFormat::Jpeg), 0xe1, turned);
    let (_folder, home) = home(&[(FILE, b"logo = \"logo.jpg\""), ("logo.jpg", &photo)]);
    let logo = look(&home).0.unwrap().logo.clone().unwrap();
    assert_eq!((logo.width, logo.height), (20, 40));
}

#[test]
fn what_is_wrong_is_told_by_its_line_and_the_rest_is_used() {
    let png = drawn(40, 20, ImageFormat::Png);
    let mut turned = png.clone();
    let middle = turned.len() / 2;
    turned[middle] ^= 0xff;
    let gif: &[u8] = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;";
    let huge = {
        let mut huge = png.clone();
        // The width that its head says, which is no more what its sum says.
        huge[16..20].copy_from_slice(&60_000u32.to_be_bytes());
        huge
    };
    let long = format!("name = \"{}\"", "a".repeat(61));
    let large = vec![0; 2 * 1024 * 1024];
    for (text, logo, begins) in [
        (
            "accent = \"#ffcc00\"",
            &b""[..],
            "look.toml, line 2: this colour is too pale to be read on paper: its contrast is 1.3, and 4.5",
        ),
        ("accent = \"purple\"", b"", "look.toml, line 2: this is no colour. Write # and six digits"),
        ("logo = \"logo.png\"", &png[..png.len() / 2], "logo.png: the picture is damaged"),
        ("logo = \"logo.png\"", &turned, "logo.png: the picture is damaged"),
        ("logo = \"logo.png\"", &huge, "logo.png: the picture is damaged, or larger than 3000 points a side"),
        ("logo = \"logo.png\"", gif, "logo.png: it is not a PNG or JPEG picture. Save it again"),
        ("logo = \"logo.png\"", b"<svg onload=\"alert(1)\"/>", "logo.png: it is not a PNG or JPEG picture"),
        ("logo = \"logo.png\"", b"", "logo.png: it is not a PNG or JPEG picture"),
        ("logo = \"logo.png\"", &large, "logo.png: it is larger than 1 MB"),
        ("logo = \"none.png\"", b"", "none.png: "),
        (
            "logo = \"../logo.png\"",
            b"",
            "look.toml: the picture “../logo.png” does not lie beside this file. Put it there",
        ),
        ("logo = \"/etc/passwd\"", b"", "look.toml: the picture “/etc/passwd” does not lie beside"),
        ("logo = \"\"", b"", "look.toml: the picture “” does not lie beside"),
        ("logo = \"..\"", b"", "look.toml: the picture “..” does not lie beside"),
    ] {
        let text = format!("closing = \"Ours.\"\n{text}\n");
        let (_folder, home) = home(&[(FILE, text.as_bytes()), ("logo.png", logo)]);
        let (look, wrong) = look(&home);
        let said = said(&wrong);
        assert!(said.len() == 1 && said[0].starts_with(begins), "{text}: {said:?}");
        let look = look.unwrap();
        assert_eq!((look.closing.as_str(), &look.logo, look.accent), ("Ours.", &None, None), "{text}");
    }
    let (_folder, home) = home(&[(FILE, long.as_bytes())]);
    let (none, wrong) = look(&home);
    assert_eq!(none, None);
    assert!(said(&wrong)[0].starts_with("look.toml, line 1: this is longer than 60 letters"), "{wrong:?}");
}

#[test]
fn a_file_that_does_not_read_is_told_and_passed_over() {
    for (bytes, begins) in [
        (&b"name = "[..], "look.toml, line 1: "),
        (b"colour = \"red\"", "look.toml, line 1: the line “colour” is not known here"),
        (b"name = 3", "look.toml, line 1: this must be words between quotation marks"),
        (b"closing = \"\xff\"", "look.toml, line 1: this line is not text in UTF-8"),
        (&[b'#'; 70_000], "look.toml: it is larger than 64 KB"),
    ] {
        let (_folder, home) = home(&[(FILE, bytes)]);
        let (look, wrong) = look(&home);
        assert_eq!(look, None);
        assert!(said(&wrong)[0].starts_with(begins), "{wrong:?}");
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join(FILE)).unwrap();
    let (look, wrong) = look(&Home::at(folder.path()));
    assert!(look.is_none() && said(&wrong)[0].starts_with("look.toml: it is a folder."), "{wrong:?}");
}
