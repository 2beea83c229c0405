//! A second window is told who has the record; the first keeps its words, locks, and says why.

use super::*;
use crate::tui::harness::{Harness, PIN};
use crate::tui::msg::Msg;
use crate::tui::screen::Screen;

fn holder() -> Holder {
    let since = Harness::locked(80, 24).now;
    Holder { since, room: Some("Sunflower".into()), who: Some("SO".into()) }
}

/// A window that is opened while another has the record.
fn second(columns: u16, rows: u16) -> Harness {
    let mut door = Harness::locked(columns, rows);
    door.model.session.hold = Hold::Others;
    door.model.screen = State::others(Some(holder()), true).into();
    door
}

#[test]
fn a_second_window_says_who_has_the_record_and_offers_three_ways() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let screen = second(columns, rows).screen();
        for words in [
            "This record is open in another window.",
            "Sunflower room, since 08:40. SO is signed in there.",
            "1  Take it over",
            "2  Use both",
            "3  Only read here",
            "Esc close this window",
        ] {
            assert!(screen.contains(words), "{words}:\n{screen}");
        }
    }
}

#[test]
fn the_first_window_keeps_its_words_locks_and_says_so_to_whoever_comes_back() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎slept bad").tell(Msg::Asked);
    let screen = door.screen();
    assert!(screen.contains("Another window took this record over at 08:40."), "{screen}");
    assert!(!screen.contains("slept") && !screen.contains("Ben"), "no child is seen: {screen}");
    assert_eq!((door.model.session.person, door.model.session.hold), (None, Hold::Others));
    // It is asked once more before the answer is seen: nothing happens twice.
    door.tell(Msg::Asked);
    assert!(matches!(door.model.screen, Screen::Window(_)));
    let sam = door.model.session.roll.people[0].id;
    assert_eq!(door.worker.store().drafts(sam).unwrap()[0].note, "slept bad");
    // Taken back, its writer finds the note open again.
    door.keys("1");
    assert_eq!(door.model.session.hold, Hold::Ours);
    door.keys("1").keys(PIN);
    assert!(door.screen().contains("slept bad▏"), "{}", door.screen());
}

#[test]
fn a_window_that_only_reads_writes_nothing_and_says_so() {
    let mut door = second(80, 24);
    door.keys("3");
    assert!(door.screen().contains("This window only reads: the other has the record."), "{}", door.screen());
    door.keys("1").keys(PIN);
    for keys in ["ben⏎", "⎋2", "ben→w"] {
        door.keys(keys);
        assert!(door.screen().contains("This window only reads"), "{keys}: {}", door.screen());
        assert!(door.model.screen.page().open_text().is_none());
        door.keys("⎋⎋⎋");
        door.model.screen = crate::tui::screen::board::State::default().into();
        door.model.below.clear();
    }
    door.keys("ben]");
    assert!(door.screen().contains("NOT SAVED: this window only reads."), "{}", door.screen());
    let (sam, room) = (door.model.session.roll.people[0].id, door.model.session.room.unwrap());
    let day = door.worker.store().day(room, door.now.day()).unwrap();
    assert!(day.entries.is_empty() && day.said.is_empty());
    assert!(door.worker.store().drafts(sam).unwrap().is_empty());
}

#[test]
fn both_windows_may_be_used_and_one_that_does_not_answer_keeps_nobody_out() {
    let mut door = second(80, 24);
    door.keys("2");
    assert_eq!(door.model.session.hold, Hold::Both);
    door.keys("1").keys(PIN).keys("ben⏎1⏎");
    assert_eq!(door.entries().len(), 1);
    // It has not the record, so nobody asks it for it.
    door.tell(Msg::Asked);
    assert!(!matches!(door.model.screen, Screen::Window(_)));

    let mut door = second(80, 24);
    door.tell_slowly(Msg::Key(Chord::char('1'), 1000));
    assert!(door.screen().contains("Asking the other window."), "{}", door.screen());
    door.lose();
    door.tell(Msg::Answer(Answer::TakenOver(false)));
    assert!(door.screen().contains("The other window does not answer"), "{}", door.screen());
    door.keys("1").keys(PIN);
    assert!(door.screen().contains("Who?"), "{}", door.screen());
}

#[test]
fn before_the_words_are_typed_a_window_gives_way_too() {
    let mut door = Harness::locked(80, 24);
    door.model.screen = unlock::State::default().into();
    door.tell(Msg::Asked);
    assert!(door.screen().contains("took this record over"), "{}", door.screen());
    door.keys("2");
    assert!(door.screen().contains("The room words, please"), "{}", door.screen());
}
