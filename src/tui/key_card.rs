//! The key card for the wall by the door: one side of paper in plain letters, made from the table of actions.

use super::action::{Action, Scope};
use super::keymap::Keymap;
use super::sign::Signs;

/// What is done at the door; a lead's pages say their keys themselves.
const AT_THE_DOOR: [Scope; 4] = [Scope::SignIn, Scope::Board, Scope::Card, Scope::Anywhere];

/// The column in which what a key does begins.
const DOES: usize = 18;

/// The card, as text. Keys that only move the cursor are left out: they are what they are everywhere.
pub fn key_card(keymap: &Keymap) -> String {
    let mut lines = vec![
        "DOORSTEP".to_string(),
        String::new(),
        "A note:  any part of the child's name, Enter, the words, Enter.".to_string(),
        "Five keys:  two letters of the name, Enter, 1, Enter.".to_string(),
    ];
    for scope in AT_THE_DOOR {
        let title = scope.title();
        let mut letters = title.chars();
        let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        lines.extend([String::new(), title]);
        for action in Action::ALL {
            let (spec, keys) = (action.spec(), keymap.labels(*action));
            if spec.scope == scope && spec.group != "Moving" && !keys.is_empty() {
                lines.push(format!("  {:<DOES$}{}", keys.join(" or "), spec.help));
            }
        }
        for (mark, says) in scope.marks() {
            lines.push(format!("  {mark:<DOES$}{says}"));
        }
    }
    Signs::Ascii.write(&(lines.join("\n") + "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One side of paper as it is printed: columns and rows.
    const SIDE: (usize, usize) = (80, 62);

    #[test]
    fn the_card_is_one_side_of_plain_letters_with_every_key_of_the_door() {
        let card = key_card(&Keymap::default());
        assert!(card.is_ascii());
        assert!(card.lines().count() <= SIDE.1, "{} lines", card.lines().count());
        assert!(card.lines().all(|line| line.len() <= SIDE.0), "{card}");
        for action in Action::ALL {
            let spec = action.spec();
            let wanted = AT_THE_DOOR.contains(&spec.scope) && spec.group != "Moving" && !spec.keys.is_empty();
            let says = Signs::Ascii.write(spec.help);
            let first = Keymap::default().labels(*action).into_iter().next().unwrap_or_default();
            let stands = card.lines().any(|line| line.ends_with(&says) && line.contains(&first));
            assert!(!wanted || stands, "{}", spec.name);
        }
    }
}
