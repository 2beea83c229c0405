//! A one-use number for whoever is new or forgot theirs: who gives it, what it opens, who sees it.

use crate::domain::leaver::gone;
use crate::domain::{Change, PersonId, Stamp};
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
    assert!(door.row("Jo Bell").contains("! no numbers"), "{}", door.screen());
    door.keys("⏎");
    assert!(door.row("Asked once more").contains("Sam then chooses new numbers"), "{}", door.screen());
    door.keys(LEADS_PIN);
    let number = number(&mut door).expect("a number");
    assert!(door.row("Sam Okafor").contains("! no numbers"), "{}", door.screen());
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

#[test]
fn whoever_is_let_go_in_another_window_is_locked_out_of_this_one_and_their_draft_is_kept() {
    let mut door = Harness::sam(80, 24);
    door.keys("ao⏎slept badly");
    let (sam, priya) = (person(&door, "Sam Okafor"), person(&door, "Priya Shah"));
    // Another window has the same record: this one hears of it before anything more is done.
    let away = Change::Person(gone(door.model.session.roll.person(sam).unwrap(), door.now));
    let stamp = Stamp { person: Some(priya), recorded: door.now };
    door.worker.store().apply(&away.into(), stamp).unwrap();
    door.wait(60);
    let locked = door.screen();
    assert!(
        locked.contains("Who is writing?") && locked.contains("Sam Okafor can't sign in any more."),
        "{locked}"
    );
    assert!(!locked.contains("1  Sam Okafor") && !locked.contains("slept"), "{locked}");
    assert_eq!(door.worker.store().drafts(sam).unwrap()[0].note, "slept badly");
}

#[test]
fn whoever_is_let_go_while_their_numbers_are_looked_at_does_not_get_in() {
    let mut door = Harness::locked(80, 24);
    let (sam, priya) = (person(&door, "Sam Okafor"), person(&door, "Priya Shah"));
    door.keys("1").keys(&PIN[..3]);
    let away = Change::Person(gone(door.model.session.roll.person(sam).unwrap(), door.now));
    let stamp = Stamp { person: Some(priya), recorded: door.now };
    door.worker.store().apply(&away.into(), stamp).unwrap();
    door.keys(&PIN[3..]);
    let shown = door.screen();
    assert_eq!(door.model.session.person, None, "{shown}");
}

#[test]
fn a_lead_lets_somebody_go_and_is_told_what_is_to_be_done_besides() {
    for (columns, rows) in [(80, 24), (60, 16), (120, 40)] {
        let mut door = Harness::priya(columns, rows);
        let sam = person(&door, "Sam Okafor");
        door.keys("⎋8⌃f");
        assert!(door.screen().contains("Sam then can't sign in any more"), "{}", door.screen());
        door.keys("999999");
        assert!(door.worker.store().roll().unwrap().person(sam).unwrap().here_on(door.now.day()));
        door.keys(LEADS_PIN);
        let list = door.screen();
        let flat = list.split_whitespace().collect::<Vec<_>>().join(" ");
        for said in [
            "Sam Okafor leaves",
            "Sam can't sign in any more, in any window.",
            "doorstep safe words",
            "Nothing here changes that.",
        ] {
            assert!(flat.contains(said), "{said}: {list}");
        }
        insta::assert_snapshot!(format!("leaver_{columns}x{rows}"), list);
        door.keys("⎋");
        assert!(!door.screen().contains("Sam Okafor"), "{}", door.screen());
        assert!(!door.worker.store().roll().unwrap().person(sam).unwrap().here_on(door.now.day()));
    }
}

#[test]
fn nobody_lets_themselves_go() {
    let mut door = Harness::priya(80, 24);
    door.keys("⎋8↓⌃f").keys(LEADS_PIN);
    assert!(door.screen().contains("Nobody lets themselves go."), "{}", door.screen());
}

#[test]
fn wrong_tries_are_told_to_whoever_owns_the_numbers_and_to_a_lead() {
    let mut door = Harness::locked(80, 24);
    door.keys("1").keys("1111").keys("2222");
    door.keys("⎋2").keys(LEADS_PIN).keys("⎋8");
    assert!(door.row("Sam Okafor").contains("2 wrong tries"), "{}", door.screen());
    let foot = door.screen();
    assert!(foot.contains("2 wrong tries since Sam was last here, the last at 08:40."), "{foot}");
    door.keys("⌃l1").keys(PIN);
    assert!(
        door.screen().contains("2 wrong tries since you were last here, the last at 08:40."),
        "{}",
        door.screen()
    );
    door.keys("⌃l1").keys(PIN);
    assert!(!door.screen().contains("wrong tries"), "{}", door.screen());
}
