//! The setting, its rooms, and the pattern of days on which a child comes.

use chrono::{Datelike, TimeDelta, Weekday};
use serde::{Deserialize, Serialize};

use super::child::Child;
use super::day::{Day, Time, clock};
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

    /// By when a child has come or somebody has said why not: two and a half hours after the doors open, an hour
    /// after noon for the afternoon; never later than it is time to go home.
    ///
    /// For a child with an hour of its own it is half an hour after that, where that is later: nobody is missing
    /// who is not due yet, and half an hour is how late families usually are. It is never earlier than for the
    /// others, so that who is missing is asked once for the room and not child by child all morning.
    pub fn arrived_by(&self, child: &Child, day: Day) -> Time {
        let by = match child.pattern.on(day) {
            Session::Afternoon => Time::from_hms_opt(13, 0, 0).unwrap_or(self.pick_up),
            _ => self.opens.overflowing_add_signed(TimeDelta::minutes(150)).0,
        };
        let by = by.min(child.pattern.pick_up(self, day));
        let own = child.hours.on(day).map(|hour| hour.overflowing_add_signed(TimeDelta::minutes(30)));
        own.map_or(by, |(own, _)| by.max(own))
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

/// The hour at which a child is expected on each day, Monday first; `None` where nobody said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hours(pub [Option<Time>; 7]);

impl Hours {
    /// The hour of that day.
    pub fn on(self, day: Day) -> Option<Time> {
        self.0[day.weekday().num_days_from_monday() as usize]
    }

    /// Whether no day has one.
    pub fn is_unknown(&self) -> bool {
        *self == Hours::default()
    }

    /// The one hour of all the days of a pattern, where they have the same.
    pub fn the_same(self, pattern: Pattern) -> Option<Time> {
        let mut hours = pattern
            .0
            .iter()
            .zip(self.0)
            .filter(|(session, _)| **session != Session::None)
            .map(|(_, hour)| hour);
        let first = hours.next().flatten()?;
        hours.all(|hour| hour == Some(first)).then_some(first)
    }

    /// The days with their hours: `Mon Tue am at 09:00` where they have the same, else `Mon 09:00, Tue am, Wed 09:30`.
    pub fn with(self, pattern: Pattern) -> String {
        if self.is_unknown() {
            return pattern.to_string();
        }
        if let Some(hour) = self.the_same(pattern) {
            return format!("{pattern} at {}", clock(hour));
        }
        let days =
            pattern.0.iter().zip(self.0).enumerate().filter(|(_, (session, _))| **session != Session::None);
        let days = days.map(|(day, (session, hour))| {
            let mut alone = Pattern::default();
            alone.0[day] = *session;
            hour.map_or(alone.to_string(), |hour| format!("{alone} {}", clock(hour)))
        });
        days.collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(hour: u32, minute: u32) -> Option<Time> {
        Time::from_hms_opt(hour, minute, 0)
    }

    #[test]
    fn the_days_are_told_with_their_hours() {
        use Session::{Afternoon, AllDay, Morning, None as No};
        let pattern = Pattern([AllDay, Morning, No, Afternoon, No, No, No]);
        let nine = time(9, 0);
        for (hours, says) in [
            ([None; 7], "Mon Tue am Thu pm"),
            ([nine, nine, None, nine, None, None, None], "Mon Tue am Thu pm at 09:00"),
            // An hour of a day on which the child does not come says nothing.
            ([nine, nine, time(8, 0), nine, None, None, None], "Mon Tue am Thu pm at 09:00"),
            ([nine, time(8, 30), None, None, None, None, None], "Mon 09:00, Tue am 08:30, Thu pm"),
            ([None, None, None, time(13, 15), None, None, None], "Mon, Tue am, Thu pm 13:15"),
        ] {
            assert_eq!(Hours(hours).with(pattern), says);
        }
    }
}
