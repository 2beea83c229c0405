//! Who is here, away and why; what was promised for today; what was heard back of a step.

use super::pages::{JO, given};
use crate::domain::entry::Step;
use crate::domain::{Change, Day, Kind, Stamp, Whereabouts};
use crate::tui::harness::{Harness, LEADS_PIN, PIN, at};
use crate::tui::msg::Effect;

/// The room's words of today as the store has them: whose, where.
fn said(door: &mut Harness) -> Vec<(String, String)> {
    let (room, day) = (door.model.session.room.unwrap(), door.now.day());
    let so_far = door.worker.store().day(room, day).unwrap();
    let roll = door.worker.store().roll().unwrap();
    so_far.said.iter().map(|said| (roll.child(said.child).unwrap().name(), said.is.label())).collect()
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(who, is)| (who.to_string(), is.to_string())).collect()
}

#[test]
fn one_key_says_here_for_the_line_the_found_and_the_marked() {
    for (keys, who) in [
        ("↓↓]", vec!["Ben Clarke"]),
        ("ben]", vec!["Ben Clarke"]),
        ("5]", vec!["Daisy Lloyd"]),
        ("ben,grace]", vec!["Ben Clarke", "Grace Asante"]),
        ("␣↓␣]", vec!["Ava O'Neill", "Ben Clarke"]),
    ] {
        let mut door = Harness::sam(80, 24);
        door.keys(keys);
        let wanted: Vec<(&str, &str)> = who.iter().map(|who| (*who, "here")).collect();
        assert_eq!(said(&mut door), pairs(&wanted), "{keys}: {}", door.screen());
        assert!(door.entries().is_empty(), "{keys}: no note is written");
        assert!(door.screen().contains("Ctrl-Z takes it back  5 min left"), "{}", door.screen());
        // Here, and a drop-off note is due; nobody stays marked and the finder is empty.
        assert_eq!(door.screen().matches("● here    ! no note").count(), who.len(), "{}", door.screen());
        assert!(!door.screen().contains('■') || door.row("■").contains("■ marked"), "{}", door.screen());
        assert!(door.row("Who?").contains("type any part"), "{}", door.screen());
    }
}

#[test]
fn away_asks_why_and_nobody_who_is_away_is_waited_for() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben[");
    assert!(door.screen().contains("Why is Ben Clarke away today?"), "{}", door.screen());
    assert!(!door.screen().contains("gone home"), "nobody goes home who has not come");
    door.keys("2");
    assert_eq!(said(&mut door), pairs(&[("Ben Clarke", "away, ill")]));
    let row = door.row("Ben C.   ");
    assert!(row.contains("– away    –           –          –"), "{row}");
    assert!(!door.screen().contains("ill\n") && !door.row("Last saved").contains("ill"), "{}", door.screen());
    assert!(door.row("Who?").contains("10 expected · 2 away"), "{}", door.screen());
    // Why stands on the child's page, for whoever looks inside.
    door.keys("ben→");
    assert!(door.screen().contains("away, ill"), "{}", door.screen());
    // The mark and Enter choose too; Esc leaves everything as it was.
    door.keys("⎋grace[↓⏎").keys("hugo[⎋");
    assert_eq!(said(&mut door).len(), 2);
    assert_eq!(said(&mut door)[1], ("Grace Asante".to_string(), "away, ill".to_string()));
    // A child who comes after all.
    door.keys("⎋ben⏎1⏎");
    assert!(door.row("Ben C.   ").contains("● here    ✓ 08:40"), "{}", door.screen());
}

#[test]
fn gone_home_is_the_last_line_for_who_is_here_and_asks_for_the_talk() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎1⏎ben[");
    assert!(door.screen().contains("Ben Clarke: gone home, or not here today?"), "{}", door.screen());
    assert!(door.row("has gone home").contains("▸ 5"), "it is the likeliest: {}", door.screen());
    door.keys("⏎");
    let row = door.row("Ben C.   ");
    assert!(row.contains("– gone    ✓ 08:40") && row.contains("! no note"), "{row}");
    door.keys("ben⏎p:-2⏎");
    assert!(door.row("Ben C.   ").contains("– no talk"), "{}", door.screen());
    assert!(!door.screen().contains("pick-up notes"), "{}", door.screen());
}

