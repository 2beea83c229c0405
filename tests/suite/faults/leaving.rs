//! Files that are to leave the room where they can't: a place that is full, that gets full half way, that may not be
//! written to, and a stick that is pulled out half way. Whatever the report and the way, no half file is left under any
//! name, what lay there lies there as before, nothing stands in the record, and a sentence says what is safe.

use std::path::Path;
use std::process::Command;

use doorstep::domain::PersonId;
use doorstep::paths::Home;
use doorstep::store::Store;
use doorstep::store::vault::{Words, open_with_words};

use super::support::skipped;
use crate::asked::practice;
use crate::support::{Nursery, PROGRAM, text};
use crate::terminal::sign_in;

/// A small disk for this process alone at `DISK`, with somebody's file on it, in the state that `HOW` names; then the
/// program, as the arguments say. What lies on the disk is said before and after.
const SCRIPT: &str = r#"
mount -t tmpfs -o size=256k,mode=755 tmpfs "$DISK" || exit 99
echo "somebody's own" > "$DISK/theirs.txt"
run() { "$PROGRAM" "$@" 2>&1; }
case $HOW in
full) dd if=/dev/zero of="$DISK/filler" bs=1k 2>/dev/null ;;
nearly) dd if=/dev/zero of="$DISK/filler" bs=1k 2>/dev/null; truncate -s -"$ROOM" "$DISK/filler" ;;
read-only) mount -o remount,ro "$DISK" ;;
no-rights)
    chmod 555 "$DISK"
    run() { setpriv --bounding-set=-dac_override,-dac_read_search,-fowner "$PROGRAM" "$@" 2>&1; } ;;
esac
lying() { (cd "$DISK" && find . | sort && cat theirs.txt); }
echo "-- before"; lying
echo "-- said"; run "$@"; echo "code $?"
echo "-- after"; lying
"#;

/// The same disk, which is taken out when the third name is on it; each file takes its time there.
const PULLED: &str = r#"
mount -t tmpfs -o size=4m,mode=755 tmpfs "$DISK" || exit 99
echo "-- said"
strace -f -o /dev/null -e trace=fsync -e inject=fsync:delay_enter=100000 "$PROGRAM" "$@" 2>&1 &
child=$!
while [ "$(ls -A "$OUT" 2>/dev/null | wc -l)" -lt 3 ] && kill -0 $child 2>/dev/null; do :; done
umount -l "$DISK"
wait $child; echo "code $?"
echo "-- after"; (cd "$DISK" && find . | sort)
"#;

/// A practice nursery of three weeks, whose files are to go to a disk of their own.
struct Leaving {
    nursery: Nursery,
    home: String,
    pin: std::path::PathBuf,
    manager: PersonId,
}

impl Leaving {
    fn begin() -> Leaving {
        let nursery = Nursery::bare();
        let (home, pin, _) = practice(&nursery, "3");
        std::fs::create_dir(nursery.path("disk")).expect("a folder");
        let mut leaving = Leaving { nursery, home, pin, manager: PersonId(Default::default()) };
        let people = leaving.store().roll().expect("who is who").people;
        leaving.manager = people.iter().find(|one| one.initials == "HG").expect("the manager").id;
        leaving
    }

    fn store(&self) -> Store {
        let home = Home::at(Path::new(&self.home).to_path_buf());
        let words = std::fs::read_to_string(self.nursery.path("words.txt")).expect("the words");
        let key = open_with_words(&home, &Words::parse(&words).expect("words")).expect("the key");
        Store::open(&home, &key).expect("the record")
    }

    /// How many lines the record has of files that went out.
    fn recorded(&self) -> usize {
        self.store().exported(self.manager, None, 1_000).expect("what went out").len()
    }

    /// What the script says for that report, parted by its headings; `None` where this machine lets nobody make a disk.
    fn run(&self, script: &str, how: &str, out: &str, report: &str) -> Option<Vec<String>> {
        let disk = self.nursery.path("disk");
        let out = disk.join(out);
        let password = self.nursery.write_private("password", "four plain words");
        let mut command: Command = self.nursery.program_as("unshare", "PS");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", "export"]);
        command.args(report.split(' ')).arg("--out").arg(&out).args(["--as", "HG", "--home", &self.home]);
        let (how, room) = how.split_once(' ').unwrap_or((how, ""));
        command.env("DOORSTEP_PIN_FILE", &self.pin).env("DOORSTEP_ARCHIVE_PASSWORD_FILE", password);
        command.env("DISK", &disk).env("OUT", &out).env("HOW", how).env("ROOM", room).env("PROGRAM", PROGRAM);
        let output = command.output().ok()?;
        let said = text(&output.stdout);
        let parts: Vec<String> = said.split("-- ").skip(1).map(str::to_string).collect();
        (!parts.is_empty()).then_some(parts)
    }
}

