//! `doorstep export`: any report of the one table of them, into a folder and into the record.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::evidence::Format;
use super::session::Session;
use super::{Common, evidence, framework, list, out, request, week};
use crate::catalog::Catalog;
use crate::domain::policy::ReportKind;
use crate::domain::{Day, Period, Week};
use crate::export::{self, FileFormat, names};
use crate::failure::{Failure, Result};
use crate::leaving::password::Password;
use crate::leaving::{Leaving, Packing};
use crate::own;
use crate::paths::{self, Home};
use crate::report::gather;
use crate::report::reports::{self, Ask, Listed, Make, REPORTS, Wanted};
use crate::store::files;
use crate::tui::{self, Machine};

/// Which report, about what, into which folder.
#[derive(Debug, Args)]
#[command(after_help = table())]
pub struct Options {
    /// Which report; the list is below
    #[arg(value_name = "REPORT", value_parser = known(), hide_possible_values = true)]
    report: &'static Listed,
    /// Of this room; else this machine's or your own, or all of them
    #[arg(long, value_name = "NAME")]
    room: Option<String>,
    /// Of this child, by any part of the name
    #[arg(long, value_name = "NAME")]
    child: Option<String>,
    /// The adult with parental responsibility who reads it first and agrees that it goes on
    #[arg(long, value_name = "ADULT")]
    read_with: Option<String>,
    /// For this day; else today
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    day: Option<Day>,
    /// Of this week, as 2026-W47
    #[arg(long, value_parser = week::week)]
    week: Option<Week>,
    /// From this day on
    #[arg(long, value_name = "DATE", value_parser = super::date, requires = "to")]
    from: Option<Day>,
    /// To this day
    #[arg(long, value_name = "DATE", value_parser = super::date, requires = "from")]
    to: Option<Day>,
    /// The framework's id; `doorstep framework list` has them all
    #[arg(long, value_name = "ID")]
    framework: Option<String>,
    /// As what kind of file; else the first of those that the list names
    #[arg(long, value_parser = super::any_format())]
    format: Option<Format>,
    /// The folder to write into; else the one you stand in
    #[arg(long, value_name = "DIR", default_value = ".")]
    out: PathBuf,
    /// As one archive with a password (ZIP, AES-256), which is asked twice and not shown; or it stands in a file that
    /// DOORSTEP_ARCHIVE_PASSWORD_FILE names
    #[arg(long)]
    archive: bool,
}

/// A report by its name.
fn known() -> impl TypedValueParser<Value = &'static Listed> {
    let names = PossibleValuesParser::new(REPORTS.iter().map(|listed| listed.name));
    names.try_map(|name| reports::report(&name).ok_or("there is no such report"))
}

/// The table as the help prints it: each report with what must and what can be said, and as what it is written.
fn table() -> String {
    let mut lines = vec!["Reports:".to_string()];
    for listed in REPORTS {
        let needs = listed.needs.iter().map(|ask| asks(*ask).to_string());
        let takes = listed.takes.iter().map(|ask| format!("[{}]", asks(*ask)));
        let asks = needs.chain(takes).collect::<Vec<_>>().join(" ");
        let with = if asks.is_empty() { String::new() } else { format!("with {asks}; ") };
        let formats = names_of(listed);
        lines.push(format!("  {:<14}{}", listed.name, listed.what));
        lines.push(format!("  {:<14}{with}as {}; by {}", "", formats.join(", "), listed.by.label()));
    }
    lines.join("\n")
}

/// The formats of a report, by name.
fn names_of(listed: &Listed) -> Vec<&'static str> {
    let values = export::VALUES.contains(&listed.kind).then_some("json");
    export::offered(listed.kind).map(|format| format.name).chain(values).collect()
}

/// What a question is called on the command line.
fn option(ask: Ask) -> &'static str {
    asks(ask).split(' ').next().unwrap_or_default()
}

/// The same with what follows it.
fn asks(ask: Ask) -> &'static str {
    match ask {
        Ask::Room => "--room NAME",
        Ask::Child => "--child NAME",
        Ask::ReadWith => "--read-with ADULT",
        Ask::Day => "--day DATE",
        Ask::Week => "--week WEEK",
        Ask::Period => "--from DATE --to DATE",
        Ask::Framework => "--framework ID",
    }
}

