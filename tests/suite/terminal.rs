//! The real program in a real terminal: what a key person does at the door, from key to record.

use doorstep::domain::entry::Standing;
use doorstep::domain::policy::{Sight, may_read};
use doorstep::export::json::entry_json;
use doorstep::store::ask::Filter;
use serde_json::Value;

use crate::support::{Nursery, Terminal};

/// Signs in by the number beside the name and the PIN, and waits for the board.
pub fn sign_in(terminal: &mut Terminal, name: &str, pin: &str) {
    types_pin(terminal, name, pin);
    terminal.until("Who?");
    terminal.presses();
}

/// The same, whatever page comes.
pub fn types_pin(terminal: &mut Terminal, name: &str, pin: &str) {
    let screen = terminal.until(name);
    let line = screen.lines().find(|line| line.contains(name)).expect("the name");
    let number = line
        .split(name)
        .next()
        .and_then(|before| before.chars().rfind(char::is_ascii_digit))
        .expect("a number");
    terminal.keys(&number.to_string());
    terminal.keys(pin);
}

/// The day of the runs: a Tuesday, on which some come and some do not.
pub const DAY: &str = "2026-11-17";

fn at(nursery: &Nursery, clock: &str) -> Option<Terminal> {
    let mut terminal = nursery.open(80, 24, &format!("{DAY} {clock}"))?;
    sign_in(&mut terminal, "Sam Okafor", "4816");
    Some(terminal)
}

/// Every entry as Priya may read it, without asking the program: what it lists for others has left the room, and can't be
/// taken back any more.
pub fn entries(nursery: &Nursery) -> Vec<Value> {
    let store = nursery.store();
    let roll = store.roll().expect("who is who");
    let priya = roll.people.iter().find(|one| one.initials == "PS").expect("Priya");
    let (families, mut entries) = (roll.families(), Vec::new());
    let mut each = |standing: Standing| {
        let sight = may_read(priya, &standing);
        if sight != Sight::Nothing {
            entries.push(entry_json(&standing, &roll, &families, sight));
        }
        Ok(())
    };
    store.list(&Filter::default(), &mut each).expect("the entries");
    entries
}

pub fn standing(nursery: &Nursery) -> Vec<Value> {
    entries(nursery).into_iter().filter(|entry| entry["withdrawn"].is_null()).collect()
}

/// The row of the screen that has these words.
pub fn row(screen: &str, words: &str) -> String {
    screen.lines().find(|line| line.contains(words)).unwrap_or_default().to_string()
}

/// Every child of the room brought to the door in the morning, as a lead enters it from paper.
pub fn all_arrive(nursery: &Nursery) {
    let names =
        ["ao", "ava p", "ben", "chidi", "daisy", "elif", "finn", "grace", "hugo", "isla", "noah", "zara"];
    let lines: String =
        (10..).zip(names).map(|(minute, who)| format!("08:{minute}\tJB\t{who}\tnothing new\n")).collect();
    let file = nursery.write_private("arrivals.txt", &lines);
    nursery.says_as("PS", &["log", "--from", &file.to_string_lossy(), "--date", DAY]);
    assert_eq!(standing(nursery).len(), 12);
}

#[test]
fn a_drop_off_takes_five_keys() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = at(&nursery, "08:40:00") else { return };
    let empty = terminal.settled_cursor();
    terminal.keys("ao⏎1⏎");
    terminal.until("Saved for Ava O'Neill, Drop-off 08:40");
    assert_eq!(terminal.presses(), 5);
    let screen =
        terminal.until_that("✓ 08:40 in her row", |screen| row(screen, "Ava O.").contains("✓ 08:40"));
    let finder = row(&screen, "Who?");
    assert!(finder.starts_with(" Who?  ▏type any part of a name"), "{screen}");
    assert_eq!(terminal.settled_cursor(), empty, "the cursor stands in the finder");
    assert_eq!(empty, (7, 1));
    terminal.kill();
    let entries = entries(&nursery);
    assert_eq!(entries.len(), 1);
    let entry = &entries[0];
    let field = |name: &str| entry[name].as_str().unwrap_or_default();
    assert_eq!(
        (field("child"), field("kind"), field("by"), field("text")),
        ("Ava O'Neill", "drop-off", "SO", "Nothing new from home.")
    );
    assert!(field("happened").starts_with("2026-11-17T08:40"), "{entry}");
    assert!(field("recorded").starts_with("2026-11-17T08:40"), "{entry}");
}

