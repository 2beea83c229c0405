//! Keys in, screen, files and store out: every report of the table, what was exported before, an archive on a stick.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use ratatui::crossterm::event::KeyCode;

use super::screens::at_every_size;
use crate::domain::practice::{Held, Practice};
use crate::domain::*;
use crate::export;
use crate::report::reports::{By, REPORTS};
use crate::tui::harness::{Harness, LEADS_PIN};
use crate::tui::key::Chord;
use crate::tui::msg::{Effect, Msg};
use crate::tui::screen::requests::tests::manager;
use crate::tui::screen::review::tests::evening;

/// The files under a folder of the record, by name.
fn files(door: &Harness, folder: &str) -> Vec<PathBuf> {
    let folder = door.home().join("exports").join(folder);
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().map(|file| file.unwrap().path()).collect();
    files.sort();
    files
}

/// What is on the screen, in one line.
fn said(door: &mut Harness) -> String {
    door.screen().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Goes to the report of that name, from anywhere.
fn report(door: &mut Harness, name: &str) {
    door.keys(":exports⏎");
    let role = door.model.session.who().unwrap().role;
    let mut listed = REPORTS.iter().filter(|listed| listed.by.may(role));
    let line = listed.position(|listed| listed.name == name).unwrap();
    door.keys(&"↓".repeat(line)).keys("⏎");
}

#[test]
fn each_sees_the_reports_that_they_may_make_each_once_and_a_key_person_none() {
    let listed = |door: &mut Harness| {
        door.keys(":exports⏎");
        let screen = door.resize(120, 40).screen();
        REPORTS
            .iter()
            .filter(|listed| {
                let named = screen
                    .lines()
                    .filter(|line| line.chars().skip(3).collect::<String>().starts_with(listed.what));
                let named = named.count();
                assert!(named <= 1, "{}: {screen}", listed.name);
                named == 1
            })
            .map(|listed| listed.name)
            .collect::<Vec<_>>()
    };
    let of = |by: &[By]| {
        let listed = REPORTS.iter().filter(|listed| by.contains(&listed.by));
        listed.map(|listed| listed.name).collect::<Vec<_>>()
    };
    assert_eq!(listed(&mut Harness::priya(80, 24)), of(&[By::Leads]));
    assert_eq!(listed(&mut manager(80, 24)), of(&[By::Leads, By::Manager]));
    let mut sam = Harness::sam(80, 24);
    assert_eq!(listed(&mut sam), [""; 0]);
    assert!(said(&mut sam).contains("A room lead or a manager does this."), "{}", sam.screen());
}

#[test]
fn what_is_previewed_is_what_its_file_holds_and_it_stands_in_the_list_of_what_was_exported() {
    let mut door = evening(80, 24);
    report(&mut door, "handover");
    let shown = door.screen();
    let preview = |line: &str| line.split_once("│ ").map(|(_, right)| right.trim().to_string());
    let lines: Vec<String> = shown.lines().filter_map(preview).filter(|line| line.len() > 3).collect();
    assert!(lines.len() > 3, "{shown}");
    assert!(files(&door, "handover").is_empty(), "looking writes nothing");
    door.keys("s");
    assert!(said(&mut door).contains("For "), "{}", door.screen());
    door.keys(LEADS_PIN);
    let saved = files(&door, "handover");
    let text = saved.iter().find(|file| file.extension().is_some_and(|end| end == "txt")).unwrap();
    let text = fs::read(text).unwrap();
    let whole: String = String::from_utf8_lossy(&text).split_whitespace().collect::<Vec<_>>().join(" ");
    for line in lines.iter().take(3) {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(whole.contains(&line), "{line}: {whole}");
    }
    // One line of the record for each file, with its hash.
    let priya = door.model.session.person.unwrap();
    let exported = door.worker.store().exported(priya, None, 100).unwrap();
    assert_eq!(exported.len(), saved.len());
    assert_eq!(exported[0].rooms, [door.model.session.room.unwrap()], "the rooms of the notes in it");
    for file in &saved {
        let hash = export::save::sha256(&fs::read(file).unwrap());
        assert!(exported.iter().any(|one| one.sha256 == hash), "{file:?}");
    }
    door.keys(":exports⏎p");
    let screen = door.screen();
    assert!(said(&mut door).contains(&exported[0].sha256[..12]), "{screen}");
    assert!(said(&mut door).contains("By Priya Shah") && screen.contains("The handover card"), "{screen}");
    // Files of one minute are told apart by what they are.
    for form in ["The handover card · Word", "The handover card · PDF", "The handover card · plain text"] {
        assert!(screen.contains(form), "{form}\n{screen}");
        assert!(door.row("▸").starts_with("▸ 24 Nov"), "the mark touches nothing: {}", door.screen());
        assert!(door.resize(60, 16).screen().contains(form), "{}", door.screen());
        door.resize(80, 24);
    }
    assert!(said(&mut door).contains("The handover card ("), "{screen}");
}

#[test]
fn a_child_is_chosen_by_any_part_of_the_name_and_a_tie_is_never_guessed() {
    let mut door = evening(80, 24);
    report(&mut door, "moving-on");
    assert!(said(&mut door).contains("Choose the child first"), "{}", door.screen());
    door.keys("s");
    assert!(files(&door, "moving-on").is_empty());
    assert!(door.row("! Nothing to save yet").ends_with("no child is chosen."), "{}", door.screen());
    assert_eq!(said(&mut door).matches("Choose the child first").count(), 1, "{}", door.screen());
    door.keys("⏎");
    assert!(door.screen().contains("│ Any part of the name."), "{}", door.screen());
    let bar = door.model.session.look.theme.bar.bg;
    assert_ne!(Some(door.style("▸ Child").1), bar, "the box below is in use: {}", door.screen());
    door.keys("ava⏎");
    assert!(
        said(&mut door).contains("More than one child fits: Ava O., Ava P. Type more"),
        "{}",
        door.screen()
    );
    door.keys("⎋⏎qqq⏎");
    assert!(said(&mut door).contains("Nobody is called that"), "{}", door.screen());
    door.keys("⎋⏎ben⏎");
    assert!(door.row("Child").contains("Ben C."), "{}", door.screen());
    // The register of the harness names nobody who may agree: the sentence stands where the page would.
    assert!(door.screen().contains("The register names nobody with parental"), "{}", door.screen());
    door.keys("→");
    assert!(door.row("Child").contains("Chidi E."), "{}", door.screen());
    door.keys("←");
    assert!(door.row("Child").contains("Ben C."), "{}", door.screen());
}

#[test]
fn days_and_kinds_of_file_are_changed_and_without_a_kind_nothing_is_saved() {
    let mut door = Harness::priya(80, 24);
    report(&mut door, "blank-sheets");
    door.keys("↓→");
    assert!(door.row("Day").contains("Wed 25 Nov"), "{}", door.screen());
    door.keys("⏎soon⏎");
    assert!(said(&mut door).contains("Write a day, as 24 Nov."), "{}", door.screen());
    door.keys("⎋⏎1 dec⏎");
    assert!(door.row("Day").contains("Tue 1 Dec"), "{}", door.screen());
    let kinds = export::offered(crate::domain::policy::ReportKind::BlankSheets).count();
    for _ in 0..kinds {
        door.keys("↓␣");
    }
    door.keys("s");
    assert!(door.row("! Tick at least one kind of file").contains("Space ticks it"), "{}", door.screen());
    assert!(!door.screen().lines().last().unwrap().contains("s save"), "{}", door.screen());
    door.keys("␣s").keys(LEADS_PIN);
    let saved = files(&door, "blank-sheets");
    assert_eq!(saved.len(), 1, "{saved:?}");
    assert!(saved[0].display().to_string().contains("2026-12-01"), "{saved:?}");
}

#[test]
fn a_manager_makes_what_is_theirs_and_what_has_a_page_of_its_own_is_made_there() {
    let mut door = manager(80, 24);
    for name in ["setting-week", "complaints", "due", "key-card", "policy", "roles", "retention", "privacy"] {
        report(&mut door, name);
        door.keys("s").keys(LEADS_PIN);
        assert!(said(&mut door).contains("you are responsible for"), "{name}: {}", door.screen());
        assert!(
            said(&mut door).contains("Unlike the record they are not locked"),
            "{name}: {}",
            door.screen()
        );
        assert!(!files(&door, name).is_empty(), "{name}");
    }
    report(&mut door, "family-week");
    assert!(door.row("Weekly summary").contains("Weekly summary"), "{}", door.screen());
    assert!(door.row("For").contains("[each family]"), "{}", door.screen());
    door.keys("⎋");
    assert!(door.screen().starts_with(" Exports"), "back comes to the list: {}", door.screen());
    door.keys("⏎e");
    assert!(door.screen().starts_with(" Exports"), "and from the week it is one key: {}", door.screen());
    report(&mut door, "room-week");
    assert!(door.row("the room").contains("[the room]"), "{}", door.screen());
    report(&mut door, "evidence");
    assert!(said(&mut door).contains("x shows it as its files hold it"), "{}", door.screen());
}

/// No typeface that comes with the program has the letter, and no test asks this machine for its own.
#[cfg(feature = "pdf")]
#[test]
fn what_is_not_in_the_file_is_read_below_the_page_in_the_lowest_window_and_said_before_it_is_saved() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎f:Wrote 你 in the sand⏎⌃l2").keys(LEADS_PIN);
    report(&mut door, "handover");
    door.resize(60, 16);
    assert!(door.screen().contains("Not all of it"), "{}", door.screen());
    door.tell(Msg::Key(Chord::plain(KeyCode::End), 1000));
    assert!(door.screen().contains("[U+4F60]") && !door.screen().contains('…'), "{}", door.screen());
    door.keys("s");
    assert!(door.screen().contains("The page before says what."), "{}", door.screen());
    assert!(door.resize(80, 40).screen().contains("[U+4F60]"), "{}", door.screen());
    // As Word alone nothing is lacking.
    door.keys("⎋↓↓␣s");
    assert!(!door.screen().contains("[U+4F60]"), "{}", door.screen());
}

