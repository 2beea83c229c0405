//! What was promised, ticked as done: by whom and when is known, what happened may be said in a few words.

use ratatui::style::Modifier;

use super::say;
use crate::domain::day::short;
use crate::domain::entry::Standing;
use crate::domain::{Act, Change, Draft, DraftId, Purpose};
use crate::tui::action::Action;
use crate::tui::key::Chord;
use crate::tui::model::Session;
use crate::tui::msg::{Effect, Errand, Turn};
use crate::tui::plain::Ask;
use crate::tui::screen::Press;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;
use crate::tui::widget::typed::Typed;

/// The form as it stands.
#[derive(Debug)]
pub(super) struct Done {
    entry: Box<Standing>,
    draft: DraftId,
    how: Typed,
    saving: bool,
    closed: bool,
    says: String,
}

impl Done {
    /// The form for a promise, with the words of a draft where there is one.
    pub(super) fn of(session: &mut Session, entry: &Standing) -> Done {
        let kept = session.draft_for(&Purpose::FollowUp(entry.entry.id));
        let kept = kept.map(|draft| (draft.id, Typed::new(draft.note.clone())));
        let (draft, how) = kept.unwrap_or_else(|| (session.chance.id(session.now), Typed::default()));
        Done { entry: Box::new(entry.clone()), draft, how, saving: false, closed: false, says: String::new() }
    }

    pub(super) fn closed(&self) -> bool {
        self.closed
    }

    /// It could not be saved, and why.
    pub(super) fn refused(&mut self, why: &str) {
        self.saving = false;
        self.says = why.to_string();
    }

    /// The draft of what is being written.
    pub(super) fn writing(&self) -> Option<DraftId> {
        (!self.how.is_empty() && !self.saving).then_some(self.draft)
    }

    /// Keeps what was typed as a draft of its writer.
    pub(super) fn keep(&self, session: &mut Session, turn: &mut Turn) {
        let Some(writer) = session.person.filter(|_| !self.saving) else { return };
        let entry = &self.entry.entry;
        let draft = Draft {
            begun: None,
            digit: None,
            id: self.draft,
            writer,
            talk: entry.talk,
            children: vec![entry.child],
            kind: None,
            private: entry.private,
            note: if self.how.is_empty() { String::new() } else { self.how.text().to_string() },
            cursor: self.how.cursor(),
            ids: Vec::new(),
            answers: None,
            purpose: Purpose::FollowUp(entry.id),
            why: None,
        };
        session.keep_words(draft, entry.room, turn);
    }

    /// The text in which somebody writes.
    pub(super) fn open_text(&self) -> &str {
        self.how.text()
    }

    pub(super) fn paste(&mut self, session: &mut Session, text: &str, turn: &mut Turn) {
        self.how.put(text);
        self.keep(session, turn);
    }

    pub(super) fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        if self.saving {
            return true;
        }
        match press.action {
            Some(Action::KeepDone) => {
                self.saving = true;
                session.finishing(self.draft, turn);
                let how = self.how.text().trim();
                let how = (!how.is_empty()).then(|| how.to_string());
                let change = Change::FollowUpDone { entry: self.entry.entry.id, how };
                let act = Act { changes: vec![change], finishes: Some(self.draft) };
                turn.effect(Effect::Apply(act, session.stamp(), Errand::Page(super::FOLLOW_UP)));
            }
            Some(Action::Back) => {
                if !self.how.is_empty() {
                    turn.say(session.keys.said(Action::FollowUp, "Kept. f opens it again."));
                }
                self.closed = true;
            }
            _ => {
                if !self.how.press(press) {
                    return false;
                }
                self.says.clear();
                self.keep(session, turn);
            }
        }
        true
    }

    /// Line by line: what was promised, and what is asked of it.
    pub(super) fn asks(&self, session: &Session) -> Ask {
        let entry = &self.entry.entry;
        let child = session.roll.child(entry.child).map(|child| child.name()).unwrap_or_default();
        let (kind, when) = (entry.kind.label(), say::when(session, entry.happened));
        let due = entry.follow_up.map(short).unwrap_or_default();
        let promised = format!("{child}, {kind} {when}: {} Promised for {due}.", self.entry.text());
        let asks = format!("{} What happened? A few words, or Enter alone.", self.says);
        let (prompt, begun) = ("> ".to_string(), self.how.text().to_string());
        let help = "Enter says that it was done. :back keeps it for later.";
        Ask { says: vec![promised, asks.trim().to_string()], prompt, begun, help, ..Ask::default() }
    }

    /// The words, and that it is done.
    pub(super) fn hears(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        self.types(session, line, turn);
        let keep = Press { action: Some(Action::KeepDone), chord: Chord::NONE, gap: u64::MAX };
        self.press(session, keep, turn);
    }

    /// What is typed so far.
    pub(super) fn types(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        self.how = Typed::new(line.trim());
        self.says.clear();
        self.keep(session, turn);
    }

    pub(super) fn hint(&self, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        match action {
            Action::Back if self.how.is_empty() => said("Esc", "not yet"),
            Action::Back => said("Esc", "keep for later"),
            _ => None,
        }
    }

    pub(super) fn view(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let wide = 76.min(canvas.width().saturating_sub(3));
        canvas.header(session, "Promised");
        let entry = &self.entry.entry;
        let child = session.roll.child(entry.child).map(|child| child.name()).unwrap_or_default();
        let x = canvas.put(1, 1, &child, bold);
        let due = entry.follow_up.map(short).unwrap_or_default();
        let given = format!("promised for {due} by {}", say::first_name(session, entry.by));
        canvas.put(x + 2, 1, &given, theme.muted);
        canvas.rule(2);
        let roomy = canvas.height() >= 20;
        let mut y = 3 + u16::from(roomy);
        let with: Vec<&str> = entry.with.iter().map(|with| with.word.as_str()).collect();
        let with = if with.is_empty() { String::new() } else { format!(" with {}", with.join(" and ")) };
        let from = format!("{} {}{with}", entry.kind.label(), say::when(session, entry.happened));
        canvas.put(1, y, &from, theme.muted);
        y += 1;
        for line in wrap(self.entry.text(), usize::from(wide).min(72)).iter().take(if roomy { 5 } else { 3 })
        {
            canvas.put(1, y, line, theme.text);
            y += 1;
        }
        y += u16::from(roomy);
        canvas.put(1, y, "What happened? A few words, or none.", bold);
        self.how.draw(canvas, 1, y + 1, wide, 3, true);
        y += 5 + u16::from(roomy);
        for line in wrap(&self.says, usize::from(wide)) {
            canvas.put(1, y, &line, bold);
            y += 1;
        }
    }
}
