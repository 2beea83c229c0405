//! Backups that have lain for a while: which are still whole, and which today's key does not open any more.

use std::fs;

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
