//! Lists: on a terminal what the screen would show, anywhere else an export that stands in the record.

use crate::support::{Nursery, text};
use doorstep::domain::{Exported, Moment};
use doorstep::export::save::sha256;

/// What the record knows to have left, the newest first.
fn left(nursery: &Nursery) -> Vec<Exported> {
    let store = nursery.store();
    let roll = store.roll().expect("the roll");
    let day = Moment { ms: 1_795_767_000_000, offset: 0 }.day();
    let manager = roll.by_initials("RE", day).expect("a manager");
    store.exported(manager.id, None, 100).expect("the exports")
}

#[test]
fn a_key_person_lists_on_a_terminal_what_the_screen_of_that_machine_shows_and_nothing_of_it_leaves() {
    let nursery = Nursery::set_up();
    nursery.says_as("SO", &["log", "ben", "told dad about the slide"]);
    // This machine stands in Sunflower: its children are seen, the other room's are not.
    let children = nursery.lists_as("SO", &["list", "children"]);
    assert!(children.contains("Ben Clarke") && !children.contains("Jack Smyth"), "{children}");
    assert_eq!(children.lines().filter(|line| line.contains("Acorn")).count(), 0, "{children}");
    let entries = nursery.lists_as("SO", &["list", "entries"]);
    assert!(entries.contains("the slide"), "{entries}");
    for other in [&["list", "children", "--room", "Acorn"][..], &["list", "entries", "--room", "Acorn"]] {
        let refused = nursery.lists_as("SO", other);
        assert!(refused.contains("This machine shows its own room."), "{refused}");
    }
    let none = nursery.lists_as("SO", &["list", "entries", "--child", "jack smyth"]);
    assert!(none.contains("No child is called"), "{none}");
    // A room lead sees every room, as on the screen.
    let all = nursery.lists_as("PS", &["list", "children"]);
    assert!(all.contains("Ben Clarke") && all.contains("Jack Smyth"), "{all}");
    assert!(nursery.lists_as("SO", &["list", "people"]).contains("Dev Anand"));
    assert_eq!(left(&nursery).len(), 0, "what stands before their eyes did not leave");
    // In a pipe, in a file, and as JSON it would.
    for what in [&["list", "children"][..], &["list", "entries", "--json"], &["list", "people"]] {
        let refused = nursery.run_as("SO", what);
        assert_eq!(refused.status.code(), Some(1), "{what:?}");
        assert!(refused.stdout.is_empty(), "{what:?}: {}", text(&refused.stdout));
        let says = text(&refused.stderr);
        assert!(says.contains("Only a room lead or manager can export. Nothing was printed."), "{says}");
    }
    let json = nursery.lists_as("SO", &["list", "children", "--json"]);
    assert!(json.contains("Only a room lead") && !json.contains("Ben"), "{json}");
    assert_eq!(left(&nursery).len(), 0);
}

#[test]
fn what_a_lead_lists_into_a_pipe_stands_in_the_record_to_the_letter_before_it_is_printed() {
    let nursery = Nursery::set_up();
    nursery.says_as("SO", &["log", "ben", "told dad about the slide"]);
    let json = nursery.run_as("PS", &["list", "entries", "--json"]);
    let lines = nursery.run_as("PS", &["list", "entries", "--from", "2026-01-01", "--to", "2099-12-31"]);
    let children = nursery.run_as("PS", &["list", "children"]);
    let evidence =
        nursery.run_as("PS", &["evidence", "--framework", "partnership-with-parents", "--format", "json"]);
    let known = left(&nursery);
    let told: Vec<_> = known.iter().map(|one| (one.report.as_str(), one.entries)).collect();
    assert_eq!(told, [("evidence", 0), ("list children", 0), ("list entries", 1), ("list entries", 1)]);
    for (one, output) in known.iter().zip([&evidence, &children, &lines, &json]) {
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert_eq!(one.sha256, sha256(&output.stdout), "{}", one.report);
        assert_eq!(one.recipient, "the output of a command");
    }
    assert_eq!(known[2].period.map(|period| period.from.to_string()).as_deref(), Some("2026-01-01"));
    assert_eq!(known[3].period, None);
    assert!(nursery.says_as("PS", &["verify"]).lines().all(|line| line.contains(" ok ")));
}
