//! The self-evaluation: judged, rated, developed and signed off by people alone.

use std::collections::BTreeSet;

use ratatui::crossterm::event::KeyCode;

use super::screens::at_every_size;
use crate::domain::evaluation::{AreaState, Missing};
use crate::domain::evidence::Scope;
use crate::domain::framework::StatementRef;
use crate::domain::{Change, Day, Moment, Period, SignOff, Stamp};
use crate::report::gather;
use crate::tui::harness::{Harness, LEADS_PIN};
use crate::tui::key::Chord;
use crate::tui::msg::Msg;
use crate::tui::screen::review::tests::evening;

const FORM: &str = "partnership-with-parents";

/// The page at the end of a day whose notes were not agreed.
pub(super) fn page(columns: u16, rows: u16) -> Harness {
    let mut door = evening(columns, rows);
    door.keys("⎋⎋5");
    door
}

fn write(door: &mut Harness, changes: Vec<Change>) {
    let stamp = Stamp { person: door.model.session.person, recorded: door.now };
    door.worker.store().apply(&changes.into(), stamp).unwrap();
}

/// Everything but the ratings: each statement judged and written of.
fn written(door: &mut Harness) {
    let statements = door.model.session.frameworks[0].statements.clone();
    let changes = statements.iter().flat_map(|one| {
        let statement = StatementRef { framework: FORM.into(), code: one.code.clone() };
        let text = "We talk with families at the door every day.".to_string();
        [
            Change::Judge { statement: statement.clone(), met: "P".into(), seen: None },
            Change::EvidenceText { statement, text, cited: Vec::new(), seen: 0, scope: None },
        ]
    });
    write(door, changes.collect());
}

fn missing(door: &mut Harness) -> Vec<Missing> {
    let framework = door.model.session.frameworks[0].clone();
    let scope = Scope { rooms: Vec::new(), period: Period::term_to(door.now.day()) };
    gather::evaluation(door.worker.store(), &framework, &scope).unwrap().missing(&BTreeSet::new())
}

#[test]
fn nothing_is_judged_or_rated_before_a_person_does_it() {
    let mut door = page(120, 40);
    let screen = door.screen();
    assert!(screen.contains("[Statements] 0 of 16   Ratings 0 of 6   To develop none"), "{screen}");
    assert!(!screen.contains("[Y]") && !screen.contains("[P]") && !screen.contains("[5]"), "{screen}");
    assert_eq!(missing(&mut door).len(), 16 * 2 + 6);
    door.keys("↓y");
    assert!(door.row("Partners, kept informed").contains("[Y] P  N"), "{}", door.screen());
    assert_eq!(door.worker.store().judged(FORM).unwrap()["2"].met, "Y");
    door.keys("y");
    assert_eq!(door.worker.store().judged(FORM).unwrap()["2"].met, "", "the same again takes it away");
    door.keys("⇥↓↓4");
    assert_eq!(door.worker.store().ratings(FORM).unwrap().get("R3"), Some(&4));
    assert!(door.row("Settling in").contains("[4]"), "{}", door.screen());
    door.keys("9");
    assert_eq!(door.worker.store().ratings(FORM).unwrap().get("R3"), Some(&4));
    door.keys("4");
    assert!(door.worker.store().ratings(FORM).unwrap().is_empty());
}

#[test]
fn a_rating_stands_beside_its_bands_own_words() {
    let mut door = page(80, 24);
    door.keys("⇥6");
    let screen = door.screen();
    assert!(screen.contains("Contracts · what 6 looks like"), "{screen}");
    let good = "5 good: Agreements with families are gone over again at regular times.";
    assert!(screen.contains(good) && screen.contains("7 outstanding: Once a year"), "{screen}");
}

