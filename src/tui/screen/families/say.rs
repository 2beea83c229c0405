//! What is said of a family, the same on the screen and line by line.

use super::State;
use crate::domain::evidence::{Gap, Unheard};
use crate::domain::{Child, Day, Format, Responsibility, Session as Attends};
use crate::tui::model::Session;
use crate::tui::screen::evidence::say::whose;
use crate::tui::screen::evidence::span::dates;

impl State {
    /// `Families · Sunflower room`
    pub(super) fn place(&self, session: &Session) -> String {
        format!("Families · {}", whose(session, &self.whom))
    }

    /// Of what the list is, and how many are missing; the fullest first, for the window that has room for it.
    pub(super) fn titles(&self, session: &Session) -> [String; 2] {
        let missing = self.list().iter().filter(|one| one.why.is_some()).count();
        let missing = match (&self.read, missing) {
            (None, _) => String::new(),
            (_, 1) => "1 family".to_string(),
            (_, count) => format!("{count} families"),
        };
        let time = dates(self.whom.period);
        let known = self.of().and_then(|of| {
            let framework = session.frameworks.iter().find(|framework| framework.id == of.framework);
            framework.and_then(|framework| framework.statement(&of.code))
        });
        let heard = self.read.is_some() && self.list().iter().all(|one| one.why.is_none());
        match known {
            Some(one) => {
                let says = match heard {
                    true => format!("{} {}: every family heard", one.number, one.title),
                    false => format!("{} {}: nothing from {missing}", one.number, one.title),
                };
                [format!("{says}, {time}"), says]
            }
            None => {
                let says = match heard {
                    true => format!("A talk with every family, {time}"),
                    false => format!("No talk with {missing}, {time}"),
                };
                [format!("{says}; the longest silence first"), says]
            }
        }
    }
}

/// The family's children, as they are called at the door.
pub(super) fn names(session: &Session, one: &Unheard) -> String {
    let mut names: Vec<String> = one.children.iter().map(|child| session.roll.short_name(*child)).collect();
    names.sort();
    names.join(", ")
}

/// `Sam with mum, pick-up`: the kind last, where a narrow column ends.
pub(super) fn last(session: &Session, one: &Unheard) -> String {
    let Some(last) = &one.last else { return "no talk yet".to_string() };
    let by = session.roll.person(last.by).map_or("", |person| person.first_name());
    let with =
        if last.with.is_empty() { String::new() } else { format!(" with {}", last.with.join(" and ")) };
    format!("{by}{with}, {}", last.kind.label().to_lowercase())
}

/// Why it is not there; nothing where it is.
pub(super) fn why(one: &Unheard) -> &'static str {
    match one.why {
        // A column of a usual window has no room for all of its label.
        Some(Gap::NotForThis) => "talks, none agreed for this",
        why => why.map_or("", Gap::label),
    }
}

/// The adults who may be told of the child, each with what they speak and how they read: `Mum Lina Kaya (Turkish,
/// tell, don't write)`.
pub(super) fn ways(session: &Session, one: &Unheard, between: &str) -> String {
    let mut adults: Vec<String> = Vec::new();
    for (link, contact) in one.children.iter().flat_map(|child| session.roll.adults(*child)) {
        if link.responsibility == Responsibility::No {
            continue;
        }
        let format = (contact.format != Format::Standard).then(|| contact.format.label());
        let language = Some(contact.language.trim()).filter(|language| !language.is_empty());
        let how: Vec<&str> = language.into_iter().chain(format).collect();
        let how = if how.is_empty() { String::new() } else { format!(" ({})", how.join(", ")) };
        let says = format!("{} {}{how}", link.relation, contact.name);
        if !adults.contains(&says) {
            adults.push(says);
        }
    }
    if adults.is_empty() { "No adult is on the register for them.".to_string() } else { adults.join(between) }
}

/// Their key person and when they are here next; and why they are missing, where that has no room of its own.
pub(super) fn beside(session: &Session, one: &Unheard, with_why: bool, between: &str) -> String {
    let today = session.today();
    let mut parts = Vec::new();
    let key = one.children.iter().find_map(|child| session.roll.key_person(*child, false, today));
    parts.extend(key.map(|person| format!("key person {}", person.name)));
    let children = one.children.iter().filter_map(|child| session.roll.child(*child));
    let next = children.filter_map(|child| next_day(child, today)).min();
    parts.push(match next {
        Some(day) if day == today => "here next today".to_string(),
        Some(day) => format!("here next {}", crate::domain::day::short(day)),
        None => "not expected in the next two weeks".to_string(),
    });
    parts.extend(one.why.filter(|_| with_why).map(|why| why.label().to_string()));
    let says = parts.join(between);
    let mut letters = says.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The first day, from today on, on which a child comes; of two weeks.
fn next_day(child: &Child, today: Day) -> Option<Day> {
    let comes = |day: &Day| child.on_roll(*day) && child.pattern.on(*day) != Attends::None;
    today.iter_days().take(14).find(comes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Period;
    use crate::domain::evidence::Scope;
    use crate::tui::harness::Harness;

    #[test]
    fn where_nobody_is_missing_the_title_says_that_and_no_nought() {
        let door = Harness::priya(80, 24);
        let whom = Scope { rooms: Vec::new(), period: Period::term_to(door.now.day()) };
        let state = State { statement: None, all: true, whom, read: Some(Vec::new()), line: 0 };
        let [_, says] = state.titles(&door.model.session);
        assert!(says.starts_with("A talk with every family, "), "{says}");
        let state = State { read: None, ..state };
        let [_, says] = state.titles(&door.model.session);
        assert!(says.starts_with("No talk with "), "{says}");
    }
}
