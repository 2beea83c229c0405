//! `doorstep week`: a page a household, or the room's week for its lead.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::session::Session;
use super::{Common, evidence, held, list, out};
use crate::domain::child::Format;
use crate::domain::policy::ReportKind;
use crate::domain::{Child, RoomId, Week};
use crate::export::{self, FileFormat, names};
use crate::failure::{Failure, Result};
use crate::leaving::{Leaving, Packing};
use crate::report::gather;

/// Which week, for whom, into which folder.
#[derive(Debug, Args)]
pub struct Options {
    /// For the families, a page each, or for the room's lead
    #[arg(long = "for", value_enum, value_name = "WHOM")]
    whom: Whom,
    /// The week, as 2026-W47
    #[arg(long, value_parser = week)]
    week: Week,
    /// Only this room; else all rooms
    #[arg(long, value_name = "NAME")]
    room: Option<String>,
    /// As what kind of file
    #[arg(long, value_parser = super::format(), default_value = "docx")]
    format: &'static FileFormat,
    /// The folder to write into
    #[arg(long, value_name = "DIR", required_unless_present = "report_only")]
    out: Option<PathBuf>,
    /// Write nothing; list what stands in the way
    #[arg(long)]
    report_only: bool,
    /// As what the files lie in their folder.
    #[arg(skip)]
    packing: Packing,
}

impl Options {
    /// A week that is written into a folder.
    pub(super) fn of(
        whom: Whom,
        week: Week,
        room: Option<String>,
        format: &'static FileFormat,
        folder: PathBuf,
        packing: Packing,
    ) -> Options {
        Options { whom, week, room, format, out: Some(folder), report_only: false, packing }
    }
}

/// For whom a week is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Whom {
    Families,
    Room,
}

/// A week as people write it.
pub fn week(text: &str) -> Result<Week, String> {
    Week::parse(text).ok_or_else(|| "write a week as 2026-W47".to_string())
}

/// Writes the week. Exit code 1 where a page was stopped by something that a person must settle first.
pub fn run(common: &Common, options: &Options) -> Result<ExitCode> {
    offered(options)?;
    if options.report_only {
        return Session::reading(common, |session| of(session, options));
    }
    Session::writing(common, |session| of(session, options))
}

fn of(session: &mut Session, options: &Options) -> Result<ExitCode> {
    session.need_lead("write the week")?;
    let room = options.room.as_deref().map(|name| list::room(&session.roll, name)).transpose()?;
    match options.whom {
        Whom::Families => families(session, options, room),
        Whom::Room => rooms(session, options, room).map(|()| ExitCode::SUCCESS),
    }
}

/// Refuses a format in which that week is not written.
fn offered(options: &Options) -> Result<()> {
    let report = match options.whom {
        Whom::Families => ReportKind::FamilyWeek,
        Whom::Room => ReportKind::RoomWeek,
    };
    if options.format.reports.contains(&report) {
        return Ok(());
    }
    let names: Vec<&str> = export::offered(report).map(|format| format.name).collect();
    let (label, wrong) = (report.label(), options.format.name);
    Err(Failure::usage(format!("There is no {wrong} of {label}: choose --format {}.", names.join(", "))))
}

fn families(session: &mut Session, options: &Options, room: Option<RoomId>) -> Result<ExitCode> {
    let weeks = {
        let guard = gather::name_guard(&session.roll);
        gather::family_weeks(&session.store, &session.roll, room, options.week, &guard, session.now)?
    };
    held::tells(Some(options.week.period()), []);
    let mut named = 0;
    for obstacle in &weeks.obstacles {
        out::say(&format!(
            "{} {}",
            if obstacle.what.stops() { "!" } else { "·" },
            obstacle.sentence(&session.roll)
        ))?;
        named += usize::from(matches!(obstacle.what, crate::report::obstacle::Hindrance::Name { .. }));
    }
    let stopped = if named == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    if options.report_only {
        let pages = weeks.pages.len();
        out::own(&format!("{pages} {} can be written.", if pages == 1 { "page" } else { "pages" }))?;
        return Ok(stopped);
    }
    let mut taken = BTreeSet::new();
    let mut files = Vec::new();
    for page in &weeks.pages {
        let children: Vec<&Child> =
            page.children.iter().filter_map(|&child| session.roll.child(child)).collect();
        let stem = names::apart(&mut taken, &names::family_week(options.week, &children, page.form));
        // Whoever reads Braille has it in Braille, whatever the others have; and it is written in English alone.
        let braille = page.form.format == Format::Braille;
        let format = if braille { export::of_page(page.form).next() } else { Some(options.format) };
        let Some(format) = format.filter(|format| format.name != "brf" || page.form.language.is_none())
        else {
            out::say(&format!(
                "· {}: not written in Braille, which is in English alone.",
                page.report.title
            ))?;
            continue;
        };
        files.push(Leaving {
            file: evidence::made(format, stem, &page.report, session.look.as_ref())?,
            report: "family-week",
            recipient: page.report.for_whom.clone(),
            period: options.week.period(),
            entries: page.entries.clone(),
        });
    }
    write(session, options, files)?;
    Ok(stopped)
}

fn rooms(session: &mut Session, options: &Options, room: Option<RoomId>) -> Result<()> {
    let rooms: Vec<(RoomId, String)> = session
        .roll
        .rooms
        .iter()
        .filter(|known| room.is_none_or(|room| room == known.id))
        .map(|room| (room.id, room.name.clone()))
        .collect();
    let mut taken = BTreeSet::new();
    let mut files = Vec::new();
    for (id, name) in rooms {
        let week = gather::room_week(&session.store, &session.roll, id, options.week, session.now)?;
        let report = week.report();
        let stem = names::apart(&mut taken, &names::room_week(options.week, &name));
        files.push(Leaving {
            file: evidence::made(options.format, stem, &report, session.look.as_ref())?,
            report: "room-week",
            recipient: format!("the lead of {name}"),
            period: options.week.period(),
            entries: week.printed(),
        });
    }
    if options.report_only {
        return out::own("Nothing stands in the way of a room's week.");
    }
    write(session, options, files)
}

fn write(session: &mut Session, options: &Options, files: Vec<Leaving>) -> Result<()> {
    if files.is_empty() {
        return out::own("There is no page to write.");
    }
    let folder = options.out.clone().ok_or_else(|| Failure::usage("Say where to write, with --out."))?;
    evidence::write(session, &folder, &options.packing, files)
}
