//! A report as the values that `data/print/report.typ` reads. What it says of text goes for all text here: it is
//! made harmless first, and a letter that no typeface has stands as its number, so that nothing is lost unseen.

use std::collections::BTreeSet;

use typst::foundations::{Array, Bytes, Dict, IntoValue, Value, dict};

use super::super::turn::{self, Turn};
use super::faces::{FAMILY, Faces, for_letters};
use crate::domain::look::Look;
use crate::report::chart::Lengths;
use crate::report::{Block, Cell, Chart, Paragraph, Print, Report, Span, Square, Style, Table};
use crate::safe;

/// The report for the template, in letters that these faces have.
pub(super) fn report(report: &Report, faces: &Faces) -> Value {
    Values { shown: &mut |text| shown(text, faces), turn: Turn::of(report) }.report(report)
}

/// Every letter of the report.
pub(super) fn letters(report: &Report) -> BTreeSet<char> {
    let mut letters = BTreeSet::new();
    let mut shown = |text: &str| {
        letters.extend(safe::line(text).chars());
        String::new()
    };
    Values { shown: &mut shown, turn: Turn::of(report) }.report(report);
    letters
}

/// The letters of the report that no typeface here has.
pub fn lacks(report: &Report) -> Vec<char> {
    let letters = letters(report);
    let faces = for_letters(&letters);
    letters.into_iter().filter(|&letter| !faces.have(letter)).collect()
}

fn shown(text: &str, faces: &Faces) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in safe::line(text).chars() {
        match faces.have(letter) {
            true => out.push(letter),
            false => out.push_str(&format!("[U+{:04X}]", u32::from(letter))),
        }
    }
    out
}

/// Builds the values. `shown` makes text ready to stand on paper.
struct Values<'a> {
    shown: &'a mut dyn FnMut(&str) -> String,
    turn: Turn,
}

