//! Excel workbooks into rows. Whoever made the file is not trusted: what it unpacks to is measured before
//! anything reads it, and it is read in a thread of its own that may fail or be given up.

use std::io::{Cursor, Read, Write};
use std::sync::{Once, mpsc};
use std::time::Duration;

use calamine::{
    Data, DataRef, ExcelDateTime, ExcelDateTimeType, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsx,
    XlsxError,
};
use zeroize::Zeroizing;

use super::sniff::{Kind, damaged};
use super::table::{HEADER_WITHIN, MAX_CELL, MAX_COLUMNS, MAX_ROWS, Row, Sheet, too_many_rows};
use super::{FileTrouble, words, xls};

/// The most that a workbook may unpack to, in bytes.
const MAX_UNPACKED: u64 = 64 * 1024 * 1024;
/// The most parts that a workbook may have.
const MAX_PARTS: usize = 2_000;
/// How long a workbook may take to be read.
const PATIENCE: Duration = Duration::from_secs(20);
/// The last row that is looked at, counted from 0.
const LAST_ROW: usize = MAX_ROWS + HEADER_WITHIN;

/// The sheets of a workbook, in its order.
pub(super) fn sheets(bytes: &[u8], kind: Kind) -> Result<Vec<Sheet>, FileTrouble> {
    let bytes = Zeroizing::new(bytes.to_vec());
    apart(move || match kind {
        Kind::Xls => from_xls(&bytes),
        _ => from_xlsx(&bytes),
    })
}

/// Runs a reader in a thread of its own: what it does not survive is a damaged file, and what does not end
/// is given up.
fn apart<T: Send + 'static>(
    read: impl FnOnce() -> Result<T, FileTrouble> + Send + 'static,
) -> Result<T, FileTrouble> {
    const NAME: &str = "workbook";
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        // That a foreign file broke its reader is told in the refusal, not by the machine's own words.
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if std::thread::current().name() != Some(NAME) {
                before(panic);
            }
        }));
    });
    let (done, result) = mpsc::channel();
    let started = std::thread::Builder::new().name(NAME.to_string()).spawn(move || {
        // Where nobody waits any more there is nobody to tell.
        let _ = done.send(read());
    });
    match started.map(|_| result.recv_timeout(PATIENCE)) {
        Ok(Ok(result)) => result,
        Ok(Err(mpsc::RecvTimeoutError::Timeout)) => Err(FileTrouble::new(
            "This workbook takes longer to read than any list should.",
            "Save the list alone as CSV, and bring in that file.",
        )),
        Ok(Err(mpsc::RecvTimeoutError::Disconnected)) | Err(_) => Err(damaged()),
    }
}

fn locked() -> FileTrouble {
    FileTrouble::new(
        "This workbook is locked with a password.",
        "Open it in Excel, take the password off, save it, and bring it in again.",
    )
}

fn macros() -> FileTrouble {
    FileTrouble::new(
        "This workbook has macros in it, which a list has no need of.",
        "In Excel choose Save as, Excel Workbook (.xlsx), which leaves them out, and bring in that file.",
    )
}

fn from_xlsx(bytes: &[u8]) -> Result<Vec<Sheet>, FileTrouble> {
    measure(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|cause| match cause {
        XlsxError::Password => locked(),
        _ => damaged(),
    })?;
    let sheets = book.sheets_metadata().to_vec();
    if sheets.iter().any(|sheet| matches!(sheet.typ, SheetType::MacroSheet | SheetType::Vba)) {
        return Err(macros());
    }
    let worksheets = sheets.into_iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    Ok(worksheets
        .map(|sheet| Sheet {
            rows: xlsx_rows(&mut book, &sheet.name),
            visible: sheet.visible == SheetVisible::Visible,
            parted_by: None,
            name: Some(sheet.name),
        })
        .collect())
}

