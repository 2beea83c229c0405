//! The daily round: a row a child, kept until Enter, saved row by row.

use super::screens::at_every_size;
use crate::capture::phrases;
use crate::domain::phrase::{GAP, ON_DIGITS};
use crate::domain::{Draft, Kind, Phrase, Purpose, RoomId};
use crate::tui::harness::{Harness, LEADS_PIN, PIN};
use crate::tui::key::Chord;
use crate::tui::msg::{Msg, Turn};
use crate::tui::tap::Touch;
use crate::tui::theme::{Shows, Theme};
use ratatui::crossterm::event::KeyCode;

/// Eleven of twelve were brought by 08:40; at 14:20 Sam opens the round from the menu.
fn round(columns: u16, rows: u16) -> Harness {
    let mut door = Harness::sam(columns, rows);
    door.keys(&"␣".repeat(6)).keys("↓").keys(&"␣".repeat(5)).keys("⏎1⏎");
    door.wait((5 * 60 + 40) * 60);
    door.keys("⎋2");
    door.presses = 0;
    door
}

/// The round's feedback in the record: child and words.
fn feedback(door: &mut Harness) -> Vec<(String, String)> {
    let entries = door.entries().into_iter().filter(|(_, kind, ..)| *kind == Kind::Feedback);
    entries.map(|(child, _, _, words)| (child, words)).collect()
}

fn said(child: &str, words: &str) -> (String, String) {
    (child.to_string(), words.to_string())
}

/// Sam's drafts as they lie in the record.
fn drafts(door: &mut Harness) -> Vec<Draft> {
    let sam = door.model.session.roll.people[0].id;
    door.worker.store().drafts(sam).unwrap()
}

#[test]
fn without_colours_the_sentence_that_is_written_in_stands_in_brackets() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let mut door = round(columns, rows);
        door.keys("⇥⇥⇥Sang");
        assert!(!door.row("▸").contains('['), "{}", door.screen());
        let look = &mut door.model.session.look;
        (look.shows, look.theme) = (Shows::Nothing, Theme::choose(None, Shows::Nothing));
        let row = door.row("▸");
        let inside = row.split_once('[').and_then(|(_, rest)| rest.split_once(']')).map(|(inside, _)| inside);
        assert_eq!(inside.map(str::trim), Some("Sang▏"), "{}", door.screen());
    }
}

#[test]
fn one_column_for_eleven_takes_three_keys_and_a_row_counts_with_its_enter() {
    let mut door = round(80, 24);
    assert!(door.row("Daily round").contains("0 of 11 done"), "{}", door.screen());
    assert!(door.row("Finn M.").contains("No row for Finn M. (away)"), "{}", door.screen());
    door.keys("m*");
    // A Shift is a key too.
    assert_eq!(door.presses + 1, 3);
    assert_eq!(door.screen().matches("~most").count(), 10, "{}", door.screen());
    assert_eq!(feedback(&mut door), []);
    // An exception is arrows and a letter.
    door.keys("↓↓n");
    assert!(door.row("Ben C.").contains(" none"), "{}", door.screen());
    door.keys("↑⏎");
    assert_eq!(feedback(&mut door), [said("Ava Patel", "Ate most.")]);
    assert!(door.row("Daily round").contains("1 of 11 done"), "{}", door.screen());
    assert!(door.row("Ava P.").ends_with("✓"), "{}", door.screen());
    door.keys(&"⏎".repeat(10));
    let all = feedback(&mut door);
    assert_eq!((all.len(), all.iter().filter(|(_, words)| words == "Ate none.").count()), (11, 1));
    assert!(door.row("Daily round").contains("11 of 11 done"), "{}", door.screen());
    assert_eq!(drafts(&mut door), []);
}

