//! Practice records: which line of the log has their latest words, and how they stand. One that was taken back is
//! nowhere here.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::{Projector, evidence, people};
use crate::domain::entry::Shown;
use crate::domain::practice::{Practice, PracticeAmended, PracticeStands};
use crate::domain::{Change, ChildId, EntryId, Moment, Period, PersonId, PracticeId, Stamp};
use crate::store::value::{Sql, from_json, json, moment, number};

/// How to read practice records: put conditions and an order behind it, and read each row with [`stands`].
const STANDS: &str = "SELECT line.recorded, line.recorded_offset, r.revision, r.waits, r.state, p.content
     FROM practice r JOIN log line ON line.seq = r.seq JOIN payload p ON p.seq = r.last";

/// What happened to a record since it was written. Absent where nothing did.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct State {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    amended: Vec<PracticeAmended>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agreed: Option<(PersonId, Moment)>,
    /// What a lead agreed that it shows, where that was said after its words.
    #[serde(skip_serializing_if = "Option::is_none")]
    shows: Option<Vec<Shown>>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    printed: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    names_settled: bool,
}

/// The record in a line's words: its first ones, or a correction.
fn words(content: &str) -> Sql<Practice> {
    match from_json(content)? {
        Change::Practice(practice) => Ok(*practice),
        Change::AmendPractice { record, .. } => Ok(*record),
        _ => Err(rusqlite::Error::InvalidQuery),
    }
}

/// A record out of a row of [`STANDS`], with what a lead agreed that it shows.
fn stands(row: &Row<'_>) -> Sql<PracticeStands> {
    let state: State = match row.get_ref(4)?.as_str_or_null()? {
        Some(text) => from_json(text)?,
        None => State::default(),
    };
    let mut practice = words(row.get_ref(5)?.as_str()?)?;
    if let Some(shows) = state.shows {
        practice.shows = shows;
    }
    Ok(PracticeStands {
        practice,
        recorded: moment(row, 0)?,
        revision: row.get(2)?,
        waits: row.get(3)?,
        amended: state.amended,
        agreed: state.agreed,
        printed: state.printed,
        names_settled: state.names_settled,
    })
}

/// The practice records of a period, the newest first.
pub(in crate::store) fn practices(db: &Connection, period: Period) -> Sql<Vec<PracticeStands>> {
    db.prepare_cached(&format!("{STANDS} WHERE r.day BETWEEN ? AND ? ORDER BY r.day DESC, r.seq DESC"))?
        .query_map([number(period.from), number(period.to)], stands)?
        .collect()
}

/// A practice record.
pub(in crate::store) fn practice(db: &Connection, id: PracticeId) -> Sql<Option<PracticeStands>> {
    db.prepare_cached(&format!("{STANDS} WHERE r.id = ?"))?.query_row([id.0.into_bytes()], stands).optional()
}

/// The practice records that name a child.
pub(super) fn of_child(db: &Connection, child: ChildId) -> Sql<Vec<PracticeStands>> {
    db.prepare_cached(&format!("{STANDS} JOIN practice_child c ON c.seq = r.seq WHERE c.child = ?"))?
        .query_map([child.0.into_bytes()], stands)?
        .collect()
}

/// A record as it was written and after each correction, oldest first.
pub(in crate::store) fn versions(db: &Connection, id: PracticeId) -> Sql<Vec<Practice>> {
    db.prepare_cached(
        "SELECT p.content FROM log l JOIN payload p ON p.seq = l.seq
         WHERE l.id = ?1 OR (l.amends = ?1 AND l.kind = 'amend-practice') ORDER BY l.seq",
    )?
    .query_map([id.0.into_bytes()], |row| words(row.get_ref(0)?.as_str()?))?
    .collect()
}

