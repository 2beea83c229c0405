//! Words that the disk did not take, line by line: why, and the three ways on.

use super::State;
use crate::tui::model::Session;
use crate::tui::plain::Ask;

impl State {
    pub(super) fn asks(&self, _session: &Session) -> Ask {
        let says = vec![if self.says.is_empty() { self.why.clone() } else { self.says.clone() }];
        let ways = ('1'..).zip(self.ways());
        let list = ways.map(|(number, (way, means))| format!("{number} {way}. {means}")).collect();
        let prompt = "Which number? back goes to your words: ".to_string();
        Ask { says, list, prompt, keys: true, ..Ask::default() }
    }
}
