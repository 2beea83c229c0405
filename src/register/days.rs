//! The days on which a child comes, as registers write them.

use super::words::Wrong;
use crate::domain::{Pattern, Session};

/// Reads `Mon Tue am Wed pm`, `Mon-Fri`, `M T W Th F`, `full time`, `all`.
///
/// A half day belongs to the day, or the run of days, that stands before it.
pub(crate) fn days(text: &str) -> Result<Pattern, Wrong> {
    let wrong =
        || Wrong::new("these days can't be read", "Write them as Mon Tue Wed am Thu pm, or Mon-Fri, or all.");
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
    let spaced = spaced.replace(" - ", "-").replace(" to ", "-");
    if let Some(letters) = spaced.trim().strip_prefix("mtwt") {
        let mut pattern = Pattern::WEEKDAYS;
        return match letters {
            "f" => Ok(pattern),
            "" => {
                set(&mut pattern, 4, Session::None);
                Ok(pattern)
            }
            _ => Err(wrong()),
        };
    }

    let tokens: Vec<&str> = spaced
        .split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .map(|token| token.trim_matches('-'))
        .filter(|token| !token.is_empty() && *token != "and")
        .collect();
    let mut pattern = Pattern::default();
    let mut last: Vec<usize> = Vec::new();
    let mut given: [Vec<Session>; 7] = Default::default();
    for token in &tokens {
        if let Some(session) = half(token) {
            if last.is_empty() {
                return Err(wrong());
            }
            for &day in &last {
                given.get_mut(day).ok_or_else(wrong)?.push(session);
            }
            continue;
        }
        last = if matches!(*token, "all" | "weekdays" | "ft") {
            (0..5).collect()
        } else if let Some(day) = weekday(token, &tokens, &pattern) {
            vec![day]
        } else {
            let (from, to) = token.split_once('-').ok_or_else(wrong)?;
            let first = weekday(from, &tokens, &pattern).ok_or_else(wrong)?;
            match (half(to), weekday(to, &tokens, &pattern)) {
                (Some(session), _) => {
                    given.get_mut(first).ok_or_else(wrong)?.push(session);
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
    for (day, sessions) in given.iter().enumerate() {
        match sessions.as_slice() {
            [] => {}
            [one] => set(&mut pattern, day, *one),
            _ => set(&mut pattern, day, Session::AllDay),
        }
    }
    if pattern == Pattern::default() { Err(wrong()) } else { Ok(pattern) }
}

/// Reads the cell of one day's own column: blank, `AM`, `PM`, `Full`, `x`, or hours.
pub(crate) fn session(text: &str) -> Result<Session, Wrong> {
    let plain = text.trim().to_lowercase().replace(['–', '—'], "-");
    let joined: String = plain.chars().filter(|c| !c.is_whitespace()).collect();
    Ok(match joined.trim_matches('.') {
        "" | "-" | "no" | "n" | "0" | "off" | "none" | "n/a" | "false" => Session::None,
        "am" | "a.m" | "morning" | "mornings" | "a" => Session::Morning,
        "pm" | "p.m" | "afternoon" | "afternoons" | "p" => Session::Afternoon,
        "x" | "y" | "yes" | "1" | "full" | "fullday" | "allday" | "all" | "fd" | "f" | "day" | "full-day"
        | "✓" | "✔" | "true" | "am/pm" | "am,pm" | "am+pm" | "ampm" | "am&pm" => Session::AllDay,
        hours => {
            let (from, to) =
                hours.split_once('-').and_then(|(a, b)| Some((hour(a)?, hour(b)?))).ok_or_else(|| {
                    Wrong::new(
                        "it does not say for which part of the day the child comes",
                        "Write AM, PM or Full, or leave it blank.",
                    )
                })?;
            // 8-6 is eight in the morning until six in the evening.
            let to = if to <= from { to + 12.0 } else { to };
            match (from, to) {
                (from, _) if from >= 11.5 => Session::Afternoon,
                (_, to) if to <= 13.5 => Session::Morning,
                _ => Session::AllDay,
            }
        }
    })
}

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

fn hour(text: &str) -> Option<f32> {
    let (text, afternoon) = match (text.strip_suffix("pm"), text.strip_suffix("am")) {
        (Some(text), _) => (text, true),
        (_, Some(text)) => (text, false),
        _ => (text, false),
    };
    let (hours, minutes) = text.split_once([':', '.']).unwrap_or((text, "0"));
    let (hours, minutes): (u8, u8) = (hours.parse().ok()?, minutes.parse().ok()?);
    let hours = if afternoon && hours < 12 { hours + 12 } else { hours };
    (hours < 24 && minutes < 60).then(|| f32::from(hours) + f32::from(minutes) / 60.0)
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
            assert_eq!(days(text).map(|days| days.to_string()), Ok(want.to_string()), "{text}");
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
                assert_eq!(days(&pattern.to_string()), Ok(pattern));
            }
        }
    }

    #[test]
    fn a_days_own_column_says_which_part() {
        for (text, want) in [
            ("AM", Session::Morning),
            ("pm", Session::Afternoon),
            ("Full", Session::AllDay),
            ("Full day", Session::AllDay),
            ("x", Session::AllDay),
            ("", Session::None),
            ("08:00-18:00", Session::AllDay),
            ("8-1", Session::Morning),
            ("8am - 1pm", Session::Morning),
            ("13:00 – 18:00", Session::Afternoon),
            ("8-6", Session::AllDay),
        ] {
            assert_eq!(session(text), Ok(want), "{text}");
        }
        for text in ["maybe", "25:00-26:00", "8-", "-"] {
            assert_eq!(session(text).is_ok(), text == "-", "{text}");
        }
    }
}