impl Projector<'_> {
    pub(super) fn practice(&mut self, seq: u64, stamp: Stamp, practice: &Practice) -> Sql<()> {
        let waits = self.waits(stamp)?;
        self.db
            .prepare_cached(
                "INSERT INTO practice (seq, id, day, last, revision, waits) VALUES (?1, ?2, ?3, ?1, 0, ?4)",
            )?
            .execute(params![seq, practice.id.0.into_bytes(), number(practice.day), waits])?;
        self.name_children(practice)?;
        let after = PracticeStands {
            practice: practice.clone(),
            recorded: stamp.recorded,
            revision: 0,
            amended: Vec::new(),
            waits,
            agreed: None,
            printed: false,
            names_settled: false,
        };
        self.turn_marks(evidence::Marks::default(), evidence::marks_of_practice(&after))
    }

    /// What can happen to a practice record that is there. Where it is not (its words went by a take-back that stands
    /// further on in the log), nothing happens.
    pub(super) fn happens_to_a_practice(&mut self, seq: u64, stamp: Stamp, change: &Change) -> Sql<()> {
        let id = match change {
            Change::AmendPractice { record, .. } => record.id,
            Change::AgreePractice { practice, .. }
            | Change::PracticeNameSettled { practice, .. }
            | Change::TakeBackPractice { practice } => *practice,
            _ => return Ok(()),
        };
        let Some(before) = practice(self.db, id)? else { return Ok(()) };
        let gone = evidence::marks_of_practice(&before);
        let (by, at) = (stamp.person.unwrap_or(before.practice.by), stamp.recorded);
        let mut after = before.clone();
        let (mut last, mut shows) = (None, None);
        match change {
            Change::AmendPractice { record, reason, .. } => {
                after.practice = record.as_ref().clone();
                after.revision += 1;
                after.amended.push(PracticeAmended { by, at, reason: *reason });
                after.names_settled = false;
                after.waits = self.waits(stamp)?;
                if before.waits && !after.waits {
                    after.agreed = Some((by, at));
                }
                last = Some(seq);
            }
            Change::AgreePractice { shows: agreed, .. } => {
                after.practice.shows = agreed.clone();
                after.waits = false;
                after.agreed = Some((by, at));
                shows = Some(agreed.clone());
            }
            Change::PracticeNameSettled { .. } => {
                after.names_settled = true;
                shows = self.agreed_to_show(id)?;
            }
            _ => {
                self.forget_practice(id)?;
                return self.turn_marks(gone, evidence::Marks::default());
            }
        }
        if last.is_some() {
            self.forget_children(id)?;
            self.name_children(&after.practice)?;
        }
        self.stand_practice(&after, last, shows)?;
        self.turn_marks(gone, evidence::marks_of_practice(&after))
    }

    /// Takes a record out of the tables that find it.
    pub(super) fn forget_practice(&mut self, id: PracticeId) -> Sql<()> {
        self.forget_children(id)?;
        self.db.prepare_cached("DELETE FROM practice WHERE id = ?")?.execute([id.0.into_bytes()]).map(drop)
    }

    /// That a practice record went out in an export.
    pub(super) fn printed_practice(&mut self, id: EntryId) -> Sql<()> {
        match practice(self.db, PracticeId(id.0))? {
            Some(mut stands) if !stands.printed => {
                stands.printed = true;
                let shows = self.agreed_to_show(stands.practice.id)?;
                self.stand_practice(&stands, None, shows)
            }
            _ => Ok(()),
        }
    }

    /// What a lead agreed that a record shows, where that was said after its words.
    fn agreed_to_show(&self, id: PracticeId) -> Sql<Option<Vec<Shown>>> {
        let state: Option<String> = self
            .db
            .prepare_cached("SELECT state FROM practice WHERE id = ?")?
            .query_row([id.0.into_bytes()], |row| row.get(0))?;
        let state: Option<State> = state.map(|text| from_json(&text)).transpose()?;
        Ok(state.and_then(|state| state.shows))
    }

    /// Whether what somebody writes now waits for a lead.
    fn waits(&self, stamp: Stamp) -> Sql<bool> {
        let Some(by) = stamp.person else { return Ok(false) };
        Ok(people::person(self.db, by)?.is_some_and(|person| !person.role.leads()))
    }

    /// Writes how a record stands; with the line of its latest words where those are new.
    fn stand_practice(
        &mut self,
        stands: &PracticeStands,
        last: Option<u64>,
        shows: Option<Vec<Shown>>,
    ) -> Sql<()> {
        let state = State {
            amended: stands.amended.clone(),
            agreed: stands.agreed,
            shows,
            printed: stands.printed,
            names_settled: stands.names_settled,
        };
        self.db
            .prepare_cached(
                "UPDATE practice SET day = ?2, last = coalesce(?3, last), revision = ?4, waits = ?5, state = ?6
                 WHERE id = ?1",
            )?
            .execute(params![
                stands.practice.id.0.into_bytes(),
                number(stands.practice.day),
                last,
                stands.revision,
                stands.waits,
                json(&state)?
            ])
            .map(drop)
    }

    fn name_children(&mut self, practice: &Practice) -> Sql<()> {
        for child in &practice.children {
            self.db
                .prepare_cached(
                    "INSERT OR IGNORE INTO practice_child (child, seq)
                     SELECT ?1, seq FROM practice WHERE id = ?2",
                )?
                .execute([child.0.into_bytes(), practice.id.0.into_bytes()])?;
        }
        Ok(())
    }

    fn forget_children(&mut self, id: PracticeId) -> Sql<()> {
        self.db
            .prepare_cached("DELETE FROM practice_child WHERE seq = (SELECT seq FROM practice WHERE id = ?)")?
            .execute([id.0.into_bytes()])
            .map(drop)
    }
}
