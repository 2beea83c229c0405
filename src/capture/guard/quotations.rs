//! Where the family's own words stand, which nobody changes for them.

use std::ops::Range;

/// Where the family's own words stand in a note or an entry. A quotation that is not closed runs to the end: rather
/// somebody is asked once too often.
pub(super) fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut quotations = Vec::new();
    let mut open: Option<usize> = None;
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        match (letter, open) {
            ('"', None) if before.is_whitespace() => open = Some(at),
            ('“', None) => open = Some(at),
            ('"' | '”', Some(from)) => {
                quotations.push(from..at);
                open = None;
            }
            _ => {}
        }
        before = letter;
    }
    quotations.extend(open.map(|from| from..text.len()));
    quotations
}
