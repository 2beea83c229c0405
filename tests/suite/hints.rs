//! The real program in a real terminal: hints are true by key and by tap, the cursor is where the eye is, and a page
//! that nobody touches is still.

use crate::support::{Nursery, Terminal};
use crate::terminal::sign_in;

const WHEN: &str = "2026-11-17 08:40:00";

/// Every page that a lead reaches, and the keys to it from the board; at … the program comes to rest.
const PAGES: [(&str, &str); 31] = [
    ("Who?", ""),
    ("Ava O'Neill – Drop-off", "ao"),
    ("Said", "ao⏎slept"),
    ("Copies", "␣␣⏎busy⇥⇥"),
    ("Settings", "⎋"),
    ("Help", "?"),
    ("Ava O'Neill", "ao→"),
    ("this term", "/slept"),
    ("End of day · Tue 17 Nov", "⎋3"),
    ("Thinnest", "⎋4"),
    ("Which framework?", "⎋4c"),
    ("Which time?", "⎋4w"),
    ("A question for the door card", "⎋4…p"),
    ("nothing from", "⎋4f"),
    ("away today?", "ben["),
    ("Ruth Ellis", "⌃g"),
    ("every age", ":phrases⏎"),
    ("Change a phrase", ":phrases⏎⏎"),
    ("Daily round", "⎋2"),
    ("Weekly summary", "⎋6"),
    ("statement 1 of 16", "⎋4⏎"),
    ("[Statements] 0 of 16", "⎋5"),
    ("[Ratings] 0 of 6", "⎋5⇥"),
    ("own numbers", "⎋8"),
    ("Colours", "⎋9"),
    ("What is it called?", ":groups⏎"),
    ("There is none yet", ":practice rec⏎"),
    ("What is it?", ":practice rec⏎…⌃n"),
    ("On which day", ":practice rec⏎…⌃n…train⏎"),
    ("Which room is shown?", ":rooms⏎"),
    ("a word is misspelt", "zara→…a"),
];

/// To a page, from wherever the last one led.
fn go(terminal: &mut Terminal, (shows, keys): (&str, &str)) {
    // Help takes letters as its own, so it is left first.
    terminal.keys("⎋⌃kroom board⏎");
    terminal.until("Who?");
    for keys in keys.split('…') {
        terminal.settle();
        terminal.keys(keys);
    }
    // A question that a hint before this one pinned is taken down first.
    let down = "It is taken down.";
    let screen = terminal.until_that(shows, |screen| screen.contains(shows) || screen.contains(down));
    if !screen.contains(shows) {
        terminal.settle();
        terminal.keys("p");
        terminal.until(shows);
    }
    terminal.settle();
}

/// Without what differs from record to record: the entry that one is prepared with is saved by the machine's own clock,
/// and the board says when; and a day code is another each time.
fn without_what_differs(screen: &str) -> String {
    let mask = |line: &str, after: &str, letters: usize| match line.split_once(after) {
        Some((before, rest)) => format!("{before}{after}--{}", rest.get(letters..).unwrap_or_default()),
        None => line.to_string(),
    };
    let lines = screen.lines().map(|line| mask(&mask(line, " Last saved  ", 5), "Day code ", 12));
    lines.collect::<Vec<_>>().join("\n")
}

fn open(nursery: &Nursery) -> Option<Terminal> {
    // An entry of the day before, for the page that corrects one.
    nursery.says_as("PS", &["log", "zara", "slept well @8:15", "--date", "2026-11-16"]);
    let mut terminal = nursery.open(80, 24, WHEN)?;
    sign_in(&mut terminal, "Priya Shah", "482915");
    Some(terminal)
}

/// The items of the hint line: where each begins, its key and its word.
fn hints(screen: &str) -> Vec<(usize, String, String)> {
    let line = screen.lines().nth(23).unwrap_or_default();
    let mut hints = Vec::new();
    let mut column = 0;
    for item in line.split("   ") {
        let begins = column + (item.chars().count() - item.trim_start().chars().count());
        column += item.chars().count() + 3;
        if let Some((key, word)) = item.trim().split_once(' ') {
            hints.push((begins, key.to_string(), word.to_string()));
        }
    }
    hints
}

/// A hint's key as [`Terminal::keys`] writes it; `None` for a span, whose keys are those of rows.
fn pressed(key: &str) -> Option<String> {
    Some(match key {
        "Enter" => "⏎".to_string(),
        "Esc" => "⎋".to_string(),
        "Tab" => "⇥".to_string(),
        "Space" => "␣".to_string(),
        "→" | "←" | "↑" | "↓" => key.to_string(),
        _ if key.chars().count() == 1 => key.to_string(),
        _ => return key.strip_prefix("Ctrl-").map(|letter| format!("⌃{}", letter.to_lowercase())),
    })
}

