//! Recovery: a new record out of what can be read of a damaged one.
//!
//! The damaged files are copied first and only the copies are opened. Each line is read by itself where a page around
//! it can't be, and laid against what it was committed to. What holds is written into the new record in the order of
//! the old, by the same way as any act: with its id, its stamp and its words, under the rules. What does not is named.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::apply::Work;
use super::connection::{self, Use};
use super::ledger::Ledger;
use super::log::{self, Header, LINE};
use super::rules::{self, Verdict};
use super::value::{Sql, from_json};
use super::witness::Witness;
use super::{Store, disk, files, vault};
use crate::chance::Chance;
use crate::domain::{Change, Day, LineId, Moment};
use crate::failure::{Failure, Kind, Result};
use crate::paths::Home;

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// So many lines stand in the new record.
    pub written: u64,
    /// What could not be read, in the order of the log.
    pub lost: Vec<Lost>,
    /// What could be read and not be written, because what it belongs to is lost.
    pub refused: Vec<Refused>,
    /// How many PINs, and how many drafts, were taken over.
    pub pins: u64,
    /// How many drafts.
    pub drafts: u64,
    /// That the ledger of erasures can't be read: what was erased since this copy was made may be in the new record.
    pub ledger_lost: bool,
    /// The new record's day code.
    pub code: String,
}

/// A line that is not in the new record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Its number in the damaged record.
    pub seq: u64,
    /// What kind it was and of which day, where so much can be read.
    pub about: Option<(String, Day)>,
    /// What of it could not be read.
    pub why: &'static str,
}

/// A line whose words are there, kept as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its number in the damaged record.
    pub seq: u64,
    /// What kind it was, and when it was written.
    pub about: Option<(String, Moment)>,
    /// Why it was not written anew.
    pub why: String,
    /// What it says, as it lay there.
    pub words: String,
}

/// So many lines are read, and written, at once.
const PIECE: u64 = 500;

/// Reads what can be read of `damaged` and makes the record `new` of it, which the same words and sheet open. The
/// folder of the new one is only its own.
///
/// # Errors
/// Refused where there is a record in `new` already, or the damaged file can't be opened at all; a machine failure
/// where the disk does not do it. The damaged files stay as they are.
pub fn recover(damaged: &Home, key: &super::Key, new: &Home, chance: &mut Chance) -> Result<Recovered> {
    if new.database().exists() || new.slots().iter().any(|path| path.exists()) {
        return Err(Failure::refused(format!("There is a record in {} already.", new.folder().display()))
            .safe("It was not touched.")
            .todo("Name another folder."));
    }
    vault::hand_on(damaged, new)?;
    let mut source = Source::copy(damaged, new, key.pragma())?;
    let mut store = Store::create(new, key, chance)?;
    let mut done = Recovered::default();
    let last = source.last(damaged);
    let gone = source.gone(last)?;
    let mut known = BTreeSet::new();
    for from in (1..=last).step_by(PIECE as usize) {
        let lines = source.lines(from, last.min(from + PIECE - 1))?;
        write(&mut store, &lines, &gone, &mut known, &mut done)?;
    }
    store.write(|work| Ok(work.db.execute("INSERT INTO words (words) VALUES ('optimize')", [])?))?;
    (done.pins, done.drafts) = store.write(|work| {
        let pins = source.rows("pin", work.db)?;
        Ok((pins, source.rows("draft", work.db)? + source.rows("draft_aside", work.db)?))
    })?;
    match source.ledger(damaged) {
        Some(named) => drop(store.erase_again(&named)?),
        None => done.ledger_lost = true,
    }
    done.code = store.day_code()?;
    store.rest()?;
    Ok(done)
}

/// Writes lines in one transaction. Where what they make together can't be settled, because what one of them belongs to
/// is lost, each half is written by itself, down to that one.
fn write(
    store: &mut Store,
    lines: &[Line],
    gone: &Gone,
    known: &mut BTreeSet<Uuid>,
    done: &mut Recovered,
) -> Result<()> {
    // It may be tried again after a fault, so what it found counts once it is written.
    let written = store.write(|work| {
        let (mut piece, mut here) = (Recovered::default(), known.clone());
        lines.iter().try_for_each(|line| line.put(work, gone, &mut here, &mut piece))?;
        Ok((piece, here))
    });
    match (written, lines) {
        (Ok((piece, here)), _) => {
            *known = here;
            done.written += piece.written;
            done.lost.extend(piece.lost);
            done.refused.extend(piece.refused);
            Ok(())
        }
        (Err(failure), [line]) => line.not_written(failure, done),
        (Err(failure), _) if disk::fails(&failure) => Err(failure),
        (Err(_), _) => {
            let (first, second) = lines.split_at(lines.len() / 2);
            write(store, first, gone, known, done)?;
            write(store, second, gone, known, done)
        }
    }
}

