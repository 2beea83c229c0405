//! Braille files (BRF): Unified English Braille, uncontracted (grade 1), in the signs that every embosser reads; 40 cells
//! a line, 25 lines a page, the last of them with the page's number. A sign that the table lacks stands as its code
//! point, `[U+4F60]`, so that nothing is lost unseen.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use super::{labelled, txt};
use crate::domain::day;
use crate::failure::Result;
use crate::report::{Block, Cell, Report, Table};
use crate::safe;

/// Cells in a line.
const CELLS: usize = 40;
/// Lines on a page, but for that of its number.
const LINES: usize = 24;

/// The report as a Braille file: the same report, the same bytes.
pub(super) fn write(report: &Report) -> Result<Vec<u8>> {
    let mut pages = Pages::default();
    pages.heading(&report.title, 8);
    for line in [&report.subtitle, &report.for_whom] {
        pages.set(line, 0, 2);
    }
    for block in &report.blocks {
        pages.block(block);
    }
    pages.blank();
    let code = report.day_code.as_ref().map(|code| format!(" Day code {code}.")).unwrap_or_default();
    pages.set(&format!("Made {}, {}.{code}", day::long(report.made.day()), report.made.clock()), 0, 2);
    Ok(pages.file().into_bytes())
}

/// The signs of the report that the table lacks.
pub(super) fn lacks(report: &Report) -> Vec<char> {
    let letters: BTreeSet<char> = txt::aloud(report).iter().flat_map(|line| one_by_one(line)).collect();
    letters.into_iter().filter(|&letter| !has(letter)).collect()
}

/// What a line is: a heading is never the last of a page.
struct Line {
    cells: String,
    heading: bool,
    /// It begins a page.
    new_page: bool,
}

/// The lines as they come, before they are put on pages.
#[derive(Default)]
struct Pages {
    lines: Vec<Line>,
    new_page: bool,
}

impl Pages {
    fn push(&mut self, cells: String, heading: bool) {
        let new_page = std::mem::take(&mut self.new_page);
        self.lines.push(Line { cells, heading, new_page });
    }

    /// One empty line, and only one.
    fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| !line.cells.is_empty()) {
            self.push(String::new(), false);
        }
    }

    /// Words whose first line begins in that cell, and the others in another.
    fn set(&mut self, text: &str, first: usize, next: usize) {
        for line in wrap(&cells(text), first, next) {
            self.push(line, false);
        }
    }

    fn heading(&mut self, text: &str, indent: usize) {
        self.blank();
        for line in wrap(&cells(text), indent, indent) {
            self.push(line, true);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text } => self.heading(text, if *level <= 1 { 4 } else { 6 }),
            Block::Paragraph(words) | Block::Note(words) => self.set(&words.text(), 2, 0),
            Block::Facts(facts) => {
                for (label, value) in facts {
                    self.set(&labelled(label, value), 0, 2);
                }
            }
            Block::Entry(entry) => {
                let lead = [entry.when.as_str(), &entry.what].into_iter().filter(|part| !part.is_empty());
                let lead: Vec<&str> = lead.collect();
                let lead = if lead.is_empty() { String::new() } else { format!("{}: ", lead.join(" ")) };
                self.set(&format!("{lead}{}", entry.words.text()), 0, 2);
            }
            Block::Table(table) => self.table(table),
            // Bars are nothing to a finger: each line says its number.
            Block::Chart(chart) => {
                self.heading(&chart.title, 6);
                chart.bars.iter().for_each(|bar| self.set(&format!("{}: {}", bar.label, bar.says()), 0, 2));
            }
            // To a finger it is nothing.
            Block::Square(_) => {}
            Block::Lines(count) => {
                for _ in 0..*count {
                    self.push("-".repeat(CELLS), false);
                }
            }
            Block::PageBreak => self.new_page = true,
        }
    }

    /// Fingers read one thing after the other: each row as a list, every cell after the name of its column.
    fn table(&mut self, table: &Table) {
        let words = |cell: &Cell| cell.0.iter().map(|words| words.text()).collect::<Vec<_>>().join(" ");
        for row in &table.rows {
            self.blank();
            for (column, cell) in table.columns.iter().zip(row) {
                let words = words(cell);
                if !words.trim().is_empty() {
                    self.set(&labelled(&column.title, &words), 0, 2);
                }
            }
        }
    }

    /// The file: lines end as embossers want it, and each page says its number at its foot.
    fn file(self) -> String {
        let mut pages: Vec<Vec<String>> = vec![Vec::new()];
        let mut lines = self.lines.into_iter().peekable();
        while let Some(line) = lines.next() {
            let used = pages.last().map_or(0, Vec::len);
            let left = LINES.saturating_sub(used);
            // A heading takes at least a line of what it heads with it.
            let needs =
                if line.heading { 2 + usize::from(lines.peek().is_some_and(|next| next.heading)) } else { 1 };
            if used > 0 && (line.new_page || left < needs) {
                pages.push(Vec::new());
            }
            // No page begins with an empty line.
            if let Some(page) = pages.last_mut().filter(|page| !(page.is_empty() && line.cells.is_empty())) {
                page.push(line.cells);
            }
        }
        let mut file = String::new();
        for (index, page) in pages.iter().enumerate() {
            for line in page {
                file.push_str(line);
                file.push_str("\r\n");
            }
            file.push_str(&"\r\n".repeat(LINES.saturating_sub(page.len())));
            file.push_str(&format!("{:>CELLS$}\r\n\u{c}", cells(&(index + 1).to_string())));
        }
        file
    }
}

