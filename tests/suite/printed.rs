//! What commands print: nothing that the record holds about a child goes into a file or another program but with a line of
//! the record. Every command there is is called, whoever adds one says here how.

use std::collections::BTreeSet;

use clap::CommandFactory;

use crate::support::{Nursery, text};
use doorstep::cli::Cli;
use doorstep::domain::{Exported, Moment};
use doorstep::export::save::sha256;
use doorstep::store::ask::Filter;

/// What the record holds and no output may show that does not stand in it, but for a first letter that becomes a large one.
const WORDS: [&str; 3] = ["ebrasecret", "uokkaboots", "Lucy Clarke"];

/// How each command is called. `ENTRY` is the id of an entry about Ben, `WHERE` a folder of the test's own.
const CALLS: &[(&str, &[&str])] = &[
    ("keys", &[]),
    ("completions", &["bash"]),
    ("man", &[]),
    ("framework list", &[]),
    ("framework check", &["WHERE/none.toml"]),
    ("framework show", &["partnership-with-parents"]),
    ("framework page", &[]),
    ("log", &["ben", "with Isla at the slide, wore the quokkaboots"]),
    ("list entries", &[]),
    ("list entries", &["--json"]),
    ("list children", &[]),
    ("list people", &[]),
    ("list practice", &[]),
    ("evidence", &["--framework", "partnership-with-parents", "--format", "json"]),
    ("evidence", &["--framework", "partnership-with-parents", "--out", "WHERE/form.docx"]),
    ("week", &["--for", "families", "--week", "WEEK", "--report-only"]),
    ("week", &["--for", "families", "--week", "WEEK", "--out", "WHERE/week"]),
    ("export", &["moving-on", "--child", "ben clarke", "--out", "WHERE"]),
    ("export", &["audit", "--out", "WHERE"]),
    ("request new", &["--child", "ben clarke"]),
    ("request list", &[]),
    ("request show", &["--child", "ben clarke"]),
    ("request show", &["--child", "ben clarke", "--all"]),
    ("request decide", &["--child", "ben clarke", "--allow", "DECIDE"]),
    ("request preview", &["--child", "ben clarke"]),
    ("request extend", &["--child", "ben clarke", "--months", "1", "--because", "there is much of it"]),
    ("request shown", &["--child", "ben clarke"]),
    ("request withdraw", &["--child", "ben clarke"]),
    ("retention hold", &["--child", "ben clarke", "--because", "a complaint"]),
    ("retention due", &[]),
    ("retention held", &[]),
    ("retention release", &["--child", "ben clarke", "--because", "it is settled"]),
    ("erase entry", &["ENTRY"]),
    ("erase entry", &["ENTRY", "--leave-out", "is what dad said"]),
    ("erase record", &["01234567-89ab-7cde-8f01-23456789abcd"]),
    ("erase child", &["ben clarke"]),
    ("import register", &["WHERE/register.csv", "--dry-run", "--yes"]),
    ("import staff", &["WHERE/staff.csv", "--dry-run", "--yes"]),
    ("safe show", &[]),
    ("safe key-file", &["WHERE/key-file"]),
    ("safe sheet", &["--to", "WHERE/new-sheet.txt"]),
    ("one-use", &["LF", "--sheet", "WHERE/new-sheet.txt"]),
    ("verify", &[]),
    ("verify", &["--deep"]),
    ("backup", &[]),
    ("backup", &["--list"]),
    ("drill", &[]),
    ("restore", &["WHERE/home/backups/none", "--home", "WHERE/again"]),
    ("recover", &["--to", "WHERE/saved"]),
    ("leaver", &["MK", "--yes"]),
    // What is set up there holds nothing yet, and the last of what opens the record is not needed any more.
    (
        "setup",
        &[
            "--home",
            "WHERE/second",
            "--setting",
            "Another",
            "--staff",
            "WHERE/staff.csv",
            "--register",
            "WHERE/register.csv",
            "--pins",
            "WHERE/pins.csv",
            "--safeguarding-lead",
            "Ruth Ellis",
            "--words-to",
            "WHERE/words-2.txt",
            "--recovery-to",
            "WHERE/sheet-2.txt",
        ],
    ),
    ("safe new-key", &["--words-to", "WHERE/words-3.txt", "--sheet-to", "WHERE/sheet-3.txt"]),
    ("safe words", &["--to", "WHERE/words-4.txt"]),
];

/// Opens a screen, and makes a nursery that holds nobody.
const SCREENS: [&str; 1] = ["demo"];

fn leaves(of: &clap::Command, called: &str, found: &mut BTreeSet<String>) {
    for below in of.get_subcommands().filter(|below| below.get_name() != "help") {
        let called = format!("{called} {}", below.get_name()).trim().to_string();
        if below.has_subcommands() {
            leaves(below, &called, found);
        } else {
            found.insert(called);
        }
    }
}

