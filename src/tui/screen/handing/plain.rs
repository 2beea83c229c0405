//! Files on their way out line by line: where to, the numbers, and where they are then.

use super::{State, Step, WHY};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::plain::{Ask, Word};

/// The word that is a command while the numbers are asked.
pub const WORDS: &[Word] =
    &[Word { word: "where", action: Action::NextPart, says: "another place, as a stick" }];

/// The word that is a command while a password is asked.
pub const PASSWORD: &[Word] =
    &[Word { word: "words", action: Action::MakePassword, says: "six words that the program makes" }];

impl State {
    pub(super) fn asks(&self, session: &Session) -> Ask {
        let keys = |says: Vec<String>, prompt: &str| Ask {
            says,
            prompt: prompt.to_string(),
            keys: true,
            ..Ask::default()
        };
        match &self.step {
            Step::Where => {
                let spots = self.spots();
                let place = spots.get(self.marked).map(|spot| self.says(spot)).unwrap_or_default();
                let says = format!("Where to? {} of {}: {place}.", self.marked + 1, spots.len());
                let more = if spots.len() > 1 { "Enter saves here, next, " } else { "Enter saves here, " };
                let mut said = vec![self.about.says.clone()];
                said.push(says);
                keys(said, &format!("{more}look again, back: "))
            }
            Step::Password(choosing) => Ask { words: PASSWORD, ..choosing.asks() },
            Step::Numbers(pin) => Ask { words: WORDS, ..pin.asks(session, WHY) },
            Step::Stopping => keys(vec!["Stopping.".to_string()], ""),
            Step::UnderWay(..) => keys(vec!["The files are being made.".to_string()], "back stops: "),
            Step::Done(files, folder) => {
                let says = match files {
                    1 => format!("The file is in {folder}."),
                    _ => format!("The files are in {folder}."),
                };
                keys(vec![says, self.what_to_do().to_string()], "Enter goes back: ")
            }
        }
    }
}
