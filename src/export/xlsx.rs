//! Workbooks. The first sheet holds what is said outside of tables, then each table has a sheet of its own, with a
//! heading that stays, filters, and cells of their own types; `docs/sheets.md` says it to whoever works on with them.
//! Words are words: none is a formula or a link, and nothing is said of who made the file.

use std::collections::BTreeSet;

use chrono::{Datelike, Timelike};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, IgnoreError, Workbook, Worksheet,
    XlsxError,
};
use unicode_width::UnicodeWidthChar;

use super::grid::{Field, Grid, Head};
use super::{foot, made};
use crate::domain::{Day, Moment};
use crate::failure::{Failure, Result};
use crate::report::{Block, Cell, Paragraph, Report, Table, Value};
use crate::safe;

/// How many letters stand beside each other over the width of a page.
const WIDE: (u32, u32) = (96, 140);
/// The width of the column of labels on the first sheet.
const LABELS: f64 = 24.0;
/// A row is so many lines high at most; what is longer goes on in the next row.
const LINES: usize = 28;
/// A cell takes so many units of UTF-16; a few are left for what the library escapes.
const UNITS: usize = 32_000;

/// The report as a workbook: the same report, the same bytes.
pub(super) fn write(report: &Report) -> Result<Vec<u8>> {
    written(report).map_err(|cause| Failure::machine("The workbook could not be put together.", cause))
}

fn written(report: &Report) -> std::result::Result<Vec<u8>, XlsxError> {
    let looks = Looks::new();
    let mut names = Names::default();
    let mut first = Sheet::new(report, &names.safe("Report"))?;
    first.words(report, &looks)?;
    let mut tables = Vec::new();
    let mut heading = report.title.as_str();
    for block in &report.blocks {
        match block {
            Block::Heading { text, .. } => {
                heading = text;
                first.line(0, text, &looks.heading)?;
            }
            Block::Paragraph(words) | Block::Note(words) => first.pair("", &words.text(), &looks)?,
            Block::Facts(facts) => {
                for (label, value) in facts {
                    first.pair(label, value, &looks)?;
                }
            }
            Block::Entry(entry) => first.pair(&entry.lead(), &entry.words.text(), &looks)?,
            Block::Table(table) => {
                let name = names.safe(heading);
                first.pair("", &format!("On the sheet “{name}”."), &looks)?;
                let mut sheet = Sheet::new(report, &name)?;
                sheet.table(report, table, &looks)?;
                tables.push(sheet.sheet);
            }
            // Lines to write on, and pages, are for paper.
            Block::Lines(_) | Block::PageBreak => {}
        }
    }
    first.pair("Made", &made(report), &looks)?;
    let mut book = Workbook::new();
    let mut about = DocProperties::new().set_title(safe::line(&report.about));
    if let Some(made) = date_time(report.made) {
        about = about.set_creation_datetime(&made);
    }
    book.set_properties(&about);
    book.push_worksheet(first.sheet);
    tables.into_iter().for_each(|sheet| {
        book.push_worksheet(sheet);
    });
    book.save_to_buffer()
}

/// How cells look.
struct Looks {
    title: Format,
    heading: Format,
    head: Format,
    label: Format,
    text: Format,
    /// Text that is taken for a formula by whoever opens the cell and closes it again, were it not told.
    marked: Format,
    day: Format,
    at: Format,
}

impl Looks {
    fn new() -> Looks {
        let text = Format::new()
            .set_font_name("Arial")
            .set_font_size(10)
            .set_align(FormatAlign::Top)
            .set_align(FormatAlign::Left)
            .set_text_wrap();
        let bold = text.clone().set_bold().set_font_color("#1F3A44");
        Looks {
            title: bold.clone().set_font_size(16).unset_text_wrap(),
            heading: bold.clone().set_font_size(12).unset_text_wrap(),
            head: bold
                .clone()
                .set_align(FormatAlign::Bottom)
                .set_background_color("#EEF2F3")
                .set_border_bottom(FormatBorder::Thin),
            label: bold,
            marked: text.clone().set_quote_prefix(),
            day: text.clone().set_num_format("ddd d mmm yyyy").unset_text_wrap(),
            at: text.clone().set_num_format("ddd d mmm yyyy hh:mm").unset_text_wrap(),
            text,
        }
    }

