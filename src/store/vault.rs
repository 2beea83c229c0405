//! The key of the log, and the slots in which it lies sealed.
//!
//! The database is encrypted with a random [`Key`] that nobody ever types. It lies sealed in a small slot
//! file, once under the [`Words`] that a person types in the morning, once under the recovery [`Sheet`],
//! and where a manager wants it under a [`KeyFile`] on a stick; each opens it alone. The slot file lies
//! there twice: where one copy is damaged or gone, the other opens the log and the first is written anew.

mod change;
mod cost;
mod key_file;
mod sheet;
mod slots;
mod words;

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

pub use change::{Secret, change, change_at, opens, remove_key_file, ways};
pub use cost::Cost;
pub use key_file::KeyFile;
pub use sheet::Sheet;
pub use slots::Opener;
pub use words::Words;

use self::slots::{Slot, SlotFile};
use super::{files, renew};
use crate::chance::Chance;
use crate::failure::{Failure, Result};
use crate::paths::Home;

/// The key of the database: 32 random bytes and the 16 of its salt. Wiped from memory when it goes; it
/// can be neither copied nor printed.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Key(Box<[u8; Key::LENGTH]>);

impl Key {
    const LENGTH: usize = 48;

    pub(super) fn generate(chance: &mut Chance) -> Key {
        let mut key = Key(Box::new([0; Key::LENGTH]));
        chance.fill(key.0.as_mut_slice());
        key
    }

    /// The key as the database's `key` pragma takes it: `x'…'` with the key and then the salt in 96
    /// hexadecimal digits.
    pub fn pragma(&self) -> Zeroizing<String> {
        // Long enough from the start: a string that grows leaves its old bytes behind.
        let mut text = Zeroizing::new(String::with_capacity(3 + 2 * Key::LENGTH));
        text.push_str("x'");
        for byte in self.0.iter() {
            text.extend([byte >> 4, byte & 15].iter().filter_map(|&half| char::from_digit(half.into(), 16)));
        }
        text.push('\'');
        text
    }
}

/// Makes a new key with new words and a new recovery sheet, and lays it down sealed in both copies. The
/// words and the sheet exist nowhere else: whoever calls this must give them to a person. The chance must
/// be the machine's.
///
/// # Errors
/// Refused where the home has a log or slots already (their key would be lost for good) or its folder is
/// open to others; a machine failure where the disk refuses.
pub fn create(home: &Home, chance: &mut Chance) -> Result<(Key, Words, Sheet)> {
    let words = Words::generate(chance);
    let (key, sheet) = lay_down(home, chance, &words, Cost::WORDS, Cost::SHEET)?;
    Ok((key, words, sheet))
}

/// Does the same with words and a cost of the caller's choosing, for the practice nursery, whose words are
/// no secret, and for tests.
///
/// # Errors
/// As [`create`].
pub fn create_with(home: &Home, chance: &mut Chance, words: &Words, cost: Cost) -> Result<(Key, Sheet)> {
    lay_down(home, chance, words, cost, cost)
}

/// The key, opened with the room words.
///
/// # Errors
/// Refused where the words do not open it, nothing is set up here, or a newer program wrote the slots; a
/// machine failure where neither copy of the slots can be read whole.
pub fn open_with_words(home: &Home, words: &Words) -> Result<Key> {
    open(home, Opener::Words, words.as_str().as_bytes())?.ok_or_else(|| {
        Failure::refused("Those words do not open this setting’s log.")
            .safe("Nothing was changed.")
            .todo("Look at the words once more, or use the recovery sheet.")
    })
}

/// The key, opened with the recovery sheet.
///
/// # Errors
/// As [`open_with_words`].
pub fn open_with_sheet(home: &Home, sheet: &Sheet) -> Result<Key> {
    open(home, Opener::Sheet, sheet.bytes())?.ok_or_else(|| {
        Failure::refused("This recovery sheet does not open this setting’s log.")
            .safe("Nothing was changed.")
            .todo("It may belong to another setting: look for the sheet that was printed for this one.")
    })
}

/// Whether these bytes are a copy of a slot file, whole and of this program's version: a copy in a backup is looked at
/// with it, and whatever bytes there are. Which secret opens it, it does not say.
pub fn is_slot_file(bytes: &[u8]) -> bool {
    slots::is_whole(bytes)
}

/// Whether both copies of the file that holds the key are whole, alike and of this key; for verification.
///
/// # Errors
/// As [`open_with_words`], but for the words.
pub(super) fn copies(home: &Home, key: &str) -> Result<Result<String, String>> {
    if home.slots().iter().all(|path| !path.exists()) {
        return Ok(Err(
            "The file that holds the key is gone: neither room words nor recovery sheet open the record any \
             more. Put the file back from a backup while the record is open."
                .to_string(),
        ));
    }
    let copies = slots::read(home)?;
    if copies.file.is_of(key, None) == Some(false) {
        return Ok(Err("The file that holds the key is another record's, or was changed: neither room words nor \
             recovery sheet open the record any more. Put the file back from a backup while the record is open."
            .to_string()));
    }
    Ok(match copies.unsound() {
        None => Ok("Both copies of the file that holds the key are whole and alike.".to_string()),
        Some(path) => Err(format!(
            "A copy of the file that holds the key is gone, damaged or another: {}. The other is whole.",
            path.display()
        )),
    })
}

