//! The witness: a small file beside the database that remembers how far the log had come when Saved was
//! last said. A database that lost its newest entries looks whole by itself; beside its witness it does not.
//!
//! Two slots are written in turn, each in a page of its own, so a write that is cut short can spoil only
//! the older one. Each has: `witness1`, the sequence (eight bytes, little end first), the chain's head
//! (32 bytes), and the first 16 bytes of SHA-256 over all that.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::{disk, files};
use crate::failure::{Failure, Result};

/// The chain's head: the hash of its last entry.
pub type Head = [u8; 32];

/// The witness, kept open.
pub struct Witness {
    file: File,
    /// Whether every write so far went through. After a write-through that failed nobody can know what is on
    /// the disk, and asking a second time would say that all is well; so the file must be opened afresh.
    sound: bool,
}

/// What the database says beside its witness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// Both end with the same entry.
    Equal,
    /// The database has the witness's entry and more after it: a machine that stopped after the commit and
    /// before the witness. All is well; the witness is to be renewed.
    DatabaseAhead,
    /// Entries that were saved are not there.
    DatabaseBehind {
        /// How many.
        missing: u64,
    },
    /// The database has another entry where the witness saw this one: it was changed or exchanged.
    Differs,
    /// There is no witness, or nothing of it can be read.
    NoWitness,
}

/// Lays a database that ends with entry `last` beside what its witness says. `head_at` gives the chain's
/// head as it was after an entry, and is asked once at most, for an entry up to `last`; `None` where the
/// database has no such entry.
///
/// # Errors
/// What `head_at` says.
pub fn compare<E>(
    witness: Option<(u64, Head)>,
    last: u64,
    head_at: impl FnOnce(u64) -> Result<Option<Head>, E>,
) -> Result<Compared, E> {
    let Some((sequence, head)) = witness else {
        return Ok(Compared::NoWitness);
    };
    if last < sequence {
        return Ok(Compared::DatabaseBehind { missing: sequence - last });
    }
    Ok(match head_at(sequence)? {
        Some(there) if there == head && last == sequence => Compared::Equal,
        Some(there) if there == head => Compared::DatabaseAhead,
        _ => Compared::Differs,
    })
}

const MARK: &[u8; 8] = b"witness1";
const SLOT: usize = 64;
const STARTS: [usize; 2] = [0, 4096];
const WHOLE: usize = 4096 + SLOT;

impl Witness {
    /// Opens the witness, or begins an empty one where there is none. A file that was cut short is filled up
    /// with nothing, and what it still says is kept.
    ///
    /// # Errors
    /// Refused where the file is a link or open to others; a machine failure where it cannot be opened.
    pub fn open(path: &Path) -> Result<Witness> {
        let what = "The witness beside the log";
        let mut how = OpenOptions::new();
        how.read(true).write(true);
        if let Some(file) = files::open_private(path, what, &how)? {
            let length = file.metadata().map_err(faulty)?.len();
            if length < WHOLE as u64 {
                file.set_len(WHOLE as u64).and_then(|()| file.sync_all()).map_err(faulty)?;
            }
            return Ok(Witness { file, sound: true });
        }
        // Written out in full, so that later writes change no length and need not wait for one.
        files::write_private(path, &[0; WHOLE])?;
        match files::open_private(path, what, &how)? {
            Some(file) => Ok(Witness { file, sound: true }),
            None => Err(faulty(io::ErrorKind::NotFound.into())),
        }
    }

    /// The newest (sequence, head) that can be trusted; `None` where there is none. Read from the file each
    /// time, because a command in another window writes here too.
    ///
    /// # Errors
    /// A machine failure where the disk cannot be read.
    pub fn read(&mut self) -> Result<Option<(u64, Head)>> {
        let [one, other] = self.slots().map_err(faulty)?;
        Ok(one.max(other))
    }

    /// Remembers that the log has come to entry `sequence` with this head, and returns when that is on the
    /// disk. The newest slot is never touched, but with the bytes that it has: what is in the file already is written
    /// through once more.
    ///
    /// # Errors
    /// Refused where the witness has seen a later entry, or another head for this one: the log that is open
    /// is not the one it saw. A machine failure where the disk refuses; then every later write is refused
    /// until the witness is opened again.
    pub fn write(&mut self, sequence: u64, head: Head) -> Result<()> {
        if !self.sound {
            return Err(faulty(io::Error::other("an earlier write failed")));
        }
        let [one, other] = self.slots().map_err(faulty)?;
        let [first, second] = STARTS;
        let (newest, there, older) = if one <= other { (other, second, first) } else { (one, first, second) };
        let start = match newest {
            // It is in the file, and nobody knows whether it is on the disk: the write-through that should have said so may
            // have failed. The same bytes once more can't be cut short into anything else.
            Some(newest) if newest == (sequence, head) => there,
            Some((seen, _)) if seen >= sequence => {
                return Err(Failure::refused("The log is not the one that its witness saw.")
                    .todo("Close Doorstep and open it again: it will say what is missing."));
            }
            _ => older,
        };
        let written = (|| {
            self.file.seek(SeekFrom::Start(start as u64))?;
            self.file.write_all(&encode(sequence, &head))?;
            self.file.sync_data()
        })();
        self.sound = written.is_ok();
        written.map_err(faulty)
    }

