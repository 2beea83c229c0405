//! The evidence board and a statement line by line: figures heard, a judgement, a text with its citations.

use super::Door;
use crate::domain::entry::Reason;
use crate::domain::{Change, Stamp};
use crate::store::ask::Judged;
use crate::tui::screen::statement::tests::board;
use crate::tui::tests::evaluation::next_term;

fn judged(door: &mut Door, code: &str) -> Judged {
    let judged = door.harness.worker.store().judged("partnership-with-parents").unwrap();
    judged.get(code).cloned().unwrap_or_default()
}

#[test]
fn the_board_is_heard_a_statement_at_a_time_and_a_number_goes_there() {
    let mut door = Door::of(board(80, 24));
    let heard = door.heard();
    assert!(heard.contains("Evidence, Sunflower room, this term, "), "{heard}");
    assert!(heard.contains("\n1 "), "{heard}");
    assert!(door.line("").starts_with("2 "), "{}", door.told);
    let heard = door.line("6");
    assert!(heard.starts_with("6 Learning extended at home: evidence "), "{heard}");
    assert!(heard.contains(", not judged. 1 entry, 1 of 11 families, voices "), "{heard}");
    assert!(heard.contains("Not heard yet: "), "{heard}");
    let heard = door.line("families");
    assert!(
        heard.starts_with("6 Learning extended at home: nothing from 10 families, 31 Aug to 29 Nov."),
        "{heard}"
    );
    assert!(
        heard.contains(" 1 of 10: Finn M.: no talk yet. no talk written."),
        "a family at a time: {heard}"
    );
    assert!(door.line("").starts_with("2 of 10: "), "{}", door.told);
    assert!(door.line("all").contains(" 1 of 11: "), "{}", door.told);
    assert!(door.line("back").starts_with("6 "), "{}", door.told);
    assert!(door.line("thinnest").contains("The thinnest first."), "{}", door.told);
    assert!(door.line("setting").contains("6 Learning"), "{}", door.told);
    assert!(door.line("999").starts_with("There is no such answer here. A number goes to that statement."));
}

#[test]
fn a_statement_is_judged_cited_written_a_sentence_at_a_time_and_saved() {
    let mut door = Door::of(board(80, 24));
    door.line("6");
    let heard = door.line("open");
    assert!(heard.starts_with("6 Learning extended at home: evidence "), "{heard}");
    assert!(
        heard.contains("Nothing is written yet.\nEntry 1 of 1, not cited, Ava O., For home, Tue 24 Nov: "),
        "{heard}"
    );
    let heard = door.line("p");
    assert!(heard.contains("judged partly"), "{heard}");
    assert_eq!(judged(&mut door, "6").met, "P");
    assert!(door.line("write").starts_with("Nothing is written yet. Type a sentence"), "{}", door.told);
    door.keys("Families read at ho");
    let priya = door.harness.model.session.person.unwrap();
    let drafts = door.harness.worker.store().drafts(priya).unwrap();
    assert_eq!(drafts.iter().map(|draft| draft.note.as_str()).collect::<Vec<_>>(), ["Families read at ho"]);
    let heard = door.line("me.");
    assert!(heard.contains("\n1. Families read at home. (no proof yet)\n"), "{heard}");
    door.line("Not every week.");
    let heard = door.line("-2");
    assert!(heard.contains("1. Families read") && !heard.contains("Not every week"), "{heard}");
    door.line(":back");
    let heard = door.line("cite");
    assert!(heard.contains("cited as [1]"), "{heard}");
    assert_eq!(judged(&mut door, "6").text, "", "not in the record before it is saved");
    assert!(door.line("save").starts_with("Saved."), "{}", door.told);
    assert_eq!(judged(&mut door, "6").text, "Families read at home. [1]");
    let heard = door.line("preview");
    assert!(heard.contains("\nFamilies read at home. [1]\n"), "{heard}");
    assert!(door.line("").contains("Entry 1 of 1"), "{}", door.told);
}

