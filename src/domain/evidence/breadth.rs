//! Who was reached, broken down: through which adult, in which language, by which way of contact. And the same as
//! it may leave the room, with every cell hidden that would tell a stranger of a few.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::figure::{Figure, way_of};
use crate::domain::child::Relation;
use crate::domain::entry::With;
use crate::domain::{ChildId, ContactId, Kind, Roll};

/// Families, each by the smallest id of its children.
pub type Families = BTreeSet<ChildId>;

/// An adult of a talk, as a piece of evidence keeps them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Adult {
    /// What the word that was typed says they are. The record keeps this and not the word: where [`Relation::of`]
    /// learns a word, the schema takes a step that reckons it anew.
    pub relation: Relation,
    /// Who they are, where that is known. What the register says of them goes before the word.
    pub contact: Option<ContactId>,
}

impl From<&With> for Adult {
    fn from(with: &With) -> Adult {
        Adult { relation: Relation::of(&with.word), contact: with.contact }
    }
}

/// With whom a talk was, as far as it is known: what breadth is broken down by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoken {
    /// What those adults are to the child.
    pub relations: BTreeSet<Relation>,
    /// The languages that they would rather speak.
    pub languages: BTreeSet<String>,
}

/// What the register says of every adult of every child: what they are to the child, and their language.
pub struct Register<'a>(HashMap<(ChildId, ContactId), (Relation, &'a str)>);

impl<'a> Register<'a> {
    /// As it stands.
    pub fn of(roll: &'a Roll) -> Register<'a> {
        let languages: HashMap<ContactId, &str> =
            roll.contacts.iter().map(|contact| (contact.id, contact.language.trim())).collect();
        let known = roll.links.iter().filter_map(|link| {
            let language = languages.get(&link.contact)?;
            Some(((link.child, link.contact), (Relation::of(&link.relation), *language)))
        });
        Register(known.collect())
    }

    /// With whom a talk about a child was. An adult whom the register does not have for that child is what the
    /// typed word says.
    pub fn spoken(&self, child: ChildId, adults: &[Adult]) -> Spoken {
        let mut spoken = Spoken::default();
        for adult in adults {
            let known = adult.contact.and_then(|contact| self.0.get(&(child, contact)));
            spoken.relations.insert(known.map_or(adult.relation, |(relation, _)| *relation));
            let language = known.map(|(_, language)| *language).filter(|language| !language.is_empty());
            spoken.languages.extend(language.map(str::to_string));
        }
        spoken
    }
}

/// Which families were reached, by who spoke, in which language, by which way of contact. A family that is reached
/// by several counts in each; a talk about brothers and sisters is of one family and counts once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Breadth {
    /// All of them: as many as the statement's figures say.
    pub families: Families,
    /// By what the adult is to the child.
    pub relations: BTreeMap<Relation, Families>,
    /// By the adult's language.
    pub languages: BTreeMap<String, Families>,
    /// By the entry's kind or the practice kind's code.
    pub ways: BTreeMap<Result<Kind, String>, Families>,
}

impl Breadth {
    /// Takes in that a family was reached.
    pub fn reached(&mut self, family: ChildId, way: Result<Kind, String>, spoken: &Spoken) {
        self.families.insert(family);
        for relation in &spoken.relations {
            self.relations.entry(*relation).or_default().insert(family);
        }
        for language in &spoken.languages {
            self.languages.entry(language.clone()).or_default().insert(family);
        }
        self.ways.entry(way).or_default().insert(family);
    }

    /// The breakdown as the room sees it: every number exact.
    pub fn cells(&self) -> Cells {
        let exact = |cells: Vec<(String, Families)>| {
            cells.into_iter().map(|(name, families)| (name, Cell::Exact(families.len() as u32))).collect()
        };
        Cells {
            relations: exact(self.by_relation()),
            languages: exact(self.by_language()),
            ways: exact(self.by_way()),
        }
    }

