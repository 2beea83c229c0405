//! Search: words, names and a few marks, answered as one types.

mod draw;
mod plain;
mod query;

pub use plain::WORDS;

use std::collections::BTreeSet;

use super::child;
use super::{Page, Press, Screen};
use crate::domain::entry::Standing;
use crate::domain::{Child, ChildId, Kind, Period, TalkId};
use crate::store::ask;
use crate::tui::action::{Action, Reason, Scope};
use crate::tui::key::Takes;
use crate::tui::model::{Model, Session};
use crate::tui::msg::{Answer, Effect, Turn};
use crate::tui::plain::Ask;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::typed::Typed;
use query::{Known, Query};

/// At most so many are found.
const LIMIT: usize = 100;

/// The page as it stands.
#[derive(Debug, Default)]
pub struct State {
    typed: Typed,
    /// The part of the page in use: 0 the line, then the three choices.
    part: usize,
    narrow: Narrow,
    /// Of which question the answer is awaited or shown: each is one more than the one before.
    asked: u64,
    /// The question whose answer is shown.
    answered: u64,
    found: Vec<Standing>,
    marked: usize,
    /// The marked entry's whole talk.
    talk: Option<(TalkId, Vec<Standing>)>,
}

/// What narrows the search besides what is typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Narrow {
    /// A lead looks at the shown room only.
    room: bool,
    /// One child only.
    child: Option<ChildId>,
    kind: Option<Kind>,
    /// However long ago.
    all_terms: bool,
}

/// The search in one child's entries.
pub fn within(_session: &Session, child: ChildId) -> State {
    State { narrow: Narrow { child: Some(child), ..Narrow::default() }, ..State::default() }
}

/// Whether something was found.
pub fn has_found(model: &Model) -> Result<(), Reason> {
    match &model.screen {
        Screen::Search(state) if !state.found.is_empty() => Ok(()),
        _ => Err("Nothing is found yet.".to_string()),
    }
}

/// Whether all children's entries are open to whoever is signed in.
fn all(session: &Session) -> bool {
    session.who().is_some_and(|who| who.role.leads())
}

