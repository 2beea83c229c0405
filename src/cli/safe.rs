//! `doorstep safe`: what opens the record. A manager makes new room words, a new recovery sheet, a key file, or a new key
//! with all of them.
//!
//! What is new is given away and asked for again before anything is changed, so that nobody is left with words that
//! were never written down. Then the line of the log, then the slots: no change is without its line.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::making::need_apart;
use super::session::{self, Session};
use super::setup::handing;
use super::{Common, out};
use crate::chance::Chance;
use crate::domain::{Change, KeyPart, day};
use crate::failure::{Failure, Result};
use crate::paths::Home;
use crate::report::reports::By;
use crate::store::files;
use crate::store::renew::renew;
use crate::store::vault::{self, Key, KeyFile, Opener, Secret, Sheet, Words};

/// What is asked of the safe.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Say what opens the record, and when each was changed
    Show,
    /// Make new room words: the old ones stop working at once
    Words(Into),
    /// Make a new recovery sheet: the old one stops working at once
    Sheet(Into),
    /// Make a new key, with new words and a new sheet: the whole record is written anew
    NewKey(IntoBoth),
    /// Make a key file, which opens the record from a stick without the words
    KeyFile(Stick),
}

/// Where what is new goes.
#[derive(Debug, Args)]
pub struct Into {
    /// Write it to this new file instead of the screen; a sheet in one that ends in .pdf is a page to print
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

/// Where both go.
#[derive(Debug, Args)]
pub struct IntoBoth {
    /// Write the room words to this new file instead of the screen
    #[arg(long, value_name = "FILE")]
    words_to: Option<PathBuf>,
    /// Write the recovery sheet to this new file instead of the screen; one that ends in .pdf is a page to print
    #[arg(long, value_name = "FILE")]
    sheet_to: Option<PathBuf>,
}

/// Where the key file is written.
#[derive(Debug, Args)]
pub struct Stick {
    /// The stick's folder, or the new file
    #[arg(value_name = "PLACE", required_unless_present = "remove")]
    place: Option<PathBuf>,
    /// Let no key file open the record any more
    #[arg(long, conflicts_with = "place")]
    remove: bool,
}

/// Does what is asked, for a manager.
pub fn run(common: &Common, what: &What) -> Result<()> {
    let home = Home::find(common.home.clone())?;
    match what {
        What::Words(into) => may_be_given(&home, into.to.as_deref(), WORDS)?,
        What::Sheet(into) => may_be_given(&home, into.to.as_deref(), SHEET)?,
        What::NewKey(into) => {
            may_be_given(&home, into.words_to.as_deref(), WORDS)?;
            may_be_given(&home, into.sheet_to.as_deref(), SHEET)?;
        }
        What::Show | What::KeyFile(_) => {}
    }
    let key = session::key(common, &home)?;
    let anew = Session::with(common, (&home, &key), true, |session| {
        let does = if matches!(what, What::Show) { "see" } else { "change" };
        session.need(By::Manager, &format!("{does} what opens the record"))?;
        if session.roll.setting.practice {
            return Err(Failure::refused("This is the practice nursery: its words are no secret, and stay."));
        }
        let mut safe = Safe { home: &home, key: &key, session };
        match what {
            What::Show => safe.show(),
            What::Words(into) => safe.words(into.to.as_deref()),
            What::Sheet(into) => safe.sheet(into.to.as_deref()),
            What::NewKey(into) => return safe.new_key(into).map(Some),
            What::KeyFile(Stick { place: Some(place), .. }) => safe.key_file(place),
            What::KeyFile(_) => safe.no_key_file(),
        }?;
        Ok(None)
    })?;
    // The record is had alone for it or not at all: the window above counts too.
    anew.map_or(Ok(()), |anew| anew.renew(&home, &key))
}

/// The open record, with its key.
struct Safe<'a> {
    home: &'a Home,
    key: &'a Key,
    session: &'a mut Session,
}

/// What opens the record once its key is a new one.
struct Anew {
    words: Words,
    sheet: Sheet,
    given: [Given; 2],
}

