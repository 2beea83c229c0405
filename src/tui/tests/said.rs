//! What a page says where there is nothing, where there is too much, and where what is meant is somewhere else.

use ratatui::crossterm::event::KeyCode;

use crate::domain::{Change, Child};
use crate::tui::action::Action;
use crate::tui::harness::{Harness, LEADS_PIN, PIN, at};
use crate::tui::key::{Chord, Takes};
use crate::tui::msg::Msg;
use crate::tui::screen::review::tests::{evening, go};

fn paste(door: &mut Harness, text: &str) {
    door.tell(Msg::Paste(text.to_string()));
}

fn child(door: &Harness, name: &str) -> Child {
    door.model.session.roll.children.iter().find(|child| child.name() == name).unwrap().clone()
}

#[test]
fn what_is_pasted_over_an_offered_sentence_takes_its_place_as_a_letter_does() {
    let mut door = super::evaluation::page(80, 24);
    door.keys("a");
    assert!(door.screen().contains("Tab takes it, or type your own."), "{}", door.screen());
    paste(&mut door, "Hear from dads.");
    assert!(door.screen().contains("│ Hear from dads.▏"), "{}", door.screen());
    paste(&mut door, " And grans.");
    assert!(door.screen().contains("│ Hear from dads. And grans.▏"), "{}", door.screen());
}

#[test]
fn help_is_among_the_commands() {
    let mut door = Harness::sam(80, 24);
    door.keys("⌃khelp");
    assert!(door.row("▸").contains("Help"), "{}", door.screen());
    door.keys("⏎");
    assert!(door.screen().contains("Here: room board"), "{}", door.screen());
}

#[test]
fn nobody_sends_a_note_back_to_themselves() {
    let mut door = Harness::priya(80, 24);
    door.keys("ben⏎slept badly⏎");
    door.now = at(17, 40);
    go(&mut door, Action::GoReview);
    for _ in 0..40 {
        if door.row("▸").contains("Slept badly.") {
            break;
        }
        door.keys("↓");
    }
    assert!(door.row("▸").contains("Slept badly."), "{}", door.screen());
    assert!(!door.screen().contains("send back"), "{}", door.screen());
    door.keys("s");
    assert!(door.screen().contains("You wrote it yourself: a corrects it."), "{}", door.screen());
}

#[test]
fn a_plus_that_brings_nobody_says_where_the_brother_or_sister_is() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎+slept");
    let says = "+ brings nobody: no brother or sister is in this room.";
    assert!(door.screen().contains(says), "{}", door.screen());
    let (ben, mia) = (child(&door, "Ben Clarke"), child(&door, "Mia MacLeod"));
    door.model.session.roll.apply(&Change::Siblings { a: ben.id, b: mia.id });
    assert!(door.screen().contains("+ brings nobody: Mia is in Toddlers room."), "{}", door.screen());
    // Where it brings somebody there is nothing to say.
    door.keys("⎋ao⏎+slept");
    assert!(door.row("For 2").contains("Noah"), "{}", door.screen());
    assert!(!door.screen().contains("brings nobody"), "{}", door.screen());
}

#[test]
fn several_of_a_name_in_other_rooms_are_told_by_the_list_alone() {
    let mut door = Harness::sam(60, 16);
    let mia = child(&door, "Mia MacLeod");
    let id = crate::chance::Chance::seeded(9).id(door.now);
    let other = Child { id, surname: "Owen".to_string(), ..mia };
    door.model.session.roll.apply(&Change::Child(Box::new(other)));
    door.keys("mia");
    assert!(door.screen().contains("Nobody here is called “mia”."), "{}", door.screen());
    assert!(door.row("Mia Owen").contains("Toddlers room"), "{}", door.screen());
    assert!(!door.screen().contains("Mia MacLeod is in"), "{}", door.screen());
}

#[test]
fn a_round_without_a_row_says_so_whole_and_names_no_key_of_a_row() {
    let mut door = Harness::sam(60, 16);
    go(&mut door, Action::GoRound);
    let screen = door.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(screen.contains("On the board ] says who is, and so does a drop-off note."), "{screen}");
    assert_eq!(door.screen().lines().last(), Some(" Esc back   ? help"), "{screen}");
}

#[test]
fn a_note_that_is_longer_than_its_box_says_how_much_stands_above() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎");
    paste(&mut door, &"He told us all about the digger at the park. ".repeat(12));
    assert!(door.screen().contains("more above ─╮"), "{}", door.screen());
    // A correction's box says it in the same place.
    door.keys("⏎ben→a4");
    assert!(door.screen().contains("more above ─╮"), "{}", door.screen());
}

#[test]
fn a_promise_that_is_all_there_is_to_do_is_what_is_to_do() {
    let mut door = Harness::sam(120, 40);
    door.keys("ao⏎mum asks about shoes !wed⏎");
    door.wait(22 * 3600).keys("⌃l1").keys(PIN);
    assert!(!door.screen().contains("nothing is waiting"), "{}", door.screen());
    assert!(door.row("To do now").contains("Tab lists it"), "{}", door.screen());
    assert!(!door.screen().contains("Carried to today"), "{}", door.screen());
}

