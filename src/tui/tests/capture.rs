//! At the door: from the first key to the record, and back.

use ratatui::crossterm::event::KeyCode;
use ratatui::style::Modifier;

use crate::domain::Kind;
use crate::tui::harness::{Harness, PIN};
use crate::tui::key::Chord;
use crate::tui::msg::Msg;

const ENTER: Chord = Chord::plain(KeyCode::Enter);

fn said(child: &str, kind: Kind, clock: &str, words: &str) -> (String, Kind, String, String) {
    (child.to_string(), kind, clock.to_string(), words.to_string())
}

#[test]
fn a_drop_off_takes_five_keys() {
    let mut door = Harness::sam(80, 24);
    door.keys("ao⏎1⏎");
    assert_eq!(door.presses, 5);
    assert_eq!(door.entries(), [said("Ava O'Neill", Kind::DropOff, "08:40", "Nothing new from home.")]);
    assert!(door.row("Ava O.").contains("✓ 08:40"), "{}", door.screen());
    assert!(door.row("✓ Saved").ends_with("Ctrl-Z takes it back  5 min left"));
    assert!(door.row("Who?").contains("▏type any part of a name"));
}

#[test]
fn the_board_has_a_saved_note_before_the_day_is_read_anew() {
    let mut door = Harness::sam(80, 24);
    door.keys("ao⏎slept well").tell_slowly(Msg::Key(ENTER, 1000));
    for effect in door.lose() {
        let saved = door.worker.perform(effect);
        door.tell_slowly(saved);
    }
    let at_once = door.screen();
    assert!(at_once.contains("✓ Saved") && door.row("Ava O.").contains("✓ 08:40"), "{at_once}");
    assert!(door.land() > 0, "the day is asked for");
    assert_eq!(door.screen(), at_once);
}

#[test]
fn what_is_saved_carries_what_it_may_show() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎tried the song at home and he loved it > sing it at bath time⏎");
    let (room, day) = (door.model.session.machine_room.unwrap(), door.now.day());
    let entries = door.worker.store().day(room, day).unwrap().entries;
    assert_eq!(entries.len(), 2);
    assert!(entries.iter().any(|entry| !entry.entry.suggested.is_empty()), "{entries:?}");
}

#[test]
fn a_tie_opens_nothing_until_a_person_chooses() {
    let mut door = Harness::sam(80, 24);
    door.keys("ava⏎⏎");
    assert!(door.screen().contains("Two Avas: 1 or 2?"));
    assert!(!door.screen().contains("Said"));
    // How the question is answered is said, and not the question again.
    assert_eq!(door.screen().matches("Two Avas").count(), 1, "{}", door.screen());
    assert!(door.screen().contains("Press 1 or 2, or type more of the name."), "{}", door.screen());
    door.keys("2");
    assert!(door.row("For").contains("Ava Patel"));
    door.keys("1⏎");
    assert_eq!(door.entries(), [said("Ava Patel", Kind::DropOff, "08:40", "Nothing new from home.")]);
}

#[test]
fn the_arrows_choose_in_a_tie_too() {
    let mut door = Harness::sam(80, 24);
    door.keys("ava↓↓⏎");
    assert!(door.row("For").contains("Ava Patel"), "{}", door.screen());
}

#[test]
fn a_child_of_another_room_takes_one_more_enter() {
    let mut door = Harness::sam(80, 24);
    door.keys("mia⏎");
    assert!(door.screen().contains("Enter again writes for them"), "{}", door.screen());
    door.keys("⏎");
    assert!(door.row("For").contains("Mia MacLeod"));
}

#[test]
fn nobody_is_offered_for_letters_that_nobody_has() {
    let mut door = Harness::sam(80, 24);
    door.keys("qqqq⏎");
    assert!(door.screen().contains("Nobody here is called “qqqq”."));
    assert!(!door.screen().contains("Said"));
    door.keys("⎋");
    assert!(door.row("Who?").contains("▏type any part"));
}

