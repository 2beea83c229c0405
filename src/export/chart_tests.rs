//! Charts in every format: what is drawn, what stands there in letters, and that words are nothing but words.

use std::process::Command;

use super::tests::{HIDING, made, need_valid, part, parts, read_as_words, well_formed};
use super::*;
use crate::domain::evidence::Cell;
use crate::report::chart::tests::sample;
use crate::report::{Bar, Block, Chart, Print, Tongue};
use crate::safe::tests::hostile::HOSTILE;

/// A report of that chart.
fn report(chart: Chart) -> Report {
    let mut report = Report::new("Sunflower: the week", "", made());
    report.paragraph("Before.");
    report.blocks.push(Block::Chart(chart));
    report.paragraph("After.");
    report
}

fn written(name: &str, report: &Report) -> Vec<u8> {
    (format(name).unwrap().write)(report).unwrap()
}

fn text(name: &str, report: &Report) -> String {
    String::from_utf8(written(name, report)).unwrap()
}

/// A chart that says the words in each of its places.
fn saying(words: &str) -> Chart {
    let bar = |count| Bar { label: words.into(), count, of: Some(9) };
    Chart::of(words, words, words, vec![bar(Cell::Exact(7)), bar(Cell::Few)]).unwrap()
}

#[test]
fn every_format_says_what_each_bar_shows_and_gives_the_same_bytes_again() {
    let report = report(sample());
    for format in FORMATS {
        let bytes = (format.write)(&report).unwrap();
        assert_eq!(bytes, (format.write)(&report).unwrap(), "{}", format.name);
        need_valid(&format, &bytes);
        let read = read_as_words(&format, &report);
        let said = |words: &str| {
            let words = if format.name == "brf" { brf::tests::read_back(words) } else { words.to_string() };
            words.chars().filter(|c| !c.is_whitespace()).collect::<String>()
        };
        let at = |words: &str| {
            read.find(&said(words)).unwrap_or_else(|| panic!("{words}, {}: {read}", format.name))
        };
        let title = at("Families spoken with, day by day");
        assert!(at("Before.") < title && at("After.") > title || format.name == "xlsx", "{read}");
        for words in ["Mon 16 Nov", "Tue 17 Nov", "fewer than 5", "not shown"] {
            at(words);
        }
        assert!(read.contains(&said("18 of 24")) || ["csv", "xlsx"].contains(&format.name), "{read}");
    }
}

#[test]
fn words_of_a_chart_are_words_in_every_format_and_hostile_ones_do_nothing() {
    for (words, said) in HOSTILE.into_iter().map(|words| (words, words)).chain([HIDING]) {
        let report = report(saying(words));
        for format in FORMATS {
            need_valid(&format, &(format.write)(&report).unwrap());
            let read = read_as_words(&format, &report);
            let said = if format.name == "brf" { brf::tests::read_back(said) } else { said.to_string() };
            let said: String = said.chars().filter(|c| !c.is_whitespace()).collect();
            // A long name of a bar goes on in the next line of plain text, beside the bar.
            let least = if format.name == "txt" { 1 } else { 3 };
            let found = read.matches(&said).count();
            assert!(found >= least, "{}: {words}, {found} times in {read}", format.name);
        }
    }
}

#[test]
fn plain_text_draws_bars_in_letters_within_its_columns_and_reads_them_as_a_sentence() {
    let report = report(sample());
    let text = text("txt", &report);
    let lines: Vec<&str> = text.lines().skip_while(|line| !line.starts_with("Families")).take(5).collect();
    assert_eq!(
        lines,
        [
            "Families spoken with, day by day",
            "  Mon 16 Nov  ########################........  18 of 24",
            "  Tue 17 Nov  ########........................  6 of 24",
            "  Wed 18 Nov  ................................  fewer than 5",
            "  Thu 19 Nov                                    not shown",
        ]
    );
    let narrow: Vec<String> = txt::lines(&report, 30).into_iter().map(|(line, _)| line).collect();
    assert!(narrow.contains(&"  Mon 16 Nov: 18 of 24".to_string()), "{narrow:?}");
    assert!(narrow.iter().all(|line| line.chars().count() <= 30), "{narrow:?}");
    assert!(txt::aloud(&report).contains(&sample().says()));
    let long = saying(&"a long name ".repeat(20));
    let long = self::text("txt", &self::report(long));
    assert!(long.lines().all(|line| line.chars().count() <= 72), "{long}");
}

