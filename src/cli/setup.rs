//! `doorstep setup`: a setting's name, its staff and its register into a new, encrypted record.

use std::path::{Path, PathBuf};

use clap::Args;
use zeroize::Zeroizing;

use super::import::{self, about, say_plan};
use super::{Common, out};
use crate::chance::Chance;
use crate::clock::Clock;
use crate::domain::{Act, Change, Moment, PersonId, Practitioner, Roll, Setting, Stamp};
use crate::failure::{Failure, Result};
use crate::paths::Home;
use crate::register::{Trouble, read_pins, table};
use crate::settings::Settings;
use crate::store::vault::{self, Sheet, Words};
use crate::store::{Store, files};

/// What is said by options; whatever is missing is asked for.
#[derive(Clone, Debug, Default, Args)]
pub struct Options {
    /// The setting's name
    #[arg(long, value_name = "NAME")]
    pub setting: Option<String>,
    /// The list of staff (CSV)
    #[arg(long, value_name = "FILE")]
    pub staff: Option<PathBuf>,
    /// The register of children (CSV)
    #[arg(long, value_name = "FILE")]
    pub register: Option<PathBuf>,
    /// The room that this machine stands in; else it is the room of whoever signs in
    #[arg(long, value_name = "NAME")]
    pub room: Option<String>,
    /// Who a safeguarding concern goes to, and how they are reached
    #[arg(long, value_name = "TEXT")]
    pub safeguarding_lead: Option<String>,
    /// Initials and PIN of each person (CSV); else each chooses one at the first sign-in
    #[arg(long, value_name = "FILE")]
    pub pins: Option<PathBuf>,
    /// Write the room words to this new file instead of the screen
    #[arg(long, value_name = "FILE")]
    pub words_to: Option<PathBuf>,
    /// Write the recovery sheet to this new file instead of the screen
    #[arg(long, value_name = "FILE")]
    pub recovery_to: Option<PathBuf>,
}

/// Everything that a new record begins with, read and checked before anything is made.
pub struct Beginning {
    changes: Vec<Change>,
    roll: Roll,
    pins: Vec<(PersonId, Zeroizing<String>)>,
    room: Option<String>,
}

/// What a new record gave: what opens it, and the one-use numbers of those without a PIN.
pub struct Made {
    /// The words that open it each morning.
    pub words: Words,
    /// The sheet that opens it when the words are lost.
    pub sheet: Sheet,
    /// Each person without a PIN, with their one-use number.
    pub one_use: Vec<(Practitioner, Zeroizing<String>)>,
}

/// Asks for what the options do not say, makes the record, and says what opens it.
pub fn run(common: &Common, options: &Options) -> Result<()> {
    let home = Home::find(common.home.clone())?;
    need_none(&home)?;
    let mut options = options.clone();
    if options.setting.is_none() || options.staff.is_none() || options.register.is_none() {
        ask(&mut options)?;
    }
    for path in [&options.words_to, &options.recovery_to].into_iter().flatten() {
        need_new(path)?;
    }
    let mut chance = Chance::Machine;
    let now = Clock::Machine.now();
    let beginning = begin(&options, now, &mut chance)?;
    let made = make(&home, &beginning, now, &mut chance)?;
    hand_over(&options, &made)?;
    out::say(&format!("The log is set up in {}. Open it with `doorstep`.", home.folder().display()))
}

/// The three questions, then the files.
fn ask(options: &mut Options) -> Result<()> {
    out::say("Welcome. This takes about two minutes. Nothing is made until everything has been read.")?;
    let text = |value: &mut Option<String>, question: &str| -> Result<()> {
        while value.as_deref().is_none_or(|text| text.trim().is_empty()) {
            *value = Some(out::ask(question)?);
        }
        Ok(())
    };
    text(&mut options.setting, "1 of 3  What is your setting called?")?;
    if options.safeguarding_lead.is_none() {
        options.safeguarding_lead =
            Some(out::ask("2 of 3  Who does a safeguarding concern go to, and how are they reached?")?);
    }
    if options.room.is_none() {
        let room =
            out::ask("3 of 3  Which room is this machine in? (Enter alone: it goes from room to room)")?;
        options.room = Some(room).filter(|room| !room.is_empty());
    }
    let file = |value: &mut Option<PathBuf>, question: &str| -> Result<()> {
        while value.is_none() {
            let path = PathBuf::from(out::ask(question)?);
            match std::fs::metadata(&path) {
                Ok(meta) if meta.is_file() => *value = Some(path),
                _ => out::say("There is no such file. Type its whole name, with its folder.")?,
            }
        }
        Ok(())
    };
    file(&mut options.staff, "File    The list of your staff (CSV):")?;
    file(&mut options.register, "File    The register of your children (CSV):")
}

/// Reads all files into one act. Nothing has been made when this refuses.
fn begin(options: &Options, now: Moment, chance: &mut Chance) -> Result<Beginning> {
    let missing = |what: &str| Failure::usage(format!("Say {what}; see `doorstep setup --help`."));
    let name = options.setting.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let setting = Setting {
        name: name.ok_or_else(|| missing("what the setting is called, with --setting"))?.to_string(),
        safeguarding_lead: options.safeguarding_lead.as_deref().unwrap_or_default().trim().to_string(),
        practice: false,
    };
    let mut roll = Roll::default();
    let mut changes = vec![Change::Setting(setting)];
    let staff =
        options.staff.as_deref().ok_or_else(|| missing("where the list of staff is, with --staff"))?;
    let register =
        options.register.as_deref().ok_or_else(|| missing("where the register is, with --register"))?;
    for (file, read) in
        [(staff, import::staff as fn(&Path, &Roll, Moment, &mut Chance) -> _), (register, import::register)]
    {
        changes.iter().for_each(|change| roll.apply(change));
        let plan = read(file, &roll, now, chance)?;
        say_plan(&plan)?;
        plan.changes.iter().for_each(|change| roll.apply(change));
        changes.extend(plan.changes);
    }
    let room = match &options.room {
        None => None,
        Some(room) => Some(roll.room_named(room).map(|room| room.name.clone()).ok_or_else(|| {
            let rooms: Vec<&str> = roll.rooms.iter().map(|room| room.name.as_str()).collect();
            Failure::refused(format!(
                "No room in the register is called “{room}”. It has: {}.",
                rooms.join(", ")
            ))
            .safe("Nothing was made.")
        })?),
    };
    let pins = match &options.pins {
        None => Vec::new(),
        Some(file) => pins(file, &roll, now)?,
    };
    Ok(Beginning { changes, roll, pins, room })
}

