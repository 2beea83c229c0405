//! A concern line by line: whom to tell, and that nothing of it is written here.

use super::{State, whom};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::plain::{Ask, Word};

/// The words that are commands here: Enter alone keeps nothing, so that nobody does it unawares.
pub const WORDS: &[Word] = &[
    Word {
        word: "passed on",
        action: Action::PassedOn,
        says: "keeps that you passed it on, and when; nothing else",
    },
    Word { word: "", action: Action::Back, says: "goes back" },
];

impl State {
    pub(super) fn asks(&self, session: &Session) -> Ask {
        let (tell, how) = whom(session);
        let says = vec![
            format!(
                "A safeguarding concern does not belong in this log. Tell {tell}. {how} If a child is in danger \
                 now, ring 999 first."
            ),
            "Write what you saw or heard on your setting's own form. Here only your name and the time are kept."
                .to_string(),
        ];
        let prompt = "passed on, or Enter goes back: ".to_string();
        Ask { says, prompt, words: WORDS, help: "Nothing else that is typed here is kept.", ..Ask::default() }
    }
}
