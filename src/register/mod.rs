//! A setting's own files (register, staff list, PINs) into changes. Bytes in, values out: nothing here
//! opens a file, reads a clock or writes to the record.
//!
//! [`table()`] reads bytes into rows, [`read_register`], [`read_staff`] and [`read_pins`] read rows into
//! values, [`plan_register`] and [`plan_staff`] compare those with who is on the roll and say what would
//! change. [`register_plan`] and [`staff_plan`] do all three. An import is all or nothing: every bad row
//! is told, and while there is one there is no plan.

mod children;
mod columns;
pub(crate) mod dates;
mod days;
mod doubt;
mod foot;
mod headers;
mod hours;
mod names;
mod near;
mod pins;
mod plan;
mod plan_bonds;
mod plan_families;
mod plan_match;
mod plan_siblings;
mod plan_staff;
mod sniff;
mod staff;
mod table;
mod text;
mod words;
mod workbook;
mod xls;

#[cfg(test)]
mod tests;

use std::fmt::{Display, Formatter};

use uuid::Uuid;

use crate::chance::Chance;
use crate::domain::{Day, Moment, Roll};
use crate::failure::Failure;

pub use children::{ChildRow, ContactRow, Parted, read_register};
pub use doubt::{Answers, Choice, Doubt};
pub use pins::{PinRow, read_pins};
pub use plan::{Plan, plan_register};
pub use plan_staff::plan_staff;
pub use staff::{StaffRow, read_staff};
pub use table::{List, Row, Table, table};

/// A file that is brought in, and what is known when it is.
pub struct Import<'a> {
    /// The file, whole.
    pub bytes: &'a [u8],
    /// The sheet of a workbook, where a person named it.
    pub sheet: Option<&'a str>,
    /// Who is on the roll.
    pub roll: &'a Roll,
    /// Decides who has left, and from when a new key person's bond counts.
    pub today: Day,
    /// What has been answered already of what this file leaves open.
    pub answers: &'a Answers,
}

/// Reads a register and says what would change.
pub fn register_plan(import: &Import, new: &mut Ids) -> Result<Plan, Trouble> {
    let table = table(import.bytes, List::Register, import.sheet)?;
    let (rows, mut troubles) = children::read_rows(&table)?;
    let plan = plan_register(&rows, import, new);
    if !troubles.is_empty() {
        // Nobody should mend a file twice: of the rows that can be read, what is wrong with each by itself is
        // told as well. What rows say of each other waits until all of them can be read.
        let by_itself = |trouble: &RowTrouble| trouble.is_of_staff() || trouble.column == "date of birth";
        if let Err(Trouble::Rows(more)) = plan {
            troubles.extend(more.into_iter().filter(by_itself));
        }
        return Err(troubles.into());
    }
    let mut plan = plan?;
    plan.read_as.clone_from(&table.read_as);
    plan.left_columns = columns::children_left(&table);
    Ok(plan)
}

/// Reads a staff list and says what would change.
pub fn staff_plan(import: &Import, new: &mut Ids) -> Result<Plan, Trouble> {
    let table = table(import.bytes, List::Staff, import.sheet)?;
    let rows = read_staff(&table)?;
    let mut plan = plan_staff(&rows, import, new)?;
    plan.read_as.clone_from(&table.read_as);
    plan.left_columns = columns::staff_left(&table);
    Ok(plan)
}

/// Makes ids for what comes in new.
#[derive(Debug)]
pub struct Ids<'a> {
    chance: &'a mut Chance,
    now: Moment,
}

impl<'a> Ids<'a> {
    /// Ids that begin at `now`.
    pub fn new(chance: &'a mut Chance, now: Moment) -> Ids<'a> {
        Ids { chance, now }
    }

    /// A new id.
    pub fn make<T: From<Uuid>>(&mut self) -> T {
        self.chance.id(self.now)
    }
}

/// What a cell says: some columns take a value away where they are blank, and say nothing where they
/// are not in the file at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Given<T> {
    /// The file has no such column: what is known stays.
    #[default]
    Unsaid,
    /// The column is there and the cell is blank.
    Blank,
    /// The cell's value.
    Is(T),
}

impl<T> Given<T> {
    /// The value, where the cell has one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Given::Is(value) => Some(value),
            _ => None,
        }
    }
}

