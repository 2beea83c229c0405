//! The kind of a note, guessed from what the day holds already and the clock.

use crate::domain::{Day, Kind, Pattern, Room, Time};

/// What has been written for a child on that day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChildDay {
    /// A drop-off note, or honestly none: it is no longer due.
    pub drop_off: bool,
    /// A pick-up note, or honestly none: the child has been collected.
    pub pick_up: bool,
    /// Somebody said that the child has gone home, without a note: the pick-up note is what is due.
    pub gone: bool,
}

/// The kind that a note is taken for until the writer says otherwise. Before pick-up time (the room's; noon for
/// a child who comes for the morning alone) it is drop-off while that is due, then feedback; from then on, and as
/// soon as the child has gone home and no note tells of it, pick-up. A child who was collected early has no
/// drop-off due any more.
pub fn guess(day: ChildDay, pattern: Pattern, room: &Room, today: Day, time: Time) -> Kind {
    if time >= pattern.pick_up(room, today) || day.gone && !day.pick_up {
        Kind::PickUp
    } else if day.drop_off || day.pick_up {
        Kind::Feedback
    } else {
        Kind::DropOff
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{RoomId, Session};

    #[test]
    fn the_guess_follows_the_day_and_the_clock() {
        let room = Room::new(RoomId::from(uuid::Uuid::nil()), "Sunflower");
        let today = Day::from_ymd_opt(2026, 11, 24).unwrap();
        let morning = Pattern([Session::Morning; 7]);
        let afternoon = Pattern([Session::Afternoon; 7]);
        let none = ChildDay::default();
        let dropped = ChildDay { drop_off: true, ..none };
        let early = ChildDay { pick_up: true, ..none };
        let collected = ChildDay { pick_up: true, ..dropped };
        let went = ChildDay { gone: true, ..none };
        let dropped_and_went = ChildDay { gone: true, ..dropped };
        let collected_and_went = ChildDay { gone: true, ..collected };
        let all_day = Pattern::WEEKDAYS;
        for (day, pattern, hour, minute, kind) in [
            (none, all_day, 8, 40, Kind::DropOff),
            (dropped, all_day, 8, 41, Kind::Feedback),
            (none, all_day, 12, 30, Kind::DropOff),
            (dropped, all_day, 12, 30, Kind::Feedback),
            (dropped, all_day, 15, 29, Kind::Feedback),
            (dropped, all_day, 15, 30, Kind::PickUp),
            (none, all_day, 16, 50, Kind::PickUp),
            (dropped, all_day, 16, 50, Kind::PickUp),
            (collected, all_day, 17, 5, Kind::PickUp),
            (collected, all_day, 14, 0, Kind::Feedback),
            (early, all_day, 14, 0, Kind::Feedback),
            (went, all_day, 10, 30, Kind::PickUp),
            (dropped_and_went, all_day, 10, 30, Kind::PickUp),
            (collected_and_went, all_day, 14, 0, Kind::Feedback),
            (dropped, morning, 11, 59, Kind::Feedback),
            (dropped, morning, 12, 0, Kind::PickUp),
            (none, morning, 12, 30, Kind::PickUp),
            (none, afternoon, 12, 30, Kind::DropOff),
            (dropped, afternoon, 12, 45, Kind::Feedback),
        ] {
            let time = Time::from_hms_opt(hour, minute, 0).unwrap();
            assert_eq!(guess(day, pattern, &room, today, time), kind, "{day:?} {hour}:{minute}");
        }
    }
}
