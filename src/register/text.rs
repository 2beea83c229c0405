//! Text into rows: which encoding, which separator, one row a record.

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};
use zeroize::Zeroizing;

use super::table::{HEADER_WITHIN, MAX_ROWS, Row, empty, header_among, too_many_rows};
use super::{FileTrouble, columns, sniff};

/// The rows of a file of text, and what parts its cells: UTF-8, UTF-16 or Windows-1252; comma, semicolon, tab or upright stroke.
pub(super) fn rows(bytes: &[u8]) -> Result<(Vec<Row>, char), FileTrouble> {
    let text = decode(bytes)?;
    sniff::refuse_markup(&text)?;
    if text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '"')).is_empty() {
        return Err(empty());
    }
    let (hint, body, first_line) = excel_hint(&text);
    let separators: &[u8] = match &hint {
        Some(separator) => std::slice::from_ref(separator),
        None => b",;\t|",
    };
    let mut best: Option<(usize, usize, u8)> = None;
    for &separator in separators {
        let Some((known, cells)) = head_score(body, separator) else { continue };
        if best.is_none_or(|(b_known, b_cells, _)| (known, cells) > (b_known, b_cells)) {
            best = Some((known, cells, separator));
        }
    }
    let separator = best.map_or(b',', |(_, _, separator)| separator);
    Ok((read(body, separator, first_line)?, char::from(separator)))
}

/// The header's known columns and its cells where the file is read with this separator.
fn head_score(body: &str, separator: u8) -> Option<(usize, usize)> {
    let mut reader = reader(body, separator);
    let rows: Vec<Row> = reader
        .records()
        .take(HEADER_WITHIN)
        .map_while(Result::ok)
        .map(|record| Row { line: 0, cells: trimmed(&record), days: Vec::new() })
        .collect();
    let row = rows.get(header_among(&rows)?)?;
    Some((columns::known(&row.cells), row.cells.len()))
}

const END: &str = "\u{f8ff}end of file\u{f8ff}";

fn read(body: &str, separator: u8, first_line: usize) -> Result<Vec<Row>, FileTrouble> {
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
            return Err(too_many_rows());
        }
        rows.push(Row { line, cells: trimmed(&record), days: Vec::new() });
    }
    if !closed {
        return Err(FileTrouble::new(
            format!(
                "A quotation mark that opens on or after line {last_line} is never closed, so the rest of the file can't be told apart."
            ),
            "Take the mark out, or close it, and bring the file in again.",
        ));
    }
    Ok(rows)
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
        Some(&[separator]) if b",;\t|".contains(&separator) => (Some(separator), rest, 2),
        _ => (None, text, 1),
    }
}

/// UTF-16 where its mark or its pattern says so, UTF-8 where the bytes are valid as that, else
/// Windows-1252; one kind of line end.
fn decode(bytes: &[u8]) -> Result<Zeroizing<String>, FileTrouble> {
    let text: Cow<'_, str> = if let Some(encoding) = sniff::utf16(bytes) {
        let marked = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
        let body = if marked { bytes.get(2..).unwrap_or_default() } else { bytes };
        let encoding = if encoding == sniff::Utf16::Little { UTF_16LE } else { UTF_16BE };
        let (text, lost) = encoding.decode_without_bom_handling(body);
        if lost || text.contains('\0') {
            return Err(FileTrouble::new(
                "This file is Unicode text (UTF-16) that is damaged or cut off.",
                "Save or download it again.",
            ));
        }
        text
    } else {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
        }
    };
    Ok(Zeroizing::new(text.replace("\r\n", "\n").replace('\r', "\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    use super::super::table::{List, Table, table as read_table};

    fn table(bytes: &[u8]) -> Result<Table, FileTrouble> {
        read_table(bytes, List::Register, None)
    }

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
            comma.replace(',', "|").into(),
            comma.replace('\n', "\r\n").into(),
            comma.replace('\n', "\r").into(),
            comma.trim_end().into(),
            format!("sep=;\n{}", comma.replace(',', ";")).into(),
            b"Forename;Surname;DOB\r\nZo\xeb;O\x92Neill;14/07/2024\r\n".to_vec(),
            utf16(comma, false, true),
            utf16(comma, false, false),
            utf16(comma, true, true),
            utf16(comma, true, false),
            utf16(&comma.replace(',', "\t").replace('\n', "\r\n"), false, true),
        ];
        for bytes in variants {
            assert_eq!(cells(&bytes), want, "{:?}", String::from_utf8_lossy(&bytes));
        }
    }

    fn utf16(text: &str, big: bool, marked: bool) -> Vec<u8> {
        let mark = marked.then_some(0xfeff);
        mark.into_iter()
            .chain(text.encode_utf16())
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    }

    #[test]
    fn utf16_that_is_cut_in_the_middle_of_a_letter_is_refused() {
        let mut cut = utf16("Forename,Surname\nZoë,O’Neill\n", false, true);
        cut.pop();
        assert!(table(&cut).expect_err("refused").what.contains("damaged or cut off"));
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
