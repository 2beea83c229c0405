//! The plug pulled at random moments while two people erase a child: afterwards all of it is there or none, the chain is
//! whole, and what the ledger names is gone.

use std::process::{Child, Command};
use std::time::{Duration, Instant};

use doorstep::chance::Chance;
use doorstep::domain::{Change, ChildId, Moment, Stamp};
use doorstep::store::Store;

use super::support::{Dice, note, trials};
use crate::support::{Nursery, PROGRAM, text};

/// The manager of the sample nursery, and a lead.
const MANAGER: &str = "RE";
const LEAD: &str = "PS";
/// How many notes are about the child.
const NOTES: usize = 40;

/// A nursery with a child who left, of whom there is much.
fn nursery() -> (Nursery, ChildId, String) {
    let nursery = Nursery::set_up();
    let mut store = nursery.store();
    let roll = store.roll().expect("who is who");
    let mut child = roll.children.first().expect("a child").clone();
    let lead = roll.people.iter().find(|person| person.initials == LEAD).expect("a lead").id;
    let now = Moment { ms: 1_790_000_000_000, offset: 0 };
    let stamp = Stamp { person: Some(lead), recorded: now };
    let mut chance = Chance::seeded(7);
    let notes: Vec<Change> = (0..NOTES)
        .map(|_| note(&mut chance, (child.id, child.room), lead, now, "Said at the door."))
        .map(|note| Change::Entry(Box::new(note)))
        .collect();
    child.left = Some(now.day() - chrono_days(40));
    let (id, name) = (child.id, child.name());
    store.apply(&notes.into(), stamp).expect("written");
    store.apply(&Change::Child(Box::new(child)).into(), stamp).expect("left");
    store.rest().expect("at rest");
    (nursery, id, name)
}

fn chrono_days(days: i64) -> chrono::TimeDelta {
    chrono::TimeDelta::days(days)
}

/// Begins to erase the child.
fn begin(nursery: &Nursery, name: &str) -> Child {
    let second = nursery.write_private("second", "482915");
    let mut command: Command = nursery.program_as(PROGRAM, MANAGER);
    command.env("DOORSTEP_SECOND_PIN_FILE", second);
    command.args([
        "erase",
        "child",
        name,
        "--do",
        "--with",
        LEAD,
        "--ground",
        "term-over",
        "--because",
        "as the table says",
    ]);
    command.args(["--as", MANAGER]).stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    command.spawn().expect("it runs")
}

/// What is left of the child: how many notes, and whether the register knows them.
fn left(store: &Store, child: ChildId) -> (usize, bool) {
    let notes = store.child_entries(child, None, 1_000).expect("read").len();
    (notes, store.roll().expect("who is who").child(child).is_some())
}

#[test]
fn a_child_is_there_whole_or_erased_whole_whenever_the_plug_is_pulled() {
    let trials = trials(16, 300);
    let (mut dice, seed) = Dice::cast();
    // How long it takes from beginning to end, with nothing in its way.
    let (whole, child, name) = nursery();
    let began = Instant::now();
    let output = begin(&whole, &name).wait_with_output().expect("done");
    let long = began.elapsed();
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(left(&whole.store(), child), (0, false));
    let (mut old, mut erased, mut finished) = (0, 0, 0);
    for trial in 0..trials {
        let (nursery, child, name) = nursery();
        let mut program = begin(&nursery, &name);
        // Every other time in the act itself: the ledger is the first that is written of it.
        let ledger = nursery.home().join("erased");
        let wait = match trial % 2 {
            0 => long.mul_f64(dice.below(1_000) as f64 / 1_000.0),
            _ => long * 2,
        };
        let over = Instant::now() + wait;
        let mut written = None;
        while Instant::now() < over && program.try_wait().expect("asked").is_none() {
            if trial % 2 == 1 && ledger.exists() && written.is_none() {
                written = Some(Instant::now() + Duration::from_micros(dice.below(20_000)));
            }
            if written.is_some_and(|written| Instant::now() >= written) {
                break;
            }
            std::thread::sleep(Duration::from_micros(200));
        }
        let _ = program.kill();
        program.wait().expect("gone");
        // Before it is opened, for then it is finished.
        let named =
            std::fs::read_to_string(nursery.home().join("erased")).unwrap_or_default().lines().count();
        let mut store = nursery.store();
        let there = left(&store, child);
        match there {
            (NOTES, true) => old += 1,
            (0, false) => erased += 1,
            other => panic!("seed {seed}, trial {trial}: something in between is left: {other:?}"),
        }
        assert!(
            named == 0 || there == (0, false),
            "seed {seed}, trial {trial}: the ledger names what is there"
        );
        finished += usize::from(named > 0);
        for check in store.verify().expect("verified") {
            assert!(check.holds, "seed {seed}, trial {trial}: {}: {}", check.name, check.says);
        }
    }
    println!(
        "{trials} kills while a child with {NOTES} notes was erased: {old} times all was there, {erased} times none, \
         {finished} times the ledger named it; never anything in between, and every chain is whole"
    );
}
