//! What every data file must hold to, told by file and line where it does not.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue};
use unicode_width::UnicodeWidthStr;

use super::{CatalogError, Group};
use crate::domain::framework::{Framework, From, Statement};
use crate::domain::phrase::{GAP, ON_DIGITS};
use crate::domain::practice::{Holds, PracticeKind, Writers};
use crate::domain::{AgeBand, Kind, Phrase, Phrases, Rounds};

/// The widest title of a statement that the evidence board shows whole, in columns.
pub const TITLE_COLUMNS: usize = 28;

/// So many phrases at least are offered for each kind in a room of each age.
const LEAST_PHRASES: usize = 12;

/// A file by its name and text, to read it and to say where in it something is.
pub(super) struct Source<'a> {
    name: &'a str,
    text: &'a str,
}

impl<'a> Source<'a> {
    pub(super) fn new(name: &'a str, text: &'a str) -> Source<'a> {
        Source { name, text }
    }

    /// The file's value. Refuses what is not TOML, a word that is not known, and a value of another kind.
    pub(super) fn parse<T: DeserializeOwned>(&self) -> Result<T, CatalogError> {
        toml::from_str(self.text).map_err(|error| {
            let message = error.message().lines().next().unwrap_or("it does not read");
            let line = error.span().map(|span| self.line_of(span.start));
            CatalogError::new(self.name, line, in_words(message), "Put that line right and start again.")
        })
    }

    /// Something wrong with the file as a whole.
    pub(super) fn whole(&self, what: impl Into<String>, todo: impl Into<String>) -> CatalogError {
        CatalogError::new(self.name, None, what, todo)
    }

    /// Something wrong with the table `[[key]]` of that place, counted from 0.
    pub(super) fn at(
        &self,
        key: &str,
        index: usize,
        what: impl Into<String>,
        todo: impl Into<String>,
    ) -> CatalogError {
        CatalogError::new(self.name, self.table_line(key, index), what, todo)
    }

    /// Something wrong with the line in which these words stand.
    pub(super) fn line_with(
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

    fn line_of(&self, offset: usize) -> usize {
        1 + self.text.bytes().take(offset).filter(|&byte| byte == b'\n').count()
    }
}

/// What the reader of files says, in words for a person. What it says otherwise is left as it is.
fn in_words(message: &str) -> String {
    let quoted = |text: &str| text.replace('`', "“").split('“').nth(1).map(str::to_string);
    let names = |text: &str| text.split('`').skip(1).step_by(2).collect::<Vec<_>>().join(", ");
    let known = |what: &str, text: &str| {
        let (wrong, known) = text.split_once(", expected").unwrap_or((text, ""));
        let wrong = quoted(wrong).unwrap_or_default();
        format!("the {what} “{wrong}” is not known here; these are: {}", names(known))
    };
    if let Some(field) = message.strip_prefix("missing field ").and_then(quoted) {
        return format!("a line with “{field} = …” is missing here");
    }
    if let Some(field) = message.strip_prefix("unknown field ") {
        return known("line", field);
    }
    if let Some(word) = message.strip_prefix("unknown variant ") {
        return known("word", word);
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
        return format!("this must be {belongs}");
    }
    message.to_string()
}

/// The first that is there twice, with its place.
pub(super) fn twice<T: Ord + Copy>(items: impl IntoIterator<Item = T>) -> Option<(usize, T)> {
    let mut seen = BTreeSet::new();
    items.into_iter().enumerate().find(|&(_, item)| !seen.insert(item))
}

/// Letters, digits, dots and hyphens only: a code stands in addresses and file names.
fn is_code(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
}

