//! The rest of the plain lines, decided at once after they were listed.

use ratatui::style::Modifier;

use super::one::{One, Part};
use crate::domain::day::short;
use crate::domain::request::{Decision, Treatment, Why};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::{HeldRead, Turn};
use crate::tui::screen::Press;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::{BETWEEN, wrap};

/// What will be done is said from this row on.
const SAID: u16 = 2;
/// The words of a line begin on this column.
const WORDS: u16 = 19;

/// What is said before they are decided.
pub(super) fn asks(count: usize) -> String {
    let (lines, go) = if count == 1 { ("1 line", "goes") } else { (&*format!("{count} lines"), "go") };
    format!(
        "{lines} {go} out as written: private or said among staff, about the child, and no name of anybody else is \
         found. Enter decides that; the others stay as they are."
    )
}

impl One {
    pub(super) fn press_rest(&mut self, session: &Session, press: Press, turn: &mut Turn) -> bool {
        let (width, height) = session.size;
        let count = self.rest_in_rows(width).len();
        let top = SAID + 1 + u16::try_from(self.rest_asks(width).len()).unwrap_or(1);
        let Part::Rest(first) = &mut self.part else { return false };
        let rows = usize::from(height.saturating_sub(top + 3)).max(1);
        let last = count.saturating_sub(rows);
        match press.action {
            Some(Action::Up) => *first = first.saturating_sub(1),
            Some(Action::Down) => *first = (*first + 1).min(last),
            Some(Action::PageUp) => *first = first.saturating_sub(rows),
            Some(Action::PageDown) => *first = (*first + rows).min(last),
            Some(Action::First) => *first = 0,
            Some(Action::Last) => *first = last,
            Some(Action::TakePlain) => {
                let decision = Decision { treatment: Treatment::Allow, why: Why::TheirOwn };
                let all = self.plain().iter().map(|line| (line.id, Some(decision.clone()))).collect();
                self.part = Part::Lines;
                self.decide(session, all, turn);
            }
            Some(Action::Back | Action::Left) => self.part = Part::Lines,
            _ => return false,
        }
        true
    }

    /// What is asked, in the rows of a window so wide.
    fn rest_asks(&self, width: u16) -> Vec<String> {
        wrap(&asks(self.plain().len()), usize::from(width.saturating_sub(2).min(96)))
    }

    /// The lines that go out, each whole: a row of it with its place among them, the first row with the line itself.
    fn rest_in_rows(&self, width: u16) -> Vec<(usize, Option<&HeldRead>, String)> {
        let columns = usize::from(width.saturating_sub(WORDS + 1)).max(1);
        let rows = self.plain().into_iter().enumerate().map(|(place, line)| {
            let words = wrap(&in_line(line), columns).into_iter().enumerate();
            words.map(move |(row, words)| (place, (row == 0).then_some(line), words))
        });
        rows.flatten().collect()
    }

    pub(super) fn draw_rest(&self, session: &Session, canvas: &mut Canvas, first: usize) {
        let theme = canvas.theme();
        canvas.header(session, &format!("A request{BETWEEN}the plain ones"));
        canvas.rule(1);
        let (bold, width) = (theme.text.add_modifier(Modifier::BOLD), session.size.0);
        let mut top = SAID;
        for line in self.rest_asks(width) {
            canvas.put(1, top, &line, bold);
            top += 1;
        }
        top += 1;
        let end = canvas.height().saturating_sub(1);
        canvas.cursor(WORDS, top);
        let fit = usize::from(end.saturating_sub(top)).max(1);
        let rows = self.rest_in_rows(width);
        for (y, (_, line, words)) in (top..end).zip(rows.iter().skip(first)) {
            if let Some(line) = line {
                canvas.put_right(5, y, &line.number.to_string(), theme.muted);
                canvas.put_in(7, y, WORDS - 8, &short(line.day), theme.muted);
            }
            canvas.put_in(WORDS, y, width.saturating_sub(WORDS + 1), words, theme.text);
        }
        canvas.rule(end);
        // Lines are counted, not their rows: one whose end is not seen is below.
        let above = rows.get(first).map_or(0, |(place, ..)| *place);
        let below = rows.get(first + fit..).and_then(|rest| rest.first()).map(|(place, ..)| *place);
        let all = self.plain().len();
        canvas.hidden_of(end, above, below.unwrap_or(all).saturating_sub(above), all);
    }
}

/// `Feedback: tired all day`
pub(super) fn in_line(line: &HeldRead) -> String {
    if line.words.is_empty() { line.what.clone() } else { format!("{}: {}", line.what, line.words) }
}
