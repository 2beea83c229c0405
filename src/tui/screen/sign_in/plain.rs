//! The sign-in line by line. The numbers are typed unseen, and the last of them ends the line.

use super::{LEAD_PIN, PIN, State, Step, numbers, people};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::plain::{Ask, Echo, Word};

/// The words that are commands here.
pub const WORDS: &[Word] = &[
    Word { word: "p", action: Action::PractiseHere, says: "practises for three minutes, on a made-up room" },
    Word { word: "q", action: Action::LeavePractice, says: "leaves the practice nursery" },
];

impl State {
    pub(super) fn asks(&self, session: &Session) -> Ask {
        let mut says: Vec<String> = Vec::new();
        if !self.says.is_empty() {
            says.push(self.says.join(" "));
        }
        let ask = |prompt: String, echo| Ask { prompt, echo, ..Ask::default() };
        let name = |person| session.roll.person(person).map(|person| person.name.clone()).unwrap_or_default();
        match &self.step {
            Step::Name => {
                says.extend(session.amiss_in_short().into_iter().next());
                says.push(names(session));
                let help =
                    "Your name's number, or your initials, then Enter. Nothing of children is said here.";
                // What only the practice nursery has stands last.
                let words =
                    if session.roll.setting.practice { WORDS } else { WORDS.get(..1).unwrap_or(WORDS) };
                Ask { says, words, help, ..ask("Who is writing? ".to_string(), Echo::Letters) }
            }
            Step::Initials(_) => Ask { says, ..ask("Your initials: ".to_string(), Echo::Letters) },
            Step::Numbers { person, .. } | Step::Asking { person } => {
                let length = numbers(session, *person);
                let own = session.pins.contains(person);
                let what =
                    if own { format!("your {length} numbers") } else { "your one-use number".to_string() };
                let help = "They are not shown, and the last one ends the line. Esc goes back to the names.";
                let prompt = format!("{}, {what}: ", name(*person));
                Ask { says, help, ..ask(prompt, Echo::HiddenNumbers(length)) }
            }
            Step::Choosing { person, first, .. } => {
                let length = session.roll.person(*person).map_or(4, |person| person.role.pin_length());
                let prompt = match first {
                    None => {
                        says.push("Not a year, not 1234 or the like. Nobody else sees them.".to_string());
                        format!("Choose your own {length} numbers: ")
                    }
                    Some(_) => "The same again: ".to_string(),
                };
                Ask { says, ..ask(prompt, Echo::HiddenNumbers(length)) }
            }
        }
    }

    pub(super) fn hears(&mut self, session: &Session, line: &str, turn: &mut Turn) {
        let line = line.trim();
        match &self.step {
            Step::Name => match line.parse::<usize>() {
                Ok(number) if number > 0 && self.choose(session, number - 1) => {}
                Ok(_) => self.says = vec!["No name has that number.".to_string()],
                Err(_) if line.is_empty() => self.says.clear(),
                Err(_) => {
                    self.hears_initials(session, line);
                    if matches!(self.step, Step::Initials(_)) {
                        self.step = Step::Name;
                    }
                }
            },
            Step::Initials(_) => self.hears_initials(session, line),
            Step::Numbers { person, .. } | Step::Asking { person } | Step::Choosing { person, .. } => {
                let length = match &self.step {
                    Step::Choosing { .. } => {
                        session.roll.person(*person).map_or(4, |person| person.role.pin_length())
                    }
                    _ => numbers(session, *person),
                };
                if line.len() == length && line.bytes().all(|digit| digit.is_ascii_digit()) {
                    line.chars().for_each(|digit| {
                        self.digit(session, digit, turn);
                    });
                } else {
                    self.says = vec![format!("It is {length} numbers, and nothing else.")];
                }
            }
        }
    }

    fn hears_initials(&mut self, session: &Session, line: &str) {
        self.says.clear();
        self.step = Step::Initials(line.to_string());
        self.initials(session);
    }
}

/// `Sunflower room, Tue 24 Nov 08:40. 1 Sam Okafor, 1 draft waiting. 2 Priya Shah. 3 Someone else.`
fn names(session: &Session) -> String {
    let place = session.machine_room.and_then(|room| session.roll.room(room));
    let place = place.map_or(session.roll.setting.name.clone(), |room| format!("{} room", room.name));
    let day = crate::domain::day::short(session.today());
    let mut says = format!("{place}, {day} {}.", session.now.clock());
    if session.roll.setting.practice {
        says.push_str(&format!(" Practice only, all made up: numbers {PIN}, leads {LEAD_PIN}, q leaves."));
    }
    let people = people(session);
    for (person, number) in people.iter().zip(1..) {
        let waiting = match session.draft_counts.get(&person.id).copied().unwrap_or(0) {
            0 => String::new(),
            1 => ", 1 draft waiting".to_string(),
            more => format!(", {more} drafts waiting"),
        };
        says.push_str(&format!(" {number} {}{waiting}.", person.name));
    }
    says.push_str(&format!(" {} Someone else.", people.len() + 1));
    says
}
