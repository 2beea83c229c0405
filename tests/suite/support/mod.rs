//! What the suite shares: a nursery set up by the program itself, its command line, and a real terminal.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};

/// The real program.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_doorstep");

/// How long anything may take before the test gives up on it. Nothing waits this long when all is well.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long a person looks before pressing Enter: longer than the program takes for a leaning hand.
const LOOK: Duration = Duration::from_millis(100);

/// A setting in a folder of its own, set up from the sample files.
pub struct Nursery {
    folder: Folder,
}

/// Where a nursery lies: in a folder that goes with it, or in another process's.
enum Folder {
    Own(tempfile::TempDir),
    Others(PathBuf),
}

impl Folder {
    fn path(&self) -> &Path {
        match self {
            Folder::Own(folder) => folder.path(),
            Folder::Others(folder) => folder,
        }
    }
}

/// PINs of the sample staff, as `--pins` reads them.
pub const PINS: &str = "Initials,PIN\nSO,4816\nPS,482915\nJB,7305\nLF,9152\nMK,6284\nDA,593817\nRE,730462\n";

impl Nursery {
    /// An empty folder with the sample files in it and no record yet.
    pub fn bare() -> Nursery {
        let folder = tempfile::tempdir().expect("a folder");
        let nursery = Nursery { folder: Folder::Own(folder) };
        for file in ["register.csv", "staff.csv", "day.txt"] {
            let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(file);
            std::fs::copy(from, nursery.path(file)).expect("a sample");
        }
        nursery.write_private("pins.csv", PINS);
        nursery
    }

    /// The one that another process made in that folder.
    pub fn there(folder: &str) -> Nursery {
        Nursery { folder: Folder::Others(PathBuf::from(folder)) }
    }

    /// Set up by the program from the sample files, everyone with a PIN, this machine in Sunflower.
    ///
    /// Deriving a key from room words is slow on purpose, so it is done once; each test gets a copy, which its words
    /// open at once.
    pub fn set_up() -> Nursery {
        static FIRST: std::sync::OnceLock<Nursery> = std::sync::OnceLock::new();
        let first = FIRST.get_or_init(Nursery::made);
        let nursery = Nursery::bare();
        copy(first.folder.path(), nursery.folder.path());
        nursery
    }

    fn made() -> Nursery {
        let nursery = Nursery::bare();
        let register = nursery.text("register.csv");
        let staff = nursery.text("staff.csv");
        let pins = nursery.text("pins.csv");
        let words = nursery.text("words.txt");
        let sheet = nursery.text("sheet.txt");
        let mut command = Command::new(PROGRAM);
        command.envs(nursery.environment()).stdin(std::process::Stdio::null());
        if let Some(library) = faketime() {
            // Before the day of the runs: no clock of theirs is behind what is in the record.
            command.env("LD_PRELOAD", library).env("FAKETIME", "2026-11-16 07:00:00");
            command.env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        }
        #[rustfmt::skip]
        let output = command.args([
            "setup", "--setting", "Rosebank Nursery", "--staff", &staff, "--register", &register, "--pins", &pins,
            "--room", "Sunflower", "--safeguarding-lead", "Ruth Ellis, ext. 12", "--words-to", &words,
            "--recovery-to", &sheet,
        ]).output().expect("the program runs");
        assert!(output.status.success(), "{}", text(&output.stderr));
        nursery.opens_at_once();
        nursery
    }

    /// Seals the key under the same words once more, so that they cost nothing to try.
    fn opens_at_once(&self) {
        use doorstep::store::vault::{Cost, Secret, Words, change_at};
        let words = std::fs::read_to_string(self.path("words.txt")).expect("the words");
        let words = Words::parse(&words).expect("words");
        let (home, mut chance) = (doorstep::paths::Home::at(self.home()), doorstep::chance::Chance::Machine);
        let done = change_at(&home, &self.key(), &Secret::Words(&words), Cost::TEST, &mut chance);
        done.expect("sealed anew");
    }

    /// A file in its folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The same as text.
    pub fn text(&self, name: &str) -> String {
        self.path(name).to_string_lossy().into_owned()
    }

    /// Where the record lies.
    pub fn home(&self) -> PathBuf {
        self.path("home")
    }

