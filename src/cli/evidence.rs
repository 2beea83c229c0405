//! `doorstep evidence`: the form of a framework, its evidence column filled.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::session::Session;
use super::{Common, framework, held, list, out};
use crate::catalog::Catalog;
use crate::domain::evidence::Scope;
use crate::domain::framework::Framework;
use crate::domain::look::Look;
use crate::domain::{Change, Day, Period};
use crate::export::archive::OPENED_BY;
use crate::export::save::Finished;
use crate::export::{FileFormat, json, names};
use crate::failure::{Failure, Result};
use crate::leaving::{HandedOut, Leaving, Packing, hand_out};
use crate::paths::Home;
use crate::report::Report;
use crate::report::evidence_form::FORM_IS_FOR;
use crate::report::gather::{self, Asked};
use crate::store::ask::SignedOff;

/// Which form, for whom and when.
#[derive(Debug, Args)]
pub struct Options {
    /// The framework's id: partnership-with-parents; `doorstep framework list` has them all
    #[arg(long, value_name = "ID")]
    framework: String,
    /// Only its statements with this tag, an article or a standard: uncrc.12
    #[arg(long, value_name = "TAG")]
    tag: Option<String>,
    /// Only this room; else the whole setting
    #[arg(long, value_name = "NAME")]
    room: Option<String>,
    /// From this day on; else the last thirteen weeks
    #[arg(long, value_name = "DATE", value_parser = super::date, requires = "to")]
    from: Option<Day>,
    /// To this day
    #[arg(long, value_name = "DATE", value_parser = super::date, requires = "from")]
    to: Option<Day>,
    /// As it stood when it was signed off: the last round, or the one of that name
    #[arg(
        long,
        value_name = "ROUND",
        num_args = 0..=1,
        default_missing_value = "",
        conflicts_with_all = ["tag", "room", "from", "to"]
    )]
    signed_off: Option<String>,
    /// As what kind of file; JSON is as docs/json.md has it
    #[arg(long, value_parser = super::format_or_json(), default_value = "docx")]
    format: Format,
    /// The file to write; else JSON is printed, and others go into this folder under a name of ours
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    // Where a file under a name of ours goes, for `doorstep export`.
    #[arg(skip)]
    folder: Option<PathBuf>,
    /// As what the file lies in its folder.
    #[arg(skip)]
    packing: Packing,
}

impl Options {
    /// The form of a framework as a file under a name of ours, in a folder.
    pub fn of(
        framework: String,
        room: Option<String>,
        days: Option<(Day, Day)>,
        format: &'static FileFormat,
        folder: PathBuf,
        packing: Packing,
    ) -> Options {
        let (from, to) = days.unzip();
        let format = Format::File(format);
        let folder = Some(folder);
        Options { framework, tag: None, room, from, to, signed_off: None, format, out: None, folder, packing }
    }
}

