//! The setting, its rooms, and the pattern of days on which a child comes.

use chrono::{Datelike, TimeDelta, Weekday};
use serde::{Deserialize, Serialize};

use super::day::{Day, Time};
use super::id::RoomId;

/// The nursery.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// Its name, as families know it.
    pub name: String,
    /// Who a safeguarding concern goes to, and how they are reached; empty where nobody said.
    pub safeguarding_lead: String,
    /// A made-up nursery for practice: it says so on the sign-in.
    pub practice: bool,
}

/// A room in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Room {
    /// Its identity.
    pub id: RoomId,
    /// Its name.
    pub name: String,
    /// From when on a note is guessed to be a pick-up.
    pub pick_up: Time,
    /// When the doors open.
    pub opens: Time,
    /// When the last child is collected.
    pub closes: Time,
    /// The codes of the daily round's columns, where a lead chose them; else they go by the children's age.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub round: Vec<String>,
}

impl Room {
    /// A room with the usual hours: 07:30 to 18:00, collected from 15:30, until somebody changes them.
    pub fn new(id: RoomId, name: &str) -> Room {
        let time = |hour, minute| Time::from_hms_opt(hour, minute, 0).unwrap_or_default();
        Room {
            id,
            name: name.to_string(),
            pick_up: time(15, 30),
            opens: time(7, 30),
            closes: time(18, 0),
            round: Vec::new(),
        }
    }

    /// By when a child of that pattern has come or somebody has said why not: two and a half hours after the
    /// doors open, an hour after noon for the afternoon; never later than it is time to go home.
    pub fn arrived_by(&self, pattern: Pattern, day: Day) -> Time {
        let by = match pattern.on(day) {
            Session::Afternoon => Time::from_hms_opt(13, 0, 0).unwrap_or(self.pick_up),
            _ => self.opens.overflowing_add_signed(TimeDelta::minutes(150)).0,
        };
        by.min(pattern.pick_up(self, day))
    }
}

/// Which part of a day a child comes for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Session {
    /// Not at all.
    #[default]
    None,
    /// From opening to pick-up time.
    AllDay,
    /// Until noon.
    Morning,
    /// From noon.
    Afternoon,
}

/// The days on which a child comes, Monday first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pattern(pub [Session; 7]);

impl Pattern {
    /// Monday to Friday, all day: what is taken where a register says nothing.
    pub const WEEKDAYS: Pattern = Pattern([
        Session::AllDay,
        Session::AllDay,
        Session::AllDay,
        Session::AllDay,
        Session::AllDay,
        Session::None,
        Session::None,
    ]);

    /// What the child comes for on that day.
    pub fn on(self, day: Day) -> Session {
        self.0[day.weekday().num_days_from_monday() as usize]
    }

    /// When a note about this child is guessed to be a pick-up: noon for a morning child, else the room's time.
    pub fn pick_up(self, room: &Room, day: Day) -> Time {
        match self.on(day) {
            Session::Morning => Time::from_hms_opt(12, 0, 0).unwrap_or(room.pick_up),
            _ => room.pick_up,
        }
    }
}

impl std::fmt::Display for Pattern {
    /// `Mon Tue am Wed pm`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut between = "";
        for (index, session) in self.0.iter().enumerate() {
            let suffix = match session {
                Session::None => continue,
                Session::AllDay => "",
                Session::Morning => " am",
                Session::Afternoon => " pm",
            };
            let weekday = Weekday::try_from(index as u8).unwrap_or(Weekday::Mon);
            write!(f, "{between}{weekday}{suffix}")?;
            between = " ";
        }
        Ok(())
    }
}
