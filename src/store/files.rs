//! Small files and folders that only their owner may read, written so that a power cut leaves either
//! the old file or the new one, whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use zeroize::Zeroizing;

use crate::failure::{Failure, Result};

/// The most bytes that a file of words or of a PIN may have. A bigger file was named by mistake.
const MOST: usize = 16 * 1024;

/// Writes a file whole, readable by its owner alone (0600), and returns only when it and its name are on
/// the disk. What stood there before, a link too, is replaced in one step.
///
/// # Errors
/// A machine failure where the disk refuses; no part of a new file stays behind.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    write_whole(path, bytes).map_err(|cause| {
        Failure::machine(format!("The file {} could not be written.", path.display()), cause)
            .todo("See that the disk has room and that you may write in that folder, then try again.")
    })
}

/// Takes away what programs that are gone had begun in a folder and not finished: new files that never got their name,
/// and tables for a look through the record. What can't be taken away goes another time.
pub(super) fn clear_unfinished(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let left = name.to_str().and_then(begun_by).is_some_and(|process| !runs(process));
        if left && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Which process began the file of this name, where it is one of those: `erased.2301-3.new`, `verify-2301.tmp`.
fn begun_by(name: &str) -> Option<u32> {
    if let Some(process) = name.strip_prefix("verify-").and_then(|name| name.strip_suffix(".tmp")) {
        return process.parse().ok();
    }
    let (_, by) = name.strip_suffix(".new")?.rsplit_once('.')?;
    let (process, turn) = by.split_once('-')?;
    turn.parse::<u64>().ok().and_then(|_| process.parse().ok())
}

/// Whether a process of this number runs. One that nobody can ask of counts as running.
#[cfg(target_os = "linux")]
fn runs(process: u32) -> bool {
    let number = i32::try_from(process).ok().and_then(rustix::process::Pid::from_raw);
    number.is_none_or(|number| rustix::process::test_kill_process(number) != Err(rustix::io::Errno::SRCH))
}

/// Elsewhere the system is not asked.
#[cfg(not(target_os = "linux"))]
fn runs(_: u32) -> bool {
    true
}

/// Makes a folder that only its owner may enter (0700), with the folders above it, and returns when it is
/// on the disk. A folder that is there already is left as it is.
///
/// # Errors
/// Refused where the folder is there and open to others, or is no folder; a machine failure where it
/// cannot be made.
pub fn private_folder(path: &Path) -> Result<()> {
    let failed = |cause: io::Error| {
        Failure::machine(format!("The folder {} could not be made.", path.display()), cause)
            .todo("See that you may write there, or name another folder.")
    };
    match fs::metadata(path) {
        Ok(there) if !there.is_dir() => {
            return Err(Failure::refused(format!("{} is not a folder.", path.display()))
                .safe("It was left as it is.")
                .todo("Name another folder."));
        }
        Ok(there) if open_to_others(&there) => {
            return Err(Failure::refused(format!(
                "The folder {} is open to other people who use this machine.",
                path.display()
            ))
            .safe("Nothing was written in it.")
            .todo(format!("Close it to them with: chmod 700 {}", path.display())));
        }
        Ok(_) => return Ok(()),
        Err(missing) if missing.kind() == io::ErrorKind::NotFound => {}
        Err(cause) => return Err(failed(cause)),
    }
    let new: Vec<PathBuf> = path
        .ancestors()
        .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
        .map(Path::to_path_buf)
        .collect();
    make_folder(path).map_err(failed)?;
    // A new folder is on the disk only when the folder that names it is.
    new.iter().try_for_each(|folder| sync_folder(folder_of(folder))).map_err(failed)
}

/// Reads a small text that nobody else may read, such as the file of room words that a script names.
/// `what` begins the sentence that says what is wrong with it: `The words file`. A byte-order mark at
/// the beginning is left out.
///
/// # Errors
/// Refused where it is not there, is a link, is open to others, is bigger than 16 KiB, or is not text; a
/// machine failure where it cannot be read.
pub fn read_private(path: &Path, what: &str) -> Result<Zeroizing<String>> {
    let Some(file) = open_private(path, what, OpenOptions::new().read(true))? else {
        return Err(Failure::refused(format!("{what} is not there: {}.", path.display()))
            .todo("Look at the name of the file and try again."));
    };
    let bytes = read_at_most(file, MOST).map_err(|cause| unreadable(path, what, cause))?;
    let Some(bytes) = bytes else {
        return Err(Failure::refused(format!("{what} is far too big to be right: {}.", path.display()))
            .todo("Look at the name of the file and try again."));
    };
    match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(Zeroizing::new(text.trim_start_matches('\u{feff}').to_owned())),
        Err(_) => Err(Failure::refused(format!("{what} is not plain text: {}.", path.display()))
            .todo("Save it again as plain text (UTF-8).")),
    }
}

