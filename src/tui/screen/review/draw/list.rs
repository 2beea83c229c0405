//! The list of what is to be looked at, and the list of all statements that lies over it.

use ratatui::crossterm::event::KeyCode;
use ratatui::style::{Modifier, Style};

use super::super::items::{Item, Missing, Need, Row};
use super::super::ticks::{in_short, known_as};
use super::super::{Mode, State};
use super::WIDE;
use super::selected::says_what_it_shows;
use crate::domain::entry::{Review, Standing};
use crate::domain::evidence::suggest::why;
use crate::tui::action::Action;
use crate::tui::key::Chord;
use crate::tui::model::Session;
use crate::tui::screen::child::say;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;

/// What the letters do in the list of all statements.
const FINDS: &str = "letters find one";

/// Where the columns begin.
struct Columns {
    child: u16,
    what: u16,
    said: u16,
    shows: u16,
    /// Before it the row ends.
    end: u16,
}

impl Columns {
    /// For a window of so many columns; what an entry shows has room for a code besides where several frameworks are in
    /// use.
    fn of(width: u16, several: bool) -> Columns {
        if width >= 78 {
            // The list keeps its width; what is beside it takes the rest.
            let end = if width >= WIDE { 79 } else { width };
            let shows = if several { 15 } else { 10 };
            Columns { child: 5, what: 17, said: 29, shows: end.max(80) - shows, end }
        } else {
            Columns { child: 5, what: 16, said: 26, shows: width.saturating_sub(8), end: width }
        }
    }
}

/// Which lines of a list of so many rows before `end` are seen, the first and how many. What is not seen is said on the
/// rule there, and in a low wide window, where there is none, on its last row.
fn seen(
    canvas: &mut Canvas,
    column: u16,
    (end, rows): (u16, usize),
    at: usize,
    all: usize,
) -> (usize, usize) {
    if end >= canvas.height() {
        let top = end.saturating_sub(u16::try_from(rows).unwrap_or(1));
        return canvas.seen_before(column.saturating_sub(1), (top, end), at, all);
    }
    let start = (at + 1).saturating_sub(rows);
    canvas.hidden_before(column.saturating_sub(1), end, (start, rows, all));
    (start, rows)
}

impl State {
    pub(super) fn list(&self, session: &Session, canvas: &mut Canvas, (top, end): (u16, u16)) {
        let theme = canvas.theme();
        let columns = Columns::of(canvas.width(), session.frameworks.len() > 1);
        for (x, head) in [(columns.child, "Child"), (columns.what, "What"), (columns.said, "Said")] {
            canvas.put(x, top, head, theme.heading());
        }
        canvas.put(columns.shows, top, "Shows", theme.heading());
        let gap = u16::from(canvas.height() >= 30);
        let first = top + 1 + gap;
        if self.rows.is_empty() {
            let says = match self.so_far.closed {
                Some(_) => "Nothing is left of this day.",
                None => "Nothing was written on this day, and no talk is missing. c closes it.",
            };
            let says = session.keys.said(Action::CloseTheDay, says);
            canvas.put(columns.child, first + 1, &says, theme.text);
            canvas.cursor(columns.child, first + 1);
            return;
        }
        let room = usize::from(end.saturating_sub(first).saturating_sub(gap));
        let at = self.index().unwrap_or(0);
        let (start, shown) = seen(canvas, columns.end, (end, room), at, self.rows.len());
        for (y, (index, row)) in (first..).zip(self.rows.iter().enumerate().skip(start).take(shown)) {
            // A second tap on a row agrees nothing: that is the hint's.
            let to = tap::steps(index.cast_signed().wrapping_sub(at.cast_signed()));
            match self.mode {
                Mode::List => canvas.row(0, y, columns.end, 1, to),
                Mode::Ticks(_) => {
                    let esc = std::iter::once(Chord::plain(KeyCode::Esc));
                    canvas.row(0, y, columns.end, 1, esc.chain(to).collect());
                }
                _ => {}
            }
            self.row_line(session, canvas, &columns, (row, index == at), y);
        }
    }

