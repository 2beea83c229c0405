//! From a template to what a practitioner wrote: slots filled from lists, the child and the adult.

use std::collections::BTreeMap;

use crate::chance::Chance;

/// What fills the slots of one text.
pub struct Slots<'a> {
    /// The child's first name; empty leaves `{name}` for each child's own.
    pub name: &'a str,
    /// `she`, `he` or `they`.
    pub pronoun: &'a str,
    /// The adult's word: `mum`.
    pub adult: &'a str,
    /// The writer's first name.
    pub key: &'a str,
    /// Lists by the slot's name.
    pub lists: &'a BTreeMap<String, Vec<String>>,
}

/// Fills every slot. A slot that nothing fills stays as it is. What a list gives may hold slots itself.
pub fn fill(template: &str, slots: &Slots, chance: &mut Chance) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(start) = rest.find('{') {
        let Some(length) = rest[start..].find('}') else { break };
        out.push_str(&rest[..start]);
        let slot = &rest[start + 1..start + length];
        match value(slot, slots, chance) {
            Some(word) => out.push_str(&word),
            None => out.push_str(&rest[start..=start + length]),
        }
        rest = &rest[start + length + 1..];
    }
    out.push_str(rest);
    out
}

fn value(slot: &str, slots: &Slots, chance: &mut Chance) -> Option<String> {
    let lower = slot.to_lowercase();
    let word = match lower.as_str() {
        "name" if slots.name.is_empty() => return None,
        "name" => slots.name.to_string(),
        "adult" => slots.adult.to_string(),
        "key" => slots.key.to_string(),
        "they" | "them" | "their" | "theirs" | "themself" | "has" | "is" | "was" | "does" => {
            pronoun(&lower, slots.pronoun).to_string()
        }
        _ => {
            let word = chance.pick(slots.lists.get(&lower)?)?.clone();
            fill(&word, slots, chance)
        }
    };
    let capital = slot.chars().next().is_some_and(char::is_uppercase);
    Some(if capital { capitalised(&word) } else { word })
}

fn pronoun(slot: &str, pronoun: &str) -> &'static str {
    let column = match pronoun {
        "she" => 0,
        "he" => 1,
        _ => 2,
    };
    let row = match slot {
        "they" => ["she", "he", "they"],
        "them" => ["her", "him", "them"],
        "their" => ["her", "his", "their"],
        "theirs" => ["hers", "his", "theirs"],
        "themself" => ["herself", "himself", "themself"],
        "has" => ["has", "has", "have"],
        "is" => ["is", "is", "are"],
        "was" => ["was", "was", "were"],
        _ => ["does", "does", "do"],
    };
    row[column]
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The family's own words in a text: what stands between “ and ”.
pub fn quotations(text: &str) -> Vec<String> {
    text.split('“').skip(1).filter_map(|part| part.split_once('”')).map(|(words, _)| words.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_filled_from_the_child_the_adult_and_the_lists() {
        let lists = BTreeMap::from([
            ("toy".to_string(), vec!["the dolls".to_string()]),
            ("skill".to_string(), vec!["put {their} own coat on".to_string()]),
        ]);
        let slots = Slots { name: "Ava", pronoun: "she", adult: "gran", key: "Sam", lists: &lists };
        let mut chance = Chance::seeded(1);
        let mut said = |template: &str| fill(template, &slots, &mut chance);
        assert_eq!(said("{Adult} says {they} {has} {skill}."), "Gran says she has put her own coat on.");
        assert_eq!(said("{Toy}, then {unknown} and {name}"), "The dolls, then {unknown} and Ava");
        assert_eq!(said("an open { brace"), "an open { brace");
    }

    #[test]
    fn quotations_are_the_words_between_the_marks() {
        assert_eq!(quotations("Told: “One.” and “two”, “open"), ["One.", "two"]);
    }
}