impl Options {
    /// What was said, of all that can be.
    fn said(&self) -> impl Iterator<Item = Ask> {
        [
            (Ask::Room, self.room.is_some()),
            (Ask::Child, self.child.is_some()),
            (Ask::ReadWith, self.read_with.is_some()),
            (Ask::Day, self.day.is_some()),
            (Ask::Week, self.week.is_some()),
            (Ask::Period, self.from.is_some()),
            (Ask::Framework, self.framework.is_some()),
        ]
        .into_iter()
        .filter_map(|(ask, said)| said.then_some(ask))
    }

    /// Refuses what says nothing about this report, and what is missing.
    fn check(&self) -> Result<()> {
        let listed = self.report;
        let name = listed.name;
        if let Some(ask) = self.said().find(|ask| !listed.needs.contains(ask) && !listed.takes.contains(ask))
        {
            return Err(Failure::usage(format!("{} says nothing about {name}: leave it out.", option(ask))));
        }
        if let Some(ask) = listed.needs.iter().find(|ask| !self.said().any(|said| said == **ask)) {
            return Err(Failure::usage(format!("{name} needs {}.", option(*ask))));
        }
        if let (Some(from), Some(to)) = (self.from, self.to)
            && from > to
        {
            return Err(Failure::usage("The first day is after the last: --from comes before --to."));
        }
        Ok(())
    }

    /// As what the files lie in their folder. The password is never an argument: others could read it there.
    fn packing(&self) -> Result<Packing> {
        if !self.archive {
            return Ok(Packing::Plain);
        }
        let password = match paths::path("DOORSTEP_ARCHIVE_PASSWORD_FILE") {
            Some(file) => {
                let typed = files::read_private(&file, "The file with the password")?;
                Password::chosen(typed.trim(), typed.trim())?
            }
            None => {
                let typed = out::ask_hidden("Password for the archive:")?;
                Password::long_enough(&typed)?;
                Password::chosen(&typed, &out::ask_hidden("The same again:")?)?
            }
        };
        Ok(Packing::Archive(format!("{} archive", self.report.name), password))
    }

    /// The format that was asked for, or the first that there is.
    fn format(&self) -> Result<Format> {
        let listed = self.report;
        let name = listed.name;
        let none = |format: &str| {
            let names = names_of(listed).join(", ");
            Err(Failure::usage(format!("There is no {format} of {name}: choose --format {names}.")))
        };
        match self.format {
            Some(Format::Json) if !export::VALUES.contains(&listed.kind) => none("json"),
            Some(Format::File(format)) if !format.reports.contains(&listed.kind) => none(format.name),
            Some(format) => Ok(format),
            None => export::offered(listed.kind).next().map(Format::File).ok_or_else(|| {
                Failure::refused(format!("This program was built without what writes {name}."))
            }),
        }
    }
}

/// Makes the report, writes it and puts it into the record.
pub fn run(common: &Common, options: &Options) -> Result<ExitCode> {
    options.check()?;
    let (listed, format) = (options.report, options.format()?);
    let packing = options.packing()?;
    let (Some(make), Format::File(format)) = (listed.make, format) else {
        return by_its_own_command(common, options, format, packing);
    };
    let home = Home::find(common.home.clone())?;
    let catalog = framework::catalog(&home)?;
    Session::writing(common, |session| {
        one(session, options, &packing, (&home, &catalog), (make, format))?;
        Ok(ExitCode::SUCCESS)
    })
}

/// One report as one file.
fn one(
    session: &mut Session,
    options: &Options,
    packing: &Packing,
    (home, catalog): (&Home, &Catalog),
    (make, format): (Make, &FileFormat),
) -> Result<()> {
    let listed = options.report;
    session.need(listed.by, &format!("make {}", listed.kind.label()))?;
    let named = options.room.as_deref().map(|name| list::room(&session.roll, name)).transpose()?;
    let child = options.child.as_deref().map(|who| list::child(session, who)).transpose()?;
    let keys = tui::key_parts(&Machine::read(home).keys);
    let terms = own::terms(home, &catalog.retention);
    let made = {
        let guard = gather::name_guard(&session.roll);
        let wanted = Wanted {
            roll: &session.roll,
            kinds: &catalog.practice,
            kept: &catalog.retention,
            terms: &terms,
            keys: &keys,
            guard: &guard,
            room: named.or(session.room).or(session.person.room),
            child,
            read_with: options.read_with.as_deref(),
            day: options.day,
            week: options.week,
            period: options.from.zip(options.to).map(|(from, to)| Period { from, to }),
            made: session.now,
        };
        make(&session.store, &wanted)?
    };
    made.left_out.iter().try_for_each(|line| out::say(&format!("· {line}")))?;
    let stem = names::report(listed.name, &made.about, made.period);
    let file = evidence::made(format, stem, &made.report, session.look.as_ref())?;
    let leaving = Leaving {
        file,
        report: listed.name,
        recipient: made.recipient,
        period: made.period,
        entries: made.entries,
    };
    evidence::write(session, &options.out, packing, vec![leaving])
}

