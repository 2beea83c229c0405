//! A child's whole name in one cell, as some systems write it.

use super::words::{self, Wrong};

/// A name taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Whole {
    pub forename: String,
    pub surname: String,
    /// What stood in brackets or quotation marks.
    pub known_as: Option<String>,
    /// Whether the last name could begin elsewhere: three or more words and nothing that parts them.
    pub guessed: bool,
}

/// Words that begin a last name of several.
const PARTICLES: &[&str] = &[
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "das", "dos", "du", "le", "la", "el", "al",
    "bin", "ibn", "bint", "ter", "ten", "st", "st.", "ní", "mac", "ó",
];

/// `O'Neill, Ava`, `Ava O'Neill`, `Ava ONEILL (Noah)`, `Benedict “Ben” Clarke`: first and last name, and what
/// the child is called. A last name in capitals is told by them. Of three words or more, the last one is the
/// last name unless a `van` or `de` begins it; that is said, as it could be otherwise.
pub(crate) fn whole(text: &str) -> Result<Whole, Wrong> {
    let text = words::name(text)?;
    let (text, known_as) = called(&text)?;
    let two = |forename: &str, surname: &str, guessed| {
        let known_as = known_as.clone();
        let (forename, surname) = (words::name(forename)?, words::name(surname)?);
        Ok(Whole { forename, surname, known_as, guessed })
    };
    match text.split(',').map(str::trim).collect::<Vec<_>>().as_slice() {
        [_] => {}
        [surname, forename] if !surname.is_empty() && !forename.is_empty() => {
            return two(forename, surname, false);
        }
        _ => {
            return Err(Wrong::new(
                "the commas do not part it into a last and a first name",
                "Write it as O'Neill, Ava or as Ava O'Neill.",
            ));
        }
    }
    let parts: Vec<&str> = text.split(' ').filter(|part| !part.is_empty()).collect();
    let (before, after) = (
        parts.iter().take_while(|part| shouted(part)).count(),
        parts.iter().rev().take_while(|part| shouted(part)).count(),
    );
    let at = |index: usize| {
        let (first, last) = parts.split_at_checked(index).unwrap_or((&parts, &[]));
        (first.join(" "), last.join(" "))
    };
    match parts.len() {
        0 | 1 => Err(Wrong::new(
            "there is one name alone in it",
            "Write first and last name, as Ava O'Neill or as O'Neill, Ava.",
        )),
        count if before < count && (before > 0) != (after > 0) => {
            let (forename, surname) = if before > 0 {
                let (surname, forename) = at(before);
                (forename, surname)
            } else {
                at(count - after)
            };
            two(&forename, &surname, false)
        }
        2 => {
            let (forename, surname) = at(1);
            two(&forename, &surname, false)
        }
        count => {
            let particle = parts
                .iter()
                .skip(1)
                .take(count - 2)
                .position(|part| PARTICLES.contains(&part.to_lowercase().as_str()));
            let (forename, surname) = at(particle.map_or(count - 1, |at| at + 1));
            two(&forename, &surname, true)
        }
    }
}

/// Whether a word is written in capitals, as some systems write last names. A single letter says nothing.
fn shouted(word: &str) -> bool {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    letters.len() > 1 && letters.iter().all(|c| c.is_uppercase())
}

/// The name without what stands in brackets or quotation marks, and that.
fn called(text: &str) -> Result<(String, Option<String>), Wrong> {
    let open = |c: char| matches!(c, '(' | '[' | '"' | '“');
    let close = |c: char| matches!(c, ')' | ']' | '"' | '”');
    let Some(start) = text.find(open) else {
        return match text.contains(close) {
            true => Err(brackets()),
            false => Ok((text.to_string(), None)),
        };
    };
    let (before, inside) = text.split_at(start);
    let mut inside = inside.chars();
    inside.next();
    let inside = inside.as_str();
    let Some((inside, after)) = inside.split_once(close) else { return Err(brackets()) };
    if inside.contains(open) || after.contains(open) || after.contains(close) {
        return Err(brackets());
    }
    let mut name = inside.trim();
    let lower = name.to_lowercase();
    for said in ["known as ", "aka ", "called ", "likes "] {
        if lower.starts_with(said) {
            name = name.get(said.len()..).unwrap_or(name).trim();
        }
    }
    if !name.chars().any(char::is_alphabetic) || name.chars().any(|c| c.is_ascii_digit()) {
        return Err(brackets());
    }
    let rest = format!("{} {}", before.trim(), after.trim());
    // A comma stands at the word before it, wherever the brackets were.
    let rest = rest.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ,", ",");
    Ok((rest, Some(words::name(name)?)))
}

fn brackets() -> Wrong {
    Wrong::new(
        "what stands in brackets is not read as what the child is called",
        "Write the name alone, and what the child is called in brackets: Benedict Clarke (Ben).",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_names_are_taken_apart_as_systems_write_them() {
        for (text, forename, surname, known_as, guessed) in [
            ("O'Neill, Ava", "Ava", "O'Neill", None, false),
            ("Ava O'Neill", "Ava", "O'Neill", None, false),
            ("Ava ONEILL (Noah)", "Ava", "ONEILL", Some("Noah"), false),
            ("ONEILL Ava", "Ava", "ONEILL", None, false),
            ("Ava Rose O'NEILL", "Ava Rose", "O'NEILL", None, false),
            ("Marta VAN DER BERG", "Marta", "VAN DER BERG", None, false),
            ("Clarke, Benedict (Ben)", "Benedict", "Clarke", Some("Ben"), false),
            ("Benedict (Ben) Clarke", "Benedict", "Clarke", Some("Ben"), false),
            ("Clarke (Ben), Benedict", "Benedict", "Clarke", Some("Ben"), false),
            ("Benedict “Ben” Clarke", "Benedict", "Clarke", Some("Ben"), false),
            ("Benedict Clarke (known as Ben)", "Benedict", "Clarke", Some("Ben"), false),
            ("van der Berg, Anna-Maria", "Anna-Maria", "van der Berg", None, false),
            ("Anna van der Berg", "Anna", "van der Berg", None, true),
            ("Thi Mai Nguyễn", "Thi Mai", "Nguyễn", None, true),
            ("AVA PATEL", "AVA", "PATEL", None, false),
            ("J Patel", "J", "Patel", None, false),
        ] {
            let want = Whole {
                forename: forename.into(),
                surname: surname.into(),
                known_as: known_as.map(str::to_string),
                guessed,
            };
            assert_eq!(whole(text), Ok(want), "{text}");
        }
        for wrong in [
            "Ava",
            "Patel,",
            ", Ava",
            "Patel, Ava, Rose",
            "Ava Patel (2)",
            "Ava Patel (AM",
            "Ava) Patel",
            "()",
        ] {
            assert!(whole(wrong).is_err(), "{wrong}");
        }
    }
}
