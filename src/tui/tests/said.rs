//! What a page says where there is nothing, where there is too much, and where what is meant is somewhere else.

use crate::domain::{Change, Child};
use crate::tui::action::Action;
use crate::tui::harness::{Harness, LEADS_PIN, PIN, at};
use crate::tui::msg::Msg;
use crate::tui::screen::review::tests::go;

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
    assert!(door.screen().contains("a letter writes over it"), "{}", door.screen());
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
    assert!(door.screen().contains("Here, on the room board"), "{}", door.screen());
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
