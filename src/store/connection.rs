//! Opening the file: the key, the pragmas and their proof. Nothing else makes a connection.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use zeroize::Zeroizing;

use super::{disk, files};
use crate::failure::{Failure, Result};

/// `Door` in ASCII: says whose file this is.
const APPLICATION: i64 = 0x446F_6F72;
/// SQLite 3.51.3: older ones can lose a write-ahead log that is being reset.
const OLDEST_SQLITE: i32 = 3_051_003;

/// How much of the file is held in memory while nobody searches, in KiB.
pub(super) const PAGES: u32 = 2_000;
/// The same while somebody searches, and while a practice nursery is made.
pub(super) const MORE_PAGES: u32 = 16_000;

/// Holds so much of the file in memory, and lets go of what is more.
pub(super) fn pages(connection: &Connection, kib: u32) -> Result<()> {
    connection.execute_batch(&format!("PRAGMA cache_size = -{kib}; PRAGMA shrink_memory;"))?;
    Ok(())
}

/// How long a question waits by itself for another window before it says that the record is busy.
pub(super) const BUSY: Duration = Duration::from_millis(250);

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// A file that is not there yet.
    Create,
    /// Reading and writing.
    Write,
    /// Reading alone.
    Read,
}

/// Opens the database with its raw key (`x'…'`), sets every pragma and reads each back. Refuses a wrong
/// key, a foreign file, an SQLite that is too old and any pragma that does not hold.
pub(super) fn open(path: &Path, key: &str, purpose: Use) -> Result<Connection> {
    let there = path.exists();
    if purpose == Use::Create && there {
        return Err(Failure::refused("There is a record in this folder already.")
            .safe("It was not touched.")
            .todo("Choose another folder with --home."));
    }
    if purpose != Use::Create && !there {
        return Err(Failure::refused("There is no record in this folder.")
            .todo("Set one up with “doorstep setup”, or name the right folder with --home."));
    }
    refuse_old(rusqlite::version_number())?;
    if purpose == Use::Create {
        new_file(path)?;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let named = files::identity(path);
    let connection = Connection::open_with_flags(path, flags)?;
    // Before the key: a wrong one would be complained about on standard error, across the screen.
    unlock(&connection, key)?;
    let cipher: String = connection.query_row("PRAGMA cipher_version", [], |row| row.get(0))?;
    if !cipher.starts_with("4.") {
        return Err(Failure::machine("This database library does not encrypt as it should.", cipher));
    }
    connection.busy_timeout(BUSY)?;
    if let Err(error) = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())) {
        return Err(match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Failure {
                cause: Some(error.into()),
                ..Failure::refused("These words do not open this record, or its file is damaged.")
                    .safe("Nothing was changed.")
                    .todo("Check the words. If they are right, restore from a copy.")
            },
            _ => error.into(),
        });
    }
    if files::identity(path) != named {
        // What was opened has that name no more: what would be written into it would be lost.
        return Err(Failure::machine(
            "The record's file was changed for another just as it was opened.",
            "renamed",
        )
        .safe("Nothing was changed.")
        .todo("Open it again."));
    }
    if purpose == Use::Create {
        connection.pragma_update(None, "application_id", APPLICATION)?;
        connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    }
    connection.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;
         PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON;
         PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;",
    )?;
    if purpose == Use::Read {
        connection.execute_batch("PRAGMA query_only = ON")?;
    }
    prove(&connection, purpose)?;
    keep_statements(&connection)?;
    Ok(connection)
}

/// Keeps each statement as it was made ready. Without the second line one whose plan might have been another with other
/// values is made ready anew each time that it is asked with some, which costs more than most answers.
pub(super) fn keep_statements(connection: &Connection) -> Result<()> {
    connection.set_prepared_statement_cache_capacity(128);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// Refuses an SQLite of that version (3.51.3 is 3 051 003) where it is older than the oldest that is safe.
fn refuse_old(version: i32) -> Result<()> {
    if version >= OLDEST_SQLITE {
        return Ok(());
    }
    let named = format!("SQLite {}.{}.{}", version / 1_000_000, version / 1_000 % 1_000, version % 1_000);
    Err(Failure::machine("The database library is too old to be safe.", named)
        .safe("Nothing was changed.")
        .todo("Use the Doorstep that brings its own library."))
}

/// Opens the database for this connection alone, to read all of it: nobody else has it open, and nobody can open it until
/// this one is closed. Closing it takes nothing away that another file of that name may need.
pub(super) fn open_alone(path: &Path, key: &str) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    unlock(&connection, key)?;
    // Before the first look at it: then it is had alone or not at all.
    connection.execute_batch("PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = MEMORY;")?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let alone = connection.execute_batch("BEGIN IMMEDIATE; COMMIT;").and_then(|()| {
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0))
    });
    match alone {
        Ok(0) => Ok(connection),
        Err(error) if error.sqlite_error_code() != Some(ErrorCode::DatabaseBusy) => Err(error.into()),
        _ => Err(Failure::refused("Another window has this record open.")
            .safe("Nothing was changed.")
            .todo("Close Doorstep in every other window, then try again.")),
    }
}

