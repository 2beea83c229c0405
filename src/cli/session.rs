//! Opening the record for a command: the home, the room words, and the person who asks.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use zeroize::Zeroizing;

use super::{Common, held, making, out};
use crate::chance::Chance;
use crate::clock::{self, Clock, Uptime};
use crate::domain::day;
use crate::domain::deeds::Deed;
use crate::domain::look::Look;
use crate::domain::{Day, Moment, Practitioner, Role, Roll, RoomId, Stamp};
use crate::failure::{Failure, Result};
use crate::leaving::speak;
use crate::own;
use crate::paths::{self, Home};
use crate::report::reports::By;
use crate::settings::{Choice, Settings};
use crate::store::ask::PinTry;
use crate::store::vault::{self, Key, KeyFile, Sheet, Words};
use crate::store::{Store, files, place};

/// A record that is open, and who opened it.
pub struct Session {
    /// The record.
    pub store: Store,
    /// Who is who in it.
    pub roll: Roll,
    /// Who asks. In the practice nursery, where nobody was named, its manager.
    pub person: Practitioner,
    /// The room that this machine stands in, where that was said.
    pub room: Option<RoomId>,
    /// How the setting's pages look.
    pub look: Option<Arc<Look>>,
    /// When.
    pub now: Moment,
    /// Where ids come from.
    pub chance: Chance,
}

impl Session {
    /// Opens to read, for a person who proved who they are, and does that.
    pub fn reading<T>(common: &Common, does: impl FnOnce(&mut Session) -> Result<T>) -> Result<T> {
        let home = Home::find(common.home.clone())?;
        let key = key(common, &home)?;
        Session::with(common, (&home, &key), false, does)
    }

    /// Opens to write, for a person who proved who they are, and does that.
    pub fn writing<T>(common: &Common, does: impl FnOnce(&mut Session) -> Result<T>) -> Result<T> {
        let home = Home::find(common.home.clone())?;
        let key = key(common, &home)?;
        Session::with(common, (&home, &key), true, does)
    }

    /// The same with a key that the caller keeps. This is the one door to the record for a command, and so the one where
    /// what it prints of it for a file or another program is put into the record first, as a file that goes out is.
    ///
    /// # Errors
    /// What opening and `does` refuse. Where `does` prints the record's words and the person may not let them leave, or
    /// the record can't say that they left, nothing of them is printed.
    pub fn with<T>(
        common: &Common,
        (home, key): (&Home, &Key),
        write: bool,
        does: impl FnOnce(&mut Session) -> Result<T>,
    ) -> Result<T> {
        let mut session = Session::open(common, home, key, write)?;
        held::begin(&common.called, !out::before_eyes(), session.may_not_export());
        let done = does(&mut session);
        let Some(waited) = held::end() else { return done };
        let done = match done {
            Ok(done) => done,
            Err(failure) => {
                out::spoken(&waited.own())?;
                return Err(failure);
            }
        };
        match waited.whole() {
            Err(text) => out::spoken(&text)?,
            Ok(spoken) => {
                let stamp = session.stamp();
                if !write {
                    session.store = Store::open(home, key)?;
                    session.store.heed_clock(Uptime::Machine);
                }
                out::spoken(&speak(&mut session.store, spoken, stamp)?)?;
            }
        }
        Ok(done)
    }

    fn open(common: &Common, home: &Home, key: &Key, write: bool) -> Result<Session> {
        need_own_disk(common, home)?;
        let now = Clock::Machine.now();
        // Trying a PIN counts it, so even a reader opens to write until the person is known.
        let mut store = Store::open(home, key)?;
        store.heed_clock(Uptime::Machine);
        let roll = store.roll()?;
        let person = person(common, &mut store, &roll, now)?;
        if !write {
            store = Store::open_reading(home, key)?;
        } else if let Some(wrong) = day::clock_is_wrong(now, store.last_recorded()?) {
            // It is written all the same: the order of the record is its own.
            out::aside(&wrong.to_string());
        }
        let (settings, wrong) = Settings::read(home);
        wrong.into_iter().for_each(|wrong| out::complain(&wrong.into()));
        let room = settings.room.and_then(|name| roll.room_named(&name).map(|room| room.id));
        let (look, wrong) = own::look(home);
        wrong.into_iter().for_each(|wrong| out::complain(&wrong.into()));
        Ok(Session { store, roll, person, room, look, now, chance: Chance::Machine })
    }

