//! The setting's week, for its manager: the rooms side by side. It holds figures and names nobody.

use std::collections::BTreeSet;

use super::chart::{Bar, Chart, told};
use super::room_week::RoomWeek;
use super::{Block, Cell, Paragraph, Report, Table, Value};
use crate::domain::policy::{Item, Recipient, ReportKind};
use crate::domain::{ChildId, Kind, Moment, Role, Roll, Week, evidence};

/// Whom it is for, as the record has it.
pub const WEEK_IS_FOR: &str = "the manager";

/// Whoever reads it.
const MANAGER: Recipient = Recipient::Staff(Role::Manager);

/// What the setting's week is made from.
#[derive(Clone, Debug)]
pub struct SettingWeek<'a> {
    /// Who is who.
    pub roll: &'a Roll,
    /// Which week.
    pub week: Week,
    /// The week of each room, in the order of the rooms.
    pub rooms: Vec<OneRoom<'a>>,
    /// When it is made.
    pub made: Moment,
    /// The record's day code.
    pub day_code: Option<String>,
}

/// A room among the others.
#[derive(Clone, Debug)]
pub struct OneRoom<'a> {
    /// Its week.
    pub week: RoomWeek<'a>,
    /// What was promised in it, is due by the end of the week and is not done.
    pub follow_ups: usize,
}

/// The figures of a room, or of all of them together.
#[derive(Clone, Debug, Default)]
struct Row {
    name: String,
    /// Families with a child there in that week.
    families: BTreeSet<ChildId>,
    /// Those of them with whom a talk was written.
    spoken: BTreeSet<ChildId>,
    /// Entries by kind, those that say that there was no talk, and those that no lead has looked at.
    entries: [usize; KINDS + 2],
    follow_ups: usize,
}

const KINDS: usize = Kind::ALL.len();

impl SettingWeek<'_> {
    /// The report.
    pub fn report(&self) -> Report {
        let name = self.roll.setting.name.as_str();
        let name = if name.is_empty() { "The setting" } else { name };
        let dates = super::family_week::dates(self.week.period());
        let mut report = Report::new(format!("{name}: the week"), dates, self.made);
        report.for_whom = "For the manager. It names nobody.".into();
        report.day_code = self.day_code.clone();
        report.landscape = true;
        let rows = self.rows();
        let all = Row::all(&rows);
        report.blocks.push(Block::Facts(vec![
            (
                "Families".into(),
                format!("spoken with {} of {}", figure(all.spoken.len()), figure(all.families.len())),
            ),
            ("Entries".into(), figure(all.entries.iter().take(KINDS + 1).sum())),
        ]));
        report.blocks.extend(chart(&rows).map(Block::Chart));
        report.heading(1, "Room by room");
        report.blocks.push(Block::Table(table(&rows, &all)));
        report.note(
            "Families: with a child in the room in that week. Spoken with: a talk with somebody of theirs was written, \
             at any time of the week. Missed: none was. Waiting: no lead has looked at the entry. Follow-ups: promised, \
             due by the end of the week and not done. A family with children in two rooms stands in each of them, and \
             once in the last row.",
        );
        report
    }

    fn rows(&self) -> Vec<Row> {
        let families = self.roll.families();
        let row = |room: &OneRoom| {
            let family = |child: ChildId| families.get(&child).copied();
            let week = &room.week;
            let spoken: BTreeSet<ChildId> =
                week.talks().filter_map(|talk| family(talk.entry.child)).collect();
            let here = week.children().into_iter().filter_map(|child| family(child.id));
            let mut entries = [0; KINDS + 2];
            for (count, of) in entries.iter_mut().zip(week.entries_by_kind()) {
                *count = of;
            }
            Row {
                name: self.roll.room(week.room).map(|room| room.name.clone()).unwrap_or_default(),
                families: here.chain(spoken.iter().copied()).collect(),
                spoken,
                entries,
                follow_ups: room.follow_ups,
            }
        };
        self.rooms.iter().map(row).collect()
    }
}

impl Row {
    /// All of them together: a family of two rooms once.
    fn all(rows: &[Row]) -> Row {
        let mut all = Row { name: "All rooms".into(), ..Row::default() };
        for row in rows {
            all.families.extend(&row.families);
            all.spoken.extend(&row.spoken);
            all.entries.iter_mut().zip(row.entries).for_each(|(all, one)| *all += one);
            all.follow_ups += row.follow_ups;
        }
        all
    }

    /// What stands in its columns, after its name.
    fn counts(&self) -> Vec<usize> {
        let (families, spoken) = (self.families.len(), self.spoken.len());
        let counts = [families, spoken, families.saturating_sub(spoken)];
        counts.into_iter().chain(self.entries).chain([self.follow_ups]).collect()
    }
}

/// A bar a room.
fn chart(rows: &[Row]) -> Option<Chart> {
    let bars = rows.iter().filter(|row| !row.families.is_empty()).filter_map(|row| {
        let count = told(number(row.spoken.len()), Item::Figure, &MANAGER, ReportKind::SettingWeek)?;
        Some(Bar { label: row.name.clone(), count, of: Some(number(row.families.len())) })
    });
    Chart::of("Families spoken with, room by room", "Room", "Families", bars.collect())
}

