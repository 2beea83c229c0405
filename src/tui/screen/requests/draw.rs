//! How one request is drawn: its lines in their groups, and the marked one with its words, what is suggested and what
//! becomes of it.

use ratatui::style::Modifier;

use super::one::{One, Part};
use super::rest::in_line;
use super::say;
use super::why::Why;
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::{HeldRead, RequestRead};
use crate::tui::tap;
use crate::tui::widget::canvas::{Canvas, divided};
use crate::tui::widget::columns::{BETWEEN, wrap};

/// From so many columns on, the marked line stands beside the list.
const WIDE: u16 = 100;
/// The list begins on this row.
const TOP: u16 = 3;

/// Below the list so many rows are for the marked line: what it is, the beginning of its words, what becomes of it. Enter
/// shows the words whole.
const BELOW: usize = 9;

/// Why the numbers are asked.
pub(super) const PRIVATE: &str =
    "Asked once more: private notes are among what is held. They stay open until you leave this request.";

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    /// A heading, over so many lines.
    Heading(&'static str, usize),
    /// The line in that place.
    Line(usize),
}

impl One {
    pub(super) fn draw(&self, session: &Session, canvas: &mut Canvas) {
        if let Some(asks) = self.asks_for_numbers() {
            let child = self.request().map(|request| say::child(session, request)).unwrap_or_default();
            canvas.header(session, &format!("{child}{BETWEEN}a request"));
            canvas.rule(1);
            let (width, height) = (canvas.width(), canvas.height());
            return asks.draw(session, canvas, (2, 3), (width.min(76).saturating_sub(3), height), PRIVATE);
        }
        match &self.part {
            Part::Words(words) => self.draw_words(session, canvas, words),
            Part::Rest(first) => self.draw_rest(session, canvas, *first),
            Part::More(more) => self.draw_more(session, canvas, more),
            Part::File(file) => self.draw_file(session, canvas, file),
            Part::Lines | Part::Why(_) => self.draw_lines(session, canvas),
        }
    }

    fn draw_lines(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let (width, height) = (canvas.width(), canvas.height());
        let Some(read) = &self.read else {
            canvas.header(session, "A request");
            canvas.rule(1);
            canvas.put(1, 2, "Its lines are being read.", theme.muted);
            return canvas.cursor(1, 2);
        };
        let request = &read.stands.request;
        let clock = say::clock(session, request);
        canvas.header(session, &format!("{}{BETWEEN}{clock}", say::child(session, request)));
        let says = match say::barred(read) {
            Some(why) => why,
            None => format!("{} lines are held. {}", read.lines.len(), say::left(read.waiting())),
        };
        let x = canvas.put_fullest(
            1,
            1,
            width.saturating_sub(2),
            &[&says, &say::left(read.waiting())],
            theme.muted,
        );
        // The hint line is full of what is decided; these are for the request as a whole.
        let keys = [(Action::MoreTime, "m more time"), (Action::WithdrawRequest, "w withdrawn")];
        let keys = keys.map(|(action, says)| (session.keys.said(action, says), session.keys.chord(action)));
        let taken: usize = keys.iter().map(|(says, _)| canvas.columns(says) + 3).sum();
        let here = request.ended.is_none() && matches!(self.part, Part::Lines);
        if here && usize::from(x) + taken < usize::from(width) && width < WIDE {
            let mut end = width.saturating_sub(1);
            for (says, chord) in keys.into_iter().rev() {
                let x = canvas.put_right(end, 1, &says, theme.muted);
                canvas.button(x, 1, end - x, chord.into_iter().collect());
                end = x.saturating_sub(3);
            }
        }
        canvas.rule(2);
        if read.lines.is_empty() {
            let says = "Nothing is held on this child that was written by the day on which it was asked for.";
            canvas.say((1, TOP), (width.saturating_sub(2), 3), says, theme.text);
            return canvas.cursor(1, TOP);
        }
        if width >= WIDE {
            let middle = width / 2;
            canvas.down(middle, TOP, height);
            self.list(canvas, read, (TOP, height), middle);
            self.pane(canvas, (middle + 2, TOP), (width.saturating_sub(middle + 3), height));
        } else {
            let split = divided((TOP, height), One::rows(read).len(), BELOW);
            // A question is seen with all its answers, and a free row between them and what is said of them.
            let asked = match &self.part {
                Part::Why(why) => why.reasons().len() + 3,
                _ => 0,
            };
            let split = split.min(height.saturating_sub(u16::try_from(asked).unwrap_or(0))).max(TOP + 3);
            self.list(canvas, read, (TOP, split), width);
            canvas.rule(split);
            self.pane(canvas, (1, split + 1), (width.saturating_sub(2), height));
        }
    }

