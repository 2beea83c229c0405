//! The room words, typed once in the morning, or the recovery sheet: they open the log. Nothing that is typed
//! here is shown. A stick with the key file on it is found by itself, and Enter alone opens with it.

mod plain;

use std::path::PathBuf;

use ratatui::style::Modifier;
use zeroize::Zeroizing;

use super::{Page, Press, sign_in};
use crate::domain::day;
use crate::leaving::sticks::Stick;
use crate::tui::action::{Action, Scope};
use crate::tui::idle::Closed;
use crate::tui::key::Takes;
use crate::tui::model::Session;
use crate::tui::msg::{Answer, Effect, Turn};
use crate::tui::plain::Ask;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;

/// More letters than words or sheet can have: what is beyond is not taken.
const MOST: usize = 400;
/// The lines of the recovery sheet.
const LINES: usize = 4;

/// What has been typed. It is wiped from memory when it goes.
pub struct State {
    typed: Zeroizing<String>,
    /// The recovery sheet is typed, not the words.
    sheet: bool,
    /// The answer is awaited.
    opening: bool,
    /// What is typed did not open it. It stays, to be put right.
    refused: bool,
    says: String,
    /// The stick that is in with a key file on it.
    key_file: Option<(Stick, PathBuf)>,
    /// A key file that was tried and did not open it: it is not offered again before its stick was out.
    wrong_file: Option<PathBuf>,
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("State").field("sheet", &self.sheet).field("opening", &self.opening).finish()
    }
}

impl Default for State {
    fn default() -> State {
        let (typed, says) = (State::nothing(), String::new());
        State { typed, sheet: false, opening: false, refused: false, says, key_file: None, wrong_file: None }
    }
}

impl State {
    /// After the record was closed, with the reason; as at a start where it was not.
    pub fn closed(why: Option<Closed>) -> State {
        State { says: why.map_or_else(String::new, |why| why.says().to_string()), ..State::default() }
    }

    /// Long enough from the start: a string that grows leaves its old bytes behind.
    fn nothing() -> Zeroizing<String> {
        Zeroizing::new(String::with_capacity(4 * MOST + 4))
    }

    fn put(&mut self, letter: char) {
        // A line's end tells the sheet from the words, which stand on one line however they were pasted.
        let letter = if letter == '\n' && !self.sheet { ' ' } else { letter };
        if self.typed.chars().count() < MOST {
            self.typed.push(letter);
        }
        self.says.clear();
    }

    /// The same page with nothing typed, for the words or for the sheet.
    fn anew(&mut self, sheet: bool) {
        let (key_file, wrong_file) = (self.key_file.take(), self.wrong_file.take());
        *self = State { sheet, key_file, wrong_file, ..State::default() };
    }

    /// The key file that Enter opens with: the stick's, where nothing is typed.
    fn with_key_file(&self) -> Option<&(Stick, PathBuf)> {
        let offered = self.key_file.as_ref().filter(|(_, file)| self.wrong_file.as_ref() != Some(file));
        offered.filter(|_| !self.sheet && self.typed.trim().is_empty())
    }

    /// What is said of the stick that is in.
    fn of_stick(&self) -> Option<String> {
        let (stick, _) = self.with_key_file()?;
        Some(format!(
            "The stick {} has a key file, which opens the log without the room words. Press Enter, then take the stick out.",
            stick.name
        ))
    }

    fn open(&mut self, turn: &mut Turn) {
        if let Some((_, file)) = self.with_key_file() {
            turn.effect(Effect::UnlockWith(file.clone()));
            self.opening = true;
            self.says.clear();
            return;
        }
        if self.typed.trim().is_empty() {
            // A stick that came in just now opens with the next Enter.
            turn.effect(Effect::FindKeyFile);
            let what = if self.sheet { "the sheet's four lines" } else { "the six room words" };
            self.says = format!("Nothing is typed yet. Type {what}, then press Enter.");
            return;
        }
        if self.sheet && self.typed.lines().count() < LINES {
            return self.put('\n');
        }
        let mut typed = State::nothing();
        typed.push_str(&self.typed);
        self.opening = true;
        turn.effect(Effect::Unlock(typed));
    }

    /// A dot a letter, with the gaps between words, so that a slip of the space bar is seen.
    fn dots(text: &str) -> String {
        text.chars().map(|letter| if letter.is_alphanumeric() { '●' } else { ' ' }).collect()
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        Scope::Unlock
    }

    fn takes(&self) -> Takes {
        Takes::Words
    }

