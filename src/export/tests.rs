//! Tests of the writers, whatever the report.

use std::io::Read;

use super::csv::tests as csv_tests;
use super::*;
use crate::domain::{Moment, Time};
use crate::report::{Block, Cell, Paragraph, Print, Table};
use crate::safe::tests::hostile::HOSTILE;

pub(crate) fn made() -> Moment {
    let day = crate::domain::Day::from_ymd_opt(2026, 11, 20).unwrap();
    Moment::at(day, Time::from_hms_opt(17, 40, 0).unwrap(), 0)
}

/// A report with one of each block.
pub(crate) fn each_block() -> Report {
    let mut report = Report::new("Ava's week at Sunflower", "16 to 20 November 2026", made());
    report.for_whom = "For Ava's home".into();
    report.heading(1, "What we noticed");
    report.entry("Mon 16 Nov", "", Paragraph::quoting("Poured at the water tray. “Look, it's a river!”"));
    report.paragraph(Paragraph::new().plain("Plain, ").bold("bold").quiet(" and quiet."));
    report.blocks.push(Block::Facts(vec![("Room".into(), "Sunflower".into()), ("Week".into(), "47".into())]));
    report.blocks.push(Block::PageBreak);
    report.heading(2, "A table");
    let mut table = Table::of(&[("Day", 20), ("What", 60), ("Met", 20)]);
    for day in 1..=60 {
        table.rows.push(vec![
            format!("{day} Nov").into(),
            Cell(vec!["One thing & <another>.".into(), Paragraph::new().quiet("then more")]),
            "Y".into(),
        ]);
    }
    report.blocks.push(Block::Table(table));
    report.note("A quiet word.");
    report.blocks.push(Block::Lines(3));
    report
}

/// The parts of a Word file by name.
pub(crate) fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            // A picture is a part too.
            let text = String::from_utf8_lossy(&bytes).into_owned();
            (file.name().expect("a name").to_string(), text)
        })
        .collect()
}

/// Everything that can be read in a report's file of a format: each part of it, and each word as it is set.
pub(crate) fn read_back(format: &FileFormat, report: &Report) -> String {
    let bytes = (format.write)(report).unwrap();
    match format.name {
        "docx" | "xlsx" => parts(&bytes).into_iter().map(|(name, text)| name + &text).collect(),
        #[cfg(feature = "pdf")]
        "pdf" => pdf::tests::words(report) + &String::from_utf8_lossy(&bytes),
        "brf" => brf::tests::read(&bytes),
        _ => String::from_utf8(bytes).unwrap(),
    }
}

/// How many pages of paper a report is.
#[cfg(feature = "pdf")]
pub(crate) fn pages(report: &Report) -> usize {
    pdf::tests::runs(report).len()
}

/// What of a report stands over something else.
#[cfg(feature = "pdf")]
pub(crate) fn over_each_other(report: &Report) -> Vec<String> {
    pdf::tests::over_each_other(report)
}

pub(super) fn part(bytes: &[u8], name: &str) -> String {
    parts(bytes).into_iter().find(|(found, _)| found == name).unwrap().1
}

/// Whether every tag that opens closes in turn, and nothing that XML forbids stands in it.
pub(super) fn well_formed(xml: &str) -> Result<(), String> {
    let mut open = Vec::new();
    let mut rest = xml;
    while let Some((before, after)) = rest.split_once('<') {
        if before.contains('>') && !open.is_empty() && before.contains("]]>") {
            return Err("]]> in text".into());
        }
        for piece in before.split('&').skip(1) {
            let name = piece.split(';').next().unwrap_or("");
            if !matches!(name, "amp" | "lt" | "gt" | "quot" | "apos" | "#39") {
                return Err(format!("&{name}"));
            }
        }
        let (tag, after) = after.split_once('>').ok_or("a tag that does not end")?;
        rest = after;
        if tag.starts_with('?') || tag.ends_with('/') {
            continue;
        }
        match tag.strip_prefix('/') {
            Some(name) => {
                if open.pop() != Some(name.trim()) {
                    return Err(format!("</{name}> out of turn"));
                }
            }
            None => open.push(tag.split_whitespace().next().unwrap_or("")),
        }
    }
    match xml.chars().find(|&c| (c.is_control() && !matches!(c, '\n' | '\t' | '\r')) || c == '\u{fffe}') {
        Some(c) => Err(format!("{c:?}")),
        None if open.is_empty() => Ok(()),
        None => Err(format!("still open: {open:?}")),
    }
}