#[test]
fn ctrl_z_takes_back_what_was_said_last_note_or_not() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎1⏎").wait(60);
    door.keys("grace]").wait(60);
    door.keys("ap,chidi]↓");
    assert!(door.row("Last saved").contains("2 children  here"), "{}", door.screen());
    door.keys("⌃z");
    assert_eq!(said(&mut door), pairs(&[("Grace Asante", "here")]));
    assert!(door.row("Last saved").contains("Grace A.  here"), "{}", door.screen());
    assert!(door.row("Last saved").contains("4 min left"), "{}", door.screen());
    door.keys("⌃z");
    assert!(said(&mut door).is_empty());
    assert!(door.row("Grace A.").contains("○ later"), "{}", door.screen());
    assert_eq!(door.entries().len(), 1, "the note before it still stands");
    door.keys("⌃z");
    assert!(door.screen().contains("Taken back. It is open again"), "{}", door.screen());
    assert!(door.entries().is_empty());
}

#[test]
fn after_five_minutes_what_was_said_stays_and_can_be_said_anew() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben]").wait(301);
    door.keys("⌃z");
    assert!(door.screen().contains("Saved 5 min ago: too late to take back."), "{}", door.screen());
    assert_eq!(said(&mut door).len(), 1);
    // Saying so again changes nothing.
    door.keys("ben]");
    assert_eq!(said(&mut door).len(), 1);
    door.keys("ben[1");
    assert_eq!(said(&mut door)[1].1, "away, on holiday");
}

#[test]
fn who_is_missing_without_a_word_is_a_thing_to_do_and_one_key_explains_it() {
    let mut door = Harness::sam(120, 40);
    for child in ["ao", "ap", "chidi", "daisy", "elif", "grace", "isla", "noah", "zoe"] {
        door.keys(child).keys("]");
    }
    door.now = at(9, 59);
    door.wait(0);
    assert!(door.row("Ben C.   ").contains("○ 09:00") && !door.screen().contains("no word"));
    door.wait(60);
    assert!(door.row("Ben C.   ").contains("! no word"), "{}", door.screen());
    assert!(door.screen().contains("no word         2  Ben C., Hugo N."), "{}", door.screen());
    door.resize(80, 24);
    assert!(door.row("To do now").contains("no word 2"), "{}", door.screen());
    door.keys("⇥");
    assert!(door.row("▸").contains("no word yet           Ben C."), "{}", door.screen());
    door.keys("⏎1");
    assert_eq!(said(&mut door).last().unwrap().1, "away, on holiday");
    // The next one was here all the time.
    assert!(door.row("▸").contains("no word yet           Hugo N."), "{}", door.screen());
    door.keys("]");
    assert_eq!(said(&mut door).last().unwrap(), &("Hugo Núñez".to_string(), "here".to_string()));
    assert!(!door.screen().contains("no word yet"), "{}", door.screen());
}

#[test]
fn nobody_is_asked_for_before_half_an_hour_after_their_own_hour() {
    let mut door = Harness::priya(80, 24);
    for child in ["ao", "ap", "chidi", "daisy", "elif", "grace", "hugo", "isla", "noah", "zoe"] {
        door.keys(child).keys("]");
    }
    let mut ben =
        door.model.session.roll.children.iter().find(|child| child.forename == "Ben").unwrap().clone();
    ben.hours.0[1] = crate::domain::Time::from_hms_opt(13, 0, 0);
    let stamp = Stamp { person: None, recorded: door.now };
    door.worker.store().apply(&Change::Child(Box::new(ben)).into(), stamp).unwrap();
    door.tell_effect(Effect::Roll);
    for (hour, minute, asked) in [(12, 30, false), (13, 29, false), (13, 30, true)] {
        door.now = at(hour, minute);
        door.wait(0);
        let row = door.row("Ben C.   ");
        assert_eq!(row.contains("! no word"), asked, "{row}");
        assert_eq!(row.contains("○ 13:00"), !asked, "{row}");
        door.keys("⎋3");
        let ben = door.screen().lines().any(|row| row.contains("Ben C.") && row.contains("Why?"));
        assert_eq!(ben, asked, "{hour}:{minute} {}", door.screen());
        door.keys("⎋");
    }
}

