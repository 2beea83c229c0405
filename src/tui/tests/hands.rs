//! For every hand: taps that do what keys do, keys that are other ones here, and no letters as commands.

use std::collections::BTreeMap;

use super::eyes::{scopes, without_day_code};
use super::shell::page;
use crate::paths::Home;
use crate::settings::Settings;
use crate::tui::action::{Action, Scope};
use crate::tui::harness::Harness;
use crate::tui::key::labelled;
use crate::tui::keymap::Keymap;
use crate::tui::msg::Msg;
use crate::tui::screen::Screen;
use crate::tui::screen::review::tests::evening;
use crate::tui::tap::Touch;
use crate::tui::widget::hint;

#[test]
fn a_tap_on_a_hint_does_what_its_key_does() {
    for scope in scopes() {
        let mut door = page(scope);
        let line = door.screen().lines().last().unwrap().to_string();
        for item in hint::items(&door.model) {
            let says = format!("{} {}", item.key, item.word);
            let (Some(chord), Some(at)) = (labelled(&item.key), line.find(&says)) else { continue };
            let x = line[..at].chars().count() + says.chars().count() - 1;
            let mut tapped = page(scope);
            tapped.touch(Touch::Press, (x as u16, 23));
            let mut pressed = page(scope);
            // A tap comes after something was seen, and a list that must be read whole counts what was seen.
            let _ = pressed.screen();
            pressed.tell(Msg::Key(chord, 1000));
            let (tapped, pressed) = (without_day_code(&tapped.screen()), without_day_code(&pressed.screen()));
            assert_eq!(tapped, pressed, "{scope:?}: {says}");
        }
    }
}

#[test]
fn a_tap_on_a_row_goes_there_and_on_the_row_in_use_does_what_enter_does() {
    let mut door = Harness::sam(80, 24);
    door.tap("Chidi E.");
    assert!(door.row("Chidi E.").starts_with('▸'), "{}", door.screen());
    door.tap("Chidi E.");
    assert!(door.row("For").contains("Chidi Eze"), "{}", door.screen());
    door.tap("Esc back");
    assert!(matches!(door.model.screen, Screen::Board(_)));
    // The place of the mark's sign marks.
    let (x, y) = door.place("Elif K.");
    door.touch(Touch::Press, (x - 2, y));
    assert!(door.row("Elif K.").contains("■ Elif K."), "{}", door.screen());
    door.touch(Touch::Press, (x - 2, y));
    assert!(!door.row("Elif K.").contains('■'));
    // In a roomy window a row is two rows high.
    door.resize(120, 40);
    let (x, y) = door.place("Isla B.");
    door.touch(Touch::Press, (x, y + 1));
    assert!(door.row("10   Isla B.").starts_with(" ▸"), "{}", door.screen());
}

#[test]
fn a_name_that_was_begun_gives_way_to_the_row_that_is_tapped() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben").tap("Elif K.");
    assert!(door.row("Elif K.").starts_with('▸') && !door.row("Who?").contains("ben"), "{}", door.screen());
    door.keys("ben").tap("Ben C.");
    assert!(door.row("For").contains("Ben Clarke"), "{}", door.screen());
}

#[test]
fn numbered_rows_are_chosen_by_one_tap() {
    let mut door = Harness::locked(80, 24);
    door.tap("Priya Shah");
    assert!(door.screen().contains("Your 6 numbers"), "{}", door.screen());
    door.keys("48").tap("Sam Okafor");
    assert!(door.screen().contains("Your 4 numbers"), "{}", door.screen());
    door.keys("4816ava").tap("Ava Patel");
    assert!(door.row("For").contains("Ava Patel"), "{}", door.screen());
    door.tap("2 Feedback");
    assert!(door.screen().contains("[2 Feedback]"), "{}", door.screen());
    door.tap("1 Ate everything").tap("Enter save");
    assert_eq!(door.entries().len(), 1, "{}", door.screen());
    door.keys("⎋").tap("Search");
    assert!(matches!(door.model.screen, Screen::Search(_)), "{}", door.screen());
}