/// So many lines of what was exported, by that person.
fn exported(door: &mut Harness, by: PersonId, count: usize) {
    let changes: Vec<Change> = (0..count)
        .map(|number| Change::Exported {
            report: "blank-sheets".to_string(),
            recipient: format!("number {number}"),
            period: None,
            sha256: format!("{number:064x}"),
            form: None,
            entries: Vec::new(),
        })
        .collect();
    let stamp = Stamp { person: Some(by), recorded: door.now };
    door.worker.store().apply(&changes.into(), stamp).unwrap();
}

#[test]
fn what_was_exported_is_read_on_in_pieces_and_a_lead_sees_their_rooms() {
    let mut door = Harness::priya(80, 24);
    let priya = door.model.session.who().unwrap().clone();
    let other = door.model.session.roll.rooms[1].id;
    let mut chance = crate::chance::Chance::seeded(77);
    let max: PersonId = chance.id(door.now);
    let leads = Practitioner {
        id: max,
        name: "Max Ray".to_string(),
        initials: "MR".to_string(),
        role: Role::RoomLead,
        room: Some(other),
        ..priya.clone()
    };
    let stamp = Stamp { person: None, recorded: door.now };
    door.worker.store().apply(&Change::Person(leads).into(), stamp).unwrap();
    door.tell_effect(Effect::Roll);
    exported(&mut door, priya.id, 130);
    exported(&mut door, max, 3);
    door.keys(":exports⏎p");
    assert!(door.row("▸").contains("number 129"), "the newest first: {}", door.screen());
    let mut seen = 0;
    while !door.row("▸").contains("number 0 ") && seen < 60 {
        door.tell(Msg::Key(Chord::plain(KeyCode::PageDown), 1000));
        seen += 1;
    }
    assert!(door.row("▸").contains("number 0 "), "{}", door.screen());
    // By who may know of it: the other room's lead of theirs, and of no more.
    let store = door.worker.store();
    assert_eq!(store.exported(max, None, 500).unwrap().len(), 3);
    assert_eq!(store.exported(priya.id, None, 500).unwrap().len(), 130);
    let sam = door.model.session.roll.people[0].id;
    assert_eq!(door.worker.store().exported(sam, None, 500).unwrap(), []);
}