#[test]
fn the_review_lists_who_is_missing_and_takes_where_they_were() {
    let mut door = Harness::priya(80, 24);
    for child in ["ao", "ap", "chidi", "daisy", "elif", "grace", "isla", "noah", "zoe"] {
        door.keys(child).keys("]");
    }
    door.now = at(10, 30);
    door.wait(0);
    door.keys("⎋3");
    assert_eq!(door.screen().matches("No word yet. Why?").count(), 3, "{}", door.screen());
    // Not the same twice in a row.
    assert_eq!(door.row("▸").to_lowercase().matches("no word").count(), 1, "{}", door.screen());
    door.keys("⏎2");
    assert_eq!(said(&mut door).last().unwrap(), &("Ben Clarke".to_string(), "away, ill".to_string()));
    assert!(!door.row("▸").contains("Ben C."), "{}", door.screen());
    // Here after all: at noon the talk is asked about.
    door.keys("⏎5");
    assert!(!door.screen().contains("No word yet. Why?"), "{}", door.screen());
    door.keys("⎋").wait(2 * 3600);
    door.keys("⎋3");
    assert!(door.screen().contains("No drop-off talk. Why?"), "{}", door.screen());
    assert!(!door.screen().contains("Ben C."), "{}", door.screen());
}

#[test]
fn own_words_explain_a_child_without_a_word_too() {
    let mut door = Harness::priya(80, 24);
    door.now = at(10, 30);
    door.wait(0);
    door.keys("⎋3⏎6at the dentist⏎");
    assert!(!door.row("▸").contains("Ava O."), "{}", door.screen());
    door.keys("⎋");
    assert!(door.row("Ava O.").contains("· no word"), "{}", door.screen());
}

#[test]
fn what_was_promised_comes_back_on_its_day_and_stays_until_it_is_done() {
    let mut door = Harness::sam(120, 40);
    door.keys("ben⏎bring the spare hat !wed⏎");
    assert!(!door.screen().contains("Carried to today"), "{}", door.screen());
    door.wait(2 * 24 * 3600).keys("⌃l2").keys(LEADS_PIN);
    // Two days later, somebody else at the door.
    let screen = door.screen();
    assert!(door.row("promised").contains("1  Ben C."), "{screen}");
    assert!(!screen.contains("hat"), "its words are not for this page: {screen}");
    door.keys("⇥");
    while !door.row("▸").contains("promised for 25 Nov") {
        door.keys("↓");
    }
    assert!(door.row("▸").contains("Ben C.   by Sam"), "{}", door.screen());
    door.keys("⏎");
    assert!(door.screen().contains("Bring the spare hat."), "{}", door.screen());
    door.keys("gave it to gran⏎");
    assert!(door.screen().contains("Done: it is off the list of promises."), "{}", door.screen());
    assert!(door.screen().contains("done 08:40 by Priya: gave"), "{}", door.screen());
    door.keys("⎋");
    assert!(!door.screen().contains("Carried to today"), "{}", door.screen());
}

#[test]
fn what_takes_a_note_back_stands_beside_its_heading_and_moves_nothing() {
    let mut door = Harness::sam(120, 40);
    door.keys("ben⏎bring the spare hat !⏎");
    let right = |door: &mut Harness| -> Vec<String> {
        door.screen().lines().map(|row| row.chars().skip(82).collect::<String>().trim().to_string()).collect()
    };
    let at = |rows: &[String], says: &str| rows.iter().position(|row| row.starts_with(says)).unwrap();
    let noticed = right(&mut door);
    assert!(noticed.contains(&"Last saved".to_string()), "said once, in the notice: {}", door.screen());
    let carried = at(&noticed, "Carried to today");
    assert!(noticed[carried - 1].is_empty() && !noticed[carried - 2].is_empty(), "{}", door.screen());
    door.keys("↓");
    let rows = right(&mut door);
    assert!(rows.contains(&"Last saved   Ctrl-Z  5 min left".to_string()), "{}", door.screen());
    assert_eq!(at(&rows, "Carried to today"), carried);
    door.wait(301);
    assert_eq!(at(&right(&mut door), "Carried to today"), carried);
    door.resize(140, 40);
    door.keys("grace]↓");
    assert!(door.screen().contains("Last saved   Ctrl-Z takes it back  5 min left"), "{}", door.screen());
}

