//! What a disk, or the database on it, says when it does not do what it should, in a person's words: what
//! happened, what is safe, what to do.

use std::io;

use rusqlite::ErrorCode;
use rusqlite::ffi::SQLITE_IOERR_SHMSIZE;

use crate::failure::Failure;

/// What can be wrong with the disk or the file that a record lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    Full,
    ReadOnly,
    Locked,
    Damaged,
    Silent,
    Shut,
    Memory,
    Other,
}

/// Nothing that was written before is touched by what failed now.
const BEFORE: &str = "Everything that was saved before is safe.";

/// What happened to a file whose pages are not as they were written.
pub(super) const DAMAGED: &str = "The record's file is damaged.";

impl Wrong {
    /// What the database says is wrong.
    fn of_sql(error: &rusqlite::Error) -> Wrong {
        match error.sqlite_error_code() {
            // The small file that is shared by all who have the record open finds no room.
            _ if error.sqlite_error().is_some_and(|error| error.extended_code == SQLITE_IOERR_SHMSIZE) => {
                Wrong::Full
            }
            Some(ErrorCode::DiskFull) => Wrong::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Wrong::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Wrong::Locked,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Wrong::Damaged,
            Some(ErrorCode::SystemIoFailure) => Wrong::Silent,
            Some(ErrorCode::CannotOpen) => Wrong::Shut,
            Some(ErrorCode::OutOfMemory) => Wrong::Memory,
            _ => Wrong::Other,
        }
    }

    /// What the machine says is wrong.
    fn of_io(error: &io::Error) -> Wrong {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Wrong::Full,
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => Wrong::ReadOnly,
            io::ErrorKind::ResourceBusy | io::ErrorKind::WouldBlock => Wrong::Locked,
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => Wrong::Damaged,
            io::ErrorKind::NotFound => Wrong::Shut,
            io::ErrorKind::OutOfMemory => Wrong::Memory,
            _ => Wrong::Silent,
        }
    }

    /// What happened, what is safe, what to do.
    fn says(self) -> [&'static str; 3] {
        match self {
            Wrong::Full => ["The disk is full.", BEFORE, "Make room on it, then try again."],
            Wrong::ReadOnly => [
                "The record's file may not be written to.",
                BEFORE,
                "See that its disk is not write-protected and that its folder is yours, then try again.",
            ],
            Wrong::Locked => [
                "Another program has the record.",
                BEFORE,
                "Close the other window, or wait for a copy or a check to end, then try again.",
            ],
            Wrong::Damaged => [
                DAMAGED,
                "Nothing was written over.",
                "Write on paper until it is well: “doorstep verify --deep” says what is wrong; restore it from a copy.",
            ],
            Wrong::Silent => [
                "The disk does not answer as it should.",
                BEFORE,
                "See that the disk is in and well, then try again.",
            ],
            Wrong::Shut => [
                "The record's file can't be opened.",
                BEFORE,
                "See that its disk is in and that its folder is yours, then try again.",
            ],
            Wrong::Memory => {
                ["This machine has no memory left.", BEFORE, "Close other programs, then try again."]
            }
            Wrong::Other => [
                "The record could not be read or written.",
                BEFORE,
                "Try again; if it stays so, “doorstep verify --deep” says what is wrong.",
            ],
        }
    }

    /// What is wrong by the cause of a failure, where the disk or the database is that.
    fn of(failure: &Failure) -> Option<Wrong> {
        let cause = failure.cause.as_ref()?;
        let silent = cause.downcast_ref().map(|NoAnswer(_)| Wrong::Silent);
        let sql = || cause.downcast_ref().map(Wrong::of_sql);
        silent.or_else(sql).or_else(|| cause.downcast_ref().map(Wrong::of_io))
    }

    fn failure(self, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Failure {
        let [what, safe, todo] = self.says();
        Failure::machine(what, cause).safe(safe).todo(todo)
    }
}

