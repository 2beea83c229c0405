//! Writers of the report model, one a format, and the table of them. A writer sees a [`Report`] and
//! nothing else of the program.

pub mod archive;
mod brf;
mod csv;
mod docx;
mod grid;
mod html;
pub mod json;
mod markdown;
pub mod names;
#[cfg(feature = "pdf")]
mod pdf;
pub mod save;
mod turn;
pub mod txt;
mod xlsx;

use std::sync::Arc;

use crate::domain::child::Format;
use crate::domain::day;
use crate::domain::look::Look;
use crate::domain::policy::ReportKind::{
    self, Audit, BlankSheets, Complaints, Due, EvidenceForm, FamilyWeek, Handover, KeyCard, MovingOn,
    OwnPages, RoomWeek, SettingWeek, WholeRecord,
};
use crate::failure::Result;
use crate::report::Report;
use crate::report::family_week::Form;
use crate::report::obstacle::Lacking;
use crate::safe;
use save::Finished;

/// A kind of file that a report can be written as.
#[derive(Clone, Copy, Debug)]
pub struct FileFormat {
    /// Its name in options: `docx`.
    pub name: &'static str,
    /// What it is called on screen.
    pub label: &'static str,
    /// The end of its files' names, without the dot.
    pub extension: &'static str,
    /// Turns a report into the bytes of the file: the same report, the same bytes.
    pub write: fn(&Report) -> Result<Vec<u8>>,
    /// The letters of a report that stand as their numbers in such a file, because no typeface at hand has them.
    pub lacks: fn(&Report) -> Vec<char>,
    /// Which reports are offered as this.
    pub reports: &'static [ReportKind],
    /// Whether a screen that saves a report saves this too.
    pub on_screens: bool,
}

/// What a family alone has.
const FAMILIES: &[ReportKind] = &[FamilyWeek];
/// What is worked on further: for those who keep the record and look into it, not for a family.
const STAFF: &[ReportKind] = &[RoomWeek, SettingWeek, EvidenceForm];
/// The same, and what anybody may count.
const COUNTED: &[ReportKind] = &[RoomWeek, SettingWeek, EvidenceForm, Complaints, Audit];
/// For everybody, and what is read and searched on a screen.
const WEB: &[ReportKind] = &[FamilyWeek, RoomWeek, SettingWeek, EvidenceForm, WholeRecord];
/// For everybody, and what is written on or handed on as paper.
const PAPER: &[ReportKind] = &[
    FamilyWeek,
    RoomWeek,
    SettingWeek,
    EvidenceForm,
    Handover,
    BlankSheets,
    MovingOn,
    OwnPages,
    WholeRecord,
];
/// The same, and what must stay as it was made.
const PRINT: &[ReportKind] = &[
    FamilyWeek,
    RoomWeek,
    SettingWeek,
    EvidenceForm,
    Handover,
    BlankSheets,
    MovingOn,
    OwnPages,
    Complaints,
    Audit,
    Due,
    KeyCard,
];
/// What is read as letters alone.
const LETTERS: &[ReportKind] =
    &[FamilyWeek, RoomWeek, SettingWeek, EvidenceForm, Handover, OwnPages, Audit, Due, KeyCard];

impl FileFormat {
    /// A report in the setting's own look, where it has one, as a file called by that name without its end.
    pub fn finished(&self, stem: String, report: &Report, look: Option<&Arc<Look>>) -> Result<Finished> {
        let bytes = match look {
            None => (self.write)(report)?,
            Some(look) => (self.write)(&Report { look: Some(look.clone()), ..report.clone() })?,
        };
        Ok(Finished { stem, extension: self.extension, bytes })
    }

    /// What is to be said of letters that this format can't show.
    pub fn lacking(&self, report: &Report) -> Option<Lacking> {
        let letters = (self.lacks)(report);
        (!letters.is_empty()).then_some(Lacking { letters, format: self.label })
    }
}

/// The reports whose values go out as JSON too ([`json`]), of their command and of their page alike; `doorstep evidence`
/// gives the evidence's.
pub const VALUES: &[ReportKind] = &[WholeRecord];

