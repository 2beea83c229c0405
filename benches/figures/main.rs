//! How fast the record is, and whether it stays so as it grows: `cargo bench --bench figures`.
//!
//! Each figure is taken in turn with a floor that does the least that anybody could do for it on the same
//! machine in the same second, on a small practice nursery and on a large one. Milliseconds differ from
//! machine to machine and from minute to minute; the two ratios do not: how far above its floor a figure
//! is, and how much it grows from the small record to the large one. A bench is never a test: it prints and
//! leaves with 0.
//!
//! Options, after `--`: `--large N` (350,000 entries else), `--small N` (10,000 else), `--rounds N` (how often
//! the quick figures are taken, 200 else), `--only WORD` (figures whose name has that word;
//! `hours` alone types for ten hours, as fast as the program takes it), `--folder FOLDER` (where nurseries are kept,
//! below the target folder else). Nurseries are made once a day.

mod backup;
mod bare;
mod door;
mod nursery;
mod paper;
mod record;
mod rollup;
mod screen;
mod table;
mod terminal;
mod whole;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Whatever goes wrong in a bench ends it with a sentence.
pub type Done<T> = Result<T, Box<dyn std::error::Error>>;

/// What was asked for.
pub struct Options {
    /// Entries of the small nursery.
    pub small: u64,
    /// Entries of the large nursery.
    pub large: u64,
    /// How often the quick figures are taken.
    pub rounds: usize,
    /// Only figures whose name has this in it.
    pub only: Option<String>,
    /// Where nurseries are kept.
    pub folder: PathBuf,
}

impl Options {
    fn read(arguments: impl Iterator<Item = String>) -> Done<Options> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("nurseries");
        let mut options = Options { small: 10_000, large: 350_000, rounds: 200, only: None, folder };
        let mut arguments = arguments.filter(|argument| argument != "--bench");
        while let Some(name) = arguments.next() {
            let value = arguments.next().ok_or_else(|| format!("{name} needs a value"))?;
            let number = || value.replace(['_', ','], "").parse::<u64>();
            match name.as_str() {
                "--small" => options.small = number()?,
                "--large" => options.large = number()?,
                "--rounds" => options.rounds = usize::try_from(number()?.max(1))?,
                "--only" => options.only = Some(value),
                "--folder" => options.folder = PathBuf::from(value),
                other => return Err(format!("there is no option {other}").into()),
            }
        }
        Ok(options)
    }

    /// Whether a figure of this name is wanted.
    pub fn wants(&self, name: &str) -> bool {
        self.only.as_ref().is_none_or(|word| name.contains(word.as_str()))
    }
}

fn run(options: &Options) -> Done<()> {
    let small = nursery::Nursery::at_hand(&options.folder, options.small)?;
    let large = nursery::Nursery::at_hand(&options.folder, options.large)?;
    let mut table = table::Table::new(options);
    record::measure_reading(options, &small, &large, &mut table)?;
    screen::measure(options, &small, &large, &mut table)?;
    door::measure(options, &small, &large, &mut table)?;
    record::measure_writing(options, &small, &large, &mut table)?;
    backup::measure(options, &small, &large, &mut table)?;
    // It agrees some hundred notes for one statement in a day.
    rollup::measure(options, &small, &large, &mut table)?;
    paper::measure(options, &small, &large, &mut table)?;
    whole::measure(options, &small, &large, &mut table)?;
    table.print();
    Ok(())
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).peekable();
    let done = match arguments.peek().map(String::as_str) {
        Some(bare::FLOOR) => bare::program(),
        Some(paper::PAPER) => paper::program(),
        _ => Options::read(arguments).and_then(|options| run(&options)),
    };
    if let Err(cause) = done {
        eprintln!("The figures could not be taken: {cause}");
    }
    ExitCode::SUCCESS
}
