//! The record as its files hold it, read through before it is saved.

use super::one::{File, One, Part};
use super::say;
use crate::export::txt;
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::screen::{Press, preview};
use crate::tui::widget::canvas::Canvas;

/// The text begins on this row.
const TEXT: u16 = 2;

impl File {
    /// Its lines in a window of that size, and how many of them are seen at once.
    fn lines(&self, (width, height): (u16, u16)) -> (Vec<(String, bool)>, usize) {
        let columns = usize::from(width.saturating_sub(2));
        let read = self.read.as_ref().and_then(|read| read.as_ref().ok());
        let lines = read.map(|report| txt::lines(report, columns)).unwrap_or_default();
        (lines, usize::from(height.saturating_sub(TEXT + 4)).max(1))
    }

    pub(super) fn hint(&self, session: &Session, action: Action) -> Option<(String, String)> {
        if action != Action::PageDown {
            return None;
        }
        let (lines, rows) = self.lines(session.size);
        (lines.len() > rows).then(|| ("PgDn".to_string(), "page".to_string()))
    }
}

impl One {
    pub(super) fn press_file(&mut self, session: &Session, press: Press, turn: &mut Turn) -> bool {
        let Part::File(file) = &mut self.part else { return false };
        file.aloud = false;
        let (lines, rows) = file.lines(session.size);
        let last = lines.len().saturating_sub(rows);
        match press.action {
            Some(Action::Up) => file.first = file.first.saturating_sub(1),
            Some(Action::Down) => file.first = (file.first + 1).min(last),
            Some(Action::PageUp) => file.first = file.first.saturating_sub(rows),
            Some(Action::PageDown) => file.first = (file.first + rows).min(last),
            Some(Action::First) => file.first = 0,
            Some(Action::Last) => file.first = last,
            Some(Action::SaveReadRecord) => self.hand_out(session, turn),
            Some(Action::Back) => self.part = Part::Lines,
            _ => return false,
        }
        true
    }

    pub(super) fn draw_file(&self, session: &Session, canvas: &mut Canvas, file: &File) {
        let theme = canvas.theme();
        let (width, end) = (canvas.width(), canvas.height().saturating_sub(2));
        canvas.header(session, "The record as it goes out");
        canvas.rule(1);
        canvas.rule(end);
        canvas.cursor(1, TEXT);
        match &file.read {
            None => drop(canvas.put(1, TEXT, "It is being made.", theme.muted)),
            Some(Err(why)) => drop(canvas.say((1, TEXT), (width.saturating_sub(2), 4), why, theme.text)),
            Some(Ok(_)) => {
                let (lines, rows) = file.lines(session.size);
                let first = file.first.min(lines.len().saturating_sub(rows));
                preview::draw(canvas, &lines, first, (1, TEXT), (end, rows));
            }
        }
        canvas.put(1, end + 1, &format!("Files go to {}, beside the record.", say::FOLDER), theme.muted);
    }
}
