//! The only reader of the environment: where things lie, and what was said by variables.

use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};

/// Where a setting's record lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home(PathBuf);

impl Home {
    /// The folder given, else `DOORSTEP_HOME`, else the platform's folder for a program's data.
    /// Refuses where the platform names none.
    pub fn find(given: Option<PathBuf>) -> Result<Home> {
        if let Some(path) = given.or_else(|| path("DOORSTEP_HOME")) {
            return Ok(Home(path));
        }
        directories::ProjectDirs::from("", "", "doorstep")
            .map(|dirs| Home(dirs.data_local_dir().to_path_buf()))
            .ok_or_else(|| {
                Failure::refused("This machine does not say where a program keeps its data.")
                    .todo("Name a folder with --home.")
            })
    }

    /// A home in a folder of the caller's choosing.
    pub fn at(path: impl Into<PathBuf>) -> Home {
        Home(path.into())
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// The encrypted database.
    pub fn database(&self) -> PathBuf {
        self.0.join("doorstep.db")
    }

    /// The two slots of (sequence, head) that show what must be there.
    pub fn witness(&self) -> PathBuf {
        self.0.join("witness")
    }

    /// The two copies of the slot file, in which the key lies sealed.
    pub fn slots(&self) -> [PathBuf; 2] {
        [self.0.join("slots"), self.0.join("slots.copy")]
    }

    /// The ledger of erasures: the lines of the log whose words were erased, for copies from before.
    pub fn erased(&self) -> PathBuf {
        self.0.join("erased")
    }

    /// Where a record with a new key is made, until it takes the place of the old one.
    pub fn renewing(&self) -> PathBuf {
        self.0.join("new-key")
    }

    /// Held by whoever writes, from BEGIN to the witness.
    pub fn lock(&self) -> PathBuf {
        self.0.join("lock")
    }

    /// Held by the window that has the record, for as long as it stands.
    pub fn window(&self) -> PathBuf {
        self.0.join("window")
    }

    /// Who has that window: initials and room, no child.
    pub fn window_says(&self) -> PathBuf {
        self.0.join("window.json")
    }

    /// There while another window asks for the record.
    pub fn window_asked(&self) -> PathBuf {
        self.0.join("window.asked")
    }

    /// Holds room on the disk for the record, to be given up when the disk is full.
    pub fn reserve(&self) -> PathBuf {
        self.0.join("reserve")
    }

    /// Where backups lie, unless another folder was named.
    pub fn backups(&self) -> PathBuf {
        self.0.join("backups")
    }

    /// The practice nursery's words, which are no secret.
    pub fn practice_words(&self) -> PathBuf {
        self.0.join("practice-words.txt")
    }

    /// What was answered at a set-up that is not done yet; beside the home, which is made whole or not at all.
    pub fn answers(&self) -> PathBuf {
        let mut name = self.0.file_name().unwrap_or_default().to_os_string();
        name.push(".setup.toml");
        self.0.with_file_name(name)
    }

    /// The setting's own frameworks, `<id>.toml` each.
    pub fn frameworks(&self) -> PathBuf {
        self.0.join("frameworks")
    }

    /// How the setting's pages look; the picture that it names lies beside it.
    pub fn look(&self) -> PathBuf {
        self.0.join("look.toml")
    }

    /// How long the setting keeps things, where it decided otherwise than the table that the program brings.
    pub fn terms(&self) -> PathBuf {
        self.0.join("retention.toml")
    }

    /// What a person chose: colours, this machine's room. Holds no names of people.
    pub fn settings(&self) -> PathBuf {
        self.0.join("settings.toml")
    }
}

/// A variable that is set and not empty.
#[allow(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// A variable that names a file or folder; its name need not be text.
#[allow(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
pub fn path(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// This program, where it lies; `None` where the system does not say.
#[allow(clippy::disallowed_methods, reason = "this is the one place that asks the environment")]
pub fn program() -> Option<PathBuf> {
    std::env::current_exe().ok()
}

/// The folder of whoever is signed in to the machine, where it says so.
pub fn own_folder() -> Option<PathBuf> {
    directories::BaseDirs::new().map(|folders| folders.home_dir().to_path_buf())
}

/// Where temporary things of this program go.
#[allow(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
pub fn temporary() -> PathBuf {
    std::env::temp_dir()
}
