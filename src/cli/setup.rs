//! `doorstep setup`: a setting's name, its staff and its register into a new, encrypted record.

use std::path::{Path, PathBuf};

use clap::Args;
use zeroize::Zeroizing;

use super::import::{self, Source, about, plan_lines};
use super::making::{self, need_none};
use super::{Common, out};
use crate::chance::Chance;
use crate::clock::Clock;
use crate::domain::{Act, Change, Moment, PersonId, Practitioner, Roll, Setting, Stamp};
use crate::failure::{Failure, Result};
use crate::paths::Home;
use crate::register::{List, Trouble, read_pins, table};
use crate::settings::Settings;
use crate::store::pin::Pin;
use crate::store::vault::{self, Sheet, Words};
use crate::store::{Store, files};

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
    /// Write the recovery sheet to this new file instead of the screen
    #[arg(long, value_name = "FILE")]
    pub recovery_to: Option<PathBuf>,
}

/// Everything that a new record begins with, read and checked before anything is made.
struct Beginning {
    changes: Vec<Change>,
    roll: Roll,
    pins: Vec<(PersonId, Zeroizing<String>)>,
    room: Option<String>,
    summary: Vec<String>,
}

/// What a new record gave: what opens it, and the one-use numbers of those without a PIN.
struct Made {
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
    let mut options = options.clone();
    if options.setting.is_none() || options.staff.is_none() || options.register.is_none() {
        ask(&mut options)?;
    }
    for path in [&options.words_to, &options.recovery_to].into_iter().flatten() {
        need_new(path)?;
    }
    if options.words_to.is_some() && options.words_to == options.recovery_to {
        return Err(Failure::usage("The room words and the recovery sheet need a file each."));
    }
    let mut chance = Chance::Machine;
    let now = Clock::Machine.now();
    let beginning = begin(&options, now, &mut chance)?;
    beginning.summary.iter().try_for_each(|line| out::say(line))?;
    let mut written = Vec::new();
    let made = making::make(&home, |home| {
        let made = fill(home, &beginning, now, &mut chance)?;
        hand_over(&options, &made, &mut written)
    });
    if let Err(failure) = made {
        for path in written {
            // They open nothing. One that can't be taken away is named when it is asked for again.
            let _ = std::fs::remove_file(path);
        }
        return Err(if failure.safe.is_empty() { failure.safe("Nothing was set up.") } else { failure });
    }
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
    file(&mut options.staff, "File    The list of your staff (Excel or CSV):")?;
    file(&mut options.register, "File    The register of your children (Excel or CSV):")
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
    let mut summary = Vec::new();
    let staff =
        options.staff.as_deref().ok_or_else(|| missing("where the list of staff is, with --staff"))?;
    let register =
        options.register.as_deref().ok_or_else(|| missing("where the register is, with --register"))?;
    for (list, file) in [(List::Staff, staff), (List::Register, register)] {
        changes.iter().for_each(|change| roll.apply(change));
        let source = Source { file, sheet: None, ask: true };
        let plan = source.plan(list, &roll, now, chance)?;
        summary.extend(plan_lines(&plan));
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
    Ok(Beginning { changes, roll, pins, room, summary })
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
    if let Some(room) = &beginning.room {
        Settings { room: Some(room.clone()), ..Settings::default() }.write(home)?;
    }
    Ok(Made { words, sheet, one_use })
}

/// Gives words, sheet and one-use numbers to whoever sets up: once, and nowhere else.
fn hand_over(options: &Options, made: &Made, written: &mut Vec<PathBuf>) -> Result<()> {
    match &options.words_to {
        Some(path) => {
            files::write_private(path, format!("{}\n", made.words.as_str()).as_bytes())?;
            written.push(path.clone());
            out::hand(&format!(
                "The room words are in {}. Keep them where only staff can see them.",
                path.display()
            ))?;
        }
        None => {
            out::hand(
                "\nRoom words, typed once each morning. Write them down now; they are not shown again:\n",
            )?;
            out::hand(&format!("    {}\n", made.words.as_str()))?;
        }
    }
    match &options.recovery_to {
        Some(path) => {
            files::write_private(path, made.sheet.printed().as_bytes())?;
            written.push(path.clone());
            out::hand(&format!(
                "The recovery sheet is in {}. Print it, lock it away, then delete the file.",
                path.display()
            ))?;
        }
        None => {
            out::hand(
                "Recovery sheet, for the day the words are lost. Write it down now; it is not shown again:\n",
            )?;
            out::hand(&made.sheet.printed())?;
        }
    }
    if !made.one_use.is_empty() {
        out::hand("One-use numbers: each person signs in once with theirs and then chooses a PIN.\n")?;
        for (person, number) in &made.one_use {
            out::hand(&format!("    {:<4} {}   {}", person.initials, number.as_str(), person.name))?;
        }
        out::hand("")?;
    }
    out::hand(PROTECTION)
}

/// What the program protects, and what it can't: said before the first word is written.
const PROTECTION: &str = "\
Good to know: the record is encrypted on this machine. PINs say who writes; they do not protect the files.
Not protected: an open screen before a skilled person, words or sheet in wrong hands, anyone who watches the
keys, copies in swap or hibernation (turn on disk encryption), and whatever is printed or exported.
If the room words and the recovery sheet are both lost, nobody can open the record again.";

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
