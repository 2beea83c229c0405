//! `doorstep erase`: what was written leaves the record for good. It shows what would go; with `--do` two people do it.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};

use super::session::{self, Session};
use super::{Common, list, out};
use crate::clock::Clock;
use crate::domain::erasure::{Erasure, ErasureTrouble, Ground, Subject, redacted};
use crate::domain::{self, Change, ChildId, EntryId, PracticeId, Roll, Stamp, day};
use crate::failure::{Failure, Kind, Result};
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
    let mut session = Session::writing(common)?;
    session.need(By::Manager, "erase something, and never alone")?;
    let (subject, how) = match what {
        What::Entry(entry) => (Subject::Entry(entry.id), &entry.how),
        What::Record(record) => (Subject::Practice(record.id), &record.how),
        What::Child(child) => (Subject::Child(list::child(&session, &child.name)?), &child.how),
    };
    let erasing = session.store.erasing(subject)?;
    let stops = stops(&session, &erasing);
    if let Some(trouble) = &stops {
        out::say(&format!("It can't be erased now. {trouble}"))?;
    }
    shown(&session, &erasing)?;
    let rest = match what {
        What::Entry(entry) if !entry.leave_out.is_empty() && !erasing.lines.is_empty() => {
            let rest = rest(&mut session, entry)?;
            out::say(&format!("In its place would stand: {}", rest.text))?;
            Some(rest)
        }
        _ => None,
    };
    match (&how.with, how.ground, &how.because) {
        (Some(with), Some(ground), Some(because)) if how.does => {
            done(&mut session, (erasing, rest), with, ground, because)
        }
        _ if stops.is_some() => Ok(()),
        _ => out::say(
            "Nothing was erased. To do it, two people: add --do --with INITIALS --ground GROUND --because WORDS.",
        ),
    }
}

/// What is in the way.
fn stops(session: &Session, erasing: &Erasing) -> Option<ErasureTrouble> {
    let on_roll = match erasing.subject {
        Subject::Child(child) => {
            session.roll.child(child).is_some_and(|child| child.on_roll(session.today()))
        }
        _ => false,
    };
    erasing.stops.clone().or(on_roll.then_some(ErasureTrouble::OnRoll))
}

/// What goes, and what stays.
fn shown(session: &Session, erasing: &Erasing) -> Result<()> {
    let roll = &session.roll;
    if erasing.lines.is_empty() {
        return Ok(());
    }
    out::say(&format!("Erasing {} would take away for good:", about(roll, erasing)))?;
    let rest = erasing.lines.len() - erasing.entries - erasing.records;
    for (count, one, many) in [
        (erasing.entries, "entry", "entries"),
        (erasing.records, "practice record", "practice records"),
        (
            rest,
            "line that goes with it: corrections, agreements, the register",
            "lines that go with it: corrections, agreements, the register",
        ),
        (erasing.drafts, "unfinished note", "unfinished notes"),
        (erasing.adults, "adult whom no other child has", "adults whom no other child has"),
    ] {
        counted(count, one, many)?;
    }
    let stays = erasing.shared.len() + erasing.mentions + erasing.texts + erasing.left.len();
    if stays > 0 {
        out::say("What it does not reach, for a person to look at:")?;
    }
    for record in &erasing.shared {
        out::say(&format!("  a practice record that names other children too: {record}"))?;
    }
    let others = "about other children that hold a name like this one";
    counted(erasing.mentions, &format!("note {others}"), &format!("notes {others}"))?;
    counted(
        erasing.texts,
        "text of the self-evaluation that cites it",
        "texts of the self-evaluation that cite it",
    )?;
    for left in &erasing.left {
        let by =
            left.by.and_then(|by| roll.person(by)).map(|by| format!(", by {}", by.name)).unwrap_or_default();
        let (report, on) = (left.report.replace('-', " "), day::long(left.at.day()));
        out::say(&format!("  a file that left: {report}, for {}, {on}{by}", left.recipient))?;
    }
    Ok(())
}

fn counted(count: usize, one: &str, many: &str) -> Result<()> {
    match count {
        0 => Ok(()),
        1 => out::say(&format!("  1 {one}")),
        _ => out::say(&format!("  {count} {many}")),
    }
}

fn about(roll: &Roll, erasing: &Erasing) -> String {
    let of = |child: Option<ChildId>| {
        let child = child.and_then(|child| roll.child(child));
        child.map(|child| format!(" about {}", child.name())).unwrap_or_default()
    };
    match erasing.subject {
        Subject::Entry(_) => format!("this entry{}", of(erasing.child)),
        Subject::Practice(_) => format!("this practice record{}", of(erasing.child)),
        Subject::Child(child) => {
            format!("all{}", of(Some(child)))
        }
    }
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
    let lines = erasing.lines.len();
    let erasure = Erasure {
        what: Some(erasing.subject),
        child: erasing.child,
        ground,
        why: because.to_string(),
        second: Some(second.id),
        began: Some(began),
        lines: erasing.lines,
    };
    let act = std::iter::once(Change::Erase(Box::new(erasure)))
        .chain(rest.map(|rest| Change::Entry(Box::new(rest))))
        .collect::<Vec<Change>>();
    let erased = session.store.apply(&act.into(), stamp);
    erased.map_err(|failure| match failure.kind {
        // The ledger may be on the disk already, and it counts.
        Kind::Machine => failure
            .todo("Make sure that the disk is well: what two people decided is finished at the next start."),
        _ => failure,
    })?;
    session.store.rest()?;
    out::say(&format!(
        "Erased: the words of {lines} {}. {} and {} stand in the record as those who did it.",
        if lines == 1 { "line" } else { "lines" },
        session.person.name,
        second.name
    ))?;
    if session.store.to_sweep()? {
        out::say("Another window is open: the last traces in the record's file go when that is at rest.")?;
    }
    out::say(
        "Copies of the record from before still hold it until they are replaced. Restoring one erases it again.",
    )
}
