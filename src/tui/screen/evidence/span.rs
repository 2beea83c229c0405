//! For which time the board is.

use chrono::Datelike;

use crate::domain::{Day, Period, PersonId, RoomId};
use crate::register::dates::{Years, day};

/// A time that can be chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tui::screen) enum Span {
    /// The last weeks.
    Weeks,
    /// The term.
    #[default]
    Term,
    /// The school year.
    Year,
    /// All that there is.
    Whole,
    /// Any two days.
    Days(Period),
}

/// Of which framework, rooms and time somebody left the board, where that is not what it opens with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Who.
    pub person: PersonId,
    /// The framework, by its id.
    pub(super) form: Option<String>,
    /// The rooms; none for the setting.
    pub(super) rooms: Vec<RoomId>,
    pub(super) span: Span,
    /// With which day it began.
    pub(super) from: Day,
}

/// How many weeks "the last weeks" are: as many as the pack's rule calls recent.
const WEEKS: u64 = 6;

impl Span {
    /// Those that are chosen by name.
    pub(in crate::tui::screen) const NAMED: [Span; 4] = [Span::Weeks, Span::Term, Span::Year, Span::Whole];

    /// Its first and last day; the record begins with `since`.
    pub(in crate::tui::screen) fn period(self, today: Day, since: Option<Day>) -> Period {
        let term = Period::term_to(today);
        match self {
            Span::Weeks => Period::weeks_to(today, WEEKS),
            Span::Term => term,
            Span::Year => Period::year_to(today),
            Span::Whole => Period { from: since.unwrap_or(term.from).min(term.from), ..term },
            Span::Days(period) => period,
        }
    }

    /// The words at the head of the page: `this term`.
    pub(super) fn label(self) -> String {
        match self {
            Span::Weeks => "six weeks".to_string(),
            Span::Term => "this term".to_string(),
            Span::Year => "this year".to_string(),
            Span::Whole => "whole record".to_string(),
            Span::Days(period) => dates(period),
        }
    }

    /// The words in the list of times.
    pub(super) fn says(self) -> &'static str {
        match self {
            Span::Weeks => "The last six weeks",
            Span::Term => "This term, thirteen weeks",
            Span::Year => "This year, since September",
            Span::Whole => "The whole record",
            Span::Days(_) => "Any two days",
        }
    }
}

/// `1 Sep to 24 Nov`, each with its year where that is not one and the same; of one month `23 to 29 Nov`, of one day
/// `24 Nov`.
pub(in crate::tui::screen) fn dates(Period { from, to }: Period) -> String {
    let (first, last) = match from.year() == to.year() {
        true if from == to => return from.format("%-d %b").to_string(),
        true if from.month() == to.month() => ("%-d", "%-d %b"),
        true => ("%-d %b", "%-d %b"),
        false => ("%-d %b %y", "%-d %b %y"),
    };
    format!("{} to {}", from.format(first), to.format(last))
}

