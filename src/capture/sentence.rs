//! The writing of a sentence: first letters, full stops, phrases and their gaps.

use super::phrases::choice;
use crate::domain::{Kind, Phrase, Phrases};

/// Stands in words being read where each child's own name goes. What is typed can't hold it.
pub(super) const NAME: char = '\u{f8ff}';
/// Stands in words being read where a phrase's gap is empty.
pub(super) const GAP: char = '\u{f8fe}';
/// A gap as the phrase bank and the note box write it.
pub(super) const GAP_WORDS: &str = crate::domain::phrase::GAP;

/// A phrase's words with its gaps filled: one gap takes them all, of several each takes what stands before
/// the next comma. A choice is taken by its digit or its first letters too; what comes after the last one and a comma
/// or a full stop is a sentence of its own. Where words are missing it is the form without a gap, and nothing given is
/// lost.
pub(super) fn fill(phrase: &Phrase, words: &str) -> String {
    let gaps = phrase.text.matches(GAP_WORDS).count();
    let without = || {
        phrase.without.clone().unwrap_or_else(|| cut_gaps(&phrase.text.replace(GAP_WORDS, &GAP.to_string())))
    };
    if gaps == 0 {
        return phrase.text.clone();
    }
    let mut given: Vec<&str> =
        words.splitn(gaps, ',').map(str::trim).filter(|word| !word.is_empty()).collect();
    if given.is_empty() {
        return without();
    }
    if given.len() < gaps {
        // Choices need no commas: .ate most lunch
        let single: Vec<&str> = words.split_whitespace().collect();
        let chosen = |(word, choices): (&&str, &Vec<String>)| choice(choices, word).is_some();
        if single.len() == gaps && single.iter().zip(&phrase.choices).all(chosen) {
            given = single;
        }
    }
    if given.len() < gaps {
        return format!("{} {words}", without());
    }
    let mut more = "";
    for (word, choices) in given.iter_mut().zip(&phrase.choices) {
        let (first, after) = word.split_once([',', ';', '.']).unwrap_or((word, ""));
        if let Some(chosen) = choice(choices, first) {
            (*word, more) = (chosen, after.trim());
        }
    }
    let mut text = String::new();
    let mut rest = phrase.text.as_str();
    for word in given {
        let Some((before, after)) = rest.split_once(GAP_WORDS) else { break };
        text.push_str(before);
        // The phrase has its own full stop.
        text.push_str(if after.starts_with('.') { word.trim_end_matches('.') } else { word });
        rest = after;
    }
    text.push_str(rest);
    if !more.is_empty() {
        text.push(' ');
        text.push_str(more);
    }
    text
}

/// Puts a phrase after words: as a sentence of its own, or as more of the same after a comma.
pub(super) fn join_phrase(raw: &mut String, phrase: &str) {
    let before = raw.trim_end().len();
    match raw.get(..before).and_then(|text| text.chars().next_back()) {
        None => raw.clear(),
        Some(',' | ';' | ':' | '-' | '–') => {
            let mut letters = phrase.chars();
            if let Some(first) = letters.next() {
                raw.extend(first.to_lowercase());
                raw.push_str(letters.as_str());
            }
            return;
        }
        Some(last) => {
            raw.truncate(before);
            raw.push_str(if wants_stop(raw, last) { ". " } else { " " });
        }
    }
    raw.push_str(phrase);
}

/// The words without their empty gaps: a whole phrase takes its form without; elsewhere the gap alone goes.
pub(super) fn drop_gaps(raw: &str, phrases: &Phrases) -> String {
    if !raw.contains(GAP) {
        return raw.to_string();
    }
    let mut text = raw.to_string();
    for phrase in &phrases.0 {
        let Some(without) = phrase.without.as_deref().map(|words| words.trim_end_matches('.')) else {
            continue;
        };
        let whole = phrase.text.trim_end_matches('.').replace(GAP_WORDS, &GAP.to_string());
        text = text.replace(&whole, without);
    }
    cut_gaps(&text)
}

fn cut_gaps(text: &str) -> String {
    let mut cut = String::with_capacity(text.len());
    for (index, piece) in text.split(GAP).enumerate() {
        if index > 0 && (piece.is_empty() || piece.starts_with([' ', '.', ',', ';'])) {
            cut.truncate(before_gap(&cut, piece).len());
        }
        cut.push_str(piece);
    }
    cut
}

/// What stays of the words before a gap that goes: without the space, and, where the sentence ends behind the gap,
/// without the small word that led to it. `Ate most of [ ].` is `Ate most.`
pub(super) fn before_gap<'t>(before: &'t str, after: &str) -> &'t str {
    const LEADS_ON: [&str; 11] = ["of", "at", "with", "to", "from", "for", "by", "in", "on", "about", "and"];
    let before = before.trim_end_matches(' ');
    let ends = after.trim_start().chars().next().is_none_or(|next| matches!(next, '.' | '!' | '?'));
    match before.rsplit_once(' ') {
        Some((rest, last)) if ends && LEADS_ON.contains(&last) => rest.trim_end_matches([' ', ',']),
        _ => before,
    }
}

