//! Room words: six plain English words that a person types in the morning.

use bip39::Language;
use zeroize::Zeroizing;

use crate::chance::Chance;
use crate::failure::{Failure, Result};

/// Six words of a list of 2,048, drawn by chance: 66 bits. Wiped from memory when they go; they can be
/// neither copied nor printed by accident.
pub struct Words(Zeroizing<String>);

/// How many words there are.
const COUNT: usize = 6;
/// The letters that tell each word of the list from every other.
const TELLING: usize = 4;
/// No word of the list is longer; with six words, a generous bound on what a person types.
const LONGEST: usize = 8;

impl Words {
    /// New words.
    pub fn generate(chance: &mut Chance) -> Words {
        Words::join(std::array::from_fn(|_| {
            chance.pick(Language::English.word_list()).copied().unwrap_or("zoo")
        }))
    }

    /// Words as a person types them: in any case, with any spaces, hyphens, commas or numbers between them,
    /// each in full or from its first four letters on.
    ///
    /// # Errors
    /// Refused where there are not six, or one is not of the list: by its number, with the word that it
    /// may have been meant for.
    pub fn parse(text: &str) -> Result<Words> {
        let typed = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        let mut words = ["zoo"; COUNT];
        // Words too many and too few are spoken of first: after a slip of the space bar every number is off.
        let total = typed.clone().count();
        if total != COUNT {
            return Err(Failure::refused(format!("There are six room words; here are {total}."))
                .todo("Type all six, with a space between them."));
        }
        for (number, (place, word)) in (1..).zip(words.iter_mut().zip(typed)) {
            *place = find(&lower(word)).map_err(|near| unknown(number, near))?;
        }
        Ok(Words::join(words))
    }

    /// The words in small letters with one space between them, to be shown or printed once.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn join(words: [&str; COUNT]) -> Words {
        let mut text = Zeroizing::new(String::with_capacity(COUNT * (LONGEST + 1)));
        for word in words {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
        }
        Words(text)
    }
}

/// In small letters, and no longer than twice the longest word: enough to see that it is none.
fn lower(word: &str) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(8 * LONGEST));
    text.extend(word.chars().take(2 * LONGEST).flat_map(char::to_lowercase));
    text
}

/// What was typed is never said, nor what was nearly typed: others may see the screen.
fn unknown(number: u8, near: bool) -> Failure {
    let failure = Failure::refused(format!("Word {number} is not one of the words that are used here."));
    failure.todo(match near {
        true => "It is off by a letter or two: look at it once more.",
        false => "Look at it once more, letter by letter.",
    })
}

/// The word of the list that is meant; where there is none, whether one is near.
fn find(typed: &str) -> Result<&'static str, bool> {
    let list = Language::English.word_list();
    if let Some(word) = list.iter().find(|word| **word == typed) {
        return Ok(word);
    }
    if typed.chars().count() >= TELLING
        && let Some(word) = list.iter().find(|word| word.starts_with(typed))
    {
        return Ok(word);
    }
    Err(list.iter().any(|word| slips(typed, word) <= 2))
}

