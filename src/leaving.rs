//! What leaves the room: files are written and stand in the record with whom they are for, or neither happens.

use std::path::Path;

use crate::domain::{Act, Change, EntryId, Period, Stamp};
use crate::export::save::{Finished, Saved, save};
use crate::failure::Result;
use crate::store::Store;

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

/// Puts files into a folder, and each into the record: what, for whom, which entries, a hash.
///
/// # Errors
/// Where a file can't be written or the record can't be; no file is left there then.
pub fn hand_out(store: &mut Store, folder: &Path, leaving: Vec<Leaving>, stamp: Stamp) -> Result<Vec<Saved>> {
    let (files, told): (Vec<Finished>, Vec<_>) = leaving
        .into_iter()
        .map(|Leaving { file, report, recipient, period, entries }| {
            (file, (report, recipient, period, entries))
        })
        .unzip();
    let saved = save(folder, &files)?;
    let changes: Vec<Change> = saved
        .iter()
        .zip(told)
        .map(|(saved, (report, recipient, period, entries))| Change::Exported {
            report: report.to_string(),
            recipient,
            period: Some(period),
            sha256: saved.sha256.clone(),
            entries,
        })
        .collect();
    if let Err(failure) = store.apply(&Act::from(changes), stamp) {
        for file in &saved {
            // What can't be taken away is named by the failure's own sentence: the folder.
            let _ = std::fs::remove_file(&file.path);
        }
        return Err(failure.safe(format!("No file was left in {}.", folder.display())));
    }
    Ok(saved)
}
