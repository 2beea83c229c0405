//! What lies behind a figure of a statement, a row for each that its number counts.

use std::collections::BTreeSet;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::{PIECE, STRONGEST, VOICES, breadth, piece, pieces_of, with_sources};
use crate::domain::evidence::{Figure, Opened, Piece, Register, Scope, Voice};
use crate::domain::framework::StatementRef;
use crate::domain::{ChildId, Roll};
use crate::failure::Result;
use crate::store::Store;
use crate::store::ask::Evidence;
use crate::store::projections::evidence::statement_number;
use crate::store::value::{Sql, number};

impl Store {
    /// What is behind a figure of a statement, strongest first: each entry once, or of a figure of families each of
    /// them once, by the strongest of its entries there. Entries come `limit` at a time, on from those `after` that
    /// piece; families, of whom a setting has few, all at once.
    ///
    /// # Errors
    /// A machine failure where the record can't be read.
    pub fn behind(
        &self,
        statement: &StatementRef,
        scope: &Scope,
        opened: &Opened,
        after: Option<&Piece>,
        limit: usize,
    ) -> Result<Vec<Evidence>> {
        self.with(|db| {
            let pieces = pieces(db, &*self.roll_of(db)?, (statement, scope), opened, after, limit)?;
            Ok(with_sources(db, pieces)?)
        })
    }
}

fn pieces(
    db: &Connection,
    roll: &Roll,
    (statement, scope): (&StatementRef, &Scope),
    Opened { figure, family }: &Opened,
    after: Option<&Piece>,
    limit: usize,
) -> Sql<Vec<Piece>> {
    let Some(no) = statement_number(db, statement)? else { return Ok(Vec::new()) };
    let days = figure.days(scope.period);
    let (rooms, given) = pieces_of(scope);
    let mut all: Vec<Value> = vec![no.into(), number(days.from).into(), number(days.to).into()];
    all.extend(given);
    let mut only = match figure {
        Figure::Changed => "AND changed <> 0",
        Figure::Voice(Voice::Staff) => "AND voices & 1",
        Figure::Voice(Voice::Family) => "AND voices & 2",
        Figure::Voice(Voice::Child) => "AND voices & 4",
        figure if figure.counts_families() => "AND family <> x''",
        _ => "",
    }
    .to_string();
    if let Figure::By(way) = figure {
        only.push_str(" AND kind = ?");
        all.push(way.as_ref().map_or_else(String::clone, |kind| kind.code().to_string()).into());
    }
    if let Some(family) = family {
        only.push_str(" AND family = ?");
        all.push(family.0.into_bytes().to_vec().into());
    }
    let of_families = figure.counts_families() && family.is_none();
    if let Some(after) = after.filter(|_| !of_families) {
        // All pieces of an entry have these alike.
        only.push_str(&format!(" AND (changed, {VOICES}, day, entry) < (?, ?, ?, ?)"));
        all.extend([
            i64::from(after.changed).into(),
            i64::from(after.voices.count()).into(),
            number(after.day).into(),
            Value::from(after.entry.0.into_bytes().to_vec()),
        ]);
    }
    // What an adult is and speaks is what the register says, which no row has.
    let spoken = matches!(figure, Figure::Through(_) | Figure::In(_));
    let beside = match figure {
        Figure::Through(None) | Figure::In(None) => breadth(db, roll, statement, scope)?.families_of(figure),
        _ => BTreeSet::new(),
    };
    let register = spoken.then(|| Register::of(roll));
    let holds = |piece: &Piece| match (figure, &register, piece.child) {
        (Figure::Through(None) | Figure::In(None), ..) => {
            piece.family.is_some_and(|family| beside.contains(&family))
        }
        (Figure::Through(Some(relation)), Some(register), Some(child)) => {
            register.spoken(child, &piece.with).relations.contains(relation)
        }
        (Figure::In(Some(language)), Some(register), Some(child)) => {
            register.spoken(child, &piece.with).languages.contains(language)
        }
        _ => !spoken,
    };
    let most = if spoken || of_families { -1 } else { i64::try_from(limit).unwrap_or(i64::MAX) };
    all.push(most.into());
    let mut read = db.prepare_cached(&format!(
        "SELECT {PIECE} FROM piece WHERE statement = ? AND day BETWEEN ? AND ? {rooms} {only}
         ORDER BY {STRONGEST} LIMIT ?"
    ))?;
    let mut rows = read.query(params_from_iter(all))?;
    let mut pieces: Vec<Piece> = Vec::new();
    let mut families: BTreeSet<ChildId> = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let piece = self::piece(row, statement)?;
        let new = match piece.family.filter(|_| of_families) {
            Some(family) => !families.contains(&family),
            // A record of several children is one entry.
            None => pieces.last().is_none_or(|last| last.entry != piece.entry),
        };
        if !new || !holds(&piece) {
            continue;
        }
        families.extend(piece.family);
        pieces.push(piece);
        if pieces.len() >= limit && !of_families {
            break;
        }
    }
    Ok(pieces)
}
