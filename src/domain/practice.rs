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

/// A kind of practice record, as data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticeKind {
    /// A stable code: `home-visit`.
    pub code: String,
    /// What it is called.
    pub label: String,
    /// Restricted to leads and managers: never in search, counts or print for others.
    #[serde(default)]
    pub restricted: bool,
}
