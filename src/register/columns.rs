//! Which column of a file holds what; what is missing, doubled or left.

use super::headers::{About, Field, child_field, pin_field, staff_field};
use super::table::{List, Table};
use super::{RowTrouble, listed, words};

/// How many of the cells are headers of any of the three lists, each meaning counted once.
pub(crate) fn known(cells: &[String]) -> usize {
    let most = |field: fn(&str) -> Option<Field>| {
        let mut seen = Vec::new();
        for found in cells.iter().filter_map(|cell| field(cell)) {
            if !seen.contains(&found) {
                seen.push(found);
            }
        }
        seen.len()
    };
    most(child_field).max(most(staff_field)).max(most(pin_field))
}

/// The columns that every row of a list fills; empty where the header has not all of them.
pub(crate) fn needed(list: List, headers: &[String]) -> Vec<usize> {
    let field = match list {
        List::Register => child_field,
        List::Staff => staff_field,
        List::Pins => pin_field,
    };
    let at = |wanted| headers.iter().position(|header| field(header) == Some(wanted));
    let all = |wanted: &[Field]| wanted.iter().map(|field| at(*field)).collect::<Option<Vec<usize>>>();
    let name = || all(&[Field::Forename, Field::Surname]).or_else(|| all(&[Field::FullName]));
    let found = match list {
        List::Register => name().zip(all(&[Field::Room])),
        List::Staff => name().zip(all(&[Field::Role])),
        List::Pins => all(&[Field::Initials]).zip(all(&[Field::Pin])),
    };
    found.map(|(names, rest)| [names, rest].concat()).unwrap_or_default()
}

/// Whether a header has what a list needs.
pub(crate) fn fits(list: List, headers: &[String]) -> bool {
    !needed(list, headers).is_empty()
}

/// Whether a column of this name holds days.
pub(crate) fn is_day(header: &str) -> bool {
    [child_field(header), staff_field(header)]
        .iter()
        .any(|field| matches!(field, Some(Field::Born | Field::Started | Field::Left)))
}

/// Which column holds what, and what the file calls it.
pub(crate) struct Columns {
    found: Vec<(Field, usize, String)>,
}

impl Columns {
    /// The columns of a register; else everything that is wrong with its header.
    pub(crate) fn of_children(table: &Table) -> Result<Columns, Vec<RowTrouble>> {
        let mut columns = Columns::find(table, child_field);
        let of_a_child = |field: &Field| matches!(field, Field::KeyPerson | Field::Born | Field::Contact(..));
        if !columns.found.iter().any(|(field, ..)| of_a_child(field))
            && Columns::find(table, staff_field).at(Field::Role).is_some()
        {
            return Err(vec![other_list(
                table,
                "a staff list, not a register",
                "Bring it in as the staff list.",
            )]);
        }
        let mut troubles = Vec::new();
        // Name beside Surname is the first name; beside both it says nothing new.
        let has = |field| columns.at(field).is_some();
        match (has(Field::Forename), has(Field::Surname)) {
            (true, true) => columns.found.retain(|(field, ..)| *field != Field::FullName),
            (false, true) => columns
                .found
                .iter_mut()
                .filter(|(field, ..)| *field == Field::FullName)
                .for_each(|(field, ..)| *field = Field::Forename),
            _ => {}
        }
        let mut needed = vec![(Field::Room, "Room", "“Room”, “Group”, “Class” or “Base room”")];
        let whole = columns.at(Field::FullName).is_some() && columns.at(Field::Forename).is_none();
        if !whole {
            needed.insert(0, (Field::Surname, "Surname", "“Surname”, “Last name” or “Family name”"));
            needed.insert(0, (Field::Forename, "Forename", "“Forename”, “First name” or “Given name”"));
        }
        columns.missing(table, &needed, &mut troubles);
        columns.doubled(table, &mut troubles);
        let per_day = columns.found.iter().find(|(field, ..)| matches!(field, Field::Weekday(..)));
        if let (Some((_, _, days)), Some((_, _, day))) = (columns.get(Field::Days), per_day) {
            troubles.push(twice(table, days, day));
        }
        columns.whole_and_parts(table, &mut troubles);
        if troubles.is_empty() { Ok(columns) } else { Err(troubles) }
    }

    /// The columns of a staff list; else everything that is wrong with its header.
    pub(crate) fn of_staff(table: &Table) -> Result<Columns, Vec<RowTrouble>> {
        let mut columns = Columns::find(table, staff_field);
        if columns.at(Field::Role).is_none()
            && Columns::find(table, child_field).at(Field::KeyPerson).is_some()
        {
            return Err(vec![other_list(
                table,
                "a register, not a staff list",
                "Bring it in as the register.",
            )]);
        }
        let mut troubles = Vec::new();
        let mut needed = vec![(Field::Role, "Role", "“Role”, “Job title” or “Position”")];
        if columns.at(Field::Forename).is_some() && columns.at(Field::Surname).is_some() {
            columns.found.retain(|(field, ..)| *field != Field::FullName);
        } else {
            needed.insert(0, (Field::FullName, "Name", "“Name”, “Staff name”, or “Forename” and “Surname”"));
        }
        columns.missing(table, &needed, &mut troubles);
        columns.doubled(table, &mut troubles);
        if troubles.is_empty() { Ok(columns) } else { Err(troubles) }
    }

