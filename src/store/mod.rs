//! The store: the one log, its projections, its key and its witness. The only room that knows SQL.
//!
//! Every write is an [`Act`] given to [`Store::apply`]: each change becomes a line of the log, the tables
//! that are made from the log follow in the same transaction, and the witness after it. When `apply` returns
//! a receipt, all of it is on the disk; when it returns a failure, none of it counts. Drafts and wrong PINs are
//! side rows of the same encrypted file: durable, but neither in the log nor replayed from it.

mod apply;
pub mod ask;
pub mod backup;
mod clock_set;
mod connection;
mod disk;
mod drafts;
mod due;
mod erase;
mod exported;
pub mod files;
pub mod keyed;
mod ledger;
mod log;
mod migrate;
pub mod pin;
mod pins;
pub mod place;
mod projections;
mod read;
pub mod recover;
pub mod renew;
mod reserve;
mod rollup;
mod rules;
mod search;
#[cfg(test)]
pub(crate) mod tests;
mod value;
pub mod vault;
mod verify;
pub mod window;
pub mod witness;

use std::cell::{Cell, Ref, RefCell};
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension};
use zeroize::Zeroizing;

pub use self::rules::may;
pub use self::vault::Key;

use self::ask::{Check, Space};
use self::connection::Use;
use self::log::Hash;
use self::witness::{Compared, Witness, compare};
use crate::chance::Chance;
use crate::clock::Uptime;
use crate::domain::{ChildId, Day, DraftId, Moment, PersonId, Roll};
use crate::failure::{self, Failure, Result};
use crate::paths::Home;

/// Each child's family.
type Families = BTreeMap<ChildId, ChildId>;

/// An open record. It belongs to one thread; another process may have the same record open.
///
/// After a fault of the disk the connection is dropped and opened anew at the next question, so no method
/// of a store that failed once is worth less than that of a fresh one.
pub struct Store {
    home: Home,
    key: Zeroizing<String>,
    purpose: Use,
    connection: RefCell<Option<Connection>>,
    witness: Option<Witness>,
    chance: Chance,
    uptime: Uptime,
    roll: RefCell<Option<(u64, Arc<Roll>)>>,
    families: RefCell<Option<(u64, Arc<Families>)>>,
    searching: Cell<bool>,
    /// Of the day from which was searched last, the first line with an entry of it or later.
    first: Cell<Option<(Day, u64)>>,
    /// Whose drafts have been read here.
    opened: BTreeSet<PersonId>,
    /// The drafts that were finished here: see [`Store::save_draft`].
    finished: BTreeSet<DraftId>,
    /// How much room there is on the disk, as far as it has been felt.
    space: Cell<Space>,
}

impl Store {
    /// Makes a new, empty record in a home that has none, with its witness.
    ///
    /// # Errors
    /// Refused where there is a record already or the folder is open to others; a machine failure where the
    /// disk does not do it.
    pub fn create(home: &Home, key: &Key, chance: &mut Chance) -> Result<Store> {
        files::private_folder(home.folder())?;
        let key = key.pragma();
        let mut connection = connection::open(&home.database(), &key, Use::Create)?;
        migrate::migrate(&mut connection)?;
        let mut machine = [0; 16];
        chance.fill(&mut machine);
        connection.execute("INSERT INTO identity (one, machine) VALUES (1, ?)", [machine])?;
        drop(connection);
        let mut witness = Witness::open(&home.witness())?;
        witness.write(0, log::BEGINNING)?;
        Store::opened(home, key, Use::Write)
    }

    /// Opens to read and write: proves every pragma, brings an older schema up to date and lays the log
    /// beside its witness, which is renewed where the log is ahead. What was erased, and is in this copy of the record
    /// all the same, goes again.
    ///
    /// # Errors
    /// Refused for a wrong key, a newer schema, a pragma that does not hold, a log that is behind its witness, differs
    /// from it or has none, and a ledger of erasures that is open to others.
    pub fn open(home: &Home, key: &Key) -> Result<Store> {
        let mut store = Store::opened(home, key.pragma(), Use::Write)?;
        let (seq, hash) = store.with(|db| Ok(log::head(db)?))?;
        let mut witness = Witness::open(&home.witness())?;
        if witness.read()?.is_none_or(|(seen, _)| seen < seq) {
            // Under the lock, because another window may be between its commit and its witness.
            let lock = apply::lock(home, &mut store.chance);
            let _lock = lock.map_err(|failure| match failure.kind {
                // It was not for want of a note's place on the disk.
                failure::Kind::Refused => disk::stays_busy(),
                _ => failure,
            })?;
            if witness.read()?.is_none_or(|(seen, _)| seen < seq) {
                witness.write(seq, hash)?;
            }
        }
        store.witness = Some(witness);
        files::clear_unfinished(home.folder());
        store.replay_erasures()?;
        Ok(store)
    }

