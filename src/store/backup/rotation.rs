//! Which backups stay: the last of each of seven days and of each of five weeks. Only what this record's own backups
//! are is ever taken away, and only when a newer one was just found sound.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::Datelike;

use super::place;
use super::set::{Set, sets};
use crate::domain::Day;
use crate::store::Store;

const DAYS: usize = 7;
const WEEKS: usize = 5;

/// Takes away what `fresh`, which was just made in this folder, makes needless.
pub(super) fn rotate(store: &Store, folder: &Path, fresh: &Set) {
    // Where the folder or the record can't be read now, nothing goes today.
    let all = sets(folder).unwrap_or_default();
    let own: Vec<Set> = all.into_iter().filter(|set| store.is_of_this(set).unwrap_or(false)).collect();
    let days: Vec<Day> = own.iter().map(Set::day).collect();
    for (set, stays) in own.iter().zip(stays(&days)) {
        if !stays && set.path() != fresh.path() {
            place::remove(set);
        }
    }
}

/// Which stay of sets that were made on these days, newest first.
fn stays(days: &[Day]) -> Vec<bool> {
    let (mut daily, mut weekly) = (BTreeSet::new(), BTreeSet::new());
    let stay = |day: &Day| {
        let of_day = daily.len() < DAYS && daily.insert(*day);
        let week = (day.iso_week().year(), day.iso_week().week());
        let of_week = weekly.len() < WEEKS && weekly.insert(week);
        of_day || of_week
    };
    days.iter().map(stay).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(days: &[Day]) -> Vec<Day> {
        days.iter().zip(stays(days)).filter(|(_, stays)| *stays).map(|(day, _)| *day).collect()
    }

    fn back(count: u64) -> Vec<Day> {
        let last = Day::from_ymd_opt(2026, 11, 27).expect("a day");
        (0..count).map(|ago| last - chrono::Days::new(ago)).collect()
    }

    #[test]
    fn the_last_of_seven_days_and_of_five_weeks_stay() {
        let days = back(90);
        let expected: Vec<Day> = [0, 1, 2, 3, 4, 5, 6, 12, 19, 26].map(|ago| days[ago]).to_vec();
        // Friday the 27th: this week's last and last week's last are among the seven days.
        assert_eq!(kept(&days), expected);
        // A day's earlier ones go.
        let thrice: Vec<Day> = days.iter().flat_map(|day| [*day; 3]).collect();
        assert_eq!(kept(&thrice), expected);
    }

    #[test]
    fn a_nursery_that_was_closed_for_a_month_keeps_what_it_has() {
        assert_eq!(kept(&back(5)), back(5));
        let days = [back(1), back(60)[40..].to_vec()].concat();
        assert_eq!(kept(&days).len(), 9, "{:?}", kept(&days));
    }
}
