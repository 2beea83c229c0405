//! What opens the record, changed by a manager on the command line; and somebody who leaves.

use crate::support::{Nursery, text};
use crate::terminal::sign_in;

/// Whether the words in that file open the record for Priya.
fn opens(nursery: &Nursery, file: &str) -> bool {
    let mut command = nursery.program_as(crate::support::PROGRAM, "PS");
    let command = command.args(["list", "people", "--as", "PS"]);
    command.env("DOORSTEP_WORDS_FILE", nursery.path(file)).output().expect("it runs").status.success()
}

#[test]
fn a_manager_changes_the_room_words_and_nobody_else_does() {
    let nursery = Nursery::set_up();
    let to = nursery.text("new-words.txt");
    let refused = nursery.run_as("PS", &["safe", "words", "--to", &to]);
    assert!(
        text(&refused.stderr).contains("Only a manager may change what opens the record"),
        "{}",
        text(&refused.stderr)
    );
    assert!(opens(&nursery, "words.txt") && !nursery.path("new-words.txt").exists());
    let said = nursery.says_as("RE", &["safe", "words", "--to", &to]);
    assert!(said.contains("The new room words open the record from now on; the old ones do not."), "{said}");
    assert!(said.contains("A copy of the record that was made before still opens"), "{said}");
    assert!(opens(&nursery, "new-words.txt") && !opens(&nursery, "words.txt"));
    std::fs::rename(nursery.path("new-words.txt"), nursery.path("words.txt")).expect("moved");
    let shown = nursery.says_as("RE", &["safe", "show"]);
    assert!(
        shown.lines().next().is_some_and(|line| line.starts_with("Room words") && line.contains(" by ")),
        "{shown}"
    );
    assert!(shown.contains("as it was set up"), "{shown}");
    let said = nursery.says_as("RE", &["verify"]);
    assert!(said.lines().all(|line| line.contains(" ok ")), "{said}");
}

#[test]
fn new_words_are_shown_once_and_two_of_them_are_asked_for_before_they_count() {
    let nursery = Nursery::set_up();
    let mut terminal = nursery.command_as("RE", &["safe", "words"]);
    let shown = terminal.until("Press Enter when the words are written down:");
    let is_words = |line: &&str| line.split_whitespace().count() == 6 && line.starts_with("    ");
    let words = shown.lines().find(is_words).expect("the words").trim().to_string();
    assert!(opens(&nursery, "words.txt"), "they do not count yet");
    terminal.keys("⏎");
    for _ in 0..2 {
        let asks = terminal.until_that("a word's number", |screen| screen.trim_end().ends_with(':'));
        assert!(!asks.contains(&words), "they are wiped: {asks}");
        let number = asks
            .trim_end()
            .trim_end_matches(':')
            .split_whitespace()
            .next_back()
            .expect("a number")
            .to_string();
        terminal.keys("zzzz");
        terminal.keys("⏎");
        terminal.until(&format!("That is not word {number}."));
        let at: usize = number.parse().expect("a number");
        terminal.keys(words.split(' ').nth(at - 1).expect("the word"));
        terminal.keys("⏎");
    }
    terminal.until("The new room words open the record from now on");
    nursery.write_private("new-words.txt", &words);
    assert!(opens(&nursery, "new-words.txt") && !opens(&nursery, "words.txt"));
}

#[test]
fn what_opens_the_record_is_not_written_beside_it_and_a_key_file_that_others_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let nursery = Nursery::set_up();
    std::os::unix::fs::symlink(nursery.home(), nursery.path("link")).expect("a link");
    std::fs::create_dir(nursery.path("other")).expect("a folder");
    for place in ["home/new.PDF", "home/backups/new.txt", "link/new.txt", "other/../home/new.txt"] {
        let place = nursery.text(place);
        for command in [
            &["safe", "sheet", "--to", &place][..],
            &["safe", "words", "--to", &place],
            &["safe", "new-key", "--sheet-to", &place, "--words-to", &nursery.text("new-words.txt")],
            &["safe", "key-file", &place],
        ] {
            let output = nursery.run_as("RE", command);
            let said = text(&output.stderr);
            assert_eq!(output.status.code(), Some(1), "{command:?}: {said}");
            assert!(
                said.contains("beside the record locks nothing") && said.contains("Nothing was made."),
                "{said}"
            );
            assert!(!std::path::Path::new(&place).exists(), "{command:?}");
        }
    }
    let [register, staff, home, sheet] =
        ["register.csv", "staff.csv", "second", "second/sheet.pdf"].map(|name| nursery.text(name));
    let words = nursery.text("second-words.txt");
    #[rustfmt::skip]
    let output = nursery.run(&[
        "setup", "--home", &home, "--setting", "Another", "--staff", &staff, "--register", &register,
        "--words-to", &words, "--recovery-to", &sheet,
    ]);
    let said = text(&output.stderr);
    assert!(said.contains("A recovery sheet beside the record locks nothing"), "{said}");
    assert!(!std::path::Path::new(&home).exists());
    let file = nursery.text("doorstep.key");
    nursery.says_as("RE", &["safe", "key-file", &file]);
    let list = ["list", "people", "--key-file", &file];
    assert!(nursery.run_as("PS", &list).status.success());
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).expect("opened to all");
    let said = text(&nursery.run_as("PS", &list).stderr);
    assert!(said.contains("The key file can be read by other people who use this machine"), "{said}");
}

