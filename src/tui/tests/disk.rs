//! A disk that is full: what is typed is held, counted and tried again, and nothing that is said is untrue.

use ratatui::crossterm::event::KeyCode;

use crate::domain::Draft;
use crate::store::ask::Space;
use crate::tui::action::Action;
use crate::tui::harness::{Harness, PIN};
use crate::tui::key::Chord;
use crate::tui::msg::{Answer, Effect, Msg};
use crate::tui::screen::review::tests::evening;

const FULL: &str = "NOT SAVED: the disk is full. Your words are still here.";

/// Types on a disk that takes no draft, until nothing is left to answer. What it did not take, in its order.
fn typed_in_vain(door: &mut Harness, msg: Msg) -> Vec<Draft> {
    let mut lost = Vec::new();
    door.tell_slowly(msg);
    loop {
        let effects = door.lose();
        if effects.is_empty() {
            return lost;
        }
        for effect in effects {
            match effect {
                Effect::SaveDraft(draft, ..) => {
                    door.tell_slowly(Msg::Answer(Answer::DraftKept(draft.id, Err(FULL.to_string()))));
                    lost.push(*draft);
                }
                other => {
                    door.tell_effect(other);
                }
            }
        }
    }
}

fn letter(letter: char) -> Msg {
    Msg::Key(Chord::char(letter), 1000)
}

fn lock() -> Msg {
    Msg::Key(Chord { code: KeyCode::Char('l'), ctrl: true }, 1000)
}

#[test]
fn words_that_the_disk_does_not_take_are_held_shown_and_kept_as_soon_as_it_does() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎bear");
    assert!(door.screen().contains("kept as you type"));
    // The disk is full: what is typed does not land.
    typed_in_vain(&mut door, letter('s'));
    let screen = door.screen();
    assert!(screen.contains("not on the disk yet") && !screen.contains("kept as you type"), "{screen}");
    assert!(screen.contains("NOT SAVED: the disk is full.") && screen.contains("bears▏"), "{screen}");
    // Esc says nothing that is not so, and the words wait on the board.
    typed_in_vain(&mut door, Msg::Key(Chord::plain(KeyCode::Esc), 1000));
    assert!(!door.screen().contains("Kept."), "{}", door.screen());
    // Locked and opened again: the record has the older words, the writer finds the newer.
    typed_in_vain(&mut door, lock());
    assert!(!door.screen().contains("bears"));
    door.keys("1").keys(PIN).keys("ben⏎");
    assert!(door.screen().contains("bears▏"), "{}", door.screen());
    // There is room again: it lands, and saves once.
    door.keys("!");
    assert!(door.screen().contains("kept as you type"), "{}", door.screen());
    door.keys("⏎");
    assert_eq!(door.entries().len(), 1);
}

#[test]
fn a_draft_that_is_here_only_is_counted_on_the_locked_screen_and_tried_again_each_minute() {
    let mut door = Harness::sam(80, 24);
    door.keys("chidi⏎on the disk⎋elif⏎");
    typed_in_vain(&mut door, letter('b'));
    typed_in_vain(&mut door, letter('y'));
    typed_in_vain(&mut door, Msg::Key(Chord::plain(KeyCode::Esc), 1000));
    typed_in_vain(&mut door, lock());
    assert!(door.row("Sam").contains("2 drafts waiting"), "{}", door.screen());
    typed_in_vain(&mut door, Msg::Key(Chord::plain(KeyCode::Down), 1000));
    assert!(door.screen().contains("Not all is on the disk yet: leave the program open."));
    let leaves = Action::Leave.spec().enabled;
    assert!(leaves(&door.model).expect_err("words are held here").contains("Make room"));
    let lost = typed_in_vain(&mut door, Msg::Minute);
    assert_eq!(lost.iter().map(|draft| draft.note.as_str()).collect::<Vec<_>>(), ["by"]);
    // There is room again, and nobody presses a key.
    door.wait(60);
    let sam = lost[0].writer;
    let kept = door.worker.store().drafts(sam).expect("the drafts");
    assert_eq!(kept.iter().map(|draft| draft.note.as_str()).collect::<Vec<_>>(), ["by", "on the disk"]);
    door.tell_effect(Effect::Roll);
    assert!(door.row("Sam").contains("2 drafts waiting"), "{}", door.screen());
    assert!(typed_in_vain(&mut door, Msg::Minute).is_empty());
    assert!(!door.screen().contains("leave the program open"), "{}", door.screen());
}

