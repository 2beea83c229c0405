//! The phrases of a room in the order of their numbers, what letters find among them, and what is chosen in a gap.

use std::collections::BTreeMap;

use crate::domain::name::fold;
use crate::domain::phrase::ON_DIGITS;
use crate::domain::{AgeBand, Kind, Phrase, Phrases};

/// So many uses in a room move a phrase past one that has not had them: what was typed once by chance must not be
/// what `1` says tomorrow to fingers that learnt another phrase there.
pub const USES_A_PLACE: u32 = 10;

/// The phrases of a kind in the order of their numbers. On the digits 1 to 5 stand those that suit the room's age
/// and that the room used most before today, as the bank lists them where it used them about alike; then come the
/// others that suit it, then those for other ages. Whoever gives the same uses all day keeps every number all day.
pub fn numbered<'a>(
    bank: &'a Phrases,
    kind: Kind,
    ages: Option<AgeBand>,
    uses: &BTreeMap<String, u32>,
) -> Vec<&'a Phrase> {
    let places = |phrase: &Phrase| uses.get(&phrase.code).copied().unwrap_or(0) / USES_A_PLACE;
    let (mut all, others): (Vec<&Phrase>, Vec<&Phrase>) =
        bank.of(kind).partition(|phrase| phrase.suits(ages));
    let mut first = all.clone();
    first.sort_by_cached_key(|phrase| std::cmp::Reverse(places(phrase)));
    first.truncate(ON_DIGITS);
    all.retain(|phrase| !first.iter().any(|taken| taken.code == phrase.code));
    first.into_iter().chain(all).chain(others).collect()
}

/// A phrase that was found, with its number where it is one of the note's own kind.
pub type Found<'a> = (Option<usize>, &'a Phrase);

/// The phrases that letters find, by the number or by any part of the word or the words: those of the note's own
/// kind first, then those of other kinds that a word of their own finds.
pub fn found<'a>(numbered: &[&'a Phrase], bank: &'a Phrases, letters: &str) -> Vec<Found<'a>> {
    let mut words: Vec<&str> = numbered.iter().map(|phrase| phrase.word.as_str()).collect();
    let others: Vec<Found> = bank
        .offered()
        .filter(|phrase| {
            let new = !words.contains(&phrase.word.as_str());
            words.push(&phrase.word);
            new
        })
        .map(|phrase| (None, phrase))
        .collect();
    let own = numbered.iter().enumerate().map(|(index, phrase)| (Some(index + 1), *phrase));
    let wanted = fold(letters);
    let rank = |(number, phrase): &Found| {
        let number = number.map(|number| number.to_string()).unwrap_or_default();
        let word = fold(&phrase.word);
        if wanted.is_empty() || number == wanted || word.starts_with(&wanted) {
            Some(0)
        } else if number.starts_with(&wanted)
            || word.contains(&wanted)
            || fold(&phrase.written()).contains(&wanted)
        {
            Some(1)
        } else {
            None
        }
    };
    let mut all: Vec<(u8, Found)> =
        own.chain(others).filter_map(|phrase| rank(&phrase).map(|rank| (rank, phrase))).collect();
    all.sort_by_key(|(rank, _)| *rank);
    all.into_iter().map(|(_, phrase)| phrase).collect()
}

/// The choice that these words mean: its digit, the whole of it, or the letters with which it begins.
pub fn choice<'a>(choices: &'a [String], words: &str) -> Option<&'a str> {
    let words = words.trim();
    if let Ok(number) = words.parse::<usize>() {
        return choices.get(number.checked_sub(1)?).map(String::as_str);
    }
    let wanted = words.to_lowercase();
    let begins = |choice: &&String| !wanted.is_empty() && choice.to_lowercase().starts_with(&wanted);
    choices.iter().find(begins).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(word: &str, text: &str, ages: &[AgeBand]) -> Phrase {
        Phrase { ages: ages.to_vec(), ..Phrase::new(&format!("feedback.{word}"), Kind::Feedback, word, text) }
    }

    fn bank() -> Phrases {
        let mut all: Vec<Phrase> =
            ["a", "b", "c", "d", "e", "f", "g"].map(|word| phrase(word, "Said.", &[])).into();
        all.insert(1, phrase("bottle", "Bottle at [ ].", &[AgeBand::UnderTwos]));
        all.insert(2, phrase("story", "Told a {long|short} story.", &[AgeBand::ThreesToFives]));
        all.push(Phrase::new("pick-up.a", Kind::PickUp, "a", "Never found by its word."));
        all.push(Phrase::new("pick-up.late", Kind::PickUp, "late", "Collected late, a story."));
        Phrases(all)
    }

    fn words(phrases: &[&Phrase]) -> String {
        phrases.iter().map(|phrase| phrase.word.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_rooms_age_says_what_comes_first_and_only_habit_changes_it() {
        let bank = bank();
        let none = BTreeMap::new();
        let order = |ages, uses: &BTreeMap<String, u32>| words(&numbered(&bank, Kind::Feedback, ages, uses));
        assert_eq!(order(Some(AgeBand::UnderTwos), &none), "a bottle b c d e f g story");
        assert_eq!(order(Some(AgeBand::Twos), &none), "a b c d e f g bottle story");
        assert_eq!(order(None, &none), "a bottle story b c d e f g");
        let uses = |word: &str, uses| BTreeMap::from([(format!("feedback.{word}"), uses)]);
        assert_eq!(order(Some(AgeBand::Twos), &uses("g", USES_A_PLACE - 1)), "a b c d e f g bottle story");
        assert_eq!(order(Some(AgeBand::Twos), &uses("g", USES_A_PLACE)), "g a b c d e f bottle story");
        // What suits another age does not come onto the digits, however often it was used.
        assert_eq!(order(Some(AgeBand::Twos), &uses("story", 90)), "a b c d e f g bottle story");
    }

    #[test]
    fn a_hidden_phrase_is_not_offered() {
        let mut bank = bank();
        bank.0[0].hidden = true;
        let numbered = numbered(&bank, Kind::Feedback, Some(AgeBand::Twos), &BTreeMap::new());
        assert_eq!(words(&numbered), "b c d e f g bottle story");
        assert!(found(&numbered, &bank, "").iter().all(|(_, phrase)| phrase.code != "feedback.a"));
    }

    #[test]
    fn letters_find_by_number_by_word_and_by_any_part() {
        let bank = bank();
        let numbered = numbered(&bank, Kind::Feedback, Some(AgeBand::Twos), &BTreeMap::new());
        let found = |letters: &str| {
            found(&numbered, &bank, letters)
                .into_iter()
                .map(|(number, phrase)| {
                    format!("{}{}", number.map_or(String::new(), |n| n.to_string()), phrase.word)
                })
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(found("9"), "9story");
        assert_eq!(found("story"), "9story late");
        assert_eq!(found("SHORT"), "9story");
        assert_eq!(found("bot"), "8bottle");
        assert_eq!(found("xyz"), "");
        assert_eq!(found(""), "1a 2b 3c 4d 5e 6f 7g 8bottle 9story late");
    }

    #[test]
    fn a_choice_is_meant_by_its_digit_its_letters_or_the_whole_of_it() {
        let choices = ["all", "most", "a little"].map(String::from);
        for (words, meant) in [
            ("1", Some("all")),
            ("3", Some("a little")),
            ("4", None),
            ("0", None),
            ("m", Some("most")),
            ("MOST", Some("most")),
            ("a l", Some("a little")),
            ("a", Some("all")),
            ("mostly", None),
            ("", None),
        ] {
            assert_eq!(choice(&choices, words), meant, "{words}");
        }
    }
}