    /// The breakdown as it may leave the room: no cell under five, and none that gives one away. What would be told
    /// of too few is left out whole.
    pub fn cells_for_leaving(&self) -> Cells {
        let total = self.families.len() as u32;
        let (mut languages, small): (Vec<_>, Vec<_>) = self
            .by_language()
            .into_iter()
            .partition(|(name, families)| name == NOT_KNOWN || families.len() as u32 >= SMALLEST_CELL);
        if !small.is_empty() {
            let families = small.into_iter().flat_map(|(_, families)| families).collect();
            languages.insert(languages.len().saturating_sub(1), (OTHER_LANGUAGES.to_string(), families));
        }
        Cells {
            relations: hide(self.by_relation(), total),
            languages: hide(languages, total),
            ways: hide(self.by_way(), total),
        }
    }

    fn by_relation(&self) -> Vec<(String, Families)> {
        let named = [Relation::Mother, Relation::Father, Relation::Other];
        let mut cells: Vec<_> = named
            .map(|relation| {
                (relation.several().to_string(), self.families_of(&Figure::Through(Some(relation))))
            })
            .into();
        cells.push((NOT_SAID.to_string(), self.families_of(&Figure::Through(None))));
        cells
    }

    fn by_language(&self) -> Vec<(String, Families)> {
        let mut cells: Vec<_> = self.languages.clone().into_iter().collect();
        cells.push((NOT_KNOWN.to_string(), self.families_of(&Figure::In(None))));
        cells
    }

    fn by_way(&self) -> Vec<(String, Families)> {
        self.ways.iter().map(|(way, families)| (way_of(way), families.clone())).collect()
    }

    /// The families that a figure counts; none where it counts entries.
    pub fn families_of(&self, figure: &Figure) -> Families {
        let of = |families: Option<&Families>| families.cloned().unwrap_or_default();
        match figure {
            Figure::Families => self.families.clone(),
            Figure::Through(Some(relation)) => of(self.relations.get(relation)),
            Figure::Through(None) => self.beside(self.relations.values()),
            Figure::In(Some(language)) => of(self.languages.get(language)),
            Figure::In(None) => self.beside(self.languages.values()),
            Figure::By(way) => of(self.ways.get(way)),
            _ => Families::new(),
        }
    }

    /// The families that are in none of these.
    fn beside<'a>(&self, cells: impl Iterator<Item = &'a Families>) -> Families {
        let within: Families = cells.flatten().copied().collect();
        self.families.difference(&within).copied().collect()
    }
}

/// Families of whom nobody wrote whom the talk was with.
pub const NOT_SAID: &str = "not said";
/// Families of whom it is not known which language was spoken.
pub const NOT_KNOWN: &str = "not known";
/// Languages of few families, together: a language may name a family.
const OTHER_LANGUAGES: &str = "other languages";

/// The smallest number of families that a cell shows outside the room.
pub const SMALLEST_CELL: u32 = 5;

/// A number of families as it is shown.
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

/// A breakdown: each cell's name and number, in a fixed order. The cells of each list hold every family that was
/// reached at least once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    /// Mothers, fathers, others, not said.
    pub relations: Vec<(String, Cell)>,
    /// Languages by name; then, outside the room, those of few families together; then not known.
    pub languages: Vec<(String, Cell)>,
    /// Ways of contact: the kinds of entry in their order, then practice kinds.
    pub ways: Vec<(String, Cell)>,
}

/// Hides what a stranger could use to tell who is meant. `total` families are in these cells, and the stranger
/// knows that number: it stands beside them.
fn hide(cells: Vec<(String, Families)>, total: u32) -> Vec<(String, Cell)> {
    let mut cells: Vec<(String, u32, Cell)> = cells
        .into_iter()
        .map(|(name, families)| {
            let size = families.len() as u32;
            (name, size, if size < SMALLEST_CELL { Cell::Few } else { Cell::Exact(size) })
        })
        .collect();
    // What is hidden must not come out by taking the rest from the total: the smallest number goes with it.
    if gives_away(&cells, total) {
        let exact = cells.iter_mut().filter(|(_, _, cell)| matches!(cell, Cell::Exact(_)));
        if let Some((_, _, cell)) = exact.min_by_key(|(_, size, _)| *size) {
            *cell = Cell::Withheld;
        }
    }
    // Where no number is left, the words beside the cells would tell of the few alone.
    if !cells.iter().any(|(_, _, cell)| matches!(cell, Cell::Exact(_))) {
        return Vec::new();
    }
    cells.into_iter().map(|(name, _, cell)| (name, cell)).collect()
}

