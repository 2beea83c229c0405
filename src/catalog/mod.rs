//! From `data/*.toml` to domain values: frameworks, phrases, practice kinds, the daily round and lists of words.
//!
//! The shipped files are part of the program ([`DATA`]); a setting may lay files of its own over them
//! ([`Catalog::overlay`]). Whatever is wrong in a file is told by file and line, with what to do.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::domain::framework::{Band, Framework, Statement, StrengthRule};
use crate::domain::phrase::{English, PageLanguages, PageWords};
use crate::domain::practice::PracticeKind;
use crate::domain::retention::Kept;
use crate::domain::{ConcernWords, Phrase, Phrases, Rounds};

mod check;
pub mod demo;
mod error;
mod languages;
mod page;
mod source;

pub use error::CatalogError;
use source::Faults;
pub(crate) use source::Source;

use check::{
    check_concern, check_framework, check_phrases, check_practice, check_related, check_retention,
    check_rounds,
};

/// All that the program knows from files: what it reads, suggests and offers.
#[derive(Clone, Debug)]
pub struct Catalog {
    /// Every framework that is known, those in use first: see [`Catalog::in_use`].
    pub frameworks: Vec<Framework>,
    /// How many of them are in use.
    used: usize,
    /// The phrase bank.
    pub phrases: Phrases,
    /// What of the bank a family's page says in other words and languages.
    pub pages: PageLanguages,
    /// The kinds of practice record, in the order in which they are offered.
    pub practice: Vec<PracticeKind>,
    /// The columns of the daily round.
    pub rounds: Rounds,
    /// How long each kind of thing is kept.
    pub retention: Vec<Kept>,
    /// Words that a search takes for one another.
    pub related: Related,
    /// Words by which a note may hold a safeguarding concern.
    pub concern: ConcernWords,
    /// Words of a nursery's day that are right though the dictionary lacks them.
    pub right: Vec<String>,
}

/// Every shipped file with its place under `data/`, but for the made-up nursery's: see [`demo::DATA`].
pub const DATA: &[(&str, &str)] = &[
    (FRAMEWORK, include_str!("../../data/frameworks/partnership-with-parents.toml")),
    (
        "frameworks/reflecting-on-practice.toml",
        include_str!("../../data/frameworks/reflecting-on-practice.toml"),
    ),
    ("frameworks/family-partnerships.toml", include_str!("../../data/frameworks/family-partnerships.toml")),
    (
        "frameworks/parental-partnership-policy.toml",
        include_str!("../../data/frameworks/parental-partnership-policy.toml"),
    ),
    (
        "frameworks/working-in-partnership.toml",
        include_str!("../../data/frameworks/working-in-partnership.toml"),
    ),
    (PHRASES, include_str!("../../data/phrases/en.toml")),
    ("phrases/pl.toml", include_str!("../../data/phrases/pl.toml")),
    ("phrases/ur.toml", include_str!("../../data/phrases/ur.toml")),
    ("phrases/ar.toml", include_str!("../../data/phrases/ar.toml")),
    ("phrases/cy.toml", include_str!("../../data/phrases/cy.toml")),
    ("phrases/gd.toml", include_str!("../../data/phrases/gd.toml")),
    (PRACTICE, include_str!("../../data/practice.toml")),
    (RELATED, include_str!("../../data/words/related.toml")),
    (RETENTION, include_str!("../../data/retention.toml")),
    (ROUNDS, include_str!("../../data/rounds.toml")),
    (CONCERN, include_str!("../../data/words/concern.toml")),
    (RIGHT, include_str!("../../data/words/right.toml")),
];

/// The British dictionary in Hunspell's form: affixes, then words. Not read here, for it takes a moment; its notice
/// lies beside it in `words/en_GB.license.txt`.
pub const DICTIONARY: (&str, &str) =
    (include_str!("../../data/words/en_GB.aff"), include_str!("../../data/words/en_GB.dic"));

const FRAMEWORK: &str = "frameworks/partnership-with-parents.toml";
const PHRASES: &str = "phrases/en.toml";
const PRACTICE: &str = "practice.toml";
const RETENTION: &str = "retention.toml";
const ROUNDS: &str = "rounds.toml";
const RELATED: &str = "words/related.toml";
const CONCERN: &str = "words/concern.toml";
const RIGHT: &str = "words/right.toml";

