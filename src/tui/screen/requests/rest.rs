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
use crate::tui::widget::columns::BETWEEN;

/// The list begins on this row.
const TOP: u16 = 5;

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
        let count = self.plain().len();
        let Part::Rest(first) = &mut self.part else { return false };
        let rows = usize::from(session.size.1.saturating_sub(TOP + 3)).max(1);
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

    pub(super) fn draw_rest(&self, session: &Session, canvas: &mut Canvas, first: usize) {
        let theme = canvas.theme();
        let width = canvas.width();
        let plain = self.plain();
        canvas.header(session, &format!("A request{BETWEEN}the plain ones"));
        canvas.rule(1);
        let bold = theme.text.add_modifier(Modifier::BOLD);
        canvas.say((1, 2), (width.saturating_sub(2).min(96), 3), &asks(plain.len()), bold);
        let end = canvas.height().saturating_sub(1);
        canvas.cursor(1, TOP);
        let rows = usize::from(end.saturating_sub(TOP)).max(1);
        for (y, line) in (TOP..end).zip(plain.iter().skip(first)) {
            let x = canvas.put(1, y, &format!("{:>4}", line.number), theme.muted) + 2;
            let x = canvas.put(x, y, &format!("{:<10}", short(line.day)), theme.muted) + 2;
            canvas.put_in(x, y, width.saturating_sub(x + 1), &in_line(line), theme.text);
        }
        canvas.rule(end);
        canvas.hidden_of(end, first, rows, plain.len());
    }
}

/// `Feedback: tired all day`
pub(super) fn in_line(line: &HeldRead) -> String {
    if line.words.is_empty() { line.what.clone() } else { format!("{}: {}", line.what, line.words) }
}
