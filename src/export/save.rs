//! Puts finished files into a folder: all of them or none, never over another file, on the disk when it
//! returns.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::failure::{Failure, Result};

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finished {
    /// Its name without the end: `2026-W47 ava-o week`.
    pub stem: String,
    /// The end, without the dot.
    pub extension: &'static str,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Where it lies.
    pub path: PathBuf,
    /// Its name in the folder: ` (2)` stands before the dot where the name was taken.
    pub name: String,
    /// The SHA-256 of what it holds, in hexadecimal.
    pub sha256: String,
}

/// Writes all of `files` into `folder`, which is made where it is not there. What is made is for this account
/// alone. Where one can't be written, none is left.
pub fn save(folder: &Path, files: &[Finished]) -> Result<Vec<Saved>> {
    let mut placed = Placed::default();
    let saved = place(folder, files, &mut placed).map_err(|cause| {
        Failure::machine(format!("The files could not be written into {}.", shown(folder)), cause)
            .safe("None of them was left there, and no other file was touched.")
            .todo("Look whether the folder can be written to and has room, then try again.")
    })?;
    placed.keep = true;
    Ok(saved)
}

/// The SHA-256 of some bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Everything that has been put into the folder so far: taken away again unless all went well.
#[derive(Default)]
struct Placed {
    temporary: Vec<PathBuf>,
    finished: Vec<PathBuf>,
    keep: bool,
}

impl Drop for Placed {
    fn drop(&mut self) {
        let finished = if self.keep { &[][..] } else { &self.finished };
        for path in self.temporary.iter().chain(finished) {
            // A file that can't be removed now is the folder's matter; nothing else can be done about it.
            let _ = fs::remove_file(path);
        }
    }
}

fn place(folder: &Path, files: &[Finished], placed: &mut Placed) -> std::io::Result<Vec<Saved>> {
    make(folder)?;
    // Everything is on the disk under a name that nobody opens, before the first file gets its own.
    let mut written = Vec::with_capacity(files.len());
    for (index, file) in files.iter().enumerate() {
        let (path, mut handle) = new_file(folder, |attempt| format!(".doorstep-{index}-{attempt}.part"))?;
        placed.temporary.push(path.clone());
        handle.write_all(&file.bytes)?;
        handle.sync_all()?;
        written.push(path);
    }
    let mut saved = Vec::with_capacity(files.len());
    for (file, temporary) in files.iter().zip(&written) {
        let name = give_name(folder, file, temporary, placed)?;
        saved.push(Saved { path: folder.join(&name), name, sha256: sha256(&file.bytes) });
    }
    sync_folder(folder)?;
    Ok(saved)
}

/// The finished file's name: the first of `name`, `name (2)`, … that is free, taken in one step so that
/// two who save at once never meet.
fn give_name(
    folder: &Path,
    file: &Finished,
    temporary: &Path,
    placed: &mut Placed,
) -> std::io::Result<String> {
    for attempt in 1..=TRIES {
        let name = match attempt {
            1 => format!("{}.{}", file.stem, file.extension),
            _ => format!("{} ({attempt}).{}", file.stem, file.extension),
        };
        let path = folder.join(&name);
        match fs::hard_link(temporary, &path) {
            Ok(()) => {
                placed.finished.push(path);
                return Ok(name);
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
            // A stick's file system has no second names: an empty file of ours holds the place, and the
            // whole one is put over it.
            Err(_) => match private(OpenOptions::new().write(true).create_new(true)).open(&path) {
                Ok(_) => {
                    placed.finished.push(path.clone());
                    fs::rename(temporary, &path)?;
                    return Ok(name);
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(error),
            },
        }
    }
    Err(std::io::Error::from(ErrorKind::AlreadyExists))
}

/// Makes the folder and those above it that are not there. One that is there is left as it is: it may be a stick.
fn make(folder: &Path) -> std::io::Result<()> {
    let mut making = fs::DirBuilder::new();
    making.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut making, 0o700);
    making.create(folder)
}

const TRIES: u32 = 10_000;

fn new_file(folder: &Path, name: impl Fn(u32) -> String) -> std::io::Result<(PathBuf, File)> {
    for attempt in 1..=TRIES {
        let path = folder.join(name(attempt));
        match private(OpenOptions::new().write(true).create_new(true)).open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(error),
        }
    }
    Err(std::io::Error::from(ErrorKind::AlreadyExists))
}

#[cfg(unix)]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600)
}

#[cfg(not(unix))]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}

fn shown(path: &Path) -> String {
    crate::safe::line(&path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(stem: &str, bytes: &[u8]) -> Finished {
        Finished { stem: stem.to_string(), extension: "txt", bytes: bytes.to_vec() }
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_that_is_there_already_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        save(folder.path(), &[file("week", b"first")]).unwrap();
        let again = save(folder.path(), &[file("week", b"second"), file("week", b"third")]).unwrap();
        assert_eq!(
            again.iter().map(|saved| saved.name.as_str()).collect::<Vec<_>>(),
            ["week (2).txt", "week (3).txt"]
        );
        assert_eq!(names(folder.path()), ["week (2).txt", "week (3).txt", "week.txt"]);
        assert_eq!(fs::read(folder.path().join("week.txt")).unwrap(), b"first");
        assert_eq!(fs::read(&again[1].path).unwrap(), b"third");
    }

    #[test]
    fn where_one_cannot_be_written_none_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let failure = save(folder.path(), &[file("good", b"1"), file("no/such/folder", b"2")]).unwrap_err();
        assert!(failure.to_string().contains("None of them was left"), "{failure}");
        assert_eq!(names(folder.path()), [""; 0]);
    }

    #[test]
    fn the_hash_is_of_what_lies_on_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let saved = save(&folder.path().join("made/new"), &[file("week", b"abc")]).unwrap();
        assert_eq!(saved[0].sha256, sha256(&fs::read(&saved[0].path).unwrap()));
        assert_eq!(saved[0].sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[cfg(unix)]
    #[test]
    fn only_this_account_can_read_what_was_written() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let saved = save(&folder.path().join("weeks/2026-W47"), &[file("week", b"abc")]).unwrap();
        assert_eq!(mode(&saved[0].path), 0o600);
        assert_eq!(mode(&folder.path().join("weeks/2026-W47")), 0o700);
        assert_eq!(mode(&folder.path().join("weeks")), 0o700);
        assert_eq!(mode(folder.path()), 0o755, "a folder that was there is left as it is");
    }
}
