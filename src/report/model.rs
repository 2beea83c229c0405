//! The one report model. A builder fills it and knows no format; a writer reads it and knows no record.
//! What a screen previews and what a file holds are both made from the same value.

use std::sync::Arc;

use super::Chart;
use crate::domain::look::Look;
use crate::domain::{Day, Moment};

/// A report, ready to be shown or written. Everything in it has been cleared for whom it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What it is: `Ava's week at Sunflower`.
    pub title: String,
    /// What it is without anybody's name, for a file's properties, which are read without opening it:
    /// `A week at Sunflower`.
    pub about: String,
    /// Which time and place it covers; may be empty.
    pub subtitle: String,
    /// Who it is for, in a few words.
    pub for_whom: String,
    /// When it was made.
    pub made: Moment,
    /// The first twelve characters of the record's head, where the reader may check it against the record.
    /// Never on a family's page, which must not change with what the family may not see.
    pub day_code: Option<String>,
    /// How large it is set.
    pub print: Print,
    /// The language of its own words.
    pub tongue: Tongue,
    /// Whether the page lies on its long side.
    pub landscape: bool,
    /// How the setting wants it to look, where it said anything of that. No builder knows: it is put on as the file is
    /// made.
    pub look: Option<Arc<Look>>,
    /// What it says, in order.
    pub blocks: Vec<Block>,
}

/// The language of a report's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tongue {
    /// As documents are marked with it: `en-GB`, `pl`.
    pub code: String,
    /// Whether it is written from right to left.
    pub from_the_right: bool,
}

impl Default for Tongue {
    fn default() -> Tongue {
        Tongue { code: "en-GB".to_string(), from_the_right: false }
    }
}

/// How large a report is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Print {
    /// 11 point.
    #[default]
    Standard,
    /// 18 point, left aligned, no italics, nothing split over two pages.
    Large,
    /// As large as one side of paper has room for all of it: what hangs on a wall.
    OneSide,
}

/// One piece of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading, of level 1 to 3.
    Heading {
        /// 1 is the largest.
        level: u8,
        /// Its words.
        text: String,
    },
    /// A paragraph.
    Paragraph(Paragraph),
    /// Labels with their values, a line each.
    Facts(Vec<(String, String)>),
    /// A table whose first row is repeated on every page.
    Table(Table),
    /// A picture of figures, with the same in words.
    Chart(Chart),
    /// One note, or one line of a list with its day before it.
    Entry(EntryLine),
    /// A quieter paragraph: how to read the rest, what was left out.
    Note(Paragraph),
    /// A square that a camera reads, on paper alone.
    Square(Square),
    /// So many empty ruled lines to write on.
    Lines(u8),
    /// What follows begins a new page.
    PageBreak,
}

/// A square of dark and light fields that a camera reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Square {
    /// Row by row, whether each field is dark; all rows are as long as there are rows.
    pub dark: Vec<Vec<bool>>,
    /// What it is, for whoever has the page read aloud. Never what it holds.
    pub says: String,
}

/// Words with their emphasis.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph(pub Vec<Span>);

/// A run of words of one emphasis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The words.
    pub text: String,
    /// Their emphasis.
    pub style: Style,
}

/// The emphasis of a span.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Style {
    /// None.
    #[default]
    Plain,
    /// Stands out.
    Bold,
    /// Somebody's own words. The quotation marks are part of the text.
    Quotation,
    /// Stands back: a date, a figure, a source.
    Quiet,
}

/// A note as it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryLine {
    /// When, in few letters: `Mon 16 Nov`.
    pub when: String,
    /// What it is; empty where the heading above says so.
    pub what: String,
    /// Its words.
    pub words: Paragraph,
}

/// A table. Every row has a cell for each column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The columns, with the words of the repeated first row.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// Whether a row whose first cell is empty is of the same as the row before.
    pub grouped: bool,
    /// What a spreadsheet has beside these, or instead: columns that can be sorted, filtered and counted.
    pub values: Vec<Values>,
}

/// A column of a spreadsheet: one value a row of the table, each of its own type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Values {
    /// Its heading.
    pub title: String,
    /// The printed column that it belongs to, by its place.
    pub column: usize,
    /// Whether it stands instead of that column; else it follows it.
    pub instead: bool,
    /// The values.
    pub rows: Vec<Value>,
}

/// What a cell of a spreadsheet holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing: not known, or none.
    Nothing,
    /// A word or two.
    Words(String),
    /// A count.
    Number(u32),
    /// A day.
    Day(Day),
    /// A day and a time.
    At(Moment),
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// Its share of the width, in hundredths. The shares of a table come to 100.
    pub share: u32,
}

/// The paragraphs of one cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell(pub Vec<Paragraph>);

