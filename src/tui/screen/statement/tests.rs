//! Keys in, screen and store out: from the board to a statement's text.

use crate::domain::evidence::Scope;
use crate::domain::framework::StatementRef;
use crate::domain::*;
use crate::store::ask::Judged;
use crate::tui::action::Action;
use crate::tui::harness::{Harness, LEADS_PIN};
use crate::tui::screen::review::tests::{evening, go};

/// The evidence board after a review in which everything was agreed.
pub(crate) fn board(columns: u16, rows: u16) -> Harness {
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
pub(super) fn page(columns: u16, rows: u16, number: usize) -> Harness {
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
fn a_long_title_stands_whole_on_its_own_page_and_is_cut_after_a_word_in_lists() {
    let title = "National Standard, criterion 5: parents and carers engaged, and part of the life here";
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let mut door = board(columns, rows);
        let forms = door.model.session.frameworks.iter_mut();
        for statement in forms.flat_map(|framework| &mut framework.statements) {
            statement.title = title.to_string();
        }
        // The board has its own copy.
        door.keys("⎋⎋4⏎");
        let words = |screen: &str| screen.split_whitespace().collect::<Vec<_>>().join(" ");
        let screen = door.screen();
        assert!(words(&screen).contains(title), "{screen}");
        assert!(screen.contains("How do you know?") && screen.contains("families"), "{screen}");
        door.keys("⎋⎋⎋5");
        let screen = door.screen();
        assert!(words(&screen).contains(title), "below the list\n{screen}");
        for row in screen.lines().filter(|row| row.contains("National") && row.contains('…')) {
            let kept = row.split('…').next().unwrap().rsplit("  ").next().unwrap();
            let rest = title.strip_prefix(kept.trim_start_matches(|letter: char| !letter.is_alphabetic()));
            assert!(rest.is_some_and(|rest| rest.starts_with([' ', ','])), "{row}");
        }
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
fn whoever_cites_goes_on_writing_and_no_typed_word_is_a_key() {
    // From the text, and from the list with Tab.
    for cite in ["[⏎", "[↓↑⏎", "⇥⏎"] {
        let mut harness = page(80, 24, 2);
        harness.keys("⇥We try hard ").keys(cite).keys(" and then n y d no more");
        assert_eq!(judged(&mut harness, "2"), Judged::default(), "{cite}");
        let says = "We try hard [1] and then n y d no more";
        assert!(harness.screen().contains(says), "{cite} {}", harness.screen());
        harness.keys("⏎");
        assert_eq!(judged(&mut harness, "2").text, says, "{cite}");
    }
}

#[test]
fn what_is_typed_in_brackets_is_the_texts_own() {
    let mut harness = page(80, 24, 2);
    harness.keys("⇥Happy [sic] [⎋they [⇥say ⏎");
    assert_eq!(judged(&mut harness, "2").text, "Happy [sic] they say");
    // The caret stays where it was while an entry is chosen.
    harness.keys("←←←←←[⏎ often");
    assert!(harness.screen().contains("Happy [sic] they [1] often say"), "{}", harness.screen());
}

#[test]
fn where_there_is_nothing_to_cite_the_bracket_says_so_and_writing_goes_on() {
    let mut harness = evening(80, 24);
    harness.keys("⎋⎋4⏎⇥Parents [");
    assert!(harness.screen().contains("There is no entry to cite"), "{}", harness.screen());
    harness.keys("say");
    assert!(harness.screen().contains("Parents say"), "{}", harness.screen());
}

#[test]
fn an_entry_is_cited_once_in_one_place() {
    let mut harness = page(80, 24, 2);
    harness.keys("⇥We tell families every day[⏎[⏎");
    assert!(harness.screen().contains("It is cited there already."), "{}", harness.screen());
    harness.keys("⏎");
    assert_eq!(judged(&mut harness, "2").text, "We tell families every day [1]");
}

#[test]
fn a_text_is_in_the_record_when_it_is_saved_with_what_it_cites_and_not_before() {
    let mut harness = page(80, 24, 2);
    harness.keys("⇥We tell families every day[⏎⎋");
    assert!(harness.screen().contains("every day [1]"), "{}", harness.screen());
    assert!(harness.row("How do you know").contains("5 words · your draft, not saved yet"));
    assert_eq!(judged(&mut harness, "2").text, "");
    assert!(harness.row("Esc back").contains("s save"), "{}", harness.screen());
    assert!(
        !harness.row("Esc back").contains("cite"),
        "its number stands at the caret: {}",
        harness.screen()
    );
    harness.keys("s");
    assert!(harness.row("How do you know").contains("5 words · saved 17:40"), "{}", harness.screen());
    assert!(!harness.row("Esc back").contains("s save"), "{}", harness.screen());
    let judged = judged(&mut harness, "2");
    assert_eq!(judged.text, "We tell families every day [1]");
    assert_eq!((judged.cited.len(), judged.revision), (1, 1));
    let room = harness.model.session.room.unwrap();
    assert_eq!(judged.scope.expect("what it speaks of").rooms, [room]);
    assert!(!harness.screen().contains("written for"), "{}", harness.screen());
    harness.keys("⇥ and plan⏎");
    let judged = super::tests::judged(&mut harness, "2");
    assert_eq!(judged.text, "We tell families every day [1] and plan");
    // What is agreed later, or read again, leaves the words as they are.
    harness.keys("⎋");
    go(&mut harness, Action::GoEvidence);
    harness.keys("↓⏎");
    assert!(harness.screen().contains("every day [1] and plan"), "{}", harness.screen());
}

#[test]
fn a_text_opens_at_its_beginning_and_says_what_is_not_seen_of_it() {
    for (columns, rows) in [(60, 16), (80, 24)] {
        let mut harness = page(columns, rows, 2);
        let long = "and we write down what families tell us ".repeat(12);
        harness.keys(&format!("⇥First of all we ask, {long}so it ends⏎⇥"));
        let after = |harness: &mut Harness, what: &str| {
            let screen = harness.screen();
            screen.lines().skip_while(|line| !line.contains(what)).nth(1).unwrap_or_default().to_string()
        };
        let first = after(&mut harness, "How do you know?");
        assert!(first.contains("First of all"), "{}", harness.screen());
        assert!(harness.row("more below").starts_with('─') && !harness.screen().contains("so it ends"));
        harness.keys("⇥");
        assert!(harness.screen().contains("so it ends"), "{}", harness.screen());
        assert!(harness.row("more above").starts_with('─'), "{}", harness.screen());
    }
}

#[test]
fn a_cited_entry_is_cited_again_and_the_hint_says_so() {
    let mut harness = page(80, 24, 2);
    assert!(harness.row("Esc back").contains("Enter cite "), "{}", harness.screen());
    harness.keys("⇥We tell families every day[⏎ and plan⏎⇥");
    assert!(harness.row("Esc back").contains("Enter cite again"), "{}", harness.screen());
}

#[test]
fn a_text_of_another_term_says_so() {
    let mut harness = page(80, 24, 2);
    let day = |month, day| Day::from_ymd_opt(2025, month, day).unwrap();
    let scope = Scope {
        rooms: harness.model.session.room.into_iter().collect(),
        period: Period { from: day(9, 1), to: day(11, 30) },
    };
    let change = Change::EvidenceText {
        statement: StatementRef { framework: "partnership-with-parents".to_string(), code: "2".to_string() },
        text: "Last year's.".to_string(),
        cited: Vec::new(),
        seen: 0,
        scope: Some(scope),
    };
    let stamp = Stamp { person: harness.model.session.person, recorded: harness.now };
    harness.worker.store().apply(&change.into(), stamp).unwrap();
    harness.keys("⎋⏎");
    let screen = harness.screen();
    assert!(screen.contains("written for Sunflower, 1 September to 30 Novemb"), "{screen}");
}

/// How many drafts Priya has, and what the first says.
fn drafts(harness: &mut Harness) -> (usize, String) {
    let priya = harness.model.session.roll.people[1].id;
    let drafts = harness.worker.store().drafts(priya).unwrap();
    (drafts.len(), drafts.first().map(|draft| draft.note.clone()).unwrap_or_default())
}

#[test]
fn leaving_keeps_an_unfinished_text_as_a_draft_that_the_page_opens_again() {
    for leave in ["⎋⎋", "⇥⎋", "⎋:end of day⏎", "⌃l"] {
        let mut harness = page(80, 24, 2);
        harness.keys("⇥Half a sentence").keys(leave);
        assert_eq!(judged(&mut harness, "2").text, "", "{leave}");
        assert_eq!(drafts(&mut harness), (1, "Half a sentence".to_string()), "{leave}");
        if leave == "⎋⎋" {
            assert!(harness.screen().contains("Kept as your draft"), "{}", harness.screen());
        }
        if leave == "⌃l" {
            assert!(!harness.screen().contains("Half"), "{}", harness.screen());
            continue;
        }
        go(&mut harness, Action::GoEvidence);
        harness.keys("↓⏎");
        assert!(harness.screen().contains("Half a sentence"), "{leave} {}", harness.screen());
        assert!(harness.screen().contains("your draft, not saved yet"), "{leave} {}", harness.screen());
        harness.keys("s");
        assert_eq!(judged(&mut harness, "2").text, "Half a sentence", "{leave}");
        assert_eq!(drafts(&mut harness).0, 0, "{leave}");
    }
}

#[test]
fn the_next_statement_leaves_a_draft_behind_and_no_word_in_the_record() {
    use ratatui::crossterm::event::KeyCode;
    let mut harness = page(80, 24, 2);
    harness.keys("⇥Half a sentence⎋");
    harness.tell(crate::tui::msg::Msg::Key(crate::tui::key::Chord::plain(KeyCode::PageDown), 1000));
    assert!(harness.screen().contains("statement 3 of 16"), "{}", harness.screen());
    assert_eq!((judged(&mut harness, "2").text.as_str(), judged(&mut harness, "3").text.as_str()), ("", ""));
    harness.tell(crate::tui::msg::Msg::Key(crate::tui::key::Chord::plain(KeyCode::PageUp), 1000));
    assert!(harness.screen().contains("Half a sentence"), "{}", harness.screen());
}

#[test]
fn a_pause_saves_nothing_and_what_is_as_it_was_needs_no_draft() {
    let mut harness = page(80, 24, 2);
    harness.keys("⇥Ours⏎");
    harness.tell(crate::tui::msg::Msg::Key(crate::tui::key::Chord::char('x'), 60_000));
    harness.tell(crate::tui::msg::Msg::Key(crate::tui::key::Chord::char('y'), 60_000));
    assert_eq!((judged(&mut harness, "2").text.as_str(), drafts(&mut harness).0), ("Ours", 1));
    harness.keys("⌫⌫");
    assert_eq!(drafts(&mut harness).0, 0);
    assert!(harness.row("How do you know").contains("1 word · saved 17:40"), "{}", harness.screen());
}

#[test]
fn a_new_line_has_a_key_of_its_own_and_the_hint_line_says_what_enter_does() {
    let mut harness = page(80, 24, 2);
    harness.keys("⇥One.⌃nTwo.");
    assert!(harness.row("Enter save").contains("Esc keep for later"), "{}", harness.screen());
    harness.keys("⏎");
    assert_eq!(judged(&mut harness, "2").text, "One.\nTwo.");
}

#[test]
fn a_draft_that_is_taken_is_the_one_that_was_shown_and_the_judgement_comes_next() {
    let mut harness = page(80, 24, 2);
    harness.keys("d⎋");
    assert_eq!(judged(&mut harness, "2").text, "");
    harness.keys("d");
    let shown = harness.screen();
    let shown = shown.lines().skip(6).take_while(|line| !line.trim().is_empty());
    let shown = shown.map(str::trim).collect::<Vec<_>>().join(" ");
    harness.keys("⏎");
    let taken = judged(&mut harness, "2");
    assert_eq!(taken.text, shown);
    assert!(!taken.cited.is_empty());
    for hint in ["Enter cite", "y p n met", "v preview"] {
        assert!(harness.screen().lines().last().unwrap().contains(hint), "{}", harness.screen());
    }
    harness.keys("pv");
    assert_eq!(judged(&mut harness, "2").met, "P");
    assert_eq!(judged(&mut harness, "2").text, taken.text, "no letter of a key is typed into it");
    let preview = harness.screen();
    for number in ["[1]", "[2]"] {
        assert!(preview.contains(number), "{preview}");
    }
}

#[test]
fn a_draft_never_stands_in_the_place_of_own_words_and_its_numbers_are_shown_as_they_will_be() {
    let mut harness = page(80, 24, 2);
    harness.keys("⇥Our own sentence [↓⏎⎋d");
    assert!(harness.screen().contains("A draft, made from"), "{}", harness.screen());
    let shown = harness.screen();
    let first = shown.split('[').nth(1).unwrap().chars().next().unwrap();
    harness.keys("⏎");
    // Own words that are not finished stay so.
    assert_eq!(judged(&mut harness, "2").text, "");
    assert!(harness.screen().contains("It stands after your words. s saves both."), "{}", harness.screen());
    harness.keys("s");
    let judged = judged(&mut harness, "2");
    let (own, draft) = judged.text.split_once('\n').unwrap();
    assert_eq!(own, "Our own sentence [1]");
    assert_eq!(draft.split('[').nth(1).unwrap().chars().next().unwrap(), first);
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
        scope: None,
    };
    let stamp = Stamp { person: harness.model.session.person, recorded: harness.now };
    harness.worker.store().apply(&change.into(), stamp).unwrap();
    harness.keys("⏎");
    assert_eq!(judged(&mut harness, "2").text, "Theirs");
    assert!(harness.screen().contains("Ours"), "{}", harness.screen());
    assert!(harness.screen().contains("not saved yet"), "{}", harness.screen());
    assert_eq!(drafts(&mut harness), (1, "Theirs\nOurs".to_string()));
    harness.keys("⏎");
    assert_eq!(judged(&mut harness, "2").text, "Theirs\nOurs");
}

#[test]
fn what_was_amended_after_it_was_agreed_says_so_an_entry_and_a_record_alike() {
    for (columns, rows) in [(80, 24), (120, 40)] {
        let mut harness = page(columns, rows, 2);
        assert!(!harness.screen().contains("amended since"), "{}", harness.screen());
        let day = harness.worker.store().day(harness.model.session.room.unwrap(), harness.now.day()).unwrap();
        let entry = day.entries.into_iter().find(|one| one.text().contains("tower with a friend")).unwrap();
        let lead = harness.model.session.person.unwrap();
        let statement = StatementRef { framework: "partnership-with-parents".into(), code: "2".into() };
        let record = |text: &str| practice::Practice {
            id: PracticeId(uuid::Uuid::from_u128(7)),
            kind: "home-visit".into(),
            day: entry.entry.happened.day(),
            room: Some(entry.entry.room),
            children: vec![entry.entry.child],
            by: lead,
            text: text.into(),
            fields: Default::default(),
            family_words: Vec::new(),
            shows: vec![crate::domain::entry::Shown { statement: statement.clone(), changed: true }],
            restricted: false,
        };
        let act = |harness: &mut Harness, change: Change| {
            harness.wait(60);
            let stamp = Stamp { person: Some(lead), recorded: harness.now };
            harness.worker.store().apply(&change.into(), stamp).unwrap();
        };
        act(&mut harness, Change::Practice(Box::new(record("We saw a tower."))));
        harness.keys("⎋⏎");
        assert!(harness.screen().contains("We saw a tower."), "{}", harness.screen());
        assert!(!harness.screen().contains("amended since"), "{}", harness.screen());
        let (seen, reason) = (0, crate::domain::entry::Reason::WrongFact);
        act(&mut harness, Change::AmendPractice { record: Box::new(record("Two towers.")), seen, reason });
        let (text, family_words) = ("A bridge with a friend.".to_string(), Vec::new());
        let amend = Change::Amend { entry: entry.entry.id, seen: entry.revision, text, family_words, reason };
        act(&mut harness, amend);
        harness.keys("⎋⏎");
        assert!(harness.screen().contains("amended since: Two towers."), "{}", harness.screen());
        harness.keys("→");
        assert!(harness.screen().contains("by Priya: "), "{}", harness.screen());
        harness.keys("⎋");
        for _ in 0..12 {
            if harness.screen().contains("A bridge") {
                break;
            }
            harness.keys("↓");
        }
        assert!(harness.screen().contains("amended since: A bridge"), "{}", harness.screen());
    }
}

#[test]
fn preview_marks_what_has_no_proof() {
    let mut harness = page(80, 24, 2);
    harness.keys("⇥We tell families every day [⏎. We also sing.⎋v");
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
    assert!(
        harness.screen().contains("3 Views on how we inform: nothing from 11 families"),
        "{}",
        harness.screen()
    );
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
    harness.keys("⇥We tell families [⏎ every");
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
    harness.keys(" day.⏎");
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

#[test]
fn a_heading_of_what_the_statement_asks_has_its_row_where_all_of_it_has_room_so() {
    let mut harness = page(60, 16, 3);
    harness.keys("w");
    for heading in ["What it asks, in short", "By the rule"] {
        assert_eq!(harness.row(heading).trim(), heading, "{}", harness.screen());
    }
}

#[test]
fn what_the_statement_asks_stands_whole_on_the_lowest_page_with_what_to_ask_oneself() {
    let mut harness = page(60, 16, 2);
    let statement = harness.model.session.frameworks.first_mut().and_then(|one| one.statements.get_mut(1));
    statement.unwrap().prompts = vec!["Who is missing?".to_string(), "And what then?".to_string()];
    harness.keys("w");
    let screen = harness.screen();
    for words in
        ["What it asks, in short: ", "To ask yourselves: Who is missing?", "And what then?", "By the rule: "]
    {
        assert!(screen.contains(words), "{words}: {screen}");
    }
    assert!(!screen.contains('…'), "{screen}");
    harness.resize(80, 24);
    let (_, row) = harness.place("To ask yourselves");
    assert_eq!(harness.place("Who is missing?"), (1, row + 1), "{}", harness.screen());
}

#[test]
fn the_caret_is_in_the_text_where_nothing_can_be_cited() {
    let mut harness = evening(80, 24);
    harness.keys("⎋⎋4⏎⏎Parents");
    let ((column, row), _) = harness.cursor();
    let (at, line) = harness.place("Parents");
    assert_eq!((column, row), (at + 7, line), "{}", harness.screen());
}

#[test]
fn words_for_a_number_in_an_empty_text_stand_before_it() {
    let mut harness = page(80, 24, 2);
    harness.keys("⏎");
    assert!(harness.row("[1]").contains("[1]"), "{}", harness.screen());
    harness.keys("⏎");
    assert_eq!(judged(&mut harness, "2").text, "", "a number alone says nothing");
    assert!(harness.screen().contains("Write what it proves"), "{}", harness.screen());
    harness.keys("Families tell us.");
    assert!(harness.screen().contains("Families tell us. [1]"), "{}", harness.screen());
    harness.keys("⏎");
    assert_eq!(judged(&mut harness, "2").text, "Families tell us. [1]");
}

#[test]
fn why_a_statement_is_so_strong_is_said_whole_below_the_list() {
    let mut harness = page(80, 24, 2);
    let screen = harness.screen();
    let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("something that changed because of it."), "{screen}");
    let at = screen.lines().position(|line| line.contains("suggests")).unwrap();
    assert!(screen.lines().nth(at - 1).unwrap().starts_with('─'), "{screen}");
}

#[test]
fn a_text_of_other_rooms_is_not_made_anothers_unseen_and_a_draft_keeps_its_rooms() {
    let mut harness = board(80, 24);
    let rooms = |harness: &mut Harness| judged(harness, "1").scope.map(|scope| scope.rooms.len());
    harness.keys("⏎⇥We ask at the door.⏎");
    assert_eq!(rooms(&mut harness), Some(1), "{}", harness.screen());
    // The same statement for the whole setting.
    harness.keys("⎋⎋⇥⏎⇥ Everywhere.⏎");
    assert!(harness.screen().contains("This text is of the Sunflower room"), "{}", harness.screen());
    assert_eq!(
        (judged(&mut harness, "1").text.as_str(), rooms(&mut harness)),
        ("We ask at the door.", Some(1))
    );
    // Left there it waits as it was begun: for the setting.
    harness.keys("⌃l2").keys(LEADS_PIN).keys("⏎");
    assert!(harness.screen().contains("This text is of the Sunflower room"), "{}", harness.screen());
    harness.keys("⏎");
    assert_eq!(
        (judged(&mut harness, "1").text.as_str(), rooms(&mut harness)),
        ("We ask at the door. Everywhere.", Some(0))
    );
    // It is its own now: nothing is asked again.
    harness.keys(" And more.⏎");
    assert_eq!(judged(&mut harness, "1").text, "We ask at the door. Everywhere. And more.");
}

#[test]
fn a_key_is_said_only_where_it_does_what_is_said() {
    let mut door = page(120, 40, 2);
    let says = ["w shows what it asks", "t opens each figure", "v marks it"];
    for says in says {
        assert!(door.screen().contains(says), "{says}\n{}", door.screen());
    }
    for keys in ["⇥", "[", "⎋⎋t", "⎋d"] {
        door.keys(keys);
        for says in says {
            assert!(!door.screen().contains(says), "{keys} {says}\n{}", door.screen());
        }
    }
    // Of the first statement nothing was agreed: nothing is counted, and nothing can be cited.
    let mut door = page(80, 24, 1);
    assert!(door.row("Entries cited").trim_end().ends_with("Entries cited"), "{}", door.screen());
    assert!(door.row("None: nothing").starts_with(" □□□□ None:"), "{}", door.screen());
    door.keys("⇥");
    assert!(!door.screen().lines().last().unwrap().contains("[ cite"), "{}", door.screen());
}
