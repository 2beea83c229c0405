//! A clock that is wrong: said where somebody begins, and on the entry that was the first after it was set.

use crate::clock::{Running, Uptime};
use crate::domain::Moment;
use crate::tui::harness::{Harness, PIN};
use crate::tui::msg::Effect;
use crate::tui::screen::review::tests::evening;

/// So many seconds pass on the wall, and so many on the clock that nobody can set.
fn passes(door: &mut Harness, wall: i64, ran: i64) {
    door.now = door.now.plus_seconds(wall);
    door.worker.store().heed_clock(Uptime::Fixed(Some(Running { run: 1, ms: 60_000 + ran * 1000 })));
}

#[test]
fn a_clock_that_can_not_be_right_is_said_where_somebody_begins() {
    let mut door = Harness::locked(80, 24);
    door.tell_effect(Effect::LastLine);
    assert!(!door.screen().contains("is the date right?"));
    let right = door.now;
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        door.resize(columns, rows);
        door.now = right.plus_seconds(-3 * 86_400);
        let says = "The clock says 21 Nov 2026, before the last entry: is the date right?";
        door.wait(0);
        let screen = door.screen();
        let fewer = "The clock says 21 Nov 2026: is the date right?";
        assert!(screen.contains(if columns < 72 { fewer } else { says }), "{screen}");
        door.now = right.plus_seconds(400 * 86_400);
        let says = "The clock says 29 Dec 2027, long after the last entry: is the date right?";
        let fewer = "The clock says 29 Dec 2027: is the date right?";
        door.wait(0);
        assert!(door.screen().contains(if columns < 72 { fewer } else { says }), "{}", door.screen());
        door.now = Moment { ms: 0, offset: 0 };
        door.wait(0);
        assert!(door.screen().contains("The clock says 1 Jan 1970: is the date right?"), "{}", door.screen());
    }
    // Once it is right nobody says so any more.
    door.now = right;
    door.wait(0);
    assert!(!door.screen().contains("is the date right?"), "{}", door.screen());
}

#[test]
fn an_entry_behind_a_set_clock_says_so_on_the_childs_page_and_at_review() {
    let mut door = Harness::sam(80, 24);
    passes(&mut door, 0, 0);
    door.keys("ben⏎1⏎");
    passes(&mut door, -3600, 60);
    door.keys("ben⏎played⏎");
    let said = "the clock was set back by 61 min before this";
    door.keys("ben→");
    let screen = door.screen();
    assert_eq!(screen.matches(said).count(), 1, "{screen}");
    assert!(screen.contains("Played."), "{screen}");
    door.resize(120, 40).keys("↓");
    assert!(door.screen().contains("its time may be wrong"), "{}", door.screen());
    door.keys("⎋⌃l1").keys(PIN);
    // The order of the day is the log's own.
    let texts: Vec<String> = door.entries().into_iter().map(|(.., text)| text).collect();
    assert_eq!(texts.last().map(String::as_str), Some("Played."), "{texts:?}");
}

#[test]
fn at_review_the_lead_is_asked_whether_its_day_is_right() {
    let mut door = evening(80, 24);
    door.keys("⎋⎋");
    door.model.screen = crate::tui::screen::board::State::default().into();
    passes(&mut door, 0, 0);
    door.keys("ben⏎1⏎");
    passes(&mut door, -1800, 60);
    door.keys("ben⏎sang a song of the sea⏎⎋3");
    for _ in 0..40 {
        if door.row("▸").contains("Sang a song") {
            break;
        }
        door.keys("↓");
    }
    assert!(door.screen().contains("the clock was set back by 31 min before this"), "{}", door.screen());
}
