//! The numbers in brackets by which a text cites its entries. Pure.

/// The sentences of a text, each with whether it has a number: in it, or right after its full stop.
pub(in crate::tui::screen) fn sentences(text: &str) -> Vec<(String, bool)> {
    let mut sentences = Vec::new();
    for line in text.lines() {
        let mut rest = line.trim();
        while !rest.is_empty() {
            let (said, after) = rest.split_at_checked(sentence_end(rest)).unwrap_or((rest, ""));
            let numbered = said.split('[').skip(1).any(|after| number_first(after).is_some());
            sentences.push((said.trim().to_string(), numbered));
            rest = after.trim_start();
        }
    }
    sentences
}

/// Where the first sentence ends, the numbers after its full stop with it.
fn sentence_end(text: &str) -> usize {
    for (at, _) in text.match_indices(['.', '!', '?']) {
        let after = text.get(at + 1..).unwrap_or_default();
        let after = after.trim_start_matches(['”', '’', ')', '.', '!', '?']);
        if !after.chars().next().is_none_or(|next| next.is_whitespace() || next == '[') {
            continue;
        }
        let mut rest = after;
        while let Some(next) = rest.trim_start().strip_prefix('[').and_then(number_first) {
            rest = next;
        }
        return text.len() - rest.len();
    }
    text.len()
}

/// What comes after `3]`; `None` where no number stands there.
fn number_first(text: &str) -> Option<&str> {
    let (number, rest) = text.split_once(']')?;
    number.parse::<usize>().ok().map(|_| rest)
}

/// A draft with its numbers put in the place of others: the first of `numbers` for `[1]`.
pub(super) fn renumber(draft: &str, numbers: &[usize]) -> String {
    let mut text = String::new();
    let mut rest = draft;
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        let known = after.split_once(']').and_then(|(number, rest)| {
            let number: usize = number.parse().ok()?;
            Some((*numbers.get(number.checked_sub(1)?)?, rest))
        });
        match known {
            Some((number, after)) => {
                text.push_str(&mark(number));
                rest = after;
            }
            None => {
                text.push('[');
                rest = after;
            }
        }
    }
    text + rest
}

/// `[3]`
pub(super) fn mark(number: usize) -> String {
    format!("[{number}]")
}
