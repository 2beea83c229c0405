//! Entries: what they are found by and how they stand. What else is made from an entry (figures, evidence,
//! search) is reckoned from how it stood and how it stands: the first is taken away, the second put in.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::{Projector, day, evidence, figures, people};
use crate::domain::entry::{Amendment, Done, Review, Standing, Step, Withdrawn};
use crate::domain::{Change, ChildId, Entry, EntryId, Kind, Moment, PersonId, Stamp, TalkId};
use crate::store::search;
use crate::store::value::{Sql, from_json, json, kind_number, moment, number};

/// How to read entries: put conditions and an order behind it, and read each row with [`standing`].
pub(in crate::store) const STANDING: &str =
    "SELECT e.seq, e.recorded, e.recorded_offset, e.revision, e.state, coalesce(e.remains, p.content)
     FROM entry e LEFT JOIN payload p ON p.seq = e.seq";

/// What happened to an entry since it was written. Absent where nothing did.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct State {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    amendments: Vec<Amendment>,
    review: Review,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<Step>,
    #[serde(skip_serializing_if = "Option::is_none")]
    done: Option<(PersonId, Moment)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    done_how: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn: Option<Withdrawn>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    printed: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    names_settled: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    clock_set: Option<i64>,
}

/// An entry out of a row of [`STANDING`].
pub(in crate::store) fn standing(row: &Row<'_>) -> Sql<Standing> {
    let state = match row.get_ref(4)?.as_str_or_null()? {
        Some(text) => from_json(text)?,
        None => State::default(),
    };
    let entry: Entry = from_json(row.get_ref(5)?.as_str()?)?;
    let first = (entry.kind == Kind::ForHome).then_some(Step::Open);
    Ok(Standing {
        seq: row.get(0)?,
        recorded: moment(row, 1)?,
        revision: row.get(3)?,
        amendments: state.amendments,
        review: state.review,
        step: state.step.or(first),
        follow_up_done: state.done.map(|(by, at)| Done { by, at, how: state.done_how }),
        withdrawn: state.withdrawn,
        printed: state.printed,
        names_settled: state.names_settled,
        clock_set: state.clock_set,
        entry,
    })
}

/// An entry by its id.
pub(in crate::store) fn entry(db: &Connection, id: EntryId) -> Sql<Option<Standing>> {
    db.prepare_cached(
        "SELECT e.seq, e.recorded, e.recorded_offset, e.revision, e.state, coalesce(e.remains, p.content)
         FROM log l JOIN entry e ON e.seq = l.seq LEFT JOIN payload p ON p.seq = l.seq WHERE l.id = ?",
    )?
    .query_row([id.0.into_bytes()], standing)
    .optional()
}

/// The entries of a conversation, in the order of the log.
pub(in crate::store) fn talk(db: &Connection, talk: TalkId) -> Sql<Vec<Standing>> {
    db.prepare_cached(&format!("{STANDING} WHERE e.talk = ? ORDER BY e.seq"))?
        .query_map([talk.0.into_bytes()], standing)?
        .collect()
}

/// A child's next steps that are open, newest first, at most so many.
pub(in crate::store) fn open_steps(db: &Connection, child: ChildId, most: usize) -> Sql<Vec<Standing>> {
    // Else all that was ever written for the child might be looked at.
    let standing_open = STANDING.replace("entry e", "entry e INDEXED BY entry_open_of");
    db.prepare_cached(&format!(
        "{standing_open} WHERE e.child = ? AND e.step = 0 AND e.withdrawn = 0
         ORDER BY e.happened DESC, e.seq DESC LIMIT ?"
    ))?
    .query_map(params![child.0.into_bytes(), most], standing)?
    .collect()
}

/// The steps of which that note told.
pub(in crate::store) fn told_in(db: &Connection, note: &Entry) -> Sql<Vec<EntryId>> {
    let heard: Vec<Standing> = db
        .prepare_cached(&format!("{STANDING} WHERE e.child = ? AND e.step = 1"))?
        .query_map([note.child.0.into_bytes()], standing)?
        .collect::<Sql<_>>()?;
    let told = |step: &Standing| matches!(step.step, Some(Step::HeardBack { told_in: Some(told), .. }) if told == note.id);
    Ok(heard.into_iter().filter(told).map(|step| step.entry.id).collect())
}

/// What remains of an entry when it is taken back: whose, whom, when and where, and none of the words.
pub(in crate::store) fn remains(db: &Connection, id: EntryId) -> Sql<Option<Entry>> {
    Ok(entry(db, id)?.map(|standing| Entry {
        with: Vec::new(),
        text: String::new(),
        family_words: Vec::new(),
        no_talk: None,
        follow_up: None,
        phrases: Vec::new(),
        suggested: Vec::new(),
        ..standing.entry
    }))
}

