//! The first day in a real terminal: `doorstep` where there is no log yet.

use crate::support::{Nursery, Terminal, text};
use crate::terminal::sign_in;

/// Writes words, sheet and numbers down, page by page, and types the sheet once. Answers with the words, and with what
/// was told before them.
fn write_down(door: &mut Terminal, from: &mut usize) -> (String, String) {
    let told = answer(door, from, "Press Enter when the words are written down", "");
    let words = told.split("shown again:").nth(1).expect("the room words");
    let words = words.lines().map(str::trim).find(|line| !line.is_empty()).expect("the words").to_string();
    let sheet = answer(door, from, "Press Enter when all four lines are written down", "");
    assert!(!sheet.contains(&words), "each has a page of its own: {sheet}");
    let lines: Vec<String> = (1..=4)
        .map(|number| {
            let line = sheet.lines().map(str::trim).find(|line| line.starts_with(&format!("{number}   ")));
            line.expect("a line of the sheet").to_string()
        })
        .collect();
    answer(door, from, "Line 1:", &lines[1]);
    answer(door, from, "That is not line 1", &lines[0]);
    for (line, number) in lines.iter().zip(1..).skip(1) {
        answer(door, from, &format!("Line {number}:"), line);
    }
    answer(door, from, "Press Enter when the numbers are written down", "");
    (words, told)
}

/// Waits for a question that was not asked before, and answers it.
fn answer(terminal: &mut Terminal, from: &mut usize, question: &str, words: &str) -> String {
    let told = terminal.told_from(*from, |told| told.contains(question));
    assert!(told.contains(question), "{question}\n{told}");
    *from = terminal.told().len();
    terminal.send(format!("{words}\r").as_bytes());
    told
}

#[test]
fn practice_is_learnt_in_a_room_that_goes_away_and_the_log_stands_behind_it() {
    let nursery = Nursery::set_up();
    let temporary = || std::fs::read_dir(nursery.path("temporary")).expect("the folder").count();
    let before = nursery.json_as("PS", &["list", "entries", "--json"]);
    let mut door = nursery.open_with_own_temporary(80, 24);
    door.until("Who is writing?");
    door.keys("p");
    door.until("Making the practice room.");
    // Keys that come while nothing answers are for no page that anybody saw.
    door.send(b"zoe");
    let shown = door.until("1 of 4: A note for");
    assert!(shown.contains("Who?") && !shown.contains("zoe"), "{shown}");
    assert!(!shown.contains("Ava"), "no child of the real room is shown: {shown}");
    assert_eq!(temporary(), 1);
    let letters = shown.split("Type ").nth(1).and_then(|rest| rest.split(',').next()).expect("letters");
    door.keys(letters);
    door.keys("⏎");
    door.until("1 puts a phrase in");
    door.keys("1⏎");
    door.until("2 of 4: Several at once");
    door.keys("␣␣⏎");
    door.until("saved for each");
    door.keys("out in the rain⏎");
    door.until("3 of 4");
    door.keys("⌃z");
    door.until("4 of 4: Open again");
    door.keys("⎋");
    door.until("Kept. Tab shows your draft");
    door.keys("⇥⏎");
    door.until("Your words, as you left them");
    door.keys("⏎");
    door.until("You have learnt");
    door.keys("⏎");
    door.until_that("the sign-in of the log itself", |shown| {
        shown.contains("Who is writing?") && shown.contains("Sam Okafor") && !shown.contains("Practice only")
    });
    door.keys("14816");
    door.until("Who?");
    assert_eq!(temporary(), 0, "the practice room is taken away");
    drop(door);
    assert_eq!(nursery.json_as("PS", &["list", "entries", "--json"]), before);
}

