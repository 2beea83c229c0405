//! Requests for a child's whole record, what was decided of each line, and the lines that are held on a child.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, Params, Row, params};

use super::Projector;
use crate::domain::request::WHOLE_RECORD;
use crate::domain::request::held::is_about;
use crate::domain::request::{Decided, HeldLine, Request, RequestStands};
use crate::domain::{Change, ChildId, ContactId, Day, EntryId, LineId, PracticeId, RequestId, Stamp};
use crate::store::ask::Trace;
use crate::store::value::{Sql, from_json, id, json, json_at, maybe_id, moment};

/// Kinds of line whose header does not say that they are about a child: their words do. The index names the same.
const BY_WORDS: &str = "'contact', 'siblings', 'group', 'practice', 'amend-practice', 'take-back-practice', \
     'agree-practice', 'practice-name-settled', 'evidence-text', 'exported'";

/// All requests, in the order in which they came.
pub(in crate::store) fn requests(db: &Connection) -> Sql<Vec<RequestStands>> {
    let mut all = db
        .prepare_cached("SELECT content, revision, by, at, at_offset FROM request ORDER BY n")?
        .query_map([], stands)?
        .collect::<Sql<Vec<_>>>()?;
    for one in &mut all {
        one.decided = decided(db, one.request.id)?;
    }
    Ok(all)
}

/// A request, without what was decided.
pub(in crate::store) fn request(db: &Connection, id: RequestId) -> Sql<Option<RequestStands>> {
    db.prepare_cached("SELECT content, revision, by, at, at_offset FROM request WHERE id = ?")?
        .query_row([id.0.into_bytes()], stands)
        .optional()
}

/// Whether a request for the record of that child waits for its answer. There are never many requests.
pub(in crate::store) fn open(db: &Connection, child: ChildId) -> Sql<bool> {
    let mut read = db.prepare_cached("SELECT content, revision, by, at, at_offset FROM request")?;
    let mut all = read.query_map([], stands)?;
    all.try_fold(false, |any, one| {
        let request = one?.request;
        Ok(any || request.child == child && request.ended.is_none())
    })
}

fn stands(row: &Row<'_>) -> Sql<RequestStands> {
    let at = moment(row, 3)?;
    Ok(RequestStands {
        request: json_at(row, 0)?,
        revision: row.get(1)?,
        written: maybe_id(row, 2)?.map(|by| (by, at)),
        decided: BTreeMap::new(),
    })
}

/// What was decided last of a line for a request; `None` where nobody ever has.
pub(in crate::store) fn decision(db: &Connection, request: RequestId, line: LineId) -> Sql<Option<Decided>> {
    db.prepare_cached(
        "SELECT line, content, revision, by, at, at_offset FROM decided WHERE request = ? AND line = ?",
    )?
    .query_row([request.0.into_bytes(), line.0.into_bytes()], |row| Ok(decided_at(row)?.1))
    .optional()
}

fn decided(db: &Connection, request: RequestId) -> Sql<BTreeMap<LineId, Decided>> {
    db.prepare_cached("SELECT line, content, revision, by, at, at_offset FROM decided WHERE request = ?")?
        .query_map([request.0.into_bytes()], decided_at)?
        .collect()
}

fn decided_at(row: &Row<'_>) -> Sql<(LineId, Decided)> {
    let at = moment(row, 4)?;
    let content: Option<String> = row.get(1)?;
    let decision = content.as_deref().map(from_json).transpose()?;
    Ok((id(row, 0)?, Decided { decision, revision: row.get(2)?, by: maybe_id(row, 3)?.map(|by| (by, at)) }))
}

/// Every line that is held on a child and was written by the end of a day, in the order of the log. Of what was taken
/// back the words are gone; the line that says so is among them.
pub(in crate::store) fn held(db: &Connection, child: ChildId, until: Day) -> Sql<Vec<HeldLine>> {
    among(db, EVERY_LINE, params![child.0.into_bytes()], child, until)
}

