//! From agreed pieces to figures: the slow and simple way, against which any faster one is held. And the
//! breakdown of who was reached, with the small cells hidden in what leaves the room.

use std::collections::{BTreeMap, BTreeSet};

use super::{Figures, Piece, Scope, Voices};
use crate::domain::child::Relation;
use crate::domain::entry::With;
use crate::domain::{ChildId, EntryId, Roll, Week};

/// A statement's figures, counted anew from its agreed pieces. Pieces out of the scope are passed over.
///
/// An entry counts once, whatever number of children its pieces name; a talk once for each family in it, and
/// once where it names none. What is kept out is not among the pieces, so it stays 0 here.
pub fn count<'a>(pieces: impl Iterator<Item = &'a Piece>, scope: &Scope, on_roll: u32) -> Figures {
    let mut entries: BTreeMap<EntryId, (Voices, bool, usize)> = BTreeMap::new();
    let mut talks = BTreeSet::new();
    let mut families = BTreeSet::new();
    let mut last = None;
    let end = Week::of(scope.period.to).period().from;
    for piece in pieces.filter(|piece| scope.takes(piece)) {
        let ago = (end - Week::of(piece.day).period().from).num_weeks();
        let ago = usize::try_from(ago).unwrap_or(0);
        let (voices, changed, _) = entries.entry(piece.entry).or_insert((Voices::default(), false, ago));
        voices.staff |= piece.voices.staff;
        voices.family |= piece.voices.family;
        voices.child |= piece.voices.child;
        *changed |= piece.changed;
        talks.insert((piece.talk, piece.family));
        families.extend(piece.family);
        last = last.max(Some(piece.day));
    }
    let mut figures = Figures {
        entries: entries.len() as u32,
        talks: talks.len() as u32,
        families: families.len() as u32,
        on_roll,
        last,
        ..Figures::default()
    };
    for (voices, changed, ago) in entries.into_values() {
        for (figure, carried) in figures.voices.iter_mut().zip([voices.staff, voices.family, voices.child]) {
            *figure += u32::from(carried);
        }
        figures.changed += u32::from(changed);
        if let Some(week) = figures.weeks.iter_mut().rev().nth(ago) {
            *week += 1;
        }
    }
    figures
}

/// With whom a talk was, as far as it is known: what breadth is broken down by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoken {
    /// What those adults are to the child.
    pub relations: BTreeSet<Relation>,
    /// The languages that they would rather speak.
    pub languages: BTreeSet<String>,
}

impl Spoken {
    /// With whom an entry's talk was. The register's relation goes before the word that was typed.
    pub fn with(with: &[With], child: ChildId, roll: &Roll) -> Spoken {
        let mut spoken = Spoken::default();
        for with in with {
            let known = roll.adults(child).find(|(link, _)| Some(link.contact) == with.contact);
            spoken.relations.insert(Relation::of(known.map_or(&with.word, |(link, _)| &link.relation)));
            if let Some((_, contact)) = known.filter(|(_, contact)| !contact.language.trim().is_empty()) {
                spoken.languages.insert(contact.language.trim().to_string());
            }
        }
        spoken
    }
}

/// How many families were reached, by who spoke, in which language, by which way of contact. A family
/// that is reached by several counts in each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Breadth {
    /// Through a mother.
    pub mother: u32,
    /// Through a father.
    pub father: u32,
    /// Through anybody else.
    pub other: u32,
    /// By the adult's language.
    pub languages: BTreeMap<String, u32>,
    /// By the entry's kind or the practice kind's code.
    pub ways: BTreeMap<String, u32>,
}

