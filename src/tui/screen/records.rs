//! Practice records: evidence that is not a daily entry. A list that letters narrow, one record with all that is known
//! of it, and a form made from the fields of its kind.

mod answers;
mod form;
mod kinds;
mod list;
mod one;
mod plain;
pub(super) mod say;
#[cfg(test)]
pub(crate) mod tests;
mod ticks;

pub use plain::WORDS;

use super::{Page, Press};
use crate::domain::entry::Shown;
use crate::domain::practice::{Practice, PracticeKind, PracticeStands};
use crate::domain::{Change, Draft, DraftId, PracticeId, Role};
use crate::tui::action::{Action, Scope};
use crate::tui::key::Takes;
use crate::tui::model::{Model, Session};
use crate::tui::msg::{Answer, Effect, Errand, Turn};
use crate::tui::plain::Ask;
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::typed::Typed;
use form::Form;
use ticks::Ticks;

/// What saving a record is known by.
const SAVING: &str = "practice-record";
/// What agreeing one is known by.
const AGREEING: &str = "agree-practice-record";
/// What taking one back is known by.
const TAKING_BACK: &str = "take-back-practice-record";

/// The page as it stands.
#[derive(Debug, Default)]
pub struct State {
    /// Every record that whoever is signed in may read, the newest first; `None` until they have been read.
    all: Option<Vec<PracticeStands>>,
    /// What narrows the list.
    find: Typed,
    marked: usize,
    /// The record that is opened as soon as they have been read.
    asked_for: Option<PracticeId>,
    /// The record for which another page opened this one: back from it goes there.
    came_for: Option<PracticeId>,
    over: Over,
    /// What is being taken back: it opens as a form again.
    taken: Option<Box<Practice>>,
}

/// What lies over the list.
#[derive(Debug, Default)]
enum Over {
    /// Nothing.
    #[default]
    List,
    /// The choice of a kind for a new record, narrowed by what is typed.
    Kinds(Typed, usize),
    /// One record.
    One(Box<One>),
    /// A record that is being written.
    Form(Box<Form>),
}

/// A record that is looked at.
#[derive(Debug)]
struct One {
    id: PracticeId,
    /// Its words before each correction, oldest first, once they have been read.
    versions: Vec<Practice>,
    /// The first line that is seen.
    top: usize,
    /// What a lead ticks before agreeing it; where it is not what its writer's kind suggests.
    ticked: Option<Vec<Shown>>,
    ticks: Option<Ticks>,
    under_way: bool,
}

/// For what only those have who write practice records.
pub fn writes(model: &Model) -> Result<(), String> {
    match model.session.who() {
        Some(person) if person.role == Role::Cover => {
            Err("Key persons, room leads and managers keep practice records.".to_string())
        }
        Some(_) => Ok(()),
        None => Err("Sign in first.".to_string()),
    }
}

/// For what a lead does with a record that waits.
pub fn waits_for_lead(model: &Model) -> Result<(), String> {
    let Some((state, stands)) = looked_at(model) else { return Err("Open a record first.".to_string()) };
    let leads = model.session.who().is_some_and(|who| who.role.leads());
    match (stands.waits, leads) {
        _ if state.under_way() => Err("It is on its way.".to_string()),
        (true, true) => Ok(()),
        (true, false) => Err("A room lead or a manager agrees it.".to_string()),
        (false, _) => Err("It counts already: there is nothing to agree.".to_string()),
    }
}

/// For correcting the record that is open.
pub fn may_amend(model: &Model) -> Result<(), String> {
    let Some((_, stands)) = looked_at(model) else { return Err("Open a record first.".to_string()) };
    match model.session.who() {
        Some(who) if stands.may_amend(who.id, who.role) => Ok(()),
        _ => Err("Somebody else wrote it: only they or a room lead can amend it.".to_string()),
    }
}

fn looked_at(model: &Model) -> Option<(&State, &PracticeStands)> {
    match &model.screen {
        Screen::Records(state) => state.one().map(|one| (state.as_ref(), one)),
        _ => None,
    }
}

