//! The people who work here.

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::id::{PersonId, RoomId};

/// What a person does here, which decides what they may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Fills in; does not know the families.
    Cover,
    /// Holds the bond with some children.
    KeyPerson,
    /// Agrees the entries and closes the day.
    RoomLead,
    /// Owns the self-evaluation, and answers for the record.
    Manager,
}

impl Role {
    /// The words on screen: `key person`.
    pub fn label(self) -> &'static str {
        match self {
            Role::Cover => "cover",
            Role::KeyPerson => "key person",
            Role::RoomLead => "room lead",
            Role::Manager => "manager",
        }
    }

    /// Whether this person may review, close a day, export, enter a day from paper and bring in a register.
    pub fn leads(self) -> bool {
        matches!(self, Role::RoomLead | Role::Manager)
    }

    /// How many numbers this person's PIN has: six for leads and managers, four for others.
    pub fn pin_length(self) -> usize {
        if self.leads() { 6 } else { 4 }
    }
}

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Practitioner {
    /// Their identity.
    pub id: PersonId,
    /// First and last name.
    pub name: String,
    /// Two or three letters, one person's alone while they work here.
    pub initials: String,
    /// What they do here.
    pub role: Role,
    /// Their room; `None` for a manager or anyone who goes where needed.
    pub room: Option<RoomId>,
    /// Their first day, where it is known.
    pub from: Option<Day>,
    /// Their last day, where they left or will.
    pub until: Option<Day>,
}

impl Practitioner {
    /// Whether they work here on that day.
    pub fn here_on(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// `Sam`
    pub fn first_name(&self) -> &str {
        self.name.split_whitespace().next().unwrap_or(&self.name)
    }
}