/// What the record knows to have left.
fn left(nursery: &Nursery) -> Vec<Exported> {
    let store = nursery.store();
    let roll = store.roll().expect("the roll");
    let day = Moment { ms: 1_795_767_000_000, offset: 0 }.day();
    let manager = roll.by_initials("RE", day).expect("a manager");
    store.exported(manager.id, None, 1000).expect("the exports")
}

/// The id of the entry that holds this word, read without printing it.
fn entry_with(nursery: &Nursery, word: &str) -> String {
    let mut found = None;
    let all = Filter::default();
    let listed = nursery.store().list(&all, &mut |standing| {
        if standing.entry.text.to_lowercase().contains(word) {
            found = Some(standing.entry.id.to_string());
        }
        Ok(())
    });
    listed.expect("the entries");
    found.expect("the entry")
}

/// A nursery with a note about Ben that everybody may read and one that only its writer and the leads may.
fn planted() -> (Nursery, String) {
    let nursery = Nursery::set_up();
    nursery.says_as("SO", &["log", "ben", "wore the quokkaboots"]);
    nursery.says_as("SO", &["log", "ben", "d: zebrasecret is what dad said", "--private"]);
    let entry = entry_with(&nursery, "zebrasecret");
    (nursery, entry)
}

fn arguments(nursery: &Nursery, entry: &str, command: &str, with: &[&str]) -> Vec<String> {
    let folder = nursery.text("").trim_end_matches('/').to_string();
    let mut all: Vec<String> = command.split(' ').map(str::to_string).collect();
    for one in with {
        if *one == "DECIDE" {
            let shown = nursery.says_as("RE", &["request", "show", "--child", "ben clarke"]);
            let number = |line: &str| line.trim_start().split_once("  ").map(|(first, _)| first.to_string());
            all.extend(shown.lines().filter_map(number).filter(|first| first.parse::<usize>().is_ok()));
            continue;
        }
        all.push(one.replace("ENTRY", entry).replace("WHERE", &folder).replace("WEEK", "2026-W48"));
    }
    all
}

#[test]
fn every_command_that_prints_of_a_child_into_a_pipe_stands_in_the_record_to_the_letter() {
    let mut there = BTreeSet::new();
    leaves(&Cli::command(), "", &mut there);
    let called: BTreeSet<String> =
        CALLS.iter().map(|(command, _)| *command).chain(SCREENS).map(str::to_string).collect();
    assert_eq!(there, called, "each command is called here, and says how");
    let (nursery, entry) = planted();
    let names: Vec<String> =
        nursery.store().roll().expect("the roll").children.iter().map(|child| child.name()).collect();
    assert!(names.iter().any(|name| name == "Ben Clarke"), "{names:?}");
    let mut printed = BTreeSet::new();
    for (command, with) in CALLS {
        let arguments = arguments(&nursery, &entry, command, with);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let output = nursery.run_as("RE", &arguments);
        let says = text(&output.stdout);
        // A file's name stands in the record with the file.
        let told: String = says.lines().filter(|line| !line.starts_with("Written: ")).collect();
        let shows = names.iter().map(String::as_str).chain(WORDS).any(|planted| told.contains(planted));
        // A set-up has no record yet: what it names stands in the lists that it was given.
        if shows && *command != "setup" {
            printed.insert(*command);
            let known = left(&nursery);
            let this = known.iter().find(|one| one.sha256 == sha256(&output.stdout));
            let this = this.unwrap_or_else(|| panic!("{arguments:?} is in no line of the record: {says}"));
            assert_eq!(
                (this.report.as_str(), this.recipient.as_str()),
                (*command, "the output of a command")
            );
        }
    }
    // The test itself would see it: these do print of a child.
    for command in [
        "list entries",
        "list children",
        "request list",
        "request show",
        "request preview",
        "retention held",
        "erase child",
        "erase entry",
        "week",
    ] {
        assert!(printed.contains(command), "{command} printed nothing of a child: {printed:?}");
    }
}

#[test]
fn a_key_person_gets_nothing_of_a_child_out_of_a_command_into_a_pipe() {
    let (nursery, entry) = planted();
    let names: Vec<String> =
        nursery.store().roll().expect("the roll").children.iter().map(|child| child.name()).collect();
    let before = left(&nursery).len();
    for (command, with) in
        CALLS.iter().filter(|(command, with)| *command != "setup" && !with.contains(&"DECIDE"))
    {
        let arguments = arguments(&nursery, &entry, command, with);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let output = nursery.run_as("SO", &arguments);
        let says = text(&output.stdout);
        let shows = names.iter().map(String::as_str).chain(WORDS).find(|planted| says.contains(planted));
        assert_eq!(shows, None, "{arguments:?}: {says}");
        assert!(!says.contains("Written: "), "{arguments:?}: {says}");
    }
    assert_eq!(left(&nursery).len(), before);
    let known = nursery.run_as("SO", &["log", "ben", "slept well"]);
    assert_eq!(
        text(&known.stdout),
        "Saved 1 entry.\n",
        "a note is saved from a script too, and not said again there"
    );
}