impl Anew {
    fn renew(self, home: &Home, key: &Key) -> Result<()> {
        let Anew { words, sheet, given } = self;
        out::say("The record is written anew under its new key. Leave the machine on.")?;
        let renewed = renew(home, key, (&words, &sheet), None, &mut Chance::Machine);
        if renewed.is_ok() || vault::opens(home, &Secret::Words(&words)) {
            given.into_iter().for_each(Given::keep);
        }
        renewed?;
        out::say(
            "The new words and the new sheet open the record from now on; the old ones do not, nor any key file.",
        )?;
        out::say(OLD_COPIES)
    }
}

impl Safe<'_> {
    fn show(&self) -> Result<()> {
        let changes = self.session.store.key_changes()?;
        let ways = vault::ways(self.home)?;
        let last = |parts: &[KeyPart]| {
            let last = changes.iter().find(|change| parts.contains(&change.what));
            last.map_or("as they were set up".to_string(), |last| {
                let by = last.by.and_then(|by| self.session.roll.person(by));
                let by = by.map_or(String::new(), |by| format!(" by {}", by.name));
                format!("made {} {}{by}", day::short(last.at.day()), last.at.clock())
            })
        };
        let words = last(&[KeyPart::Words, KeyPart::NewKey]);
        out::row(&format!("{:<16} {words}", "Room words"))?;
        let sheet = last(&[KeyPart::Sheet, KeyPart::NewKey]).replace("they were", "it was");
        out::row(&format!("{:<16} {sheet}", "Recovery sheet"))?;
        let file = match ways.contains(&Opener::KeyFile) {
            true => last(&[KeyPart::KeyFile]),
            false => "none".to_string(),
        };
        out::row(&format!("{:<16} {file}", "Key file"))
    }

    fn words(&mut self, to: Option<&Path>) -> Result<()> {
        let words = Words::generate(&mut Chance::Machine);
        let given = give_words(to, &words)?;
        self.change(KeyPart::Words, &Secret::Words(&words), given)?;
        out::own("The new room words open the record from now on; the old ones do not.")?;
        out::own(OLD_COPIES)
    }

    fn sheet(&mut self, to: Option<&Path>) -> Result<()> {
        let sheet = Sheet::generate(&mut Chance::Machine);
        let given = give_sheet(to, &sheet, &self.session.roll.setting.name)?;
        self.change(KeyPart::Sheet, &Secret::Sheet(&sheet), given)?;
        out::own("The new recovery sheet opens the record from now on. Destroy the old one: it does not.")?;
        out::own(OLD_COPIES)
    }

    fn new_key(&mut self, into: &IntoBoth) -> Result<Anew> {
        let (words, sheet) = (Words::generate(&mut Chance::Machine), Sheet::generate(&mut Chance::Machine));
        let given = [
            give_words(into.words_to.as_deref(), &words)?,
            give_sheet(into.sheet_to.as_deref(), &sheet, &self.session.roll.setting.name)?,
        ];
        self.note(KeyPart::NewKey)?;
        Ok(Anew { words, sheet, given })
    }

    fn key_file(&mut self, place: &Path) -> Result<()> {
        let path = if place.is_dir() { place.join(KeyFile::NAME) } else { place.to_path_buf() };
        need_apart(self.home, &path, "A key file")?;
        let file = KeyFile::generate(&mut Chance::Machine);
        let given = Given::to(Some(&path), file.text().as_bytes(), || Ok(()))?;
        self.change(KeyPart::KeyFile, &Secret::KeyFile(&file), given)?;
        out::own(&format!("{} opens the record from now on, and no key file before it.", path.display()))?;
        if KeyFile::is_open_to_all(&path) {
            out::own(session::OPEN_TO_ALL)?;
        }
        out::own("Whoever has it needs no words: carry it on you, never in the machine overnight.")
    }

    fn no_key_file(&mut self) -> Result<()> {
        if !vault::ways(self.home)?.contains(&Opener::KeyFile) {
            return Err(Failure::refused("No key file opens this record."));
        }
        self.note(KeyPart::KeyFileGone)?;
        vault::remove_key_file(self.home, self.key, &mut Chance::Machine)?;
        out::own("No key file opens the record any more.")?;
        out::own(OLD_COPIES)
    }

    /// Writes the line, then the slots. What was written for somebody goes again where that is refused, but never where
    /// it opens the record all the same.
    fn change(&mut self, what: KeyPart, secret: &Secret<'_>, given: Given) -> Result<()> {
        self.note(what)?;
        let changed = vault::change(self.home, self.key, secret, &mut Chance::Machine);
        if changed.is_ok() || vault::opens(self.home, secret) {
            given.keep();
        }
        changed
    }

    fn note(&mut self, what: KeyPart) -> Result<()> {
        self.session.store.apply(&Change::KeyChanged { what }.into(), self.session.stamp()).map(drop)
    }
}

