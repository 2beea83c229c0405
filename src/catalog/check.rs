//! What every data file must hold to, told by file and line where it does not.

use std::collections::BTreeSet;

use unicode_width::UnicodeWidthStr;

use super::source::Source;
use super::{CatalogError, Group};
use crate::domain::framework::Framework;
use crate::domain::phrase::{GAP, ON_DIGITS};
use crate::domain::practice::{Holds, PracticeKind, Writers};
use crate::domain::retention::Kept;
use crate::domain::{AgeBand, Kind, Phrase, Phrases, Rounds};

mod framework;

pub(super) use framework::check_framework;

/// So many phrases at least are offered for each kind in a room of each age.
const LEAST_PHRASES: usize = 12;

/// The first that is there twice, with its place.
pub(super) fn twice<T: Ord + Copy>(items: impl IntoIterator<Item = T>) -> Option<(usize, T)> {
    repeats(items).next()
}

/// Each that was there before, with its place.
fn repeats<T: Ord + Copy>(items: impl IntoIterator<Item = T>) -> impl Iterator<Item = (usize, T)> {
    let mut seen = BTreeSet::new();
    items.into_iter().enumerate().filter(move |&(_, item)| !seen.insert(item))
}

/// Letters, digits, dots and hyphens only: a code stands in addresses and file names.
fn is_code(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
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
        for (named, wanted) in [(&kind.answered_by, Some(Holds::Date)), (&kind.acted_on_by, None)] {
            let known = |code: &String| {
                kind.field(code).is_some_and(|field| wanted.is_none_or(|wanted| field.is == wanted))
            };
            if let Some(other) = named.as_ref().filter(|other| !known(other)) {
                return wrong(
                    format!("the practice kind {code} names {other}, which is no such field of it"),
                    "Name one of its fields; what ends a term is a date.",
                );
            }
        }
        if kind.answer_within.is_some() != kind.answered_by.is_some() {
            return wrong(
                format!(
                    "the practice kind {code} has a term and no field that ends it, or the other way round"
                ),
                "Write both answer_within and answered_by, or neither.",
            );
        }
        for field in &kind.fields {
            let says = field.needed_unless.as_ref();
            let fits = says.is_none_or(|says| {
                kind.field(&says.field).is_some_and(|other| other.choices.contains(&says.is))
            });
            let number = |code: &String| kind.field(code).is_some_and(|other| other.is == Holds::Number);
            if field.came_of_it && field.is != Holds::Date
                || field.at_most.as_ref().is_some_and(|most| field.is != Holds::Number || !number(most))
            {
                return wrong(
                    format!(
                        "the field {} of the practice kind {code} is measured by what does not fit it",
                        field.code
                    ),
                    "Write came_of_it for a date, and at_most for a number with another number of the same kind.",
                );
            }
            if !fits || field.needed_with.as_ref().is_some_and(|other| kind.field(other).is_none()) {
                return wrong(
                    format!(
                        "the field {} of the practice kind {code} is needed by a field that is not there",
                        field.code
                    ),
                    "Name a field of the same kind, and one of its choices.",
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

/// Refuses a row that leaves something unsaid, and one that is there twice.
pub(super) fn check_retention(kept: &[Kept], source: &Source<'_>) -> Result<(), CatalogError> {
    let mut seen = BTreeSet::new();
    for (index, row) in kept.iter().enumerate() {
        let parts = [&row.what, &row.long, &row.from, &row.source, &row.does];
        let (what, todo) = if parts.iter().any(|part| part.trim().is_empty()) {
            ("something is left unsaid", "Say what, long, from, source and does.")
        } else if !seen.insert(&row.what) {
            ("it is there twice", "Take one out.")
        } else if row.of.is_some() != row.years.is_some()
            || row.years.is_some_and(|years| row.long != format!("{years} years"))
        {
            (
                "its years are not what it says",
                "Write the same number of years in long and in years, and of what.",
            )
        } else {
            continue;
        };
        return Err(source.at("kept", index, format!("“{}”: {what}", row.what), todo));
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
