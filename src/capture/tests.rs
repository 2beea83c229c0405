//! A made-up setting, and the tables of cases for the rules of this room.

mod finding;
mod grammar;
mod guarding;
mod saving;
mod spelling;
mod typing;

use std::collections::BTreeMap;

use uuid::Uuid;

use super::finder::Asking;
use super::grammar::Reading;
use super::phrases::numbered;
use crate::domain::Presence;
use crate::domain::{
    Child, ChildId, Contact, ContactId, ContactLink, Day, Format, Hours, HouseholdId, Kind, Moment, Pattern,
    Phrase, Phrases, Responsibility, Roll, Room, RoomId, Time,
};

pub(super) fn id<T: From<Uuid>>(number: u128) -> T {
    T::from(Uuid::from_u128(number))
}

/// A Tuesday.
pub(super) fn today() -> Day {
    Day::from_ymd_opt(2026, 11, 24).unwrap()
}

pub(super) fn now() -> Moment {
    Moment::at(today(), Time::from_hms_opt(8, 47, 0).unwrap(), 0)
}

pub(super) const SUNFLOWER: u128 = 1;
pub(super) const ACORN: u128 = 2;

/// Forename, surname, known as, room, adults as relation and household, and whether the child has left.
type Row = (&'static str, &'static str, &'static str, u128, &'static [(&'static str, u128)], bool);

const CHILDREN: [Row; 24] = [
    ("Ava", "O'Neill", "", SUNFLOWER, &[("Mum", 1), ("Dad", 1), ("Gran", 101)], false),
    ("Ava", "Patel", "", SUNFLOWER, &[("Mum", 2), ("Dad", 2)], false),
    ("Benedict", "Clarke", "Ben", SUNFLOWER, &[("Mum", 3), ("Dad", 103)], false),
    ("Chidi", "Eze", "", SUNFLOWER, &[("Mum", 4), ("Dad", 4)], false),
    ("Daisy", "Lowe", "", SUNFLOWER, &[("Mum", 5)], false),
    ("Elif", "Kaya", "", SUNFLOWER, &[("Mum", 6), ("Gran", 6)], false),
    ("Finn", "Murray", "", SUNFLOWER, &[("Mum", 7), ("Dad", 7)], false),
    ("Grace", "Adeyemi", "", SUNFLOWER, &[("Mum", 8), ("Dad", 8)], false),
    ("Hugo", "Nowak", "", SUNFLOWER, &[("Mum", 9), ("Dad", 9)], false),
    ("Isla", "Brown", "", SUNFLOWER, &[("Gran", 10), ("Mum", 110)], false),
    ("Noah", "O'Neill", "", SUNFLOWER, &[("Mum", 1), ("Dad", 1), ("Gran", 101)], false),
    ("Zara", "Khan", "", SUNFLOWER, &[("Mum", 12), ("Dad", 12)], false),
    ("Mia", "MacLeod", "", ACORN, &[("Mum", 13), ("Dad", 13)], false),
    ("Euan", "MacLeod", "", ACORN, &[("Mum", 13), ("Dad", 13)], false),
    ("Seren", "Hughes", "", ACORN, &[("Mam", 15), ("Mummy", 15)], false),
    ("Yusuf", "Al-Hassan", "", ACORN, &[("Mum", 16), ("Dad", 16)], false),
    ("Zoë", "van der Berg", "", ACORN, &[("Mum", 17), ("Step-dad", 17)], false),
    ("Oluwaseun", "Bankole", "Seun", ACORN, &[("Mum", 18)], false),
    ("Jack", "Smith", "", ACORN, &[("Mum", 19), ("Dad", 119)], false),
    ("Jack", "Smyth", "", ACORN, &[("Mum", 20)], false),
    ("Will", "Hope", "", ACORN, &[("Mum", 21), ("Dad", 21)], false),
    ("Lily", "Rose", "", ACORN, &[("Foster carer", 22)], false),
    ("Thi Mai", "Nguyễn", "Mai", ACORN, &[("Mum", 23)], false),
    ("Archie", "Green", "", SUNFLOWER, &[("Mum", 24)], true),
];

/// The children by their place in the register, from 1.
pub(super) fn child(number: u128) -> ChildId {
    id(1000 + number)
}

pub(super) fn roll() -> Roll {
    let mut roll = Roll {
        rooms: vec![Room::new(id(SUNFLOWER), "Sunflower"), Room::new(id(ACORN), "Acorn")],
        ..Roll::default()
    };
    let mut adults: BTreeMap<(u128, &str), ContactId> = BTreeMap::new();
    for (number, (forename, surname, known_as, room, family, left)) in (1..).zip(CHILDREN) {
        roll.children.push(Child {
            id: child(number),
            forename: forename.to_string(),
            surname: surname.to_string(),
            known_as: (!known_as.is_empty()).then(|| known_as.to_string()),
            born: None,
            room: id(room),
            started: Day::from_ymd_opt(2026, 9, 1),
            left: if left { Day::from_ymd_opt(2026, 10, 1) } else { None },
            pattern: Pattern::WEEKDAYS,
            hours: Hours::default(),
            notes: String::new(),
        });
        for &(relation, household) in family {
            let next = id(2000 + adults.len() as u128);
            let contact = *adults.entry((household, relation)).or_insert(next);
            if contact == next {
                roll.contacts.push(Contact {
                    id: contact,
                    name: format!("{relation} {surname}"),
                    household: id::<HouseholdId>(3000 + household),
                    language: "English".to_string(),
                    format: Format::Standard,
                });
            }
            roll.links.push(ContactLink {
                child: child(number),
                contact,
                relation: relation.to_string(),
                responsibility: Responsibility::Yes,
                may_collect: Some(true),
            });
        }
    }
    roll
}

/// The adult of a child by the family's own word.
pub(super) fn adult(roll: &Roll, number: u128, relation: &str) -> ContactId {
    roll.adults(child(number)).find(|(link, _)| link.relation == relation).unwrap().1.id
}

pub(super) fn phrase(code: &str, kind: Kind, text: &str, without: Option<&str>) -> Phrase {
    let word = code.split('.').next_back().unwrap();
    Phrase { without: without.map(str::to_string), ..Phrase::new(code, kind, word, text) }
}

pub(super) fn phrases() -> Phrases {
    Phrases(vec![
        phrase("drop-off.new", Kind::DropOff, "Nothing new from home.", None),
        phrase("drop-off.settled", Kind::DropOff, "Settled quickly, happy goodbye.", None),
        phrase("drop-off.ate", Kind::DropOff, "Ate breakfast at home.", None),
        phrase("drop-off.tired", Kind::DropOff, "Tired, woke at [ ].", Some("Tired.")),
        phrase(
            "drop-off.upset",
            Kind::DropOff,
            "Upset at goodbye, fine after [ ] minutes.",
            Some("Upset at goodbye."),
        ),
        phrase("feedback.slept", Kind::Feedback, "Slept [ ] minutes, woke [ ].", Some("Had a sleep.")),
        phrase("feedback.most", Kind::Feedback, "Ate most of it.", None),
        phrase(
            "feedback.ate",
            Kind::Feedback,
            "Ate {all|most|some|none} of {lunch|breakfast|tea}.",
            Some("Sat down to eat."),
        ),
        phrase("feedback.dry", Kind::Feedback, "Dry {all morning|all day}.", Some("Dry for a good while.")),
        phrase("feedback.rested", Kind::Feedback, "Rested quietly.", None),
        phrase("feedback.sang", Kind::Feedback, "Sang.", None),
        phrase("pick-up.tired", Kind::PickUp, "A tired end to the day.", None),
    ])
}

pub(super) struct Desk {
    pub roll: Roll,
    pub room: Room,
    pub phrases: Phrases,
    pub adults: Vec<String>,
    pub presence: BTreeMap<ChildId, Presence>,
    pub written: BTreeMap<ChildId, u32>,
}

impl Desk {
    pub fn new() -> Desk {
        let roll = roll();
        let presence = roll.children.iter().map(|child| (child.id, Presence::Here)).collect();
        Desk {
            room: roll.rooms[0].clone(),
            roll,
            phrases: phrases(),
            adults: vec![
                "Mum".to_string(),
                "Gran".to_string(),
                "Foster carer".to_string(),
                "Baba".to_string(),
            ],
            presence,
            written: BTreeMap::new(),
        }
    }

    pub fn asking(&self, room: u128) -> Asking<'_> {
        Asking {
            roll: &self.roll,
            room: id::<RoomId>(room),
            today: today(),
            presence: &self.presence,
            written: &self.written,
        }
    }

    /// Calls `then` with what is known while a note of this kind is read.
    pub fn reading<T>(&self, kind: Kind, strict_gaps: bool, then: impl FnOnce(&Reading) -> T) -> T {
        let ranked = numbered(&self.phrases, kind, None, &BTreeMap::new());
        then(&Reading {
            phrases: &self.phrases,
            ranked: &ranked,
            kind,
            room: &self.room,
            now: now(),
            today: today(),
            adults: &self.adults,
            strict_gaps,
        })
    }
}