#[test]
fn from_the_lock_to_a_note_with_its_time_takes_fourteen_keys() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = nursery.open(80, 24, &format!("{DAY} 08:40:00")) else { return };
    let screen = terminal.until("Who is writing?");
    let sam = row(&screen, "Sam Okafor");
    assert!(sam.trim_start_matches(['▸', ' ']).starts_with('1'), "{screen}");
    terminal.keys("14816");
    terminal.until("Who?");
    terminal.keys("ao⏎");
    let card = terminal.until("Will save");
    assert!(card.contains(" 4 Tired, woke at …"), "{card}");
    // Five thoughts: who writes, for whom, which phrase, when, and that it is right.
    terminal.keys("4⇥5am⏎");
    terminal.until("Saved for Ava O'Neill, Drop-off 08:40");
    assert_eq!(terminal.presses(), 14);
    terminal.kill();
    let entries = entries(&nursery);
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0]["text"], "Tired, woke at 5am.");
}

#[test]
fn the_kind_follows_the_day_and_the_clock() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = at(&nursery, "08:40:00") else { return };
    terminal.keys("ao");
    terminal.until("Ava O'Neill – Drop-off");
    terminal.keys("⏎");
    terminal.until("[1 Drop-off]");
    terminal.keys("1⏎");
    terminal.until("Saved for Ava O'Neill, Drop-off 08:40");
    for (clock, guess, number) in [("12:30", "Feedback", 2), ("16:50", "Pick-up", 3)] {
        nursery.set_clock(&format!("{DAY} {clock}:00"));
        terminal.keys("ao");
        terminal.until(&format!("Ava O'Neill – {guess}"));
        terminal.keys("⏎");
        terminal.until(&format!("[{number} {guess}]"));
        terminal.keys("1⏎");
        terminal.until(&format!("Saved for Ava O'Neill, {guess} {clock}"));
    }
    // She has been collected: what is still said of her is said to whoever collected her.
    nursery.set_clock(&format!("{DAY} 16:58:00"));
    terminal.keys("ava o");
    terminal.until("Ava O'Neill – Pick-up");
    terminal.kill();
    let kinds: Vec<_> = entries(&nursery).iter().map(|entry| entry["kind"].to_string()).collect();
    assert_eq!(kinds, ["\"drop-off\"", "\"feedback\"", "\"pick-up\""]);
}

#[test]
fn a_guessed_kind_is_changed_by_tab_and_by_a_letter_and_comes_back() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = at(&nursery, "08:40:00") else { return };
    terminal.keys("ao⏎⇥3");
    terminal.until("[3 Pick-up]");
    terminal.keys("left his hat⏎");
    terminal.until("Saved for Ava O'Neill, Pick-up 08:40");
    for (letter, kind) in [("n", "[4 For home]"), ("t", "[5 Moving on]")] {
        terminal.keys("elif⏎");
        terminal.until("[1 Drop-off]");
        terminal.keys(&format!("{letter}:"));
        terminal.until(kind);
        terminal.keys("⌫");
        let screen = terminal.until("[1 Drop-off]");
        assert!(screen.contains(&format!("│ {letter}:▏")), "the letters stay: {screen}");
        terminal.keys("⌫⌫⎋");
        terminal.until("Who?");
    }
    terminal.keys("elif⏎n:⌫ is a letter⏎");
    terminal.until("Saved for Elif Kaya, Drop-off 08:40");
    terminal.keys("elif⏎n:sing at bath time⏎");
    terminal.until("Saved for Elif Kaya, For home 08:40");
    terminal.kill();
    let saved: Vec<_> = entries(&nursery)
        .iter()
        .map(|entry| {
            (
                entry["kind"].as_str().expect("a kind").to_string(),
                entry["text"].as_str().expect("words").to_string(),
            )
        })
        .collect();
    let said = |kind: &str, words: &str| (kind.to_string(), words.to_string());
    assert_eq!(
        saved,
        [
            said("pick-up", "Left his hat."),
            said("drop-off", "N: is a letter."),
            said("for-home", "Sing at bath time.")
        ]
    );
}

