//! What opens the key, changed: the new at once, the old never more, on both copies; and a cut in between.

use std::fs;

use super::tests::{OTHERS, Set, WORDS, failure, set_up, words};
use super::*;

fn change(set: &Set, secret: &Secret<'_>) {
    let key = open_with_sheet(&set.home, &set.sheet)
        .or_else(|_| open_with_words(&set.home, &words(WORDS)))
        .unwrap();
    change_at(&set.home, &key, secret, Cost::TEST, &mut Chance::Machine).unwrap();
}

/// Leaves that copy alone in the home, and asks.
fn alone<T>(set: &Set, copy: usize, ask: impl FnOnce() -> T) -> T {
    let [paths, whole] = [set.home.slots(), set.home.slots()].map(|paths| paths.to_vec());
    let kept = fs::read(&whole[1 - copy]).unwrap();
    fs::remove_file(&paths[1 - copy]).unwrap();
    let answer = ask();
    fs::write(&paths[1 - copy], kept).unwrap();
    answer
}

#[test]
fn new_words_open_at_once_and_the_old_ones_no_more_on_either_copy() {
    let set = set_up();
    change(&set, &Secret::Words(&words(OTHERS)));
    for copy in [0, 1] {
        // The old ones first: asked of a home with one copy, nobody may mend the other from it.
        assert!(alone(&set, copy, || open_with_words(&set.home, &words(WORDS))).is_err(), "copy {copy}");
        let key = alone(&set, copy, || open_with_words(&set.home, &words(OTHERS))).unwrap();
        assert_eq!(key.pragma(), set.key, "copy {copy}");
    }
    let sheet = open_with_sheet(&set.home, &set.sheet).unwrap();
    assert_eq!(sheet.pragma(), set.key, "the sheet is as it was");
}

#[test]
fn a_new_sheet_and_a_key_file_each_take_the_place_of_their_own_kind_alone() {
    let set = set_up();
    assert_eq!(ways(&set.home).unwrap(), [Opener::Words, Opener::Sheet]);
    let [one, other] = [1, 2].map(|seed| KeyFile::generate(&mut Chance::seeded(seed)));
    change(&set, &Secret::KeyFile(&one));
    assert_eq!(ways(&set.home).unwrap(), Opener::ALL);
    assert_eq!(open_with_key_file(&set.home, &one).unwrap().pragma(), set.key);
    assert!(failure(open_with_key_file(&set.home, &other)).todo.contains("room words"));
    change(&set, &Secret::KeyFile(&other));
    assert!(open_with_key_file(&set.home, &one).is_err(), "there is one key file at a time");
    let sheet = Sheet::generate(&mut Chance::seeded(3));
    change(&set, &Secret::Sheet(&sheet));
    assert!(open_with_sheet(&set.home, &set.sheet).is_err());
    assert_eq!(open_with_sheet(&set.home, &sheet).unwrap().pragma(), set.key);
    assert_eq!(open_with_words(&set.home, &words(WORDS)).unwrap().pragma(), set.key);
    let key = open_with_words(&set.home, &words(WORDS)).unwrap();
    remove_key_file(&set.home, &key, &mut Chance::Machine).unwrap();
    assert!(open_with_key_file(&set.home, &other).is_err());
    assert_eq!(ways(&set.home).unwrap(), [Opener::Words, Opener::Sheet]);
    assert!(!opens(&set.home, &Secret::KeyFile(&other)) && opens(&set.home, &Secret::Sheet(&sheet)));
}
