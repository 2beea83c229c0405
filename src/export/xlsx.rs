//! Workbooks. The first sheet holds what is said outside of tables, then each table has a sheet of its own, with a
//! heading that stays, filters, and cells of their own types; `docs/sheets.md` says it to whoever works on with them.
//! Words are words: none is a formula or a link, and nothing is said of who made the file.

mod drawn;
mod own_name;

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
/// How high a line is, and what is between rows, in points.
const LINE: f64 = 13.0;
const BETWEEN: f64 = 4.0;
/// A cell takes so many units of UTF-16; a few are left for what the library escapes.
const UNITS: usize = 32_000;

/// The report as a workbook: the same report, the same bytes.
pub(super) fn write(report: &Report) -> Result<Vec<u8>> {
    let failed = |cause: std::io::Error| Failure::machine("The workbook could not be put together.", cause);
    let book = written(report).map_err(|cause| failed(std::io::Error::other(cause)))?;
    own_name::own_name(&book).map_err(|cause| failed(cause.into()))
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
                first.line(text, &looks.heading, 2)?;
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
            Block::Chart(chart) => {
                let name = names.safe(&chart.title);
                first.pair("", &chart.says(), &looks)?;
                let mut sheet = Sheet::new(report, &name)?;
                sheet.chart(chart, &name, &looks)?;
                tables.push(sheet.sheet);
            }
            // Squares for a camera, lines to write on, and pages, are for paper.
            Block::Square(_) | Block::Lines(_) | Block::PageBreak => {}
        }
    }
    first.pair("Made", &made(report), &looks)?;
    let mut book = Workbook::new();
    let mut about = DocProperties::new().set_title(safe::line(&report.about));
    if let Some(made) = date_time(Moment { offset: 0, ..report.made }) {
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
    /// The width of the words beside the labels.
    beside: f64,
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
        Ok(Sheet { sheet, row: 0, beside: f64::from(wide(report)) - LABELS })
    }

    /// The top of the first sheet.
    fn words(&mut self, report: &Report, looks: &Looks) -> Done {
        self.sheet.set_column_width(0, LABELS)?;
        self.sheet.set_column_width(1, self.beside)?;
        self.line(&report.title, &looks.title, 2)?;
        for line in [&report.subtitle, &report.for_whom].into_iter().filter(|line| !line.is_empty()) {
            self.line(line, &looks.text.clone().unset_text_wrap(), 1)?;
        }
        Ok(())
    }

    /// A row is as high as the words in it: not every program finds that out when it opens the file.
    fn high(&mut self, lines: usize) -> Done {
        let lines = u32::try_from(lines.clamp(1, LINES)).unwrap_or(1);
        self.sheet.set_row_height(self.row, f64::from(lines) * LINE + BETWEEN)?;
        Ok(())
    }

    /// Words in a row of their own, so many lines high.
    fn line(&mut self, words: &str, look: &Format, lines: usize) -> Done {
        for piece in pieces([safe::line(words)], WIDE.1 as usize) {
            self.high(lines)?;
            self.sheet.write_string_with_format(self.row, 0, piece, look)?;
            self.row += 1;
        }
        Ok(())
    }

    /// A label and words beside it.
    fn pair(&mut self, label: &str, words: &str, looks: &Looks) -> Done {
        let (narrow, wide) = (LABELS as usize, self.beside as usize);
        let label = pieces([safe::line(label)], narrow);
        let words = pieces([safe::line(words)], wide);
        for at in 0..label.len().max(words.len()) {
            let high = |pieces: &[String], width| pieces.get(at).map_or(1, |piece| lines(piece, width));
            self.high(high(&label, narrow).max(high(&words, wide)))?;
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
        self.high(
            grid.heads.iter().zip(&widths).map(|(head, &width)| lines(head.title, width)).max().unwrap_or(1),
        )?;
        for ((column, &width), head) in (0u16..).zip(&widths).zip(&grid.heads) {
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
        // What follows the printed columns is there to be counted: on paper it would make the words too small to read.
        let extra = |head: &&Head| head.values.is_some_and(|values| !values.instead);
        let extra = u16::try_from(grid.heads.iter().rev().take_while(extra).count()).unwrap_or(0);
        self.sheet.set_print_area(0, 0, last.0, last.1.saturating_sub(extra))?;
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
            let here =
                cells.iter().zip(widths).filter_map(|(cell, &width)| Some(lines(cell.get(at)?, width)));
            self.high(here.max().unwrap_or(1))?;
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

fn wide(report: &Report) -> u32 {
    if report.landscape { WIDE.1 } else { WIDE.0 }
}

fn width(report: &Report, head: &Head) -> usize {
    // A button for the filter stands in each heading.
    let least = head.title.chars().count().min(12) + 4;
    let values = head.values.iter().flat_map(|values| &values.rows).map(|value| match value {
        Value::Nothing | Value::Number(_) => 8,
        Value::Words(_) => 12,
        Value::Day(_) => 17,
        Value::At(_) => 22,
    });
    let share = head.share.map_or(0, |share| (wide(report) * share / 100) as usize);
    values.max().unwrap_or(0).max(share).max(least)
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

/// How many letters stand beside each other in a column: they are narrower than the digits in which its width is
/// counted, and lines are broken between words.
fn letters(width: usize) -> usize {
    (if width < 40 { width } else { width + width / 10 }).max(1)
}

/// How many lines words take in a column, about.
fn lines(words: &str, width: usize) -> usize {
    let one = |line: &str| {
        let wide: usize = line.chars().filter_map(UnicodeWidthChar::width).sum();
        wide / letters(width) + 1
    };
    words.split('\n').map(one).sum()
}

/// A paragraph in parts that one cell can hold, broken after a space where there is one.
fn split<'a>(mut words: &'a str, width: usize, parts: &mut Vec<&'a str>) {
    let room = (LINES - 1) * letters(width);
    loop {
        let (mut units, mut wide, mut space, mut end) = (0, 0, None, None);
        for (at, letter) in words.char_indices() {
            units += letter.len_utf16();
            wide += letter.width().unwrap_or(0);
            if units > UNITS || wide > room {
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
