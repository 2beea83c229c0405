//! A new key: the record as it was, under other words; cut short at any step, under the old words or the new ones.

use std::fs;
use std::path::Path;

use super::*;
use crate::store::renew::renew;
use crate::store::vault::{KeyFile, Secret, Sheet, Words};

const SEED: u64 = 7;

/// A nursery with a few notes, whose window is closed.
fn closed() -> (Nursery, EntryId) {
    let mut nursery = Nursery::of(SEED);
    let entry = nursery.saved(0, "Slept in the garden.");
    nursery.agree(entry, &["2"]);
    nursery.saved(1, "Ate all the peas.");
    nursery.store.rest().unwrap();
    nursery.store.close();
    (nursery, entry)
}

fn old_words() -> Words {
    Words::generate(&mut Chance::seeded(SEED))
}

fn new_words() -> Words {
    Words::generate(&mut Chance::seeded(99))
}

fn renewed(home: &Home, key: &Key) -> Result<()> {
    let sheet = Sheet::generate(&mut Chance::seeded(98));
    renew(home, key, (&new_words(), &sheet), Some(vault::Cost::TEST), &mut Chance::Machine)
}

/// Whether these words open the record of that home, and all of it holds.
fn opens(home: &Home, words: &Words) -> bool {
    let Ok(key) = vault::open_with_words(home, words) else { return false };
    let Ok(mut store) = Store::open(home, &key) else { return false };
    store.verify().unwrap().iter().all(|check| check.holds)
}

fn copy(from: &Path, to: &Path) {
    files::private_folder(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() {
            fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    }
}

#[test]
fn a_record_with_a_new_key_is_the_same_record_under_other_words() {
    let (mut nursery, entry) = closed();
    let home = nursery.home();
    let code = nursery.store.day_code().unwrap();
    nursery.store.close();
    let file = KeyFile::generate(&mut Chance::seeded(1));
    vault::change_at(&home, &nursery.key, &Secret::KeyFile(&file), vault::Cost::TEST, &mut Chance::Machine)
        .unwrap();
    let before = fs::read(home.database()).unwrap();
    renewed(&home, &nursery.key).unwrap();
    assert!(!opens(&home, &old_words()) && vault::open_with_key_file(&home, &file).is_err());
    assert!(
        connection::open(&home.database(), &nursery.key.pragma(), Use::Read).is_err(),
        "the old key is no key"
    );
    assert!(!home.renewing().exists() && fs::read(home.database()).unwrap() != before);
    nursery.key = vault::open_with_words(&home, &new_words()).unwrap();
    nursery.store = nursery.open().unwrap();
    assert_eq!(nursery.store.day_code().unwrap(), code);
    assert_eq!(nursery.there(entry).text(), "Slept in the garden.");
    // It is written and searched like any other.
    nursery.saved(2, "Built a garden wall.");
    let search = ask::Search { words: vec![vec!["garden".into()]], limit: 9, ..ask::Search::default() };
    assert_eq!(nursery.store.search(&search).unwrap().len(), 2);
    nursery.holds();
}

#[test]
fn a_key_is_not_changed_under_a_window_that_has_the_record_open() {
    let (nursery, _) = closed();
    let home = nursery.home();
    let mut window = nursery.open().unwrap();
    window.roll().unwrap();
    let refused = renewed(&home, &nursery.key).unwrap_err();
    assert!(
        refused.what.contains("Another window") && refused.safe.contains("Nothing was changed"),
        "{refused}"
    );
    assert!(!home.renewing().exists() && opens(&home, &old_words()));
    window.close();
    renewed(&home, &nursery.key).unwrap();
    assert!(opens(&home, &new_words()));
}

#[test]
fn a_change_of_the_key_that_was_cut_short_leaves_the_old_words_or_the_new_ones() {
    let (nursery, _) = closed();
    let folder = tempfile::tempdir().unwrap();
    let renewed_home = Home::at(folder.path().join("renewed"));
    copy(nursery.home().folder(), renewed_home.folder());
    renewed(&renewed_home, &nursery.key).unwrap();
    // What lies where after each step: the new file, and each copy of its slots; `None` where it is not there yet.
    let steps: [(&str, &[&str], &[&str], bool); 6] = [
        ("the folder is made", &[], &[], false),
        ("the new file is begun", &["doorstep.db"], &[], false),
        ("the new file and its slots are there", &["doorstep.db", "slots", "slots.copy"], &[], false),
        ("the new file has its name", &["slots", "slots.copy"], &["doorstep.db"], true),
        ("the first slots are there", &["slots.copy"], &["doorstep.db", "slots"], true),
        ("the others too", &[], &["doorstep.db", "slots", "slots.copy"], true),
    ];
    for (at, (step, in_folder, in_place, new)) in steps.into_iter().enumerate() {
        let home = Home::at(folder.path().join(at.to_string()));
        copy(nursery.home().folder(), home.folder());
        files::private_folder(&home.renewing()).unwrap();
        for name in in_folder {
            fs::copy(renewed_home.folder().join(name), home.renewing().join(name)).unwrap();
        }
        for name in in_place {
            fs::copy(renewed_home.folder().join(name), home.folder().join(name)).unwrap();
        }
        assert_eq!((opens(&home, &old_words()), opens(&home, &new_words())), (!new, new), "{step}");
        assert!(!home.renewing().exists(), "{step}: it is cleared up");
    }
}
