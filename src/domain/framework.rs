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
    /// The year of that edition, where it is printed.
    #[serde(default)]
    pub year: Option<i32>,
    /// What replaced it, or that its day of review has passed, in a sentence.
    #[serde(default)]
    pub superseded_by: Option<String>,
    /// Notes before the statements, in our own words, each with where the original is found.
    #[serde(default)]
    pub intro: Vec<String>,
    /// What it names without asking for it: laws, guidance, linked policies, programmes, tools.
    #[serde(default, rename = "reference")]
    pub references: Vec<Reference>,
    /// The heading of the column that this product fills, as the form has it.
    pub evidence_heading: String,
    /// The words for met, partly, not met; empty where the framework judges nothing.
    #[serde(default)]
    pub judgements: Vec<Judgement>,
    /// The rule that turns figures into a strength and a suggested judgement.
    pub strength: StrengthRule,
    /// The headings under which the statements stand, in printed order; empty where it has none.
    #[serde(default, rename = "section")]
    pub sections: Vec<Section>,
    /// What a board of it can be read by, beside its sections: articles, standards, linked areas.
    #[serde(default, rename = "tag")]
    pub tags: Vec<Tag>,
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
    /// The codes of statements that the edition has and that are not among these: the setting hid them, or only
    /// some were asked for.
    #[serde(skip)]
    pub aside: Vec<String>,
}

/// What becomes of a framework's statements where another edition takes its place. A code goes on as itself: what was
/// judged and agreed for it stays with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Succession {
    /// The codes of both that say the same.
    pub same: Vec<String>,
    /// The codes of both that say something else now.
    pub reworded: Vec<String>,
    /// The codes that no statement of the new edition has.
    pub ended: Vec<String>,
    /// The codes that are new.
    pub new: Vec<String>,
}

impl Framework {
    /// The statement of a code.
    pub fn statement(&self, code: &str) -> Option<&Statement> {
        self.statements.iter().find(|statement| statement.code == code)
    }

    /// The keys that judge a statement, in the order of its scale: `y p n`; empty where it judges nothing.
    pub fn judging_keys(&self) -> String {
        self.judgements.iter().map(|one| one.code.to_lowercase()).collect::<Vec<_>>().join(" ")
    }

    /// Whether a statement can be judged so; if not, how it can, in a sentence.
    pub fn judges_with(&self, code: &str) -> Result<(), String> {
        match self.judgements.iter().any(|one| one.code == code) {
            true => Ok(()),
            false => {
                Err(format!("Statements are judged here with {}.", self.judging_keys().replace(' ', " or ")))
            }
        }
    }

    /// The shortest by which a statement is known among all of them: its number, or its code where a page has several
    /// statements; a code that is not known as it is.
    pub fn number<'a>(&'a self, code: &'a str) -> &'a str {
        match self.statement(code) {
            Some(statement) if !self.doubled(&statement.number) => &statement.number,
            _ => code,
        }
    }

    /// The same for a reader who has the statements before them, and no code: a number that several have with the
    /// title beside it, `p4 Aims made together`.
    pub fn named(&self, code: &str) -> String {
        match self.statement(code) {
            Some(statement) if self.doubled(&statement.number) => {
                format!("{} {}", statement.number, statement.title)
            }
            Some(statement) => statement.number.clone(),
            None => code.to_string(),
        }
    }

    /// Whether several statements have that number.
    fn doubled(&self, number: &str) -> bool {
        self.statements.iter().filter(|statement| statement.number == number).nth(1).is_some()
    }

    /// It alone with the statements of a tag; `None` where no tag has that code.
    pub fn tagged(&self, code: &str) -> Option<Framework> {
        let tag = self.tags.iter().find(|tag| tag.code == code)?;
        let mut framework = self.only(|statement| statement.tags.iter().any(|own| own == code));
        framework.title = format!("{}: {} {}", self.title, tag.set, tag.number);
        framework.aside.extend(framework.ratings.drain(..).map(|row| row.code));
        framework.areas_for_development = false;
        Some(framework)
    }

    /// It with some of its statements; the codes of the others are put aside.
    pub fn only(&self, keep: impl Fn(&Statement) -> bool) -> Framework {
        let mut framework = self.clone();
        let (kept, aside): (Vec<_>, Vec<_>) = framework.statements.drain(..).partition(keep);
        framework.statements = kept;
        framework.aside.extend(aside.into_iter().map(|statement| statement.code));
        framework
    }

    /// Whether the edition has a statement or a rating row of that code, listed here or put aside.
    pub fn has(&self, code: &str) -> bool {
        self.statement(code).is_some()
            || self.ratings.iter().any(|row| row.code == code)
            || self.aside.iter().any(|aside| aside == code)
    }

