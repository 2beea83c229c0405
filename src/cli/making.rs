//! Making a new record: all of it or nothing, however the making ends.
//!
//! It is made in a folder of its own inside the home and moved to its place file by file, the database last.
//! So a set-up that was killed half way, by a full disk or a plug, leaves no database, and the next one clears
//! away what lies there.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};
use crate::paths::Home;
use crate::store::files;

/// Makes a record in `home`: `work` makes it in the home that it is given, and gives its words away. Only
/// when it went well does the record appear in `home`.
///
/// # Errors
/// Refused where a record is there already, another set-up runs there, or the folder is open to others; a
/// machine failure where the disk refuses. Then nothing of the new record is left.
pub fn make<T>(home: &Home, work: impl FnOnce(&Home) -> Result<T>) -> Result<T> {
    let fresh = !home.folder().exists();
    files::private_folder(home.folder())?;
    let made = under_lock(home, work);
    if made.is_err() && fresh {
        // The folder goes too, where it was made for this and nothing else came to lie in it.
        let _ = fs::remove_file(home.lock());
        let _ = fs::remove_dir(home.folder());
    }
    made
}

/// Refuses where a record is there already, or the files of one that lost its database.
pub fn need_none(home: &Home) -> Result<()> {
    if let Some(lost) = lost(home) {
        return Err(lost);
    }
    if let Some(record) = around(home) {
        return Err(Failure::refused(format!(
            "{} lies in the folder of a record, {}, and would go with it.",
            home.folder().display(),
            record.display()
        ))
        .safe("Nothing was made there.")
        .todo("Name a folder of its own with --home."));
    }
    if !home.database().exists() {
        return Ok(());
    }
    Err(Failure::refused(format!("There is a log in {} already.", home.folder().display()))
        .safe("It was not touched.")
        .todo("Open it with “doorstep”, or name another folder with --home."))
}

/// The folder of another record in which a home lies, where it lies in one: the record's own, or one of its backups.
fn around(home: &Home) -> Option<PathBuf> {
    let whole = files::whole(home.folder());
    let above = whole.ancestors().skip(1).find(|above| Home::at(above).database().exists());
    above.map(Path::to_path_buf)
}

/// Refuses a file for what opens a record that lies in the record's own folder: whoever takes the folder has both.
/// `what` begins the sentence that says so.
pub fn need_apart(home: &Home, path: &Path, what: &str) -> Result<()> {
    if !files::whole(path).starts_with(files::whole(home.folder())) {
        return Ok(());
    }
    Err(Failure::refused(format!(
        "{what} beside the record locks nothing: whoever takes the folder has both."
    ))
    .safe("Nothing was made.")
    .todo(format!("Name a file outside {}.", home.folder().display())))
}

/// What is told where a record's file is gone, and what belongs to it is there; or where nothing is in it.
pub fn lost(home: &Home) -> Option<Failure> {
    let file = home.database();
    let beside = home.slots().into_iter().chain([home.witness()]).any(|path| path.exists());
    let how = match fs::metadata(&file) {
        Ok(about) if about.len() == 0 => "is empty: nothing is in it",
        Ok(_) => return None,
        Err(_) if beside && !half_made(home) => "is missing, though the files that open it are there",
        Err(_) => return None,
    };
    Some(
        Failure::refused(format!("The record's file, {}, {how}.", file.display()))
            .safe("Nothing was changed, and every copy of this folder opens with the room words as before.")
            .todo(
                "Put the file back from the last copy, with the files that lie beside it there; whoever looks after this \
                 computer can help. To begin anew, name another folder with --home.",
            ),
    )
}

fn under_lock<T>(home: &Home, work: impl FnOnce(&Home) -> Result<T>) -> Result<T> {
    let _lock = lock(home)?;
    need_none(home)?;
    let place = place(home);
    clear(home, &place)?;
    files::private_folder(&place)?;
    let made = work(&Home::at(&place)).and_then(|made| settle(home, &place).map(|()| made));
    if made.is_err() {
        // What can't be taken away now is cleared by the next set-up.
        let _ = clear(home, &place);
    } else {
        let _ = fs::remove_dir_all(&place);
    }
    made
}

/// Where a record is made. It lies in the home, so that each file moves to its place in one step.
fn place(home: &Home) -> PathBuf {
    home.folder().join("setting-up")
}

/// Whether a set-up ended before its last step: then what lies in the home beside is its own.
fn half_made(home: &Home) -> bool {
    !home.database().exists() && Home::at(place(home)).database().exists()
}

fn lock(home: &Home) -> Result<File> {
    let cannot = |cause| {
        Failure::machine(format!("Nothing can be made in {}.", home.folder().display()), cause)
            .todo("See that you may write there, or name another folder with --home.")
    };
    let mut how = OpenOptions::new();
    how.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut how, 0o600);
    let file = how.open(home.lock()).map_err(cannot)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            Err(Failure::refused(format!("{} is being set up just now.", home.folder().display()))
                .safe("It was not touched.")
                .todo("Wait until that is done."))
        }
        Err(TryLockError::Error(cause)) => Err(cannot(cause)),
    }
}

fn clear(home: &Home, place: &Path) -> Result<()> {
    if half_made(home) {
        for (_, path) in files_of(home, place).iter().filter(|(from, to)| !from.exists() && to.exists()) {
            fs::remove_file(path).map_err(|cause| uncleared(path, cause))?;
        }
    }
    match fs::remove_dir_all(place) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(uncleared(place, cause)),
        _ => Ok(()),
    }
}

