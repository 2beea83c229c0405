//! Backups against real files: what a set is, what is refused, what comes back.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::failure::Kind;
use crate::store::backup::{self, Begun, Copied, Lost, Set, When, bring_back_own, restore, sets};
use crate::store::projections::TABLES;
use crate::store::witness::Compared;

impl Nursery {
    pub(super) fn backed_up(&mut self, into: &Path) -> Set {
        self.now = self.now.plus_seconds(60);
        self.store.back_up(into, self.now).expect("a backup")
    }

    /// What is told of a backup to which something happens between its writing and its being looked at.
    fn on_a_bad_disk(&self, into: &Path, meanwhile: impl FnOnce(&Home)) -> Failure {
        let made = self.store.with(|db| {
            let Begun::New(copied) = Copied::begin(db, &self.store, self.now, into)? else { unreachable!() };
            copied.fill(db, &|| true)?;
            meanwhile(&copied.home);
            copied.settle(db, &|| true)
        });
        made.expect_err("no backup")
    }

    pub(super) fn kept(&self, second: Option<&Path>, when: When) -> backup::Backups {
        self.store.keep_backups(second, when, self.now, &|| true).expect("it goes on")
    }

    pub(super) fn own_folder(&self) -> PathBuf {
        self.home().backups()
    }

    /// A folder beside the home, open to nobody else.
    pub(super) fn second(&self) -> PathBuf {
        let path = self.folder.path().join("second");
        files::private_folder(&path).expect("a folder");
        path
    }

    fn restored(&self, set: &Set, name: &str) -> Result<(backup::Restored, Store)> {
        let home = Home::at(self.folder.path().join(name));
        let words = vault::Words::generate(&mut Chance::seeded(7));
        let restored =
            restore(set.path(), &home, &Lost::default(), |home| vault::open_with_words(home, &words))?;
        Ok((restored, Store::open(&home, &self.key)?))
    }
}

/// All rows of all tables that are made from the log, and the log itself.
fn everything(db: &Connection) -> Vec<Vec<String>> {
    let rows = |table: &str| -> Vec<String> {
        let mut read = db.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = read.column_count();
        let row = |row: &rusqlite::Row<'_>| {
            (0..columns).map(|at| Ok(format!("{:?}", row.get_ref(at)?))).collect::<Result<Vec<_>, _>>()
        };
        read.query_map([], |each| row(each)).unwrap().map(|row| row.unwrap().join("|")).collect()
    };
    let others = ["log", "payload", "draft", "pin"];
    TABLES.iter().copied().chain(others).map(rows).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

