//! Sticks and other disks that are taken out and carried away: which of them are in this machine, by what each platform
//! says of them.

use std::path::PathBuf;

use crate::store::files::free;

#[cfg(any(target_os = "linux", test))]
use crate::store::place::unescaped;

/// A stick that is in this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stick {
    /// The folder by which it is reached.
    pub path: PathBuf,
    /// What it is called: the last part of that folder, or the letter of a drive.
    pub name: String,
    /// How many bytes are free on it, where the machine says so.
    pub free: Option<u64>,
}

impl Stick {
    fn at(path: PathBuf) -> Stick {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.unwrap_or_else(|| path.display().to_string());
        Stick { free: free(&path), name, path }
    }

    /// What is said of its room: `3.2 GB free`; nothing where nobody knows.
    pub fn room(&self) -> Option<String> {
        let free = self.free?;
        let (size, unit) = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "KB")]
            .into_iter()
            .find(|(size, _)| free >= *size)
            .unwrap_or((1, "bytes"));
        let (whole, tenth) = (free / size, free % size * 10 / size);
        Some(if whole < 10 && size > 1 {
            format!("{whole}.{tenth} {unit} free")
        } else {
            format!("{whole} {unit} free")
        })
    }
}

/// The folder on a stick in which files of this program lie.
pub const FOLDER: &str = "Doorstep";

impl Stick {
    /// A file of that name on it, beside everything else or in the program's own folder; `None` where there is none.
    pub fn file(&self, name: &str) -> Option<PathBuf> {
        let places = [self.path.join(name), self.path.join(FOLDER).join(name)];
        places.into_iter().find(|path| path.symlink_metadata().is_ok_and(|about| about.is_file()))
    }
}

/// Who says which sticks there are.
#[derive(Clone, Debug)]
pub enum Sticks {
    /// The machine.
    Machine,
    /// Whoever made this value, for tests.
    These(Vec<PathBuf>),
}

impl Sticks {
    /// The sticks that are in now, by name.
    pub fn found(&self) -> Vec<Stick> {
        let paths = match self {
            Sticks::Machine => mounted(),
            Sticks::These(paths) => paths.clone(),
        };
        let mut sticks: Vec<Stick> = paths.into_iter().filter(|path| path.is_dir()).map(Stick::at).collect();
        sticks.sort_by(|a, b| a.path.cmp(&b.path));
        sticks
    }
}

/// The folders under which a Linux desktop, and whoever mounts by hand, puts what comes and goes.
#[cfg(any(target_os = "linux", test))]
const UNDER: [&str; 3] = ["/run/media/", "/media/", "/mnt/"];

/// The mount points of disks among the lines of `/proc/self/mounts`. What is shared over a network, and what only looks
/// like a disk, has no device of its own.
#[cfg(any(target_os = "linux", test))]
fn among(mounts: &str) -> Vec<PathBuf> {
    let disk = |line: &str| {
        let mut parts = line.split(' ');
        let (device, point) = (parts.next()?, unescaped(parts.next()?));
        let comes_and_goes = UNDER.iter().any(|under| point.starts_with(under));
        (device.starts_with("/dev/") && comes_and_goes).then(|| PathBuf::from(point))
    };
    mounts.lines().filter_map(disk).collect()
}

#[cfg(target_os = "linux")]
fn mounted() -> Vec<PathBuf> {
    // Where the machine does not say, there is no stick to choose.
    among(&std::fs::read_to_string("/proc/self/mounts").unwrap_or_default())
}

/// macOS puts every volume there; the one that it started from is a link to the root.
#[cfg(target_os = "macos")]
fn mounted() -> Vec<PathBuf> {
    let volumes = std::fs::read_dir("/Volumes").into_iter().flatten().filter_map(|volume| volume.ok());
    volumes
        .filter(|volume| volume.file_type().is_ok_and(|kind| kind.is_dir()))
        .map(|volume| volume.path())
        .collect()
}

/// Windows gives every disk a letter; A and B are floppy disks, C is the machine's own.
#[cfg(windows)]
fn mounted() -> Vec<PathBuf> {
    ('D'..='Z').map(|letter| PathBuf::from(format!("{letter}:\\"))).filter(|drive| drive.is_dir()).collect()
}

#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
fn mounted() -> Vec<PathBuf> {
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sticks_are_the_disks_that_are_mounted_where_such_come_and_go() {
        let mounts = "/dev/vda / ext4 rw 0 0\n\
                      proc /proc proc rw 0 0\n\
                      /dev/sdb1 /run/media/priya/KINGSTON vfat rw 0 0\n\
                      /dev/sdc1 /media/priya/Blue\\040stick exfat rw 0 0\n\
                      /dev/sdd1 /mnt/stick ext4 rw 0 0\n\
                      //server/share /mnt/share cifs rw 0 0\n\
                      tmpfs /media/none tmpfs rw 0 0\n\
                      /dev/sde1 /boot ext4 rw 0 0\n\
                      broken";
        let found: Vec<String> = among(mounts).iter().map(|path| path.display().to_string()).collect();
        assert_eq!(found, ["/run/media/priya/KINGSTON", "/media/priya/Blue stick", "/mnt/stick"]);
    }

    #[test]
    fn a_stick_is_called_by_its_folder_and_one_that_was_taken_out_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let blue = folder.path().join("BLUE");
        let gone = folder.path().join("GONE");
        std::fs::create_dir(&blue).unwrap();
        let found = Sticks::These(vec![gone, blue.clone()]).found();
        assert_eq!(found.iter().map(|stick| stick.name.as_str()).collect::<Vec<_>>(), ["BLUE"]);
        assert_eq!(found[0].path, blue);
        let room = |free| Stick { path: blue.clone(), name: String::new(), free }.room();
        for (free, says) in [
            (Some(3_250_000_000), Some("3.2 GB free")),
            (Some(31_900_000_000), Some("31 GB free")),
            (Some(640_000), Some("640 KB free")),
            (Some(0), Some("0 bytes free")),
            (None, None),
        ] {
            assert_eq!(room(free).as_deref(), says);
        }
    }
}
