//! The whole answer to "Who?": pieces of names, numbers, groups, `*`, `,` and `+`.

use super::finder::{Asking, State, find};
use crate::domain::{ChildId, Day, Group, GroupId, Presence, Roll, RoomId};

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
    /// More than one child or group could be meant.
    #[error("{sentence}")]
    Tie {
        /// Those who could be, numbered from 1 in this order.
        children: Vec<ChildId>,
        /// The groups that could be, numbered after them.
        groups: Vec<GroupId>,
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
    /// Nobody of the group that was named comes today, or all have been collected.
    #[error("Nobody of “{0}” is here today.")]
    NobodyOfGroup(String),
    /// `*` was typed and nobody is in the room.
    #[error("Nobody is here now.")]
    NobodyHere,
}

/// Reads the whole answer: `ao`, `ava p`, `7`, `lunch`, `*`, `ben, 4`, `ao+`. Refuses with a [`WhoTrouble`] as soon as
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
            _ => named(name, asking)?,
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

/// Those of a group who get a note now, in the board's order: a child who does not come today or has been collected
/// is left out, and nobody who is not of this room's list any more.
pub fn members(group: &Group, asking: &Asking) -> Vec<ChildId> {
    let comes = |child: ChildId| !matches!(asking.presence(child), Presence::Away | Presence::Gone);
    let list = asking.roll.in_room(asking.room, asking.today);
    list.iter()
        .map(|child| child.id)
        .filter(|child| group.children.contains(child) && comes(*child))
        .collect()
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

fn named(name: &str, asking: &Asking) -> Result<Vec<ChildId>, WhoTrouble> {
    let finding = find(name, asking);
    // Those elsewhere are no part of a choice between children of this room.
    let several_here = finding.hits.iter().filter(|hit| !hit.elsewhere).count() + finding.groups.len() > 1;
    let hits = finding.hits.iter().filter(|hit| !(hit.elsewhere && several_here));
    let children: Vec<ChildId> = hits.map(|hit| hit.child).collect();
    match finding.state {
        State::One(child) => Ok(vec![child]),
        State::Group(group) => {
            let group = asking.roll.group(group);
            let children = group.map(|group| members(group, asking)).unwrap_or_default();
            if children.is_empty() {
                let name = group.map(|group| group.name.clone()).unwrap_or_default();
                return Err(WhoTrouble::NobodyOfGroup(name));
            }
            Ok(children)
        }
        State::Empty => Err(WhoTrouble::Empty),
        State::Tie => {
            let groups = finding.groups;
            let sentence = tie_sentence(name, &children, &groups, asking.roll);
            Err(WhoTrouble::Tie { sentence, children, groups })
        }
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
    or(children.iter().take(4).map(|&child| name_of(child, roll)).collect())
}

/// `one, two or three`
fn or(mut names: Vec<String>) -> String {
    let last = names.pop().unwrap_or_default();
    if names.is_empty() { last } else { format!("{} or {last}", names.join(", ")) }
}

fn tie_sentence(typed: &str, children: &[ChildId], groups: &[GroupId], roll: &Roll) -> String {
    let all = children.len() + groups.len();
    let choice = if all == 2 { "1 or 2".to_string() } else { format!("1 to {all}") };
    if !groups.is_empty() {
        let groups = groups.iter().filter_map(|&group| roll.group(group));
        let names = children.iter().map(|&child| name_of(child, roll));
        let names: Vec<String> =
            names.chain(groups.map(|group| format!("the group {}", group.name))).collect();
        if names.len() <= 4 {
            return format!("{}: {choice}?", or(names));
        }
        return format!("{all} names fit “{typed}”: {choice}?");
    }
    let count = match children.len() {
        2 => "Two".to_string(),
        3 => "Three".to_string(),
        4 => "Four".to_string(),
        more => more.to_string(),
    };
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