#[test]
fn the_same_report_gives_the_same_bytes_in_every_format() {
    for format in FORMATS {
        let once = (format.write)(&each_block()).unwrap();
        assert_eq!(once, (format.write)(&each_block()).unwrap(), "{}", format.name);
        assert!(!once.is_empty());
    }
}

#[test]
fn a_word_file_repeats_its_first_row_says_its_language_and_is_well_formed() {
    let bytes = (format("docx").unwrap().write)(&each_block()).unwrap();
    for (name, xml) in parts(&bytes) {
        well_formed(&xml).unwrap_or_else(|why| panic!("{name}: {why}"));
    }
    let document = part(&bytes, "word/document.xml");
    assert_eq!(document.matches("<w:tblHeader").count(), 1);
    assert!(document.contains("w:val=\"Heading1\"") && document.contains("w:val=\"Title\""));
    assert!(part(&bytes, "word/styles.xml").contains("<w:lang w:val=\"en-GB\""));
}

#[test]
fn a_word_file_holds_no_macro_field_link_comment_or_maker() {
    let report = Report { about: "A week & its days".into(), ..each_block() };
    let bytes = (format("docx").unwrap().write)(&report).unwrap();
    assert!(part(&bytes, "docProps/core.xml").contains("<dc:title>A week &amp; its days</dc:title>"));
    let all = parts(&bytes);
    let names: Vec<_> = all.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/app.xml",
            "docProps/core.xml",
            "word/document.xml",
            "word/_rels/document.xml.rels",
            "word/styles.xml",
            "word/settings.xml",
            "word/footer1.xml",
        ]
    );
    for (name, xml) in &all {
        for mark in [
            "fldChar",
            "instrText",
            "fldSimple",
            "hyperlink",
            "External",
            "vbaProject",
            "creator",
            "Modified",
        ] {
            assert!(!xml.contains(mark), "{mark} in {name}");
        }
        if name.starts_with("docProps") {
            assert!(!xml.contains("Ava") && !xml.contains("Sunflower"), "{xml}");
        }
    }
}

/// What stands in a file for characters that may not.
pub(crate) const HIDING: (&str, &str) = (
    "esc\u{1b}[2J bidi\u{202e} zero\u{200b} nul\0 bad\u{fffe} bell\u{7} turn\u{2066}",
    "esc[U+001B][2J bidi[U+202E] zero[U+200B] nul[U+0000] bad[U+FFFE] bell[U+0007] turn[U+2066]",
);

/// A report that says the words in each of its places.
pub(crate) fn saying_everywhere(words: &str) -> Report {
    let mut report = Report::new(words, words, made());
    report.for_whom = words.into();
    report.heading(1, words);
    report.paragraph(Paragraph::new().plain(words).bold(words).quiet(words));
    report.note(Paragraph::new().and(crate::report::Style::Quotation, words));
    report.entry(words, words, words);
    report.blocks.push(Block::Facts(vec![(words.into(), words.into())]));
    let mut table = Table::of(&[(words, 40), (words, 60)]);
    table.rows.push(vec![words.into(), Cell(vec![words.into(), words.into()])]);
    report.blocks.push(Block::Table(table));
    report
}

/// In how many places that is: three above, a heading, three spans, a note, an entry, a fact, a table. The foot beside.
pub(crate) const EVERYWHERE: usize = 3 + 1 + 3 + 1 + 3 + 2 + 5;

