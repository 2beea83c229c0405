//! Keys in, screen, files and store out: files on their way out, stopped, and where nothing can be written.

use std::fs;
use std::path::{Path, PathBuf};

use crate::domain::Change;
use crate::domain::policy::ReportKind;
use crate::export;
use crate::tui::harness::{Harness, LEADS_PIN};
use crate::tui::key::Chord;
use crate::tui::msg::{Effect, Msg};
use crate::tui::screen::review::tests::evening;

/// How many files the room's week is.
fn files() -> usize {
    export::on_screens(ReportKind::RoomWeek).count()
}

/// The room's week before its numbers are asked, with these sticks in.
fn ready(sticks: &[&Path]) -> Harness {
    let mut door = evening(80, 24);
    door.worker.plug(sticks.iter().map(|stick| stick.to_path_buf()).collect());
    door.keys("⎋⎋6→s");
    door
}

/// Every file under a folder.
fn lying(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        entries.flat_map(|path| if path.is_dir() { lying(&path) } else { vec![path] }).collect();
    files.sort();
    files
}

/// The hashes of what the record says was exported.
fn recorded(door: &mut Harness) -> usize {
    let room = door.model.session.room.unwrap();
    let so_far = door.worker.store().day(room, door.now.day()).unwrap();
    so_far.entries.iter().filter(|standing| standing.printed).count()
}

/// The last number of the PIN, and then as many steps of the worker as are said.
fn numbers_and(door: &mut Harness, steps: usize) {
    door.keys(&LEADS_PIN[..5]);
    door.tell_slowly(Msg::Key(Chord::char('5'), 1000));
    for _ in 0..steps {
        step(door);
    }
}

fn step(door: &mut Harness) {
    for effect in door.lose() {
        let msg = door.answer(effect);
        door.tell_slowly(msg);
    }
}

#[test]
fn files_are_made_one_at_a_time_and_esc_leaves_none_of_them() {
    let mut door = ready(&[]);
    let exports = door.home().join("exports");
    // The numbers are right, the files are planned, the first is made.
    numbers_and(&mut door, 3);
    assert!(door.screen().contains(&format!("1 of {} files are made.", files())), "{}", door.screen());
    assert_eq!(lying(&exports).len(), 1, "under a name that nobody opens");
    // Keys are never kept waiting: help opens, and the files go on behind it.
    door.keys("?⎋");
    door.tell_slowly(Msg::Key(Chord::plain(ratatui::crossterm::event::KeyCode::Esc), 1000));
    step(&mut door);
    assert!(door.screen().contains("Stopped. No file was left"), "{}", door.screen());
    assert!(!exports.exists());
    assert_eq!(recorded(&mut door), 0);
    // And then they are saved all the same.
    door.keys("⏎").keys(LEADS_PIN);
    assert_eq!(lying(&exports).len(), files());
    assert!(recorded(&mut door) > 0);
}

#[test]
fn who_stops_when_the_last_file_is_made_is_not_told_that_none_is_left() {
    let mut door = ready(&[]);
    numbers_and(&mut door, files() + 1);
    let says = format!("{} of {} files are made.", files() - 1, files());
    assert!(door.screen().contains(&says), "{}", door.screen());
    door.tell_slowly(Msg::Key(Chord::plain(ratatui::crossterm::event::KeyCode::Esc), 1000));
    assert!(door.screen().contains("Stopping."), "{}", door.screen());
    door.land();
    assert!(
        door.screen().contains("The files are in") && !door.screen().contains("Stopped"),
        "{}",
        door.screen()
    );
    assert_eq!(lying(&door.home().join("exports")).len(), files());
    assert!(recorded(&mut door) > 0);
}

#[test]
fn who_locks_the_screen_in_the_middle_has_stopped_it() {
    let mut door = ready(&[]);
    numbers_and(&mut door, 3);
    door.tell_slowly(Msg::Slept(std::time::Duration::from_secs(60)));
    door.land();
    assert!(!door.home().join("exports").exists());
    assert_eq!(recorded(&mut door), 0);
}

#[test]
fn a_note_that_is_taken_back_while_files_are_made_stops_them() {
    let mut door = ready(&[]);
    numbers_and(&mut door, 3);
    let room = door.model.session.room.unwrap();
    let so_far = door.worker.store().day(room, door.now.day()).unwrap();
    let note = so_far.entries.iter().find(|standing| !standing.entry.private).unwrap().entry.clone();
    let stamp = crate::domain::Stamp { person: Some(note.by), recorded: note.happened };
    door.worker.store().apply(&Change::TakeBack { entry: note.id }.into(), stamp).unwrap();
    door.land();
    assert!(door.screen().contains("was taken back while they were made"), "{}", door.screen());
    assert!(!door.home().join("exports").exists());
}

#[test]
fn files_go_to_the_stick_that_is_chosen_and_never_over_others() {
    let stick = tempfile::tempdir().unwrap();
    let path = stick.path().join("BLUE");
    fs::create_dir(&path).unwrap();
    let mut door = ready(&[&path]);
    assert!(door.row("▸").contains("Beside the record, in exports/2026-W48"), "{}", door.screen());
    door.keys("↓↓");
    assert!(door.row("▸").contains("The stick BLUE, plain files"), "{}", door.screen());
    door.keys("⏎").keys(LEADS_PIN);
    assert_eq!(lying(&path).len(), files());
    assert!(lying(&path)[0].starts_with(path.join("Doorstep/2026-W48")));
    assert!(!door.home().join("exports").exists());
    let said = door.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("let go of the stick before you take it out"), "{said}");
    door.keys("⏎s↓↓⏎").keys(LEADS_PIN);
    assert_eq!(lying(&path).len(), 2 * files(), "beside the first, never over them");
}

