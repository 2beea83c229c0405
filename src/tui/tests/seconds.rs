//! How long it takes at the door: the keys of each task, sent to the program, reckoned with the keystroke-level
//! model into `docs/seconds.md`.

use crate::domain::Kind;
use crate::tui::harness::{Harness, LEADS_PIN, PIN, at};

/// A key, at forty words a minute.
const KEY: f64 = 0.28;
/// A thought, before each unit that is thought out.
const THOUGHT: f64 = 1.35;

/// Something that people do at the door.
struct Task {
    name: &'static str,
    /// How things stand before it.
    before: fn() -> Harness,
    /// The keys, as the harness reads them; `·` is a thought.
    keys: &'static str,
    /// What is promised of it: key presses, and seconds at forty words a minute, at most.
    promise: (usize, f64),
    /// What others take for the same at their documented best, without signing in.
    others: &'static [(&'static str, f64)],
    /// That it came to what it is for.
    came: fn(&mut Harness) -> bool,
}

fn locked() -> Harness {
    Harness::locked(80, 24)
}

fn morning() -> Harness {
    Harness::sam(80, 24)
}

fn afternoon() -> Harness {
    let mut door = Harness::sam(80, 24);
    door.now = at(16, 50);
    door.tell(crate::tui::msg::Msg::Minute);
    door
}

/// At noon, when all twelve are here.
fn lunch() -> Harness {
    let mut door = Harness::sam(80, 24);
    for child in (1..=12).rev() {
        door.keys(&child.to_string()).keys("⏎1⏎");
    }
    door.now = at(12, 41);
    door.tell(crate::tui::msg::Msg::Minute);
    door
}

/// At noon, when the lead keeps those as a group who have lunch.
fn lunch_group() -> Harness {
    let mut door = lunch();
    door.keys("⌃l2").keys(LEADS_PIN).keys("␣␣↓␣␣↓␣␣↓␣↓␣:groups⏎lunch⏎⌃l1").keys(PIN);
    door
}

fn one_saved() -> Harness {
    let mut door = morning();
    door.keys("ao⏎1⏎");
    door
}

/// Whether the last entries that stand are so many of that kind with those words.
fn last(door: &mut Harness, count: usize, kind: Kind, words: &str) -> bool {
    let entries = door.entries();
    let of = entries.iter().rev().take(count).filter(|(_, of, _, text)| *of == kind && text == words);
    of.count() == count
}

