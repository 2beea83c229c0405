//! Text in columns: how many it takes, where it is cut, where it breaks.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::safe;

/// Stands between the parts of one line.
pub const BETWEEN: &str = " · ";

/// How many columns a text takes once what hides in it is shown.
pub fn width_of(text: &str) -> usize {
    safe::cells(text).width()
}

/// The end of a text in so many columns, behind `…` where it has more.
pub fn ending(text: &str, columns: usize) -> String {
    if width_of(text) <= columns {
        return text.to_string();
    }
    let mut kept: Vec<&str> = Vec::new();
    let mut taken = 1;
    for letter in text.graphemes(true).rev() {
        taken += width_of(letter);
        if taken > columns {
            break;
        }
        kept.push(letter);
    }
    std::iter::once("…").chain(kept.into_iter().rev()).collect()
}

/// The text in at most so many columns, with `…` where it is cut. Letters are never cut in two.
pub fn clip(text: &str, columns: usize) -> String {
    if width_of(text) <= columns {
        return text.to_string();
    }
    let mut kept = String::new();
    let mut taken = 0;
    for letter in text.graphemes(true) {
        if taken + width_of(letter) + 1 > columns {
            break;
        }
        taken += width_of(letter);
        kept.push_str(letter);
    }
    kept.truncate(kept.trim_end().len());
    if columns > 0 {
        kept.push('…');
    }
    kept
}

/// The same, cut after a whole word where there is one.
pub fn clip_words(text: &str, columns: usize) -> String {
    let cut = clip(text, columns);
    let kept = cut.trim_end_matches('…');
    let within = text.get(kept.len()..).is_some_and(|rest| !rest.is_empty() && !rest.starts_with(' '));
    match kept.rsplit_once(' ').filter(|_| within && cut.ends_with('…')) {
        Some((words, _)) => format!("{}…", words.trim_end_matches([' ', ',', ':', ';'])),
        None => cut,
    }
}

/// A short name in at most so many columns. The initial that tells two children of one name apart is never what is cut:
/// `Caoim… O.`
pub fn clip_name(name: &str, columns: usize) -> String {
    match name.rsplit_once(' ') {
        Some((first, initial)) if width_of(name) > columns && width_of(initial) + 4 < columns => {
            format!("{} {initial}", clip(first, columns - width_of(initial) - 1))
        }
        _ => clip(name, columns),
    }
}

/// Of several parts so many, from the first, as have room in a line of so many columns; the first in any case.
pub fn parts_that_fit(parts: &[String], between: &str, columns: usize) -> String {
    let joined = |count: usize| parts.get(..count).unwrap_or_default().join(between);
    let fit = (1..=parts.len()).rev().find(|count| width_of(&joined(*count)) <= columns);
    joined(fit.unwrap_or(1.min(parts.len())))
}

/// The end of a path, where the whole is too long for so many columns.
pub fn clip_front(path: &str, columns: usize) -> String {
    let letters = path.chars().count();
    if letters <= columns {
        return path.to_string();
    }
    let rest: String = path.chars().skip(letters - columns.saturating_sub(1)).collect();
    format!("…{rest}")
}

/// How many lines of a list are not seen, where some are not: `2 more above, 3 more below`.
pub fn hidden(first: usize, fit: usize, all: usize) -> String {
    let hidden = [(first, "above"), (all.saturating_sub(first + fit), "below")];
    let hidden = hidden.iter().filter(|(count, _)| *count > 0);
    hidden.map(|(count, place)| format!("{count} more {place}")).collect::<Vec<_>>().join(", ")
}

/// The text in lines of at most so many columns, broken between words, a word that is longer broken inside. What belongs
/// together ([`belongs`]) stays on one line. A short word is never alone on the last line where the one before it can come
/// down to it.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut words: Vec<String> = Vec::new();
    let mut before = "";
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let fits = |held: &&mut String| width_of(held) + 1 + width_of(word) <= columns;
        match words.last_mut().filter(|_| belongs(before, word)).filter(fits) {
            Some(held) => held.extend([" ", word]),
            None => words.push(word.to_string()),
        }
        before = word;
    }
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    // How many words stand on the line, and on the one before it.
    let (mut here, mut above) = (0, 0);
    for word in &words {
        if !line.is_empty() && width_of(&line) + 1 + width_of(word) > columns {
            lines.push(std::mem::take(&mut line));
            (here, above) = (0, here);
        }
        here += 1;
        if !line.is_empty() {
            line.push(' ');
        }
        for letter in word.graphemes(true) {
            if width_of(&line) + width_of(letter) > columns && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line.push_str(letter);
        }
    }
    if let ([.., down, alone], Some(before)) = (words.as_slice(), lines.last_mut())
        && here == 1
        && above >= FEW
        && line == *alone
        && width_of(alone) <= SHORT
        && width_of(down) + 1 + width_of(alone) <= columns
    {
        before.truncate(before.len() - down.len());
        before.truncate(before.trim_end().len());
        line = format!("{down} {alone}");
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// A word of at most so many columns looks lost where it is alone on a line.
const SHORT: usize = 12;
/// A line of fewer words keeps them all.
const FEW: usize = 3;

/// The same, but what fits as it is keeps the gaps between its parts.
pub fn broken(text: &str, columns: usize) -> Vec<String> {
    if width_of(text) <= columns { vec![text.to_string()] } else { wrap(text, columns) }
}

/// Whether a word is read together with the one before it: a name's initial (`Lena N.`), what a number counts or names
/// (`5 seconds`, `3 phone`).
fn belongs(before: &str, word: &str) -> bool {
    let mut letters = word.chars();
    let initial = letters.next().is_some_and(char::is_uppercase) && letters.next() == Some('.');
    let named = before.starts_with(char::is_uppercase) && before.ends_with(char::is_alphanumeric);
    let gap = before.ends_with('[') && word.starts_with(']');
    gap || initial && named || before.chars().all(|letter| letter.is_ascii_digit()) && !before.is_empty()
}

#[cfg(test)]
mod tests;
