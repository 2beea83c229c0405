//! `doorstep import`: a register or a staff list, at set-up and any day after. All or nothing.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::session::Session;
use super::{Common, out};
use crate::chance::Chance;
use crate::domain::{Act, Moment, Roll};
use crate::failure::{Failure, Result};
use crate::register::{Ids, Plan, register_plan, staff_plan};

/// Which list.
#[derive(Debug, Subcommand)]
pub enum What {
    /// The children: names, rooms, key persons, families
    Register(Options),
    /// The people who work here
    Staff(Options),
}

/// How to bring it in.
#[derive(Debug, Args)]
pub struct Options {
    /// The file (CSV)
    file: PathBuf,
    /// Say what would happen; change nothing
    #[arg(long)]
    dry_run: bool,
    /// Ask nothing
    #[arg(long, short)]
    yes: bool,
}

/// Shows what a file changes, and takes it once somebody agreed.
pub fn run(common: &Common, what: &What) -> Result<()> {
    let mut session = Session::writing(common)?;
    session.need_lead("bring in a list")?;
    let (options, plan) = match what {
        What::Register(options) => {
            (options, register(&options.file, &session.roll, session.now, &mut session.chance)?)
        }
        What::Staff(options) => {
            (options, staff(&options.file, &session.roll, session.now, &mut session.chance)?)
        }
    };
    plan_lines(&plan).iter().try_for_each(|line| out::say(line))?;
    if plan.changes.is_empty() {
        return Ok(());
    }
    if options.dry_run {
        return out::say("Nothing was changed: this was a dry run.");
    }
    if !options.yes && !out::yes("Take these changes? y/n")? {
        return out::say("Nothing was changed.");
    }
    let written = plan.changes.len();
    session.store.apply(&Act::from(plan.changes), session.stamp())?;
    out::say(&format!("Taken: {written} changes are in the record."))
}

/// What a plan would do, in sentences.
pub fn plan_lines(plan: &Plan) -> Vec<String> {
    let left = (!plan.left_columns.is_empty())
        .then(|| format!("Columns that are not used here and were left: {}.", plan.left_columns.join(", ")));
    plan.summary.iter().cloned().chain(left).collect()
}

/// Reads a register file into a plan. Refuses with every row's trouble, by line.
pub fn register(file: &Path, roll: &Roll, now: Moment, chance: &mut Chance) -> Result<Plan> {
    register_plan(&read(file)?, roll, now.day(), &mut Ids::new(chance, now))
        .map_err(|trouble| about(file, trouble))
}

/// Reads a staff file into a plan. Refuses with every row's trouble, by line.
pub fn staff(file: &Path, roll: &Roll, now: Moment, chance: &mut Chance) -> Result<Plan> {
    staff_plan(&read(file)?, roll, now.day(), &mut Ids::new(chance, now))
        .map_err(|trouble| about(file, trouble))
}

/// A file that a person named, whole. Refuses what is not there, not a file, or far too large for a list.
pub fn read(file: &Path) -> Result<Vec<u8>> {
    const MOST: u64 = 16 * 1024 * 1024;
    let name = file.display();
    let cannot = |cause| Failure::machine(format!("{name} could not be read. Nothing was changed."), cause);
    let meta = std::fs::metadata(file).map_err(cannot)?;
    if !meta.is_file() {
        return Err(Failure::refused(format!("{name} is not a file. Nothing was changed.")));
    }
    if meta.len() > MOST {
        return Err(Failure::refused(format!(
            "{name} is larger than any list should be (16 MiB). Nothing was changed."
        ))
        .todo("Check that it is the right file."));
    }
    std::fs::read(file).map_err(cannot)
}

/// Names the file before what is wrong with it.
pub fn about(file: &Path, trouble: impl Into<Failure>) -> Failure {
    let failure = trouble.into();
    let between = if failure.what.contains('\n') { ":\n" } else { ": " };
    Failure { what: format!("{}{between}{}", file.display(), failure.what), ..failure }
}
