//! Erasing something, by two people: what would go, on which ground, why, the numbers of whoever is signed in once more,
//! then the second person's initials and numbers. Until the last of these nothing is done, and Esc leaves all as it was.

use super::reason::Reason;
use crate::domain::erasure::{ErasureTrouble, Ground, Subject};
use crate::domain::{Act, Because, Change, ChildId, DraftId, EntryId, Moment, PersonId};
use crate::report::erasing;
use crate::store::ask::PinTry;
use crate::tui::action::{Action, Scope};
use crate::tui::key::Takes;
use crate::tui::model::Session;
use crate::tui::msg::{Answer, DueRow, Effect, ErasingRead, Errand, Turn};
use crate::tui::screen::Press;
use crate::tui::screen::asks_again::AsksAgain;
use crate::tui::widget::typed::Typed;

/// What erasing is known by.
pub(super) const ERASING: &str = "erase";
/// What is said to numbers in the place of initials.
const NUMBERS_LATER: &str =
    "First the second person's initials, then Enter. Their numbers are asked after that.";

fn has_digit(text: &str) -> bool {
    text.contains(char::is_numeric)
}

/// The longest initials that can be typed.
const LONGEST: usize = 8;
/// What is said where it was left before its end.
pub(super) const NOTHING: &str = "Nothing was erased.";

/// Something that would be erased.
#[derive(Debug)]
pub(super) struct Erase {
    pub(super) subject: Subject,
    /// What it is, in words.
    pub(super) what: String,
    /// What would go, or the sentence why it can't be read; nothing until it has been read.
    pub(super) read: Option<Result<Box<ErasingRead>, String>>,
    /// The first line that is seen of it.
    pub(super) first: usize,
    pub(super) step: Step,
    /// The ground that is marked.
    pub(super) ground: usize,
    pub(super) reason: Reason,
    /// When the numbers of whoever is signed in were right.
    began: Option<Moment>,
    closed: bool,
}

/// How far it has come.
#[derive(Debug)]
pub(super) enum Step {
    /// What would go is shown.
    Shown,
    /// On which ground is asked.
    Ground,
    /// Why is asked.
    Why,
    /// The numbers of whoever is signed in are asked.
    First(AsksAgain),
    /// The second person's initials are asked.
    Who(Typed),
    /// The second person's numbers are asked.
    Second(PersonId, AsksAgain),
    /// It is on its way to the record.
    UnderWay(PersonId),
    /// It is done.
    Done(Done),
}

/// What was done, and what no program reaches.
#[derive(Debug)]
pub(super) struct Done {
    /// What was done, in sentences.
    pub(super) says: Vec<String>,
    /// What stays, a line each.
    pub(super) stays: Vec<String>,
}

impl Erase {
    pub(super) fn of(session: &mut Session, row: &DueRow, turn: &mut Turn) -> Erase {
        let erase = Erase {
            subject: row.subject,
            what: row.what.clone(),
            read: None,
            first: 0,
            step: Step::Shown,
            ground: 0,
            reason: Reason::of(session, row, Because::Erase),
            began: None,
            closed: false,
        };
        erase.look(session, turn);
        erase
    }

    /// Has it looked at what would go.
    fn look(&self, session: &Session, turn: &mut Turn) {
        if let Some(person) = session.person {
            turn.effect(Effect::Erasing(person, self.subject, session.today()));
        }
    }

    pub(super) fn closed(&self) -> bool {
        self.closed
    }

    pub(super) fn scope(&self) -> Scope {
        match self.step {
            Step::Shown | Step::UnderWay(_) => Scope::Erasing,
            Step::Ground => Scope::ErasingGround,
            Step::Why => Scope::DueReason,
            Step::First(_) | Step::Second(..) => Scope::AsksAgain,
            Step::Who(_) => Scope::ErasingWho,
            Step::Done(_) => Scope::Erased,
        }
    }

    pub(super) fn takes(&self) -> Takes {
        if matches!(self.step, Step::Why | Step::Who(_)) { Takes::Words } else { Takes::Nothing }
    }

    pub(super) fn open_text(&self) -> Option<(&str, usize)> {
        match &self.step {
            Step::Why => Some(self.reason.open_text()),
            Step::Who(typed) => Some((typed.text(), LONGEST)),
            _ => None,
        }
    }

    /// Pasted words; `false` where nothing is written.
    pub(super) fn put(&mut self, session: &mut Session, text: &str, turn: &mut Turn) -> bool {
        match &mut self.step {
            Step::Why => self.reason.put(session, text, turn),
            Step::Who(_) if has_digit(text) => turn.say(NUMBERS_LATER),
            Step::Who(typed) => typed.put(text),
            _ => return false,
        }
        true
    }

    /// Line by line: what is typed so far.
    pub(super) fn types(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        if matches!(self.step, Step::Why) {
            self.reason.types(session, text, turn);
        }
    }

