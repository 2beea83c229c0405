//! A safeguarding concern: it is spoken of, passed on, and nowhere to be found.

use crate::domain::{Change, Setting, Stamp};
use crate::tui::harness::{Harness, LEADS_PIN, PIN};

/// Sam at the board, in a setting that named its lead.
fn named(columns: u16, rows: u16) -> Harness {
    let mut door = Harness::locked(columns, rows);
    let setting = Setting {
        name: "Acorn Lane".to_string(),
        safeguarding_lead: "Dana Hughes, office, extension 12".to_string(),
        practice: false,
    };
    let stamp = Stamp { person: None, recorded: door.now };
    door.worker.store().apply(&Change::Setting(setting).into(), stamp).unwrap();
    door.tell_effect(crate::tui::msg::Effect::Roll);
    door.keys("1").keys(PIN);
    door
}

/// How many lines the log has.
fn lines(door: &mut Harness) -> u64 {
    let stamp = Stamp { person: door.model.session.person, recorded: door.now };
    door.worker.store().apply(&Vec::new().into(), stamp).unwrap().seq
}

#[test]
fn one_key_says_whom_to_tell_from_every_page_and_one_keeps_that_it_was_done() {
    for way in ["⌃g", ":concern⏎", "⎋↓↓↓↓↓↓↓↓↓↓↓⏎", "ao→⌃g", "ben⏎half a word⌃g", "ben⏎⌃kconcern⏎"]
    {
        let mut door = named(80, 24);
        door.keys(way);
        let screen = door.screen();
        assert!(screen.contains("Dana Hughes, office, extension 12"), "{way}: {screen}");
        let before = lines(&mut door);
        door.keys("⏎");
        assert!(door.row("Passed on").contains("✓ Passed on, 08:40."), "{way}: {}", door.screen());
        assert!(!door.screen().contains("Dana Hughes, office"), "{way}: it went back where it came from");
        assert_eq!(lines(&mut door), before + 1, "{way}");
    }
}

#[test]
fn the_page_is_left_without_a_trace() {
    let mut door = named(80, 24);
    let before = lines(&mut door);
    door.keys("ben⏎half a word⌃g⌃g⎋");
    assert!(door.screen().contains("half a word▏"), "{}", door.screen());
    assert_eq!(lines(&mut door), before);
}

#[test]
fn where_no_lead_was_named_it_says_who_knows() {
    let mut door = Harness::sam(80, 24);
    door.keys("⌃g");
    assert!(door.screen().contains("Ask Priya Shah (room lead) who it is."), "{}", door.screen());
    // Whoever leads is not told to ask herself.
    door.keys("⎋⌃l2").keys(LEADS_PIN).keys("⌃g");
    assert!(door.screen().contains("Ask your manager who it is."), "{}", door.screen());
}

#[test]
fn a_word_in_the_note_brings_a_quiet_line_and_stops_nothing() {
    let mut door = named(80, 24);
    door.keys("ben⏎has a bruis");
    assert!(!door.screen().contains("does not belong here"), "{}", door.screen());
    door.keys("e");
    let line = door.row("does not belong here");
    assert!(line.contains("tell Dana Hughes.  Ctrl-G"), "{line}");
    let below = |door: &mut Harness| door.screen().lines().position(|line| line.contains("Will save"));
    let place = below(&mut door);
    door.keys("⌫");
    assert_eq!(below(&mut door), place, "nothing moves");
    door.keys("e on his arm⏎");
    assert_eq!(door.entries()[0].3, "Has a bruise on his arm.", "the note is left to its writer");
}

#[test]
fn a_correction_and_what_was_heard_back_bring_the_line_too() {
    let mut door = named(80, 24);
    door.keys("ben⏎1⏎ben→a4 has a bruise");
    assert!(door.row("does not belong here").contains("tell Dana Hughes.  Ctrl-G"), "{}", door.screen());
    door.keys("⏎");
    assert!(door.screen().contains("Amended."), "the words are left to their writer: {}", door.screen());
    door.keys("⎋ben⏎n:count the stairs⏎ben⌃nhas a bruise");
    assert!(door.row("does not belong here").contains("tell Dana Hughes.  Ctrl-G"), "{}", door.screen());
}

#[test]
fn a_concern_that_was_passed_on_changes_no_page() {
    let mut door = named(120, 40);
    door.keys("ben⏎has a bruise⏎").wait(60);
    let pages = |door: &mut Harness| -> Vec<String> {
        let mut pages = vec![door.keys("⌃l1").keys(PIN).screen()];
        for way in ["ben→", "/concern", "/passed", "/bruise", "⎋"] {
            pages.push(door.keys(way).screen());
            door.keys("⎋⎋⎋⎋⎋").keys("⌃l1").keys(PIN);
        }
        door.keys("⌃l2").keys(LEADS_PIN).keys("⎋3");
        pages.push(door.screen());
        door.keys("⌃l1").keys(PIN);
        pages
    };
    let before = pages(&mut door);
    door.keys("⌃g⏎").keys("⌃l1").keys(PIN);
    assert_eq!(pages(&mut door), before);
}

#[test]
fn how_the_page_and_the_line_look() {
    let mut door = named(80, 24);
    door.keys("⌃g");
    super::screens::at_every_size("concern", door);
    let mut door = Harness::sam(80, 24);
    door.keys("⌃g");
    super::screens::at_every_size("concern_unnamed", door);
    let mut door = named(80, 24);
    door.keys("ben⏎came with a bruise on his arm");
    super::screens::at_every_size("concern_line", door);
    let mut door = named(80, 24);
    door.keys("ben⏎grandad is in hospital⌃p");
    super::screens::at_every_size("private", door);
}
