//! How the weekly summary is drawn.

use ratatui::crossterm::event::KeyCode;
use ratatui::style::{Modifier, Style};

use super::State;
use crate::domain::entry::Standing;
use crate::export::{self, txt};
use crate::tui::action::Action;
use crate::tui::key::Chord;
use crate::tui::model::Session;
use crate::tui::msg::{WeekFor, WeekRead};
use crate::tui::screen::preview::{self, WIDE, middle};
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::{clip_front, wrap};
use crate::tui::widget::waits;

/// Below so many columns the hint line has no room for the way on in the page.
pub(super) const NARROW: u16 = 72;
/// The page begins on this row.
const TEXT: u16 = 4;
/// The words of a check begin behind the mark of the chosen one and the sign.
const WORDS: u16 = 4;

/// So many rows a page has in a window of that size: the rule, the line below it, notice and hints are not its.
pub(super) fn text_rows((_, rows): (u16, u16)) -> usize {
    usize::from(rows.saturating_sub(TEXT + 4)).max(1)
}

/// The lines of the page as they are shown, each with whether it is a heading.
pub(super) fn lines(read: &WeekRead, page: usize, (width, _): (u16, u16)) -> Vec<(String, bool)> {
    let columns = usize::from(width.saturating_sub(middle(width) + 3));
    read.pages.get(page).map(|page| txt::lines(page, columns)).unwrap_or_default()
}

impl State {
    pub(super) fn draw(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let (width, height) = (canvas.width(), canvas.height());
        let period = self.week.period();
        let month = if width >= WIDE { "%-d %B" } else { "%-d %b" };
        let days = format!("{} to {}", period.from.format("%-d"), period.to.format(month));
        let days = if period.from.format("%b").to_string() == period.to.format("%b").to_string() {
            days
        } else {
            format!("{} to {}", period.from.format(month), period.to.format(month))
        };
        // A narrow line has room for the days or for the page's whole name.
        let page = if width < 80 { "Week" } else { "Weekly summary" };
        canvas.header(
            session,
            &match session.elsewhere(self.room) {
                Some(room) => format!("{page} · {room} · {days}"),
                None => format!("{page} · {days}"),
            },
        );
        canvas.rule(1);
        let (middle, end) = (middle(width), height.saturating_sub(2));
        canvas.down(middle, 2, end);
        canvas.rule(end);
        let columns = middle - 2;
        canvas.put(1, 2, "For", theme.muted);
        for (y, (whom, says)) in (2..).zip([(WeekFor::Families, "each family"), (WeekFor::Room, "the room")])
        {
            let chosen = self.whom == whom;
            let says = if chosen { format!("[{says}]") } else { format!(" {says} ") };
            let style = if chosen { theme.focus.add_modifier(Modifier::BOLD) } else { theme.text };
            let end = canvas.put(7, y, &says, style);
            let key = if whom == WeekFor::Families { KeyCode::Left } else { KeyCode::Right };
            canvas.button(7, y, end - 7, vec![Chord::plain(key)]);
        }
        let formats = export::labels(self.report());
        let formats = wrap(&formats, usize::from(columns.saturating_sub(7)));
        let first = if formats.len() > 1 { 4 } else { 5 };
        canvas.put(1, first, "As", theme.muted);
        for (y, line) in (first..6).zip(&formats) {
            canvas.put(8, y, line, theme.text);
        }
        let Some(read) = &self.read else {
            let says = match self.whom {
                WeekFor::Families => "The pages are being made.",
                WeekFor::Room => "The page is being made.",
            };
            canvas.put(middle + 2, TEXT, says, theme.muted);
            canvas.cursor(8, if self.whom == WeekFor::Families { 2 } else { 3 });
            return;
        };
        self.check(session, canvas, (7, end), middle);
        self.page(read, session, canvas, middle + 2, end);
        let saved = self.saved.as_ref().map(|(_, folder)| folder.as_str());
        let says = match (self.names_left(), saved) {
            (_, Some(folder)) => {
                let room = usize::from(width.saturating_sub(16));
                format!("The files are in {}", clip_front(folder, room.saturating_sub(4)))
            }
            // What can't be written goes nowhere.
            (0, _) if read.pages.is_empty() => String::new(),
            (0, _) if width < 78 => format!("Files go to {}, beside the record.", read.folder),
            (0, _) => format!("Files go to {}, beside the record. None leaves this machine.", read.folder),
            (1, _) => "1 name to look at before you can save.".to_string(),
            (count, _) => format!("{count} names to look at before you can save."),
        };
        let columns = width.saturating_sub(2);
        match (self.names_left(), saved) {
            (_, Some(_)) => drop(canvas.put_in(1, end + 1, columns, &says, bold)),
            (0, None) => drop(canvas.put_in(1, end + 1, columns, &says, theme.muted)),
            _ => drop(waits::say(canvas, (1, end + 1), (columns, 1), &says)),
        }
    }

