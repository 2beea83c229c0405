//! The only reader of the time.

use std::sync::OnceLock;
use std::time::{Duration, Instant, SystemTime};

use chrono::{Local, Offset, TimeZone};

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
                let ms = since_1970(SystemTime::now());
                let local = Local.timestamp_millis_opt(ms).earliest();
                Moment { ms, offset: local.map_or(0, |local| local.offset().fix().local_minus_utc() / 60) }
            }
            Clock::Fixed(moment) => moment,
        }
    }
}

/// How many milliseconds ago the machine was started, its sleep counted in, by a clock that nobody can set; `None` where
/// the system does not tell.
pub fn up() -> Option<u64> {
    running().and_then(|running| u64::try_from(running.ms).ok())
}

/// Milliseconds since 1970, also before it: a machine whose battery is empty may start an hour before, where summer time
/// held in that winter, and a library that will not read such a clock would stop the program.
fn since_1970(now: SystemTime) -> i64 {
    let ms = |passed: Duration| i64::try_from(passed.as_millis()).unwrap_or(i64::MAX);
    match now.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(passed) => ms(passed),
        Err(before) => -ms(before.duration()),
    }
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

/// A machine's run, from when it was started to when it is switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Running {
    /// Which run: another start has another number.
    pub run: u128,
    /// For how many milliseconds, sleep among them.
    pub ms: i64,
}

/// Who says how long the machine has been running: a clock that nobody can set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uptime {
    /// Nobody is asked: what is written was not written now, as in a made-up nursery.
    Unasked,
    /// The machine.
    Machine,
    /// Whoever made this value, for tests; `None` stands for a system that does not tell.
    Fixed(Option<Running>),
}

impl Uptime {
    /// How long it has been running; `None` where that is not known.
    pub fn running(self) -> Option<Running> {
        match self {
            Uptime::Unasked => None,
            Uptime::Machine => running(),
            Uptime::Fixed(running) => running,
        }
    }
}

#[cfg(target_os = "linux")]
fn running() -> Option<Running> {
    use rustix::time::{ClockId, clock_gettime};
    static RUN: OnceLock<Option<u128>> = OnceLock::new();
    let run = || {
        let id = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
        Some(uuid::Uuid::parse_str(id.trim()).ok()?.as_u128())
    };
    let run = (*RUN.get_or_init(run))?;
    let since = Duration::try_from(clock_gettime(ClockId::Boottime)).ok()?;
    Some(Running { run, ms: i64::try_from(since.as_millis()).ok()? })
}

#[cfg(not(target_os = "linux"))]
fn running() -> Option<Running> {
    None
}

/// Milliseconds since the program first asked, by a clock that nobody can set: for the time between keys.
pub fn elapsed_ms() -> u64 {
    static BEGAN: OnceLock<Instant> = OnceLock::new();
    u64::try_from(BEGAN.get_or_init(Instant::now).elapsed().as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_before_1970_is_read_as_any_other() {
        let hour = Duration::from_secs(3600);
        assert_eq!(since_1970(SystemTime::UNIX_EPOCH - hour), -3_600_000);
        assert_eq!(since_1970(SystemTime::UNIX_EPOCH + hour), 3_600_000);
        let early = Moment { ms: -3_600_000, offset: 60 };
        assert_eq!((early.day().to_string().as_str(), early.clock().as_str()), ("1970-01-01", "00:00"));
    }
}
