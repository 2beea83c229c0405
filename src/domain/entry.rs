//! The entry: one note about one child, and how it stands in the record now.

use serde::{Deserialize, Serialize};

use super::day::{Day, Moment, short};
use super::framework::StatementRef;
use super::id::{ChildId, ContactId, EntryId, PersonId, RoomId, TalkId};
use super::kind::{Kind, NoTalk};
use super::round::Recorded;

/// One note about one child, as it was first written. Its words never change: see [`Amendment`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its identity, fixed while it was still a draft, so that saving it twice is saving it once.
    pub id: EntryId,
    /// The conversation that it came from.
    pub talk: TalkId,
    /// Whom it is about.
    pub child: ChildId,
    /// The child's room on that day.
    pub room: RoomId,
    /// What it is.
    pub kind: Kind,
    /// When it happened. When it was written stands in the log's stamp.
    pub happened: Moment,
    /// Whose words they are.
    pub by: PersonId,
    /// Who entered it from paper, where that was somebody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered_by: Option<PersonId>,
    /// Whom the talk was with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<With>,
    /// The words, whole, quotations between “ ”. For no talk, the reason's sentence.
    pub text: String,
    /// The family's own words, each quotation without its marks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub family_words: Vec<String>,
    /// That honestly there was no talk, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_talk: Option<NoTalk>,
    /// Something promised, and the day on which it is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow_up: Option<Day>,
    /// For its writer and the leads only: never in print, evidence or others' search.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
    /// The phrases that it was written with, by their codes in the phrase bank.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phrases: Vec<String>,
    /// What it may show, by its kind, phrases, marks and words. Counts for nothing until agreed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suggested: Vec<StatementRef>,
    /// It answers the question that was on the door card, which a lead had pinned for this statement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pinned: Option<StatementRef>,
    /// The cells of the daily round, where it was written as a row of it; the words say them too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<Vec<Recorded>>,
    /// Copied from an entry that stood with the wrong child.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<EntryId>,
}

/// Whom a talk was with: the word that was typed, and the contact where it names one and only one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct With {
    /// `mum`, `gran`, in small letters, without the mark.
    pub word: String,
    /// The adult of this child's family.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<ContactId>,
}

/// Why an entry was corrected, in the order of the choice (1 to 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// It stands with the wrong child: struck there and copied to the right one.
    WrongChild,
    /// What it says is not what happened.
    WrongFact,
    /// A word is misspelt.
    Spelling,
    /// There is more to say.
    MoreToSay,
}

impl Reason {
    /// All four, in their order on the amend card.
    pub const ALL: [Reason; 4] = [Reason::WrongChild, Reason::WrongFact, Reason::Spelling, Reason::MoreToSay];

    /// The words after the number.
    pub fn label(self) -> &'static str {
        match self {
            Reason::WrongChild => "wrong child",
            Reason::WrongFact => "wrong fact",
            Reason::Spelling => "spelling",
            Reason::MoreToSay => "more to say",
        }
    }
}

/// A later correction beside the first words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amendment {
    /// The new words, whole.
    pub text: String,
    /// The family's own words in them.
    pub family_words: Vec<String>,
    /// Why.
    pub reason: Reason,
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: Moment,
    /// Whether the day had been closed.
    pub after_close: bool,
    /// Written after the entry was agreed, by somebody who does not lead: no lead has seen these words yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unseen: bool,
}

/// A statement that an entry was agreed to show.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Shown {
    /// Which statement.
    pub statement: StatementRef,
    /// That something was different because of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub changed: bool,
}

/// Where an entry is in the lead's review.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Review {
    /// Nobody has looked yet.
    #[default]
    Waiting,
    /// A lead agreed it, with what it shows.
    Agreed {
        /// Who.
        by: PersonId,
        /// When.
        at: Moment,
        /// What it shows; empty where it shows nothing.
        shows: Vec<Shown>,
        /// The frameworks that were in use and of which it shows nothing: they were looked for. `None` where it was
        /// agreed before that was kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        nothing_of: Option<Vec<String>>,
        /// The agreement of the same words that stands again where this one is taken back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        over: Option<Box<Review>>,
    },
    /// A lead asks the writer something first.
    SentBack {
        /// Who asks.
        by: PersonId,
        /// When.
        at: Moment,
        /// What.
        question: String,
    },
}