/// Whether that line is one of them. It looks at no more of the log than what the line goes on from.
pub(in crate::store) fn is_held(db: &Connection, child: ChildId, until: Day, line: LineId) -> Sql<bool> {
    let (of, line_bytes) = (child.0.into_bytes(), line.0.into_bytes());
    Ok(among(db, ONE_LINE, params![of, line_bytes], child, until)?.iter().any(|held| held.id == line))
}

/// Where the lines are that may be held on a child `?1`.
const EVERY_LINE: &str = "SELECT seq FROM entry WHERE child = ?1
    UNION SELECT seq FROM log WHERE child = ?1 AND child IS NOT NULL AND kind <> 'entry'
    UNION SELECT after.seq FROM entry e CROSS JOIN log first ON first.seq = e.seq
        CROSS JOIN log after ON after.amends = first.id WHERE e.child = ?1
    UNION SELECT seq FROM log WHERE kind IN (";

/// Where one line `?2` is, with the practice record that it goes on from and what was written of that.
const ONE_LINE: &str = "SELECT seq FROM log WHERE id = ?2
    UNION SELECT first.seq FROM log line CROSS JOIN log first ON first.id = line.amends WHERE line.id = ?2
    UNION SELECT after.seq FROM log line CROSS JOIN log after ON after.amends = line.amends
        WHERE line.id = ?2 AND after.kind IN (";

/// Those of some lines that are held on a child. `about` says where the lines are, and ends before the kinds of line
/// whose words say it.
fn among(db: &Connection, about: &str, of: impl Params, child: ChildId, until: Day) -> Sql<Vec<HeldLine>> {
    let bytes = child.0.into_bytes();
    let entries: BTreeSet<EntryId> = db
        .prepare_cached("SELECT l.id FROM entry e JOIN log l ON l.seq = e.seq WHERE e.child = ?")?
        .query_map([bytes], |row| id(row, 0))?
        .collect::<Sql<_>>()?;
    let adults = linked(db, child)?;
    let mut records = BTreeSet::new();
    let mut lines = Vec::new();
    let mut read = db.prepare_cached(&format!(
        "WITH about (seq) AS ({about}{BY_WORDS}))
         SELECT l.id, l.recorded, l.recorded_offset, l.person, p.content, l.kind, l.amends, l.child
         FROM about CROSS JOIN log l ON l.seq = about.seq CROSS JOIN payload p ON p.seq = l.seq ORDER BY l.seq"
    ))?;
    let mut rows = read.query(of)?;
    while let Some(row) = rows.next()? {
        let change: Change = json_at(row, 4)?;
        let (line, amends, about): (LineId, Option<EntryId>, Option<ChildId>) =
            (id(row, 0)?, maybe_id(row, 6)?, maybe_id(row, 7)?);
        let held = if BY_WORDS.contains(&format!("'{}'", row.get_ref(5)?.as_str()?)) {
            amends.is_some_and(|of| records.contains(&PracticeId(of.0)))
                || is_about(&change, child, &entries, &adults)
        } else {
            // An entry is held where it stands now, and so is what was written of it afterwards.
            let entry = if matches!(change, Change::Entry(_)) { Some(EntryId(line.0)) } else { amends };
            entry.map_or(about == Some(child), |entry| entries.contains(&entry))
        };
        let recorded = moment(row, 1)?;
        // A request and what went out for one are the answer to it, not part of what was asked for.
        let answers = match &change {
            Change::Request { .. } => true,
            Change::Exported { report, .. } => report == WHOLE_RECORD,
            _ => false,
        };
        if !held || recorded.day() > until || answers {
            continue;
        }
        if let Change::Practice(record) | Change::AmendPractice { record, .. } = &change {
            records.insert(record.id);
        }
        lines.push(HeldLine { id: line, recorded, by: maybe_id(row, 3)?, change });
    }
    Ok(lines)
}

/// Every line of the log about a child, in its order, those too whose words are gone.
pub(in crate::store) fn trail(db: &Connection, child: ChildId) -> Sql<Vec<Trace>> {
    let bytes = child.0.into_bytes();
    let entries: BTreeSet<EntryId> = db
        .prepare("SELECT id FROM log WHERE child = ? AND kind = 'entry'")?
        .query_map([bytes], |row| id(row, 0))?
        .collect::<Sql<_>>()?;
    let adults = linked(db, child)?;
    let (mut known, mut asked) = (BTreeSet::new(), BTreeSet::new());
    let mut lines = Vec::new();
    let mut read = db.prepare(
        "SELECT l.id, l.recorded, l.recorded_offset, l.person, l.kind, l.child, l.amends, p.content
         FROM log l LEFT JOIN payload p ON p.seq = l.seq ORDER BY l.seq",
    )?;
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        let (line, kind): (LineId, String) = (id(row, 0)?, row.get(4)?);
        let (of_child, of): (Option<ChildId>, Option<EntryId>) = (maybe_id(row, 5)?, maybe_id(row, 6)?);
        let own =
            of_child == Some(child) || of.is_some_and(|of| entries.contains(&of) || known.contains(&of));
        let by_words = BY_WORDS.contains(&format!("'{kind}'")) || kind == "decide";
        if !own && !by_words {
            continue;
        }
        let content = row.get_ref(7)?.as_str_or_null()?;
        let change: Option<Change> = content.map(from_json).transpose()?;
        let about = match &change {
            Some(Change::Decide { request, .. }) => asked.contains(request),
            Some(change) => is_about(change, child, &entries, &adults),
            None => false,
        };
        if !own && !about {
            continue;
        }
        match &change {
            Some(Change::Practice(record)) => drop(known.insert(EntryId(record.id.0))),
            Some(Change::Request { request, .. }) => drop(asked.insert(request.id)),
            _ => {}
        }
        lines.push(Trace { id: line, at: moment(row, 1)?, by: maybe_id(row, 3)?, kind, of, change });
    }
    Ok(lines)
}

/// The adults who are or ever were on a child's list.
fn linked(db: &Connection, child: ChildId) -> Sql<BTreeSet<ContactId>> {
    let mut read = db.prepare_cached(
        "SELECT p.content FROM log l JOIN payload p ON p.seq = l.seq WHERE l.child = ? AND l.kind = 'link'",
    )?;
    let mut rows = read.query([child.0.into_bytes()])?;
    let mut adults = BTreeSet::new();
    while let Some(row) = rows.next()? {
        if let Change::Link(link) = json_at(row, 0)? {
            adults.insert(link.contact);
        }
    }
    Ok(adults)
}

impl Projector<'_> {
    pub(super) fn asked(&mut self, stamp: Stamp, change: &Change) -> Sql<()> {
        let by = stamp.person.map(|person| person.0.into_bytes());
        let at = stamp.recorded;
        match change {
            Change::Request { request, .. } => self
                .db
                .prepare_cached(
                    "INSERT INTO request (id, content, revision, by, at, at_offset) VALUES (?, ?, 1, ?, ?, ?)
                     ON CONFLICT (id) DO UPDATE SET content = excluded.content, revision = revision + 1",
                )?
                .execute(params![request.id.0.into_bytes(), json::<Request>(request)?, by, at.ms, at.offset])
                .map(drop),
            Change::Decide { request, line, decision, .. } => self
                .db
                .prepare_cached(
                    "INSERT INTO decided (request, line, content, revision, by, at, at_offset)
                     VALUES (?, ?, ?, 1, ?, ?, ?)
                     ON CONFLICT (request, line) DO UPDATE SET content = excluded.content,
                        revision = revision + 1, by = excluded.by, at = excluded.at, at_offset = excluded.at_offset",
                )?
                .execute(params![
                    request.0.into_bytes(),
                    line.0.into_bytes(),
                    decision.as_ref().map(json).transpose()?,
                    by,
                    at.ms,
                    at.offset
                ])
                .map(drop),
            _ => Ok(()),
        }
    }
}
