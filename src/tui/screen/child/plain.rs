//! A child's page line by line: the day so far, then the entries, newest first, one at a time.

use super::{State, say};
use crate::domain::day::clock;
use crate::domain::{Kind, Presence};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::plain::{Ask, Word};
use crate::tui::private;
use crate::tui::today::{self, Cell};

/// The words that are commands here.
pub const WORDS: &[Word] = &[
    Word { word: "a", action: Action::Amend, says: "corrects this entry" },
    Word { word: "o", action: Action::OpenEntry, says: "opens a private note: your numbers are asked" },
    Word { word: "w", action: Action::WriteFor, says: "writes for this child" },
    Word { word: "f", action: Action::FollowUp, says: "what was promised here is done" },
    Word { word: "h", action: Action::HearBack, says: "writes what was heard of a next step" },
    Word { word: "/", action: Action::SearchHere, says: "searches this child's entries" },
    Word { word: "u", action: Action::Up, says: "the entry after this one" },
    Word { word: "n", action: Action::NextChild, says: "the next child" },
    Word { word: "b", action: Action::Back, says: "goes back" },
];

impl State {
    pub(super) fn asks(&self, session: &Session) -> Ask {
        if let Some((asks, _)) = &self.asks {
            return asks.asks(session, private::WHY);
        }
        if let Some(hear) = &self.hear {
            return hear.asks(session);
        }
        if let Some(done) = &self.done {
            return done.asks(session);
        }
        if let Some(which) = &self.which {
            let steps = which.steps.iter().zip(1..);
            let list = steps.map(|(step, number)| {
                format!("{number} {} ({})", step.text(), say::when(session, step.entry.happened))
            });
            let says = vec!["Which step did you hear about?".to_string()];
            let prompt = "Which number? back leaves it: ".to_string();
            return Ask { says, list: list.collect(), prompt, keys: true, ..Ask::default() };
        }
        let mut says = Vec::new();
        if self.marked == 0 {
            says.push(self.day_in_words(session));
        }
        says.push(match self.current() {
            None => "Nothing has been written yet.".to_string(),
            Some(entry) => format!(
                "{} of {}: {} {}, {}: {}{}",
                self.marked + 1,
                self.entries.len(),
                entry.entry.kind.label(),
                say::when(session, entry.entry.happened),
                say::first_name(session, entry.entry.by),
                say::words(session, entry),
                entry.clock_said().map(|clock| format!(" ({clock})")).unwrap_or_default(),
            ),
        });
        let last = self.marked + 1 >= self.entries.len();
        let closed = self.current().is_some_and(|entry| session.is_closed(entry));
        let prompt = match (last, closed) {
            (true, false) => "a corrects, w writes, b back: ",
            (false, false) => "Enter older, a corrects, w writes, b back: ",
            (true, true) => "o opens it, w writes, b back: ",
            (false, true) => "o opens it, Enter older, w writes, b back: ",
        };
        let help = "Enter goes to the entry before this one.";
        Ask { says, prompt: prompt.to_string(), words: WORDS, help, ..Ask::default() }
    }

    pub(super) fn hears(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        if let Some((asks, _)) = &mut self.asks {
            return asks.hears(session, line, turn);
        }
        if let Some(hear) = &mut self.hear {
            return hear.hears(session, line, turn);
        }
        if let Some(done) = &mut self.done {
            return done.hears(session, line, turn);
        }
        match line.trim() {
            "" if self.marked + 1 < self.entries.len() => self.mark(self.marked + 1, turn),
            "" => turn.say("That was the oldest."),
            _ => turn.say("That means nothing here; ? says what does."),
        }
    }

    /// What is typed of what was heard or done is kept.
    pub(super) fn types(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        if line.trim_start().starts_with(':') {
            return;
        }
        match (&mut self.hear, &mut self.done) {
            (Some(hear), _) => hear.types(session, line, turn),
            (_, Some(done)) => done.types(session, line, turn),
            _ => {}
        }
    }

    /// `Ava O'Neill is here. Drop-off 08:31, feedback not yet, pick-up not yet. 1 step for home is open.`
    fn day_in_words(&self, session: &Session) -> String {
        let Some(child) = session.roll.child(self.child) else { return String::new() };
        let Some(room) = session.roll.room(child.room) else { return child.name() };
        let row = today::row(session, room, child);
        let expected = match child.hours.on(session.today()) {
            Some(hour) => format!("expected at {}", clock(hour)),
            None => "expected".to_string(),
        };
        let presence = match row.presence {
            Presence::Here => "here",
            Presence::Expected => &expected,
            Presence::Unrecorded => "not recorded today",
            Presence::Away => "away today",
            Presence::Gone => "collected",
        };
        let cells =
            [(Kind::DropOff, row.drop_off), (Kind::Feedback, row.feedback), (Kind::PickUp, row.pick_up)];
        let cells = cells.into_iter().map(|(kind, cell)| {
            let state = match cell {
                Cell::Written(at) => at.clock(),
                Cell::NoTalk => "no talk".to_string(),
                Cell::Due => "no note yet".to_string(),
                Cell::NotYet => "not yet".to_string(),
                Cell::NotNeeded => "not needed".to_string(),
            };
            format!("{} {state}", kind.label())
        });
        let cells = cells.collect::<Vec<_>>().join(", ");
        let steps = match row.open_steps {
            0 => String::new(),
            1 => " 1 step for home is open.".to_string(),
            more => format!(" {more} steps for home are open."),
        };
        format!("{} is {presence}. {cells}.{steps}", child.name())
    }
}
