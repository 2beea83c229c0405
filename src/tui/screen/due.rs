//! What is due by the setting's own terms and what is held, for leads: held and let go here, and erased by two people.
//! Nothing goes by itself.

mod draw;
mod erase;
mod erase_draw;
mod plain;
mod reason;
mod say;
#[cfg(test)]
pub(crate) mod tests;

pub use plain::{LIST, READ};

use self::erase::{ERASING, Erase};
use self::reason::Reason;
use super::export::child_called;
use super::{Page, Press};
use crate::domain::deeds::Deed;
use crate::domain::erasure::{Hold, Subject};
use crate::domain::{Act, Because, Change, Draft, DraftId, Purpose};
use crate::tui::action::{Action, Scope};
use crate::tui::key::Takes;
use crate::tui::model::{Model, Session};
use crate::tui::msg::{Answer, DueRead, DueRow, Effect, Errand, Turn};
use crate::tui::plain::Ask;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::typed::Typed;

/// What holding something, or letting it go, is known by.
const HOLDING: &str = "hold";
/// The longest name that can be typed.
const LONGEST: usize = 80;

/// The page as it stands.
#[derive(Debug, Default)]
pub struct State {
    /// What is due or held; `None` until it has been read.
    read: Option<DueRead>,
    /// Children who were looked for: neither due nor held.
    found: Vec<DueRow>,
    marked: usize,
    /// What is to be marked as soon as it is read.
    wanted: Option<Subject>,
    over: Over,
}

/// What lies over the list.
#[derive(Debug, Default)]
enum Over {
    /// Nothing.
    #[default]
    List,
    /// A child's name, being typed.
    Find(Typed),
    /// Why something is held or let go, being written.
    Reason(Box<Reason>),
    /// Something that would be erased.
    Erase(Box<Erase>),
}

/// Whether the table of deeds lets whoever is signed in do that; else its own sentence.
fn allowed(model: &Model, deed: Deed) -> Result<(), String> {
    let Some(who) = model.session.who() else { return Err("Sign in first.".to_string()) };
    match deed.row() {
        Some(row) if row.allows(Some(who)) => Ok(()),
        row => Err(row.map_or("Nobody can do that.", |row| row.refused).to_string()),
    }
}

/// For what those do who hold things.
pub fn holds(model: &Model) -> Result<(), String> {
    allowed(model, Deed::Hold)
}

/// For the page itself: whoever may hold nothing is told whose it is.
pub fn opens(model: &Model) -> Result<(), String> {
    holds(model).map_err(|_| "Due and holds is for room leads and managers.".to_string())
}

/// For what those do who let go what is held.
pub fn releases(model: &Model) -> Result<(), String> {
    allowed(model, Deed::Release)
}

/// For what those do who erase something, never alone.
pub fn erases(model: &Model) -> Result<(), String> {
    allowed(model, Deed::Erase)
}

impl State {
    /// The list.
    pub fn open(session: &Session, turn: &mut Turn) -> State {
        read(session, turn);
        State::default()
    }

    /// Goes on with why something is held, let go or erased.
    pub fn go_on(session: &mut Session, draft: &Draft, turn: &mut Turn) -> State {
        let mut state = State::open(session, turn);
        let Purpose::Because(subject, because) = draft.purpose else { return state };
        let child = draft.children.first().copied();
        let what = match subject {
            Subject::Child(child) => session.roll.child(child).map(|child| child.name()),
            Subject::Entry(_) | Subject::Practice(_) => None,
        };
        state.wanted = Some(subject);
        let row = DueRow {
            subject,
            child,
            what: what.unwrap_or_else(|| "What you looked at".to_string()),
            due: None,
            hold: None,
        };
        state.over = match because {
            Because::Erase => Over::Erase(Box::new(Erase::of(session, &row, turn))),
            _ => Over::Reason(Box::new(Reason::of(session, &row, because))),
        };
        state
    }

    /// The rows of the list, those that were looked for last.
    fn rows(&self) -> impl Iterator<Item = &DueRow> {
        self.read.iter().flat_map(|read| &read.rows).chain(&self.found)
    }

    fn row(&self) -> Option<&DueRow> {
        self.rows().nth(self.marked)
    }

    fn mark(&mut self, subject: Subject) {
        let place = self.rows().position(|row| row.subject == subject);
        self.marked = place.unwrap_or(self.marked);
    }

