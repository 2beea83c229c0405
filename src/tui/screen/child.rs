//! A child's page: what was said about one child, newest first, by day.

mod after;
mod can;
mod done;
mod draw;
mod hear;
mod plain;
mod rows;
pub(super) mod say;
mod which;

pub use can::{has_entry, here, may_amend, open_step, promised};
pub use plain::WORDS;

use std::cell::Cell;

use super::asks_again::AsksAgain;
use super::{Page, Press, Screen, amend, card, search};
use crate::domain::entry::{Standing, Step};
use crate::domain::policy::{Sight, may_read};
use crate::domain::{ChildId, DraftId, EntryId, Purpose, length};
use crate::store::ask::{ChildFigures, Cursor};
use crate::tui::action::{Action, Scope};
use crate::tui::key::Takes;
use crate::tui::model::Session;
use crate::tui::msg::{Answer, Effect, Errand, Turn};
use crate::tui::plain::Ask;
use crate::tui::today;
use crate::tui::widget::canvas::Canvas;
use after::After;
use done::Done;
use hear::Hear;
use which::Which;

/// How many entries are read at a time.
const PAGE: usize = 60;
/// How near to the end of what was read the next are asked for.
const NEAR: usize = 12;

/// What ticking a promise is for.
const FOLLOW_UP: &str = "follow-up";

/// The page as it stands.
#[derive(Debug)]
pub struct State {
    child: ChildId,
    /// Newest first; a talk's entries in the order in which they were written.
    entries: Vec<Standing>,
    /// Where the entries begin, where that is not the newest.
    top: Option<Cursor>,
    /// The place after the oldest that was read; `None` before anything was, and where nothing is older.
    older: Option<Cursor>,
    /// What is being read: from where, and how many at most.
    awaits: Option<(Option<Cursor>, usize)>,
    figures: Option<ChildFigures>,
    marked: usize,
    /// An entry that is to be marked as soon as it has been read.
    wanted: Option<Wanted>,
    /// The entry of which everything is shown.
    opened: Option<EntryId>,
    hear: Option<Hear>,
    done: Option<Done>,
    which: Option<Which>,
    /// The numbers that are asked before a private entry opens, and what opens with them.
    asks: Option<(AsksAgain, After)>,
    /// What is written about an entry as soon as it has been read.
    then: Option<(EntryId, Purpose)>,
    /// That what was heard back is written as soon as the open steps are known.
    hears: bool,
    /// The first line of the list that is drawn, so that the list stands still where it can.
    first: Cell<usize>,
    /// What Back is called.
    back: &'static str,
}

/// An entry that is to be marked.
#[derive(Clone, Copy, Debug)]
struct Wanted {
    id: EntryId,
    at: Cursor,
    /// It was looked for from its own place already.
    there: bool,
}

/// Opens the page of a child and asks for what stands on it.
pub fn open(session: &Session, child: ChildId, turn: &mut Turn) -> Screen {
    let mut state = State::of(child, "board");
    state.load(session, turn);
    state.into()
}

/// Opens the page of a child from a page to which Back goes.
pub fn open_from(session: &Session, child: ChildId, turn: &mut Turn) -> Screen {
    let mut state = State::of(child, "back");
    state.load(session, turn);
    state.into()
}

/// Opens the page of an entry's child at that entry.
pub fn open_at(session: &Session, entry: &Standing, turn: &mut Turn) -> Screen {
    let mut state = State::of(entry.entry.child, "back");
    // One later in the log than itself: what is older than that begins with it.
    let at = Cursor { happened: entry.entry.happened, seq: entry.seq.saturating_add(1) };
    state.wanted = Some(Wanted { id: entry.entry.id, at, there: false });
    state.load(session, turn);
    state.into()
}

/// Opens the page of a child, and as soon as the entry has been read what is to be written about it: a
/// correction, what was heard back, or how a promise was kept. A draft of it is found again there.
pub fn open_for(session: &Session, child: ChildId, purpose: Purpose, turn: &mut Turn) -> Screen {
    let mut state = State::of(child, "board");
    state.load(session, turn);
    if let Purpose::Amend(entry) | Purpose::HeardBack(entry) | Purpose::FollowUp(entry) = purpose {
        state.then = Some((entry, purpose));
        turn.effect(Effect::Entry(entry));
    }
    state.into()
}

