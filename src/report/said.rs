//! The end of the self-evaluation's form: the ratings with their bands, the areas for development, and who
//! signed it off. What people said of statements stands in the statements' own rows.

use std::collections::BTreeMap;

use super::{Cell, Paragraph, Table};
use crate::domain::evaluation::{Area, AreaState, scale};
use crate::domain::framework::{Framework, RatingRow};
use crate::domain::{Moment, day};

/// What people rated and mean to do, cleared for a reader outside the room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The numbers that rating rows were given, by the row's code.
    pub ratings: BTreeMap<String, u8>,
    /// The areas for development, names replaced.
    pub areas: Vec<Area>,
    /// The last sign-off.
    pub signed_off: Option<Signed>,
}

/// A sign-off, as a form says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// What was signed off: `autumn term 2026`.
    pub name: String,
    /// By whom, in initials.
    pub by: String,
    /// When.
    pub at: Moment,
    /// Of which rooms, where these are not the form's own; empty for the whole setting.
    pub of: Option<Vec<String>>,
    /// Whether something was said since that is not part of it.
    pub changed_since: bool,
}

impl Signed {
    /// `autumn term 2026, of the whole setting, by P.S. on 20 November 2026; changed since`
    pub fn says(&self) -> String {
        let of = match self.of.as_deref() {
            None => String::new(),
            Some([]) => ", of the whole setting".to_string(),
            Some(rooms) => format!(", of {}", super::family_week::list(rooms)),
        };
        let since = if self.changed_since { "; changed since" } else { "" };
        format!("{}{of}, by {} on {}{since}", self.name, self.by, day::long(self.at.day()))
    }
}

/// What is said above the ratings.
pub fn note(framework: &Framework) -> String {
    let numbers: Vec<u32> = framework.bands.iter().map(|band| band.number).collect();
    let between: Vec<String> = match (numbers.iter().min(), numbers.iter().max()) {
        (Some(&low), Some(&high)) => {
            (low..=high).filter(|number| !numbers.contains(number)).map(|number| number.to_string()).collect()
        }
        _ => Vec::new(),
    };
    let one = "One number in each row, in brackets where somebody gave it. The program never chooses one.";
    if between.is_empty() {
        one.to_string()
    } else {
        format!("{one} {} lie between the descriptions on either side.", super::family_week::list(&between))
    }
}

/// A row for each rating: its name, the numbers with the one that was given, what each band looks like.
pub fn ratings(framework: &Framework, said: &Said) -> Table {
    let count = framework.bands.len() as u32;
    let share = 84 / count.max(1);
    let heads: Vec<String> =
        framework.bands.iter().map(|band| format!("{} {}", band.number, band.name)).collect();
    let mut columns = vec![("Rating", 100 - share * count)];
    columns.extend(heads.iter().map(|head| (head.as_str(), share)));
    let mut table = Table::of(&columns);
    let (low, high) = scale(framework).unwrap_or((1, 0));
    for RatingRow { code, title, descriptors } in &framework.ratings {
        let given = said.ratings.get(code).copied();
        let mut numbers = Paragraph::new();
        for number in low..=high {
            let gap = if number == low { "" } else { "   " };
            numbers = numbers.plain(gap);
            numbers = match given == Some(number) {
                true => numbers.bold(format!("[{number}]")),
                false => numbers.plain(number.to_string()),
            };
        }
        let mut row = vec![Cell(vec![Paragraph::new().bold(title.clone()), numbers])];
        row.extend(
            (0..framework.bands.len())
                .map(|band| descriptors.get(band).map_or_else(Cell::default, |words| words.as_str().into())),
        );
        table.rows.push(row);
    }
    table
}

/// A row for each area for development.
pub fn areas(framework: &Framework, said: &Said) -> Table {
    let mut table =
        Table::of(&[("From", 6), ("What", 38), ("Who", 14), ("By when", 14), ("How we will know", 28)]);
    for area in &said.areas {
        let from = area.statement.as_ref().filter(|code| framework.statement(code).is_some());
        let from = from.map(|code| framework.named(code)).unwrap_or_default();
        let mut what = Paragraph::from(area.what.as_str());
        if area.state == AreaState::Done {
            what = what.quiet(" Done.");
        }
        table.rows.push(vec![
            Paragraph::new().bold(from).into(),
            Cell(vec![what]),
            area.who.as_str().into(),
            area.by_when.as_str().into(),
            area.how.as_str().into(),
        ]);
    }
    table
}
