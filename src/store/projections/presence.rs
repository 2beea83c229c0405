//! Where children are by what somebody said, without a note.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::Projector;
use crate::domain::{Change, ChildId, Day, PersonId, Said, Stamp};
use crate::store::value::{self, Sql, id, json, json_at, moment, number};

const SAID: &str = "SELECT seq, child, day, whereabouts, by, at, at_offset FROM presence";

fn said(row: &Row<'_>) -> Sql<Said> {
    Ok(Said {
        seq: row.get(0)?,
        child: id(row, 1)?,
        day: value::day(row.get(2)?),
        is: json_at(row, 3)?,
        by: id(row, 4)?,
        at: moment(row, 5)?,
    })
}

/// What stands of a day, of every room, in the order in which it was said.
pub(in crate::store) fn of_day(db: &Connection, day: Day) -> Sql<Vec<Said>> {
    db.prepare_cached(&format!("{SAID} WHERE day = ? ORDER BY seq"))?
        .query_map([number(day)], said)?
        .collect()
}

/// The last word about a child on a day.
pub(in crate::store) fn last(db: &Connection, child: ChildId, day: Day) -> Sql<Option<Said>> {
    db.prepare_cached(&format!("{SAID} WHERE day = ? AND child = ? ORDER BY seq DESC LIMIT 1"))?
        .query_row(params![number(day), child.0.into_bytes()], said)
        .optional()
}

/// The last that somebody said, of however many children at once.
pub(in crate::store) fn last_by(db: &Connection, person: PersonId) -> Sql<Vec<Said>> {
    db.prepare_cached(&format!(
        "{SAID} WHERE by = ?1 AND at = (SELECT at FROM presence WHERE by = ?1 ORDER BY seq DESC LIMIT 1)
         ORDER BY seq"
    ))?
    .query_map([person.0.into_bytes()], said)?
    .collect()
}

impl Projector<'_> {
    pub(super) fn presence(&mut self, seq: u64, stamp: Stamp, change: &Change) -> Sql<()> {
        let by = stamp.person.map(|person| person.0.into_bytes()).unwrap_or_default();
        match change {
            Change::Presence { child, day, is } => {
                self.db
                    .prepare_cached(
                        "INSERT INTO presence (seq, day, child, whereabouts, by, at, at_offset)
                         VALUES (?, ?, ?, ?, ?, ?, ?)",
                    )?
                    .execute(params![
                        seq,
                        number(*day),
                        child.0.into_bytes(),
                        json(is)?,
                        by,
                        stamp.recorded.ms,
                        stamp.recorded.offset
                    ])?;
            }
            Change::PresenceTakenBack { child, day } => {
                if let Some(last) = last(self.db, *child, *day)? {
                    self.db.prepare_cached("DELETE FROM presence WHERE seq = ?")?.execute([last.seq])?;
                }
            }
            _ => {}
        }
        Ok(())
    }
}
