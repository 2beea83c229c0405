//! The key file: 256 random bits on a stick, for whoever would rather carry a stick than type words.
//!
//! Two lines of text, so that whoever opens it sees what it is: `doorstep key 1`, and sixty-four letters and
//! numbers with eight more that check them.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::files;
use crate::chance::Chance;
use crate::failure::{Failure, Result};
use crate::store::place;

/// What a key file holds. Wiped from memory when it goes; it can be neither copied nor printed by accident.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct KeyFile(Box<[u8; KeyFile::LENGTH]>);

const MARK: &str = "doorstep key 1";
/// The bytes of the sum that stand behind the secret.
const SUM: usize = 4;
/// The most bytes that the file may have: ours are 88.
const MOST: usize = 512;

impl KeyFile {
    const LENGTH: usize = 32;
    /// What the file is called on a stick; by this name it is found there.
    pub const NAME: &'static str = "doorstep.key";

    /// A new one.
    pub fn generate(chance: &mut Chance) -> KeyFile {
        let mut file = KeyFile(Box::new([0; KeyFile::LENGTH]));
        chance.fill(file.0.as_mut_slice());
        file
    }

    /// Reads the file at that place. Most sticks keep no rights, and there nobody's rights are asked
    /// ([`KeyFile::is_open_to_all`]).
    ///
    /// # Errors
    /// Refused where it is not there, is a link or no file, open to others where rights are kept, or no key file; a machine
    /// failure where it can't be read.
    pub fn read(path: &Path) -> Result<KeyFile> {
        let absent = |cause: std::io::Error| {
            let said = format!("The key file can't be read: {}.", path.display());
            Failure::machine(said, cause).todo("See that the stick is in, or use the room words.")
        };
        let about = fs::symlink_metadata(path).map_err(absent)?;
        if !about.is_file() {
            return Err(Failure::refused(format!("{} is not a file.", path.display()))
                .safe("It was not opened.")
                .todo("Name the key file itself."));
        }
        let file = fs::File::open(path).map_err(absent)?;
        if !KeyFile::is_open_to_all(path) {
            files::need_closed(&file.metadata().map_err(absent)?, path, "The key file")?;
        }
        let bytes = files::read_at_most(file, MOST).map_err(absent)?;
        let text = bytes.as_ref().and_then(|bytes| std::str::from_utf8(bytes).ok());
        KeyFile::parse(text.unwrap_or_default())
    }

    /// Whether it lies on a stick that keeps no rights: whoever can reach the stick can read it.
    pub fn is_open_to_all(path: &Path) -> bool {
        place::keeps_no_rights(path)
    }

    /// Reads what a key file says.
    ///
    /// # Errors
    /// Refused where it is none, or a part of it was changed.
    pub fn parse(text: &str) -> Result<KeyFile> {
        let none = || {
            Failure::refused("This is no key file, or a part of it is damaged.")
                .safe("Nothing was changed.")
                .todo("Use the room words; a manager makes a new one with “doorstep safe key-file”.")
        };
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let (Some(MARK), Some(digits), None) = (lines.next(), lines.next(), lines.next()) else {
            return Err(none());
        };
        let bytes = bytes(digits).ok_or_else(none)?;
        let (secret, sum) = bytes.split_at_checked(KeyFile::LENGTH).ok_or_else(none)?;
        if sum != self::sum(secret) {
            return Err(none());
        }
        let mut file = KeyFile(Box::new([0; KeyFile::LENGTH]));
        file.0.copy_from_slice(secret);
        Ok(file)
    }

    /// What is written into the file.
    pub fn text(&self) -> Zeroizing<String> {
        // Long enough from the start: a string that grows leaves its old bytes behind.
        let mut text = Zeroizing::new(String::with_capacity(MOST));
        text.push_str(MARK);
        text.push('\n');
        for byte in self.0.iter().chain(&sum(self.0.as_slice())) {
            text.extend([byte >> 4, byte & 15].iter().filter_map(|&half| char::from_digit(half.into(), 16)));
        }
        text.push('\n');
        text
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }
}

fn sum(secret: &[u8]) -> [u8; SUM] {
    let digest = Sha256::new().chain_update(MARK).chain_update(secret).finalize();
    let mut sum = [0; SUM];
    sum.iter_mut().zip(digest.iter()).for_each(|(to, from)| *to = *from);
    sum
}

/// The bytes that so many pairs of hexadecimal digits are; `None` where there are others or too few.
fn bytes(digits: &str) -> Option<Zeroizing<Vec<u8>>> {
    if digits.len() != 2 * (KeyFile::LENGTH + SUM) || !digits.is_ascii() {
        return None;
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(KeyFile::LENGTH + SUM));
    for pair in digits.as_bytes().chunks_exact(2) {
        let half = |at: usize| char::from(*pair.get(at)?).to_digit(16);
        bytes.push(u8::try_from(half(0)? << 4 | half(1)?).ok()?);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_file_is_read_as_it_was_written_and_no_other_text_is_one() {
        let made = KeyFile::generate(&mut Chance::seeded(1));
        let text = made.text();
        assert_eq!(text.lines().next(), Some(MARK));
        assert_eq!(KeyFile::parse(&text).unwrap().bytes(), made.bytes());
        // As an editor leaves it that writes other line ends and a last empty line.
        assert!(KeyFile::parse(&text.replace('\n', "\r\n\r\n")).is_ok());
        for at in 0..text.trim_end().len() {
            let mut other = text.as_bytes().to_vec();
            other[at] = if other[at] == b'7' { b'8' } else { b'7' };
            assert!(KeyFile::parse(std::str::from_utf8(&other).unwrap()).is_err(), "{at}");
            assert!(KeyFile::parse(&text[..at]).is_err(), "cut at {at}");
        }
        assert!(KeyFile::parse(&format!("{}more\n", *text)).is_err());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_key_file_that_others_may_read_is_refused_where_rights_are_kept() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(KeyFile::NAME);
        let made = KeyFile::generate(&mut Chance::seeded(1));
        files::write_private(&path, made.text().as_bytes()).unwrap();
        assert_eq!(KeyFile::read(&path).unwrap().bytes(), made.bytes());
        for mode in [0o644, 0o640, 0o606] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let refused = KeyFile::read(&path).err().unwrap().to_string();
            assert!(refused.contains("The key file can be read by other people"), "{mode:o}: {refused}");
            assert!(refused.contains("chmod 600"), "{refused}");
        }
    }

    #[test]
    fn what_is_no_key_file_is_told_so_and_never_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        files::write_private(&at("big"), &[b'a'; MOST + 1]).unwrap();
        files::write_private(&at("binary"), &[0xff, 0xfe]).unwrap();
        fs::create_dir(at("folder")).unwrap();
        for (name, says) in [
            ("big", "no key file"),
            ("binary", "no key file"),
            ("folder", "not a file"),
            ("none", "can't be read"),
        ] {
            let failure = KeyFile::read(&at(name)).err().unwrap();
            assert!(failure.what.contains(says) && !failure.todo.is_empty(), "{name}: {failure}");
        }
    }
}
