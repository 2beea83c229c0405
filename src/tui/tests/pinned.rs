//! The question on the door card: pinned by a lead, asked or left by whoever writes, and what comes of an answer.

use super::screens::at_every_size;
use crate::domain::*;
use crate::tui::harness::{Harness, LEADS_PIN, PIN};
use crate::tui::screen::statement::tests::board;

const QUESTION: &str = "Which song, food or day of yours could we share?";

/// The board as Priya, on statement 11.
fn at_culture(columns: u16, rows: u16) -> Harness {
    let mut door = board(columns, rows);
    for _ in 0..10 {
        door.keys("↓");
    }
    assert!(door.row("▸").contains("Families share their culture"), "{}", door.screen());
    door
}

/// Sam at the door, with the question of statement 11 pinned to the room's card.
fn asked(columns: u16, rows: u16) -> Harness {
    let mut door = at_culture(columns, rows);
    door.keys("p⏎");
    door.keys("⌃l1").keys(PIN);
    door
}

fn pinned(door: &mut Harness) -> Vec<Pinned> {
    door.worker.store().pinned().unwrap()
}

#[test]
fn a_lead_pins_a_statements_question_to_the_rooms_card_and_the_same_key_takes_it_down() {
    let mut door = at_culture(80, 24);
    door.keys("p");
    assert!(door.screen().contains(QUESTION), "{}", door.screen());
    door.keys("⏎");
    // Until when, and how it is taken down, is said once.
    assert!(door.screen().contains("✓ It is on the card now."), "{}", door.screen());
    assert_eq!(door.screen().matches("until Mon 30 Nov").count(), 1, "{}", door.screen());
    let room = door.model.session.room;
    let there = pinned(&mut door);
    assert_eq!(there.len(), 1);
    assert_eq!((there[0].room, there[0].question.as_str()), (room, QUESTION));
    assert_eq!(there[0].statement.to_string(), "partnership-with-parents/11");
    assert!(door.row("▸").contains("11? Families share"), "{}", door.screen());
    assert!(door.screen().contains("p takes it down"), "{}", door.screen());
    // Another one of that place takes its place, and says so before.
    door.keys("↑p");
    assert!(door.screen().contains(&format!("It takes the place of “{QUESTION}”.")), "{}", door.screen());
    door.keys("⎋↓p");
    assert!(door.screen().contains("It is taken down."), "{}", door.screen());
    assert_eq!(pinned(&mut door), []);
}

#[test]
fn a_question_is_the_leads_own_words_and_what_was_begun_is_there_again() {
    let mut door = at_culture(80, 24);
    door.keys("p And a story?⎋p");
    assert!(door.row("│ Which song").contains("And a story?"), "{}", door.screen());
    door.keys("⏎");
    assert!(door.screen().contains("That is too long for a line of the card"), "{}", door.screen());
    for _ in 0..80 {
        door.keys("⌫");
    }
    door.keys("⏎");
    assert!(door.screen().contains("Write what to ask first."), "{}", door.screen());
    door.keys("Which songs?⇥⏎");
    assert!(door.screen().contains("Pinned: every room until"), "{}", door.screen());
    let there = pinned(&mut door);
    assert_eq!((there[0].room, there[0].question.as_str()), (None, "Which songs?"));
}

#[test]
fn in_a_low_window_the_question_has_its_key_and_every_phrase_its_digit() {
    for kind in ["1", "2", "3"] {
        let mut door = asked(80, 24);
        door.resize(60, 16).keys("ao⏎⇥").keys(kind);
        let screen = door.screen();
        // What its keys do stands beside them, and the question is whole.
        assert!(door.row(QUESTION).contains("Ask: "), "{screen}");
        assert!(door.row("by Sam").contains("Ctrl-Y answered"), "{screen}");
        for digit in 1..=5 {
            let phrase = format!(" {digit} ");
            let below = screen.lines().skip_while(|line| !line.contains(QUESTION)).skip(1);
            assert!(below.clone().any(|line| line.contains(&phrase)), "{digit} of {kind}\n{screen}");
        }
        // What leads to the rest stands at the list's end.
        let last = screen.lines().rfind(|line| line.contains("  3 ") || line.contains("  5 ")).unwrap();
        assert!(last.contains(". all phrases") || last.contains(". others"), "{screen}");
    }
}

