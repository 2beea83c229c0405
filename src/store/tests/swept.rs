//! That of what was erased nothing is left in any file, to be found by whoever reads its bytes. The files of a record are
//! encrypted; here they are not, as they are not for whoever has the key.

use std::collections::BTreeSet;
use std::fs;

use rusqlite::Connection;

use super::*;
use crate::domain::erasure::Subject;

/// How many words are planted.
const PLANTED: usize = 100;

impl Nursery {
    /// The same record in the clear, in a home of its own.
    fn in_the_clear(mut self) -> Nursery {
        self.store.rest().unwrap();
        let open = Home::at(self.folder.path().join("open"));
        files::private_folder(open.folder()).unwrap();
        fs::write(open.database(), b"").unwrap();
        let db = self.raw();
        let version: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        let application: i64 = db.pragma_query_value(None, "application_id", |row| row.get(0)).unwrap();
        db.execute("ATTACH DATABASE ? AS plain KEY ''", [open.database().to_str().unwrap()]).unwrap();
        db.query_row("SELECT sqlcipher_export('plain')", [], |_| Ok(())).unwrap();
        db.execute_batch(&format!(
            "PRAGMA plain.user_version = {version}; PRAGMA plain.application_id = {application};"
        ))
        .unwrap();
        db.query_row("PRAGMA plain.journal_mode = WAL", [], |_| Ok(())).unwrap();
        drop(db);
        fs::copy(self.home().witness(), open.witness()).unwrap();
        self.store.close();
        self.store = Store::opened(&open, Zeroizing::new(String::new()), Use::Write).unwrap();
        self
    }

    /// How many of the planted words, each of which begins with `zq`, stand in a file of the open home.
    fn stands_in_files(&self, planted: &[String]) -> usize {
        let mut bytes = Vec::new();
        for file in fs::read_dir(self.folder.path().join("open")).unwrap() {
            bytes.extend(fs::read(file.unwrap().path()).unwrap().to_ascii_lowercase());
        }
        let planted: Vec<&[u8]> = planted.iter().map(|word| word.as_bytes()).collect();
        // All begin alike, and nothing else does: each place where one may stand is looked at, and not each byte.
        let places =
            (0..bytes.len().saturating_sub(1)).filter(|at| bytes[*at] == b'z' && bytes[at + 1] == b'q');
        let found: BTreeSet<&[u8]> = places
            .filter_map(|at| planted.iter().find(|word| bytes[at..].starts_with(word)).copied())
            .collect();
        found.len()
    }
}

#[test]
fn of_a_hundred_words_that_were_erased_none_is_left_in_any_file_once_it_is_swept() {
    let (nursery, _) = Nursery::with_manager();
    let mut nursery = nursery.in_the_clear();
    let words = |of: &str| (0..PLANTED).map(|n| format!("zq{of}{n:03}x")).collect::<Vec<String>>();
    let (erased, kept) = (words("gone"), words("kept"));
    for (gone, stays) in erased.iter().zip(&kept) {
        let id = nursery.saved(0, &format!("Said {gone} and much else at the door. ").repeat(4));
        nursery.amended(id, &format!("It was {gone}, after all.")).unwrap();
        nursery.saved(1, &format!("Said {stays}."));
    }
    let Change::Child(mut child) = nursery.child(0) else { return };
    child.left = Some(day(11, 20));
    nursery.act(DANA, Change::Child(child)).unwrap();
    assert_eq!((nursery.stands_in_files(&erased), nursery.stands_in_files(&kept)), (PLANTED, PLANTED));
    nursery.erased(Subject::Child(nursery.children[0]));
    // The record has them no more, and its files still do: that is what the sweep is for.
    assert!(nursery.stands_in_files(&erased) > 0, "the control finds what was not swept");
    assert!(nursery.store.to_sweep().unwrap());
    nursery.store.rest().unwrap();
    assert!(!nursery.store.to_sweep().unwrap());
    assert_eq!((nursery.stands_in_files(&erased), nursery.stands_in_files(&kept)), (0, PLANTED));
}

#[test]
fn what_lay_in_the_gaps_of_the_file_before_goes_with_the_next_sweep_too() {
    let (nursery, _) = Nursery::with_manager();
    let mut nursery = nursery.in_the_clear();
    let old: Vec<String> = (0..PLANTED).map(|n| format!("zqold{n:03}x")).collect();
    let id = nursery.saved(0, "Gone.");
    // Pages that a program gave up which did not write over what it deleted: they are nobody's, and full of words.
    let plant = |db: &Connection| {
        db.execute_batch("PRAGMA secure_delete = OFF; CREATE TABLE given_up (words TEXT)")?;
        for word in &old {
            let words = format!("Said {word} and much else. ").repeat(40);
            db.execute("INSERT INTO given_up VALUES (?)", [words])?;
        }
        Ok(db.execute_batch("DROP TABLE given_up; PRAGMA secure_delete = ON")?)
    };
    nursery.store.with(plant).unwrap();
    nursery.store.rest().unwrap();
    let gaps = |nursery: &Nursery| -> u64 {
        nursery.store.with(|db| Ok(db.pragma_query_value(None, "freelist_count", |row| row.get(0))?)).unwrap()
    };
    assert!(gaps(&nursery) > 10 && nursery.stands_in_files(&old) > PLANTED / 2, "the control finds them");
    nursery.erased(Subject::Entry(id));
    nursery.store.rest().unwrap();
    assert_eq!((gaps(&nursery), nursery.stands_in_files(&old)), (0, 0));
    nursery.holds();
}

#[test]
fn while_another_window_reads_the_sweep_waits_and_is_done_at_a_later_rest() {
    let (mut nursery, _) = Nursery::with_manager();
    let id = nursery.saved(0, "Gone.");
    nursery.erased(Subject::Entry(id));
    let reader = nursery.raw();
    reader.execute_batch("BEGIN; SELECT count(*) FROM log").unwrap();
    assert!(!nursery.store.sweep().unwrap());
    assert!(nursery.store.to_sweep().unwrap());
    reader.execute_batch("COMMIT").unwrap();
    nursery.store.rest().unwrap();
    assert!(!nursery.store.to_sweep().unwrap());
    nursery.holds();
}

#[cfg(target_os = "linux")]
#[test]
fn what_an_erasure_that_was_cut_off_had_begun_goes_at_the_next_opening() {
    let (nursery, _) = Nursery::with_manager();
    let mut child = std::process::Command::new("true").spawn().unwrap();
    child.wait().unwrap();
    let begun = [format!("erased.{}-3.new", child.id()), format!("verify-{}.tmp", child.id())];
    let begun = begun.map(|name| nursery.home().folder().join(name));
    for path in &begun {
        files::write_private(path, &[]).unwrap();
    }
    drop(nursery.open().unwrap());
    assert!(begun.iter().all(|path| !path.exists()));
}
