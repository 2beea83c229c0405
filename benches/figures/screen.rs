//! The program as a person meets it: the release binary in a real terminal, beside the empty program.

use std::env::current_exe;
use std::ffi::{OsStr, OsString};
use std::time::Duration;

use super::bare::{FLOOR, READY};
use super::nursery::Nursery;
use super::table::{Figure, Table};
use super::terminal::Terminal;
use super::{Done, Options};

/// What the sign-in shows when it is whole.
pub const SIGN_IN: &str = "Who is writing?";
/// What the board shows when it is whole.
pub const BOARD: &str = "To do now";
/// What the card shows when it is whole.
pub const CARD: &str = "Will save";

/// Between a key and an Enter that is meant.
const PAUSE: Duration = Duration::from_millis(200);

fn floor() -> Done<Terminal> {
    Terminal::start(current_exe()?.as_os_str(), &[OsStr::new(FLOOR)])
}

/// The program on that nursery's record.
pub fn doorstep(nursery: &Nursery) -> Done<Terminal> {
    let home = nursery.home.folder().as_os_str();
    let program = OsString::from(env!("CARGO_BIN_EXE_doorstep"));
    Terminal::start(&program, &[OsStr::new("--home"), home])
}

/// From the sign-in to the last number but one.
pub fn almost_in(terminal: &mut Terminal, nursery: &Nursery) -> Done<String> {
    terminal.to(&nursery.place.to_string(), "numbers")?;
    let (last, first) = nursery.pin.as_bytes().split_last().ok_or("no numbers")?;
    for digit in first {
        terminal.echo(&char::from(*digit).to_string())?;
    }
    Ok(char::from(*last).to_string())
}

/// Start, key echo, a save on the screen, and memory.
pub fn measure(options: &Options, small: &Nursery, large: &Nursery, table: &mut Table) -> Done<()> {
    if options.wants("start") {
        start(small, large, table)?;
    }
    if options.wants("key") || options.wants("memory") {
        keys(options, small, large, table)?;
    }
    Ok(())
}

fn start(small: &Nursery, large: &Nursery, table: &mut Table) -> Done<()> {
    let (mut sign_in, mut board) = (Figure::default(), Figure::default());
    for round in 0..17 {
        let mut warm = Figure::default();
        let kept = if round < 2 { &mut warm } else { &mut sign_in };
        let time = floor()?.started(READY)?;
        kept.floor.add(time);
        board.floor.add(time);
        let mut terminal = doorstep(small)?;
        kept.small.add(terminal.started(SIGN_IN)?);
        let last = almost_in(&mut terminal, small)?;
        board.small.add(terminal.to(&last, BOARD)?);
        drop(terminal);
        let mut terminal = doorstep(large)?;
        kept.large.add(terminal.started(SIGN_IN)?);
        let last = almost_in(&mut terminal, large)?;
        board.large.add(terminal.to(&last, BOARD)?);
    }
    table.add("start to sign-in", &sign_in, Some(2.5));
    table.add("last number to board", &board, None);
    Ok(())
}

fn keys(options: &Options, small: &Nursery, large: &Nursery, table: &mut Table) -> Done<()> {
    let mut bare = floor()?;
    bare.started(READY)?;
    let mut programs = Vec::new();
    for nursery in [small, large] {
        let mut terminal = doorstep(nursery)?;
        terminal.started(SIGN_IN)?;
        let last = almost_in(&mut terminal, nursery)?;
        terminal.to(&last, BOARD)?;
        programs.push(terminal);
    }
    let [one, other] = &mut programs[..] else { return Ok(()) };
    let idle = [bare.memory_now(), one.memory_now(), other.memory_now()];
    let own = [bare.own_memory(), one.own_memory(), other.own_memory()];
    let rounds = options.rounds;

    let mut finder = Figure::default();
    let letters = |name: &str| name.chars().take(4).map(String::from).collect::<Vec<_>>();
    let (of_one, of_other) = (letters(&small.child), letters(&large.child));
    for _ in 0..rounds / 4 {
        for (a, b) in of_one.iter().zip(&of_other) {
            finder.floor.add(bare.echo("x")?);
            finder.small.add(one.echo(a)?);
            finder.large.add(other.echo(b)?);
        }
        for _ in of_one.iter().zip(&of_other) {
            one.echo("\x7f")?;
            other.echo("\x7f")?;
        }
    }
    table.add("key echo in the finder", &finder, Some(1.8));

    for terminal in [&mut *one, &mut *other] {
        // An Enter right after another key is taken for a hand that leans on the keys.
        terminal.settle(PAUSE);
        terminal.to("\r", CARD)?;
    }
    let mut card = Figure::default();
    let words = "slept well and ate all of the porridge then found the bear book ";
    for letter in words.chars().cycle().take(rounds) {
        let key = letter.to_string();
        if letter == ' ' {
            // At the end of a full line a space changes nothing that is seen: it has no echo.
            one.unseen(&key)?;
            other.unseen(&key)?;
            continue;
        }
        card.floor.add(bare.echo(&key)?);
        card.small.add(one.echo(&key)?);
        card.large.add(other.echo(&key)?);
    }
    table.add("key echo on the card", &card, Some(1.5));

    let mut saved = Figure::default();
    for round in 0..36 {
        if round > 0 {
            for terminal in [&mut *one, &mut *other] {
                terminal.settle(PAUSE);
                terminal.to("\r", CARD)?;
                for letter in "ate well".chars() {
                    terminal.echo(&letter.to_string())?;
                }
            }
        }
        one.settle(PAUSE);
        other.settle(PAUSE);
        saved.floor.add(bare.echo("x")?);
        // Each is first as often as the other: a commit waits for what the disk still has of the one before it.
        if round % 2 == 0 {
            saved.small.add(one.to("\r", BOARD)?);
            saved.large.add(other.to("\r", BOARD)?);
        } else {
            saved.large.add(other.to("\r", BOARD)?);
            saved.small.add(one.to("\r", BOARD)?);
        }
    }
    table.add("key Enter to saved and painted", &saved, Some(6.0));
    let worked = [bare.peak_memory(), one.peak_memory(), other.peak_memory()];
    table.memory("memory on the board", idle, Some(12.0));
    table.memory("memory on the board, without the program's file", own, None);
    table.memory("peak memory, the PIN's 19 MiB in it", worked, Some(40.0));
    Ok(())
}
