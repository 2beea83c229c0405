//! Keys in, screen and store out: a lead's evening.

use ratatui::crossterm::event::KeyCode;
use ratatui::style::Color;

use crate::domain::entry::{Review, With};
use crate::domain::evidence::Scope;
use crate::domain::evidence::suggest::Suggester;
use crate::domain::*;
use crate::tui::action::Action;
use crate::tui::harness::{Harness, LEADS_PIN, PIN, at, catalog};
use crate::tui::key::Chord;
use crate::tui::msg::{Msg, Turn};
use crate::tui::theme::THEMES;
use crate::tui::update::everywhere;

/// A harness whose worker knows the frameworks, with a day's notes by Sam, on the day's end as Priya.
pub(crate) fn evening(columns: u16, rows: u16) -> Harness {
    let mut harness = Harness::priya(columns, rows);
    let catalog = catalog();
    harness.worker.know(catalog.frameworks, catalog.practice, catalog.retention);
    write_a_day(&mut harness);
    harness.now = at(17, 40);
    go(&mut harness, Action::GoReview);
    harness
}

/// Does what a menu's item does.
pub(crate) fn go(harness: &mut Harness, action: Action) {
    let mut turn = Turn::default();
    harness.model.session.now = harness.now;
    assert!(everywhere(&mut harness.model, action, &mut turn));
    harness.take(turn);
}

/// Nine notes: a promise due today, one that names Isla, a next step, plain ones; Hugo came without a talk and
/// Isla went without one. Everyone else was spoken with at both ends.
fn write_a_day(harness: &mut Harness) {
    let (room, sam) = {
        let session = &harness.model.session;
        (session.room.unwrap(), session.roll.by_initials("SO", session.today()).unwrap().id)
    };
    let (phrases, frameworks) = {
        let session = &harness.model.session;
        (session.phrases.clone(), session.frameworks.clone())
    };
    let children: Vec<(ChildId, String)> = {
        let session = &harness.model.session;
        session.children().iter().map(|child| (child.id, child.name())).collect()
    };
    let suggester = Suggester::new(&phrases, &frameworks);
    let mut chance = crate::chance::Chance::seeded(77);
    let mut acts = Vec::new();
    let mut write = |child: usize, kind, (hour, minute), text: &str, follow_up: bool| {
        let happened = at(hour, minute);
        let mut entry = Entry {
            id: chance.id(happened),
            talk: chance.id(happened),
            child: children[child].0,
            room,
            kind,
            happened,
            by: sam,
            entered_by: None,
            with: vec![With { word: "mum".to_string(), contact: None }],
            text: text.to_string(),
            family_words: crate::tui::widget::words::quoted(text),
            no_talk: None,
            follow_up: follow_up.then(|| happened.day()),
            private: false,
            phrases: Vec::new(),
            suggested: Vec::new(),
            round: None,
            pinned: None,
            moved_from: None,
        };
        entry.suggested = suggester.suggest(&entry);
        let stamp = Stamp { person: Some(sam), recorded: happened };
        acts.push((Change::Entry(Box::new(entry)).into(), stamp));
    };
    write(0, Kind::DropOff, (8, 31), "Slept badly, up at 5. “Can she rest early?”", true);
    write(0, Kind::ForHome, (8, 31), "Read the bear book at bedtime.", false);
    write(2, Kind::Feedback, (12, 10), "Built a tower with Isla and laughed.", false);
    for (child, (_, name)) in children.iter().enumerate() {
        if name.starts_with("Finn") {
            continue;
        }
        if child != 0 && !name.starts_with("Hugo") {
            write(child, Kind::DropOff, (8, 40 + child as u32), "Settled quickly, happy goodbye.", false);
        }
        if !name.starts_with("Isla") {
            write(child, Kind::PickUp, (16, 10 + child as u32), "Told dad about the water tray.", false);
        }
    }
    harness.worker.store().apply_bulk(acts).unwrap();
}