/// How a next step for home stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Given, nothing heard yet.
    #[default]
    Open,
    /// The family told what happened.
    HeardBack {
        /// What happened.
        heard: String,
        /// The child's own words or response, where there were any.
        childs_words: Option<String>,
        /// That it led to a change in what is planned.
        led_to_change: bool,
        /// Which adults told it, where it was said.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        with: Vec<With>,
        /// The note in which it was told, where a note was linked with the step.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        told_in: Option<EntryId>,
        /// Who heard it.
        by: PersonId,
        /// When.
        at: Moment,
    },
}

/// That what was promised has been done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// By whom.
    pub by: PersonId,
    /// When.
    pub at: Moment,
    /// What happened, where there was something to say.
    pub how: Option<String>,
}

/// How an entry left the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Withdrawn {
    /// Its writer took it back within five minutes: the words are gone, the line stays.
    TakenBack {
        /// Who.
        by: PersonId,
        /// When.
        at: Moment,
    },
    /// It stood with the wrong child: struck here, the words readable by the lead.
    Struck {
        /// Who.
        by: PersonId,
        /// When.
        at: Moment,
    },
}

/// An entry as it stands now: its first words, and all that happened to it since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// As it was first written. Its words are empty where it was taken back.
    pub entry: Entry,
    /// Its place in the log.
    pub seq: u64,
    /// When it was written.
    pub recorded: Moment,
    /// How many times it was amended: what an amendment must have seen.
    pub revision: u32,
    /// The corrections, oldest first.
    pub amendments: Vec<Amendment>,
    /// Where it is in the review.
    pub review: Review,
    /// For a next step: whether it was heard back. `None` for other kinds.
    pub step: Option<Step>,
    /// That what was promised was done, by whom, when and how.
    pub follow_up_done: Option<Done>,
    /// That it left the record, and how.
    pub withdrawn: Option<Withdrawn>,
    /// That it went out in an export: it can't be taken back any more.
    pub printed: bool,
    /// That a person settled the name guard on its latest words.
    pub names_settled: bool,
    /// By how many seconds the clock had been set when it was written, where it was the first after that: back where they
    /// are negative.
    pub clock_set: Option<i64>,
}

/// What is said of a note whose id is in the record already, with other words.
pub const SAVED_WITH_OTHER_WORDS: &str = "This was saved before, with other words.";

/// How long a writer may take an entry back.
pub const TAKE_BACK_SECONDS: i64 = 5 * 60;

impl Standing {
    /// The cells of its row of the daily round, while its words are those that were first written: a correction
    /// changes words alone.
    pub fn round(&self) -> Option<&[Recorded]> {
        self.entry.round.as_deref().filter(|_| self.revision == 0)
    }

    /// An entry that was just saved: nothing has happened to it since.
    pub fn fresh(entry: Entry, seq: u64, recorded: Moment) -> Standing {
        Standing {
            step: (entry.kind == Kind::ForHome).then_some(Step::Open),
            entry,
            seq,
            recorded,
            revision: 0,
            amendments: Vec::new(),
            review: Review::Waiting,
            follow_up_done: None,
            withdrawn: None,
            printed: false,
            names_settled: false,
            clock_set: None,
        }
    }

    /// The latest words.
    pub fn text(&self) -> &str {
        self.amendments.last().map_or(&self.entry.text, |amendment| &amendment.text)
    }

    /// The family's own words in the latest words.
    pub fn family_words(&self) -> &[String] {
        self.amendments.last().map_or(&self.entry.family_words, |amendment| &amendment.family_words)
    }

    /// What its writer was asked and has not answered yet: it was sent back, and its words are as they were.
    pub fn asked(&self) -> Option<&str> {
        match &self.review {
            Review::SentBack { at, question, .. }
                if self.amendments.iter().all(|amendment| amendment.at.ms < at.ms) =>
            {
                Some(question)
            }
            _ => None,
        }
    }

