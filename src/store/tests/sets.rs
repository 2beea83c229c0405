//! Backups that have lain for a while: which are still whole, and which today's key does not open any more.

use std::fs;

use super::backup::flip;
use super::*;

impl Nursery {
    /// What is said of each set of the record's own folder, newest first, and whether it holds.
    fn said_of_sets(&self) -> Vec<(bool, String)> {
        let checks = self.store.verify_sets(&self.own_folder()).unwrap();
        checks.into_iter().map(|check| (check.holds, check.says)).collect()
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
