//! Phrases: what is said at the door every day, ready to be taken by a number or a word.

use serde::{Deserialize, Serialize};

use super::age_band::AgeBand;
use super::framework::StatementRef;
use super::kind::Kind;

mod filled;
mod language;

pub use filled::{Filled, Piece};
pub use language::{Direction, English, Language, PageLanguages, PageWords, Said, Saying};

/// A gap in a phrase's words.
pub const GAP: &str = "[ ]";
/// So many phrases of a kind stand on digits.
pub const ON_DIGITS: usize = 5;
/// The longest words of a phrase, in characters: what is longer is no phrase but a note.
pub const LONGEST: usize = 120;
/// The most choices in a gap: each has a digit.
const CHOICES: usize = 9;
/// The most words in a sentence that everyone can read easily.
const EASY_WORDS: usize = 12;

/// A phrase of the bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Phrase {
    /// A stable code: `drop-off.tired`.
    pub code: String,
    /// The kind that it belongs to.
    pub kind: Kind,
    /// The ages of the rooms that it suits; empty for all.
    pub ages: Vec<AgeBand>,
    /// The word that finds it first, after a full stop: `tired`.
    pub word: String,
    /// The words, each gap as `[ ]`: `Tired, woke at [ ].`
    pub text: String,
    /// What is offered in each gap, in their order; empty for a gap in which everything is free.
    pub choices: Vec<Vec<String>>,
    /// The words where a gap stays empty: `Tired.` Needed where `text` has a gap, absent where it has none.
    pub without: Option<String>,
    /// The same in easy words, with as many gaps, where `text` itself is not easy.
    pub plain: Option<String>,
    /// The statements that it usually shows, as a suggestion for the review.
    pub shows: Vec<StatementRef>,
    /// That it is offered no more. What was written with it stays as it is.
    pub hidden: bool,
}

/// What is wrong with a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// What, without a full stop.
    pub what: String,
    /// What to do, a whole sentence.
    pub todo: &'static str,
}

impl Phrase {
    /// A phrase with these words for rooms of every age; a gap is `[ ]` or its choices, `{all|most|some}`.
    pub fn new(code: &str, kind: Kind, word: &str, written: &str) -> Phrase {
        let (text, choices) = take_choices(written);
        Phrase {
            code: code.to_string(),
            kind,
            ages: Vec::new(),
            word: word.to_string(),
            text,
            choices,
            without: None,
            plain: None,
            shows: Vec::new(),
            hidden: false,
        }
    }

    /// The words with the choices in their gaps, as the bank has them: `Ate {all|most} of lunch.`
    pub fn written(&self) -> String {
        let mut choices = self.choices.iter();
        let mut pieces = self.text.split(GAP);
        let mut written = pieces.next().unwrap_or_default().to_string();
        for piece in pieces {
            match choices.next().filter(|choices| !choices.is_empty()) {
                Some(choices) => written.push_str(&format!("{{{}}}", choices.join("|"))),
                None => written.push_str(GAP),
            }
            written.push_str(piece);
        }
        written
    }

    /// How many gaps it has.
    pub fn gaps(&self) -> usize {
        self.text.matches(GAP).count()
    }

    /// The words in which everyone can read it.
    pub fn plain(&self) -> &str {
        self.plain.as_deref().unwrap_or(&self.text)
    }

    /// Whether it suits a room of that age; where the age is not known, every phrase does.
    pub fn suits(&self, ages: Option<AgeBand>) -> bool {
        self.ages.is_empty() || ages.is_none_or(|ages| self.ages.contains(&ages))
    }

    /// Refuses a phrase that could not be found, filled in or read.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn check(&self) -> Result<(), Wrong> {
        let wrong = |what: &str, todo| Err(Wrong { what: what.to_string(), todo });
        if self.word.is_empty() || !self.word.chars().all(char::is_lowercase) {
            return wrong(
                &format!("the word “{}” can't be typed after a full stop", self.word),
                "Use one word in small letters.",
            );
        }
        if self.text.chars().count() > LONGEST {
            return wrong("it is longer than a phrase should be", "Say it in fewer words.");
        }
        let starts_well = |text: &str| text.starts_with(GAP) || text.starts_with(char::is_uppercase);
        for text in [Some(&self.text), self.without.as_ref(), self.plain.as_ref()].into_iter().flatten() {
            if !starts_well(text) || !text.ends_with('.') || text.chars().any(char::is_control) {
                return wrong(
                    "it is not a sentence",
                    "Let it start with a capital and end with a full stop.",
                );
            }
            if text.contains(['{', '|', '}']) {
                return wrong(
                    "its choices can't be read",
                    "Write them as {all|most|some}, with at least two of them.",
                );
            }
        }
        if self.text.contains(GAP) != self.without.is_some() {
            return wrong(
                "it has a gap and no form without it, or such a form and no gap",
                "Say how it reads without the gap where the words have one, and only there.",
            );
        }
        if self.without.as_ref().is_some_and(|without| without.contains(GAP)) {
            return wrong("its form without the gap has a gap", "Take the gap out of it.");
        }
        if self.choices.iter().any(|choices| !choices.is_empty() && !are_choices(choices)) {
            return wrong(
                "its choices can't be told apart",
                "Give two to nine choices, each with words of its own.",
            );
        }
        if self.plain().matches(GAP).count() != self.gaps() {
            return wrong("its form in easy words has other gaps", "Give it as many gaps as the words have.");
        }
        if long_sentence(&self.plain().replace(GAP, "x")).is_some() {
            return wrong(
                "a sentence of it is longer than twelve words",
                "Make two sentences of it, or say it in easy words too.",
            );
        }
        Ok(())
    }
}

