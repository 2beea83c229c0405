//! A one-use number for whoever is new or forgot theirs: who gives it, what it opens, who sees it.

use crate::domain::PersonId;
use crate::tui::harness::{Harness, LEADS_PIN, PIN};

fn person(door: &Harness, name: &str) -> PersonId {
    door.model.session.roll.people.iter().find(|person| person.name == name).unwrap().id
}

/// The six numbers on the screen.
fn number(door: &mut Harness) -> Option<String> {
    let row = door.row("one-use number   ");
    row.split_whitespace()
        .find(|word| word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_digit()))
        .map(str::to_string)
}

#[test]
fn a_lead_lets_somebody_in_who_forgot_their_numbers() {
    let mut door = Harness::priya(80, 24);
    door.keys("⎋8");
    assert!(door.row("Sam Okafor").contains("key person  Sunflower        own numbers"), "{}", door.screen());
    assert!(door.row("Jo Bell").contains("none of their own"), "{}", door.screen());
    door.keys("⏎");
    assert!(door.row("Asked once more").contains("Sam then chooses new numbers"), "{}", door.screen());
    door.keys(LEADS_PIN);
    let number = number(&mut door).expect("a number");
    assert!(door.row("Sam Okafor").contains("none of their own"), "{}", door.screen());
    door.keys("↓");
    assert!(!door.screen().contains(&number), "it is shown until the next key: {}", door.screen());

    // The old numbers are no more; the one-use number opens the choice of new ones, once.
    door.keys("⌃l1").keys(PIN).keys("00");
    assert!(door.screen().contains("Those numbers don't match"), "{}", door.screen());
    door.keys(&number);
    assert!(door.screen().contains("Choose"), "{}", door.screen());
    door.keys("2580").keys("2580");
    assert!(door.screen().contains("Sam Okafor   Ctrl-L lock"), "{}", door.screen());
    door.keys("⌃l1").keys("2580");
    assert!(door.screen().contains("Sam Okafor   Ctrl-L lock"), "{}", door.screen());
}

#[test]
fn nobody_gets_a_number_without_the_leads_own() {
    let mut door = Harness::priya(80, 24);
    let sam = person(&door, "Sam Okafor");
    door.keys("⎋8⏎").keys("999999");
    assert!(door.screen().contains("Those numbers don't match"), "{}", door.screen());
    assert_eq!(number(&mut door), None);
    assert!(door.worker.store().has_pin(sam).unwrap());
    // Esc asks no more, and what was typed of them is no number of the next try.
    door.keys("4⎋⏎").keys(LEADS_PIN);
    assert!(number(&mut door).is_some(), "{}", door.screen());

    let mut door = Harness::sam(80, 24);
    door.keys(":staff⏎");
    assert!(door.screen().contains("A room lead or a manager does this."), "{}", door.screen());
}

#[test]
fn an_answer_to_numbers_that_were_given_up_gives_nothing() {
    let mut door = Harness::priya(80, 24);
    let sam = person(&door, "Sam Okafor");
    door.keys("⎋8⏎").keys(&LEADS_PIN[..5]);
    let last = crate::tui::key::Chord::char(LEADS_PIN.chars().last().unwrap());
    door.tell_slowly(crate::tui::msg::Msg::Key(last, 1000));
    // Esc and Enter again before the disk has answered.
    door.keys("⎋⏎");
    while door.land() > 0 {}
    assert!(door.screen().contains("Asked once more"), "{}", door.screen());
    assert!(door.worker.store().has_pin(sam).unwrap(), "{}", door.screen());
}

#[test]
fn a_number_that_comes_after_the_lock_is_on_no_screen() {
    let mut door = Harness::priya(80, 24);
    let sam = person(&door, "Sam Okafor");
    door.keys("⎋8⏎").keys(&LEADS_PIN[..5]);
    let last = crate::tui::key::Chord::char(LEADS_PIN.chars().last().unwrap());
    door.tell_slowly(crate::tui::msg::Msg::Key(last, 1000));
    door.tell_slowly(crate::tui::msg::Msg::Idle).tell_slowly(crate::tui::msg::Msg::Idle);
    while door.land() > 0 {}
    assert!(door.screen().contains("Who is writing?"), "{}", door.screen());
    assert!(door.worker.store().has_pin(sam).unwrap(), "{}", door.screen());
}
