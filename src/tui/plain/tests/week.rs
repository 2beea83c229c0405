//! The weekly summary line by line: a name settled, a page heard, the files saved.

use super::Door;
use crate::tui::action::Action;
use crate::tui::harness::LEADS_PIN;
use crate::tui::screen::review::tests::go;
use crate::tui::screen::week::tests::week;

#[test]
fn names_are_settled_a_page_is_read_and_the_files_are_saved_after_the_numbers() {
    let mut harness = week(80, 24);
    if !matches!(harness.model.screen, crate::tui::screen::Screen::Week(_)) {
        go(&mut harness, Action::GoWeek);
    }
    let mut door = Door::of(harness);
    let heard = door.heard();
    assert!(heard.starts_with("Week of Mon 23 Nov, for each family: "), "{heard}");
    assert!(heard.contains("1 name to look at before you can save."), "{heard}");
    assert!(heard.contains("Check 1 of "), "{heard}");
    assert!(
        heard.contains("stops a page") && heard.contains("It says: Built a bridge with Isla."),
        "{heard}"
    );
    assert!(heard.contains("1 a friend, 2 keeps the name, "), "{heard}");
    assert!(door.line("save files").starts_with("1 name to look at before you can save."), "{}", door.told);
    let heard = door.line("2");
    assert!(!heard.contains("It says:"), "{heard}");
    assert!(heard.contains("save files, back: "), "{heard}");
    let heard = door.line("read");
    assert!(heard.contains("Page 1 of ") && heard.lines().count() > 6, "{heard}");
    assert!(!heard.contains("===") && !heard.contains("\n\n"), "{heard}");
    let next = door.line("read");
    assert!(next.contains("Page 2 of ") && next != heard, "{next}");
    let heard = door.line("");
    assert!(!heard.contains("Page 2"), "{heard}");
    let heard = door.line("save files");
    assert!(heard.ends_with("Asked once more, before files are written.\nYour 6 numbers: "), "{heard}");
    door.told.clear();
    door.keys(LEADS_PIN);
    let heard = door.heard();
    assert!(!heard.contains("4816"), "{heard}");
    assert!(heard.contains("Plain files now; you are responsible for them."), "{heard}");
    assert!(heard.contains("The files are in "), "{heard}");
    assert!(heard.ends_with("Enter goes back: "), "{heard}");
    let heard = door.line("done");
    assert!(heard.contains("the files are in "), "{heard}");
}

#[test]
fn wrong_numbers_write_nothing_and_back_leaves_them() {
    let mut harness = week(80, 24);
    if !matches!(harness.model.screen, crate::tui::screen::Screen::Week(_)) {
        go(&mut harness, Action::GoWeek);
    }
    let mut door = Door::of(harness);
    door.line("2");
    door.line("s");
    door.told.clear();
    door.keys("111222");
    assert!(door.heard().contains("Those numbers don't match."), "{}", door.told);
    door.told.clear();
    door.key(crate::tui::key::Chord::plain(ratatui::crossterm::event::KeyCode::Esc));
    assert!(door.heard().ends_with("save files, back: "), "{}", door.told);
    let heard = door.line("room");
    assert!(heard.contains("for the room"), "{heard}");
    assert!(door.line("week before").contains("Week of Mon 16 Nov"), "{}", door.told);
    assert!(door.line("week after").contains("Week of Mon 23 Nov"), "{}", door.told);
}
