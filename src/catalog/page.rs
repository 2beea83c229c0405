//! The frameworks as one page to read: each line of each document, and where its evidence comes from.

use std::fmt::Write;

use super::Catalog;
use crate::domain::framework::{Framework, From, Statement};
use crate::domain::practice::{Field, Holds, PracticeKind};

impl Catalog {
    /// The page in Markdown, as it stands in `docs/frameworks.md`.
    pub fn page(&self) -> String {
        let mut page = String::from(HEAD);
        for framework in &self.frameworks {
            self.framework_on(&mut page, framework);
        }
        self.kinds_on(&mut page);
        page
    }

    fn framework_on(&self, page: &mut String, framework: &Framework) {
        // Writing into a string can't fail.
        let _ = writeln!(page, "\n## {} (`{}`)\n", framework.title, framework.id);
        let year = framework.year.map(|year| format!(" Year: {year}.")).unwrap_or_default();
        let _ = writeln!(page, "{}. {}.{year}", framework.publisher, framework.edition.trim_end_matches('.'));
        if let Some(superseded) = &framework.superseded_by {
            let _ = writeln!(page, "**Superseded:** {superseded}");
        }
        let scale: Vec<String> =
            framework.judgements.iter().map(|word| format!("{} {}", word.code, word.label)).collect();
        let judged = if scale.is_empty() { "nothing".to_string() } else { scale.join(", ") };
        let lines = framework.statements.len();
        let of = |from: From| framework.statements.iter().filter(|statement| statement.from == from).count();
        let _ = writeln!(
            page,
            "\n{lines} statements: daily talk carries {} wholly, {} in part, {} not at all. Judged: {judged}. \
             Rating rows: {}.",
            of(From::Daily),
            of(From::Partly),
            of(From::Other),
            framework.ratings.len()
        );
        if !framework.intro.is_empty() {
            page.push('\n');
            framework.intro.iter().for_each(|note| {
                let _ = writeln!(page, "- {note}");
            });
        }
        let mut section = None;
        for (index, statement) in framework.statements.iter().enumerate() {
            if index == 0 || statement.section != section {
                section.clone_from(&statement.section);
                let known = framework.sections.iter().find(|own| Some(&own.code) == section.as_ref());
                if let Some(known) = known {
                    let _ = writeln!(page, "\n### {}", known.title);
                }
                let _ = writeln!(page, "\n{STATEMENTS}");
            }
            self.statement_on(page, statement);
        }
        if !framework.ratings.is_empty() {
            let _ = writeln!(page, "\n### Rating rows\n\n| code | row | bands |\n| --- | --- | --- |");
            for row in &framework.ratings {
                let bands: Vec<String> = framework
                    .bands
                    .iter()
                    .zip(&row.descriptors)
                    .map(|(band, words)| format!("{} {}: {words}", band.number, band.name))
                    .collect();
                let _ = writeln!(page, "| {} | {} | {} |", row.code, row.title, bands.join(" "));
            }
        }
        if !framework.tags.is_empty() {
            let _ = writeln!(
                page,
                "\n### Tags\n\n| list | no. | about | statements |\n| --- | --- | --- | --- |"
            );
            for tag in &framework.tags {
                let has: Vec<&str> = framework
                    .statements
                    .iter()
                    .filter(|statement| statement.tags.contains(&tag.code))
                    .map(|statement| statement.code.as_str())
                    .collect();
                let _ =
                    writeln!(page, "| {} | {} | {} | {} |", tag.set, tag.number, tag.title, has.join(" "));
            }
        }
        if !framework.references.is_empty() {
            let _ = writeln!(page, "\n### Named, not asked for\n");
            for reference in &framework.references {
                let since = reference.superseded_by.as_ref();
                let since = since.map(|since| format!(" **Superseded:** {since}.")).unwrap_or_default();
                let _ = writeln!(page, "- {}: {}.{since}", reference.under, reference.title);
            }
        }
    }

    fn statement_on(&self, page: &mut String, statement: &Statement) {
        let daily: Vec<&str> = statement.daily.iter().map(|kind| kind.label()).collect();
        let daily = match statement.from {
            From::Daily => daily.join(", "),
            From::Partly => format!("in part: {}", daily.join(", ")),
            From::Other => String::new(),
        };
        let practice: Vec<&str> = statement
            .practice
            .iter()
            .map(|code| self.practice_kind(code).map_or(code.as_str(), |kind| kind.label.as_str()))
            .collect();
        let says = std::iter::once(&statement.says).chain(&statement.prompts);
        let says: Vec<&str> = says.map(String::as_str).collect();
        let _ = writeln!(
            page,
            "| {} | {} | {} | {daily} | {} | {} |",
            statement.number,
            statement.code,
            says.join(" "),
            practice.join("; "),
            statement.by_hand.as_deref().unwrap_or_default(),
        );
    }

