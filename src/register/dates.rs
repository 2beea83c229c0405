//! Days as people and systems write them, the day before the month.

use super::words::Wrong;
use crate::domain::Day;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// What is a year with two numbers: `24` is 2024 always for a child; for staff, `98` is 1998.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Years {
    Children,
    Staff,
}

/// Reads a day: 14/07/2024, 14.07.24, 14-Jul-24, 14 July 2024, 2024-07-14, also with midnight behind it.
pub(crate) fn day(text: &str, years: Years) -> Result<Day, Wrong> {
    let mend = "Write it as 14/07/2024.";
    let lower = text.trim().to_lowercase();
    let lower = without_midnight(&lower);
    if lower.chars().all(|c| c.is_ascii_digit()) && (4..=5).contains(&lower.len())
        || lower.split_once('.').is_some_and(|(whole, part)| {
            whole.len() == 5 && whole.chars().chain(part.chars()).all(|c| c.is_ascii_digit())
        })
    {
        return Err(Wrong::new(
            "this is the number by which a spreadsheet keeps a day",
            "Give the column the form of a date, save the file again, or write it as 14/07/2024.",
        ));
    }
    let mut parts: Vec<&str> = lower
        .split(|c: char| matches!(c, '/' | '.' | '-' | ',' | '–') || c.is_whitespace())
        .filter(|part| !part.is_empty())
        .collect();
    if parts.len() == 4 && parts.first().is_some_and(|part| is_weekday(part)) {
        parts.remove(0);
    }
    let unclear = || Wrong::new("this is not a day that can be read", mend);
    let [first, second, third] = parts[..] else { return Err(unclear()) };
    if !lower.starts_with(char::is_alphanumeric) {
        return Err(unclear());
    }

    let (year, month, date) = if first.len() == 4 && number(first).is_some() {
        (first, second, third)
    } else if month_named(first).is_some() {
        (third, first, second)
    } else {
        (third, second, first)
    };
    let date = ["st", "nd", "rd", "th"].iter().find_map(|end| date.strip_suffix(end)).unwrap_or(date);
    let month = match month_named(month) {
        Some(month) => month,
        None => number(month).filter(|_| month.len() <= 2).ok_or_else(unclear)?,
    };
    let date = number(date).filter(|_| date.len() <= 2).ok_or_else(unclear)?;
    let year = match (year.len(), number(year)) {
        (4, Some(year)) => year,
        (2, Some(year)) if years == Years::Staff && year >= 60 => 1900 + year,
        (2, Some(year)) => 2000 + year,
        _ => return Err(unclear()),
    };
    if month == 0 || month > 12 {
        return Err(Wrong::new(format!("there is no month {month}: the day stands before the month"), mend));
    }
    if !(1900..=2100).contains(&year) {
        return Err(Wrong::new(format!("the year {year} can't be right"), mend));
    }
    i32::try_from(year)
        .ok()
        .and_then(|year| Day::from_ymd_opt(year, month, date))
        .ok_or_else(|| Wrong::new("there is no such day", mend))
}

/// Exports write `00:00:00` behind a day that has no time.
fn without_midnight(text: &str) -> &str {
    let Some((day, time)) = text.split_once([' ', 't']).filter(|(day, _)| day.len() >= 8) else {
        return text;
    };
    let rest = time.trim_end_matches('z');
    let midnight = rest.contains(':') && rest.chars().all(|c| matches!(c, '0' | ':' | '.'));
    if midnight { day } else { text }
}

fn number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.len() <= 4 && text.chars().all(|c| c.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn month_named(text: &str) -> Option<u32> {
    let name = if text == "sept" { "sep" } else { text };
    if name.len() < 3 {
        return None;
    }
    let at =
        MONTHS.iter().position(|month| *month == name || (name.len() == 3 && month.starts_with(name)))?;
    u32::try_from(at + 1).ok()
}

fn is_weekday(text: &str) -> bool {
    text.parse::<chrono::Weekday>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_way_of_writing_a_day_is_the_same_day() {
        let want = Day::from_ymd_opt(2024, 7, 14).expect("a day");
        for text in [
            "14/07/2024",
            "14/7/2024",
            "14.07.2024",
            "14-07-2024",
            "14-Jul-24",
            "14-July-2024",
            "14 July 2024",
            "14th July 2024",
            "14/07/24",
            "2024-07-14",
            "2024/07/14",
            "July 14, 2024",
            "Sun 14 Jul 2024",
            "14/07/2024 00:00",
            "2024-07-14T00:00:00",
            "2024-07-14 00:00:00.000",
            " 14 / 07 / 2024 ",
        ] {
            assert_eq!(day(text, Years::Children), Ok(want), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_told_for_what_it_is() {
        for (text, what) in [
            ("31/02/2024", "there is no such day"),
            ("29/02/2023", "there is no such day"),
            ("00/01/2024", "there is no such day"),
            ("07/14/2024", "there is no month 14: the day stands before the month"),
            ("14/07/1024", "the year 1024 can't be right"),
            ("45487", "this is the number by which a spreadsheet keeps a day"),
            ("45487.5", "this is the number by which a spreadsheet keeps a day"),
            ("14/07/224", "this is not a day that can be read"),
            ("14/07", "this is not a day that can be read"),
            ("14/07/2024/1", "this is not a day that can be read"),
            ("last July", "this is not a day that can be read"),
            ("14/07/2024 09:30", "this is not a day that can be read"),
            ("-1/07/2024", "this is not a day that can be read"),
            ("", "this is not a day that can be read"),
        ] {
            let wrong = day(text, Years::Children).expect_err(text);
            assert_eq!(wrong.what, what, "{text}");
        }
    }

    #[test]
    fn a_childs_year_is_never_in_the_last_century() {
        assert_eq!(day("01/02/98", Years::Staff).map(|day| day.to_string()), Ok("1998-02-01".into()));
        assert_eq!(day("01/02/98", Years::Children).map(|day| day.to_string()), Ok("2098-02-01".into()));
    }
}
