//! Why something is held, let go or erased. What is written is the writer's draft until it is saved.

use crate::domain::erasure::Subject;
use crate::domain::{Because, ChildId, Draft, DraftId, Purpose, TalkId, length};
use crate::tui::model::Session;
use crate::tui::msg::{DueRow, Turn};
use crate::tui::screen::Press;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::BETWEEN;
use crate::tui::widget::typed::Typed;

/// The words as they stand.
#[derive(Debug)]
pub(super) struct Reason {
    pub(super) subject: Subject,
    pub(super) child: Option<ChildId>,
    /// What it is about, in words.
    pub(super) what: String,
    pub(super) because: Because,
    pub(super) typed: Typed,
    pub(super) draft: DraftId,
    /// They are on their way to the record.
    pub(super) saving: bool,
}

impl Reason {
    /// With what was begun before, where something was.
    pub(super) fn of(session: &mut Session, row: &DueRow, because: Because) -> Reason {
        let kept = session.draft_for(&Purpose::Because(row.subject, because));
        let (draft, typed) = match kept {
            Some(kept) => {
                let mut typed = Typed::new(kept.note.clone());
                typed.set_cursor(kept.cursor);
                (kept.id, typed)
            }
            None => (session.chance.id(session.now), Typed::default()),
        };
        let (subject, child, what) = (row.subject, row.child, row.what.clone());
        Reason { subject, child, what, because, typed, draft, saving: false }
    }

    /// What is asked.
    pub(super) fn asks(&self) -> &'static str {
        match self.because {
            Because::Hold => "Why is it held?",
            Because::Release => "Why is it not held any more?",
            Because::Erase => "Why is it erased?",
        }
    }

    /// What is said beside it.
    pub(super) fn help(&self) -> &'static str {
        match self.because {
            Because::Hold => {
                "A few words: the insurer asked, a claim is open. What is held is not erased, even when it is due, until a \
                 manager lets it go."
            }
            Because::Release => "A few words. What is not held any more can be erased by two people.",
            Because::Erase => {
                "A few words that name nobody: they stay in the record, with who erased it, when and on which ground."
            }
        }
    }

    pub(super) fn open_text(&self) -> (&str, usize) {
        (self.typed.text(), length::NOTE)
    }

    pub(super) fn writing(&self) -> Option<DraftId> {
        (!self.typed.is_empty() && !self.saving).then_some(self.draft)
    }

    /// The words, to be sent to the record; `None` where there are none, or they are on their way.
    pub(super) fn send(&mut self, turn: &mut Turn) -> Option<String> {
        if self.typed.is_empty() {
            turn.say("Type a few words first.");
            return None;
        }
        (!std::mem::replace(&mut self.saving, true)).then(|| self.words())
    }

    /// The words as they go to the record.
    pub(super) fn words(&self) -> String {
        self.typed.text().trim().to_string()
    }

    /// They are in the record: no draft is left of them.
    pub(super) fn finished(&self, session: &mut Session, turn: &mut Turn) {
        session.finishing(self.draft, turn);
        session.forget(self.draft);
    }

    pub(super) fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let meant = self.typed.press(press);
        self.keep(session, turn);
        meant
    }

    pub(super) fn put(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        self.typed.put(text);
        self.keep(session, turn);
    }

    /// Line by line: what is typed so far.
    pub(super) fn types(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        self.typed = Typed::new(text);
        self.keep(session, turn);
    }

    /// Keeps what is being written, so that neither a lock nor a power cut takes it.
    pub(super) fn keep(&self, session: &mut Session, turn: &mut Turn) {
        let (Some(writer), Some(room)) = (session.person, session.room) else { return };
        let purpose = Purpose::Because(self.subject, self.because);
        if self.saving || self.typed.is_empty() && session.draft_for(&purpose).is_none() {
            return;
        }
        let draft = Draft {
            id: self.draft,
            writer,
            talk: TalkId(self.draft.0),
            children: self.child.into_iter().collect(),
            kind: None,
            begun: None,
            digit: None,
            private: true,
            note: self.typed.text().to_string(),
            cursor: self.typed.cursor(),
            ids: Vec::new(),
            answers: None,
            purpose,
            why: None,
        };
        session.keep_words(draft, room, turn);
    }

    /// As a page of its own.
    pub(super) fn draw(&self, session: &Session, canvas: &mut Canvas) {
        // A narrow window has room for what it is about, and that matters more.
        let place = if canvas.width() < 72 { String::new() } else { format!("Due and holds{BETWEEN}") };
        canvas.header(session, &format!("{place}{}", self.what));
        canvas.rule(1);
        self.draw_from(canvas, 2);
    }

    /// The question, its field and what is said beside it, from that row on.
    pub(super) fn draw_from(&self, canvas: &mut Canvas, y: u16) {
        use ratatui::style::Modifier;
        let theme = canvas.theme();
        let columns = canvas.width().saturating_sub(2).min(76);
        canvas.put(1, y, self.asks(), theme.text.add_modifier(Modifier::BOLD));
        let rows = canvas.height().saturating_sub(y + 4).clamp(3, 6);
        self.typed.draw(canvas, 1, y + 1, columns, rows, true);
        canvas.say((1, y + 1 + rows), (columns, 4), self.help(), theme.muted);
    }
}
