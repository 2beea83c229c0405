//! The words of a family's page: its headings and fixed sentences, and the phrases in other languages. They are written
//! beforehand; who checked them is kept beside them, and where nobody has, the English stands beside them.

use serde::Deserialize;

use super::filled::{Filled, fill};
use super::{Phrase, Phrases, take_choices};

/// Every form of words in which a family's page can be printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageLanguages {
    /// What may be said in other words: the shipped phrases in English, and the sentences of the daily round.
    pub bank: Phrases,
    /// The page in English.
    pub english: English,
    /// The other languages.
    pub others: Vec<Language>,
}

impl PageLanguages {
    /// The language that a register calls so, by any of its names; `None` for English and for one that is not ours.
    pub fn called(&self, name: &str) -> Option<&Language> {
        let name = name.trim().to_lowercase();
        self.others.iter().find(|language| {
            let names = [&language.code, &language.english, &language.own].into_iter().chain(&language.also);
            names.into_iter().any(|known| known.to_lowercase() == name)
        })
    }
}

/// The page's own words in English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct English {
    /// As most read them.
    pub page: PageWords,
    /// In easy words.
    pub plain: PageWords,
    /// On the card of a key person who tells a family what others read.
    pub card: PageWords,
}

/// The headings and fixed sentences of a page. In them `{children}` stands for the children's names, `{whose}` for
/// the same as an English possessive, `{room}` for the room's, `{adults}` for those of its readers and `{who}` for
/// the key person's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageWords {
    /// What the page is.
    pub title: String,
    /// The same without anybody's name, for a file's properties.
    pub about: String,
    /// For whom it is.
    pub for_whom: String,
    /// Over what we saw.
    pub noticed: String,
    /// Over what is said of most days.
    pub day_by_day: String,
    /// Over what the family said.
    pub told: String,
    /// Over what they can do.
    pub to_try: String,
    /// Over what they did, where there is nothing new to do.
    pub tried: String,
    /// Over what is planned.
    pub next_week: String,
    /// Before what was to be tried last time.
    pub last_time: String,
    /// Before what they told of it.
    pub you_told_us: String,
    /// That not everything fits.
    pub more: String,
    /// Who knows the child best.
    pub key_person: String,
    /// Between the last two of a list.
    pub and: String,
}

impl PageWords {
    /// All of them but the last, which stands between others, each with its name in a file.
    pub fn all(&self) -> [(&'static str, &str); 13] {
        [
            ("title", &self.title),
            ("about", &self.about),
            ("for_whom", &self.for_whom),
            ("noticed", &self.noticed),
            ("day_by_day", &self.day_by_day),
            ("told", &self.told),
            ("to_try", &self.to_try),
            ("tried", &self.tried),
            ("next_week", &self.next_week),
            ("last_time", &self.last_time),
            ("you_told_us", &self.you_told_us),
            ("more", &self.more),
            ("key_person", &self.key_person),
        ]
    }

    /// `a, b and c`
    pub fn list(&self, parts: &[String]) -> String {
        match parts {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} {} {last}", first.join(", "), self.and),
        }
    }
}

/// A language with the words of the page and those of its phrases that somebody wrote in it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// `pl`, as documents are marked with it.
    pub code: String,
    /// What it is called in English: `Polish`.
    pub english: String,
    /// What it calls itself: `polski`.
    pub own: String,
    /// What registers call it besides.
    #[serde(default)]
    pub also: Vec<String>,
    /// Which way it is written.
    pub direction: Direction,
    /// Who checked the words of the page; absent where nobody has.
    pub checked_by: Option<String>,
    /// Before words that stand in English.
    pub in_english: String,
    /// That nobody has checked the words that stand in this language.
    pub not_checked: String,
    /// The days of the week, short, Monday first.
    pub days: Vec<String>,
    /// The months as they stand in a date.
    pub months: Vec<String>,
    /// The headings and fixed sentences.
    pub page: PageWords,
    /// The phrases.
    #[serde(rename = "phrase", default)]
    pub phrases: Vec<Saying>,
}

/// Which way a language is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Direction {
    /// From left to right.
    #[default]
    #[serde(rename = "ltr")]
    FromLeft,
    /// From right to left.
    #[serde(rename = "rtl")]
    FromRight,
}

/// A phrase in another language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "Written")]
pub struct Saying {
    /// The phrase's code in the bank.
    pub code: String,
    /// The words, each gap as `[ ]`.
    pub text: String,
    /// What is offered in each gap, in the order of the English choices.
    pub choices: Vec<Vec<String>>,
    /// The words where a gap stays empty.
    pub without: Option<String>,
    /// The same in easy words.
    pub plain: Option<String>,
    /// Who checked it; absent where nobody has.
    pub checked_by: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    code: String,
    text: String,
    without: Option<String>,
    plain: Option<String>,
    checked_by: Option<String>,
}

