//! What a person decides on the form: judgements and ratings, each over the one that they see.

use super::{ERRAND, KEEP, KEEP_NO_MORE, Part, State, nothing_to_keep, say};
use crate::domain::evaluation::{Evaluated, scale};
use crate::domain::framework::StatementRef;
use crate::domain::{Change, Period};
use crate::store::ask::Judged;
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::{Effect, Errand, Turn};

impl State {
    /// Judges the marked statement over the judgement that is seen there.
    pub(super) fn judge(&mut self, session: &Session, letter: char, turn: &mut Turn) {
        let (Some(framework), Some(code)) = (self.framework(session), self.code(session)) else { return };
        let met = letter.to_uppercase().to_string();
        if let Err(why) = framework.judges_with(&met) {
            return turn.say(why);
        }
        let statement = StatementRef { framework: framework.id.clone(), code };
        let Some(read) = &mut self.read else { return };
        let one = read.now.statements.iter_mut().find(|one| one.code == statement.code);
        let Some(one) = one else { return };
        // The same again takes it away.
        let met = if one.met == met { String::new() } else { met };
        if met.is_empty() {
            turn.say(taken_away(letter));
        }
        let seen = std::mem::replace(&mut one.met, met.clone());
        let change = Change::Judge { statement, met, seen: Some(seen) };
        turn.effect(Effect::Apply(change.into(), session.stamp(), Errand::Page(ERRAND)));
    }

    /// What is different of a statement from the last round.
    pub(super) fn moved(&self, one: &Evaluated) -> Option<String> {
        let last = self.read.as_ref()?.last.as_ref()?;
        say::moved(one, last.what.evaluation.statement(&one.code))
    }

    /// What the round that was signed off last is called.
    pub(super) fn last_round(&self) -> Option<&str> {
        self.read.as_ref()?.last.as_ref().map(|last| last.what.name.as_str())
    }

    /// Whether the marked statement's text is the last round's, and nobody has looked at it in this one.
    pub(super) fn marks_carried_over(&self, session: &Session) -> bool {
        let code = self.code(session).filter(|_| self.part == Part::Statements);
        code.is_some_and(|code| self.carried_over(session).contains(&code))
    }

    /// Keeps the marked statement's text of the last round as it stands, for this one, or takes that back.
    pub(super) fn keep_text(&mut self, session: &Session, turn: &mut Turn) {
        let (Some(framework), Some(code)) = (self.framework(session), self.code(session)) else { return };
        let carried_over = self.marks_carried_over(session);
        let text = self.read.as_ref().and_then(|read| read.texts.get(&code)).cloned().unwrap_or_default();
        let statement = StatementRef { framework: framework.id.clone(), code };
        match keeping(statement, &text, carried_over, self.whom.period) {
            Some((change, errand)) => {
                turn.effect(Effect::Apply(change.into(), session.stamp(), Errand::Page(errand)));
            }
            None => turn.say(nothing_to_keep(&text.text)),
        }
    }

    /// Gives the marked row a number over the one that is seen there.
    pub(super) fn rate(&mut self, session: &Session, number: u8, turn: &mut Turn) {
        let (Some(framework), Some(row)) = (self.framework(session), self.code(session)) else { return };
        let Some((low, high)) = scale(framework) else { return };
        if !(low..=high).contains(&number) {
            return turn.say(format!("Ratings go from {low} to {high}."));
        }
        let id = framework.id.clone();
        let Some(read) = &mut self.read else { return };
        let Some(rated) = read.now.ratings.iter_mut().find(|rated| rated.row == row) else { return };
        let seen = rated.number;
        self.turned.take();
        // The same again takes it away.
        rated.number = Some(number).filter(|_| seen != Some(number));
        let change = Change::Rate { framework: id, row, number: rated.number, seen };
        turn.effect(Effect::Apply(change.into(), session.stamp(), Errand::Page(ERRAND)));
    }
}

/// What is said where a judgement is taken away by its own key: `It is not judged now: y judges it again.`
pub(in crate::tui::screen) fn taken_away(letter: char) -> String {
    format!("It is not judged now: {letter} judges it again.")
}

/// A statement's text of the last round, kept as it stands for the round of these days; of one that
/// was kept, that this is taken back. `None` where there is neither to do.
pub(in crate::tui::screen) fn keeping(
    statement: StatementRef,
    text: &Judged,
    carried_over: bool,
    period: Period,
) -> Option<(Change, &'static str)> {
    let (period, errand) = match (carried_over, text.kept) {
        (true, _) => (Some(period), KEEP),
        (false, Some(_)) => (None, KEEP_NO_MORE),
        (false, None) => return None,
    };
    Some((Change::KeepText { statement, seen: text.revision, period }, errand))
}

/// What is said once a text was kept, or that was taken back.
pub(in crate::tui::screen) fn kept(session: &Session, errand: &str) -> String {
    match errand {
        KEEP => {
            let key = if session.plain { "keep" } else { "k" };
            let says = format!("Kept: it stands for this term as it is. {key} takes that back.");
            session.keys.said(Action::KeepText, &says)
        }
        _ => "Not kept any more: it is the last round's again, not looked at yet.".to_string(),
    }
}