#[test]
fn a_bands_name_stands_whole_wherever_it_stands() {
    for (columns, rows) in [(60, 16), (80, 24), (100, 24), (110, 24), (120, 40), (160, 50)] {
        let mut door = page(columns, rows);
        door.keys("⇥");
        let screen = door.screen();
        let lines: Vec<&str> = screen.lines().collect();
        let list = lines.iter().position(|line| line.contains("Contracts")).unwrap();
        // Over the numbers: one under the other where there is room, else the two ends of the scale.
        let (heads, above) = (lines[list - 1], lines[list - 2]);
        assert!(heads.contains("inadequate") && heads.contains("outstanding"), "{screen}");
        assert_eq!(heads.contains("improvement"), above.contains("requires"), "{screen}");
        assert_eq!(heads.contains("improvement"), heads.contains(" good "), "{screen}");
        let at = |line: &str, word: &str| line.find(word).map(|at| line[..at].chars().count());
        assert_eq!(at(heads, "improvement"), at(above, "requires"), "{screen}");
        // Each begins over its number; the last at least ends there, with the bracket of a number that was given.
        let number =
            |digit: char| lines[list].chars().collect::<Vec<_>>().iter().rposition(|it| *it == digit);
        let last = at(heads, "outstanding").unwrap();
        let ends = last + "outstanding".len() == number('7').unwrap() + 2;
        assert!(Some(last) == number('7') || columns >= 118 && ends, "{screen}");
        assert!(at(heads, "inadequate") <= number('1'), "{screen}");
        for number in 1..=7 {
            assert!(lines[list].contains(&format!("  {number}")), "{number}: {screen}");
        }
        // What each number means begins with its name.
        door.keys("3");
        assert!(door.screen().contains("3 requires improvement: "), "{}", door.screen());
        let words = lines.iter().filter(|line| !line.contains('─'));
        assert!(words.into_iter().all(|line| line.chars().count() < usize::from(columns)), "{screen}");
    }
}

#[test]
fn a_text_that_has_no_room_below_the_form_ends_with_a_sign_that_it_goes_on() {
    let text = "We know it by the door, where families tell us every day what they did. ".repeat(12);
    let statement = StatementRef { framework: FORM.into(), code: "1".into() };
    for (columns, rows) in [(80, 24), (100, 30), (120, 40)] {
        let mut door = page(columns, rows);
        let said = Change::EvidenceText {
            statement: statement.clone(),
            text: text.trim().into(),
            cited: Vec::new(),
            seen: 0,
            scope: None,
        };
        write(&mut door, vec![said]);
        door.keys("⎋⎋5");
        let screen = door.screen();
        let shown: Vec<&str> =
            screen.lines().filter(|line| line.contains("We know it by the door")).collect();
        assert!(!shown.is_empty(), "{screen}");
        let before = screen.lines().position(|line| line.starts_with(" !")).unwrap_or(usize::from(rows) - 1);
        assert!(screen.lines().nth(before - 1).unwrap().trim_end().ends_with('…'), "{columns}: {screen}");
        // What fits stands as it is.
        let short = "We know it by the door.";
        let said = Change::EvidenceText {
            statement: statement.clone(),
            text: short.into(),
            cited: Vec::new(),
            seen: 1,
            scope: None,
        };
        write(&mut door, vec![said]);
        door.keys("⎋⎋5");
        assert!(door.screen().contains(short), "{}", door.screen());
    }
}

#[test]
fn an_area_for_development_comes_from_a_statements_gap_and_is_kept_word_for_word() {
    let mut door = page(80, 24);
    door.keys("↓a");
    assert!(door.screen().contains("from 2  Partners, kept informed"), "{}", door.screen());
    let gap = door.model.session.frameworks[0].statements[1].would_help.clone().unwrap();
    door.keys("⇥Sam⇥by half term⇥They are on the board⏎");
    let areas = door.worker.store().areas(FORM).unwrap();
    let area = &areas[0].area;
    assert_eq!(areas.len(), 1);
    assert_eq!(
        (area.what.as_str(), area.who.as_str(), area.by_when.as_str()),
        (gap.as_str(), "Sam", "by half term")
    );
    assert_eq!((area.how.as_str(), area.statement.as_deref()), ("They are on the board", Some("2")));
    assert!(door.row("To develop").contains("[To develop] 0 of 1"), "{}", door.screen());
    // Done, and let go.
    door.keys("⏎⇥⇥⇥⇥→⏎");
    assert_eq!(door.worker.store().areas(FORM).unwrap()[0].area.state, AreaState::Done);
    door.keys("⏎⇥⇥⇥⇥→⏎");
    assert!(door.worker.store().areas(FORM).unwrap().is_empty(), "{}", door.screen());
}