/// Refuses a framework whose parts do not fit each other.
pub(super) fn check_framework(
    framework: &Framework,
    practice: &[PracticeKind],
    source: &Source<'_>,
) -> Result<(), CatalogError> {
    if !is_code(&framework.id) {
        return Err(
            source.whole("the id may hold only letters, digits, dots and hyphens", "Choose another id.")
        );
    }
    if let Some((_, code)) = twice(framework.judgements.iter().map(|judgement| &judgement.code)) {
        return Err(source.whole(format!("the judgement {code} is there twice"), "Take one out."));
    }
    let suggests = &framework.strength.suggests;
    for code in [&suggests.strong, &suggests.fair, &suggests.thin] {
        if !code.is_empty() && !framework.judgements.iter().any(|judgement| judgement.code == *code) {
            return Err(source.whole(
                format!("a strength suggests “{code}”, which is not one of the judgements"),
                "Name one of the judgements' codes, or leave it empty.",
            ));
        }
    }
    if framework.strength.thin_below > framework.strength.strong_from {
        return Err(source.whole(
            "thin_below is above strong_from",
            "Let thin_below be the smaller of the two, both in hundredths of the families.",
        ));
    }
    check_headings(framework, source)?;
    check_statements(framework, practice, source)?;

    if let Some((index, pair)) = framework
        .bands
        .windows(2)
        .enumerate()
        .find(|(_, pair)| matches!(pair, [before, after] if before.number >= after.number))
    {
        let name = pair.last().map_or("", |band| band.name.as_str());
        return Err(source.at(
            "band",
            index + 1,
            format!("the band “{name}” has no higher number than the one before it"),
            "Put the bands in order, lowest number first.",
        ));
    }
    if let Some((index, code)) = twice(framework.ratings.iter().map(|row| &row.code)) {
        return Err(source.at(
            "rating",
            index,
            format!("the rating {code} is there twice"),
            "Give it another code.",
        ));
    }
    for (index, row) in framework.ratings.iter().enumerate() {
        if row.descriptors.len() != framework.bands.len() {
            return Err(source.at(
                "rating",
                index,
                format!(
                    "the rating {} has {} descriptors for {} bands",
                    row.code,
                    row.descriptors.len(),
                    framework.bands.len()
                ),
                "Write one descriptor for each band, in the bands' order.",
            ));
        }
    }
    Ok(())
}

/// Refuses sections and tags that could not be told apart.
fn check_headings(framework: &Framework, source: &Source<'_>) -> Result<(), CatalogError> {
    for (key, codes) in [
        ("section", framework.sections.iter().map(|section| &section.code).collect::<Vec<_>>()),
        ("tag", framework.tags.iter().map(|tag| &tag.code).collect()),
    ] {
        if let Some((index, code)) = twice(codes.iter().copied()) {
            return Err(source.at(
                key,
                index,
                format!("the {key} {code} is there twice"),
                "Give it another code.",
            ));
        }
        if let Some(index) = codes.iter().position(|code| !is_code(code)) {
            return Err(source.at(
                key,
                index,
                format!("this {key} has a code that can't be used"),
                "Use letters, digits, dots and hyphens only, without spaces.",
            ));
        }
    }
    Ok(())
}

/// Refuses a statement that stands nowhere in its framework, or for which nothing could ever be found.
fn check_place(
    framework: &Framework,
    index: usize,
    statement: &Statement,
    source: &Source<'_>,
) -> Result<(), CatalogError> {
    let code = &statement.code;
    let wrong = |what: String, todo: &str| Err(source.at("statement", index, what, todo));
    match &statement.section {
        None if !framework.sections.is_empty() => {
            return wrong(
                format!("statement {code} stands in no section"),
                "Name one of the sections' codes.",
            );
        }
        Some(section) if !framework.sections.iter().any(|known| known.code == *section) => {
            return wrong(
                format!("statement {code} stands in the section “{section}”, which is not known"),
                "Name one of the sections' codes.",
            );
        }
        _ => {}
    }
    if let Some(tag) = statement.tags.iter().find(|tag| !framework.tags.iter().any(|own| own.code == **tag)) {
        return wrong(
            format!("statement {code} has the tag “{tag}”, which is not known"),
            "Name one of the tags' codes.",
        );
    }
    match (statement.from, statement.daily.is_empty()) {
        (From::Other, false) => wrong(
            format!("statement {code} has daily kinds, and daily talk can't carry it"),
            "Say from = \"partly\", or take the daily kinds out.",
        ),
        (From::Daily | From::Partly, true) => wrong(
            format!("statement {code} does not say in which daily kinds it is found"),
            "Add a line as daily = [\"pick-up\"], or say from = \"other\".",
        ),
        (From::Other, true) if statement.practice.is_empty() && statement.by_hand.is_none() => wrong(
            format!("nothing could ever show statement {code}"),
            "Name practice kinds, or say in by_hand what shows it outside this record.",
        ),
        _ => Ok(()),
    }
}

