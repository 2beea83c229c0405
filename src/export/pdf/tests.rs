//! Where words stand is read from the pages as they are set; what a reader finds, from the file.

mod opened;

use std::collections::BTreeSet;

use typst::layout::{Frame, FrameItem, Point, Transform};

use opened::opened;

use super::*;
use crate::export::tests::{EVERYWHERE, each_block, made, saying_everywhere};
use crate::report::{Block, Print, Table};
use crate::safe::tests::hostile::HOSTILE;

/// A run of letters as it stands on a page, in points from the left and the top.
pub(crate) struct Run {
    text: String,
    size: f64,
    left: f64,
    right: f64,
    base: f64,
}

/// Each page as its runs, in the order in which they are read.
pub(crate) fn runs(report: &Report) -> Vec<Vec<Run>> {
    fn walk(frame: &Frame, at: Transform, runs: &mut Vec<Run>) {
        for (place, item) in frame.items() {
            let at = at.pre_concat(Transform::translate(place.x, place.y));
            match item {
                FrameItem::Group(group) => walk(&group.frame, at.pre_concat(group.transform), runs),
                FrameItem::Text(text) => {
                    let begins = Point::zero().transform(at);
                    let ends = Point::with_x(text.width()).transform(at);
                    runs.push(Run {
                        text: text.text.to_string(),
                        size: text.size.to_pt() * at.sy.get(),
                        left: begins.x.to_pt(),
                        right: ends.x.to_pt(),
                        base: begins.y.to_pt(),
                    });
                }
                _ => {}
            }
        }
    }
    let pages = pages(report).unwrap();
    pages
        .pages()
        .iter()
        .map(|page| {
            let mut runs = Vec::new();
            walk(&page.frame, Transform::identity(), &mut runs);
            runs
        })
        .collect()
}

/// The letters of a page, without the spaces at which its lines are broken.
fn letters(page: &[Run]) -> String {
    tight(&page.iter().map(|run| run.text.as_str()).collect::<String>())
}

