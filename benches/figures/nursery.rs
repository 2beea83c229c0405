//! Practice nurseries of a given size, made once and kept below the target folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use chrono::{Datelike, Days, Weekday};
use doorstep::catalog::Catalog;
use doorstep::catalog::demo::DemoWords;
use doorstep::chance::Chance;
use doorstep::clock::Clock;
use doorstep::demo::{self, LEAD_PIN, PIN, Plan, WORDS};
use doorstep::domain::{Day, Moment, PersonId, RoomId, Stamp, Time};
use doorstep::paths::Home;
use doorstep::settings::Settings;
use doorstep::store::vault::{self, Cost, Key, Words};
use doorstep::store::{Store, files};

use super::Done;

/// A copy of a nursery to measure on: what is written to it is gone with it.
pub struct Nursery {
    /// Where it lies.
    pub home: Home,
    /// How many entries it has.
    pub entries: u64,
    /// The room that the machine stands in.
    pub room: RoomId,
    /// Who signs in: somebody of that room who is no lead.
    pub writer: PersonId,
    /// The place of that person on the sign-in, from 1.
    pub place: usize,
    /// The lead of that room.
    pub lead: PersonId,
    /// Their numbers.
    pub pin: &'static str,
    /// The last day with entries.
    pub day: Day,
    /// The first letters of a child of the room, for the finder.
    pub child: String,
}

impl Nursery {
    /// Opens the nursery of that size, made before by the same version of the program, or makes it.
    pub fn at_hand(folder: &Path, entries: u64) -> Done<Nursery> {
        let day = last_weekday(Clock::Machine.now().day());
        let kept = folder.join(format!("{}-{entries}-{day}", env!("CARGO_PKG_VERSION")));
        if !kept.join("practice-words.txt").exists() {
            make(&kept, entries, day)?;
        }
        let own = folder.join(format!("own-{entries}"));
        copy(&kept, &own)?;
        Nursery::found(own, entries, day)
    }

    /// The key.
    pub fn key(&self) -> Done<Key> {
        Ok(vault::open_with_words(&self.home, &Words::parse(WORDS)?)?)
    }

    /// The record, open.
    pub fn store(&self) -> Done<Store> {
        Ok(Store::open(&self.home, &self.key()?)?)
    }

    fn found(folder: PathBuf, entries: u64, day: Day) -> Done<Nursery> {
        let home = Home::at(folder);
        let store = Store::open(&home, &vault::open_with_words(&home, &Words::parse(WORDS)?)?)?;
        let roll = store.roll()?;
        let today = Clock::Machine.now().day();
        let room = roll.rooms.get(1).ok_or("the nursery has one room only")?;
        Settings { room: Some(room.name.clone()), ..Settings::default() }.write(&home)?;
        let mut here =
            roll.people.iter().filter(|person| person.here_on(today) && person.room == Some(room.id));
        let (place, writer) = here
            .clone()
            .enumerate()
            .find(|(_, person)| !person.role.leads())
            .ok_or("nobody of the room is a key person")?;
        let lead = here.find(|person| person.role.leads()).ok_or("the room has no lead")?;
        let child = roll.in_room(room.id, today).first().map(|child| child.first_name().to_lowercase());
        Ok(Nursery {
            entries,
            room: room.id,
            writer: writer.id,
            place: place + 1,
            lead: lead.id,
            pin: PIN,
            day,
            child: child.ok_or("the room is empty")?.chars().filter(char::is_ascii_alphabetic).collect(),
            home,
        })
    }
}

fn last_weekday(day: Day) -> Day {
    match day.weekday() {
        Weekday::Sat => day - Days::new(1),
        Weekday::Sun => day - Days::new(2),
        _ => day,
    }
}

fn make(folder: &Path, entries: u64, day: Day) -> Done<()> {
    let began = Instant::now();
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder.parent().unwrap_or(folder))?;
    let (catalog, words) = (Catalog::shipped()?, DemoWords::shipped()?);
    let now = Moment::at(day, Time::from_hms_opt(18, 30, 0).unwrap_or_default(), 0);
    let plan = Plan { weeks: 12, entries: Some(entries), seed: 1, now };
    let nursery = demo::Nursery::new(plan, &catalog, &words);
    let home = Home::at(folder);
    files::private_folder(home.folder())?;
    let mut chance = Chance::Machine;
    let (key, _) = vault::create_with(&home, &mut chance, &Words::parse(WORDS)?, Cost::TEST)?;
    let mut store = Store::create(&home, &key, &mut chance)?;
    store.apply_bulk(nursery.acts())?;
    for (person, pin) in nursery.pins() {
        debug_assert!(pin == PIN || pin == LEAD_PIN);
        store.set_pin(person, pin, Stamp { person: None, recorded: now }, &mut chance)?;
    }
    store.rest()?;
    files::write_private(&home.practice_words(), format!("{WORDS}\n").as_bytes())?;
    let bytes = fs::metadata(home.database())?.len();
    println!(
        "Made a nursery of {entries} entries in {:.1} s, {} MB, {} children.",
        began.elapsed().as_secs_f64(),
        bytes / 1_000_000,
        nursery.roll().children.len()
    );
    Ok(())
}

/// Copies a kept nursery, so that what is measured on it leaves it as it was.
fn copy(from: &Path, to: &Path) -> Done<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    files::private_folder(to)?;
    for file in fs::read_dir(from)? {
        let (file, own) = file.map(|file| (file.path(), to.join(file.file_name())))?;
        fs::copy(file, &own)?;
        // Else the first commits that are timed wait for the copy.
        fs::File::open(own)?.sync_all()?;
    }
    Ok(())
}
