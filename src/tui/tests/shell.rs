//! What is the same everywhere: signing in, keys, windows of any size, what is shown of hostile text.

use proptest::prelude::*;
use ratatui::crossterm::event::KeyCode;
use ratatui::style::Modifier;

use crate::domain::{Change, Stamp};
use crate::tui::action::{Action, Scope};
use crate::tui::harness::{Harness, PIN};
use crate::tui::key::{Chord, Takes};
use crate::tui::keymap::Keymap;
use crate::tui::msg::{Answer, Errand, Msg};
use crate::tui::screen::review::tests::evening;
use crate::tui::screen::{due, requests};
use crate::tui::sign::Signs;
use crate::tui::theme::{Shows, Theme};
use crate::tui::widget::hint;

#[test]
fn unlocking_takes_a_name_and_its_numbers() {
    let mut door = Harness::locked(80, 24);
    door.keys("1").keys(PIN);
    assert_eq!(door.presses, 5);
    assert!(door.row("Ctrl-L lock").contains("Sam Okafor"));
}

#[test]
fn wrong_numbers_say_how_many_tries_are_left() {
    let mut door = Harness::locked(80, 24);
    door.keys("11111");
    assert!(door.screen().contains("Those numbers don't match. 3 tries left"), "{}", door.screen());
    assert!(door.screen().contains("Priya can reset them"));
    door.keys("1111").keys("1111").keys("1111");
    assert!(door.screen().contains("Sam waits 5 seconds."), "{}", door.screen());
    door.keys(PIN);
    assert!(door.screen().contains("Wait "), "{}", door.screen());
    door.wait(6).keys(PIN);
    assert!(door.screen().contains("Who?"));
}

#[test]
fn somebody_else_signs_in_by_initials() {
    let mut door = Harness::locked(80, 24);
    door.keys("5zz⏎");
    assert!(door.screen().contains("has the initials ZZ"));
    door.keys("ps⏎");
    assert!(door.row("▸").contains("2  Priya Shah"), "whose numbers are asked: {}", door.screen());
    // Of another room, and so not in the list.
    door.keys("⎋5");
    let priya = door.model.session.roll.people.iter_mut().find(|person| person.initials == "PS");
    priya.expect("Priya").room = None;
    door.keys("ps⏎");
    assert!(
        door.row("▸").contains("Priya Shah") && !door.screen().contains("Someone else"),
        "{}",
        door.screen()
    );
    door.keys("481625");
    assert!(door.row("Ctrl-L lock").contains("Priya Shah"));
}

#[test]
fn a_one_use_number_leads_to_a_pin_of_ones_own_typed_twice() {
    let mut door = Harness::locked(80, 24);
    let jo = door.model.session.roll.people[2].id;
    let priya = door.model.session.roll.people[1].id;
    let stamp = Stamp { person: Some(priya), recorded: door.now };
    let mut chance = crate::chance::Chance::seeded(1);
    door.keys("3111111");
    assert!(door.screen().contains("You have no numbers yet."), "{}", door.screen());
    let number = door.worker.store().one_use(jo, stamp, &mut chance).unwrap();
    door.keys("⎋3").keys(&number);
    assert!(door.screen().contains("Choose your own 4 numbers"), "{}", door.screen());
    door.keys("12341234");
    assert!(!door.screen().contains("Who?"), "numbers in a row are refused");
    door.keys("58205821");
    assert!(door.screen().contains("They differ."), "{}", door.screen());
    door.keys("58205820");
    assert!(door.row("Ctrl-L lock").contains("Jo Bell"), "{}", door.screen());
    door.keys("⌃l35820");
    assert!(door.row("Ctrl-L lock").contains("Jo Bell"));
}

/// The action of a chord by the table's own keys.
fn find(scope: Scope, takes: Takes, chord: Chord) -> Option<Action> {
    Keymap::default().find(scope, takes, chord).map(|(action, _)| action)
}

#[test]
fn help_back_and_lock_are_reachable_on_every_page() {
    for scope in Action::ALL.iter().map(|action| action.spec().scope) {
        for takes in [Takes::Nothing, Takes::Names, Takes::Words] {
            let ctrl_l = Chord { code: KeyCode::Char('l'), ctrl: true };
            assert_eq!(find(scope, takes, Chord::plain(KeyCode::F(1))), Some(Action::Help), "{scope:?}");
            assert_eq!(find(scope, takes, Chord::plain(KeyCode::Esc)), Some(Action::Back), "{scope:?}");
            assert_eq!(find(scope, takes, ctrl_l), Some(Action::Lock), "{scope:?}");
        }
    }
}

