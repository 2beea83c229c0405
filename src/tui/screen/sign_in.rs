//! Who is writing: a name, then their own numbers. No child is shown here.

mod plain;

pub use plain::WORDS;

use ratatui::crossterm::event::KeyCode;
use ratatui::style::Modifier;

use super::{Page, Press};
use crate::demo::{LEAD_PIN, PIN};
use crate::domain::{PersonId, Practitioner};
use crate::store::ask::{PinTry, When, no_pin};
use crate::tui::action::{Action, Scope};
use crate::tui::key::{Chord, Takes};
use crate::tui::meanwhile::Job;
use crate::tui::model::Session;
use crate::tui::msg::{Answer, Effect, Turn};
use crate::tui::plain::Ask;
use crate::tui::screen::{board, rooms};
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;

/// Where the sign-in is.
#[derive(Debug, Default)]
pub struct State {
    step: Step,
    /// The row that is marked.
    marked: usize,
    /// What is said below.
    says: Vec<String>,
    /// Numbers that were pressed before it was known who may sign in: they are of the list that is to come.
    early: String,
}

#[derive(Debug, Default, PartialEq, Eq)]
enum Step {
    /// Choosing a name.
    #[default]
    Name,
    /// Typing initials.
    Initials(String),
    /// Typing the numbers.
    Numbers { person: PersonId, typed: String },
    /// Waiting for the answer.
    Asking { person: PersonId },
    /// Choosing a PIN: the first time it is typed, then the second.
    Choosing { person: PersonId, first: Option<String>, typed: String },
}

/// At most so many names are numbered; the number after them is for someone else.
const NUMBERED: usize = 8;
/// What the numbers and the words below them take up.
const ROWS_OF_NUMBERS: u16 = 4;

/// The people who are numbered: this room's today, or everyone's where the machine has no room.
fn people(session: &Session) -> Vec<&Practitioner> {
    let today = session.today();
    let mut people: Vec<_> = session
        .roll
        .people
        .iter()
        .filter(|person| person.here_on(today))
        .filter(|person| session.machine_room.is_none() || person.room == session.machine_room)
        .collect();
    people.truncate(NUMBERED);
    people
}

/// How many numbers somebody types: a one-use number has six, whoever it is for.
pub(super) fn numbers(session: &Session, person: PersonId) -> usize {
    match session.roll.person(person) {
        Some(known) if session.pins.contains(&person) => known.role.pin_length(),
        _ => 6,
    }
}

impl State {
    fn choose(&mut self, session: &Session, index: usize) -> bool {
        let people = people(session);
        self.says.clear();
        if let Some(person) = people.get(index) {
            self.marked = index;
            self.step = Step::Numbers { person: person.id, typed: String::new() };
        } else if index == people.len() || index + 1 == NUMBERED + 1 {
            self.marked = people.len();
            self.step = Step::Initials(String::new());
        } else {
            return false;
        }
        true
    }

    fn initials(&mut self, session: &Session) {
        let Step::Initials(typed) = &self.step else { return };
        match session.roll.by_initials(typed, session.today()) {
            Some(person) => {
                let people = people(session);
                let listed = people.iter().position(|listed| listed.id == person.id);
                self.marked = listed.unwrap_or(people.len());
                self.step = Step::Numbers { person: person.id, typed: String::new() };
            }
            None if typed.is_empty() => self.says = vec!["Type your initials, then Enter.".to_string()],
            None => {
                self.says =
                    vec![format!("Nobody who works here today has the initials {}.", typed.to_uppercase())];
                self.step = Step::Initials(String::new());
            }
        }
    }

    fn digit(&mut self, session: &Session, digit: char, turn: &mut Turn) -> bool {
        let now = session.now;
        let length = |person| numbers(session, person);
        let chosen = |person| session.roll.person(person).map_or(4, |person| person.role.pin_length());
        match &mut self.step {
            Step::Name if session.roll.people.is_empty() => self.early.push(digit),
            Step::Name => {
                let number = digit.to_digit(10).map_or(0, |digit| digit as usize);
                return number > 0 && self.choose(session, number - 1);
            }
            Step::Numbers { person, typed } => {
                let person = *person;
                self.says.clear();
                typed.push(digit);
                if typed.len() == length(person) {
                    turn.effect(Effect::TryPin(person, std::mem::take(typed), now));
                    self.step = Step::Asking { person };
                }
            }
            Step::Choosing { person, first, typed } => {
                let person = *person;
                self.says.clear();
                typed.push(digit);
                if typed.len() == chosen(person) {
                    let typed = std::mem::take(typed);
                    let role = session.roll.person(person).map(|person| person.role);
                    match first.take() {
                        // Said at once: nobody types twice what can't be.
                        None => match role.and_then(|role| no_pin(&typed, role)) {
                            Some(why) => self.says = vec![why],
                            None => *first = Some(typed),
                        },
                        Some(before) if before == typed => {
                            let mut stamp = session.stamp();
                            stamp.person = Some(person);
                            turn.effect(Effect::SetPin(person, typed, stamp));
                            self.step = Step::Asking { person };
                        }
                        Some(_) => self.says = vec!["They differ. Choose again.".to_string()],
                    }
                }
            }
            // Keys that come while the answer is awaited are not numbers of the next try.
            Step::Asking { .. } => {}
            Step::Initials(_) => return false,
        }
        true
    }

