//! Requests for a child's whole record, for managers: the list of them, a new one, and one request with every line that
//! is held, each decided by a person before the record goes out.

mod draw;
mod file;
mod list;
mod more;
mod new;
mod one;
mod plain;
mod rest;
mod say;
#[cfg(test)]
pub(crate) mod tests;
mod why;
mod words;

pub use plain::{FILE, LIST, MORE, NEW, WORDS};

use self::more::More;
use self::new::New;
use self::one::{One, Part};
use super::{Page, Press};
use crate::domain::{Draft, DraftId, Purpose, RequestId};
use crate::report::reports::By;
use crate::tui::action::{Action, Scope};
use crate::tui::key::Takes;
use crate::tui::model::{Model, Session};
use crate::tui::msg::{Answer, Effect, Errand, RequestLine, Turn};
use crate::tui::plain::Ask;
use crate::tui::widget::canvas::Canvas;

/// What writing a request is known by.
const WRITING: &str = "request";
/// What deciding lines is known by.
const DECIDING: &str = "decide-lines";

/// The page as it stands.
#[derive(Debug, Default)]
pub struct State {
    /// All requests; `None` until they have been read.
    all: Option<Vec<RequestLine>>,
    marked: usize,
    over: Over,
    /// The request that another page opened this one for: back from it goes there.
    came_for: Option<RequestId>,
}

/// What lies over the list.
#[derive(Debug, Default)]
enum Over {
    /// Nothing.
    #[default]
    List,
    /// A request that is being written down.
    New(Box<New>),
    /// One request.
    One(Box<One>),
}

/// For what only those do who answer requests.
pub fn answers(model: &Model) -> Result<(), String> {
    match model.session.who() {
        Some(person) if By::Manager.may(person.role) => Ok(()),
        Some(_) => Err("Only a manager answers a request for a child's record.".to_string()),
        None => Err("Sign in first.".to_string()),
    }
}

impl State {
    /// The list.
    pub fn open(session: &Session, turn: &mut Turn) -> State {
        let state = State::default();
        state.read(session, turn);
        state
    }

    /// One request, over the page that asks for it.
    pub fn at(session: &Session, id: RequestId, turn: &mut Turn) -> State {
        let mut state = State { came_for: Some(id), ..State::open(session, turn) };
        state.look_at(session, id, turn);
        state
    }

    /// Goes on with why a request takes longer.
    pub fn go_on(session: &mut Session, draft: &Draft, turn: &mut Turn) -> State {
        let Purpose::MoreTime(id) = draft.purpose else { return State::open(session, turn) };
        let mut state = State::open(session, turn);
        state.look_at(session, id, turn);
        if let Over::One(one) = &mut state.over {
            one.part = Part::More(Box::new(More::of(session, id)));
        }
        state
    }

    fn read(&self, session: &Session, turn: &mut Turn) {
        if let Some(person) = session.person {
            turn.effect(Effect::Requests(person, session.now));
        }
    }

    fn look_at(&mut self, session: &Session, id: RequestId, turn: &mut Turn) {
        self.over = Over::One(Box::new(One::of(id)));
        one::read(session, id, turn);
    }

    fn press_list(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let last = self.all.as_ref().map_or(0, Vec::len).saturating_sub(1);
        if let Some(line) = press.through(self.marked, last) {
            self.marked = line;
            return true;
        }
        match press.action {
            Some(Action::OpenRequest | Action::Right) => {
                match self.marked().map(|line| line.stands.request.id) {
                    Some(id) => self.look_at(session, id, turn),
                    None => turn.say("There is none yet: a writes one down."),
                }
            }
            Some(Action::NewRequest) => self.over = Over::New(Box::new(New::begin(session))),
            Some(Action::Back | Action::Left) => turn.back(),
            _ => return false,
        }
        true
    }

    fn marked(&self) -> Option<&RequestLine> {
        self.all.as_ref()?.get(self.marked)
    }

    /// Back to the list, or to the page that asked for this one.
    fn leave_one(&mut self, turn: &mut Turn) {
        match &self.over {
            Over::One(one) if self.came_for == Some(one.id) => turn.back(),
            _ => self.over = Over::List,
        }
    }

