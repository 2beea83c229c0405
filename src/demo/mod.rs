//! A made-up nursery, the same for the same seed: for practice, for tests, for benches.
//!
//! [`Nursery::new`] makes who is who; [`Nursery::acts`] tells what happened, day by day, in the order in
//! which it would have been written. Each day's dice are thrown from the seed and the date alone, so the
//! same day reads the same however many days come before it.

mod days;
mod facts;
mod people;

use chrono::{Datelike, Weekday};

use crate::catalog::Catalog;
use crate::catalog::demo::DemoWords;
use crate::domain::{Act, Day, Moment, PersonId, Roll, Stamp};

pub use days::Acts;

/// How much to make, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// How many weeks up to today, where `entries` does not say.
    pub weeks: u32,
    /// Exactly so many entries, over as many weeks as that takes.
    pub entries: Option<u64>,
    /// The same seed makes the same nursery.
    pub seed: u64,
    /// The demo's now: nothing is written after it.
    pub now: Moment,
}

impl Plan {
    /// How far the nursery's week is turned: whoever tries the program on a Saturday or Sunday finds it open.
    fn turned(&self) -> usize {
        match self.now.day().weekday() {
            Weekday::Sat => 1,
            Weekday::Sun => 2,
            _ => 0,
        }
    }

    /// Whether the nursery is open on that day: five days of seven, today among them.
    fn open_on(&self, day: Day) -> bool {
        (day.weekday().num_days_from_monday() as usize + 7 - self.turned()) % 7 < 5
    }
}

/// The numbers that everyone in the practice nursery signs in with.
pub const PIN: &str = "4816";
/// The same for leads and managers, who have six.
pub const LEAD_PIN: &str = "481625";
/// The room words of the practice nursery, which are no secret: they lie beside it.
pub const WORDS: &str = "apple balance cloud dinosaur garden humble";

/// A made-up nursery.
pub struct Nursery<'a> {
    plan: Plan,
    catalog: &'a Catalog,
    words: &'a DemoWords,
    roll: Roll,
    founding: Vec<crate::domain::Change>,
    first_day: Day,
    extra: u64,
    facts: facts::Facts,
}

impl<'a> Nursery<'a> {
    /// Makes who is who, and finds the day on which it has to begin.
    pub fn new(plan: Plan, catalog: &'a Catalog, words: &'a DemoWords) -> Nursery<'a> {
        let weeks = match plan.entries {
            None => u64::from(plan.weeks.max(1)),
            // A little under what a week holds, so that there are always enough to leave some out.
            Some(entries) => entries / 640 + 2,
        };
        let people = people::make(&plan, words, weeks);
        let mut nursery = Nursery {
            plan,
            catalog,
            words,
            facts: facts::Facts::of(&people.roll, words, people.pronouns),
            roll: people.roll,
            founding: people.changes,
            first_day: people.first_day,
            extra: 0,
        };
        if let Some(wanted) = plan.entries {
            nursery.begin_so_that(wanted);
        }
        nursery
    }

    /// Who is who.
    pub fn roll(&self) -> &Roll {
        &self.roll
    }

    /// Everyone's PIN.
    pub fn pins(&self) -> impl Iterator<Item = (PersonId, &'static str)> + '_ {
        self.roll.people.iter().map(|person| (person.id, if person.role.leads() { LEAD_PIN } else { PIN }))
    }

    /// The nursery's founding, then everything that happened, in order.
    pub fn acts(&self) -> impl Iterator<Item = (Act, Stamp)> + '_ {
        let founded = Moment::at(self.first_day, crate::domain::Time::MIN, self.plan.now.offset);
        let founding = Act::from(self.founding.clone());
        std::iter::once((founding, Stamp { person: None, recorded: founded })).chain(Acts::new(self))
    }

    /// Walks back from today until there are enough entries; the first day leaves out what is too many.
    fn begin_so_that(&mut self, wanted: u64) {
        let mut counted = 0;
        let mut day = self.plan.now.day();
        while counted < wanted && day > self.first_day {
            counted += days::count(self, day);
            if counted >= wanted {
                break;
            }
            day = day.pred_opt().unwrap_or(day);
        }
        self.first_day = day;
        self.extra = counted.saturating_sub(wanted);
    }
}

#[cfg(test)]
mod tests;
