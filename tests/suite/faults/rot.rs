//! Files that rot or are tampered with: flipped bits, zeroed pages, a write-ahead log that was cut, an old file or an
//! old page put back. The next start refuses the record, or the check that begins with it says what does not hold.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use doorstep::paths::Home;
use doorstep::store::Store;

use super::support::{Dice, Record, cut, texts, trials};
use crate::support::{Nursery, PROGRAM, text};
use crate::terminal::types_pin;

/// The size of the record's pages.
const PAGE: usize = 4096;
/// Bytes at the beginning of the write-ahead log before its first frame, and of a frame before its page.
const WAL_HEAD: usize = 32;
const FRAME_HEAD: usize = 24;
/// The record's file begins with the salt of its key, which lies sealed with the key and is not read from here.
const SALT: usize = 16;

/// What the next start makes of a home.
enum Start {
    /// It does not open, with that sentence.
    Refused(String),
    /// It opens, and the check says of these parts that they do not hold.
    Told(Vec<String>),
    /// It opens, and nothing is said.
    Silent(Box<Store>),
}

/// A start: opening as the screen does, then the check that goes on behind the sign-in.
fn start(home: &Home, record: &Record) -> Start {
    let mut store = match Store::open(home, &record.key) {
        Ok(store) => store,
        Err(failure) => {
            assert!(!failure.what.is_empty() && !failure.todo.is_empty(), "no word of what to do: {failure}");
            return Start::Refused(failure.what);
        }
    };
    let wrong: Vec<String> = match store.reader().look_through(&|| true) {
        Ok(checks) => {
            let checks = checks.expect("to its end").into_iter();
            checks.filter(|check| !check.holds).map(|check| check.says).collect()
        }
        Err(failure) => vec![failure.to_string()],
    };
    match wrong.is_empty() {
        true => {
            // What is asked of it now must be what was written.
            store.rest().expect("at rest");
            Start::Silent(Box::new(store))
        }
        false => Start::Told(wrong),
    }
}

/// A record with some days of notes; where it was before the last of them; and with those still in the write-ahead log.
struct Stages {
    record: Record,
    folder: tempfile::TempDir,
    /// At rest, before the last notes.
    older: Home,
    /// At rest, with all notes.
    newer: Home,
    /// As `newer`, but the last notes lie in the write-ahead log.
    logged: Home,
    /// The words of all notes.
    texts: Vec<String>,
}

fn stages() -> Stages {
    let folder = tempfile::tempdir().expect("a folder");
    let mut record = Record::new();
    let mut store = record.store();
    record.write(&mut store, 0..60);
    store.rest().expect("at rest");
    let older = record.cut(&folder.path().join("older"));
    record.write(&mut store, 60..80);
    let logged = record.cut(&folder.path().join("logged"));
    let texts = texts(&store);
    assert_eq!(texts.len(), 80);
    store.rest().expect("at rest");
    let newer = record.cut(&folder.path().join("newer"));
    let stages = Stages { record, folder, older, newer, logged, texts };
    for home in [&stages.older, &stages.newer, &stages.logged] {
        let copy = cut(home, &stages.folder.path().join("sound"));
        assert!(matches!(start(&copy, &stages.record), Start::Silent(_)), "a sound record is called wrong");
    }
    stages
}

fn wal(home: &Home) -> std::path::PathBuf {
    home.folder().join("doorstep.db-wal")
}

/// Changes a file's bytes. Answers whether they are others now.
fn change(path: &std::path::Path, how: impl FnOnce(&mut Vec<u8>)) -> bool {
    let before = fs::read(path).expect("read");
    let mut after = before.clone();
    how(&mut after);
    fs::write(path, &after).expect("written");
    after != before
}

