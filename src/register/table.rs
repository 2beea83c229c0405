//! Bytes into rows: what encoding, which separator, where the header stands, and what is no table at all.

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord};
use zeroize::{Zeroize, Zeroizing};

use super::columns;
use super::{FileTrouble, count};

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;
/// The most rows below the header.
pub const MAX_ROWS: usize = 20_000;
/// The most columns.
pub const MAX_COLUMNS: usize = 200;
/// The longest cell, in characters.
pub const MAX_CELL: usize = 10_000;
/// How far down the header is looked for.
const HEADER_WITHIN: usize = 10;

/// A file's rows below its header. Its cells are wiped when it goes, as a list of PINs is read as one too.
#[derive(Clone, PartialEq, Eq)]
pub struct Table {
    /// The line of the header, 1 for the file's first.
    pub header_line: usize,
    /// The header's cells, trimmed.
    pub headers: Vec<String>,
    /// The rows below it that have anything in them.
    pub rows: Vec<Row>,
}

/// One row: its line in the file and its cells, trimmed.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /// The line on which it begins, 1 for the file's first.
    pub line: usize,
    /// Its cells, as many as the file has in that row.
    pub cells: Vec<String>,
}

impl Row {
    /// A cell; empty where the row is shorter.
    pub fn cell(&self, index: usize) -> &str {
        self.cells.get(index).map_or("", String::as_str)
    }
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

/// Reads a file's bytes as a table: UTF-8 or Windows-1252, comma, semicolon or tab.
///
/// The header is the best known row among the first ten; lines above it are a title and are left. Where
/// none is known, the first row that is not blank is taken for it.
///
/// # Errors
/// A sentence that says what the file is (a workbook, a PDF, UTF-16, empty, too large …) and what to do.
pub fn table(bytes: &[u8]) -> Result<Table, FileTrouble> {
    if bytes.len() > MAX_BYTES {
        return Err(FileTrouble::new(
            "This file is larger than 8 MB, which no register is.",
            "Look whether it is the right one, and take out what does not belong in it.",
        ));
    }
    refuse_what_is_no_text(bytes)?;
    let text = decode(bytes);
    if text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"')).is_empty() {
        return Err(FileTrouble::new(
            "This file is empty.",
            "Save the list from your system again, and bring in that file.",
        ));
    }

    let (hint, body, first_line) = excel_hint(&text);
    let separators: &[u8] = match &hint {
        Some(separator) => std::slice::from_ref(separator),
        None => b",;\t",
    };
    let mut best: Option<(usize, usize, u8)> = None;
    for &separator in separators {
        let Some((known, cells)) = head_score(body, separator) else { continue };
        if best.is_none_or(|(b_known, b_cells, _)| (known, cells) > (b_known, b_cells)) {
            best = Some((known, cells, separator));
        }
    }
    let separator = best.map_or(b',', |(_, _, separator)| separator);
    read(body, separator, first_line)
}

/// The header's known columns and its cells where the file is read with this separator.
fn head_score(body: &str, separator: u8) -> Option<(usize, usize)> {
    let mut reader = reader(body, separator);
    let rows: Vec<Vec<String>> =
        reader.records().take(HEADER_WITHIN).map_while(Result::ok).map(|record| trimmed(&record)).collect();
    let at = header_among(rows.iter().map(Vec::as_slice))?;
    rows.get(at).map(|row| (columns::known(row), row.len()))
}

/// Which of the first rows is the header: the one with most known columns, at least two; else the first
/// that is not blank.
fn header_among<'a>(rows: impl Iterator<Item = &'a [String]>) -> Option<usize> {
    let mut first = None;
    let mut best: Option<(usize, usize)> = None;
    for (index, row) in rows.enumerate() {
        if row.iter().all(String::is_empty) {
            continue;
        }
        first = first.or(Some(index));
        let known = columns::known(row);
        if known >= 2 && best.is_none_or(|(most, _)| known > most) {
            best = Some((known, index));
        }
    }
    best.map(|(_, index)| index).or(first)
}

const END: &str = "\u{f8ff}end of file\u{f8ff}";

