//! A setting's own look on its pages: what stands there, that it takes no room from what is written, and that its words
//! are nothing but words.

use super::tests::{HIDING, each_block, made, need_valid, part, parts};
use super::*;
use crate::domain::look::{Accent, Picture};
use crate::report::chart::tests::sample;
use crate::report::{Block, Print};
use crate::safe::tests::hostile::HOSTILE;

/// A picture of four points, as the reader of a setting's files makes one.
fn logo() -> Picture {
    let mut png = std::io::Cursor::new(Vec::new());
    let points = image::RgbaImage::from_fn(4, 1, |x, _| image::Rgba([x as u8 * 60, 80, 120, 255]));
    points.write_to(&mut png, image::ImageFormat::Png).unwrap();
    Picture { png: png.into_inner(), width: 4, height: 1 }
}

fn look(name: &str, closing: &str) -> Arc<Look> {
    let accent = Accent::parse("#7a3b8f").ok();
    Arc::new(Look { name: name.into(), logo: Some(logo()), accent, closing: closing.into() })
}

fn dressed(report: &Report, look: &Arc<Look>) -> Report {
    Report { look: Some(look.clone()), ..report.clone() }
}

/// One of each block, and a chart.
fn report() -> Report {
    let mut report = each_block();
    report.blocks.push(Block::Chart(sample()));
    report
}

fn file(name: &str, look: Option<&Arc<Look>>) -> Vec<u8> {
    format(name).unwrap().finished("x".into(), &report(), look).unwrap().bytes
}

#[test]
fn a_page_has_the_settings_name_picture_colour_and_closing_line() {
    let own = look("Little Acorns Nursery", "1 Oak Lane, Bristol");
    let docx = file("docx", Some(&own));
    let header = part(&docx, "word/header1.xml");
    assert!(header.contains("Little Acorns Nursery") && header.contains("r:embed=\"rId1\""), "{header}");
    // Four times as wide as high, and no higher than the margin has room for.
    assert!(header.contains("<wp:extent cx=\"1224000\" cy=\"306000\"/>"), "{header}");
    assert!(part(&docx, "word/footer1.xml").contains("1 Oak Lane, Bristol"));
    assert!(part(&docx, "word/styles.xml").contains("w:val=\"7A3B8F\""));
    assert!(part(&docx, "word/document.xml").contains("w:fill=\"7A3B8F\""), "bars");
    assert!(part(&docx, "[Content_Types].xml").contains("Extension=\"png\""));
    let html = String::from_utf8(file("html", Some(&own))).unwrap();
    for mark in [
        "<div class=\"masthead\"><p dir=\"auto\">Little Acorns Nursery</p><img alt=\"\" width=\"4\" height=\"1\" src=\"data:image/png;base64,",
        "default-src 'none'; img-src data:; style-src 'sha256-",
        "1 Oak Lane, Bristol</p>",
        "h1, h2, h3, h4, th, figcaption, .masthead { color: #7A3B8F; }",
    ] {
        assert!(html.contains(mark), "{mark}: {html}");
    }
    #[cfg(feature = "pdf")]
    {
        let words = pdf::tests::words(&dressed(&report(), &own));
        let pages = tests::pages(&report());
        assert_eq!(words.matches("LittleAcornsNursery").count(), pages, "on each page");
        assert_eq!(words.matches("1OakLane,Bristol").count(), pages);
        let (_, _, properties) = pdf::tests::figures(&file("pdf", Some(&own)));
        assert!(properties.contains("<pdfuaid:part>1</pdfuaid:part>"), "{properties}");
        assert!(!properties.contains("Acorns"), "{properties}");
    }
    for format in FORMATS {
        let bytes = file(format.name, Some(&own));
        assert_eq!(bytes, file(format.name, Some(&own)), "{}", format.name);
    }
}

#[test]
fn without_a_look_a_file_is_as_the_program_has_it() {
    let empty = Arc::new(Look::default());
    for format in FORMATS {
        let usual = (format.write)(&report()).unwrap();
        assert_eq!(file(format.name, None), usual, "{}", format.name);
        assert_eq!(file(format.name, Some(&empty)), usual, "{}: a look that says nothing", format.name);
    }
    let html = String::from_utf8(file("html", None)).unwrap();
    assert!(
        !html.contains("img-src") && !html.contains("<img"),
        "nothing may be loaded where nothing is needed"
    );
    assert!(!parts(&file("docx", None)).iter().any(|(name, _)| name.contains("header")));
}

#[cfg(feature = "pdf")]
#[test]
fn a_look_takes_no_room_from_what_is_written() {
    let own = look("Little Acorns Nursery", &"a closing line ".repeat(6));
    for print in [Print::Standard, Print::Large] {
        for landscape in [false, true] {
            let plain = Report { print, landscape, ..report() };
            let [bare, with] =
                [&plain, &dressed(&plain, &own)].map(|report| pdf::tests::places(report, "One"));
            assert_eq!(bare, with, "{print:?}, {landscape}");
            assert!(!bare.is_empty());
            assert_eq!(pdf::tests::over_the_edge(&dressed(&plain, &own)), [""; 0]);
        }
    }
}

#[test]
fn words_of_a_look_are_words_and_hostile_ones_do_nothing() {
    for words in HOSTILE.into_iter().chain([HIDING.0]) {
        let own = look(words, words);
        for name in ["docx", "html"] {
            let bytes = file(name, Some(&own));
            if name == "html" {
                // The picture is the one thing that a page has beside words.
                let page = String::from_utf8(bytes).unwrap();
                let (before, rest) = page.split_once("<img ").unwrap();
                let (_, after) = rest.split_once("/>").unwrap();
                need_valid(format(name).unwrap(), format!("{before}{after}").as_bytes());
            } else {
                for (name, xml) in parts(&bytes).into_iter().filter(|(name, _)| !name.ends_with(".png")) {
                    tests::well_formed(&xml).unwrap_or_else(|why| panic!("{name}: {why}"));
                }
            }
        }
        #[cfg(feature = "pdf")]
        {
            let read = pdf::tests::words(&dressed(&Report::new("T", "", made()), &own));
            let said: String = crate::safe::line(words).chars().filter(|c| !c.is_whitespace()).collect();
            let letters = read.trim_end().rsplit('\n').next().unwrap();
            assert_eq!(letters.matches(&said).count(), 2, "{words}: {letters}");
        }
    }
}
