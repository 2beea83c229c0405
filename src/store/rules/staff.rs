//! Who may change who works here. What is a manager's alone would be nobody's if a lead could make managers, take one
//! away, or sign in as one.

use rusqlite::Connection;

use crate::domain::{PersonId, Practitioner, Role, Stamp};
use crate::failure::{Failure, Result};
use crate::store::projections::people;

/// Refuses a lead who would make somebody a manager, or change one in any way; and whoever would change their own role.
pub(super) fn changed(db: &Connection, by: Option<&Practitioner>, new: &Practitioner) -> Result<()> {
    let Some(by) = by.filter(|by| by.role != Role::Manager) else { return Ok(()) };
    let there = people::person(db, new.id)?;
    let manages = |person: &Practitioner| person.role == Role::Manager;
    if manages(new) || there.as_ref().is_some_and(manages) {
        let what = format!("Only a manager can make somebody a manager, or change one: {}.", new.name);
        return Err(Failure::refused(what).safe("Nothing was changed."));
    }
    if there.is_some_and(|there| there.id == by.id && there.role != new.role) {
        return Err(Failure::refused("Nobody changes their own role.")
            .safe("Nothing was changed.")
            .todo("Ask another lead, or a manager."));
    }
    Ok(())
}

/// Refuses a lead who would open another lead's or a manager's sign-in.
pub(super) fn reset(db: &Connection, by: Option<&Practitioner>, whose: PersonId) -> Result<()> {
    let Some(by) = by.filter(|by| by.id != whose && by.role != Role::Manager) else { return Ok(()) };
    match people::person(db, whose)? {
        Some(of) if of.role.leads() && by.role.leads() => Err(Failure::refused(format!(
            "{} is a {}: only a manager can give them a one-use number.",
            of.first_name(),
            of.role.label()
        ))
        .safe("Their PIN is as it was.")
        .todo("Ask a manager.")),
        _ => Ok(()),
    }
}

/// Whether somebody who works here then manages the setting.
pub(in crate::store) fn managed(db: &Connection, stamp: Stamp) -> Result<bool> {
    let day = stamp.recorded.day();
    let staff = people::staff(db)?.people;
    Ok(staff.iter().any(|person| person.role == Role::Manager && person.here_on(day)))
}

/// Whether somebody's PIN is too short for what they become.
pub(in crate::store) fn outgrows(db: &Connection, new: &Practitioner) -> Result<bool> {
    let there = people::person(db, new.id)?;
    Ok(there.is_some_and(|there| there.role.pin_length() < new.role.pin_length()))
}
