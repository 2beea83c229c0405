//! Age bands: what is asked and offered at the door differs with the age of a room's children.

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::id::RoomId;
use super::roll::Roll;

/// The age of the children of a room, as staffing ratios know them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AgeBand {
    /// Under two.
    UnderTwos,
    /// Two.
    Twos,
    /// Three and over.
    ThreesToFives,
}

impl AgeBand {
    /// All three, the youngest first.
    pub const ALL: [AgeBand; 3] = [AgeBand::UnderTwos, AgeBand::Twos, AgeBand::ThreesToFives];

    /// The words on screen.
    pub fn label(self) -> &'static str {
        match self {
            AgeBand::UnderTwos => "under twos",
            AgeBand::Twos => "twos",
            AgeBand::ThreesToFives => "threes to fives",
        }
    }

    /// The words for several: `twos to fives`; `every age` where there are none.
    pub fn together(bands: &[AgeBand]) -> String {
        match bands {
            [] => "every age".to_string(),
            [AgeBand::UnderTwos, AgeBand::Twos] => "under threes".to_string(),
            [AgeBand::Twos, AgeBand::ThreesToFives] => "twos to fives".to_string(),
            bands => bands.iter().map(|band| band.label()).collect::<Vec<_>>().join(", "),
        }
    }

    /// The band of a child of so many whole years.
    pub fn of_years(years: u32) -> AgeBand {
        match years {
            0 | 1 => AgeBand::UnderTwos,
            2 => AgeBand::Twos,
            _ => AgeBand::ThreesToFives,
        }
    }
}

impl Roll {
    /// The age band of a room on that day: that of the child in the middle, when they stand in a row by age, so
    /// that one birthday seldom changes it. `None` where no birthday is known.
    pub fn age_band(&self, room: RoomId, day: Day) -> Option<AgeBand> {
        let mut ages: Vec<(u32, u32)> = self
            .children
            .iter()
            .filter(|child| child.room == room && child.on_roll(day))
            .filter_map(|child| child.age(day))
            .collect();
        ages.sort_unstable();
        ages.get(ages.len() / 2).map(|(years, _)| AgeBand::of_years(*years))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Child, Hours, Pattern};

    fn day(year: i32, month: u32, day: u32) -> Day {
        Day::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_rooms_band_is_that_of_the_child_in_the_middle() {
        let (here, elsewhere) = (RoomId(uuid::Uuid::from_u128(1)), RoomId(uuid::Uuid::from_u128(2)));
        let mut roll = Roll::default();
        let mut add = |n: u128, room, born: Option<Day>, left: Option<Day>| {
            roll.children.push(Child {
                id: crate::domain::ChildId(uuid::Uuid::from_u128(n)),
                forename: "Ava".into(),
                surname: "Test".into(),
                known_as: None,
                born,
                room,
                started: None,
                left,
                pattern: Pattern::WEEKDAYS,
                hours: Hours::default(),
                notes: String::new(),
            });
        };
        add(1, here, Some(day(2025, 1, 1)), None);
        add(2, here, Some(day(2024, 11, 24)), None);
        add(3, here, Some(day(2023, 1, 1)), None);
        add(4, here, None, None);
        add(5, here, Some(day(2022, 1, 1)), Some(day(2026, 7, 1)));
        add(6, elsewhere, Some(day(2021, 1, 1)), None);
        assert_eq!(roll.age_band(here, day(2026, 11, 23)), Some(AgeBand::UnderTwos));
        assert_eq!(roll.age_band(here, day(2026, 11, 24)), Some(AgeBand::Twos));
        assert_eq!(roll.age_band(elsewhere, day(2026, 11, 24)), Some(AgeBand::ThreesToFives));
        assert_eq!(roll.age_band(RoomId(uuid::Uuid::nil()), day(2026, 11, 24)), None);
    }
}
