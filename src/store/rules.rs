//! Who may do what, and what the record itself refuses. Every refusal is a sentence for the person.

mod erasure;
mod evaluation;
mod requests;
mod staff;

use rusqlite::Connection;
use uuid::Uuid;

use super::log;
use super::projections::{day, entries, people, practice, presence};
use super::value::number;
use crate::domain::deeds::Deed;
use crate::domain::entry::{
    Done, NoTakeBack, Review, SAVED_WITH_OTHER_WORDS, Shown, Standing, Step, TAKE_BACK_SECONDS, Withdrawn,
};
use crate::domain::practice::{Practice, PracticeStands};
use crate::domain::{
    Change, ChildId, Day, Entry, EntryId, PersonId, Pinned, PracticeId, Practitioner, Stamp, length,
};
use crate::failure::{Failure, Result};
pub(super) use staff::{managed, outgrows};

/// Whether a person's role lets them make this change, by the one table; `None` is the program itself at set-up. What
/// depends on the record besides (whose entry it is, what was seen) is refused when it is written.
///
/// # Errors
/// Refused, with the sentence for the person.
pub fn may(person: Option<&Practitioner>, change: &Change) -> Result<()> {
    match Deed::of(change, person).row() {
        Some(row) if row.allows(person) => Ok(()),
        row => Err(Failure::refused(row.map_or("Nobody can do that.", |row| row.refused))),
    }
}

/// Whether a change is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Write,
    /// It is in the record.
    Already,
}

/// The id by which a change is known to be in the record already.
pub(super) fn note(change: &Change) -> Option<Uuid> {
    match change {
        Change::Entry(entry) => Some(entry.id.0),
        Change::Practice(practice) => Some(practice.id.0),
        _ => None,
    }
}

/// Whether what a change writes is in the record already. Refuses one that has its id there and says something else: to
/// call that saved would lose these words.
pub(super) fn written(db: &Connection, change: &Change) -> Result<bool> {
    let Some(id) = note(change) else { return Ok(false) };
    if !log::knows(db, id)? {
        return Ok(false);
    }
    let same = match (log::said(db, id)?, change) {
        // What was taken back since has no words to lay beside these.
        (None, _) => true,
        (Some(Change::Entry(there)), Change::Entry(new)) => {
            (there.child, &there.text, there.private) == (new.child, &new.text, new.private)
        }
        (Some(Change::Practice(there)), Change::Practice(new)) => {
            (&there.text, &there.fields, &there.children) == (&new.text, &new.fields, &new.children)
        }
        _ => false,
    };
    if same {
        return Ok(true);
    }
    Err(Failure::refused(SAVED_WITH_OTHER_WORDS)
        .todo("Press Enter to save these words as a note of their own."))
}

/// Who is at work. Refuses somebody who is not on the staff list, or has left.
pub(super) fn signed_in(db: &Connection, stamp: Stamp) -> Result<Option<Practitioner>> {
    let Some(id) = stamp.person else { return Ok(None) };
    let Some(person) = people::person(db, id)? else {
        return Err(Failure::refused("Whoever is signed in is not on the staff list."));
    };
    if person.until.is_some_and(|until| until < stamp.recorded.day()) {
        return Err(Failure::refused(format!("{} has left and can't write any more.", person.first_name())));
    }
    Ok(Some(person))
}

