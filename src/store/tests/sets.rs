//! Backups that have lain for a while: which are still whole, and which today's key does not open any more.

use std::fs;

use sha2::{Digest, Sha256};

use super::backup::flip;
use super::requests::LUCA;
use super::*;
use crate::store::backup::When;
use crate::store::renew::renew;
use crate::store::vault::{Cost, Sheet, Words};

impl Nursery {
    /// What is said of each set of the record's own folder, newest first, and whether it holds.
    fn said_of_sets(&self) -> Vec<(bool, String)> {
        let checks = self.store.verify_sets(&self.own_folder()).unwrap();
        checks.into_iter().map(|check| (check.holds, check.says)).collect()
    }

    /// The whole record gets another key.
    fn has_a_new_key(&mut self) {
        self.act(LUCA, Change::KeyChanged { what: KeyPart::NewKey }).unwrap();
        self.store.rest().unwrap();
        self.store.close();
        let (words, sheet) =
            (Words::generate(&mut Chance::seeded(99)), Sheet::generate(&mut Chance::seeded(98)));
        let home = self.home();
        renew(&home, &self.key, (&words, &sheet), Some(Cost::TEST), &mut Chance::Machine).unwrap();
        self.key = vault::open_with_words(&home, &words).unwrap();
        self.store = self.open().unwrap();
    }
}

#[test]
fn each_backup_is_looked_at_from_end_to_end_and_what_is_wrong_with_it_is_said() {
    let mut nursery = Nursery::new();
    assert_eq!(nursery.said_of_sets(), [], "there is no folder yet");
    nursery.saved(0, "Slept well.");
    let set = nursery.backed_up(&nursery.own_folder());
    let lines = set.lines().unwrap();
    let whole = format!("{} is whole: it has {lines} lines of the log.", set.name());
    assert_eq!(nursery.said_of_sets(), [(true, whole.clone())]);
    let (database, witness) = (set.path().join("doorstep.db"), set.path().join("witness"));
    let pages = fs::metadata(&database).unwrap().len() as usize / 4096;
    for page in (0..pages).step_by(7) {
        flip(&database, page * 4096 + 900);
        let [(holds, says)] = &nursery.said_of_sets()[..] else { panic!("one set") };
        assert!(!holds && says.starts_with(&set.name()) && says.contains("damaged"), "page {page}: {says}");
        flip(&database, page * 4096 + 900);
    }
    let kept = fs::read(&witness).unwrap();
    fs::remove_file(&witness).unwrap();
    let [(false, says)] = &nursery.said_of_sets()[..] else { panic!("without its witness it is none") };
    assert!(says.contains("its witness does not bear its name out"), "{says}");
    fs::write(&witness, kept).unwrap();
    // Looking at a set changes nothing of it.
    assert_eq!(nursery.said_of_sets(), [(true, whole.clone())]);
    let mut other = Nursery::of(9);
    let others = other.backed_up(&nursery.own_folder());
    let said = nursery.said_of_sets();
    assert!(said.contains(&(true, whole)), "{said:?}");
    let of_another = format!("{} is of another record: it was not looked at.", others.name());
    assert!(said.contains(&(true, of_another)), "{said:?}");
}

/// The same slots as a program wrote them that knew no mark.
fn unmarked(bytes: &[u8]) -> Vec<u8> {
    let mut body = bytes[..bytes.len() - 64].to_vec();
    body[15] = 1;
    let sum = Sha256::digest(&body);
    body.extend_from_slice(&sum);
    body
}

