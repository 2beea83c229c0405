//! How long each kind of thing is kept, as data: the term, from when it runs, and where it comes from.

use chrono::Months;
use serde::{Deserialize, Serialize};

use super::day::Day;
use super::erasure::Subject;
use super::id::PracticeId;
use super::roll::Roll;

/// A row of the retention table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// What is kept.
    pub what: String,
    /// How long: `3 years`.
    pub long: String,
    /// From when on: `the day on which the child leaves`.
    pub from: String,
    /// What kind of source the term has.
    pub basis: Basis,
    /// The source, in our own words.
    pub source: String,
    /// What the program does about it.
    pub does: String,
    /// What is due by this term, where the program can tell: the term is then in whole years.
    #[serde(default)]
    pub of: Option<TermOf>,
    /// In how many years.
    #[serde(default)]
    pub years: Option<u32>,
}

/// What a term is about, of which the program can tell that it is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TermOf {
    /// All that is kept about a child, from the day on which they left.
    Children,
    /// A complaint, from the day on which it came.
    Complaints,
}

/// A term as the setting has it: its own, or where it said nothing the one that the program brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Of what.
    pub of: TermOf,
    /// In how many years.
    pub years: u32,
    /// Where it comes from: who decided it and when, or the source that the table names.
    pub source: String,
}

/// Something whose term is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// What.
    pub subject: Subject,
    /// From which day its term ran.
    pub from: Day,
    /// The last day of its term.
    pub until: Day,
    /// By which term.
    pub of: TermOf,
}

/// The terms that the program brings: of each kind the longest of the table, and of several that are as long the first.
pub fn shipped(kept: &[Kept]) -> Vec<Term> {
    let of = |of: TermOf| {
        let rows = kept.iter().rev().filter(|row| row.of == Some(of));
        let longest = rows.max_by_key(|row| row.years)?;
        let source = format!("{}: {}", longest.basis.label(), longest.source);
        Some(Term { of, years: longest.years?, source })
    };
    [TermOf::Children, TermOf::Complaints].into_iter().filter_map(of).collect()
}

/// The last day of a term that began on that day.
pub fn until(from: Day, years: u32) -> Day {
    from.checked_add_months(Months::new(years.saturating_mul(12))).unwrap_or(Day::MAX)
}

/// What is due on that day, the longest overdue first. What is held is due all the same: it says so where it is shown.
pub fn due(roll: &Roll, complaints: &[(PracticeId, Day)], terms: &[Term], today: Day) -> Vec<Due> {
    let over = |of: TermOf, from: Day, subject: Subject| {
        let term = terms.iter().find(|term| term.of == of)?;
        let until = until(from, term.years);
        (until < today).then_some(Due { subject, from, until, of })
    };
    let children = roll
        .children
        .iter()
        .filter_map(|child| over(TermOf::Children, child.left?, Subject::Child(child.id)));
    let complaints =
        complaints.iter().filter_map(|(id, day)| over(TermOf::Complaints, *day, Subject::Practice(*id)));
    let mut due: Vec<Due> = children.chain(complaints).collect();
    due.sort_by_key(|one| (one.until, one.subject));
    due
}

impl Kept {
    /// `3 years, from the day on which the child leaves`
    pub fn term(&self) -> String {
        format!("{}, from {}", self.long, self.from)
    }
}

/// What kind of source a term has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// A law or regulation.
    Law,
    /// Guidance, or what bodies and settings publish.
    Guidance,
    /// Our own suggestion.
    Own,
}

impl Basis {
    /// The words on the page.
    pub fn label(self) -> &'static str {
        match self {
            Basis::Law => "law",
            Basis::Guidance => "guidance",
            Basis::Own => "our suggestion",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Child, ChildId, Hours, Pattern};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn child(number: u128, left: Option<&str>) -> Child {
        Child {
            id: ChildId(uuid::Uuid::from_u128(number)),
            forename: "Ava".into(),
            surname: "Test".into(),
            known_as: None,
            born: None,
            room: uuid::Uuid::from_u128(1).into(),
            started: None,
            left: left.map(day),
            pattern: Pattern::WEEKDAYS,
            hours: Hours::default(),
            notes: String::new(),
        }
    }

    #[test]
    fn a_child_who_left_and_a_complaint_are_due_the_day_after_their_term() {
        let roll = Roll {
            children: vec![
                child(2, None),
                child(3, Some("2023-11-26")),
                child(4, Some("2023-11-27")),
                child(5, Some("2020-02-29")),
            ],
            ..Roll::default()
        };
        let record = |number: u128| PracticeId(uuid::Uuid::from_u128(number));
        let complaints = [(record(8), day("2021-01-10")), (record(9), day("2025-01-10"))];
        let term = |of, years| Term { of, years, source: String::new() };
        let terms = [term(TermOf::Children, 3), term(TermOf::Complaints, 4)];
        let due_on = |today: &str| -> Vec<(Subject, String)> {
            due(&roll, &complaints, &terms, day(today))
                .iter()
                .map(|one| (one.subject, one.until.to_string()))
                .collect()
        };
        let child = |number: u128| Subject::Child(ChildId(uuid::Uuid::from_u128(number)));
        assert_eq!(
            due_on("2026-11-27"),
            [
                // Of a leap day the term ends with February.
                (child(5), "2023-02-28".to_string()),
                (Subject::Practice(record(8)), "2025-01-10".to_string()),
                (child(3), "2026-11-26".to_string()),
            ]
        );
        assert_eq!(due_on("2026-11-28").len(), 4);
        assert_eq!(due_on("2023-02-28"), []);
        assert_eq!(due(&roll, &complaints, &[], day("2040-01-01")), []);
    }

    #[test]
    fn of_each_kind_the_longest_term_of_the_table_counts() {
        let terms = shipped(&crate::catalog::Catalog::shipped().unwrap().retention);
        let years: Vec<(TermOf, u32)> = terms.iter().map(|term| (term.of, term.years)).collect();
        assert_eq!(years, [(TermOf::Children, 3), (TermOf::Complaints, 3)]);
        assert!(terms[0].source.starts_with("guidance: The early years framework for England"));
        assert!(terms[1].source.starts_with("law: The rules for registered childcare"));
    }
}
