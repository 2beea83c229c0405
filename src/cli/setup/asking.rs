//! Set-up by questions: three, then the files. An answer that can't be used asks that question again; what
//! was answered before stays, at the next set-up too.

use std::path::{Path, PathBuf};

use super::kept::Kept;
use super::{Beginning, Options};
use crate::chance::Chance;
use crate::cli::import::Refusal;
use crate::cli::out;
use crate::domain::Moment;
use crate::failure::{Failure, Result};
use crate::paths::{self, Home};
use crate::register::List;

const NAME: &str = "1 of 3  What is your setting called?";
const LEAD: &str = "2 of 3  Who does a safeguarding concern go to, and how are they reached?";
const NO_LEAD: &str = "nobody yet";
const ROOM: &str = "3 of 3  Which room is this machine in?";
const NO_ROOM: &str = "it goes from room to room";
const STAFF: &str = "File 1  The list of your staff (Excel or CSV)";
const REGISTER: &str = "File 2  The register of your children (Excel or CSV)";
/// What may be answered stands below the question, under its first word.
const INDENT: &str = "\n        ";
const PINS: &str = "File    The list of initials and PINs (CSV):";
const WHICH: &str = "Which file do you want to name again?  1 the register  2 the list of staff:";
const FILES: &[&[&str]] = &[&["register", "the register"], &["staff", "list of staff", "the list of staff"]];

/// Asks for what the options leave open, and reads the files as they are named. What the options say is
/// answered already; what was answered at a set-up that was stopped is offered.
pub(super) fn begin(
    home: &Home,
    options: &mut Options,
    now: Moment,
    chance: &mut Chance,
) -> Result<Beginning> {
    out::say("Welcome. This takes about two minutes: three questions, then two files.")?;
    out::say("Nothing is made until everything has been read.")?;
    out::say("You can stop at any time with Ctrl-C; what you have answered is kept.\n")?;
    let mut asking = Asking { home, kept: Kept::read(home) };
    let name = match options.setting.take() {
        Some(name) if !name.trim().is_empty() => name,
        _ => asking.name()?,
    };
    let lead = match options.safeguarding_lead.take() {
        Some(lead) => lead,
        None => asking.may_say(LEAD, NO_LEAD, |kept| &mut kept.lead)?,
    };
    let room = match options.room.take() {
        Some(room) => room,
        None => asking.may_say(ROOM, NO_ROOM, |kept| &mut kept.room)?,
    };
    let named = (options.staff.take(), options.register.take());
    let mut beginning = asking.lists(named, || Beginning::of(&name, &lead), now, chance)?;
    let ask = || {
        asking.kept.room = None;
        asking.may_say(ROOM, NO_ROOM, |kept| &mut kept.room)
    };
    until_taken(Some(room), ask, |room| if room.is_empty() { Ok(()) } else { beginning.take_room(room) })?;
    if options.pins.is_some() {
        let ask = || words(PINS).map(|typed| path(&typed));
        until_taken(options.pins.take(), ask, |file| {
            there(file)?;
            beginning.take_pins(file, now)
        })?;
    }
    Ok(beginning)
}

/// Whoever is asked, and what they have answered so far.
struct Asking<'a> {
    home: &'a Home,
    kept: Kept,
}

