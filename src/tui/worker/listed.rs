//! The reports of the one table of them: made for their page, and planned as files.

use std::sync::Arc;

use super::handing::{BESIDE, Holds, Planned};
use crate::catalog::CatalogError;
use crate::domain::Moment;
use crate::domain::practice::PracticeKind;
use crate::domain::retention::{Kept, Term};
use crate::export::{self, names};
use crate::failure::{Failure, Result};
use crate::report::gather;
use crate::report::key_card::KeyPart;
use crate::report::reports::{self, Listed, Made, Wanted};
use crate::store::Store;
use crate::tui::msg::{ReportOf, ReportRead};

/// What a report is made from beside the record.
pub(super) struct Kinds<'a> {
    pub(super) practice: &'a [PracticeKind],
    pub(super) kept: &'a [Kept],
    /// How long the setting keeps things, and what is wrong in its own file of that.
    pub(super) terms: (Vec<Term>, Vec<CatalogError>),
    /// The keys of the door, as this machine has them.
    pub(super) keys: Vec<KeyPart>,
}

impl Kinds<'_> {
    fn make(&self, store: &Store, of: &ReportOf, made: Moment) -> Result<(&'static Listed, Made)> {
        let unknown = || Failure::refused(format!("There is no report {} to be made here.", of.name));
        let listed = reports::report(of.name).ok_or_else(unknown)?;
        let make = listed.make.ok_or_else(unknown)?;
        let roll = store.shared_roll()?;
        let guard = gather::name_guard(&roll);
        let wanted = Wanted {
            roll: &roll,
            kinds: self.practice,
            kept: self.kept,
            terms: &self.terms,
            keys: &self.keys,
            guard: &guard,
            room: of.room,
            child: of.child,
            read_with: of.read_with.as_deref(),
            day: of.day,
            week: of.week,
            period: of.period,
            made,
        };
        Ok((listed, make(store, &wanted)?))
    }

    /// As it stands now, to be read on its page.
    pub(super) fn read(&self, store: &Store, of: &ReportOf, made: Moment) -> Result<ReportRead> {
        let (listed, made) = self.make(store, of, made)?;
        let lacking = export::offered(listed.kind).filter_map(|format| {
            let says = format.lacking(&made.report)?.says();
            Some((format.name, says))
        });
        Ok(ReportRead {
            lacking: lacking.collect(),
            report: made.report,
            left_out: made.left_out,
            names_waiting: made.names_waiting,
            recipient: made.recipient,
            folder: format!("{BESIDE}/{}", listed.name),
        })
    }

    /// Its files, one for each of these formats.
    pub(super) fn plan(
        &self,
        store: &Store,
        of: &ReportOf,
        formats: &[&'static str],
        made: Moment,
    ) -> Result<Vec<Planned>> {
        let (listed, made) = self.make(store, of, made)?;
        let stem = names::report(listed.name, &made.about, made.period);
        let report = Arc::new(made.report);
        let offered = export::offered(listed.kind).filter(|format| formats.contains(&format.name));
        let planned = offered.map(|format| Planned {
            holds: Holds::Report(Arc::clone(&report), format),
            stem: stem.clone(),
            name: listed.name,
            recipient: made.recipient.clone(),
            period: made.period,
            entries: made.entries.clone(),
        });
        Ok(planned.collect())
    }
}
