//! The evidence form as it would leave the room: read through as its files hold it, then saved.

#[cfg(test)]
mod tests;

use ratatui::style::Modifier;

use super::evidence::say::whose;
use super::handing::{self, About};
use super::{Page, Press, preview};
use crate::domain::policy::ReportKind;
use crate::export::{self, txt};
use crate::tui::action::{Action, Scope};
use crate::tui::model::Session;
use crate::tui::msg::{Answer, Effect, FormOf, FormRead, Parcel, Turn};
use crate::tui::plain::{Ask, Word};
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::{BETWEEN, clip_front};

/// The words that are commands here besides the page's keys.
pub const WORDS: &[Word] = &[
    Word { word: "save", action: Action::SaveForm, says: "save the form as files" },
    Word {
        word: "signed",
        action: Action::NextPart,
        says: "the round that was signed off, or the form as it is now",
    },
];

/// What reads the form out.
const READ: &str = "read";

/// The text begins on this row.
const TEXT: u16 = 2;

/// The page as it stands.
#[derive(Debug)]
pub struct State {
    of: FormOf,
    read: Option<FormRead>,
    /// The first line that is shown.
    first: usize,
    /// Line by line, that it is read out.
    aloud: bool,
    /// The folder where the files lie that were saved last.
    saved: Option<String>,
}

impl State {
    /// The form of what a board shows.
    pub fn open(session: &Session, of: FormOf, turn: &mut Turn) -> State {
        turn.effect(Effect::Form(of.clone(), session.now));
        State { of, read: None, first: 0, aloud: false, saved: None }
    }

    /// Its lines in a window of that size, and how many of them are seen at once.
    fn lines(&self, (width, height): (u16, u16)) -> (Vec<(String, bool)>, usize) {
        let columns = usize::from(width.saturating_sub(2));
        let lines = self.read.as_ref().map(|read| txt::lines(&read.report, columns)).unwrap_or_default();
        (lines, usize::from(height.saturating_sub(TEXT + 4)).max(1))
    }

    /// Turns from the form as it is now to the round that was signed off, or back.
    fn turn_over(&mut self, session: &Session, turn: &mut Turn) {
        match self.read.as_ref().is_some_and(|read| read.round.is_some()) {
            true => {
                self.of.signed = !self.of.signed;
                (self.read, self.first, self.saved) = (None, 0, None);
                turn.effect(Effect::Form(self.of.clone(), session.now));
            }
            false => turn.say("Nothing of this framework was signed off yet."),
        }
    }

    /// Opens what saves it as files.
    fn hand_out(&self, session: &Session, turn: &mut Turn) {
        // Until then the page says that it is being made.
        let Some(read) = &self.read else { return };
        let about = About {
            title: self.place(session),
            says: format!("The evidence form: {}.", export::labels(ReportKind::EvidenceForm)),
            left_out: read.lacking.iter().cloned().collect(),
            folder: read.folder.clone(),
        };
        let page = handing::State::open(Parcel::Form(self.of.clone()), about, turn);
        turn.over(page.into());
    }

    /// What it is: `The form · Sunflower room`.
    fn place(&self, session: &Session) -> String {
        match (self.of.signed, self.read.as_ref().and_then(|read| read.round.as_ref())) {
            (true, Some(round)) => format!("Signed off{BETWEEN}{round}"),
            (true, None) => "Signed off".to_string(),
            (false, _) => format!("The form{BETWEEN}{}", whose(session, &self.of.scope)),
        }
    }

    /// Where the files are, or go; and which they are.
    fn says(&self) -> String {
        let Some(read) = &self.read else { return "The form is being made.".to_string() };
        let formats = export::labels(ReportKind::EvidenceForm);
        match &self.saved {
            Some(folder) => format!("The files are in {folder}."),
            None => format!("{formats}: into {}.", read.folder),
        }
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        Scope::Form
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        self.aloud = false;
        let (lines, rows) = self.lines(session.size);
        let last = lines.len().saturating_sub(rows);
        match press.action {
            Some(Action::Up) => self.first = self.first.saturating_sub(1),
            Some(Action::Down) => self.first = (self.first + 1).min(last),
            Some(Action::PageUp) => self.first = self.first.saturating_sub(rows),
            Some(Action::PageDown) => self.first = (self.first + rows).min(last),
            Some(Action::First) => self.first = 0,
            Some(Action::Last) => self.first = last,
            Some(Action::NextPart) => self.turn_over(session, turn),
            Some(Action::SaveForm) => self.hand_out(session, turn),
            Some(Action::Back) => turn.back(),
            _ => return false,
        }
        true
    }

    fn question(&self, session: &Session) -> Ask {
        let read = self.read.as_ref().filter(|_| self.aloud);
        let list = read.map(|read| txt::aloud(&read.report)).unwrap_or_default();
        let says = vec![format!("{}. {}", self.place(session).replace(BETWEEN, ", "), self.says())];
        let signed = self.read.as_ref().is_some_and(|read| read.round.is_some());
        let prompt = if signed { "read, save, signed, back: " } else { "read, save, back: " }.to_string();
        Ask { says, list, prompt, words: WORDS, keys: true, help: "read reads it out.", ..Ask::default() }
    }

    fn answers(&mut self, _session: &mut Session, line: &str, _turn: &mut Turn) -> bool {
        self.aloud = line.trim() == READ && self.read.is_some();
        self.aloud
    }

    fn answer(&mut self, _session: &mut Session, answer: &Answer, turn: &mut Turn) {
        match answer {
            Answer::Form(read, of) if *of == self.of => {
                if let Some(lacking) = &read.lacking {
                    turn.say(lacking.clone());
                }
                self.read = Some(read.as_ref().clone());
            }
            Answer::FilesSaved(Ok((_, folder))) => self.saved = Some(folder.clone()),
            _ => {}
        }
    }

    fn hint(&self, session: &Session, action: Action) -> Option<(String, String)> {
        if action == Action::NextPart {
            let signed = self.read.as_ref().is_some_and(|read| read.round.is_some());
            let says = if self.of.signed { "as it is now" } else { "as signed off" };
            let (key, says) = if signed { ("Tab", says) } else { ("", "") };
            return Some((key.to_string(), says.to_string()));
        }
        if action == Action::SaveForm && self.read.is_none() {
            return Some((String::new(), String::new()));
        }
        if action != Action::PageDown {
            return None;
        }
        let (lines, rows) = self.lines(session.size);
        (lines.len() > rows).then(|| ("PgDn".to_string(), "page".to_string()))
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let (width, end) = (canvas.width(), canvas.height().saturating_sub(2));
        canvas.header(session, &self.place(session));
        canvas.rule(1);
        canvas.rule(end);
        let room = usize::from(width.saturating_sub(2));
        match &self.saved {
            Some(folder) => {
                let says = format!("The files are in {}", clip_front(folder, room.saturating_sub(17)));
                canvas.put(1, end + 1, &says, theme.text.add_modifier(Modifier::BOLD))
            }
            None => canvas.put(1, end + 1, &self.says(), theme.muted),
        };
        let (lines, rows) = self.lines(session.size);
        let first = self.first.min(lines.len().saturating_sub(rows));
        preview::draw(canvas, &lines, first, (1, TEXT), (end, rows));
        canvas.cursor(1, TEXT);
    }
}