#[test]
fn an_entry_that_was_amended_after_it_was_agreed_is_said_to_be() {
    let mut door = Door::of(board(80, 24));
    door.line("6");
    assert!(!door.line("open").contains("amended since"), "{}", door.told);
    let session = &door.harness.model.session;
    let (room, lead) = (session.room.unwrap(), session.person);
    let now = door.harness.now;
    let entries = door.harness.worker.store().day(room, now.day()).unwrap().entries;
    let step = entries.iter().find(|one| one.text().contains("Read the bear book")).unwrap();
    let (text, family_words) = ("Read the whale book.".to_string(), Vec::new());
    let (entry, seen, reason) = (step.entry.id, step.revision, Reason::WrongFact);
    let amend = Change::Amend { entry, seen, text, family_words, reason };
    let stamp = Stamp { person: lead, recorded: now.plus_seconds(60) };
    door.harness.worker.store().apply(&amend.into(), stamp).unwrap();
    door.line("back");
    let heard = door.line("open");
    assert!(heard.contains("amended since it was agreed: Read the whale book."), "{heard}");
}

#[test]
fn a_draft_is_heard_whole_before_it_is_taken() {
    let mut door = Door::of(board(80, 24));
    door.line("2");
    door.line("open");
    let heard = door.line("draft");
    assert!(heard.starts_with("A draft, made from the figures and the entries:\n"), "{heard}");
    assert!(heard.ends_with("Enter takes it and saves it, back leaves it: "), "{heard}");
    assert_eq!(judged(&mut door, "2").text, "");
    door.line("back");
    assert_eq!(judged(&mut door, "2").text, "");
    door.line("draft");
    assert!(door.line("").contains("Saved."), "{}", door.told);
    assert!(!judged(&mut door, "2").text.is_empty());
    assert!(door.line("open").contains("Enter goes back: "), "{}", door.told);
    door.line("");
    assert!(door.line("wording").contains("By the rule: "), "{}", door.told);
    door.line("");
    assert!(door.line("next statement").starts_with("3 "), "{}", door.told);
}

#[test]
fn a_text_of_the_last_round_is_said_to_be_and_kept_with_a_word() {
    let mut door = Door::of(next_term(80, 24));
    let heard = door.line("write");
    assert!(heard.contains("9 words from autumn term 2026, not looked at yet: keep keeps them."), "{heard}");
    assert!(heard.contains("write, keep, preview"), "{heard}");
    let heard = door.line("keep");
    assert!(heard.starts_with("Kept: it stands for this term as it is."), "{heard}");
    assert!(heard.contains("9 words, saved.") && !heard.contains("keep, "), "{heard}");
    assert_eq!((judged(&mut door, "1").revision, judged(&mut door, "1").kept.is_some()), (1, true));
    assert!(heard.contains("keep takes that back."), "{heard}");
    assert!(door.line("keep").starts_with("Not kept any more"), "{}", door.told);
    assert_eq!(judged(&mut door, "1").kept, None);
}

#[test]
fn a_figure_is_opened_by_its_number_and_heard_alone() {
    let mut door = Door::of(board(80, 24));
    door.line("2");
    door.line("open");
    let heard = door.line("figures");
    assert!(heard.contains("\n1. 11 entries.\n2. 11 in staff's own record.\n3. 0 with"), "{heard}");
    assert!(heard.ends_with(" opens one, Enter goes back to the entries: "), "{heard}");
    assert!(door.line("3").starts_with("There is nothing behind it"), "{}", door.told);
    assert!(door.line("99").starts_with("There is no such answer here."), "{}", door.told);
    let heard = door.line("8");
    assert!(heard.starts_with("9 families, strongest first:\nFamily 1 of 9, not cited, "), "{heard}");
    assert!(heard.ends_with("back to all entries: "), "{heard}");
    let heard = door.line("its entries");
    assert!(heard.contains("Entry 1 of "), "{heard}");
    assert!(door.line("back").contains("Family 1 of 9"), "{}", door.told);
    assert!(door.line("back").contains("Entry 1 of 11"), "{}", door.told);
}