#[test]
fn one_note_for_eight_is_one_act_and_one_undo() {
    let nursery = Nursery::set_up();
    all_arrive(&nursery);
    let Some(mut terminal) = at(&nursery, "12:41:00") else { return };
    terminal.until("12 here");
    terminal.keys("*↓␣↓␣↓␣↓␣⏎");
    let screen = terminal.until("Will save");
    assert!(screen.contains("For 8"), "{screen}");
    for name in ["Ava O.", "Ben C.", "Daisy L.", "Finn M.", "Hugo N.", "Isla B.", "Noah O.", "Zara K."] {
        assert!(screen.contains(name), "{name}: {screen}");
    }
    terminal.keys("1⏎");
    terminal.until("Saved for 8 children, Feedback 12:41");
    assert_eq!(terminal.presses(), 12);
    let after = standing(&nursery);
    assert_eq!(after.len(), 20);
    let talks: std::collections::BTreeSet<_> = after
        .iter()
        .filter(|entry| entry["kind"] == "feedback")
        .map(|entry| entry["talk_id"].to_string())
        .collect();
    assert_eq!(talks.len(), 1, "the eight are one act");

    terminal.keys("⌃z");
    let screen = terminal.until("Taken back");
    assert!(screen.contains("For 8"), "{screen}");
    assert_eq!(standing(&nursery).len(), 12);
    terminal.keys("⎋");
    terminal.until("your drafts 1");

    terminal.keys("ao,ben,chidi⏎Ava loved it");
    terminal.until("Ben loved it.");
    terminal.keys("⏎");
    terminal.until("Saved for 3 children");
    terminal.kill();
    let texts: Vec<_> = standing(&nursery)
        .iter()
        .filter(|entry| entry["kind"] == "feedback")
        .map(|entry| {
            format!(
                "{}: {}",
                entry["child"].as_str().expect("a name"),
                entry["text"].as_str().expect("words")
            )
        })
        .collect();
    assert_eq!(
        texts,
        ["Ava O'Neill: Ava loved it.", "Ben Clarke: Ben loved it.", "Chidi Eze: Chidi loved it."]
    );
}

#[test]
fn brother_and_sister_share_a_talk_and_its_steps_and_each_is_amended_alone() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = at(&nursery, "16:30:00") else { return };
    terminal.keys("ao⏎+");
    terminal.until("Noah");
    terminal.keys("fun at the tray > pour at bath time");
    terminal.until("Will save 4");
    terminal.keys("⏎");
    terminal.until("Saved for 2 children");
    let before = standing(&nursery);
    assert_eq!(before.len(), 4);
    assert!(before.iter().all(|entry| entry["talk_id"] == before[0]["talk_id"]));
    let count = |kind: &str| before.iter().filter(|entry| entry["kind"] == kind).count();
    assert_eq!((count("pick-up"), count("for-home")), (2, 2));

    terminal.keys("ao→");
    terminal.until("Fun at the tray.");
    terminal.keys("a");
    terminal.until("Why?");
    terminal.keys("2");
    terminal.until("The words from now on (wrong fact)");
    terminal.keys("⌫⌫⌫⌫⌫sandpit⏎");
    terminal.until("Amended. The first words stay readable.");
    terminal.kill();
    let after = standing(&nursery);
    let changed: Vec<_> = before.iter().zip(&after).filter(|(before, after)| before != after).collect();
    assert_eq!(changed.len(), 1, "the other three stand as they stood");
    let (first, now) = changed[0];
    assert_eq!((&first["id"], &first["kind"], &first["child"]), (&now["id"], &now["kind"], &now["child"]));
    assert_eq!((&now["child"], &now["kind"]), (&Value::from("Ava O'Neill"), &Value::from("pick-up")));
    assert_eq!(now["text"], "Fun at the sandpit.");
}

