//! Evidence that is not a daily entry: a home visit, a survey, a display. The kinds are data.

use std::collections::BTreeMap;

use chrono::Days;
use serde::{Deserialize, Serialize};

use super::day::{Day, Moment, long};
use super::entry::{NoTakeBack, Reason, Shown, TAKE_BACK_SECONDS};
use super::framework::{Framework, StatementRef};
use super::id::{ChildId, ContactId, PersonId, PracticeId, RoomId};
use super::practitioner::Role;

/// A practice record as it was written or amended. A lead's or manager's counts from then on; a key person's once a
/// lead has agreed it: see [`PracticeStands`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Practice {
    /// Its identity.
    pub id: PracticeId,
    /// The kind's code in `data/practice.toml`.
    pub kind: String,
    /// The day on which it happened.
    pub day: Day,
    /// The room that it belongs to; `None` for the whole setting.
    pub room: Option<RoomId>,
    /// The children whose families it reached; empty where it is about the setting.
    pub children: Vec<ChildId>,
    /// Who wrote it.
    pub by: PersonId,
    /// What was done, in a sentence or two.
    pub text: String,
    /// The family's own words, where there were any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub family_words: Vec<String>,
    /// What stands in the fields of its kind, by their codes.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, Held>,
    /// What it shows.
    pub shows: Vec<Shown>,
    /// That its kind was restricted when it was written: it is never counted, only that it was kept out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub restricted: bool,
}

/// What stands in a field of a practice record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Held {
    /// Words.
    Text(String),
    /// A day.
    Date(Day),
    /// A whole number.
    Number(u32),
    /// One of the field's choices.
    Choice(String),
    /// People of the setting.
    People(Vec<PersonId>),
    /// Adults of the children's families.
    Contacts(Vec<ContactId>),
}

/// Somebody in a field of a practice record: how they are called depends on who reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A member of staff.
    Person(PersonId),
    /// An adult of a family.
    Contact(ContactId),
}

impl Practice {
    /// Whether everybody who works here may read it: its kind is known, and was and is not restricted.
    pub fn open(&self, kinds: &[PracticeKind]) -> bool {
        let known = kinds.iter().any(|kind| kind.code == self.kind && !kind.restricted);
        known && !self.restricted
    }

    /// Whether anything is said in it.
    pub fn says_something(&self) -> bool {
        let words = |held: &Held| matches!(held, Held::Text(words) if !words.trim().is_empty());
        !self.text.trim().is_empty() || self.fields.values().any(words)
    }
}

/// A correction of a practice record. What stood before it is in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PracticeAmended {
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: Moment,
    /// Why.
    pub reason: Reason,
}

/// A practice record as it stands now. One that was taken back stands nowhere but in the log, without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PracticeStands {
    /// Its latest words, with what it shows by whoever said that last.
    pub practice: Practice,
    /// When it was first written.
    pub recorded: Moment,
    /// How many times it was amended: what an amendment must have seen.
    pub revision: u32,
    /// The corrections, oldest first.
    pub amended: Vec<PracticeAmended>,
    /// That it waits for a lead: a key person wrote it, or amended it since. It counts for nothing until then.
    pub waits: bool,
    /// The lead who agreed it, and when.
    pub agreed: Option<(PersonId, Moment)>,
    /// That it went out in an export: it can't be taken back any more.
    pub printed: bool,
    /// Whether a lead settled the names that were found in its latest words.
    pub names_settled: bool,
}

impl PracticeStands {
    /// Whether `person` may take it back at `now`: its writer, as long after writing it as an entry's.
    ///
    /// # Errors
    /// Why not.
    pub fn take_back(&self, person: PersonId, now: Moment) -> Result<(), NoTakeBack> {
        if self.practice.by != person {
            return Err(NoTakeBack::NotYours);
        }
        if self.agreed.is_some() {
            return Err(NoTakeBack::Agreed);
        }
        if self.printed {
            return Err(NoTakeBack::Printed);
        }
        if now.ms - self.recorded.ms > TAKE_BACK_SECONDS * 1000 {
            return Err(NoTakeBack::TooLate { minutes: now.minutes_since(self.recorded) });
        }
        Ok(())
    }

