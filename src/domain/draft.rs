//! Words that are not saved yet. A draft belongs to its writer and is nobody else's to see.

use serde::{Deserialize, Serialize};

use super::day::{Day, Moment};
use super::entry::{Reason, Shown};
use super::erasure::Subject;
use super::evidence::Scope;
use super::framework::StatementRef;
use super::id::{
    AreaId, ChildId, DraftId, EntryId, GroupId, PersonId, PracticeId, RequestId, RoomId, TalkId,
};
use super::kind::Kind;
use super::round::Row;

/// A card that was begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Its identity.
    pub id: DraftId,
    /// Whose it is.
    pub writer: PersonId,
    /// The conversation that its entries will belong to.
    pub talk: TalkId,
    /// For whom, in the order on the card.
    pub children: Vec<ChildId>,
    /// The kind, where the writer chose one.
    pub kind: Option<Kind>,
    /// When its first letter was typed, and the kind that was guessed then; `None` while nothing is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begun: Option<Begun>,
    /// The phrase, by its code, for which the digit stood that is the note: it stands for it whenever the note is
    /// finished, whatever stands on the digits then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digit: Option<String>,
    /// Whether the note is for its writer and the leads only.
    pub private: bool,
    /// The note as typed, marks and all.
    pub note: String,
    /// Where the caret is, in characters from the start of the note.
    pub cursor: usize,
    /// The id of each entry that it will become, by child and part (0 the note, 1 the step for home, …).
    /// Fixed once given, so that finishing it twice saves it once.
    pub ids: Vec<(ChildId, usize, EntryId)>,
    /// The open step of which the note tells, where the writer linked it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<EntryId>,
    /// What the words are for.
    #[serde(default)]
    pub purpose: Purpose,
    /// Why an entry is amended, where that is what the words are for.
    #[serde(default)]
    pub why: Option<Reason>,
}

/// When a note was begun. What it tells happened then, unless it says otherwise, and its kind stays what was guessed
/// then: a phrase that was chosen means the same words whenever the note is finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    /// The moment.
    pub at: Moment,
    /// The kind that was guessed.
    pub kind: Kind,
}

/// What the words of a draft are for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// A new note.
    #[default]
    Note,
    /// The new words of an entry.
    Amend(EntryId),
    /// What a family told of a next step: what happened on the first line, the child's own words on the second.
    HeardBack(EntryId),
    /// How what was promised in an entry was done.
    FollowUp(EntryId),
    /// What a lead asks the writer of an entry of that day.
    Question(EntryId, Day),
    /// Why talks with a child's family are missing on that day.
    Gap(ChildId, Day),
    /// Rows of the daily round; the note holds what they say, for whoever looks at the draft alone.
    Round {
        /// When it was written last.
        at: Moment,
        /// The rows that are not saved.
        rows: Vec<Row>,
        /// On whose row it was left.
        on: Option<ChildId>,
        /// In which column; `None` in the row's own sentence.
        column: Option<usize>,
    },
    /// How a statement is known: the lead's own text.
    Evidence {
        /// The statement.
        statement: StatementRef,
        /// What the text cites, in the order of its numbers.
        cited: Vec<EntryId>,
        /// How many times the text had been written when this was begun.
        seen: u32,
        /// The rooms and days before its writer's eyes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scope: Option<Scope>,
    },
    /// An area for development that is being written, a line for each of its parts.
    Area {
        /// The framework's id.
        framework: String,
        /// The code of the statement whose gap it came from.
        statement: Option<String>,
        /// Its identity.
        id: AreaId,
        /// How many times it had been written when this was begun.
        seen: u32,
    },
    /// A phrase that is being written, a line for each of its parts; the draft's kind is the phrase's.
    Phrase {
        /// The code of the phrase that is changed; empty for a new one.
        code: String,
    },
    /// A group that is being made or changed: the note is its name, and who is in it for whoever looks at the draft
    /// alone.
    Group {
        /// Of which room.
        room: RoomId,
        /// Which; `None` for a new one.
        group: Option<GroupId>,
        /// Who is in it so far.
        ticked: Vec<ChildId>,
    },
    /// A practice record that is being written, a line for each part of its form.
    Practice {
        /// The kind's code.
        kind: String,
        /// Its identity: the record that it will become, or the one that is amended.
        record: PracticeId,
        /// How many times the one that is amended had been when this was begun; `None` for a new one.
        seen: Option<u32>,
        /// What was ticked so far.
        shows: Vec<Shown>,
    },
    /// Why a request for a child's whole record takes longer.
    MoreTime(RequestId),
    /// Why something is held, let go or erased.
    Because(Subject, Because),
}

/// What the words about something that is kept are the reason of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Because {
    /// That it is held.
    Hold,
    /// That it is not held any more.
    Release,
    /// That two people erase it.
    Erase,
}

impl Draft {
    /// The id that the entry for this child and part will have, where one was given.
    pub fn id_for(&self, child: ChildId, part: usize) -> Option<EntryId> {
        self.ids.iter().find(|(c, p, _)| (*c, *p) == (child, part)).map(|(_, _, id)| *id)
    }
}
