//! Keys in, screen, files and store out: a request for a child's whole record from the day it comes to the file.

use std::path::PathBuf;

use ratatui::crossterm::event::KeyCode;

use crate::domain::entry::With;
use crate::domain::request::{Asker, Decision, Ended, Identity, RequestStands, Treatment, Why};
use crate::domain::*;
use crate::tui::action::Action;
use crate::tui::harness::{Harness, LEADS_PIN, at};
use crate::tui::key::Chord;
use crate::tui::msg::{Effect, Msg};
use crate::tui::screen::review::tests::go;

/// Priya, who has become the manager, on the board.
pub(crate) fn manager(columns: u16, rows: u16) -> Harness {
    let mut door = Harness::priya(columns, rows);
    let priya = door.model.session.who().unwrap().clone();
    let stamp = Stamp { person: None, recorded: door.now };
    let change = Change::Person(Practitioner { role: Role::Manager, ..priya });
    door.worker.store().apply(&change.into(), stamp).unwrap();
    door.tell_effect(Effect::Roll);
    door
}

/// The same with notes about Ava O'Neill of three days, and her mother in the register.
fn written(columns: u16, rows: u16) -> Harness {
    let mut door = manager(columns, rows);
    let (roll, room) = (door.model.session.roll.clone(), door.model.session.room.unwrap());
    let sam = roll.by_initials("SO", door.now.day()).unwrap().id;
    let ava = roll.children[0].id;
    let mut chance = crate::chance::Chance::seeded(41);
    let (household, contact): (HouseholdId, ContactId) = (chance.id(door.now), chance.id(door.now));
    let mother = Contact {
        id: contact,
        name: "Siobhan O'Neill".to_string(),
        household,
        language: "English".to_string(),
        format: Format::Standard,
    };
    let link = ContactLink {
        child: ava,
        contact,
        relation: "Mum".to_string(),
        responsibility: Responsibility::Yes,
        may_collect: Some(true),
    };
    let register = vec![Change::Contact(mother), Change::Link(link)];
    let mut changes = Vec::new();
    let mut note = |hour, text: &str, private| {
        let happened = at(hour, 10);
        Change::Entry(Box::new(Entry {
            id: chance.id(happened),
            talk: chance.id(happened),
            child: ava,
            room,
            kind: Kind::Feedback,
            happened,
            by: sam,
            entered_by: None,
            with: vec![With { word: "mum".to_string(), contact: Some(contact) }],
            text: text.to_string(),
            family_words: Vec::new(),
            no_talk: None,
            follow_up: None,
            private,
            phrases: Vec::new(),
            suggested: Vec::new(),
            round: None,
            pinned: None,
            moved_from: None,
        }))
    };
    changes.push(note(7, "Slept until ten, then built a den.", false));
    changes.push(note(7, "Isla hit her at the sand tray, and she cried.", false));
    changes.push(note(8, "Mum seemed very tired this morning.", true));
    changes.push(note(8, "Hid under the table again; ask her aunt.", true));
    let stamp = Stamp { person: Some(sam), recorded: door.now };
    door.worker.store().apply(&register.into(), Stamp { person: None, ..stamp }).unwrap();
    door.worker.store().apply(&changes.into(), stamp).unwrap();
    door.tell_effect(Effect::Roll);
    door.now = at(9, 0);
    door
}

/// On the list, with a request of Ava's mother written down.
pub(crate) fn asked(columns: u16, rows: u16) -> Harness {
    let mut door = written(columns, rows);
    go(&mut door, Action::GoRequests);
    door.keys("aava o⏎⏎⏎⏎⎋");
    door
}

/// On that request, its private lines opened.
pub(crate) fn one(columns: u16, rows: u16) -> Harness {
    let mut door = asked(columns, rows);
    door.keys("⏎").keys(LEADS_PIN);
    door
}

