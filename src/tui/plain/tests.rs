//! Lines in, words and store out: the door here, the other pages in files of their own.

mod concern;
mod evening;
mod evidence;
mod exports;
mod hostile;
mod lesson;
mod machine;
mod pages;
mod phrases;
mod places;
mod requests;
mod round;
mod spelling;
mod week;

use ratatui::crossterm::event::KeyCode;

use super::talk::Talk;
use super::{WORDS, words_markdown};
use crate::domain::{Change, Child, Group, Kind};
use crate::tui::harness::{Harness, LEADS_PIN, PIN};
use crate::tui::key::Chord;
use crate::tui::msg::{Effect, Msg};
use crate::tui::sign::Signs;

/// The harness, talked with line by line.
struct Door {
    harness: Harness,
    talk: Talk,
    /// What was told to the terminal since it was last looked at.
    told: String,
}

impl Door {
    fn locked() -> Door {
        let mut harness = Harness::locked(80, 24);
        harness.model.session.plain = true;
        let mut door = Door { harness, talk: Talk::default(), told: String::new() };
        door.tell(Msg::Minute);
        door
    }

    fn sam() -> Door {
        let mut door = Door::locked();
        door.line("1");
        door.keys(PIN);
        door.told.clear();
        door
    }

    /// Priya, who leads the room, on a page that was reached on the screen.
    fn of(mut harness: Harness) -> Door {
        harness.model.session.plain = true;
        let mut door = Door { harness, talk: Talk::default(), told: String::new() };
        door.tell(Msg::Minute);
        door
    }

    fn tell(&mut self, msg: Msg) {
        let now = self.harness.now;
        let mut effects: std::collections::VecDeque<Effect> =
            self.talk.hear(&mut self.harness.model, msg, now).into();
        while let Some(effect) = effects.pop_front() {
            if matches!(effect, Effect::Quit | Effect::Redraw) {
                continue;
            }
            let msg = self.harness.answer(effect);
            effects.extend(self.talk.hear(&mut self.harness.model, msg, now));
        }
        self.told.push_str(&self.talk.out());
    }

    fn key(&mut self, chord: Chord) {
        self.tell(Msg::Key(chord, 1000));
    }

    fn keys(&mut self, letters: &str) {
        letters.chars().for_each(|letter| self.key(Chord::char(letter)));
    }

    fn ctrl(&mut self, letter: char) -> String {
        self.told.clear();
        self.key(Chord { code: KeyCode::Char(letter), ctrl: true });
        self.heard()
    }

    /// Types a line; answers with what is said then, from after the line to the next prompt.
    fn line(&mut self, text: &str) -> String {
        self.keys(text);
        self.told.clear();
        self.key(Chord::plain(KeyCode::Enter));
        self.heard()
    }

    /// What was said, line by line, without the end of the line that was typed.
    fn heard(&self) -> String {
        let told = self.told.strip_prefix("\r\n").unwrap_or(&self.told);
        assert!(!told.contains('\u{1b}'), "nothing steers the terminal: {told:?}");
        told.replace("\r\n", "\n")
    }

    fn drafts(&mut self) -> Vec<String> {
        let sam = self.harness.model.session.roll.people[0].id;
        self.harness.worker.store().drafts(sam).unwrap().into_iter().map(|draft| draft.note).collect()
    }

    fn texts(&mut self) -> Vec<String> {
        self.harness
            .entries()
            .into_iter()
            .map(|(child, kind, _, text)| format!("{child}, {}: {text}", kind.label()))
            .collect()
    }
}

#[test]
fn a_note_is_asked_for_heard_whole_and_saved_by_an_enter_of_its_own() {
    let mut door = Door::sam();
    assert_eq!(
        door.line("ao"),
        "Ava O'Neill. Drop-off. What was said?\n1 nothing, 2 settled, 3 ate, 4 tired, 5 upset.\n> "
    );
    assert_eq!(
        door.line(".tired 5am > read the bear book"),
        "Will save 2. Drop-off: Tired, woke at 5am. For home: Read the bear book.\nEnter saves, c changes.\n> "
    );
    assert!(door.texts().is_empty(), "the line with the words saves nothing");
    assert_eq!(door.line(""), "Saved 2 for Ava O'Neill at 8:40. u takes it back for 5 minutes.\nWho? ");
    assert_eq!(
        door.texts(),
        ["Ava O'Neill, Drop-off: Tired, woke at 5am.", "Ava O'Neill, For home: Read the bear book."]
    );
}