    fn of(&self, words: &str) -> &Format {
        let begins = words.trim_start().starts_with(['=', '+', '-', '@', '\'']);
        if begins { &self.marked } else { &self.text }
    }
}

/// A sheet as it grows, row by row.
struct Sheet {
    sheet: Worksheet,
    row: u32,
}

type Done = std::result::Result<(), XlsxError>;

impl Sheet {
    /// An empty sheet of that name, that prints on A4 as the report says.
    fn new(report: &Report, name: &str) -> std::result::Result<Sheet, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        sheet.set_paper_size(9);
        if report.landscape {
            sheet.set_landscape();
        }
        // One page wide, as many pages high as it takes.
        sheet.set_print_fit_to_pages(1, 0);
        sheet.set_margins(0.6, 0.6, 0.6, 0.8, 0.3, 0.4);
        sheet.set_footer(footer(report));
        Ok(Sheet { sheet, row: 0 })
    }

    /// The top of the first sheet.
    fn words(&mut self, report: &Report, looks: &Looks) -> Done {
        self.sheet.set_column_width(0, LABELS)?;
        self.sheet.set_column_width(1, beside(report))?;
        self.line(0, &report.title, &looks.title)?;
        for line in [&report.subtitle, &report.for_whom].into_iter().filter(|line| !line.is_empty()) {
            self.line(0, line, &looks.text.clone().unset_text_wrap())?;
        }
        Ok(())
    }

    /// Words in a row of their own.
    fn line(&mut self, column: u16, words: &str, look: &Format) -> Done {
        for piece in pieces([safe::line(words)], WIDE.1 as usize) {
            self.sheet.write_string_with_format(self.row, column, piece, look)?;
            self.row += 1;
        }
        Ok(())
    }

    /// A label and words beside it.
    fn pair(&mut self, label: &str, words: &str, looks: &Looks) -> Done {
        let label = pieces([safe::line(label)], LABELS as usize);
        let words = pieces([safe::line(words)], WIDE.0 as usize - LABELS as usize);
        for at in 0..label.len().max(words.len()) {
            if let Some(label) = label.get(at).filter(|label| !label.is_empty()) {
                self.sheet.write_string_with_format(self.row, 0, label, &looks.label)?;
            }
            if let Some(words) = words.get(at) {
                self.sheet.write_string_with_format(self.row, 1, words, looks.of(words))?;
            }
            self.row += 1;
        }
        Ok(())
    }

    fn table(&mut self, report: &Report, table: &Table, looks: &Looks) -> Done {
        let grid = Grid::of(table);
        let widths: Vec<usize> = grid.heads.iter().map(|head| width(report, head)).collect();
        let columns = (0u16..).zip(&widths);
        for ((column, &width), head) in columns.clone().zip(&grid.heads) {
            self.sheet.set_column_width(column, width as f64)?;
            let title = safe::line(head.title);
            let title = cut(&title, UNITS);
            self.sheet.write_string_with_format(0, column, title, &looks.head)?;
        }
        self.row = 1;
        for row in &grid.rows {
            self.cells(row, &widths, looks)?;
        }
        let last =
            (self.row.saturating_sub(1), u16::try_from(widths.len().saturating_sub(1)).unwrap_or(u16::MAX));
        self.sheet.set_freeze_panes(1, 0)?;
        self.sheet.set_repeat_rows(0, 0)?;
        self.sheet.autofilter(0, 0, last.0, last.1)?;
        // A number of a statement is a name.
        self.sheet.ignore_error_range(0, 0, last.0, last.1, IgnoreError::NumberStoredAsText)?;
        Ok(())
    }

    /// A row; where a cell of it is too long, the rows in which it goes on, under the same first cell.
    fn cells(&mut self, row: &[Field], widths: &[usize], looks: &Looks) -> Done {
        let cells: Vec<Vec<String>> = row
            .iter()
            .zip(widths)
            .map(|(field, &width)| match field {
                Field::Words(Cell(words)) => {
                    pieces(words.iter().map(Paragraph::text).map(|words| safe::line(&words)), width)
                }
                Field::Value(_) => Vec::new(),
            })
            .collect();
        let high = cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
        for at in 0..high {
            for ((column, field), cell) in (0u16..).zip(row).zip(&cells) {
                let again = column == 0 && cell.len() == 1;
                match field {
                    Field::Value(value) if at == 0 || column == 0 => self.value(column, value, looks)?,
                    Field::Value(_) => {}
                    Field::Words(_) => {
                        if let Some(words) = cell.get(if again { 0 } else { at }) {
                            self.sheet.write_string_with_format(self.row, column, words, looks.of(words))?;
                        }
                    }
                }
            }
            self.row += 1;
        }
        Ok(())
    }

    fn value(&mut self, column: u16, value: &Value, looks: &Looks) -> Done {
        let (sheet, row) = (&mut self.sheet, self.row);
        match value {
            Value::Nothing => {}
            Value::Words(words) => {
                let words = cut(&safe::line(words), UNITS).to_string();
                sheet.write_string_with_format(row, column, &words, looks.of(&words))?;
            }
            Value::Number(number) => {
                sheet.write_number_with_format(row, column, *number, &looks.text)?;
            }
            // Days before 1900 are none to a spreadsheet: they stand as words.
            Value::Day(day) => match date(*day) {
                Some(date) => drop(sheet.write_datetime_with_format(row, column, &date, &looks.day)?),
                None => drop(sheet.write_string_with_format(row, column, day.to_string(), &looks.text)?),
            },
            Value::At(moment) => match date_time(*moment) {
                Some(date) => drop(sheet.write_datetime_with_format(row, column, &date, &looks.at)?),
                None => drop(sheet.write_string_with_format(row, column, moment.iso(), &looks.text)?),
            },
        }
        Ok(())
    }
}

