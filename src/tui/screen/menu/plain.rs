//! The menu line by line: the places, an item a line. Those without a number of their own go on counting.

use super::{ITEMS, State, kept_for};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::plain::Ask;

impl State {
    pub(super) fn asks(&self, session: &Session) -> Ask {
        let item = |(number, action): &(String, Action)| {
            let kept = kept_for(session, *action).map(|whom| format!(", {whom}")).unwrap_or_default();
            format!("{number} {}{kept}.", action.spec().title)
        };
        let list = numbered().iter().map(item).collect();
        let help = "The number of a place, then Enter.";
        Ask { list, prompt: "Where to? ".to_string(), keys: true, help, ..Ask::default() }
    }

    /// A number that is longer than a key.
    pub(super) fn hears(&self, line: &str, turn: &mut Turn) -> bool {
        let found = numbered().into_iter().find(|(number, _)| number == line.trim());
        match found {
            Some((_, action)) => turn.act(action),
            None => return false,
        }
        true
    }
}

/// The items with what is typed for each.
fn numbered() -> Vec<(String, Action)> {
    let mut next = 9;
    let number = |(number, action): &(Option<char>, Action)| match number {
        Some(number) => (number.to_string(), *action),
        None => {
            next += 1;
            (next.to_string(), *action)
        }
    };
    ITEMS.iter().map(number).collect()
}
