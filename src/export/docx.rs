//! Word files. The body and the styles come from `docx-rs`; the parts around them are our own, so that a
//! file holds nothing but what the report says: no macro, field, link, comment or name of who made it.

use std::io::{Cursor, Write};

use docx_rs::{
    AlignmentType, BorderType, BuildXML, Docx, Footer, HeightRule, LineSpacing, LineSpacingType, PageMargin,
    PageOrientationType, Paragraph as WordParagraph, Run, RunFonts, Shading, SpecialIndentType,
    Style as WordStyle, StyleType, Tab, Table as WordTable, TableBorder, TableBorderPosition, TableBorders,
    TableCell, TableCellMargins, TableLayoutType, TableRow, VAlignType, WidthType,
};

use super::safe;
use crate::domain::day;
use crate::failure::{Failure, Result};
use crate::report::{Block, Cell, EntryLine, Paragraph, Print, Report, Style, Table};

/// Sizes in half points, lengths in twentieths of a point, as Word counts.
struct Look {
    body: usize,
    table: usize,
    quiet: usize,
    title: usize,
    headings: [usize; 3],
    hang: i32,
    whole: bool,
}

const STANDARD: Look =
    Look { body: 22, table: 20, quiet: 18, title: 44, headings: [28, 24, 22], hang: 1300, whole: false };
const LARGE: Look =
    Look { body: 36, table: 36, quiet: 36, title: 52, headings: [42, 38, 36], hang: 2000, whole: true };

const INK: &str = "222222";
const HEADING: &str = "1F3A44";
const QUOTE: &str = "17505E";
const QUIET: &str = "595959";
const RULE: &str = "C9CCCE";
const SHADE: &str = "EEF2F3";

const A4: (u32, u32) = (11906, 16838);
const MARGIN: i32 = 1134;
/// A first row is known by this height until its mark is set: no other row has one.
const HEADER_HEIGHT: u32 = 397;

/// The report as a Word file: the same report, the same bytes.
pub(super) fn write(report: &Report) -> Result<Vec<u8>> {
    let mut body = Body { look: look(report.print), ids: 0, width: width(report) };
    let mut docx = Docx::new();
    let (short, long) = A4;
    docx = if report.landscape {
        docx.page_size(long, short).page_orient(PageOrientationType::Landscape)
    } else {
        docx.page_size(short, long)
    };
    docx = docx.page_margin(PageMargin {
        top: MARGIN,
        left: MARGIN,
        bottom: MARGIN,
        right: MARGIN,
        header: 567,
        footer: 567,
        gutter: 0,
    });
    docx = styles(docx, &body.look);
    docx = docx.add_paragraph(body.styled("Title", &report.title));
    for line in [&report.subtitle, &report.for_whom] {
        if !line.is_empty() {
            docx = docx.add_paragraph(body.styled("Subtitle", line));
        }
    }
    let mut page_break = false;
    for block in &report.blocks {
        docx = body.block(docx, block, std::mem::take(&mut page_break));
        page_break = matches!(block, Block::PageBreak);
    }
    let footer = Footer::new().add_paragraph(body.styled("Footer", &foot(report))).build();
    let parts = docx.build();
    pack(&[
        ("[Content_Types].xml", CONTENT_TYPES.as_bytes()),
        ("_rels/.rels", RELS.as_bytes()),
        ("docProps/app.xml", APP.as_bytes()),
        ("docProps/core.xml", CORE.as_bytes()),
        ("word/document.xml", &document(&parts.document)?),
        ("word/_rels/document.xml.rels", DOCUMENT_RELS.as_bytes()),
        ("word/styles.xml", &with_language(&parts.styles)?),
        ("word/settings.xml", SETTINGS.as_bytes()),
        ("word/footer1.xml", &footer),
    ])
}

fn look(print: Print) -> Look {
    match print {
        Print::Standard => STANDARD,
        Print::Large => LARGE,
    }
}

/// The width between the margins.
fn width(report: &Report) -> usize {
    let page = if report.landscape { A4.1 } else { A4.0 };
    page.saturating_sub(2 * MARGIN.unsigned_abs()) as usize
}