#[test]
fn the_first_start_asks_a_wrong_answer_again_and_keeps_the_others() {
    let nursery = Nursery::bare();
    let bad = std::fs::read_to_string(nursery.path("register.csv")).expect("the register");
    nursery.write_private("bad.csv", &bad.replace("14/07/2024", "31/02/2024"));
    let mut door = nursery.first_start(100, 40);
    let from = &mut 0;
    let told = answer(&mut door, from, "1 of 3", "Rosebank");
    assert!(told.contains("No nursery is set up") && told.contains("doorstep demo"), "{told}");
    answer(&mut door, from, "2 of 3", "Ruth Ellis, ext. 12");
    answer(&mut door, from, "3 of 3", "Sunflowr");
    answer(&mut door, from, "The list of your staff", "nowhere.csv");
    let told = answer(&mut door, from, "The list of your staff", &nursery.text("staff.csv"));
    assert!(
        told.contains("There is no file /") && told.contains("/nowhere.csv.") && told.contains("kept"),
        "{told}"
    );
    answer(&mut door, from, "The register", &nursery.text("bad.csv"));
    let told = answer(&mut door, from, "The register", &nursery.text("register.csv"));
    assert!(told.contains("Line 2") && told.contains("31/02/2024"), "{told}");
    // The room is asked alone; setting, lead and files are not asked again.
    let told = answer(&mut door, from, "3 of 3", "sunflower");
    assert!(told.contains("No room in the register is called “Sunflowr”. It has: "), "{told}");
    assert!(
        !nursery.home().join("doorstep.db").exists(),
        "nothing is made before the words are written down"
    );
    let (words, told) = write_down(&mut door, from);
    assert!(!told.contains("1 of 3") && !told.contains("The list of your staff"), "{told}");
    let told = answer(&mut door, from, "Press Enter to open it", "");
    assert!(told.contains("\u{1b}[3J") || !told.contains(&words), "{told}");
    door.until("The room words, please");
    door.keys(&words);
    door.keys("⏎");
    // The names are there a moment before who is who has been read.
    let shown = door.until("Sunflower room");
    assert!(shown.contains("Who is writing?"), "{shown}");
    let settings = std::fs::read_to_string(nursery.home().join("settings.toml")).expect("the settings");
    assert!(settings.contains("room = \"Sunflower\""), "{settings}");
}

#[test]
fn settings_with_a_mistake_keep_nobody_waiting_at_the_door() {
    let nursery = Nursery::set_up();
    let settings = nursery.home().join("settings.toml");
    // The room of the file holds whatever else is wrong in it: three people are of that room, and one of none.
    for (wrong, says) in [
        ("room = \"Sunflower\"\ncolour = 3\n", "settings.toml, line 2: the line “colour” is not known here"),
        ("room = \"Sunflower\"\n[keys]\nlock = \"ctrl-c\"\n", "Ctrl-C for “lock” belongs to the terminal."),
        (
            "theme = \"purple\"\nroom = \"Sunflower\"\n",
            "there are no colours called “purple”. Write one of these:",
        ),
        ("theme = slate\nroom = \"Sunflower\"\n", "settings.toml, line 1: this line can't be read"),
        (
            "room = \"Nowhere\"\n",
            "there is no room “Nowhere” here. Until that is mended, the room of whoever",
        ),
    ] {
        std::fs::write(&settings, wrong).expect("written");
        let Some(mut terminal) = nursery.open(80, 24, "2026-11-17 08:40:00") else { return };
        // The room is known once the staff are read, a little after the question stands.
        let room = if wrong.contains("Sunflower") { "Sunflower room" } else { "Who is writing?" };
        terminal.until_that(says, |screen| {
            let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
            words.contains(says) && words.contains(room)
        });
        // The reason goes with the first key; that there is one, does not.
        terminal.keys("↓↑");
        let says_why = "Not all of settings.toml is in use: Settings says why.";
        terminal.until(says_why);
        sign_in(&mut terminal, "Sam Okafor", "4816");
        terminal.until(says_why);
        terminal.keys("ao⏎1⏎");
        terminal.until("Saved for Ava O'Neill");
        assert_eq!(std::fs::read_to_string(&settings).expect("there"), wrong, "the file is left as it is");
    }
}