#[test]
fn a_key_file_opens_the_record_without_words_until_it_is_taken_away() {
    let nursery = Nursery::set_up();
    let stick = nursery.path("stick");
    std::fs::create_dir(&stick).expect("a stick");
    let place = nursery.text("stick");
    let beside = nursery.run_as("RE", &["safe", "key-file", &nursery.home().to_string_lossy()]);
    assert!(
        text(&beside.stderr).contains("A key file beside the record locks nothing"),
        "{}",
        text(&beside.stderr)
    );
    nursery.says_as("RE", &["safe", "key-file", &place]);
    let file = stick.join("doorstep.key");
    let open = || {
        let mut command = nursery.program_as(crate::support::PROGRAM, "PS");
        command
            .env_remove("DOORSTEP_WORDS_FILE")
            .args(["list", "people", "--as", "PS", "--key-file"])
            .arg(&file);
        command.output().expect("it runs")
    };
    let opened = open();
    assert!(opened.status.success(), "{}", text(&opened.stderr));
    assert!(nursery.says_as("RE", &["safe", "show"]).contains("Key file         made"));
    nursery.says_as("RE", &["safe", "key-file", "--remove"]);
    let refused = open();
    assert!(
        text(&refused.stderr).contains("This key file does not open this setting’s log."),
        "{}",
        text(&refused.stderr)
    );
    assert!(opens(&nursery, "words.txt"));
}