#[test]
fn the_kind_is_guessed_by_the_day_and_the_clock_and_can_be_changed() {
    let mut door = Harness::sam(80, 24);
    door.keys("chidi");
    assert!(door.row("Who?").contains("Chidi Eze – Drop-off"));
    door.keys("⏎1⏎chidi⏎");
    assert!(door.row("What").contains("[2 Feedback]"));
    door.wait(9 * 3600);
    assert!(door.row("What").contains("[3 Pick-up]"));
    door.keys("⇥5");
    assert!(door.row("What").contains("[5 Moving on]"));
    door.keys("n:");
    assert!(door.row("What").contains("[4 For home]"));
    door.keys("⌫");
    assert!(door.row("What").contains("[5 Moving on]"));
    door.keys(" is a letter⏎");
    let last = door.entries().pop().unwrap();
    assert_eq!((last.1, last.3.as_str()), (Kind::MovingOn, "N: is a letter."));
}

#[test]
fn the_hint_says_that_tab_puts_a_phrase_in_and_what_it_does_behind_it() {
    let hint = |door: &mut Harness| door.screen().lines().last().unwrap().to_string();
    let mut door = Harness::sam(80, 24);
    for (keys, says) in [
        ("ben⏎", "Tab change what"),
        ("2", "Tab put it in"),
        ("⇥", "Tab change what"),
        ("⌃z⌃z .tired", "Tab put it in"),
        ("⇥", "Tab next gap"),
    ] {
        door.keys(keys);
        assert!(hint(&mut door).contains(says), "{keys}: {}", door.screen());
    }
}

#[test]
fn the_phrase_that_enter_takes_is_marked_and_the_hint_says_what_each_key_does() {
    let hint = |door: &mut Harness| door.screen().lines().last().unwrap().trim().to_string();
    for (columns, rows) in [(80, 24), (60, 16), (120, 40)] {
        let mut door = Harness::sam(columns, rows);
        door.keys("ben⏎.");
        // A point alone is nothing that Enter could take or save.
        assert_eq!(hint(&mut door), "Tab take the first   ↑↓ choose   Esc keep   F1 help");
        assert!(!door.screen().contains('▸'), "{}", door.screen());
        door.keys("sett");
        assert_eq!(hint(&mut door), "Enter take it   ↑↓ choose   Esc keep   F1 help");
        assert!(door.row("▸").contains("▸  2 Settled quickly, happy goodbye"), "{}", door.screen());
        door.keys("⏎");
        assert!(door.screen().contains("│ Settled quickly, happy goodbye. ▏"), "{}", door.screen());
    }
}

#[test]
fn what_the_list_says_of_its_numbers_holds_in_an_empty_note_and_behind_words() {
    for (columns, rows) in [(80, 24), (120, 40)] {
        let mut door = Harness::sam(columns, rows);
        for (child, typed, saved) in [("ben", "2⏎", ""), ("grace", "Busy. .2⏎⏎", "Busy. ")] {
            door.keys(child).keys("⏎");
            assert!(door.screen().contains("Phrases  number alone, or . before it"), "{}", door.screen());
            door.keys(typed);
            let last = door.entries().pop().expect("an entry").3;
            assert_eq!(last, format!("{saved}Settled quickly, happy goodbye."));
        }
    }
}

#[test]
fn the_hint_asks_why_there_was_no_talk_as_the_page_does() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎-");
    let hint = door.screen().lines().last().unwrap().trim().to_string();
    assert_eq!(hint, "1-4 why   Esc keep   F1 help");
    door.keys("1");
    assert!(door.screen().lines().last().unwrap().contains("Enter save"), "{}", door.screen());
}

#[test]
fn the_words_of_a_note_for_two_stand_whole_in_a_small_window() {
    let mut door = Harness::sam(60, 16);
    door.keys("␣␣⏎Pasta for lunch, with peas and carrots. {name} ate most of it");
    let whole = |door: &mut Harness| !door.screen().contains('…');
    assert!(whole(&mut door) && door.screen().contains("of it."), "{}", door.screen());
    door.keys("⇥⇥");
    assert!(door.screen().contains("Copies 2") && whole(&mut door), "{}", door.screen());
}

