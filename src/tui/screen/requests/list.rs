//! The list of requests: those that are not answered first, the one that is due first before the others.

use super::{State, say};
use crate::tui::model::Session;
use crate::tui::tap;
use crate::tui::today;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::clip_name;

/// From so many columns on, a line says who asked.
const WIDE: u16 = 78;
/// What is said where there is none.
pub(super) const NONE: &str = "Nobody has asked for the record of a child. Press a to write a request down.";

impl State {
    pub(super) fn draw_list(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let (width, height) = (canvas.width(), canvas.height());
        canvas.header(session, "Record requests");
        canvas.rule(1);
        let Some(all) = &self.all else {
            canvas.put(1, 2, "They are being read.", theme.muted);
            return canvas.cursor(1, 2);
        };
        // The foot has room for all that is known of the marked one.
        let end = height.saturating_sub(if width < WIDE { 6 } else { 5 });
        let Some(marked) = self.marked() else {
            canvas.say((1, 2), (width.saturating_sub(2), 2), NONE, theme.text);
            return canvas.cursor(1, 2);
        };
        canvas.rule(end);
        let fit = usize::from(end.saturating_sub(2)).max(1);
        let first = (self.marked + 1).saturating_sub(fit);
        for (y, (index, line)) in (2..).zip(all.iter().enumerate().skip(first).take(fit)) {
            let request = &line.stands.request;
            let bar = index == self.marked;
            if bar {
                canvas.in_use(0, y, width);
                canvas.put(1, y, "▸", theme.bar);
            }
            canvas.row(0, y, width, 1, tap::to_row(self.marked, index));
            let (text, muted) = if bar { (theme.bar, theme.bar) } else { (theme.text, theme.muted) };
            if today::late(session, request) {
                canvas.put(3, y, "!", if bar { theme.bar } else { theme.waiting });
            }
            let style = if request.ended.is_some() { muted } else { text };
            canvas.put(5, y, &clip_name(&session.roll.short_name(request.child), 16), style);
            if width >= WIDE {
                canvas.put_in(23, y, 20, &say::asker(session, request), style);
                canvas.put(45, y, &request.came.format("%-d %b").to_string(), muted);
            }
            let at = if width >= WIDE { 53 } else { 23 };
            canvas.put(at, y, &say::clock(session, request), style);
            let waiting = match line.lines {
                None => String::new(),
                Some((_, 0)) => "all decided".to_string(),
                Some((_, waiting)) => format!("{waiting} to decide"),
            };
            canvas.put_right(width.saturating_sub(1), y, &waiting, style);
        }
        canvas.hidden_of(end, first, fit, all.len());
        let whole = say::whole(session, marked);
        canvas.say(
            (1, end + 1),
            (width.saturating_sub(2), height.saturating_sub(end + 1)),
            &whole,
            theme.text,
        );
    }
}
