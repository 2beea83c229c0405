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

/// A day that was agreed and closed while one framework was in use.
fn closed(columns: u16, rows: u16) -> Harness {
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
    door.wait(60);
    door.keys("⎋⎋");
    door
}

/// Puts another framework in use, or away, from the board; and goes to the end of the day. Answers with its id.
fn put(door: &mut Harness, in_use: bool) -> String {
    door.keys("4c↓␣");
    let says =
        if in_use { "In use now. In End of day, e goes through earlier notes." } else { "It is put away." };
    assert!(door.screen().contains(says), "{}", door.screen());
    let known = &door.model.session;
    let known = if in_use { &known.frameworks[1] } else { &known.unused[0] };
    let id = known.id.clone();
    door.keys("⎋⎋⎋3");
    id
}

/// Such a day, and then another framework is put in use. Answers with what each entry showed before, and the other's id.
pub(in crate::tui) fn late(columns: u16, rows: u16) -> (Harness, BTreeMap<EntryId, Vec<Shown>>, String) {
    let mut door = closed(columns, rows);
    let before = shows(&mut door);
    let other = put(&mut door, true);
    (door, before, other)
}

/// The day after, on which the same was written and agreed.
fn day_after(door: &mut Harness) {
    let yesterday = entries(door);
    let now = Moment::at(door.now.day().succ_opt().unwrap(), door.now.time(), 0);
    let lead = door.model.session.person;
    for (n, standing) in (1..).zip(yesterday) {
        let mut entry = standing.entry.clone();
        let id = uuid::Uuid::from_u128(n);
        (entry.id, entry.talk) = (EntryId(id), TalkId(id));
        entry.happened = now.plus_seconds(-3600);
        let (by, id) = (entry.by, entry.id);
        let stamp = |person| Stamp { person, recorded: now };
        let agree = Change::Agree {
            entry: id,
            seen: 0,
            shows: standing.shows().to_vec(),
            nothing_of: Some(Vec::new()),
        };
        let store = door.worker.store();
        store.apply(&Change::Entry(Box::new(entry)).into(), stamp(Some(by))).unwrap();
        store.apply(&agree.into(), stamp(lead)).unwrap();
    }
    door.now = now.plus_seconds(60);
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
        assert!(words(&all).contains("Agreed before this was in use:"), "{all}");
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
        door.keys("⎋⎋3");
        assert!(!words(&door.screen()).contains("Agreed before this was in use"), "{}", door.screen());
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

/// What is said on a screen, in one line.
fn words(screen: &str) -> String {
    screen.replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the record may be gone through for again, in the order in which it was written.
fn waits(door: &mut Harness) -> Vec<Standing> {
    let all = entries(door);
    let session = &door.model.session;
    let late = crate::domain::evidence::late(&all, &session.phrases, &session.frameworks);
    all.into_iter().filter(|one| late.contains_key(&one.entry.id)).collect()
}

#[test]
fn the_rest_of_a_day_is_agreed_at_once_and_nothing_of_it_unseen() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let mut door = closed(columns, rows);
        day_after(&mut door);
        let before = shows(&mut door);
        let other = put(&mut door, true);
        let rest = waits(&mut door);
        assert!(rest.len() > 3, "{rest:?}");
        assert!(door.row("Esc back").contains("r rest of"), "{}", door.screen());
        door.keys("r");
        let mut seen = String::new();
        for _ in 0..20 {
            seen.push_str(&door.screen());
            if !door.row("Esc back").contains("read on") {
                break;
            }
            door.keys("⏎");
            assert_eq!(shows(&mut door), before, "nothing is agreed before the last line was seen");
        }
        assert!(door.row("Esc back").contains(&format!("Enter agree these {}", rest.len())), "{seen}");
        let session = &door.model.session;
        let framework = session.frameworks.iter().find(|one| one.id == other).unwrap();
        let late = crate::domain::evidence::late(&rest, &session.phrases, &session.frameworks);
        let seen = words(&seen);
        for one in &rest {
            assert!(seen.contains(&session.roll.short_name(one.entry.child)), "{seen}");
            for shown in &late[&one.entry.id].shows {
                assert!(seen.contains(&framework.statement(&shown.statement.code).unwrap().title), "{seen}");
            }
        }
        door.keys("⏎");
        let today = door.now.day();
        let says = format!("{} agreed for {}. Ctrl-Z takes them back.", rest.len(), day::short(today));
        assert!(words(&door.screen()).contains(&says), "{}", door.screen());
        let agreed = shows(&mut door);
        for one in &rest {
            let (now, was) = (&agreed[&one.entry.id], &before[&one.entry.id]);
            assert!(was.iter().all(|shown| now.contains(shown)), "what was agreed stays: {was:?} {now:?}");
            assert!(now.iter().any(|shown| shown.statement.framework == other), "{now:?}");
        }
        assert!(waits(&mut door).is_empty());
        // The day before is next, with its own list.
        let screen = door.screen();
        assert!(words(&screen).contains("were agreed before this was in use"), "{screen}");
        // One undo: that day is as it was, and waits.
        door.keys("⌃z");
        let says = format!("{} notes of {} are as they were agreed before.", rest.len(), day::short(today));
        assert!(words(&door.screen()).contains(&says), "{}", door.screen());
        assert_eq!(shows(&mut door), before);
        assert_eq!(waits(&mut door).len(), rest.len());
        // Day by day to the end, the closed one among them.
        door.keys("r");
        for _ in 0..40 {
            if words(&door.screen()).contains("the last day.") {
                break;
            }
            door.keys("⏎");
        }
        let screen = door.screen();
        assert!(words(&screen).contains("the last day. Ctrl-Z takes them back."), "{screen}");
        door.keys("r");
        let screen = door.screen();
        assert!(words(&screen).contains("No note of this day is to be gone through again"), "{screen}");
        assert!(waits(&mut door).is_empty());
        door.keys("⎋⎋3e");
        assert!(!words(&door.screen()).contains("before this was in use"), "{}", door.screen());
        for check in door.worker.store().verify().unwrap() {
            assert!(check.holds, "{}: {}", check.name, check.says);
        }
    }
}

