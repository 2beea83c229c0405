//! Puts finished files into a folder: all of them or none, never over another file, on the disk when it
//! returns. A file that waits for its name is locked by whoever writes it; one that nobody holds was left by a run that
//! was ended in the middle, and goes.

#[cfg(test)]
mod tests;

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::archive::{self, Archive};
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
    let mut placing = Placing::into(folder)?;
    files.iter().try_for_each(|file| placing.add(file))?;
    placing.whole()?.named()
}

/// Files on their way into a folder, one after the other: each lies there under a name that nobody opens until
/// [`Whole::named`] gives all of them their own. Dropped before, it takes away what it wrote.
pub struct Placing {
    folder: PathBuf,
    placed: Placed,
    parts: Parts,
    cleared: usize,
}

/// What has been written so far.
enum Parts {
    /// Files, each by itself.
    Files(Vec<Waiting>),
    /// One archive, which holds them.
    Archive(Box<Archive>, PathBuf, String),
}

/// A file that is on the disk, and still without its name.
struct Waiting {
    temporary: PathBuf,
    stem: String,
    extension: &'static str,
    sha256: String,
    /// Held as long as it waits: whoever looks for what was left sees that this is not.
    _held: Option<File>,
}

impl Placing {
    /// Into this folder, which is made where it is not there.
    ///
    /// # Errors
    /// A machine failure where it can't be made or written to.
    pub fn into(folder: &Path) -> Result<Placing> {
        let mut placed = Placed::default();
        make(folder, &mut placed).map_err(|cause| match cause.kind() {
            ErrorKind::NotADirectory | ErrorKind::AlreadyExists | ErrorKind::NotFound => {
                Failure::machine(format!("The folder {} could not be made.", shown(folder)), cause)
                    .safe("Nothing was written.")
                    .todo(
                        "See that nothing else is called so there, or choose another place, then save again.",
                    )
            }
            _ => trouble(folder, cause),
        })?;
        let cleared = clear_left(folder);
        Ok(Placing { folder: folder.to_path_buf(), placed, parts: Parts::Files(Vec::new()), cleared })
    }

    /// How many files were cleared away there that a run before this one had begun and not finished.
    pub fn cleared(&self) -> usize {
        self.cleared
    }

    /// The same, but all of them as one archive of that name, which this password opens.
    ///
    /// # Errors
    /// As [`Placing::into`].
    pub fn archive(folder: &Path, stem: &str, password: &str) -> Result<Placing> {
        let mut placing = Placing::into(folder)?;
        let (temporary, file) = new_file(folder, |attempt| unnamed(&attempt.to_string()))
            .map_err(|cause| trouble(folder, cause))?;
        placing.placed.temporary.push(temporary.clone());
        placing.parts = Parts::Archive(Box::new(Archive::into(file, password)), temporary, stem.to_string());
        Ok(placing)
    }

    /// Puts one more file there.
    ///
    /// # Errors
    /// A machine failure where it can't be written. Nothing of this set counts then.
    pub fn add(&mut self, file: &Finished) -> Result<()> {
        self.write(file).map_err(|cause| trouble(&self.folder, cause))
    }

    /// All of them are on the disk; none has its name yet.
    ///
    /// # Errors
    /// A machine failure where one is not; none is left then.
    pub fn whole(mut self) -> Result<Whole> {
        let parts = std::mem::replace(&mut self.parts, Parts::Files(Vec::new()));
        let (waiting, each) = self.closed(parts).map_err(|cause| trouble(&self.folder, cause))?;
        Ok(Whole { folder: self.folder, waiting, each, placed: self.placed })
    }

    fn write(&mut self, file: &Finished) -> io::Result<()> {
        let waiting = match &mut self.parts {
            Parts::Archive(archive, ..) => {
                archive.add(file)?;
                // Where a stick was taken out it is told now, and not only when the whole archive is written.
                return fs::metadata(&self.folder).map(drop);
            }
            Parts::Files(waiting) => waiting,
        };
        let index = waiting.len();
        let (temporary, mut handle) =
            new_file(&self.folder, |attempt| unnamed(&format!("{index}-{attempt}")))?;
        self.placed.temporary.push(temporary.clone());
        handle.write_all(&file.bytes)?;
        handle.sync_all()?;
        let (stem, sha256) = (file.stem.clone(), sha256(&file.bytes));
        waiting.push(Waiting { temporary, stem, extension: file.extension, sha256, _held: Some(handle) });
        Ok(())
    }

    /// What waits for its name, and for how many files each of it stands.
    fn closed(&self, parts: Parts) -> io::Result<(Vec<Waiting>, usize)> {
        let (waiting, each) = match parts {
            Parts::Files(waiting) => (waiting, 1),
            Parts::Archive(archive, temporary, stem) => {
                let count = archive.count;
                archive.finish()?;
                let sha256 = sha256_of(&temporary)?;
                let held = File::open(&temporary)?;
                // Where the file system has no locks it is named all the same.
                let _ = held.try_lock();
                let extension = archive::EXTENSION;
                (vec![Waiting { temporary, stem, extension, sha256, _held: Some(held) }], count)
            }
        };
        // A stick that was taken out is told before anything says that files went out on it.
        waiting.iter().try_for_each(|waiting| fs::metadata(&waiting.temporary).map(drop))?;
        sync_folder(&self.folder)?;
        Ok((waiting, each))
    }
}

/// Files that lie whole in their folder, each still under a name that nobody opens. Dropped, they are taken away again.
pub struct Whole {
    folder: PathBuf,
    waiting: Vec<Waiting>,
    each: usize,
    placed: Placed,
}

