//! The evidence form as it would leave the room: read through as its files hold it, then saved. Whoever saves it gives
//! their numbers once more.

#[cfg(test)]
mod tests;

use ratatui::style::Modifier;

use super::asks_again::AsksAgain;
use super::evidence::say::whose;
use super::{Page, Press};
use crate::domain::policy::ReportKind;
use crate::export::{self, txt};
use crate::tui::action::{Action, Scope};
use crate::tui::model::Session;
use crate::tui::msg::{Answer, Effect, FormOf, FormRead, Turn};
use crate::tui::plain::{Ask, Word};
use crate::tui::widget::canvas::{BETWEEN, Canvas, clip_front};

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

/// Why the numbers are asked.
const WHY: &str = "Asked once more, before files are written.";

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
    /// The numbers of whoever saves it, while they are asked.
    pin: Option<AsksAgain>,
    /// The folder where the files lie that were saved last.
    saved: Option<String>,
}

impl State {
    /// The form of what a board shows.
    pub fn open(session: &Session, of: FormOf, turn: &mut Turn) -> State {
        turn.effect(Effect::Form(of.clone(), session.now));
        State { of, read: None, first: 0, aloud: false, pin: None, saved: None }
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
        if self.pin.is_some() { Scope::AsksAgain } else { Scope::Form }
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        self.aloud = false;
        if let Some(pin) = &mut self.pin {
            if press.action == Some(Action::Back) {
                self.pin = None;
                return true;
            }
            return pin.press(session, press, turn);
        }
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
            Some(Action::SaveForm) if self.read.is_some() => self.pin = Some(AsksAgain::default()),
            Some(Action::SaveForm) => turn.say("The form is being made."),
            Some(Action::Back) => turn.back(),
            _ => return false,
        }
        true
    }

    fn question(&self, session: &Session) -> Ask {
        if let Some(pin) = &self.pin {
            return pin.asks(session, WHY);
        }
        let read = self.read.as_ref().filter(|_| self.aloud);
        let list = read.map(|read| txt::aloud(&read.report)).unwrap_or_default();
        let says = vec![format!("{}. {}", self.place(session).replace(BETWEEN, ", "), self.says())];
        let signed = self.read.as_ref().is_some_and(|read| read.round.is_some());
        let prompt = if signed { "read, save, signed, back: " } else { "read, save, back: " }.to_string();
        Ask { says, list, prompt, words: WORDS, keys: true, help: "read reads it out.", ..Ask::default() }
    }

    fn line(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        if let Some(pin) = &mut self.pin {
            pin.hears(session, line, turn);
        }
    }

    fn answers(&mut self, _session: &mut Session, line: &str, _turn: &mut Turn) -> bool {
        self.aloud = line.trim() == READ && self.read.is_some();
        self.aloud
    }

    fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        if self.pin.take_if(|pin| pin.answer(session, answer)).is_some() {
            turn.effect(Effect::SaveForm(self.of.clone(), session.stamp()));
        }
        match answer {
            Answer::Form(read, of) if *of == self.of => {
                if let Some(lacking) = &read.lacking {
                    turn.say(lacking.clone());
                }
                self.read = Some(read.as_ref().clone());
            }
            Answer::FilesSaved(Ok((_, folder))) => {
                self.saved = Some(folder.clone());
                turn.done("Saved. Plain files now; you are responsible for them.");
            }
            Answer::FilesSaved(Err(why)) => turn.warn(why.clone()),
            _ => {}
        }
    }

    fn hint(&self, session: &Session, action: Action) -> Option<(String, String)> {
        if action == Action::NextPart && self.pin.is_none() {
            let signed = self.read.as_ref().is_some_and(|read| read.round.is_some());
            let says = if self.of.signed { "as it is now" } else { "as signed off" };
            let (key, says) = if signed { ("Tab", says) } else { ("", "") };
            return Some((key.to_string(), says.to_string()));
        }
        if action != Action::PageDown || self.pin.is_some() {
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
        if let Some(pin) = &self.pin {
            return pin.draw(session, canvas, (1, TEXT + 1), (width.saturating_sub(2), end), WHY);
        }
        let (lines, rows) = self.lines(session.size);
        let first = self.first.min(lines.len().saturating_sub(rows));
        let bold = theme.text.add_modifier(Modifier::BOLD);
        for ((line, heading), y) in lines.iter().skip(first).zip(TEXT..end) {
            canvas.put_in(1, y, width.saturating_sub(2), line, if *heading { bold } else { theme.text });
        }
        canvas.hidden_of(end, first, rows, lines.len());
        canvas.cursor(1, TEXT);
    }
}