fn day(harness: &mut Harness) -> crate::store::ask::DaySoFar {
    let room = harness.model.session.room.unwrap();
    let today = harness.now.day();
    harness.worker.store().day(room, today).unwrap()
}

fn families(harness: &mut Harness, code: &str) -> u32 {
    let scope = Scope { rooms: Vec::new(), period: Period::term_to(harness.now.day()) };
    let board = harness.worker.store().board("partnership-with-parents", &scope).unwrap();
    board.get(code).map_or(0, |figures| figures.families)
}

#[test]
fn the_day_as_it_is_drawn() {
    for (columns, rows) in [(80, 24), (120, 40), (60, 16)] {
        let mut harness = evening(columns, rows);
        insta::assert_snapshot!(format!("review_{columns}x{rows}"), harness.screen());
    }
}

#[test]
fn of_more_statements_than_have_room_it_is_said_how_many_and_the_marked_one_is_seen() {
    for (columns, rows, (row, from)) in [(80, 24, (18, 0)), (60, 16, (11, 0)), (120, 20, (0, 81))] {
        let mut harness = Harness::priya(columns, rows);
        let catalog = catalog();
        let of_the_last = catalog.framework("working-in-partnership").unwrap().statements.clone();
        harness.model.session.frameworks = catalog.frameworks.clone();
        harness.worker.know(catalog.frameworks, catalog.practice, catalog.retention);
        write_a_day(&mut harness);
        harness.now = at(17, 40);
        go(&mut harness, Action::GoReview);
        while !harness.row("▸").contains("Read the bear") {
            harness.keys("↓");
        }
        let screen = harness.screen();
        let mut lines = screen.lines().skip(row);
        let hidden = lines.any(|line| line.chars().skip(from).collect::<String>().contains(" more below"));
        assert!(hidden, "{screen}");
        harness.keys("⇥");
        for _ in 0..40 {
            harness.keys("↓");
        }
        let screen = harness.screen();
        let seen = |code: &str| ["■", "□"].iter().any(|sign| screen.contains(&format!("{sign} {code} ")));
        assert!(of_the_last.iter().any(|statement| seen(&statement.code)), "{screen}");
    }
}

#[test]
fn what_needs_a_person_stands_first_and_enter_agrees_the_rest_one_by_one() {
    let mut harness = evening(80, 24);
    let before = day(&mut harness);
    assert!(before.entries.iter().all(|standing| !standing.agreed()), "nothing is agreed by itself");
    // Names first: Enter alone agrees nothing there.
    assert!(harness.row("▸").contains("Names another child: Isla"), "{}", harness.screen());
    harness.keys("⏎");
    assert!(day(&mut harness).entries.iter().all(|standing| !standing.agreed()));
    assert_eq!(harness.row("Isla is named").trim(), "! Isla is named in a note for Ben's family.");
    assert!(harness.screen().lines().last().unwrap().contains("1 “a friend”   2 keep"));
    harness.keys("1");
    assert!(harness.row("Built a tower").contains("Built a tower with a friend"), "{}", harness.screen());
    // Settled it stands among the others; the promise is now first.
    harness.keys("⏎");
    let total = day(&mut harness).entries.len();
    for _ in 0..60 {
        if day(&mut harness).entries.iter().all(|standing| standing.agreed()) {
            break;
        }
        let row = harness.row("▸");
        harness.keys(if row.contains("Gap") { "g1" } else { "⏎" });
    }
    let after = day(&mut harness);
    assert_eq!(after.entries.iter().filter(|standing| standing.agreed()).count(), total);
    assert!(harness.presses <= 60, "{}", harness.presses);
}

#[test]
fn a_name_that_is_kept_is_asked_about_no_more_however_quickly_enter_follows() {
    let mut harness = evening(80, 24);
    let press = |chord| Msg::Key(chord, 1_000);
    harness.tell_slowly(press(Chord::char('2')));
    harness.tell_slowly(press(Chord::plain(KeyCode::Enter)));
    assert!(!harness.screen().contains("Isla is named"), "{}", harness.screen());
    while harness.land() > 0 {}
    let named = day(&mut harness).entries.into_iter().find(|one| one.text().contains("with Isla")).unwrap();
    assert!(named.agreed() && named.names_settled);
}

