//! The note as it is edited: its text, the caret, what is selected, what can be undone. Places are bytes.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::pen::Choosing;
use crate::capture::Edit;
use crate::domain::phrase::GAP;
use crate::tui::widget::columns::width_of;

/// A text that somebody edits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::tui::screen) struct Field {
    text: String,
    /// What is selected; empty where only the caret stands there.
    select: Range<usize>,
    undo: Vec<(String, usize)>,
    /// Whether the next letter goes on with the word that the last step of undo begins with.
    typing: bool,
    /// Right after a mark was turned into words: where they stand, and what stands there after a Backspace.
    back: Option<(Range<usize>, String)>,
    /// The gap with choices in which somebody types.
    pub(super) choosing: Option<Choosing>,
    /// The line of the list of phrases on which a person put the mark.
    pub(super) line: Option<usize>,
}

/// So many steps can be undone.
const STEPS: usize = 200;

impl Field {
    /// A text with the caret after so many characters.
    pub fn new(text: String, cursor: usize) -> Field {
        let caret = text.char_indices().nth(cursor).map_or(text.len(), |(at, _)| at);
        Field { text, select: caret..caret, ..Field::default() }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the caret is.
    pub fn caret(&self) -> usize {
        self.select.end
    }

    /// Where the eye is, and the hardware cursor with it: the place that the next letter takes. Of an empty gap that is
    /// its blank, of other words that are selected their beginning.
    pub fn eye(&self) -> usize {
        let gap = self.text.get(self.select.clone()) == Some(GAP);
        self.select.start + if gap { GAP.find(' ').unwrap_or(0) } else { 0 }
    }

    /// The caret in characters from the start.
    pub fn cursor(&self) -> usize {
        self.text.get(..self.caret()).map_or(0, |before| before.chars().count())
    }

    /// What is selected; empty where only the caret stands there.
    pub fn selected(&self) -> Range<usize> {
        self.select.clone()
    }

    /// The line of the list of phrases on which a person put the mark.
    pub fn line(&self) -> Option<usize> {
        self.line
    }

    fn remember(&mut self, typing: bool) {
        if !(typing && self.typing) {
            self.undo.push((self.text.clone(), self.caret()));
            if self.undo.len() > STEPS {
                self.undo.remove(0);
            }
        }
        self.typing = typing;
        self.back = None;
    }

    fn replace(&mut self, range: Range<usize>, with: &str) {
        if self.text.get(range.clone()).is_some() {
            let end = range.start + with.len();
            self.text.replace_range(range, with);
            self.select = end..end;
            self.line = None;
        }
    }

    /// Writes at the caret, over what is selected.
    pub fn write(&mut self, words: &str) {
        let word = words.chars().all(char::is_alphanumeric);
        self.remember(word && self.select.is_empty());
        self.replace(self.select.clone(), words);
    }

    /// Puts other words in the place of some. The caret stays where the words go on.
    pub fn put(&mut self, place: Range<usize>, words: &str) {
        let caret = self.caret();
        self.remember(false);
        self.replace(place.clone(), words);
        let caret = if caret < place.end { caret } else { caret - place.len() + words.len() };
        self.go(caret..caret);
    }

    /// Writes what was pasted: it is no answer to what is offered.
    pub fn paste(&mut self, words: &str) {
        self.choosing = None;
        self.write(words);
    }

    /// Puts words in after the caret and selects them: the next letter replaces them.
    pub fn offer(&mut self, words: &str) {
        let at = self.caret();
        self.replace(at..at, words);
        self.select = at..at + words.len();
    }

    /// Changes it as the reader of notes asks.
    pub fn apply(&mut self, edit: &Edit) {
        self.remember(false);
        (self.choosing, self.line) = (None, None);
        self.text = edit.apply(&self.text);
        let end = self.text.len();
        self.select = edit.select.start.min(end)..edit.select.end.min(end);
        let words = edit.range.start..edit.range.start + edit.with.len();
        self.back = Some((words, edit.back.clone()));
    }

    /// Puts another text in its place.
    pub fn set(&mut self, text: String) {
        self.remember(false);
        (self.choosing, self.line) = (None, None);
        let end = text.len();
        self.text = text;
        self.select = end..end;
    }

    /// Right after words were put in for a mark: puts the letters of the mark back. Answers whether it did.
    pub fn turn_back(&mut self) -> bool {
        let Some((range, with)) = self.back.take() else { return false };
        self.undo.push((self.text.clone(), self.caret()));
        self.choosing = None;
        self.replace(range, &with);
        self.typing = false;
        true
    }

    /// Takes away what is selected, else the letter before the caret, as a person sees one.
    pub fn erase(&mut self) {
        self.choosing = None;
        let from = if self.select.is_empty() { self.before(self.caret()) } else { self.select.start };
        if from < self.select.end {
            self.remember(false);
            self.replace(from..self.select.end, "");
        }
    }

    /// Takes away what is selected, else the letter after the caret.
    pub fn erase_ahead(&mut self) {
        self.choosing = None;
        let to = if self.select.is_empty() { self.after(self.caret()) } else { self.select.end };
        if self.select.start < to {
            self.remember(false);
            self.replace(self.select.start..to, "");
        }
    }

    /// Undoes the last step. Answers whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some((text, caret)) = self.undo.pop() else { return false };
        self.text = text;
        self.select = caret..caret;
        self.typing = false;
        self.back = None;
        (self.choosing, self.line) = (None, None);
        true
    }

