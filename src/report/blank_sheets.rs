//! Sheets to write a room's day on when the machine is away: a row a child who comes that day, and at the foot how they are entered
//! afterwards.

use super::{Block, Cell, Paragraph, Report, Table};
use crate::domain::policy::{Facts, Item, Recipient, ReportKind, Verdict, may_appear};
use crate::domain::{Child, Day, Kind, Moment, Role, Roll, RoomId, Session};

/// Whom the sheets are for, as the record has it.
pub const SHEETS_ARE_FOR: &str = "whoever writes in the room";

/// Rows without a name, for a second talk and for a child who came unexpected.
const SPARE: usize = 6;
/// How many lines of handwriting a row has room for.
const LINES: usize = 2;

/// What the sheets are made from.
#[derive(Clone, Debug)]
pub struct BlankSheets<'a> {
    /// Who is who.
    pub roll: &'a Roll,
    /// Which room.
    pub room: RoomId,
    /// For which day.
    pub day: Day,
    /// When they are made.
    pub made: Moment,
}

impl BlankSheets<'_> {
    /// The sheets.
    pub fn report(&self) -> Report {
        let room = self.roll.room(self.room).map_or("The room", |room| room.name.as_str());
        let when = self.day.format("%A %-d %B %Y").to_string();
        let mut report = Report::new(format!("{room}: a day on paper"), when, self.made);
        report.for_whom =
            "It names children: keep it with the record, and shred it once it is entered.".into();
        report.landscape = true;
        report.note(format!(
            "What was said at the door, how the day went, what to try at home. One row a talk; {}",
            Kind::ALL
                .map(|kind| format!("{}\u{a0}{}", kind.letter(), kind.label().to_lowercase()))
                .join(" · ")
        ));
        report.blocks.push(Block::Table(self.rows()));
        report.heading(2, "When the machine is back");
        let example = example_line();
        report.paragraph(format!(
            "A room lead types the rows into a text file, a line each: the time, the writer's initials, for whom, and \
             the note, with a tab between each. The letter of the kind and a colon stand before the note: “{example}”."
        ));
        let command = entered_by(self.day).join(" ");
        report.paragraph(Paragraph::new().plain("Then: ").bold(command).plain(
            ". Each note keeps its writer and its time. A line that is not clear is named, and nothing is saved until \
             it is.",
        ));
        report
    }

    fn rows(&self) -> Table {
        let mut table =
            Table::of(&[("Child", 16), ("Time", 9), ("What was said", 57), ("By whom", 9), ("Kind", 9)]);
        let named = may_appear(Item::ChildName, &READER, ReportKind::BlankSheets, &Facts::default())
            == Verdict::Allow;
        let comes = |child: &&Child| named && child.pattern.on(self.day) != Session::None;
        let children = self.roll.in_room(self.room, self.day).into_iter().filter(comes);
        let names = children.map(|child| self.roll.short_name(child.id));
        for name in names.chain(std::iter::repeat_n(String::new(), SPARE)) {
            let mut row = vec![Cell(vec![Paragraph::new().bold(name)])];
            // Paragraphs of a space that does not break hold the room open for a pen.
            row.extend((1..table.columns.len()).map(|_| Cell(vec!["\u{a0}".into(); LINES])));
            table.rows.push(row);
        }
        table
    }
}

/// The command that reads such a file, word by word as it is typed.
fn entered_by(day: Day) -> [String; 8] {
    ["doorstep", "log", "--from", "FILE", "--date", &day.to_string(), "--as", "INITIALS"].map(String::from)
}

/// A line of such a file, with ` tab ` where the key is pressed.
fn example_line() -> String {
    format!("08:05 tab SO tab Ava O tab {}: slept badly", Kind::DropOff.letter())
}

const READER: Recipient = Recipient::Staff(Role::Cover);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture;
    use crate::export;
    use crate::report::example::{Example, at, day, example};

    fn sheets(e: &Example) -> BlankSheets<'_> {
        BlankSheets { roll: &e.roll, room: e.room, day: day(20), made: at(20, 7, 15) }
    }

    #[test]
    fn the_sheets_read_as_they_should() {
        let e = example();
        let text = (export::format("txt").unwrap().write)(&sheets(&e).report()).unwrap();
        insta::assert_snapshot!(String::from_utf8(text).unwrap());
    }

    #[test]
    fn every_child_who_comes_that_day_has_a_row_under_the_name_of_the_board_and_nothing_else_is_said_of_anybody()
     {
        let mut e = example();
        // Isla comes on no day.
        e.roll.children[4].pattern = crate::domain::Pattern::default();
        for child in &mut e.roll.children {
            child.notes = "PLANTED".into();
            child.surname.push_str("planted");
        }
        for adult in &mut e.roll.contacts {
            adult.name = "PLANTED".into();
        }
        let rows = sheets(&e).rows().rows;
        let names: Vec<String> = rows.iter().map(|row| row[0].0[0].text()).collect();
        let mut board: Vec<String> =
            e.roll.in_room(e.room, day(20)).iter().map(|child| e.roll.short_name(child.id)).collect();
        board.retain(|name| !name.starts_with("Isla"));
        assert_eq!(board.len() + 1, e.roll.children.len());
        assert_eq!(names[..board.len()], board);
        assert_eq!(names.len(), board.len() + SPARE);
        assert!(!format!("{:?}", sheets(&e).report()).to_lowercase().contains("planted"));
    }

    #[test]
    fn the_line_that_it_teaches_is_one_that_a_day_from_paper_has() {
        let typed = example_line().replace(" tab ", "\t");
        let line = capture::file::lines(&typed).pop().unwrap().unwrap();
        assert_eq!((line.writer.as_str(), line.who.as_str()), ("SO", "Ava O"));
        assert_eq!(capture::grammar::own_kind(&line.note).map(|(kind, _)| kind), Some(Kind::DropOff));
    }
}
