//! The hours of a day as registers write them: `08:00-18:00`, `8-6`, `9am-3pm`, or the one from which a child comes.

use super::dates::{Years, day};
use super::words::Wrong;
use crate::domain::{Session, Time};

/// From when, and until when where that is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub from: Time,
    until: Option<Time>,
}

impl Span {
    /// The part of the day that lies in it. Without an end only an afternoon is told.
    pub(crate) fn session(self) -> Option<Session> {
        if self.from >= at(11 * 60 + 30) {
            return Some(Session::Afternoon);
        }
        self.until.map(|until| if until <= at(13 * 60 + 30) { Session::Morning } else { Session::AllDay })
    }

    /// Whether an hour lies in the part of the day for which a child comes.
    pub(crate) fn fits(hour: Time, session: Session) -> bool {
        match session {
            Session::None => false,
            Session::AllDay => true,
            Session::Morning => hour < at(12 * 60),
            Session::Afternoon => hour >= at(11 * 60 + 30),
        }
    }
}

/// Reads `9:00-15:00`, `8-6`, `9am-3pm`, or one hour alone.
///
/// On a clock of twelve, what lies before five is in the afternoon: nobody comes at night. So is the end where it
/// would lie before the beginning.
pub(crate) fn span(text: &str) -> Result<Span, Wrong> {
    let plain =
        text.trim().to_lowercase().replace(['–', '—'], "-").replace("a.m.", "am").replace("p.m.", "pm");
    let joined: String = plain.chars().filter(|c| !c.is_whitespace()).collect();
    let unread = || match day(text, Years::Staff) {
        Ok(_) => {
            Wrong::new("a spreadsheet made a day of it", format!("{TODO} Give the column the form of text."))
        }
        Err(_) => Wrong::new("these hours can't be read", TODO),
    };
    let (from, until) = match joined.split_once('-') {
        Some((from, until)) => (hour(from), Some(hour(until).ok_or_else(unread)?)),
        None => (hour(&joined), None),
    };
    let from = from.ok_or_else(unread)?;
    let from = from.minutes + if from.of_twelve && from.minutes < 5 * 60 { NOON } else { 0 };
    if !(5 * 60..=20 * 60).contains(&from) {
        return Err(Wrong::new("nobody comes at that hour", TODO));
    }
    let until = match until {
        Some(until) if until.minutes > from => Some(until.minutes),
        // 8-6 is eight in the morning until six in the evening; 15-9 is the wrong way round.
        Some(until) if until.of_twelve && (from + 1..=20 * 60).contains(&(until.minutes + NOON)) => {
            Some(until.minutes + NOON)
        }
        Some(_) => return Err(Wrong::new("the second hour is not after the first", TODO)),
        None => None,
    };
    Ok(Span { from: at(from), until: until.map(at) })
}

/// The same where one hour is asked for: the mend is another.
pub(crate) fn first(text: &str) -> Result<Span, Wrong> {
    span(text).map_err(|wrong| match wrong {
        Wrong { what, todo } if todo == TODO => Wrong::new(what, "Write it as 9:00 or 13:30."),
        wrong => wrong,
    })
}

const TODO: &str = "Write them as 9:00-15:00.";
const NOON: u16 = 12 * 60;

/// One hour, in minutes from midnight.
struct Hour {
    minutes: u16,
    /// Whether twelve hours more could be meant.
    of_twelve: bool,
}

/// `9`, `9:30`, `9.30`, `0930`, `09:30:00`, `9am`, `3:15pm`, `noon`.
fn hour(text: &str) -> Option<Hour> {
    if matches!(text, "noon" | "midday") {
        return Some(Hour { minutes: NOON, of_twelve: false });
    }
    let pm = text.strip_suffix("pm");
    let half = pm.or(text.strip_suffix("am"));
    let digits = half.unwrap_or(text).trim_end_matches(['.', ':']);
    let parts: Vec<&str> = digits.split([':', '.']).collect();
    let (hours, minutes) = match parts.as_slice() {
        [one] if one.len() > 2 && one.is_ascii() => one.split_at(one.len() - 2),
        [hours] => (*hours, "00"),
        [hours, minutes] | [hours, minutes, _] => (*hours, *minutes),
        _ => return None,
    };
    let number = |text: &str, digits: std::ops::RangeInclusive<usize>| {
        let plain = digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| text.parse::<u16>().ok()).flatten()
    };
    let seconds = parts.get(2).map_or(Some(0), |seconds| number(seconds, 2..=2));
    let (hours, minutes) = (number(hours, 1..=2)?, number(minutes, 2..=2)?);
    if hours > 23 || minutes > 59 || seconds? > 59 || half.is_some() && pm.is_none() && hours > 12 {
        return None;
    }
    let hours = match (half, pm) {
        (Some(_), Some(_)) if hours < 12 => hours + 12,
        (Some(_), None) if hours == 12 => 0,
        _ => hours,
    };
    Some(Hour { minutes: hours * 60 + minutes, of_twelve: half.is_none() && hours <= 12 })
}

