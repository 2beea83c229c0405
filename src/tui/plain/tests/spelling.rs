//! Spelling line by line: what may be misspelt is said with what will be saved, and a letter asks what else it may be.

use super::Door;
use crate::tui::harness::Harness;

#[test]
fn a_note_with_a_word_that_nobody_knows_says_so_and_a_number_takes_another() {
    let mut door = Door::sam();
    door.harness.spelling();
    door.line("ben");
    let heard = door.line("he slepd well and had brekfast");
    assert!(
        heard.ends_with(
            "\"slepd\" and another word may be misspelt: w gives other words. Enter saves, c changes.\n> "
        ),
        "the last word of a line is a finished one: {heard}"
    );
    let heard = door.line("w");
    assert!(heard.starts_with("\"slepd\": 1 ") && heard.contains(", 0 leave it."), "{heard}");
    assert!(heard.ends_with("A number, other words instead, or Enter to go on: "), "{heard}");
    let offers = heard.lines().next().unwrap().to_string();
    let number = offers.split(", ").find_map(|offer| offer.strip_suffix(" slept")).unwrap();
    let number = number.rsplit(' ').next().unwrap().to_string();
    let heard = door.line(&number);
    assert!(heard.contains("He slept well and had brekfast.\n\"brekfast\" may be misspelt"), "{heard}");
    door.line("w");
    let heard = door.line("porridge");
    assert!(heard.ends_with("He slept well and had porridge.\nEnter saves, c changes.\n> "), "{heard}");
    door.line("");
    assert_eq!(door.texts(), ["Ben Clarke, Drop-off: He slept well and had porridge."]);
}

#[test]
fn it_goes_on_with_the_next_word_and_enter_alone_goes_back_to_the_note() {
    let mut door = Door::sam();
    door.harness.spelling();
    door.line("ben");
    door.line("slepd and brekfast");
    door.line("w");
    assert!(door.line("w").starts_with("\"brekfast\": 1 "), "{}", door.heard());
    assert!(door.line("w").starts_with("\"slepd\": 1 "), "after the last the first: {}", door.heard());
    let heard = door.line("0");
    assert!(heard.contains("\"brekfast\" may be misspelt"), "it is left as it is: {heard}");
    door.line("w");
    let heard = door.line("");
    assert!(heard.contains("Will save 1. Drop-off: Slepd and brekfast."), "{heard}");
    assert!(door.texts().is_empty(), "that Enter saved nothing");
    // What means nothing there is told as everywhere, and is no word of the note.
    door.line("w");
    assert!(door.line("9").contains("That means nothing here"), "{}", door.heard());
    door.line("");
    assert_eq!(door.texts(), ["Ben Clarke, Drop-off: Slepd and brekfast."]);
}

#[test]
fn in_the_round_a_sentence_is_asked_about_in_the_same_words() {
    let mut door = Door::of(Harness::sam(80, 24));
    door.harness.spelling();
    for line in ["ben,chidi", "1", "", ":daily-round", "m", "", ""] {
        door.line(line);
    }
    let heard = door.line("he slepd well");
    assert!(
        heard
            .contains("Feedback: Ate most. He slepd well. \"slepd\" may be misspelt: w gives other words.\n"),
        "{heard}"
    );
    let heard = door.line("w");
    assert!(heard.starts_with("\"slepd\": 1 "), "{heard}");
    assert!(door.drafts().iter().any(|draft| draft.contains("he slepd well")));
    let heard = door.line("slept");
    assert!(heard.contains("Feedback: Ate most. He slept well.\nWords for the family"), "{heard}");
    assert!(door.drafts().iter().any(|draft| draft.contains("he slept well")), "it is kept");
    assert!(door.line("w").contains("Every word here is in the dictionary."), "{}", door.heard());
    door.line("");
    assert!(door.texts().contains(&"Ben Clarke, Feedback: Ate most. He slept well.".to_string()));
}
