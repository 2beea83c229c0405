//! The words of a correction: quotations are the family's own, and nothing else in them is a mark.

use crate::capture::{MarkKind, Reading, read as read_note};
use crate::domain::entry::Standing;
use crate::domain::{Phrases, Room};
use crate::tui::model::Session;

/// The words as they will stand and the family's own among them. The marks of a new note (a step for home,
/// an adult, a phrase) mean nothing in a correction: the words are taken as they are.
pub(super) fn read(session: &Session, standing: &Standing, typed: &str) -> (String, Vec<String>) {
    let entry = &standing.entry;
    let phrases = Phrases::default();
    let unknown = Room::new(entry.room, "");
    let reading = Reading {
        phrases: &phrases,
        ranked: &[],
        kind: entry.kind,
        room: session.roll.room(entry.room).unwrap_or(&unknown),
        now: entry.happened,
        today: entry.happened.day(),
        adults: &[],
        strict_gaps: true,
    };
    let typed = typed.trim();
    let note = read_note(typed, &reading);
    let only_quotes = note
        .marks
        .iter()
        .all(|(_, mark)| matches!(mark, MarkKind::Quote | MarkKind::QuoteEnd | MarkKind::Escape));
    match note.parts.as_slice() {
        [part] if only_quotes && note.no_talk.is_none() => part.for_name(""),
        _ => (typed.to_string(), quotations(typed)),
    }
}

/// What stands between “ and ”, or between straight double quotes.
fn quotations(text: &str) -> Vec<String> {
    let mut quotations = Vec::new();
    let mut open: Option<String> = None;
    for letter in text.chars() {
        match (letter, open.take()) {
            ('“' | '"', None) => open = Some(String::new()),
            ('”' | '"', Some(words)) if !words.trim().is_empty() => {
                quotations.push(words.trim().to_string())
            }
            (_, None | Some(_)) if letter == '”' || letter == '"' => {}
            (letter, Some(mut words)) => {
                words.push(letter);
                open = Some(words);
            }
            (_, None) => {}
        }
    }
    quotations
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_the_signs_is_the_familys() {
        for (text, words) in [
            ("Told mum. “She sang.” Then \"again\"", vec!["She sang.", "again"]),
            ("> “open", vec![]),
            ("nothing", vec![]),
            ("“” “ ” “a”", vec!["a"]),
        ] {
            assert_eq!(quotations(text), words, "{text}");
        }
    }
}
