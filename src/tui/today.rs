//! What today's entries say of each child: where they are, what is written, what is due. Pure.

use std::collections::BTreeMap;

use super::model::Session;
use crate::capture::{Asking, ChildDay, guess};
use crate::domain::entry::{Standing, TAKE_BACK_SECONDS};
use crate::domain::{Child, ChildId, Kind, Moment, Presence, Request, Room, Said};

/// A cell of the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Written, at that moment.
    Written(Moment),
    /// Honestly no talk.
    NoTalk,
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
    /// That the child should be here by now, and nobody has said a word.
    pub no_word: bool,
    /// The talk in the morning.
    pub drop_off: Cell,
    /// The word about the day.
    pub feedback: Cell,
    /// The talk when the child is collected.
    pub pick_up: Cell,
    /// Next steps for home that are open.
    pub open_steps: u32,
}

impl Row {
    /// Whether the child is here and nothing of the day is written yet.
    pub fn lacks_feedback(&self) -> bool {
        self.presence == Presence::Here && self.feedback == Cell::NotYet
    }
}

/// The requests for a child's whole record that whoever is signed in answers, the one that is due first before the
/// others; those of whom it is not shown yet who asks come last.
pub fn requests(session: &Session) -> Vec<&Request> {
    let mut requests: Vec<&Request> = session.writer.requests.iter().collect();
    requests.sort_by_key(|request| (request.due().is_none(), request.due()));
    requests
}

/// Whether a request should have been answered before today.
pub fn late(session: &Session, request: &Request) -> bool {
    request.days_left(session.today()).is_some_and(|left| left < 0)
}

/// A child's entries of today that stand.
fn standing(session: &Session, child: ChildId) -> impl Iterator<Item = &Standing> + Clone {
    session.day.entries.iter().filter(move |entry| entry.entry.child == child && entry.withdrawn.is_none())
}

/// When the last entry of that kind happened.
fn last(session: &Session, child: ChildId, kind: Kind) -> Option<Moment> {
    standing(session, child).filter(|entry| entry.entry.kind == kind).map(|entry| entry.entry.happened).last()
}

/// Whether all that stands of that kind says that there was no talk.
fn silent(session: &Session, child: ChildId, kind: Kind) -> bool {
    standing(session, child)
        .filter(|entry| entry.entry.kind == kind)
        .all(|entry| entry.entry.no_talk.is_some())
}

/// The last word of today about where a child is, where somebody said it without a note.
pub fn said(session: &Session, child: ChildId) -> Option<&Said> {
    let today = session.today();
    session.day.said.iter().rfind(|said| said.child == child && said.day == today)
}

/// Where a child is: see [`domain::presence`](crate::domain::presence::presence).
pub fn presence(session: &Session, child: &Child) -> Presence {
    let room = session.roll.room(child.room);
    let (said, notes) = (said(session, child.id), standing(session, child.id));
    crate::domain::presence::presence(child, room, session.today(), session.now, said, notes)
}

/// Whether a child should be here by now and nobody has said a word: a thing to do.
pub fn no_word(session: &Session, child: &Child) -> bool {
    presence(session, child) == Presence::Unrecorded && !explained(session, child.id, Kind::DropOff)
}

/// Whether a lead said why that talk is missing.
fn explained(session: &Session, child: ChildId, kind: Kind) -> bool {
    session.day.gaps.iter().any(|(gap, of, _)| (*gap, *of) == (child, kind))
}

/// What was promised for today or before and is not done, that whoever is signed in may read.
pub fn promised(session: &Session) -> Vec<&Standing> {
    let reads = |entry: &&Standing| entry.follow_up_done.is_none() && session.may_read(entry);
    session.day.promised.iter().filter(reads).collect()
}

/// The open next steps of the child whom the page is about that stand open to whoever is signed in, newest first.
pub fn open_steps(session: &Session, child: ChildId) -> Vec<&Standing> {
    let known = session.about.iter().filter(|(about, _)| *about == child);
    let steps = known.flat_map(|(_, steps)| steps.iter().flatten());
    steps.filter(|step| session.reads(step)).collect()
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
        gone: session.roll.child(child).is_some_and(|child| presence(session, child) == Presence::Gone)
            && !explained(session, child, Kind::PickUp),
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

/// Of which kind the note is that is due for a child; none where none is. Of two that are due it is the one that
/// would be guessed.
pub fn due(session: &Session, child: &Child) -> Option<Kind> {
    let row = row(session, session.room()?, child);
    match (row.drop_off == Cell::Due, row.pick_up == Cell::Due) {
        (true, true) => Some(kind(session, child.id)),
        (true, false) => Some(Kind::DropOff),
        (false, true) => Some(Kind::PickUp),
        (false, false) => None,
    }
}

/// A child's row.
pub fn row(session: &Session, room: &Room, child: &Child) -> Row {
    let presence = presence(session, child);
    let cell = |kind, due: bool| match last(session, child.id, kind) {
        Some(_) if silent(session, child.id, kind) => Cell::NoTalk,
        Some(at) => Cell::Written(at),
        None if presence == Presence::Away || explained(session, child.id, kind) => Cell::NotNeeded,
        None if due => Cell::Due,
        None => Cell::NotYet,
    };
    let here = presence == Presence::Here;
    Row {
        presence,
        no_word: no_word(session, child),
        drop_off: cell(Kind::DropOff, here),
        feedback: cell(Kind::Feedback, false),
        pick_up: cell(Kind::PickUp, presence == Presence::Gone || here && session.now.time() >= room.closes),
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

/// Whole minutes for which what was written at `recorded` can still be taken back, rounded up; 0 when it is too late,
/// or when the clock was ahead then.
pub fn minutes_left(recorded: Moment, now: Moment) -> i64 {
    let left = TAKE_BACK_SECONDS * 1000 - (now.ms - recorded.ms);
    if !(0..=2 * TAKE_BACK_SECONDS * 1000).contains(&left) {
        0
    } else {
        ((left + 59_999) / 60_000).clamp(1, TAKE_BACK_SECONDS / 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_left_are_rounded_up_and_end_with_the_fifth() {
        let at = |ms| Moment { ms, offset: 0 };
        for (ms, left) in [
            (0, 5),
            (59_999, 5),
            (60_000, 4),
            (299_000, 1),
            (300_000, 1),
            (300_001, 0),
            (-5, 5),
            (-300_001, 0),
        ] {
            assert_eq!(minutes_left(at(0), at(ms)), left, "{ms}");
        }
    }
}
