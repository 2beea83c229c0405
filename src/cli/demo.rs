//! `doorstep demo`: the log on a made-up nursery, for practice.

mod left;

use std::path::PathBuf;

use clap::Args;

use super::{Common, making, open, out};
use crate::catalog::Catalog;
use crate::catalog::demo::DemoWords;
use crate::chance::Chance;
use crate::clock::Clock;
use crate::demo::{Nursery, Plan, WORDS};
use crate::domain::{Day, Moment, Stamp, Time};
use crate::failure::{Failure, Result};
use crate::paths::{self, Home};
use crate::store::vault::{self, Cost, Words};
use crate::store::window::{Taken, Window};
use crate::store::{Store, files};

/// How much to make up.
#[derive(Debug, Args)]
pub struct Options {
    /// How many weeks up to today
    #[arg(long, value_name = "N", default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=1500))]
    weeks: u32,
    /// Exactly so many entries, over as many weeks as that takes
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=5_000_000))]
    entries: Option<u64>,
    /// The same seed makes the same nursery
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Make it up to the evening of this day, instead of up to now
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    today: Option<Day>,
    /// Use this framework too; `doorstep framework list` has them all
    #[arg(long = "framework", value_name = "ID")]
    frameworks: Vec<String>,
    /// Only make it; do not open it
    #[arg(long)]
    no_open: bool,
}

/// Makes a nursery and opens it. A practice nursery that lies in the folder already is opened as it is.
pub fn run(common: &Common, options: &Options) -> Result<()> {
    left::clear(&paths::temporary());
    let folder = match &common.home {
        Some(folder) => folder.clone(),
        // One that is only made is somebody's to open later, and stays.
        None => own_folder(if options.no_open { MADE } else { left::NAME }),
    };
    let home = Home::at(folder);
    let fresh = !home.database().exists();
    if fresh {
        make(&home, options)?;
    } else if !home.practice_words().exists() {
        return Err(Failure::refused(format!(
            "The log in {} is no practice nursery.",
            home.folder().display()
        ))
        .safe("It was not touched.")
        .todo("Name another folder with --home."));
    }
    let common = Common { home: Some(home.folder().to_path_buf()), ..common.clone() };
    if options.no_open {
        let said =
            if fresh { "The practice nursery is in" } else { "There is a practice nursery already in" };
        out::say(&format!("{said} {}.", home.folder().display()))?;
        let words = home.practice_words();
        out::say(&format!("Its room words lie in {} and are read from there.", words.display()))?;
        return out::say(&format!("“{}” opens it.", common.opens()));
    }
    open::run(&common)
}

/// How the name of a nursery that is only made begins.
const MADE: &str = "doorstep-nursery-";

/// A folder for a fresh practice nursery, beside the platform's other temporary things.
fn own_folder(name: &str) -> PathBuf {
    let today = Clock::Machine.now().day();
    let mut mark = [0; 4];
    Chance::Machine.fill(&mut mark);
    paths::temporary().join(format!("{name}{today}-{:08x}", u32::from_le_bytes(mark)))
}

/// A practice room for a lesson: a week of the made-up nursery in a folder of its own, up to that moment. It is this
/// program's as long as the window stands, and what one that was killed left behind goes.
pub fn practice(now: Moment) -> Result<(Home, Store, Option<Window>)> {
    left::clear(&paths::temporary());
    let home = Home::at(own_folder(left::NAME));
    files::private_folder(home.folder())?;
    let window = match Window::take(&home, now, None)? {
        Taken::Ours(window) => Some(window),
        Taken::Others(_) => None,
    };
    let store = practice_in(&home, now)?;
    Ok((home, store, window))
}

/// The same in that home.
pub fn practice_in(home: &Home, now: Moment) -> Result<Store> {
    make_up(home, Plan { weeks: 1, entries: None, seed: 1, now }, &[])?;
    Store::open(home, &vault::open_with_words(home, &Words::parse(WORDS)?)?)
}

fn make(home: &Home, options: &Options) -> Result<()> {
    let clock = Clock::Machine.now();
    let now = match options.today {
        Some(day) => Moment::at(day, Time::from_hms_opt(18, 30, 0).unwrap_or_default(), clock.offset),
        None => clock,
    };
    let plan = Plan { weeks: options.weeks, entries: options.entries, seed: options.seed, now };
    make_up(home, plan, &options.frameworks)
}

/// Makes a nursery that uses these frameworks besides the board's own.
fn make_up(home: &Home, plan: Plan, frameworks: &[String]) -> Result<()> {
    let cannot = |cause: crate::catalog::CatalogError| Failure::from(cause);
    let mut catalog = Catalog::shipped().map_err(cannot)?;
    let used: Vec<(String, String)> =
        frameworks.iter().map(|id| (format!("{id}.toml"), format!("id = {id:?}\n"))).collect();
    for (name, text) in &used {
        catalog.overlay(&format!("frameworks/{name}"), text)?;
    }
    let words = DemoWords::shipped().map_err(cannot)?;
    let now = plan.now;
    let nursery = Nursery::new(plan, &catalog, &words);
    making::make(home, |home| {
        let mut chance = Chance::Machine;
        let (key, _) = vault::create_with(home, &mut chance, &Words::parse(WORDS)?, Cost::TEST)?;
        let mut store = Store::create(home, &key, &mut chance)?;
        store.apply_bulk(nursery.acts())?;
        for (person, pin) in nursery.pins() {
            store.set_pin(person, pin, Stamp { person: None, recorded: now }, &mut chance)?;
        }
        files::write_private(&home.practice_words(), format!("{WORDS}\n").as_bytes())
    })?;
    if !used.is_empty() {
        files::private_folder(&home.frameworks())?;
    }
    used.iter()
        .try_for_each(|(name, text)| files::write_private(&home.frameworks().join(name), text.as_bytes()))
}
