//! What this machine was told, as the screen uses it: its settings, its keys, and what is wrong in its file.

use super::keymap::Keymap;
use super::model::{Hold, Looked, Session};
use super::msg::{Effect, Mood, Notice, Turn};
use super::theme::THEMES;
use crate::catalog::CatalogError;
use crate::domain::day::{self, WrongClock};
use crate::paths::Home;
use crate::settings::{FILE, Settings};
use crate::store::ask::{Backups, Space};

/// A machine's settings. Whatever is wrong in their file, everything else in it holds.
#[derive(Debug)]
pub struct Machine {
    /// The settings that can be used.
    pub settings: Settings,
    /// The keys, as they have them.
    pub keys: Keymap,
    /// What is wrong in their file.
    pub amiss: Vec<CatalogError>,
}

impl Machine {
    /// Reads a home's settings. The room that they name is looked for on the roll, once that is read.
    pub fn read(home: &Home) -> Machine {
        let (settings, mut amiss) = Settings::read(home);
        let (keys, refused) = Keymap::new(&settings.keys, settings.letters_off);
        amiss.extend(refused.into_iter().map(|why| {
            let what = "a key under [keys] can't be as it is written there";
            CatalogError::new(
                FILE,
                None,
                what,
                format!("{why} Mend that line, or take it away for the usual key."),
            )
        }));
        amiss.extend(no_such_theme(&settings));
        amiss.extend(no_such_time(&settings));
        Machine { settings, keys, amiss }
    }
}

/// What is said of a closing time that is none.
fn no_such_time(settings: &Settings) -> Option<CatalogError> {
    let said = settings.closes.as_deref().filter(|_| settings.closing_time().is_none())?;
    let what = format!("closes = “{said}” is no time of day");
    Some(CatalogError::new(FILE, None, what, "Write hours and minutes: 18:30."))
}

/// What is said of colours that there are not.
fn no_such_theme(settings: &Settings) -> Option<CatalogError> {
    let named = settings.theme.as_deref().filter(|name| THEMES.iter().all(|theme| theme.name != *name))?;
    let names: Vec<&str> = THEMES.iter().map(|theme| theme.name).collect();
    let todo = format!("Write one of these: {}.", names.join(", "));
    Some(CatalogError::new(FILE, None, format!("there are no colours called “{named}”"), todo))
}

impl Session {
    /// What is wrong in the setting's own files: a sentence or two for each thing.
    pub fn amiss(&self) -> Vec<String> {
        let room = self.no_such_room();
        self.amiss.iter().chain(&room).map(ToString::to_string).collect()
    }

    /// The first of it whole, for the start.
    pub fn amiss_at_start(&self) -> Option<Notice> {
        let first = self.amiss().into_iter().next()?;
        Some(Notice { sign: Mood::Waiting, text: format!("{first} Everything else holds.") })
    }

    /// That the room of the settings is none of this setting's.
    pub fn no_such_room(&self) -> Option<CatalogError> {
        let named = self.machine.as_ref().filter(|_| self.machine_room.is_none());
        named.filter(|_| !self.roll.rooms.is_empty()).map(|name| {
            let todo = "Until that is mended, the room of whoever signs in is shown.";
            CatalogError::new(FILE, None, format!("there is no room “{name}” here"), todo)
        })
    }

    /// Takes in how it stands with the backups. Line by line a lead hears of it once; on a screen it stands on the board.
    pub fn hear_of_backups(&mut self, stand: Backups, turn: &mut Turn) {
        self.backups = Some(stand);
        if let Some(says) = self.backups_in_short().filter(|_| self.plain) {
            turn.warn(says);
        }
    }

    /// What a lead is told of the backups where they begin.
    fn backups_in_short(&self) -> Option<String> {
        self.leads_backups()?.in_short(self.today())
    }

    /// Asks how much is due that whoever is signed in has not looked at in this month.
    pub fn look_for_due(&self, turn: &mut Turn) {
        if let Some(person) = self.person {
            turn.effect(Effect::Unseen(person, self.now));
        }
    }

    /// Takes in how much that is. Line by line it is heard once; on a screen it stands on the board.
    pub fn hear_of_due(&mut self, due: usize, turn: &mut Turn) {
        self.due = due;
        if let Some(says) = self.due_in_short().filter(|_| self.plain) {
            turn.say(says);
        }
    }

    /// `3 records are due: see Due and holds, in the menu.`
    fn due_in_short(&self) -> Option<String> {
        let records = match self.due {
            0 => return None,
            1 => "1 record is due".to_string(),
            many => format!("{many} records are due"),
        };
        Some(format!("{records}: see Due and holds, in the menu."))
    }

    /// How it stands with the backups, in sentences for a lead, and whether something is amiss with them.
    pub fn backups_in_full(&self) -> Option<(Vec<String>, bool)> {
        self.leads_backups().map(|stand| (stand.in_full(), stand.amiss()))
    }

    fn leads_backups(&self) -> Option<&Backups> {
        self.who().filter(|person| person.role.leads()).and(self.backups.as_ref())
    }

    /// That this machine's clock can't be right.
    pub fn clock_is_wrong(&self) -> Option<WrongClock> {
        day::clock_is_wrong(self.now, self.last_line)
    }

    /// One short sentence of it, or of a disk that is full, for the pages where somebody begins, in its wordings with the
    /// fullest first; nothing where nothing is wrong.
    pub fn amiss_in_short(&self) -> Vec<String> {
        match self.clock_is_wrong() {
            Some(wrong) if !self.holds_words() => vec![wrong.to_string(), wrong.in_short()],
            _ => self.amiss_but_the_clock().into_iter().collect(),
        }
    }

    fn amiss_but_the_clock(&self) -> Option<String> {
        if self.holds_words() {
            return Some("Not all is on the disk yet: leave the program open.".to_string());
        }
        if self.hold == Hold::Reads {
            return Some("This window only reads: the other has the record.".to_string());
        }
        if self.space == Space::Short {
            return Some("The disk is full: have somebody make room today.".to_string());
        }
        if self.looked.as_ref().is_some_and(Looked::is_wrong) {
            return Some("The record is not whole: see its check, in the menu.".to_string());
        }
        if self.looked.as_ref().is_some_and(|looked| looked.found.is_err()) {
            return Some("The record's check did not end: see it in the menu.".to_string());
        }
        if let Some(says) = self.backups_in_short() {
            return Some(says);
        }
        let (settings, others): (Vec<_>, Vec<_>) =
            self.amiss().into_iter().partition(|said| said.starts_with(FILE));
        let what = match (settings.is_empty(), others.is_empty()) {
            // Where nothing is wrong there is room for what is due.
            (true, true) => return self.due_in_short(),
            (false, true) => "Not all of settings.toml is in use",
            (true, false) => "A file of your own is not in use",
            (false, false) => "Not all of your own files is in use",
        };
        Some(format!("{what}: Settings says why."))
    }
}