#[test]
fn what_is_written_of_an_area_waits_for_its_writer_over_a_lock() {
    let mut door = page(80, 24);
    door.keys("aHear from dads⇥Jo⌃l2").keys(LEADS_PIN);
    assert!(door.screen().contains("Area for development"), "{}", door.screen());
    assert!(door.screen().contains("Hear from dads") && door.screen().contains("Jo"), "{}", door.screen());
    assert!(door.worker.store().areas(FORM).unwrap().is_empty());
    door.keys("⏎");
    assert_eq!(door.worker.store().areas(FORM).unwrap()[0].area.who, "Jo");
    let priya = door.model.session.person.unwrap();
    assert!(door.worker.store().drafts(priya).unwrap().is_empty());
}

#[test]
fn an_area_in_which_nothing_is_written_is_no_draft_to_go_on_with() {
    let mut door = page(80, 24);
    door.keys("⇥⇥a⌃l2").keys(LEADS_PIN);
    assert!(door.row("Who?").contains("type any part"), "{}", door.screen());
    let priya = door.model.session.person.unwrap();
    assert!(door.model.session.resume.is_empty() && door.worker.store().drafts(priya).unwrap().is_empty());
}

#[test]
fn two_who_write_the_same_area_lose_nothing() {
    let mut door = page(80, 24);
    door.keys("aHear from dads⏎⏎");
    let mut other = door.worker.store().areas(FORM).unwrap()[0].area.clone();
    other.who = "Jo".into();
    write(&mut door, vec![Change::Area { area: Box::new(other), seen: 1 }]);
    door.keys("⇥Sam⏎");
    assert!(door.screen().contains("wrote this area at"), "{}", door.screen());
    assert!(door.screen().contains("Sam"), "the words stay: {}", door.screen());
    assert_eq!(door.worker.store().areas(FORM).unwrap()[0].area.who, "Jo");
    door.keys("⎋");
    let priya = door.model.session.person.unwrap();
    assert_eq!(door.worker.store().drafts(priya).unwrap().len(), 1);
}

#[test]
fn sign_off_names_what_is_missing_goes_there_and_changes_nothing() {
    let mut door = page(80, 24);
    written(&mut door);
    door.keys("⎋⎋5⇥1↓2↓3↓4↓5");
    door.keys("S");
    let screen = door.screen();
    assert!(screen.contains("Not signed off yet: what is missing is marked."), "{screen}");
    assert!(screen.contains("! Before sign-off: rating Relationships is empty."), "{screen}");
    assert!(door.row("Relationships  ").contains("▸"), "{screen}");
    assert_eq!(door.worker.store().signed_off(FORM).unwrap(), None);
}