fn tight(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn all_letters(report: &Report) -> String {
    runs(report).iter().map(|page| letters(page)).collect()
}

/// A report of one paragraph.
fn saying(words: &str) -> Report {
    let mut report = Report::new("T", "", made());
    report.paragraph(words);
    report
}

/// A line in each language that runs from right to left.
const FROM_THE_RIGHT: [&str; 3] = ["قالت إنها نامت جيداً", "اس نے آج ناشتہ کیا", "היא ישנה טוב"];

/// A line in each script that the program brings a typeface for.
const SCRIPTS: [&str; 9] = [
    FROM_THE_RIGHT[0],
    FROM_THE_RIGHT[1],
    FROM_THE_RIGHT[2],
    "वह अच्छी तरह सोई",
    "ਉਹ ਚੰਗੀ ਤਰ੍ਹਾਂ ਸੁੱਤੀ",
    "તે સારી રીતે સૂઈ ગઈ",
    "সে ভালো ঘুমিয়েছে",
    "அவள் நன்றாக தூங்கினாள்",
    "Dobrze spała. Hún svaf vel. Đã ngủ ngon.",
];

/// The words of all pages, run by run, and once more without spaces, for whoever looks for what must not be there.
pub(crate) fn words(report: &Report) -> String {
    let pages = runs(report);
    let runs: Vec<&str> = pages.iter().flatten().map(|run| run.text.as_str()).collect();
    format!("{}\n{}\n", runs.join(" "), tight(&runs.concat()))
}

/// What the parts of a file are tagged as, what is said of each of its figures, and what it says of itself.
pub(crate) fn figures(file: &[u8]) -> (Vec<String>, Vec<String>, String) {
    let opened = opened(file);
    (opened.tags, opened.alts, opened.properties)
}

/// Where the runs that begin with these words stand: page, from the left, from the top, in hundredths of a point.
pub(crate) fn places(report: &Report, words: &str) -> Vec<(usize, i64, i64)> {
    let hundredths = |points: f64| (points * 100.0).round() as i64;
    let pages = runs(report);
    let found = pages.iter().enumerate().flat_map(|(page, runs)| {
        let those = runs.iter().filter(|run| run.text.starts_with(words));
        those.map(move |run| (page, hundredths(run.left), hundredths(run.base)))
    });
    found.collect()
}

/// The runs that stand over another of their page.
pub(crate) fn over_each_other(report: &Report) -> Vec<String> {
    let over = |one: &Run, other: &Run| {
        let beside = one.right <= other.left + 0.1 || other.right <= one.left + 0.1;
        let apart = (one.base - other.base).abs() >= 0.7 * one.size.min(other.size);
        !beside && !apart && !one.text.trim().is_empty() && !other.text.trim().is_empty()
    };
    let mut found = Vec::new();
    for page in runs(report) {
        for (at, one) in page.iter().enumerate() {
            found.extend(page[..at].iter().filter(|other| over(one, other)).map(|_| one.text.clone()));
        }
    }
    found
}

/// The runs that stand where a printer does not reach.
pub(crate) fn over_the_edge(report: &Report) -> Vec<String> {
    let high = if report.landscape { 595.2 } else { 841.8 };
    let edge = 12.0;
    let over = |run: &Run| run.base - 0.8 * run.size < edge || run.base + 0.2 * run.size > high - edge;
    let all = runs(report).into_iter().flatten().filter(over);
    all.map(|run| format!("{} at {}", run.text, run.base)).collect()
}

/// What stands at the foot of each page, after the title.
fn foot(page: usize, of: usize) -> String {
    format!("·made20November2026,17:40page{page}of{of}")
}

#[test]
fn words_come_back_as_they_were_and_none_is_markup() {
    let to_the_right = SCRIPTS.iter().filter(|words| !FROM_THE_RIGHT.contains(words));
    for words in HOSTILE.iter().chain(to_the_right) {
        let pages = runs(&saying_everywhere(words));
        let read: String = pages.iter().map(|page| letters(page)).collect();
        let said = tight(words);
        assert_eq!(read.matches(&said).count(), EVERYWHERE + pages.len(), "{words}: {read}");
        let mut rest = read.replace(&said, "");
        for page in 1..=pages.len() {
            rest = rest.replacen(&foot(page, pages.len()), "", 1);
        }
        assert_eq!(rest, "", "{words}");
    }
    // A page has these lines as the eye finds them, from the left.
    for words in FROM_THE_RIGHT {
        let pages = runs(&saying_everywhere(words));
        for word in words.split(' ') {
            let found = pages.iter().flatten().filter(|run| run.text == word).count();
            assert_eq!(found, EVERYWHERE + pages.len(), "{word}");
        }
    }
}

#[test]
fn what_hides_or_turns_is_seen_in_print_too() {
    let read = all_letters(&saying("esc\u{1b}[2J bidi\u{202e} zero\u{200b} nul\0 bad\u{fffe} own\u{e000}"));
    assert!(
        read.contains("esc[U+001B][2Jbidi[U+202E]zero[U+200B]nul[U+0000]bad[U+FFFE]own[U+E000]"),
        "{read}"
    );
}

#[test]
fn a_letter_that_no_typeface_has_stands_as_its_number_and_is_told() {
    let report = saying("She drew 你 and a 🦕, twice 你.");
    assert!(all_letters(&report).contains("Shedrew[U+4F60]anda[U+1F995],twice[U+4F60]."));
    assert_eq!(lacks(&report), ['你', '🦕']);
    for words in SCRIPTS.iter().chain(&HOSTILE) {
        assert!(lacks(&saying(words)).is_empty(), "{words}");
    }
    // A mark whose letter is of another script has no shape there.
    let odd = saying("a\u{93f} अ\u{5b8}");
    assert!(file(&pages(&odd).unwrap(), made()).is_ok());
}

#[test]
fn every_word_can_be_copied_from_the_file_and_every_letter_is_in_it() {
    let mut report = each_block();
    for words in HOSTILE {
        report.paragraph(words);
    }
    let opened = opened(&write(&report).unwrap());
    let copied: Vec<String> = opened.pages.iter().map(|page| tight(page)).collect();
    let set: Vec<String> = runs(&report).iter().map(|page| letters(page)).collect();
    assert_eq!(copied, set);
    for words in SCRIPTS {
        report.paragraph(words);
    }
    let opened = self::opened::opened(&write(&report).unwrap());
    assert!(opened.pages.iter().all(|page| !page.contains('\u{fffd}')), "{:?}", opened.pages);
    assert_eq!(opened.faces, (faces::FILES.len(), faces::FILES.len()));
}

/// What a file asks its reader to do or to open, and says of its writer: nothing in any.
pub(crate) fn asked_for(file: &[u8]) -> String {
    const ACTS: [&str; 10] = [
        "JavaScript",
        "JS",
        "URI",
        "Launch",
        "EmbeddedFile",
        "AcroForm",
        "OpenAction",
        "AA",
        "Annots",
        "Author",
    ];
    let names = opened(file).names;
    ACTS.into_iter().filter(|act| names.contains(*act)).collect::<Vec<_>>().join(", ")
}

#[test]
fn every_file_is_tagged_titled_and_of_a_language_and_names_nobody_in_its_properties() {
    let mut report = each_block();
    report.title = "Zebedee's week at Sunflower".into();
    report.about = "A week at Sunflower".into();
    for words in SCRIPTS {
        report.paragraph(words);
    }
    let bytes = write(&report).unwrap();
    let (opened, raw) = (opened(&bytes), String::from_utf8_lossy(&bytes));
    for mark in ["<pdfuaid:part>1</pdfuaid:part>", "A week at Sunflower", "en-GB", "2026-11-20T17:40:00"] {
        assert!(opened.properties.contains(mark), "{mark}: {}", opened.properties);
    }
    for mark in ["Zebedee", "Ava", "/home", "/tmp", env!("CARGO_MANIFEST_DIR")] {
        assert!(!opened.properties.contains(mark) && !raw.contains(mark), "{mark}: {}", opened.properties);
    }
    for mark in ["StructTreeRoot", "MarkInfo", "DisplayDocTitle", "Lang"] {
        assert!(opened.names.contains(mark), "{mark}: {:?}", opened.names);
    }
    assert_eq!(asked_for(&bytes), "");
}

#[test]
fn headings_and_tables_are_tagged_as_such_and_the_same_report_is_the_same_file() {
    let report = each_block();
    let bytes = write(&report).unwrap();
    let tags = opened(&bytes).tags;
    let kinds: BTreeSet<&str> = tags.iter().map(String::as_str).collect();
    for kind in ["H1", "P", "Table", "THead", "TH", "TBody", "TR", "TD"] {
        assert!(kinds.contains(kind), "{kind}: {kinds:?}");
    }
    let columns: usize = report
        .blocks
        .iter()
        .map(|block| if let Block::Table(table) = block { table.columns.len() } else { 0 })
        .sum();
    assert_eq!(tags.iter().filter(|tag| *tag == "TH").count(), columns, "{tags:?}");
    assert_eq!(bytes, write(&report).unwrap());
}

#[test]
fn a_table_repeats_its_first_row_and_every_page_is_numbered() {
    let pages = runs(&each_block());
    assert!(pages.len() > 2);
    for (index, page) in pages.iter().enumerate() {
        let read = letters(page);
        assert!(read.ends_with(&foot(index + 1, pages.len())), "{read}");
        assert_eq!(read.contains("DayWhatMet"), read.contains("Onething"), "{read}");
    }
}

#[test]
fn nothing_is_cut_off_at_an_edge() {
    let long = "w".repeat(400);
    let words = "Everything that was said at the door on a very long day. ".repeat(120);
    for (print, landscape) in [(Print::Standard, false), (Print::Standard, true), (Print::Large, false)] {
        let mut report = Report::new(long.clone(), long.clone(), made());
        (report.print, report.landscape) = (print, landscape);
        report.heading(1, long.clone());
        for text in [&long, &words] {
            report.paragraph(text.as_str());
            report.note(text.as_str());
            report.entry("Mon 16 Nov", "for home", text.as_str());
            report.entry(text.as_str(), "", "short");
            report.blocks.push(Block::Facts(vec![(text.clone(), text.clone())]));
            let mut table = Table::of(&[("No.", 4), (&long[..80], 18), ("How", 65), ("Met Y/P/N", 13)]);
            table.rows.push(vec!["16".into(), text.as_str().into(), text.as_str().into(), "Y".into()]);
            report.blocks.push(Block::Table(table));
        }
        let (wide, high) = if landscape { (841.9, 595.3) } else { (595.3, 841.9) };
        let pages = runs(&report);
        for run in pages.iter().flatten() {
            let inside =
                run.left > 50.0 && run.right < wide - 50.0 && run.base > 40.0 && run.base < high - 15.0;
            assert!(inside, "{} at {} to {}, {}", run.text, run.left, run.right, run.base);
        }
        let foot = if print == Print::Large { 12.0 } else { 8.0 };
        let body = pages.iter().flatten().filter(|run| run.size != foot);
        let read = tight(&body.map(|run| run.text.as_str()).collect::<String>());
        assert!(read.matches(&tight(&words)).count() >= 3, "{print:?}");
    }
}

#[test]
fn no_heading_stands_alone_at_the_end_of_a_page_and_no_page_is_empty() {
    for lines in 20..44 {
        let mut report = Report::new("T", "", made());
        for _ in 0..lines {
            report.paragraph("One line.");
        }
        report.heading(1, "Next week");
        report.note("Here is what.");
        report.entry("Mon 16 Nov", "", "Then.");
        report.blocks.push(Block::PageBreak);
        report.blocks.push(Block::PageBreak);
        let pages = runs(&report);
        for (index, page) in pages.iter().enumerate() {
            let read = letters(page).replace(&format!("T{}", foot(index + 1, pages.len())), "");
            assert!(
                !read.is_empty() && !read.ends_with("Nextweek"),
                "{lines} lines, page {}: {read}",
                index + 1
            );
        }
    }
}

#[test]
fn large_print_is_eighteen_point_and_splits_nothing_that_a_page_can_hold() {
    let mut report = each_block();
    report.print = Print::Large;
    for number in 0..40 {
        report.entry(
            "Mon 16 Nov",
            "",
            format!("begin{number} {} end{number}", "Some words about the day. ".repeat(5)),
        );
    }
    let pages = runs(&report);
    for (index, page) in pages.iter().enumerate() {
        let small: String = page.iter().filter(|run| run.size < 18.0).map(|run| run.text.as_str()).collect();
        assert_eq!(tight(&small), format!("Ava'sweekatSunflower{}", foot(index + 1, pages.len())));
    }
    let read: Vec<String> = pages.iter().map(|page| letters(page)).collect();
    for number in 0..40 {
        let whole = read
            .iter()
            .any(|page| page.contains(&format!("begin{number}S")) && page.contains(&format!("end{number}")));
        assert!(whole, "{number}");
    }
}

#[test]
fn words_from_right_to_left_begin_at_the_right() {
    let edges = |words| {
        let body: Vec<Run> =
            runs(&saying(words)).into_iter().flatten().filter(|run| run.size == 11.0).collect();
        let left = body.iter().map(|run| run.left).fold(f64::MAX, f64::min);
        (left, body.iter().map(|run| run.right).fold(0.0, f64::max))
    };
    let (margin, edge) = (56.0, 595.3 - 57.0);
    for words in FROM_THE_RIGHT {
        let (left, right) = edges(words);
        assert!(left > 300.0 && (edge - 2.0..=edge + 2.0).contains(&right), "{words}: {left} to {right}");
    }
    let (left, right) = edges("She said: نامت");
    assert!((margin..margin + 2.0).contains(&left) && right < 300.0, "{left} to {right}");
}

#[test]
fn every_file_of_print_is_used_and_each_typeface_is_one() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/print");
    let names = |folder: &std::path::Path| {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(&root), ["fonts", "report.css", "report.typ"]);
    let mut listed: Vec<&str> = faces::FILES.iter().map(|(name, _)| *name).collect();
    listed.push("OFL.txt");
    listed.sort();
    assert_eq!(names(&root.join("fonts")), listed);
    for (name, file) in faces::FILES {
        assert_eq!(Font::iter(Bytes::new(file)).count(), 1, "{name}");
    }
}
