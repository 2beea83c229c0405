//! The setting's phrases line by line: heard, hidden, written part by part.

use super::Door;
use crate::tui::harness::Harness;

#[test]
fn a_phrase_is_heard_hidden_and_a_new_one_is_written_part_by_part() {
    let mut door = Door::of(Harness::priya(80, 24));
    let heard = door.line(":phrases");
    assert!(heard.contains("1 Drop-off, 2 ") && heard.contains("\nDrop-off 1 of "), "{heard}");
    assert!(heard.contains(", .nothing: Nothing new from home."), "{heard}");
    assert!(heard.ends_with("Enter next, change, add, hide, a number for the kind, back: "), "{heard}");
    assert!(door.line("").starts_with("Drop-off 2 of "), "{}", door.told);
    assert!(door.line("hide").contains("Hidden. It is offered no more"), "{}", door.told);
    assert!(door.told.contains("hidden, ."), "{}", door.told);
    assert!(door.line("2").contains("1 Drop-off, 2 "), "{}", door.told);
    assert!(door.line("add").ends_with("Words: "), "{}", door.told);
    door.keys("Watched the sna");
    let priya = door.harness.model.session.person.unwrap();
    let drafts = door.harness.worker.store().drafts(priya).unwrap();
    assert!(drafts.iter().any(|draft| draft.note.starts_with("Watched the sna")), "{drafts:?}");
    assert!(door.line("ils.").ends_with("Gap left empty: "), "{}", door.told);
    assert!(door.line("").ends_with("In easy words: "), "{}", door.told);
    assert!(door.line("").ends_with("Found by: "), "{}", door.told);
    let heard = door.line("snails");
    assert!(heard.starts_with("1 ") && heard.ends_with("For rooms of: "), "{heard}");
    assert!(door.line("9").starts_with("A number of those, please."), "{}", door.told);
    let heard = door.line("4");
    assert!(
        heard.contains("Enter saves the phrase for every card.") && heard.ends_with("May show: "),
        "{heard}"
    );
    assert!(door.line("").contains("Saved. .snails finds it on every card."), "{}", door.told);
    assert!(door.harness.model.session.phrases.0.iter().any(|phrase| phrase.word == "snails"));
}
