//! Erasing: which lines go, what goes with them, and that nothing of them is left in any file.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};

use super::ask::Erasing;
use super::connection::Use;
use super::ledger::Ledger;
use super::projections::{erased, people};
use super::value::{Sql, from_json, id, moment};
use super::{Store, apply, log};
use crate::domain::erasure::{Erasure, Hold, Subject};
use crate::domain::{Because, Change, ChildId, Draft, Group, LineId, Purpose, Stamp};
use crate::failure::Result;
use crate::paths::Home;

pub(super) use self::going::erasing;

mod going;

impl Store {
    /// What would go if that was erased, what would go with it, and what would stay. Nothing is done.
    ///
    /// # Errors
    /// A machine failure where the record can't be read.
    pub fn erasing(&self, subject: Subject) -> Result<Erasing> {
        self.with(|db| Ok(erasing(db, subject)?))
    }

    /// Everything that is held, the last first.
    ///
    /// # Errors
    /// A machine failure where the record can't be read.
    pub fn holds(&self) -> Result<Vec<Hold>> {
        self.with(|db| Ok(erased::holds(db)?))
    }

    /// Erases once more, by nobody, whatever the ledger names and this record still holds: a copy from before that was
    /// put back, or an erasure that a power cut stopped. Puts into the ledger what it does not name and this record has
    /// erased. Gives how many lines lost their words. It costs nothing where record and ledger agreed before.
    ///
    /// # Errors
    /// Refused where the ledger is a link or open to others; a machine failure where the disk does not do it.
    pub fn replay_erasures(&mut self) -> Result<usize> {
        let ledger = self.with(|db| Ok(ledger(db, &self.home)?))?;
        let agreed = self.with(|db| Ok(side(db, AGREED)?))?.and_then(|length| length.parse().ok());
        if agreed.unwrap_or(0) == ledger.length() {
            return Ok(0);
        }
        let named = ledger.read()?.lines;
        self.erase_again(&named)
    }

    /// Erases by nobody what of these lines this record still holds, and puts all that it has erased into its ledger. Gives
    /// how many lines lost their words.
    ///
    /// # Errors
    /// As [`Store::replay_erasures`].
    pub(super) fn erase_again(&mut self, named: &BTreeSet<LineId>) -> Result<usize> {
        let last = self.with(|db| {
            let last = "SELECT recorded, recorded_offset FROM log ORDER BY seq DESC LIMIT 1";
            Ok(db.query_row(last, [], |row| moment(row, 0)).optional()?)
        })?;
        // By the log's own last moment, for nothing here knows the time. An empty record has nothing to lose.
        let Some(recorded) = last else { return Ok(0) };
        let home = self.home.clone();
        self.write(|work| {
            let back = still_there(work.db, named)?;
            if !back.is_empty() {
                let again = Change::Erase(Box::new(Erasure::again(back.clone())));
                work.append(&again, Stamp { person: None, recorded })?;
            }
            note(work.db, &home, &all_erased(work.db)?)?;
            Ok(back.len())
        })
    }

    /// Whether an erasure has left something in the record's files that is still to be cleared away.
    ///
    /// # Errors
    /// A machine failure where the record can't be read.
    pub fn to_sweep(&self) -> Result<bool> {
        Ok(self.purpose != Use::Read && self.with(|db| Ok(side(db, SWEEP)?))?.is_some())
    }

    /// Clears away what an erasure has left in the record's files: the search index is put together anew, the file is
    /// written anew without its gaps, and the write-ahead log is emptied. Where another window reads meanwhile, it is
    /// left for the next rest; gives whether nothing is left to do.
    ///
    /// # Errors
    /// A machine failure where the disk does not do it.
    pub fn sweep(&mut self) -> Result<bool> {
        let _lock = apply::lock(&self.home, &mut self.chance)?;
        self.with(|db| {
            db.execute("INSERT INTO words (words) VALUES ('optimize')", [])?;
            db.execute_batch("VACUUM")?;
            let busy: bool = db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
            if !busy {
                db.execute("DELETE FROM side WHERE name = ?", [SWEEP])?;
            }
            Ok(!busy)
        })
    }
}

#[cfg(test)]
impl Store {
    /// As an erasure leaves it: there is something to clear away.
    pub(crate) fn leave_to_sweep(&mut self) -> Result<()> {
        self.with(|db| {
            db.execute("INSERT OR REPLACE INTO side (name, content) VALUES (?, '')", [SWEEP])?;
            Ok(())
        })
    }

    /// Reads at one moment of the record for as long as `go_on` says so.
    pub(crate) fn reads_while(&self, go_on: &dyn Fn() -> bool) -> Result<()> {
        self.with(|db| {
            let snapshot = db.unchecked_transaction()?;
            let _: u64 = snapshot.query_row("SELECT count(*) FROM log", [], |row| row.get(0))?;
            while go_on() {
                std::thread::yield_now();
            }
            Ok(())
        })
    }
}

/// The side row that says how long the ledger was when this record agreed with it last.
const AGREED: &str = "erased";
/// The side row that is there while the files are not swept.
const SWEEP: &str = "sweep";