fn date(day: Day) -> Option<ExcelDateTime> {
    let [month, date] = [day.month(), day.day()].map(|part| u8::try_from(part).unwrap_or(1));
    ExcelDateTime::from_ymd(u16::try_from(day.year()).ok()?, month, date).ok()
}

/// By the clock on the wall.
fn date_time(moment: Moment) -> Option<ExcelDateTime> {
    let time = moment.time();
    let [hour, minute, second] = [time.hour(), time.minute(), time.second()].map(|part| part as u8);
    date(moment.day())?.and_hms(u16::from(hour), minute, second).ok()
}

/// The width of the words beside the labels.
fn beside(report: &Report) -> f64 {
    let wide = if report.landscape { WIDE.1 } else { WIDE.0 };
    f64::from(wide) - LABELS
}

fn width(report: &Report, head: &Head) -> usize {
    let wide = if report.landscape { WIDE.1 } else { WIDE.0 };
    // A button for the filter stands in each heading.
    let least = head.title.chars().count().min(12) + 4;
    head.share.map_or(12, |share| (wide * share / 100) as usize).max(least)
}

/// What stands at the foot of a printed page. In it `&` begins a command, and it may have so many letters.
fn footer(report: &Report) -> String {
    let says: String = safe::line(&foot(report)).chars().take(90).collect();
    format!("&L&8{}&R&8page &P of &N", format!(" {says}").replace('&', "&&"))
}

/// Paragraphs as the pieces that cells can hold and rows can show. The pieces of one paragraph are its letters, none
/// lost; between paragraphs of a piece stands a line feed.
fn pieces(paragraphs: impl IntoIterator<Item = String>, width: usize) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut room = 0;
    for paragraph in paragraphs {
        let mut parts = Vec::new();
        split(&paragraph, width, &mut parts);
        for part in parts {
            let lines = lines(part, width);
            match pieces.last_mut() {
                // A paragraph of several pieces stands by itself.
                Some(last) if part.len() == paragraph.len() && lines <= room => {
                    last.push('\n');
                    last.push_str(part);
                    room -= lines;
                }
                _ => {
                    pieces.push(part.to_string());
                    room = LINES.saturating_sub(lines);
                }
            }
        }
    }
    pieces
}

