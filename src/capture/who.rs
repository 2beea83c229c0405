//! The whole answer to "Who?": pieces of names, numbers, `*`, `,` and `+`.

use super::finder::{Asking, State, find};
use crate::domain::{ChildId, Day, Presence, Roll, RoomId};

/// For whom a note is, in the order in which they were named, nobody twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// The children.
    pub children: Vec<ChildId>,
}

/// Why it is not clear who is meant. Its text is what a person is told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WhoTrouble {
    /// Nothing was typed.
    #[error("Who is it for? Type any part of a name.")]
    Empty,
    /// More than one child could be meant.
    #[error("{sentence}")]
    Tie {
        /// Those who could be, numbered from 1 in this order.
        children: Vec<ChildId>,
        /// `Two Avas: 1 or 2?`
        sentence: String,
    },
    /// Only a child of another room, or one who is not on the roll that day, has that name.
    #[error("{sentence}")]
    Elsewhere {
        /// Those who have.
        children: Vec<ChildId>,
        /// `Mia MacLeod is in Acorn room.`
        sentence: String,
    },
    /// Nobody has that name.
    #[error("{sentence}")]
    Nobody {
        /// Those who are spelt nearly so; one alone may be offered.
        near: Vec<ChildId>,
        /// `Nobody called “avs”. Did you mean Ava O'Neill?`
        sentence: String,
    },
    /// `*` was typed and nobody is in the room.
    #[error("Nobody is here now.")]
    NobodyHere,
}

/// Reads the whole answer: `ao`, `ava p`, `7`, `*`, `ben, 4`, `ao+`. Refuses with a [`WhoTrouble`] as soon as
/// one name of it is not clear.
pub fn who(text: &str, asking: &Asking) -> Result<Who, WhoTrouble> {
    let mut who = Who::default();
    for name in text.split([',', '，', '、']).map(str::trim).filter(|name| !name.is_empty()) {
        let (name, siblings) = match name.strip_suffix('+') {
            Some(name) => (name.trim_end(), true),
            None => (name, false),
        };
        let mut children = match name {
            "*" => everyone_here(asking)?,
            _ => vec![one(name, asking)?],
        };
        if siblings {
            children = with_siblings(&children, asking.roll, asking.room, asking.today);
        }
        for child in children {
            if !who.children.contains(&child) {
                who.children.push(child);
            }
        }
    }
    if who.children.is_empty() { Err(WhoTrouble::Empty) } else { Ok(who) }
}

/// The same children, and after each their brothers and sisters of that room who are on the roll that day.
pub fn with_siblings(children: &[ChildId], roll: &Roll, room: RoomId, today: Day) -> Vec<ChildId> {
    let mut all = Vec::new();
    for &child in children {
        let siblings = roll.siblings_of(child).into_iter().filter(|&sibling| {
            roll.child(sibling).is_some_and(|sibling| sibling.room == room && sibling.on_roll(today))
        });
        for child in std::iter::once(child).chain(siblings) {
            if !all.contains(&child) {
                all.push(child);
            }
        }
    }
    all
}

fn everyone_here(asking: &Asking) -> Result<Vec<ChildId>, WhoTrouble> {
    let here: Vec<ChildId> = asking
        .roll
        .in_room(asking.room, asking.today)
        .iter()
        .map(|child| child.id)
        .filter(|&child| asking.presence(child) == Presence::Here)
        .collect();
    if here.is_empty() { Err(WhoTrouble::NobodyHere) } else { Ok(here) }
}

fn one(name: &str, asking: &Asking) -> Result<ChildId, WhoTrouble> {
    let finding = find(name, asking);
    // Those elsewhere are no part of a choice between children of this room.
    let several_here = finding.hits.iter().filter(|hit| !hit.elsewhere).count() > 1;
    let hits = finding.hits.iter().filter(|hit| !(hit.elsewhere && several_here));
    let children: Vec<ChildId> = hits.map(|hit| hit.child).collect();
    match finding.state {
        State::One(child) => Ok(child),
        State::Empty => Err(WhoTrouble::Empty),
        State::Tie => Err(WhoTrouble::Tie { sentence: tie_sentence(name, &children, asking.roll), children }),
        State::Elsewhere => {
            Err(WhoTrouble::Elsewhere { sentence: elsewhere_sentence(&children, asking), children })
        }
        State::Near(near) => Err(WhoTrouble::Nobody {
            sentence: format!("Nobody called “{name}”. Did you mean {}?", either(&near, asking.roll)),
            near,
        }),
        State::Nobody if name.chars().all(|c| c.is_ascii_digit()) => Err(WhoTrouble::Nobody {
            near: Vec::new(),
            sentence: format!("There is no number {name} on this room's board."),
        }),
        State::Nobody => {
            Err(WhoTrouble::Nobody { near: Vec::new(), sentence: format!("Nobody called “{name}”.") })
        }
    }
}

fn name_of(child: ChildId, roll: &Roll) -> String {
    roll.child(child).map(crate::domain::Child::name).unwrap_or_default()
}

/// `Ava O'Neill, Ben Clarke or Chidi Eze`, at most four of them.
fn either(children: &[ChildId], roll: &Roll) -> String {
    let mut names: Vec<String> = children.iter().take(4).map(|&child| name_of(child, roll)).collect();
    let last = names.pop().unwrap_or_default();
    if names.is_empty() { last } else { format!("{} or {last}", names.join(", ")) }
}

fn tie_sentence(typed: &str, children: &[ChildId], roll: &Roll) -> String {
    let count = match children.len() {
        2 => "Two".to_string(),
        3 => "Three".to_string(),
        4 => "Four".to_string(),
        more => more.to_string(),
    };
    let choice = if children.len() == 2 { "1 or 2".to_string() } else { format!("1 to {}", children.len()) };
    let mut names = children.iter().filter_map(|&child| roll.child(child)).map(|child| child.first_name());
    let first = names.next().unwrap_or_default();
    if names.any(|name| name != first) {
        if children.len() <= 4 {
            return format!("{}: {choice}?", either(children, roll));
        }
        return format!("{count} children fit “{typed}”: {choice}?");
    }
    if first.ends_with(['s', 'x', 'z']) {
        format!("{count} called {first}: {choice}?")
    } else {
        format!("{count} {first}s: {choice}?")
    }
}

fn elsewhere_sentence(children: &[ChildId], asking: &Asking) -> String {
    let place = |&child: &ChildId| {
        let child = asking.roll.child(child)?;
        let name = child.name();
        Some(if child.left.is_some_and(|left| left < asking.today) {
            format!("{name} has left.")
        } else if !child.on_roll(asking.today) {
            format!("{name} has not started yet.")
        } else {
            let room = asking.roll.room(child.room).map(|room| room.name.as_str()).unwrap_or("another");
            format!("{name} is in {room} room.")
        })
    };
    children.iter().take(4).filter_map(place).collect::<Vec<_>>().join(" ")
}
