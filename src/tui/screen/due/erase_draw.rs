//! How an erasure is drawn: what would go and what would stay, each question, and what was done.

use ratatui::style::Modifier;

use super::erase::{Erase, Step};
use crate::domain::erasure::{Ground, MINUTES};
use crate::report::erasing::{GOES, STAYS};
use crate::tui::model::Session;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::{BETWEEN, wrap};

/// The lines begin on this row.
const TOP: u16 = 2;

/// A line of what is read, and whether it is a heading.
type Line = (String, bool);

impl Erase {
    /// What is read, in paragraphs: each with whether it is a heading, and how far it stands in.
    pub(super) fn paragraphs(&self) -> Vec<(String, bool, usize)> {
        let mut says = Vec::new();
        let mut listed = |heading: String, lines: &[String]| {
            if !lines.is_empty() {
                says.push((format!("{heading}:"), true, 0));
                says.extend(lines.iter().map(|line| (line.clone(), false, 2)));
            }
        };
        if let Step::UnderWay(_) = &self.step {
            return vec![(UNDER_WAY.to_string(), true, 0)];
        }
        if let Step::Done(done) = &self.step {
            let stays = "What no program reaches, for a person to look at".to_string();
            listed(stays, &done.stays);
            let done = done.says.iter().map(|line| (line.clone(), true, 0));
            return done.chain(says).collect();
        }
        match &self.read {
            None => vec![("What would go is being read.".to_string(), false, 0)],
            Some(Err(why)) => vec![(why.clone(), false, 0)],
            Some(Ok(read)) => {
                listed(format!("Erasing {} {GOES}", read.shown.about), &read.shown.goes);
                listed(STAYS.to_string(), &read.shown.stays);
                let stops =
                    read.stops.iter().map(|stops| (format!("It can't be erased now. {stops}"), true, 0));
                stops.chain(says).collect()
            }
        }
    }

    /// The same in the lines of a window of that size.
    pub(super) fn lines(&self, (width, _): (u16, u16)) -> Vec<Line> {
        let columns = usize::from(width.saturating_sub(2)).min(84);
        let paragraphs = self.paragraphs();
        let mut lines = Vec::new();
        for (at, (text, heading, indent)) in paragraphs.into_iter().enumerate() {
            // A heading stands apart from what is above it.
            if heading && at > 0 {
                lines.push((String::new(), false));
            }
            let rows = wrap(&text, columns.saturating_sub(indent + usize::from(indent > 0) * 2));
            for (at, row) in rows.into_iter().enumerate() {
                // What goes on in the next row stands under its own first word.
                let indent = " ".repeat(indent + usize::from(indent > 0 && at > 0) * 2);
                lines.push((format!("{indent}{row}"), heading));
            }
        }
        lines
    }

    /// How many of them are seen at once in a window of that size.
    pub(super) fn rows(&self, (_, height): (u16, u16)) -> usize {
        usize::from(height.saturating_sub(TOP + 3 + self.says_below())).max(1)
    }

    /// How many rows what stands under the rule takes: where something is in the way, why and what to do stand above it.
    fn says_below(&self) -> u16 {
        u16::from(!matches!(self.step, Step::UnderWay(_)) && !self.stops())
    }

    pub(super) fn draw(&self, session: &Session, canvas: &mut Canvas) {
        canvas.header(session, &format!("Erasing{BETWEEN}{}", self.what));
        canvas.rule(1);
        match &self.step {
            Step::Shown | Step::UnderWay(_) | Step::Done(_) => self.draw_lines(session, canvas),
            Step::Ground => self.draw_grounds(canvas),
            Step::Why => {
                let y = self.draw_so_far(canvas);
                self.reason.draw_from(canvas, y);
            }
            Step::First(asks) => {
                let (y, columns) = (self.draw_so_far(canvas), columns(canvas));
                asks.draw(session, canvas, (1, y), (columns, canvas.height()), FIRST);
            }
            Step::Who(typed) => {
                let (theme, y, columns) = (canvas.theme(), self.draw_so_far(canvas), columns(canvas));
                canvas.put(1, y, WHO, theme.text.add_modifier(Modifier::BOLD));
                // A row between, where what helps keeps its own.
                let y = y + 1 + u16::from(y + 8 <= canvas.height());
                typed.draw(canvas, 1, y, 14, 3, true);
                canvas.say((1, y + 3), (columns, 3), WHO_HELP, theme.muted);
            }
            Step::Second(_, asks) => {
                let (y, columns) = (self.draw_so_far(canvas), columns(canvas));
                asks.draw(session, canvas, (1, y), (columns, canvas.height()), &second());
            }
        }
    }

