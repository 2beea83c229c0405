//! The real program in a real terminal: what a key person and a lead do at the door, from key to record.

use serde_json::Value;

use crate::support::{Nursery, Terminal};

/// Signs in by the number beside the name and the PIN.
pub fn sign_in(terminal: &mut Terminal, name: &str, pin: &str) {
    let screen = terminal.until(name);
    let line = screen.lines().find(|line| line.contains(name)).expect("the name");
    let number = line
        .split(name)
        .next()
        .and_then(|before| before.chars().rfind(char::is_ascii_digit))
        .expect("a number");
    terminal.keys(&number.to_string());
    terminal.keys(pin);
    terminal.until("Who?");
}

fn at(nursery: &Nursery, when: &str) -> Option<Terminal> {
    let mut terminal = nursery.open(80, 24, when)?;
    sign_in(&mut terminal, "Sam Okafor", "4816");
    Some(terminal)
}

fn entries(nursery: &Nursery) -> Vec<Value> {
    nursery.json_as("PS", &["list", "entries", "--json"]).as_array().expect("a list").clone()
}

fn standing(nursery: &Nursery) -> Vec<Value> {
    entries(nursery).into_iter().filter(|entry| entry["withdrawn"].is_null()).collect()
}

#[test]
fn a_drop_off_takes_five_keys() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = at(&nursery, "2026-11-24 08:40:00") else { return };
    terminal.keys("ao⏎1⏎");
    let screen = terminal.until("Saved for Ava O'Neill");
    let row = screen.lines().find(|line| line.contains("Ava O.")).expect("her row");
    assert!(row.contains("✓ 08:40"), "{screen}");
    terminal.kill();
    let entries = standing(&nursery);
    assert_eq!(entries.len(), 1);
    let entry = &entries[0];
    assert_eq!(
        (entry["child"].as_str(), entry["kind"].as_str(), entry["by"].as_str()),
        (Some("Ava O'Neill"), Some("drop-off"), Some("SO"))
    );
    assert!(entry["happened"].as_str().expect("a time").starts_with("2026-11-24T08:4"));
    assert_eq!(entry["text"], "Nothing new from home.");
}

#[test]
fn two_avas_are_never_guessed_between() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = at(&nursery, "2026-11-24 08:40:00") else { return };
    terminal.keys("ava");
    terminal.until("Ava Patel");
    terminal.keys("⏎");
    let screen = terminal.until("1 or 2");
    assert!(screen.contains("Ava O'Neill") && screen.contains("Ava Patel"), "{screen}");
    assert!(!screen.contains("Will save"), "{screen}");
    terminal.keys("2");
    terminal.until("Said");
    assert!(terminal.shows().contains("For    Ava Patel"), "{}", terminal.shows());
    terminal.kill();
    assert!(entries(&nursery).is_empty());
}

#[test]
fn the_kind_follows_the_clock_and_can_be_changed() {
    let nursery = Nursery::set_up();
    for (when, guessed) in [("08:40", "[1 Drop-off]"), ("16:50", "[3 Pick-up]")] {
        let Some(mut terminal) = at(&nursery, &format!("2026-11-24 {when}:00")) else { return };
        terminal.keys("ao⏎");
        terminal.until(guessed);
        terminal.keys("⇥2");
        terminal.until("[2 Feedback]");
        terminal.keys("⎋");
        terminal.until("Who?");
        terminal.keys("isla⏎n:");
        terminal.until("[4 For home]");
        terminal.keys("⌫");
        terminal.until(guessed);
        terminal.until("n:");
        terminal.kill();
    }
}