/// Opens the page of a child to write what was heard back of an open step.
pub fn open_heard(session: &Session, child: ChildId, turn: &mut Turn) -> Screen {
    let mut state = State::of(child, "board");
    state.load(session, turn);
    state.hears = true;
    state.into()
}

impl State {
    fn of(child: ChildId, back: &'static str) -> State {
        State {
            child,
            entries: Vec::new(),
            top: None,
            older: None,
            awaits: None,
            figures: None,
            marked: 0,
            wanted: None,
            opened: None,
            hear: None,
            done: None,
            which: None,
            asks: None,
            then: None,
            hears: false,
            first: Cell::new(0),
            back,
        }
    }

    /// The marked entry.
    pub fn current(&self) -> Option<&Standing> {
        self.entries.get(self.marked)
    }

    /// Reads what is shown again, and the figures.
    fn load(&mut self, session: &Session, turn: &mut Turn) {
        turn.effect(Effect::ChildFigures(self.child, session.today()));
        self.read(self.top, self.entries.len().max(PAGE), turn);
    }

    fn read(&mut self, before: Option<Cursor>, limit: usize, turn: &mut Turn) {
        self.awaits = Some((before, limit));
        turn.effect(Effect::ChildEntries(self.child, before, limit));
    }

    /// Goes on reading where the mark comes near to the end.
    fn go_on(&mut self, turn: &mut Turn) {
        if self.awaits.is_none() && self.older.is_some() && self.marked + NEAR >= self.entries.len() {
            self.read(self.older, PAGE, turn);
        }
    }

    fn mark(&mut self, index: usize, turn: &mut Turn) {
        self.marked = index.min(self.entries.len().saturating_sub(1));
        self.go_on(turn);
    }

    /// Takes entries in, after those that are there or in their place.
    fn take_in(&mut self, session: &Session, before: Option<Cursor>, read: &[Standing], turn: &mut Turn) {
        let Some((_, limit)) = self.awaits.take_if(|(from, _)| *from == before) else { return };
        let marked = self.current().map(|entry| entry.entry.id);
        let last = read.last().map(|last| Cursor { happened: last.entry.happened, seq: last.seq });
        self.older = last.filter(|_| read.len() >= limit);
        let may = |entry: &&Standing| session.who().is_some_and(|who| may_read(who, entry) != Sight::Nothing);
        let mut entries: Vec<Standing> = read.iter().filter(may).cloned().collect();
        say::as_written(&mut entries);
        if before == self.top {
            self.entries = entries;
        } else {
            self.entries.extend(entries);
        }
        let place = |id: EntryId| self.entries.iter().position(|entry| entry.entry.id == id);
        if let Some(wanted) = self.wanted.take() {
            match place(wanted.id) {
                Some(index) => {
                    self.marked = index;
                    self.opened = Some(wanted.id);
                }
                None if !wanted.there => {
                    self.wanted = Some(Wanted { there: true, ..wanted });
                    self.top = Some(wanted.at);
                    self.entries.clear();
                    return self.read(self.top, PAGE, turn);
                }
                None => {}
            }
        } else if let Some(index) = marked.and_then(place) {
            self.marked = index;
        }
        self.marked = self.marked.min(self.entries.len().saturating_sub(1));
    }

    /// The room's child after this one.
    fn next_child(&self, session: &Session) -> Option<ChildId> {
        let children = session.children();
        let here = children.iter().position(|child| child.id == self.child);
        let next = here.map_or(0, |here| (here + 1) % children.len().max(1));
        children.get(next).map(|child| child.id)
    }

    /// Writes what was heard back of the marked step; else of the one that is open, or asks which.
    fn hear_of_one(&mut self, session: &mut Session) {
        let marked = self.entries.get(self.marked).filter(|entry| {
            entry.step == Some(Step::Open) && entry.withdrawn.is_none() && say::whole(session, entry)
        });
        match marked {
            Some(step) => self.hear = Some(Hear::of(session, step)),
            None => self.hear_of_any(session),
        }
    }

