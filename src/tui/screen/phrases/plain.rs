//! The phrases line by line: one at a time with the word that finds it; a phrase that is written is asked for part
//! by part.

use super::{State, all, form};
use crate::domain::{AgeBand, Kind};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::plain::{Ask, Word};
use crate::tui::screen::card::listed;

/// The words that are commands here besides the page's keys.
pub const WORDS: &[Word] = &[
    Word { word: "", action: Action::Down, says: "the next phrase" },
    Word { word: "change", action: Action::ChangePhrase, says: "changes this phrase" },
];

impl State {
    pub(super) fn asks(&self, session: &Session) -> Ask {
        if let Some(form) = &self.form {
            return form.asks();
        }
        let phrases = all(session, self.kind);
        let mut says = Vec::new();
        if self.marked == 0 {
            let kinds = Kind::ALL.iter().zip(1..).map(|(kind, number)| format!("{number} {}", kind.label()));
            says.push(format!("Phrases. {}.", kinds.collect::<Vec<_>>().join(", ")));
        }
        says.push(match phrases.get(self.marked) {
            None => "There is no phrase of this kind.".to_string(),
            Some(phrase) => {
                let hidden = if phrase.hidden { "hidden, " } else { "" };
                let without = phrase.without.as_ref();
                let without = without.map(|words| format!(" Gap left empty: {words}")).unwrap_or_default();
                let shows = match phrase.shows.is_empty() {
                    true => String::new(),
                    false => format!(" May show {}.", form::shown(session, &phrase.shows)),
                };
                format!(
                    "{} {} of {}, {hidden}.{}: {}.{without} For rooms of {}.{shows}",
                    self.kind.label(),
                    self.marked + 1,
                    phrases.len(),
                    phrase.word,
                    listed(phrase).trim_end_matches('.'),
                    AgeBand::together(&phrase.ages),
                )
            }
        });
        let hide = match self.selected(session).is_some_and(|phrase| phrase.hidden) {
            true => "show again",
            false => "hide",
        };
        let prompt = format!("Enter next, change, add, {hide}, a number for the kind, back: ");
        Ask { says, prompt, words: WORDS, keys: true, ..Ask::default() }
    }
}
