//! What was answered at a set-up that was stopped half way: offered again at the next. Nothing that opens a
//! record is ever in it.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::failure::{Failure, Result};
use crate::paths::Home;
use crate::store::files;

/// The answers so far. They lie in a file beside the home, because the home is made whole or not at all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Kept {
    /// The setting's name.
    pub setting: Option<String>,
    /// Who a concern goes to; empty where nobody was named.
    pub lead: Option<String>,
    /// The room of this machine; empty where it goes from room to room.
    pub room: Option<String>,
    /// The list of staff.
    pub staff: Option<PathBuf>,
    /// The register.
    pub register: Option<PathBuf>,
}

impl Kept {
    /// What was answered before. A file that can't be read holds no answer: everything is asked.
    pub fn read(home: &Home) -> Kept {
        let text = files::read_private(&home.answers(), "The file of answers").ok();
        text.and_then(|text| toml::from_str(&text).ok()).unwrap_or_default()
    }

    /// Keeps them on the disk, readable by their owner alone.
    pub fn write(&self, home: &Home) -> Result<()> {
        let path = home.answers();
        if let Some(folder) =
            path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists())
        {
            files::private_folder(folder)?;
        }
        let text = toml::to_string(self)
            .map_err(|cause| Failure::machine("What you answered could not be kept.", cause))?;
        files::write_private(&path, text.as_bytes())
    }

    /// Takes them away: the set-up is done.
    pub fn forget(home: &Home) {
        // One that stays is asked about nowhere: a home with a record is never set up again.
        let _ = std::fs::remove_file(home.answers());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_for_their_owner_alone_and_gone_when_they_are_forgotten() {
        let folder = tempfile::tempdir().expect("a folder");
        let home = Home::at(folder.path().join("new").join("home"));
        assert_eq!(Kept::read(&home), Kept::default());
        let kept = Kept { setting: Some("Rosebank".into()), room: Some(String::new()), ..Kept::default() };
        kept.write(&home).expect("kept");
        assert_eq!(Kept::read(&home), kept);
        assert!(!home.folder().exists(), "the home itself is made whole or not at all");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(home.answers()).expect("the file").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        std::fs::write(home.answers(), "setting = [").expect("written");
        assert_eq!(Kept::read(&home), Kept::default(), "a strange file is no answer");
        Kept::forget(&home);
        assert!(!home.answers().exists());
    }
}
