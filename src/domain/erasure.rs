//! Erasure: what was written leaves the record for good, by the act of two people. And holds, which stop it.
//!
//! What is erased loses its words and what they were sealed with; the lines of the log stay, so that the chain is whole
//! and everybody can see that something was erased, by whom and on which ground.

use serde::{Deserialize, Serialize};

use super::day::Moment;
use super::entry::{Entry, Standing};
use super::id::{ChildId, EntryId, LineId, PersonId, PracticeId};
use super::request::decision::without;

/// What can be erased whole, or held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// An entry, with all that was said about it since.
    Entry(EntryId),
    /// A practice record, with its corrections.
    Practice(PracticeId),
    /// A child: every line about them.
    Child(ChildId),
}

/// On which ground something is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// Its time is over: the setting's table of terms says so.
    TermOver,
    /// Whoever it is about, or an adult for the child, asked for it, and may.
    Asked,
    /// It was agreed to once, and is not any more.
    ConsentWithdrawn,
    /// It should never have been written down.
    NeverNeeded,
    /// A court or a law says so.
    Law,
    /// It was erased before, and came back with an older copy of the record. No person chooses this.
    Again,
}

impl Ground {
    /// Those that a person chooses, in the order of the choice.
    pub const ALL: [Ground; 5] =
        [Ground::TermOver, Ground::Asked, Ground::ConsentWithdrawn, Ground::NeverNeeded, Ground::Law];

    /// In plain words.
    pub fn label(self) -> &'static str {
        match self {
            Ground::TermOver => "the time for which it is kept is over",
            Ground::Asked => "whoever it is about asked for it, and has the right to",
            Ground::ConsentWithdrawn => "it was agreed to, and is not any more",
            Ground::NeverNeeded => "it should never have been written down",
            Ground::Law => "a law or a court says so",
            Ground::Again => "it was erased before, and came back with an older copy",
        }
    }

    /// Its name in commands: `term-over`.
    pub fn code(self) -> &'static str {
        match self {
            Ground::TermOver => "term-over",
            Ground::Asked => "asked",
            Ground::ConsentWithdrawn => "consent-withdrawn",
            Ground::NeverNeeded => "never-needed",
            Ground::Law => "law",
            Ground::Again => "again",
        }
    }
}

/// An erasure, as the log has it. Who did it stands in the line's stamp.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasure {
    /// What; `None` where lines are erased again that came back with an older copy.
    pub what: Option<Subject>,
    /// The child whom it was about, where it was about one.
    pub child: Option<ChildId>,
    /// On which ground.
    pub ground: Ground,
    /// What there is to say about it, in words that name nobody: they stay.
    pub why: String,
    /// The other person, who agreed.
    pub second: Option<PersonId>,
    /// When the first person gave their PIN; the line itself is of the moment at which the second gave theirs.
    pub began: Option<Moment>,
    /// Each line whose words go.
    pub lines: Vec<LineId>,
}

/// How many minutes the two people have from the first PIN to the second.
pub const MINUTES: i64 = 10;

impl Erasure {
    /// The lines of the ledger that this record still holds, erased again by nobody.
    pub fn again(lines: Vec<LineId>) -> Erasure {
        Erasure {
            what: None,
            child: None,
            ground: Ground::Again,
            why: String::new(),
            second: None,
            began: None,
            lines,
        }
    }
}

/// An entry that takes the place of one which is erased: the same without the marked words, wherever they stand in it. Its
/// writer stays, whoever put it so stands beside them, and a lead agrees it anew. `None` where a part does not stand in it.
pub fn redacted(standing: &Standing, parts: &[String], id: EntryId, by: PersonId) -> Option<Entry> {
    let text = without(standing.text(), parts)?;
    let quoted = |words: &&String| text.contains(words.as_str());
    Some(Entry {
        id,
        entered_by: Some(by),
        family_words: standing.family_words().iter().filter(quoted).cloned().collect(),
        // What was promised and is done is not promised again.
        follow_up: standing.entry.follow_up.filter(|_| standing.follow_up_done.is_none()),
        // A phrase says on a family's page what was typed into its gaps.
        phrases: Vec::new(),
        moved_from: None,
        text,
        ..standing.entry.clone()
    })
}

/// Why something can't be erased. Its text is what a person is told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ErasureTrouble {
    /// One person alone.
    #[error("Two people erase something: a manager, and another manager or room lead.")]
    OneAlone,
    /// They took too long.
    #[error("More than {MINUTES} minutes went by between the two PINs. Begin again.")]
    TooLong,
    /// Nobody said why.
    #[error("Say why in a few words, without a name: they stay in the record.")]
    NoWords,
    /// It is not there.
    #[error("There is nothing of it in the record.")]
    NotThere,
    /// The child still comes.
    #[error("This child is on the roll.")]
    OnRoll,
    /// Somebody waits for the child's record.
    #[error("Somebody has asked for this child's record, and it is not answered.")]
    AskedFor,
    /// It is held.
    #[error("It is held: {0}")]
    Held(String),
    /// Something was written since it was looked at.
    #[error("Something was written about it meanwhile. Look at what goes once more.")]
    Changed,
}

impl ErasureTrouble {
    /// What there is to do about it; empty where its own sentence says so.
    pub fn todo(&self) -> &'static str {
        match self {
            ErasureTrouble::OnRoll => "First bring in the register with their last day.",
            ErasureTrouble::AskedFor => "Answer the request first: Record requests has it.",
            ErasureTrouble::Held(_) => "When that is over, a manager lets it go in Due and holds.",
            _ => "",
        }
    }
}

/// A hold as the record has it: what it is about is not erased, whatever its term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// What is held.
    pub subject: Subject,
    /// The child whom it is about, where it is about one.
    pub child: Option<ChildId>,
    /// Why.
    pub reason: String,
    /// By whom, and when.
    pub by: Option<(PersonId, Moment)>,
}