/// Every file under a folder.
fn lying(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { lying(&path) } else { vec![path] }).collect()
}

#[test]
fn an_archive_on_a_stick_asks_its_password_twice_and_opens_with_it_alone() {
    let stick = tempfile::tempdir().unwrap();
    let path = stick.path().join("BLUE");
    fs::create_dir(&path).unwrap();
    let mut door = evening(80, 24);
    door.worker.plug(vec![path.clone()]);
    report(&mut door, "handover");
    door.keys("s↓⏎");
    assert!(said(&mut door).contains("A password for the archive"), "{}", door.screen());
    assert!(said(&mut door).contains("7-Zip opens it on Windows"), "{}", door.screen());
    door.keys("too short⏎");
    assert!(said(&mut door).contains("It has 9 letters; it needs 12 at least."), "{}", door.screen());
    door.keys("four plain words⏎four plain word⏎");
    assert!(said(&mut door).contains("The two differ."), "{}", door.screen());
    door.keys("four plain words⏎four plain words");
    assert!(!door.screen().contains("four plain"), "it is never shown: {}", door.screen());
    door.keys("⏎").keys(LEADS_PIN);
    assert!(said(&mut door).contains("whoever has it and the password can read it"), "{}", door.screen());
    let archives = lying(&path);
    assert_eq!(archives.len(), 1, "{archives:?}");
    assert!(archives[0].ends_with("Doorstep/handover/handover archive.zip"), "{archives:?}");
    let bytes = fs::read(&archives[0]).unwrap();
    let kinds = export::on_screens(crate::domain::policy::ReportKind::Handover).count();
    let mut opened = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    assert_eq!(opened.len(), kinds);
    assert!(opened.by_index_decrypt(0, b"four plain word").is_err());
    let mut part = Vec::new();
    opened.by_index_decrypt(0, b"four plain words").unwrap().read_to_end(&mut part).unwrap();
    assert!(!part.is_empty());
    // The record has a line for each page in it, with the hash of the file that there is.
    let priya = door.model.session.person.unwrap();
    let told = door.worker.store().exported(priya, None, 100).unwrap();
    let hash = export::save::sha256(&bytes);
    assert!(told.len() == kinds && told.iter().all(|one| one.sha256 == hash), "{told:?}");
}

