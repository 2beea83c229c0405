//! What a person decides on the form: judgements and ratings, each over the one that they see.

use super::{ERRAND, State};
use crate::domain::Change;
use crate::domain::evaluation::scale;
use crate::domain::framework::StatementRef;
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
        let seen = std::mem::replace(&mut one.met, met.clone());
        let change = Change::Judge { statement, met, seen: Some(seen) };
        turn.effect(Effect::Apply(change.into(), session.stamp(), Errand::Page(ERRAND)));
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
