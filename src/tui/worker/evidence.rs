//! Reads what a statement's page shows. The rules stand where the form is made: page and form can't differ.

use std::collections::BTreeMap;

use crate::domain::evidence::{self, Late, Scope};
use crate::domain::framework::{Framework, StatementRef};
use crate::domain::practice::PracticeKind;
use crate::domain::{EntryId, Moment, Period, Phrases, RoomId};
use crate::failure::{Failure, Result};
use crate::report::gather::edition::no_successor;
use crate::report::gather::{self, Asked};
use crate::store::Store;
use crate::store::ask::Filter;
use crate::tui::msg::{EvaluationRead, StatementRead};

/// How many agreed entries a statement's page lists at most: the strongest.
const LISTED: usize = 200;

/// Everything of one statement: what the form says of it, and besides it what only the lead sees.
pub(super) fn statement(
    store: &Store,
    frameworks: &[Framework],
    practice: &[PracticeKind],
    statement: &StatementRef,
    scope: &Scope,
) -> Result<StatementRead> {
    let unknown = || Failure::refused(format!("No framework in use knows {statement}."));
    let framework = frameworks.iter().find(|framework| framework.id == statement.framework);
    // The form of this one statement: the others' figures are not asked for.
    let framework = framework.ok_or_else(unknown)?.only(|other| other.code == statement.code);
    let roll = store.shared_roll()?;
    let guard = gather::name_guard(&roll);
    let made = Moment { ms: 0, offset: 0 };
    let asked = Asked { roll: &roll, framework: &framework, practice, guard: &guard, made };
    let form = gather::evidence(store, &asked, scope.clone())?;
    let column = form.statements.into_iter().next().ok_or_else(unknown)?;
    let mut judged = store.judged(&statement.framework)?;
    let judged = judged.remove(&statement.code).unwrap_or_default();
    let mut evidence = store.evidence(statement, scope, LISTED)?;
    // What the text cites is listed, however many others are stronger.
    let listed = |id: &EntryId| evidence.iter().any(|one| one.piece.entry == *id);
    let others: Vec<EntryId> = judged.cited.iter().filter(|id| !listed(id)).copied().collect();
    evidence.extend(store.evidence_among(statement, scope, &others)?);
    Ok(StatementRead {
        reached: store.breadth(statement, scope)?.cells(),
        figures: column.figures,
        judged,
        strength: column.strength,
        suggested: column.suggested,
        why: column.why,
        evidence,
        gaps: gather::missing_families(store, &roll, statement, scope)?,
        draft: column.draft,
        drafted: column.drafted,
        written_for: column.written_for.map(|written| written.says()),
    })
}

/// A framework's self-evaluation as it stands.
pub(super) fn evaluation(
    store: &Store,
    frameworks: &[Framework],
    id: &str,
    scope: &Scope,
) -> Result<EvaluationRead> {
    let framework = frameworks.iter().find(|framework| framework.id == id);
    let framework =
        framework.ok_or_else(|| Failure::refused(format!("No framework in use is called {id}.")))?;
    let now = gather::evaluation(store, framework, scope)?;
    let no_successor = no_successor(store, framework, scope)?;
    let (areas, let_go) = (store.areas(id)?, store.areas_let_go(id)?);
    Ok(EvaluationRead { now, areas, let_go, last: store.signed_off(id)?, no_successor })
}

/// What a room's entries of these days may show of frameworks that came into use after they were agreed.
pub(super) fn late(
    store: &Store,
    room: RoomId,
    period: Period,
    phrases: &Phrases,
    frameworks: &[Framework],
) -> Result<BTreeMap<EntryId, Late>> {
    let filter =
        Filter { room: Some(room), from: Some(period.from), to: Some(period.to), ..Filter::default() };
    let mut entries = Vec::new();
    store.list(&filter, &mut |standing| {
        entries.push(standing);
        Ok(())
    })?;
    Ok(evidence::late(&entries, phrases, frameworks))
}
