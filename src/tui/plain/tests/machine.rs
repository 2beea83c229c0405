//! What the machine does, line by line: another window, a disk that takes nothing, a clock that is wrong.

use super::Door;
use crate::tui::harness::Harness;
use crate::tui::meanwhile::News;
use crate::tui::model::{Hold, Looked};
use crate::tui::msg::{Answer, Effect, Errand, Msg};
use crate::tui::screen::window;

#[test]
fn another_window_is_told_and_its_three_ways_are_numbers() {
    let mut harness = Harness::locked(80, 24);
    harness.model.session.hold = Hold::Others;
    // The record's check goes on meanwhile, and is nothing that is waited for.
    harness.model.session.looked = Looked::at(harness.now, News::Checked(Vec::new()));
    harness.model.screen = window::State::others(None, true).into();
    let mut door = Door::of(harness);
    assert_eq!(
        door.heard(),
        "This record is open in another window. It does not say who is signed in there.\n\
         1 Take it over. The other keeps its words, locks, and says why.\n\
         2 Use both. Both write; each sees what the other saved.\n\
         3 Only read here. Nothing is written from this window.\n\
         Which number? back closes this window: "
    );
    assert!(door.line("9").starts_with("There is no such answer here."), "{}", door.told);
    assert!(door.line("2").contains("Who is writing?"), "{}", door.told);
    assert_eq!(door.harness.model.session.hold, Hold::Both);
}

#[test]
fn a_window_that_is_asked_in_the_midst_of_a_line_keeps_it_and_says_so() {
    let mut door = Door::sam();
    door.line("ben");
    door.keys("slept badly");
    door.told.clear();
    door.tell(Msg::Asked);
    assert!(door.told.contains("Another window took this record over at 08:40."), "{}", door.told);
    assert_eq!(door.drafts(), ["slept badly"]);
}

#[test]
fn words_that_are_not_saved_are_told_with_three_ways_and_wait_behind_them() {
    let mut harness = Harness::sam(80, 24);
    harness.keys("ben⏎slept badly");
    let why = "NOT SAVED: the disk is full. Your words are still here.".to_string();
    harness.tell(Msg::Answer(Answer::Applied(Errand::Page("test"), Err(why))));
    let mut door = Door::of(harness);
    let heard = door.heard();
    assert!(heard.contains("NOT SAVED: the disk is full."), "{heard}");
    assert!(heard.contains("1 Try again. ") && heard.contains("3 A page to print. "), "{heard}");
    assert!(heard.ends_with("Which number? back goes to your words: "), "{heard}");
    assert!(door.line("2").contains("No stick is in."), "{}", door.told);
    door.line("back");
    assert_eq!(door.harness.model.screen.page().open_text().map(|(text, _)| text), Some("slept badly"));
}

#[test]
fn a_clock_that_is_wrong_is_said_before_the_names() {
    let mut door = Door::locked();
    door.harness.tell_effect(Effect::LastLine);
    door.harness.now = door.harness.now.plus_seconds(-86_400);
    door.told.clear();
    let heard = door.line("zz");
    assert!(heard.contains("before the last entry: is the date right?"), "{heard}");
}