#[test]
fn a_signed_evaluation_stays_as_it_stood_and_the_next_says_what_moved() {
    let mut door = page(120, 40);
    written(&mut door);
    door.keys("⎋⎋5⇥1↓2↓3↓4↓5↓6S");
    assert!(door.screen().contains("Asked once more. What is signed off"), "{}", door.screen());
    door.keys("999999");
    assert_eq!(door.worker.store().signed_off(FORM).unwrap(), None, "{}", door.screen());
    door.keys(LEADS_PIN);
    assert!(door.screen().contains("Signed off. It stays as it stood"), "{}", door.screen());
    let signed = door.worker.store().signed_off(FORM).unwrap().unwrap();
    assert_eq!((signed.what.name.as_str(), signed.by), ("autumn term 2026", door.model.session.person));
    let rated: Vec<_> = signed.what.evaluation.ratings.iter().filter_map(|rated| rated.number).collect();
    assert_eq!(rated, [1, 2, 3, 4, 5, 6]);
    // As it stands it is signed: that is said in the place of the key, which says the same.
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let screen = door.resize(columns, rows).screen();
        assert!(!screen.contains("S sign") && !screen.contains("S signs"), "{screen}");
    }
    door.keys("⇥⇥");
    let says = format!(
        "Signed off {} at {} by Priya.",
        crate::domain::day::short(signed.at.day()),
        signed.at.clock()
    );
    assert!(door.screen().contains(&says), "{}", door.screen());
    door.keys("S");
    assert_eq!(door.screen().matches(&says).count(), 2, "{}", door.screen());
    assert!(!door.screen().contains("Asked once more"), "{}", door.screen());
    door.keys("⇥");
    door.keys("⇥⇥y");
    assert!(
        door.row("Settling planned").contains("[Y] P  N") && door.row("Settling planned").contains("was P"),
        "{}",
        door.screen()
    );
    for (columns, rows) in [(60, 16), (80, 24), (100, 24), (120, 40)] {
        // Whole, or said in one word; of the marked statement it stands below.
        let screen = door.resize(columns, rows).screen();
        assert!(!screen.contains("was…") && !screen.contains("was P…"), "{screen}");
        let below = screen.lines().find(|line| line.contains("no evidence yet")).unwrap();
        assert!(below.contains("was P"), "{screen}");
        // That it was signed off is said in every window, in a word where there is room for no more.
        let parts = screen.lines().nth(1).unwrap();
        assert!(parts.contains("signed") && !parts.contains("not signed"), "{screen}");
    }
    assert_eq!(door.worker.store().signed_off(FORM).unwrap().unwrap().what, signed.what);
    // The form as it is now, and the one that was signed.
    door.keys("x");
    assert!(door.row("The form · whole setting").contains("Priya"), "{}", door.screen());
    assert!(door.row("Signed off: ").contains("autumn term 2026, by PS on"), "{}", door.screen());
    let first = |door: &mut Harness| {
        // What its bars show stands above it.
        for _ in 0..9 {
            let screen = door.screen();
            if let Some(met) = screen.lines().find(|line| line.contains("Met Y/P/N: ")) {
                return met.trim().to_string();
            }
            door.tell(Msg::Key(Chord::plain(KeyCode::PageDown), 1000));
        }
        door.screen()
    };
    assert_eq!(first(&mut door), "Met Y/P/N: Y", "{}", door.screen());
    door.keys("⇥");
    assert!(door.row("Signed off · autumn term 2026").contains("Priya"), "{}", door.screen());
    assert!(door.screen().contains("As it stood when it was signed off"), "{}", door.screen());
    assert_eq!(first(&mut door), "Met Y/P/N: P", "{}", door.screen());
    door.keys("s").keys(LEADS_PIN);
    let files = std::fs::read_dir(door.home().join("exports/evidence")).unwrap();
    let names: Vec<String> =
        files.map(|file| file.unwrap().file_name().to_string_lossy().into_owned()).collect();
    assert!(
        names.iter().all(|name| name.starts_with("partnership-with-parents autumn-term-2026 signed-off.")),
        "{names:?}"
    );
    door.keys("⏎⇥");
    assert_eq!(first(&mut door), "Met Y/P/N: Y", "{}", door.screen());
}

#[test]
fn how_the_strength_moved_stands_whole_or_in_one_word_and_whole_for_the_marked_statement() {
    let mut door = page(120, 40);
    written(&mut door);
    door.keys("⎋⎋5⇥1↓2↓3↓4↓5↓6S").keys(LEADS_PIN);
    assert!(door.worker.store().signed_off(FORM).unwrap().is_some(), "{}", door.screen());
    door.keys("⎋⎋31");
    for _ in 0..40 {
        let gap = door.row("▸").contains("Gap");
        door.keys(if gap { "g1" } else { "⏎" });
    }
    door.keys("⎋⎋5↓");
    for (columns, rows) in [(60, 16), (80, 24), (100, 24), (118, 30), (120, 40)] {
        let screen = door.resize(columns, rows).screen();
        let row = door.row("▸");
        assert!(row.contains("Partners, kept informed") && !row.contains('…'), "{screen}");
        assert!(columns < 80 || row.contains("was none") || row.contains("moved"), "{screen}");
        let below = screen.lines().find(|line| line.contains(" families · ")).unwrap();
        assert!(below.contains(", was none"), "{screen}");
    }
}

