//! Writers of the report model, one a format, and the table of them. A writer sees a [`Report`] and
//! nothing else of the program.

mod docx;
pub mod json;
pub mod names;
pub mod save;
pub mod sheet;
mod txt;

use crate::failure::Result;
use crate::report::Report;

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
}

/// Every format that a report can be written as.
pub const FORMATS: [FileFormat; 2] = [
    FileFormat { name: "docx", label: "Word", extension: "docx", write: docx::write },
    FileFormat { name: "txt", label: "plain text", extension: "txt", write: txt::write },
];

/// The format of a name, in any case; `None` where there is none.
pub fn format(name: &str) -> Option<&'static FileFormat> {
    FORMATS.iter().find(|format| format.name.eq_ignore_ascii_case(name.trim()))
}

#[cfg(test)]
pub(crate) mod tests;
