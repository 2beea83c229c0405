//! What a framework must hold to.

use std::collections::BTreeSet;

use unicode_width::UnicodeWidthStr;

use super::{is_code, repeats, twice};
use crate::catalog::source::Faults;
use crate::domain::framework::{Framework, From, Statement};
use crate::domain::practice::PracticeKind;

/// The widest title of a statement that the evidence board shows whole, in columns.
const TITLE_COLUMNS: usize = 28;

/// The highest number that a rating row can be given: it is one key.
const HIGHEST: u32 = 7;

/// Notes everything for which a framework is refused: parts that do not fit each other.
pub(in crate::catalog) fn check_framework(
    framework: &Framework,
    practice: &[PracticeKind],
    faults: &mut Faults<'_>,
) {
    if !is_code(&framework.id) {
        faults.under(&["id"], "the id may hold only letters, digits, dots and hyphens", "Choose another id.");
    }
    for (_, code) in repeats(framework.judgements.iter().map(|judgement| &judgement.code)) {
        faults.under(&["judgements"], format!("the judgement {code} is there twice"), "Take one out.");
    }
    let has_key = |code: &str| matches!(code, "Y" | "P" | "N");
    for judgement in framework.judgements.iter().filter(|judgement| !has_key(&judgement.code)) {
        faults.under(
            &["judgements"],
            format!("no key gives the judgement “{}”: they are y, p and n", judgement.code),
            "Use Y, P or N as its code; its label may be any words.",
        );
    }
    let suggests = &framework.strength.suggests;
    let named: BTreeSet<&String> = [&suggests.strong, &suggests.fair, &suggests.thin]
        .into_iter()
        .filter(|code| !code.is_empty())
        .collect();
    for code in named {
        if !framework.judgements.iter().any(|judgement| judgement.code == *code) {
            faults.under(
                &["strength", "suggests"],
                format!("a strength suggests “{code}”, which is not one of the judgements"),
                "Name one of the judgements' codes, or leave it empty.",
            );
        }
    }
    if framework.strength.thin_below > framework.strength.strong_from {
        faults.under(
            &["strength", "thin_below"],
            "thin_below is above strong_from",
            "Let thin_below be the smaller of the two, both in hundredths of the families.",
        );
    }
    check_headings(framework, faults);
    check_statements(framework, practice, faults);
    check_ratings(framework, faults);
}

/// Notes bands out of order or out of reach of a key, and ratings that do not fit them.
fn check_ratings(framework: &Framework, faults: &mut Faults<'_>) {
    for (index, pair) in framework.bands.windows(2).enumerate() {
        if let [before, after] = pair
            && before.number >= after.number
        {
            faults.at(
                "band",
                index + 1,
                format!("the band “{}” has no higher number than the one before it", after.name),
                "Put the bands in order, lowest number first.",
            );
        }
    }
    for (index, band) in framework.bands.iter().enumerate() {
        if !(1..=HIGHEST).contains(&band.number) {
            faults.at(
                "band",
                index,
                format!(
                    "the band “{}” has the number {}, and a rating is one key from 1 to {HIGHEST}",
                    band.name, band.number
                ),
                format!("Use numbers from 1 to {HIGHEST}."),
            );
        }
    }
    for (index, code) in repeats(framework.ratings.iter().map(|row| &row.code)) {
        faults.at("rating", index, format!("the rating {code} is there twice"), "Give it another code.");
    }
    for (index, row) in framework.ratings.iter().enumerate() {
        let (written, bands) = (row.descriptors.len(), framework.bands.len());
        if written != bands {
            faults.at(
                "rating",
                index,
                format!("the rating {} has {written} descriptors for {bands} bands", row.code),
                "Write one descriptor for each band, in the bands' order.",
            );
        }
    }
}

/// Notes sections and tags that could not be told apart.
fn check_headings(framework: &Framework, faults: &mut Faults<'_>) {
    for (key, codes) in [
        ("section", framework.sections.iter().map(|section| &section.code).collect::<Vec<_>>()),
        ("tag", framework.tags.iter().map(|tag| &tag.code).collect()),
    ] {
        for (index, code) in repeats(codes.iter().copied()) {
            faults.at(key, index, format!("the {key} {code} is there twice"), "Give it another code.");
        }
        for (index, _) in codes.iter().enumerate().filter(|(_, code)| !is_code(code)) {
            faults.at(
                key,
                index,
                format!("this {key} has a code that can't be used"),
                "Use letters, digits, dots and hyphens only, without spaces.",
            );
        }
    }
}

