//! Staff line by line: a person at a time; a number that was made is said once.

use super::{State, first_name, people, why};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::plain::{Ask, Word};

/// The words that are commands here besides the page's keys: Enter alone makes no number.
pub const WORDS: &[Word] = &[
    Word { word: "", action: Action::Down, says: "the next person" },
    Word {
        word: "leaves",
        action: Action::Leaves,
        says: "lets this person go, and says what is to be done besides",
    },
    Word { word: "number", action: Action::OneUseNumber, says: "a one-use number for this person" },
];

impl State {
    pub(super) fn asks(&self, session: &Session) -> Ask {
        if let Some((person, deed, asks)) = &self.asks {
            return asks.asks(session, &why(session, *person, *deed));
        }
        if let Some((list, _)) = &self.list {
            let prompt = "back: ".to_string();
            return Ask { says: list.lines(), prompt, keys: true, ..Ask::default() };
        }
        let people = people(session);
        let mut says = Vec::new();
        if let Some((person, number)) = &self.made {
            let name = first_name(session, *person);
            let digits: Vec<String> = number.chars().map(|digit| digit.to_string()).collect();
            says.push(format!("{name}'s one-use number, said only now: {}.", digits.join(" ")));
        }
        says.push(match people.get(self.line) {
            None => "Nobody works here today.".to_string(),
            Some(person) => {
                let own = match session.pins.contains(&person.id) {
                    true => "numbers of their own",
                    false => "no numbers of their own yet",
                };
                let own = match self.tries.get(&person.id) {
                    Some(tries) => {
                        format!("{own}, {}", tries.says("they were", session.today()).trim_end_matches('.'))
                    }
                    None => own.to_string(),
                };
                let of = format!("{} of {}", self.line + 1, people.len());
                format!("{of}: {}, {}, {}, {own}.", person.name, person.initials, person.role.label())
            }
        });
        let prompt = "Enter next, number makes a one-use number, leaves lets them go, back: ".to_string();
        Ask { says, prompt, words: WORDS, keys: true, ..Ask::default() }
    }
}
