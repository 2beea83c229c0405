//! The ledger of erasures: a small file beside the database that names each line of the log whose words were erased, so
//! that a copy of the record from before loses them again. It holds ids and no words.
//!
//! A line of it is `<id> <check>`. The check is made with the record's own number, which lies in the encrypted file and
//! nowhere else: who has the files alone can't add a line that would erase something. Lines are only ever added, and are
//! on the disk before the erasure is: after a stop between the two the next start finishes it.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use sha2::{Digest, Sha256};

use super::{disk, files};
use crate::domain::LineId;
use crate::failure::{Failure, Result};

/// The ledger of one record.
pub(super) struct Ledger {
    path: PathBuf,
    /// The record's own number.
    secret: [u8; 16],
}

/// What a ledger says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    /// The lines of the log that it names.
    pub lines: BTreeSet<LineId>,
    /// How many of its own lines were changed, or are another record's.
    pub strange: usize,
    /// How many bytes it has up to the end of its last whole line.
    pub length: u64,
}

/// What begins the sentence about a file that is not as it must be.
const WHAT: &str = "The ledger of erasures beside the record";

impl Ledger {
    /// The ledger at that place, of the record with that number. The file need not be there.
    pub fn of(path: &Path, secret: [u8; 16]) -> Ledger {
        Ledger { path: path.to_path_buf(), secret }
    }

    /// How many bytes the file has; nought where there is none.
    pub fn length(&self) -> u64 {
        std::fs::symlink_metadata(&self.path).map_or(0, |there| there.len())
    }

    /// What it says. A last line that was cut short is no line: what it was about to name was not erased yet, or is named
    /// by the record itself.
    ///
    /// # Errors
    /// Refused where the file is a link or open to others; a machine failure where it can't be read.
    pub fn read(&self) -> Result<Named> {
        let Some(mut file) = files::open_private(&self.path, WHAT, OpenOptions::new().read(true))? else {
            return Ok(Named::default());
        };
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(faulty)?;
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let mut named = Named { length: whole as u64, ..Named::default() };
        for line in bytes.get(..whole).unwrap_or_default().split(|byte| *byte == b'\n') {
            match std::str::from_utf8(line).ok().and_then(|line| self.line(line)) {
                Some(id) => drop(named.lines.insert(id)),
                None if line.is_empty() => {}
                None => named.strange += 1,
            }
        }
        Ok(named)
    }

    /// Adds those that it does not name yet, and returns how long it is when all that is on the disk.
    ///
    /// # Errors
    /// As [`Ledger::read`]; a machine failure where the disk refuses.
    pub fn add(&self, lines: &[LineId]) -> Result<u64> {
        let named = self.read()?;
        let new: Vec<LineId> = lines.iter().copied().filter(|line| !named.lines.contains(line)).collect();
        if new.is_empty() && named.length == self.length() {
            return Ok(named.length);
        }
        let mut how = OpenOptions::new();
        how.write(true);
        let mut file = match files::open_private(&self.path, WHAT, &how)? {
            Some(file) => file,
            None => {
                files::write_private(&self.path, b"")?;
                files::open_private(&self.path, WHAT, &how)?
                    .ok_or_else(|| faulty(io::ErrorKind::NotFound.into()))?
            }
        };
        let text: String = new.iter().map(|line| format!("{line} {}\n", self.check(*line))).collect();
        write(&mut file, named.length, text.as_bytes()).map_err(faulty)?;
        Ok(named.length + text.len() as u64)
    }

    fn line(&self, text: &str) -> Option<LineId> {
        let (id, check) = text.split_once(' ')?;
        let id = LineId::from_str(id).ok()?;
        (check == self.check(id)).then_some(id)
    }

