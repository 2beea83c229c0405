//! What the evidence board is of, and whom nobody has heard: keys in, screen and store out.

use super::screens::at_every_size;
use crate::domain::evidence::{Gap, Scope as Whom};
use crate::domain::framework::StatementRef;
use crate::domain::*;
use crate::tui::harness::{Harness, LEADS_PIN, PIN};
use crate::tui::screen::review::tests::evening;
use crate::tui::screen::statement::tests::board;

const REFLECTING: &str = "reflecting-on-practice";

fn agreed(door: &mut Harness, code: &str) {
    // The first note of the day is agreed to show a statement of the other framework.
    let (room, day) = (door.model.session.room.unwrap(), door.now.day());
    let entry = door.worker.store().day(room, day).unwrap().entries[0].clone();
    let statement = StatementRef { framework: REFLECTING.to_string(), code: code.to_string() };
    let shows = vec![entry::Shown { statement, changed: false }];
    let change = Change::Agree { entry: entry.entry.id, seen: entry.revision, shows, nothing_of: None };
    let stamp = Stamp { person: door.model.session.person, recorded: door.now };
    door.worker.store().apply(&change.into(), stamp).unwrap();
}

#[test]
fn a_lead_puts_a_framework_in_use_and_the_board_shows_whichever_is_chosen() {
    let mut door = board(80, 24);
    door.keys("c↓⏎");
    assert!(door.screen().contains("It is not in use here: Space puts it in use."), "{}", door.screen());
    door.keys("␣");
    assert!(
        door.screen().contains("In use now. In End of day, e goes through earlier notes."),
        "{}",
        door.screen()
    );
    assert!(door.row("reflecting on practice").contains("in use, 56"), "{}", door.screen());
    let file = door.home().join("frameworks").join(format!("{REFLECTING}.toml"));
    assert!(file.exists());
    door.keys("⏎");
    assert!(door.row("#  ").contains("Family partnerships…"), "{}", door.screen());
    assert!(door.row("▸").contains("p4  Aims made together"), "{}", door.screen());
    assert!(door.screen().contains(" more below "), "{}", door.screen());
    // What it judges by, its tags and its entries are its own.
    assert!(!door.screen().contains("Met"), "{}", door.screen());
    door.keys("⎋ben⏎f:Dad says we learn together at home⏎");
    let entry = door.model.session.writer.last_talk[0].entry.clone();
    assert!(entry.suggested.iter().any(|known| known.framework == REFLECTING), "{:?}", entry.suggested);
    // The shown one is put away: the board is the first one's again.
    door.keys("⎋4c2c␣");
    assert!(!file.exists());
    assert!(door.screen().contains("What was agreed for it stays"), "{}", door.screen());
    door.keys("⎋");
    assert!(door.row("▸").contains("1  Settling planned together"), "{}", door.screen());
    door.keys("c␣");
    assert!(door.screen().contains("One framework stays in use."), "{}", door.screen());
}

#[test]
fn a_framework_file_that_was_spoilt_meanwhile_is_told_where_frameworks_are_chosen() {
    let mut door = board(80, 24);
    door.keys("c↓␣");
    let spoilt = door.home().join("frameworks").join("our-own.toml");
    std::fs::write(&spoilt, "title = ").unwrap();
    door.keys("␣");
    assert!(door.screen().contains("frameworks/our-own.toml"), "{}", door.screen());
    assert!(door.model.session.amiss().iter().any(|said| said.contains("our-own.toml")));
}

#[test]
fn a_framework_whose_file_is_gone_is_named_where_frameworks_are_chosen() {
    let mut door = board(80, 24);
    door.keys("c");
    assert!(!door.screen().contains("The record holds more"), "{}", door.screen());
    let entry = {
        let (room, day) = (door.model.session.room.unwrap(), door.now.day());
        door.worker.store().day(room, day).unwrap().entries[0].clone()
    };
    let statement = StatementRef { framework: "our-values".to_string(), code: "1".to_string() };
    let shows = vec![entry::Shown { statement, changed: false }];
    let change = Change::Agree { entry: entry.entry.id, seen: entry.revision, shows, nothing_of: None };
    let stamp = Stamp { person: door.model.session.person, recorded: door.now };
    door.worker.store().apply(&change.into(), stamp).unwrap();
    door.keys("⎋⎋⎋4c");
    for (columns, rows) in [(80, 24), (60, 16), (120, 40)] {
        let screen = door.resize(columns, rows).screen();
        let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("once our-values.toml lies in the folder frameworks."), "{screen}");
    }
}

