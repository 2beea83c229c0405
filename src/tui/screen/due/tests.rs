//! Keys in, screen and store out: what is due and held, holding it, letting it go, and erasing it by two people.

use std::collections::VecDeque;

use ratatui::crossterm::event::KeyCode;

use crate::domain::erasure::{Erasure, Ground, Hold, Subject};
use crate::domain::practice::Practice;
use crate::domain::*;
use crate::paths::Home;
use crate::store::ask::Trace;
use crate::tui::action::{Action, Scope};
use crate::tui::harness::{Harness, LEADS_PIN, PIN, at};
use crate::tui::key::Chord;
use crate::tui::msg::{Effect, Mood, Msg, Notice};
use crate::tui::screen::requests::tests::manager;
use crate::tui::screen::review::tests::go;
use crate::tui::update::update;

/// Jo's numbers: she leads a room here.
const JOS_PIN: &str = "582046";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Priya manages, Jo leads. Ava O'Neill left three years ago, and her note went out as a file; a complaint is older; Ben,
/// who still comes, is held.
pub(crate) fn kept(columns: u16, rows: u16) -> Harness {
    let mut door = manager(columns, rows);
    let roll = door.model.session.roll.clone();
    let now = door.now;
    let mut chance = crate::chance::Chance::seeded(43);
    let who = |initials: &str| roll.by_initials(initials, now.day()).unwrap().clone();
    let (sam, priya, jo) = (who("SO"), who("PS"), who("JB"));
    let (ava, ben) = (roll.children[0].clone(), roll.children[2].id);
    let by = |person: Option<PersonId>| Stamp { person, recorded: now };
    let store = door.worker.store();
    store
        .apply(&Change::Person(Practitioner { role: Role::RoomLead, ..jo.clone() }).into(), by(None))
        .unwrap();
    store.set_pin(jo.id, JOS_PIN, by(None), &mut chance).unwrap();
    let note = Entry {
        id: chance.id(now),
        talk: chance.id(now),
        child: ava.id,
        room: ava.room,
        kind: Kind::Feedback,
        happened: at(7, 10),
        by: sam.id,
        entered_by: None,
        with: Vec::new(),
        text: "Built a quokka of clay.".to_string(),
        family_words: Vec::new(),
        no_talk: None,
        follow_up: None,
        private: false,
        phrases: Vec::new(),
        suggested: Vec::new(),
        round: None,
        pinned: None,
        moved_from: None,
    };
    let exported = Change::Exported {
        report: "family-week".to_string(),
        recipient: "the household of Siobhan O'Neill".to_string(),
        period: None,
        sha256: "0".repeat(64),
        form: None,
        entries: vec![note.id],
    };
    let complaint = Practice {
        id: chance.id(now),
        kind: "complaint".to_string(),
        day: day("2021-01-10"),
        room: None,
        children: vec![ben],
        by: priya.id,
        text: "Wet clothes in the bag.".to_string(),
        family_words: Vec::new(),
        fields: Default::default(),
        shows: Vec::new(),
        restricted: true,
    };
    let left = Child { left: Some(day("2023-11-20")), ..ava };
    store.apply(&Change::Entry(Box::new(note)).into(), by(Some(sam.id))).unwrap();
    let hold = Change::Hold {
        subject: Subject::Child(ben),
        child: Some(ben),
        reason: "a claim is open".to_string(),
    };
    for change in [exported, Change::Practice(Box::new(complaint)), Change::Child(Box::new(left)), hold] {
        store.apply(&change.into(), by(Some(priya.id))).unwrap();
    }
    door.tell_effect(Effect::Roll);
    door
}

/// On the list.
pub(crate) fn listed(columns: u16, rows: u16) -> Harness {
    let mut door = kept(columns, rows);
    go(&mut door, Action::GoDue);
    door
}

/// On what would go of Ava O'Neill.
pub(crate) fn shown(columns: u16, rows: u16) -> Harness {
    let mut door = listed(columns, rows);
    door.keys("↓⏎");
    door
}

