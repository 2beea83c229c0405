//! Words that would steer a terminal, heard line by line.

use super::Door;
use crate::chance::Chance;
use crate::safe;
use crate::safe::tests::hostile;
use crate::store::tests::hostile::Hostile;
use crate::tui::msg::Msg;
use crate::tui::tests::{page, scopes};

#[test]
fn hostile_words_are_told_as_letters_on_every_page() {
    for (seed, scope) in scopes().into_iter().enumerate() {
        let _words = Hostile::from_now_on(seed as u64);
        let mut chance = Chance::seeded(seed as u64);
        let mut door = Door::of(page(scope));
        let mut told = std::mem::take(&mut door.told);
        for line in ["?".to_string(), hostile::words(&mut chance), String::new()] {
            told.push_str(&door.line(&line));
        }
        door.tell(Msg::Paste(hostile::words(&mut chance)));
        told.push_str(&door.told);
        let joins = |letter| matches!(letter, '\u{200c}' | '\u{200d}' | '\r' | '\n');
        let steers = |letter: &char| safe::hidden(*letter) && !joins(*letter);
        assert_eq!(told.chars().find(steers), None, "{scope:?}: {told:?}");
    }
}