#[test]
fn agreeing_with_one_more_tick_counts_and_nothing_counts_before() {
    let mut harness = evening(80, 24);
    assert_eq!(families(&mut harness, "6"), 0);
    assert_eq!(families(&mut harness, "11"), 0);
    while !harness.row("▸").contains("Read the bear book") {
        harness.keys("↓");
    }
    harness.keys("l");
    for _ in 0..10 {
        harness.keys("↓");
    }
    assert!(harness.row("▸").contains("11"), "{}", harness.screen());
    harness.keys("␣⏎");
    assert!(harness.row("▸").contains("Read the bear book"));
    assert_eq!(families(&mut harness, "11"), 0, "a tick alone counts for nothing");
    harness.keys("⏎");
    assert_eq!(families(&mut harness, "11"), 1);
    assert_eq!(families(&mut harness, "6"), 1, "what was suggested counts with it");
}

#[test]
fn what_is_unticked_does_not_count() {
    let mut harness = evening(80, 24);
    while !harness.row("▸").contains("Read the bear book") {
        harness.keys("↓");
    }
    harness.keys("⇥␣");
    assert!(harness.screen().contains("□ 6"), "{}", harness.screen());
    harness.keys("⏎");
    assert_eq!(families(&mut harness, "6"), 0);
}

#[test]
fn a_gap_is_explained_with_two_keys_or_in_own_words_and_is_gone() {
    let mut harness = evening(80, 24);
    while !harness.row("▸").contains("No drop-off talk") {
        harness.keys("↓");
    }
    assert!(harness.row("▸").contains("Hugo"));
    harness.keys("g");
    assert!(harness.screen().contains("2 someone else came"), "{}", harness.screen());
    harness.keys("2");
    assert!(!harness.screen().contains("No drop-off talk"), "{}", harness.screen());
    while !harness.row("▸").contains("No pick-up talk") {
        harness.keys("↓");
    }
    harness.keys("⏎6grandad in a hurry⏎");
    let gaps: Vec<_> = day(&mut harness).gaps.into_iter().map(|(_, kind, why)| (kind, why)).collect();
    assert!(gaps.contains(&(Kind::DropOff, "someone else came to the door".to_string())), "{gaps:?}");
    assert!(gaps.contains(&(Kind::PickUp, "grandad in a hurry".to_string())), "{gaps:?}");
}

#[test]
fn sending_back_asks_the_writer_and_agrees_nothing() {
    let mut harness = evening(80, 24);
    while !harness.row("▸").contains("Read the bear book") {
        harness.keys("↓");
    }
    harness.keys("swhich bear book?⏎");
    let standing = day(&mut harness);
    let standing = standing.entries.iter().find(|one| one.text().contains("bear book")).unwrap();
    assert!(
        matches!(&standing.review, Review::SentBack { question, .. } if question == "which bear book?"),
        "{:?}",
        standing.review
    );
    // It waits for Sam, not for the lead: it needs nobody here and stands after what does.
    assert!(harness.row("to look at").contains("2 need you   2 gaps   1 sent back"), "{}", harness.screen());
    assert!(!harness.row("sent back: which").contains("!"), "{}", harness.screen());
}

#[test]
fn what_was_asked_is_read_whole_above_what_the_entry_shows() {
    let question = "how long did the rest last, and did the family ask for a shorter one this week?";
    for (columns, rows) in [(80, 24), (60, 16)] {
        let mut harness = evening(columns, rows);
        while !harness.row("▸").contains("Ben C.") || harness.row("▸").contains("Gap") {
            harness.keys("↓");
        }
        harness.keys("s").keys(question).keys("⏎");
        while !harness.row("▸").contains("sent back") {
            harness.keys("↓");
        }
        let said = harness.screen().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(question) && said.contains("Shows:"), "{}", harness.screen());
    }
}

