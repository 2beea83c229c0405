//! How pages look, at the three sizes, words and styles.

use ratatui::style::{Color, Modifier};

use crate::domain::PersonId;
use crate::tui::harness::Harness;
use crate::tui::theme::{Shows, THEMES, Theme};

/// The three sizes that pages are drawn for.
const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (60, 16)];

pub(super) fn at_every_size(name: &str, mut door: Harness) {
    for (columns, rows) in SIZES {
        let screen = door.resize(columns, rows).screen();
        insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), screen);
    }
}

#[test]
fn the_sign_in() {
    let mut door = Harness::locked(80, 24);
    door.keys("248");
    at_every_size("sign_in", door);
}

#[test]
fn the_sign_in_of_the_demo_says_at_every_size_how_to_practise_and_how_to_leave() {
    for (columns, rows) in SIZES {
        let mut door = Harness::locked(columns, rows);
        door.model.session.roll.setting.practice = true;
        let line = door.screen().lines().last().unwrap_or_default().to_string();
        for hint in ["your name", "q leave   p practise", "? help"] {
            assert!(line.contains(hint), "{columns}: {line}");
        }
    }
}

#[test]
fn the_board_in_the_morning() {
    let mut door = Harness::sam(80, 24);
    for child in ["ao", "chidi", "daisy", "elif", "grace", "isla", "zoe"] {
        door.keys(child).keys("⏎1⏎").wait(120);
    }
    for child in ["ap", "hugo"] {
        door.keys(child).keys("⏎⇥2busy at the tray > sing at home⏎").wait(60);
    }
    door.keys("ben⏎not yet finis⎋↓␣");
    at_every_size("board", door);
}

#[test]
fn two_who_fit() {
    let mut door = Harness::sam(80, 24);
    door.keys("ava");
    at_every_size("two_fit", door);
}

#[test]
fn the_card() {
    let mut door = Harness::sam(80, 24);
    door.keys("ao⏎Slept badly, up at 5. \"Can she rest early?\" @mum > read the bear book at bedtime");
    at_every_size("card", door);
}

#[test]
fn the_card_for_eight() {
    let mut door = Harness::sam(80, 24);
    door.keys("␣␣␣␣␣␣␣␣⏎Pasta for lunch. {name} ate most of it");
    at_every_size("card_for_eight", door);
}

#[test]
fn the_phrases_that_letters_find() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎fine .s");
    at_every_size("phrases", door);
}

#[test]
fn help_menu_and_commands() {
    let mut door = Harness::sam(80, 24);
    door.keys("?");
    at_every_size("help", door);
    let mut door = Harness::sam(80, 24);
    door.keys("⎋");
    at_every_size("menu", door);
    let mut door = Harness::sam(80, 24);
    door.keys(":");
    at_every_size("commands", door);
}

#[test]
fn colours_say_what_things_mean() {
    let cream = &THEMES[0];
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎⇥2lunch⏎ao⏎1⏎");
    assert_eq!(door.style("! no note").0, cream.waiting.fg.unwrap());
    assert!(door.style("! no note").2.contains(Modifier::BOLD));
    assert_eq!(door.style("▸").0, cream.focus.fg.unwrap());
    door.keys("↓↑");
    let bar = door.style("Ava O.");
    assert_eq!((bar.0, bar.1), (cream.bar.fg.unwrap(), cream.bar.bg.unwrap()));
    assert_eq!(door.style("write").1, cream.panel.bg.unwrap());
    assert_eq!(door.style("08:40  Ava O.").0, cream.text.fg.unwrap());
    assert_eq!(door.style("Who?").1, cream.ground.bg.unwrap());
    door.model.session.look.theme = Theme::choose(None, Shows::Sixteen);
    assert_eq!(door.style("! no note").0, Color::Black);
    assert_eq!(door.style("! no note").1, Color::Yellow);
}

#[test]
fn the_staff() {
    let mut door = Harness::priya(80, 24);
    door.keys("⎋8↓");
    at_every_size("staff", door);
}

#[test]
fn in_a_low_window_the_numbers_of_the_ninth_of_the_list_are_asked_and_answered_in_sight() {
    for (columns, rows) in SIZES {
        let mut door = Harness::locked(columns, rows);
        let first = door.model.session.roll.people[0].clone();
        for more in 0..8 {
            let mut person = first.clone();
            person.id = PersonId(uuid::Uuid::from_u128(900 + more));
            person.name = format!("Person {more}");
            door.model.session.roll.people.push(person);
        }
        assert!(door.screen().contains("Person 0") && door.screen().contains("Someone else"));
        door.keys("1");
        let screen = door.screen();
        assert!(screen.contains(&first.name) && screen.contains("Your 4 numbers"), "{screen}");
        assert!(screen.contains("The screen opens by itself on the last number."), "{screen}");
        assert_eq!(screen.contains("Person 0"), rows > 16, "{screen}");
        door.keys("9999");
        assert!(door.screen().contains("tries left"), "{}", door.screen());
        door.keys("⎋");
        assert!(door.screen().contains("Person 0"), "{}", door.screen());
    }
}
