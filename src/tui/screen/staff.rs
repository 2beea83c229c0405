//! Who works here, and a one-use number for whoever is new or forgot their own: nobody waits outside for long,
//! and nobody ever sees somebody else's numbers. Whoever leaves is let go here, with the list of what is to be done.

mod leaves;
mod plain;

pub use plain::WORDS;

use std::collections::BTreeMap;

use ratatui::style::Modifier;
use zeroize::Zeroizing;

use super::asks_again::AsksAgain;
use super::{Page, Press};
use crate::domain::leaver::Leaver;
use crate::domain::{PersonId, Practitioner};
use crate::store::ask::WrongTries;
use crate::tui::action::{Action, Scope};
use crate::tui::model::Session;
use crate::tui::msg::{Answer, Effect, Turn};
use crate::tui::plain::Ask;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;

/// The page as it stands.
#[derive(Debug, Default)]
pub struct State {
    /// The line that is marked.
    line: usize,
    /// What is done for whom, while the lead's own numbers are asked.
    asks: Option<(PersonId, Deed, AsksAgain)>,
    /// The number that was made, shown until the next key.
    made: Option<(PersonId, Zeroizing<String>)>,
    /// The wrong tries of everybody since they were last here.
    tries: BTreeMap<PersonId, WrongTries>,
    /// What is to be done for whoever was let go, shown until Back; and how many of its rows are above.
    list: Option<(Box<Leaver>, u16)>,
}

/// What a lead does for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    /// Gives them a one-use number.
    OneUse,
    /// Lets them go.
    LetGo,
}

/// Rows below the list, with its rule: for the numbers that are asked, the one that was made, or wrong tries.
const FOOT: u16 = 7;
/// The same where only something is said.
const SAYS: u16 = 4;

/// Those who work here today.
fn people(session: &Session) -> Vec<&Practitioner> {
    let today = session.today();
    session.roll.people.iter().filter(|person| person.here_on(today)).collect()
}

fn first_name(session: &Session, person: PersonId) -> String {
    session.roll.person(person).map_or("this person", |person| person.first_name()).to_string()
}

/// Why the lead's own numbers are asked, and what comes of it.
fn why(session: &Session, person: PersonId, deed: Deed) -> String {
    let name = first_name(session, person);
    match deed {
        Deed::OneUse => {
            format!("Asked once more. {name} then chooses new numbers; the old ones stop working.")
        }
        Deed::LetGo => format!(
            "Asked once more. {name} then can't sign in any more, in any window. What they wrote stays theirs; drafts \
             are kept."
        ),
    }
}

impl State {
    fn list(&self, session: &Session, canvas: &mut Canvas, end: u16) {
        let theme = canvas.theme();
        let width = canvas.width();
        let people = people(session);
        let room = width >= 78;
        let fit = usize::from(end.saturating_sub(2)).max(1);
        let first = (self.line + 1).saturating_sub(fit);
        canvas.hidden_of(end, first, fit, people.len());
        for (y, (index, person)) in (2..).zip(people.iter().enumerate().skip(first).take(fit)) {
            let marked = index == self.line;
            canvas.row(0, y, width, 1, tap::take_row(self.line, index));
            // While numbers are asked, the keys are theirs.
            let here = marked && self.asks.is_none();
            let (style, quiet) = if here { (theme.bar, theme.bar) } else { (theme.text, theme.muted) };
            if here {
                canvas.in_use(0, y, width);
            }
            if marked {
                canvas.put(1, y, "▸", if here { theme.bar } else { theme.focus });
            }
            let (initials, role) = if room { (26, 31) } else { (25, 29) };
            canvas.put_in(3, y, initials - 4, &person.name, style);
            canvas.put_in(initials, y, role - initials - 1, &person.initials, quiet);
            canvas.put_in(role, y, 11, person.role.label(), quiet);
            let at = person.room.and_then(|room| session.roll.room(room));
            if let Some(at) = at.filter(|_| room) {
                canvas.put_in(43, y, 16, &at.name, quiet);
            }
            let tried = self.tries.get(&person.id).map(|tries| format!("! {}", leaves::tried(*tries)));
            let (says, style) = match session.pins.contains(&person.id) {
                true if tried.is_some() && here => (tried.as_deref().unwrap_or_default(), theme.bar),
                true if tried.is_some() => (tried.as_deref().unwrap_or_default(), theme.waiting),
                true => ("own numbers", quiet),
                false if here => ("! no numbers", theme.bar),
                false => ("! no numbers", theme.waiting),
            };
            canvas.put_in(if room { 60 } else { 42 }, y, 17, says, style);
        }
    }

