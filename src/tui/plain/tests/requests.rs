//! A request for a child's whole record line by line: written down, decided line by line, saved.

use super::Door;
use crate::domain::request::Ended;
use crate::tui::action::Action;
use crate::tui::harness::LEADS_PIN;
use crate::tui::screen::requests::tests::{asked, one};
use crate::tui::screen::review::tests::go;

#[test]
fn a_request_is_written_down_question_by_question() {
    let mut harness = asked(80, 24);
    let roll = harness.model.session.roll.clone();
    let mut door = Door::of({
        go(&mut harness, Action::GoRequests);
        harness
    });
    assert!(door.heard().contains("1 of 1: Ava O'Neill, asked for by Siobhan O'Neill"), "{}", door.told);
    assert!(door.line("new").contains("Whose record (not chosen): "), "{}", door.told);
    assert!(door.line("zzz").contains("Nobody is called that."), "{}", door.told);
    let heard = door.line("ben");
    assert!(heard.contains("Whose record: Ben Clarke.\nWho asks: the child."), "{heard}");
    assert!(door.line("").contains("It came on (24 November 2026): "), "{}", door.told);
    assert!(door.line("20 nov").contains("Who they are: you know them."), "{}", door.told);
    assert!(door.line("other").contains("Who they are: they were asked to show it."), "{}", door.told);
    let heard = door.line("");
    assert!(heard.contains("Ben Clarke") && heard.contains("It is not shown yet who asks"), "{heard}");
    let requests = door.harness.worker.store().requests().unwrap();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[1].request.child, roll.children[2].id);
}

#[test]
fn lines_are_decided_by_words_and_the_record_is_heard_and_saved() {
    let mut door = Door::of(one(80, 24));
    let heard = door.line("undecided");
    assert!(heard.contains("Yours to decide: "), "{heard}");
    assert!(
        door.line("save").contains("Tab goes to the next.")
            || door.told.contains("until then there is no file")
    );
    for _ in 0..9 {
        if door.line("undecided").contains("Isla hit her") {
            break;
        }
    }
    let heard = door.line("");
    assert!(heard.contains("It goes out as: [left out] hit her"), "{heard}");
    assert!(door.line("Ben").contains("Those words do not stand there."), "{}", door.told);
    assert!(door.line("sand tray").contains("[left out] hit her at the [left out], and"), "{}", door.told);
    let heard = door.line("");
    assert!(heard.contains("Why are these words left out?\n1 it is about somebody else."), "{heard}");
    assert!(door.line("1").contains("It goes out without these words."), "{}", door.told);
    let heard = door.line("plain");
    assert!(heard.contains("2 lines go out as written"), "{heard}");
    assert!(door.line("").contains("2 lines go out."), "{}", door.told);
    for _ in 0..9 {
        if door.line("undecided").contains("Nothing is left to decide: v") {
            break;
        }
        assert!(door.line("leave out").contains("Why is it left out?"), "{}", door.told);
        door.line("1");
    }
    let heard = door.line("preview");
    assert!(heard.contains("The record as it goes out"), "{heard}");
    assert!(door.line("read").contains("What is left out, and why"), "{}", door.told);
    assert!(door.line("save").ends_with("Your 6 numbers: "), "{}", door.told);
    door.told.clear();
    door.keys(LEADS_PIN);
    assert!(door.heard().contains("you are responsible for"), "{}", door.told);
    let ended = door.harness.worker.store().requests().unwrap()[0].request.ended;
    assert_eq!(ended, Some(Ended::Answered(door.harness.now.day())));
}
