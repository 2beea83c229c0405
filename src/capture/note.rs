//! What a note comes to once it is read: its entries, and what was read as a mark.

use std::ops::Range;

use super::sentence::NAME;
use crate::domain::{Day, Kind, Moment, NoTalk, Time};

/// A note as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// The kind that its first two keys choose.
    pub kind: Option<Kind>,
    /// The note itself, where it has words, and each step for home, in order.
    pub parts: Vec<Part>,
    /// Whom the talk was with, in small letters: `mum`.
    pub with: Vec<String>,
    /// When it happened, where it says so.
    pub happened: Option<At>,
    /// Brothers and sisters too.
    pub siblings: bool,
    /// This writer's last note again.
    pub again: bool,
    /// That there was no talk.
    pub no_talk: Option<Silence>,
    /// What was read as a mark, and where; nothing else was.
    pub marks: Vec<(Range<usize>, MarkKind)>,
    /// The first gap that nobody has filled: `[ ]` itself, or the mark of a phrase that has one.
    pub gap: Option<Range<usize>>,
}

/// One of the entries that a note becomes for each child.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// A step for home, rather than the note itself.
    pub step: bool,
    /// The words as they will stand, `{name}` where each child's own name goes.
    pub text: String,
    /// Each quotation in them, without its marks.
    pub family_words: Vec<String>,
    /// The codes of the phrases in them.
    pub phrases: Vec<String>,
    /// The day on which something promised in them is due.
    pub follow_up: Option<Day>,
    /// The words and quotations with [`NAME`] where a name goes: a `{name}` that was escaped is only words.
    pub(super) named: (String, Vec<String>),
}

impl Part {
    /// The words, and the family's own among them, for a child of this name.
    pub fn for_name(&self, name: &str) -> (String, Vec<String>) {
        let fill = |text: &String| text.replace(NAME, name);
        (fill(&self.named.0), self.named.1.iter().map(fill).collect())
    }
}

/// When something happened, as far as the note says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct At {
    /// The day, where it was not today.
    pub day: Option<Day>,
    /// The time, where it is not now.
    pub time: Option<Time>,
}

/// That there was no talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// The reason is still to come.
    Waiting,
    /// For this reason.
    Because(NoTalk),
}

/// What a mark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkKind {
    /// A kind's letter and colon.
    Kind,
    /// `+` at the start.
    Siblings,
    /// `.word`, or a digit alone.
    Phrase,
    /// `>`
    Step,
    /// The sign that opens the family's words.
    Quote,
    /// The sign that closes them.
    QuoteEnd,
    /// `@mum`
    Adult,
    /// `@8:15`
    Time,
    /// `@yesterday`
    Yesterday,
    /// `!` or `!fri`
    FollowUp,
    /// `{name}`
    Name,
    /// `=`
    Again,
    /// `-` at the start, where there was no talk.
    NoTalk,
    /// A backslash: what follows is only a character.
    Escape,
}

impl Note {
    /// When it happened, on the clock that shows `now`.
    pub fn moment(&self, now: Moment) -> Moment {
        match self.happened {
            None => now,
            Some(at) => Moment::at(at.day.unwrap_or(now.day()), at.time.unwrap_or(now.time()), now.offset),
        }
    }

    /// Whether there is nothing in it that could be saved.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }
}
