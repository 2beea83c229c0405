//! The program in a real terminal whose owner wants no colour: what colour says is said by signs and words too.

use std::collections::BTreeSet;

use crate::support::{Nursery, Terminal};
use crate::terminal::{DAY, all_arrive, entries, row, sign_in, standing};

fn sam(nursery: &Nursery, clock: &str) -> Option<Terminal> {
    let mut terminal = nursery.open_with(80, 24, &format!("{DAY} {clock}"), &[("NO_COLOR", "1")])?;
    sign_in(&mut terminal, "Sam Okafor", "4816");
    Some(terminal)
}

/// Ends the run: of all that was told nothing set a colour, or anything but bold and reversed.
fn end(terminal: Terminal) {
    let told = terminal.told();
    terminal.kill();
    let mut set = BTreeSet::new();
    for after in told.split("\u{1b}[").skip(1) {
        let parameters: String =
            after.chars().take_while(|c| c.is_ascii_digit() || ";:".contains(*c)).collect();
        if after[parameters.len()..].starts_with('m') {
            set.extend(parameters.split([';', ':']).map(|one| one.parse().unwrap_or(0)));
        }
    }
    let allowed = BTreeSet::from([0, 1, 7, 22, 27]);
    assert!(set.is_subset(&allowed), "{set:?}");
    assert!(set.contains(&7), "the selected row is reversed: {set:?}");
}

#[test]
fn a_drop_off_takes_five_keys_without_colour() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = sam(&nursery, "08:40:00") else { return };
    terminal.keys("ao⏎1⏎");
    terminal.until("Saved for Ava O'Neill, Drop-off 08:40");
    assert_eq!(terminal.presses(), 5);
    terminal.until_that("✓ 08:40 in her row", |screen| row(screen, "Ava O.").contains("✓ 08:40"));
    assert_eq!(entries(&nursery).len(), 1);
    end(terminal);
}

#[test]
fn a_note_for_eight_comes_back_without_colour() {
    let nursery = Nursery::set_up();
    all_arrive(&nursery);
    let Some(mut terminal) = sam(&nursery, "12:41:00") else { return };
    terminal.until("12 here");
    terminal.keys("*");
    terminal.until_that("a sign at who is marked", |screen| row(screen, "Ben C.").contains('■'));
    terminal.keys("↓␣␣␣␣");
    let screen = terminal.until_that("four taken out", |screen| screen.contains("write for 8"));
    assert!(!row(&screen, "Ben C.").contains('■'), "{screen}");
    terminal.keys("⏎1⏎");
    terminal.until("Saved for 8 children, Feedback 12:41");
    assert_eq!(standing(&nursery).len(), 20);
    terminal.keys("⌃z");
    terminal.until("Taken back");
    assert_eq!(standing(&nursery).len(), 12);
    end(terminal);
}

#[test]
fn taking_back_and_amending_say_so_without_colour() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = sam(&nursery, "08:40:00") else { return };
    terminal.keys("ao⏎settled well at the tray⏎");
    terminal.until("✓ Saved for Ava O'Neill");
    terminal.keys("⌃z");
    terminal.until("↶ Taken back");
    terminal.keys("⏎");
    terminal.until("✓ Saved for Ava O'Neill");
    nursery.set_clock(&format!("{DAY} 08:50:00"));
    terminal.keys("⌃z");
    terminal.until("Enter adds a correction.");
    terminal.keys("ao→");
    terminal.until("Settled well at the tray.");
    terminal.keys("a");
    terminal.until("Why?");
    terminal.keys("2⌫⌫⌫⌫⌫sandpit.⏎");
    terminal.until("Amended. The first words stay readable.");
    terminal.keys("⏎");
    terminal.until("First words: Settled well at the tray.");
    end(terminal);
}

#[test]
fn every_state_of_the_board_is_another_sign_without_colour() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = sam(&nursery, "08:40:00") else { return };
    terminal.keys("ao⏎1⏎");
    terminal.until("Saved for Ava O'Neill");
    terminal.keys("elif]");
    let screen = terminal.until_that("she is here", |screen| row(screen, "Elif K.").contains("here"));
    assert!(row(&screen, "Hugo N.").contains("○ later"), "{screen}");
    nursery.set_clock(&format!("{DAY} 16:50:00"));
    terminal.keys("noah⏎1⏎");
    terminal.until("Saved for Noah O'Neill");
    terminal.settle();
    let screen = terminal.shows();
    for (child, state) in [
        ("Ava O.", "● here    ✓ 08:40"),
        ("Elif K.", "● here    ! no note"),
        ("Hugo N.", "! no word ·"),
        ("Daisy L.", "– away    –"),
        ("Noah O.", "– gone    ·"),
    ] {
        assert!(row(&screen, child).contains(state), "{child}: {state}: {screen}");
    }
    assert!(row(&screen, "Noah O.").starts_with('▸'), "the selected row has a sign: {screen}");
    end(terminal);
}