/// A row a room, and one for all of them where there are several.
fn table(rows: &[Row], all: &Row) -> Table {
    let mut columns = vec![("Room", 13), ("Families", 8), ("Spoken with", 8), ("Missed", 7)];
    // No heading is broken within a word.
    columns.extend(Kind::ALL.map(Kind::label).into_iter().zip([8, 9, 8, 7, 8]));
    columns.extend([("No talk", 7), ("Waiting", 8), ("Follow-ups", 9)]);
    let mut table = Table::of(&columns);
    let last = (rows.len() > 1).then_some(all);
    let rows: Vec<&Row> = rows.iter().chain(last).collect();
    for row in &rows {
        let bold = std::ptr::eq(*row, all);
        let shown =
            |words: String| -> Cell { if bold { Paragraph::new().bold(words).into() } else { words.into() } };
        let counts = row.counts().into_iter().map(|count| shown(figure(count)));
        table.rows.push([shown(row.name.clone())].into_iter().chain(counts).collect());
    }
    for (at, (title, _)) in columns.iter().enumerate().skip(1) {
        let values = rows.iter().filter_map(|row| row.counts().get(at - 1).copied());
        table.instead(at, title, values.map(value).collect());
    }
    table
}

/// A number as the policy lets it stand.
fn cleared(count: usize) -> Option<evidence::Cell> {
    told(number(count), Item::Figure, &MANAGER, ReportKind::SettingWeek)
}

fn figure(count: usize) -> String {
    cleared(count).map(|count| count.to_string()).unwrap_or_default()
}

/// The same for whoever sorts and counts.
fn value(count: usize) -> Value {
    match cleared(count) {
        Some(evidence::Cell::Exact(count)) => Value::Number(count),
        Some(hidden) => Value::Words(hidden.to_string()),
        None => Value::Nothing,
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entry::{Review, Standing, Withdrawn};
    use crate::domain::{Child, NoTalk, Room, RoomId};
    use crate::export;
    use crate::report::example::{Example, at, day, example, id, week};

    const ACORN: u128 = 2;

    /// Two rooms: Noah is in the other one, his sister Ava is not.
    fn two_rooms() -> Example {
        let mut e = example();
        e.roll.rooms.push(Room::new(id(ACORN), "Acorn"));
        let noah = e.noah;
        let moved = |child: &mut Child| child.room = if child.id == noah { id(ACORN) } else { child.room };
        e.roll.children.iter_mut().for_each(moved);
        e
    }

    fn room<'a>(e: &'a Example, room: RoomId, entries: Vec<Standing>, follow_ups: usize) -> OneRoom<'a> {
        let week = RoomWeek {
            roll: &e.roll,
            room,
            week: week(),
            entries,
            earlier_steps: vec![],
            gaps: vec![],
            today: day(20),
            made: at(20, 17, 40),
            day_code: None,
        };
        OneRoom { week, follow_ups }
    }

    fn sample(e: &Example) -> SettingWeek<'_> {
        let mut struck = e.entry(3, e.ben, Kind::PickUp, 17, "PLANTED struck", &[]);
        struck.withdrawn = Some(Withdrawn::Struck { by: e.priya, at: at(18, 9, 0) });
        let mut none = e.entry(4, e.zoe, Kind::PickUp, 17, "PLANTED none", &[]);
        none.entry.no_talk = Some(NoTalk::Rushed);
        let mut waits = e.entry(5, e.noah, Kind::Feedback, 18, "PLANTED waits", &[]);
        waits.review = Review::Waiting;
        waits.entry.private = true;
        let sunflower = vec![e.entry(1, e.ava, Kind::DropOff, 16, "Ava, PLANTED", &[50]), struck, none];
        let rooms = vec![room(e, e.room, sunflower, 2), room(e, id(ACORN), vec![waits], 0)];
        SettingWeek { roll: &e.roll, week: week(), rooms, made: at(20, 17, 40), day_code: None }
    }

    #[test]
    fn the_settings_week_reads_as_it_should_and_names_nobody() {
        let e = two_rooms();
        let report = sample(&e).report();
        let text = String::from_utf8((export::format("txt").unwrap().write)(&report).unwrap()).unwrap();
        insta::assert_snapshot!(text);
        let said = format!("{report:?}");
        for name in ["PLANTED", "Ava", "Noah", "Ben", "Zoë", "Priya", "Sam", "mum"] {
            assert!(!said.contains(name), "{name}: {said}");
        }
    }

    #[test]
    fn a_family_of_two_rooms_stands_in_each_and_once_in_all_and_is_missed_where_nobody_spoke_with_it() {
        let e = two_rooms();
        let rows = sample(&e).rows();
        let counts = |row: &Row| (row.families.len(), row.spoken.len());
        assert_eq!(rows.iter().map(counts).collect::<Vec<_>>(), [(5, 1), (1, 1)]);
        let all = Row::all(&rows);
        assert_eq!(counts(&all), (5, 1), "the O'Neills are one family");
        assert_eq!(all.counts(), [5, 1, 4, 1, 1, 0, 0, 0, 1, 1, 2]);
    }

    #[test]
    fn a_spreadsheet_of_it_has_every_figure_as_a_number() {
        let e = two_rooms();
        let csv = (export::format("csv").unwrap().write)(&sample(&e).report()).unwrap();
        let csv = String::from_utf8(csv).unwrap();
        let line = "Room,Families,Spoken with,Missed,Drop-off,Feedback,Pick-up,For home,Moving on,No talk,Waiting,Follow-ups";
        assert!(csv.contains(line), "{csv}");
        assert!(
            csv.contains("\nSunflower,5,1,4,1,0,0,0,0,1,0,2") && csv.contains("\nAll rooms,5,1,4,"),
            "{csv}"
        );
    }
}
