//! What a register would change, compared with who is on the roll.

use std::collections::{HashMap, HashSet};

use super::children::ChildRow;
use super::{Given, Ids, RowTrouble, count, listed};
use super::{plan_bonds, plan_families};
use crate::domain::name::fold;
use crate::domain::{Change, Child, ChildId, Day, KeyPerson, Pattern, Roll, Room, RoomId};

/// What an import would do. Nothing is done until the changes are applied, all of them together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The changes in the order in which they must be applied; empty where the file says nothing new.
    pub changes: Vec<Change>,
    /// The same in sentences for a person.
    pub summary: Vec<String>,
    /// How many children (or, of a staff list, people) come in.
    pub new_children: usize,
    /// How many who are there already change.
    pub changed_children: usize,
    /// How many who are there already stay as they are.
    pub unchanged: usize,
    /// The file's columns that are not known and are left, in its own words.
    pub left_columns: Vec<String>,
}

/// How many names a sentence lists before it says how many more there are.
const NAMES: usize = 30;

/// Compares a register with the roll. Staff must be on the roll already, as key persons are looked up there.
///
/// A child is known by names (without case and accents, by what they are called too) and date of birth;
/// where one side has no date of birth, by the names if only one child could be meant. Children who are
/// not in the file stay as they are.
///
/// # Errors
/// Every row that names nobody or more than one: key persons, brothers and sisters, children who can't be
/// told apart, homes and adults on which two rows disagree.
pub fn plan_register(
    rows: &[ChildRow],
    roll: &Roll,
    today: Day,
    new: &mut Ids,
) -> Result<Plan, Vec<RowTrouble>> {
    let mut troubles = Vec::new();
    for row in rows {
        check_age(row, today, &mut troubles);
    }
    let matched = match_children(rows, roll, &mut troubles);

    let mut rooms = Rooms::of(roll);
    let mut children = Vec::new();
    // What is said of each row's child, where something changes.
    let mut said: Vec<Vec<String>> = vec![Vec::new(); rows.len()];
    for ((row, matched), said) in rows.iter().zip(&matched).zip(&mut said) {
        let room = rooms.named(&row.room, new);
        let child = match matched {
            Some(child) => changed_child(row, child, room, &rooms, today, said),
            None => new_child(row, room, new.make()),
        };
        children.push(child);
    }

    let mut open: HashMap<ChildId, Vec<&KeyPerson>> = HashMap::new();
    for bond in roll.key_persons.iter().filter(|bond| bond.until.is_none_or(|until| until > today)) {
        open.entry(bond.child).or_default().push(bond);
    }
    let mut bonds = Vec::new();
    let mut without = Vec::new();
    for (((row, child), matched), said) in rows.iter().zip(&children).zip(&matched).zip(&mut said) {
        let open = open.get(&child.id).map(Vec::as_slice).unwrap_or_default();
        bonds.extend(plan_bonds::key_persons(
            row,
            child,
            matched.is_some(),
            open,
            roll,
            today,
            said,
            &mut troubles,
        ));
        let none = row.key_person.value().is_none() && open.iter().all(|bond| bond.second);
        if none && child.on_roll(today) {
            without.push(child.name());
        }
    }
    let ids: Vec<ChildId> = children.iter().map(|child| child.id).collect();
    let families = plan_families::plan(rows, &ids, roll, new, &mut said, &mut troubles);
    if !troubles.is_empty() {
        troubles.sort_by_key(|trouble| trouble.line);
        return Err(troubles);
    }

    let mut plan = Plan::default();
    plan.changes.extend(rooms.new.iter().cloned().map(Change::Room));
    for (child, matched) in children.iter().zip(&matched) {
        if matched.is_none_or(|before| before != child) {
            plan.changes.push(Change::Child(Box::new(child.clone())));
        }
    }
    plan.changes.extend(families.changes);
    plan.changes.extend(bonds.into_iter().map(Change::KeyPerson));

    plan.new_children = matched.iter().filter(|matched| matched.is_none()).count();
    plan.changed_children =
        matched.iter().zip(&said).filter(|(matched, said)| matched.is_some() && !said.is_empty()).count();
    plan.unchanged = rows.len() - plan.new_children - plan.changed_children;
    summarise(&mut plan, rows, &children, &matched, said, roll, today);
    if !rooms.new.is_empty() {
        let names: Vec<_> = rooms.new.iter().map(|room| room.name.as_str()).collect();
        plan.summary.insert(0, format!("New: {} {}.", plural(names.len(), "room", "rooms"), listed(&names)));
    }
    if !without.is_empty() {
        plan.summary.push(format!(
            "{} no key person: {}.",
            if without.len() == 1 {
                "1 child has".to_string()
            } else {
                format!("{} children have", without.len())
            },
            some_of(&without)
        ));
    }
    plan.summary.extend(families.notes);
    Ok(plan)
}

