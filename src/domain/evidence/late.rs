//! What entries may show of a framework that was not in use when they were agreed. Nobody was asked about it then.

use std::collections::BTreeMap;

use super::suggest::{Suggester, proposed};
use crate::domain::entry::{Review, Shown, Standing};
use crate::domain::framework::{Framework, StatementRef};
use crate::domain::{Day, EntryId, Moment, Phrases};

/// An entry that a lead can go through again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    /// Its day.
    pub day: Day,
    /// What it may show of frameworks that were not in use then.
    pub shows: Vec<Shown>,
}

/// The frameworks of which an entry is agreed to show nothing: whoever agrees it has looked for them too.
pub fn nothing_of(shows: &[Shown], frameworks: &[Framework]) -> Vec<String> {
    let has = |framework: &Framework| shows.iter().any(|shown| shown.statement.framework == framework.id);
    frameworks.iter().filter(|framework| !has(framework)).map(|framework| framework.id.clone()).collect()
}

/// Of these entries those that were agreed while one of the frameworks was not in use, before it was or while it was put
/// away, and may show something of it. An agreement says of which frameworks it shows nothing: those were looked for,
/// whatever was ticked.
pub fn late(entries: &[Standing], phrases: &Phrases, frameworks: &[Framework]) -> BTreeMap<EntryId, Late> {
    let since = since(entries);
    let suggester = Suggester::new(phrases, frameworks);
    let mut late = BTreeMap::new();
    for standing in entries {
        let Review::Agreed { at, nothing_of, .. } = &standing.review else { continue };
        if !standing.agreed() || standing.amended_since() {
            continue;
        }
        let looked_for = |framework: &str| {
            let of = |known: &StatementRef| known.framework == framework;
            standing.shows().iter().any(|shown| of(&shown.statement))
                || match nothing_of {
                    Some(nothing_of) => nothing_of.iter().any(|id| id == framework),
                    None => {
                        standing.entry.suggested.iter().any(of)
                            || since.get(framework).is_some_and(|first| first.ms <= at.ms)
                    }
                }
        };
        if frameworks.iter().all(|framework| looked_for(&framework.id)) {
            continue;
        }
        // By the words as they stand: these are what a lead reads.
        let mut now = standing.clone();
        now.entry.text = standing.text().to_string();
        now.entry.family_words = standing.family_words().to_vec();
        now.entry.suggested = suggester.suggest(&now.entry);
        let mut shows = proposed(&now, frameworks);
        shows.retain(|shown| !looked_for(&shown.statement.framework));
        if !shows.is_empty() {
            late.insert(standing.entry.id, Late { day: standing.entry.happened.day(), shows });
        }
    }
    late
}

/// From when on a framework was in use at the latest: the first entry for which it was suggested. Agreements that do not
/// say for what they looked are told by it.
fn since(entries: &[Standing]) -> BTreeMap<&str, Moment> {
    let mut since: BTreeMap<&str, Moment> = BTreeMap::new();
    for standing in entries {
        for suggested in &standing.entry.suggested {
            let first = since.entry(&suggested.framework).or_insert(standing.recorded);
            if standing.recorded.ms < first.ms {
                *first = standing.recorded;
            }
        }
    }
    since
}

#[cfg(test)]
mod tests {
    use super::super::testing::{entry, framework, id, moment, statement};
    use super::*;
    use crate::domain::{Kind, PersonId};

    /// In use from the beginning, and put in use later: each suggested by a step for home.
    fn both() -> [Framework; 2] {
        ["p", "q"].map(|name| {
            let mut framework = framework(name);
            framework.statements = vec![statement("1")];
            framework.statements[0].kinds = vec![Kind::ForHome];
            framework
        })
    }

    fn of(framework: &str) -> StatementRef {
        StatementRef { framework: framework.into(), code: "1".into() }
    }

    /// Written so many minutes after the first, with these frameworks in use, and agreed then, if it was.
    fn standing(n: u128, minutes: i64, suggested: &[&str], agreed: Option<(i64, &[&str])>) -> Standing {
        let mut entry = entry(Kind::ForHome);
        entry.id = EntryId(id(n));
        entry.suggested = suggested.iter().map(|name| of(name)).collect();
        let mut standing = Standing::fresh(entry, n as u64, moment().plus_seconds(minutes * 60));
        if let Some((at, shows)) = agreed {
            let shows = shows.iter().map(|name| Shown { statement: of(name), changed: false }).collect();
            let (by, at) = (PersonId(id(7)), moment().plus_seconds(at * 60));
            standing.review = Review::Agreed { by, at, shows, nothing_of: None, over: None };
        }
        standing
    }