impl Report {
    /// An empty report in standard print, upright, whose title names nobody.
    pub fn new(title: impl Into<String>, subtitle: impl Into<String>, made: Moment) -> Report {
        let title = title.into();
        Report {
            about: title.clone(),
            title,
            subtitle: subtitle.into(),
            for_whom: String::new(),
            made,
            day_code: None,
            print: Print::Standard,
            tongue: Tongue::default(),
            landscape: false,
            look: None,
            blocks: Vec::new(),
        }
    }

    /// Adds a heading.
    pub fn heading(&mut self, level: u8, text: impl Into<String>) {
        self.blocks.push(Block::Heading { level, text: text.into() });
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, words: impl Into<Paragraph>) {
        self.blocks.push(Block::Paragraph(words.into()));
    }

    /// Adds a quieter paragraph.
    pub fn note(&mut self, words: impl Into<Paragraph>) {
        self.blocks.push(Block::Note(words.into()));
    }

    /// Adds a note of the record, or a line of a list.
    pub fn entry(&mut self, when: impl Into<String>, what: impl Into<String>, words: impl Into<Paragraph>) {
        self.blocks.push(Block::Entry(EntryLine {
            when: when.into(),
            what: what.into(),
            words: words.into(),
        }));
    }
}

impl Paragraph {
    /// No words yet.
    pub fn new() -> Paragraph {
        Paragraph::default()
    }

    /// The same with these words after it; nothing where they are empty.
    #[must_use]
    pub fn and(mut self, style: Style, text: impl Into<String>) -> Paragraph {
        let text = text.into();
        if !text.is_empty() {
            self.0.push(Span { text, style });
        }
        self
    }

    /// The same with plain words after it.
    #[must_use]
    pub fn plain(self, text: impl Into<String>) -> Paragraph {
        self.and(Style::Plain, text)
    }

    /// The same with bold words after it.
    #[must_use]
    pub fn bold(self, text: impl Into<String>) -> Paragraph {
        self.and(Style::Bold, text)
    }

    /// The same with quiet words after it.
    #[must_use]
    pub fn quiet(self, text: impl Into<String>) -> Paragraph {
        self.and(Style::Quiet, text)
    }

    /// Words in which everything between “ ” is somebody's own words.
    pub fn quoting(text: &str) -> Paragraph {
        let mut paragraph = Paragraph::new();
        let mut rest = text;
        while let Some((before, quoted)) = rest.split_once('“') {
            paragraph = paragraph.plain(before);
            match quoted.split_once('”') {
                Some((inside, after)) => {
                    paragraph = paragraph.and(Style::Quotation, format!("“{inside}”"));
                    rest = after;
                }
                None => return paragraph.plain(format!("“{quoted}")),
            }
        }
        paragraph.plain(rest)
    }

    /// The words without their emphasis.
    pub fn text(&self) -> String {
        self.0.iter().map(|span| span.text.as_str()).collect()
    }
}

impl From<&str> for Paragraph {
    fn from(text: &str) -> Paragraph {
        Paragraph::new().plain(text)
    }
}

impl From<String> for Paragraph {
    fn from(text: String) -> Paragraph {
        Paragraph::new().plain(text)
    }
}

impl From<Paragraph> for Cell {
    fn from(paragraph: Paragraph) -> Cell {
        Cell(vec![paragraph])
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Paragraph::from(text).into()
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Paragraph::from(text).into()
    }
}

impl EntryLine {
    /// When and what, before the words.
    pub fn lead(&self) -> String {
        let parts = [self.when.as_str(), &self.what].into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(" ")
    }
}

impl Table {
    /// A table of these columns: heading and share of the width in hundredths.
    pub fn of(columns: &[(&str, u32)]) -> Table {
        let columns =
            columns.iter().map(|&(title, share)| Column { title: title.to_string(), share }).collect();
        Table { columns, ..Table::default() }
    }

    /// Gives a spreadsheet a column instead of a printed one, by its place.
    pub fn instead(&mut self, column: usize, title: &str, rows: Vec<Value>) {
        self.values.push(Values { title: title.to_string(), column, instead: true, rows });
    }

    /// Gives a spreadsheet a column after a printed one, by its place.
    pub fn beside(&mut self, column: usize, title: &str, rows: Vec<Value>) {
        self.values.push(Values { title: title.to_string(), column, instead: false, rows });
    }
}

impl From<Option<Day>> for Value {
    fn from(day: Option<Day>) -> Value {
        day.map_or(Value::Nothing, Value::Day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_between_quotation_marks_are_somebodys_own_and_nothing_is_lost() {
        let styles = |text| {
            Paragraph::quoting(text).0.into_iter().map(|span| (span.style, span.text)).collect::<Vec<_>>()
        };
        assert_eq!(
            styles("Mum: “up at 5”. Asks for rest."),
            [
                (Style::Plain, "Mum: ".to_string()),
                (Style::Quotation, "“up at 5”".to_string()),
                (Style::Plain, ". Asks for rest.".to_string()),
            ]
        );
        for text in ["", "no quote", "“whole”", "open “never closed", "” closed first “then” ”", "““two”"]
        {
            assert_eq!(Paragraph::quoting(text).text(), text);
        }
    }
}
