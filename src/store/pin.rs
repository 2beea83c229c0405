//! PINs: they say who writes. They guard nothing once somebody has the words and the file.

pub mod backoff;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Params, PasswordHasher, PasswordVerifier};
use zeroize::Zeroizing;

use super::vault::Cost;
use crate::chance::Chance;
use crate::domain::Role;
use crate::failure::{Failure, Result};

/// The numbers that a person signs in with. Wiped from memory when they go; they can be neither copied nor
/// printed by accident.
pub struct Pin(Zeroizing<String>);

/// Six numbers that a lead hands over, good for one sign-in, at which the person chooses a PIN.
pub struct OneUse(Pin);

/// No PIN and no one-use number is longer.
const LONGEST: usize = 6;

impl Pin {
    /// A PIN that a person chooses: four numbers, six for a room lead or manager.
    ///
    /// # Errors
    /// Refused, with the reason, where it has another length or anything but numbers in it, or is one of
    /// those that are guessed first: one number or one group again and again, numbers in a row, a year.
    pub fn choose(text: &str, role: Role) -> Result<Pin> {
        let text = text.trim();
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Failure::refused("A PIN has only numbers in it, 0 to 9."));
        }
        let length = role.pin_length();
        if text.len() != length {
            let how_many = if length == LONGEST { "six" } else { "four" };
            return Err(Failure::refused(format!("The PIN of a {} has {how_many} numbers.", who(role))));
        }
        match easy(text.as_bytes()) {
            Some(why) => Err(Failure::refused(why).todo("Choose another.")),
            None => Ok(Pin(Zeroizing::new(text.to_owned()))),
        }
    }

    /// What a person types to sign in: a PIN or a one-use number. Nothing is said about its length, because
    /// that would help a guess.
    ///
    /// # Errors
    /// Refused where there is anything but numbers, or more than six of them: that can be no PIN.
    pub fn typed(text: &str) -> Result<Pin> {
        let text = text.trim();
        if (1..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Pin(Zeroizing::new(text.to_owned())));
        }
        Err(Failure::refused("A PIN has only numbers in it, four or six."))
    }
}

impl OneUse {
    /// A new one-use number.
    pub fn generate(chance: &mut Chance) -> OneUse {
        let mut text = Zeroizing::new(String::with_capacity(LONGEST));
        text.extend((0..LONGEST).filter_map(|_| char::from_digit(chance.below(10) as u32, 10)));
        OneUse(Pin(text))
    }

    /// The six numbers, to be shown to the lead once.
    pub fn as_str(&self) -> &str {
        &self.0.0
    }

    /// The same as what a person types, to be hashed and checked like a PIN.
    pub fn pin(&self) -> &Pin {
        &self.0
    }
}

/// What is kept of a PIN: an Argon2id hash with its salt and cost, in the usual written form
/// (`$argon2id$v=19$m=…`).
///
/// # Errors
/// A machine failure where there is not enough memory.
pub fn hash(pin: &Pin, chance: &mut Chance, cost: Cost) -> Result<String> {
    let mut salt = [0; 16];
    chance.fill(&mut salt);
    let hash = cost.argon2()?.hash_password_with_salt(pin.0.as_bytes(), &salt).map_err(|cause| {
        Failure::machine("The PIN could not be kept: the machine may be short of memory.", cause)
            .todo("Close other programs and try again.")
    })?;
    Ok(hash.to_string())
}

/// Whether this is the PIN that was hashed. A hash that is not one of ours, or asks for more work than
/// this program ever would, matches nothing.
pub fn verify(pin: &Pin, kept: &str) -> bool {
    let Ok(kept) = PasswordHash::new(kept) else {
        return false;
    };
    let ours = kept.algorithm == argon2::ARGON2ID_IDENT && kept.hash.is_some();
    let cost = Params::try_from(&kept)
        .ok()
        .filter(|params| params.p_cost() == 1)
        .and_then(|params| Cost::asked(params.m_cost(), params.t_cost()));
    match cost.map(Cost::argon2) {
        Some(Ok(argon2)) if ours => argon2.verify_password(pin.0.as_bytes(), &kept).is_ok(),
        _ => false,
    }
}