/// Opens the page of a scope, so that its keys count.
pub(in crate::tui) fn page(scope: Scope) -> Harness {
    let mut door = if scope == Scope::SignIn { Harness::locked(80, 24) } else { Harness::sam(80, 24) };
    match scope {
        Scope::Unlock => door.model.screen = crate::tui::screen::unlock::State::default().into(),
        Scope::Unsaved => {
            door.keys("ben⏎has a new bear");
            let (errand, why) =
                (Errand::Page("test"), "NOT SAVED: the disk is full. Your words are still here.");
            door.tell(Msg::Answer(Answer::Applied(errand, Err(why.to_string()))));
        }
        Scope::Window => door.model.screen = crate::tui::screen::window::State::others(None, true).into(),
        Scope::Card => drop(door.keys("ao⏎1⏎ben⏎a b")),
        Scope::CardFor => drop(door.keys("ben⏎a⇥⇥")),
        Scope::CardWhat => drop(door.keys("ben⏎a⇥")),
        Scope::Concern => drop(door.keys("⌃g")),
        Scope::BoardAway => drop(door.keys("ben[")),
        Scope::WhichStep => drop(door.keys("ao⏎n:read a book⏎ao⏎n:sing a song⏎ao⌃n")),
        Scope::Promised => drop(door.keys("ao⏎bring a hat !⏎ao→f")),
        Scope::Menu => drop(door.keys("⎋")),
        Scope::Help => drop(door.keys("?")),
        Scope::Child => drop(door.keys("ao⏎1⏎ao→")),
        Scope::Heard => drop(door.keys("ao⏎so > read a book⏎ao→↓h")),
        Scope::AmendWhy => drop(door.keys("ao⏎1⏎ao→a")),
        Scope::AmendWords => drop(door.keys("ao⏎1⏎ao→a3")),
        Scope::AmendChild => drop(door.keys("ao⏎1⏎ao→a1")),
        Scope::Search => drop(door.keys("ao⏎1⏎/from")),
        Scope::Rooms => {
            door = Harness::priya(80, 24);
            door.keys(":rooms⏎");
        }
        Scope::Settings => drop(door.keys("⎋9")),
        Scope::Round => drop(door.keys("ben⏎1⏎chidi⏎1⏎⎋2m")),
        Scope::RoundWords => drop(door.keys("ben⏎1⏎chidi⏎1⏎⎋2m⇥⇥⇥so")),
        Scope::RoundColumns => {
            door = Harness::priya(80, 24);
            door.keys("⎋2:columns⏎");
        }
        Scope::Evaluation => {
            door = evening(80, 24);
            door.keys("⎋⎋5");
        }
        Scope::Ratings => {
            door = evening(80, 24);
            door.keys("⎋⎋5⇥");
        }
        Scope::AreaForm => {
            door = evening(80, 24);
            door.keys("⎋⎋5↓aHear from two");
        }
        Scope::Staff => {
            door = Harness::priya(80, 24);
            door.keys("⎋8");
        }
        Scope::Groups | Scope::GroupName | Scope::GroupMembers => {
            door = Harness::priya(80, 24);
            door.keys("␣:groups⏎lunch⏎:groups⏎");
            match scope {
                Scope::Groups => {}
                Scope::GroupMembers => drop(door.keys("⏎")),
                _ => drop(door.keys("⏎⇥")),
            }
        }
        Scope::Records | Scope::Record | Scope::RecordTicks => {
            door = crate::tui::screen::records::tests::visited(80, 24);
            match scope {
                Scope::Records => drop(door.keys("⎋")),
                Scope::RecordTicks => drop(door.keys("l")),
                _ => {}
            }
        }
        Scope::RecordKinds => drop(door.keys(":practice rec⏎⌃n")),
        Scope::RecordForm => drop(door.keys(":practice rec⏎⌃nhome v⏎ben⇥")),
        Scope::Phrases => {
            door = Harness::priya(80, 24);
            door.keys(":phrases⏎⇥");
        }
        Scope::PhraseForm => {
            door = Harness::priya(80, 24);
            door.keys(":phrases⏎⏎ too");
        }
        Scope::CardCopies => drop(door.keys("␣␣⏎busy⇥⇥")),
        Scope::Review => door = evening(80, 24),
        Scope::ReviewTicks => {
            door = evening(80, 24);
            while !door.row("▸").contains("Read the bear book") {
                door.keys("↓");
            }
            door.keys("⇥");
        }
        Scope::ReviewRest => {
            door = super::late::late(80, 24).0;
            door.keys("r");
        }
        Scope::ReviewShows => {
            door = evening(80, 24);
            door.keys("l");
        }
        Scope::ReviewChoice => {
            door = evening(80, 24);
            door.keys("↓↓g");
        }
        Scope::ReviewWords => {
            door = evening(80, 24);
            door.keys("s");
        }
        Scope::Evidence => {
            door = evening(80, 24);
            door.keys("⎋⎋4");
        }
        Scope::EvidenceChoice => {
            door = evening(80, 24);
            door.keys("⎋⎋4c");
        }
        Scope::EvidenceDays => {
            door = evening(80, 24);
            door.keys("⎋⎋4w51 Sep to 2");
        }
        Scope::EvidencePin => {
            door = evening(80, 24);
            door.keys("⎋⎋4p too");
        }
        Scope::Families => {
            door = evening(80, 24);
            door.keys("⎋⎋4f");
        }
        Scope::Form => {
            door = evening(80, 24);
            door.keys("⎋⎋4x");
        }
        Scope::Statement => {
            door = evening(80, 24);
            door.keys("⎋⎋4⏎");
        }
        Scope::StatementText => {
            door = evening(80, 24);
            door.keys("⎋⎋4⏎⇥");
        }
        Scope::StatementCite => {
            door = crate::tui::screen::statement::tests::board(80, 24);
            door.keys("↓⏎⇥[");
        }
        Scope::StatementDraft => {
            door = evening(80, 24);
            door.keys("⎋⎋4⏎d");
        }
        Scope::StatementFigures => {
            door = evening(80, 24);
            door.keys("⎋⎋4⏎t");
        }
        Scope::Week => door = crate::tui::screen::week::tests::week(80, 24),
        Scope::Exports | Scope::Export | Scope::ExportAnswer | Scope::Past => {
            door = evening(80, 24);
            door.keys(match scope {
                Scope::Exports => ":exports⏎",
                Scope::Export => ":exports⏎↓↓↓⏎",
                Scope::ExportAnswer => ":exports⏎↓↓↓↓↓⏎⏎be",
                _ => ":exports⏎p",
            });
        }
        Scope::Requests => door = requests::tests::asked(80, 24),
        Scope::RequestNew => {
            door = requests::tests::asked(80, 24);
            door.keys("aava o⏎");
        }
        Scope::Request
        | Scope::RequestWhy
        | Scope::RequestWords
        | Scope::RequestRest
        | Scope::RequestMore => {
            door = requests::tests::one(80, 24);
            door.keys(match scope {
                Scope::RequestWhy => "⇥o",
                Scope::RequestWords => "⇥⏎",
                Scope::RequestRest => "r",
                Scope::RequestMore => "m",
                _ => "⇥",
            });
        }
        Scope::RequestFile => {
            door = requests::tests::decided(80, 24);
            door.keys("v");
        }
        Scope::Due => door = due::tests::listed(80, 24),
        Scope::DueFind => {
            door = due::tests::listed(80, 24);
            door.keys("achi");
        }
        Scope::DueReason => {
            door = due::tests::listed(80, 24);
            door.keys("hthe insurer");
        }
        Scope::Erasing => door = due::tests::shown(80, 24),
        Scope::ErasingGround => door = due::tests::ground(80, 24),
        Scope::ErasingWho => {
            door = due::tests::first(80, 24);
            door.keys("j");
        }
        Scope::Erased => door = due::tests::erased(80, 24),
        Scope::ArchivePassword => {
            door = evening(80, 24);
            let home = door.home();
            door.worker.plug(vec![home]);
            door.keys("⎋⎋6→s↓⏎four");
        }
        Scope::Handing => {
            door = evening(80, 24);
            door.keys("⎋⎋6→s⇥");
        }
        Scope::AsksAgain => {
            door = evening(80, 24);
            door.keys("⎋⎋6→s");
        }
        Scope::Learnt => door.model.screen = crate::tui::screen::learnt::State.into(),
        Scope::Checked => drop(door.keys(":record-check⏎")),
        Scope::SignIn => {}
        Scope::Board | Scope::Anywhere => drop(door.keys("ao⏎1⏎")),
    }
    assert!(scope == Scope::Anywhere || door.model.screen.page().scope() == scope, "{scope:?}");
    door
}

