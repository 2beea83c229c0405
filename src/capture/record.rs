//! What is typed in the fields of a practice record: days, numbers, people, adults of a family, children. Each is read
//! as it will stand, or refused with a sentence; two who could be meant are never guessed between.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::file;
use super::finder::{Asking, State, find};
use crate::domain::name::{fold, words};
use crate::domain::{ChildId, ContactId, Day, PersonId, Roll, RoomId};

/// A day as people write it beside the forms of a file: `today`, `yesterday`, `fri`, `24 Nov`, `24 November 2026`.
/// A day without its year is the nearest one to `today`; a weekday is the last one.
pub fn day(text: &str, today: Day) -> Result<Day, String> {
    let folded = fold(text);
    let said = match folded.as_str() {
        "today" => Some(today),
        "yesterday" => today.pred_opt(),
        "tomorrow" => today.succ_opt(),
        _ => file::day(text).or_else(|| weekday(&folded, today)).or_else(|| of_month(&folded, today)),
    };
    said.ok_or_else(|| {
        format!("“{}” is not a day that can be read. Write 24 Nov, or 24/11/2026.", text.trim())
    })
}

fn weekday(text: &str, today: Day) -> Option<Day> {
    let wanted: chrono::Weekday = text.parse().ok()?;
    today.iter_days().rev().take(7).find(|day| day.weekday() == wanted)
}

fn of_month(text: &str, today: Day) -> Option<Day> {
    let mut parts = text.split_whitespace();
    let (number, month, year) = (parts.next()?, parts.next()?, parts.next());
    let number: u32 = number.trim_end_matches(|letter: char| letter.is_ascii_alphabetic()).parse().ok()?;
    let month: chrono::Month = month.trim_end_matches('.').parse().ok()?;
    if parts.next().is_some() {
        return None;
    }
    let of = |year: i32| Day::from_ymd_opt(year, month.number_from_month(), number);
    match year {
        Some(year) => of(year.parse().ok().filter(|year| (1990..2200).contains(year))?),
        None => {
            let near = [-1, 0, 1].into_iter().filter_map(|by| of(today.year() + by));
            near.min_by_key(|day| (*day - today).num_days().abs())
        }
    }
}

/// A day as [`day`] reads it again, whatever day it is then.
pub fn day_said(day: Day) -> String {
    day.format("%-d %b %Y").to_string()
}

/// A whole number.
pub fn number(text: &str) -> Result<u32, String> {
    text.trim().parse().map_err(|_| format!("“{}” is not a whole number. Write it as 12.", text.trim()))
}

/// People who work here, by initials or any part of the name, with commas between them.
pub fn people(text: &str, roll: &Roll) -> Result<Vec<PersonId>, String> {
    named(text, |piece| {
        let initials = roll.people.iter().filter(|person| fold(&person.initials) == fold(piece));
        let by_name = roll.people.iter().filter(|person| begins(&person.name, piece));
        let said = |person: &crate::domain::Practitioner| (person.id, person.name.clone());
        let exact: Vec<_> = initials.map(said).collect();
        let found = if exact.is_empty() { by_name.map(said).collect() } else { exact };
        (found, format!("Nobody who works here is called “{piece}”."))
    })
}

/// Adults of these children's families, by any part of the name or by what they are to the child.
pub fn adults(text: &str, children: &[ChildId], roll: &Roll) -> Result<Vec<ContactId>, String> {
    if children.is_empty() {
        return Err("Put the child in first: then the adults of the family are found.".to_string());
    }
    let all: Vec<_> = children.iter().flat_map(|child| roll.adults(*child)).collect();
    named(text, |piece| {
        let fits = all
            .iter()
            .filter(|(link, adult)| fold(&link.relation) == fold(piece) || begins(&adult.name, piece));
        let found = fits.map(|(_, adult)| (adult.id, adult.name.clone())).collect();
        let known: Vec<String> = all
            .iter()
            .map(|(link, adult)| format!("{} ({})", adult.name, link.relation.to_lowercase()))
            .collect();
        let known = if known.is_empty() { "nobody yet".to_string() } else { known.join(", ") };
        (found, format!("“{piece}” is nobody of the family. The register has {known}."))
    })
}

/// Children of any room, also some who have left, as they are found on the board of that room.
pub fn children(text: &str, room: Option<RoomId>, roll: &Roll, today: Day) -> Result<Vec<ChildId>, String> {
    let (presence, written) = (BTreeMap::new(), BTreeMap::new());
    let room = room.or(roll.rooms.first().map(|room| room.id)).unwrap_or(RoomId(uuid::Uuid::nil()));
    let asking = Asking { roll, room, today, presence: &presence, written: &written };
    let mut all = Vec::new();
    for piece in pieces(text) {
        let exact: Vec<ChildId> = roll
            .children
            .iter()
            .filter(|child| fold(&child.name()) == fold(piece))
            .map(|child| child.id)
            .collect();
        let found = match exact.as_slice() {
            [only] => vec![*only],
            _ => {
                let finding = find(piece, &asking);
                let hits: Vec<ChildId> = finding.hits.iter().map(|hit| hit.child).collect();
                match (finding.state, hits.as_slice()) {
                    (State::One(child), _) | (State::Elsewhere, &[child]) => vec![child],
                    (State::Group(group), _) => {
                        roll.group(group).map(|group| group.children.clone()).unwrap_or_default()
                    }
                    (State::Near(near), _) if !near.is_empty() => {
                        let names =
                            either(near.iter().filter_map(|id| roll.child(*id)).map(|child| child.name()));
                        return Err(format!("No child is called “{piece}”. Did you mean {names}?"));
                    }
                    (_, []) => return Err(format!("No child is called “{piece}”.")),
                    (_, many) => {
                        let names =
                            either(many.iter().filter_map(|id| roll.child(*id)).map(|child| child.name()));
                        return Err(format!("“{piece}” may be {names}. Write more of the name."));
                    }
                }
            }
        };
        for child in found {
            if !all.contains(&child) {
                all.push(child);
            }
        }
    }
    Ok(all)
}

