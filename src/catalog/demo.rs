//! The words of the made-up nursery: its rooms, people and families, and what its practitioners write.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Catalog, CatalogError};
use crate::domain::entry::Reason;
use crate::domain::framework::StatementRef;
use crate::domain::practice::{Field, Held, Holds};
use crate::domain::{ContactId, Day, Format, Kind, PersonId, Responsibility, Role};

mod check;
mod fill;

pub use fill::Filling;

use check::{check_names, check_texts};

/// Every file of the made-up nursery, with its place under `data/`.
pub const DATA: &[(&str, &str)] = &[
    (NAMES, include_str!("../../data/demo/names.toml")),
    (TEXTS, include_str!("../../data/demo/texts.toml")),
];

const NAMES: &str = "demo/names.toml";
const TEXTS: &str = "demo/texts.toml";

/// The framework whose statements the texts' `shows` are codes of.
pub const PACK: &str = "partnership-with-parents";

/// All that the made-up nursery is made from.
#[derive(Clone, Debug)]
pub struct DemoWords {
    /// Who is there.
    pub names: DemoNames,
    /// What is written.
    pub texts: DemoTexts,
}

/// The nursery's people. All names are invented.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoNames {
    /// What the nursery is called.
    pub setting: String,
    /// Who a safeguarding concern goes to.
    pub safeguarding_lead: String,
    /// Its rooms, the youngest first.
    #[serde(rename = "room")]
    pub rooms: Vec<DemoRoom>,
    /// Who works there.
    #[serde(rename = "person")]
    pub people: Vec<DemoPerson>,
    /// The families.
    #[serde(rename = "family")]
    pub families: Vec<DemoFamily>,
}

/// A room of the made-up nursery.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoRoom {
    /// Its name.
    pub name: String,
    /// Which texts fit its children.
    pub ages: Ages,
    /// The youngest and the oldest in it, in months.
    pub months: [u32; 2],
    /// How many children are on roll.
    pub size: usize,
}

/// The age groups that texts are written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ages {
    /// Under about a year and a half.
    Babies,
    /// To about two.
    Toddlers,
    /// To about three.
    Twos,
    /// Three and over.
    PreSchool,
}

impl Ages {
    /// All of them, the youngest first.
    pub const ALL: [Ages; 4] = [Ages::Babies, Ages::Toddlers, Ages::Twos, Ages::PreSchool];
}

/// Somebody who works there.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoPerson {
    /// First and last name.
    pub name: String,
    /// Two letters, this person's alone.
    pub initials: String,
    /// What they do.
    pub role: Role,
    /// Their room's name; `None` for who goes where needed.
    pub room: Option<String>,
}

/// A family.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoFamily {
    /// The children's last name.
    pub surname: String,
    /// The language that the adults would rather speak.
    pub language: String,
    /// Its children, brothers and sisters.
    pub children: Vec<DemoChild>,
    /// That the children were born on one day.
    #[serde(default)]
    pub twins: bool,
    /// The adults, who calls first standing first.
    pub adults: Vec<DemoAdult>,
    /// What the register says besides.
    #[serde(default)]
    pub notes: String,
}

/// A child.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoChild {
    /// First name or names.
    pub forename: String,
    /// What they are called, where it is not the forename.
    pub known_as: Option<String>,
    /// How a note speaks of them.
    pub pronoun: Pronoun,
    /// Their room's name; `None` for a child who left.
    pub room: Option<String>,
    /// That they left, for school or elsewhere.
    #[serde(default)]
    pub left: bool,
}

/// An adult of a family.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoAdult {
    /// Their name.
    pub name: String,
    /// In the family's own word.
    pub relation: String,
    /// Whether they have parental responsibility.
    pub responsibility: Responsibility,
    /// `A`, where the child mostly lives, or `B`, another home.
    #[serde(default = "first_household")]
    pub household: String,
    /// Whether they may collect.
    #[serde(default = "yes")]
    pub may_collect: bool,
    /// The form in which they read.
    #[serde(default)]
    pub format: Format,
}

fn first_household() -> String {
    "A".to_string()
}

fn yes() -> bool {
    true
}

/// How a note speaks of a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pronoun {
    /// she, her
    She,
    /// he, him
    He,
    /// they, them
    They,
}

