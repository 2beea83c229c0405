//! A new record out of a damaged one: what can be read is there again, what can't is named, nothing is made up.

use std::fs;

use super::*;
use crate::domain::erasure::Subject;
use crate::failure;
use crate::store::recover::{Recovered, recover};

impl Nursery {
    fn new_home(&self) -> Home {
        Home::at(self.folder.path().join("new"))
    }

    fn recovered(&self) -> (Recovered, Store) {
        let new = self.new_home();
        let done = recover(&self.home(), &self.key, &new, &mut Chance::seeded(4)).unwrap();
        let mut store = Store::open(&new, &self.key).unwrap();
        for check in store.verify().unwrap() {
            assert!(check.holds, "{}: {}", check.name, check.says);
        }
        (done, store)
    }

    /// A page that holds the words of a line, and not those of the first: found by what its loss takes away, for pages
    /// are encrypted.
    fn page_of(&self, seq: u64) -> usize {
        let bytes = fs::read(self.home().database()).unwrap();
        let probe = Home::at(self.folder.path().join("probe"));
        files::private_folder(probe.folder()).unwrap();
        let reads = |sql: &str, seq: u64| {
            let db = connection::open(&probe.database(), &self.key.pragma(), Use::Read);
            db.is_ok_and(|db| db.query_row(sql, [seq], |row| row.get::<_, String>(0)).is_ok())
        };
        let words = "SELECT content FROM payload WHERE seq = ?";
        let found = (1..bytes.len() / 4096).find(|page| {
            let mut damaged = bytes.clone();
            damaged[page * 4096 + 100] ^= 1;
            fs::write(probe.database(), damaged).unwrap();
            !reads(words, seq) && reads(words, 1) && reads("SELECT kind FROM log WHERE seq = ?", seq)
        });
        found.expect("a page with the words of that line")
    }

    /// The place of the note with these words.
    fn place_of(&self, text: &str) -> u64 {
        let mut found = None;
        self.store
            .list(&ask::Filter::default(), &mut |standing| {
                found = standing.text().contains(text).then_some(standing.seq).or(found);
                Ok(())
            })
            .unwrap();
        found.expect("a note")
    }
}

/// Everything in it: entries amended, agreed, sent back, taken back, struck; a step that was heard back and is open again.
fn full() -> Nursery {
    let mut nursery = Nursery::new();
    let first = nursery.saved(0, "Woke early.");
    nursery.amended(first, "Woke at five.").unwrap();
    nursery.agree(first, &["2", "3"]);
    let back = nursery.saved(1, "Taken back soon.");
    nursery.amended(back, "Taken back now.").unwrap();
    nursery.act(SAM, Change::TakeBack { entry: back }).unwrap();
    let asked = nursery.saved(2, "Fell asleep.");
    nursery.act(DANA, Change::SendBack { entry: asked, question: "Where?".into() }).unwrap();
    for child in 0..6 {
        nursery.saved(child, &format!("A day like any other, {child}. {}", "Long words. ".repeat(60)));
    }
    let stamp = nursery.stamp(SAM);
    let people = nursery.people.clone();
    nursery.store.set_pin(people[SAM], "7294", stamp, &mut Chance::seeded(2)).unwrap();
    nursery.store.rest().unwrap();
    nursery
}

fn says(store: &Store) -> Vec<String> {
    let mut says = Vec::new();
    store
        .list(&ask::Filter::default(), &mut |standing| {
            // Its place in the log is another where lines are lost.
            let standing = entry::Standing { seq: 0, ..standing };
            says.push(format!("{standing:?}"));
            Ok(())
        })
        .unwrap();
    says
}

#[test]
fn of_a_sound_record_everything_is_there_again_with_its_ids_stamps_and_words() {
    let mut nursery = full();
    let before = fs::read(nursery.home().database()).unwrap();
    let (done, store) = nursery.recovered();
    assert!(done.lost.is_empty() && done.refused.is_empty(), "{done:?}");
    assert_eq!(says(&store), says(&nursery.store));
    assert_eq!(store.roll().unwrap(), nursery.store.roll().unwrap());
    assert_eq!(done.code, store.day_code().unwrap());
    assert_eq!(done.pins, 1);
    assert_eq!(fs::read(nursery.home().database()).unwrap(), before, "the damaged file is not touched");
    let left: Vec<_> =
        fs::read_dir(nursery.new_home().folder()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name == "damaged"), "{left:?}");
    nursery.holds();
}

#[test]
fn of_a_damaged_page_of_words_all_other_lines_are_there_and_the_lost_ones_are_named() {
    let nursery = full();
    let all = says(&nursery.store).len();
    let page = nursery.page_of(nursery.place_of("any other, 3."));
    let mut bytes = fs::read(nursery.home().database()).unwrap();
    bytes[page * 4096..(page + 1) * 4096].fill(0);
    fs::write(nursery.home().database(), &bytes).unwrap();
    let (done, store) = nursery.recovered();
    assert!(!done.lost.is_empty(), "{done:?}");
    for lost in &done.lost {
        assert_eq!(lost.why, "its words can't be read");
        assert_eq!(lost.about.as_ref().map(|(_, day)| *day), Some(day(11, 24)), "{lost:?}");
    }
    let entries =
        done.lost.iter().filter(|lost| lost.about.as_ref().is_some_and(|(kind, _)| kind == "entry"));
    let left = says(&store);
    assert_eq!(left.len() + entries.count(), all);
    assert!(
        left.iter().any(|line| line.contains("Woke at five."))
            && !left.iter().any(|line| line.contains("any other, 3."))
    );
    assert_eq!(fs::read(nursery.home().database()).unwrap(), bytes, "the damaged file is not touched");
}

