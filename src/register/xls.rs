//! The box that an old Excel workbook comes in, and what its records claim: looked at before a reader that
//! believes them makes room for it.

use std::io::{Cursor, Read};

use zeroize::Zeroizing;

/// Why the workbook in a box can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// It is sealed with a password.
    Locked,
    /// There are macros in it.
    Macros,
    /// It claims, or would take, more room than any list does.
    TooLarge,
    /// It breaks off, or its records make no sense.
    Damaged,
    /// It is no workbook: what it is.
    Another(&'static str),
}

/// The columns that a sheet of this kind can have, and the rows that are looked at in one.
const MAX_COLUMN: u16 = 255;
const MAX_ROW: u16 = 20_100;
/// The most that the texts of the cells may come to, were each as long as the longest could be.
const MAX_TEXTS: usize = 2 * 1024 * 1024 * 1024;
/// The longest text of a cell, in bytes.
const LONGEST: usize = 65_535;

/// The stream with the workbook's records, once they have been looked at.
pub(super) fn stream(bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, Refused> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| Refused::Damaged)?;
    if file.is_stream("/EncryptedPackage") {
        return Err(Refused::Locked);
    }
    if file.is_stream("/WordDocument") {
        return Err(Refused::Another("This is an old Word document."));
    }
    if file.exists("/_VBA_PROJECT_CUR") || file.exists("/VBA") {
        return Err(Refused::Macros);
    }
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name));
    let name = name.ok_or(Refused::Another("This is no workbook, whatever its name says."))?;
    let mut stream = Zeroizing::new(Vec::new());
    let length = bytes.len() as u64;
    file.open_stream(name)
        .and_then(|stream_in| stream_in.take(length).read_to_end(&mut stream))
        .map_err(|_| Refused::Damaged)?;
    look_at(&stream)?;
    Ok(stream)
}

/// Refuses records that are locked, that are macros, or that would make the reader take more room than there is.
fn look_at(stream: &[u8]) -> Result<(), Refused> {
    let mut rest = stream;
    let mut labels: usize = 0;
    let mut shared: usize = 0;
    let mut in_shared = false;
    while let [a, b, c, d, after @ ..] = rest {
        let kind = u16::from_le_bytes([*a, *b]);
        let length = usize::from(u16::from_le_bytes([*c, *d]));
        // What follows the last sheet may be padding.
        if kind == 0 && length == 0 {
            break;
        }
        let Some((data, next)) = after.split_at_checked(length) else { return Err(Refused::Damaged) };
        rest = next;
        let word =
            |at: usize| data.get(at..at + 2).and_then(|two| two.try_into().ok()).map(u16::from_le_bytes);
        in_shared = kind == SHARED || in_shared && kind == CONTINUED;
        match kind {
            LOCKED => return Err(Refused::Locked),
            // What the part is: 0x40 is a sheet of macros.
            BEGIN if word(2) == Some(0x40) => return Err(Refused::Macros),
            SHEET if data.get(5) == Some(&1) => return Err(Refused::Macros),
            EXTENT => {
                let long = data.len() >= 14;
                let rows = if long {
                    data.get(4..8).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes)
                } else {
                    u32::from(word(2).unwrap_or(0))
                };
                let columns = word(if long { 10 } else { 6 }).unwrap_or(0);
                if rows > 65_536 || columns > MAX_COLUMN + 1 {
                    return Err(Refused::TooLarge);
                }
            }
            CELL_FORMULA | CELL_NUMBER | CELL_LABEL | CELL_FLAG | CELL_RICH | CELL_RK | CELL_SHARED
            | CELLS_RK => {
                let (Some(row), Some(column)) = (word(0), word(2)) else { return Err(Refused::Damaged) };
                let last = if kind == CELLS_RK { column.saturating_add(cells_in(data)) } else { column };
                if row > MAX_ROW || last > MAX_COLUMN {
                    return Err(Refused::TooLarge);
                }
                labels += usize::from(kind == CELL_SHARED);
            }
            _ => {}
        }
        if in_shared {
            shared += data.len();
        }
    }
    if labels.saturating_mul(shared.min(LONGEST)) > MAX_TEXTS {
        return Err(Refused::TooLarge);
    }
    Ok(())
}

/// How many cells stand in a record of several numbers, less one.
fn cells_in(data: &[u8]) -> u16 {
    u16::try_from(data.len().saturating_sub(6) / 6).unwrap_or(u16::MAX).saturating_sub(1)
}

const BEGIN: u16 = 0x0809;
const LOCKED: u16 = 0x002f;
const SHEET: u16 = 0x0085;
const SHARED: u16 = 0x00fc;
const CONTINUED: u16 = 0x003c;
const EXTENT: u16 = 0x0200;
const CELL_FORMULA: u16 = 0x0006;
const CELL_NUMBER: u16 = 0x0203;
const CELL_LABEL: u16 = 0x0204;
const CELL_FLAG: u16 = 0x0205;
const CELL_RICH: u16 = 0x00d6;
const CELL_RK: u16 = 0x027e;
const CELL_SHARED: u16 = 0x00fd;
const CELLS_RK: u16 = 0x00bd;
