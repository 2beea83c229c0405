//! What stands at one place of a note: a mark, or a bit of text.

use std::ops::Range;

use chrono::{Datelike, Days, Weekday};
use unicode_normalization::char::is_combining_mark;

use super::grammar::{PLAIN, Reading};
use super::sentence::{GAP, GAP_WORDS, NAME};
use crate::domain::name::fold;
use crate::domain::{Day, Kind, Phrase, Room, Time};

/// A mark that counts anywhere at the start or after a space.
pub(super) enum Mark<'a> {
    Step,
    Quote,
    Phrase(&'a Phrase),
    Adult(String),
    Time(Time),
    Yesterday,
    FollowUp(Day),
}

/// A bit of text.
pub(super) enum Bit {
    Char(char),
    /// With the sign that it is only a character.
    Plain(char),
    /// After a backslash.
    Escaped(char),
    Name,
    Gap,
}

impl Bit {
    pub(super) fn push_to(&self, text: &mut String) {
        match *self {
            Bit::Char(c) | Bit::Plain(c) | Bit::Escaped(c) => match c {
                NAME | GAP => text.push('\u{fffd}'),
                PLAIN => {}
                c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => text.push(' '),
                c => text.push(c),
            },
            Bit::Name => text.push(NAME),
            Bit::Gap => text.push(GAP),
        }
    }

    pub(super) fn is_space(&self) -> bool {
        matches!(self, Bit::Char(c) if c.is_whitespace())
    }
}

/// The words for adults of a family that are known without a register.
const ADULTS: [&str; 55] = [
    "mum",
    "mam",
    "mom",
    "mummy",
    "mammy",
    "mama",
    "mother",
    "ma",
    "dad",
    "daddy",
    "da",
    "papa",
    "father",
    "pa",
    "tad",
    "gran",
    "granny",
    "grandma",
    "grandmother",
    "nan",
    "nana",
    "nanna",
    "nanny",
    "nain",
    "mamgu",
    "grandad",
    "granddad",
    "grandpa",
    "grandfather",
    "gramps",
    "taid",
    "tadcu",
    "aunt",
    "aunty",
    "auntie",
    "uncle",
    "sister",
    "brother",
    "cousin",
    "carer",
    "guardian",
    "childminder",
    "stepmum",
    "step-mum",
    "stepmother",
    "stepdad",
    "step-dad",
    "stepfather",
    "foster mum",
    "foster dad",
    "foster carer",
    "godmother",
    "godfather",
    "friend",
    "neighbour",
];

fn ends_word(after: &str) -> bool {
    let mut after = after.chars();
    match after.next() {
        None => true,
        // A full stop inside a number or a word is no end.
        Some('.' | ':') => after.next().is_none_or(|c| !c.is_alphanumeric()),
        Some(c) => c.is_whitespace() || matches!(c, ',' | ';' | '!' | '?' | ')' | '"' | '”'),
    }
}

/// The mark at a place that is the start or comes after a space, and its length in bytes.
pub(super) fn mark_at<'a>(note: &str, at: usize, kind: Kind, ctx: &Reading<'a>) -> Option<(Mark<'a>, usize)> {
    let rest = note.get(at..)?;
    let mut letters = rest.chars();
    let first = letters.next()?;
    let after = letters.as_str();
    if after.starts_with(PLAIN) {
        return None;
    }
    match first {
        '>' => {
            let number = after.trim_start().starts_with(|c: char| c.is_ascii_digit());
            (!number).then_some((Mark::Step, 1))
        }
        '"' | '“' => Some((Mark::Quote, first.len_utf8())),
        '.' => {
            let word = after.split(char::is_whitespace).next().unwrap_or_default();
            if !word.starts_with(|c: char| c.is_alphanumeric()) || measures(word, after) {
                return None;
            }
            ctx.phrase(word, kind).map(|phrase| (Mark::Phrase(phrase), 1 + word.len()))
        }
        '@' => at_sign(after, ctx).map(|(mark, length)| (mark, length + 1)),
        '!' => {
            let word: &str = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            if word.is_empty() {
                let bare = after.is_empty() || after.starts_with(char::is_whitespace);
                return bare.then_some((Mark::FollowUp(ctx.today), 1));
            }
            let tail = after.get(word.len()..).unwrap_or_default();
            let day = weekday(word).filter(|_| ends_word(tail))?;
            Some((Mark::FollowUp(coming(ctx.today, day)), 1 + word.len()))
        }
        _ => None,
    }
}

/// Whether it is a number that measures something, as in `.75 ml`.
fn measures(word: &str, after: &str) -> bool {
    const UNITS: [&str; 8] = ["ml", "mls", "mg", "g", "kg", "l", "cm", "m"];
    let next = after.get(word.len()..).unwrap_or_default().split_whitespace().next().unwrap_or_default();
    let next = next.trim_end_matches(|c: char| !c.is_alphanumeric());
    word.chars().all(|c| c.is_ascii_digit()) && UNITS.contains(&next.to_lowercase().as_str())
}

/// What `@` may be followed by: an adult, a time, or yesterday.
fn at_sign<'a>(after: &str, ctx: &Reading<'a>) -> Option<(Mark<'a>, usize)> {
    if after.starts_with(|c: char| c.is_ascii_digit()) {
        return time(after, ctx.room).map(|(time, length)| (Mark::Time(time), length));
    }
    let yesterday = "yesterday";
    let named = after.get(..yesterday.len()).is_some_and(|word| word.eq_ignore_ascii_case(yesterday));
    if named && after.get(yesterday.len()..).is_some_and(ends_word) {
        return Some((Mark::Yesterday, yesterday.len()));
    }
    let own = ctx.adults.iter().map(String::as_str);
    let (word, length) = own
        .chain(ADULTS)
        .filter_map(|word| named_here(after, word).map(|length| (word, length)))
        .max_by_key(|(_, length)| *length)?;
    Some((Mark::Adult(word.trim().to_lowercase()), length))
}

