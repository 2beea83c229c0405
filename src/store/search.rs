//! The search over the latest words of what stands in the record.

use std::collections::BTreeSet;

use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

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
    let asked = asked(db, search)?;
    let mut sql = match &asked {
        Some(_) => "SELECT e.seq, e.recorded, e.recorded_offset, e.revision, e.state,
                coalesce(e.remains, p.content)
             FROM words CROSS JOIN entry e ON e.seq = words.rowid LEFT JOIN payload p ON p.seq = e.seq
             WHERE e.withdrawn = 0 AND words MATCH ?"
            .to_string(),
        None => {
            // Few steps are open, however many entries there are.
            let by = if search.open { "entry e INDEXED BY entry_open" } else { "entry e" };
            format!("{} WHERE e.withdrawn = 0", entries::STANDING.replace("entry e", by))
        }
    };
    let newest = if asked.is_some() { "words.rowid" } else { "e.seq" };
    let mut given: Vec<Value> = asked.into_iter().map(Value::from).collect();
    if !given.is_empty() {
        // Of words that are rare, or rare together, all would be looked at back to the first day.
        sql.push_str(" AND words.rowid >= ?");
        given.push(i64::try_from(first).unwrap_or(i64::MAX).into());
    }
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
    // By the log and not by the clock: the index then gives the newest without looking at the others.
    sql.push_str(&format!(" ORDER BY {newest} DESC LIMIT ?"));
    given.push(i64::try_from(search.limit).unwrap_or(i64::MAX).into());
    db.prepare_cached(&sql)?.query_map(params_from_iter(given), entries::standing)?.collect()
}

/// The question in the index's own language; `None` where no words are asked for.
fn asked(db: &Connection, search: &Search) -> Sql<Option<String>> {
    let mut parts = Vec::new();
    let last = search.words.len().saturating_sub(1);
    for (index, group) in search.words.iter().enumerate() {
        let mut any = Vec::new();
        for word in group.iter().filter(|word| word.chars().any(char::is_alphanumeric)) {
            any.push(if index == last { begun(db, word)? } else { quoted(word) });
        }
        if !any.is_empty() {
            parts.push(format!("({})", any.join(" OR ")));
        }
    }
    parts.extend(
        search
            .exact
            .iter()
            .filter(|words| words.chars().any(char::is_alphanumeric))
            .map(|words| quoted(words)),
    );
    Ok((!parts.is_empty()).then(|| parts.join(" AND ")))
}
