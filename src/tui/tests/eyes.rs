//! For every eye: plain signs, colours that are chosen, and the cursor where the eye is.

use std::cell::RefCell;
use std::io::Write;
use std::rc::Rc;

use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

use super::shell::page;
use crate::paths::Home;
use crate::settings::Settings;
use crate::tui::Machine;
use crate::tui::action::{Action, Scope};
use crate::tui::harness::Harness;
use crate::tui::key::Takes;
use crate::tui::sign::Signs;
use crate::tui::theme::{Shows, Theme};
use crate::tui::view::view;

/// Every page, and every part of one that has keys of its own.
pub(super) fn scopes() -> Vec<Scope> {
    let mut scopes: Vec<Scope> = Action::ALL.iter().map(|action| action.spec().scope).collect();
    scopes.sort();
    scopes.dedup();
    scopes.retain(|scope| *scope != Scope::Anywhere);
    scopes
}

#[test]
fn in_plain_signs_no_page_has_anything_but_plain_letters() {
    for scope in scopes() {
        let mut door = page(scope);
        door.model.session.look.signs = Signs::Ascii;
        for (columns, rows) in [(60, 16), (120, 40), (80, 24)] {
            let screen = door.resize(columns, rows).screen();
            let strange: String = screen.chars().filter(|letter| !letter.is_ascii()).collect();
            assert_eq!(strange, "", "{scope:?}\n{screen}");
        }
        insta::assert_snapshot!(format!("plain_signs_{scope:?}"), door.screen());
    }
}

#[test]
fn in_plain_signs_without_colour_every_state_of_the_board_is_its_own_word_or_sign() {
    let mut door = Harness::sam(80, 24);
    door.keys("ao⏎1⏎ben⏎⇥2lunch⏎");
    (door.model.session.look.signs, door.model.session.look.theme) =
        (Signs::Ascii, Theme::choose(None, Shows::Nothing));
    door.keys("↓↓␣");
    let state =
        |door: &mut Harness, name: &str, from: usize, to: usize| door.row(name)[from..to].trim().to_string();
    let now: Vec<String> =
        ["Ava O.", "Daisy L.", "Finn M."].iter().map(|name| state(&mut door, name, 21, 31)).collect();
    assert_eq!(now, ["* here", "o later", "- away"]);
    let drop_off: Vec<String> = ["Ava O.", "Ben C.", "Daisy L.", "Finn M."]
        .iter()
        .map(|name| state(&mut door, name, 31, 43))
        .collect();
    assert_eq!(drop_off, ["ok 08:40", "! no note", ".", "-"]);
    let rows: Vec<String> = door.screen().lines().map(str::to_string).collect();
    assert_eq!(rows.iter().filter(|row| row.starts_with('>')).count(), 1);
    assert!(door.row("Daisy L.").contains("[x] Daisy L."), "a mark is a sign: {}", door.screen());
}

#[test]
fn the_cursor_is_where_the_eye_is_on_every_page_after_every_step() {
    for scope in scopes() {
        let mut door = page(scope);
        for key in ["", "↓", "↓", "↑", "→", "←", "⇥"] {
            door.keys(key);
            for (columns, rows) in [(60, 16), (120, 40), (80, 24)] {
                door.resize(columns, rows);
                let ((x, y), _) = door.cursor();
                let screen = door.screen();
                assert!((x, y) != (0, 0), "{scope:?} after {key} shows no place for the cursor:\n{screen}");
                assert!(y + 1 < rows, "{scope:?} after {key}: the hints are not where one writes:\n{screen}");
                // Where a bar lies over a row and nothing is written in, the cursor is on that row.
                let bar = door.model.session.look.theme.bar.bg;
                let cells = &door.terminal.backend().buffer();
                let barred: Vec<u16> = (0..rows)
                    .filter(|row| (0..columns).filter(|x| Some(cells[(*x, *row)].bg) == bar).count() > 12)
                    .collect();
                let writes = screen.contains('▏') || door.model.screen.page().takes() == Takes::Words;
                assert!(
                    writes || barred.is_empty() || barred.contains(&y),
                    "{scope:?} after {key}:\n{screen}"
                );
            }
        }
    }
}