/// Every format that a report can be written as. Some have their values as JSON beside these ([`VALUES`]).
#[rustfmt::skip]
pub const FORMATS: [FileFormat; 7 + cfg!(feature = "pdf") as usize] = [
    FileFormat { name: "docx", label: "Word", extension: "docx", write: docx::write, lacks: none, reports: PAPER, on_screens: true },
    #[cfg(feature = "pdf")]
    FileFormat { name: "pdf", label: "PDF", extension: "pdf", write: pdf::write, lacks: pdf::lacks, reports: PRINT, on_screens: true },
    FileFormat { name: "txt", label: "plain text", extension: "txt", write: txt::write, lacks: none, reports: LETTERS, on_screens: true },
    FileFormat { name: "html", label: "web page", extension: "html", write: html::write, lacks: none, reports: WEB, on_screens: false },
    FileFormat { name: "brf", label: "Braille", extension: "brf", write: brf::write, lacks: brf::lacks, reports: FAMILIES, on_screens: false },
    FileFormat { name: "md", label: "Markdown", extension: "md", write: markdown::write, lacks: none, reports: STAFF, on_screens: false },
    FileFormat { name: "csv", label: "CSV", extension: "csv", write: csv::write, lacks: none, reports: COUNTED, on_screens: false },
    FileFormat { name: "xlsx", label: "Excel", extension: "xlsx", write: xlsx::write, lacks: none, reports: STAFF, on_screens: false },
];

/// The formats that a report is offered as.
pub fn offered(report: ReportKind) -> impl Iterator<Item = &'static FileFormat> {
    FORMATS.iter().filter(move |format| format.reports.contains(&report))
}

/// Those of them as which a screen saves it, all at once: to be read, printed and handed on.
pub fn on_screens(report: ReportKind) -> impl Iterator<Item = &'static FileFormat> {
    offered(report).filter(|format| format.on_screens)
}

/// Those as which a screen saves a family's page of that form: for whoever reads Braille that alone, and large print not
/// as plain text, which has no size.
pub fn of_page(form: Form) -> impl Iterator<Item = &'static FileFormat> {
    offered(FamilyWeek).filter(move |format| match form.format {
        Format::Braille => format.name == "brf",
        Format::LargePrint => format.on_screens && format.name != "txt",
        _ => format.on_screens,
    })
}

/// What these are called: `Word, PDF, plain text`.
pub fn labels(report: ReportKind) -> String {
    on_screens(report).map(|format| format.label).collect::<Vec<_>>().join(", ")
}

/// All that a report is offered as: `Word, web page, JSON`.
pub fn all_labels(report: ReportKind) -> String {
    let values = VALUES.contains(&report).then_some("JSON");
    offered(report).map(|format| format.label).chain(values).collect::<Vec<_>>().join(", ")
}

/// Whoever opens such a file has the typefaces.
fn none(_: &Report) -> Vec<char> {
    Vec::new()
}

/// From now on writers may use the typefaces of this machine too, where a report has letters that the program's
/// own lack. Said once, by whoever starts the program: else the same report gives the same bytes on every machine.
pub fn with_this_machines_faces() {
    #[cfg(feature = "pdf")]
    pdf::use_those_of_this_machine();
}

/// The format of a name, in any case; `None` where there is none.
pub fn format(name: &str) -> Option<&'static FileFormat> {
    FORMATS.iter().find(|format| format.name.eq_ignore_ascii_case(name.trim()))
}

/// What a form or a column asks, and what stands there, on one line: `Who: Sam`. A label that ends with a stop of its
/// own gets no other: `How do you know? We ask at the door.`
fn labelled(label: &str, says: &str) -> String {
    let between = if label.ends_with(['?', '.', '!', ':']) { "" } else { ":" };
    format!("{label}{between} {says}")
}

/// Text as it stands between the tags of XML and of a web page: harmless, on one line, and never like a tag.
fn escape(text: &str) -> String {
    safe::line(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// `20 November 2026, 17:40 · day code 0a1b2c3d4e5f`
fn made(report: &Report) -> String {
    let code = report.day_code.as_ref().map(|code| format!(" · day code {code}")).unwrap_or_default();
    format!("{}, {}{code}", day::long(report.made.day()), report.made.clock())
}

/// `Ava's week at Sunflower · made 20 November 2026, 17:40 · day code 0a1b2c3d4e5f`
fn foot(report: &Report) -> String {
    format!("{} · made {}", report.title, made(report))
}

#[cfg(test)]
mod chart_tests;
#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod look_tests;
#[cfg(test)]
#[cfg(feature = "pdf")]
mod square_tests;
#[cfg(test)]
pub(crate) mod tests;