/// One file, many files, and many as one archive.
const WAYS: [&str; 5] = [
    "handover --room Sunflower --format pdf",
    "evidence --framework partnership-with-parents --format xlsx",
    "room-week --week 2026-W47 --format docx",
    "family-week --week 2026-W47 --format docx",
    "family-week --week 2026-W47 --format docx --archive",
];

#[test]
fn where_files_cannot_go_none_is_left_nothing_is_written_over_and_it_is_said() {
    let leaving = Leaving::begin();
    let states = [
        ("full", "There is no room left for the files in"),
        // Room for the folder and some of the many, and for none of the one.
        ("nearly 8k", "There is no room left for the files in"),
        ("nearly 40k", "There is no room left for the files in"),
        ("read-only", "Nothing may be written into"),
        ("no-rights", "Nothing may be written into"),
    ];
    let whole = leaving.recorded();
    for (how, sentence) in states {
        for (number, report) in WAYS.into_iter().enumerate() {
            // What is smaller than the room that there is goes out, as it should.
            if how == "nearly 40k" && !report.starts_with("family-week") {
                continue;
            }
            // Into a folder of its own there, which must go too, and beside what lies there.
            let out = if number % 2 == 0 { "out" } else { "." };
            let Some(parts) = leaving.run(SCRIPT, how, out, report) else {
                return skipped("a place where no file can go", "no small disk can be made here");
            };
            let why = format!("{how}, {report}, {out}: {parts:?}");
            let [before, said, after] = &parts[..] else { panic!("{why}") };
            for sentence in [sentence, "None of the files was left there", "then save again.", "code 1"] {
                assert!(said.contains(sentence), "{why}");
            }
            assert_eq!(before.split_once('\n').unwrap().1, after.split_once('\n').unwrap().1, "{why}");
        }
    }
    assert_eq!(leaving.recorded(), whole, "nothing of it stands in the record");
}

#[test]
fn a_stick_that_is_pulled_out_half_way_has_nothing_in_the_record_and_leaves_nothing_where_it_was() {
    let leaving = Leaving::begin();
    let whole = leaving.recorded();
    let report = "family-week --week 2026-W47 --format txt";
    // In a folder of the stick, which goes with it, and on the stick itself, whose place stays and is empty.
    for (out, sentence) in [("out", "is not there any more"), (".", "could not be written into")] {
        let parts = leaving.run(PULLED, "", out, report).unwrap_or_default();
        let [said, after] = &parts[..] else {
            return skipped("a stick that is pulled out", "no small disk can be made here");
        };
        if said.contains("strace: ") {
            return skipped("a stick that is pulled out", "strace is not here, or may not");
        }
        assert!(said.contains(sentence), "{out}: {parts:?}");
        assert!(said.contains("None of"), "{out}: {parts:?}");
        assert!(said.contains("code 1"), "{out}: {parts:?}");
        assert_eq!(after.trim(), "after\n.", "{out}: {parts:?}");
        assert_eq!(leaving.recorded(), whole, "{out}: {parts:?}");
    }
}

/// What the screen exports goes to a small disk of its own, made as `HOW` has it.
const SCREEN: &str = r#"
mkdir -p "$DOORSTEP_HOME/exports"
mount -t tmpfs -o size=4k,mode=700HOW tmpfs "$DOORSTEP_HOME/exports"
exec "$PROGRAM"
"#;

#[test]
fn a_screen_whose_files_cannot_go_out_says_so_and_goes_on() {
    let states = [("", "There is no room left for the files in"), (",ro", "Nothing may be written into")];
    for (how, sentence) in states {
        let nursery = Nursery::set_up();
        let Some(mut terminal) = nursery.open_with_own_disks(&SCREEN.replace("HOW", how), 80, 24) else {
            return skipped("a screen without room for its files", "no small disk can be made here");
        };
        sign_in(&mut terminal, "Priya Shah", "482915");
        terminal.keys(":exports⏎");
        terminal.until("What was exported before");
        terminal.keys("↓↓↓⏎");
        terminal.until("Files go to");
        terminal.keys("s");
        terminal.until("Your 6 numbers");
        terminal.keys("482915");
        let said = |screen: &str| screen.split_whitespace().collect::<Vec<_>>().join(" ");
        let screen = terminal.until_that(sentence, |screen| said(screen).contains(sentence));
        assert!(said(&screen).contains("None of the files was left there"), "{screen}");
        let exports =
            format!("/proc/{}/root{}", terminal.process(), nursery.home().join("exports").display());
        assert_eq!(std::fs::read_dir(exports).expect("a folder").count(), 0, "{screen}");
        terminal.keys("⎋⎋⎋");
        terminal.until("Who?");
        terminal.kill();
        let store = nursery.store();
        let people = store.roll().expect("who is who").people;
        let priya = people.iter().find(|one| one.initials == "PS").expect("Priya").id;
        assert_eq!(store.exported(priya, None, 9).expect("what went out"), []);
    }
}
