//! What is gone through again: entries that were agreed before a framework was in use. Each stands among what is to be
//! looked at of its day, with what it may show of that framework; Enter agrees that, and what was agreed stays.

use super::State;
use super::items::{Item, Row};
use crate::domain::entry::Standing;
use crate::domain::evidence::Late;
use crate::domain::framework::StatementRef;
use crate::domain::{Day, Period};
use crate::tui::model::Session;
use crate::tui::msg::{Effect, Turn};

impl State {
    /// Reads which entries of this term these are.
    pub(super) fn ask_late(&self, session: &Session, turn: &mut Turn) {
        let known = (session.phrases.clone(), session.frameworks.clone());
        turn.effect(Effect::Late(self.room, Period::term_to(session.today()), Box::new(known)));
    }

    /// What a row's entry may show of a framework that came into use since.
    pub(super) fn late_of(&self, row: &Row) -> Option<&Late> {
        match row.item {
            Item::Entry(id) => self.late.get(&id).filter(|_| !self.pending.contains(&row.item)),
            _ => None,
        }
    }

    /// The days of such entries.
    pub(super) fn late_days(&self) -> impl Iterator<Item = Day> {
        self.late.values().map(|late| late.day)
    }

    /// Whether that can't be ticked for the selected entry, for it was agreed and its day is closed: all but what is of
    /// a framework that came into use since.
    pub(super) fn stays(&self, statement: &StatementRef) -> bool {
        let late = self.selected().and_then(|standing| self.late.get(&standing.entry.id));
        let of =
            |late: &Late| late.shows.iter().any(|shown| shown.statement.framework == statement.framework);
        self.agreed_then() && !late.is_some_and(of)
    }

    /// The names of the frameworks for which an entry is gone through again.
    pub(super) fn for_which(&self, session: &Session, standing: &Standing) -> Option<String> {
        let late = self.late.get(&standing.entry.id)?;
        let of = |id: &str| late.shows.iter().any(|shown| shown.statement.framework == id);
        let titles: Vec<&str> = session
            .frameworks
            .iter()
            .filter(|framework| of(&framework.id))
            .map(|framework| framework.title.as_str())
            .collect();
        (!titles.is_empty()).then(|| titles.join(" and "))
    }
}