#[test]
fn a_whole_round_in_codes_takes_no_more_keys_than_promised() {
    let mut door = round(80, 24);
    door.keys("m*⇥40*⇥h*");
    for exception in ["←←↓↓↓s", "↓n", "→→↓↓t"] {
        door.keys(exception);
    }
    door.keys(&"⏎".repeat(11));
    assert_eq!(feedback(&mut door).len(), 11, "{}", door.screen());
    // Three Shifts for three stars. Twelve children were promised in 53.
    assert!(door.presses + 3 <= 53, "{}", door.presses);
    let words: Vec<String> = feedback(&mut door).into_iter().map(|(_, words)| words).collect();
    let usual = words.iter().filter(|words| *words == "Ate most. Slept 40 minutes. Happy.").count();
    assert_eq!(usual, 8, "{words:?}");
}

#[test]
fn a_row_reads_as_a_practitioner_writes_and_keeps_its_cells_beside_the_words() {
    let mut door = round(80, 24);
    door.keys("m⇥40⇥s⇥poured at the water tray > pour at bath time ");
    assert!(door.screen().contains("Feedback: Ate most. Slept 40 minutes. Settled. Poured at the"));
    door.keys("⏎");
    let ava = door.entries().into_iter().filter(|(child, ..)| child == "Ava O'Neill").skip(1);
    let ava: Vec<(Kind, String)> = ava.map(|(_, kind, _, words)| (kind, words)).collect();
    let words = "Ate most. Slept 40 minutes. Settled. Poured at the water tray.".to_string();
    assert_eq!(ava, [(Kind::Feedback, words), (Kind::ForHome, "Pour at bath time.".to_string())]);
    // The next row's sentence is where the caret is.
    door.keys("=⏎");
    assert_eq!(feedback(&mut door)[1].1, "Poured at the water tray.", "{}", door.screen());
    let (room, day) = (door.model.session.machine_room.unwrap(), door.now.day());
    let entries = door.worker.store().day(room, day).unwrap().entries;
    let cells = |words: &str| {
        let entry = entries.iter().find(|entry| entry.text().starts_with(words)).unwrap();
        let cells = entry.entry.round.clone().unwrap().into_iter();
        cells
            .map(|cell| format!("{} {}", cell.column, cell.value.unwrap_or("not recorded".into())))
            .collect::<Vec<_>>()
    };
    assert_eq!(cells("Ate most."), ["ate most", "slept 40", "mood settled"]);
    assert_eq!(cells("Poured"), ["ate not recorded", "slept not recorded", "mood not recorded"]);
    for check in door.worker.store().verify().unwrap() {
        assert!(check.holds, "{}: {}", check.name, check.says);
    }
}

#[test]
fn a_sentence_takes_phrases_by_number_and_by_word() {
    let mut door = round(80, 24);
    let session = &door.model.session;
    let ages = session.roll.age_band(session.room.unwrap(), session.today());
    let numbered =
        phrases::numbered(&session.phrases, Kind::Feedback, ages, &session.phrase_use).into_iter().zip(1..=9);
    let whole = |(phrase, _): &(&Phrase, usize)| !phrase.text.contains(GAP);
    let (word, text, number) = numbered
        .filter(whole)
        .map(|(phrase, number)| (phrase.word.clone(), phrase.text.clone(), number))
        .next()
        .unwrap();
    assert!(number <= ON_DIGITS);
    let hint = |door: &mut Harness| door.screen().lines().last().unwrap().trim().to_string();
    door.keys("m⇥⇥⇥.");
    // A point alone is nothing that Enter could take, and no row.
    assert!(!hint(&mut door).contains("Enter"), "{}", door.screen());
    door.keys("s");
    assert_eq!(hint(&mut door), "Enter take it   ↑↓ choose   Esc keep   F1 help");
    assert_eq!(
        door.screen().matches('▸').count(),
        2,
        "the row, and the phrase that Enter takes: {}",
        door.screen()
    );
    door.keys("⌫").keys(&word);
    assert!(door.screen().lines().last().unwrap().contains("Tab put it in"), "{}", door.screen());
    door.keys(" ⏎");
    assert_eq!(feedback(&mut door)[0].1, format!("Ate most. {text}"), "{}", door.screen());
    door.keys(&number.to_string()).keys("⏎");
    assert_eq!(feedback(&mut door)[1].1, text, "{}", door.screen());
}

