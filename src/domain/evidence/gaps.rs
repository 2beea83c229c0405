//! Which families a statement has nothing from, and why where it is known. For the lead only.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Days;

use super::{Gaps, Scope};
use crate::domain::{Child, ChildId, Roll};

/// What is known of a child's talks in the period, whatever statement they show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GapFacts {
    /// Talks written.
    pub entries: u32,
    /// Entries that say there was no talk, for whatever reason.
    pub no_talk: u32,
    /// Of these, because someone else came.
    pub someone_else: u32,
}

/// Why a family is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// They started in the last two weeks.
    JustStarted,
    /// Their child is mostly collected by somebody else.
    SomeoneElse,
    /// No talk with them was written.
    NoTalk,
    /// Talks were written, and none was agreed to show this.
    NotForThis,
}

impl Gap {
    /// The words in the lead's list.
    pub fn label(self) -> &'static str {
        match self {
            Gap::JustStarted => "started in the last two weeks",
            Gap::SomeoneElse => "collected by someone else",
            Gap::NoTalk => "no talk written",
            Gap::NotForThis => "talks written, none agreed for this",
        }
    }
}

/// How many families are missing, and for how many of them a reason that is not the setting's is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GapCounts {
    /// All that are missing.
    pub families: u32,
    /// Of these, collected by someone else.
    pub someone_else: u32,
    /// Of these, started in the last two weeks.
    pub just_started: u32,
}

impl GapCounts {
    /// Counted from the reasons.
    pub fn of(reasons: &BTreeMap<ChildId, Gap>) -> GapCounts {
        let count = |wanted| reasons.values().filter(|reason| **reason == wanted).count() as u32;
        GapCounts {
            families: reasons.len() as u32,
            someone_else: count(Gap::SomeoneElse),
            just_started: count(Gap::JustStarted),
        }
    }
}

/// The families of a scope on roll at any time of its period, each by the smallest id of its children, with
/// those of their children who are in the scope. Their number is the `on_roll` of the figures.
pub fn families_on_roll<'a>(roll: &'a Roll, scope: &Scope) -> BTreeMap<ChildId, Vec<&'a Child>> {
    let family = roll.families();
    let mut families: BTreeMap<ChildId, Vec<&Child>> = BTreeMap::new();
    for child in &roll.children {
        let here = scope.rooms.is_empty() || scope.rooms.contains(&child.room);
        if here && child.on_roll_in(scope.period) {
            families.entry(family.get(&child.id).copied().unwrap_or(child.id)).or_default().push(child);
        }
    }
    families
}

/// Each family of the scope that is not among the reached ones (by family), and why.
/// `facts` are by child; a child without any has no talk written.
pub fn reasons(
    reached: &BTreeSet<ChildId>,
    roll: &Roll,
    scope: &Scope,
    facts: &BTreeMap<ChildId, GapFacts>,
) -> BTreeMap<ChildId, Gap> {
    let lately = scope.period.to.checked_sub_days(Days::new(14)).unwrap_or(scope.period.to);
    families_on_roll(roll, scope)
        .into_iter()
        .filter(|(family, _)| !reached.contains(family))
        .map(|(family, children)| {
            let mut all = GapFacts::default();
            for fact in children.iter().filter_map(|child| facts.get(&child.id)) {
                all.entries += fact.entries;
                all.no_talk += fact.no_talk;
                all.someone_else += fact.someone_else;
            }
            let new = children.iter().all(|child| child.started.is_some_and(|started| started > lately));
            let why = if new {
                Gap::JustStarted
            } else if all.someone_else > all.entries {
                Gap::SomeoneElse
            } else if all.entries == 0 {
                Gap::NoTalk
            } else {
                Gap::NotForThis
            };
            (family, why)
        })
        .collect()
}

/// The same in words.
pub fn gaps(
    reached: &BTreeSet<ChildId>,
    roll: &Roll,
    scope: &Scope,
    facts: &BTreeMap<ChildId, GapFacts>,
) -> Gaps {
    let reasons = reasons(reached, roll, scope, facts);
    reasons.into_iter().map(|(family, gap)| (family, gap.label().to_string())).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{child, day, id};
    use super::*;
    use crate::domain::{Period, RoomId};

    fn facts(entries: u32, no_talk: u32, someone_else: u32) -> GapFacts {
        GapFacts { entries, no_talk, someone_else }
    }

    #[test]
    fn each_family_not_reached_is_there_once_with_its_reason() {
        let period = Period { from: day(9, 1), to: day(11, 29) };
        let mut roll = Roll { children: (1..=9).map(child).collect(), ..Roll::default() };
        roll.siblings = vec![(ChildId(id(3)), ChildId(id(2)))];
        let mut change = |n: usize, started, left| {
            roll.children[n - 1].started = started;
            roll.children[n - 1].left = left;
        };
        change(4, Some(day(11, 16)), None); // fourteenth day before the end, counted with it
        change(5, Some(day(11, 15)), None);
        change(6, None, Some(day(8, 31))); // left before
        change(7, Some(day(11, 30)), None); // starts after
        roll.children[8].room = RoomId(id(99));
        let known = BTreeMap::from([
            (ChildId(id(2)), facts(1, 1, 1)),
            (ChildId(id(3)), facts(0, 2, 2)),
            (ChildId(id(4)), facts(0, 3, 3)),
            (ChildId(id(5)), facts(2, 2, 2)),
            (ChildId(id(8)), facts(0, 2, 0)),
        ]);
        let reached = BTreeSet::from([ChildId(id(1))]);
        let mut scope = Scope { rooms: Vec::new(), period };
        let found = reasons(&reached, &roll, &scope, &known);
        let expected = [
            (2, Gap::SomeoneElse), // with the sister, three times of four
            (4, Gap::JustStarted),
            (5, Gap::NotForThis), // someone else as often as not
            (8, Gap::NoTalk),
            (9, Gap::NoTalk),
        ];
        assert_eq!(found, expected.map(|(n, gap)| (ChildId(id(n)), gap)).into());
        let counts = GapCounts { families: 5, someone_else: 1, just_started: 1 };
        assert_eq!(GapCounts::of(&found), counts);
        assert_eq!(gaps(&reached, &roll, &scope, &known)[&ChildId(id(2))], "collected by someone else");
        scope.rooms = vec![RoomId(id(99))];
        assert_eq!(reasons(&reached, &roll, &scope, &known), [(ChildId(id(9)), Gap::NoTalk)].into());
        assert_eq!(families_on_roll(&roll, &scope).len(), 1);
    }

    #[test]
    fn a_family_is_on_roll_under_its_smallest_child_even_where_that_one_is_in_another_room() {
        let period = Period { from: day(9, 1), to: day(11, 29) };
        let mut roll = Roll { children: vec![child(1), child(2)], ..Roll::default() };
        roll.siblings = vec![(ChildId(id(1)), ChildId(id(2)))];
        roll.children[1].room = RoomId(id(99));
        let scope = Scope { rooms: vec![RoomId(id(99))], period };
        assert_eq!(families_on_roll(&roll, &scope).into_keys().collect::<Vec<_>>(), [ChildId(id(1))]);
        assert!(reasons(&BTreeSet::from([ChildId(id(1))]), &roll, &scope, &BTreeMap::new()).is_empty());
    }
}
