//! The name guard: no family reads another child's name by oversight.

mod families;
mod friend;
mod name_or_word;
mod named;
mod quotations;
mod tokens;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use self::families::Families;
pub use self::friend::{soften, soften_all};
use self::named::Named;
use self::quotations::quotations;
pub(super) use self::tokens::begins_sentence;
use self::tokens::{Token, tokens};
use super::names_that_are_words::{NAMES, NEAR_WORDS};
use crate::domain::name::{letters, slips};
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
        if families.may_mean_their_own(word, shortest) {
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
