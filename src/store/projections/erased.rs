//! What an erasure leaves of every table: what it would be if the erased lines had never been written. And holds.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::{Projector, entries, evidence, practice};
use crate::domain::erasure::{Erasure, Hold, Subject};
use crate::domain::{Change, ChildId, EntryId, PracticeId, Stamp};
use crate::store::value::{Sql, id, json, json_at, maybe_id, moment};

/// Kinds of line out of which the families of the roll are made.
const FAMILIES: &str = "'child', 'contact', 'link', 'unlink', 'siblings', 'key-person'";
/// Kinds of line out of which requests are made.
const REQUESTS: &str = "'request', 'decide'";

/// What stands in the way of erasing something: the first hold on it, or on the child whom it is about.
pub(in crate::store) fn held(db: &Connection, subject: Subject, child: Option<ChildId>) -> Sql<Option<Hold>> {
    let of_child = child.map(Subject::Child);
    for one in std::iter::once(subject).chain(of_child) {
        let hold = db
            .prepare_cached(&format!("{HOLD} WHERE subject = ?"))?
            .query_row([json(&one)?], hold)
            .optional()?;
        if hold.is_some() {
            return Ok(hold);
        }
    }
    // Erasing a child erases what is held of theirs.
    let Subject::Child(child) = subject else { return Ok(None) };
    db.prepare_cached(&format!("{HOLD} WHERE child = ? ORDER BY at LIMIT 1"))?
        .query_row([child.0.into_bytes()], hold)
        .optional()
}

/// Everything that is held, the last first.
pub(in crate::store) fn holds(db: &Connection) -> Sql<Vec<Hold>> {
    db.prepare_cached(&format!("{HOLD} ORDER BY at DESC, subject"))?.query_map([], hold)?.collect()
}

const HOLD: &str = "SELECT subject, child, reason, by, at, at_offset FROM hold";

fn hold(row: &Row<'_>) -> Sql<Hold> {
    let at = moment(row, 4)?;
    Ok(Hold {
        subject: json_at(row, 0)?,
        child: maybe_id(row, 1)?,
        reason: row.get(2)?,
        by: maybe_id(row, 3)?.map(|by| (by, at)),
    })
}

/// What the header of an erased line says of it.
struct Gone {
    id: Uuid,
    kind: String,
    child: Option<ChildId>,
    amends: Option<EntryId>,
}

