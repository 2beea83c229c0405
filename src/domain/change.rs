//! Everything that can happen to the record, as one enum of values. Nothing else writes to it.

use serde::{Deserialize, Serialize};

use super::child::{Child, Contact, ContactLink, Household, KeyPerson};
use super::day::{Day, Moment, Period};
use super::entry::{Entry, Reason, Shown, With};
use super::erasure::{Erasure, Subject};
use super::evaluation::{Area, SignOff};
use super::evidence::Scope;
use super::framework::StatementRef;
use super::group::Group;
use super::id::{ChildId, ContactId, DraftId, EntryId, LineId, PersonId, PracticeId, RequestId, RoomId};
use super::key_part::KeyPart;
use super::kind::Kind;
use super::phrase::Phrase;
use super::pinned::Pinned;
use super::practice::Practice;
use super::practitioner::Practitioner;
use super::presence::Whereabouts;
use super::request::{Decision, Request};
use super::room::{Room, Setting};

/// One thing that happened. Each is one line of the log.
///
/// Every variant that names a whole value (`Room`, `Child` …) says how it stands from now on; the log
/// keeps how it stood before. It is invalid to change a variant's shape once a version has shipped:
/// add a field with a default, or a new variant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum Change {
    /// The setting's name and safeguarding lead.
    Setting(Setting),
    /// A room came or changed.
    Room(Room),
    /// A member of staff came, changed or left.
    Person(Practitioner),
    /// Somebody's PIN was set. The PIN itself is not in the log.
    PinChosen {
        /// Whose.
        person: PersonId,
    },
    /// A child came, changed or left.
    Child(Box<Child>),
    /// A home came.
    Household(Household),
    /// An adult came or changed.
    Contact(Contact),
    /// What an adult is to a child, new or changed.
    Link(ContactLink),
    /// An adult is no longer on a child's list.
    Unlink {
        /// The child.
        child: ChildId,
        /// The adult.
        contact: ContactId,
    },
    /// Two children are brothers or sisters.
    Siblings {
        /// One.
        a: ChildId,
        /// The other.
        b: ChildId,
    },
    /// A key person's bond began or ended. Known by child, person, second and from.
    KeyPerson(KeyPerson),
    /// A group of a room's children came or changed; with nobody in it, it is let go.
    Group(Group),
    /// An entry was saved. Refused, as a no-op, where its id is in the record already.
    Entry(Box<Entry>),
    /// An entry was corrected.
    Amend {
        /// Which.
        entry: EntryId,
        /// The revision that the person saw; another is refused.
        seen: u32,
        /// The new words, whole.
        text: String,
        /// The family's own words in them.
        family_words: Vec<String>,
        /// Why.
        reason: Reason,
    },
    /// An entry was taken back by its writer: its words are removed from the log in this transaction.
    TakeBack {
        /// Which.
        entry: EntryId,
    },
    /// An entry stood with the wrong child. What is copied to the right one is an [`Change::Entry`] of its own.
    Strike {
        /// Which.
        entry: EntryId,
        /// The revision that the person saw; another is refused.
        seen: u32,
    },
    /// A lead agreed an entry, with what it shows. Agreeing again replaces what it shows.
    Agree {
        /// Which.
        entry: EntryId,
        /// The revision that the person saw; another is refused.
        seen: u32,
        /// What it shows.
        shows: Vec<Shown>,
        /// The frameworks in use of which it shows nothing: the lead looked for them as well. `None` in lines that
        /// were written before it was kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        nothing_of: Option<Vec<String>>,
    },
    /// A lead agreed by a slip: the agreement before stands again, and where there was none the entry waits again and
    /// shows nothing.
    AgreementTakenBack {
        /// Which.
        entry: EntryId,
        /// The revision that the person saw; another is refused.
        seen: u32,
    },
    /// A lead asks the writer something before agreeing.
    SendBack {
        /// Which.
        entry: EntryId,
        /// What.
        question: String,
    },
    /// Why a talk is missing that was due. The lead alone sees it.
    Gap {
        /// Whose.
        child: ChildId,
        /// The day.
        day: Day,
        /// Drop-off or pick-up.
        kind: Kind,
        /// Why, in a few words.
        reason: String,
    },
    /// Somebody said where a child is, without a note: see [`super::presence`].
    Presence {
        /// Of whom.
        child: ChildId,
        /// On which day.
        day: Day,
        /// Where.
        is: Whereabouts,
    },
    /// Whoever said last where a child is takes that word back: the one before it counts again.
    PresenceTakenBack {
        /// Of whom.
        child: ChildId,
        /// Of which day.
        day: Day,
    },
    /// A family told what became of a next step.
    HeardBack {
        /// The step, an entry of kind for home.
        entry: EntryId,
        /// What happened.
        heard: String,
        /// The child's own words or response.
        childs_words: Option<String>,
        /// That it led to a change in what is planned.
        led_to_change: bool,
        /// Which adults told it, where it was said.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        with: Vec<With>,
        /// The note in which it was told, where a note was linked with the step.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        told_in: Option<EntryId>,
    },
    /// A step is open again: the note in which it was told does not stand any more. Its words leave the log.
    StepReopened {
        /// The step.
        entry: EntryId,
    },
    /// What was promised has been done.
    FollowUpDone {
        /// The entry in which it was promised.
        entry: EntryId,
        /// What happened, in a few words, where there was something to say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        how: Option<String>,
    },
    /// A lead closed a room's day.
    CloseDay {
        /// Which room.
        room: RoomId,
        /// Which day.
        day: Day,
        /// The first twelve characters of the chain's head at that moment: the day code. Left empty by
        /// whoever closes the day; the store fills it in.
        code: String,
    },
    /// Evidence that is not a daily entry.
    Practice(Box<Practice>),
    /// A practice record was corrected.
    AmendPractice {
        /// It, whole; its id says which.
        record: Box<Practice>,
        /// The revision that the person saw; another is refused.
        seen: u32,
        /// Why.
        reason: Reason,
    },
    /// A practice record was taken back by its writer: its words are removed from the log in this transaction.
    TakeBackPractice {
        /// Which.
        practice: PracticeId,
    },
    /// A lead agreed a key person's practice record, with what it shows.
    AgreePractice {
        /// Which.
        practice: PracticeId,
        /// The revision that the person saw; another is refused.
        seen: u32,
        /// What it shows.
        shows: Vec<Shown>,
    },
    /// A phrase of the setting's own came, changed, or was hidden or shown again. It stands in the place of the
    /// bank's phrase with the same code.
    Phrase(Box<Phrase>),
    /// A lead pinned a question to a room's door card, or to every room's.
    Pinned(Box<Pinned>),
    /// A lead took the question of that place down.
    Unpinned {
        /// On which room's card it was; `None` for the one on every room's.
        room: Option<RoomId>,
    },
    /// A person judged a statement.
    Judge {
        /// Which statement.
        statement: StatementRef,
        /// The framework's code (`Y`, `P`, `N`), or empty to take the judgement away.
        met: String,
        /// The judgement that this person saw there, empty where there was none; another is refused. `None` in lines
        /// that were written before it was kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seen: Option<String>,
    },
    /// A person wrote the evidence text of a statement.
    EvidenceText {
        /// Which statement.
        statement: StatementRef,
        /// The text, whole, with `[1]` for the first cited entry.
        text: String,
        /// The cited entries, in the order of their numbers.
        cited: Vec<EntryId>,
        /// How many times it had been written when this person began; another is refused.
        seen: u32,
        /// The rooms and days whose evidence it speaks of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scope: Option<Scope>,
    },
    /// A person looked at a text of the round before: it stands for this one as it is. Or that is taken back.
    KeepText {
        /// Which statement.
        statement: StatementRef,
        /// How many times its text had been written when this person looked; another is refused.
        seen: u32,
        /// The days of this round; `None` takes back that it was kept.
        period: Option<Period>,
    },
    /// A person gave a rating row a number, or took it away.
    Rate {
        /// The framework's id.
        framework: String,
        /// The row's code in it.
        row: String,
        /// The number; `None` takes it away.
        number: Option<u8>,
        /// The number that stood there when this person chose; another is refused.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seen: Option<u8>,
    },
    /// An area for development came or changed.
    Area {
        /// It, whole.
        area: Box<Area>,
        /// How many times it had been written when this person began; another is refused.
        seen: u32,
    },
    /// A self-evaluation was signed off, as it stood. What people say of it afterwards belongs to the next one.
    SignOff(Box<SignOff>),
    /// A person settled a name that the guard found in an entry: it may stand.
    NameSettled {
        /// Which entry.
        entry: EntryId,
        /// The revision whose words were looked at.
        seen: u32,
    },
    /// The same of a name in a practice record.
    PracticeNameSettled {
        /// Which record.
        practice: PracticeId,
        /// The revision whose words were looked at.
        seen: u32,
    },
    /// A safeguarding concern was passed on. The line's stamp says by whom and when, and nothing says more: no
    /// child, no words. No table is made from it, so that it stands in no list, search, count or export.
    ConcernPassedOn,
    /// Somebody asked for the whole record of a child, or it changed how that stands.
    Request {
        /// It, whole.
        request: Box<Request>,
        /// How many times it had been written when this person began; another is refused.
        seen: u32,
    },
    /// A manager decided what becomes of a line of the record before it goes out, or took that back.
    Decide {
        /// For which request.
        request: RequestId,
        /// Which line.
        line: LineId,
        /// What was decided; `None` takes back what was.
        decision: Option<Decision>,
        /// How many times it had been decided when this person looked; another is refused.
        seen: u32,
    },
    /// Two people erased something: the words of each line that it names leave the log in this transaction.
    Erase(Box<Erasure>),
    /// A lead holds something: it is not erased, even when it is due.
    Hold {
        /// What.
        subject: Subject,
        /// The child whom it is about, where it is about one.
        child: Option<ChildId>,
        /// Why.
        reason: String,
    },
    /// It is not held any more.
    Release {
        /// What.
        subject: Subject,
        /// The child whom it is about, where it is about one.
        child: Option<ChildId>,
        /// Why not any more.
        reason: String,
    },
    /// What opens the record was changed. Nothing secret is in the line; it is written before the change is made, so that
    /// none is made without one.
    KeyChanged {
        /// What of it.
        what: KeyPart,
    },
    /// The machine's clock was set since the line before: what follows in the same act carries a time that was reckoned
    /// anew. Noted by the program itself.
    ClockSet {
        /// By how many seconds it was set: back where they are negative.
        by: i64,
    },
    /// Something left the machine by a person's act.
    Exported {
        /// Which report.
        report: String,
        /// For whom.
        recipient: String,
        /// The time that it covers, where it covers one.
        period: Option<Period>,
        /// The SHA-256 of the file, in hexadecimal.
        sha256: String,
        /// The entries in it: they can't be taken back any more.
        entries: Vec<EntryId>,
        /// As what it was written, by the end of its name: `docx`. Nothing where it was printed, or went out before this was
        /// noted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        form: Option<String>,
    },
}

/// Who does something, when, on which machine. The store adds the rest of the log's line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Who, where somebody had signed in.
    pub person: Option<PersonId>,
    /// When it is written.
    pub recorded: Moment,
}

/// Changes that stand or fall together: a note to eight, an import, a wrong child put right.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Act {
    /// What happens, in order.
    pub changes: Vec<Change>,
    /// The draft that this finishes: it goes in the same transaction.
    pub finishes: Option<DraftId>,
}

impl std::convert::From<Change> for Act {
    fn from(change: Change) -> Act {
        Act { changes: vec![change], finishes: None }
    }
}

impl std::convert::From<Vec<Change>> for Act {
    fn from(changes: Vec<Change>) -> Act {
        Act { changes, finishes: None }
    }
}
