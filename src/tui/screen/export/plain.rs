//! A report of the table line by line: what it asks for one at a time, the page on request, the files.

use super::{Row, State, answers};
use crate::export::{self, txt};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::plain::{Ask, Word};
use crate::tui::screen::exports::whom;

/// The words that are commands here besides the page's keys.
pub const WORDS: &[Word] = &[
    Word { word: "save", action: Action::SaveReport, says: "save it as files" },
    Word { word: "later", action: Action::Right, says: "the next room, child or day" },
    Word { word: "earlier", action: Action::Left, says: "the one before" },
    Word { word: "tick", action: Action::TickFormat, says: "this kind of file, or not" },
];

/// What reads it out.
const READ: &str = "read";

impl State {
    pub(super) fn asks(&self, session: &Session) -> Ask {
        let row = match self.row() {
            Some(Row::Asked(ask)) => format!("{}: {}", answers::label(ask), self.value(session, ask)),
            Some(Row::Format(name)) => {
                let label = export::format(name).map_or(name, |format| format.label);
                let ticked = if self.formats.contains(&name) { "ticked" } else { "not ticked" };
                format!("{label}: {ticked}")
            }
            Some(Row::Names) => self.name_in_words(),
            None => String::new(),
        };
        if self.typed.is_some() {
            return Ask { says: vec![row], prompt: "Type it, Esc leaves it: ".to_string(), ..Ask::default() };
        }
        if let (true, Some(read)) = (self.aloud, self.made()) {
            let says = vec![format!("{}.", self.listed.what)];
            let list = txt::aloud(&read.report);
            return Ask {
                says,
                list,
                words: WORDS,
                keys: true,
                prompt: "save, back: ".into(),
                ..Ask::default()
            };
        }
        let about = match &self.read {
            None => "It is being made.".to_string(),
            Some(Err(why)) => why.clone(),
            Some(Ok(read)) => {
                let left_out = match read.left_out.as_slice() {
                    [] => String::new(),
                    left_out => format!(" Left out: {}", left_out.join(" ")),
                };
                format!("For {}.{left_out}", whom(&read.recipient))
            }
        };
        let (line, of) = (self.marked + 1, self.rows().len());
        let prompt = if self.made().is_some() { "next, read, save, back: " } else { "next, back: " };
        let settles = if self.named().is_some() { "1 a friend, 2 keeps the name, " } else { "" };
        Ask {
            says: vec![format!("{}. {about}", self.listed.what), format!("{line} of {of}, {row}.")],
            prompt: format!("{settles}{prompt}"),
            words: WORDS,
            keys: true,
            help: "read reads it out.",
            ..Ask::default()
        }
    }

    /// `name 1 of 2: the note of Thu 12 Nov names Isla, so it is left out. It says: Sang with Isla`
    fn name_in_words(&self) -> String {
        let Some(waits) = self.named() else { return String::new() };
        let (at, of) = (self.name + 1, self.names().len());
        format!(
            "name {at} of {of}: the {} names {}, so it is left out. It says: {}",
            waits.what(),
            waits.named(),
            waits.words.trim_end_matches('.')
        )
    }

    pub(super) fn hears(&mut self, _session: &Session, line: &str) -> bool {
        self.aloud = line.trim() == READ && self.made().is_some();
        self.aloud
    }
}
