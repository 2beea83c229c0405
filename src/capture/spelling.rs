//! Spelling: the words of a note that nobody here knows, and what else they may be. Only ever a quiet word to the
//! writer; nothing is changed by itself.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::guard::begins_sentence;
use super::note::MarkKind;
use crate::domain::name::{fold, is_apostrophe, words};
use crate::domain::{Phrases, Roll};

/// A dictionary, read whole. Reading takes a moment and suggesting may: both belong off the loop.
pub struct Dictionary(spellbook::Dictionary);

impl Dictionary {
    /// Reads one in Hunspell's form; `None` where it is not.
    pub fn read(affixes: &str, words: &str) -> Option<Dictionary> {
        spellbook::Dictionary::new(affixes, words).ok().map(Dictionary)
    }

    /// At most so many words that this one may have been meant for, the likeliest first: of those that the dictionary
    /// finds, the ones that differ in a doubled letter alone, which is how most slips are made (`hapy`, `realy`).
    pub fn suggest(&self, word: &str, most: usize) -> Vec<String> {
        let (word, mut meant) = (plain(word), Vec::new());
        self.0.suggest(&word, &mut meant);
        let single = undoubled(&word);
        meant.sort_by_key(|other| undoubled(other) != single);
        meant.truncate(most);
        meant
    }

    /// The same read once for the whole program, by whoever needs it first.
    pub fn shared((affixes, words): (&'static str, &'static str)) -> Option<Arc<Dictionary>> {
        static READ: OnceLock<Option<Arc<Dictionary>>> = OnceLock::new();
        READ.get_or_init(|| Dictionary::read(affixes, words).map(Arc::new)).clone()
    }

    fn knows(&self, word: &str) -> bool {
        self.0.check(word)
    }
}

impl std::fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Dictionary")
    }
}

/// What is right as it stands: the dictionary's words, the setting's own, and those that a writer left.
#[derive(Debug, Default)]
pub struct Spelling {
    /// `None` until somebody has written and it has been read: until then every word is right.
    dictionary: Option<Arc<Dictionary>>,
    /// The setting's words, folded.
    own: BTreeSet<String>,
    /// Words that were left as they are, folded, until the screen locks.
    left: BTreeSet<String>,
    /// That the dictionary was asked for.
    wanted: bool,
}

impl Spelling {
    /// Whether the dictionary is to be read now: once, when somebody first writes.
    pub fn wants_dictionary(&mut self) -> bool {
        !std::mem::replace(&mut self.wanted, true)
    }

    /// Takes the dictionary in.
    pub fn take(&mut self, dictionary: Arc<Dictionary>) {
        self.dictionary = Some(dictionary);
    }