#[test]
fn an_amendment_that_saw_older_words_is_refused_and_its_words_stay() {
    let mut harness = evening(80, 24);
    while !harness.row("▸").contains("Read the bear book") {
        harness.keys("↓");
    }
    harness.keys("a4 Twice");
    let standing = day(&mut harness);
    let standing = standing.entries.iter().find(|one| one.text().contains("bear book")).unwrap();
    let priya = harness.model.session.person;
    let change = Change::Amend {
        entry: standing.entry.id,
        seen: 0,
        text: "Read the owl book at bedtime.".to_string(),
        family_words: Vec::new(),
        reason: crate::domain::entry::Reason::WrongFact,
    };
    let stamp = Stamp { person: priya, recorded: harness.now };
    harness.worker.store().apply(&change.into(), stamp).unwrap();
    harness.keys("⏎");
    let after = day(&mut harness);
    let after = after.entries.iter().find(|one| one.entry.id == standing.entry.id).unwrap();
    assert_eq!(after.text(), "Read the owl book at bedtime.");
    assert!(harness.screen().contains("bedtime. Twice"), "{}", harness.screen());
    assert!(harness.screen().contains("owl"), "{}", harness.screen());
    // Having seen the newer words, the lead may save again.
    harness.keys("⏎");
    let after = day(&mut harness);
    let after = after.entries.iter().find(|one| one.entry.id == standing.entry.id).unwrap();
    assert_eq!(after.text(), "Read the bear book at bedtime. Twice.");
    assert_eq!(after.entry.text, "Read the bear book at bedtime.");
    assert_eq!(after.amendments.len(), 2);
}

#[test]
fn a_note_of_the_wrong_child_is_struck_there_and_stands_with_the_right_one() {
    let mut harness = evening(80, 24);
    while !harness.row("▸").contains("Read the bear book") {
        harness.keys("↓");
    }
    harness.keys("a1ben⏎⏎");
    let after = day(&mut harness);
    let all: Vec<_> = after.entries.iter().filter(|one| one.text().contains("bear book")).collect();
    assert_eq!(all.len(), 2);
    assert!(all.iter().any(|one| one.withdrawn.is_some()));
    let moved = all.iter().find(|one| one.withdrawn.is_none()).unwrap();
    let name = harness.model.session.roll.child(moved.entry.child).unwrap().name();
    assert_eq!(name, "Ben Clarke");
}

#[test]
fn closing_says_what_is_left_and_gives_a_day_code_of_twelve() {
    let mut harness = evening(80, 24);
    harness.keys("c");
    assert!(harness.screen().contains("entries not looked at"), "{}", harness.screen());
    assert_eq!(day(&mut harness).closed, None);
    harness.keys("⎋");
    assert_eq!(day(&mut harness).closed, None);
    harness.keys("c⏎");
    let (_, _, code) = day(&mut harness).closed.unwrap();
    assert_eq!(code.chars().count(), 12);
    assert!(harness.screen().contains(&code), "{}", harness.screen());
}

#[test]
fn a_key_person_is_told_why_not() {
    let mut harness = Harness::sam(80, 24);
    let reason = (Action::GoReview.spec().enabled)(&harness.model).unwrap_err();
    assert!(reason.contains("room lead"), "{reason}");
    harness.keys("⎋");
}

#[test]
fn the_cursor_stands_on_the_selected_rows_first_letter() {
    for (columns, rows) in [(80, 24), (120, 40), (60, 16)] {
        let mut harness = evening(columns, rows);
        for _ in 0..30 {
            let ((x, y), letter) = harness.cursor();
            let row = harness.screen().lines().nth(usize::from(y)).unwrap().to_string();
            assert!(row.contains('▸'), "{columns}: {row}");
            assert_eq!(row.chars().nth(usize::from(x)).unwrap().to_string(), letter);
            assert!(!letter.is_empty() && letter.chars().all(char::is_alphabetic), "{letter}");
            harness.keys("↓");
        }
    }
}

