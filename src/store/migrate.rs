//! The schema's versions: ordered files, each taken in one transaction, known by `user_version`.

use rusqlite::fallible_iterator::FallibleIterator;
use rusqlite::{Batch, Connection, TransactionBehavior};

use crate::failure::{Failure, Result};

const STEPS: &[&str] = &[
    include_str!("migrations/001.sql"),
    include_str!("migrations/002.sql"),
    include_str!("migrations/003.sql"),
    include_str!("migrations/004-phrases.sql"),
    include_str!("migrations/005-presence.sql"),
    include_str!("migrations/006-groups.sql"),
    include_str!("migrations/007-evaluation.sql"),
    include_str!("migrations/008-unseen.sql"),
    include_str!("migrations/009-practice.sql"),
    include_str!("migrations/010-spoken.sql"),
    include_str!("migrations/011-pinned.sql"),
    include_str!("migrations/012-kept.sql"),
    include_str!("migrations/013-exported.sql"),
    include_str!("migrations/014-requests.sql"),
    include_str!("migrations/015-erasure.sql"),
    include_str!("migrations/016-tries.sql"),
    include_str!("migrations/017-settled.sql"),
];

/// The version that this program writes.
pub(super) fn newest() -> i64 {
    STEPS.len() as i64
}

/// The version that a file had before the step with these words, for tests.
#[cfg(test)]
pub(super) fn before(words: &str) -> i64 {
    STEPS.iter().position(|step| step.contains(words)).unwrap() as i64
}

/// Brings a file to the newest version. A file that a newer program wrote is refused and not touched.
pub(super) fn migrate(connection: &mut Connection) -> Result<()> {
    migrate_watched(connection, &mut |_| ())
}

/// The same; `done` is told of each statement, in the transaction in which it was done.
pub(super) fn migrate_watched(connection: &mut Connection, done: &mut dyn FnMut(&Connection)) -> Result<()> {
    loop {
        let version = version(connection)?;
        let Some(step) = step(version)? else { return Ok(()) };
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another program may have been quicker between the look and the lock.
        if super::migrate::version(&tx)? == version {
            let mut statements = Batch::new(&tx, step);
            while let Some(mut statement) = statements.next()? {
                // Most answer with nothing; those that do are asked to their end.
                let mut rows = statement.raw_query();
                while rows.next()?.is_some() {}
                drop(rows);
                done(&tx);
            }
            tx.pragma_update(None, "user_version", version + 1)?;
            tx.commit()?;
        }
    }
}

/// Refuses a file that is newer than this program, or older: reading brings nothing up to date.
pub(super) fn check(connection: &Connection) -> Result<()> {
    match step(version(connection)?)? {
        None => Ok(()),
        Some(_) => Err(Failure::refused("This record was written by an older Doorstep.")
            .safe("Nothing was changed.")
            .todo("Open it once to write, and it is brought up to date.")),
    }
}

/// Refuses a file that a newer program wrote. An older one is as good as it was.
pub(super) fn refuse_newer(connection: &Connection) -> Result<()> {
    step(version(connection)?).map(drop)
}

fn version(connection: &Connection) -> Result<i64> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

fn step(version: i64) -> Result<Option<&'static str>> {
    if version < 0 || version > newest() {
        return Err(Failure::refused("This record was written by a newer Doorstep.")
            .safe("Nothing was changed.")
            .todo("Install the newer version and open it with that."));
    }
    Ok(usize::try_from(version).ok().and_then(|version| STEPS.get(version)).copied())
}
