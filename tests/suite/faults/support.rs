//! What all rigs share: how many trials, dice that can be thrown again, and saying what was skipped.

use std::path::Path;

use doorstep::chance::Chance;
use doorstep::domain::entry::Standing;
use doorstep::domain::{
    Change, Child, ChildId, Day, Entry, Hours, Kind, Moment, Pattern, PersonId, Practitioner, Role, Room,
    RoomId, Setting, Stamp, Time,
};
use doorstep::paths::Home;
use doorstep::store::ask::Filter;
use doorstep::store::vault::{self, Cost, Words};
use doorstep::store::{Key, Store, files};

/// How many trials a rig does: `first` with every run, `second` before a release.
pub fn trials(first: usize, second: usize) -> usize {
    let own = std::env::var("DOORSTEP_TRIALS").ok().and_then(|trials| trials.parse().ok());
    own.unwrap_or(if long_run() { second } else { first })
}

/// Whether somebody asked for more than what is done with every run: then the machine has nothing else to do.
pub fn long_run() -> bool {
    ["DOORSTEP_LONG", "DOORSTEP_TRIALS"].iter().any(|name| std::env::var_os(name).is_some())
}

/// Random figures that differ from run to run: whatever fails is named by its seed, and `DOORSTEP_SEED` throws the
/// same again.
pub struct Dice(u64);

impl Dice {
    /// Dice, and the seed that they were thrown from.
    pub fn cast() -> (Dice, u64) {
        let given = std::env::var("DOORSTEP_SEED").ok().and_then(|seed| seed.parse().ok());
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a clock");
        let seed: u64 = given.unwrap_or(now.as_nanos() as u64) | 1;
        (Dice(seed), seed)
    }

    /// A number below that one.
    pub fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
}

/// Says aloud that a rig could not run on this machine, and why.
pub fn skipped(rig: &str, why: &str) {
    eprintln!("SKIPPED: {rig}: {why}");
}

/// A note of what was said at drop-off, by that person at that moment.
pub fn note(
    chance: &mut Chance,
    (child, room): (ChildId, RoomId),
    by: PersonId,
    now: Moment,
    text: &str,
) -> Entry {
    Entry {
        id: chance.id(now),
        talk: chance.id(now),
        child,
        room,
        kind: Kind::DropOff,
        happened: now,
        by,
        entered_by: None,
        with: Vec::new(),
        text: text.into(),
        family_words: Vec::new(),
        no_talk: None,
        follow_up: None,
        private: false,
        phrases: Vec::new(),
        suggested: Vec::new(),
        round: None,
        pinned: None,
        moved_from: None,
    }
}

/// A small record that the library made, where a guess costs as good as nothing: for rigs that open it a thousand
/// times. It is a practice setting, so that a command asks for no PIN.
pub struct Record {
    pub home: Home,
    pub key: Key,
    words: Words,
    room: RoomId,
    children: Vec<ChildId>,
    /// Sam Okafor, a room lead: may write and read everything.
    pub sam: PersonId,
    chance: Chance,
    _folder: tempfile::TempDir,
}

impl Record {
    /// Three children, one person, no note yet.
    pub fn new() -> Record {
        let folder = tempfile::tempdir().expect("a folder");
        let home = Home::at(folder.path().join("home"));
        Record::at(home, folder)
    }

    /// The same in that home; the folder goes away with the record.
    pub fn at(home: Home, folder: tempfile::TempDir) -> Record {
        let mut chance = Chance::seeded(11);
        let words = Words::generate(&mut chance);
        let (key, _) = vault::create_with(&home, &mut chance, &words, Cost::TEST).expect("a key");
        let mut store = Store::create(&home, &key, &mut chance).expect("a record");
        files::write_private(&home.practice_words(), words.as_str().as_bytes()).expect("written");
        let now = at(0);
        let (room, sam): (RoomId, PersonId) = (chance.id(now), chance.id(now));
        let children: Vec<ChildId> = (0..CHILDREN.len()).map(|_| chance.id(now)).collect();
        let setting = Setting { name: "Acorns".into(), practice: true, ..Setting::default() };
        let mut changes = vec![Change::Setting(setting), Change::Room(Room::new(room, "Willow"))];
        changes.push(Change::Person(Practitioner {
            id: sam,
            name: "Sam Okafor".into(),
            initials: "SO".into(),
            role: Role::RoomLead,
            room: Some(room),
            from: None,
            until: None,
        }));
        for (id, name) in children.iter().zip(CHILDREN) {
            changes.push(Change::Child(Box::new(Child {
                id: *id,
                forename: name.into(),
                surname: "Test".into(),
                known_as: None,
                born: None,
                room,
                started: None,
                left: None,
                pattern: Pattern::WEEKDAYS,
                hours: Hours::default(),
                notes: String::new(),
            })));
        }
        store.apply(&changes.into(), Stamp { person: None, recorded: now }).expect("set up");
        Record { home, key, words, room, children, sam, chance, _folder: folder }
    }

    /// The record, open to write.
    pub fn store(&self) -> Store {
        Store::open(&self.home, &self.key).expect("the record opens")
    }

    /// The key once more, for another thread.
    pub fn key_again(&self) -> Key {
        vault::open_with_words(&self.home, &self.words).expect("the key")
    }

    /// A note of Sam's, the `number`th minute after the beginning.
    pub fn note(&mut self, number: usize, text: &str) -> (Entry, Stamp) {
        let now = at(number);
        let child = self.children[number % self.children.len()];
        let entry = note(&mut self.chance, (child, self.room), self.sam, now, text);
        (entry, Stamp { person: Some(self.sam), recorded: now })
    }

    /// Writes so many notes, from that number on, each `note 7` and some words more.
    pub fn write(&mut self, store: &mut Store, numbers: std::ops::Range<usize>) {
        for number in numbers {
            let (entry, stamp) = self.note(number, &format!("note {number} of a day like any other"));
            store.apply(&Change::Entry(Box::new(entry)).into(), stamp).expect("saved");
        }
    }

    /// A copy of all its files as they lie there at this moment, in a new folder: what a machine finds that lost its
    /// power now.
    pub fn cut(&self, folder: &Path) -> Home {
        cut(&self.home, folder)
    }
}

/// A copy of all files of a home as they lie there at this moment, in a folder that is made, or emptied, for it.
pub fn cut(home: &Home, folder: &Path) -> Home {
    let copy = Home::at(folder);
    // There is none the first time.
    let _ = std::fs::remove_dir_all(folder);
    files::private_folder(folder).expect("a folder");
    for file in std::fs::read_dir(home.folder()).expect("a folder") {
        let file = file.expect("a file");
        std::fs::copy(file.path(), folder.join(file.file_name())).expect("copied");
    }
    copy
}

/// The words of every entry of a record, in the order of its log.
pub fn texts(store: &Store) -> Vec<String> {
    let mut texts = Vec::new();
    let each = &mut |standing: Standing| {
        texts.push(standing.text().to_string());
        Ok(())
    };
    store.list(&Filter::default(), each).expect("listed");
    texts
}

const CHILDREN: [&str; 3] = ["Ava", "Ben", "Cora"];

/// A Tuesday in November at half past eight, and so many minutes later.
fn at(minutes: usize) -> Moment {
    let begin = Day::from_ymd_opt(2026, 11, 24)
        .and_then(|day| Some(Moment::at(day, Time::from_hms_opt(8, 30, 0)?, 0)));
    begin.expect("a moment").plus_seconds(60 * minutes as i64)
}
