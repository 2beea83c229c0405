//! Who may change who works here. What is a manager's alone would be nobody's if a lead could make managers, take one
//! away, or sign in as one. What the table asks of the person is asked here, where it is known whom they change.

use rusqlite::Connection;

use crate::domain::deeds::Deed;
use crate::domain::{PersonId, Practitioner, Role, Stamp};
use crate::failure::{Failure, Result};
use crate::store::projections::people;

/// Refuses a lead who would make somebody a manager, or change one in any way; and a lead who would change their own role.
pub(super) fn changed(
    db: &Connection,
    by: Option<&Practitioner>,
    new: &Practitioner,
    stamp: Stamp,
) -> Result<()> {
    let there = people::person(db, new.id)?;
    let manages = |person: &Practitioner| person.role == Role::Manager;
    if manages(new) || there.as_ref().is_some_and(manages) {
        return asked_of(Deed::Managers, db, by, stamp);
    }
    let own = there.as_ref().zip(by).is_some_and(|(there, by)| there.id == by.id && there.role != new.role);
    if own && !by.is_some_and(manages) {
        return Err(Failure::refused("Nobody changes their own role.")
            .safe("Nothing was changed.")
            .todo("Ask another lead, or a manager."));
    }
    Ok(())
}

/// Refuses a lead who would open another lead's or a manager's sign-in.
pub(super) fn reset(db: &Connection, by: Option<&Practitioner>, whose: PersonId, stamp: Stamp) -> Result<()> {
    let others = by.is_some_and(|by| by.id != whose);
    match people::person(db, whose)? {
        Some(of) if others && of.role.leads() => asked_of(Deed::LeadsPin, db, by, stamp),
        _ => Ok(()),
    }
}

/// What the table says of a deed that is a manager's. The program itself does it at set-up, and for whoever holds the
/// recovery sheet; a lead where nobody manages the setting, so that none locks itself out.
fn asked_of(deed: Deed, db: &Connection, by: Option<&Practitioner>, stamp: Stamp) -> Result<()> {
    let row = deed.row();
    let allowed = by.is_none() || row.is_some_and(|row| row.allows(by)) || !managed(db, stamp)?;
    if allowed {
        return Ok(());
    }
    Err(Failure::refused(row.map_or("Nobody can do that.", |row| row.refused))
        .safe("Nothing was changed.")
        .todo("Ask a manager. Where theirs are lost, the recovery sheet gives a number: “doorstep one-use”."))
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
