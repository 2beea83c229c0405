//! What an entry shows: what is suggested, what the lead ticks, what is marked while ticking.

use std::collections::BTreeSet;

use super::items::Item;
use super::{Mode, State};
use crate::domain::entry::{Shown, Standing};
use crate::domain::evidence::suggest::proposed;
use crate::domain::framework::{Statement, StatementRef};
use crate::domain::name::fold;
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::screen::Press;

impl State {
    /// What an entry would be agreed to show.
    pub(super) fn shows(&self, session: &Session, standing: &Standing) -> Vec<Shown> {
        match self.ticks.get(&standing.entry.id) {
            Some(ticked) => ticked.clone(),
            None if standing.agreed() => {
                let late = self.late.get(&standing.entry.id).map(|late| late.shows.as_slice());
                standing.shows().iter().chain(late.unwrap_or_default()).cloned().collect()
            }
            None => proposed(standing, &session.frameworks),
        }
    }

    /// What can be ticked beside the entry: what was suggested, what is ticked, what was agreed.
    pub(super) fn candidates(&self, session: &Session, standing: &Standing) -> Vec<StatementRef> {
        let mut known: BTreeSet<StatementRef> = proposed(standing, &session.frameworks)
            .into_iter()
            .chain(self.shows(session, standing))
            .chain(standing.shows().iter().cloned())
            .chain(self.late.get(&standing.entry.id).into_iter().flat_map(|late| late.shows.iter().cloned()))
            .map(|shown| shown.statement)
            .collect();
        let mut ordered: Vec<StatementRef> = statements(session)
            .map(|(statement, _)| statement)
            .filter(|known_| known.remove(known_))
            .collect();
        // A code that no framework knows any more is shown, never dropped.
        ordered.extend(known);
        ordered
    }

    /// Whether the selected entry says that there was no talk.
    pub(super) fn no_talk(&self) -> bool {
        self.selected().is_some_and(|standing| standing.entry.no_talk.is_some())
    }

    /// Whether the selected entry was agreed and its day is closed: that stays, for the day code stands on paper by
    /// now.
    pub(super) fn agreed_then(&self) -> bool {
        self.so_far.closed.is_some() && self.selected().is_some_and(Standing::agreed)
    }

    /// The same where what it shows changes no more either: no framework came into use since.
    pub(super) fn settled(&self) -> bool {
        let again = |standing: &Standing| self.late.contains_key(&standing.entry.id);
        self.agreed_then() && !self.selected().is_some_and(again)
    }

    pub(super) fn tick(&mut self, session: &Session, statement: StatementRef) {
        let Some(standing) = self.selected() else { return };
        let id = standing.entry.id;
        let before = standing
            .shows()
            .iter()
            .chain(&proposed(standing, &session.frameworks))
            .chain(self.late.get(&id).into_iter().flat_map(|late| &late.shows))
            .find(|shown| shown.statement == statement)
            .cloned();
        let mut shows = self.shows(session, standing);
        match shows.iter().position(|shown| shown.statement == statement) {
            Some(index) => {
                shows.remove(index);
            }
            None => shows.push(before.unwrap_or(Shown { statement, changed: false })),
        }
        shows.sort();
        self.ticks.insert(id, shows);
    }

    /// That something changed because of it, or not: only where it is ticked.
    pub(super) fn led_to_change(&mut self, session: &Session, statement: &StatementRef, turn: &mut Turn) {
        let Some(standing) = self.selected() else { return };
        let id = standing.entry.id;
        let mut shows = self.shows(session, standing);
        match shows.iter_mut().find(|shown| shown.statement == *statement) {
            Some(shown) => {
                shown.changed = !shown.changed;
                self.ticks.insert(id, shows);
            }
            None => turn.say("Tick it first: Space."),
        }
    }

    pub(super) fn ticking(&mut self, session: &Session, first: bool) -> bool {
        let Some(standing) = self.selected() else { return false };
        if !matches!(self.row().map(|row| row.item), Some(Item::Entry(_))) {
            return false;
        }
        match self.candidates(session, standing).first().cloned() {
            Some(statement) => {
                if first {
                    self.tick(session, statement);
                }
                self.mode = Mode::Ticks(0);
            }
            None => self.list_statements(),
        }
        true
    }

    /// The statement that is marked where something is being ticked.
    pub(super) fn marked(&self, session: &Session) -> Option<StatementRef> {
        match self.mode {
            Mode::Ticks(index) => {
                self.selected().and_then(|standing| self.candidates(session, standing).get(index).cloned())
            }
            Mode::Shows(index) => self.found(session).into_iter().nth(index).map(|(statement, _)| statement),
            _ => None,
        }
    }

    /// Opens the list of all statements, whole.
    pub(super) fn list_statements(&mut self) {
        self.find.clear();
        self.mode = Mode::Shows(0);
    }

    /// A key that narrows the list of all statements, or widens it again.
    pub(super) fn narrows(&mut self, press: Press) -> bool {
        let clears = press.action == Some(Action::Back) && !self.find.is_empty();
        if clears {
            self.find.clear();
        }
        // The arrows go through the list; they do not move in so short a word.
        let types = matches!(press.action, None | Some(Action::Erase)) && self.find.press(press);
        if clears || types {
            self.mode = Mode::Shows(0);
        }
        clears || types
    }

    /// The statements of the list of all that have the letters which were typed: in their number or code, in their
    /// title or in the name of their framework.
    pub(super) fn found<'a>(&self, session: &'a Session) -> Vec<(StatementRef, &'a Statement)> {
        let wanted = fold(self.find.text());
        let of = |id: &str| session.frameworks.iter().find(|framework| framework.id == id);
        let has = |(known, statement): &(StatementRef, &Statement)| {
            let of = of(&known.framework).map_or("", |framework| framework.title.as_str());
            let words = [statement.number.as_str(), &statement.code, &statement.title, of].join(" ");
            fold(&words).contains(wanted.trim())
        };
        statements(session).filter(has).collect()
    }
}

/// All statements of the frameworks in use, in their order.
pub(in crate::tui::screen) fn statements(
    session: &Session,
) -> impl Iterator<Item = (StatementRef, &Statement)> {
    session.frameworks.iter().flat_map(|framework| {
        framework.statements.iter().map(|statement| {
            (StatementRef { framework: framework.id.clone(), code: statement.code.clone() }, statement)
        })
    })
}

/// A statement's number where there is little room: of another framework than the first its code alone.
pub(super) fn in_short(session: &Session, statement: &StatementRef) -> String {
    let first = session.frameworks.first().filter(|first| first.id == statement.framework);
    first.map_or(statement.code.as_str(), |first| first.number(&statement.code)).to_string()
}

/// The number by which a statement is known on this page, and its title: those of the first framework by number, of
/// others by their code, with the framework where the first has such a number too.
pub(in crate::tui::screen) fn known_as(session: &Session, statement: &StatementRef) -> (String, String) {
    let Some(index) = session.frameworks.iter().position(|framework| framework.id == statement.framework)
    else {
        return (statement.to_string(), "no framework in use knows it".to_string());
    };
    let found = session.frameworks.get(index).and_then(|framework| framework.statement(&statement.code));
    match found {
        Some(found) => {
            let first = session.frameworks.first().filter(|_| index > 0);
            let both = first.is_some_and(|first| {
                first.statements.iter().any(|one| one.number == found.code || one.code == found.code)
            });
            let number = if both { statement.to_string() } else { in_short(session, statement) };
            (number, found.title.clone())
        }
        None => (statement.to_string(), "not in this edition any more".to_string()),
    }
}
