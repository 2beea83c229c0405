//! The program in a real terminal that shows less: one whose owner wants no colour, and one of the keyboard's letters
//! alone. What colour says is said by signs and words too, and what signs say by letters.

use std::collections::BTreeSet;

use crate::support::{Nursery, Terminal};
use crate::terminal::{DAY, all_arrive, entries, row, sign_in, standing};

/// What the terminal does without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bare {
    /// `NO_COLOR`.
    Colours,
    /// `ascii = true` in the settings.
    Signs,
}

impl Bare {
    const ALL: [Bare; 2] = [Bare::Colours, Bare::Signs];

    fn sam(self, nursery: &Nursery, clock: &str) -> Option<Terminal> {
        let when = format!("{DAY} {clock}");
        let mut terminal = match self {
            Bare::Colours => nursery.open_with(80, 24, &when, &[("NO_COLOR", "1")])?,
            Bare::Signs => {
                let settings = nursery.home().join("settings.toml");
                let told = std::fs::read_to_string(&settings).unwrap_or_default();
                std::fs::write(&settings, format!("ascii = true\n{told}")).expect("written");
                nursery.open(80, 24, &when)?
            }
        };
        sign_in(&mut terminal, "Sam Okafor", "4816");
        Some(terminal)
    }

    /// A sign as it is drawn here: both as screens.md has them.
    fn sign(self, drawn: &'static str, letters: &'static str) -> &'static str {
        if self == Bare::Colours { drawn } else { letters }
    }

    /// Ends the run: of all that was told nothing set a colour, or no byte was a sign.
    fn end(self, terminal: Terminal) {
        let raw = terminal.raw();
        let told = terminal.told();
        terminal.kill();
        if self == Bare::Signs {
            let other: Vec<u8> = raw.iter().copied().filter(|byte| *byte >= 0x80).take(40).collect();
            assert!(other.is_empty(), "{:?}", String::from_utf8_lossy(&other));
            assert!(raw.len() > 1000, "something was drawn");
            return;
        }
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
}

#[test]
fn a_drop_off_takes_five_keys() {
    for bare in Bare::ALL {
        let nursery = Nursery::set_up();
        let Some(mut terminal) = bare.sam(&nursery, "08:40:00") else { return };
        terminal.keys("ao⏎1⏎");
        terminal.until("Saved for Ava O'Neill, Drop-off 08:40");
        assert_eq!(terminal.presses(), 5);
        let written = bare.sign("✓ 08:40", "ok 08:40");
        terminal.until_that(written, |screen| row(screen, "Ava O.").contains(written));
        assert_eq!(entries(&nursery).len(), 1);
        bare.end(terminal);
    }
}

#[test]
fn a_note_for_eight_comes_back() {
    for bare in Bare::ALL {
        let nursery = Nursery::set_up();
        all_arrive(&nursery);
        let Some(mut terminal) = bare.sam(&nursery, "12:41:00") else { return };
        terminal.until("12 here");
        terminal.keys("*");
        let mark = bare.sign("■", "[x]");
        terminal.until_that("who is marked", |screen| row(screen, "Ben C.").contains(mark));
        terminal.keys("↓␣␣␣␣");
        let screen = terminal.until_that("four taken out", |screen| screen.contains("write for 8"));
        assert!(!row(&screen, "Ben C.").contains(mark), "{screen}");
        terminal.keys("⏎1⏎");
        terminal.until("Saved for 8 children, Feedback 12:41");
        assert_eq!(standing(&nursery).len(), 20);
        terminal.keys("⌃z");
        terminal.until("Taken back");
        assert_eq!(standing(&nursery).len(), 12);
        bare.end(terminal);
    }
}

#[test]
fn taking_back_and_amending_say_so() {
    for bare in Bare::ALL {
        let nursery = Nursery::set_up();
        let Some(mut terminal) = bare.sam(&nursery, "08:40:00") else { return };
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
        bare.end(terminal);
    }
}

#[test]
fn every_state_of_the_board_is_told_apart() {
    for bare in Bare::ALL {
        let nursery = Nursery::set_up();
        let Some(mut terminal) = bare.sam(&nursery, "08:40:00") else { return };
        terminal.keys("ao⏎1⏎");
        terminal.until("Saved for Ava O'Neill");
        terminal.keys("elif]");
        let screen = terminal.until_that("she is here", |screen| row(screen, "Elif K.").contains("here"));
        let later = bare.sign("○ later", "o later");
        assert!(row(&screen, "Hugo N.").contains(later), "{screen}");
        nursery.set_clock(&format!("{DAY} 16:50:00"));
        terminal.keys("noah⏎1⏎");
        terminal.until("Saved for Noah O'Neill");
        terminal.settle();
        let screen = terminal.shows();
        for (child, state) in [
            ("Ava O.", bare.sign("● here    ✓ 08:40", "* here    ok 08:40")),
            ("Elif K.", bare.sign("● here    ! no note", "* here    ! no note")),
            ("Hugo N.", bare.sign("! no word ·", "! no word .")),
            ("Daisy L.", bare.sign("– away    –", "- away    -")),
            ("Noah O.", bare.sign("– gone    ·", "- gone    .")),
        ] {
            assert!(row(&screen, child).contains(state), "{child}: {state}: {screen}");
        }
        let selected = bare.sign("▸", ">");
        assert!(row(&screen, "Noah O.").starts_with(selected), "the selected row has a sign: {screen}");
        bare.end(terminal);
    }
}
