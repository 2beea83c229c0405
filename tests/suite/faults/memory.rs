//! What a machine knows after the log was closed, and what lies on its disk when it was stopped: no key, no room words,
//! no name and no note.

use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use super::support::skipped;
use crate::support::{Nursery, Terminal};
use crate::terminal::sign_in;

/// Words that stand nowhere else: in a note that was saved, in one that was taken back, in a draft.
const SAVED: &str = "quincunx";
const TAKEN_BACK: &str = "zeugmatic";
const DRAFT: &str = "oxbowlike";

/// What nobody may find, with what it is called.
fn secrets(nursery: &Nursery) -> Vec<(&'static str, Vec<u8>)> {
    let words = std::fs::read_to_string(nursery.path("words.txt")).expect("the words");
    let pragma = nursery.key().pragma();
    let digits = pragma.trim_start_matches("x'").trim_end_matches('\'');
    let bytes = |digits: &str| -> Vec<u8> {
        let pairs = digits.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).expect("digits"));
        pairs.map(|pair| u8::from_str_radix(pair, 16).expect("digits")).collect()
    };
    vec![
        ("the key as it is said to the database", digits.as_bytes()[..64].to_vec()),
        ("the key itself", bytes(&digits[..64])),
        ("the room words", words.trim().as_bytes().to_vec()),
        ("a note", SAVED.as_bytes().to_vec()),
        ("a note that was taken back", TAKEN_BACK.as_bytes().to_vec()),
        ("a draft", DRAFT.as_bytes().to_vec()),
        ("a child's name", b"Clarke".to_vec()),
    ]
}

/// Everything that a process holds in memory; `None` where the system does not let it be read.
fn memory(process: u32) -> Option<Vec<u8>> {
    let maps = std::fs::read_to_string(format!("/proc/{process}/maps")).ok()?;
    let mut memory = std::fs::File::open(format!("/proc/{process}/mem")).ok()?;
    let mut all = Vec::new();
    for line in
        maps.lines().filter(|line| line.split(' ').nth(1).is_some_and(|rights| rights.starts_with("rw")))
    {
        let (from, to) = line.split(' ').next()?.split_once('-')?;
        let [from, to] = [from, to].map(|end| u64::from_str_radix(end, 16).unwrap_or(0));
        let mut part = vec![0; usize::try_from(to - from).ok()?];
        // What is mapped and can't be read is nobody's to read.
        if memory.seek(SeekFrom::Start(from)).is_ok() && memory.read_exact(&mut part).is_ok() {
            all.extend_from_slice(&part);
        }
    }
    (!all.is_empty()).then_some(all)
}

fn holds(all: &[u8], secret: &[u8]) -> bool {
    let Some(first) = secret.first() else { return false };
    all.iter().enumerate().any(|(at, byte)| byte == first && all[at..].starts_with(secret))
}

fn found(all: &[u8], secrets: &[(&'static str, Vec<u8>)]) -> Vec<&'static str> {
    secrets.iter().filter(|(_, secret)| holds(all, secret)).map(|(name, _)| *name).collect()
}

/// A day at the door, at whose end Sam leaves a draft.
fn a_day(terminal: &mut Terminal) {
    sign_in(terminal, "Sam Okafor", "4816");
    for (note, saves) in [(SAVED, true), (TAKEN_BACK, true), (DRAFT, false)] {
        terminal.keys("ben⏎");
        terminal.until("Said");
        terminal.keys(&format!(" said {note} today"));
        terminal.until(note);
        if saves {
            terminal.keys("⏎");
            terminal.until("Saved for Ben Clarke");
        }
        if note == TAKEN_BACK {
            terminal.keys("⌃z");
            terminal.until(TAKEN_BACK);
            // Taken back it is open again: its words go, and the draft with them.
            terminal.keys(&"⌫".repeat(40));
            terminal.keys("⎋");
            terminal.until("Who?");
        }
    }
}

#[test]
fn a_log_that_was_closed_is_in_no_memory_and_opens_with_the_words_alone() {
    let nursery = Nursery::set_up();
    let secrets = secrets(&nursery);
    let mut terminal = nursery.open_now(80, 24);
    let process = terminal.process();
    a_day(&mut terminal);
    terminal.keys("⌃l");
    terminal.until("1 draft waiting");
    sign_in(&mut terminal, "Priya Shah", "482915");
    let Some(open) = memory(process) else {
        return skipped("memory", "this system lets nobody read the memory of another program");
    };
    // The control: what is known while the log is open is found, or this rig would find nothing anywhere.
    let known = found(&open, &secrets);
    for name in ["the key itself", "a draft", "a child's name"] {
        assert!(known.contains(&name), "the rig is broken, it does not find {name}: {known:?}");
    }
    terminal.keys("⎋");
    terminal.keys(":close the log⏎");
    let closed = terminal.until("The room words, please");
    assert!(closed.contains("The log was closed. Nothing is lost; drafts are kept."), "{closed}");
    assert_eq!(terminal.process(), process, "it is the same program");
    let all = memory(process).expect("its memory");
    let left = found(&all, &secrets);
    assert!(left.is_empty(), "still in memory: {left:?}");
    let limits = std::fs::read_to_string(format!("/proc/{process}/limits")).expect("its limits");
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).expect("the limit");
    assert_eq!(core.split_whitespace().nth(4), Some("0"), "no copy of memory goes to the disk: {core}");
    // The file that says the words to a script does not open it: a person does.
    let words = std::fs::read_to_string(nursery.path("words.txt")).expect("the words");
    terminal.keys(words.trim());
    terminal.keys("⏎");
    terminal.until("Who is writing?");
    terminal.until("1 draft waiting");
    println!(
        "{} MB of memory of a closed log: of {} secrets none is found; of the open log before it {} were",
        all.len() / 1_000_000,
        secrets.len(),
        known.len()
    );
}

/// Every file below a folder, read whole.
fn files(folder: &Path, into: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => files(&path, into),
            false => into.push((path.display().to_string(), std::fs::read(&path).expect("a file"))),
        }
    }
}

#[test]
fn on_the_disk_of_a_machine_that_was_stopped_nothing_can_be_read() {
    let nursery = Nursery::set_up();
    let secrets = secrets(&nursery);
    let mut terminal = nursery.open_with_own_temporary(80, 24);
    a_day(&mut terminal);
    terminal.kill();
    let mut all = Vec::new();
    for folder in ["home", "temporary"] {
        files(&nursery.path(folder), &mut all);
    }
    assert!(
        all.iter().any(|(name, bytes)| name.ends_with("-wal") && !bytes.is_empty()),
        "it was stopped at work"
    );
    for (name, bytes) in &all {
        let left = found(bytes, &secrets);
        assert!(left.is_empty(), "{name} holds {left:?}");
    }
    println!("{} files of a machine that was stopped: of {} secrets none is found", all.len(), secrets.len());
}