/// Says the key. Statements that hold it are wiped on our side; SQLCipher wipes its own.
pub(super) fn unlock(connection: &Connection, key: &str) -> Result<()> {
    connection
        .execute_batch("PRAGMA cipher_log_level = NONE; PRAGMA cipher_log = device;")
        .or_else(|_| connection.execute_batch("PRAGMA cipher_log_level = NONE;"))?;
    connection.execute_batch("PRAGMA cipher_memory_security = ON")?;
    // A test that looks for words in the file itself has one that is not encrypted.
    if cfg!(test) && key.is_empty() {
        return Ok(());
    }
    let said = Zeroizing::new(format!("PRAGMA key = \"{key}\""));
    connection.execute_batch(&said)?;
    Ok(())
}

fn prove(connection: &Connection, purpose: Use) -> Result<()> {
    let text = |name: &str| -> Result<String> {
        let value =
            connection.pragma_query_value(None, name, |row| row.get::<_, rusqlite::types::Value>(0))?;
        Ok(match value {
            rusqlite::types::Value::Integer(number) => number.to_string(),
            rusqlite::types::Value::Text(text) => text.to_lowercase(),
            other => format!("{other:?}"),
        })
    };
    let reading = i64::from(purpose == Use::Read).to_string();
    let application = APPLICATION.to_string();
    let wanted = [
        ("journal_mode", "wal"),
        ("synchronous", "2"),
        ("foreign_keys", "1"),
        ("recursive_triggers", "1"),
        ("trusted_schema", "0"),
        ("cell_size_check", "1"),
        ("secure_delete", "1"),
        ("temp_store", "2"),
        ("cipher_memory_security", "1"),
        ("query_only", reading.as_str()),
        ("application_id", application.as_str()),
    ];
    for (name, value) in wanted {
        let found = text(name)?;
        if found != value {
            return Err(Failure::machine(
                "The record can't be opened safely: a safeguard of its file does not hold.",
                format!("{name} is {found}, not {value}"),
            )
            .safe("Nothing was changed."));
        }
    }
    // Without a build for it the pragma answers with no row at all, which is as good as 0.
    let mapped: Option<i64> =
        connection.query_row("PRAGMA mmap_size", [], |row| row.get(0)).or_else(|error| {
            if error == rusqlite::Error::QueryReturnedNoRows { Ok(None) } else { Err(error) }
        })?;
    if mapped.unwrap_or(0) != 0 {
        return Err(Failure::machine("The record can't be opened safely.", "mmap_size is not 0"));
    }
    Ok(())
}

/// Only its owner may read it, from its first byte on.
pub(super) fn new_file(path: &Path) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(path)
        .and_then(|file| file.sync_all())
        .map_err(|error| disk::refuses("The record's file could not be made.", error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_made_ready_once_whatever_values_it_is_asked_with() {
        for keeps in [true, false] {
            let connection = Connection::open_in_memory().unwrap();
            connection
                .execute_batch(
                    "CREATE TABLE note (day, review); CREATE INDEX new ON note (day) WHERE review = 0",
                )
                .unwrap();
            if keeps {
                keep_statements(&connection).unwrap();
            }
            let mut asked =
                connection.prepare("SELECT day FROM note WHERE day > ?1 AND review = ?2").unwrap();
            for values in [[1, 0], [2, 0], [3, 1]] {
                assert!(!asked.exists(values).unwrap());
            }
            assert_eq!(asked.get_status(rusqlite::StatementStatus::RePrepare) == 0, keeps);
        }
    }

    #[test]
    fn an_sqlite_that_can_lose_a_log_is_refused_by_name_and_every_later_one_is_not() {
        for (version, refused) in [
            (2_008_017, Some("SQLite 2.8.17")),
            (3_008_000, Some("SQLite 3.8.0")),
            (3_050_004, Some("SQLite 3.50.4")),
            (3_051_000, Some("SQLite 3.51.0")),
            (3_051_002, Some("SQLite 3.51.2")),
            (3_051_003, None),
            (3_051_004, None),
            (3_052_000, None),
            (3_100_000, None),
            (4_000_000, None),
        ] {
            let failure = refuse_old(version).err();
            let named = failure.and_then(|failure| failure.cause).map(|cause| cause.to_string());
            assert_eq!(named.as_deref(), refused, "{version}");
        }
        assert!(
            refuse_old(rusqlite::version_number()).is_ok(),
            "this program brings {}",
            rusqlite::version()
        );
    }
}
