//! `doorstep` alone: the log on the screen, or line by line. Where there is none yet, it is set up first.

use super::making::need_none;
use super::session::{need_record, practice_words};
use super::{Common, demo, out, setup};
use crate::failure::Result;
use crate::paths::{self, Home};
use crate::store::files;
use crate::store::vault::{self, Words};
use crate::tui::{self, Opening, Unlock};

/// Opens the screen; it asks for the room words itself where no file says them.
pub fn run(common: &Common) -> Result<()> {
    let home = Home::find(common.home.clone())?;
    if out::can_ask() && need_none(&home).is_ok() {
        first_start(common, &home)?;
    }
    need_record(&home)?;
    let words = match paths::path("DOORSTEP_WORDS_FILE") {
        Some(file) => Some(files::read_private(&file, "The words file")?),
        None => practice_words(&home)?,
    };
    let unlock = match words {
        Some(words) => Unlock::Key(vault::open_with_words(&home, &Words::parse(words.trim())?)?),
        None => Unlock::Ask,
    };
    let plain = common.plain || paths::variable("TERM").as_deref() == Some("dumb");
    tui::run(Opening { home, unlock, plain, practice: demo::practice })
}

/// The first start on this machine: set-up by questions, then on to the log, which asks for the new room words.
fn first_start(common: &Common, home: &Home) -> Result<()> {
    out::say("No nursery is set up on this computer yet. The questions below do it.")?;
    out::say(&format!("Its record will be kept in {}.", home.folder().display()))?;
    out::say("To look round first, press Ctrl-C: `doorstep demo` opens a made-up nursery.\n")?;
    setup::run(common, &setup::Options::default())?;
    out::ask("Press Enter to open it; it asks for the room words:").map(drop)
}
