//! The daily round line by line: cells, a sentence, a row that counts with its Enter.

use super::Door;
use crate::domain::Kind;
use crate::tui::harness::Harness;

/// Ben, Chidi and Isla were brought at 08:40; it is 14:20.
fn round() -> Door {
    let mut door = Door::of(Harness::sam(80, 24));
    for line in ["ben,chidi,isla", "1", ""] {
        door.line(line);
    }
    door.harness.now = door.harness.now.plus_seconds((5 * 60 + 40) * 60);
    door.tell(crate::tui::msg::Msg::Minute);
    door.line(":daily-round");
    door
}

fn feedback(door: &mut Door) -> Vec<(String, String)> {
    let entries = door.harness.entries().into_iter().filter(|(_, kind, ..)| *kind == Kind::Feedback);
    entries.map(|(child, _, _, words)| (child, words)).collect()
}

#[test]
fn a_row_is_asked_for_cell_by_cell_and_counts_with_the_enter_after_what_was_heard() {
    let mut door = round();
    let heard = door.heard();
    assert!(heard.starts_with("Daily round, 0 of 3 done.\nBen Clarke. Nothing yet.\n"), "{heard}");
    assert!(heard.contains(", m most"), "{heard}");
    let columns = door.harness.model.session.rounds.of_ages(None).len().max(1);
    assert!(columns > 0);
    assert!(door.line("z").contains("m most"), "a letter that means nothing says what does: {}", door.told);
    let mut heard = door.line("m");
    for _ in 0..12 {
        if heard.contains("Words for the family, or Enter saves the row: ") {
            break;
        }
        heard = door.line("");
    }
    assert!(heard.contains("Ben Clarke. Will save 1. Feedback: Ate most."), "{heard}");
    assert_eq!(feedback(&mut door), []);
    door.keys("built a br");
    assert!(door.drafts().iter().any(|draft| draft.contains("built a br")), "kept at every key");
    let heard = door.line("idge with Isla");
    assert!(heard.contains("Will save 1. Feedback: Ate most. Built a bridge with Isla."), "{heard}");
    let heard = door.line("");
    assert!(heard.contains("Isla is named in a note for Ben's family."), "{heard}");
    assert_eq!(feedback(&mut door), []);
    let heard = door.line("1");
    assert!(heard.contains("Daily round, 1 of 3 done.") && heard.contains("Chidi Eze."), "{heard}");
    assert_eq!(
        feedback(&mut door),
        [("Ben Clarke".to_string(), "Ate most. Built a bridge with a friend.".to_string())]
    );
}

#[test]
fn a_word_that_is_a_command_leaves_none_of_its_letters_in_the_sentence() {
    let mut door = round();
    for line in ["", "", ""] {
        door.line(line);
    }
    door.keys("nex");
    let heard = door.line("t");
    assert!(heard.contains("Chidi Eze. Nothing yet."), "{heard}");
    let heard = door.line("before");
    assert!(heard.contains("Ben Clarke. Nothing yet."), "{heard}");
    for line in ["m", "", "", "built a bridge"] {
        door.line(line);
    }
    let heard = door.line("before");
    assert!(heard.contains("Ate most"), "{heard}");
    assert_eq!(door.drafts(), ["Ben C.: Ate most. built a bridge"]);
    for line in ["", "", "", ":lock"] {
        door.line(line);
    }
    assert_eq!(door.drafts(), ["Ben C.: Ate most. built a bridge"]);
}

#[test]
fn one_answer_for_all_is_said_to_be_filled_in_and_counts_row_by_row() {
    let mut door = round();
    door.line("m");
    door.line("before");
    let heard = door.line(":back");
    assert!(heard.contains("1 row waits for you in the daily round."), "{heard}");
    let heard = door.line(":daily-round");
    assert!(heard.contains("Ben Clarke."), "{heard}");
    for _ in 0..12 {
        if door.heard().contains("now most") {
            break;
        }
        door.line("next");
        door.line("before");
    }
    assert!(door.heard().contains("now most"), "{}", door.heard());
    door.line("*");
    let heard = door.line("next");
    assert!(heard.contains("Chidi Eze.") && heard.contains("most (filled in for you)"), "{heard}");
    assert_eq!(feedback(&mut door), [], "what was filled in counts for nothing before its Enter");
    let heard = door.line("row done");
    assert!(heard.contains("1 of 3 done."), "{heard}");
    assert_eq!(feedback(&mut door), [("Chidi Eze".to_string(), "Ate most.".to_string())]);
}

#[test]
fn a_lead_chooses_the_columns_by_number() {
    let mut door = Door::of(Harness::priya(80, 24));
    door.line(":daily-round");
    let heard = door.line(":choose-columns");
    assert!(heard.starts_with("Columns of the daily round. With none they go by age.\n1 "), "{heard}");
    let first = heard.lines().nth(1).unwrap().to_string();
    let heard = door.line("1");
    assert_ne!(heard.lines().nth(1).unwrap(), first, "{heard}");
    assert!(door.line("99").contains("A number of those, please, or Enter."), "{}", door.told);
    assert!(door.line("").contains("The columns are kept for this room."), "{}", door.told);
}