#[test]
fn what_is_found_taken_out_ticked_and_chosen_is_so_by_tap_too() {
    let mut door = Harness::sam(80, 24);
    door.keys("␣␣⏎busy⇥⇥").tap("■   Ava P.");
    assert!(door.row("□   Ava P.").contains("taken out"), "{}", door.screen());
    let mut door = page(Scope::Search);
    door.tap("all kinds").tap("[all kinds]");
    assert!(door.screen().contains("[Drop-off]"), "{}", door.screen());
    let mut door = page(Scope::AmendWhy);
    door.tap("spelling");
    assert!(door.screen().contains("The words from now on (spelling)"), "{}", door.screen());
    let mut door = page(Scope::ReviewChoice);
    door.tap("6 in your own words");
    assert!(door.screen().contains("Why was there no talk"), "{}", door.screen());
}

#[test]
fn a_statement_is_judged_by_a_tap_on_the_letter() {
    let mut door = page(Scope::Statement);
    let (column, row) = door.place("Y P N");
    door.touch(Touch::Press, (column + 2, row));
    assert!(door.row(" Met ").contains("Y [P] N"), "{}", door.screen());
    door.keys("p");
    assert!(door.row(" Met ").contains("Y P N"), "{}", door.screen());
}

#[test]
fn what_is_asked_on_the_board_and_of_steps_is_answered_by_one_tap() {
    let mut door = page(Scope::BoardAway);
    door.tap("2  ill");
    assert!(door.row("Ben C.").contains("– away"), "{}", door.screen());
    let mut door = page(Scope::WhichStep);
    door.tap("Read a book.");
    assert!(matches!(door.model.screen.page().scope(), Scope::Heard), "{}", door.screen());
    assert!(door.row("Read a book.").starts_with(" Read"), "{}", door.screen());
    let mut door = page(Scope::Promised);
    door.tap("Enter done");
    assert!(door.screen().contains("Done: it is off the list"), "{}", door.screen());
}

#[test]
fn a_cell_of_the_round_is_reached_by_one_tap_which_saves_no_row() {
    let mut door = page(Scope::Round);
    let before = door.entries().len();
    let row = |door: &mut Harness, name: &str| door.place(name).1;
    let (x, _) = door.place("For the family");
    let (ben, chidi) = (row(&mut door, "Ben C."), row(&mut door, "Chidi E."));
    for y in [ben, ben, chidi, chidi] {
        door.touch(Touch::Press, (x, y));
        assert_eq!(door.model.screen.page().scope(), Scope::RoundWords, "{}", door.screen());
        assert_eq!(door.cursor().0.1, y);
    }
    let (cell, _) = door.place("Child");
    door.touch(Touch::Press, (cell + 16, ben));
    assert_eq!(door.model.screen.page().scope(), Scope::Round, "{}", door.screen());
    assert_eq!(door.cursor().0, (cell + 15, ben), "{}", door.screen());
    assert_eq!(door.entries().len(), before);
}

#[test]
fn what_the_legend_of_the_round_offers_is_said_by_a_tap_on_it() {
    let mut door = page(Scope::Round);
    let before = door.entries().len();
    // The column in use, then another one, from a cell and from the sentence.
    door.tap("s some");
    assert!(door.row("Ben C.").contains(" some"), "{}", door.screen());
    door.tap("h s t u");
    assert!(door.row("Ben C.").contains(" some            happy"), "{}", door.screen());
    door.tap("t tired");
    assert!(door.row("Ben C.").contains(" some            tired"), "{}", door.screen());
    // What is no key goes to its column.
    door.tap("minutes").keys("4").tap("n none").keys("⇥⇥so brave").tap("n    Mood").keys("35");
    assert!(door.row("Ben C.").contains(" some    35      tired   so brave"), "{}", door.screen());
    assert_eq!(door.model.screen.page().scope(), Scope::Round);
    // With numbers in the place of letters too, where 0 would go on with the number.
    door.keys(":numbers⏎").tap("0 none");
    assert!(door.row("Ben C.").contains(" some    none    tired"), "{}", door.screen());
    assert_eq!(door.entries().len(), before);
}

