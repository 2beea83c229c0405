//! The search over the latest words of what stands in the record.

use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

use super::ask::Search;
use super::projections::{entries, evidence, people};
use super::value::{Sql, kind_number, number};
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
    if let Some(text) = gone {
        db.prepare_cached("INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)")?
            .execute(params![seq, text])?;
    }
    if let Some(text) = come {
        db.prepare_cached("INSERT INTO words (rowid, text) VALUES (?, ?)")?.execute(params![seq, text])?;
    }
    Ok(())
}

/// What is found, newest first.
pub(super) fn search(db: &Connection, search: &Search) -> Sql<Vec<Standing>> {
    let asked = asked(search);
    let mut sql = match &asked {
        Some(_) => "SELECT e.seq, e.recorded, e.recorded_offset, e.revision, e.state,
                coalesce(e.remains, p.content)
             FROM words CROSS JOIN entry e ON e.seq = words.rowid LEFT JOIN payload p ON p.seq = e.seq
             WHERE e.withdrawn = 0 AND words MATCH ?"
            .to_string(),
        None => format!("{} WHERE e.withdrawn = 0", entries::STANDING),
    };
    let newest = if asked.is_some() { "words.rowid" } else { "e.seq" };
    let mut given: Vec<Value> = asked.into_iter().map(Value::from).collect();
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
    if search.open {
        and("e.step = ?", 0.into());
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
        sql.push_str(" AND e.child IN (");
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
fn asked(search: &Search) -> Option<String> {
    let quoted = |word: &str| format!("\"{}\"", word.replace('"', "\"\""));
    let mut parts = Vec::new();
    let last = search.words.len().saturating_sub(1);
    for (index, group) in search.words.iter().enumerate() {
        let beginning = if index == last { "*" } else { "" };
        let any: Vec<_> = group
            .iter()
            .filter(|word| word.chars().any(char::is_alphanumeric))
            .map(|word| format!("{}{beginning}", quoted(word)))
            .collect();
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
    (!parts.is_empty()).then(|| parts.join(" AND "))
}