impl Values<'_> {
    fn report(&mut self, report: &Report) -> Value {
        let under = [&report.subtitle, &report.for_whom].into_iter().filter(|line| !line.is_empty());
        let mut level = 0;
        dict! {
            "about" => (self.shown)(&report.about),
            "face" => FAMILY,
            "lang" => report.tongue.code.split('-').next().unwrap_or_default(),
            "region" => report.tongue.code.split('-').nth(1).unwrap_or_default(),
            "rtl" => self.turn.right,
            "large" => report.print == Print::Large,
            "one-side" => report.print == Print::OneSide,
            "landscape" => report.landscape,
            "title" => self.words(&report.title.as_str().into()),
            "under" => under.map(|line| self.words(&line.as_str().into())).collect::<Array>(),
            "blocks" => report.blocks.iter().map(|block| self.block(block, &mut level)).collect::<Array>(),
            "foot" => self.words(&foot(report).into()),
            "look" => self.look(report.look.as_deref()),
        }
        .into_value()
    }

    /// The setting's own look, with what stands in its place where it said nothing.
    fn look(&mut self, look: Option<&Look>) -> Dict {
        let own = Look::default();
        let look = look.unwrap_or(&own);
        let accent =
            |usual: &str| look.accent.map_or(usual.to_string(), |accent| format!("#{}", accent.digits()));
        let logo = look.logo.as_ref().map_or(Value::None, |logo| {
            let [width, height] = [logo.width, logo.height].map(i64::from);
            dict! { "png" => Bytes::new(logo.png.clone()), "width" => width, "height" => height }.into_value()
        });
        let words = |words: &String| (!words.is_empty()).then(|| Paragraph::from(words.as_str()));
        let mut shown = |of: &String| words(of).map_or(Value::None, |words| self.words(&words));
        let (name, closing) = (shown(&look.name), shown(&look.closing));
        dict! {
            "name" => name, "closing" => closing, "logo" => logo,
            "heading" => accent("#1f3a44"), "bar" => accent("#17505e"),
        }
    }

    /// `level` is that of the heading before. A reader that jumps between headings stumbles over a level left out.
    fn block(&mut self, block: &Block, level: &mut u8) -> Value {
        match block {
            Block::Heading { level: own, text } => {
                *level = (*own).clamp(1, *level + 1);
                dict! { "is" => "heading", "level" => i64::from(*level), "words" => self.words(&text.as_str().into()) }
            }
            Block::Paragraph(words) => dict! { "is" => "paragraph", "words" => self.words(words) },
            Block::Note(words) => dict! { "is" => "note", "words" => self.words(words) },
            Block::Facts(facts) => {
                let facts = facts.iter().map(|(label, value)| {
                    let label = Paragraph::new().bold(label.as_str());
                    dict! { "lead" => self.words(&label), "words" => self.words(&value.as_str().into()) }
                });
                dict! { "is" => "facts", "facts" => facts.map(Value::Dict).collect::<Array>() }
            }
            Block::Entry(entry) => {
                dict! { "is" => "entry", "lead" => self.words(&Paragraph::new().quiet(entry.lead())), "words" => self.words(&entry.words) }
            }
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart),
            Block::Square(square) => self.square(square),
            Block::Lines(count) => dict! { "is" => "lines", "count" => i64::from(*count) },
            Block::PageBreak => dict! { "is" => "page" },
        }
        .into_value()
    }

    fn table(&mut self, table: &Table) -> Dict {
        let columns = table.columns.iter().map(|column| {
            let title = self.words(&column.title.as_str().into());
            dict! { "title" => title, "share" => i64::from(column.share) }.into_value()
        });
        let columns: Array = columns.collect();
        let rows = table.rows.iter().map(|row| row.iter().map(|cell| self.cell(cell)).collect::<Array>());
        let rows = rows.map(Value::Array).collect::<Array>();
        dict! { "is" => "table", "columns" => columns, "rows" => rows }
    }

    /// Its bars in thousandths of the room that there is for them.
    fn chart(&mut self, chart: &Chart) -> Dict {
        let mut bars = Array::new();
        for bar in &chart.bars {
            let Lengths { bar: filled, missing, .. } = chart.lengths(bar, 1000);
            let [label, says] = [bar.label.clone(), bar.says()].map(|words| self.words(&words.into()));
            let [filled, missing] = [filled, missing].map(i64::from);
            bars.push(
                dict! { "label" => label, "says" => says, "bar" => filled, "missing" => missing }
                    .into_value(),
            );
        }
        let title = self.words(&Paragraph::from(chart.title.as_str()));
        dict! { "is" => "chart", "title" => title, "alt" => (self.shown)(&chart.says()), "bars" => bars }
    }

    /// Its dark fields, those of a row that lie side by side as one: from where on, in which row, how many.
    fn square(&mut self, square: &Square) -> Dict {
        let mut runs = Array::new();
        for (y, row) in (0_i64..).zip(&square.dark) {
            let mut x = 0;
            for fields in row.chunk_by(|one, next| one == next) {
                let wide = i64::try_from(fields.len()).unwrap_or(0);
                if fields.first() == Some(&true) {
                    runs.push(dict! { "x" => x, "y" => y, "wide" => wide }.into_value());
                }
                x += wide;
            }
        }
        let fields = i64::try_from(square.dark.len()).unwrap_or(0);
        dict! { "is" => "square", "fields" => fields, "runs" => runs, "alt" => (self.shown)(&square.says) }
    }

    fn cell(&mut self, cell: &Cell) -> Value {
        cell.0.iter().map(|words| self.words(words)).collect::<Array>().into_value()
    }

    fn words(&mut self, words: &Paragraph) -> Value {
        let right = self.turn.of_words(&words.text());
        let spans: Array = words.0.iter().map(|span| self.span(span, right)).collect();
        dict! { "rtl" => right, "spans" => spans }.into_value()
    }

    fn span(&mut self, span: &Span, right: bool) -> Value {
        let style = match span.style {
            Style::Plain => "plain",
            Style::Bold => "bold",
            Style::Quotation => "quotation",
            Style::Quiet => "quiet",
        };
        dict! { "text" => turn::kept((self.shown)(&span.text), right), "style" => style }.into_value()
    }
}

/// `Ava's week at Sunflower · made 20 November 2026, 17:40 · day code …`. Of a long title, as much as leaves the
/// foot on its page.
fn foot(report: &Report) -> String {
    let room = if report.print == Print::Large { 40 } else { 80 };
    let mut title: String = report.title.chars().take(room).collect();
    if title.len() < report.title.len() {
        title.push('…');
    }
    format!("{title} · made {}", super::super::made(report))
}
