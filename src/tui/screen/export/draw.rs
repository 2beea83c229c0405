//! How a report of the table is drawn.

use ratatui::style::Modifier;

use super::{Row, State, answers};
use crate::export;
use crate::report::reports::Ask as Asked;
use crate::tui::model::Session;
use crate::tui::screen::exports::{title, whom};
use crate::tui::screen::preview;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::{clip_front, wrap};

/// The page begins on this row.
pub(super) const TEXT: u16 = 2;
/// The answers begin on this column where there is room for it.
const VALUE: u16 = 13;
/// What is asked begins on this column.
const ASKED: u16 = 2;
/// The tick of a kind of file stands on this column.
const TICK: u16 = 3;

impl State {
    pub(super) fn draw(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let (width, height) = (canvas.width(), canvas.height());
        canvas.header(session, &title(self.listed));
        canvas.rule(1);
        let (middle, end) = (preview::middle(width), height.saturating_sub(2));
        canvas.down(middle, TEXT, end);
        canvas.rule(end);
        let y = self.rows_at(session, canvas, TEXT, middle);
        match &self.typed {
            Some(typed) => {
                let y = y.min(end.saturating_sub(3));
                typed.draw(canvas, 1, y, middle - 2, 3, true);
            }
            None if self.named().is_some() => self.name_waits(canvas, (y + 1, end), middle),
            None => self.notes(canvas, (y + 1, end), middle),
        }
        let left = middle + 2;
        let columns = width.saturating_sub(left + 1);
        match &self.read {
            None => drop(canvas.put(left, TEXT, "The page is being made.", theme.muted)),
            // Its line is open.
            Some(Err(_)) if self.wants_child() && self.typed.is_some() => {
                canvas.put(left, TEXT, "Any part of the name.", theme.text);
            }
            Some(Err(why)) => drop(canvas.say((left, TEXT), (columns, end - TEXT), why, theme.text)),
            Some(Ok(_)) => {
                let (lines, rows) = self.lines(session.size);
                let first = self.first.min(lines.len().saturating_sub(rows));
                preview::draw(canvas, &lines, first, (left, TEXT), (end, rows));
            }
        }
        let room = usize::from(width.saturating_sub(2));
        match (&self.saved, self.made()) {
            (Some(folder), _) => {
                let says = format!("The files are in {}", clip_front(folder, room.saturating_sub(17)));
                canvas.put(1, end + 1, &says, bold);
            }
            (None, Some(read)) => {
                let says = format!("Files go to {}, beside the record.", read.folder);
                canvas.put(1, end + 1, &says, theme.muted);
            }
            (None, None) => {}
        }
    }

    /// What it asks for, and its formats. Answers with the row after them.
    fn rows_at(&self, session: &Session, canvas: &mut Canvas, top: u16, middle: u16) -> u16 {
        let theme = canvas.theme();
        let rows = self.rows();
        let asked = rows.iter().filter_map(|row| match row {
            Row::Asked(ask) => Some(canvas.columns(answers::label(*ask))),
            Row::Format(_) | Row::Names => None,
        });
        // In a narrow pane the answers stand as near as the longest question lets them, so that a week is whole.
        let values = match u16::try_from(asked.max().unwrap_or(0)).unwrap_or(VALUE) {
            _ if canvas.width() >= preview::WIDE => VALUE,
            longest => VALUE.min(ASKED + longest + if canvas.width() >= 78 { 2 } else { 1 }),
        };
        let mut y = top;
        for (index, row) in rows.into_iter().enumerate() {
            let here = index == self.marked;
            // While an answer is typed, its box below is in use.
            let bar = here && self.typed.is_none();
            let style = match (bar, here) {
                (true, _) => theme.bar,
                (false, true) => theme.text.add_modifier(Modifier::BOLD),
                _ => theme.text,
            };
            if bar {
                canvas.in_use(0, y, middle);
            }
            if here {
                canvas.put(0, y, "▸", if bar { theme.bar } else { theme.focus });
            }
            if row == Row::Names && !here {
                canvas.put(1, y, "!", theme.waiting);
            }
            canvas.row(0, y, middle, 1, tap::take_row(self.marked, index));
            match row {
                Row::Asked(ask) => {
                    let muted = if bar { theme.bar } else { theme.muted };
                    canvas.put(ASKED, y, answers::label(ask), muted);
                    let value = self.value(session, ask);
                    let shorter = match ask {
                        Asked::Week | Asked::Period => value.replace(" to ", "–"),
                        _ => value.clone(),
                    };
                    canvas.put_fullest(values, y, middle.saturating_sub(values), &[&value, &shorter], style);
                }
                Row::Names => {
                    let says = match self.names().len() {
                        1 => "1 name to look at".to_string(),
                        more => format!("{more} names to look at"),
                    };
                    let style = if bar { theme.bar } else { theme.waiting };
                    canvas.put_in(ASKED + 1, y, middle.saturating_sub(ASKED + 1), &says, style);
                }
                Row::Format(name) => {
                    let label = export::format(name).map_or(name, |format| format.label);
                    canvas.tick(TICK, y, self.formats.contains(&name), style);
                    canvas.put_in(6, y, middle.saturating_sub(6), label, style);
                }
            }
            y += 1;
        }
        y
    }

    /// Whose name keeps which words out of it.
    fn name_waits(&self, canvas: &mut Canvas, (top, end): (u16, u16), middle: u16) {
        let Some(waits) = self.named() else { return };
        let theme = canvas.theme();
        let columns = middle.saturating_sub(2);
        let says = format!("The {} names {}, so it is left out:", waits.what(), waits.named());
        let y = canvas.say((1, top), (columns, end.saturating_sub(top)), &says, theme.text);
        let bold = theme.text.add_modifier(Modifier::BOLD);
        canvas.say((1, y), (columns, end.saturating_sub(y)), &waits.words, bold);
    }

    /// Whom it is for, and what is left out of it.
    fn notes(&self, canvas: &mut Canvas, (top, end): (u16, u16), middle: u16) {
        let Some(read) = self.made() else { return };
        let theme = canvas.theme();
        let columns = middle.saturating_sub(2);
        let room = end.saturating_sub(top);
        let rows = |says: &str| u16::try_from(wrap(says, usize::from(columns)).len()).unwrap_or(u16::MAX);
        let whom = format!("For {}.", whom(&read.recipient));
        // The sentences have room below the page, however low the window is.
        if self.left_out().is_empty() {
            canvas.say((1, top), (columns, room), &whom, theme.muted);
            return;
        }
        // How many, each of them says.
        let (says, short) =
            ("Not all of it is in the file: see below the page.", "Some left out: see below.");
        // That something is left out is said in any window; whom it is for stands on the page too.
        let (says, gap) = match room.saturating_sub(rows(&whom)) {
            left if left > rows(says) => (says, 1),
            left if left == rows(says) => (says, 0),
            _ => (short, 0),
        };
        let left = room.saturating_sub(rows(says) + gap);
        let mut y = top;
        if rows(&whom) <= left {
            y = canvas.say((1, top), (columns, left), &whom, theme.muted) + gap;
        }
        canvas.say((1, y), (columns, end.saturating_sub(y)), says, theme.text);
    }
}
