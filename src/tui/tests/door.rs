//! The pages that face the door, where somebody is tired and interrupted.

use ratatui::crossterm::event::KeyCode;

use crate::domain::{Change, Group, Kind, Practitioner, Role, Stamp};
use crate::tui::action::Action;
use crate::tui::harness::{Harness, LEADS_PIN, PIN};
use crate::tui::key::Chord;
use crate::tui::msg::{Effect, Mood, Msg, Notice};

#[test]
fn every_copy_can_be_seen_and_one_taken_out_and_put_back() {
    let mut door = Harness::sam(80, 24);
    door.keys("␣␣␣␣␣␣␣␣⏎pasta. {name} ate it");
    assert!(door.row("Tab Tab lists them all").ends_with(" 2 more below"), "{}", door.screen());
    door.keys("⇥⇥");
    assert!(door.row("▸").contains("■   Ava O.         Pasta. Ava ate it."), "{}", door.screen());
    door.keys("↓↓␣");
    assert!(door.row("▸").contains("□   Ben C.         taken out"), "{}", door.screen());
    assert_eq!(door.cursor().1, "B", "the cursor stands on the marked child's name");
    assert!(door.screen().contains("Space put back"));
    door.keys("↓␣␣⏎⏎");
    let saved: Vec<String> = door.entries().into_iter().map(|(child, ..)| child).collect();
    assert_eq!(saved.len(), 7);
    assert!(!saved.contains(&"Ben Clarke".to_string()));
    assert!(saved.contains(&"Chidi Eze".to_string()));
}

#[test]
fn the_last_child_stays_on_the_card() {
    let mut door = Harness::sam(80, 24);
    door.keys("␣␣⏎busy⇥⇥␣↓␣");
    assert!(door.screen().contains("One child has to stay on the card."), "{}", door.screen());
    assert!(door.row("▸").contains("■   Ava P."));
}

#[test]
fn a_long_list_of_copies_keeps_the_marked_one_in_sight() {
    let mut door = Harness::sam(60, 16);
    door.keys("␣␣␣␣␣␣␣␣⏎busy⇥⇥↓↓↓↓↓↓↓↓");
    assert!(door.row("▸").contains("Grace A."), "{}", door.screen());
    assert!(door.screen().contains("more above"));
}

#[test]
fn the_menu_says_what_is_for_room_leads_and_tells_the_truth() {
    for (mut door, leads) in [(Harness::sam(80, 24), false), (Harness::priya(80, 24), true)] {
        door.keys("⎋");
        for action in
            [Action::GoBoard, Action::GoReview, Action::GoEvidence, Action::GoWeek, Action::GoSearch]
        {
            let can = (action.spec().enabled)(&door.model).is_ok();
            let row = door.row(action.spec().title);
            assert_eq!(row.contains("for room leads"), !can, "{leads} {row}");
        }
    }
}

#[test]
fn whoever_has_no_room_says_first_which_one_they_want_to_see() {
    let mut door = Harness::locked(80, 24);
    door.model.session.machine = None;
    let id = door.model.session.chance.id(door.now);
    let ruth = Practitioner {
        id,
        name: "Ruth Ellis".to_string(),
        initials: "RE".to_string(),
        role: Role::Manager,
        room: None,
        from: None,
        until: None,
    };
    let stamp = Stamp { person: None, recorded: door.now };
    let mut chance = crate::chance::Chance::seeded(4);
    door.worker.store().apply(&Change::Person(ruth).into(), stamp).unwrap();
    door.worker.store().set_pin(id, LEADS_PIN, stamp, &mut chance).unwrap();
    door.tell_effect(Effect::Roll);
    door.keys("5").keys(LEADS_PIN);
    assert!(door.screen().contains("Which room is shown?"), "{}", door.screen());
    door.keys("2");
    assert!(door.screen().contains("Mia M."), "{}", door.screen());
    // Whoever has a room sees it at once.
    door.keys("⌃l2").keys(LEADS_PIN);
    assert!(door.screen().contains("Sunflower room"), "{}", door.screen());
}

