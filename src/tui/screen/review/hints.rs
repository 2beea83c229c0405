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
        let (rest, narrow) = (!self.rest().is_empty(), session.size.0 < 100);
        match action {
            Action::AgreeNext => {
                let (key, word) = match row.map(|row| (row.item, row.done)) {
                    None if closed => ("", ""),
                    None => ("Enter", "close the day"),
                    Some((Item::Gap(_), _)) => ("Enter", "reason"),
                    Some((Item::Record(_), _)) => ("Enter", "open"),
                    Some((Item::Entry(_) | Item::Promise(_), false)) if self.is_closed(session) => {
                        ("Enter", "open")
                    }
                    Some((Item::Promise(_), _)) => ("Enter", "done, next"),
                    Some((Item::Entry(_), _)) if names && !softens => ("2", "keep"),
                    Some((Item::Entry(_), _)) if names => ("1", "“a friend”   2 keep"),
                    Some((Item::Entry(_), true)) => ("Enter", "next"),
                    Some((Item::Entry(_), false)) => ("Enter", "agree, next"),
                };
                // Where the rest of the day takes one key, that is what is looked for next.
                match session.keys.labels(Action::AgreeRest).first().filter(|_| rest) {
                    Some(rests) => said(key, &format!("{word}   {rests} rest of day")),
                    None => said(key, word),
                }
            }
            Action::AgreeRest => said("", ""),
            Action::TickShown | Action::ListStatements | Action::AmendEntry if rest && narrow => said("", ""),
            // What waits of other days is seldom, and in no other place: it goes before keys that `?` has.
            Action::ListStatements | Action::AmendEntry
                if narrow
                    && self.day == session.today()
                    && self.left_over(session) > 0
                    && !self.is_closed(session) =>
            {
                said("", "")
            }
            Action::TakeRest => said("Enter", &self.rest_hint()),
            Action::TickShown | Action::ListStatements if names || !entry || self.is_closed(session) => {
                said("", "")
            }
            Action::TickShown | Action::ListStatements if self.settled() => said("", ""),
            Action::AskWriter if self.agreed_then() || self.is_own(session) => said("", ""),
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
                (count, true) if !narrow => said("e", &format!("earlier days ({count} to look at)")),
                (_, true) => said("e", "earlier days"),
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
