//! `doorstep keys`: every key, from the one table of actions.

use clap::Args;

use super::out;
use crate::failure::Result;
use crate::tui;

/// How the keys are printed.
#[derive(Debug, Args)]
pub struct Options {
    /// Only the keys of the door, on one side of paper for the wall
    #[arg(long)]
    card: bool,
}

/// Prints the keys as they stand in `docs/keys.md`, or the card for the wall.
pub fn run(options: &Options) -> Result<()> {
    let text = if options.card { tui::key_card() } else { tui::keys_markdown() };
    out::say(text.trim_end())
}
