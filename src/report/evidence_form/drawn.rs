//! How far the evidence reaches, drawn: families by week, and by statement.

use super::EvidenceForm;
use crate::domain::evidence::{Cell, Figures, Scope};
use crate::domain::framework::About;
use crate::domain::policy::{Item, Recipient, ReportKind};
use crate::domain::{Day, Period};
use crate::report::chart::{Bar, Chart, told};

/// So many weeks are drawn at most: the last.
const WEEKS: u64 = 26;

/// The scope whose weeks are drawn.
pub fn weeks_of(scope: &Scope) -> Scope {
    let Period { from, to } = Period::weeks_to(scope.period.to, WEEKS);
    let period = Period { from: scope.period.from.max(from), to: scope.period.to.min(to) };
    Scope { rooms: scope.rooms.clone(), period }
}

impl EvidenceForm<'_> {
    /// What is drawn of it.
    pub(super) fn charts(&self) -> Vec<Chart> {
        [self.by_week(), self.by_statement()].into_iter().flatten().collect()
    }

    /// A bar a week. A week is a part of the period: what it tells of a few is not told.
    fn by_week(&self) -> Option<Chart> {
        let first = self.families_by_week.first().map(|(monday, _)| *monday);
        let all = first.is_none_or(|monday| monday <= self.scope.period.from);
        let title = match all {
            true => "Families heard from, week by week".to_string(),
            false => format!("Families heard from, in the last {WEEKS} weeks"),
        };
        let bar = |(monday, count)| Bar { label: week_from(monday), count, of: Some(self.families_on_roll) };
        let bars = self.told_by_week().into_iter().map(bar).collect();
        Chart::of(&title, "Week from", "Families", bars)
    }

    /// How many families the statements have evidence from in each week by its Monday, as far as that may be told.
    pub fn told_by_week(&self) -> Vec<(Day, Cell)> {
        let count = |&(monday, families): &(Day, u32)| {
            Some((monday, told(families, Item::Cell, &Recipient::Adviser, ReportKind::EvidenceForm)?))
        };
        self.families_by_week.iter().filter_map(count).collect()
    }

    /// A bar for each statement that is about every family.
    fn by_statement(&self) -> Option<Chart> {
        let about = self.statements.iter().filter(|column| column.statement.about == About::Families);
        let bars = about.filter_map(|column| {
            let label = format!("{} {}", column.statement.number, column.statement.title);
            let Figures { families, on_roll, .. } = column.figures;
            let bar = self.bar(label, families, Item::Figure)?;
            Some(Bar { of: Some(on_roll), ..bar })
        });
        let bars: Vec<Bar> = bars.collect();
        // Where nothing is linked yet, that is said in words.
        let any = bars.iter().any(|bar| bar.count != Cell::Exact(0));
        let title = "Families reached, statement by statement";
        Chart::of(title, "Statement", "Families", bars).filter(|_| any)
    }

    fn bar(&self, label: String, families: u32, item: Item) -> Option<Bar> {
        let count = told(families, item, &Recipient::Adviser, ReportKind::EvidenceForm)?;
        Some(Bar { label, count, of: Some(self.families_on_roll) })
    }
}

/// `16 Nov`
fn week_from(monday: Day) -> String {
    monday.format("%-d %b").to_string()
}
