//! The slot file: the key sealed once for each way to open it, in two copies.
//!
//! `doorstep slots ` and a version byte; the file's turn (eight bytes), which grows with every change, so
//! the newer of two copies is known; the number of slots (one byte); each slot: opener (one byte), memory
//! and passes (four bytes each), salt (16), nonce (24), sealed key (64); from version 2 on the key's own mark over all
//! before it (32); SHA-256 over all before it. Numbers have their little end first. The sum is for damage; the seal and
//! the mark are what a forger cannot make: whoever has the key open sees by the mark that these slots seal it, and no
//! other, without the words. A file of version 1 has none, and is written as it was until something of it is changed.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::Key;
use super::cost::{Cost, cannot};
use crate::chance::Chance;
use crate::failure::{Failure, Kind, Result};
use crate::paths::Home;
use crate::store::files;

const MARK: &[u8; 15] = b"doorstep slots ";
const VERSION: u8 = 2;
/// The last version without the key's mark.
const UNMARKED: u8 = 1;
/// What the mark is taken over first, so that it is no sum of anything else.
const MARKED: &[u8] = b"doorstep slots of this key";
/// The most slots that a file may have, which bounds how often a guess is made slow for one try.
const MOST_SLOTS: u8 = 8;
/// The most bytes that a slot file may have.
const MOST_BYTES: usize = 4096;

/// The ways to open the key, by the byte that stands for them in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opener {
    /// The room words.
    Words = 1,
    /// The recovery sheet.
    Sheet = 2,
    /// A key file on a stick.
    KeyFile = 3,
}

impl Opener {
    /// All of them.
    pub const ALL: [Opener; 3] = [Opener::Words, Opener::Sheet, Opener::KeyFile];
}

/// The key, sealed under one secret.
pub(super) struct Slot {
    opener: u8,
    cost: Cost,
    salt: [u8; 16],
    nonce: [u8; 24],
    sealed: [u8; Key::LENGTH + 16],
}

/// All slots of one key.
pub(super) struct SlotFile {
    turn: u64,
    slots: Vec<Slot>,
    mark: Option<[u8; 32]>,
}

/// What both copies say together.
pub(super) struct Copies {
    /// The newest whole copy.
    pub(super) file: SlotFile,
    bytes: Zeroizing<Vec<u8>>,
    /// The copies that are missing, damaged or older.
    unsound: Vec<PathBuf>,
}

/// What one copy says.
enum Copy {
    Whole(SlotFile, Zeroizing<Vec<u8>>),
    Newer,
    Missing,
    Damaged(Option<Failure>),
}

/// Lays a new slot file down in both copies and reads both again.
///
/// # Errors
/// A machine failure where the disk refuses, or gives back something else.
pub(super) fn write(home: &Home, file: &SlotFile) -> Result<()> {
    let bytes = file.encode();
    for path in home.slots() {
        files::write_private(&path, &bytes)?;
        match look(&path)? {
            Copy::Whole(_, there) if there == bytes => {}
            _ => {
                return Err(Failure::machine(
                    format!("The file {} did not come back as it was written.", path.display()),
                    "the bytes differ",
                )
                .todo("Do not trust this disk: name a folder on another with --home."));
            }
        }
    }
    Ok(())
}

/// Reads both copies.
///
/// # Errors
/// Refused where there is none, one is open to others, or a newer program wrote one; a machine failure
/// where neither is whole.
pub(super) fn read(home: &Home) -> Result<Copies> {
    read_by(home, &look)
}

/// The same of a backup, which may lie on a stick that knows no rights: whose they are is not asked.
///
/// # Errors
/// As [`read`], but for the rights.
pub(super) fn read_in_set(set: &Home) -> Result<Copies> {
    read_by(set, &look_anywhere)
}

fn read_by(home: &Home, look: &dyn Fn(&Path) -> Result<Copy>) -> Result<Copies> {
    let mut whole: Vec<(PathBuf, SlotFile, Zeroizing<Vec<u8>>)> = Vec::new();
    let mut unsound = Vec::new();
    let mut cause = None;
    let mut any = false;
    for path in home.slots() {
        let copy = look(&path)?;
        any |= !matches!(copy, Copy::Missing);
        match copy {
            Copy::Whole(file, bytes) => whole.push((path, file, bytes)),
            Copy::Newer => {
                return Err(Failure::refused("This log was written by a newer Doorstep than this one.")
                    .safe("Nothing was changed.")
                    .todo("Bring Doorstep up to date on this machine."));
            }
            Copy::Missing => unsound.push(path),
            Copy::Damaged(why) => {
                cause = cause.or(why);
                unsound.push(path);
            }
        }
    }
    // The sort is stable: of two copies with the same turn the first one counts.
    whole.sort_by_key(|(_, file, _)| std::cmp::Reverse(file.turn));
    let mut whole = whole.into_iter();
    if let Some((_, file, bytes)) = whole.next() {
        unsound.extend(whole.filter(|(_, _, other)| *other != bytes).map(|(path, ..)| path));
        return Ok(Copies { file, bytes, unsound });
    }
    if !any {
        return Err(Failure::refused(format!("Nothing is set up in {} yet.", home.folder().display()))
            .todo("Begin with doorstep setup, or name another folder with --home."));
    }
    let cause = cause.unwrap_or_else(|| Failure::refused("no copy has the right sum"));
    let [first, second] = home.slots();
    Err(Failure::machine("Both copies of the file that holds the key are damaged.", cause)
        .safe("The log itself was not touched.")
        .todo(format!("Put {} and {} back from a backup.", first.display(), second.display())))
}

