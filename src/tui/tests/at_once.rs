//! Two windows, one form: whoever is second is told, sees what the other wrote, and nobody's sentence is lost.

use crate::domain::evaluation::{Area, AreaState};
use crate::domain::framework::StatementRef;
use crate::domain::*;
use crate::store::ask::Judged;
use crate::tui::harness::{Harness, LEADS_PIN};
use crate::tui::screen::review::tests::evening;
use crate::tui::screen::statement::tests::board;

const FORM: &str = "partnership-with-parents";

fn statement() -> StatementRef {
    StatementRef { framework: FORM.into(), code: "2".into() }
}

/// What Jo, a lead as well, does in another window.
fn jo(door: &mut Harness, change: Change) {
    let mut jo = door.model.session.roll.people[2].clone();
    jo.role = Role::RoomLead;
    let id = jo.id;
    let store = door.worker.store();
    store.apply(&Change::Person(jo).into(), Stamp { person: None, recorded: door.now }).unwrap();
    store.apply(&change.into(), Stamp { person: Some(id), recorded: door.now }).unwrap();
}

fn jo_writes(door: &mut Harness, text: &str, cited: Vec<EntryId>) {
    let seen = judged(door).revision;
    let change = Change::EvidenceText { statement: statement(), text: text.into(), cited, seen, scope: None };
    jo(door, change);
}

fn judged(door: &mut Harness) -> Judged {
    door.worker.store().judged(FORM).unwrap().remove("2").unwrap_or_default()
}

fn areas(door: &mut Harness) -> Vec<Area> {
    door.worker.store().areas(FORM).unwrap().into_iter().map(|one| one.area).collect()
}

fn has(door: &mut Harness, words: &[&str]) {
    let screen = door.screen().replace('│', " ");
    let screen = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in words {
        assert!(screen.contains(words), "{words}: {screen}");
    }
}

#[test]
fn two_who_write_one_text_see_both_and_lose_no_sentence() {
    for (columns, rows) in [(80, 24), (120, 40), (60, 16)] {
        let mut door = board(columns, rows);
        door.keys("↓⏎⇥We ask at the door. We sing.⏎ We ring dads [⏎.");
        let mine = door.model.session.writer.drafts[0].clone();
        let Purpose::Evidence { cited, .. } = mine.purpose else { panic!("a text") };
        let other = door.worker.store().day(door.model.session.room.unwrap(), door.now.day()).unwrap();
        let other = other.entries.iter().map(|entry| entry.entry.id).find(|id| !cited.contains(id)).unwrap();
        jo_writes(&mut door, "We ask at the gate. We meet grans [1].", vec![other]);
        door.keys("⏎");
        assert_eq!(judged(&mut door).text, "We ask at the gate. We meet grans [1].", "Jo's stands");
        has(&mut door, &["Jo wrote this text at 17:40.", "Theirs stands before yours now"]);
        has(&mut door, &["We ask at the gate. We meet grans [1].", "We ring dads [2]."]);
        // Both are one text now, with the caret where theirs begins.
        door.keys("Now: ⏎");
        let now = judged(&mut door);
        assert_eq!(now.text, "Now: We ask at the gate. We meet grans [1].\nWe ring dads [2].");
        assert_eq!(now.cited, [other, cited[0]]);
        assert!(door.model.session.writer.drafts.is_empty());
    }
}

#[test]
fn each_text_that_came_between_is_met_also_a_second_one() {
    let mut door = board(80, 24);
    door.keys("↓⏎⇥Ours.");
    jo_writes(&mut door, "Theirs.", Vec::new());
    door.keys("⏎");
    jo_writes(&mut door, "Theirs. And more.", Vec::new());
    door.keys("⏎");
    assert_eq!(judged(&mut door).text, "Theirs. And more.");
    has(&mut door, &["Theirs. And more. Ours."]);
    door.keys("⏎");
    assert_eq!(judged(&mut door).text, "Theirs. And more.\nOurs.");
}

#[test]
fn what_is_read_while_somebody_writes_is_not_written_over_unseen() {
    let mut door = board(80, 24);
    door.keys("↓⏎⇥Ours.⎋");
    jo_writes(&mut door, "Theirs.", Vec::new());
    jo(&mut door, Change::Judge { statement: statement(), met: "N".into(), seen: None });
    // A refused judgement has the page read again.
    door.keys("ys");
    assert_eq!(judged(&mut door).text, "Theirs.");
    has(&mut door, &["Theirs. Ours."]);
}

#[test]
fn a_text_that_came_while_a_draft_waited_is_seen_when_the_draft_is_opened() {
    let mut door = board(80, 24);
    door.keys("↓⏎⇥Ours.⎋⎋");
    jo_writes(&mut door, "Theirs.", Vec::new());
    door.keys("⏎");
    has(&mut door, &["Jo wrote this text at 17:40.", "Theirs. Ours.", "your draft, not saved yet"]);
    assert_eq!(judged(&mut door).text, "Theirs.");
    door.keys("⏎");
    assert_eq!(judged(&mut door).text, "Theirs.\nOurs.");
}

