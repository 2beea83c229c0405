//! Writing: all of an act or nothing, in the log and in every table made from it, with its witness.

use std::borrow::Cow;
use std::fs::{File, TryLockError};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode};

use super::ask::Receipt;
use super::connection::{self, Use};
use super::log::{self, Hash, Header, Tail};
use super::projections::{Projector, entries};
use super::rules::{self, Verdict};
use super::witness::Witness;
use super::{Store, clock_set, disk, drafts, erase, files, pins};
use crate::chance::Chance;
use crate::clock::{Running, Uptime};
use crate::domain::{Act, Change, LineId, Stamp};
use crate::failure::{Failure, Kind, Result};
use crate::paths::Home;

/// How long a writer waits for another.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);
/// How many acts of a large import share a commit.
const BATCH: usize = 5_000;

impl Store {
    /// The only way anything is written to the record: all of the act or nothing. What it returns is on the
    /// disk, with its witness. An entry or practice record whose id is in the record already is not written
    /// again, so the same act may be given twice; with other words than those it is refused.
    ///
    /// # Errors
    /// Refused, with the sentence for the person, where the role or the record does not allow it: somebody
    /// amended meanwhile, it can't be taken back any more, the child is not known … A machine failure that
    /// begins with NOT SAVED where the disk does not do it; then nothing of the act counts.
    pub fn apply(&mut self, act: &Act, stamp: Stamp) -> Result<Receipt> {
        #[cfg(test)]
        let act = &*super::tests::hostile::written(act);
        let receipt = self.write(|work| work.act(act, stamp)).map_err(|failure| not_done(act, failure))?;
        self.finished.extend(act.finishes);
        Ok(receipt)
    }

    /// Writes a large number of acts by the same way, some thousands a commit; each such batch stands or
    /// falls whole. For the practice nursery.
    ///
    /// # Errors
    /// As [`Store::apply`], for the first act that is refused; the batches before it stay.
    pub fn apply_bulk(&mut self, acts: impl IntoIterator<Item = (Act, Stamp)>) -> Result<Receipt> {
        // None of it is written now.
        let uptime = std::mem::replace(&mut self.uptime, Uptime::Unasked);
        let done = self.bulk(acts);
        self.uptime = uptime;
        done
    }

    fn bulk(&mut self, acts: impl IntoIterator<Item = (Act, Stamp)>) -> Result<Receipt> {
        let mut acts = acts.into_iter();
        self.with(|db| connection::pages(db, connection::MORE_PAGES))?;
        let mut all: Option<Receipt> = None;
        loop {
            let batch: Vec<(Act, Stamp)> = acts.by_ref().take(BATCH).collect();
            if batch.is_empty() && all.is_some() {
                break;
            }
            let done = self.write(|work| {
                let mut receipt = work.receipt(Stamp { person: None, recorded: EPOCH });
                for (act, stamp) in &batch {
                    let one = work.act(act, *stamp)?;
                    receipt.seq = one.seq;
                    receipt.at = one.at;
                    receipt.written += one.written;
                    receipt.already += one.already;
                }
                Ok(receipt)
            });
            let done = done.map_err(not_saved)?;
            let (written, already) = all.map_or((0, 0), |all| (all.written, all.already));
            all = Some(Receipt { written: written + done.written, already: already + done.already, ..done });
        }
        // Many commits leave the search index in many layers; one layer is searched fastest.
        self.write(|work| Ok(work.db.execute("INSERT INTO words (words) VALUES ('optimize')", [])?))?;
        self.with(|db| connection::pages(db, connection::PAGES))?;
        all.ok_or_else(|| Failure::refused("There was nothing to write."))
    }