/// Whether it failed because the disk, or the file on it, does not do its work; and not for what was asked of it.
pub(super) fn fails(failure: &Failure) -> bool {
    Wrong::of(failure).is_some_and(|wrong| wrong != Wrong::Other)
}

/// Whether it failed because the disk is full.
pub(super) fn full(failure: &Failure) -> bool {
    Wrong::of(failure) == Some(Wrong::Full)
}

/// Whether it failed because another window had the record at that moment.
pub(super) fn busy(failure: &Failure) -> bool {
    Wrong::of(failure) == Some(Wrong::Locked)
}

/// What a person is told when it stays so: what the machine called it helps nobody.
pub(super) fn stays_busy() -> Failure {
    Failure::refused("Another program has had the record for itself for half a minute, so it was not opened.")
        .safe(BEFORE)
        .todo("Close Doorstep in every other window, or wait until a copy or a check of it has ended, then open it again.")
}

/// A disk with so many bytes free had room for the small file that is shared.
const ROOM: u64 = 1024 * 1024;

/// What the database met with the small file that is shared, on a disk that had room for it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct NoAnswer(rusqlite::Error);

/// What failed, laid beside how many bytes are free on the disk. Of the small file that is shared by all who have the
/// record open the database says the same whether there was no room for it or the disk did not answer.
pub(super) fn beside_room(failure: Failure, free: Option<u64>) -> Failure {
    let shared = |cause: &rusqlite::Error| {
        cause.sqlite_error().is_some_and(|error| error.extended_code == SQLITE_IOERR_SHMSIZE)
    };
    let Failure { cause: Some(cause), kind, what, safe, todo } = failure else { return failure };
    match cause.downcast::<rusqlite::Error>() {
        Ok(error) if shared(&error) && free.is_some_and(|free| free >= ROOM) => {
            Wrong::Silent.failure(NoAnswer(*error))
        }
        Ok(error) => Failure { cause: Some(error), kind, what, safe, todo },
        Err(cause) => Failure { cause: Some(cause), kind, what, safe, todo },
    }
}

/// Whether it failed because a file of the record is damaged.
pub(super) fn damaged(failure: &Failure) -> bool {
    let cause = failure.cause.as_ref().and_then(|cause| cause.downcast_ref());
    cause.map(Wrong::of_sql) == Some(Wrong::Damaged)
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Failure {
        Wrong::of_sql(&error).failure(error)
    }
}