#[test]
fn where_many_have_no_row_they_are_counted() {
    let mut door = Harness::sam(60, 16);
    door.keys("ben⏎1⏎").wait(3600).keys("⎋2");
    let row = door.row("No row for");
    assert!(row.contains("No row for 11: ") && row.contains("1 away"), "{}", door.screen());
    // So are a few, where their names have no room for their end.
    let mut door = Harness::sam(60, 16);
    door.keys(&"␣".repeat(6)).keys("↓␣␣⏎1⏎").wait(3600).keys("⎋2");
    assert!(door.row("No row for").contains("No row for 4: "), "{}", door.screen());
    let whole = door.resize(60, 24).screen();
    assert!(whole.contains("No row for Finn M. (away)"), "{whole}");
}

#[test]
fn who_is_away_has_no_row_and_nothing_that_was_only_filled_in_for_them_stays() {
    let mut door = round(80, 24);
    door.keys("m*↓s");
    assert!(door.row("Ben C.").contains("~most"), "{}", door.screen());
    // Ben is fetched before anybody looked at his row; Finn comes after all.
    door.keys("⎋ben[2finn]⎋2");
    assert!(door.row("Daily round").contains("0 of 11 done"), "{}", door.screen());
    assert!(door.row("Finn M.").ends_with("7 Finn M."), "{}", door.screen());
    assert!(!door.screen().contains("Ben C.   "), "{}", door.screen());
    door.keys("⏎⏎⏎");
    let done: Vec<String> = feedback(&mut door).into_iter().map(|(child, _)| child).collect();
    assert_eq!(done, ["Ava Patel", "Chidi Eze", "Daisy Lloyd"], "{}", door.screen());
    // On the list of what is to do the round is one thing, and means no child.
    door.keys("⎋⇥]");
    assert!(door.screen().contains("That is the daily round: Enter opens it."), "{}", door.screen());
}

#[test]
fn what_a_row_would_save_is_seen_whole_before_what_is_to_be_known_of_it() {
    let mut door = round(60, 16);
    door.keys("⇥⇥⇥Sang all morning long at the big table. > Sing at home");
    assert!(door.screen().contains("For home: Sing at home"), "{}", door.screen());
}

#[test]
fn where_there_is_room_every_phrase_that_a_digit_takes_is_seen() {
    for (columns, rows, seen) in [(120, 40, ON_DIGITS), (80, 24, 4), (60, 16, 2)] {
        let mut door = round(columns, rows);
        door.keys("⇥⇥⇥");
        let screen = door.screen();
        let session = &door.model.session;
        let ages = session.room.and_then(|room| session.roll.age_band(room, session.today()));
        let numbered = phrases::numbered(&session.phrases, Kind::Feedback, ages, &session.phrase_use);
        for (number, phrase) in (1..=seen).zip(numbered) {
            let begins: String = crate::tui::screen::card::listed(phrase).chars().take(12).collect();
            assert!(screen.contains(&format!(" {number} {begins}")), "{number} {begins}: {screen}");
        }
    }
}

#[test]
fn a_sentence_asks_in_gaps_about_slips_of_names_and_says_where_a_concern_belongs() {
    let mut door = round(80, 24);
    let with_choices = |phrase: &&Phrase| phrase.choices.first().is_some_and(|choices| choices.len() > 1);
    let phrase = door.model.session.phrases.of(Kind::Feedback).find(with_choices).unwrap().clone();
    let second = phrase.choices[0][1].clone();
    door.keys("⇥⇥⇥.").keys(&phrase.word).keys(" ");
    assert!(door.screen().contains(&format!("2 {second}")), "{}", door.screen());
    door.keys(&"2".repeat(phrase.choices.len()));
    assert!(door.row("Will save").contains(&second), "{}", door.screen());
    assert!(!door.row("Ava O.").contains("[ ]"), "{}", door.screen());
    let mut door = round(80, 24);
    door.keys("⇥⇥⇥played with daisi⏎");
    assert!(door.screen().contains("“daisi” may be Daisy"), "{}", door.screen());
    door.keys("2");
    assert_eq!(feedback(&mut door), [said("Ava O'Neill", "Played with daisi.")]);
    let mut door = round(80, 24);
    door.keys("⇥⇥⇥has a bruise");
    assert!(door.screen().contains("A safeguarding concern does not belong here"), "{}", door.screen());
}

