//! What entries may show of a framework that came into use after they were agreed. Nobody was asked about it then.

use std::collections::{BTreeMap, BTreeSet};

use super::suggest::{Suggester, proposed};
use crate::domain::entry::{Review, Shown, Standing};
use crate::domain::framework::Framework;
use crate::domain::{Day, EntryId, Moment, Phrases};

/// An entry that a lead can go through again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    /// Its day.
    pub day: Day,
    /// What it may show of frameworks that came into use since.
    pub shows: Vec<Shown>,
}

/// Of these entries those that were agreed before a framework was in use and may show something of it. From when on one
/// was in use the entries tell: the first for which it was suggested. Whoever agrees one again has gone through it,
/// whatever was ticked.
pub fn late(entries: &[Standing], phrases: &Phrases, frameworks: &[Framework]) -> BTreeMap<EntryId, Late> {
    let mut since: BTreeMap<&str, Moment> = BTreeMap::new();
    for standing in entries {
        for suggested in &standing.entry.suggested {
            let first = since.entry(&suggested.framework).or_insert(standing.recorded);
            if standing.recorded.ms < first.ms {
                *first = standing.recorded;
            }
        }
    }
    let suggester = Suggester::new(phrases, frameworks);
    let mut late = BTreeMap::new();
    for standing in entries {
        let Review::Agreed { at, .. } = &standing.review else { continue };
        if !standing.agreed() || standing.amended_since() {
            continue;
        }
        // By the words as they stand: these are what a lead reads.
        let mut now = standing.clone();
        now.entry.text = standing.text().to_string();
        now.entry.family_words = standing.family_words().to_vec();
        now.entry.suggested = suggester.suggest(&now.entry);
        let asked: BTreeSet<&str> = standing
            .entry
            .suggested
            .iter()
            .chain(standing.shows().iter().map(|shown| &shown.statement))
            .map(|known| known.framework.as_str())
            .collect();
        let before = |framework: &str| since.get(framework).is_none_or(|first| at.ms < first.ms);
        let mut shows = proposed(&now, frameworks);
        shows.retain(|shown| {
            let framework = shown.statement.framework.as_str();
            !asked.contains(framework) && before(framework)
        });
        if !shows.is_empty() {
            late.insert(standing.entry.id, Late { day: standing.entry.happened.day(), shows });
        }
    }
    late
}

#[cfg(test)]
mod tests {
    use super::super::testing::{entry, framework, id, moment, statement};
    use super::*;
    use crate::domain::framework::StatementRef;
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
            standing.review =
                Review::Agreed { by: PersonId(id(7)), at: moment().plus_seconds(at * 60), shows };
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
}