/// Whether the role and the record let this change be written now.
pub(super) fn check(
    db: &Connection,
    person: Option<&Practitioner>,
    change: &Change,
    stamp: Stamp,
) -> Result<Verdict> {
    may(person, change)?;
    if written(db, change)? {
        return Ok(Verdict::Already);
    }
    if length::too_long(change) {
        return Err(Failure::refused("A text of it is longer than 10,000 characters.")
            .todo("Make it shorter, or write it as several."));
    }
    match change {
        Change::Person(new) => staff::changed(db, person, new, stamp)?,
        Change::PinChosen { person: whose } => staff::reset(db, person, *whose, stamp)?,
        Change::Entry(new) => entry(db, person, new)?,
        Change::Amend { entry, seen, text, .. } => {
            let there = standing(db, *entry)?;
            touches(db, person, &there)?;
            seen_latest(db, &there, *seen)?;
            if text.trim().is_empty() {
                return Err(Failure::refused("There are no words in it.").todo("Write what it should say."));
            }
        }
        Change::Strike { entry, seen } => {
            let there = standing(db, *entry)?;
            touches(db, person, &there)?;
            seen_latest(db, &there, *seen)?;
        }
        Change::Agree { entry, seen, shows, .. } => {
            let there = standing(db, *entry)?;
            seen_latest(db, &there, *seen)?;
            if !only_adds(&there, shows) {
                agreed_stays(db, &there)?;
            }
            if there.entry.no_talk.is_some() && !shows.is_empty() {
                return Err(Failure::refused("There was no talk, so it shows nothing."));
            }
        }
        Change::AgreementTakenBack { entry, seen } => {
            let there = standing(db, *entry)?;
            seen_latest(db, &there, *seen)?;
            if !added_since_closing(db, &there)? {
                agreed_stays(db, &there)?;
            }
            if !there.agreed() {
                return Err(Failure::refused("It is not agreed any more."));
            }
        }
        Change::NameSettled { entry, seen } => seen_latest(db, &standing(db, *entry)?, *seen)?,
        Change::SendBack { entry, .. } => agreed_stays(db, &standing(db, *entry)?)?,
        Change::TakeBack { entry } => {
            let there = entries::entry(db, *entry)?.ok_or_else(not_there)?;
            let by = person.map_or(there.entry.by, |person| person.id);
            there.take_back(by, stamp.recorded).map_err(|why| Failure::refused(why.to_string()))?;
        }
        Change::HeardBack { entry, told_in, .. } => {
            let there = standing(db, *entry)?;
            may_see(person, &there)?;
            if let Some(note) = told_in
                && standing(db, *note)?.entry.child != there.entry.child
            {
                return Err(Failure::refused("That note is not about the child of this step."));
            }
            match &there.step {
                Some(Step::Open) => {}
                Some(Step::HeardBack { by, at, .. }) => {
                    let who = name(db, *by)?;
                    return Err(Failure::refused(format!(
                        "{who} wrote at {} what was heard back.",
                        at.clock()
                    )));
                }
                None => return Err(Failure::refused("Only a next step for home is heard back.")),
            }
        }
        Change::FollowUpDone { entry, .. } => {
            let there = standing(db, *entry)?;
            may_see(person, &there)?;
            if there.entry.follow_up.is_none() {
                return Err(Failure::refused("Nothing was promised in this entry."));
            }
            if let Some(Done { by, at, .. }) = there.follow_up_done {
                let who = name(db, by)?;
                return Err(Failure::refused(format!("{who} marked it done at {}.", at.clock())));
            }
        }
        Change::Presence { child, day, .. } => says_where(db, person, *child, *day, stamp)?,
        Change::PresenceTakenBack { child, day } => {
            let last = presence::last(db, *child, *day)?;
            let Some(last) = last else { return Err(Failure::refused(NoTakeBack::Gone.to_string())) };
            if person.is_none_or(|person| person.id != last.by) {
                let who = name(db, last.by)?;
                return Err(Failure::refused(format!(
                    "{who} said at {} where the child is.",
                    last.at.clock()
                )));
            }
            if (stamp.recorded.ms - last.at.ms).abs() > TAKE_BACK_SECONDS * 1000 {
                let minutes = stamp.recorded.minutes_since(last.at);
                return Err(Failure::refused(NoTakeBack::TooLate { minutes }.to_string()));
            }
        }
        Change::Gap { child, .. } if !people::knows_child(db, *child)? => return Err(unknown_child()),
        Change::Practice(record) => {
            wrote(record)?;
            if person.is_some_and(|person| person.id != record.by) {
                return Err(Failure::refused("Nobody writes as somebody else."));
            }
            known(db, &record.children)?;
        }
        Change::AmendPractice { record, seen, .. } => {
            let there = practice_of(db, person, record.id)?;
            wrote(record)?;
            if person.is_some_and(|person| !there.may_amend(person.id, person.role)) {
                return Err(Failure::refused(
                    "Somebody else wrote it: only they or a room lead can amend it.",
                ));
            }
            seen_practice(db, &there, *seen)?;
            let of = |one: &Practice| (one.kind.clone(), one.by, one.restricted);
            if of(&there.practice) != of(record) {
                return Err(Failure::refused(
                    "What kind of record it is, and who wrote it, stays as it was.",
                ));
            }
            known(db, &record.children)?;
        }
        Change::AgreePractice { practice, seen, .. } => {
            let there = practice_of(db, person, *practice)?;
            seen_practice(db, &there, *seen)?;
            if !there.waits {
                return Err(Failure::refused("It has been agreed already."));
            }
        }
        Change::PracticeNameSettled { practice, seen } => {
            seen_practice(db, &practice_of(db, person, *practice)?, *seen)?;
        }
        Change::TakeBackPractice { practice } => {
            let there = practice_of(db, person, *practice)?;
            let by = person.map_or(there.practice.by, |person| person.id);
            there.take_back(by, stamp.recorded).map_err(|why| Failure::refused(why.to_string()))?;
        }
        Change::Group(group) => known(db, &group.children)?,
        Change::Phrase(phrase) => {
            if let Err(wrong) = phrase.check() {
                return Err(
                    Failure::refused(format!("This can't be a phrase: {}.", wrong.what)).todo(wrong.todo)
                );
            }
        }
        Change::Pinned(pinned) => {
            Pinned::question_of(&pinned.question).map_err(|why| Failure::refused(why.to_string()))?;
            if !pinned.on(stamp.recorded.day()) {
                return Err(Failure::refused("The last day on which it would be shown is over."));
            }
        }
        Change::Judge { .. }
        | Change::EvidenceText { .. }
        | Change::KeepText { .. }
        | Change::Rate { .. }
        | Change::Area { .. }
        | Change::SignOff(_) => evaluation::check(db, change, stamp)?,
        Change::Erase(erasure) => erasure::erased(db, person, erasure, stamp)?,
        Change::Hold { subject, child, reason } => erasure::hold(db, *subject, *child, reason)?,
        Change::Release { subject, reason, .. } => erasure::release(db, *subject, reason)?,
        Change::Request { request, seen } => requests::asked(db, request, *seen, stamp)?,
        Change::Decide { request, line, decision, seen } => {
            requests::decided(db, (*request, *line), decision.as_ref(), *seen)?;
        }
        _ => {}
    }
    Ok(Verdict::Write)
}

