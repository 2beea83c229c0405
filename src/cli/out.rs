//! What a command says. Nothing that a person or a file typed reaches the terminal but as plain text:
//! control characters, bidirectional overrides and zero-width characters are made visible.

use std::io::{BufRead, ErrorKind, IsTerminal, Write};

use crate::failure::{Failure, Result};

/// Says a line on standard output. A reader that closed the pipe (`| head`) stops nothing: what a command
/// was asked to do is done all the same.
pub fn say(line: &str) -> Result<()> {
    heard_or_not(write_line(&plain(line)))
}

/// Says a line of a list. A reader that closed the pipe has seen enough: the program ends quietly.
pub fn row(line: &str) -> Result<()> {
    match write_line(&plain(line)) {
        Err(cause) if cause.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
        result => result.map_err(unwritten),
    }
}

/// Says a line that somebody must have read, such as the room words. Fails where nobody can.
pub fn hand(line: &str) -> Result<()> {
    write_line(&plain(line)).map_err(unwritten)
}

/// Writes a line of JSON: already escaped by its writer, but for what a terminal would act on.
pub fn json(value: &serde_json::Value) -> Result<()> {
    let text = if std::io::stdout().is_terminal() {
        serde_json::to_string_pretty(value)
    } else {
        serde_json::to_string(value)
    };
    heard_or_not(write_line(&ascii_controls(
        &text.map_err(|cause| Failure::machine("This could not be written as JSON.", cause))?,
    )))
}

fn write_line(line: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush())
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
    let mut text = plain(&failure.to_string()).replace(" \n", "\n").replace("\n ", "\n");
    let mut cause = std::error::Error::source(failure);
    while let Some(inner) = cause {
        text.push_str(&format!("\n  ({})", plain(&inner.to_string()).replace('\n', " ")));
        cause = inner.source();
    }
    // Where standard error is gone there is nobody left to tell.
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Asks for a line on the terminal. Refuses where there is nobody to ask.
pub fn ask(question: &str) -> Result<String> {
    let nobody =
        || Failure::refused("There is no terminal here to ask on.").todo("Say it by an option; see --help.");
    if !std::io::stdin().is_terminal() {
        return Err(nobody());
    }
    let mut stdout = std::io::stdout().lock();
    write!(stdout, "{} ", plain(question)).and_then(|()| stdout.flush()).map_err(|_| nobody())?;
    let mut line = String::new();
    match std::io::stdin().lock().read_line(&mut line) {
        Ok(0) | Err(_) => Err(nobody()),
        Ok(_) => Ok(line.trim().to_string()),
    }
}

/// Asks for something that is not shown while it is typed.
pub fn ask_hidden(question: &str) -> Result<zeroize::Zeroizing<String>> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::refused("There is no terminal here to ask on.")
            .todo("Name a file with DOORSTEP_WORDS_FILE and DOORSTEP_PIN_FILE; see --help."));
    }
    rpassword::prompt_password(format!("{} ", plain(question)))
        .map(zeroize::Zeroizing::new)
        .map_err(|cause| Failure::machine("Nothing could be read from this terminal.", cause))
}

/// Whether the answer is a yes. Anything else is a no.
pub fn yes(question: &str) -> Result<bool> {
    Ok(matches!(ask(question)?.to_lowercase().as_str(), "y" | "yes"))
}

/// The text with everything that a terminal would act on made visible; line ends stay.
pub fn plain(text: &str) -> String {
    text.split('\n')
        .map(|line| line.chars().flat_map(visible).collect::<String>())
        .collect::<Vec<_>>()
        .join("\n")
}

/// JSON keeps its letters: what a terminal would act on becomes an escape that reads back the same.
fn ascii_controls(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\n' && acts(c) {
            let mut units = [0; 2];
            c.encode_utf16(&mut units).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
        } else {
            out.push(c);
        }
    }
    out
}

fn visible(c: char) -> Vec<char> {
    if acts(c) { format!("<U+{:04X}>", u32::from(c)).chars().collect() } else { vec![c] }
}

/// Whether a terminal, or the order of the letters on it, would be changed by this character.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{061C}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_would_act_on_is_printed() {
        assert_eq!(plain("a\u{1b}[2Jb\nc\u{202e}d\u{7}"), "a<U+001B>[2Jb\nc<U+202E>d<U+0007>");
        assert_eq!(plain("Zoë Nguyễn Łukasz “ha”"), "Zoë Nguyễn Łukasz “ha”");
    }

    #[test]
    fn json_reads_back_the_same_after_its_escapes() {
        let text = serde_json::to_string("a\u{202e}b\u{9b}c\u{1b}").expect("json");
        let safe = ascii_controls(&text);
        assert!(!safe.chars().any(acts));
        assert_eq!(serde_json::from_str::<String>(&safe).expect("json"), "a\u{202e}b\u{9b}c\u{1b}");
    }
}
