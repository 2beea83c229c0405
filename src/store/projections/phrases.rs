//! The setting's own phrases, in the order in which they came.

use rusqlite::{Connection, params};

use super::Projector;
use crate::domain::Phrase;
use crate::store::value::{Sql, json, json_at};

/// All of them as they stand, those that are hidden too.
pub(in crate::store) fn phrases(db: &Connection) -> Sql<Vec<Phrase>> {
    db.prepare_cached("SELECT content FROM phrase ORDER BY n")?
        .query_map([], |row| json_at(row, 0))?
        .collect()
}

impl Projector<'_> {
    pub(super) fn phrase(&mut self, phrase: &Phrase) -> Sql<()> {
        self.db
            .prepare_cached(
                "INSERT INTO phrase (code, content) VALUES (?, ?)
                 ON CONFLICT (code) DO UPDATE SET content = excluded.content",
            )?
            .execute(params![phrase.code, json(phrase)?])
            .map(drop)
    }
}