    /// Refuses unless the person is a room lead or manager. `what` ends the sentence “Only a room lead or manager may …”.
    pub fn need_lead(&self, what: &str) -> Result<()> {
        self.need(By::Leads, what)
    }

    /// The same for those who may make a report.
    pub fn need(&self, by: By, what: &str) -> Result<()> {
        if by.may(self.person.role) {
            return Ok(());
        }
        Err(Failure::refused(format!(
            "Only {} may {what}; {} is a {}.",
            by.label(),
            self.person.name,
            self.person.role.label()
        )))
    }

    /// Why the person may let nothing leave the machine, by the table of who may do what, where they may not.
    fn may_not_export(&self) -> Option<&'static str> {
        match Deed::Export.row() {
            Some(row) if row.allows(Some(&self.person)) => None,
            row => Some(row.map_or("Nobody can export.", |row| row.refused)),
        }
    }

    /// The stamp of what this session writes.
    pub fn stamp(&self) -> Stamp {
        Stamp { person: Some(self.person.id), recorded: self.now }
    }

    /// The room that a note without a screen is for: this machine's, else the person's own.
    pub fn home_room(&self) -> Result<RoomId> {
        self.room.or(self.person.room).ok_or_else(|| {
            Failure::refused(format!(
                "{} has no room of their own, and this machine has none either.",
                self.person.name
            ))
            .todo("Log it as somebody of the child's room.")
        })
    }

    /// Today on the wall clock.
    pub fn today(&self) -> Day {
        self.now.day()
    }
}

/// Refuses a folder that is shared over a network or copied to other machines, unless somebody says or once said that
/// the record stays there even so. A practice nursery may lie anywhere: nobody misses it.
pub fn need_own_disk(common: &Common, home: &Home) -> Result<()> {
    if home.practice_words().exists() || Settings::read(home).0.even_so {
        return Ok(());
    }
    match place::check(home.folder()) {
        Err(_) if common.even_so && home.database().exists() => Settings::remember(home, &Choice::EvenSo),
        // A set-up writes it into the record that it makes.
        Err(_) if common.even_so => Ok(()),
        checked => checked,
    }
}

/// The database's key: by the key file that was named, or by the room words, from `DOORSTEP_WORDS_FILE`, from the
/// practice nursery's own file, or asked for.
pub fn key(common: &Common, home: &Home) -> Result<Key> {
    need_record(home)?;
    if let Some(file) = key_file(common) {
        return vault::open_with_key_file(home, &read_key_file(&file)?);
    }
    let words = match paths::path("DOORSTEP_WORDS_FILE") {
        Some(file) => secret(file, "The file with the room words")?,
        None => match practice_words(home)? {
            Some(words) => words,
            None => out::ask_hidden("Room words:")?,
        },
    };
    vault::open_with_words(home, &Words::parse(&words)?)
}

/// Reads a key file, and says where anybody who holds its stick could.
pub fn read_key_file(path: &Path) -> Result<KeyFile> {
    let file = KeyFile::read(path)?;
    if KeyFile::is_open_to_all(path) {
        out::aside(OPEN_TO_ALL);
    }
    Ok(file)
}

/// What is said of a key file on a stick that keeps no rights.
pub const OPEN_TO_ALL: &str =
    "The stick keeps no rights: while it is in, everybody who uses this machine can read its key file.";

/// The key file that an option or `DOORSTEP_KEY_FILE` names.
pub fn key_file(common: &Common) -> Option<PathBuf> {
    common.key_file.clone().or_else(|| paths::path("DOORSTEP_KEY_FILE"))
}

/// The recovery sheet: from a file that nobody else can read, or its four lines, which are not shown while they are typed.
pub fn sheet(file: Option<&Path>) -> Result<Sheet> {
    if let Some(file) = file {
        return Sheet::parse(&files::read_private(file, "The file with the recovery sheet")?);
    }
    let mut typed = Zeroizing::new(String::with_capacity(512));
    for number in 1..=4 {
        typed.push_str(&out::ask_hidden(&format!("Line {number} of the recovery sheet:"))?);
        typed.push('\n');
    }
    Sheet::parse(&typed)
}

