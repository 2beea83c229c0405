//! What the keys of the day's end do now: each as the row and the day stand.

use super::items::{self, Item, Need};
use super::{Asked, Mode, State};
use crate::tui::action::Action;
use crate::tui::model::Session;

impl State {
    /// The key and the word of an action on the hint line, where they are not the table's own.
    pub(super) fn hinted(&self, session: &Session, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        let row = self.row();
        let closed = self.so_far.closed.is_some();
        let entry = matches!(row.map(|row| row.item), Some(Item::Entry(_)));
        let gap = matches!(row.map(|row| row.item), Some(Item::Gap(_)));
        let hits = row.and_then(|row| match &row.need {
            Some(Need::Names(hits)) => Some(hits),
            _ => None,
        });
        let (names, softens) = (hits.is_some(), hits.is_some_and(|hits| items::softens(hits)));
        match action {
            Action::AgreeNext => match row {
                None if closed => said("", ""),
                None => said("Enter", "close the day"),
                Some(row) => match row.item {
                    Item::Gap(_) => said("Enter", "reason"),
                    Item::Record(_) => said("Enter", "open"),
                    Item::Promise(_) => said("Enter", "done, next"),
                    Item::Entry(_) if names && !softens => said("2", "keep"),
                    Item::Entry(_) if names => said("1", "“a friend”   2 keep"),
                    Item::Entry(_) if row.done => said("Enter", "next"),
                    Item::Entry(_) => None,
                },
            },
            Action::TickShown | Action::ListStatements if names || !entry => said("", ""),
            Action::TickShown | Action::ListStatements if self.settled() => said("", ""),
            Action::AskWriter if self.agreed_then() => said("", ""),
            // Once nothing is left, closing is what is to be done: it needs the room.
            Action::TickShown | Action::ListStatements | Action::AmendEntry | Action::AskWriter
                if !closed && self.counts().nothing_left() =>
            {
                said("", "")
            }
            Action::AmendEntry if gap || row.is_none() => said("", ""),
            Action::AskWriter if !entry => said("", ""),
            // Enter, which comes first, asks for it too; line by line it has a word of its own.
            Action::ReasonForGap if !gap || !session.plain => said("", ""),
            Action::CloseTheDay if closed => said("", ""),
            Action::EarlierDays => match (self.left_over(session), self.day == session.today()) {
                (0, true) => said("", ""),
                (count, true) => said("e", &format!("earlier days ({count})")),
                (_, false) => said("e", "next day"),
            },
            Action::ChooseByNumber => match self.mode {
                Mode::WhyGap => said("1-6", "choose"),
                _ => said("", ""),
            },
            Action::TakeChoice => match self.mode {
                Mode::Closing => said("Enter", "close the day"),
                _ => said("", ""),
            },
            Action::TakeWords => match &self.mode {
                Mode::Writing(Asked::Question, ..) => said("Enter", "send back"),
                _ => None,
            },
            Action::Back if matches!(self.mode, Mode::Shows(_)) && !self.find.is_empty() => {
                said("Esc", "clear")
            }
            Action::Back if matches!(&self.mode, Mode::Writing(_, words, _) if !words.said().is_empty()) => {
                said("Esc", "keep for later")
            }
            _ => None,
        }
    }
}