    fn draw_lines(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let end = canvas.height().saturating_sub(1 + self.says_below());
        let (lines, rows) = (self.lines(session.size), self.rows(session.size));
        let first = self.first.min(lines.len().saturating_sub(rows));
        canvas.cursor(1, TOP);
        for ((line, heading), y) in lines.iter().skip(first).take(rows).zip(TOP..end) {
            let style = if *heading { theme.text.add_modifier(Modifier::BOLD) } else { theme.text };
            canvas.put(1, y, line, style);
        }
        canvas.rule(end);
        canvas.hidden_of(end, first, rows, lines.len());
        let says = match &self.step {
            Step::Done(_) => "The record says that it was erased, and no word of it.",
            _ if self.says_below() == 0 => return,
            _ => "Nothing goes yet: two people say so first.",
        };
        canvas.put(1, end + 1, says, theme.muted);
    }

    fn draw_grounds(&self, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let width = canvas.width();
        canvas.put(1, TOP, GROUND, theme.text.add_modifier(Modifier::BOLD));
        for (y, (index, ground)) in (TOP + 1..).zip(Ground::ALL.iter().enumerate()) {
            let bar = index == self.ground;
            if bar {
                canvas.in_use(0, y, width);
                canvas.put(1, y, "▸", theme.bar);
            }
            canvas.row(0, y, width, 1, tap::number(index + 1));
            let style = if bar { theme.bar } else { theme.text };
            canvas.put(3, y, &format!("{} {}", index + 1, ground.label()), style);
        }
    }

    /// What was said so far, and the row after it.
    fn draw_so_far(&self, canvas: &mut Canvas) -> u16 {
        let theme = canvas.theme();
        let (columns, rows) = (columns(canvas), canvas.height().saturating_sub(TOP + 9).clamp(1, 4));
        canvas.say((1, TOP), (columns, rows), &self.so_far(), theme.muted) + 1
    }

    /// `All about Ava O'Neill, 12 lines. The ground: a law or a court says so.`
    pub(super) fn so_far(&self) -> String {
        let what = match &self.read {
            Some(Ok(read)) => {
                let lines = read.erasing.lines.len();
                let lines = if lines == 1 { "1 line".to_string() } else { format!("{lines} lines") };
                format!("Erasing {}: {lines}.", read.shown.about)
            }
            _ => String::new(),
        };
        let ground = Ground::ALL.get(self.ground).map(|ground| ground.label()).unwrap_or_default();
        format!("{what} The ground: {ground}.")
    }
}

fn columns(canvas: &Canvas) -> u16 {
    canvas.width().saturating_sub(2).min(76)
}

/// What is asked before why.
pub(super) const GROUND: &str = "On which ground?";
/// Why the numbers of whoever is signed in are asked.
pub(super) const FIRST: &str =
    "Asked once more. Then the second person says who they are. Esc leaves all as it was.";
/// What is asked after them.
pub(super) const WHO: &str = "The second person's initials";
/// Who that may be.
pub(super) const WHO_HELP: &str =
    "Another manager or a room lead, who has read with you what goes, and now types their own numbers.";

/// What is said while it is done.
pub(super) const UNDER_WAY: &str =
    "It is being erased. This may take a minute: leave the computer on until it is done.";

/// Why the second person's numbers are asked.
pub(super) fn second() -> String {
    format!(
        "With these it is erased for good, by both of you. They count within {MINUTES} minutes of the first. Esc leaves all \
         as it was."
    )
}