    fn press(&mut self, _session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        if self.opening {
            // Keys that come while the log opens are not the next try.
            return true;
        }
        match press.action {
            Some(Action::OpenLog) => self.open(turn),
            Some(Action::OtherWay) => {
                self.anew(!self.sheet);
                turn.effect(Effect::FindKeyFile);
            }
            Some(Action::Erase) => {
                self.typed.pop();
                self.says.clear();
            }
            Some(Action::Back) if self.typed.is_empty() => turn.effect(Effect::Quit),
            Some(Action::Back) => self.anew(self.sheet),
            None => match press.chord.letter() {
                Some(letter) => self.put(letter),
                None => return false,
            },
            _ => return false,
        }
        true
    }

    fn paste(&mut self, _session: &mut Session, text: &str, _turn: &mut Turn) {
        if !self.opening {
            text.replace("\r\n", "\n").replace('\r', "\n").chars().for_each(|letter| self.put(letter));
        }
    }

    fn answer(&mut self, _session: &mut Session, answer: &Answer, turn: &mut Turn) {
        match answer {
            Answer::Unlocked(Ok(())) => {
                // First: that the clock is wrong is said before the names.
                turn.effect(Effect::LastLine);
                turn.effect(Effect::Roll);
                turn.to(sign_in::State::default().into());
            }
            Answer::Unlocked(Err(why)) => {
                self.wrong_file =
                    self.with_key_file().map(|(_, file)| file.clone()).or(self.wrong_file.take());
                (self.opening, self.refused, self.says) = (false, true, why.clone());
                turn.effect(Effect::FindKeyFile);
            }
            Answer::KeyFile(found) => {
                if found.is_none() {
                    self.wrong_file = None;
                }
                self.key_file.clone_from(found);
                if self.with_key_file().is_some() && !self.refused {
                    // What was said of nothing typed is answered.
                    self.says.clear();
                }
            }
            _ => {}
        }
    }

    fn hint(&self, _session: &Session, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        match action {
            Action::OpenLog if self.sheet && self.typed.lines().count() < LINES => said("Enter", "next line"),
            Action::OtherWay if self.sheet => said("Tab", "the room words"),
            Action::Back if self.typed.is_empty() => said("Esc", "leave"),
            Action::Back => said("Esc", "clear"),
            _ => None,
        }
    }

    fn question(&self, _session: &Session) -> Ask {
        self.asks()
    }

    fn line(&mut self, _session: &mut Session, line: &str, turn: &mut Turn) {
        self.hears(line, turn);
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let (width, height) = (canvas.width(), canvas.height());
        canvas.put(1, 0, "Doorstep", bold);
        let when = format!("{}   {}", day::short(session.today()), session.now.clock());
        canvas.put_right(width.saturating_sub(1), 0, &when, theme.muted);

        let wide = 60.min(width.saturating_sub(8));
        let left = (width - wide) / 2;
        let top: u16 = if height >= 36 {
            9
        } else if height >= 20 {
            3
        } else {
            2
        };
        let asks = if self.sheet { "The recovery sheet, please" } else { "The room words, please" };
        canvas.put(left, top, asks, bold);
        let mut y = top + 2;
        let rows = if self.sheet { 6 } else { 3 };
        canvas.field(left, y, wide, rows);
        if self.opening {
            canvas.put(left + 2, y + 1, "Opening. This takes a moment.", theme.text);
            canvas.cursor(left + 2, y + 1);
        } else {
            let inside = usize::from(wide.saturating_sub(5));
            for (row, line) in (y + 1..y + rows - 1).zip(self.typed.split('\n')) {
                let dots = State::dots(line);
                // The end is what is being typed, so the beginning gives way.
                let over = dots.chars().count().saturating_sub(inside);
                let seen: String = dots.chars().skip(over).collect();
                let x = canvas.put(left + 2, row, &seen, theme.focus);
                canvas.cursor(x, row);
            }
        }
        y += rows + 1;
        let of_stick = self.of_stick().filter(|_| !self.opening);
        for says in
            [Some(&self.says).filter(|says| !says.is_empty()), of_stick.as_ref()].into_iter().flatten()
        {
            for line in wrap(says, usize::from(wide)) {
                canvas.put(left, y, &line, bold);
                y += 1;
            }
            y += 1;
        }
        let rest: &[&str] = if self.sheet {
            &[
                "Four lines of ten letters and numbers, as printed,",
                "one under the other. They are not shown here.",
            ]
        } else {
            &[
                "Six words, as they stand on the setting's sheet.",
                "The first four letters of each are enough.",
                "They are not shown here.",
            ]
        };
        // Whole or not at all: what is said of a stick, or of a slip, comes first.
        if usize::from(y) + rest.len() <= usize::from(height) {
            for (y, line) in (y..).zip(rest) {
                canvas.put(left, y, line, theme.muted);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_was_typed_is_ever_written_out() {
        let mut state = State::default();
        "abandon ability".chars().for_each(|letter| state.put(letter));
        assert!(!format!("{state:?}").contains("abandon"));
        assert_eq!(State::dots("ab c-d"), "●● ● ●");
    }
}
