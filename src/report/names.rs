//! Everybody's names, and what stands for them in what leaves the room: initials for children and staff,
//! `Mum` for an adult of a family. With them go the ways to reach somebody.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};

use unicode_normalization::char::is_combining_mark;

use super::reach;
use crate::capture::guard::{is_also_a_word, is_slip};
use crate::capture::spelling::{Dictionary, Spelling};
use crate::catalog;
use crate::domain::evaluation::Area;
use crate::domain::name::{fold, is_apostrophe, letters};
use crate::domain::{ChildId, HouseholdId, Roll};

/// The names of a roll, ready to be found in words.
#[derive(Debug)]
pub struct Names<'a> {
    roll: &'a Roll,
    first: BTreeMap<String, Vec<Bearer>>,
    last: BTreeSet<String>,
    /// Ordinary words, read where something may be a slip of a name.
    ordinary: OnceCell<Spelling>,
    /// Words that were looked at for a slip, each with the name that it is one from: the same ones come again and again.
    looked: RefCell<HashMap<(String, bool), Option<String>>>,
}

/// Whose first name it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Bearer {
    Child(usize),
    Adult(usize),
    Staff(usize),
}

impl<'a> Names<'a> {
    /// The names of everybody on the roll, present and past.
    pub fn of(roll: &'a Roll) -> Names<'a> {
        let (first, last) = (BTreeMap::<String, Vec<Bearer>>::new(), BTreeSet::new());
        let (ordinary, looked) = (OnceCell::new(), RefCell::default());
        let mut names = Names { roll, first, last, ordinary, looked };
        for (index, child) in roll.children.iter().enumerate() {
            let known = child.known_as.as_deref().unwrap_or_default();
            for word in words(&child.forename).chain(words(known)) {
                names.first.entry(word).or_default().push(Bearer::Child(index));
            }
            names.last.extend(words(&child.surname));
        }
        let adults =
            roll.contacts.iter().enumerate().map(|(index, adult)| (&adult.name, Bearer::Adult(index)));
        let staff =
            roll.people.iter().enumerate().map(|(index, person)| (&person.name, Bearer::Staff(index)));
        for (name, bearer) in adults.chain(staff) {
            let mut parts = words(name);
            if let Some(word) = parts.next() {
                names.first.entry(word).or_default().push(bearer);
            }
            names.last.extend(parts);
        }
        names
    }

    /// Whether words hold anybody's name, or a way to reach somebody.
    pub fn hold(&self, text: &str) -> bool {
        self.hidden(text, None) != text
    }

    /// The words with every name replaced, and what can only be a name that somebody wrote in a hurry: one without the
    /// apostrophe of its possessive, or a slip from it, and without telephone numbers and addresses. `about` is the child whom they are about: of two who share a
    /// name, that one is meant.
    pub fn hidden(&self, text: &str, about: Option<ChildId>) -> String {
        let text = &*reach::hidden(text);
        let mut out = String::with_capacity(text.len());
        let mut begins = true;
        // After a first name, a last name belongs to the same person and goes with it.
        let mut named = false;
        let mut rest = pieces(text).peekable();
        while let Some(piece) = rest.next() {
            let (word, end) = possessive(piece);
            let spoken = word.chars().any(char::is_alphabetic);
            if !spoken {
                begins = begins || piece.contains(['.', '!', '?', '“', '\n']);
                named = named && piece == " ";
                // The stop of an initial ends the sentence too.
                let stopped = out.ends_with('.');
                out.push_str(piece.strip_prefix('.').filter(|_| stopped).unwrap_or(piece));
                continue;
            }
            let acts = || {
                let mut after = rest.clone();
                let joined = after.next_if(|between| between.trim().is_empty()).is_some();
                !end.is_empty() || joined && after.peek().is_some_and(|word| is_a_deed(word))
            };
            let place = Place { about, begins: begins && !acts() };
            let found = self.instead(word, place).map(|found| (found, end));
            match found.or_else(|| self.in_a_hurry(word, place)) {
                Some((_, end)) if named && self.last.contains(&fold(word)) => {
                    out.truncate(out.trim_end().len());
                    out.push_str(end);
                    named = false;
                }
                Some(((instead, first), end)) => {
                    out.push_str(&instead);
                    out.push_str(end);
                    named = first && end.is_empty();
                }
                None => {
                    out.push_str(piece);
                    named = false;
                }
            }
            begins = false;
        }
        out
    }

    /// An area for development with every name in it replaced.
    pub fn of_area(&self, area: &Area) -> Area {
        let mut area = area.clone();
        for words in [&mut area.what, &mut area.who, &mut area.by_when, &mut area.how] {
            *words = self.hidden(words, None);
        }
        area
    }

    /// Adults of any family whose first name stands in the words, but for those of one household, whose page
    /// it is, and names that its children or a member of staff have too.
    pub fn adults_elsewhere(&self, text: &str, home: HouseholdId, children: &[ChildId]) -> Vec<String> {
        let mut found = Vec::new();
        let mut begins = true;
        for piece in pieces(text) {
            let (word, _) = possessive(piece);
            if !word.chars().any(char::is_alphabetic) {
                begins = begins || piece.contains(['.', '!', '?', '“', '\n']);
                continue;
            }
            let folded = fold(word);
            let capital = word.chars().next().is_some_and(char::is_uppercase);
            let sure = !is_also_a_word(&folded) || (capital && !begins);
            begins = false;
            let bearers = self.first.get(&folded).map(Vec::as_slice).unwrap_or_default();
            let theirs = |bearer: &Bearer| match bearer {
                Bearer::Child(index) => {
                    self.roll.children.get(*index).is_some_and(|child| children.contains(&child.id))
                }
                Bearer::Adult(index) => {
                    self.roll.contacts.get(*index).is_some_and(|adult| adult.household == home)
                }
                Bearer::Staff(_) => true,
            };
            let adult = bearers.iter().any(|bearer| matches!(bearer, Bearer::Adult(_)));
            if sure && adult && !bearers.iter().any(theirs) {
                found.push(word.to_string());
            }
        }
        found
    }

    /// What stands for a word that is a name without its apostrophe, or one slip from a name, and its ending.
    fn in_a_hurry(&self, word: &str, place: Place) -> Option<((String, bool), &'static str)> {
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let folded = fold(word);
        if let Some(name) = folded.strip_suffix('s')
            && (self.first.contains_key(name) || capital && self.last.contains(name))
            && (capital && !place.begins || !self.is_ordinary(word))
        {
            // In a sentence that begins with it a name that is a word too is one: that word was looked for.
            let stem = word.get(..word.len() - 1)?;
            return Some((self.instead(stem, Place { begins: false, ..place })?, "’s"));
        }
        let meant = self.slip_of(word, &folded, capital)?;
        // Written as the name is, for what stands for a last name is its own letter.
        let mut letters = meant.chars();
        let named: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        Some((self.instead(&named, place)?, ""))
    }

    /// The name from which a word is one slip; none where it is an ordinary word.
    fn slip_of(&self, word: &str, folded: &str, capital: bool) -> Option<String> {
        if folded.chars().count() < 3 {
            return None;
        }
        let key = (folded.to_string(), capital);
        if let Some(known) = self.looked.borrow().get(&key) {
            return known.clone();
        }
        let own = letters(folded);
        let near = |name: &&String| {
            (own ^ letters(name)).count_ones() <= 2 && is_slip(folded, name) && !is_also_a_word(name)
        };
        let first = self.first.keys().find(near);
        let meant = first.or_else(|| self.last.iter().filter(|_| capital).find(near));
        let meant = meant.filter(|_| !self.is_ordinary(word)).cloned();
        self.looked.borrow_mut().insert(key, meant.clone());
        meant
    }

    /// Whether the dictionary has a word, in any case of letters.
    fn is_ordinary(&self, word: &str) -> bool {
        let ordinary = self.ordinary.get_or_init(|| {
            let mut ordinary = Spelling::default();
            Dictionary::shared(catalog::DICTIONARY).into_iter().for_each(|read| ordinary.take(read));
            ordinary
        });
        ordinary.knows(word)
    }

    /// What stands for a word where it is a name, and whether it is a first name.
    fn instead(&self, word: &str, Place { about, begins }: Place) -> Option<(String, bool)> {
        let folded = fold(word);
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        if let Some(bearers) = self.first.get(&folded) {
            let own = self.own(bearers, about);
            let also_a_word = is_also_a_word(&folded);
            if !also_a_word || (capital && (!begins || own.is_some())) {
                return Some((own.unwrap_or_else(|| self.others(bearers)), true));
            }
        }
        if capital && self.last.contains(&folded) {
            let letter = word.chars().next().map(|letter| format!("{letter}."));
            return letter.map(|letter| (letter, false));
        }
        None
    }

    /// Where the bearer is the child it is about, or of their family.
    fn own(&self, bearers: &[Bearer], about: Option<ChildId>) -> Option<String> {
        let about = about?;
        bearers.iter().find_map(|bearer| match bearer {
            Bearer::Child(index) => {
                self.roll.children.get(*index).filter(|child| child.id == about).map(|child| child.initials())
            }
            Bearer::Adult(index) => {
                let adult = self.roll.contacts.get(*index)?;
                let link =
                    self.roll.links.iter().find(|link| link.child == about && link.contact == adult.id);
                link.map(|link| link.relation.clone())
            }
            Bearer::Staff(_) => None,
        })
    }

    fn others(&self, bearers: &[Bearer]) -> String {
        let mut all: BTreeSet<String> = BTreeSet::new();
        for bearer in bearers {
            all.extend(match bearer {
                Bearer::Child(index) => self.roll.children.get(*index).map(|child| child.initials()),
                Bearer::Adult(_) => Some("somebody's family".to_string()),
                Bearer::Staff(index) => self.roll.people.get(*index).map(|person| person.initials.clone()),
            });
        }
        match (all.len(), bearers.iter().any(|bearer| matches!(bearer, Bearer::Child(_)))) {
            (1, _) => all.into_iter().next().unwrap_or_default(),
            (_, true) => "a child".to_string(),
            _ => "somebody".to_string(),
        }
    }
}

/// Where a word stands.
#[derive(Clone, Copy)]
struct Place {
    /// The child whom the words are about.
    about: Option<ChildId>,
    /// It begins a sentence, where every word has a capital, and nothing after it says that it is somebody.
    begins: bool,
}

/// Whether somebody did what this word says: what stands before it is a person.
fn is_a_deed(word: &str) -> bool {
    const DEEDS: [&str; 16] = [
        "was", "had", "did", "has", "is", "came", "went", "said", "took", "made", "got", "ate", "slept",
        "told", "gave", "brought",
    ];
    DEEDS.contains(&word) || word.len() > 4 && word.ends_with("ed")
}

/// The words of a name that can be looked for: of three letters or more, or the only one.
fn words(name: &str) -> impl Iterator<Item = String> {
    let all: Vec<String> = pieces(name).map(fold).filter(|word| !word.is_empty()).collect();
    let only = all.len() == 1;
    all.into_iter().filter(move |word| only || word.chars().count() > 2)
}

/// The text cut into words (letters with apostrophes inside) and what stands between them.
fn pieces(text: &str) -> impl Iterator<Item = &str> + Clone {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let letters = |c: char| c.is_alphabetic() || is_combining_mark(c) || is_apostrophe(c);
        let word = first.is_alphabetic();
        let end =
            rest.find(|c: char| if word { !letters(c) } else { c.is_alphabetic() }).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

/// A word and its `'s` or closing apostrophe.
fn possessive(word: &str) -> (&str, &str) {
    let bare = word.trim_end_matches(is_apostrophe);
    if bare.len() < word.len() {
        return word.split_at(bare.len());
    }
    let without = word.strip_suffix(['s', 'S']).filter(|start| start.ends_with(is_apostrophe));
    match without {
        Some(start) => word.split_at(start.trim_end_matches(is_apostrophe).len()),
        None => (word, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::example::{Example, example};

    #[test]
    fn every_name_becomes_initials_or_a_relation_and_other_words_stay() {
        let Example { roll, ava, .. } = example();
        let names = Names::of(&roll);
        for (said, printed) in [
            ("Ava O'Neill poured. Ava’s jug!", "A.O. poured. A.O.’s jug!"),
            ("played with isla and Zoë", "played with I.B. and Z.K."),
            ("played with Zoe's car", "played with Z.K.'s car"),
            ("She ran to Isla. Then to Ava O'Neill.", "She ran to I.B. Then to A.O."),
            ("Siobhan asked Sam about it", "Mum asked SO about it"),
            ("Mrs O'Neill came", "Mrs O. came"),
            ("Will bring photos. will do.", "Will bring photos. will do."),
            // A child and an adult of another family are called Will: nobody knows which.
            ("He and Will dug", "He and a child dug"),
            ("Will brought photos. Will’s photos.", "a child brought photos. a child’s photos."),
            ("nothing new", "nothing new"),
            // In a hurry: no apostrophe, a slip of the finger, a family's plural.
            ("Islas jug, siobhans idea", "I.B.’s jug, Mum’s idea"),
            ("with Ilsa and Siobhn", "with I.B. and Mum"),
            ("the O'Neills came, Aava too", "the O.’s came, A.O. too"),
            ("Islas mum is on 0131 496 0000", "I.B.’s mum is on a telephone number"),
            // Ordinary words are never taken for one.
            (
                "Sat on the isle. The salad, this is his ladle.",
                "Sat on the isle. The salad, this is his ladle.",
            ),
            ("On Monday. In December. Mum and Dad came.", "On Monday. In December. Mum and Dad came."),
        ] {
            assert_eq!(names.hidden(said, Some(ava)), printed);
        }
        assert!(names.hold("with Isla") && !names.hold("with a friend"));
    }
}
