//! A day from paper to the evidence form: entered by the lead, looked at by keys in a real terminal, closed,
//! and printed with the figures that the list gives.

use std::collections::BTreeSet;
use std::io::Read;

use crate::support::Nursery;
use crate::terminal::sign_in;

/// The words of a Word file's main part.
pub fn document(path: &std::path::Path) -> String {
    let mut archive =
        zip::ZipArchive::new(std::fs::File::open(path).expect("the file")).expect("a Word file");
    let mut text = String::new();
    archive.by_name("word/document.xml").expect("its words").read_to_string(&mut text).expect("text");
    text
}

#[test]
fn a_day_from_paper_is_reviewed_by_keys_closed_and_stands_in_the_form() {
    let nursery = Nursery::set_up();
    nursery.says_as("PS", &["log", "--from", &nursery.text("day.txt"), "--date", "2026-11-17"]);
    let Some(mut terminal) = nursery.open(80, 24, "2026-11-17 17:40:00") else { return };
    sign_in(&mut terminal, "Priya Shah", "482915");
    terminal.keys("⎋");
    terminal.until("3  End of day");
    terminal.keys("3");
    terminal.until("25 to look at");
    terminal.presses();
    let mut gaps = 0;
    loop {
        terminal.settle();
        let screen = terminal.shows();
        if screen.contains("Everything has been looked at") {
            break;
        }
        let marked = screen.lines().find(|line| line.starts_with('▸')).expect("a row is marked");
        if marked.contains(" Gap ") || marked.contains(" No word ") {
            gaps += 1;
            terminal.keys("g");
            terminal.until("1");
            terminal.keys("1");
        } else {
            terminal.keys("⏎");
        }
        terminal.until_that("another row, or the end", |now| now != screen);
        assert!(terminal.presses < 60, "the review takes too many keys: {screen}");
    }
    assert_eq!(gaps, 10);
    terminal.keys("c");
    let screen = terminal.until("Closed 17:40 by Priya. Day code");
    assert!(screen.contains("The day is closed."), "{screen}");
    terminal.kill();

    let period = ["--from", "2026-09-01", "--to", "2026-11-22"];
    let entries = nursery.json_as("PS", &[&["list", "entries", "--json"], &period[..]].concat());
    let entries = entries.as_array().expect("a list");
    assert_eq!(entries.len(), 25);
    assert!(entries.iter().all(|entry| entry["review"] == "agreed"));
    let ask = ["evidence", "--framework", "partnership-with-parents", "--room", "Sunflower"];
    let form = nursery.json_as("PS", &[&ask[..], &period, &["--format", "json"]].concat());
    let statements = form["statements"].as_array().expect("statements");
    assert_eq!(statements.len(), 16);
    let mut counted = 0;
    for statement in statements {
        let code = format!("partnership-with-parents/{}", statement["code"].as_str().expect("a code"));
        let of: Vec<_> = entries
            .iter()
            .filter(|entry| entry["agreed"].as_array().expect("a list").iter().any(|agreed| *agreed == *code))
            .collect();
        let families: BTreeSet<_> = of.iter().map(|entry| entry["family_id"].to_string()).collect();
        assert_eq!(
            (&statement["entries"], &statement["families"]),
            (&of.len().into(), &families.len().into()),
            "{code}"
        );
        counted += of.len();
    }
    assert!(counted > 15, "{counted}");

    let out = nursery.text("form.docx");
    nursery.says_as("PS", &[&ask[..], &period, &["--format", "docx", "--out", &out]].concat());
    let words = document(out.as_ref());
    let table = words.split("<w:tbl>").find(|table| table.contains("Key statement")).expect("the form");
    let table = table.split("</w:tbl>").next().expect("its end");
    assert_eq!(table.matches("<w:tblHeader").count(), 1, "the header is repeated on each page");
    assert_eq!(table.matches("</w:tr>").count(), 17, "a header and sixteen rows");
    assert!(words.contains("He never stops talking about it."), "a family's own words stand in it");

    let weeks = nursery.path("weeks");
    let week = ["week", "--week", "2026-W47", "--format", "docx", "--out", &weeks.to_string_lossy(), "--for"];
    nursery.says_as("PS", &[&week[..], &["families"]].concat());
    nursery.says_as("PS", &[&week[..], &["room", "--room", "Sunflower"]].concat());
    let pages: Vec<_> =
        std::fs::read_dir(&weeks).expect("pages").map(|page| page.expect("a page").path()).collect();
    assert!(pages.len() > 10, "{pages:?}");
    let page =
        pages.iter().find(|page| page.to_string_lossy().contains("ava-o")).expect("the O'Neills' page");
    let words = document(page);
    assert!(words.contains("Pour at bath time."), "{words}");
    for other in ["Patel", "Elif", "Hugo"] {
        assert!(!words.contains(other), "{other} is no business of this family");
    }
}
