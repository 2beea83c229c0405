//! A new key for the whole record: for the day on which somebody may have had the old one. The file is never keyed
//! anew where it lies, for a disk that is full or a cut would leave a file that no key opens. A new file is written
//! beside it, looked at from end to end, and put in its place in one step.
//!
//! In the folder `new-key` lie the new file and its slots, until all of it is on the disk. The one step is the file's
//! new name: before it the old words open the record, after it the new ones. Whatever was cut short is cleared up by
//! the next opening ([`settle`]), which needs no secret for it: where the new file still lies in the folder nothing has
//! happened, and where it does not, the slots beside it are the record's own.

use std::fs;
use std::path::Path;

use rusqlite::Connection;

use super::connection::{self, Use};
use super::vault::{self, Key, Sheet, Words};
use super::{apply, disk, files, log, verify};
use crate::chance::Chance;
use crate::failure::{Failure, Result};
use crate::paths::Home;

/// Gives the record of that home a new key, under these words and this sheet. What opened it before opens it no more;
/// no key file does either until a new one is made. `old` is its key.
///
/// # Errors
/// Refused where another window has the record open; a machine failure where the disk does not do it, or what was
/// written does not come back as it was. Then nothing was changed.
pub fn renew(
    home: &Home,
    old: &Key,
    (words, sheet): (&Words, &Sheet),
    cost: Option<vault::Cost>,
    chance: &mut Chance,
) -> Result<()> {
    let _lock = apply::lock(home, chance)?;
    let place = Home::at(home.renewing());
    let made = make(home, &place, old, (words, sheet), cost, chance);
    if made.is_err() {
        // What can't be taken away now is cleared up by the next opening.
        let _ = fs::remove_dir_all(place.folder());
    }
    made.map_err(|failure| match failure.safe.is_empty() {
        true => failure.safe("Nothing was changed: the record opens as before."),
        false => failure,
    })?;
    put_slots(home, &place)
}

/// Clears up what a change of the key left that was cut short. Nothing is done while one is under way.
///
/// # Errors
/// A machine failure where the disk does not do it.
pub(super) fn settle(home: &Home) -> Result<()> {
    let place = Home::at(home.renewing());
    if !place.folder().exists() {
        return Ok(());
    }
    let Some(_lock) = apply::lock_at_once(home)? else { return Ok(()) };
    if place.database().exists() {
        return fs::remove_dir_all(place.folder()).map_err(|cause| uncleared(&place, cause));
    }
    put_slots(home, &place)
}

/// Makes the new record in its place, and gives the new file the name of the old one.
fn make(
    home: &Home,
    place: &Home,
    old: &Key,
    (words, sheet): (&Words, &Sheet),
    cost: Option<vault::Cost>,
    chance: &mut Chance,
) -> Result<()> {
    let _ = fs::remove_dir_all(place.folder());
    files::private_folder(place.folder())?;
    let db = connection::open_alone(&home.database(), &old.pragma())?;
    let key = Key::generate(chance);
    drop(connection::open(&place.database(), &key.pragma(), Use::Create)?);
    export(&db, &place.database(), &key)?;
    prove(&db, &connection::open(&place.database(), &key.pragma(), Use::Write)?)?;
    vault::lay_down_next(home, place, &key, (words, sheet), cost, chance)?;
    let cannot = |cause| disk::refuses("The new file could not be put in its place.", cause);
    fs::File::open(place.database()).and_then(|file| file.sync_all()).map_err(cannot)?;
    files::sync_folder(place.folder()).map_err(cannot)?;
    // Where the disk knows no second name for a file, the new one was looked at all the same.
    let before = place.folder().join("before.db");
    let kept = fs::hard_link(home.database(), &before).is_ok();
    fs::rename(place.database(), home.database()).map_err(cannot)?;
    let opened = files::sync_folder(home.folder()).map_err(cannot).and_then(|()| {
        let there = connection::open(&home.database(), &key.pragma(), Use::Read)?;
        same("head", log::head(&db)?, log::head(&there)?)
    });
    if kept && let Err(failure) = opened {
        fs::rename(&before, home.database()).map_err(cannot)?;
        return Err(failure);
    }
    Ok(())
}

/// Copies every table, index and trigger into the new file, under its own key.
fn export(db: &Connection, to: &Path, key: &Key) -> Result<()> {
    let version: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let path = to.to_string_lossy().into_owned();
    db.execute("ATTACH DATABASE ?1 AS fresh KEY ?2", rusqlite::params![path, *key.pragma()])?;
    db.query_row("SELECT sqlcipher_export('fresh')", [], |_| Ok(()))?;
    db.execute_batch(&format!("PRAGMA fresh.user_version = {version}"))?;
    db.query_row("PRAGMA fresh.wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    db.execute_batch("DETACH DATABASE fresh")?;
    Ok(())
}

/// Looks at the new file from end to end: its chain, its pages, as many rows in every table, the same last line.
fn prove(db: &Connection, fresh: &Connection) -> Result<()> {
    verify::sound(fresh)?;
    same("head", log::head(db)?, log::head(fresh)?)?;
    same("version", version(db)?, version(fresh)?)?;
    same("tables", counts(db)?, counts(fresh)?)
}

fn version(db: &Connection) -> Result<i64> {
    Ok(db.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Everything that the file holds, and how many rows each table has.
fn counts(db: &Connection) -> Result<Vec<(String, String, u64)>> {
    let mut found = Vec::new();
    let mut read = db.prepare("SELECT type, name FROM sqlite_schema ORDER BY type, name")?;
    let all = read.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    for one in all {
        let (kind, name) = one?;
        let rows = match kind.as_str() {
            "table" => db.query_row(&format!("SELECT count(*) FROM \"{name}\""), [], |row| row.get(0))?,
            _ => 0,
        };
        found.push((kind, name, rows));
    }
    Ok(found)
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, old: T, new: T) -> Result<()> {
    if old == new {
        return Ok(());
    }
    Err(Failure::machine(
        "The new file is not what the old one is.",
        format!("its {what} differ: {old:?}, {new:?}"),
    )
    .todo("See that the disk is well, then try again."))
}

/// Puts the new slots in the place of the old ones, and clears the folder away.
fn put_slots(home: &Home, place: &Home) -> Result<()> {
    for (from, to) in place.slots().iter().zip(home.slots()) {
        if from.exists() {
            fs::rename(from, to).map_err(|cause| uncleared(place, cause))?;
        }
    }
    files::sync_folder(home.folder()).map_err(|cause| uncleared(place, cause))?;
    fs::remove_dir_all(place.folder()).map_err(|cause| uncleared(place, cause))
}

fn uncleared(place: &Home, cause: std::io::Error) -> Failure {
    disk::refuses(
        &format!("What a change of the key left in {} could not be cleared up.", place.folder().display()),
        cause,
    )
    .safe("The record is whole.")
}
