//! The daily round: which columns a room has, what a cell can say, and what of it is recorded.

use serde::{Deserialize, Serialize};

use super::age_band::AgeBand;
use super::id::{ChildId, TalkId};
use super::room::Room;

/// All columns that there are, and which go with which age.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rounds {
    /// The columns, in the order in which they stand.
    #[serde(rename = "column")]
    pub columns: Vec<Column>,
    /// Which of them go with which age.
    #[serde(rename = "band")]
    pub bands: Vec<Band>,
}

/// A column of the round.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// What it is known by: `slept`.
    pub code: String,
    /// Its heading.
    pub title: String,
    /// What a letter says here.
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// What a number says here, where it can be one.
    pub number: Option<Number>,
}

/// What a letter says in a column.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The letter.
    pub key: char,
    /// How it stands in the grid, and in the record: `most`.
    pub label: String,
    /// What it says as a sentence: `Ate most.`
    pub words: String,
}

/// What a number says in a column.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Number {
    /// What is counted: `minutes`.
    pub unit: String,
    /// The largest that can be meant.
    pub most: u16,
    /// The sentence with `[ ]` for the number.
    pub words: String,
}

/// The columns of rooms of an age.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Which age.
    pub ages: AgeBand,
    /// The codes of its columns.
    pub columns: Vec<String>,
}

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// The choice of this letter.
    Choice(char),
    /// This number.
    Number(u16),
}

/// A row that was begun and is not saved yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Whose.
    pub child: ChildId,
    /// The talk that its entries will belong to.
    pub talk: TalkId,
    /// What stands in its cells.
    pub cells: Vec<Cell>,
    /// Its own sentence as typed, marks and all.
    pub note: String,
}

/// A cell of a row that is not saved yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The column's code.
    pub column: String,
    /// What stands in it.
    pub value: Value,
    /// Filled in for the person: it says nothing until they finish the row.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub filled: bool,
}

/// What an entry keeps of a cell beside its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// The column's code.
    pub column: String,
    /// The choice's label or the number; `None` where nobody said: not recorded, which is not the same as none.
    pub value: Option<String>,
}

impl Rounds {
    /// A column by its code.
    pub fn column(&self, code: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.code == code)
    }

    /// The columns of a room: those that its lead chose, else those of its children's age.
    pub fn of(&self, room: &Room, ages: Option<AgeBand>) -> Vec<&Column> {
        let chosen: Vec<&Column> =
            self.columns.iter().filter(|column| room.round.contains(&column.code)).collect();
        if chosen.is_empty() { self.of_ages(ages) } else { chosen }
    }

    /// The columns of an age; where it is not known, those of the twos, in the middle.
    pub fn of_ages(&self, ages: Option<AgeBand>) -> Vec<&Column> {
        let ages = ages.unwrap_or(AgeBand::Twos);
        let bands = self.bands.iter().filter(|band| band.ages == ages);
        bands.flat_map(|band| &band.columns).filter_map(|code| self.column(code)).collect()
    }
}

impl Column {
    /// What a value looks like in the grid and in the record: `most`, `40`. `None` where it says nothing here.
    pub fn label(&self, value: Value) -> Option<String> {
        match value {
            Value::Choice(key) => self.choice(key).map(|choice| choice.label.clone()),
            Value::Number(number) => self.number.as_ref().map(|_| number.to_string()),
        }
    }

    /// The value of a label.
    pub fn value(&self, label: &str) -> Option<Value> {
        let choice = self.choices.iter().find(|choice| choice.label == label);
        let number = || self.number.as_ref().and_then(|_| label.parse().ok()).map(Value::Number);
        choice.map(|choice| Value::Choice(choice.key)).or_else(number)
    }

    /// What a value says, as a sentence.
    pub fn words(&self, value: Value) -> Option<String> {
        match value {
            Value::Choice(key) => self.choice(key).map(|choice| choice.words.clone()),
            Value::Number(number) => {
                self.number.as_ref().map(|known| known.words.replace("[ ]", &number.to_string()))
            }
        }
    }

    /// What a letter says here; or a digit, the first choice's being 1. Where a number can be said, the one
    /// choice beside it is 0.
    pub fn choice(&self, key: char) -> Option<&Choice> {
        let digit = |index| self.digit(index) == key;
        let letter = self.choices.iter().find(|choice| choice.key == key.to_ascii_lowercase());
        letter.or_else(|| {
            self.choices.iter().enumerate().find_map(|(index, choice)| digit(index).then_some(choice))
        })
    }

    fn digit(&self, index: usize) -> char {
        let first = if self.number.is_some() { 0 } else { 1 };
        char::from_digit(u32::try_from(index + first).unwrap_or(10), 10).unwrap_or(' ')
    }

    /// What can be said here: `Slept: minutes  n none`; with the keys alone where it has to be `short`, and with
    /// `digits` in the place of letters where letters are no commands.
    pub fn legend(&self, short: bool, digits: bool) -> String {
        self.legend_parts(short, digits).into_iter().map(|(says, _)| says).collect()
    }

