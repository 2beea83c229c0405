//! The command line: one file a subcommand. `doorstep` alone opens the log.
//!
//! Exit codes: 0 done, 1 refused or failed (with a sentence on standard error), 2 wrong usage.
//! Whatever a command prints of what people typed goes through [`out`], so nothing reaches a terminal
//! but plain text.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgMatches, Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::domain::Day;
use crate::domain::policy::ReportKind;
use crate::export::{FORMATS, FileFormat, format as format_of, offered, with_this_machines_faces};
use crate::failure::Result;
use crate::tui::Closed;

pub mod backup;
pub mod demo;
pub mod erase;
pub mod evidence;
pub mod export;
pub mod framework;
pub mod held;
pub mod import;
pub mod keys;
pub mod leaver;
pub mod list;
pub mod log;
pub mod making;
mod memory;
pub mod one_use;
pub mod open;
pub mod out;
pub mod recover;
pub mod request;
pub mod retention;
pub mod safe;
pub mod session;
pub mod setup;
pub mod shell;
pub mod verify;
pub mod week;

/// The key person's daily log: what was said at the door, kept safe, and rolled up into evidence.
#[derive(Debug, Parser)]
#[command(name = "doorstep", version, after_help = AFTER)]
pub struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Option<Command>,
}

const AFTER: &str = "Without a command the log opens on the screen, with --plain line by line.\n\
    Where a script runs it: DOORSTEP_WORDS_FILE names a file with the room words, DOORSTEP_PIN_FILE one with the \
    PIN of the person named by --as. Both are refused when others can read them.\n\
    Exit codes: 0 done, 1 refused or failed with a sentence on standard error, 2 wrong usage.";

/// A day as people write it: `2026-11-24` or `24/11/2026`.
fn date(text: &str) -> Result<Day, String> {
    crate::capture::file::day(text).ok_or_else(|| "write a day as 2026-11-24".to_string())
}

/// Why the record was closed, by its name.
fn closed() -> impl TypedValueParser<Value = Closed> {
    let known = PossibleValuesParser::new(Closed::ALL.map(Closed::name));
    known.try_map(|name| {
        Closed::ALL.into_iter().find(|why| why.name() == name).ok_or("there is no such reason")
    })
}

/// A format in which reports are written, by its name.
fn format() -> impl TypedValueParser<Value = &'static FileFormat> {
    let known = PossibleValuesParser::new(FORMATS.iter().map(|format| format.name));
    known.try_map(|name| format_of(&name).ok_or("there is no such format"))
}

/// The same, or the values of which the evidence form is made.
fn format_or_json() -> impl TypedValueParser<Value = evidence::Format> {
    or_json(offered(ReportKind::EvidenceForm).map(|format| format.name))
}

/// Any format, or the values of which a report is made.
fn any_format() -> impl TypedValueParser<Value = evidence::Format> {
    or_json(FORMATS.iter().map(|format| format.name))
}

fn or_json(names: impl Iterator<Item = &'static str>) -> impl TypedValueParser<Value = evidence::Format> {
    let known = PossibleValuesParser::new(names.chain(["json"]));
    known.map(|name| format_of(&name).map_or(evidence::Format::Json, evidence::Format::File))
}

/// What every command takes.
#[derive(Clone, Debug, Args)]
pub struct Common {
    /// Where the record lies, instead of this machine's usual folder (or DOORSTEP_HOME)
    #[arg(long, global = true, value_name = "DIR")]
    pub home: Option<PathBuf>,
    /// Who does this, by initials
    #[arg(long = "as", global = true, value_name = "INITIALS")]
    pub person: Option<String>,
    /// Open the record with this key file instead of the room words (or DOORSTEP_KEY_FILE)
    #[arg(long, global = true, value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// Why the record was closed; the room words are asked then, whatever says them.
    #[arg(long, global = true, hide = true, value_parser = closed())]
    pub closed: Option<Closed>,
    /// Open the log line by line, for screen readers (also where TERM is dumb)
    #[arg(long, global = true)]
    pub plain: bool,
    /// Keep the record in this folder even though it is shared or copied to other machines; remembered
    #[arg(long, global = true)]
    pub even_so: bool,
    /// The command as it was called, without its options: `request show`.
    #[arg(skip)]
    pub called: String,
}

impl Common {
    /// The command that opens this record, as it is typed.
    fn opens(&self) -> String {
        match &self.home {
            None => "doorstep".to_string(),
            Some(home) => format!("doorstep --home {}", typed(&home.display().to_string())),
        }
    }
}

