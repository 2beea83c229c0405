//! Two records that differ only in what somebody may not see give that person the same files, to the byte.

use std::collections::BTreeMap;

use super::example::{Example, at, day, example, id, week};
use super::gather::{self, Asked};
use super::*;
use crate::capture::guard;
use crate::catalog::Catalog;
use crate::chance::Chance;
use crate::domain::child::Household;
use crate::domain::entry::{Reason, Shown, With};
use crate::domain::evidence::Scope;
use crate::domain::practice::Practice;
use crate::domain::*;
use crate::export::FORMATS;
use crate::paths::Home;
use crate::store::vault::{self, Cost, Words};
use crate::store::{Store, files};

/// So many pairs of records with every run; `DOORSTEP_LONG` asks for the number before a release.
fn pairs() -> std::ops::Range<usize> {
    0..if crate::paths::variable("DOORSTEP_LONG").is_some() { 10_000 } else { 500 }
}

/// A nursery of a week has so many hidden things and no more: then the pair begins anew.
const AT_ONCE: usize = 75;
/// A file in every format is made of so many of them; of the others the report is compared, of which each is made.
const FILES_EVERY: usize = 25;

/// Two records of one nursery.
pub(super) struct Pair {
    e: Example,
    _folder: tempfile::TempDir,
    records: [Store; 2],
    seconds: i64,
    next: u128,
}

/// Somebody who may not see what a hidden thing holds: everybody, or all homes but the one whose it is.
type Unless = Option<HouseholdId>;

/// A hidden thing: what happens in a record that has it, with these words in it.
struct Hidden {
    what: &'static str,
    /// Whose page has it all the same.
    unless: fn(&Example) -> Unless,
    happens: fn(&Pair, &str) -> Vec<(Who, Change)>,
}

#[derive(Clone, Copy)]
enum Who {
    Sam,
    Priya,
}
use Who::{Priya, Sam};

/// Everything that is kept from families.
const FROM_FAMILIES: &[Hidden] = &[
    Hidden { what: "a private entry", unless: nobody, happens: private },
    Hidden {
        what: "an entry that nobody agreed",
        unless: nobody,
        happens: |pair, words| vec![(Sam, pair.saves(pair.e.ava, Kind::PickUp, words, &[50]))],
    },
    Hidden {
        what: "an entry with the wrong child",
        unless: nobody,
        happens: |pair, words| {
            vec![
                (Sam, pair.saves(pair.e.noah, Kind::DropOff, words, &[])),
                (Priya, pair.agree(0)),
                (Priya, Change::Strike { entry: pair.id(), seen: 0 }),
            ]
        },
    },
    Hidden { what: "an entry that was taken back", unless: nobody, happens: taken_back },
    Hidden {
        what: "what an adult of the other home said",
        unless: |e| Some(e.bens_mum),
        happens: |pair, words| {
            vec![(Sam, pair.saves(pair.e.ben, Kind::PickUp, words, &[53])), (Priya, pair.agree(0))]
        },
    },
    Hidden {
        what: "what somebody without responsibility said",
        unless: nobody,
        happens: |pair, words| {
            vec![(Sam, pair.saves(pair.e.ava, Kind::PickUp, words, &[52])), (Priya, pair.agree(0))]
        },
    },
    Hidden {
        what: "what nobody knows who said",
        unless: nobody,
        happens: |pair, words| {
            let mut entry = pair.entry(pair.e.ava, Kind::PickUp, words, &[]);
            entry.with = vec![With { word: "auntie".into(), contact: None }];
            vec![(Sam, Change::Entry(Box::new(entry))), (Priya, pair.agree(0))]
        },
    },
    Hidden {
        what: "an entry of another child",
        unless: nobody,
        happens: |pair, words| {
            vec![(Sam, pair.saves(pair.e.zoe, Kind::Feedback, words, &[])), (Priya, pair.agree(0))]
        },
    },
    Hidden {
        what: "a practice record",
        unless: nobody,
        happens: |pair, words| vec![(Priya, pair.records("home-visit", words))],
    },
    Hidden {
        what: "a complaint",
        unless: nobody,
        happens: |pair, words| vec![(Priya, pair.records("complaint", words))],
    },
    Hidden {
        what: "why a talk is missing",
        unless: nobody,
        happens: |pair, words| {
            let (child, day) = (pair.e.ava, day(17));
            vec![(Priya, Change::Gap { child, day, kind: Kind::DropOff, reason: words.into() })]
        },
    },
    Hidden {
        what: "where a child is",
        unless: nobody,
        happens: |pair, _| {
            let is = [Whereabouts::Here, Whereabouts::Away(AwayReason::Ill)][pair.next as usize % 2];
            vec![(Priya, Change::Presence { child: pair.e.ava, day: day(19), is })]
        },
    },
    Hidden { what: "what the register says besides", unless: nobody, happens: said_besides },
    Hidden {
        what: "a safeguarding concern",
        unless: nobody,
        happens: |_, _| vec![(Sam, Change::ConcernPassedOn)],
    },
    Hidden {
        what: "a judgement",
        unless: nobody,
        happens: |_, _| {
            let statement = "partnership-with-parents/2".parse().unwrap();
            vec![(Priya, Change::Judge { statement, met: "P".into(), seen: None })]
        },
    },
];

