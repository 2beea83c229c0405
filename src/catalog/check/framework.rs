//! What a framework must hold to.

use unicode_width::UnicodeWidthStr;

use super::{is_code, twice};
use crate::catalog::CatalogError;
use crate::catalog::source::Source;
use crate::domain::framework::{Framework, From, Statement};
use crate::domain::practice::PracticeKind;

/// The widest title of a statement that the evidence board shows whole, in columns.
const TITLE_COLUMNS: usize = 28;

/// The highest number that a rating row can be given: it is one key.
const HIGHEST: u32 = 7;

/// Refuses a framework whose parts do not fit each other.
pub(in crate::catalog) fn check_framework(
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
    let one_letter = |code: &str| code.len() == 1 && code.chars().all(|c| c.is_ascii_uppercase());
    if let Some(judgement) = framework.judgements.iter().find(|judgement| !one_letter(&judgement.code)) {
        return Err(source.whole(
            format!("the judgement “{}” is not one capital letter, and one key gives it", judgement.code),
            "Use a letter as its code; its label may be longer.",
        ));
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
    if let Some((index, band)) =
        framework.bands.iter().enumerate().find(|(_, band)| !(1..=HIGHEST).contains(&band.number))
    {
        return Err(source.at(
            "band",
            index,
            format!(
                "the band “{}” has the number {}, and a rating is one key from 1 to {HIGHEST}",
                band.name, band.number
            ),
            format!("Use numbers from 1 to {HIGHEST}."),
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
    practice: &[PracticeKind],
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
        (From::Other, true) if statement.by_hand.is_none() && all_restricted(statement, practice) => wrong(
            format!("only restricted records show statement {code}, and those are never counted"),
            "Name another practice kind too, or say in by_hand what shows it outside this record.",
        ),
        _ => Ok(()),
    }
}

/// Whether what shows a statement is kept out of every count.
fn all_restricted(statement: &Statement, practice: &[PracticeKind]) -> bool {
    let restricted = |code: &String| practice.iter().any(|kind| kind.code == *code && kind.restricted);
    statement.practice.iter().all(restricted)
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
        check_place(framework, practice, index, statement, source)?;
        if let Some(kind) =
            statement.practice.iter().find(|kind| !practice.iter().any(|known| known.code == **kind))
        {
            return wrong(
                format!("statement {code} names the practice kind “{kind}”, which is not known"),
                "Name one that stands in practice.toml.",
            );
        }
        if twice(statement.daily.iter().map(|kind| kind.code())).is_some() {
            return wrong(format!("statement {code} names a daily kind twice"), "Take one out.");
        }
        for (what, listed) in
            [("practice kind", &statement.practice), ("tag", &statement.tags), ("hint", &statement.hints)]
        {
            if let Some((_, word)) = twice(listed) {
                return wrong(format!("statement {code} has the {what} “{word}” twice"), "Take one out.");
            }
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
