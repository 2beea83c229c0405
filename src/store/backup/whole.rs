//! Whether the backups that lie in a folder are still whole: each is opened from scratch and looked at from end to end,
//! and the file that holds its key by the key's own mark: without the words nobody can try it.

use std::path::Path;

use super::look;
use super::set::{Set, sets};
use crate::domain::KeyPart;
use crate::failure::Result;
use crate::paths::Home;
use crate::store::Store;
use crate::store::ask::Check;
use crate::store::log::{self, Hash};
use crate::store::vault;

impl Store {
    /// Looks at every set of a folder as at the day on which it was made, newest first, and says of each whether it is
    /// whole. One of another record is named and not opened, and so is one from before the key was changed: today's does
    /// not open it. None where there is no such folder.
    ///
    /// # Errors
    /// A machine failure where the folder is there and can't be read, or the record can't.
    pub fn verify_sets(&self, folder: &Path) -> Result<Vec<Check>> {
        let keyed = self.keyed_at()?;
        let check = |set: &Set| {
            let found = match set.head() {
                None => Err("is damaged or not whole: its witness does not bear its name out.".to_string()),
                Some(_) if !self.is_of_this(set)? => {
                    Ok("is of another record: it was not looked at.".to_string())
                }
                Some((lines, _)) if lines < keyed => Ok(
                    "is from before the key was changed: the words of then open it, and it was not looked at."
                        .to_string(),
                ),
                Some(head) => self.whole(set, head),
            };
            let says = |says: String| format!("{} {says}", set.name());
            let holds = found.is_ok();
            Ok(Check { name: "backup", holds, says: found.map_or_else(says, says) })
        };
        sets(folder)?.iter().map(check).collect()
    }

    fn whole(&self, set: &Set, head: (u64, Hash)) -> Result<String, String> {
        let database = Home::at(set.path()).database();
        let copy = match look(&database, &self.key, &|| true) {
            Ok(Ok(copy)) => copy,
            Ok(Err(why)) => return Err(format!("is damaged. {why}")),
            Err(failure) => return Err(format!("can't be looked at. {failure}")),
        };
        match log::head(&copy) {
            Ok(there) if there == head => {
                let opens = vault::opens_set(&Home::at(set.path()), &self.home, &self.key)?;
                let note = opens.map(|note| format!(" {note}")).unwrap_or_default();
                Ok(format!("is whole: it has {} lines of the log.{note}", head.0))
            }
            Ok(_) => Err("does not end with the line that its witness saw.".to_string()),
            Err(error) => Err(format!("can't be read to its end. {error}")),
        }
    }

    /// The line that says that the key was made anew, the last of them: what ends before it opens with no key of today's.
    /// 0 where there is none.
    ///
    /// # Errors
    /// A machine failure where the record can't be read.
    pub(super) fn keyed_at(&self) -> Result<u64> {
        let changes = self.key_changes()?;
        let anew = changes.iter().find(|change| change.what == KeyPart::NewKey);
        Ok(anew.map_or(0, |change| change.line))
    }
}
