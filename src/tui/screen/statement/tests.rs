//! Keys in, screen and store out: from the board to a statement's text.

use crate::domain::evidence::Scope;
use crate::domain::framework::StatementRef;
use crate::domain::*;
use crate::store::ask::Judged;
use crate::tui::action::Action;
use crate::tui::harness::Harness;
use crate::tui::screen::review::tests::{evening, go};

/// The evidence board after a review in which everything was agreed.
fn board(columns: u16, rows: u16) -> Harness {
    let mut harness = evening(columns, rows);
    harness.keys("1");
    for _ in 0..40 {
        let row = harness.row("▸");
        harness.keys(if row.contains("Gap") { "g1" } else { "⏎" });
    }
    harness.keys("⎋⎋4");
    harness
}

/// A statement's page.
fn page(columns: u16, rows: u16, number: usize) -> Harness {
    let mut harness = board(columns, rows);
    for _ in 1..number {
        harness.keys("↓");
    }
    harness.keys("⏎");
    harness
}

fn judged(harness: &mut Harness, code: &str) -> Judged {
    let judged = harness.worker.store().judged("partnership-with-parents").unwrap();
    judged.get(code).cloned().unwrap_or_default()
}

#[test]
fn the_board_as_it_is_drawn() {
    for (columns, rows) in [(80, 24), (120, 40), (60, 16)] {
        let mut harness = board(columns, rows);
        insta::assert_snapshot!(format!("board_{columns}x{rows}"), harness.screen());
    }
}

#[test]
fn the_page_as_it_is_drawn() {
    for (columns, rows) in [(80, 24), (120, 40), (60, 16)] {
        let mut harness = page(columns, rows, 2);
        insta::assert_snapshot!(format!("page_{columns}x{rows}"), harness.screen());
        harness.keys("d⏎");
        insta::assert_snapshot!(format!("written_{columns}x{rows}"), harness.screen());
    }
}

#[test]
fn the_boards_figures_are_the_stores() {
    let mut harness = board(80, 24);
    let room = harness.model.session.room.unwrap();
    let scope = Scope { rooms: vec![room], period: Period::term_to(harness.now.day()) };
    let figures = harness.worker.store().board("partnership-with-parents", &scope).unwrap();
    let two = figures.get("2").unwrap();
    assert!(two.families > 0);
    let row = harness.row("Partners, kept informed");
    assert!(row.contains(&format!("{}/{}", two.families, two.on_roll)), "{row}");
}

#[test]
fn nothing_is_judged_until_a_person_does_and_the_same_key_takes_it_away() {
    let mut harness = page(80, 24, 2);
    assert!(harness.row("Met").starts_with(" Met  Y P N"), "{}", harness.screen());
    harness.keys("p");
    assert!(harness.row("Met").contains("[P]"));
    assert_eq!(judged(&mut harness, "2").met, "P");
    harness.keys("p");
    assert!(!harness.row("Met").contains('['));
    assert_eq!(judged(&mut harness, "2").met, "");
    harness.keys("y⎋");
    assert!(harness.row("Partners, kept informed").contains("Y   ■"), "{}", harness.screen());
}

#[test]
fn an_entry_is_cited_once_in_one_place() {
    let mut harness = page(80, 24, 2);
    harness.keys("⇥We tell families every day[⏎⏎");
    assert!(harness.screen().contains("It is cited there already."), "{}", harness.screen());
    assert_eq!(judged(&mut harness, "2").text, "We tell families every day [1]");
}

#[test]
fn a_text_is_saved_when_it_is_left_with_what_it_cites() {
    let mut harness = page(80, 24, 2);
    harness.keys("⇥We tell families every day");
    assert_eq!(judged(&mut harness, "2").text, "");
    harness.keys("[⏎");
    assert!(harness.screen().contains("every day [1]"), "{}", harness.screen());
    assert!(harness.row("How do you know").contains("5 words · saved 17:40"), "{}", harness.screen());
    let judged = judged(&mut harness, "2");
    assert_eq!(judged.text, "We tell families every day [1]");
    assert_eq!((judged.cited.len(), judged.revision), (1, 1));
    harness.keys("⇥ and plan⎋");
    let judged = super::tests::judged(&mut harness, "2");
    assert_eq!(judged.text, "We tell families every day [1] and plan");
    // What is agreed later, or read again, leaves the words as they are.
    harness.keys("⎋");
    go(&mut harness, Action::GoEvidence);
    harness.keys("↓⏎");
    assert!(harness.screen().contains("every day [1] and plan"), "{}", harness.screen());
}

