//! Reads what a statement's page shows. The rules stand where the form is made: page and form can't differ.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::entry::Standing;
use crate::domain::evidence::{self, Figure, Late, Opened, Scope};
use crate::domain::framework::{Framework, StatementRef};
use crate::domain::practice::PracticeKind;
use crate::domain::{EntryId, Moment, Period, Phrases, RoomId};
use crate::failure::{Failure, Result};
use crate::report::gather::edition::no_successor;
use crate::report::gather::{self, Asked};
use crate::store::Store;
use crate::store::ask::Filter;
use crate::tui::msg::{EvaluationRead, StatementRead};
use crate::tui::screen::statement::LISTED;

/// Everything of one statement: what the form says of it, and besides it what only the lead sees. `cited` is what the
/// page's text cites besides that in the record.
pub(super) fn statement(
    store: &Store,
    (frameworks, practice): (&[Framework], &[PracticeKind]),
    statement: &StatementRef,
    scope: &Scope,
    mut cited: Vec<EntryId>,
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
    let all = Opened { figure: Figure::Entries, family: None };
    let evidence = store.behind(statement, scope, &all, None, LISTED)?;
    // What the text cites is listed, however many others are stronger.
    cited.extend(&judged.cited);
    let listed: BTreeSet<EntryId> = evidence.iter().map(|one| one.piece.entry).collect();
    let others: BTreeSet<EntryId> = cited.into_iter().filter(|id| !listed.contains(id)).collect();
    let cited = store.evidence_among(statement, scope, &others.into_iter().collect::<Vec<_>>())?;
    Ok(StatementRead {
        reached: store.breadth(statement, scope)?,
        figures: column.figures,
        judged,
        strength: column.strength,
        suggested: column.suggested,
        why: column.why,
        evidence,
        cited,
        gaps: gather::missing_families(store, &roll, statement, scope)?,
        draft: column.draft,
        drafted: column.drafted,
        written_for: column.written_for.map(|written| written.says()),
        last: store.signed_off(&statement.framework)?.map(|round| (round.what.name, round.at)),
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
    let texts = store.judged(id)?;
    Ok(EvaluationRead { now, areas, let_go, texts, last: store.signed_off(id)?, no_successor })
}

/// What a room's entries of these days may show of frameworks that were not in use when they were agreed.
pub(super) fn late(
    store: &Store,
    room: RoomId,
    period: Period,
    phrases: &Phrases,
    frameworks: &[Framework],
) -> Result<BTreeMap<EntryId, Late>> {
    let (from, to) = (Some(period.from), Some(period.to));
    let filter = Filter { room: Some(room), from, to, ..Filter::default() };
    let mut entries: Vec<Standing> = Vec::new();
    store.list(&filter, &mut |standing| {
        entries.push(standing);
        Ok(())
    })?;
    Ok(evidence::late(&entries, phrases, frameworks))
}
