//! Whom nobody has heard: the lead's list of families, each with its last talk, the longest silence first.

use std::collections::BTreeMap;

use super::Scope;
use super::gaps::{Gap, families_on_roll};
use crate::domain::entry::Standing;
use crate::domain::{ChildId, Day, Kind, PersonId, Roll};

/// The last talk with a family, whenever that was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastTalk {
    /// On which day.
    pub day: Day,
    /// What it was.
    pub kind: Kind,
    /// Who wrote it.
    pub by: PersonId,
    /// Through whom, in the words that were typed.
    pub with: Vec<String>,
}

impl LastTalk {
    /// Of an entry.
    pub fn of(standing: &Standing) -> LastTalk {
        let entry = &standing.entry;
        LastTalk {
            day: entry.happened.day(),
            kind: entry.kind,
            by: entry.by,
            with: entry.with.iter().map(|with| with.word.clone()).collect(),
        }
    }
}

/// A family of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unheard {
    /// By the smallest id of its children.
    pub family: ChildId,
    /// Its children who are in the scope.
    pub children: Vec<ChildId>,
    /// Why it is not there; `None` where it is.
    pub why: Option<Gap>,
    /// Its last talk; `None` where there never was one.
    pub last: Option<LastTalk>,
}

/// The families of a scope: those that are missing, and where `all` is asked the others after them. The longest
/// silence comes first. `last` is by child.
pub fn unheard(
    missing: &BTreeMap<ChildId, Gap>,
    all: bool,
    roll: &Roll,
    scope: &Scope,
    last: &BTreeMap<ChildId, LastTalk>,
) -> Vec<Unheard> {
    let mut list: Vec<Unheard> = families_on_roll(roll, scope)
        .into_iter()
        .filter(|(family, _)| all || missing.contains_key(family))
        .map(|(family, children)| {
            let children: Vec<ChildId> = children.into_iter().map(|child| child.id).collect();
            let last =
                children.iter().filter_map(|child| last.get(child)).max_by_key(|last| last.day).cloned();
            Unheard { family, children, why: missing.get(&family).copied(), last }
        })
        .collect();
    list.sort_by_key(|one| (one.why.is_none(), one.last.as_ref().map(|last| last.day)));
    list
}

#[cfg(test)]
mod tests {
    use super::super::testing::{child, day, id};
    use super::*;
    use crate::domain::Period;

    #[test]
    fn who_is_missing_comes_first_and_the_longest_silence_before_the_others() {
        let mut roll = Roll { children: (1..=6).map(child).collect(), ..Roll::default() };
        roll.siblings = vec![(ChildId(id(1)), ChildId(id(2)))];
        roll.children[5].left = Some(day(8, 1));
        let scope = Scope { rooms: Vec::new(), period: Period { from: day(9, 1), to: day(11, 29) } };
        let talk =
            |d| LastTalk { day: day(11, d), kind: Kind::PickUp, by: PersonId(id(9)), with: Vec::new() };
        let last = [(1, 20), (2, 23), (3, 2), (4, 12)];
        let last = last.map(|(child, d)| (ChildId(id(child)), talk(d))).into();
        let missing = BTreeMap::from([(ChildId(id(1)), Gap::NotForThis), (ChildId(id(5)), Gap::NoTalk)]);
        let list = unheard(&missing, true, &roll, &scope, &last);
        let found: Vec<_> = list
            .iter()
            .map(|one| (one.children.len(), one.why, one.last.as_ref().map(|last| last.day)))
            .collect();
        assert_eq!(
            found,
            [
                (1, Some(Gap::NoTalk), None),
                (2, Some(Gap::NotForThis), Some(day(11, 23))),
                (1, None, Some(day(11, 2))),
                (1, None, Some(day(11, 12))),
            ]
        );
        assert_eq!(unheard(&missing, false, &roll, &scope, &last), list[..2]);
    }
}
