//! Several windows that write to one record at once, and an open screen beside them: each entry is there once, and the
//! chain is whole.

use std::collections::BTreeMap;
use std::process::{Child, Command};

use doorstep::chance::Chance;
use doorstep::clock::{Clock, Uptime};
use doorstep::domain::{Change, Stamp};
use doorstep::store::ask::Filter;

use super::support::{note, trials};
use crate::support::{Nursery, PROGRAM};
use crate::terminal::sign_in;

/// Says that this process is a writer, and which: where the record lies, its number, and how many entries it writes.
const WRITER: &str = "DOORSTEP_TEST_WRITER";

/// A process of its own that writes entries, each in a commit. Nothing but [`writers`] starts it.
#[test]
#[ignore = "it is a process of the test below"]
fn a_writer() {
    let told = std::env::var(WRITER).expect("started by the test below");
    let mut parts = told.split('\n');
    let mut part = || parts.next().expect("where, which, how many").to_string();
    let (folder, number, each) = (part(), part(), part().parse::<usize>().expect("a number"));
    let nursery = Nursery::there(&folder);
    let mut store = nursery.store();
    store.heed_clock(Uptime::Machine);
    let roll = store.roll().expect("who is who");
    let sam = roll.people.iter().find(|person| person.initials == "SO").expect("Sam").id;
    // Of another room than the screen's: that reads its whole day anew after each note.
    let sunflower = roll.room_named("Sunflower").expect("the screen's room").id;
    let child = roll.children.iter().find(|child| child.room != sunflower).expect("a child of another room");
    let mut chance = Chance::Machine;
    for count in 0..each {
        let now = Clock::Machine.now();
        let text = format!("Writer {number} note {count}.");
        let note = note(&mut chance, (child.id, child.room), sam, now, &text);
        let stamp = Stamp { person: Some(sam), recorded: now };
        let done = store.apply(&Change::Entry(Box::new(note)).into(), stamp).expect("saved");
        assert_eq!(done.written, 1);
    }
}

fn writers(nursery: &Nursery, count: usize, each: usize) -> Vec<Child> {
    let program = std::env::current_exe().expect("this program");
    let start = |number: usize| {
        let told = format!("{}\n{number}\n{each}", nursery.text(""));
        let mut command = Command::new(&program);
        let command = command.args(["--ignored", "--exact", "faults::windows::a_writer", "--quiet"]);
        command.env(WRITER, told).stdout(std::process::Stdio::null()).spawn().expect("a writer")
    };
    (0..count).map(start).collect()
}

#[test]
fn windows_that_write_at_once_lose_nothing_and_leave_a_whole_chain() {
    let each = trials(25, 10_000);
    for count in [2, 4] {
        let nursery = Nursery::set_up();
        let mut terminal = nursery.open_now(80, 24);
        sign_in(&mut terminal, "Sam Okafor", "4816");
        let begun = std::time::Instant::now();
        let mut running = writers(&nursery, count, each);
        // The screen writes beside them for as long as they do, and a few notes at least.
        let mut saved = 0;
        while saved < 3 || running.iter_mut().any(|writer| writer.try_wait().expect("asked").is_none()) {
            terminal.keys("isla⏎");
            terminal.until("Said");
            terminal.keys(&format!("from the screen {saved} here⏎"));
            terminal.until("Saved for Isla Brown");
            saved += 1;
        }
        for mut writer in running {
            assert!(writer.wait().expect("it ends").success(), "a writer was refused");
        }
        terminal.kill();
        let mut texts: BTreeMap<String, usize> = BTreeMap::new();
        let mut order = Vec::new();
        nursery
            .store()
            .list(&Filter::default(), &mut |standing| {
                *texts.entry(standing.text().to_string()).or_default() += 1;
                order.push(standing.seq);
                Ok(())
            })
            .expect("the entries");
        let twice: Vec<_> = texts.iter().filter(|(_, times)| **times != 1).collect();
        assert!(twice.is_empty(), "{twice:?}");
        let missing = |writer: usize| {
            let told = texts.keys().filter(|text| text.starts_with(&format!("Writer {writer} ")));
            each - told.count()
        };
        assert_eq!((0..count).map(missing).sum::<usize>(), 0);
        assert_eq!(texts.len(), count * each + saved);
        let mut verify = nursery.program_as(PROGRAM, "PS");
        let output = verify.args(["verify", "--as", "PS"]).output().expect("it runs");
        let said = crate::support::text(&output.stdout);
        assert!(output.status.success() && said.lines().all(|line| line.contains(" ok ")), "{said}");
        println!(
            "{count} windows and a screen: {} entries, each there once, {saved} of them from the screen; the chain is \
             whole; {:.1} s",
            texts.len(),
            begun.elapsed().as_secs_f64()
        );
    }
}

#[test]
fn a_second_window_is_told_and_takes_over_and_the_first_keeps_its_words() {
    let nursery = Nursery::set_up();
    let mut first = nursery.open_now(80, 24);
    sign_in(&mut first, "Sam Okafor", "4816");
    first.keys("isla⏎");
    first.until("Said");
    first.keys("slept until nine");
    first.until("slept until nine");
    let mut second = nursery.open_now(80, 24);
    let told = second.until("This record is open in another window.");
    assert!(told.contains("Sunflower room, since") && told.contains("SO is signed in there."), "{told}");
    assert!(!told.contains("Isla"), "no child is named: {told}");
    second.keys("1");
    sign_in(&mut second, "Sam Okafor", "4816");
    let locked = first.until("Another window took this record over");
    assert!(!locked.contains("slept"), "{locked}");
    // What was being written there waits here.
    second.until("your drafts 1");
    // The first takes it back.
    first.keys("1");
    second.until("Another window took this record over");
    sign_in(&mut first, "Priya Shah", "482915");
    // A window that is gone, however it went, keeps nobody waiting.
    first.kill();
    second.keys("1");
    second.until("Who is writing?");
    let third = nursery.open_now(80, 24);
    third.until("Nobody is signed in there.");
}