#[test]
fn every_action_means_something_where_it_counts() {
    for action in Action::ALL {
        let spec = action.spec();
        let Some(key) = spec.keys.first() else { continue };
        // A bare caret key may have nowhere to go, but it is never an unknown key on the page that it is for.
        let scope = if spec.group == "Moving" { Scope::Card } else { spec.scope };
        let mut door = page(scope);
        if (spec.enabled)(&door.model).is_err() {
            continue;
        }
        let chord = Chord::parse(key)[usize::from(matches!(action, Action::Digit))];
        if find(scope, door.model.screen.page().takes(), chord) == Some(*action) {
            door.model.unknown = 0;
            door.tell(Msg::Key(chord, 1000));
            assert_eq!(door.model.unknown, 0, "{}", spec.name);
        }
    }
}

#[test]
fn a_key_that_cannot_work_says_why_and_two_unknown_keys_point_to_help() {
    let mut door = Harness::sam(80, 24);
    door.keys("=");
    assert!(door.screen().contains("You have written no note yet that could be said again."));
    door.keys("⌃c");
    assert!(!door.screen().contains("shows the keys"));
    door.keys("⌃c");
    assert!(door.screen().contains("? shows the keys that work here."));
    door.keys("ben⏎⌃\\⌃s");
    assert!(door.screen().contains("F1 shows the keys that work here."));
    assert!(!door.model.quit);
}

