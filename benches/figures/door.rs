//! A person at the door: one note at the pace of forty words a minute, and a day of ten hours' typing.

use std::thread::sleep;
use std::time::{Duration, Instant};

use super::nursery::Nursery;
use super::screen::{BOARD, CARD, SIGN_IN, almost_in, doorstep};
use super::table::{Table, Times};
use super::terminal::Terminal;
use super::{Done, Options};

/// A key at forty words a minute, and a thought before what is thought out.
const KEY: Duration = Duration::from_millis(280);
const THOUGHT: Duration = Duration::from_millis(1350);

/// Longer than the program takes for a hand that leans on the keys.
const MEANT: Duration = Duration::from_millis(100);

/// The figures of this page, where they are wanted: the pace of one note; the long day only when it is asked for.
pub fn measure(options: &Options, small: &Nursery, large: &Nursery, table: &mut Table) -> Done<()> {
    if options.wants("pace") {
        pace(small, large, table)?;
    }
    if options.only.as_deref() == Some("hours") {
        hours(small, table)?;
    }
    Ok(())
}

/// From the lock to a saved note with a phrase and its gap, at a person's pace.
fn pace(small: &Nursery, large: &Nursery, table: &mut Table) -> Done<()> {
    for nursery in [small, large] {
        let mut terminal = doorstep(nursery)?;
        terminal.started(SIGN_IN)?;
        let (mut screens, mut walls) = (Times::default(), Times::default());
        let mut keys = 0;
        for _ in 0..5 {
            let letters: Vec<String> = nursery.child.chars().take(4).map(String::from).collect();
            let mut script: Vec<(bool, String)> = vec![(true, nursery.place.to_string())];
            script.extend(nursery.pin.chars().map(|digit| (false, digit.to_string())));
            script.extend(letters.iter().enumerate().map(|(place, letter)| (place == 0, letter.clone())));
            let rest = [(true, "4"), (false, "\t"), (true, "5"), (false, "a"), (false, "m"), (true, "\r")];
            script.push((false, "\r".to_string()));
            script.extend(rest.map(|(thought, key)| (thought, key.to_string())));
            let began = Instant::now();
            let (mut due, mut last) = (began, began);
            // What a phrase of this time of day asks besides is left out with one more Enter.
            let more = std::iter::repeat_n((false, "\r".to_string()), 3);
            for (number, (thought, key)) in script.into_iter().chain(more).enumerate() {
                due += if thought { THOUGHT + KEY } else { KEY };
                sleep(due.saturating_duration_since(Instant::now()));
                terminal.settle(Duration::ZERO);
                if terminal.text().contains("Saved for") {
                    break;
                }
                screens.add(terminal.echo(&key)?);
                last = Instant::now();
                keys = number + 1;
            }
            terminal.whole("Saved for")?;
            walls.add(last.saturating_duration_since(began));
            terminal.to("\x0c", SIGN_IN)?;
        }
        table.note(format!(
            "{} entries: from the lock to a saved note in {:.1} s, {keys} keys at 40 words a minute with 5 thoughts \
             (aim 15 s); from a key to the screen {:.1} ms at the 95th part (aim 50), {:.1} ms at most (aim 100).",
            nursery.entries,
            walls.at(1.0) / 1000.0,
            screens.at(0.95),
            screens.at(1.0)
        ));
    }
    Ok(())
}

/// Ten hours of typing without a pause, as fast as the program takes it: what it holds in memory after each hour.
fn hours(nursery: &Nursery, table: &mut Table) -> Done<()> {
    let mut terminal = doorstep(nursery)?;
    terminal.started(SIGN_IN)?;
    sign_in(&mut terminal, nursery)?;
    let began = Instant::now();
    let hour = (Duration::from_secs(3600).as_millis() / KEY.as_millis()) as usize;
    let (mut typed, mut notes) = (0, 0);
    let mut held = vec![terminal.memory_now()];
    let words = "slept well and ate all of the porridge then found the bear book ";
    while held.len() <= 10 {
        // A card that is written full, thought better of, and saved in a few words.
        let long: String = words.chars().cycle().take(320).collect();
        let child = (notes % 8 + 1).to_string();
        type_all(&mut terminal, &child)?;
        terminal.until("\r", CARD)?;
        type_all(&mut terminal, &long)?;
        type_all(&mut terminal, &"\x7f".repeat(long.len()))?;
        type_all(&mut terminal, "ate well today")?;
        terminal.until("\r", BOARD)?;
        notes += 1;
        typed += child.len() + 2 * long.len() + 16;
        if notes % 16 == 0 {
            terminal.until("\x0c", SIGN_IN)?;
            sign_in(&mut terminal, nursery)?;
        }
        if typed >= hour * held.len() {
            held.push(terminal.memory_now());
        }
    }
    let held: Vec<String> = held.iter().map(|mib| format!("{mib:.1}")).collect();
    table.note(format!(
        "{typed} keys and {notes} notes, ten hours at 40 words a minute, typed in {:.0} s: memory at the start and after \
         each hour {} MiB; the most that there ever was, the PIN's 19 MiB in it, {:.1} MiB.",
        began.elapsed().as_secs_f64(),
        held.join(" "),
        terminal.peak_memory()
    ));
    Ok(())
}

fn sign_in(terminal: &mut Terminal, nursery: &Nursery) -> Done<()> {
    let last = almost_in(terminal, nursery)?;
    terminal.until(&last, BOARD)
}

/// Types all of it, then waits as long as a person does before Enter.
fn type_all(terminal: &mut Terminal, keys: &str) -> Done<()> {
    terminal.unseen(keys)?;
    terminal.settle(MEANT);
    Ok(())
}