#[test]
fn a_note_is_taken_back_for_five_minutes_and_amended_after_them() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = at(&nursery, "08:40:00") else { return };
    terminal.keys("ao⏎settled well at the tray");
    terminal.until("settled well at the tray▏");
    let caret = terminal.settled_cursor();
    terminal.keys("⏎");
    terminal.until("Saved for Ava O'Neill");
    nursery.set_clock(&format!("{DAY} 08:44:59"));
    terminal.keys("⌃z");
    terminal.until("Taken back");
    terminal.until("settled well at the tray▏");
    assert_eq!(terminal.settled_cursor(), caret);
    let all = entries(&nursery);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0]["withdrawn"], "taken-back");
    assert_eq!(all[0]["text"], Value::Null, "the line stays, its words do not");

    terminal.keys("⏎");
    terminal.until("Saved for Ava O'Neill");
    nursery.set_clock(&format!("{DAY} 08:50:00"));
    terminal.keys("⌃z");
    terminal.until("Enter adds a correction.");
    assert_eq!(standing(&nursery).len(), 1, "nothing was taken back");
    terminal.keys("ao→");
    terminal.until("Settled well at the tray.");
    terminal.keys("a");
    terminal.until("Why?");
    terminal.keys("2⌫⌫⌫⌫⌫sandpit.⏎");
    terminal.until("Amended. The first words stay readable.");
    terminal.keys("⏎");
    let screen = terminal.until("First words: Settled well at the tray.");
    assert!(screen.contains("Amended 08:50 by Sam: wrong fact."), "{screen}");
    terminal.kill();
    let standing = standing(&nursery);
    assert_eq!(standing.len(), 1);
    assert_eq!(standing[0]["text"], "Settled well at the sandpit.");
    assert_eq!(standing[0]["amended"], 1);
    assert_eq!(entries(&nursery).len(), 2);

    let printed = printed(&nursery);
    assert!(printed.contains("Settled well at the sandpit."), "{printed}");
    assert!(!printed.contains("tray"), "{printed}");
}

/// What the families' pages of that week say once all is agreed: the last words alone.
pub fn printed(nursery: &Nursery) -> String {
    crate::command_line::agree_all(nursery);
    let out = nursery.path("printed");
    nursery.says_as(
        "PS",
        &[
            "week",
            "--for",
            "families",
            "--week",
            "2026-W47",
            "--format",
            "txt",
            "--out",
            &out.to_string_lossy(),
        ],
    );
    std::fs::read_dir(&out)
        .expect("the pages")
        .map(|page| std::fs::read_to_string(page.expect("a page").path()).expect("a page"))
        .collect()
}

/// Spoils the one draft that waits, as a disk would.
fn spoil_the_draft(nursery: &Nursery) {
    let database = rusqlite::Connection::open(nursery.home().join("doorstep.db")).expect("the file");
    database.execute_batch(&format!("PRAGMA key = \"{}\"", *nursery.key().pragma())).expect("the key");
    let spoilt = database.execute("UPDATE draft SET content = substr(content, 1, 40)", []).expect("spoilt");
    assert_eq!(spoilt, 1);
}

