//! The evidence board: a row a statement, in the form's order or the thinnest first. Figures only;
//! nothing is judged or rated here by the program.

mod choose;
mod draw;
mod pin;
pub(super) mod plain;
pub(super) mod say;
pub(super) mod span;

pub use plain::{CHOICE, WORDS};
pub use span::Left;

use super::{Page, Press, families, form, statement};
use crate::domain::evidence::{Figures, Gaps, Scope as Whom, Strength, strength};
use crate::domain::framework::{Framework, Statement, StatementRef};
use crate::tui::action::{Action, Reason, Scope};
use crate::tui::key::Takes;
use crate::tui::model::{Model, Session};
use crate::tui::msg::{Answer, BoardRead, Effect, Errand, FormOf, Turn};
use crate::tui::plain::Ask;
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::typed::Typed;
use choose::{Choosing, Of};
use pin::Pinning;
use span::Span;

/// The board as it stands.
#[derive(Debug)]
pub struct State {
    /// The framework that is shown: whole, or with the statements of one tag alone.
    form: Option<Framework>,
    /// That tag.
    tag: Option<String>,
    span: Span,
    whom: Whom,
    read: Option<BoardRead>,
    /// The code of the selected statement.
    at: String,
    thinnest_first: bool,
    /// Whom the selected statement has nothing from.
    gaps: Option<(String, Gaps)>,
    /// Which statement's gaps are being read.
    asked: Option<String>,
    /// A list from which it is chosen what the board is of.
    choosing: Option<Choosing>,
    /// A question for the door card that is being written.
    pinning: Option<Pinning>,
    /// One that was left, with the statement for which it was begun.
    begun: Option<(String, Typed)>,
}

/// For what the shown framework must have tags for.
pub fn has_tags(model: &Model) -> Result<(), Reason> {
    match &model.screen {
        Screen::Evidence(board)
            if board.tag.is_none() && board.form.as_ref().is_none_or(|form| form.tags.is_empty()) =>
        {
            Err("This framework has no tags to read it by.".to_string())
        }
        _ => Ok(()),
    }
}

/// For what there must be more rooms than one for.
pub fn has_rooms(model: &Model) -> Result<(), Reason> {
    match model.session.roll.rooms.len() {
        0 | 1 => Err("There is one room only.".to_string()),
        _ => Ok(()),
    }
}

impl State {
    /// The first framework's board for the shown room and this term, or of what this person left it.
    pub fn open(session: &Session, turn: &mut Turn) -> State {
        let left = session.board.as_ref().filter(|left| Some(left.person) == session.person);
        let span = left.map(|left| left.span).unwrap_or_default();
        let form = left.and_then(|left| left.form.as_ref());
        let form = form.and_then(|id| session.frameworks.iter().find(|framework| framework.id == *id));
        // What was put away since gives way to the first.
        let form = form.or(session.frameworks.first()).cloned();
        let at = form.as_ref().and_then(|form| form.statements.first());
        let mut state = State {
            at: at.map(|statement| statement.code.clone()).unwrap_or_default(),
            form,
            tag: None,
            span,
            whom: Whom {
                rooms: left.map_or_else(|| session.room.into_iter().collect(), |left| left.rooms.clone()),
                period: span.period(session.today(), left.map(|left| left.from)),
            },
            read: None,
            thinnest_first: false,
            gaps: None,
            asked: None,
            choosing: None,
            pinning: None,
            begun: None,
        };
        state.ask(turn);
        state
    }

    /// Keeps in mind of which framework, rooms and time it is, for as long as this person is signed in.
    fn remember(&self, session: &mut Session) {
        let (rooms, span, from) = (self.whom.rooms.clone(), self.span, self.whom.period.from);
        let form = self.form.as_ref().map(|form| form.id.clone());
        let first = form.as_ref() == session.frameworks.first().map(|first| &first.id);
        let own = first && span == Span::default() && rooms.iter().eq(session.room.as_ref());
        let left = |person| Left { person, form, rooms, span, from };
        session.board = session.person.filter(|_| !own).map(left);
    }