#[test]
fn wrong_numbers_in_a_low_window_say_who_can_reset_them() {
    let mut door = crate::tui::screen::week::tests::week(60, 16);
    door.keys("1s").keys("111111");
    assert!(door.screen().contains("one-use"), "{}", door.screen());
    assert!(!door.screen().contains('…'), "{}", door.screen());
    door.keys(LEADS_PIN);
}

#[test]
fn a_search_that_finds_nothing_says_first_that_the_child_is_in_another_room() {
    let said = |door: &mut Harness| door.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    for (columns, rows) in [(80, 24), (60, 16)] {
        let mut door = Harness::sam(columns, rows);
        door.keys("/mia slept");
        let screen = said(&mut door);
        let why = "Mia MacLeod is in Toddlers room. Here only Sunflower room's children are looked through. \
                   A room lead can search every room.";
        assert!(screen.contains(why) && !screen.contains("No entry has"), "{}", door.screen());
        // A word that is nobody's name is only a word, and who is of this room is looked through.
        door.keys("⌫⌫⌫⌫⌫⌫⌫⌫⌫snails");
        assert!(said(&mut door).contains("No entry has “snails” in it this term."), "{}", door.screen());
        // A lead's search is of every room, until it is narrowed to one.
        door.keys("⌃l2").keys(LEADS_PIN).keys("/mia slept");
        assert!(!said(&mut door).contains("is in Toddlers room"), "{}", door.screen());
        door.keys("⇥→");
        assert!(
            said(&mut door).contains("is in Toddlers room.")
                && said(&mut door).contains("→ looks through all children."),
            "{}",
            door.screen()
        );
        door.keys("→");
        assert!(said(&mut door).contains("No entry has"), "{}", door.screen());
    }
}

#[test]
fn the_families_of_an_earlier_day_are_not_todays() {
    let mut door = evening(120, 40);
    assert!(door.screen().contains(" Today by family"), "{}", door.screen());
    door.now = door.now.plus_seconds(24 * 60 * 60);
    door.keys("⌃l2").keys(LEADS_PIN).keys("⎋3");
    assert!(door.screen().contains(" Today by family"), "{}", door.screen());
    door.keys("e");
    assert!(door.row("End of day").contains("Tue 24 Nov"), "{}", door.screen());
    assert!(door.screen().contains(" That day by family"), "{}", door.screen());
    assert!(!door.screen().contains("Today by family"), "{}", door.screen());
}

#[test]
fn a_column_that_is_empty_has_no_name() {
    let mut door = evening(120, 40);
    door.keys("⎋finn⏎p:Told mum @mum⏎⎋4f");
    assert!(door.row("The last talk").ends_with("Why"), "{}", door.screen());
    door.keys("⇥");
    assert!(door.row("The last talk").ends_with("The last talk"), "{}", door.screen());
}

#[test]
fn enter_on_a_line_of_the_self_evaluation_does_what_the_hint_line_says() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let mut door = super::evaluation::page(columns, rows);
        let hints = door.row("Esc back");
        assert!(hints.contains("Enter open"), "{hints}");
        door.keys("⏎");
        // Its page is open, and the keys there are those of its hint line: nothing is being written yet.
        assert!(door.screen().contains("How do you know?"), "{}", door.screen());
        assert!(door.row("Esc back").contains("Enter "), "{}", door.screen());
        assert_eq!(door.model.screen.page().takes(), Takes::Nothing);
    }
}

#[test]
fn a_paste_goes_where_letters_are_typed_on_the_pages_that_find_and_name() {
    let mut door = Harness::priya(80, 24);
    door.keys("?");
    paste(&mut door, "lock");
    assert!(door.row("? lock▏").contains("lock") && door.row("▸").contains("Ctrl-L"), "{}", door.screen());
    door.keys("⎋:groups⏎");
    paste(&mut door, "buggy\nwalk");
    assert!(door.screen().contains("│ buggy walk▏"), "{}", door.screen());
    // What does not fit is left whole, and so is the name.
    paste(&mut door, &" and lunch".repeat(4));
    assert!(door.screen().contains("│ buggy walk▏"), "{}", door.screen());
    assert!(
        door.screen().contains("Not pasted: a group's name has at most 40 characters."),
        "{}",
        door.screen()
    );
    // On the board a letter may be a key: there nothing is pasted.
    door.keys("⎋⎋");
    paste(&mut door, "*");
    assert!(door.screen().contains("Nothing was pasted"), "{}", door.screen());
}

