//! Choosing in a phrase's gap: by a digit, by first letters, or by typing other words.

use super::{State, desk};
use crate::capture::phrases::choice;
use crate::domain::phrase::GAP;
use crate::tui::model::Session;

/// A gap with choices in which somebody types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choosing {
    /// Where its words begin in the note.
    from: usize,
    /// What is offered.
    choices: Vec<String>,
}

impl State {
    /// What is offered where the caret is, and which of it the letters so far mean.
    pub(super) fn offered(&self, session: &Session) -> Option<(Vec<String>, Option<usize>)> {
        if let Some(choosing) = &self.choosing {
            let typed = self.note.text().get(choosing.from..self.note.caret()).unwrap_or_default();
            let meant = choosing.choices.iter().position(|choice| choice.eq_ignore_ascii_case(typed));
            return Some((choosing.choices.clone(), meant));
        }
        desk::choices(session, self).map(|choices| (choices, None))
    }

    /// Whether an empty gap is selected.
    pub(super) fn on_gap(&self) -> bool {
        self.note.text().get(self.note.selected()) == Some(GAP)
    }

    /// Whether the rest of a choice stands there for its first letters.
    pub(super) fn completes(&self) -> bool {
        self.choosing.is_some() && !self.note.selected().is_empty()
    }

    /// A letter in a gap with choices. Answers whether it was taken: a digit takes its choice, letters are completed
    /// to the first choice that begins with them, and whatever fits none is only typed.
    pub(super) fn choose(&mut self, session: &Session, letter: char) -> bool {
        if self.choosing.is_none() {
            let Some(choices) = desk::choices(session, self) else { return false };
            let digit =
                letter.is_ascii_digit().then(|| choice(&choices, letter.encode_utf8(&mut [0; 4]))).flatten();
            if let Some(chosen) = digit {
                self.note.write(chosen);
                self.go_on();
                return true;
            }
            self.choosing = Some(Choosing { from: self.note.selected().start, choices });
        }
        let Some(choosing) = &self.choosing else { return false };
        let typed = self.note.text().get(choosing.from..self.note.selected().start).unwrap_or_default();
        match rest_of(&choosing.choices, &format!("{typed}{letter}")) {
            Some(rest) => {
                self.note.write(letter.encode_utf8(&mut [0; 4]));
                self.note.offer(&rest);
            }
            None if letter == ' ' && self.completes() => return self.accept(),
            None => {
                self.note.write(letter.encode_utf8(&mut [0; 4]));
                self.choosing = None;
            }
        }
        true
    }

    /// Takes the choice that stands there. Answers whether one did.
    pub(super) fn accept(&mut self) -> bool {
        if !self.completes() {
            return false;
        }
        let end = self.note.selected().end;
        self.note.go(end..end);
        self.go_on();
        true
    }

    /// From a gap that was filled to the next of the phrase, else behind its last word.
    fn go_on(&mut self) {
        self.choosing = None;
        let text = self.note.text();
        let caret = self.note.caret();
        let rest = text.get(caret..).unwrap_or_default();
        let stop = rest.find('.').map_or(rest.len(), |at| at + 1);
        match rest.find(GAP).filter(|gap| *gap < stop) {
            Some(gap) => self.note.go(caret + gap..caret + gap + GAP.len()),
            None => {
                let end = caret + stop;
                let last = end == text.len();
                let stopped = rest.ends_with('.');
                self.note.go(end..end);
                if last {
                    self.note.write(if stopped { " " } else { ". " });
                }
            }
        }
    }
}

/// What is left of the first choice that begins with these letters, in any case.
fn rest_of(choices: &[String], typed: &str) -> Option<String> {
    choices.iter().find_map(|choice| {
        let mut letters = choice.chars();
        typed
            .chars()
            .all(|wanted| {
                letters.next().is_some_and(|letter| letter.to_lowercase().eq(wanted.to_lowercase()))
            })
            .then(|| letters.collect())
    })
}