#[test]
fn words_survive_escape_the_plug_and_a_spoilt_row() {
    const WORDS: &str = "slept badly, up at 5";
    assert_eq!(WORDS.chars().count(), 20);
    let nursery = Nursery::set_up();
    let Some(mut terminal) = at(&nursery, "08:40:00") else { return };
    terminal.keys("ao⏎");
    terminal.until("Said");
    terminal.keys(WORDS);
    terminal.until(WORDS);
    terminal.keys("←←←");
    terminal.until(WORDS);
    let caret = terminal.settled_cursor();
    terminal.keys("⎋");
    terminal.until("Kept. 1 draft waits for you.");
    terminal.until("your drafts 1");
    terminal.keys("ao⏎");
    terminal.until(WORDS);
    assert_eq!(terminal.settled_cursor(), caret);

    terminal.quiet_for(300);
    terminal.kill();
    let Some(mut terminal) = nursery.open(80, 24, &format!("{DAY} 08:42:00")) else { return };
    terminal.until("1 draft waiting");
    sign_in(&mut terminal, "Sam Okafor", "4816");
    terminal.until("your drafts 1");
    terminal.keys("ao⏎");
    terminal.until(WORDS);
    assert_eq!(terminal.settled_cursor(), caret);
    terminal.kill();

    spoil_the_draft(&nursery);
    for start in 0..2 {
        let Some(mut terminal) = nursery.open(80, 24, &format!("{DAY} 08:44:00")) else { return };
        terminal.until(if start == 0 { "1 draft waiting" } else { "Sam Okafor" });
        assert_eq!(terminal.shows().contains("draft"), start == 0, "{}", terminal.shows());
        sign_in(&mut terminal, "Sam Okafor", "4816");
        if start == 0 {
            terminal.until("One draft of yours could not be opened.");
        }
        terminal.settle();
        let screen = terminal.shows();
        assert!(!screen.contains("your drafts"), "{screen}");
        assert_eq!(screen.contains("could not be opened"), start == 0, "it is told once: {screen}");
        terminal.keys("ao⏎");
        let screen = terminal.until("Said");
        assert!(!screen.contains("slept"), "{screen}");
        terminal.kill();
    }
}

#[test]
fn any_window_size_keeps_the_words_and_the_cursor() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = at(&nursery, "08:40:00") else { return };
    terminal.keys("ao⏎slept");
    terminal.until("slept▏");
    let caret = terminal.settled_cursor();
    let mut words = "slept".to_string();
    for (columns, rows) in
        [(200, 60), (120, 40), (80, 24), (60, 16), (48, 14), (1, 1), (60, 15), (59, 16), (80, 24)]
    {
        let letter = char::from(b'a' + u8::try_from(words.len()).expect("short"));
        terminal.resize(columns, rows);
        let fits = columns >= 60 && rows >= 16;
        if fits {
            let screen = terminal.until(&format!("{words}▏"));
            let hint = screen.lines().last().expect("the hint line");
            for key in ["Enter save", "Esc keep", "F1 help"] {
                assert!(hint.contains(key), "{columns}x{rows}: {screen}");
            }
        } else if columns > 1 {
            let screen = terminal.until(&format!("{columns} x {rows}"));
            assert!(screen.contains("60 x 16"), "{screen}");
        }
        terminal.keys(&letter.to_string());
        words.push(letter);
        if fits {
            terminal.until(&format!("{words}▏"));
        } else {
            terminal.settle();
        }
        assert!(terminal.runs());
    }
    terminal.until(&format!("{words}▏"));
    let grown = u16::try_from(words.len() - "slept".len()).expect("short");
    assert_eq!(terminal.settled_cursor(), (caret.0 + grown, caret.1));
    terminal.keys("⏎");
    terminal.until("Saved for Ava O'Neill");
    terminal.kill();
    assert_eq!(entries(&nursery)[0]["text"].as_str().map(str::to_lowercase), Some(words + "."));
}

