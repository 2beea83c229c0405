//! Days, times, weeks and moments. A [`Moment`] is an instant with the offset of the wall clock that
//! showed it, so what stood on the clock at the door can always be said again.

use std::fmt;

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveTime, TimeZone, Timelike};
use serde::{Deserialize, Serialize};

/// A calendar day in the setting's own zone.
pub type Day = NaiveDate;
/// A time of day on the setting's wall clock.
pub type Time = NaiveTime;

/// An instant: milliseconds since 1970 in UTC, and the wall clock's offset from it in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Moment {
    /// Milliseconds since 1970-01-01T00:00Z.
    pub ms: i64,
    /// Minutes that the wall clock is ahead of UTC.
    pub offset: i32,
}

impl Moment {
    /// The moment that a wall clock with this offset (minutes ahead of UTC) shows as `day` `time`.
    pub fn at(day: Day, time: Time, offset: i32) -> Moment {
        let local = day.and_time(time).and_utc().timestamp_millis();
        Moment { ms: local - i64::from(offset) * 60_000, offset }
    }

    /// The same as chrono writes it. A clock that is past chrono's range reads as 1970.
    pub fn date_time(self) -> DateTime<FixedOffset> {
        let zone = FixedOffset::east_opt(self.offset.clamp(-1439, 1439) * 60);
        zone.and_then(|zone| zone.timestamp_millis_opt(self.ms).single()).unwrap_or_default()
    }

    /// The wall clock's day.
    pub fn day(self) -> Day {
        self.date_time().date_naive()
    }

    /// The wall clock's time.
    pub fn time(self) -> Time {
        self.date_time().time()
    }

    /// `08:47`
    pub fn clock(self) -> String {
        clock(self.time())
    }

    /// `2026-11-24T08:47:03+00:00`, the one written form, in JSON and in the store.
    pub fn iso(self) -> String {
        self.date_time().format("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    /// Whole minutes from `earlier` to this; 0 where the clock went back.
    pub fn minutes_since(self, earlier: Moment) -> i64 {
        ((self.ms - earlier.ms) / 60_000).max(0)
    }

    /// The same instant plus so many seconds.
    pub fn plus_seconds(self, seconds: i64) -> Moment {
        Moment { ms: self.ms.saturating_add(seconds.saturating_mul(1000)), ..self }
    }
}

/// `08:47`
pub fn clock(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// A first and a last day, both within.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The last day, itself within.
    pub to: Day,
}

impl Period {
    /// Whether the day lies within.
    pub fn holds(self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }

    /// The thirteen weeks, Monday to Sunday, that end with the week of `today`: a term.
    pub fn term_to(today: Day) -> Period {
        Period::weeks_to(today, 13)
    }

    /// So many whole weeks, Monday to Sunday, that end with the week of `today`.
    pub fn weeks_to(today: Day, weeks: u64) -> Period {
        let this = Week::of(today).period();
        let before = Days::new(weeks.saturating_sub(1) * 7);
        Period { from: this.from.checked_sub_days(before).unwrap_or(this.from), to: this.to }
    }

    /// From the first of September, when a school year begins, to the end of the week of `today`.
    pub fn year_to(today: Day) -> Period {
        let year = if today.month() >= 9 { today.year() } else { today.year() - 1 };
        let to = Week::of(today).period().to;
        Period { from: NaiveDate::from_ymd_opt(year, 9, 1).unwrap_or(today), to }
    }
}

/// An ISO week, Monday to Sunday, written `2026-W47`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week {
    /// The year that the week belongs to.
    pub year: i32,
    /// 1 to 53.
    pub number: u32,
}

impl Week {
    /// The week of a day.
    pub fn of(day: Day) -> Week {
        let week = day.iso_week();
        Week { year: week.year(), number: week.week() }
    }

    /// `2026-W47`; `None` for anything that is not a week of that year.
    pub fn parse(text: &str) -> Option<Week> {
        let (year, number) = text.trim().split_once("-W").or_else(|| text.trim().split_once("-w"))?;
        let week = Week { year: year.parse().ok()?, number: number.parse().ok()? };
        week.monday().map(|_| week)
    }

    fn monday(self) -> Option<Day> {
        NaiveDate::from_isoywd_opt(self.year, self.number, chrono::Weekday::Mon)
    }

    /// Monday to Sunday.
    pub fn period(self) -> Period {
        let from = self.monday().unwrap_or_default();
        Period { from, to: from.checked_add_days(Days::new(6)).unwrap_or(from) }
    }
}

impl std::fmt::Display for Week {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-W{:02}", self.year, self.number)
    }
}

/// `Tue 24 Nov`
pub fn short(day: Day) -> String {
    day.format("%a %-d %b").to_string()
}

/// `24 November 2026`
pub fn long(day: Day) -> String {
    day.format("%-d %B %Y").to_string()
}

/// The year in which this program was made: no clock that is right stands before it.
const MADE: i32 = 2026;
/// By how many milliseconds a clock may lag behind the last line, as two machines that were set by hand do.
const MAY_LAG: i64 = 2 * 60 * 1000;