/// What comes of every hint of every page, by key or by tap. The order is the same, so what the one leaves behind
/// is there for the other.
fn outcomes(pages: &[(&str, &str)], by_tap: bool) -> Option<Vec<(String, String)>> {
    let nursery = Nursery::set_up();
    let mut terminal = open(&nursery)?;
    let mut outcomes = Vec::new();
    for &page in pages {
        go(&mut terminal, page);
        let screen = terminal.shows();
        let all = hints(&screen);
        let has = |wanted: &[&str]| all.iter().any(|(_, key, _)| wanted.contains(&key.as_str()));
        assert!(has(&["Esc"]), "{screen}");
        assert!(has(&["?", "F1"]) || page.0 == "Help", "{screen}");
        // A round without a row has nothing that Enter could take.
        assert!(has(&["Enter"]) || screen.contains("Nobody is here yet"), "{screen}");
        for (_, key, word) in all {
            // Several keys in one item (`y p n met`) are tapped where each of them stands on the page.
            let several = word.split(' ').next().is_some_and(|next| next.chars().count() == 1);
            let Some(keys) = pressed(&key).filter(|_| !several) else { continue };
            go(&mut terminal, page);
            let before = terminal.shows();
            // What the hints before it left behind may have moved it, or made it needless.
            let again = hints(&before).into_iter().find(|(_, again, said)| (again, said) == (&key, &word));
            let Some((column, _, _)) = again else { continue };
            if by_tap {
                // The last letter of the word: an item is tapped anywhere.
                let column = column + key.chars().count() + word.chars().count();
                terminal.tap((u16::try_from(column).expect("a column"), 23));
            } else {
                terminal.keys(&keys);
            }
            terminal.until_that(&format!("{key} {word} on {}", page.0), |screen| screen != before);
            terminal.settle();
            let after = without_what_differs(&terminal.shows());
            assert!(!after.contains("shows the keys that work here"), "{key} {word}: {after}");
            outcomes.push((format!("{}: {key} {word}", page.0), after));
        }
    }
    assert!(terminal.runs());
    Some(outcomes)
}

#[test]
fn hints_are_true_by_key_and_by_tap() {
    // A terminal is mostly waited for: four at once take no longer than one.
    let (first, second) = PAGES.split_at(PAGES.len() / 2);
    let all = std::thread::scope(|scope| {
        let runs = [(first, false), (second, false), (first, true), (second, true)];
        let runs = runs.map(|(pages, by_tap)| scope.spawn(move || outcomes(pages, by_tap)));
        runs.map(|run| run.join().expect("it comes to its end"))
    });
    let [Some(first), Some(second), Some(first_by_tap), Some(second_by_tap)] = all else { return };
    let (by_key, by_tap) = ([first, second].concat(), [first_by_tap, second_by_tap].concat());
    assert!(by_key.len() > 30, "{} hints", by_key.len());
    assert_eq!(by_key.len(), by_tap.len());
    for ((name, by_key), (_, by_tap)) in by_key.iter().zip(&by_tap) {
        assert!(by_key == by_tap, "{name}\nby key:\n{by_key}\nby tap:\n{by_tap}");
    }
}

#[test]
fn every_row_is_reached_by_a_tap_and_a_tap_elsewhere_does_nothing() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = open(&nursery) else { return };
    for name in ["Ava P.", "Zara K.", "Ben C.", "Noah O.", "Ava O."] {
        let at = terminal.place(name).expect("a row");
        terminal.tap(at);
        terminal.settle();
        let screen = terminal.shows();
        let row = screen.lines().nth(at.1.into()).unwrap_or_default();
        assert!(row.starts_with('▸') && row.contains(name), "{name}: {screen}");
        assert_eq!(terminal.settled_cursor(), at, "the cursor stands on its first letter");
    }
    let before = terminal.shows();
    terminal.tap((40, 2));
    terminal.settle();
    assert_eq!(terminal.shows(), before);
    let at = terminal.place("Ava O.").expect("a row");
    terminal.tap(at);
    terminal.until("Said");
    // What was switched on is switched off again.
    terminal.keys("⌃kleave⏎");
    terminal.until_that("the end", |_| true);
    let sent = terminal.raw();
    let sent = String::from_utf8_lossy(&sent);
    assert!(sent.contains("\u{1b}[?1006h") && !sent.contains("\u{1b}[?1003h"));
}

