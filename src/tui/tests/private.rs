//! What is private: no page has its words before whoever may read them gave their numbers once more.

use crate::domain::Kind;
use crate::tui::harness::{Harness, LEADS_PIN, PIN};
use crate::tui::screen::review::tests::evening;

/// The words that are looked for, in a private note for Ben, with an open one before it.
fn told(mut door: Harness) -> Harness {
    door.keys("ben⏎ate well⏎").keys("ben⏎⌃pgran is ill⏎");
    door
}

#[test]
fn a_private_note_opens_with_the_numbers_once_a_visit_and_its_row_says_so() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let mut door = told(Harness::sam(columns, rows));
        door.keys("ben⏎⌃pdad moved out⏎").keys("ben→");
        let screen = door.screen();
        assert!(screen.contains("Private note.") && screen.contains("Enter opens it"), "{screen}");
        assert!(screen.contains("Ate well.") && !screen.contains("moved out"), "{screen}");
        assert!(!screen.contains("Gran is ill"), "{screen}");
        // What needs its words says what comes first.
        door.keys("a");
        assert!(door.screen().contains("It is private: Enter opens it first."), "{}", door.screen());
        door.keys("⏎");
        let screen = door.screen();
        assert!(screen.contains("Your 4 numbers") && screen.contains("Asked once more"), "{screen}");
        assert!(!screen.contains("moved out") && !screen.contains("Ate well"), "{screen}");
        door.keys("1357");
        let screen = door.screen();
        assert!(!screen.contains("moved out") && screen.contains("Your 4 numbers"), "{screen}");
        door.keys(PIN);
        let screen = door.screen();
        assert!(screen.contains("Dad moved out."), "{screen}");
        // The other one is open by now too: it is the same visit.
        assert!(screen.contains("Gran is ill."), "{screen}");
        // The next child's, and this one's after the page was left, are closed again.
        door.keys("⎋ben→");
        assert!(!door.screen().contains("moved out"), "{}", door.screen());
        door.keys("⏎⎋");
        let screen = door.screen();
        assert!(screen.contains("Private note.") && !screen.contains("Your 4 numbers"), "{screen}");
    }
}

#[test]
fn what_was_opened_is_closed_by_a_lock_and_by_any_other_page() {
    let mut door = told(Harness::sam(120, 40));
    door.keys("ben→⏎").keys(PIN);
    assert!(door.screen().contains("Gran is ill."));
    assert!(!door.screen().contains("Counts towards"), "private: it never does. {}", door.screen());
    door.keys("/⎋");
    assert!(!door.screen().contains("Gran is ill."), "{}", door.screen());
    door.keys("⏎").keys(PIN);
    assert!(door.screen().contains("Gran is ill."), "{}", door.screen());
    door.keys("⌃l1").keys(PIN).keys("ben→");
    assert!(!door.screen().contains("Gran is ill."), "{}", door.screen());
    door.keys("⏎").keys(PIN).keys("n");
    assert!(!door.model.session.private, "the next child's page");
}

#[test]
fn a_search_finds_what_is_private_for_its_writer_and_shows_no_word_of_it() {
    for (columns, rows) in [(60, 16), (120, 40)] {
        let mut door = told(Harness::sam(columns, rows));
        door.keys(":search⏎").keys("gran");
        let screen = door.screen();
        assert!(screen.contains("Private note.") && !screen.contains("is ill"), "{screen}");
        door.keys("⏎");
        assert!(!door.screen().contains("is ill"), "{}", door.screen());
        door.keys("⏎").keys(PIN);
        assert!(door.screen().contains("Gran is ill."), "{}", door.screen());
    }
}

#[test]
fn at_the_days_end_a_lead_opens_what_is_private_before_agreeing_it() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let mut door = told(Harness::sam(columns, rows));
        door.keys("⌃l2").keys(LEADS_PIN);
        door.keys(":end of⏎");
        for _ in 0..30 {
            if door.model.session.roll.rooms.is_empty() || door.screen().contains("Enter open ") {
                break;
            }
            door.keys("↓");
        }
        let screen = door.screen();
        assert!(screen.contains("Private note.") && !screen.contains("Gran is ill"), "{screen}");
        assert_eq!(screen.matches("Private note.").count(), 1, "{screen}");
        // What comes first is said, and nothing of what it may show.
        assert!(screen.contains("Enter asks for your numbers."), "{screen}");
        assert!(!screen.contains("Space tick") && !screen.contains("Shows:"), "{screen}");
        assert!(!screen.contains("What it shows") && !screen.contains("suggest"), "{screen}");
        assert!(
            screen
                .lines()
                .any(|line| line.contains("▸") && line.contains("Private note.") && line.contains("–"))
        );
        let bar = |door: &mut Harness| door.style("Private note.").1;
        let in_use = bar(&mut door);
        door.keys("a");
        assert!(door.screen().contains("Your 6 numbers"), "{}", door.screen());
        // While they are asked the row is not what the keys are for.
        assert_ne!(bar(&mut door), in_use, "{}", door.screen());
        door.keys("⎋⏎").keys(LEADS_PIN);
        let screen = door.screen();
        assert!(screen.contains("Gran is ill") && !screen.contains("asks for your numbers"), "{screen}");
        // Nothing was agreed by opening it.
        let private = |door: &mut Harness| {
            let (room, day) = (door.model.session.machine_room.unwrap(), door.now.day());
            let so_far = door.worker.store().day(room, day).unwrap();
            so_far.entries.iter().find(|entry| entry.entry.private).unwrap().agreed()
        };
        assert!(!private(&mut door));
        door.keys("⏎");
        assert!(private(&mut door), "{}", door.screen());
    }
}

#[test]
fn an_evening_without_anything_private_asks_for_no_numbers() {
    let mut door = evening(80, 24);
    assert!(!door.screen().contains("Enter open "), "{}", door.screen());
    door.keys("⏎");
    assert!(!door.screen().contains("numbers"), "{}", door.screen());
    assert!(door.entries().iter().any(|(_, kind, ..)| *kind == Kind::DropOff));
}
