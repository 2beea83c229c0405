//! Backups beside faults: killed at any moment, written to a disk that is full or answers with errors, spoilt
//! afterwards. What is listed as a backup comes back as it was; what could not be made leaves nothing but a sentence.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use doorstep::catalog::Catalog;
use doorstep::catalog::demo::DemoWords;
use doorstep::chance::Chance;
use doorstep::clock::Clock;
use doorstep::demo::{Nursery, Plan, WORDS};
use doorstep::domain::{EntryId, Moment, Standing, Time};
use doorstep::paths::Home;
use doorstep::store::ask::Filter;
use doorstep::store::backup::{Lost, Set, restore, sets};
use doorstep::store::vault::{Cost, Words, create_with, open_with_words};
use doorstep::store::{Store, files};

use super::support::{Dice, skipped, trials};
use crate::support::{PROGRAM, text};

/// A made-up nursery in a folder of its own; its words lie beside it, and its key is quick to make.
struct MadeUp {
    folder: tempfile::TempDir,
}

impl MadeUp {
    fn of(seed: u64, entries: u64) -> MadeUp {
        let made = MadeUp { folder: tempfile::tempdir().expect("a folder") };
        let (catalog, demo) = (Catalog::shipped().expect("data"), DemoWords::shipped().expect("data"));
        // Whatever the time is now, the evening before has a day behind it.
        let evening = Time::from_hms_opt(18, 30, 0).expect("a time");
        let yesterday = now().day().pred_opt().expect("a day");
        let written = Moment::at(yesterday, evening, now().offset);
        let plan = Plan { weeks: 1, entries: Some(entries), seed, now: written };
        let home = made.home();
        let mut chance = Chance::seeded(seed);
        let words = Words::parse(WORDS).expect("words");
        let (key, _) = create_with(&home, &mut chance, &words, Cost::TEST).expect("a key");
        let mut store = Store::create(&home, &key, &mut chance).expect("a record");
        store.apply_bulk(Nursery::new(plan, &catalog, &demo).acts()).expect("written");
        files::write_private(&home.practice_words(), WORDS.as_bytes()).expect("written");
        made
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn home(&self) -> Home {
        Home::at(self.path("home"))
    }

    fn store(&self) -> Store {
        open(&self.home())
    }

    /// An empty folder for backups, beside the record.
    fn sets(&self) -> PathBuf {
        let path = self.path("sets");
        files::private_folder(&path).expect("a folder");
        path
    }

    /// Somebody of a room, by initials, and the name of a child there.
    fn somebody(&self) -> (String, String) {
        let (roll, today) = (self.store().roll().expect("who is who"), now().day());
        let in_room = |room| roll.in_room(room, today).first().map(|child| child.name());
        let mut people = roll.people.iter().filter(|person| person.here_on(today));
        let found = people.find_map(|person| Some((person.initials.clone(), in_room(person.room?)?)));
        found.expect("somebody with a child in their room")
    }

    /// A command on this record.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).env("DOORSTEP_HOME", self.home().folder()).stdin(std::process::Stdio::null());
        command
    }

    fn backup(&self, into: &Path) -> Command {
        let mut command = self.command(&["backup", "--to"]);
        command.arg(into);
        command
    }

    /// Restores a set and says whether it is the beginning of this record, line for line and entry for entry.
    fn restores_equal(&self, set: &Set) {
        let home = Home::at(self.path(&format!("new-{}", set.name())));
        let restored = restore(set.path(), &home, &Lost::default(), key).expect("restored");
        let mut copy = open(&home);
        for check in copy.verify().expect("verified") {
            assert!(check.holds, "{}: {}: {}", set.name(), check.name, check.says);
        }
        let store = self.store();
        assert!(store.is_of_this(set).expect("looked at"), "{} ends with another line", set.name());
        assert_eq!((Some(restored.lines), restored.code), (set.lines(), set.code().to_string()));
        let (there, here) = (entries(&copy), entries(&store));
        assert!(!there.is_empty());
        if store.since(set).expect("counted") == 0 {
            assert_eq!(there, here, "{}", set.name());
        }
        let missing: Vec<_> = there.keys().filter(|id| !here.contains_key(id)).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", set.name());
        drop(copy);
        std::fs::remove_dir_all(home.folder()).expect("taken away");
    }
}

