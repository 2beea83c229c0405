//! The day's end: what needs a person first, then the rest. Enter agrees and goes on; nothing counts as
//! evidence before it.

mod draw;
mod items;
#[cfg(test)]
pub(crate) mod tests;

use std::collections::{BTreeMap, BTreeSet};

use self::items::{Item, Missing, Need, Row};
pub(super) use self::items::{names, softened};
use super::{Page, Press, amend};
use crate::capture::NameHit;
use crate::domain::entry::{Reason, Shown, Standing};
use crate::domain::evidence::suggest::proposed;
use crate::domain::framework::{Statement, StatementRef};
use crate::domain::{Act, Change, ChildId, Day, Draft, DraftId, Entry, EntryId, Purpose, RoomId, TalkId};
use crate::store::ask::DaySoFar;
use crate::tui::action::{Action, Scope};
use crate::tui::key::Takes;
use crate::tui::model::{Model, Session};
use crate::tui::msg::{Answer, Effect, Errand, Turn};
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::words::{Words, quoted, tidy};

/// What the acts of this page are for.
const ERRAND: &str = "review";
/// What closing the day is for.
const CLOSING: &str = "close-day";

/// The reasons for a gap that stand on numbers; the number after them asks for own words.
pub const GAP_REASONS: [&str; 5] = [
    "away today",
    "someone else came to the door",
    "no time at the door",
    "on the phone",
    "spoken to another way",
];

/// The review as it stands.
#[derive(Debug)]
pub struct State {
    room: RoomId,
    day: Day,
    so_far: DaySoFar,
    rows: Vec<Row>,
    /// What is selected.
    at: Option<Item>,
    /// What the lead ticked, where it is not what was suggested.
    ticks: BTreeMap<EntryId, Vec<Shown>>,
    /// What was done and is not read back yet.
    pending: BTreeSet<Item>,
    under_way: usize,
    mode: Mode,
    /// Words that were on their way when the record refused them.
    sent: Option<(Item, Mode)>,
    /// Words that were begun before: they are gone on with as soon as the day has been read.
    begun: Option<Draft>,
}

/// What the lead is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Mode {
    /// Going through the list.
    List,
    /// Ticking what the entry may show; which of them is marked.
    Ticks(usize),
    /// Ticking among all statements; which of them is marked.
    Shows(usize),
    /// Choosing why talks are missing.
    WhyGap,
    /// Writing; the draft that keeps the words.
    Writing(Asked, Words, DraftId),
    /// Closing the day although something is left.
    Closing,
}

/// What words are being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    /// Why talks are missing.
    Gap,
    /// What the writer is asked.
    Question,
}

/// For what only a lead does.
pub fn leads(model: &Model) -> Result<(), String> {
    match model.session.who() {
        Some(person) if person.role.leads() => Ok(()),
        Some(_) => Err("A room lead or a manager does this. What you wrote is with them.".to_string()),
        None => Err("Sign in first.".to_string()),
    }
}

impl State {
    /// The shown room's review of today.
    pub fn open(session: &Session, turn: &mut Turn) -> State {
        let mut state = State::of(session);
        state.sort(session);
        state.at = state.rows.first().map(|row| row.item);
        turn.effect(Effect::Day(state.room, state.day));
        state
    }

    /// The review of the day to which a draft belongs: it goes on where the words were left.
    pub fn go_on(session: &Session, draft: &Draft, turn: &mut Turn) -> State {
        let mut state = State::of(session);
        if let Some(child) = draft.children.first().and_then(|child| session.roll.child(*child)) {
            state.room = child.room;
        }
        let day = match draft.purpose {
            Purpose::Question(_, day) | Purpose::Gap(_, day) => day,
            _ => state.day,
        };
        state.look_at(day, turn);
        state.begun = Some(draft.clone());
        state
    }

    fn of(session: &Session) -> State {
        State {
            room: session.room.unwrap_or(RoomId(uuid::Uuid::nil())),
            day: session.today(),
            so_far: session.day.clone(),
            rows: Vec::new(),
            at: None,
            ticks: BTreeMap::new(),
            pending: BTreeSet::new(),
            under_way: 0,
            mode: Mode::List,
            sent: None,
            begun: None,
        }
    }

