//! The numbers of whoever is signed in, asked once more before an act that leaves the room or lets somebody in; or those of
//! the second person, where nobody does it alone.

use ratatui::style::Modifier;

use super::Press;
use super::sign_in::{numbers, seconds, wrong_numbers};
use crate::domain::PersonId;
use crate::store::ask::PinTry;
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::{Answer, Effect, Turn};
use crate::tui::plain::{Ask, Echo};
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;

/// The numbers that are asked again. A page holds it while it asks.
#[derive(Debug, Default)]
pub struct AsksAgain {
    /// The second person; `None` for whoever is signed in.
    second: Option<PersonId>,
    typed: String,
    /// They are being looked at.
    under_way: bool,
    /// Why they are asked once more.
    says: Vec<String>,
}

impl AsksAgain {
    /// Asks the second person for theirs.
    pub fn second(person: PersonId) -> AsksAgain {
        AsksAgain { second: Some(person), ..AsksAgain::default() }
    }

    /// Who is asked. Nobody is, where nobody is signed in.
    fn whom(&self, session: &Session) -> Option<PersonId> {
        session.person.map(|person| self.second.unwrap_or(person))
    }

    /// `Your 6 numbers`, `Priya's 6 numbers`
    fn label(&self, session: &Session, length: usize) -> String {
        let second = self.second.and_then(|second| session.roll.person(second));
        let whose = second.map_or("Your".to_string(), |person| format!("{}'s", person.first_name()));
        format!("{whose} {length} numbers")
    }

    /// Has them looked at.
    fn tries(&mut self, session: &Session, person: PersonId, typed: String, turn: &mut Turn) {
        self.under_way = true;
        turn.effect(match self.second {
            None => Effect::TryPin(person, typed, session.now),
            Some(_) => Effect::TrySecond(person, typed, session.now),
        });
    }

    /// Whether nobody has typed anything yet.
    pub fn is_untouched(&self) -> bool {
        self.typed.is_empty() && !self.under_way && self.says.is_empty()
    }

    /// A key; the page itself takes Back, which asks no more. Answers whether it meant something.
    pub fn press(&mut self, session: &Session, press: Press, turn: &mut Turn) -> bool {
        let Some(person) = self.whom(session) else { return false };
        match press.action {
            // Keys that come while the answer is awaited are not numbers of the next try.
            _ if self.under_way => {}
            Some(Action::Erase) => drop(self.typed.pop()),
            Some(Action::NumbersAgain) => {
                self.says.clear();
                self.typed.extend(press.chord.letter());
                if self.typed.len() >= numbers(session, person) {
                    let typed = std::mem::take(&mut self.typed);
                    self.tries(session, person, typed, turn);
                }
            }
            _ => return false,
        }
        true
    }

    /// What came of it: whether the numbers were right, so that the act is done now.
    pub fn answer(&mut self, session: &Session, answer: &Answer) -> bool {
        let tried = match answer {
            Answer::Pin(person, tried) if self.whom(session) == Some(*person) => *tried,
            Answer::Failed(_) => {
                self.under_way = false;
                return false;
            }
            _ => return false,
        };
        // Whoever locked the screen meanwhile asked for nothing any more.
        let (true, Some(person)) = (std::mem::take(&mut self.under_way), self.whom(session)) else {
            return false;
        };
        self.says = match tried {
            PinTry::Right(_) => return true,
            PinTry::Wrong { left, wait } => wrong_numbers(session, person, left, wait),
            PinTry::Wait { seconds: wait } => vec![format!("Wait {}, then try again.", seconds(wait))],
            PinTry::OneUse | PinTry::NoPin if self.second.is_some() => {
                let name =
                    session.roll.person(person).map_or("The second person", |person| person.first_name());
                vec![format!("{name} has no numbers yet, and chooses them at the first sign-in.")]
            }
            PinTry::OneUse | PinTry::NoPin => {
                vec!["Choose numbers of your own first: lock the screen and sign in again.".to_string()]
            }
        };
        false
    }

    /// Line by line: the numbers, typed unseen. `why` is said as long as there is nothing else to say.
    pub fn asks(&self, session: &Session, why: &str) -> Ask {
        let length = self.whom(session).map_or(0, |person| numbers(session, person));
        let says = if self.says.is_empty() { why.to_string() } else { self.says.join(" ") };
        let echo = Echo::HiddenNumbers(length);
        Ask { says: vec![says], prompt: format!("{}: ", self.label(session, length)), echo, ..Ask::default() }
    }

    /// The line with the numbers.
    pub fn hears(&mut self, session: &Session, line: &str, turn: &mut Turn) {
        let Some(person) = self.whom(session) else { return };
        let (line, length) = (line.trim(), numbers(session, person));
        if line.len() == length && line.bytes().all(|digit| digit.is_ascii_digit()) {
            self.tries(session, person, line.to_string(), turn);
        } else {
            self.says = vec![format!("It is {length} numbers, and nothing else. Esc goes back.")];
        }
    }

    /// Draws what is asked from there, so many columns wide, down to the row before `end`. `why` is said as
    /// long as there is nothing else to say.
    pub fn draw(
        &self,
        session: &Session,
        canvas: &mut Canvas,
        (x, top): (u16, u16),
        (columns, end): (u16, u16),
        why: &str,
    ) {
        let Some(person) = self.whom(session) else { return };
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let length = numbers(session, person);
        canvas.put(x, top, &self.label(session, length), bold);
        let typed = if self.under_way { length } else { self.typed.len() };
        let why = [why.to_string()];
        let (says, style) =
            if self.says.is_empty() { (why.as_slice(), theme.muted) } else { (self.says.as_slice(), bold) };
        // Where its box is low, the numbers and what is said of them stand closer together.
        let lines = says.iter().map(|says| wrap(says, usize::from(columns.saturating_sub(1))).len());
        let gap = if usize::from(end.saturating_sub(top)) < 4 + lines.sum::<usize>().max(3) { 1 } else { 2 };
        let dots = top + gap;
        let mut at = x;
        for index in 0..length {
            if index == typed.min(length.saturating_sub(1)) {
                canvas.cursor(at, dots);
            }
            let (dot, style) = if index < typed { ("●", theme.focus) } else { ("○", theme.muted) };
            at = canvas.put(at, dots, dot, style) + 2;
        }
        let mut y = dots + gap;
        for says in says {
            y = canvas.say((x, y), (columns.saturating_sub(1), end.saturating_sub(y)), says, style);
        }
    }
}
