//! `doorstep verify`: a line each for chain, projections, integrity, witness and the key's file; with `--deep` also for
//! every page and every line by itself, the day codes and the backups. Exit code 1 if one fails.

use std::process::ExitCode;

use clap::Args;

use super::session::{self, Session};
use super::{Common, backup, out};
use crate::failure::{Kind, Result};
use crate::paths::Home;
use crate::store::Store;
use crate::store::ask::Check;

/// How to look.
#[derive(Debug, Args)]
pub struct Options {
    /// Name every page and every line that does not hold, and look at the day codes and each backup too
    #[arg(long)]
    deep: bool,
}

/// Checks the whole record and says what holds.
pub fn run(common: &Common, options: &Options) -> Result<ExitCode> {
    let checks = match Session::reading(common, |session| Ok(look(&mut session.store, options))) {
        Ok(checks) => checks?,
        // Of a damaged file nobody may be able to say who asks; what is said here names no child and no note.
        Err(failure) if failure.kind == Kind::Machine => {
            look(&mut unnamed(common).map_err(|_| failure)?, options)?
        }
        Err(failure) => return Err(failure),
    };
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

fn look(store: &mut Store, options: &Options) -> Result<Vec<Check>> {
    let mut checks = if options.deep { store.verify_deep() } else { store.verify() }?;
    if options.deep {
        checks.extend(backups(store));
    }
    Ok(checks)
}

/// A line for each backup in the record's own folder and in the second one of the settings.
fn backups(store: &Store) -> Vec<Check> {
    let mut found = Vec::new();
    for folder in std::iter::once(store.home().backups()).chain(backup::second(store.home())) {
        found.extend(store.verify_sets(&folder).unwrap_or_else(|failure| {
            vec![Check { name: "backup", holds: false, says: failure.to_string() }]
        }));
    }
    if found.is_empty() {
        let says = "There is none to look at.".to_string();
        found.push(Check { name: "backup", holds: true, says });
    }
    found
}

/// The record, open to whoever has its words.
fn unnamed(common: &Common) -> Result<Store> {
    let home = Home::find(common.home.clone())?;
    Store::open_reading(&home, &session::key(common, &home)?)
}
