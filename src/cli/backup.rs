//! `doorstep backup`, `doorstep restore`, `doorstep drill`: a copy of the record that opens by itself, back from one,
//! and whether that would go.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::making::{make, need_none};
use super::session::{Session, key_file, practice_words, read_key_file, sheet};
use super::{Common, out};
use crate::domain::evidence::thousands;
use crate::failure::{Failure, Result};
use crate::paths::{self, Home};
use crate::settings::Settings;
use crate::store::backup::{Lost, Restored, bring_back_own, restore, sets};
use crate::store::vault::{self, Words};
use crate::store::witness::Compared;
use crate::store::{Key, Store, files};

/// Where to.
#[derive(Debug, Args)]
pub struct Options {
    /// Make it in this folder, on a stick for example, instead of the record's own and the second one of the settings
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
    /// List the backups that there are; make none
    #[arg(long)]
    list: bool,
}

/// Which, and where to.
#[derive(Debug, Args)]
pub struct Restoring {
    /// The backup: its folder, or its name among this machine's own
    set: PathBuf,
    /// Open it with the recovery sheet, from this file or typed, instead of the room words (a key file is named by --key-file)
    #[arg(long, value_name = "FILE", num_args = 0..=1)]
    sheet: Option<Option<PathBuf>>,
    /// Say what is missing beside this witness, instead of that in this machine's usual folder
    #[arg(long, value_name = "FILE")]
    witness: Option<PathBuf>,
}

/// Makes a backup, or lists those that there are.
pub fn run(common: &Common, options: &Options) -> Result<ExitCode> {
    Session::reading(common, |session| made(session, common, options))
}

fn made(session: &mut Session, common: &Common, options: &Options) -> Result<ExitCode> {
    let home = Home::find(common.home.clone())?;
    let second = second(&home);
    let folders = match &options.to {
        Some(folder) => vec![absolute(folder)?],
        None => std::iter::once(home.backups()).chain(second).collect(),
    };
    if options.list {
        session.need_lead("list backups")?;
        folders.iter().try_for_each(|folder| list(&session.store, folder))?;
        return Ok(ExitCode::SUCCESS);
    }
    session.need_lead("make a backup")?;
    if let Some(folder) = options.to.iter().find(|folder| !folder.exists()) {
        files::private_folder(folder)?;
    }
    let mut code = ExitCode::SUCCESS;
    // A stick that is out keeps nobody from the first.
    for folder in &folders {
        match session.store.back_up(folder, session.now) {
            Ok(set) => out::own(&format!(
                "Backup {}: all {}, opened again and checked from end to end. It lies in {}.",
                set.name(),
                lines(set.lines().unwrap_or(0)),
                folder.display()
            ))?,
            Err(failure) => {
                out::complain(&failure);
                code = ExitCode::FAILURE;
            }
        }
    }
    Ok(code)
}

fn list(store: &Store, folder: &Path) -> Result<()> {
    out::own(&format!("{}:", folder.display()))?;
    let sets = sets(folder)?;
    if sets.is_empty() {
        return out::own("  no backup");
    }
    for set in sets {
        let says = match set.lines() {
            None => "damaged or not whole: its witness does not bear its name out".to_string(),
            Some(_) if !store.is_of_this(&set)? => "of another record".to_string(),
            Some(all) => match store.since(&set)? {
                0 => format!("{}, all that there are now", lines(all)),
                since => format!("{}, {} since", lines(all), lines(since)),
            },
        };
        out::own(&format!("  {}  {says}", set.name()))?;
    }
    Ok(())
}

/// Puts a backup into a new home, with the room words, the recovery sheet or a key file.
pub fn bring_back(common: &Common, options: &Restoring) -> Result<()> {
    let Some(new) = &common.home else {
        return Err(Failure::usage("Say where the record shall lie, with --home and a new folder."));
    };
    if options.sheet.is_some() && common.key_file.is_some() {
        return Err(Failure::usage("Say one of --sheet and --key-file: each opens the backup alone."));
    }
    let home = Home::at(new);
    need_none(&home)?;
    let usual = Home::find(None)?;
    let set = find(&options.set, &usual)?;
    let witness = options.witness.clone().unwrap_or_else(|| usual.witness());
    let lost = Lost::in_home(&usual, &witness);
    if lost.seen.is_none() && options.witness.is_some() {
        return Err(Failure::refused(format!("{} is no witness that can be read.", witness.display()))
            .safe("Nothing was restored.")
            .todo("Name the file called witness in the folder of the lost record, or leave --witness out."));
    }
    let restored = make(&home, |home| restore(&set, home, &lost, |home| key(common, &set, home, options)))?;
    if let Err(failure) = bring_back_own(&set, &home) {
        out::complain(
            &failure.safe("The record is restored; the settings and files of your own are not all there."),
        );
    }
    out::say(&format!(
        "The record is restored in {}: {}, checked from end to end, the last with the day code {}.",
        home.folder().display(),
        lines(restored.lines),
        restored.code
    ))?;
    if let Some(says) = beside(&restored, &witness) {
        out::say(&says)?;
    }
    out::say(&format!("“{}” opens it.", common.opens()))
}

