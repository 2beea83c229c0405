//! Plain text, 72 columns wide, that reads well in any editor and aloud; and the same lines for a narrower screen.

use unicode_width::UnicodeWidthStr;

use super::labelled;
use super::turn::Turn;
use crate::domain::day;
use crate::failure::Result;
use crate::report::chart::Lengths;
use crate::report::{Block, Cell, Chart, Paragraph, Print, Report, Table};
use crate::safe;

/// The width of a line, in columns.
const WIDTH: usize = 72;
/// The width of what is to stand on one side of paper.
const CARD: usize = 80;
/// The narrowest column in which words can still be read.
const NARROWEST: usize = 7;

/// Where values begin beside their labels, where all is to stand on one side of paper.
const LABEL: usize = 18;
/// How many letters the longest bar of a chart has, and the shortest room in which bars are drawn.
const LONGEST_BAR: usize = 32;
const SHORTEST_BAR: usize = 8;

/// The report as UTF-8 text with line feeds.
pub(super) fn write(report: &Report) -> Result<Vec<u8>> {
    let mut text = String::new();
    let turn = Turn::of(report);
    // A card is printed from edge to edge.
    let width = if report.print == Print::OneSide { CARD } else { WIDTH };
    for line in Text::of(report, width, Tables::Beside).lines {
        text.push_str(&turn.line(line.words));
        text.push('\n');
    }
    Ok(text.into_bytes())
}

/// The report in lines of at most so many columns, as a screen shows it, each with whether it is a heading. Where the
/// columns of a table have no room beside each other, each of its rows is a block that names them.
pub fn lines(report: &Report, columns: usize) -> Vec<(String, bool)> {
    let tables = if columns < WIDTH { Tables::Blocks } else { Tables::Beside };
    let lines = Text::of(report, columns.min(WIDTH), tables).lines.into_iter();
    lines.filter(|line| line.is != Is::Rule).map(|line| (line.words, line.is == Is::Heading)).collect()
}

/// The report to be read aloud: a line is never broken, a row of a table is one line, and what only draws is left away.
pub fn aloud(report: &Report) -> Vec<String> {
    let lines = Text::of(report, usize::MAX, Tables::Sentences).lines.into_iter();
    let said = lines.filter(|line| line.words.chars().any(char::is_alphanumeric));
    said.map(|line| line.words.trim().to_string()).collect()
}

/// How the rows of a table are set.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tables {
    /// Their cells stand beside each other.
    Beside,
    /// Each is a block: what it is of, then a cell a line with the name of its column.
    Blocks,
    /// Each is one line.
    Sentences,
}

/// What a line is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Is {
    Words,
    Heading,
    /// It only draws.
    Rule,
}

struct Line {
    words: String,
    is: Is,
}

struct Text {
    lines: Vec<Line>,
    width: usize,
    tables: Tables,
    /// All of it is to stand on one side of paper.
    close: bool,
}

impl Text {
    fn of(report: &Report, width: usize, tables: Tables) -> Text {
        let close = report.print == Print::OneSide;
        let mut out = Text { lines: Vec::new(), width, tables, close };
        out.underlined(&report.title, '=');
        for line in [&report.subtitle, &report.for_whom] {
            out.wrapped(line, "", "");
        }
        for block in &report.blocks {
            out.block(block);
        }
        out.blank();
        let made = format!("Made {}, {}.", day::long(report.made.day()), report.made.clock());
        let code = report.day_code.as_ref().map(|code| format!(" Day code {code}.")).unwrap_or_default();
        out.wrapped(&format!("{made}{code}"), "", "");
        out
    }

    fn line(&mut self, words: &str, is: Is) {
        self.lines.push(Line { words: words.trim_end().to_string(), is });
    }

