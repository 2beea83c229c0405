//! Drafts: side rows of the record's file, written durably and without a witness. They belong to their writer.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::value::{Sql, from_json, id, json};
use super::{Store, apply};
use crate::domain::{Draft, DraftId, Moment, PersonId, Purpose, RoomId};
use crate::failure::{Failure, Result};

impl Store {
    /// Writes a draft; it is on the disk when this returns. A draft with no words in it is taken away. A note that was
    /// finished here is no draft any more: what a lock or a closed terminal sends behind its own save is left.
    ///
    /// # Errors
    /// A machine failure where the disk does not do it.
    pub fn save_draft(&mut self, draft: &Draft, room: RoomId, now: Moment) -> Result<()> {
        if draft.note.trim().is_empty() {
            return self.drop_draft(draft.id);
        }
        if draft.purpose == Purpose::Note && self.finished.contains(&draft.id) {
            return Ok(());
        }
        self.beside(|db| {
            db.prepare_cached(
                "INSERT INTO draft (id, writer, room, saved, content) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (id) DO UPDATE SET writer = ?2, room = ?3, saved = ?4, opening = 0, content = ?5",
            )?
            .execute(params![
                draft.id.0.into_bytes(),
                draft.writer.0.into_bytes(),
                room.0.into_bytes(),
                now.ms,
                json(draft)?
            ])?;
            Ok(())
        })
    }

    /// Takes a draft away. One that is not there is no matter.
    ///
    /// # Errors
    /// A machine failure where the disk does not do it.
    pub fn drop_draft(&mut self, draft: DraftId) -> Result<()> {
        self.beside(|db| Ok(finish(db, draft)?))
    }

    /// A person's drafts, the last written first. At the first look each is marked as being opened before
    /// it is read, so that one that can't be read, or brought the program down, is set aside at the next look: see [`Store::set_aside`].
    ///
    /// # Errors
    /// A machine failure where the disk does not do it.
    pub fn drafts(&mut self, writer: PersonId) -> Result<Vec<Draft>> {
        let who = writer.0.into_bytes();
        let none: bool =
            self.with(|db| Ok(!db.prepare_cached("SELECT 1 FROM draft WHERE writer = ?")?.exists([who])?))?;
        if none {
            return Ok(Vec::new());
        }
        // Once a day's drafts have been read here they are known to be sound: marking them again at each look
        // would only leave more moments at which a cut sets a sound one aside.
        let marks = self.opened.insert(writer);
        if marks {
            self.beside(|db| {
                aside(db, "writer = ?1 AND opening = 1", &who)?;
                db.execute("UPDATE draft SET opening = 1 WHERE writer = ?", [who])?;
                Ok(())
            })?;
        }
        let rows: Vec<(DraftId, Option<Draft>)> = self.with(|db| {
            Ok(db
                .prepare_cached(
                    "SELECT id, content FROM draft WHERE writer = ? ORDER BY saved DESC, id DESC",
                )?
                .query_map([who], |row| {
                    let text = row.get_ref(1)?.as_str().ok();
                    Ok((id(row, 0)?, text.and_then(|text| from_json(text).ok())))
                })?
                .collect::<Sql<_>>()?)
        })?;
        if !marks && rows.iter().all(|(_, draft)| draft.is_some()) {
            return Ok(rows.into_iter().filter_map(|(_, draft)| draft).collect());
        }
        self.beside(|db| {
            for (id, _) in rows.iter().filter(|(_, draft)| draft.is_none()) {
                aside(db, "id = ?1", &id.0.into_bytes())?;
            }
            db.execute("UPDATE draft SET opening = 0 WHERE writer = ?", [who])?;
            Ok(())
        })?;
        Ok(rows.into_iter().filter_map(|(_, draft)| draft).collect())
    }

    /// How many of a person's drafts could not be opened and were set aside. They are kept.
    ///
    /// # Errors
    /// A machine failure where the record can't be read.
    pub fn set_aside(&self, writer: PersonId) -> Result<u32> {
        self.with(|db| {
            Ok(db
                .prepare_cached("SELECT count(*) FROM draft_aside WHERE writer = ?")?
                .query_row([writer.0.into_bytes()], |row| row.get(0))?)
        })
    }

    /// How many drafts each person has.
    ///
    /// # Errors
    /// A machine failure where the record can't be read.
    pub fn draft_counts(&self) -> Result<BTreeMap<PersonId, u32>> {
        self.with(|db| Ok(counts(db)?))
    }

    /// Writes side rows in a transaction of their own: durable, but no part of the record and without a witness.
    /// After a fault the record is opened anew and it is tried once more.
    pub(super) fn beside(&mut self, mut job: impl FnMut(&Connection) -> Result<()>) -> Result<()> {
        if self.purpose == super::connection::Use::Read {
            return Err(Failure::refused("This record is open to read only."));
        }
        let mut once = |store: &mut Store| {
            let mut chance = std::mem::replace(&mut store.chance, crate::chance::Chance::Machine);
            let done = store.with(|db| {
                apply::begin(db, &mut chance)?;
                let done = job(db).and_then(|()| Ok(db.execute_batch("COMMIT")?));
                if done.is_err() && !db.is_autocommit() {
                    db.execute_batch("ROLLBACK")?;
                }
                done
            });
            store.chance = chance;
            if done.as_ref().is_err_and(|failure| failure.kind == crate::failure::Kind::Machine) {
                store.close();
            }
            done
        };
        match once(self) {
            Err(failure) if failure.kind == crate::failure::Kind::Machine => {
                self.made_room(&failure);
                once(self)
            }
            done => done,
        }
    }
}

/// Takes a draft away, in the transaction that is open.
pub(super) fn finish(db: &Connection, draft: DraftId) -> Sql<()> {
    db.prepare_cached("DELETE FROM draft WHERE id = ?")?.execute([draft.0.into_bytes()]).map(drop)
}

/// How many drafts each person has.
pub(super) fn counts(db: &Connection) -> Sql<BTreeMap<PersonId, u32>> {
    db.prepare_cached("SELECT writer, count(*) FROM draft GROUP BY writer")?
        .query_map([], |row| Ok((id(row, 0)?, row.get(1)?)))?
        .collect()
}

fn aside(db: &Connection, which: &str, given: &[u8; 16]) -> Sql<()> {
    db.execute(
        &format!(
            "INSERT OR REPLACE INTO draft_aside (id, writer, room, saved, content)
             SELECT id, writer, room, saved, content FROM draft WHERE {which}"
        ),
        [given],
    )?;
    db.execute(&format!("DELETE FROM draft WHERE {which}"), [given]).map(drop)
}
