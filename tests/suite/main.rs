//! The whole program's tests: one binary. Rules that can be tested alone are tested beside the rule.

#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test that cannot go on fails, and it sets the clock and environment of the program it runs"
)]

mod architecture;
mod archive;
mod asked;
mod backups;
mod bare;
mod command_line;
mod erased;
mod evening;
mod faults;
mod files;
mod finding;
mod first_start;
mod hands;
mod hints;
mod listed;
mod opened;
mod own_look;
mod plain;
mod printed;
mod promised;
mod recovering;
mod safe;
mod schema;
mod story;
mod support;
mod terminal;

#[test]
fn every_file_of_the_suite_is_run() {
    let suite = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    for (folder, root) in [(suite.clone(), "main.rs"), (suite.join("faults"), "mod.rs")] {
        let listed = std::fs::read_to_string(folder.join(root)).expect("the list of modules");
        for entry in std::fs::read_dir(&folder).expect("the folder") {
            let name = entry.expect("an entry").file_name().into_string().expect("a name");
            let module = name.trim_end_matches(".rs");
            assert!(
                name == root || listed.contains(&format!("mod {module};")),
                "{name} is in no `mod` line of {root}"
            );
        }
    }
}
