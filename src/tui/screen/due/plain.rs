//! Due and holds line by line: a row at a time; then what would go, read out, and each question of an erasure.

use super::draw::{FIND, FIND_HELP};
use super::erase::{Erase, Step};
use super::erase_draw::{FIRST, GROUND, UNDER_WAY, WHO, WHO_HELP, second};
use super::{Over, State, say};
use crate::domain::erasure::Ground;
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::plain::{Ask, Word};
use crate::tui::widget::typed::Typed;

/// The words that are commands in the list besides the page's keys: Enter alone goes on.
pub const LIST: &[Word] = &[
    Word { word: "", action: Action::Down, says: "the next one" },
    Word { word: "another", action: Action::FindForDue, says: "any other child" },
    Word { word: "erase", action: Action::LookAtErasing, says: "what would go if it is erased" },
];

/// And on what would go.
pub const READ: &[Word] =
    &[Word { word: "go on", action: Action::EraseOn, says: "on to the ground on which it is erased" }];

impl State {
    pub(super) fn asks(&self, session: &Session) -> Ask {
        match &self.over {
            Over::List => self.asks_of_list(session),
            Over::Find(_) => Ask {
                says: vec![FIND.to_string()],
                prompt: "Any part of the name: ".to_string(),
                help: FIND_HELP,
                ..Ask::default()
            },
            Over::Reason(reason) => Ask {
                says: vec![format!("{}. {} {}", reason.what, reason.asks(), reason.help())],
                prompt: "Why: ".to_string(),
                begun: reason.typed.text().to_string(),
                ..Ask::default()
            },
            Over::Erase(erase) => erase.asks(session),
        }
    }

    fn asks_of_list(&self, session: &Session) -> Ask {
        let keys = |says: Vec<String>, list: Vec<String>, prompt: &str| Ask {
            says,
            list,
            prompt: prompt.to_string(),
            words: LIST,
            keys: true,
            help: "A number goes to that line.",
            ..Ask::default()
        };
        let Some(read) = &self.read else {
            return keys(vec!["They are being read.".to_string()], Vec::new(), "back: ");
        };
        let wrong = read.wrong.first().map(|wrong| format!("{wrong} Until it is mended nothing is due."));
        let Some(row) = self.row() else {
            let says = wrong.into_iter().chain([say::NONE.to_string()]).collect();
            return keys(
                says,
                read.terms.iter().map(|term| say::term(term, false)).collect(),
                "another, back: ",
            );
        };
        let of = format!("{} of {}.", self.marked + 1, self.rows().count());
        let says = wrong.into_iter().chain([of]).collect();
        let held = if row.hold.is_some() { "let go" } else { "hold" };
        let prompt = format!("Enter next, erase, {held}, another, back: ");
        keys(says, say::whole(session, read, row, false), &prompt)
    }

    /// An answer that is words or numbers.
    pub(super) fn hears(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        match &mut self.over {
            Over::List => {}
            Over::Find(typed) => {
                *typed = Typed::new(line);
                self.find(session, turn);
            }
            Over::Reason(reason) => {
                reason.types(session, line, turn);
                self.keep(session, turn);
            }
            Over::Erase(erase) => erase.hears(session, line, turn),
        }
    }

    /// A number of what is listed.
    pub(super) fn hears_number(&mut self, _session: &mut Session, line: &str, _turn: &mut Turn) -> bool {
        let number = line.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let known = number.filter(|place| matches!(self.over, Over::List) && *place < self.rows().count());
        self.marked = known.unwrap_or(self.marked);
        known.is_some()
    }
}

impl Erase {
    fn asks(&self, session: &Session) -> Ask {
        let keys = |says: Vec<String>, list: Vec<String>, prompt: &str| Ask {
            says,
            list,
            prompt: prompt.to_string(),
            keys: true,
            ..Ask::default()
        };
        let words = |says: String, prompt: &str, begun: &str| Ask {
            says: vec![says],
            prompt: prompt.to_string(),
            begun: begun.to_string(),
            ..Ask::default()
        };
        let read = || self.paragraphs().into_iter().map(|(text, ..)| text).collect::<Vec<String>>();
        match &self.step {
            Step::Shown => {
                let says = vec![format!("{}. Nothing goes yet: two people say so first.", self.what)];
                Ask { words: READ, ..keys(says, read(), "go on, back: ") }
            }
            Step::UnderWay(_) => keys(vec![UNDER_WAY.to_string()], Vec::new(), "back: "),
            Step::Ground => {
                let grounds = Ground::ALL.iter().zip(1..);
                let list = grounds.map(|(ground, number)| format!("{number} {}.", ground.label())).collect();
                keys(vec![GROUND.to_string()], list, "Which number, back: ")
            }
            Step::Why => {
                let says = format!("{} {} {}", self.so_far(), self.reason.asks(), self.reason.help());
                words(says, "Why: ", self.reason.typed.text())
            }
            Step::First(asks) => asks.asks(session, FIRST),
            Step::Who(_) => words(format!("{WHO}. {WHO_HELP}"), "Initials: ", ""),
            Step::Second(_, asks) => asks.asks(session, &second()),
            Step::Done(_) => keys(Vec::new(), read(), "Enter or back goes to the list: "),
        }
    }
}