    /// Runs a job in one transaction under the lock, from BEGIN to the witness. After a fault of the machine
    /// the connection is dropped, the record opened anew, and the job tried once more, unless the commit had
    /// gone through after all: the chain's head says so.
    pub(super) fn write<T>(&mut self, mut job: impl FnMut(&mut Work<'_>) -> Result<T>) -> Result<T> {
        if self.purpose == Use::Read {
            return Err(Failure::refused("This record is open to read only."));
        }
        let _lock = lock(&self.home, &mut self.chance)?;
        let mut tries = 0;
        loop {
            tries += 1;
            let Fault { failure, reached } = match self.attempt(&mut job) {
                Ok(done) => return Ok(done),
                Err(fault) => *fault,
            };
            if failure.kind != Kind::Machine {
                return Err(failure);
            }
            let failure = self.felt(failure);
            self.close();
            self.made_room(&failure);
            if let Some((done, head)) = reached
                && self.with(|db| Ok(log::head(db)?)).is_ok_and(|there| there == head)
            {
                return match self.remember(head) {
                    Ok(()) => Ok(done),
                    Err(failure) => {
                        self.close();
                        Err(failure)
                    }
                };
            }
            if tries == 2 {
                self.close();
                return Err(failure);
            }
        }
    }

    /// One try.
    fn attempt<T>(&mut self, job: &mut impl FnMut(&mut Work<'_>) -> Result<T>) -> Result<T, Box<Fault<T>>> {
        let unreached = |failure| Box::new(Fault { failure, reached: None });
        if self.connection.get_mut().is_none() {
            // Whatever keeps the record closed, it keeps these words from being saved.
            let closed = |failure| unreached(Failure { kind: Kind::Machine, ..failure });
            let connection = self.connect().map_err(closed)?;
            *self.connection.get_mut() = Some(connection);
        }
        let Some(db) = self.connection.get_mut() else {
            return Err(unreached(Failure::refused("The record is closed.")));
        };
        begin(db, &mut self.chance).map_err(unreached)?;
        let worked = Work::new(db, &mut self.chance, self.uptime).and_then(|mut work| {
            let done = job(&mut work)?;
            work.projector.settle()?;
            // On the disk before the erasure itself is: whatever stops in between, it is finished at the next start.
            if !work.erased.is_empty() {
                erase::note(db, &self.home, &work.erased)?;
            }
            Ok((done, (work.tail.seq, work.tail.hash)))
        });
        let (done, head) = match worked {
            Ok(worked) => worked,
            Err(failure) => {
                // Where even this fails, the connection is closed and takes the transaction with it.
                let rolled_back = db.execute_batch("ROLLBACK");
                if rolled_back.is_err() {
                    self.close();
                }
                return Err(unreached(failure));
            }
        };
        if let Err(error) = db.execute_batch("COMMIT") {
            return Err(Box::new(Fault { failure: error.into(), reached: Some((done, head)) }));
        }
        // Asked of an act that was in the record already too: its witness may be what failed the first time.
        if let Err(failure) = self.remember(head) {
            let failure = Failure { kind: Kind::Machine, ..failure };
            return Err(Box::new(Fault { failure, reached: Some((done, head)) }));
        }
        Ok(done)
    }

    fn remember(&mut self, (seq, hash): (u64, Hash)) -> Result<()> {
        let witness = match &mut self.witness {
            Some(witness) => witness,
            none => none.insert(Witness::open(&self.home.witness())?),
        };
        witness.write(seq, hash)
    }
}

const EPOCH: crate::domain::Moment = crate::domain::Moment { ms: 0, offset: 0 };

/// A try that failed; with what was done and where the chain would end, where it was on its way to the disk.
struct Fault<T> {
    failure: Failure,
    reached: Option<(T, (u64, Hash))>,
}

/// A day is closed with the code of the chain's head at that moment, which only the store knows.
fn sealed<'c>(change: &'c Change, head: &Hash) -> Cow<'c, Change> {
    match change {
        Change::CloseDay { room, day, code } if code.is_empty() => {
            Cow::Owned(Change::CloseDay { room: *room, day: *day, code: super::code(head) })
        }
        other => Cow::Borrowed(other),
    }
}

/// A transaction at work: the chain's end, and what is made from it.
pub(super) struct Work<'c> {
    pub db: &'c Connection,
    pub chance: &'c mut Chance,
    tail: Tail,
    projector: Projector<'c>,
    /// The lines whose words were erased in it.
    erased: Vec<LineId>,
    /// How long the machine has been running, until it was laid beside the wall clock.
    clock: Option<Option<Running>>,
}

