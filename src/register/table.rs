//! A file's rows below its header, whatever the file was: text in any of the usual encodings, or a workbook.
//! The readers beside this ([`super::text`], [`super::workbook`]) give rows; here the right sheet and the
//! header are found, and what stands below the list and is no part of it is left.

use zeroize::Zeroize;

use super::sniff::{self, Kind};
use super::{FileTrouble, columns, count, foot, listed, text, words, workbook};

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;
/// The most rows below the header.
pub const MAX_ROWS: usize = 20_000;
/// The most columns.
pub const MAX_COLUMNS: usize = 200;
/// The longest cell, in characters.
pub const MAX_CELL: usize = 10_000;
/// How far down the header is looked for.
pub(super) const HEADER_WITHIN: usize = 100;

/// Which list a file is to be read as: it decides between sheets, and what a row must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// The children.
    Register,
    /// The people who work here.
    Staff,
    /// Initials and PINs.
    Pins,
}

/// A file's rows below its header. Its cells are wiped when it goes, as a list of PINs is read as one too.
#[derive(Clone, PartialEq, Eq)]
pub struct Table {
    /// The line of the header, 1 for the file's first.
    pub header_line: usize,
    /// The header's cells, trimmed.
    pub headers: Vec<String>,
    /// The rows below it that have anything in them.
    pub rows: Vec<Row>,
    /// What a person should know of how the file was read: the sheet, and what was left. Safe to print.
    pub read_as: Vec<String>,
    /// What parts the cells of a file of text; a workbook's are parted by themselves.
    pub(super) parted_by: Option<char>,
}

/// One row: its line in the file and its cells, trimmed.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /// The line on which it begins, 1 for the file's first.
    pub line: usize,
    /// Its cells, as many as the file has in that row.
    pub cells: Vec<String>,
    /// The cells that a workbook holds as bare numbers, and the day that each would be.
    pub(super) days: Vec<(usize, String)>,
}

impl Row {
    /// A cell; empty where the row is shorter.
    pub fn cell(&self, index: usize) -> &str {
        self.cells.get(index).map_or("", String::as_str)
    }

    /// Whether nothing stands in it.
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }
}

/// One sheet of a workbook, or a file of text whole.
pub(super) struct Sheet {
    /// Its name; `None` for a file of text.
    pub name: Option<String>,
    /// Whether a person who opens the workbook sees it.
    pub visible: bool,
    /// What parts the cells of a file of text.
    pub parted_by: Option<char>,
    /// Its rows, or why they can't be read.
    pub rows: Result<Vec<Row>, FileTrouble>,
}

impl std::fmt::Debug for Table {
    /// Without the cells: they are names, or PINs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Table({} columns, {} rows)", self.headers.len(), self.rows.len())
    }
}

impl std::fmt::Debug for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Row(line {}, {} cells)", self.line, self.cells.len())
    }
}

impl Drop for Row {
    fn drop(&mut self) {
        self.cells.zeroize();
    }
}

impl Drop for Table {
    fn drop(&mut self) {
        self.headers.zeroize();
    }
}

/// Reads a file's bytes as a table: an Excel workbook, or text in UTF-8, UTF-16 or Windows-1252 with commas,
/// semicolons, tabs or `|`. What the file is called does not count.
///
/// The header is the best known row among the first hundred; lines above it are a title and are left. Where
/// none is known, the first row that is not blank is taken for it. Of several sheets the one is read whose
/// header has what the list needs; `sheet` names it where more than one has.
///
/// # Errors
/// A sentence that says what the file is (locked, damaged, a PDF, empty, too large …) and what to do.
pub fn table(bytes: &[u8], list: List, sheet: Option<&str>) -> Result<Table, FileTrouble> {
    if bytes.len() > MAX_BYTES {
        return Err(FileTrouble::new(
            "This file is larger than 8 MB, which no register is.",
            "Look whether it is the right one, and take out what does not belong in it.",
        ));
    }
    let kind = sniff::kind(bytes)?;
    let sheets = match kind {
        Kind::Text => {
            if sheet.is_some() {
                return Err(FileTrouble::new(
                    "This file is text, which has no sheets.",
                    "Leave --sheet out, or name the workbook.",
                ));
            }
            let (rows, parted_by) = text::rows(bytes)?;
            vec![Sheet { name: None, visible: true, parted_by: Some(parted_by), rows: Ok(rows) }]
        }
        Kind::Xlsx | Kind::Xls => workbook::sheets(bytes, kind)?,
    };
    let mut others: Vec<String> =
        sheets.iter().filter(|sheet| sheet.visible).filter_map(|sheet| sheet.name.clone()).collect();
    let Sheet { name, rows, parted_by, .. } = chosen(sheets, list, sheet)?;
    let mut table = cut(rows?, list)?;
    table.parted_by = parted_by;
    if let Some(name) = name {
        others.retain(|other| *other != name);
        let mut said =
            format!("Read from the sheet “{}”, header in row {}.", words::visible(&name), table.header_line);
        if !others.is_empty() {
            let others: Vec<String> =
                others.iter().map(|name| format!("“{}”", words::visible(name))).collect();
            said.push_str(&format!(" Not read: {}.", listed(&others)));
        }
        table.read_as.insert(0, said);
    }
    Ok(table)
}

