//! PDF files, set by a typesetting library: A4, tagged and titled for whoever has them read aloud (PDF/UA-1),
//! with only those letters of a typeface in them that they need.
//!
//! How a page looks stands in `data/print/report.typ`. A report goes in as data and is never read as markup,
//! and the library has no clock, no folder and no network to ask: the same report, the same bytes.

mod faces;
mod values;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart, dict};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::domain::Moment;
use crate::failure::{Failure, Result};
use crate::report::Report;

use faces::Faces;
pub(super) use faces::use_those_of_this_machine;
pub(super) use values::lacks;

/// How every report looks.
const TEMPLATE: &str = include_str!("../../data/print/report.typ");

/// The report as a PDF file: the same report, the same bytes.
pub(super) fn write(report: &Report) -> Result<Vec<u8>> {
    let written = pages(report).and_then(|pages| file(&pages, report.made));
    // The library remembers what it has set, for documents that are set again and again. Words of the record
    // stay in memory no longer than they are needed.
    typst::comemo::evict(0);
    written
}

/// The pages as they are set.
fn pages(report: &Report) -> Result<PagedDocument> {
    let faces = faces::for_letters(&values::letters(report));
    let press = Press {
        library: LazyHash::new(
            Library::builder().with_inputs(dict! { "report" => values::report(report, faces) }).build(),
        ),
        template: Source::detached(TEMPLATE),
        faces,
    };
    typst::compile(&press).output.map_err(|errors| failed(&errors))
}

/// The file of these pages. Where a typeface of the machine keeps it from what PDF/UA asks, it is tagged all the
/// same and only does not claim it.
fn file(pages: &PagedDocument, made: Moment) -> Result<Vec<u8>> {
    let options = |standards| PdfOptions {
        creator: Smart::Custom(Some("Doorstep".to_string())),
        timestamp: timestamp(made),
        standards,
        ..PdfOptions::default()
    };
    PdfStandards::new(&[PdfStandard::Ua_1])
        .ok()
        .and_then(|accessible| typst_pdf::pdf(pages, &options(accessible)).ok())
        .map_or_else(|| typst_pdf::pdf(pages, &options(PdfStandards::default())), Ok)
        .map_err(|errors| failed(&errors))
}

/// All that the library can ask for while it sets a report.
struct Press {
    library: LazyHash<Library>,
    template: Source,
    faces: &'static Faces,
}

impl World for Press {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.faces.store.book()
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.faces.store.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// When the report was made, as a PDF file has it; nothing where the clock was past what it can say.
fn timestamp(made: Moment) -> Option<Timestamp> {
    use chrono::{Datelike, Timelike};
    let (day, time) = (made.day(), made.time());
    let [month, date, hour, minute, second] =
        [day.month(), day.day(), time.hour(), time.minute(), time.second()].map(|part| part as u8);
    let wall = Datetime::from_ymd_hms(day.year(), month, date, hour, minute, second)?;
    Timestamp::new_local(wall, made.offset)
}

fn failed(errors: &[SourceDiagnostic]) -> Failure {
    let causes: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    Failure::machine("The PDF file could not be put together.", std::io::Error::other(causes.join("; ")))
        .safe("Nothing was written.")
        .todo("Write it as a Word file: “doorstep week” and “doorstep evidence” with --format docx.")
}

#[cfg(test)]
pub(crate) mod tests;
