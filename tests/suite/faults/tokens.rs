//! Words that nobody else could have written stand in every place that somebody may not see. None of them is in a file
//! on the disk, on a family's page, in what another key person lists or finds, in a file's name or in what a command
//! says; every word that may be read stands on its page, once.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use chrono::{Days, Weekday};
use doorstep::chance::Chance;
use doorstep::clock::Clock;
use doorstep::domain::entry::Reason;
use doorstep::domain::practice::Practice;
use doorstep::domain::{
    Act, Change, ChildId, Day, Entry, EntryId, Kind, Moment, PersonId, Roll, Stamp, Time,
};
use uuid::Uuid;

use super::support::{Dice, note, trials};
use crate::support::{Nursery, PROGRAM, text};

/// Who may not see a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hidden {
    /// Neither a family nor a key person who did not write it.
    Staff,
    /// No family; staff may know.
    Families,
    /// Nobody: the family whose page it is reads it.
    Nobody,
}
use Hidden::{Families, Nobody, Staff};

/// What happens to a word.
type Happens = fn(&Planting, &str) -> Vec<Change>;

/// Each place, and who may not see a word from then on.
const PLACES: &[(Hidden, Happens)] = &[
    (Staff, |at, word| {
        let entry = Entry { private: true, ..at.entry(word) };
        vec![Change::Entry(Box::new(entry)), at.agree(0)]
    }),
    (Staff, |at, word| vec![at.saves(word), Change::TakeBack { entry: at.new.into() }]),
    (Staff, |at, word| vec![at.record("complaint", word)]),
    (Staff, |at, word| vec![at.record("agency-contact", word)]),
    (Staff, |at, word| {
        let reason = word.to_string();
        vec![Change::Gap { child: at.child, day: at.day, kind: Kind::PickUp, reason }]
    }),
    (Families, |at, word| vec![at.saves(word)]),
    (Families, |at, word| vec![at.saves(word), Change::Strike { entry: at.new.into(), seen: 0 }]),
    (Families, |at, word| {
        let (text, family_words) = ("Sang all morning.".to_string(), vec![]);
        let amend =
            Change::Amend { entry: at.new.into(), seen: 0, text, family_words, reason: Reason::WrongFact };
        // A page holds so much and no more: of those that it may show there are a few.
        let agreed = (at.number < 60).then(|| at.agree(1));
        [at.saves(word), amend].into_iter().chain(agreed).collect()
    }),
    (Families, |at, word| {
        let mut child = at.roll.child(at.child).expect("on the roll").clone();
        child.notes = word.to_string();
        vec![Change::Child(Box::new(child))]
    }),
];

/// Where the next word goes.
struct Planting<'r> {
    roll: &'r Roll,
    lead: PersonId,
    child: ChildId,
    day: Day,
    number: u32,
    new: Uuid,
}

impl Planting<'_> {
    fn entry(&self, word: &str) -> Entry {
        let room = self.roll.child(self.child).expect("on the roll").room;
        let time = Time::from_hms_opt(8 + self.number % 9, self.number % 60, 0).expect("a time");
        let happened = Moment::at(self.day, time, 0);
        let text = format!("Told us of {word} all day.");
        let note = note(&mut Chance::Machine, (self.child, room), self.lead, happened, &text);
        Entry { id: self.new.into(), talk: self.new.into(), kind: Kind::Feedback, ..note }
    }

    fn saves(&self, word: &str) -> Change {
        Change::Entry(Box::new(self.entry(word)))
    }

    fn agree(&self, seen: u32) -> Change {
        Change::Agree { entry: self.new.into(), seen, shows: vec![], nothing_of: None }
    }

    fn record(&self, kind: &str, word: &str) -> Change {
        Change::Practice(Box::new(Practice {
            id: self.new.into(),
            kind: kind.into(),
            day: self.day,
            room: None,
            children: vec![self.child],
            by: self.lead,
            text: word.into(),
            family_words: vec![],
            fields: BTreeMap::new(),
            shows: vec![],
            restricted: true,
        }))
    }
}

/// A word that nobody else could have written.
fn word(dice: &mut Dice) -> String {
    let letters = (0..9).map(|_| char::from(b'a' + dice.below(26) as u8));
    "zq".chars().chain(letters).collect()
}

/// All bytes of a file, those of packed parts unpacked.
fn bytes_of(path: &Path) -> Vec<u8> {
    let mut bytes = std::fs::read(path).expect("a file");
    if let Ok(mut parts) = zip::ZipArchive::new(std::io::Cursor::new(bytes.clone())) {
        for part in 0..parts.len() {
            parts.by_index(part).expect("a part").read_to_end(&mut bytes).expect("unpacked");
        }
    }
    bytes
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { found.extend(files_in(&path)) } else { found.push(path) }
    }
    found
}

