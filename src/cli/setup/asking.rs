//! Set-up by questions: three, then the files. An answer that can't be used asks that question again; what
//! was answered before stays.

use std::path::PathBuf;

use super::{Beginning, Options};
use crate::chance::Chance;
use crate::cli::out;
use crate::domain::Moment;
use crate::failure::{Failure, Result};
use crate::register::List;

const NAME: &str = "1 of 3  What is your setting called?";
const LEAD: &str = "2 of 3  Who does a safeguarding concern go to, and how are they reached?";
const ROOM: &str = "3 of 3  Which room is this machine in? (Enter alone: it goes from room to room)";
const STAFF: &str = "File    The list of your staff (Excel or CSV):";
const REGISTER: &str = "File    The register of your children (Excel or CSV):";
const PINS: &str = "File    The list of initials and PINs (CSV):";

/// Asks for what the options leave open, and reads the files as they are named. What the options say is
/// answered already.
pub(super) fn begin(options: &mut Options, now: Moment, chance: &mut Chance) -> Result<Beginning> {
    out::say("Welcome. This takes about two minutes: three questions, then two files.")?;
    out::say("Nothing is made until everything has been read. Ctrl-C stops.\n")?;
    let name = match options.setting.take() {
        Some(name) if !name.trim().is_empty() => name,
        _ => words(NAME)?,
    };
    if options.safeguarding_lead.is_none() {
        options.safeguarding_lead = Some(out::ask(LEAD)?);
    }
    let room = match options.room.take() {
        Some(room) => room,
        None => out::ask(ROOM)?,
    };
    let mut beginning = Beginning::of(&name, options.safeguarding_lead.as_deref().unwrap_or_default());
    file(STAFF, options.staff.take(), |file| beginning.take_list(List::Staff, file, now, chance))?;
    file(REGISTER, options.register.take(), |file| beginning.take_list(List::Register, file, now, chance))?;
    until_taken(
        Some(room),
        || out::ask(ROOM),
        |room| if room.is_empty() { Ok(()) } else { beginning.take_room(room) },
    )?;
    if options.pins.is_some() {
        file(PINS, options.pins.take(), |file| beginning.take_pins(file, now))?;
    }
    Ok(beginning)
}

/// Takes the answer that is there, or asks for one, until one is taken. What stands in the way is said.
fn until_taken<T>(
    mut answer: Option<T>,
    mut ask: impl FnMut() -> Result<T>,
    mut take: impl FnMut(&T) -> Result<()>,
) -> Result<()> {
    loop {
        let given = match answer.take() {
            Some(given) => given,
            None => ask()?,
        };
        match take(&given) {
            Ok(()) => return Ok(()),
            // Where nobody can answer, the next try would say the same.
            Err(failure) if !out::can_ask() => return Err(failure),
            Err(failure) => out::say(&format!("{}\n", again(&failure)))?,
        }
    }
}

/// A file's answer: what is not there, and what does not read, asks for a file again.
fn file(
    question: &str,
    named: Option<PathBuf>,
    mut take: impl FnMut(&std::path::Path) -> Result<()>,
) -> Result<()> {
    let ask = || words(question).map(|typed| path(&typed));
    until_taken(named, ask, |file| match file.is_file() {
        true => take(file),
        false => Err(Failure::refused(format!("There is no file {}.", file.display()))
            .todo("Type its whole name, with its folder.")),
    })
}

/// An answer that is not empty.
fn words(question: &str) -> Result<String> {
    loop {
        let answer = out::ask(question)?;
        if !answer.is_empty() {
            return Ok(answer);
        }
    }
}

/// A file's name as it was typed, or as a terminal writes one that was dragged into it: between quotation marks,
/// or with a backslash before each space.
fn path(typed: &str) -> PathBuf {
    let bare = ['\'', '"'].into_iter().find_map(|mark| typed.strip_prefix(mark)?.strip_suffix(mark));
    let plain = PathBuf::from(bare.unwrap_or(typed));
    let spaced = PathBuf::from(typed.replace("\\ ", " "));
    if !plain.is_file() && spaced.is_file() { spaced } else { plain }
}

/// What stood in the way, and that the other answers stay.
fn again(failure: &Failure) -> String {
    let todo = if failure.todo.is_empty() { String::new() } else { format!("\n{}", failure.todo) };
    format!("\n{}{todo}\nYour other answers are kept.", failure.what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_dragged_into_the_terminal_is_found() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("our staff.csv");
        std::fs::write(&file, "").expect("written");
        let name = file.display().to_string();
        for typed in [name.clone(), format!("'{name}'"), format!("\"{name}\""), name.replace(' ', "\\ ")] {
            assert_eq!(path(&typed), file, "{typed}");
        }
    }
}
