use std::collections::HashSet;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::*;
use crate::failure::Kind;

pub(super) const WORDS: &str = "abandon ability zoo horse basket winter";
pub(super) const OTHERS: &str = "abandon ability zoo horse basket winner";

pub(super) struct Set {
    _folder: tempfile::TempDir,
    pub(super) home: Home,
    pub(super) key: Zeroizing<String>,
    pub(super) sheet: Sheet,
}

pub(super) fn words(text: &str) -> Words {
    Words::parse(text).unwrap()
}

pub(super) fn set_up() -> Set {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::at(folder.path().join("home"));
    let (key, sheet) = create_with(&home, &mut Chance::Machine, &words(WORDS), Cost::TEST).unwrap();
    Set { _folder: folder, home, key: key.pragma(), sheet }
}

pub(super) fn failure<T>(result: Result<T>) -> Failure {
    result.err().unwrap()
}

/// The slot bytes, changed and with their sum put right again, as somebody would who knows the format.
fn forged(bytes: &[u8], change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut body = bytes[..bytes.len() - 32].to_vec();
    change(&mut body);
    let sum = Sha256::digest(&body);
    body.extend_from_slice(&sum);
    body
}

#[test]
fn the_pragma_is_key_and_salt_in_hexadecimal() {
    let mut bytes = [0; Key::LENGTH];
    (0..).zip(&mut bytes).for_each(|(i, byte)| *byte = 0xf8_u8.wrapping_add(i));
    let pragma = Key(Box::new(bytes)).pragma();
    assert!(pragma.starts_with("x'f8f9fafbfcfdfeff0001020304") && pragma.ends_with("2627'"), "{}", *pragma);
    assert_eq!(pragma.len(), 3 + 64 + 32);
}

#[test]
fn words_and_sheet_each_open_the_same_key_and_every_home_has_its_own() {
    let keys: HashSet<String> = (0..5)
        .map(|_| {
            let set = set_up();
            assert_eq!(open_with_words(&set.home, &words(WORDS)).unwrap().pragma(), set.key);
            assert_eq!(open_with_sheet(&set.home, &set.sheet).unwrap().pragma(), set.key);
            let typed = Sheet::parse(&set.sheet.printed()).unwrap();
            assert_eq!(open_with_sheet(&set.home, &typed).unwrap().pragma(), set.key);
            set.key.to_string()
        })
        .collect();
    assert_eq!(keys.len(), 5);
}

#[test]
fn a_real_set_up_makes_words_and_sheet_and_asks_the_full_price_for_a_guess() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::at(folder.path().join("home"));
    let (key, words, sheet) = create(&home, &mut Chance::Machine).unwrap();
    assert_eq!(open_with_words(&home, &words).unwrap().pragma(), key.pragma());
    assert_eq!(open_with_sheet(&home, &sheet).unwrap().pragma(), key.pragma());
    let bytes = fs::read(&home.slots()[0]).unwrap();
    let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
    assert_eq!((number(26), number(30)), (64 * 1024, 3));
    assert_eq!((number(26 + 113), number(30 + 113)), (19 * 1024, 2));
}

#[test]
fn neither_key_nor_secret_stands_in_the_slots() {
    let set = set_up();
    let bytes = fs::read(&set.home.slots()[0]).unwrap();
    let key = open_with_words(&set.home, &words(WORDS)).unwrap();
    for secret in [&key.0[..], set.sheet.bytes(), WORDS.as_bytes()] {
        for part in secret.chunks_exact(5) {
            assert!(!bytes.windows(part.len()).any(|window| window == part));
        }
    }
}

