//! Which of several open steps was heard back.

use ratatui::style::Modifier;

use super::say;
use crate::domain::entry::Standing;
use crate::tui::model::Session;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;

/// The question as it stands: the steps, newest first, and which is marked.
#[derive(Debug)]
pub(super) struct Which {
    pub(super) steps: Vec<Standing>,
    marked: usize,
}

impl Which {
    pub(super) fn of(steps: Vec<Standing>) -> Which {
        Which { steps, marked: 0 }
    }

    pub(super) fn step(&mut self, by: isize) {
        self.marked = self.marked.saturating_add_signed(by).min(self.steps.len().saturating_sub(1));
    }

    /// The step with that place, or the marked one.
    pub(super) fn take(&self, place: Option<usize>) -> Option<&Standing> {
        self.steps.get(place.unwrap_or(self.marked))
    }

    pub(super) fn view(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        canvas.header(session, "Heard back");
        let child = self.steps.first().and_then(|step| session.roll.child(step.entry.child));
        canvas.put(1, 1, &child.map(|child| child.name()).unwrap_or_default(), bold);
        canvas.rule(2);
        canvas.put(2, 4, "Which step did you hear about?", bold);
        let end = canvas.width().saturating_sub(2);
        for (index, (step, y)) in self.steps.iter().zip(6..).enumerate() {
            let marked = index == self.marked;
            let style = if marked { theme.bar } else { theme.text };
            if marked {
                canvas.in_use(0, y, canvas.width());
                canvas.put(2, y, "▸", style);
            }
            canvas.row(0, y, canvas.width(), 1, tap::number(index + 1));
            canvas.put(4, y, &(index + 1).to_string(), style);
            let when = say::when(session, step.entry.happened);
            let at = canvas.put_right(end, y, &when, if marked { theme.bar } else { theme.muted });
            canvas.put_in(7, y, at.saturating_sub(8), step.text(), style);
        }
    }
}
