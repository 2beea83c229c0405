//! What is drawn of the evidence, and that no bar tells of a few.

use super::tests::{form, framework};
use super::*;
use crate::domain::evidence::{Cell, Figures};
use crate::domain::framework::About;
use crate::domain::{Day, Period};
use crate::report::example::{day, example};
use crate::report::{Block, Chart};

fn charts(form: &EvidenceForm) -> Vec<Chart> {
    let charts = form.report().blocks.into_iter().filter_map(|block| match block {
        Block::Chart(chart) => Some(chart),
        _ => None,
    });
    charts.collect()
}

#[test]
fn a_week_of_few_families_is_drawn_as_such_and_a_statement_as_its_line_has_it() {
    let (e, framework) = (example(), framework());
    let mut form = form(&e, &framework);
    form.scope.period = Period { from: day(2), to: day(20) };
    form.families_on_roll = 12;
    form.families_by_week = vec![(day(2), 9), (day(9), 3), (day(16), 0)];
    let charts = charts(&form);
    let [by_week, by_statement] = charts.as_slice() else { panic!("{charts:?}") };
    assert_eq!(
        by_week.says(),
        "Families heard from, week by week: 2 Nov 9 of 12; 9 Nov fewer than 5; 16 Nov fewer than 5."
    );
    // What is about the setting has no families to reach.
    let about = framework.statements.iter().filter(|one| one.about == About::Families).count();
    assert_eq!((by_statement.bars.len(), about), (12, 12));
    assert_eq!(by_statement.bars[0].count, Cell::Exact(4));
    assert_eq!(
        (by_statement.bars[0].label.as_str(), by_statement.bars[0].of),
        ("1 Home learning comes in", Some(5))
    );
}

#[test]
fn where_no_number_may_be_told_or_there_is_none_nothing_is_drawn() {
    let (e, framework) = (example(), framework());
    let mut form = form(&e, &framework);
    form.families_by_week = vec![(day(2), 4), (day(9), 1)];
    for column in &mut form.statements {
        column.figures = Figures { on_roll: 5, ..Figures::default() };
    }
    assert_eq!(charts(&form), []);
    let headings = form
        .report()
        .blocks
        .into_iter()
        .filter(|block| matches!(block, Block::Heading { text, .. } if text == "Families reached"));
    assert_eq!(headings.count(), 0);
}

#[test]
fn of_a_long_time_the_last_weeks_are_drawn_and_the_chart_says_so() {
    let year = Scope { rooms: vec![], period: Period { from: day(1) - Days::new(400), to: day(20) } };
    let drawn = crate::report::evidence_form::weeks_of(&year).period;
    let monday = Day::from_ymd_opt(2026, 5, 25).unwrap();
    assert_eq!((drawn.from, drawn.to), (monday, day(20)));
    let term = Scope { rooms: vec![], period: Period { from: day(4), to: day(20) } };
    assert_eq!(crate::report::evidence_form::weeks_of(&term).period, term.period);
    let (e, framework) = (example(), framework());
    let mut form = form(&e, &framework);
    (form.scope, form.families_by_week) = (year, vec![(monday, 9)]);
    assert_eq!(charts(&form)[0].title, "Families heard from, in the last 26 weeks");
    form.scope.period.from = monday + Days::new(2);
    assert_eq!(charts(&form)[0].title, "Families heard from, week by week");
}
