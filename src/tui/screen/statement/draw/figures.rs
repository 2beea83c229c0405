//! The figures of a statement, a line each: Enter opens what one counts.

use ratatui::style::Modifier;

use super::super::State;
use crate::domain::evidence::{Figure, thousands};
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;

/// Where a number ends, and where what it counts begins.
const NUMBER: u16 = 9;
const SAYS: u16 = 11;
/// Where a week's bar begins, and how long one may be.
const BAR: u16 = 36;
const LONGEST: u32 = 20;

/// A line of the page.
enum Line {
    Head(&'static str),
    Figure(usize),
}

impl State {
    /// All figures, the marked one among those that are seen.
    pub(super) fn figures(&self, canvas: &mut Canvas, end: u16) {
        let theme = canvas.theme();
        let width = canvas.width();
        let title = canvas.put(1, 4, "Figures", theme.text.add_modifier(Modifier::BOLD)) + 2;
        let says =
            ["for leads only; a family that is reached in several ways counts in each", "for leads only"];
        canvas.put_fullest(title, 4, width.saturating_sub(title + 1), &says, theme.muted);
        canvas.cursor(1, 4);
        if self.read.is_none() {
            canvas.put(1, 5, "They are being read.", theme.muted);
            return;
        }
        let figures = self.all_figures();
        let mut lines: Vec<Line> = Vec::new();
        for (index, (figure, _)) in figures.iter().enumerate() {
            match figure {
                Figure::Families => lines.push(Line::Head("Families")),
                Figure::Week(_) if !matches!(lines.last(), Some(Line::Figure(last)) if week(&figures, *last)) =>
                {
                    lines.push(Line::Head("Week by week"));
                }
                _ => {}
            }
            lines.push(Line::Figure(index));
        }
        let most =
            figures.iter().filter(|(figure, _)| matches!(figure, Figure::Week(_))).map(|(_, n)| *n).max();
        let here = |line: &Line| matches!(line, Line::Figure(index) if *index == self.figure);
        let rows = usize::from(end.saturating_sub(5)).max(1);
        let fit = if lines.len() > rows { rows.saturating_sub(1).max(1) } else { rows };
        let first = (lines.iter().position(here).unwrap_or(0) + 1).saturating_sub(fit);
        let count = |lines: &[Line]| lines.iter().filter(|line| matches!(line, Line::Figure(_))).count();
        let (above, rest) = lines.split_at_checked(first).unwrap_or((&lines, &[]));
        let seen = rest.get(..fit.min(rest.len())).unwrap_or_default();
        // A heading without a figure under it waits for the next rows.
        let seen = match seen {
            [seen @ .., Line::Head(_)] if !seen.is_empty() => seen,
            seen => seen,
        };
        canvas.hidden_before(
            width.saturating_sub(1),
            end.saturating_sub(1),
            (count(above), count(seen), figures.len()),
        );
        for (line, y) in seen.iter().zip(5..) {
            match line {
                Line::Head(says) => drop(canvas.put(1, y, says, theme.muted)),
                Line::Figure(index) => {
                    let Some((figure, count)) = figures.get(*index) else { continue };
                    self.figure_line(canvas, (*index, figure, *count), y, most.unwrap_or_default());
                }
            }
        }
    }

    fn figure_line(
        &self,
        canvas: &mut Canvas,
        (index, figure, count): (usize, &Figure, u32),
        y: u16,
        most: u32,
    ) {
        let theme = canvas.theme();
        let width = canvas.width();
        let here = index == self.figure;
        canvas.row(0, y, width, 1, tap::take_row(self.figure, index));
        if here {
            canvas.in_use(0, y, width);
            canvas.put(1, y, "▸", theme.bar);
        }
        let style = |plain| if here { theme.bar } else { plain };
        canvas.put_right(NUMBER, y, &thousands(count), style(theme.text));
        let says = match (figure, &self.read) {
            (Figure::Families, Some(read)) => format!("of {} families", read.figures.on_roll),
            _ => figure.says(count),
        };
        canvas.put_in(SAYS, y, width.saturating_sub(SAYS + 1), &says, style(theme.text));
        if matches!(figure, Figure::Week(_)) {
            let long = if most > LONGEST { (count * LONGEST).div_ceil(most) } else { count };
            let bar = "▮".repeat(long as usize);
            canvas.put_in(BAR, y, width.saturating_sub(BAR + 1), &bar, style(theme.muted));
        }
    }
}

fn week(figures: &[(Figure, u32)], index: usize) -> bool {
    figures.get(index).is_some_and(|(figure, _)| matches!(figure, Figure::Week(_)))
}
