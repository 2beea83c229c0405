//! What a command prints of the record for a file or another program. While somebody has the record open, whatever is
//! printed waits here, and goes out when the record says so ([`Session`](super::session::Session) sees to both). So a
//! command can't forget it: only what it says is the program's own goes without a line.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::domain::{EntryId, Period};
use crate::failure::{Failure, Result};
use crate::leaving::Spoken;

thread_local! {
    static HELD: RefCell<Option<Held>> = const { RefCell::new(None) };
}

/// What waits, of an open record.
struct Held {
    /// Whether it goes anywhere but before the eyes of whoever sits here.
    leaves: bool,
    /// Why whoever asks may not let it leave, where they may not.
    refused: Option<&'static str>,
    spoken: Spoken,
    lines: Vec<(Whose, String)>,
}

/// Whose words are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// What the record holds: names, notes, what follows from them.
    Record,
    /// The program's own: what it did, how many, where a file lies.
    Own,
}

/// The record is open: what is printed from here on is held where it leaves. `report` is what the record calls it.
pub fn begin(report: &str, leaves: bool, refused: Option<&'static str>) {
    let spoken =
        Spoken { report: report.to_string(), period: None, entries: Vec::new(), text: String::new() };
    HELD.with_borrow_mut(|held| *held = Some(Held { leaves, refused, spoken, lines: Vec::new() }));
}

/// What this command prints is made for another program, wherever it is printed.
pub fn leaves() {
    HELD.with_borrow_mut(|held| held.iter_mut().for_each(|held| held.leaves = true));
}

/// Whether what is printed now leaves the room.
pub fn is_leaving() -> bool {
    HELD.with_borrow(|held| held.as_ref().is_some_and(|held| held.leaves))
}

/// Of which days the output tells, and the words of which entries and practice records it shows.
pub fn tells(period: Option<Period>, entries: impl IntoIterator<Item = EntryId>) {
    HELD.with_borrow_mut(|held| {
        let Some(held) = held else { return };
        held.spoken.period = period.or(held.spoken.period);
        let known: BTreeSet<EntryId> = held.spoken.entries.drain(..).chain(entries).collect();
        held.spoken.entries = known.into_iter().collect();
    });
}

/// Takes in what is to be printed, where it leaves; else the caller prints it.
///
/// # Errors
/// Refused where whoever asks may not let the record's words leave.
pub fn takes(whose: Whose, text: &str) -> Result<bool> {
    HELD.with_borrow_mut(|held| match held.as_mut().filter(|held| held.leaves) {
        None => Ok(false),
        Some(Held { refused: Some(why), .. }) if whose == Whose::Record => Err(Failure::refused(*why)
            .safe("Nothing was printed.")
            .todo("On a terminal itself, and without --json, it shows what the screen would show you.")),
        Some(held) => {
            held.lines.push((whose, text.to_string()));
            Ok(true)
        }
    })
}

/// The record closes: what waited, where anything did. Nothing is held any more.
pub fn end() -> Option<Waited> {
    HELD.with_borrow_mut(Option::take).map(|held| Waited { spoken: held.spoken, lines: held.lines })
}

/// What waited for the record.
pub struct Waited {
    spoken: Spoken,
    lines: Vec<(Whose, String)>,
}

impl Waited {
    /// All of it, as it leaves: to be written into the record first where it holds the record's words, else to be printed.
    pub fn whole(self) -> Result<Spoken, String> {
        let of_record = self.lines.iter().any(|(whose, _)| *whose == Whose::Record);
        let text: String = self.lines.into_iter().map(|(_, line)| line).collect();
        if of_record { Ok(Spoken { text, ..self.spoken }) } else { Err(text) }
    }

    /// What the program itself had said before it failed: that was done all the same.
    pub fn own(self) -> String {
        let own = self.lines.into_iter().filter(|(whose, _)| *whose == Whose::Own);
        own.map(|(_, line)| line).collect()
    }
}
