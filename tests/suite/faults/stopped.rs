//! Files that are being written when the program is told to end, or is ended. Told to, it leaves all of them or none;
//! after the plug was pulled the next run clears away what had no name yet, and says so. None has its name before the
//! record knows of it.

use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Stdio};

use super::support::{Dice, skipped, trials};
use crate::asked::practice;
use crate::support::{Nursery, PROGRAM, text};

/// How a trial ends the program.
const ENDS: [&str; 3] = ["INT", "TERM", "KILL"];

/// The names in a folder, those too that begin with a full stop.
fn names(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files.map(|file| file.file_name().to_string_lossy().into_owned()).collect()
}

fn waits(name: &str) -> bool {
    name.ends_with(".part")
}

#[test]
fn whatever_ends_the_program_while_it_writes_no_half_file_is_left_for_anybody_to_find() {
    let nursery = Nursery::bare();
    let (home, pin, _) = practice(&nursery, "3");
    let password = nursery.write_private("password", "four plain words");
    let week = |folder: &Path, archive: bool| {
        let mut command = nursery.program_as(PROGRAM, "PS");
        let out = folder.to_string_lossy().into_owned();
        command.env("DOORSTEP_PIN_FILE", &pin).args(["export", "family-week", "--week", "2026-W47"]);
        // A room's pages: whoever is stopped between two of a few is stopped as well as between two of many.
        command.args(["--as", "HG", "--home", &home, "--room", "Acorn", "--format", "txt", "--out", &out]);
        if archive {
            command.arg("--archive").env("DOORSTEP_ARCHIVE_PASSWORD_FILE", &password);
        }
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    };
    let end = |child: &Child, signal: &str| {
        // Whoever has ended by itself can't be told any more.
        let told = [format!("-{signal}"), child.id().to_string()];
        std::process::Command::new("kill").args(told).stderr(Stdio::null()).status().expect("kill");
    };
    // How many files there are where nothing comes between.
    let whole = nursery.path("whole");
    assert!(week(&whole, false).output().expect("it runs").status.success());
    let many = names(&whole).len();
    assert!(many > 3, "{many} files are too few to be stopped between");
    let (mut dice, seed) = Dice::cast();
    let (mut stopped, mut left) = (0, 0);
    for trial in 0..trials(24, 300) {
        let (folder, signal) = (nursery.path(&format!("trial-{trial}")), ENDS[trial % ENDS.len()]);
        // Every fourth time as one archive.
        let archive = trial % 4 == 3;
        let all = if archive { 1 } else { many };
        let mut child = week(&folder, archive).spawn().expect("it runs");
        // As soon as so many are begun; the moment itself, not a wait for it.
        let begun = 1 + dice.below(all as u64) as usize;
        while names(&folder).len() < begun && child.try_wait().expect("asked").is_none() {
            std::thread::yield_now();
        }
        end(&child, signal);
        let output = child.wait_with_output().expect("it ends");
        let lying = names(&folder);
        let why = format!("{signal} at {begun} of {all}, seed {seed}: {lying:?} {}", text(&output.stderr));
        if signal != "KILL" {
            assert!(!lying.iter().any(|name| waits(name)), "{why}");
            assert!(lying.is_empty() || lying.len() == all, "{why}");
            // A signal that comes when every file has its name ends the program by itself, while it says so.
            let late = output.status.signal().is_some();
            assert_eq!(output.status.success(), lying.len() == all && !late, "{why}");
            if lying.is_empty() {
                stopped += 1;
                assert!(text(&output.stderr).contains("No file was left"), "{why}");
            }
            continue;
        }
        let waiting = lying.iter().filter(|name| waits(name)).count();
        left += usize::from(waiting > 0);
        let next = week(&folder, archive).output().expect("it runs");
        assert!(next.status.success(), "{why}");
        assert!(!names(&folder).iter().any(|name| waits(name)), "{why}: {:?}", names(&folder));
        assert_eq!(text(&next.stdout).contains("taken away"), waiting > 0, "{why}: {}", text(&next.stdout));
    }
    eprintln!("stopped between two files: {stopped}; left by the plug and cleared away: {left}; seed {seed}");
    assert!(stopped > 0 && left > 0, "no trial came between two files: {stopped} {left}");
}

#[test]
fn a_file_that_is_about_to_have_its_name_stands_in_the_record_already() {
    let nursery = Nursery::set_up();
    let out = nursery.path("out");
    let mut strace = nursery.program_as("strace", "PS");
    strace.args([
        "-f",
        "-o",
        "/dev/null",
        "-e",
        "trace=linkat",
        "-e",
        "inject=linkat:signal=SIGKILL",
        PROGRAM,
    ]);
    strace.args(["export", "handover", "--room", "Sunflower", "--format", "txt", "--as", "PS", "--out"]);
    let ended = strace.arg(&out).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let lying = names(&out);
    if ended.is_err() || lying.is_empty() {
        return skipped("a plug that is pulled before a file has its name", "strace is not here, or may not");
    }
    assert!(lying.iter().all(|name| waits(name)), "it was ended before: {lying:?}");
    let store = nursery.store();
    let lead =
        store.roll().expect("who is who").people.iter().find(|one| one.initials == "PS").expect("Priya").id;
    assert_eq!(store.exported(lead, None, 9).expect("what went out").len(), 1);
}