    pub(super) fn writing(&self) -> Option<DraftId> {
        match self.step {
            Step::UnderWay(_) | Step::Done(_) => None,
            _ => self.reason.writing(),
        }
    }

    /// The page goes out of sight: whoever comes back begins with what would go, and no numbers count any more.
    pub(super) fn leave(&mut self, session: &mut Session, turn: &mut Turn) {
        if matches!(self.step, Step::Why) {
            self.reason.keep(session, turn);
        }
        if !matches!(self.step, Step::UnderWay(_) | Step::Done(_)) {
            self.stop();
        }
    }

    /// Back to what would go.
    fn stop(&mut self) {
        self.step = Step::Shown;
        self.began = None;
    }

    pub(super) fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        match (&mut self.step, press.action) {
            (Step::UnderWay(_), _) => {}
            (Step::Shown, Some(Action::EraseOn)) => self.go_on(session, turn),
            (Step::Shown | Step::Done(_), Some(Action::Back | Action::Left)) => self.closed = true,
            (Step::Done(_), Some(Action::ReadErased)) => {
                if !self.reads_on(session) {
                    self.closed = true;
                }
            }
            (Step::Shown | Step::Done(_), _) => {
                let last = self.lines(session.size).len().saturating_sub(1);
                let Some(first) = press.through(self.first, last) else { return false };
                self.first = first.min(self.last(session));
            }
            (Step::Ground, Some(Action::Back | Action::Left)) => self.stop(),
            (Step::Ground, Some(Action::TakeGround)) => self.step = Step::Why,
            (Step::Ground, Some(Action::ChooseGround)) => {
                let digit = press.chord.letter().and_then(|letter| letter.to_digit(10));
                let place = digit.and_then(|digit| (digit as usize).checked_sub(1));
                let Some(place) = place.filter(|place| *place < Ground::ALL.len()) else { return false };
                (self.ground, self.step) = (place, Step::Why);
            }
            (Step::Ground, _) => match press.through(self.ground, Ground::ALL.len() - 1) {
                Some(ground) => self.ground = ground,
                None => return false,
            },
            (Step::Why, Some(Action::KeepReason)) => self.say_why(turn),
            (Step::Why, Some(Action::Back)) => {
                self.reason.keep(session, turn);
                self.step = Step::Ground;
            }
            (Step::Why, _) => return self.reason.press(session, press, turn),
            (Step::Who(typed), Some(Action::Back)) if !typed.is_empty() => typed.clear(),
            (Step::First(_) | Step::Who(_) | Step::Second(..), Some(Action::Back)) => {
                self.stop();
                turn.say(NOTHING);
            }
            (Step::First(asks), _) => return asks.press(session, press, turn),
            (Step::Who(_), Some(Action::TakeSecond)) => self.take_second(session, turn),
            // Numbers that were typed too early stand nowhere, and are told.
            (Step::Who(_), None) if press.chord.letter().is_some_and(|letter| letter.is_numeric()) => {
                turn.say(NUMBERS_LATER);
            }
            (Step::Who(typed), _) => return typed.press(press),
            (Step::Second(_, asks), _) => return asks.press(session, press, turn),
        }
        true
    }

    /// Reads on; once the end was seen, and nothing is in the way, on to the ground.
    fn go_on(&mut self, session: &Session, turn: &mut Turn) {
        if self.reads_on(session) {
            return;
        }
        match &self.read {
            Some(Ok(read)) => match &read.stops {
                Some(stops) => turn.warn(format!("It can't be erased now. {stops}")),
                None => self.step = Step::Ground,
            },
            Some(Err(why)) => turn.warn(why.clone()),
            None => {}
        }
    }

    /// Whether something is in the way.
    pub(super) fn stops(&self) -> bool {
        matches!(&self.read, Some(Ok(read)) if read.stops.is_some())
    }

    /// Goes on in what is longer than the window; `false` where its end is seen.
    fn reads_on(&mut self, session: &Session) -> bool {
        let (last, rows) = (self.last(session), self.rows(session.size));
        let more = self.first < last;
        self.first = if more { (self.first + rows).min(last) } else { self.first };
        more
    }

    /// The first line from which the last is seen.
    fn last(&self, session: &Session) -> usize {
        self.lines(session.size).len().saturating_sub(self.rows(session.size))
    }

    /// On to the numbers, where it was said why.
    fn say_why(&mut self, turn: &mut Turn) {
        if self.reason.typed.is_empty() {
            return turn.say(ErasureTrouble::NoWords.to_string());
        }
        self.step = Step::First(AsksAgain::default());
    }

    /// On to the second person's numbers, where the initials are of somebody who may be one.
    pub(super) fn take_second(&mut self, session: &Session, turn: &mut Turn) {
        let Step::Who(typed) = &self.step else { return };
        let initials = typed.text().trim().to_string();
        if initials.is_empty() {
            return turn.say("Type the second person's initials, then Enter.");
        }
        let Some(second) = session.roll.by_initials(&initials, session.today()) else {
            let initials = initials.to_uppercase();
            return turn.say(format!("Nobody who works here today has the initials {initials}."));
        };
        if Some(second.id) == session.person || !second.role.leads() {
            return turn.say(ErasureTrouble::OneAlone.to_string());
        }
        self.step = Step::Second(second.id, AsksAgain::second(second.id));
    }

    /// Line by line: an answer that is words or numbers.
    pub(super) fn hears(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        match &mut self.step {
            Step::Why => {
                self.reason.types(session, line, turn);
                self.say_why(turn);
            }
            Step::First(asks) | Step::Second(_, asks) => asks.hears(session, line, turn),
            Step::Who(_) if has_digit(line) => turn.say(NUMBERS_LATER),
            Step::Who(typed) => {
                *typed = Typed::new(line);
                self.take_second(session, turn);
            }
            _ => {}
        }
    }

    /// Both have agreed: the one act of the store does it.
    fn erase(&mut self, session: &mut Session, second: PersonId, turn: &mut Turn) {
        let (Some(Ok(read)), Some(began)) = (&self.read, self.began) else { return self.stop() };
        let ground = Ground::ALL.get(self.ground).copied().unwrap_or(Ground::TermOver);
        let why = self.reason.typed.text().trim().to_string();
        let erasure = read.erasing.agreed((ground, why), second, began);
        session.flush(turn);
        self.reason.saving = true;
        let act = Act { changes: vec![Change::Erase(Box::new(erasure))], finishes: Some(self.reason.draft) };
        turn.effect(Effect::Apply(act, session.stamp(), Errand::Page(ERASING)));
        self.step = Step::UnderWay(second);
    }

    /// What came of it.
    fn erased(&mut self, session: &mut Session, done: Result<(), &String>, turn: &mut Turn) {
        let Step::UnderWay(second) = self.step else { return };
        self.reason.saving = false;
        self.first = 0;
        let people = session.who().zip(session.roll.person(second));
        match (done, people, &self.read) {
            (Ok(()), Some((first, second)), Some(Ok(read))) => {
                let says = vec![erasing::done(read.erasing.lines.len(), first, second)];
                let (stays, child) = (read.shown.stays.clone(), read.erasing.child);
                self.reason.finished(session, turn);
                forget(session, self.subject, child);
                self.step = Step::Done(Done { says, stays });
                // The last traces go from the files, and from who is who.
                turn.effect(Effect::Rest);
                turn.effect(Effect::Roll);
                session.refresh(turn);
            }
            (done, ..) => {
                self.stop();
                self.look(session, turn);
                if let Err(why) = done {
                    turn.warn(why.clone());
                }
            }
        }
    }

    pub(super) fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        let right = match &mut self.step {
            Step::First(asks) | Step::Second(_, asks) => asks.answer(session, answer),
            _ => false,
        };
        match (&mut self.step, answer) {
            (Step::First(_), _) if right => {
                self.began = Some(session.now);
                self.step = Step::Who(Typed::default());
            }
            (Step::Second(second, _), Answer::Pin(_, PinTry::Right(tries))) if right => {
                let second = *second;
                if let (Some(tries), Some(person)) = (tries, session.roll.person(second)) {
                    turn.say(tries.says(&format!("{} was", person.first_name()), session.today()));
                }
                self.erase(session, second, turn);
            }
            (_, Answer::Erasing(subject, read)) if *subject == self.subject => self.read = Some(read.clone()),
            (Step::UnderWay(_), Answer::Applied(Errand::Page(ERASING), done)) => {
                self.erased(session, done.as_ref().map(|_| ()), turn);
            }
            (Step::UnderWay(_), Answer::Failed(_)) => self.stop(),
            (Step::Done(done), Answer::Rested(false)) if done.says.len() == 1 => {
                done.says.push(erasing::SWEPT_LATER.to_string());
            }
            _ => {}
        }
    }

    pub(super) fn hint(&self, session: &Session, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        let more = self.first < self.last(session);
        match (&self.step, action) {
            (Step::UnderWay(_), _) => said("", ""),
            (Step::Shown | Step::Done(_), Action::EraseOn | Action::ReadErased) if more => {
                said("Enter", "read on")
            }
            (Step::Shown, Action::EraseOn) if self.stops() || !matches!(self.read, Some(Ok(_))) => {
                said("", "")
            }
            (Step::Why, Action::KeepReason) => said("Enter", "go on"),
            _ => None,
        }
    }
}

/// What the screen still knows of what was erased goes too.
fn forget(session: &mut Session, subject: Subject, child: Option<ChildId>) {
    let of_entry = |id: EntryId| move |(_, _, entry): &(ChildId, usize, EntryId)| *entry == id;
    session.finished.retain(|draft| match subject {
        Subject::Child(_) => child.is_none_or(|child| !draft.children.contains(&child)),
        Subject::Entry(entry) => !draft.ids.iter().any(of_entry(entry)),
        Subject::Practice(_) => true,
    });
}
