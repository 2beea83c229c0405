//! What leaves the room: files are written and stand in the record with whom they are for, or neither happens.

pub mod password;
pub mod sticks;
mod stop;

use std::path::Path;

use crate::domain::entry::Withdrawn;
use crate::domain::exported::OUTPUT;
use crate::domain::{Act, Change, EntryId, Period, PracticeId, Stamp};
use crate::export::save::{Finished, Placing, Saved, sha256};
use crate::failure::{Failure, Result};
use crate::store::Store;
use password::Password;
use stop::Stop;

/// A file that is about to leave.
#[derive(Clone, Debug)]
pub struct Leaving {
    /// The file.
    pub file: Finished,
    /// Which report it is: `evidence`, `family-week`, `room-week`.
    pub report: &'static str,
    /// Whom it is for.
    pub recipient: String,
    /// The days of which it tells.
    pub period: Period,
    /// The entries that it shows.
    pub entries: Vec<EntryId>,
}

/// As what files lie in their folder.
#[derive(Debug, Default)]
pub enum Packing {
    /// Each by itself.
    #[default]
    Plain,
    /// All of them as one archive of that name, which the password opens.
    Archive(String, Password),
}

/// Puts files into a folder, and each into the record: what, for whom, which entries, a hash. `also` is what becomes true
/// with them, and is written in the same act.
///
/// # Errors
/// Where a file can't be written or the record can't be; no file is left there then.
pub fn hand_out(
    store: &mut Store,
    (folder, packing): (&Path, &Packing),
    leaving: Vec<Leaving>,
    also: Option<Change>,
    stamp: Stamp,
) -> Result<HandedOut> {
    let stop = Stop::heed();
    let mut going = Going::into(folder, packing)?;
    let cleared = going.placing.cleared();
    for leaving in leaving {
        going.add(leaving)?;
        if stop.asked() {
            return Err(
                Failure::refused("Stopped.").safe("No file was left, and nothing stands in the record.")
            );
        }
    }
    Ok(HandedOut { saved: going.finish(store, also, stamp)?, cleared })
}

/// What a command prints for another program or a file, as whoever calls it wants to have it.
#[derive(Clone, Debug)]
pub struct Spoken {
    /// What it is: the command, as `list entries`, `evidence`.
    pub report: String,
    /// The days of which it tells, where it tells of some.
    pub period: Option<Period>,
    /// The entries and practice records whose words it shows.
    pub entries: Vec<EntryId>,
    /// All of it, to the letter.
    pub text: String,
}

/// Puts what a command is about to print into the record, as a file is put there, and gives it back to be printed. In this
/// order a machine that stops in between leaves a line too many, and never words that left without one.
///
/// # Errors
/// Refused for whoever may not export, and where an entry in it was taken back meanwhile; and where the record can't be
/// written. Nothing is to be printed then.
pub fn speak(store: &mut Store, spoken: Spoken, stamp: Stamp) -> Result<String> {
    const SAFE: &str = "Nothing was printed.";
    let Spoken { report, period, entries, text } = spoken;
    for id in &entries {
        let gone = match store.entry(*id)? {
            // What was struck is part of the record that its leads read.
            Some(standing) => matches!(standing.withdrawn, Some(Withdrawn::TakenBack { .. })),
            None => store.practice(PracticeId(id.0))?.is_none(),
        };
        if gone {
            return Err(Failure::refused("A note in it was taken back in this moment.")
                .safe(SAFE)
                .todo("Ask for it again."));
        }
    }
    let sha256 = sha256(text.as_bytes());
    let change =
        Change::Exported { report, recipient: OUTPUT.to_string(), period, sha256, entries, form: None };
    store.apply(&change.into(), stamp).map_err(|failure| failure.safe(SAFE))?;
    Ok(text)
}

/// Files that were handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOut {
    /// Which, and where they lie.
    pub saved: Vec<Saved>,
    /// How many files were cleared away there that a run before this one had begun and not finished.
    pub cleared: usize,
}

/// Files that go out one after the other. None of them counts before [`Going::finish`]; dropped before, it takes away
/// what it wrote.
pub struct Going {
    placing: Placing,
    told: Vec<Told>,
}

/// What the record is told of a file.
struct Told {
    form: &'static str,
    report: &'static str,
    recipient: String,
    period: Period,
    entries: Vec<EntryId>,
}

impl Going {
    /// Into this folder, which is made where it is not there.
    ///
    /// # Errors
    /// Where it can't be made.
    pub fn into(folder: &Path, packing: &Packing) -> Result<Going> {
        let placing = match packing {
            Packing::Plain => Placing::into(folder)?,
            Packing::Archive(stem, password) => Placing::archive(folder, stem, password.as_str())?,
        };
        Ok(Going { placing, told: Vec::new() })
    }

    /// One more file.
    ///
    /// # Errors
    /// Where it can't be written; nothing of the others counts then.
    pub fn add(&mut self, leaving: Leaving) -> Result<()> {
        let Leaving { file, report, recipient, period, entries } = leaving;
        self.placing.add(&file)?;
        self.told.push(Told { form: file.extension, report, recipient, period, entries });
        Ok(())
    }

    /// Writes each file into the record, then gives the files their names; of those in an archive with the archive's
    /// hash. In this order a machine that stops in between leaves a line too many, and never a file of which the record
    /// knows nothing. `also` is written in the same act.
    ///
    /// # Errors
    /// Refused where an entry in one of them was taken back while they were made; and where the disk or the record does
    /// not do it. No file is left there then.
    pub fn finish(self, store: &mut Store, also: Option<Change>, stamp: Stamp) -> Result<Vec<Saved>> {
        for id in self.told.iter().flat_map(|told| &told.entries) {
            // What a form cites is an entry, or a practice record by the same kind of id.
            let gone = match store.entry(*id)? {
                Some(standing) => standing.withdrawn.is_some(),
                None => store.practice(PracticeId(id.0))?.is_none(),
            };
            if gone {
                return Err(Failure::refused("A note in these files was taken back while they were made.")
                    .safe("No file was left.")
                    .todo("Look at the page again, then save it."));
            }
        }
        let whole = self.placing.whole()?;
        let change = |(sha256, told): (String, Told)| Change::Exported {
            report: told.report.to_string(),
            recipient: told.recipient,
            period: Some(told.period),
            sha256,
            entries: told.entries,
            form: Some(told.form.to_string()),
        };
        let changes: Vec<Change> =
            whole.hashes().into_iter().zip(self.told).map(change).chain(also).collect();
        // Where the record does not take them the files go with `whole`.
        store.apply(&Act::from(changes), stamp).map_err(|failure| failure.safe("No file was left."))?;
        whole.named().map_err(|failure| {
            let safe = "No file was left; the record says that they went out, and they did not.";
            failure.safe(safe)
        })
    }
}
