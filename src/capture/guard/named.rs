//! A child by every name, and where one of them stands in a text.

use super::name_or_word::first_name_stands;
use super::tokens::{Token, runs_on, tokens};
use crate::capture::names_that_are_words::{LAST_NAMES, NAMES};
use crate::domain::Child;
use crate::domain::name::words;

/// A child by every name.
pub(super) struct Named<'a> {
    pub(super) child: &'a Child,
    /// First names, each as its words.
    pub(super) given: Vec<Vec<String>>,
    /// The last name's words.
    pub(super) surname: Vec<String>,
}

impl<'a> Named<'a> {
    pub(super) fn of(child: &'a Child) -> Named<'a> {
        let mut given: Vec<Vec<String>> = Vec::new();
        for known in child.known_as.iter().chain([&child.forename]) {
            let name = words_of(known);
            // Of two first names the first is what most people say.
            let short = name
                .first()
                .filter(|first| name.len() > 1 && first.chars().count() > 2 && !known.contains(runs_on))
                .cloned();
            for name in std::iter::once(name).chain(short.map(|first| vec![first])) {
                if !name.is_empty() && !given.contains(&name) {
                    given.push(name);
                }
            }
        }
        let mut surname = words_of(&child.surname);
        // A family's name of one letter that stands where the first name goes: the columns of many registers are
        // filled in the order in which such a name is said.
        let first = words_of(&child.forename);
        let of_one = given.iter_mut().find(|name| **name == first && name.len() == 1);
        if let Some(name) = of_one.filter(|_| child.surname.contains(runs_on) && surname.len() > 1) {
            std::mem::swap(name, &mut surname);
        }
        Named { child, given, surname }
    }

    /// How many words of the text from there are this child's name, and whether it can be nothing else.
    pub(super) fn at(&self, tokens: &[Token], at: usize) -> Option<(usize, bool)> {
        let mut best: Option<(usize, bool)> = self.last_name_first(tokens, at);
        for given in self.given.iter().filter(|given| follows(tokens, at, given)) {
            if is_part_of_a_run(tokens, at, given) {
                continue;
            }
            let next = at + given.len();
            let joined = tokens.get(next).is_some_and(|token| token.joined);
            let found = if joined && follows(tokens, next, &self.surname) {
                (given.len() + self.surname.len(), true)
            } else if joined && self.initial(tokens, next) {
                (given.len() + 1, true)
            } else {
                let Some(sure) = first_name_stands(tokens, at, given) else { continue };
                (given.len(), sure)
            };
            best = best.max(Some(found));
        }
        best.or_else(|| {
            let token = tokens.get(at)?;
            let mut of_name = tokens.get(at..at + self.surname.len())?.iter();
            if !follows(tokens, at, &self.surname) || !of_name.any(|token| token.capital) {
                return None;
            }
            let word = self.surname.len() == 1
                && (NAMES.contains(&token.folded.as_str()) || LAST_NAMES.contains(&token.folded.as_str()));
            // At the start of a sentence every word has a capital.
            (!(word && token.first)).then_some((self.surname.len(), !word))
        })
    }

    /// As it is written where the last name comes first: `王小明`.
    fn last_name_first(&self, tokens: &[Token], at: usize) -> Option<(usize, bool)> {
        let next = at + self.surname.len();
        let runs = self.child.surname.contains(runs_on) && follows(tokens, at, &self.surname);
        let whole = |given: &&Vec<String>| {
            follows(tokens, next, given) && tokens.get(next).is_some_and(|token| token.joined)
        };
        let given = self.given.iter().filter(|_| runs).filter(whole).map(Vec::len).max()?;
        Some((self.surname.len() + given, true))
    }

    /// Where the name ends in the word: before the s of a possessive without its apostrophe.
    pub(super) fn end_in(&self, token: &Token) -> usize {
        let mut single = self.given.iter().chain([&self.surname]).filter(|name| name.len() == 1).flatten();
        let whole = self.given.iter().flatten().chain(&self.surname).any(|name| *name == token.folded);
        let owned = !whole && single.any(|name| token.folded.strip_suffix('s') == Some(name));
        if owned { token.base.end - token.tail } else { token.base.end }
    }

    /// Whether it is only the last name that stands there.
    pub(super) fn only_last(&self, tokens: &[Token], at: usize) -> bool {
        !self.given.iter().any(|given| follows(tokens, at, given))
            && self.last_name_first(tokens, at).is_none()
    }

    /// `Ava P` and `Ava P.`
    fn initial(&self, tokens: &[Token], at: usize) -> bool {
        let letter = self.surname.first().and_then(|name| name.chars().next());
        tokens.get(at).is_some_and(|token| {
            token.capital
                && !token.possessive
                && token.folded.chars().count() == 1
                && token.folded.chars().next() == letter
                && (token.folded != "i" || token.last)
        })
    }
}

/// The words of a name as [`tokens`] has them: each letter by itself where a script runs on.
fn words_of(name: &str) -> Vec<String> {
    if !name.contains(runs_on) {
        return words(name);
    }
    tokens(name).into_iter().map(|token| token.whole).collect()
}

/// Whether one letter alone stands within a run, where it is most often a part of another word.
fn is_part_of_a_run(tokens: &[Token], at: usize, name: &[String]) -> bool {
    let [_] = name else { return false };
    // Folded, a Korean syllable is its letters.
    let runs = |token: &Token| {
        let letter = token.folded.chars().next();
        letter.is_some_and(|letter| runs_on(letter) || ('\u{1100}'..='\u{11ff}').contains(&letter))
    };
    tokens.get(at).is_some_and(runs)
        && [at, at + 1].iter().any(|at| tokens.get(*at).is_some_and(|token| token.within))
}

/// Whether these words of a name stand in the text from there. A possessive ends a name, and an s without its
/// apostrophe is taken for one in names of four letters or more.
fn follows(tokens: &[Token], at: usize, name: &[String]) -> bool {
    !name.is_empty()
        && name.iter().enumerate().all(|(index, word)| {
            let last = index + 1 == name.len();
            tokens.get(at + index).is_some_and(|token| {
                let plural = last
                    && name.len() == 1
                    && word.chars().count() >= 4
                    && !NAMES.contains(&word.as_str())
                    && token.whole.strip_suffix('s') == Some(word);
                (token.folded == *word || token.whole == *word || plural)
                    && (index == 0 || token.joined)
                    && (last || !token.possessive)
            })
        })
}