/// It was read to its end, and the ground is asked.
pub(crate) fn ground(columns: u16, rows: u16) -> Harness {
    let mut door = shown(columns, rows);
    while door.model.screen.page().scope() == Scope::Erasing {
        door.keys("⏎");
    }
    door
}

/// The ground and why are said, and whoever is signed in has given their numbers.
pub(crate) fn first(columns: u16, rows: u16) -> Harness {
    let mut door = ground(columns, rows);
    door.keys("1the term is over⏎").keys(LEADS_PIN);
    door
}

/// It is done.
pub(crate) fn erased(columns: u16, rows: u16) -> Harness {
    let mut door = first(columns, rows);
    door.keys("jb⏎").keys(JOS_PIN);
    door
}

/// What is on the screen, in one line.
fn said(door: &mut Harness) -> String {
    door.screen().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn says(door: &mut Harness, words: &str) {
    assert!(said(door).contains(words), "no “{words}” on\n{}", door.screen());
}

fn holds(door: &mut Harness) -> Vec<Hold> {
    door.worker.store().holds().unwrap()
}

/// The first child of the template.
fn ava(door: &mut Harness) -> Subject {
    let roll = door.worker.store().roll().unwrap();
    let ava =
        roll.children.iter().find(|child| child.name() == "Ava O'Neill").expect("she is in the register");
    Subject::Child(ava.id)
}

/// The last line of the log, so that nothing can have been written unseen.
fn code(door: &mut Harness) -> String {
    door.worker.store().day_code().unwrap()
}

fn drafts(door: &mut Harness) -> Vec<Draft> {
    let person = door.model.session.person.unwrap();
    door.worker.store().drafts(person).unwrap()
}

#[test]
fn what_is_due_stands_with_its_rule_its_source_and_since_when_and_what_is_held_with_who_and_why() {
    let mut door = listed(120, 40);
    assert!(door.row("Complaint, 10 January 2021").contains("since 11 January 2024"), "{}", door.screen());
    assert!(door.row("Ava O'Neill").contains("since 21 November 2026"), "{}", door.screen());
    assert!(door.row("Ben Clarke").contains("held"), "{}", door.screen());
    door.resize(80, 24);
    says(&mut door, "This complaint came on 10 January 2021. A complaint is kept for 3 years from then");
    says(&mut door, "The 3 years come from law: The rules for registered childcare in England");
    door.keys("↓");
    says(
        &mut door,
        "Ava O'Neill left on 20 November 2023. All that is kept about a child is kept for 3 years",
    );
    door.keys("↓");
    let held = "Ben Clarke is not due. Held by Priya Shah since 24 November 2026: a claim is open.";
    says(&mut door, held);
    // Nor does a long notice lie over it.
    door.resize(60, 16);
    let text = "Saved. Everything that is kept about Ben Clarke stays, even when it is due.".to_string();
    door.model.notice = Some(Notice { sign: Mood::Done, text: text.clone() });
    says(&mut door, held);
    says(&mut door, &text);
    door.resize(80, 24);
    // Where the setting's own terms can't be read, nothing is due by a guess.
    std::fs::write(door.home().join("retention.toml"), "[[term]]\nof = \"children\"\nyears = 0\n").unwrap();
    go(&mut door, Action::GoDue);
    says(&mut door, "Until it is mended nothing is due.");
    assert!(!door.screen().contains("Ava O'Neill"), "{}", door.screen());
}

#[test]
fn whoever_may_not_is_told_so_in_the_words_of_the_table_and_by_the_worker_too() {
    let mut sam = Harness::sam(80, 24);
    sam.keys(":due and⏎");
    says(&mut sam, "Due and holds is for room leads and managers.");
    let who = sam.model.session.person.unwrap();
    let refused = sam.answer(Effect::Due(who, sam.now));
    assert!(format!("{refused:?}").contains("Only a room lead or manager can hold"), "{refused:?}");
    // A lead holds, and neither lets go nor looks at what would go.
    let mut jo = kept(80, 24);
    jo.keys("⌃l3").keys(JOS_PIN).keys(":due and⏎");
    jo.keys("⏎");
    says(&mut jo, "Only a manager, with another manager or room lead, can erase something.");
    jo.keys("↓↓l");
    says(&mut jo, "Only a manager can let go what is held.");
    let (who, subject) = (jo.model.session.person.unwrap(), ava(&mut jo));
    let refused = jo.answer(Effect::Erasing(who, subject, jo.now.day()));
    assert!(format!("{refused:?}").contains("Only a manager, with another manager"), "{refused:?}");
    jo.keys("↑hthe insurer asked⏎");
    assert_eq!(holds(&mut jo)[0].subject, subject);
    assert_eq!(holds(&mut jo)[0].by.unwrap().0, who);
}

#[test]
fn a_hold_is_put_with_a_reason_that_no_lock_takes_and_let_go_with_another() {
    let mut door = listed(80, 24);
    let before = code(&mut door);
    door.keys("↓h⏎");
    says(&mut door, "Why is it held?");
    assert_eq!(code(&mut door), before, "without a reason nothing is held");
    door.keys("the insurer ask⎋");
    assert_eq!((code(&mut door), drafts(&mut door).len()), (before, 1));
    door.keys("h");
    says(&mut door, "the insurer ask");
    door.keys("⌃l2").keys(LEADS_PIN);
    says(&mut door, "the insurer ask");
    door.keys("ed⏎");
    says(&mut door, "Saved. Ava O'Neill is held: it is not erased until a manager lets it go.");
    let subject = ava(&mut door);
    assert_eq!(
        (holds(&mut door)[0].subject, holds(&mut door)[0].reason.as_str()),
        (subject, "the insurer asked")
    );
    assert!(drafts(&mut door).is_empty() && door.model.session.writer.drafts.is_empty());
    assert!(door.row("Ava O'Neill").contains("due since 21 November 2026, held"), "{}", door.screen());
    door.keys("h");
    says(&mut door, "Held by Priya Shah since 24 November 2026: the insurer asked.");
    // It stands in the way of an erasure, with its reason.
    door.keys("⏎");
    says(
        &mut door,
        "It can't be erased now. It is held: the insurer asked. When that is over, a manager lets it go in Due and holds.",
    );
    door.keys("⏎⏎");
    says(&mut door, "It can't be erased now.");
    door.keys("⎋l");
    says(&mut door, "Why is it not held any more?");
    door.keys("it was paid⏎");
    says(&mut door, "Saved. Ava O'Neill is not held any more.");
    assert!(holds(&mut door).iter().all(|hold| hold.subject != subject));
}

#[test]
fn the_notice_that_something_is_held_does_not_lie_over_why() {
    // So long that it ends on the page's last row.
    let mut door = listed(60, 16);
    let why = "the insurer asked, and so did a solicitor of the family that moved away";
    door.keys("↓h").keys(why).keys("⏎");
    says(&mut door, "Saved. Ava O'Neill is held: it is not erased until a manager lets it go.");
    says(&mut door, &format!("Held by Priya Shah since 24 November 2026: {why}."));
}

#[test]
fn what_was_just_held_stands_so_before_the_list_is_read_again() {
    let mut door = listed(80, 24);
    door.keys("↓hthe insurer asked");
    // The record takes it, and what is asked of it then waits.
    door.tell_slowly(Msg::Key(Chord::plain(KeyCode::Enter), 1_000));
    let kept = door.lose();
    for effect in kept {
        let answer = door.answer(effect);
        door.tell_slowly(answer);
    }
    says(&mut door, "Saved. Ava O'Neill is held");
    assert!(door.row("▸").contains("due since 21 November 2026, held"), "{}", door.screen());
    says(&mut door, "Held by Priya Shah since 24 November 2026: the insurer asked.");
    assert!(!door.screen().contains("h hold") && door.screen().contains("l let go"), "{}", door.screen());
    door.land();
    assert!(door.row("▸").contains("due since 21 November 2026, held"), "{}", door.screen());
    door.keys("lit was pai⎋⎋");
    // What was begun says on the board that it is not done.
    door.keys("⎋⎋⇥");
    says(&mut door, "draft: why let go");
}

#[test]
fn no_row_is_hidden_while_rows_below_the_list_stand_empty() {
    let mut door = listed(60, 16);
    door.keys("achid⏎adaisy⏎aisla⏎aelif⏎");
    // What is known of the marked row takes one row; of one that is due it takes five.
    says(&mut door, "Elif Kaya is neither due nor held.");
    assert!(!door.screen().contains("more above"), "{}", door.screen());
    assert!(door.row("Ben Clarke").contains("held"), "{}", door.screen());
}

#[test]
fn any_other_child_is_found_by_part_of_a_name_and_held_or_looked_at() {
    let mut door = listed(80, 24);
    door.keys("azzz⏎");
    says(&mut door, "Nobody is called that.");
    door.keys("⎋chid⏎");
    assert!(door.row("▸").contains("Chidi Eze"), "{}", door.screen());
    says(&mut door, "Looked for (1)");
    says(&mut door, "Chidi Eze is neither due nor held.");
    door.keys("⏎");
    says(
        &mut door,
        "It can't be erased now. This child is on the roll. First bring in the register with their last day.",
    );
    door.keys("⎋hasked by a court⏎");
    assert!(door.row("▸").contains("Chidi Eze"), "it is marked still: {}", door.screen());
    says(&mut door, "Held, and not due (2)");
    assert!(!door.screen().contains("Looked for"), "{}", door.screen());
}

#[test]
fn what_goes_and_what_stays_is_shown_whole_before_anything_is_asked() {
    let mut door = shown(80, 24);
    for words in [
        "Erasing all about Ava O'Neill would take away for good: 1 entry",
        "and all that search finds of them",
        "What it does not reach, for a person to look at:",
        "a file that left: family week, for the household of Siobhan O'Neill, 24 November 2026, by Priya Shah",
        "what was printed of it, on paper",
        "copies of the record from before",
        "Nothing goes yet: two people say so first.",
    ] {
        says(&mut door, words);
    }
    // In a low window Enter reads on before it goes on.
    let mut door = shown(60, 16);
    assert!(!said(&mut door).contains("restoring one erases it again"), "{}", door.screen());
    door.keys("⏎");
    says(&mut door, "restoring one erases it again");
    assert!(!door.screen().contains("On which ground?"), "{}", door.screen());
    while !door.screen().contains("On which ground?") {
        door.keys("⏎");
    }
}

#[test]
fn two_people_erase_it_and_it_stands_in_the_record_who_when_and_why_without_a_word_of_it() {
    let mut door = first(80, 24);
    let subject = ava(&mut door);
    let Subject::Child(child) = subject else { unreachable!() };
    says(&mut door, "The ground: the time for which it is kept is over.");
    // Nobody alone, and nobody who leads nothing.
    let before = code(&mut door);
    for (initials, words) in
        [("zz", "has the initials ZZ"), ("ps", "Two people erase"), ("so", "Two people erase")]
    {
        door.keys(initials).keys("⏎");
        says(&mut door, words);
        door.keys("⎋");
    }
    // Numbers that come too early are nobody's initials, and are read by nobody.
    door.keys("4816");
    says(&mut door, "First the second person's initials, then Enter.");
    assert!(!door.screen().contains('8'), "{}", door.screen());
    door.keys("jb⏎").keys(LEADS_PIN);
    says(&mut door, "Those numbers don't match.");
    assert_eq!(code(&mut door), before);
    door.keys(JOS_PIN);
    says(&mut door, "Priya Shah and Jo Bell stand in the record as those who did it.");
    for words in
        ["What no program reaches", "a file that left: family week", "on paper", "copies of the record"]
    {
        says(&mut door, words);
    }
    let lines: Vec<Trace> = door.worker.store().trail(child).unwrap();
    let erasure = lines.iter().find_map(|line| match &line.change {
        Some(Change::Erase(erasure)) => Some((line.by, line.at, erasure.as_ref().clone())),
        _ => None,
    });
    let (by, at, erasure) = erasure.expect("its line");
    let people = door.model.session.roll.people.clone();
    let Erasure { ground, why, second, .. } = erasure;
    assert_eq!((by, at, second), (Some(people[1].id), door.now, Some(people[2].id)));
    assert_eq!((ground, why.as_str()), (Ground::TermOver, "the term is over"));
    // Nothing of her is left: not in the register, not in a draft, not in the file.
    let store = door.worker.store();
    assert!(
        store.roll().unwrap().child(child).is_none()
            && store.child_entries(child, None, 9).unwrap().is_empty()
    );
    assert!(!store.to_sweep().unwrap(), "the file is swept");
    assert!(store.verify().unwrap().iter().all(|check| check.holds));
    assert!(drafts(&mut door).is_empty() && door.model.session.roll.child(child).is_none());
    door.keys("⏎");
    assert!(!door.screen().contains("Ava O'Neill"), "{}", door.screen());
}

#[test]
fn an_erased_child_is_gone_from_the_list_while_that_is_being_read_again() {
    let mut door = first(80, 24);
    let (last, others) = JOS_PIN.split_at(5).1.chars().next().zip(JOS_PIN.get(..5)).unwrap();
    door.keys("jb⏎").keys(others);
    let now = door.now;
    let mut effects: VecDeque<Effect> =
        update(&mut door.model, Msg::Key(Chord::char(last), 1000), now).into();
    while let Some(effect) = effects.pop_front() {
        // That is what has not come back yet.
        if !matches!(effect, Effect::Due(..)) {
            let msg = door.answer(effect);
            effects.extend(update(&mut door.model, msg, now));
        }
    }
    says(&mut door, "stand in the record as those who did it.");
    door.keys("⏎");
    says(&mut door, "Ben Clarke");
    assert!(!door.screen().contains("Ava O'Neill"), "{}", door.screen());
}

#[test]
fn what_is_held_is_refused_with_the_reason_and_what_to_do_alone() {
    for (columns, rows) in [(60, 16), (80, 24)] {
        let mut door = listed(columns, rows);
        door.keys("↓↓");
        assert!(door.row("▸").contains("Ben Clarke"), "{}", door.screen());
        door.keys("⏎");
        says(
            &mut door,
            "It can't be erased now. It is held: a claim is open. When that is over, a manager lets it go",
        );
        assert!(!door.screen().contains("Nothing goes yet"), "{}", door.screen());
    }
    // What can be erased says that nothing goes by one alone.
    let mut door = shown(80, 24);
    says(&mut door, "Nothing goes yet: two people say so first.");
    // A question is asked once.
    let mut door = listed(80, 24);
    door.keys("↓h⏎");
    assert_eq!(door.screen().matches("Why is it held?").count(), 1, "{}", door.screen());
    says(&mut door, "Type a few words first.");
}

#[test]
fn the_list_has_the_room_that_is_not_needed_below_and_counts_who_can_be_chosen() {
    for (columns, rows, least) in [(60, 16, 4), (80, 24, 10)] {
        let mut door = listed(columns, rows);
        let mut due = door.model.session.roll.children.clone();
        due.truncate(12);
        for child in due {
            let child = Child { left: Some(day("2023-11-20")), ..child };
            let stamp = Stamp { person: None, recorded: door.now };
            door.worker.store().apply(&Change::Child(Box::new(child)).into(), stamp).unwrap();
        }
        door.tell_effect(Effect::Roll);
        let hints = door.screen().lines().last().unwrap_or_default().to_string();
        assert!(hints.contains("a find a child") || hints.contains("a another child"), "{hints}");
        go(&mut door, Action::GoBoard);
        go(&mut door, Action::GoDue);
        for keys in ["", "↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓"] {
            door.keys(keys);
            let screen = door.screen();
            let lines: Vec<&str> = screen.lines().skip(2).take_while(|line| !line.starts_with('─')).collect();
            let chosen = lines.iter().filter(|line| line.contains("since ")).count();
            let hidden: usize =
                lines.last().and_then(|last| last.trim().split(' ').next()?.parse().ok()).unwrap_or(0);
            // Twelve children and a complaint; Ben, who is one of them, is held.
            assert_eq!(chosen + hidden, 13, "{screen}");
            assert!(lines.len() >= least, "{screen}");
        }
    }
}

#[test]
fn esc_on_any_of_its_questions_leaves_everything_as_it_was() {
    let ways: [(&str, &str); 6] = [
        ("", "Nothing goes yet"),
        ("⏎", "Nothing goes yet"),
        ("⏎1", "On which ground?"),
        ("⏎1over⏎", "Nothing was erased."),
        ("⏎1over⏎481625", "Nothing was erased."),
        ("⏎1over⏎481625jb⏎58", "Nothing was erased."),
    ];
    for (keys, then) in ways {
        let mut door = shown(80, 24);
        let (before, subject) = (code(&mut door), ava(&mut door));
        let lines = door.worker.store().erasing(subject).unwrap().lines;
        door.keys(keys);
        if keys.is_empty() {
            says(&mut door, then);
        }
        door.keys("⎋");
        if keys.is_empty() {
            assert!(door.screen().contains("Due (2)"), "{}", door.screen());
        } else {
            says(&mut door, then);
        }
        assert_eq!(code(&mut door), before, "{keys}");
        assert_eq!(door.worker.store().erasing(subject).unwrap().lines, lines, "{keys}");
    }
    // A lock leaves it too, and no numbers count behind it.
    let mut door = first(80, 24);
    let before = code(&mut door);
    door.keys("jb⏎").keys("⌃l2").keys(LEADS_PIN);
    assert_eq!(code(&mut door), before);
    says(&mut door, "Nothing goes yet: two people say so first.");
    door.keys("⏎1");
    says(&mut door, "the term is over");
    // Nor do they behind another page that lay over it.
    let mut door = first(80, 24);
    door.keys("jb⏎:practice rec⏎⎋");
    says(&mut door, "Nothing goes yet: two people say so first.");
    assert_eq!(door.model.screen.page().scope(), Scope::Erasing);
}

#[test]
fn while_it_is_erased_nothing_else_is_said_and_that_the_computer_stays_on() {
    let mut door = first(80, 24);
    let (last, others) = JOS_PIN.split_at(JOS_PIN.len() - 1);
    door.keys("jb⏎").keys(last);
    door.tell_slowly(Msg::Key(Chord::char(others.chars().next().unwrap()), 1_000));
    for effect in door.lose() {
        let answer = door.answer(effect);
        door.tell_slowly(answer);
    }
    says(&mut door, "It is being erased. This may take a minute: leave the computer on until it is done.");
    let screen = door.screen();
    assert!(!screen.contains("would take away") && screen.matches("erased").count() == 1, "{screen}");
    door.land();
    assert!(!door.screen().contains("being erased"), "{}", door.screen());
}

#[test]
fn what_was_written_meanwhile_and_a_second_who_comes_late_begin_it_again() {
    let mut door = first(80, 24);
    let before = code(&mut door);
    door.keys("jb⏎");
    door.now = door.now.plus_seconds(11 * 60);
    door.keys(JOS_PIN);
    says(&mut door, "More than 10 minutes went by between the two PINs. Begin again. Nothing was erased.");
    says(&mut door, "Erasing all about Ava O'Neill would take away for good");
    assert!(!door.screen().contains("unfinished"), "the reason is no note: {}", door.screen());
    assert_eq!(code(&mut door), before);
    let Subject::Child(child) = ava(&mut door) else { unreachable!() };
    let hold =
        Change::Hold { subject: Subject::Child(child), child: Some(child), reason: "a court".to_string() };
    door.keys("⏎1⏎").keys(LEADS_PIN).keys("jb⏎");
    let stamp = Stamp { person: door.model.session.person, recorded: door.now };
    door.worker.store().apply(&hold.into(), stamp).unwrap();
    door.keys(JOS_PIN);
    says(&mut door, "It is held: a court");
    assert!(door.worker.store().roll().unwrap().child(child).is_some());
}

#[test]
fn the_second_person_is_never_taken_for_whoever_is_signed_in() {
    let mut door = first(80, 24);
    door.worker.take_window(door.now, None);
    door.keys("jb⏎").keys(JOS_PIN);
    assert!(door.row("Ctrl-L lock").contains("Priya Shah"), "{}", door.screen());
    // Nor is another window told that she is signed in here.
    let says = std::fs::read_to_string(Home::at(door.home()).window_says()).unwrap();
    assert!(!says.contains("JB"), "{says}");
}

#[test]
fn the_board_says_once_a_month_what_is_due_until_it_was_looked_at() {
    const SAYS: &str = "2 records are due: see Due and holds, in the menu.";
    let mut door = kept(80, 24);
    door.keys("⌃l2").keys(LEADS_PIN);
    says(&mut door, SAYS);
    door.keys(":due and⏎⎋");
    assert!(!door.screen().contains("are due"), "{}", door.screen());
    // Nor after a lock, in the same month; each lead looks for themselves.
    door.keys("⌃l2").keys(LEADS_PIN);
    assert!(!door.screen().contains("are due"), "{}", door.screen());
    door.keys("⌃l3").keys(JOS_PIN);
    says(&mut door, SAYS);
    door.keys("⌃l1").keys(PIN);
    assert!(!door.screen().contains("are due"), "a key person holds nothing: {}", door.screen());
    // What is held is not to be done.
    door.keys("⌃l3").keys(JOS_PIN);
    let subject = ava(&mut door);
    let Subject::Child(child) = subject else { unreachable!() };
    let hold = Change::Hold { subject, child: Some(child), reason: "a court".to_string() };
    let stamp = Stamp { person: door.model.session.person, recorded: door.now };
    door.worker.store().apply(&hold.into(), stamp).unwrap();
    door.now = Moment::at(day("2026-12-01"), Time::from_hms_opt(8, 0, 0).unwrap(), 0);
    door.keys("⌃l2").keys(LEADS_PIN);
    says(&mut door, "1 record is due: see Due and holds, in the menu.");
    // Line by line it is heard once.
    door.keys("⌃l");
    door.model.session.plain = true;
    door.keys("2").keys(LEADS_PIN);
    assert!(door.model.notice.as_ref().is_some_and(|notice| notice.text.contains("1 record is due")));
    door.tell(Msg::Minute).keys("x");
    assert!(door.model.notice.is_none());
}

/// A page's name, the door from which it is opened, and the keys that lead to it.
type Drawn = (&'static str, fn(u16, u16) -> Harness, &'static str);

#[test]
fn the_pages_as_they_are_drawn() {
    let each: [Drawn; 12] = [
        ("due", listed, "↓"),
        ("due_find", listed, "achid"),
        ("due_hold", listed, "↓hthe insurer asked"),
        ("erasing", shown, ""),
        ("erasing_held", listed, "↓↓⏎"),
        ("erasing_ground", ground, "↓"),
        ("erasing_why", ground, "1the term is over"),
        ("erasing_first", ground, "1the term is over⏎48"),
        ("erasing_who", first, "j"),
        ("erasing_second", first, "jb⏎58"),
        ("erased", erased, ""),
        ("due_none", manager, ":due and⏎"),
    ];
    for (name, open, keys) in each {
        for (columns, rows) in [(80, 24), (120, 40), (60, 16)] {
            let mut door = open(columns, rows);
            door.keys(keys);
            insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), door.screen());
        }
    }
}
