//! Groups of a room's children: lunch, nap, the buggy walk. A lead keeps them, so that one name takes them all.

use serde::{Deserialize, Serialize};

use super::id::{ChildId, GroupId, RoomId};
use super::name::words;

/// A group as it stands from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Its identity.
    pub id: GroupId,
    /// The room whose children it takes.
    pub room: RoomId,
    /// What it is called: see [`Group::name_of`].
    pub name: String,
    /// Who is in it. With nobody in it the group is let go.
    pub children: Vec<ChildId>,
}

/// So many letters fit a group's name.
const LONGEST: usize = 24;

/// Why a group can't be called that. Its text is what a person is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameTrouble {
    /// There is no letter in it: a number is a child's on the board.
    #[error("Call it something with letters, as lunch or nap.")]
    NoLetter,
    /// It holds a sign that means something else where it is typed.
    #[error("A group's name is letters, numbers and spaces only: “{0}” means something else there.")]
    Sign(char),
    /// It is too long.
    #[error("That is too long for a group's name: it is typed every day.")]
    Long,
}

impl Group {
    /// The name that was typed, as it can be found again: letters, numbers and spaces.
    ///
    /// # Errors
    /// Where it could not be typed in the finder, or would be taken for something else.
    pub fn name_of(typed: &str) -> Result<String, NameTrouble> {
        let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        let other = |letter: &char| !(letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '\'' | '’'));
        match name.chars().find(other) {
            Some(sign) => Err(NameTrouble::Sign(sign)),
            None if !name.chars().any(char::is_alphabetic) => Err(NameTrouble::NoLetter),
            None if name.chars().count() > LONGEST => Err(NameTrouble::Long),
            None => Ok(name),
        }
    }

    /// Whether a name says this group, in any case and with or without accents.
    pub fn called(&self, name: &str) -> bool {
        words(&self.name) == words(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_groups_name_is_what_can_be_typed_to_find_it() {
        for (typed, name) in [
            ("lunch", Ok("lunch")),
            ("  buggy   walk ", Ok("buggy walk")),
            ("2s", Ok("2s")),
            ("Hermione's", Ok("Hermione's")),
            ("12", Err(NameTrouble::NoLetter)),
            ("", Err(NameTrouble::NoLetter)),
            ("*", Err(NameTrouble::Sign('*'))),
            ("nap+", Err(NameTrouble::Sign('+'))),
            ("nap, lunch", Err(NameTrouble::Sign(','))),
            ("everyone who sleeps after lunch", Err(NameTrouble::Long)),
        ] {
            assert_eq!(Group::name_of(typed), name.map(str::to_string), "{typed}");
        }
    }
}
