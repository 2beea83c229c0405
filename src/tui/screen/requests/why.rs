//! For which reason a line goes out, or does not: chosen by a number.

use super::one::{One, Part};
use crate::domain::request::{Decision, Treatment, Why as Reason};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::{HeldRead, Turn};
use crate::tui::screen::Press;

/// The choice as it stands.
#[derive(Debug)]
pub(super) struct Why {
    pub(super) treatment: Treatment,
    pub(super) marked: usize,
}

impl Why {
    /// With the reason marked that is suggested for that line, where it fits.
    pub(super) fn of(treatment: Treatment, line: Option<&HeldRead>) -> Why {
        let suggested = line.and_then(|line| line.suggestion.decision.as_ref()).map(|decision| decision.why);
        let marked = Reason::of(&treatment).position(|why| Some(why) == suggested).unwrap_or(0);
        Why { treatment, marked }
    }

    /// The reasons that fit.
    pub(super) fn reasons(&self) -> Vec<Reason> {
        Reason::of(&self.treatment).collect()
    }

    /// What is asked.
    pub(super) fn asks(&self) -> &'static str {
        match self.treatment {
            Treatment::Allow => "Why does it go out?",
            Treatment::Withhold => "Why is it left out?",
            Treatment::Redact(_) => "Why are these words left out?",
        }
    }

    /// The numbers that choose: `1-5`.
    pub(super) fn keys(&self) -> String {
        format!("1-{}", self.reasons().len())
    }
}

impl One {
    pub(super) fn press_why(&mut self, session: &Session, press: Press, turn: &mut Turn) -> bool {
        let Part::Why(why) = &mut self.part else { return false };
        let last = why.reasons().len().saturating_sub(1);
        if let Some(line) = press.through(why.marked, last) {
            why.marked = line;
            return true;
        }
        match press.action {
            Some(Action::TakeWhy) => {
                let marked = why.marked;
                self.take_why(session, marked, turn);
            }
            Some(Action::ChooseWhy) => {
                let digit = press.chord.letter().and_then(|letter| letter.to_digit(10));
                let Some(place) = digit.and_then(|digit| (digit as usize).checked_sub(1)) else {
                    return false;
                };
                self.take_why(session, place, turn);
            }
            Some(Action::Back | Action::Left) => self.part = Part::Lines,
            _ => return false,
        }
        true
    }

    /// Decides the marked line for the reason in that place; `false` where there is none.
    pub(super) fn take_why(&mut self, session: &Session, place: usize, turn: &mut Turn) -> bool {
        let Part::Why(why) = &self.part else { return false };
        let (Some(reason), Some(line)) = (why.reasons().get(place).copied(), self.line().map(|line| line.id))
        else {
            return false;
        };
        let decision = Decision { treatment: why.treatment.clone(), why: reason };
        self.part = Part::Lines;
        self.decide(session, vec![(line, Some(decision))], turn);
        true
    }
}