    /// Writes what was heard back of the one step that is open, or asks which.
    fn hear_of_any(&mut self, session: &mut Session) {
        let steps: Vec<Standing> = today::open_steps(session, self.child).into_iter().cloned().collect();
        match steps.as_slice() {
            [] => {}
            [step] => self.hear = Some(Hear::of(session, step)),
            _ => self.which = Some(Which::of(steps)),
        }
    }
}

impl State {
    fn press_which(&mut self, session: &mut Session, press: Press) -> bool {
        let Some(which) = &mut self.which else { return false };
        match press.action {
            Some(Action::Up) => which.step(-1),
            Some(Action::Down) => which.step(1),
            Some(Action::ChooseStep) => {
                let place = press.chord.digit().and_then(|digit| digit.checked_sub(1));
                let Some(step) = which.take(place).cloned() else { return false };
                self.which = None;
                self.hear = Some(Hear::of(session, &step));
            }
            Some(Action::Back | Action::Left) => self.which = None,
            _ => return false,
        }
        true
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        if self.asks.is_some() {
            return Scope::AsksAgain;
        }
        match (&self.hear, &self.done, &self.which) {
            (Some(_), ..) => Scope::Heard,
            (_, Some(_), _) => Scope::Promised,
            (.., Some(_)) => Scope::WhichStep,
            _ => Scope::Child,
        }
    }

    fn about(&self) -> Option<ChildId> {
        Some(self.child)
    }

    fn takes(&self) -> Takes {
        if self.hear.is_some() || self.done.is_some() { Takes::Words } else { Takes::Nothing }
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        if let Some((asks, _)) = &mut self.asks {
            if press.action == Some(Action::Back) {
                self.asks = None;
                return true;
            }
            return asks.press(session, press, turn);
        }
        if let Some(hear) = &mut self.hear {
            let meant = hear.press(session, press, turn);
            if hear.closed() {
                self.hear = None;
            }
            return meant;
        }
        if let Some(done) = &mut self.done {
            let meant = done.press(session, press, turn);
            if done.closed() {
                self.done = None;
            }
            return meant;
        }
        if self.which.is_some() {
            return self.press_which(session, press);
        }
        match press.action {
            Some(Action::Up) => self.mark(self.marked.saturating_sub(1), turn),
            Some(Action::Down) => self.mark(self.marked + 1, turn),
            Some(Action::PageUp) => self.mark(self.marked.saturating_sub(10), turn),
            Some(Action::PageDown) => self.mark(self.marked + 10, turn),
            Some(Action::First) => {
                if self.top.take().is_some() {
                    self.entries.clear();
                    self.load(session, turn);
                }
                self.mark(0, turn);
            }
            Some(Action::Last) => self.mark(usize::MAX, turn),
            Some(Action::Back | Action::Left) => turn.back(),
            Some(Action::OpenEntry) if self.current().is_some_and(|entry| session.is_closed(entry)) => {
                self.asks = Some((AsksAgain::default(), After::Marked));
            }
            Some(Action::OpenEntry) => {
                let marked = self.current().map(|entry| entry.entry.id);
                self.opened = if self.opened == marked { None } else { marked };
            }
            Some(Action::WriteFor) => turn.to(card::State::open(session, vec![self.child]).into()),
            Some(Action::HearBack) => {
                self.hear_of_one(session);
            }
            Some(Action::FollowUp) => {
                if let Some(entry) = self.entries.get(self.marked) {
                    self.done = Some(Done::of(session, entry));
                }
            }
            Some(Action::Amend) => {
                if let Some(entry) = self.current() {
                    let page = amend::open(session, entry.clone(), turn);
                    turn.over(page);
                }
            }
            Some(Action::NextChild) => match self.next_child(session) {
                Some(child) if child != self.child => {
                    let back = self.back;
                    *self = State::of(child, back);
                    // Another child's is opened anew.
                    session.private = false;
                    self.load(session, turn);
                }
                _ => turn.say("There is no other child on this room's list today."),
            },
            Some(Action::SearchHere) => turn.over(search::within(session, self.child).into()),
            _ => return false,
        }
        true
    }