fn entry(db: &Connection, person: Option<&Practitioner>, entry: &Entry) -> Result<()> {
    let Some(person) = person else { return Ok(()) };
    if !people::knows_child(db, entry.child)? {
        return Err(unknown_child());
    }
    let from_paper = entry.entered_by == Some(person.id) && person.role.leads();
    if let Some(from) = entry.moved_from {
        // Its words keep their writer when they move to the right child; who moved them stands in the stamp.
        let there = entries::entry(db, from)?.ok_or_else(not_there)?;
        if there.entry.by == entry.by {
            return if person.role.leads() || writer(&there) == person.id {
                Ok(())
            } else {
                Err(not_yours())
            };
        }
    }
    if (entry.by == person.id && entry.entered_by.is_none_or(|by| by == person.id)) || from_paper {
        return Ok(());
    }
    Err(Failure::refused("Nobody writes as somebody else.")
        .todo("A room lead or manager can enter what others wrote on paper."))
}

/// A practice record that stands and that this person may read.
fn practice_of(db: &Connection, person: Option<&Practitioner>, id: PracticeId) -> Result<PracticeStands> {
    let leads = person.is_some_and(|person| person.role.leads());
    practice::practice(db, id)?
        .filter(|there| leads || !there.practice.restricted)
        .ok_or_else(|| Failure::refused("That record is not there: it was taken back, or never written."))
}

/// Refuses a practice record that says nothing.
fn wrote(record: &Practice) -> Result<()> {
    if record.says_something() {
        return Ok(());
    }
    Err(Failure::refused("There are no words in it.").todo("Write in a sentence what was done."))
}

/// Refuses what was decided over another practice record than the one that stands.
fn seen_practice(db: &Connection, there: &PracticeStands, seen: u32) -> Result<()> {
    match there.amended.last() {
        Some(last) if there.revision != seen => Err(Failure::refused(format!(
            "{} amended this record at {}. Look at it again.",
            name(db, last.by)?,
            last.at.clock()
        ))),
        None if seen != 0 => Err(Failure::refused("This was changed meanwhile. Look at it again.")),
        _ => Ok(()),
    }
}

/// Refuses a child who is not and never was on the roll.
fn known(db: &Connection, children: &[ChildId]) -> Result<()> {
    for child in children {
        if !people::knows_child(db, *child)? {
            return Err(unknown_child());
        }
    }
    Ok(())
}

/// Where a child is: of today anybody says it, of another day leads alone.
fn says_where(
    db: &Connection,
    person: Option<&Practitioner>,
    child: ChildId,
    day: Day,
    stamp: Stamp,
) -> Result<()> {
    if !people::knows_child(db, child)? {
        return Err(unknown_child());
    }
    if person.is_some_and(|person| person.role.leads()) {
        return Ok(());
    }
    if day != stamp.recorded.day() {
        return Err(Failure::refused("Only a room lead or manager says it of another day."));
    }
    Ok(())
}

