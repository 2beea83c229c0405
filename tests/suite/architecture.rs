//! The walls of the house: what may use what, and which words stand only in which file.

use std::path::{Path, PathBuf};

/// The rooms, lowest first. A file may use its own room and any below; rooms in one line are neighbours
/// that may not use each other.
const STOREYS: &[&[&str]] = &[
    &["safe"],
    &["domain", "failure"],
    &["chance", "clock", "paths"],
    &["capture", "catalog", "register"],
    &["store"],
    &["own", "settings", "demo", "report"],
    &["export"],
    &["leaving"],
    &["tui"],
    &["cli"],
];

/// A word that stands in one place only, and that place.
const KEPT_IN: &[(&str, &[&str])] = &[
    ("rusqlite", &["store/"]),
    ("ratatui", &["tui/"]),
    ("crossterm", &["tui/"]),
    ("docx_rs", &["export/"]),
    ("typst", &["export/"]),
    ("rust_xlsxwriter", &["export/"]),
    ("image::", &["own/"]),
    ("Local::now", &["clock.rs"]),
    ("SystemTime::now", &["clock.rs"]),
    ("Instant::now", &["clock.rs"]),
    ("std::env::", &["paths.rs"]),
    ("env::var", &["paths.rs"]),
    ("SysRng", &["chance.rs"]),
    ("std::net", &[]),
    // It said Ok where the file could be opened with the old key alone: a new key is a new file.
    ("rekey", &[]),
    ("unsafe", &[]),
];

fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { walk(&path, into) } else { into.push(path) }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&root, &mut files);
    files.sort();
    files
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| {
            let name = path.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
            (name, std::fs::read_to_string(&path).expect("a source file"))
        })
        .collect()
}

/// The code without its comments and without the tests at its end.
fn code(text: &str) -> String {
    let text = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

/// Files of tests stand beside the rule; they may look at anything.
fn is_test(file: &str) -> bool {
    file.ends_with("tests.rs") || file.contains("/tests/") || file.ends_with("harness.rs")
}

fn room(file: &str) -> &str {
    file.split(['/', '.']).next().unwrap_or(file)
}

fn storey(room: &str) -> Option<usize> {
    STOREYS.iter().position(|rooms| rooms.contains(&room))
}

#[test]
fn no_room_uses_a_room_above_it_or_beside_it() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (file, text) in sources() {
        if matches!(file.as_str(), "lib.rs" | "main.rs") {
            continue;
        }
        let own = room(&file);
        let at = storey(own).unwrap_or_else(|| panic!("{file} is in no storey of this test"));
        if is_test(&file) {
            continue;
        }
        for part in code(&text).split("crate::").skip(1) {
            // `use crate::{a, b}` is not written here: each use names its room first.
            let used: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            assert!(!used.is_empty(), "{file}: write one `use crate::room::…` a room");
            seen += 1;
            let Some(of) = storey(&used) else { panic!("{file} uses crate::{used}, which is in no storey") };
            if used != own && of >= at && !(own == "chance" || own == "clock" || own == "paths") {
                wrong.push(format!("{file} uses {used}"));
            }
        }
    }
    assert!(seen > 100, "the walk saw only {seen} uses");
    assert!(wrong.is_empty(), "arrows that point up:\n{}", wrong.join("\n"));
}

#[test]
fn each_outer_thing_is_reached_from_one_place_only() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let code = code(&text);
        for (word, places) in KEPT_IN {
            if code.contains(word) && !is_test(&file) && !places.iter().any(|place| file.starts_with(place)) {
                wrong.push(format!("{file} holds {word}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn screens_know_the_answers_of_the_store_and_never_the_store() {
    let mut seen = 0;
    for (file, text) in sources() {
        if !file.starts_with("tui/screen/") {
            continue;
        }
        seen += 1;
        for line in code(&text).lines() {
            let asks = line.replace("crate::store::ask", "");
            assert!(!asks.contains("crate::store"), "{file}: {line}");
        }
    }
    assert!(seen >= 5, "only {seen} screens were found");
}

/// What is made for a page of `docs/` has commands between backticks.
const FOR_DOCS: [&str; 3] = ["catalog/page.rs", "tui/plain.rs", "tui/action/list.rs"];

#[test]
fn a_command_in_a_sentence_stands_between_quotation_marks() {
    for (file, text) in sources() {
        let sentences = !is_test(&file) && !FOR_DOCS.contains(&file.as_str()) && !file.ends_with("_tests.rs");
        for line in code(&text).lines().filter(|_| sentences) {
            assert!(!line.contains("`doorstep") && !line.contains("`{}`"), "{file}: {line}");
        }
    }
}

#[test]
fn the_project_speaks_of_itself_alone() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let home = ["/wo", "rk/"].concat();
    for name in ["README.md", "ARCHITECTURE.md", ".ci/run", "Cargo.toml"] {
        let text = std::fs::read_to_string(root.join(name)).expect(name);
        assert!(!text.contains(&home), "{name} holds a path of one machine");
    }
    for (file, text) in sources() {
        assert!(!text.contains(&home), "{file} holds a path of one machine");
    }
}