/// The length of `word` where the text begins with it and it ends there. Capitals and accents count for nothing,
/// nor does what stands between two words of it: a space, a hyphen or nothing.
fn named_here(text: &str, word: &str) -> Option<usize> {
    let folded = fold(word);
    let several = folded.contains(' ');
    let mut wanted = folded.chars().filter(|c| *c != ' ').peekable();
    wanted.peek()?;
    let mut begun = false;
    for (at, c) in text.char_indices() {
        let plain = fold(c.encode_utf8(&mut [0; 4]));
        if plain.is_empty() && begun && is_combining_mark(c) {
            continue;
        }
        if wanted.peek().is_none() {
            return text.get(at..).is_some_and(ends_word).then_some(at);
        }
        if plain.is_empty() && begun && several && (c == ' ' || c == '-') {
            continue;
        }
        begun = true;
        if plain.is_empty() || plain.chars().any(|c| wanted.next() != Some(c)) {
            return None;
        }
    }
    wanted.peek().is_none().then_some(text.len())
}

/// A time such as `8:15`, `8.15`, `0815`, `4pm` or `8`, and its length. Outside the room's hours it is read as
/// afternoon.
fn time(text: &str, room: &Room) -> Option<(Time, usize)> {
    let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let first = digits(text);
    let (mut hour, mut minute, mut length): (u32, u32, usize) = match first {
        1 | 2 => (text.get(..first)?.parse().ok()?, 0, first),
        3 | 4 => (text.get(..first - 2)?.parse().ok()?, text.get(first - 2..first)?.parse().ok()?, first),
        _ => return None,
    };
    if first <= 2
        && let Some(minutes) = text.get(length..).and_then(|rest| rest.strip_prefix([':', '.']))
        && digits(minutes) > 0
    {
        if digits(minutes) != 2 {
            return None;
        }
        minute = minutes.get(..2)?.parse().ok()?;
        length += 3;
    }
    let rest = text.get(length..).unwrap_or_default();
    let half = rest.get(..2).map(str::to_ascii_lowercase);
    match half.as_deref() {
        Some(half @ ("am" | "pm")) => {
            if !(1..=12).contains(&hour) {
                return None;
            }
            hour = hour % 12 + if half == "pm" { 12 } else { 0 };
            length += 2;
        }
        _ => {
            let read = Time::from_hms_opt(hour, minute, 0)?;
            if hour < 12 && (read < room.opens || read > room.closes) {
                hour += 12;
            }
        }
    }
    let time = Time::from_hms_opt(hour, minute, 0)?;
    ends_word(text.get(length..)?).then_some((time, length))
}

/// A weekday by its first three letters or more.
fn weekday(word: &str) -> Option<Weekday> {
    const NAMES: [(&str, Weekday); 7] = [
        ("monday", Weekday::Mon),
        ("tuesday", Weekday::Tue),
        ("wednesday", Weekday::Wed),
        ("thursday", Weekday::Thu),
        ("friday", Weekday::Fri),
        ("saturday", Weekday::Sat),
        ("sunday", Weekday::Sun),
    ];
    let word = word.to_lowercase();
    let named = |name: &str| word.chars().count() >= 3 && name.starts_with(&word);
    NAMES.into_iter().find(|(name, _)| named(name)).map(|(_, day)| day)
}

/// The next such weekday after today: today itself is what `!` alone is for.
fn coming(today: Day, wanted: Weekday) -> Day {
    let ahead = (wanted.num_days_from_monday() + 7 - today.weekday().num_days_from_monday()) % 7;
    let ahead = if ahead == 0 { 7 } else { ahead };
    today.checked_add_days(Days::new(ahead.into())).unwrap_or(today)
}

/// The bit of text at a place, and its length in bytes. `open` says that a mark could stand here.
pub(super) fn bit_at(note: &str, at: usize, open: bool) -> (Bit, usize) {
    let rest = note.get(at..).unwrap_or_default();
    let mut letters = rest.chars();
    let Some(first) = letters.next() else { return (Bit::Char(' '), 1) };
    let length = first.len_utf8();
    let after = letters.as_str();
    if after.starts_with(PLAIN) {
        return (Bit::Plain(first), length + PLAIN.len_utf8());
    }
    match (first, after.chars().next()) {
        ('\\', Some(next)) if open || matches!(next, '{' | '[' | '"' | '“' | '”' | '\\') => {
            (Bit::Escaped(next), length + next.len_utf8())
        }
        ('{', _) if rest.get(..6).is_some_and(|mark| mark.eq_ignore_ascii_case("{name}")) => (Bit::Name, 6),
        ('[', _) if rest.starts_with(GAP_WORDS) => (Bit::Gap, GAP_WORDS.len()),
        _ => (Bit::Char(first), length),
    }
}

/// Where the quotation that was opened before `from` closes; `None` where it never does, or another opens first.
pub(super) fn closing_quote(note: &str, from: usize) -> Option<Range<usize>> {
    let mut at = from;
    let mut spaced = false;
    while at < note.len() {
        let (bit, length) = bit_at(note, at, false);
        if let Bit::Char(c) = bit {
            let place = at..at + length;
            let next = note.get(place.end..).and_then(|rest| rest.chars().next());
            match c {
                '“' => return None,
                '"' if spaced && next.is_some_and(char::is_alphanumeric) => return None,
                '"' | '”' => return Some(place),
                _ => {}
            }
        }
        spaced = bit.is_space();
        at += length;
    }
    None
}
