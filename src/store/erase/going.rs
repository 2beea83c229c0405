//! Which lines of the log go with what is erased. It is asked twice: for the people who look at it before they say
//! yes, and again when it is done, so that nothing goes which they have not seen.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::drafts;
use crate::domain::erasure::{ErasureTrouble, Subject};
use crate::domain::{
    Because, Change, ChildId, ContactId, Entry, EntryId, LineId, PracticeId, RequestId, name,
};
use crate::store::ask::{Erasing, Left};
use crate::store::projections::{entries, erased, people, practice, requests};
use crate::store::value::{Sql, id, json_at, maybe_id, moment};

/// What would go, what would stay and what is in the way.
pub(in crate::store) fn erasing(db: &Connection, subject: Subject) -> Sql<Erasing> {
    let mut going = Going::default();
    let child = match subject {
        Subject::Entry(entry) => going.entry(db, entry)?,
        Subject::Practice(record) => going.practice(db, record)?,
        Subject::Child(child) => going.child(db, child)?,
    };
    let whole = matches!(subject, Subject::Child(_));
    let (left, texts) = going.referred(db, whole)?;
    let lines: Vec<LineId> = going.lines.values().map(|(id, _)| *id).collect();
    let count = |kind: &str| going.lines.values().filter(|(_, of)| of == kind).count();
    let children: BTreeSet<ChildId> = child.into_iter().filter(|_| whole).collect();
    // Why it is erased is no note of anybody's: it is what is being decided here.
    let drafts = drafts(db, &lines.iter().copied().collect(), &children)?;
    let drafts = drafts.iter().filter(|draft| draft.because != Some(Because::Erase)).count();
    let stops = match lines.is_empty() {
        true => Some(ErasureTrouble::NotThere),
        false => stops(db, subject, child)?,
    };
    Ok(Erasing {
        subject,
        child,
        entries: count("entry"),
        records: count("practice"),
        adults: going.adults.len(),
        drafts,
        shared: going.shared.into_iter().collect(),
        mentions: if whole { mentions(db, child)? } else { 0 },
        texts,
        left,
        stops,
        lines,
    })
}

/// A hold, or a request that waits for what would go.
fn stops(db: &Connection, subject: Subject, child: Option<ChildId>) -> Sql<Option<ErasureTrouble>> {
    if let Some(hold) = erased::held(db, subject, child)? {
        return Ok(Some(ErasureTrouble::Held(hold.reason)));
    }
    let waits = |one: &ChildId| Some(*one) == child;
    let open = requests::requests(db)?.into_iter().map(|stands| stands.request);
    let asked = open.filter(|request| request.ended.is_none()).any(|request| waits(&request.child));
    Ok(asked.then_some(ErasureTrouble::AskedFor))
}

/// The lines that go, by their place in the log, with their kinds; and what else is known of them.
#[derive(Default)]
struct Going {
    lines: BTreeMap<u64, (LineId, String)>,
    entries: BTreeSet<EntryId>,
    adults: BTreeSet<ContactId>,
    requests: BTreeSet<RequestId>,
    /// Records that are about others too.
    shared: BTreeSet<PracticeId>,
}

/// Lines that have their words; one that says that something was erased is never erased itself.
const THERE: &str =
    "SELECT l.seq, l.id, l.kind FROM log l JOIN payload p ON p.seq = l.seq WHERE l.kind <> 'erase'";

impl Going {
    fn take(&mut self, db: &Connection, which: &str, given: impl rusqlite::Params) -> Sql<()> {
        let mut read = db.prepare_cached(&format!("{THERE} AND {which}"))?;
        let mut rows = read.query(given)?;
        while let Some(row) = rows.next()? {
            self.lines.insert(row.get(0)?, (id(row, 1)?, row.get(2)?));
        }
        Ok(())
    }

    /// Something that has an id, with all that was said about it since.
    fn whole(&mut self, db: &Connection, id: Uuid) -> Sql<()> {
        self.take(db, "(l.id = ?1 OR l.amends = ?1)", [id.into_bytes()])
    }

    /// An entry, wherever it stood: with the wrong child first, or moved to the right one since. What was heard back of a
    /// step in it goes with it.
    fn entry(&mut self, db: &Connection, first: EntryId) -> Sql<Option<ChildId>> {
        let mut child = None;
        let mut more = vec![first];
        while let Some(next) = more.pop() {
            let Some(standing) = entries::entry(db, next)? else { continue };
            if !self.entries.insert(next) {
                continue;
            }
            child = child.or(Some(standing.entry.child));
            self.whole(db, next.0)?;
            for step in entries::told_in(db, &standing.entry)? {
                self.take(db, "l.amends = ?1 AND l.kind = 'heard-back'", [step.0.into_bytes()])?;
            }
            more.extend(standing.entry.moved_from);
            more.extend(moved_to(db, &standing.entry)?);
        }
        Ok(child)
    }

    fn practice(&mut self, db: &Connection, record: PracticeId) -> Sql<Option<ChildId>> {
        self.whole(db, record.0)?;
        let children = practice::practice(db, record)?.map(|stands| stands.practice.children);
        Ok(match children.unwrap_or_default().as_slice() {
            [only] => Some(*only),
            _ => None,
        })
    }