/// The same for a file beside the database; `what` could not be done with it.
pub(super) fn refuses(what: &str, cause: io::Error) -> Failure {
    let [why, safe, todo] = Wrong::of_io(&cause).says();
    // Of a file that is not the record's own, only what the disk says is true.
    let why = match Wrong::of_io(&cause) {
        Wrong::Full | Wrong::Silent | Wrong::Memory => format!("{what} {why}"),
        _ => what.to_string(),
    };
    Failure::machine(why, cause).safe(safe).todo(todo)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sql(code: i32) -> rusqlite::Error {
        rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None)
    }

    /// What the database and what the machine call it, and a piece of each of the three parts.
    type Told = (&'static [i32], &'static [io::ErrorKind], [&'static str; 3]);

    /// A full disk, a read-only one, a locked file, a damaged one: by the database, by the machine, the words.
    #[test]
    fn what_the_disk_says_is_told_in_three_parts() {
        use rusqlite::ffi;
        let rows: [Told; 7] = [
            (
                &[ffi::SQLITE_FULL, ffi::SQLITE_IOERR_SHMSIZE],
                &[io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded],
                ["is full", "saved before", "Make room"],
            ),
            (
                &[ffi::SQLITE_READONLY, ffi::SQLITE_READONLY_DBMOVED, ffi::SQLITE_PERM],
                &[io::ErrorKind::ReadOnlyFilesystem, io::ErrorKind::PermissionDenied],
                ["may not be written", "saved before", "write-protected"],
            ),
            (
                &[ffi::SQLITE_BUSY, ffi::SQLITE_BUSY_SNAPSHOT, ffi::SQLITE_LOCKED],
                &[io::ErrorKind::ResourceBusy],
                ["Another program", "saved before", "Close the other window"],
            ),
            (
                &[ffi::SQLITE_CORRUPT, ffi::SQLITE_NOTADB],
                &[io::ErrorKind::UnexpectedEof],
                ["is damaged", "Nothing was written over", "restore it from a copy"],
            ),
            (
                &[ffi::SQLITE_IOERR, ffi::SQLITE_IOERR_WRITE],
                &[io::ErrorKind::TimedOut],
                ["does not answer", "saved before", "disk is in"],
            ),
            (&[ffi::SQLITE_CANTOPEN], &[io::ErrorKind::NotFound], ["opened", "saved before", "disk is in"]),
            (&[ffi::SQLITE_NOMEM], &[io::ErrorKind::OutOfMemory], ["memory", "saved before", "Close other"]),
        ];
        for (codes, kinds, [what, safe, todo]) in rows {
            let wrong = Wrong::of_io(&io::Error::from(kinds[0]));
            assert!(kinds.iter().all(|kind| Wrong::of_io(&io::Error::from(*kind)) == wrong), "{kinds:?}");
            for code in codes {
                assert_eq!(Wrong::of_sql(&sql(*code)), wrong, "{code}");
                let failure = Failure::from(sql(*code));
                assert!(failure.what.contains(what), "{failure}");
                assert!(failure.safe.contains(safe), "{failure}");
                assert!(failure.todo.contains(todo), "{failure}");
            }
        }
        let other = Failure::from(sql(ffi::SQLITE_CONSTRAINT));
        assert!(!other.safe.is_empty() && other.todo.contains("doorstep verify"), "{other}");
    }

    #[test]
    fn a_disk_that_has_room_is_not_called_full_where_it_did_not_answer() {
        use rusqlite::ffi;
        let told = |code, free| beside_room(Failure::from(sql(code)), free);
        for free in [None, Some(0), Some(ROOM - 1)] {
            let full = told(ffi::SQLITE_IOERR_SHMSIZE, free);
            assert!(self::full(&full) && full.what == "The disk is full.", "{full}");
        }
        let silent = told(ffi::SQLITE_IOERR_SHMSIZE, Some(ROOM));
        assert!(!full(&silent) && fails(&silent), "{silent}");
        assert!(silent.what.contains("does not answer") && silent.todo.contains("disk is in"), "{silent}");
        assert!(silent.cause.is_some(), "whoever helps hears what the database said");
        // What else failed is what it was, however much room there is.
        assert!(full(&told(ffi::SQLITE_FULL, Some(u64::MAX))));
        for code in [ffi::SQLITE_IOERR_SHMMAP, ffi::SQLITE_IOERR_SHMOPEN, ffi::SQLITE_IOERR_WRITE] {
            assert!(told(code, None).what.contains("does not answer"), "{code}");
        }
        let refused = beside_room(Failure::refused("No."), Some(ROOM));
        assert!(refused.what == "No." && !fails(&refused));
        let file = beside_room(refuses("The witness.", io::ErrorKind::StorageFull.into()), Some(ROOM));
        assert!(full(&file), "a file's own words are believed: {file}");
    }

    #[test]
    fn a_file_beside_the_record_is_named_with_what_the_disk_says() {
        let full = refuses("The witness could not be written.", io::ErrorKind::StorageFull.into());
        assert_eq!(
            full.to_string(),
            "The witness could not be written. The disk is full. Everything that was saved before is safe. \
             Make room on it, then try again."
        );
        let shut = refuses("The lock can't be had.", io::ErrorKind::PermissionDenied.into());
        assert!(shut.what == "The lock can't be had." && shut.todo.contains("its folder is yours"), "{shut}");
    }
}