    fn find(table: &Table, field: fn(&str) -> Option<Field>) -> Columns {
        let found =
            table.headers.iter().enumerate().filter_map(|(index, header)| {
                field(header).map(|field| (field, index, words::visible(header)))
            });
        Columns { found: found.collect() }
    }

    /// The column's index and the file's name for it.
    pub(crate) fn get(&self, field: Field) -> Option<(Field, usize, &str)> {
        self.found
            .iter()
            .find(|(found, ..)| *found == field)
            .map(|(f, index, name)| (*f, *index, name.as_str()))
    }

    pub(crate) fn at(&self, field: Field) -> Option<usize> {
        self.get(field).map(|(_, index, _)| index)
    }

    /// All that are known, in the file's order.
    pub(crate) fn all(&self) -> impl Iterator<Item = (Field, usize, &str)> {
        self.found.iter().map(|(field, index, name)| (*field, *index, name.as_str()))
    }

    /// The numbers under which adults are listed, in order.
    pub(crate) fn adults(&self) -> Vec<u8> {
        let mut numbers: Vec<u8> = self
            .found
            .iter()
            .filter_map(|(field, ..)| match field {
                Field::Contact(number, _) => Some(*number),
                _ => None,
            })
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    fn missing(&self, table: &Table, needed: &[(Field, &str, &str)], troubles: &mut Vec<RowTrouble>) {
        for &(field, name, would_do) in needed {
            if self.at(field).is_none() {
                troubles.push(RowTrouble::new(
                    table.header_line,
                    "",
                    "",
                    format!("there is no column for {name}"),
                    format!("Name a column {would_do}."),
                ));
            }
        }
    }

    fn doubled(&self, table: &Table, troubles: &mut Vec<RowTrouble>) {
        for (index, (field, _, name)) in self.found.iter().enumerate() {
            if let Some((_, _, first)) = self.found.iter().take(index).find(|(other, ..)| other == field) {
                troubles.push(twice(table, first, name));
            }
        }
    }

    /// A whole and its parts say the same thing twice: Mon beside Mon AM, Contact 1 beside Contact 1 surname.
    fn whole_and_parts(&self, table: &Table, troubles: &mut Vec<RowTrouble>) {
        for (field, _, whole) in &self.found {
            let parts: &[Field] = match *field {
                Field::Weekday(day, 0) => &[Field::Weekday(day, 1), Field::Weekday(day, 2)],
                Field::Contact(number, About::Name) => {
                    &[Field::Contact(number, About::Forename), Field::Contact(number, About::Surname)]
                }
                _ => continue,
            };
            if let Some((_, _, part)) = parts.iter().find_map(|&part| self.get(part)) {
                troubles.push(twice(table, whole, part));
            }
        }
    }
}

fn other_list(table: &Table, what: &str, todo: &str) -> RowTrouble {
    RowTrouble::new(table.header_line, "", "", format!("this looks like {what}"), todo)
}

fn twice(table: &Table, first: &str, second: &str) -> RowTrouble {
    RowTrouble::new(
        table.header_line,
        "",
        "",
        format!("the columns “{first}” and “{second}” mean the same"),
        "Take out the one that should not count, or give it another name.",
    )
}

/// The columns of a register that are not known, in the file's order and words.
pub(crate) fn children_left(table: &Table) -> Vec<String> {
    let names = ["Forename", "Surname"]
        .iter()
        .all(|name| table.headers.iter().any(|header| child_field(header) == child_field(name)));
    left(table, |header| child_field(header).filter(|field| !(names && *field == Field::FullName)))
}

/// The columns of a staff list that are not known.
pub(crate) fn staff_left(table: &Table) -> Vec<String> {
    let names = ["Forename", "Surname"]
        .iter()
        .all(|name| table.headers.iter().any(|header| staff_field(header) == staff_field(name)));
    left(table, |header| staff_field(header).filter(|field| !(names && *field == Field::FullName)))
}

fn left(table: &Table, field: impl Fn(&str) -> Option<Field>) -> Vec<String> {
    table
        .headers
        .iter()
        .enumerate()
        .filter(|(_, header)| field(header).is_none())
        .filter(|(index, header)| {
            !header.is_empty() || table.rows.iter().any(|row| !row.cell(*index).is_empty())
        })
        .map(|(index, header)| match header.as_str() {
            "" => format!("column {} (no header)", index + 1),
            header => words::visible(header),
        })
        .collect()
}

/// A row that is longer than the header has a separator too many in it, and nothing in it can be trusted.
pub(crate) fn too_long(table: &Table) -> Vec<RowTrouble> {
    let width = table.headers.len();
    let todo = match table.parted_by {
        Some(';') => "Put quotation marks round a cell that has a semicolon in it.",
        Some('\t') => "Put quotation marks round a cell that has a tab in it.",
        Some('|') => "Put quotation marks round a cell that has a | in it.",
        Some(_) => "Put quotation marks round a cell that has a comma in it.",
        None => "Write what the column holds above it, or take the cell out.",
    };
    table
        .rows
        .iter()
        .filter_map(|row| {
            let over: Vec<_> = row.cells.iter().skip(width).filter(|cell| !cell.is_empty()).collect();
            let value = listed(&over.iter().map(|cell| cell.as_str()).collect::<Vec<_>>());
            (!over.is_empty()).then(|| {
                RowTrouble::new(
                    row.line,
                    "",
                    &value,
                    format!("the row has {} cells and the header has {width}", row.cells.len()),
                    todo,
                )
            })
        })
        .collect()
}