/// What the readers of the room's week and of the form may know that it is there, but not what it says.
const WORDS_ALONE: &[Hidden] = &[
    Hidden { what: "private words", unless: nobody, happens: private },
    Hidden { what: "words that were taken back", unless: nobody, happens: taken_back },
    Hidden {
        what: "words that were struck",
        unless: nobody,
        happens: |pair, words| {
            let saved = pair.saves(pair.e.noah, Kind::DropOff, words, &[]);
            vec![(Sam, saved), (Priya, Change::Strike { entry: pair.id(), seen: 0 })]
        },
    },
    Hidden {
        what: "words that were corrected",
        unless: nobody,
        happens: |pair, words| {
            let text = format!("Counted the stairs, number {}.", pair.next);
            let family_words = vec![];
            vec![
                (Sam, pair.saves(pair.e.ava, Kind::Feedback, words, &[])),
                (
                    Sam,
                    Change::Amend {
                        entry: pair.id(),
                        seen: 0,
                        text,
                        family_words,
                        reason: Reason::WrongFact,
                    },
                ),
                (Priya, pair.agree(1)),
            ]
        },
    },
    Hidden {
        what: "a complaint's words",
        unless: nobody,
        happens: |pair, words| vec![(Priya, pair.records("complaint", words))],
    },
    Hidden {
        what: "an agency's words",
        unless: nobody,
        happens: |pair, words| vec![(Priya, pair.records("agency-contact", words))],
    },
    Hidden { what: "what the register says besides", unless: nobody, happens: said_besides },
];

fn private(pair: &Pair, words: &str) -> Vec<(Who, Change)> {
    let mut entry = pair.entry(pair.e.ava, Kind::PickUp, words, &[50]);
    entry.private = true;
    vec![(Sam, Change::Entry(Box::new(entry))), (Priya, pair.agree(0))]
}

fn taken_back(pair: &Pair, words: &str) -> Vec<(Who, Change)> {
    let saved = pair.saves(pair.e.ben, Kind::DropOff, words, &[]);
    vec![(Sam, saved), (Sam, Change::TakeBack { entry: pair.id() })]
}

fn said_besides(pair: &Pair, words: &str) -> Vec<(Who, Change)> {
    let mut child = pair.e.roll.child(pair.e.ava).unwrap().clone();
    child.notes = words.into();
    vec![(Priya, Change::Child(Box::new(child)))]
}

fn nobody(_: &Example) -> Unless {
    None
}

impl Pair {
    pub(super) fn new() -> Pair {
        let e = example();
        let folder = tempfile::tempdir().unwrap();
        let records = ["one", "other"].map(|name| {
            let home = Home::at(folder.path().join(name));
            files::private_folder(home.folder()).unwrap();
            let mut chance = Chance::seeded(1);
            let words = Words::generate(&mut chance);
            let (key, _) = vault::create_with(&home, &mut chance, &words, Cost::TEST).unwrap();
            Store::create(&home, &key, &mut chance).unwrap()
        });
        let mut pair = Pair { e, _folder: folder, records, seconds: 0, next: 1 };
        let founding = pair.founding();
        pair.both(vec![(None, founding)]);
        for (child, kind, text, with) in [
            (pair.e.ava, Kind::PickUp, "Mum: “Ava sang it all evening.”", &[50][..]),
            (pair.e.noah, Kind::Feedback, "Noah built a bridge.", &[]),
            (pair.e.ben, Kind::PickUp, "Dad said that he counts the stairs.", &[54]),
            (pair.e.ben, Kind::PickUp, "Mum said that he counts the buses.", &[53]),
            (pair.e.ava, Kind::ForHome, "Read the bear book.", &[]),
        ] {
            let act = vec![(Sam, pair.saves(child, kind, text, with)), (Priya, pair.agree(0))];
            pair.step([act.clone(), act]);
        }
        pair
    }