/// The words of a file without the spaces at which lines are broken, as another program reads them.
pub(crate) fn read_as_words(format: &FileFormat, report: &Report) -> String {
    let bytes = (format.write)(report).unwrap();
    let words = match format.name {
        "docx" => between_tags(&part(&bytes, "word/document.xml")),
        #[cfg(feature = "pdf")]
        "pdf" => pdf::tests::words(report),
        "html" => between_tags(String::from_utf8(bytes).unwrap().split("<body").nth(1).unwrap()),
        "md" => from_markdown(&String::from_utf8(bytes).unwrap()),
        "csv" => csv_tests::fields(&bytes).concat().concat(),
        "xlsx" => from_workbook(&bytes),
        "brf" => brf::tests::read(&bytes),
        _ => String::from_utf8(bytes).unwrap(),
    };
    words.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What a reader of Markdown shows, with all that readers add to it switched on. Nothing but words, headings, lists,
/// tables, bold and the lines of a cell is in it.
fn from_markdown(text: &str) -> String {
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
    let mut words = String::new();
    for event in Parser::new_ext(text, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Text(text) => words.push_str(&text),
            Event::InlineHtml(tag) => assert_eq!(&*tag, "<br>"),
            Event::Rule | Event::SoftBreak => {}
            Event::Start(
                Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::List(None)
                | Tag::Item
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell
                | Tag::Strong,
            ) => {}
            Event::End(TagEnd::Strong) => {}
            Event::End(_) => words.push('\n'),
            other => panic!("{other:?} in {text}"),
        }
    }
    words
}

/// The words of a workbook's cells, sheet by sheet, down each column: a long one goes on in the row below.
fn from_workbook(bytes: &[u8]) -> String {
    use calamine::{Data, Reader};
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let mut words = String::new();
    for name in book.sheet_names() {
        assert!(book.worksheet_formula(&name).unwrap().cells().all(|(_, _, formula)| formula.is_empty()));
        let range = book.worksheet_range(&name).unwrap();
        let (high, wide) = range.end().map_or((0, 0), |(row, column)| (row + 1, column + 1));
        for column in 0..wide {
            for row in 0..high {
                match range.get_value((row, column)) {
                    Some(Data::String(text)) => words.push_str(text),
                    None | Some(Data::Empty) => {}
                    other => words.push_str(&format!("{other:?}")),
                }
            }
        }
    }
    // The library that reads does not know how a workbook says that `_x0041_` is no letter A.
    words.replace("_x005F_x", "_x")
}

