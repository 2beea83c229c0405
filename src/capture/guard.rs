//! The name guard: no family reads another child's name by oversight.

mod friend;
mod name_or_word;
mod quotations;
mod tokens;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub use self::friend::{soften, soften_all};
use self::name_or_word::first_name_stands;
use self::quotations::quotations;
pub(super) use self::tokens::begins_sentence;
use self::tokens::{Token, runs_on, tokens};
use super::names_that_are_words::{LAST_NAMES, NAMES, NEAR_WORDS};
use crate::domain::name::{letters, slips, words};
use crate::domain::{Child, ChildId, Roll};

/// `{name}`: each child's own name, in a note for several.
const NAME_WORDS: &str = "{name}";

/// A name in a text that is not for that child's family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameHit {
    /// Whose name it is; where several have it, the first of the roll.
    pub child: ChildId,
    /// Where it stands in the text, in bytes, without the ending of a possessive.
    pub range: Range<usize>,
    /// It is an ordinary word as well and reads as one here: only a person can say.
    pub word: bool,
    /// It is one letter away from the name.
    pub near: bool,
    /// It stands in the family's own words, which nobody changes for them.
    pub quoted: bool,
}

/// Whether a word is right as it stands: then it is no slip of somebody's name. `None` as long as there is no
/// dictionary to say so.
pub type IsWord<'a> = &'a dyn Fn(&str) -> Option<bool>;

/// The shortest name in which any slip of one letter is looked for; in shorter ones only a doubled letter is.
const SHORTEST: usize = 4;

/// The same as long as there is no dictionary, for too many words are one letter from a name of four.
const SHORTEST_UNREAD: usize = 5;

/// The names in a text that one of its recipients' families should not read, in their order. Every child of the
/// setting counts, present and past, by first name, the name they are called, full name, and last name where it
/// stands capitalised. A recipient's own name and the names of brothers and sisters of the same household do
/// not; in a note for several families each recipient's name does, for the others. With `near` slips of one
/// letter are looked for besides, in names of four letters or more; in shorter ones, doubled letters.
pub fn guard(text: &str, recipients: &[ChildId], roll: &Roll, near: Option<IsWord>) -> Vec<NameHit> {
    if near.is_some() {
        return Guard::of(roll).guard(text, recipients, near);
    }
    // For one text few names need to be spelt out, however many children there ever were.
    let said: BTreeSet<[u8; 2]> = tokens(text)
        .iter()
        .flat_map(|token| [token.folded.as_bytes().first_chunk(), token.whole.as_bytes().first_chunk()])
        .flatten()
        .copied()
        .collect();
    Guard::among(roll, |child| may_be_said(child, &said)).guard(text, recipients, near)
}

/// Whether one of the child's names may begin with one of these pairs of letters.
fn may_be_said(child: &Child, said: &BTreeSet<[u8; 2]>) -> bool {
    let names = [Some(&child.forename), child.known_as.as_ref(), Some(&child.surname)];
    names.into_iter().flatten().any(|name| match name.as_bytes() {
        [one, two, ..] if one.is_ascii_alphanumeric() && two.is_ascii_alphanumeric() => {
            said.contains(&[one.to_ascii_lowercase(), two.to_ascii_lowercase()])
        }
        // Whatever folding makes of it.
        _ => true,
    })
}

/// The name guard of a roll, made once where many texts are looked at.
pub struct Guard<'a> {
    roll: &'a Roll,
    named: Vec<Named<'a>>,
    /// Those whose name begins with a word, by that word.
    begins: BTreeMap<String, Vec<usize>>,
    /// Names that a slip is looked for in, each with those who have it; whether as their last name.
    near: BTreeMap<String, Vec<(usize, bool)>>,
}

