//! The roll: who is who in the setting. Small whatever the record's size, so it is held in memory whole.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Change;
use super::child::{Child, Contact, ContactLink, KeyPerson};
use super::day::Day;
use super::group::Group;
use super::id::{ChildId, ContactId, GroupId, HouseholdId, PersonId, RoomId};
use super::name;
use super::practitioner::Practitioner;
use super::room::{Room, Setting};

/// The setting, its rooms, people, children and families, as they stand now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roll {
    /// The setting.
    pub setting: Setting,
    /// Its rooms, in the order in which they came.
    pub rooms: Vec<Room>,
    /// Everyone who works or worked here.
    pub people: Vec<Practitioner>,
    /// Every child on the roll now, before or later.
    pub children: Vec<Child>,
    /// The adults of their families.
    pub contacts: Vec<Contact>,
    /// What each adult is to each child, in the register's order.
    pub links: Vec<ContactLink>,
    /// Key persons, present and past.
    pub key_persons: Vec<KeyPerson>,
    /// Brothers and sisters that a register names, each pair once.
    pub siblings: Vec<(ChildId, ChildId)>,
    /// What each child is called in short, where [`Roll::named`] has worked it out: a page asks for it many times a key.
    pub short_names: BTreeMap<ChildId, String>,
    /// The groups that leads keep, in the order in which they came.
    pub groups: Vec<Group>,
}

impl Roll {
    /// A child by id.
    pub fn child(&self, id: ChildId) -> Option<&Child> {
        self.children.iter().find(|child| child.id == id)
    }

    /// What a child is called where there is room for a short name: `Ava O.`, or as much more as tells them
    /// from everybody who is ever on the roll at the same time. Empty where the child is not known.
    pub fn short_name(&self, id: ChildId) -> String {
        let known = self.short_names.get(&id).cloned();
        known.or_else(|| self.child(id).map(|child| short(child, self.children.iter()))).unwrap_or_default()
    }

    /// The same roll with its short names worked out, for whoever puts one together to be asked often.
    #[must_use]
    pub fn named(mut self) -> Roll {
        // Only children of one first name can be taken for one another.
        let mut alike: BTreeMap<String, Vec<&Child>> = BTreeMap::new();
        for child in &self.children {
            alike.entry(name::fold(child.first_name())).or_default().push(child);
        }
        let called = alike
            .values()
            .flat_map(|alike| alike.iter().map(|child| (child.id, short(child, alike.iter().copied()))));
        self.short_names = called.collect();
        self
    }

    /// A person by id.
    pub fn person(&self, id: PersonId) -> Option<&Practitioner> {
        self.people.iter().find(|person| person.id == id)
    }

    /// The person with these initials who works here on that day, in any case.
    pub fn by_initials(&self, initials: &str, day: Day) -> Option<&Practitioner> {
        self.people
            .iter()
            .find(|person| person.initials.eq_ignore_ascii_case(initials.trim()) && person.here_on(day))
    }

    /// A room by id.
    pub fn room(&self, id: RoomId) -> Option<&Room> {
        self.rooms.iter().find(|room| room.id == id)
    }

    /// A room by name, in any case.
    pub fn room_named(&self, name: &str) -> Option<&Room> {
        self.rooms.iter().find(|room| room.name.eq_ignore_ascii_case(name.trim()))
    }

