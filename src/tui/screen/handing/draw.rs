//! How files on their way out are drawn.

use ratatui::style::Modifier;

use super::{OPENED_BY, Spot, State, Step, WHY};
use crate::tui::model::Session;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::{BETWEEN, wrap};

/// Prose is at most so many columns wide.
const PROSE: u16 = 72;

impl State {
    pub(super) fn draw(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let (width, height) = (canvas.width(), canvas.height());
        canvas.header(session, &format!("Save files{BETWEEN}{}", self.about.title));
        canvas.rule(1);
        let columns = width.saturating_sub(3).min(PROSE);
        // In a low window there is no blank row between the parts.
        let gap = u16::from(height > 16);
        let mut y = canvas.say((1, 2 + gap), (columns, 2), &self.about.says, theme.text);
        y = self.left_out(canvas, y, (columns, height.saturating_sub(9 + gap))) + gap;
        match &self.step {
            Step::Where => self.places(canvas, y, columns),
            Step::Password(choosing) => choosing.draw(canvas, y, columns),
            Step::Numbers(pin) => {
                let into = self.spots().get(self.marked).map(|spot| self.says(spot)).unwrap_or_default();
                canvas.put(1, y, "Into", theme.muted);
                y = canvas.say((7, y), (columns - 6, 2), &into, theme.text) + gap;
                pin.draw(session, canvas, (1, y), (columns, height), WHY);
            }
            Step::UnderWay(done, of) => {
                let says = match of {
                    0 => "The files are being made.".to_string(),
                    _ => format!("{done} of {of} files are made."),
                };
                let x = canvas.put(1, y, &says, bold);
                canvas.cursor(x.min(width.saturating_sub(1)), y);
                canvas.say(
                    (1, y + 1 + gap),
                    (columns, 2),
                    "None of them counts before the last. Esc stops, and then none is left.",
                    theme.muted,
                );
            }
            Step::Stopping => {
                canvas.put(1, y, "Stopping.", bold);
                canvas.cursor(1, y);
            }
            Step::Done(files, folder) => {
                let says = match files {
                    1 => format!("The file is in {folder}"),
                    _ => format!("The files are in {folder}"),
                };
                canvas.cursor(1, y);
                let mut y = canvas.say((1, y), (width.saturating_sub(2), 3), &says, bold) + gap;
                if matches!(self.spot(), Spot::Archive(_)) {
                    y = canvas.say((1, y), (columns, 2), OPENED_BY, theme.text);
                }
                canvas.say((1, y), (columns, height.saturating_sub(y)), self.what_to_do(), theme.text);
            }
        }
    }

    /// What is left out, as far as there is room before that row; answers with the row after it.
    fn left_out(&self, canvas: &mut Canvas, top: u16, (columns, low): (u16, u16)) -> u16 {
        let muted = canvas.theme().muted;
        let mut y = top;
        for (index, says) in self.about.left_out.iter().enumerate() {
            let rows = u16::try_from(wrap(says, usize::from(columns - 2)).len()).unwrap_or(u16::MAX);
            let left = self.about.left_out.len() - index;
            // The last row says how many have no room, so that none is cut.
            let last = low.saturating_sub(y) < rows + u16::from(left > 1);
            let (says, rows) = match (last, index) {
                (false, _) => (says.clone(), rows),
                (true, 0) => (format!("Left out: {left}. The page before says what."), 1),
                (true, _) => (format!("and {left} more: the page before says what."), 1),
            };
            canvas.put(1, y, "·", muted);
            y = canvas.say((3, y), (columns - 2, rows), &says, muted);
            if last {
                break;
            }
        }
        y
    }

    fn places(&self, canvas: &mut Canvas, top: u16, columns: u16) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        canvas.put(1, top, "Where to?", bold);
        let spots = self.spots();
        let end = canvas.height().saturating_sub(2);
        let (first, fit) = canvas.seen_of((top + 1, end), self.marked, spots.len());
        let mut y = top + 1;
        for (index, spot) in spots.iter().enumerate().skip(first).take(fit) {
            let bar = index == self.marked;
            if bar {
                canvas.in_use(0, y, canvas.width());
                canvas.put(1, y, "▸", theme.bar);
            }
            canvas.row(0, y, canvas.width(), 1, tap::take_row(self.marked, index));
            canvas.put_in(3, y, columns, &self.says(spot), if bar { theme.bar } else { theme.text });
            y += 1;
        }
        if spots.len() == 1 && self.sticks.is_some() {
            canvas.say((3, y), (columns - 2, 2), "No stick is in. Put one in and press l.", theme.muted);
        }
    }
}
