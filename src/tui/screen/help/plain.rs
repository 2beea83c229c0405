//! The list of commands line by line: numbered, fewer with every word that is typed.

use super::State;
use crate::tui::msg::Turn;
use crate::tui::plain::Ask;

/// So many commands are said at a time.
const AT_A_TIME: usize = 10;

impl State {
    pub(super) fn asks(&self) -> Ask {
        // So many at a time: what is heard can't be skimmed. The marked one is the first of them.
        let all = self.listed().len();
        let listed = self.listed().into_iter().zip(1..).skip(self.marked).take(AT_A_TIME);
        let list: Vec<String> = listed
            .map(|(action, number)| {
                let spec = action.spec();
                let says = if self.commands { spec.title } else { spec.help };
                format!("{number} {says}, :{}.", spec.name)
            })
            .collect();
        let left = all.saturating_sub(self.marked + list.len());
        let says = match (list.is_empty(), self.marked + left) {
            (true, _) => vec!["Nothing here has that in it. Try fewer letters.".to_string()],
            (_, 0) => Vec::new(),
            _ => vec![format!("{} to {} of {all}.", self.marked + 1, self.marked + list.len())],
        };
        let more =
            if left > 0 { format!("Enter says {} more, ", left.min(AT_A_TIME)) } else { String::new() };
        let prompt = format!("A number does it, a word finds it, {more}:back goes back: ");
        Ask { says, list, prompt, ..Ask::default() }
    }

    pub(super) fn hears(&mut self, line: &str, turn: &mut Turn) {
        let number = line.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        match (number.and_then(|index| self.listed().get(index).copied()), line.trim()) {
            (Some(action), _) => turn.act(action),
            (None, "") if self.marked + AT_A_TIME < self.listed().len() => self.marked += AT_A_TIME,
            (None, "") => turn.back(),
            (None, words) => {
                self.typed = words.to_string();
                self.marked = 0;
            }
        }
    }
}
