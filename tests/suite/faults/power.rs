//! The power cut: a disk as it is at a random moment while notes are written. What was acknowledged before that
//! moment is on it, and nothing of the record is damaged.
//!
//! The record lies on an ext4 disk that is a file on a file system which copies a file at one moment (a reflink). The
//! copy is what the disk had: what the system still held in its memory is gone. A control that writes the same way but
//! does not wait for the disk must lose something, or the rig proves nothing.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use doorstep::domain::Change;
use doorstep::paths::Home;
use doorstep::store::Store;

use super::support::{Dice, Record, skipped, texts, trials};

/// Does a command of the system's; `None` where it is not there or does not.
fn does(program: &str, arguments: &[&str]) -> Option<()> {
    let output = Command::new(program).args(arguments).output().ok()?;
    output.status.success().then_some(())
}

/// Something that is mounted, until it is let go.
struct Mounted(PathBuf);

impl Mounted {
    fn mount(image: &Path, at: &Path, options: &str) -> Option<Mounted> {
        std::fs::create_dir_all(at).ok()?;
        does("mount", &["-o", options, image.to_str()?, at.to_str()?])?;
        Some(Mounted(at.to_path_buf()))
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        // Lazily where a failing test still has a file open there.
        let at = self.0.to_string_lossy().into_owned();
        let _ = does("umount", &[&at]).or_else(|| does("umount", &["--lazy", &at]));
    }
}

/// A file of so many megabytes that takes no room before it is written to.
fn image(path: &Path, megabytes: u64) -> Option<()> {
    std::fs::File::create(path).and_then(|file| file.set_len(megabytes << 20)).ok()
}

/// A disk that can be copied as it is at a moment.
struct Disk {
    disk: Mounted,
    outer: Mounted,
    folder: tempfile::TempDir,
    cuts: Cell<usize>,
}

impl Disk {
    /// `None` where this machine makes no such disk.
    fn new() -> Option<Disk> {
        let folder = tempfile::tempdir().ok()?;
        let below = folder.path().join("below.img");
        image(&below, 2_000)?;
        let path = below.to_str()?;
        does("mkfs.xfs", &["-q", "-m", "reflink=1", path]).or_else(|| does("mkfs.btrfs", &["-q", path]))?;
        let outer = Mounted::mount(&below, &folder.path().join("outer"), "loop")?;
        let inner = outer.0.join("disk.img");
        image(&inner, 400)?;
        does("mkfs.ext4", &["-q", "-F", inner.to_str()?])?;
        // As an older or slower disk would: what nobody waits for stays in memory for a while.
        let disk = Mounted::mount(&inner, &folder.path().join("disk"), "loop,noatime")?;
        let disk = Disk { disk, outer, folder, cuts: Cell::new(0) };
        // Without the copy at one moment there is no rig.
        disk.cut(|_| ()).map(|()| disk)
    }

    /// What is on the disk at this moment, opened as after a start of the machine.
    fn cut<T>(&self, look: impl FnOnce(&Path) -> T) -> Option<T> {
        // Never the same name twice: a test beside this one that has disks of its own holds what was mounted then, and a
        // copy under that name would be mounted as it was.
        self.cuts.set(self.cuts.get() + 1);
        let name = format!("cut-{}", self.cuts.get());
        let [image, copy] = [String::from("disk.img"), name.clone()].map(|name| self.outer.0.join(name));
        does("cp", &["--reflink=always", image.to_str()?, copy.to_str()?])?;
        let cut = Mounted::mount(&copy, &self.folder.path().join(name), "loop")?;
        let seen = look(&cut.0);
        drop(cut);
        std::fs::remove_file(copy).ok()?;
        Some(seen)
    }
}

/// Somebody who writes one thing after the other on a thread of their own, and what was acknowledged so far.
struct Writer {
    acknowledged: Arc<Mutex<Vec<String>>>,
    on: Arc<AtomicBool>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Writer {
    fn begin(mut write: impl FnMut(&str) + Send + 'static) -> Writer {
        let (acknowledged, on) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(true)));
        let (list, goes_on) = (Arc::clone(&acknowledged), Arc::clone(&on));
        let thread = std::thread::spawn(move || {
            for number in 0.. {
                if !goes_on.load(Ordering::Relaxed) {
                    return;
                }
                let text = format!("Note {number} of a day like any other.");
                write(&text);
                list.lock().expect("the list").push(text);
            }
        });
        Writer { acknowledged, on, thread: Some(thread) }
    }

    /// What was acknowledged up to now.
    fn acknowledged(&self) -> Vec<String> {
        self.acknowledged.lock().expect("the list").clone()
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.on.store(false, Ordering::Relaxed);
        // What the writer failed at has been said on its own thread.
        let _ = self.thread.take().map(std::thread::JoinHandle::join);
    }
}

