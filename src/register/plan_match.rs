//! Which child of the roll each row is. What is sure is taken; what is near is asked; nothing is merged.

use std::collections::{HashMap, HashSet};

use super::RowTrouble;
use super::children::{ChildRow, Parted};
use super::doubt::{About, Answer, Answers, Doubt};
use super::near;
use super::plan::{Rooms, written};
use crate::domain::name::fold;
use crate::domain::{Child, ChildId, Day, Roll};

/// Which child of the roll each row is; `None` where they are new.
///
/// A child is known by name (without case and accents, by what they are called too) and date of birth; where a
/// file has whole names in one column, their words may stand in any order. Where one side has no date of birth, by the name if only one child could be meant who is in the same room. A row
/// whose name or day is nearly that of a child whom no row names is a doubt, and so are two rows that are
/// nearly alike and born the same day.
pub(super) fn children<'a>(
    rows: &[ChildRow],
    roll: &'a Roll,
    rooms: &Rooms,
    answers: &Answers,
    troubles: &mut Vec<RowTrouble>,
    doubts: &mut Vec<Doubt>,
) -> Vec<Option<&'a Child>> {
    let mut matching = Matching {
        rows,
        rooms,
        matched: vec![None; rows.len()],
        taken: HashMap::new(),
        settled: HashSet::new(),
    };
    matching.take_answers(roll, answers, troubles);
    matching.take_names(roll, troubles, doubts);
    matching.ask_of_moved(answers, doubts);
    matching.ask_of_near(roll, doubts);
    matching.ask_of_twins(answers, doubts);
    matching.matched
}

/// How a name shows who is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// The date of birth agrees too; with the registered first name, or with what the child is called.
    Dated { registered: bool },
    /// The date of birth agrees, and the name has the same words in another order.
    Reordered,
    /// One side has no date of birth.
    Undated { registered: bool },
}

/// The surest first: a child who is taken by one way is not looked for by the next.
const WAYS: [Way; 5] = [
    Way::Dated { registered: true },
    Way::Dated { registered: false },
    Way::Reordered,
    Way::Undated { registered: true },
    Way::Undated { registered: false },
];

struct Matching<'r, 'a> {
    rows: &'r [ChildRow],
    rooms: &'r Rooms,
    matched: Vec<Option<&'a Child>>,
    taken: HashMap<ChildId, usize>,
    /// Rows about which nothing more is asked: answered, told, or asked already.
    settled: HashSet<usize>,
}

