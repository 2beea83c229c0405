//! The terminal goes away while somebody types: by a signal, by its window being closed, after it was made as small as
//! can be. What was typed is kept to the last letter, and a terminal that stays is as it was.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::process::Command;
use std::time::{Duration, Instant};

use super::support::{Dice, skipped, trials};
use crate::support::{Nursery, Terminal, text};
use crate::terminal::sign_in;

/// How the terminal goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Goes {
    /// It says that it goes.
    Hup,
    /// The machine wants the program to end.
    Term,
    /// The same while the window is one cell.
    TermInOneCell,
    /// Its window is closed: nobody holds the other end any more.
    Closed,
}

const ALL: [Goes; 4] = [Goes::Hup, Goes::Term, Goes::TermInOneCell, Goes::Closed];

/// A terminal's settings, as `stty` writes them.
fn settings(device: &std::path::Path) -> String {
    let output = Command::new("stty").arg("-F").arg(device).arg("-a").output().expect("stty");
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

/// Letters at the pace of quick hands, until the last of them is seen.
fn types(terminal: &mut Terminal, dice: &mut Dice, seen: bool) -> String {
    let letter = |dice: &mut Dice| char::from(b'a' + dice.below(26) as u8);
    let words: String = (0..3 + dice.below(9)).map(|_| letter(dice)).collect();
    terminal.burst(&words);
    if seen {
        terminal.until(&words);
    }
    words
}

/// Waits until a process is gone.
fn until_gone(process: u32) {
    let begun = Instant::now();
    while std::path::Path::new(&format!("/proc/{process}/fd"))
        .read_dir()
        .is_ok_and(|mut fds| fds.next().is_some())
    {
        assert!(begun.elapsed() < Duration::from_secs(30), "it does not end");
        std::thread::yield_now();
    }
}

/// The program that runs under another one, through a shell it may be.
fn under(process: u32) -> Option<u32> {
    let children = std::fs::read_to_string(format!("/proc/{process}/task/{process}/children")).ok()?;
    let child = children.split_whitespace().next()?.parse().ok()?;
    under(child).or(Some(child))
}

/// What was kept of Sam's drafts; they are taken away.
fn kept(nursery: &Nursery) -> Vec<String> {
    let mut store = nursery.store();
    let roll = store.roll().expect("who is who");
    let sam = roll.people.iter().find(|person| person.initials == "SO").expect("Sam").id;
    let drafts = store.drafts(sam).expect("the drafts");
    for draft in &drafts {
        store.drop_draft(draft.id).expect("taken away");
    }
    drafts.into_iter().map(|draft| draft.note).collect()
}

/// Keeps everybody else from writing to the record until it is dropped, as a disk does that takes its time.
fn busy(nursery: &Nursery) -> rusqlite::Connection {
    let db = rusqlite::Connection::open(nursery.home().join("doorstep.db")).expect("opened");
    let said = format!("PRAGMA key = \"{}\"; BEGIN IMMEDIATE", *nursery.key().pragma());
    db.execute_batch(&said).expect("had alone");
    db
}

#[test]
fn what_the_record_has_not_taken_yet_is_kept_before_the_program_ends() {
    let nursery = Nursery::set_up();
    let (mut dice, seed) = Dice::cast();
    for signal in ["-HUP", "-TERM"] {
        let mut terminal = nursery.open_now(80, 24);
        sign_in(&mut terminal, "Sam Okafor", "4816");
        terminal.keys("isla⏎");
        terminal.until("Said");
        terminal.settle();
        // Whatever is written of the draft waits: what is on the disk is behind what is seen, and stays so until the
        // program has heard that it shall end.
        let busy = busy(&nursery);
        let mut typed = String::new();
        for _ in 0..3 {
            typed.push_str(&types(&mut terminal, &mut dice, false));
            terminal.until(&typed);
        }
        let process = terminal.process();
        assert!(Command::new("kill").args([signal, &process.to_string()]).status().expect("kill").success());
        terminal.quiet_for(200);
        assert!(terminal.runs(), "seed {seed}, {signal}: it ended with words in its hand");
        drop(busy);
        until_gone(process);
        drop(terminal);
        assert_eq!(kept(&nursery), [typed.as_str()], "seed {seed}, {signal}");
    }
}

#[test]
fn what_was_typed_is_kept_when_the_terminal_goes_and_one_that_stays_is_as_it_was() {
    let trials = trials(200, 200);
    let (mut dice, seed) = Dice::cast();
    let nursery = Nursery::set_up();
    let closes = Command::new("script").arg("--version").output().is_ok();
    if !closes {
        skipped("a terminal that is closed", "there is no `script` on this machine");
    }
    let (mut letters, mut done) = (0, 0);
    for trial in 0..trials {
        let goes = ALL[trial % ALL.len()];
        if goes == Goes::Closed && !closes {
            continue;
        }
        let mut terminal = match goes {
            Goes::Closed => nursery.open_inside("script", 80, 24),
            _ => nursery.open_now(80, 24),
        };
        // Held open, so that its settings outlive the program; and as they were before the program came.
        let device = terminal.device();
        let held = OpenOptions::new().read(true).custom_flags(0o400).open(&device).expect("the terminal");
        sign_in(&mut terminal, "Sam Okafor", "4816");
        terminal.keys("isla⏎");
        terminal.until("Said");
        let mut typed = types(&mut terminal, &mut dice, true);
        if goes == Goes::TermInOneCell {
            // Each is seen before the next: where a key and a new size come in one moment, the reader of keys may
            // tell of the key alone.
            terminal.resize(1, 1);
            terminal.settle();
            typed.push_str(&types(&mut terminal, &mut dice, false));
            terminal.settle();
            terminal.resize(80, 24);
            terminal.until(&typed);
            terminal.resize(1, 1);
        }
        let process = terminal.process();
        let program = match goes {
            Goes::Closed => under(process).expect("the program under it"),
            _ => process,
        };
        let signal = match goes {
            Goes::Hup => "-HUP",
            Goes::Term | Goes::TermInOneCell => "-TERM",
            Goes::Closed => "-KILL",
        };
        assert!(Command::new("kill").args([signal, &process.to_string()]).status().expect("kill").success());
        until_gone(program);
        if goes != Goes::Closed {
            let now = settings(&device);
            for flag in ["icanon", "echo", "isig", "icrnl", "opost"] {
                let on = now.split_whitespace().any(|word| word.trim_end_matches(';') == flag);
                assert!(on, "seed {seed}, {goes:?}: {flag} is off:\n{now}");
            }
            for (what, on, off) in [
                ("the other screen", "\u{1b}[?1049h", "\u{1b}[?1049l"),
                ("pastes as text", "\u{1b}[?2004h", "\u{1b}[?2004l"),
                ("touches", "\u{1b}[?1006h", "\u{1b}[?1006l"),
                ("no cursor", "\u{1b}[?25l", "\u{1b}[?25h"),
            ] {
                // What was told last may be read only now.
                let is_off = |told: &str| told.rfind(on) < told.rfind(off);
                assert!(is_off(&terminal.told_from(0, is_off)), "seed {seed}, {goes:?}: {what} stayed on");
            }
        }
        drop((held, terminal));
        assert_eq!(kept(&nursery), [typed.as_str()], "seed {seed}, {goes:?}");
        letters += typed.len();
        done += 1;
    }
    println!(
        "{done} terminals gone while somebody typed: {letters} letters, every one kept; the terminals are sane"
    );
}
