//! How the round is drawn: what the letters mean, and the grid.

use std::ops::Range;

use ratatui::crossterm::event::KeyCode;
use ratatui::style::Modifier;
use unicode_segmentation::UnicodeSegmentation;

use super::{Line, State};
use crate::capture::grammar::PLAIN;
use crate::domain::round::Column;
use crate::tui::key::Chord;
use crate::tui::model::Session;
use crate::tui::screen::card::ink::Ink;
use crate::tui::screen::spell;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::width_of;

/// How wide a cell is, with the sign before it.
const CELL: u16 = 8;
/// The sentence has at least so many columns, however many cells there are.
const SENTENCE: u16 = 16;

/// Where things stand across.
struct Across {
    name: u16,
    cells: u16,
    /// The columns that are drawn: in a narrow window those around the one in use.
    shown: Range<usize>,
    sentence: u16,
    /// Where what is done has its sign.
    sign: u16,
}

impl Across {
    fn of(width: u16, columns: usize, in_use: Option<usize>) -> Across {
        let name = 6;
        let cells = name + if width >= 72 { 14 } else { 11 };
        let sign = width.saturating_sub(3);
        let fit = usize::from(sign.saturating_sub(cells + SENTENCE) / CELL).max(1);
        let first = in_use.unwrap_or(columns).saturating_sub(fit - 1).min(columns.saturating_sub(fit));
        let shown = first..columns.min(first + fit);
        let sentence = cells + CELL * u16::try_from(shown.len()).unwrap_or(0);
        Across { name, cells, shown, sentence, sign }
    }

    fn cell(&self, index: usize) -> u16 {
        self.cells + CELL * u16::try_from(index.saturating_sub(self.shown.start)).unwrap_or(0)
    }
}

impl State {
    pub(super) fn draw(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let (width, height) = (canvas.width(), canvas.height());
        let columns = self.columns(session);
        let lines = self.lines(session);
        self.title(session, canvas, &lines);
        self.legend(session, canvas, &columns);
        let small = height < 20;
        let top = if small {
            2
        } else {
            canvas.rule(2);
            3
        };
        let across = Across::of(width, columns.len(), self.column);
        canvas.put(across.name, top, "Child", theme.heading());
        for index in across.shown.clone() {
            let title = columns.get(index).map(|column| column.title.as_str()).unwrap_or_default();
            canvas.put(across.cell(index) + 1, top, title, theme.heading());
            canvas.button(across.cell(index), top, CELL, self.keys_to(columns.len(), 0, Some(index)));
        }
        canvas.put(across.sentence + 1, top, "For the family", theme.heading());
        canvas.button(across.sentence, top, SENTENCE, self.keys_to(columns.len(), 0, None));
        // What a narrow window leaves out comes with Tab. In plain letters there is no other sign of one column.
        let (earlier, later) = if canvas.in_plain_letters() { ("<", ">") } else { ("…", "…") };
        if let Some(before) = across.shown.start.checked_sub(1) {
            canvas.put(across.cells.saturating_sub(1), top, earlier, theme.focus);
            let keys = self.keys_to(columns.len(), 0, Some(before));
            canvas.button(across.cells.saturating_sub(2), top, 2, keys);
        }
        if across.shown.end < columns.len() {
            canvas.put(across.sentence.saturating_sub(1), top, later, theme.focus);
            let keys = self.keys_to(columns.len(), 0, Some(across.shown.end));
            canvas.button(across.sentence.saturating_sub(2), top, 2, keys);
        }
        if lines.is_empty() {
            canvas.say((2, top + 2), (width.saturating_sub(4), 3), super::NOBODY, theme.text);
            return canvas.cursor(2, top + 2);
        }
        let count = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        // In a small window the grid gives up a row or two where what a row would save needs them.
        let foot = if small { (self.rows_to_save(session, width) + 1).clamp(3, 6) } else { 6 };
        let step = if height >= 30 && top + 2 + 2 * count + foot <= height { 2 } else { 1 };
        let rows = top + step;
        let bottom = height.saturating_sub(foot).min(rows + step * count);
        let fit = usize::from(bottom.saturating_sub(rows) / step).max(1);
        let on = lines.iter().position(|line| Some(line.child.id) == self.on).unwrap_or(0);
        let first =
            self.first.get().clamp((on + 1).saturating_sub(fit), on).min(lines.len().saturating_sub(fit));
        self.first.set(first);
        for (row, (index, line)) in (0..).zip(lines.iter().enumerate().skip(first).take(fit)) {
            let y = rows + step * row;
            let steps = index.cast_signed().wrapping_sub(on.cast_signed());
            canvas.row(0, y, across.cells, step, self.keys_to(columns.len(), steps, self.column));
            for cell in across.shown.clone() {
                let keys = self.keys_to(columns.len(), steps, Some(cell));
                canvas.row(across.cell(cell), y, CELL, step, keys);
            }
            let keys = self.keys_to(columns.len(), steps, None);
            canvas.row(across.sentence, y, width.saturating_sub(across.sentence), step, keys);
            self.line(session, canvas, &across, &columns, y, line, index == on);
        }
        canvas.rule(bottom);
        canvas.hidden_of(bottom, first, fit, lines.len());
        self.foot(session, canvas, bottom + 1);
    }

