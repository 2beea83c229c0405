//! Ratings, areas for development, and what was signed off.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::Projector;
use super::judged::judged;
use crate::domain::evaluation::{self, Area, AreaState, Evaluation, SignOff};
use crate::domain::{AreaId, Change, Moment, PersonId, Stamp};
use crate::store::ask::{AreaStands, SignedOff};
use crate::store::value::{Sql, json, json_at, maybe_id};

/// The numbers that rating rows of a framework have, by the row's code.
pub(in crate::store) fn ratings(db: &Connection, framework: &str) -> Sql<BTreeMap<String, u8>> {
    db.prepare_cached("SELECT row, number FROM rating WHERE framework = ?")?
        .query_map([framework], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// The areas for development of a framework that were not let go, as they came.
pub(in crate::store) fn areas(db: &Connection, framework: &str) -> Sql<Vec<AreaStands>> {
    Ok(all_areas(db, framework)?.into_iter().filter(|one| one.area.state != AreaState::LetGo).collect())
}

/// Those that were let go.
pub(in crate::store) fn areas_let_go(db: &Connection, framework: &str) -> Sql<Vec<AreaStands>> {
    Ok(all_areas(db, framework)?.into_iter().filter(|one| one.area.state == AreaState::LetGo).collect())
}

fn all_areas(db: &Connection, framework: &str) -> Sql<Vec<AreaStands>> {
    db.prepare_cached("SELECT content, revision, by, at, at_offset FROM area WHERE framework = ? ORDER BY n")?
        .query_map([framework], |row| {
            let at = moment(row, 3)?;
            let written = maybe_id(row, 2)?.map(|by| (by, at));
            Ok(AreaStands { area: json_at(row, 0)?, revision: row.get(1)?, written })
        })?
        .collect()
}

/// Who wrote an area last, and when, where it was written another number of times than `seen`.
pub(in crate::store) fn written_since(
    db: &Connection,
    area: AreaId,
    seen: u32,
) -> Sql<Option<(PersonId, Moment)>> {
    let there: Option<(u32, Option<PersonId>, Moment)> = db
        .prepare_cached("SELECT revision, by, at, at_offset FROM area WHERE id = ?")?
        .query_row([area.0.into_bytes()], |row| Ok((row.get(0)?, maybe_id(row, 1)?, moment(row, 2)?)))
        .optional()?;
    Ok(there.filter(|(revision, ..)| *revision != seen).and_then(|(_, by, at)| Some((by?, at))))
}

/// What was signed off of a framework, the last first.
pub(in crate::store) fn sign_offs(db: &Connection, framework: &str) -> Sql<Vec<SignedOff>> {
    db.prepare_cached(
        "SELECT content, by, at, at_offset FROM signed_off WHERE framework = ? ORDER BY n DESC",
    )?
    .query_map([framework], |row| {
        Ok(SignedOff { what: json_at(row, 0)?, by: maybe_id(row, 1)?, at: moment(row, 2)? })
    })?
    .collect()
}

/// What people have said of everything that an evaluation holds, as the record has it now.
pub(in crate::store) fn said(db: &Connection, of: &Evaluation) -> Sql<Evaluation> {
    let mut judged = judged(db, &of.framework)?;
    let ratings = ratings(db, &of.framework)?;
    let mut now = of.said();
    for one in &mut now.statements {
        let judged = judged.remove(&one.code).unwrap_or_default();
        (one.met, one.text, one.cited) = (judged.met, judged.text, judged.cited);
    }
    for rated in &mut now.ratings {
        rated.number = ratings.get(&rated.row).copied();
    }
    now.areas = areas(db, &of.framework)?.into_iter().map(|one| one.area).collect();
    Ok(now)
}

/// The statements whose text a round that is signed off now has from the one before.
pub(in crate::store) fn carried_over(db: &Connection, whole: &SignOff) -> Sql<BTreeSet<String>> {
    let framework = &whole.evaluation.framework;
    let Some(before) = sign_offs(db, framework)?.into_iter().next() else { return Ok(BTreeSet::new()) };
    let texts = judged(db, framework)?.into_iter();
    let texts = texts.filter_map(|(code, judged)| Some((code, judged.looked_at()?)));
    Ok(evaluation::carried_over(&whole.name, (&before.what.name, before.at), texts))
}

fn moment(row: &Row, at: usize) -> Sql<Moment> {
    Ok(Moment { ms: row.get(at)?, offset: row.get(at + 1)? })
}

impl Projector<'_> {
    pub(super) fn evaluate(&mut self, seq: u64, stamp: Stamp, change: &Change) -> Sql<()> {
        let by = stamp.person.map(|person| person.0.into_bytes());
        let (at, offset) = (stamp.recorded.ms, stamp.recorded.offset);
        match change {
            Change::Rate { framework, row, number: Some(number), .. } => {
                self.db
                    .prepare_cached(
                        "INSERT OR REPLACE INTO rating (framework, row, number) VALUES (?, ?, ?)",
                    )?
                    .execute(params![framework, row, number])?;
            }
            Change::Rate { framework, row, number: None, .. } => {
                self.db
                    .prepare_cached("DELETE FROM rating WHERE framework = ? AND row = ?")?
                    .execute(params![framework, row])?;
            }
            Change::Area { area, .. } => {
                let area: &Area = area;
                self.db
                    .prepare_cached(
                        "INSERT INTO area (n, id, framework, content, revision, by, at, at_offset)
                         VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, ?7)
                         ON CONFLICT (id) DO UPDATE SET content = ?4, revision = revision + 1,
                            by = ?5, at = ?6, at_offset = ?7",
                    )?
                    .execute(params![
                        seq,
                        area.id.0.into_bytes(),
                        area.framework,
                        json(area)?,
                        by,
                        at,
                        offset
                    ])?;
            }
            Change::SignOff(whole) => {
                self.db
                    .prepare_cached(
                        "INSERT INTO signed_off (n, framework, content, by, at, at_offset)
                         VALUES (?, ?, ?, ?, ?, ?)",
                    )?
                    .execute(params![seq, whole.evaluation.framework, json(whole)?, by, at, offset])?;
            }
            _ => {}
        }
        Ok(())
    }
}
