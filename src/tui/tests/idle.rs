//! The lock that comes by itself.

use std::time::Duration;

use ratatui::crossterm::event::KeyCode;

use crate::domain::Time;
use crate::tui::action::Action;
use crate::tui::harness::{Harness, LEADS_PIN, PIN};
use crate::tui::idle::{Closed, SLEEP, patience};
use crate::tui::key::Chord;
use crate::tui::meanwhile::Job;
use crate::tui::msg::{Effect, Msg, Turn};
use crate::tui::update::everywhere;

const WARNING: &str = "Locks in 15 s to keep news private. Any key stays. Your words are kept.";

#[test]
fn a_page_warns_before_it_locks_and_the_key_that_stays_is_not_typed() {
    let mut door = Harness::sam(80, 24);
    door.tell(Msg::Idle);
    assert!(door.screen().contains(WARNING), "{}", door.screen());
    door.keys("z");
    assert!(!door.screen().contains(WARNING));
    assert!(door.row("Who?").contains("type any part of a name"), "{}", door.screen());
    door.keys("zoe");
    assert!(door.row("Who?").contains("Zoë"), "{}", door.screen());
    door.keys("⏎slept");
    door.tell(Msg::Idle).keys("⏎");
    assert!(door.entries().is_empty(), "the Enter that stays saves nothing");
    assert!(door.screen().contains("slept"));
    // Nor do those of a hand that leans on it.
    for gap in [33, 33, 79] {
        door.tell(Msg::Key(Chord::plain(KeyCode::Enter), gap));
        assert!(door.entries().is_empty());
    }
    door.keys("⏎");
    assert_eq!(door.entries().len(), 1);
}

#[test]
fn a_page_that_nobody_touches_is_wiped_and_its_writer_finds_it_as_it_was() {
    let mut door = Harness::sam(80, 24);
    door.keys("ao⏎slept badly←←");
    let caret = door.cursor().0;
    door.tell(Msg::Idle).tell(Msg::Idle);
    let locked = door.screen();
    assert!(locked.contains("Who is writing?") && locked.contains("1 draft waiting"), "{locked}");
    for secret in ["Ava", "Neill", "slept", "Locks in"] {
        assert!(!locked.contains(secret), "{secret}: {locked}");
    }
    door.keys("2").keys(LEADS_PIN);
    let priya = door.screen();
    assert!(priya.contains("Who?") && !priya.contains("slept"), "{priya}");
    door.tell(Msg::Idle).tell(Msg::Idle).keys("1").keys(PIN);
    assert!(door.screen().contains("slept badly"), "{}", door.screen());
    assert_eq!(door.cursor().0, caret);
}

#[test]
fn ctrl_l_locks_while_the_warning_stands_and_a_paste_is_kept() {
    let mut door = Harness::sam(80, 24);
    door.keys("ao⏎");
    door.tell(Msg::Idle).tell(Msg::Paste("slept badly".to_string()));
    assert!(door.screen().contains("slept badly") && !door.screen().contains(WARNING), "{}", door.screen());
    door.tell(Msg::Idle).keys("⌃l");
    assert!(door.screen().contains("Who is writing?"), "{}", door.screen());
}

#[test]
fn a_lid_that_was_closed_opens_on_the_sign_in() {
    let mut door = Harness::sam(80, 24);
    door.keys("ao⏎slept");
    door.tell(Msg::Slept(Duration::from_secs(60)));
    assert!(door.screen().contains("Who is writing?"), "{}", door.screen());
    door.keys("1").tell(Msg::Slept(Duration::from_secs(60)));
    assert!(door.screen().contains("Your 4 numbers"), "there was nothing to lock: {}", door.screen());
}

