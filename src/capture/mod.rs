//! From typed words to entries: who is meant, what the note says, what kind it is, and whose name must not
//! stand in it. Pure: no clock, no store, no screen.
//!
//! Start with [`grammar`], which reads a [`note`], and [`entries`], which makes of it what will be saved.
//! [`finder`] finds the child, [`who`] reads the whole answer to "Who?", [`guess`] guesses the kind,
//! [`phrases`] says which phrase has which number and what letters find, [`answers`] sees when a note tells of a next
//! step, [`editor`] is what the card's note box asks while somebody types, [`guard`] looks for names, [`spelling`]
//! for words that nobody knows, [`record`] reads the fields of a practice record, and [`file`] takes a day's file apart.

pub mod answers;
pub mod editor;
pub mod entries;
pub mod file;
pub mod finder;
pub mod grammar;
pub mod guard;
pub mod guess;
mod marks;
mod names_that_are_words;
pub mod note;
pub mod phrases;
pub mod record;
mod sentence;
pub mod spelling;
pub mod who;

pub use answers::answered;
pub use editor::{Edit, Press};
pub use entries::{Card, EntryTrouble, entries};
pub use finder::{Asking, Class, Finding, Hit, State, find, find_one};
pub use grammar::{Reading, read};
pub use guard::{NameHit, for_copy, guard, names_to_marks, recipients_named, soften, soften_all};
pub use guess::{ChildDay, guess};
pub use note::{At, MarkKind, Note, Part, Silence};
pub use spelling::{Dictionary, Spelling};
pub use who::{Who, WhoTrouble, members, who, with_siblings};

#[cfg(test)]
mod tests;
