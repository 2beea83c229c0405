//! An archive with a password from the command line: its password is asked or stands in a private file, never in an
//! argument.

use std::io::{Cursor, Read};

use super::support::{Nursery, PROGRAM, text};

/// Exports the handover card as an archive with the password of that file.
fn export(nursery: &Nursery, password: Option<&std::path::Path>) -> std::process::Output {
    let mut command = nursery.program_as(PROGRAM, "PS");
    if let Some(password) = password {
        command.env("DOORSTEP_ARCHIVE_PASSWORD_FILE", password);
    }
    let folder = nursery.text("out");
    let said = ["export", "handover", "--archive", "--format", "txt", "--out", folder.as_str(), "--as", "PS"];
    command.args(said).output().expect("the program runs")
}

#[test]
fn an_archive_from_the_command_line_opens_with_its_password_and_is_said_with_what_opens_it() {
    let nursery = Nursery::set_up();
    let password = nursery.write_private("password", "four plain words\n");
    let output = export(&nursery, Some(&password));
    assert!(output.status.success(), "{}", text(&output.stderr));
    let said = text(&output.stdout);
    assert!(said.contains("Written: ") && said.contains("handover archive.zip"), "{said}");
    assert!(said.contains("7-Zip opens it on Windows") && !said.contains("four plain words"), "{said}");
    let bytes = std::fs::read(nursery.path("out").join("handover archive.zip")).expect("the archive");
    let mut opened = zip::ZipArchive::new(Cursor::new(bytes)).expect("a ZIP file");
    let mut page = String::new();
    let mut part = opened.by_index_decrypt(0, b"four plain words").expect("the password");
    part.read_to_string(&mut page).expect("a text");
    assert!(page.contains("handover"), "{page}");
    drop(part);
    assert!(opened.by_index_decrypt(0, b"four plain word").is_err());
}

#[test]
fn a_short_password_one_that_others_can_read_and_none_at_all_write_nothing() {
    use std::os::unix::fs::PermissionsExt;
    let nursery = Nursery::set_up();
    let short = nursery.write_private("short", "short");
    let open = nursery.write_private("open", "four plain words");
    std::fs::set_permissions(&open, std::fs::Permissions::from_mode(0o644)).expect("opened");
    for (password, why) in [
        (Some(short.as_path()), "It has 5 letters; it needs 12 at least."),
        (Some(open.as_path()), "The file with the password"),
        (None, "There is no terminal here to ask on."),
    ] {
        let output = export(&nursery, password);
        assert!(!output.status.success());
        let said = text(&output.stderr);
        assert!(said.contains(why) && !said.contains("four plain words"), "{said}");
        assert!(!nursery.path("out").exists());
    }
}