const TASKS: [Task; 20] = [
    Task {
        name: "unlock",
        before: locked,
        keys: "·14816",
        promise: (5, 2.8),
        others: &[],
        came: |door| door.row("Ctrl-L lock").contains("Sam Okafor"),
    },
    Task {
        name: "drop-off, typed (34 letters)",
        before: morning,
        keys: "·ao·⏎·slept badly, up at 5, may be tired·⏎",
        promise: (38, 16.0),
        others: &[
            ("tui-journal", 20.5),
            ("jrnl", 21.9),
            ("taskwarrior-tui", 22.7),
            ("nursery web app", 26.2),
            ("care handset", 27.1),
        ],
        came: |door| last(door, 1, Kind::DropOff, "Slept badly, up at 5, may be tired."),
    },
    Task {
        name: "drop-off, a phrase by its digit",
        before: morning,
        keys: "·ao·⏎·1·⏎",
        promise: (5, 6.8),
        others: &[("nursery web app", 26.2)],
        came: |door| last(door, 1, Kind::DropOff, "Nothing new from home."),
    },
    Task {
        name: "drop-off, a phrase by its word, with its gap",
        before: morning,
        keys: "·ao·⏎·.tired 5am·⏎",
        promise: (14, 9.3),
        others: &[("nursery web app", 26.2)],
        came: |door| last(door, 1, Kind::DropOff, "Tired, woke at 5am."),
    },
    Task {
        name: "drop-off, a phrase by its digit, with its gap",
        before: morning,
        keys: "·ao·⏎·4⇥5am·⏎",
        promise: (9, 7.9),
        others: &[("nursery web app", 26.2)],
        came: |door| last(door, 1, Kind::DropOff, "Tired, woke at 5am."),
    },
    Task {
        name: "no talk, and why",
        before: morning,
        keys: "·ao⏎·-2·⏎",
        promise: (6, 5.7),
        others: &[],
        came: |door| last(door, 1, Kind::DropOff, "No talk: someone else came."),
    },
    Task {
        name: "the same note again, for the next child",
        before: one_saved,
        keys: "·el⏎·=⏎",
        promise: (5, 4.1),
        others: &[],
        came: |door| last(door, 2, Kind::DropOff, "Nothing new from home."),
    },
    Task {
        name: "pick-up with a next step (31 and 26 letters)",
        before: afternoon,
        keys: "·ao·⏎·told dad about the wooden slide ·> count the stairs up to bed·⏎",
        promise: (65, 25.0),
        others: &[("jrnl", 40.7), ("nursery web app", 49.3)],
        came: |door| {
            last(door, 1, Kind::ForHome, "Count the stairs up to bed.")
                && door.entries().iter().any(|entry| entry.1 == Kind::PickUp)
        },
    },
    Task {
        name: "next step alone (26 letters)",
        before: morning,
        keys: "·ao·⏎·n:count the stairs up to bed·⏎",
        promise: (33, 14.6),
        others: &[],
        came: |door| last(door, 1, Kind::ForHome, "Count the stairs up to bed."),
    },
    Task {
        name: "moving on (35 letters)",
        before: morning,
        keys: "·ao·⏎·t:second visit, gran stays for a song·⏎",
        promise: (42, 17.2),
        others: &[],
        came: |door| last(door, 1, Kind::MovingOn, "Second visit, gran stays for a song."),
    },
    Task {
        name: "lunch for 8 of 12: everyone, four taken out, a phrase",
        before: lunch,
        keys: "·*↓␣↓␣↓␣↓␣·⏎·1·⏎",
        promise: (13, 9.0),
        others: &[("nursery web app", 29.6), ("jrnl", 42.3), ("taskwarrior-tui", 73.5)],
        came: |door| door.screen().contains("Saved for 8 children, Feedback 12:41"),
    },
    Task {
        name: "lunch for 8 of 12: everyone, four taken out, typed (28 letters)",
        before: lunch,
        keys: "·*↓␣↓␣↓␣↓␣·⏎·pasta for lunch, ate most ok·⏎",
        promise: (42, 17.2),
        others: &[("nursery web app", 29.6), ("jrnl", 42.3), ("taskwarrior-tui", 73.5)],
        came: |door| door.screen().contains("Saved for 8 children, Feedback 12:41"),
    },
    Task {
        name: "lunch for 8 of 12: marking 8, a phrase",
        before: lunch,
        keys: "·␣␣↓␣␣↓␣␣↓␣↓␣·⏎·1·⏎",
        promise: (15, 9.6),
        others: &[("nursery web app", 29.6), ("jrnl", 42.3), ("taskwarrior-tui", 73.5)],
        came: |door| door.screen().contains("Saved for 8 children, Feedback 12:41"),
    },
    Task {
        name: "lunch for 8 of 12: marking 8, typed (28 letters)",
        before: lunch,
        keys: "·␣␣↓␣␣↓␣␣↓␣↓␣·⏎·pasta for lunch, ate most ok·⏎",
        promise: (42, 17.2),
        others: &[("nursery web app", 29.6), ("jrnl", 42.3), ("taskwarrior-tui", 73.5)],
        came: |door| door.screen().contains("Saved for 8 children, Feedback 12:41"),
    },
    Task {
        name: "lunch for 8 of 12: a group that the lead keeps, a phrase",
        before: lunch_group,
        keys: "·lun·⏎·1·⏎",
        promise: (6, 7.1),
        others: &[("nursery web app", 29.6), ("jrnl", 42.3), ("taskwarrior-tui", 73.5)],
        came: |door| door.screen().contains("Saved for 8 children, Feedback 12:41"),
    },
    Task {
        name: "everybody's day, three columns for 12 and three exceptions",
        before: lunch,
        // The thought that confirms a row is the one that sees what is different in it.
        keys: "·⎋2·m*·⇥40*·⇥h*·⏎·⏎·⏎·←←s⏎·n⏎·⏎·→→t⏎·⏎·⏎·⏎·⏎·⏎",
        promise: (53, 34.0),
        others: &[],
        came: |door| {
            let day = door.entries().into_iter().filter(|(_, kind, ..)| *kind == Kind::Feedback);
            let words: Vec<String> = day.map(|(.., words)| words).collect();
            let usual = words.iter().filter(|words| *words == "Ate most. Slept 40 minutes. Happy.").count();
            (words.len(), usual) == (12, 9)
        },
    },
    Task {
        name: "brother and sister, one talk (31 letters)",
        before: afternoon,
        keys: "·ao·⏎·+·told dad about the wooden slide·⏎",
        promise: (37, 17.1),
        others: &[("jrnl", 24.3), ("nursery web app", 50.7)],
        came: |door| last(door, 2, Kind::PickUp, "Told dad about the wooden slide."),
    },
    Task {
        name: "wrong child, seen at once",
        before: one_saved,
        keys: "·⌃z↑·gr⏎·⏎",
        promise: (7, 6.0),
        others: &[("taskwarrior-tui", 8.2), ("tui-journal", 9.0), ("nursery web app", 33.6)],
        came: |door| door.entries().len() == 1 && door.entries()[0].0 == "Grace Asante",
    },
    Task {
        name: "another kind than was guessed",
        before: || {
            let mut door = morning();
            door.keys("ao⏎");
            door
        },
        keys: "·⇥3",
        promise: (2, 1.9),
        others: &[],
        came: |door| door.screen().contains("[3 Pick-up]"),
    },
    Task {
        name: "lock",
        before: morning,
        keys: "·⌃l",
        promise: (2, 1.9),
        others: &[],
        came: |door| door.screen().contains("Who is writing?"),
    },
];