/// Unpacks every part once and throws it away: what it says of its own size is not believed.
fn measure(bytes: &[u8]) -> Result<(), FileTrouble> {
    let too_large = || {
        FileTrouble::new(
            "This workbook unpacks to more than 64 MB, which no register does.",
            "Look whether it is the right one, or save the list alone as CSV.",
        )
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if archive.len() > MAX_PARTS {
        return Err(too_large());
    }
    let mut room = MAX_UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| damaged())?;
        let name = part.name().map_err(|_| damaged())?.to_ascii_lowercase();
        if name.ends_with("vbaproject.bin") || name.contains("macrosheets/") {
            return Err(macros());
        }
        let mut unpacked = Zeroizing::new(Vec::new());
        let mut part = part.take(room + 1);
        part.read_to_end(&mut unpacked).map_err(|_| damaged())?;
        let size = unpacked.len() as u64;
        room = room.checked_sub(size).ok_or_else(too_large)?;
        if claims_more(&unpacked) {
            return Err(damaged());
        }
    }
    Ok(())
}

/// Whether a part says that it holds more strings than it has bytes: its reader would make room for them.
fn claims_more(part: &[u8]) -> bool {
    const CLAIM: &[u8] = b"uniqueCount";
    let mut rest = part;
    while let Some(at) = rest.windows(CLAIM.len()).position(|window| window == CLAIM) {
        rest = rest.get(at + CLAIM.len()..).unwrap_or_default();
        let digits: Vec<u8> = rest
            .iter()
            .copied()
            .skip_while(|byte| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'"' | b'\'' | b'+'))
            .take_while(u8::is_ascii_digit)
            .take(30)
            .collect();
        let claimed = std::str::from_utf8(&digits).ok().and_then(|digits| digits.parse::<u64>().ok());
        if !digits.is_empty() && claimed.is_none_or(|claimed| claimed > part.len() as u64) {
            return true;
        }
    }
    false
}

fn xlsx_rows(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Vec<Row>, FileTrouble> {
    let mut rows = Rows::counted_from_1904(book.has_1904_epoch());
    let mut cells = book.worksheet_cells_reader(name).map_err(|_| damaged())?;
    while let Some(cell) = cells.next_cell().map_err(|_| damaged())? {
        let (row, column) = cell.get_position();
        match cell.get_value() {
            // Looked at before it is copied: a workbook may name one long text a million times.
            DataRef::SharedString(text) => rows.text(row, column, text)?,
            DataRef::String(text) => rows.text(row, column, text)?,
            value => rows.value(row, column, &Data::from(value.clone()))?,
        }
    }
    Ok(rows.in_order())
}

fn from_xls(bytes: &[u8]) -> Result<Vec<Sheet>, FileTrouble> {
    let stream = match xls::stream(bytes) {
        Ok(stream) => stream,
        Err(xls::Refused::Locked) => return Err(locked()),
        Err(xls::Refused::Macros) => return Err(macros()),
        Err(xls::Refused::TooLarge) => {
            return Err(FileTrouble::new(
                "This old Excel workbook has more in it than any list should.",
                "In Excel choose Save as, Excel Workbook (.xlsx), and bring in that file.",
            ));
        }
        Err(xls::Refused::Damaged) => return Err(damaged()),
        Err(xls::Refused::Another(what)) => {
            return Err(FileTrouble::new(
                what,
                "Export the list from your system as CSV or as an Excel workbook, and bring in that file.",
            ));
        }
    };
    // The reader gets a box of our making with this one stream in it: nothing of the file's own box.
    let mut fresh = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))
        .map_err(|_| damaged())?;
    fresh
        .create_stream("/Workbook")
        .and_then(|mut into| into.write_all(&stream).and_then(|()| into.flush()))
        .and_then(|()| fresh.flush())
        .map_err(|_| damaged())?;
    let mut book: Xls<_> = Xls::new(fresh.into_inner()).map_err(|cause| match cause {
        XlsError::Password => locked(),
        _ => damaged(),
    })?;
    let sheets = book.sheets_metadata().to_vec();
    let worksheets = sheets.into_iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    Ok(worksheets
        .map(|sheet| Sheet {
            rows: xls_rows(&mut book, &sheet.name),
            visible: sheet.visible == SheetVisible::Visible,
            parted_by: None,
            name: Some(sheet.name),
        })
        .collect())
}