#[test]
fn wrong_words_or_another_settings_sheet_are_told_so_and_change_nothing() {
    let (set, other) = (set_up(), set_up());
    let before = set.home.slots().map(|path| fs::read(path).unwrap());
    let wrong = failure(open_with_words(&set.home, &words(OTHERS)));
    assert_eq!(wrong.kind, Kind::Refused);
    assert!(
        wrong.to_string().starts_with("Those words do not open this setting’s log. Nothing was changed.")
    );
    let wrong = failure(open_with_sheet(&set.home, &other.sheet));
    assert_eq!(wrong.kind, Kind::Refused);
    assert!(wrong.what.starts_with("This recovery sheet does not open"));
    assert_eq!(set.home.slots().map(|path| fs::read(path).unwrap()), before);
}

#[test]
fn a_home_with_a_log_or_slots_is_never_laid_over() {
    let set = set_up();
    let again = |home: &Home| failure(create_with(home, &mut Chance::Machine, &words(OTHERS), Cost::TEST));
    let [first, second] = set.home.slots();
    assert_eq!(again(&set.home).kind, Kind::Refused);
    fs::remove_file(&first).unwrap();
    assert!(again(&set.home).what.contains("was begun"), "the second copy alone is enough");
    assert_eq!(open_with_words(&set.home, &words(WORDS)).unwrap().pragma(), set.key);
    for path in [first, second] {
        fs::remove_file(path).unwrap();
    }
    fs::write(set.home.database(), "a log without its slots").unwrap();
    assert!(again(&set.home).safe.contains("left as it is"));
    fs::remove_file(set.home.database()).unwrap();
    create_with(&set.home, &mut Chance::Machine, &words(OTHERS), Cost::TEST).unwrap();
}

#[test]
fn where_nothing_is_set_up_it_says_so() {
    let folder = tempfile::tempdir().unwrap();
    for home in [Home::at(folder.path()), Home::at(folder.path().join("none"))] {
        let none = failure(open_with_words(&home, &words(WORDS)));
        assert_eq!(none.kind, Kind::Refused);
        assert!(none.what.starts_with("Nothing is set up in ") && none.todo.contains("doorstep setup"));
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "opening makes nothing");
}

#[test]
fn one_copy_with_any_byte_flipped_is_mended_from_the_other() {
    let set = set_up();
    let whole = fs::read(&set.home.slots()[0]).unwrap();
    for (turn, damaged) in set.home.slots().into_iter().enumerate() {
        for place in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[place] ^= if turn == 0 { 1 } else { 0x80 };
            fs::write(&damaged, bytes).unwrap();
            assert_eq!(open_with_words(&set.home, &words(WORDS)).unwrap().pragma(), set.key, "byte {place}");
            assert_eq!(fs::read(&damaged).unwrap(), whole, "byte {place} was not mended");
        }
    }
}

#[test]
fn a_copy_that_is_cut_emptied_gone_or_swollen_is_mended_from_the_other() {
    let set = set_up();
    let [first, second] = set.home.slots();
    let whole = fs::read(&first).unwrap();
    for damaged in [&first, &second] {
        for cut in (0..whole.len()).step_by(9).chain([whole.len() - 1]) {
            fs::write(damaged, &whole[..cut]).unwrap();
            assert_eq!(open_with_sheet(&set.home, &set.sheet).unwrap().pragma(), set.key);
            assert_eq!(fs::read(damaged).unwrap(), whole, "cut at {cut}");
        }
        for swollen in [[&whole[..], b"x"].concat(), vec![0; 5_000_000]] {
            fs::write(damaged, swollen).unwrap();
            open_with_sheet(&set.home, &set.sheet).unwrap();
            assert_eq!(fs::read(damaged).unwrap(), whole);
        }
        fs::remove_file(damaged).unwrap();
        open_with_words(&set.home, &words(WORDS)).unwrap();
        assert_eq!(fs::read(damaged).unwrap(), whole);
    }
}

#[test]
fn nothing_is_mended_for_somebody_who_does_not_have_the_words() {
    let set = set_up();
    let [first, _] = set.home.slots();
    fs::remove_file(&first).unwrap();
    failure(open_with_words(&set.home, &words(OTHERS)));
    assert!(!first.exists());
}