/// Whether the cells that are shown say something of the few: how many all of these are together, were each family
/// in one cell only; or that one of them can't be empty, however many of the others' four there are.
fn gives_away(cells: &[(String, u32, Cell)], total: u32) -> bool {
    let few = || cells.iter().filter(|(_, _, cell)| *cell == Cell::Few);
    let count = few().count() as u32;
    if count == 0 {
        return false;
    }
    let hidden: u32 = few().map(|(_, size, _)| size).sum();
    let shown: u32 = cells.iter().map(|(_, size, _)| size).sum::<u32>() - hidden;
    let beside_shown = total.saturating_sub(shown);
    let told = |together: u32| (1..SMALLEST_CELL).contains(&together);
    told(hidden) || told(beside_shown) || beside_shown > (count - 1) * (SMALLEST_CELL - 1)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{child, id};
    use super::*;
    use crate::domain::{Contact, ContactLink, Format, HouseholdId};

    fn families(of: std::ops::Range<u128>) -> Families {
        of.map(|n| ChildId(id(n))).collect()
    }

    fn named(cells: &[(&str, Cell)]) -> Vec<(String, Cell)> {
        cells.iter().map(|(name, cell)| (name.to_string(), *cell)).collect()
    }

    #[test]
    fn the_register_says_what_an_adult_is_and_speaks_and_the_typed_word_where_it_does_not() {
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
            children: vec![child(1), child(2)],
            contacts: vec![contact(11, "Polish "), contact(12, " ")],
            links: vec![link(11, "Mam"), link(12, "Dad")],
            ..Roll::default()
        };
        let spoken = |child: u128, adults: &[(&str, Option<u128>)]| {
            let adults: Vec<Adult> = adults
                .iter()
                .map(|(word, contact)| With {
                    word: word.to_string(),
                    contact: contact.map(|n| ContactId(id(n))),
                })
                .map(|with| Adult::from(&with))
                .collect();
            let spoken = Register::of(&roll).spoken(ChildId(id(child)), &adults);
            (
                spoken.relations.into_iter().collect::<Vec<_>>(),
                spoken.languages.into_iter().collect::<Vec<_>>(),
            )
        };
        assert_eq!(spoken(1, &[("her", Some(11))]), (vec![Relation::Mother], vec!["Polish".to_string()]));
        let both = spoken(1, &[("step-dad", Some(12)), ("gran", None)]);
        assert_eq!(both, (vec![Relation::Father, Relation::Other], vec![]));
        // Somebody who is not, or not any more, an adult of that child.
        assert_eq!(spoken(2, &[("mum", Some(11))]), (vec![Relation::Mother], vec![]));
        assert_eq!(spoken(1, &[]), (vec![], vec![]));
    }

    #[test]
    fn a_family_that_is_reached_by_several_counts_once_in_each_and_one_without_a_word_is_told_too() {
        let spoken = |relations: &[Relation], languages: &[&str]| Spoken {
            relations: relations.iter().copied().collect(),
            languages: languages.iter().map(|name| name.to_string()).collect(),
        };
        let mut breadth = Breadth::default();
        let [a, b] = [1, 2].map(|n| ChildId(id(n)));
        breadth.reached(a, Ok(Kind::PickUp), &spoken(&[Relation::Mother], &["Polish"]));
        breadth.reached(
            a,
            Ok(Kind::PickUp),
            &spoken(&[Relation::Mother, Relation::Father], &["English", "Polish"]),
        );
        breadth.reached(a, Ok(Kind::ForHome), &spoken(&[], &[]));
        breadth.reached(b, Err("home-visit".into()), &spoken(&[], &[]));
        let [none, one] = [0, 1].map(Cell::Exact);
        assert_eq!(
            breadth.cells(),
            Cells {
                relations: named(&[("mothers", one), ("fathers", one), ("others", none), ("not said", one)]),
                languages: named(&[("English", one), ("Polish", one), ("not known", one)]),
                ways: named(&[("Pick-up", one), ("For home", one), ("home visit", one)]),
            }
        );
    }

    #[test]
    fn no_cell_under_five_leaves_and_none_that_gives_one_away() {
        let breadth = Breadth {
            families: families(0..24),
            relations: [(Relation::Mother, 0..17), (Relation::Father, 14..24), (Relation::Other, 0..4)]
                .map(|(relation, of)| (relation, families(of)))
                .into(),
            languages: [("English", 0..10), ("Kurdish", 10..11), ("Polish", 11..16), ("Urdu", 10..15)]
                .map(|(name, of)| (name.to_string(), families(of)))
                .into(),
            ways: [(Kind::DropOff, 0..20), (Kind::PickUp, 15..24)]
                .map(|(kind, of)| (Ok(kind), families(of)))
                .into(),
        };
        let cells = breadth.cells_for_leaving();
        let [few, withheld] = [Cell::Few, Cell::Withheld];
        assert_eq!(
            cells.relations,
            named(&[("mothers", Cell::Exact(17)), ("fathers", withheld), ("others", few), ("not said", few)])
        );
        let [ten, five] = [10, 5].map(Cell::Exact);
        let languages = [("English", ten), ("Polish", withheld), ("Urdu", five)];
        let rest = [("other languages", few), ("not known", Cell::Exact(8))];
        assert_eq!(cells.languages, named(&[&languages[..], &rest[..]].concat()));
        assert_eq!(cells.ways, named(&[("Drop-off", Cell::Exact(20)), ("Pick-up", Cell::Exact(9))]));
        assert_eq!([few, withheld, five].map(|cell| cell.to_string()), ["fewer than 5", "not shown", "5"]);
    }

    #[test]
    fn languages_of_few_families_are_told_together_each_family_once() {
        let breadth = Breadth {
            families: families(0..20),
            languages: [("English", 0..20), ("Kurdish", 0..4), ("Urdu", 2..6)]
                .map(|(name, of)| (name.to_string(), families(of)))
                .into(),
            ..Breadth::default()
        };
        let together = breadth.cells_for_leaving().languages;
        assert_eq!(together[1], ("other languages".to_string(), Cell::Exact(6)));
    }

    #[test]
    fn where_every_cell_is_small_the_breakdown_does_not_leave_at_all() {
        // Twelve families in three cells of fewer than five: each has four.
        let cells = (0..3).map(|n| (n.to_string(), families(n * 4..n * 4 + 4))).collect();
        assert!(hide(cells, 12).is_empty());
        assert_eq!(Breadth::default().cells_for_leaving(), Cells::default());
    }

    proptest::proptest! {
        /// A stranger who knows the total, every number that is shown, and that a hidden one is under five.
        #[test]
        fn a_stranger_can_never_tell_that_a_hidden_cell_has_anybody_in_it(
            within in proptest::collection::vec(1_u8..32, 0..30),
        ) {
            let cells: Vec<(String, Families)> = (0..5)
                .map(|cell| {
                    let of = within.iter().zip(0_u128..).filter(|(bits, _)| *bits >> cell & 1 == 1);
                    (cell.to_string(), of.map(|(_, n)| ChildId(id(n))).collect())
                })
                .collect();
            let total = within.len() as u32;
            let told = hide(cells, total);
            let most: Vec<u32> = told
                .iter()
                .map(|(_, cell)| match cell {
                    Cell::Exact(size) => *size,
                    Cell::Few => SMALLEST_CELL - 1,
                    Cell::Withheld => total,
                })
                .collect();
            for (place, (_, cell)) in told.iter().enumerate() {
                proptest::prop_assert!(!matches!(cell, Cell::Exact(0..SMALLEST_CELL)));
                let others = most.iter().sum::<u32>() - most[place];
                proptest::prop_assert!(*cell != Cell::Few || others >= total, "{told:?} of {total}");
            }
            let shown = told.iter().filter(|(_, cell)| matches!(cell, Cell::Exact(_)));
            proptest::prop_assert!(told.is_empty() || shown.count() > 0);
        }
    }
}
