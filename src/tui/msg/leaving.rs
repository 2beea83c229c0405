//! What leaves the room: the reports that a page shows, the files that are made of them, and where to.

use std::path::PathBuf;

use super::WeekFor;
use crate::domain::evidence::Scope;
use crate::domain::{ChildId, Day, Period, RequestId, RoomId, Week};
use crate::leaving::password::Password;
use crate::report::Report;
use crate::report::moving_on::NameWaits;

/// Of what an evidence form is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormOf {
    /// The framework, by its id.
    pub framework: String,
    /// The tag by whose statements alone it is read.
    pub tag: Option<String>,
    /// Which rooms and days.
    pub scope: Scope,
    /// Whether it is the last round as it stood when it was signed off, whatever its rooms and days.
    pub signed: bool,
}

/// An evidence form as its page shows it.
#[derive(Clone, Debug)]
pub struct FormRead {
    /// The form, of which its files are made.
    pub report: Report,
    /// What is to be said of letters that one of its files can't show.
    pub lacking: Option<String>,
    /// Where its files go, in the record's folder.
    pub folder: String,
    /// The round that was signed off last, by its name.
    pub round: Option<String>,
}

/// Of what a report of the table is: its name in it, and what it asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportOf {
    /// Which.
    pub name: &'static str,
    /// Of which room.
    pub room: Option<RoomId>,
    /// About which child.
    pub child: Option<ChildId>,
    /// The adult who reads it first, by name.
    pub read_with: Option<String>,
    /// For which day.
    pub day: Option<Day>,
    /// Of which week.
    pub week: Option<Week>,
    /// Of which days.
    pub period: Option<Period>,
}

/// A report of the table as its page shows it.
#[derive(Clone, Debug)]
pub struct ReportRead {
    /// It, of which its files are made.
    pub report: Report,
    /// What is left out of it, and why.
    pub left_out: Vec<String>,
    /// What only a name keeps out of it, which a person settles.
    pub names_waiting: Vec<NameWaits>,
    /// What is to be said of letters that files of a format can't show, by the format's name.
    pub lacking: Vec<(&'static str, String)>,
    /// Whom it is for.
    pub recipient: String,
    /// Where its files go, in the record's folder.
    pub folder: String,
}

/// Files that are to be handed out, and where to.
#[derive(Debug)]
pub struct Handout {
    /// Which.
    pub parcel: Parcel,
    /// Where to.
    pub place: Place,
    /// The password, where they go as one archive.
    pub password: Option<Password>,
}

/// What is handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parcel {
    /// A week's pages.
    Week(RoomId, Week, WeekFor),
    /// The evidence form.
    Form(FormOf),
    /// A report of the table, as files of these formats.
    Report(ReportOf, Vec<&'static str>),
    /// The whole record that a request asks for, which is answered by it.
    Record(RequestId),
}

/// Where files go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Beside the record.
    Beside,
    /// On the stick of that folder.
    Stick(PathBuf),
}
