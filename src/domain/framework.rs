//! A framework of self-evaluation, as data: nothing about any one framework is code.

use serde::{Deserialize, Serialize};

use super::kind::Kind;

/// A statement of a framework, known everywhere by the two codes: `partnership-with-parents/15`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatementRef {
    /// The framework's id.
    pub framework: String,
    /// The statement's code in it.
    pub code: String,
}

impl std::fmt::Display for StatementRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.framework, self.code)
    }
}

impl std::str::FromStr for StatementRef {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once('/') {
            Some((framework, code)) if !framework.is_empty() && !code.is_empty() => {
                Ok(StatementRef { framework: framework.to_string(), code: code.to_string() })
            }
            _ => Err(format!("“{text}” is not a statement; write it as framework/code")),
        }
    }
}

impl Serialize for StatementRef {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for StatementRef {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A framework: its statements, its scales, its rule for strength.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Framework {
    /// A stable id, also the file's name.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// Which edition, as printed.
    pub edition: String,
    /// The year of that edition.
    pub year: i32,
    /// What replaced it, where it is superseded.
    #[serde(default)]
    pub superseded_by: Option<String>,
    /// Notes before the statements, in our own words, each with where the original is found.
    #[serde(default)]
    pub intro: Vec<String>,
    /// The heading of the column that this product fills, as the form has it.
    pub evidence_heading: String,
    /// The words for met, partly, not met; empty where the framework judges nothing.
    #[serde(default)]
    pub judgements: Vec<Judgement>,
    /// The rule that turns figures into a strength and a suggested judgement.
    pub strength: StrengthRule,
    /// The statements, in printed order.
    #[serde(rename = "statement")]
    pub statements: Vec<Statement>,
    /// The bands of its rating rows.
    #[serde(default, rename = "band")]
    pub bands: Vec<Band>,
    /// Its rating rows.
    #[serde(default, rename = "rating")]
    pub ratings: Vec<RatingRow>,
    /// Whether the form ends with areas for development.
    #[serde(default)]
    pub areas_for_development: bool,
}

impl Framework {
    /// The statement of a code.
    pub fn statement(&self, code: &str) -> Option<&Statement> {
        self.statements.iter().find(|statement| statement.code == code)
    }
}

/// One word of the judgement scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    /// `Y`
    pub code: String,
    /// `met`
    pub label: String,
}

/// A statement, said in our own words beside its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// A stable code: `15`.
    pub code: String,
    /// The number or page by which the original is found: `15`, `p60`.
    pub number: String,
    /// A few words for boards: `Home learning comes in`, at most 28 columns.
    pub title: String,
    /// The statement in our own words.
    pub says: String,
    /// The original's wording, where the setting put it in.
    #[serde(default)]
    pub wording: Option<String>,
    /// How far daily talk can carry it.
    pub from: From,
    /// Whether it is about each family, or about the setting as a whole.
    pub about: About,
    /// Entry kinds that suggest it by themselves.
    #[serde(default)]
    pub kinds: Vec<Kind>,
    /// Practice kinds that show it.
    #[serde(default)]
    pub practice: Vec<String>,
    /// Words in a note that suggest it, in small letters; a star at the end of a word takes any ending, and
    /// several words stand next to each other in the note.
    #[serde(default)]
    pub hints: Vec<String>,
    /// Marks that suggest it.
    #[serde(default)]
    pub marks: Vec<Mark>,
    /// What a setting that does this says of itself, as a drafted evidence text opens with it, without a full
    /// stop: `Families tell us at the door what children do at home`. Absent where the draft finds its own.
    #[serde(default)]
    pub opening: Option<String>,
    /// What would strengthen it, for the board.
    #[serde(default)]
    pub would_help: Option<String>,
}

/// How far daily talk can carry a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum From {
    /// Wholly.
    Daily,
    /// In part.
    Partly,
    /// Not at all: it needs practice records.
    Other,
}

impl From {
    /// The word on the board.
    pub fn label(self) -> &'static str {
        match self {
            From::Daily => "daily",
            From::Partly => "partly",
            From::Other => "other",
        }
    }
}

/// What a statement is about, which decides how its strength is reckoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// Each family.
    Families,
    /// The setting as a whole.
    Setting,
}

/// What in an entry, beside kind, phrases and words, may suggest a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// It holds the family's own words.
    FamilyWords,
    /// Something was promised in it.
    FollowUp,
    /// It is a next step that was heard back.
    HeardBack,
}

/// The thresholds of strength, stated in the pack and shown beside the result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StrengthRule {
    /// Below this share of families, in hundredths, it is thin.
    pub thin_below: u32,
    /// From this share of families, in hundredths, it can be strong.
    pub strong_from: u32,
    /// How many voices of three it takes to be strong.
    pub strong_voices: u32,
    /// Something within so many weeks to be strong.
    pub strong_weeks: u32,
    /// How many changes it takes to be strong.
    pub strong_changes: u32,
    /// A statement about the setting is fair with something within so many weeks.
    pub setting_weeks: u32,
    /// The judgement suggested for strong, fair, thin; none suggests nothing.
    pub suggests: Suggests,
}

/// The judgement codes that strengths suggest; empty where they suggest nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suggests {
    /// For strong.
    pub strong: String,
    /// For fair.
    pub fair: String,
    /// For thin.
    pub thin: String,
}

/// A band of the rating scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// `good`
    pub name: String,
    /// The number that stands for it: 5.
    pub number: u32,
}

/// A rating row: a heading and one descriptor a band, in our own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RatingRow {
    /// A stable code: `R1`.
    pub code: String,
    /// `Contracts`
    pub title: String,
    /// One descriptor a band, in the bands' order.
    pub descriptors: Vec<String>,
}
