//! The room words line by line: nothing that is typed is shown.

use super::{LINES, State};
use crate::tui::msg::Turn;
use crate::tui::plain::{Ask, Echo};

/// What is typed instead of the words by whoever has the sheet alone.
const SHEET: &str = "sheet";

impl State {
    pub(super) fn asks(&self) -> Ask {
        let said = Some(&self.says).filter(|says| !says.is_empty()).cloned();
        let says = said.into_iter().chain(self.of_stick()).collect();
        let typed = if self.refused { 0 } else { self.typed.lines().count() };
        let prompt = match (self.sheet, typed) {
            (false, _) => "Room words: ".to_string(),
            (true, lines) => format!("Recovery sheet, line {} of {LINES}: ", lines + 1),
        };
        let help = "Six words as they stand on the setting's sheet; the first four letters of each are enough. They \
                    are not shown. Type sheet to use the recovery sheet instead.";
        Ask { says, prompt, echo: Echo::Hidden, help, ..Ask::default() }
    }

    pub(super) fn hears(&mut self, line: &str, turn: &mut Turn) {
        if !self.sheet && line.trim() == SHEET {
            self.anew(true);
            return;
        }
        if std::mem::take(&mut self.refused) {
            // A line cannot be put right: it is said again.
            self.typed = State::nothing();
        }
        line.trim().chars().for_each(|letter| self.put(letter));
        self.open(turn);
    }
}