    fn row_line(
        &self,
        session: &Session,
        canvas: &mut Canvas,
        columns: &Columns,
        (row, here): (&Row, bool),
        y: u16,
    ) {
        let theme = canvas.theme();
        // While numbers are asked, the keys are theirs.
        let bar = here && self.mode == Mode::List && self.asks.is_none();
        if bar {
            canvas.in_use(0, y, columns.end);
        }
        let style = |plain: Style| match (bar, here) {
            (true, _) => theme.bar,
            (false, true) => plain.add_modifier(Modifier::BOLD),
            _ => plain,
        };
        let words = if row.done { theme.muted } else { theme.text };
        if here {
            canvas.put(0, y, "▸", if bar { theme.bar } else { theme.focus });
        }
        match (&row.need, row.done) {
            (_, true) => canvas.put(2, y, "✓", style(theme.muted)),
            (Some(need), _) if need.waits() => canvas.put(2, y, "·", style(theme.muted)),
            (Some(_), _) => canvas.put(2, y, "!", style(theme.waiting)),
            _ => 0,
        };
        let child = session.roll.short_name(row.child);
        let room = columns.what - columns.child - 1;
        canvas.put_name(columns.child, y, room, &child, style(words));
        let standing = row.item.entry().and_then(|id| self.standing(id));
        let what = match row.item {
            Item::Gap(_) if row.need == Some(Need::Gap(Missing::Child)) => "Away?",
            Item::Gap(_) => "Gap",
            Item::Promise(_) => "Promised",
            // A narrow window needs the room for what kind of record it is.
            Item::Record(_) if canvas.width() < 78 => "",
            Item::Record(_) => "Record",
            Item::Entry(_) => standing.map_or("", |standing| standing.entry.kind.label()),
        };
        canvas.put_in(columns.what, y, columns.said - columns.what - 1, what, style(words));
        let room = columns.shows - columns.said - 1;
        let text = standing.map_or(String::new(), |standing| say::words(session, standing));
        let text = text.as_str();
        match (&row.need, row.done) {
            (Some(Need::Gap(missing)), _) => {
                canvas.put_in(columns.said, y, room, missing.says(), style(words));
            }
            (Some(Need::Record), _) => {
                let (label, says) = self.record_in_words(session, row).unwrap_or_default();
                let x = if what.is_empty() { columns.what } else { columns.said };
                // What it shows is on its own page: here its words have that column too.
                let room = columns.end.saturating_sub(x + 1);
                let ways = [&format!("{label}: {says}"), label.as_str()];
                canvas.put_fullest(x, y, room, &ways, style(words));
            }
            _ if standing.is_some_and(|standing| !session.reads(standing)) => {
                canvas.put_in(columns.said, y, room, text, style(words));
            }
            (Some(Need::Names(hits)), false) => {
                let says = format!("Names another child: {}", self.named(session, hits));
                canvas.put_in(columns.said, y, room, &says, style(words));
            }
            (Some(Need::SentBack { answered }), false) => {
                let says = if *answered { "answered: " } else { "sent back: " };
                let question = match standing.map(|standing| &standing.review) {
                    Some(Review::SentBack { question, .. }) if !answered => question.as_str(),
                    _ => text,
                };
                canvas.put_in(columns.said, y, room, &format!("{says}{question}"), style(words));
            }
            (Some(Need::Amended), false) => {
                canvas.put_in(columns.said, y, room, &format!("amended since: {text}"), style(words));
            }
            (Some(Need::Promised), false) if matches!(row.item, Item::Entry(_)) => {
                let asks = "asks you to look";
                // Two columns on each side, as between all parts of a row.
                let wide = 3 + u16::try_from(canvas.columns(asks)).unwrap_or(0);
                if room > wide + 12 {
                    let x = canvas.put_in(columns.said, y, room - wide, text, style(words));
                    canvas.put(x + 2, y, asks, style(theme.waiting_words()));
                } else {
                    canvas.put_in(columns.said, y, room, text, style(words));
                }
            }
            _ => {
                canvas.put_in(columns.said, y, room, text, style(words));
            }
        }
        if row.need == Some(Need::Record) {
            return;
        }
        let room = columns.end.saturating_sub(columns.shows + 1);
        let shows = match (row.item, standing) {
            (_, Some(standing)) if says_what_it_shows(session, row, standing) => {
                in_whole(&self.numbers(session, standing), usize::from(room))
            }
            _ => "–".to_string(),
        };
        canvas.put_in(columns.shows, y, room, &shows, style(words));
    }

    /// `2`, `13`
    fn numbers(&self, session: &Session, standing: &Standing) -> Vec<String> {
        let shows = self.shows(session, standing);
        let mut numbers: Vec<String> = Vec::new();
        for known in self.candidates(session, standing) {
            if shows.iter().any(|shown| shown.statement == known) {
                numbers.push(in_short(session, &known));
            }
        }
        numbers
    }

