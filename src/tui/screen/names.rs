//! The question about another child's name where words are written that a family gets, beside the card and the round:
//! a correction, what was heard back. It is the card's question, with the card's answers.

use super::Press;
use super::card::desk::{Settled, kept, name_question, named_in};
use crate::capture::{NameHit, soften_all};
use crate::domain::ChildId;
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::waits;

/// What is asked, and what has been answered.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The name that is asked about, everywhere that it stands; empty where none is.
    asked: Vec<NameHit>,
    settled: Vec<Settled>,
}

/// What came of a key.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answered {
    /// Nothing is asked.
    Nothing,
    /// The words from now on; they are to be saved.
    Softened(String),
    /// The name stays; the words are to be saved.
    Kept,
    /// The writer goes on with the words.
    Edit,
    /// The key is not offered for what the family said: it is still asked.
    Again,
}

impl Names {
    /// Asks about the first name in these words that is no business of the child's family. Answers whether there is
    /// one.
    pub fn ask(&mut self, session: &Session, words: &str, child: ChildId) -> bool {
        self.asked = named_in(session, words, &[child], &self.settled);
        self.is_asked()
    }

    /// Whether something is asked.
    pub fn is_asked(&self) -> bool {
        !self.asked.is_empty()
    }

    /// What a key answers.
    pub fn answer(&mut self, press: Press, words: &str) -> Answered {
        let hits = std::mem::take(&mut self.asked);
        let Some(first) = hits.first() else { return Answered::Nothing };
        match press.chord.letter() {
            Some('1') if first.quoted => {
                self.asked = hits;
                Answered::Again
            }
            Some('1') => Answered::Softened(soften_all(words, &hits)),
            Some('2') => {
                self.settled.push(kept(first));
                Answered::Kept
            }
            _ => Answered::Edit,
        }
    }

    /// The same line by line, with what to type.
    pub fn asks(&self, session: &Session, words: &str, child: ChildId) -> Option<String> {
        let first = self.asked.first()?;
        let how = if first.quoted { "2 keeps the name" } else { "1 puts \"a friend\", 2 keeps the name" };
        Some(format!("{} {how}, c changes.", name_question(session, first, words, &[child])))
    }

    /// Draws the question in so many columns. Answers whether something is asked.
    pub fn draw(
        &self,
        session: &Session,
        canvas: &mut Canvas,
        (x, y): (u16, u16),
        columns: usize,
        (words, child): (&str, ChildId),
    ) -> bool {
        let Some(hit) = self.asked.first() else { return false };
        let question = name_question(session, hit, words, &[child]);
        canvas.cursor(x + 2, y);
        waits::say(canvas, (x, y), (u16::try_from(columns).unwrap_or(u16::MAX), 3), &question);
        true
    }

    /// The hint of an action while it is asked; `enter` is the page's own for Enter. `None` where nothing is.
    pub fn hint(&self, enter: Action, action: Action) -> Option<Option<(String, String)>> {
        let first = self.asked.first()?;
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        Some(match action {
            Action::Help => None,
            Action::Back => said("Esc", "edit"),
            _ if action == enter && first.quoted => said("2", "keep"),
            _ if action == enter => said("1", "“a friend”   2 keep"),
            _ => said("", ""),
        })
    }
}