#[test]
fn in_sixteen_colours_only_signs_and_figures_are_filled_and_sentences_are_bold() {
    let mut harness = evening(80, 24);
    let sixteen = THEMES.iter().find(|theme| theme.name == "sixteen").unwrap();
    harness.model.session.look.theme = sixteen;
    assert_eq!(harness.style("2 need you").1, Color::Yellow);
    let (_, ground, how) = harness.style("asks you to look");
    assert_ne!(ground, Color::Yellow);
    assert!(how.contains(ratatui::style::Modifier::BOLD));
}

#[test]
fn a_promise_is_done_with_enter_once_its_note_is_agreed() {
    let mut harness = evening(80, 24);
    while !harness.row("▸").contains("asks you to look") {
        harness.keys("↓");
    }
    harness.keys("⏎");
    while !harness.row("▸").contains("Promised") {
        harness.keys("↑");
    }
    harness.keys("⏎");
    let after = day(&mut harness);
    assert!(after.promised.is_empty() || after.promised.iter().all(|one| one.follow_up_done.is_some()));
}

/// On the row that has these words.
fn at_row(harness: &mut Harness, words: &str) {
    for _ in 0..40 {
        if harness.row("▸").contains(words) {
            return;
        }
        harness.keys("↓");
    }
    panic!("{words}: {}", harness.screen());
}

fn priya_again(harness: &mut Harness) {
    harness.keys("2").keys(crate::tui::harness::LEADS_PIN);
}

#[test]
fn amending_from_the_review_comes_back_to_the_same_row_with_the_new_words() {
    let mut harness = evening(80, 24);
    at_row(&mut harness, "Read the bear book");
    harness.keys("a");
    assert!(harness.row("Amend").starts_with(" Amend"), "{}", harness.screen());
    harness.keys("4 Twice⏎");
    assert!(harness.row("▸").contains("bedtime. Twice"), "{}", harness.screen());
    assert!(harness.row("End of day").starts_with(" End of day"));
    harness.keys("a⎋");
    assert!(harness.row("▸").contains("bedtime. Twice"), "{}", harness.screen());
}

#[test]
fn a_question_that_is_not_sent_yet_survives_esc_a_lock_and_a_kill() {
    let mut harness = evening(80, 24);
    at_row(&mut harness, "Read the bear book");
    harness.keys("swhich bear");
    // Every key is on the disk: nothing more is needed when the power goes.
    let priya = harness.model.session.person.unwrap();
    let drafts = harness.worker.store().drafts(priya).unwrap();
    assert_eq!(drafts.iter().map(|draft| draft.note.as_str()).collect::<Vec<_>>(), ["which bear"]);
    harness.keys("⎋");
    assert!(harness.screen().contains("Kept. s opens it again."), "{}", harness.screen());
    harness.keys("s");
    assert!(harness.screen().contains("which bear"), "{}", harness.screen());
    harness.keys(" book⌃l");
    assert!(!harness.screen().contains("bear"));
    priya_again(&mut harness);
    assert!(harness.screen().contains("which bear book"), "{}", harness.screen());
    harness.keys("?⏎");
    let standing = day(&mut harness);
    let standing = standing.entries.iter().find(|one| one.text().contains("bear book")).unwrap();
    assert_eq!(standing.asked(), Some("which bear book?"));
    assert!(harness.worker.store().drafts(priya).unwrap().is_empty(), "it is sent: no draft is left");
}

#[test]
fn a_reason_in_own_words_survives_a_lock() {
    let mut harness = evening(80, 24);
    at_row(&mut harness, "No drop-off talk");
    harness.keys("g6grandad was⌃l");
    priya_again(&mut harness);
    assert!(harness.screen().contains("grandad was"), "{}", harness.screen());
    harness.keys(" late⏎");
    let gaps = day(&mut harness).gaps;
    assert!(gaps.iter().any(|(_, kind, why)| (*kind, why.as_str()) == (Kind::DropOff, "grandad was late")));
    let priya = harness.model.session.person.unwrap();
    assert!(harness.worker.store().drafts(priya).unwrap().is_empty());
}

