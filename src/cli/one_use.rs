//! `doorstep one-use`: a number with which somebody signs in once, for whoever holds the recovery sheet: where the only
//! manager forgot their PIN, nobody else can give them one.

use std::path::PathBuf;

use clap::Args;

use super::session::{need_own_disk, need_record, sheet};
use super::{Common, out};
use crate::chance::Chance;
use crate::clock::{Clock, Uptime};
use crate::domain::Stamp;
use crate::failure::{Failure, Result};
use crate::paths::Home;
use crate::store::{Store, vault};

/// For whom, and the sheet.
#[derive(Debug, Args)]
pub struct Options {
    /// Their initials
    #[arg(value_name = "INITIALS")]
    who: String,
    /// The recovery sheet, from this file; else its lines are asked for
    #[arg(long, value_name = "FILE")]
    sheet: Option<PathBuf>,
}

/// Gives the number, shown once. That it was given stands in the record, by nobody who signed in.
pub fn run(common: &Common, options: &Options) -> Result<()> {
    let home = Home::find(common.home.clone())?;
    need_record(&home)?;
    need_own_disk(common, &home)?;
    let key = vault::open_with_sheet(&home, &sheet(options.sheet.as_deref())?)?;
    let mut store = Store::open(&home, &key)?;
    store.heed_clock(Uptime::Machine);
    let now = Clock::Machine.now();
    let person = store.roll()?.by_initials(&options.who, now.day()).cloned().ok_or_else(|| {
        Failure::refused(format!("Nobody who works here today has the initials “{}”.", options.who))
            .safe("Nothing was changed.")
    })?;
    let stamp = Stamp { person: None, recorded: now };
    let number = store.one_use(person.id, stamp, &mut Chance::Machine)?;
    out::hand(&format!("{}'s one-use number: {}", person.name, number.as_str()))?;
    out::say(&format!(
        "It is shown only now. {} signs in with it, once, and chooses numbers of their own.",
        person.first_name()
    ))
}
