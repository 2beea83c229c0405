//! Verification: the chain, the projections, the file and the witness, each looked at from end to end.

pub(super) mod deep;

use std::path::PathBuf;

use rusqlite::{Connection, OpenFlags, params};
use zeroize::Zeroizing;

use super::ask::Check;
use super::log::{self, BEGINNING, GONE, Hash, Header, LINE};
use super::projections::{Projector, TABLES};
use super::value::{Sql, from_json};
use super::witness::{Compared, compare};
use super::{code, connection, disk, files, hash_at, vault};
use crate::domain::Change;
use crate::failure::{Failure, Result};
use crate::paths::Home;

/// Up to so many lines replay happens in memory, above it in a file beside the record.
const IN_MEMORY: u64 = 5_000;
/// Where tables are made anew beside the record, the disk must have so many times the record's size free.
const ROOM: u64 = 2;
/// Between so many lines it is asked whether the look goes on.
const BREATH: u64 = 256;

/// Asked again and again whether a long look goes on; once it says no it says so for good.
pub(super) type GoOn<'a> = &'a dyn Fn() -> bool;

/// What was found of a part: `Ok` for a sentence that all is well, `Err` for what is not.
type Found = Result<String, String>;

/// A line for each of the five; `None` where it was stopped.
pub(super) fn verify(
    db: &Connection,
    home: &Home,
    key: &Zeroizing<String>,
    seen: Option<(u64, Hash)>,
    go_on: GoOn<'_>,
) -> Result<Option<Vec<Check>>> {
    // One look at one moment, whatever another process writes meanwhile.
    db.execute_batch("BEGIN")?;
    let parts: [(&'static str, &dyn Fn() -> Result<Found>); 5] = [
        ("chain", &|| chain(db, go_on)),
        ("projections", &|| projections(db, home, key, go_on)),
        ("integrity", &|| integrity(db)),
        ("witness", &|| witness(db, seen)),
        ("key", &|| vault::copies(home, key)),
    ];
    let looked = look(&parts, go_on);
    end(db);
    looked
}

/// Ends a look. A page that can't be read may have ended it already, or spoilt the connection: whatever is said now
/// takes nothing from what was found.
fn end(db: &Connection) {
    let _ = db.execute_batch("ROLLBACK");
}

/// Refuses a file whose chain or whose pages are not whole: for one that was written just now.
pub(super) fn sound(db: &Connection) -> Result<()> {
    chain(db, &|| true)?.and(integrity(db)?).map(drop).map_err(|says| {
        Failure::machine("What was written did not come back whole.", says)
            .todo("See that the disk is well, then try again.")
    })
}

/// Looks at one part after the other.
fn look(parts: &[(&'static str, &dyn Fn() -> Result<Found>)], go_on: GoOn<'_>) -> Result<Option<Vec<Check>>> {
    let mut checks = Vec::new();
    for (name, part) in parts {
        let found = part();
        if !go_on() {
            // Whatever a part said, it was not to its end.
            return Ok(None);
        }
        checks.push(match found {
            Ok(Ok(says)) => Check { name, holds: true, says },
            Ok(Err(says)) => Check { name, holds: false, says },
            // A disk without room says nothing about the record.
            Err(failure) if disk::full(&failure) => return Err(failure),
            // What to do about it is said once for all the parts.
            Err(failure) if disk::damaged(&failure) => Check { name, holds: false, says: failure.what },
            Err(failure) => Check { name, holds: false, says: failure.to_string() },
        });
    }
    Ok(Some(checks))
}

pub(super) fn chain(db: &Connection, go_on: GoOn<'_>) -> Result<Found> {
    let mut read = db.prepare(&format!(
        "SELECT {LINE}, l.prev, l.hash, p.salt, p.content, {GONE}
         FROM log l LEFT JOIN payload p ON p.seq = l.seq ORDER BY l.seq"
    ))?;
    let mut rows = read.query([])?;
    let (mut last, mut prev, mut without): (u64, Hash, u64) = (0, BEGINNING, 0);
    while let Some(row) = rows.next()? {
        if last.is_multiple_of(BREATH) && !go_on() {
            break;
        }
        let header = Header::read(row)?;
        let (said_prev, said): (Hash, Hash) = (row.get(13)?, row.get(14)?);
        let (salt, content): (Option<Vec<u8>>, Option<String>) = (row.get(15)?, row.get(16)?);
        let named: bool = row.get(17)?;
        if header.seq != last + 1 {
            return Ok(Err(format!("Line {} of the log is missing.", last + 1)));
        }
        last = header.seq;
        if said_prev != prev || header.hash(&prev) != said {
            return Ok(Err(format!("Line {last} of the log was changed.")));
        }
        match salt.zip(content) {
            Some((salt, content)) if log::commitment(&salt, &content) != header.commitment => {
                return Ok(Err(format!("What line {last} of the log says was changed.")));
            }
            Some(_) if named => {
                return Ok(Err(format!(
                    "Line {last} was taken back or erased, and its words are still there."
                )));
            }
            Some((_, content)) => {
                let kind = from_json::<Change>(&content).map(|change| log::kind(&change) == header.kind);
                if kind != Ok(true) {
                    return Ok(Err(format!("Line {last} of the log can't be read.")));
                }
            }
            None if named => without += 1,
            None => return Ok(Err(format!("What line {last} of the log said is missing."))),
        }
        prev = said;
    }
    let stray: u64 = db.query_row("SELECT count(*) FROM payload WHERE seq > ?", [last], |row| row.get(0))?;
    if stray > 0 {
        return Ok(Err(format!("{stray} lines at the end of the log are missing.")));
    }
    let gone = if without > 0 { format!(", {without} of them without their words") } else { String::new() };
    Ok(Ok(format!("The chain of {last} lines is whole{gone}; it ends with {}.", code(&prev))))
}

fn projections(db: &Connection, home: &Home, key: &str, go_on: GoOn<'_>) -> Result<Found> {
    let (lines, _) = log::head(db)?;
    let beside = match lines > IN_MEMORY {
        true => Some(Beside::of(home)?),
        false => None,
    };
    let mut fresh = match &beside {
        None => Connection::open_in_memory()?,
        Some(Beside(path)) => {
            let fresh = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
            connection::unlock(&fresh, key)?;
            fresh.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")?;
            fresh
        }
    };
    connection::keep_statements(&fresh)?;
    if beside.is_none() {
        fresh.execute_batch("PRAGMA cipher_log_level = NONE")?;
    }
    let path = home.database().to_string_lossy().into_owned();
    fresh.execute("ATTACH DATABASE ?1 AS live KEY ?2", params![path, key])?;
    let tx = fresh.transaction()?;
    // This connection looks at a later moment than the other: people may have written since.
    let last = tx.query_row("SELECT coalesce(max(seq), 0) FROM live.log", [], |row| row.get(0))?;
    build(&tx, last, go_on)?;
    for table in TABLES {
        if !go_on() {
            break;
        }
        let differs = |one: &str, other: &str| -> Sql<u64> {
            let sql = format!(
                "SELECT count(*) FROM (SELECT * FROM {one}.{table} EXCEPT SELECT * FROM {other}.{table})"
            );
            tx.query_row(&sql, [], |row| row.get(0))
        };
        let wrong = differs("main", "live")? + differs("live", "main")?;
        if wrong > 0 {
            return Ok(Err(format!("{wrong} rows of “{table}” are not what the log says.")));
        }
    }
    tx.execute_batch(
        "CREATE VIRTUAL TABLE temp.live_words USING fts5vocab('live', 'words', 'row');
         CREATE VIRTUAL TABLE temp.fresh_words USING fts5vocab('main', 'words', 'row');",
    )?;
    let wrong: u64 = tx.query_row(
        "SELECT count(*) FROM (SELECT * FROM (SELECT * FROM live_words EXCEPT SELECT * FROM fresh_words)
            UNION ALL SELECT * FROM (SELECT * FROM fresh_words EXCEPT SELECT * FROM live_words))",
        [],
        |row| row.get(0),
    )?;
    if wrong > 0 {
        return Ok(Err(format!("{wrong} words of the search index are not what the log says.")));
    }
    Ok(Ok("Every table is what the log says.".to_string()))
}

/// Makes every projection anew out of the attached log, up to its line `last`.
fn build(fresh: &Connection, last: u64, go_on: GoOn<'_>) -> Sql<()> {
    let tables: Vec<String> = fresh
        .prepare("SELECT name, tbl_name, sql FROM live.sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")?
        .query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
        })?
        .collect::<Sql<Vec<_>>>()?
        .into_iter()
        .filter(|(name, table, _)| {
            TABLES.contains(&table.as_str())
                || ["statement", "term"].contains(&table.as_str())
                || name == "words"
        })
        .map(|(_, _, sql)| sql)
        .collect();
    for sql in tables {
        fresh.execute_batch(&sql)?;
    }
    // Which number a statement has says nothing; with the same numbers the rows can be laid side by side.
    fresh.execute_batch(
        "INSERT INTO main.statement SELECT * FROM live.statement;
         INSERT INTO main.words (words, rank) VALUES ('secure-delete', 1);",
    )?;
    let mut projector = Projector::new(fresh);
    let mut read = fresh.prepare(&format!(
        "SELECT {LINE}, p.content FROM live.log l JOIN live.payload p ON p.seq = l.seq
         WHERE l.seq <= ? ORDER BY l.seq"
    ))?;
    let mut rows = read.query([last])?;
    while let Some(row) = rows.next()? {
        let header = Header::read(row)?;
        if header.seq.is_multiple_of(BREATH) && !go_on() {
            break;
        }
        let content: String = row.get(13)?;
        projector.project(header.seq, header.stamp(), &from_json(&content)?, &content)?;
    }
    projector.settle()
}