/// Whether a British keyboard writes this letter with Shift.
fn shifted(letter: char) -> bool {
    letter.is_uppercase() || "!\"£$%^&*()_+{}:@~<>?|¬".contains(letter)
}

/// Presses, with Shift and Ctrl as keys of their own, and thoughts.
fn counted(keys: &str) -> (usize, usize) {
    let held = |letter: &char| shifted(*letter) || *letter == '⌃';
    let thoughts = keys.chars().filter(|letter| *letter == '·').count();
    // Ctrl stands before the letter that it is held with, so it is counted by itself.
    let presses = keys.chars().filter(|letter| *letter != '·' && *letter != '⌃').count();
    (presses + keys.chars().filter(held).count(), thoughts)
}

fn seconds((presses, thoughts): (usize, usize)) -> f64 {
    presses as f64 * KEY + thoughts as f64 * THOUGHT
}

const HEAD: &str = "\
# Seconds at the door

Made by the test that sends these keys to the program and looks at what came of them: a test says how it is renewed.

Reckoned with the keystroke-level model for forty words a minute: 0.28 s a key, 1.35 s for each thought. Shift and
Ctrl are keys, where a British keyboard needs them. `·` is a thought, `⏎` Enter, `␣` Space, `⇥` Tab, `⌃` Ctrl, `↑` `↓`
the arrows. Others are given their fastest documented way and no sign-in: a journal for the terminal
([jrnl](https://jrnl.sh), tui-journal), a task list (taskwarrior-tui), a web app for nurseries, a handset for care.
The program's own part of these seconds is none that anybody notices: a key is on the screen within milliseconds
([speed.md](speed.md)).

| task | keys | presses | thoughts | seconds | others |
| --- | --- | ---: | ---: | ---: | --- |
";

fn table() -> String {
    let mut text = HEAD.to_string();
    for task in &TASKS {
        let (presses, thoughts) = counted(task.keys);
        let others: Vec<String> =
            task.others.iter().map(|(name, took)| format!("{name} {took:.1}")).collect();
        let keys = task.keys.replace('|', "\\|");
        let took = seconds((presses, thoughts));
        text.push_str(&format!(
            "| {} | `{keys}` | {presses} | {thoughts} | {took:.1} | {} |\n",
            task.name,
            others.join(", ")
        ));
    }
    text
}

#[test]
fn every_task_comes_to_what_it_is_for_with_its_keys() {
    for task in &TASKS {
        let mut door = (task.before)();
        door.presses = 0;
        door.keys(&task.keys.replace('·', ""));
        assert!((task.came)(&mut door), "{}: {}", task.name, door.screen());
        assert!(door.presses <= counted(task.keys).0, "{}", task.name);
    }
}

#[test]
fn no_task_takes_longer_than_is_promised_or_than_others_take() {
    for task in &TASKS {
        let took = seconds(counted(task.keys));
        let (presses, promised) = task.promise;
        assert!(counted(task.keys).0 <= presses, "{}: {} presses", task.name, counted(task.keys).0);
        assert!(took < promised + 0.05, "{}: {took:.2} s", task.name);
        assert!(task.others.iter().all(|(_, other)| took < *other), "{}: {took:.2} s", task.name);
    }
}

#[test]
fn the_table_of_seconds_in_the_documentation_is_the_programs() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/seconds.md");
    if crate::paths::variable("DOORSTEP_RENEW").is_some() {
        std::fs::write(file, table()).unwrap();
    }
    let written = std::fs::read_to_string(file).unwrap_or_default();
    assert!(
        written == table(),
        "docs/seconds.md is old: DOORSTEP_RENEW=1 cargo test --lib seconds renews it"
    );
}

#[test]
fn shift_and_ctrl_are_keys() {
    for (keys, wanted) in [("ao⏎", (3, 0)), ("·*", (2, 1)), ("⌃l", (2, 0)), ("n:A", (5, 0)), ("@mum", (5, 0))]
    {
        assert_eq!(counted(keys), wanted, "{keys}");
    }
    assert!(PIN.chars().all(|digit| !shifted(digit)));
}