fn check_statements(
    framework: &Framework,
    practice: &[PracticeKind],
    source: &Source<'_>,
) -> Result<(), CatalogError> {
    if framework.statements.is_empty() {
        return Err(source.whole("it has no statements", "Leave at least one statement in it."));
    }
    if let Some((index, code)) = twice(framework.statements.iter().map(|statement| &statement.code)) {
        return Err(source.at(
            "statement",
            index,
            format!("statement {code} is there twice"),
            "Give it another code.",
        ));
    }
    for (index, statement) in framework.statements.iter().enumerate() {
        let code = &statement.code;
        let wrong = |what: String, todo: &str| Err(source.at("statement", index, what, todo));
        if !is_code(code) {
            return wrong(
                format!("“{code}” can't be a code"),
                "Use letters, digits, dots and hyphens only, without spaces.",
            );
        }
        if statement.title.trim().is_empty() || statement.says.trim().is_empty() {
            return wrong(format!("statement {code} has no title or says nothing"), "Write both.");
        }
        if statement.title.width() > TITLE_COLUMNS {
            return wrong(
                format!("the title of statement {code} is longer than {TITLE_COLUMNS} columns"),
                "Make it shorter: the whole sentence has its own page.",
            );
        }
        check_place(framework, index, statement, source)?;
        if let Some(kind) =
            statement.practice.iter().find(|kind| !practice.iter().any(|known| known.code == **kind))
        {
            return wrong(
                format!("statement {code} names the practice kind “{kind}”, which is not known"),
                "Name one that stands in practice.toml.",
            );
        }
        if let Some((_, hint)) = twice(&statement.hints) {
            return wrong(format!("statement {code} has the hint “{hint}” twice"), "Take one out.");
        }
        if let Some(hint) = statement.hints.iter().find(|hint| !is_hint(hint)) {
            return wrong(
                format!("the hint “{hint}” of statement {code} can never fit a note"),
                "Write it in small letters, words one space apart, a star only at the end of a word.",
            );
        }
    }
    Ok(())
}

/// Small letters, single spaces, and a star only after at least one letter at the end of a word.
fn is_hint(hint: &str) -> bool {
    hint == hint.to_lowercase()
        && hint.split(' ').all(|word| {
            let stem = word.strip_suffix('*').unwrap_or(word);
            !stem.is_empty() && !stem.contains('*') && !stem.contains(char::is_whitespace)
        })
}

/// Refuses phrases that could not be found, filled in, or counted.
pub(super) fn check_phrases(
    phrases: &[Phrase],
    frameworks: &[Framework],
    source: &Source<'_>,
) -> Result<(), CatalogError> {
    if let Some((index, code)) = twice(phrases.iter().map(|phrase| &phrase.code)) {
        return Err(source.at(
            "phrase",
            index,
            format!("the phrase {code} is there twice"),
            "Give it another code.",
        ));
    }
    if let Some((index, (_, word))) = twice(phrases.iter().map(|phrase| (phrase.kind, &phrase.word))) {
        return Err(source.at(
            "phrase",
            index,
            format!("two phrases of one kind are found by the word “{word}”"),
            "Give one of them another word.",
        ));
    }
    if let Some((index, (_, text))) = twice(phrases.iter().map(|phrase| (phrase.kind, &phrase.text))) {
        return Err(source.at(
            "phrase",
            index,
            format!("two phrases of one kind say “{text}”"),
            "Take one of them out.",
        ));
    }
    for (index, phrase) in phrases.iter().enumerate() {
        let code = &phrase.code;
        let wrong = |what: String, todo: &str| Err(source.at("phrase", index, what, todo));
        if let Err(trouble) = phrase.check() {
            return wrong(format!("the phrase {code}: {}", trouble.what), trouble.todo);
        }
        if phrase.hidden {
            return wrong(
                format!("the phrase {code} is hidden"),
                "Take it out: only a setting hides phrases.",
            );
        }
        for shown in &phrase.shows {
            let known = frameworks.iter().any(|framework| {
                framework.id == shown.framework && framework.statement(&shown.code).is_some()
            });
            if !known {
                return wrong(
                    format!("the phrase {code} shows {shown}, which is not known"),
                    "Name a statement as framework/code.",
                );
            }
        }
    }
    check_digits(phrases, source)
}

