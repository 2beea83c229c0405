//! The self-evaluation: every statement's judgement and text, the ratings, the areas for development, and what
//! sign-off waits for. A number is never chosen here by the program.

mod area;
mod can;
mod decide;
mod draw;
mod plain;
mod say;

pub use can::{develops, has_frameworks, has_parts, judged, judges};
pub(super) use decide::{keeping, kept, taken_away};
pub use plain::WORDS;
pub(super) use say::not_looked_at;

use std::cell::Cell;
use std::collections::BTreeSet;

use super::asks_again::AsksAgain;
use super::evidence::State as Board;
use super::{Page, Press, form, statement};
use crate::domain::evaluation::{Evaluation, Missing, SignOff, term};
use crate::domain::evidence::Scope as Whom;
use crate::domain::framework::Framework;
use crate::domain::{Change, Draft, DraftId, Period, Purpose};
use crate::store::ask::SignedOff;
use crate::tui::action::{Action, Scope};
use crate::tui::key::Takes;
use crate::tui::model::Session;
use crate::tui::msg::{Answer, Effect, Errand, EvaluationRead, FormOf, Turn};
use crate::tui::plain::Ask;
use crate::tui::widget::canvas::Canvas;

/// What the acts of this page are for.
const ERRAND: &str = "evaluation";
/// What keeping an area for development is for.
const AREA: &str = "area";
/// What keeping a text of the last round is for.
pub(super) const KEEP: &str = "keep-text";
/// What taking that back is for.
pub(super) const KEEP_NO_MORE: &str = "keep-text-no-more";
/// What is said where there is no text of the last round to keep.
pub(super) fn nothing_to_keep(text: &str) -> &'static str {
    match text.trim().is_empty() {
        true => "Nothing is written of it yet: there is nothing to keep.",
        false => "Its text is of this term already: there is nothing to keep.",
    }
}
/// What signing off is for.
const SIGN_OFF: &str = "sign-off";

/// The page as it stands.
#[derive(Debug)]
pub struct State {
    framework: usize,
    whom: Whom,
    read: Option<EvaluationRead>,
    part: Part,
    /// The line that is marked in each part.
    lines: [usize; 3],
    /// What is seen of what the numbers of the marked rating mean, as it was drawn last.
    turned: Cell<Turned>,
    /// The area for development that is being written.
    form: Option<area::Form>,
    /// The lead's numbers, while they are asked before signing off.
    asks: Option<AsksAgain>,
}

/// Which lines of a text are seen: the first, how many there is room for, how many there are.
#[derive(Clone, Copy, Debug, Default)]
struct Turned {
    first: usize,
    fits: usize,
    all: usize,
}

/// Which part of the form is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Statements,
    Ratings,
    Areas,
}

impl Part {
    const ALL: [Part; 3] = [Part::Statements, Part::Ratings, Part::Areas];
}

/// Whether a framework's form has such a part.
fn has(framework: &Framework, part: Part) -> bool {
    match part {
        Part::Statements => true,
        Part::Ratings => !framework.ratings.is_empty(),
        Part::Areas => framework.areas_for_development,
    }
}

impl State {
    /// The first framework's self-evaluation: the setting's, this term.
    pub fn open(session: &Session, turn: &mut Turn) -> State {
        let period = Period::term_to(session.today());
        let state = State {
            framework: 0,
            whom: Whom { rooms: Vec::new(), period },
            read: None,
            part: Part::Statements,
            lines: [0; 3],
            turned: Cell::default(),
            form: None,
            asks: None,
        };
        state.ask(session, turn);
        state
    }

    /// The page with the area for development that was begun and is not kept yet.
    pub fn go_on(session: &Session, draft: &Draft, turn: &mut Turn) -> State {
        let mut state = State::open(session, turn);
        let of_area = |known: &Framework| matches!(&draft.purpose, Purpose::Area { framework, .. } if *framework == known.id);
        if let Some(index) = session.frameworks.iter().position(of_area).filter(|index| *index > 0) {
            state.turn_to(session, index, turn);
        }
        state.part = Part::Areas;
        state.form = area::Form::of_draft(draft);
        state
    }

    /// Another framework of the same round: the same rooms and term.
    fn turn_to(&mut self, session: &Session, framework: usize, turn: &mut Turn) {
        (self.framework, self.part, self.lines, self.read) = (framework, Part::Statements, [0; 3], None);
        self.ask(session, turn);
    }

