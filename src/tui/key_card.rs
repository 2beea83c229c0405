//! What stands on the key card for the wall by the door, from the table of actions.

use super::action::{Action, Scope};
use super::keymap::Keymap;
use super::sign::Signs;
use crate::report::key_card::KeyPart;

/// The keys of the card, in plain letters: what the table of actions marks for the wall. Keys that only move the cursor
/// are left out, for they are what they are everywhere, and a lead's pages say their keys themselves.
pub fn key_parts(keymap: &Keymap) -> Vec<KeyPart> {
    let part = |scope: Scope| {
        let mut letters = scope.title().chars();
        let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        let here = Action::ALL.iter().map(|action| (action.spec(), keymap.labels(*action)));
        let here = here.filter(|(spec, keys)| spec.wall && spec.scope == scope && !keys.is_empty());
        let keys = here.map(|(spec, keys)| (keys.join(" or "), spec.help));
        let marks = scope.marks().iter().map(|(mark, says)| (mark.to_string(), *says));
        let plain = |(key, does): (String, &str)| (Signs::Ascii.write(&key), Signs::Ascii.write(does));
        KeyPart { title: Signs::Ascii.write(&title), keys: keys.chain(marks).map(plain).collect() }
    };
    let mut scopes: Vec<Scope> = Vec::new();
    for spec in Action::ALL.iter().map(|action| action.spec()).filter(|spec| spec.wall) {
        if !scopes.contains(&spec.scope) {
            scopes.push(spec.scope);
        }
    }
    scopes.into_iter().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export;
    use crate::export::tests::made;
    use crate::report::key_card::key_card;

    /// One side of paper as it is printed: columns and rows.
    const SIDE: (usize, usize) = (80, 64);

    fn card() -> String {
        let report = key_card(&key_parts(&Keymap::default()), made());
        String::from_utf8((export::format("txt").unwrap().write)(&report).unwrap()).unwrap()
    }

    #[test]
    fn the_card_is_one_side_of_plain_letters_with_every_key_of_the_door() {
        let card = card();
        assert!(card.is_ascii());
        assert!(card.lines().count() <= SIDE.1, "{} lines: {card}", card.lines().count());
        assert!(card.lines().all(|line| line.len() <= SIDE.0), "{card}");
        for action in Action::ALL {
            let spec = action.spec();
            let says = Signs::Ascii.write(spec.help);
            let first = Keymap::default().labels(*action).into_iter().next().unwrap_or_default();
            let first = Signs::Ascii.write(&first);
            let stands = card.lines().any(|line| line.ends_with(&says) && line.contains(&first));
            assert!(!spec.wall || stands, "{}: {card}", spec.name);
        }
    }

    #[test]
    fn of_the_keys_at_the_door_only_those_that_move_and_those_of_practice_are_left_out() {
        let scopes: Vec<Scope> = Action::ALL
            .iter()
            .map(|action| action.spec())
            .filter(|spec| spec.wall)
            .map(|spec| spec.scope)
            .collect();
        let left_out: Vec<&str> = Action::ALL
            .iter()
            .map(|action| action.spec())
            .filter(|spec| scopes.contains(&spec.scope) && !spec.wall && !spec.keys.is_empty())
            .filter(|spec| spec.group != "Moving")
            .map(|spec| spec.name)
            .collect();
        assert_eq!(left_out, ["leave-practice", "leave-lesson"]);
    }

    #[cfg(feature = "pdf")]
    #[test]
    fn the_card_as_pdf_is_one_page_with_every_key_however_many_there_are() {
        let mut parts = key_parts(&Keymap::default());
        for times in [1, 2, 3] {
            let report = key_card(&parts, made());
            assert_eq!(export::tests::pages(&report), 1, "{times} times the keys");
            assert_eq!(export::tests::over_each_other(&report), [""; 0], "{times} times the keys");
            let read = export::tests::read_back(export::format("pdf").unwrap(), &report);
            for part in &parts {
                for (key, does) in &part.keys {
                    for words in [key, does] {
                        let words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
                        assert!(read.contains(&words), "{words}");
                    }
                }
            }
            let more = key_parts(&Keymap::default());
            parts.extend(more);
        }
    }
}