    fn look_at(&mut self, day: Day, turn: &mut Turn) {
        self.day = day;
        self.so_far = DaySoFar::default();
        self.rows.clear();
        self.at = None;
        self.pending.clear();
        turn.effect(Effect::Day(self.room, self.day));
    }

    /// Finds anew what needs looking at, and keeps the selection.
    fn sort(&mut self, session: &Session) {
        let Some(room) = session.roll.room(self.room) else { return };
        self.rows = items::rows(&self.so_far, &session.roll, room, self.day, session.now);
        for row in &mut self.rows {
            row.done |= self.pending.contains(&row.item);
        }
        if self.row().is_none() {
            // An entry whose promise is still open stands as a promise once it is agreed.
            let same = self.at.and_then(|item| match item {
                Item::Entry(id) | Item::Promise(id) => {
                    self.rows.iter().find(|row| row.item.entry() == Some(id))
                }
                Item::Gap(_) => None,
            });
            self.at = same.or_else(|| self.rows.iter().find(|row| !row.done)).map(|row| row.item);
        }
    }

    fn index(&self) -> Option<usize> {
        self.rows.iter().position(|row| Some(row.item) == self.at)
    }

    fn row(&self) -> Option<&Row> {
        self.index().and_then(|index| self.rows.get(index))
    }

    fn standing(&self, id: EntryId) -> Option<&Standing> {
        self.so_far.entries.iter().chain(&self.so_far.promised).find(|standing| standing.entry.id == id)
    }

    /// The selected row's entry.
    fn selected(&self) -> Option<&Standing> {
        self.row().and_then(|row| row.item.entry()).and_then(|id| self.standing(id))
    }

    /// What an entry would be agreed to show.
    fn shows(&self, session: &Session, standing: &Standing) -> Vec<Shown> {
        match self.ticks.get(&standing.entry.id) {
            Some(ticked) => ticked.clone(),
            None if standing.agreed() => standing.shows().to_vec(),
            None => proposed(standing, &session.frameworks),
        }
    }