#[test]
fn a_new_term_begins_with_the_texts_of_the_last_and_waits_until_each_is_looked_at() {
    let mut door = page(120, 40);
    written(&mut door);
    door.keys("⎋⎋5⇥1↓2↓3↓4↓5↓6S").keys(LEADS_PIN);
    let signed = door.worker.store().signed_off(FORM).unwrap().unwrap();
    assert!(!door.screen().contains("not looked at"), "it is the same round: {}", door.screen());
    door.now = Moment::at(Day::from_ymd_opt(2027, 1, 14).unwrap(), door.now.time(), 0);
    door.keys("⎋⎋5");
    let screen = door.screen();
    assert!(screen.contains("spring term 2027"), "{screen}");
    assert!(screen.contains("autumn term 2026 was signed off Tue 24 Nov by Priya"), "{screen}");
    assert!(screen.contains("all texts are from the term before, not looked at yet"), "{screen}");
    assert!(screen.contains("Its text is from autumn term 2026, not looked at yet: k keeps it"), "{screen}");
    assert!(door.row("Settling planned").contains("from autumn term"), "{screen}");
    assert!(!screen.contains("Nothing is missing"), "{screen}");
    door.keys("S");
    assert!(door.screen().contains("Not signed off yet: the first that is missing is marked."));
    // Nor by any other way.
    let name = "spring term 2027".to_string();
    let whole =
        SignOff { name, evaluation: signed.what.evaluation.clone(), scope: signed.what.scope.clone() };
    let stamp = Stamp { person: door.model.session.person, recorded: door.now };
    let refused = door.worker.store().apply(&Change::SignOff(Box::new(whole)).into(), stamp);
    assert!(refused.unwrap_err().to_string().contains("Something is missing still"));
    // One is kept as it stands, one is written anew, and what moved is said.
    door.keys("k");
    assert!(door.screen().contains("Kept: it stands for this term as it is."), "{}", door.screen());
    assert!(door.row("Settling planned").contains("9 words"), "{}", door.screen());
    let kept = door.worker.store().judged(FORM).unwrap().remove("1").unwrap();
    assert_eq!((kept.text.as_str(), kept.revision), ("We talk with families at the door every day.", 1));
    assert_eq!(kept.scope.unwrap().period, Period::term_to(door.now.day()), "it stands for this term");
    // The same key takes that back, and the text is as it was before: also for sign-off.
    door.keys("k");
    assert!(door.screen().contains("Not kept any more"), "{}", door.screen());
    assert!(door.row("Settling planned").contains("from autumn term"), "{}", door.screen());
    let left = door.worker.store().judged(FORM).unwrap().remove("1").unwrap();
    assert_eq!((left.kept, left.scope), (None, None), "as it was written");
    door.keys("k↓⏎⇥ Still so.⏎⎋⎋n");
    assert!(door.row("Partners, kept").contains("11 words"), "{}", door.screen());
    assert!(door.row("Partners, kept").contains("was P"), "{}", door.screen());
    assert!(door.screen().contains("14 texts are from the term before"), "{}", door.screen());
    for _ in 0..14 {
        door.keys("↓k");
    }
    assert!(door.screen().contains("Nothing is missing. S signs it off."), "{}", door.screen());
    door.keys("S").keys(LEADS_PIN);
    let last = door.worker.store().signed_off(FORM).unwrap().unwrap();
    assert_eq!(last.what.name, "spring term 2027", "{}", door.screen());
}

/// A form that was signed off, and the term after it.
pub(in crate::tui) fn next_term(columns: u16, rows: u16) -> Harness {
    let mut door = page(columns, rows);
    written(&mut door);
    door.keys("⎋⎋5⇥1↓2↓3↓4↓5↓6S").keys(LEADS_PIN);
    assert!(door.worker.store().signed_off(FORM).unwrap().is_some(), "{}", door.screen());
    door.now = Moment::at(Day::from_ymd_opt(2027, 1, 14).unwrap(), door.now.time(), 0);
    door.keys("⎋⎋5");
    door
}

