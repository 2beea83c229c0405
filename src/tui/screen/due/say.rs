//! How what is due and what is held is said.

use crate::domain::day::long;
use crate::domain::retention::{Term, TermOf};
use crate::report::due::{kept, since};
use crate::tui::model::Session;
use crate::tui::msg::{DueRead, DueRow};

/// What is said where nothing is due and nothing is held.
pub(super) const NONE: &str = "Nothing is due, and nothing is held. Nothing goes by itself: what is due stands here until two people erase it.";

/// `3 years`
fn years(years: u32) -> String {
    if years == 1 { "1 year".to_string() } else { format!("{years} years") }
}

/// A term in a sentence: with all of its source, or with that in a word.
pub(super) fn term(term: &Term, short: bool) -> String {
    let source = source(("This", "comes", "was"), &term.source, short);
    format!("{}: {}. {source}", kept(term.of), years(term.years))
}

/// Where a term comes from: all of it, or in a word. To a nursery a term is thirteen weeks: it is never called that.
fn source((what, comes, was): (&str, &str, &str), source: &str, short: bool) -> String {
    match source.split_once(": ") {
        Some((basis, _)) if short => format!("That comes from {basis}."),
        Some((basis, says)) => format!("{what} {comes} from {basis}: {}.", says.trim_end_matches('.')),
        // The setting's own: decided by whom and when.
        None => format!("{what} {was} {}.", source.trim_end_matches('.')),
    }
}

/// Since when something is held, by whom and why.
pub(super) fn held(session: &Session, row: &DueRow) -> Option<String> {
    let hold = row.hold.as_ref()?;
    let by = hold.by.map(|(by, at)| {
        let by = session.roll.person(by).map(|by| format!(" by {}", by.name)).unwrap_or_default();
        format!("{by} since {}", long(at.day()))
    });
    Some(format!("Held{}: {}.", by.unwrap_or_default(), hold.reason.trim_end_matches('.')))
}

/// Why something is due, since when and by which term.
fn due(read: &DueRead, row: &DueRow, short: bool) -> Option<String> {
    let due = row.due.as_ref()?;
    let term = read.terms.iter().find(|term| term.of == due.of)?;
    let (what, all) = match due.of {
        TermOf::Children => (row.what.as_str(), "All that is kept about a child is"),
        TermOf::Complaints => ("This complaint", "A complaint is"),
    };
    let time = format!("The {}", years(term.years));
    let (comes, was) = if term.years == 1 { ("comes", "was") } else { ("come", "were") };
    let over = due.until.succ_opt().unwrap_or(due.until);
    Some(format!(
        "{what} {} on {}. {all} kept for {} from then: it has been due since {}. {}",
        since(due.of),
        long(due.from),
        years(term.years),
        long(over),
        source((&time, comes, was), &term.source, short)
    ))
}

/// All that is known of a row, in sentences: whole, or with the source of its term in a word.
pub(super) fn whole(session: &Session, read: &DueRead, row: &DueRow, short: bool) -> Vec<String> {
    let stands = match due(read, row, short) {
        Some(due) => due,
        None if row.hold.is_some() => format!("{} is not due.", row.what),
        None => format!("{} is neither due nor held.", row.what),
    };
    std::iter::once(stands).chain(held(session, row)).collect()
}

/// How a row stands, in a cell.
pub(super) fn state(row: &DueRow) -> String {
    let from = row.due.as_ref().and_then(|due| due.until.succ_opt());
    match (from, &row.hold) {
        (Some(since), None) => format!("since {}", long(since)),
        (Some(since), Some(_)) => format!("due since {}, held", long(since)),
        (None, Some(_)) => "held".to_string(),
        (None, None) => "looked for".to_string(),
    }
}
