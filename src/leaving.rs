//! What leaves the room: files are written and stand in the record with whom they are for, or neither happens.

pub mod password;
pub mod sticks;

use std::path::Path;

use crate::domain::{Act, Change, EntryId, Period, PracticeId, Stamp};
use crate::export::save::{Finished, Placing, Saved};
use crate::failure::{Failure, Result};
use crate::store::Store;
use password::Password;

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

/// Puts files into a folder, and each into the record: what, for whom, which entries, a hash.
///
/// # Errors
/// Where a file can't be written or the record can't be; no file is left there then.
pub fn hand_out(
    store: &mut Store,
    (folder, packing): (&Path, &Packing),
    leaving: Vec<Leaving>,
    stamp: Stamp,
) -> Result<Vec<Saved>> {
    let mut going = Going::into(folder, packing)?;
    leaving.into_iter().try_for_each(|leaving| going.add(leaving))?;
    going.finish(store, stamp)
}

/// Files that go out one after the other. None of them counts before [`Going::finish`]; dropped before, it takes away
/// what it wrote.
pub struct Going {
    placing: Placing,
    told: Vec<Told>,
}

/// What the record is told of a file.
struct Told {
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
        self.told.push(Told { report, recipient, period, entries });
        Ok(())
    }

    /// Writes each file into the record, then gives the files their names; of those in an archive with the archive's
    /// hash. In this order a machine that stops in between leaves a line too many, and never a file of which the record
    /// knows nothing.
    ///
    /// # Errors
    /// Refused where an entry in one of them was taken back while they were made; and where the disk or the record does
    /// not do it. No file is left there then.
    pub fn finish(self, store: &mut Store, stamp: Stamp) -> Result<Vec<Saved>> {
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
        };
        let changes: Vec<Change> = whole.hashes().into_iter().zip(self.told).map(change).collect();
        // Where the record does not take them the files go with `whole`.
        store.apply(&Act::from(changes), stamp).map_err(|failure| failure.safe("No file was left."))?;
        whole.named().map_err(|failure| {
            let safe = "No file was left; the record says that they went out, and they did not.";
            failure.safe(safe)
        })
    }
}