#[test]
fn a_statements_page_says_that_its_text_is_the_last_rounds_and_keeps_it() {
    for (columns, rows) in [(60, 16), (80, 24), (100, 30), (120, 40)] {
        let mut door = next_term(columns, rows);
        let text = |door: &mut Harness, code: &str| {
            let judged = door.worker.store().judged(FORM).unwrap().remove(code).unwrap();
            (judged.text, judged.revision)
        };
        door.keys("⏎");
        let says = if columns == 80 { ", not looked at yet: k keeps it" } else { ": k keeps it" };
        let heading = door.row("How do you know?");
        assert!(heading.contains(&format!("autumn term 2026{says}")), "{heading}");
        let hints = door.row("Esc back");
        assert!(hints.contains("k keep"), "{hints}");
        // With nothing to cite Enter is the way to the text.
        assert!(hints.contains("Enter write"), "{hints}");
        door.keys("k");
        assert!(door.screen().contains("Kept: it stands for this term as it is."), "{}", door.screen());
        let stands = ("We talk with families at the door every day.".to_string(), 1);
        assert_eq!(text(&mut door, "1"), stands);
        let heading = door.row("How do you know?");
        assert!(heading.contains("9 words · saved") && !heading.contains("autumn"), "{heading}");
        assert!(!door.row("Esc back").contains("k keep"), "{}", door.screen());
        door.keys("k");
        assert!(door.screen().contains("Not kept any more"), "{}", door.screen());
        assert!(door.row("How do you know?").contains("autumn term 2026"), "{}", door.screen());
        door.keys("k");
        assert!(door.screen().contains("Kept: it stands"), "{}", door.screen());
        assert_eq!(text(&mut door, "1"), stands);
        // One that is written anew is looked at, from its first letter on.
        door.keys("⎋↓⏎⇥ Still so.");
        assert!(!door.screen().contains("from autumn term"), "{}", door.screen());
        door.keys("⎋k");
        assert!(door.screen().contains("Your words are not saved yet: s saves them"), "{}", door.screen());
        assert_eq!(text(&mut door, "2").1, 1);
        door.keys("s");
        assert!(!door.row("How do you know?").contains("autumn"), "{}", door.screen());
        // One that somebody else wrote meanwhile is not kept over theirs.
        door.keys("⎋↓⏎");
        let statement = StatementRef { framework: FORM.into(), code: "3".into() };
        let theirs = "They wrote it.".to_string();
        let said =
            Change::EvidenceText { statement, text: theirs.clone(), cited: Vec::new(), seen: 1, scope: None };
        write(&mut door, vec![said]);
        door.keys("k");
        assert!(door.screen().contains("wrote this text at"), "{}", door.screen());
        assert!(door.screen().contains(&theirs), "{}", door.screen());
        assert_eq!(text(&mut door, "3"), (theirs, 2));
        // What was kept here is no longer missing on the form.
        door.keys("⎋");
        assert!(door.screen().contains("13 texts"), "{}", door.screen());
    }
}

#[test]
fn a_self_evaluation_is_the_settings_whatever_room_is_shown() {
    let mut door = page(120, 40);
    assert!(door.row("Self-evaluation · ").contains("whole setting"), "{}", door.screen());
    door.keys("⏎⇥We ask every family.⏎");
    let judged = door.worker.store().judged(FORM).unwrap();
    assert_eq!(judged["1"].text, "We ask every family.", "{}", door.screen());
    assert_eq!(judged["1"].scope.as_ref().map(|scope| scope.rooms.clone()), Some(Vec::new()));
}

/// Something said of statements that the edition in use does not have.
fn said_of_another_edition() -> Vec<Change> {
    ["9a", "17"]
        .map(|code| {
            let statement = StatementRef { framework: FORM.into(), code: code.into() };
            Change::Judge { statement, met: "Y".into(), seen: None }
        })
        .into()
}

