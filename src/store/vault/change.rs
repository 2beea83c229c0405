//! Changing what opens the key: other words, another sheet, a key file. The key itself stays, so no page of the
//! record is written; the slot file is written anew, one copy after the other, and the newer of two copies counts.
//! So a cut at any moment leaves the old ones or the new ones, and never neither.

use super::slots::{self, Opener, Slot};
use super::{Cost, Key, KeyFile, Sheet, Words};
use crate::chance::Chance;
use crate::failure::{Failure, Result};
use crate::paths::Home;
use crate::store::apply;

/// What a person has that opens the key.
pub enum Secret<'s> {
    /// The room words.
    Words(&'s Words),
    /// The recovery sheet.
    Sheet(&'s Sheet),
    /// A key file.
    KeyFile(&'s KeyFile),
}

impl Secret<'_> {
    fn parts(&self) -> (Opener, &[u8], Cost) {
        match self {
            Secret::Words(words) => (Opener::Words, words.as_str().as_bytes(), Cost::WORDS),
            Secret::Sheet(sheet) => (Opener::Sheet, sheet.bytes(), Cost::SHEET),
            Secret::KeyFile(file) => (Opener::KeyFile, file.bytes(), Cost::SHEET),
        }
    }
}

/// The ways in which this setting's record is opened now.
///
/// # Errors
/// As [`super::open_with_words`], but for the words.
pub fn ways(home: &Home) -> Result<Vec<Opener>> {
    let file = slots::read(home)?.file;
    Ok(Opener::ALL.into_iter().filter(|opener| file.has(*opener)).collect())
}

/// Whether this opens the record of that home.
pub fn opens(home: &Home, secret: &Secret<'_>) -> bool {
    let (opener, bytes, _) = secret.parts();
    super::open(home, opener, bytes).is_ok_and(|key| key.is_some())
}

/// Lets this open the key from now on, in the place of what opened it in the same way before, which opens it no more.
/// The key must be the one of this home.
///
/// # Errors
/// A machine failure where the disk refuses. It says which of the two opens the record then: the old ones, or the new
/// ones already.
pub fn change(home: &Home, key: &Key, secret: &Secret<'_>, chance: &mut Chance) -> Result<()> {
    change_at(home, key, secret, secret.parts().2, chance)
}

/// The same at a cost of the caller's choosing, for tests.
///
/// # Errors
/// As [`change`].
pub fn change_at(home: &Home, key: &Key, secret: &Secret<'_>, cost: Cost, chance: &mut Chance) -> Result<()> {
    let (opener, bytes, _) = secret.parts();
    // Sealed before the lock is taken: it is slow on purpose, and nobody's note waits for it.
    let slot = Slot::seal(key, opener, bytes, cost, chance)?;
    replace(home, key, opener, Some(slot), chance)
}

/// Lets no key file open the key any more. The key must be the one of this home.
///
/// # Errors
/// As [`change`].
pub fn remove_key_file(home: &Home, key: &Key, chance: &mut Chance) -> Result<()> {
    replace(home, key, Opener::KeyFile, None, chance)
}

fn replace(home: &Home, key: &Key, opener: Opener, slot: Option<Slot>, chance: &mut Chance) -> Result<()> {
    let _lock = apply::lock(home, chance)?;
    let next = slots::read(home)?.file.with(key, opener, slot);
    let Err(failure) = slots::write(home, &next) else { return Ok(()) };
    // The first copy may have its new words already, and then they count.
    let changed = slots::read(home).is_ok_and(|there| there.file.encode() == next.encode());
    Err(match changed {
        true => Failure {
            todo: "See to the disk, then do this once more: until then a copy of it may open as before."
                .to_string(),
            ..failure.safe("What is new opens the record from now on.")
        },
        false => failure.safe("Nothing was changed: the record opens as before."),
    })
}
