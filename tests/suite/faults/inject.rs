//! Calls of the system that fail: no room, or a disk that does not answer, at the first, second, third … write, sync,
//! cut, opening and taking away, once and for good. Whatever fails, “Saved” is not said of a note that is not there, what
//! was saved before stays, and the next try writes it once.

use std::path::Path;
use std::process::{Command, Output};

use doorstep::paths::Home;
use doorstep::store::Store;

use super::support::{Record, cut, long_run, skipped, texts};
use crate::support::{Nursery, PROGRAM, text};
use crate::terminal::sign_in;

/// The calls that fail, and whether only those that touch the record's own files do: a program that can't find its
/// own libraries does not begin.
const CALLS: [(&str, bool); 8] = [
    ("pwrite64", false),
    ("write", false),
    ("fdatasync", false),
    ("fsync", false),
    ("ftruncate", false),
    ("unlink", false),
    ("flock", false),
    ("openat", true),
];

const NOTE: &str = "slept well and ate all of it";

/// Writes a note by a command while the `nth` of such a call fails, and each later one too where it is for good.
fn log(home: &Home, (call, own): (&str, bool), error: &str, nth: &str) -> (Output, bool) {
    let trace = home.folder().with_file_name("trace");
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o"]).arg(&trace).args(["-e", &format!("trace={call}")]);
    command.args(["-e", &format!("inject={call}:error={error}:when={nth}")]);
    if own {
        for file in
            ["doorstep.db", "doorstep.db-wal", "doorstep.db-shm", "witness", "lock", "slots", "slots.copy"]
        {
            command.arg("-P").arg(home.folder().join(file));
        }
        command.arg("-P").arg(home.folder());
    }
    command
        .arg(PROGRAM)
        .args(["log", "--as", "SO", "--date", "2026-11-24", "ava", NOTE])
        .arg("--home")
        .arg(home.folder());
    command.env_remove("DOORSTEP_WORDS_FILE").env("TZ", "Europe/London").stdin(std::process::Stdio::null());
    let output = command.output().expect("strace runs");
    let injected = std::fs::read_to_string(&trace).unwrap_or_default().contains("(INJECTED)");
    (output, injected)
}

/// A record with one note, at rest, and nothing to spare in it but what a full disk is given.
fn made() -> Record {
    let mut record = Record::new();
    let mut store = record.store();
    record.write(&mut store, 0..1);
    store.rest().expect("at rest");
    drop(store);
    // The room that is held back need not be large where the disk is not really full.
    std::fs::write(record.home.reserve(), [0; 64]).expect("written");
    record
}

fn strace() -> bool {
    Command::new("strace")
        .args(["-qq", "-o", "/dev/null", "-e", "inject=fsync:error=EIO:when=1", "true"])
        .output()
        .is_ok_and(|output| output.status.success())
}

/// How often the note is there, in a record in which everything holds.
fn times(record: &Record, home: &Home, when: &str) -> usize {
    let mut store = Store::open(home, &record.key).unwrap_or_else(|failure| panic!("{when}: {failure}"));
    for check in store.verify().expect("verified") {
        assert!(check.holds, "{when}: {}", check.says);
    }
    let texts = texts(&store);
    let before = texts.iter().filter(|text| text.starts_with("note 0 ")).count();
    assert_eq!(before, 1, "{when}: what was saved before is gone");
    texts.iter().filter(|text| text.to_lowercase().contains(NOTE)).count()
}

/// Where a call is no part of the saving, its failure need not hinder it. These are what matters most: their first
/// failure for good must be told.
const TOLD: [&str; 2] = ["pwrite64", "fdatasync"];