/// What stands between the tags of XML or a web page.
fn between_tags(xml: &str) -> String {
    let mut words = String::new();
    for piece in xml.split('<') {
        words.push_str(piece.split_once('>').map_or(piece, |(_, words)| words));
    }
    words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// All that a web page is made of.
const TAGS: &str = "html head meta title style body main header footer h1 h2 h3 h4 p strong span dl div dt dd ul li \
                    table colgroup col thead tbody tr th td figure figcaption svg rect";

/// Every file that a format makes is one that its readers open without a question, and asks for nothing.
pub(crate) fn need_valid(format: &FileFormat, bytes: &[u8]) {
    match format.name {
        "docx" | "xlsx" => {
            for (name, xml) in parts(bytes) {
                well_formed(&xml).unwrap_or_else(|why| panic!("{name}: {why}"));
            }
        }
        "html" => {
            let page = std::str::from_utf8(bytes).unwrap();
            let page = page.strip_prefix("<!DOCTYPE html>\n").unwrap();
            well_formed(page).unwrap_or_else(|why| panic!("{why}: {page}"));
            let tags = page.split('<').skip(1).map(|tag| tag.split('>').next().unwrap());
            for tag in tags {
                let name: String =
                    tag.chars().skip_while(|c| *c == '/').take_while(|c| c.is_alphanumeric()).collect();
                assert!(TAGS.split(' ').any(|known| known == name), "{tag}");
                for attribute in [" on", "href", "src=", "url("] {
                    assert!(!tag.contains(attribute), "{tag}");
                }
            }
        }
        "csv" => assert_eq!(csv_tests::formulas(bytes), [""; 0]),
        "brf" => assert_eq!(brf::tests::no_cells(bytes), [""; 0]),
        #[cfg(feature = "pdf")]
        "pdf" => assert_eq!(pdf::tests::asked_for(bytes), ""),
        _ => {}
    }
}

#[test]
fn words_come_back_from_every_format_as_they_were_and_hostile_ones_do_nothing() {
    let hiding = (HIDING.0, HIDING.1);
    for (words, said) in HOSTILE.into_iter().map(|words| (words, words)).chain([hiding]) {
        let report = saying_everywhere(words);
        for format in FORMATS {
            need_valid(&format, &(format.write)(&report).unwrap());
            let read = read_as_words(&format, &report);
            let said = if format.name == "brf" { brf::tests::read_back(said) } else { said.to_string() };
            let said: String = said.chars().filter(|c| !c.is_whitespace()).collect();
            let found = read.matches(&said).count();
            // Cells of plain text stand beside each other, line by line.
            let least = if format.name == "txt" { EVERYWHERE - 5 } else { EVERYWHERE };
            assert!(found >= least, "{}: {words}, {found} times in {read}", format.name);
        }
    }
}

#[test]
fn a_line_of_a_megabyte_comes_back_whole_from_every_format() {
    let words = "=ab <c> ".repeat(1 << 17);
    let mut report = Report::new("T", "", made());
    report.paragraph(words.as_str());
    let mut table = Table::of(&[("What", 100)]);
    table.rows.push(vec![words.as_str().into()]);
    report.blocks.push(Block::Table(table));
    let said: String = words.chars().filter(|c| *c != ' ').collect();
    // Pages of paper are set word by word: their own tests have long lines.
    for format in FORMATS.iter().filter(|format| format.name != "pdf") {
        need_valid(format, &(format.write)(&report).unwrap());
        assert_eq!(read_as_words(format, &report).matches(&said).count(), 2, "{}", format.name);
    }
}

#[test]
fn a_report_is_offered_as_what_its_readers_use() {
    use ReportKind::{EvidenceForm, FamilyWeek, OnScreen, RoomWeek};
    let names = |report| {
        let names: Vec<&str> =
            offered(report).map(|format| format.name).filter(|name| *name != "pdf").collect();
        names.join(" ")
    };
    assert_eq!(names(FamilyWeek), "docx txt html brf");
    assert_eq!(names(RoomWeek), "docx txt html md csv xlsx");
    assert_eq!(names(EvidenceForm), names(RoomWeek));
    assert_eq!(names(OnScreen), "");
    let pdf = if cfg!(feature = "pdf") { " PDF," } else { "" };
    for report in [FamilyWeek, RoomWeek, EvidenceForm] {
        assert_eq!(labels(report), format!("Word,{pdf} plain text"));
    }
}

#[test]
fn a_web_page_loads_and_runs_nothing_names_nobody_in_its_title_and_prints_as_the_report_says() {
    let page = |report: &Report| String::from_utf8((format("html").unwrap().write)(report).unwrap()).unwrap();
    let mut report = Report { about: "A week at <Sunflower>".into(), ..each_block() };
    let upright = page(&report);
    for mark in [
        "<html lang=\"en-GB\">",
        "content=\"default-src 'none'; style-src 'sha256-",
        "'; base-uri 'none'; form-action 'none'\"",
        "<col class=\"w20\"/><col class=\"w60\"/><col class=\"w20\"/>",
        ".w60 { width: 60%; }",
        "<title>A week at &lt;Sunflower&gt;</title>",
        "size: A4 portrait",
        "<h1 dir=\"auto\">Ava's week at Sunflower</h1>",
        "<h3 class=\"page\" dir=\"auto\">A table</h3>",
        "<thead>\n<tr><th scope=\"col\" dir=\"auto\">Day</th>",
        "<strong>bold</strong>",
        "<span class=\"said\">“Look, it's a river!”</span>",
        "made 20 November 2026, 17:40",
    ] {
        assert!(upright.contains(mark), "{mark}: {upright}");
    }
    // The style that a browser takes is the one that stands there.
    use base64::Engine as _;
    let style = upright.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
    let digest: Vec<u8> =
        sha2::Digest::finalize(sha2::Digest::chain_update(sha2::Sha256::default(), style)).to_vec();
    let digest = base64::prelude::BASE64_STANDARD.encode(digest);
    assert!(upright.contains(&format!("'sha256-{digest}'")), "{upright}");
    assert!(!upright.contains("style="), "{upright}");
    let head = upright.split("</head>").next().unwrap();
    assert!(!head.contains("Ava"), "{head}");
    assert_eq!(upright.matches("<tr>").count(), 61);
    report.landscape = true;
    report.print = Print::Large;
    let wide = page(&report);
    assert!(
        wide.contains("size: A4 landscape") && wide.contains("<body class=\"landscape large\">"),
        "{wide}"
    );
}

/// A page in Arabic with English beside it, as a family's week has it.
fn from_the_right() -> Report {
    let mut report = Report::new("Ava: أسبوع في Sunflower", "16–22 نوفمبر 2026", made());
    report.tongue = crate::report::Tongue { code: "ar".into(), from_the_right: true };
    report.heading(1, "ما لاحظناه · What we noticed");
    report.entry("الثلاثاء 17", "", "Ava: تم تناول كل الطعام.");
    report.entry("", "", Paragraph::new().quiet("بالإنجليزية: ").plain("Ate everything."));
    report.note("In English alone.");
    report
}

#[test]
fn a_page_from_the_right_says_so_and_keeps_the_stops_of_english_words_with_them() {
    let write = |name: &str| (format(name).unwrap().write)(&from_the_right()).unwrap();
    let english = "\u{200e}Ate everything.\u{200e}";
    let docx = write("docx");
    let document = part(&docx, "word/document.xml");
    well_formed(&document).unwrap();
    // Every paragraph but the one that is in English alone, and the section itself.
    assert_eq!((document.matches("<w:p>").count(), document.matches("<w:bidi/>").count()), (6, 6));
    assert!(
        document.contains("<w:tab w:val=\"left\" w:pos=\"1400\"/></w:tabs><w:bidi/><w:ind"),
        "{document}"
    );
    assert!(document.contains("<w:rPr><w:rtl/></w:rPr><w:t xml:space=\"preserve\">Ava: تم"), "{document}");
    assert!(document.contains(english) && !document.contains("\u{200e}In English"), "{document}");
    assert!(part(&docx, "word/styles.xml").contains("w:bidi=\"ar\""));
    assert!(part(&docx, "docProps/core.xml").contains("<dc:language>ar</dc:language>"));
    let html = String::from_utf8(write("html")).unwrap();
    for mark in [
        "<html lang=\"ar\" dir=\"rtl\">",
        "<h1 dir=\"rtl\">Ava: أسبوع",
        "<p dir=\"rtl\">Ava: تم",
        "<p class=\"note\" dir=\"auto\">In English alone.</p>",
        english,
    ] {
        assert!(html.contains(mark), "{mark}: {html}");
    }
    let text = String::from_utf8(write("txt")).unwrap();
    for line in
        ["\u{200f}Ava: أسبوع في Sunflower\u{200e}\n", "Ate everything.\u{200e}\n", "\n  In English alone.\n"]
    {
        assert!(text.contains(line), "{line}: {text}");
    }
    #[cfg(feature = "pdf")]
    {
        let pdf = String::from_utf8_lossy(&write("pdf")).into_owned();
        assert!(pdf.contains("/Lang (ar)") || pdf.contains("/Lang(ar)"), "its language");
        assert!(pdf.contains("<pdfuaid:part>1</pdfuaid:part>"), "tagged as PDF/UA asks");
    }
}

#[test]
fn markdown_reads_as_it_is_meant() {
    let text = String::from_utf8((format("md").unwrap().write)(&each_block()).unwrap()).unwrap();
    let mut report = each_block();
    report.paragraph(Paragraph::new().bold("Draft. ").plain("Then").bold("[touching]").plain("words"));
    report.paragraph("12. of them");
    report.paragraph("+ 1 - 2");
    let more = String::from_utf8((format("md").unwrap().write)(&report).unwrap()).unwrap();
    for line in [
        "# Ava's week at Sunflower",
        "## What we noticed",
        "- Mon 16 Nov: Poured at the water tray. “Look, it's a river!”",
        "Plain, **bold** and quiet.",
        "- **Room:** Sunflower",
        "---",
        "| Day | What | Met |",
        "| --- | --- | --- |",
        "| 1 Nov | One thing \\& \\<another\\>.<br>then more | Y |",
        "Made 20 November 2026, 17:40",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}: {text}");
    }
    for line in ["**Draft.** Then\\[touching\\]words", "12\\. of them", "\\+ 1 - 2"] {
        assert!(more.lines().any(|found| found == line), "{line}: {more}");
    }
}

