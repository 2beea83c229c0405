//! `doorstep erase`: what was written leaves the record for good. It shows what would go; with `--do` two people do it.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};

use super::session::{self, Session};
use super::{Common, held, list, out};
use crate::clock::Clock;
use crate::domain::erasure::{Ground, Subject, redacted};
use crate::domain::{self, Change, EntryId, PracticeId, Stamp};
use crate::failure::{Failure, Result};
use crate::report::erasing::{GOES, STAYS, SWEPT_LATER, Shown, done as done_so, stops};
use crate::report::reports::By;
use crate::store::ask::Erasing;

/// What is erased.
#[derive(Debug, Subcommand)]
pub enum What {
    /// One entry, with its corrections and all that was said about it since
    Entry(Entry),
    /// One practice record, with its corrections
    Record(Record),
    /// A child who has left: every line about them
    Child(Child),
}

/// Which entry.
#[derive(Debug, Args)]
pub struct Entry {
    /// Its id, as `doorstep list entries --json` gives it
    #[arg(value_name = "ID")]
    id: EntryId,
    /// Only these words of it, wherever they stand; may be said more than once. The rest stands as a new entry by the same
    /// writer, which waits for a lead
    #[arg(long, value_name = "WORDS")]
    leave_out: Vec<String>,
    #[command(flatten)]
    how: How,
}

/// Which record.
#[derive(Debug, Args)]
pub struct Record {
    /// Its id, as `doorstep list practice --json` gives it
    #[arg(value_name = "ID")]
    id: PracticeId,
    #[command(flatten)]
    how: How,
}

/// Which child.
#[derive(Debug, Args)]
pub struct Child {
    /// By any part of the name
    #[arg(value_name = "NAME")]
    name: String,
    #[command(flatten)]
    how: How,
}

/// Whether it is done, by whom and why.
#[derive(Debug, Args)]
pub struct How {
    /// Do it. Without this, what would go is shown and nothing is done
    #[arg(long = "do", requires_all = ["with", "ground", "because"])]
    does: bool,
    /// The other person, by initials: another manager or a room lead, who is asked for their PIN (or it stands in a file
    /// that DOORSTEP_SECOND_PIN_FILE names)
    #[arg(long, value_name = "INITIALS")]
    with: Option<String>,
    /// On which ground
    #[arg(long, value_parser = ground())]
    ground: Option<Ground>,
    /// Why, in a few words that name nobody: they stay in the record
    #[arg(long, value_name = "WORDS")]
    because: Option<String>,
}

/// A ground by its name.
fn ground() -> impl TypedValueParser<Value = Ground> {
    let known = PossibleValuesParser::new(Ground::ALL.iter().map(|ground| ground.code()));
    known.try_map(|code| {
        Ground::ALL.into_iter().find(|ground| ground.code() == code).ok_or("there is no such ground")
    })
}

/// Shows it, or does it.
pub fn run(common: &Common, what: &What) -> Result<()> {
    Session::writing(common, |session| erased(session, what))
}

fn erased(session: &mut Session, what: &What) -> Result<()> {
    session.need(By::Manager, "erase something, and never alone")?;
    let (subject, how) = match what {
        What::Entry(entry) => (Subject::Entry(entry.id), &entry.how),
        What::Record(record) => (Subject::Practice(record.id), &record.how),
        What::Child(child) => (Subject::Child(list::child(session, &child.name)?), &child.how),
    };
    let erasing = session.store.erasing(subject)?;
    let stops = stops(&session.roll, &erasing, session.today());
    // What goes with this command does not leave the room in its last moment.
    let shows = !(how.does && held::is_leaving());
    if let Some(trouble) = &stops
        && shows
    {
        out::say(&format!("It can't be erased now. {trouble}"))?;
    }
    if shows {
        shown(session, &erasing)?;
    }
    let rest = match what {
        What::Entry(entry) if !entry.leave_out.is_empty() && !erasing.lines.is_empty() => {
            let rest = rest(session, entry)?;
            if shows {
                held::tells(None, [entry.id]);
                out::say(&format!("In its place would stand: {}", rest.text))?;
            }
            Some(rest)
        }
        _ => None,
    };
    match (&how.with, how.ground, &how.because) {
        (Some(with), Some(ground), Some(because)) if how.does => {
            done(session, (erasing, rest), with, ground, because)
        }
        _ if stops.is_some() => Ok(()),
        _ => out::own(
            "Nothing was erased. To do it, two people: add --do --with INITIALS --ground GROUND --because WORDS.",
        ),
    }
}

/// What goes, and what stays.
fn shown(session: &Session, erasing: &Erasing) -> Result<()> {
    let Shown { about, goes, stays } = Shown::of(&session.roll, erasing, |record| record.to_string());
    for (heading, lines) in [(format!("Erasing {about} {GOES}"), goes), (STAYS.to_string(), stays)] {
        if !lines.is_empty() {
            out::say(&format!("{heading}:"))?;
        }
        lines.iter().try_for_each(|line| out::say(&format!("  {line}")))?;
    }
    Ok(())
}

/// What stands in the place of an entry of which some words go.
fn rest(session: &mut Session, entry: &Entry) -> Result<domain::Entry> {
    let id = session.chance.id(session.now);
    let standing = session.store.entry(entry.id)?;
    let rest = standing.and_then(|standing| redacted(&standing, &entry.leave_out, id, session.person.id));
    rest.ok_or_else(|| {
        Failure::refused("Those words do not stand in this entry.")
            .safe("Nothing was erased.")
            .todo("Write them as they stand there, letter for letter.")
    })
}

fn done(
    session: &mut Session,
    (erasing, rest): (Erasing, Option<domain::Entry>),
    with: &str,
    ground: Ground,
    because: &str,
) -> Result<()> {
    let began = session.now;
    let second = session::second(&mut session.store, &session.roll, with, began)?;
    let stamp = Stamp { person: Some(session.person.id), recorded: Clock::Machine.now() };
    let erasure = erasing.agreed((ground, because.to_string()), second.id, began);
    let act = std::iter::once(Change::Erase(Box::new(erasure)))
        .chain(rest.map(|rest| Change::Entry(Box::new(rest))))
        .collect::<Vec<Change>>();
    session.store.apply(&act.into(), stamp)?;
    session.store.rest()?;
    out::own(&done_so(erasing.lines.len(), &session.person, &second))?;
    if session.store.to_sweep()? {
        out::own(SWEPT_LATER)?;
    }
    out::own(
        "Copies of the record from before still hold it until they are replaced. Restoring one erases it again.",
    )
}
