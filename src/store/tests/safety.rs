//! The files themselves: the key, the witness, the triggers, two windows, faults.

use std::sync::mpsc::channel;
use std::{fs, thread};

use super::*;
use crate::store::projections::TABLES;

fn check(nursery: &mut Nursery, name: &str) -> ask::Check {
    nursery.store.verify().unwrap().into_iter().find(|check| check.name == name).unwrap()
}

#[test]
fn another_key_is_refused_and_the_file_stays_as_it_was() {
    let mut nursery = Nursery::new();
    nursery.store.rest().unwrap();
    let other = Nursery::of(8);
    let before = fs::read(nursery.home().database()).unwrap();
    let failure = Store::open(&nursery.home(), &other.key).err().unwrap();
    assert!(failure.what.starts_with("These words do not open this record"), "{failure}");
    assert_eq!(fs::read(nursery.home().database()).unwrap(), before);
}

#[test]
fn a_record_is_neither_made_over_another_nor_found_where_none_is() {
    let nursery = Nursery::new();
    let again = Store::create(&nursery.home(), &nursery.key, &mut Chance::seeded(1)).err().unwrap();
    assert!(again.what.starts_with("There is a record in this folder already"));
    let empty = Home::at(nursery.folder.path().join("empty"));
    let none = Store::open(&empty, &nursery.key).err().unwrap();
    assert!(none.what.starts_with("There is no record"));
}

#[test]
fn a_record_that_another_window_has_for_itself_is_waited_for_and_no_code_is_told() {
    let mut nursery = Nursery::new();
    nursery.store.rest().unwrap();
    let (home, key) = (nursery.home(), nursery.key.pragma());
    nursery.store.close();
    for purpose in [Use::Write, Use::Read] {
        let alone = connection::open_alone(&home.database(), &key).unwrap();
        let store = Store::closed(&home, key.clone(), purpose);
        // Nobody lets go: it is waited for half a minute, and not told in the database's words.
        let mut waits = 0;
        let mut goes_on = || {
            waits += 1;
            Duration::from_secs(10)
        };
        let failure = store.connect_waiting(&mut goes_on).err().unwrap();
        assert_eq!(waits, 3, "{failure}");
        assert!(failure.what.starts_with("Another program has had the record"), "{failure}");
        assert!(failure.safe.contains("saved before") && failure.todo.contains("open it again"), "{failure}");
        assert!(failure.cause.is_none(), "{:?}", failure.cause);
        // Another thread lets go as soon as it hears that it is waited for.
        let (waiting, heard) = channel();
        let (gone, went) = channel();
        let other = thread::spawn(move || {
            heard.recv().unwrap();
            drop(alone);
            gone.send(()).unwrap();
        });
        let mut lets_go = || {
            waiting.send(()).unwrap();
            went.recv().unwrap();
            Duration::ZERO
        };
        store.connect_waiting(&mut lets_go).unwrap();
        other.join().unwrap();
    }
}

#[test]
fn a_newer_record_is_refused_untouched() {
    let nursery = Nursery::new();
    let newer = migrate::newest() + 1;
    nursery.raw().pragma_update(None, "user_version", newer).unwrap();
    for failure in [nursery.open().err(), Store::open_reading(&nursery.home(), &nursery.key).err()] {
        assert!(failure.unwrap().what.contains("newer Doorstep"));
    }
    let version: i64 = nursery.raw().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, newer);
}

#[test]
fn a_safeguard_that_does_not_hold_is_refused() {
    let mut nursery = Nursery::new();
    nursery.raw().pragma_update(None, "application_id", 7).unwrap();
    nursery.store.rest().unwrap();
    assert!(nursery.open().err().unwrap().what.contains("safeguard"));
}

#[cfg(unix)]
#[test]
fn what_lies_in_the_place_of_the_lock_and_is_no_file_of_ours_is_not_opened() {
    let mut nursery = Nursery::new();
    nursery.saved(0, "Before.");
    let lock = nursery.home().lock();
    let elsewhere = nursery.folder.path().join("elsewhere");
    let pipe = || assert!(std::process::Command::new("mkfifo").arg(&lock).status().unwrap().success());
    let link = || std::os::unix::fs::symlink(&elsewhere, &lock).unwrap();
    for put in [&pipe as &dyn Fn(), &link] {
        fs::remove_file(&lock).unwrap();
        put();
        let note = nursery.note(1, "Not now.");
        let failure = nursery.act(SAM, entry(note)).unwrap_err();
        assert!(failure.what.starts_with("NOT SAVED: the record's lock is"), "{failure}");
    }
    assert!(!elsewhere.exists(), "nothing is made where a link leads");
    fs::remove_file(&lock).unwrap();
    nursery.saved(1, "Now.");
}

