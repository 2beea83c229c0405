//! Notes that were begun and left: their words, their kind and their time stay what they were.

use ratatui::crossterm::event::KeyCode;

use crate::domain::Kind;
use crate::tui::harness::{Harness, PIN};
use crate::tui::key::Chord;
use crate::tui::msg::{Answer, Effect, Errand, Msg};

fn said(child: &str, kind: Kind, clock: &str, words: &str) -> (String, Kind, String, String) {
    (child.to_string(), kind, clock.to_string(), words.to_string())
}

const NOTHING_NEW: &str = "Nothing new from home.";

#[test]
fn the_last_note_again_has_the_same_words_in_a_note_of_another_kind() {
    let mut door = Harness::sam(80, 24);
    door.keys("chidi⏎slept well⏎ao⏎1⏎chidi⏎=⏎");
    assert_eq!(
        door.entries()[1..],
        [
            said("Ava O'Neill", Kind::DropOff, "08:40", NOTHING_NEW),
            said("Chidi Eze", Kind::Feedback, "08:40", NOTHING_NEW),
        ]
    );
    door.keys("ben⏎.settled ⏎chidi⏎=⏎");
    let entries = door.entries();
    let [.., first, again] = entries.as_slice() else { panic!("{entries:?}") };
    assert_eq!((first.1, again.1, &first.3), (Kind::DropOff, Kind::Feedback, &again.3));
}

#[test]
fn a_note_keeps_its_kind_and_its_time_when_the_clock_passes_pick_up_time() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎1⏎").wait(6 * 3600 + 49 * 60);
    door.keys("⌃l1").keys(PIN).keys("ben⏎slept 40 minutes").wait(120);
    if !door.screen().contains("slept 40 minutes") {
        door.keys("1").keys(PIN);
    }
    door.keys("⏎");
    assert_eq!(door.entries()[1], said("Ben Clarke", Kind::Feedback, "15:29", "Slept 40 minutes."));
    assert!(door.row("Ben C.").contains("● here"), "{}", door.screen());
}

#[test]
fn a_phrase_that_was_chosen_means_the_same_words_in_the_afternoon() {
    let mut door = Harness::sam(80, 24);
    door.keys("finn⏎2⌃l").wait(7 * 3600).keys("1").keys(PIN);
    assert!(door.screen().contains("Begun 08:40: it is saved as of then."), "{}", door.screen());
    door.keys("⏎");
    let entries = door.entries();
    assert_eq!((entries[0].1, entries[0].2.as_str()), (Kind::DropOff, "08:40"));
    assert_eq!(entries[0].3, "Settled quickly, happy goodbye.");
}

#[test]
fn a_draft_of_another_day_or_time_of_day_does_not_swallow_a_new_note() {
    for (wait, waits, kind) in [
        (8 * 3600, "Your draft of 08:40 waits", Kind::PickUp),
        (24 * 3600, "Your draft of Tue 24 Nov 08:40 waits", Kind::DropOff),
    ] {
        let mut door = Harness::sam(80, 24);
        door.keys("ben⏎x⎋");
        assert!(door.row("Ben C.").contains("~") && !door.row("Finn").contains("~"), "{}", door.screen());
        // At the same time of the same day it is gone on with.
        door.keys("ben⏎");
        assert!(door.screen().contains("x▏"), "{}", door.screen());
        door.keys("⎋⌃l").wait(wait).keys("1").keys(PIN).keys("ben⏎");
        assert!(door.screen().contains(waits), "{}", door.screen());
        door.keys("all well⏎");
        let entries = door.entries();
        assert_eq!((entries[0].1, entries[0].3.as_str()), (kind, "All well."));
        // It waits in To do, and tells of its own time.
        door.keys("⇥⏎");
        assert!(door.screen().contains("x▏") && door.screen().contains("Begun "), "{}", door.screen());
        door.keys("⏎");
        let sam = door.model.session.roll.people[0].id;
        let saved = door.worker.store().last_talk(sam).expect("read");
        let entry = &saved[0].entry;
        assert_eq!(
            (entry.kind, entry.happened.date_time().to_string().as_str()),
            (Kind::DropOff, "2026-11-24 08:40:00 +00:00")
        );
    }
}

