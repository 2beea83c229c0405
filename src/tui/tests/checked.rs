//! The check that begins with every start: quiet when all is well; a page, a line and what to do when it is not.

use crate::store::ask::Check;
use crate::tui::harness::{Harness, LEADS_PIN, PIN};
use crate::tui::meanwhile::{Job, News};
use crate::tui::msg::{Answer, Effect, Msg};

fn line(name: &'static str, holds: bool, says: &str) -> Check {
    Check { name, holds, says: says.to_string() }
}

/// A page without the ends of its rows, which may fall into any sentence.
fn flat(screen: &str) -> String {
    screen.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn wrong() -> Msg {
    let checks = vec![
        line("chain", false, "What line 12 of the log says was changed."),
        line("projections", true, "Every table is what the log says."),
    ];
    Msg::Answer(Answer::Meanwhile(News::Checked(checks)))
}

/// At the sign-in, with something wrong.
fn locked(columns: u16, rows: u16) -> Harness {
    let mut door = Harness::locked(columns, rows);
    door.tell(wrong());
    door
}

#[test]
fn when_all_is_well_nothing_is_said_and_the_menu_shows_when_it_was() {
    let mut door = Harness::sam(80, 24);
    let before = door.screen();
    door.tell_effect(Effect::Meanwhile(Job::Check));
    assert_eq!(door.screen(), before);
    door.keys(":record-check⏎");
    let screen = door.screen();
    for says in ["The record is whole", "today at 08:40", "The chain of", "Every table is what the log says."]
    {
        assert!(screen.contains(says), "{says}\n{screen}");
    }
    assert_eq!(door.keys("⎋").screen(), before);
}

#[test]
fn until_it_is_through_the_page_says_so() {
    let mut door = Harness::sam(80, 24);
    door.keys(":record-check⏎");
    assert!(door.screen().contains("has not come to its end yet"), "{}", door.screen());
    door.tell_effect(Effect::Meanwhile(Job::Check));
    assert!(door.screen().contains("The record is whole"), "{}", door.screen());
}

#[test]
fn what_does_not_hold_is_a_page_for_each_who_signs_in_and_a_line_where_one_begins() {
    for (columns, rows) in [(80, 24), (120, 40), (60, 16)] {
        let mut door = locked(columns, rows);
        assert!(
            door.screen().contains("! The record is not whole: see its check, in the menu."),
            "{}",
            door.screen()
        );
        for (number, pin) in [("1", PIN), ("2", LEADS_PIN)] {
            door.keys(number).keys(pin);
            let screen = door.screen();
            for says in [
                "The record is not whole",
                "What line 12 of the log says was changed.",
                "The check changed nothing. A note that says Saved is on the disk; what says NOT SAVED, write on paper.",
                "Tell the manager today, and throw no file away.",
                "“doorstep recover” saves what can be read.",
            ] {
                assert!(flat(&screen).contains(says), "{says}\n{screen}");
            }
            assert!(!screen.contains("Every table is what"), "what holds is not said:\n{screen}");
            // Once; then the board, with its quiet line.
            door.keys("⎋");
            assert!(door.row("see its check").contains("not whole"), "{}", door.screen());
            door.keys("⌃l");
        }
    }
}

#[test]
fn whoever_writes_when_it_is_found_is_not_disturbed_and_sees_it_on_the_board() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎bears");
    door.tell(wrong());
    let screen = door.screen();
    assert!(
        screen.contains("bears▏")
            && flat(&screen).contains("what says Saved is on the disk. The board says more."),
        "{screen}"
    );
    door.keys(" and stairs⏎");
    let entries = door.entries();
    assert_eq!(entries.len(), 1);
    assert!(entries[0].3.contains("ears and stairs"), "{entries:?}");
    assert!(door.screen().contains("Tell the manager today"), "{}", door.screen());
    door.keys("⎋");
    assert!(!door.screen().contains("Tell the manager today"), "{}", door.screen());
}

