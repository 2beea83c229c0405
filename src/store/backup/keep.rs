//! What the program does by itself: a backup a day, another when the day is closed, the same in a second folder, and a
//! restore drill a month; and how it stands with them.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use super::set::{Set, sets};
use crate::domain::{Day, Moment, day};
use crate::failure::{Failure, Kind, Result};
use crate::store::verify::GoOn;
use crate::store::{Store, files};

/// From so many days on a lead is told that the last good backup is old, and that the second folder is away.
const OLD: i64 = 3;
const AWAY: i64 = 7;
/// After so many days a drill does not wait for the evening any more.
const OVERDUE: i64 = 40;

/// At which moment of the day it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Somebody signed in.
    SignedIn,
    /// A day was closed.
    DayClosed,
}

/// How it stands with the backups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Backups {
    /// The day of the last good one.
    pub last: Option<Day>,
    /// Why the last try failed; empty where it did not.
    pub failed: Vec<String>,
    /// Whether it was the second folder that was refused: that mends itself on no other day.
    pub refused: bool,
    /// The last day on which the second folder was there, where it is not there now.
    pub away: Option<Day>,
    /// What the last restore drill found wrong.
    pub drill: Option<String>,
    /// What it found to say, although all was well.
    pub noted: Option<String>,
}

impl Backups {
    /// One short sentence for a lead's board; `None` where all is as it should be, or will be by itself.
    pub fn in_short(&self, today: Day) -> Option<String> {
        let days = |since: Day| (today - since).num_days();
        match (self.last, self.away) {
            (None, _) => Some("No backup was made yet: Settings says why.".to_string()),
            (Some(last), _) if days(last) > OLD => {
                Some(format!("The last good backup is {} days old: Settings says more.", days(last)))
            }
            _ if self.drill.is_some() => Some("The restore drill failed: Settings says why.".to_string()),
            _ if self.refused => Some("No backup in the second folder: Settings says why.".to_string()),
            (_, Some(away)) if days(away) > AWAY => {
                Some(format!("The second backup folder has been away for {} days.", days(away)))
            }
            _ => None,
        }
    }

    /// How it stands, in sentences: what is well first.
    pub fn in_full(&self) -> Vec<String> {
        let last = match self.last {
            Some(last) => format!("The last good backup is of {}.", day::long(last)),
            None => "There is no good backup of this record.".to_string(),
        };
        let drill = self.drill.iter().map(|why| format!("The last restore drill failed. {why}"));
        let noted = self.noted.iter().map(|note| format!("The last restore drill went well. {note}"));
        std::iter::once(last).chain(self.failed.iter().cloned()).chain(drill).chain(noted).collect()
    }

    /// Whether anything is not as it should be, however short a time.
    pub fn amiss(&self) -> bool {
        self.last.is_none() || !self.failed.is_empty() || self.drill.is_some()
    }
}

/// What can't be read from the sets themselves. It lies beside those in the record's own folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Notes {
    /// The second folder, and the last day on which it was there, or was first asked for.
    second: Option<(PathBuf, Day)>,
    /// The day of the last drill that went well.
    drill: Option<Day>,
    /// What the last one found wrong, where it did not.
    wrong: Option<String>,
    /// What there was to say of it, where it did.
    noted: Option<String>,
}

impl Notes {
    /// Notes that are gone or can't be read say nothing: then a drill is due.
    fn read(folder: &Path) -> Notes {
        let text = fs::read_to_string(folder.join(Notes::FILE)).ok();
        text.and_then(|text| toml::from_str(&text).ok()).unwrap_or_default()
    }

    const FILE: &str = "notes.toml";

    fn write(&self, folder: &Path) -> Result<()> {
        let text = toml::to_string(self)
            .map_err(|cause| Failure::machine("The notes on backups could not be written.", cause))?;
        files::write_private(&folder.join(Notes::FILE), text.as_bytes())
    }
}