#[test]
fn what_the_disk_answers_behind_the_lock_opens_nothing_and_names_nobody() {
    let ctrl = |letter| Msg::Key(Chord { code: KeyCode::Char(letter), ctrl: true }, 1000);
    for before in ["ao⏎slept badly⏎", "ao]"] {
        let mut door = Harness::sam(80, 24);
        door.keys(before);
        door.tell_slowly(ctrl('z')).tell_slowly(ctrl('l'));
        assert!(door.land() > 1, "both are under way");
        let locked = door.screen();
        assert!(locked.contains("Who is writing?"), "{before}: {locked}");
        assert!(!locked.contains("Ava") && !locked.contains("slept"), "{before}: {locked}");
        let note = before.contains("slept");
        assert_eq!(locked.contains("1 draft waiting"), note, "{locked}");
        assert!(door.entries().is_empty(), "{before}: it was taken back");
        door.keys("1").keys(PIN);
        assert_eq!(
            door.screen().contains("slept badly"),
            note,
            "its writer finds it open: {}",
            door.screen()
        );
    }
}

#[test]
fn the_pages_at_the_door_lock_soon_and_a_leads_pages_later() {
    let seconds = |door: &Harness| patience(&door.model).as_ref().map(Duration::as_secs);
    let mut door = Harness::locked(80, 24);
    assert_eq!(seconds(&door), None, "nobody is signed in");
    door.tell(Msg::Idle);
    assert!(!door.screen().contains(WARNING));
    door.keys("2").keys(LEADS_PIN);
    assert_eq!(seconds(&door), Some(60), "the board");
    door.keys("ao⏎");
    assert_eq!(seconds(&door), Some(60), "the card");
    door.keys("⎋ao→");
    assert_eq!(seconds(&door), Some(60), "a child's page");
    for (number, page) in [("3", "the day's end"), ("4", "the evidence"), ("6", "the week")] {
        door = Harness::priya(80, 24);
        door.keys("⎋").keys(number);
        assert_eq!(seconds(&door), Some(300), "{page}: {}", door.screen());
    }
    door.tell(Msg::Idle);
    assert_eq!(seconds(&door), Some(15), "once it has warned");
}

const ASLEEP: Duration = Duration::from_secs(SLEEP.as_secs());

#[test]
fn a_lid_that_was_closed_for_long_closes_the_log_and_the_draft_is_on_the_disk() {
    let mut door = Harness::sam(80, 24);
    door.keys("ao⏎slept badly");
    door.tell(Msg::Slept(ASLEEP - Duration::from_secs(1)));
    assert!(door.screen().contains("Who is writing?") && !door.model.quit, "{}", door.screen());
    door.tell(Msg::Slept(ASLEEP));
    assert_eq!(
        (door.model.closed, door.model.quit),
        (Some(Closed::Slept), true),
        "with nobody signed in too"
    );
    let mut door = Harness::sam(80, 24);
    door.keys("ao⏎slept badly");
    door.tell(Msg::Slept(ASLEEP));
    assert_eq!((door.model.closed, door.model.quit), (Some(Closed::Slept), true));
    let sam = door.model.session.roll.people[0].id;
    assert_eq!(door.worker.store().drafts(sam).unwrap()[0].note, "slept badly");
}

#[test]
fn the_log_is_closed_after_hours_without_a_key() {
    let mut door = Harness::locked(80, 24);
    door.tell(Msg::Unused);
    assert_eq!((door.model.closed, door.model.quit), (Some(Closed::Unused), true));
}

#[test]
fn closing_time_waits_for_whoever_writes_and_comes_once() {
    let mut door = Harness::sam(80, 24);
    door.model.session.closes = Time::from_hms_opt(8, 42, 0);
    door.wait(60);
    assert!(!door.model.quit, "it is 08:41");
    door.wait(120);
    assert!(!door.model.quit && !door.screen().contains("Who is writing?"), "Sam writes still");
    door.keys("⌃l").wait(60);
    assert_eq!((door.model.closed, door.model.quit), (Some(Closed::ClosingTime), true));
    // Opened again that evening it stays open.
    let mut door = Harness::locked(80, 24);
    door.model.session.closes = Time::from_hms_opt(8, 30, 0);
    door.wait(60);
    assert!(!door.model.quit);
}

