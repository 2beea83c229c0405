//! The languages of a family's page: `phrases/<code>.toml`, each held to what the English says.

use super::check::twice;
use super::{CatalogError, Source};
use crate::domain::phrase::{English, GAP, Language, PageWords, Saying, long_sentence};
use crate::domain::round::Column;
use crate::domain::{Kind, Phrase, Phrases, Rounds};

/// What may be said in other words: the shipped phrases, and what the daily round says.
pub(super) fn bank(phrases: &[Phrase], rounds: &Rounds) -> Phrases {
    let of_round = |column: &Column| -> Vec<Phrase> {
        let sentence = |word: &str, words: &str| {
            Phrase::new(&format!("round.{}.{word}", column.code), Kind::Feedback, word, words)
        };
        let choices = column.choices.iter().map(|choice| sentence(&choice.label, &choice.words));
        let number = column.number.iter().map(|number| sentence("number", &number.words));
        choices.chain(number).collect()
    };
    Phrases(phrases.iter().cloned().chain(rounds.columns.iter().flat_map(of_round)).collect())
}

/// Refuses English words of the page that could not be set, and a sentence in easy words that is long.
pub(super) fn check_english(english: &English, source: &Source<'_>) -> Result<(), CatalogError> {
    for (part, words) in [("page", &english.page), ("plain", &english.plain), ("card", &english.card)] {
        check_words(part, words, source)?;
    }
    let long = english.plain.all().into_iter().find(|(_, words)| long_sentence(words).is_some());
    match long {
        Some((name, _)) => Err(source.under(
            &["plain", name],
            "a sentence in easy words is longer than twelve words",
            "Make two sentences of it.",
        )),
        None => Ok(()),
    }
}

/// A language's file. Refuses words that could not be set, and a phrase that is not as the English one is.
pub(super) fn read(source: &Source<'_>, path: &str, bank: &Phrases) -> Result<Language, CatalogError> {
    let language: Language = source.parse()?;
    if path != format!("phrases/{}.toml", language.code) {
        return Err(source.under(
            &["code"],
            format!("the code in it is “{}”, but the file is called “{path}”", language.code),
            "Let the file's name and the code be the same.",
        ));
    }
    let names = [
        ("english", &language.english),
        ("own", &language.own),
        ("in_english", &language.in_english),
        ("not_checked", &language.not_checked),
    ];
    if let Some((name, _)) = names.into_iter().find(|(_, words)| words.trim().is_empty()) {
        return Err(source.under(&[name], format!("“{name}” says nothing"), "Write it in that language."));
    }
    for (name, words, count) in [("days", &language.days, 7), ("months", &language.months, 12)] {
        if words.len() != count || words.iter().any(|word| word.trim().is_empty()) {
            return Err(source.under(
                &[name],
                format!("“{name}” has {} words", words.len()),
                format!("Write {count}, the first one first."),
            ));
        }
    }
    check_words("page", &language.page, source)?;
    if let Some((index, code)) = twice(language.phrases.iter().map(|saying| &saying.code)) {
        return Err(source.at(
            "phrase",
            index,
            format!("the phrase {code} is there twice"),
            "Take one of them out.",
        ));
    }
    for (index, saying) in language.phrases.iter().enumerate() {
        let code = &saying.code;
        let Some(english) = bank.code(code) else {
            return Err(source.at(
                "phrase",
                index,
                format!("the phrase {code} is not known"),
                "Check its code: it is that of the English phrase.",
            ));
        };
        check_saying(saying, english)
            .map_err(|(what, todo)| source.at("phrase", index, format!("the phrase {code} {what}"), todo))?;
    }
    Ok(language)
}

/// What each of the page's words may speak of, and what it can't do without.
const MARKS: [(&str, &[&str], Option<&str>); 4] = [
    ("title", &["{children}", "{whose}", "{room}"], None),
    ("about", &["{room}"], None),
    ("for_whom", &["{adults}"], Some("{adults}")),
    ("key_person", &["{who}", "{children}", "{whose}"], Some("{who}")),
];

fn check_words(part: &str, words: &PageWords, source: &Source<'_>) -> Result<(), CatalogError> {
    for (name, said) in words.all().into_iter().chain([("and", words.and.as_str())]) {
        let known = MARKS.iter().find(|(known, ..)| *known == name);
        let (may, must) = known.map_or((&[][..], None), |(_, may, must)| (*may, *must));
        let rest = may.iter().fold(said.to_string(), |said, mark| said.replace(mark, ""));
        let wrong =
            |what: &str, todo: &str| Err(source.under(&[part, name], format!("“{name}” {what}"), todo));
        if said.trim().is_empty() {
            return wrong("says nothing", "Write it in that language.");
        }
        if rest.contains(['{', '}']) {
            return wrong(
                "speaks of what does not stand there",
                "Use the same words in braces as the English.",
            );
        }
        if must.is_some_and(|must| !said.contains(must)) {
            return wrong("does not say who it is", "Use the same words in braces as the English.");
        }
    }
    Ok(())
}

/// What is wrong with a phrase, beside the English one, and what to do.
fn check_saying(saying: &Saying, english: &Phrase) -> Result<(), (&'static str, &'static str)> {
    let forms = [Some(&saying.text), saying.without.as_ref(), saying.plain.as_ref()];
    let sentence = |text: &&String| text.ends_with(['.', '۔']) && !text.contains(['{', '|', '}']);
    if !forms.into_iter().flatten().all(|text| sentence(&text)) {
        return Err(("is not a sentence", "Let it end with a full stop, and write choices as {one|two}."));
    }
    let gaps = |text: &String| text.matches(GAP).count();
    if [Some(&saying.text), saying.plain.as_ref()]
        .into_iter()
        .flatten()
        .any(|text| gaps(text) != english.gaps())
    {
        return Err(("has other gaps than the English", "Give it as many, in the same order."));
    }
    if saying.without.is_some() != english.without.is_some()
        || saying.without.as_ref().is_some_and(|text| gaps(text) > 0)
    {
        return Err((
            "has no form without its gap, or one that the English does not have",
            "Say how it reads without the gap where the English does.",
        ));
    }
    if saying.plain.is_some() != english.plain.is_some() {
        return Err((
            "has no form in easy words, or one that the English does not have",
            "Say it in easy words where the English does.",
        ));
    }
    let counts = |choices: &[Vec<String>]| choices.iter().map(Vec::len).collect::<Vec<_>>();
    if counts(&saying.choices) != counts(&english.choices)
        || saying.choices.iter().any(|choices| twice(choices).is_some())
    {
        return Err((
            "has other choices than the English",
            "Give each gap as many, in the same order, no two alike.",
        ));
    }
    Ok(())
}