impl Projector<'_> {
    pub(super) fn entry(&mut self, seq: u64, stamp: Stamp, entry: &Entry) -> Sql<()> {
        let mut standing = Standing::fresh(entry.clone(), seq, stamp.recorded);
        standing.clock_set = self.clock_set(seq, entry.talk);
        self.insert(&standing, None)?;
        self.derive(None, Some(&standing))
    }

    /// By how many seconds the clock had been set, for the talk whose lines follow right on the one that says so. Replay
    /// sees no end of an act, and no line that lost its words: it goes by the numbers of the lines.
    fn clock_set(&mut self, seq: u64, talk: TalkId) -> Option<i64> {
        let (last, by, first) = self.clock.as_mut()?;
        let its = *last + 1 == seq && *first.get_or_insert(talk) == talk;
        its.then(|| {
            *last = seq;
            *by
        })
    }

    /// What can happen to an entry that is there. Where it is not (its words went by a take-back that stands
    /// further on in the log), nothing happens: the take-back says how it stands.
    pub(super) fn happens_to_an_entry(&mut self, stamp: Stamp, change: &Change) -> Sql<()> {
        let (Change::Amend { entry: id, .. }
        | Change::Strike { entry: id, .. }
        | Change::Agree { entry: id, .. }
        | Change::AgreementTakenBack { entry: id, .. }
        | Change::SendBack { entry: id, .. }
        | Change::HeardBack { entry: id, .. }
        | Change::StepReopened { entry: id }
        | Change::FollowUpDone { entry: id, .. }
        | Change::NameSettled { entry: id, .. }) = change
        else {
            return Ok(());
        };
        let Some(before) = entry(self.db, *id)? else { return Ok(()) };
        let (by, at) = (stamp.person.unwrap_or(before.entry.by), stamp.recorded);
        let mut after = before.clone();
        match change {
            Change::Amend { text, family_words, reason, .. } => {
                let closed = day::closed(self.db, before.entry.room, number(before.entry.happened.day()))?;
                let leads = people::person(self.db, by)?.is_some_and(|person| person.role.leads());
                seen(&mut after.amendments);
                after.amendments.push(Amendment {
                    text: text.clone(),
                    family_words: family_words.clone(),
                    reason: *reason,
                    by,
                    at,
                    after_close: closed.is_some(),
                    unseen: before.agreed() && !leads,
                });
                after.revision += 1;
                after.names_settled = false;
            }
            Change::Strike { .. } => after.withdrawn = Some(Withdrawn::Struck { by, at }),
            Change::Agree { shows, nothing_of, .. } => {
                // A line of before takes back to waiting, as it did then.
                let over = nothing_of.is_some() && before.agreed() && !before.amended_since();
                let over = over.then(|| Box::new(before.review.clone()));
                seen(&mut after.amendments);
                after.review =
                    Review::Agreed { by, at, shows: shows.clone(), nothing_of: nothing_of.clone(), over };
            }
            Change::AgreementTakenBack { .. } => {
                after.review = match after.review {
                    Review::Agreed { over: Some(over), .. } => *over,
                    _ => Review::Waiting,
                }
            }
            Change::SendBack { question, .. } => {
                seen(&mut after.amendments);
                after.review = Review::SentBack { by, at, question: question.clone() };
            }
            Change::HeardBack { heard, childs_words, led_to_change, with, told_in, .. } => {
                after.step = Some(Step::HeardBack {
                    heard: heard.clone(),
                    childs_words: childs_words.clone(),
                    led_to_change: *led_to_change,
                    with: with.clone(),
                    told_in: *told_in,
                    by,
                    at,
                });
            }
            Change::StepReopened { .. } => after.step = Some(Step::Open),
            Change::FollowUpDone { how, .. } => {
                after.follow_up_done = Some(Done { by, at, how: how.clone() })
            }
            Change::NameSettled { .. } => after.names_settled = true,
            _ => return Ok(()),
        }
        self.update(&after)?;
        self.derive(Some(&before), Some(&after))
    }

    pub(super) fn printed(&mut self, entries: &[EntryId]) -> Sql<()> {
        for id in entries {
            let Some(mut standing) = entry(self.db, *id)? else {
                self.printed_practice(*id)?;
                continue;
            };
            if !standing.printed {
                standing.printed = true;
                self.update(&standing)?;
            }
        }
        Ok(())
    }

    /// Takes an entry's words out of the log and out of everything that was made from them. `remains` is
    /// the entry without them.
    pub(super) fn take_back(&mut self, id: EntryId, stamp: Stamp, remains: &Entry) -> Sql<()> {
        if let Some(before) = entry(self.db, id)? {
            self.derive(Some(&before), None)?;
        }
        let (seq, recorded): (u64, Moment) = self
            .db
            .prepare_cached("SELECT seq, recorded, recorded_offset FROM log WHERE id = ?")?
            .query_row([id.0.into_bytes()], |row| Ok((row.get(0)?, moment(row, 1)?)))?;
        let after = Standing {
            entry: remains.clone(),
            seq,
            recorded,
            revision: 0,
            amendments: Vec::new(),
            review: Review::Waiting,
            step: (remains.kind == Kind::ForHome).then_some(Step::Open),
            follow_up_done: None,
            withdrawn: Some(Withdrawn::TakenBack {
                by: stamp.person.unwrap_or(remains.by),
                at: stamp.recorded,
            }),
            printed: false,
            names_settled: false,
            clock_set: None,
        };
        self.db.prepare_cached("DELETE FROM entry WHERE seq = ?")?.execute([seq])?;
        self.insert(&after, Some(remains))
    }

    fn insert(&mut self, standing: &Standing, remains: Option<&Entry>) -> Sql<()> {
        let entry = &standing.entry;
        self.db
            .prepare_cached(
                "INSERT INTO entry (seq, talk, child, room, kind, day, happened, by, recorded, recorded_offset,
                    private, no_talk, review, revision, step, due, withdrawn, state, remains)
                 VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            )?
            .execute(params![
                standing.seq,
                entry.talk.0.into_bytes(),
                entry.child.0.into_bytes(),
                entry.room.0.into_bytes(),
                kind_number(entry.kind),
                number(entry.happened.day()),
                entry.happened.ms,
                entry.by.0.into_bytes(),
                standing.recorded.ms,
                standing.recorded.offset,
                entry.private,
                entry.no_talk.map(|why| why as i64),
                review_number(standing),
                standing.revision,
                step_number(standing),
                due(standing),
                standing.withdrawn.is_some(),
                state(standing)?,
                remains.map(json).transpose()?,
            ])?;
        Ok(())
    }

    fn update(&mut self, standing: &Standing) -> Sql<()> {
        self.db
            .prepare_cached(
                "UPDATE entry SET review = ?, revision = ?, step = ?, due = ?, withdrawn = ?, state = ?
                 WHERE seq = ?",
            )?
            .execute(params![
                review_number(standing),
                standing.revision,
                step_number(standing),
                due(standing),
                standing.withdrawn.is_some(),
                state(standing)?,
                standing.seq,
            ])?;
        Ok(())
    }

    pub(super) fn derive(&mut self, before: Option<&Standing>, after: Option<&Standing>) -> Sql<()> {
        figures::turn(self.db, before, after)?;
        search::turn(self.db, before, after)?;
        let gone = before.map(evidence::marks).unwrap_or_default();
        let come = after.map(evidence::marks).unwrap_or_default();
        self.turn_marks(gone, come)
    }
}

