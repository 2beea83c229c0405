//! Settings line by line: each with its number and how it stands.

use super::{LINES, State};
use crate::tui::model::Session;
use crate::tui::plain::Ask;

impl State {
    pub(super) fn asks(&self, session: &Session) -> Ask {
        let lines = LINES.iter().zip(1..);
        let list =
            lines.map(|((what, now, _), number)| format!("{number} {what}: {}.", now(session))).collect();
        let mut says = vec!["Settings. A number changes it and keeps it.".to_string()];
        says.extend(session.amiss());
        says.extend(session.backups_in_full().map(|(says, _)| says.join(" ")));
        Ask { says, list, prompt: "Which number? back goes back: ".to_string(), keys: true, ..Ask::default() }
    }
}