#[test]
fn help_lists_nothing_that_is_out_of_place_and_the_commands_mark_what_can_be_done() {
    for typed in ["lock the", "last thing"] {
        let mut door = Harness::locked(80, 24);
        let screen = door.keys("?").keys(typed).screen();
        assert!(screen.contains("Nothing here has that in it."), "nobody has signed in: {screen}");
        assert!(page(Scope::Board).keys("⎋⎋?").keys(typed).row("▸").contains(typed));
    }
    let mut door = Harness::priya(80, 24);
    door.keys(":leave");
    assert!(door.row("▸").contains("Leave the program"), "{}", door.screen());
    assert!(door.row("▸").contains("▸ Leave the program"), "its mark is beside its words: {}", door.screen());
    assert!(!door.screen().contains("Leave practice"), "{}", door.screen());
    let mut door = Harness::practising(80, 24);
    door.keys(":leave");
    assert!(door.screen().contains("Leave practice"), "{}", door.screen());
}

#[test]
fn a_heading_of_help_is_never_the_last_line_that_is_seen() {
    for (columns, rows) in [(60, 16), (60, 17), (80, 24), (120, 20)] {
        let mut door = Harness::sam(columns, rows);
        door.keys(":");
        for _ in 0..12 {
            let screen = door.keys("↓").screen();
            let last = screen.lines().take(usize::from(rows) - 2).filter(|line| !line.is_empty()).last();
            assert_ne!(last.map(str::trim), Some("Everywhere"), "{screen}");
        }
    }
}

#[test]
fn nothing_of_help_that_takes_two_rows_is_half_seen() {
    for scope in [Scope::Board, Scope::Card, Scope::Evidence] {
        let mut door = page(scope);
        door.resize(60, 16).tell(Msg::Key(Chord::plain(KeyCode::F(1)), 1000));
        assert_eq!(door.model.screen.page().scope(), Scope::Help);
        let helps: Vec<&str> = Action::ALL.iter().map(|action| action.spec().help).collect();
        for _ in 0..20 {
            let screen = door.screen();
            let rows: Vec<&str> = screen.lines().take(14).map(str::trim_end).collect();
            let said: Vec<&str> = rows.iter().filter_map(|row| row.get(16..)).collect();
            let last = said.iter().rev().find(|says| !says.trim().is_empty() && !says.contains(" more "));
            let last = last.copied().unwrap_or_default().trim();
            let ends = helps.iter().any(|help| help.ends_with(last))
                || !helps.iter().any(|help| help.contains(last));
            assert!(ends, "{scope:?} {last}\n{screen}");
            door.keys("↓");
        }
    }
}

#[test]
fn help_saves_no_note_that_nobody_sees() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎slept well").tell(Msg::Key(Chord::plain(KeyCode::F(1)), 1000)).keys("⏎");
    assert!(door.entries().is_empty());
    assert!(door.screen().contains("Will save 1"), "{}", door.screen());
    assert!(door.screen().contains("Enter here saves what stands below."));
    door.keys("⏎");
    assert_eq!(door.entries().len(), 1);
}