impl<'a> Guard<'a> {
    /// Spells every name of the roll out.
    pub fn of(roll: &'a Roll) -> Guard<'a> {
        Guard::among(roll, |_| true)
    }

    fn among(roll: &'a Roll, counts: impl Fn(&Child) -> bool) -> Guard<'a> {
        let named: Vec<Named> = roll.children.iter().filter(|child| counts(child)).map(Named::of).collect();
        let mut begins: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut near: BTreeMap<String, Vec<(usize, bool)>> = BTreeMap::new();
        for (index, name) in named.iter().enumerate() {
            let names = name.given.iter().chain([&name.surname]);
            let first: BTreeSet<&String> = names.filter_map(|name| name.first()).collect();
            for word in first {
                begins.entry(word.clone()).or_default().push(index);
            }
            let given = name.given.iter().map(|given| (given, false));
            for (words, last) in given.chain([(&name.surname, true)]) {
                if let [word] = &words[..] {
                    near.entry(word.clone()).or_default().push((index, last));
                }
            }
        }
        Guard { roll, named, begins, near }
    }

    /// As [`guard`].
    pub fn guard(&self, text: &str, recipients: &[ChildId], near: Option<IsWord>) -> Vec<NameHit> {
        let tokens = tokens(text);
        if tokens.is_empty() || recipients.is_empty() {
            return Vec::new();
        }
        let mut hits = self.hits(text, &tokens, &Families::of(recipients, self.roll), near);
        let quotations = quotations(text);
        for hit in &mut hits {
            hit.quoted = quotations.iter().any(|quotation| quotation.contains(&hit.range.start));
        }
        hits
    }

    /// Those whose name may begin with this word of the text, each once.
    fn beginning(&self, token: Option<&Token>) -> BTreeSet<usize> {
        let said = token.into_iter().flat_map(|token| {
            let singular = token.whole.strip_suffix('s');
            [Some(token.folded.as_str()), Some(token.whole.as_str()), singular].into_iter().flatten()
        });
        said.filter_map(|word| self.begins.get(word)).flatten().copied().collect()
    }

    fn hits(&self, text: &str, tokens: &[Token], families: &Families, near: Option<IsWord>) -> Vec<NameHit> {
        let mut hits = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let found = self
                .beginning(tokens.get(at))
                .into_iter()
                .filter_map(|index| self.named.get(index))
                .filter_map(|name| name.at(tokens, at).map(|(length, sure)| (name, length, sure)))
                .filter(|(name, length, _)| families.guard(name, tokens, at, *length))
                // The longest is the surest; of two the same, the first of the roll.
                .max_by_key(|(name, length, sure)| (*length, *sure, std::cmp::Reverse(name.child.id)));
            if let Some((name, length, sure)) = found {
                let end = tokens.get(at + length - 1).map_or(0, |token| name.end_in(token));
                let start = tokens.get(at).map_or(0, |token| token.base.start);
                hits.push(NameHit {
                    child: name.child.id,
                    range: start..end,
                    word: !sure,
                    near: false,
                    quoted: false,
                });
                at += length;
                continue;
            }
            if let Some(is_word) = near
                && let Some(hit) = self.slip(text, tokens, at, families, is_word)
            {
                hits.push(hit);
            }
            at += 1;
        }
        hits
    }

    /// A slip of one letter; where several names are near, the first of the roll.
    fn slip(
        &self,
        text: &str,
        tokens: &[Token],
        at: usize,
        families: &Families,
        is_word: IsWord,
    ) -> Option<NameHit> {
        let token = tokens.get(at)?;
        let word = token.folded.as_str();
        if word.chars().count() < 3 || NEAR_WORDS.contains(&word) || families.knows(word) {
            return None;
        }
        let own = letters(word);
        let mut bearers: Vec<(usize, usize)> = self
            .near
            .iter()
            // Of all the names there ever were hardly any has nearly the same letters.
            .filter(|(name, _)| (own ^ letters(name)).count_ones() <= 2 && is_slip(word, name))
            .flat_map(|(name, bearers)| bearers.iter().map(move |bearer| (name.chars().count(), bearer)))
            .filter(|(_, (_, last))| token.capital || !last)
            .map(|(long, (index, _))| (*index, long))
            .collect();
        if bearers.is_empty() {
            return None;
        }
        // A capital within a sentence says that it is a name, whatever word it may be in small letters.
        let said = text.get(token.base.clone()).unwrap_or_default();
        let as_name = token.capital && !token.first && said.chars().any(char::is_lowercase);
        let right = if as_name { is_word(said) } else { is_word(&said.to_lowercase()) };
        let shortest = match right {
            Some(true) => return None,
            Some(false) => 0,
            None if word.chars().count() < SHORTEST => return None,
            None => SHORTEST_UNREAD,
        };
        bearers.retain(|(_, long)| *long >= shortest);
        // What is as near to a name of the home that reads it is that child's.
        let theirs = |reader: &Reader| {
            reader.own.iter().any(|own| own.chars().count() >= shortest && is_slip(word, own))
        };
        if families.recipients.iter().all(theirs) {
            return None;
        }
        bearers.sort_unstable();
        let mut bearers = bearers.into_iter().filter_map(|(index, _)| self.named.get(index));
        let name = bearers.find(|name| families.guard(name, tokens, at, 1))?;
        Some(NameHit {
            child: name.child.id,
            range: token.base.clone(),
            word: false,
            near: true,
            quoted: false,
        })
    }
}

/// Whether a word is one slip from a name: a letter more, less or other, or two swapped. Of a short name only with a
/// letter doubled, for nearly every short word is one letter from it.
pub fn is_slip(word: &str, name: &str) -> bool {
    let (said, meant) = (word.chars().count(), name.chars().count());
    if meant >= SHORTEST {
        return said.abs_diff(meant) <= 1 && slips(word, name, 1) == 1;
    }
    let mut letters: Vec<char> = word.chars().collect();
    said == meant + 1 && {
        let doubled = letters.windows(2).position(|pair| matches!(pair, [one, other] if one == other));
        doubled.is_some_and(|at| {
            letters.remove(at);
            letters.into_iter().eq(name.chars())
        })
    }
}

/// The same note with `{name}` where a recipient's own name stands, wherever another of the recipients' families
/// would read it, so that each copy says its own child's name. Where the note names several of them, or has `{name}`
/// already, it tells of one with another and is left as it is: [`for_copy`] makes each copy of it.
pub fn names_to_marks(text: &str, recipients: &[ChildId], roll: &Roll) -> String {
    let named = recipients_named(text, recipients, roll);
    let of: BTreeSet<ChildId> = named.iter().map(|(child, _)| *child).collect();
    if of.len() != 1 || text.contains(NAME_WORDS) {
        return text.to_string();
    }
    named.iter().rev().fold(text.to_string(), |mut text, (_, range)| {
        text.replace_range(range.clone(), NAME_WORDS);
        text
    })
}

/// What the copy for one of the recipients says: “a friend” where the note names another of them whom this child's
/// family should not read of.
pub fn for_copy(text: &str, child: ChildId, recipients: &[ChildId], roll: &Roll) -> String {
    let places = stand_plainly(text, recipients, roll);
    if places.iter().all(|(named, _)| *named == child) {
        return text.to_string();
    }
    let mut hits = guard(text, &[child], roll, None);
    hits.retain(|hit| places.iter().any(|(_, range)| *range == hit.range));
    soften_all(text, &hits)
}

/// Where a note for several names one of its recipients and another of their families would read it, in order. What is
/// an ordinary word too is left, and so is what the family said: [`guard`] asks about them.
pub fn recipients_named(text: &str, recipients: &[ChildId], roll: &Roll) -> Vec<(ChildId, Range<usize>)> {
    let mut places = stand_plainly(text, recipients, roll);
    if !places.is_empty() {
        // A longer name in the same place is somebody else's.
        let hits = guard(text, recipients, roll, None);
        places.retain(|(_, range)| hits.iter().any(|hit| hit.range == *range && !hit.quoted));
    }
    places
}

/// Where a name of one of these children stands that is no ordinary word.
fn stand_plainly(text: &str, children: &[ChildId], roll: &Roll) -> Vec<(ChildId, Range<usize>)> {
    let tokens = tokens(text);
    let named: Vec<Named> = children.iter().filter_map(|&child| roll.child(child)).map(Named::of).collect();
    let mut places = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let found = named
            .iter()
            .filter(|name| !name.only_last(&tokens, at))
            .filter_map(|name| name.at(&tokens, at).map(|(length, _)| (name, length)))
            .filter(|(_, length)| *length > 1 || !NAMES.contains(&token.folded.as_str()))
            .max_by_key(|(_, length)| *length);
        match found {
            Some((name, length)) => {
                let end = tokens.get(at + length - 1).map_or(token.base.end, |last| name.end_in(last));
                places.push((name.child.id, token.base.start..end));
                at += length;
            }
            None => at += 1,
        }
    }
    places
}

