//! Word files. Every part is written here, in the order in which Word's schema wants it, so that a file opens
//! without a question and holds nothing but what the report says: no macro, field, link, comment or name of
//! who made it.

mod drawn;
mod masthead;
mod parts;

use std::fmt::Write as _;

use self::masthead::{HEADER_REFERENCE, HEADER_REL, HEADER_TYPES, Masthead};
use self::parts::{APP, CONTENT_TYPES, CORE, DOCUMENT, DOCUMENT_RELS, FOOTER, RELS, SETTINGS, STYLES, pack};
use super::turn::{self, Turn};
use super::{escape, foot};
use crate::domain::look::{Accent, Look as Own};
use crate::failure::Result;
use crate::report::{Block, Cell, EntryLine, Paragraph, Print, Report, Style, Table, Tongue};

/// Sizes in half points, lengths in twentieths of a point, as Word counts.
struct Look {
    body: usize,
    table: usize,
    quiet: usize,
    title: usize,
    headings: [usize; 3],
    hang: u32,
    facts: u32,
    whole: bool,
}

const STANDARD: Look = Look {
    body: 22,
    table: 20,
    quiet: 18,
    title: 44,
    headings: [28, 24, 22],
    hang: 1400,
    facts: 2000,
    whole: false,
};
const LARGE: Look = Look {
    body: 36,
    table: 36,
    quiet: 36,
    title: 52,
    headings: [42, 38, 36],
    hang: 2350,
    facts: 3200,
    whole: true,
};

const INK: &str = "222222";
const HEADING: &str = "1F3A44";
const QUOTE: &str = "17505E";
const QUIET: &str = "595959";
const RULE: &str = "C9CCCE";
const SHADE: &str = "EEF2F3";

/// A row of fewer letters is never split over two pages.
const ROW_STAYS: usize = 1600;

/// That a paragraph runs from right to left: then its left is its right.
const BIDI: &str = "<w:bidi/>";

/// A paragraph that takes no room.
const NO_HEIGHT: &str = "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>\
     <w:rPr><w:sz w:val=\"2\"/><w:szCs w:val=\"2\"/></w:rPr></w:pPr></w:p>";

/// The sides of A4.
const A4: (u32, u32) = (11906, 16838);
const MARGIN: u32 = 1134;

/// The report as a Word file: the same report, the same bytes.
pub(super) fn write(report: &Report) -> Result<Vec<u8>> {
    let look = look(report.print);
    let (wide, high) = if report.landscape { (A4.1, A4.0) } else { A4 };
    let turn = Turn::of(report);
    let own = report.look.as_deref();
    let accent = own.and_then(|own| own.accent).map(Accent::digits);
    let colours = Colours {
        heading: accent.clone().unwrap_or_else(|| HEADING.to_string()),
        bar: accent.unwrap_or_else(|| QUOTE.to_string()),
    };
    let mut body = Body { xml: String::new(), width: wide - 2 * MARGIN, look, turn, colours };
    body.paragraph("Title", "", &report.title.as_str().into());
    for line in [&report.subtitle, &report.for_whom] {
        if !line.is_empty() {
            body.paragraph("Subtitle", "<w:keepNext/>", &line.as_str().into());
        }
    }
    let mut new_page = false;
    for (index, block) in report.blocks.iter().enumerate() {
        let after = report.blocks.get(index + 1..).unwrap_or_default();
        body.block(block, std::mem::take(&mut new_page), after);
        new_page = matches!(block, Block::PageBreak);
        // Word wants a paragraph after a table, and it keeps the next thing at a distance. What begins a page or has a
        // distance of its own is one: an empty paragraph before it could fill a page by itself. So could the last, which
        // has no height for that.
        let one_follows = matches!(after, [Block::Heading { .. }, ..] | [Block::PageBreak, _, ..]);
        if matches!(block, Block::Table(_) | Block::Lines(_) | Block::Chart(_)) && !one_follows {
            match after {
                [] => body.add(NO_HEIGHT),
                _ => body.paragraph("Note", "", &Paragraph::new()),
            }
        }
    }
    let masthead = own.and_then(|own| Masthead::of(own, turn));
    let orient = if report.landscape { " w:orient=\"landscape\"" } else { "" };
    let document = format!(
        "{DOCUMENT}{}<w:sectPr>{}<w:footerReference w:type=\"default\" r:id=\"rId3\"/>\
         <w:pgSz w:w=\"{wide}\" w:h=\"{high}\"{orient}/>\
         <w:pgMar w:top=\"{MARGIN}\" w:right=\"{MARGIN}\" w:bottom=\"{MARGIN}\" w:left=\"{MARGIN}\" \
         w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>{}</w:sectPr></w:body></w:document>",
        body.xml,
        if masthead.is_some() { HEADER_REFERENCE } else { "" },
        if turn.right { "<w:bidi/>" } else { "" }
    );
    let mut footing = Body { xml: String::new(), ..body };
    if let Some(Own { closing, .. }) = own.filter(|own| !own.closing.is_empty()) {
        footing.paragraph("Footer", "", &closing.as_str().into());
    }
    footing.paragraph("Footer", "", &foot(report).into());
    let footer = format!("{FOOTER}{}</w:ftr>", footing.xml);
    let more = masthead.as_ref();
    let types = format!("{CONTENT_TYPES}{}</Types>", more.map(|_| HEADER_TYPES).unwrap_or_default());
    let rels = format!("{DOCUMENT_RELS}{}</Relationships>", more.map(|_| HEADER_REL).unwrap_or_default());
    let (core, styles) = (core(report), styles(&footing.look, &footing.colours, &report.tongue));
    let mut all: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", RELS.as_bytes()),
        ("docProps/app.xml", APP.as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", rels.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/settings.xml", SETTINGS.as_bytes()),
        ("word/footer1.xml", footer.as_bytes()),
    ];
    all.extend(more.into_iter().flat_map(Masthead::parts));
    pack(&all)
}