#[test]
fn one_note_for_eight_is_one_act_and_comes_back_as_one() {
    let mut door = Harness::sam(80, 24);
    for child in ["ben", "chidi", "daisy", "elif"] {
        door.keys(child).keys("⏎1⏎");
    }
    for child in ["grace", "hugo", "isla", "noah", "zoe"] {
        door.keys(child).keys("⏎1⏎");
    }
    door.keys("ao⏎1⏎").wait(4 * 3600);
    assert!(door.row("Who?").contains("10 here"), "{}", door.screen());
    let before = door.entries().len();
    door.presses = 0;
    door.keys("*↓↓␣␣⏎1⏎");
    assert_eq!(door.entries().len(), before + 8);
    assert!(door.screen().contains("Saved for 8 children, Feedback 12:40."));
    door.keys("⌃z");
    assert_eq!(door.entries().len(), before);
    assert!(door.row("For 8").contains("Ava O."), "{}", door.screen());
    assert!(door.row("↶").contains("Taken back."));
    door.keys("⎋");
    assert!(door.row("To do now").contains("your drafts 1"));
}

#[test]
fn space_marks_and_goes_down_a_row_and_stays_on_the_last() {
    let mut door = Harness::sam(80, 24);
    door.keys("␣␣↓␣");
    for (row, marked) in [("Ava O.", true), ("Ava P.", true), ("Ben C.", false), ("Chidi E.", true)] {
        assert_eq!(door.row(row).contains('■'), marked, "{row}: {}", door.screen());
    }
    assert!(door.row("▸").contains("Daisy L."), "{}", door.screen());
    // A mark is taken away in the same way.
    door.keys("↑␣");
    assert!(!door.row("Chidi E.").contains('■') && door.row("▸").contains("Daisy L."), "{}", door.screen());
    door.keys(&"↓".repeat(20)).keys("␣");
    assert!(door.row("▸").contains("Zoë K.") && door.row("Zoë K.").contains('■'), "{}", door.screen());
}

#[test]
fn of_many_names_the_last_is_seen_and_the_cursor_with_it() {
    let mut door = Harness::sam(60, 16);
    door.keys("ben, chidi, daisy, elif, grace, hugo, isl");
    let row = door.row("Who?");
    assert!(row.contains("…") && row.contains("isl▏") && row.contains("Isla B"), "{row}");
    assert_eq!(door.cursor().0.1, 1, "{}", door.screen());
    assert!(door.row("Enter").contains("write for 7"), "{}", door.screen());
}

#[test]
fn the_space_behind_a_comma_marks_nobody() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben, chidi, ");
    assert!(!door.row("Ava O.").contains('■') && !door.row("Enter").contains("Space"), "{}", door.screen());
    // Those who were named are marked, and counted.
    assert!(
        door.row("Chidi E.   ").contains('■') && door.row("Enter").contains("write for 2"),
        "{}",
        door.screen()
    );
    door.keys("daisy⏎sang⏎");
    let children: Vec<String> = door.entries().into_iter().map(|entry| entry.0).collect();
    assert_eq!(children, ["Ben Clarke", "Chidi Eze", "Daisy Lloyd"]);
}

#[test]
fn a_name_in_a_note_for_several_becomes_each_childs_own() {
    let mut door = Harness::sam(80, 24);
    door.keys("␣↓␣␣⏎Ben loved it");
    assert!(door.screen().contains("Chidi loved it."), "{}", door.screen());
    door.keys("⏎");
    let words: Vec<String> = door.entries().into_iter().map(|entry| entry.3).collect();
    assert_eq!(words, ["Ava loved it.", "Ben loved it.", "Chidi loved it."]);
}

#[test]
fn another_childs_name_is_asked_about_once() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎played with Isla at the tray⏎");
    assert!(door.screen().contains("Isla is named in a note for Ben's family."));
    assert!(door.entries().is_empty());
    door.keys("⎋");
    assert!(door.screen().contains("played with Isla"), "Esc goes on with the note");
    door.keys("⏎1");
    assert_eq!(door.entries()[0].3, "Played with a friend at the tray.");
    door.keys("ben⏎sang with Isla⏎2");
    assert_eq!(door.entries()[1].3, "Sang with Isla.");
}

