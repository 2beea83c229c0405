//! Sets: how they are named, what lies in them, and which there are in a folder.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;

use crate::domain::{Day, Moment, Time};
use crate::failure::{Failure, Result};
use crate::paths::Home;
use crate::store::code as day_code;
use crate::store::log::Hash;
use crate::store::{files, vault, witness};

/// Stands behind the name of a set that is not one yet.
pub(super) const NEW: &str = ".new";

/// When a set was made, as it stands in its name.
const MADE: &str = "%Y-%m-%dT%H%M";

/// The largest file of a setting's own that a set takes in.
const MOST: u64 = 8 * 1024 * 1024;

/// The name of a set that is made now of a record which ends with this line.
pub(super) fn name(now: Moment, head: &Hash) -> String {
    format!("{}-{}", now.date_time().format(MADE), day_code(head))
}

/// When a set of that name was made, and its day code; `None` where it is no set's name.
fn parts(name: &str) -> Option<(NaiveDateTime, &str)> {
    let (made, code) = name.rsplit_once('-')?;
    let made = NaiveDateTime::parse_from_str(made, MADE).ok()?;
    let letters = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    (code.len() == 12 && code.chars().all(letters)).then_some((made, code))
}

/// Whether it is the name of a set.
pub(super) fn is_name(name: &str) -> bool {
    parts(name).is_some()
}

/// A folder that has the name of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set {
    path: PathBuf,
    made: NaiveDateTime,
    code: String,
    head: Option<(u64, Hash)>,
}

impl Set {
    /// The set in that folder; `None` where the folder has no set's name, or is not there.
    pub fn at(path: &Path) -> Option<Set> {
        let (made, code) = parts(path.file_name()?.to_str()?)?;
        if !path.is_dir() {
            return None;
        }
        let home = Home::at(path);
        let whole = home.database().is_file() && vault::has_slots(&home);
        let seen = witness::peek(&home.witness()).filter(|_| whole);
        let head = seen.filter(|(_, head)| day_code(head) == code);
        Some(Set { path: path.to_path_buf(), made, code: code.to_string(), head })
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its name.
    pub fn name(&self) -> String {
        format!("{}-{}", self.made.format(MADE), self.code)
    }

    /// The day on which it was made, by the clock of then.
    pub fn day(&self) -> Day {
        self.made.date()
    }

    /// When on that day.
    pub fn time(&self) -> Time {
        self.made.time()
    }

    /// The day code of its last line.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// How many lines its log has; `None` where its witness does not bear its name out, or a file of it is gone: then it
    /// is no backup, or was spoilt since.
    pub fn lines(&self) -> Option<u64> {
        self.head.map(|(seq, _)| seq)
    }

    pub(super) fn head(&self) -> Option<(u64, Hash)> {
        self.head
    }
}

/// The sets of a folder, of whatever record, newest first: by how far each log had come, for a clock may be wrong. None
/// where there is no such folder.
///
/// # Errors
/// A machine failure where the folder is there and can't be read.
pub fn sets(folder: &Path) -> Result<Vec<Set>> {
    let found = match fs::read_dir(folder) {
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        found => found,
    };
    let cannot = |cause| {
        Failure::machine(format!("The backups in {} can't be listed.", folder.display()), cause)
            .todo("See that the folder is yours and that its disk is in and well.")
    };
    let mut sets = Vec::new();
    for entry in found.map_err(cannot)? {
        sets.extend(Set::at(&entry.map_err(cannot)?.path()));
    }
    sets.sort_by_key(|set| std::cmp::Reverse((set.lines(), set.made, set.code.clone())));
    Ok(sets)
}

/// Copies a setting's own small files: its settings, how its pages look and the pictures on them, its frameworks. Other
/// files, links and what is too large stay where they are.
pub(super) fn copy_own(from: &Home, to: &Home) -> Result<()> {
    let own = |path: &Path| {
        let small = fs::symlink_metadata(path).ok().filter(|about| about.is_file() && about.len() <= MOST);
        small.and_then(|_| fs::read(path).ok())
    };
    let named = std::iter::once(from.practice_words());
    let all = named.chain(listed(from.folder(), &["toml", "png", "jpg", "jpeg"]));
    for (path, bytes) in all.filter_map(|path| own(&path).map(|bytes| (path, bytes))) {
        let Some(name) = path.file_name() else { continue };
        files::write_private(&to.folder().join(name), &bytes)?;
    }
    for (path, bytes) in
        listed(&from.frameworks(), &["toml"]).filter_map(|path| own(&path).map(|bytes| (path, bytes)))
    {
        let Some(name) = path.file_name() else { continue };
        files::private_folder(&to.frameworks())?;
        files::write_private(&to.frameworks().join(name), &bytes)?;
    }
    Ok(())
}

/// The files of a folder whose names end so.
fn listed(folder: &Path, endings: &'static [&str]) -> impl Iterator<Item = PathBuf> {
    let ends = move |path: &PathBuf| {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        ending.is_some_and(|ending| endings.contains(&ending.as_str()))
    };
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).filter(ends)
}

/// Makes one ledger of erasures out of several: each line once. What was erased since an older copy was made stands in
/// the newer ones.
pub(super) fn copy_ledgers(from: impl IntoIterator<Item = PathBuf>, to: &Home) -> Result<()> {
    let mut lines: Vec<String> = Vec::new();
    for path in from.into_iter().filter(|path| path.is_file()) {
        let text = fs::read_to_string(&path).map_err(super::unwritten)?;
        for line in text.lines().filter(|line| !line.is_empty()) {
            if !lines.iter().any(|known| known == line) {
                lines.push(line.to_string());
            }
        }
    }
    if lines.is_empty() {
        return Ok(());
    }
    files::write_private(&to.erased(), (lines.join("\n") + "\n").as_bytes())
}

/// Copies what opens a record, into files that only their owner may read. What only one copy of it says both say there.
pub(super) fn copy_key(from: &Home, to: &Home) -> Result<()> {
    for (from, to) in from.slots().iter().zip(to.slots()).filter(|(from, _)| from.is_file()) {
        files::copy_private(from, &to).map_err(super::unwritten)?;
    }
    let sealed = vault::sealed(to)?;
    to.slots().iter().try_for_each(|path| files::write_private(path, &sealed))
}