#[test]
fn the_hint_says_what_esc_takes_away_first() {
    let mut door = Harness::sam(80, 24);
    let hint = |door: &mut Harness| door.screen().lines().last().unwrap().to_string();
    for (keys, says) in [
        ("", "Esc menu"),
        ("↓", "Esc back"),
        ("⎋", "Esc menu"),
        ("↓␣", "Esc unmark"),
        ("⎋", "Esc menu"),
        ("ben", "Esc clear"),
        ("⎋", "Esc menu"),
    ] {
        door.keys(keys);
        assert!(hint(&mut door).contains(says), "{keys}: {}", door.screen());
    }
    door.keys("⎋");
    assert!(matches!(door.model.screen, crate::tui::screen::Screen::Menu(_)), "{}", door.screen());
}

#[test]
fn on_a_sunday_the_board_says_that_nobody_is_expected() {
    let mut door = Harness::sam(80, 24);
    assert!(door.screen().contains("11 expected · 1 away"), "{}", door.screen());
    door.wait(5 * 24 * 3600);
    assert!(door.row("Who?").contains("nobody is expected today"), "{}", door.screen());
}

#[test]
fn help_says_what_to_do_when_something_is_wrong_and_that_there_is_more() {
    let mut door = Harness::sam(80, 24);
    door.keys("?");
    assert!(door.screen().contains("more below"), "{}", door.screen());
    door.resize(120, 40);
    assert!(!door.screen().contains("more below"));
    assert!(door.row("Wrong child?").contains("Ctrl-Z within 5 minutes"), "{}", door.screen());
    door.keys("one-use");
    assert!(door.row("Locked out?").contains("one-use number"), "{}", door.screen());
    assert!(!door.screen().contains("Wrong child?"));
    door.keys("zzz");
    assert!(door.screen().contains("Nothing here has that in it."));
}

#[test]
fn no_line_of_help_is_cut_off_at_80_and_120_columns() {
    for (columns, rows) in [(80, 24), (120, 40)] {
        for keys in ["", "ben⏎x ", "ao⏎1⏎ao→"] {
            let mut door = Harness::sam(columns, rows);
            door.keys(keys);
            door.tell(Msg::Key(Chord::plain(KeyCode::F(1)), 1000));
            for _ in 0..3 {
                assert!(!door.screen().contains('…'), "{}", door.screen());
                door.tell(Msg::Key(Chord::plain(KeyCode::PageDown), 1000));
            }
        }
    }
}

#[test]
fn a_notice_is_never_cut_off() {
    let text = "NOT SAVED: the record's file is damaged. Nothing was written over. Your words are still here. \
                Write on paper until it is well: “doorstep verify --deep” says what is wrong; restore it from a copy.";
    for (columns, rows) in [(80, 24), (60, 16), (120, 40)] {
        let mut door = Harness::sam(columns, rows);
        door.keys("ben⏎words that matter");
        door.model.notice = Some(Notice { sign: Mood::Stop, text: text.to_string() });
        let screen = door.screen();
        let read: Vec<&str> = screen.split_whitespace().collect();
        assert!(read.join(" ").contains(text), "{screen}");
        assert!(screen.contains("words that matter") && screen.contains("F1 help"));
        door.keys("x");
        assert!(!door.screen().contains("damaged"));
    }
}

#[test]
fn the_kind_of_what_was_saved_last_stands_apart_from_a_long_name() {
    let mut door = Harness::sam(120, 40);
    let mut child = door.model.session.roll.children[2].clone();
    child.forename = "Florence".to_string();
    child.surname = "Hall".to_string();
    let stamp = Stamp { person: None, recorded: door.now };
    door.worker.store().apply(&Change::Child(Box::new(child)).into(), stamp).unwrap();
    door.tell_effect(Effect::Roll);
    door.keys("flor⏎1⏎");
    assert_eq!(door.entries()[0].1, Kind::DropOff);
    assert!(door.screen().contains("08:40  Florence H. Drop-off"), "{}", door.screen());
}

