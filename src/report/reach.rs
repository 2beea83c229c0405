//! Ways to reach somebody that stand in words: telephone numbers and e-mail addresses. They are a family's own
//! and go out with nothing.

use std::borrow::Cow;

/// What stands where a number stood.
const NUMBER: &str = "a telephone number";
/// What stands where an address stood.
const ADDRESS: &str = "an e-mail address";
/// Digits of the shortest telephone number that is written with its area.
const LEAST: usize = 9;

/// The words without telephone numbers and e-mail addresses. A telephone number begins with 0 or + and has nine
/// digits or more; shorter ones can't be told from ages, weights and days.
pub(super) fn hidden(text: &str) -> Cow<'_, str> {
    if !text.contains(|c: char| c == '@' || c.is_ascii_digit()) {
        return Cow::Borrowed(text);
    }
    // Addresses first: one may begin with a number.
    Cow::Owned(without(&without(text, address, ADDRESS), number, NUMBER))
}

/// The text with other words for whatever a rule finds at the beginning of a word.
fn without(text: &str, ends: fn(&str) -> Option<usize>, instead: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut before) = (text, None);
    while let Some(first) = rest.chars().next() {
        let begins = !before.is_some_and(char::is_alphanumeric);
        let found = if begins { ends(rest) } else { None };
        let (piece, after) = rest.split_at(found.unwrap_or(first.len_utf8()));
        out.push_str(if found.is_some() { instead } else { piece });
        before = piece.chars().next_back();
        rest = after;
    }
    out
}

/// Where a telephone number ends that begins the text.
fn number(text: &str) -> Option<usize> {
    let bare = text.trim_start_matches('(');
    if !bare.starts_with(['0', '+']) {
        return None;
    }
    let between = |c: char| matches!(c, ' ' | '\u{a0}' | '-' | '–' | '(' | ')' | '+' | '/');
    let run = text.find(|c: char| !c.is_ascii_digit() && !between(c)).unwrap_or(text.len());
    let run = text.get(..run)?.trim_end_matches(|c: char| !c.is_ascii_digit());
    let digits = run.chars().filter(char::is_ascii_digit).count();
    (digits >= LEAST).then_some(run.len())
}

/// Where an e-mail address ends that begins the text.
fn address(text: &str) -> Option<usize> {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%' | '\'' | '@');
    let run = text.find(|c: char| !part(c)).map_or(text, |end| text.get(..end).unwrap_or_default());
    let run = run.trim_end_matches(|c: char| !c.is_alphanumeric());
    let (name, place) = run.split_once('@')?;
    let is_one = !name.is_empty() && place.contains('.') && place.starts_with(char::is_alphanumeric);
    is_one.then_some(run.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_addresses_are_not_told_and_other_figures_stay() {
        for (said, told) in [
            ("Ring 0131 496 0000 after five.", "Ring a telephone number after five."),
            ("Ring (0131) 496-0000, mum said", "Ring a telephone number, mum said"),
            ("+44 7700 900123/07700 900456", "a telephone number"),
            ("new number:07700900123", "new number:a telephone number"),
            ("write to jo.o'neill+home@post.example.org.", "write to an e-mail address."),
            ("0770@post.example, 07700900123@post.example", "an e-mail address, an e-mail address"),
            ("(żaneta@poczta.example)", "(an e-mail address)"),
            ("Slept 09:10 to 11:40, ate 2 of 3", "Slept 09:10 to 11:40, ate 2 of 3"),
            ("on 01-09-2026, 0 to 3, 07.30, 5 @ 3", "on 01-09-2026, 0 to 3, 07.30, 5 @ 3"),
            ("told @mum, a@b", "told @mum, a@b"),
            ("1234567890 steps", "1234567890 steps"),
            ("", ""),
        ] {
            assert_eq!(hidden(said), told);
        }
    }

    #[test]
    fn what_is_told_has_nothing_to_hide_any_more() {
        proptest::proptest!(|(text in "[0-9 +()@a.é-]{0,40}")| {
            let once = hidden(&text).into_owned();
            proptest::prop_assert_eq!(hidden(&once), once.as_str());
        });
    }
}