fn foot(report: &Report) -> String {
    let code = report.day_code.as_ref().map(|code| format!(" · day code {code}")).unwrap_or_default();
    let made = format!("made {}, {}", day::long(report.made.day()), report.made.clock());
    format!("{} · {made}{code}", report.title)
}

fn spacing(before: u32, after: u32, line: i32) -> LineSpacing {
    LineSpacing::new().before(before).after(after).line(line).line_rule(LineSpacingType::Auto)
}

fn styles(docx: Docx, look: &Look) -> Docx {
    let fonts = RunFonts::new().ascii("Arial").hi_ansi("Arial").cs("Arial").east_asia("Arial");
    let paragraph = |id: &str, name: &str| {
        WordStyle::new(id, StyleType::Paragraph).name(name).based_on("Normal").next("Normal").q_format(true)
    };
    let mut docx = docx
        .default_fonts(fonts)
        .default_size(look.body)
        .add_style(
            WordStyle::new("Normal", StyleType::Paragraph)
                .name("Normal")
                .q_format(true)
                .size(look.body)
                .color(INK)
                .line_spacing(spacing(0, 120, 276)),
        )
        .add_style(
            paragraph("Title", "Title")
                .size(look.title)
                .bold()
                .color(HEADING)
                .line_spacing(spacing(0, 60, 252)),
        )
        .add_style(paragraph("Subtitle", "Subtitle").color(QUIET).line_spacing(spacing(0, 60, 264)));
    for (level, (size, before)) in look.headings.into_iter().zip([320, 240, 200]).enumerate() {
        let number = level + 1;
        docx = docx.add_style(
            paragraph(&format!("Heading{number}"), &format!("heading {number}"))
                .size(size)
                .bold()
                .color(HEADING)
                .outline_lvl(level)
                .line_spacing(spacing(before, 80, 264)),
        );
    }
    docx.add_style(paragraph("Entry", "Entry").line_spacing(spacing(0, 80, 276)))
        .add_style(
            paragraph("Note", "Note").size(look.quiet).color(QUIET).line_spacing(spacing(60, 120, 264)),
        )
        .add_style(paragraph("TableText", "Table Text").size(look.table).line_spacing(spacing(20, 40, 259)))
        .add_style(
            paragraph("TableHeading", "Table Heading")
                .size(look.table)
                .bold()
                .color(HEADING)
                .line_spacing(spacing(40, 40, 252)),
        )
        .add_style(paragraph("Footer", "footer").size(look.quiet.min(20)).color(QUIET))
}

struct Body {
    look: Look,
    ids: u32,
    width: usize,
}

impl Body {
    /// A paragraph with an id that follows from its place, so that the same report gives the same bytes.
    fn paragraph(&mut self, style: &str) -> WordParagraph {
        self.ids += 1;
        let paragraph = WordParagraph::new().id(format!("{:08X}", self.ids)).style(style);
        if self.look.whole { paragraph.keep_lines(true) } else { paragraph.widow_control(true) }
    }

    fn styled(&mut self, style: &str, text: &str) -> WordParagraph {
        let heading = style.starts_with("Heading") || style == "Title" || style == "Subtitle";
        self.paragraph(style).keep_next(heading).add_run(Run::new().add_text(safe::line(text)))
    }

    fn words(&mut self, style: &str, words: &Paragraph) -> WordParagraph {
        let start = self.paragraph(style);
        words.0.iter().fold(start, |paragraph, span| {
            let run = Run::new().add_text(safe::line(&span.text));
            paragraph.add_run(match span.style {
                Style::Plain => run,
                Style::Bold => run.bold(),
                Style::Quotation => run.color(QUOTE),
                Style::Quiet => run.color(QUIET),
            })
        })
    }