#[test]
fn a_name_is_asked_about_once_wherever_it_stands() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎Isla chased Isla's hat⏎1");
    assert_eq!(door.entries()[0].3, "A friend chased a friend's hat.");
    door.keys("ben⏎Isla ran after Isla⏎2");
    assert_eq!(door.entries()[1].3, "Isla ran after Isla.");
    door.keys("ben⏎Isla and Hugo sang⏎1");
    assert!(door.screen().contains("Hugo is named in a note for Ben's family."), "{}", door.screen());
    door.keys("2");
    assert_eq!(door.entries()[2].3, "A friend and Hugo sang.");
}

#[test]
fn a_word_that_may_be_a_name_and_a_slip_of_one_are_asked_about_as_such() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎said grace at lunch⏎");
    let asks = "“grace” may be Grace A., in a note for Ben's family.";
    assert!(door.screen().contains(asks), "{}", door.screen());
    door.keys("2");
    assert_eq!(door.entries()[0].3, "Said grace at lunch.");
    // Keeping the word settles nothing of the child.
    door.keys("ben⏎said grace with Grace⏎2");
    assert!(door.screen().contains("Grace is named in a note for Ben's family."), "{}", door.screen());
    door.keys("1");
    assert_eq!(door.entries()[1].3, "Said grace with a friend.");
    door.keys("ben⏎sat by Chdii⏎");
    assert!(door.screen().contains("“Chdii” may be Chidi E., in a note"), "{}", door.screen());
    door.keys("1");
    assert_eq!(door.entries()[2].3, "Sat by a friend.");
}

#[test]
fn siblings_and_a_next_step_are_four_entries_of_one_talk() {
    let mut door = Harness::sam(80, 24);
    door.wait(8 * 3600);
    door.keys("ao⏎+fun at the tray > pour at bath time⏎");
    let (room, day) = (door.model.session.machine_room.unwrap(), door.now.day());
    let entries = door.worker.store().day(room, day).unwrap().entries;
    let kinds: Vec<Kind> = entries.iter().map(|entry| entry.entry.kind).collect();
    assert_eq!(kinds, [Kind::PickUp, Kind::ForHome, Kind::PickUp, Kind::ForHome]);
    assert!(entries.iter().all(|entry| entry.entry.talk == entries[0].entry.talk));
}

#[test]
fn a_plus_in_the_finder_is_for_brothers_and_sisters_too() {
    let mut door = Harness::sam(80, 24);
    door.keys("ao+");
    assert!(door.row("Who?").contains("Ava and Noah"));
    door.keys("⏎");
    assert!(door.row("For 2").contains("Ava O., Noah O."));
}

#[test]
fn a_comma_takes_one_more_child() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben,chidi,7⏎");
    assert!(door.row("For 3").contains("Ben C., Chidi E., Finn M."), "{}", door.screen());
}

#[test]
fn a_note_is_taken_back_until_the_fifth_minute_and_not_after() {
    let mut door = Harness::sam(80, 24);
    door.keys("ao⏎slept badly > the bear book←←←⏎").wait(299).keys("⌃z");
    assert!(door.entries().is_empty());
    assert!(door.screen().contains("slept badly > the bear book"), "the marks come back: {}", door.screen());
    let caret = door.cursor();
    assert_eq!(caret.1, "o", "the caret is where it was");
    door.keys("⏎");
    assert_eq!(door.entries().len(), 2);
    door.wait(301).keys("⌃z");
    assert!(door.row("too late").contains("saved 5 min ago: too late to take back."), "{}", door.screen());
    assert_eq!(door.entries().len(), 2);
}

#[test]
fn the_wrong_child_is_put_right_in_seven_keys() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎1⏎");
    door.presses = 0;
    door.keys("⌃z↑gr⏎⏎");
    assert_eq!(door.presses, 6);
    assert_eq!(door.entries(), [said("Grace Asante", Kind::DropOff, "08:40", "Nothing new from home.")]);
}

#[test]
fn a_talk_that_this_session_did_not_write_comes_back_in_its_words() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎slept badly @mum \"can he rest?\" ! > read a book⏎");
    let saved = door.entries();
    door.model.session.finished.clear();
    door.keys("⌃z");
    door.keys("⏎");
    assert_eq!(door.entries(), saved, "{}", door.screen());
}