fn read(body: &str, separator: u8, first_line: usize) -> Result<Table, FileTrouble> {
    // A quote that is never closed swallows everything after it, this last line too: so it shows.
    let mut ended = Zeroizing::new(String::with_capacity(body.len() + END.len() + 1));
    ended.push_str(body);
    ended.push('\n');
    ended.push_str(END);

    let mut rows = Vec::new();
    let mut reader = reader(&ended, separator);
    let mut record = StringRecord::new();
    let mut closed = false;
    let mut last_line = first_line;
    // A record can only fail to be read where it is no UTF-8, which the text is.
    while let Ok(true) = reader.read_record(&mut record) {
        if record.len() == 1 && record.get(0) == Some(END) {
            closed = true;
            break;
        }
        let line = line_of(&record, &ended) + first_line - 1;
        last_line = line;
        if rows.len() > MAX_ROWS + HEADER_WITHIN {
            return Err(FileTrouble::new(
                format!("This file has more than {MAX_ROWS} rows, which no register has."),
                "Look whether it is the right one, and take out what does not belong in it.",
            ));
        }
        rows.push(Row { line, cells: trimmed(&record) });
    }
    if !closed {
        return Err(FileTrouble::new(
            format!(
                "A quotation mark that opens on or after line {last_line} is never closed, so the rest of the file can't be told apart."
            ),
            "Take the mark out, or close it, and bring the file in again.",
        ));
    }
    for row in &rows {
        if row.cells.len() > MAX_COLUMNS {
            return Err(FileTrouble::new(
                format!("Line {} has {}.", row.line, count(row.cells.len(), "column", "columns")),
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

    let at = header_among(rows.iter().take(HEADER_WITHIN).map(|row| row.cells.as_slice())).unwrap_or(0);
    let mut rows = rows.into_iter().skip(at);
    let Some(mut header) = rows.next() else {
        return Err(FileTrouble::new(
            "This file is empty.",
            "Save the list from your system again, and bring in that file.",
        ));
    };
    let rows: Vec<Row> = rows.filter(|row| row.cells.iter().any(|cell| !cell.is_empty())).collect();
    if rows.len() > MAX_ROWS {
        return Err(FileTrouble::new(
            format!("This file has more than {MAX_ROWS} rows, which no register has."),
            "Look whether it is the right one, and take out what does not belong in it.",
        ));
    }
    let headers = std::mem::take(&mut header.cells)
        .into_iter()
        .map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    Ok(Table { header_line: header.line, headers, rows })
}

fn reader(body: &str, separator: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(body.as_bytes())
}

/// The line on which a record begins. The reader counts from the blank lines above it.
fn line_of(record: &StringRecord, body: &str) -> usize {
    let Some(position) = record.position() else { return 1 };
    let start = usize::try_from(position.byte()).unwrap_or(0);
    let blank =
        body.as_bytes().get(start..).map_or(0, |rest| rest.iter().take_while(|&&b| b == b'\n').count());
    usize::try_from(position.line()).unwrap_or(1) + blank
}

fn trimmed(record: &StringRecord) -> Vec<String> {
    record.iter().map(|cell| cell.trim_matches(|c: char| c.is_whitespace()).to_string()).collect()
}

/// A first line `sep=;` is a note to a spreadsheet program about the separator.
fn excel_hint(text: &str) -> (Option<u8>, &str, usize) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let hint = first.trim_matches('"').strip_prefix("sep=").or_else(|| first.strip_prefix("SEP="));
    match hint.map(str::as_bytes) {
        Some(&[separator]) if b",;\t".contains(&separator) => (Some(separator), rest, 2),
        _ => (None, text, 1),
    }
}

/// UTF-8 where the bytes are valid as that, else Windows-1252; one kind of line end.
fn decode(bytes: &[u8]) -> Zeroizing<String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text: Cow<'_, str> = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    };
    Zeroizing::new(text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn refuse_what_is_no_text(bytes: &[u8]) -> Result<(), FileTrouble> {
    let has = |needle: &[u8]| {
        let head = bytes.get(..bytes.len().min(8192)).unwrap_or(bytes);
        head.windows(needle.len()).any(|window| window == needle)
    };
    let refuse = |what: &str, todo: &str| Err(FileTrouble::new(what, todo));
    let as_csv = "In Excel choose Save as, CSV UTF-8, and bring in that file.";

    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        if has(b"xl/") || (has(b"[Content_Types].xml") && !has(b"word/")) {
            return refuse("This is an Excel workbook.", as_csv);
        }
        if has(b"opendocument.spreadsheet") {
            return refuse(
                "This is a LibreOffice spreadsheet.",
                "There choose Save as, Text CSV, and bring in that file.",
            );
        }
        if has(b"word/") {
            return refuse(
                "This is a Word document.",
                "Export the list from your system as CSV, and bring in that file.",
            );
        }
        return refuse("This is a zip file.", "Open it, and bring in the CSV file that lies in it.");
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return refuse("This is an old Excel workbook.", as_csv);
    }
    if bytes.starts_with(b"%PDF") {
        return refuse("This is a PDF.", "Export the list from your system as CSV, and bring in that file.");
    }
    if bytes.starts_with(b"{\\rtf") {
        return refuse(
            "This is a text document with formatting.",
            "Export the list from your system as CSV, and bring in that file.",
        );
    }
    if bytes.starts_with(b"\x89PNG") || bytes.starts_with(b"\xff\xd8\xff") || bytes.starts_with(b"GIF8") {
        return refuse(
            "This is a picture.",
            "Export the list from your system as CSV, and bring in that file.",
        );
    }
    if bytes.starts_with(b"\x1f\x8b") || bytes.starts_with(b"7z\xbc\xaf") || bytes.starts_with(b"Rar!") {
        return refuse("This is a packed file.", "Unpack it, and bring in the CSV file that lies in it.");
    }
    let begin: Vec<u8> =
        bytes.iter().copied().skip_while(|b| b.is_ascii_whitespace() || *b >= 0x80).take(9).collect();
    let begin = begin.to_ascii_lowercase();
    if [&b"<html"[..], b"<!doctype", b"<table", b"<?xml"].iter().any(|tag| begin.starts_with(tag)) {
        return refuse(
            "This is a web page or an XML file, whatever its name says.",
            "Open it in Excel, choose Save as, CSV UTF-8, and bring in that file.",
        );
    }
    if begin.starts_with(b"sqlite fo") {
        return refuse(
            "This is a database.",
            "Export the list from your system as CSV, and bring in that file.",
        );
    }

    let nul = bytes.iter().filter(|&&b| b == 0).count();
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || nul * 4 > bytes.len() && nul > 0 {
        let text_like = bytes.iter().filter(|&&b| b == 0 || b >= 0x20 || b.is_ascii_whitespace()).count();
        if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || text_like == bytes.len() {
            return refuse("This file is Unicode text (UTF-16), which can't be read yet.", as_csv);
        }
    }
    let control = bytes.iter().filter(|&&b| b < 0x20 && !b.is_ascii_whitespace()).count();
    if nul > 0 || control * 10 > bytes.len() {
        return refuse(
            "This file is not text.",
            "Export the list from your system as CSV, and bring in that file.",
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
        let table = table(bytes).expect("a table");
        std::iter::once(table.headers.clone()).chain(table.rows.iter().map(|row| row.cells.clone())).collect()
    }

    #[test]
    fn every_separator_line_end_and_encoding_gives_the_same_rows() {
        let want = [["Forename", "Surname", "DOB"], ["Zoë", "O’Neill", "14/07/2024"]];
        let comma = "Forename,Surname,DOB\nZoë,O’Neill,14/07/2024\n";
        let variants: Vec<Vec<u8>> = vec![
            comma.into(),
            format!("\u{feff}{comma}").into(),
            comma.replace(',', ";").into(),
            comma.replace(',', "\t").into(),
            comma.replace('\n', "\r\n").into(),
            comma.replace('\n', "\r").into(),
            comma.trim_end().into(),
            format!("sep=;\n{}", comma.replace(',', ";")).into(),
            b"Forename;Surname;DOB\r\nZo\xeb;O\x92Neill;14/07/2024\r\n".to_vec(),
        ];
        for bytes in variants {
            assert_eq!(cells(&bytes), want, "{:?}", String::from_utf8_lossy(&bytes));
        }
    }

    #[test]
    fn lines_are_those_of_the_file_with_blank_rows_titles_and_newlines_in_quotes() {
        let file = "Little Acorns\n\nPrinted 1/9/26, by Ruth\nForename,Surname,Notes\n\n,,\nAva,Patel,\"one\ntwo\"\n\nBen,Clarke,x\n";
        for file in [file.to_string(), file.replace('\n', "\r\n"), file.replace('\n', "\r")] {
            let table = table(file.as_bytes()).expect("a table");
            assert_eq!(table.header_line, 4);
            assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [7, 10]);
            assert_eq!(table.rows[0].cell(2), "one\ntwo");
        }
    }

    #[test]
    fn a_separator_inside_quotes_does_not_count() {
        let file = "\"Forename; first, given\";\"Surname, family, last\";DOB\nAva;\"Patel, Ava\";x\n";
        assert_eq!(cells(file.as_bytes())[1], ["Ava", "Patel, Ava", "x"]);
    }

    #[test]
    fn a_table_never_shows_its_cells_when_it_is_debugged() {
        let table = table(b"Initials,PIN\nSO,8264\n").expect("a table");
        assert!(!format!("{table:?}{:?}", table.rows).contains("8264"));
    }
}
