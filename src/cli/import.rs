//! `doorstep import`: a register or a staff list, at set-up and any day after. All or nothing.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::session::Session;
use super::{Common, out};
use crate::domain::{Act, Day, Moment, Roll};
use crate::failure::{Failure, Result};
use crate::register::{Ids, Plan, RowTrouble, plan_register, plan_staff, read_register, read_staff, table};

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
        What::Staff(options) => (options, staff(&options.file, &session.roll, session.now, &mut session.chance)?),
    };
    say_plan(&plan)?;
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
pub fn say_plan(plan: &Plan) -> Result<()> {
    for line in &plan.summary {
        out::say(line)?;
    }
    if !plan.left_columns.is_empty() {
        out::say(&format!("Columns that are not used here and were left: {}.", plan.left_columns.join(", ")))?;
    }
    Ok(())
}

/// Reads a register file into a plan. Refuses with every row's trouble, by line.
pub fn register(file: &Path, roll: &Roll, now: Moment, chance: &mut crate::chance::Chance) -> Result<Plan> {
    let bytes = read(file)?;
    let table = table(&bytes).map_err(|trouble| about(file, trouble.to_string()))?;
    let rows = read_register(&table, today(now)).map_err(|troubles| rows_refused(file, &troubles))?;
    plan_register(&rows, roll, today(now), &mut Ids::new(chance, now)).map_err(|troubles| rows_refused(file, &troubles))
}

/// Reads a staff file into a plan. Refuses with every row's trouble, by line.
pub fn staff(file: &Path, roll: &Roll, now: Moment, chance: &mut crate::chance::Chance) -> Result<Plan> {
    let bytes = read(file)?;
    let table = table(&bytes).map_err(|trouble| about(file, trouble.to_string()))?;
    let rows = read_staff(&table, today(now)).map_err(|troubles| rows_refused(file, &troubles))?;
    plan_staff(&rows, roll, today(now), &mut Ids::new(chance, now)).map_err(|troubles| rows_refused(file, &troubles))
}

fn today(now: Moment) -> Day {
    now.day()
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
        return Err(Failure::refused(format!("{name} is larger than any list should be (16 MiB). Nothing was changed."))
            .todo("Check that it is the right file."));
    }
    std::fs::read(file).map_err(cannot)
}

fn about(file: &Path, what: String) -> Failure {
    Failure::refused(format!("{}: {what}", file.display())).safe("Nothing was changed.")
}

/// All of a file's bad rows in one refusal.
pub fn rows_refused(file: &Path, troubles: &[RowTrouble]) -> Failure {
    let lines: Vec<String> = troubles.iter().map(|trouble| format!("  {trouble}")).collect();
    let rows = if troubles.len() == 1 { "1 thing".to_string() } else { format!("{} things", troubles.len()) };
    Failure::refused(format!("{}: {rows} to put right:\n{}\n", file.display(), lines.join("\n")))
        .safe("Nothing was changed.")
        .todo("Mend the file and bring it in again.")
}
