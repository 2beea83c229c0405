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
fn hours_in_a_register_are_shown_before_they_are_taken_and_listed_afterwards() {
    let nursery = Nursery::set_up();
    let good = std::fs::read_to_string(nursery.path("register.csv")).expect("the register");
    let file = nursery
        .write_private("hours.csv", &good.replace("Tue Wed Thu,,Lucy", "Tue-Wed 9:00-15:00 Thu 8-1,,Lucy"));
    let said = nursery.says_as("PS", &["import", "register", &file.to_string_lossy(), "--yes"]);
    let change = "Ben Clarke comes Tue 09:00, Wed 09:00, Thu am 08:00 now, before Tue Wed Thu.";
    assert!(said.contains(change), "{said}");
    let ben = |json: &[&str]| {
        nursery.says_as("PS", &[&["list", "children", "--child", "ben clarke"], json].concat())
    };
    assert!(ben(&[]).contains("Tue 09:00, Wed 09:00, Thu am 08:00"), "{}", ben(&[]));
    let listed: serde_json::Value = serde_json::from_str(&ben(&["--json"])).expect("JSON");
    assert_eq!(listed[0]["days"], "Tue Wed Thu am");
    assert_eq!(listed[0]["hours"], serde_json::json!({"Tue": "09:00", "Wed": "09:00", "Thu": "08:00"}));
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
    nursery.says_as("PS", &["log", "--from", &day, "--date", "2026-11-10"]);
    let entries = nursery.json_as("PS", &["list", "entries", "--day", "2026-11-10", "--json"]);
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
    let again = nursery.says_as("PS", &["log", "--from", &day, "--date", "2026-11-10"]);
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
    let output = nursery.run_as("PS", &["log", "--from", &file.to_string_lossy(), "--date", "2026-11-10"]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(
        said.contains("2") && said.contains("Ava") && said.contains("3") && said.contains("XX"),
        "{said}"
    );
    assert_eq!(nursery.json_as("PS", &["list", "entries", "--json"]).as_array().map(Vec::len), Some(0));
    let output = nursery.run_as("SO", &["log", "--from", &nursery.text("day.txt"), "--date", "2026-11-10"]);
    assert_eq!(output.status.code(), Some(1), "only a lead enters a day from paper");
}

#[test]
fn a_note_by_command_is_signed_and_a_private_one_is_for_its_writer_and_leads() {
    let nursery = Nursery::set_up();
    nursery.says_as("SO", &["log", "ao", "d: gran is ill at the moment", "--private"]);
    let count = |who: &str| nursery.lists_as(who, &["list", "entries"]).matches("is ill").count();
    assert_eq!((count("SO"), count("PS"), count("RE"), count("JB")), (1, 1, 1, 0));
    assert_eq!(nursery.lists_as("JB", &["list", "entries"]).matches("(private)").count(), 1);
    // Initials find a child in a list as they do in a note.
    let hers = nursery.lists_as("SO", &["list", "entries", "--child", "ao"]);
    assert_eq!(hers.matches("Ava O'Neill").count(), 1, "{hers}");
}

#[test]
fn a_name_that_is_not_clear_says_who_fits_what_is_safe_and_what_to_do() {
    let nursery = Nursery::set_up();
    for (who, fits, todo) in [
        ("ava", "Ava O'Neill, Ava Patel", "Write more of the name."),
        ("jack smith", "Jack Smith", "Write it as somebody of that room, or on the screen."),
        ("xqzv", "xqzv", "Write the name as “doorstep list children” has it."),
        ("*", "Nobody is here now.", "Name the children, with commas between."),
    ] {
        let output = nursery.run_as("SO", &["log", who, "slept well"]);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{who}: {said}");
        for part in [fits, todo, "Nothing was saved."] {
            assert!(said.contains(part), "{who}: {said}");
        }
    }
    // Whoever is of that room already is told that it is the machine that is not.
    let said = text(&nursery.run_as("MK", &["log", "jack smith", "slept well"]).stderr);
    assert!(
        said.contains("This machine stands in Sunflower room") && !said.contains("as somebody of that"),
        "{said}"
    );
}

#[test]
fn each_wrong_pin_says_how_many_tries_are_left_in_words_that_fit_the_number() {
    let nursery = Nursery::set_up();
    let pin = nursery.write_private("wrong", "1593");
    for says in ["3 more tries", "2 more tries before Sam waits.", "1 more try before Sam waits."] {
        let mut command = nursery.program_as(crate::support::PROGRAM, "SO");
        let output = command.env("DOORSTEP_PIN_FILE", &pin).args(["verify", "--as", "SO"]).output();
        let said = text(&output.expect("it runs").stderr);
        assert!(said.contains(says), "{said}");
    }
}

#[test]
fn whoever_has_a_one_use_number_alone_is_told_that_there_is_no_pin_yet() {
    let nursery = Nursery::bare();
    let [register, staff, words, sheet] =
        ["register.csv", "staff.csv", "words.txt", "sheet.txt"].map(|name| nursery.text(name));
    #[rustfmt::skip]
    let output = nursery.run(&[
        "setup", "--setting", "Rosebank Nursery", "--staff", &staff, "--register", &register,
        "--room", "Sunflower", "--words-to", &words, "--recovery-to", &sheet,
    ]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let output = nursery.run_as("SO", &["list", "entries"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("Sam has not chosen a PIN yet."), "{}", text(&output.stderr));
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

#[test]
fn an_option_after_the_note_is_never_a_part_of_it() {
    let nursery = Nursery::set_up();
    nursery.says_as("SO", &["log", "ao", "d: gran is ill at the moment", "--private"]);
    nursery.says_as("SO", &["log", "ben", "- rushed"]);
    nursery.says_as("SO", &["log", "ben", "-- she said -- and laughed"]);
    let entries = nursery.json_as("PS", &["list", "entries", "--json"]);
    assert_eq!(entries[0]["private"], true);
    assert_eq!(entries[0]["text"], "Gran is ill at the moment.");
    assert_eq!(entries[1]["no_talk"], "rushed");
    assert_eq!(entries[2]["text"], "-- She said -- and laughed.");
    for wrong in [&["log", "ben", "--privat", "gran is ill"][..], &["log", "ben", "gran is ill", "--privat"]]
    {
        let output = nursery.run_as("SO", wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
        assert!(text(&output.stderr).contains("--privat"), "{}", text(&output.stderr));
    }
    assert_eq!(nursery.json_as("PS", &["list", "entries", "--json"]), entries);
}

#[test]
fn a_day_from_paper_means_the_same_on_any_day_and_in_any_order() {
    let nursery = Nursery::set_up();
    // A Friday, on which some of them never come, with the lines upside down and one of them twice.
    let day = std::fs::read_to_string(nursery.path("day.txt")).expect("the day");
    let mut lines: Vec<&str> = day.lines().rev().collect();
    lines.push(day.lines().nth(1).expect("a line"));
    let file = nursery.write_private("turned.txt", &format!("\u{feff}{}\r\n", lines.join("\r\n")));
    let first = nursery.says_as("PS", &["log", "--from", &nursery.text("day.txt"), "--date", "2026-11-13"]);
    assert!(first.contains("Saved 25 entries"), "{first}");
    let again = nursery.says_as("PS", &["log", "--from", &file.to_string_lossy(), "--date", "13/11/2026"]);
    assert!(!again.contains("Saved") && again.contains("26 entries were in the record already"), "{again}");
}

#[test]
fn a_set_up_that_fails_leaves_nothing_and_never_keeps_its_words_to_itself() {
    let nursery = Nursery::bare();
    let base = ["setup", "--setting", "Rosebank", "--staff", &nursery.text("staff.csv"), "--register"]
        .map(String::from);
    let (register, easy, nowhere) =
        (nursery.text("register.csv"), nursery.text("easy.csv"), nursery.text("no/words"));
    let (words, sheet) = (nursery.text("words.txt"), nursery.text("sheet.txt"));
    nursery.write_private("easy.csv", "Initials,PIN\nSO,4816\nPS,123456\nJB,1234\n");
    let cases: [(&[&str], i32, &str); 5] = [
        (&["--pins", &easy], 1, "Line 3, PIN of PS"),
        (&["--words-to", &nowhere], 1, "Nothing was set up"),
        (&["--words-to", &words, "--recovery-to", &nowhere], 1, "Nothing was set up"),
        (&["--words-to", &words, "--recovery-to", &words], 2, "a file each"),
        (&["--words-to", &words, "--room", "Nowhere"], 1, "Sunflower, Acorn"),
    ];
    for (more, code, says) in cases {
        let all: Vec<&str> =
            base.iter().map(String::as_str).chain([register.as_str()]).chain(more.iter().copied()).collect();
        let output = nursery.run(&all);
        assert_eq!(output.status.code(), Some(code), "{more:?}: {}", text(&output.stderr));
        assert!(text(&output.stderr).contains(says), "{more:?}: {}", text(&output.stderr));
        assert!(!nursery.home().exists() && !nursery.path("words.txt").exists(), "{more:?}");
    }
    // Nobody reads the words: then there is no record that they would open.
    let mut command = std::process::Command::new(crate::support::PROGRAM);
    command.args(&base).arg(&register).env("DOORSTEP_HOME", nursery.home());
    command.stdin(std::process::Stdio::null()).stdout(std::process::Stdio::piped());
    let mut child = command.stderr(std::process::Stdio::null()).spawn().expect("the program runs");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("it ends").code(), Some(1));
    assert!(!nursery.home().exists());
    let all: Vec<&str> = base
        .iter()
        .map(String::as_str)
        .chain([register.as_str(), "--words-to", &words, "--recovery-to", &sheet])
        .collect();
    assert!(nursery.run(&all).status.success());
    assert_eq!(nursery.run(&all).status.code(), Some(1), "there is a log already");
}

#[test]
fn a_reader_who_closes_the_pipe_stops_no_import() {
    let nursery = Nursery::set_up();
    let more = std::fs::read_to_string(nursery.path("register.csv")).expect("the register")
        + "Nia,Evans,,01/02/2024,Sunflower,Jo Bell,,02/11/2026,,Mon,,Carys Evans,Mam,A,Yes,Yes,Cymraeg,Standard\n";
    let file = nursery.write_private("more.csv", &more);
    let mut command = std::process::Command::new(crate::support::PROGRAM);
    command
        .args(["import", "register", "--yes", "--as", "PS"])
        .arg(file)
        .env("DOORSTEP_HOME", nursery.home());
    command.env("DOORSTEP_WORDS_FILE", nursery.path("words.txt"));
    command.env("DOORSTEP_PIN_FILE", nursery.write_private("pin", "482915"));
    let mut child = command.stdout(std::process::Stdio::piped()).spawn().expect("the program runs");
    drop(child.stdout.take());
    assert!(child.wait().expect("it ends").success());
    assert_eq!(nursery.json_as("PS", &["list", "children", "--json"]).as_array().map(Vec::len), Some(25));
}

#[test]
fn a_record_that_others_can_reach_is_not_opened() {
    use std::os::unix::fs::PermissionsExt;
    let nursery = Nursery::set_up();
    let set = |path: &std::path::Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("set");
    };
    let (home, database) = (nursery.home(), nursery.home().join("doorstep.db"));
    for (path, open, closed) in [(&home, 0o755, 0o700), (&database, 0o644, 0o600)] {
        set(path, open);
        let output = nursery.run_as("PS", &["list", "people"]);
        assert_eq!(output.status.code(), Some(1));
        assert!(text(&output.stderr).contains(&format!("chmod {closed:o}")), "{}", text(&output.stderr));
        set(path, closed);
    }
    nursery.says_as("PS", &["list", "people"]);
}

#[test]
fn an_old_copy_put_back_and_a_witness_taken_away_are_told() {
    let nursery = Nursery::set_up();
    let database = nursery.home().join("doorstep.db");
    let old = std::fs::read(&database).expect("the record");
    nursery.says_as("SO", &["log", "ben", "told dad about the slide"]);
    std::fs::write(&database, old).expect("put back");
    for beside in ["doorstep.db-wal", "doorstep.db-shm"] {
        let _ = std::fs::remove_file(nursery.home().join(beside));
    }
    for what in [&["verify"][..], &["list", "entries"], &["log", "ben", "again"]] {
        let output = nursery.run_as("SO", what);
        assert_eq!(output.status.code(), Some(1), "{what:?}");
        assert!(text(&output.stderr).contains("1 entry is missing"), "{}", text(&output.stderr));
    }
    std::fs::remove_file(nursery.home().join("witness")).expect("taken away");
    let output = nursery.run_as("SO", &["verify"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("witness beside this record is gone"), "{}", text(&output.stderr));
}

#[test]
fn options_that_would_say_nothing_are_refused() {
    let nursery = Nursery::bare();
    for wrong in [
        &["list", "children", "--kind", "feedback"][..],
        &["list", "people", "--child", "ava"],
        &["list", "people", "--day", "2026-11-10"],
        &["list", "entries", "--from", "2026-11-10", "--to", "2026-11-09"],
        &["list", "entries", "--day", "yesterday"],
        &["log", "--from", "day.txt", "--date", "31/02/2026"],
        &["evidence", "--framework", "x", "--from", "2026-11-10", "--to", "2026-11-09"],
        &["week", "--for", "families", "--week", "2026-W47", "--report-only", "--format", "xlsx"],
    ] {
        assert_eq!(nursery.run(wrong).status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn the_rooms_week_and_a_familys_are_written_in_the_formats_that_their_readers_use() {
    use doorstep::domain::policy::ReportKind;
    let nursery = Nursery::set_up();
    nursery.says_as("SO", &["log", "ao", "=1+1 fun at the tray"]);
    let week = doorstep::domain::Week::of(doorstep::clock::Clock::Machine.now().day()).to_string();
    let out = nursery.text("weeks");
    let ask = |whom: &'static str, format: &'static str| {
        let out = out.as_str();
        let all = ["week", "--for", whom, "--week", &week, "--out", out, "--format", format];
        all.map(str::to_string)
    };
    for format in doorstep::export::FORMATS {
        for (whom, report) in [("room", ReportKind::RoomWeek), ("families", ReportKind::FamilyWeek)] {
            let asked = ask(whom, format.name);
            let run = nursery.run_as("PS", &asked.iter().map(String::as_str).collect::<Vec<_>>());
            let offered = format.reports.contains(&report);
            assert_eq!(run.status.code() == Some(2), !offered, "{}: {}", format.name, text(&run.stderr));
            assert!(offered || text(&run.stderr).contains("choose --format docx, "), "{}", text(&run.stderr));
            let written = text(&run.stdout).contains(&format!(" week.{}", format.extension));
            assert!(!(offered && whom == "room") || written, "{}", text(&run.stdout));
        }
    }
}

/// What a command says that needs nobody's PIN.
fn says(nursery: &Nursery, arguments: &[&str]) -> String {
    let output = nursery.run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

/// A letter so new that no machine has a typeface for it.
#[cfg(feature = "pdf")]
#[test]
fn letters_that_print_cannot_show_are_said_with_the_file() {
    let nursery = Nursery::set_up();
    nursery.says_as("SO", &["log", "ao", "drew \u{10d4a} in the sand"]);
    let week = doorstep::domain::Week::of(doorstep::clock::Clock::Machine.now().day()).to_string();
    let out = nursery.text("pages");
    let ask = ["week", "--for", "room", "--week", &week, "--out", &out, "--format"];
    let says = |format| nursery.says_as("PS", &[&ask[..], &[format]].concat());
    let pdf = says("pdf");
    assert!(pdf.contains("no typeface here has \u{10d4a}") && pdf.contains("[U+10D4A]"), "{pdf}");
    assert!(!says("docx").contains("typeface"));
}

#[test]
fn every_framework_has_its_form_in_each_format_and_by_tag() {
    let nursery = Nursery::set_up();
    nursery.says_as("SO", &["log", "ao", "fun at the tray > pour at bath time"]);
    let listed = says(&nursery, &["framework", "list"]);
    let ids: Vec<&str> = listed.lines().filter_map(|line| line.split("  ").next()).collect();
    assert_eq!(ids.len(), 5, "{listed}");
    for id in ids {
        let form = nursery.json_as("PS", &["evidence", "--framework", id, "--format", "json"]);
        let count = form["statements"].as_array().map_or(0, Vec::len);
        let line = listed.lines().find(|line| line.starts_with(&format!("{id}  "))).expect("a line");
        assert!(line.contains(&format!(", {count} statements")), "{line}");
        let offered = doorstep::export::offered(doorstep::domain::policy::ReportKind::EvidenceForm);
        for format in offered.map(|format| format.name) {
            let file = nursery.text(&format!("{id}.{format}"));
            nursery.says_as("PS", &["evidence", "--framework", id, "--format", format, "--out", &file]);
            let bytes = std::fs::read(&file).expect("written");
            assert!(bytes.len() > 5000, "{id}.{format}");
            if format == "txt" {
                let judges = text(&bytes).contains("Not yet judged");
                assert_eq!(judges, id == "partnership-with-parents", "{id}");
            }
        }
    }
    let of_tag = ["evidence", "--framework", "reflecting-on-practice", "--format", "json", "--tag"];
    let tagged = nursery.json_as("PS", &[&of_tag[..], &["uncrc.23"]].concat());
    let tagged = tagged["statements"].as_array().expect("a list");
    assert!(!tagged.is_empty());
    assert!(tagged.iter().all(|row| row["tags"].as_array().expect("tags").contains(&"uncrc.23".into())));
    let none = nursery.run_as("PS", &[&of_tag[..], &["uncrc.99"]].concat());
    assert!(text(&none.stderr).contains("uncrc.12"), "{}", text(&none.stderr));
}

#[test]
fn practice_records_are_listed_for_a_lead_with_the_fields_of_their_kinds() {
    let nursery = Nursery::bare();
    let home = nursery.text("practice");
    let make = ["demo", "--no-open", "--home", &home, "--weeks", "6", "--today", "2026-11-24", "--seed", "3"];
    assert!(nursery.run(&make).status.success());
    let words = nursery.path("practice").join("practice-words.txt");
    nursery.write_private("words.txt", &std::fs::read_to_string(words).expect("the words"));
    let list = says(&nursery, &["list", "practice", "--home", &home, "--json"]);
    let all: serde_json::Value = serde_json::from_str(&list).expect("JSON");
    let all = all.as_array().expect("a list");
    let of = |kind: &str| all.iter().find(|record| record["kind"] == kind).expect("one");
    assert_eq!(of("complaint")["restricted"], true);
    assert!(all.iter().any(|record| record["kind"] == "home-visit" && record["waits"] == true));
    assert_eq!(of("event")["fields"]["came"], 14);
    let lines = says(&nursery, &["list", "practice", "--home", &home, "--from", "2026-11-16"]);
    assert!(lines.contains("Families who came: 14."), "{lines}");
    assert!(!lines.contains("Complaint"), "it is older: {lines}");
    let complaints = says(&nursery, &["list", "practice", "--home", &home, "--kind", "complaint"]);
    assert!(
        !complaints.is_empty() && complaints.lines().all(|line| line.contains("Complaint")),
        "{complaints}"
    );
    for (of, wrong) in [("practice", "feedback"), ("entries", "complaint")] {
        let refused = nursery.run(&["list", of, "--home", &home, "--kind", wrong]);
        assert_eq!(refused.status.code(), Some(2), "{of} {wrong}");
    }
}

#[test]
fn a_practice_nursery_can_use_another_framework_too() {
    let nursery = Nursery::bare();
    let home = nursery.text("practice");
    let make = |id: &str| {
        nursery.run(&[
            "demo",
            "--no-open",
            "--home",
            &home,
            "--weeks",
            "1",
            "--today",
            "2026-11-24",
            "--framework",
            id,
        ])
    };
    let refused = make("../words");
    assert_eq!(refused.status.code(), Some(1));
    assert!(!nursery.path("practice").join("doorstep.db").exists());
    assert!(make("family-partnerships").status.success());
    let words = nursery.path("practice").join("practice-words.txt");
    nursery.write_private("words.txt", &std::fs::read_to_string(words).expect("the words"));
    let list = says(&nursery, &["framework", "list", "--home", &home]);
    let used: Vec<&str> = list.lines().filter(|line| line.ends_with("  in use")).collect();
    assert_eq!(used.len(), 2, "{list}");
    let asked =
        ["evidence", "--home", &home, "--format", "json", "--from", "2026-11-16", "--to", "2026-11-24"];
    let form = says(&nursery, &[&asked[..], &["--framework", "family-partnerships"]].concat());
    let form: serde_json::Value = serde_json::from_str(&form).expect("JSON");
    let statements = form["statements"].as_array().expect("a list");
    let shown = statements.iter().filter(|row| row["entries"].as_u64() > Some(0)).count();
    assert!(shown > 10, "{shown} of {}", statements.len());
}

#[test]
fn a_bad_framework_of_ones_own_is_told_by_line_and_the_rest_goes_on() {
    let nursery = Nursery::set_up();
    let folder = nursery.home().join("frameworks");
    std::fs::create_dir(&folder).expect("a folder");
    let shipped = include_str!("../../data/frameworks/working-in-partnership.toml");
    let own = shipped.replacen("working-in-partnership", "our-own", 1);
    let code = |text: &str, code: &str| 1 + text.lines().position(|line| line == code).expect(code);
    let s2 = code(&own, "code = \"S2\"");
    let band = "\n[[band]]\nname = \"good\"\nnumber = 5\n\n[[band]]\nname = \"poor\"\nnumber = 1\n";
    let last = own.lines().count() + 6;
    let large = vec![b'#'; 10 * 1024 * 1024];
    let table: [(&str, Vec<u8>, Option<usize>, &str); 8] = [
        (
            "a missing code",
            own.replacen("code = \"S2\"\n", "", 1).into(),
            Some(s2 - 1),
            "“code = …” is missing",
        ),
        (
            "a doubled code",
            own.replacen("code = \"S2\"", "code = \"S1\"", 1).into(),
            Some(s2 - 1),
            "S1 is there twice",
        ),
        ("an unknown kind", own.replacen("\"survey\"", "\"tea-party\"", 1).into(), None, "“tea-party”"),
        ("a bad band", format!("{own}{band}").into(), Some(last), "no higher number"),
        (
            "a wrong type",
            own.replacen("thin_below = 40", "thin_below = \"some\"", 1).into(),
            Some(code(&own, "thin_below = 40")),
            "a whole number",
        ),
        ("10 MB", large, None, "larger than"),
        ("not UTF-8", [own.as_bytes(), b"\xff"].concat(), Some(own.lines().count() + 1), "not text in UTF-8"),
        ("another id", own.replacen("our-own", "others", 1).into(), None, "“others”"),
    ];
    for (name, bytes, line, says) in table {
        let file = folder.join("our-own.toml");
        std::fs::write(&file, bytes).expect("written");
        let check = nursery.run(&["framework", "check", &file.to_string_lossy()]);
        let said = text(&check.stderr);
        assert_eq!(check.status.code(), Some(1), "{name}: {said}");
        assert!(said.contains("our-own.toml") && said.contains(says), "{name}: {said}");
        if let Some(line) = line {
            assert!(said.contains(&format!(", line {line}:")), "{name}: {line}: {said}");
        }
        let list = nursery.run(&["framework", "list"]);
        assert!(list.status.success(), "{name}");
        assert_eq!(text(&list.stdout).lines().count(), 5, "{name}");
        assert!(text(&list.stderr).contains(says), "{name}: {}", text(&list.stderr));
    }
    std::fs::write(folder.join("our-own.toml"), own).expect("written");
    assert!(
        says(&nursery, &["framework", "check", &folder.join("our-own.toml").to_string_lossy()])
            .contains("can be used")
    );
    let list = says(&nursery, &["framework", "list"]);
    assert!(list.contains("our-own  Working in partnership, 40 statements  in use"), "{list}");
    nursery.json_as("PS", &["evidence", "--framework", "our-own", "--format", "json"]);
}

#[test]
fn help_says_what_each_command_and_each_option_does() {
    let nursery = Nursery::bare();
    let help = text(&nursery.run(&["--help"]).stdout);
    for command in [
        "setup",
        "import",
        "demo",
        "log",
        "list",
        "evidence",
        "export",
        "framework",
        "week",
        "verify",
        "recover",
        "backup",
        "restore",
        "drill",
        "keys",
    ] {
        assert!(help.contains(&format!("\n  {command} ")), "{command}: {help}");
        let own = text(&nursery.run(&[command, "--help"]).stdout);
        for line in own.lines().map(str::trim).filter(|line| line.starts_with("--")) {
            assert!(line.contains("  "), "{command}: {line} says nothing");
        }
    }
    for word in ["DOORSTEP_HOME", "DOORSTEP_WORDS_FILE", "DOORSTEP_PIN_FILE", "--as", "Exit codes"] {
        assert!(help.contains(word), "{word}");
    }
}

/// Agrees every entry through the library, as a lead does on the screen, with the statements given by kind.
pub fn agree_all(nursery: &Nursery) {
    use doorstep::domain::entry::Shown;
    use doorstep::domain::framework::StatementRef;
    use doorstep::domain::{Act, Change, Moment, Stamp};
    use doorstep::store::ask::Filter;
    let mut store = nursery.store();
    let roll = store.roll().expect("who is who");
    let mut changes = Vec::new();
    let mut last = Moment { ms: 0, offset: 0 };
    let each = &mut |standing: doorstep::domain::entry::Standing| {
        if standing.withdrawn.is_some() {
            return Ok(());
        }
        let code = if standing.entry.with.is_empty() { "2" } else { "15" };
        let statement = StatementRef { framework: "partnership-with-parents".into(), code: code.into() };
        // No talk is agreed like the rest, and shows nothing.
        let talk = standing.entry.no_talk.is_none();
        let changed = !standing.entry.family_words.is_empty();
        let shows = talk.then_some(Shown { statement, changed }).into_iter().collect();
        changes.push(Change::Agree {
            entry: standing.entry.id,
            seen: standing.revision,
            shows,
            nothing_of: None,
        });
        last = standing.recorded;
        Ok(())
    };
    store.list(&Filter::default(), each).expect("the entries");
    let lead = roll.people.iter().find(|person| person.initials == "PS").expect("the lead").id;
    store.apply(&Act::from(changes), Stamp { person: Some(lead), recorded: last }).expect("agreed");
}

#[test]
fn the_counts_of_the_evidence_are_those_of_the_list() {
    let nursery = Nursery::set_up();
    nursery.says_as("PS", &["log", "--from", &nursery.text("day.txt"), "--date", "2026-11-10"]);
    nursery.says_as("SO", &["log", "ben", "dad told us about the slide @dad", "--private"]);
    agree_all(&nursery);
    let period = ["--from", "2026-11-01", "--to", "2026-11-30"];
    let entries =
        nursery.json_as("PS", &["list", "entries", "--from", "2026-11-01", "--to", "2026-11-30", "--json"]);
    let asked = ["evidence", "--framework", "partnership-with-parents", "--format", "json"];
    let form = nursery.json_as("PS", &[&asked[..], &period].concat());
    let mut counted = 0;
    for statement in form["statements"].as_array().expect("statements") {
        let code = format!("partnership-with-parents/{}", statement["code"].as_str().expect("a code"));
        let shows = |entry: &serde_json::Value, field: &str| {
            entry[field].as_array().expect("a list").iter().any(|shown| shown == code.as_str())
        };
        let of: Vec<_> = entries
            .as_array()
            .expect("a list")
            .iter()
            .filter(|entry| {
                shows(entry, "agreed") && entry["private"] == false && entry["withdrawn"].is_null()
            })
            .collect();
        let apart = |fields: &[&str]| {
            of.iter()
                .map(|entry| fields.iter().map(|field| entry[field].to_string()).collect::<Vec<_>>())
                .collect::<BTreeSet<_>>()
                .len()
        };
        let quoted =
            of.iter().filter(|entry| entry["family_words"].as_array().is_some_and(|words| !words.is_empty()));
        assert_eq!(statement["entries"], of.len(), "{code}");
        assert_eq!(statement["families"], apart(&["family_id"]), "{code}");
        assert_eq!(statement["talks"], apart(&["talk_id", "family_id"]), "{code}");
        assert_eq!(statement["voices"]["family"], quoted.count(), "{code}");
        assert_eq!(statement["changed"], of.iter().filter(|entry| shows(entry, "changed")).count(), "{code}");
        counted += of.len();
    }
    assert_eq!(counted, 24, "25 entries, one of them no talk");
}

#[test]
fn every_report_of_the_table_is_written_into_the_folder_and_into_the_record() {
    let nursery = Nursery::set_up();
    let folder = nursery.text("out");
    let today = doorstep::clock::Clock::Machine.now().day();
    nursery.says_as("SO", &["log", "grace", "f: PLANTED happy at the sand"]);
    nursery.says_as("SO", &["log", "grace", "f: PLANTEDPRIVATE words", "--private"]);
    let week = doorstep::domain::Week::of(today).to_string();
    let mut made = Vec::new();
    for (report, more) in [
        ("handover", &[][..]),
        ("blank-sheets", &["--day", "2026-11-24"]),
        ("moving-on", &["--child", "grace"]),
        ("complaints", &["--format", "pdf"]),
        ("policy", &["--format", "txt"]),
        ("setting-week", &["--week", week.as_str(), "--format", "txt"]),
        ("key-card", &["--format", "txt"]),
        ("retention", &["--format", "txt"]),
        ("privacy", &["--format", "txt"]),
        ("room-week", &["--week", week.as_str(), "--room", "Sunflower", "--format", "txt"]),
        ("evidence", &["--framework", "partnership-with-parents", "--format", "txt"]),
    ] {
        if report == "complaints" && !cfg!(feature = "pdf") {
            continue;
        }
        let said = nursery.says_as("RE", &[&["export", report, "--out", folder.as_str()], more].concat());
        assert!(said.contains("Written: ") && said.contains("you are responsible"), "{report}: {said}");
        made.push(report);
    }
    let files: BTreeSet<String> = std::fs::read_dir(nursery.path("out"))
        .expect("the folder")
        .map(|file| file.expect("a file").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(files.len(), made.len(), "{files:?}");
    assert!(files.contains(&format!("handover sunflower {today}.docx")), "{files:?}");
    assert!(files.contains("blank-sheets sunflower 2026-11-24.docx"), "{files:?}");
    // What was handed out can't be taken back: the card's entry stands in the record as printed.
    let store = nursery.store();
    let roll = store.roll().expect("the roll");
    let room = roll.room_named("Sunflower").expect("the room").id;
    let printed = store.day(room, today).expect("the day").entries;
    let printed: Vec<(bool, bool)> = printed.iter().map(|one| (one.entry.private, one.printed)).collect();
    assert_eq!(printed, [(false, true), (true, false)]);
    drop(store);
    nursery.says_as("RE", &["export", "handover", "--out", &folder, "--format", "txt"]);
    let card = std::fs::read_to_string(nursery.path("out").join(format!("handover sunflower {today}.txt")));
    let card = card.expect("the card");
    assert!(card.contains("PLANTED happy at the sand") && !card.contains("PLANTEDPRIVATE"), "{card}");
}

#[test]
fn a_report_is_made_by_those_who_may_alone_and_of_what_it_is_about() {
    let nursery = Nursery::set_up();
    let folder = nursery.text("out");
    for (who, said, why) in [
        ("SO", &["handover"][..], "Only a room lead or manager may make the handover card"),
        ("PS", &["complaints", "--format", "pdf"], "Only a manager may make the complaints"),
        ("PS", &["setting-week", "--week", "2026-W47"], "Only a manager may make the setting's week"),
        ("RE", &["setting-week"], "setting-week needs --week"),
        ("PS", &["policy"], "Only a manager may make the program's own pages"),
        ("PS", &["moving-on"], "moving-on needs --child"),
        ("PS", &["handover", "--week", "2026-W47"], "--week says nothing about handover"),
        ("PS", &["moving-on", "--child", "grace", "--read-with", "Nobody"], "“Nobody” is nobody with"),
    ] {
        if said.contains(&"pdf") && !cfg!(feature = "pdf") {
            continue;
        }
        let output = nursery.run_as(who, &[&["export"], said, &["--out", folder.as_str()]].concat());
        assert!(!output.status.success(), "{who} {said:?}");
        assert!(text(&output.stderr).contains(why), "{said:?}: {}", text(&output.stderr));
    }
    assert!(!nursery.path("out").exists());
}