#[test]
fn nobody_is_named_before_the_numbers_and_the_numbers_are_not_shown() {
    let mut door = Door::locked();
    let heard = door.heard();
    assert!(heard.contains("1 Sam Okafor.") && heard.ends_with("Who is writing? "), "{heard}");
    assert!(!heard.contains("Ava"), "{heard}");
    assert!(door.line("1").ends_with("Sam Okafor, your 4 numbers: "));
    door.told.clear();
    door.keys("4815");
    assert_eq!(door.told.matches("481").count(), 0, "{}", door.told);
    assert!(door.heard().contains("Those numbers don't match. 3 tries left"), "{}", door.heard());
    door.told.clear();
    door.keys(PIN);
    let heard = door.heard();
    assert!(heard.contains("Sunflower room, Tue 24 Nov 08:40. 0 here, 11 expected, 1 away."), "{heard}");
    assert!(heard.ends_with("Who? "), "{heard}");
    // The Enter that a hand presses behind the numbers asks for nothing.
    assert_eq!(door.line(""), "");
}

#[test]
fn every_step_is_two_lines_at_most_in_plain_letters() {
    let mut door = Door::sam();
    door.harness.model.session.look.signs = Signs::Ascii;
    let steps = [
        "",
        "?",
        "!",
        "1",
        "nothing new to say",
        "?",
        "",
        "u",
        "c",
        "",
        "zo",
        "hello",
        "",
        "zo?",
        "a",
        "?",
        "b",
        "b",
        "ava",
        "2",
        "-",
        "2",
        "",
        "hu,ao,ben",
        "Ava said hello",
        "",
        "qqq",
        "mia",
        "1",
        "4",
        "5am",
        "isla came",
        "1",
        "b",
        ":nothing",
        ":evidence",
        "*",
        "1",
        "p",
        "f",
        "ben",
        "",
    ];
    for step in steps {
        let heard = door.line(step);
        let lines: Vec<&str> = heard.split('\n').collect();
        assert!(lines.len() <= 3, "{step}: {heard}");
        assert!(heard.is_ascii(), "{step}: {heard}");
    }
}

#[test]
fn a_tie_is_asked_about_by_number_and_never_guessed() {
    let mut door = Door::sam();
    let asked = door.line("ben, ava, noah");
    assert_eq!(
        asked,
        "Two Avas: 1 or 2?\n1 Ava O'Neill, key person Sam, family of Noah. 2 Ava Patel, key person Jo.\nWhich? "
    );
    assert_eq!(door.line(""), asked, "Enter takes nobody");
    let card = door.line("2");
    assert!(card.starts_with("3 children: Ben Clarke, Ava Patel, Noah O'Neill. Drop-off."), "{card}");
}

#[test]
fn who_is_not_of_this_room_or_misspelt_is_taken_by_a_number_only() {
    let mut door = Door::sam();
    let heard = door.line("mia");
    assert!(
        heard.contains("1 Mia MacLeod, Toddlers room. Enter takes it, or type the name again."),
        "{heard}"
    );
    let heard = door.line("elof");
    assert!(heard.contains("1 Elif Kaya"), "{heard}");
    let heard = door.line("1");
    assert!(heard.starts_with("Elif Kaya. Drop-off."), "{heard}");
}

