//! The room words, typed once in the morning: they open the log.

use ratatui::style::Modifier;
use zeroize::Zeroizing;

use super::{Page, Press, sign_in};
use crate::tui::action::{Action, Scope};
use crate::tui::key::Takes;
use crate::tui::model::Session;
use crate::tui::msg::{Answer, Effect, Turn};
use crate::tui::widget::canvas::{Canvas, wrap};

/// The words as far as they are typed.
#[derive(Default)]
pub struct State {
    typed: Zeroizing<String>,
    asking: bool,
    says: String,
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("State").finish_non_exhaustive()
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
        if self.asking {
            return true;
        }
        self.says.clear();
        match press.action {
            None => {
                let letter = press.chord.letter().filter(|letter| letter.is_alphanumeric() || *letter == ' ');
                match letter {
                    Some(letter) if self.typed.len() < 200 => self.typed.push(letter),
                    _ => return false,
                }
            }
            Some(Action::OpenLog) if self.typed.trim().is_empty() => {
                self.says = "Type the room words, with a space between them.".to_string();
            }
            Some(Action::OpenLog) => {
                turn.effect(Effect::Unlock(std::mem::take(&mut self.typed)));
                self.asking = true;
            }
            Some(Action::Erase) => drop(self.typed.pop()),
            Some(Action::Back) => self.typed.clear(),
            _ => return false,
        }
        true
    }

    fn answer(&mut self, _session: &mut Session, answer: &Answer, turn: &mut Turn) {
        if let Answer::Unlocked(opened) = answer {
            self.asking = false;
            match opened {
                Ok(()) => {
                    turn.effect(Effect::Roll);
                    turn.to(sign_in::State::default().into());
                }
                Err(why) => self.says = why.clone(),
            }
        }
    }

    fn hint(&self, _session: &Session, action: Action) -> Option<(String, String)> {
        let word = if self.typed.is_empty() { "" } else { "start again" };
        (action == Action::Back).then(|| ("Esc".to_string(), word.to_string()))
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let width = canvas.width();
        canvas.put(1, 0, "Doorstep", bold);
        let when = format!("{}   {}", crate::domain::day::short(session.today()), session.now.clock());
        canvas.put_right(width.saturating_sub(1), 0, &when, theme.muted);
        let left = (width.saturating_sub(64) / 2).max(2);
        let top = if canvas.height() >= 36 { 9 } else { 3 };
        canvas.put(left, top, "The room words, please", bold);
        let wide = 64.min(width.saturating_sub(left + 1));
        canvas.field(left, top + 2, wide, 3);
        // Only the word that is being typed can be read over a shoulder.
        let (done, now) =
            self.typed.rsplit_once(' ').map_or(("", self.typed.as_str()), |(done, now)| (done, now));
        let hidden: String = done.chars().map(|letter| if letter == ' ' { ' ' } else { '●' }).collect();
        let between = if done.is_empty() { "" } else { " " };
        let shown: String = format!("{hidden}{between}{now}");
        let skip = shown.chars().count().saturating_sub(usize::from(wide.saturating_sub(6)));
        let shown: String = shown.chars().skip(skip).collect();
        let x = canvas.put(left + 2, top + 3, &shown, theme.text);
        canvas.put(x, top + 3, "▏", theme.focus);
        canvas.cursor(x, top + 3);
        let says = if self.asking { "Opening. This takes a second or two." } else { &self.says };
        for (index, line) in wrap(says, usize::from(wide)).iter().enumerate() {
            canvas.put(left, top + 6 + index as u16, line, bold);
        }
        if canvas.height() > top + 12 {
            let says = "They open the log for the day. Without them nothing in it can be read.";
            for (index, line) in wrap(says, usize::from(wide)).iter().enumerate() {
                canvas.put(left, top + 10 + index as u16, line, theme.muted);
            }
        }
    }
}
