//! Practice records as somebody may read them: the policy decides before anything leaves the worker.

use crate::domain::policy::may_read_practice;
use crate::domain::practice::{Practice, PracticeKind, PracticeStands};
use crate::domain::{Day, Period, PersonId, PracticeId};
use crate::failure::Result;
use crate::store::Store;

/// The records that this person may read, the newest first.
pub(super) fn readable(
    store: &Store,
    kinds: &[PracticeKind],
    person: PersonId,
) -> Result<Vec<PracticeStands>> {
    let roll = store.shared_roll()?;
    let Some(person) = roll.person(person) else { return Ok(Vec::new()) };
    let mut all = store.practices(Period { from: Day::MIN, to: Day::MAX })?;
    all.retain(|stands| may_read_practice(person, &stands.practice, kinds));
    Ok(all)
}

/// What a record said before each correction; nothing where this person may not read it.
pub(super) fn versions(
    store: &Store,
    kinds: &[PracticeKind],
    person: PersonId,
    id: PracticeId,
) -> Result<Vec<Practice>> {
    let roll = store.shared_roll()?;
    let mut versions = store.practice_versions(id)?;
    versions.retain(|one| roll.person(person).is_some_and(|who| may_read_practice(who, one, kinds)));
    Ok(versions)
}