impl<'a> Matching<'_, 'a> {
    fn take_answers(&mut self, roll: &'a Roll, answers: &Answers, troubles: &mut Vec<RowTrouble>) {
        for (index, (row, slot)) in self.rows.iter().zip(&mut self.matched).enumerate() {
            let Some(answer) = answers.of(row.line, About::Child) else { continue };
            self.settled.insert(index);
            let Answer::Is(id) = answer else { continue };
            let Some(child) = roll.child(id.into()) else { continue };
            match self.taken.insert(child.id, row.line) {
                None => *slot = Some(child),
                Some(line) => troubles.push(RowTrouble::new(
                    row.line,
                    "",
                    &row.name(),
                    format!("it was said of line {line} too that it is this child"),
                    "Bring the file in again, and look at the dates of birth.",
                )),
            }
        }
    }

    fn take_names(&mut self, roll: &'a Roll, troubles: &mut Vec<RowTrouble>, doubts: &mut Vec<Doubt>) {
        let mut by_name: HashMap<String, Vec<&'a Child>> = HashMap::new();
        let mut by_words: HashMap<String, Vec<&'a Child>> = HashMap::new();
        for child in &roll.children {
            for name in names(&child.forename, child.known_as.as_deref(), &child.surname) {
                by_words.entry(near::in_any_order(&name)).or_default().push(child);
                by_name.entry(name).or_default().push(child);
            }
        }
        let candidates = |row: &ChildRow, reordered: bool| {
            let mut found: Vec<&'a Child> = Vec::new();
            for name in names_of(row) {
                let called = match reordered {
                    true => by_words.get(&near::in_any_order(&name)),
                    false => by_name.get(&name),
                };
                for child in called.into_iter().flatten() {
                    if !found.iter().any(|other| other.id == child.id) {
                        found.push(child);
                    }
                }
            }
            found
        };
        let registered_alike = |row: &ChildRow, child: &Child| {
            fold(&format!("{} {}", child.forename, child.surname))
                == fold(&format!("{} {}", row.forename, row.surname))
        };
        for way in WAYS {
            let before: HashSet<ChildId> = self.taken.keys().copied().collect();
            for (index, row) in self.rows.iter().enumerate() {
                if self.matched.get(index).is_some_and(Option::is_some) || self.settled.contains(&index) {
                    continue;
                }
                let reordered = way == Way::Reordered;
                if reordered && (row.parted == Parted::ByColumns || row.born.is_none()) {
                    continue;
                }
                let found: Vec<&'a Child> = candidates(row, reordered)
                    .into_iter()
                    .filter(|child| !before.contains(&child.id))
                    .filter(|child| match way {
                        Way::Dated { .. } | Way::Reordered => child.born == row.born,
                        Way::Undated { .. } => child.born.is_none() != row.born.is_none(),
                    })
                    .filter(|child| match way {
                        Way::Dated { registered } | Way::Undated { registered } => {
                            !registered || registered_alike(row, child)
                        }
                        Way::Reordered => true,
                    })
                    .collect();
                match found.as_slice() {
                    [] => {}
                    [one] => match self.taken.insert(one.id, row.line) {
                        None => {
                            if let Some(slot) = self.matched.get_mut(index) {
                                *slot = Some(one);
                            }
                        }
                        Some(_) => {
                            self.settled.insert(index);
                            troubles.push(RowTrouble::new(
                                row.line,
                                "",
                                &row.name(),
                                "more than one child could be meant, and a guess could be the wrong one",
                                "Write the date of birth in this row.",
                            ));
                        }
                    },
                    several => {
                        self.settled.insert(index);
                        let mut doubt = Doubt::new(
                            row.line,
                            About::Child,
                            &row.name(),
                            "more than one child could be meant, and a guess could be the wrong one",
                            "Write the date of birth in this row.",
                        );
                        for child in several {
                            doubt = doubt.or(format!("It is {}", self.about(child)), Answer::Is(child.id.0));
                        }
                        doubts.push(doubt.or("It is a new child", Answer::New));
                    }
                }
            }
        }
    }

    /// The name alone was enough, but the room is another: it could be another child of the name.
    fn ask_of_moved(&mut self, answers: &Answers, doubts: &mut Vec<Doubt>) {
        for (index, (row, slot)) in self.rows.iter().zip(&self.matched).enumerate() {
            let Some(child) = slot else { continue };
            let sure = row.born.is_some() && child.born.is_some() || self.rooms.is(child.room, &row.room);
            if sure || answers.of(row.line, About::Child).is_some() {
                continue;
            }
            self.settled.insert(index);
            let doubt = Doubt::new(
                row.line,
                About::Child,
                &row.name(),
                format!(
                    "{} is on the roll, and this row says {}; without both dates of birth it could be another child",
                    self.about(child),
                    row.room
                ),
                "Write the date of birth in this row.",
            );
            doubts.push(
                doubt.or(format!("The same child, who moves to {}", row.room), Answer::Is(child.id.0)).or(
                    "A new child of the same name; without dates of birth you are asked each time",
                    Answer::New,
                ),
            );
        }
    }

    /// A new row that is nearly a child of the roll whom no row names.
    fn ask_of_near(&mut self, roll: &'a Roll, doubts: &mut Vec<Doubt>) {
        let free: Vec<&Child> =
            roll.children.iter().filter(|child| !self.taken.contains_key(&child.id)).collect();
        if free.is_empty() {
            return;
        }
        // Only those who share the day or a word of the name are looked at: a large register stays quick.
        let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_day: HashMap<Day, Vec<usize>> = HashMap::new();
        for (at, child) in free.iter().enumerate() {
            for word in words_of(&child.forename, child.known_as.as_deref(), &child.surname) {
                by_word.entry(word).or_default().push(at);
            }
            if let Some(born) = child.born {
                by_day.entry(born).or_default().push(at);
            }
        }
        for (index, row) in self.rows.iter().enumerate() {
            if self.matched.get(index).is_some_and(Option::is_some) || self.settled.contains(&index) {
                continue;
            }
            let known_as = row.known_as.value().map(String::as_str);
            let mut found: Vec<usize> = words_of(&row.forename, known_as, &row.surname)
                .iter()
                .filter_map(|word| by_word.get(word))
                .chain(row.born.and_then(|born| by_day.get(&born)))
                .flatten()
                .copied()
                .collect();
            found.sort_unstable();
            found.dedup();
            let named = |child: &Child| row.siblings.iter().any(|name| is_called(name, child, &row.surname));
            let close: Vec<&Child> = found
                .into_iter()
                .filter_map(|at| free.get(at).copied())
                .filter(|child| !named(child) && near::child(row, child))
                .take(5)
                .collect();
            if close.is_empty() {
                continue;
            }
            self.settled.insert(index);
            let them: Vec<String> = close.iter().map(|child| self.about(child)).collect();
            let born = row.born.map(|born| format!(", born {},", written(born))).unwrap_or_default();
            let mut doubt = Doubt::new(
                row.line,
                About::Child,
                &row.name(),
                format!("this child{born} could be {}, who is not in this file", them.join(" or ")),
                "Write the name and date of birth as they are on the roll, or name the other child under Siblings.",
            );
            for (child, them) in close.iter().zip(them) {
                doubt = doubt.or(format!("The same child as {them}"), Answer::Is(child.id.0));
            }
            doubts.push(doubt.or("A new child", Answer::New));
        }
    }

    /// Two rows that are nearly alike and born the same day: twins, or one child written twice.
    fn ask_of_twins(&mut self, answers: &Answers, doubts: &mut Vec<Doubt>) {
        let mut by_day: HashMap<Day, Vec<usize>> = HashMap::new();
        for (index, row) in self.rows.iter().enumerate() {
            if let Some(born) = row.born {
                by_day.entry(born).or_default().push(index);
            }
        }
        for (index, row) in self.rows.iter().enumerate() {
            let Some(others) = row.born.and_then(|born| by_day.get(&born)) else { continue };
            for &other in others.iter().filter(|other| **other < index) {
                let Some(first) = self.rows.get(other) else { continue };
                let known = [index, other].iter().all(|at| {
                    self.matched.get(*at).is_some_and(Option::is_some) || self.settled.contains(at)
                });
                let said = row.siblings.iter().any(|name| names_row(name, first))
                    || first.siblings.iter().any(|name| names_row(name, row));
                let about = About::TwinOf(first.line);
                if known || said || !near::twins(first, row) || answers.of(row.line, about).is_some() {
                    continue;
                }
                let doubt = Doubt::new(
                    row.line,
                    about,
                    &row.name(),
                    format!(
                        "{} on line {} was born the same day: twins, or one child twice",
                        first.name(),
                        first.line
                    ),
                    "Take one row out, or, if they are twins, name one under Siblings of the other.",
                );
                doubts.push(doubt.or("Two children", Answer::New));
            }
        }
    }

    /// `Ava Patel, born 03/11/2023, in Sunflower`
    fn about(&self, child: &Child) -> String {
        let born = child.born.map(|born| format!(", born {}", written(born))).unwrap_or_default();
        format!("{}{born}, in {}", child.name(), self.rooms.name(child.room))
    }
}