#[test]
fn what_is_private_among_the_lines_is_read_after_the_numbers_once_more_and_only_then() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let mut door = asked(columns, rows);
        let hidden = |door: &mut Harness| {
            let screen = door.screen();
            assert!(!screen.contains("Mum seemed") && !screen.contains("Hid under"), "{screen}");
            assert!(!screen.contains("Slept until ten"), "the request is closed as a whole: {screen}");
        };
        door.keys("⏎");
        hidden(&mut door);
        let screen = door.screen().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            screen.contains("Your 6 numbers") && screen.contains("private notes are among what is held"),
            "{screen}"
        );
        // Keys of the page are none here, and Esc goes back.
        door.keys("⇥gr⏎v");
        hidden(&mut door);
        door.keys("⎋");
        assert!(!door.screen().contains("Your 6 numbers"), "{}", door.screen());
        door.keys("⏎111111");
        hidden(&mut door);
        door.keys(LEADS_PIN);
        while !door.row("▸").contains("Mum seemed") {
            door.keys("⇥");
        }
        // It stays open over the page that saves files, and closes with the request.
        door.keys("⎋⏎");
        hidden(&mut door);
        door.keys(LEADS_PIN).keys("⌃l2").keys(LEADS_PIN);
        go(&mut door, Action::GoRequests);
        door.keys("⏎");
        hidden(&mut door);
    }
}

/// With every line decided.
pub(crate) fn decided(columns: u16, rows: u16) -> Harness {
    let mut door = one(columns, rows);
    door.keys("r⏎");
    while !said(&mut door).contains("Nothing is left to decide.") {
        door.keys("⇥o1");
    }
    door
}

fn stands(door: &mut Harness) -> RequestStands {
    door.worker.store().requests().unwrap().remove(0)
}

