//! A record that is written, line by line: each part is asked for with what stands in it, and the last one saves.

use super::{Form, Part};
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::plain::Ask;
use crate::tui::screen::records::one;
use crate::tui::widget::typed::Typed;

impl Form {
    pub(in super::super) fn asks(&self, session: &Session) -> Ask {
        if let Some(ticks) = &self.ticks {
            return ticks.asks(session);
        }
        let part = self.part();
        let mut help = match (part, self.chooses(part)) {
            (Part::Shows, _) if self.ticked.is_empty() => {
                "Nothing is ticked. t ticks, Enter goes on.".to_string()
            }
            (Part::Shows, _) => {
                format!("{}. t changes that, Enter goes on.", one::shown(session, &self.ticked))
            }
            (_, true) => {
                let choices = self.choices(session, part).into_iter().zip(1..);
                let choices = choices.map(|(choice, number)| format!("{number} {choice}"));
                let choices = choices.collect::<Vec<_>>().join(", ");
                match self.text(part) {
                    "" => format!("{choices}."),
                    now => format!("{choices}. Now {now}."),
                }
            }
            _ => self.help(session, part),
        };
        if self.at + 1 == self.parts.len() {
            help.push_str(" Enter saves the record.");
        }
        let says = [self.says.clone(), help].into_iter().filter(|says| !says.is_empty()).collect();
        let typed = part != Part::Shows && !self.chooses(part);
        let begun = if typed { self.text(part).to_string() } else { String::new() };
        let help = "Enter goes to the next part, and after the last it saves; :save-record saves at once. :back keeps it for later.";
        Ask { says, prompt: format!("{}: ", self.label(part)), begun, help, ..Ask::default() }
    }

    /// The part that was asked for; after the last it is saved.
    pub(in super::super) fn hears(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        self.says.clear();
        let part = self.part();
        if part == Part::Shows {
            if line.trim().eq_ignore_ascii_case("t") {
                return self.tick(session);
            }
        } else if self.chooses(part) {
            let choices = self.choices(session, part);
            let place = line.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            match place.and_then(|place| choices.get(place)) {
                Some(choice) => self.put(part, choice.clone()),
                None if line.trim().is_empty() => {}
                None => {
                    self.says = "A number of those, please.".to_string();
                    return;
                }
            }
            self.keep(session, turn);
        } else {
            self.types(session, line, turn);
            if let Some(Err(why)) = self.as_read(session, part) {
                self.says = why;
                return;
            }
        }
        if self.at + 1 == self.parts.len() {
            self.save(session, turn);
        } else {
            self.go(session, 1, turn);
        }
    }

    /// Numbers, while it is ticked.
    pub(in super::super) fn hears_numbers(
        &mut self,
        session: &mut Session,
        line: &str,
        turn: &mut Turn,
    ) -> bool {
        let Some(ticks) = &mut self.ticks else { return false };
        if !ticks.hears(session, line) {
            return false;
        }
        self.ticked = ticks.ticked.clone();
        self.keep(session, turn);
        true
    }

    /// What is typed of it so far.
    pub(in super::super) fn types(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        let part = self.part();
        if self.ticking() || self.chooses(part) || part == Part::Shows {
            return;
        }
        if let Some((_, typed)) = self.parts.get_mut(self.at) {
            *typed = Typed::new(line.trim());
        }
        self.keep(session, turn);
    }
}
