//! Exports line by line: a report is chosen, heard, saved; an archive's password is typed unseen.

use super::Door;
use crate::tui::action::Action;
use crate::tui::harness::LEADS_PIN;
use crate::tui::screen::review::tests::{evening, go};

#[test]
fn a_report_is_chosen_by_its_number_heard_and_saved_after_the_numbers() {
    let mut harness = evening(80, 24);
    go(&mut harness, Action::GoExports);
    let mut door = Door::of(harness);
    assert!(door.heard().starts_with("What leaves the room, 1 of 8: A family's week"), "{}", door.told);
    assert!(door.line("4").contains("4 of 8: Today's handover card"), "{}", door.told);
    let heard = door.line("");
    assert!(heard.contains("1 of 4, Room: Sunflower."), "{heard}");
    let heard = door.line("next");
    assert!(heard.contains("2 of 4, Word: ticked."), "{heard}");
    assert!(door.line("tick").contains("Word: not ticked."), "{}", door.told);
    let heard = door.line("read");
    assert!(heard.lines().count() > 4, "{heard}");
    assert!(door.line("save").ends_with("Your 6 numbers: "), "{}", door.told);
    door.told.clear();
    door.keys(LEADS_PIN);
    let heard = door.heard();
    assert!(heard.contains("you are responsible for") && !heard.contains("4816"), "{heard}");
    assert!(door.line("done").contains("Today's handover card"), "{}", door.told);
    door.line("b");
    let heard = door.line("past");
    assert!(heard.contains("1 of 2: The handover card") && heard.contains("By Priya Shah"), "{heard}");
}

#[test]
fn an_archive_is_chosen_and_its_password_is_never_heard() {
    let stick = tempfile::tempdir().unwrap();
    let mut harness = evening(80, 24);
    harness.worker.plug(vec![stick.path().to_path_buf()]);
    go(&mut harness, Action::GoExports);
    let mut door = Door::of(harness);
    door.line("4");
    door.line("");
    let heard = door.line("save");
    assert!(heard.contains("Where to? 1 of 3: Beside the record"), "{heard}");
    assert!(door.line("next").contains("2 of 3: The stick"), "{}", door.told);
    assert!(door.line("").ends_with("Password: "), "{}", door.told);
    assert!(door.line("short").contains("It has 5 letters"), "{}", door.told);
    assert!(door.line("four plain words").contains("The same password again."), "{}", door.told);
    let heard = door.line("four plain words");
    assert!(heard.ends_with("Your 6 numbers: ") && !heard.contains("plain words"), "{heard}");
    door.told.clear();
    door.keys(LEADS_PIN);
    assert!(door.heard().contains("the password can read it"), "{}", door.told);
}
