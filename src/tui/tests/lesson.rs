//! Practice: every step done with the keys that its line names.

use ratatui::crossterm::event::KeyCode;

use super::screens::at_every_size;
use crate::tui::action::{Action, Scope};
use crate::tui::harness::Harness;
use crate::tui::key::{Chord, label};
use crate::tui::msg::{Effect, Msg};
use crate::tui::{lesson, screen::Screen};

/// Presses the keys of a line in the order in which it names them; words in it are no keys.
fn follow(room: &mut Harness) -> String {
    let line = lesson::says(&room.model).expect("a line of the lesson");
    let words: Vec<String> = line.split([' ', '.', ',', ':', '?']).map(str::to_string).collect();
    let typed = words.iter().position(|word| word == "Type").and_then(|at| words.get(at + 1));
    for word in words.iter().skip(3) {
        if Some(word) == typed || word == "1" {
            room.keys(word);
        } else if word == "few" {
            room.keys("painted with {name}");
        } else if word == "draft" {
            // What comes after is another key, on the list that has opened.
        } else {
            let known =
                Action::ALL.iter().find_map(|action| {
                    action.spec().keys.iter().find(|key| {
                        key.len() > 1 && label(key) == *word || **key == "space" && word == "Space"
                    })
                });
            let chord = known.and_then(|key| Chord::parse(key).first().copied());
            let arrow = (word == "↓").then_some(Chord::plain(KeyCode::Down));
            if let Some(chord) = chord.or(arrow) {
                room.tell(Msg::Key(chord, 1000));
            }
        }
    }
    line
}

#[test]
fn the_lesson_is_learnt_by_pressing_what_its_lines_say() {
    let mut room = Harness::practising(80, 24);
    let mut lines = Vec::new();
    while !matches!(room.model.screen, Screen::Learnt(_)) && lines.len() < 12 {
        lines.push(follow(&mut room));
    }
    insta::assert_snapshot!("lesson_lines", lines.join("\n"));
    assert!(room.row("A note in five keys").contains("✓"), "{}", room.screen());
    // A note for one child, and one for two that was taken back, left half way and finished.
    let who = room.model.session.person;
    let own = room.model.session.day.entries.iter().filter(|entry| {
        Some(entry.entry.by) == who && entry.recorded >= lesson::begins(room.now) && entry.withdrawn.is_none()
    });
    assert_eq!(own.count(), 3);
}

#[test]
fn practice_at_every_size() {
    at_every_size("practice", Harness::practising(80, 24));
    let mut room = Harness::practising(80, 24);
    for _ in 0..5 {
        follow(&mut room);
    }
    at_every_size("practice_taken_back", room);
    let mut room = Harness::practising(80, 24);
    while !matches!(room.model.screen, Screen::Learnt(_)) {
        follow(&mut room);
    }
    at_every_size("learnt", room);
}

#[test]
fn practice_is_left_at_any_moment_and_the_lock_ends_it_too() {
    for leave in ["⌃x", "⌃l", "ben⌃x", "a⏎words⌃x", "⎋⌃x", ":⌃x"] {
        let mut room = Harness::practising(80, 24);
        room.keys(leave);
        assert!(room.model.quit, "{leave}");
    }
    let mut door = Harness::sam(80, 24);
    door.keys("⌃x");
    assert!(!door.model.quit);
    assert!(door.screen().contains("Nobody is practising here."), "{}", door.screen());
}

#[test]
fn practice_begins_on_the_sign_in_and_from_help_and_shows_no_real_name() {
    let wants = |door: &mut Harness| door.lose().iter().any(|effect| matches!(effect, Effect::Practise));
    for before in ["", "1", "148", "5zz⏎⎋"] {
        let mut door = Harness::locked(80, 24);
        door.keys(before).tell_slowly(Msg::Key(Chord::char('p'), 1000));
        assert!(wants(&mut door), "{before}");
    }
    let mut door = Harness::locked(80, 24);
    door.keys("5").tell_slowly(Msg::Key(Chord::char('p'), 1000));
    assert!(!wants(&mut door), "a letter of somebody's initials");
    let mut door = Harness::sam(80, 24);
    door.keys("ao⏎half a senten").keys("⎋?practise");
    assert!(door.row("three minutes").contains("Enter here"), "{}", door.screen());
    door.tell_slowly(Msg::Key(Chord::plain(KeyCode::Enter), 1000));
    assert!(wants(&mut door));
    assert!(door.model.session.person.is_none() && !door.screen().contains("Ava"), "{}", door.screen());
}

#[test]
fn every_key_that_the_lesson_names_is_the_tables_and_works_on_that_page() {
    use crate::tui::key::Takes;
    use crate::tui::keymap::Keymap;
    let keys = Keymap::default();
    for (scope, takes, action) in [
        (Scope::Board, Takes::Nothing, Action::Write),
        (Scope::Board, Takes::Nothing, Action::Mark),
        (Scope::Board, Takes::Nothing, Action::TakeBack),
        (Scope::Board, Takes::Nothing, Action::NextPart),
        (Scope::Board, Takes::Words, Action::LeaveLesson),
        (Scope::Card, Takes::Words, Action::SaveEntry),
        (Scope::Card, Takes::Words, Action::Back),
        (Scope::Card, Takes::Words, Action::LeaveLesson),
    ] {
        let key = action.spec().keys.first().expect("a key");
        let chord = *Chord::parse(key).first().expect("a chord");
        assert_eq!(
            keys.find(scope, takes, chord).map(|(found, _)| found),
            Some(action),
            "{}",
            action.spec().name
        );
    }
    assert!(Scope::Card.marks().iter().any(|(mark, _)| *mark == "1-5"), "1 puts a phrase in");
}

#[test]
fn what_to_press_next_is_never_covered_by_what_is_said() {
    use crate::tui::msg::{Mood, Notice};
    let mut room = Harness::practising(80, 24);
    let text = "Saved for Bohdan Shevchenko, Drop-off 08:46, and more.\tCtrl-Z takes it back  5 min left";
    room.model.notice = Some(Notice { sign: Mood::Done, text: text.to_string() });
    let screen = room.screen();
    let rows: Vec<&str> = screen.lines().rev().skip(1).take(3).collect();
    assert!(rows[0].contains("takes it back") && rows[1].contains("Saved for Bohdan"), "{screen}");
    assert!(rows[2].contains("1 of 4"), "{screen}");
}
