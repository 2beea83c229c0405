//! The table holds together, and what is made from it is current.

use super::*;
use crate::tui::key::Chord;
use crate::tui::keymap::Keymap;
use std::collections::HashMap;

#[test]
fn no_chord_stands_twice_in_one_scope() {
    let mut seen: HashMap<(Scope, Chord), &str> = HashMap::new();
    for spec in Action::ALL.iter().map(|action| action.spec()) {
        for key in spec.keys {
            let chords = Chord::parse(key);
            assert!(!chords.is_empty(), "{}: “{key}” is no key", spec.name);
            for chord in chords {
                let before = seen.insert((spec.scope, chord), spec.name);
                assert_eq!(before, None, "{} and {before:?} share {key}", spec.name);
            }
        }
    }
}

#[test]
fn keys_that_a_terminal_needs_itself_are_left_alone() {
    let left = ["ctrl-h", "ctrl-i", "ctrl-j", "ctrl-m", "ctrl-s", "ctrl-q", "ctrl-c", "ctrl-\\"];
    for spec in Action::ALL.iter().map(|action| action.spec()) {
        assert!(spec.keys.iter().all(|key| !left.contains(key)), "{}", spec.name);
    }
}

#[test]
fn names_are_one_actions_own_and_every_action_has_words() {
    let mut names: Vec<_> = Action::ALL.iter().map(|action| action.spec().name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Action::ALL.len());
    assert!(Action::ALL.iter().all(|action| !action.spec().help.is_empty()));
}

#[test]
fn the_list_of_keys_in_the_documentation_is_the_tables() {
    let written = include_str!("../../../docs/keys.md");
    assert!(
        written == keys_markdown(&Keymap::default()),
        "docs/keys.md is old: cargo run -- keys > docs/keys.md renews it"
    );
}

#[test]
fn every_action_stands_in_the_list_of_keys() {
    let keys = keys_markdown(&Keymap::default());
    for action in Action::ALL {
        assert!(keys.contains(&format!("| {} |", action.spec().name)), "{}", action.spec().name);
    }
}