/// Refuses where there is no record in this home yet, or where others can reach it.
pub fn need_record(home: &Home) -> Result<()> {
    if let Some(lost) = making::lost(home) {
        return Err(lost);
    }
    if home.database().exists() {
        // A folder or file that others may enter is said before anything is read from it.
        files::private_folder(home.folder())?;
        files::open_private(&home.database(), "The record's file", OpenOptions::new().read(true))?;
        return Ok(());
    }
    Err(Failure::refused(format!("No nursery's record is in {} yet.", home.folder().display())).todo(
        "Set one up with “doorstep setup”, try the made-up nursery with “doorstep demo”, or name another folder with --home.",
    ))
}

/// The words of a practice nursery, which lie beside it and are no secret.
pub fn practice_words(home: &Home) -> Result<Option<Zeroizing<String>>> {
    let path = home.practice_words();
    if !path.exists() {
        return Ok(None);
    }
    files::read_private(&path, "The file of practice words").map(Some)
}

fn secret(path: PathBuf, what: &str) -> Result<Zeroizing<String>> {
    let text = files::read_private(&path, what)?;
    Ok(Zeroizing::new(text.trim().to_string()))
}

/// Who asks: the person with these initials, once their PIN is right. The practice nursery asks nobody.
fn person(common: &Common, store: &mut Store, roll: &Roll, now: Moment) -> Result<Practitioner> {
    let Some(initials) = &common.person else {
        let today = now.day();
        let manager = roll.people.iter().find(|person| person.role == Role::Manager && person.here_on(today));
        return match manager {
            Some(manager) if roll.setting.practice => Ok(manager.clone()),
            _ => Err(Failure::usage("Say who asks: --as with your initials.")),
        };
    };
    proved(store, roll, initials, "DOORSTEP_PIN_FILE", now)
}

/// A second person, who agrees to something that nobody does alone, once their PIN is right.
pub fn second(store: &mut Store, roll: &Roll, initials: &str, now: Moment) -> Result<Practitioner> {
    proved(store, roll, initials, "DOORSTEP_SECOND_PIN_FILE", now)
}

/// The person with these initials, once their PIN is right: out of the file that a variable names, or asked for.
fn proved(
    store: &mut Store,
    roll: &Roll,
    initials: &str,
    variable: &str,
    now: Moment,
) -> Result<Practitioner> {
    let person = roll.by_initials(initials, now.day()).cloned().ok_or_else(|| {
        Failure::refused(format!("Nobody who works here today has the initials “{initials}”."))
            .todo("See “doorstep list people”.")
    })?;
    let pin = match paths::path(variable) {
        Some(file) => secret(file, "The file with the PIN")?,
        None if roll.setting.practice => return Ok(person),
        None => out::ask_hidden(&format!("{}'s PIN:", person.first_name()))?,
    };
    match store.try_pin(person.id, &pin, now, clock::up())? {
        PinTry::Right(tries) => {
            if let Some(tries) = tries {
                out::aside(&tries.says("you were", now.day()));
            }
            Ok(person)
        }
        PinTry::OneUse => Err(Failure::refused("That is the one-use number: it opens the screen, once.")
            .todo("Open “doorstep”, choose a PIN there, then try again.")),
        PinTry::Wrong { left: 1.., .. } if !store.has_pin(person.id)? => Err(no_pin_yet(&person)),
        PinTry::Wrong { left: 0, wait } => Err(Failure::refused(format!(
            "That PIN does not match. Wait {wait} seconds before the next try."
        ))),
        PinTry::Wrong { left, .. } => Err(Failure::refused(format!(
            "That PIN does not match. {left} more {} before {} waits.",
            if left == 1 { "try" } else { "tries" },
            person.first_name()
        ))),
        PinTry::Wait { seconds } => {
            Err(Failure::refused(format!("It is too early to try again. Wait {seconds} seconds.")))
        }
        PinTry::NoPin => Err(no_pin_yet(&person)),
    }
}

fn no_pin_yet(person: &Practitioner) -> Failure {
    Failure::refused(format!("{} has not chosen a PIN yet.", person.first_name()))
        .todo("Sign in once on the screen with the one-use number.")
}
