//! What the finder's letters come to: a child, a list to choose from, or nobody.

use crate::capture::finder::State as Finding;
use crate::capture::{WhoTrouble, find_one, who};
use crate::domain::ChildId;
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
    /// One of these, or nobody where there are none.
    Choices(Vec<Choice>),
}

/// A line of a list of choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui::screen) struct Choice {
    /// Who.
    pub child: ChildId,
    /// Of another room, or not on the roll today.
    pub elsewhere: bool,
    /// Spelt nearly so.
    pub near: bool,
}

/// Choices are numbered with one digit.
const MOST: usize = 9;

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
        _ => {}
    }
    let fit = finding.hits.len();
    let says = if fit > MOST {
        format!("{fit} children fit “{}”. Type more of the name, or 1 to {MOST}.", piece.trim())
    } else {
        match who(piece, &asking) {
            Ok(_) => String::new(),
            Err(WhoTrouble::Nobody { .. }) if !piece.trim().chars().all(|c| c.is_ascii_digit()) => {
                format!("Nobody here is called “{}”.", piece.trim())
            }
            Err(trouble) => trouble.to_string(),
        }
    };
    let hit = |elsewhere| {
        finding
            .hits
            .iter()
            .filter(move |hit| elsewhere || !hit.elsewhere)
            .map(|hit| Choice { child: hit.child, elsewhere: hit.elsewhere, near: false })
            .take(MOST)
            .collect::<Vec<_>>()
    };
    let (choices, alone) = match finding.state {
        Finding::Empty => return nothing,
        Finding::One(child) => return Look { state: Found::One(child), ..nothing },
        Finding::Tie => (hit(true), false),
        Finding::Elsewhere => {
            let hits = hit(true);
            let alone = hits.len() == 1;
            (hits, alone)
        }
        Finding::Near(near) => {
            let alone = near.len() == 1;
            let line = |child| Choice { child, elsewhere: false, near: true };
            (near.into_iter().take(MOST).map(line).collect(), alone)
        }
        Finding::Nobody => (Vec::new(), false),
    };
    Look { state: Found::Choices(choices), says, alone }
}