#[test]
fn gaps_reasons_and_names_are_asked_about_one_at_a_time() {
    let mut door = Door::sam();
    door.line("ao");
    assert_eq!(door.line("4"), "Tired, woke at ... What goes there? Enter leaves it out.\n> ");
    assert!(door.line("5am").starts_with("Will save 1. Drop-off: Tired, woke at 5am.\n"));
    door.line("");
    door.line("ben");
    door.line("4");
    assert!(door.line("").starts_with("Will save 1. Drop-off: Tired.\n"));
    door.line("");
    door.line("elif");
    assert!(door.line("-").starts_with("Why was there no talk? 1 rushed"));
    let heard = door.line("2");
    assert!(heard.starts_with("Will save 1. Drop-off: "), "{heard}");
    door.line("");
    door.line("grace");
    assert!(door.line("played with Isla").starts_with("Isla is named in a note for Grace's family.\n1 puts"));
    assert_eq!(
        door.line(""),
        "That means nothing here; ? says what does. Isla is named in a note for Grace's family.\n1 puts \"a friend\", 2 keeps the name, c changes.\n> "
    );
    assert!(door.line("1").starts_with("Will save 1. Drop-off: Played with a friend.\n"));
    door.line("");
    assert_eq!(door.texts().len(), 4);
}

#[test]
fn words_are_kept_at_every_key_and_found_again() {
    let mut door = Door::sam();
    door.line("ao");
    door.keys("slept bad");
    assert_eq!(door.drafts(), ["slept bad"], "the plug could be pulled now");
    assert!(door.ctrl('c').starts_with("Kept. 1 draft waits for you.\nWho? "));
    let heard = door.line("!");
    assert!(heard.contains("1 your draft, Ava O."), "{heard}");
    let heard = door.line("1");
    assert!(heard.starts_with("Will save 1. Drop-off: Slept bad.\n"), "{heard}");
    assert_eq!(door.line("c"), "Change the words, then Enter.\n> slept bad");
    door.keys("ly");
    assert_eq!(door.drafts(), ["slept badly"]);
    // Locked in the middle of a line: the writer finds the card, and nothing of it is left in the window.
    let locked = door.ctrl('l');
    assert!(
        locked.matches('\n').count() >= 24 && locked.contains("1 Sam Okafor, 1 draft waiting."),
        "{locked}"
    );
    door.line("1");
    door.told.clear();
    door.keys(PIN);
    assert!(door.heard().starts_with("Will save 1. Drop-off: Slept badly.\n"), "{}", door.heard());
    assert_eq!(door.line(""), "", "an Enter behind the numbers saves nothing");
    assert!(door.line("").starts_with("Saved 1 for Ava O'Neill"));
    assert!(door.drafts().is_empty());
}

#[test]
fn the_end_of_input_keeps_what_was_typed_and_leaves() {
    let mut door = Door::sam();
    door.line("ao");
    door.keys("half a sen");
    let heard = door.ctrl('d');
    assert_eq!(heard, "Kept. 1 draft waits for you.\n");
    assert!(door.harness.model.quit);
    assert_eq!(door.drafts(), ["half a sen"]);
}

#[test]
fn what_is_typed_behind_the_words_goes_on_with_the_note_and_nothing_pasted_is_saved() {
    let mut door = Door::sam();
    door.line("ao");
    for letter in "one\ntwo\n\nthree\n".chars() {
        let code = if letter == '\n' { KeyCode::Enter } else { KeyCode::Char(letter) };
        door.tell(Msg::Key(Chord::plain(code), 1));
    }
    assert!(door.texts().is_empty());
    assert_eq!(door.drafts(), ["one two  three "]);
    assert!(door.line("").starts_with("Will save 1. Drop-off: One two  three."), "{}", door.heard());
}

