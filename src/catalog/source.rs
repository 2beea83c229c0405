//! A data file as it is read: its values, and where in it something stands.

use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue};

use super::CatalogError;

/// A file by its name and text, to read it and to say where in it something is.
pub(crate) struct Source<'a> {
    name: &'a str,
    text: &'a str,
}

impl<'a> Source<'a> {
    pub(crate) fn new(name: &'a str, text: &'a str) -> Source<'a> {
        Source { name, text }
    }

    /// The file's value. Refuses what is not TOML, a word that is not known, and a value of another kind.
    pub(crate) fn parse<T: DeserializeOwned>(&self) -> Result<T, CatalogError> {
        toml::from_str(self.text).map_err(|error| {
            let message = error.message().lines().next().unwrap_or_default();
            let line = error.span().map(|span| self.line_of(span.start));
            // What a file's grammar is, its reader says in words of its own, which help nobody who did not make it.
            let unreadable = DeTable::parse(self.text).is_err() && !message.starts_with("duplicate key");
            let (what, todo) = in_words(if unreadable { "" } else { message });
            CatalogError::new(self.name, line, what, todo)
        })
    }

    /// Something wrong with the file as a whole.
    pub(in crate::catalog) fn whole(&self, what: impl Into<String>, todo: impl Into<String>) -> CatalogError {
        CatalogError::new(self.name, None, what, todo)
    }

    /// Something wrong with the table `[[key]]` of that place, counted from 0.
    pub(crate) fn at(
        &self,
        key: &str,
        index: usize,
        what: impl Into<String>,
        todo: impl Into<String>,
    ) -> CatalogError {
        CatalogError::new(self.name, self.table_line(key, index), what, todo)
    }

    /// Something wrong with what stands under this key of the file, or under the second in the first.
    pub(crate) fn under(
        &self,
        keys: &[&str],
        what: impl Into<String>,
        todo: impl Into<String>,
    ) -> CatalogError {
        CatalogError::new(self.name, self.key_line(keys), what, todo)
    }

    /// Something wrong with the line in which these words stand.
    pub(in crate::catalog) fn line_with(
        &self,
        words: &str,
        what: impl Into<String>,
        todo: impl Into<String>,
    ) -> CatalogError {
        let line = self.text.find(words).map(|offset| self.line_of(offset));
        CatalogError::new(self.name, line, what, todo)
    }

    fn table_line(&self, key: &str, index: usize) -> Option<usize> {
        let table = DeTable::parse(self.text).ok()?;
        let (_, value) = table.get_ref().iter().find(|(name, _)| name.get_ref() == key)?;
        match value.get_ref() {
            DeValue::Array(items) => items.get(index).map(|item| self.line_of(item.span().start)),
            _ => None,
        }
    }

    fn key_line(&self, keys: &[&str]) -> Option<usize> {
        let table = DeTable::parse(self.text).ok()?;
        let mut table = table.get_ref();
        let (last, path) = keys.split_last()?;
        for key in path {
            match table.get(*key)?.get_ref() {
                DeValue::Table(inner) => table = inner,
                _ => return None,
            }
        }
        let (key, _) = table.iter().find(|(key, _)| key.get_ref() == last)?;
        Some(self.line_of(key.span().start))
    }

    fn line_of(&self, offset: usize) -> usize {
        1 + self.text.bytes().take(offset).filter(|&byte| byte == b'\n').count()
    }
}

/// What is wrong in one file, as it is looked through to its end: a person mends it once and not line by line.
pub(in crate::catalog) struct Faults<'a> {
    source: &'a Source<'a>,
    found: Vec<CatalogError>,
}

impl<'a> Faults<'a> {
    pub(in crate::catalog) fn of(source: &'a Source<'a>) -> Faults<'a> {
        Faults { source, found: Vec::new() }
    }

    /// Something wrong with the file as a whole.
    pub(in crate::catalog) fn whole(&mut self, what: impl Into<String>, todo: impl Into<String>) {
        self.found.push(self.source.whole(what, todo));
    }

    /// Something wrong with what stands under this key of the file, or under the second in the first.
    pub(in crate::catalog) fn under(
        &mut self,
        keys: &[&str],
        what: impl Into<String>,
        todo: impl Into<String>,
    ) {
        self.found.push(self.source.under(keys, what, todo));
    }

    /// Something wrong with the table `[[key]]` of that place, counted from 0.
    pub(crate) fn at(&mut self, key: &str, index: usize, what: impl Into<String>, todo: impl Into<String>) {
        self.found.push(self.source.at(key, index, what, todo));
    }

    /// Nothing was wrong; else everything that was, what is about the whole file first, then from its top to its end.
    pub(in crate::catalog) fn none(mut self) -> Result<(), Vec<CatalogError>> {
        self.found.sort_by_key(|fault| fault.line);
        if self.found.is_empty() { Ok(()) } else { Err(self.found) }
    }
}

/// What a file has several of, each beginning with its name between double brackets.
const PARTS: [&str; 5] = ["statement", "phrase", "kind", "group", "column"];

/// What a file has once, beginning with its name between brackets.
const TABLES: [&str; 4] = ["strength", "page", "plain", "card"];

/// What the reader of files says, in words for a person, and what to do. What it says otherwise stays in brackets.
fn in_words(message: &str) -> (String, &'static str) {
    let quoted = |text: &str| text.replace('`', "“").split('“').nth(1).map(str::to_string);
    let names = |text: &str| text.split('`').skip(1).step_by(2).collect::<Vec<_>>().join(", ");
    let known = |what: &str, text: &str| {
        let (wrong, known) = text.split_once(", expected").unwrap_or((text, ""));
        let wrong = quoted(wrong).unwrap_or_default();
        format!("the {what} “{wrong}” is not known here; these are: {}", names(known))
    };
    if let Some(field) = message.strip_prefix("missing field ").and_then(quoted) {
        if PARTS.contains(&field.as_str()) {
            return (format!("a part that begins with “[[{field}]]” is missing"), "Add it.");
        }
        if TABLES.contains(&field.as_str()) {
            return (format!("a part that begins with “[{field}]” is missing"), "Add it.");
        }
        return (format!("a line with “{field} = …” is missing here"), "Add it.");
    }
    if message.starts_with("duplicate key") {
        return ("this line says what another has said already".to_string(), "Take one of the two out.");
    }
    if let Some(field) = message.strip_prefix("unknown field ") {
        return (known("line", field), "Check how it is spelt, or take it out.");
    }
    if let Some(word) = message.strip_prefix("unknown variant ") {
        return (known("word", word), "Write one of those.");
    }
    let mistyped = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "));
    if let Some((_, expected)) = mistyped.and_then(|text| text.split_once(", expected ")) {
        let belongs = match expected {
            "a string" | "string" => "words between quotation marks",
            "a sequence" => "a list in square brackets",
            "a boolean" => "true or false",
            number if number.starts_with(['u', 'i']) => "a whole number, 0 or more, without quotation marks",
            other => other,
        };
        return (format!("this must be {belongs}"), "Put that line right.");
    }
    let what = match message {
        "" => "this line can't be read".to_string(),
        said => format!("this line can't be read ({said})"),
    };
    (what, "Put it right: words stand between quotation marks, a list between square brackets.")
}
