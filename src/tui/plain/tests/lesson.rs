//! Practice line by line: what its lines say to type, typed.

use super::Door;
use crate::tui::harness::Harness;
use crate::tui::screen::Screen;

#[test]
fn the_lesson_is_learnt_by_typing_what_its_lines_say() {
    let mut door = Door::of(Harness::practising(80, 24));
    let heard = door.heard();
    assert!(heard.contains("Practice, 1 of 4: a note for "), "{heard}");
    let letters = heard.split("Type ").nth(1).and_then(|rest| rest.split(',').next()).unwrap().to_string();
    assert!(door.line(&letters).contains("1 of 4: type 1, a phrase, then Enter."), "{}", door.told);
    door.line("1");
    assert!(door.line("").contains("Practice, 2 of 4: several at once."), "{}", door.told);
    let names: Vec<String> = {
        let session = &door.harness.model.session;
        session.children().iter().take(2).map(|child| child.name()).collect()
    };
    door.line(&names.join(","));
    door.line("painted");
    assert!(door.line("").contains("Practice, 3 of 4: a slip? u takes the last note back."), "{}", door.told);
    assert!(door.line("u").contains("4 of 4: called away? b keeps the words."), "{}", door.told);
    let heard = door.line("b");
    assert!(heard.contains("4 of 4: kept. ! lists your draft"), "{heard}");
    door.line("!");
    assert!(door.line("1").contains("your words, as you left them."), "{}", door.told);
    let heard = door.line("");
    assert!(heard.contains("You have learnt: a note, one for several"), "{heard}");
    assert!(matches!(door.harness.model.screen, Screen::Learnt(_)));
    assert!(heard.ends_with("Enter goes to the log, back goes on practising: "), "{heard}");
    assert!(door.line("back").contains("Go on as long as you like"), "{}", door.told);
}