#[test]
fn the_program_makes_a_password_that_is_shown_once() {
    let stick = tempfile::tempdir().unwrap();
    let mut door = evening(80, 24);
    door.worker.plug(vec![stick.path().to_path_buf()]);
    report(&mut door, "handover");
    door.keys("s↓⏎⇥");
    assert!(said(&mut door).contains("Write these six words down now."), "{}", door.screen());
    let made: String = door.row("│ ").trim_matches(|c: char| !c.is_alphabetic()).to_string();
    assert_eq!(made.split(' ').count(), 6, "{made}");
    door.keys("⏎");
    assert!(!door.screen().contains(&made), "{}", door.screen());
    door.keys(LEADS_PIN);
    let archives = lying(stick.path());
    let bytes = fs::read(&archives[0]).unwrap();
    let mut opened = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    assert!(opened.by_index_decrypt(0, made.as_bytes()).is_ok());
}

#[test]
fn days_stand_whole_on_the_page_of_a_report_in_the_lowest_window() {
    let mut door = manager(60, 16);
    report(&mut door, "setting-week");
    let week =
        |door: &mut Harness| door.row("Week").split('│').next().unwrap_or_default().trim_end().to_string();
    assert!(week(&mut door).ends_with("23 to 29 Nov"), "{}", door.screen());
    // Over the end of a month and of a year.
    for (day, says) in [((2026, 12, 2), "30 Nov to 6 Dec"), ((2026, 12, 30), "28 Dec 26–3 Jan 27")] {
        door.now = Moment::at(Day::from_ymd_opt(day.0, day.1, day.2).unwrap(), door.now.time(), 0);
        door.keys("⌃l2").keys(LEADS_PIN);
        report(&mut door, "setting-week");
        assert!(week(&mut door).ends_with(says), "{says}: {}", door.screen());
    }
    // On a kind of file the cursor stands on its name, and not on its tick.
    door.keys("↓");
    assert_eq!(door.cursor().1, "W", "{}", door.screen());
    report(&mut door, "complaints");
    assert!(!door.row("Days").split('│').next().unwrap().contains('…'), "{}", door.screen());
}

