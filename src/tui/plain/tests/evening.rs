//! A lead's evening line by line: what needs her first, the rest with Enter, gaps, the day closed.

use super::Door;
use crate::domain::Kind;
use crate::domain::entry::Review;
use crate::store::ask::DaySoFar;
use crate::tui::harness::at;
use crate::tui::screen::review::tests::evening;
use crate::tui::tests::late::late;

fn review() -> Door {
    Door::of(evening(80, 24))
}

fn day(door: &mut Door) -> DaySoFar {
    let room = door.harness.model.session.room.unwrap();
    let today = door.harness.now.day();
    door.harness.worker.store().day(room, today).unwrap()
}

fn agreed(door: &mut Door) -> usize {
    day(door).entries.iter().filter(|standing| standing.agreed()).count()
}

/// Goes on until the row says so.
fn to(door: &mut Door, words: &str) -> String {
    for _ in 0..40 {
        let heard = door.heard();
        if heard.contains(words) {
            return heard;
        }
        door.line("next");
    }
    panic!("no row has “{words}”: {}", door.heard());
}

#[test]
fn a_row_is_heard_as_it_is_seen_and_a_name_is_settled_before_it_is_agreed() {
    let mut door = review();
    let heard = door.heard();
    assert!(
        heard.contains(
            "Ben Clarke, Feedback 12:10, Sam with mum: Built a tower with Isla and laughed. Shows "
        ),
        "{heard}"
    );
    assert!(heard.contains("Isla is named in a note for Ben's family."), "{heard}");
    assert!(!heard.contains('!'), "a sign is a word: {heard}");
    assert!(heard.contains("\nEnd of day, Tue 24 Nov: "), "{heard}");
    assert!(heard.ends_with("1 a friend, 2 keeps the name, amend, next, back: "), "{heard}");
    let help = door.line("?");
    assert!(!help.contains("“a friend” 2") && !help.contains("agree what is ticked"), "{help}");
    assert!(door.line("").starts_with("Isla is named. Choose 1 \"a friend\" or 2 keep"), "{}", door.told);
    assert_eq!(agreed(&mut door), 0);
    assert!(door.line("1").contains("Built a tower with a friend and laughed."), "{}", door.told);
    assert_eq!(agreed(&mut door), 0, "settled is not agreed");
    assert!(door.line("7").starts_with("There is no such answer here."), "{}", door.told);
}

#[test]
fn of_many_answers_a_few_are_said_at_a_time_and_the_next_when_help_is_asked_again() {
    let mut door = review();
    to(&mut door, "Read the bear book");
    let first = door.line("?");
    assert!(first.contains("? again says ") && !first.contains("Anywhere: "), "{first}");
    let mut heard = door.line("?");
    assert!(!heard.starts_with(&first[..30]), "{heard}");
    let mut asked = 2;
    while heard.contains("? again says ") && asked < 9 {
        heard = door.line("?");
        asked += 1;
    }
    assert!(heard.contains("Anywhere: Esc or :back goes back"), "{heard}");
    // After the end, and after anything else, it begins anew.
    assert_eq!(door.line("?"), first);
    door.line("what?");
    assert_eq!(door.line("?"), first);
}

#[test]
fn the_commands_are_said_ten_at_a_time() {
    let mut door = review();
    let heard = door.line(":commands");
    assert!(
        heard.starts_with("1 to 10 of ") && heard.contains("\n10 ") && !heard.contains("\n11 "),
        "{heard}"
    );
    assert!(heard.contains("Enter says 10 more"), "{heard}");
    let next = door.line("");
    assert!(next.starts_with("11 to 20 of ") && next.contains("\n11 "), "{next}");
    // A word finds among all of them, from the first.
    assert!(door.line("close").contains("1 Close the day, :close-the-day."), "{}", door.told);
}

#[test]
fn enter_agrees_what_was_heard_and_reads_the_next() {
    let mut door = review();
    let heard = to(&mut door, "Read the bear book");
    assert!(
        heard.contains("For home 08:31, Sam with mum: Read the bear book at bedtime. Shows 6 "),
        "{heard}"
    );
    assert!(heard.ends_with("Enter agrees, shows, amend, send back, next, close, back: "), "{heard}");
    let next = door.line("");
    assert!(!next.contains("Read the bear book"), "{next}");
    let entries = day(&mut door).entries;
    let agreed: Vec<&str> =
        entries.iter().filter(|standing| standing.agreed()).map(|standing| standing.text()).collect();
    assert_eq!(agreed, ["Read the bear book at bedtime."]);
}