    fn press_list(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let last = self.rows().count().saturating_sub(1);
        if let Some(line) = press.through(self.marked, last) {
            self.marked = line;
            return true;
        }
        let row = self.row().cloned();
        match (press.action, row) {
            (Some(Action::FindForDue), _) => self.over = Over::Find(Typed::default()),
            (Some(Action::Back | Action::Left), _) => turn.back(),
            (Some(Action::LookAtErasing | Action::Hold | Action::LetGoHold), None) => {
                turn.say("Nothing is due or held here: a looks for any other child.");
            }
            (Some(Action::LookAtErasing), Some(row)) => {
                self.over = Over::Erase(Box::new(Erase::of(session, &row, turn)));
            }
            (Some(Action::Hold), Some(row)) => match say::held(session, &row) {
                Some(held) => turn.say(held),
                None => self.over = Over::Reason(Box::new(Reason::of(session, &row, Because::Hold))),
            },
            (Some(Action::LetGoHold), Some(row)) => match row.hold {
                Some(_) => self.over = Over::Reason(Box::new(Reason::of(session, &row, Because::Release))),
                None => turn.say("It is not held."),
            },
            _ => return false,
        }
        true
    }

    fn press_find(&mut self, session: &Session, press: Press, turn: &mut Turn) -> bool {
        let Over::Find(typed) = &mut self.over else { return false };
        match press.action {
            Some(Action::TakeFound) => self.find(session, turn),
            Some(Action::Back) if !typed.is_empty() => typed.clear(),
            Some(Action::Back) => self.over = Over::List,
            _ => return typed.press(press),
        }
        true
    }

    /// Puts the child who was typed into the list, and marks the row.
    fn find(&mut self, session: &Session, turn: &mut Turn) {
        let Over::Find(typed) = &self.over else { return };
        let child = match child_called(session, typed.text()) {
            Ok(child) => child,
            Err(why) => return turn.say(why),
        };
        let subject = Subject::Child(child);
        if self.rows().all(|row| row.subject != subject) {
            let what = session.roll.child(child).map(|child| child.name()).unwrap_or_default();
            self.found.push(DueRow { subject, child: Some(child), what, due: None, hold: None });
        }
        self.over = Over::List;
        self.mark(subject);
    }

    /// Sends to the record that something is held, or not any more.
    fn keep(&mut self, session: &mut Session, turn: &mut Turn) {
        let Over::Reason(reason) = &mut self.over else { return };
        let (subject, child) = (reason.subject, reason.child);
        let Some(words) = reason.send(turn) else { return };
        let (change, draft) = match reason.because {
            Because::Release => (Change::Release { subject, child, reason: words }, reason.draft),
            _ => (Change::Hold { subject, child, reason: words }, reason.draft),
        };
        session.flush(turn);
        let act = Act { changes: vec![change], finishes: Some(draft) };
        turn.effect(Effect::Apply(act, session.stamp(), Errand::Page(HOLDING)));
    }

    /// It is in the record, or the sentence why not.
    fn kept(&mut self, session: &mut Session, done: Result<(), &String>, turn: &mut Turn) {
        let Over::Reason(reason) = &mut self.over else { return };
        match done {
            Ok(()) => {
                reason.finished(session, turn);
                // Until it is read again the row says what was just done.
                let hold = (reason.because != Because::Release).then(|| Hold {
                    subject: reason.subject,
                    child: reason.child,
                    reason: reason.words(),
                    by: session.person.map(|person| (person, session.now)),
                });
                let rows = self.read.iter_mut().flat_map(|read| &mut read.rows).chain(&mut self.found);
                for row in rows.filter(|row| row.subject == reason.subject) {
                    row.hold = hold.clone();
                }
                let what = match reason.because {
                    Because::Release => "is not held any more",
                    _ => "is held: it is not erased until a manager lets it go",
                };
                turn.done(format!("Saved. {} {what}.", reason.what));
                self.over = Over::List;
            }
            Err(why) => {
                reason.saving = false;
                turn.warn(why.clone());
            }
        }
        read(session, turn);
        session.refresh(turn);
    }

    /// What is erased is gone from the list at once, with all that is about an erased child alone.
    fn forget(&mut self, gone: Subject) {
        let Some(read) = &mut self.read else { return };
        read.rows.retain(|row| row.subject != gone && row.child.map(Subject::Child) != Some(gone));
        self.marked = self.marked.min(read.rows.len().saturating_sub(1));
    }

    fn take_in(&mut self, read: &DueRead) {
        let marked = self.wanted.take().or(self.row().map(|row| row.subject));
        self.found.retain(|found| read.rows.iter().all(|row| row.subject != found.subject));
        self.read = Some(read.clone());
        self.marked = self.marked.min(self.rows().count().saturating_sub(1));
        if let Some(subject) = marked {
            self.mark(subject);
        }
        // What was gone on with is called as the list has it.
        let called =
            |subject| read.rows.iter().find(|row| row.subject == subject).map(|row| row.what.clone());
        match &mut self.over {
            Over::Reason(reason) => reason.what = called(reason.subject).unwrap_or(reason.what.clone()),
            Over::Erase(erase) => erase.what = called(erase.subject).unwrap_or(erase.what.clone()),
            _ => {}
        }
    }
}

