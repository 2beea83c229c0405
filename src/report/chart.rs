//! A picture of figures: a bar for each thing that is counted, and the same in a sentence for whoever can't see it.

use crate::domain::evidence::Cell;
use crate::domain::policy::{Facts, Instead, Item, Recipient, ReportKind, Verdict, may_appear};

/// Bars of one unit, one below the other. Every number in it has been cleared for whom the report is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// What it shows: `Families spoken with, day by day`.
    pub title: String,
    /// What the bars differ in: `Day`.
    pub by: String,
    /// What a bar counts: `Families`.
    pub unit: String,
    /// The bars, in order.
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Its name: `Mon 16 Nov`.
    pub label: String,
    /// How many, as it may be told.
    pub count: Cell,
    /// How many there could be at most, where that is known.
    pub of: Option<u32>,
}

/// How much of the room for bars one takes: the bar itself, what is missing of the most that there could be, and what
/// is left. The three come to all of the parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lengths {
    /// The bar.
    pub bar: u32,
    /// What is missing.
    pub missing: u32,
    /// What is left.
    pub left: u32,
}

impl Chart {
    /// A chart of these bars; `None` where not one of them has a number that may be told, for then it shows nothing.
    pub fn of(title: &str, by: &str, unit: &str, bars: Vec<Bar>) -> Option<Chart> {
        let [title, by, unit] = [title, by, unit].map(str::to_string);
        let told = bars.iter().any(|bar| matches!(bar.count, Cell::Exact(_)));
        told.then_some(Chart { title, by, unit, bars })
    }

    /// The sentence that says the same: `Families spoken with, day by day: Mon 16 Nov 18 of 24; Tue 17 Nov fewer than 5.`
    pub fn says(&self) -> String {
        let bars: Vec<String> = self.bars.iter().map(|bar| format!("{} {}", bar.label, bar.says())).collect();
        format!("{}: {}.", self.title, bars.join("; "))
    }

    /// How long a bar is, where the longest that there could be takes so many parts. What counts anything has one part at
    /// least; what may not be told has none.
    pub fn lengths(&self, bar: &Bar, parts: u32) -> Lengths {
        let longest =
            self.bars.iter().flat_map(|bar| [bar.number(), bar.of]).flatten().max().unwrap_or(0).max(1);
        let scaled = |count: u32| {
            let share = u64::from(count) * u64::from(parts) + u64::from(longest) / 2;
            u32::try_from(share / u64::from(longest)).unwrap_or(parts).clamp(u32::from(count > 0), parts)
        };
        let filled = bar.number().map_or(0, scaled);
        let reach = bar.of.map_or(filled, |of| scaled(of).max(filled));
        Lengths { bar: filled, missing: reach - filled, left: parts.saturating_sub(reach) }
    }

    /// Whether any bar says how many there could be.
    pub fn has_most(&self) -> bool {
        self.bars.iter().any(|bar| bar.of.is_some())
    }
}

impl Bar {
    /// `18 of 24`, `18`, `fewer than 5`
    pub fn says(&self) -> String {
        match (self.number(), self.of) {
            (Some(count), Some(of)) => format!("{count} of {of}"),
            _ => self.count.to_string(),
        }
    }

    /// The number, where it may be told.
    pub fn number(&self) -> Option<u32> {
        match self.count {
            Cell::Exact(count) => Some(count),
            Cell::Few | Cell::Withheld => None,
        }
    }
}