    /// Opens to read only. Needs no lock and renews nothing; otherwise as [`Store::open`].
    ///
    /// # Errors
    /// As [`Store::open`]; an older schema is refused too.
    pub fn open_reading(home: &Home, key: &Key) -> Result<Store> {
        Store::opened(home, key.pragma(), Use::Read)
    }

    fn opened(home: &Home, key: Zeroizing<String>, purpose: Use) -> Result<Store> {
        let store = Store::closed(home, key, purpose);
        store.with(|_| Ok(()))?;
        Ok(store)
    }

    /// A record that is opened when it is asked first.
    fn closed(home: &Home, key: Zeroizing<String>, purpose: Use) -> Store {
        Store {
            home: home.clone(),
            key,
            purpose,
            connection: RefCell::new(None),
            witness: None,
            chance: Chance::Machine,
            uptime: Uptime::Unasked,
            roll: RefCell::new(None),
            families: RefCell::new(None),
            searching: Cell::new(false),
            first: Cell::new(None),
            opened: BTreeSet::new(),
            finished: BTreeSet::new(),
            space: Cell::new(Space::Enough),
        }
    }

    /// A connection that is proved, of this program's schema and beside its witness. Where another window is just opening
    /// or closing the record, which it does alone, that is waited for as writers wait for each other.
    ///
    /// # Errors
    /// As [`Store::open`]; refused too where another program has the record for itself for half a minute.
    fn connect(&self) -> Result<Connection> {
        let mut chance = Chance::Machine;
        self.connect_waiting(&mut || connection::BUSY + apply::pause(&mut chance))
    }

    /// The same; `wait` is asked for each time that the record is busy, and says how long that took.
    fn connect_waiting(&self, wait: &mut dyn FnMut() -> Duration) -> Result<Connection> {
        let mut waited = Duration::ZERO;
        loop {
            match self.connect_once() {
                Err(failure) if disk::busy(&failure) => {
                    if waited >= apply::PATIENCE {
                        return Err(disk::stays_busy());
                    }
                    waited += wait();
                }
                connected => return connected,
            }
        }
    }

    fn connect_once(&self) -> Result<Connection> {
        // Read first: what another process adds meanwhile can only put the log ahead.
        let seen = match self.home.witness().exists() {
            true => Witness::open(&self.home.witness())?.read()?,
            false => None,
        };
        let open = || {
            let opened = connection::open(&self.home.database(), &self.key, self.purpose);
            opened.map_err(|failure| self.felt(failure))
        };
        let mut connection = match open() {
            Err(failure) if self.purpose != Use::Read && self.made_room(&failure) => open()?,
            opened => opened?,
        };
        match self.purpose {
            Use::Read => migrate::check(&connection)?,
            _ => migrate::migrate(&mut connection)?,
        }
        beside_witness(&connection, seen)?;
        Ok(connection)
    }

    /// Asks the record, opening it anew where a fault closed it.
    fn with<T>(&self, ask: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        if self.connection.borrow().is_none() {
            let connection = self.connect()?;
            *self.connection.borrow_mut() = Some(connection);
        }
        let connection = Ref::filter_map(self.connection.borrow(), Option::as_ref)
            .map_err(|_| Failure::refused("The record is closed."))?;
        ask(&connection).map_err(|failure| self.felt(failure))
    }

    /// What failed, with what the disk says of its room.
    fn felt(&self, failure: Failure) -> Failure {
        disk::beside_room(failure, files::free(self.home.folder()))
    }

    /// Lets go of a connection that can't be trusted any more, and of the witness.
    fn close(&mut self) {
        *self.connection.get_mut() = None;
        self.witness = None;
    }

    /// The first twelve characters of the chain's head: the day code. Twelve zeros for an empty log.
    ///
    /// # Errors
    /// A machine failure where the record can't be read.
    pub fn day_code(&self) -> Result<String> {
        self.with(|db| Ok(code(&log::head(db)?.1)))
    }

    /// Looks at the record from end to end: `chain`, `projections`, `integrity`, `witness`, a line each.
    ///
    /// # Errors
    /// A machine failure where it can't be read at all; what does not hold is a line, not an error.
    pub fn verify(&mut self) -> Result<Vec<Check>> {
        Ok(self.look_through(&|| true)?.unwrap_or_default())
    }

