//! Somebody guesses a person's numbers for hours: kills the program, starts the machine again, puts the clock forward
//! and back. At most twenty guesses are looked at in any hour, and nobody else waits for it.

use doorstep::store::Store;
use doorstep::store::ask::PinTry;

use super::slots::Small;
use super::support::{Dice, trials};

const HOUR: u64 = 60 * 60 * 1000;

#[test]
fn whoever_guesses_is_looked_at_twenty_times_an_hour_whatever_they_do_to_the_clock_and_nobody_else_waits() {
    let small = Small::made();
    let (mut dice, seed) = Dice::cast();
    let trials = trials(1_000, 1_000);
    let home = small.home();
    let key = small.key();
    let mut store = Store::open(&home, &key).expect("the record");
    let people = store.roll().expect("who is who").people;
    let [guessed, other] = [people[0].id, people[1].id];
    // What has truly passed, how long the machine has been up, and what its clock says: milliseconds each.
    let (mut passed, mut up) = (0_u64, 40_000_u64);
    let mut now = small.now;
    let (mut looked_at, mut waited, mut signed_in) = (Vec::new(), 0, 0);
    for trial in 0..trials {
        let step = match dice.below(4) {
            0 => 0,
            1 => dice.below(6_000),
            _ => dice.below(90_000),
        };
        (passed, up) = (passed + step, up + step);
        now.ms += step as i64;
        match dice.below(6) {
            // The clock is put forward or back, by seconds or by years.
            0 | 1 => {
                let most = [10_000, HOUR, 400 * 24 * HOUR][dice.below(3) as usize];
                let far = dice.below(most) as i64;
                now.ms += if dice.below(2) == 0 { far } else { -far };
            }
            // The machine is started again, which takes a while.
            2 => {
                passed += 20_000;
                (up, now.ms) = (10_000, now.ms + 20_000);
                store = Store::open(&home, &key).expect("the record");
            }
            // The program is killed and opened again.
            3 => store = Store::open(&home, &key).expect("the record"),
            _ => {}
        }
        match store.try_pin(guessed, &format!("{:06}", 100_000 + trial), now, Some(up)).expect("tried") {
            PinTry::Wrong { .. } => looked_at.push(passed),
            PinTry::Wait { .. } => waited += 1,
            told => panic!("seed {seed}: {told:?}"),
        }
        if trial % 10 == 9 {
            let told = store.try_pin(other, "4816", now, Some(up)).expect("tried");
            assert!(
                matches!(told, PinTry::Right(_)),
                "seed {seed}: the other waits: {told:?} at trial {trial}"
            );
            signed_in += 1;
        }
    }
    let in_an_hour = |from: u64| looked_at.iter().filter(|at| (from..from + HOUR).contains(*at)).count();
    let most = looked_at.iter().map(|at| in_an_hour(*at)).max().unwrap_or(0);
    assert!(most <= 20, "seed {seed}: {most} guesses were looked at within an hour");
    assert!(looked_at.len() > 3 && waited > trials / 2, "seed {seed}: the rig guessed next to nothing");
    // And they are told of it.
    let kept = store.wrong_tries(now).expect("the tries")[&guessed].count;
    assert_eq!(kept as usize, looked_at.len(), "seed {seed}: each try was counted");
    println!(
        "{trials} guesses in {} hours, with kills, restarts and clocks put forward and back: {} were looked at, at most \
         {most} within an hour; somebody else signed in {signed_in} times of {signed_in}",
        passed / HOUR,
        looked_at.len()
    );
}

#[test]
fn of_many_windows_that_guess_at_once_no_more_are_looked_at_than_of_one() {
    let small = Small::made();
    let (home, key, now) = (small.home(), small.key(), small.now);
    let guessed = Store::open(&home, &key).expect("the record").roll().expect("who is who").people[0].id;
    let windows = 12;
    let start = std::sync::Barrier::new(windows);
    let looked_at = std::thread::scope(|threads| {
        let guesses: Vec<_> = (0..windows)
            .map(|window| {
                let (home, key, start) = (&home, &key, &start);
                threads.spawn(move || {
                    let mut store = Store::open(home, key).expect("the record");
                    start.wait();
                    let told = store.try_pin(guessed, &format!("{:06}", 100_000 + window), now, Some(40_000));
                    matches!(told.expect("tried"), PinTry::Wrong { .. })
                })
            })
            .collect();
        guesses.into_iter().map(|guess| guess.join().expect("told")).filter(|looked_at| *looked_at).count()
    });
    assert_eq!(looked_at, 4, "three are free, and the fourth makes the rest wait");
}
