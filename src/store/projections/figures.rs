//! Figures by child, by writer and by room, kept as changes come: each is put in by an entry as it stands
//! and taken away by what the entry was before.

use std::collections::BTreeMap;

use rusqlite::types::{ToSql, ToSqlOutput};
use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::domain::entry::{Standing, Step};
use crate::domain::{ChildId, Day, PersonId, RoomId};
use crate::store::ask::ChildFigures;
use crate::store::value::{Sql, id, kind_number, number, week};

const KINDS: i64 = 1;
const STEPS: i64 = 2;
const WEEKS: i64 = 3;
const WITH: i64 = 4;
const WROTE: i64 = 5;
const PHRASES: i64 = 6;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum By {
    Number(i64),
    Word(String),
    Id(Uuid),
}

impl ToSql for By {
    fn to_sql(&self) -> Sql<ToSqlOutput<'_>> {
        Ok(match self {
            By::Number(number) => (*number).into(),
            By::Word(word) => word.as_str().into(),
            By::Id(id) => (&id.as_bytes()[..]).into(),
        })
    }
}

type Tallies = BTreeMap<(i64, Uuid, By), i64>;

fn count(standing: &Standing, sign: i64, tallies: &mut Tallies) {
    if standing.withdrawn.is_some() {
        return;
    }
    let entry = &standing.entry;
    let mut add = |what, of, by| *tallies.entry((what, of, by)).or_insert(0) += sign;
    add(KINDS, entry.child.0, By::Number(kind_number(entry.kind)));
    if let Some(step) = &standing.step {
        add(STEPS, entry.child.0, By::Number(i64::from(*step != Step::Open)));
    }
    if entry.no_talk.is_none() {
        add(WEEKS, entry.child.0, By::Number(week(number(entry.happened.day()))));
        for with in &entry.with {
            add(WITH, entry.child.0, By::Word(with.word.clone()));
        }
    }
    add(WROTE, entry.by.0, By::Id(entry.child.0));
    for phrase in &entry.phrases {
        add(PHRASES, entry.room.0, By::Word(phrase.clone()));
    }
}

/// Takes away what an entry counted for and puts in what it counts for now.
pub(super) fn turn(db: &Connection, before: Option<&Standing>, after: Option<&Standing>) -> Sql<()> {
    let mut tallies = Tallies::new();
    if let Some(before) = before {
        count(before, -1, &mut tallies);
    }
    if let Some(after) = after {
        count(after, 1, &mut tallies);
    }
    for ((what, of, by), change) in tallies.iter().filter(|(_, change)| **change != 0) {
        // Two plain statements, for one that gives a row back would make a table for it each time.
        let raised = db
            .prepare_cached("UPDATE tally SET n = n + ? WHERE what = ? AND a = ? AND b = ?")?
            .execute(params![change, what, of.into_bytes(), by])?;
        if raised == 0 {
            db.prepare_cached("INSERT INTO tally (what, a, b, n) VALUES (?, ?, ?, ?)")?.execute(params![
                what,
                of.into_bytes(),
                by,
                change
            ])?;
        } else if *change < 0 {
            db.prepare_cached("DELETE FROM tally WHERE what = ? AND a = ? AND b = ? AND n = 0")?
                .execute(params![what, of.into_bytes(), by])?;
        }
    }
    Ok(())
}

/// A child's figures, the weeks ending with the week of `today`.
pub(in crate::store) fn of_child(db: &Connection, child: ChildId, today: Day) -> Sql<ChildFigures> {
    let mut figures = ChildFigures::default();
    let mut read = db.prepare_cached("SELECT b, n FROM tally WHERE what = ? AND a = ? AND b >= ?")?;
    let bytes = child.0.into_bytes();
    let mut rows = read.query(params![KINDS, bytes, 0])?;
    while let Some(row) = rows.next()? {
        if let Some(kind) = figures.kinds.get_mut(row.get::<_, usize>(0)?) {
            *kind = row.get(1)?;
        }
    }
    drop(rows);
    let mut rows = read.query(params![STEPS, bytes, 0])?;
    while let Some(row) = rows.next()? {
        match row.get::<_, i64>(0)? {
            0 => figures.open_steps = row.get(1)?,
            _ => figures.heard_back = row.get(1)?,
        }
    }
    drop(rows);
    let first = week(number(today)) - 7;
    let mut rows = read.query(params![WEEKS, bytes, first])?;
    while let Some(row) = rows.next()? {
        let place = usize::try_from(row.get::<_, i64>(0)? - first).ok();
        if let Some(week) = place.and_then(|place| figures.weeks.get_mut(place)) {
            *week = row.get(1)?;
        }
    }
    drop(rows);
    figures.with = db
        .prepare_cached("SELECT b FROM tally WHERE what = ? AND a = ? ORDER BY n DESC, b")?
        .query_map(params![WITH, bytes], |row| row.get(0))?
        .collect::<Sql<_>>()?;
    Ok(figures)
}

/// Next steps that are open, of each of these children that has any.
pub(in crate::store) fn open_steps(
    db: &Connection,
    children: impl Iterator<Item = ChildId>,
) -> Sql<BTreeMap<ChildId, u32>> {
    let mut open = BTreeMap::new();
    let mut read = db.prepare_cached("SELECT n FROM tally WHERE what = ? AND a = ? AND b = 0")?;
    for child in children {
        let mut rows = read.query(params![STEPS, child.0.into_bytes()])?;
        if let Some(row) = rows.next()? {
            open.insert(child, row.get(0)?);
        }
    }
    Ok(open)
}

/// How often this person wrote for each child.
pub(in crate::store) fn written(db: &Connection, writer: PersonId) -> Sql<BTreeMap<ChildId, u32>> {
    db.prepare_cached("SELECT b, n FROM tally WHERE what = ? AND a = ?")?
        .query_map(params![WROTE, writer.0.into_bytes()], |row| Ok((id(row, 0)?, row.get(1)?)))?
        .collect()
}

/// How often each phrase was used in a room.
pub(in crate::store) fn phrases(db: &Connection, room: RoomId) -> Sql<BTreeMap<String, u32>> {
    db.prepare_cached("SELECT b, n FROM tally WHERE what = ? AND a = ?")?
        .query_map(params![PHRASES, room.0.into_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}
