//! The plug pulled, the disk full and a copy damaged while the room words are changed: the old words or the new ones
//! open the record, never neither, and once it is said that the new ones do, the old ones never again.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use doorstep::chance::Chance;
use doorstep::domain::{Change, Moment, Practitioner, Role, Setting, Stamp};
use doorstep::paths::Home;
use doorstep::store::vault::{self, Cost, Words};
use doorstep::store::{Key, Store};

use super::support::{Dice, long_run, skipped, trials};
use crate::support::{PROGRAM, text};

/// By these calls files come to the disk and get their names.
const CALLS: &str = "write,rename,renameat,renameat2,fsync,fdatasync,unlink,unlinkat";

/// A record with a manager and a key person in it, whose words cost nothing to try.
pub struct Small {
    folder: tempfile::TempDir,
    old: Words,
    /// When it was made.
    pub now: Moment,
}

impl Small {
    pub fn made() -> Small {
        let folder = tempfile::tempdir().expect("a folder");
        let home = Home::at(folder.path().join("home"));
        let mut chance = Chance::Machine;
        let old = Words::generate(&mut chance);
        let (key, _) = vault::create_with(&home, &mut chance, &old, Cost::TEST).expect("slots");
        let mut store = Store::create(&home, &key, &mut chance).expect("a record");
        let now = Moment { ms: 1_764_000_000_000, offset: 0 };
        let stamp = Stamp { person: None, recorded: now };
        let setting = Setting { name: "Rosebank".to_string(), ..Setting::default() };
        let mut changes = vec![Change::Setting(setting)];
        let staff = [("Dana Ali", "DA", Role::Manager), ("Sam Okafor", "SO", Role::KeyPerson)];
        let ids = staff.map(|(name, initials, role)| {
            let (name, initials) = (name.to_string(), initials.to_string());
            let id = chance.id(now);
            let (room, from, until) = (None, None, None);
            changes.push(Change::Person(Practitioner { id, name, initials, role, room, from, until }));
            id
        });
        store.apply(&changes.into(), stamp).expect("written");
        for (id, pin) in ids.into_iter().zip(["593817", "4816"]) {
            store.set_pin(id, pin, stamp, &mut chance).expect("a PIN");
        }
        store.rest().expect("rested");
        let small = Small { folder, old, now };
        small.private("words", small.old.as_str());
        small.private("pin", "593817");
        small
    }

    pub fn home(&self) -> Home {
        Home::at(self.path("home"))
    }

    pub fn key(&self) -> Key {
        vault::open_with_words(&self.home(), &self.old).expect("the key")
    }

    fn private(&self, name: &str, contents: &str) {
        use std::os::unix::fs::PermissionsExt;
        let path = self.path(name);
        std::fs::write(&path, contents).expect("written");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).expect("made private");
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A copy of the record in a folder of its own.
    fn copy(&self) -> tempfile::TempDir {
        use std::os::unix::fs::PermissionsExt;
        let copy = tempfile::tempdir().expect("a folder");
        std::fs::set_permissions(copy.path(), std::fs::Permissions::from_mode(0o700)).expect("made private");
        copy_files(&self.path("home"), copy.path());
        copy
    }

    /// Changes the words, with this done to the calls by which files come to the disk.
    fn change(&self, home: &Path, to: &Path, fault: Option<&str>) -> Output {
        let mut command = Command::new("strace");
        let _ = std::fs::remove_file(to);
        command.args(["-f", "--seccomp-bpf", "-qq", "-o"]).arg(self.path("trace"));
        command.args(["-e", &format!("trace={CALLS}")]);
        command.args(fault.iter().flat_map(|fault| ["-e", fault]));
        command
            .args([PROGRAM, "safe", "words", "--to"])
            .arg(to)
            .args(["--as", "DA"])
            .env("DOORSTEP_HOME", home)
            .env("DOORSTEP_WORDS_FILE", self.path("words"))
            .env("DOORSTEP_PIN_FILE", self.path("pin"))
            .stdin(Stdio::null());
        command.output().expect("strace runs")
    }

    /// Each call by which a change brings something to the disk where nothing fails: its name, and the how manieth of
    /// that name it is.
    fn calls(&self) -> Vec<(String, usize)> {
        let output = self.change(self.copy().path(), &self.path("new-words"), None);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let trace = std::fs::read_to_string(self.path("trace")).expect("the trace");
        let mut calls: Vec<(String, usize)> = Vec::new();
        // `4711 fsync(7) = 0`
        for line in trace.lines().filter_map(|line| line.split_once(' ')) {
            let Some((name, _)) = line.1.trim_start().split_once('(') else { continue };
            let before = calls.iter().filter(|(other, _)| other == name).count();
            calls.push((name.to_string(), before + 1));
        }
        calls
    }
}