/// What the shipped files say of a family's page, read when it is first asked for.
pub fn page_languages() -> &'static PageLanguages {
    static SHIPPED: LazyLock<PageLanguages> =
        LazyLock::new(|| Catalog::shipped().map(|catalog| catalog.pages).unwrap_or_default());
    &SHIPPED
}

impl Catalog {
    /// The shipped files, read and checked.
    ///
    /// # Errors
    /// Where a shipped file is wrong, which the tests of this room rule out.
    pub fn shipped() -> Result<Catalog, CatalogError> {
        Catalog::read(DATA)
    }

    /// The shipped files with a setting's own laid over them, each given as its name in the setting's folder
    /// (`frameworks/<id>.toml`) and its text.
    ///
    /// # Errors
    /// What is wrong in the first file that is refused: see [`Catalog::overlay`].
    pub fn with_settings_files<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Catalog, Vec<CatalogError>> {
        let mut catalog = Catalog::shipped()?;
        for (name, text) in files {
            catalog.overlay(name, text)?;
        }
        Ok(catalog)
    }

    /// Lays a setting's file over what is there. `frameworks/<id>.toml` holds either a whole framework (it has
    /// a `title`), which takes the place of one with the same id, or an `id` and statements with `wording`
    /// (the original's exact words) or `hide = true`, and where the setting has them otherwise `[strength]` and the
    /// numbers and names of the `[[band]]`s. Either way it is in use from then on; `hide = true` beside the
    /// `id` puts a shipped one away. Phrases no longer point to what is not there any more.
    ///
    /// # Errors
    /// A name that is not of this form, text that does not read, or everything in it that the shipped files are also
    /// checked for. What was there before stays as it was.
    pub fn overlay(&mut self, name: &str, text: &str) -> Result<(), Vec<CatalogError>> {
        let source = Source::new(name, text);
        let id = name.strip_prefix("frameworks/").and_then(|name| name.strip_suffix(".toml"));
        let Some(id) = id.filter(|id| !id.is_empty() && !id.contains('/')) else {
            return Err(source
                .whole(
                    "this file is not one that is read here",
                    "Call it frameworks/ and the framework's id, ending with .toml, or take it out of the folder.",
                )
                .into());
        };
        let peek: Peek = source.parse()?;
        if peek.id != id {
            return Err(source
                .whole(
                    format!("the id in it is “{}”, but the file is called “{id}”", peek.id),
                    "Let the file's name and the id be the same.",
                )
                .into());
        }
        let place = self.frameworks.iter().position(|framework| framework.id == id);
        let others = || self.frameworks.iter().filter(|framework| framework.id != id);
        let mut faults = Faults::of(&source);
        let changed = if peek.title.is_some() {
            let whole: Framework = source.parse()?;
            let alike = alike(&whole, others, &mut faults);
            with_alike(whole, alike)
        } else {
            let Some(framework) = place.and_then(|place| self.frameworks.get(place)) else {
                return Err(source
                    .whole(
                        format!("no framework “{id}” is known yet, and this file does not bring a whole one"),
                        "Check the id, or give the framework's title, statements and scales as well.",
                    )
                    .into());
            };
            laid_over(framework, source.parse()?, &mut faults)
        };
        check_framework(&changed, &self.practice, &mut faults);
        faults.none()?;
        let place = place.unwrap_or(self.frameworks.len());
        self.frameworks.splice(place..(place + 1).min(self.frameworks.len()), [changed]);
        self.put(place, !peek.hide);
        let frameworks = &self.frameworks;
        for phrase in &mut self.phrases.0 {
            phrase.shows.retain(|shown| {
                frameworks.iter().any(|f| f.id == shown.framework && f.statement(&shown.code).is_some())
            });
        }
        Ok(())
    }

    /// The frameworks in use, the board's own first: entries are suggested for their statements, and a lead is
    /// offered no others at review. They are the first that is shipped, and each of which the setting laid a file
    /// into its folder.
    pub fn in_use(&self) -> &[Framework] {
        self.frameworks.get(..self.used).unwrap_or_default()
    }

    /// Those that are known and not in use.
    pub fn not_in_use(&self) -> &[Framework] {
        self.frameworks.get(self.used..).unwrap_or_default()
    }