#[test]
fn a_set_up_that_was_stopped_goes_on_from_what_was_answered() {
    let nursery = Nursery::bare();
    let mut door = nursery.first_start(100, 40);
    let from = &mut 0;
    answer(&mut door, from, "1 of 3", "Rosebank");
    answer(&mut door, from, "2 of 3", "Ruth Ellis, ext. 12");
    answer(&mut door, from, "3 of 3", "Sunflowr");
    answer(&mut door, from, "The list of your staff", &nursery.text("staff.csv"));
    assert!(door.told_from(*from, |told| told.contains("The register")).contains("The register"));
    // The window is closed.
    door.kill();
    let kept = nursery.path("home.setup.toml");
    let mode = std::os::unix::fs::PermissionsExt::mode(
        &std::fs::metadata(&kept).expect("what was answered").permissions(),
    );
    assert_eq!(mode & 0o777, 0o600);
    assert!(!nursery.home().exists());

    // Twice more, stopped by the end of what is typed and by Esc: each says that nothing is lost.
    for stop in ["\u{4}", "\u{1b}\r"] {
        let mut door = nursery.first_start(100, 40);
        let from = &mut 0;
        answer(&mut door, from, "Enter keeps Rosebank", "");
        // It is broken between words, wherever the line ends.
        let told = door.told_from(*from, |told| told.contains("ext. 12"));
        let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains("Enter keeps Ruth Ellis, ext. 12"), "{told}");
        door.send(stop.as_bytes());
        let told = door.told_from(*from, |told| told.contains("Begin again"));
        assert!(told.contains("Stopped. Nothing was set up. What you have answered is kept."), "{told}");
    }

    let mut door = nursery.first_start(100, 40);
    let from = &mut 0;
    answer(&mut door, from, "Enter keeps Rosebank", "Rosebank Nursery");
    answer(&mut door, from, "Enter keeps Ruth", "");
    answer(&mut door, from, "Enter keeps Sunflowr", "");
    answer(&mut door, from, "(Enter keeps ", "");
    answer(&mut door, from, "The register", &nursery.text("register.csv"));
    // What was refused is not offered.
    answer(&mut door, from, "Enter alone: it goes from room to room", "-");
    write_down(&mut door, from);
    answer(&mut door, from, "Press Enter to open it", "");
    door.until("The room words, please");
    assert!(!kept.exists(), "it is done");
    assert!(!nursery.home().join("settings.toml").exists(), "no room was named");
}

#[test]
fn a_wrong_list_of_staff_is_asked_for_again_alone() {
    let nursery = Nursery::bare();
    let staff = std::fs::read_to_string(nursery.path("staff.csv")).expect("the staff");
    let old: Vec<&str> = staff.lines().filter(|line| !line.contains("Sam Okafor")).collect();
    nursery.write_private("old.csv", &old.join("\n"));
    let mut door = nursery.first_start(100, 40);
    let from = &mut 0;
    answer(&mut door, from, "1 of 3", "Rosebank");
    answer(&mut door, from, "2 of 3", "");
    answer(&mut door, from, "3 of 3", "");
    answer(&mut door, from, "The list of your staff", &nursery.text("old.csv"));
    answer(&mut door, from, "The register", &nursery.text("register.csv"));
    let told = answer(&mut door, from, "1 the register  2 the list of staff", "2");
    assert!(told.contains("nobody in the staff list has this name"), "{told}");
    answer(&mut door, from, "The list of your staff", &nursery.text("staff.csv"));
    // The same register is read again by itself.
    let (_, told) = write_down(&mut door, from);
    assert!(!told.contains("The register of") && !told.contains("1 of 3"), "{told}");
}

#[test]
fn a_folder_that_is_copied_to_other_machines_is_refused_by_every_command_until_somebody_says_even_so() {
    let nursery = Nursery::set_up();
    let bare = Nursery::bare();
    for of in [&nursery, &bare] {
        // What Syncthing leaves in a folder that it copies.
        std::fs::create_dir(of.path(".stfolder")).expect("a folder");
    }
    let refused = |output: std::process::Output| {
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(
            said.contains("copied to other machines by Syncthing") && said.contains("--even-so"),
            "{said}"
        );
    };
    let (staff, register) = (bare.text("staff.csv"), bare.text("register.csv"));
    let setup = ["setup", "--setting", "Rosebank Nursery", "--staff", &staff, "--register", &register];
    refused(bare.run(&setup));
    assert!(!bare.home().exists(), "nothing was written");
    let log = ["log", "isla", "slept until nine"];
    for command in [&log[..], &["list", "children"], &["verify"]] {
        refused(nursery.run_as("SO", command));
    }
    nursery.says_as("SO", &[&log[..], &["--even-so"]].concat());
    // It is remembered.
    let there = nursery.json_as("PS", &["list", "entries", "--json"]);
    assert_eq!(there.as_array().map(Vec::len), Some(1));
}
