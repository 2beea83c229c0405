//! Who is meant: the marked thing to do, the finder's name, those who are marked, or the row.

use super::find::{self, Choice, Meant, NOBODY};
use super::{State, ToDo};
use crate::capture::with_siblings;
use crate::domain::{ChildId, Purpose};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::Turn;

impl State {
    /// Those who are meant: of the marked thing to do, whom the finder names, those marked, or the child of the
    /// selected row. Says why nobody is and answers `None`.
    pub(super) fn meant(&mut self, session: &Session, turn: &mut Turn) -> Option<Vec<ChildId>> {
        if let Some(line) = self.todo {
            return match State::to_do(session).get(line) {
                // A round is begun for many, and means none of them.
                Some(ToDo::Draft(draft)) if matches!(draft.purpose, Purpose::Round { .. }) => {
                    turn.say("That is the daily round: Enter opens it.");
                    None
                }
                Some(ToDo::Draft(draft)) => Some(draft.children.clone()),
                Some(
                    ToDo::Asked(_, child)
                    | ToDo::Promised(_, child)
                    | ToDo::NoWord(child)
                    | ToDo::Request(_, child)
                    | ToDo::Due(child, _),
                ) => Some(vec![*child]),
                None => None,
            };
        }
        if !self.finder.is_empty() || !self.taken.is_empty() {
            return self.take(session, turn);
        }
        let children: Vec<ChildId> = if self.marked.is_empty() {
            session.children().get(self.selected).map(|child| child.id).into_iter().collect()
        } else {
            self.marked(session)
        };
        if children.is_empty() {
            turn.say("Nobody is on this room's list today.");
            return None;
        }
        Some(children)
    }

    /// Those whom the finder names, all of them clear; else says what is not and answers `None`.
    pub(super) fn take(&mut self, session: &Session, turn: &mut Turn) -> Option<Vec<ChildId>> {
        let look = self.look(session);
        match &look.state {
            find::Found::One(child) => self.with_meant(session, Meant::Child(*child), turn),
            find::Found::Group(group) => self.with_meant(session, Meant::Group(*group), turn),
            find::Found::Choices(choices) => {
                let line = self.chosen.or(look.alone.then_some(0));
                match line.and_then(|line| choices.get(line)) {
                    Some(choice) => self.choose(session, *choice, turn),
                    None => {
                        // The question stands over the list: how it is answered is what is missing.
                        turn.warn(match choices.len() {
                            // So does the sentence that nobody is called that.
                            0 => session
                                .keys
                                .said(Action::Back, "Nobody is chosen yet: Esc clears what was typed."),
                            2 => "Press 1 or 2, or type more of the name.".to_string(),
                            most => format!("Press a number, 1 to {most}, or type more of the name."),
                        });
                        None
                    }
                }
            }
            find::Found::Nothing if self.taken.is_empty() => {
                turn.warn("Who is it for? Type any part of a name.");
                None
            }
            find::Found::Nothing => Some(self.taken.clone()),
        }
    }

    /// A line of a list of choices. A child from elsewhere takes one more Enter.
    pub(super) fn choose(
        &mut self,
        session: &Session,
        choice: Choice,
        turn: &mut Turn,
    ) -> Option<Vec<ChildId>> {
        if let (true, Meant::Child(child)) = (choice.elsewhere, choice.who)
            && self.sure != Some(child)
        {
            self.sure = Some(child);
            let name = choice.who.name(session);
            turn.warn(format!("{name} is not on this room's list. Enter again writes for them."));
            return None;
        }
        self.with_meant(session, choice.who, turn)
    }

    /// Those who were taken before, and those who are meant now; says so where a group has nobody today.
    fn with_meant(&self, session: &Session, meant: Meant, turn: &mut Turn) -> Option<Vec<ChildId>> {
        let new = meant.children(session);
        if new.is_empty() {
            turn.warn(NOBODY);
            return None;
        }
        let mut children = self.taken.clone();
        for child in new.into_iter().flat_map(|child| self.with_others(child, session)) {
            if !children.contains(&child) {
                children.push(child);
            }
        }
        Some(children)
    }

    /// The child, and brothers and sisters where a `+` was typed.
    pub(super) fn with_others(&self, child: ChildId, session: &Session) -> Vec<ChildId> {
        match session.room {
            Some(room) if self.finder.trim_end().ends_with('+') => {
                with_siblings(&[child], &session.roll, room, session.today())
            }
            _ => vec![child],
        }
    }
}