#[test]
fn a_new_recovery_sheet_is_a_page_to_print_where_the_files_name_says_so() {
    let nursery = Nursery::set_up();
    let page = nursery.path("sheet.pdf");
    nursery.says_as("RE", &["safe", "sheet", "--to", &nursery.text("sheet.pdf")]);
    let bytes = std::fs::read(&page).expect("the page");
    assert!(bytes.starts_with(b"%PDF-") && bytes.trim_ascii_end().ends_with(b"%%EOF"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&page).expect("its mode").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let again = nursery.run_as("RE", &["safe", "sheet", "--to", &nursery.text("sheet.pdf")]);
    assert!(text(&again.stderr).contains("is not written over"), "{}", text(&again.stderr));
}

#[test]
fn a_new_key_writes_the_record_anew_and_everything_is_in_it() {
    let nursery = Nursery::set_up();
    nursery.says_as("SO", &["log", "ben", "wore the red boots"]);
    let [words, sheet] = [nursery.text("new-words.txt"), nursery.text("new-sheet.txt")];
    let said = nursery.says_as("RE", &["safe", "new-key", "--words-to", &words, "--sheet-to", &sheet]);
    assert!(said.contains("nor any key file"), "{said}");
    assert!(opens(&nursery, "new-words.txt") && !opens(&nursery, "words.txt"));
    std::fs::rename(nursery.path("new-words.txt"), nursery.path("words.txt")).expect("moved");
    assert!(nursery.says_as("PS", &["list", "entries"]).contains("red boots"));
    let said = nursery.says_as("RE", &["verify"]);
    assert!(said.lines().all(|line| line.contains(" ok ")), "{said}");
    // A window that is open keeps the key as it is.
    let mut terminal = nursery.open_now(80, 24);
    sign_in(&mut terminal, "Sam Okafor", "4816");
    let refused = nursery.run_as(
        "RE",
        &["safe", "new-key", "--words-to", &nursery.text("w"), "--sheet-to", &nursery.text("s")],
    );
    assert!(
        text(&refused.stderr).contains("Another window has this record open."),
        "{}",
        text(&refused.stderr)
    );
    assert!(!nursery.path("w").exists() && !nursery.path("s").exists());
    assert!(opens(&nursery, "words.txt"));
}

#[test]
fn whoever_leaves_is_out_of_every_window_at_once_and_the_rest_is_listed() {
    let nursery = Nursery::set_up();
    let mut terminal = nursery.open_now(80, 24);
    sign_in(&mut terminal, "Sam Okafor", "4816");
    let list = nursery.says_as("PS", &["leaver", "so", "--yes"]);
    for said in [
        "Sam Okafor leaves",
        "[x] Sam can't sign in any more, in any window.",
        "[ ] Change the room words, which Sam knows: “doorstep safe words”.",
        "[x] No key file opens the record.",
        "[x] Sam exported nothing in their last 30 days.",
        "can still be read with the room words that were in use then",
    ] {
        assert!(list.contains(said), "{said}: {list}");
    }
    // A minute that passes meanwhile lets the window hear of it too: then no key is needed.
    if !terminal.shows().contains("Who is writing?") {
        terminal.keys("isla⏎");
    }
    let locked = terminal.until("Sam Okafor can't sign in any more.");
    assert!(locked.contains("Who is writing?"), "{locked}");
    let refused = nursery.run_as("SO", &["list", "people"]);
    assert!(
        text(&refused.stderr).contains("Nobody who works here today has the initials"),
        "{}",
        text(&refused.stderr)
    );
    // What is done since is ticked when it is asked again.
    nursery.says_as("RE", &["safe", "words", "--to", &nursery.text("new-words.txt")]);
    std::fs::rename(nursery.path("new-words.txt"), nursery.path("words.txt")).expect("moved");
    assert!(nursery.says_as("PS", &["leaver", "SO"]).contains("[x] The room words were changed."));
}

#[test]
fn the_only_manager_who_forgot_their_pin_signs_in_with_a_number_from_the_recovery_sheet() {
    let nursery = Nursery::set_up();
    let sheet = nursery.text("sheet.txt");
    let said = nursery.run(&["one-use", "RE", "--sheet", &sheet]);
    assert!(said.status.success(), "{}", text(&said.stderr));
    let number = text(&said.stdout);
    assert!(number.contains("Ruth Ellis's one-use number: "), "{number}");
    let refused = nursery.run_as("RE", &["list", "people"]);
    assert!(!refused.status.success(), "the PIN that was forgotten opens nothing any more");
    for wrong in [nursery.text("words.txt"), nursery.text("nowhere.txt")] {
        let refused = nursery.run(&["one-use", "PS", "--sheet", &wrong]);
        assert_eq!(refused.status.code(), Some(1), "{}", text(&refused.stdout));
    }
    assert!(nursery.run_as("PS", &["list", "people"]).status.success());
}

#[test]
fn a_clock_that_can_not_be_right_is_said_by_whatever_writes_and_it_is_written_all_the_same() {
    use doorstep::domain::{Change, Moment, Stamp};
    let nursery = Nursery::set_up();
    let log = |note: &str| {
        let output = nursery.run_as("SO", &["log", "ben", note]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        (text(&output.stdout), text(&output.stderr))
    };
    let (said, aside) = log("told dad about the slide");
    assert!(said.contains("Saved") && !aside.contains("The clock says"), "{aside}");
    // Somebody wrote with a clock that went ahead, and it was put right since.
    let mut store = nursery.store();
    let last = store.last_recorded().expect("read").expect("a line");
    let ahead = Moment { ms: last.ms + 40 * 86_400_000, ..last };
    let lead = store.roll().expect("the roll").by_initials("PS", last.day()).expect("a lead").id;
    let stamp = Stamp { person: Some(lead), recorded: ahead };
    store.apply(&Change::ConcernPassedOn.into(), stamp).expect("written");
    drop(store);
    let (said, aside) = log("slept in the garden");
    assert!(said.contains("Saved"), "{said}");
    assert_eq!(aside.matches("before the last entry: is the date right?").count(), 1, "{aside}");
    // A clock that stands long after it would put every right line before the last: it is questioned at once.
    if let Some(library) = crate::support::faketime() {
        let mut command = nursery.program_as(crate::support::PROGRAM, "SO");
        command.env("LD_PRELOAD", library).env("FAKETIME", "2126-01-01 10:00:00");
        let output = command.args(["log", "ben", "slept well", "--as", "SO"]).output().expect("it runs");
        let aside = text(&output.stderr);
        assert!(aside.contains("The clock says 1 Jan 2126, long after the last entry"), "{aside}");
    }
    // What only reads says nothing of it.
    assert!(!nursery.lists_as("SO", &["list", "children"]).contains("The clock says"));
}