/// The sheet to read. A tie is not guessed.
fn chosen(mut sheets: Vec<Sheet>, list: List, wanted: Option<&str>) -> Result<Sheet, FileTrouble> {
    let names = |sheets: &[&Sheet]| {
        let names: Vec<String> = sheets
            .iter()
            .filter_map(|sheet| sheet.name.as_deref())
            .map(|name| format!("“{}”", words::visible(name)))
            .collect();
        listed(&names)
    };
    if let Some(wanted) = wanted {
        let same = |name: &str| name.trim().to_lowercase() == wanted.trim().to_lowercase();
        let at = sheets.iter().position(|sheet| sheet.name.as_deref().is_some_and(same));
        return match at {
            Some(at) => Ok(sheets.swap_remove(at)),
            None => Err(FileTrouble::new(
                format!("There is no sheet “{}” in this workbook.", words::visible(wanted)),
                format!("It has {}.", names(&sheets.iter().collect::<Vec<_>>())),
            )),
        };
    }
    sheets.retain(|sheet| sheet.visible);
    if let [_] = sheets.as_slice() {
        return sheets.pop().ok_or_else(empty);
    }
    let head = |sheet: &Sheet| {
        let rows = sheet.rows.as_ref().ok()?;
        let at = header_among(rows)?;
        let cells = &rows.get(at)?.cells;
        let filled = rows.iter().skip(at + 1).any(|row| !row.is_blank());
        Some((columns::fits(list, cells) && filled, columns::known(cells)))
    };
    let fitting: Vec<usize> = sheets
        .iter()
        .enumerate()
        .filter(|(_, sheet)| head(sheet).is_some_and(|(fits, _)| fits))
        .map(|(at, _)| at)
        .collect();
    let at = match fitting.as_slice() {
        [one] => *one,
        // None has all that is needed: what is wrong with the nearest is worth saying.
        [] => {
            let known = |sheet: &Sheet| head(sheet).map_or(0, |(_, known)| known);
            let best = sheets.iter().enumerate().max_by_key(|(at, sheet)| (known(sheet), usize::MAX - at));
            match best.filter(|(_, sheet)| known(sheet) >= 2) {
                Some((at, _)) => at,
                None => match sheets.iter().position(|sheet| sheet.rows.is_err()) {
                    Some(unread) => unread,
                    None => {
                        let what = match list {
                            List::Register => "of a register, such as Forename, Surname and Room",
                            List::Staff => "of a staff list, such as Name and Role",
                            List::Pins => "Initials and PIN",
                        };
                        return Err(FileTrouble::new(
                            format!("No sheet of this workbook has a row with the headers {what}."),
                            "Look whether it is the right file, or write the headers above the columns.",
                        ));
                    }
                },
            }
        }
        several => {
            let several: Vec<&Sheet> = several.iter().filter_map(|at| sheets.get(*at)).collect();
            return Err(FileTrouble::new(
                format!("More than one sheet could be the list: {}.", names(&several)),
                "Say which one with --sheet NAME, or save that sheet alone.",
            ));
        }
    };
    Ok(sheets.swap_remove(at))
}

/// Which of the first rows is the header: the one with most known columns, at least two; else the first
/// that is not blank.
pub(super) fn header_among(rows: &[Row]) -> Option<usize> {
    let mut first = None;
    let mut best: Option<(usize, usize)> = None;
    for (index, row) in rows.iter().take(HEADER_WITHIN).enumerate() {
        if row.is_blank() {
            continue;
        }
        first = first.or(Some(index));
        let known = columns::known(&row.cells);
        if known >= 2 && best.is_none_or(|(most, _)| known > most) {
            best = Some((known, index));
        }
    }
    best.map(|(_, index)| index).or(first)
}

/// Cuts the header off, holds the limits, and leaves what is below the list.
fn cut(mut rows: Vec<Row>, list: List) -> Result<Table, FileTrouble> {
    for row in &mut rows {
        let filled = row.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        if filled > MAX_COLUMNS {
            return Err(FileTrouble::new(
                format!("Line {} has {}.", row.line, count(filled, "column", "columns")),
                format!("Take out what is not needed: up to {MAX_COLUMNS} are read."),
            ));
        }
        if row.cells.iter().any(|cell| cell.chars().nth(MAX_CELL).is_some()) {
            return Err(FileTrouble::new(
                format!("A cell on line {} has more than 10,000 letters.", row.line),
                "Look for a quotation mark that is in the wrong place, or shorten the text.",
            ));
        }
    }
    let at = header_among(&rows).ok_or_else(empty)?;
    let mut rows = rows.into_iter().skip(at);
    let mut header = rows.next().ok_or_else(empty)?;
    let rows: Vec<Row> = rows.filter(|row| !row.is_blank()).collect();
    if rows.len() > MAX_ROWS {
        return Err(too_many_rows());
    }
    let headers: Vec<String> = std::mem::take(&mut header.cells)
        .into_iter()
        .map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    let (mut rows, left) = foot::split(list, &headers, rows);
    for (index, _) in headers.iter().enumerate().filter(|(_, header)| columns::is_day(header)) {
        for row in &mut rows {
            let day = row.days.iter().find(|(at, _)| *at == index).map(|(_, day)| day.clone());
            if let (Some(day), Some(cell)) = (day, row.cells.get_mut(index)) {
                *cell = day;
            }
        }
    }
    let read_as = (!left.is_empty())
        .then(|| format!("Not part of the list, and left: {}.", left.join("; ")))
        .into_iter()
        .collect();
    Ok(Table { header_line: header.line, headers, rows, read_as, parted_by: None })
}

pub(super) fn empty() -> FileTrouble {
    FileTrouble::new("This file is empty.", "Save the list from your system again, and bring in that file.")
}

pub(super) fn too_many_rows() -> FileTrouble {
    FileTrouble::new(
        format!("This file has more than {MAX_ROWS} rows, which no register has."),
        "Look whether it is the right one, and take out what does not belong in it.",
    )
}