/// A word as a shell takes it: between quotation marks where it has anything but the plainest letters.
fn typed(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '\\' | ':');
    if !word.is_empty() && word.chars().all(plain) {
        word.to_string()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Set up a setting: its name, its staff, its register
    Setup(setup::Options),
    /// Bring in a register or a staff list again, any day after
    #[command(subcommand)]
    Import(import::What),
    /// Open the log on a made-up nursery, for practice
    Demo(demo::Options),
    /// Write a note without the screen, or a day from paper
    Log(log::Options),
    /// List entries, children, people or practice records
    #[command(subcommand)]
    List(list::What),
    /// Write the evidence form of a framework
    Evidence(evidence::Options),
    /// List the frameworks, or check a file of your own
    #[command(subcommand)]
    Framework(framework::What),
    /// Write the week: a page a household, or the room's week for its lead
    Week(week::Options),
    /// Make any report: the handover card, a moving-on record, the complaints and the others
    Export(export::Options),
    /// Answer a request for a child's whole record: its clock, what is held, what is decided of each line
    #[command(subcommand)]
    Request(request::What),
    /// What is due to be erased, and what is held
    #[command(subcommand)]
    Retention(retention::What),
    /// Erase an entry, a practice record or a child who has left: what would go, and with two people, for good
    #[command(subcommand)]
    Erase(erase::What),
    /// What opens the record: new room words, a new recovery sheet, a key file on a stick
    #[command(subcommand)]
    Safe(safe::What),
    /// Let somebody go at once, and list what is to be done besides
    Leaver(leaver::Options),
    /// Give somebody a number to sign in with once, with the recovery sheet
    OneUse(one_use::Options),
    /// Check the record: chain, projections, integrity, witness, the key's file
    Verify(verify::Options),
    /// Save what can be read of a damaged record into a new one
    Recover(recover::Options),
    /// Make a backup now, or list those that there are
    Backup(backup::Options),
    /// Put a backup into a new home: --home says where
    Restore(backup::Restoring),
    /// Restore the newest backup for nobody, check it, and take it away again
    Drill,
    /// Print all keys, as the screen uses them, or the card for the wall
    Keys(keys::Options),
    /// Print what your shell reads to complete these commands
    Completions(shell::Completions),
    /// Print the manual page, or write one for each command
    Man(shell::Manual),
}

impl Cli {
    /// What was given on the command line, with the command's name as it was called.
    fn of(given: &ArgMatches) -> clap::error::Result<Cli> {
        let mut cli = Cli::from_arg_matches(given)?;
        let mut called = Vec::new();
        let mut at = given;
        while let Some((name, below)) = at.subcommand() {
            called.push(name);
            at = below;
        }
        cli.common.called = called.join(" ");
        Ok(cli)
    }
}

/// Reads the arguments, does what they say, and tells how it went.
pub fn run() -> ExitCode {
    memory::keep();
    let cli = match Cli::command().try_get_matches().and_then(|given| Cli::of(&given)) {
        Ok(cli) => cli,
        Err(wrong) => return told(&wrong),
    };
    with_this_machines_faces();
    match dispatch(&cli) {
        Ok(code) => code,
        Err(failure) => {
            out::complain(&failure);
            ExitCode::from(failure.exit_code())
        }
    }
}

/// Says how a command is used, or what of it can't be understood: with what was typed made harmless, because the name of
/// a file on a stick may be anything.
fn told(wrong: &clap::Error) -> ExitCode {
    let text = crate::safe::lines(&wrong.render().to_string());
    if wrong.use_stderr() {
        // With nobody there to read it, the exit code says it all the same.
        let _ = std::io::stderr().write_all(text.as_bytes());
        ExitCode::from(2)
    } else {
        // Whoever closed the pipe has read enough.
        let _ = out::made(&text);
        ExitCode::SUCCESS
    }
}

fn dispatch(cli: &Cli) -> Result<ExitCode> {
    let common = &cli.common;
    let done = |result: Result<()>| result.map(|()| ExitCode::SUCCESS);
    match &cli.command {
        None => done(open::run(common)),
        Some(Command::Setup(options)) => done(setup::run(common, options)),
        Some(Command::Import(what)) => done(import::run(common, what)),
        Some(Command::Demo(options)) => done(demo::run(common, options)),
        Some(Command::Log(options)) => done(log::run(common, options)),
        Some(Command::List(what)) => done(list::run(common, what)),
        Some(Command::Evidence(options)) => done(evidence::run(common, options)),
        Some(Command::Framework(what)) => done(framework::run(common, what)),
        Some(Command::Week(options)) => week::run(common, options),
        Some(Command::Export(options)) => export::run(common, options),
        Some(Command::Request(what)) => done(request::run(common, what)),
        Some(Command::Retention(what)) => done(retention::run(common, what)),
        Some(Command::Erase(what)) => done(erase::run(common, what)),
        Some(Command::Verify(options)) => verify::run(common, options),
        Some(Command::Recover(options)) => done(recover::run(common, options)),
        Some(Command::Backup(options)) => backup::run(common, options),
        Some(Command::Restore(options)) => done(backup::bring_back(common, options)),
        Some(Command::Drill) => done(backup::drill(common)),
        Some(Command::Safe(what)) => done(safe::run(common, what)),
        Some(Command::Leaver(options)) => done(leaver::run(common, options)),
        Some(Command::OneUse(options)) => done(one_use::run(common, options)),
        Some(Command::Keys(options)) => done(keys::run(common, options)),
        Some(Command::Completions(options)) => done(shell::completions(options)),
        Some(Command::Man(options)) => done(shell::manual(options)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_that_opens_a_record_says_its_folder_as_it_is_typed() {
        for (home, says) in [
            (None, "doorstep"),
            (Some("/srv/log"), "doorstep --home /srv/log"),
            (Some("our log"), "doorstep --home 'our log'"),
            (Some("Sam's"), r"doorstep --home 'Sam'\''s'"),
        ] {
            let common = Common {
                home: home.map(PathBuf::from),
                person: None,
                key_file: None,
                closed: None,
                plain: false,
                even_so: false,
                called: String::new(),
            };
            assert_eq!(common.opens(), says);
        }
    }
}
