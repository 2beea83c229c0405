//! A child's page: what it says of the child beside the entries.

use super::pages::{JO, SAM, given};
use crate::domain::Kind;
use crate::tui::harness::Harness;

#[test]
fn every_step_that_is_open_stands_beside_the_entries_also_one_of_a_day_that_was_not_read() {
    let mut door = Harness::sam(120, 40);
    door.give(given(JO, Kind::ForHome, (9, 1), (16, 0), "Count the stairs."), |_| {});
    for index in 0..70_u32 {
        let day = (10 + index / 40, 1 + index / 3 % 20);
        door.give(given(SAM, Kind::Feedback, day, (8 + index % 3, index % 60), "Ate well."), |_| {});
    }
    door.keys("ao→");
    assert!(!door.screen().contains("1 Sep  "), "its day has not been read: {}", door.screen());
    assert!(door.row("Count the stairs.").contains("open"), "{}", door.screen());
}

#[test]
fn a_narrow_line_says_who_the_child_is_in_fewer_words_and_no_half_ones() {
    for (columns, says) in [
        (80, "Ava O'Neill  2 years 4 months · key person Sam"),
        (60, "Ava O'Neill  2 y 4 m · key person Sam"),
    ] {
        let mut door = Harness::sam(columns, 20);
        door.keys("ao→");
        assert!(door.row("key person").contains(says), "{}", door.screen());
        assert!(door.row("key person").contains("Noah"), "{}", door.screen());
    }
}

#[test]
fn an_open_entry_says_its_writer_where_the_row_does_not() {
    let mut door = Harness::sam(80, 24);
    door.keys("ao⏎slept well⏎ao→⏎");
    assert!(!door.screen().contains("By Sam"), "the row says it: {}", door.screen());
    door.keys("⎋ben⏎slept well @mum⏎ben→⏎");
    assert!(door.screen().contains("   Talking with mum."), "{}", door.screen());
    door.keys("⎋ao⏎> read the bear book @mum⏎ao→⏎");
    assert!(door.screen().contains("By Sam Okafor, talking with mum."), "the row says how it stands");
}

#[test]
fn what_was_taken_back_says_once_by_whom_and_when() {
    let mut door = Harness::sam(120, 40);
    door.keys("ao⏎slept badly⏎⌃z⎋ao→");
    let row = door.row("▸");
    let (line, _) = row.split_once('│').unwrap();
    assert!(line.contains("Taken back") && line.matches("Sam").count() == 1, "{}", door.screen());
    assert!(!door.screen().contains("Saved "), "{}", door.screen());
}

#[test]
fn a_long_step_stands_whole_over_what_was_heard_of_it_in_a_small_window_too() {
    let mut door = Harness::sam(60, 16);
    let step = "Read the book about the moon together and let her turn the pages.";
    door.give(given(SAM, Kind::ForHome, (11, 20), (16, 0), step), |_| {});
    for keys in ["ao→h", "again⏎", "moon⏎"] {
        let screen = door.keys(keys).screen();
        assert!(!screen.contains('…') && screen.contains("turn\n the pages."), "{screen}");
        assert!(screen.contains("Did it lead to a change"), "{screen}");
    }
}
