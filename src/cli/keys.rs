//! `doorstep keys`: every key, from the one table of actions.

use clap::Args;

use super::{Common, out};
use crate::failure::Result;
use crate::paths::Home;
use crate::settings::Settings;
use crate::tui;

/// How the keys are printed.
#[derive(Debug, Args)]
pub struct Options {
    /// Only the keys of the door, on one side of paper for the wall
    #[arg(long)]
    card: bool,
}

/// Prints the keys as they stand in `docs/keys.md`, or the card for the wall, with what this machine's settings change.
pub fn run(common: &Common, options: &Options) -> Result<()> {
    let settings = Settings::read(&Home::find(common.home.clone())?)?;
    let keys = tui::own_keys(&settings)?;
    let text = if options.card { tui::key_card(&keys) } else { tui::keys_markdown(&keys) };
    out::say(text.trim_end())
}
