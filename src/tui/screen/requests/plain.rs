//! Requests line by line: one at a time, then a line of the record at a time with all that is said of it.

use super::draw::PRIVATE;
use super::list::NONE;
use super::more::ASKS;
use super::new::{FIELDS, Field};
use super::one::{One, Part};
use super::rest::{asks, in_line};
use super::{Over, State, say};
use crate::export::txt;
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::plain::{Ask, Word};

/// The words that are commands in the list besides the page's keys.
pub const LIST: &[Word] =
    &[Word { word: "new", action: Action::NewRequest, says: "writes a new request down" }];

/// And on one request.
pub const WORDS: &[Word] = &[
    Word {
        word: "undecided",
        action: Action::NextUndecided,
        says: "the next line that is still to be decided",
    },
    Word { word: "plain", action: Action::DecideRest, says: "the rest of the plain ones at once" },
    Word { word: "save", action: Action::SaveRecordFiles, says: "save the record as files" },
];

/// And on the record as its files hold it.
pub const FILE: &[Word] = &[Word { word: "save", action: Action::SaveReadRecord, says: "save it as files" }];

/// And while a request is written down.
pub const NEW: &[Word] = &[Word { word: "before", action: Action::Up, says: "the question before" }];

/// And while it is asked how much longer it takes.
pub const MORE: &[Word] = &[Word { word: "other", action: Action::Up, says: "one month more, or two" }];

/// What reads the record out.
const READ: &str = "read";

impl State {
    pub(super) fn asks(&self, session: &Session) -> Ask {
        match &self.over {
            Over::List => self.asks_of_list(session),
            Over::New(new) => {
                let field = new.field();
                let said = FIELDS.into_iter().take_while(|known| *known != field);
                let said = said.map(|field| format!("{}: {}.", field.label(), new.value(session, field)));
                let (label, value) = (field.label(), new.value(session, field));
                let prompt = match field {
                    Field::Child | Field::Came => format!("{label} ({value}): "),
                    Field::Asker | Field::Identity => {
                        format!("{label}: {value}. Enter takes it, other is the next choice: ")
                    }
                };
                Ask { list: said.collect(), prompt, words: NEW, help: field.help(), ..Ask::default() }
            }
            Over::One(one) => one.asks(session),
        }
    }

    fn asks_of_list(&self, session: &Session) -> Ask {
        let (says, prompt) = match (&self.all, self.marked()) {
            (None, _) => ("They are being read.".to_string(), "back: "),
            (Some(_), None) => (NONE.to_string(), "new, back: "),
            (Some(all), Some(line)) => (
                format!("{} of {}: {}", self.marked + 1, all.len(), say::whole(session, line)),
                "Enter opens it, next, new, back: ",
            ),
        };
        Ask { says: vec![says], prompt: prompt.to_string(), words: LIST, keys: true, ..Ask::default() }
    }

    /// An answer that is words: a name, a day, why it takes longer, what is left out.
    pub(super) fn hears(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        match &mut self.over {
            Over::New(new) => new.hears(session, line, turn),
            Over::One(one) => one.hears(session, line, turn),
            Over::List => {}
        }
    }

    /// A number of what is listed, or a word that is no key.
    pub(super) fn hears_number(&mut self, session: &Session, line: &str, turn: &mut Turn) -> bool {
        let number = line.trim().parse::<usize>().ok();
        match &mut self.over {
            Over::List => {
                let place = number.and_then(|number| number.checked_sub(1));
                let known = place.filter(|place| self.all.as_ref().is_some_and(|all| *place < all.len()));
                self.marked = known.unwrap_or(self.marked);
                known.is_some()
            }
            Over::One(one) => one.hears_number(session, line, turn),
            Over::New(_) => false,
        }
    }
}

