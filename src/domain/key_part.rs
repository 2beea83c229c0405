//! What opens the record, by its name alone: nothing secret is ever in it.

use serde::{Deserialize, Serialize};

/// What was changed of that by which the record is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyPart {
    /// The room words.
    Words,
    /// The recovery sheet.
    Sheet,
    /// A key file was made.
    KeyFile,
    /// No key file opens it any more.
    KeyFileGone,
    /// The key itself, and with it the words and the sheet.
    NewKey,
}

impl KeyPart {
    /// What happened, as a sentence for whoever reads of it: `New room words`.
    pub fn label(self) -> &'static str {
        match self {
            KeyPart::Words => "New room words",
            KeyPart::Sheet => "A new recovery sheet",
            KeyPart::KeyFile => "A new key file",
            KeyPart::KeyFileGone => "No key file opens it any more",
            KeyPart::NewKey => "A new key, with new words and a new sheet",
        }
    }
}