    #[test]
    fn what_was_agreed_before_a_framework_was_in_use_can_be_gone_through_for_it_once() {
        let entries = [
            // Agreed with what it showed then; with nothing of it; not agreed yet.
            standing(1, 0, &["p"], Some((60, &["p"]))),
            standing(2, 0, &["p"], Some((60, &[]))),
            standing(3, 0, &["p"], None),
            // Gone through for the other, or written while it was in use and unticked.
            standing(4, 0, &["p"], Some((60, &["p", "q"]))),
            standing(5, 100, &["p", "q"], Some((160, &["p"]))),
            // Gone through after it was in use, with nothing of it ticked.
            standing(6, 0, &["p"], Some((200, &["p"]))),
        ];
        let late = late(&entries, &Phrases::default(), &both());
        let found: Vec<u128> = late.keys().map(|id| id.0.as_u128()).collect();
        assert_eq!(found, [1, 2]);
        for one in late.values() {
            assert_eq!(one.day, moment().day());
            assert_eq!(one.shows, [Shown { statement: of("q"), changed: false }]);
        }
    }

    #[test]
    fn nothing_is_asked_of_what_is_private_and_the_words_are_those_that_stand() {
        let mut private = standing(1, 0, &["p"], Some((60, &["p"])));
        private.entry.private = true;
        let mut hints = both();
        hints[1].statements[0].kinds.clear();
        hints[1].statements[0].hints = vec!["sang".into()];
        let mut amended = standing(2, 0, &["p"], Some((60, &["p"])));
        amended.amendments.push(crate::domain::entry::Amendment {
            text: "She sang it.".into(),
            family_words: Vec::new(),
            reason: crate::domain::entry::Reason::WrongFact,
            by: PersonId(id(7)),
            at: moment(),
            after_close: false,
            unseen: false,
        });
        let found = |entries: &[Standing]| late(entries, &Phrases::default(), &hints).len();
        assert_eq!((found(&[private]), found(&[amended])), (0, 1));
    }

    /// Agreed as [`standing`], with which of the frameworks it shows nothing of.
    fn looked(
        n: u128,
        minutes: i64,
        suggested: &[&str],
        agreed: (i64, &[&str]),
        nothing: &[&str],
    ) -> Standing {
        let mut standing = standing(n, minutes, suggested, Some(agreed));
        if let Review::Agreed { nothing_of, .. } = &mut standing.review {
            *nothing_of = Some(nothing.iter().map(ToString::to_string).collect());
        }
        standing
    }

    #[test]
    fn who_looked_for_a_framework_and_ticked_nothing_of_it_is_asked_no_more() {
        // No note suggests the other yet.
        let entries = [
            looked(1, 0, &["p"], (60, &["p"]), &[]),
            looked(2, 0, &["p"], (60, &["p"]), &["q"]),
            looked(3, 0, &["p"], (60, &[]), &["p", "q"]),
        ];
        let late = late(&entries, &Phrases::default(), &both());
        assert_eq!(late.keys().map(|id| id.0.as_u128()).collect::<Vec<_>>(), [1]);
        let [p, q] = both();
        let shows = [Shown { statement: of("q"), changed: false }];
        assert_eq!(nothing_of(&shows, &[p.clone(), q.clone()]), ["p"]);
        assert_eq!(nothing_of(&[], &[p, q]), ["p", "q"]);
    }

    #[test]
    fn what_was_agreed_while_a_framework_was_put_away_is_gone_through_for_it() {
        let entries = [
            // In use, put away, in use again.
            looked(1, 0, &["p", "q"], (10, &["p", "q"]), &[]),
            looked(2, 20, &["p"], (30, &["p"]), &[]),
            // Written before it was put away, and agreed after that.
            looked(3, 5, &["p", "q"], (30, &["p"]), &[]),
            looked(4, 40, &["p", "q"], (50, &["p"]), &["q"]),
        ];
        let late = late(&entries, &Phrases::default(), &both());
        assert_eq!(late.keys().map(|id| id.0.as_u128()).collect::<Vec<_>>(), [2, 3]);
    }
}