/// What happens to the files, by its number. Answers its name, and whether anything is another now.
fn damage(stages: &Stages, kind: u64, dice: &mut Dice, home: &Path) -> (&'static str, bool, Home) {
    let of = |from: &Home| cut(from, home);
    let below = |dice: &mut Dice, most: usize| dice.below(most as u64) as usize;
    match kind {
        0 => {
            let home = of(&stages.newer);
            let flipped = change(&home.database(), |bytes| {
                let at = SALT + below(dice, bytes.len() - SALT);
                bytes[at] ^= 1 << below(dice, 8);
            });
            ("a flipped bit", flipped, home)
        }
        1 => {
            let home = of(&stages.newer);
            let zeroed = change(&home.database(), |bytes| {
                let page = below(dice, bytes.len() / PAGE) * PAGE;
                bytes[page..page + PAGE].fill(0);
            });
            ("a zeroed page", zeroed, home)
        }
        2 => {
            let home = of(&stages.logged);
            let shorter = change(&wal(&home), |bytes| bytes.truncate(below(dice, bytes.len())));
            let _ = fs::remove_file(home.folder().join("doorstep.db-shm"));
            ("a write-ahead log that was cut", shorter, home)
        }
        3 => {
            let home = of(&stages.logged);
            let flipped = change(&wal(&home), |bytes| {
                let frames = (bytes.len() - WAL_HEAD) / (FRAME_HEAD + PAGE);
                // In a frame: what stands in the head of the file is read by nobody once the index is there.
                let frame = WAL_HEAD + below(dice, frames) * (FRAME_HEAD + PAGE);
                let at = frame + below(dice, FRAME_HEAD + PAGE);
                bytes[at] ^= 1 << below(dice, 8);
            });
            let _ = fs::remove_file(home.folder().join("doorstep.db-shm"));
            ("a flipped bit of the write-ahead log", flipped, home)
        }
        4 => {
            let home = of(&stages.newer);
            fs::copy(stages.older.database(), home.database()).expect("put back");
            let _ = fs::remove_file(wal(&home));
            ("an old file put back", true, home)
        }
        _ => {
            let home = of(&stages.newer);
            let old = fs::read(stages.older.database()).expect("read");
            let put = change(&home.database(), |bytes| {
                let pages = old.len().min(bytes.len()) / PAGE;
                let differs: Vec<usize> = (0..pages)
                    .map(|page| page * PAGE)
                    .filter(|at| old[*at..*at + PAGE] != bytes[*at..*at + PAGE])
                    .collect();
                let at = differs[below(dice, differs.len())];
                bytes[at..at + PAGE].copy_from_slice(&old[at..at + PAGE]);
            });
            ("an old page put back", put, home)
        }
    }
}

#[test]
fn whatever_rots_or_is_put_back_is_told_at_the_next_start() {
    let trials = trials(200, 1_000);
    let (mut dice, seed) = Dice::cast();
    let stages = stages();
    let mut found: BTreeMap<&str, (u32, u32, u32)> = BTreeMap::new();
    for trial in 0..trials {
        let kind = trial as u64 % 6;
        let (name, changed, home) = damage(&stages, kind, &mut dice, &stages.folder.path().join("rotten"));
        assert!(changed, "seed {seed}, trial {trial}: {name} changed nothing");
        let (refused, told, nothing) = found.entry(name).or_default();
        match start(&home, &stages.record) {
            Start::Refused(_) => *refused += 1,
            Start::Told(wrong) => {
                assert!(wrong.iter().all(|says| !says.is_empty()), "seed {seed}, trial {trial}: {name}");
                *told += 1;
            }
            // Bytes that no part of the record lies in, such as the end of a log that was begun anew: then all is there.
            Start::Silent(store) => {
                assert_eq!(texts(&store), stages.texts, "seed {seed}, trial {trial}: {name} was not told");
                *nothing += 1;
            }
        }
    }
    let mut harmless = 0;
    for (name, (refused, told, nothing)) in &found {
        println!(
            "{name}: refused {refused}, told by the check {told}, nothing of the record touched {nothing}"
        );
        harmless += nothing;
    }
    assert_eq!(found.len(), 6);
    assert!(
        harmless as usize * 20 <= trials,
        "{harmless} of {trials} touched nothing: the rig aims beside the record"
    );
    println!("{trials} files that rotted or were put back: none silent (seed {seed})");
}