fn side(db: &Connection, name: &str) -> Sql<Option<String>> {
    db.query_row("SELECT content FROM side WHERE name = ?", [name], |row| row.get(0)).optional()
}

fn ledger(db: &Connection, home: &Home) -> Sql<Ledger> {
    let secret = db.query_row("SELECT machine FROM identity", [], |row| row.get(0))?;
    Ok(Ledger::of(&home.erased(), secret))
}

/// Puts lines into the ledger, and remembers beside the record how long that is now.
pub(super) fn note(db: &Connection, home: &Home, lines: &[LineId]) -> Result<()> {
    let length = ledger(db, home)?.add(lines)?;
    db.execute(
        "INSERT OR REPLACE INTO side (name, content) VALUES (?, ?)",
        params![AGREED, length.to_string()],
    )?;
    Ok(())
}

/// Those of some lines whose words this record has.
fn still_there(db: &Connection, lines: &BTreeSet<LineId>) -> Sql<Vec<LineId>> {
    let mut look = db.prepare(
        "SELECT 1 FROM log l JOIN payload p ON p.seq = l.seq WHERE l.id = ? AND l.kind <> 'erase'",
    )?;
    let mut there = Vec::new();
    for line in lines {
        if look.exists([line.0.into_bytes()])? {
            there.push(*line);
        }
    }
    Ok(there)
}

fn all_erased(db: &Connection) -> Sql<Vec<LineId>> {
    db.prepare("SELECT line FROM erased")?.query_map([], |row| id(row, 0))?.collect()
}

/// Removes the words of an erasure's lines, and the drafts that go with them. What they leave in the files goes later.
pub(super) fn forget(db: &Connection, seq: u64, erasure: &Erasure) -> Sql<()> {
    let lines: BTreeSet<LineId> = erasure.lines.iter().copied().collect();
    let children = children_of(db, &lines)?;
    for Begun { table, id, .. } in drafts(db, &lines, &children)? {
        db.prepare_cached(&format!("DELETE FROM {table} WHERE id = ?"))?.execute([id])?;
    }
    log::forget_erased(db, seq)?;
    db.execute("INSERT OR REPLACE INTO side (name, content) VALUES (?, '')", [SWEEP]).map(drop)
}

/// The groups in which a child is who is erased, without them.
pub(super) fn groups_without(db: &Connection, erasure: &Erasure) -> Sql<Vec<Group>> {
    let gone = children_of(db, &erasure.lines.iter().copied().collect())?;
    let mut groups = if gone.is_empty() { Vec::new() } else { people::roll(db)?.groups };
    groups.retain_mut(|group| {
        let before = group.children.len();
        group.children.retain(|child| !gone.contains(child));
        group.children.len() < before
    });
    Ok(groups)
}

/// The children whose place in the register is among some lines.
fn children_of(db: &Connection, lines: &BTreeSet<LineId>) -> Sql<BTreeSet<ChildId>> {
    let mut look = db.prepare_cached("SELECT child FROM log WHERE id = ? AND kind = 'child'")?;
    let mut children = BTreeSet::new();
    for line in lines {
        children.extend(look.query_row([line.0.into_bytes()], |row| id::<ChildId>(row, 0)).optional()?);
    }
    Ok(children)
}

/// A draft that goes.
struct Begun {
    /// The table in which it lies.
    table: &'static str,
    id: [u8; 16],
    /// Of what it is the reason, where it is one.
    because: Option<Because>,
}

/// The drafts that are about what is erased and nothing else.
fn drafts(db: &Connection, lines: &BTreeSet<LineId>, children: &BTreeSet<ChildId>) -> Sql<Vec<Begun>> {
    let about = |id: uuid::Uuid| lines.contains(&LineId(id));
    let goes = |draft: &Draft| match &draft.purpose {
        Purpose::Amend(entry)
        | Purpose::HeardBack(entry)
        | Purpose::FollowUp(entry)
        | Purpose::Question(entry, _) => about(entry.0),
        Purpose::Gap(child, _) => children.contains(child),
        Purpose::Practice { record, .. } => about(record.0),
        Purpose::Because(Subject::Entry(entry), _) => about(entry.0),
        Purpose::Because(Subject::Practice(record), _) => about(record.0),
        Purpose::Because(Subject::Child(child), _) => children.contains(child),
        Purpose::Note => {
            !draft.children.is_empty() && draft.children.iter().all(|child| children.contains(child))
        }
        _ => false,
    };
    let mut gone = Vec::new();
    for table in ["draft", "draft_aside"] {
        let mut read = db.prepare(&format!("SELECT id, content FROM {table}"))?;
        let mut rows = read.query([])?;
        while let Some(row) = rows.next()? {
            // One that can't be read is about nobody that anybody could know.
            let text: Option<String> = row.get_ref(1)?.as_str().ok().map(str::to_string);
            let draft: Option<Draft> = text.and_then(|text| from_json(&text).ok());
            if let Some(draft) = draft.filter(goes) {
                let because = match draft.purpose {
                    Purpose::Because(_, because) => Some(because),
                    _ => None,
                };
                gone.push(Begun { table, id: row.get(0)?, because });
            }
        }
    }
    Ok(gone)
}