#[test]
fn what_was_said_in_another_edition_is_named_below_the_form() {
    for (columns, rows) in [(80, 24), (120, 40)] {
        let mut door = page(columns, rows);
        assert!(!door.screen().contains("Not in this edition"), "{}", door.screen());
        write(&mut door, said_of_another_edition());
        door.keys("⎋⎋5");
        let screen = door.screen();
        assert!(screen.contains("Not in this edition, kept at the end of the form: 9a and 17."), "{screen}");
        assert!(screen.contains("Before sign-off: "), "{screen}");
        assert!(screen.contains("1 Settling planned together"), "{screen}");
    }
    // A statement that is there again has what was said of it.
    let mut door = page(80, 24);
    write(&mut door, said_of_another_edition());
    for framework in door.model.session.frameworks.iter_mut().take(1) {
        framework.statements[8].code = "9a".into();
        framework.statements[9].code = "17".into();
    }
    let framework = door.model.session.frameworks[0].clone();
    let scope = Scope { rooms: Vec::new(), period: Period::term_to(door.now.day()) };
    let now = gather::evaluation(door.worker.store(), &framework, &scope).unwrap();
    assert_eq!(now.statement("9a").unwrap().met, "Y");
    let other = gather::edition::no_successor(door.worker.store(), &framework, &scope).unwrap();
    assert_eq!(other, []);
}

#[test]
fn how_the_self_evaluation_looks() {
    let mut door = page(80, 24);
    written(&mut door);
    door.keys("⎋⎋5ny↓↓n⇥↓5⇥⇥");
    door.keys("aHear from two families who are collected by others⇥Sam⇥by half term⏎⇥");
    at_every_size("evaluation_statements", door);
    let mut door = page(80, 24);
    door.keys("⇥6↓5↓6↓4↓5");
    at_every_size("evaluation_ratings", door);
    let mut door = page(80, 24);
    door.keys("aHear from two families⇥Sam⇥by half term⏎");
    at_every_size("evaluation_areas", door);
    let mut door = page(80, 24);
    door.keys("↓a⇥Sam");
    at_every_size("evaluation_area", door);
    let mut door = page(80, 24);
    write(&mut door, said_of_another_edition());
    door.keys("⎋⎋5");
    at_every_size("evaluation_another_edition", door);
}

#[test]
fn a_round_goes_over_every_framework_in_use_with_its_own_parts_and_drafts() {
    let mut door = page(80, 24);
    door.keys("c");
    assert!(door.screen().contains("One framework is in use."), "{}", door.screen());
    // The second one is put in use on the board.
    door.keys("⎋⎋4c↓␣⎋⎋⎋5");
    assert!(door.row("Self-evaluation").contains("Partnership with parents"), "{}", door.screen());
    door.keys("c");
    let second = door.model.session.frameworks[1].clone();
    assert!(door.row("Self-evaluation").contains(&second.title[..20]), "{}", door.screen());
    assert!(door.row("▸").contains(&second.statements[0].title), "{}", door.screen());
    assert_eq!(door.screen().contains("Ratings"), !second.ratings.is_empty(), "{}", door.screen());
    assert_eq!(door.screen().contains("To develop"), second.areas_for_development, "{}", door.screen());
    door.keys("a");
    assert!(door.screen().contains("This framework has no areas for development."), "{}", door.screen());
    door.keys("c");
    assert!(door.row("Self-evaluation").contains("Partnership with parents"), "{}", door.screen());
}

