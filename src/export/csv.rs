//! CSV (RFC 4180) for spreadsheets: UTF-8 with its mark, every record with as many fields, nothing that a spreadsheet
//! would run. `docs/sheets.md` says how the tables of a report and the text between them stand, and how the words are
//! got back.

use super::grid::{Field, Grid, MOST};
use super::made;
use crate::failure::{Failure, Result};
use crate::report::{Block, Cell, Chart, Paragraph, Report, Table, Value};
use crate::safe;

/// The mark by which a spreadsheet knows UTF-8.
const MARK: &str = "\u{feff}";

/// The report as CSV: the same report, the same bytes.
pub(super) fn write(report: &Report) -> Result<Vec<u8>> {
    let mut records = Records(Vec::new());
    for line in [&report.title, &report.subtitle, &report.for_whom] {
        records.words(&[line]);
    }
    report.blocks.iter().for_each(|block| records.block(block));
    records.gap();
    records.words(&["Made", &made(report)]);
    let wide = records.0.iter().map(Vec::len).max().unwrap_or(1);
    let mut file =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(MARK.as_bytes().to_vec());
    for mut record in records.0 {
        record.resize(wide, String::new());
        file.write_record(&record).map_err(failed)?;
    }
    file.into_inner().map_err(|error| failed(error.into_error().into()))
}

fn failed(cause: csv::Error) -> Failure {
    Failure::machine("The CSV file could not be put together.", cause)
}

struct Records(Vec<Vec<String>>);

impl Records {
    /// A record of words; none where all of them are empty.
    fn words(&mut self, fields: &[&str]) {
        if fields.iter().any(|field| !field.is_empty()) {
            self.0.push(fields.iter().map(|field| guarded(&safe::line(field))).collect());
        }
    }

    /// One empty record, and only one.
    fn gap(&mut self) {
        if self.0.last().is_some_and(|record| !record.is_empty()) {
            self.0.push(Vec::new());
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { text, .. } => {
                self.gap();
                self.words(&[text]);
            }
            Block::Paragraph(words) | Block::Note(words) => self.words(&[&words.text()]),
            Block::Facts(facts) => facts.iter().for_each(|(label, value)| self.words(&[label, value])),
            Block::Entry(entry) => self.words(&[&entry.when, &entry.what, &entry.words.text()]),
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart),
            // Squares for a camera, lines to write on, and pages, are for paper.
            Block::Square(_) | Block::Lines(_) | Block::PageBreak => {}
        }
    }

    fn table(&mut self, table: &Table) {
        let grid = Grid::of(table);
        self.gap();
        self.0.push(grid.heads.iter().map(|head| guarded(&safe::line(head.title))).collect());
        for row in grid.rows {
            self.0.push(row.into_iter().map(field).collect());
        }
        self.gap();
    }

    /// What its bars say, a record each.
    fn chart(&mut self, chart: &Chart) {
        self.gap();
        self.words(&[&chart.title]);
        self.words(&[&chart.by, &chart.unit, if chart.has_most() { MOST } else { "" }]);
        for bar in &chart.bars {
            let of = bar.of.map(|of| of.to_string()).unwrap_or_default();
            self.words(&[&bar.label, &bar.count.to_string(), &of]);
        }
        self.gap();
    }
}

fn field(field: Field) -> String {
    match field {
        Field::Words(Cell(words)) => {
            let lines = words.iter().map(Paragraph::text).map(|words| safe::line(&words));
            guarded(&lines.collect::<Vec<_>>().join("\n"))
        }
        Field::Value(Value::Nothing) => String::new(),
        Field::Value(Value::Words(words)) => guarded(&safe::line(words)),
        Field::Value(Value::Number(number)) => number.to_string(),
        Field::Value(Value::Day(day)) => day.to_string(),
        Field::Value(Value::At(moment)) => format!("{} {}", moment.day(), moment.clock()),
    }
}

/// Words that no spreadsheet takes for a formula. An apostrophe stands before whatever begins like one, and before an
/// apostrophe: at the beginning, after a line break, and after a semicolon, at which many a spreadsheet begins a field.
/// Who takes those away has the words as they were.
fn guarded(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut begins = true;
    for (at, letter) in words.char_indices() {
        if begins && (letter == '\'' || runs(words.get(at..).unwrap_or_default())) {
            out.push('\'');
        }
        out.push(letter);
        begins = matches!(letter, '\n' | ';');
    }
    out
}