/// What is on the screen, in one line.
fn said(door: &mut Harness) -> String {
    door.screen().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What was decided of the lines, in the order of the log.
fn decisions(door: &mut Harness) -> Vec<Decision> {
    let stands = stands(door);
    let lines = door.worker.store().held(stands.request.child, stands.request.came).unwrap();
    let of = |id| stands.decided.get(&id).and_then(|decided| decided.decision.clone());
    lines.into_iter().filter_map(|line| of(line.id)).collect()
}

fn files(door: &Harness) -> Vec<PathBuf> {
    let folder = door.home().join("exports/whole-record");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().map(|file| file.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn a_request_is_written_down_by_part_of_a_name_and_only_whoever_may_ask_is_offered() {
    let mut door = written(80, 24);
    go(&mut door, Action::GoRequests);
    assert!(said(&mut door).contains("Nobody has asked for the record of a child."), "{}", door.screen());
    door.keys("aava⏎");
    assert!(said(&mut door).contains("More than one child fits: Ava O., Ava P."), "{}", door.screen());
    door.keys("⎋ava o⏎");
    assert!(door.row("Who asks").contains("Siobhan O'Neill"), "{}", door.screen());
    door.keys("→");
    assert!(door.row("Who asks").contains("the child"), "{}", door.screen());
    door.keys("→⏎→");
    assert!(
        door.row("It came on").contains("24 November 2026"),
        "it is not still to come: {}",
        door.screen()
    );
    door.keys("5 dec⏎");
    assert!(said(&mut door).contains("That day is still to come."), "{}", door.screen());
    door.keys("⎋20 nov⏎");
    assert!(door.row("It came on").contains("20 November 2026"), "{}", door.screen());
    door.keys("→");
    assert!(door.row("Who they are").contains("they were asked to show it"), "{}", door.screen());
    door.keys("⏎");
    let request = stands(&mut door).request;
    let siobhan = door.model.session.roll.contacts[0].id;
    assert_eq!((request.asker, request.identity), (Asker::Adult(siobhan), Identity::Asked));
    assert_eq!(request.came.to_string(), "2026-11-20");
    // It opens at once; what stands in the way is said, and i settles it.
    assert!(said(&mut door).contains("It is not shown yet who asks"), "{}", door.screen());
    door.keys("s");
    assert!(said(&mut door).contains("i says that it was shown."), "{}", door.screen());
    door.keys("i");
    assert_eq!(stands(&mut door).request.identity, Identity::Shown(door.now.day()));
}

#[test]
fn a_list_of_nothing_has_no_rule_below_it() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        for (keys, says) in
            [(":requests⏎", "Nobody has asked"), (":exports⏎p", "Nothing has been exported yet.")]
        {
            let mut door = manager(columns, rows);
            let screen = door.keys(keys).screen();
            assert!(screen.contains(says), "{screen}");
            assert_eq!(screen.lines().filter(|line| line.starts_with('─')).count(), 1, "{screen}");
        }
    }
}

#[test]
fn where_a_page_has_no_room_for_its_title_beside_the_whole_name_the_first_name_is_enough() {
    for (columns, name) in [(60, "Priya   "), (80, "Priya Shah   ")] {
        let mut door = manager(columns, 16);
        door.keys(":exports⏎");
        for _ in 0..20 {
            if door.row("▸").contains("What was done with a child's record") {
                break;
            }
            door.keys("↓");
        }
        let screen = door.keys("⏎").screen();
        let head = screen.lines().next().unwrap();
        assert!(head.starts_with(" What was done with a child's record "), "{screen}");
        assert!(head.contains(&format!("{name}Ctrl-L")), "{screen}");
    }
}

#[test]
fn a_second_request_for_the_same_record_and_one_by_a_lead_are_refused() {
    let mut door = asked(80, 24);
    door.keys("aava o⏎⏎⏎⏎");
    assert!(said(&mut door).contains("is open already"), "{}", door.screen());
    assert_eq!(door.worker.store().requests().unwrap().len(), 1);
    let mut lead = Harness::priya(80, 24);
    lead.keys(":requests⏎");
    assert!(said(&mut lead).contains("Only a manager answers a request"), "{}", lead.screen());
    // Whoever asks the worker in another way is refused there.
    let priya = lead.model.session.person.unwrap();
    let refused = lead.answer(Effect::Requests(priya, lead.now));
    assert!(format!("{refused:?}").contains("Only a manager answers"), "{refused:?}");
}

#[test]
fn each_line_is_decided_by_a_key_and_the_next_that_waits_comes_up() {
    let mut door = one(120, 40);
    let screen = door.screen();
    for says in ["May be about someone else (", "Private (2)", "Goes out by itself ("] {
        assert!(screen.contains(says), "{says}: {screen}");
    }
    // The names that were found are suggested, and marked where the words are read whole.
    door.resize(80, 24).keys("⇥");
    while !said(&mut door).contains("Suggested: leave out “Isla”.") {
        door.keys("⇥");
    }
    let waiting = |door: &mut Harness| -> usize {
        let said = said(door);
        let word = said.split(" are still to be decided").next().unwrap().rsplit(' ').next().unwrap();
        word.parse().unwrap_or(0)
    };
    let before = waiting(&mut door);
    door.keys("⏎");
    assert!(door.screen().contains("[Isla] hit her at the sand tray"), "{}", door.screen());
    door.keys("⏎");
    assert!(said(&mut door).contains("Why are these words left out? ▸ 1 it is about somebody else"));
    door.keys("1");
    assert_eq!(waiting(&mut door), before - 1, "{}", door.screen());
    let redact = Decision { treatment: Treatment::Redact(vec!["Isla".into()]), why: Why::SomebodyElse };
    assert_eq!(decisions(&mut door), [redact]);
    assert!(said(&mut door).contains("It goes out without these words."), "{}", door.screen());
    // A private one is about the child: one key.
    while !door.row("▸").contains("Mum seemed") {
        door.keys("⇥");
    }
    door.keys("g");
    assert_eq!(waiting(&mut door), before - 2, "{}", door.screen());
    // Back to undecided, and left out for a reason.
    while !door.row("▸").contains("Mum seemed") {
        door.keys("↑");
    }
    door.keys("c");
    assert_eq!(waiting(&mut door), before - 1, "{}", door.screen());
    door.keys("o2");
    assert!(said(&mut door).contains("left out"), "{}", door.screen());
    let last = decisions(&mut door).pop().unwrap();
    assert_eq!(last, Decision { treatment: Treatment::Withhold, why: Why::InConfidence });
}

#[test]
fn the_plain_ones_are_listed_before_they_are_decided_as_one_act_and_no_other_line_is() {
    let mut door = one(80, 24);
    let lines = |door: &mut Harness| door.worker.store().day_code().unwrap();
    let before = lines(&mut door);
    door.keys("r");
    let screen = door.screen();
    assert!(said(&mut door).contains("2 lines go out as written:"), "{screen}");
    assert!(screen.contains("Mum seemed very tired") && !screen.contains("Isla"), "{screen}");
    door.keys("⎋");
    assert_eq!(lines(&mut door), before, "nothing is decided by looking");
    door.keys("r⏎");
    let plain = Decision { treatment: Treatment::Allow, why: Why::TheirOwn };
    assert_eq!(decisions(&mut door), [plain.clone(), plain]);
    assert!(said(&mut door).contains("2 lines go out."), "{}", door.screen());
    door.keys("r");
    assert!(said(&mut door).contains("No plain line is left"), "{}", door.screen());
}

#[test]
fn words_are_marked_one_by_one_and_what_goes_out_is_shown() {
    let mut door = one(80, 24);
    while !door.row("▸").contains("Hid under") {
        door.keys("⇥");
    }
    door.keys("⏎⏎");
    assert!(said(&mut door).contains("Space marks a word."), "{}", door.screen());
    door.keys("→→→→→→→␣");
    let screen = door.screen();
    assert!(screen.contains("[aunt.]"), "{screen}");
    assert!(said(&mut door).contains("Hid under the table again; ask her [left out]."), "{screen}");
    door.tap("table");
    assert!(door.screen().contains("[table]"), "{}", door.screen());
    door.tap("[table]");
    assert!(!door.screen().contains("[table]"), "{}", door.screen());
    door.keys("⏎1");
    let redact = Treatment::Redact(vec!["aunt".into()]);
    assert_eq!(decisions(&mut door), [Decision { treatment: redact, why: Why::SomebodyElse }]);
    // Its marks are there when it is looked at again.
    while !door.row("▸").contains("Hid under") {
        door.keys("↓");
    }
    door.keys("⏎");
    assert!(door.screen().contains("[aunt.]"), "{}", door.screen());
}

#[test]
fn undecided_lines_stop_the_file_and_what_was_read_is_what_is_saved_and_answers_the_request() {
    let mut door = one(80, 24);
    for key in ["s", "v"] {
        door.keys(key);
        assert!(
            said(&mut door).contains("until then there is no file. Tab goes to the next."),
            "{}",
            door.screen()
        );
    }
    assert!(files(&door).is_empty());
    let mut door = decided(80, 24);
    door.keys("v");
    assert!(said(&mut door).contains("The record of Ava O'Neill"), "{}", door.screen());
    assert!(files(&door).is_empty(), "reading writes nothing");
    door.keys("s");
    assert!(said(&mut door).contains("left out: it is about somebody else."), "{}", door.screen());
    assert!(said(&mut door).contains("The record: Word, web page, JSON."), "{}", door.screen());
    door.keys(LEADS_PIN);
    assert!(said(&mut door).contains("you are responsible for"), "{}", door.screen());
    let saved = files(&door);
    assert_eq!(saved.len(), 3, "Word, a web page and the values: {saved:?}");
    let values = saved.iter().find(|file| file.extension().is_some_and(|end| end == "json")).unwrap();
    let values: serde_json::Value = serde_json::from_slice(&std::fs::read(values).unwrap()).unwrap();
    let lines = values["lines"].to_string();
    assert!(lines.contains("built a den") && !lines.contains("Isla"), "{values}");
    let page = saved.iter().find(|file| file.extension().is_some_and(|end| end == "html")).unwrap();
    let text = std::fs::read_to_string(page).unwrap();
    assert!(text.contains("built a den") && text.contains("Mum seemed very tired"), "{text}");
    assert!(!text.contains("Isla"), "{text}");
    assert_eq!(stands(&mut door).request.ended, Some(Ended::Answered(door.now.day())));
    door.keys("⏎");
    assert!(said(&mut door).contains("answered 24 Nov"), "{}", door.screen());
    door.keys("o1");
    assert!(said(&mut door).contains("This request has been answered."), "{}", door.screen());
    let verified = door.worker.store().verify();
    assert!(verified.is_ok(), "{verified:?}");
}

#[test]
fn a_line_that_somebody_else_decided_meanwhile_is_looked_at_again() {
    let mut door = one(80, 24);
    let request = stands(&mut door);
    let lines = door.worker.store().held(request.request.child, request.request.came).unwrap();
    let private =
        lines.iter().find(|line| matches!(&line.change, Change::Entry(one) if one.private)).unwrap();
    let decision = Some(Decision { treatment: Treatment::Withhold, why: Why::Harm });
    let change = Change::Decide { request: request.request.id, line: private.id, decision, seen: 0 };
    let stamp = Stamp { person: door.model.session.person, recorded: door.now };
    door.worker.store().apply(&change.into(), stamp).unwrap();
    while !door.row("▸").contains("Mum seemed") {
        door.keys("⇥");
    }
    door.keys("g");
    assert!(said(&mut door).contains("decided this line at"), "{}", door.screen());
    assert!(said(&mut door).contains("It is left out: giving it would be likely"), "{}", door.screen());
}

#[test]
fn it_takes_longer_with_a_reason_that_is_kept_as_it_is_written_and_is_withdrawn_when_asked_twice() {
    let mut door = one(80, 24);
    door.keys("m⏎");
    assert!(said(&mut door).contains("Say why it takes longer"), "{}", door.screen());
    door.keys("←Five years of notes");
    assert!(door.row("How long").contains("[one month more]"), "{}", door.screen());
    // The lock takes nothing of it.
    door.keys("⌃l2").keys(LEADS_PIN);
    assert!(said(&mut door).contains("Five years of notes"), "{}", door.screen());
    // What the lock closed is closed, once the reason is kept.
    door.keys("⏎").keys(LEADS_PIN);
    let extended = stands(&mut door).request.extended.unwrap();
    assert_eq!((extended.months, extended.why.as_str()), (2, "Five years of notes"));
    let priya = door.model.session.person.unwrap();
    assert!(door.worker.store().drafts(priya).unwrap().is_empty());
    door.keys("w");
    assert_eq!(stands(&mut door).request.ended, None);
    door.keys("↓w");
    assert_eq!(stands(&mut door).request.ended, None, "another key between asks anew");
    door.keys("w");
    assert_eq!(stands(&mut door).request.ended, Some(Ended::Withdrawn(door.now.day())));
    // Nobody is given anything any more: who asks is no question.
    let of = crate::tui::msg::RequestLine { stands: stands(&mut door), lines: None };
    let line = super::say::whole(&door.model.session, &of);
    assert!(line.contains("Withdrawn 24 November 2026.") && !line.contains("who asks"), "{line}");
    // Of what was withdrawn nothing is left to decide, on its own page neither.
    for (columns, rows) in [(80, 24), (60, 16)] {
        door.resize(columns, rows);
        let says = said(&mut door);
        assert!(says.contains("The request was withdrawn") && says.contains("Held ("), "{}", door.screen());
        assert!(says.contains("It does not go out: the request was withdrawn."), "{}", door.screen());
        for never in [
            "to decide",
            "still to be",
            "Suggested",
            "!",
            "by itself",
            "undecided",
            "plain",
            "s save",
            "v preview",
        ] {
            assert!(!says.contains(never), "{never}\n{}", door.screen());
        }
    }
}

#[test]
fn in_a_low_window_what_is_said_of_the_page_hides_nothing_of_what_a_line_asks() {
    let mut door = one(60, 16);
    door.keys("s");
    let says = said(&mut door);
    assert!(says.contains("until then there is no file. Tab goes to the next."), "{}", door.screen());
    let asks = "Does whoever asks know it already?";
    assert!(says.contains(asks), "{}", door.screen());
}

#[test]
fn the_signs_of_a_line_its_number_and_its_day_stand_apart() {
    let mut door = one(60, 16);
    let row = door.row("▸");
    assert!(row.starts_with("▸ !"), "{row}");
    assert!(row.contains("  24 Nov  "), "{row}");
}

#[test]
fn the_managers_board_says_how_long_there_is_and_once_it_is_late_before_everything_else() {
    let mut door = asked(80, 24);
    go(&mut door, Action::GoBoard);
    assert!(door.row("To do now").contains("requests 1: 30 days left"), "{}", door.screen());
    door.now = Moment::at(Day::from_ymd_opt(2026, 12, 28).unwrap(), Time::from_hms_opt(9, 0, 0).unwrap(), 0);
    go(&mut door, Action::GoBoard);
    door.wait(60);
    assert!(door.row("To do now").contains("To do now   requests 1: 4 days over"), "{}", door.screen());
    door.keys("⇥");
    assert!(door.row("▸").contains("a record asked for"), "{}", door.screen());
    door.keys("⏎").keys(LEADS_PIN);
    assert!(door.screen().starts_with(" Ava O'Neill · 4 days over"), "{}", door.screen());
    door.keys("⎋");
    assert!(door.screen().contains("Who?"), "back goes to the board: {}", door.screen());
    // Nobody but a manager is told.
    let mut sam = Harness::sam(80, 24);
    assert!(!sam.row("To do now").contains("requests"), "{}", sam.screen());
}

/// A page's name, the door from which it is opened, and the keys that lead to it.
type Drawn = (&'static str, fn(u16, u16) -> Harness, &'static str);

#[test]
fn the_pages_as_they_are_drawn() {
    let each: [Drawn; 7] = [
        ("requests", asked, ""),
        ("request_new", asked, "aava o⏎"),
        ("request", one, "⇥"),
        ("request_why", one, "⇥o"),
        ("request_words", one, "⇥⏎"),
        ("request_rest", one, "r"),
        ("request_more", one, "m"),
    ];
    for (name, open, keys) in each {
        for (columns, rows) in [(80, 24), (120, 40), (60, 16)] {
            let mut door = open(columns, rows);
            door.keys(keys);
            insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), door.screen());
        }
    }
}

