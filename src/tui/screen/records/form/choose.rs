//! The parts of a form in which something is chosen: a room, one of a field's choices, why, what it shows.

use super::{EVERYWHERE, Form, Part, REASONS};
use crate::domain::practice::Holds;
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::screen::Press;
use crate::tui::screen::records::ticks::Ticks;

impl Form {
    /// What is chosen among in a part, where it is a choice.
    pub(super) fn choices(&self, session: &Session, part: Part) -> Vec<String> {
        match part {
            Part::Where => {
                let rooms = session.roll.rooms.iter().map(|room| room.name.clone());
                rooms.chain([EVERYWHERE.to_string()]).collect()
            }
            Part::Why => REASONS.iter().map(|reason| reason.label().to_string()).collect(),
            Part::Field(_) => self.field(part).map(|field| field.choices.clone()).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    pub(super) fn chooses(&self, part: Part) -> bool {
        matches!(part, Part::Where | Part::Why)
            || self.field(part).is_some_and(|field| field.is == Holds::Choice)
    }

    /// The list to tick in.
    pub(super) fn tick(&mut self, session: &Session) {
        let fields = self.fields(session).unwrap_or_default();
        self.ticks = Some(Ticks::new(session, &self.kind, self.ticked.clone(), &fields));
    }

    pub(super) fn press_shows(&mut self, session: &Session, press: Press) -> bool {
        match (press.action, press.chord.letter()) {
            (Some(Action::Right), _) | (None, Some(' ')) => self.tick(session),
            (Some(Action::Left), _) => {}
            _ => return false,
        }
        true
    }

    /// ←→ go through the choices, a letter goes to the next that begins with it, a number takes that one.
    pub(super) fn choose(&mut self, session: &Session, press: Press) -> bool {
        let part = self.part();
        let choices = self.choices(session, part);
        let count = choices.len();
        let needs_one = matches!(part, Part::Where | Part::Why);
        let now = choices.iter().position(|choice| choice == self.text(part));
        let next = match (press.action, press.chord.letter()) {
            (Some(Action::Right), _) | (None, Some(' ')) => now.map_or(0, |now| (now + 1) % count.max(1)),
            (Some(Action::Left), _) => {
                now.map_or(count.saturating_sub(1), |now| (now + count - 1) % count.max(1))
            }
            (Some(Action::Erase | Action::EraseAhead), _) if !needs_one => {
                self.put(part, String::new());
                return true;
            }
            (None, Some(letter)) => {
                let number = letter.to_digit(10).and_then(|digit| (digit as usize).checked_sub(1));
                let begins =
                    |choice: &String| choice.to_lowercase().starts_with(&letter.to_lowercase().to_string());
                let from = now.map_or(0, |now| now + 1);
                let lettered = (from..from + count).map(|at| at % count.max(1));
                let lettered = lettered.into_iter().find(|at| choices.get(*at).is_some_and(begins));
                match number.filter(|number| *number < count).or(lettered) {
                    Some(next) => next,
                    None => return false,
                }
            }
            _ => return false,
        };
        match choices.get(next) {
            Some(choice) => self.put(part, choice.clone()),
            None => return false,
        }
        true
    }
}