/// Words in lines. One that is longer than a line goes on in the next after the sign that says so (dot 5).
fn wrap(text: &str, first: usize, next: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = " ".repeat(first);
    let mut empty = true;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let mut word = word;
        if !empty && line.len() + 1 + word.len() > CELLS {
            lines.push(std::mem::replace(&mut line, " ".repeat(next)));
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        // Everything here is ASCII: a cell is a byte.
        while line.len() + word.len() > CELLS {
            let room = CELLS.saturating_sub(line.len() + 1);
            let (here, rest) = word.split_at_checked(room).unwrap_or((word, ""));
            line.push_str(here);
            line.push('"');
            lines.push(std::mem::replace(&mut line, " ".repeat(next)));
            word = rest;
        }
        line.push_str(word);
        empty = false;
    }
    if !empty {
        lines.push(line);
    }
    lines
}

/// The signs of a text, harmless, each accent with its letter.
fn one_by_one(text: &str) -> Vec<char> {
    let spaces = |letter| if matches!(letter, '\u{a0}' | '\u{202f}') { ' ' } else { letter };
    safe::line(text).nfc().map(spaces).collect()
}

/// Whether there are cells for a sign.
fn has(letter: char) -> bool {
    letter.is_ascii_digit()
        || matches!(letter, ' ' | '“' | '”' | '?')
        || SIGNS.iter().any(|(sign, _)| *sign == letter)
        || accents(letter).is_some()
}

/// Text in cells, each by the ASCII sign that stands for it.
fn cells(text: &str) -> String {
    let mut braille = Braille::default();
    let letters = one_by_one(text);
    for (at, &letter) in letters.iter().enumerate() {
        let rest = letters.get(at + 1..).unwrap_or_default();
        braille.letter(letter, rest);
    }
    braille.cells
}

/// What was written so far, and how what follows is read.
#[derive(Default)]
struct Braille {
    cells: String,
    before: Option<char>,
    /// Digits are letters after a number sign, until something ends it.
    numbers: bool,
    /// Within capitals that follow each other, and whether one mark stands for all of them.
    capitals: Option<bool>,
}

impl Braille {
    fn letter(&mut self, letter: char, rest: &[char]) {
        let next = rest.first().copied();
        if !letter.is_uppercase() {
            self.capitals = None;
        }
        if let Some(digit) = letter.to_digit(10).filter(|_| letter.is_ascii_digit()) {
            if !self.numbers {
                self.cells.push('#');
            }
            self.cells.push(char::from(b"JABCDEFGHI".get(digit as usize).copied().unwrap_or(b'J')));
            self.numbers = true;
        } else if matches!(letter, '.' | ',')
            && self.numbers
            && next.is_some_and(|next| next.is_ascii_digit())
        {
            self.cells.push(if letter == '.' { '4' } else { '1' });
        } else if !self.alphabetic(letter, rest) {
            // A full stop after a number is still read as part of it: what then could be a digit is marked.
            self.numbers = self.numbers && matches!(letter, '.' | ',' | '…');
            self.sign(letter, next);
        }
        self.before = Some(letter);
    }