    fn slots(&mut self) -> io::Result<[Option<(u64, Head)>; 2]> {
        let mut bytes = Vec::with_capacity(WHOLE + 1);
        self.file.seek(SeekFrom::Start(0))?;
        (&self.file).take(WHOLE as u64).read_to_end(&mut bytes)?;
        Ok(STARTS.map(|start| bytes.get(start..start + SLOT).and_then(decode)))
    }
}

/// What a witness says that is looked at and not used: nothing is made, filled up or refused. `None` where nothing of
/// it can be read.
pub(super) fn peek(path: &Path) -> Option<(u64, Head)> {
    let mut bytes = Vec::with_capacity(WHOLE + 1);
    File::open(path).ok()?.take(WHOLE as u64).read_to_end(&mut bytes).ok()?;
    STARTS.iter().filter_map(|start| bytes.get(*start..start + SLOT).and_then(decode)).max()
}

/// Lays a whole witness down, for a record that is a copy.
///
/// # Errors
/// A machine failure where the disk refuses.
pub(super) fn lay_down(path: &Path, sequence: u64, head: Head) -> Result<()> {
    let mut bytes = encode(sequence, &head);
    bytes.resize(WHOLE, 0);
    files::write_private(path, &bytes)
}

fn faulty(cause: io::Error) -> Failure {
    disk::refuses("The witness beside the log could not be read or written.", cause)
}

fn encode(sequence: u64, head: &Head) -> Vec<u8> {
    let mut slot = [&MARK[..], &sequence.to_le_bytes(), head].concat();
    let sum = Sha256::digest(&slot);
    slot.extend(sum.iter().take(16));
    slot
}