/// The kind of a code.
pub(super) fn kind<'a>(session: &'a Session, code: &str) -> Option<&'a PracticeKind> {
    session.practice.iter().find(|kind| kind.code == code)
}

/// What a kind is called; its code where nobody knows it any more.
pub(super) fn label(session: &Session, code: &str) -> String {
    kind(session, code).map_or_else(|| code.replace('-', " "), |kind| kind.label.clone())
}

impl State {
    /// The list.
    pub fn open(session: &Session, turn: &mut Turn) -> State {
        let state = State::default();
        state.read(session, turn);
        state
    }

    /// One record, over the page that asks for it.
    pub fn at(session: &Session, id: PracticeId, turn: &mut Turn) -> State {
        State { asked_for: Some(id), came_for: Some(id), ..State::open(session, turn) }
    }

    /// The form of a draft.
    pub fn go_on(session: &mut Session, draft: &Draft, turn: &mut Turn) -> State {
        let role = session.who().map(|who| who.role);
        let form =
            Form::of_draft(session, draft).filter(|form| role.is_some_and(|role| form.may_write(role)));
        if form.is_none() {
            turn.say("Only a room lead or a manager goes on with it. Your words are kept.");
        }
        let over = form.map_or(Over::List, |form| Over::Form(Box::new(form)));
        State { over, ..State::open(session, turn) }
    }

    fn read(&self, session: &Session, turn: &mut Turn) {
        if let Some(person) = session.person {
            turn.effect(Effect::Practices(person));
        }
    }

    fn stands(&self, id: PracticeId) -> Option<&PracticeStands> {
        self.all.iter().flatten().find(|stands| stands.practice.id == id)
    }

    /// The record that is open.
    fn one(&self) -> Option<&PracticeStands> {
        match &self.over {
            Over::One(one) => self.stands(one.id),
            _ => None,
        }
    }

    fn under_way(&self) -> bool {
        matches!(&self.over, Over::One(one) if one.under_way)
    }