#[test]
fn whichever_call_of_the_system_fails_saved_is_said_of_what_is_there_and_nothing_else_is_lost() {
    if !strace() {
        return skipped("failing calls", "strace is not there, or may not let a call fail");
    }
    let record = made();
    let folder = tempfile::tempdir().expect("a folder");
    let (mut runs, mut saved, mut told) = (0, 0, 0);
    for call in CALLS {
        let mut injections = 0;
        for nth in 1.. {
            let mut reached = false;
            for (turn, (error, for_good)) in
                [("ENOSPC", true), ("EIO", false), ("EIO", true), ("ENOSPC", false)].into_iter().enumerate()
            {
                // With every run of the tests the first place fails in all ways, and each later one in one of the four, in
                // turn; before a release each in all.
                if !long_run() && nth > 1 && turn != nth % 4 {
                    continue;
                }
                let home = cut(&record.home, &folder.path().join("home"));
                let when = format!("{nth}{}", if for_good { "+" } else { "" });
                let name = format!("{} {error} at {when}", call.0);
                let (output, injected) = log(&home, call, error, &when);
                let (said, complained) = (text(&output.stdout), text(&output.stderr));
                if !injected {
                    assert!(output.status.success(), "{name}: {complained}");
                    break;
                }
                (reached, injections, runs) = (true, injections + 1, runs + 1);
                let there = times(&record, &home, &name);
                if said.contains("Saved 1 entry.") {
                    assert_eq!(there, 1, "{name}: “Saved” was said of a note that is there {there} times");
                    saved += 1;
                } else if output.status.success() {
                    panic!("{name}: neither saved nor told\n{said}\n{complained}");
                } else {
                    // Written after all, where only the last word of it failed; then the person is told to look.
                    assert!(there <= 1, "{name}: there {there} times");
                    // Nobody can be told anything where every write fails.
                    let mute = call.0 == "write" && for_good;
                    assert!(mute || complained.trim().len() > 20, "{name}: no word of why\n{complained}");
                    told += 1;
                }
                if for_good && nth == 1 && TOLD.contains(&call.0) {
                    assert!(!said.contains("Saved"), "{name}: {said}");
                }
            }
            if !reached {
                break;
            }
        }
        println!("{}: {injections} places", call.0);
        assert!(injections > 0, "no {} was reached: the rig aims beside the program", call.0);
    }
    assert!(told > 0 && saved > 0, "{told} told, {saved} saved");
    println!(
        "{runs} calls that failed: {saved} notes were saved all the same, {told} were told, none was lost or doubled"
    );
}

/// Lets calls of a running program fail until it is let go.
struct Failing(std::process::Child);

impl Failing {
    fn begin(process: u32, inject: &str, trace: &Path) -> Option<Failing> {
        let mut command = Command::new("strace");
        command.args(["-f", "-o"]).arg(trace).args(["-e", inject, "-p", &process.to_string()]);
        let mut child = command.stderr(std::process::Stdio::piped()).spawn().ok()?;
        // It says on standard error when it has hold of the program.
        let mut said = std::io::BufReader::new(child.stderr.take()?);
        let mut line = String::new();
        std::io::BufRead::read_line(&mut said, &mut line).ok()?;
        let held = line.contains("attached");
        let failing = Failing(child);
        std::thread::spawn(move || drop(std::io::copy(&mut said, &mut std::io::sink())));
        held.then_some(failing)
    }

    fn end(mut self) {
        // Asked and not killed: it lets the program go first.
        let _ = Command::new("kill").args(["-INT", &self.0.id().to_string()]).status();
        let _ = self.0.wait();
    }
}

#[test]
fn on_the_screen_a_disk_that_does_not_answer_is_told_the_words_stay_and_are_saved_once_it_does() {
    let nursery = Nursery::set_up();
    let mut terminal = nursery.open_now(80, 24);
    sign_in(&mut terminal, "Sam Okafor", "4816");
    terminal.keys("isla⏎");
    terminal.until("Said");
    terminal.keys(" up at five and hungry");
    terminal.until("hungry");
    terminal.settle();
    let trace = nursery.path("trace");
    let inject = "inject=pwrite64,fsync,fdatasync:error=EIO";
    let Some(failing) = Failing::begin(terminal.process(), inject, &trace) else {
        return skipped(
            "a disk that does not answer, on the screen",
            "strace may not hold a running program",
        );
    };
    terminal.keys("⏎");
    terminal.until("NOT SAVED");
    failing.end();
    assert!(std::fs::read_to_string(&trace).expect("the trace").contains("(INJECTED)"));
    // Behind the three ways on, the words stand where they were written.
    terminal.keys("⎋");
    terminal.until("up at five and hungry");
    terminal.keys("⏎");
    terminal.until("Saved for Isla Brown");
    terminal.kill();
    let entries = nursery.json_as("PS", &["list", "entries", "--json"]);
    let texts: Vec<String> =
        entries.as_array().expect("a list").iter().map(|entry| entry["text"].to_string()).collect();
    assert_eq!(texts.iter().filter(|text| text.contains("at five and hungry")).count(), 1, "{texts:?}");
    assert!(nursery.says_as("PS", &["verify"]).lines().all(|line| line.contains(" ok ")));
}
