//! An area for development line by line: each part is asked for with what stands in it, and the last one keeps it.

use super::{FIELDS, Form, STATES};
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::plain::Ask;
use crate::tui::widget::typed::Typed;

impl Form {
    pub(in super::super) fn asks(&self) -> Ask {
        let (label, help, begun) = match FIELDS.get(self.at).zip(self.fields.get(self.at)) {
            Some(((label, help), typed)) => (*label, (*help).to_string(), typed.text().to_string()),
            None => {
                let states = STATES.iter().zip(1..).map(|((_, says), number)| format!("{number} {says}"));
                let states = states.collect::<Vec<_>>().join(", ");
                let help = format!("{states}. Now {}. Enter keeps it on the form.", self.state + 1);
                ("Where it stands", help, String::new())
            }
        };
        let says = [self.says.clone(), help].into_iter().filter(|says| !says.is_empty()).collect();
        let help = "Enter goes to the next part, and after the last it is kept. :back keeps it for later.";
        Ask { says, prompt: format!("{label}: "), begun, help, ..Ask::default() }
    }

    /// The part that was asked for; after the last it is kept.
    pub(in super::super) fn hears(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        self.says.clear();
        if self.at < FIELDS.len() {
            self.types(session, line, turn);
            self.at += 1;
            return;
        }
        let place = line.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        match place.filter(|place| *place < STATES.len()) {
            Some(place) => self.state = place,
            None if line.trim().is_empty() => {}
            None => {
                self.says = "A number of those, please.".to_string();
                return;
            }
        }
        self.save(session, turn);
    }

    /// What is typed of it so far.
    pub(in super::super) fn types(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        self.offered = false;
        if let Some(typed) = self.fields.get_mut(self.at) {
            *typed = Typed::new(line.trim());
        }
        self.keep(session, turn);
    }
}
