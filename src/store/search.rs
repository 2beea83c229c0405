//! The search over the latest words of what stands in the record.

use std::collections::BTreeSet;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::ask::Search;
use super::projections::{entries, evidence, people};
use super::value::{Sql, kind_number, number};
use crate::domain::Day;
use crate::domain::entry::Standing;

/// Brings the index from what an entry said to what it says.
pub(super) fn turn(db: &Connection, before: Option<&Standing>, after: Option<&Standing>) -> Sql<()> {
    let words = |standing: Option<&Standing>| {
        standing.filter(|standing| standing.withdrawn.is_none()).map(|standing| standing.text().to_string())
    };
    let seq = before.or(after).map_or(0, |standing| standing.seq);
    let (gone, come) = (words(before), words(after));
    if gone == come {
        return Ok(());
    }
    if let Some(text) = &gone {
        db.prepare_cached("INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)")?
            .execute(params![seq, text])?;
    }
    if let Some(text) = &come {
        db.prepare_cached("INSERT INTO words (rowid, text) VALUES (?, ?)")?.execute(params![seq, text])?;
    }
    let (gone, come) = (terms(gone.as_deref()), terms(come.as_deref()));
    for term in come.difference(&gone) {
        db.prepare_cached("INSERT OR IGNORE INTO term (term) VALUES (?)")?.execute([term])?;
    }
    for term in gone.difference(&come) {
        let elsewhere =
            db.prepare_cached("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1")?.exists([quoted(term)])?;
        if !elsewhere {
            db.prepare_cached("DELETE FROM term WHERE term = ?")?.execute([term])?;
        }
    }
    Ok(())
}

/// The words of a text as the index has them: in small letters, without their accents.
fn terms(text: Option<&str>) -> BTreeSet<String> {
    let folded: String =
        text.unwrap_or_default().to_lowercase().nfd().filter(|c| !is_combining_mark(*c)).collect();
    folded.split(|c: char| !c.is_alphanumeric()).filter(|term| !term.is_empty()).map(str::to_string).collect()
}

fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}

/// The longest beginning that the index keeps a list for.
const LISTED: usize = 3;
/// So many words with one beginning are looked up one by one.
const ENDINGS: usize = 200;

/// A beginning in the index's own language. A long one is put as the words that begin with it, because those
/// are read newest first, where a beginning would be gathered whole.
fn begun(db: &Connection, word: &str) -> Sql<String> {
    let anyhow = format!("{}*", quoted(word));
    let one: Vec<String> = terms(Some(word)).into_iter().collect();
    let [beginning] = &one[..] else { return Ok(anyhow) };
    if beginning.chars().count() <= LISTED {
        return Ok(anyhow);
    }
    let endings: Vec<String> = db
        .prepare_cached("SELECT term FROM term WHERE term >= ?1 AND term < ?1 || char(1114111) LIMIT ?2")?
        .query_map(params![beginning, ENDINGS + 1], |row| row.get(0))?
        .collect::<Sql<_>>()?;
    Ok(match endings.len() {
        0 => quoted(word),
        1..=ENDINGS => endings.iter().map(|term| quoted(term)).collect::<Vec<_>>().join(" OR "),
        _ => anyhow,
    })
}

/// The first line of the log with an entry of that day or a later one; the next to come where there is none. Every
/// line that comes is a later one, so this stays true for as long as the record stands.
pub(super) fn first_since(db: &Connection, day: Day) -> Sql<u64> {
    db.prepare_cached(
        "SELECT coalesce(min(e.seq), (SELECT coalesce(max(seq), 0) + 1 FROM log))
         FROM room r CROSS JOIN entry e INDEXED BY entry_day ON e.room = r.id AND e.day >= ?",
    )?
    .query_row([number(day)], |row| row.get(0))
}

/// What is found, newest first. Nothing that is asked for stands before the line `first`.
pub(super) fn search(db: &Connection, search: &Search, first: u64) -> Sql<Vec<Standing>> {
    let parts = parts(db, search)?;
    let (conditions, given) = conditions(db, search)?;
    if parts.is_empty() {
        // Few steps are open, however many entries there are.
        let by = if search.open { "entry e INDEXED BY entry_open" } else { "entry e" };
        let standing = entries::STANDING.replace("entry e", by);
        let limit = Value::from(i64::try_from(search.limit).unwrap_or(i64::MAX));
        // By the log and not by the clock: the newest are then found without looking at the others.
        return db
            .prepare_cached(&format!("{standing} WHERE {conditions} ORDER BY e.seq DESC LIMIT ?"))?
            .query_map(params_from_iter(given.iter().chain([&limit])), entries::standing)?
            .collect();
    }
    let mut look = db.prepare_cached(&format!("{} WHERE {conditions} AND e.seq = ?", entries::STANDING))?;
    let mut found = Vec::new();
    for stretch in stretches(db, first)? {
        for seq in together(db, &parts, stretch)?.into_iter().rev() {
            if found.len() == search.limit {
                return Ok(found);
            }
            let seq = Value::from(seq);
            found.extend(
                look.query_row(params_from_iter(given.iter().chain([&seq])), entries::standing).optional()?,
            );
        }
    }
    Ok(found)
}

/// So many lines of the log are looked through first; then, where too little was found, eight times as many.
/// Tests have few lines, and cross from stretch to stretch all the same.
const STRETCH: i64 = if cfg!(test) { 3 } else { 8_192 };

