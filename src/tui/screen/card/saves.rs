//! What Enter would save, whole, and the list of its copies.

use ratatui::style::Modifier;

use super::State;
use super::desk::AsRead;
use super::phrases::listed;
use crate::capture::EntryTrouble;
use crate::domain::{ChildId, Entry, Kind};
use crate::tui::model::Session;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;

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
        let pen = self.pen(session);
        let taken = pen.listed(&self.note, false);
        if taken.is_some() || pen.fills(&self.note) {
            // The letters that look for a phrase are no words of the note, and a gap is filled before it is saved.
            let x = canvas.put(2, y, "Will save", theme.muted) + 2;
            canvas.put(x, y, "the note, once the phrase is put in", theme.muted);
            let Some((_, phrase)) = taken else { return y + 1 };
            // The list has not always room for all of it.
            let whole = canvas.gaps(&listed(phrase));
            return canvas.say((3, y + 2), (left.saturating_sub(5).min(72), 3), &whole, theme.text);
        }
        let entries = match read.would_save(session, self) {
            Ok(entries) => entries,
            // In a small window the row is a phrase's.
            Err(EntryTrouble::Empty) if canvas.height() < 20 => return y,
            Err(EntryTrouble::Empty) => {
                canvas.put(2, y, "Will save", theme.muted);
                canvas.put(13, y, "nothing yet", theme.muted);
                return y + 1;
            }
            Err(trouble) => {
                // What is asked is bold, as on every page.
                let asks = matches!(trouble, EntryTrouble::NoReason);
                let style = if asks { theme.text.add_modifier(Modifier::BOLD) } else { theme.text };
                return canvas.say((2, y), (left.saturating_sub(4), 3), &trouble.to_string(), style);
            }
        };
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let x = canvas.put(2, y, "Will save ", theme.muted);
        let x = canvas.put(x, y, &entries.len().to_string(), bold);
        let several = read.children.len() > 1;
        let after = y + 1 + u16::from(left == 77);
        if several {
            self.alike(session, canvas, (x + 3, y), &entries);
            return self.for_several(session, canvas, (after, bottom), left, &entries);
        }
        let mut y = after;
        for (shown, entry) in entries.iter().enumerate() {
            let rest = entries.len() - shown;
            if y + u16::from(rest > 1) >= bottom {
                canvas.hidden_before(left.saturating_sub(1), y, (0, shown, entries.len()));
                return y + 1;
            }
            let end = bottom.saturating_sub(u16::from(rest > 1));
            y = self.one(session, canvas, y, end, left, entry);
        }
        y
    }

    /// What several entries have in common: what they are, and when it was.
    fn alike(&self, session: &Session, canvas: &mut Canvas, (x, y): (u16, u16), entries: &[Entry]) {
        let theme = canvas.theme();
        let Some(first) = entries.first() else { return };
        let x = match one_kind(entries) {
            Some(kind) => canvas.put(x, y, kind.label(), theme.text.add_modifier(Modifier::BOLD)) + 3,
            None => x,
        };
        canvas.put(x, y, &when(session, first), theme.muted);
    }

    /// What each family of several gets: the child, and the words. The rows that are left over are for longer words.
    fn for_several(
        &self,
        session: &Session,
        canvas: &mut Canvas,
        (top, bottom): (u16, u16),
        left: u16,
        entries: &[Entry],
    ) -> u16 {
        let theme = canvas.theme();
        let (x, end) = (16, left.saturating_sub(2));
        let one_kind = one_kind(entries).is_some();
        let columns = end.saturating_sub(x).min(72);
        let fit = usize::from(bottom.saturating_sub(top)).max(1);
        let shown = if entries.len() > fit { fit - 1 } else { entries.len() };
        let rows = u16::try_from(fit.checked_div(shown).unwrap_or(1).max(1)).unwrap_or(1);
        let mut y = top;
        for entry in entries.iter().take(shown) {
            canvas.put_name(3, y, x - 4, &session.roll.short_name(entry.child), theme.text);
            y = canvas.say((x, y), (columns, rows), &in_words(entry, one_kind), theme.text);
        }
        if entries.len() > shown {
            canvas.put(3, y, "Tab Tab lists them all", theme.muted);
            canvas.hidden_before(left.saturating_sub(1), y, (0, shown, entries.len()));
            y += 1;
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
        canvas.put(x, y, &on.len().to_string(), theme.text.add_modifier(Modifier::BOLD));
        let words = if left < 74 { 20 } else { 22 };
        if let Some(kind) = one_kind(&entries) {
            canvas.put(words, y, kind.label(), theme.muted);
        }
        // The rows that are left over are for longer words, as many for each.
        let first = y + 1 + u16::from(canvas.height() >= 20);
        let rows = canvas.height().saturating_sub(first).max(1);
        let columns = left.saturating_sub(words + 2);
        let lines = |child: &ChildId| wrap(&gets(&entries, *child), usize::from(columns)).len();
        let most = rows.checked_div(u16::try_from(all.len()).unwrap_or(u16::MAX)).unwrap_or(1).max(1);
        let each = u16::try_from(on.iter().map(lines).max().unwrap_or(1)).unwrap_or(1).clamp(1, most);
        // Where some are not seen the last row says so.
        let whole = all.len() <= usize::from(rows / each);
        let fit = usize::from((rows - u16::from(!whole)) / each).max(1);
        let top = (marked + 1).saturating_sub(fit);
        canvas.hidden_before(
            left.saturating_sub(1),
            canvas.height().saturating_sub(1),
            (top, fit, all.len()),
        );
        for (row, (index, child)) in
            (first..).step_by(usize::from(each)).zip(all.iter().enumerate().skip(top).take(fit))
        {
            let chosen = index == marked;
            let stays = on.contains(child);
            let style = match (chosen, stays) {
                (true, _) => theme.bar,
                (false, true) => theme.text,
                (false, false) => theme.muted,
            };
            canvas.row(0, row, left, each, tap::to_tick(marked, index));
            if chosen {
                canvas.in_use(0, row, left);
                canvas.put(0, row, "▸", style);
            }
            canvas.tick(3, row, stays, if chosen { style } else { theme.focus });
            let name = session.roll.short_name(*child);
            canvas.put_name(7, row, words - 8, &name, style);
            let says = match gets(&entries, *child) {
                _ if !stays => "taken out".to_string(),
                nothing if nothing.is_empty() => "nothing yet".to_string(),
                words => words,
            };
            for part in 1..each {
                if chosen {
                    canvas.bar(0, row + part, left);
                }
            }
            canvas.say((words, row), (columns, each), &says, style);
        }
    }

    /// What will be saved for the one child. Answers with the next free row.
    fn one(
        &self,
        session: &Session,
        canvas: &mut Canvas,
        y: u16,
        bottom: u16,
        left: u16,
        entry: &Entry,
    ) -> u16 {
        let theme = canvas.theme();
        canvas.put(3, y, entry.kind.label(), theme.text.add_modifier(Modifier::BOLD));
        let x = canvas.put(14, y, &when(session, entry), theme.muted).max(19) + 3;
        let end = left.saturating_sub(2);
        let mut y = y;
        let lines = wrap(&in_words(entry, true), usize::from(end.saturating_sub(x)).min(72));
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

/// When it was: the day too, where it is another.
fn when(session: &Session, entry: &Entry) -> String {
    if entry.happened.day() == session.today() {
        entry.happened.clock()
    } else {
        entry.happened.date_time().format("%a %H:%M").to_string()
    }
}

/// The kind of all of them, where it is one.
fn one_kind(entries: &[Entry]) -> Option<Kind> {
    let kind = entries.first()?.kind;
    entries.iter().all(|entry| entry.kind == kind).then_some(kind)
}

/// What a child's family gets of these entries.
fn gets(entries: &[Entry], child: ChildId) -> String {
    let one_kind = one_kind(entries).is_some();
    let own = entries.iter().filter(|entry| entry.child == child);
    own.map(|entry| in_words(entry, one_kind)).collect::<Vec<_>>().join("  ")
}

/// What a family gets of an entry, with what is promised; and what kind it is where that is not said beside it.
fn in_words(entry: &Entry, kind_is_said: bool) -> String {
    let kind = if kind_is_said { String::new() } else { format!("{}: ", entry.kind.label()) };
    let due = entry.follow_up.map(|day| format!("  (follow up {})", crate::domain::day::short(day)));
    format!("{kind}{}{}", entry.text, due.unwrap_or_default())
}