    /// Writes a file that only its owner can read.
    pub fn write_private(&self, name: &str, contents: &str) -> PathBuf {
        use std::os::unix::fs::PermissionsExt;
        let path = self.path(name);
        std::fs::write(&path, contents).expect("written");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).expect("made private");
        path
    }

    fn environment(&self) -> Vec<(String, String)> {
        vec![
            ("DOORSTEP_HOME".into(), self.home().to_string_lossy().into_owned()),
            ("DOORSTEP_WORDS_FILE".into(), self.text("words.txt")),
            ("TZ".into(), "Europe/London".into()),
        ]
    }

    /// Runs a command of the program to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).envs(self.environment()).stdin(std::process::Stdio::null());
        command.output().expect("the program runs")
    }

    /// The same as a person with a PIN.
    pub fn run_as(&self, initials: &str, arguments: &[&str]) -> Output {
        let mut command = self.program_as(PROGRAM, initials);
        command.args(arguments).args(["--as", initials]).output().expect("the program runs")
    }

    /// A program in whose environment stands where the record lies, and the PIN of that person.
    pub fn program_as(&self, program: &str, initials: &str) -> Command {
        let mut command = Command::new(program);
        command
            .envs(self.environment())
            .env("DOORSTEP_PIN_FILE", self.pin_file(initials))
            .stdin(std::process::Stdio::null());
        command
    }

    fn pin_file(&self, initials: &str) -> PathBuf {
        let pin = PINS.lines().find_map(|line| line.strip_prefix(&format!("{initials},"))).expect("a PIN");
        self.write_private(&format!("pin-{initials}"), pin)
    }

    /// What a command prints, which must succeed.
    pub fn says_as(&self, initials: &str, arguments: &[&str]) -> String {
        let output = self.run_as(initials, arguments);
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
        text(&output.stdout)
    }

    /// What a command prints as JSON.
    pub fn json_as(&self, initials: &str, arguments: &[&str]) -> serde_json::Value {
        serde_json::from_str(&self.says_as(initials, arguments)).expect("JSON")
    }

    /// Opens the screen in a real terminal of this size, by a clock that stands at `when`
    /// (`2026-11-24 08:40:00`) until [`Nursery::set_clock`] moves it. `None` where this machine has no
    /// faketime: said aloud, the run is skipped.
    pub fn open(&self, columns: u16, rows: u16, when: &str) -> Option<Terminal> {
        self.open_with(columns, rows, when, &[])
    }

    /// The same with more said by the environment.
    pub fn open_with(&self, columns: u16, rows: u16, when: &str, says: &[(&str, &str)]) -> Option<Terminal> {
        let mut command = self.command_at(when)?;
        says.iter().for_each(|(name, value)| command.env(name, value));
        Some(Terminal::open(command, columns, rows))
    }

    /// The same line by line, in a terminal that writes plain letters only: with `--plain`, or as one that calls
    /// itself dumb.
    pub fn open_plain(&self, when: &str, dumb: bool) -> Option<Terminal> {
        let mut command = self.command_at(when)?;
        if !dumb {
            command.arg("--plain");
        }
        command.env("LC_ALL", "C");
        Some(Terminal::of(command, 80, 24, if dumb { "dumb" } else { "xterm-256color" }))
    }

    fn command_at(&self, when: &str) -> Option<CommandBuilder> {
        let Some(library) = faketime() else {
            eprintln!("SKIPPED: faketime is not installed, so the clock of the real program can't be set");
            return None;
        };
        self.set_clock(when);
        // The library is loaded into the program itself: a process around it would take the kill in its place.
        let mut command = CommandBuilder::new(PROGRAM);
        command.env("LD_PRELOAD", library);
        command.env("FAKETIME_TIMESTAMP_FILE", self.path("clock"));
        command.env("FAKETIME_NO_CACHE", "1");
        // The time between two keys goes on as it is.
        command.env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        self.environment().into_iter().for_each(|(name, value)| command.env(name, value));
        Some(command)
    }

    /// Sets the clock of every program that [`Nursery::open`] began.
    pub fn set_clock(&self, when: &str) {
        let next = self.path("clock.next");
        std::fs::write(&next, format!("{when}\n")).expect("written");
        std::fs::rename(next, self.path("clock")).expect("the clock is set");
    }

    /// The record, opened through the library beside the program.
    pub fn store(&self) -> doorstep::store::Store {
        doorstep::store::Store::open(&doorstep::paths::Home::at(self.home()), &self.key())
            .expect("the record")
    }

    /// The key of the record.
    pub fn key(&self) -> doorstep::store::Key {
        use doorstep::store::vault::{Words, open_with_words};
        let words = std::fs::read_to_string(self.path("words.txt")).expect("the words");
        open_with_words(&doorstep::paths::Home::at(self.home()), &Words::parse(&words).expect("words"))
            .expect("the key")
    }

    /// A command in a real terminal, as a person with a PIN who can be asked.
    pub fn command_as(&self, initials: &str, arguments: &[&str]) -> Terminal {
        let mut command = CommandBuilder::new(PROGRAM);
        command.args(arguments);
        command.args(["--as", initials]);
        self.environment().into_iter().for_each(|(name, value)| command.env(name, value));
        command.env("DOORSTEP_PIN_FILE", self.pin_file(initials));
        Terminal::open(command, 100, 30)
    }

    /// What a command that asks nothing prints on a terminal, to its end.
    pub fn lists_as(&self, initials: &str, arguments: &[&str]) -> String {
        self.command_as(initials, arguments).told_from(0, |_| false)
    }

    /// The screen by the machine's own clock in the terminal of another program, `script`, which may be closed over it.
    pub fn open_inside(&self, script: &str, columns: u16, rows: u16) -> Terminal {
        let mut command = CommandBuilder::new(script);
        command.args(["-qec", PROGRAM, "/dev/null"]);
        self.environment().into_iter().for_each(|(name, value)| command.env(name, value));
        Terminal::open(command, columns, rows)
    }

    /// The screen by the machine's own clock, begun by a script that has disks of its own, of which the test sees what
    /// [`Terminal::process`] does; it ends with `exec "$PROGRAM"`. `None` where this machine lets nobody have any.
    pub fn open_with_own_disks(&self, script: &str, columns: u16, rows: u16) -> Option<Terminal> {
        let own = ["--user", "--map-root-user", "--mount", "sh", "-c"];
        let may = Command::new("unshare").args(own).arg("mount -t tmpfs tmpfs /tmp").output();
        may.ok().filter(|may| may.status.success())?;
        let mut command = CommandBuilder::new("unshare");
        command.args(own);
        command.arg(script);
        self.environment().into_iter().for_each(|(name, value)| command.env(name, value));
        command.env("PROGRAM", PROGRAM);
        Some(Terminal::open(command, columns, rows))
    }

    /// The same by the machine's own clock.
    pub fn open_now(&self, columns: u16, rows: u16) -> Terminal {
        let mut command = CommandBuilder::new(PROGRAM);
        self.environment().into_iter().for_each(|(name, value)| command.env(name, value));
        Terminal::open(command, columns, rows)
    }
}

