//! The lead's text on a statement's page: it keeps the keys, and where something will be put in is seen.

use crate::store::ask::Judged;
use crate::tui::harness::Harness;
use crate::tui::screen::statement::tests::board;

const SIZES: [(u16, u16); 4] = [(80, 24), (100, 24), (120, 40), (60, 16)];

fn judged(door: &mut Harness) -> Judged {
    door.worker.store().judged("partnership-with-parents").unwrap().remove("2").unwrap_or_default()
}

#[test]
fn once_a_text_is_saved_what_is_typed_goes_on_in_it_and_no_letter_is_a_key() {
    for (columns, rows) in SIZES {
        let mut door = board(columns, rows);
        door.keys("↓⏎⇥We tell families.⏎");
        assert_eq!(judged(&mut door).text, "We tell families.");
        assert!(door.screen().contains("Saved. Tab goes to the entries."), "{}", door.screen());
        assert!(!door.screen().lines().last().unwrap().contains("save"), "{}", door.screen());
        door.keys(" yes n d v t w s f p");
        assert_eq!(
            (judged(&mut door).met, judged(&mut door).text),
            (String::new(), "We tell families.".into())
        );
        assert!(door.screen().contains("We tell families. yes n d v t w s f p"), "{}", door.screen());
        door.keys("⏎");
        assert_eq!(judged(&mut door).text, "We tell families. yes n d v t w s f p");
        // Enter once more has nothing to save, and says so; Tab goes where the keys are.
        door.keys("⏎");
        assert!(door.screen().contains("It is in the record as it stands."), "{}", door.screen());
        door.keys("⇥p");
        assert_eq!(judged(&mut door).met, "P");
    }
}

#[test]
fn while_an_entry_is_chosen_the_text_shows_where_its_number_will_stand() {
    for (columns, rows) in SIZES {
        let mut door = board(columns, rows);
        door.keys("↓⏎⇥");
        let says: Vec<String> = (1..=300).map(|n| format!("word{n:03}")).collect();
        door.tell(crate::tui::msg::Msg::Paste(says.join(" ")));
        door.keys("[");
        let choosing = door.screen();
        assert!(choosing.contains("Enter cite it"), "{choosing}");
        assert!(choosing.contains("word300") && !choosing.contains("word001"), "{choosing}");
        assert!(choosing.contains('▏'), "{choosing}");
        // The keys go through the entries meanwhile.
        let ((_, y), _) = door.cursor();
        assert!(door.screen().lines().nth(usize::from(y)).unwrap().contains('▸'), "{}", door.screen());
        // In the midst of it too.
        door.keys("⎋");
        for _ in 0..20 {
            door.keys("↑");
        }
        let writing = door.screen();
        door.keys("[");
        let seen =
            |screen: &str| says.iter().filter(|word| screen.contains(*word)).cloned().collect::<Vec<_>>();
        assert!(!writing.contains("word300"), "{writing}");
        assert_eq!(seen(&door.screen()), seen(&writing), "{writing}\n{}", door.screen());
    }
}
