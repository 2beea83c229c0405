//! What a command says. Nothing that a person or a file typed reaches the terminal but as plain text:
//! control characters, bidirectional overrides and zero-width characters are made visible.

use std::io::{BufRead, ErrorKind, IsTerminal, Write};

use unicode_width::UnicodeWidthStr;

use super::held::{self, Whose};
use crate::failure::{Failure, Result};
use crate::paths;
use crate::safe;
use crate::tui;

/// Says a line on standard output. A reader that closed the pipe (`| head`) stops nothing: what a command
/// was asked to do is done all the same. While the record is open, what it says is the record's ([`held`]).
pub fn say(line: &str) -> Result<()> {
    if takes(Whose::Record, line)? {
        return Ok(());
    }
    heard_or_not(write_line(&fitted(&safe::lines(line))))
}

/// Says a sentence of the program's own: nothing in it is from the record, neither a name nor a word. What it did, how
/// many, where a file lies that stands in the record itself.
pub fn own(line: &str) -> Result<()> {
    if takes(Whose::Own, line)? {
        return Ok(());
    }
    heard_or_not(write_line(&fitted(&safe::lines(line))))
}

/// Says what was done: with the names in it before whoever did it, without them where it leaves.
pub fn done(whole: &str, nameless: &str) -> Result<()> {
    own(if held::is_leaving() { nameless } else { whole })
}

/// Says a line of a list. A reader that closed the pipe has seen enough: the program ends quietly.
pub fn row(line: &str) -> Result<()> {
    if takes(Whose::Record, line)? {
        return Ok(());
    }
    match write_line(&safe::lines(line)) {
        Err(cause) if cause.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
        result => result.map_err(unwritten),
    }
}

/// Says a line that somebody must have read, such as the room words. Fails where nobody can.
pub fn hand(line: &str) -> Result<()> {
    write_line(&fitted(&safe::lines(line))).map_err(unwritten)
}

/// Writes what the program itself made for another program, as it is.
pub fn made(text: &str) -> Result<()> {
    if takes(Whose::Record, text.trim_end())? {
        return Ok(());
    }
    heard_or_not(write_line(text.trim_end()))
}

/// Writes what stands in the record as leaving the program, to the letter.
pub fn spoken(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    heard_or_not(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Whether what is printed stands before whoever sits at this terminal, and goes nowhere else.
pub fn before_eyes() -> bool {
    std::io::stdout().is_terminal()
}

fn takes(whose: Whose, text: &str) -> Result<bool> {
    held::takes(whose, &(safe::lines(text) + "\n"))
}

fn write_line(line: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush())
}

/// Words as the terminal on standard output shows them: what is longer than its lines is broken between words. What
/// goes anywhere else stays as it is.
fn fitted(text: &str) -> String {
    tui::columns().map_or_else(|| text.to_string(), |columns| in_columns(text, columns))
}

/// The same in lines of so many columns. A line that has room keeps its gaps.
fn in_columns(text: &str, columns: usize) -> String {
    let fits = |line: &str| UnicodeWidthStr::width(line.trim_end()) <= columns;
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let mut held = String::new();
        for word in line.split_inclusive(' ') {
            if !fits(&format!("{held}{word}")) && !held.trim().is_empty() {
                lines.push(std::mem::take(&mut held).trim_end().to_string());
            }
            held.push_str(word);
        }
        lines.push(held);
    }
    lines.join("\n")
}

fn heard_or_not(result: std::io::Result<()>) -> Result<()> {
    match result {
        Err(cause) if cause.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result.map_err(unwritten),
    }
}

fn unwritten(cause: std::io::Error) -> Failure {
    Failure::machine("The answer could not be written.", cause)
}

