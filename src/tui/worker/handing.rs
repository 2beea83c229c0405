//! Files on their way out, one at a time: between two of them the worker does whatever else is asked, and whoever hands
//! them out can stop. None of them counts before the last.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;

use super::{Worker, form, keys, listed, requests, weekly};
use crate::domain::look::Look;
use crate::domain::request::WHOLE_RECORD;
use crate::domain::{Change, EntryId, Period, Stamp};
use crate::export::{FileFormat, json};
use crate::failure::{Failure, Result};
use crate::leaving::sticks::FOLDER;
use crate::leaving::{Going, Leaving, Packing};
use crate::own;
use crate::paths::Home;
use crate::report::Report;
use crate::tui::msg::{Answer, Handout, Parcel, Place};

/// What a file is to hold.
pub(super) enum Holds {
    /// A report, as one of its formats.
    Report(Arc<Report>, &'static FileFormat),
    /// The values of one.
    Values(Value),
}

/// A file that is still to be made.
pub(super) struct Planned {
    pub(super) holds: Holds,
    /// Its name without the end.
    pub(super) stem: String,
    /// Which report it is.
    pub(super) name: &'static str,
    pub(super) recipient: String,
    pub(super) period: Period,
    pub(super) entries: Vec<EntryId>,
}

impl Planned {
    fn made(self, look: Option<&Arc<Look>>) -> Result<Leaving> {
        let Planned { holds, stem, name: report, recipient, period, entries } = self;
        let file = match holds {
            Holds::Report(of, format) => format.finished(stem, &of, look)?,
            Holds::Values(value) => json::finished(stem, &value),
        };
        Ok(Leaving { file, report, recipient, period, entries })
    }
}

/// What is being handed out.
pub(super) struct Run {
    going: Going,
    planned: VecDeque<Planned>,
    of: usize,
    stamp: Stamp,
    folder: PathBuf,
    /// What becomes true with them.
    also: Option<Change>,
    /// The setting's own look, as it was when they were planned.
    look: Option<Arc<Look>>,
}

/// The folder of a parcel, under the one where files of this program go.
pub(super) fn folder_of(parcel: &Parcel) -> String {
    match parcel {
        Parcel::Week(_, week, _) => week.to_string(),
        Parcel::Form(_) => "evidence".to_string(),
        Parcel::Report(of, _) => of.name.to_string(),
        Parcel::Record(_) => WHOLE_RECORD.to_string(),
    }
}

/// Where files of this program go beside the record.
pub(super) const BESIDE: &str = "exports";

fn folder(home: &Home, place: &Place, parcel: &Parcel) -> PathBuf {
    let place = match place {
        Place::Beside => home.folder().join(BESIDE),
        Place::Stick(stick) => stick.join(FOLDER),
    };
    place.join(folder_of(parcel))
}

impl Worker {
    /// Begins to hand files out: which there are is settled now, as the record stands. What was under way and not
    /// finished goes.
    pub(super) fn hand_out(&mut self, handout: Handout, stamp: Stamp) -> Answer {
        self.run = None;
        match self.begin(handout, stamp) {
            Ok(run) => {
                let of = run.of;
                self.run = Some(run);
                Answer::Handing(0, of)
            }
            Err(failure) => Answer::FilesSaved(Err(failure.to_string())),
        }
    }

    fn begin(&mut self, handout: Handout, stamp: Stamp) -> Result<Run> {
        let Some(store) = &self.store else { return Err(Failure::refused("The log is not open yet.")) };
        let (made, mut also) = (stamp.recorded, None);
        let planned = match &handout.parcel {
            Parcel::Week(room, week, whom) => weekly::plan(store, (*room, *week, *whom), made)?,
            Parcel::Form(of) => {
                let kinds = form::Kinds { frameworks: &self.frameworks, practice: &self.practice };
                kinds.plan(store, of, made)?
            }
            Parcel::Report(of, formats) => {
                let terms = own::terms(&self.home, &self.kept);
                let keys = keys(&self.home);
                let kinds = listed::Kinds { practice: &self.practice, kept: &self.kept, terms, keys };
                kinds.plan(store, of, formats, made)?
            }
            Parcel::Record(request) => {
                let (planned, answered) = requests::plan(store, &self.practice, *request, stamp)?;
                also = answered;
                planned
            }
        };
        if planned.is_empty() {
            return Err(Failure::refused("There is nothing to save."));
        }
        // What is wrong in it was told as the log was opened.
        let (look, _) = own::look(&self.home);
        let folder = folder(&self.home, &handout.place, &handout.parcel);
        let stem = format!("{} archive", folder_of(&handout.parcel));
        let packing = handout.password.map_or(Packing::Plain, |password| Packing::Archive(stem, password));
        let going = Going::into(&folder, &packing)?;
        Ok(Run { going, of: planned.len(), planned: planned.into(), stamp, folder, also, look })
    }

    /// Makes the next file; after the last all of them have their names and stand in the record.
    pub(super) fn hand_on(&mut self) -> Answer {
        let Some(mut run) = self.run.take() else { return Answer::Done };
        let next = run.planned.pop_front();
        let next = next.map(|planned| planned.made(run.look.as_ref()).and_then(|file| run.going.add(file)));
        if let Some(Err(failure)) = next {
            return Answer::FilesSaved(Err(failure.to_string()));
        }
        if !run.planned.is_empty() {
            let (done, of) = (run.of - run.planned.len(), run.of);
            self.run = Some(run);
            return Answer::Handing(done, of);
        }
        let Some(store) = &mut self.store else { return Answer::Done };
        let finished = run.going.finish(store, run.also, run.stamp);
        let folder = run.folder.display().to_string();
        let files = finished.map(|mut saved| {
            // Those in an archive are one file.
            saved.dedup_by(|a, b| a.path == b.path);
            (saved.len(), folder)
        });
        Answer::FilesSaved(files.map_err(|failure| failure.to_string()))
    }

    /// Stops: nothing is left of what was under way.
    pub(super) fn stop_handing(&mut self) -> Answer {
        self.run = None;
        Answer::HandingStopped
    }
}
