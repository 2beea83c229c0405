//! How slow a guess is made.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use zeroize::Zeroizing;

use crate::failure::{Failure, Result};

/// What one guess costs: Argon2id's memory in KiB and its passes over it, on one lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    memory: u32,
    passes: u32,
}

impl Cost {
    /// For room words: they have 66 bits, so a guess must be dear.
    pub const WORDS: Cost = Cost { memory: 64 * 1024, passes: 3 };
    /// For the recovery sheet: its 160 bits need little help.
    pub const SHEET: Cost = Cost { memory: 19 * 1024, passes: 2 };
    /// For PINs and one-use numbers: they are checked often, and guard nothing once the log is open.
    pub const PIN: Cost = Cost { memory: 19 * 1024, passes: 2 };
    /// As good as nothing: for tests, and for the practice nursery, whose words everybody may know.
    pub const TEST: Cost = Cost { memory: 8, passes: 1 };

    /// The most that a file may ask for. A file that asks for more was not written by this program, and would
    /// hold the machine up.
    const MOST: Cost = Cost { memory: 256 * 1024, passes: 10 };

    /// The cost that a file asks for; `None` where that is more than 256 MiB or ten passes, or less than
    /// Argon2 can do.
    pub(in crate::store) fn asked(memory: u32, passes: u32) -> Option<Cost> {
        let cost = Cost { memory, passes };
        let most = Cost::MOST;
        (memory <= most.memory && passes <= most.passes && cost.params().is_ok()).then_some(cost)
    }

    pub(super) fn memory(self) -> u32 {
        self.memory
    }

    pub(super) fn passes(self) -> u32 {
        self.passes
    }

    pub(in crate::store) fn argon2(self) -> Result<Argon2<'static>> {
        let params = self.params().map_err(cannot)?;
        Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    }

    /// The key that this secret makes with this salt.
    pub(super) fn stretch(self, secret: &[u8], salt: &[u8]) -> Result<Zeroizing<[u8; 32]>> {
        let argon2 = self.argon2()?;
        let blocks = argon2.params().block_count();
        // Our own memory, because the key could be made again from what the library would leave in its own.
        let mut memory = Zeroizing::new(Vec::new());
        memory.try_reserve_exact(blocks).map_err(cannot)?;
        memory.resize(blocks, Block::new());
        let mut key = Zeroizing::new([0; 32]);
        argon2
            .hash_password_into_with_memory(secret, salt, key.as_mut_slice(), memory.as_mut_slice())
            .map_err(cannot)?;
        Ok(key)
    }

    fn params(self) -> argon2::Result<Params> {
        Params::new(self.memory, self.passes, 1, None)
    }
}

/// What a person is told where the sum cannot be done.
pub(in crate::store) fn cannot(cause: impl std::error::Error + Send + Sync + 'static) -> Failure {
    Failure::machine("This machine could not work out the key: it may be short of memory.", cause)
        .safe("Nothing was changed.")
        .todo("Close other programs and try again.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_may_ask_for_what_we_write_and_for_nothing_that_holds_the_machine_up() {
        for cost in [Cost::WORDS, Cost::SHEET, Cost::PIN, Cost::TEST, Cost::MOST] {
            assert_eq!(Cost::asked(cost.memory, cost.passes), Some(cost));
        }
        let most = Cost::MOST;
        for (memory, passes) in [
            (u32::MAX, 1),
            (most.memory + 1, 1),
            (8, most.passes + 1),
            (8, u32::MAX),
            (7, 1),
            (0, 1),
            (8, 0),
            (u32::MAX, u32::MAX),
        ] {
            assert_eq!(Cost::asked(memory, passes), None, "{memory} {passes}");
        }
    }

    #[test]
    fn another_secret_salt_or_cost_makes_another_key() {
        let key = |secret: &[u8], salt: &[u8], passes| {
            *Cost { passes, ..Cost::TEST }.stretch(secret, salt).unwrap()
        };
        let first = key(b"secret", b"salt salt", 1);
        assert_eq!(first, key(b"secret", b"salt salt", 1));
        assert_ne!(first, key(b"secres", b"salt salt", 1));
        assert_ne!(first, key(b"secret", b"salt sals", 1));
        assert_ne!(first, key(b"secret", b"salt salt", 2));
    }
}