/// Notes a statement that stands nowhere in its framework, or for which nothing could ever be found.
fn check_place(
    framework: &Framework,
    practice: &[PracticeKind],
    statement: &Statement,
    wrong: &mut impl FnMut(String, &str),
) {
    let code = &statement.code;
    match &statement.section {
        None if !framework.sections.is_empty() => {
            wrong(format!("statement {code} stands in no section"), "Name one of the sections' codes.");
        }
        Some(section) if !framework.sections.iter().any(|known| known.code == *section) => wrong(
            format!("statement {code} stands in the section “{section}”, which is not known"),
            "Name one of the sections' codes.",
        ),
        _ => {}
    }
    let known = |tag: &String| framework.tags.iter().any(|own| own.code == *tag);
    for tag in statement.tags.iter().filter(|tag| !known(tag)) {
        wrong(
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
        _ => {}
    }
}

/// Whether what shows a statement is kept out of every count.
fn all_restricted(statement: &Statement, practice: &[PracticeKind]) -> bool {
    let restricted = |code: &String| practice.iter().any(|kind| kind.code == *code && kind.restricted);
    statement.practice.iter().all(restricted)
}

fn check_statements(framework: &Framework, practice: &[PracticeKind], faults: &mut Faults<'_>) {
    if framework.statements.is_empty() {
        faults.whole("it has no statements", "Leave at least one statement in it.");
    }
    for (index, code) in repeats(framework.statements.iter().map(|statement| &statement.code)) {
        faults.at("statement", index, format!("statement {code} is there twice"), "Give it another code.");
    }
    for (index, statement) in framework.statements.iter().enumerate() {
        let code = &statement.code;
        let mut wrong = |what: String, todo: &str| faults.at("statement", index, what, todo);
        if !is_code(code) {
            wrong(
                format!("“{code}” can't be a code"),
                "Use letters, digits, dots and hyphens only, without spaces.",
            );
        }
        if statement.title.trim().is_empty() || statement.says.trim().is_empty() {
            wrong(format!("statement {code} has no title or says nothing"), "Write both.");
        }
        if statement.title.width() > TITLE_COLUMNS {
            wrong(
                format!("the title of statement {code} is longer than {TITLE_COLUMNS} columns"),
                "Make it shorter: the whole sentence has its own page.",
            );
        }
        check_place(framework, practice, statement, &mut wrong);
        let known = |kind: &String| practice.iter().any(|known| known.code == *kind);
        for kind in statement.practice.iter().filter(|kind| !known(kind)) {
            wrong(
                format!("statement {code} names the practice kind “{kind}”, which is not known"),
                "Take a code from the end of what doorstep framework page prints.",
            );
        }
        if twice(statement.daily.iter().map(|kind| kind.code())).is_some() {
            wrong(format!("statement {code} names a daily kind twice"), "Take one out.");
        }
        for (what, listed) in
            [("practice kind", &statement.practice), ("tag", &statement.tags), ("hint", &statement.hints)]
        {
            for (_, word) in repeats(listed) {
                wrong(format!("statement {code} has the {what} “{word}” twice"), "Take one out.");
            }
        }
        for hint in statement.hints.iter().filter(|hint| !is_hint(hint)) {
            wrong(
                format!("the hint “{hint}” of statement {code} can never fit a note"),
                "Write it in small letters, words one space apart, a star only at the end of a word.",
            );
        }
    }
}

/// Small letters, single spaces, and a star only after at least one letter at the end of a word.
fn is_hint(hint: &str) -> bool {
    hint == hint.to_lowercase()
        && hint.split(' ').all(|word| {
            let stem = word.strip_suffix('*').unwrap_or(word);
            !stem.is_empty() && !stem.contains('*') && !stem.contains(char::is_whitespace)
        })
}