impl Store {
    /// Makes what backups are due, in the record's own folder and in `second`, holds the month's drill, and says how it
    /// stands; `None` once `go_on` says no. Nothing that fails here stops anybody: it is told, and tried again the next
    /// time.
    pub fn keep_backups(
        &self,
        second: Option<&Path>,
        when: When,
        now: Moment,
        go_on: GoOn<'_>,
    ) -> Option<Backups> {
        let own = self.home.backups();
        let before = Notes::read(&own);
        let mut notes = Notes { second: None, ..before.clone() };
        let mut stand = Backups::default();
        let mut newest = match self.keep_in(&own, when, now, go_on) {
            Ok(set) => Some(set),
            Err(failure) => {
                stand.failed.push(failure.to_string());
                self.newest(&own).ok().flatten()
            }
        };
        if let Some(second) = second {
            let known = before.second.as_ref().filter(|(folder, _)| folder == second).map(|(_, day)| *day);
            let mut there = known.unwrap_or(now.day());
            match self.keep_in(second, when, now, go_on) {
                Ok(set) => {
                    there = now.day();
                    newest = newest.or(Some(set));
                }
                Err(failure) => {
                    stand.refused = failure.kind == Kind::Refused && second.is_dir();
                    stand.away = (!second.is_dir()).then_some(there);
                    stand.failed.push(failure.to_string());
                }
            }
            notes.second = Some((second.to_path_buf(), there));
        }
        stand.last = newest.as_ref().map(Set::day);
        if !go_on() {
            return None;
        }
        if let Some(set) = newest.filter(|_| notes.drill_is_due(when, now.day())) {
            let drilled = self.drill_while(&set, go_on);
            if !go_on() {
                return None;
            }
            notes.keep(&drilled, now.day());
        }
        (stand.drill, stand.noted) = (notes.wrong.clone(), notes.noted.clone());
        if notes != before && own.is_dir() {
            // Notes that are not kept cost a drill, and no more.
            let _ = notes.write(&own);
        }
        go_on().then_some(stand)
    }

    /// Drills the newest backup of this record, from its own folder or else from `second`, and says which it was, with
    /// what there is to say of it.
    ///
    /// # Errors
    /// Refused where there is none, and as [`Store::drill`].
    pub fn drill_newest(&self, second: Option<&Path>, now: Moment) -> Result<(Set, Option<&'static str>)> {
        let own = self.home.backups();
        let mut newest = self.newest(&own)?;
        if let Some(second) = second.filter(|_| newest.is_none()) {
            newest = self.newest(second)?;
        }
        let set = newest.ok_or_else(|| {
            Failure::refused("There is no good backup of this record.")
                .todo("Make one with “doorstep backup”.")
        })?;
        let drilled = self.drill(&set);
        let mut notes = Notes::read(&own);
        notes.keep(&drilled, now.day());
        let _ = notes.write(&own);
        match drilled {
            Ok(note) => Ok((set, note)),
            Err(why) => Err(Failure::refused(format!("The drill with {} failed. {why}", set.name()))),
        }
    }

    /// The newest good set of this record in a folder that opens with its key of today.
    ///
    /// # Errors
    /// A machine failure where the folder is there and can't be read, or the record can't.
    pub fn newest(&self, folder: &Path) -> Result<Option<Set>> {
        let keyed = self.keyed_at()?;
        for set in sets(folder)? {
            if self.is_of_this(&set)? && set.lines() >= Some(keyed) {
                return Ok(Some(set));
            }
        }
        Ok(None)
    }

    /// The day's good set in a folder, made now where it is due.
    fn keep_in(&self, folder: &Path, when: When, now: Moment, go_on: GoOn<'_>) -> Result<Set> {
        self.back_up_unless(folder, now, go_on, || {
            let Some(set) = self.newest(folder)? else { return Ok(None) };
            let will_do = set.day() == now.day() && (when == When::SignedIn || self.since(&set)? == 0);
            Ok(will_do.then_some(set))
        })
    }
}

impl Notes {
    /// Whether a drill is due: once a month, in the evening where it can wait; at once where the last one failed.
    fn drill_is_due(&self, when: When, today: Day) -> bool {
        let Some(last) = self.drill.filter(|_| self.wrong.is_none()) else { return true };
        let month = |day: Day| (day.year(), day.month());
        let waited = (today - last).num_days();
        month(last) != month(today) && (when == When::DayClosed || waited > OVERDUE)
    }

    /// Takes in what came of a drill.
    fn keep(&mut self, drilled: &Result<Option<&str>>, today: Day) {
        self.noted = drilled.as_ref().ok().and_then(|note| note.map(str::to_string));
        match drilled {
            Ok(_) => (self.drill, self.wrong) = (Some(today), None),
            Err(failure) => self.wrong = Some(failure.to_string()),
        }
    }
}