#[test]
fn no_word_of_a_note_stands_readable_in_any_file() {
    let mut nursery = Nursery::new();
    nursery.saved(0, "Xylophone at breakfast.");
    for file in fs::read_dir(nursery.home().folder()).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(9).any(|window| window.eq_ignore_ascii_case(b"xylophone")));
    }
}

#[test]
fn the_log_refuses_to_be_changed_or_shortened() {
    let mut nursery = Nursery::new();
    let kept = nursery.seq_of("Kept.");
    let db = nursery.raw();
    for sql in [
        "UPDATE log SET recorded = 0 WHERE seq = ?",
        "DELETE FROM log WHERE seq = ?",
        "UPDATE payload SET content = '{}' WHERE seq = ?",
        "DELETE FROM payload WHERE seq = ?",
        "INSERT OR REPLACE INTO payload (seq, salt, content) VALUES (?, zeroblob(16), '{}')",
    ] {
        let refused = db.execute(sql, [kept]).unwrap_err().to_string();
        assert!(refused.contains("never") || refused.contains("an erasure alone"), "{sql}: {refused}");
    }
    nursery.holds();
}

impl Nursery {
    fn seq_of(&mut self, text: &str) -> u64 {
        let id = self.saved(0, text);
        self.there(id).seq
    }
}

#[test]
fn words_that_were_changed_past_the_triggers_are_found() {
    let mut nursery = Nursery::new();
    let seq = nursery.seq_of("Said.");
    let db = nursery.raw();
    db.execute_batch("DROP TRIGGER words_are_never_changed; DROP TRIGGER words_go_by_a_take_back_alone")
        .unwrap();
    db.execute("UPDATE payload SET content = replace(content, 'Said', 'Sung') WHERE seq = ?", [seq]).unwrap();
    let found = check(&mut nursery, "chain");
    assert_eq!((found.holds, found.says), (false, format!("What line {seq} of the log says was changed.")));
    db.execute("DELETE FROM payload WHERE seq = ?", [seq]).unwrap();
    assert_eq!(check(&mut nursery, "chain").says, format!("What line {seq} of the log said is missing."));
}

#[test]
fn a_line_that_was_changed_or_taken_out_past_the_triggers_is_found() {
    let mut nursery = Nursery::new();
    let seq = nursery.seq_of("Said.");
    nursery.saved(1, "After.");
    let db = nursery.raw();
    db.execute_batch("DROP TRIGGER log_is_never_changed; DROP TRIGGER log_is_never_shortened").unwrap();
    db.execute("UPDATE log SET recorded = recorded + 1 WHERE seq = ?", [seq]).unwrap();
    assert_eq!(check(&mut nursery, "chain").says, format!("Line {seq} of the log was changed."));
    db.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    db.execute("DELETE FROM log WHERE seq = ?", [seq]).unwrap();
    assert_eq!(check(&mut nursery, "chain").says, format!("Line {seq} of the log is missing."));
}

#[test]
fn every_table_that_is_made_from_the_log_is_laid_beside_it() {
    let nursery = Nursery::new();
    let db = nursery.raw();
    let tables: Vec<String> = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'words%'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    let others = ["identity", "log", "payload", "statement", "term", "draft", "draft_aside", "pin", "side"];
    for table in &tables {
        assert_ne!(TABLES.contains(&table.as_str()), others.contains(&table.as_str()), "{table}");
    }
    assert_eq!(tables.len(), TABLES.len() + others.len());
}

