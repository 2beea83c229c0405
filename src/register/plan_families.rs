//! Brothers and sisters, adults and homes: who is one person, and who lives with whom.
//!
//! Two adults of one name are one person only within a family: where a register names brothers and
//! sisters, where they are one family on the roll already, or where surname and at least two adults are the
//! same. Anything less could put one family's page into another's bag.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::children::{ChildRow, ContactRow};
use super::plan_siblings::{Joined, People};
use super::{Ids, RowTrouble, count};
use crate::domain::name::fold;
use crate::domain::{
    Change, ChildId, Contact, ContactId, ContactLink, Format, Household, HouseholdId, Responsibility, Roll,
};

pub(crate) struct Families {
    pub changes: Vec<Change>,
    /// What is said beside the children.
    pub notes: Vec<String>,
}

/// An adult of the file: one person, however many rows list them.
struct Adult<'a> {
    id: ContactId,
    before: Option<&'a Contact>,
    names: BTreeSet<&'a str>,
    language: Option<(&'a str, usize)>,
    format: Option<(Format, usize)>,
    /// The homes in which rows put them.
    homes: Vec<usize>,
    /// The first row that lists them.
    row: usize,
}

pub(crate) fn plan<'a>(
    rows: &'a [ChildRow],
    ids: &[ChildId],
    roll: &'a Roll,
    new: &mut Ids,
    said: &mut [Vec<String>],
    troubles: &mut Vec<RowTrouble>,
) -> Families {
    let mut families = Families { changes: Vec::new(), notes: Vec::new() };
    let links = links_by_child(roll);
    let here: HashSet<ChildId> = roll.children.iter().map(|child| child.id).collect();
    let contacts: HashMap<ContactId, (usize, &Contact)> =
        roll.contacts.iter().enumerate().map(|(at, contact)| (contact.id, (at, contact))).collect();

    let mut people = People::of(rows, ids, roll);
    let pairs = people.named_siblings(rows, troubles);
    people.known_families(roll);
    people.same_adults(rows, &links, &contacts);

    // Who is who among the adults.
    let mut children: HashMap<ContactId, Vec<ChildId>> = HashMap::new();
    for link in &roll.links {
        children.entry(link.contact).or_default().push(link.child);
    }
    let mut of_family: HashMap<(usize, String), ContactId> = HashMap::new();
    for contact in &roll.contacts {
        let key = fold(&contact.name);
        for child in children.get(&contact.id).into_iter().flatten() {
            if let Some(&node) = people.nodes.get(child) {
                let family = people.joined.root(node);
                of_family.entry((family, key.clone())).or_insert(contact.id);
            }
        }
    }
    let mut adults: Vec<Adult> = Vec::new();
    let mut at: HashMap<ContactId, usize> = HashMap::new();
    let mut homes = Joined::default();
    let mut home_of: HashMap<(usize, &str), usize> = HashMap::new();
    let mut listed: Vec<Vec<ContactId>> = Vec::with_capacity(rows.len());
    for (index, row) in rows.iter().enumerate() {
        let family = people.joined.root(index);
        let mut ids = Vec::new();
        for contact in &row.contacts {
            let id = *of_family.entry((family, fold(&contact.name))).or_insert_with(|| new.make());
            ids.push(id);
            let place = *at.entry(id).or_insert_with(|| {
                adults.push(Adult {
                    id,
                    before: contacts.get(&id).map(|(_, contact)| *contact),
                    names: BTreeSet::new(),
                    language: None,
                    format: None,
                    homes: Vec::new(),
                    row: index,
                });
                adults.len() - 1
            });
            if let Some(adult) = adults.get_mut(place) {
                agree(adult, row, contact, troubles);
                if let Some(letter) = &contact.household {
                    let home = *home_of.entry((index, letter)).or_insert_with(|| homes.add());
                    adult.homes.push(home);
                }
            }
        }
        listed.push(ids);
    }

    for adult in &adults {
        if let [first, others @ ..] = adult.homes.as_slice() {
            others.iter().for_each(|other| homes.join(*first, *other));
        }
    }
    disagreeing_homes(rows, &home_of, &mut homes, troubles);

    // Which home is which: a home that is there already stays with the first adults who live in it.
    let mut home_id: HashMap<usize, HouseholdId> = HashMap::new();
    let mut claimed: HashSet<HouseholdId> = HashSet::new();
    for adult in &adults {
        let (Some(home), Some(before)) = (adult.homes.first(), adult.before) else { continue };
        let home = homes.root(*home);
        if !home_id.contains_key(&home) && claimed.insert(before.household) {
            home_id.insert(home, before.household);
        }
    }
    let mut without_letter = 0;
    for adult in &adults {
        let mut fresh = || {
            let id: HouseholdId = new.make();
            families.changes.push(Change::Household(Household { id }));
            id
        };
        let household = match (adult.homes.first(), adult.before) {
            (Some(home), _) => *home_id.entry(homes.root(*home)).or_insert_with(&mut fresh),
            (None, Some(before)) => before.household,
            (None, None) => {
                without_letter += 1;
                fresh()
            }
        };
        let contact = described(adult, household);
        if adult.before != Some(&contact) {
            if let (Some(before), Some(said)) = (adult.before, said.get_mut(adult.row)) {
                said.push(changed(before, &contact));
            }
            families.changes.push(Change::Contact(contact));
        }
    }
    if without_letter > 0 {
        families.notes.push(format!(
            "The file does not say with whom {}, so each has a home and a page of their own. A column “Household 1” with A or B says it.",
            count(without_letter, "adult lives", "adults live")
        ));
    }

    let name_of = |id: ContactId| {
        let place = at.get(&id).and_then(|place| adults.get(*place));
        let name = place.and_then(|adult| adult.names.first().copied());
        name.or_else(|| contacts.get(&id).map(|(_, contact)| contact.name.as_str())).unwrap_or("An adult")
    };
    for (((row, child), wanted), said) in rows.iter().zip(ids).zip(&listed).zip(said.iter_mut()) {
        // A row without any adult says nothing about them.
        if !wanted.is_empty() {
            let before = links.get(child).map(Vec::as_slice).unwrap_or_default();
            let known = here.contains(child);
            relink(row, *child, wanted, before, known, &name_of, said, &mut families.changes);
        }
    }

    let mut there: HashSet<(ChildId, ChildId)> =
        roll.siblings.iter().map(|(a, b)| (*a.min(b), *a.max(b))).collect();
    for (row, a, b) in pairs {
        let (a, b) = (a.min(b), a.max(b));
        if !there.insert((a, b)) {
            continue;
        }
        families.changes.push(Change::Siblings { a, b });
        let known = |id| here.contains(&id);
        if known(a) || known(b) {
            let (Some(said), Some(row)) = (said.get_mut(row), rows.get(row)) else { continue };
            let other =
                [a, b].into_iter().find(|id| people.nodes.get(id).is_some_and(|node| *node >= rows.len()));
            said.push(match other.and_then(|id| roll.child(id)) {
                Some(other) => format!(
                    "{} is a brother or sister of {}, who is on the roll but not in this file.",
                    row.name(),
                    other.name()
                ),
                None => format!("{} is a brother or sister: {}.", row.name(), row.siblings.join(", ")),
            });
        }
    }
    families
}

