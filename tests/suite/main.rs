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
mod bare;
mod command_line;
mod evening;
mod files;
mod finding;
mod first_start;
mod full_disk;
mod hands;
mod hints;
mod kills;
mod opened;
mod own_look;
mod plain;
mod promised;
mod story;
mod support;
mod terminal;

#[test]
fn every_file_of_the_suite_is_run() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    let main = std::fs::read_to_string(folder.join("main.rs")).expect("this file");
    for entry in std::fs::read_dir(folder).expect("the folder") {
        let name = entry.expect("an entry").file_name().into_string().expect("a name");
        let module = name.trim_end_matches(".rs");
        assert!(
            module == "main" || main.contains(&format!("mod {module};")),
            "{name} is in no `mod` line of main.rs"
        );
    }
}
