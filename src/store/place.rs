//! Where a record may lie: on this machine's own disk. On a share of the network a lock does not hold between two
//! machines, and a folder that is copied to others puts an old file back, or half of a new one; either loses entries.

use std::path::{Component, Path};

use super::files;
use crate::failure::{Failure, Result};

/// The kinds of file system that are shared over a network, or between a machine and the one it runs in.
const SHARED: [&str; 22] = [
    "9p",
    "afs",
    "afpfs",
    "ceph",
    "cifs",
    "coda",
    "davfs",
    "fuse.davfs2",
    "fuse.glusterfs",
    "fuse.gvfsd-fuse",
    "fuse.rclone",
    "fuse.s3fs",
    "fuse.sshfs",
    "gfs2",
    "ncpfs",
    "nfs",
    "nfs4",
    "ocfs2",
    "smb3",
    "smbfs",
    "vboxsf",
    "webdav",
];

/// The kinds of file system that keep no rights: whoever can read the stick can read each file on it.
const RIGHTLESS: [&str; 8] = ["exfat", "fuseblk", "hfs", "iso9660", "msdos", "ntfs", "ntfs3", "vfat"];

/// Who copies a folder to other machines, with what that folder is called, in small letters.
const SYNCED: [(&str, &str); 16] = [
    ("box", "Box"),
    ("box sync", "Box"),
    ("cloudstorage", "iCloud or another service"),
    ("creative cloud files", "Creative Cloud"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("icloud drive", "iCloud"),
    ("iclouddrive", "iCloud"),
    ("mega", "MEGA"),
    ("mobile documents", "iCloud"),
    ("nextcloud", "Nextcloud"),
    ("onedrive", "OneDrive"),
    ("owncloud", "ownCloud"),
    ("pclouddrive", "pCloud"),
    ("syncthing", "Syncthing"),
];

/// What such a service leaves in the folder that it copies: the name, and whether it is a folder.
const MARKS: [(&str, bool, &str); 6] = [
    (".dropbox", false, "Dropbox"),
    (".nextcloudsync.log", false, "Nextcloud"),
    (".owncloudsync.log", false, "ownCloud"),
    (".stfolder", true, "Syncthing"),
    (".tmp.drivedownload", true, "Google Drive"),
    (".sync", true, "Resilio Sync"),
];

/// Why a record should not lie somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The folder is reached over a network, by a file system of that kind.
    Shared(String),
    /// The folder is copied to other machines by that service.
    Synced(&'static str),
}

/// Refuses a folder that is shared over a network or copied to other machines.
///
/// # Errors
/// Refused, with who shares it and what to do.
pub fn check(folder: &Path) -> Result<()> {
    // A folder that is not there yet lies where the nearest one above it lies; a link, where it leads.
    let there = folder.ancestors().find_map(|above| above.canonicalize().ok());
    let doubt = doubt(folder).or_else(|| there.as_deref().and_then(doubt));
    let doubt = doubt.or_else(|| shared(&mounts(), there.as_deref().unwrap_or(folder)));
    let Some(doubt) = doubt else { return Ok(()) };
    let folder = folder.display();
    let (what, why) = match doubt {
        Doubt::Shared(kind) => (
            format!("{folder} is on a network share ({kind})."),
            "Two machines that write there at once spoil the record.",
        ),
        Doubt::Synced(service) => (
            format!("{folder} is copied to other machines by {service}."),
            "It can put an old file in the place of a newer one.",
        ),
    };
    Err(Failure::refused(format!("The record can't be kept there: {what} {why}"))
        .safe("Nothing was written there.")
        .todo(
            "Name a folder of this computer's own with --home. If you know that only this computer uses it, say \
             --even-so once.",
        ))
}

/// Whether a file lies where no rights are kept, as on most sticks; so too where the machine does not say what is mounted.
pub fn keeps_no_rights(path: &Path) -> bool {
    let mounts = mounts();
    mounts.is_empty() || kind(&mounts, &files::whole(path)).is_some_and(|kind| RIGHTLESS.contains(&kind))
}

/// What a folder's own path, and what lies beside it, say against it.
fn doubt(folder: &Path) -> Option<Doubt> {
    let path = folder.to_string_lossy();
    if cfg!(windows)
        && (path.starts_with(r"\\?\UNC\") || path.starts_with(r"\\") && !path.starts_with(r"\\?\"))
    {
        return Some(Doubt::Shared("a Windows share".to_string()));
    }
    if cfg!(target_os = "macos") && path.starts_with("/Network/") {
        return Some(Doubt::Shared("a volume of the network".to_string()));
    }
    let named = folder.components().find_map(|part| match part {
        Component::Normal(name) => synced(&name.to_string_lossy()),
        _ => None,
    });
    let marked = || {
        folder.ancestors().find_map(|above| {
            let mark = |(name, is_folder, service): &(&str, bool, &'static str)| {
                let mark = above.join(name);
                (if *is_folder { mark.is_dir() } else { mark.is_file() }).then_some(*service)
            };
            MARKS.iter().find_map(mark)
        })
    };
    named.or_else(marked).map(Doubt::Synced)
}

/// The service that calls a folder so: `Dropbox`, `Dropbox (Acorn Lane)`, `OneDrive - Acorn Lane`, `Nextcloud2`.
fn synced(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let more = |rest: &str| rest.starts_with(" (") || rest.starts_with(" - ");
    let another = |rest: &str| rest.chars().all(|letter| letter.is_ascii_digit());
    let known = SYNCED
        .iter()
        .find(|(called, _)| name.strip_prefix(called).is_some_and(|rest| more(rest) || another(rest)));
    known.map(|(_, service)| *service)
}

/// Whether the lines of `/proc/self/mounts` have that folder on a share.
fn shared(mounts: &str, folder: &Path) -> Option<Doubt> {
    kind(mounts, folder).filter(|kind| SHARED.contains(kind)).map(|kind| Doubt::Shared(kind.to_string()))
}

/// On which kind of file system they have it: the last of the longest that holds it.
fn kind<'m>(mounts: &'m str, folder: &Path) -> Option<&'m str> {
    let mut on: Option<(usize, &str)> = None;
    for line in mounts.lines() {
        let mut parts = line.split(' ').skip(1);
        let (Some(point), Some(kind)) = (parts.next(), parts.next()) else { continue };
        let point = unescaped(point);
        if folder.starts_with(&point) && on.is_none_or(|(length, _)| length <= point.len()) {
            on = Some((point.len(), kind));
        }
    }
    on.map(|(_, kind)| kind)
}

/// A path as it is, where the kernel wrote a space, a tab, a line's end or a backslash as its number.
pub fn unescaped(path: &str) -> String {
    [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")]
        .iter()
        .fold(path.to_string(), |path, (written, meant)| path.replace(written, meant))
}

/// Empty where the machine does not say what is mounted: then the folder's name alone speaks.
fn mounts() -> String {
    std::fs::read_to_string("/proc/self/mounts").unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_the_network_is_known_by_the_file_system_that_holds_the_folder() {
        let mounts = "/dev/sda2 / ext4 rw 0 0\n\
                      nas:/export/home /home nfs4 rw 0 0\n\
                      //nas/office /mnt/office\\040share cifs rw 0 0\n\
                      sam@pi:/srv /home/sam/pi fuse.sshfs rw 0 0\n\
                      C:\\134 /mnt/c 9p rw 0 0\n\
                      /dev/sdb1 /mnt/office\\040share/stick vfat rw 0 0\n\
                      /dev/sdc1 /media/sam/TABLET fuseblk rw 0 0\n\
                      tmpfs /run tmpfs rw 0 0\n\
                      nas:/old /srv nfs rw 0 0\n\
                      /dev/sdd1 /srv ext4 rw 0 0\n";
        for (folder, wanted) in [
            ("/var/lib/doorstep", None),
            ("/home/sam/.local/share/doorstep", Some("nfs4")),
            ("/mnt/office share/log", Some("cifs")),
            ("/mnt/office", None),
            ("/mnt/office share/stick/log", None),
            ("/home/sam/pi/log", Some("fuse.sshfs")),
            ("/mnt/c/Users/Sam/log", Some("9p")),
            ("/media/sam/TABLET/log", None),
            ("/run/user/1000/log", None),
            // What was mounted last over a folder is what is there.
            ("/srv/log", None),
        ] {
            let wanted = wanted.map(|kind: &str| Doubt::Shared(kind.to_string()));
            assert_eq!(shared(mounts, Path::new(folder)), wanted, "{folder}");
        }
        assert_eq!(shared("", Path::new("/home")), None, "a machine that does not say");
        for (file, keeps_none) in [
            ("/mnt/office share/stick/doorstep.key", true),
            ("/media/sam/TABLET/doorstep.key", true),
            ("/home/sam/doorstep.key", false),
            ("/run/user/doorstep.key", false),
        ] {
            let kind = kind(mounts, Path::new(file)).unwrap();
            assert_eq!(RIGHTLESS.contains(&kind), keeps_none, "{file} on {kind}");
        }
    }

    #[test]
    fn a_folder_that_is_copied_elsewhere_is_known_by_its_name() {
        for (path, wanted) in [
            ("/home/sam/Dropbox/log", Some("Dropbox")),
            ("/home/sam/Dropbox (Acorn Lane)/log", Some("Dropbox")),
            ("/Users/sam/OneDrive - Acorn Lane/log", Some("OneDrive")),
            ("/Users/sam/Library/Mobile Documents/com~apple~CloudDocs/log", Some("iCloud")),
            ("/Users/sam/Library/CloudStorage/GoogleDrive-sam/log", Some("iCloud or another service")),
            ("/Users/sam/Google Drive/My Drive/log", Some("Google Drive")),
            ("/home/sam/Nextcloud/log", Some("Nextcloud")),
            ("/home/sam/.local/share/doorstep", None),
            ("/home/sam/Nextcloud2/log", Some("Nextcloud")),
            ("/home/boxall/megan/box of toys/mega-phone", None),
            ("/home/boxall/megan/dropboxes", None),
            ("/home/sam/Documents", None),
        ] {
            let found = doubt(Path::new(path));
            assert_eq!(found, wanted.map(Doubt::Synced), "{path}");
        }
    }

    #[test]
    fn a_folder_that_is_copied_elsewhere_is_known_by_what_lies_in_it_or_above_it() {
        for (mark, is_folder, service) in MARKS {
            let folder = tempfile::tempdir().unwrap();
            let home = folder.path().join("office").join("log");
            std::fs::create_dir_all(&home).unwrap();
            assert_eq!(doubt(&home), None);
            let mark = folder.path().join(mark);
            if is_folder { std::fs::create_dir(mark) } else { std::fs::write(mark, "") }.unwrap();
            assert_eq!(doubt(&home), Some(Doubt::Synced(service)));
            let refused = check(&home.join("not/there/yet")).unwrap_err().to_string();
            assert!(refused.contains(service) && refused.contains("--even-so"), "{refused}");
        }
        // What Dropbox keeps of itself in a person's own folder is no mark.
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(".dropbox")).unwrap();
        assert_eq!(doubt(folder.path()), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_lies_where_it_leads() {
        let folder = tempfile::tempdir().unwrap();
        let synced = folder.path().join("Nextcloud");
        std::fs::create_dir(&synced).unwrap();
        let link = folder.path().join("log");
        std::os::unix::fs::symlink(&synced, &link).unwrap();
        assert!(check(&link).unwrap_err().to_string().contains("Nextcloud"));
    }
}
