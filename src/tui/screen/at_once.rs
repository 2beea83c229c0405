//! Two who write the same words at once. Nothing of either is lost: who saves second is shown both as one text to edit,
//! and what they save then they have seen.

use super::statement::marks::sentences;
use crate::domain::{Moment, PersonId};
use crate::tui::model::Session;

/// What two wrote, as one text: theirs, and after it what is new in mine. `base` is what both began from; where nobody
/// knows it any more, everything in mine that does not stand in theirs is new.
pub fn together(base: Option<&str>, theirs: &str, mine: &str, between: &str) -> String {
    let (theirs, mine) = (theirs.trim(), mine.trim());
    let as_it_was = |said: &str| base.is_some_and(|base| base.trim() == said);
    if as_it_was(mine) {
        return theirs.to_string();
    }
    if as_it_was(theirs) || mine.starts_with(theirs) {
        return mine.to_string();
    }
    if theirs.starts_with(mine) {
        return theirs.to_string();
    }
    let known: Vec<String> = [base.unwrap_or_default(), theirs]
        .into_iter()
        .flat_map(sentences)
        .map(|(sentence, _)| sentence)
        .collect();
    let all: Vec<String> = sentences(mine).into_iter().map(|(sentence, _)| sentence).collect();
    let new: Vec<&str> =
        all.iter().filter(|sentence| !known.contains(sentence)).map(String::as_str).collect();
    match new.len() {
        0 => theirs.to_string(),
        // Its paragraphs stay as they are.
        some if some == all.len() => format!("{theirs}{between}{mine}"),
        _ => format!("{theirs}{between}{}", new.join(" ")),
    }
}

/// `Helen wrote this text at 14:44.`
pub fn wrote_since(session: &Session, what: &str, written: Option<(PersonId, Moment)>) -> String {
    let Some((by, at)) = written else { return format!("Somebody wrote this {what} meanwhile.") };
    let who = match session.roll.person(by) {
        _ if session.person == Some(by) => "You",
        Some(person) => person.first_name(),
        None => "Somebody",
    };
    let clock = at.clock();
    match at.day() {
        day if day == session.today() => format!("{who} wrote this {what} at {clock}."),
        day => format!("{who} wrote this {what} on {}, {clock}.", crate::domain::day::short(day)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sentence_of_either_is_lost_and_none_stands_twice() {
        let base = Some("One. Two.");
        for (base, theirs, mine, both) in [
            // One of them left it as it was.
            (base, "One. Two. Three.", "One. Two.", "One. Two. Three."),
            (base, "One. Two.", "One.", "One."),
            (base, "One. Two.", "", ""),
            // Both added, both changed, one took out what the other changed.
            (base, "One. Two. Three.", "One. Two. Four.", "One. Two. Three.|Four."),
            (base, "One. Too.", "One. Two!", "One. Too.|Two!"),
            (base, "Two.", "One. Two. Four.", "Two.|Four."),
            (base, "One. Two. Three.", "Two.", "One. Two. Three."),
            // One stands whole at the beginning of the other.
            (base, "One.", "One. Two. Four.", "One. Two. Four."),
            (None, "Hear from dads", "Hear from dads and grans", "Hear from dads and grans"),
            (None, "Hear from dads and grans", "Hear from dads", "Hear from dads and grans"),
            (base, "Three.", "Four.\n\nFive.", "Three.|Four.\n\nFive."),
            // All of it was taken away: nobody loses words by that.
            (base, "", "One. Two. Four.", "One. Two. Four."),
            (base, "Three.", "", "Three."),
            // Nobody knows any more what both began from.
            (None, "One. Three.", "One. Four.", "One. Three.|Four."),
            (None, "One.", "One.", "One."),
            (None, "Jo", "Sam", "Jo|Sam"),
        ] {
            assert_eq!(together(base, theirs, mine, "|"), both, "{base:?} {theirs} {mine}");
        }
    }
}
