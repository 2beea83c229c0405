//! The question that a lead pinned to the room's door card. It is asked or left; that a note answers it is the writer's
//! word about the talk. For which statement it stands the writer neither sees nor chooses: a lead chose that.

use super::State;
use super::desk::AsRead;
use crate::domain::framework::StatementRef;
use crate::domain::{Entry, Kind, Pinned};
use crate::tui::action::{Action, Reason};
use crate::tui::model::{Model, Session};
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;

/// What the writer said of the question for this note.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Asked {
    /// Nothing: it is shown.
    #[default]
    Open,
    /// That the note answers it.
    Answered,
    /// That it is not for this note.
    NotNow,
}

/// For what there must be a question on the card for.
pub fn has_question(model: &Model) -> Result<(), Reason> {
    match &model.screen {
        Screen::Card(card) if card.question(&model.session).is_none() => {
            Err("No question is pinned to this card.".to_string())
        }
        _ => Ok(()),
    }
}

impl State {
    /// The question, on a card for one child: a note to several is no talk with any of them.
    pub(super) fn question<'a>(&self, session: &'a Session) -> Option<&'a Pinned> {
        let one = self.draft.children.len() == 1 && !self.draft.private;
        session.day.pinned.as_ref().filter(|_| one)
    }

    /// That the note answers the question, or not so.
    pub(super) fn answers_question(&mut self) {
        self.asked_today = match self.asked_today {
            Asked::Answered => Asked::Open,
            Asked::Open | Asked::NotNow => Asked::Answered,
        };
    }

    /// The question is not for this note, or is shown again.
    pub(super) fn leave_question(&mut self) {
        self.asked_today = match self.asked_today {
            Asked::NotNow => Asked::Open,
            Asked::Open | Asked::Answered => Asked::NotNow,
        };
    }

    /// The statement that an entry of this note carries, where the note answers the question.
    pub(super) fn answered(&self, session: &Session, entry: &Entry) -> Option<StatementRef> {
        let talk = !matches!(entry.kind, Kind::ForHome) && entry.no_talk.is_none();
        let answered = self.asked_today == Asked::Answered && talk;
        self.question(session).filter(|_| answered).map(|pinned| pinned.statement.clone())
    }

    /// The question as it is shown below the note, in one way for each width, the fullest first; nothing where it is
    /// left for this note or where the note is none of a talk.
    pub(super) fn question_in_words(
        &self,
        session: &Session,
        canvas: &Canvas,
        room: usize,
        read: &AsRead,
    ) -> Option<Vec<String>> {
        let pinned = self.question(session)?;
        let talk = matches!(read.kind, Kind::DropOff | Kind::Feedback | Kind::PickUp);
        if self.asked_today == Asked::NotNow || !talk || read.note.no_talk.is_some() {
            return None;
        }
        let key = |action| session.keys.labels(action).into_iter().next().unwrap_or_default();
        let (yes, no) = (key(Action::AnswersQuestion), key(Action::LeaveQuestion));
        let shown = |before: &str, after: String| {
            let taken = canvas.columns(before) + canvas.columns(&after);
            let question = canvas.fit(&pinned.question, room.saturating_sub(taken));
            format!("{before}{question}{after}")
        };
        let whole = |before: &str, after: &str| format!("{before}{}{after}", pinned.question);
        Some(match self.asked_today {
            Asked::Answered => vec![
                whole("It answers: ", &format!("  {yes} no")),
                shown("It answers: ", format!("  {yes} no")),
            ],
            _ => vec![
                whole("Ask: ", &format!("  {yes} answered  {no} not now")),
                whole("Ask: ", &format!("  {yes} answered")),
                whole("Ask: ", &format!("  {yes}")),
                // It is read aloud as it stands: what is said of it gives way before a word of it or its key does.
                whole(&format!("{yes}  "), ""),
                shown(&format!("{yes}  "), String::new()),
            ],
        })
    }

    /// The same without a key, for a low window whose row above has room for those.
    pub(super) fn question_alone(&self, session: &Session) -> Option<String> {
        let question = &self.question(session)?.question;
        Some(if self.asked_today == Asked::Answered { question.clone() } else { format!("Ask: {question}") })
    }

    /// Those keys with what they do, the fullest way first.
    pub(super) fn question_keys(&self, session: &Session) -> Vec<String> {
        let key = |action| session.keys.labels(action).into_iter().next().unwrap_or_default();
        let (yes, no) = (key(Action::AnswersQuestion), key(Action::LeaveQuestion));
        match self.asked_today {
            Asked::Answered => vec![format!("It answers this.  {yes} no"), format!("{yes} no answer")],
            _ => vec![format!("{yes} answered  {no} not now"), format!("{yes} answered")],
        }
    }

    /// The same as it is heard, line by line.
    pub(super) fn question_heard(&self, session: &Session) -> Option<String> {
        let pinned = self.question(session)?;
        match self.asked_today {
            Asked::Open if self.note.text().trim().is_empty() => Some(format!("To ask: {}", pinned.question)),
            Asked::Open => Some(format!("To ask was: {} y if it answers that.", pinned.question)),
            Asked::Answered => Some(format!("It answers: {} y if not.", pinned.question)),
            Asked::NotNow => None,
        }
    }
}
