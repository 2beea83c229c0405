//! The log: append-only lines in one chain, each committed to its words, which lie beside it.
//!
//! The bytes that a line's hash is made over, after the hash of the line before it: `doorstep/1` · seq ·
//! id · machine · length and letters of the kind · child · person · recorded · offset · happened ·
//! offset · boot · amends · commitment. Numbers are big-endian (seq unsigned in eight bytes, moments signed
//! in eight, offsets signed in four); whatever may be missing stands behind a byte 1, or is a byte 0.

use rusqlite::{Connection, OptionalExtension, Row};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::value::{Sql, from_json, id, json, maybe_id};
use crate::chance::Chance;
use crate::domain::{Change, ChildId, Entry, EntryId, Moment, PersonId, PracticeId, Stamp};

pub(super) type Hash = [u8; 32];

/// What stands before the first line.
pub(super) const BEGINNING: Hash = [0; 32];

/// A line of the log without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub seq: u64,
    pub id: Uuid,
    pub machine: Uuid,
    pub kind: String,
    pub child: Option<ChildId>,
    pub person: Option<PersonId>,
    pub recorded: Moment,
    pub happened: Option<Moment>,
    /// Milliseconds since the machine was started, where that is known.
    pub boot: Option<i64>,
    pub amends: Option<EntryId>,
    pub commitment: Hash,
}

impl Header {
    /// The hash of this line after that one.
    pub fn hash(&self, prev: &Hash) -> Hash {
        fn some(hasher: &mut Sha256, bytes: Option<&[u8]>) {
            hasher.update([u8::from(bytes.is_some())]);
            hasher.update(bytes.unwrap_or_default());
        }
        let mut hasher = Sha256::new();
        hasher.update(prev);
        hasher.update(b"doorstep/1");
        hasher.update(self.seq.to_be_bytes());
        hasher.update(self.id.as_bytes());
        hasher.update(self.machine.as_bytes());
        hasher.update([u8::try_from(self.kind.len()).unwrap_or(u8::MAX)]);
        hasher.update(self.kind.as_bytes());
        some(&mut hasher, self.child.as_ref().map(|child| &child.0.as_bytes()[..]));
        some(&mut hasher, self.person.as_ref().map(|person| &person.0.as_bytes()[..]));
        hasher.update(self.recorded.ms.to_be_bytes());
        hasher.update(self.recorded.offset.to_be_bytes());
        some(&mut hasher, self.happened.map(|at| at.ms.to_be_bytes()).as_ref().map(|bytes| &bytes[..]));
        some(&mut hasher, self.happened.map(|at| at.offset.to_be_bytes()).as_ref().map(|bytes| &bytes[..]));
        some(&mut hasher, self.boot.map(i64::to_be_bytes).as_ref().map(|bytes| &bytes[..]));
        some(&mut hasher, self.amends.as_ref().map(|entry| &entry.0.as_bytes()[..]));
        hasher.update(self.commitment);
        hasher.finalize().into()
    }

    /// A line out of a row of [`LINE`].
    pub fn read(row: &Row<'_>) -> Sql<Header> {
        let happened: Option<i64> = row.get(8)?;
        let happened_offset: Option<i32> = row.get(9)?;
        Ok(Header {
            seq: row.get(0)?,
            id: id(row, 1)?,
            machine: id(row, 2)?,
            kind: row.get(3)?,
            child: maybe_id(row, 4)?,
            person: maybe_id(row, 5)?,
            recorded: Moment { ms: row.get(6)?, offset: row.get(7)? },
            happened: happened.zip(happened_offset).map(|(ms, offset)| Moment { ms, offset }),
            boot: row.get(10)?,
            amends: maybe_id(row, 11)?,
            commitment: row.get(12)?,
        })
    }

    /// Who did it and when.
    pub fn stamp(&self) -> Stamp {
        Stamp { person: self.person, recorded: self.recorded }
    }
}

/// The columns of a line, for [`Header::read`].
pub(super) const LINE: &str = "l.seq, l.id, l.machine, l.kind, l.child, l.person, l.recorded, \
     l.recorded_offset, l.happened, l.happened_offset, l.boot, l.amends, l.commitment";

/// What the words of a line are committed to with.
pub(super) fn commitment(salt: &[u8], content: &str) -> Hash {
    Sha256::new().chain_update(salt).chain_update(content.as_bytes()).finalize().into()
}