#[test]
fn the_page_of_the_check_says_it_itself_and_sends_no_manager_to_the_manager() {
    let mut door = crate::tui::screen::requests::tests::manager(60, 16);
    door.keys(":record-check⏎");
    assert!(door.screen().starts_with(" The record"), "{}", door.screen());
    door.tell(wrong());
    let screen = flat(&door.screen());
    assert!(screen.contains("The record is not whole") && screen.contains("Throw no file away."), "{screen}");
    assert!(!screen.contains("The board says more") && !screen.contains("Tell the manager"), "{screen}");
    door.keys("⎋");
    assert!(door.row("see its check").contains("not whole"), "once: {}", door.screen());
}

#[test]
fn what_could_not_be_looked_at_is_not_called_wrong() {
    let mut door = Harness::sam(80, 24);
    door.tell(Msg::Answer(Answer::Meanwhile(News::Unchecked("The disk is full.".to_string()))));
    assert!(
        door.row("! The record's check").contains("did not end: see it in the menu."),
        "{}",
        door.screen()
    );
    assert!(!door.screen().contains("not whole"));
    door.keys(":record-check⏎");
    assert!(door.screen().contains("The disk is full."), "{}", door.screen());
}

#[test]
fn what_to_do_is_seen_in_the_smallest_window_whatever_is_wrong() {
    let parts = ["chain", "projections", "integrity", "witness"];
    let wrong = parts
        .map(|name| line(name, false, &format!("The {name} does not hold. {}", "And so on. ".repeat(5))));
    let mut door = Harness::locked(60, 16);
    door.tell(Msg::Answer(Answer::Meanwhile(News::Checked(wrong.to_vec()))));
    door.keys("2").keys(LEADS_PIN);
    let screen = door.screen();
    assert!(flat(&screen).contains("And 3 more of its parts do not hold."), "{screen}");
    assert!(flat(&screen).contains("“doorstep recover” saves what can be read."), "{screen}");
    door.resize(120, 40);
    assert!(flat(&door.screen()).contains("The witness does not hold."), "{}", door.screen());
}

/// A record of which a page in the middle is another than was written.
fn spoil(door: &mut Harness) {
    door.worker.store().rest().unwrap();
    let file = door.home().join("doorstep.db");
    let mut bytes = std::fs::read(&file).unwrap();
    let at = bytes.len() / 2;
    bytes[at] ^= 1;
    std::fs::write(&file, bytes).unwrap();
}

#[test]
fn one_damage_that_every_part_meets_is_said_once_and_whole_in_the_smallest_window() {
    for (columns, rows) in [(60, 16), (80, 24)] {
        let mut door = Harness::locked(columns, rows);
        spoil(&mut door);
        door.tell_effect(Effect::Meanwhile(Job::Check));
        // Where nobody is signed in it is one line, whole.
        let screen = door.screen();
        assert!(screen.contains("! The record is not whole: see its check, in the menu."), "{screen}");
        door.keys("2").keys(LEADS_PIN);
        let screen = door.screen();
        let says = flat(&screen);
        assert_eq!(says.matches("is damaged").count(), 1, "{screen}");
        assert!(says.contains("The record's file is damaged. The check changed nothing."), "{screen}");
        assert!(says.contains("“doorstep recover” saves what can be read."), "{screen}");
        assert!(!says.contains('`') && !says.contains("still saved"), "{screen}");
    }
}

#[test]
fn where_the_page_opens_over_the_board_nothing_lies_over_what_is_to_be_done() {
    let mut door = Harness::priya(60, 16);
    door.tell(wrong());
    let screen = door.screen();
    assert!(flat(&screen).contains("“doorstep recover” saves what can be read."), "{screen}");
    assert!(!screen.contains("The check of the record found"), "{screen}");
}

#[test]
fn how_the_page_looks_when_something_is_wrong() {
    let mut door = locked(80, 24);
    door.keys("2").keys(LEADS_PIN);
    super::screens::at_every_size("record_check_wrong", door);
}