/// Whether the slots of a backup open it, for a record that is open: nothing more to be said, or a sentence that goes
/// with it; `Err` for why they do not.
pub(super) fn opens_set(set: &Home, live: &Home, key: &str) -> Result<Option<&'static str>, &'static str> {
    let Ok(copies) = slots::read_in_set(set) else {
        return Err("Neither copy of the file that holds its key is whole: nothing opens it.");
    };
    let live = slots::read(live).map(|live| live.file);
    match copies.file.is_of(key, live.as_ref().ok()) {
        Some(false) => {
            Err("The file that holds its key is another record's, or was changed: neither the room words \
             nor the recovery sheet of this record open it.")
        }
        Some(true) if copies.unsound().is_some() => Ok(Some(
            "One copy of the file that holds its key is gone, damaged or another; the other opens it.",
        )),
        Some(true) => Ok(None),
        None => Ok(Some(
            "The file that holds its key is of an older program: whether the words of then open it, nobody can say \
             without them.",
        )),
    }
}

/// Whether there is a whole copy of the file that holds the key in a backup.
pub(super) fn has_slots(set: &Home) -> bool {
    slots::read_in_set(set).is_ok()
}

/// Lays the sealed key of one home down in another, so that the same words and sheet open both.
///
/// # Errors
/// As [`create`]; also where neither copy of the slots can be read whole.
pub(super) fn hand_on(from: &Home, to: &Home) -> Result<()> {
    files::private_folder(to.folder())?;
    slots::write(to, &slots::read(from)?.file)
}

/// The file that holds the key, sealed as it lies there: the newest whole copy.
///
/// # Errors
/// As [`open_with_words`], but for the words.
pub(super) fn sealed(home: &Home) -> Result<Zeroizing<Vec<u8>>> {
    slots::read(home).map(slots::Copies::into_bytes)
}

/// The key, opened with a key file.
///
/// # Errors
/// As [`open_with_words`].
pub fn open_with_key_file(home: &Home, file: &KeyFile) -> Result<Key> {
    open(home, Opener::KeyFile, file.bytes())?.ok_or_else(|| {
        Failure::refused("This key file does not open this setting’s log.").safe("Nothing was changed.").todo(
            "A newer one may have taken its place, or it belongs to another setting: use the room words.",
        )
    })
}

/// Lays the slots of the next key of a home down in `place`, under these words and this sheet. They are newer than the
/// home's own.
pub(super) fn lay_down_next(
    home: &Home,
    place: &Home,
    key: &Key,
    (words, sheet): (&Words, &Sheet),
    cost: Option<Cost>,
    chance: &mut Chance,
) -> Result<()> {
    let (for_words, for_sheet) = (cost.unwrap_or(Cost::WORDS), cost.unwrap_or(Cost::SHEET));
    let slots = vec![
        Slot::seal(key, Opener::Words, words.as_str().as_bytes(), for_words, chance)?,
        Slot::seal(key, Opener::Sheet, sheet.bytes(), for_sheet, chance)?,
    ];
    slots::write(place, &slots::read(home)?.file.all_anew(key, slots))
}

fn lay_down(
    home: &Home,
    chance: &mut Chance,
    words: &Words,
    words_cost: Cost,
    sheet_cost: Cost,
) -> Result<(Key, Sheet)> {
    files::private_folder(home.folder())?;
    // A link that leads nowhere counts as there: somebody put it there for a log.
    let there = |path: &std::path::Path| path.symlink_metadata().is_ok();
    if there(&home.database()) || home.slots().iter().any(|path| there(path)) {
        return Err(Failure::refused(format!("A log was begun in {} already.", home.folder().display()))
            .safe("It was left as it is.")
            .todo("Name another folder with --home."));
    }
    let key = Key::generate(chance);
    let sheet = Sheet::generate(chance);
    let slots = vec![
        Slot::seal(&key, Opener::Words, words.as_str().as_bytes(), words_cost, chance)?,
        Slot::seal(&key, Opener::Sheet, sheet.bytes(), sheet_cost, chance)?,
    ];
    slots::write(home, &SlotFile::new(&key, slots))?;
    Ok((key, sheet))
}

fn open(home: &Home, opener: Opener, secret: &[u8]) -> Result<Option<Key>> {
    // Where the disk refuses, the record opens as it stands, and the next opening tries again.
    let _ = renew::settle(home);
    let copies = slots::read(home)?;
    let Some(key) = copies.file.unseal(opener, secret)? else {
        return Ok(None);
    };
    copies.mend();
    Ok(Some(key))
}

#[cfg(test)]
mod change_tests;
#[cfg(test)]
mod tests;