/// The last line's number and hash; 0 and zeros where there is none.
pub(super) fn head(db: &Connection) -> Sql<(u64, Hash)> {
    let last = db
        .prepare_cached("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(last.unwrap_or((0, BEGINNING)))
}

/// When the last line was written.
pub(super) fn last_recorded(db: &Connection) -> Sql<Option<Moment>> {
    db.prepare_cached("SELECT recorded, recorded_offset FROM log ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok(Moment { ms: row.get(0)?, offset: row.get(1)? }))
        .optional()
}

/// Whether something with this id was written before.
pub(super) fn knows(db: &Connection, id: Uuid) -> Sql<bool> {
    db.prepare_cached("SELECT 1 FROM log WHERE id = ?")?.exists([id.into_bytes()])
}

/// What a line said when it was written; `None` where its words have left the log.
pub(super) fn said(db: &Connection, id: Uuid) -> Sql<Option<Change>> {
    let content: Option<String> = db
        .prepare_cached("SELECT p.content FROM log l JOIN payload p ON p.seq = l.seq WHERE l.id = ?")?
        .query_row([id.into_bytes()], |row| row.get(0))
        .optional()?;
    content.map(|content| from_json(&content)).transpose()
}

/// By whom the last change of a kind is of which something holds, and when. It is looked for from the end of the log:
/// for what was written just now.
pub(super) fn last(
    db: &Connection,
    kind: &str,
    holds: impl Fn(&Change) -> bool,
) -> Sql<Option<(Option<PersonId>, Moment)>> {
    let mut read = db.prepare_cached(
        "SELECT l.person, l.recorded, l.recorded_offset, p.content
         FROM log l CROSS JOIN payload p ON p.seq = l.seq WHERE l.kind = ? ORDER BY l.seq DESC",
    )?;
    let mut rows = read.query([kind])?;
    while let Some(row) = rows.next()? {
        let content: String = row.get(3)?;
        if holds(&from_json(&content)?) {
            return Ok(Some((maybe_id(row, 0)?, Moment { ms: row.get(1)?, offset: row.get(2)? })));
        }
    }
    Ok(None)
}

/// A change as it lies in the log: with what remains of an entry that was taken back.
#[derive(serde::Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    change: &'a Change,
    remains: &'a Entry,
}

/// What remains of an entry that was taken back, out of the take-back's line.
pub(super) fn remains(content: &str) -> Sql<Entry> {
    #[derive(serde::Deserialize)]
    struct Line {
        remains: Entry,
    }
    from_json::<Line>(content).map(|line| line.remains)
}

/// Where the chain stands while lines are added to it.
pub(super) struct Tail {
    pub seq: u64,
    pub hash: Hash,
    machine: Uuid,
    /// How long the machine has been running, where that is known.
    boot: Option<i64>,
}

impl Tail {
    /// The chain's end, for lines that are written while the machine has been running for so long.
    pub fn of(db: &Connection, boot: Option<i64>) -> Sql<Tail> {
        let machine = db.prepare_cached("SELECT machine FROM identity")?.query_row([], |row| id(row, 0))?;
        let (seq, hash) = head(db)?;
        Ok(Tail { seq, hash, machine, boot })
    }

    /// Adds a line; `remains` is what a take-back leaves of its entry. Gives its words as they lie there.
    pub fn append(
        &mut self,
        db: &Connection,
        change: &Change,
        remains: Option<&Entry>,
        stamp: Stamp,
        chance: &mut Chance,
    ) -> Sql<String> {
        let content = match remains {
            Some(remains) => json(&Line { change, remains })?,
            None => json(change)?,
        };
        let mut salt = [0; 16];
        chance.fill(&mut salt);
        let about = About::of(change);
        let header = Header {
            seq: self.seq + 1,
            id: about.id.unwrap_or_else(|| chance.id(stamp.recorded)),
            machine: self.machine,
            kind: about.kind.to_string(),
            child: about.child,
            person: stamp.person,
            recorded: stamp.recorded,
            happened: about.happened,
            boot: self.boot,
            amends: about.amends,
            commitment: commitment(&salt, &content),
        };
        self.put(db, &header, Some((&salt, &content)))?;
        Ok(content)
    }

    /// Adds a line that was in another chain: its id, its stamp and what it is committed to stay, its place and its hash
    /// are new. `words` is the salt and what it says, where that is there.
    pub fn again(&mut self, db: &Connection, line: &Header, words: Option<(&[u8], &str)>) -> Sql<()> {
        let header = Header { seq: self.seq + 1, machine: self.machine, ..line.clone() };
        self.put(db, &header, words)
    }

    fn put(&mut self, db: &Connection, header: &Header, words: Option<(&[u8], &str)>) -> Sql<()> {
        let hash = header.hash(&self.hash);
        db.prepare_cached(
            "INSERT INTO log (seq, id, machine, kind, child, person, recorded, recorded_offset, happened,
                happened_offset, boot, amends, commitment, prev, hash)
             VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        )?
        .execute(rusqlite::params![
            header.seq,
            header.id.into_bytes(),
            header.machine.into_bytes(),
            header.kind,
            header.child.map(|child| child.0.into_bytes()),
            header.person.map(|person| person.0.into_bytes()),
            header.recorded.ms,
            header.recorded.offset,
            header.happened.map(|at| at.ms),
            header.happened.map(|at| at.offset),
            header.boot,
            header.amends.map(|entry| entry.0.into_bytes()),
            header.commitment,
            self.hash,
            hash,
        ])?;
        if let Some((salt, content)) = words {
            db.prepare_cached("INSERT INTO payload (seq, salt, content) VALUES (?,?,?)")?
                .execute(rusqlite::params![header.seq, salt, content])?;
        }
        (self.seq, self.hash) = (header.seq, hash);
        Ok(())
    }
}

