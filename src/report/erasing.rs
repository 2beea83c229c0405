//! What an erasure takes away and what it does not reach, in words: for the two people who do it, on the command line and
//! on the screen alike.

use crate::domain::day::{Day, long};
use crate::domain::erasure::{ErasureTrouble, Subject};
use crate::domain::{ChildId, PracticeId, Practitioner, Roll};
use crate::store::ask::{Erasing, Left};

/// What stands over what goes.
pub const GOES: &str = "would take away for good";
/// What stands over what stays.
pub const STAYS: &str = "What it does not reach, for a person to look at";
/// What no program gets back, whatever is erased.
const OUTSIDE: [&str; 2] = [
    "what was printed of it, on paper",
    "copies of the record from before, until they are replaced; restoring one erases it again",
];
/// What is said where another window, or a long look through the record, keeps the file from being cleared at once.
pub const SWEPT_LATER: &str = "Another window, or the program itself, still reads in the record: the last traces in its file go when that is done.";

/// What goes and what stays, a line each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// What it is: `this entry about Ava O'Neill`.
    pub about: String,
    /// What would go; empty where there is nothing of it.
    pub goes: Vec<String>,
    /// What would stay.
    pub stays: Vec<String>,
}

impl Shown {
    /// Of what would be erased; `record` says what a practice record is.
    pub fn of(roll: &Roll, erasing: &Erasing, record: impl Fn(PracticeId) -> String) -> Shown {
        let about = about(roll, erasing);
        if erasing.lines.is_empty() {
            return Shown { about, ..Shown::default() };
        }
        let rest = erasing.lines.len() - erasing.entries - erasing.records;
        let counts = [
            counted(erasing.entries, "entry", "entries"),
            counted(erasing.records, "practice record", "practice records"),
            counted(
                rest,
                "line that goes with it: corrections, agreements, the register",
                "lines that go with it: corrections, agreements, the register",
            ),
            counted(erasing.drafts, "unfinished note", "unfinished notes"),
            counted(erasing.adults, "adult whom no other child has", "adults whom no other child has"),
        ];
        let search = "and all that search finds of them".to_string();
        let others = "about other children that hold a name like this one";
        let shared =
            |id: &PracticeId| format!("a practice record that names other children too: {}", record(*id));
        let stays = erasing
            .shared
            .iter()
            .map(shared)
            .chain(counted(erasing.mentions, &format!("note {others}"), &format!("notes {others}")))
            .chain(counted(
                erasing.texts,
                "text of the self-evaluation that cites it",
                "texts of the self-evaluation that cite it",
            ))
            .chain(erasing.left.iter().map(|left| file(roll, left)))
            .chain(OUTSIDE.map(str::to_string));
        Shown { about, goes: counts.into_iter().flatten().chain([search]).collect(), stays: stays.collect() }
    }
}

/// What is in the way of it today.
pub fn stops(roll: &Roll, erasing: &Erasing, today: Day) -> Option<ErasureTrouble> {
    let on_roll = match erasing.subject {
        Subject::Child(child) => roll.child(child).is_some_and(|child| child.on_roll(today)),
        _ => false,
    };
    erasing.stops.clone().or(on_roll.then_some(ErasureTrouble::OnRoll))
}

/// What is said once it is done.
pub fn done(lines: usize, first: &Practitioner, second: &Practitioner) -> String {
    let (first, second) = (&first.name, &second.name);
    let lines = if lines == 1 { "1 line".to_string() } else { format!("{lines} lines") };
    format!("Erased: the words of {lines}. {first} and {second} stand in the record as those who did it.")
}

fn counted(count: usize, one: &str, many: &str) -> Option<String> {
    (count > 0).then(|| if count == 1 { format!("1 {one}") } else { format!("{count} {many}") })
}

fn file(roll: &Roll, left: &Left) -> String {
    let by = left.by.and_then(|by| roll.person(by)).map(|by| format!(", by {}", by.name)).unwrap_or_default();
    let (report, on) = (left.report.replace('-', " "), long(left.at.day()));
    format!("a file that left: {report}, for {}, {on}{by}", left.recipient)
}

fn about(roll: &Roll, erasing: &Erasing) -> String {
    let of = |child: Option<ChildId>| {
        let child = child.and_then(|child| roll.child(child));
        child.map(|child| format!(" about {}", child.name())).unwrap_or_default()
    };
    match erasing.subject {
        Subject::Entry(_) => format!("this entry{}", of(erasing.child)),
        Subject::Practice(_) => format!("this practice record{}", of(erasing.child)),
        Subject::Child(child) => format!("all{}", of(Some(child))),
    }
}
