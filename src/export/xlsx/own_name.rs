//! Which program made a workbook. The library names another one, in a part that nothing of it sets.

use std::io::{Cursor, Read, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

/// The part that says it.
const PART: &str = "docProps/app.xml";

/// The same workbook, which says that this program made it: every other part is as it was.
pub(super) fn own_name(book: &[u8]) -> ZipResult<Vec<u8>> {
    let mut parts = ZipArchive::new(Cursor::new(book))?;
    let mut own = ZipWriter::new(Cursor::new(Vec::with_capacity(book.len())));
    // As the library has it: no clock is asked.
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for at in 0..parts.len() {
        let mut part = parts.by_index(at)?;
        if part.name()? != PART {
            own.raw_copy_file(part)?;
            continue;
        }
        let mut says = String::new();
        part.read_to_string(&mut says)?;
        own.start_file(PART, options)?;
        // The version of a program stands in a form that ours has not; it may be left out.
        let says = with(&with(&says, "Application", "<Application>Doorstep</Application>"), "AppVersion", "");
        own.write_all(says.as_bytes())?;
    }
    Ok(own.finish()?.into_inner())
}

/// The text with this in the place of an element of that name, where it has one.
fn with(xml: &str, name: &str, this: &str) -> String {
    let (begins, ends) = (format!("<{name}>"), format!("</{name}>"));
    let parted = xml.split_once(&begins).and_then(|(before, rest)| Some((before, rest.split_once(&ends)?.1)));
    parted.map_or_else(|| xml.to_string(), |(before, after)| format!("{before}{this}{after}"))
}
