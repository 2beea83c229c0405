//! The end of practice: what was learnt, and the way to the log itself.

mod plain;

use ratatui::style::Modifier;

use super::{Page, Press};
use crate::tui::action::{Action, Scope};
use crate::tui::lesson;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::plain::Ask;
use crate::tui::widget::canvas::Canvas;

/// The page: nothing on it changes.
#[derive(Debug)]
pub struct State;

impl Page for State {
    fn scope(&self) -> Scope {
        Scope::Learnt
    }

    fn press(&mut self, _session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        if press.action != Some(Action::Back) {
            return false;
        }
        turn.back();
        true
    }

    fn hint(&self, _session: &Session, action: Action) -> Option<(String, String)> {
        (action == Action::Back).then(|| ("Esc".to_string(), "go on practising".to_string()))
    }

    fn question(&self, _session: &Session) -> Ask {
        self.asks()
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        canvas.header(session, "Practice");
        canvas.rule(1);
        canvas.put(2, 3, "You have learnt", bold);
        canvas.cursor(2, 3);
        let mut y = 5;
        for (what, keys) in lesson::learnt(session) {
            canvas.put(2, y, "✓", theme.muted);
            canvas.put(5, y, what, theme.text);
            canvas.put(28, y, &keys, bold);
            y += if canvas.height() >= 20 { 2 } else { 1 };
        }
        canvas.put(2, y + 1, "Nothing of this is kept: the children were made up.", theme.muted);
    }
}
