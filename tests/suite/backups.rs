//! Backups on the command line: making, listing, restoring, and the drill.

use std::path::Path;

use doorstep::store::files;

use crate::support::{Nursery, text};

impl Nursery {
    fn restored(&self, set: &str, options: &[&str]) -> std::process::Output {
        self.run(&[&["restore", set], options].concat())
    }

    fn private(&self, name: &str) -> String {
        files::private_folder(&self.path(name)).expect("a folder");
        self.text(name)
    }
}

/// The only set in a folder.
fn set_in(folder: &str) -> String {
    let names = std::fs::read_dir(folder).expect("a folder");
    let names = names.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    names.into_iter().find(|name| name.starts_with("20") && !name.ends_with(".new")).expect("a set")
}

#[test]
fn a_lead_makes_a_backup_and_it_comes_back_with_the_words_or_the_sheet() {
    let nursery = Nursery::set_up();
    nursery.says_as("SO", &["log", "ao", "slept well"]);
    let stick = nursery.private("stick");
    let made = nursery.says_as("PS", &["backup", "--to", &stick]);
    let set = set_in(&stick);
    assert!(made.starts_with(&format!("Backup {set}: all ")), "{made}");
    assert!(made.contains("opened again and checked from end to end"), "{made}");
    let refused = nursery.run_as("SO", &["backup", "--to", &stick]);
    assert!(text(&refused.stderr).contains("may make a backup"), "{}", text(&refused.stderr));
    nursery.says_as("SO", &["log", "ao", "ate well"]);
    nursery.says_as("SO", &["log", "ao", "was tired"]);
    let listed = nursery.says_as("PS", &["backup", "--list", "--to", &stick]);
    assert!(listed.contains(&set) && listed.contains(", 2 lines since"), "{listed}");
    // Into a new home; what was written since is named by the witness of the old one.
    let (path, new) = (format!("{stick}/{set}"), nursery.text("new"));
    let witness = nursery.home().join("witness");
    let witness = witness.to_string_lossy();
    let output = nursery.restored(&path, &["--home", &new, "--witness", &witness]);
    let said = text(&output.stdout);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(said.contains("The record is restored in") && said.contains("checked from end to end"), "{said}");
    assert!(said.contains("Entries ") && said.contains(" are not in this backup"), "{said}");
    let there = nursery.json_as("PS", &["list", "entries", "--json", "--home", &new]);
    assert_eq!(there.as_array().map(Vec::len), Some(1));
    assert!(nursery.says_as("PS", &["verify", "--home", &new]).lines().all(|line| line.contains(" ok ")));
    assert!(Path::new(&new).join("settings.toml").exists(), "this machine's room is the same");
    // Never over a record.
    let again = nursery.restored(&path, &["--home", &new]);
    assert!(text(&again.stderr).contains("already") && !again.status.success(), "{}", text(&again.stderr));
    let nowhere = nursery.restored(&path, &[]);
    assert_eq!(nowhere.status.code(), Some(2), "{}", text(&nowhere.stderr));
    // With the sheet, which needs no words; the witness of the usual home is looked at by itself.
    let (other, sheet) = (nursery.text("other"), nursery.text("sheet.txt"));
    let output = nursery.restored(&path, &["--home", &other, "--sheet", &sheet]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains(" are not in this backup"), "{}", text(&output.stdout));
}

#[test]
fn nothing_is_restored_into_the_folder_of_a_record_or_of_a_backup() {
    let nursery = Nursery::set_up();
    nursery.says_as("PS", &["backup"]);
    let backups = nursery.home().join("backups");
    let set = backups.join(set_in(&backups.to_string_lossy())).to_string_lossy().into_owned();
    for new in ["/inner", "/../inner", "/../../inner", "/a/b/c"] {
        let new = format!("{set}{new}");
        let output = nursery.restored(&set, &["--home", &new]);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{new}: {said}");
        assert!(
            said.contains("lies in the folder of a record") && said.contains("Nothing was made there."),
            "{said}"
        );
        assert!(!Path::new(&new).exists(), "{new}");
    }
}