/// Whether a first name, folded, is an ordinary word as well: `grace`, `will`.
pub fn is_also_a_word(name: &str) -> bool {
    NAMES.contains(&name)
}

/// A child by every name.
struct Named<'a> {
    child: &'a Child,
    /// First names, each as its words.
    given: Vec<Vec<String>>,
    surname: Vec<String>,
}

impl<'a> Named<'a> {
    fn of(child: &'a Child) -> Named<'a> {
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
    fn at(&self, tokens: &[Token], at: usize) -> Option<(usize, bool)> {
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
    fn end_in(&self, token: &Token) -> usize {
        let mut single = self.given.iter().chain([&self.surname]).filter(|name| name.len() == 1).flatten();
        let whole = self.given.iter().flatten().chain(&self.surname).any(|name| *name == token.folded);
        let owned = !whole && single.any(|name| token.folded.strip_suffix('s') == Some(name));
        if owned { token.base.end - token.tail } else { token.base.end }
    }

    /// Whether it is only the last name that stands there.
    fn only_last(&self, tokens: &[Token], at: usize) -> bool {
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

/// The families that will read a text.
struct Families<'a> {
    roll: &'a Roll,
    recipients: Vec<Reader>,
}

/// One recipient, and whose names stand in that home anyway.
struct Reader {
    home: Vec<ChildId>,
    own: Vec<String>,
    surnames: Vec<String>,
}

impl<'a> Families<'a> {
    fn of(recipients: &[ChildId], roll: &'a Roll) -> Families<'a> {
        let recipients = recipients
            .iter()
            .map(|&child| {
                let homes = roll.households(child);
                let contacts: std::collections::BTreeSet<_> = roll
                    .contacts
                    .iter()
                    .filter(|contact| homes.contains(&contact.household))
                    .map(|contact| contact.id)
                    .collect();
                let mut home = vec![child];
                home.extend(
                    roll.links.iter().filter(|link| contacts.contains(&link.contact)).map(|link| link.child),
                );
                home.sort();
                home.dedup();
                let children: Vec<Named> =
                    home.iter().filter_map(|&child| roll.child(child)).map(Named::of).collect();
                Reader {
                    own: children.iter().flat_map(|child| &child.given).flatten().cloned().collect(),
                    surnames: children.iter().map(|child| child.surname.join(" ")).collect(),
                    home,
                }
            })
            .collect();
        Families { roll, recipients }
    }

    /// Whether a word is a name of one of the homes that read it.
    fn knows(&self, word: &str) -> bool {
        self.recipients.iter().any(|reader| {
            reader.own.iter().any(|own| own == word) || reader.surnames.iter().any(|own| own == word)
        })
    }

    /// Whether one of the homes must not read this child's name as it stands there.
    fn guard(&self, name: &Named, tokens: &[Token], at: usize, length: usize) -> bool {
        let Some(read) = tokens.get(at..at + length) else { return false };
        let said: Vec<&str> = read.iter().map(|token| token.folded.as_str()).collect();
        self.recipients.iter().any(|reader| {
            if reader.home.contains(&name.child.id) {
                return false;
            }
            let own_first =
                said.len() == 1 && reader.own.iter().any(|own| said.first().is_some_and(|said| said == own));
            let own_last = reader.surnames.contains(&said.join(" "));
            let own_full = said.len() > 1
                && reader
                    .home
                    .iter()
                    .filter_map(|&child| self.roll.child(child))
                    .any(|child| Named::of(child).at(tokens, at).is_some_and(|(own, _)| own >= length));
            !(own_first || own_last || own_full)
        })
    }
}