/// Asks for what is due and held. Whoever looks at it has looked at it in this month.
fn read(session: &Session, turn: &mut Turn) {
    if let Some(person) = session.person {
        turn.effect(Effect::Due(person, session.now));
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        match &self.over {
            Over::List => Scope::Due,
            Over::Find(_) => Scope::DueFind,
            Over::Reason(_) => Scope::DueReason,
            Over::Erase(erase) => erase.scope(),
        }
    }

    fn takes(&self) -> Takes {
        match &self.over {
            Over::Find(_) | Over::Reason(_) => Takes::Words,
            Over::Erase(erase) => erase.takes(),
            Over::List => Takes::Nothing,
        }
    }

    fn open_text(&self) -> Option<(&str, usize)> {
        match &self.over {
            Over::Find(typed) => Some((typed.text(), LONGEST)),
            Over::Reason(reason) => Some(reason.open_text()),
            Over::Erase(erase) => erase.open_text(),
            Over::List => None,
        }
    }

    fn paste(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        let put = match &mut self.over {
            Over::Find(typed) => {
                typed.put(text);
                true
            }
            Over::Reason(reason) => {
                reason.put(session, text, turn);
                true
            }
            Over::Erase(erase) => erase.put(session, text, turn),
            Over::List => false,
        };
        if !put {
            turn.say("Nothing was pasted: nothing is written here.");
        }
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        match &mut self.over {
            Over::List => self.press_list(session, press, turn),
            Over::Find(_) => self.press_find(session, press, turn),
            Over::Reason(reason) => match press.action {
                Some(Action::KeepReason) => {
                    self.keep(session, turn);
                    true
                }
                Some(Action::Back) => {
                    reason.keep(session, turn);
                    self.over = Over::List;
                    true
                }
                _ => reason.press(session, press, turn),
            },
            Over::Erase(erase) => {
                let meant = erase.press(session, press, turn);
                if erase.closed() {
                    self.over = Over::List;
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
        match &mut self.over {
            Over::Reason(reason) => reason.types(session, text, turn),
            Over::Erase(erase) => erase.types(session, text, turn),
            _ => {}
        }
    }

    fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        match answer {
            Answer::Due(person, read) if session.person == Some(*person) => match read {
                Ok(read) => self.take_in(read),
                Err(why) => turn.warn(why.clone()),
            },
            Answer::Applied(Errand::Page(HOLDING), done) => {
                self.kept(session, done.as_ref().map(|_| ()), turn);
            }
            _ => {
                if let Over::Erase(erase) = &mut self.over {
                    erase.answer(session, answer, turn);
                    if let Answer::Applied(Errand::Page(ERASING), done) = answer {
                        self.found.clear();
                        if done.is_ok() {
                            let gone = erase.subject;
                            self.forget(gone);
                        }
                        read(session, turn);
                    }
                }
            }
        }
    }

    fn leave(&mut self, session: &mut Session, turn: &mut Turn) {
        match &mut self.over {
            Over::Reason(reason) => reason.keep(session, turn),
            Over::Erase(erase) => erase.leave(session, turn),
            _ => {}
        }
    }

    fn writing(&self) -> Option<DraftId> {
        match &self.over {
            Over::Reason(reason) => reason.writing(),
            Over::Erase(erase) => erase.writing(),
            _ => None,
        }
    }

    fn hint(&self, session: &Session, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        let hidden = || said("", "");
        match (&self.over, action) {
            (Over::List, Action::LookAtErasing | Action::Hold | Action::LetGoHold)
                if self.row().is_none() =>
            {
                hidden()
            }
            (Over::List, Action::Hold) if self.row().is_some_and(|row| row.hold.is_some()) => hidden(),
            (Over::List, Action::LetGoHold) if self.row().is_some_and(|row| row.hold.is_none()) => hidden(),
            // A narrow line has room for every key in fewer words.
            (Over::List, Action::LookAtErasing) if session.size.0 < 72 => said("Enter", "look"),
            (Over::List, Action::FindForDue) if session.size.0 < 72 => said("a", "find a child"),
            (Over::Erase(erase), _) => erase.hint(session, action),
            _ => None,
        }
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        match &self.over {
            Over::List => self.draw_list(session, canvas),
            Over::Find(typed) => draw::find(session, canvas, typed),
            Over::Reason(reason) => reason.draw(session, canvas),
            Over::Erase(erase) => erase.draw(session, canvas),
        }
    }
}
