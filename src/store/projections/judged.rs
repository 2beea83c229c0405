//! What people wrote about statements: judgements and evidence texts.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::Projector;
use crate::domain::evidence::Scope;
use crate::domain::framework::StatementRef;
use crate::domain::{Change, Moment, Stamp};
use crate::store::ask::{Judged, Kept};
use crate::store::value::{Sql, from_json, json, json_at, maybe_id};

/// A framework's judgements and texts, by the statement's code.
pub(in crate::store) fn judged(db: &Connection, framework: &str) -> Sql<BTreeMap<String, Judged>> {
    db.prepare_cached(
        "SELECT code, met, text, cited, revision, by, at, at_offset, scope, kept FROM judged WHERE framework = ?",
    )?
    .query_map([framework], |row| {
        let at: Option<i64> = row.get(6)?;
        let offset: Option<i32> = row.get(7)?;
        let at = at.zip(offset).map(|(ms, offset)| Moment { ms, offset });
        let kept: Option<Kept> = row.get_ref(9)?.as_str_or_null()?.map(from_json).transpose()?;
        let scope: Option<Scope> = row.get_ref(8)?.as_str_or_null()?.map(from_json).transpose()?;
        Ok((
            row.get(0)?,
            Judged {
                met: row.get(1)?,
                text: row.get(2)?,
                cited: json_at(row, 3)?,
                revision: row.get(4)?,
                written: maybe_id(row, 5)?.zip(at),
                scope: match kept {
                    Some(Kept { period, .. }) => {
                        Some(Scope { rooms: scope.map(|scope| scope.rooms).unwrap_or_default(), period })
                    }
                    None => scope,
                },
                kept,
            },
        ))
    })?
    .collect()
}

/// How many times a statement's text was written, by whom last, and when.
pub(in crate::store) fn written(db: &Connection, statement: &StatementRef) -> Sql<Judged> {
    Ok(judged(db, &statement.framework)?.remove(&statement.code).unwrap_or_default())
}

impl Projector<'_> {
    pub(super) fn judge(&mut self, stamp: Stamp, change: &Change) -> Sql<()> {
        match change {
            Change::Judge { statement, met, .. } => {
                self.db
                    .prepare_cached(
                        "INSERT INTO judged (framework, code, met, text, cited, revision)
                         VALUES (?, ?, ?, '', '[]', 0)
                         ON CONFLICT (framework, code) DO UPDATE SET met = excluded.met",
                    )?
                    .execute(params![statement.framework, statement.code, met])?;
            }
            Change::EvidenceText { statement, text, cited, scope, .. } => {
                self.db
                    .prepare_cached(
                        "INSERT INTO judged (framework, code, met, text, cited, revision, by, at, at_offset, scope)
                         VALUES (?1, ?2, '', ?3, ?4, 1, ?5, ?6, ?7, ?8)
                         ON CONFLICT (framework, code) DO UPDATE SET text = ?3, cited = ?4,
                            revision = revision + 1, by = ?5, at = ?6, at_offset = ?7, scope = ?8, kept = NULL",
                    )?
                    .execute(params![
                        statement.framework,
                        statement.code,
                        text,
                        json(cited)?,
                        stamp.person.map(|person| person.0.into_bytes()),
                        stamp.recorded.ms,
                        stamp.recorded.offset,
                        scope.as_ref().map(json).transpose()?
                    ])?;
            }
            Change::KeepText { statement, period, .. } => {
                let kept = period.map(|period| Kept { at: stamp.recorded, period });
                self.db
                    .prepare_cached("UPDATE judged SET kept = ? WHERE framework = ? AND code = ?")?
                    .execute(params![
                        kept.as_ref().map(json).transpose()?,
                        statement.framework,
                        statement.code
                    ])?;
            }
            _ => {}
        }
        Ok(())
    }
}
