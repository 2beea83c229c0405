pub(crate) mod hostile;

use super::*;
use proptest::prelude::*;

#[test]
fn what_hides_or_turns_is_shown_and_what_people_write_stays() {
    assert_eq!(line("Ava\u{202e}gnp.exe"), "Ava[U+202E]gnp.exe");
    assert_eq!(line("\u{1b}[31mred\u{7}"), "[U+001B][31mred[U+0007]");
    assert_eq!(line("ze\u{200b}ro\u{feff}"), "ze[U+200B]ro[U+FEFF]");
    assert_eq!(line("one\r\ntwo\tthree\u{2028}four"), "one two three four");
    for kept in ["Zoë O’Neill – “ça va”", "नमस्ते", "می\u{200c}خواهم", "ليلى", "Łukasz 🙂", "½ a cup & <more>"]
    {
        assert_eq!(line(kept), kept);
    }
}

#[test]
fn what_could_steer_the_terminal_is_seen_instead_in_as_many_cells() {
    assert_eq!(cells("a\u{1b}[2Jb"), "a␛[2Jb");
    assert_eq!(cells("Ava\u{202e}avA"), "Ava\u{fffd}avA");
    assert_eq!(cells("zero\u{200b}width"), "zero\u{fffd}width");
    assert_eq!(cells("Ava O'Neill, Zoë"), "Ava O'Neill, Zoë");
    assert_eq!(lines("a\u{1b}[2Jb\nc\u{202e}d"), "a[U+001B][2Jb\nc[U+202E]d");
}

#[test]
fn what_some_terminals_join_is_drawn_by_its_first_letter_in_as_many_columns() {
    for (typed, drawn) in [
        ("👩\u{200d}👩\u{200d}👧\u{200d}👦!", "👩!"),
        ("👍🏽!", "👍!"),
        ("❤\u{fe0f}!", "❤ !"),
        ("1\u{fe0f}\u{20e3}!", "1 !"),
        ("🇬🇧!", "🇬 !"),
        ("縤\u{fe0f}\u{20e3}!", "縤\u{20e3}!"),
        ("Zoë, e\u{301}, 你好, ليلى, क्षि, שָׁ", "Zoë, e\u{301}, 你好, ليلى, क्षि, שָׁ"),
        ("e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}!", "e\u{301}\u{302}\u{303}\u{304}\u{305}!"),
    ] {
        assert_eq!(steady(typed).concat(), drawn);
        assert_eq!(drawn.width(), typed.width(), "{typed}");
    }
    // What a terminal draws in several cells is several parts: one of them can be drawn over alone.
    assert_eq!(steady("a क्षि"), ["a", " ", "क्", "ष", "ि"]);
    assert_eq!(steady("a\u{d4e}b"), ["a\u{d4e}", "b"]);
}

proptest! {
    #[test]
    fn nothing_that_is_shown_is_a_control(text in ".*") {
        let clean = cells(&text);
        prop_assert!(clean.chars().all(|letter| !letter.is_control() && cell(letter).is_none()));
        prop_assert_eq!(clean.chars().count(), text.chars().count());
    }

    #[test]
    fn a_safe_line_is_safe_already(text in any::<String>()) {
        let once = line(&text);
        prop_assert_eq!(line(&once), once.clone());
        let turns = once.chars().any(|c| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c));
        prop_assert!(!turns);
    }
}
