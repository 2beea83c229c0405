//! What lies behind a figure: one list, of all entries at first, narrowed by the figure that was opened; of a figure of
//! families by one of them again. It is read some at a time, on as far as somebody looks.

use std::collections::HashMap;

use super::marks::mark;
use super::{Part, State};
use crate::domain::EntryId;
use crate::domain::evidence::{Figure, Opened};
use crate::store::ask::Evidence;
use crate::tui::model::Session;
use crate::tui::msg::{Behind, Effect, StatementRead, Turn};

/// How many entries are read at a time: the strongest first.
pub const LISTED: usize = 200;
/// So many lines before the last that was read, more are asked for.
const AHEAD: usize = 20;

/// A list of what is behind a figure.
#[derive(Debug)]
pub(super) struct List {
    pub opened: Opened,
    /// What the figure says: as many lines as the list has; `None` of one family, whose entries no figure counts.
    pub count: Option<u32>,
    /// What has been read of it; `None` until then.
    rows: Option<Vec<Evidence>>,
    /// More of it is on its way.
    asked: bool,
    /// The line that was marked when another list was laid over it.
    marked: usize,
}

/// A line of the list of entries.
pub(super) struct Listed<'a> {
    /// Its number in the text, where it is cited.
    pub number: Option<usize>,
    pub id: EntryId,
    pub evidence: Option<&'a Evidence>,
}

impl Listed<'_> {
    fn of<'a>(evidence: &'a Evidence, numbers: &HashMap<EntryId, usize>) -> Listed<'a> {
        let id = evidence.piece.entry;
        Listed { number: numbers.get(&id).copied(), id, evidence: Some(evidence) }
    }
}

impl List {
    /// All entries.
    pub fn of_all() -> List {
        List::new(Opened { figure: Figure::Entries, family: None }, Some(0))
    }

    fn new(opened: Opened, count: Option<u32>) -> List {
        List { opened, count, rows: None, asked: false, marked: 0 }
    }

    /// Whether its lines are families.
    pub fn of_families(&self) -> bool {
        self.opened.figure.counts_families() && self.opened.family.is_none()
    }

    /// Whether none of it has been read yet.
    pub fn is_on_its_way(&self) -> bool {
        self.rows.is_none()
    }

    fn read(&self) -> &[Evidence] {
        self.rows.as_deref().unwrap_or_default()
    }

    /// Whether there are more lines than have been read.
    fn goes_on(&self) -> bool {
        let read = self.read().len();
        match self.count {
            Some(count) => read < count as usize,
            // Where fewer came than were asked for, there are no more.
            None => read > 0 && read.is_multiple_of(LISTED),
        }
    }
}

impl State {
    /// The list that is shown.
    pub(super) fn list(&self) -> &List {
        self.over.last().unwrap_or(&self.all)
    }

    fn list_mut(&mut self) -> &mut List {
        self.over.last_mut().unwrap_or(&mut self.all)
    }

    /// The same where it is narrowed to a figure.
    pub(super) fn narrowed(&self) -> Option<&List> {
        self.over.last()
    }

    /// All figures of the statement, each with its number, in the order of their page.
    pub(super) fn all_figures(&self) -> Vec<(Figure, u32)> {
        let of = |read: &StatementRead| Figure::all(&read.figures, &read.reached, self.whom.period.to);
        self.read.as_ref().map(of).unwrap_or_default()
    }

