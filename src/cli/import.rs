//! `doorstep import`: a register or a staff list, at set-up and any day after. All or nothing.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::session::Session;
use super::{Common, out};
use crate::chance::Chance;
use crate::domain::{Act, Moment, Roll};
use crate::failure::{Failure, Result};
use crate::register::{Answers, Doubt, Ids, Import, List, Plan, Trouble, register_plan, staff_plan};

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
    /// The file: an Excel workbook (.xlsx, .xls), or text with commas, semicolons, tabs or |
    file: PathBuf,
    /// The sheet of a workbook, where more than one could be the list
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Say what would happen; change nothing
    #[arg(long)]
    dry_run: bool,
    /// Ask nothing; a row that leaves open who is meant is refused
    #[arg(long, short)]
    yes: bool,
}

/// Shows what a file changes, and takes it once somebody agreed.
pub fn run(common: &Common, what: &What) -> Result<()> {
    Session::writing(common, |session| brought_in(session, what))
}

fn brought_in(session: &mut Session, what: &What) -> Result<()> {
    session.need_lead("bring in a list")?;
    let (list, options) = match what {
        What::Register(options) => (List::Register, options),
        What::Staff(options) => (List::Staff, options),
    };
    let source = Source { file: &options.file, sheet: options.sheet.as_deref(), ask: !options.yes };
    let plan = source.plan(list, &session.roll, session.now, &mut session.chance)?;
    plan_lines(&plan).iter().try_for_each(|line| out::say(line))?;
    if plan.changes.is_empty() {
        return Ok(());
    }
    if options.dry_run {
        return out::own("Nothing was changed: this was a dry run.");
    }
    if !options.yes && !out::yes("Take these changes?")? {
        return out::own("Nothing was changed.");
    }
    let written = plan.changes.len();
    session.store.apply(&Act::from(plan.changes), session.stamp())?;
    out::own(&format!("Taken: {written} changes are in the record."))
}

/// What a plan would do, in sentences.
pub fn plan_lines(plan: &Plan) -> Vec<String> {
    let left = (!plan.left_columns.is_empty())
        .then(|| format!("Columns that are not used here and were left: {}.", plan.left_columns.join(", ")));
    plan.read_as.iter().chain(&plan.summary).cloned().chain(left).collect()
}

/// A list as a person named it.
pub struct Source<'a> {
    /// The file.
    pub file: &'a Path,
    /// The sheet of a workbook, where it was named.
    pub sheet: Option<&'a str>,
    /// Whether a person may be asked what the file leaves open.
    pub ask: bool,
}

impl Source<'_> {
    /// Reads it into a plan, and asks what it leaves open. Refuses with every row's trouble, by line.
    pub fn plan(&self, list: List, roll: &Roll, now: Moment, chance: &mut Chance) -> Result<Plan, Refusal> {
        let bytes = read(self.file)?;
        let mut answers = Answers::default();
        loop {
            let import =
                Import { bytes: &bytes, sheet: self.sheet, roll, today: now.day(), answers: &answers };
            let ids = &mut Ids::new(chance, now);
            let plan = match list {
                List::Staff => staff_plan(&import, ids),
                _ => register_plan(&import, ids),
            };
            match plan {
                Err(Trouble::Unsure(doubts)) if self.ask && out::can_ask() => {
                    for doubt in doubts {
                        let choice = settle(&doubt)?;
                        answers.give(&doubt, choice);
                    }
                }
                plan => {
                    return plan.map_err(|trouble| Refusal {
                        of_staff: trouble.is_of_staff(),
                        failure: about(self.file, trouble),
                    });
                }
            }
        }
    }
}

/// Why a list was not taken.
#[derive(Debug)]
pub struct Refusal {
    /// What a person is told.
    pub failure: Failure,
    /// It names somebody who is not in the list of staff, so that list may be the wrong one.
    pub of_staff: bool,
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Refusal {
        Refusal { failure, of_staff: false }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        refusal.failure
    }
}

/// Asks one question with numbers. Its last number stops everything.
fn settle(doubt: &Doubt) -> Result<usize> {
    out::say(&format!("\nLine {}, {}: {}.", doubt.line, doubt.name, doubt.what))?;
    let stop = doubt.choices.len() + 1;
    for (number, choice) in (1..).zip(&doubt.choices) {
        out::say(&format!("  {number}  {}", choice.says))?;
    }
    out::say(&format!("  {stop}  Stop; nothing is changed"))?;
    loop {
        match out::ask(&format!("A number from 1 to {stop}:"))?.parse::<usize>() {
            Ok(number) if number == stop => {
                return Err(Failure::refused("Stopped.").safe("Nothing was changed."));
            }
            Ok(number) if (1..stop).contains(&number) => return Ok(number - 1),
            _ => {}
        }
    }
}

/// A file that a person named, whole. Refuses what is not there, not a file, or far too large for a list.
pub fn read(file: &Path) -> Result<Vec<u8>> {
    const MOST: u64 = 16 * 1024 * 1024;
    let name = file.display();
    let cannot = |cause| Failure::machine(format!("{name} could not be read. Nothing was changed."), cause);
    let meta = std::fs::metadata(file).map_err(|cause| match cause.kind() {
        std::io::ErrorKind::NotFound => {
            Failure::refused(format!("There is no file {name}. Nothing was changed."))
                .todo("Check its name, and write it with its folder.")
        }
        _ => cannot(cause),
    })?;
    if meta.is_dir() {
        return Err(Failure::refused(format!("{name} is a folder. Nothing was changed."))
            .todo("Name the file in it."));
    }
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
