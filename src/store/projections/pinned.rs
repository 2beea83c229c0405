//! The questions on the door cards.

use rusqlite::{Connection, params};

use super::Projector;
use crate::domain::{Change, Pinned};
use crate::store::value::{Sql, json, json_at, room_bytes};

/// Those that are pinned, whether their time is over or not.
pub(in crate::store) fn all(db: &Connection) -> Sql<Vec<Pinned>> {
    db.prepare_cached("SELECT content FROM pinned ORDER BY room")?
        .query_map([], |row| json_at(row, 0))?
        .collect()
}

impl Projector<'_> {
    pub(super) fn pin(&mut self, change: &Change) -> Sql<()> {
        match change {
            Change::Pinned(pinned) => {
                self.db
                    .prepare_cached("INSERT OR REPLACE INTO pinned (room, content) VALUES (?, ?)")?
                    .execute(params![room_bytes(pinned.room), json(pinned)?])?;
            }
            Change::Unpinned { room } => {
                self.db.prepare_cached("DELETE FROM pinned WHERE room = ?")?.execute([room_bytes(*room)])?;
            }
            _ => {}
        }
        Ok(())
    }
}