#[test]
fn a_promise_is_ticked_without_a_word_and_its_words_are_kept_until_then() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎bring the spare hat !⏎⇥");
    while !door.row("▸").contains("promised for today") {
        door.keys("↓");
    }
    door.keys("⏎looked every⎋");
    assert!(door.screen().contains("Kept. f opens it again."), "{}", door.screen());
    door.keys("⎋↑↑↑");
    assert!(door.row("▸").contains("how it was done"), "{}", door.screen());
    door.keys("⏎");
    assert!(door.screen().contains("│ looked every▏"), "{}", door.screen());
    for _ in 0..12 {
        door.keys("⌫");
    }
    door.keys("⏎");
    assert!(door.screen().contains("Done: it is off the list"), "{}", door.screen());
    let room = door.model.session.room.unwrap();
    let day = door.now.day();
    let entry = door.worker.store().day(room, day).unwrap().entries.pop().unwrap();
    assert_eq!(entry.follow_up_done.unwrap().how, None);
    assert!(door.model.session.writer.drafts.is_empty());
}

/// A step for Ava of yesterday, and another for Ben.
fn with_steps(columns: u16, rows: u16) -> Harness {
    let mut door = Harness::sam(columns, rows);
    door.keys("ao⏎n:read the bear book at bedtime⏎");
    door.keys("ben⏎n:count the stairs⏎ben⏎n:let him pour his water⏎");
    door.wait(24 * 3600);
    door.keys("⌃l1").keys(PIN);
    door
}

fn step(door: &mut Harness, child: &str) -> Vec<Step> {
    let roll = door.worker.store().roll().unwrap();
    let child = roll.children.iter().find(|known| known.name() == child).unwrap().id;
    let entries = door.worker.store().child_entries(child, None, 50).unwrap();
    entries.into_iter().filter_map(|entry| entry.step).collect()
}

#[test]
fn a_note_that_tells_of_a_step_is_offered_the_link_and_one_key_takes_it() {
    let mut door = with_steps(80, 24);
    door.keys("ao⏎slept well");
    assert!(!door.screen().contains("Does it tell of"), "{}", door.screen());
    door.keys("⎋");
    // Not taken: nothing is linked.
    door.keys("ao⏎, they read the bear book twice");
    assert!(
        door.row("Does it tell of").contains("“Read the bear book at bedtime”?  Ctrl-N yes"),
        "{}",
        door.screen()
    );
    door.keys("⌃n");
    assert!(door.row("Heard back:").contains("Ctrl-N not so"), "{}", door.screen());
    door.keys("⌃n");
    assert!(door.row("Does it tell of").contains("Ctrl-N yes"), "{}", door.screen());
    door.keys("⏎");
    assert_eq!(step(&mut door, "Ava O'Neill"), [Step::Open], "never linked by itself");
    door.keys("⌃z⌃n⏎");
    let heard = step(&mut door, "Ava O'Neill");
    let [Step::HeardBack { heard, told_in, .. }] = heard.as_slice() else { panic!("{heard:?}") };
    assert_eq!(heard, "Slept well, they read the bear book twice.");
    assert!(told_in.is_some());
    assert!(door.row("Ava O.").ends_with('·'), "no step is open any more: {}", door.row("Ava O."));
    // Taken back as one: the step is open again, and the note is still linked.
    door.keys("⌃z");
    assert_eq!(step(&mut door, "Ava O'Neill"), [Step::Open]);
    assert!(door.row("Heard back:").contains("Ctrl-N not so"), "{}", door.screen());
}