#[test]
fn the_cells_of_a_row_whose_words_were_corrected_are_no_longer_said() {
    let mut door = round(80, 24);
    door.keys("m⏎⎋ao→a2").keys(&"⌫".repeat(20)).keys("ate none⏎");
    assert!(door.screen().contains("Ate none"), "{}", door.screen());
    door.keys("⎋⎋2");
    assert!(door.row("Ava O.").contains("Ate none"), "{}", door.screen());
    assert!(!door.row("Ava O.").contains("most"), "{}", door.screen());
}

#[test]
fn a_blank_is_not_recorded_and_an_empty_row_is_not_saved() {
    let mut door = round(80, 24);
    door.keys("⏎");
    assert!(door.screen().contains("Nothing is recorded in this row yet"), "{}", door.screen());
    door.keys("m");
    assert!(door.screen().contains("not recorded: slept, mood"), "{}", door.screen());
    door.keys("⌫⏎");
    assert_eq!(feedback(&mut door), []);
    door.keys("x");
    assert!(door.screen().contains("Ate: a all, m most, s some, n none."), "{}", door.screen());
    door.keys("⇥301");
    assert!(door.screen().contains("300 minutes at most."), "{}", door.screen());
    // What the round is not for.
    door.keys("⇥⇥- 2⏎");
    assert!(door.screen().contains("open the child's own card"), "{}", door.screen());
}

#[test]
fn a_round_left_half_way_is_found_again_and_nothing_of_it_is_in_the_record() {
    let mut door = round(80, 24);
    door.keys("m*↓⇥35⇥⇥new word bub⎋");
    assert!(door.screen().contains("rows wait for you in the daily round"), "{}", door.screen());
    assert_eq!(feedback(&mut door), []);
    door.keys("⌃l1").keys(PIN).keys("⎋2");
    assert!(door.row("Ava P.").contains("~most    35"), "{}", door.screen());
    assert!(door.row("Ava P.").contains("new word bub▏"), "{}", door.screen());
    door.keys("ble⏎");
    let words = "Ate most. Slept 35 minutes. New word bubble.";
    assert_eq!(feedback(&mut door), [said("Ava Patel", words)]);
    // From what is to do as well, and after a lock in the middle of it the page is open again.
    door.keys("⎋⇥⏎");
    assert!(door.row("Daily round").contains("1 of 11 done"), "{}", door.screen());
    door.keys("⌃l1").keys(PIN);
    assert!(door.row("Daily round").contains("1 of 11 done"), "{}", door.screen());
    // Nobody else sees it.
    door.keys("⌃l2").keys(LEADS_PIN).keys("⎋2");
    assert!(!door.screen().contains("~most"), "{}", door.screen());
    assert!(door.row("Daily round").contains("1 of 11 done"), "{}", door.screen());
}

#[test]
fn a_row_that_was_saved_before_the_power_went_is_not_saved_twice() {
    let mut door = round(80, 24);
    door.keys("m↓s");
    let before = drafts(&mut door).remove(0);
    door.keys("↑⏎");
    assert_eq!(feedback(&mut door).len(), 1);
    // What was written after the save is lost: the draft lies there as it was.
    let (room, now) = (door.model.session.machine_room.unwrap(), door.now);
    door.worker.store().save_draft(&before, room, now).unwrap();
    door.keys("⎋⌃l1").keys(PIN).keys("⎋2");
    assert!(door.row("Ava O.").ends_with("✓"), "{}", door.screen());
    door.keys("⏎");
    assert_eq!(feedback(&mut door), [said("Ava O'Neill", "Ate most."), said("Ava Patel", "Ate some.")]);
}

