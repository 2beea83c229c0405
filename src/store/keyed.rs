//! When what opens the record was changed, and what is to be done when somebody leaves, read from the log itself.

use super::value::{from_json, maybe_id};
use super::vault::{self, Opener};
use super::{Store, log};
use crate::domain::leaver::{self, Known, Leaver};
use crate::domain::{Change, KeyPart, Moment, PersonId, Stamp};
use crate::failure::{Failure, Result};

/// So many exports are looked through, the newest first.
const EXPORTED: usize = 1_000;

/// That something of what opens the record was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyChanged {
    /// What.
    pub what: KeyPart,
    /// By whom.
    pub by: Option<PersonId>,
    /// When.
    pub at: Moment,
    /// The line of the log that says so.
    pub line: u64,
}

impl Store {
    /// Lets somebody go: they can't sign in from that moment on, in any window.
    ///
    /// # Errors
    /// Refused where nobody of that id works here, or it is whoever asks; a machine failure where the disk does not do it.
    pub fn let_go(&mut self, person: PersonId, stamp: Stamp) -> Result<()> {
        let roll = self.shared_roll()?;
        let Some(known) = roll.person(person) else {
            return Err(Failure::refused("That person is not on the staff list."));
        };
        if stamp.person == Some(person) {
            return Err(Failure::refused("Nobody lets themselves go.")
                .todo("Another room lead or a manager does it."));
        }
        self.apply(&Change::Person(leaver::gone(known, stamp.recorded)).into(), stamp).map(drop)
    }

    /// What is to be done for somebody who left, as far as `reader` may know of it.
    ///
    /// # Errors
    /// Refused where nobody of that id was ever here, or the slots can't be read; a machine failure where the record can't.
    pub fn leaver(&self, person: PersonId, reader: PersonId) -> Result<Leaver> {
        let roll = self.shared_roll()?;
        let Some(person) = roll.person(person) else {
            return Err(Failure::refused("That person is not on the staff list."));
        };
        let theirs = |change: &Change| matches!(change, Change::Person(one) if one.id == person.id);
        let left = self.with(|db| Ok(log::last(db, "person", theirs)?))?.map(|(_, at)| at);
        let changes: Vec<(KeyPart, Moment)> =
            self.key_changes()?.into_iter().map(|change| (change.what, change.at)).collect();
        let exported = self.exported(reader, None, EXPORTED)?;
        let key_file = vault::ways(&self.home)?.contains(&Opener::KeyFile);
        Ok(Leaver::of(person, &Known { left, key_file, changes: &changes, exported: &exported }))
    }

    /// Every change of what opens the record, the newest first.
    ///
    /// # Errors
    /// A machine failure where the record can't be read.
    pub fn key_changes(&self) -> Result<Vec<KeyChanged>> {
        self.with(|db| {
            let mut lines = db.prepare_cached(
                "SELECT l.person, l.recorded, l.recorded_offset, p.content, l.seq
                 FROM log l JOIN payload p ON p.seq = l.seq WHERE l.kind = 'key-changed' ORDER BY l.seq DESC",
            )?;
            let mut rows = lines.query([])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let content: String = row.get(3)?;
                let Change::KeyChanged { what } = from_json(&content)? else { continue };
                let at = Moment { ms: row.get(1)?, offset: row.get(2)? };
                found.push(KeyChanged { what, by: maybe_id(row, 0)?, at, line: row.get(4)? });
            }
            Ok(found)
        })
    }
}
