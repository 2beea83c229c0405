//! Keys in, screen out: each figure opens into what it counts, and Esc goes back to all.

use ratatui::crossterm::event::KeyCode;

use super::tests::{board, page};
use crate::domain::entry::{Entry, Shown};
use crate::domain::evidence::{Figure, Scope, Voice};
use crate::domain::{Act, Change, Kind, Period, Stamp};
use crate::tui::harness::{Harness, at};
use crate::tui::key::Chord;
use crate::tui::screen::Screen;
use crate::tui::tap;

fn figures(harness: &Harness) -> Vec<(Figure, u32)> {
    match &harness.model.screen {
        Screen::Statement(state) => state.all_figures(),
        other => panic!("{other:?}"),
    }
}

/// How many lines the list has that were read.
fn lines(harness: &Harness) -> usize {
    match &harness.model.screen {
        Screen::Statement(state) => state.listed().len(),
        other => panic!("{other:?}"),
    }
}

fn press(harness: &mut Harness, chords: Vec<Chord>) {
    for chord in chords {
        harness.tell(crate::tui::msg::Msg::Key(chord, 1000));
    }
}

#[test]
fn the_figures_as_they_are_drawn() {
    for (columns, rows) in [(80, 24), (120, 40), (60, 16)] {
        let mut harness = page(columns, rows, 2);
        harness.keys("t");
        insta::assert_snapshot!(format!("figures_{columns}x{rows}"), harness.screen());
        harness.keys("↓⏎");
        insta::assert_snapshot!(format!("behind_{columns}x{rows}"), harness.screen());
    }
}

#[test]
fn every_figure_opens_into_as_many_lines_as_it_says_in_a_room_and_in_the_setting() {
    for setting in [false, true] {
        let mut harness = board(80, 24);
        harness.keys(if setting { "⇥⏎" } else { "⏎" });
        for statement in 0..16 {
            let all = figures(&harness);
            for (index, (figure, count)) in all.iter().enumerate() {
                harness.keys("t");
                press(&mut harness, vec![Chord::plain(KeyCode::Home)]);
                press(&mut harness, tap::take_row(0, index));
                if *count == 0 {
                    assert!(harness.screen().contains("There is nothing behind it"), "{}", harness.screen());
                    harness.keys("⎋");
                    continue;
                }
                assert_eq!(lines(&harness), *count as usize, "{statement} {figure:?}\n{}", harness.screen());
                if *figure != Figure::Entries {
                    let title = figure.counted(*count);
                    assert!(harness.screen().contains(&title), "{title}\n{}", harness.screen());
                    harness.keys("⎋");
                }
                assert!(harness.screen().contains("Entries cited"), "{}", harness.screen());
            }
            press(&mut harness, vec![Chord::plain(KeyCode::PageDown)]);
        }
    }
}

/// Opens a figure of the page that is shown.
fn open(harness: &mut Harness, figure: &Figure) {
    let place = figures(harness).iter().position(|(other, _)| other == figure).unwrap();
    harness.keys("t");
    press(harness, vec![Chord::plain(KeyCode::Home)]);
    press(harness, tap::take_row(0, place));
}

#[test]
fn a_figure_of_families_opens_into_them_and_each_into_its_entries() {
    let mut harness = page(80, 24, 2);
    harness.keys("↓↓");
    open(&mut harness, &Figure::Families);
    let row = harness.row("▸");
    assert!(harness.row("Esc all entries").contains("→ its entries"), "{}", harness.screen());
    harness.keys("→");
    assert!(harness.row("Esc families").contains("Enter cite"), "{}", harness.screen());
    let name = row.split_whitespace().nth(4).unwrap().to_string();
    let title = harness.screen().lines().nth(11).unwrap().to_string();
    assert!(title.trim_start().starts_with(&name), "{}", harness.screen());
    // An entry of it whole, and back the way that it was opened.
    harness.keys("→");
    assert!(harness.screen().contains("with mum"), "{}", harness.screen());
    harness.keys("⎋⎋");
    assert_eq!(harness.row("▸"), row);
    harness.keys("⎋");
    assert!(harness.screen().contains("Entries cited"), "{}", harness.screen());
    assert!(
        harness.screen().lines().nth(15).unwrap().starts_with('▸'),
        "it is where it was: {}",
        harness.screen()
    );
    harness.keys("⎋");
    assert!(harness.screen().contains("Evidence · "), "{}", harness.screen());
}