#[test]
fn what_was_added_to_a_closed_day_by_a_slip_is_taken_back_and_what_was_agreed_then_stays() {
    let (mut door, before, _) = late(80, 24);
    let closed = code(&mut door);
    let waiting = waits(&mut door).len();
    door.keys("⏎");
    assert_ne!(shows(&mut door), before);
    assert_eq!(waits(&mut door).len(), waiting - 1);
    door.keys("⌃z");
    assert!(door.screen().contains("is as it was agreed before. Enter adds"), "{}", door.screen());
    assert_eq!((shows(&mut door), waits(&mut door).len()), (before, waiting));
    assert_eq!(code(&mut door), closed);
    assert!(door.screen().contains("Agreed before this was in use"), "{}", door.screen());
}

#[test]
fn whoever_unticked_all_of_it_is_not_asked_again_and_the_time_while_it_was_away_is_asked_of() {
    let (mut door, before, other) = late(120, 40);
    let waiting = waits(&mut door);
    let session = &door.model.session;
    let late = crate::domain::evidence::late(&waiting, &session.phrases, &session.frameworks);
    // The one that is marked shows nothing of it, and no note suggests it yet.
    let row = door.row("▸");
    let of = |one: &&Standing| row.contains(&one.text().chars().take(12).collect::<String>());
    let marked = waiting.iter().find(of).expect("the marked one").entry.id;
    for shown in &late[&marked].shows {
        door.keys("l").keys(&shown.statement.code).keys("␣⏎");
    }
    door.keys("⏎⎋⎋");
    assert_eq!(shows(&mut door)[&marked], before[&marked]);
    assert!(waits(&mut door).iter().all(|one| one.entry.id != marked));
    // Put away, and in use again a day later.
    put(&mut door, false);
    door.keys("⎋⎋");
    day_after(&mut door);
    assert_eq!(put(&mut door, true), other);
    assert!(door.row("Esc back").contains("r rest of"), "{}", door.screen());
    assert!(!waits(&mut door).is_empty());
}

#[test]
fn what_enter_adds_is_seen_or_counted_in_every_window() {
    for (columns, rows) in [(80, 24), (60, 16)] {
        let mut door = late(columns, rows).0;
        let screen = door.screen();
        let mut beneath = screen.lines().skip_while(|line| !line.contains("Shows:"));
        assert!(beneath.any(|line| line.contains(" more below")), "{screen}");
    }
    // Where the list leaves room, all of it is seen.
    let screen = late(80, 40).0.screen();
    let beneath: Vec<&str> = screen.lines().skip_while(|line| !line.contains("Shows:")).collect();
    assert!(beneath.len() > 2 && !beneath.iter().any(|line| line.contains(" more below")), "{screen}");
}
