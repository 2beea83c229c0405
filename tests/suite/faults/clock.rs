//! A clock that jumps: a year back and on, 1970, both days of summer time, midnight, a leap day, the ends of clocks. The
//! order in which things were written stays, each entry is once in its week, and what was set is noted.

use std::collections::BTreeMap;

use doorstep::chance::Chance;
use doorstep::clock::{Running, Uptime};
use doorstep::domain::{Change, Day, Moment, Period, Stamp, Time, Week};
use doorstep::store::ask::Filter;

use super::support::{Dice, note, trials};
use crate::support::Nursery;
use crate::terminal::DAY;

/// Moments around which clocks and calendars turn: day, time, minutes ahead of UTC.
const TURNS: [(&str, &str, i32); 14] = [
    ("1970-01-01", "00:00:00", 0),
    ("1970-01-01", "00:59:00", 60),
    ("2025-11-24", "08:40:00", 0),
    ("2027-11-24", "08:40:00", 0),
    ("2026-03-29", "00:59:59", 0),
    ("2026-03-29", "02:00:00", 60),
    ("2026-10-25", "01:30:00", 60),
    ("2026-10-25", "01:30:00", 0),
    ("2026-11-29", "23:59:59", 0),
    ("2026-11-30", "00:00:00", 0),
    ("2028-02-29", "12:00:00", 0),
    ("2038-01-19", "03:14:08", 0),
    ("2100-02-28", "23:59:59", 0),
    ("2100-03-01", "00:00:00", 0),
];

fn moment((day, time, offset): (&str, &str, i32)) -> Moment {
    Moment::at(day.parse::<Day>().expect("a day"), time.parse::<Time>().expect("a time"), offset)
}

#[test]
fn however_the_clock_jumps_the_order_stays_and_each_entry_is_once_in_its_week() {
    let trials = trials(200, 200);
    let (mut dice, seed) = Dice::cast();
    let nursery = Nursery::set_up();
    let mut store = nursery.store();
    let roll = store.roll().expect("who is who");
    let sam = roll.people.iter().find(|person| person.initials == "SO").expect("Sam").id;
    let child = roll.children.iter().find(|child| child.forename == "Isla").expect("Isla");
    let mut chance = Chance::Machine;
    let mut ran = 1_000_000;
    let mut written = Vec::new();
    let mut before: Option<Moment> = None;
    for trial in 0..trials {
        // Each turn once, then at random; a few minutes to this side or that.
        let turn = if trial < TURNS.len() { trial } else { dice.below(TURNS.len() as u64) as usize };
        let now = moment(TURNS[turn]).plus_seconds(dice.below(600) as i64 - 300);
        ran += 1_000;
        store.heed_clock(Uptime::Fixed(Some(Running { run: 1, ms: ran })));
        let note = note(&mut chance, (child.id, child.room), sam, now, &format!("Note {trial}."));
        let id = note.id;
        let stamp = Stamp { person: Some(sam), recorded: now };
        store.apply(&Change::Entry(Box::new(note)).into(), stamp).expect("saved");
        let there = store.entry(id).expect("read").expect("there");
        if let Some(before) = before {
            let set = now.ms - before.ms - 1_000;
            let jumped = !(-120_000..=12 * 3_600_000).contains(&set);
            assert_eq!(
                there.clock_set.is_some(),
                jumped,
                "seed {seed}: from {} to {}",
                before.iso(),
                now.iso()
            );
        }
        before = Some(now);
        written.push((id, now.day()));
    }
    // The order of the log is that of writing, whatever the clock said.
    let seqs: Vec<u64> =
        written.iter().map(|(id, _)| store.entry(*id).expect("read").expect("there").seq).collect();
    assert!(seqs.is_sorted(), "seed {seed}: {seqs:?}");
    // Each entry is in the week of its own day, and in no other.
    let mut weeks: BTreeMap<(i32, u32), Period> = BTreeMap::new();
    for (_, day) in &written {
        let week = Week::of(*day);
        for near in [week.period().from.pred_opt(), Some(*day), week.period().to.succ_opt()] {
            let week = Week::of(near.expect("a day"));
            weeks.insert((week.year, week.number), week.period());
        }
    }
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for period in weeks.values() {
        let of_week = Filter { from: Some(period.from), to: Some(period.to), ..Filter::default() };
        store
            .list(&of_week, &mut |standing| {
                assert!(period.holds(standing.entry.happened.day()), "seed {seed}");
                *found.entry(standing.text().to_string()).or_default() += 1;
                Ok(())
            })
            .expect("the week");
    }
    assert_eq!(found.len(), written.len(), "seed {seed}");
    assert!(found.values().all(|times| *times == 1), "seed {seed}: {found:?}");
    for check in store.verify().expect("looked at") {
        assert!(check.holds, "seed {seed}: {}: {}", check.name, check.says);
    }
    println!("{trials} jumps of the clock: the order is kept, each entry once in its week, the chain whole");
}

#[test]
fn a_wrong_clock_is_said_on_the_screen_and_nothing_stops() {
    let nursery = Nursery::set_up();
    nursery.says_as("SO", &["log", "isla", "slept until nine"]);
    let today = doorstep::clock::Clock::Machine.now().day();
    for (when, says) in [
        ("1970-01-01 00:00:30", "The clock says 1 Jan 1970: is the date right?"),
        ("2126-01-01 10:00:00", "The clock says 1 Jan 2126, long after the last entry: is the date right?"),
        ("2026-03-29 00:59:50", "before the last entry: is the date right?"),
        ("2038-01-19 03:14:05", "Who is writing?"),
        ("2100-02-28 23:59:50", "Who is writing?"),
    ] {
        if when.starts_with("2026") && today.to_string().as_str() < &when[..10] {
            continue;
        }
        let Some(terminal) = nursery.open(80, 24, when) else { return };
        let screen = terminal.until(says);
        assert!(screen.contains("Who is writing?"), "{screen}");
    }
    // Right again, nobody says anything; this day's runs are long before it, and that is said in line mode too.
    let Some(terminal) = nursery.open_plain(&format!("{DAY} 08:40:00"), false) else { return };
    if today.to_string().as_str() > DAY {
        terminal.until("is the date right?");
    }
}
