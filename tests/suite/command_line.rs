//! The real program on the command line: set-up, import, a day from paper, lists, evidence, the week.

use std::collections::BTreeSet;

use crate::support::{Nursery, text};

#[test]
fn the_sample_register_goes_in_once_however_often_it_is_imported() {
    let nursery = Nursery::set_up();
    let children = nursery.json_as("PS", &["list", "children", "--json"]);
    assert_eq!(children.as_array().map(Vec::len), Some(24));
    let register = nursery.text("register.csv");
    for _ in 0..2 {
        let said = nursery.says_as("PS", &["import", "register", &register, "--yes"]);
        assert!(said.contains("Nothing changes"), "{said}");
    }
    assert_eq!(nursery.json_as("PS", &["list", "children", "--json"]), children);
    assert_eq!(nursery.json_as("PS", &["list", "people", "--json"]).as_array().map(Vec::len), Some(8));
}

#[test]
fn a_register_with_bad_rows_is_refused_whole_with_each_line() {
    let nursery = Nursery::set_up();
    let before = nursery.json_as("PS", &["list", "children", "--json"]);
    let good = std::fs::read_to_string(nursery.path("register.csv")).expect("the register");
    let bad = good
        .replace("14/07/2024", "31/02/2024")
        .replace("Elif,Kaya,,19/08/2023,Sunflower,Jo Bell", "Elif,Kaya,,19/08/2023,Sunflower,Nobody Known");
    let file = nursery.write_private("bad.csv", &bad);
    let output = nursery.run_as("PS", &["import", "register", &file.to_string_lossy(), "--yes"]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(said.contains("Line 2") && said.contains("31/02/2024"), "{said}");
    assert!(said.contains("Line 7") && said.contains("Nobody Known"), "{said}");
    assert_eq!(nursery.json_as("PS", &["list", "children", "--json"]), before);
}

#[test]
fn a_dry_run_changes_nothing() {
    let nursery = Nursery::set_up();
    let more = std::fs::read_to_string(nursery.path("register.csv")).expect("the register")
        + "Nia,Evans,,01/02/2024,Sunflower,Jo Bell,,02/11/2026,,Mon,,Carys Evans,Mam,A,Yes,Yes,Cymraeg,Standard\n";
    let file = nursery.write_private("more.csv", &more);
    let file = file.to_string_lossy();
    let said = nursery.says_as("PS", &["import", "register", &file, "--dry-run"]);
    assert!(said.contains("Nia Evans"), "{said}");
    let count = || nursery.json_as("PS", &["list", "children", "--json"]).as_array().map(Vec::len);
    assert_eq!(count(), Some(24));
    nursery.says_as("PS", &["import", "register", &file, "--yes"]);
    assert_eq!(count(), Some(25));
}

#[test]
fn a_day_from_paper_keeps_its_writers_and_says_who_entered_it() {
    let nursery = Nursery::set_up();
    let day = nursery.text("day.txt");
    nursery.says_as("PS", &["log", "--from", &day, "--date", "2026-11-24"]);
    let entries = nursery.json_as("PS", &["list", "entries", "--day", "2026-11-24", "--json"]);
    let entries = entries.as_array().expect("a list");
    let find = |child: &str, kind: &str| {
        entries
            .iter()
            .find(|entry| entry["child"] == child && entry["kind"] == kind)
            .unwrap_or_else(|| panic!("{child} {kind}"))
    };
    assert_eq!(find("Grace Adeyemi", "drop-off")["by"], "SO");
    assert_eq!(find("Grace Adeyemi", "drop-off")["entered_by"], "PS");
    assert_eq!(find("Daisy Lowe", "drop-off")["family_words"][0], "She did her own coat today.");
    assert_eq!(find("Chidi Eze", "for-home")["text"], "Count the stairs together at home.");
    assert_eq!(find("Ava Patel", "drop-off")["no_talk"], "rushed");
    assert_eq!(find("Noah O'Neill", "pick-up")["talk_id"], find("Ava O'Neill", "for-home")["talk_id"]);
    assert_eq!(find("Hugo Nowak", "feedback")["text"], "New word: bubble. Slept 35 minutes.");
    assert_eq!(find("Elif Kaya", "moving-on")["with"][0], "gran");
    let ids: BTreeSet<_> = entries.iter().map(|entry| entry["id"].as_str().expect("an id")).collect();
    assert_eq!(ids.len(), entries.len());
    let again = nursery.says_as("PS", &["log", "--from", &day, "--date", "2026-11-24"]);
    assert!(again.contains("already"), "{again}");
    assert_eq!(
        nursery.json_as("PS", &["list", "entries", "--json"]).as_array().map(Vec::len),
        Some(entries.len())
    );
}

#[test]
fn a_file_with_one_unclear_line_is_refused_whole() {
    let nursery = Nursery::set_up();
    let file = nursery.write_private(
        "day2.txt",
        "08:05\tSO\tgrace\tsettled\n08:06\tSO\tava\tslept well\n08:07\tXX\tben\tfine\n",
    );
    let output = nursery.run_as("PS", &["log", "--from", &file.to_string_lossy(), "--date", "2026-11-24"]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(
        said.contains("2") && said.contains("Ava") && said.contains("3") && said.contains("XX"),
        "{said}"
    );
    assert_eq!(nursery.json_as("PS", &["list", "entries", "--json"]).as_array().map(Vec::len), Some(0));
    let output = nursery.run_as("SO", &["log", "--from", &nursery.text("day.txt"), "--date", "2026-11-24"]);
    assert_eq!(output.status.code(), Some(1), "only a lead enters a day from paper");
}

#[test]
fn a_note_by_command_is_signed_and_a_private_one_is_for_its_writer_and_leads() {
    let nursery = Nursery::set_up();
    nursery.says_as("SO", &["log", "ao", "d: gran is ill at the moment", "--private"]);
    let count = |who: &str, holds: &str| {
        let all = nursery.json_as(who, &["list", "entries", "--json"]);
        all.as_array()
            .expect("a list")
            .iter()
            .filter(|entry| entry["text"].as_str().is_some_and(|text| text.contains(holds)))
            .count()
    };
    assert_eq!(
        (count("SO", "ill"), count("PS", "ill"), count("RE", "ill"), count("JB", "ill")),
        (1, 1, 1, 0)
    );
    let output = nursery.run_as("SO", &["log", "ava", "slept well"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("Ava Patel"), "{}", text(&output.stderr));
}

#[test]
fn files_with_secrets_that_others_can_read_are_refused() {
    use std::os::unix::fs::PermissionsExt;
    let nursery = Nursery::set_up();
    std::fs::set_permissions(nursery.path("words.txt"), std::fs::Permissions::from_mode(0o644))
        .expect("made open");
    let output = nursery.run_as("PS", &["list", "people"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("chmod 600"), "{}", text(&output.stderr));
}

#[test]
fn a_wrong_pin_opens_nothing_and_a_wrong_word_no_record() {
    let nursery = Nursery::set_up();
    let pin = nursery.write_private("wrong-pin", "9163");
    let output = std::process::Command::new(crate::support::PROGRAM)
        .args(["list", "entries", "--as", "SO"])
        .env("DOORSTEP_HOME", nursery.home())
        .env("DOORSTEP_WORDS_FILE", nursery.path("words.txt"))
        .env("DOORSTEP_PIN_FILE", pin)
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("does not match"), "{}", text(&output.stderr));
    nursery.write_private("words.txt", "abandon ability able about above absent\n");
    let output = nursery.run_as("PS", &["verify"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!text(&output.stderr).is_empty() && text(&output.stdout).is_empty());
}

#[test]
fn verify_says_a_line_for_each_part() {
    let nursery = Nursery::set_up();
    let said = nursery.says_as("PS", &["verify"]);
    for part in ["chain", "projections", "integrity", "witness"] {
        assert!(said.lines().any(|line| line.starts_with(part) && line.contains("ok")), "{said}");
    }
}

#[test]
fn wrong_usage_exits_with_two() {
    let nursery = Nursery::bare();
    for wrong in
        [&["nonsense"][..], &["list", "cats"], &["week", "--week", "2026-W99", "--for", "room", "--out", "x"]]
    {
        assert_eq!(nursery.run(wrong).status.code(), Some(2), "{wrong:?}");
    }
    assert_eq!(nursery.run(&["verify"]).status.code(), Some(1), "there is no log yet");
}