fn now() -> Moment {
    Clock::Machine.now()
}

fn key(home: &Home) -> doorstep::failure::Result<doorstep::store::Key> {
    open_with_words(home, &Words::parse(WORDS)?)
}

fn open(home: &Home) -> Store {
    Store::open(home, &key(home).expect("the key")).expect("the record")
}

fn entries(store: &Store) -> BTreeMap<EntryId, Standing> {
    let mut all = BTreeMap::new();
    let each = &mut |standing: Standing| {
        all.insert(standing.entry.id, standing);
        Ok(())
    };
    store.list(&Filter::default(), each).expect("the entries");
    all
}

fn left_in(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).expect("a folder");
    let names = names.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name != "backup.lock").collect();
    names.sort();
    names
}

#[test]
fn what_is_listed_as_a_backup_restores_equal_whenever_the_plug_was_pulled() {
    let trials = trials(10, 100);
    let (mut dice, seed) = Dice::cast();
    let nursery = MadeUp::of(3, 3_000);
    let into = nursery.sets();
    let (initials, child) = nursery.somebody();
    let begun = Instant::now();
    assert!(nursery.backup(&into).output().expect("it runs").status.success());
    let whole = begun.elapsed();
    let mut sound: BTreeSet<String> = sets(&into).expect("listed").iter().map(Set::name).collect();
    let (mut cut, mut done, mut restored) = (0, 0, 0);
    for trial in 0..trials {
        // Somebody writes meanwhile, so each backup is of another moment.
        let note = format!("trial {trial}");
        let mut writer = nursery.command(&["log", "--as", &initials, &child, &note]);
        let mut writer = writer.stdout(std::process::Stdio::null()).spawn().expect("it runs");
        let mut backup = nursery
            .backup(&into)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("it runs");
        // Spread over all of the time that one takes, and thrown within each part of it.
        let part = whole.as_micros() as u64 * 16 / 10 / trials as u64;
        let wait = Duration::from_micros(part * trial as u64 + dice.below(part.max(1)));
        // The random moment itself, not a wait for something to happen.
        std::thread::sleep(wait);
        let killed = backup.kill().is_ok() && !backup.wait().expect("done").success();
        assert!(writer.wait().expect("done").success(), "seed {seed}");
        let new = left_in(&into).iter().any(|name| name.ends_with(".new"));
        cut += usize::from(killed && new);
        done += usize::from(!killed);
        for set in sets(&into).expect("listed").iter().filter(|set| set.lines().is_some()) {
            if sound.insert(set.name()) {
                nursery.restores_equal(set);
                restored += 1;
            }
        }
        let listed = sets(&into).expect("listed");
        assert!(listed.iter().any(|set| set.lines().is_some()), "seed {seed}: there was one, and it is gone");
    }
    // What was cut short goes at the next try, and that one is whole.
    assert!(nursery.backup(&into).output().expect("it runs").status.success());
    assert!(!left_in(&into).iter().any(|name| name.ends_with(".new")), "seed {seed}");
    for set in sets(&into).expect("listed") {
        nursery.restores_equal(&set);
    }
    assert!(cut > 0, "seed {seed}: none of {trials} kills came while a backup was being made ({whole:?})");
    println!(
        "{trials} kills: {cut} while a backup was being made, {done} after its end; {restored} new backups, each of \
         them restored equal"
    );
}

#[test]
fn a_record_that_is_restored_is_the_record() {
    let trials = trials(10, 100);
    let (mut dice, seed) = Dice::cast();
    for _ in 0..trials {
        let nursery = MadeUp::of(dice.below(1_000_000), 20 + dice.below(200));
        let now = now();
        let set = nursery.store().back_up(&nursery.sets(), now).expect("a backup");
        nursery.restores_equal(&set);
        // And once more from what was restored.
        let again = nursery.path("again");
        files::private_folder(&again).expect("a folder");
        let home = Home::at(nursery.path("second"));
        restore(set.path(), &home, &Lost::default(), key).expect("restored");
        let second = open(&home).back_up(&again, now).expect("a backup");
        assert_eq!((second.name(), second.lines()), (set.name(), set.lines()), "seed {seed}");
    }
    println!("{trials} random records: each restored equal, by its lines, its entries and every table");
}

