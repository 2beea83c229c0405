//! The lock that comes by itself: a page that nobody touches warns, then locks, so that no news stands open
//! at the door. Pure; the loop asks [`wake`] how long it may wait for a key.

use std::time::Duration;

use super::action::{Action, Scope};
use super::key::{Chord, Takes};
use super::model::Model;
use super::msg::{Mood, Notice};
use crate::clock;
use crate::domain::{Day, Moment, Time};

/// How long the warning stands before the screen locks.
pub const WARNING: Duration = Duration::from_secs(15);

/// How long a page that faces the door may stand without a key.
const AT_THE_DOOR: Duration = Duration::from_secs(60);

/// How long a lead's page may: a review is read as much as it is typed.
const AT_THE_DESK: Duration = Duration::from_secs(5 * 60);

/// How long the machine may have been asleep and the screen still be the one that was left. A lid that was
/// closed and opened again has been out of sight for longer.
pub const NAP: Duration = Duration::from_secs(2);

/// How long the machine may have been asleep and the record still be open. Behind a lid that was closed for longer
/// the key was carried about.
pub const SLEEP: Duration = Duration::from_secs(15 * 60);

/// How long nobody may have touched a key and the record still be open.
pub const UNUSED: Duration = Duration::from_secs(4 * 60 * 60);

/// Why the record was closed: it opens again with the room words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// Closing time came.
    ClosingTime,
    /// The machine was asleep.
    Slept,
    /// Nobody touched a key for hours.
    Unused,
    /// A lead closed it.
    Chosen,
}

impl Closed {
    /// All of them.
    pub const ALL: [Closed; 4] = [Closed::ClosingTime, Closed::Slept, Closed::Unused, Closed::Chosen];

    /// By this it is known to the program that is begun anew.
    pub fn name(self) -> &'static str {
        match self {
            Closed::ClosingTime => "closing-time",
            Closed::Slept => "slept",
            Closed::Unused => "unused",
            Closed::Chosen => "chosen",
        }
    }

    /// What is said where the room words are asked.
    pub fn says(self) -> &'static str {
        match self {
            Closed::ClosingTime => {
                "Closing time came, so the log was closed. Nothing is lost; drafts are kept."
            }
            Closed::Slept => {
                "This machine was asleep, so the log was closed. Nothing is lost; drafts are kept."
            }
            Closed::Unused => {
                "Nobody was here for hours, so the log was closed. Nothing is lost; drafts are kept."
            }
            Closed::Chosen => "The log was closed. Nothing is lost; drafts are kept.",
        }
    }
}

/// Whether closing time came after the record was opened. Whoever opens it later that day is left alone until the next.
pub fn closing_time_came(opened: Moment, now: Moment, closes: Time) -> bool {
    let on = |day: Day| Moment::at(day, closes, now.offset);
    let today = on(now.day());
    let last = if today.ms <= now.ms { Some(today) } else { now.day().pred_opt().map(on) };
    last.is_some_and(|last| opened.ms < last.ms)
}

/// How long the page may stand without a key from now on; `None` where there is nothing to lock.
pub fn patience(model: &Model) -> Option<Duration> {
    model.session.person?;
    Some(match &model.lesson {
        _ if model.locks_soon => WARNING,
        // Whoever learns reads more than they type, and nobody is named there.
        Some(_) => AT_THE_DESK,
        None => of(model.screen.page().scope()),
    })
}

fn of(scope: Scope) -> Duration {
    match scope {
        Scope::Review
        | Scope::ReviewTicks
        | Scope::ReviewShows
        | Scope::ReviewRest
        | Scope::ReviewChoice
        | Scope::ReviewWords
        | Scope::Evidence
        | Scope::EvidenceChoice
        | Scope::EvidenceDays
        | Scope::EvidencePin
        | Scope::Families
        | Scope::Form
        | Scope::Statement
        | Scope::StatementText
        | Scope::StatementCite
        | Scope::StatementDraft
        | Scope::StatementFigures
        | Scope::Week
        | Scope::Evaluation
        | Scope::Ratings
        | Scope::AreaForm
        | Scope::Staff
        | Scope::Records
        | Scope::RecordKinds
        | Scope::Record
        | Scope::RecordForm
        | Scope::RecordTicks
        | Scope::Exports
        | Scope::Export
        | Scope::ExportAnswer
        | Scope::Past
        | Scope::Requests
        | Scope::RequestNew
        | Scope::Request
        | Scope::RequestWhy
        | Scope::RequestWords
        | Scope::RequestRest
        | Scope::RequestMore
        | Scope::RequestFile
        | Scope::Due
        | Scope::DueFind
        | Scope::DueReason
        | Scope::Erasing
        | Scope::ErasingGround
        | Scope::ErasingWho
        | Scope::Erased
        | Scope::Handing
        | Scope::ArchivePassword
        | Scope::AsksAgain => AT_THE_DESK,
        _ => AT_THE_DOOR,
    }
}