#[test]
fn a_note_is_taken_back_for_five_minutes_and_corrected_after_them() {
    let mut door = Door::sam();
    for step in ["ao", "settled at the tray", ""] {
        door.line(step);
    }
    door.harness.now = door.harness.now.plus_seconds(299);
    let heard = door.line("u");
    assert!(
        heard.contains("Taken back.") && heard.contains("Will save 1. Drop-off: Settled at the tray."),
        "{heard}"
    );
    assert!(door.texts().is_empty());
    door.line("");
    door.harness.now = door.harness.now.plus_seconds(301);
    let heard = door.line("u");
    assert!(
        heard.starts_with("Ava O., saved 5 min ago: too late to take back. Enter adds a correction."),
        "{heard}"
    );
    let heard = door.line("");
    assert!(heard.contains("1 wrong child, 2 wrong fact, 3 spelling, 4 more to say."), "{heard}");
    assert!(door.line("2").ends_with("> Settled at the tray."));
    (0..5).for_each(|_| door.key(Chord::plain(KeyCode::Backspace)));
    door.keys("sand.");
    let heard = door.line("");
    assert!(heard.contains("Amended. The first words stay readable."), "{heard}");
    assert_eq!(door.texts(), ["Ava O'Neill, Drop-off: Settled at the sand."]);
    door.line("b");
    // From the child's own page too, and to another child.
    let heard = door.line("ao?");
    assert!(
        heard.starts_with("Ava O'Neill is here. Drop-off 08:40, Feedback not yet, Pick-up not yet.\n"),
        "{heard}"
    );
    door.line("a");
    door.line("1");
    let heard = door.line("ava");
    assert!(heard.contains("It moves from Ava O'Neill to Ava Patel"), "{heard}");
    door.line("");
    assert_eq!(door.texts(), ["Ava Patel, Drop-off: Settled at the sand."]);
}

#[test]
fn who_is_expected_is_told_with_the_hour_where_there_is_one() {
    let mut door = Door::sam();
    let heard = door.line("ben?");
    assert!(heard.starts_with("Ben Clarke is expected at 09:00. Drop-off not yet,"), "{heard}");
    door.line("b");
    let heard = door.line("grace?");
    assert!(heard.starts_with("Grace Asante is expected. Drop-off not yet,"), "{heard}");
}

#[test]
fn what_it_is_and_for_whom_are_changed_without_typing_the_words_again() {
    let mut door = Door::sam();
    door.line("ao");
    door.line("d: left his hat");
    assert!(door.line("p:").starts_with("Will save 1. Pick-up: Left his hat.\n"), "{}", door.heard());
    assert_eq!(door.line("f"), "For whom? ");
    assert!(door.line("ben").starts_with("Will save 1. Pick-up: Left his hat.\n"));
    assert!(door.line("p").contains("For you and the leads only."));
    door.line("");
    let entries = door.harness.entries();
    assert_eq!((entries[0].0.as_str(), entries[0].1), ("Ben Clarke", Kind::PickUp));
}

#[test]
fn one_note_for_several_says_the_names_and_gives_each_its_own() {
    let mut door = Door::sam();
    let heard = door.line("ao,ben,chidi");
    assert!(heard.starts_with("3 children: Ava O'Neill, Ben Clarke, Chidi Eze. Drop-off."), "{heard}");
    let heard = door.line("Ava loved it");
    assert!(
        heard.starts_with("Will save 3, for Ava, the others with their own names. Drop-off: Ava loved it."),
        "{heard}"
    );
    assert!(door.line("").starts_with("Saved 3 for 3 children at 8:40."));
    assert_eq!(
        door.texts(),
        [
            "Ava O'Neill, Drop-off: Ava loved it.",
            "Ben Clarke, Drop-off: Ben loved it.",
            "Chidi Eze, Drop-off: Chidi loved it."
        ]
    );
}

#[test]
fn phrases_are_listed_and_found_by_a_part_or_a_number() {
    let mut door = Door::sam();
    door.line("ao");
    let heard = door.line(".");
    assert!(heard.starts_with("Phrases: .nothing, .settled, "), "{heard}");
    let heard = door.line(".goodb");
    assert!(heard.starts_with("Phrases: .goodbye, .settled, .upset"), "{heard}");
    assert!(
        door.line(".3").starts_with("Will save 1. Drop-off: Ate breakfast at home.\n"),
        "{}",
        door.heard()
    );
}

