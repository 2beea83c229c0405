//! Calls of the system that fail: no room, or a disk that does not answer, at the first, second, third … write, sync,
//! cut, opening, naming and taking away, once and for good. Whatever fails, “Saved” is not said of a note that is not there, what
//! was saved before stays, and the next try writes it once.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use doorstep::paths::Home;
use doorstep::store::Store;
use doorstep::store::backup::sets;

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

/// By this strace looks on: at the calls that are to fail, and not at each of all the others.
const LOOKS: [&str; 4] = ["-f", "--seccomp-bpf", "-qq", "-o"];

/// Writes a note by a command while the `nth` of such a call fails, and each later one too where it is for good.
fn log(home: &Home, (call, own): (&str, bool), error: &str, nth: &str) -> (Output, bool) {
    let trace = home.folder().with_file_name("trace");
    let mut command = Command::new("strace");
    command.args(LOOKS).arg(&trace).args(["-e", &format!("trace={call}")]);
    command.args(["-e", &format!("inject={call}:error={error}:when={nth}")]);
    if own {
        for file in
            ["doorstep.db", "doorstep.db-wal", "doorstep.db-shm", "witness", "lock", "slots", "slots.copy"]
        {
            command.arg("-P").arg(home.folder().join(file));
        }
        command.arg("-P").arg(home.folder());
    }
    runs(command, home, &WRITES)
}

/// The command that writes a note.
const WRITES: [&str; 7] = ["log", "--as", "SO", "--date", "2026-11-24", "ava", NOTE];

/// Runs the program on that home under a strace that was told what is to fail, and says whether anything did.
fn runs(mut strace: Command, home: &Home, arguments: &[&str]) -> (Output, bool) {
    strace.arg(PROGRAM).args(arguments).arg("--home").arg(home.folder());
    strace.env_remove("DOORSTEP_WORDS_FILE").env("TZ", "Europe/London").stdin(std::process::Stdio::null());
    let output = strace.output().expect("strace runs");
    let trace = home.folder().with_file_name("trace");
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
        .args(LOOKS)
        .args(["/dev/null", "-e", "trace=fsync", "-e", "inject=fsync:error=EIO:when=1", "true"])
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

/// The names in a folder, those too that begin with a full stop; none where there is no such folder.
fn names(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files.map(|file| file.file_name().to_string_lossy().into_owned()).collect()
}

/// A command that gives new names, and what of them must be true when it is over.
struct Naming {
    arguments: &'static [&'static str],
    /// What is done to the home before.
    before: fn(&Home),
    /// What must hold of the record and of the folder that the command wrote into, where it says that it went well
    /// and where it does not.
    holds: fn(&Store, &Path, bool),
}

const NAMINGS: [Naming; 3] = [
    // A copy of the file that holds the key is gone and is written anew by whoever opens the record next.
    Naming {
        arguments: &WRITES,
        before: |home| std::fs::remove_file(&home.slots()[1]).expect("taken away"),
        holds: |store, _, well| {
            let there = texts(store).iter().filter(|text| text.to_lowercase().contains(NOTE)).count();
            assert_eq!((well, there), (true, 1), "a copy that is not mended keeps nobody from writing");
        },
    },
    Naming {
        arguments: &["backup", "--as", "SO", "--to"],
        before: |_| (),
        holds: |store, into, well| {
            let listed = sets(into).expect("listed");
            assert_eq!(listed.len(), usize::from(well), "{:?}", names(into));
            for set in &listed {
                assert!(set.lines().is_some() && store.is_of_this(set).expect("looked at"), "{}", set.name());
            }
            assert_eq!(names(into).iter().filter(|name| *name != "backup.lock").count(), listed.len());
        },
    },
    Naming {
        arguments: &["export", "handover", "--room", "Willow", "--format", "txt", "--as", "SO", "--out"],
        before: |_| (),
        holds: |store, into, well| {
            let files = names(into);
            assert_eq!(files.len(), usize::from(well), "{files:?}");
            let sam = store.roll().expect("who is who").people.first().expect("Sam").id;
            let recorded = store.exported(sam, None, 9).expect("what went out").len();
            assert!(recorded >= files.len(), "a file went out unrecorded");
        },
    },
];

#[test]
fn a_name_that_the_disk_does_not_give_leaves_what_was_there_and_nothing_half() {
    if !strace() {
        return skipped("names that are not given", "strace is not there, or may not let a call fail");
    }
    let record = made();
    let folder = tempfile::tempdir().expect("a folder");
    let into: PathBuf = folder.path().join("into");
    let (mut well, mut told) = (0, 0);
    for naming in &NAMINGS {
        let mut injections = 0;
        // The second name of a file is refused too where its first is: then there is no other way to it.
        for (call, error) in [("/^rename", "EIO"), ("/^link", "EIO"), ("/^(link|rename)", "ENOSPC")] {
            for nth in 1.. {
                let home = cut(&record.home, &folder.path().join("home"));
                (naming.before)(&home);
                let _ = std::fs::remove_dir_all(&into);
                doorstep::store::files::private_folder(&into).expect("a folder");
                let name = format!("{}: {call} {error} at {nth}", naming.arguments[0]);
                let mut strace = Command::new("strace");
                strace.args(LOOKS).arg(home.folder().with_file_name("trace"));
                strace.args(["-e", &format!("trace={call}")]);
                strace.args(["-e", &format!("inject={call}:error={error}:when={nth}")]);
                let mut arguments = naming.arguments.to_vec();
                let folder = into.to_string_lossy();
                if arguments.last().is_some_and(|last| last.starts_with("--")) {
                    arguments.push(&folder);
                }
                let (output, injected) = runs(strace, &home, &arguments);
                let (success, complained) = (output.status.success(), text(&output.stderr));
                assert!(success || complained.trim().len() > 20, "{name}: no word of why\n{complained}");
                let mut store = Store::open(&home, &record.key).expect("the record opens");
                for check in store.verify().expect("verified") {
                    // A copy of the key's file whose name was not given is told, and the other opens the record.
                    let told = check.name == "key" && check.says.contains("The other is whole.");
                    assert!(check.holds || told && injected, "{name}: {}", check.says);
                }
                (naming.holds)(&store, &into, success);
                let left: Vec<String> =
                    names(home.folder()).into_iter().filter(|name| name.ends_with(".new")).collect();
                assert!(left.is_empty(), "{name}: {left:?}");
                if !injected {
                    assert!(success, "{name}: {complained}");
                    break;
                }
                injections += 1;
                (well, told) = (well + usize::from(success), told + usize::from(!success));
            }
        }
        println!("{}: {injections} names were not given", naming.arguments[0]);
        assert!(injections > 0, "{} gives no name: the rig aims beside it", naming.arguments[0]);
    }
    assert!(well > 0 && told > 0, "{told} told, {well} went well");
    println!("{} names that were not given: {told} were told, {well} were in nobody's way", well + told);
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
