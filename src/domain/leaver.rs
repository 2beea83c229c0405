//! Somebody leaves: from when on they can't sign in, and what is to be done besides. What is in their head or in their
//! pocket no program takes back, and the list says so.

use super::day::{self, Moment};
use super::exported::Exported;
use super::key_part::KeyPart;
use super::practitioner::Practitioner;

/// How many days back somebody's exports are looked at.
pub const DAYS: i64 = 30;

/// What is to be done when somebody leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaver {
    /// Who, as they stand in the record.
    pub person: Practitioner,
    /// What is to be done, in this order.
    pub items: Vec<Item>,
    /// What can't be done, whatever is done.
    pub remains: String,
}

/// One thing to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Whether the record knows that it is done.
    pub done: bool,
    /// What.
    pub says: String,
    /// What belongs to it, a line each.
    pub under: Vec<String>,
}

/// What the record knows of somebody who leaves.
pub struct Known<'a> {
    /// When that was written.
    pub left: Option<Moment>,
    /// Whether a key file opens the record.
    pub key_file: bool,
    /// What of that which opens the record was changed when.
    pub changes: &'a [(KeyPart, Moment)],
    /// What was exported, by anybody.
    pub exported: &'a [Exported],
}

/// The same person, who can't sign in from this moment on: their last whole day is the one before.
pub fn gone(person: &Practitioner, now: Moment) -> Practitioner {
    let before = now.day().pred_opt();
    let until = match person.until {
        Some(until) if before.is_some_and(|before| until < before) => Some(until),
        _ => before,
    };
    Practitioner { until, ..person.clone() }
}

impl Leaver {
    /// What is to be done for somebody who was let go, by what the record knows.
    pub fn of(person: &Practitioner, known: &Known<'_>) -> Leaver {
        let name = person.first_name();
        let since = |parts: &[KeyPart]| {
            let after = |at: Moment| known.left.is_some_and(|left| left.ms <= at.ms);
            known.changes.iter().any(|(part, at)| parts.contains(part) && after(*at))
        };
        let item = |done, says: String| Item { done, says, under: Vec::new() };
        let mut items = vec![item(true, format!("{name} can't sign in any more, in any window."))];
        items.push(match since(&[KeyPart::Words, KeyPart::NewKey]) {
            true => item(true, "The room words were changed.".to_string()),
            false => {
                item(false, format!("Change the room words, which {name} knows: “doorstep safe words”."))
            }
        });
        items.push(match (known.key_file, since(&[KeyPart::KeyFile, KeyPart::KeyFileGone, KeyPart::NewKey])) {
            (false, _) => item(true, "No key file opens the record.".to_string()),
            (true, true) => item(true, "The key file was made anew.".to_string()),
            (true, false) => item(
                false,
                format!("Have the key file back if {name} had it, or make a new one: “doorstep safe key-file”."),
            ),
        });
        items.push(exports(person, known));
        let remains = format!(
            "A copy of the record that {name} may have can still be read with the room words that were in use then. \
             Nothing here changes that."
        );
        Leaver { person: person.clone(), items, remains }
    }

    /// The list in lines of text.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for item in &self.items {
            lines.push(format!("[{}] {}", if item.done { 'x' } else { ' ' }, item.says));
            lines.extend(item.under.iter().map(|under| format!("      {under}")));
        }
        lines.push(self.remains.clone());
        lines
    }
}

fn exports(person: &Practitioner, known: &Known<'_>) -> Item {
    let name = person.first_name();
    let end = known.left.map_or(i64::MAX, |left| left.ms);
    let from = end.saturating_sub(DAYS * 24 * 60 * 60 * 1000);
    let theirs = known.exported.iter().filter(|one| one.by == Some(person.id) && one.at.ms >= from);
    let under: Vec<String> = theirs
        .map(|one| {
            let whom = if one.recipient.is_empty() { "" } else { ", for " };
            let report = one.report.replace('-', " ");
            let when = format!("{} {}", day::short(one.at.day()), one.at.clock());
            format!("{when}  {report}{whom}{}", one.recipient)
        })
        .collect();
    match under.len() {
        0 => Item { done: true, says: format!("{name} exported nothing in their last {DAYS} days."), under },
        1 => Item {
            done: false,
            says: format!("Ask after the file that {name} exported in their last {DAYS} days:"),
            under,
        },
        count => Item {
            done: false,
            says: format!("Ask after the {count} files that {name} exported in their last {DAYS} days:"),
            under,
        },
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::{Day, PersonId, Role, Time};

    fn at(day: u32, hour: u32) -> Moment {
        let day = Day::from_ymd_opt(2026, 11, day).unwrap();
        Moment::at(day, Time::from_hms_opt(hour, 0, 0).unwrap(), 0)
    }

    fn sam() -> Practitioner {
        Practitioner {
            id: PersonId(Uuid::from_u128(1)),
            name: "Sam Okafor".to_string(),
            initials: "SO".to_string(),
            role: Role::RoomLead,
            room: None,
            from: None,
            until: None,
        }
    }

    fn exported(by: u128, at: Moment) -> Exported {
        Exported {
            seq: 1,
            at,
            by: Some(PersonId(Uuid::from_u128(by))),
            report: "moving-on".to_string(),
            recipient: "Oak school".to_string(),
            period: None,
            sha256: String::new(),
            form: None,
            entries: 0,
            rooms: Vec::new(),
        }
    }

    #[test]
    fn whoever_is_let_go_is_gone_that_day_and_an_earlier_last_day_stays() {
        let gone = gone(&sam(), at(24, 10));
        assert!(!gone.here_on(at(24, 10).day()) && gone.here_on(at(23, 10).day()));
        assert_eq!(
            super::gone(&Practitioner { until: Some(at(3, 0).day()), ..sam() }, at(24, 10)).until,
            Some(at(3, 0).day())
        );
        assert!(
            !super::gone(&Practitioner { until: Some(at(30, 0).day()), ..sam() }, at(24, 10))
                .here_on(at(24, 0).day())
        );
    }

    #[test]
    fn the_list_ticks_what_the_record_knows_and_names_the_files_of_their_last_thirty_days() {
        let left = Some(at(24, 10));
        let files = [
            exported(1, at(20, 9)),
            exported(2, at(20, 9)),
            Exported {
                at: Moment { ms: at(20, 9).ms - 40 * 86_400_000, offset: 0 },
                ..exported(1, at(20, 9))
            },
        ];
        let none = Known { left, key_file: false, changes: &[], exported: &[] };
        let open = Known {
            left,
            key_file: true,
            changes: &[(KeyPart::Words, at(24, 9)), (KeyPart::KeyFile, at(1, 9))],
            exported: &files,
        };
        let done =
            Known { changes: &[(KeyPart::Words, at(24, 11)), (KeyPart::KeyFileGone, at(24, 12))], ..open };
        let ticks = |known: &Known<'_>| {
            Leaver::of(&sam(), known).items.iter().map(|item| item.done).collect::<Vec<_>>()
        };
        assert_eq!(ticks(&none), [true, false, true, true]);
        assert_eq!(ticks(&open), [true, false, false, false]);
        assert_eq!(ticks(&done), [true, true, true, false]);
        let lines = Leaver::of(&sam(), &open).lines();
        assert_eq!(lines[4], "      Fri 20 Nov 09:00  moving on, for Oak school");
        assert_eq!(lines.len(), 6, "one file, of theirs, of that time: {lines:?}");
        assert!(lines[5].contains("can still be read"));
    }
}