#[test]
fn the_rows_of_an_earlier_day_are_saved_for_that_day() {
    let mut door = round(80, 24);
    door.keys("m⎋").wait(24 * 3600);
    door.keys("⌃l1").keys(PIN).keys("⇥⏎");
    assert!(door.row("Daily round").contains("of Tue 24 Nov"), "{}", door.screen());
    door.keys("⏎");
    let (room, day) = (door.model.session.machine_room.unwrap(), door.now.day().pred_opt().unwrap());
    let entries = door.worker.store().day(room, day).unwrap().entries;
    assert!(entries.iter().any(|entry| entry.text() == "Ate most."), "{}", door.screen());
}

#[test]
fn the_last_row_is_taken_back_as_a_row_and_saved_anew() {
    let mut door = round(80, 24);
    door.keys("m⇥⇥⇥so brave⏎⌃z");
    assert_eq!(feedback(&mut door), [], "{}", door.screen());
    assert!(door.row("Ava O.").contains("most"), "{}", door.screen());
    assert!(door.row("Ava O.").contains("so brave"), "{}", door.screen());
    door.keys(" today⏎");
    assert_eq!(feedback(&mut door), [said("Ava O'Neill", "Ate most. So brave today.")]);
}

#[test]
fn another_childs_name_is_asked_about_before_the_row_is_saved() {
    let mut door = round(80, 24);
    door.keys("m⇥⇥⇥played with isla⏎");
    assert!(door.screen().contains("Isla is named in a note for Ava's family."), "{}", door.screen());
    assert_eq!(feedback(&mut door), []);
    door.keys("1");
    assert_eq!(feedback(&mut door), [said("Ava O'Neill", "Ate most. Played with a friend.")]);
}

#[test]
fn a_lead_chooses_the_rooms_columns_and_nobody_else_does() {
    let mut door = round(80, 24);
    door.keys(":columns⏎");
    assert!(door.screen().contains("A room lead or a manager does this."), "{}", door.screen());
    door.keys("⎋⌃l2").keys(LEADS_PIN).keys("⎋2:columns⏎");
    // Bottle in, mood out.
    door.keys("↓␣↓↓↓␣⏎");
    assert!(door.row("For the family").contains("Ate     Bottle  Slept   For"), "{}", door.screen());
    door.keys("m⇥120⏎");
    assert_eq!(feedback(&mut door)[0].1, "Ate most. Drank 120 ml of milk.", "{}", door.screen());
    // As the children's age has them is not chosen: they go by age again.
    let chosen = |door: &mut Harness| door.worker.store().roll().unwrap().rooms[0].round.clone();
    assert_eq!(chosen(&mut door), ["ate", "bottle", "slept"]);
    door.keys(":columns⏎↓␣↓↓↓␣⏎");
    assert!(door.screen().contains("The columns go by the children's age."), "{}", door.screen());
    assert_eq!(chosen(&mut door), [""; 0]);
    for check in door.worker.store().verify().unwrap() {
        assert!(check.holds, "{}: {}", check.name, check.says);
    }
}

#[test]
fn what_the_disk_does_not_take_stays_in_its_row() {
    let mut door = round(80, 24);
    door.keys("m");
    door.tell_slowly(crate::tui::msg::Msg::Key(
        crate::tui::key::Chord::plain(ratatui::crossterm::event::KeyCode::Enter),
        1000,
    ));
    let talk = match &drafts(&mut door)[0].purpose {
        Purpose::Round { rows, .. } => rows[0].talk,
        other => panic!("{other:?}"),
    };
    assert!(!door.row("Ava O.").contains("✓"), "saved means on the disk");
    door.lose();
    let failed = crate::tui::msg::Answer::Applied(
        crate::tui::msg::Errand::Row(talk),
        Err("NOT SAVED: the disk is full.".to_string()),
    );
    door.tell(crate::tui::msg::Msg::Answer(failed));
    assert!(door.screen().contains("NOT SAVED"), "{}", door.screen());
    assert!(door.row("Ava O.").contains("most"), "{}", door.screen());
    door.keys("⏎");
    assert_eq!(feedback(&mut door), [said("Ava O'Neill", "Ate most.")]);
}

