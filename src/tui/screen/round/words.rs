//! What keys do in a row's own sentence: phrases and marks, as on the card.

use super::State;
use crate::capture::editor::{backspace, drop_gap, expand, next_gap};
use crate::capture::{Press as Key, Reading, soften};
use crate::domain::{ChildId, Kind};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::screen::Press;
use crate::tui::screen::card::desk;

impl State {
    pub(super) fn press_words(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        if self.asked.is_some() {
            return self.settle_name(session, press, turn);
        }
        let writes = matches!(
            press.action,
            None | Some(Action::RowPhrase | Action::RowForHome | Action::Erase | Action::EraseAhead)
        );
        if writes && let Some(why) = self.closed(session) {
            turn.say(why);
            return true;
        }
        let listed = desk::begun_in(&self.field).is_some();
        match press.action {
            None | Some(Action::RowPhrase | Action::RowForHome) => {
                let Some(letter) = press.chord.letter() else { return false };
                if letter == '=' && self.field.text().is_empty() {
                    self.sentence_above(session, turn);
                } else {
                    self.field.write(letter.encode_utf8(&mut [0; 4]));
                    if letter == ' ' {
                        self.expand(session, Key::Space);
                    }
                    self.said(session, turn);
                }
            }
            Some(Action::RowSaid) => self.enter(session, turn),
            Some(Action::NextInRow) => {
                if self.take_phrase(session, true) || self.expand(session, Key::Tab) {
                    self.said(session, turn);
                } else if let Some(gap) = next_gap(self.field.text(), self.field.caret()) {
                    self.field.go(gap);
                } else {
                    self.go_across(session, false);
                }
            }
            Some(Action::Erase) => {
                let edit = self.reading(session, |ctx| backspace(self.field.text(), self.field.caret(), ctx));
                if self.field.turn_back() {
                } else if let Some(edit) = edit.filter(|_| self.field.selected().is_empty()) {
                    self.field.apply(&edit);
                    self.field.turn_back();
                } else {
                    self.field.erase();
                }
                self.said(session, turn);
            }
            Some(Action::EraseAhead) => {
                self.field.erase_ahead();
                self.said(session, turn);
            }
            Some(Action::Left) if self.field.caret() == 0 => self.go_across(session, true),
            Some(Action::Left) => self.field.left(),
            Some(Action::Right) => self.field.right(),
            Some(Action::First) => self.field.go(0..0),
            Some(Action::Last) => {
                let end = self.field.text().len();
                self.field.go(end..end);
            }
            Some(Action::Up | Action::Down) if listed => {
                let (_, letters) = desk::begun_in(&self.field).unwrap_or_default();
                let most = desk::found(session, Kind::Feedback, &letters).len().saturating_sub(1);
                self.phrase = match (self.phrase, press.action) {
                    (None, _) => Some(0),
                    (Some(line), Some(Action::Down)) => Some((line + 1).min(most)),
                    (Some(line), _) => Some(line.saturating_sub(1)),
                };
            }
            Some(Action::TakeBack) if !self.field.text().is_empty() || self.row().is_some() => {
                if self.field.undo() {
                    self.said(session, turn);
                } else {
                    turn.say("There is nothing more to undo in this sentence.");
                }
            }
            _ => return false,
        }
        true
    }

    pub(super) fn reading<T>(&self, session: &Session, with: impl FnOnce(&Reading) -> T) -> T {
        let children: Vec<ChildId> = self.on.into_iter().collect();
        desk::reading_for(session, self.field.text(), &children, Kind::Feedback, with)
    }

    /// The sentence changed: it is its row's, and kept.
    pub(super) fn said(&mut self, session: &mut Session, turn: &mut Turn) {
        self.phrase = None;
        let note = self.field.text().to_string();
        if let Some(row) = self.begin(session) {
            row.note = note;
        }
        self.keep(session, turn);
    }

    fn expand(&mut self, session: &Session, key: Key) -> bool {
        let edit = self.reading(session, |ctx| expand(self.field.text(), self.field.caret(), key, ctx));
        if let Some(edit) = &edit {
            self.field.apply(edit);
        }
        edit.is_some()
    }

    /// Puts in the phrase that is marked in the list, or the first where letters find it.
    fn take_phrase(&mut self, session: &Session, sure: bool) -> bool {
        let Some((place, letters)) = desk::begun_in(&self.field) else { return false };
        let found = desk::found(session, Kind::Feedback, &letters);
        let exact = found.iter().any(|(_, phrase)| phrase.word == letters);
        let line = match self.phrase {
            Some(line) => line,
            None if exact || letters.is_empty() && !sure => return false,
            None => 0,
        };
        let Some(word) = found.get(line).map(|(_, phrase)| phrase.word.clone()) else { return false };
        self.field.go(place);
        self.field.write(&format!(".{word} "));
        self.expand(session, Key::Space);
        true
    }

    /// The sentence of the row above, to be changed.
    fn sentence_above(&mut self, session: &mut Session, turn: &mut Turn) {
        let above = self.above(session);
        let begun = self.rows.iter().chain(self.finished.iter().rev());
        let words = above.and_then(|child| begun.into_iter().find(|row| row.child == child));
        match words.map(|row| row.note.clone()).filter(|note| !note.trim().is_empty()) {
            Some(words) => {
                self.field.write(&words);
                self.said(session, turn);
            }
            None => turn.say("No sentence stands in the row above."),
        }
    }

    fn enter(&mut self, session: &mut Session, turn: &mut Turn) {
        if self.take_phrase(session, false) || self.expand(session, Key::Enter) {
            return self.said(session, turn);
        }
        if let Some(gap) = next_gap(self.field.text(), 0) {
            if self.field.selected() == gap {
                if let Some(edit) = self.reading(session, |ctx| drop_gap(self.field.text(), ctx)) {
                    self.field.apply(&edit);
                }
            } else {
                self.field.go(gap);
            }
            return self.said(session, turn);
        }
        self.finish(session, turn);
    }

    /// The answer about a name in the sentence. Any other key goes back to the sentence.
    fn settle_name(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let Some(hit) = self.asked.take() else { return false };
        match press.chord.letter() {
            Some('1') => {
                self.field.set(soften(self.field.text(), &hit));
                self.said(session, turn);
            }
            Some('2') => self.kept_names.push(hit.child),
            _ => {
                self.column = None;
                return true;
            }
        }
        self.finish(session, turn);
        true
    }
}
