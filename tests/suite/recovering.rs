//! A record that is damaged, by the command line: what `verify --deep` names, and what `recover` saves of it.

use std::fs;

use crate::support::{Nursery, PROGRAM, text};

/// Notes of a morning, each long enough that their words fill several pages of the file.
fn nursery() -> Nursery {
    let nursery = Nursery::set_up();
    for child in ["isla", "ben", "elif", "chidi", "ao"] {
        let note = format!("{child} told a long story. {}", "It went on and on about the boat. ".repeat(25));
        nursery.says_as("SO", &["log", child, &note]);
    }
    // Everything lies in the file itself.
    nursery.store().rest().expect("at rest");
    nursery
}

#[test]
fn a_deep_look_says_a_line_more_for_pages_words_key_days_and_each_backup() {
    let nursery = nursery();
    let said = nursery.says_as("PS", &["verify", "--deep"]);
    assert_eq!(said.lines().count(), 9, "{said}");
    for part in ["chain", "projections", "integrity", "witness", "pages", "words", "key", "days", "backup"] {
        assert!(said.lines().any(|line| line.starts_with(part) && line.contains(" ok ")), "{part}: {said}");
    }
    assert!(said.contains(&nursery.store().day_code().expect("a day code")), "{said}");
    assert!(said.ends_with("There is none to look at.\n"), "{said}");
    let made = nursery.says_as("PS", &["backup"]);
    let name = made.split([' ', ':']).nth(1).expect("its name");
    let said = nursery.says_as("PS", &["verify", "--deep"]);
    assert!(
        said.lines().any(|line| line.starts_with("backup") && line.contains(&format!(" ok     {name}"))),
        "{said}"
    );
    let database = nursery.home().join("backups").join(name).join("doorstep.db");
    let mut bytes = fs::read(&database).expect("read");
    bytes[9_000] ^= 1;
    fs::write(&database, bytes).expect("written");
    let output = nursery.run_as("PS", &["verify", "--deep"]);
    let said = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains(&format!("FAILS  {name} is damaged.")), "{said}");
    assert_eq!(said.matches("FAILS").count(), 1, "{said}");
}

#[test]
fn of_a_damaged_record_the_deep_look_names_what_does_not_hold_and_recovery_saves_the_rest() {
    let nursery = nursery();
    let database = nursery.home().join("doorstep.db");
    let sound = fs::read(&database).expect("read");
    let new = nursery.path("new");
    // A page of the words: found by what its loss does, for pages are encrypted.
    let mut told = None;
    for page in (4..sound.len() / 4096).rev() {
        let mut bytes = sound.clone();
        bytes[page * 4096..(page + 1) * 4096].fill(0);
        fs::write(&database, &bytes).expect("written");
        let output = nursery.run_as("PS", &["verify", "--deep"]);
        let said = text(&output.stdout);
        if said.is_empty() || !said.lines().any(|line| line.starts_with("pages") && line.contains("FAILS")) {
            continue;
        }
        assert_eq!(output.status.code(), Some(1), "{said}");
        // Asking for a PIN counted it, in the same file.
        let before = fs::read(&database).expect("read");
        let output = nursery.run(&["recover", "--to", &new.to_string_lossy()]);
        assert!(fs::read(&database).expect("read") == before, "the damaged file is not as it was");
        if output.status.success() && text(&output.stdout).contains("its words can't be read") {
            told = Some(text(&output.stdout));
            break;
        }
        let _ = fs::remove_dir_all(&new);
    }
    let told = told.expect("a page of words");
    assert!(told.contains("stand in the new record in"), "{told}");
    assert!(told.contains("The damaged record was not touched"), "{told}");
    // The same words and the same PINs open the new one, in which everything holds.
    let mut command = nursery.program_as(PROGRAM, "PS");
    let output =
        command.args(["verify", "--deep", "--as", "PS", "--home"]).arg(&new).output().expect("it runs");
    let said = text(&output.stdout);
    assert!(
        output.status.success() && said.lines().all(|line| line.contains(" ok ")),
        "{said}{}",
        text(&output.stderr)
    );
    let list = fs::read_to_string(new.join("not-recovered.txt")).expect("the list");
    assert!(list.contains("its words can't be read"), "{list}");
    // Never over a record.
    let again = nursery.run(&["recover", "--to", &new.to_string_lossy()]);
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("already"), "{}", text(&again.stderr));
    let over = nursery.run(&["recover", "--to", &nursery.home().to_string_lossy()]);
    assert_eq!(over.status.code(), Some(2), "{}", text(&over.stderr));
}
