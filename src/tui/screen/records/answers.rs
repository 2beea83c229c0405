//! What comes back: the records that were read, and what became of what was sent to the record.

use super::form::Form;
use super::{AGREEING, Over, SAVING, State, TAKING_BACK};
use crate::domain::practice::PracticeStands;
use crate::tui::model::Session;
use crate::tui::msg::Turn;

impl State {
    /// The records have been read, or were read again.
    pub(super) fn take_in(&mut self, session: &mut Session, all: &[PracticeStands], turn: &mut Turn) {
        let marked = self.found(session).get(self.marked).map(|stands| stands.practice.id);
        self.all = Some(all.to_vec());
        let place = |id| self.found(session).iter().position(|stands| stands.practice.id == id);
        let last = self.found(session).len().saturating_sub(1);
        self.marked = marked.and_then(place).unwrap_or(self.marked).min(last);
        if let Some(id) = self.asked_for.take() {
            if self.stands(id).is_some() {
                self.marked = self.found(session).iter().position(|one| one.practice.id == id).unwrap_or(0);
                self.look_at(session, id, turn);
            } else {
                turn.say("That record is not there any more.");
            }
        }
        let stands = match &self.over {
            Over::Form(form) => self.stands(form.record()).cloned(),
            Over::One(one) if self.stands(one.id).is_none() => {
                self.over = Over::List;
                None
            }
            _ => None,
        };
        if let (Over::Form(form), Some(stands)) = (&mut self.over, stands) {
            form.knows(session, &stands);
        }
    }

    /// What was sent to the record is there, or the sentence why not.
    pub(super) fn applied(
        &mut self,
        session: &mut Session,
        errand: &'static str,
        done: &Result<(), String>,
        turn: &mut Turn,
    ) {
        match (errand, done) {
            (SAVING, Ok(())) => {
                let Over::Form(form) = &self.over else { return };
                let (id, says) = (form.record(), form.saved(session));
                turn.done(says);
                self.find.clear();
                self.asked_for = Some(id);
                self.over = Over::List;
            }
            (SAVING, Err(why)) => {
                if let Over::Form(form) = &mut self.over {
                    form.refused(why);
                    form.keep(session, turn);
                }
            }
            (AGREEING, result) => {
                if let Over::One(one) = &mut self.over {
                    (one.under_way, one.ticked) = (false, one.ticked.take().filter(|_| result.is_err()));
                }
                match result {
                    Ok(()) => turn.done("Agreed: it counts from now on."),
                    Err(why) => turn.warn(why.clone()),
                }
            }
            (TAKING_BACK, Ok(())) => {
                let Some(practice) = self.taken.take() else { return };
                self.over = Over::List;
                if let Some(mut form) = Form::again(session, &practice) {
                    form.keep(session, turn);
                    self.over = Over::Form(Box::new(form));
                }
                turn.say("Taken back: it is a draft again, and counts nowhere.");
            }
            (TAKING_BACK, Err(why)) => {
                self.taken = None;
                turn.warn(why.clone());
            }
            _ => return,
        }
        self.read(session, turn);
    }
}
