//! Practice records line by line: one at a time, then all of it; a record that is written is asked for part by part.

use super::kinds::kinds;
use super::ticks::Ticks;
use super::{One, Over, State, label, one, say};
use crate::domain::practice::PracticeStands;
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::plain::{Ask, Word};
use crate::tui::screen::review::known_as;

/// The words that are commands here besides the page's keys: what Ctrl-N begins is begun by a word.
pub const WORDS: &[Word] =
    &[Word { word: "new", action: Action::NewRecord, says: "begins a new record: its kind, then its form" }];

impl State {
    pub(super) fn asks(&self, session: &Session) -> Ask {
        match &self.over {
            Over::List => self.asks_of_list(session),
            Over::Kinds(..) => {
                let kind = |(kind, number): (&crate::domain::practice::PracticeKind, usize)| {
                    format!("{number} {}.", kind.label)
                };
                let list = kinds(session, "").into_iter().zip(1..).map(kind).collect();
                let says = vec!["What is it?".to_string()];
                let prompt = "Which number, or part of its name: ".to_string();
                Ask { says, list, prompt, help: "Esc goes back to the list.", ..Ask::default() }
            }
            Over::One(one) => self.asks_of_one(session, one),
            Over::Form(form) => form.asks(session),
        }
    }

    fn asks_of_list(&self, session: &Session) -> Ask {
        let found = self.found(session);
        let mut says = Vec::new();
        if self.marked == 0 {
            let with = match self.find.text().trim() {
                "" => String::new(),
                words => format!(" with “{words}”"),
            };
            says.push(match found.len() {
                1 => format!("Practice records: 1{with}."),
                count => format!("Practice records: {count}{with}."),
            });
        }
        let Some(stands) = found.get(self.marked) else {
            says.push("There is none.".to_string());
            let prompt = "new begins one, or words to find, back: ".to_string();
            return Ask { says, prompt, words: WORDS, keys: true, ..Ask::default() };
        };
        says.push(format!("{} of {}: {}", self.marked + 1, found.len(), in_short(session, stands)));
        let prompt = "Enter opens it, next, new begins one, or words to find, back: ".to_string();
        Ask { says, prompt, words: WORDS, keys: true, ..Ask::default() }
    }

    fn asks_of_one(&self, session: &Session, one: &One) -> Ask {
        if let Some(ticks) = &one.ticks {
            return ticks.asks(session);
        }
        let Some(stands) = self.stands(one.id) else { return Ask::default() };
        let mut list = vec![format!("{}.", label(session, &stands.practice.kind))];
        list.extend(one::remarks(session, stands));
        list.extend(one::said(session, &stands.practice).into_iter().map(
            |(label, text)| match label.as_str() {
                "" => text,
                label => format!("{label}: {text}."),
            },
        ));
        let leads = session.who().is_some_and(|who| who.role.leads());
        if leads {
            let shows = self.agreed_shows(session, stands);
            let shown = if shows.is_empty() { "nothing".to_string() } else { one::shown(session, &shows) };
            list.push(format!("Shows {shown}."));
        }
        list.push(format!("{}.", one::written(session, stands)));
        for amended in &stands.amended {
            let by = session.roll.person(amended.by).map_or("somebody", |person| person.first_name());
            let when = say::day(session, amended.at.day());
            list.push(format!("Amended {when} by {by}: {}.", amended.reason.label()));
        }
        let prompt = match stands.waits && leads {
            true => "Enter agrees, shows, amend, back: ",
            false => "amend, back: ",
        };
        Ask { list, prompt: prompt.to_string(), keys: true, ..Ask::default() }
    }

    /// A kind, or a part of the form.
    pub(super) fn hears(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        match &mut self.over {
            Over::Kinds(..) => {
                let all = kinds(session, "");
                let number = line.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
                let named = match number {
                    Some(place) => all.get(place).into_iter().copied().collect(),
                    None if line.trim().is_empty() => Vec::new(),
                    None => kinds(session, line),
                };
                match named.as_slice() {
                    [kind] => {
                        let code = kind.code.clone();
                        self.begin(session, &code);
                    }
                    [] => turn.say("There is no such kind here. A number of those, please."),
                    _ => turn.say("More than one kind has these letters. Write more, or its number."),
                }
            }
            Over::Form(form) => {
                form.hears(session, line, turn);
                self.close_form(session, turn);
            }
            _ => {}
        }
    }

    /// Numbers to tick, or words to find.
    pub(super) fn hears_number(&mut self, session: &mut Session, line: &str, turn: &mut Turn) -> bool {
        match &mut self.over {
            Over::List => {
                self.find.clear();
                self.find.put(line.trim());
                self.marked = 0;
                true
            }
            Over::One(one) => one.ticks.as_mut().is_some_and(|ticks| ticks.hears(session, line)),
            Over::Form(form) => form.hears_numbers(session, line, turn),
            Over::Kinds(..) => false,
        }
    }
}

/// `Tue 24 Nov, Home visit, Ava O.: waits for a lead: Went to see them.`
fn in_short(session: &Session, stands: &PracticeStands) -> String {
    let practice = &stands.practice;
    let waits = if stands.waits { "waits for a lead, " } else { "" };
    let clock = say::clock(session, practice).map(|clock| format!("{clock}, ")).unwrap_or_default();
    format!(
        "{}, {}, {}: {waits}{clock}{}",
        say::day(session, practice.day),
        label(session, &practice.kind),
        say::whom(session, practice),
        say::first_words(session, practice)
    )
}

impl Ticks {
    pub(super) fn asks(&self, session: &Session) -> Ask {
        let row = |(statement, number): (&crate::domain::framework::StatementRef, usize)| {
            let (known, title) = known_as(session, statement);
            let ticked = match (self.ticks(statement), self.changed(statement)) {
                (true, true) => ", ticked, something changed",
                (true, false) => ", ticked",
                _ => "",
            };
            format!("{number} {known} {title}{ticked}.")
        };
        let list = self.rows(session).iter().zip(1..).map(row).collect();
        let says = vec!["What does it show?".to_string()];
        let prompt = "Numbers tick or untick, all lists every statement, Enter is done: ".to_string();
        let help = "Several numbers with spaces between them at once.";
        Ask { says, list, prompt, keys: true, help, ..Ask::default() }
    }

    /// Ticks or unticks those of these numbers; `false` where one is none.
    pub(super) fn hears(&mut self, session: &Session, line: &str) -> bool {
        let rows = self.rows(session);
        let numbers = line.split([' ', ',']).filter(|part| !part.is_empty());
        let meant: Option<Vec<_>> = numbers
            .map(|part| part.parse::<usize>().ok()?.checked_sub(1).and_then(|place| rows.get(place)))
            .collect();
        let Some(meant) = meant.filter(|meant| !meant.is_empty()) else { return false };
        meant.into_iter().for_each(|statement| self.tick(statement));
        true
    }
}
