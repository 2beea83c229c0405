//! Folders in which backups lie: which are no place for one, and that one is made at a time.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::set::{self, Set};
use crate::failure::{Failure, Result};
use crate::paths::Home;
use crate::store::files;

/// How much room stays for the record itself.
const SPARE: u64 = 16 * 1024 * 1024;
/// How long one who makes a backup waits for another.
const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(50);

/// Refuses a folder where no backup should lie. The record's own is made where it is not there; another is never made,
/// for the folder of a stick that is out would be made on this machine's disk.
pub(super) fn check(home: &Home, into: &Path) -> Result<()> {
    if into == home.backups() {
        return files::private_folder(into);
    }
    let shown = into.display();
    if !into.is_absolute() {
        return Err(Failure::refused(format!("{shown} does not say where it begins."))
            .todo("Name the folder from its root on, such as /media/stick/doorstep."));
    }
    let Ok(there) = fs::metadata(into) else {
        return Err(Failure::refused(format!("There is no folder {shown}: its disk or stick may be out."))
            .todo("Put it in, or make the folder."));
    };
    if !there.is_dir() {
        return Err(Failure::refused(format!("{shown} is not a folder.")).todo("Name another folder."));
    }
    // Nobody can read what lies there; but who may write there may take it away.
    if files::others_may_write(&there) {
        return Err(Failure::refused(format!("Other people who use this machine may write in {shown}."))
            .todo(format!("Close it to them with: chmod go-w {shown}")));
    }
    let own = fs::canonicalize(home.folder()).unwrap_or_else(|_| home.folder().to_path_buf());
    if fs::canonicalize(into).is_ok_and(|into| into.starts_with(own)) {
        return Err(Failure::refused(format!(
            "{shown} lies in the record's own folder, and would go with it."
        ))
        .todo("Name a folder on another disk or a stick."));
    }
    Ok(())
}

/// Held while a backup is made in a folder. Another that is being made there is waited for.
pub(super) fn lock(into: &Path) -> Result<File> {
    let cannot = |cause| super::disk::refuses("The folder can't be written to.", cause);
    let mut how = OpenOptions::new();
    how.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut how, 0o600);
    let file = how.open(into.join("backup.lock")).map_err(cannot)?;
    let mut waited = Duration::ZERO;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(cause)) => return Err(cannot(cause)),
            Err(TryLockError::WouldBlock) if waited >= PATIENCE => {
                return Err(Failure::refused("Another one is being made there just now.")
                    .todo("Try again when that is done."));
            }
            Err(TryLockError::WouldBlock) => {
                thread::sleep(PAUSE);
                waited += PAUSE;
            }
        }
    }
}

/// Takes away what is left of backups that were never finished.
pub(super) fn clear(into: &Path) {
    for path in fs::read_dir(into).into_iter().flatten().flatten().map(|entry| entry.path()) {
        let name =
            path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(set::NEW));
        if name.is_some_and(set::is_name) && !path.is_symlink() {
            // What can't be taken away now goes another time; it is in nobody's way.
            let _ = fs::remove_dir_all(&path);
        }
    }
}

/// Takes a set away. It loses its name first, so that what is left of it, should the plug be pulled, is no set.
pub(super) fn remove(set: &Set) {
    let mut gone = set.path().as_os_str().to_os_string();
    gone.push(set::NEW);
    if fs::rename(set.path(), &gone).is_ok() {
        let _ = fs::remove_dir_all(gone);
    }
}

/// Refuses where a backup would take the last room on a disk, which notes need more.
pub(super) fn need_room(home: &Home, into: &Path) -> Result<()> {
    let size = fs::metadata(home.database()).map(|about| about.len()).unwrap_or(0);
    let beside = home.database().with_extension("db-wal");
    let needed = size + fs::metadata(beside).map(|about| about.len()).unwrap_or(0) + SPARE;
    let Some(free) = files::free(into).filter(|free| *free < needed) else { return Ok(()) };
    let mb = |bytes: u64| bytes.div_ceil(1_000_000);
    Err(Failure::refused(format!(
        "The disk is nearly full: a backup needs {} MB, and {} MB are free.",
        mb(needed),
        free / 1_000_000
    ))
    .todo("Make room on it, then try again."))
}
