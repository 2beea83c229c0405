//! Each figure of the made-up nursery opens into as many rows as it says, each of them one that it counts.

use super::drafts_tests::{FRAMEWORK, demo};
use super::*;
use crate::catalog::Catalog;
use crate::domain::child::Relation;
use crate::domain::evidence::{Figure, Opened, Piece};
use crate::domain::{Day, Period, Time};
use crate::store::ask::Evidence;

/// What is behind a figure, read as a page reads it.
fn behind(store: &Store, statement: &StatementRef, scope: &Scope, opened: &Opened) -> Vec<Evidence> {
    let mut rows: Vec<Evidence> = Vec::new();
    loop {
        let after = rows.last().map(|one| one.piece.clone());
        let page = store.behind(statement, scope, opened, after.as_ref(), 50).unwrap();
        let all = page.is_empty() || opened.figure.counts_families() && opened.family.is_none();
        rows.extend(page);
        if all {
            return rows;
        }
    }
}

/// Whether it is one of those that the figure counts, by what stands in the record of it.
fn counts(figure: &Figure, Evidence { piece, source }: &Evidence, roll: &Roll) -> bool {
    let words = |piece: &Piece| -> Vec<Relation> {
        let of = |adult: &evidence::Adult| {
            let link = roll
                .links
                .iter()
                .find(|link| Some(link.child) == piece.child && Some(link.contact) == adult.contact);
            link.map_or(adult.relation, |link| Relation::of(&link.relation))
        };
        piece.with.iter().map(of).collect()
    };
    match figure {
        Figure::Changed => piece.changed,
        Figure::Voice(voice) => {
            [piece.voices.staff, piece.voices.family, piece.voices.child][*voice as usize]
        }
        Figure::Week(week) => Week::of(piece.day) == *week,
        Figure::Through(Some(relation)) => words(piece).contains(relation),
        Figure::Through(None) => words(piece).is_empty(),
        Figure::By(Ok(kind)) => {
            matches!(source, crate::store::ask::Source::Entry(standing) if standing.entry.kind == *kind)
        }
        Figure::By(Err(code)) => {
            matches!(source, crate::store::ask::Source::Practice(record) if record.practice.kind == *code)
        }
        _ => true,
    }
}

#[test]
fn every_figure_of_every_statement_opens_into_as_many_rows_as_it_says() {
    let folder = tempfile::tempdir().unwrap();
    let catalog = Catalog::shipped().unwrap();
    let day = Day::from_ymd_opt(2026, 11, 26).unwrap();
    let now = Moment::at(day, Time::from_hms_opt(12, 0, 0).unwrap(), 0);
    let store = demo(folder.path(), &catalog, now);
    let roll = store.roll().unwrap();
    let families = roll.families();
    let mut opened = 0;
    for rooms in [Vec::new(), vec![roll.rooms[1].id]] {
        for period in [Period::term_to(day), Period { from: day - Days::new(17), to: day - Days::new(3) }] {
            let scope = Scope { rooms: rooms.clone(), period };
            for (code, figures) in store.board(FRAMEWORK, &scope).unwrap() {
                let statement = StatementRef { framework: FRAMEWORK.to_string(), code };
                let reached = store.breadth(&statement, &scope).unwrap();
                for (figure, count) in Figure::all(&figures, &reached, period.to) {
                    let what = format!("{statement} {figure:?} {scope:?}");
                    let rows =
                        behind(&store, &statement, &scope, &Opened { figure: figure.clone(), family: None });
                    assert_eq!(rows.len(), count as usize, "{what}");
                    assert!(rows.iter().all(|row| counts(&figure, row, &roll)), "{what}");
                    let of = |row: &Evidence| match figure.counts_families() {
                        true => families[&row.piece.child.unwrap()].0,
                        false => row.piece.entry.0,
                    };
                    assert_eq!(rows.iter().map(of).collect::<BTreeSet<_>>().len(), rows.len(), "{what}");
                    // A family's line opens into its entries, which are all of theirs and no others.
                    for row in rows.iter().filter(|_| figure.counts_families()).take(2) {
                        let of_one = Opened { figure: figure.clone(), family: row.piece.family };
                        let entries = behind(&store, &statement, &scope, &of_one);
                        assert_eq!(entries.first().map(|one| &one.piece), Some(&row.piece), "{what}");
                        assert!(entries.iter().all(|one| one.piece.family == row.piece.family), "{what}");
                    }
                    opened += rows.len();
                }
            }
        }
    }
    assert!(opened > 5_000, "{opened}");
}