impl From<Written> for Saying {
    fn from(written: Written) -> Saying {
        let (text, choices) = take_choices(&written.text);
        let Written { code, without, plain, checked_by, .. } = written;
        Saying { code, text, choices, without, plain, checked_by }
    }
}

/// Words that were said in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The words.
    pub words: String,
    /// Whether a person has checked them.
    pub checked: bool,
}

impl Language {
    /// Whether a person has checked the words of the page.
    pub fn checked(&self) -> bool {
        is_name(self.checked_by.as_deref())
    }

    /// A phrase as it stands in a text, in this language; `None` where nobody has written it. What was typed into a
    /// gap stays as it is, marked where it is words and the English does not stand beside them anyhow.
    pub fn say(&self, filled: &Filled, plain: bool) -> Option<Said> {
        let saying = self.phrases.iter().find(|saying| saying.code == filled.phrase.code)?;
        let checked = is_name(saying.checked_by.as_deref());
        let Some(gaps) = &filled.gaps else {
            let words = saying.without.clone()?;
            return Some(Said { words, checked });
        };
        let words = saying.plain.as_ref().filter(|_| plain).unwrap_or(&saying.text);
        let mut words = fill(words, |gap| {
            let typed = gaps.get(gap)?;
            let chosen = saying.chosen(filled.phrase, gap, typed).map(str::to_string);
            let foreign = checked && typed.contains(char::is_alphabetic);
            let marked =
                || if foreign { format!("{typed} ({})", self.in_english) } else { typed.to_string() };
            Some(chosen.unwrap_or_else(marked))
        });
        if let Some(first) = words.chars().next().filter(|first| first.is_lowercase()) {
            let rest = words.split_off(first.len_utf8());
            words = first.to_uppercase().chain(rest.chars()).collect();
        }
        Some(Said { words, checked })
    }
}

fn is_name(name: Option<&str>) -> bool {
    name.is_some_and(|name| !name.trim().is_empty())
}

impl Saying {
    /// What stands here for a choice of the English phrase.
    fn chosen(&self, phrase: &Phrase, gap: usize, typed: &str) -> Option<&str> {
        let typed = typed.to_lowercase();
        let place = phrase.choices.get(gap)?.iter().position(|choice| choice.to_lowercase() == typed)?;
        self.choices.get(gap)?.get(place).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::super::filled::Piece;
    use super::*;
    use crate::domain::Kind;

    fn said(checked: bool, text: &str) -> Option<String> {
        let ate = Phrase {
            without: Some("Sat down to eat.".into()),
            plain: Some("They ate [ ] of [ ].".into()),
            ..Phrase::new("ate", Kind::Feedback, "ate", "Ate {all|most} of {lunch|tea}.")
        };
        let bank = Phrases(vec![ate]);
        let (text_of, choices) = take_choices("Zjedzone {wszystko|większość}, {obiad|podwieczorek}.");
        let saying = Saying {
            code: "ate".into(),
            text: text_of,
            choices,
            without: Some("Był posiłek.".into()),
            plain: None,
            checked_by: checked.then(|| "Anna".into()),
        };
        let language = Language {
            code: "pl".into(),
            english: "Polish".into(),
            own: "polski".into(),
            also: vec!["Pol.".into()],
            direction: Direction::FromLeft,
            checked_by: None,
            in_english: "po angielsku".into(),
            not_checked: "…".into(),
            days: vec![],
            months: vec![],
            page: PageWords::default(),
            phrases: vec![saying],
        };
        let codes = ["ate".to_string()];
        let pieces = bank.pieces(text, &codes);
        let Some(Piece::Phrase(filled)) = pieces.first() else { return None };
        language.say(filled, false).map(|said| said.words)
    }

    #[test]
    fn choices_are_said_in_the_language_and_other_words_stay_and_are_marked() {
        let say = |checked, text: &str| said(checked, text).unwrap();
        assert_eq!(say(true, "Sat down to eat."), "Był posiłek.");
        assert_eq!(say(true, "Ate most of tea."), "Zjedzone większość, podwieczorek.");
        assert_eq!(say(true, "Ate all of the rice."), "Zjedzone wszystko, the rice (po angielsku).");
        // Beside it the English stands anyhow.
        assert_eq!(say(false, "Ate all of the rice."), "Zjedzone wszystko, the rice.");
        assert_eq!(say(true, "Ate 2 of 3."), "Zjedzone 2, 3.");
    }
}