impl State {
    /// The children whose entries are looked through; the second is whether that is every child there ever was.
    fn children<'a>(&self, session: &'a Session) -> (Vec<&'a Child>, bool) {
        if let Some(child) = self.narrow.child {
            // Staff have opened this page from a child whom they see.
            return (session.roll.child(child).into_iter().collect(), false);
        }
        if all(session) && !self.narrow.room {
            (session.roll.children.iter().collect(), true)
        } else {
            (session.children(), false)
        }
    }

    fn query(&self, session: &Session) -> Query {
        let (children, _) = self.children(session);
        let known = Known {
            roll: &session.roll,
            related: &session.related,
            frameworks: &session.frameworks,
            children: &children,
        };
        query::read(self.typed.text(), &known)
    }

    /// Asks the store what is asked for now. Every change is a question of its own: what the store answers to
    /// an older one is not shown.
    fn ask(&mut self, session: &Session, turn: &mut Turn) {
        self.asked += 1;
        let query = self.query(session);
        let (children, every) = self.children(session);
        let empty = query.is_empty();
        let children: BTreeSet<ChildId> = match query.named {
            Some(named) => named,
            None if every => BTreeSet::new(),
            None => children.iter().map(|child| child.id).collect(),
        };
        let nobody = children.is_empty() && !every;
        if empty || query.trouble.is_some() || nobody {
            self.found.clear();
            self.marked = 0;
            self.answered = self.asked;
            return;
        }
        let search = ask::Search {
            words: query.words,
            exact: query.exact,
            children,
            kind: query.kind.or(self.narrow.kind),
            by: query.by,
            open: query.open,
            shows: query.shows,
            from: (!self.narrow.all_terms).then(|| Period::term_to(session.today()).from),
            viewer: session.person,
            limit: LIMIT,
        };
        turn.effect(Effect::Search(self.asked, Box::new(search)));
    }

    fn mark(&mut self, index: usize, turn: &mut Turn) {
        self.marked = index.min(self.found.len().saturating_sub(1));
        if let Some(entry) = self.found.get(self.marked)
            && self.talk.as_ref().is_none_or(|(talk, _)| *talk != entry.entry.talk)
        {
            turn.effect(Effect::Talk(entry.entry.talk));
        }
    }

    /// Changes the choice in use, forwards or back.
    fn change(&mut self, session: &Session, forwards: bool) -> bool {
        match self.part {
            1 if self.narrow.child.is_some() => self.narrow.child = None,
            1 if all(session) => self.narrow.room = !self.narrow.room,
            2 => {
                let kinds: Vec<Option<Kind>> = std::iter::once(None).chain(Kind::ALL.map(Some)).collect();
                let at = kinds.iter().position(|kind| *kind == self.narrow.kind).unwrap_or(0);
                let by = if forwards { 1 } else { kinds.len() - 1 };
                self.narrow.kind = kinds.get((at + by) % kinds.len()).copied().flatten();
            }
            3 => self.narrow.all_terms = !self.narrow.all_terms,
            _ => return false,
        }
        true
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        Scope::Search
    }

    fn takes(&self) -> Takes {
        Takes::Words
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        match press.action {
            Some(Action::Up) => self.mark(self.marked.saturating_sub(1), turn),
            Some(Action::Down) => self.mark(self.marked + 1, turn),
            Some(Action::PageUp) => self.mark(self.marked.saturating_sub(10), turn),
            Some(Action::PageDown) => self.mark(self.marked + 10, turn),
            Some(Action::Narrow) => self.part = (self.part + 1) % 4,
            Some(Action::LastPart) => self.part = (self.part + 3) % 4,
            Some(Action::Back) if self.part > 0 => self.part = 0,
            Some(Action::Back) => turn.back(),
            Some(Action::OpenFound) => {
                if let Some(entry) = self.found.get(self.marked) {
                    let page = child::open_at(session, entry, turn);
                    turn.over(page);
                }
            }
            Some(Action::Left | Action::Right) if self.part > 0 => {
                let forwards = press.action == Some(Action::Right);
                if self.change(session, forwards) {
                    self.ask(session, turn);
                } else {
                    turn.say("The entries of the room's children are open to you here.");
                }
            }
            None if self.part > 0 && press.chord.letter() == Some(' ') => {
                if self.change(session, true) {
                    self.ask(session, turn);
                }
            }
            _ => {
                let before = self.typed.text().to_string();
                self.part = 0;
                if !self.typed.press(press) {
                    return false;
                }
                if before != self.typed.text() {
                    self.ask(session, turn);
                }
            }
        }
        true
    }

    fn paste(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        self.typed.put(text);
        self.ask(session, turn);
    }

    fn question(&self, session: &Session) -> Ask {
        self.asks(session)
    }

    fn line(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        self.hears(session, line, turn);
    }

    fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        match answer {
            Answer::Found(number, found) if *number == self.asked => {
                self.answered = *number;
                self.found = found.iter().filter(|entry| session.may_read(entry)).cloned().collect();
                self.found.sort_by_key(|entry| std::cmp::Reverse((entry.entry.happened.ms, entry.seq)));
                self.mark(0, turn);
            }
            Answer::Talk(talk, entries)
                if self.found.get(self.marked).is_some_and(|entry| entry.entry.talk == *talk) =>
            {
                self.talk = Some((*talk, entries.clone()));
            }
            Answer::Applied(_, Ok(_)) => self.ask(session, turn),
            _ => {}
        }
    }

    fn hint(&self, _session: &Session, action: Action) -> Option<(String, String)> {
        match action {
            Action::Narrow if self.part > 0 => Some(("←→".to_string(), "change".to_string())),
            _ => None,
        }
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        self.draw(session, canvas);
    }
}
