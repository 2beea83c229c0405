//! Key persons: whom a cell means, and which bonds end and begin.

use super::children::ChildRow;
use super::plan::written;
use super::words::Wrong;
use super::{Given, RowTrouble, listed};
use crate::domain::name::{fold, slips};
use crate::domain::{Child, Day, KeyPerson, PersonId, Practitioner, Roll};

/// The bonds that begin and end with this row; `open` are those of the child that hold or will.
#[allow(clippy::too_many_arguments, reason = "one step of the plan, with its own inputs and outputs")]
pub(super) fn key_persons(
    row: &ChildRow,
    child: &Child,
    known: bool,
    open: &[&KeyPerson],
    roll: &Roll,
    today: Day,
    said: &mut Vec<String>,
    troubles: &mut Vec<RowTrouble>,
) -> Vec<KeyPerson> {
    let mut changes = Vec::new();
    let mut found: Vec<PersonId> = Vec::new();
    for (given, second, column) in
        [(&row.key_person, false, "key person"), (&row.second, true, "second key person")]
    {
        let wanted = match given {
            Given::Unsaid => continue,
            // The first one is never taken away by a blank: a child has a key person until there is another.
            Given::Blank if !second => continue,
            Given::Blank => None,
            Given::Is(text) => match person_called(text, roll, child, today) {
                Ok(person) => Some(person),
                Err(wrong) => {
                    troubles.push(RowTrouble::new(row.line, column, text, wrong.what, wrong.todo));
                    continue;
                }
            },
        };
        if let Some(person) = wanted {
            if found.contains(&person.id) {
                troubles.push(RowTrouble::new(
                    row.line,
                    column,
                    &person.name,
                    "the key person and the second are the same person",
                    "Name another second, or leave the cell blank.",
                ));
            }
            found.push(person.id);
        }
        let mut kept = false;
        let mut ended = None;
        for bond in open.iter().filter(|bond| bond.second == second) {
            if wanted.is_some_and(|person| person.id == bond.person) {
                kept = true;
            } else {
                ended = roll.person(bond.person).map(|person| person.name.clone()).or(ended);
                changes.push(KeyPerson { until: Some(today), ..**bond });
            }
        }
        let name = child.name();
        match wanted.filter(|_| !kept) {
            Some(person) => {
                let from = if ended.is_some() || known { Some(today) } else { child.started };
                changes.push(KeyPerson { child: child.id, person: person.id, second, from, until: None });
                if known {
                    let before = ended.map(|ended| format!(", before {ended}")).unwrap_or_default();
                    said.push(format!("{name}: {column} {} from today{before}.", person.name));
                }
            }
            None => {
                if let Some(ended) = ended {
                    said.push(format!("{name}: {ended} is no longer {column}."));
                }
            }
        }
    }
    changes
}

/// The member of staff whom a cell means: by full name, initials, or a first name that only one has.
fn person_called<'a>(
    text: &str,
    roll: &'a Roll,
    child: &Child,
    today: Day,
) -> Result<&'a Practitioner, Wrong> {
    let turned = text.split_once(',').map(|(last, first)| format!("{first} {last}"));
    let wanted = fold(turned.as_deref().unwrap_or(text));
    let letters: String = text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_uppercase).collect();
    let ways: [&dyn Fn(&Practitioner) -> bool; 4] = [
        &|person| fold(&person.name) == wanted,
        &|person| person.initials.to_uppercase() == letters,
        &|person| fold(person.first_name()) == wanted,
        // `Sam O`, as a list on a wall has it.
        &|person| {
            wanted.rsplit_once(' ').is_some_and(|(first, letter)| {
                letter.chars().count() == 1
                    && fold(person.first_name()) == first
                    && fold(&person.name).rsplit(' ').next().is_some_and(|last| last.starts_with(letter))
            })
        },
    ];
    for way in ways {
        let all: Vec<&Practitioner> = roll.people.iter().filter(|person| way(person)).collect();
        let here: Vec<&Practitioner> =
            all.iter().copied().filter(|person| person.until.is_none_or(|until| today <= until)).collect();
        match (here.as_slice(), all.as_slice()) {
            ([one], _) => return Ok(one),
            ([], [one]) if child.left.is_some_and(|left| left < today) => return Ok(one),
            ([], [one, ..]) => {
                let left = one.until.map(written).unwrap_or_default();
                return Err(Wrong::new(
                    format!("{} left on {left}", one.name),
                    "Name somebody who works here.",
                ));
            }
            ([], []) => {}
            (several, _) => {
                let names: Vec<String> =
                    several.iter().map(|person| format!("{} ({})", person.name, person.initials)).collect();
                return Err(Wrong::new(
                    format!("it could be {}", listed(&names)),
                    "Write the full name or the initials.",
                ));
            }
        }
    }
    let near = near(&wanted, roll.people.iter().map(|person| person.name.as_str()));
    Err(Wrong::new(
        "nobody in the staff list has this name",
        if near.is_empty() {
            "Write a name from the staff list, or bring in the staff list first.".to_string()
        } else {
            format!("Did you mean {}? Else bring in the staff list first.", near.join(" or "))
        },
    ))
}

/// Up to three names that are written nearly like the one that is looked for.
pub(crate) fn near<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut near: Vec<(usize, &str)> = names
        .filter_map(|name| {
            let folded = fold(name);
            let shares = folded.split(' ').any(|part| {
                part.chars().count() > 2 && wanted.split(' ').any(|other| slips(part, other, 1) <= 1)
            });
            let far = slips(&folded, wanted, 2);
            (far <= 2 || shares).then_some((far, name))
        })
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(3).map(|(_, name)| name.to_string()).collect()
}