fn pins(file: &Path, roll: &Roll, now: Moment) -> Result<Vec<(PersonId, Zeroizing<String>)>> {
    let bytes = Zeroizing::new(import::read(file)?);
    let table = table(&bytes).map_err(|trouble| about(file, Trouble::from(trouble)))?;
    let pins = read_pins(&table, &roll.people, now.day())
        .map_err(|troubles| about(file, Trouble::from(troubles)))?;
    let id = |initials: &str| roll.by_initials(initials, now.day()).map(|person| person.id);
    Ok(pins.into_iter().filter_map(|(initials, pin)| id(&initials).map(|person| (person, pin))).collect())
}

/// Makes the record in one act. What a failure left half made is taken away again.
pub fn make(home: &Home, beginning: &Beginning, now: Moment, chance: &mut Chance) -> Result<Made> {
    need_none(home)?;
    let made = fill(home, beginning, now, chance);
    if made.is_err() {
        let [slots, copy] = home.slots();
        let database = home.database();
        let beside = |suffix: &str| PathBuf::from(format!("{}{suffix}", database.display()));
        for path in
            [slots, copy, beside("-wal"), beside("-shm"), database.clone(), home.witness(), home.settings()]
        {
            // A file that was never made is not there to be taken away.
            let _ = std::fs::remove_file(path);
        }
    }
    made
}

fn fill(home: &Home, beginning: &Beginning, now: Moment, chance: &mut Chance) -> Result<Made> {
    files::private_folder(home.folder())?;
    let (key, words, sheet) = vault::create(home, chance)?;
    let mut store = Store::create(home, &key, chance)?;
    let stamp = Stamp { person: None, recorded: now };
    store.apply(&Act::from(beginning.changes.clone()), stamp)?;
    for (person, pin) in &beginning.pins {
        store.set_pin(*person, pin, stamp, chance)?;
    }
    let mut one_use = Vec::new();
    for person in beginning.roll.people.iter().filter(|person| person.here_on(now.day())) {
        if !beginning.pins.iter().any(|(id, _)| *id == person.id) {
            one_use.push((person.clone(), store.one_use(person.id, stamp, chance)?));
        }
    }
    if let Some(room) = &beginning.room {
        Settings { room: Some(room.clone()), ..Settings::default() }.write(home)?;
    }
    Ok(Made { words, sheet, one_use })
}

/// Gives words, sheet and one-use numbers to whoever sets up: once, and nowhere else.
fn hand_over(options: &Options, made: &Made) -> Result<()> {
    match &options.words_to {
        Some(path) => {
            files::write_private(path, format!("{}\n", made.words.as_str()).as_bytes())?;
            out::say(&format!(
                "The room words are in {}. Keep them where only staff can see them.",
                path.display()
            ))?;
        }
        None => {
            out::say(
                "\nRoom words, typed once each morning. Write them down now; they are not shown again:\n",
            )?;
            out::say(&format!("    {}\n", made.words.as_str()))?;
        }
    }
    match &options.recovery_to {
        Some(path) => {
            files::write_private(path, made.sheet.printed().as_bytes())?;
            out::say(&format!(
                "The recovery sheet is in {}. Print it, lock it away, then delete the file.",
                path.display()
            ))?;
        }
        None => {
            out::say(
                "Recovery sheet, for the day the words are lost. Write it down now; it is not shown again:\n",
            )?;
            out::say(&made.sheet.printed())?;
        }
    }
    if !made.one_use.is_empty() {
        out::say("One-use numbers: each person signs in once with theirs and then chooses a PIN.\n")?;
        for (person, number) in &made.one_use {
            out::say(&format!("    {:<4} {}   {}", person.initials, number.as_str(), person.name))?;
        }
        out::say("")?;
    }
    out::say(PROTECTION)
}

/// What the program protects, and what it can't: said before the first word is written.
const PROTECTION: &str = "\
Good to know: the record is encrypted on this machine. PINs say who writes; they do not protect the files.
Not protected: an open screen before a skilled person, words or sheet in wrong hands, anyone who watches the
keys, copies in swap or hibernation (turn on disk encryption), and whatever is printed or exported.
If the room words and the recovery sheet are both lost, nobody can open the record again.";

fn need_none(home: &Home) -> Result<()> {
    let [slots, copy] = home.slots();
    if [home.database(), slots, copy].iter().any(|path| path.exists()) {
        return Err(Failure::refused(format!("There is a log in {} already.", home.folder().display()))
            .safe("It was not touched.")
            .todo("Open it with `doorstep`, or name another folder with --home."));
    }
    Ok(())
}

fn need_new(path: &Path) -> Result<()> {
    if path.exists() {
        return Err(Failure::refused(format!(
            "{} is there already and is not written over.",
            path.display()
        ))
        .safe("Nothing was made."));
    }
    Ok(())
}
