use std::sync::{Arc, OnceLock};

use super::*;
use crate::capture::{Dictionary, Spelling, read};
use crate::catalog::{self, Catalog};

fn dictionary() -> Arc<Dictionary> {
    static READ: OnceLock<Arc<Dictionary>> = OnceLock::new();
    let read = || {
        let (affixes, words) = catalog::DICTIONARY;
        Arc::new(Dictionary::read(affixes, words).expect("the shipped dictionary reads"))
    };
    Arc::clone(READ.get_or_init(read))
}

pub(super) fn spelling() -> Spelling {
    let catalog = Catalog::shipped().unwrap();
    let mut spelling = Spelling::default();
    spelling.take(dictionary());
    let more = catalog.right.iter().map(String::as_str).chain(catalog.related.words());
    spelling.learn(&roll(), &catalog.phrases, more);
    spelling
}

/// The words of a note that are marked, with the caret at its end.
fn unknown(spelling: &Spelling, text: &str) -> Vec<String> {
    let desk = Desk::new();
    desk.reading(Kind::DropOff, false, |ctx| {
        let places = spelling.unknown(text, &read(text, ctx).marks, text.len());
        places.into_iter().map(|place| text[place].to_string()).collect()
    })
}

#[test]
fn words_that_nobody_here_knows_are_marked_and_no_others() {
    let spelling = spelling();
    for (text, marked) in [
        ("slepd badly. ", vec!["slepd"]),
        ("Slepd badly. ", vec!["Slepd"]),
        ("his freinds' toys, dosnt ", vec!["freinds", "dosnt"]),
        ("realise, colour, favourite, nappies, mum's ", vec![]),
        ("don’t, can't, it’s, Isla's ", vec![]),
        ("isla, zoe, Zoë, seun, oneill, O'Neill, nguyen, al-hassan ", vec![]),
        ("grandad, calpol, yoghurt, weetabix, wellies, mam ", vec![]),
        ("café, naïve ", vec![]),
        // A capital inside a sentence is somebody's or something's name; letters alone are short for something.
        ("went to Zzkea and Bluezy with GP, SENCO ", vec![]),
        ("Zzkea was fun ", vec!["Zzkea"]),
        // Digits, marks, and what was meant as a mark.
        ("5am 38.2 2nd .tired @mum @yesterday .tird @gradad ", vec![]),
        // The family's own words are as they said them.
        ("she said \"kocham cie\" and wavd ", vec!["wavd"]),
        ("she said \"kocham cie", vec![]),
        ("{name} ate > reed a bok ", vec!["bok"]),
        // What is being typed is not finished.
        ("well slepd", vec![]),
        ("", vec![]),
    ] {
        assert_eq!(unknown(&spelling, text), marked, "{text:?}");
    }
}

#[test]
fn without_a_dictionary_every_word_is_right() {
    assert_eq!(unknown(&Spelling::default(), "slepd badly "), Vec::<String>::new());
    assert!(Spelling::default().knows("slepd"));
}

#[test]
fn a_word_is_left_until_what_was_left_is_forgotten() {
    let mut spelling = spelling();
    spelling.leave("Slepd");
    assert_eq!(unknown(&spelling, "slepd wel "), ["wel"]);
    spelling.forget_left();
    assert_eq!(unknown(&spelling, "slepd "), ["slepd"]);
}

#[test]
fn other_words_are_the_likeliest_first_and_no_more_than_asked_for() {
    for (word, meant) in
        [("brekfast", "breakfast"), ("freinds", "friends"), ("wont’t", "won't"), ("Tierd", "Tired")]
    {
        let offered = dictionary().suggest(word, 5);
        assert!(offered.len() <= 5 && offered.iter().any(|offer| offer == meant), "{word}: {offered:?}");
    }
}

#[test]
fn a_doubled_letter_is_the_likeliest_slip() {
    for (word, meant) in [("hapy", "happy"), ("Realy", "Really"), ("untill", "until")] {
        let offered = dictionary().suggest(word, 5);
        assert_eq!(offered.first().map(String::as_str), Some(meant), "{word}: {offered:?}");
    }
}

#[test]
fn the_words_of_the_phrase_bank_are_right() {
    let spelling = spelling();
    let mut wrong: Vec<String> = Vec::new();
    for phrase in &Catalog::shipped().unwrap().phrases.0 {
        wrong.extend(unknown(&spelling, &phrase.text));
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn what_is_listed_as_right_is_what_the_dictionary_lacks() {
    let mut bare = Spelling::default();
    bare.take(dictionary());
    let known: Vec<String> =
        Catalog::shipped().unwrap().right.into_iter().filter(|word| bare.knows(word)).collect();
    assert_eq!(known, Vec::<String>::new(), "take these out of data/words/right.toml");
}

proptest::proptest! {
    #[test]
    fn any_text_can_be_looked_at(text in "\\PC{0,40}", caret in 0usize..50) {
        static SPELLING: OnceLock<Spelling> = OnceLock::new();
        let spelling = SPELLING.get_or_init(spelling);
        let desk = Desk::new();
        desk.reading(Kind::DropOff, false, |ctx| {
            for place in spelling.unknown(&text, &read(&text, ctx).marks, caret) {
                assert!(text.get(place).is_some());
            }
        });
    }
}