impl Nursery {
    /// The program where temporary things go into a folder of the nursery's own, `temporary`.
    pub fn open_with_own_temporary(&self, columns: u16, rows: u16) -> Terminal {
        std::fs::create_dir_all(self.path("temporary")).expect("a folder");
        let mut command = CommandBuilder::new(PROGRAM);
        self.environment().into_iter().for_each(|(name, value)| command.env(name, value));
        command.env("TMPDIR", self.path("temporary"));
        Terminal::open(command, columns, rows)
    }

    /// The program alone in a real terminal where nothing says the room words: as on the first day.
    pub fn first_start(&self, columns: u16, rows: u16) -> Terminal {
        let mut command = CommandBuilder::new(PROGRAM);
        command.env("DOORSTEP_HOME", self.home());
        command.env("TZ", "Europe/London");
        Terminal::open(command, columns, rows)
    }
}

/// The library that sets a program's clock, where this machine has it.
pub fn faketime() -> Option<String> {
    let output = Command::new("faketime").args(["-f", "+0", "printenv", "LD_PRELOAD"]).output().ok()?;
    let library = text(&output.stdout).trim().to_string();
    (output.status.success() && !library.is_empty()).then_some(library)
}

fn cells(count: u16) -> std::num::NonZero<u16> {
    std::num::NonZero::new(count).expect("a window has at least one cell")
}

