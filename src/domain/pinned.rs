//! The question on the door card: what a lead wants the families of a room asked for some days, for the sake of a
//! statement.

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::framework::StatementRef;
use super::id::RoomId;

/// A question as it is pinned from now on, in the place of the one that was there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pinned {
    /// On which room's card; `None` on every room's that has none of its own.
    pub room: Option<RoomId>,
    /// The statement that an answer may show. Whoever writes is told the question alone.
    pub statement: StatementRef,
    /// What to ask.
    pub question: String,
    /// The last day on which it is shown.
    pub until: Day,
}

/// Why a question can't be pinned. Its text is what a person is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuestionTrouble {
    /// There are no words in it.
    #[error("Write what to ask first.")]
    Empty,
    /// It is too long for a line of the card.
    #[error("That is too long for a line of the card: at most {LONGEST} letters.")]
    Long,
}

/// So many letters fit a line of the card beside its keys.
pub const LONGEST: usize = 48;
/// How many days a question stands, the first with them.
pub const DAYS: u64 = 7;

impl Pinned {
    /// A question as it is asked: one line, without blanks around it.
    ///
    /// # Errors
    /// Where there is none, or more than a line of the card holds.
    pub fn question_of(typed: &str) -> Result<String, QuestionTrouble> {
        let question = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        match question.chars().count() {
            0 => Err(QuestionTrouble::Empty),
            count if count > LONGEST => Err(QuestionTrouble::Long),
            _ => Ok(question),
        }
    }

    /// Whether it is shown on that day.
    pub fn on(&self, day: Day) -> bool {
        day <= self.until
    }
}

/// The question on a room's card on that day: its own, else that of every room.
pub fn pinned_on(all: &[Pinned], room: RoomId, day: Day) -> Option<&Pinned> {
    let of = |place: Option<RoomId>| all.iter().find(|pinned| pinned.room == place && pinned.on(day));
    of(Some(room)).or_else(|| of(None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_rooms_own_question_goes_before_the_settings_while_it_stands() {
        let (sunflower, toddlers) = (RoomId(Uuid::from_u128(1)), RoomId(Uuid::from_u128(2)));
        let day = |d| Day::from_ymd_opt(2026, 11, d).expect("a day");
        let pinned = |room, question: &str, until| Pinned {
            room,
            statement: "form/11".parse().expect("a statement"),
            question: question.to_string(),
            until: day(until),
        };
        let all = [pinned(None, "every", 27), pinned(Some(sunflower), "own", 25)];
        let asked = |room, d| pinned_on(&all, room, day(d)).map(|pinned| pinned.question.as_str());
        assert_eq!(asked(sunflower, 25), Some("own"));
        assert_eq!(asked(sunflower, 26), Some("every"), "its own time is over");
        assert_eq!(asked(toddlers, 25), Some("every"));
        assert_eq!(asked(toddlers, 28), None);
    }

    #[test]
    fn a_question_is_one_line_that_fits_the_card() {
        for (typed, question) in [
            ("  A song\n of yours? ", Ok("A song of yours?")),
            (" \n", Err(QuestionTrouble::Empty)),
            (&"a".repeat(49), Err(QuestionTrouble::Long)),
        ] {
            assert_eq!(Pinned::question_of(typed), question.map(str::to_string), "{typed}");
        }
    }
}
