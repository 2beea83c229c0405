//! What a register would change, compared with who is on the roll.

use std::collections::{HashMap, HashSet};

use super::children::{ChildRow, Parted};
use super::doubt::{About, Answer, Answers, Doubt};
use super::hours::Span;
use super::{Given, Ids, Import, RowTrouble, Trouble, count, listed, near};
use super::{plan_bonds, plan_families, plan_match};
use crate::domain::day::clock;
use crate::domain::name::fold;
use crate::domain::{Change, Child, ChildId, Day, Hours, KeyPerson, Pattern, Roll, Room, RoomId, Session};

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
    /// What a person should know of how the file was read: its sheet, and rows that are no part of the list.
    pub read_as: Vec<String>,
    /// The file's columns that are not known and are left, in its own words.
    pub left_columns: Vec<String>,
}

/// How many names a sentence lists before it says how many more there are.
const NAMES: usize = 30;

/// Compares a register with the roll. Staff must be on the roll already, as key persons are looked up there.
/// Children who are not in the file stay as they are.
///
/// # Errors
/// Every row that names nobody or more than one: key persons, brothers and sisters, homes and adults on which
/// two rows disagree. Where there is none of these, every row that leaves open which child or room is meant.
pub fn plan_register(rows: &[ChildRow], import: &Import, new: &mut Ids) -> Result<Plan, Trouble> {
    let Import { roll, today, answers, .. } = *import;
    let mut troubles = Vec::new();
    let mut doubts = Vec::new();
    for row in rows {
        check_age(row, today, &mut troubles);
    }
    let mut rooms = Rooms::of(roll);
    rooms.settle(rows.iter().map(|row| (row.line, row.room.as_str())), answers, &mut doubts);
    let matched = plan_match::children(rows, roll, &rooms, answers, &mut troubles, &mut doubts);

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
    let meant = plan_bonds::settle(rows, roll, today, answers, &mut doubts);
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
            &meant,
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
        return Err(troubles.into());
    }
    if !doubts.is_empty() {
        doubts.sort_by_key(|doubt| doubt.line);
        return Err(Trouble::Unsure(doubts));
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
    let guessed: Vec<String> = rows
        .iter()
        .zip(&matched)
        .filter(|(row, matched)| row.parted == Parted::Guessed && matched.is_none())
        .map(|(row, _)| format!("{} | {}", row.forename, row.surname))
        .collect();
    if !guessed.is_empty() {
        plan.summary.push(format!(
            "Read as first name | last name, which the file does not part: {}.",
            some_of(&guessed)
        ));
    }
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
    let with_hours = coming.iter().filter(|child| !child.hours.is_unknown()).count();
    if with_hours > 0 {
        plan.summary.push(format!("At what hour they are expected is said of {with_hours} of them."));
    }
    for child in &coming {
        if let Some(left) = child.left.filter(|left| *left < today) {
            plan.summary.push(format!("{} left on {}.", child.name(), written(left)));
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
    let others: Vec<String> = roll
        .children
        .iter()
        .filter(|child| child.on_roll(today) && !here.contains(&child.id))
        .map(Child::name)
        .collect();
    if !others.is_empty() && !rows.is_empty() {
        plan.summary.push(format!(
            "{} on the roll {} not in this file, and nothing about them changes: {}. Whoever has left needs a row with the leaving date.",
            count(others.len(), "child", "children"),
            plural(others.len(), "is", "are"),
            some_of(&others)
        ));
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

fn new_child(row: &ChildRow, room: RoomId, id: ChildId) -> Child {
    let pattern = row.pattern.unwrap_or(Pattern::WEEKDAYS);
    Child {
        id,
        forename: row.forename.clone(),
        surname: row.surname.clone(),
        known_as: row.known_as.value().cloned(),
        born: row.born,
        room,
        started: row.started,
        left: row.left.value().copied(),
        pattern,
        hours: hours(row, pattern, None),
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
    // A row that calls the child by the short name alone does not say that the long one is wrong.
    let short_alone = fold(&row.forename) != fold(&before.forename)
        && before.known_as.as_deref().is_some_and(|known_as| fold(known_as) == fold(&row.forename))
        && row.known_as.value().is_none();
    // One cell with the same words does not say where the last name begins, nor how it is written.
    let whole = |forename: &str, surname: &str| near::in_any_order(&fold(&format!("{forename} {surname}")));
    let called = std::iter::once(&before.forename).chain(&before.known_as);
    let same_words = row.parted != Parted::ByColumns
        && called
            .map(|first| whole(first, &before.surname))
            .any(|name| name == whole(&row.forename, &row.surname));
    if !same_words {
        child.surname.clone_from(&row.surname);
    }
    if same_words {
        if let Given::Is(name) = &row.known_as {
            child.known_as = Some(name.clone());
        }
    } else if !short_alone {
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
    child.hours = hours(row, child.pattern, Some(before));
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
        (Some(was), Some(is)) if was != is => {
            said.push(format!("{name}: date of birth {}, before {}.", written(is), written(was)));
        }
        (None, Some(is)) => said.push(format!("{name}: date of birth {}.", written(is))),
        _ => {}
    }
    match (before.started, child.started) {
        (Some(was), Some(is)) if was != is => {
            said.push(format!("{name}: first day {}, before {}.", written(is), written(was)));
        }
        (None, Some(is)) => said.push(format!("{name}: first day {}.", written(is))),
        _ => {}
    }
    if child.left != before.left {
        said.push(match child.left {
            Some(left) if left < today => format!("{name} left on {}.", written(left)),
            Some(left) => format!("{name} leaves on {}.", written(left)),
            None => format!("{name} has no leaving date any more."),
        });
    }
    said.extend(comes(&name, before, &child));
    if child.notes != before.notes {
        said.push(format!("{name}: the notes change."));
    }
    child
}

/// The hour of each day of a pattern. Where the row says none at all, each stays on the days of which the part is
/// the same as before.
fn hours(row: &ChildRow, pattern: Pattern, before: Option<&Child>) -> Hours {
    let stays = row.hours.is_unknown() && row.from == Given::Unsaid;
    let mut hours = Hours::default();
    for (day, (slot, part)) in hours.0.iter_mut().zip(pattern.0).enumerate() {
        let own = row.hours.0.get(day).copied().flatten();
        let every = row.from.value().copied().filter(|hour| Span::fits(*hour, part));
        let kept = before.filter(|before| stays && before.pattern.0.get(day) == Some(&part));
        let kept = kept.and_then(|before| before.hours.0.get(day).copied().flatten());
        *slot = own.or(every).or(kept).filter(|_| part != Session::None);
    }
    hours
}

/// What is said where the days or the hours on them are others than before: of the hours alone, where the days are
/// as they were and all have the same hour.
fn comes(name: &str, before: &Child, child: &Child) -> Option<String> {
    let (was, is) = (before.comes(), child.comes());
    let hour = |child: &Child| child.hours.the_same(child.pattern).map(clock);
    let at_any = |child: &Child| child.hours.is_unknown();
    if was == is {
        return None;
    }
    Some(match (hour(before), hour(child)) {
        _ if child.pattern != before.pattern => format!("{name} comes {is} now, before {was}."),
        (Some(was), Some(is)) => format!("{name} comes at {is} now, before {was}."),
        (None, Some(is)) if at_any(before) => format!("{name} comes at {is}."),
        (Some(was), None) if at_any(child) => {
            format!("{name}: no hour is said any more, before {was}.")
        }
        _ => format!("{name} comes {is} now, before {was}."),
    })
}

/// The rooms that are there and those that the file brings, in the order in which they come.
#[derive(Default)]
pub(crate) struct Rooms {
    ids: HashMap<String, RoomId>,
    names: HashMap<RoomId, String>,
    /// Names that were said to be another of the file's, with that.
    same: HashMap<String, String>,
    pub(crate) new: Vec<Room>,
}

/// A room that a file names and that is not there yet.
struct Named<'a> {
    /// The first line that names it.
    line: usize,
    name: &'a str,
    /// How many rows name it.
    rows: usize,
}

impl Rooms {
    pub(crate) fn of(roll: &Roll) -> Rooms {
        let mut rooms = Rooms::default();
        for room in &roll.rooms {
            rooms.ids.entry(key(&room.name)).or_insert(room.id);
            rooms.names.insert(room.id, room.name.clone());
        }
        rooms
    }

    /// Asks of names of rooms that are new and nearly those of a room that is there, or of one that more rows of the
    /// file name.
    pub(crate) fn settle<'a>(
        &mut self,
        named: impl Iterator<Item = (usize, &'a str)>,
        answers: &Answers,
        doubts: &mut Vec<Doubt>,
    ) {
        let mut new: Vec<Named> = Vec::new();
        for (line, name) in named {
            match new.iter_mut().find(|other| key(other.name) == key(name)) {
                Some(other) => other.rows += 1,
                None if self.ids.contains_key(&key(name)) => {}
                None => new.push(Named { line, name, rows: 1 }),
            }
        }
        // The name of most rows is the likeliest to be right, and the others are asked about.
        new.sort_by_key(|room| (std::cmp::Reverse(room.rows), room.line));
        let mut there: Vec<(RoomId, String)> =
            self.names.iter().map(|(id, name)| (*id, name.clone())).collect();
        there.sort_by(|one, other| one.1.cmp(&other.1));
        for (at, Named { line, name, .. }) in new.iter().enumerate() {
            match answers.of(*line, About::Room) {
                Some(Answer::Is(id)) => {
                    self.ids.insert(key(name), id.into());
                    continue;
                }
                Some(Answer::AsOn(first)) => {
                    let same = new.iter().find(|other| other.line == first);
                    self.same.extend(same.map(|same| (key(name), same.name.to_string())));
                    continue;
                }
                Some(Answer::New) => continue,
                None => {}
            }
            let close = there
                .iter()
                .filter(|(_, room)| near::rooms(room, name))
                .map(|(id, room)| (room.as_str(), Answer::Is(id.0)));
            let earlier = new
                .iter()
                .take(at)
                .filter(|other| !self.same.contains_key(&key(other.name)) && near::rooms(other.name, name))
                .map(|other| (other.name, Answer::AsOn(other.line)));
            let choices: Vec<(&str, Answer)> = close.chain(earlier).take(5).collect();
            let Some((first, answer)) = choices.first() else { continue };
            let known = match answer {
                Answer::AsOn(line) => format!("line {line} names a room {first}"),
                _ => format!("there is a room {first}"),
            };
            let mut doubt = Doubt::new(
                *line,
                About::Room,
                name,
                format!("{known}: it could be the same room"),
                format!("Write {first}, if it is the same room."),
            );
            for (room, answer) in choices {
                doubt = doubt.or(format!("The room {room}"), answer);
            }
            doubts.push(doubt.or("A new room", Answer::New));
        }
    }

    /// Whether a name is that of this room.
    pub(crate) fn is(&self, room: RoomId, name: &str) -> bool {
        self.ids.get(&key(name)) == Some(&room)
    }

    /// The room of this name, in any case; a new one where there is none.
    pub(crate) fn named(&mut self, name: &str, new: &mut Ids) -> RoomId {
        let meant = self.same.get(&key(name)).cloned();
        let name = meant.as_deref().unwrap_or(name);
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
