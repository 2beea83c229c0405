//! Bad files through the real program's `import`: a clear refusal each, and nothing half in.

use crate::support::{Nursery, text};

const HEAD: &str = "Forename,Surname,DOB,Room,Key person\n";
const GOOD: &str = "Nia,Evans,01/02/2024,Sunflower,Jo Bell\n";

/// Each file, with a piece of what its refusal says.
fn bad_registers() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let row = |row: &str| format!("{HEAD}{GOOD}{row}\n").into_bytes();
    let utf16: Vec<u8> = HEAD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let book =
        workbook(&[&["Forename", "Surname", "DOB", "Room"], &["Nia", "Evans", "01/02/2024", "Sunflower"]]);
    vec![
        ("nothing", vec![], "empty"),
        ("a header alone", HEAD.into(), "no children"),
        ("no header", GOOD.into(), "no column for Forename"),
        ("a workbook cut off", book[..book.len() / 2].to_vec(), "damaged or cut off"),
        ("an old workbook cut off", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), "damaged or cut off"),
        ("a web page saved as CSV", b"<html><table><tr><td>Forename".to_vec(), "web page"),
        ("a PDF", b"%PDF-1.7".to_vec(), "PDF"),
        ("UTF-16", utf16, "no children"),
        ("a NUL", row("Ad\0a,Pugh,01/02/2024,Sunflower,Jo Bell"), "not text"),
        ("too large", vec![b'a'; 20 * 1024 * 1024], "larger than"),
        (
            "a staff list",
            "Name,Initials,Role,Room\nSam Okafor,SO,Key person,Sunflower\n".into(),
            "staff list",
        ),
        ("another separator", HEAD.replace(',', "^").into(), "no column for Forename"),
        ("one name alone", "Child Name,DOB,Room\nNia,,Sunflower\n".into(), "one name alone"),
        ("a near name", "Forename,Surname,Room\nChidi,Ezee,Sunflower\n".into(), "could be Chidi Eze"),
        ("a near room", row("Ada,Pugh,01/02/2024,Acorns,Jo Bell"), "there is a room Acorn"),
        ("a column twice", "Forename,Surname,Room,Room\nNia,Evans,Sunflower,Acorn\n".into(), "mean the same"),
        ("a quotation left open", row("\"Ada,Pugh,01/02/2024,Sunflower,Jo Bell"), "never closed"),
        ("a row half filled", row("Ada,,,,"), "Line 3, Surname"),
        ("a day that is none", row("Ada,Pugh,31/02/2024,Sunflower,Jo Bell"), "Line 3, DOB “31/02/2024”"),
        ("a spreadsheet's number", row("Ada,Pugh,45323,Sunflower,Jo Bell"), "Line 3, DOB “45323”"),
        ("the month first", row("Ada,Pugh,02/28/2024,Sunflower,Jo Bell"), "no month 28"),
        ("a day to come", row("Ada,Pugh,01/02/2090,Sunflower,Jo Bell"), "still to come"),
        ("nearly somebody's name", row("Ada,Pugh,01/02/2024,Sunflower,Jo Bel"), "it could be Jo Bell (JB)"),
        ("half somebody's name", row("Ada,Pugh,01/02/2024,Sunflower,Mo Bell"), "Did you mean Jo Bell?"),
        ("somebody who left", row("Ada,Pugh,01/02/2024,Sunflower,Tom Shah"), "Tom Shah left"),
        ("no room", row("Ada,Pugh,01/02/2024,n/a,Jo Bell"), "Line 3, Room “n/a”"),
        ("a child twice", row(GOOD.trim_end()), "Line 3 “Nia Evans”"),
        ("a formula", row("=cmd|' /C calc'!A0,Pugh,01/02/2024,Sunflower,Jo Bell"), "a formula, not a name"),
        ("an escape", row("Ada\x1b[2J,Pugh,01/02/2024,Sunflower,Jo Bell"), "command for a terminal"),
        ("turned letters", row("Ad\u{202e}a,Pugh,01/02/2024,Sunflower,Jo Bell"), "turn the direction"),
        ("garbled letters", row("ZoÃ«,Pugh,01/02/2024,Sunflower,Jo Bell"), "garbled"),
        (
            "days that are none",
            "Forename,Surname,Room,Days\nNia,Evans,Sunflower,Funday\n".into(),
            "Days “Funday”",
        ),
    ]
}

