//! Evidence that is not a daily entry: a home visit, a survey, a display. The kinds are data.

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::entry::Shown;
use super::id::{ChildId, PersonId, PracticeId, RoomId};

/// A practice record. It is written by a lead or manager and counts from then on: no second review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Practice {
    /// Its identity.
    pub id: PracticeId,
    /// The kind's code in `data/practice.toml`.
    pub kind: String,
    /// The day on which it happened.
    pub day: Day,
    /// The room that it belongs to; `None` for the whole setting.
    pub room: Option<RoomId>,
    /// The children whose families it reached; empty where it is about the setting.
    pub children: Vec<ChildId>,
    /// Who wrote it.
    pub by: PersonId,
    /// What was done, in a sentence or two.
    pub text: String,
    /// The family's own words, where there were any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub family_words: Vec<String>,
    /// What it shows.
    pub shows: Vec<Shown>,
    /// That its kind was restricted when it was written: it is never counted, only that it was kept out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub restricted: bool,
}

/// A kind of practice record, as data. What it usually shows stands in the frameworks, beside each statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticeKind {
    /// A stable code: `home-visit`.
    pub code: String,
    /// What it is called.
    pub label: String,
    /// Who may write it.
    #[serde(default)]
    pub writers: Writers,
    /// Restricted to leads and managers: never in search, counts or print for others.
    #[serde(default)]
    pub restricted: bool,
    /// Within how many days it must be answered, where there is such a term.
    #[serde(default)]
    pub answer_within: Option<u32>,
    /// What it asks for, in the order of its form.
    #[serde(default, rename = "field")]
    pub fields: Vec<Field>,
}

/// Who may write a kind of practice record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Writers {
    /// Leads and managers.
    #[default]
    Leads,
    /// Key persons too.
    KeyPersons,
}

impl Writers {
    /// Who that is, in words.
    pub fn label(self) -> &'static str {
        match self {
            Writers::Leads => "leads, managers",
            Writers::KeyPersons => "key persons, leads, managers",
        }
    }
}

/// One thing that a practice record asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// A stable code within its kind: `wishes`.
    pub code: String,
    /// What it is called on the form.
    pub label: String,
    /// What can stand in it.
    pub is: Holds,
    /// What can be chosen, where it is a choice.
    #[serde(default)]
    pub choices: Vec<String>,
    /// Whether the record can't be saved without it.
    #[serde(default)]
    pub needed: bool,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holds {
    /// Words.
    Text,
    /// A day.
    Date,
    /// A whole number.
    Number,
    /// One of its choices.
    Choice,
    /// People of the setting.
    People,
    /// Adults of the children's families.
    Contacts,
}
