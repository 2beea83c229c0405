//! Children, their families and the people at the door.

use serde::{Deserialize, Serialize};

use super::day::{Day, Period};
use super::id::{ChildId, ContactId, HouseholdId, PersonId, RoomId};
use super::room::{Hours, Pattern};

/// A child on the roll, or who was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Child {
    /// Their identity.
    pub id: ChildId,
    /// First name or names, as registered.
    pub forename: String,
    /// Last name, as registered.
    pub surname: String,
    /// What they are called, where it is not the forename.
    pub known_as: Option<String>,
    /// When they were born.
    pub born: Option<Day>,
    /// Their room now.
    pub room: RoomId,
    /// Their first day.
    pub started: Option<Day>,
    /// Their last day, where they left or will.
    pub left: Option<Day>,
    /// The days on which they come.
    pub pattern: Pattern,
    /// When they are expected on them, where the register says it.
    #[serde(default, skip_serializing_if = "Hours::is_unknown")]
    pub hours: Hours,
    /// What the register says besides. Never on a room's screen.
    pub notes: String,
}

impl Child {
    /// What they are called at the door: `Ben`
    pub fn first_name(&self) -> &str {
        self.known_as.as_deref().unwrap_or(&self.forename)
    }

    /// `Ava O'Neill`
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name(), self.surname)
    }

    /// `A.O.`, for what leaves the room.
    pub fn initials(&self) -> String {
        [self.first_name(), &self.surname]
            .iter()
            .filter_map(|name| name.chars().find(|c| c.is_alphabetic()))
            .flat_map(|letter| letter.to_uppercase().chain(['.']).collect::<Vec<_>>())
            .collect()
    }

    /// Whether they are on the roll on that day.
    pub fn on_roll(&self, day: Day) -> bool {
        self.started.is_none_or(|started| started <= day) && self.left.is_none_or(|left| day <= left)
    }

    /// Whether they are on the roll on any day of a period.
    pub fn on_roll_in(&self, period: Period) -> bool {
        self.started.is_none_or(|started| started <= period.to)
            && self.left.is_none_or(|left| period.from <= left)
    }

    /// Whether there is a day on which both are on the roll.
    pub fn meets(&self, other: &Child) -> bool {
        let before = |left: Option<Day>, started: Option<Day>| {
            left.zip(started).is_some_and(|(left, started)| left < started)
        };
        !before(self.left, other.started) && !before(other.left, self.started)
    }

    /// When they come: `Mon Tue am at 09:00`
    pub fn comes(&self) -> String {
        self.hours.with(self.pattern)
    }

    /// Years and whole months on that day; `None` where the birthday is not known or still to come.
    pub fn age(&self, day: Day) -> Option<(u32, u32)> {
        use chrono::Datelike;
        let born = self.born.filter(|born| *born <= day)?;
        let months = (day.year() - born.year()) * 12 + day.month() as i32
            - born.month() as i32
            - i32::from(day.day() < born.day());
        Some((months as u32 / 12, months as u32 % 12))
    }
}

/// A home that a child has. Children who share one are brothers and sisters at the door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Household {
    /// Its identity.
    pub id: HouseholdId,
}

/// Whether an adult has parental responsibility for a child.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Responsibility {
    /// They have it.
    Yes,
    /// They do not.
    No,
    /// Nobody has said: nothing is sent.
    #[default]
    NotKnown,
}

/// The form in which an adult reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// A page in print.
    #[default]
    Standard,
    /// 18 point, sans serif.
    LargePrint,
    /// Short sentences in plain words.
    PlainWords,
    /// Braille.
    Braille,
    /// Nothing written: the key person tells them.
    TellDontWrite,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 5] =
        [Format::Standard, Format::LargePrint, Format::PlainWords, Format::Braille, Format::TellDontWrite];

    /// The words on screen, in print and in registers.
    pub fn label(self) -> &'static str {
        match self {
            Format::Standard => "standard",
            Format::LargePrint => "large print",
            Format::PlainWords => "plain words",
            Format::Braille => "braille",
            Format::TellDontWrite => "tell, don't write",
        }
    }
}

/// An adult of a family. One person once, whatever number of children they are linked with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Their identity.
    pub id: ContactId,
    /// Their name.
    pub name: String,
    /// Where they live.
    pub household: HouseholdId,
    /// The language that they would rather read and speak.
    pub language: String,
    /// The form in which they read.
    pub format: Format,
}

/// What an adult is to a child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactLink {
    /// The child.
    pub child: ChildId,
    /// The adult.
    pub contact: ContactId,
    /// In the family's own word: `Mum`, `Mam`, `Step-dad`, `Foster carer`.
    pub relation: String,
    /// Whether they have parental responsibility.
    pub responsibility: Responsibility,
    /// Whether they may collect the child; `None` where nobody said.
    pub may_collect: Option<bool>,
}

/// How a relation counts in the breadth of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// Mothers, by any word for one.
    Mother,
    /// Fathers, by any word for one.
    Father,
    /// Everyone else: grandparents, carers, step-parents.
    Other,
}

impl Relation {
    /// The class of a relation's word, in any case. Unknown words are [`Relation::Other`].
    pub fn of(word: &str) -> Relation {
        match word.trim().to_lowercase().as_str() {
            "mum" | "mam" | "mom" | "mummy" | "mammy" | "mama" | "mother" | "ma" => Relation::Mother,
            "dad" | "daddy" | "da" | "papa" | "father" | "pa" | "tad" => Relation::Father,
            _ => Relation::Other,
        }
    }

    /// Several of them.
    pub fn several(self) -> &'static str {
        match self {
            Relation::Mother => "mothers",
            Relation::Father => "fathers",
            Relation::Other => "others",
        }
    }
}

/// A key person's bond with a child, from and until: ended and begun anew, never overwritten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct KeyPerson {
    /// The child.
    pub child: ChildId,
    /// The member of staff.
    pub person: PersonId,
    /// Whether they are the second key person.
    pub second: bool,
    /// From which day; `None` from the beginning.
    pub from: Option<Day>,
    /// Until which day; `None` while it lasts.
    pub until: Option<Day>,
}

impl KeyPerson {
    /// Whether the bond holds on that day.
    pub fn on(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Time;

    #[test]
    fn a_child_without_hours_is_written_as_before_there_were_any() {
        let nil = uuid::Uuid::nil();
        let old = format!(
            r#"{{"id":"{nil}","forename":"Ben","surname":"Clarke","known_as":null,"born":null,"room":"{nil}","started":null,"left":null,"pattern":["all-day","morning","none","none","none","none","none"],"notes":""}}"#
        );
        let mut child: Child = serde_json::from_str(&old).unwrap();
        assert!(child.hours.is_unknown());
        assert_eq!(serde_json::to_string(&child).unwrap(), old);
        child.hours.0[1] = Time::from_hms_opt(9, 30, 0);
        let written = serde_json::to_string(&child).unwrap();
        assert_eq!(serde_json::from_str::<Child>(&written).unwrap(), child);
    }
}