#[test]
fn what_is_for_staff_only_and_what_is_for_several_tells_of_no_step() {
    let mut door = with_steps(80, 24);
    door.keys("ao⏎read the bear book at bedtime⌃n⌃p");
    assert!(!door.screen().contains("Heard back:"), "{}", door.screen());
    door.keys("⏎");
    assert_eq!(step(&mut door, "Ava O'Neill"), [Step::Open]);
    door.keys("ao,ben⏎read the bear book at bedtime");
    assert!(!door.screen().contains("Does it tell of"), "{}", door.screen());
}

#[test]
fn a_step_is_heard_back_from_the_board_with_one_key() {
    let mut door = with_steps(80, 24);
    door.keys("ao⌃n");
    assert!(door.screen().contains("What happened?"), "{}", door.screen());
    door.keys("⎋⎋⎋");
    // Of several it is asked which.
    door.keys("ben⌃n");
    assert!(door.screen().contains("Which step did you hear about?"), "{}", door.screen());
    door.keys("2");
    assert!(door.screen().contains("Count the stairs."), "{}", door.screen());
    door.keys("got to nine⏎⏎⏎");
    assert!(door.screen().contains("Saved: what was heard back."), "{}", door.screen());
    let open = step(&mut door, "Ben Clarke").into_iter().filter(|step| *step == Step::Open).count();
    assert_eq!(open, 1);
    // Where nothing is open, it says so.
    door.keys("⎋grace⌃n");
    assert!(door.screen().contains("No next step of this child is open."), "{}", door.screen());
}

#[test]
fn no_talk_says_so_on_the_board_and_shows_nothing_at_the_days_end() {
    for (key, reason) in [("1", "rushed"), ("2", "someone else came"), ("3", "phone"), ("4", "other")] {
        let mut door = Harness::priya(80, 24);
        door.keys("ben⏎-").keys(key).keys("⏎");
        assert_eq!(door.entries()[0].3, format!("No talk: {reason}."));
        let row = door.row("Ben C.   ");
        assert!(row.contains("● here    – no talk"), "{row}");
        door.keys("ben→");
        assert!(door.screen().contains(&format!("No talk: {reason}.")), "{}", door.screen());
        door.keys("⎋⎋3l");
        assert!(door.screen().contains("There was no talk, so it shows nothing."), "{}", door.screen());
        door.keys("⏎");
        let room = door.model.session.room.unwrap();
        let day = door.now.day();
        let entry = door.worker.store().day(room, day).unwrap().entries.pop().unwrap();
        assert!(entry.agreed() && entry.shows().is_empty());
    }
}

#[test]
fn the_note_that_is_due_for_who_went_home_early_is_the_pick_up_note() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎1⏎").wait(2 * 3600);
    door.keys("ben[5");
    assert!(door.row("Ben C.   ").contains("no note"), "{}", door.screen());
    door.keys("ben⏎");
    assert!(door.row("What").contains("[3 Pick-up]"), "{}", door.screen());
    door.keys("⎋⇥");
    while !door.row("▸").contains("pick-up note") {
        door.keys("↓");
    }
    door.keys("⏎went with gran⏎");
    assert_eq!(door.entries().pop().map(|entry| entry.1), Some(Kind::PickUp), "{}", door.screen());
    door.keys("ben⏎");
    assert!(door.row("What").contains("[2 Feedback]"), "it is written now: {}", door.screen());
    // Gone without a morning's note: a pick-up note all the same.
    door.keys("⎋grace]grace[5grace⏎");
    assert!(door.row("What").contains("[3 Pick-up]"), "{}", door.screen());
}

#[test]
fn a_thing_to_do_opens_the_note_that_is_due() {
    // From pick-up time on a note is taken for a pick-up note, but a morning's note that is due is one of the morning.
    let mut door = Harness::sam(80, 24);
    door.keys("ben]").wait(7 * 3600);
    door.keys("ben⏎");
    assert!(door.row("What").contains("[3 Pick-up]"), "{}", door.screen());
    door.keys("⎋⇥");
    while !door.row("▸").contains("drop-off note") {
        door.keys("↓");
    }
    door.keys("⏎");
    assert!(door.row("What").contains("[1 Drop-off]"), "{}", door.screen());
}

