//! The first day in a real terminal: `doorstep` where there is no log yet.

use crate::support::{Nursery, Terminal};

/// Waits for a question that was not asked before, and answers it.
fn answer(terminal: &mut Terminal, from: &mut usize, question: &str, words: &str) -> String {
    let told = terminal.told_from(*from, |told| told.contains(question));
    assert!(told.contains(question), "{question}\n{told}");
    *from = terminal.told().len();
    terminal.send(format!("{words}\r").as_bytes());
    told
}

#[test]
fn the_first_start_asks_a_wrong_answer_again_and_keeps_the_others() {
    let nursery = Nursery::bare();
    let bad = std::fs::read_to_string(nursery.path("register.csv")).expect("the register");
    nursery.write_private("bad.csv", &bad.replace("14/07/2024", "31/02/2024"));
    let mut door = nursery.first_start(100, 40);
    let from = &mut 0;
    let told = answer(&mut door, from, "1 of 3", "Rosebank");
    assert!(told.contains("There is no log") && told.contains("doorstep demo"), "{told}");
    answer(&mut door, from, "2 of 3", "Ruth Ellis, ext. 12");
    answer(&mut door, from, "3 of 3", "Sunflowr");
    answer(&mut door, from, "The list of your staff", "nowhere.csv");
    let told = answer(&mut door, from, "The list of your staff", &nursery.text("staff.csv"));
    assert!(told.contains("no file nowhere.csv") && told.contains("kept"), "{told}");
    answer(&mut door, from, "The register", &nursery.text("bad.csv"));
    let told = answer(&mut door, from, "The register", &nursery.text("register.csv"));
    assert!(told.contains("Line 2") && told.contains("31/02/2024"), "{told}");
    // The room is asked alone; setting, lead and files are not asked again.
    let told = answer(&mut door, from, "3 of 3", "sunflower");
    assert!(told.contains("No room in the register is called “Sunflowr”. It has: "), "{told}");
    assert!(
        !nursery.home().join("doorstep.db").exists(),
        "nothing is made before the words are written down"
    );
    let told = answer(&mut door, from, "Press Enter when all of it is written down", "");
    assert!(!told.contains("1 of 3") && !told.contains("The list of your staff"), "{told}");
    let words = told
        .split("shown again:")
        .nth(1)
        .and_then(|rest| rest.lines().map(str::trim).find(|line| !line.is_empty()).map(str::to_string));
    let words = words.expect("the room words");
    answer(&mut door, from, "Press Enter to open it", "");
    door.until("The room words, please");
    door.keys(&words);
    door.keys("⏎");
    let shown = door.until("Who is writing?");
    assert!(shown.contains("Sunflower room"), "{shown}");
    let settings = std::fs::read_to_string(nursery.home().join("settings.toml")).expect("the settings");
    assert!(settings.contains("room = \"Sunflower\""), "{settings}");
}
