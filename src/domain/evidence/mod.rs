//! The roll-up: from agreed entries to the evidence column. The rules are pure; the store keeps the figures.
//!
//! In reading order: [`mod@suggest`] says what an entry may show ([`mod@late`]: of a framework that came
//! into use afterwards), [`Figures`] are counted of what was agreed, [`mod@breadth`] says who was reached,
//! [`mod@figure`] names each number, so that what it counts can be listed,
//! [`mod@strength`] weighs it, [`mod@gaps`] says who is missing,
//! [`mod@unheard`] whom nobody has heard for how long, [`mod@draft`] puts it into words.

pub mod breadth;
pub mod draft;
pub mod figure;
pub mod gaps;
pub mod late;
mod say;
pub mod strength;
pub mod suggest;
#[cfg(test)]
pub(in crate::domain) mod testing;
pub mod unheard;

pub use breadth::{Adult, Breadth, Cell, Cells, Register, Spoken};
pub use draft::{Cited, choose, draft};
pub use figure::{Figure, Opened, Voice};
pub use gaps::{Gap, GapCounts, GapFacts, gaps};
pub use late::{Late, late, nothing_of};
pub use say::thousands;
pub use strength::{strength, suggested};
pub use suggest::suggest;
pub use unheard::{LastTalk, Unheard, unheard};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::day::{Day, Period};
use super::framework::StatementRef;
use super::id::{ChildId, EntryId, PersonId, RoomId, TalkId};
use super::kind::Kind;

/// Which rooms and which days a figure is for.
///
/// In some rooms counts what happened there, and what is about the whole setting and no family (a display, a policy).
/// What is of no room and names children counts for the whole setting alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// The rooms; empty for the whole setting.
    pub rooms: Vec<RoomId>,
    /// The days.
    pub period: Period,
}

/// Whose voice a piece of evidence carries: staff always, the family's own words, the child's words or response.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Voices {
    /// Staff's record.
    pub staff: bool,
    /// The family's own words.
    pub family: bool,
    /// The child's words or response.
    pub child: bool,
}

impl Voices {
    /// How many of the three.
    pub fn count(self) -> u32 {
        u32::from(self.staff) + u32::from(self.family) + u32::from(self.child)
    }
}

/// A statement's figures for a scope. Counted from agreed, standing, not private evidence only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Agreed entries and practice records.
    pub entries: u32,
    /// Conversations: a talk about siblings once, a note to eight once for each family.
    pub talks: u32,
    /// Families with at least one.
    pub families: u32,
    /// Families on the roll at any time of the period.
    pub on_roll: u32,
    /// Entries that carry each voice: staff, family, child.
    pub voices: [u32; 3],
    /// How many led to something.
    pub changed: u32,
    /// The last day with any.
    pub last: Option<Day>,
    /// Entries of each of the last thirteen weeks of the period, oldest first.
    pub weeks: [u32; 13],
    /// Left out because they are private, restricted, or not agreed yet. Counted, never shown.
    pub kept_out: KeptOut,
}

/// What would count but may not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeptOut {
    /// Private entries.
    pub private: u32,
    /// Restricted practice records, an agency's information among them.
    pub restricted: u32,
    /// Suggested, not agreed.
    pub not_agreed: u32,
}

/// A piece of evidence as the roll-up keeps it: one agreed link of one entry (or practice record) to one statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Which statement.
    pub statement: StatementRef,
    /// The entry or practice record, as its raw id.
    pub entry: EntryId,
    /// The conversation (the record itself for a practice record).
    pub talk: TalkId,
    /// The child; `None` for what is about the setting.
    pub child: Option<ChildId>,
    /// The child's family.
    pub family: Option<ChildId>,
    /// The room; `None` for the whole setting.
    pub room: Option<RoomId>,
    /// The day on which it happened.
    pub day: Day,
    /// The kind's label, or the practice kind's code.
    pub kind: Result<Kind, String>,
    /// Who wrote it.
    pub by: PersonId,
    /// With whom the talk was, and who told what was heard back of it; in their order, each once.
    pub with: Vec<Adult>,
    /// Its voices.
    pub voices: Voices,
    /// That it led to something.
    pub changed: bool,
}

/// How strong the evidence for a statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// Nothing agreed.
    None,
    /// A start.
    Thin,
    /// Sound, with gaps.
    Fair,
    /// Broad, recent, of every voice, and it changed something.
    Strong,
}

impl Strength {
    /// The word beside the sign.
    pub fn label(self) -> &'static str {
        match self {
            Strength::None => "none",
            Strength::Thin => "thin",
            Strength::Fair => "fair",
            Strength::Strong => "strong",
        }
    }
}

/// Families that a statement has nothing from, each with why where it is known. For the lead only.
pub type Gaps = BTreeMap<ChildId, String>;
