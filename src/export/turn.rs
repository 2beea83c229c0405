//! Which way words run, on a page from left to right and on one from right to left.

use crate::report::Report;

/// Which way a page runs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn {
    /// From right to left.
    pub(super) right: bool,
}

/// A mark without a shape that runs from left to right.
const FROM_LEFT: char = '\u{200e}';
/// The same from right to left.
const FROM_RIGHT: char = '\u{200f}';

impl Turn {
    pub(super) fn of(report: &Report) -> Turn {
        Turn { right: report.tongue.from_the_right }
    }

    /// Whether a paragraph runs from right to left. On a page that does, one does that has any letter of such a script,
    /// though a name in another comes first; else the first letter that has a direction says it.
    pub(super) fn of_words(self, text: &str) -> bool {
        match self.right {
            true => text.chars().any(is_from_right),
            false => text.chars().find(|letter| letter.is_alphabetic()).is_some_and(is_from_right),
        }
    }

    /// A line of plain text with a mark before it where it runs from right to left, for a reader's program that goes by
    /// the first letter, and one behind it where words that run the other way end it.
    pub(super) fn line(self, line: String) -> String {
        if !(self.right && self.of_words(&line)) {
            return line;
        }
        let last = line.chars().rev().find(|letter| letter.is_alphabetic());
        let end = if last.is_some_and(is_from_right) { "" } else { "\u{200e}" };
        format!("{FROM_RIGHT}{line}{end}")
    }
}

/// A run of words, already harmless, in a paragraph that runs `right`: where it is words from left to right alone, its
/// stops stay with it.
pub(super) fn kept(run: String, right: bool) -> String {
    let left = run.chars().any(char::is_alphabetic) && !run.chars().any(is_from_right);
    if right && left { format!("{FROM_LEFT}{run}{FROM_LEFT}") } else { run }
}

/// Whether a letter belongs to a script that is written from right to left.
pub(super) fn is_from_right(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
        && letter.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_runs_as_its_page_and_its_letters_do() {
        let (left, right) = (Turn { right: false }, Turn { right: true });
        for (text, on_left, on_right) in [
            ("Ate everything.", false, false),
            ("تم تناول كل الطعام.", true, true),
            ("Ava: تم تناول كل الطعام.", false, true),
            ("16–22 نوفمبر 2026", true, true),
            ("17:40", false, false),
        ] {
            assert_eq!((left.of_words(text), right.of_words(text)), (on_left, on_right), "{text}");
        }
        assert_eq!(kept("Ate it.".into(), true), "\u{200e}Ate it.\u{200e}");
        for (run, right) in [("Ate it.", false), ("أكل it.", true), ("40.", true)] {
            assert_eq!(kept(run.into(), right), run);
        }
        assert_eq!(right.line("Ava: أكل.".into()), "\u{200f}Ava: أكل.");
        assert_eq!(right.line("أكل: Ate it.".into()), "\u{200f}أكل: Ate it.\u{200e}");
        assert_eq!(left.line("أكل: Ate it.".into()), "أكل: Ate it.");
        assert_eq!(right.line("Ate it.".into()), "Ate it.");
    }
}
