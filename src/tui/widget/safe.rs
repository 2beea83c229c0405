//! Text as it may be shown: whatever could steer a terminal or turn a line around is made visible.

use std::borrow::Cow;

/// The text with every control, bidirectional and zero-width character shown as a sign of its own.
/// Joiners between letters, which some names need, stay.
pub fn safe(text: &str) -> Cow<'_, str> {
    if text.chars().all(|letter| shown(letter).is_none()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|letter| shown(letter).unwrap_or(letter)).collect())
}

/// What is shown for a character that may not be; `None` for one that may.
fn shown(letter: char) -> Option<char> {
    match letter {
        '\t' | '\n' | '\r' => Some(' '),
        '\0'..='\x1f' => char::from_u32(0x2400 + letter as u32),
        '\x7f' => Some('␡'),
        '\u{80}'..='\u{9f}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{061c}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => Some('\u{fffd}'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_could_steer_the_terminal_is_seen_instead() {
        assert_eq!(safe("a\u{1b}[2Jb"), "a␛[2Jb");
        assert_eq!(safe("Ava\u{202e}avA"), "Ava\u{fffd}avA");
        assert_eq!(safe("zero\u{200b}width"), "zero\u{fffd}width");
        assert_eq!(safe("Ava O'Neill, Zoë"), "Ava O'Neill, Zoë");
    }

    proptest! {
        #[test]
        fn nothing_that_is_shown_is_a_control(text in ".*") {
            let clean = safe(&text);
            prop_assert!(clean.chars().all(|letter| !letter.is_control() && shown(letter).is_none()));
            prop_assert_eq!(clean.chars().count(), text.chars().count());
        }
    }
}
