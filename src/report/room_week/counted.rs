//! What is counted of a room's week: entries by kind and review, and the families that were spoken with.

use std::collections::BTreeSet;

use super::{LEAD, RoomWeek};
use crate::domain::entry::{Review, Standing};
use crate::domain::policy::{Item, ReportKind};
use crate::domain::{Child, ChildId, Day, Kind, Session, day};
use crate::report::chart::{Bar, Chart, told};

impl RoomWeek<'_> {
    pub(super) fn counts(&self) -> Vec<(String, String)> {
        let standing = || self.entries.iter().filter(|one| one.withdrawn.is_none());
        let of = |test: &dyn Fn(&Standing) -> bool| standing().filter(|one| test(one)).count();
        let kinds: Vec<String> = Kind::ALL
            .into_iter()
            .map(Kind::label)
            .chain(["No talk"])
            .zip(self.entries_by_kind())
            .filter(|(_, count)| *count > 0)
            // A line never breaks between a kind and its count.
            .map(|(label, count)| format!("{label}\u{a0}{count}").replace(' ', "\u{a0}"))
            .collect();
        let mut facts = vec![
            ("Entries".to_string(), format!("{}  ({})", standing().count(), kinds.join(" · "))),
            ("Agreed".to_string(), of(&|one| one.agreed()).to_string()),
            ("Waiting".to_string(), of(&|one| matches!(one.review, Review::Waiting)).to_string()),
            ("Sent back".to_string(), of(&|one| matches!(one.review, Review::SentBack { .. })).to_string()),
            ("Private".to_string(), of(&|one| one.entry.private).to_string()),
        ];
        facts.retain(|(label, count)| count != "0" || label == "Agreed" || label == "Waiting");
        if standing().count() == 0 {
            facts = vec![("Entries".to_string(), "none written".to_string())];
        }
        facts
    }

    /// Entries of each kind that tell of a talk, then those that say that there was none, then those that wait for a lead.
    pub(in crate::report) fn entries_by_kind(&self) -> Vec<usize> {
        let standing = || self.entries.iter().filter(|one| one.withdrawn.is_none());
        let of_kind = |kind| self.talks().filter(|one| one.entry.kind == kind).count();
        let none = standing().filter(|one| one.entry.no_talk.is_some()).count();
        let waiting = standing().filter(|one| matches!(one.review, Review::Waiting)).count();
        Kind::ALL.into_iter().map(of_kind).chain([none, waiting]).collect()
    }

    pub(super) fn days(&self) -> impl Iterator<Item = Day> {
        self.week.period().from.iter_days().take(7)
    }

    /// With how many families there was a talk, of those whose children come on that day.
    pub(super) fn spoken_with(&self, children: &[&Child]) -> Option<Chart> {
        let families = self.roll.families();
        let bars = self.days().filter(|day| *day <= self.today).filter_map(|day| {
            let here =
                children.iter().filter(|child| child.pattern.on(day) != Session::None && child.on_roll(day));
            let mut here: BTreeSet<ChildId> =
                here.filter_map(|child| families.get(&child.id).copied()).collect();
            let talks = self.talks().filter(|one| one.entry.happened.day() == day);
            let spoken: BTreeSet<ChildId> =
                talks.filter_map(|one| families.get(&one.entry.child).copied()).collect();
            here.extend(&spoken);
            if here.is_empty() {
                return None;
            }
            let [spoken, here] =
                [spoken, here].map(|families| u32::try_from(families.len()).unwrap_or(u32::MAX));
            let count = told(spoken, Item::Cell, &LEAD, ReportKind::RoomWeek)?;
            Some(Bar { label: day::short(day), count, of: Some(here) })
        });
        Chart::of("Families spoken with, day by day", "Day", "Families", bars.collect())
    }

    /// The entries that tell of a talk.
    pub(in crate::report) fn talks(&self) -> impl Iterator<Item = &Standing> {
        self.entries.iter().filter(|one| one.withdrawn.is_none() && one.entry.no_talk.is_none())
    }
}
