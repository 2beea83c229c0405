//! What a staff list would change.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use super::doubt::{About, Answer, Answers, Doubt};
use super::plan::{Plan, Rooms, plural, some_of, written};
use super::staff::StaffRow;
use super::{Given, Ids, Import, RowTrouble, Trouble, count, listed, near};
use crate::domain::name::fold;
use crate::domain::{Change, Day, PersonId, Practitioner, Roll};

/// Compares a staff list with the roll. People who are not in the file stay as they are.
///
/// A person is known by their initials where the name agrees in its first or last part, else by name.
/// Missing initials are made from the name, and are nobody else's who works here.
///
/// # Errors
/// People listed twice, initials that are somebody else's, names that could be more than one person's. Where
/// there is none of these, every row that leaves open which person or room is meant.
pub fn plan_staff(rows: &[StaffRow], import: &Import, new: &mut Ids) -> Result<Plan, Trouble> {
    let Import { roll, today, answers, .. } = *import;
    let mut troubles = Vec::new();
    let mut doubts = Vec::new();
    let mut rooms = Rooms::of(roll);
    let named = rows.iter().filter_map(|row| Some((row.line, row.room.value()?.as_str())));
    rooms.settle(named, answers, &mut doubts);
    let matched = match_people(rows, roll, today, answers, &mut troubles);
    ask_of_near(rows, &matched, roll, answers, &mut doubts);
    let initials = settle_initials(rows, &matched, roll, today, &mut troubles);
    if !troubles.is_empty() {
        return Err(troubles.into());
    }
    if !doubts.is_empty() {
        doubts.sort_by_key(|doubt| doubt.line);
        return Err(Trouble::Unsure(doubts));
    }

    let mut plan = Plan::default();
    let mut people = Vec::new();
    let mut coming = Vec::new();
    let mut said = Vec::new();
    for ((row, before), initials) in rows.iter().zip(&matched).zip(initials) {
        let before = *before;
        let room = match &row.room {
            Given::Unsaid => before.and_then(|person| person.room),
            Given::Blank => None,
            Given::Is(name) => Some(rooms.named(name, new)),
        };
        let until = match row.until {
            Given::Unsaid => before.and_then(|person| person.until),
            Given::Blank => None,
            Given::Is(day) => Some(day),
        };
        let person = Practitioner {
            id: before.map_or_else(|| new.make(), |person| person.id),
            name: row.name.clone(),
            initials,
            role: row.role,
            room,
            from: row.from.or(before.and_then(|person| person.from)),
            until,
        };
        match before {
            None => {
                plan.new_children += 1;
                coming.push(format!("{} ({}), {}", person.name, person.initials, person.role.label()));
                people.push(person);
            }
            Some(before) if *before == person => plan.unchanged += 1,
            Some(before) => {
                plan.changed_children += 1;
                said.extend(changed(before, &person, &rooms, today));
                people.push(person);
            }
        }
    }
    plan.changes.extend(rooms.new.iter().cloned().map(Change::Room));
    plan.changes.extend(people.into_iter().map(Change::Person));

    if !rooms.new.is_empty() {
        let names: Vec<_> = rooms.new.iter().map(|room| room.name.as_str()).collect();
        plan.summary.push(format!("New: {} {}.", plural(names.len(), "room", "rooms"), listed(&names)));
    }
    if !coming.is_empty() {
        let names = coming.join("; ");
        plan.summary.push(format!("{} in: {names}.", count(coming.len(), "person comes", "people come")));
    }
    plan.summary.extend(said);
    if plan.changes.is_empty() {
        plan.summary.push("Nothing changes.".to_string());
    } else if plan.unchanged > 0 {
        plan.summary.push(format!("{} as they are.", count(plan.unchanged, "person stays", "people stay")));
    }
    let listed: HashSet<PersonId> = matched.iter().flatten().map(|person| person.id).collect();
    let others: Vec<String> = roll
        .people
        .iter()
        .filter(|person| person.here_on(today) && !listed.contains(&person.id))
        .map(|person| person.name.clone())
        .collect();
    if !others.is_empty() {
        plan.summary.push(format!(
            "{} not in this file, and nothing about them changes: {}. Whoever has left needs a row with the last day.",
            if others.len() == 1 { "1 person who works here is".to_string() } else { format!("{} people who work here are", others.len()) },
            some_of(&others)
        ));
    }
    Ok(plan)
}

