//! The words of a text as the name guard sees them.

use std::ops::Range;

use crate::domain::name::{fold, is_apostrophe, is_invisible};

/// A word of the text.
pub(super) struct Token {
    /// Where it stands, without the ending of a possessive.
    pub base: Range<usize>,
    /// How many bytes its last letter has, the ending of a possessive aside.
    pub tail: usize,
    /// Folded.
    pub folded: String,
    /// Folded, with the ending.
    pub whole: String,
    /// Its first letter is a capital.
    pub capital: bool,
    /// It is the first of a sentence.
    pub first: bool,
    /// A full stop, comma or the end comes after it.
    pub last: bool,
    /// It has the ending of a possessive.
    pub possessive: bool,
    /// Only spaces or a hyphen part it from the one before.
    pub joined: bool,
    /// Nothing parts it from the one before: a letter in a run of a script without spaces.
    pub within: bool,
    /// A day of the month stands before it or a year or such a day after it: `3 May`, `3rd May`, `May 2026`, `May 3rd`.
    pub dated: bool,
}

/// Whether words in this letter's script run on without a space between them, or with endings joined to a name, so
/// that a name is looked for letter by letter: Chinese, Japanese and Korean, Thai, Lao, Burmese, Khmer.
pub(super) fn runs_on(letter: char) -> bool {
    matches!(u32::from(letter),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x2E80..=0x2FDF | 0x3005..=0x3007
        | 0x3040..=0x30FF | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF | 0xFF66..=0xFF9F | 0x20000..=0x323AF)
}

impl Token {
    /// Whether a friend after it needs no `a`: `the`, `little`, `her`.
    pub(super) fn leads_up(&self) -> bool {
        const LEADS_UP: [&str; 31] = [
            "the", "a", "an", "this", "that", "my", "your", "his", "her", "its", "our", "their", "one",
            "another", "each", "every", "same", "other", "new", "old", "little", "wee", "big", "small",
            "tiny", "young", "poor", "dear", "good", "best", "lovely",
        ];
        !self.possessive && LEADS_UP.contains(&self.folded.as_str())
    }
}

pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut letters = text.char_indices().peekable();
    let mut last_end = 0;
    while let Some((start, letter)) = letters.next() {
        if !letter.is_alphabetic() {
            continue;
        }
        let mut end = start + letter.len_utf8();
        let runs = runs_on(letter);
        while let Some(&(at, letter)) = letters.peek() {
            let next = text.get(at + letter.len_utf8()..).and_then(|rest| rest.chars().next());
            let within = letter.is_alphanumeric() && !runs && !runs_on(letter)
                || unicode_normalization::char::is_combining_mark(letter)
                || is_invisible(letter)
                || (is_apostrophe(letter) && !runs && next.is_some_and(char::is_alphabetic));
            if !within {
                break;
            }
            end = at + letter.len_utf8();
            letters.next();
        }
        let word = text.get(start..end).unwrap_or_default();
        let mut back = word.chars().rev();
        let owned = back.next().is_some_and(|s| s.eq_ignore_ascii_case(&'s'))
            && back.next().is_some_and(is_apostrophe);
        let base =
            if owned { word.trim_end_matches(['s', 'S']).trim_end_matches(is_apostrophe) } else { word };
        let after = text.get(end..).unwrap_or_default();
        let between = text.get(last_end..start).unwrap_or_default();
        tokens.push(Token {
            base: start..start + base.len(),
            tail: base.chars().next_back().map_or(0, char::len_utf8),
            folded: fold(base),
            whole: fold(word),
            capital: letter.is_uppercase(),
            first: begins_sentence(text.get(..start).unwrap_or_default()),
            last: after.trim_start().chars().next().is_none_or(|c| !c.is_alphanumeric() && !is_apostrophe(c)),
            possessive: owned,
            joined: !tokens.is_empty() && between.chars().all(|c| c.is_whitespace() || c == '-'),
            within: !tokens.is_empty() && between.is_empty(),
            dated: ends_with_a_day(text.get(..start).unwrap_or_default())
                || begins_with_a_day_or_year(text.get(start + base.len()..).unwrap_or_default()),
        });
        last_end = end;
    }
    spelt(tokens, text)
}

/// The same with one word for one that was spelt out: `I-s-l-a`.
fn spelt(tokens: Vec<Token>, text: &str) -> Vec<Token> {
    let single = |token: &Token| token.folded.chars().count() == 1;
    let mut words = Vec::new();
    let mut run: Vec<Token> = Vec::new();
    for token in tokens {
        let goes_on = run.last().is_some_and(|before| {
            single(before) && single(&token) && text.get(before.base.end..token.base.start) == Some("-")
        });
        if !goes_on {
            words.extend(whole(std::mem::take(&mut run)));
        }
        run.push(token);
    }
    words.extend(whole(run));
    words
}

/// Letters that follow one another, as one word. Two of them may be initials, and stay as they are.
fn whole(run: Vec<Token>) -> Vec<Token> {
    let [first, _, .., last] = &run[..] else { return run };
    if run.len() < 3 {
        return run;
    }
    let folded = |letters: &[Token]| letters.iter().map(|letter| letter.folded.as_str()).collect::<String>();
    let word = Token {
        base: first.base.start..last.base.end,
        tail: last.tail,
        folded: folded(&run),
        whole: folded(run.split_last().map_or(&[], |(_, before)| before)) + &last.whole,
        capital: first.capital,
        first: first.first,
        last: last.last,
        possessive: last.possessive,
        joined: first.joined,
        within: first.within,
        dated: first.dated || last.dated,
    };
    vec![word]
}

/// What makes a number one of a row: `3rd`.
const ORDINALS: [&str; 4] = ["st", "nd", "rd", "th"];

/// Whether a number is one of a month's days.
fn is_a_day(digits: &str) -> bool {
    digits.len() <= 2 && digits.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day))
}

/// `on 3 `, `born the 3rd `; not the minutes of `at 8:30 ` or the pence of `£1.30 `.
fn ends_with_a_day(before: &str) -> bool {
    let Some(before) = before.strip_suffix([' ', '-']) else { return false };
    let number = ORDINALS.iter().find_map(|ends| before.strip_suffix(ends)).unwrap_or(before);
    let rest = number.trim_end_matches(|letter: char| letter.is_ascii_digit());
    is_a_day(number.get(rest.len()..).unwrap_or_default())
        && !rest.ends_with(|sign: char| sign.is_alphanumeric() || matches!(sign, ':' | '.' | ',' | '/' | '£'))
}

/// ` 2026`, ` 3rd`; not ` 3 times`, which may be of a child.
fn begins_with_a_day_or_year(after: &str) -> bool {
    let Some(after) = after.strip_prefix([' ', '-']) else { return false };
    let rest = after.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let number = after.get(..after.len() - rest.len()).unwrap_or_default();
    let year = number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    let ordinal = ORDINALS.iter().find_map(|ends| rest.strip_prefix(ends));
    let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    year && ends(rest) || is_a_day(number) && ordinal.is_some_and(ends)
}

/// Whether what comes after this text is the beginning of a sentence, a quotation, a step or a mark's words.
pub(in crate::capture) fn begins_sentence(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty() || before.ends_with(['.', '!', '?', '…', ':', '>', '“', '"', '\n', '”', '(', '-', '–'])
}
