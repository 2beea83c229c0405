//! Who may see what where: the policy table as a page.

use super::capital;
use crate::domain::Moment;
use crate::domain::policy::{Line, Matter, ReportKind, page};
use crate::report::{Block, Cell, Paragraph, Report, Table};

/// The page of the whole policy, report by report.
pub fn policy(setting: &str, made: Moment) -> Report {
    let mut report = Report::new("Who may see what", setting, made);
    report.for_whom = "For the manager. It is printed from the table that the program keeps to.".into();
    report.landscape = true;
    report.paragraph(
        "Every word on a page, in a file and on the screen passes this table first. What no row allows is refused.",
    );
    for kind in ReportKind::ALL {
        report.heading(1, capital(kind.label()));
        let mut table =
            Table::of(&[("For whom", 16), ("What", 44), ("May it stand there?", 14), ("Why", 26)]);
        table.grouped = true;
        table.rows = rows(&page(kind));
        report.blocks.push(Block::Table(table));
    }
    report
}

/// What is done with some things, and why.
#[derive(PartialEq)]
struct Rule {
    verdict: &'static str,
    because: &'static str,
    whats: Vec<&'static str>,
}

/// The rows of a page: readers for whom all is the same stand together, and what they get before what they don't.
fn rows(lines: &[Line]) -> Vec<Vec<Cell>> {
    let mut readers: Vec<(Vec<&'static str>, Vec<Rule>)> = Vec::new();
    // The lines of a reader follow one another.
    for own in lines.chunk_by(|one, next| one.whom == next.whom) {
        let whom = own.iter().map(|line| line.whom).take(1);
        let rules = rules(own);
        match readers.iter_mut().find(|(_, known)| *known == rules) {
            Some((whoms, _)) => whoms.extend(whom),
            None => readers.push((whom.collect(), rules)),
        }
    }
    let rows = |(whoms, rules): (Vec<&'static str>, Vec<Rule>)| {
        let row = move |(index, Rule { verdict, because, whats }): (usize, Rule)| {
            let whom = if index == 0 { capital(&whoms.join("; ")) } else { String::new() };
            let what = if whats.len() == Matter::ALL.len() { "everything".into() } else { whats.join("; ") };
            vec![Paragraph::new().bold(whom).into(), capital(&what).into(), verdict.into(), because.into()]
        };
        rules.into_iter().enumerate().map(row)
    };
    readers.into_iter().flat_map(rows).collect()
}

/// A reader's lines, those put together that differ in what alone.
fn rules(lines: &[Line]) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for &Line { verdict, because, what, .. } in lines {
        match rules.iter_mut().find(|rule| (rule.verdict, rule.because) == (verdict, because)) {
            Some(rule) => rule.whats.push(what),
            None => rules.push(Rule { verdict, because, whats: vec![what] }),
        }
    }
    rules.sort_by_key(|rule| rule.verdict == "no");
    rules
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::policy::{NO_RULE, Row, TABLE};
    use crate::report::example::at;

    #[test]
    fn the_page_says_every_row_of_the_table_and_every_line_once() {
        let report = policy("Little Acorns", at(20, 17, 0));
        let tables: Vec<&Table> = report
            .blocks
            .iter()
            .filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
            .collect();
        assert_eq!(tables.len(), ReportKind::ALL.len());
        for (kind, table) in ReportKind::ALL.into_iter().zip(tables) {
            let said: Vec<String> = table
                .rows
                .iter()
                .map(|row| row.iter().map(|cell| cell.0[0].text()).collect::<Vec<_>>().join(" | "))
                .collect();
            let mut whoms = 0;
            let told: usize = table
                .rows
                .iter()
                .map(|row| {
                    let [whom, what] = [0, 1].map(|cell: usize| row[cell].0[0].text());
                    whoms = if whom.is_empty() { whoms } else { whom.split("; ").count() };
                    whoms * if what == "Everything" { Matter::ALL.len() } else { what.split("; ").count() }
                })
                .sum();
            assert_eq!(told, page(kind).len(), "{kind:?}");
            for Row { because, .. } in TABLE.iter().filter(|row| row.report == kind) {
                assert!(said.iter().any(|row| row.ends_with(because)), "{kind:?} {because}: {said:#?}");
            }
            assert!(said.iter().all(|row| row.contains(" | no | ") || !row.contains(NO_RULE.0)), "{said:#?}");
        }
    }
}
