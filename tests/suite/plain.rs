//! The real program line by line in a real terminal: the same runs as on the screen, without a screen.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::evening::{NOTES, write_two};
use crate::support::{Nursery, Terminal};
use crate::terminal::{DAY, all_arrive, entries, printed, standing};

/// What stands before an answer.
const PROMPTS: [&str; 9] = [
    "Who? ",
    "> ",
    "Which? ",
    "back: ",
    "corrected? ",
    "Search: ",
    "search again: ",
    "Which number? ",
    "numbers: ",
];

/// The program line by line, and how far it has been listened to.
struct Plain {
    terminal: Terminal,
    heard: usize,
}

impl Plain {
    fn sam(nursery: &Nursery, clock: &str) -> Option<Plain> {
        let terminal = nursery.open_plain(&format!("{DAY} {clock}"), false)?;
        let mut plain = Plain { terminal, heard: 0 };
        plain.sign_in();
        Some(plain)
    }

    /// The lead, with her numbers.
    fn priya(nursery: &Nursery, clock: &str) -> Option<Plain> {
        let terminal = nursery.open_plain(&format!("{DAY} {clock}"), false)?;
        let mut plain = Plain { terminal, heard: 0 };
        plain.until("Who is writing? ");
        plain.terminal.keys("2⏎");
        plain.until("Priya Shah, your 6 numbers: ");
        plain.terminal.keys("482915");
        plain.until("Who? ");
        plain.terminal.presses();
        Some(plain)
    }

    fn sign_in(&mut self) {
        self.until("Who is writing? ");
        self.terminal.keys("1⏎");
        self.until("Sam Okafor, your 4 numbers: ");
        self.terminal.keys("4816");
        self.until("Who? ");
        self.terminal.presses();
    }

    /// Listens until this is said last.
    fn until(&mut self, end: &str) -> String {
        let told = self.terminal.told_from(self.heard, |told| told.ends_with(end));
        self.heard += told.len();
        told
    }

    /// Types a line; answers with what is said of it, which is two lines and a prompt at most.
    fn line(&mut self, line: &str) -> String {
        self.terminal.keys(line);
        self.terminal.keys("⏎");
        let said = self.hears();
        assert!(said.matches("\r\n").count() <= 2, "{line}: {said}");
        said
    }

    /// What is said of what was typed, to the next prompt.
    fn hears(&mut self) -> String {
        let ended = |told: &str| told.contains("\r\n") && PROMPTS.iter().any(|prompt| told.ends_with(prompt));
        let told = self.terminal.told_from(self.heard, ended);
        self.heard += told.len();
        told.split_once("\r\n").unwrap_or_default().1.to_string()
    }

    /// Ends the run: of all that was told nothing steers the terminal.
    fn end(self) {
        let told = self.terminal.told();
        assert!(told.is_ascii(), "{told}");
        let steering = |letter: char| letter.is_control() && !"\r\n\u{8}".contains(letter);
        assert!(!told.contains(steering), "{told:?}");
        assert!(!told.contains("4816"), "the numbers are not shown: {told}");
        self.terminal.kill();
    }
}

#[test]
fn a_drop_off_is_a_name_a_number_and_an_enter_line_by_line() {
    let nursery = Nursery::set_up();
    let Some(mut plain) = Plain::sam(&nursery, "08:40:00") else { return };
    let said = plain.line("ao");
    assert!(said.starts_with("Ava O'Neill. Drop-off. What was said?\r\n1 nothing, 2 settled"), "{said}");
    let said = plain.line("1");
    assert!(
        said.starts_with("Will save 1. Drop-off: Nothing new from home.\r\nEnter saves, c changes.\r\n"),
        "{said}"
    );
    assert!(entries(&nursery).is_empty());
    let said = plain.line("");
    assert_eq!(said, "Saved 1 for Ava O'Neill at 8:40. u takes it back for 5 minutes.\r\nWho? ");
    // The screen's five keys, and one Enter more for what was heard.
    assert_eq!(plain.terminal.presses(), 6);
    plain.end();
    let entries = entries(&nursery);
    assert_eq!(entries.len(), 1);
    let field = |name: &str| entries[0][name].as_str().unwrap_or_default();
    assert_eq!(
        (field("child"), field("kind"), field("by"), field("text")),
        ("Ava O'Neill", "drop-off", "SO", "Nothing new from home.")
    );
    assert!(field("happened").starts_with("2026-11-17T08:40"), "{}", entries[0]);
}

