//! The rows of a staff list.

use super::columns::{Columns, too_long};
use super::dates::{Years, day};
use super::headers::Field;
use super::table::{Row, Table};
use super::words::{self, Wrong};
use super::{Given, RowTrouble};
use crate::domain::{Day, Role};

/// One member of staff as the file says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffRow {
    /// The row's line in the file.
    pub line: usize,
    /// First and last name.
    pub name: String,
    /// Their initials; `None` where they are to be made from the name.
    pub initials: Option<String>,
    /// What they do here.
    pub role: Role,
    /// Their room's name; blank for a manager or anyone who goes where needed.
    pub room: Given<String>,
    /// Their first day.
    pub from: Option<Day>,
    /// Their last day.
    pub until: Given<Day>,
}

/// Reads a staff list's rows.
///
/// # Errors
/// Everything that is wrong with the header; else every cell that can't be taken as it stands.
pub fn read_staff(table: &Table) -> Result<Vec<StaffRow>, Vec<RowTrouble>> {
    let columns = Columns::of_staff(table)?;
    let mut troubles = too_long(table);
    if table.rows.is_empty() {
        troubles.push(RowTrouble::new(
            table.header_line,
            "",
            "",
            "there is nobody below the header",
            "Save the list from your system again.",
        ));
    }
    let rows: Vec<StaffRow> =
        table.rows.iter().filter_map(|row| person(&columns, row, &mut troubles)).collect();
    if troubles.is_empty() { Ok(rows) } else { Err(troubles) }
}

fn person(columns: &Columns, row: &Row, troubles: &mut Vec<RowTrouble>) -> Option<StaffRow> {
    let before = troubles.len();
    let cell = |field| columns.at(field).map(|index| row.cell(index));
    let mut wrong = |field, wrong: Wrong| {
        if let Some((_, index, name)) = columns.get(field) {
            troubles.push(RowTrouble::new(row.line, name, row.cell(index), wrong.what, wrong.todo));
        }
    };
    let blank = || Wrong::new("it is blank", "Write it in.");

    let mut parts = Vec::new();
    // Only one of the two ways of writing a name counts.
    let whole = columns.at(Field::FullName).is_some();
    for field in [Field::FullName, Field::Forename, Field::Surname] {
        match cell(field).filter(|_| whole == (field == Field::FullName)) {
            None => {}
            Some("") => wrong(field, blank()),
            Some(text) => match words::name(text) {
                Ok(name) => parts.push(name),
                Err(trouble) => wrong(field, trouble),
            },
        }
    }
    let mut name = parts.join(" ");
    if let Some((last, first)) = name.split_once(", ") {
        name = format!("{first} {last}");
    }

    let initials = cell(Field::Initials).filter(|text| !words::says_none(text)).map(words::initials);
    let initials = initials.and_then(|read| read.map_err(|trouble| wrong(Field::Initials, trouble)).ok());
    let role = words::role(cell(Field::Role).unwrap_or_default());
    let role = role.map_err(|trouble| wrong(Field::Role, trouble)).ok();
    let room = match cell(Field::Room) {
        None => Given::Unsaid,
        Some(text) if nowhere(text) => Given::Blank,
        Some(text) => match words::room(text) {
            Ok(room) => Given::Is(room),
            Err(trouble) => {
                wrong(Field::Room, trouble);
                Given::Blank
            }
        },
    };
    let mut date = |field| match cell(field) {
        None => Given::Unsaid,
        Some(text) if words::says_none(text) => Given::Blank,
        Some(text) => match words::clean(text, false).and_then(|text| day(&text, Years::Staff)) {
            Ok(day) => Given::Is(day),
            Err(trouble) => {
                wrong(field, trouble);
                Given::Blank
            }
        },
    };
    let from = date(Field::Started).value().copied();
    let until = date(Field::Left);
    if from.zip(until.value().copied()).is_some_and(|(from, until)| until < from) {
        let todo = "Look which of the two days is right.";
        wrong(Field::Left, Wrong::new("the last day is before the first", todo));
    }
    if troubles.len() > before {
        return None;
    }
    Some(StaffRow { line: row.line, name, initials, role: role?, room, from, until })
}

/// Words in a room's column for somebody who has none.
fn nowhere(text: &str) -> bool {
    words::says_none(text)
        || matches!(
            text.trim().to_lowercase().as_str(),
            "all" | "all rooms" | "any" | "floating" | "float" | "office" | "where needed"
        )
}