/// What is there of a line's words.
enum Words {
    There(Vec<u8>, String),
    /// There are none.
    None,
    Unreadable,
}

/// A line as far as it can be read.
struct Line {
    seq: u64,
    header: Option<Header>,
    words: Words,
}

impl Line {
    fn lost(&self, why: &'static str) -> Lost {
        let about = self.header.as_ref().map(|header| (header.kind.clone(), header.recorded.day()));
        Lost { seq: self.seq, about, why }
    }

    fn refused(&self, why: impl Into<String>, words: &str) -> Refused {
        let about = self.header.as_ref().map(|header| (header.kind.clone(), header.recorded));
        Refused { seq: self.seq, about, why: why.into(), words: words.to_string() }
    }

    /// Its header, where it says what it was committed to.
    fn whole(&self) -> Option<&Header> {
        let Words::There(salt, words) = &self.words else { return None };
        self.header.as_ref().filter(|header| log::commitment(salt, words) == header.commitment)
    }

    /// Writes it anew, or says why not. `known` are the ids whose lines stand without words.
    fn put(
        &self,
        work: &mut Work<'_>,
        gone: &Gone,
        known: &mut BTreeSet<Uuid>,
        done: &mut Recovered,
    ) -> Result<()> {
        let header = match (&self.header, &self.words) {
            (Some(header), _) => header,
            (None, Words::There(_, words)) => {
                done.refused.push(self.refused("Who wrote it and when can't be read.", words));
                return Ok(());
            }
            (None, _) => {
                done.lost.push(self.lost("nothing of it can be read"));
                return Ok(());
            }
        };
        let (salt, words) = match &self.words {
            Words::There(salt, words) => (salt, words),
            Words::None if gone.names(header) => {
                work.again(header, None, None)?;
                known.insert(header.id);
                done.written += 1;
                return Ok(());
            }
            Words::None => {
                done.lost.push(self.lost("its words are missing"));
                return Ok(());
            }
            Words::Unreadable => {
                done.lost.push(self.lost("its words can't be read"));
                return Ok(());
            }
        };
        if log::commitment(salt, words) != header.commitment {
            done.refused.push(self.refused("It is not what it was committed to: it was changed.", words));
            return Ok(());
        }
        let change: Change = match from_json(words) {
            Ok(change) if log::kind(&change) == header.kind => change,
            _ => {
                done.refused.push(self.refused("It is not of a kind that this program knows.", words));
                return Ok(());
            }
        };
        // What is about a line without words has nothing left to be checked against; what opens a step again came with
        // the act that it belongs to; and what an erasure names may be gone.
        let about_gone = header.amends.is_some_and(|about| known.contains(&about.0));
        let came_with_it = matches!(change, Change::StepReopened { .. } | Change::Erase(_));
        if !about_gone && !came_with_it {
            let stamp = header.stamp();
            let allowed = rules::signed_in(work.db, stamp)
                .and_then(|person| rules::check(work.db, person.as_ref(), &change, stamp));
            match allowed {
                Ok(Verdict::Write) => {}
                Ok(Verdict::Already) => {
                    done.refused.push(self.refused("It is in the record already.", words));
                    return Ok(());
                }
                Err(failure) => return self.not_written(failure, done),
            }
        }
        match work.again(header, Some((salt, words)), Some(&change)) {
            Ok(()) => done.written += 1,
            Err(failure) => return self.not_written(failure, done),
        }
        Ok(())
    }

    /// Keeps the words of a line that can't be written because what it belongs to is not there. A disk that does not do
    /// its work is no matter of one line.
    fn not_written(&self, failure: Failure, done: &mut Recovered) -> Result<()> {
        if disk::fails(&failure) {
            return Err(failure);
        }
        let why = match failure.kind {
            Kind::Machine => "What it belongs to is lost.".to_string(),
            _ => failure.what,
        };
        match &self.words {
            Words::There(_, words) => done.refused.push(self.refused(why, words)),
            _ => done.lost.push(self.lost("what it belongs to is lost")),
        }
        Ok(())
    }
}