#[test]
fn names_stand_whole_on_the_childs_page_and_in_search_at_the_door() {
    let mut door = Harness::sam(80, 24);
    let stamp = Stamp { person: None, recorded: door.now };
    let mut child = door.model.session.roll.children[2].clone();
    (child.forename, child.surname) = ("Florence".to_string(), "Hall".to_string());
    let mut sam = door.model.session.roll.people[0].clone();
    sam.name = "Precious Banda".to_string();
    let changes = vec![Change::Child(Box::new(child)), Change::Person(sam)];
    door.worker.store().apply(&changes.into(), stamp).unwrap();
    door.tell_effect(Effect::Roll);
    door.keys("flor⏎busy at the tray⏎flor→");
    assert!(door.row("▸").ends_with("Precious"), "{}", door.screen());
    door.resize(60, 16);
    let screen = door.screen();
    assert!(screen.starts_with(" Sunflower room · 08:40"), "{screen}");
    assert!(!screen.contains('…'), "{screen}");
    door.keys("⎋⎋/busy");
    assert!(door.row("▸").contains("Florence H.  Busy"), "{}", door.screen());
    assert!(door.row("/ busy").contains("busy▏") && !door.row("in ").contains('…'), "{}", door.screen());
    door.resize(80, 24);
    assert!(door.row("▸").contains("Florence H.  Drop-off") && door.row("▸").ends_with("Precious"));
}

#[test]
fn what_was_saved_is_said_once_and_nobody_locks_what_is_locked() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎1⏎");
    assert!(door.screen().contains("Saved for Ben Clarke") && !door.screen().contains("Last saved"));
    door.keys("↓");
    assert!(door.row("Last saved").contains("Ben C."), "{}", door.screen());
    assert!(door.screen().contains("Ctrl-L lock"), "{}", door.screen());
    door.keys("⌃l?");
    let screen = door.screen();
    assert!(screen.contains("Help · sign-in") && !screen.contains("Ctrl-L lock"), "{screen}");
    // Its own key for practice is said once.
    assert_eq!(screen.matches("three minutes").count(), 1, "{screen}");
}

#[test]
fn the_question_about_a_name_has_its_choices_once_in_the_hint() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎played with Isla⏎");
    assert_eq!(door.row("is named").trim(), "! Isla is named in a note for Ben's family.");
    assert_eq!(door.screen().matches("1 “a friend”   2 keep   Esc edit").count(), 1, "{}", door.screen());
}

#[test]
fn what_was_written_down_later_is_taken_back_with_the_time_at_which_it_happened() {
    let mut door = Harness::sam(80, 24);
    door.keys("ao⏎@8:05 settled at the tray⏎");
    door.model.session.finished.clear();
    door.keys("⌃z");
    assert!(door.screen().contains("@08:05"), "{}", door.screen());
    door.keys("⏎");
    let day = door.now.day();
    let room = door.model.session.room.expect("a room");
    let entries = door.worker.store().day(room, day).expect("the day").entries;
    let last = entries.iter().rfind(|entry| entry.withdrawn.is_none()).expect("saved again");
    assert_eq!(last.entry.happened.clock(), "08:05");
    assert_ne!(last.recorded.clock(), "08:05");
}

#[test]
fn what_is_named_as_last_saved_is_what_ctrl_z_takes_back() {
    for (keys, named, whole) in [
        ("ben⏎1⏎", "Ben C.", "Ben Clarke"),
        ("ben⏎1⏎grace⏎1⏎", "Grace A.", "Grace Asante"),
        ("ben⏎1⏎grace⏎@8:05 settled⏎", "Grace A.", "Grace Asante"),
        ("ben⏎1⏎grace⏎@yesterday 1 bad night⏎", "Grace A.", "Grace Asante"),
        ("ben⏎1⏎ao⏎+1⏎", "2 children", "Ava O., Noah O."),
        // A child of another room is not on this board, and was written for last all the same.
        ("ben⏎1⏎mia⏎⏎1⏎", "Mia M.", "Mia MacLeod"),
        // What was taken back is no more the last.
        ("ben⏎1⏎grace⏎1⏎⌃z⎋", "Ben C.", "Ben Clarke"),
        // Another person's note in between is not this writer's to take back.
        ("ben⏎1⏎⌃l2481625hugo⏎1⏎⌃l14816", "Ben C.", "Ben Clarke"),
    ] {
        let mut door = Harness::sam(80, 24);
        // What was saved just now is said once, in the notice; any key ends that.
        door.keys(keys).keys("↓");
        let row = door.row("Last saved");
        assert!(row.contains(&format!("  {named}  ")), "{keys}: {row}");
        assert!(door.screen().contains("Ctrl-Z takes it back"), "{keys}: {}", door.screen());
        door.resize(120, 40);
        assert!(door.screen().contains(&format!("08:40  {named}")), "{keys}: {}", door.screen());
        door.keys("⌃z");
        assert!(door.row("For").contains(whole), "{keys}: {}", door.screen());
    }
}