#[test]
fn an_empty_note_is_not_saved_and_says_why() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎⏎");
    assert!(door.entries().is_empty());
    assert!(door.screen().contains("Nothing is written yet."));
    door.keys("-⏎");
    assert!(door.screen().contains("1 rushed, 2 someone else came"));
    door.keys("2⏎");
    assert_eq!(door.entries()[0].3, "No talk: someone else came.");
}

#[test]
fn a_gap_of_a_phrase_is_gone_to_filled_or_dropped() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎4⇥5am⏎");
    assert_eq!(door.entries()[0].3, "Tired, woke at 5am.");
    door.keys("grace⏎.tired 5am⏎");
    assert_eq!(door.entries()[1].3, "Tired, woke at 5am.");
    door.keys("hugo⏎4⏎");
    assert!(door.screen().contains("Tired, woke at [ ]"), "Enter goes to the gap");
    door.keys("⏎⏎");
    assert_eq!(door.entries()[2].3, "Tired.");
}

#[test]
fn the_list_of_phrases_narrows_and_is_taken() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎.brea");
    assert!(door.row("Phrases").contains("more letters find others"), "{}", door.screen());
    assert!(door.screen().contains("Ate breakfast at home"));
    door.keys("⏎⏎");
    assert_eq!(door.entries()[0].3, "Ate breakfast at home.");
    door.keys("grace⏎.↓↓⏎⏎");
    assert_eq!(door.entries()[1].3, "Settled quickly, happy goodbye.");
}

#[test]
fn the_same_note_again_runs_the_name_guard_again() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎Ben liked the tray⏎grace⏎=");
    assert!(door.screen().contains("Ben liked the tray."), "what will be saved is shown");
    door.keys("⏎");
    assert!(door.screen().contains("Ben is named in a note for Grace's family."));
    let sam = door.model.session.person.unwrap();
    let drafts = door.worker.store().drafts(sam).unwrap();
    assert_eq!(drafts[0].note, "Ben liked the tray", "what stands on the card is kept");
    door.keys("1");
    assert_eq!(door.entries()[1].3, "A friend liked the tray.");
    // And once more for the next child.
    door.keys("hugo⏎=⏎");
    assert_eq!(door.entries()[2].3, "A friend liked the tray.");
}

#[test]
fn words_wait_as_a_draft_with_their_caret() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎half a thought←←←⎋");
    assert!(door.screen().contains("Kept. 1 draft waits for you."));
    assert!(door.row("To do now").contains("your drafts 1"));
    assert!(!door.screen().contains("half"), "no words on the board");
    door.keys("ben⏎");
    assert!(door.screen().contains("half a thought"));
    assert_eq!(door.cursor().1, "g");
    door.keys("⎋⇥⏎");
    assert!(door.screen().contains("half a thought"), "Tab goes to what is to do");
}

#[test]
fn a_lock_in_mid_sentence_keeps_the_words_for_their_writer_alone() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎half a thought⌃l");
    let screen = door.screen();
    assert!(!screen.contains("half") && !screen.contains("Ben"), "{screen}");
    assert!(door.row("Sam Okafor").contains("1 draft waiting"));
    door.keys("2481625");
    assert!(!door.row("To do now").contains("draft"), "{}", door.screen());
    door.keys("⌃l1").keys(PIN);
    assert!(door.screen().contains("half a thought▏"), "{}", door.screen());
    assert!(door.row("For").contains("Ben Clarke"));
}

#[test]
fn a_closed_terminal_keeps_the_draft_before_the_program_ends() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎");
    for letter in "cut off".chars() {
        door.tell_slowly(Msg::Key(Chord::char(letter), 100));
    }
    door.tell_slowly(Msg::HangUp);
    assert!(door.model.quit);
    // What is asked of the record is done; nobody is left to hear the answers and to ask for more.
    for effect in door.lose() {
        let _ = door.answer(effect);
    }
    let sam = door.model.session.person.unwrap();
    assert_eq!(door.worker.store().drafts(sam).unwrap()[0].note, "cut off");
}

#[test]
fn one_draft_is_under_way_at_a_time_and_the_latest_wins() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎");
    for letter in "abcdef".chars() {
        door.tell_slowly(Msg::Key(Chord::char(letter), 100));
    }
    assert_eq!(door.land(), 1, "five keys came while the first draft was under way");
    let sam = door.model.session.person.unwrap();
    assert_eq!(door.worker.store().drafts(sam).unwrap()[0].note, "abcdef");
}

