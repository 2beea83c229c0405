//! What an entry may show: by its kind, its phrases, its marks and the pack's words. A writer never
//! chooses a statement; a lead agrees or takes away what stands here.

use std::collections::{BTreeSet, HashMap};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::say;
use crate::domain::entry::{Entry, Shown, Standing, Step};
use crate::domain::framework::{Framework, Mark, Statement, StatementRef};
use crate::domain::{Phrase, Phrases};

/// The statements that an entry may show, in the frameworks' order and each framework's own, none twice.
///
/// A private entry and one that says there was no talk suggest nothing. A phrase that shows a statement of
/// a framework that is not among `frameworks` is passed over. That a step was heard back is known later:
/// see [`proposed`].
pub fn suggest(entry: &Entry, phrases: &Phrases, frameworks: &[Framework]) -> Vec<StatementRef> {
    Suggester::new(phrases, frameworks).suggest(entry)
}

/// [`suggest`] made ready, for whoever asks it of many entries: the packs' words are read once.
#[derive(Debug)]
pub struct Suggester<'a> {
    phrases: &'a Phrases,
    /// Each hint once: statements that are like each other have the same ones.
    hints: Vec<Hint>,
    statements: Vec<Ready<'a>>,
}

#[derive(Debug)]
struct Ready<'a> {
    known: StatementRef,
    statement: &'a Statement,
    /// Which of the hints are its own.
    hints: Vec<usize>,
}

impl<'a> Suggester<'a> {
    /// Reads the packs' words.
    pub fn new(phrases: &'a Phrases, frameworks: &'a [Framework]) -> Suggester<'a> {
        let mut statements: Vec<Ready<'a>> = Vec::new();
        let mut seen = BTreeSet::new();
        let mut hints = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        for framework in frameworks {
            for statement in &framework.statements {
                let known = StatementRef { framework: framework.id.clone(), code: statement.code.clone() };
                if seen.insert(known.clone()) {
                    let mut place = |hint: &'a String| {
                        *places.entry(hint).or_insert_with(|| {
                            hints.push(Hint::read(hint));
                            hints.len() - 1
                        })
                    };
                    let hints = statement.hints.iter().map(&mut place).collect();
                    statements.push(Ready { known, statement, hints });
                }
            }
        }
        Suggester { phrases, hints, statements }
    }

    /// As [`suggest`].
    pub fn suggest(&self, entry: &Entry) -> Vec<StatementRef> {
        if entry.private || entry.no_talk.is_some() {
            return Vec::new();
        }
        let words = words(&entry.text);
        let phrases: Vec<_> = entry.phrases.iter().filter_map(|code| self.phrases.code(code)).collect();
        let fits: Vec<bool> = self.hints.iter().map(|hint| hint.find(&words).is_some()).collect();
        self.statements
            .iter()
            .filter(|ready| {
                ready.statement.kinds.contains(&entry.kind)
                    || ready.statement.marks.iter().any(|mark| carries(entry, *mark))
                    || ready.hints.iter().any(|&hint| fits.get(hint).is_some_and(|&fits| fits))
                    || phrases.iter().any(|phrase| shows(phrase, &ready.known, ready.statement))
                    || entry.pinned.as_ref() == Some(&ready.known)
            })
            .map(|ready| ready.known.clone())
            .collect()
    }
}

