//! The line that is being typed, and how the terminal is told of it: letters as they come, and for one that is
//! taken away a step back, a blank and a step back, as terminals have done it since they printed on paper.

use unicode_segmentation::UnicodeSegmentation;
use zeroize::Zeroizing;

use super::Echo;
use crate::tui::widget::columns::width_of;

/// More than anybody types in one line: what is beyond is not taken.
const MOST: usize = 4_000;

/// A line that is being typed. It is wiped from memory when it goes: it may hold room words.
pub struct Line {
    text: Zeroizing<String>,
    echo: Echo,
}

impl Line {
    /// A line in which that stands already.
    pub fn begun(text: &str, echo: Echo) -> Line {
        // Long enough from the start: a string that grows leaves its old bytes behind.
        let mut line = Line { text: Zeroizing::new(String::with_capacity(MOST)), echo };
        line.text.push_str(text.get(..text.floor_char_boundary(MOST / 2)).unwrap_or_default());
        line
    }

    /// What is typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is typed, as it may be seen.
    pub fn seen(&self) -> &str {
        if self.echo == Echo::Letters { &self.text } else { "" }
    }

    /// Whether it is an answer without Enter.
    pub fn full(&self) -> bool {
        matches!(self.echo, Echo::HiddenNumbers(length) if self.text.chars().count() >= length)
    }

    /// A letter; answers with what the terminal is told.
    pub fn write(&mut self, letter: char) -> String {
        if letter.is_control() || self.text.len() + letter.len_utf8() > MOST {
            return String::new();
        }
        self.text.push(letter);
        if self.echo == Echo::Letters { letter.to_string() } else { String::new() }
    }

    /// Takes the last letter away, as a person sees one.
    pub fn erase(&mut self) -> String {
        let Some((at, letter)) = self.text.grapheme_indices(true).next_back() else { return String::new() };
        let columns = if self.echo == Echo::Letters { width_of(letter) } else { 0 };
        self.text.truncate(at);
        "\u{8} \u{8}".repeat(columns)
    }

    /// Takes all of it away.
    pub fn clear(&mut self) -> String {
        let mut told = String::new();
        while !self.text.is_empty() {
            told.push_str(&self.erase());
        }
        told
    }

    /// What was typed, to be answered with.
    pub fn take(&mut self) -> Zeroizing<String> {
        std::mem::replace(&mut self.text, Zeroizing::new(String::new()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_is_never_told_to_the_terminal_and_the_last_number_ends_it() {
        let mut line = Line::begun("", Echo::HiddenNumbers(4));
        let told: String = "481".chars().map(|letter| line.write(letter)).collect();
        assert_eq!((told.as_str(), line.seen(), line.full()), ("", "", false));
        assert_eq!(line.erase(), "");
        line.write('1');
        line.write('6');
        assert!(line.full());
        assert_eq!(*line.take(), "4816");
    }

    #[test]
    fn a_letter_is_taken_away_as_it_is_seen_and_controls_are_not_typed() {
        let mut line = Line::begun("ze\u{301}", Echo::Letters);
        assert_eq!(line.write('\u{1b}'), "");
        assert_eq!(line.write('a'), "a");
        assert_eq!(line.erase(), "\u{8} \u{8}");
        assert_eq!(line.erase(), "\u{8} \u{8}");
        assert_eq!(line.text(), "z");
        assert_eq!(line.clear(), "\u{8} \u{8}");
        assert_eq!(line.erase(), "");
    }
}
