//! A request for the whole record of a child: who asks, the clock that runs from it, and what was decided of each line
//! that is held. What is held stands in [`held`], what a person decides of it in [`decision`], what the program suggests
//! for that in [`suggest`].

pub mod decision;
pub mod held;
pub mod suggest;

use chrono::{Datelike, Days, Months, Weekday};
use serde::{Deserialize, Serialize};

use super::day::{Day, Moment, long};
use super::id::{ChildId, ContactId, HouseholdId, LineId, PersonId, RequestId};
use super::roll::Roll;
use crate::domain::child::Responsibility;

pub use decision::{Decided, Decision, Treatment, Why};
pub use held::{Asking, Cause, HeldLine};
pub use suggest::Suggestion;

/// A request as it stands from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Its identity.
    pub id: RequestId,
    /// Whose record is asked for.
    pub child: ChildId,
    /// Who asks.
    pub asker: Asker,
    /// The day on which it came. What was written by the end of it is what is asked for.
    pub came: Day,
    /// Whether it is known that whoever asks is who they say.
    pub identity: Identity,
    /// That it takes longer than a month, where whoever asks was told so and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extended: Option<Extension>,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Ended>,
}

/// Who asks for a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asker {
    /// The child, who is or was in the setting.
    Child,
    /// An adult with parental responsibility, for the child.
    Adult(ContactId),
}

/// Whether somebody is who they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Identity {
    /// The setting knows them: nothing had to be asked.
    Known,
    /// They were asked to show it, and have not yet: the clock waits.
    Asked,
    /// They showed it on that day: the clock runs from it.
    Shown(Day),
}

/// More time than a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// By how many months: one or two.
    pub months: u8,
    /// Why, as whoever asks was told.
    pub why: String,
}

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ended {
    /// The record went out on that day.
    Answered(Day),
    /// Whoever asked took it back on that day.
    Withdrawn(Day),
}

/// A request as the record has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestStands {
    /// It.
    pub request: Request,
    /// How many times it was written: what a change must have seen.
    pub revision: u32,
    /// Who wrote it first, and when.
    pub written: Option<(PersonId, Moment)>,
    /// What was decided, by the line of the record.
    pub decided: std::collections::BTreeMap<LineId, Decided>,
}

/// Why a request can't be so. Its text is what a person is told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestTrouble {
    /// The adult is not on the child's list.
    #[error("That adult is not on the child's list.")]
    NotTheirs,
    /// The adult has no parental responsibility.
    #[error("That adult does not have parental responsibility for the child, and can't ask for the record.")]
    NoResponsibility,
    /// Nobody has said whether they have it.
    #[error("It is not known whether that adult has parental responsibility.")]
    ResponsibilityNotKnown,
    /// A day is still to come.
    #[error("That day is still to come.")]
    StillToCome,
    /// Identity was shown before the request came.
    #[error("It was shown who they are before the request came: then they are known.")]
    ShownBefore,
    /// More months than the law gives, or none.
    #[error("A request is extended by one or two months.")]
    Months,
    /// Nobody said why.
    #[error("Say why it takes longer, as whoever asks was told.")]
    NoReason,
    /// It is too late to say so.
    #[error("The month was over on {}: it had to be said by then that it takes longer.", long(*.0))]
    TooLate(Day),
    /// The clock does not run.
    #[error("The clock does not run yet: there is nothing to extend.")]
    NotRunning,
}

/// What the report is called in commands and in the log.
pub const WHOLE_RECORD: &str = "whole-record";

/// How many days before the day on which it is due a request is spoken of.
pub const SOON: i64 = 10;

impl Request {
    /// The day from which the clock runs; `None` while it is not shown who asks.
    pub fn runs_from(&self) -> Option<Day> {
        match self.identity {
            Identity::Known => Some(self.came),
            Identity::Shown(day) => Some(day.max(self.came)),
            Identity::Asked => None,
        }
    }

    /// The last day on which the record may go out: a calendar month from the day on which the clock began, and the
    /// months by which it was extended. Where that month has no such day, its last; where it is a Saturday or Sunday,
    /// the Monday. Public holidays are not known here: they give a day more, and a day early is never wrong.
    pub fn due(&self) -> Option<Day> {
        let more = self.extended.as_ref().map_or(0, |extension| u32::from(extension.months));
        self.runs_from().map(|from| months_after(from, 1 + more))
    }

    /// The days that are left, below zero once it is over; `None` where nothing is waited for.
    pub fn days_left(&self, today: Day) -> Option<i64> {
        let due = self.due().filter(|_| self.ended.is_none())?;
        Some((due - today).num_days())
    }

    /// The same where it is time to say so.
    pub fn due_soon(&self, today: Day) -> Option<i64> {
        self.days_left(today).filter(|left| *left <= SOON)
    }

    /// The same in words, `12 days left`; `None` where nothing is waited for.
    pub fn left(&self, today: Day) -> Option<String> {
        self.days_left(today).map(left)
    }