    /// Whether the numbers that were typed are being looked at.
    pub fn is_asking(&self) -> bool {
        matches!(self.step, Step::Asking { .. })
    }

    fn open(session: &mut Session, person: PersonId, turn: &mut Turn) {
        // Another window may have let them go while their numbers were looked at.
        if session.roll.person(person).is_some_and(|person| !person.here_on(session.today())) {
            return turn.to(State::default().into());
        }
        let own = session.roll.person(person).and_then(|person| person.room);
        session.person = Some(person);
        session.board.take_if(|left| left.person != person);
        session.room =
            session.machine_room.or(own).or_else(|| session.roll.rooms.first().map(|room| room.id));
        session.refresh(turn);
        // Whoever belongs to no room says first which one they want to see.
        if session.machine_room.or(own).is_none() && session.roll.rooms.len() > 1 {
            turn.to(rooms::State::at(session).into());
        } else {
            turn.to(board::State::default().into());
        }
        turn.effect(Effect::Meanwhile(Job::Backups(When::SignedIn, session.now)));
        session.look_for_due(turn);
    }

    fn wrong(&mut self, session: &Session, person: PersonId, left: u32, wait: u64) {
        self.says = wrong_numbers(session, person, left, wait);
    }
}

/// What is said where a PIN was not theirs: how many tries are left, and who helps.
pub(super) fn wrong_numbers(session: &Session, person: PersonId, left: u32, wait: u64) -> Vec<String> {
    let name = session.roll.person(person).map_or("you", |person| person.first_name()).to_string();
    let first = match (left, wait) {
        (_, 1..) => format!("Those numbers don't match. {name} waits {}.", seconds(wait)),
        (1, _) => format!("Those numbers don't match. 1 try left, then {name} waits 5 seconds."),
        _ => format!("Those numbers don't match. {left} tries left, then {name} waits 5 seconds."),
    };
    let lead = session
        .roll
        .people
        .iter()
        .find(|lead| {
            lead.role.leads()
                && lead.id != person
                && lead.here_on(session.today())
                && (lead.room == session.machine_room || lead.room.is_none())
        })
        .map_or("A room lead or the manager", |lead| lead.first_name());
    vec![first, format!("{lead} can reset them with a one-use number.")]
}

