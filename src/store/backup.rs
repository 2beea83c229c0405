//! Backups: the record with all that opens it, copied while others write, and called a backup only when it has been
//! opened from scratch and looked at from end to end.
//!
//! A set is a folder that the program names: `2026-11-27T1742-1f0c9a7b33de`, when it was made and the day code of its
//! last line. It is made under the same name with `.new` behind it, each file through to the disk, in this order: the
//! database, the files that hold its key, the setting's own files; the witness last, when all of it was found right.
//! Then the folder gets its name. So a folder with a set's name is whole, whenever the plug was pulled, and one with
//! `.new` is nothing and goes at the next try.

mod keep;
mod place;
mod restore;
mod rotation;
mod set;
mod whole;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use zeroize::Zeroizing;

pub use self::keep::{Backups, When};
pub use self::restore::{Lost, Restored, bring_back_own, restore};
pub use self::set::{Set, sets};

use super::connection::{self, Use};
use super::log::{self, Hash};
use super::value::Sql;
use super::verify::GoOn;
use super::{Store, disk, files, hash_at, migrate, vault, verify, witness};
use crate::domain::Moment;
use crate::failure::{Failure, Result};
use crate::paths::Home;

/// So many pages are copied at once, and so long others have the disk after that.
const PAGES: i32 = 256;
const PAUSE: Duration = Duration::from_millis(1);
/// How often a step may find the new file held by somebody else, such as a scanner of viruses.
const PATIENCE: u32 = 10_000;

impl Store {
    /// Makes a backup in a folder, while others may write: the record as it stands at this moment. Older backups of it
    /// there that are not needed any more go. Where this moment's is there already and sound, it is the backup.
    ///
    /// # Errors
    /// Refused where the folder is no place for a backup, or another is being made there; a machine failure where the
    /// record can't be read, the disk refuses, or what was written does not come back as it was. Then nothing of it is
    /// left, and nothing older was touched.
    pub fn back_up(&self, into: &Path, now: Moment) -> Result<Set> {
        self.back_up_unless(into, now, &|| true, || Ok(None))
    }

    /// The same where none is at hand that will do, once nobody else makes one there; and for as long as `go_on` says so.
    fn back_up_unless(
        &self,
        into: &Path,
        now: Moment,
        go_on: GoOn<'_>,
        at_hand: impl FnOnce() -> Result<Option<Set>>,
    ) -> Result<Set> {
        let made = (|| {
            place::check(&self.home, into)?;
            let _alone = place::lock(into)?;
            if let Some(set) = at_hand()? {
                return Ok(set);
            }
            place::clear(into);
            place::need_room(&self.home, into)?;
            let set = self.make(into, now, go_on)?;
            rotation::rotate(self, into, &set);
            Ok(set)
        })();
        made.map_err(|failure| not_made(failure, into))
    }

    fn make(&self, into: &Path, now: Moment, go_on: GoOn<'_>) -> Result<Set> {
        self.with(|db| {
            // What is read from here on is the record of this moment, whatever others write meanwhile.
            let snapshot = db.unchecked_transaction()?;
            match Copied::begin(&snapshot, self, now, into)? {
                Begun::Already(set) => Ok(set),
                Begun::New(copied) => {
                    copied.fill(&snapshot, go_on).and_then(|()| copied.settle(&snapshot, go_on))
                }
            }
        })
    }

    /// Whether a set is of this record: its last line is one of these.
    pub fn is_of_this(&self, set: &Set) -> Result<bool> {
        let Some((seq, head)) = set.head() else { return Ok(false) };
        self.with(|db| Ok(hash_at(db, seq)? == Some(head)))
    }

    /// How many lines of the log a set of this record lacks.
    ///
    /// # Errors
    /// A machine failure where the record can't be read.
    pub fn since(&self, set: &Set) -> Result<u64> {
        let (seq, _) = set.head().unwrap_or_default();
        self.with(|db| Ok(log::head(db)?.0.saturating_sub(seq)))
    }
}

/// A backup that is being made. What there is of it goes with this value, until it has its name.
pub(super) struct Copied<'s> {
    store: &'s Store,
    /// Where it lies until then.
    pub(super) home: Home,
    name: PathBuf,
    head: (u64, Hash),
    sealed: Zeroizing<Vec<u8>>,
}

/// Whether there is anything to do.
pub(super) enum Begun<'s> {
    /// It is to be made.
    New(Copied<'s>),
    /// This moment's is there, and sound.
    Already(Set),
}

impl Drop for Copied<'_> {
    fn drop(&mut self) {
        // What can't be taken away now goes at the next try; one that has its name lies here no more.
        let _ = fs::remove_dir_all(self.home.folder());
    }
}

