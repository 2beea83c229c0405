//! Where one can go line by line: the menu, the list of commands, search.

use ratatui::crossterm::event::KeyCode;

use super::Door;
use crate::tui::harness::Harness;
use crate::tui::key::Chord;
use crate::tui::screen::Screen;
use crate::tui::sign::Signs;

#[test]
fn the_menu_is_read_an_item_a_line_and_a_number_goes_there() {
    let mut door = Door::sam();
    let heard = door.line("menu");
    let lines: Vec<&str> = heard.lines().collect();
    assert_eq!(lines.first(), Some(&"1 Room board."), "{heard}");
    assert!(lines.contains(&"3 End of day, for room leads."), "{heard}");
    assert!(lines.contains(&"7 Search."), "{heard}");
    assert!(lines.contains(&"12 Groups, for room leads."), "{heard}");
    assert_eq!(lines.last(), Some(&"Where to? "));
    assert!(door.line("3").starts_with("A room lead or a manager does this."), "{}", door.told);
    door.line("menu");
    assert!(
        door.line("99").starts_with("There is no such answer here. The number of a place"),
        "{}",
        door.told
    );
    assert!(door.line("7").ends_with("Search: "), "{}", door.told);
    assert!(matches!(door.harness.model.screen, Screen::Search(_)));
    assert!(door.line(":back").ends_with("Who? "), "{}", door.told);
}

#[test]
fn back_leads_out_of_the_rooms_and_of_a_concern() {
    let mut door = Door::of(Harness::priya(80, 24));
    for back in ["back", "b"] {
        assert!(door.line(":concern").contains("safeguarding concern"), "{}", door.told);
        assert!(door.line(back).ends_with("Who? "), "{}", door.told);
        door.line(":rooms");
        assert!(matches!(door.harness.model.screen, Screen::Rooms(_)), "{}", door.told);
        assert!(door.line(back).ends_with("Who? "), "{}", door.told);
    }
}

#[test]
fn what_is_looked_for_is_heard_an_entry_at_a_time_and_opened() {
    let mut door = Door::sam();
    for (child, words) in [("ao", "slept badly"), ("ben", "slept well"), ("isla", "ate toast")] {
        door.line(child);
        door.line(words);
        door.line("");
    }
    let heard = door.line("/");
    assert!(heard.ends_with("In Sunflower room, all kinds, this term.\nSearch: "), "{heard}");
    let heard = door.line("slept");
    assert!(heard.starts_with("2 found."), "{heard}");
    assert!(heard.contains("\n1 of 2: Ben Clarke, Drop-off 08:40, Sam: Slept well.\n"), "{heard}");
    assert!(heard.ends_with("Enter older, o opens, b back, or search again: "), "{heard}");
    let heard = door.line("");
    assert!(heard.starts_with("2 of 2: Ava O'Neill, Drop-off 08:40, Sam: Slept badly.\nThat was the last."));
    let heard = door.line("o");
    assert!(heard.contains("1 of 1: Drop-off 08:40, Sam: Slept badly."), "{heard}");
    let heard = door.line("b");
    assert!(heard.contains("2 of 2: Ava O'Neill"), "{heard}");
    let heard = door.line("zebra");
    assert!(heard.starts_with("No entry has \"zebra\" in it this term."), "{heard}");
    assert!(heard.ends_with("Search: "), "{heard}");
    let heard = door.line("t");
    assert!(heard.contains("No entry has \"zebra\" in it.") && heard.contains("all terms."), "{heard}");
    assert!(door.line("?").starts_with("A word, or a child's name and a word;"), "{}", door.told);
    assert!(door.line(":back").ends_with("Who? "));
}

#[test]
fn a_lead_looks_at_all_children_or_the_room() {
    let mut door = Door::of(Harness::priya(80, 24));
    assert!(door.line("/").contains("In all children, all kinds, this term."), "{}", door.told);
    assert!(door.line("w").contains("In Sunflower room, all kinds, this term."), "{}", door.told);
    assert!(door.line("k").contains("In Sunflower room, Drop-off, this term."), "{}", door.told);
}

