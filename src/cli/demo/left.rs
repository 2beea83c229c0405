//! Practice nurseries that a program which was killed left behind among the machine's temporary things: the next practice
//! takes them away. Only what is surely one is touched: its name, its marker, its owner, and nobody's lock.

use std::fs::{self, File};
use std::path::Path;

use crate::capture::file::day;
use crate::demo::WORDS;
use crate::failure::Failure;
use crate::paths::Home;
use crate::store::files;

/// How the name of such a folder begins; behind it stand the day and eight letters of chance.
pub(super) const NAME: &str = "doorstep-practice-";

/// Takes away those among the temporary things in that folder whose program is gone. What can't be taken away stays.
pub(super) fn clear(temporary: &Path) {
    let entries = fs::read_dir(temporary).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_name().to_str().is_some_and(is_name)) {
        let home = Home::at(entry.path());
        // Held until it is gone: nobody opens it meanwhile.
        if let Some(_locks) = nobodys(&home) {
            let _ = fs::remove_dir_all(home.folder());
        }
    }
}

/// Whether a folder of this name is a practice nursery's: `doorstep-practice-2026-11-27-1f0c9a7b`.
fn is_name(name: &str) -> bool {
    let Some((date, chance)) = name.strip_prefix(NAME).and_then(|rest| rest.rsplit_once('-')) else {
        return false;
    };
    let chance = chance.len() == 8 && chance.bytes().all(|byte| byte.is_ascii_hexdigit());
    chance && date.len() == 10 && day(date).is_some()
}

/// The locks of a practice nursery that is this person's own and that no program has; `None` for everything else.
fn nobodys(home: &Home) -> Option<[File; 2]> {
    let about = fs::symlink_metadata(home.folder()).ok()?;
    if !about.is_dir() || !is_own(&about) || files::private_folder(home.folder()).is_err() {
        return None;
    }
    let made = files::read_private(&home.practice_words(), "The file of practice words");
    let made = made.is_ok_and(|words| words.trim() == WORDS);
    // Of one that was killed while it was made no more is there than this.
    let begun = || {
        let mut entries = fs::read_dir(home.folder()).into_iter().flatten().flatten();
        entries.all(|entry| entry.file_name().to_str().is_some_and(|name| BEGUN.contains(&name)))
    };
    if !made && !begun() {
        return None;
    }
    Some([lock(&home.window())?, lock(&home.lock())?])
}

/// What lies in a practice nursery before it is whole.
const BEGUN: [&str; 4] = ["setting-up", "lock", "window", "window.json"];

fn lock(path: &Path) -> Option<File> {
    let cannot = |error| Failure::machine("A practice nursery's lock can't be had.", error);
    let file = files::open_lock(path, "A practice nursery's lock", cannot).ok()?;
    file.try_lock().ok().map(|()| file)
}

#[cfg(unix)]
fn is_own(about: &fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::uid(about) == rustix::process::geteuid().as_raw()
}

