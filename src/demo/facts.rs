//! Who is who in the made-up nursery, looked up without a search: it is asked for every entry of a million.

use std::collections::BTreeMap;

use super::people::Pronouns;
use crate::catalog::demo::{Ages, DemoWords, Filling, Pronoun};
use crate::domain::{Child, ChildId, ContactId, Day, PersonId, Roll, RoomId};

/// What the roll says of each child, by child.
pub struct Facts {
    pronouns: Pronouns,
    rooms: BTreeMap<RoomId, Vec<usize>>,
    ages: BTreeMap<RoomId, Ages>,
    keys: BTreeMap<ChildId, PersonId>,
    siblings: BTreeMap<ChildId, Vec<ChildId>>,
    collectors: BTreeMap<ChildId, Vec<(String, ContactId)>>,
    languages: BTreeMap<ChildId, String>,
}

impl Facts {
    /// Looks everything up once.
    pub fn of(roll: &Roll, words: &DemoWords, pronouns: Pronouns) -> Facts {
        let mut facts = Facts {
            pronouns,
            rooms: BTreeMap::new(),
            ages: BTreeMap::new(),
            keys: BTreeMap::new(),
            siblings: BTreeMap::new(),
            collectors: BTreeMap::new(),
            languages: BTreeMap::new(),
        };
        for (room, words) in roll.rooms.iter().zip(&words.names.rooms) {
            facts.ages.insert(room.id, words.ages);
        }
        let mut order: Vec<usize> = (0..roll.children.len()).collect();
        order.sort_by_key(|&index| roll.children[index].name().to_lowercase());
        for index in order {
            facts.rooms.entry(roll.children[index].room).or_default().push(index);
        }
        for bond in roll.key_persons.iter().filter(|bond| !bond.second) {
            facts.keys.insert(bond.child, bond.person);
        }
        for &(a, b) in &roll.siblings {
            facts.siblings.entry(a).or_default().push(b);
            facts.siblings.entry(b).or_default().push(a);
        }
        let languages: BTreeMap<ContactId, &str> =
            roll.contacts.iter().map(|contact| (contact.id, contact.language.as_str())).collect();
        for link in &roll.links {
            if let Some(language) = languages.get(&link.contact) {
                facts.languages.entry(link.child).or_insert_with(|| (*language).to_string());
            }
            if link.may_collect != Some(false) {
                facts.collectors.entry(link.child).or_default().push((link.relation.clone(), link.contact));
            }
        }
        facts
    }

    /// The children of a room who are on the roll that day, by name.
    pub fn in_room<'r>(&'r self, roll: &'r Roll, room: RoomId, day: Day) -> impl Iterator<Item = &'r Child> {
        let indexes = self.rooms.get(&room).map_or(&[][..], Vec::as_slice);
        indexes.iter().map(|&index| &roll.children[index]).filter(move |child| child.on_roll(day))
    }

    /// A child's key person.
    pub fn key(&self, child: ChildId) -> Option<PersonId> {
        self.keys.get(&child).copied()
    }

    /// A child's brothers and sisters.
    pub fn siblings(&self, child: ChildId) -> &[ChildId] {
        self.siblings.get(&child).map_or(&[], Vec::as_slice)
    }

    /// The adults who come to the door for a child.
    pub fn collectors(&self, child: ChildId) -> &[(String, ContactId)] {
        self.collectors.get(&child).map_or(&[], Vec::as_slice)
    }

    /// Which texts suit a child: by age and the family's language.
    pub fn suits(&self, child: &Child) -> (Ages, &str) {
        let ages = self.ages.get(&child.room).copied().unwrap_or(Ages::Twos);
        (ages, self.languages.get(&child.id).map_or("English", String::as_str))
    }

    /// What fills a text about a child.
    pub fn filling<'f>(&'f self, child: &Child, name: &'f str, adult: &'f str, key: &'f str) -> Filling<'f> {
        let pronoun = self.pronouns.get(&child.id).copied().unwrap_or(Pronoun::They);
        let language = self.languages.get(&child.id).map_or("English", String::as_str);
        Filling { name, pronoun, adult, key, language }
    }
}
