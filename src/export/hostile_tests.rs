//! Words that would do something, through every file: they come back as words, and the file does nothing.

use super::tests::{EVERYWHERE, made, need_valid, read_as_words, saying_everywhere};
use super::*;
use crate::chance::Chance;
use crate::safe::tests::hostile;

/// So many stand in one report.
const AT_ONCE: usize = 40;

/// A report that says each of them in every place.
fn saying(all: &[String]) -> Report {
    let first = all.first().map(String::as_str).unwrap_or_default();
    let mut report = Report::new(first, first, made());
    for words in all {
        report.blocks.extend(saying_everywhere(words).blocks);
    }
    report
}

/// A report that says each of them once.
fn saying_once(all: &[String]) -> Report {
    let first = all.first().map(String::as_str).unwrap_or_default();
    let mut report = Report::new(first, first, made());
    all.iter().for_each(|words| report.paragraph(words.as_str()));
    report
}

/// Cells of Braille are read by what stands before them: each text alone.
fn come_back(format: &FileFormat, words: &str) {
    let mut report = Report::new("Week", "", made());
    report.paragraph(words);
    let (read, said) = (read_as_words(format, &report), bare(&brf::tests::read_back(words)));
    assert!(read.contains(&said), "{words:?}: {read}");
}

fn bare(words: &str) -> String {
    words.chars().filter(|letter| !letter.is_whitespace()).collect()
}

#[test]
fn hostile_words_go_through_every_file_as_words() {
    let (mut chance, mut taken) = (Chance::seeded(1), 0);
    while taken < hostile::trials() {
        let all: Vec<String> = (0..AT_ONCE).map(|_| hostile::words(&mut chance) + ".").collect();
        let (report, once) = (saying(&all), saying_once(&all));
        for format in &FORMATS {
            // A page of paper takes longest to set, has letters that no typeface has as numbers, and others from the right.
            if format.name == "pdf" {
                need_valid(format, &(format.write)(&once).unwrap());
                continue;
            }
            need_valid(format, &(format.write)(&report).unwrap());
            match format.name {
                "brf" => all.iter().for_each(|words| come_back(format, words)),
                // The title and what is above it are the first one's; cells of plain text stand beside each other.
                name => {
                    let least = EVERYWHERE - 3 - if name == "txt" { 5 } else { 0 };
                    let read = read_as_words(format, &report);
                    for words in &all {
                        let said = bare(&safe::line(words));
                        let found = if said.is_empty() { least } else { read.matches(&said).count() };
                        assert!(found >= least, "{name}: {words:?}, {found} times in {read}");
                    }
                }
            }
        }
        taken += all.len();
    }
    println!("{taken} hostile words through every file");
}
