//! Keys in, screen, files and store out: the week as families hold it.

use crate::domain::child::{Contact, ContactLink, Format, Household, Responsibility};
use crate::domain::*;
use crate::tui::harness::{Harness, LEADS_PIN};
use crate::tui::screen::review::tests::evening;

/// Two notes that were agreed, one of them with a name that nobody has settled, and two homes to write to.
pub(crate) fn week(columns: u16, rows: u16) -> Harness {
    week_of(columns, rows, "Sang the welcome song.")
}

#[test]
fn where_nothing_is_in_the_way_the_cursor_stands_on_whom_it_is_for() {
    let mut harness = week(80, 24);
    harness.keys("→");
    assert!(harness.screen().contains("nothing in the way"), "{}", harness.screen());
    let ((x, y), letter) = harness.cursor();
    let row = harness.screen().lines().nth(usize::from(y)).unwrap().to_string();
    assert!(row.contains("[the room]") && letter == "t", "{x}: {row}");
}

/// The same, with this note about Ava.
fn week_of(columns: u16, rows: u16, of_ava: &str) -> Harness {
    let mut harness = evening(columns, rows);
    let mut chance = crate::chance::Chance::seeded(31);
    let mut changes = Vec::new();
    let children: Vec<(ChildId, String)> = {
        let session = &harness.model.session;
        session.children().iter().map(|child| (child.id, child.name())).collect()
    };
    let (ava, ben) = (children[1].0, children[2].0);
    for (child, name) in &children[1..3] {
        let (household, contact) = (chance.id(harness.now), chance.id(harness.now));
        changes.push(Change::Household(Household { id: household }));
        changes.push(Change::Contact(Contact {
            id: contact,
            name: format!("Mum of {name}"),
            household,
            language: String::new(),
            format: Format::Standard,
        }));
        changes.push(Change::Link(ContactLink {
            child: *child,
            contact,
            relation: "Mum".to_string(),
            responsibility: Responsibility::Yes,
            may_collect: None,
        }));
    }
    let room = harness.model.session.room.unwrap();
    let so_far = harness.worker.store().day(room, harness.now.day()).unwrap();
    let first = so_far.entries.first().unwrap().entry.clone();
    for (child, text) in [(ben, "Built a bridge with Isla."), (ava, of_ava)] {
        let entry = Entry {
            id: chance.id(harness.now),
            talk: chance.id(harness.now),
            child,
            kind: Kind::Feedback,
            with: Vec::new(),
            text: text.to_string(),
            family_words: Vec::new(),
            follow_up: None,
            suggested: Vec::new(),
            ..first.clone()
        };
        changes.push(Change::Agree { entry: entry.id, seen: 0, shows: Vec::new(), nothing_of: None });
        let stamp = Stamp { person: Some(first.by), recorded: harness.now };
        harness.worker.store().apply(&Change::Entry(Box::new(entry)).into(), stamp).unwrap();
    }
    let stamp = Stamp { person: harness.model.session.person, recorded: harness.now };
    harness.worker.store().apply(&changes.into(), stamp).unwrap();
    harness.tell_effect(crate::tui::msg::Effect::Roll);
    harness.keys("⎋⎋6");
    harness
}

#[test]
fn a_narrow_line_names_every_key_of_the_page() {
    let mut harness = week(60, 16);
    let hints = harness.keys("1").screen().lines().last().unwrap().to_string();
    for word in ["Enter next", "s save", "↑↓ read", "→ room", "Esc back", "? help"] {
        assert!(hints.contains(word), "{word}: {hints}");
    }
    assert!(harness.row("page 1 of 2").contains("PgDn goes on"), "{}", harness.screen());
    harness.keys("⇟⇟⇟⇟⇟⇟");
    assert!(!harness.row("page 2 of 2").contains("PgDn"), "nothing follows: {}", harness.screen());
}

#[test]
fn saving_waits_until_the_name_is_settled_and_every_file_is_in_the_log() {
    let mut harness = week(80, 24);
    assert!(harness.screen().contains("1 name to look at"), "{}", harness.screen());
    harness.keys("s");
    assert!(!harness.home().join("exports").exists());
    harness.keys("1");
    assert!(!harness.screen().contains("name to look at"), "{}", harness.screen());
    insta::assert_snapshot!("week_80x24", harness.screen());
    harness.keys("s").keys(LEADS_PIN);
    let folder = harness.home().join("exports").join("2026-W48");
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(
        files.len(),
        2 * crate::export::on_screens(crate::domain::policy::ReportKind::FamilyWeek).count(),
        "{files:?}"
    );
    for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "txt")) {
        assert!(!std::fs::read_to_string(file).unwrap().contains("Isla"));
    }
    let room = harness.model.session.room.unwrap();
    let so_far = harness.worker.store().day(room, harness.now.day()).unwrap();
    assert!(so_far.entries.iter().any(|standing| standing.printed));
}

#[test]
fn files_are_written_only_after_the_leads_own_numbers() {
    let mut harness = week(80, 24);
    harness.keys("1s");
    assert!(harness.screen().contains("Your 6 numbers"), "{}", harness.screen());
    let exports = harness.home().join("exports");
    harness.keys("111111");
    assert!(harness.screen().contains("Those numbers don't match."), "{}", harness.screen());
    assert!(!exports.exists(), "wrong numbers write nothing");
    harness.keys("⎋");
    assert!(!exports.exists(), "Esc leaves it");
    harness.keys("s").keys(&LEADS_PIN[..5]);
    assert!(!exports.exists());
    harness.keys(&LEADS_PIN[5..]);
    assert!(exports.join("2026-W48").exists());
    assert!(harness.screen().contains("Plain files now; you are responsible for them."));
    assert!(harness.row("The files are in").contains("exports/2026-W48"), "{}", harness.screen());
}

