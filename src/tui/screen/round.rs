//! The daily round: everyone who is here, a row a child, their cells across and a sentence for the family. A row
//! counts once it is finished with Enter; until then it is a draft like any other.

mod cells;
mod columns;
mod draw;
mod foot;
mod legend;
mod plain;
mod save;

pub use save::take_back;
mod words;

pub use plain::{COLUMNS, SENTENCE, SPELLING, WORDS};

use std::cell::Cell as Kept;

use super::card::desk;
use super::card::field::Field;
use super::spell::Spell;
use super::{Page, Press, board};
use crate::capture::NameHit;
use crate::capture::editor::next_gap;
use crate::domain::entry::Standing;
use crate::domain::round::{Column, Row, Value};
use crate::domain::{
    AgeBand, Child, ChildId, Draft, DraftId, Entry, Moment, Presence, Purpose, TalkId, length,
};
use crate::tui::action::{Action, Scope};
use crate::tui::key::Takes;
use crate::tui::model::Session;
use crate::tui::msg::{Answer, Turn};
use crate::tui::plain::Ask;
use crate::tui::today;
use crate::tui::widget::canvas::Canvas;

/// What is said where no child has a row.
const NOBODY: &str = "Nobody is here yet. On the board ] says who is, and so does a drop-off note.";

/// The round as it stands.
#[derive(Debug)]
pub struct State {
    /// What is kept of it. Its rows stand in `rows` while the page is open.
    draft: Draft,
    /// The rows that were begun and are not saved.
    rows: Vec<Row>,
    /// When it was written last, where that was on an earlier day: its rows are of that day.
    earlier: Option<Moment>,
    /// Whose row is in use.
    on: Option<ChildId>,
    /// Which cell; `None` in the row's sentence.
    column: Option<usize>,
    /// What is being typed in the cell in use.
    typing: Typing,
    /// The sentence of the row in use.
    field: Field,
    /// The name that is asked about, everywhere that it stands; empty where none is.
    asked: Vec<NameHit>,
    /// The question about a word of the sentence that may be misspelt.
    spell: Spell,
    /// Names in this row that the writer keeps: see [`desk::kept`].
    kept_names: Vec<desk::Settled>,
    /// Line by line: the sentence as it stood before the line that is being typed.
    before_line: Option<String>,
    /// Rows on their way to the record.
    sent: Vec<(TalkId, Vec<Entry>)>,
    /// The rows saved since the page was opened, to open again when they are taken back.
    finished: Vec<Row>,
    /// The row whose entries are being taken back.
    reopening: Option<(TalkId, ChildId)>,
    /// The choice of columns, while it is open.
    choosing: Option<columns::Choosing>,
    /// The first row that is drawn, so that the rows stand still where they can.
    first: Kept<usize>,
}

/// What is typed in a cell, key after key.
#[derive(Debug, Default)]
struct Typing {
    /// The next digit goes on with the number in the cell.
    number: bool,
    /// What stood in the cell before the letters that follow one another.
    before: Option<Option<Value>>,
    /// One of them says nothing here: they are the words of a sentence, begun in the wrong place.
    astray: bool,
}

/// A row as it is shown.
struct Line<'a> {
    /// The number on the board; none of a child who is not on it any more.
    number: Option<usize>,
    child: &'a Child,
    /// What was begun and is not saved.
    row: Option<&'a Row>,
    /// The entry that it became.
    done: Option<&'a Standing>,
}

impl State {
    /// The round of today as this writer left it in this room, else as everybody's entries have it.
    pub fn open(session: &mut Session) -> State {
        let today = session.today();
        // One that was begun in another room waits there.
        let of_room = |rows: &[Row]| {
            let mut rooms = rows.iter().filter_map(|row| Some(session.roll.child(row.child)?.room));
            rows.is_empty() || rooms.any(|room| Some(room) == session.room)
        };
        let left = session.writer.drafts.iter().find(|draft| {
            matches!(&draft.purpose, Purpose::Round { at, rows, .. } if at.day() == today && of_room(rows))
        });
        match left.cloned() {
            Some(draft) => State::reopen(session, &draft),
            None => {
                let draft = desk::blank(session, Vec::new());
                let mut state = State::of(draft);
                state.on = state.next_open(session, None);
                state
            }
        }
    }

