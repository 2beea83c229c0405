//! The days on which a child comes, as registers write them, and the hours on them.

use super::hours::{self, Span};
use super::words::Wrong;
use crate::domain::{Hours, Pattern, Session, Time};

/// Reads `Mon Tue am Wed pm`, `Mon-Fri`, `M T W Th F`, `full time`, `all`; with hours `Mon 9:00-15:00 Tue 8:30`.
///
/// A half day and hours belong to the day, or the run of days, that stands before them. Hours that stand alone, at
/// the beginning or the end, belong to all the days: `Mon Tue Wed 9-3`.
pub(crate) fn days(text: &str) -> Result<(Pattern, Hours), Wrong> {
    let todo = match text.contains(|c: char| c.is_ascii_digit()) {
        true => "Write them as Mon 9:00-15:00 Tue 9:00-12:00, or Mon-Fri 8-6, or Mon Tue am.",
        false => "Write them as Mon Tue Wed am Thu pm, or Mon-Fri, or all.",
    };
    let wrong = || Wrong::new("these days can't be read", todo);
    let plain = text.to_lowercase().replace(['–', '—'], "-");
    let spaced = plain
        .replace("a.m.", "am")
        .replace("p.m.", "pm")
        .replace("full-time", "all")
        .replace("full time", "all")
        .replace("full week", "all")
        .replace("all week", "all")
        .replace("every day", "all")
        .replace("all day", "full")
        .replace("full day", "full")
        .replace("half day", "half");
    let spaced = spaced.replace(" - ", "-").replace(" to ", "-").replace(" until ", "-");
    let parts = parts(&spaced)?;
    let tokens: Vec<&str> = parts.iter().filter_map(Part::word).collect();
    let for_all = for_all(&parts);

    let mut pattern = Pattern::default();
    let mut hours = Hours::default();
    let mut last: Vec<usize> = Vec::new();
    let mut given: [Vec<Session>; 7] = Default::default();
    let mut give = |day: usize, session: Option<Session>, hour: Option<Time>| {
        given.get_mut(day)?.extend(session);
        let slot = hours.0.get_mut(day)?;
        *slot = (*slot).into_iter().chain(hour).min();
        Some(())
    };
    for part in &parts {
        let token = match part {
            Part::Hours(_) if for_all.is_some() => continue,
            Part::Hours(_) if last.is_empty() => return Err(wrong()),
            Part::Hours(span) => {
                for &day in &last {
                    give(day, span.session(), Some(span.from)).ok_or_else(wrong)?;
                }
                continue;
            }
            Part::Word(token) => *token,
        };
        if let Some(session) = half(token) {
            if last.is_empty() {
                return Err(wrong());
            }
            for &day in &last {
                give(day, Some(session), None).ok_or_else(wrong)?;
            }
            continue;
        }
        last = if let Some(days) = run(token) {
            days.collect()
        } else if let Some(day) = weekday(token, &tokens, &pattern) {
            vec![day]
        } else {
            let (from, to) = token.split_once('-').ok_or_else(wrong)?;
            let first = weekday(from, &tokens, &pattern).ok_or_else(wrong)?;
            match (half(to), weekday(to, &tokens, &pattern)) {
                (Some(session), _) => {
                    give(first, Some(session), None).ok_or_else(wrong)?;
                    vec![first]
                }
                (None, Some(second)) if first < second => (first..=second).collect(),
                _ => return Err(wrong()),
            }
        };
        for &day in &last {
            set(&mut pattern, day, Session::AllDay);
        }
    }
    if let Some(span) = for_all {
        let comes = pattern.0.iter().enumerate().filter(|(_, session)| **session != Session::None);
        for (day, _) in comes {
            give(day, span.session(), Some(span.from)).ok_or_else(wrong)?;
        }
    }
    for (day, sessions) in given.iter().enumerate() {
        match sessions.as_slice() {
            [] => {}
            [one, rest @ ..] if rest.iter().all(|other| other == one) => set(&mut pattern, day, *one),
            _ => set(&mut pattern, day, Session::AllDay),
        }
    }
    if pattern == Pattern::default() { Err(wrong()) } else { Ok((pattern, hours)) }
}