    /// How the clock stands, in a few words: `due 24 December 2026, 12 days left`.
    pub fn clock(&self, today: Day) -> String {
        match (self.ended, self.due()) {
            (Some(Ended::Answered(day)), _) => format!("answered {}", long(day)),
            (Some(Ended::Withdrawn(day)), _) => format!("withdrawn {}", long(day)),
            (None, None) => "waits until it is shown who asks".to_string(),
            (None, Some(due)) => format!("due {}, {}", long(due), left((due - today).num_days())),
        }
    }

    /// It as it stands once the record went out on a day; `None` where it has ended already.
    pub fn answered(&self, on: Day) -> Option<Request> {
        self.ended.is_none().then(|| Request { ended: Some(Ended::Answered(on)), ..self.clone() })
    }

    /// The household of whoever asks; `None` where it is the child.
    pub fn home(&self, roll: &Roll) -> Option<HouseholdId> {
        match self.asker {
            Asker::Child => None,
            Asker::Adult(adult) => roll.contact(adult).map(|adult| adult.household),
        }
    }

    /// Whom the record is for: `Siobhan O'Neill, for Ava`.
    pub fn for_whom(&self, roll: &Roll) -> String {
        let child = roll.child(self.child);
        match self.asker {
            Asker::Child => child.map(|child| child.name()).unwrap_or_default(),
            Asker::Adult(adult) => {
                let adult = roll.contact(adult).map(|adult| adult.name.clone()).unwrap_or_default();
                format!("{adult}, for {}", child.map(|child| child.first_name()).unwrap_or_default())
            }
        }
    }

    /// Whether it can be written like this on `today`, over the one that stood there.
    ///
    /// # Errors
    /// Where whoever asks may not, a day is not possible, or it is extended for no reason, for too long or too late.
    pub fn check(&self, before: Option<&Request>, roll: &Roll, today: Day) -> Result<(), RequestTrouble> {
        if let Asker::Adult(adult) = self.asker
            && before.is_none_or(|before| before.asker != self.asker)
        {
            let mut links = roll.links.iter().filter(|link| link.child == self.child);
            let link = links.find(|link| link.contact == adult).ok_or(RequestTrouble::NotTheirs)?;
            match link.responsibility {
                Responsibility::Yes => {}
                Responsibility::No => return Err(RequestTrouble::NoResponsibility),
                Responsibility::NotKnown => return Err(RequestTrouble::ResponsibilityNotKnown),
            }
        }
        if self.came > today {
            return Err(RequestTrouble::StillToCome);
        }
        if let Some(Ended::Answered(day) | Ended::Withdrawn(day)) = self.ended
            && day > today
        {
            return Err(RequestTrouble::StillToCome);
        }
        match self.identity {
            Identity::Shown(day) if day > today => return Err(RequestTrouble::StillToCome),
            Identity::Shown(day) if day < self.came => return Err(RequestTrouble::ShownBefore),
            _ => {}
        }
        match &self.extended {
            extended if before.is_some_and(|before| before.extended == *extended) => Ok(()),
            None => Ok(()),
            Some(Extension { months, .. }) if !(1..=2).contains(months) => Err(RequestTrouble::Months),
            Some(Extension { why, .. }) if why.trim().is_empty() => Err(RequestTrouble::NoReason),
            Some(_) => {
                let month = self.runs_from().map(|from| months_after(from, 1));
                let month = month.ok_or(RequestTrouble::NotRunning)?;
                if today > month { Err(RequestTrouble::TooLate(month)) } else { Ok(()) }
            }
        }
    }
}

/// `12 days left`, `1 day over`
fn left(days: i64) -> String {
    let (count, end) = if days < 0 { (-days, "over") } else { (days, "left") };
    format!("{count} {} {end}", if count == 1 { "day" } else { "days" })
}

