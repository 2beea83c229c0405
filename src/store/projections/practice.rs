//! Practice records. Their words stay in `payload`.

use rusqlite::{Connection, OptionalExtension, params};

use super::Projector;
use super::evidence;
use crate::domain::practice::Practice;
use crate::domain::{EntryId, Period};
use crate::store::value::{Sql, json_at, number};

/// The practice records of a period, by day.
pub(in crate::store) fn practices(db: &Connection, period: Period) -> Sql<Vec<Practice>> {
    db.prepare_cached(
        "SELECT p.content FROM practice r JOIN payload p ON p.seq = r.seq
         WHERE r.day BETWEEN ? AND ? ORDER BY r.day, r.seq",
    )?
    .query_map([number(period.from), number(period.to)], |row| json_at(row, 0))?
    .collect()
}

/// A practice record by its raw id.
pub(in crate::store) fn practice(db: &Connection, id: EntryId) -> Sql<Option<Practice>> {
    db.prepare_cached(
        "SELECT p.content FROM log l JOIN practice r ON r.seq = l.seq JOIN payload p ON p.seq = l.seq
         WHERE l.id = ?",
    )?
    .query_row([id.0.into_bytes()], |row| json_at(row, 0))
    .optional()
}

impl Projector<'_> {
    pub(super) fn practice(&mut self, seq: u64, practice: &Practice) -> Sql<()> {
        self.db
            .prepare_cached("INSERT INTO practice (seq, day) VALUES (?, ?)")?
            .execute(params![seq, number(practice.day)])?;
        for child in &practice.children {
            self.db
                .prepare_cached("INSERT OR IGNORE INTO practice_child (child, seq) VALUES (?, ?)")?
                .execute(params![child.0.into_bytes(), seq])?;
        }
        self.turn_marks(evidence::Marks::default(), evidence::marks_of_practice(practice))
    }
}
