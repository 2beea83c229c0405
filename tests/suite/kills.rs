//! The plug pulled at random moments while notes are written in a real terminal: what the screen called
//! saved is there, once, and the chain is whole.
//!
//! `DOORSTEP_TRIALS=300 cargo test --release --test suite kills` is the long run.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::support::Nursery;
use crate::terminal::sign_in;

/// Moments that differ from run to run: whatever fails is named by its trial and its seed.
fn moments(seed: u64) -> impl Iterator<Item = Duration> {
    let mut state = seed | 1;
    std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        Duration::from_micros(state % 2_500_000)
    })
}

#[test]
fn what_was_called_saved_survives_the_plug_being_pulled_and_is_there_once() {
    let trials: usize =
        std::env::var("DOORSTEP_TRIALS").ok().and_then(|trials| trials.parse().ok()).unwrap_or(12);
    let seed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a clock").as_nanos()
        as u64;
    let nursery = Nursery::set_up();
    let mut acknowledged: Vec<String> = Vec::new();
    let mut begun = 0;
    for (trial, moment) in moments(seed).take(trials).enumerate() {
        let mut terminal = nursery.open_now(80, 24);
        sign_in(&mut terminal, "Sam Okafor", "4816");
        let process = terminal.process();
        let pulled = Instant::now() + moment;
        let puller = std::thread::spawn(move || {
            // The wait is the random moment itself, not a wait for something to happen.
            std::thread::sleep(pulled.saturating_duration_since(Instant::now()));
            std::process::Command::new("kill").args(["-KILL", &process.to_string()]).status().expect("kill")
        });
        for note in 0.. {
            let (piece, name) =
                [("isla", "Isla Brown"), ("ben", "Ben Clarke"), ("elif", "Elif Kaya")][note % 3];
            let text = format!("note {trial} of {note} here");
            begun += 1;
            terminal.keys(piece);
            if !terminal.shown_before_the_end(name) {
                break;
            }
            terminal.keys("⏎");
            if !terminal.shown_before_the_end("Said") {
                break;
            }
            // A draft of the trial before may stand in the box: it is written over.
            terminal.keys(&text);
            if !terminal.shown_before_the_end(&text) {
                break;
            }
            terminal.keys("⏎");
            if !terminal.shown_before_the_end(&format!("Saved for {name}")) {
                break;
            }
            acknowledged.push(text);
        }
        puller.join().expect("pulled").success();
        drop(terminal);
    }
    let entries = nursery.json_as("PS", &["list", "entries", "--json"]);
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    let entries = entries.as_array().expect("a list");
    let texts: Vec<&str> = entries.iter().map(|entry| entry["text"].as_str().expect("words")).collect();
    for text in &acknowledged {
        let count = texts.iter().filter(|saved| saved.contains(text.as_str())).count();
        times.insert(text, count);
    }
    let wrong: Vec<_> = times.iter().filter(|(_, count)| **count != 1).collect();
    assert!(
        wrong.is_empty(),
        "seed {seed}: of {} notes called saved these are not there once: {wrong:?}",
        acknowledged.len()
    );
    assert!(
        acknowledged.len() >= trials / 2,
        "only {} of {begun} notes were ever called saved",
        acknowledged.len()
    );
    let said = nursery.says_as("PS", &["verify"]);
    assert!(said.lines().all(|line| line.contains(" ok ")), "seed {seed}: {said}");
    println!("{trials} kills: {} notes called saved of {begun} begun, each there once", acknowledged.len());
}
