//! The rows of a register.

use std::collections::HashMap;

use super::columns::{Columns, too_long};
use super::dates::{Years, day};
use super::headers::{About, Field};
use super::hours::{self, Span};
use super::table::{Row, Table};
use super::words::{self, Wrong};
use super::{Given, RowTrouble, days, names};
use crate::domain::name::fold;
use crate::domain::{Day, Format, Hours, Pattern, Responsibility, Session, Time};

/// One child as the file says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChildRow {
    /// The row's line in the file.
    pub line: usize,
    /// First name or names.
    pub forename: String,
    /// Last name.
    pub surname: String,
    /// Where first and last name were parted.
    pub parted: Parted,
    /// What they are called, where it is not the forename.
    pub known_as: Given<String>,
    /// When they were born.
    pub born: Option<Day>,
    /// The room's name.
    pub room: String,
    /// The key person: name, initials or first name.
    pub key_person: Given<String>,
    /// The second key person, likewise.
    pub second: Given<String>,
    /// Their first day.
    pub started: Option<Day>,
    /// Their last day.
    pub left: Given<Day>,
    /// The days on which they come; `None` where the row says nothing.
    pub pattern: Option<Pattern>,
    /// The hours that stand with the days.
    pub hours: Hours,
    /// The hour of every day that has none of its own.
    pub from: Given<Time>,
    /// Brothers and sisters by name, as written.
    pub siblings: Vec<String>,
    /// The adults, in the row's order.
    pub contacts: Vec<ContactRow>,
    /// What the register says besides.
    pub notes: Given<String>,
}

/// Where a child's first and last name were parted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Parted {
    /// By the file, which has a column for each.
    #[default]
    ByColumns,
    /// In one cell, by a comma, by capitals, or because there are two words.
    InOneCell,
    /// In one cell of several words: the last name could begin elsewhere.
    Guessed,
}

impl ChildRow {
    /// `Ava O'Neill`, by what they are called.
    pub fn name(&self) -> String {
        format!("{} {}", self.known_as.value().unwrap_or(&self.forename), self.surname)
    }
}

/// One adult as the file says it. `None` where the file has no such column or says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactRow {
    /// The number under which they are listed.
    pub number: u8,
    /// Their name.
    pub name: String,
    /// What they are to the child, in the register's word.
    pub relation: Option<String>,
    /// The letter of their home among this child's homes, folded.
    pub household: Option<String>,
    /// Parental responsibility; a blank cell is not known.
    pub responsibility: Option<Responsibility>,
    /// Whether they may collect; a blank cell is `Some(None)`.
    pub may_collect: Option<Option<bool>>,
    /// Their language.
    pub language: Option<String>,
    /// The form in which they read.
    pub format: Option<Format>,
}

/// Reads a register's rows.
///
/// # Errors
/// Everything that is wrong with the header; else every cell that can't be taken as it stands, each with
/// its line, column and what to do, and every child that is listed twice.
pub fn read_register(table: &Table) -> Result<Vec<ChildRow>, Vec<RowTrouble>> {
    let (rows, troubles) = read_rows(table)?;
    if troubles.is_empty() { Ok(rows) } else { Err(troubles) }
}

/// The rows that can be taken as they stand, and what is wrong with the others. Refuses a header alone.
pub(super) fn read_rows(table: &Table) -> Result<(Vec<ChildRow>, Vec<RowTrouble>), Vec<RowTrouble>> {
    let columns = Columns::of_children(table)?;
    let mut troubles = too_long(table);
    if table.rows.is_empty() {
        troubles.push(RowTrouble::new(
            table.header_line,
            "",
            "",
            "there are no children below the header",
            "Save the list from your system again.",
        ));
    }
    let rows: Vec<ChildRow> = table
        .rows
        .iter()
        .filter_map(|row| Reading { columns: &columns, row, troubles: &mut troubles }.child())
        .collect();
    listed_twice(&rows, &mut troubles);
    Ok((rows, troubles))
}

/// One row being read; what is wrong with it goes to `troubles`.
struct Reading<'a> {
    columns: &'a Columns,
    row: &'a Row,
    troubles: &'a mut Vec<RowTrouble>,
}