/// How many lines words take in a column, about: lines are broken between words.
fn lines(words: &str, width: usize) -> usize {
    let letters: usize = words.chars().filter_map(UnicodeWidthChar::width).sum();
    letters / (width.saturating_sub(4)).max(1) + 1
}

/// A paragraph in parts that one cell can hold, broken after a space where there is one.
fn split<'a>(mut words: &'a str, width: usize, parts: &mut Vec<&'a str>) {
    let room = (LINES - 1) * width.saturating_sub(4).max(1);
    loop {
        let (mut units, mut letters, mut space, mut end) = (0, 0, None, None);
        for (at, letter) in words.char_indices() {
            units += letter.len_utf16();
            letters += letter.width().unwrap_or(0);
            if units > UNITS || letters > room {
                end = Some(space.unwrap_or(at));
                break;
            }
            if letter == ' ' {
                space = Some(at + 1);
            }
        }
        let (part, rest) = words.split_at(end.unwrap_or(words.len()));
        parts.push(part);
        if rest.is_empty() {
            return;
        }
        words = rest;
    }
}

/// As much of the words as a cell holds.
fn cut(words: &str, units: usize) -> &str {
    let mut left = units;
    let end = words.char_indices().find(|(_, letter)| match left.checked_sub(letter.len_utf16()) {
        Some(less) => {
            left = less;
            false
        }
        None => true,
    });
    end.and_then(|(at, _)| words.get(..at)).unwrap_or(words)
}

/// The names of sheets that are given already, in small letters.
#[derive(Default)]
struct Names(BTreeSet<String>);

impl Names {
    /// A name that a spreadsheet takes: up to 31 units, none of the letters that it refuses, each once.
    fn safe(&mut self, name: &str) -> String {
        let plain: String =
            safe::line(name).chars().map(|c| if "[]:*?/\\".contains(c) { ' ' } else { c }).collect();
        let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut number = 1;
        loop {
            let after = if number == 1 { String::new() } else { format!(" ({number})") };
            let own = cut(&plain, 31 - after.len()).trim_matches(['\'', ' ']);
            // A spreadsheet keeps this one for itself.
            let own = if own.is_empty() || own.eq_ignore_ascii_case("history") { "Table" } else { own };
            let name = format!("{own}{after}");
            if self.0.insert(name.to_lowercase()) {
                return name;
            }
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_a_sheet_is_one_that_a_spreadsheet_takes() {
        let mut names = Names::default();
        let long = "Working together with families at home";
        for (name, safe) in [
            ("Report", "Report"),
            ("report", "report (2)"),
            ("a[b]:c*d?e/f\\g", "a b c d e f g"),
            ("'quoted'", "quoted"),
            ("", "Table"),
            ("[]", "Table (2)"),
            ("History", "Table (3)"),
            (long, "Working together with families"),
            (long, "Working together with famil (2)"),
        ] {
            let given = names.safe(name);
            assert_eq!(given, safe);
            assert!(given.encode_utf16().count() <= 31);
        }
    }

    #[test]
    fn a_paragraph_goes_on_in_the_next_piece_and_loses_no_letter() {
        let words = "word ".repeat(2000);
        let all = pieces([words.clone()], 40);
        assert!(all.len() > 5 && all.iter().all(|piece| lines(piece, 40) <= LINES && piece.ends_with(' ')));
        assert_eq!(all.concat(), words);
        let one = "w\u{301}".repeat(50_000);
        let all = pieces([one.clone()], 4000);
        assert!(all.iter().all(|piece| piece.encode_utf16().count() <= UNITS));
        assert_eq!(all.concat(), one);
        assert_eq!(pieces(["one".into(), "two".into()], 40), ["one\ntwo"]);
        assert_eq!(pieces([String::new()], 40), [""]);
        assert_eq!(pieces([], 40), [""; 0]);
    }
}
