//! No family reads another child's name by oversight, wherever words are written.

use crate::domain::entry::Step;
use crate::tui::harness::Harness;

#[test]
fn a_note_that_names_several_of_its_children_says_a_friend_for_the_others() {
    let mut door = Harness::sam(80, 24);
    door.keys("chidi,ben⏎Chidi and Ben built a tower, Chidi helped Ben");
    let (chidi, ben) = (
        "Chidi and a friend built a tower, Chidi helped a friend.",
        "A friend and Ben built a tower, a friend helped Ben.",
    );
    // Both copies stand there before Enter.
    assert!(door.screen().contains(&chidi[..40]), "{}", door.screen());
    assert!(door.screen().contains(&ben[..40]), "{}", door.screen());
    door.keys("⏎");
    let mut words: Vec<String> = door.entries().into_iter().map(|entry| entry.3).collect();
    words.sort();
    assert_eq!(words, [ben, chidi], "{}", door.screen());
    // Again for the same two; and what is private goes to no family, so that it says who it was.
    door.keys("chidi,ben⏎=⏎");
    assert_eq!(door.entries()[2].3, chidi, "{}", door.screen());
    door.keys("chidi,ben⏎Chidi bit Ben⌃p⏎");
    assert_eq!(door.entries()[4].3, "Chidi bit Ben.", "{}", door.screen());
    // With each child's own name beside one of theirs, too.
    door.keys("daisy,elif⏎{name} sat with Elif⏎");
    let sat: Vec<String> = door.entries().into_iter().map(|entry| entry.3).skip(6).collect();
    assert_eq!(sat, ["Daisy sat with a friend.", "Elif sat with Elif."]);
}

#[test]
fn what_the_family_said_is_kept_or_edited_and_never_changed_for_them() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎\"Isla is my friend\"⏎");
    let asks = "Isla is named in the family's own words in a note for Ben's family.";
    assert!(door.screen().contains(asks), "{}", door.screen());
    assert!(!door.screen().contains("1 “a friend”"), "{}", door.screen());
    door.keys("1");
    assert!(door.screen().contains(asks) && door.entries().is_empty(), "{}", door.screen());
    door.keys("2");
    assert_eq!(door.entries()[0].3, "“Isla is my friend”.", "{}", door.screen());
    // Kept there is not kept elsewhere.
    door.keys("ben⏎\"Isla is my friend\" and hugged Isla⏎2");
    assert!(door.screen().contains("Isla is named in a note for Ben's family."), "{}", door.screen());
    door.keys("1");
    assert_eq!(door.entries()[1].3, "“Isla is my friend” and hugged a friend.");
    // For several, a recipient's name is no mark there.
    door.keys("ben,chidi⏎\"Ben is my friend\"⏎");
    assert!(door.screen().contains("Ben is named in the family's own words"), "{}", door.screen());
    door.keys("2");
    assert!(door.entries()[2..].iter().all(|entry| entry.3 == "“Ben is my friend”."), "{:?}", door.entries());
}

#[test]
fn a_correction_asks_about_another_childs_name_as_the_card_does() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎1⏎ben→a4 Played with Isla⏎");
    assert!(door.screen().contains("Isla is named in a note for Ben's family."), "{}", door.screen());
    let hint = |door: &mut Harness| door.screen().lines().last().unwrap().to_string();
    assert!(hint(&mut door).contains("1 “a friend”   2 keep   Esc edit"), "{}", door.screen());
    door.keys("⎋");
    assert!(!door.screen().contains("is named") && door.screen().contains("Played with Isla"));
    door.keys("⏎1");
    assert!(door.screen().contains("Amended."), "{}", door.screen());
    assert!(door.entries()[0].3.ends_with("Played with a friend."), "{:?}", door.entries());
    door.keys("a4 \"Isla hit me\"⏎1");
    assert!(door.screen().contains("in the family's own words"), "{}", door.screen());
    door.keys("2");
    assert!(door.entries()[0].3.ends_with("“Isla hit me”."), "{:?}", door.entries());
}

#[test]
fn what_was_heard_back_asks_about_another_childs_name_as_the_card_does() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎n:count the stairs⏎ben⌃ncounted with Isla⏎Hugo and Isla helped⏎⏎");
    assert!(door.screen().contains("Isla is named in a note for Ben's family."), "{}", door.screen());
    door.keys("1");
    // The child's own words stay as they were said.
    assert!(door.screen().contains("Hugo is named in the family's own words"), "{}", door.screen());
    door.keys("12");
    assert!(door.screen().contains("Isla is named in the family's own words"), "{}", door.screen());
    door.keys("2");
    assert!(door.screen().contains("Saved: what was heard back."), "{}", door.screen());
    let roll = door.worker.store().roll().unwrap();
    let ben = roll.children.iter().find(|child| child.forename == "Ben").unwrap().id;
    let entries = door.worker.store().child_entries(ben, None, 9).unwrap();
    let Some(Step::HeardBack { heard, childs_words, .. }) = &entries[0].step else { panic!("{entries:?}") };
    assert_eq!(heard, "counted with a friend");
    assert_eq!(childs_words.as_deref(), Some("Hugo and Isla helped"));
}