fn summarise(
    plan: &mut Plan,
    rows: &[ChildRow],
    children: &[Child],
    matched: &[Option<&Child>],
    said: Vec<Vec<String>>,
    roll: &Roll,
    today: Day,
) {
    let coming: Vec<&Child> = children
        .iter()
        .zip(matched)
        .filter(|(_, matched)| matched.is_none())
        .map(|(child, _)| child)
        .collect();
    if !coming.is_empty() {
        let names: Vec<String> = coming.iter().map(|child| child.name()).collect();
        plan.summary.push(format!(
            "{} in: {}.",
            count(coming.len(), "child comes", "children come"),
            some_of(&names)
        ));
    }
    let namesakes: HashMap<String, Day> = roll
        .children
        .iter()
        .filter(|_| !coming.is_empty())
        .filter_map(|child| Some((fold(&child.name()), child.born?)))
        .collect();
    for child in &coming {
        if let Some(left) = child.left.filter(|left| *left < today) {
            plan.summary.push(format!("{} left on {}.", child.name(), written(left)));
        }
        if let Some(born) = namesakes.get(&fold(&child.name())).filter(|_| child.born.is_some()) {
            plan.summary.push(format!(
                "{} is on the roll already with another date of birth, {}: these are taken for two children.",
                child.name(),
                written(*born)
            ));
        }
    }
    if plan.changed_children > 0 && plan.new_children > 0 {
        plan.summary.push(format!(
            "{}:",
            count(plan.changed_children, "child already here changes", "children already here change")
        ));
    }
    plan.summary.extend(said.into_iter().flatten());
    if plan.changes.is_empty() {
        plan.summary.push("Nothing changes.".to_string());
    } else if plan.unchanged > 0 {
        plan.summary.push(format!("{} as they are.", count(plan.unchanged, "child stays", "children stay")));
    }
    let here: HashSet<ChildId> = children.iter().map(|child| child.id).collect();
    let others =
        roll.children.iter().filter(|child| child.on_roll(today) && !here.contains(&child.id)).count();
    if others > 0 && !rows.is_empty() {
        plan.summary.push(if others == 1 {
            "1 child on the roll is not in this file; nothing about them changes.".to_string()
        } else {
            format!("{others} children on the roll are not in this file; nothing about them changes.")
        });
    }
}

fn check_age(row: &ChildRow, today: Day, troubles: &mut Vec<RowTrouble>) {
    let Some(born) = row.born else { return };
    let mut wrong = |what: &str| {
        troubles.push(RowTrouble::new(
            row.line,
            "date of birth",
            &written(born),
            what,
            "Look at the year, and write it as 14/07/2024.",
        ));
    };
    if born > today {
        wrong("it is still to come");
    } else if today.years_since(born).is_some_and(|years| years >= 18) {
        wrong("that would make them 18 or older");
    }
}

/// Which child of the roll each row is; `None` where they are new.
fn match_children<'a>(
    rows: &[ChildRow],
    roll: &'a Roll,
    troubles: &mut Vec<RowTrouble>,
) -> Vec<Option<&'a Child>> {
    let mut by_name: HashMap<(String, String), Vec<&Child>> = HashMap::new();
    for child in &roll.children {
        for first in called(&child.forename, child.known_as.as_deref()) {
            by_name.entry((first, fold(&child.surname))).or_default().push(child);
        }
    }
    let candidates = |row: &ChildRow| {
        let mut found: Vec<&Child> = Vec::new();
        for first in called(&row.forename, row.known_as.value().map(String::as_str)) {
            for child in by_name.get(&(first, fold(&row.surname))).into_iter().flatten() {
                if !found.iter().any(|other| other.id == child.id) {
                    found.push(child);
                }
            }
        }
        found
    };
    let unclear = |row: &ChildRow| {
        RowTrouble::new(
            row.line,
            "",
            &row.name(),
            "more than one child could be meant, and a guess could be the wrong one",
            "Write the date of birth in this row, or bring in the rows of these children one by one.",
        )
    };

    let mut matched: Vec<Option<&Child>> = vec![None; rows.len()];
    let mut taken: HashMap<ChildId, usize> = HashMap::new();
    let mut told: HashSet<usize> = HashSet::new();
    // The surest first: the date of birth agrees, before one side has none; the registered first name
    // agrees, before what either is called.
    for (dated, registered) in [(true, true), (true, false), (false, true), (false, false)] {
        let settled: HashSet<ChildId> = taken.keys().copied().collect();
        for (index, (row, slot)) in rows.iter().zip(&mut matched).enumerate() {
            if slot.is_some() || told.contains(&index) {
                continue;
            }
            let found: Vec<&Child> = candidates(row)
                .into_iter()
                .filter(|child| !settled.contains(&child.id))
                .filter(|child| match dated {
                    true => child.born == row.born,
                    false => child.born.is_none() != row.born.is_none(),
                })
                .filter(|child| !registered || fold(&child.forename) == fold(&row.forename))
                .collect();
            match found.as_slice() {
                [] => {}
                [one] if taken.insert(one.id, row.line).is_none() => *slot = Some(one),
                _ => {
                    told.insert(index);
                    troubles.push(unclear(row));
                }
            }
        }
    }
    matched
}