    /// The shown framework, whole.
    fn whole<'a>(&self, session: &'a Session) -> Option<&'a Framework> {
        let form = self.form.as_ref()?;
        session.frameworks.iter().find(|framework| framework.id == form.id)
    }

    fn ask(&mut self, turn: &mut Turn) {
        if let Some(form) = &self.form {
            turn.effect(Effect::Board(form.id.clone(), self.whom.clone()));
            self.gaps = None;
            self.asked = None;
            self.ask_gaps(turn);
        }
    }

    /// Asks whom the selected statement has nothing from; one question at a time, so that a held key does
    /// not pile them up.
    fn ask_gaps(&mut self, turn: &mut Turn) {
        let known = self.gaps.as_ref().is_some_and(|(code, _)| *code == self.at);
        if self.asked.is_none()
            && !known
            && let Some(form) = &self.form
        {
            self.asked = Some(self.at.clone());
            let statement = StatementRef { framework: form.id.clone(), code: self.at.clone() };
            turn.effect(Effect::Gaps(statement, self.whom.clone()));
        }
    }

    fn figures(&self, code: &str) -> Figures {
        let read = self.read.as_ref();
        read.and_then(|read| read.figures.get(code).cloned())
            .unwrap_or_else(|| Figures { on_roll: read.map_or(0, |read| read.on_roll), ..Figures::default() })
    }

    /// The statements in the order that is shown.
    fn ordered(&self) -> Vec<&Statement> {
        let Some(framework) = &self.form else { return Vec::new() };
        let mut statements: Vec<&Statement> = framework.statements.iter().collect();
        if self.thinnest_first {
            statements.sort_by_cached_key(|statement| self.thinness(framework, statement));
        }
        statements
    }

    /// Thin first: by strength, then by the share of families, then by entries.
    fn thinness(&self, framework: &Framework, statement: &Statement) -> (Strength, u64, u32) {
        let figures = self.figures(&statement.code);
        let rule = &framework.strength;
        let strength = strength(&figures, statement.about, rule, self.whom.period.to);
        let share = u64::from(figures.families) * 1000 / u64::from(figures.on_roll.max(1));
        (strength, share, figures.entries)
    }

    fn select(&mut self, by: isize, turn: &mut Turn) {
        let ordered = self.ordered();
        let index = ordered.iter().position(|statement| statement.code == self.at).unwrap_or(0);
        let index = index.saturating_add_signed(by).min(ordered.len().saturating_sub(1));
        if let Some(code) = ordered.get(index).map(|statement| statement.code.clone()) {
            self.at = code;
        }
        self.ask_gaps(turn);
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        match &self.choosing {
            _ if self.pinning.is_some() => Scope::EvidencePin,
            Some(Choosing { days: Some(_), .. }) => Scope::EvidenceDays,
            Some(_) => Scope::EvidenceChoice,
            None => Scope::Evidence,
        }
    }

    fn takes(&self) -> Takes {
        match self.scope() {
            Scope::EvidenceDays | Scope::EvidencePin => Takes::Words,
            _ => Takes::Nothing,
        }
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        if self.pinning.is_some() {
            return self.press_pinning(session, press, turn);
        }
        if self.choosing.is_some() {
            return self.press_choice(session, press, turn);
        }
        match press.action {
            Some(Action::Up) => self.select(-1, turn),
            Some(Action::Down) => self.select(1, turn),
            Some(Action::PageUp) => self.select(-8, turn),
            Some(Action::PageDown) => self.select(8, turn),
            Some(Action::First) => self.select(isize::MIN / 2, turn),
            Some(Action::Last) => self.select(isize::MAX / 2, turn),
            Some(Action::OpenStatement | Action::Right) => {
                let Some(framework) = &self.form else { return false };
                let order = self.ordered().iter().map(|statement| statement.code.clone()).collect();
                let (id, whom) = (framework.id.clone(), self.whom.clone());
                let page = statement::State::open(session, id, order, &self.at, whom, turn);
                turn.over(page.into());
            }
            Some(Action::OrderBoard) => {
                self.thinnest_first = !self.thinnest_first;
                turn.say(if self.thinnest_first { "The thinnest first." } else { "As the form has them." });
            }
            Some(Action::WhichFamilies) => {
                let form = self.form.as_ref().filter(|form| form.statement(&self.at).is_some());
                let of =
                    |form: &Framework| StatementRef { framework: form.id.clone(), code: self.at.clone() };
                let page = families::State::open(session, form.map(of), self.whom.clone(), turn);
                turn.over(page.into());
            }
            Some(Action::ExportForm) => {
                let Some(framework) = self.form.as_ref().map(|form| form.id.clone()) else { return false };
                let of = FormOf { framework, tag: self.tag.clone(), scope: self.whom.clone(), signed: false };
                let page = form::State::open(session, of, turn);
                turn.over(page.into());
            }
            Some(Action::PinQuestion) => self.pin_or_take_down(session, turn),
            Some(Action::ChooseForm) => self.choose(session, Of::Forms),
            Some(Action::ChooseTag) => self.choose(session, Of::Tags),
            Some(Action::ChooseTime) => self.choose(session, Of::Times),
            Some(Action::ChooseRooms) => self.choose(session, Of::Rooms),
            Some(Action::NextPart) => {
                self.whom.rooms = match self.whom.rooms.is_empty() {
                    true => session.room.into_iter().collect(),
                    false => Vec::new(),
                };
                self.ask(turn);
            }
            Some(Action::Back) => turn.back(),
            _ => return false,
        }
        true
    }

    fn paste(&mut self, _session: &mut Session, text: &str, turn: &mut Turn) {
        let days = self.choosing.as_mut().and_then(|choosing| choosing.days.as_mut());
        match days.or(self.pinning.as_mut().map(|pinning| &mut pinning.words)) {
            Some(words) => words.put(text),
            None => turn.say("Nothing was pasted: there is no note open."),
        }
    }

    fn question(&self, session: &Session) -> Ask {
        self.asks(session)
    }

    fn line(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        match &self.pinning {
            Some(_) => self.hear_question(session, line, turn),
            None => self.take_days(session, line, turn),
        }
    }

    fn answers(&mut self, session: &mut Session, line: &str, turn: &mut Turn) -> bool {
        self.hears(session, line, turn)
    }

    fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        match answer {
            Answer::Board(framework, whom, read)
                if self.form.as_ref().is_some_and(|form| form.id == *framework) && *whom == self.whom =>
            {
                self.read = Some(read.as_ref().clone());
                self.remember(session);
            }
            Answer::Gaps(statement, whom, gaps) if self.asked.as_ref() == Some(&statement.code) => {
                self.asked = None;
                if *whom == self.whom {
                    self.gaps = Some((statement.code.clone(), gaps.clone()));
                }
                self.ask_gaps(turn);
            }
            // A judgement or a text was written on a statement's page above.
            Answer::Applied(Errand::Page(statement::ERRAND), Ok(_)) => {
                if let Some(form) = &self.form {
                    turn.effect(Effect::Board(form.id.clone(), self.whom.clone()));
                }
            }
            Answer::Applied(Errand::Page(pin::ERRAND), done) => {
                self.pinned(session, &done.as_ref().map(drop).map_err(String::clone), turn);
            }
            Answer::Frameworks(Ok(known)) => {
                self.in_use_changed(session, turn);
                // A file that was spoilt meanwhile changes the list too.
                if let Some(wrong) = known.wrong.first() {
                    turn.warn(wrong.to_string());
                }
            }
            Answer::Frameworks(Err(why)) => turn.warn(why.clone()),
            _ => {}
        }
    }

    fn hint(&self, session: &Session, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        if let Some(pinning) = &self.pinning {
            return match action {
                Action::NextPart => said("Tab", self.other_card(pinning)),
                _ => None,
            };
        }
        if let Some(choosing) = &self.choosing {
            return match (action, choosing.of) {
                (Action::TickOffer, Of::Forms) => {
                    let in_use = choosing.marked < session.frameworks.len();
                    // One stays in use.
                    if in_use && session.frameworks.len() < 2 {
                        return said("", "");
                    }
                    said("Space", if in_use { "put away" } else { "put in use" })
                }
                (Action::TickOffer, Of::Rooms) => said("Space", "tick"),
                (Action::TickOffer, _) => said("", ""),
                (Action::NumberedOffer, Of::Tags) => said("", ""),
                // What Space does there is known from nowhere else: a narrow line keeps that.
                (Action::NumberedOffer, Of::Forms | Of::Rooms) if session.size.0 < 72 => said("", ""),
                (Action::NumberedOffer, of) => {
                    said(&format!("1-{}", self.offers(session, of).len().min(9)), "choose")
                }
                _ => None,
            };
        }
        match action {
            Action::PinQuestion if self.pinned_here(session.today()).is_some() => said("p", "take it down"),
            Action::ChooseForm if session.frameworks.len() + session.unused.len() < 2 => said("", ""),
            Action::NextPart => match self.whom.rooms.is_empty() {
                true => said("Tab", "this room"),
                false => said("Tab", "setting"),
            },
            Action::OrderBoard if self.thinnest_first => said("o", "form's order"),
            Action::OrderBoard => said("o", "thinnest"),
            _ => None,
        }
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        self.draw(session, canvas);
    }
}
