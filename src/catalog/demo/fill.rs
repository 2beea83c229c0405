//! From a template to the words that a practitioner wrote about one child.

use super::check::slots;
use super::{DemoTexts, Pronoun};

impl DemoTexts {
    /// The text with its slots filled: `{food}` from the list of that name, `{name}`, `{they}` and the like from
    /// `filling`, `{keeps|keep}` by the pronoun. `below` gives a number below its argument, for the lists.
    /// A slot that nothing is known of stays as it is.
    pub fn fill(&self, text: &str, filling: &Filling<'_>, below: &mut impl FnMut(usize) -> usize) -> String {
        let mut filled = String::with_capacity(text.len() + 16);
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((slot, after)) = after.split_once('}') else {
                filled.push('{');
                rest = after;
                continue;
            };
            let word = filling.word(slot).or_else(|| {
                let list = self.lists.get(slot)?;
                // A list's words may speak of the child, but not call for another list.
                list.get(below(list.len())).map(|words| filling.fill(words))
            });
            match word {
                Some(word) if starts_sentence(&filled) => filled.push_str(&capital(&word)),
                Some(word) => filled.push_str(&word),
                None => filled.push_str(&format!("{{{slot}}}")),
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}

/// What is known of a child when a text about them is filled.
#[derive(Clone, Copy, Debug)]
pub struct Filling<'a> {
    /// What the child is called.
    pub name: &'a str,
    /// How the note speaks of them.
    pub pronoun: Pronoun,
    /// The relation of whom the talk was with: `Mum`.
    pub adult: &'a str,
    /// The key person's first name.
    pub key: &'a str,
    /// The family's language.
    pub language: &'a str,
}

impl Filling<'_> {
    /// The slots that a filling answers, beside `{singular|plural}`.
    pub const SLOTS: [&'static str; 14] = [
        "name", "adult", "Adult", "key", "language", "they", "They", "them", "their", "Their", "themself",
        "has", "is", "was",
    ];

    /// The words with the slots filled that need no list.
    fn fill(&self, words: &str) -> String {
        let mut filled = words.to_string();
        for slot in slots(words) {
            if let Some(word) = self.word(slot) {
                filled = filled.replace(&format!("{{{slot}}}"), &word);
            }
        }
        filled
    }

    fn word(&self, slot: &str) -> Option<String> {
        let pronoun = |she: &str, he: &str, they: &str| {
            match self.pronoun {
                Pronoun::She => she,
                Pronoun::He => he,
                Pronoun::They => they,
            }
            .to_string()
        };
        if let Some((singular, plural)) = slot.split_once('|') {
            return Some(pronoun(singular, singular, plural));
        }
        Some(match slot {
            "name" => self.name.to_string(),
            "key" => self.key.to_string(),
            "language" => self.language.to_string(),
            "adult" => self.adult(),
            "Adult" => capital(&self.adult()),
            "they" => pronoun("she", "he", "they"),
            "They" => pronoun("She", "He", "They"),
            "them" => pronoun("her", "him", "them"),
            "their" => pronoun("her", "his", "their"),
            "Their" => pronoun("Her", "His", "Their"),
            "themself" => pronoun("herself", "himself", "themself"),
            "has" => pronoun("has", "has", "have"),
            "is" => pronoun("is", "is", "are"),
            "was" => pronoun("was", "was", "were"),
            _ => return None,
        })
    }

    /// `mum`, but `the foster carer`: a word that is no form of address needs its article.
    fn adult(&self) -> String {
        let word = self.adult.to_lowercase();
        if word.ends_with("carer") || word.ends_with("parent") { format!("the {word}") } else { word }
    }
}

/// Whether what comes next begins a sentence.
fn starts_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['“', ' ']);
    text.is_empty() || text.ends_with(['.', '!', '?', '”'])
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