fn copy(from: &Path, to: &Path) {
    use std::os::unix::fs::PermissionsExt;
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir_all(&target).expect("a folder");
            std::fs::set_permissions(&target, std::fs::Permissions::from_mode(0o700)).expect("made private");
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).expect("a copy");
        }
    }
}

/// Text of a process's output.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The program in a real terminal, and what that terminal shows.
pub struct Terminal {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn portable_pty::Child + Send + Sync>,
    screen: Arc<(Mutex<Shown>, Condvar)>,
    /// How many keys were pressed since [`Terminal::presses`] was asked last.
    pub presses: usize,
    /// How much had been drawn when the last key was sent.
    drawn: usize,
}

struct Shown {
    parser: vt100::Parser,
    raw: Vec<u8>,
    closed: bool,
}

impl Terminal {
    fn open(command: CommandBuilder, columns: u16, rows: u16) -> Terminal {
        Terminal::of(command, columns, rows, "xterm-256color")
    }

    fn of(mut command: CommandBuilder, columns: u16, rows: u16, kind: &str) -> Terminal {
        command.env("TERM", kind);
        command.env("COLORTERM", "truecolor");
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let shown = Shown {
            parser: vt100::Parser::new(cells(rows), cells(columns), 0),
            raw: Vec::new(),
            closed: false,
        };
        let screen = Arc::new((Mutex::new(shown), Condvar::new()));
        let seen = Arc::clone(&screen);
        std::thread::spawn(move || {
            let mut bytes = [0; 8192];
            loop {
                let count = reader.read(&mut bytes).unwrap_or(0);
                let (lock, changed) = &*seen;
                // The test has failed and has said why.
                let Ok(mut shown) = lock.lock() else { return };
                shown.parser.process(&bytes[..count]);
                shown.raw.extend_from_slice(&bytes[..count]);
                shown.closed = count == 0;
                changed.notify_all();
                if count == 0 {
                    return;
                }
            }
        });
        Terminal { master: pair.master, writer, child, screen, presses: 0, drawn: 0 }
    }

    /// Types this. `⏎` is Enter, `⇥` Tab, `⎋` Esc, `↑` `↓` `←` `→` the arrows, `⌫` Backspace, `⌃z` Ctrl-Z,
    /// `␣` a Space that counts as a mark. Enter waits until the program has drawn what came before, as a
    /// person does: an Enter right behind another key is taken for a pasted line break.
    pub fn keys(&mut self, keys: &str) {
        let mut letters = keys.chars();
        while let Some(letter) = letters.next() {
            let bytes = match letter {
                '⏎' => {
                    self.settle();
                    "\r".to_string()
                }
                '⇥' => "\t".to_string(),
                '⎋' => "\u{1b}".to_string(),
                '↑' => "\u{1b}[A".to_string(),
                '↓' => "\u{1b}[B".to_string(),
                '→' => "\u{1b}[C".to_string(),
                '←' => "\u{1b}[D".to_string(),
                '⌫' => "\u{7f}".to_string(),
                '␣' => " ".to_string(),
                '⌃' => {
                    let control = letters.next().expect("a letter after Ctrl");
                    char::from(control.to_ascii_lowercase() as u8 - b'a' + 1).to_string()
                }
                other => other.to_string(),
            };
            self.drawn = self.screen.0.lock().expect("the screen").raw.len();
            self.presses += 1;
            self.send(bytes.as_bytes());
            // A key after Esc at once would be read as one key with Alt.
            if letter == '⎋' {
                self.settle();
            }
        }
    }

    /// Sends keys faster than a hand presses one after another: a paste that is not marked as one, or a hand that
    /// leans on them.
    pub fn burst(&mut self, keys: &str) {
        self.drawn = self.screen.0.lock().expect("the screen").raw.len();
        self.send(keys.as_bytes());
    }

    /// How many keys were pressed since this was asked last.
    pub fn presses(&mut self) -> usize {
        std::mem::take(&mut self.presses)
    }