/// The whole names under which a child may be written.
fn names(forename: &str, known_as: Option<&str>, surname: &str) -> Vec<String> {
    let mut names = vec![fold(&format!("{forename} {surname}"))];
    names
        .extend(known_as.map(|name| fold(&format!("{name} {surname}"))).filter(|name| !names.contains(name)));
    names
}

fn names_of(row: &ChildRow) -> Vec<String> {
    names(&row.forename, row.known_as.value().map(String::as_str), &row.surname)
}

fn words_of(forename: &str, known_as: Option<&str>, surname: &str) -> Vec<String> {
    let all = fold(&format!("{forename} {} {surname}", known_as.unwrap_or_default()));
    all.split(' ').filter(|word| word.chars().count() > 1).map(str::to_string).collect()
}

fn is_called(name: &str, child: &Child, surname: &str) -> bool {
    let name = fold(name);
    names(&child.forename, child.known_as.as_deref(), &child.surname).contains(&name)
        || fold(&child.surname) == fold(surname)
            && [Some(child.forename.as_str()), child.known_as.as_deref()]
                .into_iter()
                .flatten()
                .any(|first| fold(first) == name)
}

fn names_row(name: &str, row: &ChildRow) -> bool {
    let name = fold(name);
    names_of(row).contains(&name)
        || fold(&row.forename) == name
        || row.known_as.value().is_some_and(|known_as| fold(known_as) == name)
}
