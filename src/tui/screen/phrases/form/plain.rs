//! A phrase line by line: each part is asked for with what stands in it, and the last one saves.

use super::{FIELDS, Field, Form, ROOMS};
use crate::domain::AgeBand;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::plain::Ask;
use crate::tui::widget::typed::Typed;

impl Form {
    pub(in super::super) fn asks(&self) -> Ask {
        let field = self.field;
        let mut help = match field {
            Field::Rooms => {
                let rooms = ROOMS.iter().zip(1..);
                let rooms = rooms.map(|(rooms, number)| format!("{number} {}", AgeBand::together(rooms)));
                format!("{}. Now {}.", rooms.collect::<Vec<_>>().join(", "), self.rooms + 1)
            }
            field => field.help().to_string(),
        };
        if FIELDS.last() == Some(&field) {
            help.push_str(" Enter saves the phrase for every card.");
        }
        let says = [self.says.clone(), help].into_iter().filter(|says| !says.is_empty()).collect();
        let begun = if field == Field::Rooms { String::new() } else { self.text(field) };
        let help = "Enter goes to the next part, and after the last it saves. :back keeps it for later.";
        Ask { says, prompt: format!("{}: ", field.label()), begun, help, ..Ask::default() }
    }

    /// The part that was asked for; after the last it is saved.
    pub(in super::super) fn hears(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        self.says.clear();
        if self.field == Field::Rooms {
            let place = line.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            match place.filter(|place| *place < ROOMS.len()) {
                Some(place) => self.rooms = place,
                None if line.trim().is_empty() => {}
                None => {
                    self.says = "A number of those, please.".to_string();
                    return;
                }
            }
        }
        self.types(session, line, turn);
        if FIELDS.last() == Some(&self.field) {
            self.save(session, turn);
        } else {
            self.step(1);
        }
    }

    /// What is typed of it so far.
    pub(in super::super) fn types(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        if let Some(typed) = self.typed(self.field) {
            *typed = Typed::new(line.trim());
        }
        self.keep(session, turn);
    }
}
