use std::collections::BTreeSet;

use super::*;
use crate::chance::Chance;
use crate::domain::{Change, Kind, Time};
use crate::paths::Home;
use crate::store::ask::Filter;
use crate::store::vault::{self, Cost, Words};
use crate::store::{Store, files};

fn plan(entries: Option<u64>, weeks: u32) -> Plan {
    let day = Day::from_ymd_opt(2026, 11, 24).expect("a day");
    let now = Moment::at(day, Time::from_hms_opt(18, 30, 0).expect("a time"), 0);
    Plan { weeks, entries, seed: 7, now }
}

fn all<T>(plan: Plan, then: impl FnOnce(&Nursery, Vec<(Act, Stamp)>) -> T) -> T {
    let (catalog, words) =
        (Catalog::shipped().expect("the catalog"), DemoWords::shipped().expect("the words"));
    let nursery = Nursery::new(plan, &catalog, &words);
    let acts = nursery.acts().collect();
    then(&nursery, acts)
}

fn entries(acts: &[(Act, Stamp)]) -> Vec<&crate::domain::Entry> {
    let changes = acts.iter().flat_map(|(act, _)| &act.changes);
    changes
        .filter_map(|change| if let Change::Entry(entry) = change { Some(&**entry) } else { None })
        .collect()
}

#[test]
fn the_same_seed_tells_the_same_story_and_another_seed_another() {
    let told = |seed| all(Plan { seed, ..plan(None, 2) }, |_, acts| acts);
    assert_eq!(told(7), told(7));
    assert_ne!(told(7), told(8));
}

#[test]
fn as_many_entries_are_made_as_were_asked_for() {
    for wanted in [50, 1_000, 3_333] {
        all(plan(Some(wanted), 12), |_, acts| assert_eq!(entries(&acts).len() as u64, wanted));
    }
}

#[test]
fn twelve_weeks_hold_what_a_real_term_holds() {
    all(plan(None, 12), |nursery, acts| {
        let entries = entries(&acts);
        assert_eq!(nursery.roll().rooms.len(), 4);
        let here =
            nursery.roll().children.iter().filter(|child| child.on_roll(plan(None, 12).now.day())).count();
        assert!((85..=95).contains(&here), "{here} on roll");
        assert!((7_000..16_000).contains(&entries.len()), "{} entries", entries.len());
        let kinds: BTreeSet<Kind> = entries.iter().map(|entry| entry.kind).collect();
        assert_eq!(kinds.len(), 5);
        assert!(entries.iter().any(|entry| entry.no_talk.is_some()));
        assert!(entries.iter().any(|entry| entry.private));
        assert!(entries.iter().any(|entry| !entry.family_words.is_empty()));
        let change = |wanted: fn(&Change) -> bool| {
            acts.iter().flat_map(|(act, _)| &act.changes).filter(|change| wanted(change)).count()
        };
        assert!(change(|change| matches!(change, Change::HeardBack { .. })) > 50);
        assert!(change(|change| matches!(change, Change::Practice(_))) > 10);
        assert!(change(|change| matches!(change, Change::Gap { .. })) > 50);
        assert!(change(|change| matches!(change, Change::CloseDay { .. })) > 100);
        for entry in &entries {
            assert!(!entry.text.contains(['{', '}']), "{}", entry.text);
        }
        let talks: BTreeSet<_> = entries.iter().map(|entry| entry.talk).collect();
        assert!(talks.len() < entries.len(), "some talks are about several children");
    });
}

#[test]
fn nobody_is_asked_by_themselves_nor_what_can_not_be_asked_of_a_note() {
    let mut asked = 0;
    for seed in 1..=8 {
        all(Plan { seed, ..plan(None, 1) }, |nursery, acts| {
            let entries = entries(&acts);
            for (act, stamp) in &acts {
                let [Change::SendBack { entry, question }] = act.changes.as_slice() else { continue };
                let about = entries.iter().find(|known| known.id == *entry).expect("the entry");
                assert_ne!(stamp.person, Some(about.by), "{question}");
                let known = nursery.words.texts.questions.iter().find(|known| known.question == *question);
                assert!(
                    known.expect("a known one").fits(about.kind, &about.text),
                    "{question}: {}",
                    about.text
                );
                asked += 1;
            }
        });
    }
    assert!(asked > 0, "somebody is asked");
}

#[test]
fn nothing_is_written_after_now() {
    let noon = Moment::at(plan(None, 1).now.day(), Time::from_hms_opt(12, 0, 0).expect("a time"), 0);
    all(Plan { now: noon, ..plan(None, 2) }, |_, acts| {
        assert!(acts.iter().all(|(_, stamp)| stamp.recorded.ms <= noon.ms));
        assert!(acts.windows(2).all(|pair| pair[0].1.recorded.ms <= pair[1].1.recorded.ms));
    });
}

#[test]
fn the_store_takes_the_whole_story_and_finds_it_sound() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = Home::at(folder.path().join("home"));
    files::private_folder(home.folder()).expect("a folder");
    let mut chance = Chance::Machine;
    let words = Words::parse(WORDS).expect("the words");
    let (key, _) = vault::create_with(&home, &mut chance, &words, Cost::TEST).expect("a key");
    let mut store = Store::create(&home, &key, &mut chance).expect("a store");
    all(plan(None, 3), |nursery, acts| {
        let written = entries(&acts).len();
        store.apply_bulk(acts).expect("taken");
        let roll = store.roll().expect("the roll");
        assert!(roll.children == nursery.roll().children, "the same children, in the same order");
        assert!(roll.families() == nursery.roll().families(), "the same families");
        let mut listed = 0;
        let mut count = |_| {
            listed += 1;
            Ok(())
        };
        store.list(&Filter::default(), &mut count).expect("listed");
        assert_eq!(listed, written);
    });
    for check in store.verify().expect("verified") {
        assert!(check.holds, "{}: {}", check.name, check.says);
    }
}