    fn open_text(&self) -> Option<(&str, usize)> {
        let hear = self.hear.as_ref().and_then(Hear::open_text);
        let text = hear.or(self.done.as_ref().map(Done::open_text))?;
        Some((text, length::NOTE))
    }

    fn paste(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        match (&mut self.hear, &mut self.done) {
            (Some(hear), _) => hear.paste(session, text, turn),
            (_, Some(done)) => done.paste(session, text, turn),
            _ => turn.say("Nothing was pasted: there is no note open."),
        }
    }

    fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        if let Some((_, after)) = self.asks.take_if(|(asks, _)| asks.answer(session, answer)) {
            self.open_after(session, after, turn);
        }
        if let Some(hear) = &mut self.hear {
            hear.take(answer);
        }
        match answer {
            Answer::ChildEntries(child, before, entries) if *child == self.child => {
                self.take_in(session, *before, entries, turn);
            }
            Answer::ChildFigures(child, figures) if *child == self.child => {
                self.figures = Some(figures.as_ref().clone());
            }
            Answer::OpenSteps(child, _) if *child == self.child && std::mem::take(&mut self.hears) => {
                self.hear_of_any(session);
                if self.hear.is_none() && self.which.is_none() {
                    turn.say("No next step of this child is open that you may read.");
                }
            }
            Answer::Entry(id, standing) if self.then.as_ref().is_some_and(|(wanted, _)| wanted == id) => {
                match (self.then.take(), standing) {
                    (Some((_, purpose)), Some(entry)) => self.write(session, purpose, entry, turn),
                    _ => turn.say("That entry is not in the record any more."),
                }
            }
            Answer::Applied(Errand::Page("heard"), Err(why)) => {
                if let Some(hear) = &mut self.hear {
                    hear.refused(why);
                }
            }
            Answer::Applied(errand, Ok(_)) => {
                match errand {
                    Errand::Page("heard") => {
                        self.hear = None;
                        turn.done("Saved: what was heard back.");
                    }
                    Errand::Page(FOLLOW_UP) => {
                        self.done = None;
                        turn.done("Done: it is off the list of promises.");
                    }
                    _ => {}
                }
                self.load(session, turn);
                session.refresh(turn);
            }
            Answer::Applied(Errand::Page(FOLLOW_UP), Err(why)) => match &mut self.done {
                Some(done) => done.refused(why),
                None => turn.warn(why.clone()),
            },
            _ => {}
        }
    }

    fn leave(&mut self, session: &mut Session, turn: &mut Turn) {
        if let Some(hear) = &self.hear {
            hear.keep(session, turn);
        }
        if let Some(done) = &self.done {
            done.keep(session, turn);
        }
    }

    fn writing(&self) -> Option<DraftId> {
        self.hear.as_ref().and_then(Hear::writing).or_else(|| self.done.as_ref().and_then(Done::writing))
    }

    fn hint(&self, session: &Session, action: Action) -> Option<(String, String)> {
        if let Some(done) = &self.done {
            return done.hint(action);
        }
        match (action, &self.hear) {
            (_, Some(hear)) => hear.hint(session, action),
            (Action::ChooseStep, None) => {
                let count = self.which.as_ref().map_or(0, |which| which.steps.len());
                Some(("Enter".to_string(), format!("take   1-{count} choose")))
            }
            (Action::Back, None) if self.which.is_some() || self.asks.is_some() => {
                Some(("Esc".to_string(), "back".to_string()))
            }
            (Action::Back, None) => Some(("Esc".to_string(), self.back.to_string())),
            (Action::OpenEntry, None) if self.opened.is_some() => {
                let open = self.opened == self.current().map(|entry| entry.entry.id);
                open.then(|| ("Enter".to_string(), "close".to_string()))
            }
            _ => None,
        }
    }

    fn question(&self, session: &Session) -> Ask {
        self.asks(session)
    }

    fn line(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        self.hears(session, line, turn);
    }

    fn typing(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        self.types(session, text, turn);
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        match (&self.hear, &self.done, &self.which) {
            (Some(hear), ..) => hear.view(session, canvas),
            (_, Some(done), _) => done.view(session, canvas),
            (.., Some(which)) => which.view(session, canvas),
            _ => self.draw(session, canvas),
        }
    }
}
