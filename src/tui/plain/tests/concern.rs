//! A safeguarding concern is answered line by line as on the screen, and commands behind words are commands.

use super::Door;

const SAYS: &str = "A safeguarding concern does not belong here. :concern says whom to tell.";

#[test]
fn a_note_that_tells_of_a_concern_says_whom_to_tell_before_it_is_saved() {
    let mut door = Door::sam();
    door.line("elif");
    assert!(door.line("bruise on arm, he disclosed it").contains(SAYS));
    assert!(door.line(":concern").contains("safeguarding lead"));
    let mut door = Door::sam();
    door.line("elif");
    assert!(!door.line("slept well").contains("concern"));
}

#[test]
fn a_correction_and_what_was_heard_back_say_it_once_before_they_are_kept() {
    let mut door = Door::sam();
    for line in ["ben", "slept > sing the song", "", "ben?", "", "a", "2"] {
        door.line(line);
    }
    let before = door.texts();
    assert!(door.line(" bruise on arm").contains(SAYS));
    assert_eq!(door.texts(), before);
    door.line("");
    assert_ne!(door.texts(), before);

    let mut door = Door::sam();
    for line in ["ben", "slept > sing the song", "", "ben?", "h"] {
        door.line(line);
    }
    assert!(door.line("he disclosed it").contains(SAYS));
    let next = door.line("");
    assert!(next.contains("own words") && !next.contains(SAYS), "{next}");
}

#[test]
fn a_command_behind_the_words_that_are_changed_is_no_word_of_theirs() {
    let mut door = Door::sam();
    for line in ["ben", "slept", "c", ":back"] {
        door.line(line);
    }
    assert_eq!(door.drafts(), ["slept"]);
    let mut door = Door::sam();
    for line in ["ben", "slept", "c", " at:back", ""] {
        door.line(line);
    }
    assert_eq!(door.texts(), ["Ben Clarke, Drop-off: Slept at:back."]);
}
