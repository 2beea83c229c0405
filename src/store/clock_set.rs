//! That the machine's clock was set: seen by laying a line beside the one before it, and noted in the log before the
//! line whose time was reckoned anew. The order of the log is its own: no clock moves a line.

use rusqlite::{Connection, OptionalExtension};

use super::value::{Sql, from_json, json};
use crate::clock::Running;

/// How many milliseconds a clock may be put back by, as machines do by themselves to keep the time.
const BACK: i64 = 2 * 60 * 1000;
/// How many it may be put on by, beside a clock that nobody can set. A machine that slept goes on counting.
const FORWARD: i64 = 12 * 60 * 60 * 1000;
/// Under what name the machine's run is remembered.
const NAME: &str = "run";

/// The machine's run in which lines are written, and its first line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
struct Since {
    run: u128,
    first: u64,
}

/// A line's time: by the wall clock, and by how long the machine had been running.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Times {
    wall: i64,
    ran: Option<i64>,
}

/// By how many seconds the clock was set between the log's last line and one that is written at `wall` milliseconds;
/// `None` where it was not, or nobody can tell. Remembers the machine's run.
pub(super) fn look(db: &Connection, wall: i64, running: Option<Running>) -> Sql<Option<i64>> {
    let last = db
        .prepare_cached("SELECT seq, recorded, boot FROM log ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get::<_, u64>(0)?, Times { wall: row.get(1)?, ran: row.get(2)? })))
        .optional()?;
    let since = since(db)?;
    let this_run = running.map(|running| running.run);
    if let Some(run) = this_run.filter(|run| since.is_none_or(|since| since.run != *run)) {
        let first = last.map_or(0, |(seq, _)| seq) + 1;
        db.prepare_cached(
            "INSERT INTO side (name, content) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET content = ?2",
        )?
        .execute([NAME, &json(&Since { run, first })?])?;
    }
    let now = Times { wall, ran: running.map(|running| running.ms) };
    Ok(last.and_then(|(seq, last)| {
        let same_run = since.is_some_and(|since| Some(since.run) == this_run && since.first <= seq);
        set_by(Times { ran: last.ran.filter(|_| same_run), ..last }, now)
    }))
}

/// By how many seconds the clock was set between two lines.
fn set_by(before: Times, now: Times) -> Option<i64> {
    let passed = now.wall.saturating_sub(before.wall);
    let ran = before.ran.zip(now.ran).map(|(before, now)| now.saturating_sub(before));
    let set = match ran {
        Some(ran) => Some(passed.saturating_sub(ran)).filter(|set| *set < -BACK || *set > FORWARD),
        // The machine was off between them, for as long as may be: only what lies before the last line is told.
        None => Some(passed).filter(|set| *set < -BACK),
    };
    set.map(|set| set / 1000)
}

fn since(db: &Connection) -> Sql<Option<Since>> {
    let content: Option<String> = db
        .prepare_cached("SELECT content FROM side WHERE name = ?")?
        .query_row([NAME], |row| row.get(0))
        .optional()?;
    // What can't be read is as good as another run: it is written anew.
    Ok(content.and_then(|content| from_json(&content).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60 * 1000;
    const HOUR: i64 = 60 * MINUTE;

    #[test]
    fn a_clock_is_set_where_the_wall_and_the_machines_run_part() {
        let noon = 1_795_000_000_000;
        for (wall, ran, set) in [
            (HOUR, Some(HOUR), None),
            // A machine that slept all night, and one whose clock was put right by a little.
            (15 * HOUR, Some(15 * HOUR), None),
            (HOUR - 2 * MINUTE, Some(HOUR), None),
            (13 * HOUR, Some(HOUR), None),
            (HOUR - 2 * MINUTE - 1000, Some(HOUR), Some(-121)),
            (-HOUR, Some(HOUR), Some(-7200)),
            (14 * HOUR, Some(HOUR), Some(13 * 3600)),
            // Between two runs only what lies before the last line is told.
            (-MINUTE, None, None),
            (-HOUR, None, Some(-3600)),
            (9000 * HOUR, None, None),
        ] {
            let before = Times { wall: noon, ran: ran.map(|_| 5 * HOUR) };
            let now = Times { wall: noon + wall, ran: ran.map(|ran| 5 * HOUR + ran) };
            assert_eq!(set_by(before, now), set, "{wall} {ran:?}");
        }
        let far = Times { wall: i64::MAX, ran: Some(i64::MIN) };
        assert!(set_by(Times { wall: i64::MIN, ran: Some(i64::MAX) }, far).is_some());
    }
}