/// How many slips of the finger lie between two words: a letter too many, too few, another, or two
/// neighbours the wrong way round.
fn slips(typed: &str, word: &str) -> usize {
    let word: Vec<char> = word.chars().collect();
    // Each row counts the slips from the letters typed so far to the beginnings of the word.
    let mut row: Vec<usize> = (0..=word.len()).collect();
    let mut above: Vec<usize> = Vec::new();
    let mut last = None;
    for (i, letter) in typed.chars().enumerate() {
        let mut next = vec![i + 1];
        let mut left = i + 1;
        for (j, there) in word.iter().enumerate() {
            let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX - 1);
            let same = usize::from(letter != *there);
            let mut least = (at(&row, j) + same).min(at(&row, j + 1) + 1).min(left + 1);
            let crossed = j > 0 && last == Some(*there) && word.get(j - 1) == Some(&letter);
            if crossed {
                least = least.min(at(&above, j - 1) + 1);
            }
            next.push(least);
            left = least;
        }
        above = std::mem::replace(&mut row, next);
        last = Some(letter);
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    const SIX: &str = "abandon ability zoo horse basket winter";

    fn says(text: &str) -> String {
        Words::parse(text).err().unwrap().to_string()
    }

    #[test]
    fn new_words_are_six_of_the_list_and_never_the_same_again() {
        let list: HashSet<&str> = Language::English.word_list().iter().copied().collect();
        let made: HashSet<String> =
            (0..200).map(|_| Words::generate(&mut Chance::Machine).as_str().to_owned()).collect();
        assert_eq!(made.len(), 200);
        for words in &made {
            assert_eq!(words.split(' ').filter(|word| list.contains(word)).count(), 6, "{words}");
            assert_eq!(Words::parse(words).unwrap().as_str(), words);
        }
        let drawn: HashSet<&str> = made.iter().flat_map(|words| words.split(' ')).collect();
        assert!(drawn.len() > 700, "all of the list is drawn from: {}", drawn.len());
    }

    #[test]
    fn four_letters_tell_every_word_of_the_list_from_every_other() {
        let list = Language::English.word_list();
        assert_eq!(
            list.iter().map(|word| &word[..TELLING.min(word.len())]).collect::<HashSet<_>>().len(),
            2048
        );
        for word in list {
            assert_eq!(find(word), Ok(*word));
            assert_eq!(find(&word[..TELLING.min(word.len())]), Ok(*word));
            assert!(word.len() <= LONGEST);
        }
    }

    #[test]
    fn words_are_taken_as_people_type_them() {
        for typed in [
            SIX,
            "Abandon Ability ZOO Horse Basket Winter",
            "  abandon\tability  zoo\r\nhorse basket winter\n",
            "abandon-ability-zoo-horse-basket-winter",
            "abandon – ability, zoo. horse; basket / winter",
            "1 abandon 2 ability 3 zoo 4 horse 5 basket 6 winter",
            "aban abil zoo hors bask wint",
            "aband abili zoo hors baske winte",
        ] {
            assert_eq!(Words::parse(typed).unwrap().as_str(), SIX, "{typed}");
        }
    }

    #[test]
    fn a_word_that_is_not_of_the_list_is_named_by_its_number_and_never_said() {
        for (typed, number, near) in [
            ("abandon ability zoo hrose basket winter", 4, true),
            ("abandom ability zoo horse basket winter", 1, true),
            ("abandon ability zoo horse basket winters", 6, true),
            ("abandon ability zo horse basket winter", 3, true),
            ("abandon xqxqxq zoo horse basket winter", 2, false),
            ("abandon été zoo horse basket winter", 2, false),
        ] {
            let said = says(typed);
            assert!(said.starts_with(&format!("Word {number} ")), "{said}");
            assert_eq!(said.contains("off by a letter or two"), near, "{said}");
            assert!(!said.contains("horse") && !said.contains("hrose"), "no word is said: {said}");
        }
    }

    #[test]
    fn words_too_few_and_too_many_are_counted() {
        for (typed, count) in [("", 0), ("abandon", 1), ("a b c d e", 5), ("a b c d e f g", 7), ("1234", 0)] {
            assert!(says(typed).contains(&format!("here are {count}.")), "{typed}");
        }
        assert!(says(&"abandon ".repeat(100_000)).contains("here are 100000."));
    }

    #[test]
    fn slips_are_counted_as_fingers_make_them() {
        for (typed, word, count) in [
            ("", "", 0),
            ("", "zoo", 3),
            ("horse", "horse", 0),
            ("hrose", "horse", 1),
            ("hose", "horse", 1),
            ("hoorse", "horse", 1),
            ("house", "horse", 1),
            ("ohsre", "horse", 2),
            ("winter", "horse", 5),
        ] {
            assert_eq!(slips(typed, word), count, "{typed} {word}");
            assert_eq!(slips(word, typed), count, "{word} {typed}");
        }
    }

    proptest! {
        #[test]
        fn anything_typed_is_words_or_a_sentence(text in "\\PC{0,60}") {
            if let Ok(words) = Words::parse(&text) {
                prop_assert_eq!(words.as_str().split(' ').count(), 6);
            }
        }
    }
}
