//! The password of an archive: typed twice unseen, or made by the program and shown once.

use ratatui::style::Modifier;
use zeroize::Zeroizing;

use crate::chance::Chance;
use crate::export::archive::OPENED_BY;
use crate::leaving::password::{LEAST, MOST, Password};
use crate::tui::action::Action;
use crate::tui::plain::{Ask, Echo};
use crate::tui::screen::Press;
use crate::tui::widget::canvas::Canvas;

/// What whoever chooses one must know.
const KNOW: &str = "Without it nobody opens the archive, nobody here either. Tell whoever gets the stick the password in \
                    another way. The names of the files can be read without it.";

/// A password that is being chosen.
pub(super) struct Choosing {
    typed: Zeroizing<String>,
    /// What was typed the first time.
    first: Option<Zeroizing<String>>,
    /// What the program made, shown once.
    made: Option<Password>,
    says: String,
}

impl std::fmt::Debug for Choosing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Choosing")
    }
}

impl Default for Choosing {
    fn default() -> Choosing {
        Choosing { typed: nothing(), first: None, made: None, says: String::new() }
    }
}

/// Long enough from the start: a string that grows leaves its old bytes behind.
fn nothing() -> Zeroizing<String> {
    Zeroizing::new(String::with_capacity(4 * MOST))
}

impl Choosing {
    /// A key. Answers whether it meant something.
    pub(super) fn press(&mut self, press: Press) -> bool {
        if self.made.is_some() {
            return false;
        }
        match (press.action, press.chord.letter()) {
            (Some(Action::Erase), _) => drop(self.typed.pop()),
            (None, Some(letter)) => self.put(&letter.to_string()),
            _ => return false,
        }
        self.says.clear();
        true
    }

    /// Typed or pasted.
    pub(super) fn put(&mut self, text: &str) {
        let room = MOST.saturating_sub(self.typed.chars().count());
        self.typed.extend(text.chars().filter(|letter| !letter.is_control()).take(room));
    }

    /// The program makes one and shows it; what was typed goes.
    pub(super) fn make(&mut self, chance: &mut Chance) {
        *self = Choosing { made: Some(Password::made(chance)), ..Choosing::default() };
    }

    /// Enter: the password, once it has been typed twice or what was made is written down.
    pub(super) fn take(&mut self) -> Option<Password> {
        if self.made.is_some() {
            return self.made.take();
        }
        let typed = std::mem::replace(&mut self.typed, nothing());
        match self.first.take() {
            None => match Password::long_enough(&typed) {
                Ok(()) => {
                    self.says.clear();
                    self.first = Some(typed);
                }
                Err(failure) => self.says = failure.to_string(),
            },
            Some(first) => match Password::chosen(&first, &typed) {
                Ok(password) => return Some(password),
                Err(failure) => self.says = failure.to_string(),
            },
        }
        None
    }

    /// Esc: what was made or typed goes. Answers whether there was anything.
    pub(super) fn clear(&mut self) -> bool {
        let any = self.made.is_some() || self.first.is_some() || !self.typed.is_empty();
        *self = Choosing::default();
        any
    }

    /// Whether the program made it.
    pub(super) fn is_made(&self) -> bool {
        self.made.is_some()
    }

    fn title(&self) -> &'static str {
        match (&self.made, &self.first) {
            (Some(_), _) => "Write these six words down now. They are shown this once.",
            (None, None) => "A password for the archive",
            (None, Some(_)) => "The same password again",
        }
    }

    pub(super) fn asks(&self) -> Ask {
        let mut says = vec![self.title().to_string() + "."];
        if let Some(made) = &self.made {
            says =
                vec![format!("Write these six words down now; they are said this once: {}.", made.as_str())];
        } else if self.says.is_empty() {
            says.push(format!("{LEAST} letters at least. {OPENED_BY} {KNOW}"));
        } else {
            says.push(self.says.clone());
        }
        let prompt = if self.made.is_some() { "Enter takes them: " } else { "Password: " };
        Ask { says, prompt: prompt.to_string(), echo: Echo::Hidden, ..Ask::default() }
    }

    /// Draws it from that row on.
    pub(super) fn draw(&self, canvas: &mut Canvas, top: u16, columns: u16) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let mut y = canvas.say((1, top), (columns, 2), self.title(), bold);
        canvas.field(1, y, columns, 3);
        let inside = columns.saturating_sub(4);
        match &self.made {
            Some(made) => {
                canvas.cursor(3, y + 1);
                canvas.put_in(3, y + 1, inside, made.as_str(), bold);
            }
            None => {
                let dots = self.typed.chars().count().min(usize::from(inside.saturating_sub(1)));
                let x = canvas.put_in(3, y + 1, inside, &"●".repeat(dots), theme.focus);
                canvas.cursor(x, y + 1);
            }
        }
        y += 3;
        let rest = canvas.height().saturating_sub(y);
        if self.says.is_empty() {
            let says = format!("{LEAST} letters at least. {OPENED_BY} {KNOW}");
            canvas.say((1, y), (columns, rest), &says, theme.muted);
        } else {
            canvas.say((1, y), (columns, rest), &self.says, bold);
        }
    }
}
