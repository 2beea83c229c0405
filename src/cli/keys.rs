//! `doorstep keys`: every key, from the one table of actions.

use super::{Common, out};
use crate::failure::Result;
use crate::paths::Home;
use crate::settings::Settings;
use crate::tui;

/// Prints the keys as they stand in `docs/keys.md`, with what this machine's settings change.
pub fn run(common: &Common) -> Result<()> {
    let settings = Settings::read(&Home::find(common.home.clone())?)?;
    out::say(tui::keys_markdown(&tui::own_keys(&settings)?).trim_end())
}