    fn before(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        before.grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn after(&self, at: usize) -> usize {
        let after = self.text.get(at..).unwrap_or_default();
        at + after.graphemes(true).next().map_or(0, str::len)
    }

    /// Selects that place.
    pub fn go(&mut self, select: Range<usize>) {
        self.typing = false;
        self.back = None;
        self.choosing = None;
        if self.text.get(select.clone()).is_some() {
            self.select = select;
        }
    }

    /// A letter left.
    pub fn left(&mut self) {
        let at = if self.select.is_empty() { self.before(self.caret()) } else { self.select.start };
        self.go(at..at);
    }

    /// A letter right.
    pub fn right(&mut self) {
        let at = if self.select.is_empty() { self.after(self.caret()) } else { self.select.end };
        self.go(at..at);
    }

    /// To the beginning or end of the line that is seen in so many columns.
    pub fn line_end(&mut self, columns: usize, end: bool) {
        let (line, _) = self.place(columns);
        if let Some(line) = lines(&self.text, columns).get(line) {
            let words = self.text.get(line.clone()).unwrap_or_default();
            let last = if line.end < self.text.len() { words.trim_end().len() } else { words.len() };
            let at = if end { line.start + last } else { line.start };
            self.go(at..at);
        }
    }

    /// A line up or down, as it is seen in so many columns. Answers whether there was one.
    pub fn step_line(&mut self, columns: usize, down: bool) -> bool {
        let (line, column) = self.place(columns);
        let lines = lines(&self.text, columns);
        let wanted = if down { line.checked_add(1) } else { line.checked_sub(1) };
        let Some(line) = wanted.and_then(|line| lines.get(line)) else { return false };
        let mut at = line.start;
        let mut wide = 0;
        for letter in self.text.get(line.clone()).unwrap_or_default().graphemes(true) {
            let last = at + letter.len() >= line.end && line.end < self.text.len();
            if wide + width_of(letter) > column || last {
                break;
            }
            wide += width_of(letter);
            at += letter.len();
        }
        self.go(at..at);
        true
    }

    /// The line and the column of the caret in so many columns.
    pub fn place(&self, columns: usize) -> (usize, usize) {
        self.place_of(self.caret(), columns)
    }

    /// The line and the column of any place in so many columns.
    pub fn place_of(&self, at: usize, columns: usize) -> (usize, usize) {
        let lines = lines(&self.text, columns);
        let line = lines.iter().rposition(|line| line.start <= at).unwrap_or(0);
        let start = lines.get(line).map_or(0, |line| line.start);
        let column = self.text.get(start..at).map_or(0, width_of);
        (line, column.min(columns))
    }
}

/// The lines of a text in so many columns, broken after spaces; a longer word is broken inside. Together they
/// are the whole text, and there is at least one.
pub(in crate::tui::screen) fn lines(text: &str, columns: usize) -> Vec<Range<usize>> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    let (mut start, mut wide) = (0, 0);
    let mut after_space = 0;
    let mut wide_at_space = 0;
    for (at, letter) in text.grapheme_indices(true) {
        let letter_wide = width_of(letter);
        // A space at the end of a line hangs over its edge.
        while wide + letter_wide > columns && letter != " " && at > start {
            // A word goes to the next line whole; where that is not enough it is broken.
            let whole = after_space > start;
            let cut = if whole { after_space } else { at };
            lines.push(start..cut);
            wide = if whole { wide - wide_at_space } else { 0 };
            start = cut;
        }
        wide += letter_wide;
        if letter == " " {
            after_space = at + 1;
            wide_at_space = wide;
        }
    }
    lines.push(start..text.len());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lines_are_the_whole_text_and_the_caret_is_always_on_one(
            text in "([a-zé \u{200b}\u{202e}]|👍🏽){0,40}", columns in 2usize..20, cursor in 0usize..60,
        ) {
            let lines = lines(&text, columns);
            let whole: String = lines.iter().map(|line| &text[line.clone()]).collect();
            prop_assert_eq!(&whole, &text);
            for line in &lines {
                prop_assert!(width_of(text[line.clone()].trim_end()) <= columns);
            }
            let field = Field::new(text.clone(), cursor);
            let (line, column) = field.place(columns);
            prop_assert!(line < lines.len() && column <= columns);
        }