#[test]
fn the_writer_finds_what_was_asked_on_the_board_and_answers_it_there() {
    let mut harness = evening(80, 24);
    at_row(&mut harness, "Read the bear book");
    harness.keys("swhich bear book?⏎");
    assert!(harness.screen().contains("Sam finds your question on the board"), "{}", harness.screen());
    harness.keys("⌃l1").keys(crate::tui::harness::PIN);
    assert!(harness.row("To do now").contains("asked of you 1"), "{}", harness.screen());
    harness.keys("⇥");
    assert!(harness.row("▸").contains("a question to you"), "{}", harness.screen());
    harness.keys("⏎");
    assert!(harness.screen().contains("Priya asks"), "{}", harness.screen());
    assert!(harness.screen().contains("which bear book?"));
    assert!(harness.row("▸").contains("4  more to say"), "the child is right: {}", harness.screen());
    harness.keys("4 The blue one.⏎⎋");
    assert!(!harness.screen().contains("asked of you"), "{}", harness.screen());
    let standing = day(&mut harness);
    let standing = standing.entries.iter().find(|one| one.text().contains("bear book")).unwrap();
    assert_eq!((standing.asked(), standing.agreed()), (None, false));
}

#[test]
fn the_figures_at_the_top_are_those_of_what_was_just_done() {
    let mut harness = evening(80, 24);
    let top = |harness: &mut Harness| harness.row("to look at");
    assert!(top(&mut harness).contains("22 to look at   0 agreed   2 need you   2 gaps"));
    at_row(&mut harness, "No drop-off talk");
    harness.keys("g1");
    assert!(top(&mut harness).contains("22 to look at   0 agreed   2 need you   1 gap "));
    at_row(&mut harness, "Read the bear book");
    harness.keys("swhich");
    assert!(top(&mut harness).contains("1 draft"), "{}", harness.screen());
    harness.keys(" one?⏎");
    assert!(top(&mut harness).contains("21 to look at") && !top(&mut harness).contains("draft"));
    at_row(&mut harness, "water tray");
    harness.keys("⏎");
    assert!(top(&mut harness).contains("20 to look at   1 agreed   2 need you"), "{}", harness.screen());
    while !harness.row("▸").contains("Names another child") {
        harness.keys("↑");
    }
    harness.keys("2");
    assert!(top(&mut harness).contains("20 to look at   1 agreed   1 needs you"), "{}", harness.screen());
}

#[test]
fn what_is_done_on_a_page_above_counts_here_at_once() {
    let mut harness = evening(80, 24);
    at_row(&mut harness, "asks you to look");
    harness.keys("⏎");
    assert!(harness.row("to look at").contains("2 need you"), "{}", harness.screen());
    // The promise is found by a search and done on the child's page.
    harness.keys("/slept⏎f⏎⎋⎋");
    assert!(harness.row("End of day").starts_with(" End of day"), "{}", harness.screen());
    assert!(harness.row("to look at").contains("1 needs you"), "{}", harness.screen());
}

#[test]
fn a_narrow_hint_line_has_the_way_to_close_once_nothing_is_left() {
    let mut harness = evening(60, 16);
    for _ in 0..40 {
        let row = harness.row("▸");
        harness.keys(match row.as_str() {
            row if row.contains("Gap") => "g1",
            row if row.contains("Names another") => "2",
            _ => "⏎",
        });
    }
    assert!(
        harness.row("Everything has been looked at").contains("c closes the day."),
        "{}",
        harness.screen()
    );
    assert!(harness.screen().lines().last().unwrap().contains("c close"), "{}", harness.screen());
}

