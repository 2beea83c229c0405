//! Small words that the sentences of this room share: numbers, days, lists.

use chrono::Datelike;

use crate::domain::Day;

/// A count as it stands in a sentence: a word up to ten, then digits, the thousands set off: `2,751`.
pub(super) fn number(count: u32) -> String {
    const WORDS: [&str; 11] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(count as usize).map_or_else(|| thousands(count), |word| word.to_string())
}

/// `2,751`
pub fn thousands(count: u32) -> String {
    match (count / 1_000, count % 1_000) {
        (0, rest) => rest.to_string(),
        (more, rest) => format!("{},{rest:03}", thousands(more)),
    }
}

/// `one family`, `12 families`
pub(super) fn counted(count: u32, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

/// `24 November`, with its year where that is not the year in which the period ends.
pub(super) fn day(day: Day, to: Day) -> String {
    let form = if day.year() == to.year() { "%-d %B" } else { "%-d %B %Y" };
    day.format(form).to_string()
}

/// `a, b and c`
pub(super) fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// The first letter large.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A share in hundredths as it is spoken: `two in five`.
pub(super) fn share(hundredths: u32) -> String {
    match hundredths {
        20 => "one in five".to_string(),
        25 => "one in four".to_string(),
        40 => "two in five".to_string(),
        50 => "one in two".to_string(),
        60 => "three in five".to_string(),
        75 => "three in four".to_string(),
        80 => "four in five".to_string(),
        90 => "nine in ten".to_string(),
        other => format!("{other} in a hundred"),
    }
}
