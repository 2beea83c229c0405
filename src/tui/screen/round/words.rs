//! What keys do in a row's own sentence: phrases, marks and spelling, as on the card.

use super::State;
use crate::capture::soften_all;
use crate::domain::Kind;
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::screen::Press;
use crate::tui::screen::card::desk;
use crate::tui::screen::card::field::Field;
use crate::tui::screen::card::pen::Pen;
use crate::tui::screen::spell::Answered;

impl State {
    pub(super) fn press_words(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        if !self.asked.is_empty() {
            return self.settle_name(session, press, turn);
        }
        match self.spell.answer(session, &mut self.field, press) {
            Answered::Nothing => {}
            Answered::Left => return true,
            Answered::Changed => {
                self.said(session, turn);
                return true;
            }
        }
        let writes = matches!(
            press.action,
            None | Some(
                Action::RowPhrase
                    | Action::RowForHome
                    | Action::RowSpelling
                    | Action::Erase
                    | Action::EraseAhead
            )
        );
        if writes && let Some(why) = self.closed(session) {
            turn.say(why);
            return true;
        }
        match press.action {
            None | Some(Action::RowPhrase | Action::RowForHome) => {
                let Some(letter) = press.chord.letter() else { return false };
                if letter == '=' && self.field.text().is_empty() {
                    self.sentence_above(session, turn);
                } else {
                    self.with_pen(session, |pen, field| pen.letter(field, letter));
                    self.said(session, turn);
                }
            }
            Some(Action::RowSaid) => {
                let did = self.with_pen(session, |pen, field| pen.enter(field));
                if did.changed {
                    self.said(session, turn);
                }
                if did.done {
                    self.finish(session, turn);
                }
            }
            Some(Action::NextInRow) => {
                let did = self.with_pen(session, |pen, field| pen.tab(field));
                if did.changed {
                    self.said(session, turn);
                }
                if did.done {
                    self.go_across(session, false);
                }
            }
            Some(Action::RowSpelling) => {
                let marks = self.pen(session).marks(&self.field);
                self.spell.ask(session, &self.field, &marks, turn);
            }
            Some(Action::Erase) => {
                self.with_pen(session, |pen, field| pen.erase(field));
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
            Some(Action::Up | Action::Down)
                if self
                    .with_pen(session, |pen, field| pen.step(field, press.action == Some(Action::Down))) => {}
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

    /// What a key does to the sentence.
    fn with_pen<T>(&mut self, session: &Session, does: impl FnOnce(Pen, &mut Field) -> T) -> T {
        does(Pen { session, children: self.on.as_slice(), kind: Kind::Feedback }, &mut self.field)
    }

    pub(super) fn pen<'a>(&'a self, session: &'a Session) -> Pen<'a> {
        Pen { session, children: self.on.as_slice(), kind: Kind::Feedback }
    }

    /// The sentence changed: it is its row's, and kept.
    pub(super) fn said(&mut self, session: &mut Session, turn: &mut Turn) {
        let note = self.field.text().to_string();
        self.spell.close();
        if let Some(row) = self.begin(session) {
            row.note = note;
        }
        self.keep(session, turn);
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

    /// The answer about a name in the sentence. Any other key goes back to the sentence.
    fn settle_name(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let hits = std::mem::take(&mut self.asked);
        let Some(first) = hits.first() else { return false };
        match press.chord.letter() {
            Some('1') if first.quoted => {}
            Some('1') => {
                self.field.set(soften_all(self.field.text(), &hits));
                self.said(session, turn);
            }
            Some('2') => self.kept_names.push(desk::kept(first)),
            _ => {
                self.column = None;
                return true;
            }
        }
        self.finish(session, turn);
        true
    }
}