impl Whole {
    /// The SHA-256 of each file that was added, in their order; of an archive it is the archive's, for each in it.
    pub fn hashes(&self) -> Vec<String> {
        let once = self.waiting.iter().map(|waiting| &waiting.sha256);
        once.flat_map(|hash| std::iter::repeat_n(hash.clone(), self.each)).collect()
    }

    /// Gives every file its name, and leaves it there.
    ///
    /// # Errors
    /// A machine failure where one can't have its name; none is left then.
    pub fn named(mut self) -> Result<Vec<Saved>> {
        let saved = self.name().map_err(|cause| trouble(&self.folder, cause))?;
        self.placed.keep = true;
        Ok(saved)
    }

    fn name(&mut self) -> io::Result<Vec<Saved>> {
        let mut saved = Vec::with_capacity(self.waiting.len());
        for waiting in &self.waiting {
            let name = give_name(&self.folder, waiting, &mut self.placed)?;
            let one = Saved { path: self.folder.join(&name), name, sha256: waiting.sha256.clone() };
            saved.extend(std::iter::repeat_n(one, self.each));
        }
        sync_folder(&self.folder)?;
        Ok(saved)
    }
}

/// What happened to a folder that files were being written into, what is safe and what to do.
fn trouble(folder: &Path, cause: io::Error) -> Failure {
    let place = shown(folder);
    let none = "None of the files was left there, and no other file was touched.";
    match cause.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            Failure::machine(format!("There is no room left for the files in {place}."), cause)
                .safe(none)
                .todo("Make room there, or choose another place, then save again.")
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            Failure::machine(format!("Nothing may be written into {place}."), cause)
                .safe(none)
                .todo("See that it is not write-protected, or choose another place, then save again.")
        }
        // A stick that was taken out takes its folder with it.
        _ if !folder.is_dir() => {
            Failure::machine(format!("{place} is not there any more: the files could not be written."), cause)
                .safe("None of them was finished, and none stands in the record.")
                .todo("If it is on a stick, put that in again, take away what is called .doorstep there, and save again.")
        }
        _ => Failure::machine(format!("The files could not be written into {place}."), cause)
            .safe(none)
            .todo("Look whether the folder can be written to and has room, then try again."),
    }
}

/// The SHA-256 of some bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The same of a file, which is read a piece at a time.
fn sha256_of(path: &Path) -> io::Result<String> {
    let (mut file, mut hash, mut piece) = (File::open(path)?, Sha256::new(), [0; 64 * 1024]);
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()),
            read => hash.update(piece.get(..read).unwrap_or_default()),
        }
    }
}

/// Everything that has been put into the folder so far: taken away again unless all went well.
#[derive(Default)]
struct Placed {
    /// Folders that were made for the files, the innermost last.
    folders: Vec<PathBuf>,
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
        if !self.keep {
            for folder in self.folders.iter().rev() {
                // Where somebody put something into it meanwhile it stays.
                let _ = fs::remove_dir(folder);
            }
        }
    }
}

/// The finished file's name: the first of `name`, `name (2)`, … that is free, taken in one step so that
/// two who save at once never meet.
fn give_name(folder: &Path, file: &Waiting, placed: &mut Placed) -> io::Result<String> {
    for attempt in 1..=TRIES {
        let name = match attempt {
            1 => format!("{}.{}", file.stem, file.extension),
            _ => format!("{} ({attempt}).{}", file.stem, file.extension),
        };
        let path = folder.join(&name);
        match fs::hard_link(&file.temporary, &path) {
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
                    fs::rename(&file.temporary, &path)?;
                    return Ok(name);
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(error),
            },
        }
    }
    Err(io::Error::from(ErrorKind::AlreadyExists))
}

/// Makes the folder and those above it that are not there. One that is there is left as it is: it may be a stick.
fn make(folder: &Path, placed: &mut Placed) -> io::Result<()> {
    let missing = folder.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists());
    let missing: Vec<PathBuf> = missing.map(Path::to_path_buf).collect();
    let mut making = fs::DirBuilder::new();
    making.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut making, 0o700);
    making.create(folder)?;
    placed.folders = missing.into_iter().rev().collect();
    Ok(())
}

const TRIES: u32 = 10_000;

/// What names of files that wait for their own begin and end with.
const WAITING: (&str, &str) = (".doorstep-", ".part");

/// The name of a file that waits for its own.
fn unnamed(number: &str) -> String {
    let (begins, ends) = WAITING;
    format!("{begins}{number}{ends}")
}

/// Takes away what runs left in a folder that were ended in the middle, by the power or by a signal: it holds words of
/// families, and nobody would look for it. What somebody holds is being written by them.
fn clear_left(folder: &Path) -> usize {
    let left = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        // A pipe of that name would keep whoever opens it waiting for ever.
        let file = entry.file_type().is_ok_and(|kind| kind.is_file());
        file && name.starts_with(WAITING.0) && name.ends_with(WAITING.1)
    };
    // Where the folder can't be read, that is told by whatever is written next.
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter(left)
        .filter(|entry| {
            let free = File::open(entry.path()).and_then(|file| file.try_lock().map_err(io::Error::other));
            free.and_then(|()| fs::remove_file(entry.path())).is_ok()
        })
        .count()
}

fn new_file(folder: &Path, name: impl Fn(u32) -> String) -> io::Result<(PathBuf, File)> {
    for attempt in 1..=TRIES {
        let path = folder.join(name(attempt));
        match private(OpenOptions::new().write(true).create_new(true)).open(&path) {
            // Where the file system has no locks it is written all the same, and never taken for left.
            Ok(file) => match file.try_lock() {
                Ok(()) | Err(TryLockError::Error(_)) => return Ok((path, file)),
                Err(TryLockError::WouldBlock) => continue,
            },
            Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::from(ErrorKind::AlreadyExists))
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
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

fn shown(path: &Path) -> String {
    crate::safe::line(&path.display().to_string())
}