/// Refuses a bank that offers a room too few, or every age the same five.
fn check_digits(phrases: &[Phrase], source: &Source<'_>) -> Result<(), CatalogError> {
    let bank = Phrases(phrases.to_vec());
    for kind in Kind::ALL {
        let mut digits: Vec<Vec<&str>> = Vec::new();
        for ages in AgeBand::ALL {
            let count = bank.of(kind).filter(|phrase| phrase.suits(Some(ages))).count();
            if count < LEAST_PHRASES {
                return Err(source.whole(
                    format!("{count} phrases of the kind {} suit the {}", kind.code(), ages.label()),
                    "Write at least twelve of each kind for each age.",
                ));
            }
            let suiting = bank.of(kind).filter(|phrase| phrase.suits(Some(ages)));
            digits.push(suiting.take(ON_DIGITS).map(|phrase| phrase.code.as_str()).collect());
        }
        if twice(&digits).is_some() {
            return Err(source.whole(
                format!("two ages have the same five phrases of the kind {} on the digits", kind.code()),
                "Put what is said most at each age before the others.",
            ));
        }
    }
    Ok(())
}

/// Refuses practice kinds that could not be told apart.
pub(super) fn check_practice(kinds: &[PracticeKind], source: &Source<'_>) -> Result<(), CatalogError> {
    if let Some((index, code)) = twice(kinds.iter().map(|kind| &kind.code)) {
        return Err(source.at(
            "kind",
            index,
            format!("the practice kind {code} is there twice"),
            "Give it another code.",
        ));
    }
    for (index, kind) in kinds.iter().enumerate() {
        let wrong = |what: String, todo: &str| Err(source.at("kind", index, what, todo));
        let code = &kind.code;
        if !is_code(code) || kind.label.trim().is_empty() {
            return wrong(
                "this practice kind has no label, or its code can't be used".to_string(),
                "Give it a label, and a code of letters, digits and hyphens.",
            );
        }
        if let Some((_, field)) = twice(kind.fields.iter().map(|field| &field.code)) {
            return wrong(
                format!("the practice kind {code} has the field {field} twice"),
                "Give one of them another code.",
            );
        }
        for field in &kind.fields {
            let own = &field.code;
            if !is_code(own) || field.label.trim().is_empty() {
                return wrong(
                    format!("a field of the practice kind {code} has no label, or its code can't be used"),
                    "Give it a label, and a code of letters, digits and hyphens.",
                );
            }
            if (field.is == Holds::Choice) != (field.choices.len() > 1) || twice(&field.choices).is_some() {
                return wrong(
                    format!("the field {own} of the practice kind {code} can't be chosen from"),
                    "Give a choice two different choices or more, and other fields none.",
                );
            }
        }
        if kind.restricted && kind.writers == Writers::KeyPersons {
            return wrong(
                format!("the practice kind {code} is restricted, and key persons may write it"),
                "Let leads write it.",
            );
        }
    }
    Ok(())
}

/// The widest label of a cell that the daily round shows whole, in columns.
pub const CELL_COLUMNS: usize = 7;

