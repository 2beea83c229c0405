//! What today's entries say of each child: where they are, what is written, what is due. Pure.

use std::collections::BTreeMap;

use super::model::Session;
use crate::capture::{Asking, ChildDay, Presence, guess};
use crate::domain::entry::{Standing, TAKE_BACK_SECONDS};
use crate::domain::{Child, ChildId, Kind, Moment, Room};

/// A cell of the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Written, at that moment.
    Written(Moment),
    /// A note is due.
    Due,
    /// Not yet.
    NotYet,
    /// Not needed.
    NotNeeded,
}

/// A child's row of the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where the child is.
    pub presence: Presence,
    /// The talk in the morning.
    pub drop_off: Cell,
    /// The word about the day.
    pub feedback: Cell,
    /// The talk when the child is collected.
    pub pick_up: Cell,
    /// Next steps for home that are open.
    pub open_steps: u32,
}

/// A child's entries of today that stand.
fn standing(session: &Session, child: ChildId) -> impl Iterator<Item = &Standing> {
    session.day.entries.iter().filter(move |entry| entry.entry.child == child && entry.withdrawn.is_none())
}

/// When the last entry of that kind happened.
fn last(session: &Session, child: ChildId, kind: Kind) -> Option<Moment> {
    standing(session, child).filter(|entry| entry.entry.kind == kind).map(|entry| entry.entry.happened).last()
}

/// Where a child is, by what is written: here once a drop-off or feedback stands, gone after a pick-up, else
/// expected or away by their days. From pick-up time on nobody is expected any more: silence is only silence.
pub fn presence(session: &Session, child: &Child) -> Presence {
    let has = |kind| last(session, child.id, kind).is_some();
    if has(Kind::PickUp) {
        Presence::Gone
    } else if has(Kind::DropOff) || has(Kind::Feedback) {
        Presence::Here
    } else if child.pattern.on(session.today()) == crate::domain::Session::None {
        Presence::Away
    } else if over(session, child) {
        Presence::Unrecorded
    } else {
        Presence::Expected
    }
}

/// Whether it is too late in the day for the child still to come.
fn over(session: &Session, child: &Child) -> bool {
    let room = session.roll.room(child.room);
    room.is_some_and(|room| session.now.time() >= child.pattern.pick_up(room, session.today()))
}

/// Where each child of the shown room is.
pub fn everyone(session: &Session) -> BTreeMap<ChildId, Presence> {
    session.children().into_iter().map(|child| (child.id, presence(session, child))).collect()
}

/// What the finder needs to know; `None` while no room is shown.
pub fn asking<'a>(session: &'a Session, presence: &'a BTreeMap<ChildId, Presence>) -> Option<Asking<'a>> {
    session.room.map(|room| Asking {
        roll: &session.roll,
        room,
        today: session.today(),
        presence,
        written: &session.writer.written,
    })
}

/// What has been written for a child today.
pub fn child_day(session: &Session, child: ChildId) -> ChildDay {
    ChildDay {
        drop_off: last(session, child, Kind::DropOff).is_some(),
        pick_up: last(session, child, Kind::PickUp).is_some(),
    }
}

/// The kind that a note for this child is taken for now.
pub fn kind(session: &Session, child: ChildId) -> Kind {
    let known = session.roll.child(child);
    let room = known.and_then(|child| session.roll.room(child.room)).or(session.room());
    match (known, room) {
        (Some(known), Some(room)) => {
            guess(child_day(session, child), known.pattern, room, session.today(), session.now.time())
        }
        _ => Kind::Feedback,
    }
}

/// A child's row.
pub fn row(session: &Session, room: &Room, child: &Child) -> Row {
    let presence = presence(session, child);
    let explained = |kind| session.day.gaps.iter().any(|(gap, of, _)| (*gap, *of) == (child.id, kind));
    let cell = |kind, due: bool| match last(session, child.id, kind) {
        Some(at) => Cell::Written(at),
        None if presence == Presence::Away || explained(kind) => Cell::NotNeeded,
        None if due => Cell::Due,
        None => Cell::NotYet,
    };
    let here = presence == Presence::Here;
    Row {
        presence,
        drop_off: cell(Kind::DropOff, here),
        feedback: cell(Kind::Feedback, false),
        pick_up: cell(Kind::PickUp, here && session.now.time() >= room.closes),
        open_steps: session.day.open_steps.get(&child.id).copied().unwrap_or(0),
    }
}

/// The writer's own entries that a lead sent back with a question, whose words have not been changed since.
pub fn asked(session: &Session) -> Vec<&Standing> {
    let all = session.day.left_over.iter().chain(&session.day.entries);
    all.filter(|standing| {
        let entry = &standing.entry;
        let own =
            Some(entry.by) == session.person || Some(entry.entered_by.unwrap_or(entry.by)) == session.person;
        own && standing.withdrawn.is_none() && standing.asked().is_some()
    })
    .collect()
}

/// Whole minutes for which what was written at `recorded` can still be taken back, rounded up; 0 when it is too late.
pub fn minutes_left(recorded: Moment, now: Moment) -> i64 {
    let left = TAKE_BACK_SECONDS * 1000 - (now.ms - recorded.ms);
    if left < 0 { 0 } else { ((left + 59_999) / 60_000).clamp(1, TAKE_BACK_SECONDS / 60) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_left_are_rounded_up_and_end_with_the_fifth() {
        let at = |ms| Moment { ms, offset: 0 };
        for (ms, left) in
            [(0, 5), (59_999, 5), (60_000, 4), (299_000, 1), (300_000, 1), (300_001, 0), (-5, 5)]
        {
            assert_eq!(minutes_left(at(0), at(ms)), left, "{ms}");
        }
    }
}
