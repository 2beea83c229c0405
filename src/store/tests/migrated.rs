//! The plug pulled at each statement of each step of the schema: a record of the first version is afterwards one of
//! the older or one of the newer step, opens, and says what it said.

use std::fs;

use super::*;
use crate::store::ask::Filter;

const V1: (&[u8], &[u8], &str) = (
    include_bytes!("../../../tests/schema/v1.db"),
    include_bytes!("../../../tests/schema/v1.witness"),
    include_str!("../../../tests/schema/README.md"),
);

fn key() -> Zeroizing<String> {
    let begins = V1.2.find("x'").expect("the key");
    Zeroizing::new(V1.2[begins..begins + 99].to_string())
}

/// A record of the first version in that folder.
fn first(folder: &std::path::Path) -> Home {
    let home = Home::at(folder.join("home"));
    files::private_folder(home.folder()).unwrap();
    files::write_private(&home.database(), V1.0).unwrap();
    files::write_private(&home.witness(), V1.1).unwrap();
    home
}

/// The files as they lie there at this moment: what a machine finds that lost its power now.
fn cut(home: &Home, folder: &std::path::Path) -> Home {
    let cut = Home::at(folder);
    files::private_folder(cut.folder()).unwrap();
    for file in fs::read_dir(home.folder()).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), cut.folder().join(file.file_name())).unwrap();
    }
    cut
}

/// Every entry, as a line each.
fn says(store: &Store) -> Vec<String> {
    let mut says = Vec::new();
    store
        .list(&Filter::default(), &mut |standing| {
            says.push(format!("{} {} {:?}", standing.entry.id, standing.text(), standing.review));
            Ok(())
        })
        .unwrap();
    says
}

#[test]
fn a_plug_pulled_at_any_statement_of_any_step_leaves_the_older_or_the_newer_record() {
    let folder = tempfile::tempdir().unwrap();
    let whole = says(&Store::opened(&first(&folder.path().join("whole")), key(), Use::Write).unwrap());
    assert_eq!(whole.len(), 3);

    let home = first(folder.path());
    let mut connection = connection::open(&home.database(), &key(), Use::Write).unwrap();
    // So little memory that what a step wrote lies in the files before it is through.
    connection.execute_batch("PRAGMA cache_size = 1; PRAGMA cache_spill = 1").unwrap();
    let (mut cuts, mut before) = (Vec::new(), 1);
    migrate::migrate_watched(&mut connection, &mut |_| {
        cuts.push(cut(&home, &folder.path().join(format!("cut-{}", cuts.len()))));
    })
    .unwrap();
    cuts.push(cut(&home, &folder.path().join("through")));
    assert!(cuts.len() > 30, "{} statements only", cuts.len());
    let mut spilled = 0;
    for cut in &cuts {
        let wal = fs::metadata(cut.folder().join("doorstep.db-wal")).map_or(0, |wal| wal.len());
        spilled += u32::from(wal > 0);
        let found = connection::open(&cut.database(), &key(), Use::Write).unwrap();
        let version: i64 = found.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        drop(found);
        assert!((before..=before + 1).contains(&version), "version {version} after {before}");
        before = version;
        let mut store = Store::opened(cut, key(), Use::Write).unwrap();
        assert_eq!(says(&store), whole, "of version {version}");
        super::all_holds(&mut store, &format!("version {version}"));
    }
    assert_eq!(before, migrate::newest());
    assert!(spilled > 20, "only {spilled} of {} found anything of a step in the files", cuts.len());
}

#[test]
fn a_record_of_a_newer_program_is_refused_and_not_a_byte_of_it_is_changed() {
    let folder = tempfile::tempdir().unwrap();
    let home = first(folder.path());
    let db = connection::open(&home.database(), &key(), Use::Write).unwrap();
    db.pragma_update(None, "user_version", migrate::newest() + 1).unwrap();
    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(db);
    let bytes = || [home.database(), home.witness()].map(|file| fs::read(file).unwrap());
    let before = bytes();
    for purpose in [Use::Write, Use::Read] {
        let refused = Store::opened(&home, key(), purpose).err().unwrap();
        assert!(refused.what.contains("newer Doorstep") && !refused.todo.is_empty(), "{refused}");
    }
    assert_eq!(bytes(), before);
}
