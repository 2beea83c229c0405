//! What people say of a framework: each is said over what its writer saw, and signed off as it stands.

use rusqlite::Connection;

use super::name;
use crate::domain::day::short;
use crate::domain::{Change, Moment, PersonId, Stamp};
use crate::failure::{Failure, Result};
use crate::store::projections::{evaluation, judged};
use crate::store::{log, rollup};

/// Whether the record lets it be written now.
pub(super) fn check(db: &Connection, change: &Change, stamp: Stamp) -> Result<()> {
    match change {
        Change::Judge { statement, seen: Some(seen), .. } => {
            let there = judged::written(db, statement)?.met;
            if there != *seen {
                let last = log::last(
                    db,
                    "judge",
                    |change| matches!(change, Change::Judge { statement: other, .. } if other == statement),
                )?;
                return Err(changed(
                    db,
                    stamp,
                    last,
                    &match there.as_str() {
                        "" => "took this judgement away".to_string(),
                        met => format!("judged this statement {met}"),
                    },
                )?);
            }
        }
        Change::EvidenceText { statement, seen, .. } | Change::KeepText { statement, seen, .. } => {
            let there = judged::written(db, statement)?;
            if there.revision != *seen {
                let last = there.written.map(|(by, at)| (Some(by), at));
                return Err(changed(db, stamp, last, "wrote this text")?);
            }
        }
        Change::Rate { framework, row, seen, .. } => {
            let there = evaluation::ratings(db, framework)?.get(row).copied();
            if there != *seen {
                let last = log::last(db, "rate", |change| {
                    matches!(change, Change::Rate { framework: of, row: other, .. }
                        if of == framework && other == row)
                })?;
                return Err(changed(
                    db,
                    stamp,
                    last,
                    &match there {
                        None => "took this rating away".to_string(),
                        Some(number) => format!("rated this row {number}"),
                    },
                )?);
            }
        }
        Change::Area { area, seen } => {
            if area.what.trim().is_empty() {
                return Err(Failure::refused("There are no words in it.").todo("Write what will be done."));
            }
            if let Some((by, at)) = evaluation::written_since(db, area.id, *seen)? {
                return Err(changed(db, stamp, Some((Some(by), at)), "wrote this area")?);
            }
        }
        Change::SignOff(whole) => {
            let carried_over = evaluation::carried_over(db, whole)?;
            if !whole.evaluation.missing(&carried_over).is_empty() {
                return Err(Failure::refused("Something is missing still: it is not signed off."));
            }
            if evaluation::said(db, &whole.evaluation)? != whole.evaluation.said() {
                return Err(Failure::refused("Somebody changed it meanwhile: it is not signed off.")
                    .todo("Look at it again."));
            }
            if !rollup::stands(db, whole)? {
                return Err(Failure::refused("The figures changed meanwhile: it is not signed off.")
                    .todo("Look at them again."));
            }
        }
        _ => {}
    }
    Ok(())
}

/// What is refused because somebody changed it after it was looked at: who, what they did, and when.
fn changed(
    db: &Connection,
    stamp: Stamp,
    last: Option<(Option<PersonId>, Moment)>,
    did: &str,
) -> Result<Failure> {
    let who = last.and_then(|(by, _)| by).map_or(Ok("Somebody".to_string()), |by| name(db, by))?;
    let when = match last {
        None => "meanwhile".to_string(),
        Some((_, at)) if at.day() == stamp.recorded.day() => format!("at {}", at.clock()),
        Some((_, at)) => format!("on {}, {}", short(at.day()), at.clock()),
    };
    Ok(Failure::refused(format!("{who} {did} {when}.")).todo("Look at it again."))
}
