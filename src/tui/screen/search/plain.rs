//! Search line by line: a line is what is looked for, then what was found is heard an entry at a time, newest first.

use super::State;
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::plain::{Ask, Word};
use crate::tui::screen::child::say;
use crate::tui::widget::typed::Typed;

/// The words that are commands once something was found. Whatever else is typed is looked for.
pub const WORDS: &[Word] = &[
    Word { word: "", action: Action::Down, says: "the entry before that" },
    Word { word: "o", action: Action::OpenFound, says: "opens the child's page there" },
    Word { word: "u", action: Action::Up, says: "one entry back" },
    Word { word: "b", action: Action::Back, says: "goes back" },
];

/// The letters that change where is looked, and which part of the page that is.
const NARROWS: [(&str, usize); 3] = [("w", 1), ("k", 2), ("t", 3)];

impl State {
    pub(super) fn asks(&self, session: &Session) -> Ask {
        let help = "A word, or a child's name and a word; by:jo who wrote it, kind:home open next steps still open, \
                    shows:15 what counts for statement 15, words in quotes exactly so. w changes whose entries, k \
                    which kind, t this term or all terms.";
        let looked = self.where_in_words(session);
        let mut says = self.summary(session, &self.query(session)).join(" ");
        let Some(entry) = self.found.get(self.marked) else {
            if says.is_empty() {
                says = "Type a word, or a child's name and a word. ? says more.".to_string();
            }
            let says = vec![says, looked];
            return Ask { says, prompt: "Search: ".to_string(), help, ..Ask::default() };
        };
        let name = session.roll.child(entry.entry.child).map(|child| child.name()).unwrap_or_default();
        let (when, by) = (say::when(session, entry.entry.happened), say::first_name(session, entry.entry.by));
        let mut row = format!(
            "{} of {}: {name}, {} {when}, {by}: {}",
            self.marked + 1,
            self.found.len(),
            entry.entry.kind.label(),
            say::words(session, entry),
        );
        for other in self.followed(session, entry) {
            row.push_str(&format!(" {}, same talk: {}", other.entry.kind.label(), other.text()));
        }
        let says = if self.marked == 0 { vec![format!("{says} {looked}"), row] } else { vec![row] };
        let prompt = match self.marked + 1 < self.found.len() {
            true => "Enter older, o opens, b back, or search again: ",
            false => "That was the last. o opens, b back, or search again: ",
        };
        Ask { says, prompt: prompt.to_string(), words: WORDS, help, ..Ask::default() }
    }

    pub(super) fn hears(&mut self, session: &Session, line: &str, turn: &mut Turn) {
        let line = line.trim();
        if let Some((_, part)) = NARROWS.iter().find(|(letter, _)| *letter == line) {
            self.part = *part;
            if !self.change(session, true) {
                turn.say("The entries of the room's children are open to you here.");
            }
            self.part = 0;
        } else if line.is_empty() {
            return;
        } else {
            self.typed = Typed::new(line);
        }
        self.ask(session, turn);
    }

    /// `In all children, all kinds, this term.`
    fn where_in_words(&self, session: &Session) -> String {
        format!("In {}.", self.choices(session).join(", "))
    }
}
