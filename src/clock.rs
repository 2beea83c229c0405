//! The only reader of the time.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use chrono::{Local, Offset};

use crate::domain::Moment;

/// Where the time comes from: the machine, or a test's hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The machine's own clock and zone.
    Machine,
    /// A time that stands still, for tests and the demo.
    Fixed(Moment),
}

impl Clock {
    /// Now.
    #[allow(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
    pub fn now(self) -> Moment {
        match self {
            Clock::Machine => {
                let now = Local::now();
                Moment { ms: now.timestamp_millis(), offset: now.offset().fix().local_minus_utc() / 60 }
            }
            Clock::Fixed(moment) => moment,
        }
    }
}

/// How many milliseconds ago the machine was started, its sleep counted in, by a clock that nobody can set; `None` where
/// the system does not tell.
pub fn up() -> Option<u64> {
    #[cfg(target_os = "linux")]
    {
        use rustix::time::{ClockId, clock_gettime};
        let up = Duration::try_from(clock_gettime(ClockId::Boottime)).ok()?;
        u64::try_from(up.as_millis()).ok()
    }
    #[cfg(not(target_os = "linux"))]
    None
}

/// How long the machine has been asleep since it was started. Always nothing where the system does not tell.
pub fn slept() -> Duration {
    #[cfg(target_os = "linux")]
    {
        use rustix::time::{ClockId, clock_gettime};
        // One of these clocks goes on while the machine sleeps, the other does not. Read in this order, what
        // passes between the two readings counts as no sleep.
        let read = |id| Duration::try_from(clock_gettime(id)).unwrap_or_default();
        let with_sleep = read(ClockId::Boottime);
        with_sleep.saturating_sub(read(ClockId::Monotonic))
    }
    #[cfg(not(target_os = "linux"))]
    Duration::ZERO
}

/// Milliseconds since the program first asked, by a clock that nobody can set: for the time between keys.
pub fn elapsed_ms() -> u64 {
    static BEGAN: OnceLock<Instant> = OnceLock::new();
    u64::try_from(BEGAN.get_or_init(Instant::now).elapsed().as_millis()).unwrap_or(u64::MAX)
}
