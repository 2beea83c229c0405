//! Text that can do nothing where it is shown, printed or read: no control characters, nothing that turns
//! the direction of writing or hides between letters. One list of such characters for every way out.

#[cfg(test)]
pub(crate) mod hostile;

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// One line of text as it may stand in a file. Line breaks and tabs become spaces; control characters,
/// direction marks and invisible characters become `[U+202E]`, so that a reader sees that they are there.
/// The two joiners stay between letters that are not Latin: Persian and Hindi are written with them.
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut before: Option<char> = None;
    while let Some(c) = chars.next() {
        let joins = matches!(c, '\u{200c}' | '\u{200d}')
            && before.is_some_and(joined)
            && chars.peek().copied().is_some_and(joined);
        match c {
            '\r' if chars.peek() == Some(&'\n') => continue,
            '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push(' '),
            c if joins || !hidden(c) => out.push(c),
            c => out.push_str(&format!("[U+{:04X}]", c as u32)),
        }
        before = Some(c);
    }
    out
}

fn joined(c: char) -> bool {
    !c.is_ascii() && !hidden(c)
}

/// Each line of a text as [`line`] gives it; the ends of the lines stay.
pub fn lines(text: &str) -> String {
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// The text with every such character shown as a sign of its own, one for one, so that columns and carets
/// stay where they are. Joiners between letters, which some names need, stay.
pub fn cells(text: &str) -> Cow<'_, str> {
    if text.chars().all(|letter| cell(letter).is_none()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|letter| cell(letter).unwrap_or(letter)).collect())
}

/// What is shown for a character that may not be; `None` for one that may.
fn cell(letter: char) -> Option<char> {
    match letter {
        '\t' | '\n' | '\r' => Some(' '),
        '\0'..='\x1f' => char::from_u32(0x2400 + letter as u32),
        '\x7f' => Some('␡'),
        '\u{200c}' | '\u{200d}' => None,
        letter => hidden(letter).then_some('\u{fffd}'),
    }
}

/// So many marks stand on a letter at most: more of them would stand over the rows above.
const MARKS: usize = 5;

/// The text as every terminal draws it in as many columns, in parts each of which has cells of its own. Of letters that
/// only some join to one picture (a family, a flag, a coloured hand, a number on a key) the first is drawn, with as much
/// room as the whole has; of many marks on one letter the first few are.
pub fn steady(text: &str) -> Vec<Cow<'_, str>> {
    if text.is_ascii() || text.graphemes(true).all(is_steady) {
        return vec![Cow::Borrowed(text)];
    }
    let mut parts: Vec<Cow<'_, str>> = Vec::new();
    for joined in text.graphemes(true) {
        if is_picture(joined) {
            let first: String = joined.chars().take(1).collect();
            let room = joined.width().saturating_sub(first.width());
            parts.push(Cow::Owned(first + &" ".repeat(room)));
            continue;
        }
        let mut marks = 0;
        for letter in joined.chars() {
            marks = if columns(letter) == 0 { marks + 1 } else { 0 };
            match parts.last_mut() {
                Some(_) if marks > MARKS => {}
                Some(part) if marks > 0 => part.to_mut().push(letter),
                _ => parts.push(Cow::Owned(letter.to_string())),
            }
        }
    }
    parts
}

fn is_steady(joined: &str) -> bool {
    let marks = joined.chars().filter(|letter| columns(*letter) == 0).count();
    // A mark that comes first is drawn over the letter before it, not over the one it belongs to.
    let first = joined.chars().next().is_none_or(|first| columns(first) > 0);
    first && !is_picture(joined) && marks <= MARKS && joined.chars().count() - marks <= 1
}

fn is_picture(joined: &str) -> bool {
    joined.width() != joined.chars().map(columns).sum::<usize>()
        || joined.starts_with(|first| matches!(first, '\u{1f1e6}'..='\u{1f1ff}'))
}

fn columns(letter: char) -> usize {
    letter.width().unwrap_or(0)
}

/// Whether a character is not seen as itself, or turns what stands beside it, or may not stand in XML.
pub fn hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}'
            | '\u{8e2}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2800}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_hides_or_turns_is_shown_and_what_people_write_stays() {
        assert_eq!(line("Ava\u{202e}gnp.exe"), "Ava[U+202E]gnp.exe");
        assert_eq!(line("\u{1b}[31mred\u{7}"), "[U+001B][31mred[U+0007]");
        assert_eq!(line("ze\u{200b}ro\u{feff}"), "ze[U+200B]ro[U+FEFF]");
        assert_eq!(line("one\r\ntwo\tthree\u{2028}four"), "one two three four");
        for kept in
            ["Zoë O’Neill – “ça va”", "नमस्ते", "می\u{200c}خواهم", "ليلى", "Łukasz 🙂", "½ a cup & <more>"]
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
}