/// A piece of a cell of days.
#[derive(Debug)]
enum Part<'a> {
    /// A day, a run of them, half of one; or anything else.
    Word(&'a str),
    /// Hours.
    Hours(Span),
}

impl<'a> Part<'a> {
    fn word(&self) -> Option<&'a str> {
        match *self {
            Part::Word(word) => Some(word),
            Part::Hours(_) => None,
        }
    }
}

/// The pieces, in order. A number alone is no hours: `3 days`.
fn parts(text: &str) -> Result<Vec<Part<'_>>, Wrong> {
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        let (words, more) = rest.split_at(rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len()));
        let words =
            words.split(|c: char| !(c.is_alphanumeric() || c == '-')).map(|word| word.trim_matches('-'));
        parts
            .extend(words.filter(|word| !word.is_empty() && *word != "and" && *word != "at").map(Part::Word));
        if more.is_empty() {
            return Ok(parts);
        }
        let (said, after) = more.split_at(hours::length(more));
        let number = said.trim_end_matches('.').bytes().all(|byte| byte.is_ascii_digit());
        parts.push(if number { Part::Word(said) } else { Part::Hours(hours::span(said)?) });
        rest = after;
    }
}

/// The hours that are those of all the days: said once, before or behind days of which no part is said.
fn for_all(parts: &[Part]) -> Option<Span> {
    let span = match parts {
        [Part::Hours(span), ..] | [.., Part::Hours(span)] => *span,
        _ => return None,
    };
    let words: Vec<&str> = parts.iter().filter_map(Part::word).collect();
    let part = |word: &&str| half(word.rsplit('-').next().unwrap_or_default()).is_some();
    (words.len() + 1 == parts.len() && !words.iter().any(part)).then_some(span)
}

/// Several days in one word.
fn run(token: &str) -> Option<std::ops::Range<usize>> {
    match token {
        "all" | "weekdays" | "ft" | "mtwtf" => Some(0..5),
        "mtwt" => Some(0..4),
        _ => None,
    }
}

/// Reads the cell of one day's own column: blank, `AM`, `PM`, `Full`, `x`, or hours.
pub(crate) fn session(text: &str) -> Result<(Session, Option<Time>), Wrong> {
    let plain = text.trim().to_lowercase().replace(['–', '—'], "-");
    let joined: String = plain.chars().filter(|c| !c.is_whitespace()).collect();
    let session = match joined.trim_matches('.') {
        "" | "-" | "no" | "n" | "0" | "off" | "none" | "n/a" | "false" => Session::None,
        "am" | "a.m" | "morning" | "mornings" | "a" => Session::Morning,
        "pm" | "p.m" | "afternoon" | "afternoons" | "p" => Session::Afternoon,
        "x" | "y" | "yes" | "1" | "full" | "fullday" | "allday" | "all" | "fd" | "f" | "day" | "full-day"
        | "✓" | "✔" | "true" | "am/pm" | "am,pm" | "am+pm" | "ampm" | "am&pm" => Session::AllDay,
        hours if hours.starts_with(|c: char| c.is_ascii_digit()) => {
            let span = hours::span(&plain.replace(" to ", "-"))?;
            let session = span.session().ok_or_else(|| Wrong::new(NO_END, "Write both, as 9:00-15:00."))?;
            return Ok((session, Some(span.from)));
        }
        _ => {
            return Err(Wrong::new(
                "it does not say for which part of the day the child comes",
                "Write AM, PM or Full, or hours as 9:00-15:00, or leave it blank.",
            ));
        }
    };
    Ok((session, None))
}

/// What is said of hours that have no end, where the part of the day is to be told by them.
pub(crate) const NO_END: &str = "it says from when the child comes, and not until when";

/// The two halves of a day that have columns of their own.
pub(crate) fn joined(morning: Session, afternoon: Session) -> Session {
    match (morning != Session::None, afternoon != Session::None) {
        (true, true) => Session::AllDay,
        (true, false) => Session::Morning,
        (false, true) => Session::Afternoon,
        (false, false) => Session::None,
    }
}