impl One {
    fn asks(&self, session: &Session) -> Ask {
        let keys = |says: Vec<String>, prompt: &str| Ask {
            says,
            prompt: prompt.to_string(),
            keys: true,
            ..Ask::default()
        };
        if let Some(asks) = self.asks_for_numbers() {
            return asks.asks(session, PRIVATE);
        }
        let Some(read) = &self.read else {
            return keys(vec!["Its lines are being read.".to_string()], "back: ");
        };
        match &self.part {
            Part::Lines => {
                let request = &read.stands.request;
                let clock = say::clock(session, request);
                let barred = say::barred(read).map(|why| format!(" {why}")).unwrap_or_default();
                let of = format!(
                    "{}, {clock}. {}{barred}",
                    say::child(session, request),
                    say::left(read.waiting())
                );
                let Some(line) = self.line() else { return keys(vec![of], "back: ") };
                let mut list = vec![format!(
                    "Line {} of {}, {}: {}. {}.",
                    line.number,
                    read.lines.len(),
                    line.group().heading().to_lowercase(),
                    line.what,
                    say::written(line)
                )];
                list.extend(Some(line.words.clone()).filter(|words| !words.is_empty()));
                list.extend((!line.causes.is_empty() && !line.withdrawn).then(|| say::causes(line)));
                list.push(say::becomes(line));
                let prompt = "goes, leave out, Enter marks words, next, undecided, save, back: ";
                let help = "A number goes to that line.";
                Ask { list, words: WORDS, help, ..keys(vec![of], prompt) }
            }
            Part::Why(why) => {
                let reasons = why.reasons().into_iter().zip(1..);
                let list = reasons.map(|(reason, number)| format!("{number} {}.", reason.label())).collect();
                Ask { list, ..keys(vec![why.asks().to_string()], "Which number, back: ") }
            }
            Part::Words(words) => {
                let text = self.line().map(|line| line.words.clone()).unwrap_or_default();
                let left = words.left().map(|left| format!("It goes out as: {left}"));
                Ask {
                    says: vec!["Which words are left out? Type them as they stand there.".to_string()],
                    list: std::iter::once(text).chain(left).collect(),
                    prompt: "Words, or Enter alone for the reason: ".to_string(),
                    help: "Esc goes back to the line.",
                    ..Ask::default()
                }
            }
            Part::Rest(_) => {
                let plain = self.plain();
                let list = plain.iter().map(|line| format!("{} {}", line.number, in_line(line))).collect();
                Ask { list, ..keys(vec![asks(plain.len())], "Enter decides them, back: ") }
            }
            Part::More(more) => Ask {
                says: vec![ASKS.to_string(), format!("It takes {}: other changes that.", more.says())],
                prompt: "Why, as they were told: ".to_string(),
                begun: more.why.text().to_string(),
                words: MORE,
                ..Ask::default()
            },
            Part::File(file) => {
                let report = file.read.as_ref().and_then(|read| read.as_ref().ok());
                let says = match &file.read {
                    None => "It is being made.".to_string(),
                    Some(Err(why)) => why.clone(),
                    Some(Ok(_)) => format!("The record as it goes out, into {}.", say::FOLDER),
                };
                let list = report.filter(|_| file.aloud).map(|report| txt::aloud(report)).unwrap_or_default();
                let help = "read reads it out.";
                Ask { list, words: FILE, help, ..keys(vec![says], "read, save, back: ") }
            }
        }
    }

    fn hears(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        if self.asks_for_numbers().is_some() {
            return self.hears_numbers(session, line, turn);
        }
        match &mut self.part {
            Part::Words(_) if line.trim().is_empty() => self.leave_words_out(turn),
            Part::Words(words) => {
                let there = words.mark(line.trim());
                if !there {
                    turn.say("Those words do not stand there. Write them letter for letter.");
                }
            }
            Part::More(_) => {
                self.types(session, line, turn);
                self.keep_more(session, turn);
            }
            _ => {}
        }
    }

    fn hears_number(&mut self, session: &Session, line: &str, turn: &mut Turn) -> bool {
        let number = line.trim().parse::<usize>().ok().filter(|_| self.asks_for_numbers().is_none());
        match &mut self.part {
            Part::Lines => {
                let lines = self.read.iter().flat_map(|read| &read.lines);
                let place =
                    number.and_then(|number| lines.into_iter().position(|line| line.number == number));
                self.marked = place.unwrap_or(self.marked);
                place.is_some()
            }
            Part::Why(_) => match number.and_then(|number| number.checked_sub(1)) {
                Some(place) => self.take_why(session, place, turn),
                None => false,
            },
            Part::File(file) => {
                file.aloud = line.trim() == READ && file.read.is_some();
                file.aloud
            }
            _ => false,
        }
    }
}