/// A file that goes when it is not needed any more.
struct Beside(PathBuf);

impl Beside {
    /// A file of this process alone, beside the record. Refuses a disk that it would fill: somebody writes notes on it.
    fn of(home: &Home) -> Result<Beside> {
        let size = std::fs::metadata(home.database()).map(|file| file.len()).unwrap_or(0);
        if files::free(home.folder()).is_some_and(|free| free < size.saturating_mul(ROOM)) {
            return Err(disk::refuses(
                "The record could not be looked through to its end.",
                std::io::ErrorKind::StorageFull.into(),
            ));
        }
        // Left over from looks that were cut short. One that another process is at loses its name at most.
        for file in std::fs::read_dir(home.folder()).into_iter().flatten().flatten() {
            let name = file.file_name().to_string_lossy().into_owned();
            if name.starts_with("verify-") && name.ends_with(".tmp") {
                let _ = std::fs::remove_file(file.path());
            }
        }
        let path = home.folder().join(format!("verify-{}.tmp", std::process::id()));
        // Its owner's alone from its first byte on, as the record is.
        files::write_private(&path, &[])?;
        Ok(Beside(path))
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // It is encrypted and holds nothing that the record does not: left behind it is removed at the next look.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// The trees that the pages make, and each page's own sum. Which page it is that does not hold, a deep look names.
pub(super) fn integrity(db: &Connection) -> Result<Found> {
    let trees: String = db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    let sums: Vec<String> =
        db.prepare("PRAGMA cipher_integrity_check")?.query_map([], |row| row.get(0))?.collect::<Sql<_>>()?;
    Ok(match trees == "ok" && sums.is_empty() {
        true => Ok("The file and its encryption are sound.".to_string()),
        false => Err(disk::DAMAGED.to_string()),
    })
}

/// What the database library says of a page or a table that does not hold, in our own words: its own are for programmers,
/// and may name what the record holds.
fn amiss(said: &str) -> String {
    let said = said.to_lowercase();
    let mut after = said.split("page ").skip(1);
    let number = after.find_map(|rest| {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<u64>().ok()
    });
    match number {
        Some(number) => format!("page {number} does not hold"),
        None => "a table and what belongs to it do not agree".to_string(),
    }
}

fn witness(db: &Connection, seen: Option<(u64, Hash)>) -> Result<Found> {
    let (last, _) = log::head(db)?;
    Ok(match compare(seen, last, |seq| hash_at(db, seq))? {
        Compared::Equal => Ok("The witness saw the same last line.".to_string()),
        Compared::DatabaseAhead => {
            Ok("The witness saw an earlier line; it is renewed at the next start.".to_string())
        }
        Compared::DatabaseBehind { missing } => {
            Err(format!("{missing} entries are missing: the witness saw them."))
        }
        Compared::Differs => Err("The witness saw another record than this.".to_string()),
        Compared::NoWitness => Err("There is no witness beside the record.".to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_library_says_of_a_page_is_told_in_our_words() {
        for (said, told) in [
            (
                "*** in database main ***\nTree 2 page 2: btreeInitPage() returns error code 11",
                "page 2 does not hold",
            ),
            ("HMAC verification failed for page 92", "page 92 does not hold"),
            ("Page 17: never used", "page 17 does not hold"),
            ("row 3 missing from index entry_by_child", "a table and what belongs to it do not agree"),
            ("", "a table and what belongs to it do not agree"),
        ] {
            assert_eq!(amiss(said), told);
        }
    }
}