pub(super) fn flip(path: &Path, at: usize) {
    let mut bytes = fs::read(path).unwrap();
    bytes[at] ^= 1;
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_set_is_whole_named_by_when_and_by_its_last_line_and_comes_back_as_it_was() {
    let mut nursery = Nursery::new();
    nursery.saved(0, "Slept well.");
    fs::write(nursery.home().settings(), "room = \"Willow\"\n").unwrap();
    fs::write(nursery.home().folder().join("logo.png"), "a picture").unwrap();
    files::private_folder(&nursery.home().frameworks()).unwrap();
    fs::write(nursery.home().frameworks().join("ours.toml"), "id = \"ours\"\n").unwrap();
    fs::write(nursery.home().folder().join("words.txt"), "never taken along").unwrap();
    let set = nursery.backed_up(&nursery.own_folder());
    let expected =
        ["doorstep.db", "frameworks", "logo.png", "settings.toml", "slots", "slots.copy", "witness"];
    assert_eq!(names(set.path()), expected);
    let code = nursery.store.day_code().unwrap();
    let name = set.path().file_name().unwrap().to_str().unwrap();
    assert_eq!(name, format!("{}-{code}", nursery.now.date_time().format("%Y-%m-%dT%H%M")));
    assert_eq!(names(&nursery.own_folder()), [name, "backup.lock"], "nothing else is left there");
    assert_eq!(sets(&nursery.own_folder()).unwrap(), std::slice::from_ref(&set));
    assert!(nursery.store.is_of_this(&set).unwrap());
    nursery.saved(0, "Not in it any more.");
    let (restored, mut store) = nursery.restored(&set, "new").unwrap();
    assert_eq!((restored.code, Some(restored.lines)), (code, set.lines()));
    assert!(store.verify().unwrap().iter().all(|check| check.holds));
    let old = Set::at(set.path()).unwrap();
    assert_eq!((nursery.store.since(&old).unwrap(), old), (1, set.clone()));
    let home = Home::at(nursery.folder.path().join("new"));
    bring_back_own(set.path(), &home).unwrap();
    assert_eq!(fs::read_to_string(home.settings()).unwrap(), "room = \"Willow\"\n");
    assert_eq!(fs::read_to_string(home.frameworks().join("ours.toml")).unwrap(), "id = \"ours\"\n");
    assert!(home.folder().join("logo.png").exists() && !home.folder().join("words.txt").exists());
}

#[test]
fn what_is_restored_has_every_row_of_the_record_and_its_drafts() {
    let mut nursery = Nursery::new();
    for child in 0..3 {
        let id = nursery.saved(child, "Was here.");
        nursery.agree(id, &["2"]);
    }
    let set = nursery.backed_up(&nursery.second());
    let (_, store) = nursery.restored(&set, "new").unwrap();
    let there = store.with(|db| Ok(everything(db))).unwrap();
    assert_eq!(there, everything(&nursery.raw()));
    assert!(there.iter().map(Vec::len).sum::<usize>() > 20);
}

#[test]
fn others_write_on_while_a_backup_is_made_and_it_is_of_one_moment() {
    let mut nursery = Nursery::new();
    let into = nursery.second();
    let reader = nursery.store.reader();
    let now = nursery.now;
    let begun = std::sync::Arc::new(std::sync::Barrier::new(2));
    let other = begun.clone();
    let backup = std::thread::spawn(move || {
        other.wait();
        (0..5).map(|ago| reader.back_up(&into, now.plus_seconds(60 * ago)).unwrap()).collect::<Vec<_>>()
    });
    begun.wait();
    let mut written = 0;
    while !backup.is_finished() {
        nursery.saved(written % 3, "Written meanwhile.");
        written += 1;
    }
    let made = backup.join().unwrap();
    assert!(written > 0);
    for set in made.iter().filter(|set| set.path().exists()) {
        let (restored, _) = nursery.restored(set, &set.name()).unwrap();
        assert_eq!(Some(restored.lines), set.lines());
    }
}

#[test]
fn a_copy_that_does_not_come_back_as_it_was_written_is_no_backup() {
    let mut nursery = Nursery::new();
    nursery.saved(0, "Slept well.");
    let into = nursery.second();
    for spoilt in ["doorstep.db", "slots", "slots.copy"] {
        let bad = |new: &Home| flip(&new.folder().join(spoilt), 200);
        let said = nursery.on_a_bad_disk(&into, bad);
        assert_eq!(said.what, "What was copied is not what it should be.", "{spoilt}");
        assert!(said.todo.contains("on another"), "{said}");
        assert_eq!(names(&into), [""; 0], "{spoilt}");
    }
    // Rows that went astray and left the file and the chain whole.
    let astray = |new: &Home| {
        let copy = connection::open(&new.database(), &nursery.key.pragma(), Use::Write).unwrap();
        copy.execute("DELETE FROM room", []).unwrap();
    };
    let said = nursery.on_a_bad_disk(&into, astray);
    assert!(said.cause.unwrap().to_string().contains("another number"));
    assert_eq!(names(&into), [""; 0]);
}

#[test]
fn what_was_cut_short_is_no_set_and_goes_at_the_next_try() {
    let mut nursery = Nursery::new();
    let into = nursery.second();
    let set = nursery.backed_up(&into);
    let cut = into.join(format!("2026-11-20T1742-{}.new", "0".repeat(12)));
    fs::create_dir(&cut).unwrap();
    fs::write(cut.join("doorstep.db"), "half").unwrap();
    let strange = into.join("mine.new");
    fs::create_dir(&strange).unwrap();
    assert_eq!(sets(&into).unwrap(), std::slice::from_ref(&set));
    nursery.saved(0, "More.");
    nursery.backed_up(&into);
    assert!(!cut.exists() && strange.exists(), "only what has our name goes");
}

#[test]
fn a_set_whose_witness_does_not_bear_its_name_out_is_none_and_is_never_taken_away() {
    let mut nursery = Nursery::new();
    let into = nursery.second();
    let set = nursery.backed_up(&into);
    let renamed = into.join("2026-11-20T1742-0123456789ab");
    let bare = into.join(format!("2026-11-19T1742-{}", set.code()));
    let strangers = Nursery::of(8);
    let other = strangers.store.back_up(&into, strangers.now).unwrap();
    fs::rename(set.path(), &renamed).unwrap();
    fs::create_dir(&bare).unwrap();
    let keyless = into.join(format!("2026-11-18T1742-{}", set.code()));
    fs::create_dir(&keyless).unwrap();
    for file in ["doorstep.db", "witness"] {
        fs::copy(renamed.join(file), keyless.join(file)).unwrap();
    }
    fs::write(keyless.join("slots"), "no key").unwrap();
    for path in [&renamed, &bare, &keyless] {
        assert_eq!(Set::at(path).unwrap().lines(), None);
    }
    assert!(!nursery.store.is_of_this(&other).unwrap(), "another nursery's is not ours");
    for ago in 0..12 {
        nursery.now = at(day(11, 25), 18, 0).plus_seconds(ago * 86_400);
        nursery.saved(0, "Another day.");
        nursery.backed_up(&into);
    }
    assert!(renamed.exists() && bare.exists() && keyless.exists() && other.path().exists());
    let own = sets(&into).unwrap().into_iter().filter(|set| nursery.store.is_of_this(set).unwrap());
    let days: Vec<String> = own.map(|set| set.day().to_string()).collect();
    #[rustfmt::skip]
    assert_eq!(days, [
        "2026-12-06", "2026-12-05", "2026-12-04", "2026-12-03", "2026-12-02", "2026-12-01", "2026-11-30", "2026-11-29",
    ]);
}

#[test]
fn the_same_moment_is_backed_up_once_and_a_spoilt_one_of_it_is_left_beside() {
    let mut nursery = Nursery::new();
    let into = nursery.second();
    let set = nursery.backed_up(&into);
    assert_eq!(nursery.store.back_up(&into, nursery.now).unwrap(), set);
    flip(&set.path().join("doorstep.db"), 5000);
    let next = nursery.store.back_up(&into, nursery.now).unwrap();
    assert_eq!((next.code(), next.time()), (set.code(), nursery.now.plus_seconds(60).time()));
    nursery.restored(&next, "new").unwrap();
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_no_place_for_a_backup_is_refused_with_what_to_do() {
    use std::os::unix::fs::PermissionsExt;
    let nursery = Nursery::new();
    let open = nursery.folder.path().join("open");
    fs::create_dir(&open).unwrap();
    fs::set_permissions(&open, fs::Permissions::from_mode(0o777)).unwrap();
    let inside = nursery.home().folder().join("inside");
    files::private_folder(&inside).unwrap();
    let file = nursery.folder.path().join("file");
    fs::write(&file, "").unwrap();
    for (into, what, todo) in [
        (open, "may write in", "chmod go-w"),
        (inside, "would go with it", "another disk"),
        (nursery.home().folder().to_path_buf(), "would go with it", "another disk"),
        (file, "is not a folder", "another folder"),
        (nursery.folder.path().join("away"), "stick may be out", "Put it in"),
        (PathBuf::from("here"), "where it begins", "from its root on"),
    ] {
        let said = nursery.store.back_up(&into, nursery.now).err().unwrap();
        assert!(said.what.starts_with(&format!("No backup was made in {}.", into.display())), "{said}");
        assert!(said.what.contains(what) && said.todo.contains(todo), "{said}");
        assert!(said.safe.contains("are as they were"), "{said}");
    }
    // A stick that lets everybody read shows nobody anything: all of it is encrypted.
    let stick = nursery.second();
    fs::set_permissions(&stick, fs::Permissions::from_mode(0o755)).unwrap();
    nursery.store.back_up(&stick, nursery.now).unwrap();
}

#[test]
fn a_damaged_set_is_refused_with_a_sentence_and_a_wrong_key_too() {
    let mut nursery = Nursery::new();
    nursery.saved(0, "Slept well.");
    let set = nursery.backed_up(&nursery.second());
    let file = set.path().join("doorstep.db");
    let whole = fs::read(&file).unwrap();
    for at in [20, 4095, 5000, whole.len() / 2, whole.len() - 1] {
        flip(&file, at);
        let said = nursery.restored(&set, &format!("new-{at}")).err().unwrap();
        assert!(said.what.starts_with("This backup is damaged."), "{at}: {said}");
        assert_eq!(said.safe, "Nothing was restored, and the backup was left as it is.");
        assert!(said.todo.contains("the one before it"), "{said}");
        fs::write(&file, &whole).unwrap();
    }
    fs::write(&file, &whole[..whole.len() - 4096]).unwrap();
    assert!(nursery.restored(&set, "cut").err().unwrap().what.starts_with("This backup is damaged."));
    fs::write(&file, &whole).unwrap();
    let wrong = vault::Words::generate(&mut Chance::seeded(99));
    let home = Home::at(nursery.folder.path().join("wrong"));
    let said = restore(set.path(), &home, &Lost::default(), |home| vault::open_with_words(home, &wrong))
        .err()
        .unwrap();
    assert!(said.what.starts_with("Those words do not open"), "{said}");
    assert!(!home.database().exists());
    let none = nursery.folder.path().join("none");
    fs::create_dir(&none).unwrap();
    let said = restore(&none, &home, &Lost::default(), |_| unreachable!()).err().unwrap();
    assert!(said.what.ends_with("is not a backup of a record."), "{said}");
    let said = restore(set.path(), &nursery.home(), &Lost::default(), |_| unreachable!()).err().unwrap();
    assert!(said.what.contains("already") && said.safe == "It was not touched.", "{said}");
}

#[test]
fn an_old_database_put_into_a_newer_set_is_seen_by_the_witness_or_by_the_name() {
    let mut nursery = Nursery::new();
    // In two folders, for in one the newer would take the older's place.
    let old = nursery.backed_up(&nursery.own_folder());
    nursery.saved(0, "Newer.");
    let new = nursery.backed_up(&nursery.second());
    fs::copy(old.path().join("doorstep.db"), new.path().join("doorstep.db")).unwrap();
    let said = nursery.restored(&new, "one").err().unwrap();
    assert!(said.what.contains("does not end with the line that its witness saw"), "{said}");
    fs::remove_file(new.path().join("witness")).unwrap();
    assert!(nursery.restored(&new, "two").is_err(), "its name says another line");
    fs::remove_file(old.path().join("witness")).unwrap();
    nursery.restored(&old, "three").unwrap();
}

#[test]
fn a_set_of_a_newer_program_is_refused_and_one_of_an_older_is_taken() {
    let mut nursery = Nursery::new();
    let set = nursery.backed_up(&nursery.second());
    let path = set.path().join("doorstep.db");
    let version = |number: i64| {
        let db = connection::open(&path, &nursery.key.pragma(), Use::Write).unwrap();
        db.pragma_update(None, "user_version", number).unwrap();
    };
    version(migrate::newest() + 1);
    let said = nursery.restored(&set, "newer").err().unwrap();
    assert!(said.what.contains("newer Doorstep") && said.safe.contains("Nothing was restored"), "{said}");
    assert_eq!(said.kind, Kind::Refused);
    version(migrate::newest());
    nursery.restored(&set, "now").unwrap();
}

#[test]
fn what_a_backup_lacks_is_said_by_the_witness_of_the_lost_record() {
    let mut nursery = Nursery::new();
    let set = nursery.backed_up(&nursery.second());
    let seen = |nursery: &Nursery| Lost::in_home(&nursery.home(), &nursery.home().witness());
    let words = vault::Words::generate(&mut Chance::seeded(7));
    let beside = |lost: Lost, name: &str| {
        let home = Home::at(nursery.folder.path().join(name));
        restore(set.path(), &home, &lost, |home| vault::open_with_words(home, &words)).unwrap().beside
    };
    assert_eq!(beside(seen(&nursery), "a"), Some(Compared::Equal));
    assert_eq!(beside(seen(&Nursery::of(9)), "b"), Some(Compared::Differs));
    assert_eq!(beside(Lost::default(), "c"), None);
    let before = seen(&nursery).seen.unwrap();
    nursery.saved(0, "One.");
    nursery.saved(0, "Two.");
    let home = Home::at(nursery.folder.path().join("d"));
    let restored =
        restore(set.path(), &home, &seen(&nursery), |home| vault::open_with_words(home, &words)).unwrap();
    assert_eq!(restored.beside, Some(Compared::DatabaseBehind { missing: 2 }));
    assert_eq!(restored.lines, before.0);
}

#[test]
fn a_drill_finds_a_spoilt_set_and_leaves_nothing_behind() {
    let mut nursery = Nursery::new();
    nursery.saved(0, "Slept well.");
    let into = nursery.own_folder();
    let set = nursery.backed_up(&into);
    nursery.store.drill(&set).unwrap();
    let before = names(nursery.home().folder());
    flip(&set.path().join("doorstep.db"), 9000);
    let said = nursery.store.drill_newest(None, nursery.now).err().unwrap();
    assert!(said.what.starts_with(&format!("The drill with {} failed.", set.name())), "{said}");
    assert_eq!(names(nursery.home().folder()), before);
    let stand = nursery.kept(None, When::SignedIn);
    assert!(stand.drill.is_some_and(|why| why.contains("damaged")));
}

#[test]
fn backups_are_made_once_a_day_and_when_the_day_is_closed() {
    let mut nursery = Nursery::new();
    let second = nursery.second();
    let keep = |nursery: &Nursery, when| nursery.kept(Some(&second), when);
    let count = |folder: &Path| sets(folder).unwrap().len();
    let stand = keep(&nursery, When::SignedIn);
    assert_eq!((stand.last, stand.in_short(day(11, 24))), (Some(day(11, 24)), None));
    assert!(!stand.amiss(), "{stand:?}");
    assert_eq!((count(&nursery.own_folder()), count(&second)), (1, 1));
    nursery.saved(0, "More.");
    nursery.now = at(day(11, 24), 17, 0);
    keep(&nursery, When::SignedIn);
    let first = nursery.store.newest(&second).unwrap().unwrap();
    assert_eq!(nursery.store.since(&first).unwrap(), 1, "the second sign-in of a day makes none");
    keep(&nursery, When::DayClosed);
    let evening = nursery.store.newest(&second).unwrap().unwrap();
    assert_eq!(nursery.store.since(&evening).unwrap(), 0);
    assert_eq!(count(&second), 1, "the morning's has gone");
    nursery.now = at(day(11, 25), 8, 0);
    keep(&nursery, When::SignedIn);
    assert_eq!(nursery.store.newest(&nursery.own_folder()).unwrap().unwrap().day(), day(11, 25));
}

#[test]
fn a_lead_is_told_when_the_last_is_old_and_when_the_second_folder_stays_away() {
    let mut nursery = Nursery::new();
    let second = nursery.second();
    let keep = |nursery: &Nursery| nursery.kept(Some(&second), When::SignedIn);
    keep(&nursery);
    fs::rename(&second, nursery.folder.path().join("out")).unwrap();
    let mut told = Vec::new();
    for ahead in 1..=9 {
        nursery.now = at(day(11, 24), 8, 0).plus_seconds(ahead * 86_400);
        let stand = keep(&nursery);
        assert_eq!(stand.last, Some(nursery.now.day()), "the first is made all the same");
        told.push(stand.in_short(nursery.now.day()));
    }
    assert_eq!(told[..7], vec![None; 7]);
    assert_eq!(told[7].as_deref(), Some("The second backup folder has been away for 8 days."));
    // And none can be made at all: the last is three days old, then four.
    let own = nursery.own_folder();
    let kept = nursery.folder.path().join("kept");
    fs::rename(&own, &kept).unwrap();
    fs::write(&own, "no folder").unwrap();
    let stand = nursery.kept(None, When::SignedIn);
    assert_eq!(
        stand.in_short(nursery.now.day()).as_deref(),
        Some("No backup was made yet: Settings says why.")
    );
    assert!(stand.failed[0].contains("is not a folder"), "{stand:?}");
    let old = backup::Backups { last: Some(day(11, 24)), ..stand };
    assert_eq!(old.in_short(day(11, 27)), None);
    let says = "The last good backup is 4 days old: Settings says more.";
    assert_eq!(old.in_short(day(11, 28)).as_deref(), Some(says));
}

#[test]
fn a_drill_is_held_once_a_month_in_the_evening_and_again_until_it_goes_well() {
    let mut nursery = Nursery::new();
    let keep = |nursery: &Nursery, when| nursery.kept(None, when);
    let drilled = |nursery: &Nursery| {
        let notes = fs::read_to_string(nursery.own_folder().join("notes.toml")).unwrap();
        notes.lines().find_map(|line| line.strip_prefix("drill = ")).map(str::to_string)
    };
    keep(&nursery, When::SignedIn);
    assert_eq!(drilled(&nursery).as_deref(), Some("\"2026-11-24\""));
    for (month, date, when, expected) in [
        (11, 30, When::DayClosed, "\"2026-11-24\""),
        (12, 1, When::SignedIn, "\"2026-11-24\""),
        (12, 1, When::DayClosed, "\"2026-12-01\""),
        (12, 2, When::DayClosed, "\"2026-12-01\""),
    ] {
        nursery.now = at(day(month, date), 17, 0);
        keep(&nursery, when);
        assert_eq!(drilled(&nursery).as_deref(), Some(expected), "{month} {date} {when:?}");
    }
}

#[test]
fn what_is_stopped_leaves_nothing_and_tells_nothing() {
    let nursery = Nursery::new();
    let second = nursery.second();
    assert_eq!(nursery.store.keep_backups(Some(&second), When::SignedIn, nursery.now, &|| false), None);
    assert_eq!(names(&second), ["backup.lock"]);
    assert_eq!(names(&nursery.own_folder()), ["backup.lock"]);
}

#[test]
fn what_was_erased_since_is_named_by_the_ledgers_of_later_sets_and_of_the_record_itself() {
    let mut nursery = Nursery::new();
    let into = nursery.second();
    let old = nursery.backed_up(&into);
    files::write_private(&nursery.home().erased(), b"first\n").unwrap();
    nursery.now = nursery.now.plus_seconds(86_400);
    nursery.saved(0, "More.");
    let new = nursery.backed_up(&into);
    assert_eq!(fs::read_to_string(new.path().join("erased")).unwrap(), "first\n");
    files::write_private(&nursery.home().erased(), b"first\nsecond\n").unwrap();
    let home = Home::at(nursery.folder.path().join("new"));
    let words = vault::Words::generate(&mut Chance::seeded(7));
    let lost = Lost::in_home(&nursery.home(), &nursery.home().witness());
    restore(old.path(), &home, &lost, |home| vault::open_with_words(home, &words)).unwrap();
    assert_eq!(fs::read_to_string(home.erased()).unwrap(), "first\nsecond\n");
}
