//! Plain text, 72 columns wide, that reads well in any editor and aloud.

use unicode_width::UnicodeWidthStr;

use crate::domain::day;
use crate::failure::Result;
use crate::report::{Block, Paragraph, Report, Table};
use crate::safe;

/// The width of a line, in columns.
const WIDTH: usize = 72;
/// The narrowest column in which words can still be read.
const NARROWEST: usize = 7;

/// The report as UTF-8 text with line feeds.
pub(super) fn write(report: &Report) -> Result<Vec<u8>> {
    let mut out = Text::default();
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
    Ok(out.0.into_bytes())
}

#[derive(Default)]
struct Text(String);

impl Text {
    fn line(&mut self, line: &str) {
        self.0.push_str(line.trim_end());
        self.0.push('\n');
    }

    /// One empty line, and only one.
    fn blank(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with("\n\n") {
            self.0.push('\n');
        }
    }

    fn underlined(&mut self, text: &str, rule: char) {
        let lines = wrap(&safe::line(text), WIDTH);
        let width = lines.iter().map(|line| line.width()).max().unwrap_or(0);
        lines.iter().for_each(|line| self.line(line));
        self.line(&rule.to_string().repeat(width));
    }

    fn wrapped(&mut self, text: &str, first: &str, next: &str) {
        if text.is_empty() {
            return;
        }
        let room = WIDTH.saturating_sub(next.width());
        for (index, line) in wrap(&safe::line(text), room).iter().enumerate() {
            self.line(&format!("{}{line}", if index == 0 { first } else { next }));
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
            Block::Facts(facts) => {
                self.blank();
                for (label, value) in facts {
                    self.wrapped(&format!("{label}: {value}"), "", "  ");
                }
            }
            Block::Entry(entry) => {
                let lead: Vec<_> =
                    [&entry.when, &entry.what].into_iter().filter(|part| !part.is_empty()).cloned().collect();
                let lead = safe::line(&lead.join("  "));
                let first =
                    if lead.is_empty() { "- ".to_string() } else { format!("{lead}{}  ", pad(&lead, 10)) };
                let next = " ".repeat(first.width().min(12));
                self.first_wider(&entry.words, &first, &next);
            }
            Block::Table(table) => {
                self.blank();
                self.table(table);
            }
            Block::Lines(count) => {
                self.blank();
                (0..*count).for_each(|_| {
                    self.line(&"_".repeat(WIDTH));
                    self.0.push('\n');
                });
            }
            Block::PageBreak => {
                self.blank();
                self.line(&"=".repeat(WIDTH));
            }
        }
    }

    /// A paragraph whose first line begins with something wider than the indent of the others.
    fn first_wider(&mut self, words: &Paragraph, first: &str, next: &str) {
        let text = safe::line(&words.text());
        let all = wrap(&format!("{}{text}", "x".repeat(first.width())), WIDTH);
        if first.width() == next.width() || all.is_empty() {
            return self.wrapped(&words.text(), first, next);
        }
        self.line(first);
        self.wrapped(&words.text(), next, next);
    }

    fn table(&mut self, table: &Table) {
        let count = table.columns.len();
        let room = WIDTH.saturating_sub(2 * count.saturating_sub(1));
        let widths: Vec<usize> =
            table.columns.iter().map(|column| room * column.share as usize / 100).collect();
        if widths.iter().any(|&width| width < NARROWEST) {
            return self.records(table);
        }
        let titles: Vec<_> = table.columns.iter().map(|column| vec![safe::line(&column.title)]).collect();
        self.row(&titles, &widths);
        self.line(&widths.iter().map(|&width| "-".repeat(width)).collect::<Vec<_>>().join("  "));
        for row in &table.rows {
            let cells: Vec<Vec<String>> = row
                .iter()
                .map(|cell| cell.0.iter().map(|paragraph| safe::line(&paragraph.text())).collect())
                .collect();
            self.row(&cells, &widths);
            self.0.push('\n');
        }
    }

    fn row(&mut self, cells: &[Vec<String>], widths: &[usize]) {
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
            self.line(&parts.join("  "));
        }
    }

    /// A table too wide for 72 columns: each row as its own little list.
    fn records(&mut self, table: &Table) {
        for row in &table.rows {
            for (column, cell) in table.columns.iter().zip(row) {
                let words: Vec<_> = cell.0.iter().map(Paragraph::text).collect();
                let mut words = words.iter();
                if let Some(first) = words.next() {
                    self.wrapped(&format!("{}: {first}", column.title), "", "  ");
                }
                words.for_each(|more| self.wrapped(more, "  ", "  "));
            }
            self.0.push('\n');
        }
    }
}

fn pad(text: &str, width: usize) -> String {
    " ".repeat(width.saturating_sub(text.width()))
}

/// Lines of at most `width` columns, broken between words; a longer word is broken where it must be.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
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
    lines
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
}
