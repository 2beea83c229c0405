//! Words being written: a text with a caret, changed by keys and shown broken between words.

use std::ops::Range;

use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use super::canvas::Canvas;
use super::columns::width_of;
use crate::tui::action::Action;
use crate::tui::screen::Press;

/// A text and where the caret is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    text: String,
    /// In bytes, always between two letters.
    caret: usize,
    /// The columns in which it was drawn last, so that up and down go where the eye expects.
    columns: std::cell::Cell<usize>,
}

/// What is shown of the caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caret {
    /// Nothing: the text is read from its beginning.
    Away,
    /// Its line, and where something will be put in: keys go elsewhere meanwhile.
    Waits,
    /// Its line, with the cursor on it.
    Here,
}

impl Words {
    /// A text with the caret after it.
    pub fn new(text: impl Into<String>) -> Words {
        let text = text.into();
        Words { caret: text.len(), text, columns: std::cell::Cell::new(60) }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text without spaces at its ends; empty where nothing is said.
    pub fn said(&self) -> &str {
        self.text.trim()
    }

    /// The text before the caret.
    pub fn before(&self) -> &str {
        self.text.get(..self.caret).unwrap_or_default()
    }

    /// Where the caret is, in characters from the start.
    pub fn cursor(&self) -> usize {
        self.before().chars().count()
    }

    /// Puts the caret after so many characters, at most at the end.
    pub fn set_cursor(&mut self, characters: usize) {
        self.caret = self.text.char_indices().nth(characters).map_or(self.text.len(), |(at, _)| at);
    }

    /// Puts words in at the caret. Controls become spaces; a new line stays one.
    pub fn insert(&mut self, words: &str) {
        let words: String = words
            .chars()
            .map(|letter| if letter.is_control() && letter != '\n' { ' ' } else { letter })
            .collect();
        self.text.insert_str(self.caret, &words);
        self.caret += words.len();
    }

    /// Puts words in after everything, and the caret after them.
    pub fn append(&mut self, words: &str) {
        self.caret = self.text.len();
        self.insert(words);
    }

    /// A key: a letter, a step of the caret, a letter taken away. Answers whether it meant something.
    pub fn press(&mut self, press: Press) -> bool {
        match press.action {
            None => match press.chord.letter() {
                Some(letter) => self.insert(letter.encode_utf8(&mut [0; 4])),
                None => return false,
            },
            Some(Action::Erase) => {
                let from = self.left();
                self.text.replace_range(from..self.caret, "");
                self.caret = from;
            }
            Some(Action::EraseAhead) => {
                let to = self.right();
                self.text.replace_range(self.caret..to, "");
            }
            Some(Action::Left) => self.caret = self.left(),
            Some(Action::Right) => self.caret = self.right(),
            Some(Action::First) => self.caret = self.line().map_or(0, |(_, line)| line.start),
            Some(Action::Last) => {
                if let Some((_, line)) = self.line() {
                    self.caret = self.end_of(&line);
                }
            }
            Some(Action::Up) => return self.step(-1),
            Some(Action::Down) => return self.step(1),
            _ => return false,
        }
        true
    }

    fn left(&self) -> usize {
        self.before().grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn right(&self) -> usize {
        let after = self.text.get(self.caret..).unwrap_or_default();
        self.caret + after.graphemes(true).next().map_or(0, str::len)
    }

    fn line(&self) -> Option<(usize, Range<usize>)> {
        let lines = lines(&self.text, self.columns.get());
        let index = lines.iter().rposition(|line| line.start <= self.caret)?;
        lines.get(index).map(|line| (index, line.clone()))
    }

    /// The last place of a line where the caret still stands in it.
    fn end_of(&self, line: &Range<usize>) -> usize {
        if line.end == self.text.len() && !self.text.ends_with('\n') {
            return line.end;
        }
        let words = self.text.get(line.clone()).unwrap_or_default();
        words.grapheme_indices(true).next_back().map_or(line.start, |(at, _)| line.start + at)
    }

    fn step(&mut self, by: isize) -> bool {
        let Some((index, line)) = self.line() else { return false };
        let column = width_of(self.text.get(line.start..self.caret).unwrap_or_default());
        let Some(wanted) = index.checked_add_signed(by) else { return true };
        let lines = lines(&self.text, self.columns.get());
        let Some(other) = lines.get(wanted) else { return true };
        let words = self.text.get(other.clone()).unwrap_or_default();
        let mut wide = 0;
        let mut at = self.end_of(other);
        for (place, letter) in words.grapheme_indices(true) {
            if wide >= column {
                at = at.min(other.start + place);
                break;
            }
            wide += width_of(letter);
        }
        self.caret = at;
        true
    }

    /// Draws the lines in so many columns and rows: those around the caret, else the first. Answers with the first
    /// that is seen, how many have room, and how many there are.
    pub fn draw(
        &self,
        canvas: &mut Canvas,
        place: (u16, u16),
        size: (u16, u16),
        style: Style,
        caret: Caret,
    ) -> (usize, usize, usize) {
        let ((x, y), (columns, rows)) = (place, size);
        self.columns.set(usize::from(columns.max(1)));
        let lines = lines(&self.text, usize::from(columns));
        let at = lines.iter().rposition(|line| line.start <= self.caret).unwrap_or(0);
        let top = if caret != Caret::Away { (at + 1).saturating_sub(usize::from(rows)) } else { 0 };
        for ((index, line), row) in lines.iter().enumerate().skip(top).zip(y..y.saturating_add(rows)) {
            let words = self.text.get(line.clone()).unwrap_or_default();
            canvas.put_in(x, row, columns, words.trim_end_matches([' ', '\n']), style);
            if caret != Caret::Away && index == at {
                let before = self.text.get(line.start..self.caret).unwrap_or_default();
                let column = u16::try_from(canvas.columns(before)).unwrap_or(columns).min(columns);
                let focus = canvas.theme().focus;
                let after = self.text.get(self.caret..line.end).unwrap_or_default();
                match after.graphemes(true).next() {
                    None if self.caret == self.text.len() => drop(canvas.put(x + column, row, "▏", focus)),
                    Some(letter) if caret == Caret::Waits => {
                        canvas.put(x + column, row, letter.trim_end(), focus.add_modifier(Modifier::BOLD));
                    }
                    _ => {}
                }
                if caret == Caret::Here {
                    canvas.cursor(x + column, row);
                }
            }
        }
        (top, usize::from(rows), lines.len())
    }
}

/// Where the lines of a text are when it is broken between words. Together they are the whole text: the space
/// at which a line is broken hangs over its end.
pub fn lines(text: &str, columns: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let (mut start, mut word, mut wide) = (0, 0, 0);
    for (at, letter) in text.grapheme_indices(true) {
        let end = at + letter.len();
        if letter == "\n" || letter == "\r\n" {
            lines.push(start..end);
            (start, word, wide) = (end, end, 0);
            continue;
        }
        if letter == " " {
            (word, wide) = (end, wide + 1);
            continue;
        }
        if wide + width_of(letter) > columns && at > start {
            let cut = if word > start { word } else { at };
            lines.push(start..cut);
            wide = width_of(text.get(cut..at).unwrap_or_default());
            (start, word) = (cut, cut);
        }
        wide += width_of(letter);
    }
    lines.push(start..text.len());
    lines
}

/// The family's own words in a text: each quotation between “ ”, without its marks.
pub fn quoted(text: &str) -> Vec<String> {
    text.split('“')
        .skip(1)
        .filter_map(|rest| rest.split_once('”'))
        .map(|(words, _)| words.trim().to_string())
        .filter(|words| !words.is_empty())
        .collect()
}

/// A text as it is kept: on one line, with straight quotation marks turned into “ ” in pairs.
pub fn tidy(text: &str) -> String {
    let mut open = false;
    let text: String = text
        .chars()
        .map(|letter| match letter {
            '"' => {
                open = !open;
                if open { '“' } else { '”' }
            }
            letter if letter.is_control() => ' ',
            letter => letter,
        })
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::key::Chord;
    use proptest::prelude::*;
    use ratatui::crossterm::event::KeyCode;

    fn key(action: Action) -> Press {
        Press { action: Some(action), chord: Chord::plain(KeyCode::Null), gap: 500 }
    }

    proptest! {
        #[test]
        fn the_lines_are_the_whole_text_and_words_keep_within(text in "[a-zé \n]{0,120}", columns in 4usize..30) {
            let lines = lines(&text, columns);
            let whole: String = lines.iter().filter_map(|line| text.get(line.clone())).collect();
            prop_assert_eq!(&whole, &text);
            for line in &lines {
                let words = text.get(line.clone()).unwrap_or_default().trim_end_matches([' ', '\n']);
                prop_assert!(width_of(words.trim_start()) <= columns);
            }
        }

        #[test]
        fn any_keys_keep_the_caret_between_letters(text in ".{0,30}", keys in prop::collection::vec(0usize..8, 0..40)) {
            let mut words = Words::new(text);
            for at in keys {
                let actions = [
                    Action::Erase, Action::EraseAhead, Action::Left, Action::Right,
                    Action::First, Action::Last, Action::Up, Action::Down,
                ];
                if let Some(action) = actions.get(at) {
                    words.press(key(*action));
                }
                prop_assert!(words.text.is_char_boundary(words.caret));
            }
        }
    }

    #[test]
    fn letters_go_in_at_the_caret_and_come_out_as_a_person_sees_them() {
        let mut words = Words::new("Zoe\u{308}");
        words.press(key(Action::Erase));
        assert_eq!(words.text(), "Zo");
        words.press(key(Action::Left));
        words.insert("a");
        assert_eq!(words.text(), "Zao");
    }

    #[test]
    fn quotations_are_the_familys_words() {
        let text = tidy("Late night. \"Can she  rest?\" said \"thanks\"");
        assert_eq!(text, "Late night. “Can she rest?” said “thanks”");
        assert_eq!(quoted(&text), ["Can she rest?", "thanks"]);
    }
}