#[test]
fn a_column_is_reached_by_a_tap_on_its_heading_and_one_that_has_no_room_by_the_sign_for_more() {
    let mut door = page(Scope::Round);
    door.model.session.roll.rooms[0].round =
        ["ate", "bottle", "slept", "nappy", "mood"].map(str::to_string).to_vec();
    door.resize(60, 16);
    let (x, y) = door.place("For the family");
    let row = |door: &mut Harness| door.screen().lines().nth(usize::from(y)).unwrap().to_string();
    assert!(row(&mut door).contains("Slept … For"), "{}", door.screen());
    door.touch(Touch::Press, (x - 2, y));
    assert!(row(&mut door).contains("… Bottle  Slept   Nappy …"), "{}", door.screen());
    assert!(door.row("Nappy: ").contains("w wet"), "{}", door.screen());
    door.tap("Bottle");
    assert!(door.row("Bottle: ").contains("ml"), "{}", door.screen());
    door.tap("For the family");
    assert_eq!(door.model.screen.page().scope(), Scope::RoundWords, "{}", door.screen());
}

#[test]
fn what_copies_and_fills_cells_is_tapped_at_every_size() {
    for (columns, rows) in [(80, 24), (120, 40), (60, 16)] {
        let mut door = page(Scope::Round);
        door.resize(columns, rows).tap("* fill blanks");
        assert!(door.row("Chidi E.").contains("~most"), "{}", door.screen());
        door.keys("↓⌫").tap("= as above");
        assert!(door.row("Chidi E.").contains(" most"), "{}", door.screen());
    }
}

#[test]
fn groups_and_columns_are_ticked_by_tap() {
    let mut door = page(Scope::GroupName);
    door.tap("Ben Clarke");
    assert!(door.row("Ben Clarke").contains("■   Ben Clarke"), "{}", door.screen());
    door.tap("Ben Clarke");
    assert!(door.row("Ben Clarke").contains("□   Ben Clarke"), "{}", door.screen());
    let mut door = page(Scope::RoundColumns);
    let (x, y) = door.place("□");
    let before = door.screen();
    door.touch(Touch::Press, (x, y));
    assert!(door.screen().lines().nth(y.into()).unwrap().contains('■'), "{}", door.screen());
    door.touch(Touch::Press, (x, y));
    assert_eq!(door.screen().matches('■').count(), before.matches('■').count());
}

#[test]
fn phrases_are_gone_through_and_their_fields_reached_by_tap() {
    let mut door = page(Scope::Phrases);
    door.tap("3 Pick-up");
    assert!(door.screen().contains("[3 Pick-up]"), "{}", door.screen());
    let third = door.screen().lines().nth(5).unwrap()[..24].trim().to_string();
    door.tap(&third);
    assert!(door.row(&third).contains('▸'), "{}", door.screen());
    door.tap(&third);
    assert!(door.screen().contains("Change a phrase"), "{}", door.screen());
    let before = door.screen();
    door.tap("For rooms of").tap("under twos");
    assert!(door.row("For rooms of").contains("under threes"), "{}", door.screen());
    door.keys("←").tap("Words");
    assert_eq!(door.screen(), before, "nothing but the field in use was changed");
}

#[test]
fn phrases_their_choices_and_other_spellings_are_taken_by_tap() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎").tap("2 Settled");
    assert!(door.row("Drop-off   08:40").contains("Settled quickly"), "{}", door.screen());
    // Behind a word a point were a full stop: a space comes first.
    door.keys("⌫⌫Busy").tap(". all phrases").keys("ate");
    door.tap("Ate breakfast at home");
    assert!(door.row("│ Busy").contains("│ Busy. Ate breakfast at home."), "{}", door.screen());
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎f:.ate ").tap("2 most");
    assert!(door.screen().contains("Ate most of"), "{}", door.screen());
}