fn set(pattern: &mut Pattern, day: usize, session: Session) {
    if let Some(slot) = pattern.0.get_mut(day) {
        *slot = session;
    }
}

fn half(token: &str) -> Option<Session> {
    match token {
        "am" | "morning" | "mornings" | "a" => Some(Session::Morning),
        "pm" | "afternoon" | "afternoons" | "p" => Some(Session::Afternoon),
        "full" => Some(Session::AllDay),
        _ => None,
    }
}

/// A day by its name, three letters of it, two, or one. A lone `T` is told by the others in the cell.
fn weekday(token: &str, tokens: &[&str], before: &Pattern) -> Option<usize> {
    let position = match token {
        "monday" | "mondays" | "mon" | "mo" | "m" => 0,
        "tuesday" | "tuesdays" | "tue" | "tues" | "tu" => 1,
        "wednesday" | "wednesdays" | "wed" | "weds" | "we" | "w" => 2,
        "thursday" | "thursdays" | "thu" | "thur" | "thurs" | "th" => 3,
        "friday" | "fridays" | "fri" | "fr" | "f" => 4,
        "saturday" | "saturdays" | "sat" | "sa" => 5,
        "sunday" | "sundays" | "sun" | "su" => 6,
        "t" => {
            let comes = |day: usize| before.0.get(day).is_some_and(|session| *session != Session::None);
            let spelt = |names: &[&str]| tokens.iter().any(|token| names.contains(token));
            let letters = tokens.iter().filter(|token| **token == "t").count();
            if spelt(&["tu", "tue", "tues"]) || comes(2) || comes(1) {
                3
            } else if letters == 2 || spelt(&["th", "thu", "thur", "thurs", "w", "wed", "we"]) {
                1
            } else {
                return None;
            }
        }
        _ => return None,
    };
    Some(position)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_every_usual_form() {
        for (text, want) in [
            ("Mon Tue am Wed pm", "Mon Tue am Wed pm"),
            ("Monday, Tuesday", "Mon Tue"),
            ("Mondays and Fridays", "Mon Fri"),
            ("M T W Th F", "Mon Tue Wed Thu Fri"),
            ("M T W T F", "Mon Tue Wed Thu Fri"),
            ("MTWTF", "Mon Tue Wed Thu Fri"),
            ("W T F", "Wed Thu Fri"),
            ("Mon-Fri", "Mon Tue Wed Thu Fri"),
            ("Mon to Thu", "Mon Tue Wed Thu"),
            ("Mon – Wed am", "Mon am Tue am Wed am"),
            ("mon/wed/fri", "Mon Wed Fri"),
            ("full time", "Mon Tue Wed Thu Fri"),
            ("All", "Mon Tue Wed Thu Fri"),
            ("Full-time", "Mon Tue Wed Thu Fri"),
            ("Tues (a.m.), Thurs (p.m.)", "Tue am Thu pm"),
            ("Mon all day, Tue am", "Mon Tue am"),
            ("Mon am Mon pm", "Mon"),
            ("Sat; Sun", "Sat Sun"),
            ("Mon-am Tue-pm", "Mon am Tue pm"),
        ] {
            let found = days(text).map(|(days, hours)| (days.to_string(), hours));
            assert_eq!(found, Ok((want.to_string(), Hours::default())), "{text}");
        }
        for text in ["", "am", "T", "S", "Fri-Mon", "part time", "3 days", "Mon Funday", "MTWTFX", "---"] {
            assert!(days(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_printed_as_a_pattern_is_read_as_the_same() {
        use Session::{Afternoon, AllDay, Morning, None};
        for a in [None, AllDay, Morning, Afternoon] {
            for b in [AllDay, Morning, Afternoon] {
                let pattern = Pattern([a, b, None, a, b, a, None]);
                assert_eq!(days(&pattern.to_string()), Ok((pattern, Hours::default())));
            }
        }
    }

    #[test]
    fn hours_stand_behind_their_days_or_once_for_all() {
        for (text, want) in [
            ("Mon 9:00-15:00 Tue 08:30-13:00", "Mon 09:00, Tue am 08:30"),
            ("Mon: 9-3, Tue: 8.30-1", "Mon 09:00, Tue am 08:30"),
            ("Mon 1pm-6pm; Tue", "Mon pm 13:00, Tue"),
            ("Mon 1 to 6, Tue 9am until 3pm", "Mon pm 13:00, Tue 09:00"),
            ("Mon-Wed 9-3 Thu 10:00-15:00", "Mon 09:00, Tue 09:00, Wed 09:00, Thu 10:00"),
            ("Mon9-3 Tue(8-12)", "Mon 09:00, Tue am 08:00"),
            ("Mon 8:30 Tue pm 13:00", "Mon 08:30, Tue pm 13:00"),
            ("Mon 13:00 Tue 8:30", "Mon pm 13:00, Tue 08:30"),
            ("Mon am 8:30-12:30 Tue am", "Mon am 08:30, Tue am"),
            ("Mon 8-12 13-17 Tue", "Mon 08:00, Tue"),
            // Once, for all.
            ("Mon-Fri 9-3", "Mon Tue Wed Thu Fri at 09:00"),
            ("Mon, Tue, Wed 9-1", "Mon am Tue am Wed am at 09:00"),
            ("9.00 – 15.00 Mon Tue", "Mon Tue at 09:00"),
            ("MTWTF 8-6", "Mon Tue Wed Thu Fri at 08:00"),
            ("full time 08:00-18:00", "Mon Tue Wed Thu Fri at 08:00"),
            ("Mon am Tue at 09:00", "Mon am, Tue 09:00"),
        ] {
            let found = days(text).map(|(days, hours)| hours.with(days));
            assert_eq!(found, Ok(want.to_string()), "{text}");
        }
        for (text, what) in [
            ("Mon 25:00-26:00", "these hours can't be read"),
            ("Mon 9- Tue", "these hours can't be read"),
            ("Mon 15:00-09:00", "the second hour is not after the first"),
            ("9-3", "these days can't be read"),
            ("Mon 9", "these days can't be read"),
            ("9-3 Mon 8-2", "these days can't be read"),
            ("am 9-3 Mon", "these days can't be read"),
        ] {
            assert_eq!(days(text).map_err(|wrong| wrong.what), Err(what.to_string()), "{text}");
        }
    }

    #[test]
    fn a_days_own_column_says_which_part_and_from_when() {
        for (text, want, from) in [
            ("AM", Session::Morning, None),
            ("pm", Session::Afternoon, None),
            ("Full", Session::AllDay, None),
            ("Full day", Session::AllDay, None),
            ("x", Session::AllDay, None),
            ("", Session::None, None),
            ("08:00-18:00", Session::AllDay, Some((8, 0))),
            ("8-1", Session::Morning, Some((8, 0))),
            ("8am - 1pm", Session::Morning, Some((8, 0))),
            ("13:00 – 18:00", Session::Afternoon, Some((13, 0))),
            ("1-6", Session::Afternoon, Some((13, 0))),
            ("13:00", Session::Afternoon, Some((13, 0))),
            ("8-6", Session::AllDay, Some((8, 0))),
            ("8:30 to 15:00", Session::AllDay, Some((8, 30))),
        ] {
            let from = from.and_then(|(hour, minute)| Time::from_hms_opt(hour, minute, 0));
            assert_eq!(session(text), Ok((want, from)), "{text}");
        }
        for (text, what) in [
            ("maybe", "it does not say for which part of the day the child comes"),
            ("25:00-26:00", "these hours can't be read"),
            ("8-", "these hours can't be read"),
            ("9:00", "it says from when the child comes, and not until when"),
            ("15:00-9:00", "the second hour is not after the first"),
        ] {
            assert_eq!(session(text).map_err(|wrong| wrong.what), Err(what.to_string()), "{text}");
        }
    }
}
