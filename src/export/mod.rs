//! Writers of the report model, one a format, and the table of them. A writer sees a [`Report`] and
//! nothing else of the program.

mod docx;
pub mod json;
pub mod names;
#[cfg(feature = "pdf")]
mod pdf;
pub mod save;
pub mod sheet;
pub mod txt;

use crate::failure::Result;
use crate::report::Report;
use crate::report::obstacle::Lacking;
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
}

impl FileFormat {
    /// A report as a file, called by that name without its end.
    pub fn finished(&self, stem: String, report: &Report) -> Result<Finished> {
        Ok(Finished { stem, extension: self.extension, bytes: (self.write)(report)? })
    }

    /// What is to be said of letters that this format can't show.
    pub fn lacking(&self, report: &Report) -> Option<Lacking> {
        let letters = (self.lacks)(report);
        (!letters.is_empty()).then_some(Lacking { letters, format: self.label })
    }
}

/// Every format that a report can be written as.
pub const FORMATS: [FileFormat; 2 + cfg!(feature = "pdf") as usize] = [
    FileFormat { name: "docx", label: "Word", extension: "docx", write: docx::write, lacks: none },
    #[cfg(feature = "pdf")]
    FileFormat { name: "pdf", label: "PDF", extension: "pdf", write: pdf::write, lacks: pdf::lacks },
    FileFormat { name: "txt", label: "plain text", extension: "txt", write: txt::write, lacks: none },
];

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

#[cfg(test)]
pub(crate) mod tests;