#[test]
fn a_closed_day_is_not_offered_to_be_closed() {
    let mut harness = evening(80, 24);
    assert!(harness.screen().lines().last().unwrap().contains("c close"), "{}", harness.screen());
    harness.keys("c⏎");
    assert!(!harness.screen().lines().last().unwrap().contains("c close"), "{}", harness.screen());
    // Asked for even so, it says when, by whom, and with which code.
    let code = harness.row("Day code").split("Day code ").nth(1).unwrap()[..12].to_string();
    harness.keys("c");
    let says = format!("This day was closed at 17:40 by Priya. Day code {code}.");
    assert!(harness.screen().contains(&says), "{}", harness.screen());
    for _ in 0..60 {
        let row = harness.row("▸");
        harness.keys(if row.contains("Gap") {
            "g1"
        } else if row.contains("Names another") {
            "2"
        } else {
            "⏎"
        });
        assert!(!harness.screen().contains("c closes"), "{}", harness.screen());
    }
    assert!(harness.screen().contains("That was the last one."), "{}", harness.screen());
    assert!(!harness.row("Closed 17:40").contains("need you"), "{}", harness.screen());
}

#[test]
fn what_was_agreed_of_a_closed_day_shows_what_it_showed() {
    let mut harness = evening(80, 24);
    for _ in 0..40 {
        let row = harness.row("▸");
        harness.keys(match row.as_str() {
            row if row.contains("Gap") => "g1",
            row if row.contains("Names another") => "2",
            _ => "⏎",
        });
    }
    harness.keys("c⏎");
    let shown = |harness: &mut Harness| {
        day(harness).entries.iter().map(|entry| (entry.agreed(), entry.shows().to_vec())).collect::<Vec<_>>()
    };
    let before = shown(&mut harness);
    assert!(before.iter().any(|(agreed, shows)| *agreed && !shows.is_empty()));
    for _ in 0..before.len() {
        for keys in ["␣", "⇥", "→", "l", "s"] {
            harness.keys(keys);
            assert!(harness.screen().contains("The day is closed"), "{keys} {}", harness.screen());
        }
        assert!(!harness.screen().lines().last().unwrap().contains("tick"), "{}", harness.screen());
        harness.keys("↑");
        if harness.row("▸").contains("Gap") {
            harness.keys("↑");
        }
    }
    assert_eq!(shown(&mut harness), before);
}

#[test]
fn words_that_were_amended_after_they_were_agreed_are_looked_at_again() {
    let mut harness = Harness::sam(80, 24);
    harness.keys("daisy⏎Lovely painting⏎").wait(60);
    let catalog = catalog();
    harness.worker.know(catalog.frameworks, catalog.practice, catalog.retention);
    harness.keys("⌃l2").keys(LEADS_PIN).keys("⎋3");
    harness.keys("⏎");
    assert!(harness.row("Lovely painting").contains('✓'), "{}", harness.screen());
    harness.keys("⌃l1").keys(PIN).keys("daisy→a2 She screamed⏎");
    assert!(harness.screen().contains("A room lead looks at it again"), "{}", harness.screen());
    harness.keys("⌃l2").keys(LEADS_PIN).keys("⎋3");
    assert!(harness.row("amended since").contains("! "), "{}", harness.screen());
    assert!(
        harness.screen().contains("Sam amended it: it goes to nobody until you agree it again."),
        "{}",
        harness.screen()
    );
    assert!(harness.row("to look at").contains("1 to look at"), "{}", harness.screen());
    harness.keys("⏎");
    assert!(harness.row("She screamed").contains('✓'), "{}", harness.screen());
}

#[test]
fn what_was_moved_to_the_right_child_says_where_it_came_from() {
    let mut harness = Harness::sam(80, 24);
    harness.keys("daisy⏎Lovely painting⏎").wait(600);
    harness.keys("daisy→a1finn⏎⏎").keys("⌃l2").keys(LEADS_PIN).keys("⎋3");
    assert!(harness.screen().contains("Moved here from Daisy Lloyd"), "{}", harness.screen());
}

