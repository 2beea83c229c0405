//! What all rigs share: how many trials, dice that can be thrown again, and saying what was skipped.

/// How many trials a rig does: `first` with every run, `second` before a release.
pub fn trials(first: usize, second: usize) -> usize {
    let own = std::env::var("DOORSTEP_TRIALS").ok().and_then(|trials| trials.parse().ok());
    own.unwrap_or(if long_run() { second } else { first })
}

/// Whether somebody asked for more than what is done with every run: then the machine has nothing else to do.
pub fn long_run() -> bool {
    ["DOORSTEP_LONG", "DOORSTEP_TRIALS"].iter().any(|name| std::env::var_os(name).is_some())
}

/// Random figures that differ from run to run: whatever fails is named by its seed, and `DOORSTEP_SEED` throws the
/// same again.
pub struct Dice(u64);

impl Dice {
    /// Dice, and the seed that they were thrown from.
    pub fn cast() -> (Dice, u64) {
        let given = std::env::var("DOORSTEP_SEED").ok().and_then(|seed| seed.parse().ok());
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a clock");
        let seed: u64 = given.unwrap_or(now.as_nanos() as u64) | 1;
        (Dice(seed), seed)
    }

    /// A number below that one.
    pub fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
}

/// Says aloud that a rig could not run on this machine, and why.
pub fn skipped(rig: &str, why: &str) {
    eprintln!("SKIPPED: {rig}: {why}");
}