/// What practitioners write.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoTexts {
    /// The lists that slots are filled from.
    pub lists: BTreeMap<String, Vec<String>>,
    #[serde(rename = "note")]
    notes: Vec<NotesOfKind>,
    /// Next steps for home, with what is heard back.
    #[serde(rename = "step")]
    pub steps: Vec<DemoStep>,
    together: Texts,
    gap: Texts,
    /// What a lead asks when an entry goes back to its writer.
    #[serde(rename = "send_back")]
    pub questions: Vec<Question>,
    /// Entries that are corrected later.
    #[serde(rename = "correction")]
    pub corrections: Vec<DemoCorrection>,
    /// Practice records.
    #[serde(rename = "practice")]
    pub practice: Vec<DemoPractice>,
    /// Practice records of the last weeks, with their fields.
    #[serde(rename = "record")]
    pub records: Vec<DemoRecord>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NotesOfKind {
    kind: Kind,
    texts: Vec<DemoNote>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    texts: Vec<String>,
}

/// What a lead asks when an entry goes back to its writer, and about what it can be asked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The question.
    pub question: String,
    /// The kinds of entry that it is asked about; empty for any.
    #[serde(default)]
    kinds: Vec<Kind>,
    /// One of these stands in the entry; empty for any entry.
    #[serde(default)]
    about: Vec<String>,
    /// None of these stands in it: the entry answers them already.
    #[serde(default)]
    unless: Vec<String>,
}

impl Question {
    /// Whether it makes sense to ask it about an entry of that kind with those words.
    pub fn fits(&self, kind: Kind, text: &str) -> bool {
        let text = text.to_lowercase();
        let stands = |word: &String| text.contains(word.as_str());
        (self.kinds.is_empty() || self.kinds.contains(&kind))
            && (self.about.is_empty() || self.about.iter().any(stands))
            && !self.unless.iter().any(stands)
    }
}

impl DemoTexts {
    /// The notes of a kind. For-home entries are not here: they are [`DemoTexts::steps`].
    pub fn notes(&self, kind: Kind) -> &[DemoNote] {
        self.notes.iter().find(|notes| notes.kind == kind).map_or(&[], |notes| &notes.texts)
    }

    /// Notes for several children at once, with `{name}` in each.
    pub fn together(&self) -> &[String] {
        &self.together.texts
    }

    /// Why there was no talk, as it is put down at the end of the day.
    pub fn gap_reasons(&self) -> &[String] {
        &self.gap.texts
    }
}

/// A note, as it is written about one child.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoNote {
    /// The words, with slots. What stands between “ ” are the family's own.
    pub text: String,
    /// How much likelier it is than a note of weight 1.
    #[serde(default = "one")]
    pub weight: usize,
    /// Whom it fits; empty for everyone.
    #[serde(default)]
    pub ages: Vec<Ages>,
    /// The family's languages that it fits; empty for any.
    #[serde(default)]
    pub languages: Vec<String>,
    /// That it fits only families who would rather speak something else than English.
    #[serde(default)]
    pub other_language: bool,
    /// That it fits a child no more than once: nobody takes their first steps twice.
    #[serde(default)]
    pub once: bool,
    /// When in a child's time here it fits; `None` for any time.
    pub when: Option<When>,
    /// Codes of the pack's statements that a lead agrees it shows.
    #[serde(default)]
    pub shows: Vec<String>,
    /// That something was different because of it.
    #[serde(default)]
    pub changed: bool,
    /// That something was promised.
    #[serde(default)]
    pub follow_up: bool,
    /// That it is for its writer and the leads only.
    #[serde(default)]
    pub private: bool,
}

impl DemoNote {
    /// Whether it fits a child of that age group and a family of that language.
    pub fn suits(&self, ages: Ages, language: &str) -> bool {
        (self.ages.is_empty() || self.ages.contains(&ages))
            && (self.languages.is_empty() || self.languages.iter().any(|known| known == language))
            && (!self.other_language || language != "English")
    }
}

fn one() -> usize {
    1
}

/// When in a child's time here a note fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// In the first weeks.
    Settling,
    /// Before and after a move to the next room.
    Room,
    /// In the last months before school.
    School,
    /// At a change in the everyday.
    Daily,
}

/// A next step for home.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoStep {
    /// What to try.
    pub text: String,
    /// Whom it fits; empty for everyone.
    #[serde(default)]
    pub ages: Vec<Ages>,
    /// That it fits only families who would rather speak something else than English.
    #[serde(default)]
    pub other_language: bool,
    /// What the family may tell later; one of them.
    pub heard: Vec<DemoHeard>,
}