impl<'c> Work<'c> {
    fn new(db: &'c Connection, chance: &'c mut Chance, uptime: Uptime) -> Result<Work<'c>> {
        let running = uptime.running();
        let tail = Tail::of(db, running.map(|running| running.ms))?;
        let clock = (uptime != Uptime::Unasked).then_some(running);
        Ok(Work { db, chance, tail, projector: Projector::new(db), erased: Vec::new(), clock })
    }

    fn receipt(&self, stamp: Stamp) -> Receipt {
        Receipt { seq: self.tail.seq, at: stamp.recorded, written: 0, already: 0 }
    }

    /// Writes an act, or refuses it.
    pub fn act(&mut self, act: &Act, stamp: Stamp) -> Result<Receipt> {
        let mut receipt = self.receipt(stamp);
        if let Some(draft) = act.finishes {
            drafts::finish(self.db, draft)?;
        }
        // Acts are whole: where all its notes are in the record, everything else of it is too.
        let (mut all, mut known) = (0, 0);
        for change in act.changes.iter().filter(|change| rules::note(change).is_some()) {
            all += 1;
            known += usize::from(rules::written(self.db, change)?);
        }
        if all > 0 && all == known {
            receipt.already = all;
            return Ok(receipt);
        }
        let person = rules::signed_in(self.db, stamp)?;
        let staff = act.changes.iter().any(|change| matches!(change, Change::Person(_)));
        let managed = staff && rules::managed(self.db, stamp)?;
        for change in &act.changes {
            match rules::check(self.db, person.as_ref(), change, stamp)? {
                Verdict::Already => receipt.already += 1,
                Verdict::Write => {
                    if let Change::Person(new) = change
                        && rules::outgrows(self.db, new)?
                    {
                        pins::void(self.db, new.id)?;
                    }
                    // Before a day code is taken: it is of the line just before the day's end.
                    self.note_clock(stamp)?;
                    self.append(&sealed(change, &self.tail.hash), stamp)?;
                    receipt.written += 1;
                }
            }
        }
        if managed && !rules::managed(self.db, stamp)? {
            return Err(Failure::refused("Nobody would be left who manages the setting.")
                .safe("Nothing was changed.")
                .todo("Make somebody else a manager first, or in the same list."));
        }
        receipt.seq = self.tail.seq;
        Ok(receipt)
    }

    /// Has the log say that the clock was set since its last line, where it was.
    fn note_clock(&mut self, stamp: Stamp) -> Result<()> {
        let Some(running) = self.clock.take() else { return Ok(()) };
        match clock_set::look(self.db, stamp.recorded.ms, running)? {
            Some(by) => self.append(&Change::ClockSet { by }, stamp),
            None => Ok(()),
        }
    }

    /// Adds one line and carries it into every table.
    pub fn append(&mut self, change: &Change, stamp: Stamp) -> Result<()> {
        self.note_clock(stamp)?;
        // What a note told of a next step goes with the note.
        if let Change::TakeBack { entry } | Change::Strike { entry, .. } = change
            && let Some(note) = entries::entry(self.db, *entry)?
        {
            for step in entries::told_in(self.db, &note.entry)? {
                self.append(&Change::StepReopened { entry: step }, stamp)?;
            }
        }
        if let Change::Erase(erasure) = change {
            for group in erase::groups_without(self.db, erasure)? {
                self.append(&Change::Group(group), stamp)?;
            }
        }
        let remains = match change {
            Change::TakeBack { entry } => entries::remains(self.db, *entry)?,
            _ => None,
        };
        let content = self.tail.append(self.db, change, remains.as_ref(), stamp, self.chance)?;
        self.projector.project(self.tail.seq, stamp, change, &content)?;
        self.forget(change)
    }

    /// Adds a line of another record, as it lies there, and carries it into every table; where that fails, nothing of it.
    pub fn again(
        &mut self,
        line: &Header,
        words: Option<(&[u8], &str)>,
        change: Option<&Change>,
    ) -> Result<()> {
        let end = (self.tail.seq, self.tail.hash);
        self.db.execute_batch("SAVEPOINT line")?;
        let added = self.add_again(line, words, change);
        if added.is_err() {
            (self.tail.seq, self.tail.hash) = end;
            self.db.execute_batch("ROLLBACK TO line")?;
        }
        self.db.execute_batch("RELEASE line")?;
        added
    }

    fn add_again(
        &mut self,
        line: &Header,
        words: Option<(&[u8], &str)>,
        change: Option<&Change>,
    ) -> Result<()> {
        self.tail.again(self.db, line, words)?;
        if let (Some((_, content)), Some(change)) = (words, change) {
            self.projector.project(self.tail.seq, line.stamp(), change, content)?;
            self.forget(change)?;
        }
        Ok(())
    }

    /// What a take-back takes away.
    fn forget(&mut self, change: &Change) -> Result<()> {
        match change {
            Change::TakeBack { entry } => log::forget(self.db, *entry)?,
            Change::TakeBackPractice { practice } => log::forget_practice(self.db, *practice)?,
            Change::StepReopened { entry } => log::forget_heard(self.db, *entry)?,
            Change::Erase(erasure) => {
                erase::forget(self.db, self.tail.seq, erasure)?;
                self.erased.extend(&erasure.lines);
            }
            _ => {}
        }
        Ok(())
    }
}