#[test]
fn a_tag_is_read_with_the_figures_of_the_whole() {
    let mut door = board(120, 40);
    door.keys("t");
    assert!(door.screen().contains("This framework has no tags to read it by."), "{}", door.screen());
    door.keys("c↓␣⏎");
    let framework = door.model.session.frameworks[1].clone();
    let tag = framework.tags.iter().find(|tag| tag.code == "uncrc.12").unwrap().clone();
    let tagged = framework.tagged(&tag.code).unwrap();
    let code = &tagged.statements[0].code;
    agreed(&mut door, code);
    door.keys("⎋⎋4c2t↓↓↓↓⏎");
    let screen = door.screen();
    assert!(screen.contains(&tag.title), "{screen}");
    let rows: Vec<&str> =
        screen.lines().filter(|line| line.contains("□□□") || line.contains("■□□")).collect();
    assert_eq!(rows.len(), tagged.statements.len(), "{screen}");
    let row = door.row(&tagged.statements[0].title);
    // Those lines have numbers of their own.
    door.keys("t5");
    assert!(door.screen().contains("Those numbers are their own"), "{}", door.screen());
    door.keys("↑↑↑↑⏎");
    assert_eq!(
        door.row(&tagged.statements[0].title).trim_start_matches(['▸', ' ']),
        row.trim_start_matches(['▸', ' '])
    );
    assert!(row.contains("fair         1 "), "{row}");
}

#[test]
fn the_board_is_of_the_time_and_the_rooms_that_were_chosen() {
    let mut door = board(80, 24);
    let figures = |door: &mut Harness, rooms: Vec<RoomId>, from: Day, to: Day| {
        let scope = Whom { rooms, period: Period { from, to } };
        door.worker
            .store()
            .board("partnership-with-parents", &scope)
            .unwrap()
            .get("2")
            .map(|figures| figures.entries)
    };
    let day = |m, d| Day::from_ymd_opt(2026, m, d).unwrap();
    door.keys("w1");
    assert!(door.row("Evidence ·").contains("Sunflower room · six weeks"), "{}", door.screen());
    door.keys("w5");
    door.keys("1 Sep to soon⏎");
    assert!(door.screen().contains("Write a first and a last day, as 1 Sep to 24 Nov."), "{}", door.screen());
    door.keys("⌫⌫⌫⌫23 Nov⏎");
    assert!(door.row("Evidence ·").contains("1 Sep to 23 Nov"), "{}", door.screen());
    let room = door.model.session.room.unwrap();
    assert_eq!(figures(&mut door, vec![room], day(9, 1), day(11, 23)), None, "all was said on the 24th");
    assert!(door.row("Partners, kept informed").contains("none     0/11"), "{}", door.screen());
    door.keys("w2");
    assert!(figures(&mut door, vec![room], day(8, 31), day(11, 29)).is_some());
    assert!(!door.row("Partners, kept informed").contains("none"), "{}", door.screen());
    door.keys("r↓↓␣⏎");
    assert!(
        door.row("Evidence ·").contains("whole setting"),
        "both rooms are the setting: {}",
        door.screen()
    );
    door.keys("r3");
    assert!(door.row("Evidence ·").contains("Toddlers room"), "{}", door.screen());
    assert!(door.row("Partners, kept informed").contains("0/1"), "{}", door.screen());
    door.keys("w4⏎");
    let page = |door: &mut Harness| door.screen();
    assert!(page(&mut door).contains("statement 1 of 16"), "{}", door.screen());
}

