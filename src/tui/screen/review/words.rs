//! Words that a lead writes at the day's end, a question or a reason: kept with every key until they are sent.

use super::agree::Did;
use super::items::Item;
use super::{Asked, Mode, State, first_name};
use crate::domain::{Change, Draft, Purpose, TalkId};
use crate::tui::model::Session;
use crate::tui::msg::{Effect, Turn};
use crate::tui::widget::words::{Words, tidy};

impl State {
    /// Whether an entry is marked; says what to do where none is.
    pub(super) fn need_an_entry(&self, turn: &mut Turn) -> bool {
        let item = self.row().map(|row| row.item);
        let entry = matches!(item, Some(Item::Entry(_)));
        match item {
            Some(Item::Promise(_)) => turn.say("That is a promise: choose a note first."),
            _ if !entry => turn.say("Choose an entry first."),
            _ => {}
        }
        entry
    }

    /// Whether the selected entry is of whoever is signed in: nobody asks themselves.
    pub(super) fn is_own(&self, session: &Session) -> bool {
        self.selected().is_some_and(|standing| session.person == Some(standing.entry.by))
    }

    /// Begins to write, or goes on with what was written before.
    pub(super) fn write(&mut self, session: &mut Session, asked: Asked) {
        let Some(purpose) = self.purpose(asked) else { return };
        let (words, draft) = match session.draft_for(&purpose) {
            Some(kept) => {
                let mut words = Words::new(kept.note.clone());
                words.set_cursor(kept.cursor);
                (words, kept.id)
            }
            None => (Words::default(), session.chance.id(session.now)),
        };
        self.mode = Mode::Writing(asked, words, draft);
    }

    /// Takes the words that were written.
    pub(super) fn written(&mut self, session: &mut Session, turn: &mut Turn) {
        let Mode::Writing(asked, words, _) = &self.mode else { return };
        let (asked, text) = (*asked, tidy(words.said()));
        if text.is_empty() {
            return turn.say("Write a few words first.");
        }
        if asked == Asked::Gap {
            return self.explain(session, &text, turn);
        }
        let (Some(standing), Some(item)) = (self.selected(), self.at) else { return };
        let entry = standing.entry.id;
        let name = first_name(session, &standing.entry);
        let asked = vec![Change::SendBack { entry, question: text }];
        self.act(session, (asked, Did::Stays), item, turn);
        self.next(session, turn);
        turn.done(format!("Sent back. {name} finds your question on the board, under To do now."));
    }

    /// Keeps what is being written, so that neither a lock nor a power cut takes it.
    pub(super) fn keep(&self, session: &mut Session, turn: &mut Turn) {
        let Mode::Writing(asked, words, id) = &self.mode else { return };
        let (Some(writer), Some(purpose), Some(row)) = (session.person, self.purpose(*asked), self.row())
        else {
            return;
        };
        let draft = Draft {
            begun: None,
            digit: None,
            id: *id,
            writer,
            talk: self.selected().map_or(TalkId(id.0), |standing| standing.entry.talk),
            children: vec![row.child],
            kind: None,
            private: true,
            note: words.text().to_string(),
            cursor: words.cursor(),
            ids: Vec::new(),
            answers: None,
            purpose,
            why: None,
        };
        session.keep_words(draft, self.room, turn);
    }

    /// Goes on with words that were begun before, where what they are for is still open.
    pub(super) fn resume(&mut self, session: &mut Session, draft: &Draft, turn: &mut Turn) {
        let (item, asked) = match draft.purpose {
            Purpose::Question(entry, _) => (Item::Entry(entry), Asked::Question),
            Purpose::Gap(child, _) => (Item::Gap(child), Asked::Gap),
            _ => return,
        };
        if self.rows.iter().any(|row| row.item == item) {
            self.at = Some(item);
            self.write(session, asked);
        } else {
            session.finishing(draft.id, turn);
            turn.effect(Effect::DropDraft(draft.id));
            turn.warn(format!("That is settled already. You had written: {}", draft.note));
        }
    }

    /// What the words of the selected row are for.
    fn purpose(&self, asked: Asked) -> Option<Purpose> {
        match asked {
            Asked::Gap => self.missing().map(|(child, _)| Purpose::Gap(child, self.day)),
            Asked::Question => self.selected().map(|standing| Purpose::Question(standing.entry.id, self.day)),
        }
    }
}