/// Begins to write, waiting for whoever writes a draft at this moment.
pub(super) fn begin(db: &Connection, chance: &mut Chance) -> Result<()> {
    let mut waited = Duration::ZERO;
    loop {
        match db.execute_batch("BEGIN IMMEDIATE") {
            Ok(()) => return Ok(()),
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && waited < PATIENCE => {
                waited += connection::BUSY + pause(chance);
            }
            Err(error) => return Err(error.into()),
        }
    }
}

/// The same lock where nobody has it just now; `None` where somebody writes.
pub(super) fn lock_at_once(home: &Home) -> Result<Option<File>> {
    let file = lock_file(home)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(cannot_lock(error)),
    }
}

fn lock_file(home: &Home) -> Result<File> {
    files::open_lock(&home.lock(), "The record's lock", cannot_lock)
}

fn cannot_lock(error: std::io::Error) -> Failure {
    disk::refuses("The record's lock can't be had.", error)
}

/// Takes the lock that a writer holds from BEGIN to the witness; it is let go with the file.
pub(super) fn lock(home: &Home, chance: &mut Chance) -> Result<File> {
    let cannot = |error| not_saved(cannot_lock(error));
    // Whatever keeps the lock from being had keeps these words from being saved.
    let file = lock_file(home).map_err(|failure| not_saved(Failure { kind: Kind::Machine, ..failure }))?;
    let mut waited = Duration::ZERO;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(cannot(error)),
            Err(TryLockError::WouldBlock) if waited < PATIENCE => waited += pause(chance),
            Err(TryLockError::WouldBlock) => {
                return Err(Failure::refused(
                    "NOT SAVED: another window has been writing for half a minute.",
                )
                .safe("Your words are still here.")
                .todo("Look at the other window, then try again."));
            }
        }
    }
}

/// Waits for a short time that differs each time, so that two who wait do not wake together.
pub(super) fn pause(chance: &mut Chance) -> Duration {
    let pause = Duration::from_millis(1 + chance.below(20) as u64);
    std::thread::sleep(pause);
    pause
}

/// What a person is told when the machine did not do an act. An erasure that the disk stopped is finished at the next start: the ledger may have it already.
fn not_done(act: &Act, failure: Failure) -> Failure {
    let erases = act.changes.iter().any(|change| matches!(change, Change::Erase(_)));
    let failure = not_saved(failure);
    match failure.kind {
        Kind::Machine if erases => failure
            .todo("Make sure that the disk is well: what two people decided is finished at the next start."),
        _ => failure,
    }
}

/// What a person is told when the machine did not do it.
fn not_saved(failure: Failure) -> Failure {
    if failure.kind != Kind::Machine || failure.what.starts_with("NOT SAVED") {
        return failure;
    }
    let mut letters = failure.what.chars();
    let why: String = letters.next().map(char::to_lowercase).into_iter().flatten().chain(letters).collect();
    let safe = format!("{} Your words are still here.", failure.safe).trim_start().to_string();
    Failure { what: format!("NOT SAVED: {why}"), safe, ..failure }
}
