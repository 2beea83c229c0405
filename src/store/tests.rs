//! The store against real files. Support first, then a file for each thought.

mod acts;
mod backup;
mod clock;
mod concern;
mod erasure;
mod evaluation;
pub(crate) mod hostile;
mod keyed;
mod looked;
mod migrated;
mod practice;
mod presence;
mod property;
mod reading;
mod recovered;
mod renew;
mod requests;
mod safety;
mod schema;
mod sets;
mod side;
mod staff;
mod swept;

use tempfile::TempDir;

use super::*;
use crate::domain::entry::{Reason, Shown, With};
use crate::domain::framework::StatementRef;
use crate::domain::*;

/// A small nursery in a folder of its own.
struct Nursery {
    folder: TempDir,
    key: Key,
    store: Store,
    chance: Chance,
    rooms: Vec<RoomId>,
    /// Sam, a key person; Dana, a room lead; Mo, cover.
    people: Vec<PersonId>,
    children: Vec<ChildId>,
    now: Moment,
    /// How long the machine has been up, where a test says so.
    up: Option<u64>,
}

const SAM: usize = 0;
const DANA: usize = 1;
const MO: usize = 2;

fn day(month: u32, day: u32) -> Day {
    Day::from_ymd_opt(2026, month, day).expect("a day")
}

fn at(on: Day, hour: u32, minute: u32) -> Moment {
    Moment::at(on, Time::from_hms_opt(hour, minute, 0).expect("a time"), 0)
}

fn statement(code: &str) -> StatementRef {
    StatementRef { framework: "partnership-with-parents".into(), code: code.into() }
}

fn shown(code: &str) -> Shown {
    Shown { statement: statement(code), changed: false }
}

/// That everything of a record that can be verified holds; `of` says which it is. One that was frozen, or lies in the
/// clear, has no file that holds its key.
fn all_holds(store: &mut Store, of: &str) {
    let has_key = store.home.slots().iter().any(|path| path.exists());
    for check in store.verify().expect("verified") {
        assert!(check.holds || check.name == "key" && !has_key, "{of} {}: {}", check.name, check.says);
    }
}

impl Nursery {
    /// Two rooms, three people, six children: the first two of each room live together.
    fn new() -> Nursery {
        Nursery::of(7)
    }

    fn of(seed: u64) -> Nursery {
        let folder = tempfile::tempdir().expect("a folder");
        let home = Home::at(folder.path().join("home"));
        let mut chance = Chance::seeded(seed);
        let words = vault::Words::generate(&mut chance);
        let (key, _) = vault::create_with(&home, &mut chance, &words, vault::Cost::TEST).expect("a key");
        let store = Store::create(&home, &key, &mut chance).expect("a store");
        let now = at(day(11, 24), 8, 30);
        let mut nursery = Nursery {
            folder,
            key,
            store,
            now,
            rooms: (0..2).map(|_| chance.id(now)).collect(),
            people: (0..3).map(|_| chance.id(now)).collect(),
            children: (0..6).map(|_| chance.id(now)).collect(),
            up: None,
            chance,
        };
        let mut changes = vec![Change::Setting(Setting { name: "Acorns".into(), ..Setting::default() })];
        for (room, name) in nursery.rooms.iter().zip(["Willow", "Oak"]) {
            changes.push(Change::Room(Room::new(*room, name)));
        }
        let staff = [("Sam Reed", Role::KeyPerson), ("Dana Pike", Role::RoomLead), ("Mo Bell", Role::Cover)];
        for (id, (name, role)) in nursery.people.iter().zip(staff) {
            changes.push(Change::Person(Practitioner {
                id: *id,
                name: name.into(),
                initials: name.chars().filter(|c| c.is_uppercase()).collect(),
                role,
                room: Some(nursery.rooms[0]),
                from: None,
                until: None,
            }));
        }
        for index in 0..nursery.children.len() {
            changes.push(nursery.child(index));
        }
        for pair in [(0, 1), (3, 4)] {
            changes.push(Change::Siblings { a: nursery.children[pair.0], b: nursery.children[pair.1] });
        }
        nursery.store.apply(&changes.into(), Stamp { person: None, recorded: now }).expect("set up");
        nursery
    }

    fn home(&self) -> Home {
        Home::at(self.folder.path().join("home"))
    }

    /// Opens the record once more, as another window does.
    fn open(&self) -> Result<Store> {
        Store::open(&self.home(), &self.key)
    }

    fn child(&self, index: usize) -> Change {
        Change::Child(Box::new(Child {
            id: self.children[index],
            forename: ["Ava", "Ben", "Cora", "Dev", "Ella", "Finn"][index].into(),
            surname: "Test".into(),
            known_as: None,
            born: None,
            room: self.rooms[index / 3],
            started: None,
            left: None,
            pattern: Pattern::WEEKDAYS,
            hours: Hours::default(),
            notes: String::new(),
        }))
    }

    fn stamp(&self, person: usize) -> Stamp {
        Stamp { person: Some(self.people[person]), recorded: self.now }
    }

    fn note(&mut self, child: usize, text: &str) -> Entry {
        Entry {
            id: self.chance.id(self.now),
            talk: self.chance.id(self.now),
            child: self.children[child],
            room: self.rooms[child / 3],
            kind: Kind::DropOff,
            happened: self.now,
            by: self.people[SAM],
            entered_by: None,
            with: vec![With { word: "mum".into(), contact: None }],
            text: text.into(),
            family_words: Vec::new(),
            no_talk: None,
            follow_up: None,
            private: false,
            phrases: vec!["drop-off.tired".into()],
            suggested: vec![statement("2")],
            round: None,
            pinned: None,
            moved_from: None,
        }
    }

    fn act(&mut self, person: usize, act: impl Into<Act>) -> Result<ask::Receipt> {
        let stamp = self.stamp(person);
        self.store.apply(&act.into(), stamp)
    }

    /// Saves a note of Sam's and gives its id.
    fn saved(&mut self, child: usize, text: &str) -> EntryId {
        let note = self.note(child, text);
        let id = note.id;
        self.act(SAM, entry(note)).expect("saved");
        id
    }

    fn there(&self, id: EntryId) -> entry::Standing {
        self.store.entry(id).expect("read").expect("there")
    }

    fn agree(&mut self, entry: EntryId, codes: &[&str]) {
        let seen = self.there(entry).revision;
        let shows = codes.iter().map(|code| shown(code)).collect();
        self.act(DANA, Change::Agree { entry, seen, shows, nothing_of: None }).expect("agreed");
    }

    fn amended(&mut self, entry: EntryId, text: &str) -> Result<ask::Receipt> {
        let seen = self.there(entry).revision;
        let (text, family_words, reason) = (text.into(), Vec::new(), Reason::WrongFact);
        self.act(SAM, Change::Amend { entry, seen, text, family_words, reason })
    }

    /// That everything that can be verified holds.
    fn holds(&mut self) {
        all_holds(&mut self.store, "");
    }

    /// A connection past the store, for what the store would never do.
    fn raw(&self) -> Connection {
        connection::open(&self.home().database(), &self.key.pragma(), Use::Write).expect("open")
    }
}

fn entry(entry: Entry) -> Change {
    Change::Entry(Box::new(entry))
}
