//! What was exported before, read from the log itself in pieces, the newest first.

use super::Store;
use super::value::{from_json, id, maybe_id};
use crate::domain::{Change, Exported, Moment, PersonId, RoomId};
use crate::failure::Result;

impl Store {
    /// What was exported before that line of the log, as far as this person may know of it: at most so many.
    ///
    /// # Errors
    /// A machine failure where the record can't be read.
    pub fn exported(&self, reader: PersonId, before: Option<u64>, limit: usize) -> Result<Vec<Exported>> {
        let roll = self.shared_roll()?;
        let Some(reader) = roll.person(reader) else { return Ok(Vec::new()) };
        self.with(|db| {
            let mut lines = db.prepare_cached(
                "SELECT l.seq, l.person, l.recorded, l.recorded_offset, p.content
                 FROM log l JOIN payload p ON p.seq = l.seq
                 WHERE l.kind = 'exported' AND l.seq < ? ORDER BY l.seq DESC",
            )?;
            let mut rooms_of = db.prepare_cached(
                "SELECT DISTINCT e.room FROM json_each(?, '$.entries') AS shown
                 JOIN log line ON line.id = unhex(replace(shown.value, '-', ''))
                 JOIN entry e ON e.seq = line.seq ORDER BY e.room",
            )?;
            let mut rows = lines.query([before.unwrap_or(i64::MAX as u64)])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                if found.len() == limit {
                    break;
                }
                let content: String = row.get(4)?;
                let Change::Exported { report, recipient, period, sha256, entries, form } =
                    from_json(&content)?
                else {
                    continue;
                };
                let rooms = rooms_of.query_map([&content], |row| id(row, 0))?;
                let one = Exported {
                    seq: row.get(0)?,
                    by: maybe_id(row, 1)?,
                    at: Moment { ms: row.get(2)?, offset: row.get(3)? },
                    report,
                    recipient,
                    period,
                    sha256,
                    form,
                    entries: entries.len(),
                    rooms: rooms.collect::<rusqlite::Result<Vec<RoomId>>>()?,
                };
                if one.may_be_known_to(reader, &roll) {
                    found.push(one);
                }
            }
            Ok(found)
        })
    }
}
