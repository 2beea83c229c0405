//! The board line by line: "Who?", and what is to do.

use super::lists::{REQUEST, drafted, due, of_whom};
use super::names::Names;
use super::presence::Away;
use super::{State, ToDo};
use crate::domain::{Child, ChildId, Whereabouts};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::plain::{Ask, Word};
use crate::tui::screen::{card, child};

/// The words that are commands here. A child is never found by one letter alone where it is one of them.
pub const WORDS: &[Word] = &[
    Word { word: "!", action: Action::NextPart, says: "lists what is to do" },
    Word { word: "u", action: Action::TakeBack, says: "takes your last note back" },
    Word { word: "/", action: Action::GoSearch, says: "searches" },
    Word { word: "menu", action: Action::Back, says: "says where else you can go" },
    Word { word: "0", action: Action::Lock, says: "locks" },
];

/// What is done with those who are named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Wish {
    /// A note is written for them.
    #[default]
    Write,
    /// The child's day is heard.
    Look,
    /// They are here.
    Here,
    /// They are away, and why is asked.
    Away,
}

/// The mark after a name that wishes for something else than a note.
const MARKS: [(char, Wish); 3] = [('?', Wish::Look), (']', Wish::Here), ('[', Wish::Away)];

/// So many things to do are numbered at a time.
const NUMBERED: usize = 9;

/// What is to be known first by whoever signed in.
pub fn greeting(session: &Session) -> Vec<String> {
    let room = session.room().map(|room| format!("{} room, ", room.name)).unwrap_or_default();
    let day = crate::domain::day::short(session.today());
    let counts = State::counts(session).replace(" · ", ", ");
    let first = format!("{room}{day} {}. {counts}.", session.now.clock());
    let waits = match session.writer.drafts.len() {
        0 if State::to_do(session).is_empty() => "Nothing waits for you.".to_string(),
        0 => "! lists what is to do.".to_string(),
        1 => "1 draft waits for you: ! lists it with what is to do.".to_string(),
        more => format!("{more} drafts wait for you: ! lists them with what is to do."),
    };
    vec![first, format!("{waits} ? is help.")]
}

impl State {
    /// Whether something was begun from which Back comes to the bare question.
    pub fn answering(&self) -> bool {
        self.todo.is_some() || self.away.is_some() || !self.names.says().is_empty()
    }

    /// Something else than a name was typed: what was said of the last is not said again.
    pub fn let_go(&mut self) {
        self.names.let_go();
    }

    pub(super) fn asks(&self, session: &Session) -> Ask {
        if let Some(away) = &self.away {
            let list = away.in_lines(session);
            let says = vec![away.asks(session)];
            let prompt = "Which number? back says nothing: ".to_string();
            return Ask { says, list, prompt, keys: true, ..Ask::default() };
        }
        let says = match self.todo {
            Some(top) => vec![State::to_do_line(session, top)],
            None => self.names.says().to_vec(),
        };
        Ask {
            says,
            prompt: if self.todo.is_some() || self.names.choosing() { "Which? " } else { "Who? " }
                .to_string(),
            words: WORDS,
            help: "Any part of a name, the number on the board, or a group, then Enter; a comma before one more, + after a \
                   name for brothers and sisters, * for everyone here, - before a name that is left out, ? after a name for that child's day, ] says that they are here, [ that they are away.",
            ..Ask::default()
        }
    }

    pub(super) fn hears(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        if let Some(top) = self.todo.take() {
            let number = line.trim().parse::<usize>().ok().filter(|number| (1..=NUMBERED).contains(number));
            if let Some(number) = number {
                self.todo = Some(top + number - 1);
                self.write(session, false, turn);
                if self.away.is_some() {
                    self.todo = None;
                }
                return;
            }
            if line.trim().is_empty() {
                return;
            }
        }
        let marked = MARKS.iter().find_map(|(mark, wish)| Some((line.trim().strip_suffix(*mark)?, *wish)));
        let line = match marked {
            Some((name, wish)) => {
                self.wish = wish;
                name
            }
            None => line,
        };
        let Some(children) = self.names.hear(line, session) else { return };
        match (children.as_slice(), std::mem::take(&mut self.wish)) {
            ([child], Wish::Look) => {
                let page = child::open(session, *child, turn);
                turn.over(page);
            }
            (_, Wish::Look) => turn.say("One child, please: ? after a name tells that child's day."),
            (_, Wish::Here) => self.say(session, children, Whereabouts::Here, turn),
            (_, Wish::Away) => self.away = Some(Away::of(session, children)),
            (_, Wish::Write) => turn.to(card::State::open(session, children).into()),
        }
    }

    /// What is to do, from the first or from where the list went on.
    pub(super) fn lists_to_do(&mut self, session: &Session, turn: &mut Turn) {
        let next = self.todo.map_or(0, |top| top + NUMBERED);
        self.names = Names::default();
        if State::to_do(session).is_empty() {
            turn.say("Nothing is waiting for you.");
        } else {
            self.todo = Some(if next < State::to_do(session).len() { next } else { 0 });
        }
    }

    fn to_do_line(session: &Session, top: usize) -> String {
        let items = State::to_do(session);
        let name = |child: &ChildId| session.roll.child(*child).map(Child::name).unwrap_or_default();
        let listed = items.iter().skip(top).take(NUMBERED).zip(1..).map(|(item, number)| {
            let (what, whom) = match item {
                ToDo::Draft(draft) => (drafted(draft), of_whom(session, draft)),
                ToDo::Asked(_, child) => ("a question to you", name(child)),
                ToDo::Due(child, kind) => (due(*kind), name(child)),
                ToDo::NoWord(child) => ("no word of where they are", name(child)),
                ToDo::Promised(_, child) => ("something promised", name(child)),
                ToDo::Request(_, child) => (REQUEST, name(child)),
            };
            // A short name's initial has its full stop already.
            format!("{number} {what}, {}.", whom.trim_end_matches('.'))
        });
        let listed = listed.collect::<Vec<_>>().join(" ");
        let more = items.len().saturating_sub(top + NUMBERED);
        let more = if more > 0 { format!(" ! lists {more} more.") } else { String::new() };
        format!("To do {}: {listed}{more}", items.len())
    }
}
