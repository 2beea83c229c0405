//! More time than a month: by how many months, and why, as whoever asked was told. What is written is the writer's draft
//! until it is saved.

use ratatui::style::Modifier;

use super::one::{One, Part};
use crate::domain::{Draft, DraftId, Purpose, RequestId, TalkId, length};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::{Effect, Turn};
use crate::tui::screen::Press;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::BETWEEN;
use crate::tui::widget::typed::Typed;

/// What is said above.
pub(super) const ASKS: &str = "If there is a lot, or it is complicated, the law gives up to two months more. Whoever asked must be told so, and why, before \
     the month is over.";

/// The form as it stands.
#[derive(Debug)]
pub(super) struct More {
    pub(super) months: u8,
    pub(super) why: Typed,
    draft: DraftId,
    saving: bool,
}

impl More {
    /// With what was begun before, where something was.
    pub(super) fn of(session: &mut Session, id: RequestId) -> More {
        match session.draft_for(&Purpose::MoreTime(id)) {
            Some(kept) => {
                let mut why = Typed::new(kept.note.clone());
                why.set_cursor(kept.cursor);
                More { months: 2, why, draft: kept.id, saving: false }
            }
            None => {
                let draft = session.chance.id(session.now);
                More { months: 2, why: Typed::default(), draft, saving: false }
            }
        }
    }

    pub(super) fn writing(&self) -> Option<DraftId> {
        (!self.why.is_empty() && !self.saving).then_some(self.draft)
    }

    pub(super) fn says(&self) -> &'static str {
        if self.months == 1 { "one month more" } else { "two months more" }
    }
}

impl One {
    pub(super) fn press_more(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let Part::More(more) = &mut self.part else { return false };
        match press.action {
            Some(Action::Up | Action::Down) => more.months = 3 - more.months,
            Some(Action::Left | Action::Right) if more.why.is_empty() => more.months = 3 - more.months,
            Some(Action::KeepMoreTime) => self.keep_more(session, turn),
            Some(Action::Back) => {
                self.keep(session, turn);
                self.part = Part::Lines;
            }
            _ => {
                let meant = more.why.press(press);
                self.keep(session, turn);
                return meant;
            }
        }
        true
    }

    /// Sends it to the record.
    pub(super) fn keep_more(&mut self, session: &mut Session, turn: &mut Turn) {
        let Part::More(more) = &mut self.part else { return };
        let (months, why) = (more.months, more.why.text().trim().to_string());
        if why.is_empty() {
            return turn.say("Say why it takes longer, as whoever asked was told.");
        }
        more.saving = true;
        if let Some(request) = self.extended(months, why) {
            self.write(session, request, turn);
        }
    }

    /// What was sent is in the record: what was begun of it goes.
    pub(super) fn kept(&mut self, session: &mut Session, turn: &mut Turn) {
        if let Part::More(more) = &self.part {
            session.finishing(more.draft, turn);
            session.forget(more.draft);
            turn.effect(Effect::DropDraft(more.draft));
            self.part = Part::Lines;
        }
    }

    /// It could not be written.
    pub(super) fn refused(&mut self) {
        if let Part::More(more) = &mut self.part {
            more.saving = false;
        }
    }

    pub(super) fn open_text(&self) -> Option<(&str, usize)> {
        match &self.part {
            Part::More(more) => Some((more.why.text(), length::TEXT)),
            _ => None,
        }
    }

    /// Pasted words; `false` where nothing is written.
    pub(super) fn put(&mut self, session: &mut Session, text: &str, turn: &mut Turn) -> bool {
        let Part::More(more) = &mut self.part else { return false };
        more.why.put(text);
        self.keep(session, turn);
        true
    }

    /// Line by line: what is typed so far.
    pub(super) fn types(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        if let Part::More(more) = &mut self.part {
            more.why = Typed::new(text);
            self.keep(session, turn);
        }
    }

    /// Keeps what is being written, so that neither a lock nor a power cut takes it.
    pub(super) fn keep(&self, session: &mut Session, turn: &mut Turn) {
        let (Part::More(more), Some(writer), Some(room)) = (&self.part, session.person, session.room) else {
            return;
        };
        if more.saving || more.why.is_empty() && session.draft_for(&Purpose::MoreTime(self.id)).is_none() {
            return;
        }
        let draft = Draft {
            id: more.draft,
            writer,
            talk: TalkId(more.draft.0),
            children: self.request().map(|request| request.child).into_iter().collect(),
            kind: None,
            begun: None,
            digit: None,
            private: true,
            note: more.why.text().to_string(),
            cursor: more.why.cursor(),
            ids: Vec::new(),
            answers: None,
            purpose: Purpose::MoreTime(self.id),
            why: None,
        };
        session.keep_words(draft, room, turn);
    }

    pub(super) fn draw_more(&self, session: &Session, canvas: &mut Canvas, more: &More) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let columns = canvas.width().saturating_sub(3).min(72);
        canvas.header(session, &format!("A request{BETWEEN}more time"));
        canvas.rule(1);
        let y = canvas.say((1, 2), (columns, 4), ASKS, theme.muted);
        let x = canvas.put(1, y, "How long", theme.muted) + 2;
        let x = canvas.put(x, y, &format!("[{}]", more.says()), bold) + 2;
        canvas.put_fullest(x, y, canvas.width().saturating_sub(x + 1), &["↑↓ change it", ""], theme.muted);
        canvas.put(1, y + 1, "Why, as they were told", theme.muted);
        let rows = canvas.height().saturating_sub(y + 2).min(6);
        more.why.draw(canvas, 1, y + 2, columns, rows, true);
    }
}