#[test]
fn the_next_colours_are_shown_at_once_and_kept_for_the_next_start() {
    let mut door = Harness::sam(80, 24);
    let home = Home::at(door.home());
    door.keys("⌃t");
    assert!(door.row("Colours").contains("Colours: slate."), "{}", door.screen());
    let slate = door.model.session.look.theme;
    assert_eq!((slate.name, door.style("Who?").1), ("slate", slate.ground.bg.unwrap()));
    assert_eq!(Settings::read(&home).0.theme.as_deref(), Some("slate"));
    door.keys("ben⏎half a word⌃t");
    assert_eq!(door.model.session.look.theme.name, "contrast", "also while writing");
    assert!(door.screen().contains("half a word"));
    door.keys("⌃t⌃t⌃t");
    assert_eq!(Settings::read(&home).0.theme.as_deref(), Some("cream"));
}

#[test]
fn a_terminal_without_colours_says_why_there_are_no_others() {
    let mut door = Harness::sam(80, 24);
    let look = &mut door.model.session.look;
    (look.shows, look.theme) = (Shows::Nothing, Theme::choose(None, Shows::Nothing));
    door.keys("⌃t");
    assert!(door.screen().contains("This terminal shows no other colours"), "{}", door.screen());
}

#[test]
fn plain_signs_are_chosen_from_the_commands_and_kept() {
    let mut door = Harness::sam(80, 24);
    door.keys(":drawn⏎");
    assert!(door.screen().is_ascii(), "{}", door.screen());
    assert_eq!(Settings::read(&Home::at(door.home())).0.ascii, Some(true));
    door.keys(":drawn⏎");
    assert!(door.screen().contains("Signs are drawn now."));
}

/// What a terminal is sent.
#[derive(Clone, Default)]
struct Sent(Rc<RefCell<Vec<u8>>>);

impl Write for Sent {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_key_on_the_card_sends_less_than_four_hundred_bytes() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎");
    let sent = Sent::default();
    let viewport = Viewport::Fixed(Rect::new(0, 0, 80, 24));
    let mut terminal =
        Terminal::with_options(CrosstermBackend::new(sent.clone()), TerminalOptions { viewport }).unwrap();
    let mut draw = |door: &Harness| {
        sent.0.borrow_mut().clear();
        terminal.draw(|frame| drop(view(&door.model, frame))).unwrap();
        sent.0.borrow().len()
    };
    assert!(draw(&door) > 1000, "the first time everything is drawn");
    let mut most = (0, ' ');
    for key in "Slept badly, up at 5 and again at 6. Ate well".chars() {
        door.keys(&key.to_string());
        most = most.max((draw(&door), key));
    }
    assert!(most.0 < 400, "{most:?}");
    assert!(draw(&door) < 40, "what did not change is not sent again");
}

#[test]
fn what_is_wrong_in_the_settings_is_said_until_it_is_mended() {
    let mut door = Harness::sam(60, 16);
    let home = Home::at(door.home());
    std::fs::write(home.settings(), "theme = \"pink\"\nascii = \"no\"\n").unwrap();
    door.model.session.amiss = Machine::read(&home).amiss;
    door.model.session.machine = Some("Moon".to_string());
    door.model.session.machine_room = None;
    let quiet = "! Not all of settings.toml is in use: Settings says why.";
    door.keys("x⌫");
    assert!(door.screen().contains(quiet), "{}", door.screen());
    // The first reason stands whole however low the window is, and how many more there are.
    door.keys(":settings⏎");
    let screen = door.screen();
    assert!(screen.contains("! settings.toml, line 2: this must be true or false."), "{screen}");
    assert!(screen.contains("and 1 more") || screen.contains("there is no room “Moon” here"), "{screen}");
    assert!(!screen.contains(quiet), "{screen}");
    // What is chosen anew is mended.
    door.keys("1");
    assert!(!door.screen().contains("pink"), "{}", door.screen());
    door.keys("2");
    door.model.session.machine = None;
    door.keys("⎋x⌫");
    assert!(!door.screen().contains(quiet), "{}", door.screen());
    assert_eq!(Machine::read(&home).amiss, []);
}