#[test]
fn the_board_with_everything_on_it_as_it_is_drawn() {
    for (columns, rows) in [(80, 24), (120, 40), (60, 16)] {
        let mut door = Harness::sam(columns, rows);
        door.keys("ben⏎bring the spare hat !⏎").wait(60);
        door.keys("grace[2").wait(60);
        door.keys("ap]").wait(60);
        door.keys("chidi⏎-2⏎");
        door.now = at(10, 5);
        door.wait(0);
        insta::assert_snapshot!(format!("presence_{columns}x{rows}"), door.screen());
        door.keys("elif[");
        insta::assert_snapshot!(format!("away_{columns}x{rows}"), door.screen());
        door.keys("⎋⇥");
        insta::assert_snapshot!(format!("to_do_{columns}x{rows}"), door.screen());
        while !door.row("▸").contains("promised for today") {
            door.keys("↓");
        }
        door.keys("⏎");
        insta::assert_snapshot!(format!("promise_{columns}x{rows}"), door.screen());
        let mut door = with_steps(columns, rows);
        door.keys("ao⏎they read the bear book twice");
        insta::assert_snapshot!(format!("offer_{columns}x{rows}"), door.screen());
        door.keys("⌃n");
        insta::assert_snapshot!(format!("linked_{columns}x{rows}"), door.screen());
        door.keys("⎋ben⌃n");
        insta::assert_snapshot!(format!("which_step_{columns}x{rows}"), door.screen());
    }
}

#[test]
fn who_said_where_a_child_is_in_another_window_is_not_taken_back_by_somebody_else() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben]");
    let session = &door.model.session;
    let child = session.children()[2].id;
    let priya = session.roll.by_initials("PS", session.today()).unwrap().id;
    let change = Change::Presence { child, day: door.now.day(), is: Whereabouts::Gone };
    let stamp = Stamp { person: Some(priya), recorded: door.now };
    door.worker.store().apply(&change.into(), stamp).unwrap();
    door.keys("⌃z");
    assert!(door.screen().contains("Priya said at 08:40 where the child is."), "{}", door.screen());
    assert_eq!(said(&mut door).len(), 2);
    let room = door.model.session.room.unwrap();
    door.tell_effect(Effect::Day(room, door.now.day()));
    assert!(door.row("Ben C.   ").contains("– gone"), "{}", door.screen());
    assert!(door.entries().iter().all(|(_, kind, ..)| *kind != Kind::PickUp));
}

#[test]
fn feedback_that_is_missing_is_listed_as_it_is_counted() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎Slept.⏎");
    assert!(door.row("To do now").contains("feedback 1"), "{}", door.screen());
    door.keys("⇥");
    door.keys("↓↓↓↓↓↓↓↓↓");
    assert!(door.row("▸").contains("feedback") && door.row("▸").contains("Ben C."), "{}", door.screen());
    door.keys("⏎");
    assert!(door.row("What").contains("[2 Feedback]"), "{}", door.screen());
}

#[test]
fn what_is_too_late_to_take_back_says_whose_it_is_and_of_several_how_many() {
    for (whom, says) in
        [("ben", "Ben C., saved 5 min ago: too"), ("ben,grace", "2 children, saved 5 min ago: too")]
    {
        let mut door = Harness::sam(80, 24);
        door.keys(whom).keys("⏎Sang. > sing⏎").wait(301).keys("⌃z");
        assert!(door.screen().contains(says), "{}", door.screen());
    }
}

#[test]
fn in_a_narrow_window_ones_own_unfinished_words_are_never_among_what_is_left_out() {
    let mut door = Harness::sam(60, 16);
    let promise = given(JO, Kind::PickUp, (11, 20), (16, 0), "Will look for the red hat.");
    door.give(promise, |entry| entry.follow_up = Day::from_ymd_opt(2026, 11, 23));
    for child in ["ao", "ap", "chidi", "daisy", "elif", "grace", "isla", "noah", "zoe"] {
        door.keys(child).keys("]");
    }
    door.keys("ao⏎begun⎋");
    door.now = at(10, 0);
    door.wait(0);
    let row = door.row("To do now");
    assert!(row.contains("your drafts 1 · no word 2") && row.ends_with('…'), "{row}");
    door.resize(120, 40);
    assert!(door.screen().contains("your drafts     1"), "{}", door.screen());
}