/// What strace told of a run; `None`, said aloud, where it can't look on.
fn traced(nursery: &MadeUp, into: &Path, options: &[&str]) -> Option<(String, Output)> {
    let log = nursery.path("strace.log");
    let mut command = Command::new("strace");
    command.args(["-f", "-y", "-o"]).arg(&log).args(options).arg(PROGRAM).args(["backup", "--to"]).arg(into);
    command.env("DOORSTEP_HOME", nursery.home().folder()).stdin(std::process::Stdio::null());
    let output = command.output().ok();
    let told = std::fs::read_to_string(&log).ok().filter(|told| told.contains("exited with"));
    let Some((told, output)) = told.zip(output) else {
        skipped("backups seen by strace", "strace is not here or may not look on");
        return None;
    };
    Some((told, output))
}

#[test]
fn a_backup_gets_its_name_when_all_of_it_is_on_the_disk() {
    let nursery = MadeUp::of(4, 50);
    let into = nursery.sets();
    let calls = "trace=pwrite64,write,fsync,fdatasync,rename,renameat,renameat2";
    let Some((told, output)) = traced(&nursery, &into, &["-e", calls]) else { return };
    assert!(output.status.success(), "{}", text(&output.stderr));
    let set = left_in(&into).remove(0);
    let new = format!("{}.new", into.join(&set).display());
    let lines: Vec<&str> = told.lines().collect();
    let named = |line: &&str| line.contains("rename") && line.contains(&format!("\"{new}\", "));
    let named = lines.iter().position(named).expect("the folder gets its name");
    let synced = |lines: &[&str], path: &str| {
        lines.iter().rposition(|line| {
            line.contains("sync(") && line.contains(&format!("<{path}")) && line.ends_with("= 0")
        })
    };
    for file in ["doorstep.db", "slots", "slots.copy", "witness", "practice-words.txt"] {
        // A small file is written under the name that it has until it is whole: `slots.4711-1.new`.
        let of = [format!("{new}/{file}>"), format!("{new}/{file}.")];
        let wrote =
            |line: &&str| line.contains("write") && of.iter().any(|path| line.contains(&format!("<{path}")));
        let wrote = lines[..named].iter().rposition(wrote).expect("it was written");
        let behind = of.iter().filter_map(|path| synced(&lines[..named], path)).any(|at| at > wrote);
        assert!(behind, "{file} was not on the disk when the folder got its name:\n{told}");
    }
    let last = lines[..named].iter().rposition(|line| line.contains("/witness")).expect("the witness");
    assert!(
        synced(&lines[last..named], &format!("{new}>")).is_some(),
        "the folder was not on the disk:\n{told}"
    );
    let into = format!("{}>", into.display());
    assert!(synced(&lines[named..], &into).is_some(), "its name was not on the disk:\n{told}");
}