#[test]
fn a_workbook_has_a_sheet_a_table_with_filters_and_says_nothing_of_who_made_it() {
    let report = Report { about: "A week & its days".into(), landscape: true, ..each_block() };
    let bytes = (format("xlsx").unwrap().write)(&report).unwrap();
    let app = part(&bytes, "docProps/app.xml");
    assert!(app.contains("<Application>Doorstep</Application>") && !app.contains("Microsoft"), "{app}");
    assert!(!app.contains("AppVersion"), "{app}");
    let core = part(&bytes, "docProps/core.xml");
    assert!(core.contains("<dc:title>A week &amp; its days</dc:title>"), "{core}");
    assert!(core.contains("<dc:creator></dc:creator>") && core.contains("2026-11-20T17:40:00Z"), "{core}");
    let book = part(&bytes, "xl/workbook.xml");
    assert!(book.contains("name=\"Report\"") && book.contains("name=\"A table\""), "{book}");
    let sheet = part(&bytes, "xl/worksheets/sheet2.xml");
    for mark in
        ["<autoFilter ref=\"A1:C61\"", "state=\"frozen\"", "paperSize=\"9\"", "orientation=\"landscape\""]
    {
        assert!(sheet.contains(mark), "{mark}: {sheet}");
    }
    assert!(book.contains("_xlnm.Print_Titles"), "{book}");
    // What begins like a formula stays text when somebody opens the cell and closes it again.
    let quoted = |words| {
        let bytes = (format("xlsx").unwrap().write)(&saying_everywhere(words)).unwrap();
        part(&bytes, "xl/styles.xml").contains("quotePrefix=\"1\"")
    };
    assert!(quoted("=1+1") && !quoted("1+1"));
    for (name, xml) in parts(&bytes) {
        for mark in ["<f>", "hyperlink", "External", "vbaProject"] {
            assert!(!xml.contains(mark), "{mark} in {name}");
        }
        assert!(!name.starts_with("docProps") || !xml.contains("Ava"), "{name}: {xml}");
    }
}