#[test]
fn leaning_hands_and_bursts_save_nothing_and_lose_no_letter() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎");
    for letter in "ab".chars() {
        door.tell(Msg::Key(Chord::char(letter), 1));
    }
    door.tell(Msg::Key(ENTER, 1));
    for _ in 0..20 {
        door.tell(Msg::Key(ENTER, 30));
    }
    assert!(door.entries().is_empty());
    assert!(door.screen().contains("ab▏"));
    door.tell(Msg::Key(ENTER, 81));
    assert_eq!(door.entries().len(), 1);
}

#[test]
fn a_line_end_in_a_burst_is_a_space_and_saves_nothing() {
    let feed = Chord { code: KeyCode::Char('j'), ctrl: true };
    for ends in [&[ENTER][..], &[feed], &[ENTER, feed], &[ENTER, ENTER]] {
        let mut door = Harness::sam(80, 24);
        door.keys("ben⏎");
        let burst = |door: &mut Harness, words: &str| {
            for letter in words.chars() {
                door.tell(Msg::Key(Chord::char(letter), 1));
            }
        };
        burst(&mut door, "slept well");
        for end in ends {
            door.tell(Msg::Key(*end, 1));
        }
        assert!(door.screen().contains("slept well▏"), "{}", door.screen());
        burst(&mut door, "ate little");
        assert!(door.screen().contains("slept well ate little▏"), "{}", door.screen());
        assert!(door.entries().is_empty());
        // At the end of the burst there is nothing to part: the digit of a phrase stays one.
        door.keys("⏎grace⏎");
        burst(&mut door, "1");
        door.tell(Msg::Key(ENTER, 1));
        door.keys("⏎");
        assert_eq!(door.entries()[1].3, "Nothing new from home.");
    }
}

#[test]
fn a_paste_is_text_and_never_keys() {
    let mut door = Harness::sam(80, 24);
    door.tell(Msg::Paste("*\nq\u{1b}".to_string()));
    assert!(door.screen().contains("Nothing was pasted"));
    door.keys("ben⏎").tell(Msg::Paste("one\r\ntwo\u{1b}[2J\nthree".to_string()));
    assert!(door.screen().contains("one two[2J three▏"), "{}", door.screen());
    assert!(door.entries().is_empty());
}

#[test]
fn what_hides_or_turns_is_kept_in_the_record_and_seen_on_every_page() {
    let (words, seen) = ("sl\u{202e}ept \u{200b}badly", "l\u{fffd}ept \u{fffd}badly");
    let mut door = Harness::priya(80, 24);
    door.keys("ben⏎").tell(Msg::Paste(words.to_string()));
    let shown = |door: &mut Harness, page: &str| {
        let screen = door.screen();
        assert!(screen.contains(seen), "{page}: {screen}");
        assert!(!screen.contains(['\u{202e}', '\u{200b}']), "{page}: {screen}");
    };
    assert!(door.row(&format!("s{seen}▏")).ends_with('│'), "the caret stands at the end: {}", door.screen());
    assert!(door.screen().contains(&format!("S{seen}.")), "what will be saved: {}", door.screen());
    shown(&mut door, "card");
    door.keys("⏎");
    assert_eq!(door.entries()[0].3, "Sl\u{202e}ept \u{200b}badly.");
    door.keys("ben→");
    shown(&mut door, "child's page");
    door.keys("⏎");
    shown(&mut door, "the open entry");
    door.keys("⎋⎋/badly");
    shown(&mut door, "search");
    door.resize(120, 40);
    shown(&mut door, "search, and its pane");
    door.keys("⎋⎋⎋3");
    shown(&mut door, "end of day");
}

#[test]
fn undo_is_of_typing_while_there_are_words() {
    let mut door = Harness::sam(80, 24);
    door.keys("ao⏎1⏎ben⏎two words⌃z");
    assert!(door.screen().contains("│ two ▏"), "{}", door.screen());
    assert_eq!(door.entries().len(), 1);
}

#[test]
fn a_backspace_right_after_a_phrase_leaves_its_letters() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎.settled ⌫");
    assert!(door.screen().contains("│ .settled"), "{}", door.screen());
    door.keys("⏎");
    assert_eq!(door.entries()[0].3, ".settled.");
}