#[test]
fn taken_back_and_saved_again_it_happened_when_it_did() {
    for restarted in [false, true] {
        let mut door = Harness::sam(80, 24);
        door.keys("ben⏎slept badly⏎").wait(170);
        if restarted {
            door.model.session.finished.clear();
        }
        door.keys("⌃z").wait(40).keys("!⏎");
        let entries = door.entries();
        assert_eq!(
            (entries.len(), entries[0].1, entries[0].2.as_str()),
            (1, Kind::DropOff, "08:40"),
            "{restarted}"
        );
    }
}

#[test]
fn a_note_that_was_emptied_begins_anew_with_its_next_letter_and_one_of_a_clock_ahead_is_of_now() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎x⌫").wait(3 * 3600).keys("sang⏎");
    assert_eq!(door.entries()[0].2, "11:40");
    door.keys("chidi⏎dug").wait(-3600).keys("⏎");
    assert_eq!(door.entries()[1].2, "10:40");
}

/// Enter, and before the record has answered a lock or the end of the program.
fn cut_short(ending: Msg) -> Harness {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎first words").tell_slowly(Msg::Key(Chord::plain(KeyCode::Enter), 1000));
    door.tell_slowly(ending);
    door
}

#[test]
fn a_note_that_was_on_its_way_when_the_screen_was_locked_is_saved_and_no_draft() {
    let lock = || Msg::Key(Chord { code: KeyCode::Char('l'), ctrl: true }, 1000);
    for ending in [lock(), Msg::Slept(std::time::Duration::ZERO), Msg::HangUp] {
        let left = matches!(ending, Msg::HangUp);
        let mut door = cut_short(ending);
        door.land();
        let sam = door.model.session.roll.people[0].id;
        assert_eq!(door.worker.store().drafts(sam).unwrap(), []);
        assert_eq!(door.entries().len(), 1);
        if !left {
            // What is written next is a note of its own.
            door.keys("1").keys(PIN).keys("ben⏎ and later⏎");
            assert_eq!(
                door.entries().iter().map(|entry| entry.3.as_str()).collect::<Vec<_>>(),
                ["First words.", "And later."]
            );
        }
    }
}

#[test]
fn a_note_that_the_record_did_not_take_behind_the_lock_is_a_draft() {
    let mut door = cut_short(Msg::Slept(std::time::Duration::ZERO));
    for effect in door.lose() {
        let answer = match effect {
            Effect::Apply(_, _, Errand::Save(draft)) => {
                Msg::Answer(Answer::Applied(Errand::Save(draft), Err("NOT SAVED: the disk is full.".into())))
            }
            effect => door.answer(effect),
        };
        door.tell(answer);
    }
    door.keys("1").keys(PIN);
    assert!(door.screen().contains("first words"), "{}", door.screen());
    door.keys("⏎");
    assert_eq!(door.entries().len(), 1);
}

#[test]
fn words_that_were_added_to_a_note_which_is_in_the_record_already_become_a_note_of_their_own() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎first words").tell_slowly(Msg::Key(Chord::plain(KeyCode::Enter), 1000));
    // It was written, and the answer says that it was not: as where the witness could not be written.
    for effect in door.lose() {
        let saves = matches!(effect, Effect::Apply(..));
        if let Msg::Answer(Answer::Applied(errand, _)) = door.answer(effect)
            && saves
        {
            door.tell(Msg::Answer(Answer::Applied(
                errand,
                Err("NOT SAVED: the disk does not answer.".into()),
            )));
        }
    }
    // The page of the three ways on is left for the words.
    door.keys("⎋ and later⏎");
    assert!(door.screen().contains("saved before, with other"), "{}", door.screen());
    door.keys("⏎");
    let texts: Vec<String> = door.entries().into_iter().map(|entry| entry.3).collect();
    assert_eq!(texts, ["First words.", "First words and later."]);
}