#[test]
fn a_web_page_draws_bars_without_words_and_says_them_beside() {
    let page = text("html", &report(sample()));
    let drawings: Vec<&str> =
        page.split("<svg").skip(1).map(|rest| rest.split("</svg>").next().unwrap()).collect();
    assert_eq!(drawings.len(), 4);
    assert!(
        drawings[0].contains("<rect class=\"bar\" x=\"0\" y=\"0\" width=\"750\" height=\"10\"/>"),
        "{page}"
    );
    assert!(
        drawings[0].contains("<rect class=\"missing\" x=\"750\" y=\"0\" width=\"250\" height=\"10\"/>"),
        "{page}"
    );
    assert!(!drawings[2].contains("class=\"bar\"") && !drawings[3].contains("<rect"), "{page}");
    assert!(drawings.iter().all(|drawing| !drawing.chars().any(|c| c == '“') && !drawing.contains("Nov")));
    assert_eq!(page.matches("<dd aria-hidden=\"true\"><svg").count(), 4, "a reader hears the words alone");
    assert!(
        page.contains("<dt dir=\"auto\">Mon 16 Nov</dt>") && page.contains("<dd dir=\"auto\">18 of 24</dd>")
    );
    // On a page from the right, bars begin at the right.
    let mut turned = report(sample());
    turned.tongue = Tongue { code: "ar".into(), from_the_right: true };
    assert!(text("html", &turned).contains("<rect class=\"bar\" x=\"250\" y=\"0\" width=\"750\""));
}

#[test]
fn a_word_file_draws_bars_as_cells_whose_parts_come_to_all_and_says_them_to_a_readers_program() {
    let document = part(&written("docx", &report(sample())), "word/document.xml");
    well_formed(&document).unwrap();
    assert!(document.contains(&format!("<w:tblDescription w:val=\"{}\"/>", sample().says())), "{document}");
    let rows: Vec<&str> =
        document.split("<w:tr>").skip(1).map(|row| row.split("</w:tr>").next().unwrap()).collect();
    let spans = |row: &str| -> u32 {
        let spans = row.split("<w:gridSpan w:val=\"").skip(1);
        spans.map(|rest| rest.split('"').next().unwrap().parse::<u32>().unwrap()).sum()
    };
    assert_eq!(rows.len(), 4);
    assert!(rows.iter().all(|row| spans(row) == 50), "{document}");
    assert_eq!(document.matches("<w:gridCol ").count(), 52);
    let filled = |row: &str| row.contains("w:fill=\"17505E\"");
    assert_eq!(rows.iter().map(|row| filled(row)).collect::<Vec<_>>(), [true, true, false, false]);
    // Quotation marks end no attribute.
    let quoted = part(&written("docx", &report(saying("\"a\" & <b>"))), "word/document.xml");
    assert!(quoted.contains("w:val=\"&quot;a&quot; &amp; &lt;b&gt;: "), "{quoted}");
}

