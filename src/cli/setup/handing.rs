//! Giving words, sheet and one-use numbers to whoever sets up: once, and nowhere else. Where somebody is asked, each is
//! a page of its own, which is wiped once it is written down.

use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::{Made, Options};
use crate::cli::out;
use crate::clock::Clock;
use crate::export;
use crate::failure::{Failure, Result};
use crate::report::recovery_sheet::recovery_sheet;
use crate::store::files;
use crate::store::vault::Sheet;

/// So many numbers stand on a page of a small window.
const ON_A_PAGE: usize = 16;

/// Hands over what opens the record. `ask` says that somebody is there to press Enter: until then nothing is set up,
/// for words that nobody wrote down would open a record for nobody.
pub(super) fn over(options: &Options, made: &Made, ask: bool, written: &mut Vec<PathBuf>) -> Result<()> {
    match &options.words_to {
        Some(path) => {
            files::write_private(path, format!("{}\n", made.words.as_str()).as_bytes())?;
            written.push(path.clone());
            out::hand(&format!(
                "The room words are in {}. Keep them where only staff can see them.",
                path.display()
            ))?;
        }
        None => {
            begin(ask)?;
            out::hand(
                "\nRoom words, typed once each morning.\nWrite them down now; they are not shown again:\n",
            )?;
            out::hand(&format!("    {}\n", made.words.as_str()))?;
            end(ask, "Press Enter when the words are written down:")?;
        }
    }
    match &options.recovery_to {
        Some(path) => {
            files::write_private(path, &sheet_in(path, &made.sheet, &made.setting)?)?;
            written.push(path.clone());
            out::hand(&format!(
                "The recovery sheet is in {}. Print it, lock it away, then delete the file.",
                path.display()
            ))?;
        }
        None => {
            show_sheet(&made.sheet, ask)?;
            if ask {
                check(&made.sheet)?;
            }
        }
    }
    for people in made.one_use.chunks(if ask { ON_A_PAGE } else { usize::MAX }) {
        begin(ask)?;
        out::hand("One-use numbers: each person signs in once with theirs and then chooses a PIN.\n")?;
        for (person, number) in people {
            out::hand(&format!("    {:<4} {}   {}", person.initials, number.as_str(), person.name))?;
        }
        out::hand("")?;
        end(ask, "Press Enter when the numbers are written down:")?;
    }
    out::hand(PROTECTION)
}

/// The sheet as that file holds it: a page to print where its name ends in `.pdf`, else the four lines.
///
/// # Errors
/// Refused where this program was built without PDF files; a machine failure where the page can't be set.
pub(in crate::cli) fn sheet_in(path: &Path, sheet: &Sheet, setting: &str) -> Result<Zeroizing<Vec<u8>>> {
    let printed = sheet.printed();
    if path.extension().is_none_or(|end| !end.eq_ignore_ascii_case("pdf")) {
        return Ok(Zeroizing::new(printed.as_bytes().to_vec()));
    }
    let pdf = export::format("pdf").ok_or_else(|| {
        Failure::refused("This program was built without PDF files.")
            .safe("Nothing was changed.")
            .todo("Name a file that ends in .txt.")
    })?;
    let page = recovery_sheet(setting, &printed, Clock::Machine.now())?;
    (pdf.write)(&page).map(Zeroizing::new)
}

/// The sheet on a page of its own.
pub(in crate::cli) fn show_sheet(sheet: &Sheet, ask: bool) -> Result<()> {
    begin(ask)?;
    out::hand(
        "Recovery sheet, for the day the words are lost.\nWrite it down now; it is not shown again:\n",
    )?;
    out::hand(&sheet.printed())?;
    end(ask, "Press Enter when all four lines are written down:")
}

/// Stands above the lines that are typed.
const ONCE_MORE: &str = "Now the sheet once more, from what you wrote down. Enter alone shows it again.";

/// Asks for the sheet once, line by line, so that what was written down is known to be right.
pub(in crate::cli) fn check(sheet: &Sheet) -> Result<()> {
    let printed = sheet.printed();
    out::say(ONCE_MORE)?;
    for (index, line) in printed.lines().enumerate() {
        let number = index + 1;
        loop {
            let typed = out::ask(&format!("Line {number}:"))?;
            if typed.is_empty() {
                show_sheet(sheet, true)?;
                out::say(ONCE_MORE)?;
            } else if is_line(sheet, index, &typed) {
                break;
            } else {
                let begins = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
                let begins: String = begins.chars().take(1).collect();
                out::say(&format!(
                    "That is not line {number}, which begins with {begins}. Look at your paper letter by letter."
                ))?;
            }
        }
    }
    out::wipe()?;
    out::say("The sheet is right. Lock it away, not beside the words.\n")
}

/// Whether this is that line of the sheet, as the sheet itself reads letters.
fn is_line(sheet: &Sheet, index: usize, typed: &str) -> bool {
    let printed = sheet.printed();
    let typed = typed.strip_prefix(&format!("{} ", index + 1)).unwrap_or(typed);
    let lines = printed.lines().enumerate().map(|(at, line)| match line.split_once("   ") {
        _ if at == index => typed,
        Some((_, letters)) => letters,
        None => line,
    });
    let whole = Zeroizing::new(lines.collect::<Vec<_>>().join("\n"));
    Sheet::parse(&whole).is_ok_and(|read| read.printed() == printed)
}

/// Begins a page.
fn begin(ask: bool) -> Result<()> {
    if ask { out::wipe() } else { Ok(()) }
}

/// Ends a page: what is secret does not stay on the screen.
fn end(ask: bool, question: &str) -> Result<()> {
    if ask {
        out::ask(question)?;
        out::wipe()?;
    }
    Ok(())
}

/// What the program protects, and what it can't: said before the first word is written.
const PROTECTION: &str = "\
Good to know: the record is encrypted on this machine. PINs say who writes; they do not protect the files.
Not protected: an open screen before a skilled person, words or sheet in wrong hands, anyone who watches the \
keys, copies in swap or hibernation (turn on disk encryption), and whatever is printed or exported.
If the room words and the recovery sheet are both lost, nobody can open the record again.";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;

    #[test]
    fn a_line_of_the_sheet_is_known_however_it_is_typed_and_no_other_line_is() {
        let sheet = Sheet::generate(&mut Chance::seeded(3));
        let printed = sheet.printed();
        let lines: Vec<&str> = printed.lines().collect();
        for (index, line) in lines.iter().enumerate() {
            let letters = line.split_once("   ").expect("its number").1;
            for typed in [*line, letters, &letters.to_lowercase(), &letters.replace('-', "")] {
                assert!(is_line(&sheet, index, typed), "{typed}");
            }
            let other = lines[(index + 1) % lines.len()];
            assert!(!is_line(&sheet, index, other) && !is_line(&sheet, index, &letters[1..]));
            let letter = if letters.starts_with('7') { "8" } else { "7" };
            assert!(!is_line(&sheet, index, &format!("{letter}{}", &letters[1..])));
        }
    }
}
