//! The password of an archive: long enough to stand on a stick that was lost, and never shown by accident.

use zeroize::Zeroizing;

use crate::chance::Chance;
use crate::failure::{Failure, Result};
use crate::store::vault::Words;

/// So many letters at least: what is on a lost stick can be tried without end.
pub const LEAST: usize = 12;
/// No password is longer.
pub const MOST: usize = 120;

/// A password. It is wiped from memory when it goes, and can be neither copied nor printed by accident.
pub struct Password(Zeroizing<String>);

impl Password {
    /// The password that somebody typed, twice.
    ///
    /// # Errors
    /// Refused where it is shorter than twelve letters, where all of them are the same, and where the two differ.
    pub fn chosen(typed: &str, again: &str) -> Result<Password> {
        Password::long_enough(typed)?;
        if typed != again {
            return Err(Failure::refused("The two differ.").todo("Type it again, the same both times."));
        }
        Ok(Password(Zeroizing::new(typed.to_string())))
    }

    /// Whether it is one, before it is typed again.
    ///
    /// # Errors
    /// As [`Password::chosen`], but for the second time.
    pub fn long_enough(typed: &str) -> Result<()> {
        let letters = typed.chars().count();
        let mut different: Vec<char> = typed.chars().collect();
        different.sort_unstable();
        different.dedup();
        if letters < LEAST {
            return Err(Failure::refused(format!("It has {letters} letters; it needs {LEAST} at least."))
                .todo("Several words are easily kept in mind."));
        }
        if different.len() < 4 {
            return Err(Failure::refused("These are the same few letters again and again.")
                .todo("Take several words, or let the program make one."));
        }
        Ok(())
    }

    /// Six words of the list that room words are made from.
    pub fn made(chance: &mut Chance) -> Password {
        Password(Zeroizing::new(Words::generate(chance).as_str().to_string()))
    }

    /// It, to be shown once or to seal with.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_typed_the_same_twice_and_never_written_out() {
        for (typed, again, why) in [
            ("short", "short", Some("It has 5 letters; it needs 12")),
            ("aaaaaaaaaaaaaaab", "aaaaaaaaaaaaaaab", Some("the same few letters")),
            ("four plain words", "four plain word", Some("The two differ.")),
            ("four plain words", "four plain words", None),
            ("żółw pełznie drogą", "żółw pełznie drogą", None),
        ] {
            let chosen = Password::chosen(typed, again);
            assert_eq!(chosen.as_ref().ok().map(Password::as_str), why.is_none().then_some(typed));
            if let (Err(failure), Some(why)) = (chosen, why) {
                assert!(failure.to_string().contains(why), "{failure}");
                assert!(!failure.to_string().contains(typed), "what was typed is never said");
            }
        }
        let made = Password::made(&mut Chance::seeded(4));
        assert_eq!(made.as_str().split(' ').count(), 6);
        assert!(Password::long_enough(made.as_str()).is_ok());
        assert_eq!(format!("{made:?}"), "Password");
    }
}
