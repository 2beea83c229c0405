//! Erasing and holding: who may, with whom, and what is in the way.

use rusqlite::Connection;

use super::{name, signed_in};
use crate::domain::erasure::{Erasure, ErasureTrouble, MINUTES, Subject};
use crate::domain::{ChildId, Practitioner, Stamp};
use crate::failure::{Failure, Result};
use crate::store::ask::Erasing;
use crate::store::erase;
use crate::store::projections::{erased, people};

/// Whether two people may erase that now, and see what goes as it is.
pub(super) fn erased(
    db: &Connection,
    person: Option<&Practitioner>,
    erasure: &Erasure,
    stamp: Stamp,
) -> Result<()> {
    let (Some(first), Some(subject)) = (person, erasure.what) else {
        return Err(refused(ErasureTrouble::OneAlone));
    };
    // Whoever has left can agree to nothing any more.
    let second = signed_in(db, Stamp { person: erasure.second, ..stamp })?;
    if !second.is_some_and(|second| second.id != first.id && second.role.leads()) {
        return Err(refused(ErasureTrouble::OneAlone));
    }
    let between = erasure.began.map(|began| stamp.recorded.ms - began.ms);
    if between.is_none_or(|between| !(0..=MINUTES * 60_000).contains(&between)) {
        return Err(refused(ErasureTrouble::TooLong));
    }
    if erasure.why.trim().is_empty() {
        return Err(refused(ErasureTrouble::NoWords));
    }
    let Erasing { child, lines, stops, .. } = erase::erasing(db, subject)?;
    if let Some(trouble) = stops {
        return Err(refused(trouble));
    }
    if let Subject::Child(child) = subject {
        let roll = people::roll(db)?;
        if roll.child(child).is_some_and(|child| child.left.is_none_or(|left| left >= stamp.recorded.day())) {
            return Err(refused(ErasureTrouble::OnRoll));
        }
    }
    if lines != erasure.lines || child != erasure.child {
        return Err(refused(ErasureTrouble::Changed));
    }
    Ok(())
}

/// Whether something may be held.
pub(super) fn hold(db: &Connection, subject: Subject, child: Option<ChildId>, reason: &str) -> Result<()> {
    let there = erase::erasing(db, subject)?;
    if there.lines.is_empty() || there.child != child {
        return Err(refused(ErasureTrouble::NotThere));
    }
    if let Some(hold) = erased::held(db, subject, None)?.filter(|hold| hold.subject == subject) {
        let who = hold.by.map(|(by, at)| Ok::<_, Failure>((name(db, by)?, at))).transpose()?;
        return Err(Failure::refused(match who {
            Some((who, at)) => format!("{who} has held it since {}: {}", at.day(), hold.reason),
            None => "It is held already.".to_string(),
        }));
    }
    words(reason, "Say why it is held.")
}

/// Whether it may be let go.
pub(super) fn release(db: &Connection, subject: Subject, reason: &str) -> Result<()> {
    if erased::held(db, subject, None)?.is_none_or(|hold| hold.subject != subject) {
        return Err(Failure::refused("It is not held."));
    }
    words(reason, "Say why it is not held any more.")
}

fn words(reason: &str, todo: &str) -> Result<()> {
    if reason.trim().is_empty() {
        return Err(Failure::refused("There are no words in it.").todo(todo));
    }
    Ok(())
}

fn refused(trouble: ErasureTrouble) -> Failure {
    Failure::refused(trouble.to_string()).safe("Nothing was erased.").todo(trouble.todo())
}