    /// What can be ticked beside the entry: what was suggested, what is ticked, what was agreed.
    fn candidates(&self, session: &Session, standing: &Standing) -> Vec<StatementRef> {
        let mut known: BTreeSet<StatementRef> = proposed(standing, &session.frameworks)
            .into_iter()
            .chain(self.shows(session, standing))
            .chain(standing.shows().iter().cloned())
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

    fn tick(&mut self, session: &Session, statement: StatementRef) {
        let Some(standing) = self.selected() else { return };
        let id = standing.entry.id;
        let before = standing
            .shows()
            .iter()
            .chain(&proposed(standing, &session.frameworks))
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
    fn led_to_change(&mut self, session: &Session, statement: &StatementRef, turn: &mut Turn) {
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

    /// Writes to the record, and reads the day again.
    fn act(&mut self, session: &mut Session, changes: Vec<Change>, done: Item, turn: &mut Turn) {
        self.under_way += 1;
        let mode = std::mem::replace(&mut self.mode, Mode::List);
        let mut act = Act::from(changes);
        self.sent = None;
        if let Mode::Writing(_, _, draft) = mode {
            session.finishing(draft, turn);
            act.finishes = Some(draft);
            self.sent = Some((done, mode));
        }
        turn.effect(Effect::Apply(act, session.stamp(), Errand::Page(ERRAND)));
        turn.effect(Effect::Day(self.room, self.day));
    }

    /// What the words of the selected row are for.
    fn purpose(&self, asked: Asked) -> Option<Purpose> {
        match asked {
            Asked::Gap => self.missing().map(|(child, _)| Purpose::Gap(child, self.day)),
            Asked::Question => self.selected().map(|standing| Purpose::Question(standing.entry.id, self.day)),
        }
    }

    /// Begins to write, or goes on with what was written before.
    fn write(&mut self, session: &mut Session, asked: Asked) {
        let Some(purpose) = self.purpose(asked) else { return };
        let (words, draft) = match session.draft_for(&purpose) {
            Some(kept) => {
                let mut words = Words::new(kept.note.clone());
                words.set_cursor(kept.cursor);
                (words, kept.id)
            }
            None => (Words::default(), session.chance.id(session.now)),
        };
        self.mode = Mode::Writing(asked, words, draft);
    }

    /// Keeps what is being written, so that neither a lock nor a power cut takes it.
    fn keep(&self, session: &mut Session, turn: &mut Turn) {
        let Mode::Writing(asked, words, id) = &self.mode else { return };
        let (Some(writer), Some(purpose), Some(row)) = (session.person, self.purpose(*asked), self.row())
        else {
            return;
        };
        let draft = Draft {
            id: *id,
            writer,
            talk: self.selected().map_or(TalkId(id.0), |standing| standing.entry.talk),
            children: vec![row.child],
            kind: None,
            private: true,
            note: words.text().to_string(),
            cursor: words.cursor(),
            ids: Vec::new(),
            purpose,
        };
        session.keep_words(draft, self.room, turn);
    }

    /// Goes on with words that were begun before, where what they are for is still open.
    fn resume(&mut self, session: &mut Session, draft: &Draft, turn: &mut Turn) {
        let (item, asked) = match draft.purpose {
            Purpose::Question(entry, _) => (Item::Entry(entry), Asked::Question),
            Purpose::Gap(child, _) => (Item::Gap(child), Asked::Gap),
            _ => return,
        };
        if self.rows.iter().any(|row| row.item == item) {
            self.at = Some(item);
            self.write(session, asked);
        } else {
            session.finishing(draft.id, turn);
            turn.effect(Effect::DropDraft(draft.id));
            turn.warn(format!("That is settled already. You had written: {}", draft.note));
        }
    }

    /// Goes to the next that needs looking; the first where there is none after this.
    fn next(&mut self, turn: &mut Turn) {
        if let (Some(index), Some(item)) = (self.index(), self.at) {
            self.pending.insert(item);
            for row in &mut self.rows {
                row.done |= row.item == item;
            }
            let after = self.rows.iter().skip(index + 1).chain(self.rows.iter().take(index));
            match after.into_iter().find(|row| !row.done).map(|row| row.item) {
                Some(next) => self.at = Some(next),
                None => turn.say("Everything has been looked at. c closes the day."),
            }
        }
    }

    /// Enter: the main thing of the selected row.
    fn agree(&mut self, session: &mut Session, turn: &mut Turn) {
        let Some(row) = self.row().cloned() else {
            return self.close(session, turn);
        };
        match (row.item, &row.need) {
            (Item::Gap(_), _) => self.mode = Mode::WhyGap,
            (Item::Promise(entry), _) => {
                self.act(session, vec![Change::FollowUpDone { entry }], row.item, turn);
                self.next(turn);
            }
            (Item::Entry(_), Some(Need::Names(hits))) => {
                let who = self.named(session, hits);
                turn.warn(format!("{who} is named. Choose 1 “a friend” or 2 keep, then Enter agrees."));
            }
            (Item::Entry(entry), _) => {
                let Some(standing) = self.standing(entry) else { return };
                let shows = self.shows(session, standing);
                let same = standing.agreed() && {
                    let mut agreed = standing.shows().to_vec();
                    agreed.sort();
                    let mut wanted = shows.clone();
                    wanted.sort();
                    agreed == wanted
                };
                let seen = standing.revision;
                if !same {
                    self.act(session, vec![Change::Agree { entry, seen, shows }], row.item, turn);
                }
                self.mode = Mode::List;
                self.next(turn);
            }
        }
    }

    /// The first names that the guard found, told apart where two share one: `Isla`, `Isla and Zara`.
    fn named(&self, session: &Session, hits: &[NameHit]) -> String {
        let mut names: Vec<&str> = Vec::new();
        for child in hits.iter().filter_map(|hit| session.roll.child(hit.child)) {
            if !names.contains(&child.first_name()) {
                names.push(child.first_name());
            }
        }
        names.join(" and ")
    }

    /// 1 “a friend”, 2 keep.
    fn settle(&mut self, session: &mut Session, digit: usize, turn: &mut Turn) -> bool {
        let Some(row) = self.row().cloned() else { return false };
        let (Item::Entry(entry), Some(Need::Names(hits))) = (row.item, &row.need) else { return false };
        let Some(standing) = self.standing(entry) else { return false };
        let seen = standing.revision;
        let change = match digit {
            1 => {
                let text = items::softened(standing, hits);
                let family_words = quoted(&text);
                Change::Amend { entry, seen, text, family_words, reason: Reason::Spelling }
            }
            2 => Change::NameSettled { entry, seen },
            _ => return false,
        };
        self.act(session, vec![change], row.item, turn);
        turn.done(match digit {
            1 => "Now “a friend”; the first words stay beside it. Enter agrees.",
            _ => "The name is kept. Enter agrees.",
        });
        true
    }

    fn missing(&self) -> Option<(ChildId, Missing)> {
        match self.row() {
            Some(Row { child, need: Some(Need::Gap(missing)), .. }) => Some((*child, *missing)),
            _ => None,
        }
    }

    fn explain(&mut self, session: &mut Session, reason: &str, turn: &mut Turn) {
        let (Some((child, missing)), Some(item)) = (self.missing(), self.at) else { return };
        let reason = reason.to_string();
        let gap = |kind: &_| Change::Gap { child, day: self.day, kind: *kind, reason: reason.clone() };
        let changes = missing.kinds().iter().map(gap).collect();
        self.act(session, changes, item, turn);
        self.next(turn);
    }

    /// Takes the words that were written.
    fn written(&mut self, session: &mut Session, turn: &mut Turn) {
        let Mode::Writing(asked, words, _) = &self.mode else { return };
        let (asked, text) = (*asked, tidy(words.said()));
        if text.is_empty() {
            return turn.say("Write a few words first.");
        }
        if asked == Asked::Gap {
            return self.explain(session, &text, turn);
        }
        let (Some(standing), Some(item)) = (self.selected(), self.at) else { return };
        let entry = standing.entry.id;
        let name = first_name(session, &standing.entry);
        self.act(session, vec![Change::SendBack { entry, question: text }], item, turn);
        self.next(turn);
        self.pending.remove(&item);
        turn.done(format!("Sent back. {name} finds your question on the board, under To do now."));
    }

    /// Corrects the selected entry on the page for it; back comes to the same row.
    fn amend(&self, session: &mut Session, turn: &mut Turn) {
        let Some(standing) = self.selected().cloned() else { return turn.say("Choose an entry first.") };
        match amend::may(session, &standing) {
            Ok(()) => {
                let page = amend::open(session, standing, turn);
                turn.over(page);
            }
            Err(why) => turn.say(why),
        }
    }

    /// What is left before the day can be closed without asking: entries, follow-ups, gaps.
    fn left(&self) -> [usize; 3] {
        let count =
            |wanted: fn(&Item) -> bool| self.rows.iter().filter(|row| !row.done && wanted(&row.item)).count();
        [
            count(|item| matches!(item, Item::Entry(_))),
            count(|item| matches!(item, Item::Promise(_))),
            count(|item| matches!(item, Item::Gap(_))),
        ]
    }

    fn close(&mut self, session: &Session, turn: &mut Turn) {
        if let Some((_, _, code)) = &self.so_far.closed {
            return turn.say(format!("This day was closed already. Its day code is {code}."));
        }
        if self.left() == [0, 0, 0] {
            self.close_now(session, turn);
        } else {
            self.mode = Mode::Closing;
        }
    }

    fn close_now(&mut self, session: &Session, turn: &mut Turn) {
        self.mode = Mode::List;
        turn.effect(Effect::CloseDay(self.room, self.day, session.stamp(), Errand::Page(CLOSING)));
        turn.effect(Effect::Day(self.room, self.day));
    }

    /// The days before this one of which something has not been looked at, oldest first, then today.
    fn days(&self, session: &Session) -> Vec<Day> {
        let mut days: Vec<Day> =
            session.day.left_over.iter().map(|standing| standing.entry.happened.day()).collect();
        days.push(session.today());
        days.sort();
        days.dedup();
        days
    }

    /// How many entries of earlier days nobody has looked at.
    fn left_over(&self, session: &Session) -> usize {
        session.day.left_over.len()
    }

    fn other_day(&mut self, session: &Session, turn: &mut Turn) {
        let days = self.days(session);
        if days.len() < 2 {
            return turn.say("Every earlier day has been looked at.");
        }
        let next = days.iter().position(|day| *day == self.day).map_or(0, |index| (index + 1) % days.len());
        if let Some(day) = days.get(next) {
            self.look_at(*day, turn);
        }
    }

    fn whose_drafts(&self, session: &Session, turn: &mut Turn) {
        let says = drafts(session, &self.so_far);
        if says.is_empty() {
            turn.say("No draft is waiting.");
        } else {
            turn.say(format!("Not finished: {}. Only they can open what they began.", says.join(", ")));
        }
    }

    fn step(&mut self, by: isize, session: &Session) {
        let bounded =
            |index: usize, count: usize| index.saturating_add_signed(by).min(count.saturating_sub(1));
        match &self.mode {
            Mode::List => {
                let index = bounded(self.index().unwrap_or(0), self.rows.len());
                self.at = self.rows.get(index).map(|row| row.item);
            }
            Mode::Ticks(index) => {
                let count = self.selected().map_or(0, |standing| self.candidates(session, standing).len());
                self.mode = Mode::Ticks(bounded(*index, count));
            }
            Mode::Shows(index) => self.mode = Mode::Shows(bounded(*index, statements(session).count())),
            _ => {}
        }
    }

    fn ticking(&mut self, session: &Session, first: bool) -> bool {
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
            None => self.mode = Mode::Shows(0),
        }
        true
    }

    /// The statement that is marked where something is being ticked.
    fn marked(&self, session: &Session) -> Option<StatementRef> {
        match self.mode {
            Mode::Ticks(index) => {
                self.selected().and_then(|standing| self.candidates(session, standing).get(index).cloned())
            }
            Mode::Shows(index) => statements(session).nth(index).map(|(statement, _)| statement),
            _ => None,
        }
    }

    fn need_an_entry(&self, turn: &mut Turn) -> bool {
        let entry = matches!(self.row().map(|row| row.item), Some(Item::Entry(_)));
        if !entry {
            turn.say("Choose an entry first.");
        }
        entry
    }
}

impl Item {
    /// The entry, where it is about one.
    pub fn entry(self) -> Option<EntryId> {
        match self {
            Item::Entry(id) | Item::Promise(id) => Some(id),
            Item::Gap(_) => None,
        }
    }
}

/// All statements of the frameworks in use, in their order.
fn statements(session: &Session) -> impl Iterator<Item = (StatementRef, &Statement)> {
    session.frameworks.iter().flat_map(|framework| {
        framework.statements.iter().map(|statement| {
            (StatementRef { framework: framework.id.clone(), code: statement.code.clone() }, statement)
        })
    })
}

/// The number by which a statement is known on this page, and its title: those of the first framework by
/// number alone, of others with the framework.
fn known_as(session: &Session, statement: &StatementRef) -> (String, String) {
    let Some(index) = session.frameworks.iter().position(|framework| framework.id == statement.framework)
    else {
        return (statement.to_string(), "no framework in use knows it".to_string());
    };
    let found = session.frameworks.get(index).and_then(|framework| framework.statement(&statement.code));
    match found {
        Some(found) if index == 0 => (found.number.clone(), found.title.clone()),
        Some(found) => (statement.to_string(), found.title.clone()),
        None => (statement.to_string(), "not in this edition any more".to_string()),
    }
}

fn first_name(session: &Session, entry: &Entry) -> String {
    session.roll.person(entry.by).map_or("The writer", |person| person.first_name()).to_string()
}

/// Whose drafts wait in this room: `Sam`, `Jo (2)`.
fn drafts(session: &Session, so_far: &DaySoFar) -> Vec<String> {
    let of_room = so_far.drafts.iter().filter(|(_, count)| **count > 0);
    of_room
        .filter_map(|(person, count)| {
            let name = session.roll.person(*person)?.first_name();
            Some(if *count > 1 { format!("{name} ({count})") } else { name.to_string() })
        })
        .collect()
}

impl Page for State {
    fn scope(&self) -> Scope {
        match self.mode {
            Mode::List => Scope::Review,
            Mode::Ticks(_) | Mode::Shows(_) => Scope::ReviewTicks,
            Mode::WhyGap | Mode::Closing => Scope::ReviewChoice,
            Mode::Writing(..) => Scope::ReviewWords,
        }
    }

    fn takes(&self) -> Takes {
        if matches!(self.mode, Mode::Writing(..)) { Takes::Words } else { Takes::Nothing }
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        if let Mode::Writing(_, words, _) = &mut self.mode
            && words.press(press)
        {
            self.keep(session, turn);
            return true;
        }
        match press.action {
            Some(Action::AgreeNext) => self.agree(session, turn),
            Some(Action::TickShown) => return self.ticking(session, true),
            Some(Action::NextPart | Action::Right) if self.mode == Mode::List => {
                return self.ticking(session, false);
            }
            Some(Action::NextPart | Action::LastPart | Action::Left)
                if matches!(self.mode, Mode::Ticks(_)) =>
            {
                self.mode = Mode::List;
            }
            Some(Action::ListStatements) => {
                if self.need_an_entry(turn) {
                    self.mode = Mode::Shows(0);
                }
            }
            Some(Action::TickThis) => match self.marked(session) {
                Some(statement) => self.tick(session, statement),
                None => return false,
            },
            Some(Action::LedToChange) => match self.marked(session) {
                Some(statement) => self.led_to_change(session, &statement, turn),
                None => return false,
            },
            Some(Action::AgreeTicked) => match self.mode {
                Mode::Shows(_) => self.mode = Mode::List,
                _ => self.agree(session, turn),
            },
            Some(Action::AmendEntry) => {
                self.amend(session, turn);
            }
            Some(Action::ReasonForGap) => match self.missing() {
                Some(_) => self.mode = Mode::WhyGap,
                None => turn.say("No talk is missing here."),
            },
            Some(Action::AskWriter) => {
                if self.need_an_entry(turn) {
                    self.write(session, Asked::Question);
                }
            }
            Some(Action::CloseTheDay) => self.close(session, turn),
            Some(Action::EarlierDays) => self.other_day(session, turn),
            Some(Action::WhoseDrafts) => self.whose_drafts(session, turn),
            Some(Action::SettleName) => {
                return press.chord.digit().is_some_and(|digit| self.settle(session, digit, turn));
            }
            Some(Action::ChooseByNumber) => {
                return press.chord.digit().is_some_and(|digit| self.choose(session, digit, turn));
            }
            Some(Action::TakeChoice) => match self.mode {
                Mode::Closing => self.close_now(session, turn),
                _ => turn.say("Choose by number."),
            },
            Some(Action::TakeWords) => self.written(session, turn),
            Some(Action::Up) => self.step(-1, session),
            Some(Action::Down) => self.step(1, session),
            Some(Action::PageUp) => self.step(-8, session),
            Some(Action::PageDown) => self.step(8, session),
            Some(Action::First) => self.step(isize::MIN / 2, session),
            Some(Action::Last) => self.step(isize::MAX / 2, session),
            Some(Action::Back) => match self.mode {
                Mode::List => turn.back(),
                _ => {
                    if let Mode::Writing(asked, words, _) = &self.mode
                        && !words.said().is_empty()
                    {
                        turn.say(match asked {
                            Asked::Question => "Kept. s opens it again.",
                            Asked::Gap => "Kept. g and 6 open it again.",
                        });
                    }
                    self.mode = Mode::List;
                }
            },
            _ => return false,
        }
        true
    }

    fn paste(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        match &mut self.mode {
            Mode::Writing(_, words, _) => {
                words.insert(&text.replace('\n', " "));
                self.keep(session, turn);
            }
            _ => turn.say("Nothing was pasted: nothing is being written."),
        }
    }

    fn leave(&mut self, session: &mut Session, turn: &mut Turn) {
        self.keep(session, turn);
    }

    fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        match answer {
            Answer::Day(room, day, so_far) if *room == self.room && *day == self.day => {
                self.so_far = so_far.as_ref().clone();
                if self.under_way == 0 {
                    self.pending.clear();
                }
                let before = self.at;
                self.sort(session);
                if let Some(draft) = self.begun.take() {
                    self.resume(session, &draft, turn);
                } else if self.at != before && matches!(self.mode, Mode::Writing(..)) {
                    self.mode = Mode::List;
                    turn.warn("That was settled meanwhile. Your words are kept, under To do now.");
                }
            }
            Answer::Applied(Errand::Page("amend"), Ok(_)) => turn.effect(Effect::Day(self.room, self.day)),
            Answer::Applied(Errand::Page(ERRAND), applied) => {
                self.under_way = self.under_way.saturating_sub(1);
                match applied {
                    Ok(_) => self.sent = None,
                    Err(why) => {
                        self.pending.clear();
                        turn.warn(why.clone());
                        // The words come back, so that nothing has to be typed twice.
                        if let Some((item, mode)) = self.sent.take() {
                            self.at = Some(item);
                            self.mode = mode;
                            self.keep(session, turn);
                        }
                        turn.effect(Effect::Day(self.room, self.day));
                    }
                }
            }
            Answer::Applied(Errand::Page(CLOSING), Err(why)) => turn.warn(why.clone()),
            Answer::Applied(Errand::Page(CLOSING), Ok(_)) => {
                turn.done("The day is closed. Write its day code in the room's diary.");
            }
            _ => {}
        }
    }

    fn hint(&self, session: &Session, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        let row = self.row();
        let entry = matches!(row.map(|row| row.item), Some(Item::Entry(_)));
        let gap = matches!(row.map(|row| row.item), Some(Item::Gap(_)));
        let names = matches!(row, Some(Row { need: Some(Need::Names(_)), .. }));
        match action {
            Action::AgreeNext => match row {
                None => said("Enter", "close the day"),
                Some(row) => match row.item {
                    Item::Gap(_) => said("Enter", "reason"),
                    Item::Promise(_) => said("Enter", "done, next"),
                    Item::Entry(_) if names => said("1", "“a friend”   2 keep"),
                    Item::Entry(_) if row.done => said("Enter", "next"),
                    Item::Entry(_) => None,
                },
            },
            Action::TickShown | Action::ListStatements if names || !entry => said("", ""),
            Action::AmendEntry if gap || row.is_none() => said("", ""),
            Action::AskWriter if !entry => said("", ""),
            Action::ReasonForGap if !gap => said("", ""),
            Action::EarlierDays => match (self.left_over(session), self.day == session.today()) {
                (0, true) => said("", ""),
                (count, true) => said("e", &format!("earlier days ({count})")),
                (_, false) => said("e", "next day"),
            },
            Action::AgreeTicked if matches!(self.mode, Mode::Shows(_)) => said("Enter", "done"),
            Action::ChooseByNumber => match self.mode {
                Mode::WhyGap => said("1-6", "choose"),
                _ => said("", ""),
            },
            Action::TakeChoice => match self.mode {
                Mode::Closing => said("Enter", "close the day"),
                _ => said("", ""),
            },
            Action::TakeWords => match &self.mode {
                Mode::Writing(Asked::Question, ..) => said("Enter", "send back"),
                _ => None,
            },
            Action::Back if matches!(&self.mode, Mode::Writing(_, words, _) if !words.said().is_empty()) => {
                said("Esc", "keep for later")
            }
            _ => None,
        }
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        self.draw(session, canvas);
    }
}

impl State {
    /// A number where a choice is asked.
    fn choose(&mut self, session: &mut Session, digit: usize, turn: &mut Turn) -> bool {
        let Some(index) = digit.checked_sub(1) else { return false };
        match self.mode {
            Mode::WhyGap => match GAP_REASONS.get(index) {
                Some(reason) => self.explain(session, reason, turn),
                None if index == GAP_REASONS.len() => self.write(session, Asked::Gap),
                None => return false,
            },
            _ => return false,
        }
        true
    }
}