/// `5 seconds`, `1 minute`
pub(super) fn seconds(wait: u64) -> String {
    match wait {
        1 => "1 second".to_string(),
        60 => "1 minute".to_string(),
        wait if wait > 60 && wait.is_multiple_of(60) => format!("{} minutes", wait / 60),
        wait => format!("{wait} seconds"),
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        Scope::SignIn
    }

    fn takes(&self) -> Takes {
        match self.step {
            Step::Initials(_) => Takes::Words,
            _ => Takes::Nothing,
        }
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let rows = people(session).len() + 1;
        match press.action {
            Some(Action::Digit) => match press.chord.letter() {
                Some(digit) => return self.digit(session, digit, turn),
                None => return false,
            },
            Some(Action::ChooseName) => match self.step {
                Step::Name => return self.choose(session, self.marked),
                Step::Initials(_) => self.initials(session),
                _ => {}
            },
            Some(Action::Up) if self.step == Step::Name => self.marked = (self.marked + rows - 1) % rows,
            Some(Action::Down) if self.step == Step::Name => self.marked = (self.marked + 1) % rows,
            Some(Action::Erase) => match &mut self.step {
                Step::Initials(typed) | Step::Numbers { typed, .. } | Step::Choosing { typed, .. } => {
                    typed.pop();
                }
                _ => return false,
            },
            Some(Action::Back) => {
                *self = State { marked: self.marked, ..State::default() };
            }
            None => match (&mut self.step, press.chord.letter()) {
                (Step::Initials(typed), Some(letter)) if letter.is_alphanumeric() && typed.len() < 8 => {
                    self.says.clear();
                    typed.push(letter);
                }
                _ => return false,
            },
            _ => return false,
        }
        true
    }

    fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        if let (Answer::Roll(..), false) = (answer, session.roll.people.is_empty()) {
            for digit in std::mem::take(&mut self.early).chars() {
                self.digit(session, digit, turn);
            }
        }
        let Step::Asking { person: asked } = self.step else { return };
        match answer {
            Answer::Pin(person, tried) if *person == asked => {
                self.step = Step::Numbers { person: asked, typed: String::new() };
                match *tried {
                    PinTry::Right(tries) => {
                        State::open(session, asked, turn);
                        if let Some(tries) = tries {
                            turn.say(tries.says("you were", session.today()));
                        }
                    }
                    PinTry::OneUse => {
                        self.step = Step::Choosing { person: asked, first: None, typed: String::new() };
                    }
                    PinTry::Wrong { left, wait } => self.wrong(session, asked, left, wait),
                    PinTry::Wait { seconds: wait } => {
                        self.says = vec![format!("Wait {}, then try again.", seconds(wait))];
                    }
                    PinTry::NoPin => {
                        self.says = vec![
                            "You have no numbers yet.".to_string(),
                            "A room lead or the manager gives you a one-use number to begin with."
                                .to_string(),
                        ];
                    }
                }
            }
            Answer::PinSet(person, set) if *person == asked => match set {
                Ok(()) => State::open(session, asked, turn),
                Err(why) => {
                    self.says = vec![why.clone()];
                    self.step = Step::Choosing { person: asked, first: None, typed: String::new() };
                }
            },
            Answer::Failed(_) => self.step = Step::Numbers { person: asked, typed: String::new() },
            _ => {}
        }
    }

    fn hint(&self, session: &Session, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        match (action, &self.step) {
            (Action::Digit, Step::Name) => said(&format!("1-{}", people(session).len() + 1), "your name"),
            (Action::Digit, Step::Initials(_)) => said("", ""),
            (Action::Digit, _) => said("0-9", "your numbers"),
            (Action::ChooseName, Step::Initials(_)) => said("Enter", "your initials"),
            // A narrow line keeps the two ways on that have no number; a name has one.
            (Action::ChooseName, Step::Name) if session.roll.setting.practice && session.size.0 < 80 => {
                said("", "")
            }
            (Action::ChooseName, Step::Name) => said("Enter", "choose"),
            (Action::Back, Step::Name) => said("", ""),
            (Action::Back, _) => said("Esc", "start again"),
            (Action::Lock, _) => said("", ""),
            _ => None,
        }
    }

    fn question(&self, session: &Session) -> Ask {
        self.asks(session)
    }

    fn line(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        self.hears(session, line, turn);
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let (width, height) = (canvas.width(), canvas.height());
        let place = session.machine_room.and_then(|room| session.roll.room(room));
        let place = place.map_or(session.roll.setting.name.clone(), |room| format!("{} room", room.name));
        canvas.put(1, 0, &place, bold);
        let when = format!("{}   {}", crate::domain::day::short(session.today()), session.now.clock());
        canvas.put_right(width.saturating_sub(1), 0, &when, theme.muted);

        let people = people(session);
        // The block stands a little left of the middle, as far from the top as the window is tall.
        let left = (width.saturating_sub(52) / 2).max(4);
        // A notice takes rows of the page, and moves nothing.
        let window = session.size.1.max(height + 2);
        let mut y: u16 = if window >= 38 {
            9
        } else if window >= 22 {
            3
        } else {
            2
        };
        if session.roll.setting.practice {
            // A blank row parts it from where one is.
            y += u16::from((22..38).contains(&window));
            let numbers = format!("Numbers: {PIN}, leads {LEAD_PIN}.");
            let ways =
                [&format!("Practice only, all made up. {numbers}"), &format!("All made up. {numbers}")];
            let columns = width.saturating_sub(left + 1);
            canvas.put_fullest(
                left,
                y.saturating_sub(2).max(1),
                columns,
                &ways.map(String::as_str),
                theme.muted,
            );
        }
        let said: Vec<String> =
            self.says.iter().flat_map(|says| wrap(says, usize::from(width - left - 2).min(72))).collect();
        if let Step::Initials(typed) = &self.step {
            canvas.put(left, y, "Your initials", bold);
            canvas.field(left, y + 1, 12, 3);
            let x = canvas.put(left + 2, y + 2, typed, theme.text);
            canvas.cursor(x, y + 2);
            y += 5;
        } else {
            canvas.put(left, y, "Who is writing?", bold);
            y += 2;
            // Whose initials were typed is named where numbers are asked of them.
            let other = self.chosen().filter(|chosen| people.iter().all(|person| person.id != *chosen));
            let other = other.and_then(|other| session.roll.person(other));
            let last = other.map_or("Someone else", |person| person.name.as_str());
            let names = people.iter().map(|person| person.name.as_str()).chain([last]);
            let wide =
                people.iter().map(|person| canvas.columns(&person.name)).max().unwrap_or(0).clamp(12, 24);
            let wide = u16::try_from(wide).unwrap_or(12);
            // In a low window the others make room for what is asked and said of the one who was chosen.
            let asks = y + people.len() as u16 + 2 + ROWS_OF_NUMBERS + said.len() as u16;
            let only_chosen = self.step != Step::Name && asks > height;
            for (index, name) in names.enumerate() {
                let marked = index == self.marked;
                if only_chosen && !marked {
                    continue;
                }
                // Another name instead of the one whose numbers are being typed.
                let again = (self.step != Step::Name).then_some(Chord::plain(KeyCode::Esc));
                canvas.row(0, y, width, 1, again.into_iter().chain(tap::number(index + 1)).collect());
                if marked {
                    canvas.put(left, y, "▸", theme.focus);
                    if self.step == Step::Name {
                        canvas.in_use(0, y, width);
                        canvas.put(left, y, "▸", theme.bar);
                    }
                }
                let style = match (marked, self.step == Step::Name) {
                    (true, true) => theme.bar,
                    (true, false) => bold,
                    _ => theme.text,
                };
                canvas.put(left + 2, y, &(index + 1).to_string(), style);
                canvas.put_in(left + 5, y, wide, name, style);
                if let Some(person) = people.get(index).copied().or(other.filter(|_| marked)) {
                    let quiet = if marked && self.step == Step::Name { theme.bar } else { theme.muted };
                    let x = canvas.put(left + 5 + wide + 3, y, person.role.label(), quiet);
                    let waiting = session.draft_counts.get(&person.id).copied().unwrap_or(0);
                    if waiting > 0 {
                        let drafts = if waiting == 1 {
                            "1 draft waiting".to_string()
                        } else {
                            format!("{waiting} drafts waiting")
                        };
                        canvas.put(x.max(left + 5 + wide + 15) + 3, y, &drafts, style);
                    }
                }
                y += 1;
            }
            y += 1;
        }
        y = self.numbers(session, canvas, left, y);
        for line in &said {
            canvas.put(left, y, line, bold);
            y += 1;
        }
        y += u16::from(!self.says.is_empty());
        // Without a blank row above it where a notice needs the row below it.
        let top = y + u16::from(height >= y + 5);
        if height >= y + 4 {
            let rest = [
                "While locked, nothing about children or families",
                "is shown here. Drafts wait for the person who",
                "wrote them, and only for them.",
            ];
            for (index, line) in rest.iter().enumerate() {
                canvas.put(left, top + index as u16, line, theme.muted);
            }
        }
    }
}

