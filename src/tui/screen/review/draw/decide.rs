//! What is being decided: why a talk is missing, words, whether the day is closed.

use ratatui::style::Modifier;

use super::super::agree::{GAP_REASONS, whereabouts};
use super::super::items::Missing;
use super::super::{Mode, State};
use crate::tui::model::Session;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;
use crate::tui::widget::words::Caret;

impl State {
    /// What is being decided, where something is; `false` where the list is gone through.
    pub(super) fn decide(
        &self,
        session: &Session,
        canvas: &mut Canvas,
        (x, top): (u16, u16),
        (columns, end): (u16, u16),
    ) -> bool {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let child = self
            .row()
            .and_then(|row| session.roll.child(row.child))
            .map_or("This child", |child| child.first_name());
        let mut y = top;
        match &self.mode {
            Mode::List | Mode::Ticks(_) | Mode::Shows(_) | Mode::Rest => return false,
            Mode::WhyGap => {
                let missing = self.missing().map_or(Missing::Both, |(_, missing)| missing);
                y = canvas.say((x, y), (columns, 2), &format!("{child}: {}", missing.says()), bold);
                let reasons = match missing {
                    Missing::Child => whereabouts().into_iter().map(|(_, says)| says).collect(),
                    _ => GAP_REASONS.map(str::to_string).to_vec(),
                };
                let choices: Vec<String> = reasons
                    .into_iter()
                    .chain(["in your own words".to_string()])
                    .enumerate()
                    .map(|(index, reason)| format!("{} {reason}", index + 1))
                    .collect();
                // The question stands apart from them where there is room for all.
                let apart = usize::from(end.saturating_sub(y)) > choices.len();
                choose(canvas, &choices, (x, y + u16::from(apart)), (columns, end));
            }
            Mode::Writing(asked, words, _) => {
                let title = self.asks_for_words(session, *asked);
                y = canvas.say((x, y), (columns, 2), &title, bold);
                let rows = end.saturating_sub(y).min(if columns > 50 { 5 } else { 8 });
                canvas.field(x, y, columns, rows);
                let inside = (columns.saturating_sub(4), rows.saturating_sub(2));
                let seen = words.draw(canvas, (x + 2, y + 1), inside, theme.text, Caret::Here);
                canvas.hidden_before(x + columns.saturating_sub(2), y, seen);
            }
            Mode::Closing => {
                for line in wrap("Close the day although something is left?", usize::from(columns)) {
                    canvas.put(x, y, &line, bold);
                    y += 1;
                }
                y += u16::from(canvas.height() >= 30);
                canvas.cursor(x, y);
                for line in wrap(&self.left_in_words(session).join(" · "), usize::from(columns)) {
                    canvas.put(x, y, &line, theme.text);
                    y += 1;
                }
                let rest = "What is left waits under earlier days; nothing is lost.";
                for line in wrap(rest, usize::from(columns)) {
                    canvas.put(x, y, &line, theme.muted);
                    y += 1;
                }
            }
        }
        true
    }
}

/// Numbered choices: side by side where they fit, else one a line. The cursor stands on the first.
fn choose(canvas: &mut Canvas, choices: &[String], (x, top): (u16, u16), (columns, end): (u16, u16)) {
    let theme = canvas.theme();
    canvas.cursor(x, top);
    let lines = usize::from(end.saturating_sub(top)).max(1);
    let across = if choices.len() > lines { choices.len().div_ceil(lines).max(2) } else { 1 };
    let wide = |choice: &String| u16::try_from(canvas.columns(choice)).unwrap_or(columns);
    // Columns of one width, unless a choice is wider than that: then each is as wide as its longest.
    let even = columns / u16::try_from(across).unwrap_or(1);
    let widest = |column: usize| choices.iter().skip(column).step_by(across).map(wide).max().unwrap_or(0) + 3;
    let widths: Vec<u16> = match choices.iter().all(|choice| wide(choice) < even) || across == 1 {
        true => vec![even; across],
        false => (0..across).map(widest).collect(),
    };
    for (index, choice) in choices.iter().enumerate() {
        let before = widths.iter().take(index % across).sum::<u16>();
        let row = u16::try_from(index / across).unwrap_or(0);
        let wide = widths.get(index % across).copied().unwrap_or(even).min(columns.saturating_sub(before));
        canvas.put_in(x + before, top + row, wide, choice, theme.text);
        canvas.button(x + before, top + row, wide, tap::number(index + 1));
    }
}