    fn foot(&self, session: &Session, canvas: &mut Canvas, top: u16, end: u16) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let columns = canvas.width().min(76).saturating_sub(2);
        if let Some((person, deed, asks)) = &self.asks {
            let why = why(session, *person, *deed);
            return asks.draw(session, canvas, (1, top), (columns, end), &why);
        }
        let says = match &self.made {
            Some((person, number)) => {
                let name = first_name(session, *person);
                let x = canvas.put(1, top, &format!("{name}'s one-use number   "), bold);
                canvas.put(x, top, number, theme.focus.add_modifier(Modifier::BOLD));
                format!(
                    "It is shown only now. {name} signs in with it, once, and chooses numbers of their own that \
                     nobody else sees."
                )
            }
            None if self.marked_tries(session).is_some() => self.marked_tries(session).unwrap_or_default(),
            None => {
                "Whoever is new, or forgot their numbers, signs in with a one-use number and chooses their \
                     own. Who works here comes from your staff list."
                    .to_string()
            }
        };
        let first = if self.made.is_some() { top + 2 } else { top };
        canvas.say((1, first), (columns, end.saturating_sub(first)), &says, theme.muted);
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        if self.asks.is_some() { Scope::AsksAgain } else { Scope::Staff }
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        if self.list.is_some() {
            return self.press_on_list(session, press);
        }
        if let Some((_, _, asks)) = &mut self.asks {
            if press.action == Some(Action::Back) {
                self.asks = None;
                return true;
            }
            return asks.press(session, press, turn);
        }
        self.made = None;
        let people = people(session);
        let last = people.len().saturating_sub(1);
        match press.action {
            Some(Action::Up) => self.line = self.line.saturating_sub(1),
            Some(Action::Down) => self.line = (self.line + 1).min(last),
            Some(Action::First) => self.line = 0,
            Some(Action::Last) => self.line = last,
            Some(Action::OneUseNumber) => {
                self.asks =
                    people.get(self.line).map(|person| (person.id, Deed::OneUse, AsksAgain::default()));
            }
            Some(Action::Leaves) => {
                self.asks =
                    people.get(self.line).map(|person| (person.id, Deed::LetGo, AsksAgain::default()));
            }
            Some(Action::Back | Action::Left) => turn.back(),
            _ => return false,
        }
        true
    }

    fn hint(&self, _session: &Session, action: Action) -> Option<(String, String)> {
        // Over the list of what is to be done nobody is marked.
        let of_a_person = matches!(action, Action::OneUseNumber | Action::Leaves);
        (self.list.is_some() && of_a_person).then(|| (String::new(), String::new()))
    }

    fn question(&self, session: &Session) -> Ask {
        self.asks(session)
    }

    fn line(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        if let Some((_, _, asks)) = &mut self.asks {
            asks.hears(session, line, turn);
        }
    }

    fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        if let Some((person, deed, _)) = self.asks.take_if(|(_, _, asks)| asks.answer(session, answer)) {
            turn.effect(match deed {
                Deed::OneUse => Effect::OneUse(person, session.stamp()),
                Deed::LetGo => Effect::LetGo(person, session.stamp()),
            });
        }
        match answer {
            Answer::WrongTries(tries) => self.tries.clone_from(tries),
            Answer::LetGo(Ok(list)) => {
                self.list = Some((list.clone(), 0));
                self.line = self.line.saturating_sub(1);
                turn.effect(Effect::Roll);
                turn.done(format!("{} can't sign in any more.", list.person.first_name()));
            }
            Answer::LetGo(Err(why)) => turn.warn(why.clone()),
            Answer::OneUse(person, Ok(number)) => self.made = Some((*person, number.clone())),
            Answer::OneUse(_, Err(why)) => turn.warn(why.clone()),
            _ => {}
        }
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        canvas.header(session, "Staff");
        canvas.rule(1);
        if let Some((list, above)) = &self.list {
            return leaves::draw(list, *above, canvas);
        }
        let says = self.asks.is_none() && self.made.is_none() && self.tries.is_empty();
        let foot = if says { SAYS } else { FOOT };
        let end = canvas.height().saturating_sub(foot);
        canvas.rule(end);
        self.list(session, canvas, end);
        self.foot(session, canvas, end + 1, canvas.height());
    }
}