    /// What it was agreed to show; empty until a lead agreed it.
    pub fn shows(&self) -> &[Shown] {
        match &self.review {
            Review::Agreed { shows, .. } if self.withdrawn.is_none() => shows,
            _ => &[],
        }
    }

    /// Whether a lead agreed it and it still stands.
    pub fn agreed(&self) -> bool {
        matches!(self.review, Review::Agreed { .. }) && self.withdrawn.is_none()
    }

    /// Whether an agreement that was made before stands again where the last one is taken back.
    pub fn agreed_over(&self) -> bool {
        matches!(self.review, Review::Agreed { over: Some(_), .. })
    }

    /// Whether it was amended since it was agreed and no lead has looked at the new words: it keeps what it shows,
    /// and goes to nobody outside the room until a lead agrees it again.
    pub fn amended_since(&self) -> bool {
        self.agreed() && self.amendments.last().is_some_and(|last| last.unseen)
    }

    /// The day on which its words were amended after a lead had agreed what they show; `None` where the words that were
    /// agreed still stand.
    pub fn amended_on(&self) -> Option<Day> {
        let Review::Agreed { at, .. } = &self.review else { return None };
        let last = self.amendments.last().filter(|last| last.unseen || last.at.ms > at.ms);
        last.filter(|_| self.agreed()).map(|last| last.at.day())
    }

    /// That the clock had been set just before it was written, so that its time may be wrong.
    pub fn clock_said(&self) -> Option<String> {
        let by = self.clock_set?;
        let way = if by < 0 { "back" } else { "forward" };
        Some(format!("the clock was set {way} by {} before this", span(by.unsigned_abs())))
    }

    /// Whether `person` may take it back at `now`; the reason where not.
    pub fn take_back(&self, person: PersonId, now: Moment) -> Result<(), NoTakeBack> {
        if self.withdrawn.is_some() {
            Err(NoTakeBack::Gone)
        } else if self.entry.entered_by.unwrap_or(self.entry.by) != person {
            Err(NoTakeBack::NotYours)
        } else if self.agreed() {
            Err(NoTakeBack::Agreed)
        } else if self.printed {
            Err(NoTakeBack::Printed)
        } else if now.ms - self.recorded.ms > TAKE_BACK_SECONDS * 1000 {
            Err(NoTakeBack::TooLate { minutes: now.minutes_since(self.recorded) })
        } else if self.recorded.ms - now.ms > TAKE_BACK_SECONDS * 1000 {
            Err(NoTakeBack::ClockWasAhead(self.recorded))
        } else {
            Ok(())
        }
    }
}

/// `40 min`, `3 h`, `5 days`, `2 years`: the largest that leaves two at least.
fn span(seconds: u64) -> String {
    let units = [(365 * 86_400, "years"), (86_400, "days"), (3_600, "h")];
    let unit = units.into_iter().find(|(length, _)| seconds / length >= 2);
    let (length, name) = unit.unwrap_or((60, "min"));
    format!("{} {name}", seconds / length)
}

/// Why an entry can't be taken back. Its text is what the screen says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoTakeBack {
    /// More than five minutes ago.
    #[error("Saved {minutes} min ago: too late to take back.")]
    TooLate {
        /// How long ago.
        minutes: i64,
    },
    /// The clock was ahead when it was saved, and has been put right since: nobody can tell how long ago that was.
    #[error("Your last note says {} {}: the clock was ahead. It can't be taken back.", short(.0.day()), .0.clock())]
    ClockWasAhead(Moment),
    /// The lead agreed it.
    #[error("It has been agreed: it can't be taken back.")]
    Agreed,
    /// It went out.
    #[error("It has been printed: it can't be taken back.")]
    Printed,
    /// Somebody else wrote it.
    #[error("Somebody else wrote it: only they can take it back.")]
    NotYours,
    /// It was withdrawn before.
    #[error("It was taken back already.")]
    Gone,
}