/// The log from its end back to the line `first`, in stretches of lines, each with its first and last line.
fn stretches(db: &Connection, first: u64) -> Sql<impl Iterator<Item = (i64, i64)>> {
    let first = i64::try_from(first).unwrap_or(i64::MAX);
    let last: i64 =
        db.prepare_cached("SELECT coalesce(max(seq), 0) FROM log")?.query_row([], |row| row.get(0))?;
    let mut rest = (last >= first).then_some((last, STRETCH));
    Ok(std::iter::from_fn(move || {
        let (to, lines) = rest?;
        let from = first.max(to.saturating_sub(lines) + 1);
        rest = (from > first).then(|| (from - 1, lines.saturating_mul(8)));
        Some((from, to))
    }))
}

/// The lines of a stretch that have all parts, oldest first. The index is read forwards, though the newest are
/// wanted: to begin at the end of a word's list it would go through the whole list of each of its segments. And
/// each part is read by itself, because two lists next to each other are soon gone through, where the index
/// would look up the one's every line in the other.
fn together(db: &Connection, parts: &[String], (from, to): (i64, i64)) -> Sql<Vec<i64>> {
    let mut all: Option<Vec<i64>> = None;
    let mut read = db.prepare_cached(
        "SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid",
    )?;
    for part in parts {
        let lines = read.query_map(params![part, from, to], |row| row.get(0))?.collect::<Sql<Vec<i64>>>()?;
        let both = match all {
            None => lines,
            Some(mut all) => {
                all.retain(|line| lines.binary_search(line).is_ok());
                all
            }
        };
        if both.is_empty() {
            return Ok(both);
        }
        all = Some(both);
    }
    Ok(all.unwrap_or_default())
}

/// What must hold of an entry beside its words, in SQL, and the values for it.
fn conditions(db: &Connection, search: &Search) -> Sql<(String, Vec<Value>)> {
    let mut sql = "e.withdrawn = 0".to_string();
    let mut given: Vec<Value> = Vec::new();
    if search.open {
        sql.push_str(" AND e.step = 0");
    }
    let mut and = |condition: &str, value: Value| {
        sql.push_str(" AND ");
        sql.push_str(condition);
        given.push(value);
    };
    if let Some(kind) = search.kind {
        and("e.kind = ?", kind_number(kind).into());
    }
    if let Some(by) = search.by {
        and("e.by = ?", by.0.as_bytes().to_vec().into());
    }
    if let Some(from) = search.from {
        and("e.day >= ?", number(from).into());
    }
    if let Some(statement) = &search.shows {
        // A statement that nothing was agreed to show has no number: 0 is nobody's.
        let no = evidence::statement_number(db, statement)?.unwrap_or(0);
        and(
            "EXISTS (SELECT 1 FROM log l JOIN piece q ON q.statement = ? AND q.day = e.day AND q.room = e.room
                AND q.entry = l.id AND q.child = e.child WHERE l.seq = e.seq)",
            no.into(),
        );
    }
    let leads = match search.viewer {
        Some(viewer) => people::person(db, viewer)?.is_some_and(|person| person.role.leads()),
        None => false,
    };
    if !leads {
        let viewer = search.viewer.map(|viewer| viewer.0.as_bytes().to_vec()).unwrap_or_default();
        and("(e.private = 0 OR e.by = ?)", viewer.into());
    }
    if !search.children.is_empty() {
        // The plus keeps to the order of the log: one room's children have too many entries to gather first.
        sql.push_str(if search.children.len() > 1 { " AND +e.child IN (" } else { " AND e.child IN (" });
        for (index, child) in search.children.iter().enumerate() {
            sql.push_str(if index == 0 { "?" } else { ",?" });
            given.push(child.0.as_bytes().to_vec().into());
        }
        sql.push(')');
    }
    Ok((sql, given))
}

/// The words that are asked for, in the index's own language; each part must be there.
fn parts(db: &Connection, search: &Search) -> Sql<Vec<String>> {
    let mut parts = Vec::new();
    let last = search.words.len().saturating_sub(1);
    for (index, group) in search.words.iter().enumerate() {
        let mut any = Vec::new();
        for word in group.iter().filter(|word| word.chars().any(char::is_alphanumeric)) {
            any.push(if index == last { begun(db, word)? } else { quoted(word) });
        }
        if !any.is_empty() {
            parts.push(any.join(" OR "));
        }
    }
    parts.extend(
        search
            .exact
            .iter()
            .filter(|words| words.chars().any(char::is_alphanumeric))
            .map(|words| quoted(words)),
    );
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stretches_hold_every_line_of_the_log_once_from_its_end_back_to_the_first_that_is_asked_for() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("CREATE TABLE log (seq INTEGER PRIMARY KEY)").unwrap();
        assert_eq!(stretches(&db, 1).unwrap().count(), 0);
        for last in 1..100 {
            db.execute("INSERT INTO log (seq) VALUES (?)", [last]).unwrap();
            for first in 1..=last {
                let all: Vec<(i64, i64)> = stretches(&db, first as u64).unwrap().collect();
                let lines: Vec<i64> = all.iter().flat_map(|(from, to)| (*from..=*to).rev()).collect();
                assert_eq!(lines, (first..=last).rev().collect::<Vec<_>>());
            }
            assert_eq!(stretches(&db, last as u64 + 1).unwrap().count(), 0);
        }
        let long = |stretch: (i64, i64)| stretch.1 - stretch.0 + 1;
        let lengths: Vec<i64> = stretches(&db, 1).unwrap().map(long).collect();
        assert_eq!(lengths, [STRETCH, 8 * STRETCH, 99 - 9 * STRETCH]);
    }
}
