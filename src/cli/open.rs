//! `doorstep` alone: the log on the screen, or line by line.

use super::Common;
use super::session::{need_record, practice_words};
use crate::failure::Result;
use crate::paths::{self, Home};
use crate::settings::Settings;
use crate::store::files;
use crate::store::vault::{self, Words};
use crate::tui::{self, Opening, Unlock};

/// Opens the screen; it asks for the room words itself where no file says them.
pub fn run(common: &Common) -> Result<()> {
    let home = Home::find(common.home.clone())?;
    need_record(&home)?;
    let settings = Settings::read(&home)?;
    let words = match paths::path("DOORSTEP_WORDS_FILE") {
        Some(file) => Some(files::read_private(&file, "The words file")?),
        None => practice_words(&home)?,
    };
    let unlock = match words {
        Some(words) => Unlock::Key(vault::open_with_words(&home, &Words::parse(words.trim())?)?),
        None => Unlock::Ask,
    };
    let plain = common.plain || paths::variable("TERM").as_deref() == Some("dumb");
    tui::run(Opening { home, unlock, settings, plain })
}