fn copy_files(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        std::fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
    }
}

/// Whether these words open the record in that folder. Nothing in it is mended by asking.
fn opens(home: &Path, words: &Words) -> bool {
    use std::os::unix::fs::PermissionsExt;
    let copy = tempfile::tempdir().expect("a folder");
    std::fs::set_permissions(copy.path(), std::fs::Permissions::from_mode(0o700)).expect("made private");
    copy_files(home, copy.path());
    let home = Home::at(copy.path());
    vault::open_with_words(&home, words).is_ok_and(|key| Store::open(&home, &key).is_ok())
}

/// What may become of one copy of the slots.
const DAMAGE: [fn(&mut Vec<u8>); 3] = [
    |bytes| bytes.truncate(bytes.len() / 2),
    |bytes| {
        let middle = bytes.len() / 2;
        bytes.get_mut(middle).into_iter().for_each(|byte| *byte ^= 4);
    },
    |bytes| bytes.clear(),
];

#[test]
fn words_that_are_changed_while_the_machine_fails_leave_a_record_that_the_old_or_the_new_ones_open() {
    if Command::new("strace").arg("-V").output().is_err() {
        return skipped("slots", "strace is not installed, so no call can be made to fail");
    }
    let small = Small::made();
    let (mut dice, seed) = Dice::cast();
    let faults = ["signal=SIGKILL", "error=ENOSPC", "error=EIO"];
    let calls = small.calls();
    assert!(calls.len() > 10, "{calls:?}");
    let trials = trials(8, calls.len() * faults.len());
    let (mut old_open, mut new_open, mut damaged, mut refused) = (0, 0, 0, 0);
    for trial in 0..trials {
        // In a long run every call fails in its turn, in each way; else some of them.
        let (call, fault) = match long_run() {
            true => (trial / faults.len() % calls.len(), faults[trial % faults.len()]),
            false => (dice.below(calls.len() as u64) as usize, faults[trial % faults.len()]),
        };
        let (call, nth) = &calls[call];
        let home = small.copy();
        let to = small.path("new-words");
        let output = small.change(home.path(), &to, Some(&format!("inject={call}:{fault}:when={nth}")));
        let told =
            format!("seed {seed}, {fault} at {call} {nth}: {}{}", text(&output.stdout), text(&output.stderr));
        let new = std::fs::read_to_string(&to).ok().and_then(|text| Words::parse(text.trim()).ok());
        let old = opens(home.path(), &small.old);
        let fresh = new.as_ref().is_some_and(|new| opens(home.path(), new));
        assert!(old || fresh, "neither opens it: {told}");
        assert!(!(old && fresh), "both open it: {told}");
        if output.status.success() {
            assert!(fresh, "it was said that the new words open it: {told}");
        } else if text(&output.stderr).contains("new opens") {
            assert!(fresh && text(&output.stderr).contains("do this once more"), "{told}");
        }
        refused += usize::from(!output.status.success());
        (old_open, new_open) = (old_open + usize::from(old), new_open + usize::from(fresh));
        // And one copy of the slots is damaged besides; in a long run each of them in its turn.
        let one = dice.below(2) as usize;
        for (_, slots) in
            Home::at(home.path()).slots().iter().enumerate().filter(|(at, _)| long_run() || *at == one)
        {
            let Ok(whole) = std::fs::read(slots) else { continue };
            let damage = DAMAGE[dice.below(3) as usize];
            let mut bytes = whole.clone();
            damage(&mut bytes);
            std::fs::write(slots, &bytes).expect("written");
            let either =
                opens(home.path(), &small.old) || new.as_ref().is_some_and(|new| opens(home.path(), new));
            assert!(either, "with {} damaged neither opens it: {told}", slots.display());
            std::fs::write(slots, &whole).expect("written");
            damaged += 1;
        }
    }
    println!(
        "{trials} changes of the room words, each with a fault: {refused} did not end well; the old words open \
         {old_open} records, the new ones {new_open}, none neither and none both; with one copy of the slots damaged \
         besides, {damaged} of {damaged} still open"
    );
}
