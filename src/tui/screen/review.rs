//! The day's end: what needs a person first, then the rest. Enter agrees and goes on; nothing counts as
//! evidence before it.

mod agree;
mod close;
mod draw;
mod hints;
mod items;
mod late;
mod plain;
mod records;
mod rest;
#[cfg(test)]
pub(crate) mod tests;
mod ticks;
mod words;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

pub use self::plain::WORDS;

use self::items::{Item, Row};
pub(super) use self::items::{names, settling, softens, unsoftened};
pub(super) use self::ticks::{known_as, statements};
use super::asks_again::AsksAgain;
use super::{Page, Press};
use crate::domain::entry::{Shown, Standing};
use crate::domain::evidence::Late;
use crate::domain::practice::PracticeStands;
use crate::domain::{Act, Change, Day, Draft, DraftId, Entry, EntryId, Purpose, RoomId, length};
use crate::store::ask::{DaySoFar, When};
use crate::tui::action::{Action, Scope};
use crate::tui::key::Takes;
use crate::tui::meanwhile::Job;
use crate::tui::model::{Model, Session};
use crate::tui::msg::{Answer, Effect, Errand, Turn};
use crate::tui::plain::Ask;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::typed::Typed;
use crate::tui::widget::words::Words;

/// What the acts of this page are for.
const ERRAND: &str = "review";
/// What closing the day is for.
const CLOSING: &str = "close-day";

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
    /// What was done on this page, the last at the end.
    acts: Vec<agree::Did>,
    mode: Mode,
    /// What narrows the list of all statements.
    find: Typed,
    /// Words that were on their way when the record refused them.
    sent: Option<(Item, Mode)>,
    /// Words that were begun before: they are gone on with as soon as the day has been read.
    begun: Option<Draft>,
    /// Practice records that wait for a lead, or for their answer.
    records: Vec<PracticeStands>,
    /// What entries may show of frameworks that were not in use when they were agreed.
    late: BTreeMap<EntryId, Late>,
    /// How far the list of the rest of a day has been read.
    reading: Cell<rest::Reading>,
    /// The rest of a day that is on its way to the record.
    resting: Option<agree::Did>,
    /// What is said once what is taken back is.
    back: String,
    /// The lead's numbers, while they are asked before a private entry opens.
    asks: Option<AsksAgain>,
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
    /// Reading the rest of the day, to agree it at once.
    Rest,
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
        Some(_) => Err("A room lead or a manager does this.".to_string()),
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
        if let Some(person) = session.person {
            turn.effect(Effect::Practices(person));
        }
        state.ask_late(session, turn);
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
            acts: Vec::new(),
            mode: Mode::List,
            find: Typed::default(),
            sent: None,
            begun: None,
            records: Vec::new(),
            late: BTreeMap::new(),
            reading: Cell::default(),
            resting: None,
            back: String::new(),
            asks: None,
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
        let mut rows =
            items::rows(&self.so_far, &session.roll, &session.spelling, room, self.day, session.now);
        for row in &mut rows {
            row.done |= self.pending.contains(&row.item);
            row.done &= self.late_of(row).is_none();
        }
        // What is gone through again stands behind what nobody has looked at yet.
        rows.sort_by_key(|row| row.done);
        self.rows = rows;
        self.add_records(session);
        if self.row().is_none() {
            // An entry whose promise is still open stands as a promise once it is agreed.
            let same = self.at.and_then(|item| match item {
                Item::Entry(id) | Item::Promise(id) => {
                    self.rows.iter().find(|row| row.item.entry() == Some(id))
                }
                Item::Gap(_) | Item::Record(_) => None,
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

    /// Whether the selected row's entry is private and closed still.
    fn is_closed(&self, session: &Session) -> bool {
        self.selected().is_some_and(|standing| session.is_closed(standing))
    }

    /// Whether what is asked for needs the words of an entry that is closed: it opens first.
    fn opens_first(&self, session: &Session, action: Option<Action>) -> bool {
        let needs = match action {
            // What was agreed is passed over.
            Some(Action::AgreeNext) => self.row().is_some_and(|row| !row.done),
            Some(
                Action::TickShown
                | Action::NextPart
                | Action::Right
                | Action::ListStatements
                | Action::AskWriter
                | Action::AmendEntry,
            ) => true,
            _ => false,
        };
        needs && self.mode == Mode::List && self.is_closed(session)
    }

    /// Writes to the record, and reads the day again.
    fn act(
        &mut self,
        session: &mut Session,
        (changes, did): (Vec<Change>, agree::Did),
        done: Item,
        turn: &mut Turn,
    ) {
        self.under_way += 1;
        self.acts.push(did);
        let mode = std::mem::replace(&mut self.mode, Mode::List);
        let mut act = Act::from(changes);
        self.sent = None;
        if let Mode::Writing(_, _, draft) = mode {
            session.finishing(draft, turn);
            act.finishes = Some(draft);
            self.sent = Some((done, mode));
        }
        turn.effect(Effect::Apply(act, session.stamp(), Errand::Page(ERRAND)));
    }

    /// Reads the day again; what is left of earlier days is read with today.
    fn read(&self, session: &Session, turn: &mut Turn) {
        turn.effect(Effect::Day(self.room, self.day));
        if self.day != session.today() {
            turn.effect(Effect::Day(self.room, session.today()));
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
            Mode::Shows(index) => self.mode = Mode::Shows(bounded(*index, self.found(session).len())),
            _ => {}
        }
    }
}

fn first_name(session: &Session, entry: &Entry) -> String {
    session.roll.person(entry.by).map_or("The writer", |person| person.first_name()).to_string()
}

impl Page for State {
    fn scope(&self) -> Scope {
        match self.mode {
            _ if self.asks.is_some() => Scope::AsksAgain,
            Mode::List => Scope::Review,
            Mode::Ticks(_) => Scope::ReviewTicks,
            Mode::Shows(_) => Scope::ReviewShows,
            Mode::Rest => Scope::ReviewRest,
            Mode::WhyGap | Mode::Closing => Scope::ReviewChoice,
            Mode::Writing(..) => Scope::ReviewWords,
        }
    }

    fn takes(&self) -> Takes {
        if matches!(self.mode, Mode::Writing(..) | Mode::Shows(_)) { Takes::Words } else { Takes::Nothing }
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        if let Some(asks) = &mut self.asks {
            if press.action == Some(Action::Back) {
                self.asks = None;
                return true;
            }
            return asks.press(session, press, turn);
        }
        if self.opens_first(session, press.action) {
            self.asks = Some(AsksAgain::default());
            return true;
        }
        if let Mode::Writing(_, words, _) = &mut self.mode
            && words.press(press)
        {
            self.keep(session, turn);
            return true;
        }
        if matches!(self.mode, Mode::Shows(_)) && self.narrows(press) {
            return true;
        }
        if self.mode == Mode::Rest && self.press_rest(session, press, turn) {
            return true;
        }
        match press.action {
            Some(Action::AgreeRest) => self.open_rest(turn),
            Some(Action::AgreeNext) => self.agree(session, turn),
            Some(Action::TakeBack) => self.take_back(session, turn),
            Some(Action::TickShown | Action::NextPart | Action::Right | Action::ListStatements)
                if self.mode == Mode::List && self.no_talk() =>
            {
                turn.say("There was no talk, so it shows nothing. Enter agrees that.");
            }
            Some(
                Action::TickShown
                | Action::NextPart
                | Action::Right
                | Action::ListStatements
                | Action::AskWriter,
            ) if self.mode == Mode::List
                && (self.settled() || press.action == Some(Action::AskWriter) && self.agreed_then()) =>
            {
                turn.say("The day is closed: what was agreed stays. a adds a correction, marked as after the close.");
            }
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
                    self.list_statements();
                }
            }
            Some(Action::TickThis | Action::TickFound | Action::LedToChange | Action::FoundChanged)
                if self.marked(session).is_some_and(|statement| self.stays(&statement)) =>
            {
                turn.say("The day is closed: what was agreed of that framework stays.");
            }
            Some(Action::TickThis | Action::TickFound) => match self.marked(session) {
                Some(statement) => self.tick(session, statement),
                None => return false,
            },
            Some(Action::LedToChange | Action::FoundChanged) => match self.marked(session) {
                Some(statement) => self.led_to_change(session, &statement, turn),
                None => return false,
            },
            Some(Action::AgreeTicked) => self.agree(session, turn),
            Some(Action::TickedAll) => self.mode = Mode::List,
            Some(Action::AmendEntry) => {
                self.amend(session, turn);
            }
            Some(Action::ReasonForGap) => match self.missing() {
                Some(_) => self.mode = Mode::WhyGap,
                None => turn.say("No talk is missing here."),
            },
            Some(Action::AskWriter) => {
                if self.is_own(session) {
                    turn.say(session.keys.said(Action::AmendEntry, "You wrote it yourself: a corrects it."));
                } else if self.need_an_entry(turn) {
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
                            Asked::Question => {
                                session.keys.said(Action::AskWriter, "Kept. s opens it again.")
                            }
                            Asked::Gap => {
                                session.keys.said(Action::ReasonForGap, "Kept. g and 6 open it again.")
                            }
                        });
                    }
                    self.mode = Mode::List;
                }
            },
            _ => return false,
        }
        true
    }

    fn open_text(&self) -> Option<(&str, usize)> {
        match &self.mode {
            Mode::Writing(_, words, _) => Some((words.text(), length::NOTE)),
            _ => None,
        }
    }

    fn paste(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        match &mut self.mode {
            Mode::Writing(_, words, _) => {
                words.insert(&text.replace('\n', " "));
                self.keep(session, turn);
            }
            Mode::Shows(_) => {
                self.find.put(text);
                self.mode = Mode::Shows(0);
            }
            _ => turn.say("Nothing was pasted: nothing is being written."),
        }
    }

    fn question(&self, session: &Session) -> Ask {
        self.asks(session)
    }

    fn line(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        match &mut self.asks {
            Some(asks) => asks.hears(session, line, turn),
            None => self.hears(session, line, turn),
        }
    }

    fn answers(&mut self, session: &mut Session, line: &str, _turn: &mut Turn) -> bool {
        self.hears_number(session, line)
    }

    fn typing(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        self.types(session, text, turn);
    }

    fn leave(&mut self, session: &mut Session, turn: &mut Turn) {
        self.keep(session, turn);
    }

    fn writing(&self) -> Option<DraftId> {
        match &self.mode {
            Mode::Writing(_, words, draft) if !words.said().is_empty() => Some(*draft),
            _ => None,
        }
    }

    fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        session.private |= self.asks.take_if(|asks| asks.answer(session, answer)).is_some();
        // Whatever was written, here or on a page above, may change what is left.
        if matches!(answer, Answer::Applied(_, Ok(_))) {
            self.read(session, turn);
        }
        match answer {
            // What seemed to be a slip of a name may be a word.
            Answer::Dictionary(_) => self.sort(session),
            Answer::Practices(person, all) if session.person == Some(*person) => {
                self.take_records(session, all);
                self.sort(session);
            }
            Answer::Late(room, late) if *room == self.room => {
                // What is on its way to the record is gone through already.
                self.late.clone_from(late);
                self.late.retain(|id, _| !self.pending.contains(&Item::Entry(*id)));
                self.sort(session);
            }
            // Another framework came into use on a page above.
            Answer::Frameworks(Ok(_)) => self.ask_late(session, turn),
            Answer::Day(room, day, so_far) if *room == self.room && *day == self.day => {
                session.want_dictionary(turn);
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
                if self.mode == Mode::Rest && self.rest().is_empty() && self.resting.is_none() {
                    self.mode = Mode::List;
                }
            }
            Answer::Applied(
                Errand::Page(errand @ (ERRAND | agree::TAKING_BACK | rest::AGREEING_REST)),
                applied,
            ) => {
                self.under_way = self.under_way.saturating_sub(1);
                match applied {
                    Ok(_) if *errand == agree::TAKING_BACK => self.taken_back(session, turn),
                    Ok(_) if *errand == rest::AGREEING_REST => self.rest_agreed(session, turn),
                    Ok(_) => self.sent = None,
                    Err(why) => {
                        self.pending.clear();
                        self.resting = None;
                        self.ask_late(session, turn);
                        turn.warn(why.clone());
                        // The words come back, so that nothing has to be typed twice.
                        if let Some((item, mode)) = self.sent.take() {
                            self.at = Some(item);
                            self.mode = mode;
                            self.keep(session, turn);
                        }
                        self.read(session, turn);
                    }
                }
            }
            Answer::Applied(Errand::Page(CLOSING), Err(why)) => turn.warn(why.clone()),
            Answer::Applied(Errand::Page(CLOSING), Ok(_)) => {
                turn.effect(Effect::Rest);
                turn.done("The day is closed. Write its code into the room's diary.");
                turn.effect(Effect::Meanwhile(Job::Backups(When::DayClosed, session.now)));
            }
            _ => {}
        }
    }

    fn hint(&self, session: &Session, action: Action) -> Option<(String, String)> {
        self.hinted(session, action)
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        self.draw(session, canvas);
    }
}