/// A number of families as the one policy lets it stand in a report: `None` where it may not stand at all.
pub fn told(families: u32, item: Item, whom: &Recipient, report: ReportKind) -> Option<Cell> {
    let facts = Facts { families: Some(families), ..Facts::default() };
    match may_appear(item, whom, report, &facts) {
        Verdict::Allow => Some(Cell::Exact(families)),
        Verdict::Replace(Instead::FewerThanFive) => Some(Cell::Few),
        Verdict::Replace(_) | Verdict::Deny(_) => None,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::domain::Role;
    use proptest::prelude::*;

    /// Four bars: long, short, hidden, withheld.
    pub(crate) fn sample() -> Chart {
        let bar = |label: &str, count, of| Bar { label: label.into(), count, of };
        let bars = vec![
            bar("Mon 16 Nov", Cell::Exact(18), Some(24)),
            bar("Tue 17 Nov", Cell::Exact(6), Some(24)),
            bar("Wed 18 Nov", Cell::Few, Some(24)),
            bar("Thu 19 Nov", Cell::Withheld, None),
        ];
        Chart::of("Families spoken with, day by day", "Day", "Families", bars).unwrap()
    }

    #[test]
    fn a_chart_says_in_a_sentence_what_its_bars_show() {
        assert_eq!(
            sample().says(),
            "Families spoken with, day by day: Mon 16 Nov 18 of 24; Tue 17 Nov 6 of 24; \
             Wed 18 Nov fewer than 5; Thu 19 Nov not shown."
        );
    }

    #[test]
    fn a_bar_is_as_long_as_its_number_and_one_that_may_not_be_told_has_none() {
        let chart = sample();
        let lengths = |at: usize| chart.lengths(&chart.bars[at], 100);
        assert_eq!(lengths(0), Lengths { bar: 75, missing: 25, left: 0 });
        assert_eq!(lengths(1), Lengths { bar: 25, missing: 75, left: 0 });
        // The same, whatever the number is that may not be told.
        assert_eq!(lengths(2), Lengths { bar: 0, missing: 100, left: 0 });
        assert_eq!(lengths(3), Lengths { bar: 0, missing: 0, left: 100 });
    }

    #[test]
    fn a_chart_without_a_number_that_may_be_told_is_none() {
        let bar = |count| Bar { label: "Mon".into(), count, of: Some(4) };
        assert_eq!(Chart::of("T", "Day", "Families", vec![bar(Cell::Few), bar(Cell::Withheld)]), None);
        assert_eq!(Chart::of("T", "Day", "Families", vec![]), None);
        assert!(Chart::of("T", "Day", "Families", vec![bar(Cell::Few), bar(Cell::Exact(5))]).is_some());
    }

    #[test]
    fn a_number_stands_as_the_policy_lets_it() {
        let lead = Recipient::Staff(Role::RoomLead);
        let cell = |families, whom, report| told(families, Item::Cell, whom, report);
        assert_eq!(cell(5, &lead, ReportKind::RoomWeek), Some(Cell::Exact(5)));
        assert_eq!(cell(4, &lead, ReportKind::RoomWeek), Some(Cell::Few));
        assert_eq!(cell(0, &lead, ReportKind::RoomWeek), Some(Cell::Few));
        assert_eq!(cell(5, &Recipient::Public, ReportKind::RoomWeek), None);
        assert_eq!(
            told(4, Item::Figure, &Recipient::Adviser, ReportKind::EvidenceForm),
            Some(Cell::Exact(4))
        );
    }

    proptest! {
        #[test]
        fn the_lengths_of_a_bar_come_to_all_parts_and_grow_with_its_number(
            counts in proptest::collection::vec((0u32.., proptest::option::of(0u32..)), 1..8), parts in 1u32..1001,
        ) {
            let bars = counts.iter().map(|&(count, of)| Bar { label: String::new(), count: Cell::Exact(count), of });
            let chart = Chart::of("T", "B", "U", bars.collect()).unwrap();
            let mut seen: Vec<(u32, u32)> = Vec::new();
            for bar in &chart.bars {
                let Lengths { bar: filled, missing, left } = chart.lengths(bar, parts);
                prop_assert_eq!(filled + missing + left, parts);
                prop_assert_eq!(filled > 0, bar.number() > Some(0));
                seen.push((bar.number().unwrap(), filled));
            }
            seen.sort();
            prop_assert!(seen.is_sorted_by_key(|(_, filled)| filled));
        }
    }
}