#[test]
fn a_tap_goes_to_a_cell_or_a_sentence_and_never_takes_a_row_for_done() {
    let mut door = round(80, 24);
    door.keys("m");
    let (_, ben) = door.place("Ben C.");
    let (name, ava) = door.place("Ava O.");
    let ((slept, _), (family, _)) = (door.place("Slept   Mood"), door.place("For the family"));
    door.touch(Touch::Press, (slept, ben)).keys("40");
    assert!(door.row("Ben C.").contains("40"), "{}", door.screen());
    door.touch(Touch::Press, (family, ben)).keys("so brave").touch(Touch::Press, (family, ava)).keys("fine");
    assert!(door.row("Ben C.").contains("so brave"), "{}", door.screen());
    assert!(door.row("Ava O.").contains("fine▏"), "{}", door.screen());
    for _ in 0..2 {
        door.touch(Touch::Press, (name, ava));
    }
    door.touch(Touch::Press, (slept, ben)).touch(Touch::Press, (slept, ben)).keys("5");
    assert!(door.row("Ben C.").contains(" 5 "), "{}", door.screen());
    assert_eq!(feedback(&mut door), []);
}

#[test]
fn help_saves_no_row_that_nobody_sees() {
    for keys in ["m?⏎", "m⇥⇥⇥so brave"] {
        let mut door = round(80, 24);
        door.keys(keys);
        if !keys.contains('?') {
            door.tell(Msg::Key(Chord::plain(KeyCode::F(1)), 1000)).keys("⏎");
        }
        assert_eq!(feedback(&mut door), [], "{keys}");
        assert!(door.screen().contains("Enter here saves what stands below."), "{keys}: {}", door.screen());
    }
}

#[test]
fn how_the_round_looks() {
    let mut door = round(80, 24);
    door.keys("m⇥40⇥h⇥poured at the water tray⏎new word: bubble⏎missed gran, cuddled Jo⏎");
    door.keys("⇥m*⇥50⇥h*⇥fed the worms, ");
    at_every_size("round", door);
    let mut door = round(80, 24);
    door.keys("⇥");
    at_every_size("round_begun", door);
    let mut door = Harness::priya(80, 24);
    door.keys("⎋2:columns⏎");
    at_every_size("round_columns", door);
}

/// After a pause, letters as fast as somebody types words.
fn typed(door: &mut Harness, words: &str) {
    for (index, letter) in words.chars().enumerate() {
        door.tell(Msg::Key(Chord::char(letter), if index == 0 { 1000 } else { 200 }));
    }
}

#[test]
fn a_sentence_that_was_begun_in_a_cell_leaves_the_cell_as_it_was() {
    let mut door = round(80, 24);
    door.keys("m");
    // Its last letter would be a choice.
    typed(&mut door, "cried a lot in the sun");
    assert!(door.row("Ava O.").contains(" most"), "{}", door.screen());
    assert!(
        door.screen().contains("Ate: a all, m most, s some, n none. Tab goes on, to the sentence"),
        "{}",
        door.screen()
    );
    // After a pause a letter is a choice again; so it is at once in another cell.
    door.keys("s");
    assert!(door.row("Ava O.").contains(" some"), "{}", door.screen());
    typed(&mut door, "xh");
    assert!(door.row("Ava O.").contains(" some"), "{}", door.screen());
    door.keys("⇥");
    typed(&mut door, "40");
    assert!(door.row("Ava O.").contains(" 40"), "{}", door.screen());
}