    /// Sends bytes as they are.
    pub fn send(&mut self, bytes: &[u8]) {
        // A program whose plug was pulled takes no keys; the test sees that on the screen.
        let _ = self.writer.write_all(bytes).and_then(|()| self.writer.flush());
    }

    /// Waits until the screen shows this text; the screen is shown where it does not come.
    pub fn until(&self, wanted: &str) -> String {
        self.until_that(wanted, |screen| screen.contains(wanted))
    }

    /// Waits until the screen is as the test says.
    pub fn until_that(&self, what: &str, holds: impl Fn(&str) -> bool) -> String {
        self.within(PATIENCE, what, holds)
    }

    /// Waits so long for what the program does by itself when nobody touches a key.
    pub fn untouched_until(&self, wanted: &str) -> String {
        self.within(3 * PATIENCE, wanted, |screen| screen.contains(wanted))
    }

    fn within(&self, patience: Duration, what: &str, holds: impl Fn(&str) -> bool) -> String {
        let (lock, changed) = &*self.screen;
        let begun = Instant::now();
        let mut shown = lock.lock().expect("the screen");
        loop {
            let contents = shown.parser.screen().contents();
            if holds(&contents) {
                // A frame may come in two pieces: the whole of it is answered with.
                let (now, timeout) =
                    changed.wait_timeout(shown, Duration::from_millis(20)).expect("the screen");
                shown = now;
                if timeout.timed_out() || shown.closed {
                    return contents;
                }
                continue;
            }
            let left = patience.checked_sub(begun.elapsed());
            assert!(!shown.closed && left.is_some(), "“{what}” did not come; the screen shows:\n{contents}");
            shown = changed.wait_timeout(shown, left.unwrap_or_default()).expect("the screen").0;
        }
    }

    /// Waits until the last key has been answered (each is, if only by the cursor), nothing has been drawn for
    /// a moment, and the program rests: a person looks before pressing Enter. On a busy machine a program that
    /// has not come to its turn draws nothing either, so a quiet screen alone says little.
    pub fn settle(&self) {
        let (lock, changed) = &*self.screen;
        let begun = Instant::now();
        let mut shown = lock.lock().expect("the screen");
        let mut turns = self.turns();
        loop {
            let seen = shown.raw.len();
            let (now, timeout) = changed.wait_timeout(shown, LOOK).expect("the screen");
            shown = now;
            let after = self.turns();
            let rested = after.is_some() && after == turns;
            turns = after;
            let answered = seen > self.drawn || begun.elapsed() > Duration::from_secs(10);
            if shown.closed || timeout.timed_out() && shown.raw.len() == seen && answered && rested {
                return;
            }
        }
    }

    /// How often each thread of the program has been given a turn, where all of them wait for the next; `None`
    /// where one has work in hand. Two equal answers mean that nothing was done between them. Where the system
    /// does not tell, all answers are equal.
    fn turns(&self) -> Option<Vec<String>> {
        let threads = self.child.process_id().map(|process| format!("/proc/{process}/task"));
        let threads =
            threads.and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten().flatten();
        threads
            .filter_map(|thread| std::fs::read_to_string(thread.path().join("status")).ok())
            .map(|status| {
                let waits =
                    status.lines().any(|line| line.starts_with("State:") && line.contains("sleeping"));
                waits.then(|| status.lines().filter(|line| line.contains("ctxt_switches")).collect())
            })
            .collect()
    }

    /// Waits until nothing has been drawn for so long, in milliseconds: the run's own moment.
    pub fn quiet_for(&self, milliseconds: u64) {
        let (lock, changed) = &*self.screen;
        let mut shown = lock.lock().expect("the screen");
        loop {
            let (now, timeout) =
                changed.wait_timeout(shown, Duration::from_millis(milliseconds)).expect("the screen");
            shown = now;
            if timeout.timed_out() {
                return;
            }
        }
    }

    /// Forgets what was sent to the terminal so far, and answers with it.
    pub fn sent(&mut self) -> String {
        self.settle();
        self.drawn = 0;
        text(&std::mem::take(&mut self.screen.0.lock().expect("the screen").raw))
    }

    /// Everything that the program has told the terminal, as it was told.
    pub fn told(&self) -> String {
        text(&self.screen.0.lock().expect("the screen").raw)
    }