    /// The keys that go to a cell, or to the sentence, of a row that is so many rows below. None of them takes a row
    /// for done, and a sentence is left first: there Tab and the arrows may mean its gaps and its list.
    pub(super) fn keys_to(&self, columns: usize, rows: isize, to: Option<usize>) -> Vec<Chord> {
        if rows == 0 && to == self.column {
            return Vec::new();
        }
        let left = self.column.is_none().then_some(Chord::plain(KeyCode::BackTab));
        let from = self.column.unwrap_or(columns.saturating_sub(1));
        let to = to.unwrap_or(columns);
        let across =
            vec![Chord::plain(if to < from { KeyCode::Left } else { KeyCode::Tab }); to.abs_diff(from)];
        left.into_iter().chain(tap::steps(rows)).chain(across).collect()
    }

    /// `Daily round · Tue 24 Nov · 14:20 · 3 of 11 done`
    fn title(&self, session: &Session, canvas: &mut Canvas, lines: &[Line]) {
        let done = lines.iter().filter(|line| line.done.is_some() && line.row.is_none()).count();
        let count = format!("{done} of {} done", lines.len());
        let place = match self.earlier {
            Some(at) => format!("Daily round of {} · {count}", crate::domain::day::short(at.day())),
            None => match (session.room.and_then(|room| session.elsewhere(room)), canvas.width()) {
                (Some(room), 72..) => format!("Daily round · {room} · {} · {count}", session.now.clock()),
                (Some(room), _) => format!("Round · {room} · {count}"),
                (None, 72..) => {
                    let day = crate::domain::day::short(session.today());
                    format!("Daily round · {day} · {} · {count}", session.now.clock())
                }
                (None, _) => format!("Round · {} · {count}", session.now.clock()),
            },
        };
        canvas.header(session, &place);
    }

