//! What leaves the room, as a person waits for it: a hundred and twenty families' pages and a year's evidence form, made,
//! put down and in the record, each by a process of its own, which also says how much memory that took at most.

use std::env::{args, current_exe};
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use doorstep::catalog::Catalog;
use doorstep::clock::Clock;
use doorstep::demo::WORDS;
use doorstep::domain::evidence::Scope;
use doorstep::domain::{Child, Day, Period, Stamp, Week};
use doorstep::export::save::Finished;
use doorstep::export::{self, FileFormat, names};
use doorstep::leaving::{Going, Leaving, Packing};
use doorstep::paths::Home;
use doorstep::report::Report;
use doorstep::report::evidence_form::FORM_IS_FOR;
use doorstep::report::gather::{self, Asked, FamilyPage};
use doorstep::store::Store;
use doorstep::store::vault::{self, Words};

use super::nursery::Nursery;
use super::record::FRAMEWORK;
use super::table::{Figure, Table};
use super::terminal::memory_of;
use super::{Done, Options};

/// With this argument the bench makes files of a record and says what that cost.
pub const PAPER: &str = "--paper";
/// How many pages go out at once: the families of a large nursery.
const PAGES: usize = 120;
/// How often each is made.
const ROUNDS: usize = 5;

/// The figures of this page, where they are wanted.
pub fn measure(options: &Options, small: &Nursery, large: &Nursery, table: &mut Table) -> Done<()> {
    let kinds = [
        ("pages", "pdf", "paper: a family's page as PDF"),
        ("pages", "docx", "paper: a family's page as Word"),
        ("form", "pdf", "paper: a year's evidence form as PDF"),
        ("form", "docx", "paper: a year's evidence form as Word"),
    ];
    for (what, format, name) in kinds.into_iter().filter(|(.., name)| options.wants(name)) {
        if export::format(format).is_none() {
            continue;
        }
        let (mut each, mut first, mut found) = (Figure::default(), Figure::default(), Figure::default());
        let mut most = [0.0_f64; 3];
        for _ in 0..ROUNDS {
            for (nursery, is_large) in [(small, false), (large, true)] {
                let cost = Cost::of(nursery, what, format)?;
                most[1 + usize::from(is_large)] = most[1 + usize::from(is_large)].max(cost.peak);
                for (figure, time) in
                    [(&mut each, cost.each), (&mut first, cost.first), (&mut found, cost.found)]
                {
                    if is_large {
                        figure.floor.add(cost.floor);
                        most[0] = most[0].max(cost.open);
                    }
                    let times = if is_large { &mut figure.large } else { &mut figure.small };
                    times.add(time);
                }
            }
        }
        if what == "pages" {
            table.add(&format!("{name}, each after the first of {PAGES}"), &each, None);
            table.add(&format!("{name}, the first"), &first, None);
            table.add(&format!("{name}, found in the record, each"), &found, None);
        } else {
            table.add(&format!("{name}, found in the record"), &found, None);
            table.add(&format!("{name}, made and put down"), &first, None);
        }
        table.memory(&format!("{name}, peak memory"), most, None);
    }
    Ok(())
}

/// What files of a record cost.
struct Cost {
    /// All that they say was found in the record; of pages, a part for each.
    found: Duration,
    /// The first was made and put down.
    first: Duration,
    /// Each after it, with its part of the names and of the record's lines.
    each: Duration,
    /// The bytes of one put down and written through.
    floor: Duration,
    /// The most memory before anything was asked, in MiB.
    open: f64,
    /// The most memory that there ever was.
    peak: f64,
}

impl Cost {
    /// In a process of its own, so that typefaces are read as a person waits for them, and its memory is theirs.
    fn of(nursery: &Nursery, what: &str, format: &str) -> Done<Cost> {
        let asked = [what, format, &nursery.day.to_string()].map(str::to_string);
        let child = Command::new(current_exe()?)
            .arg(PAPER)
            .arg(nursery.home.folder())
            .args(asked)
            .stderr(Stdio::inherit())
            .output()?;
        let said = String::from_utf8(child.stdout)?;
        let numbers = said.split_whitespace().map(str::parse).collect::<Result<Vec<f64>, _>>()?;
        let [found, first, each, floor, open, peak] = numbers[..] else {
            return Err(format!("{what} as {format} was not made").into());
        };
        let [found, first, each, floor] =
            [found, first, each, floor].map(|ms| Duration::from_secs_f64(ms / 1000.0));
        Ok(Cost { found, first, each, floor, open, peak })
    }
}