/// Why an entry suggests a statement: `For home · says “at home”`. Empty where it does not.
pub fn why(entry: &Entry, framework: &Framework, statement: &Statement, phrases: &Phrases) -> String {
    if entry.private || entry.no_talk.is_some() {
        return String::new();
    }
    let known = StatementRef { framework: framework.id.clone(), code: statement.code.clone() };
    let mut reasons = Vec::new();
    if entry.pinned.as_ref() == Some(&known) {
        reasons.push("the question on the door card".to_string());
    }
    if statement.kinds.contains(&entry.kind) {
        reasons.push(entry.kind.label().to_string());
    }
    for phrase in entry.phrases.iter().filter_map(|code| phrases.code(code)) {
        let reason = format!("phrase “{}”", phrase.word);
        if shows(phrase, &known, statement) && !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    for mark in statement.marks.iter().filter(|mark| carries(entry, **mark)) {
        reasons.push(match mark {
            Mark::FamilyWords => "the family's own words".to_string(),
            Mark::FollowUp => "something promised".to_string(),
            Mark::HeardBack => "heard back".to_string(),
        });
    }
    let words = words(&entry.text);
    let mut said = BTreeSet::new();
    for hint in &statement.hints {
        if let Some((from, to)) = Hint::read(hint).find(&words)
            && let Some(text) = entry.text.get(from..to)
            && said.insert((from, to))
        {
            reasons.push(format!("says “{text}”"));
        }
    }
    say::capital(&reasons.join(" · "))
}

/// What the review offers to agree: what was suggested, and what a step that was heard back shows besides.
/// A step heard back that led to a change and a promise that was kept carry *changed* by themselves.
/// Suggestions of a framework that is not in use any more stay, last.
pub fn proposed(standing: &Standing, frameworks: &[Framework]) -> Vec<Shown> {
    let entry = &standing.entry;
    if entry.private || entry.no_talk.is_some() || standing.withdrawn.is_some() {
        return Vec::new();
    }
    let heard = matches!(standing.step, Some(Step::HeardBack { .. }));
    let led_to_change = matches!(standing.step, Some(Step::HeardBack { led_to_change: true, .. }));
    let changed = led_to_change || standing.follow_up_done.is_some();
    let mut shown: Vec<Shown> = Vec::new();
    let mut add = |statement: StatementRef| {
        if shown.iter().all(|other| other.statement != statement) {
            shown.push(Shown { statement, changed });
        }
    };
    for framework in frameworks {
        for statement in &framework.statements {
            let known = StatementRef { framework: framework.id.clone(), code: statement.code.clone() };
            let by_answer = heard && statement.marks.contains(&Mark::HeardBack);
            if by_answer || entry.suggested.contains(&known) {
                add(known);
            }
        }
    }
    entry.suggested.iter().cloned().for_each(add);
    shown
}

/// Whether a phrase shows a statement, or one that it is like.
fn shows(phrase: &Phrase, known: &StatementRef, statement: &Statement) -> bool {
    phrase.shows.iter().any(|shown| shown == known || statement.like.contains(shown))
}

/// Whether an entry carries a mark when it is saved. Nothing has been heard back by then.
fn carries(entry: &Entry, mark: Mark) -> bool {
    match mark {
        Mark::FamilyWords => !entry.family_words.is_empty(),
        Mark::FollowUp => entry.follow_up.is_some(),
        Mark::HeardBack => false,
    }
}

/// A word without accents in small letters, and where it stands in the text. The end of a sentence is an
/// empty word, so that no hint reaches over it.
struct Word {
    folded: String,
    from: usize,
    to: usize,
}

fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        let within = letter.is_alphanumeric() || (start.is_some() && is_combining_mark(letter));
        match (start, within) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                words.push(Word { folded: fold(text.get(from..at).unwrap_or_default()), from, to: at });
                start = None;
            }
            _ => {}
        }
        if matches!(letter, '.' | '!' | '?' | ';' | '\n') {
            words.push(Word { folded: String::new(), from: at, to: at });
        }
    }
    words
}

fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase).collect()
}

/// A hint of a pack: each of its words whole, or only its beginning where a star follows it.
#[derive(Debug)]
struct Hint(Vec<(String, bool)>);

impl Hint {
    fn read(hint: &str) -> Hint {
        let mut wanted = Vec::new();
        for part in hint.split_whitespace() {
            let (stem, star) = part.strip_suffix('*').map_or((part, false), |stem| (stem, true));
            let words = words(stem).into_iter().map(|word| word.folded).filter(|word| !word.is_empty());
            wanted.extend(words.map(|word| (word, false)));
            if let Some((_, open)) = wanted.last_mut() {
                *open = star;
            }
        }
        Hint(wanted)
    }