#[test]
fn a_stick_that_is_taken_out_in_the_middle_leaves_nothing_in_the_record_and_says_so() {
    let stick = tempfile::tempdir().unwrap();
    let path = stick.path().join("BLUE");
    fs::create_dir(&path).unwrap();
    let mut door = ready(&[&path]);
    door.keys("↓↓⏎");
    numbers_and(&mut door, 3);
    assert_eq!(lying(&path).len(), 1);
    fs::remove_dir_all(&path).unwrap();
    door.land();
    let said = door.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("is not there any more") && said.contains("none stands in the record"), "{said}");
    assert_eq!(recorded(&mut door), 0);
    assert!(!path.exists());
    // It is no choice any more; what there always is, is.
    door.keys("?⎋");
    assert!(!door.screen().contains("BLUE") && door.screen().contains("Where to?"), "{}", door.screen());
}

#[cfg(unix)]
#[test]
fn a_place_that_may_not_be_written_to_is_refused_and_another_can_be_chosen() {
    let stick = tempfile::tempdir().unwrap();
    // What stands where the folder would be can be written through by nobody, not by root either.
    fs::write(stick.path().join("Doorstep"), "a file").unwrap();
    let mut door = ready(&[stick.path()]);
    door.keys("↓↓⏎").keys(LEADS_PIN);
    let said = door.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("could not be made. Nothing was written."), "{said}");
    assert_eq!(lying(stick.path()).len(), 1);
    assert_eq!(recorded(&mut door), 0);
    door.keys("↑↑⏎").keys(LEADS_PIN);
    assert_eq!(lying(&door.home().join("exports")).len(), files());
}

#[test]
fn sticks_are_looked_for_again_and_numbers_that_were_begun_mean_the_place_that_is_shown() {
    let stick = tempfile::tempdir().unwrap();
    let mut door = ready(&[]);
    assert!(door.screen().contains("Your 6 numbers"), "{}", door.screen());
    door.keys("⇥");
    assert!(door.screen().contains("No stick is in."), "{}", door.screen());
    door.worker.plug(vec![stick.path().to_path_buf()]);
    door.keys("l");
    assert!(door.screen().contains("The stick "), "{}", door.screen());
    // A late answer moves nothing under the fingers of who types already.
    let mut door = evening(80, 24);
    door.keys("⎋⎋6→");
    door.tell_slowly(Msg::Key(Chord::char('s'), 1000));
    let waiting: Vec<Effect> = door.lose();
    door.keys("48");
    door.worker.plug(vec![stick.path().to_path_buf()]);
    for effect in waiting {
        door.tell_effect(effect);
    }
    assert!(door.screen().contains("Your 6 numbers"), "{}", door.screen());
}

#[test]
fn what_is_left_out_is_said_whole_or_counted_and_never_cut() {
    let mut door = ready(&[]);
    let left_out: Vec<String> = (1..=9)
        .map(|number| {
            format!("Note {number} of the week is not agreed yet, and so it stands on no page of these.")
        })
        .collect();
    let about = super::About {
        title: "A page".to_string(),
        says: "1 page: Word.".to_string(),
        left_out,
        folder: "exports/page".to_string(),
    };
    for (rows, whole) in [(16, 0), (24, 3), (60, 9)] {
        let mut turn = crate::tui::msg::Turn::default();
        let room = door.model.session.room.unwrap();
        let week = crate::domain::Week::of(door.now.day());
        let parcel = crate::tui::msg::Parcel::Week(room, week, crate::tui::msg::WeekFor::Room);
        door.model.screen = super::State::open(parcel, about.clone(), &mut turn).into();
        let screen = door.resize(60, rows).screen();
        assert!(screen.contains("Your 6 numbers") && !screen.contains('…'), "{screen}");
        let said = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.matches("page of these.").count() >= whole, "{screen}");
        assert_eq!(
            said.contains("The page before says") || said.contains("the page before says"),
            whole < 9,
            "{screen}"
        );
    }
}

#[test]
fn the_page_at_every_size() {
    let stick = tempfile::tempdir().unwrap();
    let path = stick.path().join("BLUE");
    fs::create_dir(&path).unwrap();
    let mut door = ready(&[&path]);
    // How much room a disk has is another each time.
    let sizes = |door: &mut Harness, name: &str| {
        for (columns, rows) in [(80, 24), (120, 40), (60, 16)] {
            let screen = door.resize(columns, rows).screen();
            let home = door.home().display().to_string();
            let room = screen.lines().map(|line| match line.rsplit_once(", ") {
                Some((before, after)) if after.ends_with(" free") => format!("{before}, N GB free\n"),
                _ => format!("{line}\n"),
            });
            let said = room.collect::<String>().replace(&home, "HOME");
            insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), said);
        }
        door.resize(80, 24);
    };
    sizes(&mut door, "handing_where");
    door.keys("⏎");
    sizes(&mut door, "handing_numbers");
    numbers_and(&mut door, 3);
    sizes(&mut door, "handing_under_way");
}