    /// What becomes of the statements of `before` where this takes its place.
    pub fn succeeds(&self, before: &Framework) -> Succession {
        let mut becomes = Succession::default();
        for statement in &before.statements {
            let list = match self.statement(&statement.code) {
                Some(now) if now.says == statement.says => &mut becomes.same,
                Some(_) => &mut becomes.reworded,
                None if self.has(&statement.code) => continue,
                None => &mut becomes.ended,
            };
            list.push(statement.code.clone());
        }
        // What the setting hid is still in the record.
        becomes.ended.extend(before.aside.iter().filter(|code| !self.has(code)).cloned());
        let new = self.statements.iter().filter(|statement| !before.has(&statement.code));
        becomes.new = new.map(|statement| statement.code.clone()).collect();
        becomes
    }
}

/// A heading under which statements stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// A stable code, by which statements name it: `QIF`.
    pub code: String,
    /// The heading in our own words.
    pub title: String,
}

/// Something that statements of several sections share, by which a board can be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tag {
    /// A stable code, by which statements name it: `uncrc.12`.
    pub code: String,
    /// Of which list it is: `UN Convention, article`.
    pub set: String,
    /// Its number in that list: `12`; a word where the list has none.
    pub number: String,
    /// What it is about, in our own words.
    pub title: String,
}

/// Something that a framework names without asking for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// Under which heading it stands: `Linked policies`.
    pub under: String,
    /// What it is, with its number or year.
    pub title: String,
    /// What replaced it, where something did.
    #[serde(default)]
    pub superseded_by: Option<String>,
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
    /// The section that it stands in, where the framework has any.
    #[serde(default)]
    pub section: Option<String>,
    /// The codes of its tags.
    #[serde(default)]
    pub tags: Vec<String>,
    /// What to ask oneself beside it.
    #[serde(default)]
    pub prompts: Vec<String>,
    /// The original's wording, where the setting put it in.
    #[serde(default)]
    pub wording: Option<String>,
    /// How far daily talk can carry it.
    pub from: From,
    /// Whether it is about each family, or about the setting as a whole.
    pub about: About,
    /// The entry kinds in which talk that shows it is found; empty exactly where daily talk can't carry it.
    #[serde(default)]
    pub daily: Vec<Kind>,
    /// Entry kinds that suggest it by themselves.
    #[serde(default)]
    pub kinds: Vec<Kind>,
    /// Practice kinds that show it.
    #[serde(default)]
    pub practice: Vec<String>,
    /// What shows it that is kept outside this record: `The written complaints procedure`.
    #[serde(default)]
    pub by_hand: Option<String>,
    /// Statements of other frameworks that a note shows in the same way: what suggests one of them (kinds,
    /// phrases, marks, hints) suggests this one. So the words of one matter stand in one file.
    #[serde(default)]
    pub like: Vec<StatementRef>,
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
    /// What to ask a family at the door for its sake, a line of the card long: offered where a lead pins a question.
    #[serde(default)]
    pub ask: Option<String>,
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
    /// The judgement suggested for strong, fair, thin; none suggests nothing, and a framework that judges
    /// nothing leaves it out.
    #[serde(default)]
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

#[cfg(test)]
mod tests {
    use crate::catalog::Catalog;

    #[test]
    fn another_edition_goes_on_by_code_and_names_what_it_ends_rewords_and_brings() {
        let shipped = Catalog::shipped().unwrap().frameworks.remove(0);
        let with = |codes: &[&str]| shipped.only(|one| codes.contains(&one.code.as_str()));
        let with = |codes: &[&str]| super::Framework { aside: Vec::new(), ..with(codes) };
        let before = with(&["1", "2", "3", "4"]);
        let mut after = with(&["1", "2", "5"]);
        after.statements[1].says.push_str(" and more");
        let becomes = after.succeeds(&before);
        assert_eq!((becomes.same, becomes.reworded), (vec!["1".to_string()], vec!["2".to_string()]));
        assert_eq!(
            (becomes.ended, becomes.new),
            (vec!["3".to_string(), "4".to_string()], vec!["5".to_string()])
        );
        // What is only put aside has not ended, and what was only put aside is not new.
        let fewer = before.only(|statement| statement.code != "3");
        assert_eq!(fewer.aside, ["3"]);
        assert!(fewer.has("3") && fewer.statement("3").is_none() && !fewer.has("5"));
        assert_eq!(fewer.succeeds(&before).ended, [""; 0]);
        assert_eq!(before.succeeds(&fewer).new, [""; 0]);
        assert_eq!(with(&["1", "2", "4"]).succeeds(&fewer).ended, ["3"], "what was hidden has ended too");
    }
}
