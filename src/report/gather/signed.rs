//! The form as it stood when a round was signed off: its judgements, texts, ratings and figures are the sign-off's own,
//! whatever was said and agreed since. What it cites is shown as it may leave the room today.

use super::column::{Clearing, One};
use super::{Asked, Names};
use crate::domain::evaluation::{Evaluated, Evaluation, NoSuccessor, SignOff};
use crate::domain::evidence::{Cells, Figures, GapCounts, KeptOut, Scope};
use crate::domain::framework::Statement;
use crate::failure::Result;
use crate::report::evidence_form::{EvidenceForm, StatementColumn};
use crate::report::said::{Said, Signed};
use crate::store::Store;
use crate::store::ask::SignedOff;

/// The form of a round that was signed off.
pub fn signed<'a>(store: &Store, asked: &Asked<'a>, round: &SignedOff) -> Result<EvidenceForm<'a>> {
    let SignOff { scope, evaluation, .. } = &round.what;
    let (roll, framework) = (asked.roll, asked.framework);
    let clearing = Clearing { asked, names: Names::of(roll) };
    let of = |statement: &'a Statement| {
        let stood = evaluation.statement(&statement.code)?;
        Some(column(&One { store, clearing: &clearing, scope, statement }, stood))
    };
    let no_successor =
        evaluation.statements.iter().filter(|one| !framework.has(&one.code)).map(|one| NoSuccessor {
            code: one.code.clone(),
            met: one.met.clone(),
            text: clearing.names.hidden(&one.text, None),
            number: None,
            entries: one.entries,
            families: one.families,
            last: one.last,
        });
    let rooms = roll.rooms.iter().filter(|room| scope.rooms.is_empty() || scope.rooms.contains(&room.id));
    Ok(EvidenceForm {
        framework,
        setting: roll.setting.name.clone(),
        scope: scope.clone(),
        rooms: rooms.map(|room| room.name.clone()).collect(),
        linked_since: None,
        told_since: None,
        families_on_roll: evaluation.statements.iter().map(|one| one.on_roll).max().unwrap_or_default(),
        families_by_week: Vec::new(),
        statements: framework.statements.iter().filter_map(of).collect::<Result<_>>()?,
        no_successor: no_successor.collect(),
        said: said(asked, round, &clearing.names),
        as_signed: true,
        made: asked.made,
        day_code: Some(store.day_code()?),
    })
}

/// A statement as it stood.
fn column<'a>(one: &One<'a, '_>, stood: &Evaluated) -> Result<StatementColumn<'a>> {
    let Evaluated { entries, families, on_roll, voices, changed, last, .. } = *stood;
    let cited = stood.cited.iter().enumerate();
    Ok(StatementColumn {
        statement: one.statement,
        // The weeks and what was kept out were no part of what was signed.
        figures: Figures {
            entries,
            talks: entries,
            families,
            on_roll,
            voices,
            changed,
            last,
            weeks: Default::default(),
            kept_out: KeptOut::default(),
        },
        strength: stood.strength,
        suggested: None,
        why: String::new(),
        met: stood.met.clone(),
        text: one.clearing.names.hidden(stood.text.trim(), None),
        written_for: None,
        draft: String::new(),
        drafted: Vec::new(),
        cited: cited.map(|(index, &entry)| one.by_id(index + 1, entry, &[])).collect::<Result<_>>()?,
        gaps: GapCounts::default(),
        reached_by: Cells::default(),
    })
}

/// What was rated and meant to be done then, with every name replaced.
fn said(asked: &Asked, round: &SignedOff, names: &Names) -> Said {
    let Evaluation { ratings, areas, .. } = &round.what.evaluation;
    let numbers = ratings.iter().filter_map(|rated| Some((rated.row.clone(), rated.number?)));
    Said {
        ratings: numbers.collect(),
        areas: areas.iter().map(|area| names.of_area(area)).collect(),
        signed_off: Some(sign_off(asked, round, &round.what.scope, false)),
    }
}

/// A sign-off as a form of that scope says it.
pub(super) fn sign_off(asked: &Asked, round: &SignedOff, form: &Scope, changed_since: bool) -> Signed {
    let by = round.by.and_then(|by| asked.roll.person(by));
    let rooms = &round.what.scope.rooms;
    let names = || rooms.iter().filter_map(|&room| asked.roll.room(room)).map(|room| room.name.clone());
    Signed {
        name: round.what.name.clone(),
        by: by.map(|by| by.initials.clone()).unwrap_or_default(),
        at: round.at,
        of: (*rooms != form.rooms).then(|| names().collect()),
        changed_since,
    }
}