    /// Learns the setting's own words: names of children, families, staff and rooms, the phrase bank's words, and
    /// `more`.
    pub fn learn<'a>(&mut self, roll: &Roll, phrases: &Phrases, more: impl IntoIterator<Item = &'a str>) {
        let mut own = BTreeSet::new();
        for child in &roll.children {
            let names = child.known_as.iter().chain([&child.forename, &child.surname]);
            own.extend(names.flat_map(|name| words(name)));
            // `O'Neill` is one word as it is typed, and `Al-Hassan` two.
            own.insert(fold(&child.surname));
        }
        own.extend(roll.contacts.iter().flat_map(|contact| words(&contact.name)));
        own.extend(roll.contacts.iter().flat_map(|contact| words(&contact.language)));
        own.extend(roll.links.iter().flat_map(|link| words(&link.relation)));
        own.extend(roll.people.iter().flat_map(|person| words(&person.name)));
        own.extend(roll.rooms.iter().flat_map(|room| words(&room.name)));
        own.extend(words(&roll.setting.name));
        own.extend(
            phrases.0.iter().flat_map(|phrase| words(&phrase.text).into_iter().chain(words(&phrase.word))),
        );
        own.extend(more.into_iter().flat_map(words));
        self.own = own;
    }

    /// Lets a word stand until [`Spelling::forget_left`].
    pub fn leave(&mut self, word: &str) {
        self.left.insert(fold(word));
    }

    /// Forgets what was left: words of notes do not outlast the screen.
    pub fn forget_left(&mut self) {
        self.left.clear();
    }

    /// Whether the dictionary has been read.
    pub fn is_ready(&self) -> bool {
        self.dictionary.is_some()
    }

    /// Whether a word is right, in any case of letters; everything is, as long as there is no dictionary.
    pub fn knows(&self, word: &str) -> bool {
        let Some(dictionary) = &self.dictionary else { return true };
        self.is_of(dictionary, word) || self.left.contains(&fold(&plain(word).to_lowercase()))
    }

    /// Whether a word is an ordinary one or the setting's, so that it is no slip of a name; `None` as long as there is
    /// no dictionary. With a capital it is a name, and those that the dictionary has are nobody's here.
    pub fn is_word(&self, word: &str) -> Option<bool> {
        let dictionary = self.dictionary.as_ref()?;
        let said = plain(word);
        let small = !said.chars().any(char::is_uppercase);
        Some(small && dictionary.knows(&said) || self.is_own(&said.to_lowercase()))
    }

    fn is_of(&self, dictionary: &Dictionary, word: &str) -> bool {
        let said = plain(word);
        let small = said.to_lowercase();
        if dictionary.knows(&said) || dictionary.knows(&small) {
            return true;
        }
        // The dictionary has its words without accents: café as cafe.
        self.is_own(&small) || !small.is_ascii() && dictionary.knows(&fold(&small))
    }

    /// Whether a word in small letters is one of the setting's own, or its possessive.
    fn is_own(&self, small: &str) -> bool {
        let owner = small.strip_suffix("'s").map(fold);
        self.own.contains(&fold(small)) || owner.is_some_and(|owner| self.own.contains(&owner))
    }

    /// Where the words stand that may be misspelt, in their order. A word on which the caret is, is still being
    /// typed. Left alone are marks, the family's own words, which are kept as they were said, whatever has a digit,
    /// and what is written large: a name of somebody or something, or short letters such as GP.
    pub fn unknown(&self, text: &str, marks: &[(Range<usize>, MarkKind)], caret: usize) -> Vec<Range<usize>> {
        if !self.is_ready() {
            return Vec::new();
        }
        let apart = kept_apart(text, marks);
        let free = |place: &Range<usize>| {
            !apart.iter().any(|other| other.start < place.end && place.start < other.end)
        };
        let typing = |place: &Range<usize>| place.start <= caret && caret <= place.end;
        let mut unknown = Vec::new();
        for place in tokens(text) {
            let word = text.get(place.clone()).unwrap_or_default();
            let before = text.get(..place.start).unwrap_or_default();
            if !typing(&place) && free(&place) && is_to_be_spelt(word, before) && !self.knows(word) {
                unknown.push(place);
            }
        }
        unknown
    }
}

/// In small letters, with one for each that stands there twice or more.
fn undoubled(word: &str) -> String {
    let mut letters: Vec<char> = word.to_lowercase().chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

/// With a typewriter's apostrophes, as the dictionary has them.
fn plain(word: &str) -> String {
    word.chars().map(|letter| if is_apostrophe(letter) { '\'' } else { letter }).collect()
}

/// Whether a word is one of those that a dictionary says something about.
fn is_to_be_spelt(word: &str, before: &str) -> bool {
    let large = |letter: char| letter.is_uppercase();
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    let name = word.starts_with(large) && !begins_sentence(before) || word.chars().skip(1).any(large);
    // `.word` and `@word` that are no marks are text, but were meant as marks.
    let sign = before.ends_with(['@', '.', '#', '/', '\\', '{']);
    letters >= 2 && !name && !sign && !word.chars().any(char::is_numeric)
}

/// The words of a text: letters and digits with the apostrophes between them.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut tokens: Vec<Range<usize>> = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((start, letter)) = letters.next() {
        if !letter.is_alphanumeric() {
            continue;
        }
        let mut end = start + letter.len_utf8();
        while let Some(&(at, letter)) = letters.peek() {
            let next = text.get(at + letter.len_utf8()..).and_then(|rest| rest.chars().next());
            let within = letter.is_alphanumeric()
                || unicode_normalization::char::is_combining_mark(letter)
                || is_apostrophe(letter) && next.is_some_and(char::is_alphabetic);
            if !within {
                break;
            }
            end = at + letter.len_utf8();
            letters.next();
        }
        tokens.push(start..end);
    }
    tokens
}

/// The places of the marks, and of the words between a quotation's two.
fn kept_apart(text: &str, marks: &[(Range<usize>, MarkKind)]) -> Vec<Range<usize>> {
    let mut apart = Vec::new();
    for (index, (place, kind)) in marks.iter().enumerate() {
        let end = match kind {
            MarkKind::Quote => marks.get(index + 1).map_or(text.len(), |(next, _)| next.start),
            _ => place.end,
        };
        apart.push(place.start..end);
    }
    apart
}
