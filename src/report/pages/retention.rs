//! How long things are kept: the retention table as a page.

use crate::domain::Moment;
use crate::domain::retention::Kept;
use crate::report::{Block, Paragraph, Report, Table};

/// The page of the retention table.
pub fn retention(setting: &str, kept: &[Kept], made: Moment) -> Report {
    let mut report = Report::new("How long things are kept", setting, made);
    report.for_whom =
        "For the manager. It is no legal advice: sources disagree, and your setting decides.".into();
    report.landscape = true;
    let mut table = Table::of(&[
        ("What", 22),
        ("How long", 14),
        ("Where the term comes from", 34),
        ("What the program does", 30),
    ]);
    table.rows = kept
        .iter()
        .map(|row| {
            vec![
                Paragraph::new().bold(&row.what).into(),
                row.term().into(),
                Paragraph::new()
                    .quiet(format!("{}: ", super::capital(row.basis.label())))
                    .plain(&row.source)
                    .into(),
                row.does.as_str().into(),
            ]
        })
        .collect();
    report.blocks.push(Block::Table(table));
    report.heading(1, "What your setting decided");
    report.note("Where your insurer, your council or your own policy has another term, write it here with who decided and when.");
    report.blocks.push(Block::Lines(5));
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use crate::export;
    use crate::report::example::at;

    #[test]
    fn the_page_reads_as_it_should() {
        let report = retention("Little Acorns", &Catalog::shipped().unwrap().retention, at(20, 17, 0));
        let text = (export::format("txt").unwrap().write)(&report).unwrap();
        insta::assert_snapshot!(String::from_utf8(text).unwrap());
    }
}
