//! Ctrl-Z at the end of the day: what was agreed by a slip waits again, and nothing else is taken back.

use crate::domain::entry::Review;
use crate::domain::*;
use crate::tui::harness::Harness;
use crate::tui::screen::review::tests::evening;

/// The end of the day, after somebody said on the board that a child is here; the row of a plain note.
fn door() -> Harness {
    let mut door = evening(80, 24);
    door.keys("⎋]⎋3");
    for _ in 0..40 {
        if door.row("▸").contains("Pick-up") {
            return door;
        }
        door.keys("↓");
    }
    panic!("no plain note on\n{}", door.screen());
}

fn agreed(door: &mut Harness) -> Vec<EntryId> {
    let (room, day) = (door.model.session.room.unwrap(), door.now.day());
    let day = door.worker.store().day(room, day).unwrap();
    let agreed = day.entries.iter().filter(|entry| matches!(entry.review, Review::Agreed { .. }));
    agreed.map(|entry| entry.entry.id).collect()
}

fn said(door: &mut Harness) -> usize {
    let (room, day) = (door.model.session.room.unwrap(), door.now.day());
    door.worker.store().day(room, day).unwrap().said.len()
}

#[test]
fn what_was_agreed_last_waits_again_and_nothing_else_is_taken_back() {
    let mut door = door();
    let words = said(&mut door);
    assert!(words > 0, "somebody said where a child is");
    let row = door.row("▸");
    door.keys("⏎⏎");
    assert_eq!(agreed(&mut door).len(), 2);
    door.keys("⌃z");
    assert!(door.screen().contains("waits again, not agreed."), "{}", door.screen());
    assert_eq!((agreed(&mut door).len(), said(&mut door)), (1, words));
    // The one before, with the mark on it, to be agreed again.
    door.keys("⌃z");
    assert!(agreed(&mut door).is_empty());
    assert_eq!(door.row("▸"), row);
    door.keys("⌃z");
    assert!(door.screen().contains("Nothing is left here to take back."), "{}", door.screen());
    assert_eq!(said(&mut door), words);
    door.keys("⏎");
    assert_eq!(agreed(&mut door).len(), 1);
}

#[test]
fn once_the_day_is_closed_what_was_agreed_stays() {
    let mut door = door();
    door.keys("⏎");
    let change =
        Change::CloseDay { room: door.model.session.room.unwrap(), day: door.now.day(), code: String::new() };
    let stamp = Stamp { person: door.model.session.person, recorded: door.now };
    door.worker.store().apply(&change.into(), stamp).unwrap();
    door.keys("⌃z");
    assert!(door.screen().contains("has closed that day."), "{}", door.screen());
    assert_eq!(agreed(&mut door).len(), 1);
}

#[test]
fn what_is_no_agreement_is_said_to_stay_and_a_word_of_where_a_child_is_goes_as_everywhere() {
    let mut door = door();
    let words = said(&mut door);
    door.keys("s Who was it?⏎⌃z");
    assert!(door.screen().contains("What was done here last stays"), "{}", door.screen());
    assert_eq!(said(&mut door), words);
}