#[test]
fn every_bad_file_is_refused_clearly_and_nothing_of_it_comes_in() {
    let nursery = Nursery::set_up();
    let state = || ["children", "people"].map(|what| nursery.says_as("PS", &["list", what, "--json"]));
    let before = state();
    for (name, bytes, says) in bad_registers() {
        std::fs::write(nursery.path("bad.csv"), bytes).expect("written");
        let output = nursery.run_as("PS", &["import", "register", &nursery.text("bad.csv"), "--yes"]);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{name}: {said}");
        assert!(said.contains(says) && said.contains("bad.csv"), "{name}: {said}");
        assert!(
            said.contains("Nothing was brought in") || said.contains("Nothing was changed"),
            "{name}: {said}"
        );
        assert!(!said.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{name}: {said:?}");
        assert!(output.stdout.is_empty(), "{name}: {}", text(&output.stdout));
    }
    for path in ["no-such-file.csv", "home"] {
        let output = nursery.run_as("PS", &["import", "staff", &nursery.text(path), "--yes"]);
        assert_eq!(output.status.code(), Some(1), "{path}");
    }
    let unasked = nursery.run_as("PS", &["import", "register", &good(&nursery)]);
    assert_eq!(unasked.status.code(), Some(1), "there is nobody to ask");
    let not_a_lead = nursery.run_as("SO", &["import", "register", &good(&nursery), "--yes"]);
    assert!(text(&not_a_lead.stderr).contains("Only a room lead or manager"));
    assert_eq!(state(), before);
    assert!(nursery.says_as("PS", &["verify"]).lines().all(|line| line.contains(" ok ")));
}

#[test]
fn a_workbook_comes_in_once_says_its_sheet_and_what_it_left() {
    let nursery = Nursery::set_up();
    let rows: &[&[&str]] = &[
        &["Rosebank Nursery, children on roll"],
        &[],
        &["Child", "Date of birth", "Room", "Key worker"],
        &["EVANS, Nia", "01/02/2024", "Sunflower", "JB"],
        &[],
        &["Total: 1"],
    ];
    // Whatever its name says.
    std::fs::write(nursery.path("register.csv"), workbook(rows)).expect("written");
    let import = ["import", "register", &nursery.text("register.csv"), "--yes"];
    let children =
        || nursery.json_as("PS", &["list", "children", "--json"]).as_array().expect("a list").len();
    let before = children();
    let said = nursery.says_as("PS", &import);
    for part in [
        "Read from the sheet “Sheet1”, header in row 3.",
        "line 6 “Total: 1”",
        "1 child comes in: Nia EVANS.",
    ] {
        assert!(said.contains(part), "{said}");
    }
    assert!(nursery.says_as("PS", &import).contains("Nothing changes."));
    assert_eq!(children(), before + 1);
}

#[test]
fn at_a_terminal_a_near_name_is_asked_with_numbers_and_any_answer_is_all_or_nothing() {
    let nursery = Nursery::set_up();
    let file = "Forename,Surname,DOB,Room\nChidi,Ezee,30/05/2024,Sunflower\n";
    std::fs::write(nursery.path("near.csv"), file).expect("written");
    let import = ["import", "register", &nursery.text("near.csv")];
    let children = || nursery.says_as("PS", &["list", "children", "--json"]);
    let before = children();

    let mut terminal = nursery.command_as("PS", &import);
    let shown = terminal.until("A number from 1 to 3:");
    for line in [
        "Line 2, Chidi Ezee: this child, born 30/05/2024, could be Chidi Eze",
        "1  The same child as Chidi Eze, born 30/05/2024, in Sunflower",
        "2  A new child",
        "3  Stop; nothing is changed",
    ] {
        assert!(shown.contains(line), "{shown}");
    }
    terminal.keys("3⏎");
    terminal.until("Nothing was changed.");
    assert_eq!(children(), before);

    let mut terminal = nursery.command_as("PS", &import);
    terminal.until("A number from 1 to 3:");
    terminal.keys("1⏎");
    terminal.until("Take these changes?  1 yes  2 no:");
    assert!(
        terminal.shows().contains("Chidi Eze is written Chidi Ezee from now on."),
        "{}",
        terminal.shows()
    );
    // Anything else is asked again, and no answer is lost.
    terminal.keys("yse⏎");
    terminal.until_that("it is asked again", |screen| screen.matches("Take these changes?").count() == 2);
    terminal.keys("1⏎");
    terminal.until("Taken:");
    assert!(nursery.says_as("PS", &[&import[..], &["--yes"]].concat()).contains("Nothing changes."));
    assert_eq!(children(), before.replace("Eze\"", "Ezee\""));
}

fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            sheet.write_string(row, column, *cell).expect("written");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

fn good(nursery: &Nursery) -> String {
    std::fs::write(nursery.path("good.csv"), format!("{HEAD}{GOOD}")).expect("written");
    nursery.text("good.csv")
}

#[test]
fn what_a_stick_calls_its_files_reaches_no_terminal_as_it_is() {
    let nursery = Nursery::bare();
    let output =
        nursery.run(&["import", "staff", "a.csv", "b\u{1b}]0;title\u{7}\u{1b}[2J\u{202e}\u{9b}5m.csv"]);
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(said.contains("[U+009B]") && said.contains("[U+202E]") && said.contains("--help"), "{said:?}");
    assert!(!said.contains(|c: char| c != '\n' && (c.is_control() || c == '\u{202e}')), "{said:?}");
    let help = nursery.run(&["--help"]);
    assert!(help.status.success() && text(&help.stdout).contains("Without a command the log opens"));
}