    /// The day on which it was amended after what it shows had been agreed; `None` where the words that were agreed
    /// still stand. A lead's own record is agreed as it is written.
    pub fn amended_on(&self) -> Option<Day> {
        let agreed = match self.agreed {
            Some((_, at)) => at,
            None if self.waits => return None,
            None => self.recorded,
        };
        self.amended.last().filter(|last| last.at.ms > agreed.ms).map(|last| last.at.day())
    }

    /// Whether somebody may correct it: its writer, or a lead.
    pub fn may_amend(&self, person: PersonId, role: Role) -> bool {
        role.leads() || self.practice.by == person
    }
}

/// A kind of practice record, as data. What it usually shows stands in the frameworks, beside each statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticeKind {
    /// A stable code: `home-visit`.
    pub code: String,
    /// What it is called.
    pub label: String,
    /// Who may write it.
    #[serde(default)]
    pub writers: Writers,
    /// Restricted to leads and managers: never in search, counts or print for others.
    #[serde(default)]
    pub restricted: bool,
    /// Within how many days of its own day it must be answered, where there is such a term.
    #[serde(default)]
    pub answer_within: Option<u32>,
    /// The field whose day says that it has been answered.
    #[serde(default)]
    pub answered_by: Option<String>,
    /// The field in which stands what was done about it: once it is filled in, whatever the record shows led to a
    /// change.
    #[serde(default)]
    pub acted_on_by: Option<String>,
    /// What it asks for, in the order of its form.
    #[serde(default, rename = "field")]
    pub fields: Vec<Field>,
}

/// How many days before its term ends an answer is asked for.
const ANSWER_SOON: i64 = 7;

impl PracticeKind {
    /// Whether somebody of that role may write it.
    pub fn may_write(&self, role: Role) -> bool {
        role.leads() || (role == Role::KeyPerson && self.writers == Writers::KeyPersons && !self.restricted)
    }

    /// The field of a code.
    pub fn field(&self, code: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.code == code)
    }

    /// The first field that is needed and empty.
    pub fn missing(&self, fields: &BTreeMap<String, Held>) -> Option<&Field> {
        self.fields.iter().find(|field| field.needed_now(fields) && !fields.contains_key(&field.code))
    }

    /// The first field of a record of that day that can't be so, seen on `today`, and why, in a sentence.
    pub fn amiss(&self, fields: &BTreeMap<String, Held>, day: Day, today: Day) -> Option<(&Field, String)> {
        self.fields.iter().find_map(|field| {
            let label = &field.label;
            let why = match fields.get(&field.code)? {
                Held::Date(then) if field.came_of_it && *then < day => {
                    format!("“{label}” is before the day of the record, {}.", long(day))
                }
                Held::Date(then) if field.came_of_it && *then > today => {
                    format!("“{label}” is still to come: leave it empty until it has happened.")
                }
                Held::Number(number) => {
                    let most = self.field(field.at_most.as_ref()?)?;
                    match fields.get(&most.code) {
                        Some(Held::Number(limit)) if number > limit => {
                            format!("“{label}” is {number}, and “{}” only {limit}.", most.label)
                        }
                        _ => return None,
                    }
                }
                _ => return None,
            };
            Some((field, why))
        })
    }

    /// The days that are left to answer a record, below zero once its term is over; `None` where nothing waits.
    pub fn days_to_answer(&self, practice: &Practice, today: Day) -> Option<i64> {
        let within = self.answer_within?;
        if self.answered_by.as_ref().is_some_and(|field| practice.fields.contains_key(field)) {
            return None;
        }
        let due = practice.day.checked_add_days(Days::new(within.into()))?;
        Some((due - today).num_days())
    }

    /// The same where it is time to say so.
    pub fn answer_soon(&self, practice: &Practice, today: Day) -> Option<i64> {
        self.days_to_answer(practice, today).filter(|left| *left <= ANSWER_SOON)
    }

    /// Whether what it shows carries *changed* by itself: `None` where a person says it of each statement.
    pub fn acted_on(&self, fields: &BTreeMap<String, Held>) -> Option<bool> {
        self.acted_on_by.as_ref().map(|field| fields.contains_key(field))
    }

    /// What a record shows with these fields, of what was ticked.
    pub fn shows(&self, ticked: &[Shown], fields: &BTreeMap<String, Held>) -> Vec<Shown> {
        let changed = self.acted_on(fields);
        ticked
            .iter()
            .map(|shown| Shown { changed: changed.unwrap_or(shown.changed), ..shown.clone() })
            .collect()
    }

    /// The statements that a record of this kind may show, each with whether it is ticked from the beginning: those of
    /// the first framework, and of the others those that ask for this kind before any other.
    pub fn suggests<'a>(
        &'a self,
        frameworks: &'a [Framework],
    ) -> impl Iterator<Item = (StatementRef, bool)> + 'a {
        frameworks.iter().enumerate().flat_map(move |(place, framework)| {
            let asks = framework.statements.iter().filter(|one| one.practice.contains(&self.code));
            asks.map(move |one| {
                let statement = StatementRef { framework: framework.id.clone(), code: one.code.clone() };
                (statement, place == 0 || one.practice.first() == Some(&self.code))
            })
        })
    }

    /// A record in plain sentences: its own words, then each field that says something. `name` is how somebody is
    /// called there.
    pub fn says(&self, practice: &Practice, name: &dyn Fn(Named) -> String) -> String {
        let own = practice.text.trim();
        let own = (!own.is_empty()).then(|| sentence(own));
        let fields = self.fields.iter().filter_map(|field| {
            let held = practice.fields.get(&field.code)?;
            Some(sentence(&format!("{}: {}", field.label, held.says(name))))
        });
        own.into_iter().chain(fields).collect::<Vec<_>>().join(" ")
    }
}