/// The cursor is shown, on the caret where something is written and on the selected row where not.
fn the_cursor_is_right(terminal: &Terminal, page: &str) {
    let (column, row) = terminal.settled_cursor();
    let screen = terminal.shows();
    assert!(terminal.shows_cursor(), "{page}: {screen}");
    assert!((column, row) != (0, 0) && row < 23, "{page}: {column}, {row}: {screen}");
    let line = |row: u16| screen.lines().nth(row.into()).unwrap_or_default().to_string();
    let carets: Vec<u16> = (0..22).filter(|row| line(*row).contains('▏')).collect();
    let selected = line(row).trim_start().starts_with('▸');
    match carets.as_slice() {
        // On the selected row; else on the caret.
        [caret] if !selected => {
            let at = line(*caret).chars().position(|letter| letter == '▏').expect("a caret");
            assert_eq!((usize::from(column), row), (at, *caret), "{page}: {screen}");
        }
        _ => {
            let letter = line(row).chars().nth(column.into()).unwrap_or(' ');
            assert!(letter != ' ', "{page}: the cursor stands on nothing at {column}, {row}: {screen}");
        }
    }
}

#[test]
fn the_cursor_tells_the_truth_after_every_key() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = open(&nursery) else { return };
    for page in PAGES {
        go(&mut terminal, page);
        the_cursor_is_right(&terminal, page.0);
        for key in ["↓", "↓", "↑", "⇥", "→"] {
            terminal.keys(key);
            the_cursor_is_right(&terminal, &format!("{} after {key}", page.0));
        }
    }
}

#[test]
fn a_page_that_nobody_touches_changes_its_clock_and_nothing_else() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = nursery.open(80, 24, "2026-11-17 08:40:57") else { return };
    sign_in(&mut terminal, "Priya Shah", "482915");
    terminal.until("08:40");
    terminal.settle();
    let before = terminal.shows();
    let sent = terminal.raw().len();
    nursery.set_clock("2026-11-17 08:41:00");
    let after = terminal.until("08:41");
    let changed = before.chars().zip(after.chars()).filter(|(before, after)| before != after).count();
    assert_eq!(before.chars().count(), after.chars().count(), "{after}");
    assert!(changed <= 20, "{changed} cells: {after}");
    let bytes = terminal.raw().len() - sent;
    assert!(bytes < 200, "{bytes} bytes for a clock");
}

#[test]
fn without_colour_only_bold_and_reverse_are_sent() {
    let nursery = Nursery::set_up();
    let says = [("NO_COLOR", "1")];
    let Some(mut terminal) = nursery.open_with(80, 24, WHEN, &says) else { return };
    sign_in(&mut terminal, "Sam Okafor", "4816");
    terminal.keys("ao⏎1⏎");
    terminal.until("Saved for Ava O'Neill");
    terminal.keys("⌃t");
    terminal.until("This terminal shows no other colours");
    let sent = terminal.raw();
    let sent = String::from_utf8_lossy(&sent);
    for sgr in sent.split("\u{1b}[").skip(1) {
        let parameters = sgr.split(|letter: char| letter.is_ascii_alphabetic()).next().unwrap_or_default();
        let is_style = sgr.get(parameters.len()..).is_some_and(|rest| rest.starts_with('m'));
        if is_style {
            for one in parameters.split(';').filter(|one| !one.is_empty()) {
                assert!(["0", "1", "7", "22", "27"].contains(&one), "SGR {parameters}");
            }
        }
    }
}

#[test]
fn in_plain_letters_every_byte_is_below_128() {
    let nursery = Nursery::set_up();
    let settings = nursery.home().join("settings.toml");
    let told = std::fs::read_to_string(&settings).expect("settings");
    std::fs::write(&settings, format!("ascii = true\n{told}")).expect("written");
    let Some(mut terminal) = open(&nursery) else { return };
    terminal.keys("ao⏎slept \"badly\" @mum > read⏎");
    terminal.until("Saved for Ava O'Neill");
    for keys in ["⎋", "3", "⎋⎋4", "⎋⎋7slept", "⎋⎋?"] {
        terminal.keys(keys);
        terminal.settle();
    }
    let strange: Vec<u8> = terminal.raw().into_iter().filter(|byte| *byte >= 0x80).collect();
    assert!(strange.is_empty(), "{strange:?}: {}", terminal.shows());
}