/// The family's own words: each that stands between quotation marks, or all of it where none are.
pub fn own_words(text: &str) -> Vec<String> {
    let marks: Vec<&str> = text.split(['“', '”', '"']).collect();
    let quoted = || marks.iter().skip(1).step_by(2).map(|words| words.trim().to_string());
    let all = if marks.len() > 2 { quoted().collect() } else { vec![text.replace(['“', '”', '"'], "")] };
    all.into_iter().map(|words: String| words.trim().to_string()).filter(|words| !words.is_empty()).collect()
}

/// The same as it is typed again.
pub fn own_words_said(words: &[String]) -> String {
    match words {
        [one] => one.clone(),
        many => many.iter().map(|words| format!("“{words}”")).collect::<Vec<_>>().join(" "),
    }
}

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '，', '、']).map(str::trim).filter(|piece| !piece.is_empty())
}

/// Whether each word of the piece begins a word of the name.
fn begins(name: &str, piece: &str) -> bool {
    let name = words(name);
    let pieces = words(piece);
    !pieces.is_empty() && pieces.iter().all(|piece| name.iter().any(|word| word.starts_with(piece.as_str())))
}

/// Each piece is somebody, and one only.
fn named<Id: PartialEq + Copy>(
    text: &str,
    find: impl Fn(&str) -> (Vec<(Id, String)>, String),
) -> Result<Vec<Id>, String> {
    let mut all = Vec::new();
    for piece in pieces(text) {
        let (found, nobody) = find(piece);
        let mut who: Vec<(Id, String)> = Vec::new();
        for one in found {
            if who.iter().all(|(id, _)| *id != one.0) {
                who.push(one);
            }
        }
        // A whole name is itself, though another begins with it.
        if let Some(exact) = who.iter().position(|(_, name)| fold(name) == fold(piece))
            && who.iter().filter(|(_, name)| fold(name) == fold(piece)).count() == 1
        {
            who = vec![who.swap_remove(exact)];
        }
        match who.as_slice() {
            [] => return Err(nobody),
            [(id, _)] if all.contains(id) => {}
            [(id, _)] => all.push(*id),
            many => {
                let names = either(many.iter().map(|(_, name)| name.clone()));
                return Err(format!("“{piece}” may be {names}. Write more of the name."));
            }
        }
    }
    Ok(all)
}

/// `Ava O'Neill, Ava Patel or Ben Clarke`, at most four of them.
fn either(names: impl Iterator<Item = String>) -> String {
    let mut names: Vec<String> = names.take(4).collect();
    let last = names.pop().unwrap_or_default();
    if names.is_empty() { last } else { format!("{} or {last}", names.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> Day {
        file::day(text).unwrap()
    }

    #[test]
    fn a_day_is_read_as_people_write_it_and_again_as_it_is_said() {
        let today = on("2026-11-24");
        for (text, wanted) in [
            ("today", "2026-11-24"),
            ("Yesterday", "2026-11-23"),
            ("tue", "2026-11-24"),
            ("friday", "2026-11-20"),
            ("3 Nov", "2026-11-03"),
            ("3rd november", "2026-11-03"),
            ("10 jan", "2027-01-10"),
            ("10 Jan 2026", "2026-01-10"),
            ("14/07/2026", "2026-07-14"),
            ("2026-07-14", "2026-07-14"),
            ("29 feb 2028", "2028-02-29"),
        ] {
            assert_eq!(day(text, today), Ok(on(wanted)), "{text}");
            assert_eq!(day(&day_said(on(wanted)), today), Ok(on(wanted)));
        }
        for text in ["", "soon", "31 nov", "3", "29 feb 2027", "3 nov 26 x"] {
            assert!(day(text, today).is_err(), "{text}");
        }
        assert_eq!((number(" 12 "), number("-1").is_err(), number("4.5").is_err()), (Ok(12), true, true));
    }

    #[test]
    fn own_words_are_each_quotation_or_all_of_it() {
        for (text, wanted) in [
            ("come again", vec!["come again"]),
            ("“come again” and “thank you”", vec!["come again", "thank you"]),
            ("\"come again\"", vec!["come again"]),
            ("  ", vec![]),
            ("“come", vec!["come"]),
        ] {
            assert_eq!(own_words(text), wanted, "{text}");
        }
        let two = vec!["come again".to_string(), "thank you".to_string()];
        assert_eq!(own_words(&own_words_said(&two)), two);
    }
}
