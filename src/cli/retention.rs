//! `doorstep retention`: what is due by the setting's own terms, what is held, and letting that go. It erases nothing.

use clap::{Args, Subcommand};

use super::session::Session;
use super::{Common, framework, list, out};
use crate::domain::day::long;
use crate::domain::erasure::Subject;
use crate::domain::retention::{Due, Term};
use crate::domain::{Change, ChildId, EntryId, PracticeId};
use crate::failure::{Failure, Result};
use crate::own;
use crate::paths::Home;
use crate::report::due::{kept, since};
use crate::report::gather;
use crate::report::reports::By;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum What {
    /// What is due: whose term is over, by which term, and where that comes from
    Due,
    /// What is held, since when and why
    Held,
    /// Hold something: it is not erased, even when it is due
    Hold(Which),
    /// Let go what is held
    Release(Which),
}

/// Which, and why.
#[derive(Debug, Args)]
pub struct Which {
    #[command(flatten)]
    of: Of,
    /// Why
    #[arg(long, value_name = "WORDS")]
    because: String,
}

/// Which.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct Of {
    /// All that is kept about this child, by any part of the name
    #[arg(long, value_name = "NAME")]
    child: Option<String>,
    /// An entry, by its id
    #[arg(long, value_name = "ID")]
    entry: Option<EntryId>,
    /// A practice record, by its id
    #[arg(long, value_name = "ID")]
    record: Option<PracticeId>,
}

/// Does it.
pub fn run(common: &Common, what: &What) -> Result<()> {
    Session::writing(common, |session| does(common, session, what))
}

fn does(common: &Common, session: &mut Session, what: &What) -> Result<()> {
    match what {
        What::Due => {
            session.need(By::Leads, "see what is due")?;
            listed(common, session)?;
            session.store.look_at_due(session.person.id, session.today())
        }
        What::Held => {
            session.need(By::Leads, "see what is held")?;
            held(session)
        }
        What::Hold(which) => {
            session.need(By::Leads, "hold something")?;
            let (subject, child) = which.of.subject(session)?;
            let reason = which.because.clone();
            let stamp = session.stamp();
            session.store.apply(&Change::Hold { subject, child, reason }.into(), stamp)?;
            out::done(&format!("Saved. {} is held.", about(session, subject)), "Saved. It is held.")
        }
        What::Release(which) => {
            session.need(By::Manager, "let go what is held")?;
            let (subject, child) = which.of.subject(session)?;
            let reason = which.because.clone();
            let stamp = session.stamp();
            session.store.apply(&Change::Release { subject, child, reason }.into(), stamp)?;
            let whole = format!("Saved. {} is not held any more.", about(session, subject));
            out::done(&whole, "Saved. It is not held any more.")
        }
    }
}

fn listed(common: &Common, session: &Session) -> Result<()> {
    let home = Home::find(common.home.clone())?;
    let (terms, wrong) = own::terms(&home, &framework::catalog(&home)?.retention);
    if let Some(wrong) = wrong.into_iter().next() {
        return Err(Failure::refused(wrong.to_string()).safe("Nothing is due by a guess."));
    }
    for Term { of, years, source } in &terms {
        out::own(&format!(
            "{}: {years} {} ({source})",
            kept(*of),
            if *years == 1 { "year" } else { "years" }
        ))?;
    }
    let list = gather::due(&session.store, &session.roll, &terms, Vec::new(), session.now)?;
    if list.due.is_empty() {
        return out::own("Nothing is due.");
    }
    for Due { subject, from, until, of } in &list.due {
        let held = list.holds.iter().find(|hold| hold.subject == *subject);
        let held = held.map(|hold| format!("; held: {}", hold.reason)).unwrap_or_default();
        out::say(&format!(
            "due: {} {} on {}, kept until {}{held}",
            about(session, *subject),
            since(*of),
            long(*from),
            long(*until)
        ))?;
    }
    out::own(
        "Nothing goes by itself. A manager looks at each, and erases it with a second person: doorstep erase.",
    )
}

fn held(session: &Session) -> Result<()> {
    let holds = session.store.holds()?;
    if holds.is_empty() {
        return out::own("Nothing is held.");
    }
    holds.iter().try_for_each(|hold| {
        let by = hold.by.map(|(by, at)| {
            let name = session.roll.person(by).map(|person| person.name.clone()).unwrap_or_default();
            format!(", by {name} since {}", long(at.day()))
        });
        out::say(&format!("{}{}: {}", about(session, hold.subject), by.unwrap_or_default(), hold.reason))
    })
}

fn about(session: &Session, subject: Subject) -> String {
    match subject {
        Subject::Child(child) => {
            session.roll.child(child).map_or_else(|| "A child".to_string(), |child| child.name())
        }
        Subject::Entry(entry) => format!("The entry {entry}"),
        Subject::Practice(record) => format!("The practice record {record}"),
    }
}

impl Of {
    /// What it is, with the child whom it is about.
    fn subject(&self, session: &Session) -> Result<(Subject, Option<ChildId>)> {
        let subject = match (&self.child, self.entry, self.record) {
            (Some(name), ..) => Subject::Child(list::child(session, name)?),
            (_, Some(entry), _) => Subject::Entry(entry),
            (.., Some(record)) => Subject::Practice(record),
            _ => return Err(Failure::usage("Say which: --child, --entry or --record.")),
        };
        Ok((subject, session.store.erasing(subject)?.child))
    }
}
