//! What is due by the setting's own terms, and what is held: for the manager, who decides what becomes of each. Nothing
//! goes by itself.

use super::{Block, Cell, Paragraph, Report, Table};
use crate::domain::erasure::{Hold, Subject};
use crate::domain::policy::{Facts, Item, Recipient, ReportKind, Verdict, may_appear};
use crate::domain::retention::{Due, Term, TermOf};
use crate::domain::{Moment, Role, Roll, day};

/// Who reads it.
const READER: Recipient = Recipient::Staff(Role::Manager);
/// Whom the list is for, as the record has it.
pub const LIST_IS_FOR: &str = "the manager";

/// What the list is made from.
pub struct DueList<'a> {
    /// Who is who.
    pub roll: &'a Roll,
    /// The terms as the setting has them.
    pub terms: &'a [Term],
    /// What is wrong in the setting's own file of terms, where something is: then nothing is due.
    pub wrong: Vec<String>,
    /// What is due.
    pub due: Vec<Due>,
    /// What is held.
    pub holds: Vec<Hold>,
    /// When it is made.
    pub made: Moment,
}

impl DueList<'_> {
    /// The list.
    pub fn report(&self) -> Report {
        let mut report = Report::new("What is due, and what is held", &self.roll.setting.name, self.made);
        report.for_whom = "For the manager.".into();
        for wrong in &self.wrong {
            report.paragraph(format!("{wrong} Until it is mended nothing is due."));
        }
        report.heading(1, "Due");
        match self.due.is_empty() {
            true => report.paragraph("Nothing is due."),
            false => report.blocks.push(Block::Table(self.due())),
        }
        report.note(
            "Nothing goes by itself. A manager looks at each, and erases it with a second person: Due and holds, in the \
             menu, or “doorstep erase”. What must be kept longer is held, on the same page or with “doorstep retention hold”.",
        );
        report.heading(1, "Held");
        match self.holds.is_empty() {
            true => report.paragraph("Nothing is held."),
            false => report.blocks.push(Block::Table(self.held())),
        }
        if self.terms.is_empty() {
            return report;
        }
        report.heading(1, "How long things are kept");
        let terms = self.terms.iter().map(|term| {
            let years = if term.years == 1 { "year" } else { "years" };
            (kept(term.of).to_string(), format!("{} {years}; {}", term.years, term.source))
        });
        report.blocks.push(Block::Facts(terms.collect()));
        report
    }

    fn due(&self) -> Table {
        let mut table = Table::of(&[("What", 30), ("Since", 24), ("Kept until", 20), ("Held", 26)]);
        let row = |due: &Due| -> Vec<Cell> {
            let since = since(due.of);
            let held = self.holds.iter().find(|hold| hold.subject == due.subject);
            vec![
                Paragraph::new().bold(self.about(due.subject)).into(),
                format!("{since} {}", day::long(due.from)).into(),
                day::long(due.until).into(),
                held.map(|hold| hold.reason.clone()).unwrap_or_default().into(),
            ]
        };
        table.rows = self.due.iter().map(row).collect();
        table
    }

    fn held(&self) -> Table {
        let mut table = Table::of(&[("What", 30), ("By whom, since when", 34), ("Why", 36)]);
        let row = |hold: &Hold| -> Vec<Cell> {
            let by = hold.by.map(|(by, at)| {
                let name = self.roll.person(by).map(|person| person.name.clone()).unwrap_or_default();
                format!("{}, {}", cleared(Item::StaffName, name), day::long(at.day()))
            });
            vec![
                Paragraph::new().bold(self.about(hold.subject)).into(),
                by.unwrap_or_default().into(),
                hold.reason.clone().into(),
            ]
        };
        table.rows = self.holds.iter().map(row).collect();
        table
    }

    /// What it is, for whoever looks for it.
    pub fn about(&self, subject: Subject) -> String {
        match subject {
            Subject::Child(child) => {
                let name = self.roll.child(child).map(|child| child.name()).unwrap_or_default();
                cleared(Item::ChildName, name)
            }
            Subject::Entry(entry) => format!("The entry {entry}"),
            Subject::Practice(record) => format!("The practice record {record}"),
        }
    }
}

/// What happened on the day from which a term runs.
pub fn since(of: TermOf) -> &'static str {
    match of {
        TermOf::Children => "left",
        TermOf::Complaints => "came",
    }
}

/// What a term is about.
pub fn kept(of: TermOf) -> &'static str {
    match of {
        TermOf::Children => "All about a child, from the day on which they left",
        TermOf::Complaints => "A complaint, from the day on which it came",
    }
}

fn cleared(item: Item, words: String) -> String {
    match may_appear(item, &READER, ReportKind::Due, &Facts::default()) {
        Verdict::Allow => words,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export;
    use crate::report::example::{at, day, example};

    #[test]
    fn the_list_says_what_is_due_by_which_term_and_what_holds_it() {
        let example = example();
        let term = |of, years| Term { of, years, source: "decided by the committee".into() };
        let terms = [term(TermOf::Children, 7), term(TermOf::Complaints, 1)];
        let child = Subject::Child(example.ava);
        let due = |subject, of| Due { subject, from: day(1), until: day(19), of };
        let complaint = Subject::Practice(uuid::Uuid::from_u128(77).into());
        let hold = Hold {
            subject: child,
            child: Some(example.ava),
            reason: "the insurer asked".into(),
            by: Some((example.priya, at(20, 9, 0))),
        };
        let list = DueList {
            roll: &example.roll,
            terms: &terms,
            wrong: Vec::new(),
            due: vec![due(child, TermOf::Children), due(complaint, TermOf::Complaints)],
            holds: vec![hold],
            made: at(20, 17, 0),
        };
        let text = |list: &DueList| {
            String::from_utf8((export::format("txt").unwrap().write)(&list.report()).unwrap()).unwrap()
        };
        insta::assert_snapshot!(text(&list));
        let wrong = vec!["retention.toml, line 2: a term is of 1 to 100 years.".to_string()];
        let none = DueList { terms: &[], due: Vec::new(), holds: Vec::new(), wrong, ..list };
        let said = text(&none);
        for part in ["Until it is mended", "Nothing is due.", "Nothing is held."] {
            assert!(said.contains(part), "{said}");
        }
    }
}
