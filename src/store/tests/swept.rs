//! That of what was erased nothing is left in any file, to be found by whoever reads its bytes. The files of a record are
//! encrypted; here they are not, as they are not for whoever has the key.

use std::fs;

use super::requests::LUCA;
use super::*;
use crate::domain::erasure::{Erasure, Ground, Subject};

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

    /// How many of the planted words stand in a file of the open home.
    fn stands_in_files(&self, planted: &[String]) -> usize {
        let mut bytes = Vec::new();
        for file in fs::read_dir(self.folder.path().join("open")).unwrap() {
            bytes.extend(fs::read(file.unwrap().path()).unwrap().to_ascii_lowercase());
        }
        let there = |word: &String| {
            let word = word.to_ascii_lowercase().into_bytes();
            bytes.windows(word.len()).any(|part| part == word)
        };
        planted.iter().filter(|word| there(word)).count()
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
    let what = Subject::Child(nursery.children[0]);
    let ask::Erasing { child, lines, .. } = nursery.store.erasing(what).unwrap();
    let erasure = Erasure {
        what: Some(what),
        child,
        ground: Ground::TermOver,
        why: "As the table says.".into(),
        second: Some(nursery.people[DANA]),
        began: Some(nursery.now),
        lines,
    };
    nursery.act(LUCA, Change::Erase(Box::new(erasure))).unwrap();
    // The record has them no more, and its files still do: that is what the sweep is for.
    assert!(nursery.stands_in_files(&erased) > 0, "the control finds what was not swept");
    assert!(nursery.store.to_sweep().unwrap());
    nursery.store.rest().unwrap();
    assert!(!nursery.store.to_sweep().unwrap());
    assert_eq!((nursery.stands_in_files(&erased), nursery.stands_in_files(&kept)), (0, PLANTED));
}

#[test]
fn while_another_window_reads_the_sweep_waits_and_is_done_at_a_later_rest() {
    let (mut nursery, _) = Nursery::with_manager();
    let id = nursery.saved(0, "Gone.");
    let what = Subject::Entry(id);
    let ask::Erasing { child, lines, .. } = nursery.store.erasing(what).unwrap();
    let erasure = Erasure {
        what: Some(what),
        child,
        ground: Ground::NeverNeeded,
        why: "Not ours to keep.".into(),
        second: Some(nursery.people[DANA]),
        began: Some(nursery.now),
        lines,
    };
    nursery.act(LUCA, Change::Erase(Box::new(erasure))).unwrap();
    let reader = nursery.raw();
    reader.execute_batch("BEGIN; SELECT count(*) FROM log").unwrap();
    assert!(!nursery.store.sweep().unwrap());
    assert!(nursery.store.to_sweep().unwrap());
    reader.execute_batch("COMMIT").unwrap();
    nursery.store.rest().unwrap();
    assert!(!nursery.store.to_sweep().unwrap());
    nursery.holds();
}