#[test]
fn numbers_choose_in_the_cells_and_with_letters_off_they_are_what_is_shown() {
    let mut door = round(80, 24);
    door.keys("2⇥0⇥3");
    let row = door.row("Ava O.");
    assert!(row.contains("most") && row.contains("none") && row.contains("tired"), "{row}");
    door.keys("⏎");
    assert_eq!(feedback(&mut door), [said("Ava O'Neill", "Ate most. Did not sleep. Tired.")]);
    door.keys(":numbers⏎");
    assert!(door.screen().contains("Mood: 1 happy  2 settled  3 tired  4 upset"), "{}", door.screen());
}

#[test]
fn what_is_too_late_to_take_back_is_not_corrected_by_the_rows_enter() {
    // The row was finished on this page; or the round was left and opened again.
    for again in ["", "⎋⎋2"] {
        let mut door = round(80, 24);
        door.keys("m⏎").wait(6 * 60);
        door.keys(again).keys("s⌃z");
        let says = "! Ava O., saved 6 min ago: too late to take back. Amend it on the";
        assert!(door.screen().contains(says), "{}", door.screen());
        door.keys("⏎");
        assert_eq!(feedback(&mut door).len(), 2, "{}", door.screen());
    }
}

#[test]
fn a_row_that_is_taken_back_on_the_board_opens_the_round_with_its_cells_and_its_sentence() {
    // On another page, and after the screen was locked.
    for away in ["⎋", "⎋⌃l14816"] {
        let mut door = round(80, 24);
        door.keys("m⇥35⇥h⇥new word bubble > sing it at home⏎").keys(away);
        assert_eq!(door.model.session.writer.last_talk.len(), 2, "{away}");
        door.keys("⌃z");
        assert_eq!(feedback(&mut door), [], "{away}: {}", door.screen());
        let row = door.row("Ava O.");
        assert!(row.contains("most    35      happy"), "{away}: {}", door.screen());
        assert!(door.screen().contains("Taken back. The row is open again"), "{away}: {}", door.screen());
        door.keys("⏎");
        let words = "Ate most. Slept 35 minutes. Happy. New word bubble.";
        assert_eq!(feedback(&mut door), [said("Ava O'Neill", words)], "{away}: {}", door.screen());
        let kept = door.model.session.writer.last_talk.iter().find_map(|entry| entry.entry.round.clone());
        assert_eq!(kept.map(|cells| cells.iter().filter(|cell| cell.value.is_some()).count()), Some(3));
        let steps = door.entries().into_iter().filter(|(_, kind, ..)| *kind == Kind::ForHome);
        assert_eq!(steps.map(|(.., words)| words).collect::<Vec<_>>(), ["Sing it at home."], "{away}");
    }
}

#[test]
fn a_round_that_was_begun_waits_in_its_own_room() {
    let mut door = Harness::priya(80, 24);
    door.keys(&"␣".repeat(6)).keys("↓").keys(&"␣".repeat(5)).keys("⏎1⏎").wait((5 * 60 + 40) * 60);
    let own = door.model.session.room;
    let rooms = &door.model.session.roll.rooms;
    let number = |own: bool, at: Option<RoomId>| {
        rooms.iter().position(|room| (Some(room.id) == at) == own).map(|index| (index + 1).to_string())
    };
    let (here, elsewhere) = (number(true, own).unwrap(), number(false, own).unwrap());
    door.keys("⎋2m*⎋:rooms⏎").keys(&elsewhere).keys("⎋2");
    assert_ne!(door.model.session.room, own);
    assert!(!door.screen().contains("~most"), "{}", door.screen());
    // From the drafts it is not opened under the columns of another room.
    let draft = door.model.session.writer.drafts[0].clone();
    let mut turn = Turn::default();
    crate::tui::screen::go_on(&mut door.model.session, &draft, &mut turn);
    door.take(turn);
    assert!(door.screen().contains("It is of Sunflower room: show that room first."), "{}", door.screen());
    door.keys("⎋:rooms⏎").keys(&here).keys("⎋2");
    assert_eq!(door.model.session.room, own);
    assert_eq!(door.screen().matches("~most").count(), 10, "{}", door.screen());
    let priya = door.model.session.person.unwrap();
    assert_eq!(door.worker.store().drafts(priya).unwrap().len(), 1);
}