#[test]
fn the_board_is_come_back_to_with_its_rooms_and_time_by_whoever_left_it() {
    let mut door = board(80, 24);
    let of = "Toddlers room · six weeks";
    door.keys("r3w1⎋⎋4");
    assert!(door.row("Evidence ·").contains(of), "{}", door.screen());
    // After a lock its person finds it so; whoever signs in between lets it be forgotten.
    door.keys("⌃l2").keys(LEADS_PIN).keys("⎋4");
    assert!(door.row("Evidence ·").contains(of), "{}", door.screen());
    door.keys("⌃l1").keys(PIN).keys("⌃l2").keys(LEADS_PIN).keys("⎋4");
    assert!(door.row("Evidence ·").contains("Sunflower room"), "{}", door.screen());
}

#[test]
fn the_board_is_come_back_to_with_its_framework_until_that_is_put_away() {
    let mut door = board(80, 24);
    let row = |door: &mut Harness| door.row("▸");
    let first = row(&mut door);
    door.keys("c↓␣⏎");
    let other = row(&mut door);
    assert_ne!(other, first, "{}", door.screen());
    door.keys("⎋⎋4");
    assert_eq!(row(&mut door), other, "{}", door.screen());
    // Whoever signs in between lets it be forgotten.
    door.keys("⌃l2").keys(LEADS_PIN).keys("⎋4");
    assert_eq!(row(&mut door), other, "{}", door.screen());
    door.keys("⌃l1").keys(PIN).keys("⌃l2").keys(LEADS_PIN).keys("⎋4");
    assert_eq!(row(&mut door), first, "{}", door.screen());
    door.keys("c2⎋⎋4");
    assert_eq!(row(&mut door), other, "{}", door.screen());
    door.keys("c␣⎋⎋⎋4");
    assert_eq!(row(&mut door), first, "put away: {}", door.screen());
}

#[test]
fn who_is_not_heard_has_a_last_talk_and_ways_to_be_reached_and_enter_goes_there() {
    let mut door = board(80, 24);
    let (ben, jo) = (door.model.session.roll.children[2].id, door.model.session.roll.people[2].id);
    let mut chance = crate::chance::Chance::seeded(77);
    let (contact, household): (ContactId, HouseholdId) = (chance.id(door.now), chance.id(door.now));
    let format = Format::TellDontWrite;
    let link = |responsibility, contact, relation: &str| {
        Change::Link(ContactLink {
            child: ben,
            contact,
            relation: relation.into(),
            responsibility,
            may_collect: None,
        })
    };
    let other: ContactId = chance.id(door.now);
    let adult = |id, name: &str| {
        Change::Contact(Contact { id, name: name.into(), household, language: "Polish".into(), format })
    };
    let changes = vec![
        adult(contact, "Anna Clarke"),
        link(Responsibility::Yes, contact, "Mum"),
        adult(other, "Rob Clarke"),
        link(Responsibility::No, other, "Uncle"),
    ];
    let stamp = Stamp { person: None, recorded: door.now };
    door.worker.store().apply(&changes.into(), stamp).unwrap();
    door.tell_effect(crate::tui::msg::Effect::Roll);
    // Statement 9 has nothing from anybody.
    for _ in 0..8 {
        door.keys("↓");
    }
    door.keys("f");
    let screen = door.screen();
    assert!(screen.contains("9 Children's centre offered: nothing from 11 families"), "{screen}");
    let statement = StatementRef { framework: "partnership-with-parents".into(), code: "9".into() };
    let scope = Whom {
        rooms: door.model.session.room.into_iter().collect(),
        period: Period::term_to(door.now.day()),
    };
    let roll = door.worker.store().roll().unwrap();
    let list = crate::report::gather::unheard(door.worker.store(), &roll, Some(&statement), &scope).unwrap();
    assert_eq!(list.len(), 11);
    assert_eq!(list[0].why, Some(Gap::NoTalk), "whom nobody talked with is the first");
    let place = list.iter().position(|one| one.children.contains(&ben)).unwrap();
    for _ in 0..place {
        door.keys("↓");
    }
    let screen = door.screen();
    assert!(door.row("▸").contains("Ben C."), "{screen}");
    assert!(screen.contains("Mum Anna Clarke (Polish, tell, don't write)"), "{screen}");
    assert!(!screen.contains("Rob Clarke"), "who has no responsibility is not reached: {screen}");
    assert!(screen.contains("Key person Sam Okafor · here next today"), "{screen}");
    let _ = jo;
    door.keys("⏎");
    assert!(door.screen().contains("Ben Clarke  2 years"), "{}", door.screen());
    door.keys("⎋");
    assert!(door.row("▸").contains("Ben C."), "{}", door.screen());
    door.keys("⇥");
    assert!(door.screen().contains("No talk with 1 family"), "{}", door.screen());
    door.keys("⎋");
    assert!(door.row("▸").contains("9  Children's centre"), "{}", door.screen());
}