    /// Where it stands first in the text; a hint without a word stands nowhere.
    fn find(&self, words: &[Word]) -> Option<(usize, usize)> {
        if self.0.is_empty() {
            return None;
        }
        words
            .windows(self.0.len())
            .find(|window| {
                window.iter().zip(&self.0).all(|(word, (wanted, star))| {
                    word.folded == *wanted || (*star && word.folded.starts_with(wanted.as_str()))
                })
            })
            .and_then(|window| Some((window.first()?.from, window.last()?.to)))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::testing::{entry, framework, id, moment, statement};
    use super::*;
    use crate::domain::entry::{Review, Withdrawn};
    use crate::domain::id::PersonId;
    use crate::domain::{Kind, NoTalk};

    fn pack() -> Framework {
        let mut fw = framework("p");
        let with = |code: &str, change: &dyn Fn(&mut Statement)| {
            let mut statement = statement(code);
            change(&mut statement);
            statement
        };
        fw.statements = vec![
            with("2", &|s| s.hints = vec!["at home".into(), "borrow*".into()]),
            with("4", &|s| s.marks = vec![Mark::FamilyWords]),
            with("6", &|s| s.kinds = vec![Kind::ForHome]),
            with("13", &|s| s.marks = vec![Mark::FollowUp, Mark::HeardBack]),
            with("15", &|s| s.hints = vec!["children's centre".into(), "crèche".into()]),
        ];
        fw
    }

    fn phrases() -> Phrases {
        let phrase = |code: &str, shows: &[&str]| Phrase {
            shows: shows.iter().map(|text| text.parse().unwrap()).collect(),
            ..Phrase::new(code, Kind::PickUp, "song", "Sang.")
        };
        Phrases(vec![phrase("pick-up.song", &["p/15", "p/2", "unknown/1"])])
    }

    fn codes(entry: &Entry) -> Vec<String> {
        suggest(entry, &phrases(), &[pack()]).into_iter().map(|statement| statement.code).collect()
    }

    #[test]
    fn hints_are_whole_words_without_accents_in_any_case() {
        for (text, expected) in [
            ("Sang it AT HOME all evening.", vec!["2"]),
            ("Looked at homework.", vec![]),
            ("Looked at. Home by bus.", vec![]),
            ("She borrowed the song box.", vec!["2"]),
            ("Borrow one?", vec!["2"]),
            ("Unborrowed.", vec![]),
            ("Went to the Children’s Centre.", vec!["15"]),
            ("Went to the childrens centre.", vec![]),
            ("Went to the creche.", vec!["15"]),
            ("Went to the cre\u{300}che, at home.", vec!["2", "15"]),
            ("Gives him children's centres!", vec![]),
            ("", vec![]),
        ] {
            let mut entry = entry(Kind::PickUp);
            entry.text = text.to_string();
            assert_eq!(codes(&entry), expected, "{text}");
        }
    }

    #[test]
    fn kind_marks_and_phrases_suggest_in_the_packs_order_and_none_twice() {
        let mut entry = entry(Kind::ForHome);
        entry.text = "Try it at home.".to_string();
        assert_eq!(codes(&entry), ["2", "6"]);
        entry.family_words = vec!["She sang it".to_string()];
        entry.follow_up = Some(moment().day());
        entry.phrases = vec!["pick-up.song".to_string(), "gone".to_string()];
        assert_eq!(codes(&entry), ["2", "4", "6", "13", "15"]);
        let twice = suggest(&entry, &phrases(), &[pack(), pack()]);
        assert_eq!(twice.len(), 5);
    }

    #[test]
    fn a_phrase_shows_what_is_like_the_statement_that_it_names() {
        let mut other = framework("q");
        other.statements = ["60", "61"].map(statement).into();
        other.statements[0].like = vec!["p/15".parse().unwrap()];
        let mut entry = entry(Kind::PickUp);
        entry.phrases = vec!["pick-up.song".to_string()];
        let shown = suggest(&entry, &phrases(), std::slice::from_ref(&other));
        assert_eq!(shown.iter().map(ToString::to_string).collect::<Vec<_>>(), ["q/60"]);
        let why = |index: usize| why(&entry, &other, &other.statements[index], &phrases());
        assert_eq!((why(0), why(1)), ("Phrase “song”".to_string(), String::new()));
    }

    #[test]
    fn a_private_entry_and_no_talk_suggest_nothing() {
        let mut private = entry(Kind::ForHome);
        assert_eq!(codes(&private), ["6"]);
        private.private = true;
        assert!(codes(&private).is_empty());
        assert_eq!(why(&private, &pack(), &pack().statements[2], &phrases()), "");
        let mut silent = entry(Kind::ForHome);
        silent.no_talk = Some(NoTalk::Rushed);
        assert!(codes(&silent).is_empty());
    }

    #[test]
    fn why_says_what_in_the_entry_it_was_and_is_empty_exactly_where_nothing_is_suggested() {
        let mut entry = entry(Kind::ForHome);
        entry.text = "Try it At Home. She borrowed it.".to_string();
        entry.family_words = vec!["yes".to_string()];
        entry.phrases = vec!["pick-up.song".to_string()];
        let fw = pack();
        entry.pinned = Some("p/13".parse().expect("a statement"));
        let why = |code| why(&entry, &fw, fw.statement(code).unwrap(), &phrases());
        assert_eq!(why("2"), "Phrase “song” · says “At Home” · says “borrowed”");
        assert_eq!(why("4"), "The family's own words");
        assert_eq!(why("6"), "For home");
        assert_eq!(why("13"), "The question on the door card");
        let suggested = codes(&entry);
        for statement in &fw.statements {
            assert_eq!(why(&statement.code).is_empty(), !suggested.contains(&statement.code));
        }
    }

    #[test]
    fn a_step_heard_back_and_a_promise_kept_carry_changed_by_themselves() {
        let mut entry = entry(Kind::ForHome);
        entry.suggested = ["p/6", "old/1"].map(|text| text.parse().unwrap()).to_vec();
        let by = PersonId(Uuid::from_u128(7));
        let mut standing = Standing {
            entry,
            seq: 1,
            recorded: moment(),
            revision: 0,
            amendments: Vec::new(),
            review: Review::Waiting,
            step: Some(Step::Open),
            follow_up_done: None,
            withdrawn: None,
            printed: false,
            names_settled: false,
            clock_set: None,
        };
        let offered = |standing: &Standing| {
            let shown = proposed(standing, &[pack()]);
            shown.iter().map(|shown| (shown.statement.to_string(), shown.changed)).collect::<Vec<_>>()
        };
        let pairs = |pairs: &[(&str, bool)]| {
            pairs.iter().map(|(code, changed)| (code.to_string(), *changed)).collect::<Vec<_>>()
        };
        assert_eq!(offered(&standing), pairs(&[("p/6", false), ("old/1", false)]));
        let heard = |led_to_change| {
            let heard = "Sang it.".to_string();
            Some(Step::HeardBack {
                heard,
                childs_words: None,
                led_to_change,
                with: Vec::new(),
                told_in: None,
                by,
                at: moment(),
            })
        };
        standing.step = heard(false);
        assert_eq!(offered(&standing), pairs(&[("p/6", false), ("p/13", false), ("old/1", false)]));
        standing.step = heard(true);
        assert_eq!(offered(&standing), pairs(&[("p/6", true), ("p/13", true), ("old/1", true)]));
        standing.step = None;
        standing.follow_up_done = Some(crate::domain::entry::Done { by, at: moment(), how: None });
        assert_eq!(offered(&standing), pairs(&[("p/6", true), ("old/1", true)]));
        standing.withdrawn = Some(Withdrawn::Struck { by: PersonId(id(1)), at: moment() });
        assert!(offered(&standing).is_empty());
    }
}
