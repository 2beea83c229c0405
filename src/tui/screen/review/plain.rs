//! The day's end line by line: a row at a time, as the lead sees it, then what is to become of it.

use super::agree::{GAP_REASONS, whereabouts};
use super::items::{Item, Missing, Need, Row};
use super::ticks::{known_as, statements};
use super::{Asked, Mode, State, first_name};
use crate::domain::day::short;
use crate::domain::entry::Standing;
use crate::domain::framework::StatementRef;
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::plain::{Ask, Word};
use crate::tui::private;
use crate::tui::screen::child::say;
use crate::tui::widget::words::Words;

/// The words that are commands here besides the page's keys: what Space ticks unseen is chosen by number instead.
pub const WORDS: &[Word] = &[
    Word { word: "tick", action: Action::ListStatements, says: "changes what it shows, by number" },
    Word {
        word: "rest",
        action: Action::AgreeRest,
        says: "the rest of this day at once, for a framework put in use",
    },
];

impl State {
    pub(super) fn asks(&self, session: &Session) -> Ask {
        if let Some(asks) = &self.asks {
            return asks.asks(session, private::WHY);
        }
        match &self.mode {
            Mode::List => self.asks_of_row(session),
            Mode::Ticks(_) | Mode::Shows(_) => self.asks_to_tick(session),
            Mode::Rest => self.asks_for_rest(session),
            Mode::WhyGap => self.asks_why(session),
            Mode::Writing(asked, words, _) => {
                let says = vec![self.asks_for_words(session, *asked)];
                let (prompt, begun) = ("> ".to_string(), words.text().to_string());
                let help = "A few words, then Enter. :back keeps them for later.";
                Ask { says, prompt, begun, help, ..Ask::default() }
            }
            Mode::Closing => {
                let left = format!(
                    "Close the day although something is left? {}. What is left waits under earlier days.",
                    self.left_in_words(session).join(", ")
                );
                let prompt = "Enter closes the day, back leaves it open: ".to_string();
                Ask { says: vec![left], prompt, keys: true, ..Ask::default() }
            }
        }
    }

    fn asks_of_row(&self, session: &Session) -> Ask {
        let day = self.day_in_words(session);
        let Some(row) = self.row() else {
            let (says, prompt) = match self.so_far.closed {
                Some(_) => ("Nothing is left of this day.", "back goes back: "),
                None => ("Nothing is left to look at.", "Enter closes the day, back: "),
            };
            let prompt = prompt.to_string();
            return Ask { says: vec![day, says.to_string()], prompt, keys: true, ..Ask::default() };
        };
        let more = match (row.item, &row.need) {
            (Item::Gap(_), _) => "Enter says why, next, back: ",
            (Item::Record(_), _) => "Enter opens it, next, back: ",
            (Item::Entry(_) | Item::Promise(_), _) if !row.done && self.is_closed(session) => {
                "Enter opens it, with your numbers, next, back: "
            }
            (Item::Promise(_), _) => "Enter says it was done, amend, next, back: ",
            (Item::Entry(_), Some(Need::Names(_))) if !row.done => {
                "1 a friend, 2 keeps the name, amend, next, back: "
            }
            (Item::Entry(_), _) if row.done && self.so_far.closed.is_some() => "next, amend, back: ",
            (Item::Entry(_), _) if row.done => "Enter next, close closes the day, shows, amend, back: ",
            (Item::Entry(_), _) if self.agreed_then() => "Enter adds it, shows, rest, amend, next, back: ",
            (Item::Entry(_), _) => "Enter agrees, shows, amend, send back, next, close, back: ",
        };
        let says = vec![self.row_in_words(session, row), day];
        Ask { says, prompt: more.to_string(), words: WORDS, keys: true, ..Ask::default() }
    }

    /// `End of day, Tue 24 Nov: 21 to look at, 1 needs you, 2 gaps.`
    fn day_in_words(&self, session: &Session) -> String {
        let counts = self.counts();
        let look = counts.entries + counts.promises;
        let mut parts = vec![format!("{look} to look at")];
        for (count, one, many) in [
            (counts.need, "needs you", "need you"),
            (counts.gaps, "gap", "gaps"),
            (counts.sent_back, "sent back", "sent back"),
            (self.left_over(session), "of earlier days", "of earlier days"),
        ] {
            match count {
                0 => {}
                1 => parts.push(format!("1 {one}")),
                count => parts.push(format!("{count} {many}")),
            }
        }
        let closed = match &self.so_far.closed {
            Some((by, at, code)) => {
                let who = session.roll.person(*by).map_or("", |person| person.first_name());
                format!("Closed {} by {who}, day code {code}. ", at.clock())
            }
            None => String::new(),
        };
        format!("End of day, {}: {closed}{}.", short(self.day), parts.join(", "))
    }