#[test]
fn a_backup_whose_key_nothing_of_this_record_opens_fails_by_the_check_and_by_the_drill() {
    let mut nursery = Nursery::new();
    nursery.saved(0, "Slept well.");
    let set = nursery.backed_up(&nursery.own_folder());
    let lies = Home::at(set.path()).slots();
    let own = fs::read(&lies[0]).unwrap();
    let lay = |bytes: &[&[u8]; 2]| {
        for (path, bytes) in lies.iter().zip(bytes) {
            fs::write(path, bytes).unwrap();
        }
    };
    let whole = nursery.said_of_sets();
    assert!(whole[0].0 && whole[0].1.ends_with("lines of the log."), "{whole:?}");
    assert_eq!(nursery.store.drill(&set).unwrap(), None);
    // The file of another record, with its own mark, with ours under it, and as one from before there were marks.
    let other = fs::read(&Nursery::of(9).home().slots()[0]).unwrap();
    let mut forged = other[..other.len() - 64].to_vec();
    forged.extend_from_slice(&own[own.len() - 64..own.len() - 32]);
    let sum = Sha256::digest(&forged);
    forged.extend_from_slice(&sum);
    for foreign in [&other, &forged] {
        lay(&[foreign, foreign]);
        let [(false, says)] = &nursery.said_of_sets()[..] else { panic!("nothing opens it") };
        assert!(says.contains("The file that holds its key is another record's, or was changed"), "{says}");
        let failed = nursery.store.drill(&set).err().unwrap().to_string();
        assert!(failed.contains("is another record's, or was changed"), "{failed}");
    }
    let older = unmarked(&other);
    lay(&[&older, &older]);
    let [(true, says)] = &nursery.said_of_sets()[..] else { panic!("it can't be said") };
    assert!(says.contains("nobody can say without them"), "{says}");
    // Without a mark, but with a slot that opens the record now.
    let older = unmarked(&own);
    lay(&[&older, &older]);
    assert_eq!(nursery.said_of_sets(), whole);
    // One copy is enough, and is said.
    for broken in [&[][..], &own[1..], &other] {
        lay(&[&own, broken]);
        let [(true, says)] = &nursery.said_of_sets()[..] else { panic!("the other opens it") };
        assert!(
            says.contains("One copy of the file that holds its key is gone, damaged or another"),
            "{says}"
        );
        assert!(nursery.store.drill(&set).unwrap().unwrap().contains("the other opens it"));
    }
    fs::remove_file(&lies[0]).unwrap();
    fs::write(&lies[1], &own).unwrap();
    let noted = nursery.kept(None, When::SignedIn).in_full().join(" ");
    assert!(noted.contains("The last restore drill went well. One copy"), "{noted}");
    // What was opened by other words of this record is of this record.
    lay(&[&own, &own]);
    let words = Words::generate(&mut Chance::seeded(97));
    let secret = vault::Secret::Words(&words);
    vault::change_at(&nursery.home(), &nursery.key, &secret, Cost::TEST, &mut Chance::Machine).unwrap();
    assert_eq!(nursery.said_of_sets(), whole);
}

#[test]
fn a_copy_of_the_live_key_that_is_gone_or_foreign_is_said_by_every_check() {
    let mut nursery = Nursery::new();
    let key = |nursery: &mut Nursery| {
        let checks = nursery.store.verify().unwrap();
        let key = checks.into_iter().find(|check| check.name == "key").unwrap();
        (key.holds, key.says)
    };
    assert!(key(&mut nursery).0);
    let [first, second] = nursery.home().slots();
    let own = fs::read(&first).unwrap();
    fs::remove_file(&second).unwrap();
    let (holds, says) = key(&mut nursery);
    assert!(!holds && says.contains("The other is whole."), "{says}");
    let other = fs::read(&Nursery::of(9).home().slots()[0]).unwrap();
    files::write_private(&first, &other).unwrap();
    files::write_private(&second, &other).unwrap();
    let (holds, says) = key(&mut nursery);
    assert!(!holds && says.contains("is another record's, or was changed"), "{says}");
    files::write_private(&first, &own).unwrap();
    [&first, &second].into_iter().for_each(|path| fs::remove_file(path).unwrap());
    let (holds, says) = key(&mut nursery);
    assert!(!holds && says.starts_with("The file that holds the key is gone"), "{says}");
    [&first, &second].into_iter().for_each(|path| files::write_private(path, &own).unwrap());
    assert!(key(&mut nursery).0);
}

#[test]
fn after_a_new_key_a_backup_is_made_anew_and_an_older_one_is_neither_called_damaged_nor_drilled() {
    let (mut nursery, _) = Nursery::with_manager();
    nursery.kept(None, When::SignedIn);
    assert!(nursery.store.newest(&nursery.own_folder()).unwrap().is_some());
    // Where it stays, because a second folder has it alone.
    let second = nursery.second();
    let old = nursery.backed_up(&second);
    nursery.has_a_new_key();
    let said = nursery.store.verify_sets(&second).unwrap().remove(0);
    assert!(said.holds && said.says.contains("from before the key was changed"), "{}", said.says);
    assert_eq!(nursery.store.newest(&second).unwrap(), None);
    // The next to sign in, on the same day: what was made before the new key will not do.
    let stand = nursery.kept(None, When::SignedIn);
    assert!(!stand.amiss(), "{stand:?}");
    let newest = nursery.store.newest(&nursery.own_folder()).unwrap().expect("one that today's key opens");
    assert!(newest.lines() > old.lines());
    nursery.store.drill(&newest).unwrap();
    assert!(nursery.said_of_sets().iter().all(|(holds, _)| *holds));
}
