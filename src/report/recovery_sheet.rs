//! The recovery sheet as a page to print: its four lines, and a square from which a phone's camera shows the same lines.

use qrcode::{Color, EcLevel, QrCode};

use super::{Block, Paragraph, Report, Square};
use crate::domain::Moment;
use crate::failure::{Failure, Result};

/// What is said of the square to whoever has the page read aloud: never what it holds.
const SQUARE: &str = "A square that a phone's camera reads: it holds the four lines.";

/// The page of these lines, as they are printed: `1   K7QM-2F9D-XA`. Whoever makes it answers for where it goes: it is the
/// key itself, stands in no table of reports, and is made for one file that nobody else can read.
///
/// # Errors
/// A machine failure where the square can't hold the lines, which no sheet's are too long for.
pub fn recovery_sheet(setting: &str, lines: &str, made: Moment) -> Result<Report> {
    let mut report = Report::new("Recovery sheet", setting, made);
    report.for_whom = "For the day on which nobody has the room words any more.".into();
    report.paragraph(
        "Where the room words are asked, Tab asks for this sheet: type its four lines. Small letters will do, and every line \
         checks itself.",
    );
    for line in lines.lines() {
        report.paragraph(Paragraph::new().bold(line));
    }
    report.blocks.push(Block::Square(Square { dark: square(lines)?, says: SQUARE.to_string() }));
    report.paragraph(
        "The square holds these four lines and nothing else: any phone's camera shows what is to be typed.",
    );
    report.paragraph(
        Paragraph::new()
            .bold("A photo of this page is a key. ")
            .plain("Whoever has one, or the page, can open the record. Keep no photo of it, on no phone and in no cloud."),
    );
    report.paragraph(
        "Lock it away, and neither beside the room words nor beside the machine. If words, sheet and key file are all lost, \
         nobody can open the record. When a new sheet is made, this one opens it no more: destroy it.",
    );
    Ok(report)
}

/// The fields of a square that holds the lines, row by row. A quarter of them may be lost to folds and spots.
fn square(lines: &str) -> Result<Vec<Vec<bool>>> {
    let held = lines.trim_end();
    let code = QrCode::with_error_correction_level(held, EcLevel::Q)
        .map_err(|cause| Failure::machine("The square of the recovery sheet could not be made.", cause))?;
    let dark: Vec<bool> = code.to_colors().into_iter().map(|field| field == Color::Dark).collect();
    Ok(dark.chunks(code.width().max(1)).map(<[bool]>::to_vec).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;
    use crate::export;
    use crate::report::example::at;
    use crate::store::vault::Sheet;

    fn lines(seed: u64) -> String {
        Sheet::generate(&mut Chance::seeded(seed)).printed().to_string()
    }

    fn held(report: &Report) -> &Square {
        let found = report.blocks.iter().find_map(|block| match block {
            Block::Square(square) => Some(square),
            _ => None,
        });
        found.expect("a square")
    }

    #[test]
    fn the_square_is_the_librarys_of_the_lines_and_of_no_other_words() {
        let lines = lines(7);
        let report = recovery_sheet("Little Acorns", &lines, at(20, 17, 0)).unwrap();
        let of = |text: &str| QrCode::with_error_correction_level(text, EcLevel::Q).unwrap();
        let dark = &held(&report).dark;
        let rendered = of(lines.trim_end()).to_colors();
        let drawn: Vec<Color> =
            dark.iter().flatten().map(|dark| if *dark { Color::Dark } else { Color::Light }).collect();
        assert_eq!(drawn, rendered);
        assert!(dark.iter().all(|row| row.len() == dark.len()), "it is a square");
        // What a camera looks for first: a ring and a middle in three corners.
        let ring = [true, true, true, true, true, true, true, false];
        assert!(dark[0].starts_with(&ring) && dark[dark.len() - 1].starts_with(&ring));
        assert_ne!(of(&format!("{lines}x")).to_colors(), rendered);
    }

    #[test]
    fn the_page_has_the_lines_as_the_sheet_prints_them_and_what_is_read_aloud_of_the_square_is_no_key() {
        let lines = lines(8);
        let report = recovery_sheet("Little Acorns", &lines, at(20, 17, 0)).unwrap();
        let text = String::from_utf8((export::format("txt").unwrap().write)(&report).unwrap()).unwrap();
        for line in lines.lines() {
            assert_eq!(text.matches(&line.replace("   ", " ")).count(), 1, "{text}");
        }
        assert!(Sheet::parse(&text).is_ok(), "what is typed from the page opens: {text}");
        assert!(text.contains("A photo of this page is a key."), "{text}");
        let says = &held(&report).says;
        assert!(lines.lines().all(|line| !says.contains(&line[4..8])), "{says}");
    }
}
