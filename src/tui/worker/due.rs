//! What is due and what is held, for whoever may hold something; and what would go if it was erased, for managers.

use crate::catalog::CatalogError;
use crate::domain::day::long;
use crate::domain::deeds::Deed;
use crate::domain::erasure::Subject;
use crate::domain::practice::PracticeKind;
use crate::domain::retention::Term;
use crate::domain::{ChildId, Day, Moment, PersonId, PracticeId};
use crate::failure::{Failure, Result};
use crate::report::erasing::{self, Shown};
use crate::report::gather;
use crate::store::Store;
use crate::tui::msg::{DueRead, DueRow, ErasingRead};

/// How long the setting keeps things, and what is wrong in its own file of that.
pub(super) type Terms = (Vec<Term>, Vec<CatalogError>);

/// How much is due and not held that somebody may hold, where they have not looked at it in this month yet; else none.
pub(super) fn unseen(store: &Store, terms: &Terms, person: PersonId, now: Moment) -> Result<usize> {
    let month = |day: Day| day.format("%Y-%m").to_string();
    let looked = store.looked_at_due(person)?.is_some_and(|day| month(day) == month(now.day()));
    if looked || may(store, person, Deed::Hold).is_err() {
        return Ok(0);
    }
    let roll = store.shared_roll()?;
    let list = gather::due(store, &roll, &terms.0, Vec::new(), now)?;
    let held = |subject: Subject| list.holds.iter().any(|hold| hold.subject == subject);
    Ok(list.due.iter().filter(|due| !held(due.subject)).count())
}

/// Everything that is due or held.
pub(super) fn list(
    store: &Store,
    kinds: &[PracticeKind],
    terms: Terms,
    person: PersonId,
    now: Moment,
) -> Result<DueRead> {
    may(store, person, Deed::Hold)?;
    let roll = store.shared_roll()?;
    let wrong: Vec<String> = terms.1.iter().map(ToString::to_string).collect();
    let list = gather::due(store, &roll, &terms.0, wrong, now)?;
    let mut rows = Vec::new();
    for due in &list.due {
        let hold = list.holds.iter().find(|hold| hold.subject == due.subject).cloned();
        let (what, child) = what(store, kinds, due.subject)?;
        rows.push(DueRow { subject: due.subject, child, what, due: Some(due.clone()), hold });
    }
    for hold in &list.holds {
        if list.due.iter().all(|due| due.subject != hold.subject) {
            let (what, child) = what(store, kinds, hold.subject)?;
            rows.push(DueRow { subject: hold.subject, child, what, due: None, hold: Some(hold.clone()) });
        }
    }
    Ok(DueRead { wrong: list.wrong, rows, terms: terms.0 })
}

/// What would go, and what would stay.
pub(super) fn erasing(
    store: &Store,
    kinds: &[PracticeKind],
    (person, subject): (PersonId, Subject),
    today: Day,
) -> Result<ErasingRead> {
    may(store, person, Deed::Erase)?;
    let roll = store.shared_roll()?;
    let erasing = store.erasing(subject)?;
    let mut records = Vec::new();
    for id in &erasing.shared {
        records.push((*id, record(store, kinds, *id)?.0));
    }
    let called =
        |id: PracticeId| records.iter().find(|(known, _)| *known == id).map(|(_, what)| what.clone());
    let shown = Shown::of(&roll, &erasing, |id| called(id).unwrap_or_default());
    let stops = erasing::stops(&roll, &erasing, today);
    let stops = stops.map(|trouble| format!("{trouble}{} {}", end(&trouble.to_string()), trouble.todo()));
    let stops = stops.map(|stops| stops.trim_end().to_string());
    Ok(ErasingRead { erasing, shown, stops })
}

/// What something is in words, and the child whom it is about, where it is about one.
fn what(store: &Store, kinds: &[PracticeKind], subject: Subject) -> Result<(String, Option<ChildId>)> {
    let roll = store.shared_roll()?;
    Ok(match subject {
        Subject::Child(child) => {
            let name = roll
                .child(child)
                .map_or("A child who is not in the register".to_string(), |child| child.name());
            (name, Some(child))
        }
        Subject::Entry(entry) => match store.entry(entry)?.map(|standing| standing.entry) {
            Some(entry) => {
                let (kind, day) = (entry.kind.label(), long(entry.happened.day()));
                (format!("{kind}, {}, {day}", roll.short_name(entry.child)), Some(entry.child))
            }
            None => ("An entry that was taken back".to_string(), None),
        },
        Subject::Practice(id) => record(store, kinds, id)?,
    })
}

fn record(store: &Store, kinds: &[PracticeKind], id: PracticeId) -> Result<(String, Option<ChildId>)> {
    let Some(record) = store.practice(id)?.map(|stands| stands.practice) else {
        return Ok(("A practice record that was taken back".to_string(), None));
    };
    let kind = kinds.iter().find(|kind| kind.code == record.kind);
    let label = kind.map_or("Practice record", |kind| kind.label.as_str());
    let child = match record.children.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    Ok((format!("{label}, {}", long(record.day)), child))
}

/// The full stop that a reason lacks which somebody typed.
fn end(says: &str) -> &'static str {
    if says.ends_with(['.', '!', '?']) { "" } else { "." }
}

/// Refuses whoever the table of deeds does not let do that, in its own words.
fn may(store: &Store, person: PersonId, deed: Deed) -> Result<()> {
    let roll = store.shared_roll()?;
    match deed.row() {
        Some(row) if row.allows(roll.person(person)) && roll.person(person).is_some() => Ok(()),
        row => Err(Failure::refused(row.map_or("Nobody can do that.", |row| row.refused))),
    }
}