/// Whether these bytes are a whole copy.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    bytes.len() <= MOST_BYTES && matches!(SlotFile::decode(Zeroizing::new(bytes.to_vec())), Copy::Whole(..))
}

impl Copies {
    /// The first copy that is missing, damaged or not the same as the other.
    pub(super) fn unsound(&self) -> Option<&Path> {
        self.unsound.first().map(PathBuf::as_path)
    }

    /// The newest whole copy as it lies there.
    pub(super) fn into_bytes(self) -> Zeroizing<Vec<u8>> {
        self.bytes
    }

    /// Writes anew what is missing, damaged or older. To be called only when the key was opened, so that a
    /// file which nobody can open never replaces anything. Where the disk refuses, the other copy is still
    /// whole and the next opening tries again, so the day can begin.
    pub(super) fn mend(&self) {
        for path in &self.unsound {
            let _ = files::write_private(path, &self.bytes);
        }
    }
}

fn look_anywhere(path: &Path) -> Result<Copy> {
    match std::fs::symlink_metadata(path) {
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(Copy::Missing),
        // Opening a pipe would wait for ever.
        Ok(about) if about.is_file() => {}
        _ => return Ok(Copy::Damaged(None)),
    }
    let read = std::fs::File::open(path).and_then(|file| files::read_at_most(file, MOST_BYTES));
    Ok(read.ok().flatten().map_or(Copy::Damaged(None), SlotFile::decode))
}

fn look(path: &Path) -> Result<Copy> {
    let what = "The file that holds the key";
    let file = match files::open_private(path, what, OpenOptions::new().read(true)) {
        Ok(Some(file)) => file,
        Ok(None) => return Ok(Copy::Missing),
        // What the disk cannot read is damage, and the other copy may be well; what is refused stays refused.
        Err(failure) if failure.kind == Kind::Machine => return Ok(Copy::Damaged(Some(failure))),
        Err(failure) => return Err(failure),
    };
    Ok(match files::read_at_most(file, MOST_BYTES) {
        Ok(Some(bytes)) => SlotFile::decode(bytes),
        Ok(None) => Copy::Damaged(None),
        Err(cause) => Copy::Damaged(Some(Failure::machine("The disk could not read it.", cause))),
    })
}

impl SlotFile {
    /// A slot file with these slots, which seal this key.
    pub(super) fn new(key: &Key, slots: Vec<Slot>) -> SlotFile {
        SlotFile { turn: 1, slots, mark: None }.marked(key)
    }

    /// The next slot file after this one: without the slots of one way to open, and with this in their place. The
    /// other slots stay as they are, sealed as they were.
    pub(super) fn with(self, key: &Key, opener: Opener, slot: Option<Slot>) -> SlotFile {
        let mut slots = self.slots;
        slots.retain(|slot| slot.opener != opener as u8);
        slots.extend(slot);
        SlotFile { turn: self.turn.saturating_add(1), slots, mark: None }.marked(key)
    }

    /// The next slot file after this one, with other slots alone, which seal this key.
    pub(super) fn all_anew(self, key: &Key, slots: Vec<Slot>) -> SlotFile {
        SlotFile { turn: self.turn.saturating_add(1), slots, mark: None }.marked(key)
    }

    fn marked(self, key: &Key) -> SlotFile {
        let mark = mark(&key.pragma(), &self.body(VERSION));
        SlotFile { mark: Some(mark), ..self }
    }

    /// Whether it is the file of this key, as the database takes that: by its mark, or where it has none because a slot
    /// of it is one of those that open the record now. `None` where it has neither: nobody can say without the words.
    pub(super) fn is_of(&self, key: &str, now: Option<&SlotFile>) -> Option<bool> {
        match self.mark {
            Some(mark) => Some(mark == self::mark(key, &self.body(VERSION))),
            None => {
                let now = now.map_or(&[][..], |now| &now.slots);
                let known = |slot: &Slot| now.iter().any(|other| other.sealed == slot.sealed);
                self.slots.iter().any(known).then_some(true)
            }
        }
    }

    /// Whether there is a slot for this way to open.
    pub(super) fn has(&self, opener: Opener) -> bool {
        self.slots.iter().any(|slot| slot.opener == opener as u8)
    }

    /// The key, where this secret opens it.
    ///
    /// # Errors
    /// A machine failure where there is not enough memory to try.
    pub(super) fn unseal(&self, opener: Opener, secret: &[u8]) -> Result<Option<Key>> {
        for slot in self.slots.iter().filter(|slot| slot.opener == opener as u8) {
            if let Some(key) = slot.unseal(secret)? {
                return Ok(Some(key));
            }
        }
        Ok(None)
    }