    /// What the screen has of a row, and what stands below it.
    fn row_in_words(&self, session: &Session, row: &Row) -> String {
        if let Some((label, says)) = self.record_in_words(session, row) {
            return format!("{label}: {says}.");
        }
        let name = session.roll.child(row.child).map(|child| child.name()).unwrap_or_default();
        let Some(standing) = self.selected() else {
            let missing = match &row.need {
                Some(Need::Gap(missing)) => *missing,
                _ => Missing::Both,
            };
            return format!("{name}: {} {}", missing.says(), missing.who_sees().join(" "));
        };
        let entry = &standing.entry;
        let when = if entry.happened.day() == self.day {
            entry.happened.clock()
        } else {
            short(entry.happened.day())
        };
        let whose = self.whose(session, standing).replace(" · ", ", ");
        let mut says = vec![format!(
            "{name}, {} {when}, {whose}: {}",
            entry.kind.label(),
            say::words(session, standing)
        )];
        // What is asked next says how it is opened.
        if !session.reads(standing) {
            return says.join(" ");
        }
        if matches!(row.item, Item::Entry(_)) {
            let shows = self.shows_in_words(session, standing);
            let how = match standing.agreed() {
                true if self.for_which(session, standing).is_some() => "May show",
                true => "Agreed, shows",
                false => "Shows",
            };
            says.push(format!("{how} {shows}."));
        }
        if let Some(remark) = self.remark(session, row, standing) {
            says.push(remark.trim_start_matches("! ").to_string());
        }
        if matches!((row.item, &row.need), (Item::Entry(_), Some(Need::Promised))) {
            says.push("Something was promised in it for today.".to_string());
        }
        says.join(" ")
    }

    /// `2 Taking part, 13 Learning at home`
    fn shows_in_words(&self, session: &Session, standing: &Standing) -> String {
        let shows = self.shows(session, standing);
        let said = |known: StatementRef| {
            let shown = shows.iter().find(|shown| shown.statement == known)?;
            let (number, title) = known_as(session, &known);
            let changed = if shown.changed { ", something changed because of it" } else { "" };
            Some(format!("{number} {title}{changed}"))
        };
        // In the form's order.
        match self.candidates(session, standing).into_iter().filter_map(said).collect::<Vec<_>>() {
            none if none.is_empty() => "nothing yet".to_string(),
            some => some.join(", "),
        }
    }

    fn asks_to_tick(&self, session: &Session) -> Ask {
        let Some(standing) = self.selected() else { return Ask { keys: true, ..Ask::default() } };
        let name = session.roll.short_name(standing.entry.child);
        let ticked =
            format!("What does it show, {name}? Ticked: {}.", self.shows_in_words(session, standing));
        let marked = self.marked(session).map(|statement| {
            let (number, title) = known_as(session, &statement);
            let is = self.shows(session, standing).iter().any(|shown| shown.statement == statement);
            format!("{number} {title}: {}.", if is { "ticked" } else { "not ticked" })
        });
        let enter = if matches!(self.mode, Mode::Shows(_)) { "is done" } else { "agrees" };
        let prompt = format!("A number ticks or unticks it; tick, next, something changed, Enter {enter}: ");
        let says = std::iter::once(ticked).chain(marked).collect();
        let help = "The number of any statement ticks it, or takes the tick away.";
        Ask { says, prompt, keys: true, help, ..Ask::default() }
    }

    fn asks_why(&self, session: &Session) -> Ask {
        let missing = self.missing().map_or(Missing::Both, |(_, missing)| missing);
        let child = self.row().and_then(|row| session.roll.child(row.child));
        let child = child.map(|child| child.name()).unwrap_or_default();
        let reasons: Vec<String> = match missing {
            Missing::Child => whereabouts().into_iter().map(|(_, says)| says).collect(),
            _ => GAP_REASONS.map(str::to_string).to_vec(),
        };
        let numbered = reasons.into_iter().chain(["in your own words".to_string()]).zip(1..);
        let numbered: Vec<String> = numbered.map(|(reason, number)| format!("{number} {reason}")).collect();
        let says = vec![format!("{child}: {}", missing.says()), format!("{}.", numbered.join(", "))];
        Ask { says, prompt: "Which number? ".to_string(), keys: true, ..Ask::default() }
    }

    /// What words are asked for.
    pub(super) fn asks_for_words(&self, session: &Session, asked: Asked) -> String {
        match asked {
            Asked::Gap => {
                let child = self.row().and_then(|row| session.roll.child(row.child));
                let child = child.map_or("This child", |child| child.first_name());
                format!("Why was there no talk about {child}?")
            }
            Asked::Question => {
                let writer = self.selected().map(|standing| first_name(session, &standing.entry));
                format!("What do you ask {}?", writer.unwrap_or_default())
            }
        }
    }

    pub(super) fn hears(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        self.types(session, line, turn);
        self.written(session, turn);
    }

    /// A statement's number where something is ticked.
    pub(super) fn hears_number(&mut self, session: &Session, line: &str) -> bool {
        let wanted = line.trim();
        let found = statements(session)
            .map(|(statement, _)| statement)
            .find(|statement| known_as(session, statement).0.eq_ignore_ascii_case(wanted));
        let Some(statement) = found.filter(|_| matches!(self.mode, Mode::Ticks(_) | Mode::Shows(_))) else {
            return false;
        };
        self.tick(session, statement.clone());
        let listed: Vec<_> = match (&self.mode, self.selected()) {
            (Mode::Ticks(_), Some(standing)) => self.candidates(session, standing),
            _ => self.found(session).into_iter().map(|(statement, _)| statement).collect(),
        };
        let at = listed.iter().position(|known| *known == statement).unwrap_or(0);
        self.mode = if matches!(self.mode, Mode::Ticks(_)) { Mode::Ticks(at) } else { Mode::Shows(at) };
        true
    }

    pub(super) fn types(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        if let Mode::Writing(_, words, _) = &mut self.mode
            && !line.trim_start().starts_with(':')
        {
            *words = Words::new(line);
            self.keep(session, turn);
        }
    }
}
