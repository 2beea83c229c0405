//! A table as a spreadsheet has it, whatever the file: every row says of whom it is, and where a column of values
//! stands for a printed one, the values.

use crate::report::{Cell, Table, Value, Values};

/// The heading over how many there could be at most, beside what a chart counts.
pub(super) const MOST: &str = "Of";

/// The columns and the rows.
pub(super) struct Grid<'a> {
    pub(super) heads: Vec<Head<'a>>,
    pub(super) rows: Vec<Vec<Field<'a>>>,
}

/// A column.
pub(super) struct Head<'a> {
    pub(super) title: &'a str,
    /// Its share of the width of a page in hundredths; none for values.
    pub(super) share: Option<u32>,
    /// Its values, where it holds such.
    pub(super) values: Option<&'a Values>,
}

/// What stands where a column and a row meet.
#[derive(Clone, Copy)]
pub(super) enum Field<'a> {
    Words(&'a Cell),
    Value(&'a Value),
}

impl Grid<'_> {
    pub(super) fn of(table: &Table) -> Grid<'_> {
        let mut heads = Vec::new();
        let mut rows: Vec<Vec<Field>> = table.rows.iter().map(|_| Vec::new()).collect();
        for (at, column) in table.columns.iter().enumerate() {
            let own = |values: &&Values| values.column == at;
            if !table.values.iter().filter(own).any(|values| values.instead) {
                heads.push(Head { title: &column.title, share: Some(column.share), values: None });
                // A row of the same as the row before is found by its name all the same.
                let mut last = None;
                for (row, fields) in table.rows.iter().zip(&mut rows) {
                    let Some(cell) = row.get(at) else { continue };
                    let names = cell.0.iter().any(|words| !words.text().is_empty());
                    let of = if at == 0 && table.grouped && !names { last.unwrap_or(cell) } else { cell };
                    last = Some(of);
                    fields.push(Field::Words(of));
                }
            }
            for values in table.values.iter().filter(own) {
                heads.push(Head { title: &values.title, share: None, values: Some(values) });
                for (at, fields) in rows.iter_mut().enumerate() {
                    fields.push(Field::Value(values.rows.get(at).unwrap_or(&Value::Nothing)));
                }
            }
        }
        Grid { heads, rows }
    }
}