/// Opens a file that is there to be locked, and makes it where there is none. Looked at before it is opened: a pipe in its
/// place would keep whoever locks it waiting for ever, and a link would make a file elsewhere.
///
/// # Errors
/// As [`open_private`]; and what `cannot` says where it can't be made.
pub(crate) fn open_lock(path: &Path, what: &str, cannot: impl FnOnce(io::Error) -> Failure) -> Result<File> {
    let mut how = OpenOptions::new();
    how.write(true);
    if let Some(file) = open_private(path, what, &how)? {
        return Ok(file);
    }
    how.create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut how, 0o600);
    how.open(path).map_err(cannot)
}

/// Opens a file that nobody else may read; `None` where there is none. `what` begins the sentence that
/// says what is wrong with it.
///
/// # Errors
/// Refused where it is a link, not a file, or open to others; a machine failure where it cannot be opened.
pub fn open_private(path: &Path, what: &str, how: &OpenOptions) -> Result<Option<File>> {
    let named = match fs::symlink_metadata(path) {
        Ok(named) => named,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(unreadable(path, what, cause)),
    };
    // Looked at before it is opened, because opening a pipe would wait for ever.
    if named.is_symlink() {
        return Err(Failure::refused(format!("{what} is a link to another file: {}.", path.display()))
            .safe("It was not opened.")
            .todo("Name the file itself."));
    }
    if !named.is_file() {
        return Err(
            Failure::refused(format!("{what} is not a file: {}.", path.display())).safe("It was not opened.")
        );
    }
    let file = how.open(path).map_err(|cause| unreadable(path, what, cause))?;
    let opened = file.metadata().map_err(|cause| unreadable(path, what, cause))?;
    if !same_file(&named, &opened) {
        return Err(Failure::refused(format!(
            "{what} was changed for another just as it was opened: {}.",
            path.display()
        ))
        .safe("Nothing was read from it.")
        .todo("Find out who else can write in that folder."));
    }
    need_closed(&opened, path, what)?;
    Ok(Some(file))
}

/// Refuses a file that others may read or write.
///
/// # Errors
/// Refused, with what closes it.
pub(super) fn need_closed(about: &fs::Metadata, path: &Path, what: &str) -> Result<()> {
    if !open_to_others(about) {
        return Ok(());
    }
    Err(Failure::refused(format!(
        "{what} can be read by other people who use this machine: {}.",
        path.display()
    ))
    .safe("Nothing was read from it.")
    .todo(format!("Close it to them with: chmod 600 {}", path.display())))
}

/// A path from the root on, through every link: of what is not there yet, from the nearest folder above it that is.
pub fn whole(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let known = |above: &Path| {
        let rest = path.strip_prefix(above).ok()?;
        above.canonicalize().ok().map(|above| above.join(rest))
    };
    path.ancestors().find_map(known).unwrap_or_else(|| path.clone())
}

/// All the bytes of a file; `None` where there are more than `most`. The buffer never moves while it
/// fills, so no copy of a secret stays behind.
pub(super) fn read_at_most(file: File, most: usize) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(most + 64));
    file.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= most).then_some(bytes))
}

/// Copies a file whole, readable by its owner alone (0600), and returns when it is on the disk; its name is there when
/// its folder was written through.
///
/// # Errors
/// What the disk says. A half-made copy stays, for whoever knows what it is part of.
pub(super) fn copy_private(from: &Path, to: &Path) -> io::Result<()> {
    let mut copy = create_new(to)?;
    io::copy(&mut File::open(from)?, &mut copy)?;
    copy.sync_all()
}

/// Has what is read of a file from now on come from the disk and not from what is held of it in memory, where the
/// system does that.
pub(super) fn forget_held(file: &File) {
    #[cfg(target_os = "linux")]
    {
        // A wish: where it is not granted, what is read is what was written all the same.
        let _ = rustix::fs::fadvise(file, 0, None, rustix::fs::Advice::DontNeed);
    }
    #[cfg(not(target_os = "linux"))]
    let _ = file;
}