impl<'s> Copied<'s> {
    pub(super) fn begin(db: &Connection, store: &'s Store, now: Moment, into: &Path) -> Result<Begun<'s>> {
        let head = log::head(db)?;
        let sealed = vault::sealed(&store.home)?;
        // A set of this minute that is damaged is left for whoever wants to know why: the next free minute names this.
        let mut at = now;
        let name = loop {
            let name = into.join(set::name(at, &head.1));
            match Set::at(&name) {
                None if !name.exists() => break name,
                Some(set) if sound(&set, store, db, head).is_ok() => return Ok(Begun::Already(set)),
                _ => at = at.plus_seconds(60),
            }
        };
        let mut new = name.clone().into_os_string();
        new.push(set::NEW);
        Ok(Begun::New(Copied { store, home: Home::at(new), name, head, sealed }))
    }

    /// Copies everything, each file through to the disk.
    pub(super) fn fill(&self, db: &Connection, go_on: GoOn<'_>) -> Result<()> {
        files::private_folder(self.home.folder())?;
        copy_database(db, &self.store.key, &self.home.database(), go_on)?;
        for path in self.home.slots() {
            files::write_private(&path, &self.sealed)?;
        }
        set::copy_ledgers([self.store.home.erased()], &self.home)?;
        set::copy_own(&self.store.home, &self.home)?;
        files::sync_folder(self.home.folder()).map_err(unwritten)
    }

    /// Looks at what came of it, and calls it a backup when all of it is right.
    pub(super) fn settle(&self, db: &Connection, go_on: GoOn<'_>) -> Result<Set> {
        for path in self.home.slots() {
            let back = fs::read(&path).map_err(unwritten)?;
            if back != *self.sealed {
                return Err(differs("The files that hold the key came back otherwise."));
            }
        }
        prove(&self.home.database(), &self.store.key, self.head, db, go_on)?;
        witness::lay_down(&self.home.witness(), self.head.0, self.head.1)?;
        let named = fs::rename(self.home.folder(), &self.name)
            .and_then(|()| self.name.parent().map_or(Ok(()), files::sync_folder));
        if let Err(cause) = named {
            // A name that may not be on the disk is taken back, and what it named goes.
            let _ = fs::rename(&self.name, self.home.folder());
            return Err(unwritten(cause));
        }
        Set::at(&self.name).ok_or_else(|| differs("The folder came back under another name."))
    }
}

/// Copies the database as this reader sees it into a new file with the same key.
fn copy_database(from: &Connection, key: &str, to: &Path, go_on: GoOn<'_>) -> Result<()> {
    connection::new_file(to)?;
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE | rusqlite::OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut copy = Connection::open_with_flags(to, flags)?;
    connection::unlock(&copy, key)?;
    // Whole or nothing is what the folder's name says; the file is written through below, once.
    copy.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")?;
    let backup = Backup::new(from, &mut copy)?;
    let mut held = 0;
    loop {
        if !go_on() {
            return Err(stopped());
        }
        match backup.step(PAGES)? {
            StepResult::Done => break,
            StepResult::More => held = 0,
            _ if held == PATIENCE => return Err(Failure::refused("Another program has the new file open.")),
            _ => held += 1,
        }
        thread::sleep(PAUSE);
    }
    drop(backup);
    copy.close().map_err(|(_, cause)| cause)?;
    let file = File::open(to).map_err(unwritten)?;
    file.sync_all().map_err(unwritten)?;
    files::forget_held(&file);
    Ok(())
}

/// Opens a copy of the database from scratch and looks at all of it: the file, its encryption, the chain. What is wrong
/// with it is a sentence; a newer program's is refused.
fn look(database: &Path, key: &str, go_on: GoOn<'_>) -> Result<Result<Connection, String>> {
    let looked = (|| {
        let copy = connection::open(database, key, Use::Read)?;
        migrate::refuse_newer(&copy)?;
        let whole = verify::integrity(&copy)?.and(verify::chain(&copy, go_on)?);
        if !go_on() {
            return Err(stopped());
        }
        Ok(whole.map(|_| copy))
    })();
    match looked {
        Err(failure) if disk::damaged(&failure) => {
            Ok(Err("Its file or its encryption is damaged.".to_string()))
        }
        looked => looked,
    }
}

/// Refuses a copy that is not sound, does not end as it should, or has not as many rows in every table as this reader
/// sees.
fn prove(database: &Path, key: &str, head: (u64, Hash), db: &Connection, go_on: GoOn<'_>) -> Result<()> {
    let copy = look(database, key, go_on)?.map_err(|why| differs(&why))?;
    if log::head(&copy)? != head {
        return Err(differs("The last line came back otherwise."));
    }
    if rows(db)? != rows(&copy)? {
        return Err(differs("The rows came back in another number."));
    }
    copy.close().map_err(|(_, cause)| cause)?;
    Ok(())
}

fn rows(db: &Connection) -> Sql<Vec<(String, u64)>> {
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name";
    let names: Vec<String> = db.prepare(tables)?.query_map([], |row| row.get(0))?.collect::<Sql<_>>()?;
    let count = |name: String| {
        let rows = db.query_row(&format!("SELECT count(*) FROM \"{name}\""), [], |row| row.get(0))?;
        Ok((name, rows))
    };
    names.into_iter().map(count).collect()
}

/// Whether a set that lies there is the record of this moment and sound.
fn sound(set: &Set, store: &Store, db: &Connection, head: (u64, Hash)) -> Result<()> {
    if set.head() != Some(head) {
        return Err(differs("Its witness saw another last line."));
    }
    prove(&Home::at(set.path()).database(), &store.key, head, db, &|| true)
}

fn stopped() -> Failure {
    Failure::refused("It was stopped.")
}

fn differs(why: &str) -> Failure {
    Failure::machine("What was copied is not what it should be.", why)
        .todo("Do not trust this disk: name a folder on another.")
}

fn unwritten(cause: io::Error) -> Failure {
    disk::refuses("The copy could not be written.", cause)
}

/// Why there is no backup, and that nothing else is touched by that.
fn not_made(failure: Failure, into: &Path) -> Failure {
    Failure {
        what: format!("No backup was made in {}. {}", into.display(), failure.what),
        safe: "The record and its older backups are as they were.".to_string(),
        ..failure
    }
}