#[test]
fn nobody_is_expected_once_everybody_should_have_come() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎1⏎");
    let mut morning = door.model.session.roll.children[3].clone();
    morning.pattern.0[1] = crate::domain::Session::Morning;
    let stamp = Stamp { person: None, recorded: door.now };
    door.worker.store().apply(&Change::Child(Box::new(morning)).into(), stamp).unwrap();
    door.tell_effect(Effect::Roll);
    let now = |door: &mut Harness, child: &str| door.row(child)[18..].trim_start_matches(' ').to_string();
    assert!(now(&mut door, "Chidi E.").starts_with("○ am"), "{}", door.screen());
    assert!(now(&mut door, "Grace A.").starts_with("○ later"));
    // Ten: everybody should have come, and nobody knows. Half past three: still nobody does.
    door.wait(3600 + 19 * 60);
    assert!(now(&mut door, "Grace A.").starts_with("○ later"), "{}", door.screen());
    door.wait(60);
    assert!(now(&mut door, "Chidi E.").starts_with("! no word"), "{}", door.screen());
    assert!(now(&mut door, "Grace A.").starts_with("! no word"));
    assert!(now(&mut door, "Finn M.").starts_with("– away"));
    assert!(door.row("Who?").ends_with("1 here · 10 no word · 1 away"), "{}", door.screen());
    door.wait(5 * 3600 + 30 * 60);
    door.keys("⌃l1").keys(PIN);
    assert!(door.row("Who?").ends_with("1 here · 10 no word · 1 away"), "{}", door.screen());
}

/// The board of a large room: 46 children, of whom every other is a twin by first name of one before.
fn large(columns: u16, rows: u16) -> Harness {
    let mut door = Harness::sam(columns, rows);
    let like = door.model.session.roll.children[2].clone();
    let changes: Vec<Change> = (0..34)
        .map(|index| {
            let mut child = like.clone();
            child.id = door.model.session.chance.id(door.now);
            child.forename = ["Lena", "Omar", "Pia", "Ravi", "Tess"][index % 5].to_string();
            child.surname =
                format!("{}{}", ["Ash", "Birch", "Cole", "Dean", "Elm", "Fry", "Gale"][index / 5], "wood");
            Change::Child(Box::new(child))
        })
        .collect();
    let stamp = Stamp { person: None, recorded: door.now };
    door.worker.store().apply(&changes.into(), stamp).unwrap();
    door.tell_effect(Effect::Roll);
    door
}

#[test]
fn a_large_rooms_board_scrolls_and_stands_still_where_it_can() {
    for (columns, rows) in [(80, 24), (60, 16), (120, 40)] {
        let mut door = large(columns, rows);
        assert!(door.row("Who?").contains("45 expected"), "{}", door.screen());
        assert!(door.screen().contains("more below"), "{}", door.screen());
        let last = Chord::plain(KeyCode::End);
        door.tell(Msg::Key(last, 1000));
        let screen = door.screen();
        assert!(door.row("▸").contains(" 46   Zoë K."), "{screen}");
        assert!(screen.contains("more above") && !screen.contains("more below"), "{screen}");
        assert_eq!(door.cursor().1, "Z");
        // Up: the mark moves and the rows stay.
        let names = |screen: &str| -> Vec<String> {
            screen.lines().map(|line| line.replace('▸', " ").chars().take(16).collect()).collect()
        };
        door.keys("↑↑");
        let after = door.screen();
        assert!(door.row("▸").contains(" 44 "), "{after}");
        assert_eq!(names(&after)[4..9], names(&screen)[4..9], "{after}");
        door.tell(Msg::Key(Chord::plain(KeyCode::Home), 1000));
        assert!(door.row("▸").contains("  1   Ava O."), "{}", door.screen());
        // The finder brings a row that is out of sight into it.
        door.keys("zoe");
        assert!(door.row("▸").contains(" 46   Zoë K."), "{}", door.screen());
        // A number past 24, and one that nobody has.
        door.keys("⎋47⏎");
        assert!(door.screen().contains("There is no number 47 on this room's board."), "{}", door.screen());
        door.keys("⎋45⏎");
        assert!(door.row("For").contains("Tess Fry"), "{}", door.screen());
    }
}