#[test]
fn a_lead_closes_the_log_and_nobody_else_does() {
    let mut door = Harness::sam(80, 24);
    door.keys(":close the log⏎");
    assert!(door.screen().contains("Only a room lead or a manager closes the log."), "{}", door.screen());
    assert!(!door.model.quit);
    let mut door = Harness::priya(80, 24);
    door.keys(":close the log⏎");
    assert_eq!((door.model.closed, door.model.quit), (Some(Closed::Chosen), true));
}

#[test]
fn the_log_stays_open_behind_the_lock_until_every_draft_is_on_the_disk() {
    let mut door = Harness::sam(80, 24);
    door.keys("ao⏎slept");
    let letter = Msg::Key(Chord::char('y'), 1000);
    door.tell_slowly(letter).tell_slowly(Msg::Slept(ASLEEP));
    assert!(door.screen().contains("Who is writing?"), "{}", door.screen());
    assert!(!door.model.quit, "a draft is on its way");
    door.land();
    while door.land() > 0 {}
    assert_eq!(door.model.closed, Some(Closed::Slept));
}

/// Whether the first thing that is to be done is to stop what looks at the whole record, and none of it begins.
fn stops_first(effects: &[Effect]) -> bool {
    matches!(effects.first(), Some(Effect::StopMeanwhile))
        && !effects.iter().any(|effect| matches!(effect, Effect::Meanwhile(_)))
}

#[test]
fn a_hard_lock_stops_what_looks_at_the_whole_record_before_anything_waits_for_it() {
    for way in [Msg::Unused, Msg::Slept(ASLEEP)] {
        let mut door = Harness::priya(80, 24);
        door.tell_slowly(way);
        let effects = door.lose();
        assert!(stops_first(&effects), "{effects:?}");
        assert!(effects.iter().any(|effect| matches!(effect, Effect::Quit)), "{effects:?}");
    }
    let mut door = Harness::priya(80, 24);
    let mut turn = Turn::default();
    everywhere(&mut door.model, Action::CloseLog, &mut turn);
    assert!(stops_first(&turn.effects), "{:?}", turn.effects);
    // The soft lock leaves it alone: the record stays open.
    let mut door = Harness::priya(80, 24);
    door.tell_slowly(Msg::Key(Chord { code: KeyCode::Char('l'), ctrl: true }, 1000));
    assert!(!door.lose().iter().any(|effect| matches!(effect, Effect::StopMeanwhile)));
}

#[test]
fn a_check_that_was_stopped_begins_again_where_somebody_keeps_the_record_open() {
    let mut door = Harness::sam(80, 24);
    door.keys("ao⏎slept");
    // The last letter is not on the disk yet, so that the record can't be closed.
    door.tell_slowly(Msg::Key(Chord::char('y'), 1000)).tell_slowly(Msg::Slept(ASLEEP));
    drop(door.lose());
    assert!(door.model.closing.is_some() && !door.model.quit);
    let (last, first) = PIN.chars().next_back().zip(PIN.get(..PIN.len() - 1)).unwrap();
    door.keys("1").keys(first);
    door.tell_slowly(Msg::Key(Chord::char(last), 1000));
    let tried = door.lose().into_iter().next().unwrap();
    let answer = door.answer(tried);
    door.tell_slowly(answer);
    assert!(door.model.closing.is_none() && door.model.session.person.is_some());
    let effects = door.lose();
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Meanwhile(Job::Check))), "{effects:?}");
}

#[test]
fn where_the_room_words_are_asked_it_is_said_why() {
    for why in Closed::ALL {
        let mut door = Harness::locked(60, 16);
        door.model.screen = crate::tui::screen::unlock::State::closed(Some(why)).into();
        let said = door.screen();
        let sentence = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("The room words, please") && sentence.contains(why.says()), "{said}");
    }
}
