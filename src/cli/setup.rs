//! `doorstep setup`: a setting's name, its staff and its register into a new, encrypted record.

mod asking;
pub(in crate::cli) mod handing;
mod kept;

use std::path::{Path, PathBuf};

use clap::Args;
use zeroize::Zeroizing;

use super::import::{self, Refusal, Source, about, plan_lines};
use super::making::{self, need_apart, need_none};
use super::session::need_own_disk;
use super::{Common, out};
use crate::chance::Chance;
use crate::clock::Clock;
use crate::domain::{Act, Change, Moment, PersonId, Practitioner, Roll, Setting, Stamp};
use crate::failure::{Failure, Result};
use crate::paths::Home;
use crate::register::{List, Trouble, read_pins, table};
use crate::settings::Settings;
use crate::store::Store;
use crate::store::pin::Pin;
use crate::store::vault::{self, Sheet, Words};
use kept::Kept;

/// What is said by options; whatever is missing is asked for.
#[derive(Clone, Debug, Default, Args)]
pub struct Options {
    /// The setting's name
    #[arg(long, value_name = "NAME")]
    pub setting: Option<String>,
    /// The list of staff: an Excel workbook or CSV
    #[arg(long, value_name = "FILE")]
    pub staff: Option<PathBuf>,
    /// The register of children: an Excel workbook or CSV
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
    /// Write the recovery sheet to this new file instead of the screen; one that ends in .pdf is a page to print, with a
    /// square from which a phone's camera shows the lines
    #[arg(long, value_name = "FILE")]
    pub recovery_to: Option<PathBuf>,
}

/// Everything that a new record begins with, read and checked before anything is made. Each part is taken
/// whole or not at all, so that one that is refused can be asked for again and the others stay.
struct Beginning {
    changes: Vec<Change>,
    roll: Roll,
    pins: Vec<(PersonId, Zeroizing<String>)>,
    room: Option<String>,
    summary: Vec<String>,
}

/// What a new record gave: what opens it, and the one-use numbers of those without a PIN.
struct Made {
    /// The setting's name.
    setting: String,
    /// The words that open it each morning.
    words: Words,
    /// The sheet that opens it when the words are lost.
    sheet: Sheet,
    /// Each person without a PIN, with their one-use number.
    one_use: Vec<(Practitioner, Zeroizing<String>)>,
}

/// Asks for what the options do not say, makes the record, and says what opens it.
pub fn run(common: &Common, options: &Options) -> Result<()> {
    let home = Home::find(common.home.clone())?;
    need_none(&home)?;
    need_own_disk(common, &home)?;
    for (path, what) in
        [(&options.words_to, "A file with the room words"), (&options.recovery_to, "A recovery sheet")]
    {
        if let Some(path) = path {
            need_apart(&home, path, what)?;
            need_new(path)?;
        }
    }
    if options.words_to.is_some() && options.words_to == options.recovery_to {
        return Err(Failure::usage("The room words and the recovery sheet need a file each."));
    }
    let mut chance = Chance::Machine;
    let now = Clock::Machine.now();
    let ask = options.setting.is_none() || options.staff.is_none() || options.register.is_none();
    let mut options = options.clone();
    let beginning = match ask {
        true => {
            asking::begin(&home, &mut options, now, &mut chance).map_err(|failure| stopped(&home, failure))?
        }
        false => begin(&options, now, &mut chance)?,
    };
    beginning.summary.iter().try_for_each(|line| out::say(line))?;
    let mut written = Vec::new();
    let made = making::make(&home, |home| {
        let made = fill(home, &beginning, now, &mut chance)?;
        let settings = beginning.settings(common.even_so);
        if settings != Settings::default() {
            settings.write(home)?;
        }
        handing::over(&options, &made, ask, &mut written)
    });
    if let Err(failure) = made {
        for path in written {
            // They open nothing. One that can't be taken away is named when it is asked for again.
            let _ = std::fs::remove_file(path);
        }
        return Err(match ask {
            true => stopped(&home, failure),
            false if failure.safe.is_empty() => failure.safe("Nothing was set up."),
            false => failure,
        });
    }
    Kept::forget(&home);
    out::say(&format!("The log is set up in {}. “{}” opens it.", home.folder().display(), common.opens()))
}

/// Why a set-up by questions did not come to its end, and that nothing has to be typed again.
fn stopped(home: &Home, mut failure: Failure) -> Failure {
    if failure.safe.is_empty() {
        failure.safe = "Nothing was set up.".to_string();
    }
    if home.answers().exists() {
        failure.safe.push_str(" What you have answered is kept.");
        let again = "Begin again at any time: Enter takes each answer.";
        failure.todo = [failure.todo.as_str(), again].join(" ").trim_start().to_string();
    }
    failure
}