/// Whether a spreadsheet could take the words for a formula, its spaces and quotation marks taken away.
fn runs(words: &str) -> bool {
    let bare = words.trim_start_matches(|c: char| c == '"' || (c.is_whitespace() && c != '\n'));
    bare.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::{Day, Moment, Time};
    use crate::export::tests::made;
    use crate::report::Values;
    use proptest::prelude::*;

    /// The words again, as `docs/sheets.md` says it.
    fn unguarded(field: &str) -> String {
        let mut out = String::new();
        let mut begins = true;
        for letter in field.chars() {
            if !(begins && letter == '\'') {
                out.push(letter);
            }
            begins = matches!(letter, '\n' | ';');
        }
        out
    }

    /// The words of each field as another program reads them, which takes away what stands before them.
    pub(crate) fn fields(bytes: &[u8]) -> Vec<Vec<String>> {
        as_written(bytes).iter().map(|record| record.iter().map(unguarded).collect()).collect()
    }

    fn as_written(bytes: &[u8]) -> Vec<csv::StringRecord> {
        let text = std::str::from_utf8(bytes).unwrap().strip_prefix(MARK).unwrap();
        // Every reader that asks for as many fields in each record can read it.
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(false).from_reader(text.as_bytes());
        reader.records().map(Result::unwrap).collect()
    }

    /// The fields that a spreadsheet might take for a formula, also one that parts fields at semicolons.
    pub(crate) fn formulas(bytes: &[u8]) -> Vec<String> {
        let begins = |part: &str| {
            let part = part.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '"');
            part.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) && part.parse::<f64>().is_err()
        };
        let records = as_written(bytes);
        let fields = records.iter().flat_map(csv::StringRecord::iter);
        fields.filter(|field| field.split([';', '\n', '\t']).any(begins)).map(str::to_string).collect()
    }

    #[test]
    fn nothing_begins_like_a_formula_and_apostrophes_are_doubled() {
        for (words, guarded_as) in [
            ("=1+1", "'=1+1"),
            ("+44 1", "'+44 1"),
            ("-", "'-"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("＝1", "'＝1"),
            ("  =1", "'  =1"),
            ("\"=1", "'\"=1"),
            ("'tis", "''tis"),
            ("a; =1;'b", "a;' =1;''b"),
            ("a\n=1\n", "a\n'=1\n"),
            ("1-2=3", "1-2=3"),
            ("–", "–"),
            ("", ""),
        ] {
            assert_eq!(guarded(words), guarded_as, "{words}");
        }
    }

    proptest! {
        #[test]
        fn what_is_guarded_comes_back_and_runs_nowhere(words in "[-=+@'\"; \na＝]{0,12}") {
            let safe = guarded(&words);
            prop_assert_eq!(unguarded(&safe), words);
            let fields = safe.split(['\n', ';']);
            prop_assert!(fields.clone().all(|field| !runs(field)), "{safe:?}");
        }
    }

    #[test]
    fn every_record_has_as_many_fields_and_each_line_ends_as_the_rfc_says() {
        let mut report = Report::new("=T", "", made());
        report.blocks.push(Block::Facts(vec![("Room".into(), "Sunflower".into())]));
        report.entry("Mon 16 Nov", "", "One, \"two\"");
        let mut table = Table::of(&[("Child", 20), ("When", 30), ("What", 30), ("Who", 20)]);
        table.grouped = true;
        for (child, what) in [("Ava", "ate"), ("", "slept")] {
            table.rows.push(vec![
                child.into(),
                "Mon".into(),
                Cell(vec![what.into(), "well".into()]),
                "S".into(),
            ]);
        }
        let day = Day::from_ymd_opt(2026, 11, 16).unwrap();
        let at = Value::At(Moment::at(day, Time::from_hms_opt(8, 5, 0).unwrap(), 0));
        table.values = vec![
            Values { title: "When".into(), column: 1, instead: true, rows: vec![at, Value::Nothing] },
            Values { title: "Day".into(), column: 1, instead: true, rows: vec![Value::Day(day)] },
            Values { title: "Count".into(), column: 3, instead: false, rows: vec![Value::Number(7)] },
        ];
        report.blocks.push(Block::Table(table));
        let bytes = write(&report).unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert_eq!(
            text,
            "\u{feff}'=T,,,,,\r\nRoom,Sunflower,,,,\r\nMon 16 Nov,,\"One, \"\"two\"\"\",,,\r\n,,,,,\r\n\
             Child,When,Day,What,Who,Count\r\nAva,2026-11-16 08:05,2026-11-16,\"ate\nwell\",S,7\r\n\
             Ava,,,\"slept\nwell\",S,\r\n,,,,,\r\nMade,\"20 November 2026, 17:40\",,,,\r\n"
        );
        assert_eq!(fields(&bytes)[0][0], "=T");
        assert!(fields(&bytes).iter().all(|record| record.len() == 6));
    }
}