    /// A round that was left half way.
    pub fn reopen(session: &Session, draft: &Draft) -> State {
        let mut state = State::of(draft.clone());
        if let Purpose::Round { at, rows, on, column } = &draft.purpose {
            state.rows = rows.clone();
            state.earlier = (at.day() != session.today()).then_some(*at);
            state.column = column.filter(|column| *column < state.columns(session).len());
            state.drop_saved(session);
            let on = on.filter(|child| state.order(session).contains(child));
            state.on = on.or_else(|| state.next_open(session, None));
            let note = state.row().map(|row| row.note.clone()).unwrap_or_default();
            state.field = Field::new(note, draft.cursor);
        }
        state
    }

    fn of(draft: Draft) -> State {
        State {
            draft,
            rows: Vec::new(),
            earlier: None,
            on: None,
            column: Some(0),
            typing: Typing::default(),
            field: Field::default(),
            asked: Vec::new(),
            spell: Spell::default(),
            kept_names: Vec::new(),
            before_line: None,
            sent: Vec::new(),
            finished: Vec::new(),
            reopening: None,
            choosing: None,
            first: Kept::new(0),
        }
    }

    /// The room's columns.
    fn columns<'s>(&self, session: &'s Session) -> Vec<&'s Column> {
        session.room().map(|room| session.rounds.of(room, ages(session))).unwrap_or_default()
    }

    /// The rows: who is here, whose row is done, and whoever has one begun. What was only filled in for a child who
    /// turned out to be away is nothing that anybody said.
    fn lines<'s>(&'s self, session: &'s Session) -> Vec<Line<'s>> {
        let row = |child: ChildId| self.rows.iter().find(|row| row.child == child);
        let children = session.children();
        let mut lines: Vec<Line> = Vec::new();
        for (index, child) in children.iter().enumerate() {
            let done = done(session, child.id).filter(|_| self.earlier.is_none());
            let here = self.earlier.is_none() && today::presence(session, child) == Presence::Here;
            let row = row(child.id).filter(|row| here || self.earlier.is_some() || !row.is_only_filled());
            if row.is_some() || done.is_some() || here {
                lines.push(Line { number: Some(index + 1), child, row, done });
            }
        }
        // What was begun for a child who is on the list no more is not lost.
        for row in self.rows.iter().filter(|row| !children.iter().any(|child| child.id == row.child)) {
            if let Some(child) = session.roll.child(row.child) {
                lines.push(Line { number: None, child, row: Some(row), done: None });
            }
        }
        lines
    }

    /// The children of the rows, in their order.
    fn order(&self, session: &Session) -> Vec<ChildId> {
        self.lines(session).iter().map(|line| line.child.id).collect()
    }

    /// The first row after that child's that is not done, else the first of all; the first row where all are.
    fn next_open(&self, session: &Session, after: Option<ChildId>) -> Option<ChildId> {
        let lines = self.lines(session);
        let from = after.and_then(|child| lines.iter().position(|line| line.child.id == child));
        let open = |line: &&Line| {
            let sent = self.rows.iter().any(|row| row.child == line.child.id && self.is_sent(row));
            (line.done.is_none() || line.row.is_some()) && !sent
        };
        let after = lines.iter().skip(from.map_or(0, |at| at + 1)).find(open);
        let next = after.or_else(|| lines.iter().find(open));
        next.or_else(|| lines.first().filter(|_| from.is_none())).map(|line| line.child.id)
    }

    fn is_sent(&self, row: &Row) -> bool {
        self.sent.iter().any(|(talk, _)| *talk == row.talk)
    }

    /// The row in use, where it was begun.
    fn row(&self) -> Option<&Row> {
        self.rows.iter().find(|row| Some(row.child) == self.on)
    }

    /// The row in use, begun now where it was not. Its entry's id is given at once, so that saving it twice is
    /// saving it once.
    fn begin(&mut self, session: &mut Session) -> Option<&mut Row> {
        let child = self.on?;
        if !self.rows.iter().any(|row| row.child == child) {
            let now = session.now;
            self.rows.push(Row::new(child, session.chance.id(now)));
            self.draft.ids.retain(|(known, ..)| *known != child);
            self.draft.ids.push((child, 0, session.chance.id(now)));
        }
        self.rows.iter_mut().find(|row| row.child == child)
    }

    /// Goes to a row. What is asked and chosen is the old row's.
    fn go(&mut self, child: Option<ChildId>) {
        self.on = child;
        self.typing = Typing::default();
        self.asked.clear();
        self.spell.close();
        self.before_line = None;
        self.kept_names.clear();
        let note = self.row().map(|row| row.note.clone()).unwrap_or_default();
        let end = note.chars().count();
        self.field = Field::new(note, end);
    }

    fn step(&mut self, session: &Session, by: isize) {
        let order = self.order(session);
        let at = order.iter().position(|child| Some(*child) == self.on).unwrap_or(0);
        let to = at.saturating_add_signed(by).min(order.len().saturating_sub(1));
        if let Some(child) = order.get(to).copied() {
            self.go(Some(child));
            self.heard_from_the_first(session);
        }
    }

    /// The next cell, or the one before; the sentence stands between the last and the first.
    fn go_across(&mut self, session: &Session, back: bool) {
        let last = self.columns(session).len().checked_sub(1);
        self.column = match (self.column, back) {
            (None, false) => last.map(|_| 0),
            (None, true) => last,
            (Some(column), false) => Some(column + 1).filter(|next| Some(*next) <= last),
            (Some(column), true) => column.checked_sub(1),
        };
        self.typing = Typing::default();
    }

    /// Why nothing can be written in the row in use, where it can't.
    fn closed(&self, session: &Session) -> Option<String> {
        let lines = self.lines(session);
        let line = lines.iter().find(|line| Some(line.child.id) == self.on);
        match line {
            None => Some(NOBODY.to_string()),
            Some(line) if line.row.is_some_and(|row| self.is_sent(row)) => {
                Some(format!("{}'s row is being saved.", line.child.first_name()))
            }
            Some(line) if line.row.is_none() && line.done.is_some() => Some(format!(
                "{}'s row is done. To change it: Esc, then a on the child's page.",
                line.child.first_name()
            )),
            Some(_) => None,
        }
    }

    /// Keeps what was begun, durably.
    fn keep(&mut self, session: &mut Session, turn: &mut Turn) {
        self.rows.retain(|row| !row.is_blank());
        let columns = self.columns(session);
        let says = self.rows.iter().map(|row| {
            let words = [row.words(&columns), row.note.clone()].join(" ");
            format!("{}: {}", session.roll.short_name(row.child), words.trim())
        });
        self.draft.note = says.collect::<Vec<_>>().join("\n");
        self.draft.children = self.rows.iter().map(|row| row.child).collect();
        self.draft.cursor = self.field.cursor();
        self.draft.purpose = Purpose::Round {
            at: self.earlier.unwrap_or(session.now),
            rows: self.rows.clone(),
            on: self.on,
            column: self.column,
        };
        let known = session.writer.drafts.iter().any(|draft| draft.id == self.draft.id);
        if let Some(room) = session.room.filter(|_| known || !self.rows.is_empty()) {
            session.keep_words(self.draft.clone(), room, turn);
        }
    }

    fn press_anywhere(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        match press.action {
            Some(Action::Up) => self.step(session, -1),
            Some(Action::Down) => self.step(session, 1),
            Some(Action::PageUp) => self.step(session, -10),
            Some(Action::PageDown) => self.step(session, 10),
            Some(Action::LastPart) => self.go_across(session, true),
            Some(Action::TakeBack) => self.take_back(session, turn),
            Some(Action::ChooseColumns) => self.choosing = Some(columns::Choosing::of(session)),
            Some(Action::Back) => {
                self.keep(session, turn);
                let lines = self.lines(session);
                let waits = match lines.iter().filter(|line| line.row.is_some()).count() {
                    0 => None,
                    1 => Some("1 row waits for you".to_string()),
                    more => Some(format!("{more} rows wait for you")),
                };
                match waits {
                    Some(waits) if session.held(self.draft.id) => {
                        turn.warn(format!("{waits}, not on the disk yet. Leave the program open."));
                    }
                    Some(waits) => turn.say(format!("Kept. {waits} in the daily round.")),
                    None => {}
                }
                turn.to(board::State::at(session, self.on).into());
            }
            _ => return false,
        }
        true
    }
}

