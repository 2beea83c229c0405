//! Whom nobody has heard, line by line: a family at a time.

use super::{State, say};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::plain::{Ask, Word};
use crate::tui::screen::evidence::say::ago_in_words;

/// The words that are commands here besides the page's keys.
pub const WORDS: &[Word] = &[
    Word { word: "", action: Action::Down, says: "the next family" },
    Word { word: "open", action: Action::OpenFamily, says: "the child's page" },
    Word { word: "all", action: Action::NextPart, says: "all families, or those of this statement again" },
];

impl State {
    pub(super) fn asks(&self, session: &Session) -> Ask {
        let ask = |says: Vec<String>, prompt: &str| Ask {
            says,
            prompt: prompt.to_string(),
            words: WORDS,
            keys: true,
            ..Ask::default()
        };
        let Some(one) = self.list().get(self.line) else {
            let says =
                if self.read.is_some() { "Every family has been heard." } else { "They are being read." };
            return ask(vec![format!("{}. {says}", self.titles(session)[0])], "all, back: ");
        };
        let of = format!("{} of {}", self.line + 1, self.list().len());
        let last = match &one.last {
            Some(last) => {
                let when = ago_in_words(Some(last.day), session.today());
                format!("last talk {when}, {}", say::last(session, one))
            }
            None => "no talk yet".to_string(),
        };
        let why = one.why.map(|why| format!(". {}", why.label())).unwrap_or_default();
        let names = say::names(session, one);
        let mut says = vec![format!("{of}: {names}: {last}{why}.")];
        let (ways, beside) = (say::ways(session, one, ", or "), say::beside(session, one, false, ", "));
        says.push(format!("{}. {beside}.", ways.trim_end_matches('.')));
        if self.line == 0 {
            says.insert(0, format!("{}. For you only; silence is not a No.", self.titles(session)[0]));
        }
        ask(says, "Enter next, open, all, back: ")
    }
}
