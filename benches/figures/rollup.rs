//! The roll-up beside a bare grouped count over the same rows: the board after a save, a statement's page, and
//! periods that nobody asked for before.

use std::path::Path;

use chrono::Days;
use doorstep::domain::Period;
use doorstep::domain::evidence::Scope;

use super::bare::Counted;
use super::nursery::Nursery;
use super::record::{FRAMEWORK, Record};
use super::table::{Figure, Table};
use super::{Done, Options};

/// Days of five years.
const FIVE_YEARS: u64 = 5 * 365 + 1;

/// For which rooms and days something is asked.
#[derive(Clone, Copy)]
struct Asked {
    /// All rooms, or the machine's own.
    all_rooms: bool,
    /// How many days back the first one is, and the last one; none for the term's thirteen whole weeks.
    days: Option<(u64, u64)>,
}

impl Asked {
    fn scope(self, record: &Record<'_>) -> Scope {
        let back = |days| record.nursery.day.checked_sub_days(Days::new(days)).unwrap_or(record.nursery.day);
        Scope {
            rooms: if self.all_rooms { Vec::new() } else { vec![record.nursery.room] },
            period: match self.days {
                None => Period::term_to(record.nursery.day),
                Some((from, to)) => Period { from: back(from), to: back(to) },
            },
        }
    }
}

/// The figures of this page, where they are wanted.
pub fn measure(options: &Options, small: &Nursery, large: &Nursery, table: &mut Table) -> Done<()> {
    const TERM: Option<(u64, u64)> = None;
    let board: fn(&Record<'_>, &Scope) -> Done<()> = |record, scope| {
        record.store.board(FRAMEWORK, scope)?;
        Ok(())
    };
    let page: fn(&Record<'_>, &Scope) -> Done<()> = |record, scope| {
        record.store.evidence(&record.busiest, scope, 60)?;
        record.store.reached(&record.busiest, scope)?;
        Ok(())
    };
    let reached: fn(&Record<'_>, &Scope) -> Done<()> = |record, scope| {
        record.store.breadth(&record.busiest, scope)?;
        Ok(())
    };
    let five_years = Some((FIVE_YEARS, 0));
    // Begins and ends within a week, some weeks ago.
    let odd = Some((86, 19));
    // Name, question, whether of the one statement alone, after a save, rooms, days, aim.
    let figures = [
        ("roll-up: board after a save, a room", board, false, true, false, TERM, None),
        ("roll-up: board after a save, all rooms", board, false, true, true, TERM, None),
        ("roll-up: board, 67 odd days, a room", board, false, false, false, odd, Some(2.0)),
        ("roll-up: board, 67 odd days, all rooms", board, false, false, true, odd, Some(2.0)),
        ("roll-up: board, five years, a room", board, false, false, false, five_years, Some(2.0)),
        ("roll-up: board, five years, all rooms", board, false, false, true, five_years, Some(2.0)),
        ("roll-up: statement's page, term", page, true, false, true, TERM, None),
        ("roll-up: statement's page, five years", page, true, false, true, five_years, None),
        ("roll-up: through whom and how, term", reached, true, false, true, TERM, None),
        ("roll-up: through whom and how, five years", reached, true, false, true, five_years, None),
    ];
    if !figures.iter().any(|(name, ..)| options.wants(name)) {
        return Ok(());
    }
    let (mut one, mut other) = (Record::open(small)?, Record::open(large)?);
    let counted = counted(&options.folder, &other)?;
    for (name, ask, one_statement, after_save, all_rooms, days, aim) in figures {
        if !options.wants(name) {
            continue;
        }
        let asked = Asked { all_rooms, days };
        let (small, large) = (asked.scope(&one), asked.scope(&other));
        let only = one_statement.then(|| other.busiest.code.clone());
        let mut figure = Figure::default();
        let mut rows = 0;
        for round in 0..options.rounds.min(if days == five_years { 20 } else { 100 }) + 2 {
            let mut warm = Figure::default();
            let kept = if round < 2 { &mut warm } else { &mut figure };
            if after_save {
                one.agreed_note()?;
                other.agreed_note()?;
            }
            rows = kept.floor.take(|| counted.count(&large, only.as_deref()))?;
            kept.small.take(|| ask(&one, &small))?;
            kept.large.take(|| ask(&other, &large))?;
        }
        table.add(name, &figure, aim);
        table.note(format!("{name}: the bare count is over {rows} rows."));
    }
    Ok(())
}

/// A bare table of the same rows as the roll-up's of that record, made once and kept beside it.
fn counted(folder: &Path, record: &Record<'_>) -> Done<Counted> {
    let nursery = record.nursery;
    let path = folder.join(format!("counted-{}-{}.db", nursery.entries, nursery.day));
    Counted::at_hand(&path, |put| {
        record.store.list(&doorstep::store::ask::Filter::default(), &mut |standing| {
            let entry = &standing.entry;
            for shown in standing.shows().iter().filter(|shown| shown.statement.framework == FRAMEWORK) {
                put(&shown.statement.code, entry.happened.day(), entry.room, entry.id.0, entry.child.0);
            }
            Ok(())
        })?;
        Ok(())
    })
}