#[test]
fn what_a_figure_opens_is_cited_like_any_other_entry() {
    let mut harness = page(80, 24, 2);
    open(&mut harness, &Figure::Voice(Voice::Staff));
    harness.keys("↓⏎");
    harness.keys("We tell them.⏎");
    let judged = harness.worker.store().judged("partnership-with-parents").unwrap().remove("2").unwrap();
    assert_eq!((judged.text.as_str(), judged.cited.len()), ("We tell them. [1]", 1), "{}", harness.screen());
    // Its number stands beside it, here and among all.
    assert!(harness.row("[1]  24 Nov").starts_with('▸'), "{}", harness.screen());
    // From the text to the list, and from the list to all of them.
    harness.keys("⎋⎋");
    assert!(harness.screen().contains("Entries cited  1 of 11"), "{}", harness.screen());
    assert!(harness.row("[1]  24 Nov").contains("Pick-up"), "{}", harness.screen());
}

#[test]
fn a_tap_on_a_figure_opens_it() {
    let mut harness = page(120, 40, 2);
    harness.tap("9 of 11 families");
    assert!(harness.screen().contains("9 families  each by its strongest entry"), "{}", harness.screen());
    // And on the page of all of them.
    harness.keys("⎋t").tap("in staff's own record");
    assert!(harness.screen().contains("11 in staff's own record  strongest first"), "{}", harness.screen());
    harness.keys("⎋").tap("11 entries");
    assert!(harness.screen().contains("Entries cited"), "{}", harness.screen());
}

#[test]
fn a_long_list_is_read_on_as_far_as_somebody_looks_and_says_all_that_it_has() {
    let mut harness = page(80, 24, 2);
    let (room, child) = (harness.model.session.room.unwrap(), harness.model.session.children()[0].id);
    let (by, now) = (harness.model.session.person.unwrap(), harness.now);
    let mut act: Vec<Change> = Vec::new();
    for minute in 0..230 {
        let happened = at(9 + minute / 60, minute % 60);
        let entry = Entry {
            id: harness.model.session.chance.id(happened),
            talk: harness.model.session.chance.id(happened),
            child,
            room,
            kind: Kind::Feedback,
            happened,
            by,
            entered_by: None,
            with: Vec::new(),
            text: format!("Told in minute {minute}."),
            family_words: Vec::new(),
            no_talk: None,
            follow_up: None,
            private: false,
            phrases: Vec::new(),
            suggested: Vec::new(),
            round: None,
            pinned: None,
            moved_from: None,
        };
        let shows = vec![Shown { statement: "partnership-with-parents/2".parse().unwrap(), changed: false }];
        let agree = Change::Agree { entry: entry.id, seen: 0, shows, nothing_of: None };
        act.extend([Change::Entry(Box::new(entry)), agree]);
    }
    harness.worker.store().apply(&Act::from(act), Stamp { person: Some(by), recorded: now }).unwrap();
    harness.keys("⎋⏎");
    assert!(harness.row("Entries cited").contains("0 of 241"), "{}", harness.screen());
    assert!(harness.row("more below").contains("237 more below"), "{}", harness.screen());
    assert_eq!(lines(&harness), super::LISTED);
    let end = || vec![Chord::plain(KeyCode::End)];
    press(&mut harness, end());
    assert_eq!(lines(&harness), 241, "the rest is there before it is looked at");
    press(&mut harness, end());
    assert!(harness.row("more above").contains(" 236 more above"), "{}", harness.screen());
    // The same behind a figure.
    open(&mut harness, &Figure::LastWeeks(6));
    press(&mut harness, [end(), end()].concat());
    assert_eq!(lines(&harness), 241);
    // What is cited of the far end is known among all entries too.
    harness.keys("⏎Told at nine.⏎⎋");
    assert!(!harness.screen().contains("not among the agreed"), "{}", harness.screen());
    assert!(harness.row("[1]  24 Nov").contains("Told in minute"), "{}", harness.screen());
}

#[test]
fn what_a_text_cites_of_another_time_or_room_is_not_counted_among_those_of_this() {
    let mut harness = board(80, 24);
    let (room, person) = (harness.model.session.room.unwrap(), harness.model.session.person);
    let now = harness.now;
    let cited = vec![harness.worker.store().day(room, now.day()).unwrap().entries[0].entry.id];
    let scope = Scope { rooms: vec![room], period: Period::term_to(now.day()) };
    let of = "partnership-with-parents";
    let figures = harness.worker.store().board(of, &scope).unwrap();
    let bare = |number: &usize| figures.get(&number.to_string()).is_none_or(|one| one.entries == 0);
    let number = (1..=16).find(bare).unwrap();
    let statement = format!("{of}/{number}").parse().unwrap();
    let text = "We did so before [1].".to_string();
    let change = Change::EvidenceText { statement, text, cited, seen: 0, scope: None };
    harness.worker.store().apply(&change.into(), Stamp { person, recorded: now }).unwrap();
    harness.keys(&"↓".repeat(number - 1)).keys("⏎");
    let row = harness.row("Entries cited");
    assert!(row.contains("1 · 0 of this time and room"), "{}", harness.screen());
}
