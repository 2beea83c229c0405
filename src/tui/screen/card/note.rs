//! What keys do in the note: letters and marks, phrases, names, spelling, and the ways out of it.

use super::field::Field;
use super::pen::Pen;
use super::{Part, State, desk, draw, take_back};
use crate::capture::{NameHit, soften_all};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::screen::spell::Answered;
use crate::tui::screen::{Press, board};

impl State {
    pub(super) fn press_note(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let asked = !self.asked.is_empty();
        if self.settle_name(session, press.chord.letter(), turn)
            || asked && press.action == Some(Action::Back)
        {
            return true;
        }
        match self.spell.answer(session, &mut self.note, press) {
            Answered::Nothing => {}
            Answered::Left => return true,
            Answered::Changed => {
                self.changed(session, turn);
                return true;
            }
        }
        let columns = draw::columns(session.size.0);
        match press.action {
            None | Some(Action::Phrase | Action::ForHome) => {
                let Some(letter) = press.chord.letter() else { return false };
                self.with_pen(session, |pen, note| pen.letter(note, letter));
                self.changed(session, turn);
            }
            Some(Action::SaveEntry) => {
                let did = self.with_pen(session, |pen, note| pen.enter(note));
                if did.changed {
                    self.changed(session, turn);
                }
                if did.done {
                    self.save(session, turn);
                }
            }
            Some(Action::NextField) => {
                let did = self.with_pen(session, |pen, note| pen.tab(note));
                if did.changed {
                    self.changed(session, turn);
                }
                if did.done {
                    self.part = Part::What { marked: desk::kind(session, self) };
                }
            }
            Some(Action::ChangeKind) => self.part = Part::What { marked: desk::kind(session, self) },
            Some(Action::LastPart) => self.part = Part::For { typed: String::new(), chosen: None },
            Some(Action::Spelling) => {
                let marks = desk::as_read(session, self).marks;
                self.spell.ask(session, &self.note, &marks, turn);
            }
            Some(Action::LinkStep) => self.link(session, turn),
            Some(Action::AnswersQuestion) => self.answers_question(),
            Some(Action::LeaveQuestion) => self.leave_question(),
            Some(Action::Private) => {
                self.draft.private = !self.draft.private;
                self.keep(session, turn);
            }
            Some(Action::Erase) => {
                self.with_pen(session, |pen, note| pen.erase(note));
                self.changed(session, turn);
            }
            Some(Action::EraseAhead) => {
                self.note.erase_ahead();
                self.changed(session, turn);
            }
            Some(Action::Left) => self.note.left(),
            Some(Action::Right) => self.note.right(),
            Some(Action::First) => self.note.line_end(columns, false),
            Some(Action::Last) => self.note.line_end(columns, true),
            Some(Action::Up | Action::Down)
                if self.with_pen(session, |pen, note| pen.step(note, press.action == Some(Action::Down))) => {
            }
            Some(Action::Up) => {
                if !self.note.step_line(columns, false) {
                    self.part = Part::For { typed: String::new(), chosen: None };
                }
            }
            Some(Action::Down) => {
                self.note.step_line(columns, true);
            }
            Some(Action::TakeBack) => {
                if self.note.undo() {
                    self.changed(session, turn);
                } else if self.note.text().trim().is_empty() {
                    take_back(session, turn);
                } else {
                    turn.say("There is nothing more to undo here.");
                }
            }
            Some(Action::Back) => {
                self.keep(session, turn);
                if !self.note.text().trim().is_empty() {
                    let count = session.writer.drafts.len();
                    let waits = if count == 1 { "1 draft waits" } else { &format!("{count} drafts wait") };
                    if session.held(self.draft.id) {
                        turn.warn(format!("{waits} for you, not on the disk yet. Leave the program open."));
                    } else {
                        turn.say(format!("Kept. {waits} for you."));
                    }
                }
                turn.to(board::State::at(session, self.draft.children.first().copied()).into());
            }
            Some(_) => return false,
        }
        true
    }

    /// The words changed: what was said of them before counts no more.
    pub(super) fn changed(&mut self, session: &mut Session, turn: &mut Turn) {
        self.says = None;
        self.asked.clear();
        self.spell.close();
        self.keep(session, turn);
    }

    /// What a key does to the note.
    fn with_pen<T>(&mut self, session: &Session, does: impl FnOnce(Pen, &mut Field) -> T) -> T {
        let kind = desk::chosen_kind(session, self);
        does(Pen { session, children: &self.draft.children, kind }, &mut self.note)
    }

    pub(super) fn pen<'a>(&'a self, session: &'a Session) -> Pen<'a> {
        Pen { session, children: &self.draft.children, kind: desk::chosen_kind(session, self) }
    }

    /// The answer about a name in the note: `true` where the key was one.
    fn settle_name(&mut self, session: &mut Session, letter: Option<char>, turn: &mut Turn) -> bool {
        let hits = std::mem::take(&mut self.asked);
        if !self.settle(session, &hits, letter, turn) {
            return false;
        }
        self.save(session, turn);
        true
    }

    pub(super) fn settle(
        &mut self,
        session: &mut Session,
        hits: &[NameHit],
        letter: Option<char>,
        turn: &mut Turn,
    ) -> bool {
        let Some(first) = hits.first() else { return false };
        match letter {
            // Asked again: only the writer changes what the family said.
            Some('1') if first.quoted => {}
            Some('1') => {
                let words = desk::as_read(session, self).words;
                self.note.set(soften_all(&words, hits));
                self.keep(session, turn);
            }
            Some('2') => self.kept_names.push(desk::kept(first)),
            _ => return false,
        }
        true
    }
}