#[test]
fn a_workbook_holds_numbers_and_days_as_such_and_names_every_row() {
    use crate::report::{Value, Values};
    use calamine::{Data, Reader};
    let mut table = Table::of(&[("Child", 30), ("When", 30), ("What", 40)]);
    table.grouped = true;
    let long = "A long story. ".repeat(600);
    for (child, what) in [("Ava", "ate"), ("", long.as_str())] {
        table.rows.push(vec![child.into(), "Fri 20 Nov 17:40".into(), what.into()]);
    }
    let day = made().day();
    table.values = vec![
        Values {
            title: "When".into(),
            column: 1,
            instead: true,
            rows: vec![Value::At(made()), Value::Nothing],
        },
        Values {
            title: "Day".into(),
            column: 1,
            instead: true,
            rows: vec![Value::Day(day), Value::Day(day)],
        },
        Values { title: "Count".into(), column: 2, instead: false, rows: vec![Value::Number(7)] },
        Values { title: "Kind".into(), column: 2, instead: false, rows: vec![Value::Words("=Talk".into())] },
    ];
    let mut report = Report::new("T", "", made());
    report.blocks.push(Block::Table(table));
    let bytes = (format("xlsx").unwrap().write)(&report).unwrap();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range("T").unwrap();
    let heads: Vec<String> = range.rows().next().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(heads, ["Child", "When", "Day", "What", "Count", "Kind"]);
    let row = range.rows().nth(1).unwrap();
    let Data::DateTime(at) = row[1] else { panic!("{row:?}") };
    assert_eq!(at.to_ymd_hms_milli(), (2026, 11, 20, 17, 40, 0, 0));
    assert!(matches!(row[2], Data::DateTime(_)) && row[4] == Data::Float(7.0), "{row:?}");
    assert_eq!((&row[3], &row[5]), (&Data::String("ate".into()), &Data::String("=Talk".into())));
    // What is too high for one row goes on in the next, under the same name.
    let rest: Vec<_> = range.rows().skip(2).collect();
    assert!(rest.len() > 2 && rest.iter().all(|row| row[0] == Data::String("Ava".into())), "{rest:?}");
    assert_eq!(rest.iter().map(|row| row[3].to_string()).collect::<String>(), long);
}