    /// What must be looked at: the marked check in full, the others in few words.
    fn check(&self, session: &Session, canvas: &mut Canvas, (top, end): (u16, u16), middle: u16) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let columns = middle - 2;
        canvas.put(1, top, "Check", bold);
        let checks = self.checks();
        if checks.is_empty() {
            canvas.say((1, top + 1), (columns, end - top - 1), "✓ nothing in the way", theme.text);
            // Nothing is to be chosen here: the arrows choose for whom it is.
            canvas.cursor(8, if self.whom == WeekFor::Families { 2 } else { 3 });
        }
        let wide = columns.saturating_sub(3);
        let mut lines: Vec<(usize, String, Style)> = Vec::new();
        for (index, check) in checks.iter().enumerate() {
            let (sentence, briefly) = (check.sentence(&session.roll), check.briefly(&session.roll));
            let short = canvas.columns(&sentence) <= usize::from(wide);
            let says = if short || index == self.marked { sentence } else { briefly };
            let said = wrap(&says, usize::from(wide)).into_iter();
            lines.extend(said.map(|line| (index, line, theme.text)));
            let theirs =
                self.named().filter(|_| index == self.marked).map(Standing::text).unwrap_or_default();
            let theirs = wrap(theirs, usize::from(wide)).into_iter().filter(|line| !line.is_empty());
            lines.extend(theirs.map(|line| (index, line, bold)));
        }
        // A reason that is longer than the window is high is read on in, with the arrows.
        let room = usize::from(end.saturating_sub(top + 1)).max(1);
        let from = lines.iter().position(|(index, ..)| *index == self.marked).unwrap_or(0);
        let whole = lines.iter().filter(|(index, ..)| *index == self.marked).count();
        let skipped = self.said.get().0.min(whole.saturating_sub(room));
        self.said.set((skipped, whole.saturating_sub(skipped + room)));
        let first = if whole > room { from + skipped } else { (from + whole).saturating_sub(room) };
        for (y, (at, (index, line, style))) in (top + 1..end).zip(lines.iter().enumerate().skip(first)) {
            let here = *index == self.marked;
            let begins = at == 0 || lines.get(at - 1).is_some_and(|(before, ..)| before != index);
            let steps = tap::steps(index.cast_signed().wrapping_sub(self.marked.cast_signed()));
            canvas.row(0, y, middle, 1, steps);
            if here && at == first.max(from) {
                canvas.in_use(0, y, middle);
                canvas.put(0, y, "▸", theme.bar);
            } else if here {
                canvas.bar(0, y, middle);
            }
            if let Some(check) = checks.get(*index).filter(|_| begins) {
                let (sign, waits) = match check.what.stops() {
                    true => ("!", theme.waiting),
                    false => ("·", theme.muted),
                };
                canvas.put(2, y, sign, if here { theme.bar } else { waits });
            }
            canvas.put_in(WORDS, y, wide, line, if here { theme.bar } else { *style });
        }
        // Checks are counted, each where it begins; of one that goes on, that it does.
        let begun = |to: usize| {
            let lines = lines.get(..to.min(lines.len())).unwrap_or_default();
            lines.chunk_by(|one, other| one.0 == other.0).count()
        };
        if self.said.get().1 > 0 {
            canvas.put_right(middle, end, " goes on below ", theme.muted);
        } else {
            let above = begun(first).saturating_sub(usize::from(skipped > 0));
            canvas.hidden_before(middle, end, (above, begun(first + room) - above, checks.len()));
        }
    }

    /// The page, from the line to which it was turned.
    fn page(&self, read: &WeekRead, session: &Session, canvas: &mut Canvas, left: u16, end: u16) {
        let theme = canvas.theme();
        let (page, first) = self.page;
        if read.pages.is_empty() {
            canvas.put(left, TEXT, "No page can be written yet.", theme.text);
            return;
        }
        let says = format!("page {} of {}", page + 1, read.pages.len());
        let x = canvas.put(left, 2, &says, theme.muted);
        let lines = lines(read, page, session.size);
        let goes_on = first + text_rows(session.size) < lines.len() || page + 1 < read.pages.len();
        if goes_on && canvas.width() < NARROW {
            let says = session.keys.said(Action::PageDown, "PgDn goes on");
            canvas.put(x + 3, 2, &says, theme.muted);
            canvas.keys_said(x + 3, 2, &says);
        }
        preview::draw(canvas, &lines, first, (left, TEXT), (end, text_rows(session.size)));
    }
}
