//! The key card for the wall by the door: one side of paper with the keys that a person at the door needs.

use super::{Block, Print, Report};
use crate::domain::Moment;

/// Whom the card is for, as the record has it.
pub const CARD_IS_FOR: &str = "the wall by the door";

/// The least that has to be known, and how it is done.
const FIRST: [(&str, &str); 2] = [
    ("A note", "any part of the child's name, Enter, the words, Enter."),
    ("Five keys", "two letters of the name, Enter, 1, Enter."),
];

/// The keys of a place in the log. The table of actions, which the screen has, says which they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyPart {
    /// Where they do it: `The board`.
    pub title: String,
    /// Each key with what it does.
    pub keys: Vec<(String, String)>,
}

/// The card of these keys.
pub fn key_card(parts: &[KeyPart], made: Moment) -> Report {
    let mut report = Report::new("Doorstep: the keys of the door", "", made);
    report.print = Print::OneSide;
    let first = FIRST.map(|(what, how)| (what.to_string(), how.to_string()));
    report.blocks.push(Block::Facts(first.into()));
    for part in parts {
        report.heading(2, part.title.as_str());
        report.blocks.push(Block::Facts(part.keys.clone()));
    }
    report
}
