//! The self-evaluation: what people judged, wrote, rated and mean to do, what sign-off waits for, and what it
//! freezes. The program counts and lists; it never judges and never rates.

use std::collections::BTreeSet;

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use super::day::{Day, Moment};
use super::evidence::{Figures, Scope, Strength};
use super::framework::Framework;
use super::id::{AreaId, EntryId};

/// A self-evaluation as it stands at one moment: live on the screen, frozen once somebody signs it off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluation {
    /// The framework's id.
    pub framework: String,
    /// Whether the framework judges its statements.
    pub judges: bool,
    /// The statements, in printed order.
    pub statements: Vec<Evaluated>,
    /// The rating rows, in printed order.
    pub ratings: Vec<Rated>,
    /// The areas for development that were not let go, as they came.
    pub areas: Vec<Area>,
}

/// A statement: what people said of it, and the figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluated {
    /// Its code.
    pub code: String,
    /// `Y`, `P`, `N`; empty where nobody judged it.
    pub met: String,
    /// The lead's own text; empty where there is none.
    pub text: String,
    /// What the text cites, in the order of its numbers.
    pub cited: Vec<EntryId>,
    /// Agreed entries and practice records.
    pub entries: u32,
    /// Families with at least one.
    pub families: u32,
    /// Families on the roll in the period.
    pub on_roll: u32,
    /// Entries that carry each voice: staff, family, child.
    pub voices: [u32; 3],
    /// How many led to something.
    pub changed: u32,
    /// The last day with any.
    pub last: Option<Day>,
    /// How strong the evidence is, by the framework's rule.
    pub strength: Strength,
}

/// A rating row and the number that a person gave it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rated {
    /// The row's code.
    pub row: String,
    /// The number; `None` where nobody gave one. The program never does.
    pub number: Option<u8>,
}

/// An area for development, as it stands from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// Its identity.
    pub id: AreaId,
    /// The framework's id.
    pub framework: String,
    /// The code of the statement whose gap it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// What will be done.
    pub what: String,
    /// Who does it.
    pub who: String,
    /// By when, as people say it: `by half term`.
    pub by_when: String,
    /// How they will know.
    pub how: String,
    /// Where it stands.
    pub state: AreaState,
}

/// Where an area for development stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AreaState {
    /// To be done.
    #[default]
    Open,
    /// Done.
    Done,
    /// Let go: it stands in the log alone.
    LetGo,
}

/// A self-evaluation that was signed off. Who and when stand in the line's stamp.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignOff {
    /// What it is called: `autumn term 2026`.
    pub name: String,
    /// The rooms and days that its figures are of.
    pub scope: Scope,
    /// Everything as it stood.
    pub evaluation: Evaluation,
}

/// What sign-off waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// A statement that nobody judged, by its code.
    Judgement(String),
    /// A statement without a text, by its code.
    Text(String),
    /// A statement whose text is the last round's, and nobody has looked at it in this one.
    CarriedOver(String),
    /// A rating row without a number, by its code.
    Rating(String),
    /// An open area for development that nobody has, or that has no day.
    Area(AreaId),
}

impl Evaluation {
    /// Everything that the form demands and that is not there yet, in the order of the form. The texts of some
    /// statements are carried over from the last round.
    pub fn missing(&self, carried_over: &BTreeSet<String>) -> Vec<Missing> {
        let statements = self.statements.iter().flat_map(|one| {
            let judgement = (self.judges && one.met.is_empty()).then(|| Missing::Judgement(one.code.clone()));
            let text = match one.text.trim().is_empty() {
                true => Some(Missing::Text(one.code.clone())),
                false => carried_over.contains(&one.code).then(|| Missing::CarriedOver(one.code.clone())),
            };
            judgement.into_iter().chain(text)
        });
        let ratings = self.ratings.iter().filter(|rated| rated.number.is_none());
        let areas = self.areas.iter().filter(|area| area.state == AreaState::Open);
        let areas = areas.filter(|area| area.who.trim().is_empty() || area.by_when.trim().is_empty());
        statements
            .chain(ratings.map(|rated| Missing::Rating(rated.row.clone())))
            .chain(areas.map(|area| Missing::Area(area.id)))
            .collect()
    }

    /// A statement by its code.
    pub fn statement(&self, code: &str) -> Option<&Evaluated> {
        self.statements.iter().find(|one| one.code == code)
    }

    /// The number that a rating row has.
    pub fn rating(&self, row: &str) -> Option<u8> {
        self.ratings.iter().find(|rated| rated.row == row).and_then(|rated| rated.number)
    }