/// After so many days without a line a record is not opened, nor so many years after the program was made.
const MAY_LIE: i64 = 366;
const MAY_LAST: i32 = 10;

/// A machine's clock that can't be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrongClock {
    says: Day,
    beside: &'static str,
}

impl WrongClock {
    /// `The clock says 3 Nov 2026: is the date right?`
    pub fn in_short(&self) -> String {
        WrongClock { beside: "", ..*self }.to_string()
    }
}

/// `The clock says 3 Nov 2026, before the last entry: is the date right?`
impl fmt::Display for WrongClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "The clock says {}{}: is the date right?", self.says.format("%-d %b %Y"), self.beside)
    }
}

/// Whether a machine's clock can't be right: it stands before this program was made or long after, before the record's
/// last line, or more than a year after it. The line that is written with it would put every right one after it before
/// the last.
pub fn clock_is_wrong(now: Moment, last_line: Option<Moment>) -> Option<WrongClock> {
    let early = Day::from_ymd_opt(MADE, 1, 1).is_some_and(|made| now.day() < made);
    let before = last_line.is_some_and(|last| now.ms < last.ms.saturating_sub(MAY_LAG));
    let late = now.day().year() > MADE + MAY_LAST;
    let after = last_line.is_some_and(|last| (now.day() - last.day()).num_days() > MAY_LIE);
    (early || before || late || after).then(|| {
        let beside = match (early, before, after) {
            (false, true, _) => ", before the last entry",
            (false, _, true) => ", long after the last entry",
            _ => "",
        };
        WrongClock { says: now.day(), beside }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> Day {
        NaiveDate::from_ymd_opt(y, m, d).expect("a day")
    }

    #[test]
    fn a_clock_that_stands_before_the_last_line_or_long_after_it_is_questioned() {
        let at = |y, m, d| Moment::at(day(y, m, d), Time::from_hms_opt(10, 0, 0).expect("a time"), 0);
        let last = at(2026, 11, 26);
        for (now, last, says) in [
            (at(2026, 11, 27), Some(last), ""),
            (at(2027, 11, 27), Some(last), ""),
            (at(2027, 11, 28), Some(last), ", long after the last entry"),
            (at(2126, 1, 1), Some(last), ", long after the last entry"),
            (at(2036, 12, 31), None, ""),
            (at(2037, 1, 1), None, " 2037: is"),
            (at(2037, 1, 1), Some(at(2036, 12, 30)), " 2037: is"),
            (at(2026, 11, 25), Some(last), ", before the last entry"),
            (at(2025, 12, 31), Some(last), " 2025: is"),
        ] {
            let said = clock_is_wrong(now, last).map(|wrong| wrong.to_string()).unwrap_or_default();
            assert!(said.contains(says) && said.is_empty() == says.is_empty(), "{said} for {says}");
        }
    }

    #[test]
    fn a_week_is_read_as_it_is_written_and_refused_where_the_year_has_none() {
        let week = Week::parse("2026-W47").expect("a week");
        assert_eq!(week.to_string(), "2026-W47");
        assert_eq!(week.period(), Period { from: day(2026, 11, 16), to: day(2026, 11, 22) });
        assert_eq!(Week::of(day(2027, 1, 1)), Week { year: 2026, number: 53 });
        for wrong in ["2026-W54", "2026-W00", "W47", "2026-47", "2026-Wx"] {
            assert_eq!(Week::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_moment_says_again_what_stood_on_the_wall_clock() {
        let time = Time::from_hms_opt(8, 47, 3).expect("a time");
        for offset in [0, 60, -300, 345] {
            let moment = Moment::at(day(2026, 6, 24), time, offset);
            assert_eq!((moment.day(), moment.time()), (day(2026, 6, 24), time));
            assert_eq!(moment.clock(), "08:47");
        }
        assert_eq!(Moment::at(day(2026, 6, 24), time, 60).iso(), "2026-06-24T08:47:03+01:00");
    }

    #[test]
    fn a_term_is_thirteen_whole_weeks() {
        let term = Period::term_to(day(2026, 11, 24));
        assert_eq!(term, Period { from: day(2026, 8, 31), to: day(2026, 11, 29) });
        let weeks = Period::weeks_to(day(2026, 11, 24), 6);
        assert_eq!(weeks, Period { from: day(2026, 10, 19), to: day(2026, 11, 29) });
    }

    #[test]
    fn a_year_begins_with_september() {
        for (today, from) in [
            (day(2026, 11, 24), day(2026, 9, 1)),
            (day(2026, 9, 1), day(2026, 9, 1)),
            (day(2026, 8, 31), day(2025, 9, 1)),
            (day(2027, 1, 4), day(2026, 9, 1)),
        ] {
            let year = Period::year_to(today);
            assert_eq!((year.from, year.to), (from, Week::of(today).period().to), "{today}");
        }
    }
}
