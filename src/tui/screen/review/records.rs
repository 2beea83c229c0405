//! Practice records among what the day's end asks of a lead: a key person's that waits to be agreed, and one whose
//! answer is due. No child is named.

use super::State;
use super::items::{Item, Row};
use crate::domain::practice::PracticeStands;
use crate::tui::model::Session;
use crate::tui::screen::records::{kind, label, say};

impl State {
    /// Keeps those that wait, of all that the lead may read.
    pub(super) fn take_records(&mut self, session: &Session, all: &[PracticeStands]) {
        let waits = |stands: &&PracticeStands| stands.waits || due(session, stands).is_some();
        self.records = all.iter().filter(waits).cloned().collect();
        // What is due first stands first; those that wait to be agreed come after it.
        self.records.sort_by_key(|stands| due(session, stands).unwrap_or(i64::MAX));
    }

    /// Puts them behind what of the day itself needs a person, for they are not of the day.
    pub(super) fn add_records(&mut self, session: &Session) {
        if self.day == session.today() {
            let place = self.rows.iter().position(|row| row.done || row.need.is_none());
            let place = place.unwrap_or(self.rows.len());
            let rows = self.records.iter().map(|stands| Row::of_record(stands.practice.id));
            self.rows.splice(place..place, rows);
        }
    }

    /// What kind of record a row is about, and what it waits for.
    pub(super) fn record_in_words(&self, session: &Session, row: &Row) -> Option<(String, String)> {
        let Item::Record(id) = row.item else { return None };
        let stands = self.records.iter().find(|stands| stands.practice.id == id)?;
        let says = match due(session, stands) {
            Some(left) => say::days_left(left),
            None => {
                let by = session.roll.person(stands.practice.by).map_or("somebody", |by| by.first_name());
                format!("{by} wrote it, to be agreed")
            }
        };
        Some((label(session, &stands.practice.kind), says))
    }
}

/// The days left to answer it, where it is time to say so.
fn due(session: &Session, stands: &PracticeStands) -> Option<i64> {
    kind(session, &stands.practice.kind)?.answer_soon(&stands.practice, session.today())
}