impl DemoStep {
    /// Whether it fits a child of that age group and a family of that language.
    pub fn suits(&self, ages: Ages, language: &str) -> bool {
        (self.ages.is_empty() || self.ages.contains(&ages)) && (!self.other_language || language != "English")
    }
}

/// What is heard back about a next step.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoHeard {
    /// What happened.
    pub text: String,
    /// The child's own words or response.
    pub child: Option<String>,
    /// That it led to a change in what is planned.
    #[serde(default)]
    pub changed: bool,
}

/// An entry that is corrected later.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoCorrection {
    /// The first words.
    pub said: String,
    /// The new words.
    pub now: String,
    /// Why.
    pub reason: Reason,
}

/// A practice record.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoPractice {
    /// The practice kind's code.
    pub kind: String,
    /// Whom it reached.
    pub whom: Whom,
    /// What was done.
    pub text: String,
    /// The family's own words.
    #[serde(default)]
    pub family_words: Vec<String>,
    /// Codes of the pack's statements that it shows.
    pub shows: Vec<String>,
    /// That something was different because of it.
    #[serde(default)]
    pub changed: bool,
}

/// A practice record of the last weeks, with its fields.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoRecord {
    /// The practice kind's code.
    pub kind: String,
    /// How many days ago it was written; the nursery was open on that day, or it is the day before.
    pub days_ago: u64,
    /// That a key person wrote it, about one of their own children; else a lead.
    #[serde(default)]
    pub by_key_person: bool,
    /// Whether it is about one child's family, else about the setting.
    #[serde(default)]
    pub family: bool,
    /// What was done.
    #[serde(default)]
    pub text: String,
    /// The family's own words.
    #[serde(default)]
    pub family_words: Vec<String>,
    /// What stands in its fields, by their codes.
    pub fields: BTreeMap<String, DemoField>,
    /// Codes of the pack's statements that it shows.
    pub shows: Vec<String>,
}

/// What stands in a field: a number, days before (or, below zero, after) the record's own day, or words. In a field
/// for people `writer` is whoever wrote the record; in one for adults `family` is who collects the child.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum DemoField {
    /// A number, or days.
    Number(i64),
    /// Words, or a choice.
    Words(String),
}

impl DemoField {
    /// As it stands in the record; `None` where the field can't hold it.
    pub fn held(&self, field: &Field, day: Day, writer: PersonId, adult: Option<ContactId>) -> Option<Held> {
        Some(match (self, field.is) {
            (DemoField::Words(words), Holds::Text) => Held::Text(words.clone()),
            (DemoField::Words(words), Holds::Choice) if field.choices.contains(words) => {
                Held::Choice(words.clone())
            }
            (DemoField::Words(words), Holds::People) if words == "writer" => Held::People(vec![writer]),
            (DemoField::Words(words), Holds::Contacts) if words == "family" => {
                Held::Contacts(adult.into_iter().collect())
            }
            (DemoField::Number(number), Holds::Number) => Held::Number(u32::try_from(*number).ok()?),
            (DemoField::Number(ago), Holds::Date) => {
                Held::Date(day.checked_sub_signed(chrono::TimeDelta::try_days(*ago)?)?)
            }
            _ => return None,
        })
    }
}

/// Whom a practice record reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whom {
    /// One family; its adult stands in the text.
    Family,
    /// Several families.
    Families,
    /// The setting as a whole.
    Setting,
}

/// The statement of the pack that a text's code stands for.
pub fn statement(code: &str) -> StatementRef {
    StatementRef { framework: PACK.to_string(), code: code.to_string() }
}

impl DemoWords {
    /// The shipped words, read and checked against the shipped catalog.
    ///
    /// # Errors
    /// Where a shipped file is wrong, which the tests of this room rule out.
    pub fn shipped() -> Result<DemoWords, CatalogError> {
        DemoWords::read(DATA, &Catalog::shipped()?)
    }

    fn read(files: &[(&str, &str)], catalog: &Catalog) -> Result<DemoWords, CatalogError> {
        let source = super::file(files, NAMES)?;
        let names: DemoNames = source.parse()?;
        check_names(&names, &source)?;
        let source = super::file(files, TEXTS)?;
        let texts: DemoTexts = source.parse()?;
        check_texts(&texts, catalog, &source)?;
        Ok(DemoWords { names, texts })
    }
}

#[cfg(test)]
mod tests;