#[test]
fn words_are_saved_at_a_lock_and_before_the_next_statement() {
    let mut harness = page(80, 24, 2);
    harness.keys("⇥Half a sentence⌃l");
    assert_eq!(judged(&mut harness, "2").text, "Half a sentence");
    assert!(!harness.screen().contains("Half"), "{}", harness.screen());
}

#[test]
fn a_draft_is_offered_left_or_taken_and_never_written_over_a_persons_words() {
    let mut harness = page(80, 24, 2);
    harness.keys("d⎋");
    assert_eq!(judged(&mut harness, "2").text, "");
    harness.keys("⇥Our own sentence.⎋d");
    assert!(harness.screen().contains("A draft, made from"), "{}", harness.screen());
    harness.keys("⏎⎋");
    let judged = judged(&mut harness, "2");
    assert!(judged.text.starts_with("Our own sentence.\n"), "{}", judged.text);
    assert!(judged.text.len() > "Our own sentence.\n".len() + 20);
    assert!(!judged.cited.is_empty());
}

#[test]
fn a_text_that_somebody_else_wrote_meanwhile_is_not_overwritten_and_ours_is_kept() {
    let mut harness = page(80, 24, 2);
    harness.keys("⇥Ours");
    let change = Change::EvidenceText {
        statement: StatementRef { framework: "partnership-with-parents".to_string(), code: "2".to_string() },
        text: "Theirs".to_string(),
        cited: Vec::new(),
        seen: 0,
    };
    let stamp = Stamp { person: harness.model.session.person, recorded: harness.now };
    harness.worker.store().apply(&change.into(), stamp).unwrap();
    harness.keys("⎋");
    assert_eq!(judged(&mut harness, "2").text, "Theirs");
    assert!(harness.screen().contains("Ours"), "{}", harness.screen());
    assert!(harness.screen().contains("not saved yet"), "{}", harness.screen());
    harness.keys("⇥⇥");
    assert_eq!(judged(&mut harness, "2").text, "Ours");
}

#[test]
fn preview_marks_what_has_no_proof() {
    let mut harness = page(80, 24, 2);
    harness.keys("⇥We tell families every day [⏎⇥. We also sing.⎋v");
    assert!(harness.screen().contains("1 sentence has no proof yet"), "{}", harness.screen());
    assert!(harness.row("We also sing").contains('!'));
    assert!(!harness.row("We tell families").contains('!'));
}

#[test]
fn sentences_belong_with_the_numbers_after_them() {
    let all = super::marks::sentences("One [1]. Two here.[2][3] Three\nFour! [4] Five 5.30 here");
    let says: Vec<(&str, bool)> = all.iter().map(|(said, proved)| (said.as_str(), *proved)).collect();
    assert_eq!(
        says,
        [
            ("One [1].", true),
            ("Two here.[2][3]", true),
            ("Three", false),
            ("Four! [4]", true),
            ("Five 5.30 here", false)
        ]
    );
}

#[test]
fn a_drafts_numbers_are_made_to_fit() {
    assert_eq!(super::marks::renumber("A [1][2], b [9] c [x]", &[3, 1]), "A [3][1], b [9] c [x]");
}

#[test]
fn the_next_statement_comes_in_the_boards_order_and_families_are_listed() {
    let mut harness = page(80, 24, 2);
    let next = |harness: &mut Harness| {
        use ratatui::crossterm::event::KeyCode;
        let chord = crate::tui::key::Chord::plain(KeyCode::PageDown);
        harness.tell(crate::tui::msg::Msg::Key(chord, 1000));
    };
    next(&mut harness);
    assert!(harness.screen().contains("statement 3 of 16"), "{}", harness.screen());
    harness.keys("f");
    assert!(harness.screen().contains("Not heard yet"), "{}", harness.screen());
    assert!(harness.screen().contains("Ava O., Noah O."), "a brother and sister are one family");
}

