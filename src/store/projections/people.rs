//! The roll: the setting, its rooms and people, the children and their families.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};
use serde::de::DeserializeOwned;

use super::Projector;
use crate::domain::{Change, ChildId, Contact, Household, PersonId, Practitioner, Roll, Setting};
use crate::store::value::{Sql, from_json, id, json, json_at, number};

/// The roll as it stands.
pub(in crate::store) fn roll(db: &Connection) -> Sql<Roll> {
    Ok(Roll {
        children: all(db, "SELECT content FROM child ORDER BY n")?,
        contacts: all(db, "SELECT content FROM contact ORDER BY n")?,
        links: all(db, "SELECT content FROM link ORDER BY n")?,
        key_persons: all(db, "SELECT content FROM key_person ORDER BY n")?,
        siblings: db
            .prepare_cached("SELECT a, b FROM sibling ORDER BY n")?
            .query_map([], |row| Ok((id(row, 0)?, id(row, 1)?)))?
            .collect::<Sql<_>>()?,
        groups: all(db, "SELECT content FROM child_group ORDER BY n")?,
        ..staff(db)?
    }
    .named())
}

/// The roll without children and families.
pub(in crate::store) fn staff(db: &Connection) -> Sql<Roll> {
    Ok(Roll {
        setting: setting(db)?,
        rooms: all(db, "SELECT content FROM room ORDER BY n")?,
        people: all(db, "SELECT content FROM person ORDER BY n")?,
        ..Roll::default()
    })
}

fn all<T: DeserializeOwned>(db: &Connection, sql: &str) -> Sql<Vec<T>> {
    db.prepare_cached(sql)?.query_map([], |row| json_at(row, 0))?.collect()
}

fn setting(db: &Connection) -> Sql<Setting> {
    let content: Option<String> =
        db.query_row("SELECT content FROM setting", [], |row| row.get(0)).optional()?;
    content.map_or_else(|| Ok(Setting::default()), |content| from_json(&content))
}

/// A member of staff, as they stand.
pub(in crate::store) fn person(db: &Connection, person: PersonId) -> Sql<Option<Practitioner>> {
    db.prepare_cached("SELECT content FROM person WHERE id = ?")?
        .query_row([person.0.into_bytes()], |row| json_at(row, 0))
        .optional()
}

/// Whether a child is or was on the roll.
pub(in crate::store) fn knows_child(db: &Connection, child: ChildId) -> Sql<bool> {
    db.prepare_cached("SELECT 1 FROM child WHERE id = ?")?.exists([child.0.into_bytes()])
}

/// The line at which the roll changed last.
pub(in crate::store) fn changed_at(db: &Connection) -> Sql<u64> {
    let at = db
        .prepare_cached("SELECT value FROM kept WHERE name = 'roll'")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(at.unwrap_or(0))
}

impl Projector<'_> {
    pub(super) fn people(&mut self, seq: u64, change: &Change) -> Sql<()> {
        let db = self.db;
        let upsert = |table: &str, id: uuid::Uuid, content: String| -> Sql<()> {
            db.prepare_cached(&format!(
                "INSERT INTO {table} (id, content) VALUES (?1, ?2)
                 ON CONFLICT (id) DO UPDATE SET content = excluded.content"
            ))?
            .execute(params![id.into_bytes(), content])
            .map(drop)
        };
        match change {
            Change::Setting(setting) => {
                db.execute("INSERT OR REPLACE INTO setting (one, content) VALUES (1, ?)", [json(setting)?])?;
            }
            Change::Room(room) => upsert("room", room.id.0, json(room)?)?,
            Change::Person(person) => upsert("person", person.id.0, json(person)?)?,
            Change::Child(child) => {
                upsert("child", child.id.0, json(child)?)?;
                self.families = true;
            }
            Change::Household(Household { id }) => {
                db.prepare_cached("INSERT OR IGNORE INTO household (id) VALUES (?)")?
                    .execute([id.0.into_bytes()])?;
            }
            Change::Contact(Contact { id, .. }) => {
                let Change::Contact(contact) = change else { return Ok(()) };
                upsert("contact", id.0, json(contact)?)?;
                self.families = true;
            }
            Change::Link(link) => {
                db.prepare_cached(
                    "INSERT INTO link (child, contact, content) VALUES (?, ?, ?)
                     ON CONFLICT (child, contact) DO UPDATE SET content = excluded.content",
                )?
                .execute(params![
                    link.child.0.into_bytes(),
                    link.contact.0.into_bytes(),
                    json(link)?
                ])?;
                self.families = true;
            }
            Change::Unlink { child, contact } => {
                db.prepare_cached("DELETE FROM link WHERE child = ? AND contact = ?")?
                    .execute(params![child.0.into_bytes(), contact.0.into_bytes()])?;
                self.families = true;
            }
            Change::Siblings { a, b } => {
                let (a, b) = (a.min(b), a.max(b));
                if a != b {
                    db.prepare_cached("INSERT OR IGNORE INTO sibling (a, b) VALUES (?, ?)")?
                        .execute(params![a.0.into_bytes(), b.0.into_bytes()])?;
                    self.families = true;
                }
            }
            Change::KeyPerson(bond) => {
                // From the beginning is before every day.
                let since = bond.from.map_or(i64::MIN, number);
                db.prepare_cached(
                    "INSERT INTO key_person (child, person, second, since, content) VALUES (?, ?, ?, ?, ?)
                     ON CONFLICT (child, person, second, since) DO UPDATE SET content = excluded.content",
                )?
                .execute(params![
                    bond.child.0.into_bytes(),
                    bond.person.0.into_bytes(),
                    bond.second,
                    since,
                    json(bond)?
                ])?;
            }
            Change::Group(group) if group.children.is_empty() => {
                db.prepare_cached("DELETE FROM child_group WHERE id = ?")?
                    .execute([group.id.0.into_bytes()])?;
            }
            Change::Group(group) => upsert("child_group", group.id.0, json(group)?)?,
            _ => return Ok(()),
        }
        db.prepare_cached("INSERT OR REPLACE INTO kept (name, value) VALUES ('roll', ?)")?.execute([seq])?;
        Ok(())
    }

    /// Brings the kept families up to date, and the evidence of every child that has another family now.
    pub(super) fn settle_families(&mut self) -> Sql<()> {
        let families = roll(self.db)?.families();
        let kept: BTreeMap<ChildId, ChildId> = self
            .db
            .prepare_cached("SELECT child, root FROM family")?
            .query_map([], |row| Ok((id(row, 0)?, id(row, 1)?)))?
            .collect::<Sql<_>>()?;
        for (child, root) in families {
            if kept.get(&child) == Some(&root) {
                continue;
            }
            self.db
                .prepare_cached(
                    "INSERT OR REPLACE INTO family (child, root, n)
                     VALUES (?1, ?2, (SELECT n FROM child WHERE id = ?2))",
                )?
                .execute(params![child.0.into_bytes(), root.0.into_bytes()])?;
            self.moved_family(child, root)?;
        }
        Ok(())
    }
}