#[test]
fn keys_that_leave_other_programs_leave_this_one_running() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = at(&nursery, "08:40:00") else { return };
    terminal.send(&[3, 28, 26, 19, 17]);
    terminal.keys("isla");
    terminal.until("Isla Brown");
    assert!(terminal.runs());
    terminal.kill();
}

/// Sends the program a signal.
fn signal(terminal: &Terminal, name: &str) {
    let process = terminal.process().to_string();
    let told = std::process::Command::new("kill").args([format!("-{name}"), process]).status();
    assert!(told.expect("kill runs").success(), "{name}");
}

#[test]
fn whatever_ends_the_program_gives_the_terminal_back_with_nothing_on_it() {
    let nursery = Nursery::set_up();
    for name in ["INT", "QUIT", "USR1", "TERM"] {
        let mut terminal = nursery.open_now(80, 24);
        sign_in(&mut terminal, "Sam Okafor", "4816");
        terminal.keys("isla⏎likes the rain");
        terminal.until("likes the rain");
        let before = terminal.told().len();
        signal(&terminal, name);
        let told = terminal.told_from(before, |told| told.contains("\u{1b}[?1049l"));
        for switched_off in ["\u{1b}[3J", "\u{1b}[?1049l", "\u{1b}[?2004l", "\u{1b}[?1000l"] {
            assert!(told.contains(switched_off), "{name}: {told:?}");
        }
        terminal.kill();
    }
}

#[test]
fn a_program_that_is_put_aside_stays_and_one_that_was_stopped_comes_back_locked() {
    let nursery = Nursery::set_up();
    let mut terminal = nursery.open_now(80, 24);
    sign_in(&mut terminal, "Sam Okafor", "4816");
    terminal.keys("isla⏎likes the rain");
    terminal.until("likes the rain");
    signal(&terminal, "TSTP");
    terminal.keys(" and");
    terminal.until("likes the rain and");
    signal(&terminal, "STOP");
    let before = terminal.told().len();
    signal(&terminal, "CONT");
    terminal.until("Who is writing?");
    assert!(terminal.told_from(before, |told| told.contains("\u{1b}[3J")).contains("\u{1b}[?1049h"));
    terminal.kill();
}

#[test]
fn a_card_that_nobody_touches_locks_and_waits_for_its_writer_alone() {
    const WARNING: &str = "Locks in 15 s to keep news private.";
    let nursery = Nursery::set_up();
    let Some(mut terminal) = at(&nursery, "08:40:00") else { return };
    terminal.keys("ao⏎");
    terminal.until("Said");
    terminal.keys("slept badly,");
    terminal.until("slept badly,▏");
    let caret = terminal.settled_cursor();
    terminal.untouched_until(WARNING);
    terminal.keys("x");
    terminal.until_that("the warning goes", |screen| !screen.contains(WARNING));
    assert_eq!(terminal.settled_cursor(), caret, "the key that stays is not typed");
    terminal.untouched_until(WARNING);
    terminal.sent();
    let locked = terminal.until("Who is writing?");
    let sent = terminal.sent();
    for secret in ["Ava", "Neill", "slept", "badly"] {
        assert!(!locked.contains(secret) && !sent.contains(secret), "{secret}: {locked}");
    }
    assert!(row(&locked, "Sam Okafor").contains("1 draft waiting"), "{locked}");

    sign_in(&mut terminal, "Jo Bell", "7305");
    terminal.settle();
    let board = terminal.shows();
    assert!(!board.contains("slept") && !board.contains("draft"), "{board}");
    terminal.keys("⌃l");
    terminal.until("Who is writing?");
    terminal.keys("1");
    terminal.until("Your 4 numbers");
    terminal.keys("4816");
    terminal.until("slept badly,▏");
    assert_eq!(terminal.settled_cursor(), caret);
    terminal.kill();
    assert!(entries(&nursery).is_empty());
}

