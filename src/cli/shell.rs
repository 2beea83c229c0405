//! What a shell and a manual are told of the commands, made from their declarations: `doorstep completions`,
//! `doorstep man`.

use std::path::{Path, PathBuf};

use clap::{Args, Command, CommandFactory};
use clap_complete::{Shell, generate};
use clap_mangen::Man;

use super::{Cli, out};
use crate::export::save::{Finished, save};
use crate::failure::{Failure, Result};

/// Which shell.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell that completes what is typed
    #[arg(value_enum)]
    shell: Shell,
}

/// Where the pages go.
#[derive(Debug, Args)]
pub struct Manual {
    /// The folder to write a page for each command into; else the page of `doorstep` itself is printed
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Prints what the shell reads.
pub fn completions(options: &Completions) -> Result<()> {
    let mut script = Vec::new();
    generate(options.shell, &mut Cli::command(), "doorstep", &mut script);
    out::made(&String::from_utf8_lossy(&script))
}

/// Prints the manual page, or writes one for each command.
pub fn manual(options: &Manual) -> Result<()> {
    let mut whole = Cli::command();
    // Each command then knows what it is called with those above it.
    whole.build();
    match &options.out {
        None => out::made(&String::from_utf8_lossy(&page(&whole)?)),
        Some(folder) => write(&whole, folder),
    }
}

fn write(whole: &Command, folder: &Path) -> Result<()> {
    let mut pages = Vec::new();
    all(whole, &mut pages)?;
    save(folder, &pages)?;
    out::say(&format!("{} pages are in {}.", pages.len(), folder.display()))
}

/// The page of a command, and of each under it.
fn all(command: &Command, into: &mut Vec<Finished>) -> Result<()> {
    let name = command.get_display_name().unwrap_or(command.get_name());
    into.push(Finished { stem: name.to_string(), extension: "1", bytes: page(command)? });
    let below = command.get_subcommands().filter(|below| below.get_name() != "help");
    below.into_iter().try_for_each(|below| all(below, into))
}

fn page(command: &Command) -> Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(command.clone())
        .render(&mut page)
        .map_err(|cause| Failure::machine("The manual page could not be made.", cause))?;
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::ValueEnum;

    #[test]
    fn every_command_is_completed_in_every_shell_and_has_a_page() {
        let names: Vec<String> =
            Cli::command().get_subcommands().map(|command| command.get_name().to_string()).collect();
        assert!(names.len() > 10, "{names:?}");
        for shell in Shell::value_variants() {
            let mut script = Vec::new();
            generate(*shell, &mut Cli::command(), "doorstep", &mut script);
            let script = String::from_utf8(script).unwrap();
            assert!(names.iter().all(|name| script.contains(name.as_str())), "{shell}");
        }
        let mut pages = Vec::new();
        let mut whole = Cli::command();
        whole.build();
        all(&whole, &mut pages).unwrap();
        for name in names {
            let page = pages.iter().find(|page| page.stem == format!("doorstep-{name}"));
            let page = String::from_utf8(page.unwrap_or_else(|| panic!("{name}")).bytes.clone()).unwrap();
            assert!(page.contains(".SH NAME") && page.contains(".SH SYNOPSIS"), "{page}");
        }
    }
}