#[test]
fn more_who_fit_than_the_list_can_number_are_counted() {
    let mut door = large(80, 24);
    door.keys("wood");
    assert!(
        door.row("fit").contains("34 children fit “wood”. Type more of the name, or 1 to 9."),
        "{}",
        door.screen()
    );
    // With a group among them they are not all children.
    let room = door.model.session.room.unwrap();
    let id = crate::chance::Chance::seeded(9).id(door.now);
    let children = vec![door.model.session.roll.children[0].id];
    let group = Group { id, room, name: "boxwood walk".to_string(), children };
    door.model.session.roll.apply(&Change::Group(group));
    assert!(door.row("fit").contains("35 names fit “wood”."), "{}", door.screen());
    door.keys(" pia cole");
    assert!(door.row("Who?").contains("Pia Colewood"), "{}", door.screen());
}

#[test]
fn whoever_a_digit_takes_is_in_sight_at_every_size() {
    for (columns, rows, most) in [(80, 24, 9), (60, 16, 7)] {
        let mut door = large(columns, rows);
        door.keys("wood");
        assert!(door.screen().contains(&format!("or 1 to {most}.")), "{}", door.screen());
        for number in 1..=most {
            assert!(
                door.screen()
                    .lines()
                    .any(|line| line.trim_start_matches([' ', '▸']).starts_with(&format!("{number}  "))),
                "{number}: {}",
                door.screen()
            );
        }
        if most < 9 {
            door.keys(&(most + 1).to_string());
            assert!(door.row("Who?").contains("Who?"), "no card is open: {}", door.screen());
        }
        // On the card's own line too.
        let mut door = large(columns, rows);
        door.keys("zoe⏎↑wood");
        for name in ["1 Lena A", "2 Lena B", "3 Lena C", "4 Lena D", "5 Lena E", "6 Lena F", "7 Lena G"] {
            assert!(door.screen().contains(name), "{name}: {}", door.screen());
        }
    }
}

#[test]
fn every_task_at_the_door_takes_the_keys_that_it_was_drawn_with() {
    // What a finger presses: Shift and Ctrl are keys too.
    let pressed =
        |keys: &str| keys.chars().count() + keys.chars().filter(|key| ">:+*".contains(*key)).count();
    let (note, step) = ("slept badly, up at 5", "read the bear book");
    let (n, s) = (note.len(), step.len());
    for (before, hours, keys, count, saved) in [
        ("", 0, "ao⏎1⏎".to_string(), 5, 1),
        ("", 0, "ao⏎.tired 5am⏎".to_string(), 14, 1),
        ("", 0, "ao⏎4⇥5am⏎".to_string(), 9, 1),
        ("", 0, format!("ao⏎{note}⏎"), n + 4, 1),
        ("", 0, "ao⏎-2⏎".to_string(), 6, 1),
        ("ao⏎1⏎", 4, format!("ao⏎{note}⏎"), n + 4, 1),
        ("ao⏎1⏎", 8, format!("ao⏎{note}⏎"), n + 4, 1),
        ("ao⏎1⏎", 8, format!("ao⏎{note} > {step}⏎"), n + s + 8, 2),
        ("", 0, format!("ao⏎n:{step}⏎"), s + 7, 1),
        ("", 0, format!("ao⏎t:{note}⏎"), n + 7, 1),
        ("", 0, format!("ao⏎⇥3{note}⏎"), n + 6, 1),
        ("", 0, "␣␣↓␣␣↓␣␣↓␣↓␣⏎1⏎".to_string(), 8 + 4 + 3, 8),
        ("", 0, format!("ao⏎+{note}⏎"), n + 6, 2),
        ("ao⏎1⏎", 0, "gr⏎=⏎".to_string(), 5, 1),
        // The words move to Grace: the note for Ben is gone.
        ("ben⏎1⏎", 0, "⌃z↑gr⏎⏎".to_string(), 7, 0),
        ("", 0, "⌃l".to_string(), 2, 0),
    ] {
        let mut door = Harness::sam(80, 24);
        door.keys(before).wait(hours * 3600);
        let there = door.entries().len();
        door.keys(&keys);
        assert_eq!(pressed(&keys), count, "{keys}");
        assert_eq!(door.entries().len() - there, saved, "{keys}: {}", door.screen());
    }
}

