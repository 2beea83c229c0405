//! What only a person can settle: whether a row is somebody who is on the roll already, whether two rows are
//! twins, whether a room is an old one under a new name. It is asked, never guessed.

use std::collections::HashMap;
use std::fmt::{Display, Formatter};

use uuid::Uuid;

use super::words;

/// One question about one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The row's line in the file.
    pub line: usize,
    /// Whom or what the row names.
    pub name: String,
    /// What is not clear.
    pub what: String,
    /// What makes it clear in the file, where nobody can be asked.
    pub todo: String,
    /// What can be answered. To stop is always possible besides.
    pub choices: Vec<Choice>,
    about: About,
}

/// One answer that a person can give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// In words.
    pub says: String,
    answer: Answer,
}

/// What a doubt is about; with its line, it is one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum About {
    /// Who the child is.
    Child,
    /// Who the member of staff is.
    Person,
    /// Which room.
    Room,
    /// Which member of staff a child's key person is, or the second.
    KeyPerson { second: bool },
    /// Whether the child is another than that of this line.
    TwinOf(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// This one, who is on the roll.
    Is(Uuid),
    /// The one that this line of the file names, which is new.
    AsOn(usize),
    /// Somebody or something new.
    New,
}

/// What has been answered so far.
#[derive(Clone, Debug, Default)]
pub struct Answers(HashMap<(usize, About), Answer>);

impl Answers {
    /// Keeps the answer to a doubt; 0 is its first choice.
    pub fn give(&mut self, doubt: &Doubt, choice: usize) {
        if let Some(choice) = doubt.choices.get(choice) {
            self.0.insert((doubt.line, doubt.about), choice.answer);
        }
    }

    pub(crate) fn of(&self, line: usize, about: About) -> Option<Answer> {
        self.0.get(&(line, about)).copied()
    }
}

impl Doubt {
    pub(crate) fn new(
        line: usize,
        about: About,
        name: &str,
        what: impl Into<String>,
        todo: impl Into<String>,
    ) -> Doubt {
        let name = words::visible(name);
        Doubt { line, name, what: what.into(), todo: todo.into(), choices: Vec::new(), about }
    }

    pub(crate) fn or(mut self, says: impl Into<String>, answer: Answer) -> Doubt {
        self.choices.push(Choice { says: says.into(), answer });
        self
    }
}

impl Display for Doubt {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "Line {} “{}”: {}. {}", self.line, self.name, self.what, self.todo)
    }
}
