//! Where a child is on a day: by what somebody said, by the notes, else by the days on which the child comes.

use serde::{Deserialize, Serialize};

use super::child::Child;
use super::day::{Day, Moment};
use super::entry::Standing;
use super::id::{ChildId, PersonId};
use super::kind::Kind;
use super::room::{Room, Session};

/// Where a child is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Presence {
    /// In the room.
    Here,
    /// Comes today and is not here yet.
    Expected,
    /// Was to be here by now, and nobody has said a word: not that the child is here, not why not.
    Unrecorded,
    /// Does not come today.
    Away,
    /// Was here and has gone home.
    Gone,
}

/// What somebody says of where a child is, without a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whereabouts {
    /// In the room.
    Here,
    /// Not coming today, and why.
    Away(AwayReason),
    /// Gone home.
    Gone,
}

/// Why a child does not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AwayReason {
    /// On holiday.
    Holiday,
    /// Ill.
    Ill,
    /// At home with the family.
    Family,
    /// Something else.
    Other,
}

impl AwayReason {
    /// All four, in their order on the board (1 to 4).
    pub const ALL: [AwayReason; 4] =
        [AwayReason::Holiday, AwayReason::Ill, AwayReason::Family, AwayReason::Other];

    /// The words after the number.
    pub fn label(self) -> &'static str {
        match self {
            AwayReason::Holiday => "on holiday",
            AwayReason::Ill => "ill",
            AwayReason::Family => "with the family today",
            AwayReason::Other => "another reason",
        }
    }
}

impl Whereabouts {
    /// `here`, `away, ill`, `gone home`
    pub fn label(self) -> String {
        match self {
            Whereabouts::Here => "here".to_string(),
            Whereabouts::Away(reason) => format!("away, {}", reason.label()),
            Whereabouts::Gone => "gone home".to_string(),
        }
    }
}

/// Somebody's word of where a child is, as it stands in the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its place in the log.
    pub seq: u64,
    /// Of whom.
    pub child: ChildId,
    /// On which day.
    pub day: Day,
    /// Where they are.
    pub is: Whereabouts,
    /// Who said so.
    pub by: PersonId,
    /// When.
    pub at: Moment,
}