#[test]
fn a_note_of_a_clock_that_was_ahead_is_named_and_not_taken_back() {
    let mut door = Harness::sam(80, 24);
    let right = door.now;
    door.keys("ao⏎slept⏎⌃l");
    door.now = right.plus_seconds(400 * 24 * 3600);
    door.keys("1").keys(PIN).keys("ben⏎ate⏎⌃l");
    door.now = right.plus_seconds(8 * 3600);
    door.keys("1").keys(PIN);
    let row = door.row("Last saved");
    assert!(row.contains("Ben C.") && !row.contains("Ctrl-Z"), "{row}");
    door.keys("⌃z");
    let screen = door.screen();
    assert!(screen.contains("the clock was ahead") && screen.contains("Enter adds a correction"), "{screen}");
    let sam = door.model.session.roll.people[0].id;
    assert_eq!(door.worker.store().last_talk(sam).expect("read")[0].text(), "Ate.");
    door.keys("⏎");
    assert!(door.screen().contains("Ben Clarke"), "{}", door.screen());
}

#[test]
fn coming_back_from_a_childs_page_the_finder_is_empty() {
    let mut door = Harness::sam(80, 24);
    door.keys("chi→⎋");
    assert!(door.row("▸").contains("Chidi E."), "{}", door.screen());
    door.keys("elif");
    assert!(door.row("Who?").contains("Elif"), "{}", door.screen());
}

#[test]
fn the_hint_says_what_enter_does_where_a_correction_is_offered() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎slept badly⏎").wait(301).keys("⌃z");
    let hint = |door: &mut Harness| door.screen().lines().last().unwrap_or_default().to_string();
    let offered = hint(&mut door);
    assert!(offered.contains("Enter add a correction") && !offered.contains("Enter write"), "{offered}");
    door.keys("↓");
    assert!(hint(&mut door).contains("Enter write"), "{}", door.screen());
}

#[test]
fn numbers_that_are_pressed_before_the_names_are_there_are_of_the_list_that_comes() {
    let mut door = Harness::locked(80, 24);
    let roll = std::mem::take(&mut door.model.session.roll);
    door.keys("148");
    assert!(door.screen().contains("Who is writing?") && roll.people.len() > 1, "{}", door.screen());
    door.tell_effect(Effect::Staff).keys("16");
    assert!(door.screen().contains("Sam Okafor"), "{}", door.screen());
    assert_eq!(door.model.session.person, Some(roll.people[0].id));
}

#[test]
fn what_is_typed_before_the_board_has_come_is_taken_whole_or_not_at_all() {
    let mut door = Harness::locked(80, 24);
    door.keys("1").keys(&PIN[..3]);
    let key = |letter, gap| Msg::Key(Chord::char(letter), gap);
    door.tell_slowly(key(PIN.chars().last().unwrap(), 200));
    for letter in ['i', 's'] {
        door.tell_slowly(key(letter, 200));
    }
    while door.land() > 0 {}
    assert!(door.screen().contains("Who?"), "the board has come: {}", door.screen());
    for letter in ['l', 'a'] {
        door.tell(key(letter, 200));
    }
    door.tell(Msg::Key(Chord::plain(KeyCode::Enter), 200));
    let screen = door.screen();
    assert!(screen.contains("type any part of a name") && !screen.contains("Will save"), "{screen}");
    assert!(screen.contains("What you typed before this page had come was not taken."), "{screen}");
    // Whoever has seen the board types on it; and Enter behind the numbers is no word that was begun.
    door.keys("isla⏎");
    assert!(door.row("For ").contains("Isla Begum"), "{}", door.screen());
    let mut door = Harness::locked(80, 24);
    door.keys("1").keys(&PIN[..3]);
    door.tell_slowly(key(PIN.chars().last().unwrap(), 200));
    door.tell_slowly(Msg::Key(Chord::plain(KeyCode::Enter), 200));
    while door.land() > 0 {}
    for letter in "isla".chars() {
        door.tell(key(letter, 200));
    }
    assert!(door.screen().contains("isla▏"), "{}", door.screen());
}