#[test]
fn what_it_shows_is_ticked_by_the_numbers_of_the_form() {
    let mut door = review();
    to(&mut door, "Read the bear book");
    let heard = door.line("shows");
    assert!(heard.starts_with("What does it show, Ava O.? Ticked: 6 "), "{heard}");
    assert!(heard.contains(": not ticked.") || heard.contains(": ticked."), "{heard}");
    let heard = door.line("11");
    assert!(heard.contains("Ticked: 6 ") && heard.contains(", 11 "), "{heard}");
    let heard = door.line("6");
    assert!(heard.contains("Ticked: 11 ") && !heard.contains(" 6 "), "the same again unticks: {heard}");
    assert!(door.line("something changed").contains("Tick it first"), "{}", door.told);
    assert!(door.line("99").starts_with("There is no such answer here. The number of any statement"));
    assert_eq!(agreed(&mut door), 0, "a tick agrees nothing");
    assert!(door.line("").contains("Shows 11 "), "{}", door.told);
    door.line("");
    let shown: Vec<String> = day(&mut door)
        .entries
        .iter()
        .filter(|standing| standing.agreed())
        .flat_map(|standing| {
            standing.shows().iter().map(|shown| shown.statement.code.clone()).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(shown, ["11"]);
}

#[test]
fn a_gap_gets_its_reason_by_number_or_in_own_words() {
    let mut door = review();
    let heard = to(&mut door, "No drop-off talk");
    assert!(heard.contains("Hugo Núñez: No drop-off talk. Why?"), "{heard}");
    assert!(heard.ends_with("Enter says why, next, back: "), "{heard}");
    let heard = door.line("");
    assert!(heard.contains("1 no time at the door, 2 someone else came to the door,"), "{heard}");
    assert!(heard.contains("6 in your own words."), "{heard}");
    door.line("2");
    to(&mut door, "No pick-up talk");
    door.line("gap reason");
    assert!(door.line("6").starts_with("Why was there no talk about Isla?"), "{}", door.told);
    door.line("grandad in a hurry");
    let gaps: Vec<_> = day(&mut door).gaps.into_iter().map(|(_, kind, why)| (kind, why)).collect();
    assert!(gaps.contains(&(Kind::DropOff, "someone else came to the door".to_string())), "{gaps:?}");
    assert!(gaps.contains(&(Kind::PickUp, "grandad in a hurry".to_string())), "{gaps:?}");
}

#[test]
fn a_note_goes_back_with_a_question_whose_words_are_kept_at_every_key() {
    let mut door = review();
    to(&mut door, "Read the bear book");
    assert!(door.line("send back").starts_with("What do you ask Sam?"), "{}", door.told);
    door.keys("which bear");
    let priya = door.harness.model.session.person.unwrap();
    let drafts = door.harness.worker.store().drafts(priya).unwrap();
    assert_eq!(drafts.iter().map(|draft| draft.note.as_str()).collect::<Vec<_>>(), ["which bear"]);
    assert!(door.line(" book?").contains("Sent back. Sam finds your question"), "{}", door.told);
    let sent = |standing: &crate::domain::entry::Standing| matches!(&standing.review, Review::SentBack { question, .. } if question == "which bear book?");
    assert!(day(&mut door).entries.iter().any(sent));
}

#[test]
fn an_entry_is_amended_from_the_review_and_back_is_its_row() {
    let mut door = review();
    to(&mut door, "Read the bear book");
    assert!(door.line("amend").contains("1 wrong child, 2 wrong fact"), "{}", door.told);
    door.line("4");
    door.keys(" Twice.");
    let heard = door.line("");
    assert!(heard.contains("Amended."), "{heard}");
    assert!(heard.contains("Read the bear book at bedtime. Twice."), "{heard}");
    assert!(heard.contains("End of day, Tue 24 Nov"), "{heard}");
}

#[test]
fn a_misspelt_word_of_a_correction_is_said_before_it_is_saved() {
    let mut door = review();
    door.harness.spelling();
    to(&mut door, "Read the bear book");
    door.line("amend");
    door.line("3");
    let heard = door.line(" At brekfast too.");
    assert!(heard.contains("\"brekfast\" may be misspelt. Enter keeps the words as they are."), "{heard}");
    assert!(door.line("").contains("Amended."), "{}", door.told);
}

#[test]
fn the_day_is_closed_when_all_is_looked_at_and_its_code_is_said() {
    let mut door = review();
    let total = day(&mut door).entries.len();
    let mut lines = 0;
    while agreed(&mut door) < total {
        let heard = door.heard();
        let answer = match &heard {
            heard if heard.contains("1 a friend,") || heard.contains("1 no time at the door") => "1",
            _ => "",
        };
        door.line(answer);
        lines += 1;
        assert!(lines < 60, "{heard}");
    }
    // What was promised is still to be done, and gaps may be left.
    for _ in 0..6 {
        let heard = door.heard();
        if heard.contains("Everything has been looked at") || !heard.contains(": ") {
            break;
        }
        door.line(if heard.contains("1 no time at the door") { "1" } else { "" });
    }
    let heard = door.line("close");
    assert!(heard.contains("The day is closed."), "{heard}");
    let (_, _, code) = day(&mut door).closed.unwrap();
    assert!(heard.contains(&format!("day code {code}")), "{heard}");
    assert!(door.line("close").contains(&code), "{}", door.told);
    assert!(door.line("back").ends_with("Who? "), "{}", door.told);
}

#[test]
fn a_day_of_which_something_is_left_is_closed_by_an_enter_of_its_own() {
    let mut door = review();
    let heard = door.line("close");
    assert!(heard.contains("Close the day although something is left?"), "{heard}");
    assert!(heard.contains("entries not looked at") && heard.contains("2 gaps without a reason"), "{heard}");
    assert!(day(&mut door).closed.is_none());
    assert!(door.line("back").contains("Isla is named"), "{}", door.told);
    door.harness.now = at(17, 50);
    door.line("c");
    assert!(door.line("").contains("The day is closed."), "{}", door.told);
    assert!(day(&mut door).closed.is_some());
}

#[test]
fn every_answer_of_a_step_is_listed_from_the_table() {
    let mut door = review();
    to(&mut door, "Read the bear book");
    let mut heard = door.line("?");
    while heard.ends_with("back: ") && door.told.contains("? again says ") {
        heard.push_str(&door.line("?"));
    }
    for answer in [
        "Enter or agree: agree what is ticked and go to the next",
        "a or amend: correct it; the first words stay",
        "s or send back: send it back to its writer with a question",
        "c or close: close the day; its day code is shown",
        "before: the one before; back: goes back",
    ] {
        assert!(heard.contains(answer), "{answer}: {heard}");
    }
    assert!(!heard.contains("gap reason"), "what can't be answered here is not listed: {heard}");
}

#[test]
fn the_rest_of_a_day_is_heard_whole_and_agreed_with_enter() {
    let (harness, before, other) = late(80, 24);
    let mut door = Door::of(harness);
    let heard = door.line("rest");
    assert!(heard.contains(" notes were agreed before this was in use, for "), "{heard}");
    let listed = heard.lines().filter(|line| line.contains(" Shows ")).count();
    assert!(
        heard.ends_with(&format!("Enter agrees these {listed} and goes to the next day, back leaves them: "))
    );
    door.line("back");
    let shows = |door: &mut Door| {
        day(door).entries.into_iter().map(|one| (one.entry.id, one.shows().to_vec())).collect()
    };
    assert_eq!(before, shows(&mut door));
    door.line("rest");
    let heard = door.line("");
    assert!(heard.starts_with(&format!("{listed} agreed for ")), "{heard}");
    let added = day(&mut door).entries.into_iter().filter(|one| one.shows() != before[&one.entry.id]);
    let added: Vec<_> = added.collect();
    assert_eq!(added.len(), listed);
    assert!(added.iter().all(|one| one.shows().iter().any(|shown| shown.statement.framework == other)));
}

#[test]
fn what_is_gone_through_again_is_heard_as_what_it_may_show_and_added() {
    let (harness, before, other) = late(80, 24);
    let mut door = Door::of(harness);
    let heard = door.heard();
    assert!(heard.contains("May show ") && heard.contains("Agreed before this was in use: "), "{heard}");
    assert!(heard.ends_with("Enter adds it, shows, rest, amend, next, back: "), "{heard}");
    door.line("");
    let now = day(&mut door).entries;
    let added = now.iter().filter(|standing| standing.shows() != before[&standing.entry.id]);
    let added: Vec<_> = added.flat_map(|standing| standing.shows()).collect();
    assert!(added.iter().any(|shown| shown.statement.framework == other), "{added:?}");
}