    /// A letter of the alphabet, with its accents before it.
    fn alphabetic(&mut self, letter: char, rest: &[char]) -> bool {
        let Some((marks, base)) = accents(letter) else { return false };
        if letter.is_uppercase() {
            let together = *self.capitals.get_or_insert_with(|| {
                let others =
                    rest.iter().take_while(|next| next.is_uppercase() && accents(**next).is_some()).count();
                // A word in capitals is marked once, unless small letters go on in it.
                let goes_on = rest.get(others).is_some_and(|next| next.is_alphabetic());
                if others > 0 && !goes_on {
                    self.cells.push_str(",,");
                }
                others > 0 && !goes_on
            });
            if !together {
                self.cells.push(',');
            }
        } else if self.numbers && marks.is_empty() && base <= 'J' {
            self.cells.push(';');
        }
        self.cells.push_str(&marks);
        self.cells.push(base);
        self.numbers = false;
        true
    }

    fn sign(&mut self, letter: char, next: Option<char>) {
        // After a space, a dash or an opening sign, the cell of a question mark opens a quotation.
        let opens = self.before.is_none_or(|before| {
            matches!(before, ' ' | '-' | '–' | '—' | '(' | '[' | '{' | '“' | '‘' | '/' | '"')
        });
        match letter {
            ' ' => self.cells.push(' '),
            '“' if opens && next.is_some_and(|next| next != ' ') => self.cells.push('8'),
            '“' => self.cells.push_str("^8"),
            '”' if !opens => self.cells.push('0'),
            '”' => self.cells.push_str("^0"),
            '?' if !opens => self.cells.push('8'),
            '?' => self.cells.push_str(";8"),
            letter => match SIGNS.iter().find(|(sign, _)| *sign == letter) {
                Some((_, cells)) => self.cells.push_str(cells),
                None => {
                    for letter in format!("[U+{:04X}]", u32::from(letter)).chars() {
                        self.capitals = None;
                        self.letter(letter, &[]);
                    }
                    self.numbers = false;
                }
            },
        }
    }
}

/// A letter from A to Z in capitals, and the signs of its accents; `None` where there is none.
fn accents(letter: char) -> Option<(String, char)> {
    let mut parts = std::iter::once(letter).nfd();
    if let Some(base) = parts.next().filter(char::is_ascii_alphabetic) {
        let sign = |mark| ACCENTS.iter().find(|(known, _)| *known == mark).map(|(_, cells)| *cells);
        return parts.map(sign).collect::<Option<String>>().map(|marks| (marks, base.to_ascii_uppercase()));
    }
    // Letters with a stroke have no accent that comes off.
    match letter {
        'ł' | 'Ł' => Some(("@*".to_string(), 'L')),
        'ø' | 'Ø' => Some(("@*".to_string(), 'O')),
        'đ' | 'Đ' => Some(("@3".to_string(), 'D')),
        _ => None,
    }
}

/// The accents that Unified English Braille writes before a letter.
const ACCENTS: [(char, &str); 10] = [
    ('\u{301}', "^/"),
    ('\u{300}', "^*"),
    ('\u{302}', "^%"),
    ('\u{303}', "^]"),
    ('\u{308}', "^3"),
    ('\u{30a}', "^$"),
    ('\u{327}', "^&"),
    ('\u{30c}', "^+"),
    ('\u{304}', "@-"),
    ('\u{306}', "@+"),
];

/// All other signs.
const SIGNS: [(char, &str); 47] = [
    (',', "1"),
    (';', "2"),
    (':', "3"),
    ('.', "4"),
    ('!', "6"),
    ('\'', "'"),
    ('’', "'"),
    ('‘', ",8"),
    ('"', ",7"),
    ('…', "444"),
    ('(', "\"<"),
    (')', "\">"),
    ('[', ".<"),
    (']', ".>"),
    ('{', "_<"),
    ('}', "_>"),
    ('/', "_/"),
    ('\\', "_*"),
    ('-', "-"),
    ('‐', "-"),
    ('–', ",-"),
    ('—', "\",-"),
    ('&', "@&"),
    ('@', "@A"),
    ('*', "\"9"),
    ('%', ".0"),
    ('#', "_?"),
    ('+', "\"6"),
    ('=', "\"7"),
    ('×', "\"8"),
    ('÷', "\"/"),
    ('−', "\"-"),
    ('<', "@<"),
    ('>', "@>"),
    ('~', "@9"),
    ('^', "@5"),
    ('_', ".-"),
    ('|', "_\\"),
    ('£', "@L"),
    ('$', "@S"),
    ('€', "@E"),
    ('°', "^J"),
    ('§', "^S"),
    ('©', "^C"),
    ('®', "^R"),
    ('™', "^T"),
    ('•', "_4"),
];

#[cfg(test)]
pub(crate) mod tests;