fn unreadable(path: &Path, what: &str, cause: io::Error) -> Failure {
    Failure::machine(format!("{what} could not be read: {}.", path.display()), cause)
        .todo("See that the file is yours and that the disk is well.")
}

fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let mut temporary = name.to_os_string();
    temporary.push(format!(".{}-{}.new", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)));
    let temporary = folder_of(path).join(temporary);
    let written = create_new(&temporary)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&temporary, path));
    if let Err(cause) = written {
        // The first fault is the one to tell of; a half-written file that cannot be removed either is sealed
        // off by its rights all the same.
        let _ = fs::remove_file(&temporary);
        return Err(cause);
    }
    sync_folder(folder_of(path))
}

/// Creates a file that is not there yet. A file of this very name can only be left over from a process
/// that had our number and was killed.
fn create_new(path: &Path) -> io::Result<File> {
    let mut how = OpenOptions::new();
    how.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut how, 0o600);
    how.open(path).or_else(|cause| {
        if cause.kind() != io::ErrorKind::AlreadyExists {
            return Err(cause);
        }
        fs::remove_file(path)?;
        how.open(path)
    })
}

fn make_folder(path: &Path) -> io::Result<()> {
    let mut how = fs::DirBuilder::new();
    how.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut how, 0o700);
    how.create(path)
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A new name is on the disk only when its folder is.
#[cfg(unix)]
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Elsewhere a folder cannot be opened to be written through; the file system does it by itself.
#[cfg(not(unix))]
pub fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// How much room the disk has that this lies on, in bytes; `None` where the system does not say.
#[cfg(target_os = "linux")]
pub fn free(path: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(path).ok()?;
    disk.f_bavail.checked_mul(disk.f_frsize)
}

/// Elsewhere the system is not asked.
#[cfg(not(target_os = "linux"))]
pub fn free(_: &Path) -> Option<u64> {
    None
}

#[cfg(unix)]
fn open_to_others(metadata: &fs::Metadata) -> bool {
    std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o077 != 0
}

/// Elsewhere a person's own folders are closed to others by the system.
#[cfg(not(unix))]
fn open_to_others(_: &fs::Metadata) -> bool {
    false
}

/// Whether others who use this machine may write there.
#[cfg(unix)]
pub(super) fn others_may_write(metadata: &fs::Metadata) -> bool {
    std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o022 != 0
}

/// Elsewhere a person's own folders are closed to others by the system.
#[cfg(not(unix))]
pub(super) fn others_may_write(_: &fs::Metadata) -> bool {
    false
}

/// By what a file is known, whatever it is called; `None` where there is none, or the system does not say.
#[cfg(unix)]
pub(super) fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|file| (file.dev(), file.ino()))
}

/// Elsewhere a file that is open can't be changed for another.
#[cfg(not(unix))]
pub(super) fn identity(_: &Path) -> Option<(u64, u64)> {
    None
}

