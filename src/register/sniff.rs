//! What kind of file it is, by its bytes: its name says nothing. What is no list is refused in words.

use std::io::Cursor;

use super::FileTrouble;

/// The kinds of file that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text in any encoding.
    Text,
    /// A workbook as Excel writes it since 2007.
    Xlsx,
    /// A workbook as Excel wrote it before.
    Xls,
}

/// Which byte of a pair comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Utf16 {
    Little,
    Big,
}

const EXPORT: &str =
    "Export the list from your system as CSV or as an Excel workbook, and bring in that file.";

/// What kind of file these bytes are.
///
/// # Errors
/// What it is instead, and what to do.
pub(super) fn kind(bytes: &[u8]) -> Result<Kind, FileTrouble> {
    let refuse = |what: &str, todo: &str| Err(FileTrouble::new(what, todo));
    let starts = |heads: &[&[u8]]| heads.iter().any(|head| bytes.starts_with(head));

    if starts(&[b"PK\x03\x04", b"PK\x05\x06"]) {
        return packed(bytes);
    }
    if starts(&[b"\xd0\xcf\x11\xe0"]) {
        return Ok(Kind::Xls);
    }
    if starts(&[b"%PDF"]) {
        return refuse("This is a PDF.", EXPORT);
    }
    if starts(&[b"{\\rtf"]) {
        return refuse("This is a text document with formatting.", EXPORT);
    }
    if starts(&[b"\x89PNG", b"\xff\xd8\xff", b"GIF8"]) {
        return refuse("This is a picture.", EXPORT);
    }
    if starts(&[b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!"]) {
        return refuse("This is a packed file.", "Unpack it, and bring in the list that lies in it.");
    }
    if starts(&[b"SQLite fo"]) {
        return refuse("This is a database.", EXPORT);
    }
    if utf16(bytes).is_some() {
        return Ok(Kind::Text);
    }
    let nul = bytes.contains(&0);
    let control = bytes.iter().filter(|&&b| b < 0x20 && !b.is_ascii_whitespace()).count();
    if nul || control * 10 > bytes.len() {
        return refuse("This file is not text.", EXPORT);
    }
    Ok(Kind::Text)
}

/// What a zip holds. A zip in a zip is not opened.
fn packed(bytes: &[u8]) -> Result<Kind, FileTrouble> {
    let refuse = |what: &str, todo: &str| Err(FileTrouble::new(what, todo));
    let Ok(archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return Err(damaged()) };
    let inside: Vec<String> = archive.file_names().flatten().map(|name| name.to_ascii_lowercase()).collect();
    let has = |name: &str| inside.iter().any(|inside| inside == name);
    let within = |folder: &str| inside.iter().any(|inside| inside.starts_with(folder));
    if has("xl/workbook.xml") {
        return Ok(Kind::Xlsx);
    }
    if has("xl/workbook.bin") {
        return refuse(
            "This is a binary Excel workbook (.xlsb).",
            "In Excel choose Save as, Excel Workbook (.xlsx), and bring in that file.",
        );
    }
    if within("word/") {
        return refuse("This is a Word document.", EXPORT);
    }
    if has("mimetype") && has("content.xml") {
        return refuse(
            "This is a LibreOffice document.",
            "There choose Save as, Excel 2007-365 (.xlsx) or Text CSV, and bring in that file.",
        );
    }
    refuse("This is a zip file.", "Open it, and bring in the list that lies in it.")
}

/// A file that is packed and can't be unpacked.
pub(super) fn damaged() -> FileTrouble {
    FileTrouble::new(
        "This is a workbook that is damaged or cut off, so it can't be read.",
        "Save or download it again; if it opens in Excel, choose Save as, Excel Workbook (.xlsx).",
    )
}

/// Whether the bytes are UTF-16: by its mark, else because every second byte is nothing, as it is where
/// most letters are Latin.
pub(super) fn utf16(bytes: &[u8]) -> Option<Utf16> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(Utf16::Little),
        [0xfe, 0xff, ..] => return Some(Utf16::Big),
        _ => {}
    }
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or(bytes);
    let pairs = head.len() / 2;
    let none = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (none(0), none(1));
    match pairs {
        0 => None,
        _ if odd * 3 > pairs * 2 && even * 10 < pairs => Some(Utf16::Little),
        _ if even * 3 > pairs * 2 && odd * 10 < pairs => Some(Utf16::Big),
        _ => None,
    }
}

/// Refuses web pages and XML, which some systems save under the name of a workbook.
pub(super) fn refuse_markup(text: &str) -> Result<(), FileTrouble> {
    let begin: String = text
        .chars()
        .skip_while(|c| c.is_whitespace() || *c == '\u{feff}')
        .take(9)
        .flat_map(char::to_lowercase)
        .collect();
    if ["<html", "<!doctype", "<table", "<?xml", "<!--", "<meta", "<head", "<style"]
        .iter()
        .any(|tag| begin.starts_with(tag))
    {
        return Err(FileTrouble::new(
            "This is a web page or an XML file, whatever its name says.",
            "Open it in Excel, choose Save as, Excel Workbook (.xlsx), and bring in that file.",
        ));
    }
    Ok(())
}