#[test]
fn a_form_offers_what_its_framework_has_and_says_of_every_other_key_why_not() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let mut door = page(columns, rows);
        // Those that are not in use stand last.
        door.keys("⎋⎋4c↓↓↓↓␣↓↓↓↓␣↓↓↓↓␣↓↓↓↓␣⎋⎋⎋5");
        let frameworks = door.model.session.frameworks.clone();
        assert_eq!(frameworks.len(), 5);
        for framework in &frameworks {
            let hints = |door: &mut Harness| door.screen().lines().last().unwrap_or_default().to_string();
            let line = hints(&mut door);
            let judges = !framework.judgements.is_empty();
            let parts = framework.areas_for_development || !framework.ratings.is_empty();
            assert_eq!(line.contains("y p n met"), judges, "{columns} {}: {line}", framework.id);
            // The narrowest line has no room for it.
            assert_eq!(line.contains("Tab "), parts && columns > 60, "{columns} {}: {line}", framework.id);
            assert_eq!(line.contains("develop"), framework.areas_for_development, "{columns}: {line}");
            let refuses = |door: &mut Harness, keys: &str, says: &str| {
                for key in keys.chars() {
                    door.keys(&key.to_string());
                    assert!(door.screen().contains(says), "{}: {key}\n{}", framework.id, door.screen());
                    assert!(door.row("▸").contains(&framework.statements[0].title), "{}", door.screen());
                }
            };
            if !parts {
                refuses(&mut door, "⇥", "This framework has statements only: no ratings, no areas");
            }
            if !framework.areas_for_development {
                refuses(&mut door, "a", "This framework has no areas for development.");
            }
            if !judges {
                refuses(&mut door, "ypn", "This framework judges nothing; its statements");
                door.keys("⏎");
                assert!(!hints(&mut door).contains(" met"), "{}", hints(&mut door));
                assert!(!door.screen().contains("suggests"), "{}", door.screen());
                for key in ["y", "p", "n"] {
                    door.keys(key);
                    assert!(
                        door.screen().contains("This framework judges nothing; its"),
                        "{}",
                        door.screen()
                    );
                }
                door.keys("⎋");
            }
            assert!(door.worker.store().judged(&framework.id).unwrap().is_empty());
            door.keys("c");
        }
    }
}

#[test]
fn a_scale_of_two_words_is_offered_as_it_is() {
    let mut door = page(80, 24);
    door.model.session.frameworks[0].judgements.remove(1);
    assert!(door.screen().lines().last().unwrap().contains("y n met"), "{}", door.screen());
    door.keys("p");
    assert!(door.screen().contains("Statements are judged here with y or n."), "{}", door.screen());
    assert!(door.worker.store().judged(FORM).unwrap().is_empty());
    door.keys("n");
    assert_eq!(door.worker.store().judged(FORM).unwrap()["1"].met, "N");
}

#[test]
fn every_rating_and_what_each_number_means_can_be_read_at_every_size() {
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let mut door = page(columns, rows);
        door.keys("⇥");
        let framework = door.model.session.frameworks[0].clone();
        let last = &framework.ratings.last().unwrap().title;
        assert!(door.screen().contains(last.as_str()), "{}", door.screen());
        for row in &framework.ratings {
            let mut seen: Vec<String> = Vec::new();
            for _ in 0..8 {
                let screen = door.screen();
                let foot = screen.rsplit_once("──").unwrap().1.to_string();
                let lines = foot.lines().skip(2).take_while(|line| {
                    // In a low window only the hints follow.
                    !line.contains("Before sign-off") && !line.contains("1-7 rate")
                });
                // What is said of the other lines stands beside the last.
                let lines = lines.map(|line| line.split("Pg").next().unwrap_or_default());
                let page: Vec<String> = lines.map(squeezed).filter(|line| !line.is_empty()).collect();
                // The last page begins with lines of the one before.
                let again = (0..=page.len()).rev().find(|count| seen.ends_with(&page[..*count]));
                seen.extend_from_slice(&page[again.unwrap_or(0)..]);
                if !screen.contains("more below") {
                    break;
                }
                door.tap("more below");
            }
            let seen = seen.join(" ");
            for (band, words) in framework.bands.iter().zip(&row.descriptors) {
                let says = squeezed(&format!("{} {}: {words}", band.number, band.name));
                assert!(seen.contains(&says), "{columns}: {says}\n{seen}\n{}", door.screen());
            }
            door.keys("↓");
        }
    }
}

#[test]
fn a_judgement_that_its_own_key_takes_away_is_said_to_be_gone() {
    let mut door = page(80, 24);
    let says = "It is not judged now: y judges it again.";
    door.keys("y");
    assert!(!door.screen().contains(says), "{}", door.screen());
    door.keys("y");
    assert!(door.screen().contains(says), "{}", door.screen());
    door.keys("y⏎y");
    assert!(door.screen().contains(says), "{}", door.screen());
}