#[cfg(unix)]
fn same_file(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn same_file(_: &fs::Metadata, _: &fs::Metadata) -> bool {
    true
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;
    use crate::failure::Kind;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn what_is_written_is_read_back_and_nobody_else_may_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("words");
        write_private(&path, b"first").unwrap();
        write_private(&path, "\u{feff}second\n".as_bytes()).unwrap();
        assert_eq!(mode(&path), 0o600);
        assert_eq!(read_private(&path, "The words file").unwrap().as_str(), "second\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file stays behind");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_a_program_that_is_gone_had_begun_goes_and_what_another_is_at_stays() {
        let folder = tempfile::tempdir().unwrap();
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let gone = child.id();
        child.wait().unwrap();
        let here = std::process::id();
        let left = [
            format!("erased.{gone}-3.new"),
            format!("slots.copy.{gone}-0.new"),
            format!("verify-{gone}.tmp"),
        ];
        let stay = [
            format!("erased.{here}-3.new"),
            format!("verify-{here}.tmp"),
            "erased".to_string(),
            format!("{gone}.new"),
            format!("notes.{gone}.new"),
            "settings.toml".to_string(),
        ];
        for name in left.iter().chain(&stay) {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        clear_unfinished(folder.path());
        let mut there: Vec<String> = fs::read_dir(folder.path())
            .unwrap()
            .map(|one| one.unwrap().file_name().into_string().unwrap())
            .collect();
        let mut stay = stay.to_vec();
        there.sort();
        stay.sort();
        assert_eq!(there, stay);
    }

    #[test]
    fn a_file_that_was_open_to_all_is_closed_when_it_is_written_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("words");
        fs::write(&path, "old").unwrap();
        set_mode(&path, 0o666);
        write_private(&path, b"new").unwrap();
        assert_eq!(mode(&path), 0o600);
    }

    #[test]
    fn a_link_is_replaced_and_what_it_pointed_at_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let [other, path] = ["other", "words"].map(|name| folder.path().join(name));
        fs::write(&other, "theirs").unwrap();
        symlink(&other, &path).unwrap();
        write_private(&path, b"ours").unwrap();
        assert_eq!(fs::read_to_string(&other).unwrap(), "theirs");
        assert!(!fs::symlink_metadata(&path).unwrap().is_symlink());
    }

    #[test]
    fn a_file_that_cannot_take_its_place_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("taken");
        fs::create_dir(&path).unwrap();
        fs::write(path.join("inside"), "").unwrap();
        let failure = write_private(&path, b"words").unwrap_err();
        assert_eq!(failure.kind, Kind::Machine);
        assert!(failure.what.contains("taken"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(write_private(&folder.path().join("nowhere/words"), b"words").is_err());
    }

    #[test]
    fn a_file_that_others_may_read_or_write_is_refused_with_what_to_type() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pin");
        write_private(&path, b"2580").unwrap();
        for open in [0o644, 0o640, 0o604, 0o620, 0o602, 0o610, 0o777] {
            set_mode(&path, open);
            let failure = read_private(&path, "The PIN file").unwrap_err();
            assert_eq!(failure.kind, Kind::Refused, "{open:o}");
            assert_eq!(failure.todo, format!("Close it to them with: chmod 600 {}", path.display()));
            assert!(failure.to_string().contains("/pin. Nothing was read from it."), "{failure}");
        }
        for closed in [0o600, 0o400, 0o700] {
            set_mode(&path, closed);
            assert_eq!(read_private(&path, "The PIN file").unwrap().as_str(), "2580", "{closed:o}");
        }
    }

    #[test]
    fn links_folders_big_files_binary_files_and_nothing_at_all_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        write_private(&at("good"), b"words").unwrap();
        symlink(at("good"), at("link")).unwrap();
        symlink(at("nowhere"), at("dangling")).unwrap();
        private_folder(&at("folder")).unwrap();
        write_private(&at("full"), &vec![b'a'; MOST]).unwrap();
        write_private(&at("big"), &vec![b'a'; MOST + 1]).unwrap();
        write_private(&at("binary"), &[0xff, 0xfe, 0]).unwrap();
        for (name, says) in [
            ("link", "is a link"),
            ("dangling", "is a link"),
            ("folder", "is not a file"),
            ("big", "far too big"),
            ("binary", "not plain text"),
            ("none", "is not there"),
        ] {
            let failure = read_private(&at(name), "The words file").unwrap_err();
            assert_eq!(failure.kind, Kind::Refused, "{name}");
            assert!(failure.what.starts_with("The words file ") && failure.what.contains(says), "{failure}");
            assert!(failure.what.ends_with('.'), "what comes next is a sentence of its own: {failure}");
        }
        assert_eq!(read_private(&at("full"), "The words file").unwrap().len(), MOST);
    }

    #[test]
    fn a_folder_is_made_closed_with_those_above_it_and_a_closed_one_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("above/home");
        private_folder(&path).unwrap();
        fs::write(path.join("kept"), "").unwrap();
        private_folder(&path).unwrap();
        assert_eq!((mode(&path), mode(&folder.path().join("above"))), (0o700, 0o700));
        assert!(path.join("kept").exists());
    }

    #[test]
    fn a_folder_that_is_open_to_others_is_refused_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("home");
        fs::create_dir(&path).unwrap();
        for open in [0o755, 0o750, 0o705, 0o701] {
            set_mode(&path, open);
            let failure = private_folder(&path).unwrap_err();
            assert_eq!(failure.kind, Kind::Refused);
            assert!(failure.todo.ends_with(&format!("chmod 700 {}", path.display())), "{failure}");
            assert_eq!(mode(&path), open);
        }
        fs::write(folder.path().join("file"), "").unwrap();
        assert!(private_folder(&folder.path().join("file")).unwrap_err().what.contains("is not a folder"));
        assert_eq!(private_folder(&folder.path().join("file/home")).unwrap_err().kind, Kind::Machine);
    }
}