    /// One empty line, and only one.
    fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| !line.words.is_empty()) {
            self.line("", Is::Words);
        }
    }

    fn underlined(&mut self, text: &str, rule: char) {
        let lines = wrap(&safe::line(text), self.width);
        let width = lines.iter().map(|line| line.width()).max().unwrap_or(0);
        lines.iter().for_each(|line| self.line(line, Is::Heading));
        self.line(&rule.to_string().repeat(width), Is::Rule);
    }

    fn wrapped(&mut self, text: &str, first: &str, next: &str) {
        if text.is_empty() {
            return;
        }
        let room = self.width.saturating_sub(next.width());
        for (index, line) in wrap(&safe::line(text), room).iter().enumerate() {
            self.line(&format!("{}{line}", if index == 0 { first } else { next }), Is::Words);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level: 1, text } => {
                self.blank();
                self.underlined(text, '-');
            }
            Block::Heading { text, .. } => {
                self.blank();
                self.wrapped(text, "", "");
            }
            Block::Paragraph(words) => {
                self.blank();
                self.wrapped(&words.text(), "", "");
            }
            Block::Note(words) => {
                self.blank();
                self.wrapped(&words.text(), "  ", "  ");
            }
            Block::Facts(facts) if self.close && self.tables == Tables::Beside => {
                for (label, value) in facts {
                    let label = format!("  {}", safe::line(label));
                    let first = format!("{label}{}  ", pad(&label, LABEL));
                    self.wrapped(value, &first, &" ".repeat(LABEL + 2));
                }
            }
            Block::Facts(facts) => {
                self.blank();
                for (label, value) in facts {
                    self.wrapped(&labelled(label, value), "", "  ");
                }
            }
            Block::Entry(entry) => {
                let lead: Vec<_> =
                    [&entry.when, &entry.what].into_iter().filter(|part| !part.is_empty()).cloned().collect();
                let lead = safe::line(&lead.join("  "));
                if self.tables != Tables::Beside {
                    return self.wrapped(format!("{lead}  {}", entry.words.text()).trim_start(), "", "  ");
                }
                let first =
                    if lead.is_empty() { "- ".to_string() } else { format!("{lead}{}  ", pad(&lead, 10)) };
                let next = " ".repeat(first.width().min(12));
                self.first_wider(&entry.words, &first, &next);
            }
            Block::Table(table) => {
                self.blank();
                self.table(table);
            }
            Block::Chart(chart) => {
                self.blank();
                self.chart(chart);
            }
            // A camera reads it on paper alone.
            Block::Square(square) => {
                self.blank();
                self.wrapped(&square.says, "  ", "  ");
            }
            Block::Lines(count) => {
                self.blank();
                for _ in 0..*count {
                    self.line(&"_".repeat(self.width.min(WIDTH)), Is::Words);
                    self.blank();
                }
            }
            Block::PageBreak => {
                self.blank();
                self.line(&"=".repeat(WIDTH), Is::Rule);
            }
        }
    }

    /// Its title, and a line a bar: its name, the bar in letters, its number. Where that has no room, and to be read
    /// aloud, the number stands behind the name.
    fn chart(&mut self, chart: &Chart) {
        if self.tables == Tables::Sentences {
            return self.line(&safe::line(&chart.says()), Is::Words);
        }
        self.wrapped(&chart.title, "", "");
        let named: Vec<[String; 2]> =
            chart.bars.iter().map(|bar| [&bar.label, &bar.says()].map(|words| safe::line(words))).collect();
        let widest = |at: usize| named.iter().filter_map(|bar| bar.get(at)).map(|words| words.width()).max();
        let [names, numbers] = [0, 1].map(|at| widest(at).unwrap_or(0));
        let names = names.min(self.width * 2 / 5);
        let room = self.width.min(WIDTH).saturating_sub(names + numbers + 6).min(LONGEST_BAR);
        if room < SHORTEST_BAR {
            return named
                .iter()
                .for_each(|[name, says]| self.wrapped(&format!("{name}: {says}"), "  ", "    "));
        }
        let parts = u32::try_from(room).unwrap_or(0);
        for (bar, [name, says]) in chart.bars.iter().zip(&named) {
            let Lengths { bar: filled, missing, left } = chart.lengths(bar, parts);
            let [filled, missing, left] =
                [(filled, "#"), (missing, "."), (left, " ")].map(|(count, sign)| sign.repeat(count as usize));
            let mut lines = wrap(name, names).into_iter();
            let first = lines.next().unwrap_or_default();
            let space = pad(&first, names);
            self.line(&format!("  {first}{space}  {filled}{missing}{left}  {says}"), Is::Words);
            lines.for_each(|more| self.line(&format!("  {more}"), Is::Words));
        }
    }

    /// A paragraph whose first line begins with something wider than the indent of the others.
    fn first_wider(&mut self, words: &Paragraph, first: &str, next: &str) {
        let text = safe::line(&words.text());
        let all = wrap(&format!("{}{text}", "x".repeat(first.width())), self.width);
        if first.width() == next.width() || all.is_empty() {
            return self.wrapped(&words.text(), first, next);
        }
        self.line(first, Is::Words);
        self.wrapped(&words.text(), next, next);
    }

    fn table(&mut self, table: &Table) {
        let count = table.columns.len();
        let room = WIDTH.saturating_sub(2 * count.saturating_sub(1));
        let widths: Vec<usize> =
            table.columns.iter().map(|column| room * column.share as usize / 100).collect();
        // A word that is wider than its column would be cut.
        let words =
            |cell: &Cell| cell.0.iter().map(|words| safe::line(&words.text())).collect::<Vec<_>>().join(" ");
        let wide = |(cell, &width): (&Cell, &usize)| words(cell).split(' ').any(|word| word.width() > width);
        let cut = table.rows.iter().any(|row| row.iter().zip(&widths).any(wide));
        if cut || widths.iter().any(|&width| width < NARROWEST) {
            return self.records(table);
        }
        if self.tables != Tables::Beside {
            return self.each_row(table);
        }
        let titles: Vec<_> = table.columns.iter().map(|column| vec![safe::line(&column.title)]).collect();
        self.row(&titles, &widths, Is::Heading);
        self.line(&widths.iter().map(|&width| "-".repeat(width)).collect::<Vec<_>>().join("  "), Is::Rule);
        for row in &table.rows {
            let cells: Vec<Vec<String>> = row
                .iter()
                .map(|cell| cell.0.iter().map(|paragraph| safe::line(&paragraph.text())).collect())
                .collect();
            self.row(&cells, &widths, Is::Words);
            self.blank();
        }
    }

    /// Each row with what it is of, which is its first cell, and its other cells after the names of their columns;
    /// those that are empty are left away.
    fn each_row(&mut self, table: &Table) {
        let mut of = String::new();
        for row in &table.rows {
            let mut cells =
                table.columns.iter().zip(row).map(|(column, cell)| (&column.title, in_words(cell)));
            let first = cells.next().map(|(_, first)| first).unwrap_or_default();
            if !(table.grouped && first.is_empty()) {
                of = first;
            }
            let named = cells.filter(|(_, says)| !says.is_empty());
            let named: Vec<String> = named.map(|(title, says)| labelled(&safe::line(title), &says)).collect();
            // A day on which nobody comes is left away; where nothing is left that is said.
            let named = if named.is_empty() { vec!["nothing".to_string()] } else { named };
            if self.tables == Tables::Sentences {
                self.line(&format!("{of} {}", named.join("; ")), Is::Words);
                continue;
            }
            match of.as_str() {
                "" => self.blank(),
                of => wrap(of, self.width).iter().for_each(|line| self.line(line, Is::Heading)),
            }
            // Short ones stand two on a line.
            let half = self.width.saturating_sub(2) / 2;
            if named.iter().all(|says| says.width() < half) {
                for two in named.chunks(2) {
                    let two: String = two.iter().map(|says| format!("{says}{}", pad(says, half))).collect();
                    self.line(&format!("  {two}"), Is::Words);
                }
            } else {
                named.iter().for_each(|says| self.wrapped(says, "  ", "    "));
            }
        }
    }

    fn row(&mut self, cells: &[Vec<String>], widths: &[usize], is: Is) {
        let wrapped: Vec<Vec<String>> = cells
            .iter()
            .zip(widths)
            .map(|(cell, &width)| cell.iter().flat_map(|paragraph| wrap(paragraph, width)).collect())
            .collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        for index in 0..height {
            let parts: Vec<String> = wrapped
                .iter()
                .zip(widths)
                .map(|(lines, &width)| {
                    let line = lines.get(index).map_or("", String::as_str);
                    format!("{line}{}", pad(line, width))
                })
                .collect();
            self.line(&parts.join("  "), is);
        }
    }

    /// A table too wide for 72 columns: each row as its own little list.
    fn records(&mut self, table: &Table) {
        for row in &table.rows {
            for (column, cell) in table.columns.iter().zip(row) {
                let words: Vec<_> = cell.0.iter().map(Paragraph::text).collect();
                let mut words = words.iter();
                if let Some(first) = words.next() {
                    self.wrapped(&labelled(&column.title, first), "", "  ");
                }
                words.for_each(|more| self.wrapped(more, "  ", "  "));
            }
            self.blank();
        }
    }
}

