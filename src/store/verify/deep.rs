//! Everything that a look from end to end leaves out: every page and every line by itself, so that what does not hold
//! is named in full; the codes of the days that were closed.

use rusqlite::Connection;

use super::{Found, amiss, end, look};
use crate::domain::day::short;
use crate::failure::Result;
use crate::store::ask::Check;
use crate::store::code;
use crate::store::log::{self, GONE, Header, LINE};
use crate::store::value::Sql;

/// So many of what does not hold are named one by one.
const NAMED: usize = 20;

/// A line for each of the parts.
pub(in crate::store) fn deep(db: &Connection) -> Result<Vec<Check>> {
    db.execute_batch("BEGIN")?;
    let parts: [(&'static str, &dyn Fn() -> Result<Found>); 3] =
        [("pages", &|| pages(db)), ("words", &|| words(db)), ("days", &|| days(db))];
    let looked = look(&parts, &|| true);
    end(db);
    Ok(looked?.unwrap_or_default())
}

/// What is wrong, the first of it by name; or the sentence that nothing is.
fn told(wrong: Vec<String>, all: impl FnOnce() -> String) -> Found {
    let more = wrong.len().saturating_sub(NAMED);
    if wrong.is_empty() {
        return Ok(all());
    }
    let mut says: Vec<String> = wrong.into_iter().take(NAMED).collect();
    if more > 0 {
        says.push(format!("and {more} more"));
    }
    Err(format!("{}.", says.join("; ")))
}

/// Each page by its own sum, and the trees that the pages make.
fn pages(db: &Connection) -> Result<Found> {
    let all: u64 = db.query_row("PRAGMA page_count", [], |row| row.get(0))?;
    let asked = |pragma: &str| -> Sql<Vec<String>> {
        db.prepare(pragma)?.query_map([], |row| row.get::<_, String>(0))?.collect()
    };
    let mut wrong = asked("PRAGMA cipher_integrity_check")?;
    // A page that can't be read ends the look at the trees: the sums have named it already.
    match asked("PRAGMA integrity_check(1000)") {
        Ok(trees) => wrong.extend(trees.into_iter().filter(|says| says != "ok")),
        Err(error) if wrong.is_empty() => return Err(error.into()),
        Err(_) => {}
    }
    // One page that does not hold is named by its sum and by its tree.
    let mut named = Vec::new();
    for says in wrong.iter().map(|says| amiss(says)) {
        if !named.contains(&says) {
            named.push(says);
        }
    }
    Ok(told(named, || format!("Each of the {all} pages of the file is sound.")))
}

/// What each line says against what it was committed to, line by line.
fn words(db: &Connection) -> Result<Found> {
    let mut read = db.prepare(&format!(
        "SELECT {LINE}, p.salt, p.content, {GONE} FROM log l LEFT JOIN payload p ON p.seq = l.seq ORDER BY l.seq"
    ))?;
    let mut rows = read.query([])?;
    let (mut wrong, mut all, mut gone) = (Vec::new(), 0_u64, 0_u64);
    while let Some(row) = rows.next()? {
        let header = Header::read(row)?;
        let words: (Option<Vec<u8>>, Option<String>) = (row.get(13)?, row.get(14)?);
        let named: bool = row.get(15)?;
        all += 1;
        let why = match words.0.zip(words.1) {
            Some((salt, content)) if log::commitment(&salt, &content) != header.commitment => "was changed",
            Some(_) if named => "was taken back and is there",
            None if !named => "is missing",
            None => {
                gone += 1;
                continue;
            }
            Some(_) => continue,
        };
        let (kind, day) = (&header.kind, short(header.recorded.day()));
        wrong.push(format!("what line {} says ({kind}, {day}) {why}", header.seq));
    }
    Ok(told(wrong, || {
        format!("What each of {all} lines says is what it was committed to; {gone} were taken back.")
    }))
}

/// The codes to be laid beside the printed ones. Nothing here can be wrong by itself.
fn days(db: &Connection) -> Result<Found> {
    let (_, head) = log::head(db)?;
    let closed: Vec<(i64, String)> = db
        .prepare("SELECT day, code FROM closed ORDER BY day DESC, at DESC LIMIT 3")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Sql<_>>()?;
    let said: Vec<String> = closed
        .into_iter()
        .map(|(day, code)| format!("{} {code}", short(crate::store::value::day(day))))
        .collect();
    let last = match said.is_empty() {
        true => "No day was closed yet.".to_string(),
        false => format!("The days closed last have {}: lay them beside the printed ones.", said.join(", ")),
    };
    Ok(Ok(format!("The day code is {} now. {last}", code(&head))))
}