/// The first sentence of a text that not everyone can read easily, because it is longer than twelve words.
pub fn long_sentence(text: &str) -> Option<&str> {
    let mut rest = text;
    while !rest.trim().is_empty() {
        let stop = |(at, letter): (usize, char)| {
            let end = at + letter.len_utf8();
            let ended = matches!(letter, '.' | '!' | '?' | '…' | '\n');
            (ended && rest.get(end..).is_some_and(|after| !after.starts_with(char::is_alphanumeric)))
                .then_some(end)
        };
        let (sentence, after) = rest.split_at(rest.char_indices().find_map(stop).unwrap_or(rest.len()));
        let word = |word: &&str| word.contains(char::is_alphanumeric);
        if sentence.split_whitespace().filter(word).count() > EASY_WORDS {
            return Some(sentence.trim());
        }
        rest = after;
    }
    None
}

fn are_choices(choices: &[String]) -> bool {
    let fits =
        |choice: &String| !choice.is_empty() && choice.trim() == choice && !choice.contains(['[', ']']);
    let double = |(at, choice): (usize, &String)| {
        choices.iter().skip(at + 1).any(|other| other.to_lowercase() == choice.to_lowercase())
    };
    (2..=CHOICES).contains(&choices.len())
        && choices.iter().all(fits)
        && !choices.iter().enumerate().any(double)
}

/// The words with every gap as `[ ]`, and what is offered in each.
fn take_choices(written: &str) -> (String, Vec<Vec<String>>) {
    let (mut text, mut all) = (String::new(), Vec::new());
    let mut rest = written;
    while let Some(at) = rest.find(['[', '{']) {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        let choices = from
            .strip_prefix('{')
            .and_then(|inside| inside.split_once('}'))
            .filter(|(inside, _)| inside.contains('|') && !inside.contains('{'));
        if let Some((inside, after)) = choices {
            text.push_str(GAP);
            all.push(inside.split('|').map(|choice| choice.trim().to_string()).collect());
            rest = after;
        } else if let Some(after) = from.strip_prefix(GAP) {
            text.push_str(GAP);
            all.push(Vec::new());
            rest = after;
        } else {
            let mut letters = from.chars();
            text.extend(letters.next());
            rest = letters.as_str();
        }
    }
    text.push_str(rest);
    (text, all)
}

/// A phrase as files and the log have it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    code: String,
    kind: Kind,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    ages: Vec<AgeBand>,
    word: String,
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    without: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    plain: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    shows: Vec<StatementRef>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    hidden: bool,
}

impl From<Written> for Phrase {
    fn from(written: Written) -> Phrase {
        let Written { code, kind, ages, word, text, without, plain, shows, hidden } = written;
        Phrase { ages, without, plain, shows, hidden, ..Phrase::new(&code, kind, &word, &text) }
    }
}

impl From<Phrase> for Written {
    fn from(phrase: Phrase) -> Written {
        let text = phrase.written();
        let Phrase { code, kind, ages, word, without, plain, shows, hidden, .. } = phrase;
        Written { code, kind, ages, word, text, without, plain, shows, hidden }
    }
}

/// The phrase bank, in its order: for each kind, the first five that suit a room stand on its digits until use
/// ranks them. Those that are hidden are among them, for what was written with them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrases(pub Vec<Phrase>);