/// Where a child is on that day, at that moment. The last word counts until a note that was written after it
/// says otherwise; without a word the notes alone: here once a drop-off or feedback stands, gone after a
/// pick-up. Where neither says anything the child's days do: expected until everybody should have come
/// (see [`Room::arrived_by`]), and from then on nobody knows. Silence is never taken for away.
///
/// `notes` are the child's standing entries of the day, `said` the day's last word about them.
pub fn presence<'a>(
    child: &Child,
    room: Option<&Room>,
    day: Day,
    now: Moment,
    said: Option<&Said>,
    notes: impl Iterator<Item = &'a Standing> + Clone,
) -> Presence {
    let after = said.map_or(0, |said| said.seq);
    let has = |kind| notes.clone().any(|note| note.seq > after && note.entry.kind == kind);
    // A word about the day is often written when the child has gone home already.
    let gone = said.is_some_and(|said| said.is == Whereabouts::Gone);
    if has(Kind::PickUp) {
        return Presence::Gone;
    }
    if has(Kind::DropOff) || has(Kind::Feedback) && !gone {
        return Presence::Here;
    }
    match said.map(|said| said.is) {
        Some(Whereabouts::Here) => Presence::Here,
        Some(Whereabouts::Away(_)) => Presence::Away,
        Some(Whereabouts::Gone) => Presence::Gone,
        None if child.pattern.on(day) == Session::None => Presence::Away,
        None => {
            let over = |room: &Room| now.time() >= room.arrived_by(child, day);
            if day < now.day() || day == now.day() && room.is_some_and(over) {
                Presence::Unrecorded
            } else {
                Presence::Expected
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{EntryId, Hours, Pattern, RoomId, Time};

    const DAY: (i32, u32, u32) = (2026, 11, 24);

    fn at(hour: u32, minute: u32) -> Moment {
        let (year, month, day) = DAY;
        let day = Day::from_ymd_opt(year, month, day).unwrap();
        Moment::at(day, Time::from_hms_opt(hour, minute, 0).unwrap(), 0)
    }

    fn child(session: Session) -> Child {
        Child {
            id: ChildId::from(uuid::Uuid::nil()),
            forename: "Ben".into(),
            surname: "Clarke".into(),
            known_as: None,
            born: None,
            room: RoomId::from(uuid::Uuid::nil()),
            started: None,
            left: None,
            pattern: Pattern([session; 7]),
            hours: Hours::default(),
            notes: String::new(),
        }
    }

    fn note(seq: u64, kind: Kind) -> Standing {
        let nil = uuid::Uuid::nil();
        let entry = crate::domain::Entry {
            id: EntryId::from(nil),
            talk: nil.into(),
            child: nil.into(),
            room: nil.into(),
            kind,
            happened: at(8, 0),
            by: nil.into(),
            entered_by: None,
            with: Vec::new(),
            text: "Words.".into(),
            family_words: Vec::new(),
            no_talk: None,
            round: None,
            follow_up: None,
            private: false,
            phrases: Vec::new(),
            suggested: Vec::new(),
            pinned: None,
            moved_from: None,
        };
        Standing::fresh(entry, seq, at(8, 0))
    }

    fn said(seq: u64, is: Whereabouts) -> Said {
        let nil = uuid::Uuid::nil();
        Said { seq, child: nil.into(), day: at(8, 0).day(), is, by: nil.into(), at: at(8, 0) }
    }

    #[test]
    fn the_last_word_counts_until_a_later_note_says_otherwise() {
        use Whereabouts::{Away, Gone, Here};
        let ill = Away(AwayReason::Ill);
        for (word, notes, is) in [
            (None, vec![], Presence::Expected),
            (None, vec![(1, Kind::DropOff)], Presence::Here),
            (None, vec![(1, Kind::Feedback)], Presence::Here),
            (None, vec![(1, Kind::ForHome), (2, Kind::MovingOn)], Presence::Expected),
            (None, vec![(1, Kind::DropOff), (2, Kind::PickUp), (3, Kind::Feedback)], Presence::Gone),
            (Some((5, Here)), vec![], Presence::Here),
            (Some((5, ill)), vec![], Presence::Away),
            (Some((5, Gone)), vec![], Presence::Gone),
            // A child who came after all, and one who was sent home ill.
            (Some((5, ill)), vec![(6, Kind::DropOff)], Presence::Here),
            (Some((5, ill)), vec![(4, Kind::DropOff)], Presence::Away),
            // Back from the dentist, and collected again.
            (Some((5, Here)), vec![(3, Kind::DropOff), (4, Kind::PickUp)], Presence::Here),
            (Some((5, Here)), vec![(4, Kind::PickUp), (6, Kind::PickUp)], Presence::Gone),
            // What the day was like, written when the child had gone.
            (Some((5, Gone)), vec![(6, Kind::Feedback)], Presence::Gone),
            (Some((5, Gone)), vec![(6, Kind::DropOff)], Presence::Here),
        ] {
            let notes: Vec<Standing> = notes.iter().map(|(seq, kind)| note(*seq, *kind)).collect();
            let word = word.map(|(seq, is)| said(seq, is));
            let room = Room::new(RoomId::from(uuid::Uuid::nil()), "Sunflower");
            let all_day = child(Session::AllDay);
            let found =
                presence(&all_day, Some(&room), at(8, 0).day(), at(9, 0), word.as_ref(), notes.iter());
            assert_eq!(
                found,
                is,
                "{word:?} {:?}",
                notes.iter().map(|note| note.entry.kind).collect::<Vec<_>>()
            );
        }
    }

    #[test]
    fn nobody_knows_once_everybody_should_have_come() {
        let room = Room::new(RoomId::from(uuid::Uuid::nil()), "Sunflower");
        for (session, hour, minute, is) in [
            (Session::AllDay, 9, 59, Presence::Expected),
            (Session::AllDay, 10, 0, Presence::Unrecorded),
            (Session::AllDay, 17, 0, Presence::Unrecorded),
            (Session::Morning, 9, 59, Presence::Expected),
            (Session::Morning, 10, 0, Presence::Unrecorded),
            (Session::Afternoon, 12, 59, Presence::Expected),
            (Session::Afternoon, 13, 0, Presence::Unrecorded),
            (Session::None, 17, 0, Presence::Away),
        ] {
            let child = child(session);
            let found =
                presence(&child, Some(&room), at(8, 0).day(), at(hour, minute), None, std::iter::empty());
            assert_eq!(found, is, "{session:?} {hour}:{minute}");
        }
        // An hour of the child's own: half an hour after it, and not before the others.
        for (session, own, hour, minute, is) in [
            (Session::AllDay, (8, 0), 9, 59, Presence::Expected),
            (Session::AllDay, (8, 0), 10, 0, Presence::Unrecorded),
            (Session::AllDay, (9, 30), 10, 0, Presence::Unrecorded),
            (Session::AllDay, (9, 45), 10, 14, Presence::Expected),
            (Session::AllDay, (9, 45), 10, 15, Presence::Unrecorded),
            (Session::Afternoon, (12, 15), 12, 59, Presence::Expected),
            (Session::Afternoon, (12, 15), 13, 0, Presence::Unrecorded),
            (Session::Afternoon, (13, 15), 13, 44, Presence::Expected),
            // Later than others are collected: expected until then all the same.
            (Session::Afternoon, (16, 0), 16, 29, Presence::Expected),
            (Session::Afternoon, (16, 0), 16, 30, Presence::Unrecorded),
            (Session::None, (9, 0), 17, 0, Presence::Away),
        ] {
            let mut child = child(session);
            // A Tuesday; the hours of other days say nothing of it.
            child.hours.0 = [Time::from_hms_opt(14, 0, 0); 7];
            child.hours.0[1] = Time::from_hms_opt(own.0, own.1, 0);
            let found =
                presence(&child, Some(&room), at(8, 0).day(), at(hour, minute), None, std::iter::empty());
            assert_eq!(found, is, "{session:?} from {own:?}, {hour}:{minute}");
        }
        let yesterday = at(8, 0).day().pred_opt().unwrap();
        let found =
            presence(&child(Session::AllDay), Some(&room), yesterday, at(8, 0), None, std::iter::empty());
        assert_eq!(found, Presence::Unrecorded, "a day that is over");
    }
}