fn links_by_child(roll: &Roll) -> HashMap<ChildId, Vec<&ContactLink>> {
    let mut links: HashMap<ChildId, Vec<&ContactLink>> = HashMap::new();
    for link in &roll.links {
        links.entry(link.child).or_default().push(link);
    }
    links
}

fn agree<'a>(
    adult: &mut Adult<'a>,
    row: &'a ChildRow,
    contact: &'a ContactRow,
    troubles: &mut Vec<RowTrouble>,
) {
    adult.names.insert(&contact.name);
    let mut differ = |what: &str, value: &str, line: usize| {
        troubles.push(RowTrouble::new(
            row.line,
            &format!("{what} {}", contact.number),
            value,
            format!("line {line} says another {what} for {}", contact.name),
            "Write the same in both rows.",
        ));
    };
    if let Some(language) = &contact.language {
        match adult.language {
            Some((other, line)) if fold(other) != fold(language) => differ("language", language, line),
            Some(_) => {}
            None => adult.language = Some((language, row.line)),
        }
    }
    if let Some(format) = contact.format {
        match adult.format {
            Some((other, line)) if other != format => differ("format", format.label(), line),
            Some(_) => {}
            None => adult.format = Some((format, row.line)),
        }
    }
}

/// Two homes of one child can't be one home by what a brother's or sister's row says.
fn disagreeing_homes(
    rows: &[ChildRow],
    home_of: &HashMap<(usize, &str), usize>,
    homes: &mut Joined,
    troubles: &mut Vec<RowTrouble>,
) {
    let mut letters: Vec<_> = home_of.iter().map(|(&(row, letter), &home)| (row, letter, home)).collect();
    letters.sort_unstable();
    let mut lines: HashMap<usize, BTreeSet<usize>> = HashMap::new();
    for &(row, _, home) in &letters {
        if let Some(row) = rows.get(row) {
            lines.entry(homes.root(home)).or_default().insert(row.line);
        }
    }
    let mut seen: HashSet<(usize, usize)> = HashSet::new();
    for (index, letter, home) in letters {
        let home = homes.root(home);
        let Some(row) = rows.get(index) else { continue };
        if seen.insert((index, home)) {
            continue;
        }
        let others: Vec<String> = lines
            .get(&home)
            .into_iter()
            .flatten()
            .filter(|line| **line != row.line)
            .map(usize::to_string)
            .collect();
        troubles.push(RowTrouble::new(
            row.line,
            "household",
            &letter.to_uppercase(),
            format!(
                "who lives with whom is told otherwise for a brother or sister on line {}",
                super::listed(&others)
            ),
            "Let the rows of one family put the same adults together.",
        ));
    }
}