#[test]
fn one_note_for_eight_is_one_act_and_one_undo_line_by_line() {
    let nursery = Nursery::set_up();
    all_arrive(&nursery);
    let Some(mut plain) = Plain::sam(&nursery, "12:41:00") else { return };
    let said = plain.line("*, -ava p, -ben, -chidi, -daisy");
    assert!(said.starts_with("8 children: Ava O'Neill, "), "{said}");
    for name in ["Elif", "Finn", "Grace", "Hugo", "Isla", "Noah", "Zara"] {
        assert!(said.contains(name), "{name}: {said}");
    }
    let said = plain.line("1");
    assert!(said.starts_with("Will save 8, for each."), "{said}");
    let said = plain.line("");
    assert!(said.starts_with("Saved 8 for 8 children at 12:41."), "{said}");
    let after = standing(&nursery);
    assert_eq!(after.len(), 20);
    let talks: BTreeSet<_> = after
        .iter()
        .filter(|entry| entry["kind"] == "feedback")
        .map(|entry| entry["talk_id"].to_string())
        .collect();
    assert_eq!(talks.len(), 1, "the eight are one act");
    let said = plain.line("u");
    assert!(said.starts_with("Taken back."), "{said}");
    assert_eq!(standing(&nursery).len(), 12);
    let said = plain.line("b");
    assert!(said.starts_with("Kept. 1 draft waits for you."), "{said}");
    plain.line("ao,ben,chidi");
    plain.line("Ava loved it");
    plain.line("");
    plain.end();
    let texts: Vec<_> = standing(&nursery)
        .iter()
        .filter(|entry| entry["kind"] == "feedback")
        .map(|entry| entry["text"].as_str().expect("words").to_string())
        .collect();
    assert_eq!(texts, ["Ava loved it.", "Ben loved it.", "Chidi loved it."]);
}

#[test]
fn a_note_is_taken_back_for_five_minutes_and_amended_after_them_line_by_line() {
    let nursery = Nursery::set_up();
    let Some(mut plain) = Plain::sam(&nursery, "08:40:00") else { return };
    for line in ["ao", "settled well at the tray", ""] {
        plain.line(line);
    }
    nursery.set_clock(&format!("{DAY} 08:44:59"));
    let said = plain.line("u");
    assert!(said.contains("Will save 1. Drop-off: Settled well at the tray."), "{said}");
    let all = entries(&nursery);
    assert_eq!(
        (all.len(), &all[0]["withdrawn"], &all[0]["text"]),
        (1, &Value::from("taken-back"), &Value::Null)
    );
    plain.line("");
    nursery.set_clock(&format!("{DAY} 08:50:00"));
    let said = plain.line("u");
    assert!(said.contains("too late to take back. Enter adds a correction."), "{said}");
    assert_eq!(standing(&nursery).len(), 1, "nothing was taken back");
    let said = plain.line("");
    assert!(said.contains("2 wrong fact"), "{said}");
    plain.terminal.keys("2⏎");
    plain.until("> Settled well at the tray.");
    let said = plain.line("⌫⌫⌫⌫⌫sandpit.");
    assert!(said.contains("Amended. The first words stay readable."), "{said}");
    plain.end();
    let standing = standing(&nursery);
    assert_eq!(standing.len(), 1);
    assert_eq!(
        (&standing[0]["text"], &standing[0]["amended"]),
        (&"Settled well at the sandpit.".into(), &1.into())
    );
    let printed = printed(&nursery);
    assert!(printed.contains("Settled well at the sandpit."), "{printed}");
    assert!(!printed.contains("tray"), "{printed}");
}