    #[allow(clippy::too_many_arguments, reason = "a row is drawn from all that is known of it")]
    fn line(
        &self,
        session: &Session,
        canvas: &mut Canvas,
        across: &Across,
        columns: &[&Column],
        y: u16,
        line: &Line,
        in_use: bool,
    ) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        if in_use {
            canvas.put(1, y, "▸", theme.focus);
        }
        let number = line.number.map(|number| number.to_string()).unwrap_or_default();
        canvas.put(2, y, &format!("{number:>3}"), theme.muted);
        let name = session.roll.short_name(line.child.id);
        let room = across.cells.saturating_sub(across.name + 1);
        canvas.put_name(across.name, y, room, &name, if in_use { bold } else { theme.text });
        let finished = line.row.is_none() && line.done.is_some();
        for index in across.shown.clone() {
            let Some(column) = columns.get(index) else { continue };
            let x = across.cell(index);
            let filled = line.row.and_then(|row| row.cell(&column.code)).is_some_and(|cell| cell.filled);
            let label = self.value(session, line.child.id, column).and_then(|value| column.label(value));
            let chosen = in_use && self.column == Some(index);
            let style = match (chosen, filled || label.is_none()) {
                (true, _) => theme.bar,
                (false, true) => theme.muted,
                (false, false) => theme.text,
            };
            if chosen {
                canvas.paint(x, y, CELL, 1, style);
                canvas.cursor(x + 1, y);
            }
            let blank = if finished { "·" } else { "" };
            canvas.put(x, y, if filled { "~" } else { "" }, style);
            canvas.put_in(x + 1, y, CELL - 2, label.as_deref().unwrap_or(blank), style);
        }
        let x = across.sentence + 1;
        let room = across.sign.saturating_sub(x + 1);
        if in_use && self.column.is_none() {
            self.sentence(session, canvas, x, y, room);
        } else {
            let words = match (line.row, line.done) {
                (Some(row), _) => row.note.clone(),
                (None, Some(done)) => own_words(columns, done.text(), done.round()),
                (None, None) => String::new(),
            };
            canvas.put_in(x, y, room, &words, if finished { theme.muted } else { theme.text });
        }
        if finished {
            canvas.put(across.sign, y, "✓", theme.muted);
        }
    }

    /// The sentence that is being written, as much of it as has the caret in it, or at least the place of the next letter.
    fn sentence(&self, session: &Session, canvas: &mut Canvas, x: u16, y: u16, room: u16) {
        let marks = self.pen(session).marks(&self.field);
        let misspelt = spell::misspelt(session, &self.field, &marks);
        let asked = self.spell.place();
        // A word that is asked about is what is looked at.
        let at = |asked: &Range<usize>| (asked.start, asked.start);
        let (caret, eye) = asked.as_ref().map_or((self.field.caret(), self.field.eye()), at);
        let text = self.field.text();
        let ink = Ink { field: &self.field, marks: &marks, misspelt: &misspelt, asked };
        let wide = |part: Range<usize>| width_of(&text.get(part).unwrap_or_default().replace(PLAIN, ""));
        // The cell that is written in is seen as one in every set of colours.
        let theme = canvas.theme();
        canvas.paint(x, y, room, 1, theme.panel.add_modifier(Modifier::UNDERLINED));
        if theme.muted == theme.text {
            // Without colours it stands in brackets, as what is chosen does everywhere.
            let bold = theme.text.add_modifier(Modifier::BOLD);
            canvas.put(x.saturating_sub(1), y, "[", bold);
            canvas.put(x + room, y, "]", bold);
        }
        let room = usize::from(room).max(2);
        // What is left out before it is said by a sign, as what is left out behind it.
        let cut = |from: usize| if from > 0 { "…" } else { "" };
        let mut from = 0;
        for (at, letter) in text.get(..eye).unwrap_or_default().grapheme_indices(true) {
            if wide(from..caret) + canvas.columns(cut(from)) < room {
                break;
            }
            from = at + letter.len();
        }
        let room = room.saturating_sub(canvas.columns(cut(from)));
        let x = canvas.put(x, y, cut(from), canvas.theme().text);
        let more = if wide(from..text.len()) > room { "…" } else { "" };
        let end = ink.draw(canvas, (x, y), from..text.len(), room.saturating_sub(canvas.columns(more)));
        canvas.put(end, y, more, canvas.theme().text);
        let column = x + u16::try_from(wide(from..eye)).unwrap_or(0);
        if eye == text.len() {
            canvas.put(column, y, "▏", canvas.theme().focus);
        }
        canvas.cursor(column, y);
    }
}

/// The sentence of a saved row, without what its cells say.
fn own_words(columns: &[&Column], text: &str, cells: Option<&[crate::domain::round::Recorded]>) -> String {
    let said = cells.unwrap_or_default().iter().filter_map(|cell| {
        let column = columns.iter().find(|column| column.code == cell.column)?;
        column.words(column.value(cell.value.as_deref()?)?)
    });
    let said = said.collect::<Vec<_>>().join(" ");
    text.strip_prefix(said.as_str()).unwrap_or(text).trim().to_string()
}