#[test]
fn what_a_lock_sends_is_held_too_where_the_disk_does_not_take_it_and_older_words_never_follow_newer() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎wor");
    // Two letters quickly: one is under way, one waits, and the lock sends what waits.
    door.tell_slowly(letter('d')).tell_slowly(letter('s'));
    let lost = typed_in_vain(&mut door, lock());
    assert_eq!(lost.iter().map(|draft| draft.note.as_str()).collect::<Vec<_>>(), ["word", "words"]);
    door.keys("1").keys(PIN);
    assert!(door.screen().contains("words▏"), "{}", door.screen());
    // What is held does not go to the disk behind newer words of the same note.
    let held = typed_in_vain(&mut door, letter('!'));
    assert_eq!(held.last().map(|draft| draft.note.as_str()), Some("words!"));
    door.tell_slowly(letter('?')).tell_slowly(lock());
    let sent = door.lose();
    let notes = sent.iter().filter_map(|effect| match effect {
        Effect::SaveDraft(draft, ..) => Some(draft.note.as_str()),
        _ => None,
    });
    assert!(notes.clone().count() > 0 && notes.clone().all(|note| note == "words!?"), "{sent:?}");
}

#[test]
fn a_disk_that_is_full_is_told_at_the_note_and_at_the_sign_in_until_there_is_room() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎");
    let kept = |door: &mut Harness, space| {
        door.tell_slowly(letter('x'));
        for effect in door.lose() {
            match effect {
                Effect::SaveDraft(draft, ..) => {
                    door.tell(Msg::Answer(Answer::DraftKept(draft.id, Ok(space))));
                }
                other => {
                    door.tell_effect(other);
                }
            }
        }
    };
    kept(&mut door, Space::Short);
    let screen = door.screen();
    assert!(
        screen.contains("kept, the disk is full") && screen.contains("Have somebody make room"),
        "{screen}"
    );
    // It is said once while somebody writes; the note goes on saying so in one line.
    kept(&mut door, Space::Short);
    let screen = door.screen();
    assert!(screen.contains("kept, the disk is full") && !screen.contains("Have somebody"), "{screen}");
    door.keys("⌃l");
    door.model.session.space = Space::Short;
    assert!(door.screen().contains("The disk is full: have somebody make room today."), "{}", door.screen());
    door.keys("1").keys(PIN).keys("⎋↓");
    door.model.session.space = Space::Short;
    assert!(door.screen().contains("The disk is full: have somebody make room today."), "{}", door.screen());
    door.keys("ben⏎").resize(60, 16);
    kept(&mut door, Space::Enough);
    let screen = door.screen();
    assert!(screen.contains("kept as you type") && !screen.contains("disk is full"), "{screen}");
}

#[test]
fn what_could_not_be_tidied_up_is_tried_again_each_minute_until_it_is() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎1⏎").tell_slowly(lock());
    let rests = |effects: Vec<Effect>| effects.iter().any(|effect| matches!(effect, Effect::Rest));
    assert!(rests(door.lose()));
    door.tell(Msg::Answer(Answer::Rested(false)));
    door.tell_slowly(Msg::Minute);
    assert!(rests(door.lose()));
    door.tell(Msg::Answer(Answer::Rested(true)));
    door.tell_slowly(Msg::Minute);
    assert!(!rests(door.lose()));
}

#[test]
fn the_write_ahead_log_is_emptied_at_the_lock_and_as_the_day_is_closed() {
    let mut door = evening(80, 24);
    let ahead = door.home().join("doorstep.db-wal");
    let length = || std::fs::metadata(&ahead).expect("it is open").len();
    assert!(length() > 0);
    door.keys("c⏎");
    assert!(door.screen().contains("The day is closed"), "{}", door.screen());
    assert_eq!(length(), 0);
    door.keys("⎋ben⏎1⏎");
    assert!(length() > 0);
    door.keys("⌃l");
    assert_eq!(length(), 0);
}