/// What is many files at once, or is settled with a person first: the week and the evidence, as their own commands make
/// them.
fn by_its_own_command(
    common: &Common,
    options: &Options,
    format: Format,
    packing: Packing,
) -> Result<ExitCode> {
    let (room, folder) = (options.room.clone(), options.out.clone());
    let of_week = |whom, week, packing| match format {
        Format::File(format) => {
            week::run(common, &week::Options::of(whom, week, room.clone(), format, folder.clone(), packing))
        }
        Format::Json => Err(Failure::usage("A week is not given as JSON.")),
    };
    match (options.report.kind, options.week, &options.framework) {
        (ReportKind::FamilyWeek, Some(week), _) => of_week(week::Whom::Families, week, packing),
        (ReportKind::RoomWeek, Some(week), _) => of_week(week::Whom::Room, week, packing),
        (ReportKind::WholeRecord, ..) => {
            let child = options.child.as_deref().unwrap_or_default();
            request::export(common, child, format, (&folder, &packing)).map(|()| ExitCode::SUCCESS)
        }
        (ReportKind::EvidenceForm, _, Some(framework)) => {
            let Format::File(format) = format else {
                return Err(Failure::usage("“doorstep evidence” gives the evidence as JSON."));
            };
            let days = options.from.zip(options.to);
            let evidence =
                evidence::Options::of(framework.clone(), room.clone(), days, format, folder.clone(), packing);
            evidence::run(common, &evidence).map(|()| ExitCode::SUCCESS)
        }
        _ => Err(Failure::usage(format!("There is no way to make {} yet.", options.report.name))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{Cli, Command};
    use clap::Parser;

    fn options(said: &str) -> Result<Options, clap::Error> {
        let cli = Cli::try_parse_from(["doorstep", "export"].into_iter().chain(said.split_whitespace()))?;
        match cli.command {
            Some(Command::Export(options)) => Ok(options),
            _ => unreachable!("export was asked for"),
        }
    }

    #[test]
    fn what_a_report_is_not_about_and_what_is_missing_is_refused_by_the_table() {
        for (said, why) in [
            ("moving-on", Some("needs --child")),
            ("moving-on --child ava", None),
            ("moving-on --child ava --read-with Mum", None),
            ("handover --child ava", Some("--child says nothing about handover")),
            ("handover --room Sunflower", None),
            ("complaints --week 2026-W47", Some("--week says nothing")),
            ("complaints --from 2026-11-02 --to 2026-11-01", Some("The first day is after the last")),
            ("family-week", Some("needs --week")),
            ("evidence", Some("needs --framework")),
        ] {
            let checked = options(said).unwrap().check();
            match (checked, why) {
                (Ok(()), None) => {}
                (Err(failure), Some(why)) => assert!(failure.to_string().contains(why), "{said}: {failure}"),
                (checked, _) => panic!("{said}: {checked:?}"),
            }
        }
        assert!(options("nothing-of-that-name").is_err() && options("").is_err());
    }

    #[test]
    fn every_report_of_the_table_has_a_format_and_stands_in_the_help() {
        let help = table();
        for listed in REPORTS {
            assert!(help.contains(listed.what), "{help}");
            let offered = export::offered(listed.kind).count();
            assert!(offered > 0 || !cfg!(feature = "pdf"), "{}", listed.name);
            assert!(options(&format!("{} --format docx", listed.name)).is_ok());
        }
        let named: std::collections::BTreeSet<_> = REPORTS.iter().map(|listed| listed.name).collect();
        assert_eq!(named.len(), REPORTS.len());
    }
}
