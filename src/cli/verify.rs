//! `doorstep verify`: a line each for chain, projections, integrity and witness; exit code 1 if one fails.

use std::process::ExitCode;

use super::session::Session;
use super::{Common, out};
use crate::failure::Result;

/// Checks the whole record and says what holds.
pub fn run(common: &Common) -> Result<ExitCode> {
    let mut session = Session::reading(common)?;
    let checks = session.store.verify()?;
    for check in &checks {
        out::say(&format!(
            "{:<12} {:<6} {}",
            check.name,
            if check.holds { "ok" } else { "FAILS" },
            check.says.replace('\n', " ")
        ))?;
    }
    Ok(if checks.iter().all(|check| check.holds) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
