//! A page as its file holds it: how its lines are drawn, and where they stand beside a pane.

use ratatui::style::Modifier;

use crate::tui::widget::canvas::Canvas;

/// From so many columns on, both parts have more room.
pub(super) const WIDE: u16 = 100;

/// The column of the line between a pane and the page.
pub(super) fn middle(width: u16) -> u16 {
    match width {
        WIDE.. => 43,
        78.. => 29,
        _ => 25,
    }
}

/// Draws the lines of a page, headings in bold, from its line `first` on: at that column and row, down to the row
/// `end`, whose rule says how many of them are not seen where only `rows` are.
pub(super) fn draw(
    canvas: &mut Canvas,
    lines: &[(String, bool)],
    first: usize,
    (left, top): (u16, u16),
    (end, rows): (u16, usize),
) {
    let theme = canvas.theme();
    let bold = theme.text.add_modifier(Modifier::BOLD);
    let columns = canvas.width().saturating_sub(left + 1);
    for ((line, heading), y) in lines.iter().skip(first).zip(top..end) {
        canvas.put_in(left, y, columns, line, if *heading { bold } else { theme.text });
    }
    canvas.hidden_of(end, first, rows, lines.len());
}