/// Which lines had to lose their words: by what was taken back later, is open again, or was erased.
#[derive(Default)]
struct Gone {
    /// What each act takes away is about: its place and kind.
    backs: BTreeMap<Uuid, Vec<(u64, String)>>,
    erased: BTreeSet<Uuid>,
}

impl Gone {
    /// As [`log::GONE`] says it in SQL.
    fn names(&self, line: &Header) -> bool {
        let abouts = [Some(line.id), line.amends.map(|about| about.0)];
        let backs = abouts.into_iter().flatten().filter_map(|about| self.backs.get(&about)).flatten();
        self.erased.contains(&line.id)
            || backs.filter(|(seq, _)| *seq > line.seq).any(|(_, back)| match back.as_str() {
                "take-back" => ["entry", "amend", "send-back", "heard-back", "follow-up-done"]
                    .contains(&line.kind.as_str()),
                "step-reopened" => line.kind == "heard-back",
                "take-back-practice" => ["practice", "amend-practice"].contains(&line.kind.as_str()),
                _ => false,
            })
    }
}

/// A copy of the damaged files, and a connection to it while that holds.
struct Source {
    folder: PathBuf,
    key: Zeroizing<String>,
    db: Option<Connection>,
}

impl Drop for Source {
    fn drop(&mut self) {
        self.db = None;
        // They are copies, and encrypted.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Source {
    /// Copies the files of a damaged record beside the new one, and opens the copy.
    fn copy(damaged: &Home, new: &Home, key: Zeroizing<String>) -> Result<Source> {
        let folder = new.folder().join("damaged");
        files::private_folder(&folder)?;
        let mut source = Source { folder, key, db: None };
        let database = damaged.database();
        let mut log = database.clone().into_os_string();
        log.push("-wal");
        for (from, to) in [(database.as_path(), "doorstep.db"), (Path::new(&log), "doorstep.db-wal")] {
            if from.exists() {
                fs::copy(from, source.folder.join(to))
                    .map_err(|cause| disk::refuses("The damaged files could not be copied.", cause))?;
            }
        }
        source.ask(|_| Ok(())).map_err(|failure| Failure {
            kind: Kind::Refused,
            ..Failure::refused(
                "Nothing can be read of this file: its beginning is damaged, or it is another's.",
            )
            .safe("It was not touched.")
            .todo(format!("Restore from the last backup. ({})", failure.what))
        })?;
        Ok(source)
    }

    /// Asks the copy. After a page that can't be read the connection is good for nothing, and is made anew.
    fn ask<T>(&mut self, ask: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let db = match self.db.take() {
            Some(db) => db,
            None => connection::open(&self.folder.join("doorstep.db"), &self.key, Use::Read)?,
        };
        let answer = ask(&db)?;
        self.db = Some(db);
        Ok(answer)
    }

    /// The last line that there is, or was: the witness may have seen more than can be read.
    fn last(&mut self, damaged: &Home) -> u64 {
        let seen = match damaged.witness().exists() {
            true => Witness::open(&damaged.witness()).and_then(|mut witness| witness.read()).ok().flatten(),
            false => None,
        };
        let said = ["log", "payload"].map(|table| {
            let sql = format!("SELECT coalesce(max(seq), 0) FROM {table}");
            self.ask(|db| Ok(db.query_row(&sql, [], |row| row.get::<_, u64>(0))?)).unwrap_or(0)
        });
        said.into_iter().chain(seen.map(|(seq, _)| seq)).max().unwrap_or(0)
    }

    /// Which lines had to lose their words, as far as that can be read.
    fn gone(&mut self, last: u64) -> Result<Gone> {
        let mut gone = Gone::default();
        for from in (1..=last).step_by(PIECE as usize) {
            for line in self.lines(from, last.min(from + PIECE - 1))? {
                // One that can't be written anew itself takes nothing away.
                let Some(header) = line.whole() else { continue };
                match (header.kind.as_str(), &line.words, header.amends) {
                    ("take-back" | "step-reopened" | "take-back-practice", _, Some(about)) => {
                        gone.backs.entry(about.0).or_default().push((header.seq, header.kind.clone()));
                    }
                    ("erase", Words::There(_, words), _) => {
                        if let Ok(Change::Erase(erasure)) = from_json(words) {
                            gone.erased.extend(erasure.lines.iter().map(|line| line.0));
                        }
                    }
                    _ => {}
                }
            }
        }
        Ok(gone)
    }

    /// What the ledger beside the damaged record names: erased, though this copy of the record may not know it. `None`
    /// where that can't be read.
    fn ledger(&mut self, damaged: &Home) -> Option<BTreeSet<LineId>> {
        let machine = "SELECT machine FROM identity";
        let machine = self.ask(|db| Ok(db.query_row(machine, [], |row| row.get(0))?)).ok();
        match (damaged.erased().exists(), machine) {
            (false, _) => Some(BTreeSet::new()),
            (true, None) => None,
            (true, Some(machine)) => {
                Ledger::of(&damaged.erased(), machine).read().ok().map(|named| named.lines)
            }
        }
    }

    /// The lines from one to another.
    fn lines(&mut self, from: u64, to: u64) -> Result<Vec<Line>> {
        let mut headers = self.headers(from, to);
        let (mut words, mut unreadable) = (BTreeMap::new(), BTreeSet::new());
        self.halved(from, to, &mut unreadable, &mut |db, from, to| {
            let mut read =
                db.prepare_cached("SELECT seq, salt, content FROM payload WHERE seq BETWEEN ? AND ?")?;
            let rows = read.query_map([from, to], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
            words.extend(rows.collect::<Sql<Vec<(u64, (Vec<u8>, String))>>>()?);
            Ok(())
        });
        let line = |seq| Line {
            seq,
            header: headers.remove(&seq),
            words: match words.remove(&seq) {
                Some((salt, content)) => Words::There(salt, content),
                None if unreadable.contains(&seq) => Words::Unreadable,
                None => Words::None,
            },
        };
        Ok((from..=to).map(line).collect())
    }

    fn headers(&mut self, from: u64, to: u64) -> BTreeMap<u64, Header> {
        let mut headers = BTreeMap::new();
        self.halved(from, to, &mut BTreeSet::new(), &mut |db, from, to| {
            let mut read =
                db.prepare_cached(&format!("SELECT {LINE} FROM log l WHERE l.seq BETWEEN ? AND ?"))?;
            let rows = read.query_map([from, to], Header::read)?;
            headers.extend(rows.collect::<Sql<Vec<_>>>()?.into_iter().map(|header| (header.seq, header)));
            Ok(())
        });
        headers
    }

    /// Reads from one line to another; where a page can't be read, each half by itself, down to single lines.
    fn halved(
        &mut self,
        from: u64,
        to: u64,
        unreadable: &mut BTreeSet<u64>,
        read: &mut dyn FnMut(&Connection, u64, u64) -> Result<()>,
    ) {
        if self.ask(|db| read(db, from, to)).is_ok() {
            return;
        }
        if from == to {
            unreadable.insert(from);
            return;
        }
        let middle = from + (to - from) / 2;
        self.halved(from, middle, unreadable, read);
        self.halved(middle + 1, to, unreadable, read);
    }

    /// Takes the rows of a table that is not made from the log over into the new record, as many as can be read.
    fn rows(&mut self, table: &str, new: &Connection) -> Result<u64> {
        let columns = |db: &Connection| -> Sql<Vec<String>> {
            db.prepare(&format!("SELECT name FROM pragma_table_info('{table}') ORDER BY cid"))?
                .query_map([], |row| row.get(0))?
                .collect()
        };
        let wanted = columns(new)?;
        let Ok(there) = self.ask(|db| Ok(columns(db)?)) else { return Ok(0) };
        let names: Vec<String> = there.into_iter().filter(|name| wanted.contains(name)).collect();
        let (list, marks) = (names.join(", "), vec!["?"; names.len()].join(", "));
        let mut rows: Vec<Vec<Value>> = Vec::new();
        // What comes before a page that can't be read is there all the same.
        let _ = self.ask(|db| {
            let mut read = db.prepare(&format!("SELECT {list} FROM {table}"))?;
            let mut found = read.query([])?;
            while let Some(row) = found.next()? {
                rows.push((0..names.len()).map(|column| row.get(column)).collect::<Sql<_>>()?);
            }
            Ok(())
        });
        let mut write = new.prepare(&format!("INSERT OR IGNORE INTO {table} ({list}) VALUES ({marks})"))?;
        let mut written = 0;
        for row in rows {
            written += write.execute(params_from_iter(row))? as u64;
        }
        Ok(written)
    }
}
