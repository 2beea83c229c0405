//! Names and days that a slip, a marriage or a short form can make of one another.

use super::children::ChildRow;
use super::plan::written;
use crate::domain::name::{fold, slips};
use crate::domain::{Child, Day};

/// Whether a row could be this child under a name or a day that is nearly the same.
pub(super) fn child(row: &ChildRow, child: &Child) -> bool {
    let mine = Name::new(&row.forename, row.known_as.value().map(String::as_str), &row.surname);
    let theirs = Name::new(&child.forename, child.known_as.as_deref(), &child.surname);
    match (row.born, child.born) {
        (Some(a), Some(b)) if a == b => mine.half(&theirs) || mine.reordered(&theirs),
        (Some(a), Some(b)) => {
            mine.same(&theirs) || mine.reordered(&theirs) || days(a, b) && mine.near(&theirs)
        }
        _ => mine.near(&theirs) || mine.reordered(&theirs),
    }
}

/// Whether two rows of one day are nearly alike.
pub(super) fn twins(one: &ChildRow, other: &ChildRow) -> bool {
    let name =
        |row: &ChildRow| Name::new(&row.forename, row.known_as.value().map(String::as_str), &row.surname);
    let (one, other) = (name(one), name(other));
    one.near(&other) || one.reordered(&other)
}

/// Whether two names of staff are nearly alike, and not the same.
pub(super) fn people(one: &str, other: &str) -> bool {
    let part = |name: &str| {
        let name = fold(name);
        let (first, last) = name.split_once(' ').unwrap_or((&name, ""));
        Name { first: vec![first.to_string()], last: last.to_string() }
    };
    let (one, other) = (part(one), part(other));
    !one.last.is_empty() && !other.last.is_empty() && (one.near(&other) || one.reordered(&other))
}

/// Whether two names of rooms are nearly alike: `Sunflowers`, `Sunflower Room`, `Sun flower`. Numbers and letters
/// that tell rooms apart count.
pub(super) fn rooms(one: &str, other: &str) -> bool {
    let parts = |room: &str| -> Vec<String> {
        fold(room)
            .split(' ')
            .filter(|word| !matches!(*word, "room" | "group" | "class" | "the"))
            .map(str::to_string)
            .collect()
    };
    let (one, other) = (parts(one), parts(other));
    let parted_alike = one.len() == other.len() && one.iter().zip(&other).all(|(a, b)| word(a, b));
    !one.is_empty() && (parted_alike || one.concat() == other.concat())
}

/// One day written for another: a single figure changed or two swapped, or day and month turned.
fn days(a: Day, b: Day) -> bool {
    use chrono::Datelike;
    slips(&written(a), &written(b), 1) <= 1
        || (a.day(), a.month(), a.year()) == (b.month(), b.day(), b.year())
}

/// A name folded: the first names that may stand for the child, and the last.
struct Name {
    first: Vec<String>,
    last: String,
}

impl Name {
    fn new(forename: &str, known_as: Option<&str>, surname: &str) -> Name {
        Name { first: std::iter::once(forename).chain(known_as).map(fold).collect(), last: fold(surname) }
    }

    fn first_by(&self, other: &Name, alike: fn(&str, &str) -> bool) -> bool {
        self.first.iter().any(|a| other.first.iter().any(|b| alike(a, b)))
    }

    fn same(&self, other: &Name) -> bool {
        self.last == other.last && self.first_by(other, |a, b| a == b)
    }

    fn near(&self, other: &Name) -> bool {
        part(&self.last, &other.last) && self.first_by(other, part)
    }

    /// One part is the same, or the first names are near.
    fn half(&self, other: &Name) -> bool {
        self.last == other.last || self.first_by(other, part)
    }

    /// The same words in another order: first and last name turned, `Nguyen Thi Mai` for `Thi Mai Nguyen`.
    fn reordered(&self, other: &Name) -> bool {
        let whole = |name: &Name| -> Vec<String> {
            name.first.iter().map(|first| in_any_order(&format!("{first} {}", name.last))).collect()
        };
        let others = whole(other);
        whole(self).iter().any(|name| others.contains(name))
    }
}

/// The words of a folded name in one order, whatever the order in which they are written.
pub(super) fn in_any_order(name: &str) -> String {
    let mut words: Vec<&str> = name.split(' ').filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.join(" ")
}

/// A part of a name: nearly the same word, its short form, or some of its words.
fn part(a: &str, b: &str) -> bool {
    let within = |short: &str, long: &str| {
        short.chars().count() >= 3 && long.starts_with(short)
            || short.split(' ').all(|word| long.split(' ').any(|other| word == other))
    };
    a == b || word(a, b) || !a.is_empty() && !b.is_empty() && (within(a, b) || within(b, a))
}

/// A word: the same, or a slip or two apart where it is long enough for that to mean anything.
fn word(a: &str, b: &str) -> bool {
    let letters = a.chars().count().min(b.chars().count());
    let most = match letters {
        0..=2 => 0,
        3..=6 => 1,
        _ => 2,
    };
    a == b || !a.contains(|c: char| c.is_ascii_digit()) && slips(a, b, most) <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rooms_are_near_by_a_slip_and_never_by_a_number() {
        for (one, other, want) in [
            ("Sunflower", "Sunflowers", true),
            ("Sunflower", "Sunflower Room", true),
            ("Sunflower", "sun flower room", true),
            ("Room 1", "Room 2", false),
            ("Toddlers 1", "Toddlers 2", false),
            ("Baby A", "Baby B", false),
            ("Acorn", "Oak", false),
            ("Acorns", "Acorn", true),
        ] {
            assert_eq!(rooms(one, other), want, "{one} {other}");
        }
    }

    #[test]
    fn parts_of_names_are_near_by_a_slip_a_short_form_or_a_word_of_several() {
        for (one, other, want) in [
            ("patel", "patell", true),
            ("ben", "benedict", true),
            ("ava", "ava rose", true),
            ("oneill", "oneill patel", true),
            ("ava", "eva", true),
            ("jo", "bo", false),
            ("noah", "ava", false),
            ("khan", "shah", false),
        ] {
            assert_eq!(part(one, other), want, "{one} {other}");
        }
    }

    #[test]
    fn days_are_near_by_one_figure_or_turned_round() {
        let day = |year, month, day| Day::from_ymd_opt(year, month, day).expect("a day");
        assert!(days(day(2023, 11, 3), day(2023, 11, 4)));
        assert!(days(day(2023, 11, 3), day(2023, 3, 11)));
        assert!(days(day(2023, 11, 3), day(2024, 11, 3)));
        assert!(!days(day(2023, 11, 3), day(2024, 11, 4)));
    }
}
