//! The only source of randomness: ids, keys, words, and the demo's dice.

use rand::rngs::{StdRng, SysRng};
use rand::{Rng, SeedableRng, TryRng};
use uuid::Uuid;

use crate::domain::Moment;

/// A source of chance: the machine's, or a seed's that gives the same each time.
#[derive(Debug)]
pub enum Chance {
    /// The operating system's.
    Machine,
    /// The same numbers for the same seed, for tests and the demo. Never for keys.
    Seeded(Box<StdRng>),
}

impl Chance {
    /// The same numbers for the same seed.
    pub fn seeded(seed: u64) -> Chance {
        Chance::Seeded(Box::new(StdRng::seed_from_u64(seed)))
    }

    /// So many random bytes.
    ///
    /// # Panics
    /// Where the operating system gives no randomness at all: nothing here could be safe then.
    #[allow(clippy::expect_used, reason = "without randomness no key and no id can be made")]
    pub fn fill(&mut self, bytes: &mut [u8]) {
        match self {
            Chance::Machine => {
                SysRng.try_fill_bytes(bytes).expect("the operating system gives no randomness")
            }
            Chance::Seeded(rng) => rng.fill_bytes(bytes),
        }
    }

    /// A number below `bound` (0 where the bound is 0), each as likely as any other.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = bound as u64;
        if bound < 2 {
            return 0;
        }
        let limit = u64::MAX - u64::MAX % bound;
        loop {
            let mut bytes = [0; 8];
            self.fill(&mut bytes);
            let number = u64::from_le_bytes(bytes);
            if number < limit {
                return (number % bound) as usize;
            }
        }
    }

    /// One of the items; `None` where there is none.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len()))
    }

    /// A new id (UUIDv7) for something that begins at `now`.
    pub fn id<T: From<Uuid>>(&mut self, now: Moment) -> T {
        let mut random = [0; 10];
        self.fill(&mut random);
        let ms = u64::try_from(now.ms).unwrap_or(0);
        T::from(uuid::Builder::from_unix_timestamp_millis(ms, &random).into_uuid())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::EntryId;

    #[test]
    fn the_same_seed_gives_the_same_ids_and_the_machine_never_does() {
        let now = Moment { ms: 1_764_000_000_000, offset: 0 };
        let ids = |mut chance: Chance| (0..3).map(|_| chance.id::<EntryId>(now)).collect::<Vec<_>>();
        assert_eq!(ids(Chance::seeded(7)), ids(Chance::seeded(7)));
        assert_ne!(ids(Chance::seeded(7)), ids(Chance::seeded(8)));
        assert_ne!(ids(Chance::Machine), ids(Chance::Machine));
        assert_eq!(ids(Chance::Machine)[0].0.get_version_num(), 7);
    }

    #[test]
    fn below_stays_below_and_reaches_each() {
        let mut chance = Chance::seeded(1);
        let mut seen = [0; 5];
        (0..1000).for_each(|_| seen[chance.below(5)] += 1);
        assert!(seen.iter().all(|&count| count > 100), "{seen:?}");
        assert_eq!(chance.below(0), 0);
    }
}
