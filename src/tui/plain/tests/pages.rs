//! Where children are, promises, next steps, groups, settings and a concern line by line.

use super::Door;
use crate::tui::harness::{Harness, at};
use crate::tui::sign::Signs;

#[test]
fn where_a_child_is_is_said_behind_the_name() {
    let mut door = Door::sam();
    assert!(door.line("ben]").contains("Ben Clarke is here."), "{}", door.told);
    let heard = door.line("chidi[");
    assert!(heard.starts_with("Why is Chidi Eze away today?\n1 "), "{heard}");
    assert!(heard.ends_with("Which number? back says nothing: "), "{heard}");
    assert!(door.line("9").starts_with("There is no such answer here."), "{}", door.told);
    assert!(door.line("1").contains("Chidi Eze is away."), "{}", door.told);
    door.harness.now = door.harness.now.plus_seconds(10);
    assert!(door.line("ava]").starts_with("Two Avas: 1 or 2?"), "{}", door.told);
    assert!(door.line("1").contains("Ava O'Neill is here."), "{}", door.told);
    assert!(door.line("u").contains("Taken back: where Ava O'Neill is now."), "{}", door.told);
    assert!(door.texts().is_empty(), "no note was written");
}

#[test]
fn a_child_of_whom_there_is_no_word_is_asked_about_and_not_written_for() {
    let mut door = Door::sam();
    door.harness.now = at(15, 0);
    door.tell(crate::tui::msg::Msg::Minute);
    let mut heard = door.line("!");
    let mut number = None;
    for _ in 0..4 {
        number = (1..=9)
            .find(|number| heard.contains(&format!("{number} no word of where they are, Hugo Núñez.")));
        if number.is_some() {
            break;
        }
        heard = door.line("!");
    }
    let number = number.unwrap_or_else(|| panic!("{heard}"));
    let heard = door.line(&number.to_string());
    assert!(heard.starts_with("Why is Hugo Núñez away today?"), "{heard}");
    let heard = door.line("1");
    assert!(heard.contains("Hugo Núñez is away. u takes it back for 5 minutes."), "{heard}");
}

#[test]
fn what_was_promised_says_what_happened_and_is_done() {
    let mut door = Door::sam();
    door.line("ao");
    door.line("mum asks about shoes !");
    door.line("");
    door.harness.now = door.harness.now.plus_seconds(3600);
    door.tell(crate::tui::msg::Msg::Minute);
    let heard = door.line("!");
    let number = (1..=9).find(|number| heard.contains(&format!("{number} something promised, Ava O'Neill.")));
    let heard = door.line(&number.unwrap_or_else(|| panic!("{heard}")).to_string());
    assert!(heard.contains("Mum asks about shoes. Promised for Tue 24 Nov."), "{heard}");
    assert!(heard.contains("What happened? A few words, or Enter alone.\n> "), "{heard}");
    door.keys("found");
    assert_eq!(door.drafts(), ["found"]);
    door.line(" them");
    let room = door.harness.model.session.machine_room.unwrap();
    let day = door.harness.worker.store().day(room, at(8, 0).day()).unwrap();
    let done = day.entries.iter().find_map(|standing| standing.follow_up_done.clone());
    assert!(format!("{done:?}").contains("found them"), "{done:?}");
}

#[test]
fn another_childs_name_is_asked_about_in_what_was_heard_back() {
    let mut door = Door::sam();
    for line in ["ben", "n: count the stairs", "", "ben?", "h", "counted with Isla", ""] {
        door.line(line);
    }
    let asks = "Isla is named in a note for Ben's family. 1 puts \"a friend\", 2 keeps the name, c changes.";
    assert!(door.line("n").contains(asks), "{}", door.told);
    door.line("1");
    let room = door.harness.model.session.machine_room.unwrap();
    let day = door.harness.worker.store().day(room, at(8, 0).day()).unwrap();
    let steps = day.entries.iter().map(|standing| format!("{:?}", standing.step)).collect::<String>();
    assert!(steps.contains("counted with a friend"), "{steps} {}", door.told);
}

#[test]
fn a_next_step_is_heard_back_question_by_question() {
    let mut door = Door::sam();
    door.line("ao");
    door.line("n: read the bear book");
    door.line("");
    door.line("ao?");
    let heard = door.line("h");
    assert!(
        heard.contains("heard back on: Read the bear book.") && heard.contains("What happened?"),
        "{heard}"
    );
    assert!(door.line("").contains("Nothing is written yet."), "{}", door.told);
    assert!(door.line("she reads it to her doll").contains("The child's own words"), "{}", door.told);
    assert!(door.line("").contains("Did it lead to a change"), "{}", door.told);
    assert!(door.line("x").contains("y or n, please."), "{}", door.told);
    door.line("y");
    let room = door.harness.model.session.machine_room.unwrap();
    let day = door.harness.worker.store().day(room, at(8, 0).day()).unwrap();
    let steps = day.entries.iter().map(|standing| format!("{:?}", standing.step)).collect::<String>();
    assert!(steps.contains("HeardBack"), "{steps}");
}