/// The random moment itself, not a wait for something to happen.
fn moment(dice: &mut Dice) {
    std::thread::sleep(Duration::from_micros(dice.below(60_000)));
}

/// So many notes are written on one disk before the next begins, so that no look takes long.
const CUTS_A_DISK: usize = 25;

#[test]
fn what_was_acknowledged_survives_a_power_cut_and_without_waiting_for_the_disk_it_would_not() {
    let trials = trials(100, 600);
    let (mut dice, seed) = Dice::cast();
    let Some(disk) = Disk::new() else {
        return skipped("power cut", "it needs root, loop devices, mkfs.ext4 and mkfs.xfs or mkfs.btrfs");
    };
    let (mut cuts, mut notes, mut lost) = (0, 0, Vec::new());
    while cuts < trials {
        let folder = tempfile::tempdir_in(&disk.disk.0).expect("a folder");
        let place = folder.path().strip_prefix(&disk.disk.0).expect("on the disk").join("home");
        let mut record = Record::at(Home::at(folder.path().join("home")), folder);
        let key = record.key_again();
        let mut store = record.store();
        // What is made here is on the disk before the first cut.
        let mut number = 0;
        let writer = Writer::begin(move |text| {
            let (entry, stamp) = record.note(number, text);
            number += 1;
            store.apply(&Change::Entry(Box::new(entry)).into(), stamp).expect("saved");
        });
        for _ in 0..CUTS_A_DISK.min(trials - cuts) {
            moment(&mut dice);
            let acknowledged = writer.acknowledged();
            let found = disk.cut(|cut| {
                let home = Home::at(cut.join(&place));
                let mut store = Store::open(&home, &key).map_err(|failure| failure.to_string())?;
                let wrong = store.verify().map_err(|failure| failure.to_string())?;
                let wrong: Vec<String> =
                    wrong.into_iter().filter(|check| !check.holds).map(|check| check.says).collect();
                if wrong.is_empty() { Ok(texts(&store)) } else { Err(wrong.join(" ")) }
            });
            cuts += 1;
            notes += acknowledged.len();
            match found.expect("the disk was copied") {
                Ok(found) => {
                    let missing = acknowledged.iter().filter(|text| !found.contains(text)).count();
                    if missing > 0 {
                        lost.push(format!("cut {cuts}: {missing} of {} are gone", acknowledged.len()));
                    }
                }
                Err(why) => lost.push(format!("cut {cuts}: {why}")),
            }
        }
    }
    assert!(lost.is_empty(), "seed {seed}: {lost:?}");
    assert!(notes > trials, "seed {seed}: only {notes} were acknowledged before {trials} cuts");
    let (control, of) = (control(&disk, &mut dice), CONTROL);
    println!(
        "{trials} power cuts, {notes} acknowledged before them: none lost, none damaged; the control, which does not \
         wait for the disk, lost some in {control} of {of} (seed {seed})"
    );
    assert!(control > 0, "seed {seed}: the control lost nothing: this rig would see no loss at all");
}

/// How many cuts the control is given.
const CONTROL: usize = 20;

/// The same with the one safeguard taken out: WAL, but `synchronous = NORMAL`. In how many cuts something is missing.
fn control(disk: &Disk, dice: &mut Dice) -> usize {
    let path = disk.disk.0.join("control.db");
    let opened = |path: &Path| {
        let db = rusqlite::Connection::open(path).expect("opened");
        db.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())).expect("a write-ahead log");
        db.execute_batch("PRAGMA synchronous = NORMAL").expect("not waiting");
        db
    };
    let db = opened(&path);
    db.execute_batch("CREATE TABLE note (text TEXT)").expect("a table");
    let _written = does("sync", &[]);
    let writer = Writer::begin(move |text| {
        db.execute("INSERT INTO note VALUES (?)", [text]).expect("written");
        // At the pace of the record, which waits for the disk.
        std::thread::sleep(Duration::from_millis(2));
    });
    (0..CONTROL)
        .filter(|_| {
            moment(dice);
            let acknowledged = writer.acknowledged();
            let found = disk.cut(|cut| {
                let db = opened(&cut.join("control.db"));
                db.query_row("SELECT count(*) FROM note", [], |row| row.get::<_, usize>(0)).unwrap_or(0)
            });
            found.expect("the disk was copied") < acknowledged.len()
        })
        .count()
}
