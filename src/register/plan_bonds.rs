//! Key persons: whom a cell means, and which bonds end and begin.

use std::collections::HashMap;

use super::children::ChildRow;
use super::doubt::{About, Answer, Answers, Doubt};
use super::plan::written;
use super::words::Wrong;
use super::{Given, RowTrouble, listed, near};
use crate::domain::name::{fold, slips};
use crate::domain::{Child, Day, KeyPerson, PersonId, Practitioner, Roll};

/// What is known of a key person's name that nobody has.
#[derive(Clone, Copy)]
pub(super) enum Meant {
    /// It was answered that it is this person's.
    Person(PersonId),
    /// It was answered that it is nobody's in the staff list.
    Nobody,
    /// It is asked now.
    Asked,
}

/// Names of key persons that nobody has and that are nearly somebody's who works here, folded. Each name is asked
/// about once.
pub(super) fn settle(
    rows: &[ChildRow],
    roll: &Roll,
    today: Day,
    answers: &Answers,
    doubts: &mut Vec<Doubt>,
) -> HashMap<String, Meant> {
    let mut meant: HashMap<String, Meant> = HashMap::new();
    let named = rows.iter().flat_map(|row| {
        [(&row.key_person, false), (&row.second, true)]
            .into_iter()
            .filter_map(|(given, second)| Some((row.line, given.value()?, second)))
    });
    for (line, text, second) in named {
        let name = first_name_first(text);
        if meant.contains_key(&fold(&name)) || !called(text, roll).is_empty() {
            continue;
        }
        let here = roll.people.iter().filter(|person| person.here_on(today));
        let close: Vec<&Practitioner> =
            here.filter(|person| near::people(&person.name, &name)).take(5).collect();
        let Some(first) = close.first() else { continue };
        let about = About::KeyPerson { second };
        let known = match answers.of(line, about) {
            Some(Answer::Is(id)) => Meant::Person(id.into()),
            Some(_) => Meant::Nobody,
            None => {
                let mut doubt = Doubt::new(
                    line,
                    about,
                    text,
                    format!(
                        "nobody in the staff list has this name, and it could be {} ({})",
                        first.name, first.initials
                    ),
                    format!(
                        "Write {}, if it is the same person; else bring in the staff list first.",
                        first.name
                    ),
                );
                for person in close {
                    let says = format!("It is {} ({})", person.name, person.initials);
                    doubt = doubt.or(says, Answer::Is(person.id.0));
                }
                doubts.push(doubt.or("Somebody else", Answer::New));
                Meant::Asked
            }
        };
        meant.insert(fold(&name), known);
    }
    meant
}

/// The bonds that begin and end with this row; `open` are those of the child that hold or will.
#[allow(clippy::too_many_arguments, reason = "one step of the plan, with its own inputs and outputs")]
pub(super) fn key_persons(
    row: &ChildRow,
    child: &Child,
    known: bool,
    open: &[&KeyPerson],
    roll: &Roll,
    meant: &HashMap<String, Meant>,
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
            Given::Is(text) => match meant.get(&fold(&first_name_first(text))) {
                Some(Meant::Asked) => continue,
                Some(Meant::Person(person)) => roll.person(*person),
                Some(Meant::Nobody) | None => match person_called(text, roll, child, today) {
                    Ok(person) => Some(person),
                    Err(wrong) => {
                        troubles.push(RowTrouble::new(row.line, column, text, wrong.what, wrong.todo));
                        continue;
                    }
                },
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
    let all = called(text, roll);
    let here: Vec<&Practitioner> =
        all.iter().copied().filter(|person| person.until.is_none_or(|until| today <= until)).collect();
    match (here.as_slice(), all.as_slice()) {
        ([one], _) => return Ok(one),
        ([], [one]) if child.left.is_some_and(|left| left < today) => return Ok(one),
        ([], [one, ..]) => {
            let left = one.until.map(written).unwrap_or_default();
            return Err(Wrong::new(format!("{} left on {left}", one.name), "Name somebody who works here."));
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
    let near = near(&fold(&first_name_first(text)), roll.people.iter().map(|person| person.name.as_str()));
    Err(Wrong::new(
        "nobody in the staff list has this name",
        if near.is_empty() {
            "Write a name from the staff list, or bring in the staff list first.".to_string()
        } else {
            format!("Did you mean {}? Else bring in the staff list first.", near.join(" or "))
        },
    ))
}

/// `Okafor, Sam` as `Sam Okafor`.
fn first_name_first(text: &str) -> String {
    match text.split_once(',') {
        Some((last, first)) => format!("{first} {last}"),
        None => text.to_string(),
    }
}

/// Those whom a cell names by the first way in which it names anybody, here or not.
fn called<'a>(text: &str, roll: &'a Roll) -> Vec<&'a Practitioner> {
    let wanted = fold(&first_name_first(text));
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
    let named =
        ways.into_iter().map(|way| roll.people.iter().filter(|person| way(person)).collect::<Vec<_>>());
    named.into_iter().find(|all| !all.is_empty()).unwrap_or_default()
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
