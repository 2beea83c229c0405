//! How long each kind of thing is kept, as data: the term, from when it runs, and where it comes from.

use serde::{Deserialize, Serialize};

/// A row of the retention table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// What is kept.
    pub what: String,
    /// How long: `3 years`.
    pub long: String,
    /// From when on: `the day on which the child leaves`.
    pub from: String,
    /// What kind of source the term has.
    pub basis: Basis,
    /// The source, in our own words.
    pub source: String,
    /// What the program does about it.
    pub does: String,
}

impl Kept {
    /// `3 years, from the day on which the child leaves`
    pub fn term(&self) -> String {
        format!("{}, from {}", self.long, self.from)
    }
}

/// What kind of source a term has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// A law or regulation.
    Law,
    /// Guidance, or what bodies and settings publish.
    Guidance,
    /// Our own suggestion.
    Own,
}

impl Basis {
    /// The words on the page.
    pub fn label(self) -> &'static str {
        match self {
            Basis::Law => "law",
            Basis::Guidance => "guidance",
            Basis::Own => "our suggestion",
        }
    }
}