#[test]
fn a_choice_is_taken_by_tap_after_letters_were_typed_too() {
    // Letters that a choice stands behind, letters of no choice yet, and a second gap.
    for (typed, tapped, says) in
        [("m", "3 some", "Ate some of"), ("mos", "1 all", "Ate all of"), ("m⌫", "2 most", "Ate most of")]
    {
        let mut door = Harness::sam(80, 24);
        door.keys("ben⏎f:.ate ").keys(typed).tap(tapped);
        assert!(door.screen().contains(says), "{typed}: {}", door.screen());
        door.keys("1⏎");
        assert_eq!(door.entries().len(), 1, "{typed}: {}", door.screen());
        assert!(door.entries()[0].3.starts_with(says), "{typed}: {:?}", door.entries());
    }
    let mut door = Harness::sam(80, 24);
    for child in ["ao", "ben"] {
        door.keys(child).keys("⏎1⏎");
    }
    door.wait(4 * 3600).keys("⎋2⇥⇥⇥.ate m").tap("3 some");
    assert!(door.screen().contains("Ate some of"), "{}", door.screen());
}

#[test]
fn what_it_is_can_be_changed_by_tap_at_any_moment_of_the_writing() {
    // A phrase by its number, a gap that is empty, letters of a mark, plain words.
    for keys in ["2", ".tired ", "busy .ti", "busy", "busy, isla too⏎"] {
        let mut door = Harness::sam(80, 24);
        door.keys("ben⏎").keys(keys);
        let (_, y) = door.place("1 Drop-off");
        let note = |door: &mut Harness| door.screen().lines().nth(usize::from(y) + 3).unwrap().to_string();
        let before = note(&mut door);
        door.tap("5 Moving on");
        assert!(door.row("1 Drop-off").contains("[5 Moving on]"), "{keys}: {}", door.screen());
        assert_eq!(note(&mut door), before, "{keys}: {}", door.screen());
        door.keys("⌃o2");
        assert!(door.row("1 Drop-off").contains("[2 Feedback]"), "{keys}: {}", door.screen());
    }
}

#[test]
fn the_keys_that_a_line_names_can_be_tapped_there() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎played with isla⏎");
    assert!(door.screen().contains("2 keep"), "{}", door.screen());
    let (x, y) = door.place("2 keep");
    door.touch(Touch::Press, (x, y));
    assert_eq!(door.entries()[0].3, "Played with isla.", "{}", door.screen());
    let mut door = Harness::sam(120, 40);
    door.keys("ao⏎bring a hat !⏎").tap("Tab lists them");
    assert!(door.screen().contains("promised for today"), "{}", door.screen());
    let mut door = Harness::sam(120, 40);
    door.keys("ao⏎1⏎").tap("Ctrl-Z takes it back  5");
    assert!(door.screen().contains("Taken back"), "{}", door.screen());
}

#[test]
fn a_tap_on_a_row_of_the_review_never_agrees_it() {
    let mut door = evening(80, 24);
    let before = door.screen();
    let ((x, y), _) = door.cursor();
    door.touch(Touch::Press, (x, y)).touch(Touch::Press, (x, y + 2)).touch(Touch::Press, (x, y + 2));
    assert_eq!(door.cursor().0, (x, y + 2));
    let figures = |screen: &str| screen.lines().nth(1).unwrap().to_string();
    assert_eq!(figures(&door.screen()), figures(&before));
}

#[test]
fn a_drag_scrolls_the_list_and_so_does_the_wheel() {
    let mut door = Harness::sam(80, 24);
    let (x, y) = door.place("Daisy L.");
    door.touch(Touch::Press, (x, y)).touch(Touch::Drag, (x, y - 2));
    assert!(
        door.row("Finn M.").starts_with('▸') || door.row("Grace A.").starts_with('▸'),
        "{}",
        door.screen()
    );
    door.touch(Touch::Drag, (x, y));
    assert!(door.row("Daisy L.").starts_with('▸'), "{}", door.screen());
    door.touch(Touch::Wheel(3), (x, y));
    assert!(door.row("Grace A.").starts_with('▸'), "{}", door.screen());
    // A drag that began elsewhere, or over no list, is nothing.
    door.touch(Touch::Press, (70, 0)).touch(Touch::Drag, (70, 9));
    let mut card = Harness::sam(80, 24);
    card.keys("ben⏎a b");
    let before = card.screen();
    card.touch(Touch::Wheel(-3), (10, 6)).touch(Touch::Drag, (10, 2));
    assert_eq!(card.screen(), before);
}