    pub(super) fn encode(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = match self.mark {
            None => self.body(UNMARKED),
            Some(_) => self.body(VERSION),
        };
        bytes.extend(self.mark.iter().flatten());
        let sum = Sha256::digest(&bytes);
        bytes.extend_from_slice(&sum);
        bytes
    }

    /// All before the mark.
    fn body(&self, version: u8) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(MOST_BYTES));
        bytes.extend_from_slice(MARK);
        bytes.push(version);
        bytes.extend_from_slice(&self.turn.to_le_bytes());
        bytes.push(self.slots.len() as u8);
        for slot in &self.slots {
            bytes.extend_from_slice(&slot.named());
            bytes.extend_from_slice(&slot.nonce);
            bytes.extend_from_slice(&slot.sealed);
        }
        bytes
    }

    fn decode(bytes: Zeroizing<Vec<u8>>) -> Copy {
        let Some((body, sum)) = bytes.split_last_chunk::<32>() else {
            return Copy::Damaged(None);
        };
        let Some(([mark @ .., version], rest)) = body.split_first_chunk::<16>() else {
            return Copy::Damaged(None);
        };
        if mark != MARK || Sha256::digest(body)[..] != sum[..] {
            return Copy::Damaged(None);
        }
        if *version > VERSION {
            return Copy::Newer;
        }
        let file = match *version {
            UNMARKED => parse(rest),
            VERSION => rest
                .split_last_chunk::<32>()
                .and_then(|(rest, mark)| parse(rest).map(|file| SlotFile { mark: Some(*mark), ..file })),
            _ => None,
        };
        file.map_or(Copy::Damaged(None), |file| Copy::Whole(file, bytes))
    }
}

/// What stands between the version and the sum; `None` where it is not as this program writes it, or asks
/// for more than it ever would.
fn parse(mut rest: &[u8]) -> Option<SlotFile> {
    let turn = u64::from_le_bytes(take(&mut rest)?);
    let [count] = take(&mut rest)?;
    if count > MOST_SLOTS {
        return None;
    }
    let slots = (0..count).map(|_| {
        let [opener] = take(&mut rest)?;
        let memory = u32::from_le_bytes(take(&mut rest)?);
        let passes = u32::from_le_bytes(take(&mut rest)?);
        Some(Slot {
            opener,
            cost: Cost::asked(memory, passes)?,
            salt: take(&mut rest)?,
            nonce: take(&mut rest)?,
            sealed: take(&mut rest)?,
        })
    });
    let slots = slots.collect::<Option<Vec<_>>>()?;
    rest.is_empty().then_some(SlotFile { turn, slots, mark: None })
}

/// What only whoever has the key can make of these bytes.
fn mark(key: &str, body: &[u8]) -> [u8; 32] {
    let body = Sha256::digest(body);
    Sha256::new().chain_update(MARKED).chain_update(key).chain_update(body).finalize().into()
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, left) = rest.split_first_chunk::<N>()?;
    *rest = left;
    Some(*taken)
}

impl Slot {
    /// The key, sealed under a secret with a salt and a nonce of its own.
    ///
    /// # Errors
    /// A machine failure where there is not enough memory.
    pub(super) fn seal(
        key: &Key,
        opener: Opener,
        secret: &[u8],
        cost: Cost,
        chance: &mut Chance,
    ) -> Result<Slot> {
        let mut slot =
            Slot { opener: opener as u8, cost, salt: [0; 16], nonce: [0; 24], sealed: [0; Key::LENGTH + 16] };
        chance.fill(&mut slot.salt);
        chance.fill(&mut slot.nonce);
        let sealed = slot
            .cipher(secret)?
            .encrypt(&XNonce::from(slot.nonce), Payload { msg: key.0.as_slice(), aad: &slot.named() })
            .map_err(cannot)?;
        slot.sealed = sealed.as_slice().try_into().map_err(cannot)?;
        Ok(slot)
    }

    fn unseal(&self, secret: &[u8]) -> Result<Option<Key>> {
        let payload = Payload { msg: &self.sealed, aad: &self.named() };
        let Ok(opened) = self.cipher(secret)?.decrypt(&XNonce::from(self.nonce), payload) else {
            return Ok(None);
        };
        let opened = Zeroizing::new(opened);
        let mut key = Key(Box::new([0; Key::LENGTH]));
        if opened.len() != Key::LENGTH {
            return Ok(None);
        }
        key.0.copy_from_slice(&opened);
        Ok(Some(key))
    }

    fn cipher(&self, secret: &[u8]) -> Result<XChaCha20Poly1305> {
        let key = self.cost.stretch(secret, &self.salt)?;
        XChaCha20Poly1305::new_from_slice(key.as_slice()).map_err(cannot)
    }

    /// What stands before the nonce, and what the seal vouches for beside the key.
    fn named(&self) -> Vec<u8> {
        let (memory, passes) = (self.cost.memory().to_le_bytes(), self.cost.passes().to_le_bytes());
        [&[self.opener][..], &memory, &passes, &self.salt].concat()
    }
}
