//! What was exported before, as the record has it, and who may know of it.

use super::day::{Moment, Period};
use super::id::{PersonId, RoomId};
use super::practitioner::{Practitioner, Role};
use super::roll::Roll;

/// For whom the record says that a command's output was: nobody knows more of it.
pub const OUTPUT: &str = "the output of a command";

/// A file that left the room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// Its line in the log.
    pub seq: u64,
    /// When.
    pub at: Moment,
    /// Who did it.
    pub by: Option<PersonId>,
    /// Which report, by its name in the table of them.
    pub report: String,
    /// For whom.
    pub recipient: String,
    /// The days of which it tells.
    pub period: Option<Period>,
    /// The SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// How many entries it shows.
    pub entries: usize,
    /// As what it was written, by the end of its name, where that was noted: `docx`.
    pub form: Option<String>,
    /// The rooms of those entries.
    pub rooms: Vec<RoomId>,
}

impl Exported {
    /// Whether somebody may know of it: a manager of everything; a room lead of what they exported themselves, what
    /// shows a note of their room, and what somebody of their room exported; anybody else of nothing.
    pub fn may_be_known_to(&self, reader: &Practitioner, roll: &Roll) -> bool {
        let of_theirs = |room: Option<RoomId>| room.is_some() && room == reader.room;
        match reader.role {
            Role::Manager => true,
            role if role.leads() => {
                self.by == Some(reader.id)
                    || self.rooms.iter().any(|room| of_theirs(Some(*room)))
                    || of_theirs(self.by.and_then(|by| roll.person(by)).and_then(|person| person.room))
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_manager_knows_of_everything_and_a_lead_of_what_is_their_rooms() {
        let (ours, theirs) = (RoomId(Uuid::from_u128(1)), RoomId(Uuid::from_u128(2)));
        let person = |id, role, room| Practitioner {
            id: PersonId(Uuid::from_u128(id)),
            name: String::new(),
            initials: String::new(),
            role,
            room,
            from: None,
            until: None,
        };
        let reader = person(10, Role::RoomLead, Some(ours));
        let beside = person(11, Role::RoomLead, Some(ours));
        let other = person(12, Role::RoomLead, Some(theirs));
        let roll = Roll { people: vec![reader.clone(), beside.clone(), other.clone()], ..Roll::default() };
        let exported = |by: &Practitioner, rooms: &[RoomId]| Exported {
            seq: 1,
            at: Moment { ms: 0, offset: 0 },
            by: Some(by.id),
            report: "handover".to_string(),
            recipient: String::new(),
            period: None,
            sha256: String::new(),
            form: None,
            entries: rooms.len(),
            rooms: rooms.to_vec(),
        };
        for (by, rooms, known) in [
            (&reader, &[theirs][..], true),
            (&beside, &[], true),
            (&other, &[ours, theirs], true),
            (&other, &[theirs], false),
            (&other, &[], false),
        ] {
            let one = exported(by, rooms);
            assert_eq!(one.may_be_known_to(&reader, &roll), known, "{one:?}");
            let manager = person(13, Role::Manager, None);
            assert!(one.may_be_known_to(&manager, &roll), "{one:?}");
            for role in [Role::KeyPerson, Role::Cover] {
                assert!(!one.may_be_known_to(&person(14, role, Some(ours)), &roll), "{role:?}");
            }
        }
        // Who has no room has no room in common with anybody.
        let roaming = person(15, Role::RoomLead, None);
        assert!(!exported(&person(16, Role::Manager, None), &[]).may_be_known_to(&roaming, &roll));
    }
}