#[test]
fn the_thinnest_come_first_and_the_whole_setting_is_one_key_away() {
    let mut harness = board(80, 24);
    harness.keys("o");
    let screen = harness.screen();
    let none = screen.find("□□□□ none").unwrap();
    let some = screen.find("■□□□ thin").or(screen.find("■■□□ fair")).unwrap();
    assert!(none < some, "{screen}");
    harness.keys("⇥");
    assert!(harness.screen().contains("whole setting"), "{}", harness.screen());
}

#[test]
fn the_cursor_tells_the_truth_on_the_board_and_the_page() {
    for (columns, rows) in [(80, 24), (120, 40), (60, 16)] {
        let mut harness = board(columns, rows);
        for _ in 0..16 {
            let ((x, y), letter) = harness.cursor();
            let row = harness.screen().lines().nth(usize::from(y)).unwrap().to_string();
            assert!(row.starts_with('▸'), "{row}");
            assert_eq!(x, 6);
            assert!(letter.chars().all(char::is_alphabetic));
            harness.keys("↓");
        }
        let mut harness = page(columns, rows, 2);
        let ((_, y), _) = harness.cursor();
        assert!(harness.screen().lines().nth(usize::from(y)).unwrap().contains('▸'), "{}", harness.screen());
        harness.keys("⇥ab");
        let ((x, _), _) = harness.cursor();
        assert_eq!(x, 3);
    }
}

#[test]
fn a_text_that_is_being_written_is_on_the_disk_with_every_key_and_opens_again_with_what_it_cites() {
    let mut harness = page(80, 24, 2);
    harness.keys("⇥We tell families [⏎⇥ every");
    let priya = harness.model.session.person.unwrap();
    let drafts = harness.worker.store().drafts(priya).unwrap();
    assert_eq!(drafts.first().unwrap().note, "We tell families [1] every");
    // The power goes: nothing of what the page would do when it is left is done.
    harness.model.screen = crate::tui::screen::sign_in::State::default().into();
    harness.model.below.clear();
    harness.model.session.person = None;
    harness.keys("2").keys(crate::tui::harness::LEADS_PIN);
    harness.keys("⇥");
    assert!(harness.row("▸").contains("evidence text"), "{}", harness.screen());
    harness.keys("⏎");
    assert!(harness.screen().contains("We tell families [1] every"), "{}", harness.screen());
    assert!(harness.screen().contains("not saved yet"), "{}", harness.screen());
    harness.keys(" day.⎋");
    let judged = judged(&mut harness, "2");
    assert_eq!((judged.text.as_str(), judged.cited.len()), ("We tell families [1] every day.", 1));
    assert!(harness.worker.store().drafts(priya).unwrap().is_empty());
}

#[test]
fn the_hint_line_of_a_usual_window_has_the_way_to_the_text() {
    let mut harness = page(80, 24, 2);
    let hints = harness.screen().lines().last().unwrap().to_string();
    for word in ["Enter cite", "y p n met", "d draft", "v preview", "Tab write", "Esc back", "? help"] {
        assert!(hints.contains(word), "{word}: {hints}");
    }
}

#[test]
fn what_the_statement_asks_is_named_by_whose_words_it_is() {
    let mut harness = page(80, 24, 2);
    assert!(harness.screen().contains("w shows what it asks"), "{}", harness.screen());
    let framework = harness.model.session.frameworks.first_mut().unwrap();
    framework.statements.get_mut(1).unwrap().wording = Some("The very words of the form.".to_string());
    assert!(harness.screen().contains("w shows the form's own wording"), "{}", harness.screen());
    harness.keys("w");
    assert!(harness.screen().contains("The very words of the form."), "{}", harness.screen());
}
