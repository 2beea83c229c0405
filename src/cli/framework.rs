//! `doorstep framework`: which frameworks there are, whether a file of a setting's own can be used, the page of all.

use std::path::PathBuf;

use clap::Subcommand;

use super::{Common, out};
use crate::catalog::{Catalog, CatalogError};
use crate::domain::framework::{Framework, From};
use crate::failure::{Failure, Result};
use crate::own;
use crate::paths::Home;

/// What about them.
#[derive(Debug, Subcommand)]
pub enum What {
    /// List the frameworks by their ids, those in use first
    List,
    /// Check a framework's file before it goes into the folder `frameworks` beside the record
    Check {
        /// The file, called by the framework's id: our-own.toml
        file: PathBuf,
    },
    /// Print the file of a framework that the program brings, as a pattern for one of your own
    Show {
        /// The framework's id, as `doorstep framework list` has it
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Print every statement of every framework and where its evidence comes from, as in docs/frameworks.md
    Page,
}

/// Lists, checks or prints.
pub fn run(common: &Common, what: &What) -> Result<()> {
    let home = Home::find(common.home.clone())?;
    match what {
        What::Check { file } => check(&home, file),
        What::Show { id } => match Catalog::file_of(id) {
            Some(text) => out::say(text.trim_end()),
            None => Err(Failure::refused(format!("The program brings no framework called “{id}”."))
                .todo("doorstep framework list says which there are.")),
        },
        What::List => list(&catalog(&home)?),
        What::Page => out::say(catalog(&home)?.page().trim_end()),
    }
}

/// What the program brings with the setting's own laid over it. What is wrong in a file of the setting is said on
/// standard error, and the rest goes on.
pub fn catalog(home: &Home) -> Result<Catalog> {
    let (catalog, wrong) = own::catalog(home)?;
    wrong.into_iter().for_each(|wrong| out::complain(&Failure::from(wrong)));
    Ok(catalog)
}

fn list(catalog: &Catalog) -> Result<()> {
    for (index, framework) in catalog.frameworks.iter().enumerate() {
        let used = if index < catalog.in_use().len() { "in use" } else { "" };
        let statements = framework.statements.len();
        let says = format!("{}  {}, {statements} statements  {used}", framework.id, framework.title);
        out::row(says.trim_end())?;
    }
    Ok(())
}

fn check(home: &Home, file: &std::path::Path) -> Result<()> {
    let (mut catalog, before) = own::without(home, file)?;
    // It is called as it was asked for: it need not lie in the folder yet.
    let called = file.display().to_string();
    own::lay(&mut catalog, file).map_err(|wrong| {
        let called = |wrong| CatalogError { file: called.clone(), ..wrong };
        wrong.into_iter().map(called).collect::<Vec<_>>()
    })?;
    let id = file.file_stem().unwrap_or_default().to_string_lossy();
    let Some(framework) = catalog.framework(&id) else {
        return Err(Failure::refused(format!("No framework {id} came of {}.", file.display())));
    };
    let count = |from: From| framework.statements.iter().filter(|statement| statement.from == from).count();
    out::say(&format!(
        "{} can be used: {}, {} statements ({} daily, {} partly, {} other).",
        file.display(),
        framework.title,
        framework.statements.len(),
        count(From::Daily),
        count(From::Partly),
        count(From::Other)
    ))?;
    if catalog.not_in_use().iter().any(|framework| framework.id == id) {
        out::say("It is put away by hide = true at its top: what was agreed for it stays in the record.")?;
    }
    if let Some(before) = before {
        succession(framework, &before)?;
    }
    let folder = home.frameworks();
    if file.parent().and_then(|parent| parent.canonicalize().ok()) == folder.canonicalize().ok()
        && folder.exists()
    {
        return out::say("It lies in its folder and is read at the next start.");
    }
    out::say(&format!("Copy it into {}; it is read at the next start.", folder.display()))
}

/// What becomes of judgements and evidence where this takes the place of what the setting has now.
fn succession(framework: &Framework, before: &Framework) -> Result<()> {
    let becomes = framework.succeeds(before);
    let hidden: Vec<String> =
        framework.aside.iter().filter(|code| before.statement(code).is_some()).cloned().collect();
    if !hidden.is_empty() {
        out::say(&format!(
            "Hidden, with what is said of them, until they are shown again: {}.",
            hidden.join(", ")
        ))?;
    }
    if becomes.ended.is_empty() && becomes.reworded.is_empty() && becomes.new.is_empty() {
        return Ok(());
    }
    out::say(&format!(
        "It takes the place of {}. What was judged, written and agreed goes on under the same code.",
        before.edition.trim_end_matches('.')
    ))?;
    let lists = [
        (&becomes.ended, "No successor", "It stays in the record, and the form lists it at its end."),
        (&becomes.reworded, "The same code, other words", "See that each still asks the same."),
        (&becomes.new, "New", ""),
    ];
    for (codes, says, then) in lists.into_iter().filter(|(codes, ..)| !codes.is_empty()) {
        out::say(format!("{says}: {}. {then}", codes.join(", ")).trim_end())?;
    }
    Ok(())
}