/// The age of the room's children.
fn ages(session: &Session) -> Option<AgeBand> {
    session.room.and_then(|room| session.roll.age_band(room, session.today()))
}

/// The entry that a child's row of today became.
fn done(session: &Session, child: ChildId) -> Option<&Standing> {
    session.day.entries.iter().find(|standing| {
        let entry = &standing.entry;
        entry.child == child && entry.round.is_some() && standing.withdrawn.is_none()
    })
}

impl Page for State {
    fn scope(&self) -> Scope {
        match (&self.choosing, !self.asked.is_empty() || self.column.is_none()) {
            (Some(_), _) => Scope::RoundColumns,
            (None, true) => Scope::RoundWords,
            (None, false) => Scope::Round,
        }
    }

    fn takes(&self) -> Takes {
        match self.scope() {
            Scope::RoundWords => Takes::Words,
            Scope::RoundColumns => Takes::Nothing,
            _ => Takes::Names,
        }
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        self.before_line = None;
        if self.choosing.is_some() {
            return self.press_columns(session, press, turn);
        }
        let meant = if !self.asked.is_empty() || self.column.is_none() {
            self.press_words(session, press, turn)
        } else {
            self.press_cells(session, press, turn)
        };
        meant || self.press_anywhere(session, press, turn)
    }

