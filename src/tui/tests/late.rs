//! A framework that is put in use in mid-term takes in the weeks before: entries that were agreed are gone through
//! again for it alone, and nothing that was agreed changes.

use std::collections::BTreeMap;

use crate::domain::entry::{Review, Shown, Standing};
use crate::domain::evidence::Scope;
use crate::domain::*;
use crate::tui::harness::Harness;
use crate::tui::screen::review::tests::evening;

fn entries(door: &mut Harness) -> Vec<Standing> {
    let (room, day) = (door.model.session.room.unwrap(), door.now.day());
    door.worker.store().day(room, day).unwrap().entries
}

fn shows(door: &mut Harness) -> BTreeMap<EntryId, Vec<Shown>> {
    entries(door).into_iter().map(|standing| (standing.entry.id, standing.shows().to_vec())).collect()
}

fn code(door: &mut Harness) -> String {
    let (room, day) = (door.model.session.room.unwrap(), door.now.day());
    door.worker.store().day(room, day).unwrap().closed.expect("closed").2
}

fn families(door: &mut Harness, framework: &str) -> usize {
    let scope = Scope { rooms: Vec::new(), period: Period::term_to(door.now.day()) };
    let board = door.worker.store().board(framework, &scope).unwrap();
    board.values().filter(|figures| figures.families > 0).count()
}

/// A day that was agreed and closed while one framework was in use, and then another is put in use. Answers with what
/// each entry showed before, and the other's id.
pub(in crate::tui) fn late(columns: u16, rows: u16) -> (Harness, BTreeMap<EntryId, Vec<Shown>>, String) {
    let mut door = evening(columns, rows);
    door.keys("1");
    for _ in 0..60 {
        if door.screen().contains("Everything has been looked at") {
            break;
        }
        let gap = door.row("▸").contains("Gap");
        door.keys(if gap { "g1" } else { "⏎" });
    }
    door.keys("c");
    assert!(door.screen().contains("The day is closed."), "{}", door.screen());
    let before = shows(&mut door);
    door.wait(60);
    door.keys("⎋⎋4c↓␣");
    assert!(
        door.screen().contains("In use now. End of day, e goes through earlier days."),
        "{}",
        door.screen()
    );
    let other = door.model.session.frameworks[1].id.clone();
    door.keys("⎋⎋⎋3");
    (door, before, other)
}

#[test]
fn a_framework_put_in_use_later_takes_in_the_days_before() {
    for (columns, rows) in [(80, 24), (120, 40), (60, 16)] {
        let (mut door, before, other) = late(columns, rows);
        let closed = code(&mut door);
        let first = "partnership-with-parents";
        let had = families(&mut door, first);
        assert_eq!(families(&mut door, &other), 0, "nothing counts before somebody agrees it");
        let all = door.screen();
        let words = all.replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("Agreed before this was in use:"), "{all}");
        // Its writer is asked nothing more.
        assert!(!all.contains("send back"), "{all}");
        door.keys("s");
        assert!(door.screen().contains("The day is closed: what was agreed stays."), "{}", door.screen());
        assert!(door.row("▸").contains('▸') && !all.contains(" 0 to look at"), "{all}");
        for _ in 0..60 {
            if door.screen().contains("That was the last one") {
                break;
            }
            door.keys("⏎");
        }
        assert!(door.screen().contains("That was the last one"), "{}", door.screen());
        assert!(families(&mut door, &other) > 0);
        assert_eq!(families(&mut door, first), had);
        for standing in entries(&mut door) {
            let now = standing.shows();
            let was = &before[&standing.entry.id];
            assert!(was.iter().all(|shown| now.contains(shown)), "what was agreed stays: {was:?} {now:?}");
            let new = now.iter().filter(|shown| !was.contains(shown));
            assert!(new.into_iter().all(|shown| shown.statement.framework == other), "{now:?}");
        }
        // The day code stands as it was written down, and nothing is asked twice.
        assert_eq!(code(&mut door), closed);
        door.keys("⎋3");
        assert!(!door.screen().contains("Agreed before this was in use"), "{}", door.screen());
        for check in door.worker.store().verify().unwrap() {
            assert!(check.holds, "{}: {}", check.name, check.says);
        }
    }
}

#[test]
fn what_is_unticked_is_gone_through_too_and_what_was_agreed_can_not_be_changed() {
    let (mut door, before, other) = late(120, 40);
    let all = entries(&mut door);
    let session = &door.model.session;
    let late = crate::domain::evidence::late(&all, &session.phrases, &session.frameworks);
    let row = door.row("▸");
    let entry = all.iter().find(|one| {
        let words: String = one.text().chars().take(12).collect();
        late.contains_key(&one.entry.id) && row.contains(&words)
    });
    let entry = entry.expect("the marked entry").entry.id;
    // A statement of the framework that was in use that evening.
    door.keys("l␣");
    assert!(door.screen().contains("what was agreed of that framework stays"), "{}", door.screen());
    door.keys("⏎");
    // None of what is suggested of the other.
    for shown in &late[&entry].shows {
        assert_eq!(shown.statement.framework, other);
        door.keys("l").keys(&shown.statement.code).keys("␣⏎");
    }
    door.keys("⏎");
    assert_eq!(shows(&mut door)[&entry], before[&entry]);
    let all = entries(&mut door);
    let again = all.iter().find(|one| one.entry.id == entry).unwrap();
    let then = |standing: &Standing| match standing.review {
        Review::Agreed { at, .. } => at,
        _ => panic!("agreed"),
    };
    assert_eq!(then(again), door.now, "it was gone through");
}