#[test]
fn all_drafts_of_one_person_are_counted() {
    let mut harness = Harness::sam(120, 40);
    harness.keys("ben⏎built⎋chidi⏎sang⎋⌃l2").keys(LEADS_PIN).keys("⎋3");
    assert!(harness.screen().contains("2 drafts not finished, by Sam"), "{}", harness.screen());
}

#[test]
fn statements_of_another_framework_in_use_stand_with_their_code_and_their_tick() {
    for (columns, rows) in [(80, 24), (120, 40), (60, 16)] {
        let mut harness = evening(columns, rows);
        let other = catalog();
        harness.model.session.frameworks.extend(other.framework("reflecting-on-practice").cloned());
        let first = &harness.model.session.frameworks[1].statements[0];
        let (code, title) = (first.code.clone(), first.title.clone());
        harness.keys("l");
        for _ in 0..16 {
            harness.keys("↓");
        }
        let row = harness.row(&code);
        assert!(row.contains(&format!("□ {code}  {title}")) && row.contains('▸'), "{}", harness.screen());
        harness.keys("␣");
        assert!(harness.row(&code).contains(&format!("■ {code}  {title}")), "{}", harness.screen());
        assert!(harness.row("What does it show?").contains("Family partn"), "{}", harness.screen());
    }
}

#[test]
fn a_statement_is_found_among_all_by_letters_of_its_code_or_title() {
    for (columns, rows) in [(80, 24), (100, 24), (120, 40), (60, 16)] {
        let mut harness = evening(columns, rows);
        let shipped = catalog();
        harness.model.session.frameworks = shipped.frameworks.clone();
        while !harness.row("▸").contains("Read the bear book") {
            harness.keys("↓");
        }
        let reflecting = shipped.framework("reflecting-on-practice").unwrap();
        let one = &reflecting.statements[7];
        harness.keys("l").keys(&one.code);
        let row = harness.row("▸");
        assert!(row.contains(&one.title) && row.contains('□'), "{}", harness.screen());
        assert_eq!(harness.screen().matches('□').count(), 1, "{}", harness.screen());
        harness.keys("␣");
        assert!(harness.row("▸").contains('■'), "{}", harness.screen());
        // Esc widens the list first, then goes back to the entry; what was ticked stays.
        harness.keys("⎋");
        assert!(harness.row("▸").contains("□ ") && !harness.row("▸").contains(&one.code));
        let says = harness.row("What does it show?");
        assert_eq!(says.contains("letters find one"), columns >= 80, "{says}");
        harness.keys("zzz");
        assert!(harness.screen().contains("No statement has these letters."), "{}", harness.screen());
        harness.keys("␣⎋⏎");
        assert!(harness.row("▸").contains("Read the bear book"), "{}", harness.screen());
        harness.keys("⏎");
        let entries = day(&mut harness).entries;
        let shown = entries.iter().find(|standing| standing.text().contains("Read the bear book")).unwrap();
        assert!(
            shown
                .shows()
                .iter()
                .any(|shown| shown.statement.framework == reflecting.id && shown.statement.code == one.code),
            "{:?}",
            shown.shows()
        );
    }
}

#[test]
fn today_by_family_says_how_many_children_have_no_room_there() {
    let mut door = Harness::priya(120, 40);
    door.keys(":end of⏎");
    assert!(!door.screen().contains(" more"), "{}", door.screen());
    let roll = &mut door.model.session.roll;
    let first = roll.children[0].clone();
    for number in 0..60 {
        let id = ChildId(uuid::Uuid::from_u128(number));
        let forename = format!("Rosalind-{number}");
        roll.children.push(Child { id, forename, known_as: None, ..first.clone() });
    }
    door.resize(120, 41);
    let screen = door.screen();
    let families = screen.split_once("Today by family").unwrap().1;
    let seen = families.matches("○○").count() + families.matches("away").count();
    assert!(families.contains(&format!("and {} more", 72 - seen)), "{seen}: {screen}");
}
