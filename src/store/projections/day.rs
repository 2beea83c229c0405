//! The day: gaps that were explained, and days that were closed.

use rusqlite::{Connection, OptionalExtension, params};

use super::Projector;
use crate::domain::{Change, ChildId, Day, Kind, Moment, PersonId, RoomId, Stamp};
use crate::store::value::{Sql, id, kind, kind_number, moment, number};

/// Who closed a room's day, when, with which day code.
pub(in crate::store) fn closed(
    db: &Connection,
    room: RoomId,
    day: i64,
) -> Sql<Option<(PersonId, Moment, String)>> {
    db.prepare_cached("SELECT by, at, at_offset, code FROM closed WHERE room = ? AND day = ?")?
        .query_row(params![room.0.into_bytes(), day], |row| Ok((id(row, 0)?, moment(row, 1)?, row.get(3)?)))
        .optional()
}

/// A day's explained gaps, of every room.
pub(in crate::store) fn gaps(db: &Connection, day: Day) -> Sql<Vec<(ChildId, Kind, String)>> {
    db.prepare_cached("SELECT child, kind, reason FROM gap WHERE day = ?")?
        .query_map([number(day)], |row| Ok((id(row, 0)?, kind(row.get(1)?), row.get(2)?)))?
        .collect()
}

impl Projector<'_> {
    pub(super) fn day(&mut self, stamp: Stamp, change: &Change) -> Sql<()> {
        match change {
            Change::Gap { child, day, kind, reason } => {
                self.db
                    .prepare_cached(
                        "INSERT OR REPLACE INTO gap (day, child, kind, reason) VALUES (?, ?, ?, ?)",
                    )?
                    .execute(params![number(*day), child.0.into_bytes(), kind_number(*kind), reason])?;
            }
            Change::CloseDay { room, day, code } => {
                let by = stamp.person.map(|person| person.0.into_bytes()).unwrap_or_default();
                self.db
                    .prepare_cached(
                        "INSERT OR REPLACE INTO closed (room, day, by, at, at_offset, code)
                         VALUES (?, ?, ?, ?, ?, ?)",
                    )?
                    .execute(params![
                        room.0.into_bytes(),
                        number(*day),
                        by,
                        stamp.recorded.ms,
                        stamp.recorded.offset,
                        code
                    ])?;
            }
            _ => {}
        }
        Ok(())
    }
}