    /// The framework of an id.
    pub fn framework(&self, id: &str) -> Option<&Framework> {
        self.frameworks.iter().find(|framework| framework.id == id)
    }

    /// The file of a framework that the program brings, as a pattern for one of a setting's own.
    pub fn file_of(id: &str) -> Option<&'static str> {
        let path = format!("frameworks/{id}.toml");
        DATA.iter().find(|(name, _)| *name == path).map(|(_, text)| *text)
    }

    /// The practice kind of a code.
    pub fn practice_kind(&self, code: &str) -> Option<&PracticeKind> {
        self.practice.iter().find(|kind| kind.code == code)
    }

    /// The other words that a search for `word` finds, in any case of letters, without the word itself;
    /// empty where there are none.
    pub fn related(&self, word: &str) -> &[String] {
        self.related.of_word(word)
    }

    /// Takes the framework of that place into use, behind the others, or out of it.
    fn put(&mut self, place: usize, used: bool) {
        match (place < self.used, used) {
            (false, true) => {
                if let Some(framework) = self.frameworks.get_mut(self.used..=place) {
                    framework.rotate_right(1);
                    self.used += 1;
                }
            }
            (true, false) => {
                if let Some(framework) = self.frameworks.get_mut(place..) {
                    framework.rotate_left(1);
                    self.used -= 1;
                }
            }
            _ => {}
        }
    }

    fn read(files: &[(&str, &str)]) -> Result<Catalog, CatalogError> {
        let source = file(files, PRACTICE)?;
        let practice = source.parse::<PracticeFile>()?.kinds;
        check_practice(&practice, &source)?;

        let mut frameworks = Vec::new();
        for (path, text) in files.iter().filter(|(path, _)| path.starts_with("frameworks/")) {
            let source = Source::new(path, text);
            let framework: Framework = source.parse()?;
            let mut faults = Faults::of(&source);
            check_framework(&framework, &practice, &mut faults);
            let alike = alike(&framework, || frameworks.iter(), &mut faults);
            if let Some(first) = faults.none().err().and_then(|found| found.into_iter().next()) {
                return Err(first);
            }
            frameworks.push(with_alike(framework, alike));
        }

        let source = file(files, PHRASES)?;
        let PhraseFile { phrases, page, plain, card } = source.parse()?;
        check_phrases(&phrases, &frameworks, &source)?;
        let english = English { page, plain, card };
        languages::check_english(&english, &source)?;

        let source = file(files, RELATED)?;
        let groups = source.parse::<RelatedFile>()?.groups;
        check_related(&groups, &source)?;

        let source = file(files, CONCERN)?;
        let forms = source.parse::<ConcernFile>()?.groups;
        check_concern(&forms, &source)?;
        let concern = ConcernWords::of(forms.iter().flat_map(|group| &group.words).map(String::as_str));

        let right = file(files, RIGHT)?.parse::<RightFile>()?.words;

        let source = file(files, ROUNDS)?;
        let rounds: Rounds = source.parse()?;
        check_rounds(&rounds, &source)?;

        let source = file(files, RETENTION)?;
        let retention = source.parse::<RetentionFile>()?.kept;
        check_retention(&retention, &source)?;

        let bank = languages::bank(&phrases, &rounds);
        let mut others = Vec::new();
        for (path, text) in files.iter().filter(|(path, _)| path.starts_with("phrases/") && *path != PHRASES)
        {
            others.push(languages::read(&Source::new(path, text), path, &bank)?);
        }
        let pages = PageLanguages { bank, english, others };

        let (phrases, related) = (Phrases(phrases), Related::of(&groups));
        let used = frameworks.len().min(1);
        Ok(Catalog { frameworks, used, phrases, pages, practice, rounds, retention, related, concern, right })
    }
}

/// Words that mean nearly the same at the door, each with all the others of its groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Related(BTreeMap<String, Vec<String>>);

impl Related {
    /// The other words that a search for `word` finds, in any case of letters, without the word itself.
    pub fn of_word(&self, word: &str) -> &[String] {
        self.0.get(&word.to_lowercase()).map_or(&[], Vec::as_slice)
    }

