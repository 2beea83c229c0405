//! Groups: a lead keeps them, and one name takes them all.

use super::screens::at_every_size;
use crate::domain::Kind;
use crate::tui::harness::{Harness, LEADS_PIN, PIN};

/// Priya has marked the first four and kept them as a group; now Sam is at the door.
fn with_lunch() -> Harness {
    let mut door = Harness::priya(80, 24);
    door.keys("␣␣␣␣:groups⏎lunch⏎");
    assert!(door.screen().contains("Kept: lunch, 4 of this room."), "{}", door.screen());
    door.keys("⌃l1").keys(PIN);
    door.presses = 0;
    door
}

#[test]
fn one_note_for_a_group_takes_six_keys() {
    let mut door = with_lunch();
    door.keys("lun");
    assert!(door.row("Who?").contains("lunch, 4 children"), "{}", door.screen());
    assert!(door.row("Chidi E.").contains("■"), "{}", door.screen());
    door.keys("⏎1⏎");
    assert_eq!(door.presses, 6);
    let entries = door.entries();
    let names: Vec<&str> = entries.iter().map(|(child, ..)| child.as_str()).collect();
    assert_eq!(names, ["Ava O'Neill", "Ava Patel", "Ben Clarke", "Chidi Eze"]);
    assert!(entries.iter().all(|(_, kind, _, words)| *kind == Kind::DropOff && words == &entries[0].3));
}

#[test]
fn a_group_and_a_child_who_both_fit_are_asked_about() {
    let mut door = Harness::priya(80, 24);
    door.keys("␣␣:groups⏎bens friends⏎ben⏎");
    assert!(door.screen().contains("Ben Clarke or the group bens friends: 1 or 2?"), "{}", door.screen());
    door.keys("2");
    assert!(door.row("For 2").contains("Ava O., Ava P."), "{}", door.screen());
}

#[test]
fn a_group_joins_others_and_goes_into_the_cards_line_too() {
    let mut door = with_lunch();
    door.keys("lunch,zoe⏎");
    assert!(door.row("For 5").contains("Zoë K."), "{}", door.screen());
    door.keys("⎋⎋elif⏎↑lunch⏎");
    assert!(door.row("For 4").contains("Ava O."), "{}", door.screen());
}

#[test]
fn a_lead_changes_a_group_and_lets_it_go_and_nobody_else_does() {
    let mut door = with_lunch();
    door.keys(":groups⏎");
    assert!(door.screen().contains("A room lead or a manager does this."), "{}", door.screen());
    door.keys("⎋⌃l2").keys(LEADS_PIN);
    let kept = |door: &mut Harness| {
        let groups = door.worker.store().roll().unwrap().groups;
        groups.iter().map(|group| (group.name.clone(), group.children.len())).collect::<Vec<_>>()
    };
    // Ava O'Neill goes out, and it is called something else.
    door.keys(":groups⏎⏎␣⇥ time⏎");
    assert_eq!(kept(&mut door), [("lunch time".to_string(), 3)]);
    // The same name again is another look away from taking its place.
    door.keys("⎋␣:groups⏎lunch time⏎");
    assert!(door.screen().contains("There is a group lunch time already."), "{}", door.screen());
    assert_eq!(kept(&mut door), [("lunch time".to_string(), 3)]);
    door.keys("⏎");
    assert_eq!(kept(&mut door), [("lunch time".to_string(), 1)]);
    door.keys(":groups⏎⏎␣⏎");
    assert!(door.screen().contains("Enter again lets the group lunch time go."), "{}", door.screen());
    door.keys("⏎");
    assert_eq!(kept(&mut door), []);
    for check in door.worker.store().verify().unwrap() {
        assert!(check.holds, "{}: {}", check.name, check.says);
    }
}

#[test]
fn a_groups_name_must_be_one_that_can_be_typed() {
    let mut door = Harness::priya(80, 24);
    door.keys("␣:groups⏎12⏎");
    assert!(door.screen().contains("Call it something with letters"), "{}", door.screen());
    assert!(door.worker.store().roll().unwrap().groups.is_empty());
}

#[test]
fn a_group_that_was_begun_waits_for_its_writer() {
    let drafts = |door: &mut Harness| {
        let priya = door.model.session.person.unwrap();
        door.worker.store().drafts(priya).unwrap().len()
    };
    let mut door = Harness::priya(80, 24);
    door.keys("␣↓␣:groups⏎lun⌃l2").keys(LEADS_PIN);
    assert!(door.screen().contains("What is it called?"), "{}", door.screen());
    assert!(door.row("Who is in it?").contains("2 of 12"), "{}", door.screen());
    assert_eq!(drafts(&mut door), 1);
    door.keys("ch⏎");
    assert!(door.screen().contains("Kept: lunch, 2 of this room."), "{}", door.screen());
    assert_eq!(drafts(&mut door), 0, "what is in the record is no draft");
    // A new one is left with Esc, and found again in the list of what is to do, and in its own.
    door.keys("⎋:groups⏎↓⏎nap⇥␣⎋");
    assert!(door.screen().contains("Kept. It waits for you among your drafts."), "{}", door.screen());
    door.keys("⎋⇥");
    assert!(door.row("▸").contains("a group"), "{}", door.screen());
    assert!(door.row("▸").contains("nap"), "{}", door.screen());
    door.keys("⏎");
    assert!(door.row("Who is in it?").contains("1 of 12"), "{}", door.screen());
    door.keys("⎋:groups⏎↓⏎");
    assert!(
        door.screen().contains("nap") && door.row("Who is in it?").contains("1 of 12"),
        "{}",
        door.screen()
    );
    door.keys("⏎");
    assert!(door.screen().contains("Kept: nap, 1 of this room."), "{}", door.screen());
    assert_eq!(drafts(&mut door), 0);
    // Of one that is there only what is changed is kept.
    door.keys("⎋:groups⏎⏎⎋");
    assert!(door.screen().contains("Nothing was changed."), "{}", door.screen());
    assert_eq!(drafts(&mut door), 0);
    door.keys("⏎␣⎋⏎");
    assert!(door.row("Who is in it?").contains("1 of 12"), "{}", door.screen());
    door.keys("␣");
    assert_eq!(drafts(&mut door), 0, "as it stands there is nothing to keep");
}

#[test]
fn how_groups_look() {
    let mut door = Harness::priya(80, 24);
    door.keys("␣␣␣␣:groups⏎lunch⏎↓↓␣␣:groups⏎buggy walk⏎:groups⏎");
    at_every_size("groups", door);
    let mut door = Harness::priya(80, 24);
    door.keys("␣␣␣␣:groups⏎lunch⇥");
    at_every_size("group", door);
}
