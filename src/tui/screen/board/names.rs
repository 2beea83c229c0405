//! "Who?" line by line: names are taken one after the other, and what is not clear is asked about by number. A
//! tie is never guessed.

use super::find::{Choice, Found, Meant, NOBODY, look};
use super::lists::known;
use crate::capture::{who, with_siblings};
use crate::domain::ChildId;
use crate::tui::model::Session;
use crate::tui::today;

/// The answer to "Who?" so far.
#[derive(Debug, Default)]
pub(in crate::tui::screen) struct Names {
    /// Those who are clear.
    taken: Vec<ChildId>,
    /// What was typed after the name that is asked about.
    rest: Vec<String>,
    /// Those who could be meant by that name.
    choices: Vec<Choice>,
    /// Brothers and sisters too.
    siblings: bool,
    /// The name is of somebody who is left out: `*, -ben`.
    out: bool,
    /// Whether an empty line takes the only choice.
    alone: bool,
    says: Vec<String>,
}

impl Names {
    /// What is not clear; empty where nothing is asked.
    pub fn says(&self) -> &[String] {
        &self.says
    }

    /// Lets go of an answer that nothing depends on: it has been heard.
    pub fn let_go(&mut self) {
        if self.taken.is_empty() && self.rest.is_empty() && self.choices.is_empty() {
            self.says.clear();
        }
    }

    /// Whether one of several is to be chosen.
    pub fn choosing(&self) -> bool {
        !self.choices.is_empty()
    }

    /// Takes a line in. Answers with the children once all of them are clear.
    pub fn hear(&mut self, line: &str, session: &Session) -> Option<Vec<ChildId>> {
        let asked = std::mem::take(&mut self.says);
        let choices = std::mem::take(&mut self.choices);
        let number = line.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let chosen = match number {
            None if line.trim().is_empty() && self.alone => choices.first(),
            number => number.and_then(|number| choices.get(number)),
        };
        match chosen {
            Some(choice) => self.take(choice.who, session),
            None if line.trim().is_empty() => {
                if !choices.is_empty() {
                    self.choices = choices;
                    self.says = asked;
                    return None;
                }
            }
            None => {
                let typed = line.split([',', '，', '、']).map(str::trim).filter(|name| !name.is_empty());
                self.rest.splice(0..0, typed.map(str::to_string));
            }
        }
        while !self.rest.is_empty() {
            let name = self.rest.remove(0);
            self.one(&name, session);
            if !self.says.is_empty() {
                return None;
            }
        }
        if self.taken.is_empty() {
            self.says = vec!["Who is it for? Type any part of a name.".to_string()];
            return None;
        }
        Some(std::mem::take(self).taken)
    }

    fn one(&mut self, name: &str, session: &Session) {
        self.siblings = name.ends_with('+');
        self.out = name.starts_with('-');
        let name = name.trim_start_matches('-');
        let presence = today::everyone(session);
        if name.trim_end_matches('+').trim() == "*" {
            match today::asking(session, &presence).map(|asking| who(name, &asking)) {
                Some(Ok(who)) => who.children.into_iter().for_each(|child| self.add(child)),
                Some(Err(trouble)) => self.says = vec![trouble.to_string()],
                None => {}
            }
            return;
        }
        let look = look(name, session);
        self.alone = look.alone;
        match look.state {
            Found::One(child) => self.take(Meant::Child(child), session),
            Found::Group(group) => self.take(Meant::Group(group), session),
            Found::Choices(choices) => self.choose_from(choices, look.says, session),
            Found::Nothing => {}
        }
    }

    fn choose_from(&mut self, choices: Vec<Choice>, says: String, session: &Session) {
        let lines = choices.iter().enumerate().map(|(index, choice)| {
            let known = known(session, choice).replace(" · ", ", ");
            let known = if known.is_empty() { known } else { format!(", {known}") };
            format!("{} {}{known}.", index + 1, choice.who.name(session))
        });
        let list = lines.collect::<Vec<_>>().join(" ");
        let how = match choices.len() {
            0 => "Type it again with fewer letters, or the number on the board.".to_string(),
            1 if self.alone => format!("{list} Enter takes it, or type the name again."),
            1 => format!("{list} 1 takes it, or type the name again."),
            _ => list,
        };
        self.says = [says, how].into_iter().filter(|line| !line.is_empty()).collect();
        self.choices = choices;
    }

    fn take(&mut self, meant: Meant, session: &Session) {
        let children = meant.children(session);
        if children.is_empty() {
            self.says = vec![NOBODY.to_string()];
            return;
        }
        let children = match session.room.filter(|_| self.siblings) {
            Some(room) => with_siblings(&children, &session.roll, room, session.today()),
            None => children,
        };
        children.into_iter().for_each(|child| self.add(child));
    }

    fn add(&mut self, child: ChildId) {
        if self.out {
            self.taken.retain(|taken| *taken != child);
        } else if !self.taken.contains(&child) {
            self.taken.push(child);
        }
    }
}