/// The first and the last day as somebody typed them: `1 Sep to 24 Nov`. Without a year a first day is the latest that
/// has been, and a last day the first after it. The sentence why not, where they are none.
pub(in crate::tui::screen) fn typed(text: &str, today: Day) -> Result<Period, &'static str> {
    let none = "Write a first and a last day, as 1 Sep to 24 Nov.";
    let text = text.trim().to_lowercase();
    let parted = [" to ", " until ", " - ", " – "].into_iter().find_map(|between| text.split_once(between));
    let (from, to) = parted.ok_or(none)?;
    // As it reads: `23 to 29 Nov` is of one month.
    let month = to.split_once(' ').filter(|_| from.chars().all(|letter| letter.is_ascii_digit()));
    let from = month.map_or(from.to_string(), |(_, month)| format!("{from} {month}"));
    // Whole as it stands; else with a year of ours, the nearer one first.
    let read = |text: &str, years: [i32; 2], fits: &dyn Fn(Day) -> bool| {
        let whole = day(text, Years::Children).ok();
        let with = years.into_iter().find_map(|year| {
            day(&format!("{text} {year}"), Years::Children).ok().filter(|found| fits(*found))
        });
        whole.or(with)
    };
    let this = today.year();
    let from = read(&from, [this, this - 1], &|day| day <= today).ok_or(none)?;
    let to = read(to, [from.year(), from.year() + 1], &|day| day >= from).ok_or(none)?;
    if from > to { Err("The first day is after the last.") } else { Ok(Period { from, to }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_time_ends_with_this_week_and_the_whole_record_begins_with_its_first_day() {
        let day = |y, m, d| Day::from_ymd_opt(y, m, d).unwrap();
        let today = day(2026, 11, 24);
        for (span, since, from) in [
            (Span::Weeks, None, day(2026, 10, 19)),
            (Span::Term, None, day(2026, 8, 31)),
            (Span::Year, None, day(2026, 9, 1)),
            (Span::Whole, Some(day(2021, 9, 6)), day(2021, 9, 6)),
            (Span::Whole, Some(today), day(2026, 8, 31)),
            (Span::Whole, None, day(2026, 8, 31)),
        ] {
            assert_eq!(span.period(today, since), Period { from, to: day(2026, 11, 29) }, "{span:?}");
        }
        let period = Period { from: day(2025, 9, 1), to: day(2026, 7, 24) };
        assert_eq!(Span::Days(period).period(today, None), period);
        assert_eq!(Span::Days(period).label(), "1 Sep 25 to 24 Jul 26");
    }

    #[test]
    fn two_days_of_one_month_say_it_once() {
        let day = |y, m, d| Day::from_ymd_opt(y, m, d).unwrap();
        for (from, to, says) in [
            (day(2026, 11, 23), day(2026, 11, 29), "23 to 29 Nov"),
            (day(2026, 11, 30), day(2026, 12, 6), "30 Nov to 6 Dec"),
            (day(2026, 12, 28), day(2027, 1, 3), "28 Dec 26 to 3 Jan 27"),
            (day(2025, 11, 23), day(2026, 11, 29), "23 Nov 25 to 29 Nov 26"),
            (day(2026, 11, 24), day(2026, 11, 24), "24 Nov"),
        ] {
            assert_eq!(dates(Period { from, to }), says);
        }
    }

    #[test]
    fn two_days_are_read_as_people_write_them() {
        let day = |y, m, d| Day::from_ymd_opt(y, m, d).unwrap();
        let today = day(2026, 11, 24);
        let read = |from, to| Ok(Period { from, to });
        let (none, turned) =
            ("Write a first and a last day, as 1 Sep to 24 Nov.", "The first day is after the last.");
        for (text, expected) in [
            ("1 Sep to 24 Nov", read(day(2026, 9, 1), day(2026, 11, 24))),
            ("1 september to 18 dec", read(day(2026, 9, 1), day(2026, 12, 18))),
            ("24 Nov to 24 Nov", read(day(2026, 11, 24), day(2026, 11, 24))),
            ("25 Nov to 24 Jul", read(day(2025, 11, 25), day(2026, 7, 24))),
            ("1 Dec until 10 January", read(day(2025, 12, 1), day(2026, 1, 10))),
            ("2025-09-01 to 2026-07-24", read(day(2025, 9, 1), day(2026, 7, 24))),
            ("1/9/25 - 24.7.2026", read(day(2025, 9, 1), day(2026, 7, 24))),
            ("1/9 to 3/10", read(day(2026, 9, 1), day(2026, 10, 3))),
            ("23 to 29 Nov", read(day(2026, 11, 23), day(2026, 11, 29))),
            ("23 – 29 nov 2025", read(day(2025, 11, 23), day(2025, 11, 29))),
            ("1 Sep 2027 – 2 Sep 2027", read(day(2027, 9, 1), day(2027, 9, 2))),
            ("29 Feb to 1 Mar", Err(none)),
            ("24 Nov 2026 to 1 Sep 2026", Err(turned)),
            ("1 Sep", Err(none)),
            ("1 Sep to soon", Err(none)),
            ("31 Sep to 2 Oct", Err(none)),
            ("", Err(none)),
        ] {
            assert_eq!(typed(text, today), expected, "{text}");
        }
    }
}