#[test]
fn a_disk_that_is_full_or_fails_leaves_no_backup_and_a_sentence() {
    let nursery = MadeUp::of(5, 50);
    let into = nursery.sets();
    let (mut injected, mut refused) = (0, 0);
    let step = 400 / trials(10, 100).clamp(1, 400);
    for (call, error) in [
        ("pwrite64", "ENOSPC"),
        ("pwrite64", "EIO"),
        ("write", "ENOSPC"),
        ("fsync", "EIO"),
        ("/rename", "EIO"),
        ("mkdir", "ENOSPC"),
    ] {
        // Once each, at the first, second, third … until it is not reached any more.
        for when in (1..).step_by(if call == "pwrite64" { step } else { 1 }) {
            let inject = format!("inject={call}:error={error}:when={when}");
            let trace = format!("trace={call}");
            let Some((told, output)) = traced(&nursery, &into, &["-e", &trace, "-e", &inject]) else {
                return;
            };
            let reached = told.contains("(INJECTED)");
            injected += usize::from(reached);
            let said = text(&output.stderr);
            let sound: Vec<Set> = sets(&into).expect("listed");
            for set in &sound {
                nursery.restores_equal(set);
                std::fs::remove_dir_all(set.path()).expect("taken away");
            }
            if output.status.success() {
                // Nothing failed any more, or what did was no matter.
                assert_eq!(sound.len(), 1, "{call} {when}");
                if reached { continue } else { break }
            }
            assert_eq!(output.status.code(), Some(1), "{call} {when}: {said}");
            assert!(said.contains('.'), "{call} {when}: {said}");
            if said.contains("No backup was made") {
                assert!(sound.is_empty() && said.contains("are as they were"), "{call} {when}: {said}");
                refused += 1;
            }
        }
    }
    assert!(
        injected > 20 && refused > 10,
        "only {injected} faults were injected, {refused} in the way of a backup"
    );
    assert!(nursery.backup(&into).output().expect("it runs").status.success());
    assert_eq!(left_in(&into).len(), 1, "nothing else is left: {:?}", left_in(&into));
    println!(
        "{injected} faults injected, {refused} of them in the way of a backup: no backup was listed that does not restore equal"
    );
}

#[test]
fn a_backup_never_takes_the_last_room_on_a_disk() {
    let nursery = MadeUp::of(6, 50);
    let disk = nursery.path("disk");
    std::fs::create_dir(&disk).expect("a folder");
    const SCRIPT: &str = r#"
mount -t tmpfs -o size=12m,mode=700 tmpfs "$DISK" || exit 99
echo "-- small"; "$PROGRAM" backup --to "$DISK" 2>&1; ls "$DISK"
mount -o remount,size=64m "$DISK" && echo "-- larger"; "$PROGRAM" backup --to "$DISK" 2>&1; ls "$DISK"
"#;
    let output = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", SCRIPT])
        .envs([
            ("DISK", disk.as_path()),
            ("PROGRAM", Path::new(PROGRAM)),
            ("DOORSTEP_HOME", nursery.home().folder()),
        ])
        .stdin(std::process::Stdio::null())
        .output();
    let Some(said) = output.ok().map(|output| text(&output.stdout)).filter(|said| said.contains("-- small"))
    else {
        return skipped("a full disk", "no small disk can be made on this machine");
    };
    let (small, larger) = said.split_once("-- larger").expect("both");
    assert!(
        small.contains("The disk is nearly full: a backup needs") && small.contains("Make room"),
        "{said}"
    );
    assert!(!small.lines().any(|line| line.starts_with("20")), "{said}");
    assert!(larger.contains("opened again and checked from end to end"), "{said}");
}

#[test]
fn a_set_that_rotted_is_refused_and_the_one_before_it_is_named_as_the_way() {
    let trials = trials(10, 100);
    let (mut dice, seed) = Dice::cast();
    let nursery = MadeUp::of(7, 100);
    let set = nursery.store().back_up(&nursery.sets(), now()).expect("a backup");
    let file = set.path().join("doorstep.db");
    let whole = std::fs::read(&file).expect("read");
    for trial in 0..trials {
        let mut rotten = whole.clone();
        let at = dice.below(whole.len() as u64) as usize;
        match trial % 3 {
            0 => rotten[at] ^= 1 << dice.below(8),
            1 => rotten[at / 4096 * 4096..].iter_mut().take(4096).for_each(|byte| *byte = 0),
            _ => rotten.truncate(at),
        }
        std::fs::write(&file, &rotten).expect("written");
        let home = Home::at(nursery.path(&format!("new-{trial}")));
        let said = restore(set.path(), &home, &Lost::default(), key).expect_err("refused").to_string();
        let told = said.starts_with("This backup is damaged.") && said.contains("the one before it");
        assert!(told, "seed {seed}, trial {trial}, at {at}: {said}");
    }
    std::fs::write(&file, &whole).expect("written");
    nursery.restores_equal(&set);
    println!("{trials} sets with a flipped bit, an empty page or a cut file: each refused with its sentence");
}