/// What a line's header says of a change.
struct About {
    kind: &'static str,
    id: Option<Uuid>,
    child: Option<ChildId>,
    happened: Option<Moment>,
    amends: Option<EntryId>,
}

impl About {
    fn of(change: &Change) -> About {
        let mut about = About { kind: kind(change), id: None, child: None, happened: None, amends: None };
        match change {
            Change::Entry(entry) => {
                about.id = Some(entry.id.0);
                about.child = Some(entry.child);
                about.happened = Some(entry.happened);
            }
            Change::Practice(practice) => about.id = Some(practice.id.0),
            // The header names whatever a line is about by the id of the line that first said it.
            Change::AmendPractice { record, .. } => about.amends = Some(EntryId(record.id.0)),
            Change::TakeBackPractice { practice }
            | Change::AgreePractice { practice, .. }
            | Change::PracticeNameSettled { practice, .. } => {
                about.amends = Some(EntryId(practice.0));
            }
            Change::Child(child) => about.child = Some(child.id),
            Change::Link(link) => about.child = Some(link.child),
            Change::Unlink { child, .. }
            | Change::Gap { child, .. }
            | Change::Presence { child, .. }
            | Change::PresenceTakenBack { child, .. } => about.child = Some(*child),
            Change::KeyPerson(bond) => about.child = Some(bond.child),
            Change::Siblings { a, .. } => about.child = Some(*a),
            Change::Request { request, .. } => about.child = Some(request.child),
            Change::Erase(erasure) => about.child = erasure.child,
            Change::Hold { child, .. } | Change::Release { child, .. } => about.child = *child,
            Change::Amend { entry, .. }
            | Change::TakeBack { entry }
            | Change::Strike { entry, .. }
            | Change::Agree { entry, .. }
            | Change::AgreementTakenBack { entry, .. }
            | Change::SendBack { entry, .. }
            | Change::HeardBack { entry, .. }
            | Change::StepReopened { entry }
            | Change::FollowUpDone { entry, .. }
            | Change::NameSettled { entry, .. } => about.amends = Some(*entry),
            Change::Setting(_)
            | Change::Room(_)
            | Change::Person(_)
            | Change::PinChosen { .. }
            | Change::Household(_)
            | Change::Contact(_)
            | Change::Group(_)
            | Change::CloseDay { .. }
            | Change::Phrase(_)
            | Change::Pinned(_)
            | Change::Unpinned { .. }
            | Change::Judge { .. }
            | Change::EvidenceText { .. }
            | Change::KeepText { .. }
            | Change::Rate { .. }
            | Change::Area { .. }
            | Change::SignOff(_)
            | Change::ConcernPassedOn
            | Change::KeyChanged { .. }
            | Change::ClockSet { .. }
            // What was decided names the line that it is about in its words: a header that named it would be about an entry.
            | Change::Decide { .. }
            | Change::Exported { .. } => {}
        }
        about
    }
}