    /// The lines of the list: of all entries those that the text cites by their numbers, then the others, strongest
    /// first; of a narrowed one as strong as they are.
    pub(super) fn listed(&self) -> Vec<Listed<'_>> {
        let cited = self.cited.iter().zip(1_usize..);
        let cited: Vec<(EntryId, usize)> = cited
            .filter(|(_, number)| self.text.text().contains(&mark(*number)))
            .map(|(id, number)| (*id, number))
            .collect();
        let numbers: HashMap<EntryId, usize> = cited.iter().copied().collect();
        let rows = self.list().read();
        if self.narrowed().is_some() {
            return rows.iter().map(|one| Listed::of(one, &numbers)).collect();
        }
        let beside = self.read.as_ref().map(|read| read.cited.as_slice()).unwrap_or_default();
        let of = |id: EntryId| rows.iter().chain(beside).find(|one| one.piece.entry == id);
        let first = cited.iter().map(|&(id, number)| Listed { number: Some(number), id, evidence: of(id) });
        let others = rows.iter().filter(|one| !numbers.contains_key(&one.piece.entry));
        first.chain(others.map(|one| Listed::of(one, &numbers))).collect()
    }

    /// How many lines the list has, those that were not read yet among them, but none that is never read.
    pub(super) fn lines(&self) -> usize {
        let listed = self.listed().len();
        let count = self.list().count.filter(|_| self.list().goes_on());
        count.map_or(listed, |count| listed.max(count as usize))
    }

    /// Goes through the list, and asks for more of it in time.
    pub(super) fn step(&mut self, by: isize, turn: &mut Turn) {
        let last = self.listed().len().saturating_sub(1);
        self.marked = self.marked.saturating_add_signed(by).min(last);
        if self.marked + AHEAD > last && self.list().goes_on() {
            self.read_on(turn);
        }
    }

    fn read_on(&mut self, turn: &mut Turn) {
        let (statement, scope) = (self.known_as(), self.whom.clone());
        let list = self.list_mut();
        if std::mem::replace(&mut list.asked, true) {
            return;
        }
        let after = list.read().last().map(|one| one.piece.clone());
        let behind = Behind { statement, scope, opened: list.opened.clone(), after, limit: LISTED };
        turn.effect(Effect::Behind(Box::new(behind)));
    }

    /// Opens the figure that is marked: the list is narrowed to what is behind it.
    pub(super) fn open_figure(&mut self, turn: &mut Turn) {
        let Some((figure, count)) = self.all_figures().into_iter().nth(self.figure) else { return };
        match (figure, count) {
            (_, 0) => turn.say("There is nothing behind it: it counts none."),
            (Figure::Entries, _) => {
                self.widen();
                self.part = Part::Entries;
            }
            (figure, count) => {
                self.widen();
                self.narrow(List::new(Opened { figure, family: None }, Some(count)), turn);
            }
        }
    }

    /// Opens the line that is marked: a family's entries, or an entry whole.
    pub(super) fn open_line(&mut self, turn: &mut Turn) {
        let list = self.list();
        let family = list.read().get(self.marked).and_then(|one| one.piece.family);
        match family.filter(|_| list.of_families()) {
            Some(family) => {
                let opened = Opened { figure: list.opened.figure.clone(), family: Some(family) };
                self.narrow(List::new(opened, None), turn);
            }
            None if !self.listed().is_empty() => self.part = Part::Whole,
            None => {}
        }
    }

    fn narrow(&mut self, list: List, turn: &mut Turn) {
        let marked = std::mem::take(&mut self.marked);
        self.list_mut().marked = marked;
        self.over.push(list);
        self.part = Part::Entries;
        self.read_on(turn);
    }

    /// Takes the narrowed list away, and is where it was before. Answers whether there was one.
    pub(super) fn widen_by_one(&mut self) -> bool {
        let narrowed = self.over.pop().is_some();
        if narrowed {
            self.marked = self.list().marked;
        }
        narrowed
    }

    /// Goes back to all entries.
    fn widen(&mut self) {
        while self.widen_by_one() {}
    }

    /// What was read of the statement comes in: all lists begin anew with it, as far as they had been read.
    pub(super) fn begin_lists(&mut self, read: &StatementRead, turn: &mut Turn) {
        let all = &mut self.all;
        (all.count, all.asked) = (Some(read.figures.entries), false);
        all.rows = Some(read.evidence.clone());
        let figures = self.all_figures();
        let (statement, scope) = (self.known_as(), self.whom.clone());
        for list in &mut self.over {
            let now = figures.iter().find(|(figure, _)| *figure == list.opened.figure);
            list.count = list.count.and(Some(now.map_or(0, |(_, count)| *count)));
            let (opened, limit) = (list.opened.clone(), list.read().len().max(LISTED));
            let (statement, scope) = (statement.clone(), scope.clone());
            list.asked = true;
            let behind = Behind { statement, scope, opened, after: None, limit };
            turn.effect(Effect::Behind(Box::new(behind)));
        }
        self.marked = self.marked.min(self.listed().len().saturating_sub(1));
    }

    /// What is behind a figure has been read.
    pub(super) fn came(&mut self, behind: &Behind, rows: &[Evidence]) {
        if behind.statement != self.known_as() || behind.scope != self.whom {
            return;
        }
        let mut lists = std::iter::once(&mut self.all).chain(&mut self.over);
        let Some(list) = lists.find(|list| list.opened == behind.opened) else { return };
        let last = list.read().last().map(|one| &one.piece);
        match &behind.after {
            None => list.rows = Some(rows.to_vec()),
            Some(after) if last == Some(after) => list.rows.get_or_insert_default().extend_from_slice(rows),
            // It has begun anew meanwhile.
            Some(_) => return,
        }
        list.asked = false;
        if rows.is_empty() {
            // What it counted is no longer there: it ends here.
            list.count = Some(u32::try_from(list.read().len()).unwrap_or(u32::MAX));
        }
        self.marked = self.marked.min(self.listed().len().saturating_sub(1));
    }

    /// What the narrowed list is of: `7 led to a change`, `Ava O., through fathers`.
    pub(super) fn narrowed_to(&self, session: &Session) -> Option<String> {
        let list = self.narrowed()?;
        let figure = &list.opened.figure;
        Some(match (list.opened.family, list.count) {
            (Some(family), _) => {
                let families = session.roll.families();
                let children =
                    session.roll.children.iter().filter(|child| families.get(&child.id) == Some(&family));
                let names: Vec<String> = children.map(|child| session.roll.short_name(child.id)).collect();
                let part = figure.part();
                if part.is_empty() { names.join(" and ") } else { format!("{}, {part}", names.join(" and ")) }
            }
            (None, count) => figure.counted(count.unwrap_or_default()),
        })
    }
}