#[test]
fn a_lead_hears_her_evening_to_the_closed_day_line_by_line() {
    let nursery = Nursery::set_up();
    if write_two(&nursery).is_none() {
        return;
    }
    let file = nursery.write_private("evening.txt", NOTES);
    nursery.says_as("PS", &["log", "--from", &file.to_string_lossy(), "--date", DAY]);
    let Some(mut plain) = Plain::priya(&nursery, "17:40:00") else { return };
    let mut said = plain.line(":end-of-day");
    plain.terminal.presses();
    assert!(
        said.contains("Ben Clarke, ") && said.contains("Isla is named in a note for Ben's family."),
        "{said}"
    );
    assert!(said.contains("23 to look at"), "{said}");
    let waiting =
        |nursery: &Nursery| entries(nursery).iter().filter(|entry| entry["review"] == "waiting").count();
    assert_eq!(waiting(&nursery), 23);
    for _ in 0..80 {
        if said.contains("Everything has been looked at") {
            break;
        }
        let number = said.contains("1 a friend, 2 keeps") || said.contains("1 no time at the door");
        let number = number || said.ends_with("Which number? ");
        said = if said.ends_with("numbers: ") {
            // What is private is heard before it is agreed, after the lead's numbers. An Enter behind them is theirs.
            plain.terminal.keys("482915⏎");
            plain.hears()
        } else {
            plain.line(if number { "1" } else { "" })
        };
    }
    assert!(said.contains("Everything has been looked at"), "{said}");
    assert_eq!(waiting(&nursery), 0);
    let presses = plain.terminal.presses();
    assert!(presses <= 60, "{presses} keys for 23 entries");
    let said = plain.line("close");
    let code = said.split("day code ").nth(1).and_then(|rest| rest.split('.').next()).expect("a day code");
    assert!(said.starts_with("The day is closed."), "{said}");
    let code = code.to_string();
    assert!(plain.line("back").ends_with("Who? "));
    let said = plain.line(":search");
    assert!(said.ends_with("Search: "), "{said}");
    let said = plain.line("bridge");
    assert!(said.contains("1 of 2: Noah O'Neill, Pick-up 16:36, Jo: "), "{said}");
    // Of all that was told the numbers are none.
    assert!(!plain.terminal.told().contains("482915"));
    plain.end();
    assert!(!code.is_empty());
    assert!(nursery.says_as("PS", &["verify"]).lines().all(|line| line.contains(" ok ")));
    let texts: String = standing(&nursery).iter().map(|entry| entry["text"].to_string()).collect();
    assert!(texts.contains("Built a tower with a friend."), "{texts}");
}

#[test]
fn a_dumb_terminal_is_talked_with_line_by_line_and_a_closed_one_keeps_the_words() {
    let nursery = Nursery::set_up();
    type End = fn(&mut Plain);
    let ends: [(&str, End); 3] = [
        ("the end of input", |plain| plain.terminal.keys("⌃d")),
        ("a closed terminal", |plain| {
            let process = plain.terminal.process().to_string();
            let told = std::process::Command::new("kill").args(["-HUP", &process]).status();
            assert!(told.expect("told").success());
        }),
        ("the plug", |plain| {
            plain.terminal.quiet_for(300);
            let process = plain.terminal.process().to_string();
            let told = std::process::Command::new("kill").args(["-KILL", &process]).status();
            assert!(told.expect("told").success());
        }),
    ];
    let mut words = "slept".to_string();
    for (index, (name, end)) in ends.into_iter().enumerate() {
        let Some(terminal) = nursery.open_plain(&format!("{DAY} 08:40:00"), true) else { return };
        let mut plain = Plain { terminal, heard: 0 };
        plain.sign_in();
        let said = plain.line("ao");
        if index > 0 {
            assert!(said.starts_with("Will save 1. Drop-off: S"), "{name}: {said}");
            plain.terminal.keys("c⏎");
            plain.until(&format!("> {words}"));
        } else {
            plain.terminal.keys(&words);
        }
        let more = [" badly", ", up", " at 5"][index];
        plain.terminal.keys(more);
        plain.until(more);
        words.push_str(more);
        end(&mut plain);
        plain.terminal.told_from(usize::MAX, |_| false);
        let mut store = nursery.store();
        let sam = store
            .roll()
            .expect("who is who")
            .people
            .iter()
            .find(|person| person.initials == "SO")
            .expect("Sam")
            .id;
        let drafts: Vec<String> =
            store.drafts(sam).expect("drafts").into_iter().map(|draft| draft.note).collect();
        assert_eq!(drafts, [words.clone()], "{name}");
    }
    assert_eq!(words, "slept badly, up at 5");
}

#[test]
fn what_was_called_saved_line_by_line_survives_the_plug() {
    let nursery = Nursery::set_up();
    let mut saved: Vec<String> = Vec::new();
    for trial in 0..4 {
        let Some(terminal) = nursery.open_plain(&format!("{DAY} 08:40:00"), false) else { return };
        let mut plain = Plain { terminal, heard: 0 };
        plain.sign_in();
        for note in 0..=trial % 2 {
            let text = format!("Note {trial} of {note} here.");
            plain.line("isla");
            plain.line(&text);
            plain.terminal.keys("⏎");
            let begun = Instant::now();
            plain.until("u takes it back for 5 minutes.\r\nWho? ");
            assert!(begun.elapsed() < Duration::from_secs(30));
            saved.push(text);
        }
        // At once: nothing is waited for between the word and the plug.
        plain.terminal.kill();
    }
    let texts: Vec<String> =
        standing(&nursery).iter().map(|entry| entry["text"].as_str().expect("words").to_string()).collect();
    assert_eq!(texts, saved);
    assert!(nursery.says_as("PS", &["verify"]).lines().all(|line| line.contains(" ok ")));
}
