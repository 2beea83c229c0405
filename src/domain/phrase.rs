//! Phrases: what is said at the door every day, ready to be taken by a number or a word.

use serde::{Deserialize, Serialize};

use super::framework::StatementRef;
use super::kind::Kind;

/// A phrase of the bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// A stable code: `drop-off.tired`.
    pub code: String,
    /// The kind that it belongs to.
    pub kind: Kind,
    /// The word that finds it first, after a full stop: `tired`.
    pub word: String,
    /// The words, each gap as `[ ]`: `Tired, woke at [ ].`
    pub text: String,
    /// The words where a gap stays empty: `Tired.` Needed where `text` has a gap, absent where it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without: Option<String>,
    /// The statements that it usually shows, as a suggestion for the review.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shows: Vec<StatementRef>,
}

/// The phrase bank, in the order of the file: the first five of a kind stand on the digits until use ranks them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrases(pub Vec<Phrase>);

impl Phrases {
    /// The phrases of a kind, in the bank's order.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Phrase> {
        self.0.iter().filter(move |phrase| phrase.kind == kind)
    }

    /// A phrase by its code.
    pub fn code(&self, code: &str) -> Option<&Phrase> {
        self.0.iter().find(|phrase| phrase.code == code)
    }
}