fn uncleared(path: &Path, cause: std::io::Error) -> Failure {
    Failure::machine(
        format!("{} is left from a set-up that did not end, and can't be taken away.", path.display()),
        cause,
    )
    .todo("Take it away by hand, or name another folder with --home.")
}

/// Every file of a record: where it is made, and its place. The database comes last.
fn files_of(home: &Home, place: &Path) -> Vec<(PathBuf, PathBuf)> {
    let made = Home::at(place);
    let pairs = |home: &Home| {
        let [slots, copy] = home.slots();
        let others = [home.witness(), home.reserve(), home.erased(), home.settings(), home.practice_words()];
        [slots, copy].into_iter().chain(others).chain([home.database()])
    };
    pairs(&made).zip(pairs(home)).collect()
}

fn settle(home: &Home, place: &Path) -> Result<()> {
    let cannot = |cause: std::io::Error| {
        Failure::machine(format!("The log could not be put into {}.", home.folder().display()), cause)
            .safe("Nothing was made.")
            .todo("See that the disk has room and that you may write there, then try again.")
    };
    for (from, to) in files_of(home, place).iter().filter(|(from, _)| from.exists()) {
        if to.exists() {
            return Err(Failure::refused(format!("{} is there already.", to.display()))
                .safe("Nothing was made, and it was not touched.")
                .todo("Name another file or another folder."));
        }
        fs::rename(from, to).map_err(cannot)?;
    }
    files::sync_folder(home.folder()).map_err(cannot)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home() -> (tempfile::TempDir, Home) {
        let folder = tempfile::tempdir().expect("a folder");
        let home = Home::at(folder.path().join("home"));
        (folder, home)
    }

    fn write(path: &Path, text: &str) {
        files::private_folder(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    fn write_record(home: &Home) -> Result<()> {
        for (_, path) in files_of(home, Path::new("nowhere")) {
            write(&path, "new");
        }
        Ok(())
    }

    #[test]
    fn a_record_whose_file_is_gone_or_empty_is_told_in_three_parts_and_never_made_anew() {
        let (_folder, home) = home();
        make(&home, write_record).expect("made");
        assert!(lost(&home).is_none());
        fs::write(home.database(), "").expect("emptied");
        let empty = lost(&home).expect("told");
        assert!(empty.what.ends_with("doorstep.db, is empty: nothing is in it."), "{empty}");
        fs::remove_file(home.database()).expect("taken away");
        let slots = home.slots();
        for beside in slots.iter().chain([&home.witness()]).rev() {
            let told = lost(&home).expect("told");
            assert!(told.what.contains("doorstep.db, is missing, though"), "{told}");
            assert!(!told.safe.is_empty() && !told.todo.is_empty(), "{told}");
            let refused = make(&home, write_record).expect_err("refused");
            assert_eq!(refused.to_string(), told.to_string());
            fs::remove_file(beside).expect("taken away");
        }
        assert!(lost(&home).is_none() && need_none(&home).is_ok(), "nothing of a record is left");
    }

    #[test]
    fn a_record_that_went_well_stands_in_its_place_alone() {
        let (_folder, home) = home();
        make(&home, write_record).expect("made");
        let mut names: Vec<_> = fs::read_dir(home.folder())
            .expect("the home")
            .map(|entry| entry.expect("an entry").file_name())
            .collect();
        names.sort();
        let made = ["practice-words.txt", "reserve", "settings.toml", "slots", "slots.copy", "witness"];
        assert_eq!(names, [["doorstep.db", "erased", "lock"].as_slice(), &made].concat());
        assert!(make(&home, write_record).expect_err("refused").what.contains("already"));
    }

    #[test]
    fn what_fails_leaves_nothing_and_no_folder() {
        let (_folder, home) = home();
        let failed = make(&home, |made| {
            write_record(made)?;
            Err::<(), _>(Failure::refused("no"))
        });
        assert_eq!(failed.expect_err("refused").what, "no");
        assert!(!home.folder().exists());
    }

    #[test]
    fn a_set_up_that_was_killed_at_any_step_is_cleared_away_by_the_next() {
        let steps = files_of(&Home::at("a"), Path::new("b")).len();
        for moved in 0..steps {
            let (_folder, home) = home();
            let place = place(&home);
            write_record(&Home::at(&place)).expect("made");
            for (from, to) in files_of(&home, &place).iter().take(moved) {
                fs::write(from, "old").expect("written");
                fs::rename(from, to).expect("moved");
            }
            make(&home, write_record).expect("made anew");
            for (_, path) in files_of(&home, &place) {
                assert_eq!(fs::read_to_string(&path).expect("there"), "new", "{moved}: {}", path.display());
            }
            assert!(!place.exists());
        }
    }

    #[test]
    fn the_key_of_a_record_whose_database_is_gone_is_never_written_over() {
        let (_folder, home) = home();
        let [slots, _] = home.slots();
        write(&slots, "the only key");
        assert!(make(&home, write_record).is_err());
        assert_eq!(fs::read_to_string(&slots).expect("there"), "the only key");
    }

    #[test]
    fn two_who_set_up_at_once_do_not_meet() {
        let (_folder, home) = home();
        let inner = make(&home, |_| make(&home, write_record)).expect_err("refused");
        assert!(inner.what.contains("just now"), "{inner}");
    }
}