fn called(forename: &str, known_as: Option<&str>) -> Vec<String> {
    let mut names = vec![fold(forename)];
    names.extend(known_as.map(fold).filter(|name| *name != fold(forename)));
    names
}

fn new_child(row: &ChildRow, room: RoomId, id: ChildId) -> Child {
    Child {
        id,
        forename: row.forename.clone(),
        surname: row.surname.clone(),
        known_as: row.known_as.value().cloned(),
        born: row.born,
        room,
        started: row.started,
        left: row.left.value().copied(),
        pattern: row.pattern.unwrap_or(Pattern::WEEKDAYS),
        notes: row.notes.value().cloned().unwrap_or_default(),
    }
}

fn changed_child(
    row: &ChildRow,
    before: &Child,
    room: RoomId,
    rooms: &Rooms,
    today: Day,
    said: &mut Vec<String>,
) -> Child {
    let mut child = before.clone();
    child.surname.clone_from(&row.surname);
    // A row that calls the child by the short name alone does not say that the long one is wrong.
    let short_alone = fold(&row.forename) != fold(&before.forename) && row.known_as.value().is_none();
    if !short_alone {
        child.forename.clone_from(&row.forename);
        match &row.known_as {
            Given::Unsaid => {}
            Given::Blank => child.known_as = None,
            Given::Is(name) => child.known_as = Some(name.clone()),
        }
    }
    child.born = row.born.or(before.born);
    child.started = row.started.or(before.started);
    child.room = room;
    child.pattern = row.pattern.unwrap_or(before.pattern);
    match row.left {
        Given::Unsaid => {}
        Given::Blank => child.left = None,
        Given::Is(left) => child.left = Some(left),
    }
    match &row.notes {
        Given::Unsaid => {}
        Given::Blank => child.notes = String::new(),
        Given::Is(notes) => child.notes.clone_from(notes),
    }

    let name = before.name();
    if child.name() != name {
        said.push(format!("{name} is written {} from now on.", child.name()));
    } else if child.forename != before.forename || child.known_as != before.known_as {
        said.push(format!("{name} is registered as {} {}.", child.forename, child.surname));
    }
    if child.room != before.room {
        let (from, to) = (rooms.name(before.room), rooms.name(child.room));
        said.push(format!("{name} moves from {from} to {to}."));
    }
    match (before.born, child.born) {
        (was, Some(is)) if was != Some(is) => said.push(format!("{name}: date of birth {}.", written(is))),
        _ => {}
    }
    match (before.started, child.started) {
        (was, Some(is)) if was != Some(is) => said.push(format!("{name}: first day {}.", written(is))),
        _ => {}
    }
    if child.left != before.left {
        said.push(match child.left {
            Some(left) if left < today => format!("{name} left on {}.", written(left)),
            Some(left) => format!("{name} leaves on {}.", written(left)),
            None => format!("{name} has no leaving date any more."),
        });
    }
    if child.pattern != before.pattern {
        said.push(format!("{name} comes {} now, before {}.", child.pattern, before.pattern));
    }
    if child.notes != before.notes {
        said.push(format!("{name}: the notes change."));
    }
    child
}

/// The rooms that are there and those that the file brings, in the order in which they come.
pub(crate) struct Rooms {
    ids: HashMap<String, RoomId>,
    names: HashMap<RoomId, String>,
    pub(crate) new: Vec<Room>,
}

impl Rooms {
    pub(crate) fn of(roll: &Roll) -> Rooms {
        let mut rooms = Rooms { ids: HashMap::new(), names: HashMap::new(), new: Vec::new() };
        for room in &roll.rooms {
            rooms.ids.entry(key(&room.name)).or_insert(room.id);
            rooms.names.insert(room.id, room.name.clone());
        }
        rooms
    }

    /// The room of this name, in any case; a new one where there is none.
    pub(crate) fn named(&mut self, name: &str, new: &mut Ids) -> RoomId {
        if let Some(&id) = self.ids.get(&key(name)) {
            return id;
        }
        let id = new.make();
        self.ids.insert(key(name), id);
        self.names.insert(id, name.to_string());
        self.new.push(Room::new(id, name));
        id
    }

    pub(crate) fn name(&self, id: RoomId) -> &str {
        self.names.get(&id).map_or("another room", String::as_str)
    }
}

fn key(room: &str) -> String {
    room.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// `24/07/2026`
pub(crate) fn written(day: Day) -> String {
    day.format("%d/%m/%Y").to_string()
}

pub(crate) fn plural<'a>(number: usize, one: &'a str, many: &'a str) -> &'a str {
    if number == 1 { one } else { many }
}

pub(crate) fn some_of(names: &[String]) -> String {
    match names.len().checked_sub(NAMES).filter(|more| *more > 0) {
        Some(more) => {
            let mut first: Vec<String> = names.iter().take(NAMES).cloned().collect();
            first.push(format!("{more} more"));
            listed(&first)
        }
        None => listed(names),
    }
}