/// What a reader's program says of the file: its title without names and its language, and nobody who made it.
fn core(report: &Report) -> String {
    let (title, language) = (escape(&report.about), escape(&report.tongue.code));
    format!("{CORE}<dc:title>{title}</dc:title><dc:language>{language}</dc:language></cp:coreProperties>")
}

fn look(print: Print) -> Look {
    match print {
        Print::Standard | Print::OneSide => STANDARD,
        Print::Large => LARGE,
    }
}

/// A style of paragraph, in the order in which Word's own schema wants its parts.
struct Named<'a> {
    id: &'static str,
    name: &'static str,
    size: usize,
    bold: bool,
    colour: &'a str,
    /// Before, after, and the line's height in 240ths.
    spacing: [u32; 3],
    /// 0 to 2 for the headings that a reader can jump between.
    outline: Option<u8>,
}

impl Named<'_> {
    fn xml(&self) -> String {
        let Named { id, name, size, colour, spacing: [before, after, line], .. } = self;
        let first = *id == "Normal";
        let default = if first { " w:default=\"1\"" } else { "" };
        let based = if first { "" } else { "<w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/>" };
        let keep = if self.outline.is_some() { "<w:keepNext/><w:keepLines/>" } else { "" };
        let outline =
            self.outline.map(|level| format!("<w:outlineLvl w:val=\"{level}\"/>")).unwrap_or_default();
        let bold = if self.bold { "<w:b/><w:bCs/>" } else { "" };
        format!(
            "<w:style w:type=\"paragraph\"{default} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{based}<w:qFormat/>\
             <w:pPr>{keep}<w:spacing w:before=\"{before}\" w:after=\"{after}\" w:line=\"{line}\" w:lineRule=\"auto\"/>{outline}</w:pPr>\
             <w:rPr>{bold}<w:color w:val=\"{colour}\"/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:style>"
        )
    }
}

/// The styles, with the language of the words, so that they are spelt and read aloud as what they are.
fn styles(look: &Look, colours: &Colours, tongue: &Tongue) -> String {
    let heading_ink = colours.heading.as_str();
    let plain = |id, name, size, colour, spacing| Named {
        id,
        name,
        size,
        bold: false,
        colour,
        spacing,
        outline: None,
    };
    let heading = |id, name, size, spacing, outline| Named {
        bold: true,
        outline: Some(outline),
        ..plain(id, name, size, heading_ink, spacing)
    };
    let [one, two, three] = look.headings;
    let all = [
        plain("Normal", "Normal", look.body, INK, [0, 120, 276]),
        Named { bold: true, ..plain("Title", "Title", look.title, heading_ink, [0, 60, 252]) },
        plain("Subtitle", "Subtitle", look.body, QUIET, [0, 60, 264]),
        heading("Heading1", "heading 1", one, [320, 80, 264], 0),
        heading("Heading2", "heading 2", two, [240, 80, 264], 1),
        heading("Heading3", "heading 3", three, [200, 80, 264], 2),
        plain("Entry", "Entry", look.body, INK, [0, 80, 276]),
        plain("Note", "Note", look.quiet, QUIET, [60, 120, 264]),
        plain("TableText", "Table Text", look.table, INK, [20, 40, 259]),
        Named {
            bold: true,
            ..plain("TableHeading", "Table Heading", look.table, heading_ink, [40, 40, 252])
        },
        Named { bold: true, ..plain("Masthead", "Masthead", look.body, heading_ink, [0, 0, 240]) },
        plain("Footer", "footer", look.quiet.min(20), QUIET, [0, 0, 240]),
    ];
    let all: String = all.iter().map(Named::xml).collect();
    let size = look.body;
    let code = escape(&tongue.code);
    let (left, right) =
        if tongue.from_the_right { ("en-GB", code.as_str()) } else { (code.as_str(), "ar-SA") };
    format!(
        "{STYLES}<w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"Arial\" w:eastAsia=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/>\
         <w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>\
         <w:lang w:val=\"{left}\" w:eastAsia=\"{left}\" w:bidi=\"{right}\"/>\
         </w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>{all}</w:styles>"
    )
}