#[test]
fn one_note_for_the_room_is_one_act_and_one_undo() {
    let nursery = Nursery::set_up();
    nursery.says_as("PS", &["log", "--from", &nursery.text("day.txt"), "--date", "2026-11-24"]);
    let before = standing(&nursery).len();
    let Some(mut terminal) = at(&nursery, "2026-11-24 12:41:00") else { return };
    terminal.keys("*");
    terminal.keys("⏎Ava loved it⏎");
    terminal.until("Saved");
    let after = standing(&nursery);
    let added: Vec<_> = after
        .iter()
        .filter(|entry| entry["text"].as_str().is_some_and(|text| text.contains("loved it")))
        .collect();
    assert!(added.len() >= 5, "{} were added", added.len());
    assert_eq!(after.len(), before + added.len());
    for entry in &added {
        let child = entry["child"].as_str().expect("a name");
        let first = child.split(' ').next().expect("a first name");
        assert_eq!(entry["text"], format!("{first} loved it."), "{child}");
    }
    terminal.keys("⌃z");
    terminal.until("Taken back");
    assert_eq!(standing(&nursery).len(), before);
    terminal.kill();
}

#[test]
fn brother_and_sister_share_a_talk_and_its_step_for_home() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = at(&nursery, "2026-11-24 16:30:00") else { return };
    terminal.keys("ao⏎+");
    terminal.until("Noah");
    terminal.keys("fun at the tray > pour at bath time⏎");
    terminal.until("Saved");
    terminal.kill();
    let entries = standing(&nursery);
    assert_eq!(entries.len(), 4);
    let talk = &entries[0]["talk_id"];
    assert!(entries.iter().all(|entry| entry["talk_id"] == *talk));
    let count = |kind: &str| entries.iter().filter(|entry| entry["kind"] == kind).count();
    assert_eq!((count("pick-up"), count("for-home")), (2, 2));
}

#[test]
fn words_survive_escape_the_plug_and_a_second_start() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = at(&nursery, "2026-11-24 08:40:00") else { return };
    terminal.keys("ao⏎slept badly, up at 5");
    terminal.until("slept badly, up at 5");
    terminal.keys("⎋");
    terminal.until("draft");
    terminal.keys("ao⏎");
    terminal.until("slept badly, up at 5");
    terminal.keys(" today");
    terminal.until("up at 5 today");
    terminal.until("kept as you type");
    let cursor = terminal.cursor();
    terminal.kill();

    let Some(mut terminal) = nursery.open(80, 24, "2026-11-24 08:42:00") else { return };
    terminal.until("1 draft waiting");
    sign_in(&mut terminal, "Sam Okafor", "4816");
    terminal.keys("ao⏎");
    terminal.until("slept badly, up at 5 today");
    assert_eq!(terminal.cursor(), cursor);
    terminal.keys("⏎");
    terminal.until("Saved for Ava O'Neill");
    terminal.kill();
    let entries = standing(&nursery);
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0]["text"], "Slept badly, up at 5 today.");
}

#[test]
fn a_saved_note_is_taken_back_within_five_minutes_and_leaves_a_line_without_words() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = at(&nursery, "2026-11-24 08:40:00") else { return };
    terminal.keys("ao⏎settled well at the tray⏎");
    terminal.until("Saved for Ava O'Neill");
    terminal.keys("⌃z");
    terminal.until("settled well at the tray");
    let all = entries(&nursery);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0]["withdrawn"], "taken-back");
    assert_eq!(all[0]["text"], "");
    terminal.keys("⏎");
    terminal.until("Saved for Ava O'Neill");
    terminal.kill();
    assert_eq!(standing(&nursery).len(), 1);
    assert_eq!(entries(&nursery).len(), 2);
}

#[test]
fn any_window_size_keeps_the_words_and_the_program() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = at(&nursery, "2026-11-24 08:40:00") else { return };
    terminal.keys("ao⏎slept");
    terminal.until("slept");
    for (columns, rows) in [(200, 60), (120, 40), (60, 16), (48, 14), (1, 1), (80, 24)] {
        terminal.resize(columns, rows);
        if (columns, rows) == (48, 14) {
            terminal.until("48 x 14");
            terminal.keys("x");
        }
    }
    terminal.until("sleptx");
    assert!(terminal.runs());
    terminal.kill();
}

#[test]
fn keys_that_leave_other_programs_leave_this_one_running() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = at(&nursery, "2026-11-24 08:40:00") else { return };
    terminal.send(&[3, 28, 26, 19, 17]);
    terminal.keys("isla");
    terminal.until("Isla Brown");
    assert!(terminal.runs());
    terminal.kill();
}