fn changed(before: &Practitioner, after: &Practitioner, rooms: &Rooms, today: Day) -> Vec<String> {
    let mut said = Vec::new();
    let name = &before.name;
    if after.name != *name {
        said.push(format!("{name} is written {} from now on.", after.name));
    }
    if after.initials != before.initials {
        said.push(format!("{name}'s initials are {} now, before {}.", after.initials, before.initials));
    }
    if after.role != before.role {
        said.push(format!("{name} is {} now, before {}.", after.role.label(), before.role.label()));
    }
    if after.room != before.room {
        let place = |room: Option<_>| room.map_or("no room", |room| rooms.name(room)).to_string();
        said.push(format!("{name} moves from {} to {}.", place(before.room), place(after.room)));
    }
    if after.from != before.from
        && let Some(from) = after.from
    {
        said.push(format!("{name}: first day {}.", written(from)));
    }
    if after.until != before.until {
        said.push(match after.until {
            Some(until) if until < today => format!("{name} left on {}.", written(until)),
            Some(until) => format!("{name}'s last day is {}.", written(until)),
            None => format!("{name} has no last day any more."),
        });
    }
    said
}

fn works_here(until: Option<Day>, today: Day) -> bool {
    until.is_none_or(|until| today <= until)
}

/// Names that a marriage or a short form can make of one another.
fn could_be_one(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    let ends = |name: &str| {
        let mut parts = name.split(' ');
        let first = parts.next().unwrap_or_default().to_string();
        let last = parts.next_back().map(str::to_string);
        (first, last)
    };
    let ((a_first, a_last), (b_first, b_last)) = (ends(&a), ends(&b));
    a_first == b_first || (a_last.is_some() && a_last == b_last)
}

fn match_people<'a>(
    rows: &[StaffRow],
    roll: &'a Roll,
    today: Day,
    answers: &Answers,
    troubles: &mut Vec<RowTrouble>,
) -> Vec<Option<&'a Practitioner>> {
    let mut matched: Vec<Option<&Practitioner>> = vec![None; rows.len()];
    let mut taken: HashMap<PersonId, usize> = HashMap::new();
    for (row, slot) in rows.iter().zip(&mut matched) {
        if let Some(Answer::Is(id)) = answers.of(row.line, About::Person)
            && let Some(person) = roll.person(id.into())
            && taken.insert(person.id, row.line).is_none()
        {
            *slot = Some(person);
        }
    }
    for pass in 0..3 {
        let settled: HashSet<PersonId> = taken.keys().copied().collect();
        for (row, slot) in rows.iter().zip(&mut matched).filter(|(_, slot)| slot.is_none()) {
            let all = roll.people.iter().filter(|person| !settled.contains(&person.id));
            let same_initials =
                |person: &&Practitioner| row.initials.as_ref().is_some_and(|given| *given == person.initials);
            let found: Vec<&Practitioner> = match pass {
                // The same name and the same initials, wherever they are now.
                0 => all.filter(|p| same_initials(p) && fold(&p.name) == fold(&row.name)).collect(),
                1 => all
                    .filter(|p| {
                        same_initials(p) && works_here(p.until, today) && could_be_one(&p.name, &row.name)
                    })
                    .collect(),
                _ => {
                    let named: Vec<_> = all.filter(|person| fold(&person.name) == fold(&row.name)).collect();
                    let here: Vec<_> =
                        named.iter().copied().filter(|person| works_here(person.until, today)).collect();
                    if here.is_empty() { named } else { here }
                }
            };
            match found.as_slice() {
                [] => {}
                [one] => match taken.insert(one.id, row.line) {
                    None => *slot = Some(one),
                    Some(line) => troubles.push(RowTrouble::new(
                        row.line,
                        "",
                        &row.name,
                        format!("this person is on line {line} too"),
                        "Take one of the two rows out, or give each their own initials.",
                    )),
                },
                _ => troubles.push(RowTrouble::new(
                    row.line,
                    "",
                    &row.name,
                    "more than one person of this name is known",
                    "Write the initials in this row.",
                )),
            }
        }
    }
    let mut seen: HashMap<String, &StaffRow> = HashMap::new();
    for row in rows {
        if let Some(first) = seen.insert(fold(&row.name), row) {
            let apart = first.initials.is_some() && row.initials.is_some() && first.initials != row.initials;
            if !apart {
                troubles.push(RowTrouble::new(
                    row.line,
                    "",
                    &row.name,
                    format!("this person is on line {} too", first.line),
                    "Take one of the two rows out, or give each their own initials.",
                ));
            }
        }
    }
    let mut told = HashSet::new();
    troubles.retain(|trouble| told.insert(trouble.to_string()));
    matched
}