        #[test]
        fn undoing_everything_gives_the_first_text(keys in proptest::collection::vec(0u8..6, 0..40)) {
            let mut field = Field::new("half".to_string(), 4);
            for key in keys {
                match key {
                    0 => field.write("a"),
                    1 => field.write(" "),
                    2 => field.erase(),
                    3 => field.left(),
                    4 => field.erase_ahead(),
                    _ => field.write("e\u{301}"),
                }
            }
            while field.undo() {}
            prop_assert_eq!(field.text(), "half");
        }
    }

    #[test]
    fn a_backspace_takes_one_letter_as_a_person_sees_it() {
        for (text, left) in [("ze\u{301}", "z"), ("a👍🏽", "a"), ("ab", "a"), ("", "")] {
            let mut field = Field::new(text.to_string(), 99);
            field.erase();
            assert_eq!(field.text(), left);
        }
    }

    #[test]
    fn the_caret_stays_where_the_words_go_on_when_others_are_put_in_and_when_that_is_undone() {
        for (cursor, after) in [(0, 0), (3, 3), (9, 7), (10, 8)] {
            let mut field = Field::new("he sleppd in".to_string(), cursor);
            field.put(3..9, "fell");
            assert_eq!((field.text(), field.caret()), ("he fell in", after));
            assert!(field.undo());
            assert_eq!((field.text(), field.caret()), ("he sleppd in", cursor));
        }
    }

    #[test]
    fn up_and_down_follow_the_lines_that_are_seen() {
        let mut field = Field::new("one two three four".to_string(), 99);
        assert_eq!(lines(field.text(), 8), [0..8, 8..14, 14..18]);
        assert!(field.step_line(8, false));
        assert_eq!(field.place(8), (1, 4));
        assert!(field.step_line(8, false));
        assert!(!field.step_line(8, false));
        assert!(field.step_line(8, true));
        field.line_end(8, true);
        assert_eq!(field.place(8), (1, 5));
    }
}
