//! The signs, and what stands for them where a terminal shows plain letters only.

/// Which signs are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signs {
    /// One cell wide each, beyond plain letters.
    Unicode,
    /// Plain letters only: every byte below 128.
    Ascii,
}

/// Each sign and what stands for it in plain letters.
const PLAIN: [(char, &str); 34] = [
    ('✓', "ok"),
    ('·', "."),
    ('–', "-"),
    ('●', "*"),
    ('○', "o"),
    ('■', "[x]"),
    ('□', "[ ]"),
    ('▸', ">"),
    ('▏', "_"),
    ('│', "|"),
    ('─', "-"),
    ('╭', "+"),
    ('╮', "+"),
    ('╰', "+"),
    ('╯', "+"),
    ('▁', "1"),
    ('▂', "2"),
    ('▃', "3"),
    ('▄', "4"),
    ('▅', "5"),
    ('▆', "6"),
    ('▇', "7"),
    ('█', "8"),
    ('▮', "#"),
    ('▯', "."),
    ('…', "..."),
    ('“', "\""),
    ('”', "\""),
    ('‘', "'"),
    ('’', "'"),
    ('↑', "Up"),
    ('↓', "Down"),
    ('→', "->"),
    ('←', "<-"),
];

/// Families of signs that are drawn side by side too, for a strength or for the two talks of a day, and what stands for
/// each of them there: one letter, so that what is beside it keeps its place.
const SIDE_BY_SIDE: [[(char, &str); 2]; 2] = [[('■', "#"), ('□', ".")], [('●', "*"), ('○', ".")]];

impl Signs {
    /// The text with these signs. In plain letters, an accent falls away and what has no plain form is a `?`.
    pub fn write(self, text: &str) -> String {
        use unicode_normalization::UnicodeNormalization;
        if self == Signs::Unicode || text.is_ascii() {
            return text.to_string();
        }
        let mut plain = String::with_capacity(text.len());
        for (at, letter) in text.char_indices() {
            if letter == '·' && parts_words(text, at) {
                plain.push('|');
            } else if let Some(word) = side_by_side(text, at, letter) {
                plain.push_str(word);
            } else if letter.is_ascii() {
                plain.push(letter);
            } else if let Some((_, word)) = PLAIN.iter().find(|(sign, _)| *sign == letter) {
                // Two arrows are one short word.
                let before = text.get(..at).and_then(|before| before.chars().next_back());
                plain.push_str(match (before, letter) {
                    (Some('↑'), '↓') => "/Dn",
                    (Some('←'), '→') => ">",
                    _ => word,
                });
            } else if letter == '↶' {
                // The words behind it say as much.
            } else {
                let ascii: String = std::iter::once(letter).nfkd().filter(char::is_ascii).collect();
                let mark = unicode_normalization::char::is_combining_mark(letter);
                plain.push_str(if ascii.is_empty() && !mark { "?" } else { &ascii });
            }
        }
        plain
    }
}

/// Whether the sign at that byte stands between words, with one space on either side, and is no sign of its own: one
/// after a single letter or another sign says that something is missing there. At the end of a line its words go on
/// in the next.
fn parts_words(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    let Some(before) = before.strip_suffix(' ') else { return false };
    if after == "·" {
        let last = before.rsplit(' ').next().unwrap_or_default();
        let voice = last.chars().count() == 1 && !last.starts_with(|digit: char| digit.is_ascii_digit());
        return !before.ends_with(' ') && !before.is_empty() && !voice;
    }
    let Some(after) = after.strip_prefix("· ") else { return false };
    let word = |letter: Option<char>| letter.is_some_and(|letter| letter != ' ' && letter != '·');
    before.chars().count() > 1 && word(before.chars().next_back()) && word(after.chars().next())
}

/// What stands for the sign at that byte where one of its family is beside it.
fn side_by_side(text: &str, at: usize, sign: char) -> Option<&'static str> {
    let family = SIDE_BY_SIDE.iter().find(|family| family.iter().any(|(known, _)| *known == sign))?;
    let (before, after) = text.split_at_checked(at)?;
    let beside = [before.chars().next_back(), after.chars().nth(1)];
    let is_one = |letter: &Option<char>| family.iter().any(|(known, _)| Some(*known) == *letter);
    let (_, word) = family.iter().find(|(known, _)| *known == sign)?;
    beside.iter().any(is_one).then_some(*word)
}

/// What stands for a sign in plain letters, where there is a form that is read aloud as well as it is seen.
pub fn in_letters(sign: char) -> Option<&'static str> {
    PLAIN.iter().find(|(known, _)| *known == sign).map(|(_, word)| *word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_signs_are_below_128_and_names_stay_readable() {
        for (sign, plain) in PLAIN {
            assert_eq!(Signs::Ascii.write(&sign.to_string()), plain);
            assert!(plain.is_ascii());
            assert_eq!(unicode_width::UnicodeWidthChar::width(sign), Some(1), "{sign}");
        }
        assert_eq!(Signs::Ascii.write("Zoë “Łukasz” ✓ 08:20"), "Zoe \"?ukasz\" ok 08:20");
        assert_eq!(Signs::Ascii.write("Tue 24 Nov · 08:47"), "Tue 24 Nov | 08:47");
        assert_eq!(Signs::Ascii.write("! due   · not yet"), "! due   . not yet");
        assert_eq!(Signs::Ascii.write("s · c"), "s . c");
        assert_eq!(Signs::Ascii.write("autumn term 2026 ·"), "autumn term 2026 |");
        assert_eq!(Signs::Ascii.write("s f ·"), "s f .");
        assert_eq!(Signs::Ascii.write("↓ chooses"), "Down chooses");
        assert_eq!(Signs::Ascii.write("↑↓ choose"), "Up/Dn choose");
        assert_eq!(Signs::Ascii.write("←→ change"), "<-> change");
        assert_eq!(Signs::Ascii.write("· · ·"), ". . .");
        assert_eq!(Signs::Unicode.write("Zoë ✓"), "Zoë ✓");
    }

    #[test]
    fn every_sign_that_means_something_has_the_plain_form_that_was_drawn_for_it() {
        for (means, sign, plain) in [
            ("written", "✓", "ok"),
            ("waiting for a note", "!", "!"),
            ("not yet", "·", "."),
            ("not needed", "–", "-"),
            ("here, expected, away", "● ○ –", "* o -"),
            ("marked or ticked, and not", "■ □", "[x] [ ]"),
            ("chosen of several", "[1 Drop-off]", "[1 Drop-off]"),
            ("the selected row", "▸", ">"),
            ("both talks, and one", "●● ●○", "** *."),
            ("strength", "■■□□ fair", "##.. fair"),
            ("strength, none and all", "□□□□ ■■■■", ".... ####"),
            ("trend", "▁ ▂ ▃ ▅ ▇", "1 2 3 5 7"),
            ("filled in for you", "~", "~"),
        ] {
            assert_eq!(Signs::Ascii.write(sign), plain, "{means}");
        }
    }
}
