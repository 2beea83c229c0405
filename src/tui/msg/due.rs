//! What is due and what is held as its page shows it, and what would go if it was erased.

use crate::domain::ChildId;
use crate::domain::erasure::{Hold, Subject};
use crate::domain::retention::{Due, Term};
use crate::report::erasing::Shown;
use crate::store::ask::Erasing;

/// Everything that is due or held.
#[derive(Clone, Debug, Default)]
pub struct DueRead {
    /// The terms as the setting has them.
    pub terms: Vec<Term>,
    /// What is wrong in the setting's own file of terms, where something is: then nothing is due.
    pub wrong: Vec<String>,
    /// What is due, the longest overdue first; then what is held besides, the last first.
    pub rows: Vec<DueRow>,
}

/// Something that is due or held, or that somebody looked for.
#[derive(Clone, Debug)]
pub struct DueRow {
    /// What.
    pub subject: Subject,
    /// The child whom it is about, where it is about one.
    pub child: Option<ChildId>,
    /// The same in words: `Ava O'Neill`, `Complaint, 10 January 2021`.
    pub what: String,
    /// By which term it is due; `None` where it is not.
    pub due: Option<Due>,
    /// That it is held.
    pub hold: Option<Hold>,
}

/// What would go if something was erased.
#[derive(Clone, Debug)]
pub struct ErasingRead {
    /// It, as the store has it.
    pub erasing: Erasing,
    /// The same in words.
    pub shown: Shown,
    /// What is in the way, in a sentence.
    pub stops: Option<String>,
}