/// So many calendar months later, on a day of work.
fn months_after(from: Day, months: u32) -> Day {
    let there = from.checked_add_months(Months::new(months)).unwrap_or(from);
    let on = match there.weekday() {
        Weekday::Sat => 2,
        Weekday::Sun => 1,
        _ => 0,
    };
    there.checked_add_days(Days::new(on)).unwrap_or(there)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Contact, ContactLink, Format};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn request(came: &str) -> Request {
        Request {
            id: uuid::Uuid::from_u128(1).into(),
            child: uuid::Uuid::from_u128(2).into(),
            asker: Asker::Adult(uuid::Uuid::from_u128(3).into()),
            came: day(came),
            identity: Identity::Known,
            extended: None,
            ended: None,
        }
    }

    fn roll(responsibility: Responsibility) -> Roll {
        let (child, contact) = (uuid::Uuid::from_u128(2).into(), uuid::Uuid::from_u128(3).into());
        Roll {
            contacts: vec![Contact {
                id: contact,
                name: "Jo Bell".into(),
                household: uuid::Uuid::from_u128(4).into(),
                language: "English".into(),
                format: Format::Standard,
            }],
            links: vec![ContactLink {
                child,
                contact,
                relation: "Mum".into(),
                responsibility,
                may_collect: None,
            }],
            ..Roll::default()
        }
    }

    fn extended(months: u8, why: &str) -> Option<Extension> {
        Some(Extension { months, why: why.into() })
    }

    #[test]
    fn a_request_is_due_a_calendar_month_after_its_clock_began() {
        use Identity::*;
        for (came, identity, more, due) in [
            ("2026-11-24", Known, None, Some("2026-12-24")),
            // There is no 31 November.
            ("2026-10-31", Known, None, Some("2026-11-30")),
            // There is no 31 February, and its 28th is a Sunday.
            ("2027-01-31", Known, None, Some("2027-03-01")),
            // A Saturday, and a Sunday.
            ("2026-11-05", Known, None, Some("2026-12-07")),
            ("2026-11-06", Known, None, Some("2026-12-07")),
            ("2026-11-24", Asked, None, None),
            ("2026-11-24", Shown(day("2026-11-27")), None, Some("2026-12-28")),
            ("2026-11-24", Known, extended(1, "much"), Some("2027-01-25")),
            ("2026-11-24", Known, extended(2, "much"), Some("2027-02-24")),
        ] {
            let request = Request { identity, extended: more, ..request(came) };
            assert_eq!(request.due(), due.map(day), "{came} {identity:?}");
        }
    }

    #[test]
    fn the_clock_says_what_is_left_and_is_spoken_of_when_it_is_time() {
        let mut request = request("2026-11-24");
        for (today, says, soon) in [
            ("2026-11-24", "due 24 December 2026, 30 days left", None),
            ("2026-12-13", "due 24 December 2026, 11 days left", None),
            ("2026-12-14", "due 24 December 2026, 10 days left", Some(10)),
            ("2026-12-23", "due 24 December 2026, 1 day left", Some(1)),
            ("2026-12-25", "due 24 December 2026, 1 day over", Some(-1)),
        ] {
            assert_eq!(request.clock(day(today)), says);
            assert_eq!(request.due_soon(day(today)), soon, "{today}");
        }
        request.ended = Some(Ended::Answered(day("2026-12-20")));
        assert_eq!(request.clock(day("2027-01-20")), "answered 20 December 2026");
        assert_eq!(request.due_soon(day("2027-01-20")), None);
    }

    #[test]
    fn only_an_adult_with_parental_responsibility_asks_for_a_child() {
        let today = day("2026-11-24");
        let asked = request("2026-11-24");
        for (responsibility, trouble) in [
            (Responsibility::Yes, None),
            (Responsibility::No, Some(RequestTrouble::NoResponsibility)),
            (Responsibility::NotKnown, Some(RequestTrouble::ResponsibilityNotKnown)),
        ] {
            assert_eq!(asked.check(None, &roll(responsibility), today).err(), trouble);
        }
        assert_eq!(asked.check(None, &Roll::default(), today), Err(RequestTrouble::NotTheirs));
        // Whoever asked while they could is still answered, or told why not.
        assert_eq!(asked.check(Some(&asked), &Roll::default(), today), Ok(()));
        let child = Request { asker: Asker::Child, ..asked };
        assert_eq!(child.check(None, &Roll::default(), today), Ok(()));
    }

    #[test]
    fn what_can_not_be_of_a_request_is_refused() {
        use Identity::*;
        let yes = roll(Responsibility::Yes);
        for (today, identity, more, trouble) in [
            ("2026-11-23", Known, None, Some(RequestTrouble::StillToCome)),
            ("2026-11-24", Shown(day("2026-11-25")), None, Some(RequestTrouble::StillToCome)),
            ("2026-11-24", Shown(day("2026-11-23")), None, Some(RequestTrouble::ShownBefore)),
            ("2026-11-24", Known, extended(0, "much"), Some(RequestTrouble::Months)),
            ("2026-11-24", Known, extended(3, "much"), Some(RequestTrouble::Months)),
            ("2026-11-24", Known, extended(2, " "), Some(RequestTrouble::NoReason)),
            ("2026-11-24", Asked, extended(2, "much"), Some(RequestTrouble::NotRunning)),
            ("2026-12-24", Known, extended(2, "much"), None),
            ("2026-12-25", Known, extended(2, "much"), Some(RequestTrouble::TooLate(day("2026-12-24")))),
        ] {
            let asked = Request { identity, extended: more, ..request("2026-11-24") };
            assert_eq!(asked.check(None, &yes, day(today)).err(), trouble, "{today} {identity:?}");
        }
        let ended = Request { ended: Some(Ended::Withdrawn(day("2026-11-26"))), ..request("2026-11-24") };
        assert_eq!(ended.check(None, &yes, day("2026-11-25")), Err(RequestTrouble::StillToCome));
        assert_eq!(ended.check(None, &yes, day("2026-11-26")), Ok(()));
        // What was said in time stays said.
        let told = Request { extended: extended(2, "much"), ..request("2026-11-24") };
        assert_eq!(told.check(Some(&told), &yes, day("2027-01-05")), Ok(()));
    }
}