/// Reads all that the options name. Nothing has been made when this refuses.
fn begin(options: &Options, now: Moment, chance: &mut Chance) -> Result<Beginning> {
    let missing = |what: &str| Failure::usage(format!("Say {what}; see “doorstep setup --help”."));
    let name = options.setting.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| missing("what the setting is called, with --setting"))?;
    let staff = options.staff.as_deref();
    let staff = staff.ok_or_else(|| missing("where the list of staff is, with --staff"))?;
    let register = options.register.as_deref();
    let register = register.ok_or_else(|| missing("where the register is, with --register"))?;
    let mut beginning = Beginning::of(name, options.safeguarding_lead.as_deref().unwrap_or_default());
    beginning.take_list(List::Staff, staff, now, chance)?;
    beginning.take_list(List::Register, register, now, chance)?;
    if let Some(room) = &options.room {
        beginning.take_room(room)?;
    }
    if let Some(file) = &options.pins {
        beginning.take_pins(file, now)?;
    }
    Ok(beginning)
}

impl Beginning {
    /// A setting with nobody in it yet.
    fn of(name: &str, safeguarding_lead: &str) -> Beginning {
        let setting = Setting {
            name: name.trim().to_string(),
            safeguarding_lead: safeguarding_lead.trim().to_string(),
            practice: false,
        };
        let mut beginning = Beginning {
            changes: Vec::new(),
            roll: Roll::default(),
            pins: Vec::new(),
            room: None,
            summary: Vec::new(),
        };
        beginning.take(vec![Change::Setting(setting)]);
        beginning
    }

    fn take(&mut self, changes: Vec<Change>) {
        changes.iter().for_each(|change| self.roll.apply(change));
        self.changes.extend(changes);
    }

    /// Takes the staff, or the register, which names the staff.
    fn take_list(
        &mut self,
        list: List,
        file: &Path,
        now: Moment,
        chance: &mut Chance,
    ) -> Result<(), Refusal> {
        let source = Source { file, sheet: None, ask: true };
        let plan = source.plan(list, &self.roll, now, chance)?;
        self.summary.extend(plan_lines(&plan));
        self.take(plan.changes);
        Ok(())
    }

    /// Takes the room that this machine stands in: one of the register's.
    fn take_room(&mut self, named: &str) -> Result<()> {
        let Some(room) = self.roll.room_named(named) else {
            let rooms: Vec<&str> = self.roll.rooms.iter().map(|room| room.name.as_str()).collect();
            let rooms = rooms.join(", ");
            let what = format!("No room in the register is called “{named}”. It has: {rooms}.");
            return Err(Failure::refused(what).safe("Nothing was made."));
        };
        self.room = Some(room.name.clone());
        Ok(())
    }

    /// What this machine is told with it.
    fn settings(&self, even_so: bool) -> Settings {
        Settings { room: self.room.clone(), even_so, ..Settings::default() }
    }

    /// Takes each person's PIN.
    fn take_pins(&mut self, file: &Path, now: Moment) -> Result<()> {
        self.pins = pins(file, &self.roll, now)?;
        Ok(())
    }
}

fn pins(file: &Path, roll: &Roll, now: Moment) -> Result<Vec<(PersonId, Zeroizing<String>)>> {
    let bytes = Zeroizing::new(import::read(file)?);
    let table = table(&bytes, List::Pins, None).map_err(|trouble| about(file, Trouble::from(trouble)))?;
    let pins = read_pins(&table, &roll.people, now.day())
        .map_err(|troubles| about(file, Trouble::from(troubles)))?;
    let mut taken = Vec::new();
    let mut troubles = Vec::new();
    for row in pins {
        let Some(person) = roll.by_initials(&row.initials, now.day()) else { continue };
        match Pin::choose(&row.pin, person.role) {
            Ok(_) => taken.push((person.id, row.pin)),
            Err(easy) => troubles.push(format!("Line {}, PIN of {}: {easy}", row.line, row.initials)),
        }
    }
    if troubles.is_empty() {
        return Ok(taken);
    }
    Err(about(file, Failure::refused(troubles.join("\n")).safe("Nothing was made.")))
}

/// Fills a new record in one act. It is moved to its place only when its words were given away too.
fn fill(home: &Home, beginning: &Beginning, now: Moment, chance: &mut Chance) -> Result<Made> {
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
    store.rest()?;
    Ok(Made { setting: beginning.roll.setting.name.clone(), words, sheet, one_use })
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