/// A copy made before keeps its own slots, whatever becomes of these.
const OLD_COPIES: &str = "A copy of the record that was made before still opens with what opened it then: keep old copies as safe as before, \
     or make a new copy and destroy them.";

/// What is given away, as the beginning of a sentence.
const WORDS: &str = "A file with the room words";
const SHEET: &str = "A recovery sheet";

/// Refuses where what is new could be given to nobody, or to whoever takes the record.
fn may_be_given(home: &Home, to: Option<&Path>, what: &str) -> Result<()> {
    match to {
        Some(path) => need_apart(home, path, what).and_then(|()| need_new(path)),
        None if out::can_ask() => Ok(()),
        None => Err(Failure::refused("There is no terminal here to show them on.")
            .safe("Nothing was changed.")
            .todo("Name a new file with --to.")),
    }
}

fn need_new(path: &Path) -> Result<()> {
    // A link that leads nowhere counts as there.
    if path.symlink_metadata().is_err() {
        return Ok(());
    }
    Err(Failure::refused(format!("{} is there already and is not written over.", path.display()))
        .safe("Nothing was changed.")
        .todo("Name another file."))
}

/// What was given away in a file, until it is known to open the record.
struct Given {
    file: Option<PathBuf>,
}

impl Given {
    /// Gives away what a new file of that name holds, else as `show` does.
    fn to(file: Option<&Path>, held: &[u8], show: impl FnOnce() -> Result<()>) -> Result<Given> {
        match file {
            None => show()?,
            Some(path) => {
                need_new(path)?;
                files::write_private(path, held)?;
            }
        }
        Ok(Given { file: file.map(Path::to_path_buf) })
    }

    fn keep(mut self) {
        self.file = None;
    }
}

impl Drop for Given {
    fn drop(&mut self) {
        if let Some(path) = &self.file {
            // It opens nothing. One that can't be taken away is named when it is asked for again.
            let _ = std::fs::remove_file(path);
        }
    }
}

fn give_words(to: Option<&Path>, words: &Words) -> Result<Given> {
    Given::to(to, format!("{}\n", words.as_str()).as_bytes(), || {
        show_words(words)?;
        ask_two_back(words)
    })
}

fn give_sheet(to: Option<&Path>, sheet: &Sheet, setting: &str) -> Result<Given> {
    let held = to.map(|path| handing::sheet_in(path, sheet, setting)).transpose()?;
    Given::to(to, &held.unwrap_or_default(), || {
        handing::show_sheet(sheet, true)?;
        handing::check(sheet)
    })
}

fn show_words(words: &Words) -> Result<()> {
    out::wipe()?;
    out::hand("New room words, typed once each morning.\nWrite them down now; they are not shown again:\n")?;
    out::hand(&format!("    {}\n", words.as_str()))?;
    out::hand("The old words open the record until two of these have been typed.")?;
    out::ask("Press Enter when the words are written down:")?;
    out::wipe()
}

/// Asks for two of the words, by their numbers, so that what was written down is known to be right.
fn ask_two_back(words: &Words) -> Result<()> {
    let list: Vec<&str> = words.as_str().split(' ').collect();
    let mut chance = Chance::Machine;
    let first = chance.below(list.len());
    let second = (first + 1 + chance.below(list.len().saturating_sub(1))) % list.len().max(1);
    out::say("Two of them once more, from what you wrote down. Enter alone shows them again.")?;
    for at in [first, second] {
        loop {
            let typed = out::ask_hidden(&format!("Word {}:", at + 1))?;
            if typed.trim().is_empty() {
                show_words(words)?;
            } else if list.get(at).is_some_and(|word| typed.trim().to_lowercase() == *word) {
                break;
            } else {
                out::say(&format!("That is not word {}. Look at your paper letter by letter.", at + 1))?;
            }
        }
    }
    Ok(())
}