/// A line of words with a full stop behind it, where it ends without one.
fn sentence(words: &str) -> String {
    let words = words.trim_end();
    let ends = words.ends_with(['.', '!', '?', '…', '”']);
    if ends { words.to_string() } else { format!("{words}.") }
}

impl Held {
    /// As it is read, without its label.
    pub fn says(&self, name: &dyn Fn(Named) -> String) -> String {
        let all = |names: Vec<String>| names.join(", ");
        match self {
            Held::Text(words) | Held::Choice(words) => words.trim().to_string(),
            Held::Date(day) => long(*day),
            Held::Number(number) => number.to_string(),
            Held::People(people) => all(people.iter().map(|id| name(Named::Person(*id))).collect()),
            Held::Contacts(adults) => all(adults.iter().map(|id| name(Named::Contact(*id))).collect()),
        }
    }
}

/// Who may write a kind of practice record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Writers {
    /// Leads and managers.
    #[default]
    Leads,
    /// Key persons too.
    KeyPersons,
}

impl Writers {
    /// Who that is, in words.
    pub fn label(self) -> &'static str {
        match self {
            Writers::Leads => "leads, managers",
            Writers::KeyPersons => "key persons, leads, managers",
        }
    }
}

/// One thing that a practice record asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// A stable code within its kind: `wishes`.
    pub code: String,
    /// What it is called on the form.
    pub label: String,
    /// What can stand in it.
    pub is: Holds,
    /// What can be chosen, where it is a choice.
    #[serde(default)]
    pub choices: Vec<String>,
    /// Whether the record can't be saved without it.
    #[serde(default)]
    pub needed: bool,
    /// The same only where that other field is filled in.
    #[serde(default)]
    pub needed_with: Option<String>,
    /// … and not where another field says this.
    #[serde(default)]
    pub needed_unless: Option<Says>,
    /// A day on which something came of the record: not before its own day, nor still to come.
    #[serde(default)]
    pub came_of_it: bool,
    /// The number in that other field is the most that it can be.
    #[serde(default)]
    pub at_most: Option<String>,
}

/// That a choice field says something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Says {
    /// The field's code.
    pub field: String,
    /// One of its choices.
    pub is: String,
}

impl Field {
    /// Whether the record can't be saved without it as the others stand.
    fn needed_now(&self, fields: &BTreeMap<String, Held>) -> bool {
        let with = self.needed_with.as_ref().is_some_and(|other| fields.contains_key(other));
        let unless = self.needed_unless.as_ref().is_some_and(
            |says| matches!(fields.get(&says.field), Some(Held::Choice(choice)) if *choice == says.is),
        );
        self.needed || (with && !unless)
    }
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holds {
    /// Words.
    Text,
    /// A day.
    Date,
    /// A whole number.
    Number,
    /// One of its choices.
    Choice,
    /// People of the setting.
    People,
    /// Adults of the children's families.
    Contacts,
}

#[cfg(test)]
#[path = "practice_tests.rs"]
mod tests;