impl Asking<'_> {
    fn name(&mut self) -> Result<String> {
        let name = match self.kept.setting.take() {
            Some(before) => {
                let typed = out::ask(&format!("{NAME}{INDENT}(Enter keeps {before})"))?;
                if typed.is_empty() { before } else { typed }
            }
            None => words(NAME)?,
        };
        self.keep(|kept| kept.setting = Some(name.clone()))?;
        Ok(name)
    }

    /// An answer that may be none.
    fn may_say(
        &mut self,
        question: &str,
        none: &str,
        of: fn(&mut Kept) -> &mut Option<String>,
    ) -> Result<String> {
        let before = of(&mut self.kept).take().filter(|before| !before.is_empty());
        let answer = match before {
            Some(before) => {
                let typed = out::ask(&format!("{question}{INDENT}(Enter keeps {before}; - alone: {none})"))?;
                if typed.is_empty() { before } else { typed }
            }
            None => out::ask(&format!("{question}{INDENT}(Enter alone: {none})"))?,
        };
        let answer = if answer == "-" { String::new() } else { answer };
        self.keep(|kept| *of(kept) = Some(answer.clone()))?;
        Ok(answer)
    }

    /// The staff and the register. Where the register names somebody whom the list of staff does not have, either
    /// may be the wrong file: only that one is asked for again.
    fn lists(
        &mut self,
        (mut staff, mut register): (Option<PathBuf>, Option<PathBuf>),
        begin: impl Fn() -> Beginning,
        now: Moment,
        chance: &mut Chance,
    ) -> Result<Beginning> {
        loop {
            let mut beginning = begin();
            let ask = || self.file(STAFF, |kept| &mut kept.staff);
            until_taken(staff.take(), ask, |file| {
                there(file)?;
                Ok(beginning.take_list(List::Staff, file, now, chance)?)
            })?;
            loop {
                let file = match register.take() {
                    Some(file) => file,
                    None => self.file(REGISTER, |kept| &mut kept.register)?,
                };
                let taken = there(&file)
                    .map_err(Refusal::from)
                    .and_then(|()| beginning.take_list(List::Register, &file, now, chance));
                let Err(Refusal { failure, of_staff }) = taken else { return Ok(beginning) };
                again(failure)?;
                if of_staff && out::choose(WHICH, FILES)? == 1 {
                    register = Some(file);
                    break;
                }
            }
        }
    }

    /// A file that is named.
    fn file(&mut self, question: &str, of: fn(&mut Kept) -> &mut Option<PathBuf>) -> Result<PathBuf> {
        let file = match of(&mut self.kept).clone() {
            Some(before) => {
                let typed = out::ask(&format!("{question} (Enter keeps {}):", before.display()))?;
                if typed.is_empty() { before } else { path(&typed) }
            }
            None => path(&words(&format!("{question}:"))?),
        };
        if file.is_file() {
            // Its whole name, for the next set-up may be begun in another folder.
            let whole = std::path::absolute(&file).unwrap_or_else(|_| file.clone());
            self.keep(|kept| *of(kept) = Some(whole))?;
        }
        Ok(file)
    }

    /// Keeps an answer. A disk that refuses stops nothing, but is told of.
    fn keep(&mut self, answer: impl FnOnce(&mut Kept)) -> Result<()> {
        answer(&mut self.kept);
        self.kept.write(self.home).or_else(|failure| out::say(&failure.to_string()))
    }
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
            Err(failure) => again(failure)?,
        }
    }
}

/// Says what stood in the way, and that the other answers stay. Where nobody can answer, the next try would say
/// the same: then it is refused.
fn again(failure: Failure) -> Result<()> {
    if !out::can_ask() {
        return Err(failure);
    }
    let todo = if failure.todo.is_empty() { String::new() } else { format!("\n{}", failure.todo) };
    out::say(&format!("\n{}{todo}\nYour other answers are kept.\n", failure.what))
}

/// Refuses where there is no such file.
fn there(file: &Path) -> Result<()> {
    match file.is_file() {
        true => Ok(()),
        // Where it was looked for: a name without its folder is of the folder that the terminal is in.
        false => {
            let whole = std::path::absolute(file).unwrap_or_else(|_| file.to_path_buf());
            if whole.is_dir() {
                return Err(Failure::refused(format!("{} is a folder.", whole.display()))
                    .todo("Type the whole name of the file in it."));
            }
            Err(Failure::refused(format!("There is no file {}.", whole.display()))
                .todo("Type its whole name, with its folder."))
        }
    }
}

/// An answer that is not empty.
fn words(question: &str) -> Result<String> {
    loop {
        let answer = out::ask(question)?;
        if !answer.is_empty() {
            return Ok(answer);
        }
        out::say("This one needs an answer. Ctrl-C stops; what you have answered is kept.")?;
    }
}

/// A file's name as it was typed, with `~` or `$HOME` for a person's own folder as in a shell, or as a terminal writes
/// one that was dragged into it: between quotation marks, or with a backslash before each space.
fn path(typed: &str) -> PathBuf {
    let bare = ['\'', '"'].into_iter().find_map(|mark| typed.strip_prefix(mark)?.strip_suffix(mark));
    let plain = from_own_folder(bare.unwrap_or(typed));
    let spaced = from_own_folder(&typed.replace("\\ ", " "));
    if !plain.is_file() && spaced.is_file() { spaced } else { plain }
}

fn from_own_folder(name: &str) -> PathBuf {
    let within = ["~/", "$HOME/", "${HOME}/"].into_iter().find_map(|own| name.strip_prefix(own));
    match within.zip(paths::own_folder()) {
        Some((within, folder)) => folder.join(within),
        None => PathBuf::from(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_persons_own_folder_may_be_written_short() {
        let own = paths::own_folder().expect("this account's folder");
        for typed in ["~/lists/our staff.csv", "$HOME/lists/our staff.csv", "'${HOME}/lists/our staff.csv'"] {
            assert_eq!(path(typed), own.join("lists/our staff.csv"), "{typed}");
        }
        assert_eq!(path("~lists.csv"), PathBuf::from("~lists.csv"));
    }

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