#[test]
fn the_hint_line_fits_and_keeps_the_first_back_and_help() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        for scope in [Scope::SignIn, Scope::Board, Scope::Card, Scope::CardWhat, Scope::Menu, Scope::Help] {
            let mut door = page(scope);
            door.resize(columns, rows);
            let items = hint::items(&door.model);
            let screen = door.screen();
            let line = screen.lines().last().unwrap();
            let first = format!(" {} {}", items[0].key, items[0].word);
            assert!(line.starts_with(&first), "{line}");
            for item in items.iter().filter(|item| matches!(item.action, Action::Back | Action::Help)) {
                assert!(line.contains(&format!("{} {}", item.key, item.word)), "{line}");
            }
        }
    }
}

#[test]
fn any_size_at_any_time_keeps_the_text_and_the_caret() {
    let mut door = Harness::sam(80, 24);
    door.keys("ben⏎");
    let sizes =
        [(200, 60), (120, 40), (80, 24), (60, 16), (48, 14), (59, 40), (80, 15), (1, 1), (0, 0), (80, 24)];
    for (index, (columns, rows)) in sizes.into_iter().enumerate() {
        door.resize(columns, rows);
        door.keys("ab ");
        if (columns, rows) == (48, 14) {
            let screen = door.screen();
            assert!(screen.contains("It is 48 x 14; this page needs 60 x 16."), "{screen}");
            assert!(!screen.contains("ab ab"));
        }
        if columns >= 60 && rows >= 16 {
            let text = "ab ".repeat(index + 1);
            assert!(door.screen().contains(&format!("│ {text}▏")), "{columns}x{rows}\n{}", door.screen());
        } else if columns > 0 && rows > 0 {
            door.screen();
        }
    }
}

#[test]
fn however_long_a_name_is_the_page_says_where_one_is() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let mut door = Harness::sam(columns, rows);
        door.model.session.roll.people[0].name = "Wolfeschlegelsteinhausenbergerdorff".repeat(4);
        let first = door.screen().lines().next().unwrap().to_string();
        assert!(first.starts_with(" Sunflower room") && first.contains("Wolfe"), "{first}");
    }
}

#[test]
fn hostile_text_is_seen_and_never_obeyed() {
    let mut door = Harness::sam(80, 24);
    let mut child = door.model.session.roll.children[2].clone();
    child.forename = "Be\u{1b}[2Jn\u{202e}".to_string();
    let stamp = Stamp { person: None, recorded: door.now };
    door.worker.store().apply(&Change::Child(Box::new(child)).into(), stamp).unwrap();
    door.keys("⌃l1").keys(PIN);
    for keys in ["", "3⏎", "words", "⎋⎋", "?"] {
        let screen = door.keys(keys).screen();
        assert!(!screen.contains('\u{1b}') && !screen.contains('\u{202e}'));
    }
}

#[test]
fn without_colour_every_state_differs_in_characters_and_nothing_but_weight_is_set() {
    let mut door = Harness::sam(80, 24);
    door.model.session.look.theme = Theme::choose(None, Shows::Nothing);
    door.keys("ao⏎1⏎ben⏎⇥2lunch⏎");
    assert!(door.row("Ben C.").contains("! no note"), "{}", door.screen());
    let buffer = door.terminal.backend().buffer().clone();
    for cell in buffer.content() {
        assert_eq!((cell.fg, cell.bg), (ratatui::style::Color::Reset, ratatui::style::Color::Reset));
        assert!((Modifier::BOLD | Modifier::REVERSED).contains(cell.modifier), "{cell:?}");
    }
}

#[test]
fn in_plain_letters_every_byte_is_below_128() {
    let mut door = Harness::sam(80, 24);
    door.model.session.look.signs = Signs::Ascii;
    for keys in ["", "hugo⏎slept > \"so\" well", "⎋", "*", "ava", "⎋⎋⎋?", "⎋"] {
        let screen = door.keys(keys).screen();
        assert!(screen.is_ascii(), "{screen}");
    }
}