    /// The same without figures: what people said. Two that are the same in it differ by what was agreed meanwhile.
    pub fn said(&self) -> Evaluation {
        let mut said = self.clone();
        for one in &mut said.statements {
            let Evaluated { code, met, text, cited, .. } = std::mem::take(one);
            *one = Evaluated { code, met, text, cited, ..Evaluated::default() };
        }
        said
    }
}

/// What a round that is signed off on that day is called, `autumn term 2026`: autumn from September, spring from
/// January, summer from the middle of April.
pub fn term(day: Day) -> String {
    let term = match (day.month(), day.day()) {
        (9.., _) => "autumn",
        (1..=3, _) | (4, ..15) => "spring",
        _ => "summer",
    };
    format!("{term} term {}", day.year())
}

/// The codes of the statements whose text the round of that name has from the one called `before`, which was signed
/// off `at`: nobody has written it since, nor kept it. `texts` are codes with when their text was written or kept last. A judgement
/// is looked at with the text that says why.
pub fn carried_over(
    round: &str,
    (before, at): (&str, Moment),
    texts: impl Iterator<Item = (String, Moment)>,
) -> BTreeSet<String> {
    let other = before != round;
    texts.filter(|(_, written)| other && written.ms <= at.ms).map(|(code, _)| code).collect()
}

impl Default for Evaluated {
    fn default() -> Evaluated {
        Evaluated::of("", &Figures::default(), Strength::None)
    }
}

impl Evaluated {
    /// The figures of a statement, with nothing said of it.
    pub fn of(code: &str, figures: &Figures, strength: Strength) -> Evaluated {
        Evaluated {
            code: code.to_string(),
            met: String::new(),
            text: String::new(),
            cited: Vec::new(),
            entries: figures.entries,
            families: figures.families,
            on_roll: figures.on_roll,
            voices: figures.voices,
            changed: figures.changed,
            last: figures.last,
            strength,
        }
    }
}

/// What the record holds of a code that the edition in use does not have. It is shown and never dropped: the code may
/// come back, or a person may take what was said over by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoSuccessor {
    /// The code, of a statement or of a rating row.
    pub code: String,
    /// The judgement; empty where there is none.
    pub met: String,
    /// The lead's text; empty where there is none.
    pub text: String,
    /// The rating row's number.
    pub number: Option<u8>,
    /// Agreed entries and practice records of the period.
    pub entries: u32,
    /// Families with at least one of them.
    pub families: u32,
    /// The last day with any.
    pub last: Option<Day>,
}

/// The numbers that a rating row may be given, lowest and highest; `None` where the framework rates nothing.
pub fn scale(framework: &Framework) -> Option<(u8, u8)> {
    let numbers = || framework.bands.iter().filter_map(|band| u8::try_from(band.number).ok());
    numbers().min().zip(numbers().max())
}

/// The bands that describe a number: its own, or those on either side of it, each by its place.
pub fn bands_of(framework: &Framework, number: u8) -> Vec<usize> {
    let at = |wanted: u32| framework.bands.iter().position(|band| band.number == wanted);
    let number = u32::from(number);
    if let Some(own) = at(number) {
        return vec![own];
    }
    let below = framework.bands.iter().rposition(|band| band.number < number);
    let above = framework.bands.iter().position(|band| band.number > number);
    below.into_iter().chain(above).collect()
}