fn at(minutes: u16) -> Time {
    Time::from_num_seconds_from_midnight_opt(u32::from(minutes) * 60, 0).unwrap_or_default()
}

/// How much of a text that begins with a digit is hours.
pub(crate) fn length(text: &str) -> usize {
    let first = one(text);
    let rest = text.get(first..).unwrap_or_default();
    let until = rest.trim_start().strip_prefix('-').unwrap_or_default().trim_start();
    if until.starts_with(|c: char| c.is_ascii_digit()) {
        text.len() - until.len() + one(until)
    } else if rest.starts_with('-') {
        first + 1
    } else {
        first
    }
}

/// The same of its first hour.
fn one(text: &str) -> usize {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.'));
    let half = digits.trim_start().strip_prefix("am").or_else(|| digits.trim_start().strip_prefix("pm"));
    text.len() - half.filter(|rest| !rest.starts_with(char::is_alphanumeric)).unwrap_or(digits).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_in_every_usual_form() {
        for (text, from, until) in [
            ("08:00-18:00", "08:00", "18:00"),
            ("8-6", "08:00", "18:00"),
            ("8-8", "08:00", "20:00"),
            ("9am - 3pm", "09:00", "15:00"),
            ("9.30 a.m. – 1 p.m.", "09:30", "13:00"),
            ("0930-1500", "09:30", "15:00"),
            ("930-1500", "09:30", "15:00"),
            ("09:00:00-15:00:00", "09:00", "15:00"),
            ("1-6", "13:00", "18:00"),
            ("1-6pm", "13:00", "18:00"),
            ("01:00-06:00", "13:00", "18:00"),
            ("12-6", "12:00", "18:00"),
            ("8-12", "08:00", "12:00"),
            ("8 - noon", "08:00", "12:00"),
            ("7:30-12.30", "07:30", "12:30"),
            ("9", "09:00", ""),
            ("9:15", "09:15", ""),
            ("1.15pm", "13:15", ""),
        ] {
            let span = span(text).unwrap_or_else(|wrong| panic!("{text}: {}", wrong.what));
            let shown = |time: Time| time.format("%H:%M").to_string();
            assert_eq!(
                (shown(span.from), span.until.map(shown).unwrap_or_default()),
                (from.into(), until.into()),
                "{text}"
            );
        }
    }

    #[test]
    fn hours_that_make_no_sense_are_told() {
        let (unread, order) = ("these hours can't be read", "the second hour is not after the first");
        for (text, what) in [
            ("", unread),
            ("25:00", unread),
            ("25:00-26:00", unread),
            ("9-", unread),
            ("-3", unread),
            ("9:5", unread),
            ("9:60-15:00", unread),
            ("13am", unread),
            ("9:00:00:00", unread),
            ("0.375", unread),
            ("30", unread),
            ("12345", unread),
            ("９-３", unread),
            ("15:00-09:00", order),
            ("9:00-9:00", order),
            ("9am-8am", order),
            ("00:00-00:00", order),
            ("1am-6pm", "nobody comes at that hour"),
            ("12am", "nobody comes at that hour"),
            ("22:30", "nobody comes at that hour"),
            ("09/03/2026", "a spreadsheet made a day of it"),
            ("9-12-15", "a spreadsheet made a day of it"),
            ("2026-03-09", "a spreadsheet made a day of it"),
        ] {
            assert_eq!(span(text).map_err(|wrong| wrong.what), Err(what.to_string()), "{text}");
        }
    }

    #[test]
    fn hours_end_where_words_go_on() {
        for (text, hours) in [
            ("9-3 tue", "9-3"),
            ("9:00 - 15:00, tue", "9:00 - 15:00"),
            ("9 am - 3 pm", "9 am - 3 pm"),
            ("9am tue", "9am"),
            ("9 amelia", "9"),
            ("9-fri", "9-"),
            ("9", "9"),
        ] {
            assert_eq!(&text[..length(text)], hours, "{text}");
        }
    }
}
