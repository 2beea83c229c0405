//! `doorstep keys`: every key, from the one table of actions.

use super::out;
use crate::failure::Result;
use crate::tui;

/// Prints the keys as they stand in `docs/keys.md`.
pub fn run() -> Result<()> {
    out::say(tui::keys_markdown().trim_end())
}
