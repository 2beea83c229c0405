//! Who may do what: the table of deeds as a page.

use crate::domain::deeds::TABLE;
use crate::domain::{Moment, Role};
use crate::report::{Block, Paragraph, Report, Table};

const ROLES: [Role; 4] = [Role::Cover, Role::KeyPerson, Role::RoomLead, Role::Manager];

/// The page of the whole table.
pub fn roles(setting: &str, made: Moment) -> Report {
    let mut report = Report::new("Who may do what", setting, made);
    report.for_whom = "For the manager. It is printed from the table that the program keeps to.".into();
    report.landscape = true;
    report.paragraph(
        "Everything that changes the record passes this table first. What no row allows is refused, and nobody does \
         anything who has not signed in.",
    );
    let columns: Vec<(String, u32)> = std::iter::once(("What".to_string(), 34))
        .chain(ROLES.iter().map(|role| (super::capital(role.label()), 9)))
        .chain([("What the record asks besides".to_string(), 30)])
        .collect();
    let columns: Vec<(&str, u32)> = columns.iter().map(|(label, width)| (label.as_str(), *width)).collect();
    let mut table = Table::of(&columns);
    table.rows = TABLE
        .iter()
        .filter(|row| !row.by.is_empty())
        .map(|row| {
            let may = |role: &Role| if row.by.contains(role) { "yes" } else { "no" };
            std::iter::once(Paragraph::new().bold(row.what).into())
                .chain(ROLES.iter().map(|role| may(role).into()))
                .chain([Paragraph::new().quiet(row.besides).into()])
                .collect()
        })
        .collect();
    report.blocks.push(Block::Table(table));
    report.note(
        "The PIN is asked for again before files leave, somebody is given a one-use number, a self-evaluation is signed \
         off, and something is erased; every command asks for it. Whoever has left can do nothing from that day on, in any \
         window.",
    );
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export;
    use crate::report::example::at;

    #[test]
    fn the_page_in_docs_is_the_table() {
        let report = roles("", at(20, 17, 0));
        let page = String::from_utf8((export::format("md").unwrap().write)(&report).unwrap()).unwrap();
        // The table is of the program, not of a day: when it was printed is said to managers alone.
        let page = page.split_once("\nMade ").map(|(table, _)| table.to_string()).unwrap();
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/roles.md");
        if crate::paths::variable("DOORSTEP_RENEW").is_some() {
            std::fs::write(file, &page).unwrap();
        }
        let written = std::fs::read_to_string(file).unwrap_or_default();
        assert!(
            written == page,
            "docs/roles.md is old: DOORSTEP_RENEW=1 cargo test --lib pages::roles renews it"
        );
    }
}