fn decode(slot: &[u8]) -> Option<(u64, Head)> {
    let (_, rest) = slot.split_first_chunk::<8>()?;
    let (sequence, rest) = rest.split_first_chunk::<8>()?;
    let (head, _) = rest.split_first_chunk::<32>()?;
    let sequence = u64::from_le_bytes(*sequence);
    // Whatever was flipped, the slot that these two would have made is then another.
    (encode(sequence, head) == slot).then_some((sequence, *head))
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::fs;
    use std::path::PathBuf;

    use proptest::prelude::*;

    use super::*;
    use crate::failure::Kind;

    fn head(of: u64) -> Head {
        [of as u8; 32]
    }

    /// A witness that has seen entries 1 to `last`.
    fn seen(last: u64) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("witness");
        let mut witness = Witness::open(&path).unwrap();
        (1..=last).for_each(|sequence| witness.write(sequence, head(sequence)).unwrap());
        (folder, path)
    }

    fn read(path: &Path) -> Option<(u64, Head)> {
        Witness::open(path).unwrap().read().unwrap()
    }

    #[test]
    fn the_newest_is_read_back_by_this_window_and_by_the_next() {
        let (_folder, path) = seen(0);
        assert_eq!(read(&path), None);
        let mut here = Witness::open(&path).unwrap();
        let mut there = Witness::open(&path).unwrap();
        for sequence in 1..=9 {
            let writer = if sequence % 3 == 0 { &mut there } else { &mut here };
            writer.write(sequence, head(sequence)).unwrap();
            assert_eq!(here.read().unwrap(), Some((sequence, head(sequence))));
            assert_eq!(there.read().unwrap(), Some((sequence, head(sequence))));
            assert_eq!(read(&path), Some((sequence, head(sequence))));
        }
    }

    #[test]
    fn a_write_never_touches_the_newest_slot() {
        let (_folder, path) = seen(1);
        for sequence in 2..6 {
            let before = fs::read(&path).unwrap();
            Witness::open(&path).unwrap().write(sequence, head(sequence)).unwrap();
            let after = fs::read(&path).unwrap();
            let kept = STARTS.iter().filter(|&&start| before[start..][..SLOT] == after[start..][..SLOT]);
            assert_eq!(kept.count(), 1);
            assert!(after.windows(SLOT).any(|slot| decode(slot) == Some((sequence - 1, head(sequence - 1)))));
        }
    }

    #[test]
    fn a_write_that_was_cut_at_any_byte_leaves_the_entry_before_or_the_new_one() {
        let (_folder, path) = seen(6);
        let before = fs::read(&path).unwrap();
        Witness::open(&path).unwrap().write(7, head(7)).unwrap();
        let after = fs::read(&path).unwrap();
        let changed = before.iter().zip(&after).filter(|(old, new)| old != new).count();
        assert!(changed > 0);
        for cut in 0..=WHOLE {
            // The bytes up to the cut are new, those after it old; and the same from the other end.
            for torn in [[&after[..cut], &before[cut..]].concat(), [&before[..cut], &after[cut..]].concat()] {
                fs::write(&path, &torn).unwrap();
                let found = read(&path).unwrap();
                let whole = torn == after;
                assert_eq!(found, if whole { (7, head(7)) } else { (6, head(6)) }, "cut at {cut}");
            }
        }
    }

    #[test]
    fn a_file_cut_at_any_byte_says_an_entry_it_saw_or_nothing_and_can_be_written_again() {
        let (_folder, path) = seen(7);
        let whole = fs::read(&path).unwrap();
        assert_eq!(whole.len(), WHOLE);
        for cut in (0..SLOT + 2).chain(WHOLE - SLOT - 2..=WHOLE) {
            fs::write(&path, &whole[..cut]).unwrap();
            let found = read(&path);
            let expected = match cut {
                WHOLE => Some((7, head(7))),
                SLOT.. => Some((7, head(7))),
                _ => None,
            };
            assert_eq!(found, expected, "cut at {cut}");
            Witness::open(&path).unwrap().write(8, head(8)).unwrap();
            assert_eq!(read(&path), Some((8, head(8))));
        }
    }

    #[test]
    fn a_flipped_bit_gives_the_older_entry_and_two_give_none() {
        let (_folder, path) = seen(2);
        let whole = fs::read(&path).unwrap();
        for bit in 0..SLOT * 8 {
            let flip = |starts: &[usize]| {
                let mut bytes = whole.clone();
                starts.iter().for_each(|start| bytes[start + bit / 8] ^= 1 << (bit % 8));
                fs::write(&path, bytes).unwrap();
                read(&path)
            };
            assert_eq!(flip(&[STARTS[0]]), Some((2, head(2))));
            assert_eq!(flip(&[STARTS[1]]), Some((1, head(1))));
            assert_eq!(flip(&STARTS), None);
        }
    }

    #[test]
    fn an_earlier_entry_or_another_head_is_refused_and_the_same_again_changes_nothing() {
        let (_folder, path) = seen(5);
        let before = fs::read(&path).unwrap();
        let mut witness = Witness::open(&path).unwrap();
        witness.write(5, head(5)).unwrap();
        for (sequence, of) in [(5, 6), (4, 4), (0, 0)] {
            assert_eq!(witness.write(sequence, head(of)).unwrap_err().kind, Kind::Refused);
        }
        assert_eq!(fs::read(&path).unwrap(), before);
        witness.write(6, head(6)).unwrap();
    }

    #[test]
    fn what_is_in_the_file_already_is_written_through_once_more() {
        let (_folder, path) = seen(5);
        let before = fs::read(&path).unwrap();
        // Whoever wrote it may have been told that the disk did not take it.
        let long_ago = std::time::SystemTime::UNIX_EPOCH;
        File::options().write(true).open(&path).unwrap().set_modified(long_ago).unwrap();
        Witness::open(&path).unwrap().write(5, head(5)).unwrap();
        assert_ne!(fs::metadata(&path).unwrap().modified().unwrap(), long_ago);
        assert_eq!(fs::read(&path).unwrap(), before);
    }

    #[test]
    fn after_a_write_that_failed_every_later_one_is_refused() {
        let (_folder, path) = seen(1);
        let mut witness = Witness { file: File::open(&path).unwrap(), sound: true };
        assert_eq!(witness.write(2, head(2)).unwrap_err().kind, Kind::Machine);
        witness.file = OpenOptions::new().read(true).write(true).open(&path).unwrap();
        assert_eq!(witness.write(2, head(2)).unwrap_err().kind, Kind::Machine);
        Witness::open(&path).unwrap().write(2, head(2)).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_witness_that_others_may_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, path) = seen(1);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(Witness::open(&path).err().unwrap().kind, Kind::Refused);
    }

    #[test]
    fn each_way_that_log_and_witness_can_differ_has_its_name() {
        let compared = |witness: Option<u64>, last: u64, changed: Option<u64>| {
            let head_at = |sequence: u64| -> Result<Option<Head>, Infallible> {
                assert!(sequence <= last);
                Ok(Some(if changed == Some(sequence) { head(99) } else { head(sequence) }))
            };
            compare(witness.map(|sequence| (sequence, head(sequence))), last, head_at).unwrap()
        };
        for (witness, last, changed, expected) in [
            (None, 0, None, Compared::NoWitness),
            (None, 5, None, Compared::NoWitness),
            (Some(0), 0, None, Compared::Equal),
            (Some(5), 5, None, Compared::Equal),
            (Some(5), 5, Some(4), Compared::Equal),
            (Some(5), 5, Some(5), Compared::Differs),
            (Some(5), 6, None, Compared::DatabaseAhead),
            (Some(5), 6, Some(5), Compared::Differs),
            (Some(5), 4, None, Compared::DatabaseBehind { missing: 1 }),
            (Some(5), 0, None, Compared::DatabaseBehind { missing: 5 }),
        ] {
            assert_eq!(compared(witness, last, changed), expected, "{witness:?} {last} {changed:?}");
        }
        let gone = compare(Some((2, head(2))), 3, |_| Ok::<_, Infallible>(None));
        assert_eq!(gone, Ok(Compared::Differs));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_stop(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(decode(&bytes), None);
        }
    }
}
