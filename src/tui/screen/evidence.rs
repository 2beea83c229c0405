//! The evidence board: a row a statement, in the form's order or the thinnest first. Figures only;
//! nothing is judged or rated here by the program.

mod draw;
pub(super) mod plain;
pub(super) mod say;

pub use plain::WORDS;

use super::{Page, Press, statement};
use crate::domain::Period;
use crate::domain::evidence::{Figures, Gaps, Scope as Whom, Strength, strength};
use crate::domain::framework::{Framework, Statement, StatementRef};
use crate::tui::action::{Action, Scope};
use crate::tui::model::Session;
use crate::tui::msg::{Answer, BoardRead, Effect, Errand, Turn};
use crate::tui::plain::Ask;
use crate::tui::widget::canvas::Canvas;

/// The board as it stands.
#[derive(Debug)]
pub struct State {
    /// Which of the frameworks.
    framework: usize,
    whom: Whom,
    read: Option<BoardRead>,
    /// The code of the selected statement.
    at: String,
    thinnest_first: bool,
    /// Whom the selected statement has nothing from.
    gaps: Option<(String, Gaps)>,
    /// Which statement's gaps are being read.
    asked: Option<String>,
    /// The list of families lies over the board; its first line.
    listed: Option<usize>,
}

impl State {
    /// The first framework's board for the shown room and this term.
    pub fn open(session: &Session, turn: &mut Turn) -> State {
        let at = session.frameworks.first().and_then(|framework| framework.statements.first());
        let mut state = State {
            framework: 0,
            whom: Whom {
                rooms: session.room.into_iter().collect(),
                period: Period::term_to(session.today()),
            },
            read: None,
            at: at.map(|statement| statement.code.clone()).unwrap_or_default(),
            thinnest_first: false,
            gaps: None,
            asked: None,
            listed: None,
        };
        state.ask(session, turn);
        state
    }

    fn framework<'a>(&self, session: &'a Session) -> Option<&'a Framework> {
        session.frameworks.get(self.framework)
    }

    fn ask(&mut self, session: &Session, turn: &mut Turn) {
        if let Some(framework) = self.framework(session) {
            turn.effect(Effect::Board(framework.id.clone(), self.whom.clone()));
            self.gaps = None;
            self.asked = None;
            self.ask_gaps(session, turn);
        }
    }

    /// Asks whom the selected statement has nothing from; one question at a time, so that a held key does
    /// not pile them up.
    fn ask_gaps(&mut self, session: &Session, turn: &mut Turn) {
        let known = self.gaps.as_ref().is_some_and(|(code, _)| *code == self.at);
        if self.asked.is_none()
            && !known
            && let Some(framework) = self.framework(session)
        {
            self.asked = Some(self.at.clone());
            let statement = StatementRef { framework: framework.id.clone(), code: self.at.clone() };
            turn.effect(Effect::Gaps(statement, self.whom.clone()));
        }
    }

    fn figures(&self, code: &str) -> Figures {
        let read = self.read.as_ref();
        read.and_then(|read| read.figures.get(code).cloned())
            .unwrap_or_else(|| Figures { on_roll: read.map_or(0, |read| read.on_roll), ..Figures::default() })
    }

    /// The statements in the order that is shown.
    fn ordered<'a>(&self, session: &'a Session) -> Vec<&'a Statement> {
        let Some(framework) = self.framework(session) else { return Vec::new() };
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

    fn select(&mut self, session: &Session, by: isize, turn: &mut Turn) {
        let ordered = self.ordered(session);
        let index = ordered.iter().position(|statement| statement.code == self.at).unwrap_or(0);
        let index = index.saturating_add_signed(by).min(ordered.len().saturating_sub(1));
        if let Some(statement) = ordered.get(index) {
            self.at.clone_from(&statement.code);
        }
        self.ask_gaps(session, turn);
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        Scope::Evidence
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        if let Some(first) = self.listed {
            let last = self.gaps.as_ref().map_or(0, |(_, gaps)| gaps.len().saturating_sub(1));
            match press.action {
                Some(Action::Up) => self.listed = Some(first.saturating_sub(1)),
                Some(Action::Down) => self.listed = Some((first + 1).min(last)),
                Some(Action::Back | Action::Left | Action::WhichFamilies) => self.listed = None,
                _ => return false,
            }
            return true;
        }
        match press.action {
            Some(Action::Up) => self.select(session, -1, turn),
            Some(Action::Down) => self.select(session, 1, turn),
            Some(Action::PageUp) => self.select(session, -8, turn),
            Some(Action::PageDown) => self.select(session, 8, turn),
            Some(Action::First) => self.select(session, isize::MIN / 2, turn),
            Some(Action::Last) => self.select(session, isize::MAX / 2, turn),
            Some(Action::OpenStatement | Action::Right) => {
                let Some(framework) = self.framework(session) else { return false };
                let order = self.ordered(session).iter().map(|statement| statement.code.clone()).collect();
                let (id, whom) = (framework.id.clone(), self.whom.clone());
                let page = statement::State::open(session, id, order, &self.at, whom, turn);
                turn.over(page.into());
            }
            Some(Action::OrderBoard) => {
                self.thinnest_first = !self.thinnest_first;
                turn.say(if self.thinnest_first { "The thinnest first." } else { "As the form has them." });
            }
            Some(Action::WhichFamilies) => {
                self.ask_gaps(session, turn);
                self.listed = Some(0);
            }
            Some(Action::NextPart) => {
                self.whom.rooms = match self.whom.rooms.is_empty() {
                    true => session.room.into_iter().collect(),
                    false => Vec::new(),
                };
                self.ask(session, turn);
            }
            Some(Action::Back) => turn.back(),
            _ => return false,
        }
        true
    }

    fn question(&self, session: &Session) -> Ask {
        self.asks(session)
    }

    fn answers(&mut self, session: &mut Session, line: &str, turn: &mut Turn) -> bool {
        self.hears(session, line, turn)
    }

    fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        match answer {
            Answer::Board(framework, whom, read)
                if self.framework(session).is_some_and(|known| known.id == *framework)
                    && *whom == self.whom =>
            {
                self.read = Some(read.as_ref().clone());
            }
            Answer::Gaps(statement, whom, gaps) if self.asked.as_ref() == Some(&statement.code) => {
                self.asked = None;
                if *whom == self.whom {
                    self.gaps = Some((statement.code.clone(), gaps.clone()));
                }
                self.ask_gaps(session, turn);
            }
            // A judgement or a text was written on a statement's page above.
            Answer::Applied(Errand::Page(statement::ERRAND), Ok(_)) => {
                if let Some(framework) = self.framework(session) {
                    turn.effect(Effect::Board(framework.id.clone(), self.whom.clone()));
                }
            }
            _ => {}
        }
    }

    fn hint(&self, _session: &Session, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        match action {
            Action::OpenStatement | Action::OrderBoard if self.listed.is_some() => said("", ""),
            Action::WhichFamilies if self.listed.is_some() => said("", ""),
            Action::NextPart if self.listed.is_none() => match self.whom.rooms.is_empty() {
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