/// Only the latest words can be unseen: a lead looks at those, or others take their place.
fn seen(amendments: &mut [Amendment]) {
    for amendment in amendments {
        amendment.unseen = false;
    }
}

fn review_number(standing: &Standing) -> i64 {
    match &standing.review {
        Review::Waiting => 0,
        Review::Agreed { .. } if standing.amendments.last().is_some_and(|last| last.unseen) => 3,
        Review::Agreed { .. } => 1,
        Review::SentBack { .. } => 2,
    }
}

fn step_number(standing: &Standing) -> Option<i64> {
    standing.step.as_ref().map(|step| i64::from(*step != Step::Open))
}

/// The day on which something promised is due, while it waits.
fn due(standing: &Standing) -> Option<i64> {
    let waits = standing.follow_up_done.is_none() && standing.withdrawn.is_none();
    standing.entry.follow_up.filter(|_| waits).map(number)
}

fn state(standing: &Standing) -> Sql<Option<String>> {
    let state = State {
        amendments: standing.amendments.clone(),
        review: standing.review.clone(),
        step: standing.step.clone().filter(|step| *step != Step::Open),
        done: standing.follow_up_done.as_ref().map(|done| (done.by, done.at)),
        done_how: standing.follow_up_done.as_ref().and_then(|done| done.how.clone()),
        withdrawn: standing.withdrawn,
        printed: standing.printed,
        names_settled: standing.names_settled,
        clock_set: standing.clock_set,
    };
    if state == State::default() { Ok(None) } else { json(&state).map(Some) }
}