/// An entry that stands.
fn standing(db: &Connection, id: EntryId) -> Result<Standing> {
    let there = entries::entry(db, id)?.ok_or_else(not_there)?;
    let (by, at, how) = match there.withdrawn {
        None => return Ok(there),
        Some(Withdrawn::TakenBack { by, at }) => (by, at, "took this back"),
        Some(Withdrawn::Struck { by, at }) => (by, at, "struck this, for it stood with the wrong child,"),
    };
    Err(Failure::refused(format!("{} {how} at {}.", name(db, by)?, at.clock())))
}

/// Refuses what was decided over other words than those that stand.
fn seen_latest(db: &Connection, there: &Standing, seen: u32) -> Result<()> {
    match there.amendments.last() {
        Some(last) if there.revision != seen => {
            let who = name(db, last.by)?;
            Err(Failure::refused(format!("{who} amended this at {}. Look at it again.", last.at.clock())))
        }
        None if seen != 0 => Err(Failure::refused("This was changed meanwhile. Look at it again.")),
        _ => Ok(()),
    }
}

/// The writer and leads may correct an entry; after the day was closed leads alone.
fn touches(db: &Connection, person: Option<&Practitioner>, there: &Standing) -> Result<()> {
    let Some(person) = person.filter(|person| !person.role.leads()) else { return Ok(()) };
    if writer(there) != person.id && there.entry.by != person.id {
        return Err(not_yours());
    }
    let day = there.entry.happened.day();
    if let Some((by, _, _)) = day::closed(db, there.entry.room, number(day))? {
        return Err(Failure::refused(format!("{} has closed that day.", name(db, by)?))
            .todo("Ask a room lead to amend it."));
    }
    Ok(())
}

/// Once a day is closed, what was agreed of it stays agreed as it was.
fn agreed_stays(db: &Connection, there: &Standing) -> Result<()> {
    let day = there.entry.happened.day();
    match day::closed(db, there.entry.room, number(day))? {
        Some((by, _, _)) if there.agreed() && !there.amended_since() => {
            Err(Failure::refused(format!("{} has closed that day.", name(db, by)?))
                .safe("What was agreed stays as it is.")
                .todo("Correct the entry instead."))
        }
        _ => Ok(()),
    }
}

/// Whether all that an entry was agreed to show stays, and what comes is of frameworks of which it showed nothing: one
/// that came into use afterwards takes in the weeks before. The line of the first agreement, which the day code covers,
/// is in the log as it was.
fn only_adds(there: &Standing, shows: &[Shown]) -> bool {
    let before = there.shows();
    let of = |framework: &str| before.iter().any(|shown| shown.statement.framework == framework);
    there.agreed()
        && before.iter().all(|shown| shows.contains(shown))
        && shows.iter().all(|shown| before.contains(shown) || !of(&shown.statement.framework))
}

/// Whether its last agreement only added, after its day was closed, to the one that stood then and stands again without
/// it.
fn added_since_closing(db: &Connection, there: &Standing) -> Result<bool> {
    let Review::Agreed { at, over: Some(_), .. } = &there.review else { return Ok(false) };
    let closed = day::closed(db, there.entry.room, number(there.entry.happened.day()))?;
    Ok(closed.is_some_and(|(_, closed, _)| at.ms > closed.ms))
}

/// A private entry is its writer's and the leads' to see.
fn may_see(person: Option<&Practitioner>, there: &Standing) -> Result<()> {
    let theirs = person.is_some_and(|person| person.role.leads() || person.id == there.entry.by);
    if there.entry.private && !theirs { Err(not_there()) } else { Ok(()) }
}

/// Who put an entry in.
fn writer(there: &Standing) -> PersonId {
    there.entry.entered_by.unwrap_or(there.entry.by)
}

fn name(db: &Connection, person: PersonId) -> Result<String> {
    Ok(people::person(db, person)?
        .map_or_else(|| "Somebody".to_string(), |person| person.first_name().to_string()))
}

fn not_there() -> Failure {
    Failure::refused("That entry is not in the record.")
}

fn not_yours() -> Failure {
    Failure::refused("Somebody else wrote it: only they or a room lead can amend it.")
}

fn unknown_child() -> Failure {
    Failure::refused("That child is not on the register.").todo("Bring in the register first.")
}
