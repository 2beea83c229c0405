//! The finder of help and of the list of commands: pages and actions by the words of their own and by ordinary ones.

use crate::domain::name::fold;
use crate::tui::action::Action;
use crate::tui::screen::Screen;
use crate::tui::screen::menu::ITEMS;
use crate::tui::screen::requests::tests::manager;

#[test]
fn every_page_of_the_menu_is_found_by_its_title_in_help_and_among_the_commands() {
    for (_, action) in ITEMS {
        let spec = action.spec();
        for key in ["?", ":"] {
            let mut door = manager(80, 24);
            door.keys(key).keys(&spec.title.to_lowercase());
            let bar = door.row("▸");
            let says = if key == ":" { spec.title } else { spec.help };
            let begins: String = says.chars().take(20).collect();
            assert!(
                bar.contains(&begins) || bar.contains(spec.title),
                "{key}{}\n{}",
                spec.title,
                door.screen()
            );
        }
    }
}

#[test]
fn ordinary_words_lead_where_they_mean() {
    for (word, action) in [
        ("due", Action::GoDue),
        ("hold", Action::GoDue),
        ("erase", Action::GoDue),
        ("delete", Action::GoDue),
        ("gdpr", Action::GoRequests),
        ("evidence", Action::GoEvidence),
        ("export", Action::GoExports),
        ("print", Action::GoWeek),
        ("lunch", Action::GoRound),
        ("complaint", Action::GoRecords),
        ("undo", Action::TakeBack),
        ("quit", Action::Leave),
        ("sign out", Action::Lock),
        ("backup", Action::GoSettings),
        ("learn", Action::Practise),
    ] {
        for key in ["?", ":"] {
            let mut door = manager(80, 24);
            door.keys(key).keys(word);
            let (bar, spec) = (door.row("▸"), action.spec());
            let begins: String = spec.help.chars().take(16).collect();
            assert!(bar.contains(spec.title) || bar.contains(&begins), "{key}{word}\n{}", door.screen());
        }
    }
    // What they lead to opens with Enter.
    for keys in [":erase⏎", "?hold⏎"] {
        let mut door = manager(80, 24);
        door.keys(keys);
        assert!(matches!(door.model.screen, Screen::Due(_)), "{keys}\n{}", door.screen());
    }
}

#[test]
fn other_words_are_none_that_an_action_has_already() {
    for spec in Action::ALL.iter().map(|action| action.spec()) {
        let own = format!("{} {}", spec.says(), spec.name);
        for word in spec.words.split_whitespace() {
            assert!(!own.contains(&fold(word)), "{}: {word}", spec.name);
        }
    }
}

#[test]
fn until_something_is_typed_help_lists_keys_alone() {
    let mut door = manager(120, 40);
    door.keys("?");
    assert!(!door.screen().contains("Due and holds"), "{}", door.screen());
}