#[test]
fn what_is_written_in_a_pane_or_a_line_says_that_it_is_longer_than_its_place() {
    let mut door = evening(120, 40);
    for _ in 0..40 {
        if door.row("Esc back").contains("s send back") {
            break;
        }
        door.keys("↓");
    }
    door.keys("s");
    paste(&mut door, &"He told us all about the digger at the park. ".repeat(12));
    assert!(door.screen().contains("more above ─╮"), "{}", door.screen());
    door.keys("⎋⎋⎋/");
    paste(&mut door, &"slept badly ".repeat(12));
    assert!(door.row("/ ").starts_with(" / …"), "{}", door.screen());
    assert_eq!(door.cursor().1, "▏");
    assert!(door.cursor().0.0 < 120, "{}", door.screen());
    // So does the sentence of a row of the round, which is written in one line.
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎1⏎⎋2⇥⇥⇥");
    paste(&mut door, &"slept badly ".repeat(6));
    assert!(
        door.row("Ben C.").contains("…") && !door.row("Ben C.").contains("slept badly slept badly slept"),
        "{}",
        door.screen()
    );
    assert_eq!(door.cursor().1, "▏", "{}", door.screen());
}

/// Presses a key, and what it asks for is still being read.
fn slowly(door: &mut Harness, key: char) {
    door.tell_slowly(Msg::Key(Chord::char(key), 1_000));
}

fn hints(door: &mut Harness) -> String {
    door.screen().lines().last().unwrap_or_default().to_string()
}

#[test]
fn enter_beside_a_name_that_nobody_has_does_not_say_the_same_again() {
    let mut door = Harness::sam(80, 24);
    door.keys("qqqq⏎");
    let screen = door.screen();
    assert_eq!(screen.matches("Nobody here is called “qqqq”.").count(), 1, "{screen}");
    assert!(screen.contains("! Nobody is chosen yet: Esc clears what was typed."), "{screen}");
}

#[test]
fn a_page_that_is_still_being_made_says_so_once_and_offers_nothing_of_it() {
    for (columns, rows) in [(80, 24), (60, 16)] {
        let mut door = evening(columns, rows);
        door.keys("⎋⎋4");
        slowly(&mut door, 'x');
        door.keys("s");
        assert_eq!(door.screen().matches("The form is being made.").count(), 1, "{}", door.screen());
        assert_eq!(hints(&mut door).trim(), "Esc back   ? help");
        door.land();
        assert!(hints(&mut door).contains("s save files"), "{}", door.screen());
        assert!(!door.screen().contains("being made"), "{}", door.screen());
        door.keys("⎋⎋⎋");
        slowly(&mut door, '6');
        assert!(door.screen().contains("The pages are being made."), "{}", door.screen());
        assert!(!hints(&mut door).contains("save"), "{}", door.screen());
        door.land();
        assert!(!door.screen().contains("being made"), "{}", door.screen());
    }
}

#[test]
fn before_a_statement_is_read_nothing_is_said_of_its_entries_and_figures() {
    for (columns, rows) in [(80, 24), (60, 16)] {
        let mut door = crate::tui::screen::statement::tests::board(columns, rows);
        door.tell_slowly(Msg::Key(Chord::plain(KeyCode::Enter), 1_000));
        assert!(door.row("Entries cited").contains("being read"), "{}", door.screen());
        assert!(!hints(&mut door).contains("Enter"), "{}", door.screen());
        door.keys("⏎");
        assert!(door.screen().contains("Its entries are being read."), "{}", door.screen());
        door.keys("t");
        assert!(door.screen().contains("They are being read."), "{}", door.screen());
        assert!(!hints(&mut door).contains("Enter"), "{}", door.screen());
        door.land();
        assert!(hints(&mut door).contains("Enter open"), "{}", door.screen());
        door.keys("⎋");
        assert!(!door.screen().contains("being read"), "{}", door.screen());
    }
}

#[test]
fn all_that_is_wrong_in_the_settings_can_be_read_in_a_low_window() {
    let mut door = Harness::sam(60, 16);
    let todo = "Check how it is spelt, or take it out.";
    let wrong = |number| {
        let what = format!("the line “colour{number}” is not known here");
        crate::catalog::CatalogError::new("settings.toml", Some(number), what, todo)
    };
    door.model.session.amiss = (1..=5).map(wrong).collect();
    door.keys(":settings⏎");
    assert!(door.screen().contains("line 1:") && door.screen().contains("more below"), "{}", door.screen());
    let mut seen = door.screen();
    for _ in 0..3 {
        assert!(hints(&mut door).contains("PgDn more"), "{}", door.screen());
        door.tell(Msg::Key(Chord::plain(KeyCode::PageDown), 1_000));
        seen += &door.screen();
    }
    assert!((1..=5).all(|number| seen.contains(&format!("“colour{number}”"))), "{seen}");
    assert!(
        door.screen().contains("more above") && !door.screen().contains("more below"),
        "{}",
        door.screen()
    );
    // Where all of it has room nothing is to be turned to.
    door.resize(80, 24);
    assert!((1..=5).all(|number| door.screen().contains(&format!("“colour{number}”"))), "{}", door.screen());
    assert!(!hints(&mut door).contains("PgDn"), "{}", door.screen());
}

#[test]
fn a_request_names_the_keys_that_are_for_all_of_it_beside_how_much_is_left() {
    let mut door = crate::tui::screen::requests::tests::one(80, 24);
    assert!(door.row("still to be decided").contains("m more time   w withdrawn"), "{}", door.screen());
    door.tap("w withdrawn");
    assert!(door.screen().contains("w once more says"), "{}", door.screen());
}