    fn founding(&self) -> Act {
        let roll = &self.e.roll;
        let mut changes = vec![Change::Setting(roll.setting.clone())];
        changes.extend(roll.rooms.iter().cloned().map(Change::Room));
        changes.extend(roll.people.iter().cloned().map(Change::Person));
        changes.extend(roll.children.iter().cloned().map(|child| Change::Child(Box::new(child))));
        let homes: std::collections::BTreeSet<_> = roll.contacts.iter().map(|one| one.household).collect();
        changes.extend(homes.into_iter().map(|id| Change::Household(Household { id })));
        changes.extend(roll.contacts.iter().cloned().map(Change::Contact));
        changes.extend(roll.links.iter().cloned().map(Change::Link));
        changes.extend(roll.key_persons.iter().cloned().map(Change::KeyPerson));
        changes.into()
    }

    fn both(&mut self, acts: Vec<(Option<Who>, Act)>) {
        for record in 0..2 {
            self.apply(record, acts.clone());
        }
        self.seconds += 10;
    }

    fn apply(&mut self, record: usize, acts: Vec<(Option<Who>, Act)>) {
        for (who, act) in acts {
            let person = who.map(|who| match who {
                Sam => self.e.sam,
                Priya => self.e.priya,
            });
            let recorded = at(20, 9, 0);
            let recorded = Moment { ms: recorded.ms + self.seconds * 1000, ..recorded };
            self.records[record].apply(&act, Stamp { person, recorded }).unwrap();
        }
    }

    /// What happens in the one record and in the other.
    fn step(&mut self, happens: [Vec<(Who, Change)>; 2]) {
        for (record, changes) in happens.into_iter().enumerate() {
            self.apply(record, changes.into_iter().map(|(who, change)| (Some(who), change.into())).collect());
        }
        self.seconds += 10;
        self.next += 1;
    }

    /// The identity of the entry of this step.
    fn id(&self) -> EntryId {
        id(100_000 + self.next)
    }

    fn entry(&self, child: ChildId, kind: Kind, text: &str, with: &[u128]) -> Entry {
        let on = 16 + (self.next % 5) as u32;
        let mut entry = self.e.entry(self.next, child, kind, on, text, with).entry;
        entry.id = self.id();
        entry.talk = id(200_000 + self.next);
        entry.happened = at(on, 8, (self.next % 30) as u32);
        entry
    }

    fn saves(&self, child: ChildId, kind: Kind, text: &str, with: &[u128]) -> Change {
        Change::Entry(Box::new(self.entry(child, kind, text, with)))
    }

    fn agree(&self, seen: u32) -> Change {
        let statement = "partnership-with-parents/15".parse().unwrap();
        Change::Agree {
            entry: self.id(),
            seen,
            shows: vec![Shown { statement, changed: false }],
            nothing_of: None,
        }
    }

    fn records(&self, kind: &str, words: &str) -> Change {
        Change::Practice(Box::new(Practice {
            id: id(300_000 + self.next),
            kind: kind.into(),
            day: day(18),
            room: Some(self.e.room),
            children: vec![self.e.ava],
            by: self.e.priya,
            text: words.into(),
            family_words: vec![],
            fields: BTreeMap::new(),
            shows: vec![],
            restricted: kind != "home-visit",
        }))
    }

    /// The pages of every home, as each record makes them.
    pub(super) fn pages(&self, record: usize) -> BTreeMap<(HouseholdId, Print), Report> {
        let store = &self.records[record];
        let roll = store.roll().unwrap();
        let guard = |text: &str, children: &[ChildId]| names(&roll, text, children);
        let weeks = gather::family_weeks(store, &roll, None, week(), &guard, at(20, 17, 40)).unwrap();
        weeks.pages.into_iter().map(|page| ((page.household, page.report.print), page.report)).collect()
    }