/// The adult as the file and the roll together describe them.
fn described(adult: &Adult, household: HouseholdId) -> Contact {
    let before = adult.before;
    let kept = before.map(|contact| contact.name.as_str()).filter(|name| adult.names.contains(name));
    // Of several spellings, the one with the accents: they get lost more often than they are made up.
    let fullest = adult
        .names
        .iter()
        .copied()
        .max_by_key(|name| (name.chars().filter(|c| !c.is_ascii()).count(), *name));
    Contact {
        id: adult.id,
        name: kept.or(fullest).unwrap_or_default().to_string(),
        household,
        language: match (adult.language, before) {
            (Some((language, _)), Some(before)) if fold(language) == fold(&before.language) => {
                before.language.clone()
            }
            (Some((language, _)), _) => language.to_string(),
            (None, Some(before)) => before.language.clone(),
            (None, None) => String::new(),
        },
        format: adult
            .format
            .map(|(format, _)| format)
            .or(before.map(|contact| contact.format))
            .unwrap_or_default(),
    }
}

fn changed(before: &Contact, after: &Contact) -> String {
    let mut parts = Vec::new();
    if before.name != after.name {
        parts.push(format!("is written {}", after.name));
    }
    if before.household != after.household {
        parts.push("has another home".to_string());
    }
    if before.language != after.language {
        parts.push(format!("has the language {}", after.language));
    }
    if before.format != after.format {
        parts.push(format!("gets pages in the form “{}”", after.format.label()));
    }
    format!("{} {} from now on.", before.name, super::listed(&parts))
}

/// The links of one child: changed in place, and in the row's order.
#[allow(clippy::too_many_arguments, reason = "one step of the plan, with its own inputs and outputs")]
fn relink<'a>(
    row: &ChildRow,
    child: ChildId,
    wanted: &[ContactId],
    before: &[&ContactLink],
    known: bool,
    name_of: &impl Fn(ContactId) -> &'a str,
    said: &mut Vec<String>,
    changes: &mut Vec<Change>,
) {
    let name = row.name();
    for link in before {
        if !wanted.contains(&link.contact) {
            changes.push(Change::Unlink { child, contact: link.contact });
            let gone = name_of(link.contact);
            if wanted.iter().any(|id| fold(name_of(*id)) == fold(gone)) {
                said.push(format!("{gone} is one person for {name} and the brothers and sisters."));
            } else {
                said.push(format!("{gone} is no longer on {name}'s list."));
            }
        }
    }
    let kept: Vec<ContactId> =
        before.iter().map(|link| link.contact).filter(|contact| wanted.contains(contact)).collect();
    let in_order = kept.iter().zip(wanted).take_while(|(a, b)| a == b).count();
    let moved = in_order < kept.len();
    if moved {
        said.push(format!("{name}: the adults stand in another order."));
    }
    for (place, (contact, id)) in row.contacts.iter().zip(wanted).enumerate() {
        let old = before.iter().find(|link| link.contact == *id);
        let link = ContactLink {
            child,
            contact: *id,
            relation: contact
                .relation
                .clone()
                .or_else(|| old.map(|link| link.relation.clone()))
                .unwrap_or_default(),
            responsibility: contact
                .responsibility
                .or(old.map(|link| link.responsibility))
                .unwrap_or(Responsibility::NotKnown),
            may_collect: contact.may_collect.unwrap_or(old.and_then(|link| link.may_collect)),
        };
        let adult = name_of(*id);
        match old {
            None if known => said.push(format!("{adult} comes onto {name}'s list.")),
            None => {}
            Some(old) => {
                if old.relation != link.relation {
                    said.push(format!("{adult} is {name}'s {}.", link.relation));
                }
                if old.responsibility != link.responsibility {
                    let now = match link.responsibility {
                        Responsibility::Yes => "yes",
                        Responsibility::No => "no",
                        Responsibility::NotKnown => "not known",
                    };
                    said.push(format!("{adult}: parental responsibility for {name}: {now}."));
                }
                if old.may_collect != link.may_collect {
                    let now = link.may_collect.map_or("not said", |may| if may { "yes" } else { "no" });
                    said.push(format!("{adult}: may collect {name}: {now}."));
                }
            }
        }
        if moved && place >= in_order && old.is_some() {
            changes.push(Change::Unlink { child, contact: *id });
            changes.push(Change::Link(link));
        } else if old.is_none_or(|old| **old != link) {
            changes.push(Change::Link(link));
        }
    }
}