/// What a restored record lacks beside the witness of the lost one.
fn beside(restored: &Restored, witness: &Path) -> Option<String> {
    let (first, witness) = (restored.lines + 1, witness.display());
    Some(match restored.beside? {
        Compared::Equal => format!("Nothing is missing: {witness} saw the same last line."),
        Compared::DatabaseAhead => format!("Nothing is missing: {witness} saw an earlier line."),
        Compared::DatabaseBehind { missing: 1 } => {
            format!("Entry {first} is not in this backup: {witness} saw it.")
        }
        Compared::DatabaseBehind { missing } => format!(
            "Entries {first} to {} are not in this backup: {witness} saw them.",
            restored.lines + missing
        ),
        Compared::Differs => format!("{witness} is of another record: what is missing can't be said."),
        Compared::NoWitness => return None,
    })
}

/// Restores the newest backup into a folder of its own, checks it, and takes it away again.
pub fn drill(common: &Common) -> Result<()> {
    let (set, note) = Session::reading(common, |session| {
        session.need_lead("hold a restore drill")?;
        let home = Home::find(common.home.clone())?;
        session.store.drill_newest(second(&home).as_deref(), session.now)
    })?;
    out::say(&format!(
        "Backup {} was restored into a folder of its own, checked from end to end, and taken away again: all {} are \
         there.",
        set.name(),
        lines(set.lines().unwrap_or(0))
    ))?;
    note.map_or(Ok(()), out::say)
}

/// The second folder of the settings.
pub(super) fn second(home: &Home) -> Option<PathBuf> {
    Settings::read(home).0.backup
}

fn find(named: &Path, usual: &Home) -> Result<PathBuf> {
    let own = std::iter::once(usual.backups()).chain(second(usual)).map(|folder| folder.join(named));
    let found = std::iter::once(named.to_path_buf()).chain(own).find(|path| path.is_dir());
    found.ok_or_else(|| {
        Failure::refused(format!("There is no backup {}.", named.display()))
            .safe("Nothing was restored.")
            .todo("Name its folder, or one of those that “doorstep backup --list” names.")
    })
}

/// By the sheet or the key file that was named, else by the room words.
fn key(common: &Common, set: &Path, home: &Home, options: &Restoring) -> Result<Key> {
    match (&options.sheet, key_file(common)) {
        (Some(file), _) => vault::open_with_sheet(home, &sheet(file.as_deref())?),
        (None, Some(file)) => vault::open_with_key_file(home, &read_key_file(&file)?),
        (None, None) => {
            let words = match paths::path("DOORSTEP_WORDS_FILE") {
                Some(file) => files::read_private(&file, "The file with the room words")?,
                None => match practice_words(&Home::at(set))? {
                    Some(words) => words,
                    None => out::ask_hidden("Room words:")?,
                },
            };
            vault::open_with_words(home, &Words::parse(words.trim())?)
        }
    }
}

fn absolute(folder: &Path) -> Result<PathBuf> {
    std::path::absolute(folder)
        .map_err(|cause| Failure::machine(format!("{} can't be found.", folder.display()), cause))
}

/// `1 line`, `1,219 lines`
fn lines(count: u64) -> String {
    let number = u32::try_from(count).map_or_else(|_| count.to_string(), thousands);
    format!("{number} {}", if count == 1 { "line" } else { "lines" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_told_by_the_numbers_of_the_lines() {
        let said = |beside| {
            let restored = Restored { lines: 1203, code: String::new(), beside };
            super::beside(&restored, Path::new("/old/witness")).unwrap_or_default()
        };
        let behind = |missing| Some(Compared::DatabaseBehind { missing });
        assert_eq!(said(behind(16)), "Entries 1204 to 1219 are not in this backup: /old/witness saw them.");
        assert_eq!(said(behind(1)), "Entry 1204 is not in this backup: /old/witness saw it.");
        assert!(said(Some(Compared::Equal)).starts_with("Nothing is missing"));
        assert!(said(Some(Compared::Differs)).contains("another record"));
        assert_eq!(said(None), "");
    }
}
