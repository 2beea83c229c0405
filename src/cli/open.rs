//! `doorstep` alone: the log on the screen, or line by line. Where there is none yet, it is set up first.

use super::making::need_none;
use super::session::{key_file, need_own_disk, need_record, practice_words, read_key_file};
use super::{Common, demo, out, setup};
use crate::failure::Result;
use crate::paths::{self, Home};
use crate::store::files;
use crate::store::vault::{self, Words};
use crate::tui::{self, Closed, Left, Opening, Unlock};

/// Opens the screen; it asks for the room words itself where no file says them.
pub fn run(common: &Common) -> Result<()> {
    let home = Home::find(common.home.clone())?;
    if out::can_ask() && need_none(&home).is_ok() {
        first_start(common, &home)?;
    }
    need_record(&home)?;
    need_own_disk(common, &home)?;
    let plain = common.plain || paths::variable("TERM").as_deref() == Some("dumb");
    let mut closed = common.closed;
    loop {
        let unlock = unlock(common, &home, closed.is_some())?;
        let opening = Opening { home: home.clone(), unlock, closed, plain, practice: demo::practice };
        match tui::run(opening)? {
            Left::Program => return Ok(()),
            Left::Closed(why) => {
                begin_anew(&home, plain, why);
                // Where the system did not begin it anew, this one goes on; what is secret was wiped all the same.
                closed = Some(why);
            }
        }
    }
}

/// What opens the record, where a file says it. A record that was closed is opened by a person alone.
fn unlock(common: &Common, home: &Home, closed: bool) -> Result<Unlock> {
    let file = key_file(common).filter(|_| !closed);
    if let Some(file) = file {
        return Ok(Unlock::Key(vault::open_with_key_file(home, &read_key_file(&file)?)?));
    }
    let words = match paths::path("DOORSTEP_WORDS_FILE").filter(|_| !closed) {
        Some(file) => Some(files::read_private(&file, "The words file")?),
        None => practice_words(home)?,
    };
    Ok(match words {
        Some(words) => Unlock::Key(vault::open_with_words(home, &Words::parse(words.trim())?)?),
        None => Unlock::Ask,
    })
}

/// Puts this program in its own place: the system takes all memory away, with every name and word that was in it, and
/// the new one knows nothing. Comes back where the system does not do it.
fn begin_anew(home: &Home, plain: bool, why: Closed) {
    #[cfg(unix)]
    if let Some(program) = paths::program() {
        use std::os::unix::process::CommandExt;
        let mut anew = std::process::Command::new(program);
        anew.arg("--home").arg(home.folder()).args(["--closed", why.name()]);
        if plain {
            anew.arg("--plain");
        }
        // What it answers is that it could not, and then the caller goes on.
        let _ = anew.exec();
    }
    #[cfg(not(unix))]
    let _ = (home, plain, why);
}

/// The first start on this machine: set-up by questions, then on to the log, which asks for the new room words.
fn first_start(common: &Common, home: &Home) -> Result<()> {
    need_own_disk(common, home)?;
    out::say("No nursery is set up on this computer yet. The questions below do it.")?;
    out::say(&format!("Its record will be kept in {}.", home.folder().display()))?;
    out::say("To look round first, press Ctrl-C: “doorstep demo” opens a made-up nursery.\n")?;
    setup::run(common, &setup::Options::default())?;
    out::ask("Press Enter to open it; it asks for the room words:").map(drop)
}