/// The name of a change in the log, the same as in its words.
pub(super) fn kind(change: &Change) -> &'static str {
    match change {
        Change::Setting(_) => "setting",
        Change::Room(_) => "room",
        Change::Person(_) => "person",
        Change::PinChosen { .. } => "pin-chosen",
        Change::Child(_) => "child",
        Change::Household(_) => "household",
        Change::Contact(_) => "contact",
        Change::Link(_) => "link",
        Change::Unlink { .. } => "unlink",
        Change::Siblings { .. } => "siblings",
        Change::KeyPerson(_) => "key-person",
        Change::Group(_) => "group",
        Change::Entry(_) => "entry",
        Change::Amend { .. } => "amend",
        Change::TakeBack { .. } => "take-back",
        Change::Strike { .. } => "strike",
        Change::Agree { .. } => "agree",
        Change::AgreementTakenBack { .. } => "agreement-taken-back",
        Change::SendBack { .. } => "send-back",
        Change::Gap { .. } => "gap",
        Change::Presence { .. } => "presence",
        Change::PresenceTakenBack { .. } => "presence-taken-back",
        Change::HeardBack { .. } => "heard-back",
        Change::StepReopened { .. } => "step-reopened",
        Change::FollowUpDone { .. } => "follow-up-done",
        Change::CloseDay { .. } => "close-day",
        Change::Practice(_) => "practice",
        Change::AmendPractice { .. } => "amend-practice",
        Change::TakeBackPractice { .. } => "take-back-practice",
        Change::AgreePractice { .. } => "agree-practice",
        Change::Phrase(_) => "phrase",
        Change::Pinned(_) => "pinned",
        Change::Unpinned { .. } => "unpinned",
        Change::Judge { .. } => "judge",
        Change::EvidenceText { .. } => "evidence-text",
        Change::KeepText { .. } => "keep-text",
        Change::Rate { .. } => "rate",
        Change::Area { .. } => "area",
        Change::SignOff(_) => "sign-off",
        Change::NameSettled { .. } => "name-settled",
        Change::PracticeNameSettled { .. } => "practice-name-settled",
        Change::ConcernPassedOn => "concern-passed-on",
        Change::KeyChanged { .. } => "key-changed",
        Change::Request { .. } => "request",
        Change::Decide { .. } => "decide",
        Change::Erase(_) => "erase",
        Change::Hold { .. } => "hold",
        Change::Release { .. } => "release",
        Change::ClockSet { .. } => "clock-set",
        Change::Exported { .. } => "exported",
    }
}

/// Removes the words of an entry that was taken back, and of all that was said about it since. The lines and
/// what they are committed to stay.
pub(super) fn forget(db: &Connection, entry: EntryId) -> Sql<()> {
    let id = entry.0.into_bytes();
    db.prepare_cached(
        "DELETE FROM payload WHERE seq IN (
            SELECT seq FROM log WHERE id = ?1 AND kind = 'entry'
            UNION ALL
            SELECT seq FROM log
            WHERE amends = ?1 AND kind IN ('amend', 'send-back', 'heard-back', 'follow-up-done'))",
    )?
    .execute([id])?;
    Ok(())
}

/// Removes the words of a practice record that was taken back, and of its corrections.
pub(super) fn forget_practice(db: &Connection, practice: PracticeId) -> Sql<()> {
    db.prepare_cached(
        "DELETE FROM payload WHERE seq IN (
            SELECT seq FROM log WHERE id = ?1 AND kind = 'practice'
            UNION ALL
            SELECT seq FROM log WHERE amends = ?1 AND kind = 'amend-practice')",
    )?
    .execute([practice.0.into_bytes()])?;
    Ok(())
}

/// Removes the words that were heard back of a step which is open again.
pub(super) fn forget_heard(db: &Connection, step: EntryId) -> Sql<()> {
    db.prepare_cached(
        "DELETE FROM payload WHERE seq IN (SELECT seq FROM log WHERE amends = ? AND kind = 'heard-back')",
    )?
    .execute([step.0.into_bytes()])?;
    Ok(())
}

/// Removes the words of each line that the erasure of that line of the log names.
pub(super) fn forget_erased(db: &Connection, erasure: u64) -> Sql<()> {
    db.prepare_cached(
        "DELETE FROM payload WHERE seq IN (SELECT l.seq FROM erased e JOIN log l ON l.id = e.line WHERE e.seq = ?)",
    )?
    .execute([erasure])?;
    Ok(())
}

/// Whether the words of a line `l` had to go: its entry or practice record was taken back, its step is open again, or
/// they were erased. The trigger on `payload` says the same.
pub(super) const GONE: &str = "EXISTS (SELECT 1 FROM erased e WHERE e.line = l.id) OR EXISTS (
    SELECT 1 FROM log back WHERE back.amends IN (l.id, l.amends) AND back.seq > l.seq
        AND (back.kind = 'take-back'
                AND l.kind IN ('entry', 'amend', 'send-back', 'heard-back', 'follow-up-done')
            OR back.kind = 'step-reopened' AND l.kind = 'heard-back'
            OR back.kind = 'take-back-practice' AND l.kind IN ('practice', 'amend-practice')))";