#[test]
fn a_line_that_nobody_touches_warns_and_locks_as_a_page_does() {
    let mut door = Door::sam();
    door.line("ao");
    door.keys("slept");
    door.told.clear();
    door.tell(Msg::Idle);
    assert_eq!(
        door.heard(),
        "Locks in 15 s to keep news private. Any key stays. Your words are kept.\n> slept"
    );
    door.keys("x");
    assert_eq!(door.drafts(), ["slept"], "the key that stays is not typed");
    door.tell(Msg::Idle);
    door.told.clear();
    door.tell(Msg::Idle);
    assert!(door.heard().ends_with("Who is writing? "), "{}", door.heard());
    assert_eq!(door.drafts(), ["slept"]);
    // Another person sees no draft.
    door.line("2");
    door.told.clear();
    door.keys(LEADS_PIN);
    assert!(!door.heard().contains("draft"), "{}", door.heard());
}

#[test]
fn a_name_that_is_no_command_is_said_so_and_one_that_is_loses_nothing() {
    let mut door = Door::sam();
    assert!(door.line(":evidence").starts_with("A room lead or a manager does this."), "{}", door.told);
    assert!(door.line(":what").starts_with("That is no command; :commands lists them."), "{}", door.told);
    door.line("ao");
    door.line("slept badly");
    assert!(door.line(":lock").contains("1 draft waiting"));
}

#[test]
fn a_command_is_known_by_its_title_too_and_an_answer_that_was_heard_is_not_said_again() {
    let mut door = Door::sam();
    assert!(door.line("qqq").contains("Nobody here is called"), "{}", door.told);
    let said = door.line(":qqq");
    assert!(said.contains("That is no command") && !said.contains("Nobody here"), "{said}");
    // Who has been named already is not forgotten.
    assert!(door.line("ao, qqq").contains("Nobody here is called"), "{}", door.told);
    assert!(door.line(":qqq").contains("Nobody here is called"), "{}", door.told);
    door.line(":back");
    assert!(door.line(":week").contains("A room lead or a manager does this."), "{}", door.told);
    assert!(door.line(":practice records").contains("ractice record"), "{}", door.told);
    // Two titles have these letters: neither is meant.
    assert!(door.line(":practi").contains("That is no command"), "{}", door.told);
}

#[test]
fn every_word_is_said_by_help_and_stands_in_the_list_of_keys() {
    let listed = words_markdown();
    for word in WORDS.iter().flat_map(|(_, words)| words.iter()) {
        let typed = if word.word.is_empty() { "Enter" } else { word.word };
        assert!(listed.contains(&format!("| `{typed}` | {} |", word.says)), "{typed}");
    }
    let mut door = Door::sam();
    let heard = door.line("?");
    assert!(heard.contains("! lists what is to do; u takes your last note back; / searches;"), "{heard}");
}

#[test]
fn a_group_takes_all_of_it_and_one_of_which_everybody_is_away_takes_nobody() {
    let mut door = Door::sam();
    let session = &mut door.harness.model.session;
    let room = session.room.unwrap();
    for (id, name, names) in [(1, "lunch", &["Ben", "Elif"][..]), (2, "nap", &["Finn"])] {
        let in_it = |child: &&Child| names.contains(&child.forename.as_str());
        let children = session.roll.children.iter().filter(in_it).map(|child| child.id).collect();
        let id = uuid::Uuid::from_u128(id).into();
        session.roll.apply(&Change::Group(Group { id, room, name: name.to_string(), children }));
    }
    assert!(door.line("nap").contains("Nobody of this group is here today."), "{}", door.told);
    assert!(door.line("lunch").contains("2 children"), "{}", door.told);
    door.line("1");
    door.line("");
    let children: Vec<String> = door.harness.entries().into_iter().map(|(child, ..)| child).collect();
    assert_eq!(children, ["Ben Clarke", "Elif Kaya"]);
}

#[test]
fn a_line_that_is_too_long_is_not_taken() {
    let mut door = Door::sam();
    door.line("ben");
    let told = door.line(&"a".repeat(2_001));
    assert!(told.contains("Not taken: that line has 2,001 characters, and 2,000 fit here."), "{told}");
    assert!(!told.contains("Will save"), "{told}");
    // What fitted while it was typed is kept, as every key is.
    assert!(door.drafts().iter().all(|note| note.len() <= 2_000));
}