/// A new row whose name is nearly that of somebody whom no row names: the same person, or a new one.
fn ask_of_near(
    rows: &[StaffRow],
    matched: &[Option<&Practitioner>],
    roll: &Roll,
    answers: &Answers,
    doubts: &mut Vec<Doubt>,
) {
    let listed: HashSet<PersonId> = matched.iter().flatten().map(|person| person.id).collect();
    let free: Vec<&Practitioner> = roll.people.iter().filter(|person| !listed.contains(&person.id)).collect();
    for (row, _) in rows.iter().zip(matched).filter(|(_, matched)| matched.is_none()) {
        if answers.of(row.line, About::Person).is_some() {
            continue;
        }
        let close: Vec<&&Practitioner> =
            free.iter().filter(|person| near::people(&person.name, &row.name)).take(5).collect();
        let Some(first) = close.first() else { continue };
        let mut doubt = Doubt::new(
            row.line,
            About::Person,
            &row.name,
            format!("this could be {} ({}), who is not in this file", first.name, first.initials),
            "Write the name as it was, with the initials, if it is the same person.",
        );
        for person in close {
            let says = format!("The same person as {} ({})", person.name, person.initials);
            doubt = doubt.or(says, Answer::Is(person.id.0));
        }
        doubts.push(doubt.or("A new person", Answer::New));
    }
}

/// Each row's initials: as given, as they were, or made. One person's alone while they work here.
fn settle_initials(
    rows: &[StaffRow],
    matched: &[Option<&Practitioner>],
    roll: &Roll,
    today: Day,
    troubles: &mut Vec<RowTrouble>,
) -> Vec<String> {
    let in_file: HashSet<PersonId> = matched.iter().flatten().map(|person| person.id).collect();
    let mut used: HashMap<String, String> = roll
        .people
        .iter()
        .filter(|person| !in_file.contains(&person.id) && works_here(person.until, today))
        .map(|person| (person.initials.clone(), person.name.clone()))
        .collect();
    let mut settled: Vec<Option<String>> = Vec::new();
    for (row, before) in rows.iter().zip(matched) {
        let until = match row.until {
            Given::Unsaid => before.and_then(|person| person.until),
            Given::Blank => None,
            Given::Is(day) => Some(day),
        };
        let initials = row.initials.clone().or_else(|| before.map(|person| person.initials.clone()));
        if let Some(initials) = initials.as_ref().filter(|_| works_here(until, today))
            && let Some(other) = used.insert(initials.clone(), row.name.clone())
        {
            troubles.push(RowTrouble::new(
                row.line,
                "initials",
                initials,
                format!("these are the initials of {other} too"),
                "Give each person who works here their own.",
            ));
        }
        settled.push(initials);
    }
    rows.iter()
        .zip(settled)
        .map(|(row, initials)| {
            initials.unwrap_or_else(|| {
                let made = make_initials(&row.name, |made| !used.contains_key(made));
                used.insert(made.clone(), row.name.clone());
                made
            })
        })
        .collect()
}

/// `SO` of Sam Okafor; `SOK`, `SAO` … where that is taken.
fn make_initials(name: &str, free: impl Fn(&str) -> bool) -> String {
    let plain: String = name.nfkd().flat_map(char::to_uppercase).collect();
    let parts: Vec<Vec<char>> = plain
        .split_whitespace()
        .map(|part| {
            part.chars().filter(|c| c.is_alphabetic()).map(|c| if c == 'Ł' { 'L' } else { c }).collect()
        })
        .filter(|part: &Vec<char>| !part.is_empty())
        .collect();
    let first: &[char] = parts.first().map_or(&['X'], Vec::as_slice);
    let last: &[char] = if parts.len() > 1 { parts.last().map_or(first, Vec::as_slice) } else { first };
    let a = first.first().copied().unwrap_or('X');
    let b = if parts.len() > 1 { last.first() } else { first.get(1) }.copied().unwrap_or('X');
    let mut ways = vec![format!("{a}{b}")];
    ways.extend(last.iter().skip(1).map(|c| format!("{a}{b}{c}")));
    ways.extend(first.iter().skip(1).map(|c| format!("{a}{c}{b}")));
    ways.extend(('A'..='Z').map(|c| format!("{a}{b}{c}")));
    ways.extend(('A'..='Z').flat_map(|c| ('A'..='Z').map(move |d| format!("{a}{c}{d}"))));
    ways.extend(('A'..='Z').flat_map(|c| ('A'..='Z').map(move |d| format!("{c}{d}"))));
    let first_way = ways.first().cloned().unwrap_or_default();
    ways.into_iter().find(|way| free(way)).unwrap_or(first_way)
}

#[cfg(test)]
mod tests {
    use super::make_initials;

    #[test]
    fn made_initials_are_two_or_three_letters_and_free() {
        for (name, taken, want) in [
            ("Sam Okafor", vec![], "SO"),
            ("Sam Okafor", vec!["SO"], "SOK"),
            ("Łukasz Żak", vec![], "LZ"),
            ("Beyoncé", vec![], "BE"),
            ("Anna-Maria van der Berg", vec![], "AB"),
            ("Jo Bo", vec!["JB", "JBO"], "JOB"),
        ] {
            assert_eq!(make_initials(name, |made| !taken.contains(&made)), want, "{name}");
        }
    }
}