#[test]
fn whichever_page_is_damaged_nothing_is_made_up_and_every_line_is_accounted_for() {
    let nursery = full();
    let sound = fs::read(nursery.home().database()).unwrap();
    let (lines, _) = nursery.store.with(|db| Ok(log::head(db)?)).unwrap();
    let whole = says(&nursery.store);
    let words = |says: &[String]| says.iter().filter(|line| line.contains("any other")).count();
    let (mut opened, mut all) = (0, 0);
    for page in (1..sound.len() / 4096).step_by(3) {
        let mut bytes = sound.clone();
        bytes[page * 4096 + 7] ^= 4;
        fs::write(nursery.home().database(), &bytes).unwrap();
        let _ = fs::remove_dir_all(nursery.new_home().folder());
        match recover(&nursery.home(), &nursery.key, &nursery.new_home(), &mut Chance::seeded(4)) {
            Ok(done) => {
                let lost = (done.lost.len() + done.refused.len()) as u64;
                assert_eq!(done.written + lost, lines, "page {page}: {done:?}");
                let mut store = Store::open(&nursery.new_home(), &nursery.key).unwrap();
                for check in store.verify().unwrap() {
                    assert!(check.holds, "page {page}: {}", check.says);
                }
                let found = says(&store);
                assert!(words(&found) <= words(&whole));
                opened += 1;
                all += u32::from(lost == 0);
            }
            Err(why) => assert_eq!(why.kind, failure::Kind::Refused, "page {page}: {why}"),
        }
    }
    assert!(opened > 10 && all > 5, "{opened} opened, {all} without loss");
}

#[test]
fn what_belongs_to_something_lost_is_kept_as_text_and_never_written() {
    let mut nursery = Nursery::new();
    let first = nursery.saved(0, "Said.");
    nursery.amended(first, "Said again.").unwrap();
    let seq = nursery.there(first).seq;
    let db = nursery.raw();
    db.execute_batch("DROP TRIGGER words_go_by_a_take_back_alone").unwrap();
    db.execute("DELETE FROM payload WHERE seq = ?", [seq]).unwrap();
    drop(db);
    let (done, store) = nursery.recovered();
    assert!(says(&store).is_empty());
    assert_eq!((done.lost.len(), done.lost[0].why), (1, "its words are missing"));
    assert_eq!(done.refused.len(), 1);
    assert!(done.refused[0].words.contains("Said again."), "{done:?}");
}

#[test]
fn words_that_were_changed_are_not_taken_for_what_was_said() {
    let mut nursery = Nursery::new();
    nursery.saved(0, "Said.");
    let db = nursery.raw();
    db.execute_batch("DROP TRIGGER words_are_never_changed").unwrap();
    db.execute("UPDATE payload SET content = replace(content, 'Said', 'Sung')", []).unwrap();
    drop(db);
    let (done, store) = nursery.recovered();
    assert!(says(&store).is_empty());
    assert!(done.refused[0].why.contains("it was changed"), "{done:?}");
}

#[test]
fn lines_that_only_the_witness_saw_are_counted_as_lost() {
    let mut nursery = full();
    let old = fs::read(nursery.home().database()).unwrap();
    nursery.saved(0, "One.");
    nursery.saved(1, "Two.");
    nursery.store.rest().unwrap();
    nursery.store.close();
    fs::write(nursery.home().database(), old).unwrap();
    let (done, _) = nursery.recovered();
    assert_eq!(done.lost.len(), 2);
    assert!(done.lost.iter().all(|lost| lost.about.is_none() && lost.why == "nothing of it can be read"));
}

#[test]
fn a_file_that_can_not_be_opened_and_a_folder_that_has_a_record_are_refused() {
    let nursery = full();
    let again = recover(&nursery.home(), &nursery.key, &nursery.home(), &mut Chance::seeded(4)).unwrap_err();
    assert_eq!(again.kind, failure::Kind::Refused, "{again}");
    let mut bytes = fs::read(nursery.home().database()).unwrap();
    bytes[100..4096].fill(0);
    fs::write(nursery.home().database(), bytes).unwrap();
    let refused =
        recover(&nursery.home(), &nursery.key, &nursery.new_home(), &mut Chance::seeded(4)).unwrap_err();
    assert!(refused.what.starts_with("Nothing can be read of this file"), "{refused}");
    assert!(!refused.todo.is_empty());
}

#[test]
fn what_was_erased_stays_erased_whether_the_damaged_copy_knows_it_or_its_ledger_alone() {
    let (mut nursery, _) = Nursery::with_manager();
    let [first, second] = ["Quokka one.", "Quokka two."].map(|text| nursery.saved(0, text));
    nursery.saved(1, "Stays.");
    nursery.erased(Subject::Entry(first));
    nursery.store.rest().unwrap();
    let older = fs::read(nursery.home().database()).unwrap();
    nursery.erased(Subject::Entry(second));
    nursery.store.rest().unwrap();
    let (done, store) = nursery.recovered();
    assert!(done.lost.is_empty() && done.refused.is_empty() && !done.ledger_lost, "{done:?}");
    assert!(says(&store).concat().contains("Stays.") && !says(&store).concat().contains("Quokka"));
    drop(store);
    // An older copy, beside the ledger of now: what it still holds is erased once more.
    nursery.store.close();
    fs::write(nursery.home().database(), older).unwrap();
    fs::remove_dir_all(nursery.new_home().folder()).unwrap();
    let (done, store) = nursery.recovered();
    assert!(!done.ledger_lost, "{done:?}");
    assert!(says(&store).concat().contains("Stays.") && !says(&store).concat().contains("Quokka"));
    // The new record knows both.
    let (seq, _) = store.with(|db| Ok(log::head(db)?)).unwrap();
    assert!(seq > 0 && nursery.new_home().erased().exists());
}
