//! When somebody looked last at what is due: a side row for each person, so that their board says it once a month.

use rusqlite::{OptionalExtension, params};

use super::Store;
use crate::domain::{Day, PersonId};
use crate::failure::Result;

/// The side row of a person.
fn name(person: PersonId) -> String {
    format!("due {person}")
}

impl Store {
    /// The day on which they looked last at what is due; `None` where they never did.
    ///
    /// # Errors
    /// A machine failure where the record can't be read.
    pub fn looked_at_due(&self, person: PersonId) -> Result<Option<Day>> {
        let look = "SELECT content FROM side WHERE name = ?";
        let day: Option<String> =
            self.with(|db| Ok(db.query_row(look, [name(person)], |row| row.get(0)).optional()?))?;
        Ok(day.and_then(|day| day.parse().ok()))
    }

    /// They looked at it on that day.
    ///
    /// # Errors
    /// Refused where the record is open to read only; a machine failure where the disk does not do it.
    pub fn look_at_due(&mut self, person: PersonId, day: Day) -> Result<()> {
        self.beside(|db| {
            let keep = "INSERT OR REPLACE INTO side (name, content) VALUES (?, ?)";
            db.execute(keep, params![name(person), day.to_string()])?;
            Ok(())
        })
    }
}
