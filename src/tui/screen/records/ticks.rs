//! What a record shows, ticked as at the day's end: first what its kind may show, and all statements with one key.

use std::collections::{BTreeMap, BTreeSet};

use ratatui::style::Modifier;

use crate::domain::entry::Shown;
use crate::domain::framework::StatementRef;
use crate::domain::practice::{Held, PracticeKind};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::screen::Press;
use crate::tui::screen::review::{known_as, statements};
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;

/// The list while somebody ticks.
#[derive(Debug)]
pub(super) struct Ticks {
    /// What the kind of the record may show.
    suggested: Vec<StatementRef>,
    pub ticked: Vec<Shown>,
    /// That what was done is written down: all of it carries *changed*, or none; `None` where each is said.
    acted: Option<bool>,
    all: bool,
    pub marked: usize,
    pub done: bool,
}

impl Ticks {
    pub fn new(
        session: &Session,
        kind: &PracticeKind,
        ticked: Vec<Shown>,
        fields: &BTreeMap<String, Held>,
    ) -> Ticks {
        let suggested = kind.suggests(&session.frameworks).map(|(statement, _)| statement).collect();
        Ticks { suggested, ticked, acted: kind.acted_on(fields), all: false, marked: 0, done: false }
    }

    /// The rows: what may be shown and what is ticked, or every statement of the frameworks in use. A code that no
    /// framework knows any more is shown, never dropped.
    pub fn rows(&self, session: &Session) -> Vec<StatementRef> {
        let ticked = self.ticked.iter().map(|shown| &shown.statement);
        let mut left: BTreeSet<&StatementRef> = self.suggested.iter().chain(ticked).collect();
        let known = statements(session).map(|(statement, _)| statement);
        let mut rows: Vec<StatementRef> =
            known.filter(|statement| left.remove(statement) || self.all).collect();
        rows.extend(left.into_iter().cloned());
        rows
    }

    pub fn press(&mut self, session: &Session, press: Press) -> bool {
        let rows = self.rows(session);
        let last = rows.len().saturating_sub(1);
        match press.action {
            Some(Action::Up) => self.marked = self.marked.saturating_sub(1),
            Some(Action::Down) => self.marked = (self.marked + 1).min(last),
            Some(Action::PageUp) => self.marked = self.marked.saturating_sub(10),
            Some(Action::PageDown) => self.marked = (self.marked + 10).min(last),
            Some(Action::First) => self.marked = 0,
            Some(Action::Last) => self.marked = last,
            Some(Action::TickStatement) => {
                if let Some(statement) = rows.get(self.marked) {
                    self.tick(statement);
                }
            }
            Some(Action::RecordChanged) => {
                let marked = rows.get(self.marked);
                let ticked = self.ticked.iter_mut().find(|shown| Some(&shown.statement) == marked);
                match ticked.filter(|_| self.acted.is_none()) {
                    Some(shown) => shown.changed = !shown.changed,
                    None => return false,
                }
            }
            Some(Action::AllStatements) => {
                let at = rows.get(self.marked).cloned();
                self.all = !self.all;
                let rows = self.rows(session);
                self.marked = rows.iter().position(|row| Some(row) == at.as_ref()).unwrap_or(0);
            }
            Some(Action::RecordTicked | Action::Back | Action::Left) => self.done = true,
            _ => return false,
        }
        true
    }

    pub fn tick(&mut self, statement: &StatementRef) {
        match self.ticked.iter().position(|shown| shown.statement == *statement) {
            Some(index) => drop(self.ticked.remove(index)),
            None => self.ticked.push(Shown { statement: statement.clone(), changed: false }),
        }
        self.ticked.sort();
    }

    /// Whether something changed because of it, as far as it is ticked.
    pub fn changed(&self, statement: &StatementRef) -> bool {
        let shown = self.ticked.iter().find(|shown| shown.statement == *statement);
        shown.is_some_and(|shown| self.acted.unwrap_or(shown.changed))
    }

    pub fn ticks(&self, statement: &StatementRef) -> bool {
        self.ticked.iter().any(|shown| shown.statement == *statement)
    }

    pub fn draw(&self, session: &Session, canvas: &mut Canvas, title: &str) {
        let theme = canvas.theme();
        let width = canvas.width();
        canvas.header(session, "Practice records");
        let x = canvas.put(1, 1, "What does it show?", theme.text.add_modifier(Modifier::BOLD)) + 2;
        canvas.put_in(x, 1, width.saturating_sub(x + 1), title, theme.muted);
        canvas.rule(2);
        let rows = self.rows(session);
        if rows.is_empty() {
            let says = "No framework in use asks for records of this kind. l lists all statements.";
            let says = session.keys.said(Action::AllStatements, says);
            canvas.put_in(3, 4, width.saturating_sub(4), &says, theme.text);
            canvas.cursor(3, 4);
            return;
        }
        let top: u16 = 3;
        let (first, fit) = canvas.seen_of((top, canvas.height()), self.marked, rows.len());
        for (y, (index, statement)) in (top..).zip(rows.iter().enumerate().skip(first).take(fit)) {
            let here = index == self.marked;
            canvas.row(0, y, width, 1, tap::to_tick(self.marked, index));
            let style = if here { theme.bar } else { theme.text };
            if here {
                canvas.in_use(0, y, width);
                canvas.put(1, y, "▸", style);
            }
            canvas.tick(4, y, self.ticks(statement), style);
            let (number, title) = known_as(session, statement);
            let x = canvas.put(7, y, &number, style).max(10) + 1;
            let x = canvas.put_in(x, y, width.saturating_sub(x + 2), &title, style);
            if self.changed(statement) {
                let says = "something changed because of it";
                let quiet = if here { theme.bar } else { theme.muted };
                canvas.put_in(x + 2, y, width.saturating_sub(x + 4), says, quiet);
            }
        }
    }
}