    /// The records for the next setting, as each home that may agree to one hands it on.
    pub(super) fn moving_on(
        &self,
        record: usize,
        catalog: &Catalog,
    ) -> BTreeMap<(ChildId, HouseholdId), Report> {
        let (store, e) = (&self.records[record], &self.e);
        let roll = store.roll().unwrap();
        let guard = |text: &str, children: &[ChildId]| names(&roll, text, children);
        let known = Names::of(&roll);
        let report = |of| {
            let (who, made) = ((&roll, &known), at(20, 17, 40));
            (of, gather::moving_on(store, who, of, &catalog.practice, &guard, made).unwrap().report())
        };
        [(e.ava, e.oneills), (e.noah, e.oneills), (e.ben, e.bens_mum), (e.ben, e.bens_dad), (e.ava, e.gran)]
            .map(report)
            .into()
    }

    /// What else is made of the setting: the handover card and its week without their day codes, and the complaints.
    pub(super) fn more_of_the_setting(
        &self,
        record: usize,
        catalog: &Catalog,
    ) -> Vec<(&'static str, Report)> {
        let store = &self.records[record];
        let roll = store.roll().unwrap();
        let (made, period) = (at(20, 17, 40), Period::term_to(day(20)));
        let card = gather::handover(store, &roll, self.e.room, made).unwrap().report();
        let known = Names::of(&roll);
        let list = gather::complaints(store, (&roll, &known), &catalog.practice, period, made).unwrap();
        let all = gather::setting_week(store, &roll, week(), made).unwrap().report();
        let plain = |report: Report| Report { day_code: None, ..report };
        let list = list.report();
        vec![("the handover card", plain(card)), ("the complaints", list), ("the setting's week", plain(all))]
    }

    /// The room's week and the form, as a record makes them: without the day code, which stands for the whole record.
    pub(super) fn of_the_setting(&self, record: usize, catalog: &Catalog) -> Vec<(&'static str, Report)> {
        let store = &self.records[record];
        let roll = store.roll().unwrap();
        let guard = |text: &str, children: &[ChildId]| names(&roll, text, children);
        let made = at(20, 17, 40);
        let week = gather::room_week(store, &roll, self.e.room, week(), made).unwrap().report();
        let framework = catalog.framework("partnership-with-parents").unwrap();
        let asked = Asked { roll: &roll, framework, practice: &catalog.practice, guard: &guard, made };
        let scope = Scope { rooms: vec![], period: Period::term_to(day(20)) };
        let form = gather::evidence(store, &asked, scope).unwrap().report();
        let plain = |report: Report| Report { day_code: None, ..report };
        vec![("the room's week", plain(week)), ("the form", plain(form))]
    }
}

fn names(roll: &Roll, text: &str, children: &[ChildId]) -> Vec<String> {
    let hits = guard::guard(text, children, roll, None);
    hits.into_iter().filter_map(|hit| text.get(hit.range).map(str::to_string)).collect()
}

fn same_files(one: &Report, other: &Report, what: &str) {
    for format in &FORMATS {
        assert!((format.write)(one).unwrap() == (format.write)(other).unwrap(), "{what}, {}", format.label);
    }
}