#[test]
fn two_who_write_the_same_words_are_told_so_and_nothing_is_left_to_save() {
    let mut door = board(80, 24);
    door.keys("↓⏎⇥Ours.");
    jo_writes(&mut door, "Ours.", Vec::new());
    door.keys("⏎");
    has(&mut door, &["All of yours stands in theirs."]);
    assert!(door.model.session.writer.drafts.is_empty());
}

/// The page of the self-evaluation.
fn form() -> Harness {
    let mut door = evening(80, 24);
    door.keys("⎋⎋5");
    door
}

fn jo_changes(door: &mut Harness, change: impl FnOnce(&mut Area)) {
    let there = door.worker.store().areas(FORM).unwrap().remove(0);
    let mut area = there.area;
    change(&mut area);
    jo(door, Change::Area { area: Box::new(area), seen: there.revision });
}

#[test]
fn two_who_write_one_area_see_both_and_can_save() {
    let mut door = form();
    door.keys("aHear from dads.⏎⏎");
    door.keys("⇥Sam⇥by half term");
    jo_changes(&mut door, |area| {
        area.who = "Jo".into();
        area.how = "They say so.".into();
    });
    door.keys("⏎");
    assert_eq!(areas(&mut door)[0].who, "Jo");
    has(&mut door, &["Jo wrote this area at 17:40.", "Theirs stands before yours in Who;", "Jo / Sam"]);
    has(&mut door, &["by half term", "They say so."]);
    door.keys("⏎");
    let area = areas(&mut door).remove(0);
    let says = [area.what, area.who, area.by_when, area.how];
    assert_eq!(says, ["Hear from dads.", "Jo / Sam", "by half term", "They say so."]);
    assert!(door.model.session.writer.drafts.is_empty());
    // Where they wrote in other places there is nothing to choose.
    door.keys("⏎⇥⇥⇥ Often.");
    jo_changes(&mut door, |area| area.state = AreaState::Done);
    door.keys("⏎");
    has(&mut door, &["Theirs stands where you changed nothing; Enter saves yours beside it."]);
    door.keys("⏎");
    let area = areas(&mut door).remove(0);
    assert_eq!((area.how.as_str(), area.state), ("They say so. Often.", AreaState::Done));
}

#[test]
fn an_area_that_was_let_go_meanwhile_is_taken_off_by_nobody_who_did_not_mean_it() {
    let mut door = form();
    door.keys("aHear from dads.⏎⏎⇥Sam");
    jo_changes(&mut door, |area| area.state = AreaState::LetGo);
    door.keys("⏎");
    has(&mut door, &["Jo wrote this area at 17:40. There it is let go, here to be done."]);
    door.keys("⏎");
    assert_eq!(areas(&mut door)[0].who, "Sam");
}

#[test]
fn an_area_that_came_while_a_draft_waited_is_seen_when_the_draft_is_opened() {
    for (leave, open) in [("⎋⎋", "⎋5⇥⇥⏎"), ("⌃l2", LEADS_PIN), ("⎋", "⏎")] {
        let mut door = form();
        door.keys("aHear from dads.⏎⏎ And grans.⇥Sam").keys(leave);
        jo_changes(&mut door, |area| area.who = "Jo".into());
        door.keys(open);
        has(&mut door, &["Jo wrote this area at 17:40.", "Jo / Sam", "Hear from dads. And grans."]);
        assert_eq!(areas(&mut door)[0].who, "Jo", "{open}");
        door.keys("⏎");
        assert_eq!(areas(&mut door)[0].who, "Jo / Sam", "{open}");
        assert_eq!(areas(&mut door)[0].what, "Hear from dads. And grans.", "{open}");
    }
}

#[test]
fn a_judgement_is_given_over_what_was_seen() {
    let mut on_the_form = form();
    on_the_form.keys("↓y");
    let mut on_the_page = board(80, 24);
    on_the_page.keys("↓⏎y");
    for mut door in [on_the_form, on_the_page] {
        jo(&mut door, Change::Judge { statement: statement(), met: "N".into(), seen: Some("Y".into()) });
        // The key that would take Y away takes nothing away.
        door.keys("y");
        assert_eq!(judged(&mut door).met, "N");
        has(&mut door, &["Jo judged this statement N at 17:40. Look at it again.", "Y P [N]"]);
        door.keys("p");
        assert_eq!(judged(&mut door).met, "P");
        jo(&mut door, Change::Judge { statement: statement(), met: String::new(), seen: Some("P".into()) });
        door.keys("y");
        has(&mut door, &["Jo took this judgement away at 17:40. Look at it again."]);
        assert_eq!(judged(&mut door).met, "");
    }
}

#[test]
fn a_rating_is_given_over_what_was_seen() {
    let mut door = form();
    door.keys("⇥4");
    let row = door.model.session.frameworks[0].ratings[0].code.clone();
    jo(&mut door, Change::Rate { framework: FORM.into(), row: row.clone(), number: Some(6), seen: Some(4) });
    door.keys("4");
    assert_eq!(door.worker.store().ratings(FORM).unwrap().get(&row), Some(&6));
    has(&mut door, &["Jo rated this row 6 at 17:40. Look at it again.", "[6]"]);
    door.keys("5");
    assert_eq!(door.worker.store().ratings(FORM).unwrap().get(&row), Some(&5));
}
