//! What was measured, and how it is printed.

use std::time::{Duration, Instant};

use super::{Done, Options};

/// Times of one thing, in milliseconds.
#[derive(Default)]
pub struct Times(Vec<f64>);

impl Times {
    /// Adds one.
    pub fn add(&mut self, time: Duration) {
        self.0.push(time.as_secs_f64() * 1000.0);
    }

    /// Does something and adds how long it took.
    pub fn take<T>(&mut self, job: impl FnOnce() -> Done<T>) -> Done<T> {
        let began = Instant::now();
        let done = job()?;
        self.add(began.elapsed());
        Ok(done)
    }

    /// What so large a part of them does not exceed.
    pub fn at(&self, part: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let place = (sorted.len().saturating_sub(1) as f64 * part).round() as usize;
        sorted.get(place).copied().unwrap_or(f64::NAN)
    }

    fn median(&self) -> f64 {
        self.at(0.5)
    }
}

/// A figure beside its floor, on both records.
#[derive(Default)]
pub struct Figure {
    /// The floor.
    pub floor: Times,
    /// On the small record.
    pub small: Times,
    /// On the large record.
    pub large: Times,
}

struct Line {
    name: String,
    aim: String,
    cells: [String; 7],
}

/// All figures.
pub struct Table {
    sizes: (u64, u64),
    lines: Vec<Line>,
    notes: Vec<String>,
}

impl Table {
    /// None yet.
    pub fn new(options: &Options) -> Table {
        Table { sizes: (options.small, options.large), lines: Vec::new(), notes: Vec::new() }
    }

    /// Adds a figure; `aim` is the ratio to the floor that is wanted, where there is one.
    pub fn add(&mut self, name: &str, figure: &Figure, aim: Option<f64>) {
        let ms = |times: &Times, part: f64| format!("{:.3}", times.at(part));
        let ratio = figure.large.median() / figure.floor.median();
        let growth = figure.large.median() / figure.small.median();
        self.put(
            name,
            aim,
            [
                ms(&figure.floor, 0.5),
                ms(&figure.small, 0.5),
                ms(&figure.large, 0.5),
                ms(&figure.large, 0.95),
                format!("{:.1}", figure.large.at(0.95) / figure.floor.at(0.95)),
                format!("{ratio:.1}"),
                format!("{growth:.2}"),
            ],
        );
    }

    /// Adds a figure of memory, in MiB.
    pub fn memory(&mut self, name: &str, [floor, small, large]: [f64; 3], aim: Option<f64>) {
        let mib = |value: f64| format!("{value:.1}");
        let (ratio, growth) = (format!("{:.1}", large / floor), format!("{:.2}", large / small));
        let cells = [mib(floor), mib(small), mib(large), String::new(), String::new(), ratio, growth];
        self.put(name, None, cells);
        if let (Some(line), Some(aim)) = (self.lines.last_mut(), aim) {
            line.aim = format!("{aim:.0} MiB");
        }
    }

    fn put(&mut self, name: &str, aim: Option<f64>, cells: [String; 7]) {
        eprintln!("  {name}: {}", cells.join("  "));
        let aim = aim.map_or_else(|| "-".to_string(), |aim| format!("{aim:.1}"));
        self.lines.push(Line { name: name.to_string(), aim, cells });
    }

    /// Adds a sentence below the table.
    pub fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    /// Prints everything.
    pub fn print(&self) {
        let (small, large) = self.sizes;
        println!();
        println!(
            "Milliseconds (medians), memory in MiB. Ratio is large to floor, growth is large to small: at most 1.2."
        );
        println!();
        let head =
            ["floor", &small.to_string(), &large.to_string(), "p95", "p95 ratio", "ratio", "growth", "aim"]
                .map(str::to_string);
        let width = self.lines.iter().map(|line| line.name.chars().count()).max().unwrap_or(0);
        let print = |name: &str, cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|cell| format!("{cell:>9}")).collect();
            println!("| {name:<width$} | {} |", cells.join(" | "));
        };
        print("what", &head);
        println!("| {} |{}", "-".repeat(width), " --------: |".repeat(head.len()));
        for line in &self.lines {
            let cells: Vec<String> = line.cells.iter().chain([&line.aim]).cloned().collect();
            print(&line.name, &cells);
        }
        println!();
        self.notes.iter().for_each(|note| println!("{note}"));
    }
}