impl Projector<'_> {
    pub(super) fn erase(&mut self, seq: u64, erasure: &Erasure) -> Sql<()> {
        let mut gone = Vec::with_capacity(erasure.lines.len());
        for line in &erasure.lines {
            let bytes = line.0.into_bytes();
            self.db
                .prepare_cached("INSERT OR IGNORE INTO erased (line, seq) VALUES (?, ?)")?
                .execute(params![bytes, seq])?;
            let header = self
                .db
                .prepare_cached("SELECT id, kind, child, amends FROM log WHERE id = ?")?
                .query_row([bytes], |row| {
                    let (id, kind) = (id(row, 0)?, row.get(1)?);
                    Ok(Gone { id, kind, child: maybe_id(row, 2)?, amends: maybe_id(row, 3)? })
                })
                .optional()?;
            gone.extend(header);
        }
        let is = |kinds: &[&str]| gone.iter().any(|line| kinds.contains(&line.kind.as_str()));
        for line in &gone {
            match (line.kind.as_str(), line.child, line.amends) {
                ("entry", ..) => self.erase_entry(EntryId(line.id))?,
                // Of what was taken back before, nothing but that is left.
                ("take-back", _, Some(entry)) => self.erase_entry(entry)?,
                ("practice", ..) => self.erase_practice(PracticeId(line.id))?,
                // Where the step itself goes too, it is not there any more, or will not be.
                ("heard-back", _, Some(step)) => self.reopen(step)?,
                _ => {}
            }
        }
        let of = |kinds: &[&str]| -> BTreeSet<ChildId> {
            gone.iter()
                .filter(|line| kinds.contains(&line.kind.as_str()))
                .filter_map(|line| line.child)
                .collect()
        };
        // Lines of these kinds are erased with the child alone, and then all of them.
        self.delete_of("gap", of(&["gap"]))?;
        self.delete_of("presence", of(&["presence", "presence-taken-back"]))?;
        self.delete_of("hold", of(&["hold", "release"]))?;
        if is(&["request", "decide"]) {
            self.db.execute_batch("DELETE FROM request; DELETE FROM decided")?;
            self.again(REQUESTS, seq)?;
        }
        if is(&["child", "contact", "link", "unlink", "siblings", "key-person"]) {
            self.families_again(&gone, seq)?;
        }
        Ok(())
    }

    fn erase_entry(&mut self, id: EntryId) -> Sql<()> {
        let Some(before) = entries::entry(self.db, id)? else { return Ok(()) };
        self.derive(Some(&before), None)?;
        self.db.prepare_cached("DELETE FROM entry WHERE seq = ?")?.execute([before.seq])?;
        // Of a talk with one entry left, nothing falls into two cells any more.
        self.db.prepare_cached("DELETE FROM spread WHERE talk = ?")?.execute([before
            .entry
            .talk
            .0
            .into_bytes()])?;
        self.talks.insert(before.entry.talk);
        Ok(())
    }

    fn erase_practice(&mut self, id: PracticeId) -> Sql<()> {
        let Some(before) = practice::practice(self.db, id)? else { return Ok(()) };
        self.forget_practice(id)?;
        self.turn_marks(evidence::marks_of_practice(&before), evidence::Marks::default())
    }

    fn delete_of(&mut self, table: &str, children: BTreeSet<ChildId>) -> Sql<()> {
        let mut delete = self.db.prepare(&format!("DELETE FROM {table} WHERE child = ?"))?;
        children.into_iter().try_for_each(|child| delete.execute([child.0.into_bytes()]).map(drop))
    }

    /// What was heard back of a step is gone, so it is open.
    fn reopen(&mut self, step: EntryId) -> Sql<()> {
        let stamp = Stamp { person: None, recorded: crate::domain::Moment { ms: 0, offset: 0 } };
        self.happens_to_an_entry(stamp, &Change::StepReopened { entry: step })
    }

    /// Makes the families of the roll anew out of the lines that are left: in which order somebody came, and so which
    /// place they have, follows from those.
    fn families_again(&mut self, gone: &[Gone], seq: u64) -> Sql<()> {
        for table in ["child", "contact", "link", "sibling", "key_person", "family"] {
            self.db.execute(&format!("DELETE FROM {table}"), [])?;
        }
        self.again(FAMILIES, seq)?;
        self.db
            .prepare_cached("INSERT OR REPLACE INTO kept (name, value) VALUES ('roll', ?)")?
            .execute([seq])?;
        self.families = true;
        // What is left of a child who is not on the roll any more, in a record about several, is of no family.
        let child = |line: &Gone| line.child.filter(|_| line.kind == "child");
        gone.iter().filter_map(child).try_for_each(|child| self.moved_family(child, child))
    }

    /// Carries the lines of these kinds that are left into their tables once more.
    fn again(&mut self, kinds: &str, before: u64) -> Sql<()> {
        let mut read = self.db.prepare(&format!(
            "SELECT l.seq, l.person, l.recorded, l.recorded_offset, p.content
             FROM log l JOIN payload p ON p.seq = l.seq
             WHERE l.kind IN ({kinds}) AND l.seq < ? AND NOT EXISTS (SELECT 1 FROM erased e WHERE e.line = l.id)
             ORDER BY l.seq"
        ))?;
        let mut rows = read.query([before])?;
        while let Some(row) = rows.next()? {
            let stamp = Stamp { person: maybe_id(row, 1)?, recorded: moment(row, 2)? };
            let content: String = row.get(4)?;
            let change: Change = json_at(row, 4)?;
            self.project(row.get(0)?, stamp, &change, &content)?;
        }
        Ok(())
    }

    pub(super) fn hold(&mut self, stamp: Stamp, change: &Change) -> Sql<()> {
        match change {
            Change::Hold { subject, child, reason } => self
                .db
                .prepare_cached(
                    "INSERT OR REPLACE INTO hold (subject, child, reason, by, at, at_offset)
                     VALUES (?, ?, ?, ?, ?, ?)",
                )?
                .execute(params![
                    json(subject)?,
                    child.map(|child| child.0.into_bytes()),
                    reason,
                    stamp.person.map(|person| person.0.into_bytes()),
                    stamp.recorded.ms,
                    stamp.recorded.offset
                ])
                .map(drop),
            Change::Release { subject, .. } => self
                .db
                .prepare_cached("DELETE FROM hold WHERE subject = ?")?
                .execute([json(subject)?])
                .map(drop),
            _ => Ok(()),
        }
    }
}
