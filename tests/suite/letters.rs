//! The program in a real terminal that shows the letters of the keyboard and nothing else, as the settings ask: what a
//! sign says is said by a letter, and no byte is another.

use std::collections::BTreeSet;

use crate::support::{Nursery, Terminal};
use crate::terminal::{DAY, all_arrive, entries, row, sign_in, standing};

fn sam(nursery: &Nursery, clock: &str) -> Option<Terminal> {
    let settings = nursery.home().join("settings.toml");
    let told = std::fs::read_to_string(&settings).unwrap_or_default();
    std::fs::write(&settings, format!("ascii = true\n{told}")).expect("written");
    let mut terminal = nursery.open(80, 24, &format!("{DAY} {clock}"))?;
    sign_in(&mut terminal, "Sam Okafor", "4816");
    Some(terminal)
}

/// Ends the run: of all that was told every byte is a letter of the keyboard, or steers the terminal.
fn end(terminal: Terminal) {
    let told = terminal.raw();
    terminal.kill();
    let other: Vec<u8> = told.iter().copied().filter(|byte| *byte >= 0x80).take(40).collect();
    assert!(other.is_empty(), "{:?}", String::from_utf8_lossy(&other));
    assert!(told.len() > 1000, "something was drawn");
}

#[test]
fn a_drop_off_takes_five_keys_in_letters_alone() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = sam(&nursery, "08:40:00") else { return };
    terminal.keys("ao⏎1⏎");
    terminal.until("Saved for Ava O'Neill, Drop-off 08:40");
    assert_eq!(terminal.presses(), 5);
    terminal.until_that("08:40 in her row", |screen| row(screen, "Ava O.").contains("08:40"));
    assert_eq!(entries(&nursery).len(), 1);
    end(terminal);
}

#[test]
fn a_note_for_eight_comes_back_in_letters_alone() {
    let nursery = Nursery::set_up();
    all_arrive(&nursery);
    let Some(mut terminal) = sam(&nursery, "12:41:00") else { return };
    terminal.until("12 here");
    let bare = row(&terminal.shows(), "Ben C.");
    terminal.keys("*");
    let marked = terminal.until_that("a sign at who is marked", |screen| row(screen, "Ben C.") != bare);
    terminal.keys("↓␣␣␣␣");
    let screen = terminal.until_that("four taken out", |screen| screen.contains("write for 8"));
    assert_ne!(row(&screen, "Ben C."), row(&marked, "Ben C."), "{screen}");
    terminal.keys("⏎1⏎");
    terminal.until("Saved for 8 children, Feedback 12:41");
    assert_eq!(standing(&nursery).len(), 20);
    terminal.keys("⌃z");
    terminal.until("Taken back");
    assert_eq!(standing(&nursery).len(), 12);
    end(terminal);
}

#[test]
fn taking_back_and_amending_say_so_in_letters_alone() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = sam(&nursery, "08:40:00") else { return };
    terminal.keys("ao⏎settled well at the tray⏎");
    terminal.until("Saved for Ava O'Neill");
    terminal.keys("⌃z");
    terminal.until("Taken back");
    terminal.keys("⏎");
    terminal.until("Saved for Ava O'Neill");
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
fn every_state_of_the_board_is_other_letters() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = sam(&nursery, "08:40:00") else { return };
    terminal.keys("ao⏎1⏎");
    terminal.until("Saved for Ava O'Neill");
    terminal.keys("elif]");
    let screen = terminal.until_that("she is here", |screen| row(screen, "Elif K.").contains("here"));
    let later = state(&screen, "Hugo N.");
    nursery.set_clock(&format!("{DAY} 16:50:00"));
    terminal.keys("noah⏎1⏎");
    terminal.until("Saved for Noah O'Neill");
    terminal.settle();
    let screen = terminal.shows();
    let mut states: Vec<String> =
        ["Ava O.", "Elif K.", "Hugo N.", "Daisy L.", "Noah O."].map(|child| state(&screen, child)).to_vec();
    states.push(later);
    assert!(states.iter().all(|state| state.is_ascii() && !state.is_empty()), "{states:?}");
    let different: BTreeSet<&String> = states.iter().collect();
    assert_eq!(different.len(), states.len(), "{states:?}: {screen}");
    let selected = row(&screen, "Noah O.");
    let other = row(&screen, "Ava O.");
    assert_ne!(selected.chars().next(), other.chars().next(), "the selected row has a sign: {screen}");
    end(terminal);
}

/// What a child's row says behind the name: presence and the first talk, without its time.
fn state(screen: &str, child: &str) -> String {
    let row = row(screen, child);
    let after = row.split(child).nth(1).unwrap_or_default();
    let letters: String = after.chars().filter(|letter| !letter.is_ascii_digit()).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}
