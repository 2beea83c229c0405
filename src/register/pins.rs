//! A file of initials and PINs, for whoever sets up many machines.

use std::collections::HashSet;

use zeroize::Zeroizing;

use super::RowTrouble;
use super::headers::{Field, pin_field};
use super::table::Table;
use super::words;
use crate::domain::{Day, Practitioner};

/// One person's PIN in the file.
pub struct PinRow {
    /// The line on which it stands, 1 for the file's first.
    pub line: usize,
    /// Whose it is, in capitals.
    pub initials: String,
    /// The numbers. Wiped when they go.
    pub pin: Zeroizing<String>,
}

impl std::fmt::Debug for PinRow {
    /// Without the PIN.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PinRow(line {}, {})", self.line, self.initials)
    }
}

/// Reads initials and PINs, with or without a header, for those of `people` who work here on `today`.
///
/// Only the form is looked at: known initials, each once, and as many numbers as the person's role asks
/// for. Whether a PIN is too easy to guess is for whoever sets it.
///
/// # Errors
/// Every row that can't be taken. A PIN itself is never in what is told.
pub fn read_pins(table: &Table, people: &[Practitioner], today: Day) -> Result<Vec<PinRow>, Vec<RowTrouble>> {
    let place = |field| table.headers.iter().position(|header| pin_field(header) == Some(field));
    let (who, pin, headed) = match (place(Field::Initials), place(Field::Pin)) {
        (Some(who), Some(pin)) => (who, pin, true),
        _ => (0, 1, false),
    };
    let mut lines: Vec<(usize, &[String])> = Vec::new();
    if !headed {
        lines.push((table.header_line, &table.headers));
    }
    lines.extend(table.rows.iter().map(|row| (row.line, row.cells.as_slice())));

    let mut troubles = Vec::new();
    let mut seen = HashSet::new();
    let mut pins = Vec::new();
    for (line, cells) in lines {
        let cell = |index: usize| cells.get(index).map_or("", String::as_str);
        let mut wrong = |column: &str, value: &str, what: &str, todo: &str| {
            troubles.push(RowTrouble::new(line, column, value, what, todo));
        };
        // What stands in the wrong column could be a PIN, so it is not shown unless it is letters.
        let shown: String = cell(who).chars().filter(|c| c.is_alphabetic()).take(3).collect();
        let Ok(initials) = words::initials(cell(who)) else {
            wrong("initials", &shown, "initials are two or three letters", "Write a row like: SO,4821");
            continue;
        };
        let person = people.iter().find(|person| person.initials == initials && person.here_on(today));
        let Some(person) = person else {
            wrong(
                "initials",
                &initials,
                "nobody who works here has these initials",
                "Look in the staff list, or take the row out.",
            );
            continue;
        };
        if !seen.insert(initials.clone()) {
            wrong("initials", &initials, "these initials are in the file twice", "Take one of the two out.");
            continue;
        }
        let digits = Zeroizing::new(cell(pin).to_string());
        let length = person.role.pin_length();
        if digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit()) {
            wrong("PIN", "", "a PIN is numbers and nothing else", "Write it again.");
        } else if digits.len() != length {
            wrong(
                "PIN",
                "",
                &format!("the PIN of a {} has {length} numbers", person.role.label()),
                "A spreadsheet drops a 0 that comes first: write it again, in a column of text.",
            );
        } else {
            pins.push(PinRow { line, initials, pin: digits });
        }
    }
    if troubles.is_empty() { Ok(pins) } else { Err(troubles) }
}
