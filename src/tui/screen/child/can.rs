//! Which keys of a child's page can be used now, and why not.

use super::State;
use crate::domain::entry::{Standing, Step, Withdrawn};
use crate::tui::action::Reason;
use crate::tui::model::Model;
use crate::tui::private;
use crate::tui::screen::{Screen, amend};
use crate::tui::today;

/// The page of the model, where it is the one that is shown.
fn shown(model: &Model) -> Option<&State> {
    match &model.screen {
        Screen::Child(state) => Some(state),
        _ => None,
    }
}

/// Whether a child's page is shown.
pub fn here(model: &Model) -> Result<(), Reason> {
    shown(model).map(|_| ()).ok_or_else(|| "→ on the board opens a child's page first.".to_string())
}

/// The marked entry, where it stands open to whoever is signed in.
fn readable(model: &Model) -> Result<&Standing, Reason> {
    here(model)?;
    let page = shown(model);
    let entry =
        page.and_then(State::current).ok_or(match page.is_some_and(|page| page.awaits.is_some()) {
            true => "What is written is being read.",
            false => "There is no entry here yet.",
        })?;
    match model.session.may_read(entry) {
        true if model.session.is_closed(entry) => Err(private::closed()),
        true => Ok(entry),
        _ if matches!(entry.withdrawn, Some(Withdrawn::TakenBack { .. })) => {
            Err("It was taken back: its words are gone.".to_string())
        }
        _ => Err("Only its writer and a room lead can read it.".to_string()),
    }
}

/// Whether there is an entry to open.
pub fn has_entry(model: &Model) -> Result<(), Reason> {
    match shown(model).and_then(State::current) {
        Some(entry) if model.session.is_closed(entry) => Ok(()),
        _ => readable(model).map(|_| ()),
    }
}

/// Whether the marked entry is a next step that nothing was heard of yet, or another one of the child's is.
pub fn open_step(model: &Model) -> Result<(), Reason> {
    here(model)?;
    // Where another line is marked, the steps that are known to be open are asked about.
    let open = shown(model).is_some_and(|page| !today::open_steps(&model.session, page.child).is_empty());
    let entry = match readable(model) {
        Ok(entry) => entry,
        Err(_) if open => return Ok(()),
        Err(why) => return Err(why),
    };
    match entry.step {
        Some(Step::Open) if entry.withdrawn.is_none() => Ok(()),
        _ if open => Ok(()),
        _ if entry.withdrawn.is_some() => Err("It does not stand any more.".to_string()),
        Some(Step::HeardBack { .. }) => Err("What was heard back of it is written already.".to_string()),
        _ => Err("Only a next step for home is heard back. Choose one with ↑↓.".to_string()),
    }
}

/// Whether something was promised in the marked entry and is still to be done.
pub fn promised(model: &Model) -> Result<(), Reason> {
    let entry = readable(model)?;
    match (entry.entry.follow_up, &entry.follow_up_done) {
        _ if entry.withdrawn.is_some() => Err("It does not stand any more.".to_string()),
        (None, _) => Err("Nothing was promised in this entry.".to_string()),
        (Some(_), Some(_)) => Err("It is marked as done already.".to_string()),
        (Some(_), None) => Ok(()),
    }
}

/// Whether the marked entry may be corrected by whoever is signed in.
pub fn may_amend(model: &Model) -> Result<(), Reason> {
    amend::may(&model.session, readable(model)?)
}