impl Phrases {
    /// The phrases of a kind that are offered, in the bank's order.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Phrase> {
        self.offered().filter(move |phrase| phrase.kind == kind)
    }

    /// All that are offered, in the bank's order.
    pub fn offered(&self) -> impl Iterator<Item = &Phrase> {
        self.0.iter().filter(|phrase| !phrase.hidden)
    }

    /// A phrase by its code, hidden or not.
    pub fn code(&self, code: &str) -> Option<&Phrase> {
        self.0.iter().find(|phrase| phrase.code == code)
    }

    /// The bank with a setting's own phrases: each takes the place of the one with its code, else it comes last.
    pub fn with(&self, own: &[Phrase]) -> Phrases {
        let mut all = self.clone();
        for phrase in own {
            match all.0.iter_mut().find(|known| known.code == phrase.code) {
                Some(known) => *known = phrase.clone(),
                None => all.0.push(phrase.clone()),
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_taken_out_of_the_words_and_written_back() {
        for (written, text, choices) in [
            ("Slept well.", "Slept well.", vec![]),
            ("Tired, woke at [ ].", "Tired, woke at [ ].", vec![vec![]]),
            ("Ate {all|most} of [ ].", "Ate [ ] of [ ].", vec![vec!["all", "most"], vec![]]),
            ("{Mum|Dad} stayed.", "[ ] stayed.", vec![vec!["Mum", "Dad"]]),
            ("Said {name} did it.", "Said {name} did it.", vec![]),
            ("An open { and ] here.", "An open { and ] here.", vec![]),
        ] {
            let phrase = Phrase::new("drop-off.x", Kind::DropOff, "x", written);
            assert_eq!(
                (phrase.text.as_str(), &phrase.choices),
                (
                    text,
                    &choices
                        .iter()
                        .map(|gap: &Vec<&str>| gap.iter().map(|choice| (*choice).to_string()).collect())
                        .collect::<Vec<Vec<String>>>()
                )
            );
            assert_eq!(phrase.written(), written);
        }
    }

    #[test]
    fn what_can_not_be_used_is_refused() {
        let good = Phrase {
            without: Some("Ate.".into()),
            ..Phrase::new("feedback.ate", Kind::Feedback, "ate", "Ate {all|most} of it.")
        };
        assert_eq!(good.check(), Ok(()));
        let with = |change: &dyn Fn(&mut Phrase)| {
            let mut phrase = good.clone();
            change(&mut phrase);
            phrase.check().unwrap_err().what
        };
        let text = |written: &'static str| {
            with(&|phrase| {
                *phrase = Phrase {
                    without: phrase.without.clone(),
                    ..Phrase::new("a", Kind::Feedback, "a", written)
                }
            })
        };
        assert!(with(&|phrase| phrase.word = "two words".into()).contains("two words"));
        assert!(with(&|phrase| phrase.without = None).contains("no form without"));
        assert!(with(&|phrase| phrase.without = Some("Ate [ ].".into())).contains("has a gap"));
        assert!(with(&|phrase| phrase.without = Some("ate.".into())).contains("not a sentence"));
        assert!(with(&|phrase| phrase.plain = Some("They ate.".into())).contains("other gaps"));
        assert!(text("Ate all of it.").contains("no gap"));
        assert!(text("ate [ ].").contains("not a sentence"));
        assert!(text("Ate {all of it.").contains("choices can't be read"));
        assert!(text("Ate {all|} of it.").contains("told apart"));
        assert!(text("Ate {all|All} of it.").contains("told apart"));
        assert!(text("Ate {a|b|c|d|e|f|g|h|i|j} of it.").contains("told apart"));
        assert!(text("Ate [ ] of what there was for lunch and all of the pudding too.").contains("twelve"));
        let long: &'static str = Box::leak(format!("Ate [ ]{}.", " a b.".repeat(30)).into_boxed_str());
        assert!(text(long).contains("longer than a phrase"));
    }

    #[test]
    fn a_sentence_of_more_than_twelve_words_is_found_whatever_stands_round_it() {
        let twelve = "One two three four five six seven eight nine ten eleven twelve";
        for (text, found) in [
            (format!("{twelve}. {twelve}!"), None),
            (format!("Short. {twelve} more. Short."), Some(format!("{twelve} more."))),
            (format!("{twelve} at 10.30"), Some(format!("{twelve} at 10.30"))),
            (format!("{twelve} – “…”"), None),
            (String::new(), None),
        ] {
            assert_eq!(long_sentence(&text), found.as_deref(), "{text}");
        }
    }

    #[test]
    fn a_settings_own_phrase_takes_the_place_of_the_banks_and_a_hidden_one_is_still_known() {
        let phrase =
            |word: &str, text: &str| Phrase::new(&format!("drop-off.{word}"), Kind::DropOff, word, text);
        let bank = Phrases(vec![phrase("one", "One."), phrase("two", "Two.")]);
        let mut hidden = phrase("one", "One.");
        hidden.hidden = true;
        let all = bank.with(&[phrase("three", "Three."), hidden, phrase("two", "Other.")]);
        assert_eq!(
            all.of(Kind::DropOff).map(|phrase| phrase.text.as_str()).collect::<Vec<_>>(),
            ["Other.", "Three."]
        );
        assert!(all.code("drop-off.one").is_some_and(|phrase| phrase.hidden));
        assert_eq!(all.of(Kind::PickUp).count(), 0);
    }

    #[test]
    fn a_room_of_unknown_age_is_offered_everything() {
        let mut phrase = Phrase::new("a", Kind::DropOff, "a", "A.");
        assert!(phrase.suits(None) && phrase.suits(Some(AgeBand::Twos)));
        phrase.ages = vec![AgeBand::UnderTwos];
        assert!(
            phrase.suits(None)
                && phrase.suits(Some(AgeBand::UnderTwos))
                && !phrase.suits(Some(AgeBand::Twos))
        );
    }
}