    /// The rows of the list: a heading before each group.
    fn rows(read: &RequestRead) -> Vec<Row> {
        let mut rows = Vec::with_capacity(read.lines.len() + 6);
        let mut before = None;
        for (index, line) in read.lines.iter().enumerate() {
            let group = line.group();
            if before != Some(group) {
                before = Some(group);
                let count = read.lines.iter().filter(|line| line.group() == group).count();
                rows.push(Row::Heading(group.heading(), count));
            }
            rows.push(Row::Line(index));
        }
        rows
    }

    fn list(&self, canvas: &mut Canvas, read: &RequestRead, (top, end): (u16, u16), width: u16) {
        let theme = canvas.theme();
        let rows = One::rows(read);
        let at = rows.iter().position(|row| *row == Row::Line(self.marked)).unwrap_or(0);
        let chosen: Vec<bool> = rows.iter().map(|row| matches!(row, Row::Line(_))).collect();
        let (first, fit) = canvas.seen_among(width.saturating_sub(1), (top, end), at, &chosen);
        for (y, row) in (top..).zip(rows.iter().skip(first).take(fit)) {
            let index = match row {
                Row::Heading(says, count) => {
                    canvas.put_in(
                        1,
                        y,
                        width.saturating_sub(2),
                        &format!("{says} ({count})"),
                        theme.heading(),
                    );
                    continue;
                }
                Row::Line(index) => *index,
            };
            let Some(line) = read.lines.get(index) else { continue };
            canvas.row(0, y, width, 1, tap::to_row(self.marked, index));
            let here = index == self.marked;
            if here {
                // While the reason is asked the answers are in use.
                let bar = matches!(self.part, Part::Lines);
                if bar {
                    canvas.in_use(0, y, width);
                }
                canvas.put(0, y, "▸", if bar { theme.bar } else { theme.focus });
                self.row(canvas, line, bar, (y, width));
            } else {
                self.row(canvas, line, false, (y, width));
            }
        }
    }

    fn row(&self, canvas: &mut Canvas, line: &HeldRead, here: bool, (y, width): (u16, u16)) {
        let theme = canvas.theme();
        let (text, muted) = if here { (theme.bar, theme.bar) } else { (theme.text, theme.muted) };
        let waits = line.waits();
        if waits {
            canvas.put(2, y, "!", if here { theme.bar } else { theme.waiting });
        }
        let x = canvas.put(3, y, &format!("{:>4}", line.number), muted) + 2;
        let x = canvas.put(x, y, &format!("{:<6}", line.day.format("%-d %b")), muted) + 2;
        let end =
            canvas.put_right(width.saturating_sub(1), y, say::state(line), if waits { text } else { muted });
        canvas.put_in(x, y, end.saturating_sub(x + 2), &in_line(line), text);
    }

    /// The marked line, or the choice of a reason.
    fn pane(&self, canvas: &mut Canvas, (x, top): (u16, u16), (columns, end): (u16, u16)) {
        let Some(line) = self.line() else { return };
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        if let Part::Why(why) = &self.part {
            return choice(canvas, why, (x, top), (columns, end));
        }
        let what = format!("{}, {}", line.what, say::written(line));
        // What is said of it has room before its words; they are read whole by Enter.
        let mut below = Vec::new();
        if !line.causes.is_empty() && !line.withdrawn {
            below.push((say::causes(line), theme.muted));
        }
        below.push((say::becomes(line), bold));
        let rows = |says: &str| u16::try_from(wrap(says, usize::from(columns)).len()).unwrap_or(1);
        let needed: u16 = below.iter().map(|(says, _)| rows(says)).sum();
        let most = end.saturating_sub(top + needed).clamp(1, 2);
        let mut y = canvas.say((x, top), (columns, most), &what, theme.muted);
        let room = end.saturating_sub(y + needed);
        if room > 0 && !line.words.is_empty() {
            y = canvas.say((x, y), (columns, room), &line.words, theme.text);
        }
        // In a tall window a row parts what was written from what is said of it.
        y += u16::from(end.saturating_sub(y) > needed + 1);
        for (says, style) in below {
            y = canvas.say((x, y), (columns, end.saturating_sub(y)), &says, style);
        }
    }
}

/// The reasons that fit, to choose from.
fn choice(canvas: &mut Canvas, why: &Why, (x, top): (u16, u16), (columns, end): (u16, u16)) {
    let theme = canvas.theme();
    canvas.put(x, top, why.asks(), theme.text.add_modifier(Modifier::BOLD));
    let reasons = why.reasons();
    let (first, fit) = canvas.seen_of((top + 1, end), why.marked, reasons.len());
    for (y, (index, reason)) in (top + 1..end).zip(reasons.iter().enumerate().skip(first).take(fit)) {
        let bar = index == why.marked;
        if bar {
            canvas.in_use(x - 1, y, columns + 2);
            canvas.put(x - 1, y, "▸", theme.bar);
        }
        canvas.row(x, y, columns, 1, tap::number(index + 1));
        let style = if bar { theme.bar } else { theme.text };
        canvas.put_in(x + 1, y, columns - 1, &format!("{} {}", index + 1, reason.label()), style);
    }
}
