//! `doorstep keys`: every key, from the one table of actions.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Common, out};
use crate::clock::Clock;
use crate::export;
use crate::failure::{Failure, Result};
use crate::paths::Home;
use crate::report::key_card::key_card;
use crate::tui::keymap::Keymap;
use crate::tui::{self, Machine};

/// How the keys are printed.
#[derive(Debug, Args)]
pub struct Options {
    /// Only the keys of the door, on one side of paper for the wall
    #[arg(long)]
    card: bool,
    /// The card as plain text, or as a page of PDF
    #[arg(long, value_enum, default_value_t = Form::Txt, requires = "card")]
    format: Form,
    /// Write the card to this new file instead of the screen
    #[arg(long, value_name = "FILE", requires = "card")]
    out: Option<PathBuf>,
}

/// What the card is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    Txt,
    Pdf,
}

/// Prints the keys as they stand in `docs/keys.md`, or the card for the wall, with what this machine's settings change.
pub fn run(common: &Common, options: &Options) -> Result<()> {
    let Machine { keys, amiss, .. } = Machine::read(&Home::find(common.home.clone())?);
    amiss.into_iter().for_each(|wrong| out::complain(&wrong.into()));
    let file = match options.card {
        true => card(&keys, options.format)?,
        false => tui::keys_markdown(&keys).into_bytes(),
    };
    match &options.out {
        Some(path) => write_new(path, &file),
        None if options.format == Form::Pdf => Err(Failure::usage("Say where the PDF goes: --out FILE.")),
        None => out::say(String::from_utf8_lossy(&file).trim_end()),
    }
}

/// The card as a file.
fn card(keys: &Keymap, form: Form) -> Result<Vec<u8>> {
    let name = match form {
        Form::Txt => "txt",
        Form::Pdf => "pdf",
    };
    let format = export::format(name)
        .ok_or_else(|| Failure::refused("This program was built without what writes PDF files."))?;
    (format.write)(&key_card(&tui::key_parts(keys), Clock::Machine.now()))
}

/// Writes a file that is not there yet.
fn write_new(path: &std::path::Path, bytes: &[u8]) -> Result<()> {
    use std::io::Write;
    let new = std::fs::OpenOptions::new().write(true).create_new(true).open(path);
    new.and_then(|mut file| file.write_all(bytes))
        .map_err(|cause| Failure::machine(format!("{} could not be written.", path.display()), cause))?;
    out::say(&format!("The card is in {}.", path.display()))
}
