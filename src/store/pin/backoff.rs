//! How long to wait after wrong PINs. Pure: whoever keeps the counts writes them down before a PIN is looked
//! at, so that pulling the plug wins nobody a try.

use serde::{Deserialize, Serialize};

use crate::domain::Moment;

/// How many seconds a person waits after so many wrong tries in a row: the first three cost nothing, then
/// 5, 15 and 60, and from there on 300.
pub fn wait(tries: u32) -> u32 {
    match tries {
        0..=3 => 0,
        4 => 5,
        5 => 15,
        6 => 60,
        _ => 300,
    }
}

/// Whether a person with so many wrong tries in a row may try again now.
///
/// A clock that went back to before the wrong try neither shortens the wait nor draws it out for ever: the
/// wait then begins once more, now, and `last_wrong` is set to now for the caller to keep.
///
/// # Errors
/// The seconds that are left, rounded up.
pub fn may_try(tries: u32, last_wrong: &mut Moment, now: Moment) -> Result<(), u32> {
    if last_wrong.ms > now.ms {
        *last_wrong = now;
    }
    let passed = now.ms.saturating_sub(last_wrong.ms);
    left(i64::from(wait(tries)) * 1000 - passed.min(i64::MAX / 2))
}

/// The same where the machine tells for how many milliseconds it has been up, which no clock changes: so long it was up
/// at the wrong try (`then`), and so long it is now (`up`). Where it was started again since, no more has passed for sure
/// than since then.
///
/// # Errors
/// As [`may_try`].
pub fn may_try_by(
    tries: u32,
    (then, up): (Option<u64>, Option<u64>),
    last_wrong: &mut Moment,
    now: Moment,
) -> Result<(), u32> {
    let after = |passed: u64| {
        let passed = i64::try_from(passed).unwrap_or(i64::MAX);
        left((i64::from(wait(tries)) * 1000).saturating_sub(passed))
    };
    match then.zip(up) {
        None => may_try(tries, last_wrong, now),
        Some((then, up)) if up >= then => after(up - then),
        Some((_, up)) => may_try(tries, last_wrong, now).and(after(up)),
    }
}

/// The rest of the whole room: after twenty wrong tries within ten minutes, whoever made them, nobody signs
/// in for five minutes. Then the count begins anew, so a child at the keys closes the room for nobody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomRest {
    /// The wrong tries of the last ten minutes.
    wrong: Vec<Moment>,
    /// When the rest ends, where there is one.
    until: Option<Moment>,
}

const TOO_MANY: usize = 20;
const WITHIN_MS: i64 = 10 * 60 * 1000;
const REST_SECONDS: i64 = 5 * 60;

impl RoomRest {
    /// Counts a wrong try of anybody.
    pub fn count(&mut self, now: Moment) {
        // Tries that a clock now says are still to come were made before now, all the same.
        self.wrong.iter_mut().for_each(|wrong| *wrong = (*wrong).min(now));
        self.wrong.retain(|wrong| now.ms.saturating_sub(wrong.ms) < WITHIN_MS);
        self.wrong.push(now);
        if self.wrong.len() >= TOO_MANY {
            self.wrong.clear();
            self.until = Some(now.plus_seconds(REST_SECONDS));
        }
    }

    /// Whether anybody may try now. Where a clock went back, the rest is drawn out to five minutes from now
    /// at most.
    ///
    /// # Errors
    /// The seconds that are left, rounded up.
    pub fn may_try(&mut self, now: Moment) -> Result<(), u32> {
        let Some(until) = self.until else {
            return Ok(());
        };
        let until = until.min(now.plus_seconds(REST_SECONDS));
        let allowed = left(until.ms.saturating_sub(now.ms));
        self.until = allowed.is_err().then_some(until);
        allowed
    }
}