#[test]
fn a_web_page_leaves_no_level_of_heading_out_and_has_one_list_of_what_stands_together() {
    let mut report = Report::new("T", "", made());
    report.heading(3, "Deep");
    report.heading(3, "Deeper");
    report.heading(3, "Deepest");
    report.entry("Mon", "", "one");
    report.entry("Tue", "", "two");
    report.note("between");
    report.entry("Wed", "", "three");
    let page = String::from_utf8((format("html").unwrap().write)(&report).unwrap()).unwrap();
    for mark in [">Deep</h2>", ">Deeper</h3>", ">Deepest</h4>"] {
        assert!(page.contains(mark), "{mark}: {page}");
    }
    assert_eq!(page.matches("<ul>").count(), 2, "{page}");
}

#[test]
fn large_print_is_eighteen_point_and_splits_nothing() {
    let mut report = each_block();
    report.print = Print::Large;
    let bytes = (format("docx").unwrap().write)(&report).unwrap();
    let styles = part(&bytes, "word/styles.xml");
    let sizes: Vec<u32> = styles
        .split("<w:sz w:val=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().parse().unwrap())
        .collect();
    let small = sizes.iter().filter(|&&size| size < 36).count();
    assert_eq!(small, 1, "only the footer is smaller: {sizes:?}");
    let document = part(&bytes, "word/document.xml");
    assert!(!document.contains("<w:i ") && !document.contains("<w:i/>"));
    assert_eq!(document.matches("<w:cantSplit").count(), 61);
}

#[test]
fn a_row_of_a_word_table_stays_whole_or_goes_on_between_two_paragraphs() {
    let mut report = Report::new("T", "", made());
    let mut table = Table::of(&[("What", 100)]);
    table.rows.push(vec!["short".into()]);
    table
        .rows
        .push(vec![Cell(vec!["long ".repeat(300).as_str().into(), "cited ".repeat(60).as_str().into()])]);
    report.blocks.push(Block::Table(table));
    let document = part(&(format("docx").unwrap().write)(&report).unwrap(), "word/document.xml");
    let rows: Vec<&str> = document.split("<w:tr>").skip(1).collect();
    assert_eq!(rows.iter().map(|row| row.contains("cantSplit")).collect::<Vec<_>>(), [true, true, false]);
    assert_eq!(rows.iter().map(|row| row.matches("keepLines").count()).collect::<Vec<_>>(), [0, 0, 2]);
}

#[test]
fn a_table_of_a_word_file_is_followed_by_a_paragraph_and_by_an_empty_one_only_where_no_other_is() {
    let table = || Block::Table(Table::of(&[("What", 100)]));
    let heading = || Block::Heading { level: 1, text: "Next".into() };
    for (blocks, empty, last) in [
        (vec![table(), heading()], 0, 0),
        (vec![table(), Block::PageBreak, heading()], 0, 0),
        (vec![Block::Lines(2), Block::PageBreak, table()], 1, 1),
        (vec![table(), table()], 1, 1),
        (vec![table(), Block::Note("Said.".into())], 1, 0),
        (vec![table()], 0, 1),
        (vec![table(), Block::PageBreak], 1, 0),
    ] {
        let report = Report { blocks, ..Report::new("T", "", made()) };
        let document = part(&(format("docx").unwrap().write)(&report).unwrap(), "word/document.xml");
        well_formed(&document).unwrap();
        assert!(!document.contains("</w:tbl><w:tbl>") && !document.contains("</w:tbl><w:sectPr>"));
        let bare = document.matches("<w:pStyle w:val=\"Note\"/></w:pPr></w:p>").count();
        let on_a_page = document.matches("<w:pageBreakBefore/></w:pPr></w:p>").count();
        let of_no_height =
            document.matches("<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\"").count();
        assert_eq!((bare + on_a_page, of_no_height), (empty, last), "{:?}", report.blocks);
    }
}

#[test]
fn plain_text_is_never_wider_than_seventy_two_columns() {
    use unicode_width::UnicodeWidthStr;
    let text = String::from_utf8((format("txt").unwrap().write)(&each_block()).unwrap()).unwrap();
    assert!(text.lines().all(|line| line.width() <= 72 && line.trim_end() == line));
    assert!(text.starts_with("Ava's week at Sunflower\n=======================\n"), "{text}");
    assert!(text.contains("Mon 16 Nov  Poured at the water tray. “Look, it's a river!”\n"), "{text}");
}
