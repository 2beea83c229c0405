//! What is not taken in: texts that are too long, and keys in a window in which nobody sees what they do.

use crate::domain::length::{NOTE, TEXT};
use crate::tui::harness::Harness;
use crate::tui::msg::Msg;
use crate::tui::screen::Screen;
use crate::tui::screen::review::tests::evening;

fn open_text(door: &mut Harness) -> usize {
    let text = door.model.screen.page().open_text().map(|(text, _)| text.chars().count());
    text.unwrap_or_else(|| panic!("nothing is written on\n{}", door.screen()))
}

#[test]
fn a_paste_that_is_too_long_leaves_the_note_as_it_was() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎slept well ");
    door.tell(Msg::Paste("á".repeat(1_000_000)));
    assert!(
        door.screen().contains("Not pasted: that has 1,000,000 characters, and 2,000 fit"),
        "{}",
        door.screen()
    );
    assert_eq!(open_text(&mut door), 11);
    // What is there already counts.
    door.tell(Msg::Paste("a".repeat(NOTE - 10)));
    assert_eq!(open_text(&mut door), 11);
    door.tell(Msg::Paste("a".repeat(NOTE - 11)));
    assert_eq!(open_text(&mut door), NOTE);
    door.keys("b");
    assert!(door.screen().contains("2,000 characters are the most that fit here."), "{}", door.screen());
    assert_eq!(open_text(&mut door), NOTE);
    door.keys("⌫⌫cd⏎");
    let (.., text) = door.entries().pop().expect("saved");
    assert!(text.contains("Slept well") && text.trim_end_matches('.').ends_with("acd"), "{text}");
}

#[test]
fn every_text_that_can_be_written_has_its_limit() {
    type Open = fn() -> Harness;
    let pages: [(&str, Open, usize); 6] = [
        ("note", || keyed(Harness::sam(80, 24), "ben⏎"), NOTE),
        ("correction", || keyed(evening(80, 24), "a2"), NOTE),
        ("question", || keyed(evening(80, 24), "s"), NOTE),
        ("heard back", || keyed(Harness::sam(80, 24), "ben⏎n:pegs⏎ben→h"), NOTE),
        ("evidence", || keyed(Harness::priya(80, 24), ":evidence⏎⏎⇥"), TEXT),
        ("record", || keyed(Harness::priya(80, 24), ":records⏎⌃n⏎⇥"), NOTE),
    ];
    for (what, open, most) in pages {
        let mut door = open();
        let before = open_text(&mut door);
        door.tell(Msg::Paste("a".repeat(most + 1 - before)));
        assert!(door.screen().contains("Not pasted"), "{what}:\n{}", door.screen());
        assert_eq!(open_text(&mut door), before, "{what}");
        door.tell(Msg::Paste("a".repeat(most - before)));
        assert_eq!(open_text(&mut door), most, "{what}:\n{}", door.screen());
        door.keys("bb");
        assert_eq!(open_text(&mut door), most, "{what}");
        assert!(door.screen().contains("are the most that fit here"), "{what}:\n{}", door.screen());
    }
}

fn keyed(mut door: Harness, keys: &str) -> Harness {
    door.keys(keys);
    door
}

#[test]
fn in_a_window_that_is_too_small_nothing_happens_unseen() {
    let mut door = Harness::sam(80, 24);
    door.resize(40, 10);
    assert!(door.screen().contains("Until then keys do nothing; only"), "{}", door.screen());
    door.keys("ben⏎");
    assert!(door.screen().contains("That key did nothing"), "{}", door.screen());
    assert!(matches!(door.model.screen, Screen::Board(_)));
    door.resize(80, 24).keys("ben⏎slept").resize(40, 10);
    assert!(door.screen().contains("What you wrote is kept"), "{}", door.screen());
    door.keys(" wellll⌫⌫⏎⎋");
    assert!(matches!(door.model.screen, Screen::Card(_)), "neither Enter nor Esc is taken");
    assert_eq!(door.entries().len(), 0);
    door.resize(80, 24);
    assert!(door.screen().contains("slept well▏"), "{}", door.screen());
    // A question about the note is no place for a letter that nobody sees, and the lock is always there.
    door.keys("⇥").resize(40, 10).keys("3");
    assert!(door.screen().contains("Until then keys do nothing"), "{}", door.screen());
    door.keys("⌃l");
    assert!(door.model.session.person.is_none());
    assert!(!door.screen().contains("kept"), "{}", door.screen());
}

#[test]
fn pasting_is_typing_in_a_window_that_is_too_small() {
    let mut door = Harness::sam(80, 24);
    door.resize(40, 10);
    door.tell(Msg::Paste("ben".to_string()));
    assert!(door.screen().contains("Nothing was pasted: the window"), "{}", door.screen());
    door.resize(80, 24).keys("ben⏎").resize(40, 10);
    door.tell(Msg::Paste("slept".to_string()));
    assert_eq!(open_text(&mut door), 5);
}
