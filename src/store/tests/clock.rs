//! The machine's clock, and the one that nobody can set: what is noted, and that no clock moves a line.

use super::*;
use crate::clock::{Running, Uptime};

const HOUR: i64 = 60 * 60;

impl Nursery {
    /// Time passes: on the wall, and on the clock that nobody can set.
    fn passes(&mut self, wall: i64, ran: i64) {
        self.now = self.now.plus_seconds(wall);
        let Uptime::Fixed(Some(running)) = self.store.uptime else { panic!("a clock of the test's own") };
        self.store.heed_clock(Uptime::Fixed(Some(Running { ms: running.ms + ran * 1000, ..running })));
    }

    /// A note on the wall's clock as it stands, and by how much that had been set.
    fn set_by(&mut self, text: &str) -> Option<i64> {
        let id = self.saved(0, text);
        self.there(id).clock_set
    }
}

fn heeding() -> Nursery {
    let mut nursery = Nursery::new();
    nursery.store.heed_clock(Uptime::Fixed(Some(Running { run: 1, ms: 5_000 })));
    nursery
}

#[test]
fn a_clock_that_is_set_is_noted_on_the_first_entry_after_it_and_on_no_other() {
    let mut nursery = heeding();
    assert_eq!(nursery.set_by("The first of the run."), None);
    nursery.passes(14 * HOUR, 14 * HOUR);
    assert_eq!(nursery.set_by("A machine that slept all night."), None);
    nursery.passes(-2 * HOUR, HOUR);
    assert_eq!(nursery.set_by("Put back by three hours."), Some(-3 * HOUR));
    nursery.passes(60, 60);
    assert_eq!(nursery.set_by("A minute later."), None);
    nursery.passes(31 * 24 * HOUR, HOUR);
    assert_eq!(nursery.set_by("Put on by a month."), Some(31 * 24 * HOUR - HOUR));
    nursery.passes(-110, 10);
    assert_eq!(nursery.set_by("As a machine keeps its time."), None);
    // Replay finds the same on each.
    nursery.holds();
    let says = nursery.set_by("Not set.");
    assert_eq!(says, None);
    let known: u64 = nursery
        .raw()
        .query_row("SELECT count(*) FROM log WHERE kind = 'clock-set'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(known, 2);
}

#[test]
fn a_note_to_several_is_one_act_and_all_of_it_is_noted() {
    let mut nursery = heeding();
    nursery.saved(0, "Before.");
    nursery.passes(-HOUR, 0);
    let mut notes = [nursery.note(0, "One."), nursery.note(1, "Two.")];
    notes[1].talk = notes[0].talk;
    let ids = notes.each_ref().map(|note| note.id);
    nursery.act(SAM, notes.map(entry).to_vec()).unwrap();
    assert_eq!(ids.map(|id| nursery.there(id).clock_set), [Some(-HOUR); 2]);
    assert_eq!(
        nursery.there(ids[0]).clock_said().as_deref(),
        Some("the clock was set back by 60 min before this")
    );
    nursery.holds();
}

#[test]
fn on_a_clock_that_stands_still_the_next_act_is_not_noted_and_replay_says_the_same() {
    let mut nursery = heeding();
    nursery.saved(0, "Before.");
    nursery.passes(-HOUR, 0);
    assert_eq!(nursery.set_by("The first."), Some(-HOUR));
    assert_eq!(nursery.set_by("The same moment, another talk."), None);
    nursery.holds();
}

#[test]
fn a_line_of_another_kind_tells_it_as_well_and_a_pin_hides_it_from_nobody() {
    let mut nursery = heeding();
    nursery.saved(0, "Before.");
    nursery.passes(-HOUR, 0);
    let stamp = nursery.stamp(SAM);
    nursery.store.set_pin(nursery.people[SAM], "7294", stamp, &mut Chance::Machine).unwrap();
    let kinds: Vec<String> = nursery
        .raw()
        .prepare("SELECT kind FROM log ORDER BY seq DESC LIMIT 2")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    assert_eq!(kinds, ["pin-chosen", "clock-set"]);
    nursery.holds();
}

#[test]
fn after_another_start_only_what_lies_before_the_last_line_is_told() {
    let mut nursery = heeding();
    nursery.saved(0, "Before.");
    // Off for the holidays; and running for longer than it had been before, which says nothing of another run.
    nursery.store.heed_clock(Uptime::Fixed(Some(Running { run: 2, ms: 9_000 })));
    nursery.passes(40 * 24 * HOUR, HOUR);
    assert_eq!(nursery.set_by("The first of the new run."), None);
    nursery.passes(40 * 24 * HOUR, HOUR);
    assert_eq!(nursery.set_by("Put on."), Some(40 * 24 * HOUR - HOUR));
    nursery.store.heed_clock(Uptime::Fixed(Some(Running { run: 3, ms: 10 })));
    nursery.passes(-50 * 24 * HOUR, 0);
    assert_eq!(nursery.set_by("A battery that was empty."), Some(-50 * 24 * HOUR));
    // A system that does not tell how long it runs.
    nursery.store.heed_clock(Uptime::Fixed(None));
    nursery.now = nursery.now.plus_seconds(30 * 24 * HOUR);
    assert_eq!(nursery.set_by("Nobody can tell."), None);
    nursery.now = nursery.now.plus_seconds(-HOUR);
    assert_eq!(nursery.set_by("Before the last line."), Some(-HOUR));
    nursery.holds();
}

#[test]
fn on_a_clock_that_stands_still_replay_marks_what_was_marked_and_nothing_after_it() {
    let mut nursery = heeding();
    nursery.saved(0, "Before.");
    nursery.passes(-3 * HOUR, 1);
    // The first line after it is no entry; those that follow in the same moment are acts of their own.
    let (child, day) = (nursery.children[0], nursery.now.day());
    nursery.act(SAM, Change::Presence { child, day, is: Whereabouts::Here }).unwrap();
    let id = nursery.saved(1, "In the same moment.");
    assert_eq!(nursery.there(id).clock_set, None);
    nursery.holds();
}

#[test]
fn every_line_says_how_long_the_machine_had_been_running_and_what_was_not_written_now_does_not() {
    let mut nursery = heeding();
    let id = nursery.saved(0, "Now.");
    let boot = |nursery: &Nursery, seq: u64| -> Option<i64> {
        nursery.raw().query_row("SELECT boot FROM log WHERE seq = ?", [seq], |row| row.get(0)).unwrap()
    };
    let seq = nursery.there(id).seq;
    assert_eq!(boot(&nursery, seq), Some(5_000));
    let note = nursery.note(0, "Long ago, made up.");
    let stamp = Stamp { recorded: nursery.now.plus_seconds(-900 * HOUR), ..nursery.stamp(SAM) };
    let id = note.id;
    nursery.store.apply_bulk([(entry(note).into(), stamp)]).unwrap();
    let made_up = nursery.there(id);
    assert_eq!((made_up.clock_set, boot(&nursery, made_up.seq)), (None, None));
    assert_eq!(nursery.store.last_recorded().unwrap(), Some(stamp.recorded));
    nursery.holds();
}

#[test]
fn nobody_writes_of_the_clock_but_the_program() {
    let mut nursery = Nursery::new();
    let refused = nursery.act(DANA, Change::ClockSet { by: 60 }).unwrap_err();
    assert_eq!(refused.kind, crate::failure::Kind::Refused, "{refused}");
}
