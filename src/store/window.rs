//! Which window has the record: a lock that is held for as long as the window stands, so that it can't be left behind
//! by one that is gone; beside it a small file that says who that is, and another by which a second window asks.
//!
//! None of it keeps anybody from writing: whoever writes holds a lock of its own from BEGIN to the witness. It is there
//! so that nobody writes in one window while a forgotten one stands open on another screen.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::time::Duration;

use super::ask::Holder;
use super::{disk, files};
use crate::domain::Moment;
use crate::failure::Result;
use crate::paths::Home;

/// How long a window that is asked has to give way. It looks once a second.
pub const PATIENCE: Duration = Duration::from_secs(5);
/// How long whoever asked waits before the next look.
const PAUSE: Duration = Duration::from_millis(50);
/// More than what is said of a window can have.
const MOST: usize = 4096;

/// The record is this window's until it is dropped.
#[derive(Debug)]
pub struct Window {
    home: Home,
    holder: Holder,
    /// The lock goes with it.
    _lock: File,
}

/// Whose the record is.
#[derive(Debug)]
pub enum Taken {
    /// This window's.
    Ours(Window),
    /// Another's; `None` where that does not say who it is.
    Others(Option<Holder>),
}

impl Window {
    /// Takes the record for a window, where no other has it. Nobody is asked.
    ///
    /// # Errors
    /// A machine failure where the folder can't be written to.
    pub fn take(home: &Home, since: Moment, room: Option<String>) -> Result<Taken> {
        let cannot = |error| disk::refuses("It can't be seen whether another window is open.", error);
        let lock = files::open_lock(&home.window(), "The window's lock", cannot)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(Taken::Others(said(home))),
            Err(TryLockError::Error(error)) => return Err(cannot(error)),
        }
        // Whoever asked before asked a window that is gone.
        let _ = fs::remove_file(home.window_asked());
        let window = Window { home: home.clone(), holder: Holder { since, room, who: None }, _lock: lock };
        window.write()?;
        Ok(Taken::Ours(window))
    }

    /// Asks the window that has the record for it, and takes it once that has given way. Where it does not answer, as
    /// one that hangs, for as long as the patience lasts, it keeps the record.
    ///
    /// # Errors
    /// As [`Window::take`].
    pub fn ask(home: &Home, since: Moment, room: Option<String>, patience: Duration) -> Result<Taken> {
        let mut waited = Duration::ZERO;
        loop {
            match Window::take(home, since, room.clone())? {
                Taken::Others(holder) if waited >= patience => {
                    let _ = fs::remove_file(home.window_asked());
                    return Ok(Taken::Others(holder));
                }
                Taken::Others(_) => {}
                ours => return Ok(ours),
            }
            if waited.is_zero() {
                files::write_private(&home.window_asked(), b"")?;
            }
            std::thread::sleep(PAUSE);
            waited += PAUSE;
        }
    }

    /// Says who is signed in here now.
    ///
    /// # Errors
    /// A machine failure where the disk does not take it.
    pub fn signed_in(&mut self, who: Option<String>) -> Result<()> {
        if self.holder.who == who {
            return Ok(());
        }
        self.holder.who = who;
        self.write()
    }

    fn write(&self) -> Result<()> {
        let said = serde_json::to_vec(&self.holder).unwrap_or_default();
        files::write_private(&self.home.window_says(), &said)
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // What stays behind says nothing: only beside a lock that is held is it read.
        let _ = fs::remove_file(self.home.window_says());
        let _ = fs::remove_file(self.home.window_asked());
    }
}

/// Whether another window asks for the record.
pub fn asked(home: &Home) -> bool {
    home.window_asked().exists()
}

fn said(home: &Home) -> Option<Holder> {
    let file = files::open_private(&home.window_says(), "What a window says", OpenOptions::new().read(true));
    let bytes = files::read_at_most(file.ok()??, MOST).ok()??;
    serde_json::from_slice(&bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment { ms: 1_795_767_000_000, offset: 0 };

    fn home() -> (tempfile::TempDir, Home) {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        (folder, home)
    }

    fn ours(taken: Taken) -> Window {
        match taken {
            Taken::Ours(window) => window,
            Taken::Others(holder) => panic!("{holder:?} has it"),
        }
    }

    fn others(home: &Home) -> Option<Holder> {
        match Window::take(home, NOW, None).unwrap() {
            Taken::Others(holder) => holder,
            Taken::Ours(_) => panic!("nobody has it"),
        }
    }

    #[test]
    fn a_second_window_is_told_who_has_the_record_and_takes_it_once_that_is_gone() {
        let (_folder, home) = home();
        let mut first = ours(Window::take(&home, NOW, Some("Sunflower".into())).unwrap());
        first.signed_in(Some("SO".into())).unwrap();
        let holder = others(&home).expect("it says who");
        assert_eq!(holder, Holder { since: NOW, room: Some("Sunflower".into()), who: Some("SO".into()) });
        first.signed_in(None).unwrap();
        assert_eq!(others(&home).expect("it says who").who, None);
        drop(first);
        drop(ours(Window::take(&home, NOW, None).unwrap()));
    }

    #[test]
    fn what_a_window_left_behind_asks_nobody_and_is_nobody() {
        let (_folder, home) = home();
        files::write_private(&home.window_says(), b"{").unwrap();
        files::write_private(&home.window_asked(), b"").unwrap();
        let first = ours(Window::take(&home, NOW, None).unwrap());
        assert!(!asked(&home), "whoever asked is gone");
        // What can't be read keeps nobody out.
        fs::write(home.window_says(), "{").unwrap();
        assert_eq!(others(&home), None);
        drop(first);
    }

    #[test]
    fn a_window_that_is_asked_gives_way_and_one_that_hangs_keeps_it() {
        let (_folder, home) = home();
        let first = ours(Window::take(&home, NOW, None).unwrap());
        let looks = {
            let home = home.clone();
            std::thread::spawn(move || {
                while !asked(&home) {
                    std::thread::yield_now();
                }
                drop(first);
            })
        };
        let second = ours(Window::ask(&home, NOW, None, Duration::from_secs(60)).unwrap());
        looks.join().unwrap();
        let hangs = Window::ask(&home, NOW, None, Duration::ZERO).unwrap();
        assert!(matches!(hangs, Taken::Others(Some(_))));
        assert!(!asked(&home), "it asks no more");
        drop(second);
    }
}