#[test]
fn a_workbook_has_a_sheet_a_chart_with_its_numbers_and_draws_them_from_the_cells() {
    use calamine::{Data, Reader};
    let bytes = written("xlsx", &report(sample()));
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(&bytes)).unwrap();
    let range = book.worksheet_range("Families spoken with, day by da").unwrap();
    let words =
        |row: usize| range.rows().nth(row).unwrap()[..3].iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(words(0), ["Day", "Families", "Of"]);
    assert_eq!(words(3), ["Wed 18 Nov", "fewer than 5", "24"]);
    assert_eq!(range.rows().nth(1).unwrap()[1], Data::Float(18.0));
    let drawn = part(&bytes, "xl/charts/chart1.xml");
    for mark in ["'Families spoken with, day by da'!$B$2:$B$5", "'Families spoken with, day by da'!$A$2:$A$5"]
    {
        assert!(drawn.contains(mark), "{mark}: {drawn}");
    }
    let anchors = part(&bytes, "xl/drawings/drawing1.xml");
    assert!(anchors.contains(&sample().says()), "{anchors}");
    assert_eq!(parts(&bytes).iter().filter(|(name, _)| name.starts_with("xl/charts/")).count(), 1);
}

#[cfg(feature = "pdf")]
#[test]
fn a_pdf_tags_a_chart_as_a_figure_with_its_sentence_and_stays_accessible() {
    let report = report(sample());
    let bytes = written("pdf", &report);
    let (tags, alts, properties) = pdf::tests::figures(&bytes);
    assert_eq!(tags.iter().filter(|tag| *tag == "Figure").count(), 1, "{tags:?}");
    assert_eq!(alts, [sample().says()]);
    assert!(properties.contains("<pdfuaid:part>1</pdfuaid:part>"), "{properties}");
    // More bars than a page has room for, and in large print.
    let many = (0..90).map(|n| Bar { label: format!("Statement {n}"), count: Cell::Exact(n), of: Some(90) });
    let mut long = self::report(Chart::of("Many", "Statement", "Families", many.collect()).unwrap());
    for print in [Print::Standard, Print::Large] {
        long.print = print;
        let words = pdf::tests::words(&long);
        assert!((0..90).all(|n| words.contains(&format!("Statement{n}"))), "{words}");
        assert!(tests::pages(&long) > 1);
        let (_, _, properties) = pdf::tests::figures(&written("pdf", &long));
        assert!(properties.contains("<pdfuaid:part>1</pdfuaid:part>"));
    }
}

/// Runs a program that this machine may have; `None`, said aloud, where it has not.
fn runs(program: &str, arguments: &[&str]) -> Option<(bool, String)> {
    match Command::new(program).args(arguments).output() {
        Ok(output) => {
            let said = [output.stdout, output.stderr].concat();
            Some((output.status.success(), String::from_utf8_lossy(&said).into_owned()))
        }
        Err(_) => {
            eprintln!("skipped: this machine has no {program}");
            None
        }
    }
}

#[test]
fn other_programs_open_the_files_of_a_chart() {
    let folder = tempfile::tempdir().unwrap();
    let mut report = report(sample());
    report.blocks.push(Block::Chart(saying("Any & <other> \"words\"")));
    let file = |name: &str| {
        let path = folder.path().join(format!("chart.{name}"));
        std::fs::write(&path, written(name, &report)).unwrap();
        path.to_string_lossy().into_owned()
    };
    if cfg!(feature = "pdf") {
        let pdf = file("pdf");
        if let Some((sound, said)) = runs("qpdf", &["--check", &pdf]) {
            assert!(sound, "{said}");
        }
        if let Some((_, read)) = runs("pdftotext", &["-layout", &pdf, "-"]) {
            assert!(read.contains("18 of 24") && read.contains("fewer than 5"), "{read}");
        }
    }
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("office").display());
    for (name, into) in [("docx", "txt:Text"), ("xlsx", "csv")] {
        let (path, out) = (file(name), folder.path().join("out"));
        let arguments =
            [&profile, "--headless", "--convert-to", into, "--outdir", &out.to_string_lossy(), &path];
        let Some((sound, said)) = runs("soffice", &arguments) else { return };
        assert!(sound, "{said}");
        let made = out.join("chart").with_extension(into.split(':').next().unwrap());
        let read = std::fs::read_to_string(&made).unwrap_or_else(|_| panic!("{said}"));
        assert!(read.contains("fewer than 5"), "{read}");
    }
}