/// How often each planted word stands in these bytes.
fn count(bytes: &[u8], planted: &BTreeMap<String, Hidden>) -> BTreeMap<String, usize> {
    let mut times = BTreeMap::new();
    for at in bytes.windows(2).enumerate().filter(|(_, two)| *two == b"zq").map(|(at, _)| at) {
        let found = bytes.get(at..at + 11).and_then(|found| std::str::from_utf8(found).ok());
        if let Some(found) = found.filter(|found| planted.contains_key(*found)) {
            *times.entry(found.to_string()).or_default() += 1;
        }
    }
    times
}

#[test]
fn no_planted_word_is_where_it_may_not_be_and_each_that_may_be_read_stands_once() {
    let trials = trials(5_000, 100_000);
    let (mut dice, seed) = Dice::cast();
    let nursery = Nursery::set_up();
    let mut store = nursery.store();
    let roll = store.roll().expect("the roll");
    let now = Clock::Machine.now();
    let person = |initials: &str| roll.by_initials(initials, now.day()).expect("on the staff list").id;
    let lead = person("PS");
    let child = |name: &str| roll.children.iter().find(|child| child.forename == name).expect("a child").id;
    let children = ["Chidi", "Elif", "Finn", "Grace"].map(child);
    let monday = now.day().week(Weekday::Mon).first_day() - Days::new(7);
    let week = monday.format("%G-W%V").to_string();
    let mut planted = BTreeMap::new();
    let mut chance = Chance::Machine;
    let mut acts = Vec::new();
    for trial in 0..trials {
        let word = word(&mut dice);
        let new: EntryId = chance.id(now);
        let number = trial as u32;
        let day = monday + Days::new(u64::from(number % 5));
        let at = Planting { roll: &roll, lead, child: children[trial % 4], day, number, new: new.0 };
        // A page has room for what a family may read: so many, and the rest is hidden.
        let (hidden, happens) = match trial % (trials / 12).max(2) {
            0 => (Nobody, vec![at.saves(&word), at.agree(0)]),
            _ => {
                let (hidden, place) = PLACES[trial % PLACES.len()];
                (hidden, place(&at, &word))
            }
        };
        planted.insert(word, hidden);
        let stamp = Stamp { person: Some(lead), recorded: now };
        acts.extend(happens.into_iter().map(|change| (Act::from(change), stamp)));
    }
    store.apply_bulk(acts).expect("planted");
    store.rest().expect("at rest");
    drop(store);

    let out = nursery.path("out");
    std::fs::create_dir_all(&out).expect("a folder");
    let (out, temporary) = (out.to_string_lossy().into_owned(), nursery.path("temporary"));
    std::fs::create_dir_all(&temporary).expect("a folder");
    let mut said = String::new();
    let mut says = |initials: &str, arguments: &[&str]| {
        let mut command = nursery.program_as(PROGRAM, initials);
        let output = command
            .args(arguments)
            .args(["--as", initials])
            .env("TMPDIR", &temporary)
            .output()
            .expect("it runs");
        said += &text(&output.stderr);
        text(&output.stdout)
    };
    let mut told = String::new();
    for format in ["txt", "html", "docx"] {
        told = says("PS", &["week", "--for", "families", "--week", &week, "--format", format, "--out", &out]);
        assert!(count(told.as_bytes(), &planted).is_empty(), "seed {seed}: {told}");
    }
    // On the disk: nothing at all, but on the pages that were asked for.
    for path in files_in(&nursery.path("")) {
        let name = path.to_string_lossy().into_owned();
        assert!(count(name.as_bytes(), &planted).is_empty(), "seed {seed}: {name}");
        let found = count(&bytes_of(&path), &planted);
        if !path.starts_with(&out) {
            assert!(found.is_empty(), "seed {seed}: {name} holds {found:?}");
            continue;
        }
        let wrong: Vec<_> =
            found.iter().filter(|(word, times)| planted[*word] != Nobody || **times != 1).collect();
        assert!(wrong.is_empty(), "seed {seed}: {name} holds {wrong:?}");
    }
    for extension in ["txt", "html", "docx"] {
        let pages = files_in(Path::new(&out))
            .into_iter()
            .filter(|path| path.extension().is_some_and(|is| is == extension));
        let all: Vec<u8> = pages.flat_map(|page| bytes_of(&page)).collect();
        let found = count(&all, &planted);
        let readable = planted.iter().filter(|(_, hidden)| **hidden == Nobody);
        let missing: Vec<_> = readable.filter(|(word, _)| !found.contains_key(*word)).collect();
        assert!(missing.is_empty(), "seed {seed}: no {extension} page holds {missing:?}: {said}{told}");
    }
    // What another key person lists.
    let listed =
        nursery.lists_as("JB", &["list", "entries"]) + &nursery.lists_as("JB", &["list", "children"]);
    let found = count(listed.as_bytes(), &planted);
    let wrong: Vec<_> = found.keys().filter(|word| planted[*word] == Staff).collect();
    assert!(wrong.is_empty() && !found.is_empty(), "seed {seed}: a key person lists {wrong:?}");
    assert!(count(said.as_bytes(), &planted).is_empty(), "seed {seed}: {said}");
    let hidden = planted.values().filter(|hidden| **hidden != Nobody).count();
    println!("{trials} words planted, {hidden} of them hidden from families: none found where it may not be");
}