    /// The record that is open, or marked in the list.
    fn meant<'a>(&'a self, session: &Session) -> Option<&'a PracticeStands> {
        match &self.over {
            Over::One(_) => self.one(),
            Over::List => self.found(session).get(self.marked).copied(),
            _ => None,
        }
    }

    fn look_at(&mut self, session: &Session, id: PracticeId, turn: &mut Turn) {
        let one = One { id, versions: Vec::new(), top: 0, ticked: None, ticks: None, under_way: false };
        self.over = Over::One(Box::new(one));
        if let Some(person) = session.person {
            turn.effect(Effect::PracticeVersions(person, id));
        }
    }

    /// Opens the form for a new record of a kind, or with what was begun of one.
    fn begin(&mut self, session: &mut Session, code: &str) {
        if let Some(kind) = kind(session, code).cloned() {
            self.over = Over::Form(Box::new(Form::new(session, &kind)));
        }
    }

    fn amend(&mut self, session: &mut Session, turn: &mut Turn) {
        let Some(stands) = self.one().cloned() else { return };
        match Form::of(session, &stands) {
            Some(form) => self.over = Over::Form(Box::new(form)),
            None => turn.say("This kind of record is not known here any more: it stays as it is."),
        }
    }

    fn agree(&mut self, session: &Session, turn: &mut Turn) {
        let Some(stands) = self.one().cloned() else { return };
        let shows = self.agreed_shows(session, &stands);
        let Over::One(one) = &mut self.over else { return };
        one.under_way = true;
        let change = Change::AgreePractice { practice: stands.practice.id, seen: stands.revision, shows };
        turn.effect(Effect::Apply(change.into(), session.stamp(), Errand::Page(AGREEING)));
    }

    /// What the open record would be agreed to show.
    fn agreed_shows(&self, session: &Session, stands: &PracticeStands) -> Vec<Shown> {
        let ticked = match &self.over {
            Over::One(one) => one.ticked.as_ref(),
            _ => None,
        };
        let ticked = ticked.unwrap_or(&stands.practice.shows);
        match kind(session, &stands.practice.kind) {
            Some(kind) => kind.shows(ticked, &stands.practice.fields),
            None => ticked.clone(),
        }
    }

    /// Takes back what is meant, as long as that goes: its words open as a form.
    fn take_back(&mut self, session: &Session, turn: &mut Turn) {
        let Some(person) = session.person else { return };
        let Some(stands) = self.meant(session).cloned() else {
            return turn.say("There is nothing here to take back.");
        };
        if let Err(why) = stands.take_back(person, session.now) {
            return turn.say(format!("{why} a on the open record corrects it."));
        }
        let change = Change::TakeBackPractice { practice: stands.practice.id };
        self.taken = Some(Box::new(stands.practice));
        turn.effect(Effect::Apply(change.into(), session.stamp(), Errand::Page(TAKING_BACK)));
    }

    fn press_list(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let last = self.found(session).len().saturating_sub(1);
        match press.action {
            Some(Action::Up) => self.marked = self.marked.saturating_sub(1),
            Some(Action::Down) => self.marked = (self.marked + 1).min(last),
            Some(Action::PageUp) => self.marked = self.marked.saturating_sub(10),
            Some(Action::PageDown) => self.marked = (self.marked + 10).min(last),
            // In words that are being typed they go to the ends of those.
            Some(Action::First) if self.find.is_empty() => self.marked = 0,
            Some(Action::Last) if self.find.is_empty() => self.marked = last,
            Some(Action::OpenRecord) => match self.meant(session).map(|stands| stands.practice.id) {
                Some(id) => self.look_at(session, id, turn),
                None if self.all.is_none() => {}
                None if !self.find.is_empty() => turn.say("No record has these words. Esc clears them."),
                None => self.over = Over::Kinds(Typed::default(), 0),
            },
            Some(Action::NewRecord) => self.over = Over::Kinds(Typed::default(), 0),
            Some(Action::TakeBack) => self.take_back(session, turn),
            Some(Action::Back) if !self.find.is_empty() => {
                self.find.clear();
                self.marked = 0;
            }
            Some(Action::Back) => turn.back(),
            _ => {
                if !self.find.press(press) {
                    return false;
                }
                self.marked = 0;
            }
        }
        true
    }

    fn press_one(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let shows = self.one().map(|stands| self.agreed_shows(session, stands));
        let stands = self.one().cloned();
        let Over::One(one) = &mut self.over else { return false };
        if let Some(ticks) = &mut one.ticks {
            let meant = ticks.press(session, press);
            if ticks.done {
                one.ticked = Some(ticks.ticked.clone());
                one.ticks = None;
            }
            return meant;
        }
        match press.action {
            Some(Action::Up) => one.top = one.top.saturating_sub(1),
            Some(Action::Down) => one.top = one.top.saturating_add(1),
            Some(Action::PageUp) => one.top = one.top.saturating_sub(10),
            Some(Action::PageDown) => one.top = one.top.saturating_add(10),
            Some(Action::First) => one.top = 0,
            Some(Action::AgreeRecord) => self.agree(session, turn),
            Some(Action::RecordShows) => {
                let (Some(stands), Some(shows)) = (stands, shows) else { return false };
                let Some(kind) = kind(session, &stands.practice.kind) else { return false };
                one.ticks = Some(Ticks::new(session, kind, shows, &stands.practice.fields));
            }
            Some(Action::AmendRecord) => self.amend(session, turn),
            Some(Action::TakeBack) => self.take_back(session, turn),
            Some(Action::Back | Action::Left) if self.came_for == Some(one.id) => turn.back(),
            Some(Action::Back | Action::Left) => self.over = Over::List,
            _ => return false,
        }
        true
    }

    fn press_form(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let Over::Form(form) = &mut self.over else { return false };
        let meant = form.press(session, press, turn);
        self.close_form(session, turn);
        meant
    }

    /// Back to what the form was opened from, where it is left.
    fn close_form(&mut self, session: &Session, turn: &mut Turn) {
        let Over::Form(form) = &self.over else { return };
        if form.closed() {
            let (id, amends) = (form.record(), form.amends());
            self.over = Over::List;
            if amends && self.stands(id).is_some() {
                self.look_at(session, id, turn);
            }
        }
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        match &self.over {
            Over::List => Scope::Records,
            Over::Kinds(..) => Scope::RecordKinds,
            Over::One(one) if one.ticks.is_some() => Scope::RecordTicks,
            Over::One(_) => Scope::Record,
            Over::Form(form) if form.ticking() => Scope::RecordTicks,
            Over::Form(_) => Scope::RecordForm,
        }
    }

    fn takes(&self) -> Takes {
        match &self.over {
            Over::List | Over::Kinds(..) => Takes::Words,
            Over::Form(form) if form.takes_words() => Takes::Words,
            _ => Takes::Nothing,
        }
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        match &mut self.over {
            Over::List => self.press_list(session, press, turn),
            Over::Kinds(..) => self.press_kinds(session, press),
            Over::One(_) => self.press_one(session, press, turn),
            Over::Form(_) => self.press_form(session, press, turn),
        }
    }

    fn open_text(&self) -> Option<(&str, usize)> {
        match &self.over {
            Over::Form(form) => form.open_text(),
            _ => None,
        }
    }

    fn paste(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        match &mut self.over {
            Over::Form(form) => form.paste(session, text, turn),
            Over::List => {
                self.find.put(text);
                self.marked = 0;
            }
            _ => turn.say("Nothing was pasted: there is no note open."),
        }
    }

    fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        match answer {
            Answer::Practices(person, all) if session.person == Some(*person) => {
                self.take_in(session, all, turn);
            }
            Answer::PracticeVersions(id, versions) => {
                if let Over::One(one) = &mut self.over
                    && one.id == *id
                {
                    one.versions = versions.clone();
                }
            }
            Answer::Applied(Errand::Page(errand @ (SAVING | AGREEING | TAKING_BACK)), done) => {
                let done = done.as_ref().map(|_| ()).map_err(Clone::clone);
                self.applied(session, errand, &done, turn);
            }
            _ => {}
        }
    }

    fn leave(&mut self, session: &mut Session, turn: &mut Turn) {
        if let Over::Form(form) = &mut self.over {
            form.keep(session, turn);
        }
    }

    fn writing(&self) -> Option<DraftId> {
        match &self.over {
            Over::Form(form) => form.writing(),
            _ => None,
        }
    }

    fn hint(&self, session: &Session, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        let waits = self.one().is_some_and(|stands| stands.waits);
        let leads = session.who().is_some_and(|who| who.role.leads());
        match (&self.over, action) {
            (Over::Form(form), _) if !form.ticking() => form.hint(action),
            (Over::Kinds(typed, _), Action::TakeRecordKind)
                if kinds::kinds(session, typed.text()).is_empty() =>
            {
                said("", "")
            }
            (Over::List, Action::Back) if !self.find.is_empty() => said("Esc", "clear"),
            (Over::List, Action::OpenRecord) if self.found(session).is_empty() => {
                if self.find.is_empty() {
                    said("Enter", "begin one")
                } else {
                    said("", "")
                }
            }
            (Over::One(one), _) if one.ticks.is_some() => None,
            (Over::One(_), Action::AgreeRecord | Action::RecordShows) if !(waits && leads) => said("", ""),
            (Over::One(_), Action::AmendRecord) => {
                let may = self.one().zip(session.who());
                let may = may.is_some_and(|(stands, who)| stands.may_amend(who.id, who.role));
                if may { None } else { said("", "") }
            }
            (Over::One(_) | Over::List, Action::TakeBack) => {
                let mine = self.meant(session).zip(session.person);
                let may = mine.is_some_and(|(stands, who)| stands.take_back(who, session.now).is_ok());
                if may { said("Ctrl-Z", "take back") } else { None }
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

    fn answers(&mut self, session: &mut Session, line: &str, turn: &mut Turn) -> bool {
        self.hears_number(session, line, turn)
    }

    fn typing(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        if let Over::Form(form) = &mut self.over {
            form.types(session, text, turn);
        }
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        match &self.over {
            Over::List => self.draw_list(session, canvas),
            Over::Kinds(typed, marked) => self.draw_kinds(session, canvas, typed, *marked),
            Over::One(one) => self.draw_one(session, canvas, one),
            Over::Form(form) => form.draw(session, canvas),
        }
    }
}