/// The body as it grows.
struct Body {
    xml: String,
    /// The width between the margins.
    width: u32,
    look: Look,
    turn: Turn,
    colours: Colours,
}

/// What a setting may have in a colour of its own, six digits each.
struct Colours {
    heading: String,
    bar: String,
}

impl Body {
    fn add(&mut self, xml: &str) {
        self.xml.push_str(xml);
    }

    /// A paragraph. `properties` stand in the schema's order after its style: keepNext, keepLines,
    /// pageBreakBefore.
    fn paragraph(&mut self, style: &str, properties: &str, words: &Paragraph) {
        let right = self.turn.of_words(&words.text());
        let bidi = if right { BIDI } else { "" };
        let _ = write!(self.xml, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}{bidi}</w:pPr>");
        words.0.iter().for_each(|span| self.run(span.style, &span.text, right));
        self.add("</w:p>");
    }

    /// A run of words in a paragraph that runs `right`.
    fn run(&mut self, style: Style, text: &str, right: bool) {
        let look = match style {
            Style::Plain => String::new(),
            Style::Bold => "<w:b/><w:bCs/>".to_string(),
            Style::Quotation => format!("<w:color w:val=\"{QUOTE}\"/>"),
            Style::Quiet => format!("<w:color w:val=\"{QUIET}\"/>"),
        };
        let turned = if text.chars().any(turn::is_from_right) { "<w:rtl/>" } else { "" };
        let look = match format!("{look}{turned}").as_str() {
            "" => String::new(),
            look => format!("<w:rPr>{look}</w:rPr>"),
        };
        let text = turn::kept(escape(text), right);
        let _ = write!(self.xml, "<w:r>{look}<w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    }

    /// What a block's paragraph keeps to.
    fn keeps(&self, new_page: bool) -> String {
        let whole = if self.look.whole { "<w:keepLines/>" } else { "" };
        let page = if new_page { "<w:pageBreakBefore/>" } else { "" };
        format!("{whole}{page}")
    }

    /// A block, with those that follow it.
    fn block(&mut self, block: &Block, new_page: bool, after: &[Block]) {
        // What is written on the lines stands on their page.
        let next = if matches!(after, [Block::Lines(_), ..]) { "<w:keepNext/>" } else { "" };
        let keeps = format!("{next}{}", self.keeps(new_page));
        // A table can't be told to begin a page: an empty paragraph before it does.
        if new_page && matches!(block, Block::Table(_) | Block::Facts(_) | Block::Lines(_) | Block::Chart(_))
        {
            self.paragraph("Note", &keeps, &Paragraph::new());
        }
        match block {
            Block::Heading { level, text } => {
                let page = if new_page { "<w:pageBreakBefore/>" } else { "" };
                self.paragraph(&format!("Heading{}", (*level).clamp(1, 3)), page, &text.as_str().into());
            }
            Block::Paragraph(words) => self.paragraph("Normal", &keeps, words),
            Block::Note(words) => self.paragraph("Note", &keeps, words),
            Block::Facts(facts) => {
                for (label, value) in facts {
                    let hang = self.look.facts;
                    self.hanging(hang, Style::Bold, label, &value.as_str().into(), "");
                }
            }
            Block::Entry(entry) => self.entry(entry, &keeps),
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart, &keeps),
            // A camera reads it on paper alone, and a PDF file is what is printed.
            Block::Square(square) => self.paragraph("Note", &keeps, &square.says.as_str().into()),
            Block::Lines(count) => self.lines(*count),
            Block::PageBreak => {}
        }
    }

    fn entry(&mut self, entry: &EntryLine, keeps: &str) {
        self.hanging(self.look.hang, Style::Quiet, &entry.lead(), &entry.words, keeps);
    }

    /// A lead in the margin and the words beside it.
    fn hanging(&mut self, hang: u32, style: Style, lead: &str, words: &Paragraph, keeps: &str) {
        // The words beside it say which way it runs; on a page from the right, it hangs there.
        let right = self.turn.right || self.turn.of_words(&words.text());
        let bidi = if right { BIDI } else { "" };
        let _ = write!(
            self.xml,
            "<w:p><w:pPr><w:pStyle w:val=\"Entry\"/>{keeps}<w:tabs><w:tab w:val=\"left\" w:pos=\"{hang}\"/></w:tabs>\
             {bidi}<w:ind w:left=\"{hang}\" w:hanging=\"{hang}\"/></w:pPr>"
        );
        self.run(style, lead, right);
        self.add("<w:r><w:tab/></w:r>");
        words.0.iter().for_each(|span| self.run(span.style, &span.text, right));
        self.add("</w:p>");
    }

    /// `above` is what keeps words from the edge of their cell above and below; `says` is what a reader's program says of the table, where it shows more than it holds.
    fn open_table(&mut self, widths: &[u32], rules: &str, above: u32, says: &str) {
        let says = match says {
            "" => String::new(),
            says => format!("<w:tblDescription w:val=\"{}\"/>", attribute(says)),
        };
        let width: u32 = widths.iter().sum();
        let _ = write!(
            self.xml,
            "<w:tbl><w:tblPr><w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:tblBorders>{rules}</w:tblBorders>\
             <w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:top w:w=\"{above}\" w:type=\"dxa\"/>\
             <w:left w:w=\"100\" w:type=\"dxa\"/><w:bottom w:w=\"{above}\" w:type=\"dxa\"/>\
             <w:right w:w=\"100\" w:type=\"dxa\"/></w:tblCellMar>{says}</w:tblPr><w:tblGrid>"
        );
        for width in widths {
            let _ = write!(self.xml, "<w:gridCol w:w=\"{width}\"/>");
        }
        self.add("</w:tblGrid>");
    }

    fn table(&mut self, table: &Table) {
        let widths: Vec<u32> = table.columns.iter().map(|column| self.width * column.share / 100).collect();
        let rule =
            |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"{RULE}\"/>");
        self.open_table(&widths, &["top", "bottom", "insideH"].map(rule).concat(), 60, "");
        self.add("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (column, width) in table.columns.iter().zip(&widths) {
            let _ = write!(
                self.xml,
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>\
                 <w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{SHADE}\"/><w:vAlign w:val=\"bottom\"/></w:tcPr>"
            );
            self.paragraph("TableHeading", "<w:keepNext/>", &column.title.as_str().into());
            self.add("</w:tc>");
        }
        self.add("</w:tr>");
        for row in &table.rows {
            // A row that is short enough stays on one page; a long one goes on over the edge between two paragraphs.
            let letters: usize = row.iter().flat_map(|cell| &cell.0).map(|words| words.text().len()).sum();
            let whole = self.look.whole || letters < ROW_STAYS;
            self.add(if whole { "<w:tr><w:trPr><w:cantSplit/></w:trPr>" } else { "<w:tr>" });
            let keeps = if whole { "" } else { "<w:keepLines/>" };
            row.iter().zip(&widths).for_each(|(cell, &width)| self.cell(cell, width, keeps));
            self.add("</w:tr>");
        }
        self.add("</w:tbl>");
    }

    fn cell(&mut self, cell: &Cell, width: u32, keeps: &str) {
        let _ = write!(self.xml, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>");
        cell.0.iter().for_each(|words| self.paragraph("TableText", keeps, words));
        // Word takes a cell without any paragraph for a damaged file.
        if cell.0.is_empty() {
            self.paragraph("TableText", keeps, &Paragraph::new());
        }
        self.add("</w:tc>");
    }

    fn lines(&mut self, count: u8) {
        let rule =
            |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"8A9094\"/>");
        self.open_table(&[self.width], &["bottom", "insideH"].map(rule).concat(), 60, "");
        for line in 1..=count {
            self.add("<w:tr><w:trPr><w:trHeight w:val=\"560\" w:hRule=\"exact\"/></w:trPr>");
            // All of them on one page.
            let keeps = if line < count { "<w:keepNext/>" } else { "" };
            self.cell(&Cell::default(), self.width, keeps);
            self.add("</w:tr>");
        }
        self.add("</w:tbl>");
    }
}

/// Text as it stands between the quotation marks of an attribute.
fn attribute(text: &str) -> String {
    escape(text).replace('"', "&quot;")
}
