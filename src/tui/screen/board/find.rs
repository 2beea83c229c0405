//! What the finder's letters come to: a child, a group, a list to choose from, or nobody.

use crate::capture::finder::State as Finding;
use crate::capture::{WhoTrouble, find_one, members, who};
use crate::domain::{Child, ChildId, GroupId};
use crate::tui::model::Session;
use crate::tui::today;

/// What the letters come to, and what is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui::screen) struct Look {
    /// What Enter would do.
    pub state: Found,
    /// The sentence where it is not clear.
    pub says: String,
    /// Whether Enter takes the first choice though it is offered as a question.
    pub alone: bool,
}

/// What the letters come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui::screen) enum Found {
    /// Nothing is typed.
    Nothing,
    /// This child.
    One(ChildId),
    /// This group.
    Group(GroupId),
    /// One of these, or nobody where there are none.
    Choices(Vec<Choice>),
}

/// A line of a list of choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui::screen) struct Choice {
    /// Who.
    pub who: Meant,
    /// Of another room, or not on the roll today.
    pub elsewhere: bool,
    /// Spelt nearly so.
    pub near: bool,
}

/// Whom a line of the list means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui::screen) enum Meant {
    /// A child.
    Child(ChildId),
    /// A group that a lead keeps.
    Group(GroupId),
}

impl Meant {
    /// Those who get the note; of a group those who are not away today.
    pub fn children(self, session: &Session) -> Vec<ChildId> {
        match self {
            Meant::Child(child) => vec![child],
            Meant::Group(group) => {
                let presence = today::everyone(session);
                let asking = today::asking(session, &presence);
                let known = session.roll.group(group);
                asking.zip(known).map(|(asking, group)| members(group, &asking)).unwrap_or_default()
            }
        }
    }

    /// The child as the room calls them, or as [`Meant::name`] for a group.
    pub fn short_name(self, session: &Session) -> String {
        match self {
            Meant::Child(child) => session.roll.short_name(child),
            Meant::Group(_) => self.name(session),
        }
    }

    /// The child's whole name, or the group's with how many of it are meant: `lunch, 7 of 8`.
    pub fn name(self, session: &Session) -> String {
        match self {
            Meant::Child(child) => session.roll.child(child).map(Child::name).unwrap_or_default(),
            Meant::Group(group) => {
                let Some(known) = session.roll.group(group) else { return String::new() };
                let (get, all) = (self.children(session).len(), known.children.len());
                match (get == all, all) {
                    (true, 1) => format!("{}, 1 child", known.name),
                    (true, _) => format!("{}, {all} children", known.name),
                    (false, _) => format!("{}, {get} of {all}", known.name),
                }
            }
        }
    }
}

/// What is said of a group of which everybody is away.
pub(in crate::tui::screen) const NOBODY: &str = "Nobody of this group is here today.";

/// Choices are numbered with one digit.
const MOST: usize = 9;
/// At most so many where the window has fewer than twenty rows, with the heading of those elsewhere.
const MOST_IN_A_LOW_WINDOW: usize = 7;

/// How many are numbered: whoever a digit takes is in sight, in a low window too.
fn most(session: &Session) -> usize {
    if session.size.1 < 20 { MOST_IN_A_LOW_WINDOW } else { MOST }
}

/// Looks for the letters in the finder. A `+` at their end is for brothers and sisters.
pub(in crate::tui::screen) fn look(typed: &str, session: &Session) -> Look {
    let nothing = Look { state: Found::Nothing, says: String::new(), alone: false };
    let piece = typed.trim().trim_end_matches('+');
    if piece.trim().is_empty() {
        return nothing;
    }
    let presence = today::everyone(session);
    let Some(asking) = today::asking(session, &presence) else { return nothing };
    let finding = find_one(piece, &asking);
    match finding.state {
        Finding::Empty => return nothing,
        Finding::One(child) => return Look { state: Found::One(child), ..nothing },
        Finding::Group(group) => return Look { state: Found::Group(group), ..nothing },
        _ => {}
    }
    let fit = finding.hits.len() + finding.groups.len();
    let most = most(session);
    let says = if fit > most {
        let what = if finding.groups.is_empty() { "children" } else { "names" };
        format!("{fit} {what} fit “{}”. Type more of the name, or 1 to {most}.", piece.trim())
    } else {
        match who(piece, &asking) {
            Ok(_) => String::new(),
            // Of several elsewhere the list says where each is.
            Err(WhoTrouble::Elsewhere { .. }) if finding.hits.len() > 1 => {
                format!("Nobody here is called “{}”.", piece.trim())
            }
            Err(WhoTrouble::Nobody { .. }) if !piece.trim().chars().all(|c| c.is_ascii_digit()) => {
                format!("Nobody here is called “{}”.", piece.trim())
            }
            Err(trouble) => trouble.to_string(),
        }
    };
    let line = |who, elsewhere, near| Choice { who, elsewhere, near };
    // This room's children, its groups, then those elsewhere: as they are numbered in the question.
    let hits = |elsewhere| {
        let hits = finding.hits.iter().filter(move |hit| hit.elsewhere == elsewhere);
        hits.map(move |hit| line(Meant::Child(hit.child), elsewhere, false))
    };
    let groups = finding.groups.iter().map(|group| line(Meant::Group(*group), false, false));
    let all: Vec<Choice> = hits(false).chain(groups).chain(hits(true)).take(most).collect();
    let (choices, alone) = match finding.state {
        Finding::Tie => (all, false),
        Finding::Elsewhere => {
            let alone = all.len() == 1;
            (all, alone)
        }
        Finding::Near(near) => {
            let alone = near.len() == 1;
            let near = near.into_iter().take(most).map(|child| line(Meant::Child(child), false, true));
            (near.collect(), alone)
        }
        Finding::Empty | Finding::One(_) | Finding::Group(_) | Finding::Nobody => (Vec::new(), false),
    };
    Look { state: Found::Choices(choices), says, alone }
}