    fn block(&mut self, docx: Docx, block: &Block, new_page: bool) -> Docx {
        // A table can't be told to begin a page: an empty line before it does.
        let docx = if new_page && matches!(block, Block::Table(_) | Block::Facts(_) | Block::Lines(_)) {
            docx.add_paragraph(self.paragraph("Normal").page_break_before(true))
        } else {
            docx
        };
        match block {
            Block::Heading { level, text } => {
                let style = format!("Heading{}", (*level).clamp(1, 3));
                docx.add_paragraph(self.styled(&style, text).page_break_before(new_page))
            }
            Block::Paragraph(words) => {
                docx.add_paragraph(self.words("Normal", words).page_break_before(new_page))
            }
            Block::Note(words) => docx.add_paragraph(self.words("Note", words).page_break_before(new_page)),
            Block::Facts(facts) => facts.iter().fold(docx, |docx, (label, value)| {
                docx.add_paragraph(self.hanging(
                    2 * self.look.hang,
                    |run| run.bold(),
                    label,
                    &value.as_str().into(),
                ))
            }),
            Block::Entry(entry) => docx.add_paragraph(self.entry(entry).page_break_before(new_page)),
            Block::Table(table) => {
                let table = self.table(table);
                docx.add_table(table).add_paragraph(self.paragraph("Note"))
            }
            Block::Lines(count) => {
                let table = self.lines(*count);
                docx.add_table(table).add_paragraph(self.paragraph("Note"))
            }
            Block::PageBreak => docx,
        }
    }

    fn entry(&mut self, entry: &EntryLine) -> WordParagraph {
        let lead: Vec<_> =
            [&entry.when, &entry.what].into_iter().filter(|part| !part.is_empty()).cloned().collect();
        let hang = self.look.hang;
        self.hanging(hang, |run| run.color(QUIET), &lead.join(" "), &entry.words)
    }

    /// A lead in the margin and the words beside it.
    fn hanging(&mut self, hang: i32, mark: fn(Run) -> Run, lead: &str, words: &Paragraph) -> WordParagraph {
        let mut all = self.words("Entry", words);
        let lead = mark(Run::new().add_text(safe::line(lead)).add_tab());
        all.children.insert(0, docx_rs::ParagraphChild::Run(Box::new(lead)));
        all.indent(Some(hang), Some(SpecialIndentType::Hanging(hang)), None, None)
            .add_tab(Tab::new().pos(hang.unsigned_abs() as usize))
    }

    fn table(&mut self, table: &Table) -> WordTable {
        let widths: Vec<usize> =
            table.columns.iter().map(|column| self.width * column.share as usize / 100).collect();
        let heads = table.columns.iter().zip(&widths).map(|(column, &width)| {
            let words = self.styled("TableHeading", &column.title).align(AlignmentType::Left).keep_next(true);
            TableCell::new()
                .width(width, WidthType::Dxa)
                .shading(Shading::new().fill(SHADE))
                .vertical_align(VAlignType::Bottom)
                .add_paragraph(words)
        });
        let head = TableRow::new(heads.collect())
            .row_height(HEADER_HEIGHT as f32)
            .height_rule(HeightRule::AtLeast)
            .cant_split();
        let mut rows = vec![head];
        for row in &table.rows {
            let cells = row.iter().zip(&widths).map(|(cell, &width)| self.cell(cell, width)).collect();
            let row = TableRow::new(cells);
            rows.push(if self.look.whole { row.cant_split() } else { row });
        }
        let sides = [TableBorderPosition::Left, TableBorderPosition::Right, TableBorderPosition::InsideV];
        let rules = [TableBorderPosition::Top, TableBorderPosition::Bottom, TableBorderPosition::InsideH];
        let borders = sides.into_iter().fold(TableBorders::with_empty(), |borders, side| {
            borders.set(TableBorder::new(side).border_type(BorderType::Nil))
        });
        let borders = rules
            .into_iter()
            .fold(borders, |borders, rule| borders.set(TableBorder::new(rule).color(RULE).size(6)));
        WordTable::new(rows)
            .set_grid(widths.clone())
            .width(widths.iter().sum(), WidthType::Dxa)
            .layout(TableLayoutType::Fixed)
            .set_borders(borders)
            .margins(TableCellMargins::new().margin(60, 100, 60, 100))
    }

    fn cell(&mut self, cell: &Cell, width: usize) -> TableCell {
        let mut filled = TableCell::new().width(width, WidthType::Dxa);
        for words in &cell.0 {
            filled = filled.add_paragraph(self.words("TableText", words));
        }
        // Word takes a cell without any paragraph for a damaged file.
        if cell.0.is_empty() { filled.add_paragraph(self.paragraph("TableText")) } else { filled }
    }

