//! A correction line by line: why, then the words from now on or the right child.

use super::{Press, State, Step, Why};
use crate::tui::action::Action;
use crate::tui::key::Chord;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::plain::{Ask, Word};
use crate::tui::screen::card::quiet;
use crate::tui::screen::spell;
use crate::tui::widget::typed::Typed;

/// The words that are commands here.
pub const WORDS: &[Word] = &[Word { word: "b", action: Action::Back, says: "goes back" }];

/// Where a concern or a misspelt word is told of: what Enter does.
const ENTER_KEEPS: &str = "Enter keeps the words as they are.";

impl State {
    pub(super) fn asks(&self, session: &Session) -> Ask {
        let mut says = Vec::new();
        if !self.says.is_empty() {
            says.push(self.says.clone());
        }
        let entry = &self.standing.entry;
        let name = |child| session.roll.child(child).map(|child| child.name()).unwrap_or_default();
        let ask = |prompt: &str| Ask { prompt: prompt.to_string(), words: WORDS, ..Ask::default() };
        match self.step {
            Step::Why(_) => {
                let (kind, clock) = (entry.kind.label(), entry.happened.clock());
                let says = format!("{}, {kind} {clock}: {}", name(entry.child), self.standing.text());
                let why = Why::ALL.iter().zip(1..).map(|(why, number)| format!("{number} {}", why.label()));
                let why = format!("{}.", why.collect::<Vec<_>>().join(", "));
                Ask { says: vec![says, why], ..ask("Why is it corrected? ") }
            }
            Step::Words(_) if self.names.is_asked() => {
                says.extend(self.names.asks(session, self.typed.text(), entry.child));
                Ask { says, words: &[], ..ask("> ") }
            }
            Step::Words(why) => {
                says.push(format!("The words from now on ({}). The first words stay readable.", why.label()));
                // A word that is a command elsewhere is a word here.
                Ask { says, begun: self.typed.text().to_string(), words: &[], ..ask("> ") }
            }
            Step::Child => {
                let (_, children) = self.found(session);
                if children.len() > 1 && !self.name.is_empty() {
                    let listed =
                        children.iter().zip(1..).map(|(child, number)| format!("{number} {}.", name(*child)));
                    says.push(listed.collect::<Vec<_>>().join(" "));
                }
                Ask { says, words: &[], ..ask("Which child is it about? ") }
            }
            Step::Sure(child) => {
                says.push(format!(
                    "It moves from {} to {}; nothing is retyped.",
                    name(entry.child),
                    name(child)
                ));
                Ask { says, ..ask("Enter moves it, b goes back: ") }
            }
        }
    }

    pub(super) fn hears(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        let number = line.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        match self.step {
            Step::Why(_) => {
                if !number.is_some_and(|index| self.choose(index)) {
                    turn.say("1 to 4, please: why is it corrected?");
                }
            }
            Step::Words(why) if self.names.is_asked() => {
                let letter = line.trim().chars().next().unwrap_or(' ');
                let press = Press { action: None, chord: Chord::char(letter), gap: u64::MAX };
                let answered = self.names.answer(press, self.typed.text());
                self.settle(session, answered, why, turn);
            }
            Step::Words(why) => {
                self.typed = Typed::new(line.trim());
                // Said before it is saved: one more Enter saves the same words.
                let spelling = spell::may_be(&self.typed, &spell::misspelt(session, &self.typed, &[]));
                let concern = quiet::concern_heard(session, line).or(spelling.map(|says| format!("{says}.")));
                let concern = concern.map(|says| format!("{says} {ENTER_KEEPS}"));
                if let Some(says) = concern.filter(|says| *says != self.says) {
                    self.says = says;
                    return self.keep(session, turn);
                }
                self.says.clear();
                self.save(session, why, turn);
            }
            Step::Child => {
                let (_, children) = self.found(session);
                let listed = !self.name.is_empty() && children.len() > 1;
                match number.filter(|_| listed).and_then(|index| children.get(index)) {
                    Some(child) => self.sure(*child),
                    None => {
                        self.says.clear();
                        self.chosen = None;
                        self.name = Typed::new(line.trim());
                        self.take(session);
                        // One that is left over needs one more look: the next question is that look.
                        if self.chosen.is_some() {
                            self.take(session);
                        }
                    }
                }
            }
            Step::Sure(child) if line.trim().is_empty() => self.move_to(session, child, turn),
            Step::Sure(_) => turn.say("Enter alone moves it; b goes back."),
        }
    }

    pub(super) fn types(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        if matches!(self.step, Step::Words(_))
            && !self.names.is_asked()
            && !line.trim_start().starts_with(':')
        {
            self.typed = Typed::new(line);
            self.keep(session, turn);
        }
    }
}