    /// Every line about a child and nobody else.
    fn child(&mut self, db: &Connection, child: ChildId) -> Sql<Option<ChildId>> {
        let bytes = child.0.into_bytes();
        self.take(db, "l.child = ?1 AND l.child IS NOT NULL AND l.kind <> 'entry'", [bytes])?;
        let entries: Vec<EntryId> = db
            .prepare("SELECT l.id FROM entry e JOIN log l ON l.seq = e.seq WHERE e.child = ?")?
            .query_map([bytes], |row| id(row, 0))?
            .collect::<Sql<_>>()?;
        for entry in entries {
            let moved = entries::entry(db, entry)?.and_then(|standing| standing.entry.moved_from);
            self.entries.insert(entry);
            self.whole(db, entry.0)?;
            if let Some(first) = moved {
                self.entries.insert(first);
                self.whole(db, first.0)?;
            }
        }
        let mut linked: BTreeMap<ContactId, BTreeSet<ChildId>> = BTreeMap::new();
        let mut records: BTreeMap<PracticeId, BTreeSet<ChildId>> = BTreeMap::new();
        let mut contacts: Vec<(u64, LineId, ContactId)> = Vec::new();
        let kinds = "l.kind IN ('siblings', 'link', 'contact', 'practice', 'amend-practice', 'request')";
        let mut read = db.prepare(&format!(
            "SELECT l.seq, l.id, l.kind, p.content FROM log l JOIN payload p ON p.seq = l.seq WHERE {kinds}"
        ))?;
        let mut rows = read.query([])?;
        while let Some(row) = rows.next()? {
            match json_at(row, 3)? {
                Change::Siblings { a, b } if a == child || b == child => {
                    self.lines.insert(row.get(0)?, (id(row, 1)?, row.get(2)?));
                }
                Change::Link(link) => drop(linked.entry(link.contact).or_default().insert(link.child)),
                Change::Contact(adult) => contacts.push((row.get(0)?, id(row, 1)?, adult.id)),
                Change::Practice(record) | Change::AmendPractice { record, .. } => {
                    records.entry(record.id).or_default().extend(record.children);
                }
                Change::Request { request, .. } if request.child == child => {
                    self.requests.insert(request.id);
                }
                _ => {}
            }
        }
        let only = BTreeSet::from([child]);
        for (seq, line, adult) in contacts {
            if linked.get(&adult) == Some(&only) {
                self.adults.insert(adult);
                self.lines.insert(seq, (line, "contact".to_string()));
            }
        }
        for (record, children) in records.into_iter().filter(|(_, children)| children.contains(&child)) {
            if children == only {
                self.whole(db, record.0)?;
            } else {
                self.shared.insert(record);
            }
        }
        Ok(Some(child))
    }

    /// What refers to the lines that go: decisions about them, which hold words of theirs, go with them. What left with
    /// them, and texts that cite them, are told.
    fn referred(&mut self, db: &Connection, whole: bool) -> Sql<(Vec<Left>, usize)> {
        let lines: BTreeSet<LineId> = self.lines.values().map(|(id, _)| *id).collect();
        let (mut left, mut texts) = (Vec::new(), 0);
        let mut read = db.prepare(
            "SELECT l.seq, l.id, l.kind, p.content, l.person, l.recorded, l.recorded_offset
             FROM log l JOIN payload p ON p.seq = l.seq
             WHERE l.kind IN ('decide', 'exported', 'evidence-text') ORDER BY l.seq",
        )?;
        let mut rows = read.query([])?;
        while let Some(row) = rows.next()? {
            let goes = |entry: &EntryId| lines.contains(&LineId(entry.0));
            match json_at(row, 3)? {
                Change::Decide { request, line, .. }
                    if lines.contains(&line) || self.requests.contains(&request) =>
                {
                    self.lines.insert(row.get(0)?, (id(row, 1)?, row.get(2)?));
                }
                Change::Exported { report, recipient, entries, .. } if entries.iter().any(goes) => {
                    left.push(Left { at: moment(row, 5)?, by: maybe_id(row, 4)?, report, recipient });
                    // Whom it was for may be the child's family by name.
                    if whole && entries.iter().all(goes) {
                        self.lines.insert(row.get(0)?, (id(row, 1)?, row.get(2)?));
                    }
                }
                Change::EvidenceText { cited, .. } if cited.iter().any(goes) => texts += 1,
                _ => {}
            }
        }
        Ok((left, texts))
    }
}

/// Where an entry was moved to, for it had stood with the wrong child.
fn moved_to(db: &Connection, entry: &Entry) -> Sql<Vec<EntryId>> {
    let moved = |standing: &crate::domain::Standing| standing.entry.moved_from == Some(entry.id);
    let all = db
        .prepare_cached(&format!("{} WHERE e.by = ? AND e.happened = ?", entries::STANDING))?
        .query_map(params![entry.by.0.into_bytes(), entry.happened.ms], entries::standing)?
        .collect::<Sql<Vec<_>>>()?;
    Ok(all.iter().filter(|standing| moved(standing)).map(|standing| standing.entry.id).collect())
}

/// How many notes about others hold a word like the child's name.
fn mentions(db: &Connection, child: Option<ChildId>) -> Sql<usize> {
    let roll = people::roll(db)?;
    let Some(child) = child.and_then(|child| roll.child(child)) else { return Ok(0) };
    let names = [Some(&child.forename), child.known_as.as_ref()].into_iter().flatten();
    let words: Vec<String> = names
        .flat_map(|name| name::words(name))
        .map(|word| format!("\"{}\"", word.replace('"', "\"\"")))
        .collect();
    if words.is_empty() {
        return Ok(0);
    }
    db.query_row(
        "SELECT count(*) FROM words w JOIN entry e ON e.seq = w.rowid WHERE w.words MATCH ?1 AND e.child <> ?2",
        params![words.join(" OR "), child.id.0.into_bytes()],
        |row| row.get(0),
    )
}