#[test]
fn the_pages_at_every_size() {
    let mut door = manager(80, 24);
    door.keys(":exports⏎↓↓↓");
    at_every_size("exports", door);
    let mut door = evening(80, 24);
    report(&mut door, "handover");
    at_every_size("export_handover", door);
    let mut door = evening(80, 24);
    report(&mut door, "moving-on");
    door.keys("⏎ava");
    at_every_size("export_typed", door);
    let mut door = Harness::priya(80, 24);
    let priya = door.model.session.person.unwrap();
    exported(&mut door, priya, 30);
    door.keys(":exports⏎p↓");
    at_every_size("past", door);
    let mut door = evening(80, 24);
    let home = door.home();
    door.worker.plug(vec![home]);
    door.keys("⎋⎋6→s↓⏎four");
    at_every_size("archive_password", door);
}

#[test]
fn a_childs_whole_record_leads_to_the_requests_for_it() {
    let mut door = manager(80, 24);
    report(&mut door, "whole-record");
    assert!(door.screen().starts_with(" Record requests"), "{}", door.screen());
    door.keys("⎋");
    assert!(door.screen().starts_with(" Exports"), "{}", door.screen());
}

/// Ben's moving-on record, whose home has somebody who may agree to it, with these notes about him that were agreed.
fn moving_on(columns: u16, rows: u16, notes: &[&str]) -> Harness {
    let mut door = crate::tui::screen::week::tests::week(columns, rows);
    let room = door.model.session.room.unwrap();
    let ben = door.model.session.children().iter().find(|child| child.first_name() == "Ben").unwrap().id;
    let first = door.worker.store().day(room, door.now.day()).unwrap().entries[0].entry.clone();
    let mut chance = crate::chance::Chance::seeded(78);
    for text in notes {
        let entry = Entry {
            id: chance.id(door.now),
            talk: chance.id(door.now),
            child: ben,
            kind: Kind::MovingOn,
            with: Vec::new(),
            text: text.to_string(),
            family_words: Vec::new(),
            follow_up: None,
            suggested: Vec::new(),
            ..first.clone()
        };
        let agree = Change::Agree { entry: entry.id, seen: 0, shows: Vec::new(), nothing_of: None };
        let stamp = Stamp { person: Some(first.by), recorded: door.now };
        door.worker.store().apply(&Change::Entry(Box::new(entry)).into(), stamp).unwrap();
        let stamp = Stamp { person: door.model.session.person, recorded: door.now };
        door.worker.store().apply(&agree.into(), stamp).unwrap();
    }
    report(&mut door, "moving-on");
    door.keys("⏎ben⏎");
    door
}