    /// Waits until what was told from there on is as the test says, or the program is gone; answers with it.
    pub fn told_from(&self, from: usize, holds: impl Fn(&str) -> bool) -> String {
        let (lock, changed) = &*self.screen;
        let begun = Instant::now();
        let mut shown = lock.lock().expect("the screen");
        loop {
            let told = text(shown.raw.get(from..).unwrap_or_default());
            if holds(&told) || shown.closed {
                return told;
            }
            let left = PATIENCE.checked_sub(begun.elapsed());
            assert!(left.is_some(), "it did not come; from there on was told:\n{told}");
            shown = changed.wait_timeout(shown, left.unwrap_or_default()).expect("the screen").0;
        }
    }

    /// What it shows now.
    pub fn shows(&self) -> String {
        self.screen.0.lock().expect("the screen").parser.screen().contents()
    }

    /// Where the cursor is once nothing more is drawn: column, row, from 0.
    pub fn settled_cursor(&self) -> (u16, u16) {
        self.settle();
        let (row, column) = self.screen.0.lock().expect("the screen").parser.screen().cursor_position();
        (column, row)
    }

    /// Taps or clicks there, column and row from 0: the press alone, as the terminal tells it (SGR, 1006).
    pub fn tap(&mut self, (column, row): (u16, u16)) {
        // As with Enter: a person looks first.
        self.settle();
        self.drawn = self.screen.0.lock().expect("the screen").raw.len();
        self.send(format!("\u{1b}[<0;{};{}M", column + 1, row + 1).as_bytes());
    }

    /// Where the first place is that shows these words: column, row, from 0.
    pub fn place(&self, words: &str) -> Option<(u16, u16)> {
        self.shows().lines().enumerate().find_map(|(row, line)| {
            let column = line[..line.find(words)?].chars().count();
            Some((u16::try_from(column).ok()?, u16::try_from(row).ok()?))
        })
    }

    /// Whether the cursor is shown.
    pub fn shows_cursor(&self) -> bool {
        !self.screen.0.lock().expect("the screen").parser.screen().hide_cursor()
    }

    /// Everything that it was sent so far.
    pub fn raw(&self) -> Vec<u8> {
        self.screen.0.lock().expect("the screen").raw.clone()
    }

    /// Makes the window another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        // What stood there in the old size is gone: only what the program draws in the new one is seen.
        self.screen.0.lock().expect("the screen").parser = vt100::Parser::new(cells(rows), cells(columns), 0);
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.resize(size).expect("resized");
    }

    /// Pulls the plug on the program: no signal that it could hear.
    pub fn kill(mut self) {
        self.pull_the_plug();
    }

    fn pull_the_plug(&mut self) {
        if let Some(process) = self.child.process_id() {
            // It may have ended by itself; then there is nothing to kill.
            let _ = Command::new("kill")
                .args(["-KILL", &process.to_string()])
                .stderr(std::process::Stdio::null())
                .status();
        }
        let _ = self.child.wait();
    }

    /// The file by which the system knows this terminal.
    pub fn device(&self) -> PathBuf {
        self.master.tty_name().expect("a terminal of this system")
    }

    /// Something that pulls the plug from another thread.
    pub fn process(&self) -> u32 {
        self.child.process_id().expect("it runs")
    }

    /// Waits until the screen shows this, or the program is gone. Whether it was shown.
    pub fn shown_before_the_end(&self, wanted: &str) -> bool {
        let (lock, changed) = &*self.screen;
        let begun = Instant::now();
        let mut shown = lock.lock().expect("the screen");
        loop {
            if shown.parser.screen().contents().contains(wanted) {
                return true;
            }
            let left = PATIENCE.checked_sub(begun.elapsed());
            if shown.closed || left.is_none() {
                assert!(left.is_some(), "“{wanted}” did not come:\n{}", shown.parser.screen().contents());
                return false;
            }
            shown = changed.wait_timeout(shown, left.unwrap_or_default()).expect("the screen").0;
        }
    }

    /// Whether the program still runs.
    pub fn runs(&mut self) -> bool {
        self.child.try_wait().expect("asked").is_none()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.pull_the_plug();
    }
}