#[test]
fn a_table_that_is_not_what_the_log_says_is_found() {
    let mut nursery = Nursery::new();
    let id = nursery.saved(0, "Agreed.");
    nursery.agree(id, &["2"]);
    for (table, sql) in [
        ("entry", "UPDATE entry SET review = 0"),
        ("cell", "UPDATE cell SET talks = talks + 1"),
        ("tally", "DELETE FROM tally"),
        ("child", "DELETE FROM child WHERE n = 6"),
    ] {
        let db = nursery.raw();
        db.execute_batch(&format!("CREATE TEMP TABLE was AS SELECT * FROM {table}; {sql}")).unwrap();
        let found = check(&mut nursery, "projections");
        assert!(!found.holds && found.says.contains(&format!("“{table}”")), "{}", found.says);
        db.execute_batch(&format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM was")).unwrap();
    }
    let db = nursery.raw();
    db.execute("INSERT INTO words (rowid, text) VALUES (99, 'stray')", []).unwrap();
    assert!(check(&mut nursery, "projections").says.contains("search index"));
}

#[test]
fn an_older_copy_put_back_says_how_many_entries_are_missing() {
    let mut nursery = Nursery::new();
    nursery.store.rest().unwrap();
    let old = fs::read(nursery.home().database()).unwrap();
    for text in ["One.", "Two.", "Three."] {
        nursery.saved(0, text);
    }
    nursery.store.rest().unwrap();
    nursery.store.close();
    fs::write(nursery.home().database(), old).unwrap();
    for failure in [nursery.open().err(), Store::open_reading(&nursery.home(), &nursery.key).err()] {
        assert_eq!(failure.unwrap().what, "3 entries are missing from this record.");
    }
}

#[test]
fn a_write_ahead_log_that_went_away_is_missed() {
    let mut nursery = Nursery::new();
    nursery.store.rest().unwrap();
    nursery.saved(0, "Only in the write-ahead log.");
    let database = nursery.home().database();
    let copy = fs::read(&database).unwrap();
    nursery.store.close();
    fs::write(&database, copy).unwrap();
    assert_eq!(nursery.open().err().unwrap().what, "1 entry is missing from this record.");
}

#[test]
fn a_stop_between_commit_and_witness_is_mended_at_the_next_start() {
    let mut nursery = Nursery::new();
    let older = fs::read(nursery.home().witness()).unwrap();
    let id = nursery.saved(0, "Committed.");
    fs::write(nursery.home().witness(), older).unwrap();
    let reading = Store::open_reading(&nursery.home(), &nursery.key).unwrap();
    assert!(reading.entry(id).unwrap().is_some());
    let store = nursery.open().unwrap();
    assert!(store.entry(id).unwrap().is_some());
    let (seen, _) = Witness::open(&nursery.home().witness()).unwrap().read().unwrap().unwrap();
    assert_eq!(seen, nursery.there(id).seq);
}

#[test]
fn without_its_witness_a_record_with_entries_is_refused_and_an_empty_one_is_not() {
    let mut nursery = Nursery::new();
    fs::remove_file(nursery.home().witness()).unwrap();
    assert!(nursery.open().err().unwrap().what.starts_with("The witness beside this record is gone"));
    assert!(!check(&mut nursery, "witness").holds);
    assert!(!nursery.home().witness().exists(), "looking at it must not make one");

    let home = Home::at(nursery.folder.path().join("empty"));
    drop(Store::create(&home, &nursery.key, &mut nursery.chance).unwrap());
    fs::remove_file(home.witness()).unwrap();
    drop(Store::open(&home, &nursery.key).unwrap());
    assert!(home.witness().exists());
}

#[test]
fn another_record_beside_this_witness_is_refused() {
    let mut nursery = Nursery::new();
    nursery.store.rest().unwrap();
    let old = fs::read(nursery.home().database()).unwrap();
    nursery.saved(0, "One history.");
    nursery.store.rest().unwrap();
    let witness = fs::read(nursery.home().witness()).unwrap();
    nursery.store.close();
    fs::write(nursery.home().database(), old).unwrap();
    fs::remove_file(nursery.home().witness()).unwrap();
    let db = nursery.raw();
    let head = log::head(&db).unwrap();
    drop(db);
    Witness::open(&nursery.home().witness()).unwrap().write(head.0, head.1).unwrap();
    nursery.saved(0, "Another history.");
    nursery.store.close();
    fs::write(nursery.home().witness(), witness).unwrap();
    assert!(nursery.open().err().unwrap().what.contains("not the one that its witness saw"));
}

#[test]
fn two_windows_that_write_in_turn_keep_one_chain() {
    let mut nursery = Nursery::new();
    let mut other = nursery.open().unwrap();
    let stamp = nursery.stamp(SAM);
    let mut ids = Vec::new();
    for turn in 0..10 {
        let note = nursery.note(turn % 6, "In turn.");
        ids.push(note.id);
        let window = if turn % 2 == 0 { &mut nursery.store } else { &mut other };
        window.apply(&entry(note).into(), stamp).unwrap();
    }
    assert!(ids.iter().all(|id| other.entry(*id).unwrap().is_some()));
    assert_eq!(nursery.store.day_code().unwrap(), other.day_code().unwrap());
    nursery.holds();
}

#[test]
fn many_writers_at_once_lose_nothing() {
    let mut nursery = Nursery::new();
    let stamp = nursery.stamp(SAM);
    let notes: Vec<Vec<Entry>> =
        (0..3).map(|writer| (0..8).map(|_| nursery.note(writer, "At once.")).collect()).collect();
    std::thread::scope(|scope| {
        for notes in &notes {
            let mut window = nursery.open().unwrap();
            scope.spawn(move || {
                for note in notes {
                    window.apply(&entry(note.clone()).into(), stamp).unwrap();
                }
            });
        }
    });
    assert!(notes.iter().flatten().all(|note| nursery.store.entry(note.id).unwrap().is_some()));
    nursery.holds();
}

#[test]
fn a_change_of_the_roll_in_another_window_is_seen() {
    let mut nursery = Nursery::new();
    let reading = Store::open_reading(&nursery.home(), &nursery.key).unwrap();
    assert_eq!(reading.roll().unwrap().rooms.len(), 2);
    let room = Room::new(nursery.chance.id(nursery.now), "Ash");
    nursery.act(DANA, Change::Room(room)).unwrap();
    assert_eq!(reading.roll().unwrap().rooms.len(), 3);
}

#[test]
fn a_reader_writes_nothing() {
    let mut nursery = Nursery::new();
    let note = nursery.note(0, "No.");
    let mut reading = Store::open_reading(&nursery.home(), &nursery.key).unwrap();
    assert!(reading.apply(&entry(note).into(), nursery.stamp(SAM)).is_err());
    assert!(reading.verify().unwrap().iter().all(|check| check.holds));
}

#[test]
fn a_fault_says_not_saved_and_the_same_act_goes_through_after_it() {
    let mut nursery = Nursery::new();
    let note = nursery.note(0, "Kept in hand.");
    // Stands for a disk that takes nothing.
    let db = nursery.raw();
    db.execute_batch("CREATE TRIGGER fault BEFORE INSERT ON log BEGIN SELECT RAISE(ABORT, 'disk'); END")
        .unwrap();
    let failure = nursery.act(SAM, entry(note.clone())).unwrap_err();
    assert!(failure.what.starts_with("NOT SAVED: "), "{failure}");
    assert_eq!(failure.exit_code(), 1);
    assert!(nursery.store.entry(note.id).unwrap().is_none());
    db.execute_batch("DROP TRIGGER fault").unwrap();
    assert_eq!(nursery.act(SAM, entry(note)).unwrap().written, 1);
    nursery.holds();
}

#[test]
fn a_witness_that_can_not_be_written_is_not_called_saved_and_a_later_try_finds_it_there() {
    let mut nursery = Nursery::new();
    let note = nursery.note(0, "In the record, not yet Saved.");
    let (path, away) = (nursery.home().witness(), nursery.folder.path().join("away"));
    // A witness ahead of what is written stands for one that the disk refuses.
    fs::copy(&path, &away).unwrap();
    Witness::open(&path).unwrap().write(1_000, [9; 32]).unwrap();
    let failure = nursery.act(SAM, entry(note.clone())).unwrap_err();
    assert!(failure.what.starts_with("NOT SAVED"), "{failure}");
    fs::copy(&away, &path).unwrap();
    nursery.store.close();
    assert_eq!(nursery.act(SAM, entry(note)).unwrap().already, 1);
    drop(nursery.open().unwrap());
    nursery.holds();
}

#[test]
fn a_full_disk_is_given_the_room_that_was_held_back_and_the_note_lands() {
    let mut nursery = Nursery::new();
    let reserve = nursery.home().reserve();
    nursery.store.rest().unwrap();
    let held = fs::read(&reserve).unwrap();
    assert_eq!((held.len(), nursery.store.space()), (reserve::BYTES, ask::Space::Enough));
    assert!(held.windows(64).all(|part| part != [0; 64]), "some disks give nothing but zeros no room");
    // The database may not grow by a page: it says what it says of a full disk.
    nursery.store.with(|db| Ok(db.pragma_update(None, "max_page_count", 1)?)).unwrap();
    let note = "A long one. ".repeat(800);
    nursery.saved(0, &note);
    assert_eq!((reserve.exists(), nursery.store.space()), (false, ask::Space::Short));
    nursery.holds();
    // The next lock holds it again, once there is room; nothing is written where it is there.
    nursery.store.rest().unwrap();
    assert_eq!(nursery.store.space(), ask::Space::Enough);
    let first = fs::read(&reserve).unwrap();
    nursery.store.rest().unwrap();
    assert!(first != held && fs::read(&reserve).unwrap() == first);
}

#[test]
fn a_write_ahead_log_that_another_window_reads_is_emptied_later() {
    let mut nursery = Nursery::new();
    nursery.saved(0, "In the write-ahead log.");
    let ahead = nursery.home().folder().join("doorstep.db-wal");
    let length = || fs::metadata(&ahead).unwrap().len();
    let other = nursery.raw();
    other.execute_batch("BEGIN; SELECT count(*) FROM log").unwrap();
    nursery.saved(1, "Written while the other reads.");
    let before = length();
    assert!(!nursery.store.rest().unwrap(), "the other window is busy");
    assert_eq!(length(), before);
    other.execute_batch("COMMIT").unwrap();
    assert!(nursery.store.rest().unwrap());
    assert_eq!(length(), 0);
    nursery.holds();
}