    fn check(&self, line: LineId) -> String {
        let sum = Sha256::new()
            .chain_update(b"doorstep erased 1")
            .chain_update(self.secret)
            .chain_update(line.0.as_bytes())
            .finalize();
        sum.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Writes over what was cut short, and only there.
fn write(file: &mut File, at: u64, bytes: &[u8]) -> io::Result<()> {
    file.set_len(at)?;
    file.seek(SeekFrom::Start(at))?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn faulty(cause: io::Error) -> Failure {
    disk::refuses("The ledger of erasures beside the record could not be read or written.", cause)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::failure::Kind;

    fn id(of: u128) -> LineId {
        LineId(uuid::Uuid::from_u128(of))
    }

    fn ledger(folder: &tempfile::TempDir, secret: u8) -> Ledger {
        Ledger::of(&folder.path().join("erased"), [secret; 16])
    }

    fn named(ledger: &Ledger) -> Vec<LineId> {
        ledger.read().unwrap().lines.into_iter().collect()
    }

    #[test]
    fn what_was_added_is_named_and_adding_it_again_adds_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = ledger(&folder, 1);
        assert_eq!((ledger.read().unwrap(), ledger.length()), (Named::default(), 0));
        let length = ledger.add(&[id(1), id(2)]).unwrap();
        assert_eq!(named(&ledger), [id(1), id(2)]);
        assert_eq!((ledger.length(), ledger.read().unwrap().length), (length, length));
        let before = fs::read(&ledger.path).unwrap();
        assert_eq!(ledger.add(&[id(2), id(1)]).unwrap(), length);
        assert_eq!(fs::read(&ledger.path).unwrap(), before);
        ledger.add(&[id(2), id(3)]).unwrap();
        assert_eq!(named(&ledger), [id(1), id(2), id(3)]);
        assert!(fs::read(&ledger.path).unwrap().starts_with(&before), "lines are only ever added");
    }

    #[test]
    fn a_line_that_somebody_else_wrote_or_changed_names_nothing_and_is_counted() {
        let folder = tempfile::tempdir().unwrap();
        let ours = ledger(&folder, 1);
        ours.add(&[id(1), id(2), id(3)]).unwrap();
        // With the files alone nobody knows the record's own number.
        ledger(&folder, 2).add(&[id(4)]).unwrap();
        let text = fs::read_to_string(&ours.path).unwrap();
        let forged = text.replace(&id(2).to_string(), &id(9).to_string());
        fs::write(&ours.path, forged + "\u{7f}stray\n").unwrap();
        let read = ours.read().unwrap();
        assert_eq!((read.lines.into_iter().collect::<Vec<_>>(), read.strange), (vec![id(1), id(3)], 3));
    }

    #[test]
    fn a_write_that_was_cut_at_any_byte_leaves_whole_lines_and_is_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = ledger(&folder, 1);
        ledger.add(&[id(1)]).unwrap();
        let one = ledger.length() as usize;
        ledger.add(&[id(2)]).unwrap();
        let whole = fs::read(&ledger.path).unwrap();
        for cut in one..=whole.len() {
            fs::write(&ledger.path, &whole[..cut]).unwrap();
            let there = if cut == whole.len() { vec![id(1), id(2)] } else { vec![id(1)] };
            assert_eq!((named(&ledger), ledger.read().unwrap().strange), (there, 0), "cut at {cut}");
            ledger.add(&[id(2)]).unwrap();
            assert_eq!(fs::read(&ledger.path).unwrap(), whole, "cut at {cut}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_ledger_that_others_may_read_or_that_is_a_link_is_refused() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let ledger = ledger(&folder, 1);
        ledger.add(&[id(1)]).unwrap();
        assert_eq!(fs::metadata(&ledger.path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&ledger.path, fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(ledger.read().unwrap_err().kind, Kind::Refused);
        let away = folder.path().join("away");
        fs::rename(&ledger.path, &away).unwrap();
        symlink(&away, &ledger.path).unwrap();
        assert_eq!(ledger.add(&[id(2)]).unwrap_err().kind, Kind::Refused);
    }
}
