//! The list of commands line by line: numbered, fewer with every word that is typed.

use super::State;
use crate::tui::msg::Turn;
use crate::tui::plain::Ask;

impl State {
    pub(super) fn asks(&self) -> Ask {
        let listed = self.listed().into_iter().zip(1..);
        let list: Vec<String> = listed
            .map(|(action, number)| {
                let spec = action.spec();
                let says = if self.commands { spec.title } else { spec.help };
                format!("{number} {says}, :{}.", spec.name)
            })
            .collect();
        let says = match list.is_empty() {
            true => vec!["Nothing here has that in it. Try fewer letters.".to_string()],
            false => Vec::new(),
        };
        let prompt = "A number does it, a word finds it, :back goes back: ".to_string();
        Ask { says, list, prompt, ..Ask::default() }
    }

    pub(super) fn hears(&mut self, line: &str, turn: &mut Turn) {
        let number = line.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        match (number.and_then(|index| self.listed().get(index).copied()), line.trim()) {
            (Some(action), _) => turn.act(action),
            (None, "") => turn.back(),
            (None, words) => {
                self.typed = words.to_string();
                self.marked = 0;
            }
        }
    }
}