    /// Every statement, to be ticked.
    pub(super) fn all_statements(
        &self,
        session: &Session,
        canvas: &mut Canvas,
        marked: usize,
        (top, end): (u16, u16),
    ) {
        let theme = canvas.theme();
        let Some(standing) = self.selected() else { return };
        let shows = self.shows(session, standing);
        // Of whom it is stands with its words.
        let after = canvas.put(2, top, "What does it show?", theme.text.add_modifier(Modifier::BOLD)) + 3;
        let width = Columns::of(canvas.width(), false).end;
        let found = self.found(session);
        // What was typed takes the place of the marked statement's framework, which is named where there are several.
        let of = found.get(marked).filter(|_| session.frameworks.len() > 1);
        let of = of.and_then(|(of, _)| session.frameworks.iter().find(|one| one.id == of.framework));
        let room = width.saturating_sub(after + 1);
        match (self.find.is_empty(), of) {
            (false, _) => {
                let x = canvas.put_in(after, top, room, self.find.text(), theme.text);
                canvas.put(x, top, "▏", theme.focus);
            }
            (true, Some(of)) if room >= 46 => {
                let end = canvas.put_right(width.saturating_sub(1), top, FINDS, theme.muted);
                canvas.put_in(after, top, end.saturating_sub(after + 2), &of.title, theme.muted);
            }
            (true, Some(of)) => drop(canvas.put_in(after, top, room, &of.title, theme.muted)),
            (true, None) => drop(canvas.put_in(after, top, room, FINDS, theme.muted)),
        }
        if found.is_empty() {
            canvas.put(2, top + 1, "No statement has these letters. Esc clears them.", theme.text);
            canvas.cursor(2, top + 1);
        }
        let room = usize::from(end.saturating_sub(top + 1)).max(1);
        let (start, shown) = seen(canvas, width, (end, room), marked, found.len());
        for ((index, (known, statement)), y) in
            found.into_iter().enumerate().skip(start).take(shown).zip(top + 1..)
        {
            let here = index == marked;
            canvas.row(0, y, width, 1, tap::to_tick(marked, index));
            if here {
                canvas.in_use(0, y, width);
                canvas.put(0, y, "▸", theme.bar);
            }
            let style = if here { theme.bar } else { theme.text };
            let ticked = shows.iter().find(|shown| shown.statement == known);
            canvas.tick(4, y, ticked.is_some(), style);
            let (number, title) = (in_short(session, &known), known_as(session, &known).1);
            // A number of two letters stands right, a code of more begins behind the sign and takes its room.
            let after =
                canvas.put(9_u16.saturating_sub(number.chars().count() as u16).max(6), y, &number, style);
            let x = canvas.put_in(after + 2, y, 30, &title, style).max(41);
            let reason = session
                .frameworks
                .iter()
                .find(|framework| framework.id == known.framework)
                .map(|framework| why(&standing.entry, framework, statement, &session.phrases))
                .unwrap_or_default();
            let quiet = if here { theme.bar } else { theme.muted };
            let reason = match ticked {
                Some(shown) if shown.changed => "something changed because of it".to_string(),
                _ if reason.is_empty() => String::new(),
                _ => reason,
            };
            canvas.put_in(x + 1, y, width.saturating_sub(x + 2), &reason, quiet);
        }
    }
}

/// As many of these numbers as so many columns have room for, none of them cut, and how many more there are: `2 13`, `2 +1`.
fn in_whole(numbers: &[String], columns: usize) -> String {
    let so_many = |count: usize| {
        let shown = numbers.get(..count).unwrap_or_default().join(" ");
        match numbers.len() - count {
            0 => shown,
            more => format!("{shown} +{more}").trim_start().to_string(),
        }
    };
    let fits = (0..=numbers.len()).rev().map(so_many).find(|says| says.chars().count() <= columns);
    fits.filter(|says| !says.is_empty()).unwrap_or_else(|| "–".to_string())
}

#[cfg(test)]
mod tests {
    use super::in_whole;

    #[test]
    fn no_number_is_cut_and_those_without_room_are_counted() {
        for (numbers, columns, says) in [
            (&[][..], 8, "–"),
            (&["2"][..], 8, "2"),
            (&["2", "13"][..], 8, "2 13"),
            (&["15", "QIF.p44.3"][..], 8, "15 +1"),
            (&["15", "QIF.p44.3"][..], 13, "15 QIF.p44.3"),
            (&["QIF.p44.3", "15"][..], 8, "+2"),
        ] {
            let numbers: Vec<String> = numbers.iter().map(|number| number.to_string()).collect();
            assert_eq!(in_whole(&numbers, columns), says);
        }
    }
}