#[test]
fn no_familys_page_and_no_record_that_it_hands_on_changes_with_what_that_family_may_not_see() {
    let catalog = Catalog::shipped().unwrap();
    let mut pair = Pair::new();
    let before = pair.pages(0);
    assert_eq!(before.keys().map(|(home, _)| *home).collect::<Vec<_>>().len(), 3, "three homes get a page");
    for round in pairs() {
        if round % AT_ONCE == 0 {
            pair = Pair::new();
        }
        let hidden = &FROM_FAMILIES[round % FROM_FAMILIES.len()];
        // Somebody's own words: what a page and a record for the next setting both have first.
        let words = format!("“PLANTED{round} in the evening.”");
        let happens = (hidden.happens)(&pair, &words);
        pair.step([vec![], happens]);
        let unless = (hidden.unless)(&pair.e);
        let (mut one, mut other) = (pair.pages(0), pair.pages(1));
        // What one home may see is hers in either record from then on.
        if let Some(home) = unless {
            let theirs = |pages: &BTreeMap<(HouseholdId, Print), Report>| {
                pages
                    .iter()
                    .filter(|((whose, _), _)| *whose == home)
                    .any(|(_, page)| format!("{page:?}").contains(&words))
            };
            assert!(!theirs(&one) && theirs(&other), "{}: the home whose it is reads it", hidden.what);
        }
        let known = |(whose, _): &(HouseholdId, Print), _: &mut Report| *whose != pair.e.bens_mum;
        one.retain(known);
        other.retain(known);
        assert_eq!(one, other, "{}, round {round}", hidden.what);
        assert!(!format!("{other:?}").contains("PLANTED"), "{}", hidden.what);
        let (mut moves, mut moves_too) = (pair.moving_on(0, &catalog), pair.moving_on(1, &catalog));
        let known = |(_, whose): &(ChildId, HouseholdId), _: &mut Report| *whose != pair.e.bens_mum;
        moves.retain(known);
        moves_too.retain(known);
        assert_eq!(moves, moves_too, "{}, round {round}", hidden.what);
        assert!(!format!("{moves_too:?}").contains("PLANTED"), "{}", hidden.what);
        if round % FILES_EVERY == 0 {
            let one = one.values().chain(moves.values());
            for (page, same) in one.zip(other.values().chain(moves_too.values())) {
                same_files(page, same, hidden.what);
            }
        }
    }
}

#[test]
fn no_word_that_is_hidden_from_its_readers_changes_what_is_made_of_the_setting() {
    let catalog = Catalog::shipped().unwrap();
    let mut pair = Pair::new();
    for round in pairs() {
        if round % AT_ONCE == 0 {
            pair = Pair::new();
        }
        let hidden = &WORDS_ALONE[round % WORDS_ALONE.len()];
        let words = ["ALPHA", "OMEGA"].map(|word| format!("PLANTED{word}{round} in the evening."));
        let happens = words.each_ref().map(|words| (hidden.happens)(&pair, words));
        pair.step(happens);
        let all = |record| {
            let more = pair.more_of_the_setting(record, &catalog);
            pair.of_the_setting(record, &catalog).into_iter().chain(more).collect::<Vec<_>>()
        };
        let (one, other) = (all(0), all(1));
        for ((what, report), (_, same)) in one.iter().zip(&other) {
            assert_eq!(report, same, "{what}: {}, round {round}", hidden.what);
            assert!(!format!("{report:?}").contains("PLANTED"), "{what}: {}", hidden.what);
            if round % FILES_EVERY == 0 {
                same_files(report, same, hidden.what);
            }
        }
    }
}

#[test]
fn a_word_that_may_be_read_stands_once_on_each_page_that_may_have_it() {
    let pair = Pair::new();
    let catalog = Catalog::shipped().unwrap();
    let text = |report: &Report| {
        let txt = crate::export::format("txt").unwrap();
        String::from_utf8((txt.write)(report).unwrap())
            .unwrap()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let pages = pair.pages(0);
    let of = |home| pages.iter().find(|((whose, _), _)| *whose == home).map(|(_, page)| text(page)).unwrap();
    let count = |home, words: &str| of(home).matches(words).count();
    assert_eq!(count(pair.e.oneills, "sang it all evening"), 1);
    assert_eq!(count(pair.e.oneills, "built a bridge"), 1);
    assert_eq!(
        (count(pair.e.bens_dad, "counts the stairs"), count(pair.e.bens_dad, "counts the buses")),
        (1, 0)
    );
    assert_eq!(
        (count(pair.e.bens_mum, "counts the stairs"), count(pair.e.bens_mum, "counts the buses")),
        (0, 1)
    );
    let moves = pair.moving_on(0, &catalog);
    let told = text(&moves[&(pair.e.ava, pair.e.oneills)]);
    assert_eq!(
        (told.matches("sang it all evening").count(), told.matches("Read the bear book").count()),
        (1, 1)
    );
    assert!(!text(&moves[&(pair.e.ava, pair.e.gran)]).contains("sang it all evening"));
    for (what, report) in pair.of_the_setting(0, &catalog) {
        assert!(format!("{report:?}").contains("sang it all evening"), "{what}");
    }
}
