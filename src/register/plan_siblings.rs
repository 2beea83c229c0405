//! Which children are one family.

use std::collections::HashMap;

use super::RowTrouble;
use super::children::ChildRow;
use super::plan_bonds::near;
use crate::domain::name::fold;
use crate::domain::{ChildId, Contact, ContactId, ContactLink, Roll};

/// The children of the file and of the roll, and which of them are one family.
pub(super) struct People {
    /// The row's index for a child of the file, a number behind those for one of the roll alone.
    pub(super) nodes: HashMap<ChildId, usize>,
    ids: Vec<ChildId>,
    pub(super) joined: Joined,
    by_name: HashMap<String, Vec<usize>>,
    names: Vec<String>,
    surnames: Vec<String>,
}

impl People {
    pub(super) fn of(rows: &[ChildRow], ids: &[ChildId], roll: &Roll) -> People {
        let mut people = People {
            nodes: HashMap::new(),
            ids: Vec::new(),
            joined: Joined::of(0),
            by_name: HashMap::new(),
            names: Vec::new(),
            surnames: Vec::new(),
        };
        for (row, id) in rows.iter().zip(ids) {
            people.add(*id, &row.forename, row.known_as.value().map(String::as_str), &row.surname);
        }
        for child in &roll.children {
            if !people.nodes.contains_key(&child.id) {
                people.add(child.id, &child.forename, child.known_as.as_deref(), &child.surname);
            }
        }
        people
    }

    pub(super) fn add(&mut self, id: ChildId, forename: &str, known_as: Option<&str>, surname: &str) {
        let node = self.joined.add();
        self.nodes.insert(id, node);
        self.ids.push(id);
        for first in std::iter::once(forename).chain(known_as) {
            let named = self.by_name.entry(fold(&format!("{first} {surname}"))).or_default();
            if !named.contains(&node) {
                named.push(node);
            }
        }
        self.names.push(format!("{} {surname}", known_as.unwrap_or(forename)));
        self.surnames.push(fold(surname));
    }

    /// The pairs that rows name, each with the row that names it.
    pub(super) fn named_siblings(
        &mut self,
        rows: &[ChildRow],
        troubles: &mut Vec<RowTrouble>,
    ) -> Vec<(usize, ChildId, ChildId)> {
        let mut pairs = Vec::new();
        let mut unknown = 0;
        for (index, row) in rows.iter().enumerate() {
            for sibling in &row.siblings {
                let full = fold(sibling);
                let first = format!("{full} {}", fold(&row.surname));
                let found = [full.as_str(), first.as_str()].into_iter().find_map(|name| {
                    let nodes: Vec<usize> =
                        self.by_name.get(name)?.iter().copied().filter(|node| *node != index).collect();
                    (!nodes.is_empty()).then_some(nodes)
                });
                let mut wrong = |what: &str, todo: String| {
                    troubles.push(RowTrouble::new(row.line, "siblings", sibling, what, todo));
                };
                match found.as_deref() {
                    Some([one]) => {
                        self.joined.join(index, *one);
                        if let (Some(a), Some(b)) = (self.ids.get(index), self.ids.get(*one)) {
                            pairs.push((index, *a, *b));
                        }
                    }
                    Some(_) => wrong(
                        "more than one child has this name",
                        "Leave it out here, and name this child in the row of the right one.".to_string(),
                    ),
                    None if self.by_name.get(&full).is_some_and(|nodes| nodes.contains(&index)) => {
                        wrong(
                            "this is the child itself",
                            "Name the brother or sister, or clear the cell.".to_string(),
                        );
                    }
                    None => {
                        // A file of thousands of unknown names is another list: near ones help nobody there.
                        let names = self.names.iter().map(String::as_str).take(if unknown < 50 {
                            usize::MAX
                        } else {
                            0
                        });
                        unknown += 1;
                        let near: Vec<_> = near(&full, names)
                            .into_iter()
                            .filter(|name| fold(name) != fold(&row.name()))
                            .collect();
                        wrong(
                            "no child in this file or on the roll has this name",
                            if near.is_empty() {
                                "Leave out brothers and sisters who do not come here.".to_string()
                            } else {
                                format!(
                                    "Did you mean {}? Leave out brothers and sisters who do not come here.",
                                    near.join(" or ")
                                )
                            },
                        );
                    }
                }
            }
        }
        pairs
    }

    /// Children who are one family on the roll stay one.
    pub(super) fn known_families(&mut self, roll: &Roll) {
        for (child, family) in roll.families() {
            if let (Some(a), Some(b)) = (self.nodes.get(&child), self.nodes.get(&family)) {
                self.joined.join(*a, *b);
            }
        }
    }

    /// The same surname and two adults of the same names are a family too.
    pub(super) fn same_adults(
        &mut self,
        rows: &[ChildRow],
        links: &HashMap<ChildId, Vec<&ContactLink>>,
        contacts: &HashMap<ContactId, (usize, &Contact)>,
    ) {
        let mut seen: HashMap<(String, String, String), usize> = HashMap::new();
        for (node, id) in self.ids.iter().enumerate() {
            let row = rows.get(node).filter(|row| !row.contacts.is_empty());
            let mut adults: Vec<String> = match row {
                Some(row) => row.contacts.iter().map(|contact| fold(&contact.name)).collect(),
                None => links
                    .get(id)
                    .into_iter()
                    .flatten()
                    .filter_map(|link| contacts.get(&link.contact))
                    .map(|(_, contact)| fold(&contact.name))
                    .collect(),
            };
            adults.sort_unstable();
            adults.dedup();
            let surname = self.surnames.get(node).cloned().unwrap_or_default();
            for (at, a) in adults.iter().enumerate() {
                for b in adults.iter().skip(at + 1) {
                    let first = *seen.entry((surname.clone(), a.clone(), b.clone())).or_insert(node);
                    self.joined.join(first, node);
                }
            }
        }
    }
}

/// Sets that are joined, each known by one of its members.
#[derive(Default)]
pub(super) struct Joined {
    up: Vec<usize>,
}

impl Joined {
    pub(super) fn of(size: usize) -> Joined {
        Joined { up: (0..size).collect() }
    }

    pub(super) fn add(&mut self) -> usize {
        self.up.push(self.up.len());
        self.up.len() - 1
    }

    pub(super) fn root(&mut self, of: usize) -> usize {
        let mut at = of;
        while let Some(&up) = self.up.get(at).filter(|up| **up != at) {
            at = up;
        }
        // A short way for the next who asks.
        if let Some(slot) = self.up.get_mut(of) {
            *slot = at;
        }
        at
    }

    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(slot) = self.up.get_mut(a.max(b)) {
            *slot = a.min(b);
        }
    }
}
