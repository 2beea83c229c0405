//! A program in a real terminal, seen from the terminal's side.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::Done;

/// How long nothing must come for a page to be whole.
const STILL: Duration = Duration::from_millis(60);
/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running program and its screen.
pub struct Terminal {
    keys: Box<dyn Write + Send>,
    comes: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    child: Box<dyn Child + Send + Sync>,
    began: Instant,
    _master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    /// Starts a program in a window of 80 columns and 24 rows.
    pub fn start(program: &OsStr, arguments: &[&OsStr]) -> Done<Terminal> {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size)?;
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env("TERM", "xterm-256color");
        let mut reader = pair.master.try_clone_reader()?;
        let keys = pair.master.take_writer()?;
        let (sender, comes) = channel();
        // The time is taken where the bytes arrive, so that reading the page afterwards costs nothing of it.
        std::thread::spawn(move || {
            let mut bytes = [0; 65536];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                let read = bytes.get(..count).unwrap_or_default().to_vec();
                if sender.send((Instant::now(), read)).is_err() {
                    break;
                }
            }
        });
        let began = Instant::now();
        let child = pair.slave.spawn_command(command)?;
        drop(pair.slave);
        let (rows, columns) = (NonZeroU16::new(size.rows), NonZeroU16::new(size.cols));
        let screen = vt100::Parser::new(rows.ok_or("no rows")?, columns.ok_or("no columns")?, 0);
        Ok(Terminal { keys, comes, screen, child, began, _master: pair.master })
    }

    /// What stands on the screen.
    pub fn text(&self) -> String {
        self.screen.screen().contents()
    }

    fn state(&self) -> (String, (u16, u16)) {
        (self.text(), self.screen.screen().cursor_position())
    }

    /// Waits until the screen has this text and then nothing changes for a while. When the last change came.
    pub fn whole(&mut self, text: &str) -> Done<Instant> {
        let until = Instant::now() + PATIENCE;
        let mut changed = None;
        let mut state = self.state();
        loop {
            let there = state.0.contains(text);
            let wait = if there { STILL } else { until.saturating_duration_since(Instant::now()) };
            match self.comes.recv_timeout(wait) {
                Ok((at, bytes)) => {
                    self.screen.process(&bytes);
                    let now = self.state();
                    if now != state {
                        changed = Some(at);
                        state = now;
                    }
                }
                Err(RecvTimeoutError::Timeout) if there => return Ok(changed.unwrap_or(self.began)),
                Err(_) => return Err(format!("“{text}” never came:\n{}", self.text()).into()),
            }
        }
    }

    /// How long it took from the start to the whole page with this text.
    pub fn started(&mut self, text: &str) -> Done<Duration> {
        Ok(self.whole(text)?.saturating_duration_since(self.began))
    }

    /// Types keys and gives how long it took until the page with this text was whole.
    pub fn to(&mut self, keys: &str, text: &str) -> Done<Duration> {
        let began = self.press(keys)?;
        Ok(self.whole(text)?.saturating_duration_since(began))
    }

    /// Types keys and gives how long it took until the screen changed.
    pub fn echo(&mut self, keys: &str) -> Done<Duration> {
        let before = self.state();
        let began = self.press(keys)?;
        loop {
            let (at, bytes) = self
                .comes
                .recv_timeout(Duration::from_secs(5))
                .map_err(|_| format!("the key {keys:?} changed nothing on\n{}", self.text()))?;
            self.screen.process(&bytes);
            if self.state() != before {
                self.settle(Duration::from_millis(4));
                return Ok(at.saturating_duration_since(began));
            }
        }
    }

    /// Types keys and waits until the page has this text, whole or not.
    pub fn until(&mut self, keys: &str, text: &str) -> Done<()> {
        self.press(keys)?;
        while !self.text().contains(text) {
            let (_, bytes) = self
                .comes
                .recv_timeout(PATIENCE)
                .map_err(|_| format!("“{text}” never came:\n{}", self.text()))?;
            self.screen.process(&bytes);
        }
        Ok(())
    }

    /// Types keys that need not change the screen.
    pub fn unseen(&mut self, keys: &str) -> Done<()> {
        self.press(keys)?;
        self.settle(Duration::from_millis(20));
        Ok(())
    }

    /// Takes in what comes until nothing has come for so long.
    pub fn settle(&mut self, still: Duration) {
        while let Ok((_, bytes)) = self.comes.recv_timeout(still) {
            self.screen.process(&bytes);
        }
    }

    fn press(&mut self, keys: &str) -> Done<Instant> {
        let began = Instant::now();
        self.keys.write_all(keys.as_bytes())?;
        self.keys.flush()?;
        Ok(began)
    }

    /// The most memory that the program has had, in MiB; 0 where the system does not say.
    pub fn peak_memory(&self) -> f64 {
        self.memory("VmHWM:")
    }

    /// The memory that it has now.
    pub fn memory_now(&self) -> f64 {
        self.memory("VmRSS:")
    }

    /// What of it is its own: the rest are pages of the program's file, which all its windows share and the
    /// system takes back when it needs them.
    pub fn own_memory(&self) -> f64 {
        self.memory("RssAnon:")
    }

    fn memory(&self, which: &str) -> f64 {
        self.child.process_id().map_or(0.0, |id| memory_of(id, which))
    }
}

/// What the system says of a process's memory under that name, in MiB; 0 where it does not say.
pub fn memory_of(process: u32, which: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(which));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kib.unwrap_or(0.0) / 1024.0
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