impl State {
    /// Who was chosen, once it is known.
    fn chosen(&self) -> Option<PersonId> {
        match &self.step {
            Step::Numbers { person, .. } | Step::Asking { person } | Step::Choosing { person, .. } => {
                Some(*person)
            }
            Step::Name | Step::Initials(_) => None,
        }
    }

    /// The dots of the numbers, and what is to be done with them. Answers with the next free row.
    fn numbers(&self, session: &Session, canvas: &mut Canvas, left: u16, y: u16) -> u16 {
        let theme = canvas.theme();
        let (person, typed, asked) = match &self.step {
            Step::Numbers { person, typed } => (*person, typed.len(), None),
            Step::Asking { person } => (*person, usize::MAX, None),
            Step::Choosing { person, first: None, typed } => (*person, typed.len(), Some("Choose your own")),
            Step::Choosing { person, typed, .. } => (*person, typed.len(), Some("The same again,")),
            _ => return y,
        };
        let own = session.pins.contains(&person);
        let length = match asked {
            Some(_) => session.roll.person(person).map_or(4, |person| person.role.pin_length()),
            None => numbers(session, person),
        };
        let label = match asked {
            Some(asked) => format!("{asked} {length} numbers"),
            None if own => format!("Your {length} numbers"),
            None => format!("Your one-use number, {length} long"),
        };
        let mut x = canvas.put(left, y, &label, theme.text.add_modifier(Modifier::BOLD)) + 4;
        for index in 0..length {
            if index == typed.min(length - 1) {
                canvas.cursor(x, y);
            }
            let (dot, style) = if index < typed { ("●", theme.focus) } else { ("○", theme.muted) };
            x = canvas.put(x, y, dot, style) + 2;
        }
        let says = match asked {
            Some(_) => "Not a year, not 1234 or the like. Nobody else sees them.",
            None => "The screen opens by itself on the last number.",
        };
        canvas.put(left, y + 2, says, theme.text);
        y + ROWS_OF_NUMBERS
    }
}
