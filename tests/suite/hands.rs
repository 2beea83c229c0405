//! What hands do that do not mean it: pastes, leaning, small children at the keys. In a real terminal.

use crate::support::{Nursery, Terminal};
use crate::terminal::{DAY, all_arrive, entries, sign_in};
use doorstep::chance::Chance;

/// What somebody copied elsewhere: keys of this program, an Esc, three lines.
const PASTED: [&str; 3] = ["slept * well", "q and 1", "\u{1b}ate little"];

fn sam(nursery: &Nursery) -> Option<Terminal> {
    let mut terminal = nursery.open(80, 24, &format!("{DAY} 08:40:00"))?;
    sign_in(&mut terminal, "Sam Okafor", "4816");
    Some(terminal)
}

fn bracketed(lines: &[&str]) -> Vec<u8> {
    format!("\u{1b}[200~{}\u{1b}[201~", lines.join("\r\n")).into_bytes()
}

#[test]
fn a_paste_is_a_line_of_the_note_and_nothing_on_the_board() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = sam(&nursery) else { return };
    terminal.send(&bracketed(&PASTED));
    let board = terminal.until("Nothing was pasted: there is no note open.");
    assert!(board.contains(" Who?  ▏type any part of a name"), "{board}");
    assert!(board.contains("Enter write   Space mark"), "nobody is marked and no card is open: {board}");

    terminal.keys("ao⏎");
    terminal.until("Said");
    terminal.send(&bracketed(&PASTED));
    let card = terminal.until("slept * well q and 1 ate little▏");
    assert!(card.contains("Will save"), "{card}");
    terminal.settle();
    assert!(entries(&nursery).is_empty(), "a paste saves nothing");
    terminal.keys("⏎");
    terminal.until("Saved for Ava O'Neill");
    assert_eq!(entries(&nursery)[0]["text"], "Slept * well q and 1 ate little.");
}

#[test]
fn a_terminal_that_pastes_without_brackets_saves_nothing_and_keeps_the_words() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = sam(&nursery) else { return };
    // On the board the letters are a name; no line break opens a card.
    terminal.burst("elif\rslept well\r");
    let board = terminal.until("Nobody");
    assert!(!board.contains("Said") && !board.contains("Will save"), "{board}");
    terminal.keys("⎋");
    terminal.until("▏type any part of a name");

    terminal.keys("ao⏎");
    terminal.until("Said");
    terminal.burst("slept * well\rq and 1\rate little\r");
    terminal.until("slept * well q and 1 ate little▏");
    terminal.settle();
    assert!(entries(&nursery).is_empty(), "a burst saves nothing");
    // An Esc in it leaves the card, and keeps the words.
    terminal.burst("today\r\u{1b}");
    terminal.until("Kept. 1 draft waits for you.");
    assert!(entries(&nursery).is_empty());
    terminal.keys("ao⏎");
    terminal.until("slept * well q and 1 ate little today");
    terminal.keys("⏎");
    terminal.until("Saved for Ava O'Neill");
    assert_eq!(entries(&nursery)[0]["text"], "Slept * well q and 1 ate little today.");
}

#[test]
fn hands_that_lean_on_a_key_save_at_most_what_one_enter_means() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = sam(&nursery) else { return };
    terminal.keys("ao⏎");
    terminal.until("Said");
    // Nothing is written: nothing is saved, however long somebody leans.
    terminal.settle();
    terminal.burst(&"\r".repeat(200));
    terminal.until("Nothing is written yet.");
    terminal.burst(&"a".repeat(30));
    terminal.until(&format!("{}▏", "a".repeat(30)));
    terminal.settle();
    terminal.burst(&"\r".repeat(200));
    terminal.until("Saved for Ava O'Neill");
    terminal.settle();
    assert!(
        terminal.shows().contains("▏type any part of a name"),
        "no card opens behind: {}",
        terminal.shows()
    );
    assert_eq!(entries(&nursery).len(), 1);
    terminal.burst(&"x".repeat(1000));
    terminal.until("Nobody");
    assert!(terminal.runs());
}

