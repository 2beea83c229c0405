//! What is handed on from the whole record: a child's moving-on record, and the complaints of a period; and what is due to
//! be erased from it.

use crate::domain::practice::PracticeKind;
use crate::domain::retention::{Term, due as due_by};
use crate::domain::{Child, ChildId, Day, HouseholdId, Moment, Period, Responsibility, Roll};
use crate::failure::{Failure, Result};
use crate::report::Names;
use crate::report::complaints::{COMPLAINT, Complaints};
use crate::report::due::DueList;
use crate::report::family_week::{Guard, list};
use crate::report::moving_on::MovingOn;
use crate::store::Store;
use crate::store::ask::Filter;

/// A child's record for the next room or school, read first by a household.
pub fn moving_on<'a>(
    store: &Store,
    (roll, names): (&'a Roll, &'a Names<'a>),
    (child, home): (ChildId, HouseholdId),
    kinds: &'a [PracticeKind],
    guard: Guard<'a>,
    made: Moment,
) -> Result<MovingOn<'a>> {
    let mut entries = Vec::new();
    store.list(&Filter { child: Some(child), ..Filter::default() }, &mut |standing| {
        entries.push(standing);
        Ok(())
    })?;
    let first = store.first_day()?.unwrap_or(made.day());
    let records = store.practices(Period { from: first, to: made.day() })?;
    Ok(MovingOn { roll, child, home, entries, records, kinds, guard, names, made })
}

/// The household that reads a child's record first: that of the adult who is named, else the only one in which somebody
/// has parental responsibility.
///
/// # Errors
/// Refused where nobody of that name has responsibility for the child, where nobody has, and where it is open who reads.
pub fn first_reader(roll: &Roll, child: &Child, named: Option<&str>) -> Result<HouseholdId> {
    let responsible: Vec<_> = roll
        .adults(child.id)
        .filter(|(link, _)| link.responsibility == Responsibility::Yes)
        .map(|(_, adult)| adult)
        .collect();
    let mut homes: Vec<HouseholdId> = responsible.iter().map(|adult| adult.household).collect();
    homes.sort();
    homes.dedup();
    let known = || list(&responsible.iter().map(|adult| adult.name.clone()).collect::<Vec<_>>());
    let first = child.first_name();
    match (named, homes.as_slice()) {
        (_, []) => Err(Failure::refused(format!(
            "The register names nobody with parental responsibility for {first}: there is nobody who may agree that \
             the record goes on."
        ))
        .todo("Bring in the register again with who has it.")),
        (Some(named), _) => {
            let named = named.trim();
            responsible.iter().find(|adult| adult.name.eq_ignore_ascii_case(named)).map(|adult| adult.household).ok_or_else(
                || {
                    Failure::refused(format!("“{named}” is nobody with parental responsibility for {first}."))
                        .todo(format!("There are: {}.", known()))
                },
            )
        }
        (None, [home]) => Ok(*home),
        (None, _) => Err(Failure::refused(format!(
            "{first} has more than one home, and each reads what its own adults said."
        ))
        .todo(format!("Say who reads the record first and agrees, with --read-with: {}.", known()))),
    }
}

/// The complaints of a period.
///
/// # Errors
/// Refused where no kind of practice record is a complaint.
pub fn complaints<'a>(
    store: &Store,
    (roll, names): (&'a Roll, &'a Names<'a>),
    kinds: &'a [PracticeKind],
    period: Period,
    made: Moment,
) -> Result<Complaints<'a>> {
    let kind = kinds.iter().find(|kind| kind.code == COMPLAINT);
    let kind = kind.ok_or_else(|| Failure::refused("No kind of practice record is a complaint here."))?;
    let records = store.practices(period)?.into_iter().map(|stands| stands.practice);
    let records = records.filter(|practice| practice.kind == COMPLAINT).collect();
    Ok(Complaints { setting: roll.setting.name.clone(), kind, records, names, period, made })
}

/// What is due by these terms, and what is held. `wrong` is what is wrong in the setting's own file of terms.
///
/// # Errors
/// A machine failure where the record can't be read.
pub fn due<'a>(
    store: &Store,
    roll: &'a Roll,
    terms: &'a [Term],
    wrong: Vec<String>,
    made: Moment,
) -> Result<DueList<'a>> {
    let all = Period { from: Day::MIN, to: Day::MAX };
    let records = store.practices(all)?.into_iter().map(|stands| stands.practice);
    let complaints: Vec<_> =
        records.filter(|record| record.kind == COMPLAINT).map(|record| (record.id, record.day)).collect();
    let due = due_by(roll, &complaints, terms, made.day());
    Ok(DueList { roll, terms, wrong, due, holds: store.holds()?, made })
}