    /// Every word that is known.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    fn of(groups: &[Group]) -> Related {
        let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for group in groups {
            for word in &group.words {
                let others = all.entry(word.clone()).or_default();
                for other in group.words.iter().filter(|other| *other != word) {
                    if !others.contains(other) {
                        others.push(other.clone());
                    }
                }
            }
        }
        Related(all)
    }
}

/// The file of a name.
fn file<'a>(files: &[(&'a str, &'a str)], name: &str) -> Result<Source<'a>, CatalogError> {
    let found = files.iter().find(|(path, _)| *path == name);
    found
        .map(|(path, text)| Source::new(path, text))
        .ok_or_else(|| CatalogError::new(name, None, "the file is missing", "Put the program's files back."))
}

/// For each statement of a framework, by its place, those of others that it is like. Notes one that is not known.
fn alike<'a, I: Iterator<Item = &'a Framework>>(
    framework: &Framework,
    others: impl Fn() -> I,
    faults: &mut Faults<'_>,
) -> Vec<Vec<&'a Statement>> {
    let mut all = Vec::new();
    for (index, statement) in framework.statements.iter().enumerate() {
        let mut found = Vec::new();
        for like in &statement.like {
            let other = others().find(|other| other.id == like.framework);
            match other.and_then(|other| other.statement(&like.code)) {
                Some(other) => found.push(other),
                None => faults.at(
                    "statement",
                    index,
                    format!("statement {} is like {like}, which is not known", statement.code),
                    "Name a statement of another framework as framework/code.",
                ),
            }
        }
        all.push(found);
    }
    all
}

/// The framework with the kinds, marks and hints of what its statements are like.
fn with_alike(mut framework: Framework, alike: Vec<Vec<&Statement>>) -> Framework {
    fn add<T: Clone + PartialEq>(to: &mut Vec<T>, from: &[T]) {
        let new: Vec<T> = from.iter().filter(|item| !to.contains(item)).cloned().collect();
        to.extend(new);
    }
    for (statement, others) in framework.statements.iter_mut().zip(alike) {
        for other in others {
            add(&mut statement.kinds, &other.kinds);
            add(&mut statement.marks, &other.marks);
            add(&mut statement.hints, &other.hints);
        }
    }
    framework
}

/// What a setting's file laid over a framework gives: its strength and its bands take the place of what was there.
/// Notes statements that are not there.
fn laid_over(framework: &Framework, overlay: Overlay, faults: &mut Faults<'_>) -> Framework {
    let mut changed = framework
        .only(|statement| !overlay.statements.iter().any(|own| own.hide && own.code == statement.code));
    if let Some(strength) = overlay.strength {
        changed.strength = strength;
    }
    if !overlay.bands.is_empty() {
        changed.bands = overlay.bands;
    }
    for (index, own) in overlay.statements.into_iter().enumerate() {
        if framework.statement(&own.code).is_none() {
            faults.at(
                "statement",
                index,
                format!("“{}” has no statement {}", framework.id, own.code),
                "Check its code, or take these lines out.",
            );
        }
        let statement = changed.statements.iter_mut().find(|statement| statement.code == own.code);
        if let Some(statement) = statement.filter(|_| own.wording.is_some()) {
            statement.wording = own.wording;
        }
    }
    changed
}

/// Enough of a framework's file to know what it is.
#[derive(Deserialize)]
struct Peek {
    id: String,
    title: Option<String>,
    #[serde(default)]
    hide: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Overlay {
    #[serde(rename = "id")]
    _id: String,
    #[serde(default, rename = "hide")]
    _hide: bool,
    strength: Option<StrengthRule>,
    #[serde(default, rename = "band")]
    bands: Vec<Band>,
    #[serde(default, rename = "statement")]
    statements: Vec<OwnStatement>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnStatement {
    code: String,
    wording: Option<String>,
    #[serde(default)]
    hide: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseFile {
    page: PageWords,
    plain: PageWords,
    card: PageWords,
    #[serde(rename = "phrase")]
    phrases: Vec<Phrase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PracticeFile {
    #[serde(rename = "kind")]
    kinds: Vec<PracticeKind>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RetentionFile {
    kept: Vec<Kept>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RelatedFile {
    #[serde(rename = "group")]
    groups: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConcernFile {
    #[serde(rename = "group")]
    groups: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RightFile {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    words: Vec<String>,
}

#[cfg(test)]
mod tests;