    /// The same in its parts, one after the other; with each choice the letter that always means it.
    pub fn legend_parts(&self, short: bool, digits: bool) -> Vec<(String, Option<char>)> {
        let unit = self.number.as_ref().map(|number| (number.unit.clone(), None));
        let choices = self.choices.iter().enumerate().map(|(index, choice)| {
            let key = if digits { self.digit(index) } else { choice.key };
            let says = if short { key.to_string() } else { format!("{key} {}", choice.label) };
            (says, Some(choice.key))
        });
        let gap = if short { " " } else { "  " };
        let mut parts = vec![(format!("{}: ", self.title), None)];
        for part in unit.into_iter().chain(choices) {
            if parts.len() > 1 {
                parts.push((gap.to_string(), None));
            }
            parts.push(part);
        }
        parts
    }
}

impl Row {
    /// A row in which nothing stands yet.
    pub fn new(child: ChildId, talk: TalkId) -> Row {
        Row { child, talk, cells: Vec::new(), note: String::new() }
    }

    /// Whether nothing stands in it.
    pub fn is_blank(&self) -> bool {
        self.cells.is_empty() && self.note.trim().is_empty()
    }

    /// Whether nobody has said anything of it: all that stands in it was filled in.
    pub fn is_only_filled(&self) -> bool {
        self.note.trim().is_empty() && self.cells.iter().all(|cell| cell.filled)
    }

    /// The cell of a column.
    pub fn cell(&self, code: &str) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.column == code)
    }

    /// Puts a value in, or takes it away.
    pub fn set(&mut self, code: &str, value: Option<Value>, filled: bool) {
        self.cells.retain(|cell| cell.column != code);
        self.cells.extend(value.map(|value| Cell { column: code.to_string(), value, filled }));
    }

    /// What its cells say, as sentences in the order of the columns.
    pub fn words(&self, columns: &[&Column]) -> String {
        let said = columns.iter().filter_map(|column| column.words(self.cell(&column.code)?.value));
        said.collect::<Vec<_>>().join(" ")
    }

    /// What an entry keeps of its cells: a place for each column, blank or not.
    pub fn recorded(&self, columns: &[&Column]) -> Vec<Recorded> {
        let of = |column: &&Column| Recorded {
            column: column.code.clone(),
            value: self.cell(&column.code).and_then(|cell| column.label(cell.value)),
        };
        columns.iter().map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ChildId, RoomId};
    use uuid::Uuid;

    fn rounds() -> Rounds {
        let choice = |key, label: &str, words: &str| Choice { key, label: label.into(), words: words.into() };
        let column =
            |code: &str, choices, number| Column { code: code.into(), title: code.into(), choices, number };
        let minutes = Number { unit: "minutes".into(), most: 300, words: "Slept [ ] minutes.".into() };
        let none = choice('n', "none", "Did not sleep.");
        Rounds {
            columns: vec![
                column("ate", vec![choice('m', "most", "Ate most.")], None),
                column("slept", vec![none], Some(minutes)),
                column("mood", vec![choice('h', "happy", "Happy.")], None),
            ],
            bands: vec![
                Band { ages: AgeBand::UnderTwos, columns: vec!["slept".into(), "ate".into()] },
                Band { ages: AgeBand::Twos, columns: vec!["slept".into()] },
                Band { ages: AgeBand::ThreesToFives, columns: vec!["ate".into(), "mood".into()] },
            ],
        }
    }

    #[test]
    fn the_columns_go_by_the_rooms_age_unless_the_lead_chose_others() {
        let rounds = rounds();
        let mut room = Room::new(RoomId::from(Uuid::nil()), "Sunflower");
        let columns = |room: &Room, ages| {
            let columns = rounds.of(room, ages).into_iter();
            columns.map(|column| column.code.clone()).collect::<Vec<_>>()
        };
        assert_eq!(columns(&room, Some(AgeBand::UnderTwos)), ["slept", "ate"]);
        assert_eq!(columns(&room, Some(AgeBand::ThreesToFives)), ["ate", "mood"]);
        assert_eq!(columns(&room, None), ["slept"], "no age is known");
        room.round = vec!["mood".into(), "ate".into(), "gone".into()];
        assert_eq!(columns(&room, Some(AgeBand::UnderTwos)), ["ate", "mood"]);
        room.round = vec!["gone".into()];
        assert_eq!(columns(&room, Some(AgeBand::Twos)), ["slept"]);
    }

    #[test]
    fn a_blank_cell_says_nothing_and_is_kept_as_not_recorded() {
        let rounds = rounds();
        let columns: Vec<&Column> = rounds.columns.iter().collect();
        let mut row = Row::new(ChildId::from(Uuid::nil()), TalkId::from(Uuid::nil()));
        row.set("mood", Some(Value::Choice('h')), true);
        row.set("slept", Some(Value::Number(40)), false);
        row.set("mood", Some(Value::Choice('h')), false);
        assert_eq!(row.words(&columns), "Slept 40 minutes. Happy.");
        let kept: Vec<(String, Option<String>)> =
            row.recorded(&columns).into_iter().map(|cell| (cell.column, cell.value)).collect();
        let some = |text: &str| Some(text.to_string());
        assert_eq!(
            kept,
            [("ate".into(), None), ("slept".into(), some("40")), ("mood".into(), some("happy"))]
        );
        for (column, recorded) in columns.iter().zip(row.recorded(&columns)) {
            let value = recorded.value.and_then(|label| column.value(&label));
            assert_eq!(value, row.cell(&column.code).map(|cell| cell.value));
        }
    }
}