#[test]
fn an_answer_suggests_the_statement_and_what_is_not_said_to_be_one_does_not() {
    let mut door = asked(80, 24);
    door.keys("ao⏎");
    assert!(door.screen().contains(&format!("Ask: {QUESTION}")), "{}", door.screen());
    assert!(
        !door.screen().contains("culture"),
        "which statement it is for nobody is told here: {}",
        door.screen()
    );
    door.keys("Settled quickly⏎");
    let eleven = "partnership-with-parents/11".parse().unwrap();
    let last = |door: &Harness| door.model.session.writer.last_talk[0].entry.clone();
    assert!(!last(&door).suggested.contains(&eleven));
    door.keys("ben⏎Settled quickly⌃y");
    assert!(door.screen().contains("It answers: Which song"), "{}", door.screen());
    door.keys("⏎");
    assert_eq!(last(&door).pinned, Some(eleven.clone()));
    assert!(last(&door).suggested.contains(&eleven));
    door.keys("chidi⏎Settled quickly⌃y⌃y⏎");
    assert_eq!(last(&door).pinned, None, "the same key takes it back");
    // The lead sees why, and agrees or not.
    door.keys("⌃l2").keys(LEADS_PIN);
    door.keys("⎋3↓l");
    let screen = door.screen();
    assert!(screen.contains("11  Families share their culture   The question on the door card"), "{screen}");
}

#[test]
fn the_question_is_left_for_one_note_and_is_there_for_the_next() {
    let mut door = asked(80, 24);
    door.keys("ao⏎⌃d");
    assert!(!door.screen().contains("Ask:"), "{}", door.screen());
    door.keys("⌃d");
    assert!(door.screen().contains("Ask:"), "{}", door.screen());
    door.keys("⌃d");
    assert!(!door.screen().contains("Ask:"), "{}", door.screen());
    door.keys("well⏎ben⏎");
    assert!(door.screen().contains("Ask:"), "{}", door.screen());
    door.tap("Ctrl-Y answered");
    assert!(door.screen().contains("It answers:"), "{}", door.screen());
    // A private note, and a note to several, are no answer to anything.
    door.keys("⌃p");
    assert!(!door.screen().contains("It answers:"), "{}", door.screen());
    door.keys("a⏎");
    assert_eq!(door.model.session.writer.last_talk[0].entry.pinned, None);
    door.keys("chidi,daisy⏎");
    assert!(!door.screen().contains("Ask:"), "{}", door.screen());
    door.keys("⌃y");
    assert!(door.screen().contains("No question is pinned to this card."), "{}", door.screen());
}

#[test]
fn the_question_goes_with_its_time_and_stands_in_its_room_alone() {
    let mut door = asked(80, 24);
    door.wait(6 * 24 * 3600);
    door.keys("⌃l1").keys(PIN).keys("ao⏎");
    assert!(door.screen().contains("Ask:"), "the seventh day: {}", door.screen());
    door.keys("⎋");
    door.wait(24 * 3600);
    door.keys("⌃l1").keys(PIN).keys("ao⏎");
    assert!(!door.screen().contains("Ask:"), "the eighth: {}", door.screen());
    let mut door = at_culture(80, 24);
    door.keys("p⏎⎋:rooms⏎2");
    door.keys("mia⏎");
    assert!(!door.screen().contains("Ask:"), "{}", door.screen());
}

#[test]
fn every_question_that_a_pack_offers_fits_the_card() {
    let catalog = crate::catalog::Catalog::shipped().unwrap();
    let asks: Vec<&String> = catalog
        .frameworks
        .iter()
        .flat_map(|pack| pack.statements.iter().filter_map(|one| one.ask.as_ref()))
        .collect();
    assert_eq!(asks.len(), 16);
    for ask in asks {
        assert_eq!(Pinned::question_of(ask).as_ref(), Ok(ask));
    }
}

#[test]
fn only_a_lead_pins_and_takes_down() {
    let mut door = asked(80, 24);
    let sam = Stamp { person: door.model.session.person, recorded: door.now };
    let change = pinned(&mut door)[0].clone();
    for change in [Change::Unpinned { room: change.room }, Change::Pinned(Box::new(change))] {
        let refused = door.worker.store().apply(&change.into(), sam).unwrap_err();
        assert!(refused.what.contains("Only a room lead or manager"), "{refused}");
    }
}

#[test]
fn how_the_question_looks() {
    let mut door = at_culture(80, 24);
    door.keys("p");
    at_every_size("pin", door);
    let mut door = at_culture(80, 24);
    door.keys("p⏎ ");
    at_every_size("pinned_board", door);
    let mut door = asked(80, 24);
    door.keys("ben⏎");
    at_every_size("question_open", door);
    let mut door = asked(80, 24);
    door.keys("ben⏎We sing at home, dad says⌃y");
    at_every_size("question_answered", door);
}

#[test]
fn a_phrase_that_fills_its_row_keeps_it_beside_the_question_too() {
    const LONG: &str = "Upset at goodbye, and fine again after a few minutes";
    let mut door = asked(80, 24);
    let mut phrases = door.model.session.phrases.0.iter_mut();
    let upset = phrases.find(|phrase| phrase.text.starts_with("Upset at goodbye")).unwrap();
    (upset.text, upset.choices) = (LONG.to_string(), Vec::new());
    let screen = door.resize(60, 16).keys("ao⏎⇥1").screen();
    assert!(screen.contains(QUESTION) && screen.contains(LONG), "{screen}");
    // What leads to the rest stands beside the last that leaves it room.
    assert!(door.row(". all phrases").contains(" 4 "), "{screen}");
}
