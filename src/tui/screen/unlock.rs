//! The room words, typed once in the morning, or the recovery sheet: they open the log. Nothing that is typed
//! here is shown.

mod plain;

use ratatui::style::Modifier;
use zeroize::Zeroizing;

use super::{Page, Press, sign_in};
use crate::domain::day;
use crate::tui::action::{Action, Scope};
use crate::tui::idle::Closed;
use crate::tui::key::Takes;
use crate::tui::model::Session;
use crate::tui::msg::{Answer, Effect, Turn};
use crate::tui::plain::Ask;
use crate::tui::widget::canvas::{Canvas, wrap};

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
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("State").field("sheet", &self.sheet).field("opening", &self.opening).finish()
    }
}

impl Default for State {
    fn default() -> State {
        State { typed: State::nothing(), sheet: false, opening: false, refused: false, says: String::new() }
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

    fn open(&mut self, turn: &mut Turn) {
        if self.typed.trim().is_empty() {
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
                *self = State { sheet: !self.sheet, ..State::default() };
            }
            Some(Action::Erase) => {
                self.typed.pop();
                self.says.clear();
            }
            Some(Action::Back) if self.typed.is_empty() => turn.effect(Effect::Quit),
            Some(Action::Back) => *self = State { sheet: self.sheet, ..State::default() },
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
                (self.opening, self.refused, self.says) = (false, true, why.clone());
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
        if !self.says.is_empty() {
            for line in wrap(&self.says, usize::from(wide)) {
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
        for line in rest {
            if y < height {
                canvas.put(left, y, line, theme.muted);
                y += 1;
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
