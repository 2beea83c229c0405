//! The end of practice line by line.

use super::State;
use crate::tui::plain::Ask;

impl State {
    pub(super) fn asks(&self) -> Ask {
        let says = vec![
            "You have learnt: a note, one for several, taking it back, and going on with what was begun."
                .to_string(),
            "Nothing of this is kept: the children were made up.".to_string(),
        ];
        let prompt = "Enter goes to the log, back goes on practising: ".to_string();
        Ask { says, prompt, keys: true, ..Ask::default() }
    }
}