/// The bench as that process.
pub fn program() -> Done<()> {
    let arguments: Vec<String> = args().skip(2).collect();
    let [home, what, format, day] = &arguments[..] else { return Err("not what it is asked for".into()) };
    let home = Home::at(Path::new(home).to_path_buf());
    let format = export::format(format).ok_or("no such format")?;
    let mut store = Store::open(&home, &vault::open_with_words(&home, &Words::parse(WORDS)?)?)?;
    let open = memory_of(std::process::id(), "VmHWM:");
    let lead = store.roll()?.people.iter().find(|person| person.role.leads()).map(|person| person.id);
    let stamp = Stamp { person: lead, recorded: Clock::Machine.now() };
    let folder = home.folder().join("paper");
    let began = Instant::now();
    let files =
        if what == "pages" { pages(&store, day.parse()?)? } else { vec![form(&store, day.parse()?)?] };
    let found = began.elapsed();
    let count = files.len();
    let began = Instant::now();
    let mut going = Going::into(&folder, &Packing::Plain)?;
    let mut first = None;
    for (report, leaving) in files {
        let stem = leaving.file.stem.clone();
        going.add(Leaving { file: file(format, stem, &report)?, ..leaving })?;
        first.get_or_insert_with(|| began.elapsed());
    }
    let saved = going.finish(&mut store, None, stamp)?;
    let all = began.elapsed();
    let peak = memory_of(std::process::id(), "VmHWM:");
    let bytes = saved.iter().map(|saved| fs::read(&saved.path)).collect::<Result<Vec<_>, _>>()?;
    let began = Instant::now();
    for (at, bytes) in bytes.iter().enumerate() {
        let mut file = File::create(folder.join(at.to_string()))?;
        file.write_all(bytes)?;
        file.sync_all()?;
    }
    let floor = began.elapsed();
    fs::remove_dir_all(&folder)?;
    let first = first.unwrap_or(all);
    let part = |time: Duration, parts: usize| time.as_secs_f64() * 1000.0 / parts.max(1) as f64;
    println!(
        "{} {} {} {} {open} {peak}",
        part(found, count),
        if count == 1 { part(all, 1) } else { part(first, 1) },
        part(all.saturating_sub(first), count - 1),
        part(floor, count)
    );
    Ok(())
}

fn file(format: &FileFormat, stem: String, report: &Report) -> Done<Finished> {
    // As a screen and the command line ask first.
    let _ = format.lacking(report);
    Ok(format.finished(stem, report, None)?)
}

/// So many families' pages, of that day's week and of as many before it as it takes.
fn pages(store: &Store, day: Day) -> Done<Vec<(Report, Leaving)>> {
    let roll = store.roll()?;
    let guard = gather::name_guard(&roll);
    let mut week = Week::of(day);
    let mut all = Vec::new();
    while all.len() < PAGES {
        let made = Clock::Machine.now();
        let found = gather::family_weeks(store, &roll, None, week, &guard, made)?.pages;
        if found.is_empty() {
            return Err("the nursery has too few weeks".into());
        }
        for FamilyPage { children, form, report, entries, .. } in found {
            let children: Vec<&Child> = children.iter().filter_map(|&child| roll.child(child)).collect();
            let leaving = Leaving {
                file: Finished {
                    stem: names::family_week(week, &children, form),
                    extension: "",
                    bytes: Vec::new(),
                },
                report: "family-week",
                recipient: report.for_whom.clone(),
                period: week.period(),
                entries,
            };
            all.push((report, leaving));
        }
        week = Week::of(week.period().from.pred_opt().ok_or("no day before")?);
    }
    all.truncate(PAGES);
    Ok(all)
}

/// A framework's form for all rooms and a year.
fn form(store: &Store, day: Day) -> Done<(Report, Leaving)> {
    let catalog = Catalog::shipped()?;
    let roll = store.roll()?;
    let guard = gather::name_guard(&roll);
    let asked = Asked {
        roll: &roll,
        framework: catalog.framework(FRAMEWORK).ok_or("no such framework")?,
        practice: &catalog.practice,
        guard: &guard,
        made: Clock::Machine.now(),
    };
    let period = Period::year_to(day);
    let form = gather::evidence(store, &asked, Scope { rooms: Vec::new(), period })?;
    let leaving = Leaving {
        file: Finished { stem: names::evidence(FRAMEWORK, None, period), extension: "", bytes: Vec::new() },
        report: "evidence",
        recipient: FORM_IS_FOR.to_string(),
        period,
        entries: form.cited(),
    };
    Ok((form.report(), leaving))
}