    fn kinds_on(&self, page: &mut String) {
        let _ = writeln!(page, "\n## Practice records\n\n{KINDS}");
        for kind in &self.practice {
            let shows: usize = self
                .frameworks
                .iter()
                .flat_map(|framework| &framework.statements)
                .filter(|statement| statement.practice.contains(&kind.code))
                .count();
            let _ = writeln!(
                page,
                "| `{}` | {} | {} | {} | {shows} |",
                kind.code,
                kind.label,
                who(kind),
                kind.fields.iter().map(field).collect::<Vec<_>>().join("; ")
            );
        }
        let _ = writeln!(page, "\n### Their fields by code\n\n{FIELDS}");
        for kind in &self.practice {
            for field in &kind.fields {
                let (code, label, is) = (&field.code, &field.label, in_json(field.is));
                let _ = writeln!(page, "| `{}` | `{code}` | {label} | {is} |", kind.code);
            }
        }
    }
}

const HEAD: &str = "\
# The frameworks, line by line

Made from the files in `data/` (`doorstep framework page`): every line of every document in our own words, beside the
page or number by which the original finds it, and where its evidence comes from: the daily kinds that carry it, the
practice records that show it, and what the setting keeps by hand outside this record.
";

const STATEMENTS: &str = "\
| no. | code | in our own words | daily talk | practice records | by hand |
| --- | --- | --- | --- | --- | --- |";

const KINDS: &str = "\
| code | kind | written by | asks for, beside day, room, children and words | statements |
| --- | --- | --- | --- | ---: |";

const FIELDS: &str = "\
What stands in `fields` of a practice record in [JSON](json.md#a-practice-record-list-practice---json), where it was
filled in.

| kind | field | asks for | is |
| --- | --- | --- | --- |";

/// How what a field holds is written for other programs.
fn in_json(holds: Holds) -> &'static str {
    match holds {
        Holds::Text => "words",
        Holds::Date => "a day",
        Holds::Number => "a whole number",
        Holds::Choice => "one of its choices, as it reads",
        Holds::People => "a list of initials",
        Holds::Contacts => "a list of names",
    }
}

fn who(kind: &PracticeKind) -> String {
    let mut says = kind.writers.label().to_string();
    if kind.restricted {
        says.push_str("; restricted to them");
    }
    if let Some(days) = kind.answer_within {
        let _ = write!(says, "; answered within {days} days");
    }
    says
}

fn field(field: &Field) -> String {
    let needed = if field.needed { " (needed)" } else { "" };
    let holds = match field.is {
        Holds::Text => String::new(),
        Holds::Date => ": a day".to_string(),
        Holds::Number => ": a number".to_string(),
        Holds::Choice => format!(": {}", field.choices.join(", ")),
        Holds::People => ": people".to_string(),
        Holds::Contacts => ": adults of the family".to_string(),
    };
    format!("{}{needed}{holds}", field.label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_in_the_docs_is_current() {
        let page = Catalog::shipped().unwrap().page();
        let written = include_str!("../../docs/frameworks.md");
        assert!(
            written.replace('\r', "") == page,
            "docs/frameworks.md is old: cargo run -- framework page > docs/frameworks.md renews it"
        );
    }

    #[test]
    fn each_field_of_each_kind_of_record_stands_there_by_its_code() {
        let catalog = Catalog::shipped().unwrap();
        let page = catalog.page();
        for kind in &catalog.practice {
            for field in &kind.fields {
                let begins = format!("| `{}` | `{}` | {} | ", kind.code, field.code, field.label);
                let row = page.lines().find(|line| line.starts_with(&begins)).expect(&begins);
                assert_eq!(row.split(" | ").count(), 4, "a sign in it breaks the table: {row}");
            }
        }
    }

    #[test]
    fn each_statement_has_its_row_with_a_source() {
        let catalog = Catalog::shipped().unwrap();
        let page = catalog.page();
        for framework in &catalog.frameworks {
            for statement in &framework.statements {
                let begins = format!("| {} | {} | {}", statement.number, statement.code, statement.says);
                let row = page.lines().find(|line| line.starts_with(&begins)).expect(&begins);
                let cells: Vec<&str> = row.split(" | ").collect();
                assert_eq!(cells.len(), 6, "a sign in it breaks the table: {row}");
                assert!(cells[3..].iter().any(|cell| !cell.trim_matches([' ', '|']).is_empty()), "{row}");
            }
        }
    }
}
