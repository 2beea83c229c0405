//! What belongs to another edition: judged, written, rated or agreed for a code that the edition in use does not have.

use std::collections::BTreeMap;

use crate::domain::evaluation::NoSuccessor;
use crate::domain::evidence::Scope;
use crate::domain::framework::Framework;
use crate::failure::Result;
use crate::store::Store;
use crate::store::ask::{Board, Judged};

/// The same as [`among`], for who has read nothing yet.
pub fn no_successor(store: &Store, framework: &Framework, scope: &Scope) -> Result<Vec<NoSuccessor>> {
    let id = &framework.id;
    Ok(among(framework, &store.board(id, scope)?, &store.judged(id)?, &store.ratings(id)?))
}

/// What the record holds of a framework's codes that it does not have: not listed and not put aside. Statements by their
/// numbers, then rating rows.
pub(super) fn among(
    framework: &Framework,
    board: &Board,
    judged: &BTreeMap<String, Judged>,
    ratings: &BTreeMap<String, u8>,
) -> Vec<NoSuccessor> {
    let mut all: BTreeMap<&str, NoSuccessor> = BTreeMap::new();
    let figures = board.iter().filter(|(_, figures)| figures.entries > 0);
    let said = judged.iter().filter(|(_, judged)| !judged.met.is_empty() || !judged.text.trim().is_empty());
    for (code, figures) in figures {
        let one = all.entry(code).or_default();
        (one.entries, one.families, one.last) = (figures.entries, figures.families, figures.last);
    }
    for (code, judged) in said {
        let one = all.entry(code).or_default();
        (one.met, one.text) = (judged.met.clone(), judged.text.trim().to_string());
    }
    for (code, &number) in ratings {
        all.entry(code).or_default().number = Some(number);
    }
    let unknown = all.into_iter().filter(|(code, _)| !framework.has(code));
    let mut unknown: Vec<NoSuccessor> =
        unknown.map(|(code, one)| NoSuccessor { code: code.to_string(), ..one }).collect();
    unknown.sort_by_cached_key(|one| (one.number.is_some(), number(&one.code)));
    unknown
}

/// The number with which a code begins; one without comes after all that have one.
fn number(code: &str) -> u32 {
    let end = code.find(|c: char| !c.is_ascii_digit()).unwrap_or(code.len());
    code.get(..end).and_then(|digits| digits.parse().ok()).unwrap_or(u32::MAX)
}
