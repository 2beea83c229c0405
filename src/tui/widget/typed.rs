//! A text that is being typed: letters in, a caret, and lines that break between words.

use std::ops::Range;

use ratatui::style::Modifier;
use unicode_segmentation::UnicodeSegmentation;

use super::canvas::Canvas;
use super::columns::width_of;
use crate::tui::action::Action;
use crate::tui::screen::Press;

/// A text and its caret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    text: String,
    /// Where the caret is, in bytes; always between two letters.
    caret: usize,
}

impl Typed {
    /// That text with the caret at its end.
    pub fn new(text: impl Into<String>) -> Typed {
        let text = text.into();
        Typed { caret: text.len(), text }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is nothing in it but spaces.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Where the caret is, in characters.
    pub fn cursor(&self) -> usize {
        self.before().chars().count()
    }

    /// Where the caret is, in bytes.
    pub fn caret(&self) -> usize {
        self.caret
    }

    /// Puts other words in the place of some. The caret stays where the words go on.
    pub fn replace(&mut self, place: Range<usize>, words: &str) {
        if self.text.get(place.clone()).is_none() {
            return;
        }
        let end = place.start + words.len();
        self.caret = match self.caret {
            caret if caret >= place.end => caret - place.len() + words.len(),
            caret => caret.min(end),
        };
        self.text.replace_range(place, words);
        while !self.text.is_char_boundary(self.caret) {
            self.caret -= 1;
        }
    }

    /// Puts the caret after so many characters, at most at the end.
    pub fn set_cursor(&mut self, characters: usize) {
        self.caret = self.text.char_indices().nth(characters).map_or(self.text.len(), |(at, _)| at);
    }

    /// A key: writes, takes away or moves. Answers whether it did.
    pub fn press(&mut self, press: Press) -> bool {
        match press.action {
            None => match press.chord.letter() {
                Some(letter) => self.put(letter.encode_utf8(&mut [0; 4])),
                None => return false,
            },
            Some(Action::Erase) => {
                let from = self.last();
                self.text.replace_range(from..self.caret, "");
                self.caret = from;
            }
            Some(Action::EraseAhead) => {
                let to = self.next();
                self.text.replace_range(self.caret..to, "");
            }
            Some(Action::Left) => self.caret = self.last(),
            Some(Action::Right) => self.caret = self.next(),
            Some(Action::First) => self.caret = 0,
            Some(Action::Last) => self.caret = self.text.len(),
            _ => return false,
        }
        true
    }

    /// Writes at the caret; a line's end becomes a space.
    pub fn put(&mut self, text: &str) {
        let text = text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ");
        self.text.insert_str(self.caret, &text);
        self.caret += text.len();
    }

    /// Empties it.
    pub fn clear(&mut self) {
        *self = Typed::default();
    }

    fn before(&self) -> &str {
        self.text.get(..self.caret).unwrap_or(&self.text)
    }

    /// Where the letter before the caret begins.
    fn last(&self) -> usize {
        self.before().grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    /// Where the letter after the caret ends.
    fn next(&self) -> usize {
        let after = self.text.get(self.caret..).unwrap_or_default();
        after.graphemes(true).next().map_or(self.caret, |letter| self.caret + letter.len())
    }

    /// Draws it in a box of that size, the box's line only where it is in use; the caret too then.
    pub fn draw(&self, canvas: &mut Canvas, x: u16, y: u16, columns: u16, rows: u16, in_use: bool) {
        self.draw_marked(canvas, (x, y), (columns, rows), in_use, &[], None);
    }

    /// The same with some places in bold, and one that is asked about in the bar: there the cursor is.
    pub fn draw_marked(
        &self,
        canvas: &mut Canvas,
        (x, y): (u16, u16),
        (columns, rows): (u16, u16),
        in_use: bool,
        bold: &[Range<usize>],
        asked: Option<Range<usize>>,
    ) {
        let inside = usize::from(columns.saturating_sub(4)).max(1);
        let high = usize::from(rows.saturating_sub(2)).max(1);
        let lines = lines(&self.text, inside);
        let caret = asked.as_ref().map_or(self.caret, |place| place.start);
        let at = lines.iter().rposition(|line| line.start <= caret).unwrap_or(0);
        // The caret's line is always one of those that are seen.
        let first = if in_use { (at + 1).saturating_sub(high) } else { 0 };
        let theme = canvas.theme();
        let style = theme.text;
        if in_use {
            canvas.field(x, y, columns, rows);
            canvas.hidden_before(x + columns.saturating_sub(2), y, (first, high, lines.len()));
        }
        for (row, line) in (y + 1..).zip(lines.iter().skip(first).take(high)) {
            let text = self.text.get(line.clone()).unwrap_or_default();
            canvas.put_in(x + 2, row, columns.saturating_sub(4), text.trim_end(), style);
            let bold = bold.iter().map(|place| (place, style.add_modifier(Modifier::BOLD)));
            for (place, style) in bold.chain(asked.iter().map(|place| (place, theme.bar))) {
                // A word that is broken over two lines is bold on both.
                let place = place.start.max(line.start)..place.end.min(line.end);
                let Some(words) = self.text.get(place.clone()).filter(|words| !words.is_empty()) else {
                    continue;
                };
                let before = width_of(self.text.get(line.start..place.start).unwrap_or_default());
                let at = x + 2 + u16::try_from(before).unwrap_or(0);
                canvas.put(at, row, words, style);
            }
        }
        if in_use && let Some(line) = lines.get(at) {
            let left = width_of(self.text.get(line.start..caret).unwrap_or_default());
            let (x, y) = (
                x + 2 + u16::try_from(left.min(inside)).unwrap_or(0),
                y + 1 + u16::try_from(at - first).unwrap_or(0),
            );
            if caret == self.text.len() {
                let focus = canvas.theme().focus;
                canvas.put(x, y, "▏", focus);
            }
            canvas.cursor(x, y);
        }
    }
}

/// The lines of a text, each at most so many columns but for a space at its end. Together they are all of it.
fn lines(text: &str, columns: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut wide = 0;
    let mut space = None;
    for (at, letter) in text.grapheme_indices(true) {
        let width = width_of(letter);
        if wide + width > columns && letter != " " {
            let cut = space.take().unwrap_or(at);
            if cut > start {
                lines.push(start..cut);
                start = cut;
                wide = width_of(text.get(start..at).unwrap_or_default());
            }
        }
        wide += width;
        if letter == " " {
            space = Some(at + 1);
        }
    }
    lines.push(start..text.len());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::key::Chord;
    use proptest::prelude::*;

    fn press(action: Option<Action>, letter: char) -> Press {
        Press { action, chord: Chord::char(letter), gap: 0 }
    }

    #[test]
    fn letters_go_in_at_the_caret_and_backspace_takes_one_as_people_see_it() {
        let mut typed = Typed::new("Zoe\u{308} ate");
        for action in [Action::First, Action::Right, Action::Right, Action::Right] {
            assert!(typed.press(press(Some(action), ' ')));
        }
        assert!(typed.press(press(Some(Action::Erase), ' ')));
        assert_eq!((typed.text(), typed.cursor()), ("Zo ate", 2));
        assert!(typed.press(press(None, 'e')));
        assert!(typed.press(press(Some(Action::EraseAhead), ' ')));
        assert_eq!(typed.text(), "Zoeate");
        typed.put("\none\r\ntwo");
        assert_eq!(typed.text(), "Zoe one twoate");
    }

    #[test]
    fn the_caret_stays_where_the_words_go_on_when_others_are_put_in() {
        for (cursor, after) in [(0, 0), (3, 3), (6, 6), (8, 7), (9, 7), (10, 8)] {
            let mut typed = Typed::new("he sleppd ïn");
            typed.set_cursor(cursor);
            typed.replace(3..9, "fell");
            assert_eq!((typed.text(), typed.caret()), ("he fell ïn", after));
        }
    }

    proptest! {
        #[test]
        fn lines_are_all_of_the_text_and_none_is_too_wide(text in "[a-zé ]{0,80}", columns in 1usize..20) {
            let lines = lines(&text, columns);
            let all: String = lines.iter().map(|line| &text[line.clone()]).collect();
            prop_assert_eq!(&all, &text);
            prop_assert!(lines.iter().all(|line| width_of(text[line.clone()].trim_end()) <= columns));
        }

        #[test]
        fn no_keys_break_it(text in "\\PC{0,12}", keys in proptest::collection::vec(0usize..7, 0..40)) {
            let mut typed = Typed::new(text);
            let actions = [Action::Erase, Action::EraseAhead, Action::Left, Action::Right, Action::First, Action::Last];
            for key in keys {
                typed.press(press(actions.get(key).copied(), 'ß'));
                prop_assert!(typed.text().is_char_boundary(typed.caret));
                lines(typed.text(), 5);
            }
        }
    }
}
