//! Another window, line by line: who has the record, and what can be done.

use super::State;
use crate::tui::model::Session;
use crate::tui::plain::Ask;

impl State {
    pub(super) fn asks(&self, session: &Session) -> Ask {
        let says = vec![self.says(session).join(" ")];
        let ways = ('1'..).zip(self.ways());
        let list = ways.map(|(number, (way, means))| format!("{number} {way}. {means}")).collect();
        let prompt = "Which number? back closes this window: ".to_string();
        Ask { says, list, prompt, keys: true, ..Ask::default() }
    }
}
