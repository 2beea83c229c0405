//! The facts of a privacy notice: what is kept and why, who sees it, how long, where, and what people may ask. Made from
//! the program's own tables, for the setting to put into its notice.

use std::collections::BTreeSet;

use super::capital;
use crate::domain::Moment;
use crate::domain::policy::{ReportKind, page};
use crate::domain::practice::PracticeKind;
use crate::domain::retention::Kept;
use crate::report::{Block, Paragraph, Report, Table};

/// What is kept of whom, and why.
const KEPT: [(&str, &str); 6] = [
    (
        "Children: name, birthday, room, days, first and last day, key person",
        "So that each child has somebody who knows them, and what is said is written for the right one.",
    ),
    (
        "Adults of the family: name, what they are to the child, whether they have parental responsibility, whether they \
         may collect, the language and the form in which they read",
        "So that the right person is told, in a way that they can read, and nobody else is.",
    ),
    (
        "What was said at drop-off and pick-up, how the day went, what to try at home and what was heard of it, with the \
         family's and the child's own words",
        "So that home and setting know the same, promises are kept, and the child's learning is carried on in both.",
    ),
    ("Where a child is on a day, and why they are away", "So that everybody knows who is here."),
    (
        "Staff: name, initials, role, room, who wrote what and when",
        "So that every word has somebody who answers for it.",
    ),
    (
        "Which pages were made, by whom, for whom and when",
        "So that it can be said afterwards what left the room.",
    ),
];

/// Where it is kept.
const WHERE: [&str; 4] = [
    "On one machine of the setting, in a file that is encrypted. The words that open it are known to the setting alone.",
    "The program has no connection to any network: nothing is sent to its makers or to anybody else.",
    "Nothing is decided about a child by a machine, and nothing is used to advertise.",
    "Pages that were printed or saved as files are outside the encrypted file: the setting answers for them.",
];

/// What people may ask for.
const RIGHTS: [(&str, &str); 6] = [
    ("To be told", "what is kept and why: this notice."),
    (
        "To see it",
        "all that is kept about oneself or one's child. A request may be spoken or written, and is answered within a month; \
         where it is complex, within two more. What belongs to other people is taken out first.",
    ),
    ("To have it put right", "a correction stands beside the first words, with who made it and when."),
    (
        "To have it removed",
        "where it is no longer needed, as far as the law does not want it kept. Two people erase it for good: an entry, a \
         record, or all that is kept about a child who has left. This program by itself removes nothing but what its \
         writer takes back within five minutes.",
    ),
    ("To object, or to have it set aside", "while it is looked into."),
    ("To complain", "to the setting, and to the Information Commissioner's Office."),
];

/// The facts.
pub fn privacy(setting: &str, kinds: &[PracticeKind], kept: &[Kept], made: Moment) -> Report {
    let mut report = Report::new("Facts for your privacy notice", setting, made);
    report.for_whom = "For the manager: what is true of this program, to be put into your own notice.".into();
    report.heading(1, "What is kept, and why");
    report.blocks.push(two_columns(
        "What",
        "Why",
        KEPT.map(|(what, why)| (what.to_string(), why.to_string())),
    ));
    let labels = |restricted| {
        let all = kinds.iter().filter(|kind| kind.restricted == restricted);
        all.map(|kind| kind.label.to_lowercase()).collect::<Vec<_>>().join("; ")
    };
    report.paragraph(format!(
        "Practice records, to show how the setting works with families: {}.",
        labels(false)
    ));
    report.paragraph(format!("Records for leads and managers alone: {}.", labels(true)));
    report.note("A safeguarding concern is not kept here: only that one was passed on, by whom and when.");
    report.heading(1, "Who sees it");
    report.blocks.push(two_columns("Where", "Who gets anything of it", who_sees()));
    report.note("The page “Who may see what” has each rule: doorstep export policy.");
    report.heading(1, "How long");
    let terms = kept.iter().map(|row| (row.what.clone(), row.term()));
    report.blocks.push(two_columns("What", "How long", terms));
    report.note(
        "The page “How long things are kept” says how long, and where that comes from: “doorstep export retention”.",
    );
    report.heading(1, "Where");
    WHERE.iter().for_each(|says| report.paragraph(*says));
    report.heading(1, "What people may ask");
    for (right, says) in RIGHTS {
        report.paragraph(Paragraph::new().bold(right).plain(format!(": {says}")));
    }
    report.paragraph(
        "What is kept about a child is the child's own. A person with parental responsibility asks for a young child; \
         where parents live apart, each may ask, and neither is given what the other said of themselves.",
    );
    report.heading(1, "What only you can say");
    report.note("Who answers for it and how they are reached; the number of your registration; the lawful basis of each thing above.");
    report.blocks.push(Block::Lines(5));
    report
}

/// A table of two columns.
fn two_columns(one: &str, other: &str, rows: impl IntoIterator<Item = (String, String)>) -> Block {
    let mut table = Table::of(&[(one, 45), (other, 55)]);
    table.rows = rows.into_iter().map(|(one, other)| vec![one.into(), other.into()]).collect();
    Block::Table(table)
}

/// Each report with those to whom the policy lets anything of it go.
fn who_sees() -> Vec<(String, String)> {
    let row = |kind: ReportKind| {
        let mut seen = BTreeSet::new();
        let readers: Vec<&str> = page(kind)
            .into_iter()
            .filter(|line| line.verdict != "no" && seen.insert(line.whom))
            .map(|line| line.whom)
            .collect();
        (!readers.is_empty()).then(|| (capital(kind.label()), readers.join("; ")))
    };
    ReportKind::ALL.into_iter().filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use crate::export;
    use crate::report::example::at;

    #[test]
    fn the_facts_read_as_they_should() {
        let catalog = Catalog::shipped().unwrap();
        let report = privacy("Little Acorns", &catalog.practice, &catalog.retention, at(20, 17, 0));
        let text = (export::format("txt").unwrap().write)(&report).unwrap();
        insta::assert_snapshot!(String::from_utf8(text).unwrap());
    }

    #[test]
    fn who_sees_it_is_what_the_table_says() {
        let sees = who_sees();
        let of = |what: &str| sees.iter().find(|(kind, _)| kind == what).map(|(_, who)| who.as_str());
        assert_eq!(of("A family's week"), Some("a household with parental responsibility"));
        assert_eq!(of("The handover card"), Some("key person, cover; room lead; manager"));
        assert_eq!(of("The program's own pages"), None);
    }
}