#[test]
fn a_lead_keeps_a_group_by_its_name_and_the_numbers_of_the_board() {
    let mut door = Door::of(Harness::priya(80, 24));
    assert!(door.line(":groups").starts_with("What is it called?"), "{}", door.told);
    let heard = door.line("lunch");
    assert!(heard.starts_with("lunch: 0 children.\n1 Ava O'Neill.\n"), "{heard}");
    assert!(door.line("3 4 99").starts_with("There is no such answer here."), "{}", door.told);
    let heard = door.line("3 4");
    assert!(heard.contains("3 Ben Clarke, in it.\n4 Chidi Eze, in it."), "{heard}");
    let heard = door.line("");
    assert!(heard.contains("Kept: lunch, 2 of this room."), "{heard}");
    assert!(heard.contains("1 lunch: Ben C., Chidi E.") && heard.contains("2 a new group."), "{heard}");
    let session = &door.harness.model.session;
    assert_eq!(session.roll.groups_of(session.room.unwrap()).count(), 1);
}

#[test]
fn settings_are_changed_by_number_and_commands_are_found_by_a_word() {
    let mut door = Door::sam();
    let heard = door.line(":settings");
    assert!(heard.contains("\n2 Signs: drawn.\n"), "{heard}");
    assert!(door.line("2").contains("2 Signs: plain letters."), "{}", door.told);
    assert_eq!(door.harness.model.session.look.signs, Signs::Ascii);
    assert!(door.line("b").ends_with("Who? "), "{}", door.told);
    assert!(door.line(":commands").starts_with("1 to 10 of "), "{}", door.told);
    assert!(door.line("settings").contains("1 Settings, :settings.\n"), "{}", door.told);
    let heard = door.line("concern");
    assert!(heard.starts_with("1 A safeguarding concern, :concern.\n"), "{heard}");
    let heard = door.line("1");
    assert!(heard.contains("A safeguarding concern does not belong in this log. Tell "), "{heard}");
}

#[test]
fn a_concern_keeps_who_and_when_and_nothing_that_is_typed() {
    let mut door = Door::sam();
    door.ctrl('g');
    assert!(door.line("she said something").starts_with("Nothing was kept:"), "{}", door.told);
    assert!(door.drafts().is_empty());
    assert!(door.line("").ends_with("Who? "), "Enter alone keeps nothing: {}", door.told);
    door.ctrl('g');
    let heard = door.line("passed on");
    assert!(heard.starts_with("Passed on, 08:40. Only your name and the time are kept."), "{heard}");
}

#[test]
fn a_one_use_number_is_said_once_after_the_leads_own() {
    let mut door = Door::of(Harness::priya(80, 24));
    let heard = door.line(":staff");
    assert!(heard.starts_with("1 of 4: Sam Okafor, SO, key person, numbers of their own."), "{heard}");
    door.line("");
    let heard = door.line("next");
    assert!(heard.contains("Jo Bell, JB, key person, no numbers of their own yet."), "{heard}");
    assert!(door.line("number").contains("Asked once more. Jo then chooses new numbers"), "{}", door.told);
    door.told.clear();
    door.keys(crate::tui::harness::LEADS_PIN);
    let heard = door.heard();
    assert!(heard.contains("Jo's one-use number, said only now: "), "{heard}");
    let made = heard.split("said only now: ").nth(1).and_then(|rest| rest.split('.').next()).unwrap();
    assert!(made.chars().filter(char::is_ascii_digit).count() >= 4, "{heard}");
    assert!(!door.line("next").contains("one-use number, said"), "{}", door.told);
}

#[test]
fn the_self_evaluation_is_heard_judged_rated_and_not_signed_off_before_it_is_whole() {
    let mut door = Door::of(Harness::priya(80, 24));
    let catalog = crate::catalog::Catalog::shipped().unwrap();
    door.harness.worker.know(catalog.frameworks, catalog.practice, catalog.retention);
    let heard = door.line(":self-evaluation");
    assert!(heard.contains("Self-evaluation, autumn term 2026. Sign-off waits: "), "{heard}");
    assert!(heard.contains("not judged, evidence none, no text."), "{heard}");
    assert!(door.line("y").contains("judged "), "{}", door.told);
    assert!(door.line("S").contains("Not signed off yet: "), "{}", door.told);
    door.line("part");
    let heard = door.heard();
    assert!(
        heard.contains("not rated.") && heard.ends_with("a number rates it, part, sign off, back: "),
        "{heard}"
    );
    assert!(door.line("3").contains("rated 3."), "{}", door.told);
    door.line("part");
    assert!(door.line("write").ends_with("What: "), "{}", door.told);
    door.line("Ask every family about books.");
    door.line("Jo");
    door.line("by half term");
    assert!(door.line("more books named").ends_with("Where it stands: "), "{}", door.told);
    let heard = door.line("");
    assert!(
        heard.contains("Kept.") && heard.contains("Ask every family about books. By Jo, by half term."),
        "{heard}"
    );
}

#[test]
fn what_was_said_in_another_edition_is_heard_with_what_sign_off_waits_for() {
    let mut door = Door::of(Harness::priya(80, 24));
    let catalog = crate::catalog::Catalog::shipped().unwrap();
    door.harness.worker.know(catalog.frameworks, catalog.practice, catalog.retention);
    let statement = "partnership-with-parents/9a".parse().unwrap();
    let said = crate::domain::Change::Judge { statement, met: "Y".into(), seen: None };
    let stamp =
        crate::domain::Stamp { person: door.harness.model.session.person, recorded: door.harness.now };
    door.harness.worker.store().apply(&said.into(), stamp).unwrap();
    let heard = door.line(":self-evaluation");
    assert!(heard.contains(". Not in this edition, kept at the end of the form: 9a."), "{heard}");
}