fn who(role: Role) -> &'static str {
    match role {
        Role::Cover => "member of staff",
        other => other.label(),
    }
}

/// Why these numbers are guessed first; `None` where they are not.
fn easy(digits: &[u8]) -> Option<&'static str> {
    let length = digits.len();
    let repeats = |group: usize| digits.iter().zip(digits.iter().skip(group)).all(|(one, next)| one == next);
    if repeats(1) {
        return Some("One number again and again is guessed first.");
    }
    // 1212, 121212 and 123123.
    if (2..=length / 2).any(|group| length.is_multiple_of(group) && repeats(group)) {
        return Some("The same group of numbers again and again is guessed first.");
    }
    // After 9 comes 0, as on the keys: 7890 is a row too.
    let row = |step: u8| {
        let pairs = digits.iter().zip(digits.iter().skip(1));
        pairs.into_iter().all(|(one, next)| (one - b'0' + step) % 10 == next - b'0')
    };
    if row(1) || row(9) {
        return Some("Numbers in a row are guessed first.");
    }
    if matches!(digits, [b'1', b'9', _, _] | [b'2', b'0', _, _]) {
        return Some("A year is guessed first.");
    }
    None
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::failure::Kind;

    #[test]
    fn each_pin_that_is_refused_says_why_and_the_others_are_taken() {
        use Role::{Cover, KeyPerson, Manager, RoomLead};
        let table = [
            (KeyPerson, "2580", None),
            (KeyPerson, " 7391\n", None),
            (Cover, "0042", None),
            (KeyPerson, "1235", None),
            (KeyPerson, "1221", None),
            (KeyPerson, "1879", None),
            (KeyPerson, "2100", None),
            (KeyPerson, "0000", Some("One number again")),
            (KeyPerson, "1111", Some("One number again")),
            (KeyPerson, "9999", Some("One number again")),
            (KeyPerson, "1212", Some("The same group")),
            (KeyPerson, "6969", Some("The same group")),
            (KeyPerson, "1234", Some("Numbers in a row")),
            (KeyPerson, "4321", Some("Numbers in a row")),
            (KeyPerson, "0123", Some("Numbers in a row")),
            (KeyPerson, "7890", Some("Numbers in a row")),
            (KeyPerson, "0987", Some("Numbers in a row")),
            (KeyPerson, "1900", Some("A year")),
            (KeyPerson, "1987", Some("A year")),
            (KeyPerson, "2000", Some("A year")),
            (KeyPerson, "2099", Some("A year")),
            (KeyPerson, "", Some("A PIN has only numbers")),
            (KeyPerson, "25 80", Some("A PIN has only numbers")),
            (KeyPerson, "25a0", Some("A PIN has only numbers")),
            (KeyPerson, "-258", Some("A PIN has only numbers")),
            (KeyPerson, "２５８０", Some("A PIN has only numbers")),
            (KeyPerson, "٢٥٨٠", Some("A PIN has only numbers")),
            (KeyPerson, "258", Some("The PIN of a key person has four")),
            (KeyPerson, "25801", Some("The PIN of a key person has four")),
            (KeyPerson, "258014", Some("The PIN of a key person has four")),
            (Cover, "258014", Some("The PIN of a member of staff has four")),
            (RoomLead, "2580", Some("The PIN of a room lead has six")),
            (Manager, "25801", Some("The PIN of a manager has six")),
            (Manager, "2580147", Some("The PIN of a manager has six")),
            (RoomLead, "258014", None),
            (RoomLead, "140987", None),
            (RoomLead, "198700", None),
            (RoomLead, "201900", None),
            (RoomLead, "123321", None),
            (RoomLead, "777777", Some("One number again")),
            (RoomLead, "121212", Some("The same group")),
            (RoomLead, "123123", Some("The same group")),
            (RoomLead, "123456", Some("Numbers in a row")),
            (Manager, "654321", Some("Numbers in a row")),
            (Manager, "567890", Some("Numbers in a row")),
        ];
        for (role, text, refused) in table {
            match (Pin::choose(text, role), refused) {
                (Ok(pin), None) => assert_eq!(pin.0.as_str(), text.trim()),
                (Err(failure), Some(why)) => {
                    assert!(failure.what.starts_with(why), "{text}: {failure}");
                    assert_eq!(failure.kind, Kind::Refused);
                }
                (taken, _) => panic!("{role:?} {text}: taken {}", taken.is_ok()),
            }
        }
    }

    #[test]
    fn most_numbers_may_be_chosen() {
        let taken = (0..10_000).filter(|n| Pin::choose(&format!("{n:04}"), Role::KeyPerson).is_ok()).count();
        assert_eq!(taken, 10_000 - 10 - 90 - 20 - 200 + 2, "1919 and 2020 are both a group and a year");
    }

    #[test]
    fn what_is_typed_at_sign_in_may_be_any_short_number() {
        for text in ["1234", "123456", "0000", "7", " 2580\n"] {
            assert_eq!(Pin::typed(text).unwrap().0.as_str(), text.trim());
        }
        for text in ["", "   ", "1234567", "12a4", "12 34", "٢٥٨٠"] {
            assert!(Pin::typed(text).is_err(), "{text}");
        }
    }

    #[test]
    fn only_the_pin_that_was_hashed_is_right_and_each_hash_has_its_own_salt() {
        let pin = |text: &str| Pin::typed(text).unwrap();
        let mut chance = Chance::seeded(1);
        let kept = hash(&pin("2580"), &mut chance, Cost::TEST).unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{kept}");
        assert!(verify(&pin("2580"), &kept));
        for wrong in ["2581", "258", "25800", "02580", "0"] {
            assert!(!verify(&pin(wrong), &kept), "{wrong}");
        }
        assert_ne!(hash(&pin("2580"), &mut chance, Cost::TEST).unwrap(), kept);
    }

    #[test]
    fn a_pin_is_kept_at_the_cost_that_it_is_given() {
        let kept = hash(&Pin::typed("2580").unwrap(), &mut Chance::Machine, Cost::PIN).unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(verify(&Pin::typed("2580").unwrap(), &kept));
    }

    #[test]
    fn a_hash_that_is_not_ours_or_asks_for_too_much_matches_nothing() {
        let pin = Pin::typed("2580").unwrap();
        let kept = hash(&pin, &mut Chance::seeded(1), Cost::TEST).unwrap();
        for (from, to) in [
            ("m=8,", "m=4294967295,"),
            ("m=8,", "m=7,"),
            ("t=1,", "t=4294967295,"),
            ("t=1,", "t=0,"),
            ("p=1$", "p=2$"),
            ("p=1$", "p=16777215$"),
            ("argon2id", "argon2i"),
            ("argon2id", "scrypt"),
            ("v=19", "v=99"),
        ] {
            let changed = kept.replace(from, to);
            assert_ne!(changed, kept);
            assert!(!verify(&pin, &changed), "{changed}");
        }
        assert!((0..kept.len()).all(|cut| !verify(&pin, &kept[..cut])));
        assert!(!verify(&pin, "") && !verify(&pin, "2580"));
    }

    #[test]
    fn a_one_use_number_has_six_numbers_is_checked_like_a_pin_and_is_never_the_same_again() {
        let made: Vec<OneUse> = (0..50).map(|_| OneUse::generate(&mut Chance::Machine)).collect();
        let different: HashSet<&str> = made.iter().map(OneUse::as_str).collect();
        assert!(different.len() >= 49);
        for one in &made {
            assert!(one.as_str().len() == 6 && one.as_str().bytes().all(|byte| byte.is_ascii_digit()));
        }
        let kept = hash(made[0].pin(), &mut Chance::Machine, Cost::TEST).unwrap();
        assert!(verify(&Pin::typed(made[0].as_str()).unwrap(), &kept));
    }
}