impl Reading<'_> {
    fn child(&mut self) -> Option<ChildRow> {
        let before = self.troubles.len();
        let (forename, surname, parted, called) = self.name();
        let room = self.needed(Field::Room, words::room);
        let known_as = self.known_as(called);
        let born = self.given(Field::Born, |text| day(text, Years::Children)).value().copied();
        let started = self.given(Field::Started, |text| day(text, Years::Children)).value().copied();
        let left = self.given(Field::Left, |text| day(text, Years::Children));
        let key_person = self.given(Field::KeyPerson, words::name);
        let second = self.given(Field::Second, words::name);
        let notes = match self.cell(Field::Notes) {
            None => Given::Unsaid,
            Some("") => Given::Blank,
            Some(_) => self.given(Field::Notes, |text| words::clean(text, true)),
        };
        let (pattern, hours) = self.pattern();
        let from = self.given(Field::From, |text| hours::first(text).map(|span| span.from));
        self.part_of_the_day(pattern, hours, from.value().copied());
        let siblings = self.siblings();
        let contacts = self.contacts();

        let mut order = |field, value: Option<Day>, wrong: bool, what: &str| {
            if let (true, Some((_, index, name))) = (wrong && value.is_some(), self.columns.get(field)) {
                let todo = "Look which of the two days is right.";
                self.troubles.push(RowTrouble::new(self.row.line, name, self.row.cell(index), what, todo));
            }
        };
        let before_born = |day: Option<Day>| day.zip(born).is_some_and(|(day, born)| day < born);
        order(Field::Started, started, before_born(started), "the first day is before the date of birth");
        let last = left.value().copied();
        order(Field::Left, last, before_born(last), "the last day is before the date of birth");
        let early = last.zip(started).is_some_and(|(last, first)| last < first);
        order(Field::Left, last, early, "the last day is before the first");

        if self.troubles.len() > before {
            return None;
        }
        let forename = forename?;
        let known_as = match known_as {
            Given::Is(name) if name == forename => Given::Blank,
            known_as => known_as,
        };
        Some(ChildRow {
            line: self.row.line,
            forename,
            surname: surname?,
            parted,
            known_as,
            born,
            room: room?,
            key_person,
            second,
            started,
            left,
            pattern,
            hours,
            from,
            siblings,
            contacts,
            notes,
        })
    }

    /// First name, last name, where they part, and what stood in brackets.
    fn name(&mut self) -> (Option<String>, Option<String>, Parted, Option<String>) {
        if self.columns.at(Field::Forename).is_some() {
            let forename = self.needed(Field::Forename, words::name);
            let surname = self.needed(Field::Surname, words::name);
            return (forename, surname, Parted::ByColumns, None);
        }
        match self.needed(Field::FullName, names::whole) {
            Some(whole) => {
                let parted = if whole.guessed { Parted::Guessed } else { Parted::InOneCell };
                (Some(whole.forename), Some(whole.surname), parted, whole.known_as)
            }
            None => (None, None, Parted::InOneCell, None),
        }
    }

    /// What the child is called, by its column or by the brackets behind the name.
    fn known_as(&mut self, called: Option<String>) -> Given<String> {
        let given = self.given(Field::KnownAs, words::name);
        match (given, called) {
            (given, None) => given,
            (Given::Is(name), Some(called)) if fold(&name) != fold(&called) => {
                self.wrong(
                    Field::KnownAs,
                    Wrong::new(
                        format!("in brackets behind the name stands {called}"),
                        "Write what the child is called once.",
                    ),
                );
                Given::Is(name)
            }
            (Given::Is(name), Some(_)) => Given::Is(name),
            (_, Some(called)) => Given::Is(called),
        }
    }

    /// The cell of a column; `None` where the file has none.
    fn cell(&self, field: Field) -> Option<&str> {
        self.columns.at(field).map(|index| self.row.cell(index))
    }

    fn wrong(&mut self, field: Field, wrong: Wrong) {
        if let Some((_, index, name)) = self.columns.get(field) {
            let value = self.row.cell(index);
            self.troubles.push(RowTrouble::new(self.row.line, name, value, wrong.what, wrong.todo));
        }
    }

    fn needed<T>(&mut self, field: Field, read: fn(&str) -> Result<T, Wrong>) -> Option<T> {
        let text = self.cell(field)?;
        let read = if text.is_empty() { Err(Wrong::new("it is blank", "Write it in.")) } else { read(text) };
        read.map_err(|wrong| self.wrong(field, wrong)).ok()
    }

    fn given<T>(&mut self, field: Field, read: impl Fn(&str) -> Result<T, Wrong>) -> Given<T> {
        let Some(text) = self.cell(field) else { return Given::Unsaid };
        if words::says_none(text) {
            return Given::Blank;
        }
        match words::clean(text, field == Field::Notes).and_then(|text| read(&text)) {
            Ok(value) => Given::Is(value),
            Err(wrong) => {
                self.wrong(field, wrong);
                Given::Blank
            }
        }
    }

    fn pattern(&mut self) -> (Option<Pattern>, Hours) {
        if self.cell(Field::Days).is_some() {
            let days = self.given(Field::Days, days::days).value().copied();
            let (pattern, mut hours) =
                days.map_or((None, Hours::default()), |(days, hours)| (Some(days), hours));
            for ((index, hour), part) in (0..).zip(hours.0.iter_mut()).zip(pattern.unwrap_or_default().0) {
                let span = self.of_the_day(index);
                if span.is_some() && part == Session::None {
                    let todo = "Look which of the two is right.";
                    self.wrong(
                        Field::Hour(index, 0),
                        Wrong::new("the child does not come on that day", todo),
                    );
                }
                *hour = span.map(|span| span.from).or(*hour);
            }
            return (pattern, hours);
        }
        let (mut pattern, mut hours) = (Pattern::default(), Hours::default());
        for ((index, slot), hour) in (0..).zip(pattern.0.iter_mut()).zip(hours.0.iter_mut()) {
            let mut part = |part| {
                self.given(Field::Weekday(index, part), days::session).value().copied().unwrap_or_default()
            };
            let [(whole, from), (morning, early), (afternoon, late)] = [part(0), part(1), part(2)];
            *slot = if whole == Session::None { days::joined(morning, afternoon) } else { whole };
            *hour = from.or(early).or(late);
            let Some(span) = self.of_the_day(index) else { continue };
            *hour = Some(span.from);
            match (*slot, span.session()) {
                (Session::None, Some(part)) => *slot = part,
                (Session::None, None) => self.wrong(
                    Field::Hour(index, 0),
                    Wrong::new(days::NO_END, "Write until when too, as 15:00, in a column beside it."),
                ),
                (part, _) if !Span::fits(span.from, part) => {
                    let what = "the child comes in another part of that day";
                    self.wrong(Field::Hour(index, 0), Wrong::new(what, "Look which of the two is right."));
                }
                _ => {}
            }
        }
        ((pattern != Pattern::default()).then_some(pattern), hours)
    }

    /// From when until when on a day, by the columns that it has for them.
    fn of_the_day(&mut self, day: u8) -> Option<Span> {
        let [start, finish] = [0, 1].map(|end| Field::Hour(day, end));
        let from = self.cell(start).filter(|text| !words::says_none(text)).map(str::to_string);
        let first = self.given(start, hours::first).value().copied();
        let Some(from) = from else {
            if self.given(finish, hours::first).value().is_some() {
                let what = "it says until when the child comes, and not from when";
                self.wrong(finish, Wrong::new(what, "Write from when too, as 9:00."));
            }
            return None;
        };
        first?;
        let whole = self.given(finish, |until| hours::span(&format!("{from}-{until}"))).value().copied();
        whole.or(first)
    }

    /// The hour of every day lies in the part of the day for which the child comes, on one of them at least.
    fn part_of_the_day(&mut self, pattern: Option<Pattern>, hours: Hours, from: Option<Time>) {
        let Some((from, pattern)) = from.zip(pattern) else { return };
        let open =
            || pattern.0.into_iter().zip(hours.0).filter(|(_, hour)| hour.is_none()).map(|(part, _)| part);
        if open().any(|part| part != Session::None) && !open().any(|part| Span::fits(from, part)) {
            let when = if open().any(|part| part == Session::Morning) {
                "in the mornings"
            } else {
                "in the afternoons"
            };
            self.wrong(
                Field::From,
                Wrong::new(format!("the child comes {when}"), "Look which of the two is right."),
            );
        }
    }

    fn siblings(&mut self) -> Vec<String> {
        let fields: Vec<Field> = self
            .columns
            .all()
            .map(|(field, ..)| field)
            .filter(|field| matches!(field, Field::Siblings(_)))
            .collect();
        let mut siblings = Vec::new();
        for field in fields {
            let cell = self.cell(field).unwrap_or_default().replace(" and ", ";").replace('\n', ";");
            for name in cell.split([';', ',', '&', '/']).filter(|name| !words::says_none(name)) {
                match words::name(name) {
                    Ok(name) => siblings.push(name),
                    Err(wrong) => self.wrong(field, wrong),
                }
            }
        }
        siblings
    }

    fn contacts(&mut self) -> Vec<ContactRow> {
        let home = self.given(Field::HomeLanguage, |text| words::clean(text, false)).value().cloned();
        let columns = self.columns;
        let mut contacts: Vec<ContactRow> = Vec::new();
        for number in columns.adults() {
            let field = |about| Field::Contact(number, about);
            let Some(name) = self.contact_name(number) else { continue };
            let responsibility = match self.cell(field(About::Responsibility)) {
                None => None,
                Some(text) => match words::responsibility(text) {
                    Ok(responsibility) => Some(responsibility),
                    Err(wrong) => {
                        self.wrong(field(About::Responsibility), wrong);
                        None
                    }
                },
            };
            let may_collect = match self.cell(field(About::MayCollect)) {
                None => None,
                Some(text) => match words::may_collect(text) {
                    Ok(may) => Some(may),
                    Err(wrong) => {
                        self.wrong(field(About::MayCollect), wrong);
                        None
                    }
                },
            };
            let text = |text: &str| words::clean(text, false);
            let contact = ContactRow {
                number,
                relation: self.given(field(About::Relation), text).value().cloned(),
                household: self.given(field(About::Household), text).value().map(|home| fold(home)),
                responsibility,
                may_collect,
                language: self.given(field(About::Language), text).value().cloned().or_else(|| home.clone()),
                format: self.given(field(About::Format), words::format).value().copied().flatten(),
                name,
            };
            if contacts.iter().any(|other| fold(&other.name) == fold(&contact.name)) {
                let named = [About::Name, About::Surname, About::Forename].map(field);
                if let Some(field) = named.into_iter().find(|field| self.columns.at(*field).is_some()) {
                    self.wrong(
                        field,
                        Wrong::new(
                            "this adult is listed twice for the child",
                            "Take one out, or add Senior or Junior where they are two people.",
                        ),
                    );
                }
            }
            contacts.push(contact);
        }
        contacts
    }

    fn contact_name(&mut self, number: u8) -> Option<String> {
        let field = |about| Field::Contact(number, about);
        let whole = self.given(field(About::Name), words::name).value().cloned();
        let forename = self.given(field(About::Forename), words::name).value().cloned();
        let surname = self.given(field(About::Surname), words::name).value().cloned();
        let parts: Vec<String> = whole.into_iter().chain(forename).chain(surname).collect();
        if !parts.is_empty() {
            return Some(parts.join(" "));
        }
        // An adult without a name, of whom the row says something that would be lost.
        let said = self.columns.all().find(|&(column, index, _)| {
            matches!(column, Field::Contact(of, about)
                if of == number && matches!(about, About::Relation | About::Responsibility | About::MayCollect))
                && !words::says_none(self.row.cell(index))
        });
        if let Some((said, ..)) = said {
            let names = [About::Name, About::Forename, About::Surname].map(field);
            let clean = names.iter().all(|name| self.cell(*name).is_none_or(words::says_none));
            if clean {
                self.wrong(
                    said,
                    Wrong::new(
                        format!("adult {number} of this child has no name"),
                        "Write the name, or clear what is said of them.",
                    ),
                );
            }
        }
        None
    }
}

fn listed_twice(rows: &[ChildRow], troubles: &mut Vec<RowTrouble>) {
    let mut lines: HashMap<(String, String, Option<Day>), usize> = HashMap::new();
    for row in rows {
        let called = std::iter::once(&row.forename).chain(row.known_as.value()).map(|name| fold(name));
        let first = called.fold(None, |first: Option<usize>, name| {
            let earlier = lines.insert((name, fold(&row.surname), row.born), row.line);
            first.or(earlier.filter(|line| *line != row.line))
        });
        let Some(line) = first else { continue };
        let (what, todo) = if row.born.is_some() {
            (format!("this child is on line {line} too"), "Take one of the two rows out.")
        } else {
            (
                format!("this child is on line {line} too, and neither row has a date of birth"),
                "Take one of the two rows out, or write the dates of birth if they are two children.",
            )
        };
        let name = format!("{} {}", row.forename, row.surname);
        troubles.push(RowTrouble::new(row.line, "", &name, what, todo));
    }
}