#[test]
fn the_witness_alone_sees_that_the_write_ahead_log_is_gone() {
    let stages = stages();
    let home = cut(&stages.logged, &stages.folder.path().join("cut"));
    for file in ["doorstep.db-wal", "doorstep.db-shm"] {
        fs::remove_file(home.folder().join(file)).expect("taken away");
    }
    let Start::Refused(why) = start(&home, &stages.record) else { panic!("nobody missed the last notes") };
    assert_eq!(why, "20 entries are missing from this record.");
    // The control: a witness that saw none of them, and all else holds.
    fs::copy(stages.older.witness(), home.witness()).expect("put back");
    let Start::Silent(store) = start(&home, &stages.record) else { panic!("something else sees it too") };
    assert_eq!(texts(&store), stages.texts[..60]);
}

#[test]
fn an_old_file_put_back_with_its_old_witness_shows_against_a_printed_day_code_and_only_there() {
    let stages = stages();
    let printed = stages.record.store().day_code().expect("a day code");
    let Start::Silent(store) = start(&stages.older, &stages.record) else {
        panic!("an old file beside its own old witness looks whole by itself");
    };
    assert_ne!(store.day_code().expect("a day code"), printed);
}

/// What stands in each line that SQLCipher says by itself: how bad it is, and which of its functions says so.
const COMPLAINTS: [&str; 4] = ["error core", "warn core", "sqlcipher_", "codec"];

fn is_a_complaint(said: &str) -> bool {
    COMPLAINTS.iter().any(|word| said.to_lowercase().contains(word))
}

/// A copy of a file with one bit of that page flipped, somewhere behind what is not encrypted.
fn spoil(sound: &[u8], page: usize, into: &Path) {
    let mut bytes = sound.to_vec();
    bytes[page * PAGE + 1_000] ^= 1;
    fs::write(into, bytes).expect("written");
}

#[test]
fn whatever_the_database_library_finds_it_is_the_program_that_says_it() {
    let stages = stages();
    let sound = fs::read(stages.newer.database()).expect("read");
    let (mut refused, mut told) = (0, 0);
    for page in (0..sound.len() / PAGE).step_by(9) {
        for command in [&["verify", "--deep"][..], &["list", "entries"], &["log", "ava", "slept well"]] {
            let home = cut(&stages.newer, &stages.folder.path().join("spoilt"));
            spoil(&sound, page, &home.database());
            let mut program = std::process::Command::new(PROGRAM);
            program.args(command).args(["--as", "SO", "--home"]).arg(home.folder());
            let output = program.stdin(std::process::Stdio::null()).output().expect("it runs");
            let (said, complained) = (text(&output.stdout), text(&output.stderr));
            let why = format!("page {page}, {command:?}:\n{said}\n{complained}");
            assert!(!is_a_complaint(&complained), "{why}");
            if !output.status.success() && said.is_empty() {
                // A sentence, and what to do.
                assert!(complained.contains('.') && complained.trim().lines().count() < 6, "{why}");
                refused += 1;
            }
            told += usize::from(said.contains("FAILS"));
        }
    }
    assert!(refused > 0 && told > 0, "{refused} refused, {told} told: the rig aims beside the record");
    // On the screen a line from elsewhere would stand across the page.
    let nursery = Nursery::set_up();
    nursery.store().rest().expect("at rest");
    let database = nursery.home().join("doorstep.db");
    let sound = fs::read(&database).expect("read");
    let opens_and_tells = |page: &usize| {
        spoil(&sound, *page, &database);
        let Ok(store) = Store::open(&Home::at(nursery.home()), &nursery.key()) else { return false };
        let looked = store.reader().look_through(&|| true);
        let tells = looked.is_ok_and(|checks| checks.into_iter().flatten().any(|check| !check.holds));
        tells && store.roll().is_ok()
    };
    let page =
        (4..sound.len() / PAGE).rev().find(opens_and_tells).expect("a page that the check alone needs");
    spoil(&sound, page, &database);
    let mut terminal = nursery.open_now(80, 24);
    types_pin(&mut terminal, "Sam Okafor", "4816");
    // The check may come to its end before the sign-in does, and then it is a page in the place of the board.
    terminal.until_that("what the check found", |screen| {
        screen.contains("found something wrong") || screen.contains("Tell the manager today")
    });
    assert!(!is_a_complaint(&terminal.told()), "page {page}: {}", terminal.shows());
}
