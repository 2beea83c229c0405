//! What Enter would save, whole, and the list of its copies.

use ratatui::style::Modifier;

use super::State;
use super::desk::AsRead;
use crate::domain::{ChildId, Entry};
use crate::tui::model::Session;
use crate::tui::tap;
use crate::tui::widget::canvas::{Canvas, hidden, wrap};

impl State {
    /// What Enter would save, whole. Answers with the next free row.
    pub(super) fn saves(
        &self,
        session: &Session,
        canvas: &mut Canvas,
        y: u16,
        bottom: u16,
        left: u16,
        read: &AsRead,
    ) -> u16 {
        let theme = canvas.theme();
        if self.pen(session).listed(&self.note, false).is_some() {
            // The letters that look for a phrase are no words of the note.
            let x = canvas.put(2, y, "Will save", theme.muted) + 2;
            canvas.put(x, y, "the note with the phrase that Enter takes", theme.muted);
            return y + 1;
        }
        let entries = match read.would_save(session, self) {
            Ok(entries) => entries,
            Err(crate::capture::EntryTrouble::Empty) => {
                canvas.put(2, y, "Will save", theme.muted);
                canvas.put(13, y, "nothing yet", theme.muted);
                return y + 1;
            }
            Err(trouble) => {
                let columns = left.saturating_sub(4);
                return canvas.say((2, y), (columns, 3), &trouble.to_string(), theme.text);
            }
        };
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let x = canvas.put(2, y, "Will save ", theme.muted);
        canvas.put(x, y, &entries.len().to_string(), bold);
        let several = read.children.len() > 1;
        let mut y = y + 1 + u16::from(left == 77);
        for (shown, entry) in entries.iter().enumerate() {
            let rest = entries.len() - shown;
            if y + u16::from(rest > 1) >= bottom {
                let how = if several { "   Tab Tab lists them all" } else { "" };
                canvas.put(3, y, &format!("… {rest} more{how}"), theme.muted);
                return y + 1;
            }
            let end = bottom.saturating_sub(u16::from(rest > 1));
            y = self.one(session, canvas, y, end, left, entry, several);
        }
        y
    }

    /// Every copy, a child a line, with what each family gets; those taken out stay to be put back.
    #[allow(clippy::too_many_arguments, reason = "the list is drawn from all that is known of it")]
    pub(super) fn copies(
        &self,
        session: &Session,
        canvas: &mut Canvas,
        y: u16,
        left: u16,
        all: &[ChildId],
        marked: usize,
        read: &AsRead,
    ) {
        let theme = canvas.theme();
        let entries = read.would_save(session, self).unwrap_or_default();
        let on = &read.children;
        let x = canvas.put(2, y, "Copies ", theme.muted);
        let x = canvas.put(x, y, &on.len().to_string(), theme.text.add_modifier(Modifier::BOLD));
        let fit = usize::from(canvas.height().saturating_sub(y + 1)).max(1);
        let top = (marked + 1).saturating_sub(fit);
        canvas.put(x + 3, y, &hidden(top, fit, all.len()), theme.muted);
        for (row, (index, child)) in (y + 1..).zip(all.iter().enumerate().skip(top).take(fit)) {
            let chosen = index == marked;
            let stays = on.contains(child);
            let style = match (chosen, stays) {
                (true, _) => theme.bar,
                (false, true) => theme.text,
                (false, false) => theme.muted,
            };
            canvas.row(1, row, left.saturating_sub(2), 1, tap::to_tick(marked, index));
            if chosen {
                canvas.bar(1, row, left.saturating_sub(2));
                canvas.put(1, row, "▸", style);
                canvas.cursor(7, row);
            }
            canvas.tick(3, row, stays, if chosen { style } else { theme.focus });
            let name = session.roll.short_name(*child);
            canvas.put_in(7, row, 14, &name, style);
            let mut words: Vec<String> = Vec::new();
            for entry in entries.iter().filter(|entry| entry.child == *child) {
                words.push(format!("{}: {}", entry.kind.label(), entry.text));
            }
            let says = match (stays, words.is_empty()) {
                (false, _) => "taken out".to_string(),
                (true, true) => "nothing yet".to_string(),
                (true, false) => words.join("  "),
            };
            canvas.put_in(22, row, left.saturating_sub(24), &says, style);
        }
    }

    #[allow(clippy::too_many_arguments, reason = "a line is drawn from all that is known of it")]
    fn one(
        &self,
        session: &Session,
        canvas: &mut Canvas,
        y: u16,
        bottom: u16,
        left: u16,
        entry: &Entry,
        several: bool,
    ) -> u16 {
        let theme = canvas.theme();
        canvas.put(3, y, entry.kind.label(), theme.text.add_modifier(Modifier::BOLD));
        let when = if entry.happened.day() == session.today() {
            entry.happened.clock()
        } else {
            entry.happened.date_time().format("%a %H:%M").to_string()
        };
        let x = canvas.put(14, y, &when, theme.muted).max(19) + 3;
        let end = left.saturating_sub(2);
        let name = session.roll.short_name(entry.child);
        let mut text = entry.text.clone();
        if let Some(day) = entry.follow_up {
            text.push_str(&format!("  (follow up {})", crate::domain::day::short(day)));
        }
        if several {
            let at = canvas.put_right(end, y, &name, theme.muted).min(end.saturating_sub(11));
            canvas.put_in(x, y, at.saturating_sub(x + 1), &text, theme.text);
            return y + 1;
        }
        let mut y = y;
        let lines = wrap(&text, usize::from(end.saturating_sub(x)).min(72));
        for (index, line) in lines.iter().enumerate() {
            if y >= bottom {
                break;
            }
            let at = canvas.put(x, y, line, theme.text);
            y += 1;
            if y >= bottom && index + 1 < lines.len() {
                canvas.put(at, y - 1, " …", theme.text);
            }
        }
        y
    }
}