#[test]
fn what_goes_out_at_once_is_read_whole_first() {
    for (columns, rows) in [(60, 16), (80, 24)] {
        let mut door = one(columns, rows);
        door.keys("r");
        let mut screen = door.screen();
        for _ in 0..40 {
            screen.push_str(&door.keys("↓").screen());
        }
        assert!(!screen.contains('…'), "{screen}");
        assert!(said(&mut door).contains("the others stay as they are."), "{}", door.screen());
        let screen = door.screen();
        let first = screen.lines().position(|row| row.contains("Feedback: Mum")).unwrap();
        assert_eq!(screen.lines().nth(first - 1), Some(""), "a row between\n{screen}");
        assert!(door.cursor().1.starts_with(char::is_alphabetic), "{}", door.screen());
    }
}

#[test]
fn the_bar_lies_on_the_row_that_is_chosen_and_not_on_one_that_is_typed_below() {
    let mut door = asked(80, 24);
    let bar = door.model.session.look.theme.bar.bg;
    door.keys("a");
    assert_ne!(Some(door.style("Whose record").1), bar, "{}", door.screen());
    door.keys("ava o⏎");
    assert_eq!(Some(door.style("▸").1), bar, "{}", door.screen());
}

#[test]
fn before_its_lines_are_read_nothing_is_said_of_them_and_no_key_offers_them() {
    let mut door = asked(80, 24);
    let press = |code| Msg::Key(Chord::plain(code), 1_000);
    door.tell_slowly(press(KeyCode::Enter)).tell_slowly(press(KeyCode::Tab));
    let screen = said(&mut door);
    assert!(screen.contains("Its lines are being read.") && !screen.contains("Nothing is left"), "{screen}");
    for offered in ["preview", "save files", "Enter words"] {
        assert!(!screen.contains(offered), "{offered}: {screen}");
    }
    door.land();
    door.keys(LEADS_PIN);
    assert!(said(&mut door).contains("to be decided"), "{}", door.screen());
}