/// How many words a text has: what stands between blanks and has a letter or a digit. The numbers in brackets by which
/// it cites its entries are none: `[3]`.
pub fn word_count(text: &str) -> usize {
    fn after_number(part: &str) -> Option<&str> {
        part.split_once(']').filter(|(number, _)| number.parse::<usize>().is_ok()).map(|(_, rest)| rest)
    }
    let words =
        |part: &str| part.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    text.split('[').map(|part| words(after_number(part).unwrap_or(part))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use crate::domain::Period;

    #[test]
    fn the_numbers_of_entries_are_no_words() {
        for (text, words) in [
            ("", 0),
            ("Families tell us at the door.", 6),
            ("In one family's words: “he pours” [3]; so it is [4][5].", 9),
            ("Seen[1] – and [again] said [2] twice", 5),
        ] {
            assert_eq!(word_count(text), words, "{text}");
        }
    }

    fn whole() -> Evaluation {
        let one = |code: &str| Evaluated {
            met: "Y".into(),
            text: "We know.".into(),
            ..Evaluated::of(code, &Figures::default(), Strength::None)
        };
        let area = Area {
            id: AreaId(uuid::Uuid::from_u128(7)),
            framework: "f".into(),
            statement: None,
            what: "Hear from two families".into(),
            who: "Sam".into(),
            by_when: "half term".into(),
            how: String::new(),
            state: AreaState::Open,
        };
        Evaluation {
            framework: "f".into(),
            judges: true,
            statements: vec![one("1"), one("2")],
            ratings: vec![Rated { row: "R1".into(), number: Some(4) }],
            areas: vec![area],
        }
    }

    #[test]
    fn sign_off_waits_for_each_thing_that_the_form_demands() {
        let id = AreaId(uuid::Uuid::from_u128(7));
        let none = BTreeSet::new();
        assert_eq!(whole().missing(&none), []);
        let carried = BTreeSet::from(["2".to_string()]);
        assert_eq!(whole().missing(&carried), [Missing::CarriedOver("2".into())]);
        let mut without = whole();
        without.statements[1].text.clear();
        assert_eq!(without.missing(&carried), [Missing::Text("2".into())], "said once");
        type Spoil = fn(&mut Evaluation);
        let table: [(Spoil, Option<Missing>); 8] = [
            (|one| one.statements[1].met.clear(), Some(Missing::Judgement("2".into()))),
            (|one| one.statements[0].text = " \n".into(), Some(Missing::Text("1".into()))),
            (|one| one.ratings[0].number = None, Some(Missing::Rating("R1".into()))),
            (|one| one.areas[0].who.clear(), Some(Missing::Area(id))),
            (|one| one.areas[0].by_when = "  ".into(), Some(Missing::Area(id))),
            (|one| one.areas[0].how.clear(), None),
            (
                |one| {
                    one.areas[0].who.clear();
                    one.areas[0].state = AreaState::Done
                },
                None,
            ),
            (
                |one| {
                    one.judges = false;
                    one.statements[1].met.clear()
                },
                None,
            ),
        ];
        for (spoil, missing) in table {
            let mut one = whole();
            spoil(&mut one);
            assert_eq!(one.missing(&none), missing.into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_term_is_named_as_people_name_it() {
        for (month, day, says) in [
            (9, 1, "autumn term 2026"),
            (12, 31, "autumn term 2026"),
            (1, 1, "spring term 2026"),
            (4, 14, "spring term 2026"),
            (4, 15, "summer term 2026"),
            (8, 31, "summer term 2026"),
        ] {
            assert_eq!(term(Day::from_ymd_opt(2026, month, day).unwrap()), says);
        }
    }

    #[test]
    fn a_text_of_the_last_round_is_carried_over_until_it_is_written_or_kept_in_the_next() {
        let at = |ms| Moment { ms, offset: 0 };
        let day = Day::from_ymd_opt(2026, 11, 26).unwrap();
        let scope = Scope { rooms: Vec::new(), period: Period::term_to(day) };
        let before = SignOff { name: "autumn term 2026".into(), scope, evaluation: whole() };
        let carried = |round: &str| {
            let texts = [("1", 5), ("2", 9), ("3", 10)].map(|(code, ms)| (code.to_string(), at(ms)));
            carried_over(round, (&before.name, at(9)), texts.into_iter()).into_iter().collect::<Vec<_>>()
        };
        assert_eq!(carried("spring term 2027"), ["1", "2"]);
        assert!(carried("autumn term 2026").is_empty(), "signed once more, it is the same round");
    }

    #[test]
    fn a_number_between_two_bands_is_described_by_both() {
        let catalog = Catalog::shipped().unwrap();
        let framework = &catalog.frameworks[0];
        assert_eq!(scale(framework), Some((1, 7)));
        let names = |number| -> Vec<&str> {
            bands_of(framework, number).into_iter().map(|at| framework.bands[at].name.as_str()).collect()
        };
        assert_eq!(names(1), ["inadequate"]);
        assert_eq!(names(5), ["good"]);
        assert_eq!(names(6), ["good", "outstanding"]);
        assert_eq!(names(2), ["inadequate", "requires improvement"]);
    }

    #[test]
    fn what_was_said_is_the_same_whatever_was_agreed_meanwhile() {
        let (one, mut other) = (whole(), whole());
        other.statements[0].entries = 9;
        other.statements[0].strength = Strength::Strong;
        assert!(one != other && one.said() == other.said());
        other.statements[0].met = "P".into();
        assert_ne!(one.said(), other.said());
    }
}
