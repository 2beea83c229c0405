//! How words look while they are written, in a card's note and in a row's sentence alike: what is selected, marks, and
//! in bold what may be misspelt.

use std::ops::Range;

use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use super::field::Field;
use crate::capture::MarkKind;
use crate::capture::grammar::PLAIN;
use crate::tui::theme::Theme;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::width_of;

/// The words of a field with what is known of them.
#[derive(Clone, Debug)]
pub(in crate::tui::screen) struct Ink<'a> {
    /// The words, and what is selected.
    pub field: &'a Field,
    /// Their marks.
    pub marks: &'a [(Range<usize>, MarkKind)],
    /// Those that may be misspelt.
    pub misspelt: &'a [Range<usize>],
    /// The one that is asked about.
    pub asked: Option<Range<usize>>,
}

impl Ink<'_> {
    /// Draws a part of the words, as much of it as so many columns hold, and answers with the column after it.
    pub fn draw(&self, canvas: &mut Canvas, (x, y): (u16, u16), part: Range<usize>, columns: usize) -> u16 {
        let (theme, end) = (canvas.theme(), usize::from(x) + columns);
        let mut x = x;
        for (at, letter) in self.field.text().get(part.clone()).unwrap_or_default().grapheme_indices(true) {
            let seen: String = letter.chars().filter(|letter| *letter != PLAIN).collect();
            if usize::from(x) + width_of(&seen) <= end {
                x = canvas.put(x, y, &seen, self.style(theme, part.start + at));
            }
        }
        x
    }

    fn style(&self, theme: &Theme, at: usize) -> Style {
        if self.field.selected().contains(&at) || self.asked.as_ref().is_some_and(|place| place.contains(&at))
        {
            theme.bar
        } else if self.marks.iter().any(|(place, _)| place.contains(&at)) {
            theme.focus.add_modifier(Modifier::BOLD)
        } else if self.misspelt.iter().any(|place| place.contains(&at)) {
            theme.text.add_modifier(Modifier::BOLD)
        } else {
            theme.text
        }
    }
}