    /// The same while `go_on` says so, which is asked again and again; `None` once it says no. People write on
    /// meanwhile: it looks at the record as it stood at one moment.
    ///
    /// # Errors
    /// As [`Store::verify`]; also where the disk has no room to make the tables anew beside the record.
    pub fn look_through(&mut self, go_on: &dyn Fn() -> bool) -> Result<Option<Vec<Check>>> {
        let seen = match self.home.witness().exists() {
            true => Witness::open(&self.home.witness())?.read()?,
            false => None,
        };
        let (home, key) = (self.home.clone(), self.key.clone());
        let looked = self.with(|db| verify::verify(db, &home, &key, seen, go_on));
        let sound = looked.as_ref().is_ok_and(|checks| checks.iter().flatten().all(|check| check.holds));
        self.trust_if(sound);
        looked
    }

    /// Lets go of the connection where a look found something: after a page that can't be read it answers nothing more.
    fn trust_if(&mut self, sound: bool) {
        if !sound {
            *self.connection.get_mut() = None;
        }
    }

    /// All of [`Store::verify`], and every page and every line by itself (`pages`, `words`), both copies of the key's
    /// file (`key`) and the day codes (`days`): what does not hold is named in full.
    ///
    /// # Errors
    /// As [`Store::verify`].
    pub fn verify_deep(&mut self) -> Result<Vec<Check>> {
        let mut checks = self.verify()?;
        checks.extend(self.with(verify::deep::deep).unwrap_or_else(|failure| {
            vec![Check { name: "pages", holds: false, says: failure.to_string() }]
        }));
        self.trust_if(checks.iter().all(|check| check.holds));
        Ok(checks)
    }

    /// Where it lies.
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// The same record for another thread, to read only. It is opened with the first question.
    pub fn reader(&self) -> Store {
        Store::closed(&self.home, self.key.clone(), Use::Read)
    }

    /// Fills into each line how long the machine has been running, and has the log say where its clock was set since the
    /// line before. Who writes of another time, as a made-up nursery does, asks nobody.
    pub fn heed_clock(&mut self, uptime: Uptime) {
        self.uptime = uptime;
    }

    /// When the log's last line was written; `None` where there is none.
    ///
    /// # Errors
    /// A machine failure where the record can't be read.
    pub fn last_recorded(&self) -> Result<Option<Moment>> {
        self.with(|db| Ok(log::last_recorded(db)?))
    }

    /// Empties the write-ahead log when nothing else is to do: at lock, sign-out, day close. Answers whether it is empty:
    /// where another window is busy it is left for later. Then the reserve is filled up, where it was spent.
    ///
    /// # Errors
    /// A machine failure where the disk does not do it.
    pub fn rest(&mut self) -> Result<bool> {
        if self.purpose == Use::Read {
            return Ok(true);
        }
        if self.to_sweep()? {
            self.sweep()?;
        }
        let tidy = || {
            self.with(|db| {
                if self.searching.replace(false) {
                    connection::pages(db, connection::PAGES)?;
                }
                let busy: i64 = db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
                Ok(busy == 0)
            })
        };
        let empty = match tidy() {
            Err(failure) if self.made_room(&failure) => tidy()?,
            done => done?,
        };
        self.hold_room();
        Ok(empty)
    }
}

fn code(hash: &Hash) -> String {
    hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// Lays the log beside what its witness saw.
fn beside_witness(db: &Connection, seen: Option<(u64, Hash)>) -> Result<()> {
    let (last, _) = log::head(db)?;
    let compared = compare(seen, last, |seq| hash_at(db, seq))?;
    let wrong = match compared {
        Compared::Equal | Compared::DatabaseAhead => return Ok(()),
        Compared::NoWitness if last == 0 => return Ok(()),
        Compared::DatabaseBehind { missing: 1 } => "1 entry is missing from this record.".to_string(),
        Compared::DatabaseBehind { missing } => format!("{missing} entries are missing from this record."),
        Compared::Differs => {
            "This record is not the one that its witness saw: a part was changed.".to_string()
        }
        Compared::NoWitness => {
            "The witness beside this record is gone: nobody can say whether entries are missing.".to_string()
        }
    };
    Err(Failure::refused(wrong)
        .safe("Nothing was changed.")
        .todo("Restore from the last backup, or put back the files that belong together."))
}

fn hash_at(db: &Connection, seq: u64) -> Result<Option<Hash>> {
    if seq == 0 {
        return Ok(Some(log::BEGINNING));
    }
    Ok(db.query_row("SELECT hash FROM log WHERE seq = ?", [seq], |row| row.get(0)).optional()?)
}