#[test]
fn a_tap_on_nothing_does_nothing_and_says_nothing() {
    let mut door = Harness::sam(80, 24);
    door.keys("ao⏎1⏎");
    let before = door.screen();
    assert!(before.contains("Saved for Ava O'Neill"));
    for at in [(40, 0), (40, 2), (2, 3), (79, 20)] {
        door.touch(Touch::Press, at).touch(Touch::Press, at);
        assert_eq!(door.screen(), before, "{at:?}");
    }
    door.tap("Ctrl-Z takes it back");
    assert!(door.screen().contains("Taken back"), "{}", door.screen());
}

#[test]
fn a_tap_counts_for_the_page_that_was_seen_or_not_at_all() {
    let mut door = Harness::sam(80, 24);
    let at = door.place("Ben C.");
    door.screen();
    // The key changed the page, and nobody has seen the new one yet.
    door.keys("⎋");
    door.tell(Msg::Touch(Touch::Press, at, 1000));
    assert!(matches!(door.model.screen, Screen::Menu(_)), "{}", door.screen());
}

#[test]
fn a_tap_during_the_warning_only_stays() {
    let mut door = Harness::sam(80, 24);
    door.tell(Msg::Idle);
    assert!(door.screen().contains("Locks in 15 s"));
    door.tap("Chidi E.");
    assert!(!door.screen().contains("Locks in"), "{}", door.screen());
    assert!(!door.row("Chidi E.").starts_with('▸'));
    door.tell(Msg::Idle);
    assert!(door.model.session.person.is_some(), "the warning begins anew");
}

#[test]
fn with_letters_off_numbers_do_it_and_hints_and_help_say_so() {
    let mut door = evening(120, 40);
    assert!(door.screen().lines().last().unwrap().contains("a amend"), "{}", door.screen());
    door.keys(":numbers⏎");
    let hints = door.screen().lines().last().unwrap().to_string();
    assert!(hints.contains("4 amend"), "{hints}");
    assert!(Settings::read(&Home::at(door.home())).0.letters_off);
    door.keys("a");
    assert!(matches!(door.model.screen, Screen::Review(_)), "{}", door.screen());
    door.keys("4");
    assert!(matches!(door.model.screen, Screen::Amend(_)), "{}", door.screen());
    door.keys("⎋?");
    assert!(door.row("correct it; the first words stay").contains(" 4 "), "{}", door.screen());
    // A word of a sentence is no key: only where a key is meant it is another.
    let mut door = Harness::sam(120, 40);
    door.keys(":numbers⏎?");
    assert!(door.row("letters ").contains("find a child by any part of a name"), "{}", door.screen());
    assert!(door.row("Later?").contains("open it on the child's page, 4 corrects it"), "{}", door.screen());
}

#[test]
fn a_changed_key_works_and_is_what_hints_header_help_and_notices_say() {
    let mut door = Harness::sam(80, 24);
    let wished = [("lock", "ctrl-e"), ("take-back", "ctrl-u"), ("everyone", "%")];
    let wished: BTreeMap<_, _> =
        wished.iter().map(|(name, key)| (name.to_string(), key.to_string())).collect();
    door.model.session.keys = Keymap::new(&wished, false).0;
    door.keys("ao⏎1⏎");
    assert!(door.screen().contains("Ctrl-U takes it back"), "{}", door.screen());
    assert!(!door.screen().contains("Ctrl-Z") && !door.screen().contains("Ctrl-L"), "{}", door.screen());
    assert!(door.screen().lines().last().unwrap().contains("% everyone"));
    door.keys("%");
    assert!(door.row("Ava O.").contains('■'), "{}", door.screen());
    door.keys("⎋?");
    assert!(door.row("everyone who is here").contains('%'), "{}", door.screen());
    door.keys("⎋⌃u");
    assert!(door.screen().contains("Taken back"), "{}", door.screen());
    door.tap("Ctrl-E lock");
    assert!(matches!(door.model.screen, Screen::SignIn(_)));
    let keys = crate::tui::keys_markdown(&door.model.session.keys);
    assert!(keys.contains("| `Ctrl-E` | lock the screen | lock |"), "doorstep keys follows");
    assert_eq!(Action::Lock.spec().keys, ["ctrl-l"]);
}
