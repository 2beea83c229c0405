//! A sentence about what waits: its `!` stands apart from its words, which go on under themselves.

use super::canvas::Canvas;
use super::columns::wrap;

/// The words begin so many columns behind the sign.
const APART: u16 = 2;

/// How many rows it takes.
pub fn rows(says: &str, columns: u16) -> usize {
    wrap(says, usize::from(columns.saturating_sub(APART))).len()
}

/// Draws it broken between words and answers with the row after it.
pub fn say(canvas: &mut Canvas, (x, y): (u16, u16), (columns, rows): (u16, u16), says: &str) -> u16 {
    let theme = canvas.theme();
    canvas.put(x, y, "!", theme.waiting);
    canvas.say((x + APART, y), (columns.saturating_sub(APART), rows), says, theme.waiting_words())
}
