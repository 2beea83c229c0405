//! Back from a backup: into a new home, looked at from end to end; and the drill, which does the same for nobody and
//! takes it away again.

use std::fs;
use std::path::{Path, PathBuf};

use super::set::{self, Set, sets};
use super::{look, place};
use crate::failure::{Failure, Kind, Result};
use crate::paths::Home;
use crate::store::connection::Use;
use crate::store::log::{self, Hash};
use crate::store::verify::GoOn;
use crate::store::witness::{self, Compared, Head, compare};
use crate::store::{Key, Store, code, files, hash_at, vault};

/// What is left of a record that was lost, beside its backups.
#[derive(Clone, Debug, Default)]
pub struct Lost {
    /// What its witness saw last.
    pub seen: Option<(u64, Head)>,
    ledger: Option<PathBuf>,
}

impl Lost {
    /// What can be read in its home, with the witness of another place where one is named.
    pub fn in_home(home: &Home, witness: &Path) -> Lost {
        Lost { seen: witness::peek(witness), ledger: Some(home.erased()) }
    }
}

/// A record that was restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// How many lines its log has.
    pub lines: u64,
    /// The day code of the last of them.
    pub code: String,
    /// What a witness from elsewhere says beside it.
    pub beside: Option<Compared>,
}

/// Restores the record of a set into a home that has none, and looks at all of it there. `open` gives its key once the
/// files that hold it lie in the home.
///
/// # Errors
/// Refused where the folder is no backup, there is a record already, the words are not right, a newer program wrote
/// it, or it is damaged; a machine failure where the disk refuses. What was put into the home until then is for the
/// caller to take away.
pub fn restore(
    set: &Path,
    home: &Home,
    lost: &Lost,
    open: impl FnOnce(&Home) -> Result<Key>,
) -> Result<Restored> {
    let from = Home::at(set);
    if !from.database().is_file() || !from.slots().iter().any(|slots| slots.is_file()) {
        return Err(Failure::refused(format!("{} is not a backup of a record.", set.display()))
            .safe("Nothing was restored.")
            .todo("Name one of those that “doorstep backup --list” names, or its folder."));
    }
    if home.database().exists() || home.slots().iter().any(|slots| slots.exists()) {
        return Err(Failure::refused(format!("There is a record in {} already.", home.folder().display()))
            .safe("It was not touched.")
            .todo("Name a new folder with --home."));
    }
    files::private_folder(home.folder())?;
    set::copy_key(&from, home)?;
    // Whatever was erased later stands in the ledgers of later sets, and in that of the record itself.
    let siblings = set.parent().map(sets).transpose()?.unwrap_or_default();
    let siblings = siblings.iter().map(|set| Home::at(set.path()).erased());
    set::copy_ledgers(siblings.chain([from.erased()]).chain(lost.ledger.clone()), home)?;
    let key = open(home)?.pragma();
    put(&from, home, lost.seen, &key, &|| true)
}

/// Brings a set's own small files back into a home: its settings, how its pages look, its frameworks. What lies there
/// already under such a name is replaced.
///
/// # Errors
/// A machine failure where the disk refuses.
pub fn bring_back_own(set: &Path, home: &Home) -> Result<()> {
    set::copy_own(&Home::at(set), home)
}

/// Copies the database, looks at it, and lays its witness down.
fn put(from: &Home, home: &Home, seen: Option<(u64, Head)>, key: &str, go_on: GoOn<'_>) -> Result<Restored> {
    let to = home.database();
    files::copy_private(&from.database(), &to).map_err(super::unwritten)?;
    files::sync_folder(home.folder()).map_err(super::unwritten)?;
    let db = look(&to, key, go_on)
        .map_err(|failure| if failure.kind == Kind::Refused { unrestored(failure) } else { failure })?
        .map_err(|why| spoilt(&why))?;
    let (lines, head) = log::head(&db)?;
    if !vouched(from, (lines, head)) {
        return Err(spoilt("It does not end with the line that its witness saw."));
    }
    let beside = seen.map(|seen| compare(Some(seen), lines, |seq| hash_at(&db, seq))).transpose()?;
    db.close().map_err(|(_, cause)| cause)?;
    witness::lay_down(&home.witness(), lines, head)?;
    Ok(Restored { lines, code: code(&head), beside })
}

/// Whether the set's witness saw this last line; where nothing of the witness can be read, whether its name says it.
fn vouched(set: &Home, head: (u64, Hash)) -> bool {
    let named = Set::at(set.folder()).map(|set| set.code() == code(&head.1));
    witness::peek(&set.witness()).map(|seen| seen == head).or(named) == Some(true)
}

fn unrestored(failure: Failure) -> Failure {
    failure.safe("Nothing was restored, and the backup was left as it is.")
}

fn spoilt(why: &str) -> Failure {
    unrestored(Failure::refused(format!("This backup is damaged. {why}")))
        .todo("Restore the one before it: “doorstep backup --list” names them.")
}

impl Store {
    /// Restores a set of this record into a folder of its own, looks at all of it as `verify` does, and takes it away
    /// again.
    ///
    /// # Errors
    /// Refused where something does not hold, with what it is; a machine failure where the disk refuses. What is to be
    /// said of it although all holds is a sentence.
    pub fn drill(&self, set: &Set) -> Result<Option<&'static str>> {
        self.drill_while(set, &|| true)
    }

    /// The same for as long as `go_on` says so.
    pub(super) fn drill_while(&self, set: &Set, go_on: GoOn<'_>) -> Result<Option<&'static str>> {
        files::private_folder(&self.home.backups())?;
        let _alone = place::lock(&self.home.backups())?;
        // Beside the record, because it needs as much room and is as private.
        let home = Home::at(self.home.folder().join("drill"));
        let clear = || fs::remove_dir_all(home.folder());
        // Left over from a drill that was cut short, if it is there.
        let _ = clear();
        let drilled = self.drilled(set, &home, go_on);
        let cleared = clear();
        let note = drilled?;
        cleared.map_err(|cause| {
            super::disk::refuses("What was restored for the drill could not be taken away.", cause)
        })?;
        Ok(note)
    }

    fn drilled(&self, set: &Set, home: &Home, go_on: GoOn<'_>) -> Result<Option<&'static str>> {
        place::need_room(&self.home, self.home.folder())?;
        files::private_folder(home.folder())?;
        let from = Home::at(set.path());
        let note = vault::opens_set(&from, &self.home, &self.key).map_err(spoilt)?;
        set::copy_key(&from, home)?;
        put(&from, home, None, &self.key, go_on)?;
        let mut copy = Store::opened(home, self.key.clone(), Use::Write)?;
        let checks = copy.look_through(go_on)?.ok_or_else(super::stopped)?;
        match checks.into_iter().find(|check| !check.holds) {
            None => Ok(note),
            Some(wrong) => Err(spoilt(&wrong.says)),
        }
    }
}