/// Elsewhere a person's temporary things are their own.
#[cfg(not(unix))]
fn is_own(_: &fs::Metadata) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Moment;
    use crate::store::window::{Taken, Window};

    const NOW: Moment = Moment { ms: 1_795_767_000_000, offset: 0 };

    /// A folder of that name with these files in it, its owner's alone.
    fn folder(temporary: &Path, name: &str, holds: &[(&str, &str)]) -> Home {
        let home = Home::at(temporary.join(name));
        files::private_folder(home.folder()).unwrap();
        for (file, text) in holds {
            files::write_private(&home.folder().join(file), text.as_bytes()).unwrap();
        }
        home
    }

    fn words() -> String {
        format!("{WORDS}\n")
    }

    #[test]
    fn a_practice_nursery_whose_program_is_gone_goes_whole_and_half_made() {
        let temporary = tempfile::tempdir().unwrap();
        let whole = [("practice-words.txt", &*words()), ("doorstep.db", "x"), ("window", ""), ("lock", "")];
        let whole = folder(temporary.path(), "doorstep-practice-2026-11-27-1f0c9a7b", &whole);
        let half = folder(temporary.path(), "doorstep-practice-2026-11-26-00000001", &[("lock", "")]);
        files::private_folder(&half.folder().join("setting-up")).unwrap();
        clear(temporary.path());
        assert!(!whole.folder().exists() && !half.folder().exists());
        // There is nothing to do where nothing is, and where nothing can be looked through.
        clear(temporary.path());
        clear(Path::new("/nowhere/at/all"));
    }

    #[test]
    fn what_is_not_surely_one_that_nobody_has_is_never_touched() {
        let temporary = tempfile::tempdir().unwrap();
        let at = temporary.path();
        let marker = words();
        let marked: &[(&str, &str)] = &[("practice-words.txt", &marker), ("doorstep.db", "x")];
        let mut kept = Vec::new();
        // Other names, however near.
        for name in [
            "doorstep-practice-2026-11-27",
            "doorstep-practice-2026-11-27-1f0c9a7",
            "doorstep-practice-2026-13-27-1f0c9a7b",
            "doorstep-practice-1f0c9a7b",
            "doorstep-nursery-2026-11-27-1f0c9a7b",
            "my-doorstep-practice-2026-11-27-1f0c9a7b",
        ] {
            kept.push(folder(at, name, marked));
        }
        // Without the marker, with other words in it, with something of somebody's own beside what was begun.
        kept.push(folder(at, "doorstep-practice-2026-11-27-00000001", &[("doorstep.db", "x")]));
        kept.push(folder(
            at,
            "doorstep-practice-2026-11-27-00000002",
            &[("practice-words.txt", "mine"), ("a", "")],
        ));
        kept.push(folder(at, "doorstep-practice-2026-11-27-00000003", &[("lock", ""), ("letter.txt", "")]));
        // In use: its window stands, or it is being written to.
        let open = folder(at, "doorstep-practice-2026-11-27-00000004", marked);
        let window = Window::take(&open, NOW, None).unwrap();
        assert!(matches!(window, Taken::Ours(_)));
        let written = folder(at, "doorstep-practice-2026-11-27-00000005", marked);
        let writes = lock(&written.lock()).unwrap();
        // Open to others; a link to somebody's folder.
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let shared = folder(at, "doorstep-practice-2026-11-27-00000006", marked);
            fs::set_permissions(shared.folder(), fs::Permissions::from_mode(0o755)).unwrap();
            kept.push(shared);
            let elsewhere = folder(at, "elsewhere", marked);
            let link = at.join("doorstep-practice-2026-11-27-00000007");
            std::os::unix::fs::symlink(elsewhere.folder(), &link).unwrap();
            kept.extend([elsewhere, Home::at(link)]);
            // Where its lock should be lies a link to a file that is not there, or a pipe.
            let linked = folder(at, "doorstep-practice-2026-11-27-00000008", marked);
            std::os::unix::fs::symlink(at.join("nothing"), linked.window()).unwrap();
            let piped = folder(at, "doorstep-practice-2026-11-27-00000009", marked);
            let made = std::process::Command::new("mkfifo").args(["-m", "600"]).arg(piped.window()).status();
            assert!(made.unwrap().success());
            kept.extend([linked, piped]);
        }
        let count = |home: &Home| fs::read_dir(home.folder()).unwrap().count();
        let before: Vec<usize> = kept.iter().map(count).collect();
        clear(at);
        assert_eq!(kept.iter().map(count).collect::<Vec<_>>(), before);
        assert!(!at.join("nothing").exists(), "no file is made through a link");
        assert!(open.database().exists() && written.database().exists());
        drop((window, writes));
        clear(at);
        assert!(!open.folder().exists() && !written.folder().exists(), "now nobody has them");
    }
}
