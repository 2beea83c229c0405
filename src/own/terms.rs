//! How long a setting keeps things: `retention.toml` in its folder, over the terms that the program brings.

use std::path::Path;

use serde::Deserialize;

use super::{bytes, in_utf8};
use crate::catalog::{CatalogError, Source};
use crate::domain::Day;
use crate::domain::day::long;
use crate::domain::retention::{Kept, Term, TermOf, shipped};
use crate::paths::Home;

/// The file.
const FILE: &str = "retention.toml";
/// The largest such file that is read.
const MOST_BYTES: u64 = 64 * 1024;
/// The longest term that can be meant.
const MOST_YEARS: u32 = 100;

/// The file as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    term: Vec<Own>,
}

/// A term of the setting's own.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Own {
    of: TermOf,
    years: u32,
    decided_by: Option<String>,
    on: Option<Day>,
}

/// The terms as the setting has them, and what is wrong in its file: then there are none, so that nothing is due too
/// early.
pub fn terms(home: &Home, kept: &[Kept]) -> (Vec<Term>, Vec<CatalogError>) {
    let mut terms = shipped(kept);
    let path = home.terms();
    if !path.exists() && !path.is_symlink() {
        return (terms, Vec::new());
    }
    match read(&path) {
        Ok(own) => {
            for one in own {
                terms.retain(|term| term.of != one.of);
                terms.push(one);
            }
            terms.sort_by_key(|term| term.of);
            (terms, Vec::new())
        }
        // A file that can't be read may name any term: nothing is due by a guess.
        Err(wrong) => (Vec::new(), vec![wrong]),
    }
}

fn read(path: &Path) -> Result<Vec<Term>, CatalogError> {
    let text =
        in_utf8(bytes(path, FILE, MOST_BYTES, "it is larger than 64 KB, which no such file is")?, FILE)?;
    let source = Source::new(FILE, &text);
    let written: Written = source.parse()?;
    let mut terms: Vec<Term> = Vec::new();
    for (index, own) in written.term.into_iter().enumerate() {
        let twice = terms.iter().any(|term| term.of == own.of);
        let (what, todo) = if twice {
            ("this term is there twice", "Take one out.")
        } else if !(1..=MOST_YEARS).contains(&own.years) {
            ("a term is of 1 to 100 years", "Write how many years it is kept.")
        } else {
            terms.push(Term { of: own.of, years: own.years, source: source_of(&own) });
            continue;
        };
        return Err(source.at("term", index, what, todo));
    }
    Ok(terms)
}

/// Who decided it and when, where that was written.
fn source_of(own: &Own) -> String {
    let by = own.decided_by.as_deref().map(str::trim).filter(|by| !by.is_empty());
    let on = own.on.map(long);
    match (by, on) {
        (Some(by), Some(on)) => format!("decided by {by} on {on}"),
        (Some(by), None) => format!("decided by {by}"),
        (None, Some(on)) => format!("decided on {on}"),
        (None, None) => "decided by your setting".to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;

    fn of(text: &str) -> (Vec<Term>, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        std::fs::write(home.terms(), text).unwrap();
        let (terms, wrong) = terms(&home, &Catalog::shipped().unwrap().retention);
        (terms, wrong.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_settings_own_term_stands_in_the_place_of_the_one_that_the_program_brings() {
        let (terms, wrong) = of(
            "[[term]]\nof = \"children\"\nyears = 7\ndecided_by = \"the committee\"\non = \"2026-09-01\"\n",
        );
        assert_eq!(wrong, Vec::<String>::new());
        let said: Vec<(u32, &str)> =
            terms.iter().map(|term| (term.years, term.source.split(':').next().unwrap())).collect();
        assert_eq!(said, [(7, "decided by the committee on 1 September 2026"), (3, "law")]);
        for (text, source) in [
            ("", "decided by your setting"),
            ("on = \"2026-09-01\"\n", "decided on 1 September 2026"),
            ("decided_by = \"Dana\"\n", "decided by Dana"),
        ] {
            let (terms, wrong) = of(&format!("[[term]]\nof = \"complaints\"\nyears = 6\n{text}"));
            assert_eq!((terms[1].source.as_str(), wrong.len()), (source, 0), "{text}: {wrong:?}");
        }
    }

    #[test]
    fn where_the_file_is_wrong_nothing_is_due_and_it_is_told_by_its_line() {
        for (text, says) in [
            ("[[term]]\nof = \"children\"\n", "retention.toml"),
            ("[[term]]\nof = \"children\"\nyears = 0\n", "a term is of 1 to 100 years"),
            ("[[term]]\nof = \"children\"\nyears = 101\n", "a term is of 1 to 100 years"),
            ("[[term]]\nof = \"cats\"\nyears = 3\n", "retention.toml"),
            ("[[term]]\nof = \"children\"\nyears = 3\nforever = true\n", "retention.toml"),
            ("[[term]]\nof = \"children\"\nyears = 3\n[[term]]\nof = \"children\"\nyears = 4\n", "twice"),
            ("[[term", "retention.toml"),
        ] {
            let (terms, wrong) = of(text);
            assert!(terms.is_empty() && wrong.len() == 1 && wrong[0].contains(says), "{text}: {wrong:?}");
        }
    }
}
