//! What a note is: the five kinds, and the honest reasons for none.

use serde::{Deserialize, Serialize};

/// The five kinds of entry, in the order in which they are numbered on the card (1 to 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// What was said when the child was brought.
    DropOff,
    /// How the child's day is going.
    Feedback,
    /// What was said when the child was collected.
    PickUp,
    /// A next step to try at home.
    ForHome,
    /// A note on a transition: settling, a room move, a new setting.
    MovingOn,
}

impl Kind {
    /// All five, in their order on the card.
    pub const ALL: [Kind; 5] = [Kind::DropOff, Kind::Feedback, Kind::PickUp, Kind::ForHome, Kind::MovingOn];

    /// The word on screen and in print.
    pub fn label(self) -> &'static str {
        match self {
            Kind::DropOff => "Drop-off",
            Kind::Feedback => "Feedback",
            Kind::PickUp => "Pick-up",
            Kind::ForHome => "For home",
            Kind::MovingOn => "Moving on",
        }
    }

    /// The letter that, with a colon as the first two keys of a note, chooses this kind.
    pub fn letter(self) -> char {
        match self {
            Kind::DropOff => 'd',
            Kind::Feedback => 'f',
            Kind::PickUp => 'p',
            Kind::ForHome => 'n',
            Kind::MovingOn => 't',
        }
    }

    /// The name in data files, JSON and options: `drop-off`, `feedback`, `pick-up`, `for-home`, `moving-on`.
    pub fn code(self) -> &'static str {
        match self {
            Kind::DropOff => "drop-off",
            Kind::Feedback => "feedback",
            Kind::PickUp => "pick-up",
            Kind::ForHome => "for-home",
            Kind::MovingOn => "moving-on",
        }
    }

    /// The kind of a code, a label or a letter, in any case; `None` for anything else.
    pub fn parse(text: &str) -> Option<Kind> {
        let text = text.trim();
        Kind::ALL.into_iter().find(|kind| {
            text.eq_ignore_ascii_case(kind.code())
                || text.eq_ignore_ascii_case(kind.label())
                || text.eq_ignore_ascii_case(&kind.letter().to_string())
        })
    }
}

/// Why there was no talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoTalk {
    /// No time at the door.
    Rushed,
    /// Somebody came who is not the child's family.
    SomeoneElse,
    /// The adult was on the phone.
    Phone,
    /// Another reason.
    Other,
}

impl NoTalk {
    /// All four, in their order under the note (1 to 4).
    pub const ALL: [NoTalk; 4] = [NoTalk::Rushed, NoTalk::SomeoneElse, NoTalk::Phone, NoTalk::Other];

    /// The words after the number.
    pub fn label(self) -> &'static str {
        match self {
            NoTalk::Rushed => "rushed",
            NoTalk::SomeoneElse => "someone else came",
            NoTalk::Phone => "phone",
            NoTalk::Other => "other",
        }
    }

    /// The entry's words: `No talk: rushed.`
    pub fn sentence(self) -> String {
        format!("No talk: {}.", self.label())
    }
}