#[test]
fn with_both_copies_damaged_it_is_refused_and_the_damage_left_for_whoever_helps() {
    let set = set_up();
    let [first, second] = set.home.slots();
    let whole = fs::read(&first).unwrap();
    for place in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[place] ^= 0x10;
        assert!(is_slot_file(&whole) && !is_slot_file(&bytes), "byte {place}");
        fs::write(&first, &bytes).unwrap();
        fs::write(&second, &bytes).unwrap();
        let damaged = failure(open_with_words(&set.home, &words(WORDS)));
        assert_eq!(damaged.kind, Kind::Machine, "byte {place}: {damaged}");
        assert!(damaged.safe.contains("The log itself was not touched."), "{damaged}");
        assert_eq!(fs::read(&first).unwrap(), bytes);
    }
}

#[test]
fn a_forged_file_with_a_right_sum_never_gives_another_key() {
    let set = set_up();
    let whole = fs::read(&set.home.slots()[0]).unwrap();
    for place in 0..whole.len() - 32 {
        let bytes = forged(&whole, |body| body[place] ^= 1);
        set.home.slots().iter().for_each(|path| fs::write(path, &bytes).unwrap());
        // The words' slot and the sheet's slot differ in place: what harms the one may spare the other.
        let opened = [open_with_words(&set.home, &words(WORDS)), open_with_sheet(&set.home, &set.sheet)];
        for key in opened.into_iter().flatten() {
            assert_eq!(key.pragma(), set.key, "byte {place}");
        }
        let sealed = (25..25 + 113).contains(&place);
        if sealed {
            assert!(open_with_words(&set.home, &words(WORDS)).is_err(), "byte {place}");
        }
    }
}

#[test]
fn a_forged_file_that_asks_for_too_much_is_damage_and_the_other_copy_opens() {
    let set = set_up();
    let [first, second] = set.home.slots();
    let whole = fs::read(&first).unwrap();
    let put = |at: usize, bytes: &'static [u8]| {
        forged(&whole, |body| body[at..at + bytes.len()].copy_from_slice(bytes))
    };
    for hostile in [
        put(26, &[0xff; 4]),
        put(26, &[0; 4]),
        put(30, &[0xff; 4]),
        put(30, &[0; 4]),
        put(24, &[255]),
        put(24, &[9]),
        put(24, &[3]),
        put(24, &[1]),
        put(15, &[0]),
        forged(&whole, |body| {
            // Nine slots, each whole: the words would be tried nine times.
            let slot = body[25..25 + 113].to_vec();
            body.truncate(24);
            body.push(9);
            (0..9).for_each(|_| body.extend_from_slice(&slot));
        }),
        forged(&whole, |body| body.push(0)),
        forged(&whole, |body| body.truncate(16)),
        forged(&whole, |body| body.truncate(3)),
        forged(&whole, Vec::clear),
    ] {
        fs::write(&first, &hostile).unwrap();
        assert_eq!(open_with_words(&set.home, &words(WORDS)).unwrap().pragma(), set.key);
        assert_eq!(fs::read(&first).unwrap(), whole, "mended");
        fs::write(&first, &hostile).unwrap();
        fs::write(&second, &hostile).unwrap();
        assert_eq!(failure(open_with_words(&set.home, &words(WORDS))).kind, Kind::Machine);
        fs::write(&second, &whole).unwrap();
    }
}