#[test]
fn the_cursor_is_on_the_caret_or_on_the_selected_rows_first_letter() {
    let mut door = Harness::sam(80, 24);
    assert_eq!(door.cursor(), ((7, 1), "▏".to_string()));
    door.keys("↓↓");
    assert_eq!(door.cursor(), ((7, 6), "B".to_string()));
    door.keys("be");
    assert_eq!(door.cursor().0, (9, 1));
    door.keys("n⏎x");
    assert_eq!(door.cursor().1, "▏");
}

#[test]
fn a_command_that_was_chosen_shows_its_key() {
    let mut door = Harness::sam(80, 24);
    door.keys(":draw⏎");
    assert!(door.screen().contains("Next time: Ctrl-R does it."), "{}", door.screen());
    // Where a sign is a word's, the key is the one that works there.
    door.keys("ben⏎⌃khelp⏎");
    assert!(door.screen().contains("Next time: F1 does it."), "{}", door.screen());
    door.keys("⎋⎋:help⏎");
    assert!(door.screen().contains("Next time: ? does it."), "{}", door.screen());
    door.keys("⎋?search for nothing at all");
    assert!(door.screen().contains("Nothing here has that in it."));
    let hints = door.screen().lines().last().unwrap().to_string();
    assert!(!hints.contains("Enter") && !hints.contains("choose"), "there is nothing to do: {hints}");
}

#[test]
fn leaving_is_for_leads() {
    let mut door = Harness::sam(80, 24);
    door.keys(&format!("⎋{}⏎", "↓".repeat(20)));
    assert!(door.screen().contains("Only a room lead or a manager leaves"), "{}", door.screen());
    assert!(!door.model.quit);
    let mut door = Harness::priya(80, 24);
    door.keys(&format!("⎋{}⏎", "↓".repeat(20)));
    assert!(door.model.quit);
}

#[test]
fn the_clock_on_the_page_moves_with_the_minute() {
    let mut door = Harness::sam(80, 24);
    assert!(door.screen().contains("08:40"));
    assert!(door.wait(60).screen().contains("08:41"));
}

#[test]
fn the_next_day_begins_empty() {
    let mut door = Harness::sam(80, 24);
    door.keys("ao⏎1⏎");
    assert!(door.wait(24 * 3600).row("Ava O.").contains("○ later"), "{}", door.screen());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]
    #[test]
    fn no_keys_at_all_end_the_program_or_save_without_an_enter_on_words(
        keys in proptest::collection::vec("[a-z0-9 .>@!*=,+-]|⏎|⎋|⇥|↑|↓|←|→|⌫|⌃[a-k]|⌃[m-z]", 1..60),
        start in prop_oneof![Just(""), Just("ben⏎"), Just("⎋"), Just("?")],
    ) {
        let mut door = Harness::sam(80, 24);
        door.keys(start);
        let mut entered = false;
        for key in &keys {
            let before = door.model.screen.page().scope();
            door.keys(key);
            entered |= key == "⏎" && before == Scope::Card || key == "1" || key == "2";
            door.screen();
        }
        prop_assert!(!door.model.quit);
        prop_assert!(entered || door.entries().is_empty());
    }
}

#[test]
fn the_command_that_is_called_so_is_meant_before_one_in_whose_words_it_stands() {
    let mut door = Harness::priya(80, 24);
    door.keys(":self");
    assert!(door.row("Self-evaluation").contains('▸'), "{}", door.screen());
    door.keys("⎋:evi");
    assert!(door.row("Evidence").contains('▸'), "{}", door.screen());
    // What is called otherwise is found by its words all the same.
    door.keys("⎋:forgot");
    assert!(door.row("Staff").contains('▸'), "{}", door.screen());
}

#[test]
fn a_pin_that_is_guessed_first_is_refused_before_it_is_typed_again() {
    let mut door = Harness::locked(80, 24);
    let jo = door.model.session.roll.people[2].id;
    let priya = door.model.session.roll.people[1].id;
    let stamp = Stamp { person: Some(priya), recorded: door.now };
    let mut chance = crate::chance::Chance::seeded(1);
    let number = door.worker.store().one_use(jo, stamp, &mut chance).unwrap();
    door.keys("3").keys(&number).keys("1234");
    assert!(
        door.screen().contains("Numbers in a row are guessed first. Choose another."),
        "{}",
        door.screen()
    );
    assert!(door.screen().contains("Choose your own 4 numbers"), "{}", door.screen());
    door.keys("7391");
    assert!(door.screen().contains("The same again, 4 numbers"), "{}", door.screen());
    door.keys("7391");
    assert!(door.screen().contains("Who?"), "{}", door.screen());
}