#[test]
fn every_page_asks_something_in_plain_letters_and_goes_back() {
    let mut door = Door::of(Harness::priya(80, 24));
    door.harness.model.session.look.signs = Signs::Ascii;
    for name in [
        "commands",
        "search",
        "groups",
        "daily-round",
        "end-of-day",
        "evidence",
        "weekly-summary",
        "phrases",
        "concern",
        "settings",
        "rooms",
        "staff",
        "self-evaluation",
    ] {
        let heard = door.line(&format!(":{name}"));
        assert!(heard.is_ascii(), "{name}: {heard}");
        let asked = heard.lines().last().unwrap_or_default();
        assert!(asked.ends_with(": ") || asked.ends_with("> ") || asked.ends_with("? "), "{name}: {heard}");
        assert!(!matches!(door.harness.model.screen, Screen::Board(_)), "{name}");
        let mut heard = door.line("?");
        while heard.contains("? again says ") {
            heard = door.line("?");
        }
        assert!(heard.is_ascii() && heard.contains("Anywhere: Esc or :back goes back"), "{name}: {heard}");
        assert!(door.line(":room-board").ends_with("Who? "), "{name}: {}", door.told);
    }
    for keys in ["menu", "/"] {
        door.line(keys);
        door.key(Chord::plain(KeyCode::Esc));
        assert!(door.heard().ends_with("Who? "), "{keys}: {}", door.heard());
    }
}

#[test]
fn a_practice_record_is_written_part_by_part_and_looked_at() {
    let mut door = Door::of(Harness::priya(80, 24));
    let heard = door.line(":practice-records");
    assert!(heard.contains("Practice records: 0.") && heard.contains("There is none."), "{heard}");
    let heard = door.line("new");
    assert!(heard.contains("What is it?") && heard.contains("1 Settling plan or visit."), "{heard}");
    assert!(door.line("x").contains("There is no such kind here."), "{}", door.told);
    assert!(door.line("home visit").ends_with("Children: "), "{}", door.told);
    assert!(door.line("ava").contains("may be Ava O'Neill or Ava Patel"), "{}", door.told);
    let erase = |door: &mut Door, letters: usize| {
        (0..letters).for_each(|_| door.key(Chord::plain(KeyCode::Backspace)));
    };
    erase(&mut door, 2);
    assert!(door.line("o").ends_with("On which day: 24 Nov 2026"), "{}", door.told);
    erase(&mut door, "24 Nov 2026".len());
    assert!(door.line("yesterday").ends_with("Where: "), "{}", door.told);
    assert!(door.line("9").contains("A number of those, please."), "{}", door.told);
    assert!(door.line("").ends_with("With whom: "), "{}", door.told);
    door.line("");
    door.line("ps");
    assert!(door.line("builds with tins").ends_with("What was agreed: "), "{}", door.told);
    door.line("");
    door.line("");
    door.line("");
    let heard = door.line("");
    assert!(heard.contains("t changes that, Enter goes on. Enter saves the record."), "{heard}");
    let heard = door.line("t");
    assert!(heard.contains("What does it show?") && heard.contains(", ticked."), "{heard}");
    door.line("1");
    assert!(door.line("").ends_with("What it shows: "), "{}", door.told);
    let heard = door.line("");
    assert!(heard.contains("Saved. It counts from now on."), "{heard}");
    assert!(heard.contains("What was seen and told: builds with tins."), "{heard}");
    assert!(door.line("back").contains("1 of 1: Mon 23 Nov, Home visit, Ava O."), "{}", door.told);
    assert!(door.line("tins").contains("Practice records: 1 with"), "{}", door.told);
    assert!(door.line("buckets").contains("Practice records: 0 with"), "{}", door.told);
}
