//! “A friend” where a name stood.

use super::NameHit;
use super::tokens::{begins_sentence, tokens};
use crate::domain::name::is_apostrophe;

/// The text with “a friend” instead of the name; only “friend” after a word that leads up to it, as in `the Murray boy`
/// and `little Isla`.
pub fn soften(text: &str, hit: &NameHit) -> String {
    let (Some(before), Some(after)) = (text.get(..hit.range.start), text.get(hit.range.end..)) else {
        return text.to_string();
    };
    let led = before.ends_with(' ') && tokens(before).last().is_some_and(|token| token.leads_up());
    let friend = match (led, begins_sentence(before)) {
        (true, _) => "friend",
        (false, true) => "A friend",
        (false, false) => "a friend",
    };
    let boy = Some(after).filter(|_| led).and_then(|after| after.strip_prefix(' '));
    let after = boy.and_then(without_child).unwrap_or(after);
    let mut letters = after.chars();
    let apostrophe = letters.next().filter(|&letter| is_apostrophe(letter));
    let bare = letters.next().is_none_or(|next| !next.is_alphanumeric());
    let ends_in_s = text.get(hit.range.clone()).is_some_and(|name| name.ends_with(['s', 'S']));
    // `Lucas' coat` becomes a friend's coat.
    match apostrophe.filter(|_| bare && ends_in_s) {
        Some(apostrophe) => {
            format!("{before}{friend}{apostrophe}s{}", after.get(apostrophe.len_utf8()..).unwrap_or_default())
        }
        None => format!("{before}{friend}{after}"),
    }
}

/// What comes after the word for a child with which a text begins: the Murray boy is a friend, not a friend boy.
fn without_child(text: &str) -> Option<&str> {
    const CHILD: [&str; 7] = ["boy", "girl", "child", "lad", "lass", "kid", "twin"];
    let rest = text.trim_start_matches(char::is_alphabetic);
    let word = text.strip_suffix(rest)?;
    CHILD.contains(&word.to_lowercase().as_str()).then_some(rest)
}

/// The text with “a friend” instead of each of these names, which stand in it in their order; but for those in the
/// family's own words.
pub fn soften_all(text: &str, hits: &[NameHit]) -> String {
    // From the end, so that the places of the others stay right.
    let hits = hits.iter().filter(|hit| !hit.quoted);
    hits.rev().fold(text.to_string(), |text, hit| soften(&text, hit))
}
