//! The figures of a statement, each as something that can be opened: what lies behind it is listed, a row for each
//! that its number counts.

use chrono::Days;

use super::breadth::Breadth;
use super::{Figures, thousands};
use crate::domain::child::Relation;
use crate::domain::{ChildId, Day, Kind, Period, Week};

/// One of a statement's figures. The first of them count entries, the last four families.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Agreed entries and practice records.
    Entries,
    /// Those that carry a voice.
    Voice(Voice),
    /// Those that led to something.
    Changed,
    /// Those of the last so many weeks.
    LastWeeks(u8),
    /// Those of one week.
    Week(Week),
    /// Families that were reached.
    Families,
    /// Those with an adult who is that to the child; `None` where nobody wrote who it was.
    Through(Option<Relation>),
    /// Those in a language; `None` where it is not known.
    In(Option<String>),
    /// Those by a kind of entry, or by a practice kind's code.
    By(Result<Kind, String>),
}

/// One of the three voices, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// Staff's record.
    Staff,
    /// The family's own words.
    Family,
    /// The child's words or response.
    Child,
}

/// What is opened: a figure, or of one of its families what that counts by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The figure.
    pub figure: Figure,
    /// The family, where its entries are listed.
    pub family: Option<ChildId>,
}

impl Figure {
    /// All figures of a statement at the end of a period, `to`, each with its number; of the breakdown those only that
    /// are not nought.
    pub fn all(figures: &Figures, reached: &Breadth, to: Day) -> Vec<(Figure, u32)> {
        let last = |weeks: u8| figures.weeks.iter().rev().take(weeks.into()).sum();
        let [staff, family, child] = figures.voices;
        let mut all = vec![
            (Figure::Entries, figures.entries),
            (Figure::Voice(Voice::Staff), staff),
            (Figure::Voice(Voice::Family), family),
            (Figure::Voice(Voice::Child), child),
            (Figure::Changed, figures.changed),
            (Figure::LastWeeks(6), last(6)),
            (Figure::LastWeeks(13), last(13)),
            (Figure::Families, figures.families),
        ];
        let relations = [Some(Relation::Mother), Some(Relation::Father), Some(Relation::Other), None];
        let languages = reached.languages.keys().cloned().map(Some).chain([None]);
        let parts = relations.map(Figure::Through).into_iter().chain(languages.map(Figure::In));
        let parts = parts.chain(reached.ways.keys().cloned().map(Figure::By));
        let parts = parts.map(|figure| {
            let families = reached.families_of(&figure).len() as u32;
            (figure, families)
        });
        all.extend(parts.filter(|(_, families)| *families > 0));
        let weeks = figures.weeks.iter().rev().zip(0..);
        all.extend(weeks.map(|(entries, ago)| (Figure::Week(Week::of(weeks_before(to, ago))), *entries)));
        all
    }

    /// Whether its number counts families, and not entries.
    pub fn counts_families(&self) -> bool {
        matches!(self, Figure::Families | Figure::Through(_) | Figure::In(_) | Figure::By(_))
    }

    /// Of which of a period's days it is.
    pub fn days(&self, period: Period) -> Period {
        let Period { from, to } = period;
        match self {
            Figure::Week(week) => {
                let week = week.period();
                Period { from: from.max(week.from), to: to.min(week.to) }
            }
            Figure::LastWeeks(weeks) => {
                let first = Week::of(weeks_before(to, weeks.saturating_sub(1).into())).period().from;
                Period { from: from.max(first), to }
            }
            _ => period,
        }
    }

    /// What stands after its number: `entries`, `led to a change`, `families through fathers`.
    pub fn says(&self, count: u32) -> String {
        let families = if count == 1 { "family" } else { "families" };
        if self.counts_families() {
            return format!("{families} {}", self.part()).trim_end().to_string();
        }
        match self {
            Figure::Entries if count == 1 => "entry".to_string(),
            Figure::Entries => "entries".to_string(),
            Figure::Voice(Voice::Staff) => "in staff's own record".to_string(),
            Figure::Voice(Voice::Family) => "with the family's own words".to_string(),
            Figure::Voice(Voice::Child) => "with the child's words".to_string(),
            Figure::Changed => "led to a change".to_string(),
            Figure::LastWeeks(weeks) => format!("in the last {weeks} weeks"),
            Figure::Week(week) => format!("in the week of {}", week.period().from.format("%-d %b")),
            _ => String::new(),
        }
    }

    /// Which part of the families it counts: `through fathers`, `in Polish`; nothing where that is all of them.
    pub fn part(&self) -> String {
        match self {
            Figure::Through(Some(relation)) => format!("through {}", relation.several()),
            Figure::Through(None) => "with nobody named".to_string(),
            Figure::In(Some(language)) => format!("in {language}"),
            Figure::In(None) => "in a language not known".to_string(),
            Figure::By(way) => format!("by {}", way_of(way)),
            _ => String::new(),
        }
    }

    /// The same with its number before it.
    pub fn counted(&self, count: u32) -> String {
        format!("{} {}", thousands(count), self.says(count))
    }
}

/// A day so many weeks before.
fn weeks_before(to: Day, weeks: u64) -> Day {
    to.checked_sub_days(Days::new(7 * weeks)).unwrap_or(to)
}

/// What a way of contact is called.
pub fn way_of(way: &Result<Kind, String>) -> String {
    match way {
        Ok(kind) => kind.label().to_string(),
        Err(code) => code.replace('-', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> Day {
        Day::from_ymd_opt(2026, month, day).unwrap()
    }

    #[test]
    fn a_figure_of_weeks_is_of_those_days_of_the_period_alone() {
        // A Thursday.
        let period = Period { from: day(11, 4), to: day(11, 26) };
        let days = |figure: Figure| {
            let Period { from, to } = figure.days(period);
            (from, to)
        };
        assert_eq!(days(Figure::Changed), (day(11, 4), day(11, 26)));
        assert_eq!(days(Figure::Week(Week::of(day(11, 18)))), (day(11, 16), day(11, 22)));
        assert_eq!(days(Figure::Week(Week::of(day(11, 24)))), (day(11, 23), day(11, 26)), "cut at its end");
        assert_eq!(days(Figure::LastWeeks(2)), (day(11, 16), day(11, 26)));
        assert_eq!(days(Figure::LastWeeks(13)), (day(11, 4), day(11, 26)), "and at its beginning");
    }

    #[test]
    fn a_figure_is_said_in_the_words_of_the_page() {
        for (figure, count, says) in [
            (Figure::Entries, 1, "1 entry"),
            (Figure::Entries, 1840, "1,840 entries"),
            (Figure::Changed, 7, "7 led to a change"),
            (Figure::Voice(Voice::Child), 3, "3 with the child's words"),
            (Figure::LastWeeks(6), 18, "18 in the last 6 weeks"),
            (Figure::Week(Week::of(day(11, 18))), 4, "4 in the week of 16 Nov"),
            (Figure::Families, 1, "1 family"),
            (Figure::Through(Some(Relation::Father)), 5, "5 families through fathers"),
            (Figure::Through(None), 2, "2 families with nobody named"),
            (Figure::In(Some("Polish".to_string())), 1, "1 family in Polish"),
            (Figure::In(None), 2, "2 families in a language not known"),
            (Figure::By(Err("home-visit".to_string())), 2, "2 families by home visit"),
        ] {
            assert_eq!(figure.counted(count), says);
        }
    }
}