    fn open_text(&self) -> Option<(&str, usize)> {
        (self.column.is_none() && self.choosing.is_none()).then(|| (self.field.text(), length::NOTE))
    }

    fn paste(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        if self.column.is_some() || self.choosing.is_some() || self.closed(session).is_some() {
            return turn.say("Nothing was pasted: only the sentence takes pasted text.");
        }
        let spaced = text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ");
        let line: String = spaced.chars().filter(|letter| !letter.is_control()).collect();
        self.field.paste(&line);
        self.said(session, turn);
    }

    fn question(&self, session: &Session) -> Ask {
        self.asks(session)
    }

    fn line(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        self.hears(session, line, turn);
        self.before_line = None;
    }

    fn typing(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        self.types(session, text, turn);
    }

    fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        self.spell.take(answer);
        self.columns_kept(session, answer, turn);
        self.row_saved(session, answer, turn);
        if matches!(answer, Answer::Day(..)) {
            self.drop_saved(session);
            if self.on.is_none() {
                let first = self.next_open(session, None);
                self.go(first);
            }
        }
    }

    fn leave(&mut self, session: &mut Session, turn: &mut Turn) {
        self.keep(session, turn);
    }

    fn writing(&self) -> Option<DraftId> {
        (!self.rows.is_empty()).then_some(self.draft.id)
    }

    fn hint(&self, session: &Session, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        if !self.asked.is_empty() {
            return match action {
                Action::RowSaid if self.asked.iter().any(|hit| hit.quoted) => said("", ""),
                Action::RowSaid => said("1", "“a friend”"),
                Action::NextInRow => said("2", "keep"),
                Action::Back => said("Esc", "edit"),
                Action::Help => None,
                _ => said("", ""),
            };
        }
        if let Some(hint) = self.spell.hint(session, (Action::RowSaid, Action::NextInRow), action) {
            return hint;
        }
        let pen = self.pen(session);
        let found = pen.found(&self.field).filter(|_| self.column.is_none());
        match action {
            Action::Up if self.choosing.is_some() => said("↑↓", "choose"),
            Action::Up if found.as_ref().is_some_and(|(_, found)| found.len() > 1) => said("↑↓", "choose"),
            Action::RowPhrase | Action::RowForHome if found.is_some() => said("", ""),
            Action::RowSaid if pen.listed(&self.field, false).is_some() => said("Enter", "take it"),
            // What Enter takes the hint has said.
            Action::NextInRow if pen.listed(&self.field, false).is_some() => said("", ""),
            Action::RowSaid if pen.fills(&self.field) => said("Enter", "fill its gap"),
            // A mark alone is no word of the sentence, and nothing is found yet.
            Action::RowSaid if found.is_some() => said("", ""),
            Action::RowSaid if self.field.on_gap() => said("Enter", "leave it out"),
            Action::NextInRow if self.field.completes() => said("Tab", "take it"),
            Action::NextInRow if pen.puts_in(&self.field) => said("Tab", "put it in"),
            Action::NextInRow if next_gap(self.field.text(), 0).is_some() => said("Tab", "next gap"),
            // Without a row there is nothing that these could do.
            Action::RowDone | Action::NextCell | Action::SameAsAbove | Action::FillBlanks
                if self.lines(session).is_empty() =>
            {
                said("", "")
            }
            Action::Back if self.choosing.is_none() && self.rows.is_empty() => said("Esc", "back"),
            Action::Back if self.choosing.is_none() => said("Esc", "keep"),
            _ => None,
        }
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        match &self.choosing {
            Some(choosing) => choosing.draw(session, canvas),
            None => self.draw(session, canvas),
        }
    }
}