#[test]
fn a_key_person_comes_to_none_of_it() {
    let mut door = evening(80, 24);
    door.keys("⌃l1").keys(crate::tui::harness::PIN);
    door.keys("⎋4");
    assert!(!door.screen().contains("Evidence ·"), "{}", door.screen());
}

#[test]
fn how_the_choices_and_the_families_look() {
    let mut door = board(80, 24);
    door.keys("c↓␣");
    at_every_size("evidence_frameworks", door);
    let mut door = board(80, 24);
    door.keys("c↓␣⏎t");
    at_every_size("evidence_tags", door);
    let mut door = board(80, 24);
    door.keys("c↓␣⏎");
    at_every_size("evidence_other", door);
    let mut door = board(80, 24);
    door.keys("r↓␣");
    at_every_size("evidence_rooms", door);
    let mut door = board(80, 24);
    door.keys("w");
    at_every_size("evidence_times", door);
    let mut door = board(80, 24);
    door.keys("↓↓f");
    at_every_size("families", door);
}

#[test]
fn what_takes_a_note_back_is_said_once_and_a_long_name_is_whole() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let mut door = Harness::sam(columns, rows);
        let ava = crate::domain::Child {
            surname: "O'Neill-Feather".to_string(),
            ..door.model.session.roll.children[0].clone()
        };
        let change = crate::domain::Change::Child(Box::new(ava));
        let stamp = crate::domain::Stamp { person: None, recorded: door.now };
        door.worker.store().apply(&change.into(), stamp).unwrap();
        door.tell_effect(crate::tui::msg::Effect::Roll);
        door.keys("ao⏎1⏎");
        let screen = door.screen();
        assert!(screen.contains("Saved for Ava O'Neill-Feather, Drop-off 08:40."), "{screen}");
        assert_eq!(screen.matches("Ctrl-Z").count(), 1, "{screen}");
        // Once the notice is gone the board says it itself.
        let screen = door.keys("↓").screen();
        assert!(!screen.contains("Saved for"), "{screen}");
        assert_eq!(screen.matches("Ctrl-Z").count(), 1, "{screen}");
        door.tap("Ctrl-Z");
        assert!(door.screen().contains("Taken back."), "{}", door.screen());
    }
}

#[test]
fn a_narrow_list_of_the_evening_keeps_the_initial_of_a_name() {
    for (forename, said) in [("Caoimhe", "Caoimhe O."), ("Maximiliana", "Maximi… O.")] {
        let mut door = crate::tui::screen::review::tests::evening(60, 16);
        let hugo = door.model.session.roll.children[8].clone();
        let other = crate::domain::Child { forename: forename.into(), surname: "O'Ryan".into(), ..hugo };
        let change = crate::domain::Change::Child(Box::new(other));
        let stamp = crate::domain::Stamp { person: None, recorded: door.now };
        door.worker.store().apply(&change.into(), stamp).unwrap();
        door.tell_effect(crate::tui::msg::Effect::Roll);
        assert!(door.row("No drop-off talk").contains(said), "{}", door.screen());
    }
}

#[test]
fn the_number_of_a_framework_that_is_not_in_use_goes_to_its_line() {
    let mut door = board(80, 24);
    door.keys("c2");
    assert!(door.screen().contains("It is not in use here: Space puts it in use."), "{}", door.screen());
    door.keys("␣");
    assert!(door.screen().contains("In use now."), "{}", door.screen());
}
