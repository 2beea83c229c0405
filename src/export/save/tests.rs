//! All of the files or none, whatever happens, and what a run left that was ended in the middle.

use super::*;

fn file(stem: &str, bytes: &[u8]) -> Finished {
    Finished { stem: stem.to_string(), extension: "txt", bytes: bytes.to_vec() }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_that_is_there_already_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    save(folder.path(), &[file("week", b"first")]).unwrap();
    let again = save(folder.path(), &[file("week", b"second"), file("week", b"third")]).unwrap();
    assert_eq!(
        again.iter().map(|saved| saved.name.as_str()).collect::<Vec<_>>(),
        ["week (2).txt", "week (3).txt"]
    );
    assert_eq!(names(folder.path()), ["week (2).txt", "week (3).txt", "week.txt"]);
    assert_eq!(fs::read(folder.path().join("week.txt")).unwrap(), b"first");
    assert_eq!(fs::read(&again[1].path).unwrap(), b"third");
}

#[test]
fn where_one_cannot_be_written_none_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let failure = save(folder.path(), &[file("good", b"1"), file("no/such/folder", b"2")]).unwrap_err();
    assert!(failure.to_string().contains("None of the files was left"), "{failure}");
    assert_eq!(names(folder.path()), [""; 0]);
}

#[test]
fn what_is_stopped_before_its_end_leaves_neither_a_file_nor_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("made/new");
    let mut placing = Placing::into(&inner).unwrap();
    placing.add(&file("week", b"1")).unwrap();
    assert_eq!(names(&inner).len(), 1, "it is on the disk, under a name that nobody opens");
    drop(placing);
    assert_eq!(names(folder.path()), [""; 0]);
    // Nor do files that are whole and have no names yet.
    let mut placing = Placing::into(&inner).unwrap();
    placing.add(&file("week", b"1")).unwrap();
    let whole = placing.whole().unwrap();
    assert_eq!(whole.hashes(), [sha256(b"1")]);
    assert!(!names(&inner).contains(&"week.txt".to_string()));
    drop(whole);
    assert_eq!(names(folder.path()), [""; 0]);
}

#[test]
fn a_folder_that_goes_in_the_middle_is_told_as_a_stick_that_was_taken_out() {
    let folder = tempfile::tempdir().unwrap();
    let stick = folder.path().join("stick");
    fs::create_dir(&stick).unwrap();
    let mut placing = Placing::into(&stick).unwrap();
    placing.add(&file("week", b"1")).unwrap();
    fs::remove_dir_all(&stick).unwrap();
    let failure = placing.add(&file("other", b"2")).unwrap_err();
    assert!(failure.what.contains("is not there any more"), "{failure}");
    assert!(failure.safe.contains("none stands in the record"), "{failure}");
    let failure = placing.whole().err().unwrap();
    assert!(failure.what.contains("is not there any more"), "{failure}");
    let told = |kind| trouble(folder.path(), io::Error::from(kind));
    assert!(told(ErrorKind::StorageFull).what.contains("no room left"));
    assert!(told(ErrorKind::ReadOnlyFilesystem).what.contains("Nothing may be written"));
    assert!(told(ErrorKind::Other).safe.contains("None of the files was left"));
}

#[test]
fn an_archive_opens_with_its_password_and_with_no_other_and_holds_every_file_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let long = "Ava sang. ".repeat(5_000);
    let mut placing = Placing::archive(folder.path(), "week archive", "four plain words").unwrap();
    placing.add(&file("ava", long.as_bytes())).unwrap();
    placing.add(&file("ben", b"Ben")).unwrap();
    let saved = placing.whole().unwrap().named().unwrap();
    assert_eq!(names(folder.path()), ["week archive.zip"]);
    assert_eq!(saved.len(), 2, "the archive, once for each file in it");
    let bytes = fs::read(&saved[0].path).unwrap();
    assert!(saved.iter().all(|saved| saved.sha256 == sha256(&bytes)));
    assert!(!bytes.windows(9).any(|window| window == b"Ava sang."), "nothing of it lies open");
    let mut opened = zip::ZipArchive::new(io::Cursor::new(&bytes)).unwrap();
    let read = |opened: &mut zip::ZipArchive<io::Cursor<&Vec<u8>>>, at, password: &[u8]| {
        let mut text = String::new();
        opened.by_index_decrypt(at, password).ok()?.read_to_string(&mut text).ok()?;
        Some(text)
    };
    assert_eq!(read(&mut opened, 0, b"four plain words").as_deref(), Some(long.as_str()));
    assert_eq!(read(&mut opened, 1, b"four plain words").as_deref(), Some("Ben"));
    for wrong in [&b"four plain word"[..], b"", b"Four plain words"] {
        assert_eq!(read(&mut opened, 1, wrong), None);
    }
    assert!(opened.by_index(1).is_err(), "nor without one");
    // Stopped in the middle it leaves nothing.
    let mut placing = Placing::archive(folder.path(), "week archive", "four plain words").unwrap();
    placing.add(&file("ava", b"1")).unwrap();
    drop(placing);
    assert_eq!(names(folder.path()), ["week archive.zip"]);
}

#[test]
fn the_hash_is_of_what_lies_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let saved = save(&folder.path().join("made/new"), &[file("week", b"abc")]).unwrap();
    assert_eq!(saved[0].sha256, sha256(&fs::read(&saved[0].path).unwrap()));
    assert_eq!(saved[0].sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

#[cfg(unix)]
#[test]
fn only_this_account_can_read_what_was_written() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let saved = save(&folder.path().join("weeks/2026-W47"), &[file("week", b"abc")]).unwrap();
    assert_eq!(mode(&saved[0].path), 0o600);
    assert_eq!(mode(&folder.path().join("weeks/2026-W47")), 0o700);
    assert_eq!(mode(&folder.path().join("weeks")), 0o700);
    assert_eq!(mode(folder.path()), 0o755, "a folder that was there is left as it is");
}

#[test]
fn what_a_run_left_that_was_ended_in_the_middle_goes_and_what_is_being_written_stays() {
    let folder = tempfile::tempdir().unwrap();
    for left in [".doorstep-0-1.part", ".doorstep-7.part"] {
        fs::write(folder.path().join(left), b"Ava sang.").unwrap();
    }
    fs::write(folder.path().join("notes.part"), b"somebody's own").unwrap();
    let mut other = Placing::into(folder.path()).unwrap();
    assert_eq!(other.cleared(), 2);
    other.add(&file("week", b"1")).unwrap();
    // Another window begins while that one is not done.
    let mut own = Placing::into(folder.path()).unwrap();
    assert_eq!(own.cleared(), 0);
    own.add(&file("week", b"2")).unwrap();
    let saved = [other.whole().unwrap().named().unwrap(), own.whole().unwrap().named().unwrap()].concat();
    assert_eq!(
        saved.iter().map(|saved| saved.name.as_str()).collect::<Vec<_>>(),
        ["week.txt", "week (2).txt"]
    );
    assert_eq!(names(folder.path()), ["notes.part", "week (2).txt", "week.txt"]);
}