/// The breakdown of a statement's pieces; `spoken` says with whom a piece's talk was.
pub fn breadth<'a>(
    pieces: impl Iterator<Item = &'a Piece>,
    scope: &Scope,
    spoken: impl Fn(&Piece) -> Spoken,
) -> Breadth {
    let mut relations: BTreeMap<Relation, BTreeSet<ChildId>> = BTreeMap::new();
    let mut languages: BTreeMap<String, BTreeSet<ChildId>> = BTreeMap::new();
    let mut ways: BTreeMap<String, BTreeSet<ChildId>> = BTreeMap::new();
    for piece in pieces.filter(|piece| scope.takes(piece)) {
        let Some(family) = piece.family else { continue };
        let spoken = spoken(piece);
        for relation in spoken.relations {
            relations.entry(relation).or_default().insert(family);
        }
        for language in spoken.languages {
            languages.entry(language).or_default().insert(family);
        }
        let way = match &piece.kind {
            Ok(kind) => kind.label().to_string(),
            Err(code) => code.clone(),
        };
        ways.entry(way).or_default().insert(family);
    }
    let reached = |relation| relations.get(&relation).map_or(0, |families| families.len() as u32);
    let sizes = |groups: BTreeMap<String, BTreeSet<ChildId>>| {
        groups.into_iter().map(|(name, families)| (name, families.len() as u32)).collect()
    };
    Breadth {
        mother: reached(Relation::Mother),
        father: reached(Relation::Father),
        other: reached(Relation::Other),
        languages: sizes(languages),
        ways: sizes(ways),
    }
}

/// The smallest number of families that a cell shows outside the room.
pub const SMALLEST_CELL: u32 = 5;

/// A number of families as it may leave the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// The number itself.
    Exact(u32),
    /// Too small to be told: a reader could know who it is.
    Few,
    /// Left out because, with the total, it would tell how many a smaller cell holds.
    Withheld,
}

impl std::fmt::Display for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Cell::Exact(families) => families.fmt(f),
            Cell::Few => write!(f, "fewer than {SMALLEST_CELL}"),
            Cell::Withheld => f.write_str("not shown"),
        }
    }
}

/// A breakdown as it may leave the room: each cell's name and number, in a fixed order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    /// Mothers, fathers, others.
    pub relations: Vec<(String, Cell)>,
    /// Languages by name; those of few families together as `other languages`, for a language may name a family.
    pub languages: Vec<(String, Cell)>,
    /// Ways of contact by name.
    pub ways: Vec<(String, Cell)>,
}

/// Hides what a stranger could use to tell who is meant: no cell under five, and none that gives one away.
pub fn cells_for_leaving(breadth: &Breadth) -> Cells {
    let relations = [("mothers", breadth.mother), ("fathers", breadth.father), ("others", breadth.other)];
    let (large, small): (Vec<_>, Vec<_>) =
        breadth.languages.iter().partition(|(_, families)| **families >= SMALLEST_CELL);
    let mut languages: Vec<(String, u32)> =
        large.into_iter().map(|(name, &size)| (name.clone(), size)).collect();
    if !small.is_empty() {
        languages.push(("other languages".to_string(), small.iter().map(|(_, size)| **size).sum()));
    }
    Cells {
        relations: hide(relations.map(|(name, size)| (name.to_string(), size)).to_vec()),
        languages: hide(languages),
        ways: hide(breadth.ways.iter().map(|(name, &size)| (name.clone(), size)).collect()),
    }
}

fn hide(cells: Vec<(String, u32)>) -> Vec<(String, Cell)> {
    let mut hidden: u32 = cells.iter().map(|(_, size)| *size).filter(|size| *size < SMALLEST_CELL).sum();
    let mut shown: Vec<(String, u32, Cell)> = cells
        .into_iter()
        .map(|(name, size)| {
            let cell = if size < SMALLEST_CELL { Cell::Few } else { Cell::Exact(size) };
            (name, size, cell)
        })
        .collect();
    // What is hidden must not come out by taking the rest from the total: the smallest number goes with it.
    while (1..SMALLEST_CELL).contains(&hidden) {
        let smallest =
            shown.iter_mut().filter(|(_, _, cell)| matches!(cell, Cell::Exact(_))).min_by_key(|c| c.1);
        let Some((_, size, cell)) = smallest else { break };
        hidden += *size;
        *cell = Cell::Withheld;
    }
    shown.into_iter().map(|(name, _, cell)| (name, cell)).collect()
}