/// No typeface that comes with the program has the letter, and no test asks this machine for its own.
#[cfg(feature = "pdf")]
#[test]
fn letters_that_print_cannot_show_are_said_before_anything_is_saved() {
    let mut harness = week_of(80, 24, "Wrote 你 in the sand.");
    harness.keys("1");
    for whom in ["←", "→"] {
        harness.keys(whom);
        for says in ["typeface", "[U+4F60]"] {
            assert!(harness.screen().contains(says), "{whom} {says}: {}", harness.screen());
        }
    }
    assert!(harness.screen().contains("The room's week: no"), "{}", harness.screen());
}

#[test]
fn the_rooms_week_is_one_key_away_and_its_files_stand_in_the_record() {
    let mut harness = week(80, 24);
    harness.keys("→");
    assert!(harness.row("the room").contains("[the room]"), "{}", harness.screen());
    assert!(harness.screen().contains("Sunflower: the week"), "{}", harness.screen());
    harness.keys("s").keys(LEADS_PIN);
    let folder = harness.home().join("exports").join("2026-W48");
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(
        files.len(),
        crate::export::on_screens(crate::domain::policy::ReportKind::RoomWeek).count(),
        "{files:?}"
    );
    let room = harness.model.session.room.unwrap();
    let so_far = harness.worker.store().day(room, harness.now.day()).unwrap();
    assert!(so_far.entries.iter().any(|standing| standing.printed));
    harness.keys("⏎←");
    assert!(harness.row("For").contains("[each family]"), "{}", harness.screen());
}

#[test]
fn a_page_that_is_longer_than_the_window_is_turned_to_its_end_before_the_next() {
    use ratatui::crossterm::event::KeyCode;
    let mut harness = week(60, 16);
    harness.keys("1");
    let mut seen = harness.screen();
    for _ in 0..20 {
        let chord = crate::tui::key::Chord::plain(KeyCode::PageDown);
        harness.tell(crate::tui::msg::Msg::Key(chord, 1000));
        seen.push_str(&harness.screen());
    }
    assert!(seen.contains("Built a bridge"), "{seen}");
    assert!(seen.contains("Sang the welcome"), "{seen}");
    assert!(seen.contains("page 2 of 2"), "{seen}");
}

#[test]
fn in_a_narrow_window_each_cell_of_the_rooms_week_says_of_which_day_and_child_it_is() {
    use ratatui::crossterm::event::KeyCode;
    for (columns, rows) in [(60, 16), (80, 24)] {
        let mut harness = week(columns, rows);
        harness.keys("→");
        let mut right = Vec::new();
        for _ in 0..30 {
            let screen = harness.screen();
            right.extend(screen.lines().filter_map(|line| Some(line.split_once('│')?.1.to_string())));
            harness.tell(crate::tui::msg::Msg::Key(crate::tui::key::Chord::plain(KeyCode::PageDown), 1000));
        }
        let child = right.iter().position(|line| line == " Ben C.").expect("Ben's rows");
        let his = right[child + 1..child + 3].concat();
        for day in ["   Mon 23: – · –", "   Tue 24: in · out"] {
            assert!(his.contains(day), "{columns} {day}: {}", right.join("\n"));
        }
        for what in ["   When: Tue 24 Nov", "   What: Built a bridge"] {
            assert!(
                right.iter().any(|line| line.starts_with(what)),
                "{columns} {what}: {}",
                right.join("\n")
            );
        }
    }
}

#[test]
fn the_days_of_the_week_stand_whole_in_the_narrowest_line() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let mut harness = week(columns, rows);
        let screen = harness.screen();
        let line = screen.lines().next().unwrap_or_default();
        assert!(
            line.contains("23 to 29 Nov") && line.contains("Priya Shah") && !line.contains('…'),
            "{line}"
        );
    }
}

#[test]
fn a_reason_is_read_to_its_end_in_a_low_window() {
    let mut door = week(60, 16);
    let sentence = {
        let crate::tui::screen::Screen::Week(state) = &door.model.screen else { panic!("the week") };
        state.checks()[0].sentence(&door.model.session.roll)
    };
    let last = sentence.split(' ').next_back().unwrap().to_string();
    assert!(!door.screen().contains(&last) && door.screen().contains("goes on below"), "{}", door.screen());
    let hints = door.screen().lines().last().unwrap().to_string();
    for word in ["↑↓ read", "1 “a friend”", "2 keep", "Esc back", "? help"] {
        assert!(hints.contains(word), "{word}: {hints}");
    }
    for _ in 0..12 {
        if door.screen().contains(&last) {
            break;
        }
        door.keys("↓");
    }
    assert!(door.screen().contains(&last), "{}", door.screen());
    let crate::tui::screen::Screen::Week(state) = &door.model.screen else { panic!("the week") };
    assert_eq!(state.marked, 0, "the arrows go on in it before they go to the next");
    let others = state.checks().len() - 1;
    for _ in 0..12 {
        if !door.screen().contains("goes on below") {
            break;
        }
        door.keys("↓");
    }
    let screen = door.screen();
    let rule = screen.lines().rev().nth(3).unwrap();
    let counted = rule.chars().take(26).collect::<String>().contains(&format!(" {others} more below "));
    assert_eq!(counted, others > 0, "checks are counted, {others} others:\n{screen}");
}