fn xls_rows(book: &mut Xls<Cursor<Vec<u8>>>, name: &str) -> Result<Vec<Row>, FileTrouble> {
    let range = book.worksheet_range(name).map_err(|_| damaged())?;
    let (top, left) = range.start().unwrap_or_default();
    let mut rows = Rows::counted_from_1904(book.has_1904_epoch());
    for (row, column, value) in range.used_cells() {
        let place = |at: usize| u32::try_from(at).map_err(|_| damaged());
        rows.value(place(row)? + top, place(column)? + left, value)?;
    }
    Ok(rows.in_order())
}

/// Rows as their cells come, each within the limits.
struct Rows {
    rows: std::collections::BTreeMap<u32, Row>,
    /// Whether the workbook counts its days from 1904, as old Macs did.
    from_1904: bool,
}

impl Rows {
    fn counted_from_1904(from_1904: bool) -> Rows {
        Rows { rows: std::collections::BTreeMap::new(), from_1904 }
    }

    fn value(&mut self, row: u32, column: u32, value: &Data) -> Result<(), FileTrouble> {
        match value {
            Data::Empty => Ok(()),
            Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
                self.text(row, column, text)
            }
            Data::Bool(yes) => self.text(row, column, if *yes { "Yes" } else { "No" }),
            Data::Error(error) => self.text(row, column, &error.to_string()),
            Data::DateTime(when) => self.text(row, column, &day_and_time(when)),
            Data::Int(number) => self.number(row, column, &number.to_string(), *number as f64),
            Data::Float(number) => self.number(row, column, &number.to_string(), *number),
        }
    }

    fn text(&mut self, row: u32, column: u32, text: &str) -> Result<(), FileTrouble> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        let line = usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1);
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if line > LAST_ROW {
            return Err(too_many_rows());
        }
        if column >= MAX_COLUMNS {
            return Err(FileTrouble::new(
                format!("Line {line} has more than {MAX_COLUMNS} columns."),
                "Take out what is not needed.",
            ));
        }
        if text.len() > MAX_CELL && text.chars().nth(MAX_CELL).is_some() {
            return Err(FileTrouble::new(
                format!("A cell on line {line} has more than 10,000 letters: “{}”.", words::visible(text)),
                "Shorten the text.",
            ));
        }
        let cells = &mut self
            .rows
            .entry(row)
            .or_insert_with(|| Row { line, cells: Vec::new(), days: Vec::new() })
            .cells;
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        if let Some(cell) = cells.get_mut(column) {
            *cell = text.replace("\r\n", "\n").replace('\r', "\n");
        }
        Ok(())
    }

    /// A bare number: as it stands, and as the day that it would be, for the columns that hold days.
    fn number(&mut self, row: u32, column: u32, text: &str, number: f64) -> Result<(), FileTrouble> {
        self.text(row, column, text)?;
        // From 1954 on; what is less is a year or an age.
        if (20_000.0..80_000.0).contains(&number)
            && let (Some(row), Ok(column)) = (self.rows.get_mut(&row), usize::try_from(column))
        {
            let day = ExcelDateTime::new(number, ExcelDateTimeType::DateTime, self.from_1904);
            row.days.push((column, day_and_time(&day)));
        }
        Ok(())
    }

    fn in_order(self) -> Vec<Row> {
        self.rows.into_values().collect()
    }
}

/// `2024-07-14`, `2024-07-14 09:30:00`; a time alone as `09:30`.
fn day_and_time(when: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = when.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    if when.is_duration() || when.as_f64() < 1.0 {
        return format!("{hour:02}:{minute:02}");
    }
    let day = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { day } else { format!("{day} {time}") }
}
