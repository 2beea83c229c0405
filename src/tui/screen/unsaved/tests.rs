//! What is not saved stays, is shown so, and can be put down elsewhere or tried again.

use crate::tui::harness::Harness;
use crate::tui::key::Chord;
use crate::tui::msg::{Answer, Effect, Msg};
use crate::tui::screen::Screen;

const FULL: &str = "NOT SAVED: the disk does not answer as it should. Your words are still here.";

/// Presses Enter on a note while the disk takes nothing.
fn saved_in_vain(door: &mut Harness) {
    door.tell_slowly(Msg::Key(Chord::plain(ratatui::crossterm::event::KeyCode::Enter), 1000));
    for effect in door.lose() {
        match effect {
            Effect::Apply(_, _, errand) => {
                door.tell(Msg::Answer(Answer::Applied(errand, Err(FULL.to_string()))));
            }
            other => drop(door.tell_effect(other)),
        }
    }
}

fn unsaved(columns: u16, rows: u16) -> Harness {
    let mut door = Harness::sam(columns, rows);
    door.keys("ben⏎has a new bear");
    saved_in_vain(&mut door);
    door
}

#[test]
fn what_is_not_saved_says_so_offers_three_ways_and_keeps_its_words() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let mut door = unsaved(columns, rows);
        let screen = door.screen();
        for words in
            ["NOT SAVED: the disk does not answer", "1  Try again", "2  On a stick", "3  A page to print"]
        {
            assert!(screen.contains(words), "{words}:\n{screen}");
        }
        assert!(door.row("NOT SAVED").starts_with("   !  NOT SAVED"), "{screen}");
        let stop = door.model.session.look.theme.stop.bg.unwrap();
        assert_eq!(door.style("!  NOT SAVED").1, stop);
        let before: Vec<&str> = screen.lines().take_while(|row| !row.contains("1  Try again")).collect();
        assert!(before.last().unwrap().is_empty(), "a row between\n{screen}");
        let hints = screen.lines().last().unwrap_or_default();
        let whole = "1 try again   2 on a stick   3 to print   Esc to your words   ? help";
        let fewer = "1 try again   2 stick   3 to print   Esc back   ? help";
        assert!(hints.trim() == whole || hints.trim() == fewer, "{screen}");
        door.keys("⎋");
        assert!(door.screen().contains("has a new bear▏"), "{}", door.screen());
        assert!(door.entries().is_empty());
    }
}

#[test]
fn tried_again_it_is_saved_once_and_a_second_failure_offers_the_ways_again() {
    let mut door = unsaved(80, 24);
    door.tell_slowly(Msg::Key(Chord::char('1'), 1000));
    for effect in door.lose() {
        match effect {
            Effect::Apply(_, _, errand) => {
                door.tell(Msg::Answer(Answer::Applied(errand, Err(FULL.to_string()))));
            }
            other => drop(door.tell_effect(other)),
        }
    }
    assert!(matches!(door.model.screen, Screen::Unsaved(_)), "{}", door.screen());
    door.keys("1");
    assert!(door.screen().contains("Saved for Ben Clarke"), "{}", door.screen());
    assert_eq!(door.entries().len(), 1);
}

#[test]
fn the_words_go_to_a_stick_as_plain_text_once_that_was_asked_twice() {
    let mut door = unsaved(80, 24);
    door.keys("2");
    assert!(door.screen().contains("No stick is in."), "{}", door.screen());
    let stick = tempfile::tempdir().unwrap();
    door.worker.plug(vec![stick.path().to_path_buf()]);
    door.keys("2");
    assert!(door.screen().contains("whoever finds the stick"), "{}", door.screen());
    assert_eq!(std::fs::read_dir(stick.path()).unwrap().count(), 0, "asked again first");
    door.keys("2");
    let files: Vec<_> = std::fs::read_dir(stick.path()).unwrap().map(|file| file.unwrap()).collect();
    assert_eq!(files.len(), 1);
    let name = files[0].file_name().to_string_lossy().into_owned();
    assert_eq!(name, "doorstep-not-saved-2026-11-24-0840.txt");
    let text = std::fs::read_to_string(files[0].path()).unwrap();
    assert!(text.starts_with("NOT SAVED: these words are in no record.\nWritten by Sam Okafor."), "{text}");
    assert!(text.ends_with("\n\nBen Clarke: has a new bear\n"), "{text}");
    assert!(door.screen().contains("It is not in the record"), "{}", door.screen());
    // The words are where they were.
    door.keys("⎋⏎");
    assert_eq!(door.entries().len(), 1);
}

#[test]
fn a_rule_that_refuses_is_no_fault_and_offers_nothing() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎has a new bear");
    door.tell_slowly(Msg::Key(Chord::plain(ratatui::crossterm::event::KeyCode::Enter), 1000));
    for effect in door.lose() {
        if let Effect::Apply(_, _, errand) = effect {
            let why = "Somebody amended it meanwhile.".to_string();
            door.tell(Msg::Answer(Answer::Applied(errand, Err(why))));
        }
    }
    assert!(matches!(door.model.screen, Screen::Card(_)), "{}", door.screen());
}