/// A file that can't be read as a table at all: what it is, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileTrouble {
    /// What the file is.
    pub what: String,
    /// What to do about it.
    pub todo: String,
}

impl FileTrouble {
    pub(crate) fn new(what: impl Into<String>, todo: impl Into<String>) -> FileTrouble {
        FileTrouble { what: what.into(), todo: todo.into() }
    }
}

impl Display for FileTrouble {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.what, self.todo)
    }
}

impl std::error::Error for FileTrouble {}

/// One cell that can't be taken as it stands. Safe to print: nothing in it reaches a terminal as a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowTrouble {
    /// The line of the file, 1 for the first.
    pub line: usize,
    /// The column, in the file's own words; empty where it is about the whole line.
    pub column: String,
    /// What the cell says, shortened; empty where it says nothing or may not be shown.
    pub value: String,
    /// What is wrong with it.
    pub what: String,
    /// What to do.
    pub todo: String,
}

impl RowTrouble {
    pub(crate) fn new(
        line: usize,
        column: &str,
        value: &str,
        what: impl Into<String>,
        todo: impl Into<String>,
    ) -> RowTrouble {
        let (column, value) = (words::visible(column), words::visible(value));
        RowTrouble { line, column, value, what: what.into(), todo: todo.into() }
    }
}

impl RowTrouble {
    /// Whether it is about somebody who should be in the list of staff.
    fn is_of_staff(&self) -> bool {
        ["key person", "second key person"].contains(&self.column.as_str())
    }
}

impl Display for RowTrouble {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "Line {}", self.line)?;
        if !self.column.is_empty() {
            write!(f, ", {}", self.column)?;
        }
        if !self.value.is_empty() {
            write!(f, " “{}”", self.value)?;
        }
        write!(f, ": {}", self.what)?;
        if !self.what.ends_with(['.', '?']) {
            f.write_str(".")?;
        }
        if !self.todo.is_empty() {
            write!(f, " {}", self.todo)?;
        }
        Ok(())
    }
}

/// Why a file was not brought in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It can't be read as a table.
    File(FileTrouble),
    /// These cells can't be taken as they stand; all of them, by line.
    Rows(Vec<RowTrouble>),
    /// These rows leave open who or what is meant; a person has to say.
    Unsure(Vec<Doubt>),
}

impl Trouble {
    /// Whether a register names somebody who is not clear from the list of staff: that list may be the wrong one.
    pub fn is_of_staff(&self) -> bool {
        matches!(self, Trouble::Rows(rows) if rows.iter().any(RowTrouble::is_of_staff))
    }
}

impl From<FileTrouble> for Trouble {
    fn from(trouble: FileTrouble) -> Trouble {
        Trouble::File(trouble)
    }
}

impl From<Vec<RowTrouble>> for Trouble {
    fn from(mut troubles: Vec<RowTrouble>) -> Trouble {
        troubles.sort_by_key(|trouble| trouble.line);
        Trouble::Rows(troubles)
    }
}

impl Display for Trouble {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        match self {
            Trouble::File(trouble) => trouble.fmt(f),
            Trouble::Rows(troubles) => f.write_str(&lines(troubles)),
            Trouble::Unsure(doubts) => f.write_str(&lines(doubts)),
        }
    }
}

fn lines<T: Display>(all: &[T]) -> String {
    all.iter().map(T::to_string).collect::<Vec<_>>().join("\n")
}

impl std::error::Error for Trouble {}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Failure {
        match trouble {
            Trouble::File(trouble) => {
                Failure::refused(trouble.what).safe("Nothing was brought in.").todo(trouble.todo)
            }
            rows @ Trouble::Rows(_) => Failure::refused(rows.to_string())
                .safe("\nNothing was brought in.")
                .todo("Put these right in the file and bring it in again."),
            unsure @ Trouble::Unsure(_) => Failure::refused(unsure.to_string())
                .safe("\nNothing was brought in.")
                .todo("Make these clear in the file, or bring it in at a terminal without --yes, where you are asked."),
        }
    }
}

/// `1 child`, `3 children`
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// `a`, `a and b`, `a, b and c`
pub(crate) fn listed<T: AsRef<str>>(names: &[T]) -> String {
    match names {
        [] => String::new(),
        [one] => one.as_ref().to_string(),
        [before @ .., last] => {
            let before: Vec<_> = before.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", before.join(", "), last.as_ref())
        }
    }
}