/// The codes of the phrases whose words stand in a text as sentences, each once: those of its kind first.
pub(super) fn phrases_in(text: &str, phrases: &Phrases, kind: Kind) -> Vec<String> {
    let mut found: Vec<(usize, &Phrase)> = Vec::new();
    let starts = starts(text);
    let stands_in = |phrase| stands_in(text, &starts, phrase);
    let others = phrases.0.iter().filter(|phrase| phrase.kind != kind);
    for phrase in phrases.of(kind).chain(others) {
        let place = stands_in(&phrase.text).or_else(|| phrase.without.as_deref().and_then(stands_in));
        if let Some(place) = place
            && !found.iter().any(|(known, _)| *known == place)
        {
            found.push((place, phrase));
        }
    }
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, phrase)| phrase.code.clone()).collect()
}

/// Where a sentence may begin in a text.
fn starts(text: &str) -> Vec<usize> {
    let mut begins = true;
    let mut starts = Vec::new();
    for (place, letter) in text.char_indices() {
        if begins {
            starts.push(place);
        }
        if !letter.is_whitespace() {
            begins = matches!(letter, '.' | '!' | '?' | '”');
        }
    }
    starts
}

/// Where a phrase's words begin in a text, as a sentence; a gap may hold anything but nothing.
fn stands_in(text: &str, starts: &[usize], phrase: &str) -> Option<usize> {
    // Of hardly any phrase does the text have the first letter where a sentence begins.
    let letter = phrase.as_bytes().first();
    if !starts.iter().any(|&place| text.as_bytes().get(place) == letter) {
        return None;
    }
    let mut bits = phrase.trim_end_matches('.').split(GAP_WORDS);
    let first = bits.next().filter(|first| !first.trim().is_empty())?;
    let bits: Vec<&str> = bits.collect();
    starts.iter().copied().find(|&place| {
        if !text.get(place..).is_some_and(|rest| rest.starts_with(first)) {
            return false;
        }
        let mut rest = text.get(place + first.len()..).unwrap_or_default();
        for (index, bit) in bits.iter().enumerate() {
            let gap_ends = if bit.is_empty() && index + 1 == bits.len() {
                rest.find(['.', '!', '?']).unwrap_or(rest.len())
            } else {
                match rest.find(bit) {
                    Some(place) => place,
                    None => return false,
                }
            };
            let held = rest.get(..gap_ends).unwrap_or_default();
            if held.trim().is_empty() || held.contains(". ") {
                return false;
            }
            rest = rest.get(gap_ends + bit.len()..).unwrap_or_default();
        }
        rest.is_empty() || rest.starts_with(['.', '!', '?'])
    })
}

/// A text with its first letters and its full stop put in. The family's own words are left as they were said.
pub(super) fn finish(raw: &str) -> String {
    let raw = raw.trim();
    let mut text = String::with_capacity(raw.len() + 1);
    let mut begins = true;
    let mut quoted = false;
    let mut letters = raw.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '“' => {
                quoted = true;
                begins = false;
            }
            '”' => {
                quoted = false;
                begins = text.ends_with(['.', '!', '?', '…'])
                    && letters.peek().is_some_and(|next| next.is_whitespace());
            }
            _ if quoted => {}
            '.' | '!' | '?' | '…' => {
                let ends = letters.peek().is_none_or(|next| next.is_whitespace());
                begins = ends && !(letter == '.' && abbreviated(&text));
            }
            letter if begins && letter.is_alphabetic() => {
                begins = false;
                // iPad and eBook have their capital already.
                if !letters.peek().is_some_and(|next| next.is_uppercase()) {
                    text.extend(letter.to_uppercase());
                    continue;
                }
            }
            // What is tied to a sign stays as it was typed.
            '@' | '{' | '#' | '/' | NAME => begins = false,
            letter if letter.is_alphanumeric() => begins = false,
            _ => {}
        }
        text.push(letter);
    }
    if text.chars().next_back().is_some_and(|last| wants_stop(&text, last)) {
        text.push('.');
    }
    text
}

/// Whether a full stop is missing after `text`, whose last character is `last`.
fn wants_stop(text: &str, last: char) -> bool {
    match last {
        '”' | ')' | ']' | '’' | '\'' => {
            let within = text.trim_end_matches(['”', ')', ']', '’', '\'']);
            !within.ends_with(['.', '!', '?', '…'])
        }
        '%' | '°' | '£' | '€' | NAME | GAP => true,
        _ => last.is_alphanumeric(),
    }
}

/// Whether the full stop after this text belongs to a short form: `e.g`, `Mrs`.
fn abbreviated(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = word.trim_start_matches(['(', '“']);
    let dotted = word.contains('.') && word.split('.').all(|bit| bit.chars().count() == 1);
    dotted || matches!(word.to_lowercase().as_str(), "mr" | "mrs" | "ms" | "dr" | "approx" | "vs")
}