    /// What was sent to the record is there, or the sentence why not.
    fn written(&mut self, session: &mut Session, done: Result<(), &String>, turn: &mut Turn) {
        match (&mut self.over, done) {
            (Over::New(new), Err(_)) => new.refused(),
            (Over::New(new), Ok(())) => {
                let id = new.id();
                self.look_at(session, id, turn);
            }
            (Over::One(one), done) => {
                match done {
                    Ok(()) => one.kept(session, turn),
                    Err(_) => one.refused(),
                }
                one::read(session, one.id, turn);
            }
            (Over::List, _) => {}
        }
        self.read(session, turn);
        session.refresh(turn);
        match done {
            Ok(()) => turn.done("Saved."),
            Err(why) => turn.warn(why.clone()),
        }
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        match &self.over {
            Over::List => Scope::Requests,
            Over::New(_) => Scope::RequestNew,
            Over::One(one) if one.asks_for_numbers().is_some() => Scope::AsksAgain,
            Over::One(one) => match one.part {
                Part::Lines => Scope::Request,
                Part::Why(_) => Scope::RequestWhy,
                Part::Words(_) => Scope::RequestWords,
                Part::Rest(_) => Scope::RequestRest,
                Part::More(_) => Scope::RequestMore,
                Part::File(_) => Scope::RequestFile,
            },
        }
    }

    fn takes(&self) -> Takes {
        match &self.over {
            Over::New(new) if new.takes_words() => Takes::Words,
            Over::One(one) if matches!(one.part, Part::More(_)) => Takes::Words,
            _ => Takes::Nothing,
        }
    }

    fn open_text(&self) -> Option<(&str, usize)> {
        match &self.over {
            Over::New(new) => new.open_text(),
            Over::One(one) => one.open_text(),
            Over::List => None,
        }
    }

    fn paste(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        let put = match &mut self.over {
            Over::New(new) => new.put(text),
            Over::One(one) => one.put(session, text, turn),
            Over::List => false,
        };
        if !put {
            turn.say("Nothing was pasted: nothing is written here.");
        }
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        match &mut self.over {
            Over::List => self.press_list(session, press, turn),
            Over::New(new) => {
                let meant = new.press(session, press, turn);
                if new.closed() {
                    self.over = Over::List;
                }
                meant
            }
            Over::One(one) => {
                let meant = one.press(session, press, turn);
                if one.closed() {
                    self.leave_one(turn);
                }
                meant
            }
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
        if let Over::One(one) = &mut self.over {
            one.types(session, text, turn);
        }
    }

    fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        match answer {
            Answer::Requests(person, all) if session.person == Some(*person) => match all {
                Ok(all) => {
                    self.marked = self.marked.min(all.len().saturating_sub(1));
                    self.all = Some(all.clone());
                }
                Err(why) => turn.warn(why.clone()),
            },
            Answer::Applied(Errand::Page(WRITING), done) => {
                self.written(session, done.as_ref().map(|_| ()), turn);
            }
            Answer::FilesSaved(Ok(_)) => {
                self.read(session, turn);
                session.refresh(turn);
                if let Over::One(one) = &mut self.over {
                    one.part = Part::Lines;
                    one::read(session, one.id, turn);
                }
            }
            _ => {
                if let Over::One(one) = &mut self.over {
                    one.answer(session, answer, turn);
                }
            }
        }
    }

    fn leave(&mut self, session: &mut Session, turn: &mut Turn) {
        if let Over::One(one) = &mut self.over {
            one.keep(session, turn);
        }
    }

    fn writing(&self) -> Option<DraftId> {
        match &self.over {
            Over::One(one) => one.writing(),
            _ => None,
        }
    }

    fn hint(&self, session: &Session, action: Action) -> Option<(String, String)> {
        match &self.over {
            Over::List if action == Action::OpenRequest && self.marked().is_none() => {
                Some((String::new(), String::new()))
            }
            Over::List => None,
            Over::New(new) => new.hint(action),
            Over::One(one) => one.hint(session, action),
        }
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        match &self.over {
            Over::List => self.draw_list(session, canvas),
            Over::New(new) => new.draw(session, canvas),
            Over::One(one) => one.draw(session, canvas),
        }
    }
}