    fn framework<'a>(&self, session: &'a Session) -> Option<&'a Framework> {
        session.frameworks.get(self.framework)
    }

    fn ask(&self, session: &Session, turn: &mut Turn) {
        if let Some(framework) = self.framework(session) {
            turn.effect(Effect::Evaluation(framework.id.clone(), self.whom.clone()));
        }
    }

    /// How it stands, once it is read.
    fn now(&self) -> Option<&Evaluation> {
        self.read.as_ref().map(|read| &read.now)
    }

    /// What is said of codes that the edition in use does not have.
    fn elsewhere(&self) -> String {
        self.read.as_ref().map(|read| say::elsewhere(&read.no_successor)).unwrap_or_default()
    }

    /// The codes of the statements whose text is the last round's still.
    fn carried_over(&self, session: &Session) -> BTreeSet<String> {
        let round = term(session.today());
        self.read.as_ref().map(|read| read.carried_over(&round)).unwrap_or_default()
    }

    fn missing(&self, session: &Session) -> Vec<Missing> {
        self.now().map(|now| now.missing(&self.carried_over(session))).unwrap_or_default()
    }

    fn marked(&self) -> usize {
        self.lines[self.part as usize]
    }

    /// How many lines a part has; the areas have one more, to write another.
    fn count(&self, session: &Session) -> usize {
        let framework = self.framework(session);
        match self.part {
            Part::Statements => framework.map_or(0, |framework| framework.statements.len()),
            Part::Ratings => framework.map_or(0, |framework| framework.ratings.len()),
            Part::Areas => self.now().map_or(0, |now| now.areas.len()) + 1,
        }
    }

    fn step(&mut self, session: &Session, by: isize) {
        let last = self.count(session).saturating_sub(1);
        self.lines[self.part as usize] = self.marked().saturating_add_signed(by).min(last);
        self.turned.take();
    }

    /// Whether more is said of the marked rating's numbers than is seen.
    fn turns(&self) -> bool {
        let Turned { fits, all, .. } = self.turned.get();
        self.part == Part::Ratings && all > fits
    }

    /// Goes on in what the numbers mean, or back.
    fn turn(&mut self, by: isize) {
        let mut turned = self.turned.get();
        let most = turned.all.saturating_sub(turned.fits);
        turned.first = turned.first.saturating_add_signed(by * turned.fits.cast_signed()).min(most);
        self.turned.set(turned);
    }

    fn next_part(&mut self, session: &Session, by: usize) {
        let framework = self.framework(session);
        for _ in Part::ALL {
            self.part = Part::ALL[(self.part as usize + by) % Part::ALL.len()];
            if framework.is_some_and(|framework| has(framework, self.part)) {
                break;
            }
        }
    }

    /// The code of the marked statement, or rating row.
    fn code(&self, session: &Session) -> Option<String> {
        let framework = self.framework(session)?;
        match self.part {
            Part::Statements => framework.statements.get(self.marked()).map(|one| one.code.clone()),
            Part::Ratings => framework.ratings.get(self.marked()).map(|row| row.code.clone()),
            Part::Areas => None,
        }
    }

    /// Opens what is marked: the statement's page, or the area; a rating shows all its bands already.
    fn take(&mut self, session: &mut Session, turn: &mut Turn) {
        let Some(framework) = self.framework(session) else { return };
        match self.part {
            Part::Statements => {
                let Some(code) = self.code(session) else { return };
                let order = framework.statements.iter().map(|one| one.code.clone()).collect();
                let (id, whom) = (framework.id.clone(), self.whom.clone());
                let page = statement::State::open(session, id, order, &code, whom, turn);
                turn.over(page.into());
            }
            Part::Ratings => {
                let page = Board::open(session, turn);
                turn.over(page.into());
            }
            Part::Areas => {
                let id = framework.id.clone();
                let stands = self.read.as_ref().and_then(|read| read.areas.get(self.marked()));
                self.form = Some(match stands {
                    Some(stands) => area::Form::of(session, stands),
                    None => area::Form::new(session, &id, None, ""),
                });
                // What somebody else wrote since this page was read is heard of before Enter.
                self.ask(session, turn);
            }
        }
    }

    /// Begins an area for development: from the marked statement's gap, or an empty one.
    fn develop(&mut self, session: &mut Session) {
        let Some(framework) = self.framework(session) else { return };
        let id = framework.id.clone();
        let gap = (self.part == Part::Statements)
            .then(|| framework.statements.get(self.marked()))
            .flatten()
            .and_then(|one| Some((one.code.clone(), say::gap(self.now()?.statement(&one.code)?, one))));
        self.form = Some(match gap {
            Some((code, gap)) => area::Form::new(session, &id, Some(code), &gap),
            None => area::Form::new(session, &id, None, ""),
        });
        self.part = Part::Areas;
    }

    /// This round's sign-off, where nothing is another than it was signed.
    pub(super) fn signed(&self, session: &Session) -> Option<&SignedOff> {
        let read = self.read.as_ref()?;
        let signed = read.last.as_ref().filter(|last| last.what.name == term(session.today()));
        signed.filter(|last| last.what.evaluation == read.now)
    }

    fn sign_off(&mut self, session: &Session, turn: &mut Turn) {
        if let Some(signed) = self.signed(session) {
            return turn.say(say::signed(session, signed));
        }
        let missing = self.missing(session);
        let Some(first) = missing.first() else {
            if self.read.is_some() {
                self.asks = Some(AsksAgain::default());
            }
            return;
        };
        // How much it is stands on the page.
        let what = if missing.len() == 1 { "what is missing" } else { "the first that is missing" };
        turn.warn(format!("Not signed off yet: {what} is marked."));
        self.go_to(session, &first.clone());
    }

    /// Goes to what is missing.
    fn go_to(&mut self, session: &Session, missing: &Missing) {
        let Some(framework) = self.framework(session) else { return };
        let (part, line) = match missing {
            Missing::Judgement(code) | Missing::Text(code) | Missing::CarriedOver(code) => {
                (Part::Statements, framework.statements.iter().position(|one| one.code == *code))
            }
            Missing::Rating(code) => {
                (Part::Ratings, framework.ratings.iter().position(|row| row.code == *code))
            }
            Missing::Area(id) => {
                (Part::Areas, self.now().and_then(|now| now.areas.iter().position(|area| area.id == *id)))
            }
        };
        self.part = part;
        self.lines[part as usize] = line.unwrap_or(0);
    }

    fn press_form(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let Some(form) = &mut self.form else { return false };
        let meant = form.press(session, press, turn);
        if form.closed() {
            self.form = None;
        }
        meant
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        match (&self.asks, &self.form, self.part) {
            (Some(_), ..) => Scope::AsksAgain,
            (None, Some(_), _) => Scope::AreaForm,
            (None, None, Part::Ratings) => Scope::Ratings,
            (None, None, _) => Scope::Evaluation,
        }
    }

    fn takes(&self) -> Takes {
        match (&self.asks, &self.form) {
            (None, Some(form)) if form.takes_words() => Takes::Words,
            _ => Takes::Nothing,
        }
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        if let Some(asks) = &mut self.asks {
            if press.action == Some(Action::Back) {
                self.asks = None;
                return true;
            }
            return asks.press(session, press, turn);
        }
        if self.form.is_some() {
            return self.press_form(session, press, turn);
        }
        match press.action {
            Some(Action::Up) => self.step(session, -1),
            Some(Action::Down) => self.step(session, 1),
            Some(Action::PageUp) if self.turns() => self.turn(-1),
            Some(Action::PageDown) if self.turns() => self.turn(1),
            Some(Action::PageUp) => self.step(session, -8),
            Some(Action::PageDown) => self.step(session, 8),
            Some(Action::First) => self.step(session, isize::MIN / 2),
            Some(Action::Last) => self.step(session, isize::MAX / 2),
            Some(Action::NextPart) => self.next_part(session, 1),
            Some(Action::NextFramework) => {
                let next = (self.framework + 1) % session.frameworks.len().max(1);
                self.turn_to(session, next, turn);
            }
            Some(Action::LastPart) => self.next_part(session, 2),
            Some(Action::TakeLine | Action::RatingEvidence) => self.take(session, turn),
            Some(Action::Right) if self.part != Part::Ratings => self.take(session, turn),
            Some(Action::JudgeLine) => match press.chord.letter() {
                Some(letter) => self.judge(session, letter, turn),
                None => return false,
            },
            Some(Action::Rate) => match press.chord.digit().and_then(|digit| u8::try_from(digit).ok()) {
                Some(number) => self.rate(session, number, turn),
                None => return false,
            },
            Some(Action::ToDevelop | Action::ToDevelopHere) => self.develop(session),
            Some(Action::ExportEvaluation) => {
                let Some(framework) = self.framework(session).map(|form| form.id.clone()) else {
                    return false;
                };
                let of = FormOf { framework, tag: None, scope: self.whom.clone(), signed: false };
                let page = form::State::open(session, of, turn);
                turn.over(page.into());
            }
            Some(Action::KeepText) => self.keep_text(session, turn),
            Some(Action::SignOff | Action::SignOffHere) => self.sign_off(session, turn),
            Some(Action::Back | Action::Left) => turn.back(),
            _ => return false,
        }
        true
    }

    fn open_text(&self) -> Option<(&str, usize)> {
        self.form.as_ref().and_then(|form| form.open_text())
    }

    fn paste(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        match &mut self.form {
            Some(form) => form.paste(session, text, turn),
            None => turn.say("Nothing was pasted: there is no text open."),
        }
    }

    fn question(&self, session: &Session) -> Ask {
        self.asks(session)
    }

    fn line(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        match (&mut self.asks, &mut self.form) {
            (Some(asks), _) => asks.hears(session, line, turn),
            (None, Some(form)) => form.hears(session, line, turn),
            (None, None) => {}
        }
    }

    fn typing(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        if let Some(form) = self.form.as_mut().filter(|_| !text.trim_start().starts_with(':')) {
            form.types(session, text, turn);
        }
    }

    fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        if self.asks.take_if(|asks| asks.answer(session, answer)).is_some()
            && let Some(now) = self.now()
        {
            let name = term(session.today());
            let whole = SignOff { name, scope: self.whom.clone(), evaluation: now.clone() };
            let change = Change::SignOff(Box::new(whole));
            turn.effect(Effect::Apply(change.into(), session.stamp(), Errand::Page(SIGN_OFF)));
        }
        match answer {
            Answer::Evaluation(framework, whom, read)
                if self.framework(session).is_some_and(|known| known.id == *framework)
                    && *whom == self.whom =>
            {
                self.read = Some(read.as_ref().clone());
                self.step(session, 0);
                if let Some(form) = &mut self.form
                    && let Some(stands) = read.area(form.id())
                {
                    form.knows(session, stands, turn);
                }
            }
            Answer::Applied(Errand::Page(SIGN_OFF), Ok(_)) => {
                let said = "Signed off. It stays as it stood; what is written from now on is the next one's.";
                turn.done(match session.frameworks.len() {
                    0 | 1 => said.to_string(),
                    _ => session.keys.said(Action::NextFramework, &format!("{said}   c the next framework")),
                });
                self.ask(session, turn);
            }
            Answer::Applied(Errand::Page(errand @ (KEEP | KEEP_NO_MORE)), Ok(_)) => {
                turn.done(kept(session, errand));
                self.ask(session, turn);
            }
            Answer::Applied(Errand::Page(AREA), Ok(_)) => {
                self.form = None;
                turn.done("Kept.");
                self.ask(session, turn);
            }
            Answer::Applied(Errand::Page(AREA), Err(why)) => {
                if let Some(form) = &mut self.form {
                    form.refused(why);
                }
                self.ask(session, turn);
            }
            Answer::Applied(Errand::Page(ERRAND | KEEP | KEEP_NO_MORE | SIGN_OFF), Err(why)) => {
                turn.warn(why.clone());
                self.ask(session, turn);
            }
            // What is in use was changed on the board above.
            Answer::Frameworks(Ok(_)) => {
                self.read = None;
                self.ask(session, turn);
            }
            // A judgement or a text was written on a statement's page above, or refused over another's.
            Answer::Applied(Errand::Page(statement::ERRAND | statement::TEXT), _) => {
                self.ask(session, turn);
            }
            _ => {}
        }
    }

    fn writing(&self) -> Option<DraftId> {
        self.form.as_ref().filter(|form| form.has_words()).map(area::Form::draft)
    }

    fn leave(&mut self, session: &mut Session, turn: &mut Turn) {
        if let Some(form) = &mut self.form {
            form.keep(session, turn);
        }
    }

    fn hint(&self, session: &Session, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        if let Some(form) = &self.form {
            return form.hint(action);
        }
        let narrow = session.size.0 < 100;
        match action {
            Action::TakeLine if self.part == Part::Areas => said("Enter", "write"),
            Action::TakeLine if narrow => said("Enter", "open"),
            Action::ToDevelop if narrow => said("a", "develop"),
            // The other parts are looked for more often.
            Action::ExportEvaluation if narrow => said("", ""),
            Action::ToDevelopHere if narrow => said("", ""),
            Action::NextPart if self.asks.is_none() && narrow => said("Tab", "part"),
            Action::JudgeLine => said(&self.framework(session)?.judging_keys(), "met"),
            Action::SignOff | Action::SignOffHere
                if self.signed(session).is_some() || !self.missing(session).is_empty() =>
            {
                said("", "")
            }
            Action::KeepText if !self.marks_carried_over(session) => said("", ""),
            Action::NextPart if self.asks.is_none() => said("Tab", "next part"),
            _ => None,
        }
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        match &self.form {
            Some(form) => form.view(session, canvas),
            None => self.draw(session, canvas),
        }
    }
}