/// Whether nobody has touched a key for hours, since that millisecond of the program.
pub fn unused_since(used: u64) -> bool {
    clock::elapsed_ms().saturating_sub(used) >= UNUSED.as_secs() * 1000
}

/// What wakes the loop where nothing happens before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wake {
    /// The clock on the page shows the next minute.
    Minute,
    /// The page's patience is at its end.
    Idle,
}

/// How long the loop waits, and for what: the next minute is so far, and for so long nobody has touched a
/// page that has so much patience.
pub fn wake(minute: Duration, untouched: Duration, patience: Option<Duration>) -> (Duration, Wake) {
    match patience.map(|patience| patience.saturating_sub(untouched)) {
        Some(left) if left <= minute => (left, Wake::Idle),
        _ => (minute, Wake::Minute),
    }
}

/// Whether a page stood open for longer than it may: the program was stopped, or its terminal took nothing, while
/// nobody was told. Whoever presses the next key is not known.
pub fn overstayed(untouched: Duration, patience: Option<Duration>) -> bool {
    patience.is_some_and(|patience| untouched > patience + WARNING)
}

/// Says that the screen locks soon; `false` where that has been said and the time is up.
pub fn warn(model: &mut Model) -> bool {
    if model.locks_soon {
        return false;
    }
    model.locks_soon = true;
    let seconds = WARNING.as_secs();
    let text = format!("Locks in {seconds} s to keep news private. Any key stays. Your words are kept.");
    model.notice = Some(Notice { sign: Mood::Plain, text });
    true
}

/// Ends the warning. Whether this key did only that: it is not typed, but a wish to lock is one all the same.
pub fn stay(model: &mut Model, chord: Option<Chord>) -> bool {
    let warned = std::mem::take(&mut model.locks_soon);
    if warned {
        model.notice = None;
    }
    let locks = |chord| {
        let found = model.session.keys.find(Scope::Anywhere, Takes::Nothing, chord);
        found.is_some_and(|(action, _)| action == Action::Lock)
    };
    warned && chord.is_some_and(|chord| !locks(chord))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_stood_open_past_its_warning_is_locked_before_the_next_key() {
        let seconds = Duration::from_secs;
        for (untouched, patience, locks) in [
            (75, Some(60), false),
            (76, Some(60), true),
            (30, Some(15), false),
            (31, Some(15), true),
            (900, None, false),
        ] {
            assert_eq!(
                overstayed(seconds(untouched), patience.map(seconds)),
                locks,
                "{untouched} {patience:?}"
            );
        }
    }

    #[test]
    fn closing_time_closes_what_was_opened_before_it_once_and_however_late_it_is_seen() {
        let at = |day, hour, minute| {
            let day = Day::from_ymd_opt(2026, 11, day).unwrap();
            Moment::at(day, Time::from_hms_opt(hour, minute, 0).unwrap(), 0)
        };
        let closes = Time::from_hms_opt(18, 30, 0).unwrap();
        for (opened, now, came) in [
            (at(24, 8, 0), at(24, 18, 29), false),
            (at(24, 8, 0), at(24, 18, 30), true),
            (at(24, 8, 0), at(25, 7, 0), true),
            (at(24, 19, 0), at(24, 22, 0), false),
            (at(24, 19, 0), at(25, 18, 29), false),
            (at(24, 19, 0), at(25, 18, 30), true),
            // A clock that was put back closes nothing.
            (at(24, 8, 0), at(23, 20, 0), false),
        ] {
            assert_eq!(closing_time_came(opened, now, closes), came, "{opened:?} {now:?}");
        }
    }

    #[test]
    fn the_loop_waits_for_whatever_comes_first() {
        let seconds = Duration::from_secs;
        for (minute, untouched, patience, wanted) in [
            (40, 0, None, (40, Wake::Minute)),
            (40, 900, None, (40, Wake::Minute)),
            (40, 0, Some(60), (40, Wake::Minute)),
            (40, 30, Some(60), (30, Wake::Idle)),
            (40, 20, Some(60), (40, Wake::Idle)),
            (40, 61, Some(60), (0, Wake::Idle)),
        ] {
            let (wait, wake) = wake(seconds(minute), seconds(untouched), patience.map(seconds));
            assert_eq!((wait.as_secs(), wake), wanted, "{minute} {untouched} {patience:?}");
        }
    }
}