/// What small hands hit: letters, digits and marks, the keys around them, and each of them with Ctrl.
fn hit(chance: &mut Chance) -> Vec<u8> {
    const NAMED: [&str; 15] = [
        "\u{1b}",
        "\t",
        "\u{7f}",
        " ",
        "\u{1b}[A",
        "\u{1b}[B",
        "\u{1b}[C",
        "\u{1b}[D",
        "\u{1b}[5~",
        "\u{1b}[6~",
        "\u{1b}[H",
        "\u{1b}[F",
        "\u{1b}[3~",
        "\u{1b}[Z",
        "\u{1b}OP",
    ];
    match chance.below(12) {
        0 | 1 => b"\r".to_vec(),
        2 | 3 => NAMED[chance.below(NAMED.len())].as_bytes().to_vec(),
        // Not Ctrl-L: behind the lock there is nothing to hit.
        4 => vec![u8::try_from(1 + chance.below(26)).expect("a letter")]
            .into_iter()
            .filter(|key| *key != 12)
            .collect(),
        _ => vec![u8::try_from(32 + chance.below(95)).expect("a letter")],
    }
}

/// How many keys small hands hit from each page; the acceptance run takes ten thousand.
fn many() -> usize {
    std::env::var("DOORSTEP_KEYS").ok().and_then(|keys| keys.parse().ok()).unwrap_or(400)
}

/// Hits keys as fast as they come, from a page on. Whoever gets locked out signs in again, later that day.
fn bang(nursery: &Nursery, terminal: &mut Terminal, person: (&str, &str), page: &str, seed: u64) {
    let mut chance = Chance::seeded(seed);
    let (mut left, mut minutes) = (many(), 0);
    let mut told = String::new();
    while left > 0 {
        // Much faster than anybody presses Enter and means it. A key that comes after a rest is meant: not Enter.
        let hits: Vec<Vec<u8>> = (0..left.min(40)).map(|_| hit(&mut chance)).collect();
        let hits: Vec<u8> =
            hits.into_iter().skip_while(|hit| matches!(hit.as_slice(), b"\r" | b"\n")).flatten().collect();
        left = left.saturating_sub(40);
        told = String::from_utf8_lossy(&hits).escape_debug().to_string();
        terminal.burst(std::str::from_utf8(&hits).expect("letters"));
        terminal.settle();
        assert!(terminal.runs(), "it ended from the {page}, seed {seed}, after {told}");
        if terminal.shows().contains("Who is writing?") || terminal.shows().contains("numbers") {
            minutes += 10;
            nursery.set_clock(&format!("{DAY} {:02}:{:02}:00", 13 + minutes / 60, minutes % 60));
            terminal.keys("⎋⎋");
            sign_in(terminal, person.0, person.1);
        }
    }
    terminal.keys("⌃l");
    terminal.until_that("the sign-in, at once", |screen| screen.contains("Who is writing?"));
    assert!(!told.is_empty());
}

#[test]
fn small_children_at_the_keys_save_nothing_and_end_nothing() {
    let nursery = Nursery::set_up();
    all_arrive(&nursery);
    let before = entries(&nursery);
    let people = [("Sam Okafor", "4816", "", "board"), ("Sam Okafor", "4816", "ao⏎slept well", "card")];
    let lead = ("Priya Shah", "482915", "⎋3", "end of day");
    for (seed, (name, pin, way, page)) in (1..).zip(people.into_iter().chain([lead])) {
        let Some(mut terminal) = nursery.open(80, 24, &format!("{DAY} 13:00:00")) else { return };
        sign_in(&mut terminal, name, pin);
        terminal.keys(way);
        terminal.settle();
        bang(&nursery, &mut terminal, (name, pin), page, seed);
        terminal.kill();
        let after = entries(&nursery);
        assert_eq!(after.len(), before.len(), "from the {page}");
        for (before, after) in before.iter().zip(&after) {
            for field in ["id", "child", "kind", "text", "withdrawn", "amended"] {
                assert_eq!(before[field], after[field], "from the {page}");
            }
        }
    }
}