/// What is asked for: the form as a file, or its values.
#[derive(Clone, Copy, Debug)]
pub enum Format {
    /// The form.
    File(&'static FileFormat),
    /// Its values as JSON.
    Json,
}

/// Writes the form.
pub fn run(common: &Common, options: &Options) -> Result<()> {
    if let (Some(from), Some(to)) = (options.from, options.to)
        && from > to
    {
        return Err(Failure::usage("The first day is after the last: --from comes before --to."));
    }
    let catalog = framework::catalog(&Home::find(common.home.clone())?)?;
    let framework = catalog.framework(&options.framework).ok_or_else(|| {
        let known: Vec<&str> = catalog.frameworks.iter().map(|framework| framework.id.as_str()).collect();
        Failure::refused(format!(
            "No framework is called “{}”. There are: {}.",
            options.framework,
            known.join(", ")
        ))
    })?;
    let tagged = options.tag.as_deref().map(|tag| of_tag(framework, tag)).transpose()?;
    let framework = tagged.as_ref().unwrap_or(framework);
    Session::writing(common, |session| form(session, options, (&catalog, framework)))
}

fn form(
    session: &mut Session,
    options: &Options,
    (catalog, framework): (&Catalog, &Framework),
) -> Result<()> {
    session.need_lead("see the evidence")?;
    let room = options.room.as_deref().map(|name| list::room(&session.roll, name)).transpose()?;
    let term = Period::term_to(session.today());
    let period = Period { from: options.from.unwrap_or(term.from), to: options.to.unwrap_or(term.to) };
    let scope = Scope { rooms: room.into_iter().collect(), period };
    let guard = gather::name_guard(&session.roll);
    let asked = Asked {
        roll: &session.roll,
        framework,
        practice: &catalog.practice,
        guard: &guard,
        made: session.now,
    };
    let (form, stem) = match &options.signed_off {
        None => {
            let stem = names::evidence(&framework.id, options.tag.as_deref(), period);
            (gather::evidence(&session.store, &asked, scope)?, stem)
        }
        Some(name) => {
            let round = round(session, &framework.id, name)?;
            (gather::signed(&session.store, &asked, &round)?, names::signed(&framework.id, &round.what.name))
        }
    };
    let period = form.scope.period;
    let value = json::evidence_json(&form);
    let entries = form.cited();
    if matches!(options.format, Format::Json) && options.out.is_none() {
        held::leaves();
        held::tells(Some(period), entries);
        return out::made(&json::text(&value));
    }
    let extension = match options.format {
        Format::File(format) => format.extension,
        Format::Json => "json",
    };
    let (folder, stem) = match &options.out {
        Some(path) => split(path, extension)?,
        None => (options.folder.clone().unwrap_or_else(|| PathBuf::from(".")), stem),
    };
    let file = match options.format {
        Format::File(format) => made(format, stem, &form.report(), session.look.as_ref())?,
        Format::Json => json::finished(stem, &value),
    };
    drop(form);
    drop(guard);
    let recipient = FORM_IS_FOR.to_string();
    write(
        session,
        &folder,
        &options.packing,
        vec![Leaving { file, report: "evidence", recipient, period, entries }],
    )
}

/// The last round that was signed off of a framework, or the last of that name.
fn round(session: &Session, framework: &str, name: &str) -> Result<SignedOff> {
    let rounds = session.store.sign_offs(framework)?;
    let known: BTreeSet<String> = rounds.iter().map(|round| round.what.name.clone()).collect();
    let mut rounds = rounds.into_iter();
    rounds.find(|round| name.is_empty() || round.what.name.eq_ignore_ascii_case(name.trim())).ok_or_else(
        || match known.is_empty() {
            true => Failure::refused(format!("Nothing of {framework} was signed off yet.")),
            false => {
                let known = known.into_iter().collect::<Vec<_>>().join(", ");
                Failure::refused(format!("No round of {framework} is called “{name}”. There are: {known}."))
            }
        },
    )
}

/// A report as a file, in the setting's look. Says which of its letters the file can't show.
pub fn made(
    format: &FileFormat,
    stem: String,
    report: &Report,
    look: Option<&Arc<Look>>,
) -> Result<Finished> {
    if let Some(lacking) = format.lacking(report) {
        out::say(&format!("· {}: {}", report.title, lacking.says()))?;
    }
    format.finished(stem, report, look)
}

/// A framework with the statements of a tag alone.
fn of_tag(framework: &Framework, tag: &str) -> Result<Framework> {
    framework.tagged(tag).filter(|framework| !framework.statements.is_empty()).ok_or_else(|| {
        let known: Vec<&str> = framework.tags.iter().map(|tag| tag.code.as_str()).collect();
        let has = match known.as_slice() {
            [] => "It has no tags.".to_string(),
            known => format!("There are: {}.", known.join(", ")),
        };
        Failure::refused(format!("Nothing in {} has the tag “{tag}”. {has}", framework.id))
    })
}

/// The folder and the name of a file that was asked for. Refuses one that is there.
fn split(path: &Path, extension: &str) -> Result<(PathBuf, String)> {
    let named = path.extension().is_some_and(|given| given.eq_ignore_ascii_case(extension));
    let stem = path.file_stem().filter(|_| named).map(|stem| stem.to_string_lossy().into_owned());
    let stem =
        stem.ok_or_else(|| Failure::usage(format!("The file after --out must end with .{extension}.")))?;
    if path.exists() {
        return Err(Failure::refused(format!(
            "{} is there already and is not written over.",
            path.display()
        ))
        .todo("Name another file, or move that one away."));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok((folder.to_path_buf(), stem))
}

/// Hands files out, and says where they lie.
pub fn write(session: &mut Session, folder: &Path, packing: &Packing, files: Vec<Leaving>) -> Result<()> {
    write_with(session, (folder, packing), files, None)
}

/// The same with what becomes true as they are written.
pub fn write_with(
    session: &mut Session,
    (folder, packing): (&Path, &Packing),
    files: Vec<Leaving>,
    also: Option<Change>,
) -> Result<()> {
    let stamp = session.stamp();
    let HandedOut { mut saved, cleared } =
        hand_out(&mut session.store, (folder, packing), files, also, stamp)?;
    match cleared {
        0 => {}
        1 => out::own("A file lay there that a run before had begun and not finished. It was taken away.")?,
        more => out::own(&format!(
            "{more} files lay there that a run before had begun and not finished. They were taken away."
        ))?,
    }
    // Those in an archive are one file.
    saved.dedup_by(|a, b| a.path == b.path);
    for file in saved {
        out::own(&format!("Written: {}", file.path.display()))?;
    }
    match packing {
        Packing::Plain => out::own("These are plain files now; you are responsible for them."),
        Packing::Archive(..) => out::own(&format!(
            "It is one archive; whoever has it and the password can read it. {OPENED_BY} The names of the files in it \
             can be read without the password."
        )),
    }
}
