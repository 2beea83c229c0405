//! What stands among or below the rows of a list and is no part of it: totals, notes, a header printed again
//! on every page. It is left and named, never dropped in silence; what could be somebody stays and is told.

use super::columns;
use super::table::{List, Row};
use super::words::visible;
use crate::domain::name::fold;

/// How many of the rows that are left are named.
const NAMED: usize = 5;

/// The list's own rows, and what was left: `line 27 “Total children: 24”`.
pub(super) fn split(list: List, headers: &[String], rows: Vec<Row>) -> (Vec<Row>, Vec<String>) {
    let needed = columns::needed(list, headers);
    // Of a list of PINs nothing is ever shown, and a file without the columns is told for that.
    if list == List::Pins || needed.is_empty() {
        return (rows, Vec::new());
    }
    let whole = |row: &Row| needed.iter().all(|index| !row.cell(*index).is_empty());
    let end = rows.iter().rposition(whole).map_or(rows.len(), |last| last + 1);
    let mut kept: Vec<Row> = Vec::with_capacity(rows.len());
    let mut left: Vec<String> = Vec::new();
    let mut below = false;
    let mut before: Option<usize> = None;
    for (index, row) in rows.into_iter().enumerate() {
        let gap = before.is_some_and(|last| row.line > last + 1);
        before = Some(row.line + row.cells.iter().map(|cell| cell.matches('\n').count()).max().unwrap_or(0));
        below = below || index >= end && is_note(&row, gap);
        if below || is_header_again(headers, &row) || !whole(&row) && is_total(&row) {
            let text: Vec<&str> =
                row.cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
            left.push(format!("line {} “{}”", row.line, visible(&text.join(" "))));
        } else {
            kept.push(row);
        }
    }
    if left.len() > NAMED {
        let more = left.len() - NAMED;
        left.truncate(NAMED);
        left.push(format!("{more} more below"));
    }
    (kept, left)
}

fn is_header_again(headers: &[String], row: &Row) -> bool {
    headers.iter().enumerate().all(|(index, header)| fold(header) == fold(row.cell(index)))
}

/// A row of sums: one of its cells begins or ends with the word.
fn is_total(row: &Row) -> bool {
    row.cells.iter().any(|cell| {
        let cell = fold(cell);
        let total = |word: &str| matches!(word, "total" | "totals" | "subtotal" | "subtotals");
        cell.split(' ').next().is_some_and(total) || cell.split(' ').next_back().is_some_and(total)
    })
}

/// A remark below the list: one or two cells that no name is written like, or a single cell after a gap.
fn is_note(row: &Row, gap: bool) -> bool {
    let filled: Vec<&str> = row.cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
    let Some(first) = filled.first() else { return false };
    if filled.len() > 2 {
        return false;
    }
    let begins = fold(first);
    let begins = begins.split(' ').next().unwrap_or_default();
    let word = matches!(
        begins,
        "total"
            | "totals"
            | "count"
            | "sum"
            | "average"
            | "printed"
            | "exported"
            | "generated"
            | "report"
            | "created"
            | "produced"
            | "page"
            | "key"
            | "note"
            | "notes"
            | "end"
            | "confidential"
            | "number"
            | "copyright"
            | "filter"
            | "filters"
    );
    word || first.contains(|c: char| c.is_ascii_digit() || c == ':') || gap && filled.len() == 1
}

#[cfg(test)]
mod tests {
    use super::super::table::table;
    use super::*;

    #[test]
    fn what_is_no_part_of_the_list_is_left_and_named_and_who_could_be_a_child_is_not() {
        let kept_and_left = |rows: &str| {
            let file = format!("Forename,Surname,Room\nAva,Patel,Acorn\n{rows}");
            let table = table(file.as_bytes(), List::Register, None).expect("a table");
            let kept: Vec<String> = table.rows.iter().skip(1).map(|row| row.cell(0).to_string()).collect();
            (kept.join(" "), table.read_as.join(" "))
        };
        let left = |what: &str| format!("Not part of the list, and left: {what}.");
        for (rows, kept, said) in [
            ("Total,1,\nBen,Clarke,Oak\n", "Ben", left("line 3 “Total 1”")),
            ("forename,SURNAME,Room\nBen,Clarke,Oak\n", "Ben", left("line 3 “forename SURNAME Room”")),
            ("Printed by Ruth on 1/11/26\n", "", left("line 3 “Printed by Ruth on 1/11/26”")),
            ("\nNotes\nAM,Morning,\n", "", left("line 4 “Notes”; line 5 “AM Morning”")),
            // Half a row could be a child, and so could whoever stands below a remark with all that is needed.
            ("Ben,,\n", "Ben", String::new()),
            ("Ben,Clarke,\n", "Ben", String::new()),
            ("\nKey: leavers\nBen,Clarke,Oak\n", "Key: leavers Ben", String::new()),
        ] {
            assert_eq!(kept_and_left(rows), (kept.to_string(), said), "{rows}");
        }
    }
}
