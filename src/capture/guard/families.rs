//! Who reads a text, and whose names stand in those homes anyway.

use std::collections::BTreeSet;

use super::is_slip;
use super::named::Named;
use super::tokens::Token;
use crate::domain::{ChildId, Roll};

/// The families that will read a text.
pub(super) struct Families<'a> {
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
    pub(super) fn of(recipients: &[ChildId], roll: &'a Roll) -> Families<'a> {
        let recipients = recipients
            .iter()
            .map(|&child| {
                let homes = roll.households(child);
                let contacts: BTreeSet<_> = roll
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
    pub(super) fn knows(&self, word: &str) -> bool {
        self.recipients.iter().any(|reader| {
            reader.own.iter().any(|own| own == word) || reader.surnames.iter().any(|own| own == word)
        })
    }

    /// Whether in each home somebody has a first name of at least so many letters that is a slip from this word.
    pub(super) fn may_mean_their_own(&self, word: &str, shortest: usize) -> bool {
        let near = |own: &String| own.chars().count() >= shortest && is_slip(word, own);
        self.recipients.iter().all(|reader| reader.own.iter().any(near))
    }

    /// Whether one of the homes must not read this child's name as it stands there.
    pub(super) fn guard(&self, name: &Named, tokens: &[Token], at: usize, length: usize) -> bool {
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
