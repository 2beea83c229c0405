//! How a record is said: whom it reached, its first words, its clock.

use chrono::Datelike;

use super::kind;
use crate::domain::day::short;
use crate::domain::practice::{Held, Named, Practice};
use crate::domain::{Day, RoomId};
use crate::tui::model::Session;

/// How somebody in a field is called on the screen.
pub(in crate::tui::screen) fn name(session: &Session, named: Named) -> String {
    match named {
        Named::Person(id) => session.roll.person(id).map(|person| person.name.clone()),
        Named::Contact(id) => session.roll.contact(id).map(|adult| adult.name.clone()),
    }
    .unwrap_or_else(|| "somebody who is not in the register".to_string())
}

/// `Tue 24 Nov`, with the year where it is another than this one's.
pub(super) fn day(session: &Session, day: Day) -> String {
    if day.year() == session.today().year() { short(day) } else { day.format("%-d %b %Y").to_string() }
}

/// The children whom it reached, else the room, else the whole setting.
pub(super) fn whom(session: &Session, practice: &Practice) -> String {
    match practice.children.as_slice() {
        [] => room(session, practice.room),
        [one] => session.roll.short_name(*one),
        [one, more @ ..] => format!("{} + {}", session.roll.short_name(*one), more.len()),
    }
}

/// A room's name, or that it is the whole setting.
pub(super) fn room(session: &Session, room: Option<RoomId>) -> String {
    match room {
        None => "the whole setting".to_string(),
        Some(room) => session.roll.room(room).map_or("a room", |room| room.name.as_str()).to_string(),
    }
}

/// All of a record in plain sentences.
pub(in crate::tui::screen) fn all(session: &Session, practice: &Practice) -> String {
    match kind(session, &practice.kind) {
        Some(kind) => kind.says(practice, &|named| name(session, named)),
        None => practice.text.clone(),
    }
}

/// What a record says first: its own words, else those of its first field.
pub(super) fn first_words(session: &Session, practice: &Practice) -> String {
    if !practice.text.trim().is_empty() {
        return practice.text.clone();
    }
    let fields = kind(session, &practice.kind).map(|kind| kind.fields.as_slice()).unwrap_or_default();
    let filled = || fields.iter().filter_map(|field| practice.fields.get(&field.code));
    let first = filled().find(|held| matches!(held, Held::Text(_))).or_else(|| filled().next());
    first.map(|held| held.says(&|named| name(session, named))).unwrap_or_default()
}

/// That its answer is due, where it is time to say so, in few words: `answer in 5 days`.
pub(super) fn clock(session: &Session, practice: &Practice) -> Option<String> {
    let left = kind(session, &practice.kind)?.answer_soon(practice, session.today())?;
    let days = if left.abs() == 1 { "day" } else { "days" };
    Some(match left {
        0 => "answer today".to_string(),
        left if left > 0 => format!("answer in {left} {days}"),
        late => format!("answer {} {days} late", -late),
    })
}

/// The same as a sentence has it: `to be answered within 5 days`. No child is named.
pub(in crate::tui::screen) fn days_left(left: i64) -> String {
    match left {
        0 => "to be answered today".to_string(),
        1 => "to be answered within 1 day".to_string(),
        left if left > 0 => format!("to be answered within {left} days"),
        -1 => "its answer is 1 day late".to_string(),
        late => format!("its answer is {} days late", -late),
    }
}
