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

#[cfg(test)]
mod tests {
    use super::super::testing::{child, day, id, piece};
    use super::*;
    use crate::domain::entry::With;
    use crate::domain::{Contact, ContactId, ContactLink, Format, HouseholdId, Kind, Period, RoomId, TalkId};

    fn scope(rooms: &[u128]) -> Scope {
        let rooms = rooms.iter().map(|room| RoomId(id(*room))).collect();
        Scope { rooms, period: Period { from: day(8, 31), to: day(11, 29) } }
    }

    #[test]
    fn a_talk_about_siblings_counts_once_and_a_note_to_eight_once_for_each_family() {
        let of = |entry, talk, family| {
            let mut piece = piece(entry);
            piece.talk = TalkId(id(talk));
            piece.family = family;
            piece
        };
        let [a, b] = [Some(ChildId(id(1))), Some(ChildId(id(2)))];
        // Two siblings in one talk; the same talk with another family; a record about the setting, twice linked.
        let pieces = [of(1, 1, a), of(2, 1, a), of(3, 1, b), of(4, 2, a), of(5, 5, None), of(5, 5, None)];
        let figures = count(pieces.iter(), &scope(&[]), 12);
        assert_eq!((figures.entries, figures.talks, figures.families, figures.on_roll), (5, 4, 2, 12));
    }

    #[test]
    fn weeks_voices_changes_and_the_last_day_are_of_the_period_alone() {
        let on = |entry, date, changed, family, child| {
            let mut piece = piece(entry);
            (piece.day, piece.changed) = (date, changed);
            piece.voices = Voices { staff: true, family, child };
            piece
        };
        let pieces = [
            on(1, day(8, 30), true, true, true), // a day too early
            on(2, day(8, 31), false, true, false),
            on(3, day(9, 6), false, false, false),
            on(4, day(9, 7), true, false, true),
            on(5, day(11, 23), true, true, false),
            on(6, day(11, 29), false, true, false),
            on(6, day(11, 29), true, false, true), // the same entry's second child
            on(7, day(11, 30), true, true, true),  // a day too late
        ];
        let figures = count(pieces.iter(), &scope(&[]), 3);
        assert_eq!(figures.weeks, [2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
        assert_eq!(figures.voices, [5, 3, 2]);
        assert_eq!((figures.changed, figures.last), (3, Some(day(11, 29))));
        let long = Scope { period: Period { from: day(1, 1), ..scope(&[]).period }, ..scope(&[]) };
        let figures = count(pieces.iter(), &long, 3);
        assert_eq!((figures.entries, figures.weeks.iter().sum::<u32>()), (6, 5));
    }

    #[test]
    fn a_room_counts_its_own_and_what_is_about_the_whole_setting() {
        let of = |entry, room: Option<u128>, family: Option<u128>| {
            let mut piece = piece(entry);
            piece.room = room.map(|room| RoomId(id(room)));
            piece.family = family.map(|family| ChildId(id(family)));
            piece
        };
        let pieces =
            [of(1, Some(1), Some(1)), of(2, Some(2), Some(2)), of(3, None, None), of(4, None, Some(3))];
        for (rooms, entries) in [(vec![], 4), (vec![1], 2), (vec![2], 2), (vec![1, 2], 3), (vec![9], 1)] {
            assert_eq!(count(pieces.iter(), &scope(&rooms), 1).entries, entries, "{rooms:?}");
        }
    }

    #[test]
    fn breadth_counts_families_by_who_spoke_in_which_language_and_how() {
        let contact = |n: u128, language: &str| Contact {
            id: ContactId(id(n)),
            name: String::new(),
            household: HouseholdId(id(n)),
            language: language.to_string(),
            format: Format::Standard,
        };
        let link = |n: u128, relation: &str| ContactLink {
            child: ChildId(id(1)),
            contact: ContactId(id(n)),
            relation: relation.to_string(),
            responsibility: Default::default(),
            may_collect: None,
        };
        let roll = Roll {
            children: vec![child(1)],
            contacts: vec![contact(11, "Polish"), contact(12, " ")],
            links: vec![link(11, "Mam"), link(12, "Dad")],
            ..Roll::default()
        };
        let with = |word: &str, contact: Option<u128>| With {
            word: word.to_string(),
            contact: contact.map(|n| ContactId(id(n))),
        };
        let spoken = |with: &[With]| Spoken::with(with, ChildId(id(1)), &roll);
        let mum = spoken(&[with("her", Some(11))]);
        assert_eq!(mum.relations, BTreeSet::from([Relation::Mother]));
        assert_eq!(mum.languages, BTreeSet::from(["Polish".to_string()]));
        let both = spoken(&[with("dad", Some(12)), with("gran", None)]);
        assert_eq!(both.relations, BTreeSet::from([Relation::Father, Relation::Other]));
        assert!(both.languages.is_empty());
        let mut home = piece(2);
        home.kind = Ok(Kind::ForHome);
        let pieces = [piece(1), home];
        let found = breadth(pieces.iter(), &scope(&[]), |piece| {
            if piece.entry.0 == id(1) { mum.clone() } else { both.clone() }
        });
        assert_eq!((found.mother, found.father, found.other), (1, 1, 1));
        assert_eq!(found.languages, BTreeMap::from([("Polish".to_string(), 1)]));
        assert_eq!(found.ways, BTreeMap::from([("For home".to_string(), 1), ("Pick-up".to_string(), 1)]));
    }

    #[test]
    fn no_cell_under_five_leaves_and_none_that_gives_one_away() {
        let sizes =
            |sizes: &[(&str, u32)]| sizes.iter().map(|(name, size)| (name.to_string(), *size)).collect();
        let cells = cells_for_leaving(&Breadth {
            mother: 10,
            father: 4,
            other: 7,
            languages: sizes(&[("English", 20), ("Kurdish", 1), ("Polish", 5), ("Urdu", 4)]),
            ways: sizes(&[("Drop-off", 9), ("Pick-up", 5)]),
        });
        let named =
            |cells: &[(&str, Cell)]| cells.iter().map(|(n, c)| (n.to_string(), *c)).collect::<Vec<_>>();
        let [few, withheld] = [Cell::Few, Cell::Withheld];
        assert_eq!(
            cells.relations,
            named(&[("mothers", Cell::Exact(10)), ("fathers", few), ("others", withheld)])
        );
        assert_eq!(
            cells.languages,
            named(&[
                ("English", Cell::Exact(20)),
                ("Polish", Cell::Exact(5)),
                ("other languages", Cell::Exact(5))
            ])
        );
        assert_eq!(cells.ways, named(&[("Drop-off", Cell::Exact(9)), ("Pick-up", Cell::Exact(5))]));
        assert_eq!(
            [few, withheld, Cell::Exact(5)].map(|cell| cell.to_string()),
            ["fewer than 5", "not shown", "5"]
        );
    }

    proptest::proptest! {
        #[test]
        fn what_is_hidden_can_never_be_worked_out_to_be_fewer_than_five(sizes in proptest::collection::vec(0_u32..12, 0..6)) {
            let cells = sizes.iter().enumerate().map(|(n, size)| (n.to_string(), *size)).collect();
            let shown = hide(cells);
            let told: u32 = shown.iter().map(|(_, cell)| if let Cell::Exact(size) = cell { *size } else { 0 }).sum();
            let hidden = sizes.iter().sum::<u32>() - told;
            proptest::prop_assert!(shown.iter().all(|(_, cell)| !matches!(cell, Cell::Exact(0..5))));
            proptest::prop_assert!(hidden == 0 || hidden >= 5 || told == 0);
        }
    }
}