/// Says on standard error what did not go.
pub fn complain(failure: &Failure) {
    // Sentences that follow lines of their own begin on a line without a space.
    let mut text = safe::lines(&failure.to_string()).replace(" \n", "\n").replace("\n ", "\n");
    let mut cause = std::error::Error::source(failure);
    while let Some(inner) = cause {
        let said = safe::lines(&inner.to_string()).replace('\n', " ");
        // One library often says what the one below it said.
        if !text.contains(&said) {
            text.push_str(&format!("\n  ({said})"));
        }
        cause = inner.source();
    }
    if std::io::stderr().is_terminal() {
        text = fitted(&text);
    }
    // Where standard error is gone there is nobody left to tell.
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Says on standard error what is beside the matter of a command.
pub fn aside(says: &str) {
    // Where standard error is gone there is nobody left to tell.
    let _ = writeln!(std::io::stderr().lock(), "{}", safe::lines(says));
}

/// Whether there is a person at a terminal to ask, who sees what is asked.
pub fn can_ask() -> bool {
    std::io::stdin().is_terminal() && before_eyes()
}

/// Takes what was said from the screen, and from what can be scrolled back to, as far as the terminal allows that.
pub fn wipe() -> Result<()> {
    let dumb = paths::variable("TERM").is_none_or(|term| term.is_empty() || term == "dumb");
    let mut out = std::io::stdout().lock();
    if dumb || !out.is_terminal() {
        return Ok(());
    }
    // All of the screen, what was scrolled away, and the cursor at the beginning.
    heard_or_not(write!(out, "\u{1b}[2J\u{1b}[3J\u{1b}[H").and_then(|()| out.flush()))
}

/// Asks for a line on the terminal. Refuses where there is nobody to ask, and where the answer is to stop: Esc, or
/// the end of what is typed (Ctrl-D).
pub fn ask(question: &str) -> Result<String> {
    let nobody =
        || Failure::refused("There is no terminal here to ask on.").todo("Say it by an option; see --help.");
    if !can_ask() {
        return Err(nobody());
    }
    let mut stdout = std::io::stdout().lock();
    write!(stdout, "{} ", fitted(&safe::lines(question)))
        .and_then(|()| stdout.flush())
        .map_err(|_| nobody())?;
    let mut line = String::new();
    match std::io::stdin().lock().read_line(&mut line) {
        Err(_) => Err(nobody()),
        Ok(0) => {
            // The shell's next line begins on a line of its own.
            let _ = writeln!(stdout);
            Err(Failure::refused("Stopped."))
        }
        Ok(_) if line.trim_end() == "\u{1b}" => Err(Failure::refused("Stopped.")),
        Ok(_) => Ok(line.trim().to_string()),
    }
}

/// Asks for something that is not shown while it is typed.
pub fn ask_hidden(question: &str) -> Result<zeroize::Zeroizing<String>> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::refused("There is no terminal here to ask on.")
            .todo("Name a file with DOORSTEP_WORDS_FILE and DOORSTEP_PIN_FILE; see --help."));
    }
    rpassword::prompt_password(format!("{} ", safe::lines(question)))
        .map(zeroize::Zeroizing::new)
        .map_err(|cause| Failure::machine("Nothing could be read from this terminal.", cause))
}

/// Asks until the answer is one of several, each with the words that mean it, and says which.
pub fn choose(question: &str, meanings: &[&[&str]]) -> Result<usize> {
    loop {
        if let Some(choice) = chosen(&ask(question)?, meanings) {
            return Ok(choice);
        }
    }
}

/// Which of several an answer means: by its number, or by one of its words.
fn chosen(answer: &str, meanings: &[&[&str]]) -> Option<usize> {
    let answer = answer.trim().to_lowercase();
    let number = answer.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    number
        .filter(|at| *at < meanings.len())
        .or_else(|| meanings.iter().position(|words| words.contains(&answer.as_str())))
}

/// Whether the answer is a yes or a no. Anything else is asked again: what was answered before is worth it.
pub fn yes(question: &str) -> Result<bool> {
    choose(&format!("{question}  1 yes  2 no:"), YES_OR_NO).map(|choice| choice == 0)
}

const YES_OR_NO: &[&[&str]] = &[&["yes", "y"], &["no", "n"]];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_broken_between_words_and_what_has_room_keeps_its_gaps() {
        assert_eq!(in_columns("File    The list of your staff:", 20), "File    The list of\nyour staff:");
        assert_eq!(in_columns("    struggle wire\n\n1   19YY", 20), "    struggle wire\n\n1   19YY");
        assert_eq!(in_columns("exactly ten, words", 12), "exactly ten,\nwords");
        assert_eq!(in_columns("one-word-that-is-longer", 8), "one-word-that-is-longer");
    }

    #[test]
    fn an_answer_is_a_number_or_a_word_and_anything_else_is_none() {
        for (answer, means) in [
            ("1", Some(0)),
            ("y", Some(0)),
            (" Yes ", Some(0)),
            ("2", Some(1)),
            ("n", Some(1)),
            ("NO", Some(1)),
            ("0", None),
            ("3", None),
            ("", None),
            ("yse", None),
        ] {
            assert_eq!(chosen(answer, YES_OR_NO), means, "{answer}");
        }
    }
}