/// Nothing left to wait, or the seconds that are.
fn left(ms: i64) -> Result<(), u32> {
    if ms <= 0 {
        return Ok(());
    }
    Err(u32::try_from((ms.saturating_add(999)) / 1000).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const START: Moment = Moment { ms: 1_764_000_000_000, offset: 0 };

    fn after(seconds: i64) -> Moment {
        START.plus_seconds(seconds)
    }

    #[test]
    fn three_wrong_tries_are_free_and_then_the_waits_grow_and_stop_growing() {
        let waits = [0, 0, 0, 0, 5, 15, 60, 300, 300, 300];
        for (tries, expected) in (0..).zip(waits) {
            assert_eq!(wait(tries), expected, "{tries}");
        }
        assert_eq!(wait(u32::MAX), 300);
    }

    #[test]
    fn a_wait_ends_when_its_seconds_have_passed() {
        for (tries, seconds, expected) in [
            (0, 0, Ok(())),
            (3, 0, Ok(())),
            (4, 0, Err(5)),
            (4, 4, Err(1)),
            (4, 5, Ok(())),
            (5, 5, Err(10)),
            (6, 59, Err(1)),
            (7, 60, Err(240)),
            (7, 300, Ok(())),
            (50, 299, Err(1)),
            (50, 300, Ok(())),
            (50, i64::MAX / 1000, Ok(())),
        ] {
            let mut last = START;
            assert_eq!(may_try(tries, &mut last, after(seconds)), expected, "{tries} {seconds}");
            assert_eq!(last, START, "a clock that goes on leaves the try where it was");
        }
        let half = Moment { ms: START.ms + 4_500, offset: 60 };
        assert_eq!(may_try(4, &mut START.clone(), half), Err(1), "rounded up, whatever the zone");
    }

    #[test]
    fn a_clock_that_went_back_neither_opens_nor_locks_for_ever() {
        for back in [1, 3600, 365 * 86_400, 1_764_000_000] {
            let mut last = START;
            assert_eq!(may_try(7, &mut last, after(-back)), Err(300));
            assert_eq!(may_try(7, &mut last, after(-back + 299)), Err(1));
            assert_eq!(may_try(7, &mut last, after(-back + 300)), Ok(()));
        }
        let mut last = START;
        assert_eq!(may_try(3, &mut last, after(-10)), Ok(()));
    }

    #[test]
    fn by_the_time_since_the_machine_was_started_no_clock_shortens_a_wait_or_draws_it_out() {
        let years = [after(-400 * 86_400), START, after(400 * 86_400)];
        for (tries, then, up, expected) in [
            (7, 1_000, 1_000, Err(300)),
            (7, 1_000, 300_999, Err(1)),
            (7, 1_000, 301_000, Ok(())),
            (3, 1_000, 1_000, Ok(())),
            (7, 0, u64::MAX, Ok(())),
        ] {
            for now in years {
                let by = (Some(then), Some(up));
                assert_eq!(may_try_by(tries, by, &mut START.clone(), now), expected, "{tries} {then} {up:?}");
            }
        }
        // Started again since: what the clock says counts, but no more than the machine has been up.
        for (up, seconds, expected) in
            [(10_000, 400 * 86_400, Err(290)), (299_000, 10, Err(290)), (300_000, 300, Ok(()))]
        {
            let by = (Some(1_000_000), Some(up));
            assert_eq!(may_try_by(7, by, &mut START.clone(), after(seconds)), expected, "{up} {seconds}");
        }
        assert_eq!(may_try_by(7, (None, Some(1)), &mut START.clone(), after(299)), Err(1), "nobody knows");
    }

    #[test]
    fn a_patient_guesser_gets_no_more_than_twenty_tries_an_hour() {
        let (mut tries, mut last, mut evaluated) = (0, START, 0);
        for second in 0..3600 {
            while may_try(tries, &mut last, after(second)).is_ok() {
                (tries, last, evaluated) = (tries + 1, after(second), evaluated + 1);
            }
        }
        assert!((10..=20).contains(&evaluated), "{evaluated}");
    }

    #[test]
    fn twenty_wrong_within_ten_minutes_rest_the_room_for_five_and_no_more() {
        let mut rest = RoomRest::default();
        for try_ in 0..19 {
            rest.count(after(try_ * 31));
            assert_eq!(rest.may_try(after(try_ * 31)), Ok(()));
        }
        rest.count(after(599));
        assert_eq!(rest.may_try(after(599)), Err(300));
        assert_eq!(rest.may_try(after(898)), Err(1));
        assert_eq!(rest.may_try(after(899)), Ok(()));
        rest.count(after(900));
        assert_eq!(rest.may_try(after(900)), Ok(()), "the count begins anew");
    }

    #[test]
    fn twenty_wrong_over_more_than_ten_minutes_rest_nobody() {
        let mut rest = RoomRest::default();
        for try_ in 0..200 {
            rest.count(after(try_ * 32));
            assert_eq!(rest.may_try(after(try_ * 32)), Ok(()));
        }
        assert!(rest.wrong.len() < TOO_MANY, "and what is old is forgotten");
    }

    #[test]
    fn a_rest_outlives_the_program_and_a_clock_that_went_back_draws_it_out_by_five_minutes_at_most() {
        let mut rest = RoomRest::default();
        (0..20).for_each(|_| rest.count(START));
        let kept = serde_json::to_string(&rest).unwrap();
        let mut rest: RoomRest = serde_json::from_str(&kept).unwrap();
        assert_eq!(rest.may_try(after(-86_400)), Err(300));
        assert_eq!(rest.may_try(after(-86_400 + 299)), Err(1));
        assert_eq!(rest.may_try(after(-86_400 + 300)), Ok(()));
        let mut rest = RoomRest::default();
        (0..19).for_each(|_| rest.count(START));
        rest.count(after(-86_400));
        assert_eq!(rest.may_try(after(-86_400)), Err(300), "tries before the clock went back count");
    }

    proptest! {
        #[test]
        fn no_clock_however_wrong_makes_anybody_wait_longer_than_the_step(
            tries: u32, last: i64, now: i64, until: i64
        ) {
            let [mut last, now, until] = [last, now, until].map(|ms| Moment { ms, offset: 0 });
            let held = may_try(tries, &mut last, now).err().unwrap_or(0);
            prop_assert!(held <= wait(tries));
            let mut rest = RoomRest { wrong: vec![until], until: Some(until) };
            prop_assert!(rest.may_try(now).err().unwrap_or(0) <= 300);
            rest.count(now);
            prop_assert!(rest.wrong.len() <= 2);
        }
    }
}