#[test]
fn while_a_name_is_typed_or_a_mark_stands_alone_the_phrases_stand_as_the_digits_mean_them() {
    for (columns, rows) in [(80, 24), (120, 40)] {
        let mut door = Harness::sam(columns, rows);
        door.keys("ben⏎");
        assert!(door.screen().contains("number alone, or . before it"), "{}", door.screen());
        door.keys("⇥⇥");
        assert!(door.screen().contains("instead of Ben Clarke"), "{}", door.screen());
        assert!(!door.screen().contains("number alone, or . before it"), "{}", door.screen());
    }
    // In a low window too: a mark alone is no note that would be saved.
    let mut door = Harness::sam(60, 16);
    door.keys("ben⏎d:");
    assert!(door.screen().contains("1 Nothing new from home"), "{}", door.screen());
    door.keys("slept");
    assert!(door.screen().contains("Will save") && !door.screen().contains("1 Nothing"), "{}", door.screen());
}

#[test]
fn what_is_still_to_come_has_not_happened() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎cried @4:30⏎");
    assert!(door.entries().is_empty());
    assert!(
        door.screen().contains("Tue 24 Nov 16:30 is still to come: a note is about what has happened."),
        "{}",
        door.screen()
    );
    assert!(!door.screen().contains("Enter save"), "{}", door.screen());
    door.keys(" @yesterday");
    assert!(door.screen().contains("Enter save"), "{}", door.screen());
    door.keys("⏎");
    assert_eq!(door.model.session.writer.last_talk[0].entry.happened.clock(), "16:30");
}

#[test]
fn a_private_note_says_so_and_is_saved_so() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎a word for staff⌃p");
    assert!(door.row("by Sam").contains("private"), "{}", door.screen());
    door.keys("⏎");
    let (room, day) = (door.model.session.machine_room.unwrap(), door.now.day());
    assert!(door.worker.store().day(room, day).unwrap().entries[0].entry.private);
}

#[test]
fn what_private_means_is_said_in_the_line_below_and_undone_with_the_same_key() {
    for (columns, rows) in [(80, 24), (120, 40), (60, 16)] {
        let mut door = Harness::sam(columns, rows);
        door.keys("ben⏎⌃p");
        let says = "ou and the leads read it; not in print or evidence";
        assert!(door.screen().contains(&format!("{says}.")), "{}", door.screen());
        assert!(door.screen().contains("Ctrl-P undoes it"), "{}", door.screen());
        door.keys("⌃p");
        assert!(!door.screen().contains("the leads"), "{}", door.screen());
    }
}

#[test]
fn a_private_notes_step_is_said_to_reach_no_family() {
    for (columns, rows) in [(80, 24), (120, 40), (60, 16)] {
        for step in ["a word for us > ask again on Friday", "n:ask again on Friday"] {
            let mut door = Harness::sam(columns, rows);
            door.keys("ben⏎⌃p").keys(step);
            let says = "ou and the leads read it: no family gets its step";
            assert!(door.screen().contains(says), "{}", door.screen());
        }
    }
}

#[test]
fn the_line_below_says_which_day_is_taken_and_when_nobody_comes() {
    let mut door = Harness::sam(80, 24);
    let taken = "One day is taken: follow up Tue";
    door.keys("ben⏎bring a hat !mon");
    assert!(!door.screen().contains("follow up Tue"), "{}", door.screen());
    door.keys(" !tue");
    assert!(door.screen().contains(taken), "{}", door.screen());
    // One of the note and one of its step are two entries.
    door.keys("⌃z⌃z⌃z⌃z⌃z⌃z⌃z⎋chidi⏎bring a hat !mon > sing !tue");
    assert!(!door.screen().contains("One day is taken"), "{}", door.screen());
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎bring a hat !sun");
    assert!(door.screen().contains("Nobody of this room comes on Sun 29 Nov."), "{}", door.screen());
    door.keys("⌫⌫⌫fri");
    assert!(!door.screen().contains("Nobody of this room"), "{}", door.screen());
}