/// What stands in a cell.
fn in_words(cell: &Cell) -> String {
    safe::line(&cell.0.iter().map(Paragraph::text).collect::<Vec<_>>().join(" "))
}

fn pad(text: &str, width: usize) -> String {
    " ".repeat(width.saturating_sub(text.width()))
}

/// The space at which no line is broken.
const KEPT: char = '\u{a0}';

/// Lines of at most `width` columns, broken between words; a longer word is broken where it must be.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    let words = text.split(|c: char| c.is_whitespace() && c != KEPT).filter(|word| !word.is_empty());
    for word in words {
        if !line.is_empty() && line.width() + 1 + word.width() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        for c in word.chars() {
            let wider = unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
            if line.width() + wider > width && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines.into_iter().map(|line| line.replace(KEPT, " ")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_line_is_wider_than_its_room_and_no_letter_is_lost(text in "[a-zé“”अ ]{0,200}", width in 4usize..80) {
            let lines = wrap(&text, width);
            prop_assert!(lines.iter().all(|line| line.width() <= width));
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }

    fn ends() -> Report {
        let made = crate::report::example::at(20, 17, 0);
        let mut report = Report::new("Acorn: the week", "", made);
        let mut table =
            Table::of(&[("Child", 20), ("Mon 23 Nov", 26), ("Tue 24 Nov", 27), ("Wed 25 Nov", 27)]);
        let rows = [
            ["Arthur W.", "in · –", "", "in · out"],
            ["Ben C.", "", "(in) · out", "Built a bridge of blocks with the others"],
            ["", "in · out", "", ""],
            ["Cara D.", "", "", ""],
        ];
        table.rows = rows.map(|row| row.map(Cell::from).to_vec()).to_vec();
        table.grouped = true;
        report.blocks.push(Block::Table(table));
        report
    }

    fn table_in(columns: usize) -> Vec<String> {
        let lines = lines(&ends(), columns).into_iter().map(|(line, heading)| match heading {
            true => format!("# {line}"),
            false => line,
        });
        lines.skip_while(|line| !line.contains("Arthur") && !line.contains("Child")).collect()
    }

    #[test]
    fn no_word_of_a_table_is_cut_where_its_column_is_narrow() {
        let mut report = ends();
        let mut table = Table::of(&[("Rating", 16), ("1 inadequate", 42), ("7 outstanding", 42)]);
        table
            .rows
            .push(["Relationships", "There is unfriendliness.", "Everybody knows."].map(Cell::from).to_vec());
        report.blocks = vec![Block::Table(table)];
        let text = String::from_utf8(write(&report).unwrap()).unwrap();
        assert!(text.contains("Rating: Relationships\n"), "{text}");
        assert!(text.contains("1 inadequate: There is unfriendliness.\n"), "{text}");
    }

    #[test]
    fn a_table_that_has_no_room_names_the_column_of_each_cell_and_whose_row_it_is() {
        let blocks = table_in(48);
        assert_eq!(
            blocks[..9],
            [
                "# Arthur W.",
                "  Mon 23 Nov: in · –     Wed 25 Nov: in · out",
                "# Ben C.",
                "  Tue 24 Nov: (in) · out",
                "  Wed 25 Nov: Built a bridge of blocks with",
                "    the others",
                "# Ben C.",
                "  Mon 23 Nov: in · out",
                "# Cara D.",
            ]
        );
        assert!(table_in(32).iter().all(|line| line.width() <= 34), "{:?}", table_in(32));
        let beside = table_in(80);
        assert!(beside[0].starts_with("# Child"), "{beside:?}");
        assert_eq!(beside[1].split_whitespace().collect::<Vec<_>>().join(" "), "Arthur W. in · – in · out");
        assert!(!beside.iter().any(|line| line.contains("----")), "{beside:?}");
    }

    #[test]
    fn a_row_is_read_aloud_in_one_line() {
        assert_eq!(
            aloud(&ends())[1..5],
            [
                "Arthur W. Mon 23 Nov: in · –; Wed 25 Nov: in · out",
                "Ben C. Tue 24 Nov: (in) · out; Wed 25 Nov: Built a bridge of blocks with the others",
                "Ben C. Mon 23 Nov: in · out",
                "Cara D. nothing",
            ]
        );
    }

    #[test]
    fn what_a_row_is_of_stands_whole_in_narrow_lines() {
        let mut report = ends();
        let mut table = Table::of(&[("What", 50), ("Why", 50)]);
        table.rows = vec![["Children: name, birthday, room, days, first and last day", "It is theirs"]]
            .into_iter()
            .map(|row| row.map(Cell::from).to_vec())
            .collect();
        report.blocks = vec![Block::Table(table)];
        let said: Vec<String> = lines(&report, 30).into_iter().map(|(line, _)| line).collect();
        assert!(said.iter().all(|line| line.width() <= 30), "{said:?}");
        assert!(said.join(" ").contains("first and last day"), "{said:?}");
    }

    #[test]
    fn a_label_that_ends_with_a_stop_of_its_own_gets_no_other() {
        for (label, says) in [("No.", "No. 3"), ("Met?", "Met? 3"), ("Who:", "Who: 3"), ("Who", "Who: 3")] {
            assert_eq!(labelled(label, "3"), says);
        }
        let mut report = ends();
        let mut table = Table::of(&[("No.", 6), ("How do you know?", 60), ("Met", 34)]);
        table.rows = vec![["3", "We ask", "Y"].map(Cell::from).to_vec()];
        report.blocks = vec![Block::Table(table)];
        assert_eq!(aloud(&report)[1..4], ["No. 3", "How do you know? We ask", "Met: Y"]);
    }

    #[test]
    fn a_table_that_the_file_has_as_lists_is_lists_at_any_width_and_no_row_is_anothers() {
        let mut report = ends();
        let mut table = Table::of(&[("From", 6), ("What", 60), ("Who", 34)]);
        let rows = [["3", "Ask at the door", "Sam"], ["", "Write it down", "Jo"]];
        table.rows = rows.map(|row| row.map(Cell::from).to_vec()).to_vec();
        report.blocks = vec![Block::Table(table)];
        for columns in [30, 80] {
            let said: Vec<String> = lines(&report, columns).into_iter().map(|(line, _)| line).collect();
            let at = said.iter().position(|line| line == "From: 3").expect("the first row");
            assert_eq!(said[at + 1..at + 5], ["What: Ask at the door", "Who: Sam", "", "From:"], "{columns}");
        }
        assert!(aloud(&report).contains(&"What: Write it down".to_string()), "{:?}", aloud(&report));
        // Where the table does not say that its rows are grouped, an empty first cell is nobody's.
        let mut table = Table::of(&[("From", 20), ("What", 50), ("Who", 30)]);
        table.rows = rows.map(|row| row.map(Cell::from).to_vec()).to_vec();
        report.blocks = vec![Block::Table(table)];
        let said = lines(&report, 30);
        assert_eq!(said.iter().filter(|(line, _)| line == "3").count(), 1, "{said:?}");
        assert!(aloud(&report).contains(&"What: Write it down; Who: Jo".to_string()), "{:?}", aloud(&report));
    }
}