    /// A group by id.
    pub fn group(&self, id: GroupId) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == id)
    }

    /// The groups of a room.
    pub fn groups_of(&self, room: RoomId) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(move |group| group.room == room)
    }

    /// A contact by id.
    pub fn contact(&self, id: ContactId) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.id == id)
    }

    /// The children of a room on the roll on that day, by name: the board's order and numbers.
    pub fn in_room(&self, room: RoomId, day: Day) -> Vec<&Child> {
        let mut children: Vec<_> =
            self.children.iter().filter(|child| child.room == room && child.on_roll(day)).collect();
        children.sort_by_cached_key(|child| {
            (child.first_name().to_lowercase(), child.surname.to_lowercase(), child.id)
        });
        children
    }

    /// The adults of a child, in the register's order.
    pub fn adults(&self, child: ChildId) -> impl Iterator<Item = (&ContactLink, &Contact)> {
        self.links
            .iter()
            .filter(move |link| link.child == child)
            .filter_map(|link| self.contact(link.contact).map(|contact| (link, contact)))
    }

    /// A child's key person (or second) on that day.
    pub fn key_person(&self, child: ChildId, second: bool, day: Day) -> Option<&Practitioner> {
        self.key_persons
            .iter()
            .rfind(|bond| bond.child == child && bond.second == second && bond.on(day))
            .and_then(|bond| self.person(bond.person))
    }

    /// The homes of a child.
    pub fn households(&self, child: ChildId) -> BTreeSet<HouseholdId> {
        self.adults(child).map(|(_, contact)| contact.household).collect()
    }

    /// Brothers and sisters in the setting: named as such, or of a shared household. Without the child itself.
    pub fn siblings_of(&self, child: ChildId) -> Vec<ChildId> {
        let homes = self.households(child);
        let living = self.contacts.iter().filter(|contact| homes.contains(&contact.household));
        let adults: Vec<ContactId> = living.map(|contact| contact.id).collect();
        let links = self.links.iter().filter(|link| adults.contains(&link.contact));
        let mut siblings: BTreeSet<ChildId> = links.map(|link| link.child).collect();
        siblings.extend(
            self.siblings.iter().filter(|(a, b)| *a == child || *b == child).flat_map(|(a, b)| [a, b]),
        );
        siblings.remove(&child);
        let order = self.children.iter().map(|other| other.id);
        order.filter(|other| siblings.contains(other)).collect()
    }

    /// Each child's family: the smallest id of the children joined by brothers and sisters or a shared
    /// household, however long the chain.
    pub fn families(&self) -> BTreeMap<ChildId, ChildId> {
        let mut family: BTreeMap<ChildId, ChildId> =
            self.children.iter().map(|child| (child.id, child.id)).collect();
        let mut homes: BTreeMap<HouseholdId, ChildId> = BTreeMap::new();
        let household: BTreeMap<ContactId, HouseholdId> =
            self.contacts.iter().map(|contact| (contact.id, contact.household)).collect();
        let mut pairs = self.siblings.clone();
        for link in &self.links {
            if let Some(home) = household.get(&link.contact) {
                pairs.push((*homes.entry(*home).or_insert(link.child), link.child));
            }
        }
        fn root(family: &BTreeMap<ChildId, ChildId>, mut child: ChildId) -> ChildId {
            while let Some(&up) = family.get(&child).filter(|&&up| up != child) {
                child = up;
            }
            child
        }
        for (a, b) in pairs {
            let (a, b) = (root(&family, a), root(&family, b));
            family.insert(a.max(b), a.min(b));
        }
        let roots: Vec<_> = family.keys().map(|&child| (child, root(&family, child))).collect();
        roots.into_iter().collect()
    }
    /// Takes in what a change says about who is who. Changes about anything else are ignored.
    ///
    /// A whole value replaces the one with the same identity where it stands, else it comes last; so
    /// applying a change twice is the same as once. A key person's bond is known by child, person, second
    /// and from; a link by child and contact; brothers and sisters by both children, either way round.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::Setting(setting) => self.setting = setting.clone(),
            Change::Room(room) => put(&mut self.rooms, room, |a, b| a.id == b.id),
            Change::Person(person) => put(&mut self.people, person, |a, b| a.id == b.id),
            Change::Child(child) => put(&mut self.children, child, |a, b| a.id == b.id),
            Change::Contact(contact) => put(&mut self.contacts, contact, |a, b| a.id == b.id),
            Change::Link(link) => {
                put(&mut self.links, link, |a, b| (a.child, a.contact) == (b.child, b.contact));
            }
            Change::Unlink { child, contact } => {
                self.links.retain(|link| (link.child, link.contact) != (*child, *contact));
            }
            Change::Siblings { a, b } => {
                put(&mut self.siblings, &(*a, *b), |x, y| *x == *y || (x.1, x.0) == *y);
            }
            Change::KeyPerson(bond) => put(&mut self.key_persons, bond, |a, b| {
                (a.child, a.person, a.second, a.from) == (b.child, b.person, b.second, b.from)
            }),
            Change::Group(group) => {
                put(&mut self.groups, group, |a, b| a.id == b.id);
                self.groups.retain(|group| !group.children.is_empty());
            }
            // A household is nothing but its identity, which its adults carry.
            Change::Household(_) => {}
            _ => {}
        }
    }
}

/// Replaces the value that is the same one, or adds it.
fn put<T: Clone>(values: &mut Vec<T>, value: &T, same: impl Fn(&T, &T) -> bool) {
    match values.iter_mut().find(|there| same(there, value)) {
        Some(there) => *there = value.clone(),
        None => values.push(value.clone()),
    }
}
/// What tells a child from those of the others who are ever on the roll at the same time.
fn short<'a>(child: &Child, all: impl Iterator<Item = &'a Child>) -> String {
    name::short(child, all.filter(|other| other.id != child.id && other.meets(child)))
}