/// Refuses columns of the daily round whose cells could not be set, told apart or read as sentences.
pub(super) fn check_rounds(rounds: &Rounds, source: &Source<'_>) -> Result<(), CatalogError> {
    let wide = |text: &str| text.trim().is_empty() || text.width() > CELL_COLUMNS;
    let sentence = |text: &str| text.starts_with(char::is_uppercase) && text.ends_with('.');
    if let Some((index, code)) = twice(rounds.columns.iter().map(|column| &column.code)) {
        return Err(source.at("column", index, format!("the column {code} is there twice"), "Take one out."));
    }
    for (index, column) in rounds.columns.iter().enumerate() {
        let code = &column.code;
        let wrong = |what: String, todo: &str| Err(source.at("column", index, what, todo));
        if !is_code(code) || wide(&column.title) {
            return wrong(
                format!("the column {code} has no code or no heading that fits"),
                "Give it a code of letters, digits and hyphens, and a heading of at most seven letters.",
            );
        }
        if column.choices.is_empty() && column.number.is_none() {
            return wrong(
                format!("nothing can be said in the column {code}"),
                "Give it choices or a number.",
            );
        }
        if let Some((_, key)) = twice(column.choices.iter().map(|choice| choice.key)) {
            return wrong(format!("two choices of the column {code} have the key {key}"), "Change one.");
        }
        if let Some((_, label)) = twice(column.choices.iter().map(|choice| &choice.label)) {
            return wrong(format!("two choices of the column {code} are called {label}"), "Change one.");
        }
        for choice in &column.choices {
            let label = &choice.label;
            if !choice.key.is_ascii_lowercase() || wide(label) || label.parse::<u16>().is_ok() {
                return wrong(
                    format!("the choice “{label}” of the column {code} can't be set or shown"),
                    "Use a small letter as its key and at most seven letters as its label.",
                );
            }
            if !sentence(&choice.words) {
                return wrong(
                    format!("the words of the choice “{label}” of the column {code} are not a sentence"),
                    "Let them start with a capital and end with a full stop.",
                );
            }
        }
        if let Some(number) = &column.number
            && (!sentence(&number.words) || number.words.matches(GAP).count() != 1 || number.most == 0)
        {
            return wrong(
                format!("the words of the number of the column {code} are not a sentence with one gap"),
                "Write a sentence with `[ ]` for the number.",
            );
        }
    }
    for (index, band) in rounds.bands.iter().enumerate() {
        let wrong = |what: String, todo: &str| Err(source.at("band", index, what, todo));
        if let Some(code) = band.columns.iter().find(|code| rounds.column(code).is_none()) {
            return wrong(format!("this band has a column {code} that is not known"), "Check its code.");
        }
        if band.columns.is_empty() {
            return wrong("this band has no columns".to_string(), "Give it some.");
        }
    }
    if let Some((index, _)) = twice(rounds.bands.iter().map(|band| band.ages)) {
        return Err(source.at("band", index, "this age is there twice", "Take one of them out."));
    }
    if let Some(ages) = AgeBand::ALL.iter().find(|ages| rounds.of_ages(Some(**ages)).is_empty()) {
        return Err(
            source.whole(format!("no columns go with {}", ages.label()), "Write a band for each age.")
        );
    }
    Ok(())
}

/// Refuses groups of words that a search could never use.
pub(super) fn check_related(groups: &[Group], source: &Source<'_>) -> Result<(), CatalogError> {
    for (index, group) in groups.iter().enumerate() {
        let wrong = |what: String, todo: &str| Err(source.at("group", index, what, todo));
        if group.words.len() < 2 {
            return wrong("a group needs at least two words".to_string(), "Add a word, or take it out.");
        }
        if let Some((_, word)) = twice(&group.words) {
            return wrong(format!("“{word}” is there twice in one group"), "Take one out.");
        }
        if let Some(word) =
            group.words.iter().find(|word| word.is_empty() || !word.chars().all(char::is_lowercase))
        {
            return wrong(
                format!("“{word}” is not a single word in small letters"),
                "Write one word in small letters.",
            );
        }
    }
    Ok(())
}

/// Refuses forms that no note could ever hold, and those that are listed twice.
pub(super) fn check_concern(groups: &[Group], source: &Source<'_>) -> Result<(), CatalogError> {
    let mut seen = BTreeSet::new();
    for (index, group) in groups.iter().enumerate() {
        for word in &group.words {
            let letters = |c: char| c.is_lowercase() || matches!(c, ' ' | '-');
            let (what, todo) = if word.trim().is_empty() || !word.chars().all(letters) {
                ("is not written in small letters", "Write small letters, with a space between words.")
            } else if !seen.insert(word) {
                ("is there twice", "Take one out.")
            } else {
                continue;
            };
            return Err(source.at("group", index, format!("“{word}” {what}"), todo));
        }
    }
    Ok(())
}