    fn lines(&mut self, count: u8) -> WordTable {
        let rows = (0..count)
            .map(|_| {
                let cell = TableCell::new()
                    .width(self.width, WidthType::Dxa)
                    .add_paragraph(self.paragraph("TableText"));
                TableRow::new(vec![cell]).row_height(560.0).height_rule(HeightRule::Exact)
            })
            .collect();
        let open = [TableBorderPosition::Left, TableBorderPosition::Right, TableBorderPosition::Top];
        let borders = open.into_iter().fold(TableBorders::with_empty(), |borders, side| {
            borders.set(TableBorder::new(side).border_type(BorderType::Nil))
        });
        let borders = [TableBorderPosition::Bottom, TableBorderPosition::InsideH]
            .into_iter()
            .fold(borders, |borders, rule| borders.set(TableBorder::new(rule).color("8A9094").size(4)));
        WordTable::new(rows)
            .set_grid(vec![self.width])
            .width(self.width, WidthType::Dxa)
            .layout(TableLayoutType::Fixed)
            .set_borders(borders)
    }
}

/// The body with what `docx-rs` can't say: first rows are repeated on every page, and there is a footer.
/// A `<` in anybody's words stands as `&lt;`, so no text can look like one of these marks.
fn document(xml: &[u8]) -> Result<Vec<u8>> {
    let xml = text(xml)?;
    let height = format!("<w:trHeight w:val=\"{HEADER_HEIGHT}\" w:hRule=\"atLeast\" />");
    let xml = xml.replace(&height, &format!("{height}<w:tblHeader />"));
    let reference = "<w:footerReference w:type=\"default\" r:id=\"rId3\" />";
    let Some((before, after)) = xml.rsplit_once("<w:sectPr>") else {
        return Err(Failure::refused("The Word file could not be put together: its page is not described."));
    };
    Ok(format!("{before}<w:sectPr>{reference}{after}").into_bytes())
}

/// The styles with the language of the words, so that they are spelt and read aloud as British English.
fn with_language(xml: &[u8]) -> Result<Vec<u8>> {
    let end = "</w:rPr></w:rPrDefault>";
    let language = "<w:lang w:val=\"en-GB\" w:eastAsia=\"en-GB\" w:bidi=\"ar-SA\" />";
    Ok(text(xml)?.replacen(end, &format!("{language}{end}"), 1).into_bytes())
}

fn text(xml: &[u8]) -> Result<&str> {
    std::str::from_utf8(xml)
        .map_err(|cause| Failure::machine("The Word file could not be put together.", cause))
}

/// The parts in one archive, every part with the same time.
fn pack(parts: &[(&str, &[u8])]) -> Result<Vec<u8>> {
    let failed =
        |cause: zip::result::ZipError| Failure::machine("The Word file could not be put together.", cause);
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o600);
    for (name, bytes) in parts {
        archive.start_file(*name, options).map_err(failed)?;
        archive.write_all(bytes).map_err(|cause| failed(cause.into()))?;
    }
    Ok(archive.finish().map_err(failed)?.into_inner())
}

macro_rules! xml {
    ($($part:literal)*) => {
        concat!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n", $($part),*)
    };
}

const CONTENT_TYPES: &str = xml!(
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
    "<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>"
    "<Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/>"
    "<Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>"
    "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
    "<Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>"
    "</Types>"
);

const RELS: &str = xml!(
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>"
    "<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties\" Target=\"docProps/app.xml\"/>"
    "</Relationships>"
);

const DOCUMENT_RELS: &str = xml!(
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings\" Target=\"settings.xml\"/>"
    "<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" Target=\"footer1.xml\"/>"
    "</Relationships>"
);

const APP: &str = xml!(
    "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">"
    "<Application>Doorstep</Application></Properties>"
);

const CORE: &str = xml!(
    "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\""
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:language>en-GB</dc:language></cp:coreProperties>"
);

const SETTINGS: &str = xml!(
    "<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
    "<w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"720\"/><w:compat>"
    "<w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/>"
    "</w:compat></w:settings>"
);
