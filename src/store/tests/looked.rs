//! The look through the whole record that goes on while people write.

use std::cell::{Cell, RefCell};

use super::*;

#[test]
fn what_is_written_while_the_record_is_looked_through_is_no_fault() {
    let mut nursery = Nursery::new();
    for child in 0..6 {
        nursery.saved(child, "Before.");
    }
    let stamp = nursery.stamp(SAM);
    let note = nursery.note(0, "Meanwhile.");
    let back = nursery.saved(1, "Taken back meanwhile.");
    let mut reader = nursery.store.reader();
    // At each breath of the look something else is written, and words go.
    let acts: Vec<Change> = vec![entry(note), Change::TakeBack { entry: back }, Change::ConcernPassedOn];
    let (store, acts) = (RefCell::new(&mut nursery.store), RefCell::new(acts.into_iter()));
    let checks = reader.look_through(&|| {
        if let Some(change) = acts.borrow_mut().next() {
            store.borrow_mut().apply(&change.into(), stamp).unwrap();
        }
        true
    });
    assert!(acts.borrow_mut().next().is_none(), "the look asked too seldom");
    for check in checks.unwrap().unwrap() {
        assert!(check.holds, "{}: {}", check.name, check.says);
    }
}

#[test]
fn a_look_that_is_stopped_says_nothing_whenever_that_is() {
    let mut nursery = Nursery::new();
    nursery.saved(0, "Said.");
    let asked = Cell::new(0);
    nursery.store.look_through(&|| asked.replace(asked.get() + 1) < u32::MAX).unwrap().unwrap();
    let all = asked.get();
    assert!(all > 10, "asked {all} times only");
    for stop in 0..all {
        let left = Cell::new(stop);
        let looked = nursery.store.look_through(&|| {
            let on = left.get() > 0;
            left.set(left.get().saturating_sub(1));
            on
        });
        assert_eq!(looked.unwrap(), None, "stopped at {stop} of {all}");
    }
    nursery.holds();
}

#[test]
fn a_page_that_can_not_be_read_is_told_part_by_part_and_the_record_can_be_asked_again() {
    let mut nursery = Nursery::new();
    for child in 0..6 {
        nursery.saved(child, &"A long story. ".repeat(100));
    }
    nursery.store.rest().unwrap();
    nursery.store.close();
    let sound = std::fs::read(nursery.home().database()).unwrap();
    let mut told = 0;
    for page in (4..sound.len() / 4096).step_by(5) {
        let mut bytes = sound.clone();
        bytes[page * 4096 + 9] ^= 1;
        std::fs::write(nursery.home().database(), bytes).unwrap();
        let Ok(mut store) = nursery.open() else { continue };
        let checks = store.verify().unwrap();
        assert!(checks.iter().any(|check| !check.holds), "page {page}: {checks:?}");
        assert_eq!(checks.len(), 5);
        told += 1;
        let deep = store.verify_deep().unwrap();
        let pages = deep.iter().find(|check| check.name == "pages").unwrap();
        assert!(!pages.holds && pages.says.contains(&format!("page {}", page + 1)), "{}", pages.says);
        std::fs::write(nursery.home().database(), &sound).unwrap();
        assert!(store.verify_deep().unwrap().iter().all(|check| check.holds));
        drop(store);
    }
    assert!(told > 5, "{told}");
}

#[test]
fn a_reader_for_another_thread_opens_by_itself_and_writes_nothing() {
    let mut nursery = Nursery::new();
    let id = nursery.saved(0, "Read elsewhere.");
    let reader = nursery.store.reader();
    let words = std::thread::spawn(move || reader.entry(id).unwrap().unwrap().text().to_string()).join();
    assert_eq!(words.unwrap(), "Read elsewhere.");
    let note = nursery.note(0, "No.");
    let stamp = nursery.stamp(SAM);
    assert!(nursery.store.reader().apply(&entry(note).into(), stamp).is_err());
}
