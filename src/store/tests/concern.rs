//! A safeguarding concern that was passed on: who and when, in the log, and nowhere else.

use super::*;

impl Nursery {
    /// Every row of every table but the log's own two, as the file has them.
    fn rows_beside_the_log(&self) -> Vec<String> {
        let db = self.raw();
        let tables: Vec<String> = db
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<rusqlite::Result<_>>()
            .unwrap();
        let mut rows = Vec::new();
        for table in tables.iter().filter(|name| !matches!(name.as_str(), "log" | "payload")) {
            // The search index itself can't be listed; the tables that it lies in are.
            let Ok(mut read) = db.prepare(&format!("SELECT * FROM \"{table}\"")) else { continue };
            let columns = read.column_count();
            let mut found = read.query([]).unwrap();
            while let Ok(Some(row)) = found.next() {
                let cells: Vec<String> =
                    (0..columns).map(|at| format!("{:?}", row.get_ref(at).unwrap())).collect();
                rows.push(format!("{table}: {}", cells.join(" | ")));
            }
        }
        rows
    }
}

#[test]
fn a_concern_is_a_line_of_the_log_that_says_who_and_when_and_nothing_else() {
    let mut nursery = Nursery::new();
    let receipt = nursery.act(SAM, Change::ConcernPassedOn).unwrap();
    let line = nursery
        .raw()
        .query_row(
            "SELECT l.kind, l.person, l.recorded, l.child, l.happened, l.amends, p.content
             FROM log l JOIN payload p ON p.seq = l.seq WHERE l.seq = ?",
            [receipt.seq],
            |row| {
                let none: [Option<Vec<u8>>; 3] = [row.get(3)?, row.get(4)?, row.get(5)?];
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, Vec<u8>>(1)?,
                    row.get::<_, i64>(2)?,
                    none,
                    row.get::<_, String>(6)?,
                ))
            },
        )
        .unwrap();
    let sam = nursery.people[SAM].0.as_bytes().to_vec();
    let content = r#"{"change":"concern-passed-on"}"#.to_string();
    assert_eq!(line, ("concern-passed-on".to_string(), sam, nursery.now.ms, [None, None, None], content));
    nursery.holds();
}

#[test]
fn no_table_knows_of_a_concern_so_that_no_list_search_count_or_export_can() {
    let mut nursery = Nursery::new();
    let note = nursery.saved(0, "A bruise, he says it is from the slide.");
    nursery.agree(note, &["2"]);
    nursery.saved(1, "Happy at the tray.");
    let before = nursery.rows_beside_the_log();
    assert!(
        before.iter().any(|row| row.starts_with("entry: "))
            && before.iter().any(|row| row.starts_with("piece: "))
    );
    for person in [SAM, DANA, MO] {
        nursery.act(person, Change::ConcernPassedOn).unwrap();
    }
    assert_eq!(nursery.rows_beside_the_log(), before);
    // Made anew from the log, too.
    nursery.holds();
}

#[test]
fn anyone_who_signed_in_can_pass_a_concern_on_and_nobody_else() {
    let mut nursery = Nursery::new();
    let nobody = Stamp { person: None, recorded: nursery.now };
    let refused = nursery.store.apply(&Change::ConcernPassedOn.into(), nobody).unwrap_err();
    assert!(refused.what.starts_with("Sign in first"), "{refused}");
    nursery.act(MO, Change::ConcernPassedOn).unwrap();
}