/// What the record has of the round: the child, the words, and the cells in the order of their names.
fn rows(nursery: &Nursery) -> Vec<(String, String, String)> {
    let feedback = standing(nursery).into_iter().filter(|entry| entry["kind"] == "feedback");
    let text = |value: &Value| value.as_str().unwrap_or("not recorded").to_string();
    let cells = |entry: &Value| {
        let cells = entry["round"].as_object().expect("a row of the round");
        cells.iter().map(|(column, value)| format!("{column} {}", text(value))).collect::<Vec<_>>().join(", ")
    };
    feedback.map(|entry| (text(&entry["child"]), text(&entry["text"]), cells(&entry))).collect()
}

#[test]
fn the_round_is_saved_row_by_row_and_what_was_only_filled_in_is_in_no_record() {
    let nursery = Nursery::set_up();
    all_arrive(&nursery);
    let Some(mut terminal) = at(&nursery, "14:20:00") else { return };
    // Finn has gone home, so there are eleven.
    terminal.keys("finn[5");
    terminal.until_that("Finn gone", |screen| row(screen, "Finn").contains("– gone"));
    terminal.keys("⎋2");
    let screen = terminal.until("0 of 11 done");
    assert!(screen.contains("No row for Finn"), "{screen}");
    terminal.presses();
    // Three columns, each said once; every other cell is filled in.
    terminal.keys("m*⇥40*⇥h*");
    terminal.until_that("all filled in", |screen| screen.matches("~happy").count() == 10);
    assert!(rows(&nursery).is_empty(), "no row was finished");
    for done in 1..=3 {
        terminal.keys("⏎");
        terminal.until(&format!("{done} of 11 done"));
    }
    // The plug is pulled with eight rows filled in and none of them finished.
    terminal.kill();
    let usual = ("Ate most. Slept 40 minutes. Happy.", "ate most, mood happy, slept 40");
    let row = |child: &str| (child.to_string(), usual.0.to_string(), usual.1.to_string());
    assert_eq!(rows(&nursery), [row("Ava O'Neill"), row("Ava Patel"), row("Ben Clarke")]);
    let Some(mut terminal) = at(&nursery, "14:22:00") else { return };
    terminal.keys("⎋2");
    let screen = terminal.until("3 of 11 done");
    assert_eq!(screen.matches("~most").count(), 8, "{screen}");
    // Chidi slept badly and has a sentence; of Daisy's sleep nobody knows; Elif's row is passed over.
    terminal.keys("←35⇥⇥poured at the tray⏎");
    terminal.until("4 of 11 done");
    terminal.keys("⇥⇥⌫⏎");
    terminal.until("5 of 11 done");
    terminal.keys("↓");
    for done in 6..=10 {
        terminal.keys("⏎");
        terminal.until(&format!("{done} of 11 done"));
    }
    terminal.keys("⎋");
    terminal.until("1 row waits for you");
    terminal.kill();
    let rows = rows(&nursery);
    assert_eq!(rows.len(), 10);
    let of = |child: &str| rows.iter().find(|(whose, ..)| whose == child).cloned();
    let said = |child: &str, words: &str, cells: &str| Some((child.into(), words.into(), cells.into()));
    assert_eq!(
        of("Chidi Eze"),
        said(
            "Chidi Eze",
            "Ate most. Slept 35 minutes. Happy. Poured at the tray.",
            "ate most, mood happy, slept 35"
        )
    );
    let daisy = rows.iter().find(|(whose, ..)| whose.starts_with("Daisy")).expect("Daisy's row");
    assert_eq!((&*daisy.1, &*daisy.2), ("Ate most. Happy.", "ate most, mood happy, slept not recorded"));
    assert!(!rows.iter().any(|(whose, ..)| whose.starts_with("Elif")), "{rows:?}");
    assert_eq!(rows.iter().filter(|row| (&*row.1, &*row.2) == usual).count(), 8);
}
