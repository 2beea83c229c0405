//! A room's day as it stands, for the card of the next shift and for sheets to write on.

use crate::domain::{Day, Moment, Roll, RoomId};
use crate::failure::Result;
use crate::report::blank_sheets::BlankSheets;
use crate::report::handover::Handover;
use crate::store::Store;

/// The handover card of a room, now.
pub fn handover<'a>(store: &Store, roll: &'a Roll, room: RoomId, made: Moment) -> Result<Handover<'a>> {
    let so_far = store.day(room, made.day())?;
    let mut steps = Vec::new();
    for child in roll.in_room(room, made.day()) {
        if so_far.open_steps.contains_key(&child.id) {
            steps.extend(store.open_steps(child.id)?);
        }
    }
    Ok(Handover {
        roll,
        room,
        entries: so_far.entries,
        said: so_far.said,
        promised: so_far.promised,
        steps,
        made,
        day_code: Some(store.day_code()?),
    })
}

/// Empty sheets for a room's day: the record is not asked for anything but who is in the room.
pub fn blank_sheets(roll: &Roll, room: RoomId, day: Day, made: Moment) -> BlankSheets<'_> {
    BlankSheets { roll, room, day, made }
}