#[test]
fn a_name_that_keeps_a_note_out_of_a_moving_on_record_is_settled_there_one_at_a_time() {
    let mut door = moving_on(100, 80, &["Paints with Isla.", "Visits with Chidi.", "Sings alone."]);
    assert!(door.screen().contains("2 names to look at"), "{}", door.screen());
    assert!(door.screen().contains("Sings alone.") && !door.screen().contains("Isla"), "{}", door.screen());
    // On another line the numbers do nothing.
    door.keys("1");
    assert!(door.screen().contains("2 names to look at"), "{}", door.screen());
    let down = "↓".repeat(2 + export::offered(crate::domain::policy::ReportKind::MovingOn).count());
    door.keys(&down);
    assert!(door.screen().contains("names Isla, so it"), "{}", door.screen());
    door.keys("⏎");
    assert!(said(&mut door).contains("names Chidi"), "Enter looks at the next: {}", door.screen());
    door.keys("⏎1");
    assert!(door.screen().contains("1 name to look at"), "{}", door.screen());
    assert!(said(&mut door).contains("Paints with a friend."), "it is in it now: {}", door.screen());
    assert!(said(&mut door).contains("names Chidi"), "and the next one is asked: {}", door.screen());
    door.keys("2");
    assert!(said(&mut door).contains("Visits with Chidi."), "{}", door.screen());
    assert!(!door.screen().contains("to look at"), "{}", door.screen());
    door.keys("s").keys(LEADS_PIN);
    assert!(!files(&door, "moving-on").is_empty(), "{}", door.screen());
}

#[test]
fn that_something_is_left_out_of_a_moving_on_record_is_said_in_every_window() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let mut door = moving_on(columns, rows, &["Paints with Isla.", "Visits with Chidi."]);
        let pane: Vec<String> = door
            .screen()
            .lines()
            .flat_map(|line| {
                line.split('│').next().unwrap_or_default().split_whitespace().map(str::to_string)
            })
            .collect();
        let pane = pane.join(" ");
        assert!(
            pane.contains("left out: see below.") || pane.contains("is in the file: see below the page."),
            "{pane}"
        );
        assert!(!pane.contains('…'), "{pane}");
    }
}

#[test]
fn a_name_to_settle_at_every_size() {
    let mut door = moving_on(80, 24, &["Paints with Isla.", "Visits the big room with Chidi on Tuesday."]);
    let down = "↓".repeat(2 + export::offered(crate::domain::policy::ReportKind::MovingOn).count());
    door.keys(&down);
    at_every_size("export_name", door);
}

#[test]
fn a_name_in_a_practice_record_is_settled_there_too() {
    let mut door = moving_on(100, 80, &[]);
    let ben = door.model.session.children().iter().find(|child| child.first_name() == "Ben").unwrap().id;
    let by = door.model.session.person.unwrap();
    let mut chance = crate::chance::Chance::seeded(79);
    let mut record = Practice {
        id: chance.id(door.now),
        kind: "starting-point".into(),
        day: door.now.day(),
        room: door.model.session.room,
        children: vec![ben],
        by,
        text: String::new(),
        family_words: Vec::new(),
        fields: [("likes".to_string(), Held::Text("Sings with Isla.".into()))].into(),
        shows: Vec::new(),
        restricted: false,
    };
    let stamp = Stamp { person: Some(by), recorded: door.now };
    let mut write = |record: &Practice| {
        door.worker.store().apply(&Change::Practice(Box::new(record.clone())).into(), stamp).unwrap();
    };
    write(&record);
    record.id = chance.id(stamp.recorded);
    record.fields = [("likes".to_string(), Held::Text("Sand, with Isla and Chidi.".into()))].into();
    write(&record);
    report(&mut door, "moving-on");
    door.keys("⏎ben⏎");
    assert!(door.screen().contains("2 names to look at"), "{}", door.screen());
    let down = "↓".repeat(2 + export::offered(crate::domain::policy::ReportKind::MovingOn).count());
    door.keys(&down);
    assert!(said(&mut door).contains("The practice record of"), "{}", door.screen());
    door.keys("1");
    assert!(said(&mut door).contains("Sand, with a friend and a friend."), "{}", door.screen());
    door.keys("2");
    assert!(said(&mut door).contains("Sings with Isla."), "{}", door.screen());
    assert!(!door.screen().contains("to look at"), "{}", door.screen());
    let amended = door.worker.store().practices(Period { from: record.day, to: record.day }).unwrap();
    let revisions: Vec<u32> = amended.iter().map(|stands| stands.revision).collect();
    assert_eq!(revisions, [1, 0], "one was amended, the other stands as it was");
}