#[test]
fn wrong_words_and_a_damaged_set_restore_nothing_and_leave_nothing() {
    let nursery = Nursery::set_up();
    let stick = nursery.private("stick");
    nursery.says_as("PS", &["backup", "--to", &stick]);
    let (path, new) = (format!("{stick}/{}", set_in(&stick)), nursery.text("new"));
    nursery.write_private("words.txt", "abandon ability zoo horse basket winter");
    let said = text(&nursery.restored(&path, &["--home", &new]).stderr);
    assert!(said.contains("Those words do not open this setting’s log"), "{said}");
    assert!(!Path::new(&new).exists(), "nothing is left");
    let database = format!("{path}/doorstep.db");
    let mut bytes = std::fs::read(&database).expect("read");
    bytes[9_000] ^= 1;
    std::fs::write(&database, bytes).expect("written");
    let sheet = nursery.text("sheet.txt");
    let said = text(&nursery.restored(&path, &["--home", &new, "--sheet", &sheet]).stderr);
    assert!(said.starts_with("This backup is damaged.") && said.contains("the one before it"), "{said}");
    assert!(!Path::new(&new).exists(), "nothing is left");
    let said = text(&nursery.restored(&nursery.text("nowhere"), &["--home", &new]).stderr);
    assert!(said.contains("There is no backup"), "{said}");
}

#[test]
fn a_backup_comes_back_with_the_key_file_and_no_words_and_a_foreign_one_is_told_so() {
    let nursery = Nursery::set_up();
    let stick = nursery.private("stick");
    nursery.says_as("RE", &["safe", "key-file", &stick]);
    nursery.says_as("PS", &["backup", "--to", &stick]);
    let (path, new) = (format!("{stick}/{}", set_in(&stick)), nursery.text("new"));
    let file = format!("{stick}/doorstep.key");
    nursery.write_private("words.txt", "abandon ability zoo horse basket winter");
    let foreign = nursery.text("foreign.key");
    let other = doorstep::store::vault::KeyFile::generate(&mut doorstep::chance::Chance::seeded(4));
    nursery.write_private("foreign.key", &other.text());
    let broken = nursery.text("broken.key");
    nursery.write_private("broken.key", "doorstep key 1\n00\n");
    for (wrong, why) in [
        (&foreign, "This key file does not open this setting’s log."),
        (&broken, "This is no key file, or a part of it is damaged."),
        (&nursery.text("nowhere.key"), "The key file can't be read"),
    ] {
        let said = text(&nursery.restored(&path, &["--home", &new, "--key-file", wrong]).stderr);
        assert!(said.contains(why), "{said}");
        assert!(!Path::new(&new).exists(), "nothing is left");
    }
    let both = nursery.restored(&path, &["--home", &new, "--key-file", &file, "--sheet"]);
    assert_eq!(both.status.code(), Some(2), "{}", text(&both.stderr));
    let output = nursery.restored(&path, &["--home", &new, "--key-file", &file]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("The record is restored in"), "{}", text(&output.stdout));
}

#[test]
fn a_second_folder_that_is_away_keeps_nobody_from_the_first_and_a_drill_takes_the_newest() {
    let nursery = Nursery::set_up();
    let none = nursery.run_as("PS", &["drill"]);
    assert!(text(&none.stderr).contains("There is no good backup"), "{}", text(&none.stderr));
    let away = nursery.text("away");
    let settings = nursery.home().join("settings.toml");
    let before = std::fs::read_to_string(&settings).expect("the settings");
    std::fs::write(&settings, format!("{before}backup = \"{away}\"\n")).expect("written");
    let output = nursery.run_as("PS", &["backup"]);
    assert_eq!(output.status.code(), Some(1));
    let (said, complained) = (text(&output.stdout), text(&output.stderr));
    assert!(said.starts_with("Backup 20") && said.contains("backups"), "{said}");
    assert!(complained.contains(&format!("No backup was made in {away}.")), "{complained}");
    assert!(complained.contains("stick may be out"), "{complained}");
    nursery.private("away");
    let said = nursery.says_as("PS", &["backup"]);
    assert_eq!(said.lines().filter(|line| line.starts_with("Backup 20")).count(), 2, "{said}");
    let listed = nursery.says_as("PS", &["backup", "--list"]);
    assert_eq!(listed.matches("all that there are now").count(), 2, "{listed}");
    let said = nursery.says_as("PS", &["drill"]);
    assert!(said.contains("was restored into a folder of its own, checked from end to end"), "{said}");
    assert!(!nursery.home().join("drill").exists());
}