#[test]
fn a_private_note_goes_to_no_family_so_that_no_name_in_it_is_asked_about() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎bitten by Isla⌃p⏎");
    assert_eq!(door.entries()[0].3, "Bitten by Isla.");
    door.keys("ben⏎bitten by Isla⌃p⌃p⏎");
    assert!(door.screen().contains("Isla is named in a note for Ben's family."), "{}", door.screen());
}

#[test]
fn a_private_note_is_not_said_again_on_another_childs_card_and_taken_back_it_stays_private() {
    let mut door = Harness::sam(80, 24);
    let private = |door: &mut Harness| -> Vec<bool> {
        let (room, day) = (door.model.session.machine_room.unwrap(), door.now.day());
        let entries = door.worker.store().day(room, day).unwrap().entries;
        entries.iter().filter(|entry| entry.withdrawn.is_none()).map(|entry| entry.entry.private).collect()
    };
    door.keys("ben⏎a word for staff⌃p⏎hugo⏎=");
    let why = "Your last note is private: write this one anew.";
    assert!(door.screen().contains(why) && !door.screen().contains("word for staff"), "{}", door.screen());
    door.keys("⏎");
    assert_eq!(private(&mut door), [true], "{}", door.screen());
    assert!(door.screen().contains(why), "{}", door.screen());
    // Nor for the same child, nor from the board.
    door.keys("⌫⎋ben⏎=⏎");
    assert!(!door.screen().contains("word for staff"), "{}", door.screen());
    door.keys("⌫⎋↓↓=");
    assert!(door.screen().contains(why) && !door.screen().contains("word for staff"), "{}", door.screen());
    assert_eq!(private(&mut door), [true]);
    // Its writer takes it back within the five minutes, and it is private as before.
    door.keys("⌃z");
    assert!(door.screen().contains("Only you and the leads read it"), "{}", door.screen());
    door.keys("⏎");
    assert_eq!(private(&mut door), [true]);
    // What is for the family is said again.
    door.keys("ben⏎ate well⏎chidi⏎=⏎");
    assert_eq!(private(&mut door), [true, false, false], "{}", door.screen());
}

#[test]
fn a_note_that_cannot_be_saved_stays_and_says_so() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎words that matter");
    // Somebody who has left may not write: the record refuses.
    let mut stranger = door.model.session.roll.people[0].clone();
    stranger.id = door.model.session.chance.id(door.now);
    door.model.session.person = Some(stranger.id);
    door.keys("⏎");
    assert!(door.screen().contains("NOT SAVED. Your words are still here."), "{}", door.screen());
    assert!(door.screen().contains("words that matter"));
    assert!(door.entries().is_empty());
}

#[test]
fn a_draft_that_could_not_be_opened_is_spoken_of() {
    use crate::tui::msg::{Answer, Writer};
    let mut door = Harness::sam(80, 24);
    let sam = door.model.session.person.unwrap();
    for (set_aside, says) in [(1, "One draft of yours could not be opened."), (2, "2 drafts of yours")] {
        let writer = Writer { set_aside, ..Writer::default() };
        door.tell(Msg::Answer(Answer::Writer(sam, Box::new(writer))));
        assert!(door.row("could not be opened").contains(says), "{}", door.screen());
    }
}

#[test]
fn a_private_entry_is_said_to_be_so_wherever_it_is_read() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎⌃pgran is ill⏎ben→");
    assert!(door.screen().contains("Private note."), "{}", door.screen());
    door.keys("⏎").keys(PIN);
    assert!(door.screen().contains("private: its writer and the leads read it"), "{}", door.screen());
    door.keys("⎋⎋/gran");
    assert!(door.row("Ben C.").contains("Private note."), "{}", door.screen());
}

#[test]
fn where_several_are_named_no_other_child_stands_out() {
    let mut door = Harness::sam(60, 16);
    door.keys("noah, zoe, ");
    // The list goes to the last of them, however low the window is.
    assert!(door.row("Zoë K.").contains('■'), "{}", door.screen());
    door.resize(120, 40);
    let screen = door.screen();
    assert!(screen.lines().any(|line| line.contains("│ Zoë K.")), "the pane is of her: {screen}");
    let (.., modifier) = door.style("Ava O.");
    assert!(!modifier.contains(Modifier::BOLD), "{screen}");
}
