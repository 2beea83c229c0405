//! What an entry may show: by its kind, its phrases, its marks and the pack's words. A writer never
//! chooses a statement; a lead agrees or takes away what stands here.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::say;
use crate::domain::Phrases;
use crate::domain::entry::{Entry, Shown, Standing, Step};
use crate::domain::framework::{Framework, Mark, Statement, StatementRef};

/// The statements that an entry may show, in the frameworks' order and each framework's own, none twice.
///
/// A private entry and one that says there was no talk suggest nothing. A phrase that shows a statement of
/// a framework that is not among `frameworks` is passed over. That a step was heard back is known later:
/// see [`proposed`].
pub fn suggest(entry: &Entry, phrases: &Phrases, frameworks: &[Framework]) -> Vec<StatementRef> {
    if entry.private || entry.no_talk.is_some() {
        return Vec::new();
    }
    let words = words(&entry.text);
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for framework in frameworks {
        for statement in &framework.statements {
            let known = StatementRef { framework: framework.id.clone(), code: statement.code.clone() };
            let fits = statement.kinds.contains(&entry.kind)
                || statement.marks.iter().any(|mark| carries(entry, *mark))
                || statement.hints.iter().any(|hint| find(&words, hint).is_some())
                || entry
                    .phrases
                    .iter()
                    .filter_map(|code| phrases.code(code))
                    .any(|p| p.shows.contains(&known));
            if fits && seen.insert(known.clone()) {
                found.push(known);
            }
        }
    }
    found
}

/// Why an entry suggests a statement: `For home · says “at home”`. Empty where it does not.
pub fn why(entry: &Entry, framework: &Framework, statement: &Statement, phrases: &Phrases) -> String {
    if entry.private || entry.no_talk.is_some() {
        return String::new();
    }
    let known = StatementRef { framework: framework.id.clone(), code: statement.code.clone() };
    let mut reasons = Vec::new();
    if statement.kinds.contains(&entry.kind) {
        reasons.push(entry.kind.label().to_string());
    }
    for phrase in entry.phrases.iter().filter_map(|code| phrases.code(code)) {
        let reason = format!("phrase “{}”", phrase.word);
        if phrase.shows.contains(&known) && !reasons.contains(&reason) {
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
        if let Some((from, to)) = find(&words, hint)
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
    word.nfd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase).collect()
}

/// Where a hint stands among the words: each of its words whole, or its beginning where a star follows it.
fn find(words: &[Word], hint: &str) -> Option<(usize, usize)> {
    let wanted: Vec<(String, bool)> = hint
        .split_whitespace()
        .flat_map(|part| {
            let (stem, star) = part.strip_suffix('*').map_or((part, false), |stem| (stem, true));
            let pieces: Vec<String> = self::words(stem).into_iter().map(|word| word.folded).collect();
            let last = pieces.len().saturating_sub(1);
            pieces
                .into_iter()
                .enumerate()
                .map(move |(n, piece)| (piece, star && n == last))
                .collect::<Vec<_>>()
        })
        .filter(|(piece, _)| !piece.is_empty())
        .collect();
    if wanted.is_empty() {
        return None;
    }
    words
        .windows(wanted.len())
        .find(|window| {
            window.iter().zip(&wanted).all(|(word, (piece, star))| {
                word.folded == *piece || (*star && word.folded.starts_with(piece.as_str()))
            })
        })
        .and_then(|window| Some((window.first()?.from, window.last()?.to)))
}