#[test]
fn of_two_whole_copies_the_newer_one_counts_and_the_older_is_written_anew() {
    let set = set_up();
    let [first, second] = set.home.slots();
    let old = fs::read(&first).unwrap();
    // New words for the same key, as far as a machine came that stopped before the second copy.
    let key = open_with_words(&set.home, &words(WORDS)).unwrap();
    let slot = Slot::seal(&key, Opener::Words, OTHERS.as_bytes(), Cost::TEST, &mut Chance::Machine).unwrap();
    let new = forged(&SlotFile::new(&key, vec![slot]).encode(), |body| body[16] = 2);
    for (newer, older) in [(&first, &second), (&second, &first)] {
        fs::write(newer, &new).unwrap();
        fs::write(older, &old).unwrap();
        assert_eq!(failure(open_with_words(&set.home, &words(WORDS))).kind, Kind::Refused);
        assert_eq!(fs::read(older).unwrap(), old);
        assert_eq!(open_with_words(&set.home, &words(OTHERS)).unwrap().pragma(), set.key);
        assert_eq!(fs::read(older).unwrap(), new);
    }
}

#[test]
fn slots_of_a_newer_program_are_refused_and_left_alone() {
    let set = set_up();
    let [first, _] = set.home.slots();
    let newer = forged(&fs::read(&first).unwrap(), |body| body[15] = 3);
    fs::write(&first, &newer).unwrap();
    let refused = failure(open_with_words(&set.home, &words(WORDS)));
    assert_eq!(refused.kind, Kind::Refused);
    assert!(refused.what.contains("newer Doorstep"));
    assert_eq!(fs::read(&first).unwrap(), newer);
}

#[cfg(unix)]
#[test]
fn slots_and_homes_are_closed_to_others_and_refused_when_they_are_not() {
    use std::os::unix::fs::PermissionsExt;
    let set_mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let set = set_up();
    assert_eq!(mode(set.home.folder()), 0o700);
    for path in set.home.slots() {
        assert_eq!(mode(&path), 0o600);
        set_mode(&path, 0o644);
        let refused = failure(open_with_words(&set.home, &words(WORDS)));
        assert_eq!(refused.kind, Kind::Refused);
        assert!(refused.todo.contains("chmod 600"), "{refused}");
        set_mode(&path, 0o600);
    }
    let folder = tempfile::tempdir().unwrap();
    set_mode(folder.path(), 0o755);
    let home = Home::at(folder.path());
    let refused = failure(create_with(&home, &mut Chance::Machine, &words(WORDS), Cost::TEST));
    assert!(refused.todo.contains("chmod 700"), "{refused}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn slots_from_before_there_was_a_mark_open_as_they_did_and_get_one_with_the_next_change() {
    let set = set_up();
    let key = open_with_words(&set.home, &words(WORDS)).unwrap();
    let marked = fs::read(&set.home.slots()[0]).unwrap();
    let mut old = marked[..marked.len() - 64].to_vec();
    old[15] = 1;
    old.extend_from_slice(&Sha256::digest(&old));
    for path in set.home.slots() {
        fs::write(path, &old).unwrap();
    }
    assert_eq!(open_with_words(&set.home, &words(WORDS)).unwrap().pragma(), set.key);
    assert_eq!(fs::read(&set.home.slots()[0]).unwrap(), old, "it is left as it is");
    assert!(copies(&set.home, &set.key).unwrap().is_ok());
    change_at(&set.home, &key, &Secret::Sheet(&set.sheet), Cost::TEST, &mut Chance::Machine).unwrap();
    let file = slots::read(&set.home).unwrap().file;
    let other = set_up();
    assert_eq!((file.is_of(&set.key, None), file.is_of(&other.key, None)), (Some(true), Some(false)));
    // The mark vouches for every byte before it.
    let bytes = fs::read(&set.home.slots()[0]).unwrap();
    for at in [16, 24, 30, 80, 150] {
        let changed = forged(&bytes, |body| body[at] ^= 1);
        fs::write(&set.home.slots()[0], &changed).unwrap();
        fs::write(&set.home.slots()[1], &changed).unwrap();
        if let Ok(changed) = slots::read(&set.home) {
            assert_eq!(changed.file.is_of(&set.key, None), Some(false), "byte {at}");
        }
    }
}
